"""What formulae tell inside a part: problems, the closing words, what is added behind them.

Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workreports.corpus.structure.rows import Row, Told

PROBLEMS = re.compile(
    r"清醒地?(?:看到|认识|意识)|存在着?(?:一些|不少|许多|诸多|很多|较多)[^。,]{0,12}(?:问题|困难|不足|差距|短板)"
    r"|(?:还|仍|尚|也)[^。,]{0,10}存在[^。]{0,24}(?:问题|困难|不足|差距|短板|矛盾)"
    r"|(?:看到|认识到|意识到)[^。]{0,60}(?:问题|困难|不足|差距|短板|矛盾|挑战)"
    r"|(?:问题|困难|不足|差距|矛盾)[^。,]{0,4}(?:主要是|主要有|主要表现|是:|有:)"
    r"|面临着?(?:一些|不少|许多|诸多|很多)[^。]{0,16}(?:问题|困难|挑战|矛盾)"
    r"|(?:要|须|应|应当|需)(?:清醒|勇于|敢于)?(?:正视|直面|看到|看见|看清)[^。]{0,40}"
    r"(?:问题|困难|不足|差距|短板|矛盾|难处|难题)"
    r"|(?:暴露|反映)出?[^。]{0,20}(?:问题|困难|不足|差距|短板|矛盾)|^我们[也还][^。,]{0,6}(?:看|认识|意识)到:"
    r"|(?:问题|困难|不足|矛盾|难题)[^。,]{0,4}(?:需要?|值得)[^。,]{0,4}(?:正视|重视|关注|解决)"
    r"|(?:存在|面临)的?(?:主要|突出)?(?:问题|困难|不足|矛盾|短板)[^。,]{0,4}:"
)
_NARROW_PROBLEMS = re.compile(
    r"清醒地?(?:看到|认识)|存在(?:着)?(?:一些|不少|许多)[^。,]{0,8}(?:问题|困难)"
)
_PROBLEMS_GO_ON = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十]|[—-]|\(?[\d一二三四五六七八九十]+[)、.]|(?:对|针对|面对)?(?:这些|以上|上述|此|存在)"
    r"|我们(?:一定|将|要|必须)|对此|主要"
)
_GOVERNANCE_NEXT = re.compile(
    r"各位代表[^。]{0,60}[。!]?[^。]{0,90}(?:自身建设|政府系统|改进政府工作)"
)
_CLOSES = re.compile(r"让我们|奋斗|不负|重托|征程|蓝图")
_PLEDGES = re.compile(
    r"我们(?:一定)?(?:将|要|决心|坚信)|大会的?(?:各项)?决[议定]|接受[^。]{0,16}监督"
)
"""The last words of reports that call on nobody: what the speaker promises the house."""
_HOUSE = ("各位代表", "各位委员", "同志们")
_ADDED = re.compile(r"附注|附[件表录]?:|注[:释]")


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
    before = governs = False
    for i, row in enumerate(rows):
        before = _has_problems(row, told[i].part, before)
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
    end = next((i for i, one in enumerate(told) if one.part == "appendix"), len(rows))
    for i in range(max(1, end - 8), end):
        is_last = not any(row.depth for row in rows[i:end])
        if is_last and _ADDED.match(rows[i].words) and _closing(rows[:i], told) < i:
            return i
    return end


def _closing(rows: Sequence[Row], told: Sequence[Told]) -> int:
    """Where the closing words begin: the last turn to the house; their number if there are none."""
    for i in range(len(rows) - 1, max(-1, len(rows) - 12), -1):
        if rows[i].depth:
            break
        if rows[i].words.startswith(_HOUSE):
            return i if _is_closing(rows[i:], told[i].part) else len(rows)
    last = len(rows) - 1
    return last if rows and "让我们" in rows[last].words and not rows[last].depth else len(rows)


def _is_closing(rows: Sequence[Row], part: str) -> bool:
    """Whether the last rows, with which the speaker turns to the house, end the report."""
    words = "".join(row.words for row in rows)
    if "让我们" in words:
        return True
    pledges = len(rows) <= 2 and part in ("plan", "governance") and _PLEDGES.search(words)
    return part != "review" and bool(pledges or _CLOSES.search(words))


def _has_problems(row: Row, part: str, before: bool) -> bool:
    """Whether a paragraph tells of problems, ``before`` the one before it."""
    if row.depth or part not in ("review", "plan"):
        return False
    if (PROBLEMS if part == "review" else _NARROW_PROBLEMS).search(row.words):
        return True
    return before and part == "review" and bool(_PROBLEMS_GO_ON.match(row.words))
