"""A panel as a file for Stata, R or a spreadsheet, with a codebook beside it."""

from __future__ import annotations

import io
import re
import warnings
from datetime import datetime
from pathlib import Path

import pandas as pd
from pandas.errors import InvalidColumnName

from workreports.corpus import schema
from workreports.io import writing
from workreports.io.errors import refusal
from workreports.io.tables import csv_text

_LONGEST_LABEL, _LONGEST_TEXT = 80, 2045
"""Characters of a variable's label, bytes of a text, that Stata keeps beside the numbers."""
_NO_DAY = datetime(1960, 1, 1)
"""Stata's zero, in place of the time of writing: the same table gives the same bytes."""


def to_csv(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a panel as CSV (UTF-8) and its codebook; what is returned is the codebook's path.

    Parameters
    ----------
    table : DataFrame
        Of :func:`attention` or :func:`targets`, with columns of your own if you like.
    path : str or Path
        ``NAME.csv``; the codebook is ``NAME_codebook.csv``: ``column type unit meaning missing``.

    >>> import tempfile
    >>> table = pd.DataFrame({"theme": ["water"], "year": [2016], "mine": [1.5]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(to_csv(table, Path(folder, "panel.csv")).read_text(encoding="utf-8"))
    column,type,unit,meaning,missing
    theme,text,,name of the group of terms,0
    year,year,,"year in the report's name, the one it plans for",0
    mine,float64,,,0
    <BLANKLINE>
    """
    path = Path(path)
    _check(path, ".csv")
    return _written(table, path, csv_text(table).encode("utf-8"))


def to_stata(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a panel for Stata 14 and later, with labels, and its codebook.

    Parameters
    ----------
    table : DataFrame
        As for :func:`to_csv`. Texts are UTF-8; of columns that the dictionary knows the label is
        the beginning of what it says.
    path : str or Path
        ``NAME.dta``; the codebook is ``NAME_codebook.csv``.

    Returns
    -------
    Path
        Of the codebook.

    Raises
    ------
    CorpusError
        For a column whose name Stata does not take: over 32 characters, or no name of a variable;
        for a file that does not end in .dta, or a folder that is not there.

    >>> import tempfile
    >>> table = pd.DataFrame({"place": ["甲县"], "year": [2016]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     codebook = to_stata(table, Path(folder, "panel.dta"))
    ...     print(*pd.read_stata(codebook.with_name("panel.dta")).loc[0])
    甲县 2016
    """
    path = Path(path)
    _check(path, ".dta")
    texts = table.select_dtypes(include=["object", "str"]).columns
    table = table.assign(**{name: table[name].fillna("") for name in texts})
    longest = {name: table[name].astype(str).str.encode("utf-8").str.len().max() for name in texts}
    long = [name for name, most in longest.items() if most > _LONGEST_TEXT]
    labels = {row.column: _label(row.meaning) for row in _known(table)}
    into = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error", InvalidColumnName)
        try:
            table.to_stata(
                into,
                version=118,
                write_index=False,
                variable_labels=labels,
                convert_strl=long,
                time_stamp=_NO_DAY,
            )
        except InvalidColumnName as error:
            told = re.findall(r"^\s+(.+?)\s+->", str(error), re.MULTILINE)
            problem = f"Stata takes no variable called {', '.join(told)}"
            remedy = "rename it: at most 32 letters, digits and _, and no word of Stata's own"
            raise refusal(path.name, None, problem, remedy) from None
    return _written(table, path, into.getvalue())


def _check(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        remedy = f"let its name end in {ending}"
        raise refusal(path.name, None, f"the file is no {ending[1:]}", remedy)
    if not path.parent.is_dir():
        problem = f"there is no folder {path.parent}"
        raise refusal(path.name, None, problem, "make it, or name another one")


def _label(meaning: str) -> str:
    """What is said of a column, cut between words where it is too long."""
    told = meaning.replace("`", "")
    return told if len(told) <= _LONGEST_LABEL else told[: _LONGEST_LABEL + 1].rpartition(" ")[0]


def _known(table: pd.DataFrame) -> list[schema.Column]:
    """What the dictionary says of a panel's columns, in their order."""
    tables = sorted(schema.PANELS, key=lambda name: len({*schema.columns(name)} & {*table.columns}))
    described = {row.column: row for name in tables for row in schema.described(name)}
    return [described[name] for name in table.columns if name in described]


def _written(table: pd.DataFrame, path: Path, data: bytes) -> Path:
    known = {row.column: row for row in _known(table)}
    rows = [
        (
            name,
            known[name].type if name in known else str(table[name].dtype),
            known[name].unit if name in known else "",
            known[name].meaning if name in known else "",
            int(table[name].isna().sum()),
        )
        for name in table.columns
    ]
    codebook = pd.DataFrame(rows, columns=["column", "type", "unit", "meaning", "missing"])
    beside = path.with_name(f"{path.stem}_codebook.csv")
    files = {path: data, beside: csv_text(codebook).encode("utf-8")}
    with writing.explain_unwritable(path.parent):
        writing.replace_all(files)
    return beside
