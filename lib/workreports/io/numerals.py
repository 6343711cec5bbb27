"""Whole numbers as Chinese texts write them: 12, 十二, 二〇二三, Ⅳ."""

from __future__ import annotations

import re

_DIGITS = str.maketrans("〇○◯零OoＯ一二三四五六七八九", "0000000123456789")
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"


def value(numeral: str) -> int | None:
    """The number that a numeral stands for, up to ninety-nine or digit by digit; None for none.

    >>> value("12"), value("二十一"), value("二〇二三"), value("Ⅳ"), value("十十")
    (12, 21, 2023, 4, None)
    """
    digits = numeral.translate(_DIGITS)
    if digits.isdecimal():
        return int(digits)
    if tens := re.fullmatch("([1-9]?)十([1-9]?)", digits):
        return 10 * int(tens[1] or 1) + int(tens[2] or 0)
    if numeral in _ROMAN:
        return _ROMAN.index(numeral) + 1
    return (
        _ROMAN_SIGNS.index(numeral) + 1 if len(numeral) == 1 and numeral in _ROMAN_SIGNS else None
    )
