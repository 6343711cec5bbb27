"""The years that a report looks back on and those that it plans."""

from __future__ import annotations

import re

from workreports.corpus import periods
from workreports.ingest.evidence.found import Found, around

_FIVE_YEARS = re.compile(r"(?:过去|近)?五年(?:来的?|的)?(?:工作)?(?:回顾|成就)|五年来")
_NEXT_FIVE_YEARS = re.compile(
    r"今后五年|未来五年|“(?P<plan>十[一二三四五六]五)”(?:时期|期间|发展)?[^\n。]{0,12}(?:目标|任务|要求)"
)
_REVIEW = re.compile(
    r"^(?=[^\n。]{0,40}$)[^\n。]*(?:回顾|成就|成绩|总结|成效|情况)[^\n。]*$", re.MULTILINE
)
_OPENING = 200
"""Characters behind the heading of a review that may say how many years it tells of."""
_LEAST, _MOST = 3, 5
"""Years of a term of office or of a plan."""


def find(clean: str, year: str, genre: str) -> tuple[Found, Found]:
    """The columns ``reviews`` and ``plans``.

    Parameters
    ----------
    clean : str
        The text, in normal form.
    year : str
        Of the report; "" if it is not known.
    genre : str
        Of the report.

    >>> text = "一、过去五年和2017年工作回顾\\n经济增长。\\n二、2018年工作\\n今后五年，翻一番。"
    >>> [found.value for found in find(text, "2018", "work_report")]
    ['2017;2013-2017', '2018;2018-2022']
    """
    if not year or genre == "article":
        return Found("", "no year"), Found("", "no year")
    planned = int(year)
    if genre == "statistical_communique":
        return Found(year, "the year it tells of"), Found("", "a communiqué plans nothing")
    if genre == "five_year_plan":
        return Found(f"{planned - 5}-{planned - 1}", "the five years before the plan"), Found(
            f"{planned}-{planned + 4}", "the plan's five years"
        )
    return _reviews(clean, planned), _plans(clean, planned)


def _reviews(clean: str, planned: int) -> Found:
    year, why = str(planned - 1), "the year before the one it is named after"
    if long := _looked_back(clean, planned):
        return Found(f"{year};{long.value}", f"{why}, and «{long.evidence}»")
    if words := _FIVE_YEARS.search(clean):
        return Found(f"{year};{planned - 5}-{year}", f"{why}, and «{around(clean, words)}»")
    return Found(year, why)


def _plans(clean: str, planned: int) -> Found:
    year, why = str(planned), "the year it is named after"
    for words in _NEXT_FIVE_YEARS.finditer(clean):
        plan = periods.find(words["plan"] or "", planned, planned)
        if not plan or plan[0].first == planned:
            return Found(f"{year};{year}-{planned + 4}", f"{why}, and «{around(clean, words)}»")
    return Found(year, why)


def _looked_back(clean: str, planned: int) -> Found | None:
    """The years of a term or a plan that a heading of the review names, or its first words.

    A number (四年来) goes over a term that is only named (本届政府).
    """
    for heading in _REVIEW.finditer(clean):
        told = clean[heading.start() : heading.end() + _OPENING]
        long = [
            mention
            for mention in periods.find(told, planned, planned - 1)
            if mention.last == planned - 1
            and _LEAST <= planned - mention.first <= _MOST
            and (not mention.compared or mention.end <= len(heading[0]))  # a plan named there
        ]
        in_heading = [one for one in long if one.start < len(heading[0])]
        if in_heading:
            first = next((one for one in long if "年" in told[one.start : one.end]), long[0])
            return Found(f"{first.first}-{first.last}", heading[0].strip())
    return None
