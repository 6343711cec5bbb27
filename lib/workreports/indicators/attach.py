"""Which quantity belongs to which subject.

A sentence is read from left to right. A quantity belongs to the indicator named last, as long as
nothing between the two names something else: Chinese reports set the subject once and hang clause
after clause on it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from workreports.indicators import patterns
from workreports.indicators.mentions import Sentence, Subject, Topics
from workreports.indicators.quantities import Quantity, bounded_alike

_NO_SUBJECT = "no indicator of the list is its subject"
_ROOM = 6
"""Characters of a clause about rates that may be more than words without a subject."""
_NO_LIST = "a list of figures without a list of indicators"
_IN_A_NAME = "part of an indicator's name"


class Attached(NamedTuple):
    """A quantity with its subject."""

    subject: Subject
    quantity: Quantity
    gap: str
    """What stands between the two, or between the quantity before and this one."""
    cursor: int
    """Where what was read before ends: the subject's name, or the quantity before."""


class Passed(NamedTuple):
    """A quantity that no observation holds, and why; offsets count in the sentence."""

    start: int
    end: int
    reason: str


class Attachments(NamedTuple):
    """The quantities of a sentence that have a subject, in order, and those that have none."""

    items: list[Attached]
    passed: list[Passed]


class _Place(NamedTuple):
    """How far a sentence is read."""

    group: list[Subject]
    """Subjects that stand in one list, such as 财政总收入、地方财政收入."""
    fresh: bool
    """No quantity has been given to the group yet."""
    cursor: int
    amounts: list[tuple[Subject | None, int]]
    """The subject of each amount so far, None where it is of something else, and its end."""
    listed: Sequence[Subject | None] = ()
    """The subjects of the last list of quantities, in its order."""


def attach(sentence: Sentence, topics: Topics) -> Attachments:
    """Give each quantity of a sentence to its subject.

    >>> from workreports.indicators import mentions, quantities
    >>> names = mentions.read()
    >>> text = "财政总收入、地方财政收入分别增长8%、10%"
    >>> named = mentions.find(text, names)
    >>> sentence = Sentence(text, named, quantities.find(text), [])
    >>> found = attach(sentence, mentions.topics(sentence, None)).items
    >>> [(one.subject.named.indicator.indicator, one.quantity.value) for one in found]
    [('total_fiscal_revenue', 8.0), ('general_budget_revenue', 10.0)]
    """
    attached: list[Attached] = []
    passed: list[Passed] = []
    place, waiting, number = _Place([], True, 0, []), deque(topics.subjects), 0
    while number < len(sentence.quantities):
        first = sentence.quantities[number]
        place = _open_all(sentence, place, waiting, first.start)
        gap = sentence.text[place.cursor : first.start]
        if place.group and not _continues(sentence, topics, place, gap):
            place = place._replace(group=[])
        if aside := _aside(sentence, place, waiting, first):
            (attached if isinstance(aside, Attached) else passed).append(aside)
            number += 1
            continue
        run = _run(sentence, number, place.cursor)
        number += len(run)
        pairs, reason = _pairs(sentence, run, place, gap)
        for one, subjects in pairs:
            own = _own(one, subjects)
            way = gap + sentence.text[run[0].end : one.start]
            attached += [Attached(subject, one, way, place.cursor) for subject in own]
            passed += [] if own else [Passed(one.start, one.end, one.reason or reason)]
        place = _pass(sentence, place, run, pairs)
    return Attachments(attached, passed)


def _open_all(sentence: Sentence, place: _Place, waiting: deque[Subject], stop: int) -> _Place:
    """The place after the names of the waiting subjects that stand before ``stop``."""
    while waiting and waiting[0].named.start < stop:
        place = _open(sentence, place, waiting.popleft())
    return place


def _aside(
    sentence: Sentence, place: _Place, waiting: deque[Subject], quantity: Quantity
) -> Attached | Passed | None:
    """What a quantity is that leaves the place as it was, None for all others."""
    if waiting and _leads(sentence.text, quantity, waiting[0]):
        subject = waiting[0]._replace(start=quantity.start)
        return Attached(subject, quantity, "的", quantity.start)
    if _is_of_a_name(sentence, place, waiting, quantity):
        return Passed(quantity.start, quantity.end, _IN_A_NAME)
    if _counts_others(sentence.text, place, quantity):
        return Passed(quantity.start, quantity.end, _NO_SUBJECT)
    return None


def _is_of_a_name(
    sentence: Sentence, place: _Place, waiting: deque[Subject], quantity: Quantity
) -> bool:
    """Whether a quantity only belongs to an indicator's name.

    引进省外800万元以上项目资金, 300万元以上项目固定资产投资.
    """
    if quantity.start < place.cursor:
        return True
    size = patterns.SIZE.match(sentence.text, quantity.start)
    return bool(size and waiting and size.end() == waiting[0].named.start)


def _counts_others(text: str, place: _Place, quantity: Quantity) -> bool:
    """Whether people are counted besides those told of before (新增就业2万人,4978名毕业生)."""
    if place.fresh or not place.group or quantity.dimension != "people":
        return False
    return bool(patterns.OF_PEOPLE.match(text, quantity.end))


def _leads(text: str, quantity: Quantity, subject: Subject) -> bool:
    """Whether a share stands before what has it (80%以上的财政支出用于民生)."""
    if subject.named.indicator.indicator == "livelihood_expenditure":
        return bool(patterns.SPENT_ON.fullmatch(text, quantity.end, subject.named.start))
    if not subject.named.indicator.is_rate or quantity.dimension != "percent":
        return False
    return bool(patterns.LEADS.fullmatch(text, quantity.end, subject.named.start))


def _own(quantity: Quantity, subjects: list[Subject]) -> list[Subject]:
    """The subjects that are indicators; none of a quantity that cannot be read."""
    return [] if quantity.reason else [one for one in subjects if not one.is_other]


def _open(sentence: Sentence, place: _Place, subject: Subject) -> _Place:
    """The place after a subject's name: it joins the list of those before, or stands alone."""
    joins = place.group and place.fresh and _joins(sentence.text, place.group[-1], subject)
    return place._replace(
        group=[*place.group, subject] if joins else [subject],
        fresh=True,
        cursor=max(subject.named.end, place.cursor),
    )


def _joins(text: str, one: Subject, other: Subject) -> bool:
    """Whether two subjects stand in one list."""
    between = patterns.SIZE.sub("", text[one.named.end : other.scope_start(text)])
    return (
        one.named == other.named
        or not between
        and not other.is_part
        or len(between) < 20
        and "," not in between
        and bool(patterns.COORDINATED.search(between))
    )


def _run(sentence: Sentence, number: int, cursor: int) -> list[Quantity]:
    """Quantities that stand in one list: A、B和C."""
    text, run = sentence.text, [sentence.quantities[number]]
    is_loose = patterns.RESPECTIVELY.search(text, cursor, run[0].start)
    join = patterns.LOOSE_JOIN if is_loose else patterns.JOIN
    for later in sentence.quantities[number + 1 :]:
        between = text[run[-1].end : later.start]
        unlike = {later.dimension, run[-1].dimension}
        is_like = len(unlike) == 1 or bool(is_loose and not unlike & {"percent", "points"})
        if not is_like or not join.fullmatch(patterns.BOUND.sub("", between)):
            break
        run.append(later)
    return run


def _pairs(
    sentence: Sentence, run: list[Quantity], place: _Place, gap: str
) -> tuple[list[tuple[Quantity, list[Subject]]], str]:
    """Which quantity of a list belongs to which subjects, and why the others belong to none."""
    if len(run) == 1 and (all_of := _all_of(sentence, run[0], place, gap)):
        return [(run[0], all_of)], _NO_SUBJECT
    if len(run) == 1:
        both = len(place.group) == 1 and place.group[0].is_pair and patterns.BOTH.search(gap)
        return [(run[0], place.group[0].halves() if both else place.group)], _NO_SUBJECT
    if len(place.group) == 1 and patterns.SINCE_EACH.search(gap):
        return [(one, place.group) for one in run], _NO_SUBJECT
    each = _subjects_of(sentence, run, place, gap) or _again(run, place, gap)
    if each is None:
        return _without_a_list(run, place.group, gap)
    run = bounded_alike(run)
    pairs = [(one, [subject] if subject else []) for one, subject in zip(run, each, strict=True)]
    return pairs, _NO_SUBJECT


def _all_of(sentence: Sentence, rate: Quantity, place: _Place, gap: str) -> list[Subject]:
    """The subjects of the amounts before, each of which has grown by a rate (均增长9%)."""
    if rate.dimension != "percent" or not patterns.ALL_GROW.fullmatch(gap):
        return []
    rates = [one.end for one in sentence.quantities if one.dimension == "percent"]
    last = max((end for end in rates if end <= rate.start), default=0)
    begin = max(last, sentence.text.rfind(";", 0, rate.start))
    told = [subject for subject, end in place.amounts if end > begin]
    return [one for one in told if one]


def _without_a_list(
    run: list[Quantity], group: list[Subject], gap: str
) -> tuple[list[tuple[Quantity, list[Subject]]], str]:
    """A list of quantities without one of subjects: only the first is told, after 跨越 the last."""
    reason = _NO_LIST if group else _NO_SUBJECT
    if patterns.RESPECTIVELY.search(gap):
        return [(one, []) for one in run], reason
    number, bound = (-1, "at_least") if patterns.PASSES.search(gap) else (0, run[0].bound)
    told = run[number]._replace(bound=bound)
    return [(told, group[-1:]) if one is run[number] else (one, []) for one in run], reason


def _subjects_of(
    sentence: Sentence, run: list[Quantity], place: _Place, gap: str
) -> Sequence[Subject | None] | None:
    """The subject of each quantity of a list, None if there is no list of subjects to match."""
    group = place.group
    if len(run) == 2 and len(group) == 1 and group[0].is_pair:
        return group[0].halves()
    if place.fresh and group and patterns.RESPECTIVELY.search(gap):
        return _listed(sentence, group, len(run)) or _of_amounts(sentence, run, place)
    if len(run) == len(group):
        return group
    tail = patterns.LIST_TAIL.match(sentence.text, place.cursor) if place.fresh and group else None
    if tail and tail.end() == run[0].start:  # 财政收入、税收增长8%和9%
        return _listed(sentence, group, len(run))
    return _of_amounts(sentence, run, place)


def _again(run: list[Quantity], place: _Place, gap: str) -> Sequence[Subject | None] | None:
    """The subjects of the list before, of which a second list tells more (达到A、B和C)."""
    is_like = not place.fresh and len(place.listed) == len(run)
    return place.listed if is_like and not patterns.FILL.sub("", gap).strip(",、") else None


def _of_amounts(
    sentence: Sentence, run: list[Quantity], place: _Place
) -> Sequence[Subject | None] | None:
    """The subjects of the amounts before, which rates in a list belong to."""
    amounts = place.amounts[-len(run) :]
    start = run[0].start
    if len(amounts) < len(run) or patterns.OTHER_SENTENCE.search(
        sentence.text, amounts[0][1], start
    ):
        return None
    last = [subject for subject, _ in amounts]
    before = sentence.text[max(0, start - 40) : start]
    is_told = patterns.RESPECTIVELY.search(before) and any(last)
    if not place.group and is_told and not _tells_of_amounts(before, run[0]):
        return None
    is_rate = place.group and run[0].dimension == "percent" and all(last)
    return last if is_told or is_rate else None


def _tells_of_amounts(before: str, first: Quantity) -> bool:
    """Whether the words before a list give the rates of the amounts before, naming nothing new."""
    words = re.split(r"[,。;:]", before)[-1]
    return first.dimension == "percent" and len(patterns.FILL.sub("", words)) <= _ROOM


def _listed(
    sentence: Sentence, group: list[Subject], count: int
) -> Sequence[Subject | None] | None:
    """The subjects at the places that they have in a list of so many, counted from its end.

    None stands for what is no indicator: 税收收入、财政收入分别增长8%和9%.
    """
    text, places = sentence.text, list[Subject | None]([None] * count)
    tail = patterns.LIST_TAIL.match(text, group[-1].named.end)
    place = count - (len(patterns.AND.findall(tail[0])) if tail else 0)
    later: Subject | None = None
    for subject in reversed(group):
        is_next = later is None or later.named == subject.named
        between = "" if is_next else text[subject.named.end : later.start]
        place -= max(1, len(patterns.AND.findall(between)))
        if place < 0:
            return None
        places[place], later = subject, subject
    first = group[0].start
    opens = patterns.OPENS_A_LIST.search(text[max(0, first - 4) : first])
    opens = opens or text.startswith("三次产业", first)  # of which the last is meant
    return places if place == 0 or opens else None


def _pass(
    sentence: Sentence,
    place: _Place,
    run: list[Quantity],
    pairs: list[tuple[Quantity, list[Subject]]],
) -> _Place:
    """The place after a list of quantities."""
    group, fresh, amounts, listed = place.group, place.fresh, place.amounts, place.listed
    told = [(subjects[0] if subjects else None, one.end) for one, subjects in pairs]
    if run[0].dimension not in ("percent", "points"):
        amounts = _with_amounts(amounts, told)
    if len(run) > 1:
        listed = [subject for subject, _ in told]
    if not group:
        return _Place(group, fresh, run[-1].end, amounts, listed)
    # What is no quantity of the subject, such as a number of steps climbed, leaves it fresh.
    named = group[-1].named.indicator
    fresh = fresh and all(one.dimension == "people" and not named.fits(one) for one in run)
    after = patterns.BOUND.match(sentence.text, run[-1].end)
    cursor = after.end() if after else run[-1].end
    return _Place(group, fresh, cursor, amounts, listed)


def _with_amounts(
    amounts: list[tuple[Subject | None, int]], told: list[tuple[Subject | None, int]]
) -> list[tuple[Subject | None, int]]:
    """The amounts so far and those just told; the two of 由1亿元增加到2亿元 count as one."""
    is_change = len(told) == 1 and told[0][0] and amounts and amounts[-1][0] == told[0][0]
    return amounts if is_change else [*amounts, *told]


def _continues(sentence: Sentence, topics: Topics, place: _Place, gap: str) -> bool:
    """Whether the subject still holds after what stands between it and a quantity."""
    if re.search("[;。]", gap) or _is_share_of_gdp(sentence, topics, place, gap):
        return False
    end = place.cursor + len(gap)
    tail = patterns.LIST_TAIL.match(sentence.text, place.cursor) if place.fresh else None
    cursor = tail.end() if tail and tail.end() <= end else place.cursor
    gap = sentence.text[cursor:end]
    inside = [(one.start, one.end) for one in (*topics.objects, *sentence.times)]
    for start, stop in sorted(inside, reverse=True):
        if cursor <= start and stop <= end:
            gap = gap[: start - cursor] + gap[stop - cursor :]
    if len(gap) > 80:
        return False
    named = place.group[-1].named
    name = sentence.text[named.start : named.end]
    *before, last = re.split("[,、:]", patterns.ASIDE.sub("", gap))
    room = 2 if not place.fresh else 0 if name in patterns.BARE else 8
    return not any(
        _distracts(clause, name, 2 if number else room)
        for number, clause in enumerate(before)
        if not _is_passed_by(number, clause)
    ) and not _distracts(last, name, _room(gap, last) if before else room)


def _room(gap: str, last: str) -> int:
    """Characters left open after a clause; none for the next of a list (粮食7万吨、水果2万吨)."""
    return 0 if gap.startswith("、") and not re.search("[增减升降涨]", last) else 2


def _is_share_of_gdp(sentence: Sentence, topics: Topics, place: _Place, gap: str) -> bool:
    """Whether what follows is a share of the gross domestic product, which is no observation."""
    if place.group[-1].named.indicator.indicator in patterns.HAS_A_SHARE_OF_GDP:
        return False
    return any(
        one.indicator.indicator == "gdp"
        and place.cursor <= one.start < place.cursor + len(gap)
        and patterns.OF_GDP.search(sentence.text, place.cursor, one.start)
        for one in topics.objects
    )


def _is_passed_by(number: int, clause: str) -> bool:
    """Whether a clause on the way to a quantity is about rank, or about what is left out."""
    is_rank = number and (patterns.RANK.match(clause) or patterns.RANKED.fullmatch(clause))
    return len(clause) <= 20 and bool(is_rank or patterns.EXCEPT.match(clause))


def _distracts(clause: str, name: str, room: int) -> bool:
    """Whether a clause names something else; ``room``: how many characters are left open."""
    rest = patterns.FILL.sub("", clause)
    if rest == "支出" and name.endswith(("支出", "经费", "投入")):
        return False  # takes up the name: “三公”经费得到控制,全年支出...
    if rest in ("收入", "投资") and name.endswith(rest):
        return False
    return (
        bool(patterns.NOUN.search(clause)) or rest in ("收入", "支出", "投资") or len(rest) > room
    )
