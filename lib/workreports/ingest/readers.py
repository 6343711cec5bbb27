"""The text of files of every kind that reports come in: one reader for each ending of a name."""

from __future__ import annotations

import codecs
import io
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workreports.io.errors import CorpusError, refusal
from workreports.io.extras import extra
from workreports.io.text import decode

LARGEST = 100_000_000
"""Bytes of a file; pages that were scanned are large."""
LONGEST = 2_000_000
"""Characters of a text: a report has some fifteen thousand."""
_LARGEST_UNPACKED = 300_000_000
_NO_FILES = {
    stat.S_ISDIR: "this is a folder",
    stat.S_ISFIFO: "this is a pipe, no file",
    stat.S_ISSOCK: "this is a socket, no file",
    stat.S_ISCHR: "this is a device, no file",
    stat.S_ISBLK: "this is a device, no file",
}


class Read(NamedTuple):
    """What a file holds."""

    text: str
    how: str
    """How the text was got."""
    as_received: bool
    """Whether the file is that text already, byte for byte."""


def read(path: Path) -> Read:
    """Read the text of a txt, html, pdf or docx file.

    In this process: a file that is made to do harm is read in a child, see ``ingest.watching``.

    Raises
    ------
    CorpusError
        Naming the file, what is wrong with it, and the remedy.

    >>> path = Path("corpus/raw/004_8fccc85bc0b3d2e3.txt")
    >>> read(path).as_received
    True
    """
    return parse(shown(path.name), content(path))


def content(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file; what is no file (a pipe, a device) is never opened.

    Raises
    ------
    CorpusError
        For what is no file, may not be read, or is larger than ``largest`` bytes.

    >>> len(content(Path("corpus/edits.csv"), 100))
    Traceback (most recent call last):
    workreports.io.errors.CorpusError: edits.csv: 2,546 bytes are far more than a report
        remedy: take out what does not belong to it; the limit is 100
    """
    name = shown(path.name)
    try:
        found = path.stat()
        what = next((told for holds, told in _NO_FILES.items() if holds(found.st_mode)), None)
        if what:
            raise refusal(name, None, what, "name a file")
        _require_size(name, found.st_size, "bytes", largest)
        return path.read_bytes()
    except FileNotFoundError:
        what = "this is a link that leads nowhere" if path.is_symlink() else "there is no such file"
        raise refusal(name, None, what, "name a file") from None
    except OSError as error:
        told = f"it cannot be read ({error.strerror})"
        raise refusal(name, None, told, "change the rights, or get it again") from None


def shown(name: str) -> str:
    r"""The name of a file as text, whatever its bytes are.

    >>> print(shown(b"\xff.txt".decode("utf-8", "surrogateescape")))
    \xff.txt
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def parse(name: str, data: bytes) -> Read:
    """The text in the bytes of a file, whose name says of what kind it is; see :func:`read`."""
    kind = Path(name).suffix.lower()
    if kind not in READERS:
        problem = f"{kind or 'a file without an ending'} cannot be read"
        raise refusal(name, None, problem, f"save it as one of {', '.join(READERS)}")
    if not data.strip():
        raise refusal(name, None, "the file is empty", "get it again")
    found = READERS[kind](name, data)
    require_length(name, len(found.text))
    if not re.search(r"[\u4e00-\u9fff]", found.text):
        remedy = (
            "a scanned page has to be turned into text first; "
            "a page that a script fills in has to be saved from the browser"
        )
        raise refusal(name, None, "there is no Chinese character in its text", remedy)
    return found


def require_length(name: str, characters: int) -> None:
    """Refuse a text that is too long for a report.

    >>> require_length("a.txt", 15_000)
    """
    _require_size(name, characters, "characters", LONGEST)


def _plain(name: str, data: bytes) -> Read:
    with extra("ingest"):
        from charset_normalizer import from_bytes

    try:
        return Read(decode(data, name), "UTF-8 text", True)
    except CorpusError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" not in data:
            best = from_bytes(data, cp_isolation=["utf_16", "gb18030", "big5", "big5hkscs"]).best()
            if best is not None and re.search(r"[\u4e00-\u9fff]{2}", str(best)):
                how = f"text in {best.encoding.replace('_', '-')}, rewritten as UTF-8"
                return Read(str(best).removeprefix("\ufeff"), how, False)
        raise error from None


def _html(name: str, data: bytes) -> Read:
    with extra("ingest"):
        import trafilatura

    text = trafilatura.extract(
        data, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not text:
        remedy = "save the page that holds the report itself; a list of links has none"
        raise refusal(name, None, "no running text was found in the page", remedy)
    return Read(text, "text of a web page, by trafilatura", False)


def _pdf(name: str, data: bytes) -> Read:
    with extra("ingest"):
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

    faults = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError)
    try:
        document = PdfReader(io.BytesIO(data))
        locked = document.is_encrypted and not document.decrypt("")
        text = "" if locked else "\n".join(page.extract_text() for page in document.pages)
    except faults as error:
        raise _unreadable(name, "PDF", error, "get it again, or print it to a new PDF") from None
    if locked:
        raise refusal(name, None, "the PDF is locked with a password", "save it without one")
    return Read(_flawless(text), f"text of a PDF of {len(document.pages)} pages, by pypdf", False)


def _docx(name: str, data: bytes) -> Read:
    with extra("ingest"):
        import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > _LARGEST_UNPACKED:
            remedy = "this is no report; do not open it"
            raise refusal(name, None, f"it unpacks to {unpacked:,} bytes", remedy)
        document = docx.Document(io.BytesIO(data))
    except CorpusError:
        raise
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        remedy = "open it in a word processor and save it again"
        raise _unreadable(name, "docx", error, remedy) from None
    lines = [
        "\t".join(cell.text for cell in row.cells) if hasattr(item, "rows") else item.text
        for item in document.iter_inner_content()
        for row in (item.rows if hasattr(item, "rows") else [None])
    ]
    return Read(_flawless("\n".join(lines)), "text of a docx, by python-docx", False)


READERS: dict[str, Callable[[str, bytes], Read]] = {
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


def _require_size(name: str, size: int, unit: str, most: int) -> None:
    if size > most:
        remedy = f"take out what does not belong to it; the limit is {most:,}"
        raise refusal(name, None, f"{size:,} {unit} are far more than a report", remedy)


def _unreadable(name: str, kind: str, error: Exception, remedy: str) -> CorpusError:
    problem = f"the {kind} cannot be read ({type(error).__name__}: {str(error)[:80]})"
    return refusal(name, None, problem, remedy)
