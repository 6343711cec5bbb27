"""Units: what they measure, and how many of the standard unit one of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "": 1.0}
_NAMES = {
    "yuan": "元 元人民币 人民币 RMB CNY",
    "usd": "美元 美金 美圆 元美金 USD",
    "eur": "欧元",
    "hkd": "港元 港币 元港币",
    "jpy": "日元",
    "people": "人 个 名",
    "mass": "吨",
    "kilogram": "公斤 千克",
    "jin": "斤",
    "coal": "吨标准煤 吨标煤",
    "percent": "%",
    "points": "个百分点 百分点",
    "multiple": "倍",
    "doublings": "番",
    "bare": "",
}
DIMENSIONS = {name: dimension for dimension, names in _NAMES.items() for name in names.split(" ")}
"""What a unit measures: yuan, people, percent, points (of a percentage), multiple ..."""
CURRENCY = "currency"
"""The dimension of money by a name that is not listed (英镑, 卢布)."""
INDEX = "index"
"""The dimension of an index of prices, which has no unit (102.9, the year before being 100)."""
FOREIGN = frozenset({"usd", "eur", "hkd", "jpy", CURRENCY})
MONEY = FOREIGN | {"yuan"}
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
_SUFFIX = (
    "[镑铢盾]|卢布|法郎|克朗|比索|卢比|马克|里拉|第纳尔|里亚尔|兰特|林吉特|坚戈|索姆|先令"
    "|雷亚尔|迪拉姆"
)
_LISTED = "|".join(sorted(map(re.escape, filter(None, DIMENSIONS)), key=len, reverse=True))
_ENDS = (
    r"(?=$|[^\w$]|大关|台阶|关口|[以之]?[上下内]|左右|的|[和与及至到]|同?比|增|_"
    r"|[一二两三四五六七八九]个|[多余](?:[^\w]|$))"
)
"""What stands after 128亿, where that is a sum of money or of people and no 亿立方米."""
UNIT = (
    rf"(?:{_LISTED}|[\u4e00-\u9fff]{{0,4}}?(?:{_SUFFIX})"
    rf"|(?<=[万亿])(?:[\u4e00-\u9fff]{{1,4}}?[元圆币]|[A-Z]{{3}}(?![A-Za-z])|{_ENDS}))"
)
"""The pattern of a unit without its 万 or 亿."""
SCALE = "万亿|亿|万"
_SCALED = re.compile(f"(?P<scale>{SCALE})?(?P<name>.*)")


@lru_cache(maxsize=256)
def measured(unit: str) -> tuple[str, float]:
    """What a unit measures, and how many of its base unit it holds.

    >>> measured("万亿元"), measured("亿港币"), measured("亿卢布")
    (('yuan', 1000000000000.0), ('hkd', 100000000.0), ('currency', 100000000.0))
    """
    parts = _SCALED.fullmatch(unit)
    return DIMENSIONS.get(parts["name"], CURRENCY), _SCALES[parts["scale"] or ""]


def standard(
    value: float | None, unit: str, allowed: Iterable[str]
) -> tuple[float | None, str | None]:
    """Bring a value to the first unit of ``allowed`` that measures the same, or to None.

    >>> standard(2.38, "万亿元", ["亿元"]), standard(128, "个", ["亿元"])
    ((23800.0, '亿元'), (None, None))
    """
    if value is None:
        return None, None
    dimension, factor = measured(unit)
    base, ratio = _BASE.get(dimension, (dimension, 1.0))
    for name in allowed:
        kind, size = STANDARD[name]
        if base == kind or base == "bare" and kind == ("people" if unit == "万" else "yuan"):
            return round(value * factor * ratio / size, 8), name
    return None, None
