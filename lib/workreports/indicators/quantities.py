"""Figures with their units in running Chinese text: numbers as they are printed, how exact they claim to be, what they measure.

All patterns are held against a *reading copy* of the text: full-width characters folded, and what breaks a figure or a word
on a page (line ends inside a sentence, page numbers, stray blanks, zero-width characters) left out, each remaining
character still knowing its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from workreports.io.text import HALF_WIDTH

_FOLD = HALF_WIDTH | {
    0x2105: "%",
    0xFE6A: "%",
    0x3000: " ",
    0xA0: " ",
    0x2009: " ",
    0x202F: " ",
    ord("\t"): " ",
    ord("\r"): "\n",
    ord("\u2028"): "\n",
    ord("\x0b"): "\n",
    ord("\x0c"): "\n",
}
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_SENTENCE_END = "。!?;:"
_LIST_MARK = r"第[一二三四五六七八九十百]+[章节]|[一二三四五六七八九十]+[、是]|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[.、](?!\d)|[※·#]|附[表件]|专栏"
_PAGE = r"\n *(?:[-\u2014\u2013\u00b7]{1,2} *\d{1,4} *[-\u2014\u2013\u00b7]{1,2}|第 *\d{1,4} *页(?:[, /]*共 *\d+ *页)?|\d{1,3}(?! *\n? *(?:[.%亿万元人个]|百分)))(?= *\n)"
_INLINE_PAGE = r"(?<=[\u4e00-\u9fff,]) *[-\u2014\u2013]{1,2} *\d{1,3} *[-\u2014\u2013]{1,2}[ \n]*(?=[\u4e00-\u9fff\d])"
_NOISE = re.compile(
    rf"[{_INVISIBLE}]+|(?P<page> *(?:{_PAGE})+\s*)|{_INLINE_PAGE}|(?P<break> *\n\s*)|(?P<blank> +)"
)
_AFTER_VERB = re.compile(r"[长降到成为现涨率幅占]$")

# What a unit measures, and how many of the base unit it holds.
_MONEY = {
    "万亿": 1e12,
    "千亿": 1e11,
    "百亿": 1e10,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "万": 1e4,
    "千": 1e3,
    "": 1.0,
}
_UNITS = {
    f"{scale}{name}": (dimension, factor)
    for scale, factor in _MONEY.items()
    for name, dimension in (
        ("元", "yuan"),
        ("元人民币", "yuan"),
        ("美元", "usd"),
        ("欧元", "eur"),
        ("港元", "hkd"),
        ("日元", "jpy"),
        ("人", "people"),
        ("个", "people"),
        ("名", "people"),
        ("吨", "mass"),
        ("公斤", "kilogram"),
        ("斤", "jin"),
        ("吨标准煤", "coal"),
    )
}
_UNITS |= {
    "%": ("percent", 1.0),
    "个百分点": ("points", 1.0),
    "百分点": ("points", 1.0),
    "倍": ("multiple", 1.0),
    "番": ("doublings", 1.0),
}
_UNITS |= {scale: ("bare", _MONEY[scale]) for scale in ("万亿", "亿", "万")}
_BASE = {"jin": ("mass", 0.0005), "kilogram": ("mass", 0.001)}
STANDARD = {
    "亿元": ("yuan", 1e8),
    "亿美元": ("usd", 1e8),
    "人": ("people", 1.0),
    "%": ("percent", 1.0),
    "元": ("yuan", 1.0),
    "吨": ("mass", 1.0),
    "吨标准煤": ("coal", 1.0),
}
"""The units that values are brought to."""

_U = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_N = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,10})?"
_CHINESE = "零〇一二两三四五六七八九十百千"
_C = rf"(?<![数几第上成个{_CHINESE}])(?:[{_CHINESE}]{{1,12}}万)?[{_CHINESE}]{{1,12}}(?:点[{_CHINESE}]{{1,6}})?"
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<low>{_N})(?P<low_unit>{_U})?(?:-|~|\u2014{{1,2}}|\u2013|至|到)(?P<high>{_N})(?P<range_unit>{_U})"
    rf"|百分之(?P<percent>{_C}|{_N})"
    rf"|(?:(?<![\d.])(?P<minus>(?<=[\u4e00-\u9fff])-)?(?P<number>{_N})|(?P<chinese>{_C}))(?P<more>多|余|来)?(?P<unit>{_U})(?!人?次)"
    rf"|(?P<gap>_+|[Xx\u00d7\u25cb\u25a1?*]{{1,4}}|\u2026+|\(\))(?P<gap_unit>{_U})|(?<=[长降涨])(?P<bare>%)"
    rf"|(?P<tenths>[一二两三四五六七八九\d])成(?P<more_tenths>[一二三四五六七八九])?(?=[,。;、)]|以上|左右|多|$)|(?P<zero>零增长)|(?P<doubled>翻番)"
)
_BEFORE = re.compile(
    r"(?P<at_least>不低于|不少于|不小于|高于|大于|突破|超过|超|逾|至少|跨越|跨过|越过|迈过|迈上|跃上|站上|登上)了?$"
    r"|(?P<at_most>不超过|不高于|不大于|不突破|低于|小于|少于|不足|不到|最多|控制[在到])$|(?P<about>大约|接近|将近|约|近)为?$"
)
_AFTER = re.compile(
    r"(?:人民币)?(?:的)?(?:(?P<about>左右|上下)|(?P<at_least>及?以上|大关|台阶|多|余)|(?P<at_most>及?以内|之内|以下|之下))"
)


class Reading(NamedTuple):
    """A reading copy of a text; ``place`` tells where a character of the copy stands in the text."""

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


class Figure(NamedTuple):
    """A number with its unit: ``start:end`` in the text searched, what it says, and how exact it claims to be."""

    start: int
    end: int
    value: float | None
    """None for a range, and for a blank left in a draft."""
    unit: str
    dimension: str
    bound: str | None
    low: float | None = None
    high: float | None = None
    zero: bool = False
    """零增长, "zero growth": a rate in words."""


def readable(text: str) -> Reading:
    """Make the reading copy of a text.

    Parameters
    ----------
    text : str

    Returns
    -------
    Reading

    >>> reading = readable("固定资产\\n— 12 —\\n投资增长\uff13. 7\uff05")
    >>> reading.text, reading.span(0, 6)
    ('固定资产投资增长3.7%', (0, 14))
    """
    folded = text.translate(_FOLD)
    pieces, starts, origins, length, at = [], [], [], 0, 0

    def keep(start: int, end: int, replacement: str = "") -> None:
        nonlocal length
        piece = replacement or folded[start:end]
        if piece:
            starts.append(length)
            origins.append(start)
            pieces.append(piece)
            length += len(piece)

    for noise in _NOISE.finditer(folded):
        start, end = noise.span()
        before, after = (
            folded[max(at, start - 1) : start] or (pieces[-1][-1] if pieces else ""),
            folded[end : end + 1],
        )
        stays = ""
        if (
            noise["break"]
            and not _runs_on(folded, start, end)
            or noise["page"]
            and _closed(folded, start, end)
        ):
            stays = "\n"
        elif noise["blank"] and _AFTER_VERB.search(before) and after and after in "%亿万":
            stays = "_"  # a blank left in a draft
        elif (
            noise["blank"]
            and before.isascii()
            and before.isalnum()
            and after.isascii()
            and after.isalnum()
        ):
            stays = " "
        keep(at, start)
        if stays:
            keep(start, end, stays)
        at = end
    keep(at, len(folded))
    return Reading("".join(pieces), starts or [0], origins or [0])


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence runs on over the line end at ``start:end``."""
    if _closed(text, start, end):
        return False
    line = text[max(text.rfind("\n", max(0, start - 200), start) + 1, start - 200) : start].strip()
    is_heading = (
        re.match(_LIST_MARK, line)
        or len(line) < 30
        and not re.search(r"[,、;:。]|全年|完成|实现|达到?|增长|下降|突破|力争|确保", line)
    )
    return not is_heading or bool(re.match(r"[\d.][\d.%亿万元]", text[start - 1] + text[end]))


def _closed(text: str, start: int, end: int) -> bool:
    """Whether what stands before a gap is a whole sentence, or what stands after it opens a new one."""
    return (
        not text[start - 1 : start]
        or not text[end : end + 1]
        or text[start - 1] in _SENTENCE_END
        or bool(re.match(_LIST_MARK, text[end : end + 8]))
    )


def figures(text: str) -> list[Figure]:
    """Find the figures in a reading copy.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Figure
        In order. Numbers without a unit are none; Chinese numerals are read (两千亿元), bounds are those printed beside the
        figure (左右 about, 以上 at least, 以内 at most, 突破 surpassing). A blank left in a draft has no value.

    >>> [(f.value, f.unit, f.bound) for f in figures("突破两千亿元,增长8%左右,降3.5个百分点")]
    [(2000.0, '亿元', 'at_least'), (8.0, '%', 'about'), (3.5, '个百分点', 'exact')]
    """
    found = []
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        low = high = value = None
        if match["low"]:
            low, high, unit = _number(match["low"]), _number(match["high"]), match["range_unit"]
            if text[max(0, start - 1) : start] in ("从", "由"):  # two figures, not one range
                found.append(
                    Figure(
                        start,
                        match.end("low_unit") if match["low_unit"] else match.end("low"),
                        low,
                        match["low_unit"] or unit,
                        _UNITS[match["low_unit"] or unit][0],
                        "exact",
                    )
                )
                start, value, low, high = match.start("high"), high, None, None
        elif match["percent"]:
            value, unit = _number(match["percent"]), "%"
        elif match["tenths"]:  # 七成 is seventy per cent
            value, unit = (
                10 * _number(match["tenths"])
                + (_number(match["more_tenths"]) if match["more_tenths"] else 0),
                "%",
            )
        elif match["doubled"]:
            found.append(Figure(start, end, 1.0, "番", "doublings", "exact"))
            continue
        elif match["zero"]:
            found.append(Figure(start, end, 0.0, "%", "percent", "exact", zero=True))
            continue
        elif match["bare"] or match["gap"]:
            unit = match["bare"] or match["gap_unit"]
            found.append(
                Figure(
                    match.start("bare") if match["bare"] else start,
                    end,
                    None,
                    unit,
                    _UNITS[unit][0],
                    None,
                )
            )
            continue
        else:
            value, unit = _number(match["number"] or match["chinese"]), match["unit"]
            if value is None:
                continue
            value = -value if match["minus"] else value
        bound = "range" if low is not None else _bound(text, start, end, bool(match["more"]))
        found.append(Figure(start, end, value, unit, _UNITS[unit][0], bound, low, high))
    return found


def _bound(text: str, start: int, end: int, more: bool) -> str:
    for match in (_AFTER.match(text, end), _BEFORE.search(text[max(0, start - 5) : start])):
        if match:
            return match.lastgroup or "exact"
    return "at_least" if more else "exact"


def _number(printed: str) -> float | None:
    """The value of a printed number."""
    if printed[0].isascii():
        return float(printed.replace(",", ""))
    import cn2an  # only texts with Chinese numerals need it

    try:
        # 百亿 is one hundred of 亿
        return float(cn2an.cn2an(re.sub(r"^(?=[百千])", "一", printed), "normal"))
    except ValueError:
        return None


def standard(value: float, unit: str, allowed: Iterable[str]) -> tuple[float | None, str | None]:
    """Bring a value to the first unit of ``allowed`` that measures the same, or to None.

    >>> standard(2.38, "万亿元", ["亿元"]), standard(128, "个", ["亿元"])
    ((23800.0, '亿元'), (None, None))
    """
    dimension, factor = _UNITS[unit]
    base, ratio = _BASE.get(dimension, (dimension, 1.0))
    for name in allowed:
        kind, size = STANDARD[name]
        if base == kind or base == "bare" and kind == ("people" if unit == "万" else "yuan"):
            return round(value * factor * ratio / size, 8), name
    return None, None
