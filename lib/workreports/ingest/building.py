"""Preparing a corpus too large for memory: documents in, Parquet out, part by part.

Parts are made by child processes, one a core, see :mod:`workreports.ingest.watching`, or by those
of a Dask cluster of one's own; a second run makes only what is missing. What a corpus has beside
its documents (lexicon, reference, territories, tables) goes along.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus.store import manifest
from workreports.corpus.store.manifest import Manifest
from workreports.ingest import joining, listing, parts, watching
from workreports.ingest.parts import Order, Part
from workreports.ingest.watching import Limits
from workreports.io import sheets, writing
from workreports.io.errors import refusal
from workreports.io.extras import extra
from workreports.io.tables import csv_text

_KEPT_FOR = 24 * 60 * 60
"""Seconds for which what is out of date stays: somebody may be reading it."""


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
    limits: Limits = watching.USUAL,
    on_part: Callable[[int, int], None] = lambda done, of: None,
    columns: Mapping[str, str | None] | None = None,
) -> Built:
    """Prepare the documents of a folder as a corpus in Parquet; ``load_corpus(out)`` opens it.

    Who has opened ``out`` before goes on reading what was there then.

    Parameters
    ----------
    folder : Path
        A corpus folder with a catalogue; or any folder of txt, md, html, pdf and docx files, or a
        table of reports (csv, xlsx, dta), whose catalogue rows are then proposed and not confirmed
        by anybody. Where a file lies as PLACE/YEAR.md does, that is its place and year. What
        repeats a document of the same place and year is marked as its copy.
    out : Path
        A new or an empty folder, or that of an earlier run, of which what is unchanged is kept.
    scheduler : str, optional
        Address of a Dask scheduler whose workers see both folders; child processes by default.
    workers : int, optional
        How many child processes, by default one a core.
    limits : Limits
        What one document may cost, in ``seconds``, ``memory`` (MiB) and ``size`` (MB); one that
        costs more fails.
    on_part : callable
        Called with the parts done and the parts to do.
    columns : mapping of str to str, optional
        Of a table: which columns hold ``text place year title genre level delivered``, where they
        are not to be guessed.

    Returns
    -------
    Built
        Documents that failed are in ``failed.csv``, with their reasons and remedies.

    Raises
    ------
    CorpusError
        If there is no document, ``out`` is no place for a corpus, or the program was changed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     build(Path("corpus"), Path(out), workers=1)
    Built(documents=14, failed=0, made=1, kept=0)
    """
    folder, out = Path(folder).resolve(), Path(out).resolve()
    limits.require_sense()
    is_table = sheets.is_table(folder)
    _require_apart(folder, out, is_table)
    _require_ours(out)
    with writing.explain_unwritable(out), writing.locked(out):
        state, beside = parts.state(), listing.beside(folder)
        units, refused = (
            listing.rows(folder, columns or {})
            if is_table
            else listing.units(folder, limits.largest)
        )
        if not units and refused.empty:
            remedy = "name a corpus folder, or a folder of txt, md, html, pdf and docx files"
            raise refusal(str(folder), None, "there is no document in this folder", remedy)
        writing.mark(out)
        for name in ("parts", "beside"):
            writing.subfolder(out, name)
        key = parts.key({name: hashlib.sha256(data).hexdigest() for name, data in beside.items()})
        writing.seal(out / "beside" / key, beside)
        order = Order(out / "parts", out / "beside" / key, state, parts.key(limits))
        wanted = parts.divide(units, [state, key])
        names, made = _make(wanted, order, limits, scheduler, workers, on_part)
        ids = [unit.row["doc_id"] for unit in units if unit.row]
        built = _write_manifest(out, names, key, ids, refused)
        _clear(out)
    return Built(*built, made, len(names) - made)


def _require_apart(folder: Path, out: Path, is_table: bool) -> None:
    """Refuse a folder that is not there, and a place inside it."""
    if not is_table and not folder.is_dir():
        problem, remedy = "there is no such folder", "name a folder that holds documents"
        raise refusal(str(folder), None, problem, remedy)
    if out == folder or folder in out.parents:
        problem = f"it lies in {folder}, and would be read as part of it"
        raise refusal(str(out), None, problem, "name a folder elsewhere")


def _require_ours(out: Path) -> None:
    """Refuse a folder of somebody else: a build takes away what is out of date."""
    if out.exists() and not writing.is_marked(out) and not manifest.is_ours(out):
        others = [path.name for path in out.iterdir()] if out.is_dir() else [out.name]
        ours = (".lock", writing.WRITING)  # of a build that begins at this moment
        others = sorted(name for name in others if not name.startswith(ours))
        if others:
            problem = f"it is not empty and not a corpus of ours: it holds {others[0]}"
            raise refusal(str(out), None, problem, "name a new or an empty folder")
    for name in ("parts", "beside"):
        if (out / name).is_symlink():
            problem = f"{name} is a link that leads elsewhere"
            raise refusal(str(out), None, problem, "name a new or an empty folder")


def _make(
    wanted: list[Part],
    order: Order,
    limits: Limits,
    scheduler: str | None,
    workers: int | None,
    on_part: Callable[[int, int], None],
) -> tuple[list[str], int]:
    """Make the parts that are not there whole; the names of all, and how many were made."""
    with ThreadPoolExecutor() as threads:
        there = list(threads.map(lambda part: parts.finished(part, order), wanted))
    missing = [part for part, name in zip(wanted, there, strict=True) if name is None]
    names = [name for name in there if name is not None]
    tasks = [(part, order, limits) for part in missing]
    made = _on_dask(tasks, scheduler) if scheduler else _in_children(tasks, workers)
    for name in made:
        names.append(name)
        on_part(len(names) - len(wanted) + len(missing), len(missing))
    return sorted(names), len(missing)


_Tasks = list[tuple[Part, Order, Limits]]


def _in_children(tasks: _Tasks, workers: int | None) -> Iterator[str]:
    """The names of the parts as they are finished, each made by a child of this process."""
    with ThreadPoolExecutor(workers or os.cpu_count()) as threads:
        try:
            yield from (
                done.result()
                for done in as_completed([threads.submit(watching.make, *task) for task in tasks])
            )
        except BaseException:  # nobody waits for the rest
            threads.shutdown(wait=False, cancel_futures=True)
            watching.end()
            raise


def _on_dask(tasks: _Tasks, scheduler: str) -> Iterator[str]:
    """The same by the workers of a cluster, of which each has a child."""
    with extra("scale"):
        from distributed import Client, as_completed

    with Client(scheduler) as client:
        futures = [client.submit(watching.make, *task, pure=False) for task in tasks]
        yield from (done.result() for done in as_completed(futures))


def _write_manifest(
    out: Path, names: list[str], beside: str, ids: list[str], refused: pd.DataFrame
) -> tuple[int, int]:
    """List the parts, the documents by name and order, and those that failed."""
    held = joining.Parts(out / "parts", names)
    renamed, found = joining.renamed(held)
    order = [doc_id for doc_id in ids if doc_id in set(found.index)] or sorted(found.index)
    copies = joining.copies(held, renamed, found)
    failed = pd.concat([refused, *held.told("failed", *refused.columns)], ignore_index=True)
    failed = failed.sort_values(["file", "doc_id"], ignore_index=True)
    writing.replace(out / manifest.FAILED, csv_text(failed).encode("utf-8"))
    now = Manifest.of(out, order, names, beside, renamed, copies)
    for path in manifest.listed(out) - set(now.folders(out)):
        with suppress(OSError):  # it is gone, or belongs to somebody who alone may clear it away
            # From now on it is out of date; written anew, for only its owner may set its date.
            writing.replace(path / writing.MARK, (path / writing.MARK).read_bytes())
    writing.replace(out / manifest.NAME, now.encoded())
    return len(order), len(failed)


def _clear(out: Path) -> None:
    """Take away what is out of date for a day, and what builds left that were killed."""
    kept = manifest.listed(out)
    for path in [*out.iterdir(), *(out / "parts").iterdir(), *(out / "beside").iterdir()]:
        is_temporary = path.name.startswith(writing.WRITING)
        if is_temporary and path.is_file():
            path.unlink()
        elif path not in kept and writing.is_marked(path):
            is_old = (path / writing.MARK).stat().st_mtime < time.time() - _KEPT_FOR
            if is_temporary or is_old:
                writing.discard(path)
        elif is_temporary:
            writing.discard(path)
