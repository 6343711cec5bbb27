"""Quantities in Chinese prose: numbers with units, as printed, and how exact they claim to be."""

from workreports.indicators.quantities.copies import Reading, readable
from workreports.indicators.quantities.printed import Quantity, bounded_alike, find
from workreports.indicators.quantities.units import FOREIGN, INDEX, MONEY, STANDARD, standard

__all__ = [
    "FOREIGN",
    "INDEX",
    "MONEY",
    "STANDARD",
    "Quantity",
    "Reading",
    "bounded_alike",
    "find",
    "readable",
    "standard",
]
