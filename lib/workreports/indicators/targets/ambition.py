"""How much a target asks for: each beside what the same document says was reached last."""

from __future__ import annotations

import pandas as pd

from workreports.corpus.schema import require
from workreports.indicators.targets import promises
from workreports.indicators.targets.judging import is_ceiling

_SAME = ["doc_id", "place", "territory", "indicator", "measure", "unit"]
_COLUMNS = [*_SAME, "name", "period", "bound", "promise", "last_period", "last"]
_COLUMNS += ["is_next_year", "is_less", "promise_row", "last_row"]


def beside_last(observations: pd.DataFrame) -> pd.DataFrame:
    """Each target in numbers beside the last result of its kind that the same document prints.

    Parameters
    ----------
    observations : DataFrame
        Of ``indicators.extract``. Only figures of a place as a whole.

    Returns
    -------
    DataFrame
        One row a target of which a result of the same ``indicator``, ``measure``, ``unit`` and
        number of years is printed for a time before it: ``promise`` (of a range the end that has to
        be reached) for ``period``, ``last`` for ``last_period``, ``is_next_year`` (a target for the
        year after that of the result), ``is_less`` (it asks for less than was reached; where less
        is better, it allows more); ``promise_row`` and ``last_row`` are labels in ``observations``.

    >>> from workreports.indicators import extract
    >>> text = "2016年财政总收入128亿元,增长19.8%。2017年财政总收入预期增长5%。"
    >>> table = beside_last(extract(text, year=2017))
    >>> table[["measure", "promise", "last", "is_next_year", "is_less"]].values.tolist()
    [['growth', 5.0, 19.8, True, True]]
    """
    require(observations, "observations")
    whole = observations[observations["scope"].eq("")]
    aims = promises.of(whole, whole.iloc[:0]).dropna(subset=["promise", "period_end"])
    aims = aims.assign(unit=aims["promise_unit"], bound=aims["promise_bound"])
    aims = aims.drop_duplicates([*_SAME, "period_start", "period_end", "promise"])
    both = aims.merge(_reached(whole), on=_SAME, suffixes=("", "_last"))
    both = both.assign(years=both["period_end"] - both["period_start"])
    before = both["period_end_last"].lt(both["period_start"])
    before &= both["years"].eq(both["period_end_last"] - both["period_start_last"])
    other = both["growth_basis"].fillna("").ne(both["growth_basis_last"].fillna(""))
    order = ["label", "period_end_last", "other", "status_last"]
    both = both.assign(other=other)[before].sort_values(order, ascending=[True, False, True, True])
    both = both.drop_duplicates("label").reset_index(drop=True)
    kinds = zip(both["indicator"], both["bound"], strict=True)
    less_is_better = pd.Series([is_ceiling(*kind) for kind in kinds], both.index, dtype=bool)
    is_next = both["years"].eq(0) & both["period_start"].eq(both["period_end_last"] + 1)
    is_less = both["promise"].lt(both["last"])
    return both.assign(
        period=_period(both["period_start"], both["period_end"]),
        last_period=_period(both["period_start_last"], both["period_end_last"]),
        is_next_year=is_next.astype(bool),
        is_less=is_less.mask(less_is_better, both["promise"].gt(both["last"])),
        promise_row=both["label"],
        last_row=both["label_last"],
    )[_COLUMNS]


def _reached(observations: pd.DataFrame) -> pd.DataFrame:
    """What was reached: each level, and each rate, a row."""
    told = observations[observations["status"].isin(["actual", "estimate"])].reset_index(
        names="label"
    )
    rates = told[told["measure"].isin(["level", "growth"])]
    rates = rates.assign(measure="growth", unit="%", last=rates["growth_pct"])
    levels = told[told["measure"].ne("growth")]
    levels = levels.assign(unit=levels["unit_std"], last=levels["value_std"])
    kept = [*_SAME, "label", "last", "period_start", "period_end", "growth_basis", "status"]
    return pd.concat([rates, levels]).dropna(subset=["last", "period_end"])[kept]


def _period(first: pd.Series, last: pd.Series) -> pd.Series:
    years = first.astype("str")
    return years.where(first.eq(last), years + "-" + last.astype("str"))
