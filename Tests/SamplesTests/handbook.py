"""A handbook's form: rules with ids, one sentence a line, good and bad examples."""

import re
from collections import defaultdict

RULE_RANGE = range(10, 19)


def two_sentences(line):
    """Tells whether a sentence ends within the line, leaving out quotations and lead-ins."""
    text = re.sub(r"^\s*(?:- (?:[✓✗] )?|\d+\. )?(?:\*\*[^*]+[.!?]\*\* )?", "", line)
    text = re.sub(r"[\"“][^\"”]*[\"”]", "", text)
    return re.search(r"(?<!etc)(?<!e\.g)(?<!i\.e)[.!?][*_)]* (?=[A-Z`*])", text) is not None


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
            if line and not line.startswith(("|", "#")) and two_sentences(line):
                report.add(self.path, number, "two sentences share this line")
            for target in re.findall(r"\]\(#([^)]*)\)", line):
                if f"{{#{target}}}" not in self.text:
                    report.add(self.path, number, f"there is no rule '{target}' to link to")
        if len(self.ids) not in RULE_RANGE:
            report.add(self.path, 1, f"{len(self.ids)} rules; 10 to 18 were wanted")
        both = sum(1 for signs in examples.values() if len(signs) == 2)
        if both < len(self.ids) * 2 // 3:
            report.add(self.path, 1, f"only {both} rules have both a ✓ and a ✗ example")
