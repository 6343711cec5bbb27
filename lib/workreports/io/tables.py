"""Tables as people keep them: CSV that may have passed through a spreadsheet, in and out."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pandas as pd

from workreports.io.errors import CorpusError, Problem


def read_csv(path: Path, columns: list[str]) -> pd.DataFrame:
    """Read a table that a person may have edited in a spreadsheet.

    UTF-8 with or without byte order mark, UTF-16 and GB18030 are read, as are LF and CRLF. All cells are strings
    ("" if empty), exactly as they stand; the index is the spreadsheet's row number (the header is row 1).

    Parameters
    ----------
    path : Path
    columns : list of str
        Columns the table must have. Further ones are kept.

    Raises
    ------
    CorpusError
        If the file is missing or not text, a column is missing, or a row has more or fewer cells than the header.
    """
    name = path.name
    if not path.is_file():
        raise CorpusError(
            [
                Problem(
                    name, None, f"there is no file {path}", "restore it, or name the right folder"
                )
            ]
        )
    data = path.read_bytes()
    for encoding in (
        ["utf-16"]
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        else ["utf-8-sig", "gb18030"]
    ):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CorpusError(
            [Problem(name, None, "neither UTF-8 nor GB18030", "save it as «CSV UTF-8»")]
        )
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [column for column in columns if column not in header]
    if missing:
        hint = (
            "it is empty"
            if not header
            else "it is separated by semicolons or tabs"
            if len(header) < 2
            else f"it has {', '.join(header)}"
        )
        raise CorpusError(
            [
                Problem(
                    name,
                    1,
                    f"no column {', '.join(missing)}; {hint}",
                    "use commas and the header the data dictionary gives",
                )
            ]
        )
    problems, kept = [], {}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(
                Problem(
                    name,
                    number,
                    f"{len(cells)} cells where the header has {len(header)}",
                    "put a cell that holds a comma in double quotes",
                )
            )
        else:
            kept[number] = cells
    if problems:
        raise CorpusError(problems)
    return pd.DataFrame.from_dict(kept, orient="index", columns=header).astype(str)


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV that no spreadsheet runs as a formula: such text gets an apostrophe in front. Numbers have eight digits.

    >>> csv_text(pd.DataFrame({"word": ["=1+1", "plan"], "rate": [1 / 3, 2.0]}))
    "word,rate\\n'=1+1,0.33333333\\nplan,2\\n"
    """
    return table.map(_inert).to_csv(index=False, lineterminator="\n", float_format="%.8g")


def _inert(value: object) -> object:
    return (
        f"'{value}"
        if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
        else value
    )
