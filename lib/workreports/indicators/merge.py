"""What is said of each subject: quantities become statements, and those that belong together one.

What is said of a subject depends on what was said of it before, so statements are added one by one
to its history, each addition giving a new history.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from workreports.indicators import dates, patterns, quantities
from workreports.indicators.attach import Attached, Passed
from workreports.indicators.classify import Kind
from workreports.indicators.dates import Dated, Frame, Years
from workreports.indicators.mentions import Named, Sentence, Subject
from workreports.indicators.quantities import Quantity

_BLANK = "blank left in the draft"
_THRESHOLD = "a threshold; the figure that passes it is kept"


class Statement(NamedTuple):
    """One quantity with its meaning; offsets count in the sentence."""

    named: Named
    scope: str
    dated: Dated
    status: str
    start: int
    end: int
    quantity: Quantity | None = None
    """None for a target without a number, and for 比2010年翻一番, which is kept in words."""
    value: float | None = None
    growth: float | None = None
    growth_quantity: Quantity | None = None
    """The rate beside a level."""
    growth_basis: str | None = None
    force: str = ""
    reason: str = ""
    is_blank: bool = False
    is_doubling: bool = False
    lasts: bool = False
    """Whether it was one of several years running (连续7年稳定在), which no other passes."""
    is_kept: bool = True
    """Whether it is a row of its own; False for a rate that was put into the row of its level."""

    @property
    def measure(self) -> str:
        return self.dated.measure

    @property
    def years(self) -> Years | None:
        return self.dated.years


class History(NamedTuple):
    """What has been said of a subject so far, and which of its quantities were passed over."""

    said: tuple[Statement, ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def dated(self) -> list[Dated]:
        return [one.dated for one in self.said]

    @property
    def base_measure(self) -> str | None:
        """The measure of the A of 从A增加到B, if that was said last."""
        return self.said[-1].measure if self.said and self.said[-1].dated.is_base else None

    def without(self, quantity: Quantity, reason: str) -> History:
        """The history after a quantity that is passed over."""
        return self._replace(passed=(*self.passed, Passed(quantity.start, quantity.end, reason)))


class Told(NamedTuple):
    """What a sentence says, in its order."""

    statements: list[Statement]
    passed: list[Passed]

    def last_span(self, before: Years | None) -> Years | None:
        """The last span of years; an average in the next sentence is over the same one."""
        found = [one.years for one in self.statements if one.years and one.years[0] < one.years[1]]
        return found[-1] if found else before


def statement(
    sentence: Sentence, frame: Frame, item: Attached, kind: Kind, dated: Dated
) -> Statement:
    """Put together what the stages before found out about a quantity."""
    subject, quantity, is_blank = item.subject, kind.quantity, kind.quantity.is_blank
    named, share = subject.named, subject.named.indicator.share
    if dated.measure == "share" and share:
        named = named._replace(indicator=named.indicator._replace(indicator=share))
    status = dates.status(sentence, frame, item, dated.years)
    found = Statement(
        named,
        subject.scope,
        dated,
        status,
        min(subject.start, named.start),
        quantity.end,
        quantity,
        kind.value,
        growth=kind.value if kind.basis and quantity.dimension == "percent" else None,
        growth_basis=kind.basis,
        force=_force(sentence, subject, quantity.start) if status == "target" else "",
        reason=_BLANK if is_blank else dated.why,
        is_blank=is_blank,
        lasts=bool(patterns.FOR_YEARS.search(item.gap)),
    )
    if quantity.dimension != "doublings":
        return found
    start = sentence.text.rfind("翻", 0, quantity.end)
    bound = patterns.BOUND.match(sentence.text, quantity.end)
    words = sentence.text[start : bound.end() if bound else quantity.end]
    found = found._replace(force="/".join(filter(None, (found.force, words))))
    if not dated.years or dated.years[0] == dated.years[1] and frame.bases():
        return found._replace(value=None, quantity=None)  # over more years than its own
    growth = round(100 * (2 ** (quantity.value or 1) - 1), 2)
    quantity = quantity._replace(unit="%", dimension="percent")
    return found._replace(value=growth, growth=growth, quantity=quantity, is_doubling=True)


def add(history: History, one: Statement) -> History:
    """The history after one more statement.

    A rate goes into the row of its level, a level takes up the rate that was printed before it, and
    of a threshold and the level that passes it only the level stays.
    """
    if one.measure == "growth":
        return _add_growth(history, one)
    if one.measure == "level" and history.said:
        return _add_level(history, one)
    return history._replace(said=(*history.said, one))


def _add_growth(history: History, rate: Statement) -> History:
    said = history.said
    number = _level_of(rate, said) if _is_rate(rate) else None
    if number is not None:
        level = _with_rate(said[number], rate)
        return history._replace(said=(*said[:number], level, *said[number + 1 :]))
    if rate.is_blank and said and said[-1].value is None:
        return history
    return history._replace(said=(*said, rate))


def _is_rate(one: Statement) -> bool:
    """Whether a growth is one rate that can stand beside a level: no range, no doubling."""
    return one.growth is not None and not one.is_doubling


def _level_of(rate: Statement, said: tuple[Statement, ...]) -> int | None:
    """Which of the statements is the level of a rate, if it has none yet."""
    levels = [
        number
        for number, one in enumerate(said)
        if one.measure == "level"
        and one.years == rate.years
        and (one.status == "target") == (rate.status == "target")
        and one.quantity.dimension != "percent"
    ]
    if not levels or said[levels[-1]].growth_basis:
        return None
    return levels[-1] if rate.years or levels[-1] == len(said) - 1 else None


def _with_rate(level: Statement, rate: Statement) -> Statement:
    return level._replace(
        growth=rate.growth, growth_basis=rate.growth_basis, growth_quantity=rate.quantity
    )


def _add_level(history: History, level: Statement) -> History:
    threshold = _threshold(history.said[-1], level)
    if threshold:
        history = history.without(threshold.quantity, _THRESHOLD)
    if threshold is level:
        return history
    said = history.said[:-1] if threshold else history.said
    rate = said[-1] if said else None
    if (
        rate
        and rate.measure == "growth"
        and _is_rate(rate)
        and rate.years == level.years
        and rate.quantity
        and level.quantity.dimension != "percent"
    ):  # 增长8.3%,总量突破70亿元
        said, level = (*said[:-1], rate._replace(is_kept=False)), _with_rate(level, rate)
    return history._replace(said=(*said, level))


def _threshold(earlier: Statement, level: Statement) -> Statement | None:
    """Which of two levels is only the threshold that the other passes (突破千亿元,达到1024亿元)."""
    if (
        earlier.measure != "level"
        or earlier.years != level.years
        or earlier.dated.is_base
        or level.lasts
        or "percent" in (earlier.quantity.dimension, level.quantity.dimension)
        or "target" in (earlier.status, level.status)
        or None in (earlier.value, level.value)
    ):
        return None
    first, second = (one.quantity.bound == "at_least" for one in (earlier, level))
    if first == second:
        return None
    threshold, reached = (earlier, level) if first else (level, earlier)
    units = level.named.indicator.units
    low, high = (
        quantities.standard(one.value, one.quantity.unit, units)[0] for one in (threshold, reached)
    )
    return threshold if low <= high else None


def told(
    histories: Mapping[Subject, History], in_words: list[Statement], passed: list[Passed]
) -> Told:
    """Put together what was said of all subjects of a sentence."""
    kept = [one for history in histories.values() for one in history.said if one.is_kept]
    passed = [*passed, *(one for history in histories.values() for one in history.passed)]
    return Told(
        sorted([*kept, *in_words], key=lambda one: (one.named.start, one.start, one.end)),
        sorted(passed, key=lambda one: one.start),
    )


def in_words(
    sentence: Sentence, frame: Frame, topics: list[Subject], said: Mapping[Subject, History]
) -> list[Statement]:
    """Targets without a number: 完成市下达任务, 与经济增长基本同步.

    Parameters
    ----------
    sentence : Sentence
    frame : Frame
    topics : list of Subject
        All of the sentence, in order.
    said : mapping of Subject to History
        What the sentence's numbers say; their subjects need no yardstick.
    """
    statements = []
    yardstick: tuple[int, int, str] | None = None
    later: Subject | None = None
    ends = [*(subject.scope_start(sentence.text) for subject in topics[1:]), len(sentence.text)]
    for subject, end in reversed(list(zip(topics, ends, strict=False))):
        stop = min(end, subject.named.end + 60)
        after = re.split("[;。]", sentence.text[subject.named.end : stop])[0]
        # In a list the yardstick of the next is that of this one, too.
        is_pair = later is not None and later.named == subject.named  # 城镇和农村
        listed = yardstick if is_pair or patterns.IN_A_LIST.fullmatch(after) else None
        is_open = not (subject.is_other or subject in said and said[subject].said)
        yardstick, later = None, subject
        if is_open and dates.promised(sentence, frame, subject):
            yardstick = _yardstick(sentence, subject, after) or listed
        if yardstick:
            statements.append(_in_words(sentence, frame, subject, *yardstick))
    return statements


def _yardstick(sentence: Sentence, subject: Subject, after: str) -> tuple[int, int, str] | None:
    """Start and end of a yardstick that stands in place of a number, and its words."""
    match = patterns.YARDSTICK.search(after)
    between = after[: match.start()] if match else ""
    if match and (
        len(patterns.FILL.sub("", between)) <= 4 or patterns.LISTED_WITH.fullmatch(between)
    ):
        words = (word for word in ("基本同步", "同步") if word in match[0])
        start = subject.named.end
        return start + match.start(), start + match.end(), next(words, match[0])
    head = sentence.text[max(0, subject.start - 24) : subject.start]
    before, later = patterns.YARDSTICK_BEFORE.search(head), patterns.YARDSTICK_AFTER.match(after)
    if not before or not later:
        return None
    return subject.named.end, subject.named.end + later.end(), before["force"]


def _in_words(
    sentence: Sentence, frame: Frame, subject: Subject, start: int, stop: int, words: str
) -> Statement:
    """The statement that a yardstick makes, which stands at ``start:stop``."""
    end = subject.named.end
    is_rate = subject.named.indicator.indicator in patterns.RATES
    is_growth = is_rate or patterns.GROWS.search(sentence.text, subject.start, stop)
    measure = "growth" if is_growth else "level"
    nothing = Quantity(start, stop, None, "", "", None)
    years, why = dates.years(sentence, frame, Attached(subject, nothing, "", end), measure)
    if years and words.startswith("达到") and words.endswith("平均水平"):  # a level to be reached
        years = years[1], years[1]
    return Statement(
        subject.named,
        subject.scope,
        Dated(measure, years, why),
        "target",
        subject.start,
        stop,
        growth_basis=_basis(sentence, subject, stop) if is_growth else None,
        force="/".join(filter(None, (_force(sentence, subject, end), words))),
        reason=why,
    )


def _basis(sentence: Sentence, subject: Subject, stop: int) -> str:
    """What the growth that a yardstick stands for compares with."""
    return "real" if patterns.REAL.search(sentence.text, subject.start, stop) else "yoy"


def _force(sentence: Sentence, subject: Subject, stop: int) -> str:
    """Words of commitment: over the whole list (预期目标是:), before the clause, just before."""
    text, start = sentence.text, subject.start
    head = text.find(":", 0, start) + 1
    clause = max(head, text.rfind(";", 0, start) + 1)
    first = min((name.start for name in sentence.names if name.start >= clause), default=start)
    own = max((one.end for one in sentence.quantities if one.end <= start), default=clause)
    places = sorted({(0, head), (clause, first), (max(own, first), stop)})
    words = [
        word
        for begin, end in places
        if begin < end
        for word in patterns.FORCE.findall(text, begin, end)
    ]
    return "/".join(dict.fromkeys(words))
