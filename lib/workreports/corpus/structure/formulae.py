"""What formulae tell inside a part: problems, the closing words, what is added behind them.

Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workreports.corpus.structure import problems

_GOVERNANCE_NEXT = re.compile(
    r"各位代表[^。]{0,60}[。!]?[^。]{0,90}(?:自身建设|政府系统|改进政府工作)"
)
_CLOSES = re.compile(r"让我们|奋斗|不负|重托|征程|蓝图")
_PLEDGES = re.compile(
    r"我们(?:一定)?(?:将|要|决心|坚信)|大会的?(?:各项)?决[议定]|接受[^。]{0,16}监督"
)
"""The last words of reports that call on nobody: what the speaker promises the house."""
_HOUSE = ("各位代表", "各位委员", "同志们")
_LATE = 0.6
"""From this share of the review on a paragraph of problems may be without a formula."""
_POLITE = re.compile(
    r"(?:以上|特此|现将|谢谢|多谢)?[^。\n]{0,20}(?:报告|汇报|意见)?[^。\n]{0,12}"
    r"(?:请[^。\n]{0,16}(?:审[议查]|批评指正|提出[^。\n]{0,6}意见)|谢谢(?:大家|各位)?|特此报告)[^。\n]{0,10}[。!]?"
)
"""A last line of courtesy: 以上报告,请予审议。"""
_ADDED = re.compile(r"附注|附[件表录]?:|注[:释]")
_NOTES = re.compile(r"(?:附注|注释|注解):?|[^。]{0,24}名词(?:解释|注释|说明)[^\n]{0,60}")
"""The line over notes or over terms explained, where it is no heading."""


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


def of(rows: Sequence[Row], told: list[Told]) -> list[Told]:
    """What formulae tell inside a part: problems, the closing words, what is added behind them."""
    end = _added(rows, told)
    closing = _closing(rows[:end], told)
    result = _inside(rows[:closing], told, end)
    for row, one in zip(rows[closing:end], told[closing:end], strict=True):
        is_turn = not row.depth or one.part == "preface"
        result.append(Told("closing", "the speaker calls on the house") if is_turn else one)
    note = Told("appendix", "a note behind the last words")
    return [*result, *(one if one.part == "appendix" else note for one in told[end:])]


def _inside(rows: Sequence[Row], told: Sequence[Told], end: int) -> list[Told]:
    """The parts up to the closing words, with problems and the turn to the government itself."""
    result = list(told[: len(rows)])
    late = _end_of_review(rows, told)
    before = governs = False
    for i, row in enumerate(rows):
        before = _has_problems(row, told[i].part, before, is_late=row.start >= late)
        if before:
            result[i] = Told("problems", "the paragraph names what is wanting")
        opening = "".join(one.words for one in rows[i : i + 2])[:160]
        governs = (
            not row.depth
            and told[i].part == "plan"
            and (governs or (i > end * 0.7 and bool(_GOVERNANCE_NEXT.match(opening))))
        )
        if governs:
            result[i] = Told("governance", "the speaker turns to the government itself")
    return result


def _added(rows: Sequence[Row], told: Sequence[Told]) -> int:
    """Where begins what is added behind a report: under its own heading, or as a note."""
    end = next(
        (i for i, one in enumerate(told) if one.part == "appendix" or _is_over_notes(rows, i)),
        len(rows),
    )
    for i in range(max(1, end - 8), end):
        is_last = not any(row.depth for row in rows[i:end])
        if is_last and _ADDED.match(rows[i].words) and _closing(rows[:i], told) < i:
            return i
    return end


def _is_over_notes(rows: Sequence[Row], i: int) -> bool:
    """Whether a row in the second half is the line over notes or over terms explained."""
    is_late = rows[i].start > rows[-1].end / 2
    return is_late and bool(_NOTES.fullmatch(rows[i].words.strip("-*· ")))


def _closing(rows: Sequence[Row], told: Sequence[Told]) -> int:
    """Where the closing words begin: the last turn to the house; their number if there are none."""
    polite = len(rows)
    while polite > 1 and _POLITE.fullmatch(rows[polite - 1].words) and not rows[polite - 1].depth:
        polite -= 1
    for i in range(polite - 1, max(-1, polite - 12), -1):
        if rows[i].depth:
            break
        if rows[i].words.startswith(_HOUSE):
            return i if _is_closing(rows[i:], told[i].part) else polite
    calls = polite and "让我们" in rows[polite - 1].words and not rows[polite - 1].depth
    return polite - 1 if calls else polite


def _is_closing(rows: Sequence[Row], part: str) -> bool:
    """Whether the last rows, with which the speaker turns to the house, end the report."""
    words = "".join(row.words for row in rows)
    if "让我们" in words:
        return True
    pledges = len(rows) <= 2 and part in ("plan", "governance") and _PLEDGES.search(words)
    return part != "review" and bool(pledges or _CLOSES.search(words))


def _end_of_review(rows: Sequence[Row], told: Sequence[Told]) -> float:
    """Where the last paragraphs of the review begin: behind its last heading and what it is of."""
    own = [i for i, one in enumerate(told[: len(rows)]) if one.part in ("review", "problems")]
    if not own:
        return float("inf")
    first, last = rows[own[0]].start, rows[own[-1]].end
    headings = [rows[i].end for i in own if rows[i].depth]
    return max([first + _LATE * (last - first), *(end + 2 for end in headings[-1:])])


def _has_problems(row: Row, part: str, before: bool, *, is_late: bool) -> bool:
    """Whether a paragraph tells of problems, ``before`` the one before it."""
    if row.depth or part not in ("review", "plan"):
        return False
    if problems.is_told(row.words, in_plan=part == "plan", is_late=is_late):
        return True
    return before and part == "review" and problems.goes_on(row.words)
