"""Clauses that are alike: where shared wording begins.

They are compared by MinHash and locality-sensitive hashing (Broder 1997; Indyk & Motwani 1998; the
library datasketch), so that the work grows with the text, not with its square.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from workreports.io.text import NORMAL_FORM

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

CLAUSE = re.compile(r"[^,;。!?:\n]+")
_SHORTEST = 6
"""Shorter clauses are in every report; they only join what stands around them."""
_SHINGLE, _PERMUTATIONS, _ALIKE = 3, 64, 0.5


class _Clause(NamedTuple):
    """Where a clause stands."""

    paragraph: int
    start: int
    end: int


class Span(NamedTuple):
    """A stretch of one text and the one of another that is like it."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int


def seeds(
    texts: list[str], ranks: list[int], max_documents: int
) -> dict[tuple[int, int], list[Span]]:
    """Pairs of clauses that are alike, by the pair of paragraphs they stand in.

    Parameters
    ----------
    texts : list of str
        Paragraphs, punctuation of half width.
    ranks : list of int
        The rank of each paragraph's document: the lower one comes first in a pair; paragraphs of
        one document are not paired.
    max_documents : int
        A clause that stands in more documents is not paired.

    >>> seeds(["坚定不移推进城市有机更新,不停步", "要坚定不移推进城市有机更新"], [0, 1], 25)
    {(0, 1): [Span(start_a=0, end_a=12, start_b=0, end_b=13)]}
    """
    places = _places(texts)
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for clause, others in _alike(sorted(places)):
        same = places[clause]
        if len({ranks[place.paragraph] for place in same}) > max_documents:
            continue
        pairs = list(combinations(same, 2))
        for other in others:
            pairs += product(same, places[other])
        for pair in pairs:
            one, two = sorted(pair, key=lambda place: ranks[place.paragraph])
            if ranks[one.paragraph] != ranks[two.paragraph]:
                span = Span(one.start, one.end, two.start, two.end)
                found[one.paragraph, two.paragraph].append(span)
    return dict(found)


def _places(texts: list[str]) -> dict[str, list[_Clause]]:
    """Where each clause that is long enough stands."""
    places: dict[str, list[_Clause]] = defaultdict(list)
    for number, text in enumerate(texts):
        for clause in CLAUSE.finditer(text):
            if len(clause[0]) >= _SHORTEST:
                places[clause[0]].append(_Clause(number, clause.start(), clause.end()))
    return places


def _alike(clauses: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each clause, and those before it that are like it."""
    index = _index()
    for number, (clause, sketch) in enumerate(zip(clauses, _sketches(clauses), strict=True)):
        near = [clauses[other] for other in sorted(index.query(sketch))]
        yield clause, [other for other in near if _ratio(clause, other) >= _ALIKE]
        index.insert(number, sketch)


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def keys(texts: list[str]) -> list[list[int]]:
    """For each text numbers that texts with a clause alike have in common: those by which
    ``passages`` finds clauses to compare.

    >>> one, other = keys(["坚定不移推进城市有机更新", "会上,坚定不移推进城市有机更新。"])
    >>> set(one) <= set(other)
    True
    """
    clauses_of = [
        {
            clause
            for clause in CLAUSE.findall(text.translate(NORMAL_FORM))
            if len(clause) >= _SHORTEST
        }
        for text in texts
    ]
    clauses = sorted(set().union(*clauses_of))
    ranges = _ranges()
    keys_of = {
        clause: _bands(sketch, ranges)
        for clause, sketch in zip(clauses, _sketches(clauses), strict=True)
    }
    return [
        sorted({key for clause in clauses for key in keys_of[clause]}) for clauses in clauses_of
    ]


def _bands(sketch: MinHash, ranges: list[tuple[int, int]]) -> list[int]:
    """One number for each band of the index in which two sketches may meet."""
    return [
        int.from_bytes(
            blake2b(
                bytes([number]) + sketch.hashvalues[start:end].tobytes(), digest_size=8
            ).digest(),
            "big",
        )
        for number, (start, end) in enumerate(ranges)
    ]


@cache
def _ranges() -> list[tuple[int, int]]:
    return _index().hashranges


def _index() -> MinHashLSH:
    from datasketch import MinHashLSH

    return MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)


def _sketches(clauses: list[str]) -> list[MinHash]:
    from datasketch import MinHash

    return MinHash.bulk(
        [
            sorted({clause[i : i + _SHINGLE].encode() for i in range(len(clause) - _SHINGLE + 1)})
            for clause in clauses
        ],
        num_perm=_PERMUTATIONS,
        seed=1,
    )
