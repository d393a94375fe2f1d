"""Reads the part of YAML that the sample projects use, and keeps the line of every value.

Block maps and lists, flow maps and lists on one line, plain and quoted scalars, comments.
Scalars stay text. Anything else is an error with its line: the samples are to stay plain.
"""


class YAMLError(Exception):
    """A line that is outside the part of YAML read here."""

    def __init__(self, line, what):
        super().__init__(what)
        self.line = line


class Scalar(str):
    """A text that remembers its line."""

    line = 0


class Mapping(dict):
    """A map that remembers its line."""

    line = 0


class Sequence(list):
    """A list that remembers its line."""

    line = 0


def _placed(value, line):
    value.line = line
    return value


def _without_comment(text):
    quote = None
    for index, character in enumerate(text):
        if quote:
            if character == quote:
                quote = None
        elif character in "\"'" and (index == 0 or text[index - 1] in " [{,:"):
            quote = character
        elif character == "#" and (index == 0 or text[index - 1] == " "):
            return text[:index].rstrip()
    return text.rstrip()


def _unquoted(text, line):
    text = text.strip()
    if len(text) >= 2 and text[0] in "\"'":
        if text[-1] != text[0]:
            raise YAMLError(line, "a quotation does not end on its line")
        text = text[1:-1].replace(text[0] * 2 if text[0] == "'" else '\\"', text[0])
    elif text and text[0] in "|>&*!%@`":
        raise YAMLError(line, f"'{text[0]}' starts something that the samples do not use")
    return _placed(Scalar(text), line)


class _Flow:
    """Reads `{a: b, c: [d]}` from one line."""

    def __init__(self, text, line):
        self.text, self.line, self.at = text, line, 0

    def spaces(self):
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1

    def value(self):
        self.spaces()
        opening = self.text[self.at : self.at + 1]
        if opening == "{":
            return self.collection(_placed(Mapping(), self.line), "}")
        if opening == "[":
            return self.collection(_placed(Sequence(), self.line), "]")
        return _unquoted(self.word(",]}"), self.line)

    def word(self, ends):
        start, quote = self.at, None
        while self.at < len(self.text):
            character = self.text[self.at]
            if quote:
                quote = None if character == quote else quote
            elif character in "\"'" and not self.text[start : self.at].strip():
                quote = character
            elif character in ends:
                break
            self.at += 1
        return self.text[start : self.at]

    def collection(self, into, end):
        self.at += 1
        while True:
            self.spaces()
            if self.text[self.at : self.at + 1] == end:
                self.at += 1
                return into
            if isinstance(into, dict):
                key = _unquoted(self.word(":,}"), self.line)
                if self.text[self.at : self.at + 1] != ":":
                    raise YAMLError(self.line, f"a ':' is missing after '{key}'")
                self.at += 1
                if key in into:
                    raise YAMLError(self.line, f"the key '{key}' is given twice")
                into[key] = self.value()
            else:
                into.append(self.value())
            self.spaces()
            after = self.text[self.at : self.at + 1]
            if after == ",":
                self.at += 1
            elif after != end:
                raise YAMLError(self.line, f"'{end}' is missing")


def _inline(text, line):
    text = text.strip()
    if text[:1] in ("{", "["):
        flow = _Flow(text, line)
        value = flow.value()
        if flow.text[flow.at :].strip():
            raise YAMLError(line, "there is more text after the closing bracket")
        return value
    return _unquoted(text, line)


def _key_end(text):
    """Gives the index of the ':' that ends a key, or -1."""
    if text[:1] in ("{", "[", '"', "'"):
        return -1
    at = text.find(":")
    while at >= 0 and at + 1 < len(text) and text[at + 1] != " ":
        at = text.find(":", at + 1)
    return at


def _block(lines, at, indent):
    line, depth, text = lines[at]
    is_list = text.startswith("- ")
    result = _placed(Sequence() if is_list else Mapping(), line)
    while at < len(lines):
        line, depth, text = lines[at]
        if depth < indent:
            break
        if depth > indent:
            raise YAMLError(line, "this line is indented further than the one before")
        if is_list != text.startswith("- "):
            raise YAMLError(line, "a list and a map are mixed")
        if is_list:
            rest = text[2:]
            inner = depth + 2 + len(rest) - len(rest.lstrip())
            if _key_end(rest.lstrip()) >= 0:
                lines[at] = (line, inner, rest.lstrip())
                value, at = _block(lines, at, inner)
            else:
                value, at = _inline(rest, line), at + 1
            result.append(value)
            continue
        end = _key_end(text)
        if end < 0:
            raise YAMLError(line, "a ':' is missing after the key")
        key, rest = _unquoted(text[:end], line), text[end + 1 :].strip()
        if key in result:
            raise YAMLError(line, f"the key '{key}' is given twice")
        if rest:
            result[key], at = _inline(rest, line), at + 1
        elif at + 1 < len(lines) and lines[at + 1][1] > depth:
            result[key], at = _block(lines, at + 1, lines[at + 1][1])
        else:
            raise YAMLError(line, f"'{key}' has no value")
    return result, at


def parse(text):
    """Gives the document as Mapping, Sequence and Scalar, each with its line."""
    lines = []
    for number, raw in enumerate(text.splitlines(), start=1):
        if "\t" in raw:
            raise YAMLError(number, "there is a tab")
        content = _without_comment(raw)
        if content.strip():
            lines.append((number, len(content) - len(content.lstrip()), content.lstrip()))
    if not lines:
        raise YAMLError(1, "the file is empty")
    value, at = _block(lines, 0, lines[0][1])
    if at < len(lines):
        raise YAMLError(lines[at][0], "this line is indented less than the first")
    return value
