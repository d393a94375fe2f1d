"""Whether a word, a side or the length gives the answer away."""

from collections import defaultdict

import words

OCCURRENCES = 4


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
        longer = sum(
            1 for text, side in decided if side == max((left, right), key=lambda s: len(text[s]))
        )
        for count, what in ((first, f"'{left}' wins"), (longer, "the longer reply wins")):
            if decided and not 0.35 <= count / len(decided) <= 0.65:
                report.add(sample.path, 1, f"{what} {count} of {len(decided)}")
