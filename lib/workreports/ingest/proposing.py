"""A catalogue row read off a text, each value with its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from workreports.corpus import cleaning, coverage, territories
from workreports.ingest.evidence import dating, genres, places
from workreports.ingest.evidence.found import Found, around, solid
from workreports.ingest.evidence.oddities import oddities
from workreports.io.extras import extra
from workreports.io.text import HALF_WIDTH

__all__ = ["Found", "oddities", "propose"]

_TITLE = re.compile(
    r"(?!.*(?:月.{1,4}日(?!\s*[\u4e00-\u9fff]{2,4}\s*\))|次会议))[^\n。]*"
    r"(?:工作报告|(?:计划|预算)[^\n。]*报告|规划纲要|五年规划|统计公报)[^\n。]{0,24}"
)
_FRONT = re.compile(r"\A\ufeff?---\s*\n(.{0,2000}?)\n---", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title: *[\"']?(.+?)[\"']?$", re.MULTILINE)
_FIVE_YEARS = re.compile(r"(?:过去|近)?五年(?:来的?|的)?(?:工作)?(?:回顾|成就)|五年来")
_NEXT_FIVE_YEARS = re.compile(
    r"今后五年|未来五年|“十[一二三四五六]五”(?:时期|期间)[^\n。]{0,12}(?:目标|任务)"
)
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
        from them.

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
    given = given or {}
    clean = cleaning.clean(text).text.translate(HALF_WIDTH)
    front = _front_title(text.translate(HALF_WIDTH))
    head = clean[:_HEAD]
    title = front if _TITLE.fullmatch(front) else _title(head)
    head = solid(f"{front}\n{head}")
    genre = given.get("genre") or genres.find(head, solid(title))
    year = given.get("year") or dating.year(head, clean, title or front, genre.value, name)
    place, level = places.find(head, clean, year.value, name)
    if "place" in given:
        place, level = given["place"], places.level(given["place"].value, year.value, clean=clean)
    reviews, plans = _periods(clean, year.value, genre.value)
    row = {
        "doc_id": _identifier(place.value, year.value, genre.value),
        "title": _named(title, clean[:_HEAD], name, f"{year.value}年{place.value}", genre.value),
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
    return row | dict(given)


def _front_title(text: str) -> str:
    """The title in the lines between --- that some sites put before a text."""
    front = _FRONT.match(text)
    title = _FRONT_TITLE.search(front[1]) if front else None
    return title[1].strip() if title else ""


def _lines(head: str) -> list[str]:
    return [line.strip() for line in head.splitlines() if line.strip()]


def _title(head: str) -> str:
    """The first line that names a report, or ""."""
    for line in _lines(head)[:8]:
        if len(line) <= 60 and _TITLE.fullmatch(line) and line not in genres.NAMES.values():
            return line
    return ""


def _named(title: str, head: str, name: str, year_and_place: str, genre: str) -> Found:
    """The column ``title``: the text's own, or one put together."""
    if title:
        return Found(title, "the first line that names a report")
    if genre == "article":
        return Found((_lines(head) or [name.rpartition("/")[2]])[0][:60], "the first line")
    return Found(f"{year_and_place}{genres.NAMES[genre]}", "put together; the text has no title")


def _territory(place: str, year: str, known: pd.DataFrame | None) -> Found:
    """What the place was in that year, by the corpus's table of territories."""
    if not place:
        return Found("", "no place")
    if known is None or place not in set(known["place"]):
        return Found(place, "no reform of this place is known here")
    return Found(territories.at(known, place, int(year) if year else None), "from territories.csv")


def _periods(clean: str, year: str, genre: str) -> tuple[Found, Found]:
    if not year or genre == "article":
        return Found("", "no year"), Found("", "no year")
    delivered = int(year)
    if genre == "statistical_communique":
        return Found(year, "the year it tells of"), Found("", "a communiqué plans nothing")
    if genre == "five_year_plan":
        return Found(f"{delivered - 5}-{delivered - 1}", "the five years before the plan"), Found(
            f"{delivered}-{delivered + 4}", "the plan's five years"
        )
    reviews, plans = str(delivered - 1), str(delivered)
    why_reviews, why_plans = "the year before delivery", "the year of delivery"
    if long := _FIVE_YEARS.search(clean):
        reviews, why_reviews = (
            f"{reviews};{delivered - 5}-{delivered - 1}",
            f"{why_reviews}, and «{around(clean, long)}»",
        )
    if long := _NEXT_FIVE_YEARS.search(clean):
        plans, why_plans = (
            f"{plans};{delivered}-{delivered + 4}",
            f"{why_plans}, and «{around(clean, long)}»",
        )
    return Found(reviews, why_reviews), Found(plans, why_plans)


def _completeness(clean: str, genre: str) -> Found:
    there = coverage.of(clean, genre)
    gone = there[there["state"].isin(["cut", "lost"])]
    said = [f"{row.part} is {row.state}: {row.why}" for row in gone.itertuples()]
    return Found(coverage.completeness(there), "; ".join(said) or "nothing is seen to be missing")


def _identifier(place: str, year: str, genre: str) -> Found:
    with extra("ingest"):
        from pypinyin import lazy_pinyin

    place = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(place[:-1] or place)).lower()) or "unknown"
    parts = [place, year if genre != "article" else "", genre.replace("_", "-")]
    return Found("-".join(filter(None, parts)), "from place, year and genre")
