"""The year in a report's name, and the day on which it was delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workreports.ingest.evidence.found import Found, around
from workreports.io import numerals

_DIGITS = "0-9\u3007\u25cb\u25ef零OoＯ一二三四五六七八九"
_DAY = re.compile(
    rf"(?P<year>[12二一][{_DIGITS}]{{3}})\s*(?:年|[-./])\s*(?P<month>元|[0-9一二三四五六七八九十]{{1,2}})"
    r"\s*(?:月|[-./])\s*(?P<day>[0-9一二三四五六七八九十]{1,3})\s*(?:日|(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MEETING = re.compile(r"[^。\n]{0,12}(?:在|于|[^。\n]{0,30}(?:大会|会议))")
_POSTED = re.compile(r"(?:发布|时间|日期|来源|上传|更新|https?:)[^\n。]*\Z")
_POSTED_AT = re.compile(r"\s*\d{1,2}:\d\d|[^\n。]{0,12}(?:来源|作者|编辑|浏览|字号)")
_WRITTEN = re.compile(r"[二一][〇○◯零一二三四五六七八九]{3}(?=年)")
_MONTH = re.compile(
    r"^[(\u2014-]*(20\d\d)年(\d{1,2}|[一二三四五六七八九十]{1,2})月[)]?$", re.MULTILINE
)
_LOOKED_BACK = re.compile(
    r"((?:19|20)\d{2})年[^\n。]{0,16}(?:工作)?(?:回顾|执行情况|工作总结|主要工作)"
)
_PLANNED = re.compile(
    r"((?:19|20)\d{2})年[^\n。]{0,16}(?:预期目标|主要目标|总体要求|工作安排|重点工作|工作建议|主要任务"
    r"|预算(?:安排|编制|任务|草案|[(]草案)|计划(?:草案|安排|[(]草案)|计划完成(?!情况))"
)
_TURN = re.compile(
    r"((?:19|20)\d{2})年是[^\n]{0,80}(?:总体要求|总的要求|工作思路|预期目标|做好[^\n。]{0,8}工作)"
)
_NUMBERED = re.compile(r"^(?:[一二三四五六七]、|第.部分|第.章)[^\n。]{0,40}$", re.MULTILINE)
_PLANS = re.compile("第?十([一二三四五六])(?:五|个五年)")
_NOT_OF_THE_DAY = ("five_year_plan", "statistical_communique")
"""Genres that are named after other years than that of their delivery."""
_OCTOBER = 10
"""From this month on a report is named after the year it plans, the next."""


def delivered(head: str) -> Found:
    """The day of delivery, as 2016-01-17: that of a meeting, else the first that is no posting.

    >>> delivered("——二○一四年一月九日在甲县第十届人民代表大会上").value
    '2014-01-09'
    >>> delivered("(二〇一四年元月九日)").value
    '2014-01-09'
    >>> delivered("发布时间:2014-02-01\\n(2014年1月9日)").value
    '2014-01-09'
    """
    if (meeting := _of_meeting(head)).value:
        return meeting
    for match in _days(head):
        return Found(_day(match), around(head, match))
    return Found("", "no day is named")


def _days(head: str) -> Iterator[re.Match[str]]:
    """The days that are named, but those on which a site posted the text."""
    for match in _DAY.finditer(head):
        is_posted = _POSTED.search(head[: match.start()][-40:])
        if _day(match) and not is_posted and not _POSTED_AT.match(head, match.end()):
            yield match


def _of_meeting(head: str) -> Found:
    """The day that is named together with the meeting."""
    for match in _days(head):
        if _MEETING.match(head, match.end()):
            return Found(_day(match), around(head, match))
    return Found("", "")


def _day(match: re.Match[str]) -> str:
    """The day that a match tells; "" if there is no such day."""
    month = 1 if match["month"] == "元" else numerals.value(match["month"])
    year, day = numerals.value(match["year"]), numerals.value(match["day"])
    try:
        return (
            date(year or 0, month or 0, day or 0).isoformat() if _YEAR.fullmatch(str(year)) else ""
        )
    except ValueError:
        return ""


def _in_digits(text: str) -> str:
    """A text in which years are written with digits, one for one."""
    return _WRITTEN.sub(lambda match: str(numerals.value(match[0])), text)


def year(head: str, clean: str, title: str, genre: str, name: str) -> Found:
    """The year in the report's name; the first rule that finds one wins.

    >>> year("2013年12月20日在甲县第十届人民代表大会上", "", "", "work_report", "2014").value
    '2014'
    """
    if genre == "article":
        return Found("", "articles have no year in their name")
    title, clean = _in_digits(title), _in_digits(clean)
    rules = [
        _of_delivery(head, genre, at_meeting=True),
        _of_title(title, genre),
        _of_delivery(head, genre, at_meeting=False),
        _of_month(_in_digits(head), genre),
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
    if not day.value or genre in _NOT_OF_THE_DAY:
        return Found("", "")
    return _planned_from(int(day.value[:4]), int(day.value[5:7]), day.evidence)


def _of_month(head: str, genre: str) -> Found:
    """Of a line that names a month, as under the title of a draft."""
    match = _MONTH.search(head)
    if not match or genre in _NOT_OF_THE_DAY:
        return Found("", "")
    return _planned_from(int(match[1]), numerals.value(match[2]) or 0, match[0])


def _planned_from(year: int, month: int, evidence: str) -> Found:
    if month < _OCTOBER:
        return Found(str(year), evidence)
    return Found(str(year + 1), f"{evidence}: it plans the next year")


def _of_title(title: str, genre: str) -> Found:
    years = re.findall(rf"{_YEAR.pattern}(?!\s*[年.-]\s*\d{{1,2}}\s*[月.-]|年远景)", title)
    if not years:
        return Found("", "")
    return Found(max(years) if genre in ("plan_report", "budget_report") else years[0], title)


def _looked_back(clean: str) -> Found:
    if match := _LOOKED_BACK.search(clean):
        return Found(str(int(match[1]) + 1), f"{around(clean, match)}, the year before")
    return Found("", "")


def _planned(clean: str) -> Found:
    if match := _PLANNED.search(clean) or _TURN.search(clean):
        return Found(match[1], f"{around(clean, match)}, the year it plans")
    headings = " ".join(_NUMBERED.findall(clean))
    years = {int(year) for year in _YEAR.findall(headings)}
    following = sorted(year for year in years if year - 1 in years)
    if following:
        return Found(str(following[0]), "the headings name it and the year before")
    return Found("", "")


def _of_plan(head: str, genre: str) -> Found:
    if genre == "five_year_plan" and (number := _PLANS.search(head)):
        first = 2006 + 5 * "一二三四五六".index(number[1])
        return Found(str(first), f"{around(head, number)}, the first year of the plan")
    return Found("", "")
