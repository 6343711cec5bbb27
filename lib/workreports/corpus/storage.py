"""A corpus in Parquet files, asked through DuckDB: what is not asked for is not read.

A store is a folder with ``manifest.json``, which lists its parts in order, and ``parts/NAME/``, each with ``documents paragraphs edits tokens counts observations clauses texts failed`` as Parquet.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus.schema import STORED
from workreports.io.errors import CorpusError, Problem

MANIFEST = "manifest.json"
_MEMORY = "1GB"  # DuckDB's own share; beyond it, it writes to disk


class Selection(NamedTuple):
    """Documents, parts and periods to keep; None keeps all."""

    doc_ids: list[str] | None
    parts: list[str] | None
    about: list[str] | None


def is_store(folder: Path) -> bool:
    """Whether a folder holds a corpus in Parquet.

    >>> is_store(Path("corpus"))
    False
    """
    return (folder / MANIFEST).is_file()


class Store:
    """The tables of a store."""

    def __init__(self, folder: Path):
        try:
            import duckdb
        except ImportError:
            raise CorpusError(
                [
                    Problem(
                        MANIFEST,
                        None,
                        "a corpus in Parquet needs the package duckdb",
                        "install the extra: python -m pip install -r requirements-all.lock",
                    )
                ]
            ) from None
        self.folder = Path(folder)
        try:
            self.manifest = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
            names, self.size = list(self.manifest["parts"]), int(self.manifest["documents"])
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(
                [
                    Problem(
                        MANIFEST,
                        None,
                        f"it cannot be read ({error})",
                        "build the corpus again; finished parts are kept",
                    )
                ]
            ) from None
        missing = [name for name in names if not (self.folder / "parts" / name).is_dir()]
        if missing:
            raise CorpusError(
                [
                    Problem(
                        MANIFEST,
                        None,
                        f"{len(missing)} parts are missing, such as {missing[0]}",
                        "build the corpus again; finished parts are kept",
                    )
                ]
            )
        self.connection = duckdb.connect(
            config={"memory_limit": _MEMORY, "preserve_insertion_order": True}
        )
        for table in STORED:
            paths = ", ".join(
                _quoted((self.folder / "parts" / name / f"{table}.parquet").as_posix())
                for name in names
            )
            self.connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{paths}])")

    def ask(self, query: str, **lists: list[str] | None) -> pd.DataFrame:
        """The answer to a query on the tables; each keyword becomes a table with the column ``value``."""
        cursor = self.connection.cursor()
        for name, values in lists.items():
            if values is not None:
                cursor.register(name, pd.DataFrame({"value": pd.Series(values, dtype="str")}))
        found = cursor.execute(query).df()
        return (
            found.sort_values("serial", ignore_index=True).drop(columns="serial")
            if "serial" in found
            else found
        )

    def documents(self) -> pd.DataFrame:
        """One row a document, index ``doc_id``."""
        table = self.ask("SELECT * FROM documents")
        table["year"] = table["year"].astype("Int64")
        return table.astype(
            {name: "str" for name in table.columns if table[name].dtype == object}
        ).set_index("doc_id")

    @lru_cache(maxsize=8)
    def values(self, column: str) -> list[str]:
        """What a column of the paragraphs holds."""
        return self.ask(
            f"SELECT DISTINCT {column} AS value FROM paragraphs WHERE {column} IS NOT NULL ORDER BY 1"
        )["value"].tolist()

    def _kept(self, selection: Selection, table: str = "t") -> str:
        kept = [
            f"{table}.doc_id IN (SELECT value FROM doc_ids)"
            if selection.doc_ids is not None
            else "",
            f"{table}.part IN (SELECT value FROM parts)" if selection.parts is not None else "",
            f"{table}.about IN (SELECT value FROM about_periods)"
            if selection.about is not None
            else "",
        ]
        return " AND ".join(filter(None, kept)) or "true"

    def _ask_of(self, query: str, selection: Selection) -> pd.DataFrame:
        return self.ask(
            query, doc_ids=selection.doc_ids, parts=selection.parts, about_periods=selection.about
        )

    def frame(self, selection: Selection) -> pd.DataFrame:
        """The paragraphs without text: ``par_id doc_id part about words``."""
        return self._ask_of(
            f"SELECT par_id, doc_id, part, about, words, serial FROM paragraphs t WHERE {self._kept(selection)}",
            selection,
        )

    def lengths(self, selection: Selection) -> pd.Series:
        """Characters of each paragraph, in the order of the corpus; index ``par_id``."""
        found = self._ask_of(
            "SELECT par_id, length(text) AS characters, serial "
            f"FROM paragraphs t WHERE {self._kept(selection)}",
            selection,
        )
        return found.set_index("par_id")["characters"]

    def characters(self, selection: Selection) -> pd.Series:
        """Characters of the kept paragraphs of each document that has any."""
        found = self._ask_of(
            f"SELECT doc_id, sum(length(text))::BIGINT AS characters FROM paragraphs t WHERE {self._kept(selection)} GROUP BY doc_id",
            selection,
        )
        return found.set_index("doc_id")["characters"]

    def rows(self, table: str, selection: Selection) -> pd.DataFrame:
        """The rows of a table that belong to the selection, in the order of the corpus."""
        if selection.parts is None and selection.about is None or table in ("paragraphs", "edits"):
            kept = self._kept(
                selection if table == "paragraphs" else selection._replace(parts=None, about=None)
            )
            found = self._ask_of(f"SELECT * FROM {table} t WHERE {kept}", selection)
        else:
            found = self._ask_of(
                f"SELECT t.* FROM {table} t SEMI JOIN (SELECT par_id FROM paragraphs p WHERE {self._kept(selection, 'p')}) USING (par_id)",
                selection,
            )
        return found.drop(columns="doc_id") if table == "tokens" else found

    def paragraphs(self, par_ids: list[str], table: str) -> pd.DataFrame:
        """The rows of some paragraphs, in the order of the corpus."""
        doc_ids = sorted({par_id.rpartition(":")[0] for par_id in par_ids})
        found = self.ask(
            f"SELECT * FROM {table} t WHERE t.doc_id IN (SELECT value FROM doc_ids) AND t.par_id IN (SELECT value FROM par_ids)",
            doc_ids=doc_ids,
            par_ids=par_ids,
        )
        return found.drop(columns="doc_id") if table == "tokens" else found

    def text(self, raw_file: str) -> str:
        """The decoded raw file that offsets count in."""
        found = self.ask(
            "SELECT text FROM texts WHERE raw_file IN (SELECT value FROM names) LIMIT 1",
            names=[raw_file],
        )
        if found.empty:
            raise ValueError(f"there is no raw_file {raw_file!r}")
        return found["text"].iloc[0]

    def words(self, tokens: list[str], selection: Selection) -> pd.DataFrame:
        """Every place of some words, in the order of the corpus."""
        semi = (
            f"SEMI JOIN (SELECT par_id FROM paragraphs p WHERE {self._kept(selection, 'p')}) USING (par_id)"
            if any(values is not None for values in selection)
            else ""
        )
        return self.ask(
            f'SELECT t.par_id, t.position, t.token, t.start, t."end", t.raw_start, t.raw_end, t.serial FROM tokens t {semi} WHERE t.token IN (SELECT value FROM wanted)',
            wanted=tokens,
            doc_ids=selection.doc_ids,
            parts=selection.parts,
            about_periods=selection.about,
        )

    def counts(self, selection: Selection) -> pd.DataFrame:
        """How often each content word stands in each paragraph: ``par_id token n``."""
        return self._ask_of(
            f"SELECT c.par_id, c.token, c.n FROM counts c SEMI JOIN (SELECT par_id FROM paragraphs t WHERE {self._kept(selection)}) USING (par_id)",
            selection,
        )

    def sharing(self, selection: Selection, max_documents: int) -> list[str]:
        """Paragraphs that have a clause in common or alike with another document, and not with more than so many."""
        kept = f"SELECT c.* FROM clauses c SEMI JOIN (SELECT par_id FROM paragraphs t WHERE {self._kept(selection)}) USING (par_id)"
        return self._ask_of(
            f"WITH k AS ({kept}), s AS (SELECT clause FROM k GROUP BY clause HAVING count(DISTINCT doc_id) BETWEEN 2 AND {int(max_documents)}) "
            "SELECT DISTINCT par_id FROM k WHERE clause IN (SELECT clause FROM s) ORDER BY par_id",
            selection,
        )["par_id"].tolist()


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
