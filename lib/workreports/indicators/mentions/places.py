"""Several places of which one figure is told, and places that go on without an indicator's name.

青溪、白泽生产总值突破900亿元,柳原冲刺550亿元: four figures of three places.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workreports.indicators import patterns
from workreports.indicators.mentions.names import Named

_OF_PLACES = ("gdp", *patterns.REVENUE)
_ITEM = r"(?:(?!和(?![县区市平]))[\u4e00-\u9fff]){1,6}"
_BEFORE = re.compile(
    rf"(?:^|(?<=[,;:。年]))(?P<list>{_ITEM}?(?:[、和]{_ITEM}?)+?)"
    r"(?P<count>(?:\d{1,2}|[两二三四五六七八九十])个?[\u4e00-\u9fff]{0,4}?(?:市县|县市|[县区市]))?$"
)
_EACH = re.compile(r"(?:总量)?(?:均|都|分别|双双)")
_FORMAL = re.compile(r"[\u4e00-\u9fff]{1,6}(?<![全各省本城地社山灾郊我该市])[市县区旗]")
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,3}")
_TOGETHER = re.compile(r"(?:总量|总额)?(?:合计|共|之和|占)")
_GOES_ON = re.compile(
    rf"(?<=[,;、])(?:其中,?)?(?P<who>{_ITEM}?(?:[、和]{_ITEM}?)*)"
    r"(?:也|已|均|都|先后|相继|率先|有望|成功|力争)*"
    r"(?:突破|超过?|[跨迈跃站登][过上]|跨越|冲刺|达到?|过)(?=[\d千百万])"
)
_COUNTED = re.compile(r"[超过][^,。;]{0,8}[市县区旗]|县\(市|[市县区旗]$")
_REACH = 60
"""Characters between a name and places that go on with it, at most."""


class Place(NamedTuple):
    """A place as part of the area that a figure is told of."""

    name: str
    start: int


def before(text: str, name: Named) -> list[Place]:
    """The places in a list just before an indicator's name, [] if there are not several.

    Where they are counted (甲、乙两县) and not told apart they are one part.

    >>> from workreports.indicators.mentions import find, read
    >>> text = "青溪、白泽生产总值突破900亿元"
    >>> [place.name for place in before(text, find(text, read())[0])]
    ['青溪', '白泽']
    """
    if _TOGETHER.match(text, name.end):
        return []
    begin = max(0, name.start - _REACH)
    found = _BEFORE.search(text[begin : name.start])
    listed = _places(text, begin + found.start("list"), begin + found.end("list")) if found else []
    if name.indicator.indicator not in _OF_PLACES:
        is_formal = all(_FORMAL.fullmatch(place.name) for place in listed)
        return listed if is_formal and text.startswith("分别", name.end) else []
    if listed and found["count"] and not _EACH.match(text, name.end):
        return [Place(text[listed[0].start : name.start], listed[0].start)]
    return listed


def after(text: str, name: Named, scope: str, stop: int) -> list[tuple[Named, list[Place]]]:
    """The places that go on with an indicator between its name and ``stop``.

    Each list of them stands in place of the name. ``scope``: the part that the name is limited to.
    """
    if name.indicator.indicator not in _OF_PLACES:
        return []
    found = []
    for match in _GOES_ON.finditer(text, name.end, min(stop, name.end + _REACH)):
        again = Named(*match.span("who"), name.indicator)
        is_counted = bool(_COUNTED.search(text, name.end, match.start()) or _COUNTED.search(scope))
        listed = _places(text, again.start, again.end)
        is_short = _SHORT.fullmatch(scope) and not _FORMAL.fullmatch(scope)
        may_be_short = is_short or is_counted and "其中" in match[0]
        is_formal = all(_FORMAL.fullmatch(place.name) for place in listed)
        if (is_counted or _is_place(scope)) and (may_be_short or is_formal):
            found.append((again, listed))
    return found


def _places(text: str, start: int, stop: int) -> list[Place]:
    """The parts of a list, if all of them are places."""
    items = list(re.finditer(_ITEM, text[start:stop]))
    first = items[0][0] if items[0][0].startswith("和") else patterns.LEAD.sub("", items[0][0])
    names = [first, *(item[0] for item in items[1:])]
    starts = [start + item.end() - len(one) for item, one in zip(items, names, strict=True)]
    is_list = all(map(_is_place, names))
    return list(map(Place, names, starts)) if is_list else []


def _is_place(words: str) -> bool:
    """Whether words may name a place: 青溪区, or two characters that name nothing else."""
    if words[:1] in ("其", "各") or not patterns.FILL.sub("", words):  # 其余县区, 总量
        return False
    if _FORMAL.fullmatch(words):
        return True
    others = (patterns.NOUN, patterns.OTHER_AMOUNT, patterns.HALF, patterns.AREA, patterns.NO_SCOPE)
    return bool(_SHORT.fullmatch(words)) and not any(one.search(words) for one in others)
