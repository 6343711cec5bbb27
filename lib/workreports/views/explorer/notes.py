"""What is noted of figures and reports, and where documents are from, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from workreports.io import lexicon as lexicons


def chinese(notes: Iterable[str | None], lexicon: Path) -> dict[str, str]:
    """Each note whose pieces, parted by "; ", the lexicon's ``notes.csv`` all knows, in Chinese.

    A piece without a letter is Chinese; the address that one may lead to, after a colon, stays.

    >>> told = chinese(["copy; 初步核算", "copy: https://a.cn/b", "taken"], Path("corpus/lexicon"))
    >>> list(told.values())
    ['转载；初步核算', '转载：https://a.cn/b']
    """
    known = lexicons.table("notes.csv", lexicon).set_index("en")["zh"].to_dict()
    found = {}
    for note in dict.fromkeys(filter(None, notes)):
        pieces = [re.split(": (?=http)", piece) for piece in note.split("; ")]
        if all(head in known or not re.search("[A-Za-z]", head) for head, *_ in pieces):
            told = ("：".join([known.get(head, head), *address]) for head, *address in pieces)
            found[note] = "；".join(told)
    return found
