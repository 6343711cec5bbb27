"""Texts that speak about a report, or to a meeting, and are none themselves.

Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re

_TITLE = re.compile(
    r".*(?:解读|综述|侧记|看点|亮点|热议|反响|答记者问|起草说明|的说明|怎么[读看]|[读看]懂|速览|划重点|学习体会"
    r"|(?:隆重|胜利|圆满)?[开闭]幕|召开|举行|座谈会)(?:[(].*[)])?"
)
_SPEECH = re.compile(r"(?:会议?|大会|仪式|论坛|班|活动|会)上的(?:讲话|致辞|致词|发言|主持词)")
_NEWS = re.compile(
    r"本[报台网刊]讯|(?<=讯)[\s\u3000]{0,3}[(](?:[^)\n]{0,10}记者|通讯员)|日[电讯][(][^)\n]{0,10}记者"
    r"|[长席][\u4e00-\u9fff]{2,4}(?:同志)?(?:代表|作|向大会)[^。,:\n]{0,16}作[^。,:\n]{0,6}工作报告"
)
_FIRST = 4
"""Lines in which a speech says what it is."""
_OPENING = 400
"""Characters in which news say what they are."""


def told(head: str, title: str = "") -> re.Match[str] | None:
    """The words that tell that a text is about a report, news or a speech; None for none.

    Parameters
    ----------
    head : str
        The beginning of the text.
    title : str
        The line that names a report, "" for none.

    >>> told("甲县2016年政府工作报告怎么读", "甲县2016年政府工作报告怎么读")[0]
    '甲县2016年政府工作报告怎么读'
    >>> told("政府工作报告\\n各位代表:现在,我代表县人民政府报告工作。") is None
    True
    """
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    for line in [title, *lines[:1]]:
        if len(line) <= 60 and (about := _TITLE.fullmatch(line)):
            return about
    speech = _SPEECH.search("\n".join(lines[:_FIRST]))
    if speech and (not title or head.find(title) > speech.start()):
        return speech
    return _NEWS.search(head[:_OPENING])
