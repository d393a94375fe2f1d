"""One sample project: what it declares, its items, the readings and the gold."""

import re

import words
from handbook import Handbook
from report import HERE, json_lines, none_of, shown_text, yaml_file

LEAST_ITEMS, LEAST_GOLD, LEAST_HARD = 40, 8, 5
# Keys that a command of the default keymap uses; digits are given to labels without a key.
TAKEN_KEYS = set("uU-[]fncdRCgGi/bS:l?q|.wjkh 0123456789")
PROJECT_KEYS = {"gloss", "name", "title", "guidelines", "item", "questions", "work", "quality"}
# What each kind needs beside id, kind and ask.
NEEDED = {
    "choice": {"labels"},
    "choices": {"labels"},
    "scale": {"low", "high", "anchors"},
    "text": set(),
    "comparison": {"between", "grades"},
}
QUESTION_KEYS = {"id", "kind", "ask", "rule", "when", "optional", "also"}.union(*NEEDED.values())
TERM = re.compile(r"(?:not )?([\w-]+) (?:not in|in|==|!=|<=|>=|<|>|has) (?:\[([^\]]*)\]|([\w-]+))")


class Sample:
    """One sample project with everything that belongs to it."""

    def __init__(self, folder, report):
        self.folder, self.report, self.name = folder, report, folder.name
        self.path = folder / "project.yaml"
        self.items, self.texts, self.questions, self.readings = {}, {}, [], {}
        self.project = yaml_file(self.path, report)
        self.handbook = None
        if not isinstance(self.project, dict) or not self.has(self.project, PROJECT_KEYS, 1):
            return
        self.handbook = Handbook(folder / str(self.project.get("guidelines", "")), report)
        if not self.read_project():
            return
        self.read_items()
        self.readings = self.read_answers(HERE / "readings" / f"{self.name}.jsonl", gold=False)
        self.check_gold()

    def has(self, mapping, keys, line):
        """Tells whether every key is there, and reports those that are not."""
        missing = sorted(keys - mapping.keys())
        if missing:
            self.report.add(self.path, line, f"missing: {', '.join(missing)}")
        return not missing

    def rule(self, rule, line, path=None):
        if str(rule) not in self.handbook.ids:
            what = f"the handbook has no rule '{rule}'"
            self.report.add(path or self.path, line, what)

    def read_project(self):
        """Reads what is shown and asked; gives false where that is not enough to go on."""
        for key in self.project:
            if key not in PROJECT_KEYS:
                self.report.add(self.path, key.line, none_of(key, PROJECT_KEYS))
        if self.project.get("name") != self.name:
            self.report.add(self.path, 1, "the name is not that of the folder")
        item = self.project["item"]
        self.hidden = set(item.get("hide", []))
        self.fields = []
        for part in item["show"]:
            self.fields += part["compare"] if "compare" in part else [part["field"]]
        if "difficulty" not in self.hidden:
            self.report.add(self.path, item.line, "'difficulty' has to be hidden")
        return all([self.read_question(question) for question in self.project["questions"]])

    def read_question(self, question):
        line, kind = question.line, question.get("kind")
        for key in question:
            if key not in QUESTION_KEYS:
                self.report.add(self.path, key.line, none_of(key, QUESTION_KEYS))
        if kind not in NEEDED:
            self.report.add(self.path, line, none_of(kind, NEEDED))
            return False
        if not self.has(question, NEEDED[kind] | {"id", "ask"}, line):
            return False
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
        return True

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
        folder, count = self.folder / "items", len(self.items)
        if count < LEAST_ITEMS:
            self.report.add(folder, 1, f"{count} items; {LEAST_ITEMS} needed")
        if hard < LEAST_HARD:
            self.report.add(folder, 1, f"{hard} hard items; {LEAST_HARD} needed")

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
            if self.scored(self.readings.get(identity, {})) != row.get("answers"):
                self.report.add(path, line, "the answers differ from the author's reading")
        if not gold:
            for identity in self.items.keys() - found.keys():
                self.report.add(path, 1, f"there is no reading of '{identity}'")
        return found

    def scored(self, answers):
        """Gives the answers without free texts, which have no gold."""
        texts = {question["id"] for question in self.questions if question["kind"] == "text"}
        return {name: answer for name, answer in answers.items() if name not in texts}

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
            return None if prefer in known and len(answer) == 1 else none_of(prefer, known)
        if kind == "choices":
            if not isinstance(answer, list) or not answer or len(set(answer)) < len(answer):
                return "this is no list of different labels"
            alone = {label["id"] for label in question["labels"] if label.get("alone") == "true"}
            if len(answer) > 1 and alone & set(answer):
                return f"'{min(alone & set(answer))}' stands alone"
            wrong = [label for label in answer if label not in known]
            return none_of(wrong[0], known) if wrong else None
        if kind == "scale":
            rated = isinstance(answer, int) and str(answer) in known
            return None if rated else none_of(answer, known)
        if kind == "text":
            return None if isinstance(answer, str) and answer else "this is no text"
        return None if answer in known else none_of(answer, known)

    def check_gold(self):
        gold = {}
        for path in sorted((self.folder / "gold").glob("*.jsonl")):
            gold.update(self.read_answers(path, gold=True))
        if len(gold) < LEAST_GOLD:
            self.report.add(self.folder / "gold", 1, f"{len(gold)} gold items; {LEAST_GOLD} needed")
        path = self.folder / "lead.yaml"
        lead = yaml_file(path, self.report)
        if not lead or "gold" not in lead:
            self.report.add(path, 1, "lead.yaml says nothing on gold")
            return
        policy = lead["gold"]
        if int(policy["pool"]) != len(gold):
            self.report.add(path, policy.line, f"the pool is not the {len(gold)} gold items")
        if int(policy["pool"]) < 3 * int(policy["each"]):
            self.report.add(path, policy.line, "the pool is under three times what a person meets")
