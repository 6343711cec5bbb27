"""Fitted topic models: how they are found, what they say of terms and paragraphs, their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse

from workreports.analysis import counting, statistics
from workreports.analysis.topic_units import TOP, Units
from workreports.io import lexicon as lexicons
from workreports.io.resources import LEXICON

_EXAMPLES = 5
_BY = ["year", "about", "doc_id", "part", "place", "territory"]


@dataclass(frozen=True)
class TopicModel:
    """A fitted model; topics are numbered from 1, the largest first.

    Attributes
    ----------
    terms : DataFrame
        ``topic rank term weight``: the weights of a topic add up to 1.
    shares : DataFrame
        ``par_id topic share``: the shares of a paragraph add up to 1.
    """

    method: str
    k: int
    seed: int
    units: Units
    weights: np.ndarray
    """Topics by terms, rows adding up to 1."""
    loadings: np.ndarray
    """Paragraphs by topics, rows adding up to 1."""

    @cached_property
    def terms(self) -> pd.DataFrame:
        """``topic rank term weight``, each topic's terms with a weight, the heaviest first."""
        tables = [
            pd.DataFrame(
                {
                    "topic": topic + 1,
                    "rank": np.arange(1, len(ranked) + 1),
                    "term": np.array(self.units.terms)[ranked],
                    "weight": self.weights[topic, ranked].round(8),
                }
            )
            for topic, ranked in enumerate(heaviest(self.weights))
        ]
        table = pd.concat(tables, ignore_index=True)
        return table[table["weight"] > 0].reset_index(drop=True)

    @cached_property
    def shares(self) -> pd.DataFrame:
        """``par_id topic share``."""
        return pd.DataFrame(
            {
                "par_id": np.repeat(self.units.rows["par_id"].to_numpy(), self.k),
                "topic": np.tile(np.arange(1, self.k + 1), len(self.units.rows)),
                "share": self.loadings.round(8).ravel(),
            }
        )

    @cached_property
    def examples(self) -> pd.DataFrame:
        """``topic rank par_id doc_id share text raw_start raw_end``: the five most typical
        paragraphs of each topic, of those with at least half of the usual length."""
        rows = self.units.rows
        long = (rows["words"] >= rows["words"].median() / 2).to_numpy()
        typical = heaviest(np.where(long[:, None], self.loadings, 0).T)[:, :_EXAMPLES]
        found = [
            rows.iloc[best].assign(
                topic=topic + 1,
                rank=range(1, len(best) + 1),
                share=self.loadings[best, topic].round(8),
            )
            for topic, best in enumerate(typical)
        ]
        columns = ["topic", "rank", "par_id", "doc_id", "share", "text", "raw_start", "raw_end"]
        return pd.concat(found, ignore_index=True)[columns]

    @cached_property
    def coherence(self) -> pd.Series:
        """C_NPMI of each topic, see :func:`workreports.analysis.statistics.npmi`; index
        ``topic``."""
        top = heaviest(self.weights)[:, :TOP]
        return pd.Series(
            [statistics.npmi(self.units.counts[:, ranked].toarray()) for ranked in top],
            index=pd.RangeIndex(1, self.k + 1, name="topic"),
            name="coherence",
        ).round(8)

    @cached_property
    def labels(self) -> dict[int, str]:
        """A name for each topic, see :func:`labels`."""
        return labels(self.terms, self.units.lexicon)

    def shares_by(self, by: str | Sequence[str]) -> pd.DataFrame:
        """The share of each topic in the words of a year, part, place ...

        Parameters
        ----------
        by : str or list of str
            Columns of ``units.rows``: year (of delivery), about, doc_id, part, place, territory.

        Returns
        -------
        DataFrame
            The by-columns, ``topic share low high paragraphs note``; the 95 % interval allows for
            words coming in paragraphs, see ``statistics.totals``; ``note`` is "too few" where too
            few paragraphs have the topic, and "cut" or "lost" where a part of one of the documents
            is; joined by "; ".
        """
        columns = [by] if isinstance(by, str) else list(by)
        unknown = [name for name in columns if name not in self.units.rows]
        if unknown:
            raise ValueError(
                f"there is no {unknown[0]!r} to count by; choose from {', '.join(_BY)}"
            )
        groups = self.units.rows.dropna(subset=columns).groupby(columns, sort=True)
        found = [
            (*values, topic, *share)
            for values, rows in groups
            for topic, share in enumerate(self._shares_of(rows, "part" in columns), start=1)
        ]
        names = [*columns, "topic", "share", "low", "high", "paragraphs", "note"]
        return pd.DataFrame(found, columns=names).round({"share": 8, "low": 8, "high": 8})

    def _shares_of(self, rows: pd.DataFrame, by_part: bool):
        """Share, low, high, paragraphs and note of each topic in some paragraphs."""
        words = rows["words"].to_numpy(dtype=float)
        total = statistics.totals(
            self.loadings[rows.index] * words[:, None], words, rows["doc_id"].to_numpy()
        )
        low, high = statistics.rate_interval(total)
        missing = counting.missing(self.units.gaps, rows, by_part)
        for topic, few in enumerate(total.few):
            share = total.hits[topic] / total.words
            note = counting.note("too few" if few else "", missing)
            yield share, low[topic], min(high[topic], 1.0), len(rows), note


def labels(terms: pd.DataFrame, lexicon: Path = LEXICON) -> dict[int, str]:
    """Names for topics, from a table that people edit.

    Parameters
    ----------
    terms : DataFrame
        ``topic rank term``.
    lexicon : Path
        Folder with ``topics.csv``: ``label``, ``anchors`` (terms parted by "|"), ``why``.

    Returns
    -------
    dict
        Topic to name. A label is used only for a topic with all its anchors among the ten heaviest
        terms, so that a changed model cannot keep an old name; a topic without one, or with
        several, is called by its three heaviest terms.

    >>> labels(pd.DataFrame({"topic": 1, "rank": [1, 2, 3], "term": ["甲", "乙", "丙"]}))
    {1: '甲 乙 丙'}
    """
    table = lexicons.table("topics.csv", lexicon)
    anchors = [(row.label, set(row.anchors.split("|"))) for row in table.itertuples()]
    named = {}
    for topic, rows in terms[terms["rank"] <= TOP].groupby("topic"):
        fitting = [label for label, wanted in anchors if wanted <= set(rows["term"])]
        named[int(topic)] = fitting[0] if len(fitting) == 1 else " ".join(rows["term"].head(3))
    return named


def heaviest(weights: np.ndarray) -> np.ndarray:
    """The columns of each row by falling weight; rounding errors decide nothing.

    >>> heaviest(np.array([[0.2, 0.5, 0.3]])).tolist()
    [[1, 2, 0]]
    """
    return np.argsort(-weights.round(8), axis=1, kind="stable")


class _Found(NamedTuple):
    """What scikit-learn found: how paragraphs load on topics and topics on terms."""

    loadings: np.ndarray
    components: np.ndarray
    scale: np.ndarray
    """What a count of each term was multiplied with."""
    fold: Callable[[scipy.sparse.csr_array], np.ndarray]
    """Gives the loadings of further paragraphs."""


def _lda(counts: scipy.sparse.csr_array, k: int, seed: int) -> _Found:
    from sklearn.decomposition import LatentDirichletAllocation

    # With n_jobs=2 the model would be another one.
    model = LatentDirichletAllocation(
        k, learning_method="batch", max_iter=60, random_state=seed, n_jobs=1
    )
    loadings = model.fit_transform(counts)
    return _Found(loadings, model.components_, np.ones(counts.shape[1]), model.transform)


def _nmf(counts: scipy.sparse.csr_array, k: int, seed: int) -> _Found:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    weigh = TfidfTransformer(sublinear_tf=True)
    model = NMF(k, init="nndsvda", random_state=seed, max_iter=300, tol=1e-3)
    # Of a perfect fit scikit-learn takes the root of a rounding error.
    with np.errstate(invalid="ignore"):
        loadings = model.fit_transform(weigh.fit_transform(counts))

    def fold(further: scipy.sparse.csr_array) -> np.ndarray:
        return model.transform(weigh.transform(further))

    return _Found(loadings, model.components_, weigh.idf_, fold)


_METHODS = {"nmf": _nmf, "lda": _lda}


def train(
    units: Units, k: int, method: str, seed: int
) -> tuple[TopicModel, Callable[[scipy.sparse.csr_array], np.ndarray]]:
    """A model, and the function that predicts the words of further paragraphs from their counts.

    >>> from workreports.analysis import topic_units
    >>> units = topic_units.prepare(load_corpus())
    >>> model, predict = train(units, 3, "nmf", seed=0)
    >>> predict(units.counts).sum(axis=1).round(6).min()
    np.float64(1.0)
    """
    _require(units, k, method)
    found = _METHODS[method](units.counts, k, seed)
    heavy = found.components.sum(axis=1)
    shares = normalised(found.loadings * heavy)
    sizes = (shares * units.rows["words"].to_numpy()[:, None]).sum(axis=0)
    order = np.argsort(-sizes.round(6), kind="stable")
    weights = normalised(found.components)[order]
    # Tf-idf is undone where words are to be predicted.
    spread = normalised(found.components / found.scale)

    def predict(counts: scipy.sparse.csr_array) -> np.ndarray:
        return normalised(found.fold(counts) * heavy) @ spread

    return TopicModel(method, k, seed, units, weights, shares[:, order]), predict


def _require(units: Units, k: int, method: str) -> None:
    """Refuse what no model can be fitted to, saying what to change."""
    paragraphs, terms = units.counts.shape
    if method not in _METHODS:
        raise ValueError(f"there is no method {method!r}; choose {' or '.join(_METHODS)}")
    if not isinstance(k, Integral):
        raise TypeError(f"k is {k!r}; give the number of topics as a whole number such as 7")
    if not 2 <= k <= min(paragraphs, terms):
        raise ValueError(
            f"k is {k}; with {paragraphs} paragraphs and {terms} terms choose between 2 and "
            f"{min(paragraphs, terms)}"
        )
    if len({row.tobytes() for row in units.counts.toarray()}) < k:
        raise ValueError(
            f"fewer than {k} paragraphs differ from each other; choose a smaller k, or select "
            "more documents"
        )


def normalised(table: np.ndarray) -> np.ndarray:
    """Rows that add up to 1; a row of zeros becomes even.

    >>> normalised(np.array([[1, 3], [0, 0]])).tolist()
    [[0.25, 0.75], [0.5, 0.5]]
    """
    sums = table.sum(axis=1, keepdims=True)
    return np.where(sums > 0, table / np.where(sums > 0, sums, 1), 1 / table.shape[1])
