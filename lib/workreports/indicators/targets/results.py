"""What answers a promise: the result printed for its period, or what the years printed so far tell.

Of a sum over five years three may be printed; they tell nothing of the result, unless they exceed
the promise already, or the promise fails even if the others are like the best.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import NamedTuple

import pandas as pd

from workreports.indicators.verdicts import REAL_BY_CUSTOM

SUBJECT = ["indicator", "scope", "place"]
Tables = dict[str, dict[tuple[str, ...], pd.DataFrame]]
"""Results by source (corpus, reference), then by subject."""


class Outcome(NamedTuple):
    """A number that answers a promise."""

    value: float
    rows: list[tuple[str, pd.Series]]
    """The results it rests on, each with its source; the last is the one that tells most."""
    kind: str = "printed"
    """printed; so_far (of some years, before the period ends); at_best (with the others as good as
    the best that is printed)."""
    why: str = ""
    """How it was computed, "" if it was printed."""

    @property
    def row(self) -> pd.Series:
        return self.rows[-1][1]

    @property
    def source(self) -> str:
        return self.rows[-1][0]

    @property
    def is_early(self) -> bool:
        """Whether a figure that it rests on is preliminary."""
        return any(row["status"] == "estimate" for _, row in self.rows)


class _Year(NamedTuple):
    """The figure of one year."""

    value: float
    source: str
    row: pd.Series

    def __str__(self) -> str:
        told = ", preliminary" if self.row["status"] == "estimate" else ""
        return f"{self.value:g} in {self.row['period_end']}{told}"


_Years = dict[int, _Year]


def of(tables: dict[str, pd.DataFrame]) -> Tables:
    """The results of tables of observations, by subject."""
    found: Tables = {}
    for source, table in tables.items():
        results = table[table["status"].isin(["actual", "estimate"])]
        keys = [results[name].fillna("") for name in SUBJECT]
        found[source] = dict(iter(results.groupby(keys)))
    return found


def find(promise: pd.Series, results: Tables, made: int | None) -> tuple[Outcome | None, list[str]]:
    """The result that answers a promise, and the other territories that have one.

    ``made``: the year of the promise, where it is known; a level due later can be passed before.
    """
    if pd.isna(promise["period_end"]) or pd.isna(promise["promise"]):
        return None, []
    territory, elsewhere = text(promise["territory"]), []
    for source, told in _of_subject(promise, results):
        rows = _answers(promise, told)
        is_same = rows["territory"].fillna("").eq(territory)
        elsewhere += rows.loc[~is_same, "territory"].dropna().unique().tolist()
        if is_same.any():
            best = _best(promise, rows[is_same])
            return Outcome(best["result"], [(source, best)]), elsewhere
    partial = {"cumulative": _sum, "average_growth": _average, "level": _level}
    compute = partial.get(promise["measure"])
    return compute(promise, results, made) if compute else None, elsewhere


def _of_subject(promise: pd.Series, results: Tables) -> Iterable[tuple[str, pd.DataFrame]]:
    key = tuple(text(promise[name]) for name in SUBJECT)
    return [(source, tables[key]) for source, tables in results.items() if key in tables]


def _answers(promise: pd.Series, rows: pd.DataFrame) -> pd.DataFrame:
    """The results for a promise's period and measure, with their number as ``result``."""
    start, end = promise["period_start"], promise["period_end"]
    is_then = rows["period_start"].eq(start) & rows["period_end"].eq(end)
    # A level that a plan's table gives for several years (每年) holds in each of them.
    is_always = (
        rows["source"].eq("table")
        & rows["measure"].eq("level")
        & rows["period_start"].le(start)
        & rows["period_end"].ge(end)
    )
    if promise["measure"] == "growth":
        fits, number = rows["measure"].isin(["level", "growth"]), "growth_pct"
    else:
        fits, number = rows["measure"].eq(promise["measure"]), "value_std"
        fits &= rows["unit_std"].eq(promise["promise_unit"])
    fits &= rows[number].notna()
    return rows[(is_then | is_always) & fits].assign(result=lambda found: found[number])


def _best(promise: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """The same basis before another, a final figure before a preliminary one and a threshold."""
    order = rows.assign(
        other=rows["growth_basis"].fillna("").ne(text(promise["growth_basis"])),
        early=rows["status"].eq("estimate"),
        loose=rows["bound"].isin(["at_least", "at_most"]),
    )
    return order.sort_values(["other", "early", "loose"], kind="stable").iloc[0]


def _sum(promise: pd.Series, results: Tables, made: int | None) -> Outcome | None:
    """A sum from its years."""
    span = range(promise["period_start"], promise["period_end"] + 1)
    years = _levels(promise, results, span)
    missing = [year for year in span if year not in years]
    if not years:
        return None
    total = sum(one.value for one in years.values())
    rows = _rows(years)
    told = " + ".join(map(str, years.values()))
    if not missing:
        return Outcome(total, rows, "printed", told)
    if total >= promise["promise"] or len(years) <= len(missing):
        return Outcome(total, rows, "so_far", f"{told}; {_not_printed(missing)}")
    best = max(years.values(), key=lambda one: one.value)
    why = f"{told}; {_not_printed(missing)}, each taken as high as in {best.row['period_end']}"
    return Outcome(total + len(missing) * best.value, rows, "at_best", why)


def _average(promise: pd.Series, results: Tables, made: int | None) -> Outcome | None:
    """An average growth from the rates of its years, or from the levels reached so far."""
    start, end = promise["period_start"], promise["period_end"]
    return _reached(promise, results) or _chained(promise, _rates(promise, results, start, end))


def _chained(promise: pd.Series, rates: _Years) -> Outcome | None:
    span = range(promise["period_start"], promise["period_end"] + 1)
    missing = [year for year in span if year not in rates]
    if len(rates) <= len(missing):
        return None
    best = max(rates.values(), key=lambda one: one.value)
    growth = prod(1 + one.value / 100 for one in rates.values())
    growth *= (1 + best.value / 100) ** len(missing)
    value = (growth ** (1 / len(span)) - 1) * 100
    told = ", ".join(map(str, rates.values()))
    if not missing:
        return Outcome(round(value, 8), _rows(rates), "printed", told)
    why = f"{told}; {_not_printed(missing)}, each taken as {best.value:g}"
    return Outcome(round(value, 8), _rows(rates), "at_best", why)


def _reached(promise: pd.Series, results: Tables) -> Outcome | None:
    """The average growth if nothing grew after the last level printed, where that is enough."""
    is_real = promise["indicator"] in REAL_BY_CUSTOM
    if is_real or promise["growth_basis"] in ("comparable", "real"):
        return None  # levels are at current prices, by the definition of their year
    start, end = promise["period_start"], promise["period_end"]
    money = promise.copy()
    money["promise_unit"] = None
    levels = _levels(money, results, range(start - 1, end))
    base = levels.pop(start - 1, None)
    same = {
        year: one
        for year, one in levels.items()
        if base and one.row["unit_std"] == base.row["unit_std"]
    }
    if not same:
        return None
    top = max(same.values(), key=lambda one: one.value)
    value = ((top.value / base.value) ** (1 / (end - start + 1)) - 1) * 100
    if value < promise["promise"]:
        return None
    why = f"{top}, from {base}, is as much over the whole period"
    return Outcome(round(value, 8), [(one.source, one.row) for one in (base, top)], "so_far", why)


def _level(promise: pd.Series, results: Tables, made: int | None) -> Outcome | None:
    """A level due in a later year, from the levels and rates of the years before."""
    due = promise["period_end"]
    if made is None or made >= due:
        return None
    levels = _levels(promise, results, range(made, due))
    if not levels:
        return None
    top = max(levels.values(), key=lambda one: one.value)
    if top.value >= promise["promise"]:
        return Outcome(top.value, [(top.source, top.row)], "so_far", str(top))
    rates = _rates(promise, results, made, due)
    last = levels[max(levels)]
    chain = range(max(levels) + 1, due + 1)
    missing = [year for year in chain if year not in rates]
    if len(rates) <= len(missing):
        return None
    best = max(rates.values(), key=lambda one: one.value)
    value = last.value * prod(1 + rates.get(year, best).value / 100 for year in chain)
    printed = [f"{rates[year].value:g} % in {year}" for year in chain if year in rates]
    taken = [f"{best.value:g} %, the best since {made}, in {year}" for year in missing]
    why = f"{last}, then {', '.join([*printed, *taken])}"
    return Outcome(round(value, 8), [*_rows(rates), (last.source, last.row)], "at_best", why)


def _levels(promise: pd.Series, results: Tables, span: range) -> _Years:
    """The levels of single years in a promise's unit and territory."""
    unit = promise["promise_unit"]
    return _yearly(
        promise,
        results,
        span,
        "value_std",
        lambda rows: (
            rows["measure"].eq("level")
            & rows["value_std"].gt(0)
            & (rows["unit_std"].eq(unit) if unit else rows["unit_std"].ne("%"))
        ),
    )


def _rates(promise: pd.Series, results: Tables, first: int, last: int) -> _Years:
    """The yearly rates, on comparable terms only for a promise on such terms."""
    is_comparable = promise["growth_basis"] == "comparable"
    return _yearly(
        promise,
        results,
        range(first, last + 1),
        "growth_pct",
        lambda rows: (
            rows["measure"].isin(["level", "growth"])
            & rows["growth_pct"].notna()
            & rows["growth_basis"].eq("comparable").eq(is_comparable)
        ),
    )


def _yearly(promise: pd.Series, results: Tables, span: range, number: str, fits) -> _Years:
    """Of each year the best figure: final before preliminary, exact before a threshold."""
    found = []
    for source, rows in _of_subject(promise, results):
        kept = rows[
            fits(rows)
            & rows["period_start"].eq(rows["period_end"])
            & rows["period_end"].isin(list(span))
            & rows["territory"].fillna("").eq(text(promise["territory"]))
            & ~rows["bound"].eq("at_most")
        ]
        found += [(source, row) for _, row in kept.iterrows()]
    order = {"actual": 0, "estimate": 1}
    found.sort(key=lambda one: (order[one[1]["status"]], one[1]["bound"] == "at_least"))
    years: _Years = {}
    for source, row in found:
        years.setdefault(int(row["period_end"]), _Year(float(row[number]), source, row))
    return dict(sorted(years.items()))


def _rows(years: _Years) -> list[tuple[str, pd.Series]]:
    return [(one.source, one.row) for one in years.values()]


def _not_printed(years: list[int]) -> str:
    return f"{' and '.join(map(str, years))} not printed"


def text(value: object) -> str:
    """A cell as a key: "" where it is missing."""
    return "" if pd.isna(value) else str(value)
