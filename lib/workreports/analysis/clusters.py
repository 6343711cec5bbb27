"""What is sampled, paragraphs or documents, and the interval that follows.

The rule was chosen by coverage in simulation (``tools/simulate_intervals.py``; the results stand in
``guide/intervals.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from workreports.analysis import statistics, units
from workreports.corpus import Corpus

CLUSTERS = ("auto", "paragraph", "document")
DOCUMENTS = 20
"""From so many documents a side on, documents are what is sampled."""

GIVEN, SAMPLED = "given these documents", "documents sampled"

_MOST = 300
"""The spread between documents is learned from so many documents at most."""


class Side(NamedTuple):
    """What intervals of one side, or of one row of a table, are made of."""

    totals: statistics.Totals
    """With what is sampled."""
    wider: statistics.Totals
    """For documents like these, however few."""
    interval: str
    """``GIVEN`` or ``SAMPLED``."""
    documents: int


def check(cluster: str) -> None:
    """Refuse what is no way to cluster.

    >>> check("sentence")
    Traceback (most recent call last):
    ValueError: cannot cluster by 'sentence'; choose auto, paragraph, document
    """
    if cluster not in CLUSTERS:
        raise ValueError(f"cannot cluster by {cluster!r}; choose {', '.join(CLUSTERS)}")


def samples_documents(cluster: str, *documents: int) -> bool:
    """Whether, with so many documents on each side, documents are what is sampled.

    >>> samples_documents("auto", 30, 19), samples_documents("auto", 30, 20)
    (False, True)
    """
    return cluster == "document" or (cluster == "auto" and min(documents) >= DOCUMENTS)


def side(documents: statistics.Sums, sampled: bool, between: float) -> Side:
    """The totals of one side.

    Parameters
    ----------
    documents : Sums
        By document.
    sampled : bool
        Whether documents are what is sampled.
    between : float
        Of :func:`workreports.analysis.statistics.between_documents`.
    """
    number = len(documents.paragraphs)
    if sampled:
        totals = documents.document_totals()
        return Side(totals, totals, SAMPLED, number)
    given = documents.totals()
    wider = statistics.with_documents(given, documents.words[0], between)
    return Side(given, wider, GIVEN, number)


def rate_bounds(side: Side) -> np.ndarray:
    """``low high low_documents high_documents`` of each rate per word: (4, terms)."""
    low, high = statistics.rate_interval(side.totals)
    return _with_wider(low, high, *statistics.rate_interval(side.wider))


def ratio_bounds(later: Side, earlier: Side) -> np.ndarray:
    """``low high low_documents high_documents`` of each ratio of rates: (4, terms)."""
    _, low, high = statistics.ratio_interval(later.totals, earlier.totals)
    return _with_wider(low, high, *statistics.ratio_interval(later.wider, earlier.wider)[1:])


def _with_wider(low, high, low_documents, high_documents) -> np.ndarray:
    """An exact interval of few hits may reach further than the other one: it is taken then."""
    return np.array([low, high, np.minimum(low, low_documents), np.maximum(high, high_documents)])


def sides(
    corpora: Sequence[Corpus], documents: Sequence[statistics.Sums], cluster: str
) -> list[Side]:
    """The totals of sides that are compared: documents are sampled on all or on none."""
    check(cluster)
    sampled = samples_documents(cluster, *(len(one.paragraphs) for one in documents))
    spread = between(corpora) if cluster == "auto" and not sampled else float("nan")
    return [side(one, sampled, spread) for one in documents]


def between(groups: Iterable[Corpus]) -> float:
    """How much the documents of each group differ, pooled over its commonest words; of at most 300
    documents a group.

    >>> reviews = load_corpus().select(place="下城区", genre="work_report", part="review")
    >>> between([reviews])
    0.0
    """
    return statistics.between_documents(
        units.vocabulary(_some(group)).documents() for group in groups
    )


def _some(corpus: Corpus) -> Corpus:
    doc_ids = corpus.originals.index
    step = -(-len(doc_ids) // _MOST)
    return corpus if step <= 1 else corpus.select(doc_id=doc_ids[::step].tolist())


def between_groups(corpus: Corpus, groups: list[np.ndarray], counted: units.Units) -> float:
    """The same for groups of units of one corpus, given by their rows; only of those groups that
    have from two documents to one less than ``DOCUMENTS``, and not a number without such a one."""
    wanted, doc_ids = [], []
    for rows in groups:
        group = counted.table[units.UNIT].iloc[rows]
        here = group["doc_id"].unique().tolist()
        if 2 <= len(here) < DOCUMENTS and len(doc_ids) < _MOST:
            wanted.append(group)
            doc_ids += here
    if not wanted:
        return float("nan")
    words = units.vocabulary(corpus.select(doc_id=list(dict.fromkeys(doc_ids))))
    known = words.table[units.UNIT].reset_index()
    return statistics.between_documents(
        words.documents(known.merge(group, on=units.UNIT)["index"].to_numpy()) for group in wanted
    )


def doubts(one: statistics.Totals, *other: statistics.Totals) -> list[str]:
    """The notes "never" and "too few" of each term: no side has it, one side has too few hits.

    >>> never = statistics.totals(np.zeros((3, 1)), np.full(3, 100), np.zeros(3))
    >>> doubts(never), doubts(never, never._replace(hits=np.array([2.0])))
    (['never'], ['too few'])
    """
    never = sum((side.hits for side in other), one.hits) == 0
    few = np.any([side.few for side in (one, *other)], axis=0)
    return np.select([never, few], ["never", "too few"], "").tolist()
