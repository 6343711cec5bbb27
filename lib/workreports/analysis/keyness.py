"""Which words set one selection apart from another, and how sure one can be."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse

from workreports.analysis import clusters, counting, permutation, statistics
from workreports.corpus import Corpus

_TERMS = 5_000
"""Terms whose counts are put together at a time."""

_LEVEL = 0.05
"""Below this adjusted p a term is a finding."""


def compare(
    target: Corpus,
    reference: Corpus,
    min_count: int = 5,
    prior_mass: float = 1000.0,
    draws: int = permutation.DRAWS,
    seed: int = permutation.SEED,
    cluster: str = "auto",
) -> pd.DataFrame:
    """Compare the content words of two selections.

    Parameters
    ----------
    target, reference : Corpus
        Selections without a paragraph in common. Duplicates are left out.
    min_count : int
        Words that stand in both together less often are left out, before anything is tested.
    prior_mass : float
        Weight of the prior in words (the a0 of Monroe, Colaresi & Quinn 2008), spread over the
        words as both selections together use them. The larger, the closer rare words are drawn to
        no difference; it decides the ranking by ``z`` and belongs into every caption.
    draws : int
        How often the paragraphs are shuffled between the sides at most, for ``p``; fewer with more
        than 175 paragraphs, see :func:`workreports.analysis.permutation.difference_p`.
    seed : int
        The same seed gives the same ``p``.
    cluster : {"auto", "paragraph", "document"}
        What intervals and ``p`` take for sampled, and what is shuffled. Auto: documents, with
        twenty of them on both sides; else paragraphs.

    Returns
    -------
    DataFrame
        By falling ``z``: ``term count_target count_reference per_10k_target per_10k_reference``;
        ``documents`` of both sides that have it (a word of one document tells of that document, not
        of a change); ``g2`` (log-likelihood with four cells: descriptive); ``log_ratio`` (Hardie
        2014: log2 of the ratio of rates, 0.5 in place of a zero) with ``low`` and ``high`` (95 %),
        ``interval`` ("given these documents" or "documents sampled"), ``low_documents
        high_documents`` (for documents like these, with their spread pooled over words, see
        :func:`workreports.analysis.terms.frequency`); ``z`` (weighted log-odds with an informative
        Dirichlet prior); ``p`` (equal rates, by shuffling what is sampled) and ``p_adjusted``
        (Benjamini & Hochberg 1995 over all rows); ``detectable`` (how many times as often one side
        would have to use a word as frequent and as clustered to be found with 80 % power); ``note``
        ("too few" where the interval could not judge clustering, "cut target" and the like where a
        part of a document of that side is cut or lost; joined by "; "); ``prior_mass``.

    Raises
    ------
    ValueError
        If a selection is empty, both are the same, they overlap, no word is frequent enough, or
        ``cluster`` is none of these.

    >>> corpus = load_corpus().select(genre="work_report", part="plan")
    >>> table = compare(corpus.select(years=2023), corpus.select(years=(2016, 2017)))
    >>> table.loc[table["term"] == "河道", "z"].lt(0).tolist()
    [True]
    """
    from scipy import stats  # takes a second to import

    counting.require_disjoint(target, reference, "target", "reference")
    clusters.check(cluster)
    sides = _side(target), _side(reference)
    terms = _frequent(*sides, min_count)
    between = float("nan")
    if clusters.samples_documents(cluster, *(len(side.by_document) for side in sides)):
        sides = sides[0].documents_as_rows(), sides[1].documents_as_rows()
    elif cluster == "auto":
        between = clusters.between([target, reference])
    one, other = totals = tuple(side.totals(terms) for side in sides)
    p = _p(*sides, terms, draws, seed)
    adjusted = stats.false_discovery_control(p)
    cells = one.hits, other.hits, one.words, other.words
    table = pd.DataFrame(
        {
            "term": terms,
            **_counts(one, other),
            "g2": statistics.log_likelihood(*cells),
            "log_ratio": log_ratio(*cells),
            **_bounds(sides, totals, between),
            "z": log_odds_z(*cells, prior_mass),
            "p": p,
            "p_adjusted": adjusted,
            "detectable": permutation.detectable(one, other, _line(p, adjusted)),
            "note": _notes(target, reference, one.few | other.few),
            "prior_mass": prior_mass,
        }
    )
    return table.sort_values(["z", "term"], ascending=[False, True], ignore_index=True)


def _counts(one: statistics.Totals, other: statistics.Totals) -> dict[str, object]:
    """How often each term stands on both sides, per 10,000 words, and in how many documents."""
    return {
        "count_target": one.hits.astype(int),
        "count_reference": other.hits.astype(int),
        "per_10k_target": 1e4 * one.hits / one.words,
        "per_10k_reference": 1e4 * other.hits / other.words,
        "documents": one.documents + other.documents,
    }


def _bounds(
    sides: tuple[_Side, _Side],
    totals: tuple[statistics.Totals, statistics.Totals],
    between: float,
) -> dict[str, object]:
    """The intervals of the log ratios, and what they take for sampled."""
    pairs = zip(sides, totals, strict=True)
    bounds = clusters.ratio_bounds(*(side.cluster(total, between) for side, total in pairs))
    with np.errstate(divide="ignore"):
        low, high, low_documents, high_documents = np.log2(bounds)
    return {
        "low": low,
        "high": high,
        "interval": clusters.SAMPLED if sides[0].rows_are_documents else clusters.GIVEN,
        "low_documents": low_documents,
        "high_documents": high_documents,
    }


def _notes(target: Corpus, reference: Corpus, few: np.ndarray) -> list[str]:
    """The column ``note``: too few hits, and which side lacks something."""
    missing = [
        f"{state} {name}"
        for side, name in ((target, "target"), (reference, "reference"))
        for state in sorted(counting.gaps(side.select())["state"].unique())
    ]
    return [counting.note("too few" if doubted else "", missing) for doubted in few]


def log_ratio(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """log2 of the ratio of two rates (Hardie 2014); 0.5 replaces a count only where it is zero.

    >>> float(log_ratio(20, 5, 100, 100)), round(float(log_ratio(0, 5, 100, 200)), 4)
    (2.0, -2.3219)
    """
    a, b = (np.where(np.asarray(x, dtype=float) == 0, 0.5, x) for x in (a, b))
    return np.log2((a / c) / (b / d))


def log_odds_z(a: np.ndarray, b: np.ndarray, c: float, d: float, prior_mass: float) -> np.ndarray:
    """Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), as a
    z score.

    The prior of a word is its share of both corpora together, times ``prior_mass``.

    >>> float(log_odds_z([10], [20], 100, 200, 50)[0])
    0.0
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    prior = prior_mass * (a + b) / (c + d)
    delta = np.log((a + prior) / (c + prior_mass - a - prior)) - np.log(
        (b + prior) / (d + prior_mass - b - prior)
    )
    return delta / np.sqrt(1 / (a + prior) + 1 / (b + prior))


class _Side(NamedTuple):
    """The paragraphs of one selection that have a word."""

    counts: scipy.sparse.csc_array
    """Paragraphs by terms; the last column stands for all terms that the selection has not."""
    terms: pd.Index
    words: np.ndarray
    documents: np.ndarray
    """By number."""
    rows_are_documents: bool = False

    def hits(self) -> pd.Series:
        """How often each term stands there."""
        return pd.Series(self.counts.sum(axis=0)[:-1], index=self.terms)

    def totals(self, terms: pd.Index) -> statistics.Totals:
        """What the paragraphs add up to, for these terms."""
        of_all = statistics.totals(self.counts, self.words, self.documents)
        columns = self.terms.get_indexer(terms)  # of a term that is not there the last, -1
        found = of_all._make(one[columns] if np.ndim(one) else one for one in of_all)
        return found._replace(documents=found.spread) if self.rows_are_documents else found

    def cluster(self, totals: statistics.Totals, between: float) -> clusters.Side:
        """Its totals, and with the variance between documents added."""
        if self.rows_are_documents:
            return clusters.Side(totals, totals, clusters.SAMPLED, len(self.words))
        wider = statistics.with_documents(totals, self.by_document, between)
        return clusters.Side(totals, wider, clusters.GIVEN, len(self.by_document))

    @property
    def by_document(self) -> np.ndarray:
        """The words of each document."""
        return np.bincount(self.documents, self.words)

    def documents_as_rows(self) -> _Side:
        """The same with each document in one row: rows are what is sampled, of one stratum."""
        words = self.by_document
        cells = np.ones(len(self.documents)), (self.documents, np.arange(len(self.documents)))
        adding = scipy.sparse.csr_array(cells, (len(words), len(self.documents)))
        counts = scipy.sparse.csc_array(adding @ self.counts)
        one_stratum = np.zeros(len(words), dtype=int)
        return self._replace(
            counts=counts, words=words, documents=one_stratum, rows_are_documents=True
        )


def _side(corpus: Corpus) -> _Side:
    """Count the content words of a selection, by paragraph."""
    counts, rows, terms = corpus.matrix(by="par_id", min_count=1)
    words = corpus.words[rows["par_id"]].to_numpy()
    kept = words > 0  # the rows of the others are empty
    counts = counts.tocsc()
    ends = np.append(counts.indptr, counts.indptr[-1])
    numbers = np.cumsum(kept, dtype=counts.indices.dtype) - 1
    parts = counts.data, numbers[counts.indices], ends
    counts = scipy.sparse.csc_array(parts, (int(kept.sum()), len(terms) + 1))
    documents = pd.factorize(rows["par_id"].str.replace(r":[^:]*$", "", regex=True))[0]
    return _Side(counts, pd.Index(terms), words[kept], documents[kept])


def _frequent(one: _Side, other: _Side, min_count: int) -> pd.Index:
    """The terms that are frequent enough in both sides together, sorted."""
    together = one.hits().add(other.hits(), fill_value=0).sort_index()
    found = together.index[together >= min_count]
    if found.empty:
        raise ValueError(
            f"no content word stands {min_count} times in target and reference together; "
            "lower min_count or select more"
        )
    return found


def _p(one: _Side, other: _Side, terms: pd.Index, draws: int, seed: int) -> np.ndarray:
    """The p value of each term; where paragraphs are many, only of some terms at a time are both
    sides put together. The smaller side is first, so that p turns with the sides."""
    one, other = sorted((one, other), key=lambda side: (len(side.words), side.words.sum()))
    words = np.concatenate([one.words, other.words])
    in_target = np.repeat([True, False], [len(one.words), len(other.words)])
    step = len(terms) if permutation.most_draws(len(words)) else _TERMS
    found = []
    for first in range(0, len(terms), step):
        some = terms[first : first + step]
        sides = [side.counts[:, side.terms.get_indexer(some)] for side in (one, other)]
        counts = scipy.sparse.vstack(sides, format="csc")
        found.append(permutation.difference_p(counts, words, in_target, draws, seed))
    return np.concatenate(found)


def _line(p: np.ndarray, adjusted: np.ndarray) -> float:
    """Up to which p terms are findings; without any, the p that the first would have to have."""
    found = p[adjusted < _LEVEL]
    return float(found.max()) if len(found) else _LEVEL / len(p)
