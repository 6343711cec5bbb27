"""The structure of a report: headings, paragraphs, and the part each belongs to.

Where rows begin and end is found by ``layout``; here they are read: what stands under what, what is
review, what is plan.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from workreports.corpus import layout
from workreports.io.text import HALF_WIDTH

PARTS = ["preface", "review", "problems", "plan", "governance", "closing", "appendix", "body"]
"""The parts of a report. Texts without a report's headings (articles) are all ``body``."""

_REVIEW = re.compile(r"回顾|执行情况|发展情况|完成情况|主要成绩|工作总结")
_PLAN = re.compile(r"目标|任务|重点|思路|安排|指导思想|原则|规划|打算|主要工作|今后|展望|意见|举措")
_GOVERNANCE = re.compile(r"政府自身建设|自身建设|依法行政|政府职能转变|政府治理水平")
_APPENDIX = re.compile(r"附[表件]|名词解释")
_PROBLEMS = re.compile(
    r"清醒地?(?:看到|认识)|存在(?:着)?(?:一些|不少|许多)[^。,]{0,8}(?:问题|困难)"
)
_NO_LEAD = re.compile(r"各位代表|[五一]年来|今后|过去|在(?:充分)?(?:看到|肯定|总结)")


class _Row(NamedTuple):
    """A heading or paragraph on its way into the table; punctuation is half-width."""

    start: int
    end: int
    depth: int
    words: str
    above: dict[int, str]
    """The headings above by their depth, a heading's own words included."""


def parse(text: str) -> pd.DataFrame:
    """Find the headings and paragraphs of a report and tell its parts apart.

    Parameters
    ----------
    text : str
        Clean text, with line breaks between headings and paragraphs or without any; half-width or
        full-width.

    Returns
    -------
    DataFrame
        One row a heading or paragraph, in order: ``depth`` (1, 2, 3 ... for a heading, 0 for text),
        ``heading`` (the nearest heading, for a paragraph with a lead sentence that sentence, "" if
        none), ``section`` (the headings above joined with " / "), ``part`` (see ``PARTS``),
        ``start`` and ``end`` (offsets in ``text``, half-open). Rows cover every character but line
        breaks. The cells of a table under 附表 are one row.

    >>> table = parse("一、2013年工作回顾\\n经济平稳增长。全年财政收入增长。")
    >>> table[["depth", "heading", "part"]].values.tolist()
    [[1, '2013年工作回顾', 'review'], [0, '经济平稳增长。', 'review']]
    """
    folded = text.translate(HALF_WIDTH | {ord("\r"): "\n"})  # one for one: offsets stay
    records, rows = [], []
    above: dict[int, str] = {}
    titles: dict[int, str] = {}
    for start, end, depth in layout.rows(folded):
        words = folded[start:end]
        if depth:
            above = _below(above, depth) | {depth: words}
            titles = _below(titles, depth) | {depth: layout.title(text[start:end])}
        elif words.startswith("各位代表"):  # the speaker turns to the house: the subsection is over
            above, titles = _below(above, 2), _below(titles, 2)
        lead = 0 if depth else _lead_end(words)
        nearest = titles[max(titles)] if titles else ""
        heading = text[start : start + lead].lstrip("—-") if lead else nearest
        section = " / ".join(titles[k] for k in sorted(titles) if k != depth)
        rows.append(_Row(start, end, depth, words, above))
        records.append((depth, heading, section, start, end))
    table = pd.DataFrame(records, columns=["depth", "heading", "section", "start", "end"])
    table.insert(3, "part", _parts(rows))
    return table


def _below(headings: dict[int, str], depth: int) -> dict[int, str]:
    """The headings that stand over one of some depth."""
    return {k: words for k, words in headings.items() if k < depth}


def definition(entry: str) -> tuple[str, str] | None:
    """Read one entry of a glossary (名词解释): the term and its definition, or None.

    >>> definition("1、一号工程:指杭州市提出的工程。")
    ('一号工程', '指杭州市提出的工程。')
    """
    match = re.fullmatch(
        r"\d{1,2}[、.](?P<term>[^:]{2,20}):(?P<definition>.+)", entry.translate(HALF_WIDTH)
    )
    return (
        (entry[slice(*match.span("term"))], entry[slice(*match.span("definition"))])
        if match
        else None
    )


def _lead_end(words: str) -> int:
    """Where a paragraph's lead sentence ends, a short one that others follow; 0 without one."""
    match = re.match(r"[—-]*[^。:\d]{4,30}。(?=.)", words)
    return match.end() if match and not _NO_LEAD.match(words) else 0


def _parts(rows: list[_Row]) -> list[str]:
    """The part of each row, from the headings above it and a few formulae of every report."""
    headings = [row.words for row in rows if row.depth]
    if not any(_names_part(words) for words in headings) and not any(
        row.words.startswith(("各位代表", "第一章", "附表")) for row in rows
    ):
        return ["body"] * len(rows)
    lost, starts_late = _lost_section(rows), _starts_late(headings)
    parts: list[str | None] = []
    is_lost = False
    for row in rows:
        section = _section(row, lost, starts_late)
        if section == "preface" and is_lost:
            section = lost
        parts.append(_by_formula(row, section))
        is_lost = is_lost or parts[-1] == lost
    # A chapter whose own title says nothing is what its first subheading says.
    following = "plan"
    found: list[str] = []
    for part in reversed(parts):
        following = part or following
        found.append(following)
    return found[::-1]


def _names_part(heading: str) -> bool:
    """Whether a heading is one of a report's."""
    if _REVIEW.search(heading) or _GOVERNANCE.search(heading):
        return True
    return bool(re.search(r"20\d\d年", heading) and _PLAN.search(heading))


def _section(row: _Row, lost: str, starts_late: bool) -> str | None:
    """The part that stands around a row: by its headings, or the one whose heading is lost."""
    if 1 in row.above:
        return _section_part(row.above)
    goes_on = starts_late and len(row.words) > 60 and not row.words.startswith("现在")
    return lost if row.above or goes_on else "preface"


def _by_formula(row: _Row, section: str | None) -> str | None:
    """The part of a row that a formula tells from what stands around it."""
    if row.words.startswith("各位代表") and "让我们" in row.words:
        return "closing"
    if section in ("review", "plan") and not row.depth and _PROBLEMS.search(row.words):
        return "problems"
    return section


def _section_part(above: dict[int, str]) -> str | None:
    """The part that the headings above name; None for a chapter that only its sections explain."""
    first, second = above[1], above.get(2)
    if _APPENDIX.match(first):
        return "appendix"
    if _REVIEW.search(first):
        return "review"
    if _GOVERNANCE.search(first):
        return "governance"
    if not _PLAN.search(first):
        if second is None:
            return None
        if _REVIEW.search(second):
            return "review"
    return (
        "governance"
        if any(_GOVERNANCE.search(words) for level, words in above.items() if level > 1)
        else "plan"
    )


def _starts_late(headings: list[str]) -> bool:
    """Whether the numbering does not begin with 1: the beginning is lost.

    Then a long paragraph before any heading is a section's.
    """
    numbers = (layout.number(words) for words in headings)
    return next((number for number in numbers if number is not None), 1) != 1


def _lost_section(rows: list[_Row]) -> str:
    """Part of a section whose heading is lost: the one before the next first-level heading's."""
    following = next((row.words for row in rows if row.depth == 1), "")
    return (
        "plan" if _GOVERNANCE.search(following) else "review" if _PLAN.search(following) else "body"
    )
