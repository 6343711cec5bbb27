"""What a sentence speaks of: the indicators it names, each with the part of the whole it is limited to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from workreports.indicators import wording
from workreports.indicators.quantities import Figure
from workreports.indicators.vocabulary import Indicator, Named

Years = tuple[int, int]
_NEAR = 40
_WIDEST = ["全国", "全省", "全市", "全县", "全区"]


@dataclass
class Statement:
    """One figure with its meaning; offsets count in the sentence."""

    named: Named
    scope: str
    years: Years | None
    measure: str | None
    status: str
    start: int
    end: int
    figure: Figure | None = None
    value: float | None = None
    growth: float | None = None
    growth_bound: str | None = None
    growth_basis: str | None = None
    force: str = ""
    reason: str = ""
    is_base: bool = False
    """The A of 从A增加到B."""


class Passed(NamedTuple):
    """A figure that no observation holds, and why; offsets count in the sentence."""

    start: int
    end: int
    reason: str


@dataclass
class Subject:
    """An indicator as the topic of what follows."""

    named: Named
    scope: str
    start: int
    is_pair: bool = False
    """城乡: one topic, or two where the figures are two."""
    halves: list[Subject] = field(default_factory=list)
    """城镇 and 农村, where 城乡 turned out to be two."""
    is_part: bool = False
    """Something that takes a share of the indicator (五大主导产业占一般公共预算收入比重)."""
    said: list[Statement] = field(default_factory=list)


def find(
    text: str, names: list[Named], stops: list[int], area: str | None
) -> tuple[list[Subject], list[Named]]:
    """Tell the names that a sentence speaks of from those it only compares with.

    Parameters
    ----------
    text : str
        A sentence of a reading copy.
    names : list of Named
    stops : list of int
        Where figures, words of time and names end: what limits a name stands after the last of them.
    area : str or None
        全区, 全市 ...: the area that the report is about.

    Returns
    -------
    subjects : list of Subject
    objects : list of Named
        Names that serve to compare with or to take a share of.

    >>> from pathlib import Path
    >>> from workreports.indicators import vocabulary
    >>> names = vocabulary.read()
    >>> text = "五大主导产业财政总收入快于地区生产总值"
    >>> named = [Named(*match.span(), names.indicator(match)) for match in names.pattern.finditer(text)]
    >>> subjects, objects = find(text, named, [], None)
    >>> [subject.scope for subject in subjects], [name.indicator.indicator for name in objects]
    (['五大主导产业'], ['gdp'])
    """
    subjects: list[Subject] = []
    objects: list[Named] = []
    for name in names:
        if (
            subjects
            and name.indicator == subjects[-1].named.indicator
            and text[subjects[-1].named.end : name.start] == "("
        ):
            continue  # 国内生产总值(GDP)
        before = text[max(0, name.start - 8) : name.start]
        if not wording.OBJECT.search(before) or wording.JOINED.search(before):
            subjects += _subjects(text, name, stops, area)
        elif part := _part(text, name, names, stops, area):
            subjects.append(part)
        else:
            objects.append(name)
    return subjects, objects


def clause(text: str, end: int, stops: list[int]) -> str:
    """What stands in the same clause before a place, after the last of the stops; "" if that is too long to say anything.

    >>> clause("增长8%,五年累计完成固定资产投资", 11, [4])
    '五年累计完成'
    """
    begin = max(0, end - _NEAR)
    before = text[begin:end]
    words = before[
        max(
            [
                0,
                *(match.end() for match in wording.SPLIT.finditer(before)),
                *(stop - begin for stop in stops if begin < stop <= end),
            ]
        ) :
    ]
    return "" if len(words) == _NEAR else words


def _subjects(text: str, name: Named, stops: list[int], area: str | None) -> list[Subject]:
    """The name as a subject, with the part of the whole it is limited to; twice for 城镇和农村."""
    begin = max(0, name.start - _NEAR)
    paired = wording.PAIRED.search(text[begin : name.start])
    if paired and not paired["both"]:
        return [
            Subject(name, paired[which], begin + paired.start(which)) for which in ("one", "two")
        ]
    if paired:
        return [Subject(name, "", begin + paired.start("both"), is_pair=True)]
    scope = _scope(clause(text, name.start, stops), name.indicator, area)
    actor = wording.ACTOR.match(text)  # who the whole sentence is about
    if not scope and actor and not wording.WHOLE.search(text, 0, name.start):
        scope = actor["who"]
    return [Subject(name, scope, name.start)]


def _part(
    text: str, name: Named, names: list[Named], stops: list[int], area: str | None
) -> Subject | None:
    """五大主导产业占一般公共预算收入比重: what takes the share is a part of the indicator."""
    of = wording.SHARE_OF.search(text[max(0, name.start - 8) : name.start])
    if not of or name.indicator.indicator == "gdp":
        return None
    start = name.start - len(of[0])
    words = clause(text, start, stops)
    if any(start - len(words) <= other.start < start for other in names):
        return None
    scope = _scope(words, name.indicator, area)
    return (
        Subject(name, scope, name.start, is_part=True)
        if scope and not wording.OTHER_AMOUNT.search(scope)
        else None
    )


def _scope(words: str, indicator: Indicator, area: str | None) -> str:
    """The part of the whole that words before a name limit it to, "" for the whole."""
    named = re.search(wording.AREA, words)
    words = wording.TRAILING.sub("", words)
    while (shorter := wording.TRAILING.sub("", wording.LEAD.sub("", words))) != words:
        words = shorter
    if wording.NOUN_PHRASE.fullmatch(words) and not wording.NO_PLACE.search(words):
        return "" if words == "城镇" and indicator.units in (("人",), ("%",)) else words
    if (
        named
        and area
        and named[0] in _WIDEST
        and area in _WIDEST
        and _WIDEST.index(named[0]) < _WIDEST.index(area)
    ):
        return named[0]
    return ""
