"""Whether a quantity is told, estimated or promised."""

from __future__ import annotations

import re

from workreports.indicators import patterns
from workreports.indicators.attach import Attached
from workreports.indicators.dates.frames import Frame
from workreports.indicators.dates.settings import TOLD, Years
from workreports.indicators.mentions import Sentence, Subject


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
    text, end, year = sentence.text, item.quantity.end, frame.setting.year
    if (
        patterns.TARGET_NEAR.search(item.gap)
        or text.endswith(("确定的", "提出的", "制定的"), 0, item.subject.start)
        or patterns.TARGET_AFTER.match(text, end)
    ):
        return "target"
    last = years[1] if years and year else None
    if promised(sentence, frame, item.subject) and (last is None or last >= year):
        return "target"
    if last is not None and (last > year or last == year and frame.setting.part not in TOLD):
        return "target"
    near = text[max(0, item.quantity.start - 200) : item.quantity.start]
    expected = patterns.ESTIMATE.search(near) or re.match(
        r"[^。;(]{0,16}\(预计", text[end : end + 24]
    )
    return "estimate" if expected else "actual"
