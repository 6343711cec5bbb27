"""Numbers with their units in a reading copy, as printed.

A number is read from its first character or not at all: what cannot be read as a whole (12 345,
5.2.6, a draft's 3□.8) is passed over as a whole, so that no tail of a number is ever a number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workreports.indicators.quantities.numerals import DIGITS, POINTS, approximate, numeral
from workreports.indicators.quantities.units import INDEX, MONEY, SCALE, UNIT, measured

UNREAD = "the number cannot be read surely"

# Every repetition is bounded, or gives nothing back: so time stays linear.
_ARABIC = rf"(?:\d{{1,3}}(?:[, '’]\d{{3}}){{1,9}}|\d{{1,15}})(?:[.{POINTS}]\d{{1,10}})?"
_CHINESE = rf"[{DIGITS}十百千]{{1,12}}(?:点[{DIGITS}]{{1,6}})?"
_FIGURES = rf"(?:(?:\d{{1,4}}[千百十]){{1,3}}零?\d{{0,3}}|(?<!第){_ARABIC}[百千]?)"
_WORDS = rf"(?<![数几第个{DIGITS}十百千])(?<!(?<![迈登跃站跨])上)(?<!(?<![完达])成){_CHINESE}"
_SMALL = rf"(?:{_FIGURES}|{_WORDS})"
"""A number below 万, or in figures: 12.5, 3千5百, 一百二十."""
_AMOUNT = (
    rf"(?:{_FIGURES}(?:(?:{SCALE})零?{_FIGURES}){{0,2}}"
    rf"|{_WORDS}(?:(?:{SCALE})零?{_CHINESE}){{0,2}})"
)
_TENTHS = r"成(?=[一二三四五六七八九半]?(?:[^\w]|以[上下内]|左右|上下|多|余|的|[和与至到]|$))"
_NAME = rf"(?:{UNIT}|{_TENTHS})"
_TO = r"(?:-{1,2}|~{1,2}|\u2013|\u2014{1,2}|至|到)"
_MINUS = (
    r"(?:(?:(?<=[\u4e00-\u9fff:,、(])|^)[-▲△▼↓]|(?<![正抱自肩辜])负的?"
    r"|(?<=[\u4e00-\u9fff])[\u2013\u2014](?=[\d.]{1,9}%))"
)
_LOST = r"○□■●▇█\ufffd×Xx?"
"""Characters that stand where a digit is missing."""
_DAMAGE = rf".,'’‘`´$\\^_|{{}}*/~\-\u2013\u2014 {POINTS}{_LOST}"
_ODD = r"[^\w\s%(),;:!?、。《》“”\"+=<>~\u2014-](?=\d)"
"""Any other mark inside a number."""
_UNIT = rf"(?:{SCALE})?{_NAME}"
_STARTS = rf"-\d%.$\\^±_*(负零翻倍百▲△▼↓\u2013\u2014\u2026{DIGITS}十千万亿{POINTS}{_LOST}"
_QUANTITY = re.compile(
    rf"(?=[{_STARTS}])(?:"
    rf"(?P<range>(?P<low_minus>{_MINUS})?(?P<low>{_SMALL})(?P<low_unit>(?:{SCALE})?{_NAME}?){_TO}"
    rf"(?P<high_minus>[-负])?(?P<high>{_SMALL})(?P<high_unit>{_UNIT}))"
    rf"|(?P<hundredths>(?P<percent_minus>{_MINUS})?百分之(?P<percent>{_CHINESE}|{_ARABIC})"
    rf"(?:{_TO}(?:百分之)?(?P<percent_high>{_CHINESE}|{_ARABIC}))?)"
    rf"|(?P<single>(?P<amount_minus>{_MINUS})?(?P<amount>{_AMOUNT})(?P<more>多|余|来)?"
    rf"个?(?P<scale>{SCALE})?(?P<more_too>多|余)?(?P<name>{_NAME})(?!人?次)"
    r"(?P<rest>半|(?<=成)[一二三四五六七八九])?)"
    rf"|(?P<listed>(?<!第)(?P<one>{_ARABIC})"
    rf"(?=(?:[、和与及]{_ARABIC}){{1,5}}(?P<listed_unit>{_UNIT})))"
    rf"|(?P<round>(?<=[破过越超上近达逾])(?P<scale_alone>万亿|亿|万(?=[元人]))[元人]?"
    r"(?=大关|台阶|关口|[^\w]|$))"
    rf"|(?P<gap>(?:(?<!_)_+|[Xx\u00d7\u25cb\u25a1?*]{{1,4}}|(?<!\u2026)\u2026+|\(\))"
    rf"(?P<gap_unit>(?:{SCALE})?{UNIT})|(?<=[长降涨])%)"
    r"|(?P<zero>零增长)|(?P<doubled>翻番(?!”?(?:计划|行动|工程|规划|战略))|(?<=[值额量入资口现])倍增(?!”?(?:计划|行动|工程|规划|战略)))"
    rf"|(?P<unread>(?:\\[A-Za-z]+|[.$\\^±{POINTS}{_LOST}]+|[*_]+\.)?+(?<!第)\d"
    rf"(?:[\d{_DAMAGE}{DIGITS}十百千]|{_ODD})*+"
    rf"(?P<unread_unit>{_UNIT})(?!人?次))"
    r"|(?P<index>(?<=[数为在到至达])(?:9\d|1[0-2]\d)(?:\.\d{1,2})?(?=[,。;(]|左右|以[上下内]|$))"
    rf"|\d(?:[\d{_DAMAGE}]|{_ODD})*+|[{DIGITS}十百千][{DIGITS}十百千万亿点]*+)"
)
"""What begins with a numeral is matched whole, be it a quantity or not; so none begins inside."""
_BEFORE = re.compile(
    r"(?P<at_least>不低于|不少于|不小于|高于|大于|突破|超过|超|逾|至少|[≥>]"
    r"|跨越|跨过|跨上|越过|迈过|迈上|跃上|站上|登上|(?<!不)过)了?$"
    r"|(?P<at_most>不超过|不高于|不大于|不突破|低于|小于|少于|不足|不到|最多|至多|控制[在到]|[≤<])$"
    r"|(?P<about>大约|接近|将近|约|近)为?$"
)
_AFTER = re.compile(
    r"(?:人民币)?(?:的)?(?:(?P<about>左右|上下)|(?P<at_least>[及或]?以上|大关|台阶|关口|多|有?余)"
    r"|(?P<at_most>[及或]?以内|之内|以下|之下))"
)
_MONEY_BEFORE = re.compile(r"(?:港[币元]|美[元金]|欧元|日元|英镑|澳元|加元|韩元|新台币|外币)$")
_GROWN_BY = re.compile(
    r"(?:增长|增加|提高|上升|提升|扩大|递增|上涨|增幅|增速|增|涨)"
    r"(?:了|达到?|高达|为|均|都|分别|大?约|接近|[将]?近|超过?|突破|逾|不低于)*"
    r"(?:[\d.]{1,8}倍?[、和与及]){0,4}$"
)
_OF_PRICES = re.compile(r"[价物](?:格)?(?:总)?(?:水平)?(?:总)?指数[^,。;:\d]{0,6}$")
_PER = re.compile(r"(?:/|每)(?!人|年|万|吨|户)[\u4e00-\u9fff]")


_AND = ("、", "和", "与", "及")


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
    reason: str = ""
    """Why it cannot be read, if so."""
    is_led: bool = False
    """Whether its bound is printed before it."""

    @property
    def is_blank(self) -> bool:
        """A blank left in a draft."""
        return self.value is None and self.bound is None and not self.reason


def find(text: str) -> list[Quantity]:
    """Find the quantities in a reading copy.

    Returns
    -------
    list of Quantity
        In order. Numbers without a unit are none; numerals are read (两千亿元, 3千5百人, 两三成),
        a growth by 1.7 times is one of 170 %. Bounds are those printed beside the number (左右
        about, 以上 at least, 以内 at most, 突破 surpassing). A blank left in a draft has no value,
        and what cannot be read surely has a ``reason``.

    >>> [(one.value, one.unit, one.bound) for one in find("突破两千亿元,增长8%左右")]
    [(2000.0, '亿元', 'at_least'), (8.0, '%', 'about')]
    >>> [(one.value, one.reason) for one in find("增长1 2.5%")]
    [(None, 'the number cannot be read surely')]
    """
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        for one in _read(text, match):
            found.append(_listed_after(text, found[-1], one) if found else one)
    return found


def _listed_after(text: str, last: Quantity, one: Quantity) -> Quantity:
    """超过8万元、4.5万元: what stands before a list holds for all of it."""
    if one.bound != "exact" or last.bound not in ("at_least", "at_most"):
        return one
    is_like = (last.dimension == "percent") == (one.dimension == "percent")
    is_list = is_like and text[last.end : one.start] in _AND
    return one._replace(bound=last.bound, is_led=True) if is_list and last.is_led else one


def bounded_alike(run: list[Quantity]) -> list[Quantity]:
    """A list of quantities; what stands behind the last holds for all of it.

    >>> [one.bound for one in bounded_alike(find("6%、7%左右"))]
    ['about', 'about']
    """
    *first, last = run
    is_common = all(one.bound == "exact" for one in first) and not last.is_led
    if not is_common or last.bound not in ("about", "at_least", "at_most"):
        return run
    return [one._replace(bound=last.bound) for one in run]


def _read(text: str, match: re.Match[str]) -> list[Quantity]:
    """What a match of the pattern says: quantities, or none."""
    reader = _READERS.get(match.lastgroup or "")
    return reader(text, match) if reader else []


def _range(text: str, match: re.Match[str]) -> list[Quantity]:
    """5%-6%; after 从 or 由, and between unlike units, two quantities."""
    start, end = match.span()
    unit, low_unit = match["high_unit"], match["low_unit"] or match["high_unit"]
    low, high = _signed(match, "low"), _signed(match, "high")
    if low is None or high is None:
        return [_unread(start, end, unit)]
    kind, size = measured(low_unit)
    if text[max(0, start - 1) : start] in ("从", "由") or kind not in ("bare", measured(unit)[0]):
        second = _quantity(match.start("high"), end, high, unit)
        first = _quantity(start, match.end("low_unit"), low, low_unit)
        return [first, _bounded(text, second)]
    low = low * size / measured(unit)[1]
    return [_between(start, end, low, high, unit)]


def _hundredths(text: str, match: re.Match[str]) -> list[Quantity]:
    """百分之八, 百分之八到十, 百分之七八."""
    start, end = match.span()
    low, about = _signed(match, "percent"), approximate(match["percent"])
    high = numeral(match["percent_high"]) if match["percent_high"] else low
    if about:
        return [_between(start, end, *about, "%")]
    if low is None or high is None:
        return [_unread(start, end, "%")]
    if match["percent_high"]:
        return [_between(start, end, low, high, "%")]
    return [_bounded(text, _quantity(start, end, low, "%"))]


def _single(text: str, match: re.Match[str]) -> list[Quantity]:
    """A number with its unit: 12.5亿元, 128亿3500万元, 两三成, 3千余人."""
    start, end = match.span()
    name, before = match["name"], text[max(0, start - 12) : start]
    if name == "元" and (currency := _MONEY_BEFORE.search(before)):
        name = currency[0]
    if name == "番" and "翻" not in before[-4:]:
        return []
    if about := approximate(match["amount"]):
        return [_between(start, end, *about, (match["scale"] or "") + name)]
    value, unit = _value(match, name)
    if value is None:
        # 十十二亿元 is no number, 1.2亿3500万元 a damaged one.
        return [_unread(start, end, unit)] if re.search(r"\d", match["amount"]) else []
    found = _bounded(text, _quantity(start, end, value, unit))
    return [_as_used(text, match, found)]


def _as_used(text: str, match: re.Match[str], found: Quantity) -> Quantity:
    """A quantity with what stands around it: 余, a verb of growth before 倍, 每亩 after it."""
    if match["more"] == "来":
        found = found._replace(bound="about")
    elif (match["more"] or match["more_too"]) and found.bound == "exact":
        found = found._replace(bound="at_least")
    is_rate = found.dimension in MONEY and _PER.match(text, found.end)
    return found._replace(dimension="rate") if is_rate else _grown(text, found)


def _grown(text: str, found: Quantity) -> Quantity:
    """A quantity; what has grown by 1.5倍 has grown by 150 %."""
    before = text[max(0, found.start - 30) : found.start]
    if found.unit != "倍" or found.value is None or not _GROWN_BY.search(before):
        return found
    return found._replace(value=round(100 * found.value, 8), unit="%", dimension="percent")


def _value(match: re.Match[str], name: str) -> tuple[float | None, str]:
    """The value of a single number, and its unit; that of 128亿3500万元 is 亿元."""
    amount, scale = match["amount"], match["scale"] or ""
    value = _signed(match, "amount", scale if re.search("[万亿]", amount) else "")
    if re.search("[万亿]", amount) and value is not None:
        scale = scale and ("亿" if "亿" in amount + scale else "万")
        value = round(value / measured(scale + "元")[1], 8)
    if match["rest"] and value is not None:
        value += 0.5 if match["rest"] == "半" else (numeral(match["rest"]) or 0) / 10
    return value, scale + name


def _listed(text: str, match: re.Match[str]) -> list[Quantity]:
    """The 8 of 8、9和10%."""
    unit = match["listed_unit"]
    return [_grown(text, _quantity(match.start(), match.end(), numeral(match["one"]), unit))]


def _round(text: str, match: re.Match[str]) -> list[Quantity]:
    """突破万亿元, 近万人."""
    unit = match["round"]
    found = _bounded(text, _quantity(match.start(), match.end(), 1.0, unit))
    return [found._replace(bound="at_least") if found.bound == "exact" else found]


def _index(text: str, match: re.Match[str]) -> list[Quantity]:
    """价格指数为102.9."""
    start, end = match.span()
    if not _OF_PRICES.search(text[max(0, start - 16) : start]):
        return []
    return [_bounded(text, Quantity(start, end, float(match["index"]), "", INDEX, "exact"))]


def _gap(text: str, match: re.Match[str]) -> list[Quantity]:
    """A blank left in a draft."""
    unit = match["gap_unit"] or "%"
    return [Quantity(match.start(), match.end(), None, unit, measured(unit)[0], None)]


_READERS = {
    "range": _range,
    "hundredths": _hundredths,
    "single": _single,
    "listed": _listed,
    "round": _round,
    "index": _index,
    "gap": _gap,
    "zero": lambda _, match: [Quantity(*match.span(), 0.0, "%", "percent", "exact", zero=True)],
    "doubled": lambda text, match: [
        _bounded(text, Quantity(*match.span(), 1.0, "番", "doublings", "exact"))
    ],
    "unread": lambda _, match: [_unread(*match.span(), match["unread_unit"])],
}


def _signed(match: re.Match[str], group: str, scale: str = "") -> float | None:
    """The value of a printed number with its sign."""
    value = numeral(match[group] + scale)
    return -value if value is not None and match[f"{group}_minus"] else value


def _quantity(start: int, end: int, value: float | None, unit: str) -> Quantity:
    """A quantity that claims to be exact; 七成 is seventy per cent."""
    if unit == "成":
        return Quantity(start, end, value and 10 * value, "%", "percent", "exact")
    return Quantity(start, end, value, unit, measured(unit)[0], "exact")


def _between(start: int, end: int, low: float, high: float, unit: str) -> Quantity:
    """A range; one whose ends are not in order cannot be read."""
    if low >= high:
        return _unread(start, end, unit)
    if unit == "成":
        low, high, unit = 10 * low, 10 * high, "%"
    return Quantity(start, end, None, unit, measured(unit)[0], "range", low, high)


def _unread(start: int, end: int, unit: str) -> Quantity:
    return Quantity(start, end, None, unit, measured(unit)[0], None, reason=UNREAD)


def _bounded(text: str, quantity: Quantity) -> Quantity:
    """A quantity with the bound that is printed beside it."""
    start = quantity.start
    if quantity.dimension == "doublings":  # 接近翻一番
        start = text.rfind("翻", 0, quantity.end)
    after = _AFTER.match(text, quantity.end)
    match = after or _BEFORE.search(text[max(0, start - 5) : start])
    return quantity._replace(bound=match.lastgroup, is_led=not after) if match else quantity
