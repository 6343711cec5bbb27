"""The value of a numeral: 12,345.6, 一百二十, 3千5百, 128亿3500万."""

from __future__ import annotations

import re

DIGITS = "零〇一二两三四五六七八九"
POINTS = "·•‧∙⋅・･"
"""Dots that stand for a decimal point."""
_DIGIT = dict(zip("〇零一二三四五六七八九两", (0, *range(10), 2), strict=True))
_TENS = {"千": 1000, "百": 100, "十": 10, "": 1}
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_STEP = re.compile(
    rf"(?P<zero>[零〇])?(?P<digits>\d+(?:\.\d+)?|[{DIGITS[2:]}])?(?P<tens>[千百十]?)"
)
_POINT = str.maketrans(dict.fromkeys(POINTS, ".") | dict.fromkeys(", '’"))
_PAIR = re.compile("一[二两]|[二两]三|三四|四五|五六|六七|七八|八九")


def numeral(printed: str) -> float | None:
    """The value of a numeral, None for what is none (十十二).

    >>> numeral("12,345.6"), numeral("一百二十"), numeral("3千5百"), numeral("十点五")
    (12345.6, 120.0, 3500.0, 10.5)
    >>> numeral("128亿3500万"), numeral("百"), numeral("十十二"), numeral("128亿15000万")
    (12835000000.0, 100.0, None, None)
    """
    whole, _, decimals = printed.translate(_POINT).partition("点")
    *higher, last = whole.split("亿")
    parts = [_below_hundred_million(part) for part in (*higher, last or "0")]
    if None in parts or higher and (last and "." in "".join(higher) or parts[-1] >= 1e8):
        return None
    value = sum(parts[:-1]) * _HUNDRED_MILLION + parts[-1]
    return (
        float(f"{value:.0f}.{''.join(str(_DIGIT[one]) for one in decimals)}") if decimals else value
    )


def approximate(printed: str) -> tuple[float, float] | None:
    """The two ends of 两三百 and 十七八, None for a numeral of one value.

    >>> approximate("两三百"), approximate("十七八"), approximate("三百")
    ((200.0, 300.0), (17.0, 18.0), None)
    """
    pair = _PAIR.search(printed)
    if not pair:
        return None
    low, high = (numeral(printed[: pair.start()] + one + printed[pair.end() :]) for one in pair[0])
    return None if low is None or high is None else (low, high)


def _below_hundred_million(printed: str) -> float | None:
    """The value of what stands before, between and after 亿."""
    higher, mark, last = printed.rpartition("万")
    if not mark:
        return _below_ten_thousand(printed)
    head, rest = _below_ten_thousand(higher), _below_ten_thousand(last or "0")
    if head is None or rest is None or last and ("." in higher or rest >= _TEN_THOUSAND):
        return None
    return head * _TEN_THOUSAND + rest


def _below_ten_thousand(printed: str) -> float | None:
    """The value of what stands before, between and after 万; 一百二 is 120."""
    if _PLAIN.fullmatch(printed):
        return float(printed)
    value, at, last = 0.0, 0, _TEN_THOUSAND
    while at < len(printed):
        step = _STEP.match(printed, at)
        tens = _TENS[step["tens"]]
        is_one = len(step["digits"] or "") == 1
        if is_one and not step["tens"] and not step["zero"] and at:
            tens = last // 10  # 3千5; 3千500 is as written
        if step.end() == at or not 0 < tens < last:
            return None
        digits = step["digits"]
        if digits:
            value += (_DIGIT[digits] if digits in _DIGIT else float(digits)) * tens
        elif step["tens"]:
            value += tens
        at, last = step.end(), tens
    return value
