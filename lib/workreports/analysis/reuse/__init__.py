"""Shared wording: passages that documents have in common; what of a report is formula, repetition,
news; what repeats as a whole.

An index of all stretches of equal characters (``shingles``) finds where passages begin, ``growth``
extends them over letters that differ, ``finding`` joins what follows each other; ``sharing`` asks
what a document's characters are that others have, too.
"""

from workreports.analysis.reuse.finding import MIN_LENGTH, SIMILARITY, passages
from workreports.analysis.reuse.sharing import anatomy, doubles, formulae, pairs, shares
from workreports.analysis.reuse.shingles import keys
from workreports.analysis.reuse.showing import SideBySide, side_by_side

__all__ = [
    "MIN_LENGTH",
    "SIMILARITY",
    "SideBySide",
    "anatomy",
    "doubles",
    "formulae",
    "keys",
    "pairs",
    "passages",
    "shares",
    "side_by_side",
]
