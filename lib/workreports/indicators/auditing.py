"""Do the printed figures agree with each other? Rates against levels, sums against parts, averages against ends, one place against another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from workreports.corpus.schema import require

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

_COLUMNS = [
    "check",
    "indicator",
    "scope",
    "place",
    "period",
    "printed",
    "implied",
    "implied_base",
    "unit",
    "verdict",
    "why",
    "earlier",
    "later",
    "earlier_source",
    "later_source",
]
_REAL_BY_CUSTOM = {"gdp", "services_value_added", "industrial_value_added", "digital_value_added"}
"""Growth of value added is printed at constant prices, its level at current prices."""
_DEFLATOR = 6.0
"""Nominal and real growth of a year may differ by so many percentage points before price changes no longer explain it."""
_REVISION = 5.0
"""A preliminary level may be off by so many per cent before its being preliminary no longer explains a gap."""
_REFORMED = 2016
"""In May 2016 value added tax replaced business tax (营改增) and was shared anew between centre and localities."""


class _Range(NamedTuple):
    """A printed number with what rounding leaves open."""

    low: float
    high: float

    def meets(self, other: _Range) -> bool:
        return self.low <= other.high and other.low <= self.high


def audit(observations: pd.DataFrame) -> pd.DataFrame:
    """Hold printed figures against each other.

    Four checks: *growth*, the rate printed for a year against the one that the levels of that year and the year before give;
    *average*, an average growth against the levels at both ends, or against the average over a span that begins and ends a
    year earlier; *sum*, a total over several years against its parts; *repeat*, the same figure printed in two places.

    Parameters
    ----------
    observations : DataFrame
        Of ``extract``; reference figures may be joined to it with ``pd.concat([...], ignore_index=True)``.

    Returns
    -------
    DataFrame
        One row a comparison: ``check indicator scope place period``, ``printed`` and ``implied`` in ``unit``, ``implied_base`` (the
        level of the year before that the printed rate would need, in the level's unit), ``verdict`` (one of ``VERDICTS``),
        ``why``, and ``earlier`` and ``later``, the labels of both rows in ``observations`` (``earlier`` is the row compared with), with the sources of both.

    Notes
    -----
    Agreement allows for rounding only: each printed number may stand for anything that rounds to it. Every level printed for a year is tried, so
    one rate can meet several bases.

    >>> from workreports.indicators import extract
    >>> text = "2015年固定资产投资100亿元。2016年固定资产投资110亿元,增长10%。"
    >>> audit(extract(text, year=2017))[["check", "printed", "implied", "verdict"]].values.tolist()
    [['growth', 10.0, 10.0, 'agrees within rounding']]
    """
    require(observations, "observations")
    usable = observations[
        observations["period_start"].notna()
        & observations["value"].notna()
        & observations["status"].ne("target")
    ]
    usable = usable.assign(
        territory=usable["territory"].fillna("")
    )  # plain text belongs to no territory, and to the same one
    keys = usable[["indicator", "scope", "place"]].fillna("")
    usable = usable.astype(object)  # rows of plain Python values are read several times faster
    found = [
        row
        for _, group in usable.groupby([keys[name] for name in keys], sort=True)
        for check in (_growth, _long_growth, _averages, _sums, _repeats)
        for row in check(group)
    ]
    table = pd.DataFrame(found, columns=_COLUMNS)
    for name in ("printed", "implied", "implied_base"):
        table[name] = table[name].astype("float64").round(8)
    return table


def _growth(group: pd.DataFrame) -> Iterator[tuple]:
    """Rates of single years against levels."""
    levels = _levels(group)
    rates = group[
        group["growth_pct"].notna()
        & group["measure"].isin(["level", "growth"])
        & group["period_start"].eq(group["period_end"])
    ]
    for rate in rates.drop_duplicates(
        ["period_end", "growth_pct", "growth_basis", "value_std", "territory"]
    ).itertuples():
        own = (
            [rate]
            if rate.measure == "level"
            else [
                level
                for level in levels
                if level.period_end == rate.period_end and level.territory == rate.territory
            ][:1]
        )
        bases = [level for level in levels if level.period_end == rate.period_end - 1]
        for level in own:
            fits = [
                base for base in bases if _rate(base, level).meets(_printed(rate, "growth_pct"))
            ]
            for base in bases:
                if base.unit_std != level.unit_std:
                    continue
                implied = (level.value_std / base.value_std - 1) * 100
                finals = [
                    other
                    for other in levels
                    if other.period_end == level.period_end
                    and other.territory == level.territory
                    and other.status == "actual"
                ]
                settled = (
                    level.status == "estimate"
                    and finals
                    and not any(
                        _rate(base, final).meets(_printed(rate, "growth_pct")) for final in finals
                    )
                )
                verdict, why = _judge(
                    base,
                    level,
                    rate,
                    implied,
                    [fit for fit in fits if fit.Index != base.Index],
                    bool(settled),
                )
                if base in fits:
                    verdict, why = VERDICTS[0], ""
                yield _row(
                    "growth",
                    rate,
                    base,
                    str(rate.period_end),
                    rate.growth_pct,
                    implied,
                    level.value_std / (1 + rate.growth_pct / 100),
                    "%",
                    verdict,
                    why,
                )


def _judge(
    base, level, rate, implied: float, others: list, settled: bool = False
) -> tuple[str, str]:
    """Why a rate does not fit its base; ``settled``: a final level is known and does not fit either."""
    gap = implied - rate.growth_pct
    if base.territory != level.territory:
        return (
            "territory",
            f"{base.period_end} is {base.territory}, {level.period_end} is {level.territory}",
        )
    if rate.growth_basis == "comparable":
        return (
            "definition or name changed",
            "the rate is 同口径, on a base brought to the new definition",
        )
    if base.indicator != "gdp" and pd.notna(base.name) and not _same_name(base.name, level.name):
        return "definition or name changed", f"{base.name} before, {level.name} after"
    if (
        base.indicator == "general_budget_revenue"
        and base.period_end < _REFORMED <= level.period_end
    ):
        return (
            "definition or name changed",
            "营改增 in May 2016 changed what stays with the place, which may explain it",
        )
    if others:
        return (
            "revised base",
            f"the base printed elsewhere ({others[0].value_std:g} {others[0].unit_std}) fits",
        )
    if base.indicator in _REAL_BY_CUSTOM and abs(gap) <= _DEFLATOR:
        return (
            "nominal against real",
            f"levels are at current prices, the rate by custom at constant prices: prices {gap / (1 + rate.growth_pct / 100):+.1f} %",
        )
    if "estimate" in (base.status, level.status) and not settled and abs(gap) <= _REVISION:
        return "revised base", "one of the levels is preliminary (预计)"
    if rate.growth_basis == "real":
        return "nominal against real", "the rate is at constant prices"
    return (
        "unexplained",
        f"the levels give {abs(gap):.2f} percentage points {'more' if gap > 0 else 'less'} than the rate",
    )


def _same_name(one: str, other: str) -> bool:
    """Whether one name only adds to the other (全社会固定资产投资, 社会消费品零售额)."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short.removeprefix("全区"))


def _long_growth(group: pd.DataFrame) -> Iterator[tuple]:
    """Growth over several years against the levels at both ends."""
    levels = _levels(group)
    for rate in group[
        group["measure"].eq("growth")
        & group["growth_pct"].notna()
        & group["period_start"].lt(group["period_end"])
    ].itertuples():
        for level in (level for level in levels if level.period_end == rate.period_end):
            for base in (level for level in levels if level.period_end == rate.period_start - 1):
                implied = (level.value_std / base.value_std - 1) * 100
                verdict, why = (
                    (VERDICTS[0], "")
                    if _rate(base, level).meets(_printed(rate, "growth_pct"))
                    else _judge(base, level, rate, implied, [])
                )
                yield _row(
                    "growth",
                    rate,
                    base,
                    _period(rate),
                    rate.growth_pct,
                    implied,
                    level.value_std / (1 + rate.growth_pct / 100),
                    "%",
                    verdict,
                    why,
                )


def _averages(group: pd.DataFrame) -> Iterator[tuple]:
    """Average rates against the levels at both ends, and against an average over years shifted by one."""
    levels = _levels(group)
    averages = list(
        group[group["measure"].eq("average_growth")]
        .drop_duplicates(["period_start", "period_end", "growth_pct"])
        .itertuples()
    )
    for average in averages:
        years = average.period_end - average.period_start + 1
        for last in (level for level in levels if level.period_end == average.period_end):
            for base in (
                level
                for level in levels
                if level.period_end == average.period_start - 1 and level.unit_std == last.unit_std
            ):
                implied = ((last.value_std / base.value_std) ** (1 / years) - 1) * 100
                ends = [_printed(level, "value") for level in (base, last)]
                low, high = (
                    ((ends[1].low / ends[0].high) ** (1 / years) - 1) * 100,
                    ((ends[1].high / ends[0].low) ** (1 / years) - 1) * 100,
                )
                agrees = _Range(low, high).meets(_printed(average, "growth_pct"))
                verdict, why = (
                    (VERDICTS[0], "") if agrees else _judge(base, last, average, implied, [])
                )
                yield _row(
                    "average",
                    average,
                    base,
                    _period(average),
                    average.growth_pct,
                    implied,
                    last.value_std / (1 + average.growth_pct / 100) ** years,
                    "%",
                    verdict,
                    why,
                )
    rates = group[
        group["measure"].isin(["level", "growth"])
        & group["growth_pct"].notna()
        & group["growth_basis"].ne("comparable")
    ]
    for one, other in ((one, other) for one in averages for other in averages):
        if (other.period_start, other.period_end) != (one.period_start + 1, one.period_end + 1):
            continue
        years = one.period_end - one.period_start + 1
        newest = rates[
            rates["period_end"].eq(other.period_end) & rates["period_start"].eq(other.period_end)
        ]
        if newest.empty:
            continue
        dropped = (
            (1 + newest["growth_pct"].iloc[0] / 100)
            * ((1 + one.growth_pct / 100) / (1 + other.growth_pct / 100)) ** years
            - 1
        ) * 100
        known = rates[
            rates["period_end"].eq(one.period_start) & rates["period_start"].eq(one.period_start)
        ]
        told = f"both averages and the {newest['growth_pct'].iloc[0]:g} % of {other.period_end} hold only if {one.period_start} grew by {dropped:.1f} %"
        if known.empty:
            yield _row(
                "average",
                other,
                one,
                _period(other),
                float("nan"),
                dropped,
                float("nan"),
                "%",
                "parts missing",
                f"{told}; no rate is printed for that year",
            )
        else:
            near = (
                abs(known["growth_pct"].iloc[0] - dropped) <= years * 0.1 + 0.05
            )  # what rounding of both averages can add up to
            yield _row(
                "average",
                other,
                one,
                _period(other),
                known["growth_pct"].iloc[0],
                dropped,
                float("nan"),
                "%",
                VERDICTS[0] if near else "unexplained",
                told,
            )


def _sums(group: pd.DataFrame) -> Iterator[tuple]:
    """Totals over several years against the years that are printed."""
    levels = _levels(group)
    for total in (
        group[group["measure"].eq("cumulative")]
        .drop_duplicates(["period_start", "period_end", "value_std"])
        .itertuples()
    ):
        parts = {
            level.period_end: level
            for level in levels
            if total.period_start <= level.period_end <= total.period_end
            and level.unit_std == total.unit_std
        }
        if not parts:
            continue
        years = total.period_end - total.period_start + 1
        implied, slack = (
            sum(part.value_std for part in parts.values()),
            sum(_half(part, "value_std") for part in parts.values()),
        )
        allowed = _printed(total, "value_std")
        if len(parts) == years:
            agrees = (
                allowed.low - slack <= implied <= allowed.high + slack
                or total.bound == "at_least"
                and implied >= allowed.low - slack
            )
            verdict, why = (
                (VERDICTS[0], "")
                if agrees
                else ("unexplained", f"the {years} years add up to {implied:g}")
            )
        elif implied > allowed.high + slack and total.bound != "at_least":
            verdict, why = "unexplained", f"{len(parts)} of {years} years already add up to more"
        else:
            verdict, why = "parts missing", f"{len(parts)} of {years} years are printed"
        first = parts[min(parts)]
        yield _row(
            "sum",
            total,
            first,
            _period(total),
            total.value_std,
            implied,
            float("nan"),
            total.unit_std,
            verdict,
            why,
        )


def _repeats(group: pd.DataFrame) -> Iterator[tuple]:
    """The same figure in two places."""
    for column, unit in (("value_std", None), ("growth_pct", "%")):
        rows = group[
            group[column].notna()
            & (
                group["measure"].ne("growth")
                if unit is None
                else group["measure"].isin(["level", "growth"])
                & group["growth_basis"].ne("comparable")
            )
        ]
        keys = (
            rows[
                ["territory", "period_start", "period_end"]
                + (["measure", "unit_std"] if unit is None else [])
            ]
            .astype("string")
            .fillna("")
        )
        twice = keys.duplicated(keep=False)
        for _, same in rows[twice].groupby([keys.loc[twice, name] for name in keys], sort=True):
            for one, other in pairwise(
                same.drop_duplicates([column, "source", "doc_id"]).itertuples()
            ):
                first, second = getattr(one, column), getattr(other, column)
                if (
                    _printed(one, column).meets(_printed(other, column))
                    or "at_least" in (one.bound, other.bound)
                    and unit is None
                ):
                    verdict, why = VERDICTS[0], ""
                elif one.indicator != "gdp" and not _same_name(one.name, other.name):
                    verdict, why = (
                        "definition or name changed",
                        f"{one.name} here, {other.name} there",
                    )
                elif one.status != other.status:
                    verdict, why = "revised base", "preliminary against final"
                else:
                    verdict, why = "unexplained", "two places print different figures"
                yield _row(
                    "repeat",
                    other,
                    one,
                    _period(other),
                    second,
                    first,
                    float("nan"),
                    unit or other.unit_std,
                    verdict,
                    why,
                )


def _levels(group: pd.DataFrame) -> list:
    """Levels of single years, each distinct value once; thresholds (突破百亿) are no levels."""
    rows = group[
        group["measure"].eq("level")
        & group["period_start"].eq(group["period_end"])
        & group["value_std"].notna()
        & group["value_std"].ne(0)
        & group["bound"].fillna("exact").isin(["exact", "about"])
    ]
    return list(rows.drop_duplicates(["period_end", "value_std", "territory"]).itertuples())


def _half(row, column: str) -> float:
    """Half a unit of the last digit printed."""
    value = getattr(row, column)
    shown = row.value if column != "growth_pct" else row.growth_pct
    digits = (
        re.search(r"\d+(?:\.(\d+))?", row.printed)
        if column != "growth_pct" and isinstance(row.printed, str)
        else None
    )
    decimals = len(digits[1] or "") if digits else len(f"{shown:.8f}".rstrip("0").partition(".")[2])
    scale = value / shown if shown and column == "value_std" else 1.0
    return 0.5 * 10.0**-decimals * abs(scale)


def _printed(row, column: str) -> _Range:
    value, half = getattr(row, column), _half(row, column) * (1 + 1e-9)
    return _Range(value - half, value + half)


def _rate(base, level) -> _Range:
    """The growth that two levels allow, each rounded."""
    before, after = _printed(base, "value_std"), _printed(level, "value_std")
    return _Range((after.low / before.high - 1) * 100, (after.high / before.low - 1) * 100)


def _period(row) -> str:
    return (
        str(row.period_end)
        if row.period_start == row.period_end
        else f"{row.period_start}-{row.period_end}"
    )


def _row(
    check: str,
    later,
    earlier,
    period: str,
    printed: float,
    implied: float,
    base: float,
    unit: str,
    verdict: str,
    why: str,
) -> tuple:
    return (
        check,
        later.indicator,
        later.scope if pd.notna(later.scope) else "",
        later.place,
        period,
        printed,
        implied,
        base,
        unit,
        verdict,
        why,
        earlier.Index,
        later.Index,
        _source(earlier),
        _source(later),
    )


def _source(row) -> str:
    return (
        f"{row.par_id} ({row.source})"
        if pd.notna(row.par_id)
        else str(getattr(row, "source_title", row.source))
        if row.source == "reference"
        else row.source
    )
