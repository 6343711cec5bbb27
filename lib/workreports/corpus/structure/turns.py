"""Which period each paragraph of a report speaks of: what its heading names, or what it turns to.

Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from workreports.corpus import periods
from workreports.corpus.periods import Mention
from workreports.io.text import NORMAL_FORM

_LONG_REVIEW = re.compile(
    r"五年来|过去(?:的)?五年|本届政府|“十[一二三四]五”(?:时期|期间|以来|的收官|发展)"
)
_LONG_PLAN = re.compile(r"今后五年|“十[一二三四]五”规划")
_LEAD = re.compile(
    r"[-\u2014\u2500·\s]*(?:各位代表[,!:])?"
    r"(?:(?:特别|尤其)?(?:需要|要|应当|值得)?(?:一提|指出|强调|说明)的是,)?(?:总的来说,|即将|回[顾首望]|展望|总结|在|经过|通过)?"
    r"(?:(?:刚刚|即将)?过去的(?=[12]))?"
)
"""Before the words of time with which a paragraph turns to another period."""
_ADDRESS = re.compile(r"(?:[-\u2014\u2500·\s]*各位代表[!。])?")
_CLOSES = re.compile(r"随着20\d\d年[^。]{0,30}“十[一二三四]五”[^,。]{0,8}收官")
"""With which a paragraph turns from a year to the five years that it ends."""
_FIGURE = re.compile(r"\d[\d.]*(?:%|[多余]?[万亿]|元|倍)")
_TERM = re.compile(r"[^,。]{0,16}届(?:人大|人民代表大会|政府)[^,。]{0,8}以来")
_YEARS_OF_A_TERM = 5
_SENTENCE = re.compile(r"[^。!?\n]+")
_FIRST_OF_A_LIST = re.compile(r"[(]?[一1](?:[)、]|[.](?!\d))")


class _Side(NamedTuple):
    """The periods that a report looks back on, or those that it plans."""

    year: int
    """The last year looked back on, or the first one planned."""
    planned: int
    """The year in the report's name."""
    known: list[str]
    """The report's own periods."""

    @property
    def is_ahead(self) -> bool:
        return self.year == self.planned

    def fits(self, time: Mention) -> bool:
        """Whether words of time name the year of this side, or a span that ends or begins there."""
        is_known = time.first != time.last or str(self.year) in self.known
        edge = time.first if self.is_ahead else time.last
        return is_known and edge == self.year and not time.compared

    def standing(self, said: dict[int, str]) -> str | None:
        """The period of this side that was said last, by depth."""
        edge = str(self.year)
        fits = str.startswith if self.is_ahead else str.endswith
        return next(
            (said[depth] for depth in sorted(said, reverse=True) if fits(said[depth], edge)), None
        )

    def find(self, words: str) -> list[Mention]:
        """The words of time that name periods of this side."""
        return [time for time in periods.find(words, self.planned, self.year) if self.fits(time)]


def spoken_of(
    rows: pd.DataFrame, texts: list[str], reviews: str | None, plans: str | None
) -> list[str | None]:
    """The period each paragraph speaks of: the year, or the five years where the words say so.

    A heading that names years holds for what stands under it, a paragraph that turns to others
    (五年来,…; 刚刚过去的2016年,…) for those that follow it under the same heading.

    Parameters
    ----------
    rows : DataFrame
        Of ``outline.parse``.
    texts : list of str
        The text of each row.
    reviews, plans : str or None
        The report's periods, such as "2016;2012-2016".

    >>> from workreports.corpus import outline
    >>> texts = ["一、2016年工作回顾", "五年来,经济增长。", "民生改善。"]
    >>> spoken_of(outline.parse("\\n".join(texts)), texts, "2016;2012-2016", None)
    ['2016', '2012-2016', '2012-2016']
    """
    sides = _sides(*(str(one).split(";") if pd.notna(one) else [] for one in (reviews, plans)))
    found: list[str | None] = []
    said: dict[int, str] = {}
    depth = 0
    for row, text in zip(rows.itertuples(), texts, strict=True):
        words, side = text.translate(NORMAL_FORM), sides.get(row.part)
        depth, said = _opened(row.depth, words, depth, said)
        now = _turned(row.depth, words, side) if side else None
        if now and not _is_aside(now, said, side):
            said = said | {depth: now}
        found.append(_period(row, words, side, now or (side.standing(said) if side else None)))
    return found


def _sides(reviews: list[str], plans: list[str]) -> dict[str, _Side]:
    """What each part of a report looks back on or plans."""
    years = [int(year) for period in reviews for year in period.split("-")]
    firsts = [int(period[:4]) for period in plans]
    planned = min(firsts) if firsts else max(years, default=-1) + 1
    told, ahead = _Side(planned - 1, planned, reviews), _Side(planned, planned, plans)
    parts = {"review": told, "problems": told, "plan": ahead, "governance": ahead}
    return {part: side for part, side in parts.items() if side.known}


def _opened(
    heading: int, words: str, depth: int, said: dict[int, str]
) -> tuple[int, dict[int, str]]:
    """How deep a row stands, and what still holds there of what was said before.

    ``heading``: its depth, 0 for text. What was turned to before the first of a list of headings
    holds for all of them.
    """
    if not heading:
        depth = min(depth, 1) if words.startswith("各位代表") else depth
        return depth, {k: period for k, period in said.items() if k <= depth}
    if heading > 1 and heading in said and _FIRST_OF_A_LIST.match(words):
        said = said | {heading - 1: said[heading]}
    return heading, {k: period for k, period in said.items() if k < heading}


def _turned(heading: int, words: str, side: _Side) -> str | None:
    """The period that a row turns to."""
    return _of_heading(words, side) if heading else _of_opening(words, side)


def _is_aside(now: str, said: dict[int, str], side: _Side) -> bool:
    """Whether a plan for the year only mentions the years it is part of."""
    return side.is_ahead and "-" in now and "-" not in (side.standing(said) or "-")


def _of_heading(words: str, side: _Side) -> str | None:
    """The period that a heading names; of several what it names first is told first."""
    times = side.find(words)
    return _written(times[0]) if times else None


def _of_opening(words: str, side: _Side) -> str | None:
    """The period that a paragraph turns to with the first words of its first two sentences."""
    begin = _ADDRESS.match(words).end()
    sentences = _SENTENCE.findall(words[begin : begin + 400])[:2]
    times = [time for one in sentences if (time := _turn(one, side))]
    return _written(times[-1]) if times else None


def _turn(sentence: str, side: _Side) -> Mention | None:
    """The words of time with which a sentence turns to another period, if it does."""
    lead = _LEAD.match(sentence)
    begin = lead.end()
    is_of_a_term = _TERM.match(sentence, begin) or _CLOSES.match(sentence, begin)
    if is_of_a_term and not side.is_ahead:
        return Mention(begin, begin, side.planned - _YEARS_OF_A_TERM, side.year)
    time = next((one for one in side.find(sentence[: begin + 24]) if one.start == begin), None)
    if time is None or time.first != time.last:
        return time
    # It may be about figures of that year only, not about the year.
    is_turn = "过去" in lead[0] or not _FIGURE.search(sentence)
    return time if is_turn or side.is_ahead and "目标" in sentence else None


def turned(text: str, year: int, *, ahead: bool) -> tuple[int, int] | None:
    """The years that the sentences of a text turn to, the last of them.

    Parameters
    ----------
    text : str
        A reading copy of some sentences, from the first character of one.
    year : int
        In the report's name.
    ahead : bool
        Whether the text stands in a plan: 2017年 or 今后五年 in 2017; in a review 2016年 or 五年来.

    >>> turned("经济平稳增长。五年来,我们迎难而上。财政总收入128亿元。", 2017, ahead=False)
    (2012, 2016)
    """
    last = year - (not ahead)
    side = _Side(last, year, [str(last)])
    sentences = reversed(_SENTENCE.findall(text))
    time = next((found for one in sentences if (found := _turn(one, side))), None)
    return (time.first, time.last) if time else None


def _written(time: Mention) -> str:
    return str(time.first) if time.first == time.last else f"{time.first}-{time.last}"


def _period(row: NamedTuple, words: str, side: _Side | None, said: str | None) -> str | None:
    """The period that one row of an outline speaks of; ``said``: what its place says."""
    above = (row.section or row.heading).translate(NORMAL_FORM)
    if row.part == "appendix" and above.startswith("附表"):
        times = periods.find(above, None, None)
        return next((_written(time) for time in times if time.first != time.last), None)
    if not side or not side.is_ahead and re.fullmatch(r"各位代表.{0,6}", words):
        return None
    if said and row.depth != 1 and row.part != "problems":
        return said
    if side.is_ahead:
        return _choose(side.known, bool(_LONG_PLAN.search(above)), both=False)
    opening = "".join(re.findall(r"[^。]*。?", words)[:2])
    return _choose(side.known, bool(_LONG_REVIEW.search(opening)), both=row.depth == 1)


def _choose(known: list[str], long: bool, *, both: bool) -> str:
    """One of a report's periods: the five years if ``long``, else the year.

    A heading over both speaks of ``both``.
    """
    several = [period for period in known if "-" in period]
    single = [period for period in known if "-" not in period]
    if long and several and single and both:
        return ";".join(known)
    return (several or single)[0] if long else (single or several)[0]
