#!/usr/bin/env python3
"""Checks the sample projects: form, independence of the items, and that no keyword gives a label.

Run from anywhere: python3 Tests/SamplesTests/check_samples.py [PROJECT…]
Prints every problem with file and line; exits 1 if there is one.

The author's own reading of each item is in readings/PROJECT.jsonl, beside this file. It is no
part of a project, so that no store ever holds it; only the keyword condition and the check of
the gold need it.
"""

import sys

sys.dont_write_bytecode = True

from independence import check_independence  # noqa: E402
from keywords import check_balance, check_keywords  # noqa: E402
from report import ROOT, Report  # noqa: E402
from sample import Sample  # noqa: E402


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
    check_independence([sample for sample in samples if sample.handbook], report)
    for path, line, what in sorted(report.problems):
        print(f"{path}:{line}: {what}")
    for sample in samples:
        hard = sum(1 for _, _, row in sample.items.values() if row.get("difficulty") == "hard")
        print(f"{sample.name}: {len(sample.items)} items, {hard} hard", file=sys.stderr)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
