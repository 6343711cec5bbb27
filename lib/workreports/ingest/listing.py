"""Which documents a folder holds: those of its catalogue, or all of its files."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from workreports.corpus import catalogue, schema
from workreports.ingest import parts, readers, tables
from workreports.ingest.parts import Unit
from workreports.io.errors import CorpusError, refusal

BESIDE = ["lexicon", "reference", "tables", "territories.csv", "edits.csv"]
"""What a corpus has beside its documents."""
_TRIES = 20


def units(folder: Path, largest: int) -> tuple[list[Unit], pd.DataFrame]:
    """The documents of a folder in a fixed order, and those that cannot even be opened.

    Parameters
    ----------
    folder : Path
        A corpus folder with a catalogue, or any other.
    largest : int
        Bytes of a file.

    Returns
    -------
    list of Unit
    DataFrame
        Rows of ``failed``.

    >>> found, refused = units(Path("corpus").resolve(), 10**6)
    >>> len(found), len(refused)
    (14, 0)
    """
    for _ in range(_TRIES):
        before = _catalogue(folder)
        found = _units(folder, largest)
        if _catalogue(folder) == before:
            break
    return found  # at the last try as it is: another process never stops adding and removing


def rows(path: Path, columns: Mapping[str, str | None]) -> tuple[list[Unit], pd.DataFrame]:
    """The reports of a table, and the rows of it that are none.

    Parameters
    ----------
    path : Path
    columns : mapping
        See ``tables.read``.

    >>> rows(Path("corpus/catalogue.csv"), {})
    Traceback (most recent call last):
    workreports.io.errors.CorpusError: catalogue.csv: no column holds reports: Chinese texts of ...
        remedy: name one of: doc_id, title, ...
    """
    sheet = tables.read(path, columns)
    found = []
    for row in sheet.rows:
        digest = hashlib.sha256(row.text.encode()).hexdigest()
        given = tuple(row.given.items())
        found.append(Unit(row.name, str(path), digest, None, row.text, given))
    refused = [
        {"file": f"{one.file}, row {one.row}", "doc_id": ""}
        | {"reason": one.problem, "remedy": one.remedy}
        for one in sheet.problems
    ]
    return found, pd.DataFrame(refused, columns=schema.columns("failed", "stored"))


def _catalogue(folder: Path) -> bytes | None:
    path = folder / "catalogue.csv"
    return readers.content(path) if path.is_file() else None


def _units(folder: Path, largest: int) -> tuple[list[Unit], pd.DataFrame]:
    found: list[Unit] = []
    refused: list[dict[str, str]] = []
    seen: dict[str, str] = {}
    digests: dict[Path, str] = {}
    for path, row in _listed(folder, refused):
        doc_id = row["doc_id"] if row else ""
        file = row["raw_file"] if row else path.relative_to(folder).as_posix()
        try:
            _require_inside(path, folder, file, row)
            if path not in digests:
                digests[path] = hashlib.sha256(readers.content(path, largest)).hexdigest()
            key = doc_id or digests[path]
            if key in seen:
                problem = f"the same {'doc_id' if row else 'file'} as {readers.shown(seen[key])}"
                raise refusal(file, None, problem, "keep one of the two")
            seen[key] = file
            found.append(Unit(doc_id or file, str(path), digests[path], row))
        except CorpusError as error:
            refused.append(parts.refused(readers.shown(file), doc_id, error))
    return found, pd.DataFrame(refused, columns=schema.columns("failed", "stored"))


def _require_inside(path: Path, folder: Path, file: str, row: dict[str, str] | None) -> None:
    if row and not re.fullmatch(r"[^/\\:]+", row["raw_file"]):
        problem = f"raw_file is {row['raw_file']!r}, no bare name of a file in raw/"
        raise refusal(file, None, problem, "put the file into raw/ and name it")
    if folder not in Path(os.path.realpath(path)).parents:
        raise refusal(file, None, "the file lies outside the folder", "put a copy into the folder")


def _listed(
    folder: Path, refused: list[dict[str, str]]
) -> Iterator[tuple[Path, dict[str, str] | None]]:
    """The files of a folder, each with its row of the catalogue, if the folder has one."""
    if (folder / "catalogue.csv").is_file():
        table = catalogue.written(folder / "catalogue.csv")
        for row in table.to_dict("records"):
            yield catalogue.raw_path(folder, row["raw_file"]), row
        return

    def unreadable(error: OSError) -> None:
        told = refusal("", None, f"it cannot be read ({error.strerror})", "change its rights")
        name = Path(error.filename).relative_to(folder).as_posix()
        refused.append(parts.refused(readers.shown(name), "", told))

    paths = []
    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if name[:1] != "."]
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        paths += [Path(place) / name for name in [*files, *links] if name[:1] != "."]
    yield from ((path, None) for path in sorted(paths))


def beside(folder: Path) -> dict[str, bytes]:
    """The tables and lists that a corpus has beside its documents, read once.

    Returns
    -------
    dict
        Path in the folder, with slashes, to content.

    >>> len(beside(Path("corpus"))["territories.csv"]) > 0
    True
    """
    found = {}
    for name in BESIDE:
        top = folder / name
        for path in [top, *sorted(top.rglob("*"))] if top.exists() else []:
            told = path.relative_to(folder)
            hidden = any(part[:1] == "." for part in told.parts)
            if path.suffix in (".csv", ".txt") and path.is_file() and not hidden:
                found[told.as_posix()] = readers.content(path)
    return found
