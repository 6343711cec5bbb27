"""Quantities in Chinese prose: numbers with units, as printed, and how exact they claim to be.

All patterns are held against a *reading copy* of the text: its normal form, in which what breaks a
number or a word on a page (line ends inside a sentence, page numbers, stray blanks, marks that
nobody sees) is left out, each remaining character still knowing its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workreports.io.text import LINE_ENDS, NORMAL_FORM, UNSEEN

_FOLD = (
    NORMAL_FORM
    | LINE_ENDS
    | str.maketrans("\u2105\u301c\u223c\u2010\u2011\u2015\u2212\u2500", "%~~-----")
)
_FOLD |= dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
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
    rf"{UNSEEN.pattern}+|(?P<page> *(?:{_PAGE})+\s*)|{_INLINE_PAGE}"
    r"|(?P<break> *\n\s*)|(?P<blank> +)"
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
# Every repetition is bounded, or begins only where its run begins: so time stays linear.
_N = r"(?:\d{1,3}(?:,\d{3}){1,10}|\d{1,15})(?:\.\d{1,10})?"
_DIGITS = "零〇一二两三四五六七八九十百千"
_C = (
    rf"(?<![数几第上成个{_DIGITS}])(?:[{_DIGITS}]{{1,12}}万)?[{_DIGITS}]{{1,12}}"
    rf"(?:点[{_DIGITS}]{{1,6}})?"
)
_QUANTITY = re.compile(
    rf"(?<![\d.])(?P<low>{_N})(?P<low_unit>{_U})?"
    rf"(?:-|~|\u2014{{1,2}}|\u2013|至|到)(?P<high>{_N})(?P<range_unit>{_U})"
    rf"|百分之(?P<percent>{_C}|{_N})"
    rf"|(?:(?<![\d.])(?P<minus>(?<=[\u4e00-\u9fff])-)?(?P<number>{_N})|(?P<chinese>{_C}))"
    rf"(?P<more>多|余|来)?(?P<unit>{_U})(?!人?次)"
    rf"|(?P<gap>(?<!_)_+|[Xx\u00d7\u25cb\u25a1?*]{{1,4}}|(?<!\u2026)\u2026+|\(\))(?P<gap_unit>{_U})"
    rf"|(?<=[长降涨])(?P<bare>%)"
    rf"|(?P<tenths>[一二两三四五六七八九\d])成(?P<more_tenths>[一二三四五六七八九])?"
    rf"(?=[,。;、)]|以上|左右|多|$)"
    rf"|(?P<zero>零增长)|(?P<doubled>翻番)"
)
_BEFORE = re.compile(
    r"(?P<at_least>不低于|不少于|不小于|高于|大于|突破|超过|超|逾|至少"
    r"|跨越|跨过|越过|迈过|迈上|跃上|站上|登上)了?$"
    r"|(?P<at_most>不超过|不高于|不大于|不突破|低于|小于|少于|不足|不到|最多|控制[在到])$"
    r"|(?P<about>大约|接近|将近|约|近)为?$"
)
_AFTER = re.compile(
    r"(?:人民币)?(?:的)?(?:(?P<about>左右|上下)|(?P<at_least>及?以上|大关|台阶|多|余)"
    r"|(?P<at_most>及?以内|之内|以下|之下))"
)


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


class Quantity(NamedTuple):
    """A number with its unit, at ``start:end`` in the text searched."""

    start: int
    end: int
    value: float | None
    """None for a range, and for a blank left in a draft."""
    unit: str
    dimension: str
    """What the unit measures: yuan, people, percent, points (of a percentage), multiple ..."""
    bound: str | None
    """How exact it claims to be: exact, about, at_least, at_most, range; None for a blank."""
    low: float | None = None
    high: float | None = None
    zero: bool = False
    """零增长, "zero growth": a rate in words."""

    @property
    def is_blank(self) -> bool:
        """A blank left in a draft."""
        return self.value is None and self.bound is None


def readable(text: str) -> Reading:
    """Make the reading copy of a text.

    >>> reading = readable("固定资产\\n— 12 —\\n投资增长\uff13. 7\uff05")
    >>> reading.text, reading.span(0, 6)
    ('固定资产投资增长3.7%', (0, 14))
    """
    pieces, starts, origins, length = [], [], [], 0
    for origin, piece in _pieces(text.translate(_FOLD)):
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
    return not is_heading or bool(re.match(r"[\d.][\d.%亿万元]", text[start - 1] + text[end]))


def _closed(text: str, start: int, end: int) -> bool:
    """Whether a whole sentence ends before a gap, or a new one opens after it."""
    return (
        not text[start - 1 : start]
        or not text[end : end + 1]
        or text[start - 1] in _SENTENCE_END
        or bool(re.match(_LIST_MARK, text[end : end + 8]))
    )


def find(text: str) -> list[Quantity]:
    """Find the quantities in a reading copy.

    Returns
    -------
    list of Quantity
        In order. Numbers without a unit are none; Chinese numerals are read (两千亿元), bounds are
        those printed beside the number (左右 about, 以上 at least, 以内 at most, 突破 surpassing).
        A blank left in a draft has no value.

    >>> [(one.value, one.unit, one.bound) for one in find("突破两千亿元,增长8%左右")]
    [(2000.0, '亿元', 'at_least'), (8.0, '%', 'about')]
    """
    return [one for match in _QUANTITY.finditer(text) for one in _read(text, match)]


def _read(text: str, match: re.Match[str]) -> list[Quantity]:
    """What a match of the pattern says: one quantity, two, or none."""
    start, end = match.span()
    if match["low"]:
        return _range(text, match)
    if match["doubled"]:
        return [Quantity(start, end, 1.0, "番", "doublings", "exact")]
    if match["zero"]:
        return [Quantity(start, end, 0.0, "%", "percent", "exact", zero=True)]
    if match["bare"] or match["gap"]:
        unit = match["bare"] or match["gap_unit"]
        start = match.start("bare") if match["bare"] else start
        return [Quantity(start, end, None, unit, _UNITS[unit][0], None)]
    value, unit = _value(match), match["unit"] or "%"
    if value is None and match["unit"]:
        return []
    bound = _bound(text, start, end, bool(match["more"]))
    return [Quantity(start, end, value, unit, _UNITS[unit][0], bound)]


def _range(text: str, match: re.Match[str]) -> list[Quantity]:
    """5%-6%; after 从 or 由 two quantities."""
    start, end = match.span()
    low, high, unit = _number(match["low"]), _number(match["high"]), match["range_unit"]
    dimension = _UNITS[unit][0]
    if text[max(0, start - 1) : start] not in ("从", "由"):
        return [Quantity(start, end, None, unit, dimension, "range", low, high)]
    first = match["low_unit"] or unit
    stop = match.end("low_unit") if match["low_unit"] else match.end("low")
    begin = match.start("high")
    return [
        Quantity(start, stop, low, first, _UNITS[first][0], "exact"),
        Quantity(begin, end, high, unit, dimension, _bound(text, begin, end, more=False)),
    ]


def _value(match: re.Match[str]) -> float | None:
    """The value of a single printed number; 七成 is seventy per cent."""
    if match["percent"]:
        return _number(match["percent"])
    if match["tenths"]:
        rest = _number(match["more_tenths"]) if match["more_tenths"] else 0
        return 10 * _number(match["tenths"]) + rest
    value = _number(match["number"] or match["chinese"])
    return -value if value is not None and match["minus"] else value


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
    except (ValueError, KeyError):  # KeyError for 十十二
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
