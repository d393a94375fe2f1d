#!/usr/bin/env python3
"""Proves that check_samples.py finds what it is there to find.

Each case spoils one thing in a copy of the samples and expects the problem to be told with its
file and line. Run from anywhere: python3 Tests/SamplesTests/check_the_checker.py
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ITEMS = "Samples/helpful-replies/items/replies.jsonl"
PROJECT = "Samples/helpful-replies/project.yaml"
LEAD = "Samples/helpful-replies/lead.yaml"
GOLD = "Samples/helpful-replies/gold/replies.jsonl"
REVIEWS = "Samples/review-sentiment/items/reviews.jsonl"
HANDBOOK = "Guidelines/helpful-replies.md"


def replacing(old, new):
    def edit(text):
        assert old in text, f"the sample no longer holds {old!r}"
        return text.replace(old, new, 1)

    return edit


def row(number, **fields):
    def edit(text):
        lines = text.split("\n")
        lines[number - 1] = json.dumps({**json.loads(lines[number - 1]), **fields})
        return "\n".join(lines)

    return edit


def every_review(*numbers):
    def edit(text):
        lines = text.split("\n")
        for number in numbers:
            review = json.loads(lines[number - 1])
            review["review"] += " Wombat."
            lines[number - 1] = json.dumps(review)
        return "\n".join(lines)

    return edit


def fewer(text):
    return "\n".join(text.split("\n")[:39]) + "\n"


def twice(text):
    lines = text.split("\n")
    return "\n".join([*lines[:1], lines[0], *lines[1:]])


SHARED = "Nobody on our street has ever seen such a thing."
CASES = [
    ("an unknown rule in the project", PROJECT, replacing("rule: safety", "rule: safty"),
     "project.yaml:27: the handbook has no rule 'safty'"),
    ("a command's key for a label", PROJECT, replacing("key: s", "key: u"), "the key 'u' is taken"),
    ("one key for two labels", PROJECT, replacing("key: s", "key: a"), "the key 'a' is taken"),
    ("an unknown setting", PROJECT, replacing("grades: 3", "grade: 3"), "'grade' is none of"),
    ("a condition on nothing", PROJECT, replacing("when: better", "when: bettr"),
     "no earlier question 'bettr'"),
    ("a question without its setting", PROJECT, replacing("    grades: 3\n", ""),
     "project.yaml:13: missing: grades"),
    ("a pool that is too small", LEAD, replacing("each: 4", "each: 6"),
     "lead.yaml:3: the pool is under three times"),
    ("an unhidden difficulty", PROJECT, replacing(", difficulty", ""), "has to be hidden"),
    ("a heading without id", HANDBOOK, replacing(" {#tie}", ""), "no {#rule-id}"),
    ("a rule id used twice", HANDBOOK, replacing("{#tie}", "{#both-bad}"), "is also on line"),
    ("two sentences on a line", HANDBOOK,
     replacing("Half of all doubts end there.", "Half end there. Others do not."),
     "two sentences share this line"),
    ("gold on a missing item", GOLD, row(1, item="hr-999"), "jsonl:1: there is no item 'hr-999'"),
    ("gold with a missing rule", GOLD, row(2, rule="nowhere"), "jsonl:2: the handbook has no rule"),
    ("gold with a missing label", GOLD,
     row(1, answers={"better": {"prefer": "reply_a", "grade": 3, "of": 3}, "why": ["mood"]}),
     "'mood' is none of"),
    ("a label that stands alone in company", "Samples/content-policy/gold/talks.jsonl",
     row(1, answers={"action": ["none", "threat"]}), "talks.jsonl:1: action: 'none' stands alone"),
    ("gold that the reading denies", GOLD, row(1, answers={"better": {"prefer": "tie"}}),
     "differ from the author's reading"),
    ("an id used twice", ITEMS, twice, "replies.jsonl:2: the id 'hr-001' is also"),
    ("too few items", ITEMS, fewer, "39 items; 40 needed"),
    ("a broken line", ITEMS, lambda text: "{" + text, "replies.jsonl:1: this is no JSON"),
    ("a near-copy", REVIEWS,
     row(2, review="Love that it comes with its smoke signal. Five stars for the brigade of fire, "
                   "who were here in six minutes and liked the kitchen."), "is nearly a copy"),
    ("a word that gives the label", REVIEWS, every_review(2, 5, 6, 11), "'wombat' gives sentiment"),
]


def outcome(edits):
    """Gives exit code and output of the checker for a spoilt copy."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for folder in ("Samples", "Guidelines", "Tests/SamplesTests"):
            shutil.copytree(ROOT / folder, copy / folder, symlinks=True)
        for path, edit in edits:
            target = copy / path
            target.write_text(edit(target.read_text(encoding="utf-8")), encoding="utf-8")
        program = copy / "Tests/SamplesTests/check_samples.py"
        run = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout + run.stderr


def shared_sentence(text):
    return every_sentence(text, 3)


def every_sentence(text, number):
    lines = text.split("\n")
    review = json.loads(lines[number - 1])
    review["review"] += f" {SHARED}"
    lines[number - 1] = json.dumps(review)
    return "\n".join(lines)


def main():
    failures = []
    code, output = outcome([])
    if code != 0:
        failures.append(f"the samples as they are: {output}")
    cases = [(name, [(path, edit)], wanted) for name, path, edit, wanted in CASES]
    cases.append((
        "a sentence of two projects",
        [(REVIEWS, shared_sentence),
         (ITEMS, lambda text: text.replace('"reply_a": "', f'"reply_a": "{SHARED} ', 1))],
        "shares the sentence 'nobody on our street",
    ))
    for name, edits, wanted in cases:
        code, output = outcome(edits)
        if code != 1 or wanted not in output:
            failures.append(f"{name}: exit {code}, without '{wanted}'\n{output}")
    for failure in failures:
        print(failure)
    print(f"{len(cases) + 1} cases, {len(failures)} failed", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
