"""Why two printed figures agree or do not, judged in order by tables of rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

VERDICTS = [
    "agrees within rounding",
    "nominal against real",
    "definition or name changed",
    "revised base",
    "territory",
    "unexplained",
    "parts missing",
]
"""From harmless to puzzling; "parts missing": what is printed does not suffice to tell."""
_AGREES, _NOMINAL, _REDEFINED, _REVISED, _TERRITORY, _UNEXPLAINED, _MISSING = VERDICTS

_REAL_BY_CUSTOM = {
    "gdp",
    "services_value_added",
    "industrial_value_added",
    "digital_value_added",
}
"""Growth of value added is printed at constant prices, its level at current prices."""
_REFORMS = {
    "general_budget_revenue": (
        2016,
        "营改增 in May 2016 changed what stays with the place, which may explain it",
    )
}
"""Reforms of the whole nation that changed what an indicator counts: the year, and the reason.

In May 2016 value added tax replaced business tax and was shared anew between centre and localities.
"""
_MANY_NAMES = {"gdp"}
"""Indicators whose names differ (国内生产总值, 地区生产总值) while their definition does not."""
_DEFLATOR = 6.0
"""Nominal and real growth of a year may differ by so many percentage points, not by more."""
_REVISION = 5.0
"""Being preliminary explains a gap of so many percentage points, not a larger one."""
Row = Any
"""A row of observations as ``itertuples`` gives it."""


def length(row: Row) -> int:
    """How many years a figure is over."""
    return row.period_end - row.period_start + 1


class Range(NamedTuple):
    """A printed number with what rounding leaves open."""

    low: float
    high: float

    def meets(self, other: Range) -> bool:
        return self.low <= other.high and other.low <= self.high


def half_unit(row: Row, column: str) -> float:
    """Half a unit of the last digit printed."""
    shown = row.growth_pct if column == "growth_pct" else row.value
    digits = f"{shown:.8f}".rstrip("0")
    if column != "growth_pct" and isinstance(row.printed, str):
        as_printed = re.search(r"\d+(?:\.\d+)?", row.printed)
        digits = as_printed[0] if as_printed else digits
    scale = row.value_std / shown if shown and column == "value_std" else 1.0
    return 0.5 * 10.0 ** -len(digits.partition(".")[2]) * abs(scale)


def printed_range(row: Row, column: str) -> Range:
    """What a printed number may stand for."""
    value, half = getattr(row, column), half_unit(row, column) * (1 + 1e-9)
    return Range(value - half, value + half)


def fits(base: Row, level: Row, rate: Row) -> bool:
    """Whether a printed rate is one that two levels allow, each rounded."""
    before, after = printed_range(base, "value_std"), printed_range(level, "value_std")
    low, high = (after.low / before.high - 1) * 100, (after.high / before.low - 1) * 100
    return Range(low, high).meets(printed_range(rate, "growth_pct"))


class RateCase(NamedTuple):
    """A printed rate, and the rate that two levels give."""

    base: Row
    level: Row
    rate: Row
    implied: float
    agrees: bool
    other_base: Row | None = None
    """Another printed base that fits the rate."""
    is_settled: bool = False
    """A final level is known and does not fit either."""

    @property
    def gap(self) -> float:
        return self.implied - self.rate.growth_pct

    @property
    def reform(self) -> str:
        """The reform between the two levels that changed the indicator, "" if there is none."""
        year, why = _REFORMS.get(self.base.indicator, (None, ""))
        is_between = year and self.base.period_end < year <= self.level.period_end
        return why if is_between else ""

    @property
    def is_early(self) -> bool:
        """Whether a preliminary level explains the gap."""
        is_estimate = "estimate" in (self.base.status, self.level.status)
        return is_estimate and not self.is_settled and abs(self.gap) <= _REVISION


def _territories(case: RateCase) -> str:
    base, level = case.base, case.level
    return f"{base.period_end} is {base.territory}, {level.period_end} is {level.territory}"


def _prices(case: RateCase) -> str:
    prices = case.gap / (1 + case.rate.growth_pct / 100)
    told = "levels are at current prices, the rate by custom at constant prices"
    return f"{told}: prices {prices:+.1f} %"


def _distance(case: RateCase) -> str:
    more = "more" if case.gap > 0 else "less"
    return f"the levels give {abs(case.gap):.2f} percentage points {more} than the rate"


_Rule = tuple[Callable[[RateCase], object], str, Callable[[RateCase], str]]
_RULES: tuple[_Rule, ...] = (
    (lambda case: case.agrees, _AGREES, lambda case: ""),
    (lambda case: case.base.territory != case.level.territory, _TERRITORY, _territories),
    (
        lambda case: case.rate.growth_basis == "comparable",
        _REDEFINED,
        lambda case: "the rate is 同口径, on a base brought to the new definition",
    ),
    (
        lambda case: pd.notna(case.base.name) and _is_renamed(case.base, case.level),
        _REDEFINED,
        lambda case: f"{case.base.name} before, {case.level.name} after",
    ),
    (lambda case: case.reform, _REDEFINED, lambda case: case.reform),
    (
        lambda case: case.other_base is not None,
        _REVISED,
        lambda case: f"the base printed elsewhere ({_amount(case.other_base)}) fits",
    ),
    (
        lambda case: case.base.indicator in _REAL_BY_CUSTOM and abs(case.gap) <= _DEFLATOR,
        _NOMINAL,
        _prices,
    ),
    (
        lambda case: case.is_early,
        _REVISED,
        lambda case: "one of the levels is preliminary (预计)",
    ),
    (
        lambda case: case.rate.growth_basis == "real",
        _NOMINAL,
        lambda case: "the rate is at constant prices",
    ),
    (lambda case: True, _UNEXPLAINED, _distance),
)
"""Why a rate and two levels do not agree; asked in this order, the first that holds is given."""


def judge_rate(case: RateCase) -> tuple[str, str]:
    """The verdict on a printed rate, and why."""
    return next((verdict, why(case)) for holds, verdict, why in _RULES if holds(case))


def judge_sum(total: Row, count: int, implied: float, slack: float) -> tuple[str, str]:
    """Whether ``count`` years that add up to ``implied`` fit a total.

    ``slack``: what the rounding of the years allows.
    """
    years, allowed = length(total), printed_range(total, "value_std")
    is_floor = total.bound == "at_least"
    is_more = implied > allowed.high + slack and not is_floor
    if count < years and is_more:
        return _UNEXPLAINED, f"{count} of {years} years already add up to more"
    if count < years:
        return _MISSING, f"{count} of {years} years are printed"
    if is_more or implied < allowed.low - slack:
        return _UNEXPLAINED, f"the {years} years add up to {implied:g}"
    return _AGREES, ""


def judge_overlap(average: Row, known: float, dropped: float) -> tuple[str, str]:
    """Whether two averages over spans shifted by a year fit the rate of the year dropped.

    ``known``: the printed rate of that year, NaN if there is none; ``dropped``: the one needed.
    With the verdict comes what is missing.
    """
    if pd.isna(known):
        return _MISSING, "; no rate is printed for that year"
    rounding = length(average) * 0.1 + 0.05  # what rounding of both averages can add up to
    return (_AGREES if abs(known - dropped) <= rounding else _UNEXPLAINED), ""


def judge_repeat(one: Row, other: Row, column: str) -> tuple[str, str]:
    """Whether two places print the same figure."""
    is_floor = column == "value_std" and "at_least" in (one.bound, other.bound)
    if is_floor or printed_range(one, column).meets(printed_range(other, column)):
        return _AGREES, ""
    if _is_renamed(one, other):
        return _REDEFINED, f"{one.name} here, {other.name} there"
    if one.status != other.status:
        return _REVISED, "preliminary against final"
    return _UNEXPLAINED, "two places print different figures"


def _is_renamed(one: Row, other: Row) -> bool:
    """Whether two names differ by more than an addition (全社会固定资产投资)."""
    if one.indicator in _MANY_NAMES:
        return False
    short, long = sorted((one.name, other.name), key=len)
    letters = iter(long)
    return not all(letter in letters for letter in short.removeprefix("全区"))


def _amount(row: Row) -> str:
    return f"{row.value_std:g} {row.unit_std}"
