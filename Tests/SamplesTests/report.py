"""The problems found in the samples, and the reading of files that may have some."""

import json
from pathlib import Path

import small_yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


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


def none_of(text, known):
    """Says that a word is none of those that are known."""
    return f"'{text}' is none of {', '.join(sorted(known))}"
