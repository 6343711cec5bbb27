"""The years that Chinese reports speak of: 去年, 五年来, "十三五"时期, 到2021年.

Patterns know half-width punctuation only, see ``quantities.readable``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workreports.io import numerals

_FIRST_PLANNED = {
    "八": 1991,
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
}
"""The first year of each five-year plan."""
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "十": 10}
_COUNT |= {str(number): number for number in (2, 3, 4, 5, 10)}
_SHIFT = {"this": 0, "previous": -1, "before_last": -2, "next": 1}
"""Single years, counted from the year that a report is delivered in."""
_ZERO = "〇○◯零0OoＯ"
_YEAR = rf"(?:(?:19|20)\d\d|(?:[二2][{_ZERO}]|[一1][九9])[\d{_ZERO}一二三四五六七八九]{{2}})"
"""A year in four figures, in numerals (二〇一六), or in both (二0一六)."""
_NINETIES = 90
"""Years of two digits from here on are of the last century."""
_REACH = 12
"""Years of two digits are taken for years so near to that of the report only."""
_N = "|".join(_COUNT)
_MANY = rf"{_N}|[1-9]\d"
_TO = r"(?:-|至|到|~|\u2014{1,2}|\u2013)"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_SHORT = r"[0129]\d"
_SHORTS = ("first_short", "last_short", "end_short", "named_short", "short")
_AT_ONCE = "(?<![^,;:。(])"
"""Where a clause begins."""
_SINCE = "[来间内以里前后代期]"
"""After a number of years, not a year."""
_EXPRESSION = re.compile(
    r"(?<![\d十])(?=[\d一二两三四五六七八九十上前首半到至今本当去年明下未接过刚近这全“\"])(?:"
    rf"(?P<part>{_NUMBER}(?:(?:-|至|到|~|\u2014){_NUMBER})?月(?!一[^日])(?:份|底|末)?"
    r"|上半年|下半年|[一二三四1-4]季度(?:末)?|前[一二三1-3]个?季度|首季|半年)"
    rf"|(?P<first>{_YEAR})(?:年)?{_TO}(?P<last>{_YEAR})年?"
    rf"|(?P<to>到|至)?(?P<year>{_YEAR})(?:财年|年)(?P<year_end>底|末)?"
    r"|(?P<last_year>(?:刚刚)?过去的?一年|一年来)|(?P<this>今年|本年度?|当年)"
    r"|(?P<previous>去年|(?<!础)上年度?(?!均)|上一年)|(?P<before_last>前年)|(?P<next>明年|下年)"
    rf"|(?P<future>(?:今后|未来|下一个|接下来)(?P<future_years>{_N})年)"
    rf"|(?<=[比较是为到])(?P<ago>(?P<ago_years>{_N})年前)(?![进后])"
    rf"|(?P<past>(?:(?:过去|刚刚过去|近|这|上一个)的?)?(?P<past_years>{_MANY})年"
    r"(?:来|间|里|以来|中)"
    rf"|(?:过去|刚刚过去|近|这)的?(?P<past_years_2>{_N})年"
    r"|本届政府(?:任期|成立)?(?:以来|以来的)?)"
    rf"|(?<!提前)(?<!第)(?P<span>(?P<span_years>{_N})年"
    r"(?:(?=累计|年均|共|平均|新增|总|内|合计|降|下降|增长|增加|提高|翻|全(?:[国省市区县]|社会)|城镇)"
    r"|(?=的?(?:不懈|艰苦|接续|持续)?(?:奋斗|拼搏|奋进|砥砺|耕耘|努力|奋战|攻坚)(?!行动|计划|战|工程|方案))"
    r"|(?<!连续.年)(?=实际|实现|完成|引进|利用|到位|吸收|财政|固定|外贸|进出口|民生)))"
    r"|(?P<whole>全年|年[底末内])"
    r"|(?:[“\"](?P<quoted>[八九十])五[”\"]|[“\"]?(?P<plan>十[一二三四五])五[”\"]?)"
    r"(?P<plan_part>末期?|期末|初期?|时期|期间|以来|规划|计划)?"
    rf"|{_AT_ONCE}(?P<first_short>{_SHORT})(?:年)?{_TO}(?P<last_short>{_SHORT})年(?=,)"
    rf"|{_AT_ONCE}(?P<to_short>到|至)(?P<end_short>{_SHORT})年(?!{_SINCE})"
    rf"|(?:(?<=['’‘与比较由从])|(?<!\.)(?=0))(?P<named_short>{_SHORT})年(?!{_SINCE})"
    rf"|(?:(?<![\d\u4e00-\u9fff%.-])|(?<=[到至在是为]))(?P<short>{_SHORT})(?:财年|年)"
    rf"(?!{_SINCE}|[多余的中累平新总合共连时翻、,。;])"
    r")"
)
_COMPARED = re.compile(r"(?:比|较|与|跟|同|是|为|按|以|超|达到?|相当于|[高低快慢好多少]于|超过)$")
_AND = re.compile(r"(?:和|与|及|、)$")
_STARTED_FROM = re.compile("(?:[^,。;]{0,6}基数|[^,。;]{0,12}基础上|核减)")
_FULFILS = re.compile("(?:完成|实现|超额)了?$")
_AIMS = re.compile("(?:节能|减排|规划|约束性|主要|既?定)*(?:目标|任务|指标)")
"""Around a plan whose aims are fulfilled, which says nothing about when (完成“十二五”目标)."""
_IS_A_RECORD = re.compile("(?:同期|历史)?的?(?:最|新[高低])|连续[^,。;]{0,10}第?[前首一]")
"""After the years that a figure is the highest or among the first of (创近十年新高)."""
_IS_MULTIPLE = re.compile(r"的\d[\d.]*(?:余|多)?倍")
"""After the year of what something is a multiple of: 达到2010年的2.4倍."""


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


def find(text: str, year: int | None, now: int | None, *, early: bool = False) -> list[Mention]:
    """Find the words of time in a text.

    Parameters
    ----------
    text : str
        A reading copy, see ``quantities.readable``.
    year : int or None
        In the report's name: 今年 is this year, 五年来 the five years before, 今后五年 five
        from it.
    now : int or None
        The year that the text tells of (in a review the year before): 上年 is the year
        before it.
    early : bool
        Whether 今年 is the year before that, as in reports delivered in December.

    Returns
    -------
    list of Mention
        In order; ``first`` and ``last`` are None where ``year`` would be needed.

    >>> [(m.first, m.last) for m in find("五年来增长,到2021年,“十三五”末", year=2017, now=2016)]
    [(2012, 2016), (2021, 2021), (2020, 2020)]
    >>> find("今年", year=2017, now=2016, early=True)[0].first
    2016
    """
    found: list[Mention] = []
    for match in _EXPRESSION.finditer(text):
        if not all(_is_near(_of_two_figures(match[name]), year) for name in _SHORTS if match[name]):
            continue
        found.append(
            Mention(
                match.start(),
                match.end(),
                *_years(match, year, now, early),
                not match["part"],
                _is_compared(text, match)
                or _goes_on(text, found, match.start())
                or bool(match["past"] and _IS_A_RECORD.match(text, match.end())),
                bool(match["whole"]),
            )
        )
    return found


def _goes_on(text: str, found: list[Mention], start: int) -> bool:
    """Whether words of time go on a list of what something is compared with (比上年和2010年)."""
    last = found[-1] if found else None
    return bool(last and last.compared and _AND.fullmatch(text, last.end, start))


def _is_near(short: int, year: int | None) -> bool:
    """Whether a year of two digits is one that a report speaks of (15年 in 2017)."""
    return year is not None and year - _REACH <= short <= year + _REACH


def _is_compared(text: str, match: re.Match[str]) -> bool:
    """Whether words of time only say what something is compared with."""
    start, end = match.span()
    before = text[max(0, start - 3) : start]
    if match["plan_part"] in ("规划", "计划"):
        return True
    if match["plan"] and before.endswith("下达的"):
        return True
    if match["plan"] and _FULFILS.search(before) and _AIMS.match(text, end):
        return True
    if before.endswith("在") and _STARTED_FROM.match(text[end : end + 10]):
        return True
    if match["to"] and _IS_MULTIPLE.match(text[end : end + 12]):
        return True
    if match["to"] or match["to_short"] or not _COMPARED.search(before):
        return False
    after = text[end : end + 4]
    is_number = before.endswith("为") and re.match(r"\d", after)
    is_subject = before.endswith("与") and after.startswith(("增长", "下降"))
    return not is_number and not is_subject


_Years = tuple[int | None, int | None]


def _years(match: re.Match[str], year: int | None, now: int | None, early: bool) -> _Years:
    """The first and the last year that words of time name."""
    if match["first"]:
        return numerals.value(match["first"]), numerals.value(match["last"])
    if match["first_short"]:
        return _of_two_figures(match["first_short"]), _of_two_figures(match["last_short"])
    if named := _named(match):
        return named, named
    if match["plan"] or match["quoted"]:
        return _planned(match, year)
    if match["part"] or match["whole"] or year is None:
        return None, None
    return _counted(match, year, now, early)


def _named(match: re.Match[str]) -> int | None:
    """The year that is written out: 2015年, 二〇一五年, 15年."""
    if match["year"]:
        return numerals.value(match["year"])
    short = match["short"] or match["named_short"] or match["end_short"]
    return _of_two_figures(short) if short else None


def _of_two_figures(short: str) -> int:
    """The year that two figures stand for."""
    return int(short) + (1900 if int(short) >= _NINETIES else 2000)


def _planned(match: re.Match[str], year: int | None) -> _Years:
    """The years of a five-year plan, or its last one (末), or those of it that have passed."""
    first = _FIRST_PLANNED[match["plan"] or match["quoted"]]
    if match["plan_part"] in ("末", "末期", "期末"):
        return first + 4, first + 4
    is_running = year is not None and first <= year - 1 <= first + 4
    return first, year - 1 if match["plan_part"] == "以来" and is_running else first + 4


def _counted(match: re.Match[str], year: int, now: int | None, early: bool) -> _Years:
    """The years that are counted from the year in the report's name."""
    in_review = now is not None and now < year
    if count := _count(match["future_years"]):
        return year, year + count - 1
    if match["past"]:
        count = _count(match["past_years"] or match["past_years_2"] or "五")
        is_open = match.start() == match.start("past_years") and match[0].endswith("间")
        is_ahead = is_open and now is not None and not in_review
        return (year, year + count - 1) if is_ahead else (year - count, year - 1)
    if count := _count(match["span_years"]):
        return (year - count, year - 1) if in_review else (year, year + count - 1)
    if match["last_year"]:
        return year - 1, year - 1
    if count := _count(match["ago_years"]):
        return (now or year) - count, (now or year) - count
    single = _single(match, year - early, now)
    told = in_review and match["previous"] and match[0].startswith("上")
    return (now - 1, now - 1) if told else (single, single)  # the year before the one told of


def _count(words: str | None) -> int:
    """A number of years, 0 for none."""
    return _COUNT.get(words) or int(words) if words else 0


def _single(match: re.Match[str], this: int, now: int | None) -> int:
    """A single year that is counted from this one; 当年 is the one that is told of."""
    if match[0] == "当年" and now is not None:
        return now
    return this + _SHIFT[str(match.lastgroup)]
