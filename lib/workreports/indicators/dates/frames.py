"""The words of time in a sentence, and what holds where they say nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from workreports.corpus import periods
from workreports.corpus.periods import Mention
from workreports.corpus.structure import turns
from workreports.indicators import patterns
from workreports.indicators.dates.settings import Setting, Years

_EXPECTS = re.compile(r"^[^,。;:]{0,6}(?:预计|有望)")
"""At the head of a sentence."""
_PRELIMINARY = "(?:预计|快报|初步)"
THE_SAME_BELOW = re.compile(
    rf"\([^()]{{0,6}}{_PRELIMINARY}[^()]{{0,6}}下同\)|{_PRELIMINARY}[^()。,;]{{0,4}}\(下同\)"
)


class Before(NamedTuple):
    """What the sentences before leave to a sentence."""

    text: str = ""
    """These sentences, of the same paragraph."""
    promised: bool = False
    """Whether the last one promised."""
    span: Years | None = None
    """The span of years that they spoke of last."""
    expects: bool = False
    """Whether the last one gave estimates."""
    same_below: bool = False
    """Whether the report said that its figures are preliminary from there on."""


class Frame(NamedTuple):
    """The words of time in a sentence, and what holds where they say nothing."""

    setting: Setting
    before: Before
    promises: bool
    """Whether the sentence promises."""
    times: list[Mention]
    own: list[Mention]
    """Those of ``times`` that say when, not what is compared with or started from."""
    inherited: Years | None
    """The years that the sentences before set as their frame."""
    expects: bool
    """Whether the sentences before say that it gives estimates."""

    def left(self, text: str, span: Years | None) -> Before:
        """What it leaves to the sentence after it; ``span``: the years it spoke of last."""
        expects = self.expects or bool(_EXPECTS.search(text))
        below = self.before.same_below or bool(THE_SAME_BELOW.search(text))
        return Before(promised=self.promises, span=span, expects=expects, same_below=below)

    @property
    def starts(self) -> list[Years]:
        """The years of the starting figures of the sentences before (由2002年的A增加到B)."""
        text, year = self.before.text, self.setting.year
        if not self.setting.is_long:
            return []
        return [
            years_of(time)
            for time in periods.find(text, year, year)
            if is_single(time) and text.endswith(("从", "由"), 0, time.start)
        ]

    @property
    def names_the_last(self) -> bool:
        """Whether the sentences before name the last year of the span that is spoken of."""
        setting = self.setting
        if setting.year is None or not setting.several:
            return False
        last = setting.several[1]
        found = periods.find(self.before.text, setting.year, last, early=setting.early)
        return any(time.first == time.last == last and not time.compared for time in found)

    def bases(self) -> list[Mention]:
        """Single years that something is compared with."""
        return [time for time in self.times if time.compared and is_single(time)]


def frame(text: str, setting: Setting, before: Before) -> Frame:
    """Find the words of time in a sentence and what it inherits.

    >>> setting = Setting(2017, "review", (2016, 2016), None, False, None)
    >>> frame("到2016年,财政总收入128亿元", setting, Before()).times[0].first
    2016
    """
    setting = _moved(text, setting, before)
    promises = _promises(text, setting, before.promised)
    now = setting.single[1] if setting.single else None
    if not setting.is_known and setting.year is not None:
        now = setting.year if promises else setting.year - 1
    times = periods.find(text, setting.year, now, early=setting.early)
    own = [
        time
        for time in times
        if not time.compared and not text.endswith(("从", "由"), 0, time.start)
    ]
    inherited = _inherited(setting, before.text, promises)
    return Frame(setting, before, promises, times, own, inherited, _expects(setting, before))


def _expects(setting: Setting, before: Before) -> bool:
    """Whether the sentences before say that a sentence gives estimates: (预计数,下同).

    Where the year is not over, 预计 at the head of a sentence holds for those that follow, too.
    """
    is_unfinished = setting.early and not setting.promises
    return bool(before.expects and is_unfinished or before.same_below)


def _moved(text: str, setting: Setting, before: Before) -> Setting:
    """The setting as the sentences before and the sentence's own words leave it."""
    if setting.is_known and setting.year is not None:
        years = turns.turned(before.text, setting.year, ahead=setting.promises)
        setting = setting.at(years) if years else setting
    looks_back = setting.promises and setting.single and _looks_back(before.text + text)
    return setting.turned() if looks_back or _is_turned(text, setting) else setting


def _looks_back(text: str) -> bool:
    """Whether a paragraph of a plan has turned to what was done last year, up to the sentence."""
    turns = [match.start() for match in patterns.LAST_YEAR.finditer(text)]
    return bool(turns and not patterns.FROM_HERE_ON.search(text, turns[-1]))


def _is_turned(text: str, setting: Setting) -> bool:
    """Whether a sentence promises in a review, or tells in a plan, by its own words."""
    if not setting.is_known:
        return False
    if setting.promises:
        return bool(patterns.TELLS.search(text) and not patterns.TARGET.search(text))
    return bool(patterns.PROPOSES.search(text) and not patterns.DONE.search(text))


def _promises(text: str, setting: Setting, promised: bool) -> bool:
    """Whether a sentence promises; the words decide where the report's part does not say so."""
    year = setting.year
    if setting.is_known:
        return setting.promises
    if patterns.DONE.search(text):
        return False
    return bool(
        promised
        or patterns.TARGET.search(text)
        or year
        and any(
            time.first and time.first >= year and not time.compared
            for time in periods.find(text, year, year - 1)
        )
    )


def _inherited(setting: Setting, before: str, promises: bool) -> Years | None:
    """The years that the sentences before set, where the report's part does not say."""
    year = setting.year
    if setting.single or setting.several or year is None:
        return None
    frames = [
        time
        for time in periods.find(before, year, year if promises else year - 1)
        if time.first
        and not time.compared
        and time.start - max(before.rfind(mark, 0, time.start) for mark in "。!?\n") <= 6
    ]
    return years_of(frames[-1]) if frames else None


def is_single(time: Mention) -> bool:
    """Whether words of time name one year."""
    return bool(time.first) and time.first == time.last


def is_end(text: str, time: Mention) -> bool:
    """Whether words of time only say when something ends (到2017年)."""
    return text.startswith(("到", "至"), time.start)


def is_bare(text: str, time: Mention) -> bool:
    """Whether words of time are a number of years, with nothing that says since or within."""
    return text[time.end - 1] == "年"


def years_of(time: Mention) -> Years:
    """The years that words of time name."""
    return time.first, time.last
