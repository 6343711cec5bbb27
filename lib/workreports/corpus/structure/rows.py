"""A row of an outline on its way into the table, and what is told of it."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A heading or paragraph on its way into the table; punctuation is half-width."""

    start: int
    end: int
    depth: int
    words: str
    above: dict[int, str]
    """The headings above by their depth, a heading's own words included."""


class Told(NamedTuple):
    """The part of a row, and the evidence for it in words."""

    part: str
    why: str
