"""How well figures are read: found observations against those annotated by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

FACTS = ["period", "status", "bound", "growth_pct", "scope", "measure", "growth_basis", "unit"]
"""What is compared of a figure that both have."""
_FULLY = ["period", "status", "bound", "growth_pct"]
EVERYTHING = [*_FULLY, "scope", "measure", "unit"]
"""What must be the same of a figure that is right in everything."""


def agreement(found: pd.DataFrame, gold: pd.DataFrame) -> pd.Series:
    """Measure found observations against annotated ones.

    Parameters
    ----------
    found, gold : DataFrame
        Observations with a column ``item`` that says which passage, paragraph or report each is
        from; ``start:end`` count in it.

    Returns
    -------
    Series
        ``gold`` and ``found`` (rows), ``precision``, ``recall`` and ``f1`` of the facts: a row
        counts as found if its item, indicator and number (value, or both ends of a range) are
        right and the two places overlap. Of the facts found: the share with the right ``period``,
        ``status``, ``bound``, ``growth_pct``, ``scope``, ``measure``, ``growth_basis``, ``unit``.
        Of all annotated facts: ``fully_right``, the share found with number, growth, period,
        status and bound all right; ``everything_right``, with scope, measure and unit besides.

    >>> from workreports.indicators import extract
    >>> found = extract("全年财政总收入128亿元,增长20%。", year=2017).assign(item="a")
    >>> float(agreement(found, found)["everything_right"])
    1.0
    """
    rows = compared(found, gold)
    pairs = rows.dropna(subset=["found", "gold"])
    of_found, of_gold = max(len(found), 1), max(len(gold), 1)
    precision, recall = len(pairs) / of_found, len(pairs) / of_gold
    scores = {
        "gold": len(gold),
        "found": len(found),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if len(pairs) else 0.0,
        **{name: pairs[name].sum() / max(len(pairs), 1) for name in FACTS},
        "fully_right": pairs[_FULLY].all(axis=1).sum() / of_gold,
        "everything_right": pairs[EVERYTHING].all(axis=1).sum() / of_gold,
    }
    return pd.Series(scores).round(4)


def compared(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Pair found observations with annotated ones, each with the one it agrees with best.

    Parameters
    ----------
    found, gold : DataFrame
        As for :func:`agreement`.

    Returns
    -------
    DataFrame
        ``found gold`` (positions in the two tables, missing for a row without a partner), then a
        column for each of ``FACTS``: whether the two say the same.

    >>> from workreports.indicators import extract
    >>> found = extract("全年财政总收入128亿元,增长20%。", year=2017).assign(item="a")
    >>> compared(found, found)[["found", "gold", "period"]].values.tolist()
    [[0, 0, True]]
    """
    waiting: dict[tuple, list[dict]] = {}
    for row in _comparable(gold):
        waiting.setdefault(row["key"], []).append(row)
    rows = []
    for row in _comparable(found):
        candidates = [one for one in waiting.get(row["key"], []) if _overlap(row, one)]
        if not candidates:
            rows.append({"found": row["number"]})
            continue
        best = max(candidates, key=lambda other: sum(row[name] == other[name] for name in FACTS))
        waiting[row["key"]].remove(best)
        same = {name: row[name] == best[name] for name in FACTS}
        rows.append({"found": row["number"], "gold": best["number"], **same})
    rows += [{"gold": one["number"]} for left in waiting.values() for one in left]
    table = pd.DataFrame(rows, columns=["found", "gold", *FACTS])
    return table.astype({"found": "Int64", "gold": "Int64"})


def _overlap(one: dict, other: dict) -> bool:
    return one["start"] < other["end"] and other["start"] < one["end"]


def _comparable(table: pd.DataFrame) -> Iterator[dict]:
    for number, row in enumerate(table.to_dict("records")):
        values = {
            name: None if pd.isna(value) or value == "" else value for name, value in row.items()
        }
        is_range = values["bound"] == "range"
        ends = (values["low"], values["high"]) if is_range else ()
        yield {name: values.get(name) for name in FACTS} | {
            "number": number,
            "period": (values["period_start"], values["period_end"]),
            "key": (values["item"], values["indicator"], values["value"], *ends),
            "start": values["start"],
            "end": values["end"],
        }
