"""Parts of an indicator that are told of without naming it again: 税收占比80%, 县本级完成5亿元."""

from __future__ import annotations

import re

from workreports.indicators import patterns
from workreports.indicators.mentions.names import Named
from workreports.indicators.mentions.subjects import Subject

_TAX_SHARE = re.compile(
    r"(?<![\u4e00-\u9fff](?<!其中)(?<!各项)(?<!收入))(?P<who>非税收入|非税|税收)"
    r"(?:收入)?(?:占比|的?比重|[^。;,、]{0,20}(?:[,、](?:同比)?(?:增长|下降)[\d.]{1,6}%)?"
    r"[,、](?:占比|占总?收入的?比重|占(?=\d)))"
)
"""After a kind of revenue: the share of it that taxes have."""
_OF_A_LEVEL = re.compile(
    r"(?<=[,;])(?:其中[,:]?)?(?P<who>(?:[省市县区]本|乡镇|镇)级)(?:预算)?(?:安排|完成|实现)(?=\d)"
)
"""After a budget's revenue: that of one level (县本级完成5亿元)."""
_PART_SHARE = re.compile(
    r"其中,?(?P<who>[\u4e00-\u9fff、]{2,14}?)(?:外资|出口额?|进出口额?|投资)?(?:所?占比重?|所占比例)"
    r"(?![^,。;]{0,4}[总全外出])"
)
"""After an amount: the share of it that a part has (其中制造业占比55%)."""


def of_parts(text: str, subjects: list[Subject]) -> list[Subject]:
    """Parts whose share of what is named before is told without naming it again.

    一般公共预算收入7亿元,税收占比80%; 实际利用外资3亿美元,其中制造业占比55%.
    """
    named = [one.named for one in subjects]
    revenues = [one for one in named if one.indicator.indicator in patterns.REVENUE]
    pairs = ((_PART_SHARE, named), (_TAX_SHARE, revenues))
    found = {
        match.end(): Subject(
            Named(match.start(), match.end(), whole.indicator),
            match["who"],
            match.start(),
            is_part=True,
        )
        for pattern, wholes in pairs
        for match in (pattern.finditer(text) if wholes else ())
        if (whole := _whole_of(text, match, wholes, named))
    }
    return list(found.values())


def of_levels(text: str, subjects: list[Subject]) -> list[Subject]:
    """Levels of a budget that are told without its name (县本级完成5亿元,乡镇级完成1亿元)."""
    named = [one.named for one in subjects]
    revenues = [one for one in named if one.indicator.indicator in patterns.REVENUE]
    found = []
    for match in _OF_A_LEVEL.finditer(text) if revenues else ():
        before = [one for one in named if one.end <= match.start()]
        if before and before[-1] in revenues and match.start() - before[-1].end < 60:
            whole = Named(match.start(), match.end(), before[-1].indicator)
            found.append(Subject(whole, match["who"], match.start("who")))
    return found


def _whole_of(
    text: str, match: re.Match[str], wholes: list[Named], named: list[Named]
) -> Named | None:
    """What a share without a name is one of: the last of ``wholes`` before, if that is near."""
    before = [one for one in wholes if one.end <= match.start("who")]
    if not before or any(match.start() < one.end < match.end() for one in named):
        return None
    between = text[before[-1].end : match.start()]
    is_near = between.count(",") < 4 and ";" not in re.sub(";(?:其中,?)?$", "", between)
    return before[-1] if is_near else None
