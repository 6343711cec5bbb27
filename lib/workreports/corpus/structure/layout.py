"""Where headings and paragraphs begin and end, in texts with line breaks and without any.

Patterns know half-width punctuation only, see ``markers``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from workreports.corpus.structure import bare, headings, markers, nesting
from workreports.corpus.structure.markers import DIGITS, LONG_LINE, STOPS, Marker

_PARAGRAPH_OPENERS = re.compile(
    r"各位代表[,!]|[一五]年来,|(?:与此同时|此外),(?:政府|我们|民族|人防)|在(?:充分)?(?:看到|肯定|总结)[^,。]{0,8}的?同时|"
    rf"[{DIGITS}]是[^。]{{4,24}}。"
)
_REPORTING = re.compile(
    r"完成|新增|新建|实现|出台|成立|启动|落实|实施|建成|建立|成功|被|获|继续|引进|举办|开展|设立|启用|推出|组织|组队|扎实|积极|"
    r"首批|全市|全省|全国|基本|圆满|顺利|通过|承办|创建|培训|受理|清减|共|累计|加强|做好|严格|依法|首创"
)
_PREDICATES = re.compile(
    r"(?:良好|提升|提高|明显|显著|壮大|增强|优化|推进|增长|加强|发展|深化|完善|到位|化解|破解|强化|实施|改善|扫尾|完成|解决|创新|"
    r"稳步|有进|加快|持续|凸显|夯实|见效|有序|有力|实效|好转|扩面|提质)。$"
)

_AMOUNT = r"(?:-?\d[\d,.]{0,15}%?|-)"
_ROW = re.compile(
    rf"(?:\d{{1,2}}[、.])?[^\n,。;\t\d]{{2,24}}?[ \t]{{0,8}}{_AMOUNT}"
    rf"(?:[ \t]{{1,8}}{_AMOUNT}){{1,12}}[ \t]{{0,8}}(?=\n|\Z)"
    r"|[^\n,。;\t]{2,24}\t[ ]{0,8}-?(?:\d{1,12}\.\d{1,8}|\d{4,12})%?(?=\n|\Z)"
)
"""A row of a table, whose number is no heading's (一、本级收入, 10, 12); one page is no amount."""


def rows(text: str) -> list[tuple[int, int, int]]:
    """Take a text apart into headings and paragraphs.

    Parameters
    ----------
    text : str
        Clean text with half-width punctuation (see :data:`workreports.io.text.NORMAL_FORM`).

    Returns
    -------
    list of (start, end, level)
        In order, covering every character but line breaks; ``level`` 1, 2, 3 ... for a heading, 0
        for text.

    >>> rows("一、工作回顾\\n经济平稳增长。")
    [(0, 6, 1), (7, 14, 0)]
    """
    found = [one for one in markers.find(text) if not _ROW.match(text, one.start)]
    ends = headings.ends(text, found)
    if not any(one.number and one.start in ends for one in found):
        named = {start: end for start, end in bare.lines(text) if start not in ends}
        found = [one for one in found if one.start not in named]
        found = sorted(found + [markers.unnumbered(*span) for span in named.items()])
        ends |= named
    return _split(text, found, ends)


def _split(text: str, markers: list[Marker], ends: dict[int, int]) -> list[tuple[int, int, int]]:
    """Rows ``(start, end, level)`` that cover the text."""
    levels = nesting.depths([m for m in markers if m.start in ends])
    items = sorted(m.start for m in markers if m.start in ends or m.kind == "digit")
    after_headings = set(ends.values())
    rows: list[tuple[int, int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        begin, end = line.span()
        starts = {begin, *_within(items, begin, end), *_salutations(text, begin, end)}
        starts |= {ends[start] for start in starts & ends.keys() if ends[start] < end}
        if end - begin > LONG_LINE:
            starts |= _starts_in_stretches(text, _pairs(sorted(starts), end), ends, after_headings)
        rows += [(a, b, levels.get(a, 0)) for a, b in _pairs(sorted(starts), end)]
    return _join_tables(text, rows)


def _starts_in_stretches(
    text: str, stretches: list[tuple[int, int]], ends: dict[int, int], after_headings: set[int]
) -> set[int]:
    """Where paragraphs begin in the stretches of a long line that are no headings."""
    found: set[int] = set()
    for a, b in stretches:
        if a not in ends:
            found |= _paragraph_starts(text, a, b, after_heading=a in after_headings)
    return found


def _within(places: list[int], start: int, end: int) -> list[int]:
    """Those of the sorted places that lie in ``start:end``."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _pairs(starts: list[int], end: int) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], end], strict=True))


def _salutations(text: str, start: int, end: int) -> set[int]:
    """Breaks of the title block (title, occasion, speaker) and around "各位代表:"."""
    found = set()
    for match in re.compile(r"各位代表:").finditer(text, start, end):
        found.update({match.start(), match.end()} - {end})
    if found:
        block = re.compile(r"(?<=报告)(?=[(—])|(?<=会议上)|(?<=通过[)])")
        found.update(match.end() for match in block.finditer(text, start, min(found)))
    return found


def _paragraph_starts(text: str, start: int, end: int, *, after_heading: bool) -> set[int]:
    """Where paragraphs begin in a stretch that has lost its line breaks.

    Paragraphs open with a formula ("五年来,", "各位代表,") or a lead sentence: a short sentence
    that names the topic. The lead sentences of one section are built alike, so each is held against
    the first.
    """
    found, anchor = set(), None
    for i, match in enumerate(
        re.compile(rf"[^{STOPS}]+?(?:[{STOPS}]|:(?=一是)|$)").finditer(text, start, end)
    ):
        sentence = match.group()
        formula = _PARAGRAPH_OPENERS.match(sentence)
        if formula:
            found.add(match.start())
            anchor = None if sentence.startswith("各位代表") else anchor
        elif re.fullmatch(r"[^,;:\d]{5,18}。", sentence) and end - match.end() > 40:
            first = after_heading and anchor is None and i <= 3
            if _lead_score(sentence, anchor) + 2 * first + (i == 0) >= 3:
                found.add(match.start())
                anchor = anchor or sentence
    return found


def _lead_score(sentence: str, anchor: str | None) -> int:
    """How much a short sentence looks like a lead sentence, given the section's first."""
    score = 2 * bool(_PREDICATES.search(sentence)) - 2 * bool(_REPORTING.match(sentence)) + 1
    if anchor:
        difference = abs(len(sentence) - len(anchor))
        score += {0: 2, 1: 1, 2: 0}.get(difference, -1)
        # Verb-first leads (plans) repeat their first characters: 进一步…, 高…, 以…为….
        score += 2 * (sentence[:1] == anchor[:1] and difference <= 2)
    return score


def _join_tables(text: str, rows: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Under 附表 the cells stand one a line: those up to the notes are one row."""
    joined: list[tuple[int, int, int]] = []
    in_table = False
    for start, end, level in rows:
        if level == 1:
            in_table = text.startswith("附表", start)
        elif in_table and text.startswith("注", start):
            in_table = False
        is_cell = in_table and level != 1
        if is_cell and joined[-1][2] == 0 and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end, 0)
        else:
            joined.append((start, end, 0 if is_cell else level))
    return joined
