"""Which years a quantity speaks of: an ordered list of named rules, of which the first wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workreports.corpus.periods import Mention
from workreports.indicators import patterns
from workreports.indicators.attach import Attached
from workreports.indicators.dates.frames import Frame, is_single, years_of
from workreports.indicators.dates.settings import TOLD, Years
from workreports.indicators.dates.status import promised
from workreports.indicators.mentions import Sentence

UNNAMED_BASE = "the year of the starting figure is not named"
UNNAMED_SPAN = "the years of the average are not named"
_OPENING = 2
"""Characters before words of time that open a sentence."""
NO_YEAR, PART_OF_A_YEAR = "no year of delivery given", "part of a year"


class Dated(NamedTuple):
    """The years of a quantity, or None and the reason; a sum over years is a measure of its own."""

    measure: str
    years: Years | None
    why: str
    is_base: bool = False


@dataclass(frozen=True)
class _Question:
    """Which years does a quantity speak of? With what the rules ask for."""

    sentence: Sentence
    frame: Frame
    item: Attached
    measure: str
    is_base: bool
    said: Sequence[Dated]
    """What was said of the subject before."""

    @cached_property
    def inside(self) -> list[Mention]:
        """Words of time between the name, or what was said before, and the quantity."""
        begin, end = self.item.subject.named.end, self.item.quantity.start
        begin = max(begin, self.item.cursor) if self.said else begin
        return [time for time in self.frame.times if begin <= time.start and time.end <= end]

    @cached_property
    def local(self) -> list[Mention]:
        return [time for time in self.inside if time in self.frame.own]

    @cached_property
    def spans(self) -> list[Mention]:
        """Spans of years named before the quantity."""
        before = filter(self._stands_before, self.frame.own)
        return [
            time
            for time in before
            if time.first and time.first != time.last and not self._is_ahead_of_a_review(time)
        ]

    @property
    def starts(self) -> list[int]:
        """Years that a growth may be counted from: of a starting figure, or compared with."""
        first, last = self.item.subject.start, self.item.quantity.start
        named = (time for time in self.frame.bases() if first < time.start < last)
        told = (said.years for said in self.said if said.is_base)
        return [*(years[0] for years in told if years), *(time.first for time in named)]

    @property
    def earlier_starts(self) -> list[Mention]:
        """Years of the starting figures of others in a list (由2012年的A增加到B, C由D增加到E)."""
        text, start = self.sentence.text, self.item.subject.start
        return [
            time
            for time in self.frame.times
            if time.end <= start and is_single(time) and text.endswith(("从", "由"), 0, time.start)
        ]

    @cached_property
    def governing(self) -> Mention | None:
        """The words of time that govern the quantity: near it, or a frame before the subject."""
        frames = filter(self._is_frame, reversed(self.frame.own))
        last = self.local[-1] if self.local else next(frames, None)
        if not last or not last.is_default:
            return last
        before = [time for time in self.frame.own if time.end <= last.start and is_single(time)]
        return before[-1] if before else None

    def _is_frame(self, time: Mention) -> bool:
        """Whether words of time hold for what follows, not only for the next quantity."""
        text, names, start = self.sentence.text, self.sentence.names, self.item.subject.start
        if self._is_ahead_of_a_review(time):
            return False
        # A month or quarter holds for its clause, a year or what opens the sentence until another
        # is named.
        is_short = not time.whole_years and time.start > _OPENING
        if time.end > start or is_short and time.start <= text.rfind(";", 0, start):
            return False
        subject = min((one.start for one in names if one.start >= time.end), default=len(text))
        if not any(time.end <= one.start < subject for one in self.sentence.quantities):
            return True
        begin = text.rfind(";", 0, time.start)
        return not any(begin < name.start < time.start for name in names)

    def _is_ahead_of_a_review(self, time: Mention) -> bool:
        """Whether a review only names years that are to come (出台“十四五”…意见)."""
        setting, text = self.frame.setting, self.sentence.text
        if setting.part not in TOLD or setting.year is None or not time.last:
            return False
        is_named = text.startswith(("到", "至"), time.start) or patterns.TARGET.search(text)
        return time.last >= setting.year and not is_named

    @property
    def _is_of_the_whole_year(self) -> bool:
        """Whether a quantity among those of several years is said to be one of a year (全年)."""
        last = next((time for time in reversed(self.frame.own) if self._stands_before(time)), None)
        return bool(last and last.is_default and self.sentence.text.startswith("全", last.start))

    def _stands_before(self, time: Mention) -> bool:
        return time.end <= self.item.quantity.start

    @cached_property
    def usual(self) -> Years | None:
        """The years of the governing words; without any, those of the sentence's place."""
        if self.governing:
            return years_of(self.governing)
        setting, inherited = self.frame.setting, self.frame.inherited
        if setting.is_long and setting.year is not None and self._is_of_the_whole_year:
            year = setting.year - (not setting.promises)
            return year, year
        if setting.single or setting.several:
            return setting.several if setting.is_long else setting.single or setting.several
        if setting.year is None or inherited:
            return inherited
        ahead = promised(self.sentence, self.frame, self.item.subject)
        year = setting.year if ahead else setting.year - 1
        return year, year


_Answer = tuple[Years | None, str]


def _of_a_starting_figure(ask: _Question) -> _Answer | None:
    if not ask.is_base:
        return None
    named = ask.inside and ask.inside[-1].first
    if named:
        return years_of(ask.inside[-1]), ""
    years = [years_of(time) for time in ask.earlier_starts] or ask.frame.starts
    return (years[-1], "") if years else (None, UNNAMED_BASE)


def _of_what_is_compared_with(ask: _Question) -> _Answer | None:
    time = ask.inside[-1] if ask.inside else None
    if not time or not time.compared or not is_single(time):
        return None
    is_its = ask.sentence.text[time.end : ask.item.quantity.start] in ("", "的")
    return (years_of(time), "") if is_its and ask.measure == "level" else None


def _of_an_average_after_a_span(ask: _Question) -> _Answer | None:
    is_named = ask.measure == "average_growth" and not ask.local and ask.spans
    return (years_of(ask.spans[-1]), "") if is_named else None


def _as_said_before(ask: _Question) -> _Answer | None:
    earlier = ask.said[-1] if ask.said and not ask.local else None
    if not earlier or not earlier.years or earlier.is_base:
        return None
    if earlier.measure == "level" and earlier.years in map(years_of, ask.frame.bases()):
        return None  # what is compared with
    measures = (ask.measure, earlier.measure)
    is_multiple = ask.item.quantity.dimension == "multiple"
    is_sum = earlier.measure == "cumulative" and not is_multiple
    is_other = "average_growth" in measures or is_sum
    return None if is_other else (earlier.years, "")


def _of_words_without_a_year(ask: _Question) -> _Answer | None:
    words = ask.governing
    if not words or words.whole_years and words.first and words.last:
        return None
    return None, NO_YEAR if words.whole_years else PART_OF_A_YEAR


def _of_an_average_without_years(ask: _Question) -> _Answer | None:
    years = ask.usual
    if ask.measure != "average_growth" or years and years[0] != years[1]:
        return None
    if ask.spans:
        return years_of(ask.spans[-1]), ""
    if years and ask.starts and ask.starts[-1] < years[1] - 1:
        return (ask.starts[-1] + 1, years[1]), ""
    spans = filter(None, (ask.frame.before.span, ask.frame.setting.several))
    around = [span for span in spans if years is None or span[0] <= years[1] <= span[1]]
    if around:
        return around[0], ""
    year = ask.frame.setting.year
    is_ahead = years and year and years[1] > year
    return ((year, years[1]), "") if is_ahead else (None, UNNAMED_SPAN)


def _of_growth_on_the_year(ask: _Question) -> _Answer | None:
    setting = ask.frame.setting
    if ask.measure != "growth" or not patterns.ON_THE_YEAR.search(ask.item.gap):
        return None
    words = ask.governing
    is_other = not is_single(words) if words else setting.is_long
    return (setting.single, "") if is_other and setting.single else None


def _of_words_or_place(ask: _Question) -> _Answer | None:
    return (ask.usual, "") if ask.usual else None


_RULES: tuple[Callable[[_Question], _Answer | None], ...] = (
    _of_a_starting_figure,
    _of_what_is_compared_with,
    _of_an_average_after_a_span,
    _as_said_before,
    _of_words_without_a_year,
    _of_an_average_without_years,
    _of_growth_on_the_year,
    _of_words_or_place,
)
"""Asked in this order; the first answer holds."""


def years(
    sentence: Sentence,
    frame: Frame,
    item: Attached,
    measure: str,
    is_base: bool = False,
    said: Sequence[Dated] = (),
) -> tuple[Years | None, str]:
    """The years that words or place give a quantity, or None and the reason."""
    question = _Question(sentence, frame, item, measure, is_base, said)
    answers = (rule(question) for rule in _RULES)
    return next((answer for answer in answers if answer is not None), (None, NO_YEAR))
