"""How many years a quantity is of, by what it measures: a sum, a growth since, a share kept.

``rules`` say which years words or place give it; of these a level has the last, a sum all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workreports.corpus.periods import Mention
from workreports.indicators import patterns
from workreports.indicators.attach import Attached
from workreports.indicators.classify import Kind
from workreports.indicators.dates.frames import Frame, is_bare, is_end, is_single, years_of
from workreports.indicators.dates.rules import Dated, years
from workreports.indicators.dates.settings import Years
from workreports.indicators.dates.status import promised
from workreports.indicators.mentions import Sentence, clause
from workreports.indicators.quantities.numerals import numeral

YEARLY_MEAN = "a yearly mean"
UNNAMED_DOUBLING = "the years of the doubling are not named"
_SO_MANY = r"(?P<count>[两二三四五六七八九十]|\d{1,2})年"
_IN_A_ROW = re.compile(rf"连续{_SO_MANY}[^,。;\d]{{0,6}}$")
"""Before a share or rate that was one of each of so many years."""
_WITHIN = re.compile(rf"(?<![“十\d])(?:连续)?{_SO_MANY}(?:来|间|内)?(?:实现|接近|近|再|就)*翻?了?$")
"""Before a doubling that took so many years."""
_PACE = re.compile("(?:左右|以上|以内)?的(?:增长速度|增速|增长幅度)")
"""After a rate that is one of each year (保持7%以上的增长速度)."""
_AMOUNT = 14
"""Characters of a printed amount at most."""


def date(
    sentence: Sentence, frame: Frame, item: Attached, kind: Kind, said: Sequence[Dated]
) -> Dated:
    """Tell the years that a quantity speaks of; ``said``: what was said of its subject before."""
    measure, quantity = kind.measure, kind.quantity
    found, why = years(sentence, frame, item, measure, kind.is_base, said)
    dated = Dated(measure, found, why, kind.is_base)
    if not found:
        return dated
    if measure == "growth":
        return _of_rate(sentence, frame, item, kind, dated, said)
    if measure == "share" or measure == "level" and quantity.dimension == "percent":
        return dated._replace(years=_of_share(sentence, item, dated, said))
    return _of_amount(sentence, frame, item, dated) if measure == "level" else dated


def _of_rate(
    sentence: Sentence,
    frame: Frame,
    item: Attached,
    kind: Kind,
    dated: Dated,
    said: Sequence[Dated],
) -> Dated:
    """A growth with its years, an average where others of its list are."""
    if kind.quantity.dimension == "doublings":
        return _of_doubling(sentence, frame, item, dated)
    if count := _in_a_row(sentence, item):
        return dated._replace(years=(dated.years[1] - count + 1, dated.years[1]))
    if _is_one_of_means(sentence, frame, item, kind, dated.years):
        return dated._replace(measure="average_growth")
    return dated._replace(years=_of_growth(sentence, frame, item, dated.years, said))


def _of_share(sentence: Sentence, item: Attached, dated: Dated, said: Sequence[Dated]) -> Years:
    """The years of a share or of another rate: all those it was kept in, or the last one."""
    found, is_share = dated.years, dated.measure == "share"
    if is_share and (count := _in_a_row(sentence, item)):
        return found[1] - count + 1, found[1]
    if is_share and _lasts(item, found, said):
        return said[-1].years
    return found if _is_kept(sentence, item, dated.measure) else (found[1], found[1])


def _of_growth(
    sentence: Sentence, frame: Frame, item: Attached, found: Years, said: Sequence[Dated]
) -> Years:
    """The years of a growth: all since the one it is measured from, or those counted together."""
    since = _since(sentence, frame, item)
    if since:
        return (since + 1, found[1]) if since < found[1] - 1 else found
    if found[0] < found[1] or patterns.YEAR_ON_YEAR.search(item.gap):
        return found
    if "累计" in item.gap or _has_started(said) and not _names_a_year(frame, item):
        return _of_what_is_counted_together(sentence, frame, item, found, said)
    return _of_all_years(frame, found, said) or found


def _is_one_of_means(
    sentence: Sentence, frame: Frame, item: Attached, kind: Kind, found: Years
) -> bool:
    """Whether a rate promised for several years is a mean, as those before it in its list are."""
    text, start = sentence.text, item.subject.start
    is_several = found[0] < found[1] and promised(sentence, frame, item.subject)
    is_other = kind.quantity.dimension != "percent" or not kind.value or kind.value < 0
    if not is_several or is_other or "累计" in item.gap or _since(sentence, frame, item):
        return False
    is_a_pace = _PACE.match(text, item.quantity.end)
    return bool(is_a_pace or patterns.AVERAGE.search(text, text.rfind("。", 0, start) + 1, start))


def _of_what_is_counted_together(
    sentence: Sentence, frame: Frame, item: Attached, found: Years, said: Sequence[Dated]
) -> Years:
    """The years since the starting figure, or those around that are spoken of."""
    starts = [one.years[0] + 1 for one in said if one.is_base and one.years]
    if starts:
        return min(starts[-1], found[1]), found[1]
    return _around(sentence, frame, item, found)


def _has_started(said: Sequence[Dated]) -> bool:
    """Whether a starting figure was told of the subject."""
    return any(one.is_base for one in said)


def _is_kept(sentence: Sentence, item: Attached, measure: str) -> bool:
    """Whether a share or rate was one of all years spoken of (始终保持在, 每年将…用于)."""
    lead = clause(sentence.text, item.subject.start, sentence.ends)
    words = patterns.ALWAYS if measure == "share" else patterns.EACH_YEAR
    return bool(words.search(lead + item.gap))


def _in_a_row(sentence: Sentence, item: Attached) -> int:
    """How many years in a row had a rate (连续四年保持7%以上), 0 if it is of one."""
    lead = clause(sentence.text, item.subject.start, sentence.ends)
    row = _IN_A_ROW.search(item.gap) or _IN_A_ROW.search(lead)
    return int(numeral(row["count"]) or 0) if row else 0


def _names_a_year(frame: Frame, item: Attached) -> bool:
    """Whether words of time stand between what was read before and a quantity."""
    return any(item.cursor <= time.start < item.quantity.start for time in frame.own)


def _of_all_years(frame: Frame, year: Years, said: Sequence[Dated]) -> Years | None:
    """All the years spoken of, if a growth beside a level of their last one is of them.

    None where the last one is named: the growth may be one of that year.
    """
    setting, level = frame.setting, said[-1] if said else None
    is_of_level = level and level.measure == "level" and level.years == year
    is_last = setting.is_long and setting.several and setting.several[1] == year[1]
    is_named = any(is_single(time) for time in frame.own) or frame.names_the_last
    return setting.several if is_of_level and is_last and not is_named else None


def _of_doubling(sentence: Sentence, frame: Frame, item: Attached, dated: Dated) -> Dated:
    """The years of 比2010年翻一番: all since then where it is told, the last where promised."""
    since, years, several = _since(sentence, frame, item), dated.years, frame.setting.several
    within = _WITHIN.search(item.gap)
    if within and several and numeral(within["count"]) != several[1] - several[0] + 1:
        return dated._replace(years=None, why=UNNAMED_DOUBLING)
    is_last = frame.setting.is_long and several and several[1] == years[1]
    if is_last and since in (None, several[0] - 1) and not any(map(is_single, frame.own)):
        return dated._replace(years=several)
    if not since or since >= years[1] - 1:
        return dated
    first = years[1] if promised(sentence, frame, item.subject) else since + 1
    return dated._replace(years=(first, years[1]))


def _lasts(item: Attached, found: Years, said: Sequence[Dated]) -> bool:
    """Whether a share is that of a sum, or was kept over the years spoken of before."""
    if not said or not said[-1].years or said[-1].years[1] != found[1]:
        return False
    return said[-1].measure == "cumulative" or bool(
        said[-1].measure == "average_growth" and patterns.KEPT.search(item.gap)
    )


def _since(sentence: Sentence, frame: Frame, item: Attached) -> int | None:
    """The year that a growth is measured from, if named (比2010年增长50%, 与2000年相比)."""
    bases, end = frame.bases(), item.quantity.start
    near = [
        time
        for time in bases
        if item.cursor <= time.start < end or _is_just_before(sentence.text, time, item.cursor)
    ]
    if _is_each(sentence.text, near):
        number = sum(near[-1].end <= one.start < end for one in sentence.quantities)
        near = near[-2:][: number + 1]
    opening = [time for time in bases if sentence.text.startswith("相比", time.end)]
    return (near or opening)[-1].first if near or opening else None


def _is_each(text: str, near: list[Mention]) -> bool:
    """Whether two rates are counted from one of two years each (分别比上年和2010年增长A和B)."""
    if len(near) < 2 or text[near[-2].end : near[-1].start] not in ("和", "与"):
        return False
    return text.endswith("分别", 0, near[-2].start - 1)


def _is_just_before(text: str, time: Mention, cursor: int) -> bool:
    """Whether only an amount stands between words of time and a place (比2010年的447亿元|增长)."""
    return 0 < cursor - time.end < _AMOUNT and not re.search("[,;。]", text[time.end : cursor])


def _of_amount(sentence: Sentence, frame: Frame, item: Attached, dated: Dated) -> Dated:
    """The years of an amount: their last one, or all of them if it is a sum or a yearly mean."""
    lead = clause(sentence.text, item.subject.start, sentence.ends)
    if patterns.YEARLY.search(item.gap + lead):
        return _of_yearly_mean(frame, dated)
    found = dated.years
    if found[0] == found[1] and patterns.SUM.search(item.gap + lead):
        found = _around(sentence, frame, item, found)
    if found[0] != found[1] and _is_sum(sentence, frame, item, lead):
        return dated._replace(measure="cumulative", years=found)
    return dated._replace(years=(found[1], found[1]))


def _of_yearly_mean(frame: Frame, dated: Dated) -> Dated:
    """The years of an amount that is one of each year (年均粮食产量)."""
    span = frame.before.span or (frame.setting.is_long and frame.setting.several)
    found = span if span and span[1] == dated.years[1] else dated.years
    return dated._replace(years=found, why=dated.why or YEARLY_MEAN)


def _around(sentence: Sentence, frame: Frame, item: Attached, year: Years) -> Years:
    """The span of years around a year that is named last before a quantity, or the year."""
    setting, several = frame.setting, frame.setting.several
    if several and patterns.COMPARED_WITH_YEARS.match(sentence.text, item.quantity.end):
        return several
    is_named = any(
        is_single(time) and time.end <= item.quantity.start and not is_end(sentence.text, time)
        for time in frame.own
    )
    if setting.is_long and several and several[1] == year[1] and not is_named:
        return several
    wide = [
        years_of(time)
        for time in frame.times
        if time.end <= item.quantity.start
        and time.first
        and time.first < time.last
        and time.first <= year[1] <= time.last
    ]
    return wide[-1] if wide else year


def _is_sum(sentence: Sentence, frame: Frame, item: Attached, lead: str) -> bool:
    """Whether an amount over several years is their sum; ``lead``: the words before its subject."""
    text, start, named = sentence.text, item.subject.start, item.subject.named
    listed = text[max(text.rfind(mark, 0, start) for mark in ",;:。(") + 1 : named.end]
    if named.indicator.units == ("人",) or "累计" in listed:
        return True
    if patterns.SUM.search(item.gap) or patterns.SUM.search(lead):
        return True
    if patterns.COMPARED_WITH_YEARS.match(text, item.quantity.end):
        return True
    if _is_counted_up(sentence, frame, item):
        return True
    segment, end = text.rfind(";", 0, start) + 1, item.quantity.start
    is_part = text.endswith("其中", 0, start)  # of what is a sum
    if patterns.REACHED.search(item.gap) and not is_part:
        return False
    near = segment if is_part else max(segment, start - 12)
    is_told = any(time.first != time.last and near <= time.start < end for time in frame.times)
    return is_told or _flows(sentence, frame, item, segment)


def _flows(sentence: Sentence, frame: Frame, item: Attached, segment: int) -> bool:
    """Whether an amount is of what arrives year by year, and summed with others."""
    text, indicator = sentence.text, item.subject.named.indicator.indicator
    if indicator not in patterns.FLOWS:
        return False
    return bool(patterns.SUMMED.search(text, segment, item.subject.start)) or (
        frame.setting.is_long and _is_summed_up(sentence, item)
    )


def _is_summed_up(sentence: Sentence, item: Attached) -> bool:
    """Whether an amount is of what reports of several years sum up, such as capital brought in.

    What is compared with the end of earlier years (较“十一五”末) is one year's.
    """
    if patterns.THAN_AN_END.match(sentence.text, item.quantity.end):
        return False
    return item.subject.named.indicator.indicator in patterns.SUMMED_UP


def _is_counted_up(sentence: Sentence, frame: Frame, item: Attached) -> bool:
    """Whether an amount is a sum though it is reached: of capital, or of years just before it."""
    if patterns.RISES.search(item.gap):
        return False
    if frame.setting.is_long and not frame.promises and _is_summed_up(sentence, item):
        return not patterns.YEAR_ON_YEAR.match(sentence.text, item.quantity.end + 1)
    start = item.subject.start
    return any(
        time.first != time.last and start - 1 <= time.end <= start and is_bare(sentence.text, time)
        for time in frame.times
    )
