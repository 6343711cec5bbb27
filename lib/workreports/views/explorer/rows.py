"""Rows of the tables that plans print: their cells, and what stands over these."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from workreports.corpus import Corpus
from workreports.indicators import plan_tables

_HEADS = {
    "category": ("category", "类别"),
    "number": ("number", "序号"),
    "indicator": ("item", "指标"),
    "unit": ("unit", "单位"),
    "target": ("target", "目标"),
    "result": ("result", "完成"),
    "value": ("", ""),
    "outcome": ("outcome", "完成情况"),
}
_OF_YEAR = re.compile(r"(?:(target|result|value)(?:_(\d{4}))?)?(_?growth_pct)?")


def of(corpus: Corpus, figures: pd.DataFrame) -> list[list | None]:
    """Of each figure its row: which cell it is, then every filled cell with its column; nothing
    for what stands in no table."""
    rows, found = plan_tables.rows(corpus), []
    for source, *place in figures[["source", "par_id", "start", "end"]].itertuples(index=False):
        if source != "table":
            found.append(None)
            continue
        row, column = rows[tuple(place)]
        found.append([row.index.get_loc(column), *row.items()])
    return found


def heads(rows: Iterable[list | None]) -> dict[str, tuple[str, str]]:
    """What stands over each column of some rows, in English and in Chinese.

    >>> heads([[0, ("unit", "户"), ("target_2020", "3"), ("target_growth_pct", "5")], None])
    {'unit': ('unit', '单位'), 'target_2020': ('target 2020', '2020年目标'), 'target_growth_pct': ('target, average growth in %', '目标年均增长（%）')}
    """  # noqa: E501
    columns = dict.fromkeys(column for row in rows if row for column, _ in row[1:])
    return {column: _head(column) for column in columns}


def _head(column: str) -> tuple[str, str]:
    """An unknown column has its own name."""
    parts = _OF_YEAR.fullmatch(column)
    if not parts:
        return _HEADS.get(column, (column, column))
    kind, year, growth = parts.groups()
    en, zh = _HEADS[kind or "value"]
    en = [" ".join(filter(None, [en, year])), "average growth in %" if growth else ""]
    zh = [f"{year}年" if year else "", zh, "年均增长（%）" if growth else ""]
    return ", ".join(filter(None, en)), "".join(zh)
