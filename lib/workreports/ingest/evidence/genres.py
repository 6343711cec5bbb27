"""What kind of document a text says that it is."""

from __future__ import annotations

import re

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
_OF_ITSELF = [
    ("statistical_communique", r"统计公报"),
    ("plan_report", r"国民经济和?社会发展计划[^\n。]{0,20}(?:执行|草案)"),
    ("budget_report", r"预算[^\n。]{0,20}(?:执行|草案)[^\n。]{0,24}|预算(?:草案)?的?报告"),
    (
        "work_report",
        r"(?:政府|行署|公署)[^\n。]{0,8}工作报告|报告(?:政府)?工作|作[^\n。]{0,6}工作报告",
    ),
    (
        "five_year_plan",
        r"第十[一二三四五六]个五年规划|“?十[一二三四五六]五”?(?:时期)?[^\n。]{0,16}规划(?!》)",
    ),
]
_SPEECH = re.compile(r"(?:会议?|大会|仪式|论坛|班|活动)上的(?:讲话|致辞|致词|发言|主持词)")
_ABOUT = re.compile(r".*(?:解读|综述|侧记|看点|亮点|热议|反响|答记者问|起草说明|的说明)(?:\(.*\))?")
"""Titles of what is written about a report."""
_FIRST = 4
"""Lines in which a speech says what it is."""
_RULES = [(genre, re.compile(pattern)) for genre, pattern in _OF_ITSELF]


def find(head: str, title: str) -> Found:
    """The genre: by the title, else by what stands first of all in the first lines.

    >>> find("各位代表:现在,我代表县人民政府报告工作。“十二五”规划顺利实施。", "").value
    'work_report'

    >>> find("在甲县经济工作会议上的讲话\\n政府工作报告已经明确。", "").value
    'article'
    """
    if told := _ABOUT.fullmatch(title):
        return Found("article", f"{told[0]}: about a report")
    speech = _SPEECH.search("\n".join(head.split("\n")[:_FIRST]))
    if speech and (not title or head.find(title) > speech.start()):
        return Found("article", around(head, speech))
    for text in (title, head):
        hits = [
            (match.start(), genre, match) for genre, rule in _RULES if (match := rule.search(text))
        ]
        if text is title:  # a title names what it is as a whole, in this order
            hits = hits[:1]
        if hits:
            _, genre, match = min(hits, key=lambda hit: hit[0])
            return Found(genre, around(text, match))
    return Found("article", "no words of a report at the beginning")
