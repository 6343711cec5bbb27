"""Where headings and paragraphs begin and end, in texts with line breaks and without any.

Where no line break shows where a heading ends, the headings of one list decide together: they are
built alike (much the same length), a heading ends in certain words, and what follows it opens a
paragraph.

Patterns know half-width punctuation only: they are held against a copy of the text in which
full-width characters are folded, one for one, so that all offsets stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from workreports.io.text import HALF_WIDTH

_DIGITS = "一二三四五六七八九十"
_N = f"[{_DIGITS}]{{1,4}}"  # bounded, so that a million of them take linear time
_END = "。!?"
# Kind of marker, its level, its pattern. The number, if any, is the group "n".
_MARKERS = [
    ("chapter", 1, rf"第(?P<n>{_N})章"),
    ("section", 2, rf"第(?P<n>{_N})节"),
    ("numeral", 1, rf"(?P<n>{_N})、"),
    ("bracket", 2, rf"[(](?P<n>{_N})[)]"),
    ("digit", 3, r"(?P<n>\d{1,2})(?:、|[.](?=[^\d\s]))"),
    ("box", 3, rf"专栏(?P<n>{_N})"),
    ("bullet", 4, r"※"),
    ("annex", 1, r"附表(?P<n>\d*)|附件(?:\s*名词解释)?|名词解释"),
]
_AT_LINE_STARTS = ("box", "bullet", "digit")
"""Kinds that begin a line; a digit may stand elsewhere where the line breaks are lost."""
_LONG_LINE = 700
"""Printed paragraphs of these reports stay below; a longer line has lost its line breaks."""
_NEAR = 45
"""Characters between two markers of which the first has a heading without an end."""

_SENTENCE = re.compile(rf"[^{_END}]{{0,39}}[{_END}]")
"""A whole sentence, short enough for a heading."""
_OPENERS = re.compile(
    r"20\d\d年|刚刚过去|过去[一五]|[一五]年来|今[年后]|去年|面对|围绕|以[^,。]{2,24}为|坚持|始终|根据|按照|全面|切实|不断|大力|"
    r"深入|认真|紧紧|积极|加快|进一步|立足|区委|区政府|我们|各位代表|依托|牢固|严格|着眼"
)
_CLOSERS = re.compile(
    r"(?:回顾|情况|成绩|说明|工作|任务|目标|安排|思路|过程|要求|措施|建设|发展|突破|进展|提升|提高|加强|增长|转型|升级|效能|活力|动力|环境|质量|水平|"
    r"能级|格局|体系|样板|品质|获得感)$"
)
# A heading does not stop at a conjunction, or between an adverb and its verb or the verb and its
# object; nor does a paragraph begin with what belongs to the words before.
_UNFINISHED = re.compile(
    r"(?:[和与及的对在、,;:(《“]|(?:^|,)(?:进一步|着力|全面|大力|加快|切实|积极|不断|有效|努力)[\u4e00-\u9fff]{0,2})$"
)
_UNOPENED = re.compile(r"回顾|总结|[的和与及等地得、,。;:)”》]")
_PARAGRAPH_OPENERS = re.compile(
    r"各位代表[,!]|[一五]年来,|(?:与此同时|此外),(?:政府|我们|民族|人防)|在(?:充分)?(?:看到|肯定|总结)[^,。]{0,8}的?同时|"
    rf"[{_DIGITS}]是[^。]{{4,24}}。"
)
_REPORTING = re.compile(
    r"完成|新增|新建|实现|出台|成立|启动|落实|实施|建成|建立|成功|被|获|继续|引进|举办|开展|设立|启用|推出|组织|组队|扎实|积极|"
    r"首批|全市|全省|全国|基本|圆满|顺利|通过|承办|创建|培训|受理|清减|共|累计|加强|做好|严格|依法|首创"
)
_PREDICATES = re.compile(
    r"(?:良好|提升|提高|明显|显著|壮大|增强|优化|推进|增长|加强|发展|深化|完善|到位|化解|破解|强化|实施|改善|扫尾|完成|解决|创新|"
    r"稳步|有进|加快|持续|凸显|夯实|见效|有序|有力|实效|好转|扩面|提质)。$"
)


class _Marker(NamedTuple):
    start: int
    text: int
    """Where the heading's words begin, after the marker."""
    line_end: int
    kind: str
    level: int
    number: int | None
    at_line_start: bool


def rows(text: str) -> list[tuple[int, int, int]]:
    """Take a text apart into headings and paragraphs.

    Parameters
    ----------
    text : str
        Clean text with half-width punctuation (see :data:`workreports.io.HALF_WIDTH`).

    Returns
    -------
    list of (start, end, level)
        In order, covering every character but line breaks; ``level`` 1, 2, 3 ... for a heading, 0
        for text.

    >>> rows("一、工作回顾\\n经济平稳增长。")
    [(0, 6, 1), (7, 14, 0)]
    """
    markers = _markers(text)
    return _split(text, markers, _heading_ends(text, markers))


def title(words: str) -> str:
    """A heading's words without its marker and closing full stop.

    >>> title("(一)坚定目标稳增长")
    '坚定目标稳增长'
    """
    folded = words.translate(HALF_WIDTH)
    for kind, _, pattern in _MARKERS:
        if kind != "annex" and (match := re.match(rf"(?:{pattern})\s*", folded)):
            return words[match.end() :].strip().rstrip("。")
    return words.strip()


def number(words: str) -> int | None:
    """The number a heading begins with, None if it has none.

    >>> number("(四)聚焦融合"), number("10.推进"), number("附件"), number("十十一、")
    (4, 10, None, None)
    """
    for _, _, pattern in _MARKERS:
        if (match := re.match(pattern, words)) and match.groupdict().get("n"):
            return _value(match["n"])
    return None


def _value(numeral: str) -> int | None:
    if not numeral:
        return None
    if numeral.isdecimal():
        return int(numeral)
    if not re.fullmatch("[一二三四五六七八九]?十?[一二三四五六七八九]?", numeral):
        return None
    tens, _, units = numeral.rpartition("十") if "十" in numeral else ("", "", numeral)
    value = (_DIGITS.index(tens) + 1 if tens else 1) * 10 if "十" in numeral else 0
    return value + (_DIGITS.index(units) + 1 if units in _DIGITS and len(units) == 1 else 0)


def _markers(text: str) -> list[_Marker]:
    """All places that may begin a heading or a list item, in order.

    In mid-line a marker follows the end of a sentence, or a heading that has just begun and that
    shows no end.
    """
    markers: list[_Marker] = []
    last: dict[str, int | None] = {}
    for marker in sorted(_candidates(text)):
        previous = markers[-1] if markers else None
        in_sequence = marker.number in (1, (last.get(marker.kind) or -1) + 1)
        opens = _after_sentence(text, marker) or in_sequence and _runs_in(previous, marker)
        if opens and (previous is None or marker.start >= previous.text):
            markers.append(marker)
            last[marker.kind] = marker.number
    return markers


def _candidates(text: str) -> Iterator[_Marker]:
    """Everything that looks like a marker and stands where one of its kind can."""
    for line in re.finditer(r"[^\n]+", text):
        is_long = len(line.group()) > _LONG_LINE
        for kind, level, pattern in _MARKERS:
            for match in re.compile(pattern).finditer(text, *line.span()):
                at_start = match.start() == line.start()
                if at_start or kind not in _AT_LINE_STARTS or kind == "digit" and is_long:
                    number = _value(match.groupdict().get("n") or "")
                    yield _Marker(*match.span(), line.end(), kind, level, number, at_start)


def _after_sentence(text: str, marker: _Marker) -> bool:
    return marker.at_line_start or text[marker.start - 1] in _END + ":;"


def _runs_in(previous: _Marker | None, marker: _Marker) -> bool:
    """Whether a marker stands near behind one of a higher level, in the same sentence."""
    if previous is None or previous.level >= marker.level:
        return False
    return previous.text < marker.start <= previous.text + _NEAR


def _heading_ends(text: str, markers: list[_Marker]) -> dict[int, int]:
    """End of the heading at each marker that begins one, by the marker's start."""
    ends: dict[int, int] = {}
    undecided: list[_Marker] = []
    for i, marker in enumerate(markers):
        limit = min([marker.line_end] + [m.start for m in markers[i + 1 : i + 2]])
        line = text[marker.text : limit]
        sentence = re.match(rf"[^{_END}]*[{_END}]?", line).group()
        if marker.kind == "annex":
            end = (
                marker.line_end if len(text[marker.start : marker.line_end]) <= 60 else marker.text
            )
            ends[marker.start] = end
        elif (
            marker.at_line_start
            and limit == marker.line_end
            and len(line) <= 45
            and not re.search(rf"[{_END}:]", line)
        ):
            ends[marker.start] = limit
        elif marker.kind in ("numeral", "bracket"):
            undecided.append(marker)
        elif (
            marker.kind == "digit"
            and len(sentence) <= 40
            and sentence[-1:] in tuple(_END)
            and len(sentence) < len(line)
            and not re.search(r"[\d:]", sentence)
        ):
            ends[marker.start] = marker.text + len(sentence)
    starts = [*(marker.start for marker in markers), len(text) + 1]
    for siblings in _siblings(undecided):
        ends.update(_ends_together(text, siblings, starts))
    return ends


def _siblings(markers: list[_Marker]) -> list[list[_Marker]]:
    """Lists of markers of one kind whose numbers follow each other."""
    lists: list[list[_Marker]] = []
    last: dict[str, list[_Marker]] = {}
    for marker in markers:
        current = last.get(marker.kind)
        if current and marker.number == (current[-1].number or -1) + 1:
            current.append(marker)
        else:
            last[marker.kind] = [marker]
            lists.append(last[marker.kind])
        if marker.kind == "numeral":
            last.pop("bracket", None)
    return lists


def _ends_together(text: str, siblings: list[_Marker], starts: list[int]) -> dict[int, int]:
    """Decide where the headings of one list end, when no line break says so.

    ``starts`` are those of all markers, and one behind the text.
    """
    best, best_total = _ends_at_full_stops(text, siblings)
    scores = [_cut_scores(text, m, starts[bisect_right(starts, m.text)]) for m in siblings]
    if all(scores):
        for length in range(4, 37):
            cuts = [
                max(options, key=lambda cut: (options[cut] - _unlike(cut, length, siblings), -cut))
                for options in scores
            ]
            total = sum(
                options[cut] - _unlike(cut, length, siblings)
                for options, cut in zip(scores, cuts, strict=True)
            )
            if total > best_total:
                best, best_total = cuts, total
    # Without a reading, no headings.
    return {m.start: m.text + cut for m, cut in zip(siblings, best, strict=False)}


def _ends_at_full_stops(text: str, siblings: list[_Marker]) -> tuple[list[int], float]:
    """The reading in which each heading is a sentence of its own, and how likely it is."""
    sentences = [_SENTENCE.match(text, m.text, m.line_end - 1) for m in siblings]
    if not all(sentences):
        return [], float("-inf")
    ends = [len(match[0]) for match in sentences]
    lengths = sorted(ends)
    median = lengths[len(lengths) // 2]
    likely = 6.0 - 0.5 * max(
        0, median - 20
    )  # beyond twenty characters the sentence holds a heading and a lead sentence
    return ends, sum(likely - abs(length - median) for length in lengths)


def _unlike(cut: int, length: int, siblings: list[_Marker]) -> float:
    """Cost of a length unlike the list's: subsections are built alike, sections hardly."""
    if len(siblings) == 1:
        return 0.0
    return min(
        0.5 * abs(cut - length), 6.0 if siblings[0].kind == "bracket" and len(siblings) > 2 else 1.0
    )


def _cut_scores(text: str, marker: _Marker, following: int) -> dict[int, float]:
    """How well so many characters would do as a heading: by the last word and what follows."""
    scores, start = {}, marker.text
    for end in range(start + 4, min(marker.line_end, start + 36, following + 1)):
        heading, rest = text[start:end], text[end : end + 200]
        if re.search(rf"[{_END};]", heading):
            break
        if (
            _UNFINISHED.search(heading)
            or _UNOPENED.match(rest)
            or heading.count("“") != heading.count("”")
            or (heading.count("《") != heading.count("》"))
        ):
            continue
        score = (
            -0.15 * len(heading)
            + 2.0 * bool(_CLOSERS.search(heading))
            + 2.0 * bool(_OPENERS.match(rest))
        )
        score += 1.0 * rest.startswith(("“", "《"))
        score += 3.0 * bool(re.match(r"[^,。;:\d]{5,18}。", rest)) + 8.0 * (end == following)
        scores[end - start] = score
    return scores


def _split(text: str, markers: list[_Marker], ends: dict[int, int]) -> list[tuple[int, int, int]]:
    """Rows ``(start, end, level)`` that cover the text."""
    levels = {m.start: m.level for m in markers if m.start in ends}
    items = sorted(m.start for m in markers if m.start in ends or m.kind == "digit")
    after_headings = set(ends.values())
    rows: list[tuple[int, int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        begin, end = line.span()
        starts = {begin, *_within(items, begin, end), *_salutations(text, begin, end)}
        starts |= {ends[start] for start in starts & ends.keys() if ends[start] < end}
        if end - begin > _LONG_LINE:
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
        re.compile(rf"[^{_END}]+?(?:[{_END}]|:(?=一是)|$)").finditer(text, start, end)
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
