"""Figures from elsewhere, as observations, never mixed with the corpus.

``reference/observations.csv`` holds what was gathered from pages of governments and copies of them,
``reference/reports.csv`` results and targets read in the reports of the levels above. Both are
facts with their sources; the texts are not here.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from workreports.corpus import schema, territories
from workreports.io import lexicon
from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv

_BESIDES = [
    *("gap_to_target_pp", "basis", "wording", "source_url", "source_title"),
    *("seen", "checked", "note"),
]
_MAY_LACK = ["scope", "bound", "low", "high", "wording", "checked"]
_STATUS = {"actual": "actual", "preliminary": "estimate", "target": "target", "final": "actual"}
_UNITS = {  # of what, and how many of it
    "%": ("%", 1),
    "元": ("元", 1),
    "万元": ("元", 1e4),
    "亿元": ("元", 1e8),
    "万亿": ("元", 1e12),
    "万亿元": ("元", 1e12),
    "billion yuan": ("元", 1e9),
    "trillion yuan": ("元", 1e12),
    "亿美元": ("美元", 1e8),
    "万亿美元": ("美元", 1e12),
    "billion USD": ("美元", 1e9),
    "人": ("人", 1),
    "个": ("人", 1),
    "万人": ("人", 1e4),
    "吨": ("吨", 1),
}


def read(path: Path, indicators: dict[str, list[str]]) -> pd.DataFrame:
    """Read ``reference/observations.csv``.

    Parameters
    ----------
    path : Path
    indicators : dict of str to list of str
        The Chinese name of an indicator to its id and its standard units.

    Returns
    -------
    DataFrame
        The columns of observations, ``source`` "reference", and besides ``gap_to_target_pp``
        (percentage points above the year's target), ``basis`` (actual, preliminary, final for a
        final account, target), ``wording`` of a target, ``source_url``, ``source_title``, ``seen``
        (official, or a secondary copy), ``checked`` and ``note``. Where pages disagree, both rows
        stand.

    Raises
    ------
    CorpusError
        With every cell that is no number, or no known indicator, unit or basis.
    """
    columns = schema.columns("reference")
    table = read_csv(path, [name for name in columns if name not in _MAY_LACK])
    table = table.reindex(columns=columns, fill_value="")
    _check(table, "reference", path.name, indicators)
    given = table.reset_index(drop=True)
    growth = given["value"].eq("")
    same = {"measure": growth.map({True: "growth", False: "level"}), "growth_bound": ""}
    same |= {
        "status": given["basis"].map(_STATUS),
        "level": given["place"].map(territories.level_of),
    }
    bound = given["bound"].mask(given["bound"].eq(""), "exact")
    return _observations(given.assign(**same, bound=bound, growth_basis="yoy"), indicators)


def read_reports(path: Path, indicators: dict[str, list[str]]) -> pd.DataFrame:
    """Read ``reference/reports.csv``: as :func:`read`, targets in words too, but not what a report
    does not print.

    ``source_title`` names the report; where in its text a figure stands is only in the file.
    """
    table = read_csv(path, schema.columns("reports"))
    _check(table, "reports", path.name, indicators)
    given = table[table["code"].isin(["number", "words"])].reset_index(drop=True)
    title = given["place"] + given["report"] + "年政府工作报告"
    where = (given["delivered"] + " " + given["assembly"]).str.strip()
    same = {
        "territory": given["place"],
        "level": given["place"].map(territories.level_of),
        "basis": given["status"].replace("estimate", "preliminary"),
        "name_as_printed": given["indicator"],
        "source_title": title.where(where.eq(""), title + " (" + where + ")"),
        "seen": "official",
        "checked": "two readers",
        "note": given["kind"].map({"summary": "the report is a summary"}).fillna(""),
        "gap_to_target_pp": "",
    }
    return _observations(given.assign(**same), indicators)


def of(folder: Path | None) -> pd.DataFrame:
    """The reference of a corpus; of one that has none the columns without rows.

    >>> table = of(Path("corpus"))
    >>> sorted(table["checked"].unique()), len(of(None)), "source_url" in of(None)
    (['as gathered', 'two readers'], 0, True)
    """
    readers = {"observations.csv": read, "reports.csv": read_reports}
    paths = [folder / "reference" / name for name in readers] if folder is not None else []
    there = [path for path in paths if path.is_file()]
    if there:
        known = _indicators(folder)
        tables = [readers[path.name](path, known) for path in there]
        return pd.concat(tables, ignore_index=True)
    columns = [*schema.columns("observations"), *_BESIDES]
    types = dict.fromkeys(_BESIDES[1:], "str")
    return schema.conform(pd.DataFrame(), "observations").reindex(columns=columns).astype(types)


def _indicators(folder: Path) -> dict[str, list[str]]:
    table = lexicon.table("indicators.csv", lexicon.of(folder))
    return {row.zh: [row.indicator, *row.units.split()] for row in table.itertuples()}


def _check(table: pd.DataFrame, of: str, name: str, indicators: dict[str, list[str]]) -> None:
    """Refuse cells that are no number, or no known indicator or unit."""
    choices = {"indicator": [*indicators], "unit": [*_UNITS, ""]}
    unknown = [
        (row, column, cell, f"one of: {', '.join(filter(None, known))}")
        for column, known in choices.items()
        for row, cell in table.loc[~table[column].isin(known), column].items()
    ]
    problems = [
        Problem(name, int(row), f"{column} is {cell!r}", f"write {remedy}")
        for row, column, cell, remedy in [*schema.wrong_cells(table, of), *unknown]
    ]
    if problems:
        raise CorpusError(problems)


def _observations(given: pd.DataFrame, indicators: dict[str, list[str]]) -> pd.DataFrame:
    """Rows of a file in the columns of observations."""
    text, number = given.mask(given == ""), _numbers(given)
    value, growth, unit = number["value"], number["growth_pct"], text["unit"].fillna("%")
    standard = [
        _standard(one, indicators[name]) for one, name in zip(unit, given["indicator"], strict=True)
    ]
    year = number["year"].astype("Int64")
    bound = text["bound"].where(value.notna() | number["low"].notna())
    observations = pd.DataFrame(
        {
            "indicator": [indicators[name][0] for name in given["indicator"]],
            "name": text["name_as_printed"],
            "scope": given["scope"],
            "place": text["place"],
            "level": given["level"],
            "territory": text["territory"].fillna(text["place"]),
            "period_start": year,
            "period_end": year,
            "measure": given["measure"],
            "value": value,
            "unit": unit,
            "value_std": (value * [factor for _, factor in standard]).round(8),
            "unit_std": [name for name, _ in standard],
            "printed": text["value"].fillna(text["growth_pct"]).fillna(text["wording"]),
            "growth_pct": growth,
            "growth_basis": text["growth_basis"].where(growth.notna()),
            "status": given["status"],
            "bound": bound,
            "low": number["low"].fillna(value.where(bound.eq("at_least"))),
            "high": number["high"].fillna(value.where(bound.eq("at_most"))),
            "force": text["wording"],
            "source": "reference",
            "growth_bound": text["growth_bound"],
            "growth_printed": text["growth_pct"].where(text["value"].notna()),
        }
    )
    table = schema.conform(observations, "observations").join(number["gap_to_target_pp"])
    return table.join(text[_BESIDES[1:]])


def _numbers(given: pd.DataFrame) -> pd.DataFrame:
    """The columns of numbers; a rate alone is its own value too, as in observations from texts."""
    names = ["year", "value", "growth_pct", "low", "high", "gap_to_target_pp"]
    number = given[names].apply(pd.to_numeric)
    is_growth = given["measure"].eq("growth")
    value = number["value"].mask(is_growth & number["value"].isna(), number["growth_pct"])
    growth = number["growth_pct"].mask(is_growth & number["growth_pct"].isna(), value)
    return number.assign(value=value, growth_pct=growth)


def _standard(unit: str, indicator: list[str]) -> tuple[str, float]:
    """The standard unit of an indicator that a unit counts, and how many of it one is."""
    what, many = _UNITS[unit]
    known = [name for name in indicator[1:] if name in _UNITS and _UNITS[name][0] == what]
    return (known[0], many / _UNITS[known[0]][1]) if known else (unit, 1.0)
