"""What answers a promise: the result printed for its period, or what the years printed so far tell.

Of a sum over five years three may be printed; they tell nothing of the result, unless they exceed
the promise already, or the promise fails even if the others are like the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import NamedTuple

import pandas as pd

from workreports.indicators.verdicts import REAL_BY_CUSTOM, Row
from workreports.io.telling import Told, say

SUBJECT = ["indicator", "scope", "place"]
Tables = dict[str, dict[tuple[str, ...], list[Row]]]
"""Results by source (corpus, reference), then by subject."""


class Outcome(NamedTuple):
    """A number that answers a promise."""

    value: float
    rows: list[tuple[str, Row]]
    """The results it rests on, each with its source; the last is the one that tells most."""
    kind: str = "printed"
    """printed; so_far (of some years, before the period ends); at_best (with the others as good as
    the best that is printed)."""
    why: Told | None = None
    """How it was computed, None if it was printed."""

    @property
    def row(self) -> Row:
        return self.rows[-1][1]

    @property
    def source(self) -> str:
        return self.rows[-1][0]

    @property
    def is_early(self) -> bool:
        """Whether a figure that it rests on is preliminary."""
        return any(row.status == "estimate" for _, row in self.rows)


class _Year(NamedTuple):
    """The figure of one year."""

    value: float
    source: str
    row: Row

    @property
    def told(self) -> Told:
        told = {"value": plain(self.value), "year": self.row.period_end}
        if self.row.status == "estimate":
            return say("{value} in {year}, preliminary", "{year}年{value}（预计）", **told)
        return say("{value} in {year}", "{year}年{value}", **told)


_Years = dict[int, _Year]


def of(tables: dict[str, pd.DataFrame]) -> Tables:
    """The results of tables of observations, by subject."""
    found: Tables = {}
    for source, table in tables.items():
        subjects = found.setdefault(source, {})
        results = table[table["status"].isin(["actual", "estimate"])]
        for row in results.astype(object).itertuples():
            subjects.setdefault(_subject(row), []).append(row)
    return found


def find(promise: Row, results: Tables, made: int | None) -> tuple[Outcome | None, list[str]]:
    """The result that answers a promise, and the other territories that have one.

    ``made``: the year of the promise, where it is known; a level due later can be passed before.
    """
    if pd.isna(promise.period_end) or pd.isna(promise.promise):
        return None, []
    territory, elsewhere = text(promise.territory), []
    for source, rows in _of_subject(promise, results):
        answers = [row for row in rows if _answers(promise, row)]
        same = [row for row in answers if text(row.territory) == territory]
        elsewhere += [text(row.territory) for row in answers if text(row.territory) != territory]
        if same:
            best = min(same, key=lambda row: _order(promise, row))
            return Outcome(getattr(best, _number(promise)), [(source, best)]), elsewhere
    partial = {"cumulative": _sum, "average_growth": _average, "level": _level}
    compute = partial.get(promise.measure)
    return compute(promise, results, made) if compute else None, elsewhere


def _subject(row: Row) -> tuple[str, ...]:
    return tuple(text(getattr(row, name)) for name in SUBJECT)


def _of_subject(promise: Row, results: Tables) -> Iterable[tuple[str, list[Row]]]:
    key = _subject(promise)
    return [(source, subjects[key]) for source, subjects in results.items() if key in subjects]


def _number(promise: Row) -> str:
    """The column that answers a promise."""
    return "growth_pct" if promise.measure == "growth" else "value_std"


def _answers(promise: Row, row: Row) -> bool:
    """Whether a result is for a promise's period and measure."""
    if pd.isna(row.period_end) or pd.isna(getattr(row, _number(promise))):
        return False
    years = row.period_start, row.period_end
    is_then = years == (promise.period_start, promise.period_end)
    if not is_then and (row.source != "table" or row.measure != "level"):
        return False
    # A level that a plan's table gives for several years (每年) holds in each of them.
    if not years[0] <= promise.period_start <= promise.period_end <= years[1]:
        return False
    if promise.measure == "growth":
        return row.measure in ("level", "growth")
    return row.measure == promise.measure and row.unit_std == promise.promise_unit


def _order(promise: Row, row: Row) -> tuple[bool, ...]:
    """The same basis before another, a final figure before a preliminary one and a threshold."""
    return (
        text(row.growth_basis) != text(promise.growth_basis),
        row.status == "estimate",
        row.bound in ("at_least", "at_most"),
    )


def _sum(promise: Row, results: Tables, made: int | None) -> Outcome | None:
    """A sum from its years."""
    span = range(promise.period_start, promise.period_end + 1)
    years = _levels(promise, results, span)
    missing = [year for year in span if year not in years]
    if not years:
        return None
    total = sum(one.value for one in years.values())
    rows = _rows(years)
    told = _joined([one.told for one in years.values()], " + ", " + ")
    if not missing:
        return Outcome(total, rows, "printed", told)
    if total >= promise.promise or len(years) <= len(missing):
        why = say("{told}; {gaps}", "{told}；{gaps}", told=told, gaps=_not_printed(missing))
        return Outcome(total, rows, "so_far", why)
    best = max(years.values(), key=lambda one: one.value)
    why = say(
        "{told}; {gaps}, each taken as high as in {year}",
        "{told}；{gaps}，各按{year}年计",
        told=told,
        gaps=_not_printed(missing),
        year=best.row.period_end,
    )
    return Outcome(total + len(missing) * best.value, rows, "at_best", why)


def _average(promise: Row, results: Tables, made: int | None) -> Outcome | None:
    """An average growth from the rates of its years, or from the levels reached so far."""
    start, end = promise.period_start, promise.period_end
    return _reached(promise, results) or _chained(promise, _rates(promise, results, start, end))


def _chained(promise: Row, rates: _Years) -> Outcome | None:
    span = range(promise.period_start, promise.period_end + 1)
    missing = [year for year in span if year not in rates]
    if len(rates) <= len(missing):
        return None
    best = max(rates.values(), key=lambda one: one.value)
    growth = prod(1 + one.value / 100 for one in rates.values())
    growth *= (1 + best.value / 100) ** len(missing)
    value = (growth ** (1 / len(span)) - 1) * 100
    told = _joined([one.told for one in rates.values()])
    if not missing:
        return Outcome(round(value, 8), _rows(rates), "printed", told)
    why = say(
        "{told}; {gaps}, each taken as {best}",
        "{told}；{gaps}，各按{best}计",
        told=told,
        gaps=_not_printed(missing),
        best=plain(best.value),
    )
    return Outcome(round(value, 8), _rows(rates), "at_best", why)


def _reached(promise: Row, results: Tables) -> Outcome | None:
    """The average growth if nothing grew after the last level printed, where that is enough."""
    is_real = promise.indicator in REAL_BY_CUSTOM
    if is_real or promise.growth_basis in ("comparable", "real"):
        return None  # levels are at current prices, by the definition of their year
    start, end = promise.period_start, promise.period_end
    levels = _levels(promise, results, range(start - 1, end), unit=None)
    base = levels.pop(start - 1, None)
    same = {
        year: one for year, one in levels.items() if base and one.row.unit_std == base.row.unit_std
    }
    if not same:
        return None
    top = max(same.values(), key=lambda one: one.value)
    value = ((top.value / base.value) ** (1 / (end - start + 1)) - 1) * 100
    if value < promise.promise:
        return None
    why = say(
        "{top}, from {base}, is as much over the whole period",
        "{top}、{base}，按整个时期折算",
        top=top.told,
        base=base.told,
    )
    return Outcome(round(value, 8), [(one.source, one.row) for one in (base, top)], "so_far", why)


def _level(promise: Row, results: Tables, made: int | None) -> Outcome | None:
    """A level due in a later year, from the levels and rates of the years before."""
    due = promise.period_end
    if made is None or made >= due:
        return None
    levels = _levels(promise, results, range(made, due))
    if not levels:
        return None
    top = max(levels.values(), key=lambda one: one.value)
    if top.value >= promise.promise:
        return Outcome(top.value, [(top.source, top.row)], "so_far", top.told)
    rates = _rates(promise, results, made, due)
    last = levels[max(levels)]
    chain = range(max(levels) + 1, due + 1)
    missing = [year for year in chain if year not in rates]
    if len(rates) <= len(missing):
        return None
    best = max(rates.values(), key=lambda one: one.value)
    value = last.value * prod(1 + rates.get(year, best).value / 100 for year in chain)
    printed = [
        say("{rate} % in {year}", "{year}年{rate}%", rate=plain(rates[year].value), year=year)
        for year in chain
        if year in rates
    ]
    taken = [
        say(
            "{rate} %, the best since {made}, in {year}",
            "{year}年取{made}年以来最高的{rate}%",
            rate=plain(best.value),
            made=made,
            year=year,
        )
        for year in missing
    ]
    told = {"last": last.told, "rates": [*printed, *taken]}
    why = say("{last}, then {rates}", "{last}，其后{rates}", **told)
    if promise.indicator in REAL_BY_CUSTOM:
        real = "{why}; the rates are at constant prices"
        why = say(real, "{why}；增长率按可比价", why=why)
    return Outcome(round(value, 8), [*_rows(rates), (last.source, last.row)], "at_best", why)


def _levels(promise: Row, results: Tables, span: range, unit: str | None = "") -> _Years:
    """The levels of single years, in a promise's unit; with None in any that is no rate."""
    unit = promise.promise_unit if unit == "" else unit

    def is_level(row: Row) -> bool:
        is_one = row.measure == "level" and pd.notna(row.value_std) and row.value_std > 0
        return is_one and (row.unit_std == unit if unit else row.unit_std != "%")

    return _yearly(promise, results, span, "value_std", is_level)


def _rates(promise: Row, results: Tables, first: int, last: int) -> _Years:
    """The yearly rates, on comparable terms only for a promise on such terms."""
    is_comparable = promise.growth_basis == "comparable"

    def is_rate(row: Row) -> bool:
        is_one = row.measure in ("level", "growth") and pd.notna(row.growth_pct)
        return is_one and (row.growth_basis == "comparable") == is_comparable

    return _yearly(promise, results, range(first, last + 1), "growth_pct", is_rate)


def _yearly(
    promise: Row, results: Tables, span: range, number: str, fits: Callable[[Row], bool]
) -> _Years:
    """Of each year in the promise's territory the best figure, final before preliminary."""
    found = [
        (source, row)
        for source, rows in _of_subject(promise, results)
        for row in rows
        if pd.notna(row.period_end)
        and row.period_start == row.period_end
        and row.period_end in span
        and text(row.territory) == text(promise.territory)
        and row.bound != "at_most"
        and fits(row)
    ]
    found.sort(key=lambda one: (one[1].status == "estimate", one[1].bound == "at_least"))
    years: _Years = {}
    for source, row in found:
        years.setdefault(int(row.period_end), _Year(float(getattr(row, number)), source, row))
    return dict(sorted(years.items()))


def _rows(years: _Years) -> list[tuple[str, Row]]:
    return [(one.source, one.row) for one in years.values()]


def _not_printed(missing: list[int]) -> Told:
    years = _joined([Told(str(year), str(year)) for year in missing], " and ")
    return say("{years} not printed", "{years}年未载明", years=years)


def _joined(told: list[Told], en: str = ", ", zh: str = "、") -> Told:
    return Told(en.join(one.en for one in told), zh.join(one.zh for one in told))


def plain(value: float) -> str:
    """A number for a sentence: at most two decimals, and never 1.1e+06.

    >>> plain(1100000.0), plain(385.08), plain(5.280808)
    ('1100000', '385.08', '5.28')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(value: object) -> str:
    """A cell as a key: "" where it is missing."""
    return "" if pd.isna(value) else str(value)
