"""Stretches of equal characters in different documents: where shared wording begins.

They are found by an index of all stretches of one length (shingles, Broder 1997), so that none is
missed, whatever clause it lies in; the work grows with the text, not with its square.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workreports.io.text import NORMAL_FORM

Numbers = NDArray[np.int64]

SEED = 6
"""Equal characters by which passages are found that are alike, not the same."""
_PRIME = 1_099_511_628_211
_BEYOND = 0x110000
"""The first number that is no character."""
BREAK = 10
"""Places between two texts: more than a passage leaves out and lands on."""


class Runs(NamedTuple):
    """Equal stretches of two documents, the earlier one's as ``a``; by place in all texts."""

    start_a: Numbers
    start_b: Numbers
    length: Numbers


def coded(texts: list[str]) -> tuple[Numbers, Numbers]:
    """All texts one after the other as numbers, and where each begins.

    Before each and after the last stand ``BREAK`` numbers that stand nowhere else, so that nothing
    equal spans two texts.

    >>> codes, begins = coded(["ab", "a"])
    >>> codes[[10, 11, 22]], begins
    (array([97, 98, 97]), array([10, 22]))
    """
    codes = _BEYOND + np.arange(BREAK + sum(len(text) + BREAK for text in texts))
    lengths = np.array([len(text) for text in texts], dtype="int64")
    begins = BREAK + (lengths + BREAK).cumsum() - (lengths + BREAK)
    within = np.repeat(begins - lengths.cumsum() + lengths, lengths) + np.arange(lengths.sum())
    codes[within] = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4")
    return codes, begins


def ranks(codes: Numbers, size: int) -> Numbers:
    """A number for the stretch of ``size`` that begins at each place, equal for equal stretches.

    >>> ranks(np.array([1, 2, 3, 1, 2]), 2)
    array([0, 1, 2, 0])
    """
    found = np.unique(codes, return_inverse=True)[1].astype("int64")
    known = 1
    while known < size:  # two stretches of known rank that meet or overlap make a longer one
        step = min(known, size - known)
        paired = found[:-step] * (len(codes) + 1) + found[step:]
        found = np.unique(paired, return_inverse=True)[1].astype("int64")
        known += step
    return found


def runs(codes: Numbers, document: Numbers, size: int, max_documents: int) -> Runs:
    """Stretches of at least ``size`` characters that two documents have in common.

    Parameters
    ----------
    codes : array
        Of ``coded``.
    document : array
        The rank of the document at each place.
    size : int
    max_documents : int
        What stands in more documents, or four times as often, is not paired.

    >>> codes, begins = coded(["一二三四", "〇一二三"])
    >>> runs(codes, np.arange(len(codes)) // begins[1], 2, 25)
    Runs(start_a=array([10]), start_b=array([25]), length=array([3]))
    """
    if len(codes) < size:
        return Runs(*np.zeros((3, 0), dtype="int64"))
    one, other = _equal(ranks(codes, size), document, max_documents)
    turned = document[one] > document[other]
    one, other = np.where(turned, other, one), np.where(turned, one, other)
    order = np.lexsort((one, other - one))
    one, other = one[order], other[order]
    begins = np.ones(len(one), dtype=bool)
    begins[1:] = (np.diff(one) != 1) | (np.diff(other) != 1)
    first = np.flatnonzero(begins)
    return Runs(one[first], other[first], np.diff(np.append(first, len(one))) + size - 1)


def formula(codes: Numbers, document: Numbers, size: int, max_documents: int) -> NDArray[np.bool_]:
    """At which places there are stretches of ``size`` that stand in too many documents to be
    paired, or four times as often.

    >>> codes, _ = coded(["一二三", "一二", "二一二"])
    >>> codes[formula(codes, np.arange(len(codes)) // 12, 2, 2)]
    array([19968, 20108, 19968, 20108, 19968, 20108])
    """
    if len(codes) < size:
        return np.zeros(len(codes), dtype=bool)
    groups = _groups(ranks(codes, size), document)
    often = np.repeat(groups.often(max_documents), groups.count)
    begins = np.bincount(groups.places[often], minlength=len(codes) + 1)
    ends = np.bincount(groups.places[often] + size, minlength=len(codes) + 1)
    return (begins - ends).cumsum()[:-1] > 0


class _Groups(NamedTuple):
    """Places by what begins there: the first of each kind among all, how many, in how many
    documents."""

    places: Numbers
    first: Numbers
    count: Numbers
    documents: Numbers

    def often(self, max_documents: int) -> NDArray[np.bool_]:
        return (self.documents > max_documents) | (self.count > 4 * max_documents)


def _groups(rank: Numbers, document: Numbers) -> _Groups:
    places = np.argsort(rank, kind="stable")
    held = rank[places]
    first = np.flatnonzero(np.append(True, held[1:] != held[:-1]))
    pairs = np.unique(held * (document.max() + 1) + document[places])
    documents = np.bincount(pairs // (document.max() + 1), minlength=len(first))
    return _Groups(places, first, np.diff(np.append(first, len(held))), documents)


def _equal(rank: Numbers, document: Numbers, max_documents: int) -> tuple[Numbers, Numbers]:
    """Each two places of one rank in different documents."""
    groups = _groups(rank, document)
    places = groups.places
    kept = (groups.documents > 1) & ~groups.often(max_documents)
    first, count = groups.first[kept], groups.count[kept]
    ones, others = [places[:0]], [places[:0]]
    for apart in range(1, count.max(initial=1)):
        first, count = first[count > apart], count[count > apart]
        fits = count - apart
        at = np.repeat(first - fits.cumsum() + fits, fits) + np.arange(fits.sum())
        one, other = places[at], places[at + apart]
        differ = document[one] != document[other]
        ones.append(one[differ])
        others.append(other[differ])
    return np.concatenate(ones), np.concatenate(others)


def keys(texts: list[str]) -> list[list[int]]:
    """A number for each six characters of each text: by them ``passages`` finds paragraphs to
    compare.

    >>> one, other = keys(["推进城市有机更新", "要城市有机更新"])
    >>> len(one), len(set(one) & set(other))
    (3, 1)
    """
    return [_keys(text.translate(NORMAL_FORM)) for text in texts]


def _keys(text: str) -> list[int]:
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4").astype("uint64")
    places = max(0, len(codes) - SEED + 1)
    hashed = np.zeros(places, dtype="uint64")
    for shift in range(SEED):
        hashed = hashed * np.uint64(_PRIME) + codes[shift : shift + places]
        hashed ^= hashed >> np.uint64(29)
    return np.unique(hashed).tolist()
