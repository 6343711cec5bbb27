"""A value and where it was read."""

from __future__ import annotations

import re
from typing import NamedTuple


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
