"""The table of places: official names with their codes (GB/T 2260), parents and years.

``tools/places.py`` makes ``data/places.csv``.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from workreports.io.resources import PLACES


class Place(NamedTuple):
    """A row of the table of places; ``first`` and ``last`` are years, "" where none is known."""

    code: str
    place: str
    level: str
    parent: str
    short: str
    first: str
    last: str
    source: str


@cache
def table() -> dict[str, list[Place]]:
    """The rows of the table of places, by official name and by short form.

    >>> [row.place for row in table()["黔东南州"]]
    ['黔东南苗族侗族自治州']
    """
    found: dict[str, list[Place]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = [Place(**row) for row in csv.DictReader(file)]
    for row in rows:
        found.setdefault(row.place, []).append(row)
    for row in rows:
        for short in row.short.split(";") if row.short else []:
            found.setdefault(short, []).append(row)
    return found


@cache
def coded() -> dict[str, list[Place]]:
    """The rows of the table of places by their codes, which may have had several names.

    >>> [row.place for row in coded()["522600"]]
    ['黔东南苗族侗族自治州']
    """
    found: dict[str, list[Place]] = {}
    for rows in table().values():
        for row in rows:
            if row not in found.setdefault(row.code, []):
                found[row.code].append(row)
    return found


_ABOVE = {"nation": "", "province": "全国"}


def at(place: str, level: str, year: int) -> tuple[str, str]:
    """The code (GB/T 2260) of a place in a year, and the place above it; "" if not known.

    >>> at("杭州市", "city", 2016), at("浙江省", "province", 2016)[1], at("甲县", "county", 2016)
    (('330100', '浙江省'), '全国', ('', ''))
    """
    there = [
        row
        for row in table().get(place, [])
        if row.place == place
        and row.level == level
        and (row.first or "0") <= str(year) <= (row.last or "9999")
    ]
    if len(there) != 1:  # none, or of one name in several places
        return "", _ABOVE.get(level, "")
    above = coded().get(there[0].parent, [])
    return there[0].code, _ABOVE.get(level, above[0].place if above else "")
