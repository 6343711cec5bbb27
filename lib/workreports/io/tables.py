"""Tables as people keep them: CSV that may have passed through a spreadsheet, in and out."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pandas as pd

from workreports.io.errors import CorpusError, Problem, refusal


def read_csv(path: Path, columns: list[str]) -> pd.DataFrame:
    """Read a table that a person may have edited in a spreadsheet.

    UTF-8 with or without byte order mark, UTF-16 and GB18030 are read, as are LF and CRLF. All
    cells are strings ("" if empty), exactly as they stand; the index is the spreadsheet's row
    number (the header is row 1).

    Parameters
    ----------
    path : Path
    columns : list of str
        Columns the table must have. Further ones are kept.

    Raises
    ------
    CorpusError
        If the file is missing or not text, a column is missing, or a row has more or fewer cells
        than the header.

    >>> int(read_csv(Path("corpus/edits.csv"), ["raw_file", "why"]).index[0])
    2
    """
    if not path.is_file():
        remedy = "restore it, or name the right folder"
        raise refusal(path.name, None, f"there is no file {path}", remedy)
    return parse_csv(path.read_bytes(), path.name, columns)


def parse_csv(data: bytes, name: str, columns: list[str]) -> pd.DataFrame:
    """:func:`read_csv` for a table whose bytes are read already.

    >>> parse_csv("年,数\\n2016,1\\n".encode(), "a.csv", ["年"]).loc[2].tolist()
    ['2016', '1']
    """
    try:
        rows = list(csv.reader(io.StringIO(text_of(data, name), newline="")))
    except csv.Error as error:  # a cell of more than 131,072 characters, mostly
        raise refusal(name, None, f"it is no CSV ({error})", "close every quoted cell") from None
    header = [cell.strip() for cell in rows[0]] if rows else []
    named = [column for column in header if column]
    _require_columns(named, columns, name)
    problems, filled = [], {}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        # Spreadsheets leave empty columns without a name.
        filled[number] = [cell for cell, column in zip(cells, header, strict=False) if column]
        if wrong := _wrong_cells(cells, header):
            problems.append(Problem(name, number, *wrong))
    if problems:
        raise CorpusError(problems)
    return pd.DataFrame.from_dict(filled, orient="index", columns=named).astype(str)


def _wrong_cells(cells: list[str], header: list[str]) -> tuple[str, str] | None:
    """What is wrong with the number of a row's cells, and the remedy."""
    missing, beyond = any(header[len(cells) :]), any(map(str.strip, cells[len(header) :]))
    if missing or beyond:
        problem = f"{len(cells)} cells where the header has {len(header)}"
        return problem, "put a cell that holds a comma in double quotes"
    for cell, column in zip(cells, header, strict=False):
        if cell.strip() and not column:
            return f"{cell!r} stands in a column without a name", "name it, or take it out"
    return None


def text_of(data: bytes, name: str) -> str:
    """The text of a table or list, in one of the encodings that spreadsheets write.

    Raises
    ------
    CorpusError
        If it is in none of them.

    >>> text_of("全区".encode("gb18030"), "stopwords.txt")
    '全区'
    """
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if is_utf16 else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal(name, None, "neither UTF-8 nor GB18030", "save it as «CSV UTF-8»")


def _require_columns(header: list[str], columns: list[str], name: str) -> None:
    """Refuse a table without some columns, saying what it has in their place, or with one twice."""
    twice = [column for place, column in enumerate(header) if column in header[:place]]
    if twice:
        remedy = "take one of the two out, or call it otherwise"
        raise refusal(name, 1, f"the column {twice[0]} stands there twice", remedy)
    missing = [column for column in columns if column not in header]
    if not missing:
        return
    hint = f"it has {', '.join(header)}"
    if len(header) < 2:
        hint = "it is separated by semicolons or tabs" if header else "it is empty"
    problem = f"no column {', '.join(missing)}; {hint}"
    raise refusal(name, 1, problem, "use commas and the header the data dictionary gives")


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV that no spreadsheet runs as a formula: such text gets an apostrophe in front.

    Numbers have eight digits; line ends in a text become "\\n", for a bare "\\r" would end the row.

    >>> csv_text(pd.DataFrame({"word": ["=1+1", "plan"], "rate": [1 / 3, 2.0]}))
    "word,rate\\n'=1+1,0.33333333\\nplan,2\\n"
    """
    return table.map(_inert).to_csv(index=False, lineterminator="\n", float_format="%.8g")


def _inert(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return text.replace("\r\n", "\n").replace("\r", "\n")
