"""From files to a corpus: every reader in its turn.

:func:`load_corpus` keeps what :func:`tables` and :func:`tokens` compute. Tables: the catalogue says
which document lies where (``catalogue``), each document's raw characters become clean text
(``cleaning``, with the edits by hand of ``edits``), its lines become headings and paragraphs
(``outline``), and each paragraph gets the period that it speaks of (``structure.turns``). Tokens:
each paragraph is cut into words (``segmentation``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus import (
    catalogue,
    cleaning,
    coverage,
    edits,
    outline,
    reference,
    schema,
    segmentation,
    territories,
)
from workreports.corpus.corpus import Corpus
from workreports.corpus.edits import raw_spans
from workreports.corpus.store import cache, manifest, snapshot
from workreports.corpus.store.memory import MemoryTables
from workreports.corpus.store.parquet import ParquetTables, is_store
from workreports.corpus.store.snapshot import Snapshot
from workreports.corpus.structure import turns
from workreports.io import lexicon, resources
from workreports.io.errors import CorpusError, Problem, refusal
from workreports.io.lexicon import Content
from workreports.io.text import NORMAL_FORM


def load_corpus(folder: Path | str | None = None) -> Corpus:
    """Load a corpus, by default the one that comes with the library.

    Parameters
    ----------
    folder : Path or str, optional
        Folder with ``catalogue.csv``, ``edits.csv`` and ``raw/``; what its ``lexicon/``
        holds adds to the library's. Or a folder that ``python -m workreports build`` made, whose
        tables are read from Parquet when asked for.

    Returns
    -------
    Corpus
        With all documents, duplicates too.

    Raises
    ------
    CorpusError
        Listing what is wrong with the catalogue, the raw files, the edits or the lexicon.

    >>> len(load_corpus().documents)
    14
    """
    folder = _home(folder)
    if is_store(folder):
        return Corpus(ParquetTables(folder))
    held, own = snapshot.take(folder), lexicon.of(folder)
    words = {name: lexicon.content(name, own) for name in ("terms.csv", "stopwords.txt")}
    kept = cache.Entry(held, words)
    read = Tables(*kept.tables("tables", Tables._fields, lambda: tables(held)))

    def read_tokens() -> pd.DataFrame:
        compute = partial(tokens, read.paragraphs, read.edits, words)
        return kept.tables("tokens", ["tokens"], lambda: [compute()])[0]

    documents = read.documents.set_index("doc_id")
    memory = MemoryTables(documents, read.paragraphs, read.edits, read_tokens, folder, held.raw)
    return Corpus(memory)


def problems(folder: Path | str | None = None) -> list[Problem]:
    """Everything that is wrong with a corpus folder or a corpus in Parquet; empty if nothing is.

    >>> problems()
    []
    """
    folder = _home(folder)
    if is_store(folder):
        return manifest.problems(folder)
    held = snapshot.take(folder)
    table, raw_texts, found = catalogue.check(held)
    own, unread = lexicon.of(folder), set(table["raw_file"]) - set(raw_texts)
    spans = None if found else _spans(table)
    checks: list[Callable[[], object]] = [
        *(partial(lexicon.table, name, own) for name in lexicon.TABLES),
        lambda: segmentation.terms(own),
        lambda: reference.of(folder),
        lambda: territories.read(held),
    ]
    if raw_texts:
        checks.append(lambda: edits.read(held / "edits.csv", raw_texts, spans, unread))
    for check in checks:
        try:
            check()
        except CorpusError as error:
            found += [problem for problem in error.problems if problem not in found]
    return found


def _home(folder: Path | str | None) -> Path:
    """The folder that was named, or that of the demonstration corpus, if there is one."""
    if folder is None and not resources.CORPUS.is_dir():
        raise refusal(
            "corpus",
            None,
            "this library was installed without the demonstration corpus",
            "name a corpus folder, as in: workreports check FOLDER; to begin one of your own: "
            "workreports add FILE... --corpus FOLDER",
        )
    return Path(folder) if folder is not None else resources.CORPUS


class Tables(NamedTuple):
    """What is read from files; ``corpus/README.md`` explains every column."""

    documents: pd.DataFrame
    """With the column ``doc_id`` and a RangeIndex."""
    paragraphs: pd.DataFrame
    edits: pd.DataFrame


class Document(NamedTuple):
    """What is read from one document: its row, and the rows of its paragraphs and edits."""

    row: dict[str, object]
    paragraphs: list[tuple[object, ...]]
    edits: list[tuple[object, ...]]


def tables(folder: Path | Snapshot, doc_ids: Collection[str] | None = None) -> Tables:
    """The tables of documents, paragraphs and edits, computed from the source files.

    Parameters
    ----------
    folder : Path or Snapshot
        The corpus, or what was read of it.
    doc_ids : collection of str, optional
        Documents to be read; all by default.

    Raises
    ------
    CorpusError
        With everything that is wrong with the catalogue and the raw files, or with the edits.

    >>> [len(table) > 0 for table in tables(Path("corpus"))]
    [True, True, True]
    """
    held = folder if isinstance(folder, Snapshot) else snapshot.take(folder)
    documents, raw_texts = catalogue.read(held)
    spans = _spans(documents)
    by_hand = edits.read(held / "edits.csv", raw_texts, spans)
    if doc_ids is not None:
        documents = documents[documents.index.isin(doc_ids)]
    read = assemble(
        document(row, raw_texts[row["raw_file"]], by_hand[row["raw_file"]])
        for row in documents.reset_index().to_dict("records")
    )
    outside = [
        (raw_file, None, *edit)
        for raw_file in sorted(set(documents["raw_file"]))
        for edit in cleaning.outside(raw_texts[raw_file], spans[raw_file])
    ]
    everywhere = pd.concat([pd.DataFrame(outside, columns=read.edits.columns), read.edits])
    order = ["raw_file", "raw_start", "raw_end"]
    everywhere = everywhere.sort_values(order, kind="stable", ignore_index=True)
    return read._replace(edits=schema.conform(everywhere, "edits"))


def _spans(documents: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Where the documents of each raw file lie."""
    places = documents[["raw_file", "raw_start", "raw_end"]].astype(
        {"raw_start": int, "raw_end": int}
    )
    spans: dict[str, list[tuple[int, int]]] = {}
    for raw_file, start, end in places.itertuples(index=False):
        spans.setdefault(raw_file, []).append((start, end))
    return {raw_file: sorted(found) for raw_file, found in spans.items()}


def document(row: Mapping[str, object], raw: str, by_hand: Iterable[edits.Edit]) -> Document:
    """Read one document.

    Parameters
    ----------
    row : mapping
        Its row of ``catalogue.read``, ``doc_id`` among the columns.
    raw : str
        The decoded raw file.
    by_hand : iterable of Edit
        The edits of that file.

    >>> documents, raw_texts = catalogue.read(Path("corpus"))
    >>> row = documents.reset_index().iloc[0]
    >>> document(row, raw_texts[row["raw_file"]], []).paragraphs[0][7]
    '2017年2月7日在上城区第十五届人民代表大会第一次会议上'
    """
    doc_id, raw_file, start, end = (
        row[name] for name in ("doc_id", "raw_file", "raw_start", "raw_end")
    )
    own = [edit for edit in by_hand if start <= edit.raw_start and edit.raw_end <= end]
    clean = cleaning.clean(raw, start, end, own)
    rows = outline.of(clean.text)
    texts = [clean.text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)]
    about = turns.spoken_of(rows, texts, row["reviews"], row["plans"])
    paragraphs = [
        (
            f"{doc_id}:{number:04d}",
            doc_id,
            line.part,
            line.depth,
            line.section,
            line.heading,
            period,
            text,
            *clean.raw_span(line.start, line.end),
        )
        for number, (line, text, period) in enumerate(
            zip(rows.itertuples(), texts, about, strict=True), start=1
        )
    ]
    changes = [(raw_file, doc_id, *edit) for edit in clean.edits]
    there = coverage.judge(rows, clean.text, str(row["genre"]))
    told = zip(there["part"], there["state"], strict=True)
    computed = {
        "coverage": ";".join(f"{part} {state}" for part, state in told),
        "completeness": row["completeness"]
        if pd.notna(row["completeness"])
        else coverage.completeness(there),
        "characters": sum(map(len, texts)),
    }
    return Document({**row, **computed}, paragraphs, changes)


def assemble(documents: Iterable[Document]) -> Tables:
    """The tables of some documents, in their order.

    >>> [len(table) for table in assemble([])]
    [0, 0, 0]
    """
    read = list(documents)

    def table(name: str, rows: list) -> pd.DataFrame:
        return schema.conform(pd.DataFrame(rows, columns=schema.columns(name)), name)

    return Tables(
        table("documents", [one.row for one in read]),
        table("paragraphs", [row for one in read for row in one.paragraphs]),
        table("edits", [row for one in read for row in one.edits]),
    )


def tokens(paragraphs: pd.DataFrame, edits: pd.DataFrame, own: Path | Content) -> pd.DataFrame:
    """All words with their places in the paragraph and in the raw file.

    See :meth:`workreports.corpus.Corpus.tokens`.

    Parameters
    ----------
    paragraphs, edits : DataFrame
        As of :func:`tables`.
    own : Path or Content
        The corpus's lexicon, see ``io.lexicon.of``, or what was read of it.

    >>> read = tables(Path("corpus"))
    >>> tokens(read.paragraphs.head(1), read.edits, lexicon.of(None))["token"].head(3).tolist()
    ['2017', '年', '2']
    """
    normal = paragraphs["text"].str.translate(NORMAL_FORM)
    words_of = zip(paragraphs["par_id"], segmentation.batch(normal, own), strict=True)
    records = [
        (par_id, position, *placed)
        for par_id, words in words_of
        for position, placed in enumerate(segmentation.spans(words))
    ]
    words = pd.DataFrame(records, columns=["par_id", "position", "token", "start", "end"])
    stopwords = segmentation.stopwords(own)
    content = {word: segmentation.is_content(word, stopwords) for word in words["token"].unique()}
    words = words.join(raw_spans(words, paragraphs, edits))
    words["is_content"] = words["token"].map(content)
    return schema.conform(words, "tokens")
