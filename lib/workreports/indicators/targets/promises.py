"""What was promised: each promise once, however often it is printed, with later adjustments."""

from __future__ import annotations

import re

import pandas as pd

from workreports.indicators.targets.results import SUBJECT, text

PERIOD = [*SUBJECT, "territory", "period_start", "period_end", "measure"]
_ADJUSTED = re.compile("^调[整减增]|(?:调整|调减|调增|上调|下调|修正)(?:后|为|到|至)")
"""In a name (调整…预期), or in a sentence, an adjustment of what was promised before."""
_REACH = 12
"""Characters between 调整为 and the number."""


def of(observations: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """All targets: each level, and each rate, a row.

    A result printed with its distance to the target says what the target was.

    Returns
    -------
    DataFrame
        The columns of observations and ``promise promise_unit promise_bound``; ``label``, the row's
        label in its table; ``is_adjusted``, whether it adjusts an earlier promise.
    """
    found = [_targets(observations), _targets(reference)]
    if "gap_to_target_pp" in reference:
        told = reference[reference["gap_to_target_pp"].notna()]
        implied = (told["growth_pct"] - told["gap_to_target_pp"]).round(8)
        target = {"measure": "growth", "promise_unit": "%", "promise_bound": "exact"}
        found.append(told.assign(promise=implied, value=implied, **target))
    promises = pd.concat(found).reset_index(names="label")
    is_adjusted = [_is_adjusted(row) for row in promises.itertuples()]
    return promises.assign(is_adjusted=pd.Series(is_adjusted, dtype=bool))


def _targets(table: pd.DataFrame) -> pd.DataFrame:
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
        printed=rates["growth_printed"],
    )
    return pd.concat([levels, rates]).sort_index(kind="stable")


def _is_adjusted(row: pd.Series) -> bool:
    """Whether a number is what an earlier promise was adjusted to."""
    if isinstance(row.name, str) and _ADJUSTED.search(row.name):
        return True
    if not (isinstance(row.sentence, str) and isinstance(row.printed, str)):
        return False
    ends = [match.end() for match in _ADJUSTED.finditer(row.sentence)]
    return any(
        row.printed in row.sentence[end : end + _REACH + len(row.printed)]
        and not re.search("[,。;]", row.sentence[end : row.sentence.find(row.printed, end)])
        for end in ends
    )


def once(promises: pd.DataFrame) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Each promise, in the order of printing: all its printings, and its adjustments.

    Promises are the same if subject, territory, period, measure and number are; those without a
    number if all but that are. An adjustment that adjusts nothing printed is a promise itself.
    """
    keys = [promises[name].astype(object).map(text) for name in (*PERIOD, "promise")]
    found = []
    for _, of_period in promises.groupby(keys[:-1], sort=False):
        first = of_period[~of_period["is_adjusted"]]
        later = of_period[of_period["is_adjusted"]]
        if first.empty:
            first, later = later, later.iloc[:0]
        numbers = keys[-1].loc[first.index]
        groups = [same for _, same in first.groupby(numbers, sort=False)]
        found += [
            (same, later if number == len(groups) - 1 else later.iloc[:0])
            for number, same in enumerate(groups)
        ]
    return sorted(found, key=lambda one: one[0].index[0])
