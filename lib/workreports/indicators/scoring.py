"""How well figures are read: found observations against those annotated by hand."""

from __future__ import annotations

import pandas as pd

_FACTS = ["period", "status", "bound", "growth_pct", "scope", "measure", "growth_basis"]
_FULLY = ["period", "status", "bound", "growth_pct"]


def agreement(found: pd.DataFrame, gold: pd.DataFrame) -> pd.Series:
    """Measure found observations against annotated ones.

    Parameters
    ----------
    found, gold : DataFrame
        Observations with a column ``item`` that says which passage or paragraph each is from.

    Returns
    -------
    Series
        ``gold`` and ``found`` (rows), ``precision``, ``recall`` and ``f1`` of the facts: a row
        counts as found if its passage, indicator and number (value, or both ends of a range) are
        right. Of the facts found: the share with the right ``period``, ``status``, ``bound``,
        ``growth_pct``, ``scope``, ``measure``, ``growth_basis``. ``fully_right``: of all annotated
        facts, the share found with number, growth, period, status and bound all right.

    >>> from workreports.indicators import extract
    >>> found = extract("全年财政总收入128亿元,增长20%。", year=2017).assign(item="a")
    >>> float(agreement(found, found)["fully_right"])
    1.0
    """
    left = _comparable(found)
    waiting: dict[tuple, list[dict]] = {}
    for row in _comparable(gold):
        waiting.setdefault(row["key"], []).append(row)
    pairs = []
    for row in left:
        candidates = waiting.get(row["key"], [])
        if candidates:
            best = max(
                candidates, key=lambda other: sum(row[name] == other[name] for name in _FACTS)
            )
            candidates.remove(best)
            pairs.append((row, best))
    precision, recall = len(pairs) / max(len(left), 1), len(pairs) / max(len(gold), 1)
    scores = {
        "gold": len(gold),
        "found": len(left),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if pairs else 0.0,
    }
    scores |= {
        name: sum(one[name] == other[name] for one, other in pairs) / max(len(pairs), 1)
        for name in _FACTS
    }
    scores["fully_right"] = sum(
        all(one[name] == other[name] for name in _FULLY) for one, other in pairs
    ) / max(len(gold), 1)
    return pd.Series(scores).round(4)


def _comparable(table: pd.DataFrame) -> list[dict]:
    rows = []
    for row in table.to_dict("records"):
        values = {
            name: None if pd.isna(value) or value == "" else value for name, value in row.items()
        }
        is_range = values["bound"] == "range"
        rows.append(
            {name: values.get(name) for name in _FACTS}
            | {
                "period": (values["period_start"], values["period_end"]),
                "key": (
                    values["item"],
                    values["indicator"],
                    values["value"],
                    *((values["low"], values["high"]) if is_range else ()),
                ),
            }
        )
    return rows
