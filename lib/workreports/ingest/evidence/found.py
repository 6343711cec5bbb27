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


def around(text: str, match: re.Match[str]) -> str:
    """A hit with some characters on either side, on one line.

    >>> around("在甲县人民政府的领导下", re.search("甲县", "在甲县人民政府的领导下"))
    '在甲县人民政府'
    """
    return text[max(0, match.start() - 4) : match.end() + 4].replace("\n", " ").strip()


def solid(text: str) -> str:
    """A text without marks of bold type and without the blanks that space out names and dates.

    >>> solid("**在云 岭 县** 2016 年 1 月 9 日"), solid("2016-01-09 10:30")
    ('在云岭县2016年1月9日', '2016-01-09 10:30')
    """
    return _BLANKS.sub("", text.replace("*", ""))
