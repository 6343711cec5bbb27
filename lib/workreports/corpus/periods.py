"""The years that Chinese reports speak of: 去年, 五年来, "十三五"时期, 到2021年.

Patterns know half-width punctuation only, see ``quantities.readable``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ORDINAL = {
    "八": 1991,
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
}
_COUNT = {
    "两": 2,
    "二": 2,
    "2": 2,
    "三": 3,
    "3": 3,
    "四": 4,
    "4": 4,
    "五": 5,
    "5": 5,
    "十": 10,
    "10": 10,
}
_N = "|".join(_COUNT)
_EXPRESSION = re.compile(
    r"(?=[\d一二两三四五六七八九十上前首半到至今本当去年明下未接过刚近这全“\"])(?:(?P<part>(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:(?:-|至|到|~|\u2014)(?:\d{1,2}|[一二三四五六七八九十]{1,2}))?月(?:份|底|末)?|上半年|下半年|[一二三四1-4]季度(?:末)?|前[一二三1-3]个?季度|首季|半年)"
    r"|(?P<first>(?:19|20)\d\d)(?:年)?(?:-|至|到|~|\u2014{1,2}|\u2013)(?P<last>(?:19|20)\d\d)年?"
    r"|(?P<to>到|至)?(?P<year>(?:19|20)\d\d)年(?P<year_end>底|末)?"
    r"|(?P<last_year>(?:刚刚)?过去的?一年|一年来)|(?P<this>今年|本年度?|当年)|(?P<previous>去年|上年度?|上一年)|(?P<before_last>前年)|(?P<next>明年|下年)"
    rf"|(?P<future>(?:今后|未来|下一个|接下来)(?P<future_years>{_N})年)"
    rf"|(?P<past>(?:(?:过去|刚刚过去|近|这|上一个)的?)?(?P<past_years>{_N})年(?:来|间|里|以来|中)|(?:过去|刚刚过去|近|这)的?(?P<past_years_2>{_N})年|本届政府(?:任期|成立)?(?:以来|以来的)?)"
    rf"|(?P<span>(?P<span_years>{_N})年(?=累计|年均|共|平均|新增|总|内|合计|降|下降|增长|增加|提高|翻|全[国省市区县]|城镇))"
    r"|(?P<whole>全年|年[底末])"
    r"|(?:[“\"](?P<quoted>[八九十])五[”\"]|[“\"]?(?P<plan>十[一二三四五])五[”\"]?)(?P<plan_part>末期?|期末|初期?|时期|期间|以来|规划|计划)?)"
)
_COMPARED = re.compile(r"(?:比|较|与|跟|同|是|为|按|以|超|达到?|相当于|[高低快慢好多少]于|超过)$")


class Mention(NamedTuple):
    """Words of time in a text: where they stand and which years they name."""

    start: int
    end: int
    first: int | None
    last: int | None
    whole_years: bool = True
    """False for months and quarters."""
    compared: bool = False
    """Named only to compare with (比上年, 是2011年的两倍)."""
    is_default: bool = False
    """全年, 年末: the year that is spoken of anyway."""


def find(text: str, year: int | None, now: int | None) -> list[Mention]:
    """Find the words of time in a text.

    Parameters
    ----------
    text : str
        A reading copy, see ``quantities.readable``.
    year : int or None
        Year of delivery: 今年 is this year, 五年来 are the five years before it, 今后五年 five years from it on.
    now : int or None
        The year that the text tells of (the year before delivery in a review): 上年 is the year before it.

    Returns
    -------
    list of Mention
        In order; ``first`` and ``last`` are None where the year of delivery would be needed and is not known.

    >>> [(m.first, m.last) for m in find("五年来增长,到2021年,“十三五”末", year=2017, now=2016)]
    [(2012, 2016), (2021, 2021), (2020, 2020)]
    """
    found = []
    for match in _EXPRESSION.finditer(text):
        first, last = _years(match, year, now)
        before = text[max(0, match.start() - 3) : match.start()]
        after = text[match.end() : match.end() + 4]
        compared = (
            bool(_COMPARED.search(before))
            and not match["to"]
            and not (before.endswith("为") and re.match(r"\d", after))
        )
        compared = (
            compared
            and not (before.endswith("与") and after.startswith(("增长", "下降")))
            or match["plan_part"] in ("规划", "计划")
        )
        compared = (
            compared
            or before.endswith("在")
            and bool(
                re.match(
                    "(?:[^,。;]{0,6}基数|[^,。;]{0,4}基础上|核减)",
                    text[match.end() : match.end() + 10],
                )
            )
        )
        found.append(
            Mention(
                match.start(),
                match.end(),
                first,
                last,
                not match["part"],
                compared,
                bool(match["whole"]),
            )
        )
    return found


def _years(
    match: re.Match[str], year: int | None, now: int | None
) -> tuple[int | None, int | None]:
    if match["first"]:
        return int(match["first"]), int(match["last"])
    if match["year"]:
        return int(match["year"]), int(match["year"])
    if match["plan"] or match["quoted"]:
        first = _ORDINAL[match["plan"] or match["quoted"]]
        if match["plan_part"] in ("末", "末期", "期末"):
            return first + 4, first + 4
        if match["plan_part"] == "以来" and year is not None and first <= year - 1 <= first + 4:
            return first, year - 1
        return first, first + 4
    if match["part"] or match["whole"] or year is None:
        return None, None
    if match["future"]:
        return year, year + _COUNT[match["future_years"]] - 1
    if match["past"]:
        return year - _COUNT[match["past_years"] or match["past_years_2"] or "五"], year - 1
    if match["span"]:
        ahead = now is None or now >= year
        return (
            (year, year + _COUNT[match["span_years"]] - 1)
            if ahead
            else (year - _COUNT[match["span_years"]], year - 1)
        )
    if match["last_year"]:
        return year - 1, year - 1
    if match["previous"]:
        in_review = now is not None and now < year
        return (
            (now - 1, now - 1) if in_review and match[0].startswith("上") else (year - 1, year - 1)
        )
    single = (
        now
        if match[0] == "当年" and now is not None
        else year - 2
        if match["before_last"]
        else year + 1
        if match["next"]
        else year
    )
    return single, single
