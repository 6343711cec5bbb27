"""Copies: documents that hold the same wording as another one of their place and year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

_SHINGLE = 12
"""Characters of a piece of wording by which texts are compared."""
COPY = 0.8
"""Share of the wording from which a text is proposed as a copy."""
_SKETCH = 64
"""Pieces of wording by which possible copies are found; 0.8 of all are some 43 of them."""
_POSSIBLE = 16
"""Of them in common: what has fewer is no copy."""
_LISTED = 32
"""Documents that are listed for a piece; what more of them hold is a formula of the place."""
_TRIED = 4
"""Documents that a text is compared with as a whole."""


def shingles(text: str) -> set[str]:
    """All pieces of wording of a text; only Chinese characters count.

    >>> len(shingles("经济平稳增长,经济平稳增长。一"))
    2
    """
    solid = _solid(text)
    return {solid[start : start + _SHINGLE] for start in range(len(solid) - _SHINGLE + 1)}


def alike(one: set[str], other: set[str]) -> float:
    """The share of the wording of the longer of two texts that both have.

    >>> alike({"a", "b"}, {"a"})
    0.5
    """
    return len(one & other) / max(len(one), len(other), 1)


def sketch(text: str) -> list[int]:
    """The smallest hashes of the pieces of a text: texts that are alike have most in common.

    >>> one, other = "甲乙丙丁戊己庚辛壬癸子丑寅卯", "甲乙丙丁戊己庚辛壬癸子丑。"
    >>> len(sketch(one)), len(set(sketch(one)) & set(sketch(other)))
    (3, 1)
    """
    codes = np.frombuffer(_solid(text).encode("utf-32-le"), dtype="uint32").astype("uint64")
    if len(codes) < _SHINGLE:
        return []
    hashes = np.zeros(len(codes) - _SHINGLE + 1, dtype="uint64")
    for place in range(_SHINGLE):
        hashes = hashes * np.uint64(0x100000001B3) + codes[place : place + len(hashes)]
    hashes = (hashes ^ (hashes >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)[:_SKETCH].tolist()


def copies(
    documents: Iterable[tuple[str, object]],
    sketches: Mapping[str, Sequence[int]],
    text_of: Callable[[str], str],
) -> dict[str, str]:
    """Which documents are copies of an earlier one; the work grows with their number.

    Parameters
    ----------
    documents : iterable of (str, object)
        Each document's name, and what it shares with those that it may be a copy of: its place and
        year.
    sketches : mapping of str to sequence of int
        The :func:`sketch` of each.
    text_of : callable
        Gives the text of a document; called for possible copies.

    >>> texts = {"a": "经济平稳增长" * 9, "b": "经济平稳增长。" * 9}
    >>> found = {name: sketch(text) for name, text in texts.items()}
    >>> copies([("a", 1), ("b", 1)], found, texts.__getitem__)
    {'b': 'a'}
    >>> copies([("a", 1), ("b", 2)], found, texts.__getitem__)
    {}
    """
    wording = lru_cache(maxsize=_TRIED + 1)(lambda name: shingles(text_of(name)))
    listed: dict[tuple[object, int], list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for name, origin in documents:
        places = [listed[origin, piece] for piece in sketches[name]]
        possible = _possible(places)
        original = next((o for o in possible if alike(wording(name), wording(o)) >= COPY), None)
        if original is not None:
            found[name] = original
            continue
        for place in places:
            place.extend([name] * (len(place) < _LISTED))
    return found


def _possible(places: Sequence[Sequence[str]]) -> list[str]:
    """The documents that hold most of some pieces, of which each has a list of those that do."""
    shared = Counter(name for place in places for name in place)
    least = min(_POSSIBLE, len(places) / 4)
    return [name for name, count in shared.most_common(_TRIED) if count >= least]


def _solid(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)
