"""What was promised: each promise once, however often it is printed, with later adjustments."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from workreports.indicators.targets.judging import LOWER_IS_BETTER
from workreports.indicators.targets.results import SUBJECT, text
from workreports.indicators.verdicts import Row

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
    is_adjusted = pd.Series(
        [_is_adjusted(row) for row in promises.itertuples()], index=promises.index, dtype=bool
    )
    return _dated(promises.assign(is_adjusted=is_adjusted))


def _dated(promises: pd.DataFrame) -> pd.DataFrame:
    """The A of 由A调整为B has the years of B."""
    same = [*SUBJECT, "measure", "sentence"]
    adjusted = promises[promises["is_adjusted"]].drop_duplicates(same).set_index(same)
    for label, row in promises[promises["period_end"].isna()].iterrows():
        if (key := tuple(row[same])) in adjusted.index:
            for name in ("period_start", "period_end"):
                promises.at[label, name] = adjusted.at[key, name]
    return promises


def _targets(table: pd.DataFrame) -> pd.DataFrame:
    targets = table[table["status"].eq("target")]
    rates = targets[targets["measure"].eq("level") & targets["growth_pct"].notna()]
    levels = targets.assign(
        promise=targets["value_std"].fillna(_end(targets)),
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


def _end(targets: pd.DataFrame) -> pd.Series:
    """The end of a range that has to be reached: the lower, of what should stay low the upper."""
    is_rate = targets["unit"].eq(targets["unit_std"]) & targets["bound"].eq("range")
    falls = targets["indicator"].isin(LOWER_IS_BETTER)
    return targets["high"].where(falls, targets["low"]).where(is_rate)


def _is_adjusted(row: Row) -> bool:
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


class Promise(NamedTuple):
    """A promise with all its printings, and what it was adjusted to, if it was."""

    printings: list[Row]
    revised: float | None


def once(promises: pd.DataFrame) -> list[Promise]:
    """Each promise, in the order of printing.

    Promises are the same if subject, territory, period, measure and number are; those without a
    number if all but that are. An adjustment that adjusts nothing printed is a promise itself.
    """
    first: dict[tuple[str, ...], list[Row]] = {}
    adjusted: dict[tuple[str, ...], list[Row]] = {}
    for row in promises.astype(object).itertuples():
        groups = adjusted if row.is_adjusted else first
        groups.setdefault(_key(row), []).append(row)
    latest = {key[:-1]: rows[-1].promise for key, rows in adjusted.items()}
    last = {key[:-1]: key for key in first}  # of several numbers the last is adjusted
    alone = {key: rows for key, rows in adjusted.items() if key[:-1] not in last}
    found = [
        Promise(rows, latest.get(key[:-1]) if last.get(key[:-1]) == key else None)
        for key, rows in (first | alone).items()
    ]
    return sorted(found, key=lambda one: one.printings[0].Index)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(text(getattr(row, name)) for name in (*PERIOD, "promise"))
