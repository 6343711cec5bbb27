"""How far apart the vocabularies of two selections are, beyond what their length makes of chance.

Two piles of paragraphs from one text differ too, the more so the shorter they are. So the
paragraphs are dealt out anew, to piles of as many words as the two have, and what such piles differ
by on average, the noise floor, is taken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, count
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse

from workreports.analysis import counting
from workreports.corpus import Corpus
from workreports.corpus.store.choosing import known

DRAWS, SEED = 2_000, 0

SPLITS = 200
"""More ways to part documents than so many are not all tried, but so many by lot."""

_BY = ["doc_id", "year", "about", "place", "level", "territory", "part", "genre"]

_TOGETHER, _TERMS = 64, 1_000
"""Draws and terms at a time: few enough for the processor's cache."""

_COLUMNS = [
    *("divergence", "floor", "excess", "p"),
    *("words_one", "words_other", "documents_one", "documents_other"),
]


def pairs(corpus: Corpus, by: str = "doc_id", draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """How far apart the vocabularies of the groups of a corpus are, two by two.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out.
    by : str
        What a group is: doc_id, year, about, place, level, territory, part or genre. Paragraphs
        without the quality are left out.
    draws : int
        How often the paragraphs of each pair are dealt out anew; time grows with pairs and draws.
    seed : int
        The same seed gives the same table.

    Returns
    -------
    DataFrame
        ``one other``, the groups; ``divergence``, Jensen and Shannon's, in bits, of the shares of
        all content words (0: the same shares, 1: no word in common); ``floor``, its mean over
        draws; ``excess``, divergence less floor: about 0 for two piles of paragraphs from one text,
        and less where both cover the same ground more evenly than such piles; ``p``, (b + 1) /
        (B + 1) with b of B draws as far apart or further; ``p_adjusted`` (Benjamini & Hochberg 1995
        over all rows); ``words_one words_other`` (content words); ``documents_one
        documents_other``; ``note`` ("cut one" and the like where a part of a document of that side
        is cut or lost; joined by "; ").

    Raises
    ------
    ValueError
        For a ``by`` that is none of these, if the selection is empty, or with fewer than two
        groups.

    >>> corpus = load_corpus().select(genre="work_report", place="下城区")
    >>> pairs(corpus, by="year", draws=99)[["one", "other"]].values.tolist()
    [[2014, 2015], [2014, 2016], [2015, 2016]]
    """
    from scipy import stats  # takes a second to import

    known("by", by, _BY)
    chosen = corpus.select()
    counting.require_some(chosen.frame)
    text, groups = _paragraphs(chosen), _groups(chosen, by)
    members = {
        name: np.flatnonzero(np.isin(text.par_id, ids.to_numpy())) for name, ids in groups.items()
    }
    members = {name: rows for name, rows in members.items() if len(rows)}
    if len(members) < 2:
        raise ValueError(f"{by} tells {len(members)} groups apart, and two are needed")
    rows = [
        (one, other, *_measure(text, members[one], members[other], draws, seed))
        for one, other in combinations(members, 2)
    ]
    table = pd.DataFrame(rows, columns=["one", "other", *_COLUMNS])
    table.insert(6, "p_adjusted", stats.false_discovery_control(table["p"]))
    return table.assign(note=_notes(table, chosen, groups))


def between(one: Corpus, other: Corpus, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """How far apart the vocabularies of two selections are: one row as of :func:`pairs`.

    Returns
    -------
    DataFrame
        The columns of :func:`pairs` from ``divergence`` on, without ``p_adjusted``.

    Raises
    ------
    ValueError
        If a selection is empty or has no content word, or if the two share paragraphs.

    >>> corpus = load_corpus().select(genre="work_report", part="plan")
    >>> earlier, later = corpus.select(years=(2016, 2017)), corpus.select(years=2023)
    >>> between(earlier, later, draws=99)["p"].tolist()
    [0.01]
    """
    text = _both(one, other)
    rows = (np.flatnonzero(text.side == side) for side in (0, 1))
    table = pd.DataFrame([_measure(text, *rows, draws, seed)], columns=_COLUMNS)
    gone = [
        f"{state} {name}"
        for name, side in (("one", one), ("other", other))
        for state in sorted(counting.gaps(side.select())["state"].unique())
    ]
    return table.assign(note=counting.note("", gone))


def splits(
    one: Corpus, other: Corpus, draws: int = DRAWS, seed: int = SEED, most: int = SPLITS
) -> pd.DataFrame:
    """A yardstick for a difference: the same documents parted in all other ways, too.

    If time parts four plans, two and two, the other two ways to halve them say how far apart plans
    are that time does not part. Each way leaves as many documents on either side as there are.

    Parameters
    ----------
    one, other : Corpus
        Selections without a paragraph in common.
    draws, seed : int
        As of :func:`pairs`.
    most : int
        With more ways than so many, so many are drawn by lot.

    Returns
    -------
    DataFrame
        ``one other`` (lists of doc_id), ``asked`` (the way that was asked about), the columns of
        :func:`pairs` from ``divergence`` to ``documents_other`` without ``p_adjusted``; by falling
        ``excess``. Of n ways the one asked about can stand out by 1 / n at most: with two
        documents a side, one in three.

    Raises
    ------
    ValueError
        As of :func:`between`, and with fewer than three documents, which no other way parts.

    >>> corpus = load_corpus().select(genre="work_report", part="plan")
    >>> earlier, later = corpus.select(years=(2016, 2017)), corpus.select(years=2023)
    >>> splits(earlier, later, draws=99)["asked"].tolist()
    [True, False, False]
    """
    text = _both(one, other)
    sides = [tuple(pd.unique(text.doc_id[text.side == side])) for side in (0, 1)]
    if len(sides[0]) + len(sides[1]) < 3:
        raise ValueError("two documents can be parted in one way only; select more")
    rows = []
    for left in _ways(*sides, most, np.random.default_rng(seed)):
        right = tuple(doc_id for doc_id in (*sides[0], *sides[1]) if doc_id not in left)
        members = [np.flatnonzero(np.isin(text.doc_id, half)) for half in (left, right)]
        rows.append(
            (list(left), list(right), left == sides[0], *_measure(text, *members, draws, seed))
        )
    table = pd.DataFrame(rows, columns=["one", "other", "asked", *_COLUMNS])
    return table.sort_values("excess", ascending=False, kind="stable", ignore_index=True)


def matrix(table: pd.DataFrame, value: str = "excess") -> pd.DataFrame:
    """A column of :func:`pairs` as a matrix: the same above and below the diagonal, which is empty.

    >>> corpus = load_corpus().select(genre="work_report", place="下城区")
    >>> matrix(pairs(corpus, by="year", draws=99)).shape
    (3, 3)
    """
    names = pd.unique(pd.concat([table["one"], table["other"]]))
    half = table.set_index(["one", "other"])[value].unstack().reindex(index=names, columns=names)
    return half.combine_first(half.T).loc[names, names].rename_axis(None).rename_axis(None, axis=1)


class _Text(NamedTuple):
    """The paragraphs that have a content word."""

    counts: scipy.sparse.csr_array
    """Paragraphs by terms."""
    par_id: np.ndarray
    doc_id: np.ndarray
    side: np.ndarray
    """Of which selection, by number."""


def _paragraphs(*corpora: Corpus) -> _Text:
    """The paragraphs of selections, counted in one vocabulary."""
    counted = [corpus.matrix(by="par_id", min_count=1) for corpus in corpora]
    vocabulary = pd.Index(sorted({term for _, _, terms in counted for term in terms}))
    blocks, ids = [], []
    for counts, rows, terms in counted:
        cells = counts.tocoo()
        columns = vocabulary.get_indexer(terms)[cells.col]
        shape = len(rows), len(vocabulary)
        block = scipy.sparse.coo_array((cells.data, (cells.row, columns)), shape).tocsr()
        filled = np.diff(block.indptr) > 0
        blocks.append(block[filled])
        ids.append(rows["par_id"].to_numpy()[filled])
    par_id = np.concatenate(ids)
    doc_id = np.array([name.rpartition(":")[0] for name in par_id])
    side = np.repeat(range(len(ids)), [len(names) for names in ids])
    return _Text(scipy.sparse.vstack(blocks, format="csr"), par_id, doc_id, side)


def _both(one: Corpus, other: Corpus) -> _Text:
    counting.require_disjoint(one, other, "one", "other")
    text = _paragraphs(one.select(), other.select())
    for side, name in enumerate(("one", "other")):
        if side not in text.side:
            raise ValueError(f"{name} has no content word to compare")
    return text


def _groups(corpus: Corpus, by: str) -> dict[object, pd.Series]:
    """The paragraphs of each group; documents in the order of the corpus, else by name."""
    frame = corpus.frame
    kind = frame[by] if by in frame else frame["doc_id"].map(corpus.documents[by])
    return dict(list(frame["par_id"].groupby(kind, sort=by != "doc_id")))


def _notes(table: pd.DataFrame, corpus: Corpus, groups: dict[object, pd.Series]) -> list[str]:
    frame, gaps = corpus.frame.set_index("par_id", drop=False), counting.gaps(corpus)
    states = {name: counting.missing(gaps, frame.loc[ids]) for name, ids in groups.items()}
    sides = zip(table["one"], table["other"], strict=True)
    return [
        "; ".join(
            [f"{state} one" for state in states[one]]
            + [f"{state} other" for state in states[other]]
        )
        for one, other in sides
    ]


def _ways(
    one: tuple[str, ...], other: tuple[str, ...], most: int, rng: np.random.Generator
) -> list[tuple[str, ...]]:
    """The ways to choose as many documents as one side has, that one first; of two halves one."""
    every, size = (*one, *other), len(one)
    ways = comb(len(every), size) // (1 + (size == len(other)))
    lots = (rng.choice(len(every), size, replace=False) for _ in count())
    tried = combinations(range(len(every)), size) if ways <= most else lots
    found = {one: None}
    for numbers in tried:
        left = tuple(every[number] for number in sorted(numbers))
        is_second = size == len(other) and every[0] not in left
        found[tuple(doc_id for doc_id in every if doc_id not in left) if is_second else left] = None
        if len(found) == min(ways, most):
            break
    return list(found)


def _measure(text: _Text, one: np.ndarray, other: np.ndarray, draws: int, seed: int) -> tuple:
    """The columns ``_COLUMNS`` for two sides, given by their rows."""
    words = [int(text.counts[rows].sum()) for rows in (one, other)]
    # The smaller side is dealt first, so that the table turns with its sides.
    first, second = sorted(zip(words, (one, other), strict=True), key=lambda side: side[0])
    counts = text.counts[np.concatenate([first[1], second[1]])]
    seen = np.arange(counts.shape[0]) < len(first[1])
    divergence, drawn = _against_draws(counts, seen, draws, np.random.default_rng(seed))
    floor, reached = drawn.mean(), int((drawn >= divergence - 1e-7).sum())
    documents = (len(np.unique(text.doc_id[rows])) for rows in (one, other))
    p = (reached + 1) / (draws + 1)
    return divergence, floor, divergence - floor, p, *words, *documents


def _against_draws(
    counts: scipy.sparse.csr_array, in_one: np.ndarray, draws: int, rng: np.random.Generator
) -> tuple[float, np.ndarray]:
    """The divergence of two sides, and of piles that paragraphs are dealt out to, as long as they.

    A draw shuffles the paragraphs and fills the first pile until it has the words of the first
    side: with as many paragraphs instead, a side of few long ones would be held against shorter
    piles, which differ by more.
    """
    words = counts.sum(axis=1)
    totals = counts.sum(axis=0)
    by_term = counts.T.tocsr()[totals > 1].astype(np.float32)  # what stands once is on one side
    both = totals[totals > 1].astype(np.float32)[:, None]
    parts = [
        (by_term[first : first + _TERMS], both[first : first + _TERMS])
        for first in range(0, len(both), _TERMS)
    ]

    def divergence(labels: np.ndarray) -> np.ndarray:
        of_one = words.astype(np.float32) @ labels
        return 1 - sum(_common(part @ labels, of, of_one, words.sum()) for part, of in parts)

    seen = divergence(in_one[:, None].astype(np.float32))[0]
    drawn = [divergence(labels) for labels in _dealt(words, words[in_one].sum(), draws, rng)]
    return float(seen), np.concatenate(drawn)


def _dealt(
    words: np.ndarray, wanted: int, draws: int, rng: np.random.Generator
) -> Iterator[np.ndarray]:
    """Blocks of labels (paragraphs, draws): 1 in the pile that gets so many words, else 0."""
    bits = np.uint64(int(words.max()).bit_length())
    for first in range(0, draws, _TOGETHER):
        size = min(_TOGETHER, draws - first), len(words)
        # The lot of a paragraph carries its words along: sorting numbers is fast, their places not.
        lots = rng.integers(0, 2**40, size, dtype=np.uint64) << bits | words.astype(np.uint64)
        in_order = np.sort(lots, axis=1)
        dealt = (in_order & ((np.uint64(1) << bits) - np.uint64(1))).astype(float)
        taken = (np.cumsum(dealt, axis=1) - dealt / 2 <= wanted).sum(axis=1)
        last = np.clip(taken, 1, len(words) - 1) - 1  # no pile is empty
        bound = np.take_along_axis(in_order, last[:, None], axis=1)
        yield np.ascontiguousarray((lots <= bound).T).astype(np.float32)


def _common(one: np.ndarray, both: np.ndarray, words_one: np.ndarray, words: int) -> np.ndarray:
    """What two sides have in common by some terms: 1 less the sum over all is the divergence.

    With shares p and q, Jensen and Shannon's divergence in bits is
    1 - sum((p + q) log(p + q) - p log p - q log q) / 2; a word on one side only adds nothing.
    """
    p, q = one / words_one, (both - one) / (words - words_one)
    common = _entropy_terms(p + q) - _entropy_terms(p) - _entropy_terms(q)
    return common.sum(axis=0, dtype=float) / 2


def _entropy_terms(shares: np.ndarray) -> np.ndarray:
    return shares * np.log2(np.maximum(shares, np.float32(1e-30)))
