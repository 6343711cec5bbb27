"""Topic models of paragraphs, and how far they can be believed: coherence, stability under resampling, held-out fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse
from scipy.optimize import linear_sum_assignment

from workreports.io import lexicon as lexicons
from workreports.io.resources import LEXICON
from workreports.analysis import statistics
from workreports.corpus.corpus import Corpus

TOP = 10
"""Terms of a topic that coherence and stability look at."""
MIN_PARAGRAPHS, MIN_DOCUMENTS, MAX_SHARE, MIN_WORDS = 5, 4, 0.25, 20
STABLE = 0.65
"""A scan recommends no k whose topics agree less between runs, see :func:`scan`."""
_LEFT_OUT = 0.2
"""Share of paragraphs that a run does not see."""


class Units(NamedTuple):
    """What a model is fitted to: paragraphs by terms."""

    counts: scipy.sparse.csr_array
    rows: pd.DataFrame
    """``par_id doc_id part about year place territory words text raw_start raw_end``, sorted by par_id, so that results do not depend on the corpus's order."""
    terms: list[str]
    lexicon: Path
    """Of the corpus, which names the topics."""


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
        order = np.argsort(-self.weights.round(8), axis=1, kind="stable")
        tables = [
            pd.DataFrame(
                {
                    "topic": topic + 1,
                    "rank": np.arange(1, len(ranked) + 1),
                    "term": np.array(self.units.terms)[ranked],
                    "weight": self.weights[topic, ranked].round(8),
                }
            )
            for topic, ranked in enumerate(order)
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
        """``topic rank par_id doc_id share text raw_start raw_end``: the five most typical paragraphs of each topic, of those with at least half of the usual length."""
        rows = self.units.rows
        long = (rows["words"] >= rows["words"].median() / 2).to_numpy()
        found = []
        for topic in range(self.k):
            best = np.argsort(-np.where(long, self.loadings[:, topic], 0).round(8), kind="stable")[
                :5
            ]
            found.append(
                rows.iloc[best][["par_id", "doc_id", "text", "raw_start", "raw_end"]].assign(
                    topic=topic + 1,
                    rank=range(1, len(best) + 1),
                    share=self.loadings[best, topic].round(8),
                )
            )
        return pd.concat(found, ignore_index=True)[
            ["topic", "rank", "par_id", "doc_id", "share", "text", "raw_start", "raw_end"]
        ]

    @cached_property
    def coherence(self) -> pd.Series:
        """C_NPMI of each topic, see :func:`npmi`; index ``topic``."""
        top = np.argsort(-self.weights.round(8), axis=1, kind="stable")[:, :TOP]
        return pd.Series(
            [npmi(self.units.counts[:, ranked].toarray()) for ranked in top],
            index=pd.RangeIndex(1, self.k + 1, name="topic"),
            name="coherence",
        ).round(8)

    @cached_property
    def labels(self) -> dict[int, str]:
        """A name for each topic, from ``topics.csv`` in the lexicon: the row whose anchors are all among the topic's ten heaviest terms; without one, its three heaviest terms."""
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
            The by-columns, ``topic share low high paragraphs note``; the 95 % interval allows for words coming in paragraphs, see ``statistics.totals``; ``note`` is "too few"
            where too few paragraphs have the topic.
        """
        columns = [by] if isinstance(by, str) else list(by)
        unknown = [name for name in columns if name not in self.units.rows]
        if unknown:
            raise ValueError(
                f"there is no {unknown[0]!r} to count by; choose from year, about, doc_id, part, place, territory"
            )
        found = []
        for values, rows in self.units.rows.dropna(subset=columns).groupby(columns, sort=True):
            words = rows["words"].to_numpy(dtype=float)
            t = statistics.totals(
                self.loadings[rows.index] * words[:, None], words, rows["doc_id"].to_numpy()
            )
            low, high = statistics.rate_interval(t)
            found += [
                (
                    *values,
                    topic + 1,
                    t.hits[topic] / t.words,
                    low[topic],
                    min(high[topic], 1.0),
                    len(rows),
                    "too few" if t.few[topic] else "",
                )
                for topic in range(self.k)
            ]
        return pd.DataFrame(
            found, columns=[*columns, "topic", "share", "low", "high", "paragraphs", "note"]
        ).round({"share": 8, "low": 8, "high": 8})


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
    """Fit a topic model to the paragraphs of a corpus. Duplicates, headings and tables are left out.

    Parameters
    ----------
    corpus : Corpus
    k : int
        Number of topics.
    method : {"nmf", "lda"}
        Non-negative matrix factorisation of tf-idf weights (Lee & Seung 1999), or latent Dirichlet allocation of counts (Blei, Ng & Jordan 2003), both from scikit-learn.
    seed : int
    min_paragraphs, min_documents : int
        A term must stand in so many paragraphs and documents: words of one document make topics of that document.
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
    units = _units(corpus, min_paragraphs, min_documents, max_share, min_words)
    return _fit(units, k, method, seed)


def npmi(present: np.ndarray, e: float = 1e-12) -> float:
    """Mean normalised pointwise mutual information over pairs of terms (Bouma 2009; Röder, Both & Hinneburg 2015: C_NPMI).

    Parameters
    ----------
    present : array (paragraphs, terms)
        Counts or truth values: the window is the paragraph, the reference corpus are the model's own paragraphs.

    >>> round(npmi(np.array([[1, 1], [1, 1], [0, 0], [0, 0]])), 6)
    1.0
    """
    present = np.asarray(present) > 0
    joint = present.T.astype(float) @ present / len(present)
    single = np.diag(joint)
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.log((joint + e) / np.outer(single, single)) / -np.log(joint + e)
    return float(scores[np.triu_indices(present.shape[1], 1)].mean())


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

    Each run leaves out a random fifth of the paragraphs and has a seed of its own (which hardly matters for NMF, whose start is fixed); its topics are matched one to one with those of the
    model of all paragraphs so that the sets of ten heaviest terms agree best (Greene, O'Callaghan & Cunningham 2014).

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
    units = _units(corpus)
    whole = _tops(_fit(units, k, method, seed).weights)
    rows = []
    for run in range(1, runs + 1):
        kept, _ = _resample(len(units.rows), seed, run, left_out)
        other = _tops(_fit(_part(units, kept), k, method, seed + run).weights)
        rows += [
            (run, topic + 1, match + 1, score)
            for topic, (match, score) in enumerate(zip(*_match(whole, other), strict=True))
        ]
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
        ``k coherence stability low high held_out recommended reason``: mean C_NPMI; mean Jaccard with the range of the runs' middle 90 %; bits per word by which the topics predict one half of an unseen paragraph from the
        other better than overall frequencies do, mean over runs. Recommended is, of the k that reach ``STABLE``, the one with the best held-out fit; if none does, the most stable one.

    >>> scan(load_corpus(), [4, 5], runs=2)["recommended"].sum()
    np.int64(1)
    """
    units = _units(corpus)
    if not len(ks):
        raise ValueError("there is nothing to compare; give numbers of topics such as range(4, 21)")
    rows = []
    for k in ks:
        model = _fit(units, k, method, seed)
        whole, agreement, gains = _tops(model.weights), [], []
        for run in range(1, runs + 1):
            kept, left = _resample(len(units.rows), seed, run)
            part = _part(units, kept)
            trained, fold = _train(part, k, method, seed + run)
            agreement.append(float(np.mean(_match(whole, _tops(trained.weights))[1])))
            gains.append(_held_out(units, part, left, trained, fold, seed + run))
        low, high = np.quantile(agreement, [0.05, 0.95])
        rows.append((k, model.coherence.mean(), np.mean(agreement), low, high, np.mean(gains)))
    table = pd.DataFrame(
        rows, columns=["k", "coherence", "stability", "low", "high", "held_out"]
    ).round(6)
    stable = table[table["stability"] >= STABLE]
    best = stable["held_out"].idxmax() if len(stable) else table["stability"].idxmax()
    reason = (
        f"best held-out fit of those with a stability of at least {STABLE}"
        if len(stable)
        else f"the most stable; none reaches {STABLE}"
    )
    return table.assign(
        recommended=table.index == best,
        reason=["" if row != best else reason for row in table.index],
    )


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
        Topic to name. A label is used only for a topic with all its anchors among the ten heaviest terms, so that a changed model cannot keep an old name.

    >>> labels(pd.DataFrame({"topic": [1, 1, 1], "rank": [1, 2, 3], "term": ["甲", "乙", "丙"]}))
    {1: '甲 乙 丙'}
    """
    table = lexicons.table("topics.csv", lexicon)
    named = {}
    for topic, rows in terms[terms["rank"] <= TOP].groupby("topic"):
        heaviest = set(rows["term"])
        fitting = [
            row.label for row in table.itertuples() if set(row.anchors.split("|")) <= heaviest
        ]
        named[int(topic)] = fitting[0] if len(fitting) == 1 else " ".join(rows["term"].head(3))
    return named


def _units(
    corpus: Corpus,
    min_paragraphs: int = MIN_PARAGRAPHS,
    min_documents: int = MIN_DOCUMENTS,
    max_share: float = MAX_SHARE,
    min_words: int = MIN_WORDS,
) -> Units:
    """Paragraphs by terms, after the rules of vocabulary."""
    if not isinstance(corpus, Corpus):
        raise TypeError(
            f"topics are fitted to a corpus, not to a {type(corpus).__name__}; see load_corpus and select"
        )
    counts, rows, terms = corpus.matrix(min_count=1)
    rows = rows.assign(words=corpus.words.reindex(rows["par_id"]).to_numpy()).join(
        corpus.documents[["year", "place", "territory"]], on="doc_id"
    )
    kept = rows[
        rows["depth"].eq(0) & rows["words"].ge(min_words) & ~rows["text"].str.contains("\n")
    ].sort_values("par_id")
    if kept.empty:
        raise ValueError(
            f"no paragraph has {min_words} words; lower min_words, or select more documents"
        )
    counts = counts[kept.index.to_numpy()]
    present = (counts > 0).astype(int)
    document = scipy.sparse.csr_array(pd.get_dummies(kept["doc_id"], dtype=int).to_numpy())
    paragraphs, documents = (
        np.asarray(present.sum(axis=0)).ravel(),
        np.asarray(((present.T @ document) > 0).sum(axis=1)).ravel(),
    )
    proper = np.array(
        [len(term) > 1 and not any(character.isdigit() for character in term) for term in terms],
        dtype=bool,
    )
    chosen = np.flatnonzero(
        proper
        & (paragraphs >= min_paragraphs)
        & (documents >= min_documents)
        & (paragraphs <= max_share * len(kept))
    )
    if len(chosen) < TOP:
        raise ValueError(
            f"only {len(chosen)} terms stand in {min_paragraphs} paragraphs, {min_documents} of {kept['doc_id'].nunique()} documents and at most {max_share:.0%} of the {len(kept)} paragraphs; "
            "lower min_paragraphs or min_documents, raise max_share, or select more documents"
        )
    counts = counts[:, chosen]
    full = np.asarray(counts.sum(axis=1)).ravel() > 0
    columns = [
        "par_id",
        "doc_id",
        "part",
        "about",
        "year",
        "place",
        "territory",
        "words",
        "text",
        "raw_start",
        "raw_end",
    ]
    return Units(
        scipy.sparse.csr_array(counts[full]),
        kept[full].reset_index(drop=True)[columns],
        [terms[place] for place in chosen],
        lexicons.of(corpus.folder),
    )


def _part(units: Units, kept: np.ndarray) -> Units:
    return units._replace(
        counts=units.counts[kept], rows=units.rows.iloc[kept].reset_index(drop=True)
    )


def _fit(units: Units, k: int, method: str, seed: int) -> TopicModel:
    return _train(units, k, method, seed)[0]


def _train(units: Units, k: int, method: str, seed: int):
    """A model, and the function that gives the loadings of further paragraphs."""
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import TfidfTransformer

    if method not in ("nmf", "lda"):
        raise ValueError(f"there is no method {method!r}; choose nmf or lda")
    if not isinstance(k, Integral):
        raise TypeError(f"k is {k!r}; give the number of topics as a whole number such as 7")
    if not 2 <= k <= min(units.counts.shape):
        raise ValueError(
            f"k is {k}; with {units.counts.shape[0]} paragraphs and {units.counts.shape[1]} terms choose between 2 and {min(units.counts.shape)}"
        )
    if len({row.tobytes() for row in units.counts.toarray()}) < k:
        raise ValueError(
            f"fewer than {k} paragraphs differ from each other; choose a smaller k, or select more documents"
        )
    if method == "lda":
        # With n_jobs=2 the model would be another one.
        model = LatentDirichletAllocation(
            k, learning_method="batch", max_iter=60, random_state=seed, n_jobs=1
        )
        loadings, scale = model.fit_transform(units.counts), np.ones(len(units.terms))
        fold = model.transform
    else:
        weigh = TfidfTransformer(sublinear_tf=True)
        model = NMF(k, init="nndsvda", random_state=seed, max_iter=300, tol=1e-3)
        with np.errstate(
            invalid="ignore"
        ):  # of a perfect fit scikit-learn takes the root of a rounding error
            loadings, scale = model.fit_transform(weigh.fit_transform(units.counts)), weigh.idf_
        fold = lambda counts: model.transform(weigh.transform(counts))
    heavy = model.components_.sum(axis=1)
    shares = _normalised(loadings * heavy)
    order = np.argsort(
        -(shares * units.rows["words"].to_numpy()[:, None]).sum(axis=0).round(6), kind="stable"
    )
    weights = _normalised(model.components_)[order]
    trained = TopicModel(method, k, seed, units, weights, shares[:, order])
    # Tf-idf is undone where words are to be predicted.
    spread = _normalised(model.components_ / scale)
    return trained, lambda counts: _normalised(fold(counts) * heavy) @ spread


def _normalised(table: np.ndarray) -> np.ndarray:
    """Rows that add up to 1; a row of zeros becomes even."""
    sums = table.sum(axis=1, keepdims=True)
    return np.where(sums > 0, table / np.where(sums > 0, sums, 1), 1 / table.shape[1])


def _resample(
    rows: int, seed: int, run: int, left_out: float = _LEFT_OUT
) -> tuple[np.ndarray, np.ndarray]:
    """Which paragraphs a run sees, and which not."""
    order = np.random.default_rng([seed, run]).permutation(rows)
    cut = round((1 - left_out) * rows)
    return np.sort(order[:cut]), np.sort(order[cut:])


def _tops(weights: np.ndarray) -> list[set[int]]:
    return [set(row[:TOP]) for row in np.argsort(-weights.round(8), axis=1, kind="stable").tolist()]


def _match(one: list[set[int]], other: list[set[int]]) -> tuple[np.ndarray, np.ndarray]:
    """For each topic of one the matching topic of the other, and how far their terms agree (Jaccard)."""
    scores = np.array([[len(a & b) / len(a | b) for b in other] for a in one])
    rows, columns = linear_sum_assignment(-scores)
    return columns, scores[rows, columns]


def _held_out(
    units: Units, part: Units, left: np.ndarray, trained: TopicModel, predict, seed: int
) -> float:
    """Bits per word gained over overall frequencies in predicting one half of unseen paragraphs from the other."""
    counts = units.counts[left].toarray()
    given = np.random.default_rng(seed).binomial(counts, 0.5)
    asked = counts - given
    useful = (given.sum(axis=1) > 0) & (asked.sum(axis=1) > 0)
    given, asked = given[useful], asked[useful]
    overall = _normalised((np.asarray(part.counts.sum(axis=0)).ravel() + 0.5)[None, :])
    # A mixture with overall frequencies: no word is impossible.
    told = 0.5 * predict(scipy.sparse.csr_array(given)) + 0.5 * overall
    return float((asked * np.log2(told / overall)).sum() / asked.sum())
