"""Bringing in one's own reports: files in, a catalogue row proposed, everything or nothing written.

A file is read under ``raw/.adding-NAME`` until it stands in the catalogue. Replacing the catalogue is the one moment at which the corpus changes: killed before, it
is as it was; killed after, ``catalogue.raw_path`` finds the text under its hidden name, and the next call tidies up.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.io.resources import CORPUS
from workreports.corpus import catalogue, cleaning, territories
from workreports.ingest import proposing
from workreports.io import writing
from workreports.io.tables import read_csv
from workreports.io.text import decode
from workreports.io.errors import CorpusError, Problem
from workreports.ingest.proposing import Found

_LARGEST = 30_000_000
"""Bytes of a file, unpacked, and characters of a text: a report has some fifteen thousand characters."""
_SHINGLE = 12
_ALIKE = 0.5
_COPY = 0.8
"""A text that shares so much of its shingles with a document should be looked at, or is proposed as its copy."""


class Read(NamedTuple):
    """What a file holds: its text, how it was got, and whether the file is that text already, byte for byte."""

    text: str
    how: str
    as_received: bool


class Addition(NamedTuple):
    """A file on its way into a corpus: the row proposed, what looks odd, and what cleaning would do."""

    path: Path
    data: bytes
    read: Read
    row: dict[str, Found]
    odd: list[str]
    edits: dict[str, int]


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
        raise _refuse(
            path, "this is a folder" if path.is_dir() else "there is no such file", "name a file"
        )
    readers: dict[str, Callable[[Path, bytes], Read]] = {
        ".txt": _plain,
        ".md": _plain,
        ".html": _html,
        ".htm": _html,
        ".pdf": _pdf,
        ".docx": _docx,
    }
    kind = path.suffix.lower()
    if kind not in readers:
        raise _refuse(
            path,
            f"{kind or 'a file without an ending'} cannot be read",
            f"save it as one of {', '.join(readers)}",
        )
    if path.stat().st_size > _LARGEST:
        raise _refuse(
            path,
            f"{path.stat().st_size:,} bytes are far more than a report",
            f"take out what does not belong to it; the limit is {_LARGEST:,}",
        )
    data = path.read_bytes()
    if not data.strip():
        raise _refuse(path, "the file is empty", "get it again")
    found = readers[kind](path, data)
    if len(found.text) > _LARGEST:
        raise _refuse(
            path,
            f"{len(found.text):,} characters are far more than a report",
            f"take out what does not belong to it; the limit is {_LARGEST:,}",
        )
    if not re.search(r"[\u4e00-\u9fff]", found.text):
        raise _refuse(
            path,
            "there is no Chinese character in its text",
            "a scanned page has to be turned into text first; a page that a script fills in has to be saved from the browser",
        )
    return found


def propose(path: Path, folder: Path = CORPUS) -> Addition:
    """Read a file and propose its catalogue row.

    Raises
    ------
    CorpusError
        If the file cannot be read, or its text stands in the corpus already.

    >>> propose(Path("corpus/raw/004_8fccc85bc0b3d2e3.txt"))
    Traceback (most recent call last):
    workreports.io.errors.CorpusError: 004_8fccc85bc0b3d2e3.txt: it is in the corpus already, as 004_8fccc85bc0b3d2e3.txt (gongshu-2023-work-report)
        remedy: nothing to do; to add it again remove gongshu-2023-work-report first
    """
    found = read(path)
    data = path.read_bytes()
    table, raw_texts, _ = (
        catalogue.check(folder)
        if (folder / "catalogue.csv").exists()
        else (pd.DataFrame(columns=catalogue.COLUMNS, dtype=str), {}, [])
    )
    for digest in {
        hashlib.sha256(data).hexdigest(),
        hashlib.sha256(found.text.encode()).hexdigest(),
    }:
        if (same := table[(table["sha256"] == digest) | table["source"].str.contains(digest)]).size:
            first = same.iloc[0]
            raise _refuse(
                path,
                f"it is in the corpus already, as {first['raw_file']} ({first['doc_id']})",
                f"nothing to do; to add it again remove {first['doc_id']} first",
            )
    row = proposing.propose(found.text, path.stem, territories.read(folder))
    row["doc_id"] = row["doc_id"]._replace(value=_unused(row["doc_id"].value, set(table["doc_id"])))
    odd = proposing.oddities(found.text)
    mine = _shingles(found.text)
    row["duplicate_of"] = Found("", "no document is alike")
    for document in table[table["duplicate_of"] == ""].itertuples():
        other = _shingles(
            raw_texts.get(document.raw_file, "")[
                int(document.raw_start or 0) : int(document.raw_end or 0)
            ]
        )
        shared = len(mine & other)
        same_place = (document.place, document.year) == (
            row["place"].value,
            row["year"].value,
        )
        if shared and same_place and shared / max(len(mine), len(other)) >= _COPY:
            row["duplicate_of"] = Found(
                document.doc_id,
                f"{shared / max(len(mine), len(other)):.0%} of the wording is the same",
            )
        elif shared and shared / len(mine) >= _ALIKE:
            odd.append(f"{shared / len(mine):.0%} of its wording stands in {document.doc_id}, too")
    edits: dict[str, int] = {}
    for edit in cleaning.clean(found.text).edits:
        edits[edit.kind] = edits.get(edit.kind, 0) + 1
    return Addition(path, data, found, row, odd, edits)


def report(addition: Addition) -> str:
    """What was found, for a person to confirm.

    >>> text = "各位代表:\\n一、2015年工作回顾\\n经济增长。"
    >>> row = proposing.propose(text, "a.txt")
    >>> print(report(Addition(Path("a.txt"), text.encode(), Read(text, "UTF-8 text", True), row, [], {})).splitlines()[0])
    a.txt: UTF-8 text, 23 characters
    """
    lines = [f"{addition.path.name}: {addition.read.how}, {len(addition.read.text):,} characters"]
    lines += [
        f"  {column:13} {found.value or '(nothing)':32} {found.evidence}"
        for column, found in addition.row.items()
    ]
    lines += [
        "  cleaning      "
        + (
            ", ".join(f"{count} {kind}" for kind, count in sorted(addition.edits.items()))
            or "changes nothing"
        )
    ]
    lines += [f"  look at this  {words}" for words in addition.odd]
    # What a text holds must not steer the terminal.
    return "\n".join(
        "".join(character if character.isprintable() else "·" for character in line).rstrip()
        for line in lines
    )


def add(addition: Addition, folder: Path = CORPUS) -> str:
    """Write an addition into the corpus, wholly or not at all, and return its ``doc_id``.

    Raises
    ------
    CorpusError
        If the row is not valid, the disk is full or the folder may not be written to; the corpus is as before.
    """
    text = addition.data if addition.read.as_received else addition.read.text.encode("utf-8")
    digest = hashlib.sha256(text).hexdigest()
    name = f"{re.sub('[^a-z0-9-]', '', addition.row['doc_id'].value)}_{digest[:16]}.txt"
    row = dict.fromkeys(catalogue.COLUMNS, "") | {
        column: found.value for column, found in addition.row.items()
    }
    row |= {
        "raw_file": name,
        "raw_start": "0",
        "raw_end": str(len(text.decode("utf-8"))),
        "sha256": digest,
        "source": f"file {_line(addition.path.name)}, {addition.read.how}",
    }
    row["title"] = _line(row["title"]).lstrip("=+-@")  # never a formula in a spreadsheet
    original = None
    if not addition.read.as_received:
        received = hashlib.sha256(addition.data).hexdigest()
        original = folder / "originals" / f"{received}{addition.path.suffix.lower()}"
        row["source"] += f"; as received in originals/{original.name}"
    with writing.locked(folder), writing.explain_unwritable(folder):
        _tidy(folder)
        rows = _rows(folder)
        if any(other["sha256"] == digest for other in rows):
            raise _refuse(addition.path, "it was added in the meantime", "nothing to do")
        row["doc_id"] = _unused(row["doc_id"], {other["doc_id"] for other in rows})
        (folder / "raw").mkdir(parents=True, exist_ok=True)
        if not (folder / "edits.csv").exists():
            writing.replace(folder / "edits.csv", (",".join(cleaning.EDIT_COLUMNS) + "\n").encode())
        if original is not None:
            original.parent.mkdir(exist_ok=True)
            writing.replace(original, addition.data)
        writing.replace(folder / "raw" / f"{catalogue.ADDING}{name}", text)
        try:
            _check([*rows, row], folder)
        except CorpusError:
            _tidy(folder)
            raise
        writing.replace(
            folder / "catalogue.csv", _written([*rows, row])
        )  # from here on the document is in the corpus
        _tidy(folder)
    return row["doc_id"]


def remove(doc_id: str, folder: Path = CORPUS) -> None:
    """Take a document out of the corpus, its raw file too if it holds no other; undoes :func:`add`.

    Raises
    ------
    CorpusError
        If there is no such document, or another one is described as its duplicate, or edits by hand belong to its file.
    """
    with writing.locked(folder), writing.explain_unwritable(folder):
        _tidy(folder)
        rows = _rows(folder)
        mine = next((row for row in rows if row["doc_id"] == doc_id), None)
        if mine is None:
            raise CorpusError(
                [
                    Problem(
                        "catalogue.csv",
                        None,
                        f"there is no document {doc_id!r}",
                        f"name one of: {', '.join(row['doc_id'] for row in rows)}",
                    )
                ]
            )
        if copies := [row["doc_id"] for row in rows if row["duplicate_of"] == doc_id]:
            raise CorpusError(
                [
                    Problem(
                        "catalogue.csv",
                        None,
                        f"{', '.join(copies)} is described as its duplicate",
                        f"remove {copies[0]} first",
                    )
                ]
            )
        raw = folder / "raw" / mine["raw_file"]
        last = sum(row["raw_file"] == mine["raw_file"] for row in rows) == 1
        by_hand = [
            edit
            for edit in read_csv(folder / "edits.csv", cleaning.EDIT_COLUMNS).to_dict("records")
            if edit["raw_file"] == mine["raw_file"]
        ]
        if by_hand:
            raise CorpusError(
                [
                    Problem(
                        "edits.csv",
                        None,
                        f"{len(by_hand)} edits by hand belong to {mine['raw_file']}",
                        "take them out first: they are work that a new reading would not bring back",
                    )
                ]
            )
        if last:
            raw.replace(raw.with_name(catalogue.ADDING + raw.name))
        writing.replace(
            folder / "catalogue.csv", _written([row for row in rows if row["doc_id"] != doc_id])
        )  # from here on it is gone
        if last and (kept := re.search(r"originals/([0-9a-f]{64}\.\w+)", mine["source"])):
            (folder / "originals" / kept[1]).unlink(missing_ok=True)
        _tidy(folder)


def _plain(path: Path, data: bytes) -> Read:
    import codecs

    from charset_normalizer import from_bytes

    try:
        return Read(decode(data, path.name), "UTF-8 text", True)
    except CorpusError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" not in data:
            best = from_bytes(data, cp_isolation=["utf_16", "gb18030", "big5", "big5hkscs"]).best()
            if best is not None and re.search(r"[\u4e00-\u9fff]{2}", str(best)):
                return Read(
                    str(best).removeprefix("\ufeff"),
                    f"text in {best.encoding.replace('_', '-')}, rewritten as UTF-8",
                    False,
                )
        raise error from None


def _html(path: Path, data: bytes) -> Read:
    import trafilatura

    text = trafilatura.extract(
        data, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not text:
        raise _refuse(
            path,
            "no running text was found in the page",
            "save the page that holds the report itself; a list of links has none",
        )
    return Read(text, "text of a web page, by trafilatura", False)


def _pdf(path: Path, data: bytes) -> Read:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise _refuse(path, "the PDF is locked with a password", "save it without one")
        text = "\n".join(page.extract_text() for page in document.pages)
    except CorpusError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise _refuse(
            path,
            f"the PDF cannot be read ({type(error).__name__}: {str(error)[:80]})",
            "get it again, or print it to a new PDF",
        ) from None
    return Read(_flawless(text), f"text of a PDF of {len(document.pages)} pages, by pypdf", False)


def _docx(path: Path, data: bytes) -> Read:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > 10 * _LARGEST:
            raise _refuse(
                path, f"it unpacks to {unpacked:,} bytes", "this is no report; do not open it"
            )
        document = docx.Document(io.BytesIO(data))
    except CorpusError:
        raise
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        raise _refuse(
            path,
            f"the docx cannot be read ({type(error).__name__}: {str(error)[:80]})",
            "open it in a word processor and save it again",
        ) from None
    lines = [
        "\t".join(cell.text for cell in row.cells) if hasattr(item, "rows") else item.text
        for item in document.iter_inner_content()
        for row in (item.rows if hasattr(item, "rows") else [None])
    ]
    return Read(_flawless("\n".join(lines)), "text of a docx, by python-docx", False)


def _flawless(text: str) -> str:
    """Text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", " ", text).strip()


def _refuse(path: Path, problem: str, remedy: str) -> CorpusError:
    return CorpusError([Problem(path.name, None, problem, remedy)])


def _shingles(text: str) -> set[str]:
    solid = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {solid[start : start + _SHINGLE] for start in range(0, len(solid) - _SHINGLE + 1)}


def _unused(doc_id: str, taken: set[str]) -> str:
    return next(
        name
        for name in (doc_id, *(f"{doc_id}-{number}" for number in range(2, len(taken) + 3)))
        if name not in taken
    )


def _rows(folder: Path) -> list[dict[str, str]]:
    path = folder / "catalogue.csv"
    return read_csv(path, catalogue.COLUMNS).to_dict("records") if path.exists() else []


def _written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else catalogue.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _check(rows: list[dict[str, str]], folder: Path) -> None:
    """Refuse rows that the catalogue could not be read with."""
    trial = folder / ".catalogue-trial"
    try:
        writing.replace(trial, _written(rows))
        problems = catalogue.check(folder, trial)[2]
    finally:
        trial.unlink(missing_ok=True)
    if problems:
        raise CorpusError(problems)


def _tidy(folder: Path) -> None:
    """Finish what a killed call began: hidden files of the catalogue get their names, others go."""
    known = {row["raw_file"] for row in _rows(folder)}
    for path in [
        path
        for place in (folder, folder / "raw", folder / "originals")
        for path in sorted(place.glob(f"{writing.WRITING}*"))
    ]:
        path.unlink()
    for path in sorted((folder / "raw").glob(f"{catalogue.ADDING}*")):
        name = path.name.removeprefix(catalogue.ADDING)
        path.replace(path.with_name(name)) if name in known and not path.with_name(
            name
        ).exists() else path.unlink()
