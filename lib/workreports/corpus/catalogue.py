"""The catalogue: which documents lie where in which raw file, and whether that is still so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from workreports.corpus import schema, territories
from workreports.corpus.store import snapshot
from workreports.corpus.store.snapshot import ADDING, File, Snapshot
from workreports.io.errors import CorpusError, Problem, Wrong, all_wrong, refusal
from workreports.io.tables import read_csv
from workreports.io.text import decode

COLUMNS = schema.columns("documents", "written")
_OLD = {
    "district": "call the column district place",
    "boundary": (
        "in place of boundary have level (nation, province, city, county) and territory (a row of "
        "territories.csv); both may be left empty"
    ),
}
"""Columns of version 0.1, and what became of them."""


def read(folder: Path | Snapshot) -> tuple[pd.DataFrame, dict[str, str]]:
    """Read ``catalogue.csv`` of a corpus folder together with the raw files it names.

    Parameters
    ----------
    folder : Path or Snapshot
        Corpus folder with ``catalogue.csv`` and ``raw/``, or what was read of it.

    Returns
    -------
    documents : DataFrame
        Index ``doc_id``; the catalogue's columns, ``year`` nullable Int64, offsets integers,
        empty cells missing.
    raw_texts : dict
        Bare file name to decoded text, line ends untouched.

    Raises
    ------
    CorpusError
        With every problem of the table and of the files: unknown values, doubled ids, files
        missing, changed, in another encoding or outside ``raw/``, spans beyond the file or
        overlapping, duplicates of nothing.

    >>> documents, raw_texts = read(Path("corpus"))
    >>> documents.loc["xiacheng-2014-work-report-copy", "duplicate_of"]
    'xiacheng-2014-work-report'
    """
    table, raw_texts, problems = check(folder)
    if problems:
        raise CorpusError(problems)
    return typed(table), raw_texts


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a sound catalogue as documents: types, empty cells missing, defaults filled in.

    Parameters
    ----------
    table : DataFrame
        The catalogue as text.

    Returns
    -------
    DataFrame
        Index ``doc_id``. A level that was left empty is the one that the place's name tells, a
        territory that was left empty is the place itself.

    >>> row = dict.fromkeys(COLUMNS, "") | {"place": "甲县", "raw_start": "0", "raw_end": "9"}
    >>> typed(pd.DataFrame([row]))[["level", "territory"]].values.tolist()
    [['county', '甲县']]
    """
    level = table["place"].map(territories.level_of)
    table = table.assign(
        level=table["level"].where(table["level"].ne(""), level),
        territory=table["territory"].where(table["territory"].ne(""), table["place"]),
        **{name: pd.to_numeric(table[name]) for name in ("year", "raw_start", "raw_end")},
    )
    documents = schema.conform(table.mask(table == ""), "documents", "written")
    return documents.set_index("doc_id")


def raw_path(folder: Path, name: str) -> Path:
    """Where a raw file lies: under its name or, on its way in or out, under a hidden one.

    >>> raw_path(Path("corpus"), "004_8fccc85bc0b3d2e3.txt").name
    '004_8fccc85bc0b3d2e3.txt'
    """
    path = folder / "raw" / name
    hidden = folder / "raw" / (ADDING + name)
    return hidden if not path.is_file() and hidden.is_file() else path


def check(
    folder: Path | Snapshot,
) -> tuple[pd.DataFrame, dict[str, str], list[Problem]]:
    """The catalogue's rows as text, the raw files that can be read, what is wrong with either.

    Parameters
    ----------
    folder : Path or Snapshot

    >>> check(Path("corpus"))[2]
    []
    """
    held = folder if isinstance(folder, Snapshot) else snapshot.take(folder)
    try:
        table = written(held / "catalogue.csv")
    except CorpusError as error:
        return pd.DataFrame(columns=COLUMNS), {}, error.problems
    problems = _cells(table)
    sound = table[~table.index.isin({problem.row for problem in problems})]
    raw_texts, file_problems = _raw_texts(held, sound, set(table["raw_file"]))
    problems += file_problems
    try:
        known = territories.read(held)
    except CorpusError as error:
        problems += error.problems
        known, sound = territories.read(None), sound.assign(territory="")
    problems += relations(sound, raw_texts, known)
    return table, raw_texts, sorted(problems, key=lambda problem: (problem.file, problem.row or 0))


def written(path: Path | File) -> pd.DataFrame:
    """The table as people write it, but for what spreadsheets do to it: text, rows by number.

    Raises
    ------
    CorpusError
        If it cannot be read; for a catalogue of version 0.1 saying what became of its columns.

    >>> written(Path("corpus/catalogue.csv")).loc[2, "year"]
    '2017'
    """
    table = cells(path).map(str.strip)
    # Spreadsheets reshape dates on saving; the day itself is not in doubt.
    for name in ("delivered", "posted"):
        table[name] = table[name].str.replace(
            r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$",
            lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}",
            regex=True,
        )
    table["sha256"] = table["sha256"].str.lower()
    return table


def cells(path: Path | File) -> pd.DataFrame:
    """The table exactly as it stands; raises what :func:`written` raises.

    >>> cells(Path("corpus/catalogue.csv")).columns[0]
    'doc_id'
    """
    if not path.is_file():
        raise _no_catalogue(Path(str(path)))
    try:
        return read_csv(path, COLUMNS)
    except CorpusError:
        if set(_OLD) <= set(read_csv(path, []).columns):
            told = "; ".join(_OLD.values())
            raise refusal(path.name, 1, "this is a catalogue of version 0.1", told) from None
        raise


def _no_catalogue(path: Path) -> CorpusError:
    folder = path.parent
    if not folder.is_dir():
        return refusal(str(folder), None, "there is no such folder", "name a corpus folder")
    if (folder / "raw").is_dir():
        remedy = "restore it, or name the right folder"
        return refusal(path.name, None, f"there is no file {path}", remedy)
    remedy = (
        "name the right folder; files of reports come into a corpus by: workreports add FILE... "
        "--corpus FOLDER, thousands at once by: workreports build FOLDER OUT"
    )
    return refusal(
        str(folder), None, f"this is no corpus folder, for it has no {path.name}", remedy
    )


def row_problems(
    row: dict[str, str], text: str, known: pd.DataFrame, originals: set[str] | None = None
) -> list[Problem]:
    """What is wrong with one row by itself.

    Parameters
    ----------
    row : dict
        Its cells, stripped.
    text : str
        The raw file it describes.
    known : DataFrame
        The corpus's territories.
    originals : set of str, optional
        Documents that it may repeat; any, if not given.

    >>> row = dict.fromkeys(COLUMNS, "") | {"doc_id": "A"}
    >>> row_problems(row, "", territories.read(None))[0].problem
    "doc_id is 'A'"
    """
    table = pd.DataFrame([row])
    originals = {row["duplicate_of"]} if originals is None else originals
    problems = _cells(table) or relations(table, {row["raw_file"]: text}, known, originals)
    return [problem._replace(row=None) for problem in problems]


def _cells(table: pd.DataFrame) -> list[Problem]:
    """Hold each cell against the schema."""
    problems = [
        Problem("catalogue.csv", row, f"{name} is {cell!r}", f"write {remedy}")
        for row, name, cell, remedy in schema.wrong_cells(table, "documents")
    ]
    doubled = table["doc_id"][table["doc_id"].duplicated(keep=False)]
    return problems + [
        Problem(
            "catalogue.csv",
            row,
            f"doc_id is {doc_id!r}, which stands here more than once",
            "give each document an id of its own",
        )
        for row, doc_id in doubled.items()
    ]


def _raw_texts(
    held: Snapshot, table: pd.DataFrame, described: set[str]
) -> tuple[dict[str, str], list[Problem]]:
    """The raw files that rows name, decoded, and what is wrong with them."""
    problems = [
        Problem(
            f"raw/{name}",
            None,
            "the catalogue has no document in this file",
            "describe it in catalogue.csv, or take it out",
        )
        for name in held.listed
        if name not in described
    ]
    raw_texts: dict[str, str] = {}
    rows_of: dict[str, list[tuple[int, str]]] = {}
    for row, name, digest in zip(table.index, table["raw_file"], table["sha256"], strict=True):
        rows_of.setdefault(name, []).append((row, digest))
    for name, rows in sorted(rows_of.items()):
        try:
            data = _raw_bytes(held, name, rows[0][0])
            raw_texts[name] = decode(data, f"raw/{name}")
        except CorpusError as error:
            problems += error.problems
            continue
        digest = hashlib.sha256(data).hexdigest()
        problems += [
            Problem(
                "catalogue.csv",
                row,
                f"raw/{name} is not the file described here (its SHA-256 is {digest})",
                "restore the file; if the change is meant, correct sha256 and check all offsets",
            )
            for row, described in rows
            if described != digest
        ]
    return raw_texts, problems


def _raw_bytes(held: Snapshot, name: str, row: int) -> bytes:
    if name in held.raw:
        return held.raw[name]
    if name in held.unread or name in (".", ".."):
        problem = f"raw_file {name!r} {held.unread.get(name, 'lies outside raw/')}"
        raise refusal("catalogue.csv", row, problem, "put a copy of the file into raw/")
    problem = f"there is no file raw/{name}"
    raise refusal("catalogue.csv", row, problem, "restore it, or take its rows out")


_WRONG = [
    Wrong(
        lambda row: not row.begins < row.stops <= row.length,
        "span {begins}:{stops} is empty or leaves the file{has}",
        "correct raw_start and raw_end",
    ),
    Wrong(
        lambda row: row.begins < row.end_before,
        "span {begins}:{stops} overlaps {document_before}, which ends at {end_before}",
        "correct the offsets of one of the two",
    ),
    Wrong(
        lambda row: row.duplicate_of and not row.is_copy,
        "duplicate_of is {duplicate_of!r}, which is no document of its own here",
        "name the doc_id of the copy that is kept",
    ),
    *(
        Wrong(
            lambda row, name=name: not _is_day(getattr(row, name)),
            f"{name} is {{{name}!r}}, a day that no calendar has",
            "write a date such as 2016-01-17, or nothing",
        )
        for name in ("delivered", "posted")
    ),
    *(
        Wrong(
            lambda row, name=name: _runs_backwards(getattr(row, name)),
            f"{name} is {{{name}!r}}, a period that ends before it begins",
            "write the earlier year first",
        )
        for name in ("reviews", "plans")
    ),
    Wrong(
        lambda row: row.genre != "article" and not row.year,
        "a {genre} without a year",
        "give the year in the report's name, the one it plans for",
    ),
    Wrong(
        lambda row: not row.level and not territories.level_of(row.place),
        "level is empty, and the name of {place} does not tell it",
        "write nation, province, city or county",
    ),
    Wrong(
        lambda row: row.territory not in ("", row.place, *row.territories),
        "territory is {territory!r}, which territories.csv does not have for {place}",
        "write one of its rows, or nothing for the place itself{choice}",
    ),
]
"""What can be wrong with a row whose cells are sound; all that hold are told."""


def relations(
    table: pd.DataFrame,
    raw_texts: dict[str, str],
    known: pd.DataFrame,
    originals: set[str] | None = None,
) -> list[Problem]:
    """What is wrong between the cells of rows, with their files and with other rows.

    Parameters
    ----------
    table : DataFrame
        Rows whose cells are sound, as text.
    raw_texts : dict
        Bare file name to decoded text; where it is missing, no end is known.
    known : DataFrame
        The corpus's territories.
    originals : set of str, optional
        Documents that a row may repeat; by default those of the table that repeat none.

    >>> relations(pd.DataFrame(columns=COLUMNS), {}, territories.read(None))
    []
    """
    if originals is None:
        originals = set(table.loc[table["duplicate_of"].eq(""), "doc_id"])
    names: dict[str, list[str]] = {}
    for territory, place in known["place"].items():
        names.setdefault(place, []).append(territory)
    problems = []
    for row in _placed(table, raw_texts):
        row.is_copy = row.duplicate_of in originals and row.duplicate_of != row.doc_id
        row.territories = names.get(row.place, [])
        row.choice = "".join(f"; {name}" for name in row.territories)
        problems += all_wrong(_WRONG, row, "catalogue.csv", row.number)
    return problems


def _placed(table: pd.DataFrame, raw_texts: dict[str, str]) -> Iterator[SimpleNamespace]:
    """The rows with what is known of their file, and of the document before them in it."""
    rows = [SimpleNamespace(**row) for row in table.to_dict("records")]
    for number, row in zip(table.index, rows, strict=True):
        row.number, row.begins, row.stops = number, int(row.raw_start), int(row.raw_end)
    before = SimpleNamespace(raw_file=None, stops=0, doc_id="")
    for row in sorted(rows, key=lambda row: (row.raw_file, row.begins, row.stops)):
        text = raw_texts.get(row.raw_file)
        row.length = row.stops if text is None else len(text)
        row.has = "" if text is None else f", which has {len(text)} characters"
        if row.raw_file != before.raw_file:
            before = SimpleNamespace(raw_file=row.raw_file, stops=0, doc_id="")
        row.end_before, row.document_before = 0, ""
        if row.begins < row.stops <= row.length:
            row.end_before, row.document_before = before.stops, before.doc_id
            before = row if before.stops <= row.begins else before
        yield row


def _is_day(cell: str) -> bool:
    try:
        return not cell or bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _runs_backwards(periods: str) -> bool:
    return any(period[:4] > period[-4:] for period in periods.split(";"))
