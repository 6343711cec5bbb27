"""How far models of fewer paragraphs, or of fewer documents, find the same topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from workreports.analysis.topics.fitting import train
from workreports.analysis.topics.model import TopicModel, heaviest
from workreports.analysis.topics.units import RULES, TOP, Units, paragraphs
from workreports.corpus import Corpus

LEFT_OUT = 0.2
"""Share of paragraphs that a run does not see."""


def stability(
    corpus: Corpus,
    k: int,
    method: str = "ensemble",
    runs: int = 20,
    seed: int = 0,
    *,
    left_out: float | str = LEFT_OUT,
) -> pd.DataFrame:
    """How well each topic is found again by models that see less.

    Each run has a seed of its own and leaves out a random fifth of the paragraphs, or one of the
    documents, without which the vocabulary is chosen anew. Its topics are matched one to one with
    those of the model of all paragraphs so that the sets of ten heaviest terms agree best (Greene,
    O'Callaghan & Cunningham 2014).

    Parameters
    ----------
    corpus, k, method
        As for ``fit``.
    runs : int
    seed : int
    left_out : float or "documents"
        Share of the paragraphs that a run does not see: 0 for runs that differ in their seed alone
        (which hardly matters for the method "nmf", whose start is fixed). With "documents" there
        are as many runs as documents.

    Returns
    -------
    DataFrame
        ``run left_out topic matched jaccard``; ``left_out`` is a document or a number of
        paragraphs, 1 the Jaccard coefficient of the same ten terms.

    >>> table = stability(load_corpus(), k=4, method="nmf", runs=2)
    >>> table.shape
    (8, 5)
    >>> table = stability(load_corpus(), k=4, method="nmf", left_out="documents")
    >>> table["left_out"].nunique()
    13
    """
    every = paragraphs(corpus)
    whole = every.under(RULES)
    reference = top_terms(train(whole, k, method, seed)[0])
    rows = []
    for run, (name, seen) in enumerate(_less(every, whole, runs, seed, left_out), start=1):
        found = top_terms(train(seen, k, method, seed + run)[0])
        matched, jaccard = match(reference, found)
        rows += zip([run] * k, [name] * k, range(1, k + 1), matched + 1, jaccard, strict=True)
    return pd.DataFrame(rows, columns=["run", "left_out", "topic", "matched", "jaccard"])


def _less(
    every: Units, whole: Units, runs: int, seed: int, left_out: float | str
) -> Iterator[tuple[str, Units]]:
    """What each run sees, and the name of what it does not."""
    if left_out == "documents":
        # A document too short to matter is none that could be missed.
        for doc_id in sorted(whole.rows["doc_id"].unique()):
            others = np.flatnonzero(every.rows["doc_id"] != doc_id)
            yield doc_id, every.sample(others).under(RULES)
        return
    if isinstance(left_out, str) or not 0 <= left_out < 1:
        raise ValueError(f"left_out is {left_out!r}; give a share below 1, or 'documents'")
    for run in range(1, runs + 1):
        kept, left = resample(len(whole.rows), seed, run, left_out)
        yield f"{len(left)} paragraphs", whole.sample(kept)


def resample(
    rows: int, seed: int, run: int, left_out: float = LEFT_OUT
) -> tuple[np.ndarray, np.ndarray]:
    """Which paragraphs a run sees, and which not.

    >>> seen, unseen = resample(10, seed=0, run=1)
    >>> len(seen), len(unseen), len({*seen, *unseen})
    (8, 2, 10)
    """
    order = np.random.default_rng([seed, run]).permutation(rows)
    cut = round((1 - left_out) * rows)
    return np.sort(order[:cut]), np.sort(order[cut:])


def top_terms(model: TopicModel) -> list[set[str]]:
    """The ten heaviest terms of each topic."""
    terms = model.units.terms
    return [{terms[place] for place in row} for row in heaviest(model.weights)[:, :TOP]]


def match(one: Sequence[set[str]], other: Sequence[set[str]]) -> tuple[np.ndarray, np.ndarray]:
    """For each topic of one the matching topic of the other, and how far they agree (Jaccard);
    both are given as sets of terms.

    >>> places, agreement = match([{"甲", "乙"}, {"丙"}], [{"丙"}, {"甲", "乙", "丁", "戊"}])
    >>> places.tolist(), agreement.tolist()
    ([1, 0], [0.5, 1.0])
    """
    scores = np.array([[len(a & b) / len(a | b) for b in other] for a in one])
    rows, columns = linear_sum_assignment(-scores)
    return columns, scores[rows, columns]
