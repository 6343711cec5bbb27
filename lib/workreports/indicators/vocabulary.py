"""The names of the indicators: the rows of ``indicators.csv`` in the lexicon as one pattern."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from workreports.io import lexicon as lexicons
from workreports.io.errors import CorpusError, Problem
from workreports.io.resources import LEXICON
from workreports.indicators.quantities import STANDARD


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


class Named(NamedTuple):
    """An indicator's name in a text."""

    start: int
    end: int
    indicator: Indicator


class Vocabulary(NamedTuple):
    """The indicators, and the pattern that finds their names in a reading copy."""

    pattern: re.Pattern[str]
    indicators: dict[str, Indicator]

    def indicator(self, match: re.Match[str]) -> Indicator:
        """The indicator that a match of the pattern names."""
        return self.indicators[match.lastgroup.rpartition("__")[0]]


def read(lexicon: Path = LEXICON) -> Vocabulary:
    """Read the table of indicators.

    Parameters
    ----------
    lexicon : Path
        Folder whose ``indicators.csv`` adds to the library's: ``indicator`` (id), ``zh`` (label, in the glossary), ``names`` (parted by "|"; what stands in brackets may be absent,
        what stands in <> must stand before, "…" stands for up to ten characters), ``not_after`` and ``not_before`` (words that make another thing of the name:
        人均, 能耗), ``units`` (standard units of its levels), ``share`` (the id of its share, if that is an indicator too).

    Returns
    -------
    Vocabulary

    Raises
    ------
    CorpusError
        For an id that is not small Latin letters or stands twice, an indicator without a name, an unknown unit or share.

    >>> names = read()
    >>> names.indicator(names.pattern.search("全年财政总收入")).indicator
    'total_fiscal_revenue'
    """
    file = "indicators.csv"
    table = lexicons.table(file, lexicon)
    problems, groups, indicators = [], [], {}
    for row in table.itertuples():
        if not re.fullmatch(r"[a-z][a-z_]*", row.indicator) or row.indicator in indicators:
            problems.append(
                Problem(
                    file,
                    row.Index,
                    f"indicator is {row.indicator!r}",
                    "write a new id of small Latin letters and _",
                )
            )
        if not row.names.strip("|"):
            problems.append(
                Problem(
                    file,
                    row.Index,
                    f"{row.indicator} has no name",
                    "write the names found in texts, parted by |",
                )
            )
        problems += [
            Problem(
                file,
                row.Index,
                f"unit {unit!r} is unknown",
                f"write some of: {' '.join(STANDARD)}",
            )
            for unit in row.units.split()
            if unit not in STANDARD
        ]
        indicators[row.indicator] = Indicator(row.indicator, tuple(row.units.split()), row.share)
        after = "".join(f"(?<!{re.escape(word)})" for word in row.not_after.split("|") if word)
        before = (
            f"(?!{'|'.join(map(re.escape, row.not_before.split('|')))})" if row.not_before else ""
        )
        groups += [(name, row.indicator, after, before) for name in row.names.split("|") if name]
    problems += [
        Problem(
            file,
            row.Index,
            f"share is {row.share!r}, which is no indicator",
            "write the id of a row, or nothing",
        )
        for row in table.itertuples()
        if row.share and row.share not in indicators
    ]
    if problems:
        raise CorpusError(problems)
    alternatives = []
    for name, indicator, after, before in sorted(
        groups, key=lambda group: (-len(group[0]), group[0])
    ):
        pattern = re.sub(
            r"\\\((.*?)\\\)", r"(?:\1)?", re.sub("^<(.*?)>", r"(?<=\1)", re.escape(name))
        ).replace("\u2026", r"[^。;:、\d]{0,10}?")
        alternatives.append(f"{after}(?P<{indicator}__{len(alternatives)}>{pattern}){before}")
    first = "".join(sorted({character for group in groups for character in _first(group[0])}))
    return Vocabulary(
        re.compile(f"(?=[{re.escape(first)}])(?:{'|'.join(alternatives)})"), indicators
    )


def _first(name: str) -> set[str]:
    """The characters that a name can begin with; what stands in brackets can be absent."""
    name = name.partition(">")[2] if name.startswith("<") else name
    if not name.startswith("("):
        return {name[0]}
    optional, _, rest = name[1:].partition(")")
    return {optional[0]} | _first(rest)
