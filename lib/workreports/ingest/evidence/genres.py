"""What kind of document a text says that it is."""

from __future__ import annotations

import re

from workreports.corpus.structure import about
from workreports.ingest.evidence.found import Found, around

NAMES = {
    "work_report": "政府工作报告",
    "plan_report": "计划报告",
    "budget_report": "预算报告",
    "five_year_plan": "五年规划",
    "statistical_communique": "统计公报",
    "article": "",
}
"""Each genre with the words that a title is put together with."""
_FIVE = r"第?“?十[一二三四五六]?(?:五”?(?!年)|个五年)"
_OF_ITSELF = [
    ("statistical_communique", r"统计公报"),
    ("plan_report", r"国民经济和?社会发展计划[^\n。]{0,20}(?:执行|草案)"),
    ("budget_report", r"预算[^\n。]{0,20}(?:执行|草案)[^\n。]{0,24}|预算(?:草案)?的?报告"),
    (
        "work_report",
        r"(?:政府|行署|公署)[^\n。]{0,8}工作报告|报告(?:[^\n。,]{0,8}政府)?工作|作[^\n。]{0,6}工作报告"
        r"|报告[^\n。,]{0,8}政府(?:的)?工作|我代表[^\n。,]{1,20}(?:政府|行署|公署)[^\n。]{0,60}报告",
    ),
]
_PLAN = rf"{_FIVE}[^\n。]{{0,20}}规划(?!》)"
_RULES = [(genre, re.compile(pattern)) for genre, pattern in _OF_ITSELF]
_IN_TITLE = [*_RULES, ("five_year_plan", re.compile(_PLAN))]
_IN_HEAD = [
    *_RULES,
    ("five_year_plan", re.compile(rf"^[^。,;:\n]{{0,50}}{_PLAN}[^。,;:\n]{{0,24}}$", re.MULTILINE)),
]
"""A plan is one where a line is its name; in a sentence it is mentioned."""
_HEADINGS = [
    ("plan_report", re.compile(r"^[^。\n]{0,20}计划(?:草案|执行情况)[^。\n]{0,12}$", re.MULTILINE)),
    (
        "budget_report",
        re.compile(r"^[^。\n]{0,20}预算[(]?(?:草案|执行)[^。\n]{0,12}$", re.MULTILINE),
    ),
]
"""Headings by which a piece of a report is known whose beginning is lost."""
_CHAPTER = re.compile(r"^第[一二三四五六七八九十]{1,3}[章篇][^。\n]{2,40}$", re.MULTILINE)
_CHAPTERS = 3
"""Of a plan for five years; other documents here have none."""
_TURNS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[^。\n]{0,12}(?:政府|行署)?自身建设[^。\n]{0,8}$",
        r"^(?:各位(?:代表|委员)|同志们)[,!、:]",
        r"让我们[^。]{0,160}奋斗",
    )
]
"""What only work reports have together."""


def find(head: str, title: str, clean: str = "") -> Found:
    """The genre: by the title, else by what stands first of all in the first lines.

    Parameters
    ----------
    head, title : str
        The first lines and the line that names a report, "" for none.
    clean : str
        All of the text, for one whose beginning is lost.

    >>> find("各位代表:现在,我代表县人民政府报告工作。“十二五”规划顺利实施。", "").value
    'work_report'

    >>> find("在甲县经济工作会议上的讲话\\n政府工作报告已经明确。", "").value
    'article'
    """
    if told := about.told(head, title):
        return Found("article", f"{told[0]}: it speaks about a report, or to a meeting")
    named = [(genre, match) for genre, rule in _IN_TITLE if (match := rule.search(title))]
    if named:  # a title names what it is as a whole, in this order
        genre, match = named[0]
        return Found(genre, around(title, match))
    hits = [
        (match.start(), genre, match) for genre, rule in _IN_HEAD if (match := rule.search(head))
    ]
    if hits:
        _, genre, match = min(hits, key=lambda hit: hit[0])
        return Found(genre, around(head, match))
    return _of_a_piece(clean)


def _of_a_piece(clean: str) -> Found:
    """The genre of a text without its first lines, by its headings and its turns to the house."""
    for genre, rule in _HEADINGS:
        if match := rule.search(clean):
            return Found(genre, f"the heading «{match[0].strip()}»; its beginning is lost")
    plan = re.search(rf"{_FIVE}(?:时期|期间|规划|发展)", clean)
    if plan and len(_CHAPTER.findall(clean)) >= _CHAPTERS:
        return Found("five_year_plan", f"{around(clean, plan)}, and its chapters")
    turns = [match[0][:12] for rule in _TURNS if (match := rule.search(clean))]
    if len(turns) > 1:
        return Found("work_report", f"its beginning is lost; it says {' and '.join(turns)}")
    return Found("article", "no words of a report at the beginning")
