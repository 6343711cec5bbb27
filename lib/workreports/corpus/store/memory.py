"""The tables of a corpus in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workreports.corpus.store import counting
from workreports.corpus.store.tables import Selection
from workreports.io.text import decode

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class MemoryTables:
    """Tables as DataFrames; see :class:`~workreports.corpus.store.tables.Tables`.

    Parameters
    ----------
    documents, paragraphs, edits : DataFrame
        As ``corpus/README.md`` describes them, documents with the index ``doc_id``.
    read_tokens : callable
        Gives the table of words; called when words are first asked for.
    folder : Path, optional
        Where the corpus lies.
    raw : mapping, optional
        Name of each raw file to its bytes.
    """

    def __init__(
        self,
        documents: pd.DataFrame,
        paragraphs: pd.DataFrame,
        edits: pd.DataFrame,
        read_tokens: Callable[[], pd.DataFrame],
        folder: Path | None = None,
        raw: Mapping[str, bytes] | None = None,
    ):
        self.documents, self.folder, self._raw = documents, folder, raw or {}
        self._paragraphs, self._edits, self._read_tokens = paragraphs, edits, read_tokens
        self._kept = lru_cache(maxsize=16)(self._fitting)

    def _fitting(self, selection: Selection) -> np.ndarray:
        """Which paragraphs belong to a selection."""
        fits = np.ones(len(self._paragraphs), dtype=bool)
        for column, wanted in zip(selection._fields, selection, strict=True):
            if wanted is not None:
                fits &= self._paragraphs[column].isin(wanted).to_numpy()
        return fits

    def _of(self, rows: pd.DataFrame, fits: np.ndarray) -> pd.DataFrame:
        """The fitting rows; the table itself where all fit."""
        return rows if fits.all() else rows[fits].reset_index(drop=True)

    def paragraphs(self, selection: Selection) -> pd.DataFrame:
        return self._of(self._paragraphs, self._kept(selection))

    def frame(self, selection: Selection) -> pd.DataFrame:
        return self.paragraphs(selection)[["par_id", "doc_id", "part", "about"]]

    def values(self, column: str) -> list[str]:
        return sorted(self._paragraphs[column].dropna().unique())

    def document_characters(self, selection: Selection) -> pd.Series:
        kept = self._paragraphs[self._kept(selection)]
        return kept["text"].str.len().groupby(kept["doc_id"]).sum()

    def edits(self, selection: Selection) -> pd.DataFrame:
        if selection.doc_id is None:
            return self._edits  # those outside documents, too
        return self._of(self._edits, self._edits["doc_id"].isin(selection.doc_id).to_numpy())

    def edits_of(self, raw_file: str) -> pd.DataFrame:
        return self._of(self._edits, self._edits["raw_file"].eq(raw_file).to_numpy())

    @cached_property
    def _tokens(self) -> pd.DataFrame:
        return self._read_tokens()

    def _places_in(self, table: pd.DataFrame) -> np.ndarray:
        """The number of each row's paragraph; -1 for one that is not here."""
        return pd.Index(self._paragraphs["par_id"]).get_indexer(table["par_id"])

    @cached_property
    def _paragraph_of_token(self) -> np.ndarray:
        return self._places_in(self._tokens)

    def _among(self, numbers: np.ndarray, selection: Selection) -> np.ndarray:
        """Which of some paragraphs, by number, belong to a selection."""
        return np.append(self._kept(selection), False)[numbers]

    def tokens(self, selection: Selection) -> pd.DataFrame:
        return self._of(self._tokens, self._among(self._paragraph_of_token, selection))

    @cached_property
    def _rows_of(self) -> dict[str, np.ndarray]:
        """The rows of words in which each word stands."""
        return self._tokens.groupby("token").indices

    def places(self, words: list[str], selection: Selection) -> pd.DataFrame:
        found = [self._rows_of[word] for word in words if word in self._rows_of]
        rows = np.sort(np.concatenate([*found, np.empty(0, dtype="int64")]))
        fits = self._among(self._paragraph_of_token[rows], selection)
        return self._tokens.iloc[rows[fits]].reset_index(drop=True)

    @cached_property
    def _words(self) -> pd.Series:
        words = self._tokens
        solid = {word for word in words["token"].unique() if any(map(str.isalnum, word))}
        counts = words[words["token"].isin(solid)].groupby("par_id").size()
        return counts.reindex(self._paragraphs["par_id"], fill_value=0).rename("words")

    def words(self, selection: Selection) -> pd.Series:
        return self._words[self._kept(selection)]

    def characters(self, selection: Selection) -> pd.Series:
        return self.paragraphs(selection).set_index("par_id")["text"].str.len().rename("characters")

    @cached_property
    def _counts(self) -> pd.DataFrame:
        content = self._tokens[self._tokens["is_content"]]
        return content.groupby(["par_id", "token"], sort=False).size().rename("n").reset_index()

    def counts(self, selection: Selection) -> pd.DataFrame:
        return self._of(self._counts, self._among(self._paragraph_of_count, selection))

    @cached_property
    def _coded(self) -> tuple[np.ndarray, list[str]]:
        """The number of each count's word among the words, sorted."""
        codes, terms = pd.factorize(self._counts["token"], sort=True)
        return codes, terms.tolist()

    @cached_property
    def _paragraph_of_count(self) -> np.ndarray:
        return self._places_in(self._counts)

    def counted(self, row_of: pd.Series, rows: int) -> tuple[csr_array, list[str]]:
        codes, terms = self._coded
        places = row_of.index.get_indexer(self._paragraphs["par_id"])[self._paragraph_of_count]
        there = places >= 0
        numbers = row_of.to_numpy()[places[there]]
        n, shape = self._counts["n"].to_numpy(), (rows, len(terms))
        return counting.spread(numbers, codes[there], n[there], shape), terms

    def observations(self, selection: Selection) -> None:
        return None

    def sharing(self, selection: Selection) -> None:
        return None

    def text(self, raw_file: str) -> str:
        if raw_file not in self._raw:
            raise ValueError(f"this corpus was made without the raw file {raw_file}")
        return decode(self._raw[raw_file], raw_file)
