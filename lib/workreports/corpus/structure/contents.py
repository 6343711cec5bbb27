"""Tables of contents: lines that only repeat the headings of the text behind them.

Under the word 目录, or without it where the first of several numbered lines comes again directly
behind them. Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[\[【《]?目\s*录[\]】》]?:?")
_NUMERAL = r"[一二三四五六七八九十]{1,4}"
_ENTRY = re.compile(
    rf"(?:第\s*{_NUMERAL}\s*(?:部分|[章节篇编])|{_NUMERAL}、|[(]{_NUMERAL}[)]|专栏\s*{_NUMERAL}"
    r"|\d{1,2}(?:[.]\d{1,2}){0,2}[.、\s]?|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.、\s]?)\s*[^\s\d。!?;][^。!?;]{0,60}"
)
_LEADER = re.compile(r"[.…·\u2014_-]*\s*[(]?\d{0,4}[)]?$")
"""Dots and the number of a page at the end of an entry."""
_LEAST = 3
"""Entries of a table of contents."""


def find(text: str) -> Iterator[tuple[int, int]]:
    """Find the tables of contents of a text.

    Parameters
    ----------
    text : str
        Half-width punctuation, blanks and line ends as received.

    Yields
    ------
    tuple of int
        Start and end, the line ends behind the last entry included.

    >>> text = "目录\\n一、茶园……1\\n二、古镇……5\\n三、集市……9\\n一、茶园\\n茶香。"
    >>> [text[a:b] for a, b in find(text)]
    ['目录\\n一、茶园……1\\n二、古镇……5\\n三、集市……9\\n']
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if line[0].strip()]
    behind = _behind_entries(lines)
    at = 0
    while at < len(lines):
        is_named = bool(_WORD.fullmatch(lines[at][0].strip()))
        first = at + is_named
        last = behind[first]
        end = _end(lines, first, last, is_named)
        if end is not None:
            yield lines[at].start(), lines[end].start() if end < len(lines) else len(text)
        at = max(at + 1, end if end is not None else last)


def _behind_entries(lines: list[re.Match[str]]) -> list[int]:
    """For each line the number of the next one, itself or later, that looks like no entry."""
    found = [len(lines)] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        is_entry = _ENTRY.fullmatch(lines[number][0].strip())
        found[number] = found[number + 1] if is_entry else number
    return found


def _end(lines: list[re.Match[str]], first: int, last: int, is_named: bool) -> int | None:
    """The line at which the text begins behind a table of contents, None if there is none.

    It begins where the first entry comes again: among the lines that look like entries, which go on
    into the text, or directly behind them.
    """
    if last - first < _LEAST:
        return None
    opening = _words(lines[first])
    for number in range(first + 1, min(last + 1, len(lines))):
        if _words(lines[number]) == opening:
            return number if number - first >= _LEAST else None
    return last if is_named else None


def _words(line: re.Match[str]) -> str:
    """An entry without blanks, leader and page."""
    return _LEADER.sub("", re.sub(r"\s", "", line[0]))
