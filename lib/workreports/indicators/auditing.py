"""Do the printed figures agree with each other?

Rates against levels, sums against parts, averages against ends, one place against another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus
from workreports.corpus.schema import require
from workreports.indicators import causes
from workreports.indicators.verdicts import (
    VERDICTS,
    Range,
    RateCase,
    Row,
    fits,
    growth_range,
    half_unit,
    judge_cause,
    judge_overlap,
    judge_rate,
    judge_repeat,
    judge_sum,
    length,
    overlap_range,
    printed_range,
)

__all__ = ["VERDICTS", "audit"]

_NOTHING = float("nan")


class _Finding(NamedTuple):
    """One comparison."""

    check: str
    indicator: str
    scope: str
    place: str
    period: str
    printed: float
    implied: float
    implied_low: float
    implied_high: float
    implied_base: float
    unit: str
    verdict: str
    why: str
    earlier: object
    later: object
    earlier_source: str
    later_source: str


def audit(observations: pd.DataFrame, corpus: Corpus | None = None) -> pd.DataFrame:
    """Hold printed figures against each other.

    Four checks: *growth*, the rate printed for a year against the one that the levels of that year
    and the year before give; *average*, an average growth against the levels at both ends, or
    against the average over a span that begins and ends a year earlier; *sum*, a total over several
    years against its parts; *repeat*, the same figure printed in two places.

    Parameters
    ----------
    observations : DataFrame
        Of ``extract``; reference figures may be joined to it with
        ``pd.concat([...], ignore_index=True)``.
    corpus : Corpus, optional
        Where causes of a gap are looked for, too (营改增, tax refunds); without it only in the
        figures' own sentences and notes.

    Returns
    -------
    DataFrame
        One row a comparison: ``check indicator scope place period``, ``printed`` and ``implied`` in
        ``unit``, ``implied_low`` and ``implied_high`` (what rounding leaves open), ``implied_base``
        (the level of the year before that the printed rate would need, in the level's unit),
        ``verdict`` (one of ``VERDICTS``), ``why``, and ``earlier`` and ``later``, the labels of
        both rows in ``observations`` (``earlier`` is the row compared with), with the sources of
        both.

    Notes
    -----
    Agreement allows for rounding only: each printed number may stand for anything that rounds to
    it, 10.0 % for 9.95 to 10.05. Every level printed for a year is tried, so one rate can meet
    several bases. A cause is named only with the place where it is printed, and may be none.

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
    # Plain text belongs to no territory, and to the same one.
    usable = usable.assign(territory=usable["territory"].fillna(""))
    subjects: dict[tuple[object, ...], list[Row]] = {}
    for row in usable.astype(object).itertuples():  # plain Python values are read much faster
        subjects.setdefault(_key(row, ["indicator", "scope", "place"]), []).append(row)
    found = [
        finding
        for _, rows in sorted(subjects.items())
        for levels in [_levels(rows)]
        for check in (_growth, _long_growth, _averages, _overlaps, _sums, _repeats)
        for finding in check(rows, levels)
    ]
    printed = causes.by_place(causes.find(observations, corpus))
    about = {row.Index: (row.period_end, str(row.doc_id)) for row in observations.itertuples()}
    rows = [_with_cause(finding, about, printed) for finding in found]
    table = pd.DataFrame(rows, columns=_Finding._fields)
    for name in ("printed", "implied", "implied_low", "implied_high", "implied_base"):
        table[name] = table[name].astype("float64").round(8)
    return table


def _with_cause(
    finding: _Finding,
    about: dict[object, tuple[int, str]],
    printed: dict[str, list[causes.Cause]],
) -> _Finding:
    """A finding with the causes that are printed for what no rule explains.

    ``about``: the last year and the document of each observation. What one document prints of one
    year twice, no cause between two years explains.
    """
    (after, one), (until, other) = about[finding.earlier], about[finding.later]
    places = finding.place if pd.notna(finding.place) else "", causes.NATION
    bearing = [
        cause
        for place in dict.fromkeys(places)
        for cause in printed.get(place, [])
        if cause.bears(finding.indicator, min(after, until - 1), until)
    ]
    is_twice = finding.check == "repeat" and one == other
    verdict, told = judge_cause(finding.verdict, [] if is_twice else bearing)
    return finding._replace(verdict=verdict, why=finding.why + told)


def _growth(rows: list[Row], levels: list[Row]) -> Iterator[_Finding]:
    """Rates of single years against levels."""
    key = ["period_end", "growth_pct", "growth_basis", "value_std", "territory"]
    for rate in _distinct(filter(_is_yearly_rate, rows), key):
        then = [one for one in _of_year(levels, rate.period_end) if one.territory == rate.territory]
        finals = [one for one in then if one.status == "actual"]
        for level in [rate] if rate.measure == "level" else then[:1]:
            yield from _against_bases(level, rate, levels, finals)


def _against_bases(
    level: Row, rate: Row, levels: list[Row], finals: list[Row]
) -> Iterator[_Finding]:
    """A rate and its level against all levels of the year before.

    ``finals``: the final levels of the year, of which ``level`` may be a preliminary one.
    """
    bases = _of_year(levels, rate.period_end - 1, level.unit_std)
    fitting = [base for base in bases if fits(base, level, rate)]
    is_open = level.status != "estimate" or not finals
    for base in bases:
        others = (other for other in fitting if other.Index != base.Index)
        is_settled = not is_open and not any(fits(base, final, rate) for final in finals)
        yield _of_growth(base, level, rate, next(others, None), is_settled)


def _long_growth(rows: list[Row], levels: list[Row]) -> Iterator[_Finding]:
    """Growth over several years against the levels at both ends."""
    for rate in rows:
        is_long = rate.period_start < rate.period_end
        if rate.measure == "growth" and pd.notna(rate.growth_pct) and is_long:
            for base, level in _ends(rate, levels):
                yield _of_growth(base, level, rate)


def _ends(rate: Row, levels: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The levels of the year before a span and of its last, each pair in one unit."""
    for level in _of_year(levels, rate.period_end):
        for base in _of_year(levels, rate.period_start - 1, level.unit_std):
            yield base, level


def _of_growth(
    base: Row, level: Row, rate: Row, other_base: Row | None = None, is_settled: bool = False
) -> _Finding:
    implied, possible = (level.value_std / base.value_std - 1) * 100, growth_range(base, level)
    case = RateCase(base, level, rate, implied, fits(base, level, rate), other_base, is_settled)
    verdict, why = judge_rate(case)
    needed = level.value_std / (1 + rate.growth_pct / 100)
    numbers = _Numbers(rate.growth_pct, implied, possible, "%", needed)
    return _finding("growth", base, rate, numbers, verdict, why)


def _averages(rows: list[Row], levels: list[Row]) -> Iterator[_Finding]:
    """Average rates against the levels at both ends."""
    for average in _average_rates(rows):
        years = length(average)
        for base, last in _ends(average, levels):
            implied = ((last.value_std / base.value_std) ** (1 / years) - 1) * 100
            agrees = fits(base, last, average, years)
            verdict, why = judge_rate(RateCase(base, last, average, implied, agrees))
            needed = last.value_std / (1 + average.growth_pct / 100) ** years
            possible = growth_range(base, last, years)
            numbers = _Numbers(average.growth_pct, implied, possible, "%", needed)
            yield _finding("average", base, average, numbers, verdict, why)


def _overlaps(rows: list[Row], levels: list[Row]) -> Iterator[_Finding]:
    """Average rates against an average over years shifted by one."""
    rate_of: dict[tuple[int, str], Row] = {}
    for row in filter(_is_yearly_rate, rows):
        if row.growth_basis != "comparable":
            rate_of.setdefault((row.period_end, row.territory), row)
    for one, other in product(_average_rates(rows), repeat=2):
        shift = other.period_start - one.period_start, other.period_end - one.period_end
        newest = rate_of.get((other.period_end, other.territory))
        if shift != (1, 1) or newest is None or one.territory != other.territory:
            continue
        needed = overlap_range(one, other, newest)
        change = (1 + one.growth_pct / 100) / (1 + other.growth_pct / 100)
        dropped = ((1 + newest.growth_pct / 100) * change ** length(one) - 1) * 100
        why = (
            f"both averages and the {newest.growth_pct:g} % of {other.period_end} hold only if "
            f"{one.period_start} grew by {needed.low:.1f} to {needed.high:.1f} %"
        )
        known = rate_of.get((one.period_start, one.territory))
        verdict, missing = judge_overlap(known, needed)
        printed = _NOTHING if known is None else known.growth_pct
        numbers = _Numbers(printed, dropped, needed, "%")
        yield _finding("average", one, other, numbers, verdict, why + missing)


def _is_yearly_rate(row: Row) -> bool:
    """Whether a row has a growth of a single year."""
    is_growth = row.measure in ("level", "growth") and pd.notna(row.growth_pct)
    return is_growth and row.period_start == row.period_end


def _average_rates(rows: list[Row]) -> list[Row]:
    rates = (row for row in rows if row.measure == "average_growth")
    return _distinct(rates, ["period_start", "period_end", "growth_pct"])


def _sums(rows: list[Row], levels: list[Row]) -> Iterator[_Finding]:
    """Totals over several years against the years that are printed."""
    totals = (row for row in rows if row.measure == "cumulative")
    for total in _distinct(totals, ["period_start", "period_end", "value_std"]):
        parts = {
            level.period_end: level
            for level in levels
            if total.period_start <= level.period_end <= total.period_end
            and level.unit_std == total.unit_std
            and level.territory == total.territory
        }
        if parts:
            implied = sum(part.value_std for part in parts.values())
            slack = sum(half_unit(part, "value_std") for part in parts.values())
            possible = Range(implied - slack, implied + slack)
            verdict, why = judge_sum(total, len(parts), possible)
            numbers = _Numbers(total.value_std, implied, possible, total.unit_std)
            yield _finding("sum", parts[min(parts)], total, numbers, verdict, why)


def _repeats(rows: list[Row], levels: list[Row]) -> Iterator[_Finding]:
    """The same figure in two places."""
    when = ["territory", "period_start", "period_end"]
    amounts = [row for row in rows if pd.notna(row.value_std) and row.measure != "growth"]
    rates = [
        row
        for row in rows
        if pd.notna(row.growth_pct)
        and row.measure in ("level", "growth")
        and row.growth_basis != "comparable"
    ]
    yield from _repeated(amounts, "value_std", [*when, "measure", "unit_std"])
    yield from _repeated(rates, "growth_pct", when)


def _repeated(rows: list[Row], column: str, key: list[str]) -> Iterator[_Finding]:
    """Rows that are the same by ``key``, each against the one before."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(_key(row, key), []).append(row)
    for _, same in sorted(groups.items()):
        for one, other in pairwise(_distinct(same, [column, "source", "doc_id"])):
            verdict, why = judge_repeat(one, other, column)
            unit = "%" if column == "growth_pct" else other.unit_std
            first, second = getattr(one, column), getattr(other, column)
            numbers = _Numbers(second, first, printed_range(one, column), unit)
            yield _finding("repeat", one, other, numbers, verdict, why)


def _key(row: Row, names: list[str]) -> tuple[object, ...]:
    """Some cells of a row as a key, "" where one is missing."""
    cells = (getattr(row, name) for name in names)
    return tuple("" if pd.isna(cell) else cell for cell in cells)


def _distinct(rows: Iterable[Row], names: list[str]) -> list[Row]:
    """The first of the rows that are the same in some cells."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first.setdefault(_key(row, names), row)
    return list(first.values())


def _of_year(levels: list[Row], year: int, unit: str | None = None) -> list[Row]:
    """The levels of a year, all or those in a unit."""
    return [
        one for one in levels if one.period_end == year and (unit is None or one.unit_std == unit)
    ]


def _levels(rows: list[Row]) -> list[Row]:
    """Levels of single years, each distinct value once; thresholds (突破百亿) are no levels."""
    levels = (
        row
        for row in rows
        if row.measure == "level"
        and row.period_start == row.period_end
        and pd.notna(row.value_std)
        and row.value_std != 0
        and (pd.isna(row.bound) or row.bound in ("exact", "about"))
    )
    return _distinct(levels, ["period_end", "value_std", "territory"])


def _period(row: Row) -> str:
    start, end = row.period_start, row.period_end
    return str(end) if start == end else f"{start}-{end}"


class _Numbers(NamedTuple):
    """What is printed, and what follows from other printed numbers."""

    printed: float
    implied: float
    possible: Range
    """What rounding leaves open of ``implied``."""
    unit: str
    implied_base: float = _NOTHING


def _finding(
    check: str, earlier: Row, later: Row, numbers: _Numbers, verdict: str, why: str
) -> _Finding:
    return _Finding(
        check,
        later.indicator,
        later.scope if pd.notna(later.scope) else "",
        later.place,
        _period(later),
        numbers.printed,
        numbers.implied,
        *numbers.possible,
        numbers.implied_base,
        numbers.unit,
        verdict,
        why,
        earlier.Index,
        later.Index,
        _source(earlier),
        _source(later),
    )


def _source(row: Row) -> str:
    if pd.notna(row.par_id):
        return f"{row.par_id} ({row.source})"
    is_titled = row.source == "reference" and hasattr(row, "source_title")
    return str(row.source_title if is_titled else row.source)
