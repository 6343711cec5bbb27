"""Topic models of paragraphs, and how far they can be believed: coherence, stability under
resampling, held-out fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse
from scipy.optimize import linear_sum_assignment

from workreports.analysis.statistics import npmi
from workreports.analysis.topic_models import TopicModel, heaviest, labels, normalised, train
from workreports.analysis.topic_units import (
    MAX_SHARE,
    MIN_DOCUMENTS,
    MIN_PARAGRAPHS,
    MIN_WORDS,
    TOP,
    Units,
    prepare,
)
from workreports.corpus import Corpus

__all__ = ["STABLE", "TOP", "TopicModel", "Units", "fit", "labels", "npmi", "scan", "stability"]

STABLE = 0.65
"""A scan recommends no k whose topics agree less between runs, see :func:`scan`."""
_LEFT_OUT = 0.2
"""Share of paragraphs that a run does not see."""


def fit(
    corpus: Corpus,
    k: int,
    method: str = "nmf",
    seed: int = 0,
    *,
    min_paragraphs: int = MIN_PARAGRAPHS,
    min_documents: int = MIN_DOCUMENTS,
    max_share: float = MAX_SHARE,
    min_words: int = MIN_WORDS,
) -> TopicModel:
    """Fit a topic model to the paragraphs of a corpus. Duplicates, headings and tables are left
    out.

    Parameters
    ----------
    corpus : Corpus
    k : int
        Number of topics.
    method : {"nmf", "lda"}
        Non-negative matrix factorisation of tf-idf weights (Lee & Seung 1999), or latent Dirichlet
        allocation of counts (Blei, Ng & Jordan 2003), both from scikit-learn.
    seed : int
    min_paragraphs, min_documents : int
        A term must stand in so many paragraphs and documents: words of one document make topics of
        that document.
    max_share : float
        ... and in at most this share of paragraphs.
    min_words : int
        Paragraphs with fewer words are left out.

    Returns
    -------
    TopicModel

    Raises
    ------
    ValueError
        For too few paragraphs, terms or documents, saying which setting to change.

    >>> model = fit(load_corpus(), k=6)
    >>> model.shares.groupby("par_id")["share"].sum().round(6).unique().tolist()
    [1.0]
    """
    units = prepare(corpus, min_paragraphs, min_documents, max_share, min_words)
    return train(units, k, method, seed)[0]


def stability(
    corpus: Corpus,
    k: int,
    method: str = "nmf",
    runs: int = 20,
    seed: int = 0,
    *,
    left_out: float = _LEFT_OUT,
) -> pd.DataFrame:
    """How well each topic is found again by models that see fewer paragraphs.

    Each run leaves out a random fifth of the paragraphs and has a seed of its own (which hardly
    matters for NMF, whose start is fixed); its topics are matched one to one with those of the
    model of all paragraphs so that the sets of ten heaviest terms agree best (Greene, O'Callaghan
    & Cunningham 2014).

    Parameters
    ----------
    corpus, k, method
        As for ``fit``.
    runs : int
    seed : int
    left_out : float
        Share of the paragraphs that a run does not see.

    Returns
    -------
    DataFrame
        ``run topic matched jaccard``; 1 is the same ten terms.

    >>> table = stability(load_corpus(), k=4, runs=2)
    >>> table.shape
    (8, 4)
    """
    units = prepare(corpus)
    whole, _ = train(units, k, method, seed)
    rows = []
    for run in range(1, runs + 1):
        seen = units.sample(resample(len(units.rows), seed, run, left_out)[0])
        other, _ = train(seen, k, method, seed + run)
        matched, jaccard = match(whole.weights, other.weights)
        rows += zip([run] * k, range(1, k + 1), matched + 1, jaccard, strict=True)
    return pd.DataFrame(rows, columns=["run", "topic", "matched", "jaccard"])


def scan(
    corpus: Corpus, ks: Sequence[int], method: str = "nmf", runs: int = 20, seed: int = 0
) -> pd.DataFrame:
    """Compare numbers of topics.

    Parameters
    ----------
    corpus, method, runs, seed
        As for ``stability``.
    ks : sequence of int

    Returns
    -------
    DataFrame
        ``k coherence stability low high held_out recommended reason``: mean C_NPMI; mean Jaccard
        with the range of the runs' middle 90 %; bits per word by which the topics predict one half
        of an unseen paragraph from the other better than overall frequencies do, mean over runs.
        Recommended is, of the k that reach ``STABLE``, the one with the best held-out fit; if none
        does, the most stable one.

    >>> scan(load_corpus(), [4, 5], runs=2)["recommended"].sum()
    np.int64(1)
    """
    units = prepare(corpus)
    if not len(ks):
        raise ValueError("there is nothing to compare; give numbers of topics such as range(4, 21)")
    rows = []
    for k in ks:
        model, _ = train(units, k, method, seed)
        trials = [_trial(model, run) for run in range(1, runs + 1)]
        agreement, gains = zip(*trials, strict=True)
        low, high = np.quantile(agreement, [0.05, 0.95])
        rows.append((k, model.coherence.mean(), np.mean(agreement), low, high, np.mean(gains)))
    columns = ["k", "coherence", "stability", "low", "high", "held_out"]
    table = pd.DataFrame(rows, columns=columns).round(6)
    stable = table[table["stability"] >= STABLE]
    if len(stable):
        best = stable["held_out"].idxmax()
        reason = f"best held-out fit of those with a stability of at least {STABLE}"
    else:
        best = table["stability"].idxmax()
        reason = f"the most stable; none reaches {STABLE}"
    recommended = table.index == best
    return table.assign(recommended=recommended, reason=np.where(recommended, reason, ""))


class _Trial(NamedTuple):
    agreement: float
    """Mean Jaccard over topics."""
    gain: float
    """Bits per word."""


def _trial(model: TopicModel, run: int) -> _Trial:
    """A model of fewer paragraphs against the one of all, and against the paragraphs left out."""
    units, seed = model.units, model.seed + run
    kept, left = resample(len(units.rows), model.seed, run)
    seen = units.sample(kept)
    other, predict = train(seen, model.k, model.method, seed)
    agreement = float(np.mean(match(model.weights, other.weights)[1]))
    return _Trial(agreement, _held_out(seen, units.counts[left].toarray(), predict, seed))


def resample(
    rows: int, seed: int, run: int, left_out: float = _LEFT_OUT
) -> tuple[np.ndarray, np.ndarray]:
    """Which paragraphs a run sees, and which not.

    >>> seen, unseen = resample(10, seed=0, run=1)
    >>> len(seen), len(unseen), len({*seen, *unseen})
    (8, 2, 10)
    """
    order = np.random.default_rng([seed, run]).permutation(rows)
    cut = round((1 - left_out) * rows)
    return np.sort(order[:cut]), np.sort(order[cut:])


def match(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each topic of one the matching topic of the other, and how far their ten heaviest terms
    agree (Jaccard); both are given as topics by terms.

    >>> one = np.repeat(np.eye(2), 10, axis=1)
    >>> columns, agreement = match(one, one[::-1])
    >>> columns.tolist(), agreement.tolist()
    ([1, 0], [1.0, 1.0])
    """
    sides = [[set(row[:TOP]) for row in heaviest(weights).tolist()] for weights in (one, other)]
    scores = np.array([[len(a & b) / len(a | b) for b in sides[1]] for a in sides[0]])
    rows, columns = linear_sum_assignment(-scores)
    return columns, scores[rows, columns]


def _held_out(
    seen: Units,
    counts: np.ndarray,
    predict: Callable[[scipy.sparse.csr_array], np.ndarray],
    seed: int,
) -> float:
    """Bits per word gained over overall frequencies in predicting one half of unseen paragraphs
    from the other."""
    given = np.random.default_rng(seed).binomial(counts, 0.5)
    asked = counts - given
    useful = (given.sum(axis=1) > 0) & (asked.sum(axis=1) > 0)
    given, asked = given[useful], asked[useful]
    overall = normalised((np.asarray(seen.counts.sum(axis=0)).ravel() + 0.5)[None, :])
    # A mixture with overall frequencies: no word is impossible.
    told = 0.5 * predict(scipy.sparse.csr_array(given)) + 0.5 * overall
    return float((asked * np.log2(told / overall)).sum() / asked.sum())
