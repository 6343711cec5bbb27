"""Whether a quantity is told, estimated or promised."""

from __future__ import annotations

import re

from workreports.indicators import patterns
from workreports.indicators.attach import Attached
from workreports.indicators.dates.frames import THE_SAME_BELOW, Frame
from workreports.indicators.dates.settings import TOLD, Years
from workreports.indicators.mentions import Sentence, Subject

_NEAR = 600


def promised(sentence: Sentence, frame: Frame, subject: Subject) -> bool:
    """Whether a subject's clause promises.

    Words of promise hold for what follows them, not for what stands before.
    """
    if frame.setting.is_known or not frame.promises:
        return frame.promises
    text = sentence.text
    stop = text.find(";", subject.start)
    return (
        frame.before.promised
        or bool(patterns.TARGET.search(text, 0, stop if stop >= 0 else len(text)))
        or not patterns.TARGET.search(text)
    )


def status(sentence: Sentence, frame: Frame, item: Attached, years: Years | None) -> str:
    """Whether a quantity is told (actual), preliminary (estimate) or promised (target)."""
    year = frame.setting.year
    last = years[1] if years and year else None
    if _is_said_to_be_a_target(sentence, item):
        return "target"
    if promised(sentence, frame, item.subject) and (last is None or last >= year):
        return "target"
    expected = _is_expected(sentence, frame, item)
    if expected and _is_what_came_before(sentence, frame, item, years):
        return "actual"
    if last is not None and (last > year or last == year and not _is_told_of_now(frame, expected)):
        return "target"
    return "estimate" if expected else "actual"


def _is_said_to_be_a_target(sentence: Sentence, item: Attached) -> bool:
    text = sentence.text
    return bool(
        patterns.TARGET_NEAR.search(item.gap)
        or text.endswith(("确定的", "提出的", "制定的"), 0, item.subject.start)
        or patterns.TARGET_AFTER.match(text, item.quantity.end)
        or text.startswith("目标", item.quantity.end)
        and patterns.MISSED.search(item.gap)
    )


def _is_told_of_now(frame: Frame, expected: bool) -> bool:
    """Whether a review speaks of the year that has begun: what it expects of it is no target."""
    return expected and frame.setting.part in TOLD


def _is_what_came_before(
    sentence: Sentence, frame: Frame, item: Attached, years: Years | None
) -> bool:
    """Whether a figure is what others started from, or are compared with."""
    if patterns.BASE.search(item.gap):
        return True
    year, start = frame.setting.year, item.quantity.start
    is_earlier = years and year and years[1] < year - 1
    return bool(is_earlier and any(start - 2 <= time.end <= start for time in frame.bases()))


def _is_expected(sentence: Sentence, frame: Frame, item: Attached) -> bool:
    """Whether a quantity is an estimate.

    预计 before the name of an indicator holds for the rest of the sentence, between a name and its
    quantity only for that one; 有望 for its list.
    """
    text, start, end = sentence.text, item.quantity.start, item.quantity.end
    if frame.expects or re.match(r"[^。;(]{0,16}\((?:初步)?预计", text[end : end + 24]):
        return True
    words = [
        match.span() for match in patterns.ESTIMATE.finditer(text, max(0, start - _NEAR), start)
    ]
    if THE_SAME_BELOW.search(text, max(0, start - _NEAR), start):
        return True
    return any(_reaches(sentence, first, last, start) for first, last in words)


def _is_hoped(sentence: Sentence, last: int, quantity: int) -> bool:
    """Whether 有望, which ends at ``last``, holds for a quantity: not if it is about a rank."""
    between = sentence.text[last:quantity]
    clause = re.split("[,;]", between)[0]
    is_of_another = clause != between and not any(
        last <= one.start < last + len(clause) for one in (*sentence.names, *sentence.quantities)
    )
    return ";" not in between and not is_of_another


def _reaches(sentence: Sentence, first: int, last: int, quantity: int) -> bool:
    """Whether a word of expectation at ``first:last`` holds for a quantity behind it."""
    if sentence.text.startswith("有望", first) and not _is_hoped(sentence, last, quantity):
        return False
    clause = max(sentence.text.rfind(mark, 0, first) for mark in ",;:。")
    is_after_a_name = any(clause < name.start and name.end <= first for name in sentence.names)
    later = [name.start for name in sentence.names if last <= name.start < quantity]
    # 财政收入预计完成9亿元;其中一般预算收入7亿元: parts are as firm as the whole
    is_of_parts = all(sentence.text.endswith(("其中", "其中,"), 0, start) for start in later)
    return not is_after_a_name or is_of_parts
