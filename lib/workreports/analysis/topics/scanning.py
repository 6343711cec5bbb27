"""Choosing a number of topics, and whether the choice outlives the rules of the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse

from workreports.analysis.topics.agreement import match, resample, top_terms
from workreports.analysis.topics.fitting import Predict, train
from workreports.analysis.topics.model import TopicModel, normalised
from workreports.analysis.topics.units import RULES, Rules, Units, paragraphs
from workreports.corpus import Corpus

STABLE = 0.65
"""A scan recommends no k whose topics agree less between runs, see :func:`scan`."""
NEIGHBOURS = [
    RULES._replace(**{name: value})
    for name, values in {
        "min_paragraphs": (4, 6),
        "min_documents": (3, 5),
        "max_share": (0.2, 0.3),
        "min_words": (15, 25),
    }.items()
    for value in values
]
"""The rules of the vocabulary with one of them a step lower or higher: eight."""


def scan(
    corpus: Corpus,
    ks: Sequence[int],
    method: str = "ensemble",
    runs: int = 20,
    seed: int = 0,
    *,
    rules: Sequence[Rules] = (),
) -> pd.DataFrame:
    """Compare numbers of topics.

    Parameters
    ----------
    corpus, method, runs, seed
        As for ``stability``.
    ks : sequence of int
    rules : sequence of Rules
        Further rules for the vocabulary under which a k is chosen, too, such as ``NEIGHBOURS``;
        each takes as long as the first.

    Returns
    -------
    DataFrame
        ``k coherence stability low high held_out recommended reason chosen``: mean C_NPMI; mean
        Jaccard with the range of the runs' middle 90 %; bits per word by which the topics predict
        one half of an unseen paragraph from the other better than overall frequencies do, mean over
        runs. Recommended is, of the k that reach ``STABLE``, the one with the best held-out fit; if
        none does, the most stable one. ``chosen`` counts the rules under which that is so, the
        usual ones and those given.

    >>> scan(load_corpus(), [4, 5], "nmf", runs=2)["recommended"].sum()
    np.int64(1)
    """
    every = paragraphs(corpus)
    if not len(ks):
        raise ValueError("there is nothing to compare; give numbers of topics such as range(4, 21)")
    table = _compared(every.under(RULES), ks, method, runs, seed)
    best, reason = _recommended(table)
    recommended = table.index == best
    chosen = recommended.astype(int)
    for other in rules:
        chosen[_recommended(_compared(every.under(other), ks, method, runs, seed))[0]] += 1
    return table.assign(
        recommended=recommended, reason=np.where(recommended, reason, ""), chosen=chosen
    )


def _compared(units: Units, ks: Sequence[int], method: str, runs: int, seed: int) -> pd.DataFrame:
    rows = []
    for k in ks:
        model, _ = train(units, k, method, seed)
        trials = [_trial(model, run) for run in range(1, runs + 1)]
        agreement, gains = zip(*trials, strict=True)
        low, high = np.quantile(agreement, [0.05, 0.95])
        rows.append((k, model.coherence.mean(), np.mean(agreement), low, high, np.mean(gains)))
    columns = ["k", "coherence", "stability", "low", "high", "held_out"]
    return pd.DataFrame(rows, columns=columns).round(6)


def _recommended(table: pd.DataFrame) -> tuple[int, str]:
    """The row of the k that is recommended, and why."""
    stable = table[table["stability"] >= STABLE]
    if stable.empty:
        return int(table["stability"].idxmax()), f"the most stable; none reaches {STABLE}"
    reason = f"best held-out fit of those with a stability of at least {STABLE}"
    return int(stable["held_out"].idxmax()), reason


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
    agreement = float(np.mean(match(top_terms(model), top_terms(other))[1]))
    return _Trial(agreement, _held_out(seen, units.counts[left].toarray(), predict, seed))


def _held_out(seen: Units, counts: np.ndarray, predict: Predict, seed: int) -> float:
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
