"""Stretches of equal characters in different documents: where shared wording begins.

They are found by an index of all stretches of one length (shingles, Broder 1997), so that none is
missed, whatever clause it lies in. A place is never compared with more than a fixed number of
others: the work grows with the text, not with its square, and so it does where one line is
repeated.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workreports.io.text import NORMAL_FORM

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SEED = 6
"""Equal characters by which passages are found that are alike, not the same."""
BREAK = 12
"""Places between two texts: more than a passage leaves out and lands on."""
_PLACES = 2
"""How often a document may have a stretch, on average, for all its places to be paired."""
_BEYOND = 0x110000
"""The first number that is no character."""
_BLOCK = 1 << 16
"""Places that are hashed at once: as much as stays in a processor's cache."""
_PRIME, _ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


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
    >>> codes[[12, 13, 26]].tolist(), begins.tolist()
    ([97, 98, 97], [12, 26])
    """
    codes = _BEYOND + np.arange(BREAK + sum(len(text) + BREAK for text in texts), dtype="int32")
    lengths = np.array([len(text) for text in texts], dtype="int64")
    begins = BREAK + (lengths + BREAK).cumsum() - (lengths + BREAK)
    within = np.repeat(begins - lengths.cumsum() + lengths, lengths) + np.arange(lengths.sum())
    codes[within] = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4")
    return codes, begins


def hashes(codes: Numbers, size: int) -> Hashes:
    """A number of 64 bits for the stretch of ``size`` that begins at each place: equal for equal
    stretches, and for others in one of some million million million pairs.

    >>> one, _, _, other = hashes(np.array([1, 2, 3, 1, 2]), 2)
    >>> bool(one == other)
    True
    """
    found = np.zeros(max(0, len(codes) - size + 1), dtype="uint64")
    for start in range(0, len(found), _BLOCK):
        end = min(start + _BLOCK, len(found))
        found[start:end] = _hashed(codes[start : end + size - 1], size)
    return found


def _hashed(codes: Numbers, size: int) -> Hashes:
    found, known = _mixed(codes.astype("uint64")), 1
    while known < size:  # two stretches of known hash that meet or overlap make a longer one
        step = min(known, size - known)
        found = _mixed(found[:-step] * _PRIME + found[step:])
        known += step
    return found


def _mixed(found: Hashes) -> Hashes:
    found ^= found >> np.uint64(29)
    found *= _ODD
    found ^= found >> np.uint64(32)
    return found


def runs(
    codes: Numbers, document: Numbers, place: Numbers, size: int, most: int, linked: bool
) -> Runs:
    """Stretches of at least ``size`` characters that two documents have in common.

    Parameters
    ----------
    codes : array
        Of ``coded``, documents in order of time.
    document, place : array
        The number of the document at each place, ascending, and of the place it is of.
    size, most : int
        What stands in at most so many documents is paired with each of them; what stands in more,
        or twice as often, is a formula.
    linked : bool
        Whether formulae are linked instead: each place with the nearest before and after it in
        another document, the nearest of another place, and with the first of all.

    >>> codes, begins = coded(["一二三四", "〇一二三"])
    >>> document = (np.arange(len(codes)) >= begins[1]).astype(int)
    >>> runs(codes, document, document, 2, 25, True)
    Runs(start_a=array([12]), start_b=array([29]), length=array([3]))
    """
    groups = _groups(hashes(codes, size), document)
    often = (groups.documents > most) | (groups.count > _PLACES * most)
    found = [_paired(groups, document, ~often)]
    if linked:
        found.append(_linked(groups, document, place, often))
    one, other = np.concatenate(found, axis=1)
    order = np.lexsort((one, other - one))
    one, other = one[order], other[order]
    begins = np.ones(len(one), dtype=bool)
    begins[1:] = (np.diff(one) != 1) | (np.diff(other) != 1)
    first = np.flatnonzero(begins)
    return Runs(one[first], other[first], np.diff(np.append(first, len(one))) + size - 1)


class _Groups(NamedTuple):
    """Places at which the same begins in several documents, one group after the other, each in
    order of time: the first of each group among all, how many, in how many documents."""

    places: Numbers
    first: Numbers
    count: Numbers
    documents: Numbers

    def members(self, chosen: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """The places of some groups, and the number of the group of each."""
        group = np.repeat(np.arange(len(self.first)), self.count)
        kept = chosen[group]
        return self.places[kept], group[kept]


def _groups(found: Hashes, document: Numbers) -> _Groups:
    places = _perhaps_repeated(found)
    held = found[places]
    order = np.argsort(held, kind="stable")
    places, held = places[order], held[order]
    same = np.append(held[1:] == held[:-1], False)[: len(held)]
    repeated = same | np.append(False, same[:-1])
    places, held = places[repeated], held[repeated]
    first = np.flatnonzero(_changes(held))
    changes = _changes(document[places]) | _changes(held)
    documents = np.add.reduceat(changes, first, dtype="int64") if len(first) else first
    groups = _Groups(places, first, np.diff(np.append(first, len(held))), documents)
    kept, group = groups.members(documents > 1)
    first = np.flatnonzero(_changes(group))
    return _Groups(kept, first, groups.count[documents > 1], documents[documents > 1])


def _perhaps_repeated(found: Hashes) -> Numbers:
    """The places without most of those whose hash is the only one: sorted are the upper bits, with
    the place in the lower ones, which is quicker than to sort places by their hashes."""
    low = np.uint64((1 << len(found).bit_length()) - 1)
    held = np.sort((found & ~low) | np.arange(len(found), dtype="uint64"))
    same = np.append((held[1:] ^ held[:-1]) <= low, False)[: len(held)]
    return np.sort((held[same | np.append(False, same[:-1])] & low).astype("int64"))


def _changes(held: NDArray) -> NDArray[np.bool_]:
    """Where in an array something else begins."""
    changes = np.ones(len(held), dtype=bool)
    changes[1:] = held[1:] != held[:-1]
    return changes


def _paired(groups: _Groups, document: Numbers, chosen: NDArray[np.bool_]) -> Numbers:
    """Each two places of a group in different documents."""
    first, count = groups.first[chosen], groups.count[chosen]
    found = [np.zeros((2, 0), dtype="int64")]
    for apart in range(1, count.max(initial=1)):
        first, count = first[count > apart], count[count > apart]
        fits = count - apart
        at = np.repeat(first - fits.cumsum() + fits, fits) + np.arange(fits.sum())
        one, other = groups.places[at], groups.places[at + apart]
        differ = document[one] != document[other]
        found.append(np.stack([one[differ], other[differ]]))
    return np.concatenate(found, axis=1)


def _linked(
    groups: _Groups, document: Numbers, place: Numbers, chosen: NDArray[np.bool_]
) -> Numbers:
    """Each place of a group with the nearest in time and the first."""
    places, group = groups.members(chosen)
    if not len(places):
        return np.zeros((2, 0), dtype="int64")
    at = np.arange(len(places))
    begin = np.flatnonzero(_changes(group))
    partners = [np.repeat(begin, np.diff(np.append(begin, len(group))))]
    for kind in (document, place):
        starts = np.flatnonzero(_changes(kind[places]) | _changes(group))
        stretch = np.searchsorted(starts, at, side="right") - 1
        partners += [starts[stretch] - 1, np.append(starts, len(at))[stretch + 1]]
    one, other = np.tile(at, len(partners)), np.concatenate(partners)
    there = (other >= 0) & (other < len(at))
    one, other = one[there], other[there]
    differ = (group[one] == group[other]) & (document[places[one]] != document[places[other]])
    one, other = places[one[differ]], places[other[differ]]
    pairs = np.unique(np.minimum(one, other) * len(document) + np.maximum(one, other))
    return np.stack(np.divmod(pairs, len(document)))


def keys(texts: list[str]) -> list[list[int]]:
    """For each text a number for each six characters of it: ``passages`` has to compare only texts
    that have one in common.

    >>> one, other = keys(["推进城市有机更新", "要城市有机更新"])
    >>> len(one), len(set(one) & set(other))
    (3, 1)
    """
    codes = (
        np.frombuffer(text.translate(NORMAL_FORM).encode("utf-32-le"), "<u4") for text in texts
    )
    return [np.unique(hashes(code, SEED)).tolist() for code in codes]
