"""Traditional characters, read as the simplified ones that words and patterns are written in."""

from __future__ import annotations

import csv
from functools import cache

from workreports.ingest.readers.found import Read
from workreports.io.resources import DATA

_TABLE = DATA / "traditional" / "characters.csv"
_LEAST = 0.02
"""Share of a text from which it is written in traditional characters: a name or a title is not."""


@cache
def _characters() -> dict[int, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(file)}


def simplified(found: Read) -> Read:
    """What was read with simplified characters, one for one, if it is written in traditional ones.

    Offsets stay. It is written in them where more of its characters have a simplified form than
    are one that only simplified texts have.

    >>> text = "各位代表:現在,我代表縣人民政府報告工作。"
    >>> simplified(Read(text, "UTF-8 text", True))[0]
    '各位代表:现在,我代表县人民政府报告工作。'
    """
    table = _characters()
    many = sum(ord(one) in table for one in found.text)
    if many < max(1, _LEAST * len(found.text)):
        return found
    others = set(table.values()) - set(map(chr, table))
    if many < sum(one in others for one in found.text):
        return found
    how = f"{found.how}; {many:,} traditional characters read as simplified ones, one for one"
    return Read(found.text.translate(table), how, False)
