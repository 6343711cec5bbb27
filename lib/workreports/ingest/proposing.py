"""A catalogue row read off a text, each value with its evidence, and what looks odd in the text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from workreports.corpus import cleaning, outline, territories
from workreports.io.extras import extra
from workreports.io.text import HALF_WIDTH

_YEAR = r"(?:19|20)\d{2}"
_FOLLOWED = rf"(?=第|人民|政府|国民|[^\u4e00-\u9fff]|{_YEAR})"
"""What stands behind a place's name where it names the government that reports."""
_PLACE = re.compile(
    r"(?:在|关于|[市省州盟区年]|^|[\s(])((?![市省州盟年])[\u4e00-\u9fff]{1,4}?"
    r"(?:自治县|(?<![试范发园社地小景校片街新])区|县|(?<!城)市))" + _FOLLOWED,
    re.MULTILINE,
)
_HIGHER_PLACE = re.compile(
    r"(?:在|关于|年|^|[\s(])([\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|地区|盟))" + _FOLLOWED,
    re.MULTILINE,
)
_NATION = re.compile("代表国务院")
_NO_PLACE = {f"{which}{kind}" for which in "全我本" for kind in "区市县省州"} | {
    "中心城区",
    "主城区",
    "老城区",
    "城区",
}
_MUNICIPALITIES = {"北京市", "天津市", "上海市", "重庆市"}
"""Cities that are provinces."""
_OVER_COUNTIES = re.compile(r"各?县\(市、?区\)|各?区、?县\(市\)|各区县|各县区|区县\(市\)")
"""Words of a city that has counties and districts under it."""
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
_LOOKED_BACK = re.compile(
    rf"({_YEAR})年[^\n。]{{0,16}}(?:工作)?(?:回顾|执行情况|工作总结|主要工作)"
)
_USUAL_SCRIPTS = {"CJK", "FULLWIDTH", "LATIN", "GREEK", "MASCULINE", "FEMININE"}
"""First words of Unicode's names of letters that reports hold anyhow: % m² α."""
_HEAD = 1200
"""Characters at the beginning that name the report: title, speaker, salutation."""
_LEAST = 400
"""Characters: a shorter page holds no report."""


class Found(NamedTuple):
    """A value of the catalogue row, and the words it was read from."""

    value: str
    evidence: str


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
        The file's name, for the title if the text has none.
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
    head = clean[:_HEAD]
    title = _title(head)
    genre = given.get("genre") or _genre(head)
    year = given.get("year") or _year(clean, title, genre.value)
    place = given.get("place") or _place(head, clean)
    reviews, plans = _periods(clean, year.value, genre.value)
    row = {
        "doc_id": _identifier(place.value, year.value, genre.value),
        "title": _named(title, head, name, f"{year.value}年{place.value}", genre.value),
        "place": place,
        "level": _level(place.value, clean),
        "territory": _territory(place.value, year.value, known),
        "genre": genre,
        "year": year,
        "reviews": reviews,
        "plans": plans,
        "completeness": _completeness(outline.parse(clean), genre.value),
        "delivered": _delivered(head),
    }
    return row | dict(given)


def oddities(text: str, name: str = "", place: str = "") -> list[str]:
    """What a reader should look at before trusting a text, one sentence each.

    Parameters
    ----------
    text : str
        Of one document.
    name : str
        The file's name, which may tell another place than the text.
    place : str
        What was read off the text.

    >>> oddities("甲" * 500 + "。推*改革")[0]
    'words that may be masked: 推*改'
    """
    found = [_masked(text), _spam(text), _foreign(text), _hidden(text), _repeated(text)]
    found.append(_elsewhere(name, place))
    return [words for words in [*found, *_no_prose(text)] if words]


def _masked(text: str) -> str:
    masked = sorted({text[max(0, m.start() - 1) : m.end() + 1] for m in _MASKED.finditer(text)})
    more = f" and {len(masked) - 5} more" if len(masked) > 5 else ""
    return f"words that may be masked: {', '.join(masked[:5])}{more}" if masked else ""


def _spam(text: str) -> str:
    spam = sorted({match[0] for match in _SPAM.finditer(text)})
    return f"foreign titles or spam: {', '.join(spam)}" if spam else ""


def _foreign(text: str) -> str:
    letters = Counter(
        unicodedata.name(character, "?").split()[0]
        for character in text
        if character.isalpha()
        and not character.isascii()
        and not "\u2e80" <= character <= "\u9fff"
        and character != "\u3007"
    )
    scripts = [
        f"{script.title()} ({count})"
        for script, count in sorted(letters.items())
        if script not in _USUAL_SCRIPTS
    ]
    return f"letters of another script: {', '.join(scripts)}" if scripts else ""


def _hidden(text: str) -> str:
    count = len(_HIDDEN.findall(text.removeprefix("\ufeff")))
    what = "invisible characters (zero width, or changing the direction of writing)"
    return f"{count} {what}" if count else ""


def _repeated(text: str) -> str:
    sentences = Counter(re.findall(r"[^。!?！？\n]{25,}", text))
    repeated = [sentence for sentence, count in sentences.items() if count > 1]
    if not repeated:
        return ""
    return f"{len(repeated)} sentences stand there more than once, such as {repeated[0][:24]}…"


def _elsewhere(name: str, place: str) -> str:
    named = [
        match[1]
        for pattern in (_PLACE, _HIGHER_PLACE)
        for match in pattern.finditer(f"{name.translate(HALF_WIDTH)} ")
        if match[1] not in _NO_PLACE
    ]
    if not named or place and place in name:
        return ""
    return f"the file's name tells of {named[0]}, the text of {place or 'no place'}"


def _no_prose(text: str) -> list[str]:
    found, chinese = [], len(re.findall(r"[\u4e00-\u9fff]", text))
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


def _genre(head: str) -> Found:
    for genre, pattern in _GENRES:
        if match := pattern.search(head):
            return Found(genre, _around(head, match))
    return Found("article", "no words of a report at the beginning")


def _lines(head: str) -> list[str]:
    return [line.strip() for line in head.splitlines() if line.strip()]


def _title(head: str) -> str:
    """The first line that names a report, or ""."""
    for line in _lines(head)[:8]:
        if len(line) <= 60 and _TITLE.fullmatch(line) and line not in _NAMES.values():
            return line
    return ""


def _named(title: str, head: str, name: str, year_and_place: str, genre: str) -> Found:
    """The column ``title``: the text's own, or one put together."""
    if title:
        return Found(title, "the first line that names a report")
    if genre == "article":
        return Found((_lines(head) or [name])[0][:60], "the first line")
    return Found(f"{year_and_place}{_NAMES[genre]}", "put together; the text has no title")


def _year(clean: str, title: str, genre: str) -> Found:
    """The year in the report's name; the first rule that finds one wins."""
    head = clean[:_HEAD]
    if genre == "article":
        return Found("", "articles have no year of delivery")
    if delivered := _DELIVERED.search(head):
        return Found(delivered[1], _around(head, delivered))
    if named := re.search(_YEAR, title):
        return Found(named[0], title)
    if looked_back := _LOOKED_BACK.search(clean):
        evidence = f"{_around(clean, looked_back)}, the year before"
        return Found(str(int(looked_back[1]) + 1), evidence)
    if genre == "five_year_plan" and (number := _PLANS.search(head)):
        first = 2006 + 5 * "一二三四五六".index(number[1])
        return Found(str(first), f"{_around(head, number)}, the first year of the plan")
    return Found("", "no year of delivery in the title or the first lines")


def _delivered(head: str) -> Found:
    if day := _DELIVERED.search(head):
        return Found(f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", _around(head, day))
    return Found("", "no day is named")


def _place(head: str, clean: str) -> Found:
    if nation := _NATION.search(head):
        return Found("全国", _around(head, nation))
    for pattern in (_PLACE, _HIGHER_PLACE):
        names = [match for match in pattern.finditer(head) if match[1] not in _NO_PLACE]
        if names:
            counts = {match[1]: clean.count(match[1]) for match in names}
            best = max(names, key=lambda match: (counts[match[1]], -match.start()))
            return Found(best[1], f"{_around(head, best)}, {counts[best[1]]} times in the text")
    return Found("", "no place that has a government is named in the first lines")


def _level(place: str, clean: str) -> Found:
    if not place:
        return Found("", "no place")
    if place == "全国":
        return Found("nation", "the State Council reports")
    if place.endswith(("省", "自治区")) or place in _MUNICIPALITIES:
        return Found("province", "from its name")
    if place.endswith(("州", "盟", "地区")):
        return Found("city", "from the end of its name")
    if place.endswith("市") and (counties := _OVER_COUNTIES.search(clean)):
        return Found("city", f"{_around(clean, counties)}: it has counties under it")
    if place.endswith("市"):
        return Found("county", "a city whose text names no counties under it; look at it yourself")
    return Found("county", "from the end of its name")


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


def _identifier(place: str, year: str, genre: str) -> Found:
    with extra("ingest"):
        from pypinyin import lazy_pinyin

    place = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(place[:-1] or place)).lower()) or "unknown"
    parts = [place, year if genre != "article" else "", genre.replace("_", "-")]
    return Found("-".join(filter(None, parts)), "from place, year and genre")
