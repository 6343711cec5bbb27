"""The names of indicators: the rows of ``lexicon/indicators.csv``, found in a text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.indicators import quantities
from workreports.indicators.quantities import STANDARD, Quantity
from workreports.io import lexicon as lexicons
from workreports.io.errors import CorpusError, Problem
from workreports.io.resources import LEXICON

_TABLE = "indicators.csv"
_ANYTHING = r"(?:[^。;:、\d]|\d{2,5}万元(?:及?以上)?){0,12}?"
"""What "…" stands for in a name: 引进省外800万元以上项目资金."""


class Indicator(NamedTuple):
    """One indicator."""

    indicator: str
    units: tuple[str, ...]
    """Units its levels may have, the standard ones; none for a rate of growth only."""
    share: str
    """What a share of it is called, if that has a name of its own."""

    @property
    def is_rate(self) -> bool:
        """Whether its levels are percentages (失业率)."""
        return self.units == ("%",)

    def fits(self, quantity: Quantity) -> bool:
        """Whether a quantity has a unit that its levels can have.

        What is counted in dollars may be printed in any foreign money.
        """
        if quantity.dimension == quantities.INDEX:
            return self.indicator == "cpi"
        is_foreign = quantity.dimension in quantities.FOREIGN and "亿美元" in self.units
        return is_foreign or quantities.standard(1.0, quantity.unit, self.units)[1] is not None


class Named(NamedTuple):
    """An indicator's name in a text."""

    start: int
    end: int
    indicator: Indicator


class Names(NamedTuple):
    """Patterns that find the names of indicators in a reading copy."""

    openings: re.Pattern[str]
    """Where a name may begin: its first two characters."""
    patterns: dict[str, list[tuple[re.Pattern[str], Indicator]]]
    """By their first character all names that begin with it, each with its indicator."""

    def at(self, text: str, start: int = 0, end: int = sys.maxsize) -> Named | None:
        """The longest name that stands at ``start``, None for none.

        >>> read().at("财政总收入").end
        5
        """
        found: Named | None = None
        for pattern, indicator in self.patterns.get(text[start : start + 1], ()):
            match = pattern.match(text, start, end)
            if match and (not found or match.end() > found.end):
                found = Named(start, match.end(), indicator)
        return found


def read(lexicon: Path = LEXICON) -> Names:
    """Read the table of indicators.

    Parameters
    ----------
    lexicon : Path
        Folder whose ``indicators.csv`` adds to the library's: ``indicator`` (id), ``zh`` (label, in
        the glossary), ``names`` (parted by "|"; what stands in brackets may be absent, what stands
        in <> must stand before or after, "…" stands for up to twelve
        characters of the clause, "#" for a digit), ``not_after`` and
        ``not_before`` (words that make another thing of the name: 人均, 能耗), ``units`` (standard
        units of its levels), ``share`` (the id of its share, if that is an indicator too).

    Raises
    ------
    CorpusError
        For an id that is not small Latin letters or stands twice, an indicator without a name, an
        unknown unit or share.

    >>> [name.indicator.indicator for name in find("全年财政总收入", read())]
    ['total_fiscal_revenue']
    """
    return _read(lexicons.content(_TABLE, lexicon))


@lru_cache(maxsize=8)
def _read(content: tuple[bytes, ...]) -> Names:
    table = lexicons.table(_TABLE, {_TABLE: content})
    problems = [Problem(_TABLE, *fault) for fault in _faults(table)]
    if problems:
        raise CorpusError(problems)
    indicators = {
        row.indicator: Indicator(row.indicator, tuple(row.units.split()), row.share)
        for row in table.itertuples()
    }
    return _names(table, indicators)


def _faults(table: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the table of indicators: the row, the problem, the remedy."""
    known = {*table["indicator"], ""}
    for row in table.itertuples():
        number, name = row.Index, row.indicator
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            yield number, f"indicator is {name!r}", "write a new id of small Latin letters and _"
        if not row.names.strip("|"):
            remedy = "write the names found in texts, parted by |"
            yield number, f"{name} has no name", remedy
        for one in _without_opening(row.names):
            yield number, f"a name of {name} is {one!r}", "begin it with a character of its own"
        for unit in row.units.split():
            if unit not in STANDARD:
                yield number, f"unit {unit!r} is unknown", f"write some of: {' '.join(STANDARD)}"
        if row.share not in known:
            problem = f"share is {row.share!r}, which is no indicator"
            yield number, problem, "write the id of a row, or nothing"


def _without_opening(names: str) -> list[str]:
    """The names that begin with nothing that must stand in the text."""
    return [one for one in names.split("|") if one and "" in _openings(one)]


def _names(table: pd.DataFrame, indicators: dict[str, Indicator]) -> Names:
    """All names, long ones first, and where they may begin."""
    found = [(name, row) for row in table.itertuples() for name in row.names.split("|") if name]
    found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    patterns: dict[str, list[tuple[re.Pattern[str], Indicator]]] = {}
    seconds: dict[str, set[str]] = {}
    for name, row in found:
        pattern, openings = _pattern(name, row), _openings(name)
        for first in {opening[0] for opening in openings}:
            patterns.setdefault(first, []).append((pattern, indicators[row.indicator]))
        for opening in openings:
            seconds.setdefault(opening[0], set()).add(opening[1:])
    # Each begins with a character, not with a group, so that the search can leap to it.
    begins = (
        f"{re.escape(first)}(?={'|'.join(map(re.escape, sorted(others)))})"
        for first, others in sorted(seconds.items())
    )
    return Names(re.compile("|".join(begins)), patterns)


def _pattern(name: str, row: NamedTuple) -> re.Pattern[str]:
    """The pattern of one name as the table writes it."""
    body = re.sub("^<(.*?)>", r"(?<=\1)", re.escape(name))
    body = re.sub("<([^<>=]+)>$", r"(?=\1)", body)
    body = re.sub(r"\\\((.*?)\\\)", r"(?:\1)?", body)
    body = body.replace("\u2026", _ANYTHING).replace(r"\#", r"\d")
    after = "".join(f"(?<!{re.escape(word)})" for word in row.not_after.split("|") if word)
    not_before = "|".join(map(re.escape, row.not_before.split("|")))
    return re.compile(f"{after}{body}(?!{not_before})" if row.not_before else after + body)


def _openings(name: str, length: int = 2) -> set[str]:
    """The characters that a name can begin with; what stands in brackets can be absent."""
    name = re.sub("^<.*?>", "", name)
    if not name or not length or name[0] in "<\u2026":
        return {""}
    if name[0] != "(":
        return {name[0] + rest for rest in _openings(name[1:], length - 1)}
    optional, _, rest = name[1:].partition(")")
    return _openings(rest, length) | _openings(optional + rest, length)


def find(text: str, names: Names, start: int = 0, end: int = sys.maxsize) -> list[Named]:
    """Find the names of indicators in a reading copy, between ``start`` and ``end``, in order.

    >>> [name.start for name in find("全年财政总收入", read())]
    [2]
    """
    found: list[Named] = []
    for opening in names.openings.finditer(text, start, end):
        if not found or opening.start() >= found[-1].end:
            name = names.at(text, opening.start(), end)
            found += [name] if name else []
    return found
