"""Which documents said something new, and whose news stayed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse

from workreports.analysis import counting
from workreports.corpus import Corpus

LEAST = 60
"""Dated documents."""


def novelty(corpus: Corpus, window: int = 3, prior_mass: float = 1000.0) -> pd.DataFrame:
    """How unlike what came before and after it each document is (Barron et al. 2018).

    Kullback and Leibler's divergence in bits of a document from those of the years before it is its
    novelty, from those of the years after it its transience, and novelty less transience its
    resonance: above 0, it is more like what followed than like what went before. Barron et al.
    compare mixtures of topics; with as few documents as reports are, another seed of the topics
    gives another order (guide/similarity.md), so that here whole vocabularies are compared.

    Parameters
    ----------
    corpus : Corpus
        Of one kind of documents, such as reports of one level. Duplicates are left out.
    window : int
        Years before, and after. Documents of the same year are not compared.
    prior_mass : float
        Words are smoothed by so many words of the whole corpus. The fewer, the more rare words
        weigh, and the more novel short documents look.

    Returns
    -------
    DataFrame
        ``doc_id place year novelty transience resonance before after``; ``before`` and ``after``
        count the documents compared. By year; missing near the ends, where the window is cut, and
        where it holds no document.

    Raises
    ------
    ValueError
        If the selection is empty, and with fewer than sixty dated documents.

    >>> novelty(load_corpus())
    Traceback (most recent call last):
    ValueError: novelty needs 60 dated documents, and there are 7: a mean over fewer neighbours ...
    """
    counting.require_some(corpus.originals)
    documents = corpus.originals[corpus.originals["year"].notna()]
    if len(documents) < LEAST:
        raise ValueError(
            f"novelty needs {LEAST} dated documents, and there are {len(documents)}: a mean over "
            "fewer neighbours tells what is odd from what is new no longer"
        )
    counts, rows, _ = corpus.matrix(by="doc_id", min_count=1)
    number = pd.Series(range(len(rows)), index=rows["doc_id"])
    documents = documents[documents.index.isin(number.index)].sort_values("year", kind="stable")
    table = documents.rename_axis("doc_id").reset_index()[["doc_id", "place", "year"]]
    years = table["year"].to_numpy(dtype=int)
    divergence = _Divergence(counts[number[table["doc_id"]].to_numpy()], prior_mass)
    for name, ahead, held in (("novelty", -1, "before"), ("transience", 1, "after")):
        means = np.full(len(table), np.nan)
        sizes = np.zeros(len(table), dtype=int)
        for year in np.unique(years):
            distance = (years - year) * ahead
            near = np.flatnonzero((distance > 0) & (distance <= window))
            here = np.flatnonzero(years == year)
            sizes[here] = len(near)
            if len(near) and ((years - year) * ahead).max() >= window:
                means[here] = divergence(here, near).mean(axis=1)
        table[name], table[held] = means, sizes
    table["resonance"] = table["novelty"] - table["transience"]
    columns = ["novelty", "transience", "resonance", "before", "after"]
    return table[["doc_id", "place", "year", *columns]]


class _Divergence:
    """Kullback and Leibler's divergence of smoothed documents, without filling their counts.

    With c counts of n words and a words of prior of which a term has s, its share is (c + s) /
    (n + a), and the logarithm of that is log(s / (n + a)), which every document has, and
    log(1 + c / s), which is 0 where a document has not the term.
    """

    def __init__(self, counts: scipy.sparse.csr_array, mass: float):
        totals = counts.sum(axis=0)
        self.counts, self.mass = counts[:, totals > 0].astype(float), mass
        self.prior = mass * totals[totals > 0] / totals.sum()
        self.words = self.counts.sum(axis=1)
        self.own = (self.counts / self.prior[None, :]).tocsr()
        self.own.data = np.log2(1 + self.own.data)

    def __call__(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Of each of some documents from each of others, given by their rows."""
        lengths = self.words + self.mass
        of_prior = self.own @ self.prior
        of_words = (self.counts[one] @ self.own[other].T).toarray()
        gained = self.counts[one].multiply(self.own[one]).sum(axis=1) + of_prior[one]
        alike = (of_words + of_prior[other]) / lengths[one, None]
        return (
            (gained / lengths[one])[:, None] - alike + np.log2(lengths[other] / lengths[one, None])
        )
