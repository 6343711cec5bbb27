"""Preparing a corpus too large for memory: documents in, Parquet out, part by part, on Dask.

A part is a few dozen documents and one task. It is written under another name and renamed when whole, so that a killed worker costs only its own work, and a
second run does only what is missing. A document that cannot be read is listed with its reason; the others go on.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from workreports.io import lexicon
from workreports.io import resources
from workreports import indicators
from workreports.analysis import reuse
from workreports.corpus import catalogue, cleaning, reading, schema, storage, territories
from workreports.ingest import proposing, readers
from workreports.io import writing
from workreports.io.tables import csv_text, read_csv
from workreports.io.text import decode
from workreports.corpus.corpus import Corpus
from workreports.io.errors import CorpusError, Problem

DOCUMENTS_IN_A_PART = 64


class Built(NamedTuple):
    """What a run did: documents in the corpus, those that failed, parts made and parts kept from before."""

    documents: int
    failed: int
    made: int
    kept: int


class _Unit(NamedTuple):
    """A document to be read: its file, and its catalogue row, or None if one has to be proposed."""

    path: str
    digest: str
    row: dict[str, str] | None


def build(
    folder: Path,
    out: Path,
    scheduler: str | None = None,
    workers: int | None = None,
    on_part: Callable[[int, int], None] = lambda done, of: None,
) -> Built:
    """Prepare the documents of a folder as a corpus in Parquet; ``load_corpus(out)`` opens it.

    Parameters
    ----------
    folder : Path
        A corpus folder with a catalogue, or any folder of txt, html, pdf and docx files, whose catalogue rows are then proposed and not confirmed by anybody.
    out : Path
        Of an earlier run, what is unchanged is kept.
    scheduler : str, optional
        Address of a Dask scheduler whose workers see both folders; a local cluster by default.
    workers : int, optional
        Processes of the local cluster, by default one a core; 1 works in this process.
    on_part : callable
        Called with the parts done and the parts to do.

    Returns
    -------
    Built
        Documents that failed are in ``failed.csv``, with their reasons.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     build(Path("corpus"), Path(out), workers=1)
    Built(documents=14, failed=0, made=1, kept=0)
    """
    folder, out = Path(folder).resolve(), Path(out).resolve()
    units, refused = _units(folder)
    if not units and refused.empty:
        raise CorpusError(
            [
                Problem(
                    str(folder),
                    None,
                    "there is no document in this folder",
                    "name a corpus folder, or a folder of txt, html, pdf and docx files",
                )
            ]
        )
    _refuse_other(out)
    with writing.locked(out), writing.explain_unwritable(out):
        writing.mark(out)
        (out / "parts").mkdir(parents=True, exist_ok=True)
        state = _state(folder)
        wanted = {
            f"{number:06d}-{_key(state, part)}": part
            for number, part in enumerate(
                units[start : start + DOCUMENTS_IN_A_PART]
                for start in range(0, len(units), DOCUMENTS_IN_A_PART)
            )
        }
        open_parts = {
            name: part for name, part in wanted.items() if not (out / "parts" / name).is_dir()
        }
        with _executor(
            scheduler, min(workers or os.cpu_count() or 1, max(len(open_parts), 1))
        ) as run:
            for done, _ in enumerate(
                run(
                    lambda item: make_part(item[1], folder, out / "parts", item[0]),
                    list(open_parts.items()),
                ),
                start=1,
            ):
                on_part(done, len(open_parts))
        tables = [
            pa.parquet.read_table(out / "parts" / name / "failed.parquet").to_pandas()
            for name in wanted
        ]
        failed = pd.concat([refused, *tables], ignore_index=True)
        writing.replace(out / "failed.csv", csv_text(failed).encode("utf-8"))
        documents = sum(
            pa.parquet.read_metadata(out / "parts" / name / "documents.parquet").num_rows
            for name in wanted
        )
        writing.replace(
            out / storage.MANIFEST,
            (
                json.dumps(
                    {"documents": documents, "failed": len(failed), "parts": list(wanted)}, indent=1
                )
                + "\n"
            ).encode("utf-8"),
        )
        for old in sorted((out / "parts").iterdir()):
            if old.name not in wanted:
                writing.discard(old)
    return Built(documents, len(failed), len(open_parts), len(wanted) - len(open_parts))


def _refuse_other(out: Path) -> None:
    """Refuse a folder in which somebody else keeps files: a build takes away what is out of date."""
    if not out.exists() or writing.is_marked(out) or storage.is_store(out):
        return
    others = (
        sorted(path.name for path in out.iterdir() if path.name != ".lock")
        if out.is_dir()
        else [out.name]
    )
    if others:
        raise CorpusError(
            [
                Problem(
                    str(out),
                    None,
                    f"it is not empty and not a corpus of ours: it holds {others[0]}",
                    "name a new or an empty folder",
                )
            ]
        )


def make_part(units: list[_Unit], folder: Path, parts: Path, name: str) -> str:
    """Read some documents and write their tables; the task of a worker.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     make_part([], Path("corpus"), Path(out), "000000-empty")
    '000000-empty'
    """
    documents, paragraphs, edits, failed, texts = [], [], [], [], {}
    by_hand = _edits_by_hand(folder, {Path(unit.path).name for unit in units})
    for unit in units:
        try:
            row, raw = _document(unit, folder)
            doc = next(pd.DataFrame([row]).set_index("doc_id").itertuples())
            found = reading.document(doc, raw, by_hand.get(row["raw_file"], []))
            paragraphs += found[0]
            edits += found[1]
            texts[row["raw_file"]] = raw
            documents.append(row | {"characters": sum(len(paragraph[7]) for paragraph in found[0])})
        except Exception as error:  # whatever one document does, the others go on
            failed.append(
                {
                    "file": Path(unit.path).name,
                    "doc_id": (unit.row or {}).get("doc_id", ""),
                    "reason": " ".join(str(error).split()) or type(error).__name__,
                }
            )
    tables = _tables(
        pd.DataFrame(documents, columns=schema.columns("documents")),
        pd.DataFrame(paragraphs, columns=schema.columns("paragraphs")),
        pd.DataFrame(edits, columns=schema.columns("edits")),
        folder,
    )
    tables["texts"] = pd.DataFrame(sorted(texts.items()), columns=schema.columns("texts", "stored"))
    tables["failed"] = pd.DataFrame(failed, columns=schema.columns("failed", "stored"))
    temporary = parts / f"{writing.WRITING}{name}-{os.getpid()}"
    writing.discard(temporary)
    temporary.mkdir(parents=True)
    writing.mark(temporary)
    first = int(name.partition("-")[0]) << 32
    for table in schema.STORED:
        rows, described = tables[table], schema.arrow(table)
        if "serial" in described.names:
            rows = rows.assign(serial=range(first, first + len(rows)))
        rows = rows[described.names]
        pa.parquet.write_table(
            pa.Table.from_pandas(
                rows, schema=described, preserve_index=False
            ).replace_schema_metadata(None),
            temporary / f"{table}.parquet",
            compression="zstd",
        )
    try:
        temporary.rename(parts / name)
    except OSError:  # another worker was faster with the same part
        writing.discard(temporary)
    return name


def _tables(
    documents: pd.DataFrame, paragraphs: pd.DataFrame, edits: pd.DataFrame, folder: Path
) -> dict[str, pd.DataFrame]:
    tokens = reading.tokens(folder, paragraphs, edits)
    corpus = Corpus(documents.set_index("doc_id"), paragraphs, edits, folder, lambda: tokens)
    tokens = tokens.assign(
        doc_id=tokens["par_id"].map(
            dict(zip(paragraphs["par_id"], paragraphs["doc_id"], strict=True))
        )
    )
    body = (
        paragraphs[paragraphs["depth"].eq(0) & ~paragraphs["text"].str.contains("\n")]
        if len(paragraphs)
        else paragraphs
    )
    clauses = [
        (par_id, doc_id, key)
        for par_id, doc_id, keys in zip(
            body["par_id"], body["doc_id"], reuse.keys(body["text"].tolist()), strict=True
        )
        for key in keys
    ]
    observations = (
        indicators.extract(corpus)
        if len(paragraphs)
        else schema.conform(pd.DataFrame(), "observations")
    )
    return {
        "documents": documents,
        "paragraphs": paragraphs.assign(words=corpus.words.to_numpy() if len(paragraphs) else []),
        "edits": edits,
        "tokens": tokens,
        "counts": corpus.word_counts(),
        "observations": observations,
        "clauses": pd.DataFrame(clauses, columns=["par_id", "doc_id", "clause"]).astype(
            {"clause": "uint64"}
        ),
    }


def _units(folder: Path) -> tuple[list[_Unit], pd.DataFrame]:
    """The documents of a folder in a fixed order, and those that cannot even be listed."""
    refused: list[dict[str, str]] = []
    if (folder / "catalogue.csv").is_file():
        table = read_csv(folder / "catalogue.csv", catalogue.COLUMNS)
        wanted = [
            (catalogue.raw_path(folder, row["raw_file"]), row) for row in table.to_dict("records")
        ]
    else:
        wanted = [
            (path, None)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        ]
    units, seen, digests = [], {}, {}
    for path, row in wanted:
        identity = row["doc_id"] if row else None
        try:
            if row and not re.fullmatch(r"[^/\\:]+", row["raw_file"]):
                raise ValueError(f"raw_file is {row['raw_file']!r}, no bare name of a file in raw/")
            if folder not in path.resolve().parents:
                raise ValueError("the file lies outside the folder")
            if path not in digests:
                digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
            key = identity or digests[path]
            if key in seen:
                raise ValueError(f"the same {'doc_id' if row else 'file'} as {seen[key]}")
            seen[key] = path.name
            units.append(_Unit(str(path), digests[path], row))
        except (OSError, ValueError) as error:
            refused.append(
                {
                    "file": path.name,
                    "doc_id": identity or "",
                    "reason": getattr(error, "strerror", None) or str(error),
                }
            )
    return units, pd.DataFrame(refused, columns=schema.columns("failed", "stored"))


def _document(unit: _Unit, folder: Path) -> tuple[dict[str, object], str]:
    """The catalogue row of a document, and the text its offsets count in."""
    path = Path(unit.path)
    if unit.row is None:
        text = readers.read(path).text
        row = dict.fromkeys(catalogue.COLUMNS, "") | {
            column: found.value
            for column, found in proposing.propose(
                text, path.stem, territories.read(folder)
            ).items()
        }
        name = f"{row['doc_id']}-{unit.digest[:8]}"
        row |= {
            "doc_id": name,
            "raw_file": f"{name}.txt",
            "raw_start": "0",
            "raw_end": str(len(text)),
            "sha256": unit.digest,
            "title": re.sub(r"[\s\x00-\x1f]+", " ", row["title"]).lstrip("=+-@ "),
            "source": f"file {path.relative_to(folder).as_posix()}; row proposed by the program, confirmed by nobody",
        }
    else:
        text, row = decode(path.read_bytes(), path.name), dict(unit.row)
        if unit.digest != row["sha256"].strip().lower():
            raise ValueError(f"the file is not the one described (its SHA-256 is {unit.digest})")
    problems = catalogue.row_problems(row)
    if problems:
        raise CorpusError(problems)
    clean = {column: row[column].strip() or None for column in catalogue.COLUMNS}
    clean |= {
        "year": int(clean["year"]) if clean["year"] else None,
        "raw_start": int(row["raw_start"]),
        "raw_end": int(row["raw_end"]),
    }
    if not 0 <= clean["raw_start"] < clean["raw_end"] <= len(text):
        raise ValueError(
            f"span {clean['raw_start']}:{clean['raw_end']} is empty or leaves the file, which has {len(text)} characters"
        )
    return clean, text


def _edits_by_hand(folder: Path, names: set[str]) -> dict[str, list[cleaning.Edit]]:
    path = folder / "edits.csv"
    if not path.is_file():
        return {}
    known = set(read_csv(path, cleaning.EDIT_COLUMNS)["raw_file"])
    raw_texts = {
        name: decode(catalogue.raw_path(folder, name).read_bytes(), name)
        for name in sorted(known & names)
    }
    return cleaning.read_edits(path, raw_texts, ignore=known - set(raw_texts))


def _state(folder: Path) -> str:
    """A name for everything but the documents that the tables depend on."""
    digest = hashlib.sha256()
    own = lexicon.of(folder)
    for path in [
        *sorted(resources.PACKAGE.rglob("*.py")),
        *lexicon.paths("terms.csv", own),
        *lexicon.paths("stopwords.txt", own),
        *lexicon.paths("indicators.csv", own),
        folder / "edits.csv",
    ]:
        digest.update(path.read_bytes() if path.is_file() else b"none")
    return digest.hexdigest()


def _key(state: str, part: list[_Unit]) -> str:
    told = json.dumps(
        [state, *((unit.digest, Path(unit.path).name, unit.row) for unit in part)],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


@contextmanager
def _executor(scheduler: str | None, workers: int) -> Iterator[Callable]:
    """How tasks are run: in this process, or on Dask; gives a function like ``map`` that yields results as they come."""
    if scheduler is None and workers == 1:
        yield lambda task, items: map(task, items)
        return
    import dask
    from distributed import Client, LocalCluster, as_completed

    with dask.config.set(
        {"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": 3}
    ):
        cluster = scheduler or LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit="2GiB",
            dashboard_address=None,
            silence_logs=50,
        )
        with Client(cluster) as client:
            try:
                yield lambda task, items: (
                    future.result()
                    for future in as_completed(
                        [client.submit(task, item, pure=False) for item in items]
                    )
                )
            finally:
                if scheduler is None:
                    cluster.close()
