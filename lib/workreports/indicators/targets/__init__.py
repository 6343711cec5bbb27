"""Promises against results: what became of each target, as far as anything printed tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from workreports.corpus.schema import require

REASONS = {
    "met": "the result reaches the promise",
    "missed": "the result falls short of it",
    "preliminary": "met or missed, by a result that is only preliminary",
    "threshold": "the result is only a threshold (突破), which does not tell",
    "wording": "a shortfall within the room that 左右 (about) leaves",
    "comparable": "of promise and result only one is on comparable terms (同口径)",
    "other_territory": "the place had other borders when the result was due",
    "no_result": "no result is printed",
    "no_number": "no number was promised",
    "no_period": "the promise names no whole years",
}
"""What a verdict rests on."""

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
    "reason",
    "why",
    "sources",
    "promise_row",
    "outcome_row",
    "outcome_source",
]
_TYPES = {"met": "boolean", "promise": "float64", "outcome": "float64"}
_TYPES |= {"promise_row": "Int64", "outcome_row": "Int64"}
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
_ROOM_OF_RATES, _ROOM_OF_AMOUNTS = 0.5, 0.05
"""左右 ("about") leaves open whether a shortfall up to this is still a success.

Rates in percentage points, amounts as a share.
"""
_SUBJECT = ["indicator", "scope", "place"]
_SAME_PROMISE = [
    *_SUBJECT,
    "territory",
    "period_start",
    "period_end",
    "measure",
    "promise",
    "wording",
]

_Results = dict[tuple[str, ...], pd.DataFrame]


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
        Figures from elsewhere, ``corpus.reference``. They are asked where the observations have no
        result. Their own targets, and results printed with their distance to the target
        (``gap_to_target_pp``), are promises too.
    territories : DataFrame, optional
        ``corpus.territories``, which tells whether a place had other borders by then.

    Returns
    -------
    DataFrame
        One row a promise: ``promise`` and ``outcome`` in ``unit`` (standard units), ``met``
        (nullable boolean), ``verdict`` (met, missed, not comparable), ``reason`` (one of
        ``REASONS``), ``why`` (the same in words, with the numbers), ``sources`` (where the promise
        stands -> where the result stands), ``promise_row`` and ``outcome_row`` (labels in
        ``observations``, or in ``reference`` where ``outcome_source`` is "reference"). A level and
        a rate promised in one breath are two promises; a promise printed twice is one.

    Notes
    -----
    A target stands for at least what is printed, for unemployment, prices, deficits and energy at
    most. What was promised for a territory that no longer existed is not comparable, nor is a
    target without a number, nor a miss within the room that 左右 leaves.

    >>> from workreports.indicators import extract
    >>> text = "2016年财政总收入目标为增长5%。2016年财政总收入128亿元,增长19.8%。"
    >>> compare(extract(text, year=2017))[["promise", "outcome", "reason"]].values.tolist()
    [[5.0, 19.8, 'met']]
    """
    require(observations, "observations")
    reference = observations.iloc[:0] if reference is None else reference
    promises = _all_promises(observations, reference)
    results = {"corpus": _results(observations), "reference": _results(reference)}
    keys = promises[_SAME_PROMISE].astype(object).astype("string").fillna("")
    rows = [
        _row(same, results, territories)
        for _, same in promises.groupby([keys[name] for name in _SAME_PROMISE], sort=False)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS).astype(_TYPES)


def _row(
    same: pd.DataFrame, results: dict[str, _Results], territories: pd.DataFrame | None
) -> tuple:
    """The row of a promise, printed once or several times."""
    promise = same.iloc[0]
    outcome, source, is_elsewhere = _outcome(promise, results)
    case = _Case(promise, outcome, is_elsewhere or _had_ended(promise, territories))
    verdict, reason, why = _judge(case)
    places = "; ".join(dict.fromkeys(_source(row) for _, row in same.iterrows()))
    found = "no result printed" if outcome is None else _source(outcome)
    return (
        *promise[[*_SUBJECT, "territory"]],
        _period(promise),
        promise["measure"],
        promise["promise"],
        promise["promise_bound"],
        promise["force"],
        None if outcome is None else outcome["result"],
        promise["promise_unit"],
        None if verdict == "not comparable" else verdict == "met",
        verdict,
        reason,
        why,
        f"{places} -> {found}",
        promise["label"],
        None if outcome is None else outcome.name,
        source,
    )


def _all_promises(observations: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """All targets; a result printed with its distance to the target says what the target was."""
    found = [_promises(observations), _promises(reference)]
    if "gap_to_target_pp" in reference:
        told = reference[reference["gap_to_target_pp"].notna()]
        implied = (told["growth_pct"] - told["gap_to_target_pp"]).round(8)
        target = {"measure": "growth", "promise_unit": "%", "promise_bound": "exact"}
        found.append(told.assign(promise=implied, value=implied, **target))
    promises = pd.concat(found).reset_index(names="label")
    wording = promises["force"].where(promises["promise"].isna(), "")
    return promises.assign(wording=wording)


def _promises(table: pd.DataFrame) -> pd.DataFrame:
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
    return pd.concat([levels, rates]).sort_index(kind="stable")


def _results(table: pd.DataFrame) -> _Results:
    """The results of a table by indicator, scope and place."""
    results = table[table["status"].isin(["actual", "estimate"])]
    keys = [results[name].fillna("") for name in _SUBJECT]
    return dict(iter(results.groupby(keys)))


def _outcome(
    promise: pd.Series, results: dict[str, _Results]
) -> tuple[pd.Series | None, str | None, bool]:
    """The result that answers a promise, where it is from, and whether there is one elsewhere.

    Elsewhere: for another territory of the place.
    """
    if pd.isna(promise["period_end"]) or pd.isna(promise["promise"]):
        return None, None, False
    territory, is_elsewhere = _text(promise["territory"]), False
    for source, tables in results.items():
        rows = tables.get(tuple(_text(promise[name]) for name in _SUBJECT))
        if rows is None:
            continue
        rows = _answers(promise, rows)
        same = rows[rows["territory"].fillna("").eq(territory)]
        is_elsewhere = is_elsewhere or len(rows) > len(same)
        if len(same):
            return _best(promise, same), source, is_elsewhere
    return None, None, is_elsewhere


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
        fits = rows["growth_pct"].notna() & rows["measure"].isin(["level", "growth"])
        number = "growth_pct"
    else:
        fits = rows["unit_std"].eq(promise["promise_unit"]) & rows["value_std"].notna()
        fits &= rows["measure"].eq(promise["measure"])
        number = "value_std"
    return rows[(is_then | is_always) & fits].assign(result=lambda found: found[number])


def _best(promise: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """The same basis before another, a final figure before a preliminary one and a threshold."""
    order = rows.assign(
        other=rows["growth_basis"].fillna("").ne(_text(promise["growth_basis"])),
        early=rows["status"].eq("estimate"),
        loose=rows["bound"].isin(["at_least", "at_most"]),
    )
    return order.sort_values(["other", "early", "loose"], kind="stable").iloc[0]


def _had_ended(promise: pd.Series, territories: pd.DataFrame | None) -> bool:
    """Whether the promise's territory no longer existed at the end of its period."""
    if territories is None or promise["territory"] not in territories.index:
        return False
    ends = territories.at[promise["territory"], "ends"]
    return pd.notna(ends) and pd.notna(promise["period_end"]) and ends <= promise["period_end"]


class _Case(NamedTuple):
    """A promise and what answers it."""

    promise: pd.Series
    outcome: pd.Series | None
    is_elsewhere: bool
    """The place had other borders by then."""

    @property
    def sign(self) -> int:
        """-1 where less is better."""
        is_ceiling = self.promise["promise_bound"] == "at_most"
        return -1 if is_ceiling or self.promise["indicator"] in _LOWER_IS_BETTER else 1

    @property
    def surplus(self) -> float:
        """By how much the result is better than the promise."""
        return round(self.sign * (self.outcome["result"] - self.promise["promise"]), 8)

    @property
    def mixes_terms(self) -> bool:
        """Whether only one of both rates is on comparable terms."""
        bases = self.promise["growth_basis"], self.outcome["growth_basis"]
        is_rate = self.promise["measure"] == "growth" and pd.notna(bases[0])
        return is_rate and (bases[0] == "comparable") != (bases[1] == "comparable")

    @property
    def is_threshold(self) -> bool:
        """Whether the result says only that a bound was passed."""
        return self.outcome["bound"] == ("at_least" if self.sign > 0 else "at_most")

    @property
    def is_open(self) -> bool:
        """Whether a shortfall lies within the room that 左右 leaves."""
        promise = self.promise["promise"]
        is_rate = self.promise["promise_unit"] == "%"
        room = _ROOM_OF_RATES if is_rate else _ROOM_OF_AMOUNTS * abs(promise)
        return self.promise["promise_bound"] == "about" and -self.surplus <= room

    def numbers(self) -> str:
        told = " (preliminary)" if self.outcome["status"] == "estimate" else ""
        return f"{self.outcome['result']:g} against {self.promise['promise']:g}{told}"


class _Rule(NamedTuple):
    reason: str
    verdict: str
    holds: Callable[[_Case], bool]
    why: Callable[[_Case], str]


def _without_number(case: _Case) -> str:
    told = (_text(case.promise[name]) for name in ("force", "reason", "bound"))
    words = next(filter(None, told), "blank")
    return f"{REASONS['no_number']} ({words})"


def _on_other_terms(case: _Case) -> str:
    is_promised = case.promise["growth_basis"] == "comparable"
    told = "the target is 同口径 (on comparable terms), the result is not"
    return told if is_promised else "only a 同口径 rate is printed"


def _left_open(case: _Case) -> str:
    result, promise = case.outcome["result"], case.promise["promise"]
    return f"{result:g} against «about» {promise:g}: the wording leaves it open"


_NONE = "not comparable"
_RULES = (
    _Rule(
        "no_period",
        _NONE,
        lambda case: pd.isna(case.promise["period_end"]),
        lambda case: REASONS["no_period"],
    ),
    _Rule("no_number", _NONE, lambda case: pd.isna(case.promise["promise"]), _without_number),
    _Rule(
        "other_territory",
        _NONE,
        lambda case: case.outcome is None and case.is_elsewhere,
        lambda case: "territory: by then the place had other borders",
    ),
    _Rule("no_result", _NONE, lambda case: case.outcome is None, lambda case: REASONS["no_result"]),
    _Rule("comparable", _NONE, lambda case: case.mixes_terms, _on_other_terms),
    _Rule("met", "met", lambda case: case.surplus >= 0, _Case.numbers),
    _Rule(
        "threshold",
        _NONE,
        lambda case: case.is_threshold,
        lambda case: f"the result is only a threshold ({case.outcome['result']:g})",
    ),
    _Rule("wording", _NONE, lambda case: case.is_open, _left_open),
    _Rule("missed", "missed", lambda case: True, _Case.numbers),
)
"""Asked in this order; the first that holds gives verdict, reason and why."""


def _judge(case: _Case) -> tuple[str, str, str]:
    """The verdict on a promise, its reason and why."""
    rule = next(rule for rule in _RULES if rule.holds(case))
    is_early = rule.verdict != _NONE and case.outcome["status"] == "estimate"
    return rule.verdict, "preliminary" if is_early else rule.reason, rule.why(case)


def _text(value: object) -> str:
    """A cell as a key: "" where it is missing."""
    return "" if pd.isna(value) else str(value)


def _period(row: pd.Series) -> str | None:
    start, end = row["period_start"], row["period_end"]
    if pd.isna(end):
        return None
    return str(end) if start == end else f"{start}-{end}"


def _source(row: pd.Series) -> str:
    if pd.notna(row["par_id"]):
        return f"{row['par_id']} ({row['source']})"
    is_titled = row["source"] == "reference" and "source_title" in row
    return str(row["source_title"] if is_titled else row["source"])
