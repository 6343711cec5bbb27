"""A value and where it was read."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANK = r"[ \t\u00a0\u2000-\u200b\u3000]{1,9}"
_BLANKS = re.compile(
    rf"(?<=[\u4e00-\u9fff]){_BLANK}(?=[\u4e00-\u9fff\d])|(?<=\d){_BLANK}(?=[\u4e00-\u9fff])"
    rf"|(?<=\d){_BLANK}(?=(?:\d{_BLANK}){{0,3}}\d(?:{_BLANK})?[年月日])"
)
"""Between characters, between a character and a number, and between the digits of a date."""


class Found(NamedTuple):
    """A value of the catalogue row, and the words it was read from."""

    value: str
    evidence: str


def around(text: str, match: re.Match[str], room: int = 4) -> str:
    """A hit with some characters on either side, on one line; no number is cut.

    >>> around("在甲县人民政府的领导下", re.search("甲县", "在甲县人民政府的领导下"))
    '在甲县人民政府'
    >>> around("报告2017年8月", re.search("年", "报告2017年8月"), 2)
    '2017年8月'
    """
    start, end = max(0, match.start() - room), match.end() + room
    while start and text[start - 1 : start + 1].isdecimal():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isdecimal():
        end += 1
    return text[start:end].replace("\n", " ").strip()


def solid(text: str) -> str:
    """A text without marks of bold type and without the blanks that space out names and dates.

    >>> solid("**在云 岭 县** 2016 年 1 月 9 日"), solid("2016-01-09 10:30")
    ('在云岭县2016年1月9日', '2016-01-09 10:30')
    """
    return _BLANKS.sub("", text.replace("*", ""))
