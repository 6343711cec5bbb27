"""Promises against results: what became of each target, as far as anything printed tells."""

from __future__ import annotations

import pandas as pd

from workreports.indicators.plan_tables import EACH_YEAR
from workreports.corpus.schema import require

_COLUMNS = [
    "indicator",
    "scope",
    "place",
    "territory",
    "period",
    "measure",
    "promise",
    "bound",
    "force",
    "outcome",
    "unit",
    "met",
    "verdict",
    "why",
    "sources",
    "promise_row",
    "outcome_row",
    "outcome_source",
]
_LOWER_IS_BETTER = {
    "registered_unemployment_rate",
    "surveyed_unemployment_rate",
    "cpi",
    "energy_intensity",
    "deficit_ratio",
    "fiscal_deficit",
    "three_public_expenses",
}
"""A target for these is a ceiling."""
_AROUND = {"%": 0.5}
"""左右 ("about") leaves open whether a shortfall up to this is still a success, in the unit of the target; for amounts 5 per cent of it."""


def compare(
    observations: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    territories: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Hold every promise against what was later reported.

    Parameters
    ----------
    observations : DataFrame
        Of ``indicators.extract``: rows with status "target" are promises, all others results.
    reference : DataFrame, optional
        Figures from elsewhere, ``corpus.reference``. They are asked where the observations have no result. Their own targets, and results
        printed with their distance to the target (``gap_to_target_pp``), are promises too.
    territories : DataFrame, optional
        ``corpus.territories``, which tells whether a place had other borders by then.

    Returns
    -------
    DataFrame
        One row a promise: ``promise`` and ``outcome`` in ``unit`` (standard units), ``met`` (nullable boolean), ``verdict`` (met, missed, not
        comparable), ``why``, ``sources`` (where the promise stands -> where the result stands), ``promise_row`` and ``outcome_row`` (labels in
        ``observations``, or in ``reference`` where ``outcome_source`` is "reference"). A level and a rate promised in one breath are two promises;
        a promise printed twice is one.

    Notes
    -----
    A target stands for at least what is printed, for unemployment, prices, deficits and energy at most. What was promised for a
    territory that no longer existed is not comparable, nor is a target without a number, nor a miss within the room that 左右 leaves.

    >>> from workreports.indicators import extract
    >>> text = "2016年财政总收入目标为增长5%。2016年财政总收入128亿元,增长19.8%。"
    >>> compare(extract(text, year=2017))[["promise", "outcome", "verdict"]].values.tolist()
    [[5.0, 19.8, 'met']]
    """
    require(observations, "observations")
    reference = observations.iloc[:0] if reference is None else reference
    promises = pd.concat([_promises(observations, "corpus"), _promises(reference, "reference")])
    # A result printed with its distance to the target says what the target was.
    if "gap_to_target_pp" in reference:
        told = reference[reference["gap_to_target_pp"].notna()]
        implied = (told["growth_pct"] - told["gap_to_target_pp"]).round(8)
        promises = pd.concat(
            [
                promises,
                told.assign(
                    measure="growth",
                    promise=implied,
                    promise_unit="%",
                    promise_bound="exact",
                    origin="reference",
                    value=implied,
                ),
            ]
        )
    promises = promises.reset_index(names="label")
    keys = [
        "indicator",
        "scope",
        "place",
        "territory",
        "period_start",
        "period_end",
        "measure",
        "promise",
        "force_key",
    ]
    promises["force_key"] = promises["force"].where(promises["promise"].isna(), "")
    filled = promises[keys].astype(object).astype("string").fillna("")
    rows = []
    for _, same in promises.groupby([filled[key] for key in keys], sort=False):
        promise = same.iloc[0]
        outcome, source, why = _outcome(promise, observations, reference, territories)
        met, verdict, reason = _verdict(promise, outcome, why)
        places = "; ".join(dict.fromkeys(_place(row) for _, row in same.iterrows()))
        rows.append(
            (
                promise["indicator"],
                promise["scope"],
                promise["place"],
                promise["territory"],
                _period(promise),
                promise["measure"],
                promise["promise"],
                promise["promise_bound"],
                promise["force"],
                outcome["result"] if outcome is not None else None,
                promise["promise_unit"],
                met,
                verdict,
                reason,
                f"{places} -> {_place(outcome) if outcome is not None else 'no result printed'}",
                promise["label"],
                outcome.name if outcome is not None else None,
                source,
            )
        )
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return table.astype(
        {
            "met": "boolean",
            "promise": "float64",
            "outcome": "float64",
            "promise_row": "Int64",
            "outcome_row": "Int64",
        }
    )


def _promises(table: pd.DataFrame, origin: str) -> pd.DataFrame:
    """The targets of a table: each level, and each rate, a row."""
    targets = table[table["status"].eq("target")]
    rates = targets[targets["measure"].eq("level") & targets["growth_pct"].notna()]
    levels = targets.assign(
        promise=targets["value_std"],
        promise_unit=targets["unit_std"],
        promise_bound=targets["bound"],
    )
    rates = rates.assign(
        measure="growth",
        promise=rates["growth_pct"],
        promise_unit="%",
        promise_bound=rates["growth_bound"],
    )
    return pd.concat([levels, rates]).sort_index(kind="stable").assign(origin=origin)


def _outcome(
    promise: pd.Series,
    observations: pd.DataFrame,
    reference: pd.DataFrame,
    territories: pd.DataFrame | None,
) -> tuple[pd.Series | None, str | None, str]:
    """The result that answers a promise, where it is from, or why there is none."""
    if pd.isna(promise["period_end"]):
        return None, None, "the promise names no whole years"
    if pd.isna(promise["promise"]):
        return (
            None,
            None,
            f"no number was promised ({promise['force'] or promise['reason'] or 'blank'})",
        )
    elsewhere = False
    for table, source in ((observations, "corpus"), (reference, "reference")):
        then = table["period_start"].eq(promise["period_start"]) & table["period_end"].eq(
            promise["period_end"]
        )
        always = (
            table["reason"].fillna("").eq(EACH_YEAR)
            & table["period_start"].le(promise["period_start"])
            & table["period_end"].ge(promise["period_end"])
        )
        results = table[
            (then | always)
            & table["status"].isin(["actual", "estimate"])
            & table["indicator"].eq(promise["indicator"])
            & table["scope"].fillna("").eq(promise["scope"] or "")
        ]
        results = results[
            results["place"].fillna("").eq(promise["place"] if pd.notna(promise["place"]) else "")
        ]
        if promise["measure"] == "growth":
            results = results[
                results["growth_pct"].notna() & results["measure"].isin(["level", "growth"])
            ].assign(result=results["growth_pct"])
        else:
            results = results[
                results["measure"].eq(promise["measure"])
                & results["value_std"].notna()
                & results["unit_std"].eq(promise["promise_unit"])
            ]
            results = results.assign(result=results["value_std"])
        same = results[
            results["territory"]
            .fillna("")
            .eq(promise["territory"] if pd.notna(promise["territory"]) else "")
        ]
        elsewhere = elsewhere or len(results) > len(same)
        if len(same):
            # The same basis before another, a final figure before a preliminary one, a figure before a threshold.
            order = same.assign(
                basis=same["growth_basis"]
                .fillna("")
                .ne(promise["growth_basis"] if pd.notna(promise["growth_basis"]) else ""),
                early=same["status"].eq("estimate"),
                loose=same["bound"].isin(["at_least", "at_most"]),
            )
            return order.sort_values(["basis", "early", "loose"], kind="stable").iloc[0], source, ""
    if elsewhere or _had_ended(promise, territories):
        return None, None, "territory: by then the place had other borders"
    return None, None, "no result is printed"


def _had_ended(promise: pd.Series, territories: pd.DataFrame | None) -> bool:
    """Whether the promise's territory no longer existed at the end of its period."""
    if territories is None or promise["territory"] not in territories.index:
        return False
    ends = territories.at[promise["territory"], "ends"]
    return pd.notna(ends) and ends <= promise["period_end"]


def _verdict(
    promise: pd.Series, outcome: pd.Series | None, why: str
) -> tuple[bool | None, str, str]:
    if outcome is None:
        return None, "not comparable", why
    if (
        pd.notna(promise["growth_basis"])
        and promise["measure"] == "growth"
        and (promise["growth_basis"] == "comparable") != (outcome["growth_basis"] == "comparable")
    ):
        return (
            None,
            "not comparable",
            "the target is 同口径 (on comparable terms), the result is not"
            if promise["growth_basis"] == "comparable"
            else "only a 同口径 rate is printed",
        )
    sign = (
        -1
        if promise["indicator"] in _LOWER_IS_BETTER or promise["promise_bound"] == "at_most"
        else 1
    )
    surplus = round(sign * (outcome["result"] - promise["promise"]), 8)
    room = _AROUND.get(promise["promise_unit"], 0.05 * abs(promise["promise"]))
    told = " (preliminary)" if outcome["status"] == "estimate" else ""
    if surplus >= 0:
        return True, "met", f"{outcome['result']:g} against {promise['promise']:g}{told}"
    if (
        outcome["bound"] == "at_least"
        and sign > 0
        or outcome["bound"] == "at_most"
        and sign < 0
        and outcome["result"] > promise["promise"]
    ):
        return None, "not comparable", f"the result is only a threshold ({outcome['result']:g})"
    if promise["promise_bound"] == "about" and -surplus <= room:
        return (
            None,
            "not comparable",
            f"{outcome['result']:g} against «about» {promise['promise']:g}: the wording leaves it open",
        )
    return False, "missed", f"{outcome['result']:g} against {promise['promise']:g}{told}"


def _period(row: pd.Series) -> str | None:
    if pd.isna(row["period_end"]):
        return None
    return (
        str(row["period_end"])
        if row["period_start"] == row["period_end"]
        else f"{row['period_start']}-{row['period_end']}"
    )


def _place(row: pd.Series) -> str:
    if pd.notna(row["par_id"]):
        return f"{row['par_id']} ({row['source']})"
    return (
        str(row["source_title"])
        if row["source"] == "reference" and "source_title" in row
        else str(row["source"])
    )
