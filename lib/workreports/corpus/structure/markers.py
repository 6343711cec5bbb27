"""What may begin a heading: numbers, marks and words at the places where they can stand.

Patterns know half-width punctuation only: they are held against a copy of the text in which
full-width characters are folded, one for one, so that all offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from workreports.corpus.structure import bare
from workreports.io import numerals
from workreports.io.text import NORMAL_FORM

DIGITS = "一二三四五六七八九十"
# Bounded, so that a million of them take linear time; two digits without 十 are a name (三一重工).
_WORD = r"[\u4e00-\u9fff“《]"
_NO_UNIT = r"(?![万亿千百元个倍成年月日人户家件项岁度分折点吨亩米级号次]|公[里斤顷]|平方|立方|小时)"
_N = f"(?![一二三四五六七八九]{{2}})[{DIGITS}]{{1,4}}"
STOPS = "。!?"
# Kind of marker, its rank (a lower one may stand over a higher one), its pattern. The number, if
# any, is the group "n".
_MARKERS = [
    ("volume", 1, rf"第(?P<n>{_N})(?:[篇编]|部分)"),
    ("chapter", 2, rf"第(?P<n>{_N})章"),
    ("section", 3, rf"第(?P<n>{_N})节"),
    (
        "roman",
        4,
        rf"(?P<n>[Ⅰ-Ⅻ]|[IVX]{{1,4}})(?:[、.](?={_WORD})|(?<=[Ⅰ-Ⅻ])(?={_WORD})(?![类级期型]))",
    ),
    ("numeral", 5, rf"(?P<n>{_N})(?:、(?!{_N}[、次产])|[.](?={_WORD}|(?:19|20)\d\d))"),
    ("bracket", 6, rf"[(](?P<n>{_N})[)]"),
    ("line", 6, r"(?!)"),  # told by the lines around it, see ``bare``
    ("digit", 7, r"(?P<n>\d{1,2})(?:、|[.](?=[^\d\s]))"),
    ("box", 7, rf"专栏(?P<n>{_N})"),
    ("lone", 7, rf"(?P<n>\d{{1,2}})(?:(?={_WORD}){_NO_UNIT}| (?=(?:19|20)\d\d年))"),
    ("decimal", 8, rf"\d{{1,2}}[.](?P<n>\d{{1,2}})[.、]?(?={_WORD}){_NO_UNIT}"),
    ("subdecimal", 9, rf"(?:\d{{1,2}}[.]){{2}}(?P<n>\d{{1,2}})[.、]?(?={_WORD}){_NO_UNIT}"),
    ("item", 10, r"[(]?(?P<n>\d{1,2})[)](?=[^\d\s])"),
    ("bullet", 11, r"※"),
    ("annex", 0, r"附表(?P<n>\d*)|附件(?:[:\s]*名词解释)?|名词解释"),
    ("note", 0, bare.NOTE),
    ("bare", 5, bare.HEADING),
    ("corner", 5, bare.IN_CORNERS),
]
RANKS = {kind: rank for kind, rank, _ in _MARKERS}
_PATTERNS = [(kind, rank, re.compile(pattern)) for kind, rank, pattern in _MARKERS]
_AT_LINE_STARTS = (
    *("box", "bullet", "digit", "item", "note", "bare"),
    *("roman", "lone", "decimal", "subdecimal", "corner"),
)
"""Kinds that begin a line; a digit may stand elsewhere where the line breaks are lost."""
LONG_LINE = 700
"""Printed paragraphs of these reports stay below; a longer line has lost its line breaks."""
_PARTED = re.compile(r"^(\d{1,2})[.]1(?!\d)", re.MULTILINE)
"""1.1: over it, a number without a point may stand alone."""
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


def unnumbered(start: int, end: int) -> Marker:
    """The marker of a line that is a heading by the lines around it, see ``bare.lines``."""
    return Marker(start, start, end, "line", RANKS["line"], None, True)


def title(words: str) -> str:
    """A heading's words without its marker and closing full stop.

    >>> title("(一)坚定目标稳增长"), title("【工作回顾】")
    ('坚定目标稳增长', '工作回顾')
    """
    folded = words.translate(NORMAL_FORM)
    for kind, _, pattern in _MARKERS:
        if kind not in ("annex", "note", "bare") and (
            match := re.match(rf"(?:{pattern})\s*", folded)
        ):
            return (words[match.end() :] or words[1:-1]).strip().rstrip("。:：")
    return words.strip().rstrip(":：")


def number(words: str) -> int | None:
    """The number a heading begins with, None if it has none.

    >>> number("(四)聚焦融合"), number("10.推进"), number("附件"), number("十十一、")
    (4, 10, None, None)
    """
    for _, _, pattern in _MARKERS:
        if (match := re.match(pattern, words)) and match.groupdict().get("n"):
            return numerals.value(match["n"])
    return None


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
    counted = _counted_up(text, markers)
    return [marker for marker in markers if marker.start not in counted]


def _counted_up(text: str, markers: list[Marker]) -> set[int]:
    """Where markers stand that only count up what a sentence names: 有三:一、…;二、…;三、…。"""
    found: set[int] = set()
    for one, next_one in pairwise(markers):
        is_next = one.kind == next_one.kind and next_one.number == (one.number or 0) + 1
        between = text[one.text : next_one.start]
        if (
            is_next
            and not next_one.at_line_start
            and re.fullmatch(r"[^。!?\n]{1,80}[;,、]", between)
        ):
            found |= {one.start, next_one.start}
    return found


def _candidates(text: str) -> Iterator[Marker]:
    """Everything that looks like a marker and stands where one of its kind can."""
    parted = {int(number) for number in _PARTED.findall(text)}
    for line in re.finditer(r"[^\n]+", text):
        is_long = len(line.group()) > LONG_LINE
        for kind, rank, pattern in _PATTERNS:
            at_start_only = kind in _AT_LINE_STARTS and not (kind == "digit" and is_long)
            for match in _matches(pattern, text, line, at_start_only):
                at_start = match.start() == line.start()
                number = numerals.value(match.groupdict().get("n") or "")
                if kind != "lone" or number in parted:
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
