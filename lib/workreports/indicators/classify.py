"""What kind a quantity is of: level, growth, average growth or share; what it compares with."""

from __future__ import annotations

import re
from typing import NamedTuple

from workreports.indicators import patterns
from workreports.indicators.attach import Attached
from workreports.indicators.mentions import Sentence
from workreports.indicators.quantities import Quantity

_LIVELIHOOD = "livelihood_share"
"""A share that is also told from the other end: 财政支出的70%用于民生."""
_SHARES = (_LIVELIHOOD, "deficit_ratio")
"""Rates that are shares of something else by their name."""
_NEAR = 60
_A_NOUN = 4
"""Characters that name something, at least (力争新签约项目70个,实际到位内资12亿元)."""


class Kind(NamedTuple):
    """What kind a quantity is of."""

    quantity: Quantity
    """As it is meant: a fall of 2% to 3% lies between -3 and -2."""
    measure: str
    """level, growth, average_growth or share."""
    value: float | None
    """Negative for a fall."""
    basis: str | None
    """What a rate compares with: yoy, comparable (同口径) or real; None for what is no rate."""
    is_base: bool
    """The A of 从A增加到B."""


def unfit(sentence: Sentence, item: Attached, area: str | None = None) -> str:
    """Why a quantity cannot be one of its subject, "" if it can.

    ``area``: 全区, 全市 ..., what the report is about, if known.
    """
    quantity = item.quantity
    dimension, gap = quantity.dimension, item.gap
    if dimension in ("multiple", "doublings"):
        return _unfit_multiple(gap)
    if dimension == "points":
        return "percentage points, no percentage"
    if dimension != "percent" and not item.subject.named.indicator.fits(quantity):
        return "unit of something else"
    if patterns.NOT_REACHED.search(gap):
        return "not reached"
    if patterns.OF_FIRMS.match(sentence.text, quantity.end):
        return "of firms or projects of that size"
    if dimension != "percent":
        return _unfit_amount(sentence, item)
    return _unfit_rate(sentence, item, area)


def _unfit_multiple(gap: str) -> str:
    """Why a multiple is none of its subject's growth, "" if it is."""
    if patterns.SPAN_BEFORE.search(gap) or patterns.TO_A_PLAN.search(gap):
        return "a multiple of a span of years"
    if patterns.RATIO_TO_A_PLACE.search(gap):
        return "a ratio to something else"
    return "a target that is passed" if gap.endswith(("高出", "高于", "低于")) else ""


def _unfit_amount(sentence: Sentence, item: Attached) -> str:
    """Why an amount is none of its subject, "" if it is."""
    quantity, gap, text = item.quantity, item.gap, sentence.text
    if patterns.CONVERTED.search(gap):
        return "the same in other money"
    if patterns.CONTRACTED.match(gap):
        return "agreed upon, not received"
    before = text[max(0, quantity.start - _NEAR) : quantity.start]
    is_change = patterns.CHANGE.search(gap) or not gap and _cut_before(sentence, item)
    if is_change or patterns.OVER_A_TARGET.search(before):
        return "an absolute change"
    counties = patterns.COUNTIES.fullmatch(item.subject.scope)
    is_size = counties and re.match(r"\d", counties["who"]) and quantity.bound == "at_least"
    return "of counties of that size" if is_size else ""


def _unfit_rate(sentence: Sentence, item: Attached, area: str | None) -> str:
    """Why a percentage is no rate and no share of its subject, "" if it is one."""
    indicator, gap = item.subject.named.indicator, item.gap
    if _is_of_others(sentence, item):
        return "a share of it that something else takes"
    if patterns.TO_A_PLAN.search(gap):
        return "a comparison with the sum of other years"
    if patterns.RATIO_TO.search(gap) and not patterns.SHARE.search(gap):
        return "a ratio to something else"
    if reason := _unfit_share(item, area):
        return reason
    if patterns.OF_PLAN.search(gap):
        return "share of a plan fulfilled"
    if patterns.FRACTION.search(gap) and not _is_of_a_time_or_share(sentence, item):
        return "a fraction of something else"
    is_of_rate = patterns.CHANGE_OF_GROWTH.search(gap)
    is_of_rate = is_of_rate or indicator.is_rate and patterns.RATE_CHANGE.search(gap)
    return "change of a rate" if is_of_rate else ""


def _unfit_share(item: Attached, area: str | None) -> str:
    """Why a percentage is a share of something else than its subject, "" if it is none."""
    subject = item.subject
    is_part = subject.scope or area and f"占{area}" in item.gap  # the whole has no share of itself
    is_of_gdp = subject.named.indicator.indicator == "gdp"
    if subject.named.indicator.indicator == "digital_value_added" and "占比" in item.gap:
        return "a part's share of the gross domestic product"
    if is_of_gdp and is_part and patterns.SHARE.search(item.gap):
        return "a part's share of the gross domestic product"
    if subject.is_part and patterns.OF_ITS_GROWTH.search(item.gap):
        return "the growth of a part, no share of it"
    if patterns.OF_A_COUNT.search(item.gap):
        return "a share of a number of things"
    return "a share of what it has grown by" if patterns.OF_A_CHANGE.search(item.gap) else ""


def _is_of_others(sentence: Sentence, item: Attached) -> bool:
    """Whether something else takes a share of the subject (财政支出的70%用于...)."""
    if item.subject.named.indicator.indicator == _LIVELIHOOD:
        return False
    if item.gap in ("的", "的和", "的、") and not item.subject.is_part:
        return True
    if item.gap in ("、", "和") and patterns.OF_THE_NEXT.match(sentence.text, item.quantity.end):
        return True
    after = (patterns.PART_OF, patterns.USED_FOR, patterns.OF_AN_INCREASE)
    return any(one.match(sentence.text, item.quantity.end) for one in after)


def _is_of_a_time_or_share(sentence: Sentence, item: Attached) -> bool:
    """Whether a percentage after 的 is one of a time (由一季度的3.1%) or a share."""
    if item.subject.is_part or patterns.SHARE.search(_named(sentence, item)):
        return True
    if item.subject.named.indicator.indicator == _LIVELIHOOD:
        return True
    return any(time.end == item.quantity.start - 1 for time in sentence.times)


def classify(sentence: Sentence, item: Attached, of_base: str | None = None) -> Kind:
    """Tell what kind a quantity is of.

    Parameters
    ----------
    sentence : Sentence
    item : Attached
    of_base : str, optional
        The measure of the A in 从A增加到B, if this is the B.
    """
    quantity = _as_meant(sentence, item)
    measure = _measure(sentence, item, of_base)
    falls = measure != "share" and _falls(sentence, item)
    if falls and quantity.bound == "range":
        quantity = quantity._replace(low=-quantity.high, high=-quantity.low)
    return Kind(
        quantity,
        measure,
        -abs(quantity.value) if falls and quantity.value else quantity.value,
        _basis(sentence, item) if measure in ("growth", "average_growth") else None,
        bool(patterns.BASE.search(item.gap)),
    )


def _as_meant(sentence: Sentence, item: Attached) -> Quantity:
    """低于8%的预期目标: the target itself is exact; 力争8% is to be passed, 约占七成 about."""
    quantity, text = item.quantity, sentence.text
    if quantity.bound == "exact" and _is_striven_for(sentence, item):
        return quantity._replace(bound="at_least")
    if quantity.bound == "exact" and patterns.ABOUT_SHARE.search(item.gap):
        return quantity._replace(bound="about")
    is_exact = (
        quantity.bound in ("at_least", "at_most")
        and text[quantity.start - 1] in "于过"
        and patterns.TARGET_AFTER.match(text, quantity.end)
    )
    return quantity._replace(bound="exact") if is_exact else quantity


def _is_striven_for(sentence: Sentence, item: Attached) -> bool:
    """Whether 力争 stands before a quantity, or at the head of the list that it is in."""
    begin = max(sentence.text.rfind(mark, 0, item.quantity.start) for mark in ";。") + 1
    segment = sentence.text[begin : item.quantity.start]
    if patterns.STRIVES.search(segment):
        return True
    heads = patterns.STRIVES_IN_A_LIST.finditer(segment)
    return any(_opens_a_list(sentence, begin + head.end()) for head in heads)


def _opens_a_list(sentence: Sentence, start: int) -> bool:
    """Whether an indicator is named at a place before any quantity: not in 力争15%."""
    number = next((one.start for one in sentence.quantities if one.start >= start), start)
    if any(start <= one.start < number for one in sentence.names):
        return True
    return len(patterns.FILL.sub("", sentence.text[start:number])) >= _A_NOUN


def _measure(sentence: Sentence, item: Attached, of_base: str | None) -> str:
    if item.quantity.dimension in ("multiple", "doublings"):
        return "growth"
    if item.quantity.dimension != "percent":
        return "level"
    if of_base:
        return of_base
    named, gap = item.subject.named, item.gap
    if (item.quantity.value or 0) > patterns.INDEX and named.indicator.indicator == "cpi":
        return "level"  # an index
    if named.indicator.indicator in _SHARES:
        return "share"
    shares = patterns.SHARE.search(_named(sentence, item)) or _goes_on_as_share(sentence, item)
    if named.indicator.is_rate and not shares:
        return "level"
    if patterns.AVERAGE.search(gap) or _is_called_a_mean(sentence, item):
        return "average_growth"
    return "share" if item.subject.is_part or shares and not item.quantity.zero else "growth"


def _is_called_a_mean(sentence: Sentence, item: Attached) -> bool:
    """Whether a rate without an amount before it is called one of a mean before the name."""
    before = sentence.text[: item.subject.named.start]
    is_first = item.cursor == item.subject.named.end
    return is_first and before.endswith(("年均", "年平均")) and "%" in item.quantity.unit


def _named(sentence: Sentence, item: Attached) -> str:
    """A name and what stands between it, or the quantity before, and a quantity."""
    return sentence.text[item.subject.named.start : item.subject.named.end] + item.gap


def _goes_on_as_share(sentence: Sentence, item: Attached) -> bool:
    """Whether a percentage without a direction is a share, as what was said of its subject before.

    占生产总值比重升2.5个百分点,达到44%; 民生支出保持在75%以上, which is its share.
    """
    if patterns.DIRECTION.search(item.gap) or not patterns.HELD.search(item.gap):
        return False
    named = item.subject.named
    before = sentence.text[max(named.end, item.cursor - 40) : item.cursor]
    return bool(named.indicator.share or patterns.SHARE.search(before))


def _falls(sentence: Sentence, item: Attached) -> bool:
    """Whether a rate is one of a fall; 涨幅回落到2% is a rise."""
    if item.quantity.dimension != "percent" or item.subject.named.indicator.is_rate:
        return False
    if patterns.SHARE.search(item.gap):
        return False
    if patterns.FALL_AFTER.match(sentence.text, item.quantity.end):
        return True
    gap = patterns.REACHES.sub("", item.gap)
    directions = [match.lastgroup for match in patterns.DIRECTION.finditer(gap)]
    return directions[-1] == "fall" if directions else _cut_before(sentence, item)


def _cut_before(sentence: Sentence, item: Attached) -> bool:
    """Whether what is cut stands after the verb (压减“三公”经费5%)."""
    head = sentence.text[: item.subject.start]
    return bool(patterns.CUT.search(head[-40:]))


def _basis(sentence: Sentence, item: Attached) -> str | None:
    """What a rate compares with."""
    quantity = item.quantity
    if quantity.is_blank:
        return None
    remark = re.match(r"\([^()]{1,12}\)", sentence.text[quantity.end : quantity.end + 14])
    near = item.gap + (remark[0] if remark else "")
    if patterns.COMPARABLE.search(near):
        return "comparable"
    return "real" if patterns.REAL.search(near) else "yoy"
