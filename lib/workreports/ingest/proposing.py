"""A catalogue row proposed from the text itself, each value with its evidence, and what looks odd in a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

import pandas as pd

from workreports.corpus import cleaning, outline, territories
from workreports.io.text import HALF_WIDTH

_YEAR = r"(?:19|20)\d{2}"
_PLACE = re.compile(
    r"(?:在|关于|[市省州盟区年]|^|[\s(])((?![市省州盟年])[\u4e00-\u9fff]{1,4}?(?:自治县|(?<![试范发园社地小景校片街新])区|县|(?<!城)市))(?=第|人民|政府|国民|[^\u4e00-\u9fff]|"
    + _YEAR
    + ")",
    re.MULTILINE,
)
_NO_PLACE = {
    "全区",
    "全市",
    "全县",
    "中心城区",
    "主城区",
    "老城区",
    "城区",
    "我区",
    "我市",
    "我县",
    "本区",
}
_DELIVERED = re.compile(rf"({_YEAR})年(\d{{1,2}})月(\d{{1,2}})日[^。\n]{{0,12}}(?:在|于)")
_TITLE = re.compile(
    r"(?!.*(?:月.{1,4}日|次会议))[^\n。]*(?:工作报告|计划[^\n。]*报告|规划纲要|五年规划)[^\n。]{0,12}"
)
_GENRES = [
    ("plan_report", re.compile(r"国民经济和社会发展计划[^\n。]{0,20}(?:执行情况|草案)")),
    ("work_report", re.compile(r"政府工作报告|报告(?:政府)?工作|作工作报告")),
    (
        "five_year_plan",
        re.compile(
            r"第十[一二三四五六]个五年规划|“?十[一二三四五六]五”?(?:时期)?[^\n。]{0,16}规划"
        ),
    ),
]
_NAMES = {
    "work_report": "政府工作报告",
    "plan_report": "计划报告",
    "five_year_plan": "五年规划",
    "article": "",
}
_PLANS = re.compile("第?十([一二三四五六])(?:五|个五年)")
_FIVE_YEARS = re.compile(r"(?:过去|近)?五年(?:来的?|的)?(?:工作)?(?:回顾|成就)|五年来")
_NEXT_FIVE_YEARS = re.compile(
    r"今后五年|未来五年|“十[一二三四五六]五”(?:时期|期间)[^\n。]{0,12}(?:目标|任务)"
)
_SPAM = re.compile(
    r"诛仙|侯卫东|二号首长|静州往事|官场笔记|最新章节|全文阅读|笔趣阁|小说网|txt下载|免费阅读|争力9万9"
)
_MASKED = re.compile(r"(?<=[\u4e00-\u9fff])[*×□■●]{1,4}(?=[\u4e00-\u9fff])")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]")
_LEVELS = [
    ("nation", ("全国",)),
    ("province", ("省", "自治区")),
    ("city", ("州", "盟", "地区")),
    ("county", ("",)),
]
_LEAST = 400
"""Characters: a shorter page holds no report."""


class Found(NamedTuple):
    """A value of the catalogue row, and the words it was read from."""

    value: str
    evidence: str


def propose(text: str, name: str, known: pd.DataFrame | None = None) -> dict[str, Found]:
    """Read the columns of a catalogue row off a text.

    Parameters
    ----------
    text : str
        Of one document.
    name : str
        The file's name, for the title if the text has none.
    known : DataFrame, optional
        The corpus's territories, see ``corpus.territories.read``.

    Returns
    -------
    dict of str to Found
        ``doc_id title place level territory genre year reviews plans completeness delivered``; an empty value was not found.

    >>> row = propose("2016年甲县政府工作报告\\n各位代表:\\n\u4e00\u30012015年工作回顾\\n经济增长。", "a.txt")
    >>> [row[name].value for name in ("place", "genre", "year", "reviews", "completeness")]
    ['甲县', 'work_report', '2016', '2015', 'beginning']
    """
    clean = cleaning.clean(text).text.translate(HALF_WIDTH)
    head = clean[:1200]
    rows = outline.parse(clean)
    lines = [line.strip() for line in head.splitlines() if line.strip()] or [name]
    title = next(
        (
            line
            for line in lines[:8]
            if len(line) <= 60 and _TITLE.fullmatch(line) and line not in _NAMES.values()
        ),
        "",
    )
    genre = next(
        (
            Found(genre, _around(head, match))
            for genre, pattern in _GENRES
            if (match := pattern.search(head))
        ),
        Found("article", "no words of a report at the beginning"),
    )
    delivered = _DELIVERED.search(head)
    looked_back = re.search(
        rf"({_YEAR})年[^\n。]{{0,16}}(?:工作)?(?:回顾|执行情况|工作总结|主要工作)", clean
    )
    if delivered:
        year = Found(delivered[1], _around(head, delivered))
    elif named := re.search(_YEAR, title):
        year = Found(named[0], title)
    elif looked_back:
        year = Found(
            str(int(looked_back[1]) + 1), f"{_around(clean, looked_back)}, the year before"
        )
    elif genre.value == "five_year_plan" and (number := _PLANS.search(head)):
        year = Found(
            str(2001 + 5 * "一二三四五六".index(number[1]) + 5),
            f"{_around(head, number)}, the first year of the plan",
        )
    else:
        year = Found("", "no year of delivery in the title or the first lines")
    if genre.value == "article":
        year = Found("", "articles have no year of delivery")
    place = _place(head, clean)
    reviews, plans = _periods(clean, year.value, genre.value)
    return {
        "doc_id": Found(
            _identifier(place.value, year.value, genre.value), "from place, year and genre"
        ),
        "title": Found(title, "the first line that names a report")
        if title
        else Found(lines[0][:60], "the first line")
        if genre.value == "article"
        else Found(
            f"{year.value}年{place.value}{_NAMES[genre.value]}",
            "put together; the text has no title",
        ),
        "place": place,
        "level": _level(place.value),
        "territory": _territory(place.value, year.value, known),
        "genre": genre,
        "year": year,
        "reviews": reviews,
        "plans": plans,
        "completeness": _completeness(rows, genre.value),
        "delivered": Found(
            f"{delivered[1]}-{int(delivered[2]):02}-{int(delivered[3]):02}",
            _around(head, delivered),
        )
        if delivered
        else Found("", "no day is named"),
    }


def oddities(text: str) -> list[str]:
    """What a reader should look at before trusting a text, one sentence each.

    >>> oddities("甲" * 500 + "。推*改革")[0]
    'words that may be masked: 推*改'
    """
    found = []
    if masked := sorted(
        {text[max(0, m.start() - 1) : m.end() + 1] for m in _MASKED.finditer(text)}
    ):
        found.append(
            f"words that may be masked: {', '.join(masked[:5])}"
            + (f" and {len(masked) - 5} more" if len(masked) > 5 else "")
        )
    if spam := sorted({m[0] for m in _SPAM.finditer(text)}):
        found.append(f"foreign titles or spam: {', '.join(spam)}")
    foreign = Counter(
        unicodedata.name(character, "?").split()[0]
        for character in text
        if character.isalpha()
        and not character.isascii()
        and not "\u2e80" <= character <= "\u9fff"
        and character not in "\u3007"
    )
    foreign = {
        script: count
        for script, count in foreign.items()
        if script not in ("CJK", "FULLWIDTH", "LATIN", "GREEK", "MASCULINE", "FEMININE")
    }
    if foreign:
        found.append(
            "letters of another script: "
            + ", ".join(f"{script.title()} ({count})" for script, count in sorted(foreign.items()))
        )
    if hidden := _HIDDEN.findall(text.removeprefix("\ufeff")):
        found.append(
            f"{len(hidden)} invisible characters (zero width, or changing the direction of writing)"
        )
    sentences = Counter(sentence for sentence in re.findall(r"[^。!?！？\n]{25,}", text))
    if repeated := [sentence for sentence, count in sentences.items() if count > 1]:
        found.append(
            f"{len(repeated)} sentences stand there more than once, such as {repeated[0][:24]}…"
        )
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    if chinese < _LEAST:
        found.append(
            f"only {chinese} Chinese characters: a page of links, or the text is elsewhere"
        )
    elif text.count("。") < chinese / 400:
        found.append("hardly any full stop: a page of links or a table, not running text")
    if chinese and chinese < 0.5 * len(re.sub(r"\s", "", text)):
        found.append("less than half of the characters are Chinese")
    return found


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 4) : match.end() + 4].replace("\n", " ").strip()


def _place(head: str, clean: str) -> Found:
    names = [match for match in _PLACE.finditer(head) if match[1] not in _NO_PLACE]
    if not names:
        return Found("", "no district or county is named in the first lines")
    counts = {match[1]: clean.count(match[1]) for match in names}
    best = max(names, key=lambda match: (counts[match[1]], -match.start()))
    return Found(best[1], f"{_around(head, best)}, {counts[best[1]]} times in the text")


def _level(place: str) -> Found:
    level = next((level for level, ends in _LEVELS if place.endswith(ends)), "county")
    return Found(level, "from the end of its name")


def _territory(place: str, year: str, known: pd.DataFrame | None) -> Found:
    """What the place was in that year, by the corpus's table of territories."""
    if known is None or place not in set(known["place"]):
        return Found(place, "no reform of this place is known here")
    return Found(territories.at(known, place, int(year) if year else None), "from territories.csv")


def _periods(clean: str, year: str, genre: str) -> tuple[Found, Found]:
    if not year or genre == "article":
        return Found("", "no year"), Found("", "no year")
    delivered = int(year)
    if genre == "five_year_plan":
        return Found(f"{delivered - 5}-{delivered - 1}", "the five years before the plan"), Found(
            f"{delivered}-{delivered + 4}", "the plan's five years"
        )
    reviews, plans = str(delivered - 1), str(delivered)
    why_reviews, why_plans = "the year before delivery", "the year of delivery"
    if long := _FIVE_YEARS.search(clean):
        reviews, why_reviews = (
            f"{reviews};{delivered - 5}-{delivered - 1}",
            f"{why_reviews}, and «{_around(clean, long)}»",
        )
    if long := _NEXT_FIVE_YEARS.search(clean):
        plans, why_plans = (
            f"{plans};{delivered}-{delivered + 4}",
            f"{why_plans}, and «{_around(clean, long)}»",
        )
    return Found(reviews, why_reviews), Found(plans, why_plans)


def _completeness(rows: pd.DataFrame, genre: str) -> Found:
    parts = set(rows["part"])
    if genre == "article" or {"review", "plan"} <= parts:
        return Found(
            "complete",
            "review and plan are there"
            if genre != "article"
            else "an article has no parts to miss",
        )
    if "review" in parts:
        return Found("beginning", "a review, no plan: the end may be lost")
    if "plan" in parts:
        return Found("end", "a plan, no review: the beginning may be lost")
    return Found("complete", "neither review nor plan was found; look at it yourself")


def _identifier(place: str, year: str, genre: str) -> str:
    from pypinyin import lazy_pinyin

    place = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(place[:-1] or place)).lower()) or "unknown"
    return "-".join(
        filter(None, [place, year if genre != "article" else "", genre.replace("_", "-")])
    )
