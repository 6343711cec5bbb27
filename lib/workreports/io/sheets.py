"""Tables in the files in which people keep them: csv, xlsx, dta; every cell as text."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from workreports.io.errors import CorpusError, refusal
from workreports.io.extras import MissingExtraError, extra
from workreports.io.text import decode

_LARGEST_UNPACKED = 4_000_000_000


def parse(name: str, data: bytes) -> pd.DataFrame:
    r"""The cells of a table, whose file's name says of what kind it is.

    Parameters
    ----------
    name : str
    data : bytes
        csv or tsv in any encoding that a spreadsheet writes, separated by commas, semicolons or
        tabs; the first sheet of an xlsx; or the dta of any version of Stata.

    Returns
    -------
    DataFrame
        Of :func:`texts`, numbered as the program shows its rows that wrote them: the header of a
        spreadsheet is row 1, the first observation of Stata is 1.

    Raises
    ------
    CorpusError
        If the file is of another kind, or cannot be read.

    >>> parse("a.csv", "年;政府\n2016;1,5\n".encode("gb18030")).loc[2].tolist()
    ['2016', '1,5']
    """
    kind = Path(name).suffix.lower()
    if kind not in _READERS:
        problem = f"{kind or 'a file without an ending'} is no table that can be read"
        raise refusal(name, None, problem, f"save it as one of {', '.join(_READERS)}")
    function, first = _READERS[kind]
    try:
        cells = function(name, data)
    except (CorpusError, MissingExtraError):
        raise
    except Exception as error:  # whatever a file makes the packages that read it do
        told = " ".join(str(error).split())[:120]
        problem = f"the table cannot be read ({type(error).__name__}: {told})"
        raise refusal(name, None, problem, "open it and save it again") from None
    columns = [str(column).strip() for column in cells.columns]
    return texts(cells.set_axis(columns, axis=1), first)


def is_table(path: Path) -> bool:
    """Whether a file is a table, by its name.

    >>> is_table(Path("reports.DTA")), is_table(Path("report.docx"))
    (True, False)
    """
    return path.suffix.lower() in _READERS


def texts(cells: pd.DataFrame, first: int = 0) -> pd.DataFrame:
    """All cells as text, "" where nothing is; rows without any are left out.

    Parameters
    ----------
    cells : DataFrame
    first : int
        The number of the first row.

    >>> texts(pd.DataFrame({"a": [2016.0, None], "b": ["x", " "]})).values.tolist()
    [['2016', 'x']]
    """
    cells = cells.astype(object).map(_cell)
    cells.index = pd.RangeIndex(first, first + len(cells))
    return cells[cells.ne("").any(axis=1)]


def _cell(value: object) -> str:
    if isinstance(value, str):
        # The text must be such as can be written as UTF-8.
        return value.encode("utf-8", "replace").decode("utf-8") if value.strip() else ""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _csv(name: str, data: bytes) -> pd.DataFrame:
    text = _decoded(name, data)
    header = text.lstrip().partition("\n")[0]
    return pd.read_csv(
        io.StringIO(text, newline=""),
        sep=max(",;\t", key=header.count),
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
        index_col=False,
    )


def _decoded(name: str, data: bytes) -> str:
    """The text of a table in whatever encoding a spreadsheet wrote it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return decode(data, name).removeprefix("\ufeff")
    except CorpusError:
        if not data.strip():
            raise
    found = [data.decode(encoding, "replace") for encoding in ("gb18030", "big5hkscs")]
    # Read as what it is not, a text has hardly any of the words that all reports have.
    text = max(found, key=lambda text: len(re.findall("政府|工作", text)))
    if damaged := text.count("\ufffd"):
        problem = f"it is neither UTF-8 nor GB18030 nor Big5, or {damaged:,} bytes are damaged"
        raise refusal(name, None, problem, "save it as «CSV UTF-8»")
    return text


def _xlsx(name: str, data: bytes) -> pd.DataFrame:
    with extra("ingest"):
        import openpyxl  # noqa: F401 (without it pandas has words of its own)

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise refusal(name, None, f"it unpacks to {unpacked:,} bytes", "do not open it")
    cells = pd.read_excel(io.BytesIO(data), engine="openpyxl", dtype=object, na_filter=False)

    def unescaped(cell: object) -> object:
        """Characters that XML cannot hold stand there as _x000D_."""
        if not isinstance(cell, str):
            return cell
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), cell)

    return cells.map(unescaped)


def _stata(_name: str, data: bytes) -> pd.DataFrame:
    try:
        cells = pd.read_stata(io.BytesIO(data))
    except ValueError as error:
        if "label" not in str(error):
            raise
        cells = pd.read_stata(io.BytesIO(data), convert_categoricals=False)
    return cells.astype(object).map(_from_latin)


def _from_latin(cell: object) -> object:
    """Before version 14 Stata did not say how it wrote Chinese: on Windows mostly as GB18030."""
    if not isinstance(cell, str) or cell.isascii():
        return cell
    try:
        data = cell.encode("latin-1")
    except UnicodeEncodeError:
        return cell
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return cell


_READERS: dict[str, tuple[Callable[[str, bytes], pd.DataFrame], int]] = {
    ".csv": (_csv, 2),
    ".tsv": (_csv, 2),
    ".xlsx": (_xlsx, 2),
    ".xlsm": (_xlsx, 2),
    ".dta": (_stata, 1),
}
"""Ending of the name to what reads such a table, and the number of its first row."""
