"""Where a line of code says the label of an enum: by a method, or next to the attribute."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """A label in a line, from `start` to `end`.

    `kind`: `method` (predicate or bang method), `scope`, `condition`, `comparison`, `assigned`,
    `mapping` (`Order.statuses[:gone]`) or `trait`. `receiver` is the word that it is asked of, ""
    without one, ")" behind a call, and "&" where the line hands the name on: `&:gone?`, `be_gone`.
    """

    kind: str
    start: int
    end: int
    receiver: str = ""


_LIST = re.compile(r"(?:\[|%[wi][\[({])[^\[\](){}]*$")
_SEPARATOR = (
    r"""["']?\]?\)?\s*"""
    r"(?P<sign>=>|===?|!=|=|:|\{|,|\(|\.(?:not_)?(?:in|eql)\?\(|\.(?:to|not_to|to_not) \w+)"
    r"[\s(]*\Z"
)
_LOOKUP = r"(?:\[|\.(?:fetch|values_at|dig|slice)\(|\.fetch_values\()\s*(?::\w+,\s*)*\Z"
_QUERY = re.compile(r"\b(?:where|rewhere|not|find_by!?|exists\?|count|merge|or|and)\b\W*[^)]*\Z")
_RECEIVER = re.compile(r"(?P<word>\w*[?!]?|[\])}])&?\.\Z")


_RESPONSE = re.compile(
    r"\b(?:render|head|redirect_to|have_http_status|to_return|assert_response)\b"
)


def answers_request(lines: Iterable[str]) -> bool:
    """Whether a `status:` in these lines is that of an HTTP response."""
    return any(_RESPONSE.search(line) for line in lines)


def mentions(line: str, attribute: str, plural: str, label: str) -> Iterator[Mention]:
    """The places where a line names the label as a value of the attribute."""
    word = re.escape(label)
    literal = rf""":{word}\b(?![?!:])|:?"{word}"|'{word}'|(?<=[\s\[(]){word}(?=[\s\])])"""
    for found in re.finditer(literal, line):
        bare = found.group() == label
        mention = _around(line, found.start(), found.end(), attribute, plural)
        if mention and (not bare or _in_words(line[: found.start()])):
            yield mention


def _in_words(before: str) -> bool:
    """Whether a bare word stands in `%w[…]`."""
    opened = _LIST.search(before)
    return opened is not None and opened.group().startswith("%")


def _around(line: str, start: int, end: int, attribute: str, plural: str) -> Mention | None:
    before, after = line[:start], line[end:]
    if re.search(rf"\b{re.escape(plural)}{_LOOKUP}", before):
        return Mention("mapping", start, end, _word_before(before, plural))
    opened = _LIST.search(before)
    before = before[: opened.start()] if opened else before
    name = rf"(?<![\w-]){re.escape(attribute)}"
    left = re.search(name + _SEPARATOR, before) or re.search(rf"^\s*{name}(?P<sign>) +\Z", before)
    if left:
        kind = _kind(left["sign"], before[: left.start()])
        return Mention(kind, start, end, _word_before(before[: left.end()], attribute))
    right = re.match(
        rf"(?:[^\[\]]*\]\.include\?\(|\s*[!=]==?\s*|,\s*)(?P<owner>[\w.@&]*)\b"
        rf"{re.escape(attribute)}\b(?!:)",
        after,
    )
    if right and (not right.group().startswith(",") or "assert" in before):
        return Mention("comparison", start, end, right["owner"].rstrip(".&").rpartition(".")[2])
    return None


def _word_before(text: str, name: str) -> str:
    """What stands before the dot in front of the last `name`."""
    found = _RECEIVER.search(text[: text.rindex(name)])
    return _word(found["word"]) if found else ""


def _word(text: str) -> str:
    return text if text.strip("])}") else ")"


def _kind(sign: str, before: str) -> str:
    if sign.startswith(("==", "!=", ".")):
        return "comparison"
    return "condition" if _QUERY.search(before) else "assigned"


def method_calls(line: str, names: Sequence[str]) -> Iterator[Mention]:
    """The places where a line calls a method of the label, or names one as a symbol."""
    if not any(name in line for name in names):
        return
    joined = "|".join(map(re.escape, names))
    for found in re.finditer(
        rf"(?<![\w@$:.\"'-])(?::|be_)?(?:{joined})[?!]?(?![\w?!=:\"'-])", line
    ):
        if found.group().startswith("be_") or found.group().endswith(("?", "!")):
            before = line[: found.start()] + found.group()
            sent = re.search(r"(?:\.\w+\??\(|&|\bto(?:_not)? )(?=(?::|be_)\w+[?!]?\Z)", before)
            yield Mention("method", found.start(), found.end(), "&" if sent else "")
    asked = rf"(?<=\.)(?:not_)?(?:{joined})[?!]?(?![\w?!=:\"'(-]|\s*=(?![=~]))"
    for found in re.finditer(asked, line):
        receiver = _RECEIVER.search(line[: found.start()])
        kind = "method" if found.group().endswith(("?", "!")) else "scope"
        yield Mention(kind, found.start(), found.end(), _word(receiver["word"] if receiver else ""))


def traits(line: str, factories: Sequence[str], label: str) -> Iterator[Mention]:
    """The places where a line asks a factory of FactoryBot for the trait that an enum gives it."""
    names = "|".join(map(re.escape, factories))
    found = re.search(rf":(?:{names}),\s*(?::\w+,\s*)*(?P<trait>:{re.escape(label)})\b(?!:)", line)
    if found:
        yield Mention("trait", found.start("trait"), found.end("trait"))
