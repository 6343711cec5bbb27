"""What every table of a corpus holds: columns, types, units and meaning, in ``data/schema.csv``.

pandas types (:func:`conform`), Parquet schemas (:func:`arrow`), the checks of tables that people
write (:func:`wrong_cells`) and the data dictionary in ``corpus/README.md`` (:func:`dictionary`) are
read from there. The ``origin`` of a column is *written* by people, *computed*, or computed and
*stored*: in a corpus in Parquet only.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from workreports.io.resources import DATA

if TYPE_CHECKING:
    import pyarrow as pa

_TYPES = {  # in pandas, in Parquet
    "text": ("str", "string"),
    "whole": ("int64", "int64"),
    "whole or nothing": ("Int64", "int64"),
    "year": ("Int64", "int64"),
    "real": ("float64", "float64"),
    "yes or no": ("bool", "bool_"),
    "key": ("uint64", "uint64"),
}
_TITLES = {
    "documents": "`catalogue.csv` and, with the index `doc_id`, `corpus.documents`: the documents",
    "paragraphs": "`corpus.paragraphs`: headings, paragraphs and tables in reading order",
    "edits": "`edits.csv` and `corpus.edits`: what differs between raw and clean text",
    "tokens": "`corpus.tokens()`: the words in reading order",
    "counts": "`corpus.word_counts()`: content words by paragraph",
    "observations": "`wr.indicators.extract(corpus)` and `corpus.reference`: figures of indicators",
    "territories": "`territories.csv` and, with the index `territory`, `corpus.territories`",
    "reference": "`reference/observations.csv`: figures from elsewhere",
    "reports": "`reference/reports.csv`: figures and targets in reports of the levels above",
    "background_reports": "`reference/background/reports.csv`: reports whose terms were counted",
    "background_units": "`reference/background/units.csv`: what there is of each of their parts",
    "background_names": "`reference/background/names.csv`: what was counted",
    "background_term_counts": "`reference/background/term_counts.csv`: the counts",
    "clauses": "`clauses`, in Parquet only: what shared wording is looked for by",
    "likeness": "`likeness`, in Parquet only: what copies are looked for by",
    "texts": "`texts`, in Parquet only: the raw files",
    "failed": "`failed.csv`, in Parquet only: documents that could not be read",
    "attention": "`wr.panel.attention(corpus, themes)`: themes by place and year",
    "targets": "`wr.panel.targets(corpus)`: what places aimed at, by year and indicator",
}
_NOTES = {"written": "", "computed": " (computed)", "stored": " (in Parquet only)"}
PANELS = ["attention", "targets"]
"""The tables with a row for each place and year."""
BACKGROUND = [name for name in _TITLES if name.startswith("background_")]
"""Counts of terms in reports whose texts are not here."""
_FILES = ("territories", "reference", "reports")
STORED = [name for name in _TITLES if name not in (*_FILES, *BACKGROUND, *PANELS)]
"""The tables of a corpus in Parquet."""


class Column(NamedTuple):
    """A column as ``data/schema.csv`` describes it."""

    table: str
    column: str
    type: str
    unit: str
    origin: str
    meaning: str
    accepts: str
    """A pattern that every cell matches as a whole; "" accepts everything."""
    remedy: str
    """What to write instead."""


@cache
def _schema() -> dict[str, list[Column]]:
    described: dict[str, list[Column]] = {}
    with (DATA / "schema.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            described.setdefault(row["table"], []).append(Column(**row))
    return described


def described(table: str) -> list[Column]:
    """What is said of the columns of a table, in their order.

    >>> described("edits")[0].column
    'raw_file'
    """
    return _schema()[table]


def columns(table: str, *origins: str) -> list[str]:
    """The columns of a table in their order, by default those that it has in memory.

    >>> columns("edits", "written")
    ['raw_file', 'raw_start', 'raw_end', 'before', 'after', 'kind', 'why']
    """
    wanted = origins or ("written", "computed")
    return [row.column for row in _schema()[table] if row.origin in wanted]


def conform(rows: pd.DataFrame, table: str, *origins: str) -> pd.DataFrame:
    """Give a table all its columns, in order, each with its type; the index stays.

    Parameters
    ----------
    rows : DataFrame
        Some or all of the table's columns; further ones are left out.
    table : str
        documents, paragraphs, edits, tokens, counts, observations, territories, clauses, texts or
        failed.
    *origins : str
        written, computed, stored: which columns; by default those that it has in memory.

    >>> found = conform(pd.DataFrame({"value": [1]}), "observations")
    >>> found.dtypes[["period_start", "value", "reason"]].astype(str).tolist()
    ['Int64', 'float64', 'str']
    """
    types = {row.column: _TYPES[row.type][0] for row in _schema()[table]}
    wanted = columns(table, *origins)
    return rows.reindex(columns=wanted).astype({name: types[name] for name in wanted})


def require(observations: object, what: str) -> None:
    """Refuse a table that holds no observations, or one whose labels do not tell its rows apart.

    Parameters
    ----------
    observations : object
    what : str
        The table's name in the message.

    Raises
    ------
    ValueError

    >>> require(pd.DataFrame({"a": [1]}), "observations")
    Traceback (most recent call last):
    ValueError: observations lacks the columns indicator, par_id, value and others; give rows of ...
    """
    given = observations.columns if isinstance(observations, pd.DataFrame) else []
    if not {"indicator", "par_id", "value", "status", "start"} <= set(given):
        raise ValueError(
            f"{what} lacks the columns indicator, par_id, value and others; "
            "give rows of indicators.extract or corpus.reference"
        )
    if not observations.index.is_unique:
        raise ValueError(
            f"two rows of {what} have the same label; "
            "join tables with pd.concat([...], ignore_index=True)"
        )


def arrow(table: str) -> pa.Schema:
    """The schema of a table in Parquet.

    >>> arrow("counts").names
    ['par_id', 'token', 'n']
    """
    import pyarrow as pa  # takes longer than the rest

    fields = [(row.column, getattr(pa, _TYPES[row.type][1])()) for row in _schema()[table]]
    return pa.schema(fields)


def wrong_cells(rows: pd.DataFrame, table: str) -> list[tuple[int, str, str, str]]:
    """The cells that a table does not accept: label, column, cell, what to write instead.

    Parameters
    ----------
    rows : DataFrame
        All columns that people write, as text.

    >>> rows = pd.DataFrame("", index=[2], columns=columns("documents", "written"))
    >>> wrong_cells(rows.assign(year="20x7"), "documents")[4]
    (2, 'year', '20x7', "the year in the report's name, from 1900 to 2099, or nothing")
    """
    return [
        (label, row.column, cell, row.remedy or f"one of: {row.accepts.replace('|', ', ')}")
        for row in _schema()[table]
        if row.accepts
        for label, cell in rows[row.column].items()
        if not re.fullmatch(row.accepts, cell)
    ]


def accepted(table: str, column: str) -> str:
    """The pattern of what people may write into a column.

    >>> accepted("documents", "level")
    '(?:nation|province|city|county)?'
    """
    return next(row.accepts for row in _schema()[table] if row.column == column)


def dictionary() -> str:
    """The data dictionary in Markdown, as it stands in ``corpus/README.md``.

    >>> print(dictionary().partition("**`corpus.word_counts()`")[2].partition("**`wr.")[0])
    : content words by paragraph**
    <BLANKLINE>
    | column | type | unit | meaning |
    |---|---|---|---|
    | `par_id` | text |  | the paragraph |
    | `token` | text |  | a content word |
    | `n` | whole | words | how often it stands there |
    <BLANKLINE>
    <BLANKLINE>
    """
    sections = []
    for table, title in _TITLES.items():
        lines = [f"**{title}**", "", "| column | type | unit | meaning |", "|---|---|---|---|"]
        usual = _schema()[table][0].origin
        for row in _schema()[table]:
            note = "" if row.origin == usual else _NOTES[row.origin]
            lines.append(f"| `{row.column}` | {row.type} | {row.unit} | {row.meaning}{note} |")
        sections.append("\n".join(lines) + "\n")
    return "\n".join(sections)
