#!/usr/bin/env python3
"""Checks the sample projects: form, independence of the items, and that no keyword gives a label.

Run from anywhere: python3 Tests/SamplesTests/check_samples.py [PROJECT…]
Prints every problem with file and line; exits 1 if there is one.

The author's own reading of each item is in readings/PROJECT.jsonl, beside this file. It is no
part of a project, so that no store ever holds it; only the keyword condition needs it.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True

import small_yaml  # noqa: E402
import words  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LEAST_ITEMS, LEAST_GOLD, LEAST_HARD = 40, 8, 5
RULE_RANGE = range(10, 19)
OCCURRENCES = 4
RUN_LENGTH, LIKENESS = 8, 0.35
# Keys that a command of the default keymap uses; digits are given to labels without a key.
TAKEN_KEYS = set("uU-[]fncdRCgGi/bS:l?q|.wjkh 0123456789")
KINDS = {"choice", "choices", "scale", "text", "comparison"}
VERDICTS = {"tie", "both_bad", "cannot_judge"}
PROJECT_KEYS = {"gloss", "name", "title", "guidelines", "item", "questions", "work", "quality"}
QUESTION_KEYS = {
    "id", "kind", "ask", "rule", "when", "optional", "labels", "between", "grades", "also",
    "low", "high", "anchors",
}
TERM = re.compile(r"(?:not )?([\w-]+) (?:not in|in|==|!=|<=|>=|<|>|has) (?:\[([^\]]*)\]|([\w-]+))")


class Report:
    """Collects problems; all are printed together."""

    def __init__(self):
        self.problems = []

    def add(self, path, line, what):
        try:
            path = path.relative_to(ROOT)
        except ValueError:
            pass
        self.problems.append((str(path), line, what))


def json_lines(path, report):
    """Gives (line number, object) for each line of a JSONL file, skipping broken ones."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            report.add(path, number, f"this is no JSON: {error}")
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            report.add(path, number, "this line is no JSON object")
    return rows


def yaml_file(path, report):
    """Gives the parsed file, or None with a problem."""
    try:
        return small_yaml.parse(path.read_text(encoding="utf-8"))
    except small_yaml.YAMLError as error:
        report.add(path, error.line, str(error))
    except OSError as error:
        report.add(path, 1, f"the file cannot be read: {error.strerror}")
    return None


def shown_text(value):
    """Gives the text of a field as people read it: of a conversation, the turns."""
    if isinstance(value, list):
        return "\n\n".join(turn.get("content", "") for turn in value)
    return value if isinstance(value, str) else json.dumps(value)


def near(text, known):
    """Gives a hint with the known ids."""
    return f"'{text}' is none of {', '.join(sorted(known))}"


class Handbook:
    """The headings of a handbook, each a rule with an id."""

    def __init__(self, path, report):
        self.path, self.ids, self.text = path, {}, ""
        try:
            self.text = path.read_text(encoding="utf-8")
        except OSError:
            report.add(path, 1, "the handbook cannot be read; is the link broken?")
            return
        self.check(report)

    def check(self, report):
        lines, fenced, rule, examples = self.text.split("\n"), False, None, defaultdict(set)
        for number, line in enumerate(lines, start=1):
            if line.startswith("```"):
                fenced = not fenced
            if fenced:
                continue
            if line.startswith("#"):
                match = re.fullmatch(r"#{1,6} .+ \{#([a-z0-9-]+)\}", line)
                rule = match and match.group(1)
                if not rule:
                    report.add(self.path, number, "this heading has no {#rule-id}")
                elif rule in self.ids:
                    first = self.ids[rule]
                    report.add(self.path, number, f"the rule '{rule}' is also on line {first}")
                else:
                    self.ids[rule] = number
            elif re.match(r"\s*- [✓✗] ", line):
                examples[rule].add(line.strip()[2])
            elif line and not line.startswith(("- ", "|", "  ")) and not re.match(r"\d+\. ", line):
                ends = re.findall(r"(?<!etc)(?<!e\.g)(?<!i\.e)[.!?][\"'*_)]* (?=[A-Z])", line)
                if ends and not re.match(r"\*\*[^*]+\.\*\* ", line):
                    report.add(self.path, number, "two sentences share this line")
            for target in re.findall(r"\]\(#([^)]*)\)", line):
                if f"{{#{target}}}" not in self.text:
                    report.add(self.path, number, f"there is no rule '{target}' to link to")
        if len(self.ids) not in RULE_RANGE:
            report.add(self.path, 1, f"{len(self.ids)} rules; 10 to 18 were wanted")
        both = sum(1 for signs in examples.values() if len(signs) == 2)
        if both < len(self.ids) * 2 // 3:
            report.add(self.path, 1, f"only {both} rules have both a ✓ and a ✗ example")


class Sample:
    """One sample project with everything that belongs to it."""

    def __init__(self, folder, report):
        self.folder, self.report, self.name = folder, report, folder.name
        self.path = folder / "project.yaml"
        self.items, self.texts, self.questions, self.readings = {}, {}, [], {}
        self.project = yaml_file(self.path, report)
        yaml_file(folder / "lead.yaml", report)
        if not isinstance(self.project, dict):
            return
        self.handbook = Handbook(folder / str(self.project.get("guidelines", "")), report)
        self.read_project()
        self.read_items()
        self.readings = self.read_answers(HERE / "readings" / f"{self.name}.jsonl", gold=False)
        self.check_gold()

    def rule(self, rule, line, path=None):
        if str(rule) not in self.handbook.ids:
            what = f"the handbook has no rule '{rule}'"
            self.report.add(path or self.path, line, what)

    def read_project(self):
        for key in self.project:
            if key not in PROJECT_KEYS:
                self.report.add(self.path, key.line, near(key, PROJECT_KEYS))
        if self.project.get("name") != self.name:
            self.report.add(self.path, 1, "the name is not that of the folder")
        item = self.project["item"]
        self.hidden = set(item.get("hide", []))
        self.fields = []
        for part in item["show"]:
            self.fields += part["compare"] if "compare" in part else [part["field"]]
        if "difficulty" not in self.hidden:
            self.report.add(self.path, item.line, "'difficulty' has to be hidden")
        for question in self.project["questions"]:
            self.read_question(question)

    def read_question(self, question):
        line, kind = question.line, question.get("kind")
        for key in question:
            if key not in QUESTION_KEYS:
                self.report.add(self.path, key.line, near(key, QUESTION_KEYS))
        if kind not in KINDS:
            self.report.add(self.path, line, near(kind, KINDS))
        if "rule" in question:
            self.rule(question["rule"], question["rule"].line)
        keys = {}
        for label in question.get("labels", []):
            self.rule(label.get("rule", "(none)"), label.line)
            key = label.get("key")
            if key is None:
                continue  # it takes the next digit
            if len(key) != 1 or key in TAKEN_KEYS or key in keys:
                what = f"the key '{key}' is taken or no single character"
                self.report.add(self.path, label.line, what)
            keys[key] = label["id"]
        for anchor in question.get("anchors", []):
            self.rule(anchor.get("rule", "(none)"), anchor.line)
        if kind == "scale":
            values = {int(anchor["value"]) for anchor in question["anchors"]}
            if values != set(range(int(question["low"]), int(question["high"]) + 1)):
                self.report.add(self.path, line, "not every value of the scale has an anchor")
        self.read_condition(question, line)
        self.questions.append(question)

    def read_condition(self, question, line):
        if "when" not in question:
            return
        earlier = {known["id"]: known for known in self.questions}
        terms = TERM.findall(question["when"])
        if not terms:
            self.report.add(self.path, line, f"'{question['when']}' is no condition")
        for name, listed, single in terms:
            if name not in earlier:
                self.report.add(self.path, line, f"there is no earlier question '{name}'")
                continue
            for value in (listed or single).split(","):
                if self.values(earlier[name]) and value.strip() not in self.values(earlier[name]):
                    self.report.add(self.path, line, f"'{name}' has no value '{value.strip()}'")

    @staticmethod
    def values(question):
        kind = question["kind"]
        if kind == "comparison":
            return set(question["between"]) | set(question.get("also", []))
        if kind == "scale":
            return {str(n) for n in range(int(question["low"]), int(question["high"]) + 1)}
        return {label["id"] for label in question.get("labels", [])}

    def read_items(self):
        hard = 0
        for path in sorted((self.folder / "items").glob("*.jsonl")):
            for line, row in json_lines(path, self.report):
                identity = row.get(self.project["item"].get("id"))
                if not isinstance(identity, str) or not identity:
                    self.report.add(path, line, "the item has no id")
                    continue
                if identity in self.items:
                    first = self.items[identity]
                    what = f"the id '{identity}' is also in {first[0].name}:{first[1]}"
                    self.report.add(path, line, what)
                    continue
                for field in set(self.fields) | self.hidden:
                    if not row.get(field):
                        self.report.add(path, line, f"'{field}' is missing or empty")
                hard += row.get("difficulty") == "hard"
                self.items[identity] = (path, line, row)
                self.texts[identity] = {f: shown_text(row.get(f, "")) for f in self.fields}
        if len(self.items) < LEAST_ITEMS:
            self.report.add(self.folder / "items", 1, f"{len(self.items)} items; {LEAST_ITEMS} needed")
        if hard < LEAST_HARD:
            self.report.add(self.folder / "items", 1, f"{hard} hard items; {LEAST_HARD} needed")

    def read_answers(self, path, gold):
        found = {}
        if not path.exists():
            self.report.add(path, 1, "the file is missing")
            return found
        for line, row in json_lines(path, self.report):
            identity = row.get("item")
            if identity not in self.items:
                self.report.add(path, line, f"there is no item '{identity}'")
                continue
            if identity in found:
                self.report.add(path, line, f"'{identity}' is here twice")
            self.check_answers(row.get("answers", {}), path, line)
            found[identity] = row.get("answers", {})
            if not gold:
                continue
            self.rule(row.get("rule"), line, path)
            if len(words.words(row.get("why", ""))) < 8:
                self.report.add(path, line, "the 'why' says too little")
            if self.readings.get(identity) != row.get("answers"):
                self.report.add(path, line, "the answers differ from the author's reading")
        if not gold:
            for identity in self.items.keys() - found.keys():
                self.report.add(path, 1, f"there is no reading of '{identity}'")
        return found

    def check_answers(self, answers, path, line):
        known = {question["id"]: question for question in self.questions}
        for name, answer in answers.items():
            if name not in known:
                self.report.add(path, line, f"there is no question '{name}'")
                continue
            fault = self.fault(known[name], answer)
            if fault:
                self.report.add(path, line, f"{name}: {fault}")
        for name, question in known.items():
            if "when" in question or question.get("optional") == "true":
                continue
            if name not in answers:
                self.report.add(path, line, f"'{name}' is not answered")

    def fault(self, question, answer):
        kind, known = question["kind"], self.values(question)
        if kind == "comparison":
            sides, prefer = question["between"], answer.get("prefer")
            if prefer in sides:
                grades = int(question["grades"])
                graded = answer.get("of") == grades and answer.get("grade") in range(1, grades + 1)
                return None if graded else "the grade does not fit"
            return None if prefer in known and len(answer) == 1 else near(prefer, known)
        if kind == "choices":
            if not isinstance(answer, list) or not answer or len(set(answer)) < len(answer):
                return "this is no list of different labels"
            wrong = [label for label in answer if label not in known]
            return near(wrong[0], known) if wrong else None
        if kind == "scale":
            return None if isinstance(answer, int) and str(answer) in known else near(answer, known)
        if kind == "text":
            return None if isinstance(answer, str) and answer else "this is no text"
        return None if answer in known else near(answer, known)

    def check_gold(self):
        gold = {}
        for path in sorted((self.folder / "gold").glob("*.jsonl")):
            gold.update(self.read_answers(path, gold=True))
        if len(gold) < LEAST_GOLD:
            self.report.add(self.folder / "gold", 1, f"{len(gold)} gold items; {LEAST_GOLD} needed")


def check_keywords(sample, report):
    """Reports each word of four or more items that gives one label whenever it occurs."""
    for question in sample.questions:
        if question["kind"] == "text":
            continue
        none_is_an_answer = question["kind"] == "choices" and question.get("optional") == "true"
        outcomes, sides = defaultdict(list), defaultdict(list)
        for identity, answers in sample.readings.items():
            if question["id"] not in answers and not none_is_an_answer:
                continue
            answer, texts = answers.get(question["id"], []), sample.texts[identity]
            present = set(words.words("\n".join(texts.values())))
            labels = outcome_labels(question, answer)
            for word in present:
                outcomes[word].append((identity, labels))
            if question["kind"] == "comparison" and answer["prefer"] in question["between"]:
                won = answer["prefer"]
                lost = next(side for side in question["between"] if side != won)
                winning, losing = set(words.words(texts[won])), set(words.words(texts[lost]))
                for word in winning ^ losing:
                    sides[word].append((identity, "won" if word in winning else "lost"))
        for word, seen in sorted(outcomes.items()):
            shared = set.intersection(*(labels for _, labels in seen))
            if len(seen) >= OCCURRENCES and shared:
                tell(sample, report, question, word, seen, ", ".join(sorted(shared)))
        for word, seen in sorted(sides.items()):
            if len(seen) >= OCCURRENCES and len({side for _, side in seen}) == 1:
                tell(sample, report, question, word, seen, f"its reply always {seen[0][1]}")


def tell(sample, report, question, word, seen, label):
    path, line, _ = sample.items[seen[0][0]]
    where = ", ".join(identity for identity, _ in seen)
    report.add(path, line, f"'{word}' gives {question['id']} = {label} ({where})")


def outcome_labels(question, answer):
    if question["kind"] == "comparison":
        return {answer["prefer"]}
    return set(answer) if isinstance(answer, list) else {str(answer)}


def check_balance(sample, report):
    """Reports a comparison whose side or length would give the verdict away."""
    for question in sample.questions:
        if question["kind"] != "comparison":
            continue
        left, right = question["between"]
        decided = [
            (sample.texts[identity], answers[question["id"]]["prefer"])
            for identity, answers in sample.readings.items()
            if answers.get(question["id"], {}).get("prefer") in (left, right)
        ]
        first = sum(1 for _, side in decided if side == left)
        longer = sum(1 for text, side in decided if side == max((left, right), key=lambda s: len(text[s])))
        for count, what in ((first, f"'{left}' wins"), (longer, "the longer reply wins")):
            if decided and not 0.35 <= count / len(decided) <= 0.65:
                report.add(sample.path, 1, f"{what} {count} of {len(decided)}")


def check_independence(samples, report):
    """Reports items that share a sentence of six words, a long run of words, or most of their text.

    The handbooks count as items of their own: an item that is quoted in one is no test.
    """
    sentences, runs, triples = defaultdict(set), defaultdict(set), []
    for sample in samples:
        for identity, texts in sample.texts.items():
            owner = (sample.name, identity)
            path, line, _ = sample.items[identity]
            whole = "\n\n".join(texts.values())
            note(owner, path, line, whole, sentences, runs)
            triples.append((owner, path, line, words.runs(whole, 3)))
        note((sample.name, "handbook"), sample.handbook.path, 1, sample.handbook.text, sentences, runs)
    for table, what in ((sentences, "shares the sentence"), (runs, "shares the words")):
        for text, owners in table.items():
            if len(owners) > 1 and not all(owner[1] == "handbook" for owner, _, _ in owners):
                ordered = sorted(owners, key=lambda entry: entry[0])
                (_, path, line), others = ordered[0], [owner[1] for owner, _, _ in ordered[1:]]
                quoted = " ".join(text)
                report.add(path, line, f"{what} '{quoted}' with {', '.join(others)}")
    for index, (owner, path, line, mine) in enumerate(triples):
        for other, _, _, theirs in triples[index + 1 :]:
            if words.likeness(mine, theirs) > LIKENESS:
                report.add(path, line, f"is nearly a copy of {other[1]}")


def note(owner, path, line, text, sentences, runs):
    for sentence in words.sentences(text):
        sentences[sentence].add((owner, path, line))
    for run in words.runs(text, RUN_LENGTH):
        runs[run].add((owner, path, line))


def main(wanted):
    report = Report()
    folders = sorted(path.parent for path in (ROOT / "Samples").glob("*/project.yaml"))
    folders = [folder for folder in folders if not wanted or folder.name in wanted]
    if not folders:
        report.add(ROOT / "Samples", 1, "there is no sample project")
    samples = [Sample(folder, report) for folder in folders]
    for sample in samples:
        check_keywords(sample, report)
        check_balance(sample, report)
    check_independence(samples, report)
    for path, line, what in sorted(report.problems):
        print(f"{path}:{line}: {what}")
    for sample in samples:
        hard = sum(1 for _, _, row in sample.items.values() if row.get("difficulty") == "hard")
        print(f"{sample.name}: {len(sample.items)} items, {hard} hard", file=sys.stderr)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
