"""Reading text and tables that people edit, with errors that say where to look and what to do.

Every problem found in a corpus is a :class:`Problem`; a :class:`CorpusError` carries all of them, so that a
researcher mends a folder in one round.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd


WRITING = ".writing-"
"""What the name of a file begins with while it is being written."""
MARK = "workreports.json"
"""The file by which a folder says that this program made it, and may take it away."""
_UMASK = os.umask(0)
os.umask(_UMASK)
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""For ``str.translate``: full-width letters, digits and punctuation to half-width, one for one, so that offsets stay.

Texts keep the width they have; only the copies that patterns are held against are folded.
"""


class Problem(NamedTuple):
    """One thing wrong with a corpus: where it stands, what it is, how to mend it."""

    file: str
    row: int | None
    """Line of the file, counted as a spreadsheet counts rows: the header is 1. None for the file as a whole."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.problem}\n    remedy: {self.remedy}"


class CorpusError(ValueError):
    """A corpus that cannot be read as it stands; ``problems`` lists every reason."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def decode(data: bytes, name: str, *, row: int | None = None) -> str:
    """Decode the bytes of a source file as UTF-8, line ends untouched.

    Offsets count characters of what this returns, so nothing is translated, not even a byte order mark.

    Raises
    ------
    CorpusError
        For an empty file and for every encoding but UTF-8, naming the likely one.

    >>> decode("工作报告".encode("utf-8"), "a.txt")
    '工作报告'
    """
    if not data.strip():
        raise CorpusError([Problem(name, row, "the file is empty", "put the text back, or take its catalogue rows out")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _likely_encoding(data)
        raise CorpusError([Problem(
            name, row, f"not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}); it looks like {encoding}",
            f"save the file as UTF-8, for instance with: iconv -f {encoding} -t UTF-8",
        )]) from None
    if "\x00" in text:
        raise CorpusError([Problem(
            name, row, f"character {text.index(chr(0))} is NUL; it looks like {_likely_encoding(data)}",
            "save the file as UTF-8 text",
        )])
    return text


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
        raise CorpusError([Problem(name, None, f"there is no file {path}", "restore it, or name the right folder")])
    data = path.read_bytes()
    for encoding in (["utf-16"] if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                     else ["utf-8-sig", "gb18030"]):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CorpusError([Problem(name, None, "neither UTF-8 nor GB18030", "save it as «CSV UTF-8»")])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [column for column in columns if column not in header]
    if missing:
        hint = "it is empty" if not header else "it is separated by semicolons or tabs" if len(header) < 2 else f"it has {', '.join(header)}"
        raise CorpusError([Problem(
            name, 1, f"no column {', '.join(missing)}; {hint}", "use commas and the header the data dictionary gives",
        )])
    problems, kept = [], {}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(Problem(
                name, number, f"{len(cells)} cells where the header has {len(header)}",
                "put a cell that holds a comma in double quotes",
            ))
        else:
            kept[number] = cells
    if problems:
        raise CorpusError(problems)
    return pd.DataFrame.from_dict(kept, orient="index", columns=header).astype(str)


def _likely_encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:200]:
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "a damaged or binary file"
    return "GB18030"


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or as it was: a killed process or a full disk leaves nothing half-written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace(Path(folder) / "a.txt", b"text")
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.txt']
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=WRITING)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_UMASK)  # a temporary file belongs to its maker alone
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def mark(folder: Path) -> None:
    """Say in a folder that this program made it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mark(Path(folder))
    ...     is_marked(Path(folder))
    True
    """
    told = {"made_by": "workreports", "version": version("workreports")}
    replace(folder / MARK, (json.dumps(told) + "\n").encode("utf-8"))


def is_marked(folder: Path) -> bool:
    """Whether a folder, and no link to one, was made by this program.

    >>> is_marked(Path("corpus"))
    False
    """
    if folder.is_symlink() or not folder.is_dir():
        return False
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("made_by") == "workreports"


def discard(folder: Path) -> None:
    """Delete a folder that this program made; any other is left as it is.

    >>> discard(Path("corpus"))
    >>> Path("corpus").is_dir()
    True
    """
    if is_marked(folder):
        shutil.rmtree(folder, ignore_errors=True)


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV that no spreadsheet runs as a formula: such text gets an apostrophe in front. Numbers have eight digits.

    >>> csv_text(pd.DataFrame({"word": ["=1+1", "plan"], "rate": [1 / 3, 2.0]}))
    "word,rate\\n'=1+1,0.33333333\\nplan,2\\n"
    """
    return table.map(_inert).to_csv(index=False, lineterminator="\n", float_format="%.8g")


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
