"""Bringing in one's own reports: a catalogue row proposed, everything or nothing written.

A file is read under ``raw/.adding-NAME`` until it stands in the catalogue. Replacing the catalogue
is the one moment at which the corpus changes: killed before, it is as it was; killed after,
``catalogue.raw_path`` finds the text under its hidden name, and the next call tidies up.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus import catalogue, cleaning, territories
from workreports.corpus.edits import EDIT_COLUMNS
from workreports.corpus.store import snapshot
from workreports.ingest import (
    describing,
    likeness,
    proposing,
    readers,
    tables,
    tidying,
    watching,
)
from workreports.ingest.proposing import Found
from workreports.ingest.readers import Read
from workreports.ingest.tables import Row
from workreports.io import writing
from workreports.io.errors import CorpusError, refusal
from workreports.io.resources import CORPUS
from workreports.io.showing import visible
from workreports.io.tables import read_csv

_ALIKE = 0.5
"""Share of its wording from which a text that stands in another document should be looked at."""
_PIECE, _PIECES = 8, 16
"""Characters of a piece of wording, and how many of them tell whether texts may be alike."""


class Addition(NamedTuple):
    """A report on its way into a corpus: the row proposed, what is odd, what cleaning would do."""

    path: Path
    data: bytes
    """The file as received."""
    read: Read
    row: dict[str, Found]
    odd: list[str]
    edits: dict[str, int]
    table: str = ""
    """Of a row of a table: the name under which the table is kept."""

    @property
    def original(self) -> str:
        """The name under which the file as received is kept; "" where it is the text itself."""
        if self.table or self.read.as_received:
            return self.table
        return f"{_digest(self.data)}{self.path.suffix.lower()}"


def propose(
    path: Path, folder: Path = CORPUS, given: Mapping[str, Found] | None = None
) -> Addition:
    """Read a file and propose its catalogue row.

    Parameters
    ----------
    path : Path
        Its name and that of its folder count as evidence.
    folder : Path
    given : mapping of str to Found, optional
        Columns that are known, see ``proposing.propose``.

    Raises
    ------
    CorpusError
        If the file cannot be read, or its text stands in the corpus already.

    >>> propose(Path("corpus/raw/004_8fccc85bc0b3d2e3.txt"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    workreports.io.errors.CorpusError: 004_...: it is in the corpus already, as 004_...
        remedy: nothing to do; to add it again remove gongshu-2023-work-report first
    """
    found, data = watching.read(path)
    name = f"{path.resolve().parent.name}/{path.stem}"
    return _proposed(Addition(path, data, found, {}, [], {}), name, given or {}, folder)


def proposals(
    path: Path, rows: Iterable[Row], folder: Path = CORPUS
) -> Iterator[Callable[[], Addition]]:
    """For each report in a table, what proposes its catalogue row as :func:`propose` does.

    Parameters
    ----------
    path : Path
        The table, which is kept in ``originals/`` once.
    rows : iterable of Row
        Of ``tables.read``; what the table gives goes over what the text tells.
    folder : Path

    >>> list(proposals(Path("corpus/catalogue.csv"), []))
    []
    """
    data, kind = readers.content(path, tables.LARGEST), path.suffix.lower()
    kept = f"{_digest(data)}{kind}"
    for row in rows:
        read = Read(row.text, f"a row of a {kind[1:]}", False)
        addition = Addition(path.with_name(row.name), data, read, {}, row.odd, {}, kept)
        yield partial(_proposed, addition, "", row.given, folder)


def _proposed(addition: Addition, name: str, given: Mapping[str, Found], folder: Path) -> Addition:
    """An addition with all that is said of its text."""
    text = addition.read.text
    held = snapshot.take(folder)
    table = pd.DataFrame(columns=catalogue.COLUMNS, dtype=str)
    if (held / "catalogue.csv").is_file():
        table = catalogue.written(held / "catalogue.csv")
    _refuse_known(addition, table)
    row = proposing.propose(text, name, territories.read(folder), given)
    doc_id = describing.unused(row["doc_id"].value, set(table["doc_id"]))
    row["doc_id"] = row["doc_id"]._replace(value=doc_id)
    row["duplicate_of"], alike = _likeness(text, row, table, held.raw)
    edits = Counter(edit.kind for edit in cleaning.clean(text).edits)
    told = proposing.oddities(text, name, row["place"].value, row["year"].value)
    odd = [*addition.odd, *describing.disagreements(row, given), *told, *alike]
    return addition._replace(row=row, odd=odd, edits=dict(edits))


def report(addition: Addition) -> str:
    """What was found, for a person to confirm.

    >>> text = "各位代表:\\n一、2015年工作回顾\\n经济增长。"
    >>> row = proposing.propose(text, "a.txt")
    >>> read = Read(text, "UTF-8 text", True)
    >>> print(report(Addition(Path("a.txt"), text.encode(), read, row, [], {})).splitlines()[0])
    a.txt: UTF-8 text, 23 characters
    """
    counts = [f"{count} {kind}" for kind, count in sorted(addition.edits.items())]
    lines = [
        f"{addition.path.name}: {addition.read.how}, {len(addition.read.text):,} characters",
        *(
            f"  {column:13} {found.value or '(nothing)':32} {found.evidence}"
            for column, found in addition.row.items()
        ),
        f"  cleaning      {', '.join(counts) or 'changes nothing'}",
        *(f"  look at this  {words}" for words in addition.odd),
    ]
    return "\n".join(visible(line).rstrip() for line in lines)


def add(addition: Addition, folder: Path = CORPUS) -> str:
    """Write an addition into the corpus, wholly or not at all, and return its ``doc_id``.

    Raises
    ------
    CorpusError
        If the row is not valid, the disk is full or the folder may not be written to; the corpus is
        as before.
    """
    text = addition.data if addition.read.as_received else addition.read.text.encode("utf-8")
    row = _catalogue_row(addition, text)
    with writing.locked(folder), writing.explain_unwritable(folder):
        rows = tidying.rows(folder)
        tidying.tidy(folder, rows)
        if any(other["sha256"] == row["sha256"] for other in rows):
            problem = "it was added in the meantime"
            raise refusal(addition.path.name, None, problem, "nothing to do")
        row["doc_id"] = describing.unused(row["doc_id"], {other["doc_id"] for other in rows})
        _check(addition.path.name, row, text, rows, folder)
        original = addition.original and folder / "originals" / addition.original
        had_original = not original or original.exists()
        try:
            _write_files(addition, text, row["raw_file"], folder)
            # From here on the document is in the corpus.
            writing.replace(folder / "catalogue.csv", _written([*rows, row]))
        except BaseException:
            if not had_original:
                original.unlink(missing_ok=True)
            raise
        finally:
            tidying.tidy(folder, tidying.rows(folder))
    return row["doc_id"]


def remove(doc_id: str, folder: Path = CORPUS) -> None:
    """Take a document out of the corpus, its raw file too if it holds no other.

    Undoes :func:`add`.

    Raises
    ------
    CorpusError
        If there is no such document or corpus, or another document is described as its duplicate,
        or edits by hand belong to its file.
    """
    catalogue.cells(folder / "catalogue.csv")  # a folder that is no corpus is left as it is
    with writing.locked(folder), writing.explain_unwritable(folder):
        rows = tidying.rows(folder)
        tidying.tidy(folder, rows)
        mine = _removable(doc_id, rows, folder)
        raw = folder / "raw" / mine["raw_file"]
        last = sum(row["raw_file"] == mine["raw_file"] for row in rows) == 1
        rest = [row for row in rows if row["doc_id"] != doc_id]
        try:
            if last:
                raw.replace(raw.with_name(catalogue.ADDING + raw.name))
            # From here on it is gone.
            writing.replace(folder / "catalogue.csv", _written(rest))
            kept = re.search(r"originals/([0-9a-f]{64}\.\w+)", mine["source"])
            if kept and not any(kept[1] in row["source"] for row in rest):
                (folder / "originals" / kept[1]).unlink(missing_ok=True)
        finally:
            tidying.tidy(folder, tidying.rows(folder))


def _refuse_known(addition: Addition, table: pd.DataFrame) -> None:
    """Refuse a file whose bytes or text stand in the corpus."""
    digests = {_digest(addition.read.text.encode())}
    if not addition.table:  # of which every row is a report
        digests.add(_digest(addition.data))
    for digest in digests:
        if (same := table[(table["sha256"] == digest) | table["source"].str.contains(digest)]).size:
            first = same.iloc[0]
            problem = f"it is in the corpus already, as {first['raw_file']} ({first['doc_id']})"
            remedy = f"nothing to do; to add it again remove {first['doc_id']} first"
            raise refusal(addition.path.name, None, problem, remedy)


def _likeness(
    text: str, row: dict[str, Found], table: pd.DataFrame, raw: Mapping[str, bytes]
) -> tuple[Found, list[str]]:
    """The document that a text is a copy of, and a sentence for every other one that is alike."""
    copy, odd = Found("", "no document is alike"), []
    mine, origin = likeness.shingles(text), (row["place"].value, row["year"].value)
    for document, other_text in _candidates(text, table, raw):
        other = likeness.shingles(other_text)
        alike, borrowed = likeness.alike(mine, other), len(mine & other) / max(len(mine), 1)
        if (document.place, document.year) == origin and alike >= likeness.COPY:
            copy = Found(document.doc_id, f"{alike:.0%} of the wording is the same")
        elif borrowed >= _ALIKE:
            odd.append(f"{borrowed:.0%} of its wording stands in {document.doc_id}, too")
    return copy, odd


def _candidates(
    text: str, table: pd.DataFrame, raw: Mapping[str, bytes]
) -> Iterator[tuple[NamedTuple, str]]:
    """The documents that may be alike, with their texts: those that hold some of the pieces that a
    text is made of, blanks and line ends apart. To compare all wording of all takes long.
    """
    pieces = re.findall(rf"[\u4e00-\u9fff]{{{_PIECE}}}", "".join(text.split()))
    pieces = pieces[:: max(1, len(pieces) // _PIECES)]
    for document in table[table["duplicate_of"] == ""].itertuples():
        other = raw.get(document.raw_file, b"").decode("utf-8", "replace")
        if document.raw_start.isdecimal() and document.raw_end.isdecimal():
            other = other[int(document.raw_start) : int(document.raw_end)]
        solid = "".join(other.split())
        if sum(piece in solid for piece in pieces) >= _ALIKE / 4 * len(pieces):
            yield document, other


def _catalogue_row(addition: Addition, text: bytes) -> dict[str, str]:
    digest = _digest(text)
    name = re.sub("[^a-z0-9-]", "", addition.row["doc_id"].value)
    source = f"file {describing.line(addition.path.name)}, {addition.read.how}"
    if addition.original:
        source += f"; as received in originals/{addition.original}"
    raw_file = f"{name}_{digest[:16]}.txt"
    return describing.row(addition.row, text.decode("utf-8"), digest, raw_file, source)


def _write_files(addition: Addition, text: bytes, name: str, folder: Path) -> None:
    """All but the catalogue: nothing of it counts before the catalogue names it."""
    raw = writing.subfolder(folder, "raw")
    if not (folder / "edits.csv").exists():
        writing.replace(folder / "edits.csv", (",".join(EDIT_COLUMNS) + "\n").encode())
    if addition.original:
        original = writing.subfolder(folder, "originals") / addition.original
        if not (addition.table and original.exists()):
            writing.replace(original, addition.data)
    writing.replace(raw / f"{catalogue.ADDING}{name}", text)


def _removable(doc_id: str, rows: list[dict[str, str]], folder: Path) -> dict[str, str]:
    """The catalogue row of a document that may be taken out."""
    mine = next((row for row in rows if row["doc_id"] == doc_id), None)
    if mine is None:
        remedy = f"name one of: {', '.join(row['doc_id'] for row in rows)}"
        raise refusal("catalogue.csv", None, f"there is no document {doc_id!r}", remedy)
    if copies := [row["doc_id"] for row in rows if row["duplicate_of"] == doc_id]:
        problem = f"{', '.join(copies)} is described as its duplicate"
        raise refusal("catalogue.csv", None, problem, f"remove {copies[0]} first")
    edited = read_csv(folder / "edits.csv", EDIT_COLUMNS)["raw_file"]
    if by_hand := int((edited == mine["raw_file"]).sum()):
        problem = f"{by_hand} edits by hand belong to {mine['raw_file']}"
        remedy = "take them out first: they are work that a new reading would not bring back"
        raise refusal("edits.csv", None, problem, remedy)
    return mine


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else catalogue.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _check(
    name: str, row: dict[str, str], text: bytes, rows: list[dict[str, str]], folder: Path
) -> None:
    """Refuse a row that the catalogue could not be read with; the others are as they were."""
    originals = {other["doc_id"] for other in rows if not other["duplicate_of"].strip()}
    known = territories.read(folder)
    problems = catalogue.row_problems(row, text.decode("utf-8"), known, originals)
    if problems:
        raise CorpusError([problem._replace(file=name) for problem in problems])
