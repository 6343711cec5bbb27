"""The year in a report's name, and the day on which it was delivered."""

from __future__ import annotations

import re
from datetime import date

from workreports.ingest.evidence.found import Found, around

_DIGITS = "0-9\u3007\u25cb\u25ef零OoＯ一二三四五六七八九"
_DAY = re.compile(
    rf"(?P<year>[12二一][{_DIGITS}]{{3}})\s*(?:年|[-./])\s*(?P<month>[0-9一二三四五六七八九十]{{1,2}})"
    r"\s*(?:月|[-./])\s*(?P<day>[0-9一二三四五六七八九十]{1,3})\s*(?:日|(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MEETING = re.compile(r"[^。\n]{0,12}(?:在|于|[^。\n]{0,30}(?:大会|会议))")
_POSTED = re.compile(r"(?:发布|时间|日期|来源|上传|更新|https?:)[^\n。]*$")
_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)}
_LOOKED_BACK = re.compile(
    r"((?:19|20)\d{2})年[^\n。]{0,16}(?:工作)?(?:回顾|执行情况|工作总结|主要工作)"
)
_PLANNED = re.compile(
    r"((?:19|20)\d{2})年[^\n。]{0,16}(?:预期目标|主要目标|总体要求|工作安排|重点工作|工作建议|主要任务)"
)
_PLANS = re.compile("第?十([一二三四五六])(?:五|个五年)")
_OCTOBER = 10
"""From this month on a report is named after the year it plans, the next."""


def _year(digits: str) -> str:
    zeros = str.maketrans("〇○◯零OoＯ一二三四五六七八九", "0000000123456789")
    return digits.translate(zeros)


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (_NUMBERS.get(tens, 1) * 10 if ten else 0) + _NUMBERS.get(ones, 0)


def delivered(head: str) -> Found:
    """The day of delivery, as 2016-01-17: that of a meeting, else the first that is no posting.

    >>> delivered("——二○一四年一月九日在甲县第十届人民代表大会上").value
    '2014-01-09'
    >>> delivered("发布时间:2014-02-01\\n(2014年1月9日)").value
    '2014-01-09'
    """
    if (meeting := _of_meeting(head)).value:
        return meeting
    for match in _DAY.finditer(head):
        if _day(match) and not _POSTED.search(head[: match.start()][-40:]):
            return Found(_day(match), around(head, match))
    return Found("", "no day is named")


def _of_meeting(head: str) -> Found:
    """The day that is named together with the meeting."""
    for match in _DAY.finditer(head):
        if _day(match) and _MEETING.match(head, match.end()):
            return Found(_day(match), around(head, match))
    return Found("", "")


def _day(match: re.Match[str]) -> str:
    """The day that a match tells; "" if there is no such day."""
    year, month, day = _year(match["year"]), _number(match["month"]), _number(match["day"])
    try:
        return date(int(year), month, day).isoformat() if _YEAR.fullmatch(year) else ""
    except ValueError:
        return ""


def year(head: str, clean: str, title: str, genre: str, name: str) -> Found:
    """The year in the report's name; the first rule that finds one wins.

    >>> year("2013年12月20日在甲县第十届人民代表大会上", "", "", "work_report", "2014").value
    '2014'
    """
    if genre == "article":
        return Found("", "articles have no year in their name")
    rules = [
        _of_delivery(head, genre, at_meeting=True),
        _of_title(title, genre),
        _of_delivery(head, genre, at_meeting=False),
        _looked_back(clean),
        _planned(clean),
        _of_plan(head, genre),
    ]
    named = in_name(name)
    if named:
        rules.append(Found(named, f"the name «{name}»"))
    found = next((one for one in rules if one.value), None)
    if found is None:
        return Found("", "no year in the title, the first lines or a heading")
    if not named or found is rules[-1]:
        return found
    more = f"; the name «{name}»" if named == found.value else f"; but the name «{name}»"
    return found._replace(evidence=found.evidence + more)


def in_name(name: str) -> str:
    """The year that a file is named after, or the folder next to it; "" for none.

    >>> in_name("2013/甲市2014年报告"), in_name("甲市/1")
    ('2014', '')
    """
    for part in reversed(name.replace("\\", "/").split("/")):
        if match := _YEAR.search(part):
            return match[0]
    return ""


def _of_delivery(head: str, genre: str, at_meeting: bool) -> Found:
    day = _of_meeting(head) if at_meeting else delivered(head)
    if not day.value or genre in ("five_year_plan", "statistical_communique"):
        return Found("", "")
    if int(day.value[5:7]) < _OCTOBER:
        return Found(day.value[:4], day.evidence)
    return Found(str(int(day.value[:4]) + 1), f"{day.evidence}: it plans the next year")


def _of_title(title: str, genre: str) -> Found:
    years = re.findall(rf"{_YEAR.pattern}(?!\s*[年.-]\s*\d{{1,2}}\s*[月.-])", title)
    if not years:
        return Found("", "")
    return Found(max(years) if genre in ("plan_report", "budget_report") else years[0], title)


def _looked_back(clean: str) -> Found:
    if match := _LOOKED_BACK.search(clean):
        return Found(str(int(match[1]) + 1), f"{around(clean, match)}, the year before")
    return Found("", "")


def _planned(clean: str) -> Found:
    if match := _PLANNED.search(clean):
        return Found(match[1], f"{around(clean, match)}, the year it plans")
    return Found("", "")


def _of_plan(head: str, genre: str) -> Found:
    if genre == "five_year_plan" and (number := _PLANS.search(head)):
        first = 2006 + 5 * "一二三四五六".index(number[1])
        return Found(str(first), f"{around(head, number)}, the first year of the plan")
    return Found("", "")
