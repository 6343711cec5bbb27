"""Preparing a corpus too large for memory: documents in, Parquet out, part by part, on Dask.

A part is a few dozen documents and one task, see :mod:`workreports.ingest.parts`; a second run does
only what is missing. What a corpus has beside its documents (lexicon, reference, territories,
tables) goes along.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow.parquet

from workreports.corpus import catalogue, schema
from workreports.corpus.store import parquet
from workreports.ingest import parts
from workreports.ingest.parts import Unit
from workreports.io import code, writing
from workreports.io.errors import refusal
from workreports.io.extras import extra
from workreports.io.tables import csv_text

DOCUMENTS_IN_A_PART = 64
_TOOLS = ["jieba", "rjieba", "pandas", "pyarrow"]
_BESIDE = ["lexicon", "reference", "tables", "territories.csv"]
"""What a corpus has beside its documents."""


class Built(NamedTuple):
    """What a run did: documents in the corpus, those that failed, parts made, parts kept."""

    documents: int
    failed: int
    made: int
    kept: int


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
        A corpus folder with a catalogue, or any folder of txt, html, pdf and docx files, whose
        catalogue rows are then proposed and not confirmed by anybody.
    out : Path
        A new or an empty folder, or that of an earlier run, of which what is unchanged is kept.
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
        raise refusal(
            str(folder),
            None,
            "there is no document in this folder",
            "name a corpus folder, or a folder of txt, html, pdf and docx files",
        )
    _refuse_other(out)
    with writing.locked(out), writing.explain_unwritable(out):
        writing.mark(out)
        (out / "parts").mkdir(parents=True, exist_ok=True)
        wanted = _wanted(units, _state(folder))
        made = _make(wanted, folder, out / "parts", scheduler, workers, on_part)
        _copy_beside(folder, out)
        built = _write_manifest(out, list(wanted), refused, made)
        for old in sorted((out / "parts").iterdir()):
            if old.name not in wanted:
                writing.discard(old)
    return built


def _refuse_other(out: Path) -> None:
    """Refuse a folder of somebody else: a build takes away what is out of date."""
    if not out.exists() or writing.is_marked(out) or parquet.is_store(out):
        return
    others = [path.name for path in out.iterdir()] if out.is_dir() else [out.name]
    ours = (".lock", writing.WRITING)  # of a build that begins at this moment
    others = sorted(name for name in others if not name.startswith(ours))
    if others:
        problem = f"it is not empty and not a corpus of ours: it holds {others[0]}"
        raise refusal(str(out), None, problem, "name a new or an empty folder")


def _wanted(units: list[Unit], state: str) -> dict[str, list[Unit]]:
    """The parts of a corpus: name, which changes with the content, to documents."""
    starts = range(0, len(units), DOCUMENTS_IN_A_PART)
    chunks = [units[start : start + DOCUMENTS_IN_A_PART] for start in starts]
    return {f"{number:06d}-{_key(state, part)}": part for number, part in enumerate(chunks)}


def _make(
    wanted: dict[str, list[Unit]],
    folder: Path,
    out: Path,
    scheduler: str | None,
    workers: int | None,
    on_part: Callable[[int, int], None],
) -> int:
    """Make the parts that are not there yet, and say how many they were."""
    missing = [(name, part) for name, part in wanted.items() if not (out / name).is_dir()]
    workers = min(workers or os.cpu_count() or 1, max(len(missing), 1))
    with _executor(scheduler, workers) as run:
        made = run(lambda item: parts.make(item[1], folder, out, item[0]), missing)
        for done, _ in enumerate(made, start=1):
            on_part(done, len(missing))
    return len(missing)


def _write_manifest(out: Path, names: list[str], refused: pd.DataFrame, made: int) -> Built:
    """List the parts, and the documents that failed."""
    read = pyarrow.parquet.read_table
    tables = [read(out / "parts" / name / "failed.parquet").to_pandas() for name in names]
    failed = pd.concat([refused, *tables], ignore_index=True)
    writing.replace(out / "failed.csv", csv_text(failed).encode("utf-8"))
    described = pyarrow.parquet.read_metadata
    documents = sum(
        described(out / "parts" / name / "documents.parquet").num_rows for name in names
    )
    manifest = {"documents": documents, "failed": len(failed), "parts": names}
    told = json.dumps(manifest, indent=1) + "\n"
    writing.replace(out / parquet.MANIFEST, told.encode("utf-8"))
    return Built(documents, len(failed), made, len(names) - made)


def _copy_beside(folder: Path, out: Path) -> None:
    """Give the corpus in Parquet what the folder has beside its documents, and nothing else."""
    for name in _BESIDE:
        source, target = folder / name, out / name
        if source.is_file():
            writing.replace(target, source.read_bytes())
        elif target.is_file():
            target.unlink()
        if target.is_dir() and not writing.is_marked(target):
            raise refusal(str(target), None, "it is not ours", "put it elsewhere")
        writing.discard(target)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))
            writing.mark(target)


def _units(folder: Path) -> tuple[list[Unit], pd.DataFrame]:
    """The documents of a folder in a fixed order, and those that cannot even be listed."""
    units: list[Unit] = []
    refused: list[dict[str, str]] = []
    seen: dict[str, str] = {}
    digests: dict[Path, str] = {}
    for path, row in _listed(folder):
        doc_id = row["doc_id"] if row else ""
        try:
            if row and not re.fullmatch(r"[^/\\:]+", row["raw_file"]):
                raise ValueError(f"raw_file is {row['raw_file']!r}, no bare name of a file in raw/")
            if folder not in path.resolve().parents:
                raise ValueError("the file lies outside the folder")
            if path not in digests:
                digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
            key = doc_id or digests[path]
            if key in seen:
                raise ValueError(f"the same {'doc_id' if row else 'file'} as {seen[key]}")
            seen[key] = path.name
            units.append(Unit(str(path), digests[path], row))
        except (OSError, ValueError) as error:
            refused.append(parts.refused(path.name, doc_id, error))
    return units, pd.DataFrame(refused, columns=schema.columns("failed", "stored"))


def _listed(folder: Path) -> list[tuple[Path, dict[str, str] | None]]:
    """The files of a folder, each with its row of the catalogue, if the folder has one."""
    if not (folder / "catalogue.csv").is_file():
        files = sorted(folder.rglob("*"))
        return [(path, None) for path in files if path.is_file() and path.name[:1] != "."]
    table = catalogue.written(folder / "catalogue.csv")
    rows = table.to_dict("records")
    return [(catalogue.raw_path(folder, row["raw_file"]), row) for row in rows]


def _state(folder: Path) -> str:
    """A name for everything but the documents that the tables depend on."""
    beside = [path for name in _BESIDE for path in sorted((folder / name).rglob("*"))]
    files = [folder / "edits.csv", folder / "territories.csv", *beside]
    digest = hashlib.sha256(str(code.running(*_TOOLS)).encode())
    for path in filter(Path.is_file, files):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _key(state: str, part: list[Unit]) -> str:
    told = json.dumps(
        [state, *((unit.digest, Path(unit.path).name, unit.row) for unit in part)],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


@contextmanager
def _executor(scheduler: str | None, workers: int) -> Iterator[Callable]:
    """How tasks are run: in this process, or on Dask; like ``map``, but results as they come."""
    if scheduler is None and workers == 1:
        yield map
        return
    with extra("scale"):
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
