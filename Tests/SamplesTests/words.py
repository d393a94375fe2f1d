"""Words, sentences and runs of words of a sample item, for the independence checks."""

import re
import unicodedata

_CLOSED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
    r"(?:['’][^\W_]+)*"
)
_SENTENCE_END = re.compile(
    r"[.!?…。！？:;]+[\"'”’»)*_]*(?=\s|$)|[。！？]|\n\s*\n|\n(?=\s*(?:[-*|#>✓✗]|\d+\.))"
)


def words(text):
    """Gives the words in lower case; scripts without spaces give one word a character."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _WORD.findall(folded)


def sentences(text, at_least=6):
    """Gives the sentences of that many words or more, each as a tuple of words.

    Where the script has no spaces two characters count as a word, about what they are.
    """
    found = []
    for piece in _SENTENCE_END.split(text):
        listed = words(piece)
        closed = sum(1 for word in listed if _CLOSED_SCRIPT.match(word))
        if len(listed) - closed + closed // 2 >= at_least:
            found.append(tuple(listed))
    return found


def runs(text, length):
    """Gives every run of that many words."""
    listed = words(text)
    return {tuple(listed[at : at + length]) for at in range(len(listed) - length + 1)}


def likeness(one, other):
    """Gives the share of the smaller set of word triples that the other set has, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
