"""From the raw characters of a document to clean text, with every difference written down.

A clean text is the raw text with *edits* applied. Each edit names the raw characters it replaces,
what stands in their place, its kind and its reason; where there is no edit, the characters are the
raw ones. Edits by rule are found here, edits by hand come from ``corpus/edits.csv``. Punctuation is
never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from workreports.corpus.edits import Edit, raw_offsets
from workreports.corpus.structure import marks, tables
from workreports.corpus.structure.marks import BLANKS, NUMERAL
from workreports.io.text import LINE_ENDS, NORMAL_FORM, UNSEEN


@dataclass(frozen=True)
class CleanText:
    """A document's clean text, one paragraph or heading a line, its characters with raw places."""

    text: str
    raw_starts: np.ndarray
    raw_ends: np.ndarray
    edits: list[Edit]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of the clean characters ``start:end`` (half-open, ``start < end``)."""
        return int(self.raw_starts[start]), int(self.raw_ends[end - 1])


_SENTENCE_END = "。!?;:…”’)】》|"
_NUMBERED = re.compile(
    rf"第{NUMERAL}(?:部分|[章节篇])|{NUMERAL}、|[(]{NUMERAL}[)]|\d+[.、]\s*\D|专栏|附表|附件|※|[—-]|[■#]"
)
_GAP = re.compile(rf"{BLANKS}*\n+(?:{BLANKS}|\n)*|{BLANKS}+")
_SPACED_OUT = re.compile(rf"^{BLANKS}*\S(?:{BLANKS}+\S){{4,}}{BLANKS}*$", re.MULTILINE)
"""A line with a blank between any two characters."""
_PIECE = re.compile(r"[^\n]+|\n+(?:[^\S\n]*\n+)*")
_DASH = "[-~\u00b7\u2010-\u2015\u2022\u2212\u2500]{1,2}"
_PAGE = re.compile(
    rf"{_DASH}{BLANKS}*\d{{1,4}}{BLANKS}*{_DASH}"
    rf"|第{BLANKS}*(?:\d{{1,4}}|{NUMERAL}){BLANKS}*页(?:[,/]?{BLANKS}*共{BLANKS}*\d{{1,4}}{BLANKS}*页)?"
    rf"|(?P<bare>\d{{1,3}}(?:{BLANKS}*/{BLANKS}*\d{{1,3}})?)"
)
_STOPS_SHORT = re.compile(r"[占的和与及为到达在对以由将把被比至、]$|[,。;:]")
"""A line that a page interrupts and that is no heading."""
_MEASURE = re.compile(r"[.%‰年月日号个人家项次户所处座条名件万亿千百元吨米亩公平]")
_LONG = 30
"""Headings and table cells are shorter than a printed line of so many characters."""
_NEAR = 60
"""Characters on each side by which it is judged what a blank is."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)(?:\d\d\n|\d\n\d|\n\d\d)年")
_NUMBER = re.compile(rf"第{NUMERAL}(?:部分|[章节篇编])")
_NAME = re.compile(r"[^\n。,;:!?]{2,30}(?:\n|$)")
_PRINTED = 400
"""Paragraphs with so many characters are rare; a line with several indents holds many."""
_INDENTS = 5
_INDENT = re.compile("[\u2003\u3000]{2,}")
_SENTENCES = re.compile("[。!?:;]")
_NO_SENTENCE = re.compile(
    r"会议上?$|^[—-]|^[^。,;:]*(?:报告|公报|规划纲要|[(]草案[)])$|(?:来源|作者|编辑|记者|字[号体]|浏览次数|发布(?:日期|时间))[:\[(【]"
)
"""Lines of the title, and of a site under it, that end without a stop."""
_Found = tuple[int, int, str, str, str]
"""Raw start and end, what stands there instead, kind, reason."""


def clean(
    raw: str, start: int = 0, end: int | None = None, by_hand: Sequence[Edit] = ()
) -> CleanText:
    """Clean one document.

    Parameters
    ----------
    raw : str
        The decoded raw file, line ends untouched.
    start, end : int
        The document's span in it (half-open); the whole file by default.
    by_hand : list of Edit
        Edits by hand inside the span, which take precedence over rules; see
        :func:`workreports.corpus.edits.read`.

    Returns
    -------
    CleanText
        Its ``edits`` are in raw order and do not overlap.

    >>> clean("政 府 工 作 报 告\\n\\n各位代表:").text
    '政府工作报告\\n各位代表:'
    """
    end = len(raw) if end is None else end
    edits = list(by_hand)
    taken = np.zeros(len(raw) + 1, dtype=bool)
    for edit in by_hand:
        taken[edit.raw_start : edit.raw_end] = True

    # Patterns are held against what one sees, in normal form.
    text = raw[start:end].translate(NORMAL_FORM | LINE_ENDS)
    unseen = [match.start() for match in UNSEEN.finditer(text)]
    text, places = UNSEEN.sub("", text), np.delete(np.arange(start, end), unseen).tolist()

    def take(found: Iterable[_Found]) -> None:
        for first, last, after, kind, why in found:
            a, b = places[first], places[last - 1] + 1
            if first < last and not taken[a:b].any():
                taken[a:b] = True
                edits.append(Edit(a, b, raw[a:b], after, kind, "rule", why))

    take(marks.find(text))
    take(_page_numbers(text))
    gone = taken[places]  # what is no text at all; line ends still part lines
    take(_blanks(text, gone))
    places = list(range(start, end))
    take((at, at + 1, "", "unseen", "takes no place in a line") for at in unseen)
    return _apply(raw, start, end, _single_line_ends(sorted(edits)))


def _page_numbers(text: str) -> Iterator[_Found]:
    """Numbers of pages in lines of their own; where one interrupts a sentence, its line ends, too.

    A bare number is one only where it interrupts a long line.
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        page = _PAGE.fullmatch(line.group().strip())
        if not page:
            continue
        interrupts = before and after and _interrupts(page, before.group(), after.group().strip())
        if interrupts:
            why = "number of a page, inside a sentence"
            yield before.end(), after.start(), "", "page_number", why
        elif not page["bare"]:
            yield *line.span(), "", "page_number", "number of a page"


def _interrupts(page: re.Match[str], before: str, after: str) -> bool:
    """Whether a page ends between two lines of one sentence."""
    line = before.strip()
    if line[-1] in _SENTENCE_END or _NUMBERED.match(after):
        return False
    is_long = len(line) >= 30
    if page["bare"]:
        return is_long and not _MEASURE.match(after)
    is_cut_number = line[-1].isdecimal() and _MEASURE.match(after)
    return bool(is_long or is_cut_number or _STOPS_SHORT.search(line))


def _blanks(text: str, gone: np.ndarray) -> Iterator[_Found]:
    """Blanks and line ends that part nothing, or part otherwise than they are written."""
    lines = _Lines(_wrapped(text), _spaced_out(text), _in_rows(text), _run_together(text))
    for match in _GAP.finditer(text):
        a, b = match.span()
        before = _neighbour(text, gone, range(a - 1, -1, -1))
        after = _neighbour(text, gone, range(b, len(text)))
        for piece in _PIECE.finditer(match.group()):
            if gone[a + piece.start() : a + piece.end()].any():
                continue
            if "\n" in piece.group():
                found = _line_end(before, after, lines.wrapped, match.group())
            elif "\n" in match.group() or not after or before[-1:] in ("", "\n"):
                found = "", _kind(piece.group()), "blank at the end of a line"
            else:
                found = _blank(piece.group(), before, after, lines, a)
            if found:
                yield a + piece.start(), a + piece.end(), *found


class _Lines(NamedTuple):
    """What the lines of a text are like: from where they are broken, and which characters stand in
    lines of a kind.
    """

    wrapped: int
    spaced_out: np.ndarray
    in_rows: np.ndarray
    run_together: np.ndarray


def _spaced_out(text: str) -> np.ndarray:
    """Which characters of a text stand in lines that are spaced out; a table of digits is none."""
    found = np.zeros(len(text) + 1, dtype=bool)
    for line in _SPACED_OUT.finditer(text):
        if len(re.findall(r"[\u4e00-\u9fff]", line[0])) > 1:
            found[line.start() : line.end()] = True
    return found


def _run_together(text: str) -> np.ndarray:
    """Which characters stand in lines that hold many paragraphs, told apart by indents alone."""
    found = np.zeros(len(text) + 1, dtype=bool)
    for line in re.finditer(rf"[^\n]{{{_PRINTED},}}", text):
        if len(_INDENT.findall(line[0])) >= _INDENTS:
            found[line.start() : line.end()] = True
    return found


def _in_rows(text: str) -> np.ndarray:
    """Which characters of a text stand in rows of cells apart by tabs."""
    found = np.zeros(len(text) + 1, dtype=bool)
    for start, end in tables.tabbed(text):
        found[start:end] = True
    return found


def _wrapped(text: str) -> int:
    """From how many characters on a line that ends in mid-sentence goes on in the next one.

    Lines of one width show that a text was wrapped at it.
    """
    lengths = [len(line) for line in re.findall(r"[^\n]+", text)]
    if len(lengths) < 20:
        return _LONG
    width = sorted(lengths)[len(lengths) * 9 // 10]
    is_wrapped = sum(width - 2 <= length <= width for length in lengths) >= len(lengths) / 3
    return max(8, width - 3) if is_wrapped and width < _LONG else _LONG


def _single_line_ends(edits: list[Edit]) -> list[Edit]:
    """Where edits take out a whole line, keep one of the two line ends around it."""
    result, open_end = [], None
    for edit in edits:
        follows, ends_line = open_end == edit.raw_start, edit.after == "\n"
        result.append(edit._replace(after="") if follows and ends_line else edit)
        goes_on = ends_line or (follows and not edit.after)
        open_end = edit.raw_end if goes_on else None
    return result


def _neighbour(text: str, gone: np.ndarray, positions: range) -> str:
    """The nearest characters to a blank, in reading order, without what other edits take out."""
    nearest = sorted(positions[:_NEAR])
    if nearest and not gone[nearest[0] : nearest[-1] + 1].any():
        return text[nearest[0] : nearest[-1] + 1]
    found = []
    for position in positions:
        if len(found) == _NEAR:
            break
        if not gone[position]:
            found.append(text[position])
    return "".join(reversed(found) if positions.step < 0 else found)


def _line_end(before: str, after: str, long: int, gap: str) -> tuple[str, str, str]:
    """What a line end is between two stretches of text; ``long`` is what a broken line has."""
    if not before.strip() or not after.strip():
        return "", "separator", "line end at the edge of the document"
    line = before.rstrip().rpartition("\n")[2]
    if _YEAR.search(f"{line[-5:]}\n{after[:3]}"):
        return "", "line_break", "line broken inside a year"
    # Headings and table cells are short; a long line that stops in mid-sentence was broken by a
    # page or a column.
    if _NUMBER.fullmatch(line.strip()) and _NAME.match(after):
        return " ", "line_break", "line broken between a heading's number and its words"
    goes_on = line[-1] not in _SENTENCE_END and not _NUMBERED.match(after)
    if goes_on and len(line) >= long and not _ends_without_stop(line, gap):
        return "", "line_break", "line broken in mid-sentence by the layout of a newspaper or a PDF"
    return "\n", "separator", "line end between paragraphs"


def _ends_without_stop(line: str, gap: str) -> bool:
    """Whether a line is complete without a stop: of a title, or a heading before a paragraph."""
    is_paragraph = gap.count("\n") > 1 or gap[-1:] in "\u2003\u3000"
    sentence = _SENTENCES.split(line)[-1]
    if line.count("(") > line.count(")"):
        return False
    return bool(_NO_SENTENCE.search(line) or (is_paragraph and _NUMBERED.match(sentence)))


def _kind(blank: str) -> str:
    return "blank" if set(blank) <= {" ", "\t"} else "no_break_space"


def _blank(
    blank: str, before: str, after: str, lines: _Lines, at: int
) -> tuple[str, str, str] | None:
    if lines.spaced_out[at]:
        return "", _kind(blank), "blank in a line that is spaced out"
    if lines.run_together[at] and _INDENT.search(blank):
        return "\n", "separator", "indent of a paragraph whose line end is lost"
    if lines.in_rows[at] and "\t" in blank:
        return None if blank == "\t" else ("\t", _kind(blank), "blank between the cells of a row")
    return _inside(blank, before, after)


def _inside(blank: str, before: str, after: str) -> tuple[str, str, str] | None:
    """What a blank is inside a line of running text."""
    line = before.rpartition("\n")[2]
    kind = _kind(blank)
    lost = _lost_line_end(blank, line, after)
    if lost:
        return "\n", "separator", lost
    if re.search(rf"^(第{NUMERAL}[章节]|专栏{NUMERAL}|附[表件]\d*)$", line):
        return (
            None if blank == " " else (" ", kind, "blank between a heading's number and its words")
        )
    if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum():
        return None if blank == " " else (" ", kind, "blank between words of another script")
    rest = after.partition("\n")[0]
    parts = re.split(BLANKS, line)[-1], re.split(BLANKS, rest)[0]
    if (
        len(line) + len(rest) <= 40
        and min(map(len, parts)) >= 4
        and not re.search(r"[、。,;]", line + rest)
    ):
        return None if blank == " " else (" ", kind, "blank between the halves of a headline")
    return "", kind, "blank inside Chinese text, which is written without"


def _lost_line_end(blank: str, line: str, after: str) -> str | None:
    """Why a blank stands where a line ended, if it does."""
    is_ended = line[-1] in _SENTENCE_END
    if _INDENT.search(blank) and (is_ended or _NUMBERED.match(line)):
        return "indent of a paragraph whose line end is lost"
    if is_ended and re.match(rf"{NUMERAL}、|[(]{NUMERAL}[)]", after):
        return "blank where a line end stood before a run-in heading"
    if re.search(rf"(^|[{_SENTENCE_END}]){BLANKS}*{NUMERAL}、[^。,]{{1,39}}[^。,\d]$", line):
        return "blank where a line end stood after a run-in heading"
    return None


def _apply(raw: str, start: int, end: int, edits: list[Edit]) -> CleanText:
    pieces, position = [], start
    for edit in edits:
        pieces += [raw[position : edit.raw_start], edit.after]
        position = edit.raw_end
    pieces.append(raw[position:end])
    changes = [(edit.raw_start, edit.raw_end, edit.after) for edit in edits]
    return CleanText("".join(pieces), *raw_offsets(start, end, changes), edits)


def outside(raw: str, spans: list[tuple[int, int]]) -> list[Edit]:
    """The stretches of a raw file that belong to no document, as edits of kind ``furniture``.

    ``spans`` are the documents' ``(raw_start, raw_end)``.

    >>> [edit.before for edit in outside("-\\n报告\\n投稿", [(2, 4)])]
    ['-\\n', '\\n投稿']
    """
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(raw)]
    return [
        Edit(
            a,
            b,
            raw[a:b],
            "",
            "furniture",
            "rule",
            "text of the site or the file, outside the documents",
        )
        for a, b in zip(edges[::2], edges[1::2], strict=True)
        if a < b
    ]
