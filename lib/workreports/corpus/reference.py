"""Official figures from elsewhere, brought into the columns of observations and never mixed with the corpus."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv

COLUMNS = [
    "place",
    "territory",
    "year",
    "indicator",
    "value",
    "unit",
    "growth_pct",
    "gap_to_target_pp",
    "basis",
    "name_as_printed",
    "source_url",
    "source_title",
    "seen",
    "note",
]
OBSERVATION_COLUMNS = [
    "doc_id",
    "par_id",
    "indicator",
    "name",
    "scope",
    "place",
    "territory",
    "period_start",
    "period_end",
    "measure",
    "value",
    "unit",
    "value_std",
    "unit_std",
    "printed",
    "growth_pct",
    "growth_basis",
    "status",
    "bound",
    "low",
    "high",
    "force",
    "source",
    "reason",
    "start",
    "end",
    "raw_start",
    "raw_end",
    "sentence",
    "growth_bound",
]
_WHOLE = ["period_start", "period_end", "start", "end", "raw_start", "raw_end"]
_REAL = ["value", "value_std", "growth_pct", "low", "high"]
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
_STATUS = {"actual": "actual", "preliminary": "estimate", "target": "target"}
_BOUND = {"左右": "about", "以上": "at_least"}
_IN_YI = {"亿元": 1.0, "万元": 1e-4, "万亿元": 1e4}  # 1 亿 is a hundred million


def read(path: Path) -> pd.DataFrame:
    """Read ``reference/observations.csv``.

    Returns
    -------
    DataFrame
        The columns of observations (``value_std`` in 亿元, hundred million yuan), ``source`` "reference", and besides
        ``gap_to_target_pp`` (percentage points above the year's target), ``source_url``, ``source_title``, ``seen``
        (official, or a secondary copy) and ``note``. Where pages disagree, both rows stand.

    Raises
    ------
    CorpusError
        With every cell that is no number, or no known indicator, unit or basis.

    >>> read(Path("corpus/reference/observations.csv"))["unit_std"].unique().tolist()
    ['亿元', '%']
    """
    table = read_csv(path, COLUMNS)
    problems = []
    for name in ("year", "value", "growth_pct", "gap_to_target_pp"):
        wrong = table[name].ne("") & pd.to_numeric(table[name], errors="coerce").isna()
        problems += [
            Problem(
                path.name,
                int(row),
                f"{name} is {table.at[row, name]!r}",
                "write a number, or nothing",
            )
            for row in table.index[wrong]
        ]
    for name, known in (
        ("indicator", _INDICATORS),
        ("basis", _STATUS),
        ("unit", {**_IN_YI, "": None}),
    ):
        problems += [
            Problem(
                path.name,
                int(row),
                f"{name} is {table.at[row, name]!r}",
                f"write one of: {', '.join(filter(None, known))}",
            )
            for row in table.index[~table[name].isin(list(known))]
        ]
    if problems:
        raise CorpusError(problems)
    table = table.reset_index(drop=True)
    text = table.mask(table == "")
    number = table[["year", "value", "growth_pct", "gap_to_target_pp"]].apply(pd.to_numeric)
    year = number["year"].astype("Int64")
    observations = pd.DataFrame(
        {
            "indicator": table["indicator"].map(_INDICATORS),
            "name": text["name_as_printed"],
            "place": text["place"],
            "territory": text["territory"],
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
            "growth_pct": number["growth_pct"],
            "growth_basis": number["growth_pct"].notna().map({True: "yoy", False: None}),
            "status": table["basis"].map(_STATUS),
            "bound": table["note"].str.extract("(左右|以上)")[0].map(_BOUND).fillna("exact"),
            "scope": "",
            "source": "reference",
        }
    )
    return (
        with_schema(observations)
        .join(number["gap_to_target_pp"])
        .join(text[["source_url", "source_title", "seen", "note"]])
    )


def empty() -> pd.DataFrame:
    """The reference of a corpus that has none: the columns without rows.

    >>> len(empty()), "source_url" in empty()
    (0, True)
    """
    return (
        with_schema(pd.DataFrame(columns=OBSERVATION_COLUMNS))
        .reindex(
            columns=[
                *OBSERVATION_COLUMNS,
                "gap_to_target_pp",
                "source_url",
                "source_title",
                "seen",
                "note",
            ]
        )
        .astype(dict.fromkeys(["source_url", "source_title", "seen", "note"], "str"))
    )


def require(observations: object, what: str) -> None:
    """Refuse a table that holds no observations, or one whose labels do not tell its rows apart.

    Parameters
    ----------
    observations : object
    what : str
        The table's name in the message.

    >>> require(pd.DataFrame({"a": [1]}), "observations")
    Traceback (most recent call last):
    ValueError: observations lacks the columns indicator, par_id, value and others; give rows of indicators.extract or corpus.reference
    """
    columns = observations.columns if isinstance(observations, pd.DataFrame) else []
    if not {"indicator", "par_id", "value", "status", "start"} <= set(columns):
        raise ValueError(
            f"{what} lacks the columns indicator, par_id, value and others; give rows of indicators.extract or corpus.reference"
        )
    if not observations.index.is_unique:
        raise ValueError(
            f"two rows of {what} have the same label; join tables with pd.concat([...], ignore_index=True)"
        )


def with_schema(observations: pd.DataFrame) -> pd.DataFrame:
    """Give a table of observations all its columns, in order, each with its type: whole numbers, real numbers, text.

    Parameters
    ----------
    observations : DataFrame
        Some or all of ``OBSERVATION_COLUMNS``.

    >>> with_schema(pd.DataFrame({"value": [1]})).dtypes[["period_start", "value", "reason"]].astype(str).tolist()
    ['Int64', 'float64', 'str']
    """
    types = {
        name: "Int64" if name in _WHOLE else "float64" if name in _REAL else "str"
        for name in OBSERVATION_COLUMNS
    }
    return observations.reindex(columns=OBSERVATION_COLUMNS).astype(types)
