"""What a topic model is fitted to: paragraphs by terms, after rules that keep out what makes topics
of single documents or of every paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse

from workreports.analysis import counting
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons

TOP = 10
"""Terms of a topic that coherence, stability and labels look at; no model has fewer."""
MIN_PARAGRAPHS, MIN_DOCUMENTS, MAX_SHARE, MIN_WORDS = 5, 4, 0.25, 20
_COLUMNS = ["par_id", "doc_id", "part", "about", "year", "place", "territory"]
_COLUMNS += ["words", "text", "raw_start", "raw_end"]


class Units(NamedTuple):
    """Paragraphs by terms."""

    counts: scipy.sparse.csr_array
    rows: pd.DataFrame
    """``par_id doc_id part about year place territory words text raw_start raw_end``, sorted by
    par_id, so that results do not depend on the corpus's order."""
    terms: list[str]
    lexicon: Path
    """Of the corpus, which names the topics."""
    gaps: pd.DataFrame
    """The parts that are cut or lost, of :func:`workreports.analysis.counting.gaps`."""

    def sample(self, kept: np.ndarray) -> Units:
        """The units of some rows."""
        rows = self.rows.iloc[kept].reset_index(drop=True)
        return self._replace(counts=self.counts[kept], rows=rows)


def prepare(
    corpus: Corpus,
    min_paragraphs: int = MIN_PARAGRAPHS,
    min_documents: int = MIN_DOCUMENTS,
    max_share: float = MAX_SHARE,
    min_words: int = MIN_WORDS,
) -> Units:
    """The paragraphs and terms that fit the rules; see :func:`workreports.analysis.topics.fit`.

    >>> units = prepare(load_corpus())
    >>> units.counts.shape == (len(units.rows), len(units.terms))
    True
    """
    if not isinstance(corpus, Corpus):
        raise TypeError(
            f"topics are fitted to a corpus, not to a {type(corpus).__name__}; "
            "see load_corpus and select"
        )
    counts, rows, terms = corpus.matrix(min_count=1)
    rows = rows.assign(words=corpus.words.reindex(rows["par_id"]).to_numpy())
    rows = rows.join(corpus.documents[["year", "place", "territory"]], on="doc_id")
    prose = rows["depth"].eq(0) & ~rows["text"].str.contains("\n")
    kept = rows[prose & rows["words"].ge(min_words)].sort_values("par_id")
    if kept.empty:
        raise ValueError(
            f"no paragraph has {min_words} words; lower min_words, or select more documents"
        )
    counts = counts[kept.index.to_numpy()]
    chosen = _vocabulary(counts, kept["doc_id"], terms, min_paragraphs, min_documents, max_share)
    counts = counts[:, chosen]
    full = np.asarray(counts.sum(axis=1)).ravel() > 0
    return Units(
        scipy.sparse.csr_array(counts[full]),
        kept[full].reset_index(drop=True)[_COLUMNS],
        [terms[place] for place in chosen],
        lexicons.of(corpus.folder),
        counting.gaps(corpus),
    )


def _vocabulary(
    counts: scipy.sparse.csr_array,
    doc_ids: pd.Series,
    terms: list[str],
    min_paragraphs: int,
    min_documents: int,
    max_share: float,
) -> np.ndarray:
    """The columns of the terms that fit the rules."""
    paragraphs, documents = _spread(counts, doc_ids)
    chosen = np.flatnonzero(
        _proper(terms)
        & (paragraphs >= min_paragraphs)
        & (documents >= min_documents)
        & (paragraphs <= max_share * len(doc_ids))
    )
    if len(chosen) < TOP:
        raise ValueError(
            f"only {len(chosen)} terms stand in {min_paragraphs} paragraphs, {min_documents} of "
            f"{doc_ids.nunique()} documents and at most {max_share:.0%} of the {len(doc_ids)} "
            "paragraphs; lower min_paragraphs or min_documents, raise max_share, or select more "
            "documents"
        )
    return chosen


def _spread(counts: scipy.sparse.csr_array, doc_ids: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """In how many paragraphs and documents each term stands."""
    present = (counts > 0).astype(int)
    document = scipy.sparse.csr_array(pd.get_dummies(doc_ids, dtype=int).to_numpy())
    paragraphs = np.asarray(present.sum(axis=0)).ravel()
    return paragraphs, np.asarray(((present.T @ document) > 0).sum(axis=1)).ravel()


def _proper(terms: list[str]) -> np.ndarray:
    """Which terms may make a topic: no single character, nothing with a digit."""
    return np.array(
        [len(term) > 1 and not any(character.isdigit() for character in term) for term in terms],
        dtype=bool,
    )
