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
_COLUMNS = ["par_id", "doc_id", "part", "about", "year", "place", "level", "territory", "genre"]
_COLUMNS += ["words", "text", "raw_start", "raw_end"]


class Rules(NamedTuple):
    """Which terms and paragraphs a model sees, see :func:`workreports.analysis.topics.fit`."""

    min_paragraphs: int = 5
    min_documents: int = 4
    max_share: float = 0.25
    min_words: int = 20


RULES = Rules()


class Units(NamedTuple):
    """Paragraphs by terms."""

    counts: scipy.sparse.csr_array
    rows: pd.DataFrame
    """``par_id doc_id part about year place level territory genre words text raw_start raw_end``,
    sorted by par_id, so that results do not depend on the corpus's order."""
    terms: list[str]
    lexicon: Path
    """Of the corpus, which names the topics."""
    gaps: pd.DataFrame
    """The parts that are cut or lost, of :func:`workreports.analysis.counting.gaps`."""

    def sample(self, kept: np.ndarray) -> Units:
        """The units of some rows."""
        rows = self.rows.iloc[kept].reset_index(drop=True)
        return self._replace(counts=self.counts[kept], rows=rows)

    def under(self, rules: Rules) -> Units:
        """The paragraphs and terms that fit the rules.

        >>> every = paragraphs(load_corpus())
        >>> len(every.terms) > len(every.under(RULES).terms) > 500
        True
        """
        long = np.flatnonzero(self.rows["words"] >= rules.min_words)
        if not len(long):
            raise ValueError(
                f"no paragraph has {rules.min_words} words; lower min_words, or select more "
                "documents"
            )
        units = self.sample(long)
        chosen = _vocabulary(units, rules)
        units = units._replace(
            counts=units.counts[:, chosen], terms=[units.terms[place] for place in chosen]
        )
        return units.sample(np.flatnonzero(np.asarray(units.counts.sum(axis=1)).ravel()))


def paragraphs(corpus: Corpus) -> Units:
    """The paragraphs of running text, with all their content words.

    >>> units = paragraphs(load_corpus())
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
    qualities = ["year", "place", "level", "territory", "genre"]
    rows = rows.join(corpus.documents[qualities], on="doc_id")
    prose = rows["depth"].eq(0) & ~rows["text"].str.contains("\n")
    kept = rows[prose].sort_values("par_id")
    return Units(
        scipy.sparse.csr_array(counts[kept.index.to_numpy()]),
        kept.reset_index(drop=True)[_COLUMNS],
        terms,
        lexicons.of(corpus.folder),
        counting.gaps(corpus),
    )


def prepare(corpus: Corpus, rules: Rules = RULES) -> Units:
    """The paragraphs and terms of a corpus that fit the rules.

    >>> prepare(load_corpus()).rows["words"].min() >= RULES.min_words
    np.True_
    """
    return paragraphs(corpus).under(rules)


def _vocabulary(units: Units, rules: Rules) -> np.ndarray:
    """The columns of the terms that fit the rules."""
    doc_ids = units.rows["doc_id"]
    paragraphs, documents = _spread(units.counts, doc_ids)
    chosen = np.flatnonzero(
        _proper(units.terms)
        & (paragraphs >= rules.min_paragraphs)
        & (documents >= rules.min_documents)
        & (paragraphs <= rules.max_share * len(doc_ids))
    )
    if len(chosen) < TOP:
        raise ValueError(
            f"only {len(chosen)} terms stand in {rules.min_paragraphs} paragraphs, "
            f"{rules.min_documents} of {doc_ids.nunique()} documents and at most "
            f"{rules.max_share:.0%} of the {len(doc_ids)} paragraphs; lower min_paragraphs or "
            "min_documents, raise max_share, or select more documents"
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
