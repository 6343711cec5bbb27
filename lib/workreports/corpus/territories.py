"""Places as areas with a beginning and an end: before and after a reform a place is two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from workreports.corpus import schema
from workreports.corpus.store.snapshot import Snapshot
from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv

COLUMNS = schema.columns("territories")
_ENDINGS = [
    ("nation", "全国"),
    ("province", "北京市|上海市|天津市|重庆市|.*(?:省|自治区|特别行政区)"),
    ("city", ".*(?:市|自治州|盟|地区)"),
    ("county", ".*(?:区|县|旗)"),
]
"""Levels by the endings of names, the first that fits; a county-level city looks like a city."""


def read(folder: Path | Snapshot | None) -> pd.DataFrame:
    """Read ``territories.csv`` of a corpus; a corpus without one has no territories of its own.

    Returns
    -------
    DataFrame
        Index ``territory``; ``place level begins ends predecessors colour marker note``. ``begins``
        and ``ends`` are years (nullable Int64), missing where no reform is known; ``predecessors``
        are territories joined by ";".

    Raises
    ------
    CorpusError
        For a territory that stands twice, a year that is none, a predecessor that has no row.

    >>> read(Path("corpus")).loc["上城区 (2021-)", "predecessors"]
    '上城区 (-2021);江干区'
    """
    path = (Path() if folder is None else folder) / "territories.csv"
    there = folder is not None and path.is_file()
    table = read_csv(path, COLUMNS) if there else pd.DataFrame(columns=COLUMNS, dtype=str)
    problems = [
        Problem(
            path.name, int(row), f"{table.at[row, 'territory']} stands here twice", "keep one row"
        )
        for row in table.index[table["territory"].duplicated()]
    ]
    problems += [
        Problem(path.name, row, f"{name} is {cell!r}", f"write {remedy}")
        for row, name, cell, remedy in schema.wrong_cells(table, "territories")
    ]
    known = set(table["territory"])
    for row, names in table["predecessors"].items():
        problems += [
            Problem(
                path.name,
                int(row),
                f"predecessor {name!r} has no row",
                "name a territory of this table",
            )
            for name in filter(None, names.split(";"))
            if name not in known
        ]
    if problems:
        raise CorpusError(problems)
    years = {
        name: pd.to_numeric(table[name].replace("", None)).astype("Int64")
        for name in ("begins", "ends")
    }
    return table[COLUMNS].assign(**years).set_index("territory")


def at(territories: pd.DataFrame, place: str, year: int | None) -> str:
    """The territory that a place was in a year; the place itself if no row says more.

    In the year of a reform it is still the old one.

    >>> at(read(Path("corpus")), "上城区", 2021), at(read(Path("corpus")), "甲县", 2021)
    ('上城区 (-2021)', '甲县')
    """
    rows = territories[territories["place"].eq(place)]
    if year is not None:
        rows = rows[~rows["begins"].ge(year).fillna(False) & ~rows["ends"].lt(year).fillna(False)]
    return str(rows.index[-1]) if len(rows) else place


def complete(territories: pd.DataFrame, rows: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """The table with a row for every ``(territory, place, level)`` that it lacks.

    Such a row has no years and no look of its own.

    >>> complete(read(Path("corpus")), [("甲县", "甲县", "county")]).at["甲县", "level"]
    'county'
    """
    missing = sorted({row for row in rows if row[0] not in territories.index})
    if not missing:
        return territories
    more = pd.DataFrame(missing, columns=["territory", "place", "level"]).set_index("territory")
    more = more.assign(begins=pd.NA, ends=pd.NA, predecessors="", colour="", marker="", note="")
    return pd.concat([territories, more.astype({"begins": "Int64", "ends": "Int64"})])


def level_of(place: str) -> str:
    """The level of a place by the ending of its name; "" where it does not tell.

    >>> [level_of(place) for place in ("全国", "浙江省", "延边朝鲜族自治州", "上城区", "甲")]
    ['nation', 'province', 'city', 'county', '']
    """
    return next((level for level, name in _ENDINGS if re.fullmatch(name, place)), "")
