"""What a sentence says of the indicators it names: which figure belongs to which name, and how it is meant.

A sentence is read from left to right. A figure belongs to the indicator named last, as long as nothing between the two
names something else: Chinese reports set the subject once and hang clause after clause on it.
"""

from __future__ import annotations

import re

from workreports.indicators import quantities, subjects, wording
from workreports.indicators.quantities import Figure
from workreports.indicators.subjects import Passed, Statement, Subject, Years
from workreports.indicators.tense import Setting, Tense
from workreports.indicators.vocabulary import Named

_NO_SUBJECT = "no indicator of the list is its subject"


class Reader:
    """Reads one sentence; ``statements`` and ``passed`` are the result.

    Parameters
    ----------
    text : str
        A sentence of a reading copy, see ``quantities.readable``.
    names : list of Named
        The indicators' names in it.
    setting : Setting
    before, promised, span
        What the sentences before leave to it, see ``Tense``.
    """

    def __init__(
        self,
        text: str,
        names: list[Named],
        setting: Setting,
        before: str = "",
        promised: bool = False,
        span: Years | None = None,
    ):
        self.text, self.names = text, names
        self.figures = quantities.figures(text)
        self.tense = Tense(text, names, self.figures, setting, before, promised, span)
        self._stops = [one.end for one in (*self.figures, *self.tense.times, *names)]
        self.subjects, self.objects = subjects.find(text, names, self._stops, setting.area)
        self.statements: list[Statement] = []
        self.passed: list[Passed] = []
        self._read()
        self._yardsticks()
        self.statements.sort(key=lambda said: (said.named.start, said.start))

    @property
    def last_span(self) -> Years | None:
        """The last span of years that the sentence speaks of; an average in the next sentence is over the same one."""
        spans = [
            said.years for said in self.statements if said.years and said.years[0] < said.years[1]
        ]
        return spans[-1] if spans else self.tense.span

    def _read(self) -> None:
        """Go through the figures, list by list, and give each to its subject."""
        group: list[
            Subject
        ] = []  # subjects that stand in one list, such as 财政总收入、地方财政收入
        amounts: list[
            Subject | None
        ] = []  # the subject of each amount, None where the amount is of something else
        cursor, fresh, named, number = (
            0,
            True,
            0,
            0,
        )  # fresh: no figure has been given to the group yet
        while number < len(self.figures):
            run = self._run(number, cursor)
            while named < len(self.subjects) and self.subjects[named].named.start < run[0].start:
                subject = self.subjects[named]
                group = (
                    [*group, subject]
                    if group and fresh and self._joins(group[-1], subject)
                    else [subject]
                )
                cursor, fresh, named = max(subject.named.end, cursor), True, named + 1
                run = self._run(number, cursor)
            number += len(run)
            gap = self.text[cursor : run[0].start]
            if group and (
                re.search("[;。]", gap)
                or not self._continues(gap, fresh, cursor, self._name(group[-1]))
            ):
                group = []
            for one, topics in self._pairs(run, group, amounts, gap):
                for topic in topics:
                    self._state(topic, one, gap + self.text[run[0].end : one.start], cursor)
            if group:
                # What is no figure of the subject, such as a number of steps climbed, leaves it as fresh as before.
                fresh = fresh and all(
                    one.dimension == "people" and not self._fits(one, group[-1]) for one in run
                )
            after = wording.BOUND.match(self.text, run[-1].end) if group else None
            cursor = after.end() if after else run[-1].end

    def _joins(self, one: Subject, other: Subject) -> bool:
        """Whether two subjects stand in one list."""
        between = self.text[one.named.end : other.start]
        return (
            one.named == other.named
            or len(between) < 20
            and bool(wording.COORDINATED.search(between[: len(between) - len(other.scope)]))
        )

    def _run(self, number: int, cursor: int) -> list[Figure]:
        """Figures that stand in one list: A、B和C."""
        run = [self.figures[number]]
        join = (
            wording.JOIN
            if wording.RESPECTIVELY.search(self.text, cursor, run[0].start)
            else "(?:、|和|与|及|以及)"
        )
        for later in self.figures[number + 1 :]:
            if later.dimension != run[-1].dimension or not re.fullmatch(
                join, wording.BOUND.sub("", self.text[run[-1].end : later.start])
            ):
                break
            run.append(later)
        return run

    def _pairs(
        self, run: list[Figure], group: list[Subject], amounts: list[Subject | None], gap: str
    ) -> list[tuple[Figure, list[Subject]]]:
        """Which figure of a list belongs to which subjects; what belongs to none is passed over."""
        respectively, reason = wording.RESPECTIVELY.search(gap), _NO_SUBJECT
        if len(run) == 1:
            pairs: list[tuple[Figure, list[Subject]]] = [(run[0], group)]
        elif len(run) == 2 and len(group) == 1 and group[0].is_pair:
            group[0].halves = group[0].halves or [
                Subject(group[0].named, scope, group[0].start) for scope in ("城镇", "农村")
            ]
            pairs = [(one, [half]) for one, half in zip(run, group[0].halves, strict=True)]
        elif len(run) == len(group):
            pairs = [(one, [topic]) for one, topic in zip(run, group, strict=True)]
        elif len(amounts) >= len(run) and (
            respectively
            and any(amounts[-len(run) :])
            or group
            and run[0].dimension == "percent"
            and all(amounts[-len(run) :])
        ):
            pairs = [
                (one, [topic] if topic else [])
                for one, topic in zip(run, amounts[-len(run) :], strict=True)
            ]
        else:
            pairs = [(run[0], group[-1:]), *((one, []) for one in run[1:])]
            reason = "a list of figures without a list of indicators" if group else _NO_SUBJECT
        self.passed += [Passed(one.start, one.end, reason) for one, topics in pairs if not topics]
        if run[0].dimension not in ("percent", "points"):
            amounts += [topics[0] if topics else None for _, topics in pairs]
        return pairs

    def _continues(self, gap: str, fresh: bool, cursor: int, name: str) -> bool:
        """Whether the subject still holds after what stands between it and a figure."""
        end = cursor + len(gap)
        for start, stop in sorted(
            [(one.start, one.end) for one in (*self.objects, *self.tense.times)], reverse=True
        ):
            if cursor <= start and stop <= end:
                gap = gap[: start - cursor] + gap[stop - cursor :]
        if len(gap) > 80:
            return False
        clauses = re.split("[,、:]", wording.ASIDE.sub("", gap))
        for number, clause in enumerate(clauses):
            if (
                number < len(clauses) - 1
                and len(clause) <= 20
                and (number and wording.RANK.match(clause) or wording.EXCEPT.match(clause))
            ):
                continue
            rest = wording.FILL.sub("", clause)
            if (
                rest == "支出"
                and name.endswith(("支出", "经费", "投入"))
                or rest in ("收入", "投资")
                and name.endswith(rest)
            ):
                continue  # takes up the name: “三公”经费得到控制,全年支出...
            if (
                wording.NOUN.search(clause)
                or rest in ("收入", "支出", "投资")
                or len(rest) > (8 if fresh and number == 0 else 2)
            ):
                return False
        return True

    def _name(self, topic: Subject) -> str:
        return self.text[topic.named.start : topic.named.end]

    def _fits(self, figure: Figure, topic: Subject) -> bool:
        return quantities.standard(1.0, figure.unit, topic.named.indicator.units)[1] is not None

    def _state(self, topic: Subject, figure: Figure, gap: str, cursor: int) -> None:
        """Say of a subject what a figure says."""
        if reason := self._unfit(topic, figure, gap):
            self.passed.append(Passed(figure.start, figure.end, reason))
            return
        if (
            wording.TARGET_AFTER.match(self.text, figure.end)
            and figure.bound in ("at_least", "at_most")
            and self.text[figure.start - 1] in "于过"
        ):
            figure = figure._replace(bound="exact")  # 低于8%的预期目标: the target itself is exact
        is_blank, is_base = (
            figure.value is None and figure.bound is None,
            bool(wording.BASE.search(gap)),
        )
        measure, years, why = self._measured(topic, figure, gap, cursor, is_base)
        if figure.bound == "range" and self._falls(topic, figure, gap):
            figure = figure._replace(low=-figure.high, high=-figure.low)
        value, basis = (
            -figure.value if figure.value and self._falls(topic, figure, gap) else figure.value,
            self._basis(figure, gap) if measure in ("growth", "average_growth") else None,
        )
        if measure == "growth" and (
            self._shares_row(topic, value, years, basis, figure)
            or is_blank
            and topic.said
            and topic.said[-1].value is None
        ):
            return
        named, share = topic.named, topic.named.indicator.share
        if measure == "share" and share:
            named = named._replace(indicator=named.indicator._replace(indicator=share))
        status = self.tense.status(topic, figure, gap, years)
        statement = Statement(
            named,
            topic.scope,
            years,
            measure,
            status,
            min(topic.start, named.start),
            figure.end,
            figure,
            value,
            growth=value if basis else None,
            growth_basis=basis,
            force=self._force(topic, figure.start) if status == "target" else "",
            reason="blank left in the draft" if is_blank else why,
            is_base=is_base,
        )
        if figure.dimension == "doublings":  # 翻一番 is kept in words
            statement.value, statement.figure, statement.force = (
                None,
                None,
                self.text[figure.start - (self.text[figure.start] != "翻") : figure.end],
            )
        if measure == "level" and topic.said:
            if self._repeats(topic, statement):
                return
            self._take_rate(topic, statement)
        topic.said.append(statement)
        self.statements.append(statement)

    def _unfit(self, topic: Subject, figure: Figure, gap: str) -> str:
        """Why a figure cannot be one of this subject, "" if it can."""
        indicator = topic.named.indicator
        if figure.dimension == "points":
            return "percentage points, no percentage"
        if figure.dimension in ("multiple", "doublings"):
            return ""
        if figure.dimension != "percent":
            return (
                "unit of something else"
                if not self._fits(figure, topic)
                else "an absolute change"
                if wording.CHANGE.search(gap)
                else ""
            )
        if wording.OF_PLAN.search(gap):
            return "share of a plan fulfilled"
        if not indicator.units and figure.value is not None and figure.value > wording.INDEX:
            return "an index, no rate"
        return "change of a rate" if indicator.is_rate and wording.RATE_CHANGE.search(gap) else ""

    def _measured(
        self, topic: Subject, figure: Figure, gap: str, cursor: int, is_base: bool
    ) -> tuple[str, Years | None, str]:
        """What kind of figure it is, for which years, and why these are missing or unusual."""
        measure = self._measure(topic, figure, gap)
        years, why = self.tense.years(topic, figure, measure, cursor, is_base)
        since = (
            self.tense.since(figure, gap)
            if measure == "growth" and figure.dimension != "doublings"
            else None
        )
        if since and years and since < years[1] - 1:
            return measure, (since + 1, years[1]), why  # growth over more than a year
        if measure == "share" and years:
            return measure, (years[1], years[1]), why
        if measure != "level" or figure.dimension == "percent" or not years:
            return measure, years if measure != "level" else years and (years[1], years[1]), why
        if wording.YEARLY.search(gap):
            span = self.tense.span
            return measure, span if span and span[1] == years[1] else years, why or "a yearly mean"
        if years[0] == years[1] and wording.SUM.search(
            gap + subjects.clause(self.text, topic.start, self._stops)
        ):
            years = (self.tense.spans_before(figure.start, years[1]) or [years])[-1]
        if years[0] != years[1] and self._is_sum(topic, figure, gap):
            return "cumulative", years, why
        return measure, (years[1], years[1]), why

    def _measure(self, topic: Subject, figure: Figure, gap: str) -> str:
        if figure.dimension in ("multiple", "doublings"):
            return "growth"
        if figure.dimension != "percent":
            return "level"
        if topic.said and topic.said[-1].is_base:
            return topic.said[-1].measure
        shares = wording.SHARE.search(self._name(topic) + gap)
        if topic.named.indicator.is_rate and not shares:
            return "level"
        if wording.AVERAGE.search(gap):
            return "average_growth"
        return "share" if topic.is_part or shares and not figure.zero else "growth"

    def _falls(self, topic: Subject, figure: Figure, gap: str) -> bool:
        """Whether a rate is one of a fall."""
        directions = [match.lastgroup for match in wording.DIRECTION.finditer(gap)]
        return (
            figure.dimension == "percent"
            and directions[-1:] == ["fall"]
            and not topic.named.indicator.is_rate
            and not wording.SHARE.search(gap)
        )

    def _basis(self, figure: Figure, gap: str) -> str | None:
        """What a rate compares with."""
        if figure.dimension != "percent" or figure.value is None:
            return None
        remark = re.match(r"\([^()]{1,12}\)", self.text[figure.end : figure.end + 14])
        near = gap + (remark[0] if remark else "")
        return (
            "comparable"
            if wording.COMPARABLE.search(near)
            else "real"
            if wording.REAL.search(near)
            else "yoy"
        )

    def _is_sum(self, topic: Subject, figure: Figure, gap: str) -> bool:
        """Whether an amount over several years is their sum."""
        segment = self.text.rfind(";", 0, topic.start) + 1
        lead = subjects.clause(self.text, topic.start, self._stops)
        if (
            topic.named.indicator.indicator in wording.FLOWS
            and "累计完成" in self.text[segment : topic.start]
        ):
            lead += self.text[max(segment, topic.start - 40) : topic.start]
        if (
            wording.SUM.search(gap)
            or wording.SUM.search(lead)
            or topic.named.indicator.units == ("人",)
        ):
            return True
        named = any(
            time.first != time.last and max(segment, topic.start - 12) <= time.start < figure.start
            for time in self.tense.times
        )
        return named and not wording.REACHED.search(gap)

    def _repeats(self, topic: Subject, statement: Statement) -> bool:
        """Whether of two levels one is only the threshold that the other passes (突破千亿元大关,达到1024亿元); that one is passed over."""
        earlier = topic.said[-1]
        if (
            earlier.measure != "level"
            or earlier.years != statement.years
            or earlier.is_base
            or not earlier.figure
            or "percent" in (earlier.figure.dimension, statement.figure.dimension)
        ):
            return False
        threshold, level = (
            (earlier, statement) if earlier.figure.bound == "at_least" else (statement, earlier)
        )
        if (
            threshold.figure.bound != "at_least"
            or level.figure.bound == "at_least"
            or "target" in (threshold.status, level.status)
            or None in (threshold.value, level.value)
        ):
            return False
        least, reached = (
            quantities.standard(said.value, said.figure.unit, topic.named.indicator.units)[0]
            for said in (threshold, level)
        )
        if least > reached:
            return False
        self.passed.append(
            Passed(
                threshold.figure.start,
                threshold.figure.end,
                "a threshold; the figure that passes it is kept",
            )
        )
        if threshold is earlier:
            self.statements.remove(earlier)
            topic.said.remove(earlier)
        return threshold is statement

    def _shares_row(
        self,
        topic: Subject,
        value: float | None,
        years: Years | None,
        basis: str | None,
        figure: Figure,
    ) -> bool:
        """Add a rate to the row of its level."""
        levels = [
            said
            for said in topic.said
            if said.measure == "level"
            and said.years == years
            and said.figure.dimension != "percent"
        ]
        if (
            not basis
            or not levels
            or levels[-1].growth_basis
            or years is None
            and topic.said[-1] is not levels[-1]
        ):
            return False
        levels[-1].growth, levels[-1].growth_bound, levels[-1].growth_basis = (
            value,
            figure.bound,
            basis,
        )
        return True

    def _take_rate(self, topic: Subject, level: Statement) -> None:
        """Put a rate that was printed before its level (增长6.6%,总量突破90万亿元) into the level's row."""
        rate = topic.said[-1] if topic.said else None
        if (
            rate
            and rate.measure == "growth"
            and rate.years == level.years
            and rate.figure
            and level.figure.dimension != "percent"
        ):
            level.growth, level.growth_basis, level.growth_bound = (
                rate.growth,
                rate.growth_basis,
                rate.figure.bound,
            )
            self.statements.remove(rate)

    def _force(self, topic: Subject, stop: int) -> str:
        """Words of commitment: over the whole list (预期目标是:), at the head of the clause, or right before the figure."""
        head = self.text.find(":", 0, topic.start) + 1
        clause = max(head, self.text.rfind(";", 0, topic.start) + 1)
        first = min(
            (name.start for name in self.names if name.start >= clause), default=topic.start
        )
        own = max(
            (figure.end for figure in self.figures if figure.end <= topic.start), default=clause
        )
        places = sorted({(0, head), (clause, first), (max(own, first), stop)})
        return "/".join(
            dict.fromkeys(
                word
                for start, end in places
                if start < end
                for word in wording.FORCE.findall(self.text, start, end)
            )
        )

    def _yardsticks(self) -> None:
        """Targets without a number: 完成市下达任务, 与经济增长基本同步."""
        found: tuple[int, str] | None = None
        ends = [*(subject.start for subject in self.subjects[1:]), len(self.text)]
        for topic, end in reversed(list(zip(self.subjects, ends, strict=False))):
            after = re.split("[;。]", self.text[topic.named.end : min(end, topic.named.end + 40)])[
                0
            ]
            listed = (
                found if after in ("、", "和", "与", "及") else None
            )  # the yardstick of the next in the list
            found = (
                (self._yardstick(topic, after) or listed)
                if not topic.said and self.tense.promised(topic)
                else None
            )
            if not found:
                continue
            stop, force = found
            measure = (
                "growth" if wording.GROWS.search(self.text, topic.named.end, stop) else "level"
            )
            years, why = self.tense.years(
                topic, Figure(stop, stop, None, "", "", None), measure, topic.named.end, False
            )
            years = (years[1], years[1]) if measure == "level" and years else years
            force = "/".join(filter(None, (self._force(topic, topic.named.end), force)))
            self.statements.append(
                Statement(
                    topic.named,
                    topic.scope,
                    years,
                    measure,
                    "target",
                    topic.start,
                    stop,
                    force=force,
                    reason=why,
                )
            )

    def _yardstick(self, topic: Subject, after: str) -> tuple[int, str] | None:
        """The end of a yardstick that stands in place of a number, and its words."""
        match, before = (
            wording.YARDSTICK.search(after),
            wording.YARDSTICK_BEFORE.search(self.text[max(0, topic.start - 24) : topic.start]),
        )
        if match:
            between = after[: match.start()]
            if len(wording.FILL.sub("", between)) <= 4 or re.fullmatch(
                "[^,、]{0,6}、[^,、]{2,12}", between
            ):
                return topic.named.end + match.end(), next(
                    (word for word in ("基本同步", "同步") if word in match[0]), match[0]
                )
        if before and (later := wording.YARDSTICK_AFTER.match(after)):
            return topic.named.end + later.end(), before["force"]
        return None
