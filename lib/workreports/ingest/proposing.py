"""A catalogue row read off a text, each value with its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from workreports.corpus import cleaning, coverage, outline, territories
from workreports.ingest.evidence import dating, genres, places, spans, titles
from workreports.ingest.evidence.found import Found, solid
from workreports.ingest.evidence.oddities import oddities
from workreports.io.extras import extra
from workreports.io.text import NORMAL_FORM

__all__ = ["Found", "oddities", "propose"]

_HEAD = 1200
"""Characters at the beginning that name the report: title, speaker, salutation."""


def propose(
    text: str,
    name: str,
    known: pd.DataFrame | None = None,
    given: Mapping[str, Found] | None = None,
) -> dict[str, Found]:
    """Read the columns of a catalogue row off a text.

    Parameters
    ----------
    text : str
        Of one document.
    name : str
        The file's name without its ending, after folders that may tell the place: ``甲市/2014``.
    known : DataFrame, optional
        The corpus's territories, see ``corpus.territories.read``.
    given : mapping of str to Found, optional
        Columns that somebody knows: they go over what the text tells, and the other columns follow
        from them. Where the text tells another year or place, their evidence says so.

    Returns
    -------
    dict of str to Found
        ``doc_id title place level territory genre year reviews plans completeness delivered``; an
        empty value was not found.

    >>> text = "2016年甲县政府工作报告\\n各位代表:\\n\u4e00\u30012015年工作回顾\\n经济增长。"
    >>> row = propose(text, "a.txt")
    >>> [row[name].value for name in ("place", "genre", "year", "reviews", "completeness")]
    ['甲县', 'work_report', '2016', '2015', 'beginning']
    >>> row = propose(text, "a.txt", given={"place": Found("乙县", "yours")})
    >>> row["doc_id"].value, row["territory"].value
    ('yi-2016-work-report', '乙县')
    """
    given = dict(given or {})
    clean = cleaning.clean(text).text.translate(NORMAL_FORM)
    opening = clean[:_HEAD]
    front = titles.of_front_matter(text.translate(NORMAL_FORM))
    title = titles.find(front) or titles.find(opening)
    head = solid(f"{front}\n{opening}")
    genre = given.get("genre") or genres.find(head, solid(title), clean)
    year = dating.year(head, clean, title or front, genre.value, name)
    if "year" in given:
        year = given["year"] = _against(year, given["year"], year.value == given["year"].value)
    if "place" in given:
        told, _ = places.find(head, "", year.value, name)
        is_one = places.is_one(told.value, given["place"].value)
        place = given["place"] = _against(told, given["place"], is_one)
        level = places.level(place.value, year.value, clean=clean)
    else:
        place, level = places.find(head, clean, year.value, name)
    reviews, plans = spans.find(clean, year.value, genre.value)
    put_together = f"{year.value}年" * bool(year.value) + place.value
    row = {
        "doc_id": _identifier(place.value, year.value, genre.value),
        "title": titles.name(title, front, opening, name, put_together, genre.value),
        "place": place,
        "level": level,
        "territory": _territory(place.value, year.value, known),
        "genre": genre,
        "year": year,
        "reviews": reviews,
        "plans": plans,
        "completeness": _completeness(clean, genre.value),
        "delivered": dating.delivered(head),
    }
    return row | given


def _against(told: Found, given: Found, agree: bool) -> Found:
    """What is given, with what the text tells instead, if it does."""
    if agree or not told.value:
        return given
    words = f"{given.evidence}; but the text tells of {told.value} ({told.evidence})"
    return given._replace(evidence=words)


def _territory(place: str, year: str, known: pd.DataFrame | None) -> Found:
    """What the place was in that year, by the corpus's table of territories."""
    if not place:
        return Found("", "no place")
    if known is None or place not in set(known["place"]):
        return Found(place, "no reform of this place is known here")
    return Found(territories.at(known, place, int(year) if year else None), "from territories.csv")


def _completeness(clean: str, genre: str) -> Found:
    there = coverage.judge(outline.of(clean), clean, genre)
    gone = there[there["state"].isin(["cut", "lost"])]
    said = [f"{row.part} is {row.state}: {row.why}" for row in gone.itertuples()]
    return Found(coverage.completeness(there), "; ".join(said) or "nothing is seen to be missing")


def _identifier(place: str, year: str, genre: str) -> Found:
    with extra("ingest"):
        from pypinyin import lazy_pinyin

    place = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(place[:-1] or place)).lower()) or "unknown"
    parts = [place, year if genre != "article" else "", genre.replace("_", "-")]
    return Found("-".join(filter(None, parts)), "from place, year and genre")
