"""The text of files of every kind that reports come in: one reader for each ending of a name."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

from workreports.ingest.readers import docx, html, pdf, plain, traditional
from workreports.ingest.readers.found import Read, unreadable
from workreports.io.errors import WorkReportsError, refusal

LARGEST = 100_000_000
"""Bytes of a file; pages that were scanned are large."""
LONGEST = 2_000_000
"""Characters of a text: a report has some fifteen thousand."""
_NO_FILES = {
    stat.S_ISDIR: "this is a folder",
    stat.S_ISFIFO: "this is a pipe, no file",
    stat.S_ISSOCK: "this is a socket, no file",
    stat.S_ISCHR: "this is a device, no file",
    stat.S_ISBLK: "this is a device, no file",
}


def read(path: Path) -> Read:
    """Read the text of a txt, md, html, mht, pdf or docx file.

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
    try:
        found = READERS[true_kind(name, data)](name, data)
    except (WorkReportsError, ImportError, MemoryError):
        raise
    except Exception as error:  # whatever a file makes the packages that read it do
        raise unreadable(name, "file", error, "open it in its program and save it again") from None
    require_length(name, len(found.text))
    found = traditional.simplified(found)
    if not re.search(r"[\u4e00-\u9fff]", found.text):
        remedy = (
            "a scanned page has to be turned into text first; "
            "a page that a script fills in has to be saved from the browser"
        )
        raise refusal(name, None, "there is no Chinese character in its text", remedy)
    return found


def true_kind(name: str, data: bytes) -> str:
    """The ending that fits what is in a file: pages and PDFs are passed on under other names.

    >>> true_kind("a.txt", b"<html><body>"), true_kind("a.md", "工作".encode())
    ('.html', '.md')
    """
    kind = Path(name).suffix.lower()
    head = data[:1024]
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04") and b"word/" in data:
        return ".docx"
    is_text = kind in (".txt", ".md")
    return ".html" if is_text and html.is_page(plain.decoded(head).text) else kind


def require_length(name: str, characters: int) -> None:
    """Refuse a text that is too long for a report.

    >>> require_length("a.txt", 15_000)
    """
    _require_size(name, characters, "characters", LONGEST)


READERS: dict[str, Callable[[str, bytes], Read]] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".html": html.read,
    ".htm": html.read,
    ".mht": html.read_archive,
    ".mhtml": html.read_archive,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".docm": docx.read,
    ".dotx": docx.read,
    ".dotm": docx.read,
}
"""Ending of the name, in small letters, to the function that reads such a file."""


def _require_size(name: str, size: int, unit: str, most: int) -> None:
    if size > most:
        remedy = f"take out what does not belong to it; the limit is {most:,}"
        raise refusal(name, None, f"{size:,} {unit} are far more than a report", remedy)
