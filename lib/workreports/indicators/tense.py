"""When: the years a figure in a sentence speaks of, and whether it tells, estimates or promises."""

from __future__ import annotations

import re
from typing import NamedTuple

from workreports.corpus import periods
from workreports.indicators import wording
from workreports.indicators.quantities import Figure
from workreports.indicators.subjects import Subject, Years
from workreports.indicators.vocabulary import Named

_TOLD, _PROMISED = ("review", "problems"), ("plan", "governance")
UNNAMED_BASE, UNNAMED_SPAN = (
    "the year of the starting figure is not named",
    "the years of the average are not named",
)
NO_YEAR, PART_OF_A_YEAR = "no year of delivery given", "part of a year"


class Setting(NamedTuple):
    """What a sentence inherits from where it stands."""

    year: int | None
    """Year of delivery."""
    part: str
    single: Years | None
    """The year the paragraph speaks of, or the last one of several."""
    several: Years | None
    """The span of years it speaks of, or could speak of."""
    is_long: bool
    """Whether the paragraph speaks of the span rather than of the year."""
    area: str | None
    """全区, 全市 ...: the area that the report is about, if known."""


class Tense:
    """The words of time in a sentence and what they govern.

    Parameters
    ----------
    text : str
        A sentence of a reading copy.
    names : list of Named
    figures : list of Figure
    setting : Setting
    before : str
        The sentences before it in the same paragraph.
    promised : bool
        Whether the sentence before promised.
    span : (int, int) or None
        The span of years that the sentences before spoke of last.
    """

    def __init__(
        self,
        text: str,
        names: list[Named],
        figures: list[Figure],
        setting: Setting,
        before: str,
        promised: bool,
        span: Years | None,
    ):
        self.text, self.names, self.figures, self.setting, self.span = (
            text,
            names,
            figures,
            setting,
            span,
        )
        self.promised_before, self.promises = promised, self._promises(promised)
        now = setting.single[1] if setting.single else None
        if setting.part not in _TOLD + _PROMISED and setting.year is not None:
            now = setting.year if self.promises else setting.year - 1
        self.times = periods.find(text, setting.year, now)
        self.inherited = self._inherited(before)

    def _promises(self, promised: bool) -> bool:
        """Whether the sentence promises; the words decide where the report's part does not say so."""
        year = self.setting.year
        if self.setting.part in _TOLD + _PROMISED:
            return self.setting.part in _PROMISED
        if wording.DONE.search(self.text):
            return False
        ahead = (
            [
                time
                for time in periods.find(self.text, year, year and year - 1)
                if time.first and time.first >= year and not time.compared
            ]
            if year
            else []
        )
        return bool(wording.TARGET.search(self.text) or ahead or promised)

    def _inherited(self, before: str) -> Years | None:
        """The years that the sentences before set as their frame, where the report's part does not say."""
        year = self.setting.year
        if self.setting.single or self.setting.several or year is None:
            return None
        frames = [
            time
            for time in periods.find(before, year, year if self.promises else year - 1)
            if time.first
            and not time.compared
            and time.start - max(before.rfind(mark, 0, time.start) for mark in "。!?\n") <= 6
        ]
        return (frames[-1].first, frames[-1].last) if frames else None

    def promised(self, subject: Subject) -> bool:
        """Whether a subject's clause promises: words of promise hold for what follows them, not for what stands before."""
        if self.setting.part in _TOLD + _PROMISED or not self.promises:
            return self.promises
        stop = self.text.find(";", subject.start)
        return (
            self.promised_before
            or bool(wording.TARGET.search(self.text, 0, stop if stop >= 0 else len(self.text)))
            or not wording.TARGET.search(self.text)
        )

    def status(self, subject: Subject, figure: Figure, gap: str, years: Years | None) -> str:
        """Whether a figure is told (actual), preliminary (estimate) or promised (target); ``gap`` is what stands before it."""
        year, in_review = self.setting.year, self.setting.part in _TOLD
        if (
            wording.TARGET_NEAR.search(gap)
            or self.text.endswith(("确定的", "提出的", "制定的"), 0, subject.start)
            or wording.TARGET_AFTER.match(self.text, figure.end)
        ):
            return "target"
        if self.promised(subject) and (years is None or year is None or years[1] >= year):
            return "target"
        if years and year and (years[1] > year if in_review else years[1] >= year):
            return "target"
        near = self.text[max(0, figure.start - 200) : figure.start]
        return (
            "estimate"
            if wording.ESTIMATE.search(near)
            or re.match(r"[^。;(]{0,16}\(预计", self.text[figure.end : figure.end + 24])
            else "actual"
        )

    def years(
        self, subject: Subject, figure: Figure, measure: str, cursor: int, is_base: bool
    ) -> tuple[Years | None, str]:
        """The years a figure speaks of, or None and the reason.

        Words of time between the name and the figure come first, then the years of what was said of the subject before, then a frame
        such as "2015年," before the subject, then what the sentence's place says. ``cursor`` is the end of the figure before.
        """
        begin = max(subject.named.end, cursor) if subject.said else subject.named.end
        inside = [time for time in self.times if begin <= time.start and time.end <= figure.start]
        if is_base:
            return (
                ((inside[-1].first, inside[-1].last), "")
                if inside and inside[-1].first
                else (None, UNNAMED_BASE)
            )
        times = [
            time
            for time in self.times
            if not time.compared and not self.text.endswith(("从", "由"), 0, time.start)
        ]
        local = [time for time in inside if time in times]
        spans = [
            time
            for time in times
            if time.end <= figure.start and time.first and time.first != time.last
        ]
        if measure == "average_growth" and spans and not local:
            return (spans[-1].first, spans[-1].last), ""
        earlier = subject.said[-1] if subject.said else None
        if (
            not local
            and earlier
            and earlier.years
            and not earlier.is_base
            and "average_growth" not in (measure, earlier.measure)
            and earlier.measure != "cumulative"
        ):
            return earlier.years, ""
        years, why = self._chosen(times, local, subject)
        if measure == "average_growth" and not why and (years is None or years[0] == years[1]):
            return self._averaged(spans, subject, figure, years)
        return years, why or ("" if years else NO_YEAR)

    def _chosen(
        self, times: list[periods.Mention], local: list[periods.Mention], subject: Subject
    ) -> tuple[Years | None, str]:
        """The years of the words of time that govern a figure, of the sentence's place if there are none."""
        clause = self.text.rfind(";", 0, subject.start)
        # A month or quarter holds for its clause, a year until another is named.
        frames = [
            time
            for time in times
            if time.end <= subject.start
            and (time.whole_years or time.start > clause)
            and self._is_frame(time)
        ]
        choice = local[-1] if local else frames[-1] if frames else None
        if choice and choice.is_default:
            singles = [
                time
                for time in times
                if time.end <= choice.start and time.first and time.first == time.last
            ]
            choice = singles[-1] if singles else None
        if choice is None:
            return self._default(subject), ""
        if not choice.whole_years:
            return None, PART_OF_A_YEAR
        return (
            ((choice.first, choice.last), "") if choice.first and choice.last else (None, NO_YEAR)
        )

    def _is_frame(self, time: periods.Mention) -> bool:
        """Whether words of time hold for what follows, not only for the next figure."""
        subject = min(
            (name.start for name in self.names if name.start >= time.end), default=len(self.text)
        )
        return not any(time.end <= figure.start < subject for figure in self.figures) or not any(
            self.text.rfind(";", 0, time.start) < name.start < time.start for name in self.names
        )

    def _default(self, subject: Subject) -> Years | None:
        """The years a figure speaks of if its sentence names none."""
        setting = self.setting
        if setting.single or setting.several:
            return setting.several if setting.is_long else setting.single or setting.several
        if setting.year is None or self.inherited:
            return self.inherited
        year = setting.year if self.promised(subject) else setting.year - 1
        return year, year

    def _averaged(
        self, spans: list[periods.Mention], subject: Subject, figure: Figure, years: Years | None
    ) -> tuple[Years | None, str]:
        """The years of an average growth that names none itself."""
        if spans:
            return (spans[-1].first, spans[-1].last), ""
        bases = [said.years[0] for said in subject.said if said.is_base and said.years]
        bases += [time.first for time in self._bases() if subject.start < time.start < figure.start]
        if bases and years and bases[-1] < years[1] - 1:
            return (bases[-1] + 1, years[1]), ""
        for span in (self.span, self.setting.several):
            if span and (years is None or span[0] <= years[1] <= span[1]):
                return span, ""
        year = self.setting.year
        return (
            ((year, years[1]), "") if years and year and years[1] > year else (None, UNNAMED_SPAN)
        )

    def since(self, figure: Figure, gap: str) -> int | None:
        """The year that a growth is measured from, where it is named (比2010年增长50%, 与2000年相比)."""
        near = [
            time for time in self._bases() if figure.start - len(gap) <= time.start < figure.start
        ]
        opening = [time for time in self._bases() if self.text.startswith("相比", time.end)]
        return (near or opening)[-1].first if near or opening else None

    def _bases(self) -> list[periods.Mention]:
        """Single years that something is compared with."""
        return [
            time for time in self.times if time.compared and time.first and time.first == time.last
        ]

    def spans_before(self, place: int, year: int) -> list[Years]:
        """Spans of years named before a place that hold a year."""
        return [
            (time.first, time.last)
            for time in self.times
            if time.end <= place
            and time.first
            and time.first < time.last
            and time.first <= year <= time.last
        ]
