"""The text of files of every kind that reports come in: one reader for each ending of a name."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workreports.io.errors import CorpusError, refusal
from workreports.io.extras import extra
from workreports.io.text import decode

LARGEST = 30_000_000
"""Bytes of a file, and characters of its text: a report has some fifteen thousand characters."""
_LARGEST_UNPACKED = 10 * LARGEST


class Read(NamedTuple):
    """What a file holds."""

    text: str
    how: str
    """How the text was got."""
    as_received: bool
    """Whether the file is that text already, byte for byte."""


def read(path: Path) -> Read:
    """Read the text of a txt, html, pdf or docx file.

    Raises
    ------
    CorpusError
        Naming the file, what is wrong with it, and the remedy.

    >>> path = Path("corpus/raw/004_8fccc85bc0b3d2e3.txt")
    >>> read(path).as_received
    True
    """
    if path.is_dir() or not path.exists():
        problem = "this is a folder" if path.is_dir() else "there is no such file"
        raise _refusal(path, problem, "name a file")
    kind = path.suffix.lower()
    if kind not in READERS:
        problem = f"{kind or 'a file without an ending'} cannot be read"
        raise _refusal(path, problem, f"save it as one of {', '.join(READERS)}")
    _require_size(path, path.stat().st_size, "bytes")
    data = path.read_bytes()
    if not data.strip():
        raise _refusal(path, "the file is empty", "get it again")
    found = READERS[kind](path, data)
    _require_size(path, len(found.text), "characters")
    if not re.search(r"[\u4e00-\u9fff]", found.text):
        remedy = (
            "a scanned page has to be turned into text first; "
            "a page that a script fills in has to be saved from the browser"
        )
        raise _refusal(path, "there is no Chinese character in its text", remedy)
    return found


def _plain(path: Path, data: bytes) -> Read:
    with extra("ingest"):
        from charset_normalizer import from_bytes

    try:
        return Read(decode(data, path.name), "UTF-8 text", True)
    except CorpusError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" not in data:
            best = from_bytes(data, cp_isolation=["utf_16", "gb18030", "big5", "big5hkscs"]).best()
            if best is not None and re.search(r"[\u4e00-\u9fff]{2}", str(best)):
                how = f"text in {best.encoding.replace('_', '-')}, rewritten as UTF-8"
                return Read(str(best).removeprefix("\ufeff"), how, False)
        raise error from None


def _html(path: Path, data: bytes) -> Read:
    with extra("ingest"):
        import trafilatura

    text = trafilatura.extract(
        data, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not text:
        remedy = "save the page that holds the report itself; a list of links has none"
        raise _refusal(path, "no running text was found in the page", remedy)
    return Read(text, "text of a web page, by trafilatura", False)


def _pdf(path: Path, data: bytes) -> Read:
    with extra("ingest"):
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

    faults = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError)
    try:
        document = PdfReader(io.BytesIO(data))
        locked = document.is_encrypted and not document.decrypt("")
        text = "" if locked else "\n".join(page.extract_text() for page in document.pages)
    except faults as error:
        raise _unreadable(path, "PDF", error, "get it again, or print it to a new PDF") from None
    if locked:
        raise _refusal(path, "the PDF is locked with a password", "save it without one")
    return Read(_flawless(text), f"text of a PDF of {len(document.pages)} pages, by pypdf", False)


def _docx(path: Path, data: bytes) -> Read:
    with extra("ingest"):
        import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > _LARGEST_UNPACKED:
            remedy = "this is no report; do not open it"
            raise _refusal(path, f"it unpacks to {unpacked:,} bytes", remedy)
        document = docx.Document(io.BytesIO(data))
    except CorpusError:
        raise
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        remedy = "open it in a word processor and save it again"
        raise _unreadable(path, "docx", error, remedy) from None
    lines = [
        "\t".join(cell.text for cell in row.cells) if hasattr(item, "rows") else item.text
        for item in document.iter_inner_content()
        for row in (item.rows if hasattr(item, "rows") else [None])
    ]
    return Read(_flawless("\n".join(lines)), "text of a docx, by python-docx", False)


READERS: dict[str, Callable[[Path, bytes], Read]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
"""Ending of the name, in small letters, to the function that reads such a file."""


def _flawless(text: str) -> str:
    """Text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _require_size(path: Path, size: int, unit: str) -> None:
    if size > LARGEST:
        remedy = f"take out what does not belong to it; the limit is {LARGEST:,}"
        raise _refusal(path, f"{size:,} {unit} are far more than a report", remedy)


def _unreadable(path: Path, kind: str, error: Exception, remedy: str) -> CorpusError:
    problem = f"the {kind} cannot be read ({type(error).__name__}: {str(error)[:80]})"
    return _refusal(path, problem, remedy)


def _refusal(path: Path, problem: str, remedy: str) -> CorpusError:
    return refusal(path.name, None, problem, remedy)
