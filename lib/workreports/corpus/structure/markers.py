"""What may begin a heading: numbers, marks and words at the places where they can stand.

Patterns know half-width punctuation only: they are held against a copy of the text in which
full-width characters are folded, one for one, so that all offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workreports.corpus.structure import bare
from workreports.io.text import NORMAL_FORM

DIGITS = "一二三四五六七八九十"
# Bounded, so that a million of them take linear time; two digits without 十 are a name (三一重工).
_N = f"(?![一二三四五六七八九]{{2}})[{DIGITS}]{{1,4}}"
STOPS = "。!?"
# Kind of marker, its rank (a lower one may stand over a higher one), its pattern. The number, if
# any, is the group "n".
_MARKERS = [
    ("volume", 1, rf"第(?P<n>{_N})(?:[篇编]|部分)"),
    ("chapter", 2, rf"第(?P<n>{_N})章"),
    ("section", 3, rf"第(?P<n>{_N})节"),
    ("numeral", 5, rf"(?P<n>{_N})、(?!{_N}[、次产])"),
    ("bracket", 6, rf"[(](?P<n>{_N})[)]"),
    ("digit", 7, r"(?P<n>\d{1,2})(?:、|[.](?=[^\d\s]))"),
    ("item", 8, r"[(](?P<n>\d{1,2})[)](?=[^\d\s])"),
    ("box", 7, rf"专栏(?P<n>{_N})"),
    ("bullet", 9, r"※"),
    ("annex", 0, r"附表(?P<n>\d*)|附件(?:[:\s]*名词解释)?|名词解释"),
    ("note", 0, bare.NOTE),
    ("bare", 5, bare.HEADING),
]
RANKS = {kind: rank for kind, rank, _ in _MARKERS}
_PATTERNS = [(kind, rank, re.compile(pattern)) for kind, rank, pattern in _MARKERS]
_AT_LINE_STARTS = ("box", "bullet", "digit", "item", "note", "bare")
"""Kinds that begin a line; a digit may stand elsewhere where the line breaks are lost."""
LONG_LINE = 700
"""Printed paragraphs of these reports stay below; a longer line has lost its line breaks."""
_NEAR = 45
"""Characters between two markers of which the first has a heading without an end."""


class Marker(NamedTuple):
    start: int
    text: int
    """Where the heading's words begin, after the marker."""
    line_end: int
    kind: str
    rank: int
    number: int | None
    at_line_start: bool


def title(words: str) -> str:
    """A heading's words without its marker and closing full stop.

    >>> title("(一)坚定目标稳增长")
    '坚定目标稳增长'
    """
    folded = words.translate(NORMAL_FORM)
    for kind, _, pattern in _MARKERS:
        if kind not in ("annex", "note", "bare") and (
            match := re.match(rf"(?:{pattern})\s*", folded)
        ):
            return words[match.end() :].strip().rstrip("。")
    return words.strip()


def number(words: str) -> int | None:
    """The number a heading begins with, None if it has none.

    >>> number("(四)聚焦融合"), number("10.推进"), number("附件"), number("十十一、")
    (4, 10, None, None)
    """
    for _, _, pattern in _MARKERS:
        if (match := re.match(pattern, words)) and match.groupdict().get("n"):
            return _value(match["n"])
    return None


def _value(numeral: str) -> int | None:
    if not numeral:
        return None
    if numeral.isdecimal():
        return int(numeral)
    if not re.fullmatch("[一二三四五六七八九]?十?[一二三四五六七八九]?", numeral):
        return None
    tens, _, units = numeral.rpartition("十") if "十" in numeral else ("", "", numeral)
    value = (DIGITS.index(tens) + 1 if tens else 1) * 10 if "十" in numeral else 0
    return value + (DIGITS.index(units) + 1 if units in DIGITS and len(units) == 1 else 0)


def find(text: str) -> list[Marker]:
    """All places that may begin a heading or a list item, in order.

    In mid-line a marker follows the end of a sentence, or a heading that has just begun and that
    shows no end.
    """
    markers: list[Marker] = []
    last: dict[str, int | None] = {}
    for marker in sorted(_candidates(text)):
        previous = markers[-1] if markers else None
        in_sequence = marker.number in (1, (last.get(marker.kind) or -1) + 1)
        opens = _after_sentence(text, marker) or in_sequence and _runs_in(previous, marker)
        if opens and (previous is None or marker.start >= previous.text):
            markers.append(marker)
            last[marker.kind] = marker.number
    return markers


def _candidates(text: str) -> Iterator[Marker]:
    """Everything that looks like a marker and stands where one of its kind can."""
    for line in re.finditer(r"[^\n]+", text):
        is_long = len(line.group()) > LONG_LINE
        for kind, rank, pattern in _PATTERNS:
            at_start_only = kind in _AT_LINE_STARTS and not (kind == "digit" and is_long)
            for match in _matches(pattern, text, line, at_start_only):
                at_start = match.start() == line.start()
                number = _value(match.groupdict().get("n") or "")
                yield Marker(*match.span(), line.end(), kind, rank, number, at_start)


def _matches(
    pattern: re.Pattern[str], text: str, line: re.Match[str], at_start_only: bool
) -> Iterable[re.Match[str]]:
    if not at_start_only:
        return pattern.finditer(text, *line.span())
    match = pattern.match(text, *line.span())
    return [match] if match else []


def _after_sentence(text: str, marker: Marker) -> bool:
    return marker.at_line_start or text[marker.start - 1] in STOPS + ":;"


def _runs_in(previous: Marker | None, marker: Marker) -> bool:
    """Whether a marker stands near behind one of a lower rank, in the same sentence."""
    if previous is None or previous.rank >= marker.rank:
        return False
    return previous.text < marker.start <= previous.text + _NEAR
