"""What a corpus asks of its tables, wherever they lie, and what is kept of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Selection(NamedTuple):
    """Documents, parts, periods and paragraphs to keep; None keeps all."""

    doc_id: tuple[str, ...] | None = None
    part: tuple[str, ...] | None = None
    about: tuple[str, ...] | None = None
    par_id: tuple[str, ...] | None = None

    @property
    def documents_only(self) -> Selection:
        """The same documents with all their paragraphs."""
        return Selection(self.doc_id)


EVERYTHING = Selection()


class Tables(Protocol):
    """The tables of a corpus; what belongs to a selection comes in the order of the corpus.

    :class:`~workreports.corpus.store.memory.MemoryTables` holds them in memory,
    :class:`~workreports.corpus.store.parquet.ParquetTables` asks files in Parquet.
    """

    folder: Path | None
    """The folder of the corpus, with its lexicon, reference and territories, if it has one."""
    documents: pd.DataFrame
    """All documents, index ``doc_id``."""

    def paragraphs(self, selection: Selection) -> pd.DataFrame:
        """The paragraphs of a selection."""
        ...

    def frame(self, selection: Selection) -> pd.DataFrame:
        """The same without their text: ``par_id doc_id part about``."""
        ...

    def values(self, column: str) -> list[str]:
        """What ``part`` or ``about`` hold in the whole corpus, sorted."""
        ...

    def document_characters(self, selection: Selection) -> pd.Series:
        """Length of the kept text of each document that has any; index ``doc_id``."""
        ...

    def edits(self, selection: Selection) -> pd.DataFrame:
        """The edits of the selection's documents."""
        ...

    def edits_of(self, raw_file: str) -> pd.DataFrame:
        """The edits of a raw file."""
        ...

    def tokens(self, selection: Selection) -> pd.DataFrame:
        """The words of the selection's paragraphs."""
        ...

    def places(self, words: list[str], selection: Selection) -> pd.DataFrame:
        """The rows of :meth:`tokens` in which one of some words stands."""
        ...

    def words(self, selection: Selection) -> pd.Series:
        """Words of each paragraph without punctuation; index ``par_id``."""
        ...

    def characters(self, selection: Selection) -> pd.Series:
        """Length of each paragraph's text; index ``par_id``."""
        ...

    def counts(self, selection: Selection) -> pd.DataFrame:
        """How often each content word stands in each paragraph: ``par_id token n``."""
        ...

    def counted(self, row_of: pd.Series, rows: int) -> tuple[csr_array, list[str]]:
        """The counts of some paragraphs, added up in so many rows, and the terms, sorted.

        ``row_of`` is the number of each paragraph's row, index ``par_id``; terms are those of the
        whole corpus.
        """
        ...

    def observations(self, selection: Selection) -> pd.DataFrame | None:
        """The observations that are kept with the tables; None where none are."""
        ...

    def sharing(self, selection: Selection) -> list[str] | None:
        """Paragraphs that have a key of six characters in common with another document; None where
        it isn't known."""
        ...

    def text(self, raw_file: str) -> str:
        """The decoded raw file that offsets count in."""
        ...
