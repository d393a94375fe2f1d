"""Whether items share sentences, long runs of words or most of their text."""

from collections import defaultdict

import words

RUN_LENGTH, LIKENESS = 8, 0.35


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
        handbook = sample.handbook
        note((sample.name, "handbook"), handbook.path, 1, handbook.text, sentences, runs)
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
