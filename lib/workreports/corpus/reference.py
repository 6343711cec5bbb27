"""Official figures from elsewhere, as observations, never mixed with the corpus."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from workreports.corpus import schema, territories
from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv

_INDICATORS = {
    "地区生产总值": "gdp",
    "服务业增加值": "services_value_added",
    "规上工业增加值": "industrial_value_added",
    "财政总收入": "total_fiscal_revenue",
    "一般公共预算收入": "general_budget_revenue",
    "一般公共预算支出": "general_budget_expenditure",
    "固定资产投资": "fixed_asset_investment",
    "社会消费品零售总额": "retail_sales",
}
_BESIDES = ["gap_to_target_pp", "source_url", "source_title", "seen", "note"]
_STATUS = {"actual": "actual", "preliminary": "estimate", "target": "target"}
_BOUND = {"左右": "about", "以上": "at_least"}
_IN_YI = {"亿元": 1.0, "万元": 1e-4, "万亿元": 1e4}  # 1 亿 is a hundred million


def read(path: Path) -> pd.DataFrame:
    """Read ``reference/observations.csv``.

    Returns
    -------
    DataFrame
        The columns of observations (``value_std`` in 亿元, hundred million yuan), ``source``
        "reference", and besides ``gap_to_target_pp`` (percentage points above the year's target),
        ``source_url``, ``source_title``, ``seen`` (official, or a secondary copy) and ``note``.
        Where pages disagree, both rows stand.

    Raises
    ------
    CorpusError
        With every cell that is no number, or no known indicator, unit or basis.

    >>> read(Path("corpus/reference/observations.csv"))["unit_std"].unique().tolist()
    ['亿元', '%']
    """
    table = read_csv(path, schema.columns("reference"))
    problems = _problems(table, path.name)
    if problems:
        raise CorpusError(problems)
    return _observations(table.reset_index(drop=True))


def _problems(table: pd.DataFrame, name: str) -> list[Problem]:
    """Cells that are no number, or no known indicator, unit or basis."""
    choices = {"indicator": [*_INDICATORS], "basis": [*_STATUS], "unit": [*_IN_YI, ""]}
    unknown = [
        (row, column, cell, f"one of: {', '.join(filter(None, known))}")
        for column, known in choices.items()
        for row, cell in table.loc[~table[column].isin(known), column].items()
    ]
    return [
        Problem(name, int(row), f"{column} is {cell!r}", f"write {remedy}")
        for row, column, cell, remedy in [*schema.wrong_cells(table, "reference"), *unknown]
    ]


def _observations(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the file in the columns of observations."""
    text = table.mask(table == "")
    number = table[["year", "value", "growth_pct", "gap_to_target_pp"]].apply(pd.to_numeric)
    year = number["year"].astype("Int64")
    observations = pd.DataFrame(
        {
            "indicator": table["indicator"].map(_INDICATORS),
            "name": text["name_as_printed"],
            "place": text["place"],
            "level": table["place"].map(territories.level_of),
            "territory": text["territory"].fillna(text["place"]),
            "period_start": year,
            "period_end": year,
            "measure": number["value"].isna().map({True: "growth", False: "level"}),
            # A rate alone is its own value, as in observations from the texts.
            "value": number["value"].fillna(number["growth_pct"]),
            "unit": text["unit"].fillna("%"),
            "value_std": (number["value"] * table["unit"].map(_IN_YI))
            .round(8)
            .fillna(number["growth_pct"]),
            "unit_std": text["unit"].notna().map({True: "亿元", False: "%"}),
            "printed": text["value"].fillna(text["growth_pct"]),
            "growth_pct": number["growth_pct"],
            "growth_basis": number["growth_pct"].notna().map({True: "yoy", False: None}),
            "status": table["basis"].map(_STATUS),
            "bound": table["note"].str.extract("(左右|以上)")[0].map(_BOUND).fillna("exact"),
            "scope": "",
            "source": "reference",
            "growth_printed": text["growth_pct"].where(text["value"].notna()),
        }
    )
    return (
        schema.conform(observations, "observations")
        .join(number["gap_to_target_pp"])
        .join(text[_BESIDES[1:]])
    )


def of(folder: Path | None) -> pd.DataFrame:
    """The reference of a corpus; of one that has none the columns without rows.

    >>> len(of(Path("corpus"))) > 100, len(of(None)), "source_url" in of(None)
    (True, 0, True)
    """
    if folder is not None and (path := folder / "reference" / "observations.csv").is_file():
        return read(path)
    columns = [*schema.columns("observations"), *_BESIDES]
    types = dict.fromkeys(_BESIDES[1:], "str")
    return schema.conform(pd.DataFrame(), "observations").reindex(columns=columns).astype(types)
