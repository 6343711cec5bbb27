"""Fitted topic models: what they say of terms, paragraphs and documents, and their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from workreports.analysis import clusters, counting, statistics
from workreports.analysis.topics.units import TOP, Units
from workreports.io import lexicon as lexicons
from workreports.io.resources import LEXICON

_EXAMPLES = 5
_BORNE_OUT = 3
"""Anchors among the ten heaviest terms that leave a topic the name it started with."""
_BY = ["year", "about", "doc_id", "part", "place", "level", "territory", "genre"]


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
    starts: Mapping[int, tuple[str, Sequence[str]]] = field(default_factory=dict)
    """The theme and the terms at which a topic started."""

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
    def anchors(self) -> pd.DataFrame:
        """``topic theme seen kept terms``: of each theme at which a topic started, how many of its
        terms the model sees, and which are among the ten heaviest where the topic ended."""
        heavy = self.terms[self.terms["rank"] <= TOP].groupby("topic")["term"].agg(list)
        seen, rows = set(self.units.terms), []
        for topic, (theme, terms) in sorted(self.starts.items()):
            kept = [term for term in heavy[topic] if term in set(terms)]
            rows.append((topic, theme, len(seen & set(terms)), len(kept), " ".join(kept)))
        return pd.DataFrame(rows, columns=["topic", "theme", "seen", "kept", "terms"])

    @cached_property
    def labels(self) -> dict[int, str]:
        """A name for each topic: the theme at which it started where three of its terms (or all
        that the model sees) are among the ten heaviest, else see :func:`labels`."""
        borne = self.anchors[self.anchors["kept"] >= self.anchors["seen"].clip(upper=_BORNE_OUT)]
        started = dict(zip(borne["topic"], borne["theme"], strict=True))
        return labels(self.terms, self.units.lexicon) | started

    def shares_by(self, by: str | Sequence[str]) -> pd.DataFrame:
        """The share of each topic in the words of a year, part, place, level ...

        Parameters
        ----------
        by : str or list of str
            Columns of ``units.rows``: year (of delivery), about, doc_id, part, place, level,
            territory, genre.

        Returns
        -------
        DataFrame
            The by-columns, ``topic share low high paragraphs documents note``; the 95 % interval
            allows for words coming in paragraphs and takes the documents as given, see
            ``statistics.totals``; ``note`` is "too few" where too few paragraphs have the topic,
            "few documents" where fewer than twenty stand for all others of their kind (not by
            ``doc_id``), and "cut" or "lost" where a part of one of the documents is; joined by
            "; ".

        >>> from workreports.analysis.topics import fit
        >>> table = fit(load_corpus(), k=4, method="nmf").shares_by(["place", "genre"])
        >>> table["note"].str.contains("few documents").all()
        np.True_
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
            for topic, share in enumerate(self._shares_of(rows, columns), start=1)
        ]
        names = [*columns, "topic", "share", "low", "high", "paragraphs", "documents", "note"]
        return pd.DataFrame(found, columns=names).round({"share": 8, "low": 8, "high": 8})

    def _shares_of(self, rows: pd.DataFrame, columns: list[str]):
        """Share, low, high, paragraphs, documents and note of each topic in some paragraphs."""
        words = rows["words"].to_numpy(dtype=float)
        total = statistics.totals(
            self.loadings[rows.index] * words[:, None], words, rows["doc_id"].to_numpy()
        )
        low, high = statistics.rate_interval(total)
        documents = rows["doc_id"].nunique()
        doubts = counting.missing(self.units.gaps, rows, "part" in columns)
        if documents < clusters.DOCUMENTS and "doc_id" not in columns:
            doubts = ["few documents", *doubts]
        for topic, few in enumerate(total.few):
            share = total.hits[topic] / total.words
            note = counting.note("too few" if few else "", doubts)
            yield share, low[topic], min(high[topic], 1.0), len(rows), documents, note


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


def normalised(table: np.ndarray) -> np.ndarray:
    """Rows that add up to 1; a row of zeros becomes even.

    >>> normalised(np.array([[1, 3], [0, 0]])).tolist()
    [[0.25, 0.75], [0.5, 0.5]]
    """
    sums = table.sum(axis=1, keepdims=True)
    return np.where(sums > 0, table / np.where(sums > 0, sums, 1), 1 / table.shape[1])
