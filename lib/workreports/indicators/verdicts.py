"""Why two printed figures agree or do not, judged in order by tables of rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from workreports.indicators.causes import Cause
from workreports.io.text import NORMAL_FORM

VERDICTS = [
    "agrees within rounding",
    "nominal against real",
    "definition or name changed",
    "revised base",
    "territory",
    "cause printed",
    "only if prices fell",
    "unexplained",
    "parts missing",
]
"""From harmless to puzzling; "parts missing": what is printed does not suffice to tell.

"only if prices fell": nominal against real, but the levels grew less than the real rate.
"""
_AGREES, _NOMINAL, _REDEFINED, _REVISED, _TERRITORY, _CAUSE, _FALLING, _UNEXPLAINED, _MISSING = (
    VERDICTS
)

REAL_BY_CUSTOM = {
    "gdp",
    "services_value_added",
    "industrial_value_added",
    "digital_value_added",
}
"""Growth of value added is printed at constant prices, its level at current prices."""
_MANY_NAMES = {"gdp"}
"""Indicators whose names differ (国内生产总值, 地区生产总值) while their definition does not."""
_DEFLATOR = 6.0
"""Nominal and real growth of a year may differ by so many percentage points, not by more."""
_REVISION = 5.0
"""Being preliminary explains a gap of so many percentage points, not a larger one."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_COMPOUND = r"\d(?P<first>[亿万])\d[\d.]*(?P<last>[万千百])?"
_SCALES = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "": 1.0}
_LEAST = 1e-12
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
    """Half a unit of the last digit printed: of 10.0 % it is 0.05, of 10 % 0.5."""
    is_rate = column == "growth_pct"
    shown = row.growth_pct if is_rate else row.value
    printed = row.printed
    if is_rate and row.measure == "level":
        printed = getattr(row, "growth_printed", None)
    printed = printed.translate(NORMAL_FORM) if isinstance(printed, str) else ""
    numbers = _NUMBER.findall(_ASIDE.sub("", printed))
    digits = numbers[-1] if numbers else f"{shown:.8f}".rstrip("0")
    scale = row.value_std / shown if shown and column == "value_std" else 1.0
    parts = re.search(_COMPOUND, printed) if numbers else None
    if parts:  # 128亿3500万元 is exact to the last 万
        scale *= _SCALES[parts["last"] or ""] / _SCALES[parts["first"]]
    return 0.5 * 10.0 ** -len(digits.partition(".")[2]) * abs(scale)


def printed_range(row: Row, column: str) -> Range:
    """What a printed number may stand for."""
    value, half = getattr(row, column), half_unit(row, column) * (1 + 1e-9)
    return Range(value - half, value + half)


def growth_range(base: Row, level: Row, years: int = 1) -> Range:
    """The yearly growth in per cent that two printed levels leave open."""
    before, after = printed_range(base, "value_std"), printed_range(level, "value_std")
    least, most = after.low / before.high, after.high / max(before.low, _LEAST)
    return Range(*((max(ratio, 0.0) ** (1 / years) - 1) * 100 for ratio in (least, most)))


def fits(base: Row, level: Row, rate: Row, years: int = 1) -> bool:
    """Whether a printed rate is one that two levels allow, each rounded."""
    return growth_range(base, level, years).meets(printed_range(rate, "growth_pct"))


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
    doubt = "" if case.gap >= 0 else "; doubt the base"
    return f"{told}: prices {prices:+.2f} %{doubt}"


def _is_real(case: RateCase) -> bool:
    return case.base.indicator in REAL_BY_CUSTOM and abs(case.gap) <= _DEFLATOR


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
    (
        lambda case: case.other_base is not None,
        _REVISED,
        lambda case: f"the base printed elsewhere ({_amount(case.other_base)}) fits",
    ),
    (lambda case: _is_real(case) and case.gap >= 0, _NOMINAL, _prices),
    (_is_real, _FALLING, _prices),
    (
        lambda case: case.is_early,
        _REVISED,
        lambda case: "one of the levels is preliminary (预计)",
    ),
    (
        lambda case: case.rate.growth_basis == "real" and case.gap >= 0,
        _NOMINAL,
        lambda case: "the rate is at constant prices",
    ),
    (
        lambda case: case.rate.growth_basis == "real",
        _FALLING,
        lambda case: "the rate is at constant prices; doubt the base",
    ),
    (lambda case: True, _UNEXPLAINED, _distance),
)
"""Why a rate and two levels do not agree; asked in this order, the first that holds is given."""


def judge_rate(case: RateCase) -> tuple[str, str]:
    """The verdict on a printed rate, and why."""
    return next((verdict, why(case)) for holds, verdict, why in _RULES if holds(case))


def judge_sum(total: Row, count: int, years: Range) -> tuple[str, str]:
    """Whether ``count`` years that add up to ``years`` fit a total."""
    allowed = printed_range(total, "value_std")
    is_more = years.low > allowed.high and total.bound != "at_least"
    if count < length(total) and is_more:
        return _UNEXPLAINED, f"{count} of {length(total)} years already add up to more"
    if count < length(total):
        return _MISSING, f"{count} of {length(total)} years are printed"
    if is_more or years.high < allowed.low:
        return _UNEXPLAINED, f"the {count} years add up to {sum(years) / 2:g}"
    return _AGREES, ""


def judge_cause(verdict: str, causes: list[Cause]) -> tuple[str, str]:
    """The verdict, and what is to be added to its reason, once printed causes are looked at."""
    told = "; ".join(f"{one.name} is printed in {one.source}" for one in causes)
    if verdict == _UNEXPLAINED and told:
        return _CAUSE, f"; {told}, which may explain it"
    if verdict == _UNEXPLAINED:
        return verdict, "; cause printed nowhere"
    return verdict, f"; {told}" if told and verdict == _REDEFINED else ""


def overlap_range(average: Row, shifted: Row, newest: Row) -> Range:
    """The growth of its first year that an average needs beside one shifted by a year.

    ``newest``: the rate of the year that only ``shifted`` has. Each of the three is rounded.
    """
    years, rates = length(average), []
    for earlier, later, last in (("low", "high", "low"), ("high", "low", "high")):
        one, other, new = (
            1 + getattr(printed_range(row, "growth_pct"), end) / 100
            for row, end in ((average, earlier), (shifted, later), (newest, last))
        )
        rates.append((new * (one / other) ** years - 1) * 100)
    return Range(*rates)


def judge_overlap(known: Row | None, needed: Range) -> tuple[str, str]:
    """Whether two averages over spans shifted by a year fit the rate of the year dropped.

    ``known``: the row with the printed rate of that year, if there is one. With the verdict comes
    what is missing.
    """
    if known is None:
        return _MISSING, "; no rate is printed for that year"
    fit = needed.meets(printed_range(known, "growth_pct"))
    return (_AGREES if fit else _UNEXPLAINED), ""


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
