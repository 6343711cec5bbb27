"""How deep a heading stands: what stands over it in this text, not what its numbers usually mean.

第一部分 over 一、 over (一), or 一、 over 1. over (1): each kind of number is as deep as the kinds
that are open above it, and one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from workreports.corpus.structure.markers import RANKS, Marker

_OVER_NUMBERS = RANKS["numeral"] - 1
_NAMES = ("bare", "corner")
"""Kinds without a number."""
_LEAVES = ("bullet", "annex", "note")
"""Kinds under which nothing stands."""


def depths(headings: list[Marker]) -> dict[int, int]:
    """How deep each heading stands.

    Parameters
    ----------
    headings : list of Marker
        Those of ``markers.find`` that begin a heading, in order.

    Returns
    -------
    dict of int to int
        The marker's start to 1, 2, 3 ...; a marker in a table is not there.

    >>> from workreports.corpus.structure import markers
    >>> depths(markers.find("一、回顾\\n1.粮食\\n(1)茶园\\n2.工业"))
    {0: 1, 5: 2, 10: 3, 16: 2}
    """
    ranked = _without_tables(headings)
    above = _above(ranked)
    roots = _roots(ranked, above)
    found: dict[int, int] = {}
    for marker, over in zip(ranked, above, strict=True):
        found[marker.start] = roots[marker.start] if over is None else found[over] + 1
    return found


def _above(headings: list[Marker]) -> list[int | None]:
    """The start of the heading over each heading, None if there is none."""
    open_above: list[Marker] = []
    found: list[int | None] = []
    for marker in headings:
        while open_above and open_above[-1].rank >= marker.rank:
            open_above.pop()
        found.append(open_above[-1].start if open_above else None)
        if marker.kind not in _LEAVES:
            open_above.append(marker)
    return found


def _roots(headings: list[Marker], above: list[int | None]) -> dict[int, int]:
    """Depths of the headings over which nothing stands, also where something should: it is lost."""
    higher = sorted({marker.rank for marker in headings if marker.rank})
    first = 1 + _is_cut([marker for marker in headings if marker.rank in higher[:1]])
    roots = [one for one, over in zip(headings, above, strict=True) if over is None]
    usual = _usual(headings, above, {one.start: first for one in roots if one.rank in higher[:1]})
    depths: dict[int, int] = {}
    for marker in roots:
        likely = first + bisect_left(higher, marker.rank) if marker.rank else 1
        depths[marker.start] = usual.get(marker.rank, likely)
    return depths


def _is_cut(tops: list[Marker]) -> bool:
    """Whether the highest numbers, below 一、, begin late or anew: they stood under others."""
    numbers = [marker.number for marker in tops]
    is_low = any(marker.rank > RANKS["numeral"] for marker in tops)
    return is_low and any(numbers) and numbers.count(1) != 1


def _usual(
    headings: list[Marker], above: list[int | None], depths: dict[int, int]
) -> dict[int, int]:
    """The commonest depth of each rank under the highest headings, whose ``depths`` are given."""
    depths = dict(depths)
    counts: dict[int, Counter[int]] = {}
    for marker, over in zip(headings, above, strict=True):
        if over in depths:
            depths[marker.start] = depths[over] + 1
            counts.setdefault(marker.rank, Counter())[depths[marker.start]] += 1
    return {rank: count.most_common(1)[0][0] for rank, count in counts.items()}


def _without_tables(headings: list[Marker]) -> list[Marker]:
    """The headings with the ranks of those that have no number; in a table there are none."""
    tables = [marker.start for marker in headings if marker.kind == "annex" and marker.number]
    kept = [m for m in headings if m.kind not in _NAMES or not tables or m.start < tables[0]]
    ranks = _ranks_of_names(
        [marker for marker in kept if marker.kind == "numeral"],
        [marker.start for marker in kept if marker.kind in _NAMES],
    )
    return [marker._replace(rank=ranks.get(marker.start, marker.rank)) for marker in kept]


def _ranks_of_names(numerals: list[Marker], names: list[int]) -> dict[int, int]:
    """Ranks of headings without a number: over numbers that begin anew, under those that go on."""
    inside = {start for start in names if _goes_on(numerals, start)}
    begins_anew = sum(marker.number == 1 for marker in numerals) > 1
    is_over = begins_anew or len({*names} - inside) > 1
    over = _OVER_NUMBERS if is_over else RANKS["numeral"]
    return {start: RANKS["bracket"] if start in inside else over for start in names}


def _goes_on(numerals: list[Marker], place: int) -> bool:
    """Whether the number behind a place is the next after the one before it."""
    at = bisect_left(numerals, place, key=lambda marker: marker.start)
    if not 0 < at < len(numerals):
        return False
    return numerals[at].number == (numerals[at - 1].number or 0) + 1
