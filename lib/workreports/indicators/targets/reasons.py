"""What verdicts rest on: reasons, and with their numbers the grounds, each said once in both
languages."""

from __future__ import annotations

from typing import NamedTuple

from workreports.io.telling import Told, say

SAID = {
    "met": say("the result reaches the promise", "结果达到承诺"),
    "missed": say("the result falls short of it", "结果低于承诺"),
    "preliminary": say("met or missed, by a result that is only preliminary", "依据预计数判断"),
    "admitted": say("the government itself says that it was not reached", "政府自述未达到"),
    "already_passed": say(
        "what is printed of the years before its end passes it already", "期末前已超过"
    ),
    "out_of_reach": say(
        "it fails even if the years that are not printed grew like the best that is",
        "其余年份按最好年份计也达不到",
    ),
    "threshold": say(
        "the result is only a threshold (突破), which does not tell", "结果仅为“突破”"
    ),
    "wording": say("a shortfall within the room that 左右 (about) leaves", "“左右”留有余地"),
    "comparable": say(
        "of promise and result only one is on comparable terms (同口径)", "两者口径不同"
    ),
    "other_territory": say("the place had other borders when the result was due", "区划已变"),
    "no_result": say("no result is printed", "现有文件均未载明结果"),
    "no_number": say("no number was promised", "未承诺数字"),
    "no_period": say("the promise names no whole years", "未指明年份"),
}
REASONS = {reason: said.en for reason, said in SAID.items()}
"""What a verdict rests on."""


class Why(NamedTuple):
    """What one verdict rests on, in both languages."""

    reason: str
    """One of ``REASONS``."""
    ground: Told
    """The same with its numbers; in Chinese only what the reason has not said, which may be
    nothing."""
    more: tuple[Told, ...] = ()
    """What is added."""

    def plain(self, language: str) -> str:
        """A sentence: in English the ground, in Chinese the reason before it, and what is added.

        >>> ground = say("{n} is only a threshold", "{n}", n=66)
        >>> why = Why("threshold", ground, (say("adjusted to {n}", "目标调整为{n}", n=70),))
        >>> why.plain("en"), why.plain("zh")
        ('66 is only a threshold; adjusted to 70', '结果仅为“突破”：66；目标调整为70')
        """
        ground, *more = (one.plain(language) for one in (self.ground, *self.more))
        if language == "en":
            return "; ".join([ground, *more])
        told = "：".join(filter(None, [SAID[self.reason].zh, ground]))
        return "；".join([told, *more])
