"""Where headings end.

Where no line break shows where a heading ends, the headings of one list decide together: they are
built alike (much the same length), a heading ends in certain words, and what follows it opens a
paragraph. None is cut inside a word or a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise

from workreports.corpus import segmentation
from workreports.corpus.structure.markers import STOPS, Marker

_SENTENCE = re.compile(rf"[^{STOPS}]{{0,39}}[{STOPS}]")
"""A whole sentence, short enough for a heading."""
_CHAPTERS = ("volume", "chapter", "section", "roman")
_POINTED = ("digit", "decimal", "subdecimal")
_HEADING_SENTENCE = re.compile(rf"[^{STOPS}:;]{{2,50}}[。?]")
_AMOUNT = re.compile(r"\d[\d.]*(?:%|[亿万]|个|家|项|公里|户|人|套|所|座)")
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
_INSIDE_YEAR = re.compile(r"\d[\d年月日]")


def ends(text: str, markers: list[Marker]) -> dict[int, int]:
    """Where the headings end that markers begin.

    Parameters
    ----------
    text : str
        Half-width punctuation.
    markers : list of Marker
        Of ``markers.find``.

    Returns
    -------
    dict of int to int
        The marker's start to the end of its heading; a marker that begins none is not there.

    >>> from workreports.corpus.structure import markers
    >>> ends("一、回顾\\n增长。", markers.find("一、回顾\\n增长。"))
    {0: 4}
    """
    found: dict[int, int] = {}
    undecided: list[Marker] = []
    sentences: dict[int, int] = {}
    for i, marker in enumerate(markers):
        following = markers[i + 1 : i + 2]
        limit = min([marker.line_end, *(m.start for m in following)])
        line = text[marker.text : limit]
        sentence = re.match(rf"[^{STOPS}]*[{STOPS}]?", line).group()
        end = _told_end(marker, line, sentence, limit)
        if end is None and _stands_over(text, marker, sentence, markers[max(0, i - 1) : i + 2]):
            end = marker.line_end
        if end is not None:
            found[marker.start] = end
        elif marker.kind in ("numeral", "bracket"):
            undecided.append(marker)
            sentences |= _sentence_end(marker, sentence, following)
    starts = [*(marker.start for marker in markers), len(text) + 1]
    for siblings in _siblings(undecided):
        own = {m.start: sentences[m.start] for m in siblings if m.start in sentences}
        found |= own if len(own) == len(siblings) else _ends_together(text, siblings, starts)
    return found


def _told_end(marker: Marker, line: str, sentence: str, limit: int) -> int | None:
    """The end of a heading that shows it by itself: by its line, or as a short sentence."""
    if marker.kind == "annex":
        is_short = marker.line_end - marker.start <= 60
        return marker.line_end if is_short else marker.text
    if marker.kind == "corner":
        return marker.text
    if _is_line(marker, line, limit):
        return limit
    is_item = len(sentence) <= 40 and sentence[-1:] in tuple(STOPS) and len(sentence) < len(line)
    is_item = is_item and marker.kind in _POINTED and not re.search(r"[\d:]", sentence)
    is_chapter = marker.kind in _CHAPTERS and marker.at_line_start
    if is_item or (is_chapter and _HEADING_SENTENCE.fullmatch(sentence)):
        return marker.text + len(sentence)
    return None


def _stands_over(text: str, marker: Marker, sentence: str, near: list[Marker]) -> bool:
    """Whether a numbered line is a short sentence with text below; in a list there is none.

    ``near`` are the marker before, itself and the one behind, as far as there are.
    """
    is_own_line = marker.at_line_start and marker.text + len(sentence) == marker.line_end
    is_short = len(sentence) <= 25 and sentence.endswith("。") and not re.search(r"[\d:]", sentence)
    if marker.kind not in (*_POINTED, "item") or not is_own_line or not is_short:
        return False
    is_list = any(
        one.kind == other.kind and not text[one.line_end : other.start].strip()
        for one, other in pairwise(near)
        if one.line_end <= other.start
    )
    return not is_list and bool(text[marker.line_end : marker.line_end + 20].strip())


def _is_line(marker: Marker, line: str, limit: int) -> bool:
    """Whether a heading is a line of its own, or the end of one, without a stop."""
    is_numbered = marker.kind in ("numeral", "bracket")
    is_whole = limit == marker.line_end and (marker.at_line_start or is_numbered)
    longest = 80 if is_numbered and marker.at_line_start else 45
    is_over = is_numbered or marker.kind in (*_CHAPTERS, *_POINTED)
    if is_over and marker.at_line_start and len(line) <= 30:
        line = line.removesuffix(":")
    return is_whole and len(line) <= longest and not re.search(rf"[{STOPS}:]", line)


def _sentence_end(marker: Marker, sentence: str, following: list[Marker]) -> dict[int, int]:
    """The end of a heading that is the first sentence of its line; short items of a list are none.

    By the marker's start.
    """
    if not marker.at_line_start or not _HEADING_SENTENCE.fullmatch(sentence):
        return {}
    end = marker.text + len(sentence)
    is_item = end == marker.line_end and following and following[0].start <= end + 1
    is_list = is_item and following[0].kind == marker.kind
    if is_list or (end < marker.line_end and _AMOUNT.search(sentence)):
        return {}
    return {marker.start: end}


def _siblings(markers: list[Marker]) -> list[list[Marker]]:
    """Lists of markers of one kind whose numbers follow each other."""
    lists: list[list[Marker]] = []
    last: dict[str, list[Marker]] = {}
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


def _ends_together(text: str, siblings: list[Marker], starts: list[int]) -> dict[int, int]:
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


def _ends_at_full_stops(text: str, siblings: list[Marker]) -> tuple[list[int], float]:
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


def _unlike(cut: int, length: int, siblings: list[Marker]) -> float:
    """Cost of a length unlike the list's: subsections are built alike, sections hardly."""
    if len(siblings) == 1:
        return 0.0
    return min(
        0.5 * abs(cut - length), 6.0 if siblings[0].kind == "bracket" and len(siblings) > 2 else 1.0
    )


def _cut_scores(text: str, marker: Marker, following: int) -> dict[int, float]:
    """How well so many characters would do as a heading: by the last word and what follows."""
    scores, start = {}, marker.text
    words = segmentation.segment(text[start : min(marker.line_end, start + 60)])
    between = set(accumulate(map(len, words)))  # a heading is never cut inside a word
    for end in range(start + 4, min(marker.line_end, start + 36, following + 1)):
        heading, rest = text[start:end], text[end : end + 200]
        if end - start not in between or _INSIDE_YEAR.match(text, end - 1):
            continue
        if re.search(rf"[{STOPS};]", heading):
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
