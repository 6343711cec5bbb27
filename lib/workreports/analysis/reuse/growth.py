"""Equal stretches extended on both sides over a few letters that differ, all at once.

A stretch is a row of ``start_a end_a start_b end_b matching``, places in all texts.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from workreports.analysis.reuse.shingles import Hashes, Numbers, hashes

_JUMP, _LANDINGS = 5, (4, 2)
"""A passage runs on over up to five differing letters if four equal ones follow; if it is too
short else, if two follow."""
_JUMPS = sorted(
    list(product(range(_JUMP + 1), repeat=2))[1:],
    key=lambda jump: (sum(jump), abs(jump[0] - jump[1])),
)
"""Letters to leave out on both sides, few first."""
_ROUNDS, _LEAPS, _LEAP = 16, 32, 8
"""Jumps on each side of a stretch, and equal letters between two, counted in leaps: where all lines
are alike each stretch would run on to the end. What overlaps is joined later."""


def grown(codes: Numbers, spans: Numbers, similarity: float, min_length: int) -> Numbers:
    """Stretches extended as long as enough of the whole is alike.

    >>> from workreports.analysis.reuse.shingles import coded
    >>> codes, begins = coded(["一二三四五六七", "一二三〇五六七"])
    >>> spans = np.array([[12, 15, 31, 34, 3]])
    >>> grown(codes, spans, 0.8, 7)
    array([[12, 19, 31, 38,  6]])
    """
    onward, back = _Text.of(codes), _Text.of(codes[::-1])
    chosen = np.ones(len(spans), dtype=bool)
    for land in range(len(_LANDINGS)):
        turned = _mirrored(_onward(onward, spans[chosen], similarity, land), len(codes))
        spans[chosen] = _mirrored(_onward(back, turned, similarity, land), len(codes))
        chosen = np.minimum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]) < min_length
    return spans


class _Text(NamedTuple):
    """All texts in one direction, and the hashes of what begins at each place."""

    codes: Numbers
    landings: list[Hashes]
    leaps: Hashes

    @classmethod
    def of(cls, codes: Numbers) -> _Text:
        return cls(codes, [hashes(codes, land) for land in _LANDINGS], hashes(codes, _LEAP))


def _mirrored(spans: Numbers, size: int) -> Numbers:
    """The same stretches in the text read backwards."""
    mirrored = spans[:, [1, 0, 3, 2, 4]]
    mirrored[:, :4] = size - mirrored[:, :4]
    return mirrored


def _onward(text: _Text, spans: Numbers, similarity: float, land: int) -> Numbers:
    """Stretches extended to the right."""
    start_a, end_a, start_b, end_b, matching = spans.T.copy()
    live = np.arange(len(spans))
    to_a, to_b = end_a, end_b
    for _ in range(_ROUNDS):
        length = _equal_letters(text, to_a, to_b)
        to_a, to_b, now = to_a + length, to_b + length, matching[live] + length
        alike = 2 * now >= similarity * (to_a - start_a[live] + to_b - start_b[live])
        live, to_a, to_b = live[alike], to_a[alike], to_b[alike]
        end_a[live], end_b[live], matching[live] = to_a, to_b, now[alike]
        jump_a, jump_b = _jumps(text.landings[land], to_a, to_b)
        on = (jump_a + jump_b > 0) & (length[alike] < _LEAPS * _LEAP)
        live, to_a, to_b = live[on], (to_a + jump_a)[on], (to_b + jump_b)[on]
    return np.column_stack([start_a, end_a, start_b, end_b, matching])


def _jumps(landings: Hashes, one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """How many letters to leave out on either side so that equal ones follow; 0 where none do."""
    jump_a, jump_b = np.zeros((2, len(one)), dtype="int64")
    ahead_a = [landings[one + over] for over in range(_JUMP + 1)]
    ahead_b = [landings[other + over] for over in range(_JUMP + 1)]
    for over_a, over_b in reversed(_JUMPS):
        lands = ahead_a[over_a] == ahead_b[over_b]
        jump_a[lands], jump_b[lands] = over_a, over_b
    return jump_a, jump_b


def _equal_letters(text: _Text, one: Numbers, other: Numbers) -> Numbers:
    """How many letters are equal from each of these places on."""
    length = np.zeros(len(one), dtype="int64")
    for ahead, step, times in ((text.leaps, _LEAP, _LEAPS), (text.codes, 1, _LEAP - 1)):
        live = np.arange(len(one))
        for _ in range(times):
            a, b = one[live] + length[live], other[live] + length[live]
            live = live[ahead[a] == ahead[b]]
            length[live] += step
            if not len(live):
                break
    return length
