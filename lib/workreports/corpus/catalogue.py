"""The catalogue: which documents lie where in which raw file, and whether that is still so."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pandas as pd

from workreports.corpus import schema
from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv
from workreports.io.text import decode

COLUMNS = schema.columns("documents", "written")
ADDING = ".adding-"
"""Before the name of a raw file that is on its way in or out, see :mod:`workreports.ingest`."""


def read(folder: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    """Read ``catalogue.csv`` of a corpus folder together with the raw files it names.

    Parameters
    ----------
    folder : Path
        Corpus folder with ``catalogue.csv`` and ``raw/``.

    Returns
    -------
    documents : DataFrame
        Index ``doc_id``; the catalogue's columns, ``year`` nullable Int64, offsets integers, empty cells missing.
    raw_texts : dict
        Bare file name to decoded text, line ends untouched.

    Raises
    ------
    CorpusError
        With every problem of the table and of the files: unknown values, doubled ids, files missing, changed, in
        another encoding or outside ``raw/``, spans beyond the file or overlapping, duplicates of nothing.

    >>> documents, raw_texts = read(Path("corpus"))
    >>> documents.loc["xiacheng-2014-work-report-copy", "duplicate_of"]
    'xiacheng-2014-work-report'
    """
    table, raw_texts, problems = check(folder)
    if problems:
        raise CorpusError(problems)
    documents = table.set_index("doc_id")
    documents = documents.mask(documents == "")
    documents["year"] = pd.to_numeric(documents["year"]).astype("Int64")
    documents[["raw_start", "raw_end"]] = documents[["raw_start", "raw_end"]].astype("int64")
    return documents, raw_texts


def raw_path(folder: Path, name: str) -> Path:
    """Where a raw file lies: under its name, or, while it is being added or removed, under a hidden one.

    >>> raw_path(Path("corpus"), "004_8fccc85bc0b3d2e3.txt").name
    '004_8fccc85bc0b3d2e3.txt'
    """
    path = folder / "raw" / name
    hidden = folder / "raw" / (ADDING + name)
    return hidden if not path.is_file() and hidden.is_file() else path


def check(
    folder: Path, table_path: Path | None = None
) -> tuple[pd.DataFrame, dict[str, str], list[Problem]]:
    """The catalogue's rows as text, the raw files that can be read, and everything that is wrong with either.

    Parameters
    ----------
    folder : Path
    table_path : Path, optional
        Another table than the folder's ``catalogue.csv``, to try it.

    >>> check(Path("corpus"))[2]
    []
    """
    for _ in range(50):
        before = _stand(folder)
        found = _check(folder, table_path)
        if not found[2] or _stand(folder) == before:
            return found
    return found  # another process never stops adding and removing


def _stand(folder: Path) -> tuple[object, ...]:
    """What changes when a document is added or removed while the folder is being read."""
    path = folder / "catalogue.csv"
    raw = folder / "raw"
    return path.read_bytes() if path.is_file() else None, sorted(
        os.listdir(raw)
    ) if raw.is_dir() else None


def _check(
    folder: Path, table_path: Path | None
) -> tuple[pd.DataFrame, dict[str, str], list[Problem]]:
    try:
        table = read_csv(table_path or folder / "catalogue.csv", COLUMNS).apply(
            lambda column: column.str.strip()
        )
    except CorpusError as error:
        return pd.DataFrame(columns=COLUMNS), {}, error.problems
    # Spreadsheets reshape dates on saving; the day itself is not in doubt.
    for name in ("delivered", "posted"):
        table[name] = table[name].str.replace(
            r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$",
            lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}",
            regex=True,
        )
    table["sha256"] = table["sha256"].str.lower()
    problems = _cells(table)
    sound = table[~table.index.isin({problem.row for problem in problems})]
    raw_texts, file_problems = _raw_texts(folder, sound, set(table["raw_file"]))
    problems += file_problems + _relations(sound, raw_texts)
    return table, raw_texts, sorted(problems, key=lambda problem: (problem.file, problem.row or 0))


def row_problems(row: dict[str, str]) -> list[Problem]:
    """What is wrong with the cells of one row, without the files.

    >>> [problem.problem for problem in row_problems(dict.fromkeys(COLUMNS, "") | {"doc_id": "A"})][0]
    "doc_id is 'A'"
    """
    table = pd.DataFrame([row]).map(str.strip)
    return [problem._replace(row=None) for problem in [*_cells(table), *_years(table)]]


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


def _years(table: pd.DataFrame) -> list[Problem]:
    """Documents that need a year and have none."""
    lacking = table[table["genre"].ne("article") & table["year"].eq("")]
    return [
        Problem("catalogue.csv", row, f"a {genre} without a year", "give the year of delivery")
        for row, genre in lacking["genre"].items()
    ]


def _raw_texts(
    folder: Path, table: pd.DataFrame, described: set[str]
) -> tuple[dict[str, str], list[Problem]]:
    raw_texts: dict[str, str] = {}
    problems: list[Problem] = []
    raw = (folder / "raw").resolve()
    present = (
        sorted(path.name for path in raw.glob("*") if not path.name.startswith("."))
        if raw.is_dir()
        else []
    )
    problems += [
        Problem(
            f"raw/{name}",
            None,
            "the catalogue has no document in this file",
            "describe it in catalogue.csv, or take it out",
        )
        for name in present
        if name not in described
    ]
    for name, rows in table.groupby("raw_file", sort=True):
        row = int(rows.index[0])
        path = raw_path(folder, name).resolve()
        if path.parent != raw:
            problems.append(
                Problem(
                    "catalogue.csv",
                    row,
                    f"raw_file {name!r} lies outside raw/",
                    "put a copy of the file into raw/",
                )
            )
            continue
        if not path.is_file():
            problems.append(
                Problem(
                    "catalogue.csv",
                    row,
                    f"there is no file raw/{name}",
                    "restore it, or take its rows out",
                )
            )
            continue
        try:
            data = path.read_bytes()
        except FileNotFoundError:  # it got its name at this moment
            data = raw_path(folder, name).read_bytes()
        try:
            raw_texts[name] = decode(data, f"raw/{name}")
        except CorpusError as error:
            problems += error.problems
            continue
        digest = hashlib.sha256(data).hexdigest()
        for changed in rows.index[rows["sha256"] != digest]:
            problems.append(
                Problem(
                    "catalogue.csv",
                    int(changed),
                    f"raw/{name} is not the file described here (its SHA-256 is {digest})",
                    "restore the file; if the change is meant, correct sha256 and check all offsets",
                )
            )
    return raw_texts, problems


def _relations(table: pd.DataFrame, raw_texts: dict[str, str]) -> list[Problem]:
    """Spans inside their files and apart from each other, duplicates of existing documents, years where due."""
    problems: list[Problem] = []

    def report(row: int, problem: str, remedy: str) -> None:
        problems.append(Problem("catalogue.csv", int(row), problem, remedy))

    spans = table.assign(a=table["raw_start"].astype(int), b=table["raw_end"].astype(int))
    for name, rows in spans.sort_values(["raw_file", "a", "b"]).groupby("raw_file", sort=True):
        length = len(raw_texts[name]) if name in raw_texts else None
        last_end, last_id = 0, ""
        for row in rows.itertuples():
            if row.a >= row.b or (length is not None and row.b > length):
                report(
                    row.Index,
                    f"span {row.a}:{row.b} is empty or leaves the file"
                    + (f", which has {length} characters" if length is not None else ""),
                    "correct raw_start and raw_end",
                )
            elif row.a < last_end:
                report(
                    row.Index,
                    f"span {row.a}:{row.b} overlaps {last_id}, which ends at {last_end}",
                    "correct the offsets of one of the two",
                )
            else:
                last_end, last_id = row.b, row.doc_id
    originals = set(table.loc[table["duplicate_of"] == "", "doc_id"])
    for row, doc_id, original in zip(
        table.index, table["doc_id"], table["duplicate_of"], strict=True
    ):
        if original and (original not in originals or original == doc_id):
            report(
                row,
                f"duplicate_of is {original!r}, which is no document of its own here",
                "name the doc_id of the copy that is kept",
            )
    for name in ("delivered", "posted"):
        for row, day in table[name].items():
            if day and pd.isna(pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")):
                report(
                    row,
                    f"{name} is {day!r}, a day that no calendar has",
                    "write a date such as 2016-01-17, or nothing",
                )
    for name in ("reviews", "plans"):
        for row, periods in table[name].items():
            if any(period[:4] > period[-4:] for period in periods.split(";")):
                report(
                    row,
                    f"{name} is {periods!r}, a period that ends before it begins",
                    "write the earlier year first",
                )
    return problems + _years(table)
