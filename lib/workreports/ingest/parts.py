"""Parts of a large corpus: which documents go together, and their tables.

A document's part follows from a hash of its name, so that one document more, wherever it sorts,
changes one part and leaves the others alone. A document that cannot be read is listed with reason
and remedy; the others go on.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from workreports import indicators
from workreports.analysis import reuse
from workreports.corpus import Corpus, catalogue, edits, reading, schema, territories
from workreports.corpus.store.memory import MemoryTables
from workreports.ingest import describing, likeness, proposing, readers
from workreports.ingest.proposing import Found
from workreports.ingest.readers import Read
from workreports.ingest.tables import NOT_CONFIRMED
from workreports.ingest.worker import Begin
from workreports.io import code, lexicon, writing
from workreports.io.errors import CorpusError, refusal
from workreports.io.resources import SHARED_LEXICON
from workreports.io.tables import read_csv
from workreports.io.text import decode

DOCUMENTS_IN_A_PART = 64
_PACKAGES = [
    "cn2an", "jieba", "lxml", "numpy", "pandas", "pyarrow", "pypdfium2", "pypinyin",
    "rjieba", "trafilatura",
]  # fmt: skip
"""What reads and cuts."""


class Unit(NamedTuple):
    """A document to be read."""

    name: str
    """Its ``doc_id`` or, where it has none yet, the path of its file in the folder."""
    path: str
    digest: str
    """SHA-256 of the file."""
    row: dict[str, str] | None
    """Its row of the catalogue, or None if one is to be proposed."""
    text: str | None = None
    """Its text, where it is a cell of a table."""
    given: tuple[tuple[str, Found], ...] = ()
    """Columns of its row that are known."""


class Part(NamedTuple):
    """Documents whose tables are kept together."""

    name: str
    """First bits of the hashes of the documents' names, and a key to all that it depends on."""
    units: list[Unit]


class Order(NamedTuple):
    """What goes for all parts of a build."""

    folder: Path
    """Where parts are put."""
    beside: Path
    """What the corpus has beside its documents, sealed."""
    state: str
    """As :func:`state` told it when the build began."""
    limits: str
    """A name for the limits under which documents are read."""


def state() -> str:
    """A name for what computes: the code that runs, the packages under it, the library's lexicon.

    Raises
    ------
    CorpusError
        If the program was changed since it was started.

    >>> state() == state()
    True
    """
    running = code.running(*_PACKAGES)
    if running is None:
        raise _changed()
    files = sorted(path for path in SHARED_LEXICON.iterdir() if path.is_file())
    held = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return key([running, held])


def _changed() -> CorpusError:
    problem = "the program was changed while it was building"
    return refusal("workreports", None, problem, "start again; parts that are finished are kept")


def key(told: object) -> str:
    """A name for anything that can be written as JSON.

    >>> key([1]) == key((1,)) != key([2])
    True
    """
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]


def divide(units: Sequence[Unit], depends_on: object) -> list[Part]:
    """The parts that some documents make; the same for the same documents, whatever came before.

    A group of documents whose hashes begin alike is parted by the next bit while it has too many.

    Parameters
    ----------
    units : sequence of Unit
    depends_on : object
        All else that their tables depend on.

    >>> units = [Unit(f"{number}.txt", "", "", None) for number in range(100)]
    >>> [(part.name.partition("-")[0], len(part.units)) for part in divide(units, "")]
    [('0', 47), ('1', 53)]
    """
    hashed = [(_bits(unit.name), unit) for unit in units]

    def told(some: list[Unit]) -> str:
        return key([depends_on, [[unit.name, unit.digest, unit.row, unit.given] for unit in some]])

    return [
        Part(f"{bits or 'all'}-{told(some)}", some) for bits, some in _leaves("", sorted(hashed))
    ]


def _bits(name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()
    return f"{int.from_bytes(digest, 'big'):0256b}"


def _leaves(bits: str, hashed: list[tuple[str, Unit]]) -> Iterator[tuple[str, list[Unit]]]:
    """The groups of documents whose hashes begin with some bits."""
    if len(hashed) > DOCUMENTS_IN_A_PART:
        for longer in (f"{bits}0", f"{bits}1"):
            yield from _leaves(longer, [one for one in hashed if one[0].startswith(longer)])
    elif hashed or not bits:
        yield bits, [unit for _, unit in hashed]


def finished(part: Part, order: Order) -> str | None:
    """The full name of a part that is there whole; one with failures depends on the limits, too.

    >>> finished(Part("all-0", []), Order(Path("x"), Path("y"), "", "")) is None
    True
    """
    names = (part.name, f"{part.name}-{order.limits}")
    return next((name for name in names if not writing.damage(order.folder / name)), None)


def make(part: Part, order: Order, left_out: Mapping[int, tuple[str, str]], begin: Begin) -> str:
    """Read the documents of a part and write their tables; the task of a child.

    Parameters
    ----------
    part : Part
    order : Order
    left_out : mapping
        Number of a document that must not be read to the reason and the remedy.
    begin : callable
        Told the number of each document before it is read.

    Returns
    -------
    str
        The part's full name.

    Raises
    ------
    CorpusError
        If the program was changed since the build began.
    """
    if state() != order.state or writing.damage(order.beside):
        raise _changed()
    reader = _Reader(order.beside)
    found, failed, passing = [], [], ""
    for number, unit in enumerate(part.units):
        try:
            if number in left_out:
                raise refusal(unit.name, None, *left_out[number])
            begin(number)
            found.append(reader.tables(unit))
        except Exception as error:  # whatever one document does, the others go on
            failed.append(refused(_file(unit), (unit.row or {}).get("doc_id", ""), error))
            if isinstance(error, OSError):  # which need not be so next time: looked for in vain
                passing = f"-{uuid.uuid4().hex[:8]}"
    begin(None)
    tables = {
        name: pa.concat_tables([schema.arrow(name).empty_table(), *(one[name] for one in found)])
        for name in schema.STORED
        if name != "failed"
    }
    tables["failed"] = _arrow(pd.DataFrame(failed), "failed")
    if state() != order.state:
        raise _changed()
    name = f"{part.name}-{order.limits}{passing}" if failed else part.name
    files = {f"{name}.parquet": _parquet(table) for name, table in tables.items()}
    writing.seal(order.folder / name, files)
    return name


def _arrow(rows: pd.DataFrame, table: str) -> pa.Table:
    """Rows as Parquet holds them, numbered."""
    described = schema.arrow(table)
    numbered = rows.assign(serial=range(len(rows))).reindex(columns=described.names)
    found = pa.Table.from_pandas(numbered, schema=described, preserve_index=False)
    return found.replace_schema_metadata(None)


def _parquet(table: pa.Table) -> bytes:
    data = io.BytesIO()
    pa.parquet.write_table(table, data, compression="zstd")
    return data.getvalue()


def _file(unit: Unit) -> str:
    return readers.shown(unit.row["raw_file"] if unit.row else unit.name)


def refused(file: str, doc_id: str, error: Exception) -> dict[str, str]:
    """The row of ``failed`` for a document that cannot be read.

    >>> refused("a.txt", "", ValueError("no text"))["reason"]
    'no text'
    """
    row = {"file": file, "doc_id": doc_id}
    if isinstance(error, CorpusError):
        problems, remedies = (
            [p.problem for p in error.problems],
            [p.remedy for p in error.problems],
        )
        return row | {"reason": "; ".join(problems), "remedy": "; ".join(dict.fromkeys(remedies))}
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())
    remedy = "get the file again; if that does not help, report it"
    return row | {"reason": reason or type(error).__name__, "remedy": remedy}


class _Reader:
    """What reads the documents of one corpus.

    Parameters
    ----------
    beside : Path
        What the corpus has beside its documents.
    """

    def __init__(self, beside: Path):
        self.beside, self.edits = beside, beside / "edits.csv"
        self.territories = territories.read(beside)
        own = lexicon.of(beside)
        self.words = {name: lexicon.content(name, own) for name in ("terms.csv", "stopwords.txt")}
        there = self.edits.is_file()
        named = read_csv(self.edits, edits.EDIT_COLUMNS)["raw_file"] if there else ()
        self.edited = frozenset(named)
        self.named: set[str] = set()
        self.kept: set[str] = set()  # raw files, of which each may hold several documents
        reading.tokens(*reading.assemble([])[1:], self.words)  # a dictionary takes its time

    def tables(self, unit: Unit) -> dict[str, pa.Table]:
        """The tables of one document."""
        row, raw = self._row(unit)
        read = reading.assemble([reading.document(row, raw, self._by_hand(row["raw_file"], raw))])
        tokens = reading.tokens(read.paragraphs, read.edits, self.words)
        documents = read.documents.set_index("doc_id")
        held = MemoryTables(documents, read.paragraphs, read.edits, lambda: tokens, self.beside)
        corpus = Corpus(held)
        texts = [] if row["raw_file"] in self.kept else [(row["raw_file"], raw)]
        found = {
            "documents": read.documents,
            "paragraphs": read.paragraphs.assign(words=corpus.words.to_numpy()),
            "edits": read.edits,
            "tokens": tokens.assign(doc_id=row["doc_id"]),
            "counts": corpus.word_counts(),
            "observations": indicators.extract(corpus),
            "clauses": _clauses(corpus.body),
            "likeness": _likeness(row["doc_id"], "" if unit.row else raw),
            "texts": pd.DataFrame(texts, columns=schema.columns("texts", "stored")),
        }
        tables = {name: _arrow(rows, name) for name, rows in found.items()}
        self.kept.add(row["raw_file"])
        self.named.add(row["doc_id"])
        return tables

    def _row(self, unit: Unit) -> tuple[dict[str, object], str]:
        """The row of a document with its types, and the text that its offsets count in."""
        if unit.text is not None:
            read = Read(unit.text, f"a row of a {Path(unit.path).suffix.lower()[1:]}", False)
            return self._typed(unit, unit.text, self._proposed(unit, read))
        path = Path(unit.path)
        if unit.row is not None:  # it may just have got its name
            path = catalogue.raw_path(path.parents[1], unit.row["raw_file"])
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != unit.digest:
            raise OSError("it was changed while it was read")
        if unit.row is None:
            read = readers.parse(_file(unit), data)
            row, text = self._proposed(unit, read), read.text
        else:
            text, row = decode(data, _file(unit)), unit.row
            if unit.digest != row["sha256"]:
                problem = f"the file is not the one described (its SHA-256 is {unit.digest})"
                raise refusal(unit.name, None, problem, "restore the file, or correct sha256")
        return self._typed(unit, text, row)

    def _typed(self, unit: Unit, text: str, row: dict[str, str]) -> tuple[dict[str, object], str]:
        """A row with its types, if nothing is wrong with it, and its text."""
        problems = catalogue.row_problems(row, text, self.territories)
        if problems:
            raise CorpusError(problems)
        readers.require_length(unit.name, int(row["raw_end"]) - int(row["raw_start"]))
        return catalogue.typed(pd.DataFrame([row])).reset_index().iloc[0].to_dict(), text

    def _proposed(self, unit: Unit, read: Read) -> dict[str, str]:
        """A row as the program reads it off the text."""
        file = _file(unit)
        given = dict(unit.given)
        named = Path(file).with_suffix("").as_posix()
        found = proposing.propose(read.text, named, self.territories, given)
        name = found["doc_id"].value.strip()
        doc_id = f"{name}-{unit.digest[:8]}" if name in self.named else name
        told = [f"file {file}, {read.how}"]
        told += [f"{column} from {found[column].evidence}" for column in given]
        raw_file, source = f"{name}_{unit.digest[:16]}.txt", "; ".join([*told, NOT_CONFIRMED])
        row = describing.row(found, read.text, unit.digest, raw_file, source)
        return row | {"doc_id": doc_id}

    def _by_hand(self, raw_file: str, raw: str) -> list[edits.Edit]:
        """The edits by hand of a raw file."""
        if raw_file not in self.edited:
            return []
        return edits.read(self.edits, {raw_file: raw}, ignore=self.edited - {raw_file})[raw_file]


def _likeness(doc_id: str, text: str) -> pd.DataFrame:
    """By what copies of a document are looked for."""
    rows = pd.DataFrame({"piece": likeness.sketch(text)}, dtype="uint64").assign(doc_id=doc_id)
    return schema.conform(rows, "likeness", "stored")


def _clauses(body: pd.DataFrame) -> pd.DataFrame:
    """The keys by which shared wording is found."""
    keys = zip(body["par_id"], body["doc_id"], reuse.keys(body["text"].tolist()), strict=True)
    rows = [(par_id, doc_id, key) for par_id, doc_id, found in keys for key in found]
    table = pd.DataFrame(rows, columns=schema.columns("clauses", "stored"))
    return schema.conform(table, "clauses", "stored")
