"""One part of a large corpus: some documents read, their tables written.

A part is written under another name and renamed when whole, so that a killed worker costs only its
own work. A document that cannot be read is listed with its reason; the others go on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from workreports import indicators
from workreports.analysis import reuse
from workreports.corpus import Corpus, catalogue, edits, reading, schema, territories
from workreports.corpus.store.memory import MemoryTables
from workreports.ingest import proposing, readers
from workreports.io import lexicon, writing
from workreports.io.errors import CorpusError
from workreports.io.tables import read_csv
from workreports.io.text import decode


class Unit(NamedTuple):
    """A document to be read: its file, and its catalogue row, or None if one is to be proposed."""

    path: str
    digest: str
    row: dict[str, str] | None


def make(units: Iterable[Unit], folder: Path, parts: Path, name: str) -> str:
    """Read some documents and write their tables; the task of a worker.

    Parameters
    ----------
    units : iterable of Unit
    folder : Path
        Where they come from: a corpus folder, or any other.
    parts : Path
        Where the part is put.
    name : str
        Its name, which begins with its number.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     make([], Path("corpus"), Path(out), "000000-empty")
    '000000-empty'
    """
    temporary = parts / f"{writing.WRITING}{name}-{os.getpid()}"
    writing.discard(temporary)
    temporary.mkdir(parents=True)
    writing.mark(temporary)
    first = int(name.partition("-")[0]) << 32
    for table, rows in _tables(list(units), folder).items():
        described = schema.arrow(table)
        numbered = rows.assign(serial=range(first, first + len(rows)))[described.names]
        written = pa.Table.from_pandas(numbered, schema=described, preserve_index=False)
        written = written.replace_schema_metadata(None)
        pa.parquet.write_table(written, temporary / f"{table}.parquet", compression="zstd")
    try:
        temporary.rename(parts / name)
    except OSError:  # another worker was faster with the same part
        writing.discard(temporary)
    return name


def _tables(units: list[Unit], folder: Path) -> dict[str, pd.DataFrame]:
    """The tables that Parquet holds, in the order of the schema."""
    documents, failed, texts = [], [], {}
    by_hand = _edits_by_hand(folder, {Path(unit.path).name for unit in units})
    known = territories.read(folder)
    for unit in units:
        try:
            row, raw = _row(unit, folder, known)
            documents.append(reading.document(row, raw, by_hand.get(row["raw_file"], [])))
            texts[row["raw_file"]] = raw
        except Exception as error:  # whatever one document does, the others go on
            doc_id = (unit.row or {}).get("doc_id", "")
            failed.append(refused(Path(unit.path).name, doc_id, error))
    read = reading.assemble(documents)
    tokens = reading.tokens(read.paragraphs, read.edits, lexicon.of(folder))
    corpus = Corpus(
        MemoryTables(
            read.documents.set_index("doc_id"), read.paragraphs, read.edits, lambda: tokens, folder
        )
    )
    doc_id_of = read.paragraphs.set_index("par_id")["doc_id"]
    return {
        "documents": read.documents,
        "paragraphs": read.paragraphs.assign(words=corpus.words.to_numpy()),
        "edits": read.edits,
        "tokens": tokens.assign(doc_id=tokens["par_id"].map(doc_id_of)),
        "counts": corpus.word_counts(),
        "observations": indicators.extract(corpus),
        "clauses": _clauses(corpus.body),
        "texts": pd.DataFrame(sorted(texts.items()), columns=schema.columns("texts", "stored")),
        "failed": pd.DataFrame(failed, columns=schema.columns("failed", "stored")),
    }


def refused(file: str, doc_id: str, error: Exception) -> dict[str, str]:
    """The row of ``failed`` for a document that cannot be read.

    >>> refused("a.txt", "", ValueError("no text"))["reason"]
    'no text'
    """
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())
    return {"file": file, "doc_id": doc_id, "reason": reason or type(error).__name__}


def _clauses(body: pd.DataFrame) -> pd.DataFrame:
    """The keys of clauses by which shared wording is found."""
    keys = zip(body["par_id"], body["doc_id"], reuse.keys(body["text"].tolist()), strict=True)
    rows = [(par_id, doc_id, key) for par_id, doc_id, found in keys for key in found]
    table = pd.DataFrame(rows, columns=schema.columns("clauses", "stored"))
    return schema.conform(table, "clauses", "stored")


def _row(unit: Unit, folder: Path, known: pd.DataFrame) -> tuple[dict[str, object], str]:
    """The row of a document with its types, and the text that its offsets count in."""
    path = Path(unit.path)
    if unit.row is None:
        text = readers.read(path).text
        row = _proposed(unit, text, folder, known)
    else:
        text = decode(path.read_bytes(), path.name)
        row = unit.row
        if unit.digest != row["sha256"]:
            raise ValueError(f"the file is not the one described (its SHA-256 is {unit.digest})")
    problems = catalogue.row_problems(row, text, known)
    if problems:
        raise CorpusError(problems)
    return catalogue.typed(pd.DataFrame([row])).reset_index().iloc[0].to_dict(), text


def _proposed(unit: Unit, text: str, folder: Path, known: pd.DataFrame) -> dict[str, str]:
    """A row as the program reads it off the text."""
    path = Path(unit.path)
    found = proposing.propose(text, path.stem, known)
    row = dict.fromkeys(catalogue.COLUMNS, "") | {
        name: one.value.strip() for name, one in found.items()
    }
    name = f"{row['doc_id']}-{unit.digest[:8]}"
    from_where = f"file {path.relative_to(folder).as_posix()}"
    return row | {
        "doc_id": name,
        "raw_file": f"{name}.txt",
        "raw_start": "0",
        "raw_end": str(len(text)),
        "sha256": unit.digest,
        "title": re.sub(r"[\s\x00-\x1f]+", " ", row["title"]).strip().lstrip("=+-@ "),
        "source": f"{from_where}; row proposed by the program, confirmed by nobody",
    }


def _edits_by_hand(folder: Path, names: set[str]) -> dict[str, list[edits.Edit]]:
    """The edits by hand of some raw files."""
    path = folder / "edits.csv"
    if not path.is_file():
        return {}
    known = set(read_csv(path, edits.EDIT_COLUMNS)["raw_file"])
    raw_texts = {
        name: decode(catalogue.raw_path(folder, name).read_bytes(), name)
        for name in sorted(known & names)
    }
    return edits.read(path, raw_texts, ignore=known - set(raw_texts))
