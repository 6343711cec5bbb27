"""What part of the area a sentence is about, where that is named in another clause.

开发区又添新厂,生产总值为83亿元: the figures are the zone's. Names carry their own parts, see
``mentions``; here those without one take over what stands before them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workreports.indicators import patterns
from workreports.indicators.mentions import Sentence, Subject, Topics

_ZONE = (
    "(?:兵团|本级|走廊|郊区|开发区|高新区|经开区|新区|新片区|园区|经济区|功能区|投资区|集聚区|产业带"
    "|城区|县域|保税区)"
)
_AT_THE_HEAD = re.compile(
    r"(?:推进|推动|打造|支持|加快|深化|发挥|稳步|提升|抓好|做强|力促)*"
    rf"(?P<who>[\u4e00-\u9fff]{{0,8}}?(?:{_ZONE}|产业园|片区|综保区|商城))(?![、和与及的等]|经济带)"
)
"""What a sentence begins with, if it is a zone or what is done to one."""
_GOES_ON = re.compile("[^,;:。]{2,},[^;]*$")
_PLACE = re.compile(
    rf".*(?:{_ZONE}|[县州旗]|县\(市\)|县\(市、区\)|[一二三四五六七八九十\d]市)$|[省市县区]级"
)
"""A part that is a place, so that what is listed after it is its too."""
_HEAD = re.compile(
    rf"(?:^|[,;:])(?P<who>[\u4e00-\u9fff]{{0,8}}?{_ZONE}|[\u4e00-\u9fff]{{1,4}}县)"
    r"(?=(?:绿色|经济|建设|产业|工业|发展|运行)[^,;:。]{1,16},)"
)
"""A clause that only tells what a place does."""
_ALONE = re.compile(
    rf"[-\u2014\u2500·\s]*(?P<who>[\u4e00-\u9fff]{{1,8}}{_ZONE})(?:经济|建设|发展)[^,;:。]{{1,24}}。"
)
"""A paragraph's first sentence, if it only tells what a place does."""
_CORPS = re.compile(r"(?:[\u4e00-\u9fff]{1,6},)?(?:[\u4e00-\u9fff]{2,4})?(?P<who>兵团)")
"""At the head of a paragraph that is about the corps beside a region's government."""
_DOES = re.compile(
    "[和与及以向]|修编|加快|发挥|支持|深化|打造|促进|强化|提升|坚持|各|推|实施|突出|全力"
    "|结合|围绕|依托|立足|借助|抓住|配合"
)
_LISTED = re.compile(r"(?:、|和|与|及)")
_NOTHING = re.compile(r"[\s,、]|实现|完成|达到?|全年|预计|实际")


def limited(
    sentence: Sentence, topics: Topics, before: str, area: str | None = None, *, ahead: bool = False
) -> Topics:
    """Topics, of which those without a part of the area have the one spoken of before them.

    Parameters
    ----------
    sentence : Sentence
    topics : Topics
        Of ``mentions.topics``.
    before : str
        The sentences before in the same paragraph.
    area : str or None
        全区, 全市 ...: the area that the report is about.
    ahead : bool
        Whether the sentence stands in a plan.

    >>> from workreports.indicators import mentions
    >>> text = "开发区建设步伐加快,完成财政总收入8亿元"
    >>> named = mentions.find(text, mentions.read())
    >>> sentence = Sentence(text, named, [], [])
    >>> [one.scope for one in limited(sentence, mentions.topics(sentence, None), "").subjects]
    ['开发区']
    """
    found: list[Subject] = []
    about = _about(sentence, before, area)
    first = topics.subjects[0].scope if topics.subjects else ""
    for one in topics.subjects:
        scope = one.scope
        is_open = not (scope or one.is_pair or one.is_part or one.is_other)
        if is_open and not _whole(area).search(sentence.text, 0, one.named.end):
            is_first = {first} == {other.scope for other in found}
            scope = _taken_over(sentence, found, one, is_first) or _head(sentence, one)
            scope = scope or about or _at_the_head(sentence, one, ahead)
        found.append(one._replace(scope=scope))
    return topics._replace(subjects=found)


def _about(sentence: Sentence, before: str, area: str | None) -> str:
    """The place that a paragraph's first sentence, or the corps that its head, is about."""
    alone = _ALONE.match(before) or _CORPS.match(before or sentence.text)
    is_about = alone and not _DOES.search(alone["who"]) and not _whole(area).search(before)
    return alone["who"] if is_about else ""


@lru_cache(maxsize=16)
def _whole(area: str | None) -> re.Pattern[str]:
    """What says that figures are those of the whole area, not only compared with it."""
    return re.compile(f"(?<![占于比快慢])(?:{area or patterns.WHOLE.pattern})")


def of_the_whole(topics: Topics, place: str | None) -> Topics:
    """Topics, of which those limited to the place that the report is about are not limited.

    >>> from workreports.indicators import mentions
    >>> text = "云岭经济总量突破百亿元"
    >>> sentence = Sentence(text, mentions.find(text, mentions.read()), [], [])
    >>> [one.scope for one in of_the_whole(mentions.topics(sentence, None), "云岭县").subjects]
    ['']
    """
    if not place:
        return topics
    subjects = [
        one._replace(scope="", is_other=False)
        if len(one.scope) > 1 and place.startswith(one.scope)
        else one
        for one in topics.subjects
    ]
    return topics._replace(subjects=subjects)


def _taken_over(sentence: Sentence, found: list[Subject], one: Subject, is_first: bool) -> str:
    """The place that the subject before is limited to, if nothing else is named between.

    ``is_first``: whether all subjects before are limited to it, so that it holds after a semicolon,
    but for trade, which is told of the whole.
    """
    last = found[-1] if found else None
    if not last or last.is_other or last.is_part or not _PLACE.fullmatch(last.scope):
        return ""
    if last.named.indicator == one.named.indicator:  # named again, of the whole
        return ""
    if sentence.text.endswith(("其中", "其中,"), 0, one.start):  # a part of what was told last
        return last.scope
    end = max((q.end for q in sentence.quantities if q.end <= one.start), default=last.named.end)
    between = sentence.text[max(last.named.end, end) : one.start]
    between = patterns.BOUND.sub("", between)
    if is_first and one.named.indicator.indicator not in patterns.TRADE:
        between = between.replace(";", "")
    is_next = _LISTED.fullmatch(between) or not _NOTHING.sub("", between)
    return last.scope if is_next else ""


def _head(sentence: Sentence, one: Subject) -> str:
    """The place that the clause before tells of."""
    begin = sentence.text.rfind(";", 0, one.start) + 1
    heads = [
        match["who"]
        for match in _HEAD.finditer(sentence.text, begin, one.start)
        if not _DOES.search(match["who"]) and not patterns.NO_SCOPE.search(match["who"])
    ]
    return heads[-1] if heads else ""


def _at_the_head(sentence: Sentence, one: Subject, ahead: bool) -> str:
    """The zone that a sentence of a plan begins with, in a review only the level of a budget."""
    first = _AT_THE_HEAD.match(sentence.text, 0, one.start)
    if not first or _DOES.search(first["who"]) or not ahead and "本级" not in first["who"]:
        return ""
    return first["who"] if _GOES_ON.match(sentence.text[first.end() : one.start]) else ""
