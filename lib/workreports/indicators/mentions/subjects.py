"""A sentence with what stands in it, and the indicators as its subjects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workreports.corpus.periods import Mention
from workreports.indicators import patterns
from workreports.indicators.mentions.names import Named
from workreports.indicators.quantities import Quantity


@dataclass(frozen=True)
class Sentence:
    """A sentence of a reading copy and what stands in it, each in order; offsets count in it."""

    text: str
    names: list[Named]
    quantities: list[Quantity]
    times: list[Mention]
    before: str = ""
    """The sentences before it."""

    @cached_property
    def ends(self) -> list[int]:
        """Where quantities, names and words of time end: what limits a name stands after them."""
        return [one.end for one in (*self.quantities, *self.times, *self.names)]


_NEAR = 12
"""Characters between a part and the name that it limits, at most (农村常住居民)."""


class Subject(NamedTuple):
    """An indicator as the topic of what follows."""

    named: Named
    scope: str
    start: int
    is_pair: bool = False
    """城乡: one topic, or two where the quantities are two."""
    is_part: bool = False
    """Something that takes a share of the indicator (五大主导产业占一般公共预算收入比重)."""
    is_other: bool = False
    """Something else that is named after the indicator (人均生产总值, 民营经济增长)."""

    def scope_start(self, text: str) -> int:
        """Where the subject begins with its part, if that is named with it, maybe by another name.

        A part that is carried over from the first of a list is not.
        """
        if self.start < self.named.start or not self.scope:
            return self.start
        own = text[max(0, self.start - _NEAR) : self.start]
        begin = self.start - len(re.split("[、,;:。]", own)[-1])
        others = [name for name, part in patterns.SAME_PART.items() if part == self.scope]
        found = max(text.rfind(name, begin, self.start) for name in (self.scope, *others))
        return found if found >= 0 else self.start

    def halves(self) -> list[Subject]:
        """城镇 and 农村, where 城乡 turns out to be two."""
        is_income = self.named.indicator.units == ("元",)
        scopes = ("城镇", "农村") if is_income else ("城", "乡")
        return [Subject(self.named, scope, self.start) for scope in scopes]


class Topics(NamedTuple):
    """What a sentence speaks of, and what it only compares with or takes a share of."""

    subjects: list[Subject]
    objects: list[Named]
