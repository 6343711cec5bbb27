"""The verdict on a promise: an ordered table of conditions, of which the first that holds tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from workreports.indicators.targets.reasons import SAID, Why
from workreports.indicators.targets.results import Outcome, plain
from workreports.indicators.verdicts import Row
from workreports.io.telling import Told, say

VERDICTS = [
    "met",
    "already passed",
    "missed",
    "out of reach at printed rates",
    "not comparable",
]
LOWER_IS_BETTER = {
    "registered_unemployment_rate",
    "surveyed_unemployment_rate",
    "cpi",
    "energy_intensity",
    "deficit_ratio",
    "fiscal_deficit",
    "three_public_expenses",
}
"""A target for these is a ceiling."""
_LOWER_BY_NAME = re.compile("(?:失业率|死亡率|发案率|能耗|电耗|水耗|排放量|排放总量|浓度|事故数?)$")
"""The same of items that are in no list."""
_ROOM_OF_RATES, _ROOM_OF_AMOUNTS = 0.5, 0.05
"""左右 ("about") leaves open whether a shortfall up to this is still a success.

Rates in percentage points, amounts as a share.
"""


class Case(NamedTuple):
    """A promise and what answers it."""

    promise: Row
    outcome: Outcome | None
    has_ended: bool
    """The place had other borders by then."""
    admitted: str
    """Where it is said in words that the promise was not kept, "" if nowhere."""

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better."""
        return is_ceiling(self.promise.indicator, self.promise.promise_bound)

    def surplus(self, promise: float) -> float:
        """By how much the result is better than a promise."""
        better = self.outcome.value - promise
        return round(-better if self.is_ceiling else better, 8)

    @property
    def is_better(self) -> bool:
        return self.surplus(self.promise.promise) >= 0

    @property
    def mixes_terms(self) -> bool:
        """Whether only one of both rates is on comparable terms."""
        bases = self.promise.growth_basis, self.outcome.row.growth_basis
        is_rate = self.promise.measure == "growth" and pd.notna(bases[0])
        return is_rate and (bases[0] == "comparable") != (bases[1] == "comparable")

    @property
    def is_threshold(self) -> bool:
        """Whether the result says only that a bound was passed."""
        return self.outcome.row.bound == ("at_most" if self.is_ceiling else "at_least")

    @property
    def room(self) -> float:
        """The shortfall that 左右 leaves open."""
        if self.promise.promise_bound != "about":
            return 0.0
        is_rate = self.promise.promise_unit == "%"
        return _ROOM_OF_RATES if is_rate else _ROOM_OF_AMOUNTS * abs(self.promise.promise)

    def is_certain(self, kind: str) -> bool:
        """Whether what is printed of some years decides, by ``kind`` of partial result."""
        if self.outcome is None or self.outcome.kind != kind or self.is_ceiling:
            return False
        surplus = self.surplus(self.promise.promise)
        return surplus >= 0 if kind == "so_far" else surplus < -self.room

    def numbers(self) -> Told:
        both = {"result": plain(self.outcome.value), "promise": plain(self.promise.promise)}
        told = say("{result} against {promise}", "结果{result}，承诺{promise}", **both)
        if self.outcome.why:
            told = say("{told} ({why})", "{told}（{why}）", told=told, why=self.outcome.why)
        if self.outcome.is_early:
            told = say("{told} (preliminary)", "{told}（预计数）", told=told)
        return told


def is_ceiling(indicator: str, bound: object) -> bool:
    """Whether a target of an indicator stands for at most what is printed.

    >>> is_ceiling("cpi", "about"), is_ceiling("gdp", "exact"), is_ceiling("gdp", "at_most")
    (True, False, True)
    """
    by_name = _LOWER_BY_NAME.search(indicator)
    return bound == "at_most" or indicator in LOWER_IS_BETTER or bool(by_name)


class _Rule(NamedTuple):
    reason: str
    verdict: str
    holds: Callable[[Case], object]
    why: Callable[[Case], Told]


def _without_number(case: Case) -> Told:
    words = case.promise.force
    if pd.isna(words) or not words:
        read = case.promise.reason, case.promise.bound
        words = Told(
            next((one for one in read if pd.notna(one) and one), "blank"), "没有可读的数字"
        )
    return say("no number was promised ({words})", "{words}", words=words)


def said_in_words(told: str) -> Told:
    """What an admission says."""
    return say("said in words: {told}", "{told}", told=told)


def _on_other_terms(case: Case) -> Told:
    if case.promise.growth_basis == "comparable":
        en = "the target is 同口径 (on comparable terms), the result is not"
        return say(en, "承诺为同口径，结果不是")
    return say("only a 同口径 rate is printed", "仅有同口径增长率")


def _left_open(case: Case) -> Told:
    both = {"result": plain(case.outcome.value), "promise": plain(case.promise.promise)}
    en = "{result} against «about» {promise}: the wording leaves it open"
    return say(en, "结果{result}，承诺{promise}左右", **both)


_NONE = "not comparable"
_RULES = (
    _Rule(
        "admitted",
        "missed",
        lambda case: case.admitted and (case.outcome is None or case.outcome.kind != "printed"),
        lambda case: said_in_words(case.admitted),
    ),
    _Rule(
        "no_period",
        _NONE,
        lambda case: pd.isna(case.promise.period_end),
        lambda case: Told(SAID["no_period"].en, ""),
    ),
    _Rule("no_number", _NONE, lambda case: pd.isna(case.promise.promise), _without_number),
    _Rule(
        "already_passed",
        "already passed",
        lambda case: case.is_certain("so_far"),
        Case.numbers,
    ),
    _Rule(
        "other_territory",
        _NONE,
        lambda case: (case.outcome is None or case.outcome.kind != "printed") and case.has_ended,
        lambda case: Told("territory: by then the place had other borders", ""),
    ),
    _Rule(
        "out_of_reach",
        "out of reach at printed rates",
        lambda case: case.is_certain("at_best"),
        Case.numbers,
    ),
    _Rule(
        "no_result",
        _NONE,
        lambda case: case.outcome is None or case.outcome.kind != "printed",
        lambda case: Told(SAID["no_result"].en, ""),
    ),
    _Rule("comparable", _NONE, lambda case: case.mixes_terms, _on_other_terms),
    _Rule("met", "met", lambda case: case.is_better, Case.numbers),
    _Rule(
        "threshold",
        _NONE,
        lambda case: case.is_threshold,
        lambda case: say(
            "the result is only a threshold ({value})", "{value}", value=plain(case.outcome.value)
        ),
    ),
    _Rule(
        "wording",
        _NONE,
        lambda case: -case.surplus(case.promise.promise) <= case.room,
        _left_open,
    ),
    _Rule("missed", "missed", lambda case: True, Case.numbers),
)
"""Asked in this order; the first that holds gives verdict, reason and ground."""


def judge(case: Case) -> tuple[str, Why]:
    """The verdict on a promise, and what it rests on."""
    rule = next(rule for rule in _RULES if rule.holds(case))
    is_early = rule.verdict in ("met", "missed") and case.outcome and case.outcome.is_early
    return rule.verdict, Why("preliminary" if is_early else rule.reason, rule.why(case))
