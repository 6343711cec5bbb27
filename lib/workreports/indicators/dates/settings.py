"""What a sentence inherits from where it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workreports.corpus import periods as words_of_time
from workreports.corpus.periods import Mention
from workreports.io.text import NORMAL_FORM

Years = tuple[int, int]
TOLD, PROMISED = ("review", "problems"), ("plan", "governance")


class Setting(NamedTuple):
    """What a sentence inherits from where it stands."""

    year: int | None
    """In the report's name."""
    part: str
    single: Years | None
    """The year the paragraph speaks of, or the last one of several."""
    several: Years | None
    """The span of years it speaks of, or could speak of."""
    is_long: bool
    """Whether the paragraph speaks of the span rather than of the year."""
    area: str | None
    """全区, 全市 ...: the area that the report is about, if known."""
    early: bool = False
    """Whether it was delivered in the year before the one it is named after."""
    place: str | None = None
    """The place that the report is about, if known."""

    @property
    def is_known(self) -> bool:
        """Whether the report's part says if it tells or promises."""
        return self.part in TOLD + PROMISED

    @property
    def promises(self) -> bool:
        """Whether the report's part promises."""
        return self.part in PROMISED

    def turned(self) -> Setting:
        """The setting of a sentence that promises in a review, or tells in a plan."""
        part = TOLD[0] if self.promises else PROMISED[0]
        if self.year is None:
            return self._replace(part=part)
        year = self.year - self.promises
        return self._replace(part=part, single=(year, year), several=None, is_long=False)

    def at(self, years: Years) -> Setting:
        """The setting of a sentence in a paragraph that has turned to other years."""
        if years[0] == years[1]:
            return self._replace(single=years, is_long=False)
        if self.promises and not self.is_long:
            return self  # a plan for the year only mentions the years that it is part of
        return self._replace(single=(years[1], years[1]), several=years, is_long=True)


def setting(
    year: int | None,
    part: str,
    section: str,
    about: str | None,
    periods: tuple[str | None, str | None],
    area: str | None,
    *,
    early: bool = False,
    place: str | None = None,
) -> Setting:
    """The setting of a paragraph.

    Parameters
    ----------
    year : int or None
        In the report's name.
    part, section, about : str or None
        Of the paragraph.
    periods : (str or None, str or None)
        What the report looks back on and what it plans, such as ``("2016;2012-2016", "2017")``.
    area : str or None
        全区, 全市 ...: the area that the report is about.
    early : bool
        Whether it was delivered in the year before.
    place : str or None
        The place that the report is about.

    >>> setting(2017, "review", "过去五年", "2016", ("2016", "2017"), None).several
    (2012, 2016)
    """
    titles = [title.translate(NORMAL_FORM) for title in section.split(" / ")]
    if part not in TOLD + PROMISED and not isinstance(periods[1], str):
        year, part, about, early = _of_what_plans_nothing(year, part, periods[0], early)
    if year is not None:
        part, about = _by_headings(part, about, titles, year)
    told, known = _read(about), _read(periods[part in PROMISED])
    if part not in TOLD + PROMISED:  # the words say more than the report's periods
        known = []
    single = next((span for span in told if span[0] == span[1]), None)
    several = next((span for span in told if span[0] != span[1]), None)
    longest = [*_spans(part, titles, year), *(span for span in known if span[0] != span[1])]
    return Setting(
        year,
        part,
        single or several and (several[1], several[1]),
        several or (longest[0] if longest else None),
        bool(several and not single),
        area,
        early,
        place,
    )


def _of_what_plans_nothing(
    year: int | None, part: str, reviews: str | None, early: bool
) -> tuple[int | None, str, str | None, bool]:
    """Year, part, period and earliness of a communiqué, which tells of the year in its name."""
    if year is None or not isinstance(reviews, str):
        return year, part, None, early
    return _read(reviews)[0][1] + 1, TOLD[0], reviews, True


def _by_headings(
    part: str, about: str | None, titles: list[str], year: int
) -> tuple[str, str | None]:
    """The part and its period, or what a lower heading makes of them.

    “十三五”发展情况 in the middle of a plan tells of the five years before.
    """
    for title in reversed(titles if part not in TOLD + PROMISED else titles[1:]):
        times = [time for time in _times(title, year) if time.start <= _OPENING]
        period = ";".join(f"{time.first}-{time.last}" for time in times)
        if times and all(time.last < year for time in times) and part not in TOLD:
            return TOLD[0], period
        if times and all(time.first >= year for time in times) and part not in PROMISED:
            return PROMISED[0], period
    return part, about


_OPENING = 2
"""Characters before the years that a heading is about."""


def _spans(part: str, titles: list[str], year: int | None) -> list[Years]:
    """The spans of years that the headings name, if they end or begin where the part does."""
    if year is None or part not in TOLD + PROMISED:
        return []
    return [
        (time.first, time.last)
        for title in reversed(titles)
        for time in _times(title, year)
        if time.first < time.last
        and (time.first == year if part in PROMISED else time.last == year - 1)
    ]


@lru_cache(maxsize=4096)
def _times(title: str, year: int) -> list[Mention]:
    found = words_of_time.find(title, year, year - 1)
    return [time for time in found if time.first and time.last and not time.compared]


def _read(periods: str | None) -> list[Years]:
    """Periods such as "2016;2012-2016" as years."""
    return [_years(period) for period in periods.split(";")] if isinstance(periods, str) else []


def _years(period: str) -> Years:
    first, _, last = period.partition("-")
    return int(first), int(last or first)
