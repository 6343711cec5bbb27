"""The tables of a corpus in Parquet files, asked through DuckDB: what is not asked for is not read.

``python -m workreports build`` makes the folder: ``manifest.json`` lists its parts, and
``parts/NAME/`` holds the tables of each, as ``corpus/README.md`` describes them. A table is held
against its checksums when it is first asked.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workreports.corpus import schema
from workreports.corpus.store import counting, manifest
from workreports.corpus.store.tables import EVERYTHING, Selection
from workreports.io import writing
from workreports.io.errors import CorpusError, refusal
from workreports.io.extras import extra

if TYPE_CHECKING:
    from pyarrow import Array
    from pyarrow.parquet import ParquetFile
    from scipy.sparse import csr_array

_MEMORY = "1GB"  # DuckDB's own share; beyond it, it writes to disk
_REMEDY = "load it again; if that does not help, build it again: what is whole is kept"


def is_store(folder: Path) -> bool:
    """Whether a folder holds a corpus in Parquet, be it damaged.

    >>> is_store(Path("corpus"))
    False
    """
    try:
        return (folder / manifest.NAME).is_file() or (folder / writing.MARK).is_file()
    except PermissionError:  # said where it is read
        return False


class ParquetTables:
    """Tables in a folder that was built; see :class:`~workreports.corpus.store.tables.Tables`.

    They stay those of the state in which the folder was when it was opened.

    Raises
    ------
    CorpusError
        If the folder cannot be read, parts are missing or damaged, or it was opened more than a day
        before it was built again.
    ModuleNotFoundError
        If DuckDB is not installed.
    """

    def __init__(self, folder: Path):
        self._out = Path(folder).resolve()
        self._manifest = manifest.read(self._out)
        (beside,) = self._manifest.beside
        self.folder = self._out / "beside" / beside
        wrong = writing.damage(self.folder)
        if wrong:
            raise refusal(f"beside/{beside}", None, wrong[0], _REMEDY)
        self._connection, self._opening = _connection(), Lock()
        self._opened: set[str] = set()
        # They read whole columns, and are asked for again and again.
        self.values = lru_cache(self._values)
        self.document_characters = lru_cache(maxsize=16)(self._document_characters)
        self._frame = lru_cache(maxsize=4)(self._read_frame)

    def ask(
        self, query: str, **lists: tuple[str, ...] | list[str] | pd.Index | None
    ) -> pd.DataFrame:
        """The answer to a query; each list becomes a table with the columns ``value number``.

        Rows come in the order of the corpus where they have a ``serial``, and a ``doc_id``.
        """
        for table in schema.STORED:
            if re.search(rf"\b{table}\b", query):
                self._open(table)
        cursor = self._connection.cursor()
        for name, values in lists.items():
            if values is not None:
                listed = pd.DataFrame({"value": pd.Series(values, dtype="str")})
                listed["number"] = np.arange(len(listed), dtype="int32")
                cursor.register(f"{name}_wanted", listed)
        found = self._answer(cursor, query)
        if "serial" not in found:
            return found
        return self._in_order(found).drop(columns="serial")

    def _answer(self, cursor, query: str) -> pd.DataFrame:
        import duckdb

        try:
            return cursor.execute(query).df()
        except duckdb.Error as error:
            told = str(error).partition("\n")[0]
            raise refusal(self._out.name, None, f"it cannot be read ({told})", _REMEDY) from None

    def _in_order(self, found: pd.DataFrame) -> pd.DataFrame:
        """Rows in the order of the corpus."""
        rank = pd.Index(self._manifest.order).get_indexer(found["doc_id"])
        order = np.lexsort((found["serial"].to_numpy(), rank))
        return found.iloc[order].reset_index(drop=True)

    def _open(self, table: str) -> None:
        """Have a table ready to be asked: its files are as they were written."""
        with self._opening:
            if table in self._opened:
                return
            parts = [self._out / "parts" / name for name in self._manifest.parts]
            with ThreadPoolExecutor() as threads:
                paths = list(threads.map(lambda part: _whole(part, f"{table}.parquet"), parts))
            renamed = [self._manifest.renamed.get(part.name) for part in parts]
            alike = [path for path, names in zip(paths, renamed, strict=True) if not names]
            rows = [_rows(alike, table)] if alike else []
            rows += [
                _rows([path], table, names)
                for path, names in zip(paths, renamed, strict=True)
                if names
            ]
            self._connection.execute(f"CREATE VIEW {table} AS {' UNION ALL '.join(rows)}")
            self._opened.add(table)

    @cached_property
    def documents(self) -> pd.DataFrame:
        rows = self.ask("SELECT * FROM documents")
        documents = schema.conform(rows, "documents").set_index("doc_id")
        copies = pd.Series(self._manifest.copies, dtype="str").reindex(documents.index)
        return documents.assign(duplicate_of=documents["duplicate_of"].fillna(copies))

    def _kept(self, table: str, selection: Selection) -> pd.DataFrame:
        """The rows of a table that belong to a selection."""
        return self.ask(
            f"SELECT * FROM {table} t WHERE {_belongs(table, selection)}", **selection._asdict()
        )

    def paragraphs(self, selection: Selection) -> pd.DataFrame:
        return schema.conform(self._kept("paragraphs", selection), "paragraphs")

    def _read_frame(self, selection: Selection) -> pd.DataFrame:
        return self.ask(
            "SELECT par_id, doc_id, part, about, words, serial FROM paragraphs t "
            f"WHERE {_fits(selection)}",
            **selection._asdict(),
        )

    def frame(self, selection: Selection) -> pd.DataFrame:
        return self._frame(selection).drop(columns="words")

    def words(self, selection: Selection) -> pd.Series:
        return self._frame(selection).set_index("par_id")["words"]

    def characters(self, selection: Selection) -> pd.Series:
        found = self.ask(
            "SELECT par_id, doc_id, length(text) AS characters, serial FROM paragraphs t "
            f"WHERE {_fits(selection)}",
            **selection._asdict(),
        )
        return found.set_index("par_id")["characters"]

    def _values(self, column: str) -> list[str]:
        found = self.ask(
            f"SELECT DISTINCT {column} AS value FROM paragraphs "
            f"WHERE {column} IS NOT NULL ORDER BY 1"
        )
        return found["value"].tolist()

    def _document_characters(self, selection: Selection) -> pd.Series:
        found = self.ask(
            "SELECT doc_id, sum(length(text))::BIGINT AS characters FROM paragraphs t "
            f"WHERE {_fits(selection)} GROUP BY doc_id",
            **selection._asdict(),
        )
        return found.set_index("doc_id")["characters"]

    def edits(self, selection: Selection) -> pd.DataFrame:
        return schema.conform(self._kept("edits", selection.documents_only), "edits")

    def edits_of(self, raw_file: str) -> pd.DataFrame:
        kept = "SELECT * FROM edits WHERE raw_file IN (SELECT value FROM name_wanted)"
        return schema.conform(self.ask(kept, name=[raw_file]), "edits")

    def tokens(self, selection: Selection) -> pd.DataFrame:
        return schema.conform(self._kept("tokens", selection), "tokens")

    def places(self, words: list[str], selection: Selection) -> pd.DataFrame:
        found = self.ask(
            f"SELECT * FROM tokens t WHERE {_belongs('tokens', selection)} "
            "AND t.token IN (SELECT value FROM token_wanted)",
            token=words,
            **selection._asdict(),
        )
        return schema.conform(found, "tokens")

    def counts(self, selection: Selection) -> pd.DataFrame:
        return self._kept("counts", selection)

    def counted(self, row_of: pd.Series, rows: int) -> tuple[csr_array, list[str]]:
        parts = [self._out / "parts" / name for name in self._manifest.parts]
        most = sum(_file(part, "counts").metadata.num_rows for part in parts)
        cells, filled = np.empty((3, most), dtype="int32"), 0
        words: list[pd.Series] = []
        before = 0
        # Each paragraph and each word is looked up once a part, not once a count.
        for part in parts:
            par_ids, tokens, n = _coded(part, "counts", "par_id", "token", "n")
            called = _called(par_ids.dictionary.to_pylist(), self._manifest.renamed.get(part.name))
            row = row_of.reindex(called, fill_value=-1).to_numpy("int32")[par_ids.indices]
            there = row >= 0
            found = cells[:, filled : filled + int(there.sum())]
            found[:] = row[there], tokens.indices.to_numpy()[there] + before, n.to_numpy()[there]
            filled += found.shape[1]
            words.append(tokens.dictionary.to_pandas())
            before += len(words[-1])
        numbers, terms = pd.factorize(pd.concat(words), sort=True)
        row, term, n = cells[:, :filled]
        term[:] = numbers[term]
        return counting.spread(row, term, n, (rows, len(terms))), terms.tolist()

    def observations(self, selection: Selection) -> pd.DataFrame:
        found = schema.conform(self._kept("observations", selection), "observations")
        # ``indicators.extract`` reads the tables after all texts.
        in_table = found["source"].eq("table")
        tables = found[in_table].sort_values("doc_id", kind="stable")
        return pd.concat([found[~in_table], tables], ignore_index=True)

    def sharing(self, selection: Selection) -> list[str]:
        found = self.ask(
            f"WITH kept AS (SELECT * FROM clauses t WHERE {_belongs('clauses', selection)}), "
            "shared AS (SELECT clause FROM kept GROUP BY clause "
            "HAVING min(doc_id) < max(doc_id)) "
            "SELECT DISTINCT par_id FROM kept WHERE clause IN (SELECT clause FROM shared) "
            "ORDER BY par_id",
            **selection._asdict(),
        )
        return found["par_id"].tolist()

    def text(self, raw_file: str) -> str:
        kept = "SELECT text FROM texts WHERE raw_file IN (SELECT value FROM name_wanted) LIMIT 1"
        return self.ask(kept, name=[raw_file])["text"].iloc[0]


def _sealed(part: Path, name: str) -> bytes:
    """A file of a part, if it is as it was written."""
    try:
        return writing.unseal(part, name)
    except CorpusError as error:
        problem = error.problems[0].problem
        raise refusal(f"parts/{part.name}", None, problem, _REMEDY) from None


def _whole(part: Path, name: str) -> str:
    """Where a file of a part lies, if it is as it was written; as DuckDB names files."""
    _sealed(part, name)
    # In brackets, what would stand for other names stands for itself.
    return re.sub(r"([*?\[])", r"[\1]", (part / name).as_posix())


def _file(part: Path, table: str) -> ParquetFile:
    """A table of a part, its strings each kept once."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    data = pyarrow.BufferReader(_sealed(part, f"{table}.parquet"))
    strings = [field.name for field in schema.arrow(table) if field.type == pyarrow.string()]
    return ParquetFile(data, read_dictionary=strings)


def _coded(part: Path, table: str, *columns: str) -> list[Array]:
    """Columns of a part."""
    # Threads would each keep memory of their own.
    found = _file(part, table).read(list(columns), use_threads=False)
    return [column.combine_chunks() for column in found.columns]


def _called(par_ids: list[str], names: Mapping[str, str] | None) -> list[str]:
    """Names of paragraphs whose documents are called by other names.

    >>> _called(["a:0001", "b:0001"], {"a": "a-2016"})
    ['a-2016:0001', 'b:0001']
    """
    if not names:
        return par_ids
    parted = (par_id.partition(":") for par_id in par_ids)
    return [names.get(doc_id, doc_id) + colon + number for doc_id, colon, number in parted]


def _rows(paths: list[str], table: str, names: Mapping[str, str] | None = None) -> str:
    """The query for the rows of some files, documents called by other names."""
    listed = ", ".join(map(_quoted, paths))
    columns = set(schema.arrow(table).names)
    rows = f"read_parquet([{listed}], hive_partitioning = false) t"
    key = "t.doc_id" if "doc_id" in columns else "split_part(t.par_id, ':', 1)"
    changed = {
        "doc_id": "coalesce(new_id, t.doc_id)",
        "par_id": f"coalesce(new_id || substr(t.par_id, length({key}) + 1), t.par_id)",
    }
    replaced = [f"{new} AS {column}" for column, new in changed.items() if column in columns]
    if not names or not replaced:
        return f"SELECT * FROM {rows}"
    pairs = ", ".join(f"({_quoted(old)}, {_quoted(new)})" for old, new in names.items())
    return (
        f"SELECT t.* REPLACE ({', '.join(replaced)}) FROM {rows} "
        f"LEFT JOIN (VALUES {pairs}) names(old_id, new_id) ON {key} = old_id"
    )


def _connection():
    with extra("scale"):
        import duckdb

    # It would write what does not fit into memory beside the notebook.
    beyond = Path(tempfile.gettempdir()) / f"workreports-{os.getpid()}"
    return duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "preserve_insertion_order": True,
            "temp_directory": str(beyond),
        }
    )


def _fits(selection: Selection, table: str = "t") -> str:
    """The condition that a row with all the columns of a selection belongs to it."""
    wanted = [name for name, values in selection._asdict().items() if values is not None]
    conditions = [f"{table}.{name} IN (SELECT value FROM {name}_wanted)" for name in wanted]
    return " AND ".join(conditions) or "true"


def _belongs(table: str, selection: Selection) -> str:
    """The condition that a row of any table ``t`` belongs to a selection."""
    by_document = selection == selection.documents_only and "doc_id" in schema.arrow(table).names
    if table == "paragraphs" or by_document or selection == EVERYTHING:
        return _fits(selection)
    return f"t.par_id IN (SELECT par_id FROM paragraphs p WHERE {_fits(selection, 'p')})"


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
