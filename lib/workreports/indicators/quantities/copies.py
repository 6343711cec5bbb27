"""The reading copy of a text, which all patterns are held against.

It is the text's normal form, in which what breaks a number or a word on a page (line ends inside a
sentence, page numbers, stray blanks, marks that nobody sees) is left out, each remaining character
still knowing its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from workreports.io.text import LINE_ENDS, NORMAL_FORM, UNSEEN

_DASHES = "\u2010\u2011\u2012\u2015\u2212\u2500\u2501\u23af\u2796\u02d7\u2043\u2e3a\u2e3b\u30fc"
_TILDES = "\u301c\u223c\u223d\u223f\u02dc\u2053\u3030"
_BLANKS = (
    "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
FOLD = NORMAL_FORM | LINE_ENDS | {ord("\u2105"): "%"}
"""For ``str.translate``: the normal form, and one dash, one tilde and one blank for all."""
for _one, _all in (("-", _DASHES), ("~", _TILDES), (" ", _BLANKS)):
    FOLD |= dict.fromkeys(map(ord, _all), _one)
_SENTENCE_END = "。!?;:"
_LIST_MARK = (
    r"第[一二三四五六七八九十百]+[章节]|[一二三四五六七八九十]+[、是]"
    r"|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[.、](?!\d)|[※·#]|附[表件]|专栏"
)
_PAGE = (
    r"\n *(?:[-\u2014\u2013\u00b7]{1,2} *\d{1,4} *[-\u2014\u2013\u00b7]{1,2}"
    r"|第 *\d{1,4} *页(?:[, /]*共 *\d+ *页)?"
    r"|\d{1,3}(?! *\n? *(?:[.%亿万元人个]|百分)))(?= *\n)"
)
_INLINE_PAGE = (
    r"(?<=[\u4e00-\u9fff,]) *[-\u2014\u2013]{1,2} *\d{1,3} *[-\u2014\u2013]{1,2}[ \n]*"
    r"(?=[\u4e00-\u9fff\d])"
)
_NOISE = re.compile(
    rf"{UNSEEN.pattern}+|(?P<page>\s*(?:{_PAGE})+\s*)|{_INLINE_PAGE}"
    r"|(?P<break> *\n\s*)|(?P<blank> +)|(?P<point>(?<=\d)。(?=\d{1,2}(?:[%亿万]|个?百分)))"
    r"|(?P<lost>(?<=\d)\?(?=\.?\d))"
    r"|(?P<stop>(?<=[%\u4e00-\u9fff])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff]))"
)
_FIGURE = re.compile(r"\d{1,9}(?:\.\d{1,4})?(?:%|[万亿]{1,2}(?:元|人|吨|美元))")
"""No paragraph begins with a sum of money."""
_AFTER_VERB = re.compile(r"[长降到成为现涨率幅占]$")


class Reading(NamedTuple):
    """A reading copy of a text; ``place`` tells where a character of it stands in the text."""

    text: str
    starts: list[int]
    """Where in the copy each undisturbed stretch starts, and ..."""
    origins: list[int]
    """... where that stretch starts in the text."""

    def place(self, position: int) -> int:
        """The offset in the text of a character of the copy."""
        stretch = bisect_right(self.starts, position) - 1
        return self.origins[stretch] + position - self.starts[stretch]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a stretch of the copy, half-open."""
        return self.place(start), self.place(end - 1) + 1 if end > start else self.place(start)


def readable(text: str) -> Reading:
    """Make the reading copy of a text.

    >>> reading = readable("固定资产\\n— 12 —\\n投资增长\uff13. 7\uff05")
    >>> reading.text, reading.span(0, 6)
    ('固定资产投资增长3.7%', (0, 14))
    """
    pieces, starts, origins, length = [], [], [], 0
    for origin, piece in _pieces(text.translate(FOLD)):
        starts.append(length)
        origins.append(origin)
        pieces.append(piece)
        length += len(piece)
    return Reading("".join(pieces), starts or [0], origins or [0])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The stretches of a folded text that stay, each with its place."""
    at, last = 0, ""
    for noise in _NOISE.finditer(text):
        start, end = noise.span()
        stays = _what_stays(text, noise, text[max(at, start - 1) : start] or last)
        if at < start:
            yield at, text[at:start]
            last = text[start - 1]
        if stays:
            yield start, stays
            last = stays
        at = end
    if at < len(text):
        yield at, text[at:]


def _what_stays(text: str, noise: re.Match[str], before: str) -> str:
    """What a gap leaves in the reading copy: the end of a line, a draft's blank, a space."""
    start, end = noise.span()
    after = text[end : end + 1]
    if noise["break"]:
        return "" if _runs_on(text, start, end) else "\n"
    if noise["page"]:
        return "\n" if _closed(text, start, end) else ""
    if noise["point"]:
        return "."  # 8。72亿元
    if noise["stop"]:
        return "。"  # 增长8%.城镇
    if noise["lost"]:
        return "\u25a1"  # 1?.3%, which ends no sentence
    if not noise["blank"]:
        return ""
    if _AFTER_VERB.search(before) and after and after in "%亿万":
        return "_"  # a blank left in a draft
    around = before, after
    return " " if all(one.isascii() and one.isalnum() for one in around) else ""


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence runs on over the line end at ``start:end``."""
    if _closed(text, start, end):
        return False
    line = text[max(text.rfind("\n", max(0, start - 200), start) + 1, start - 200) : start].strip()
    is_heading = (
        re.match(_LIST_MARK, line)
        or len(line) < 30
        and not re.search(
            r"[,、;:。]|全年|完成|实现|达到?|增长|下降|突破|力争|确保",
            line,
        )
    )
    if not is_heading or re.match(r"[\d.][\d.%亿万元]", text[start - 1] + text[end]):
        return True
    return bool(_FIGURE.match(text, end) and re.match(r"[\u4e00-\u9fff]", text[start - 1]))


def _closed(text: str, start: int, end: int) -> bool:
    """Whether a whole sentence ends before a gap, or a new one opens after it."""
    return (
        not text[start - 1 : start]
        or not text[end : end + 1]
        or text[start - 1] in _SENTENCE_END
        or bool(re.match(_LIST_MARK, text[end : end + 8]))
    )
