"""From characters on pages to paragraphs: rows, columns, what runs along the pages, joined lines.

Lengths are in points, from the upper left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

_OPENING, _CLOSING = "“‘（(《〈「『【[", "。，、；：？！”’）)》〉」』】],.;:?!%％‰℃…"
_MARK = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+[部章节]|[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_UNENDED = re.compile(r"[，,、第和至及\d]\s*$")
"""How a line ends that goes on, even if the next one begins as a heading does."""
_LEAST_COLUMN = 6
"""Lines from which a column is told by itself."""
_EDGE = 0.12
"""Share of a page's height in which what runs along the pages stands."""
_NUMBERED = re.compile(
    r"[-—–~·.\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,/，共of]*\s*\d{1,4}\s*页?)?[-—–~·.\s]*"
    r"|第\s*[一二三四五六七八九十百〇零]{1,5}\s*页.{0,9}|[ivxlc]{1,7}"
)
_REFERENCES = set("0123456789*[]()〔〕［］①②③④⑤⑥⑦⑧⑨⑩")
_LONGEST_EDGE = 200
"""Characters: an address may be long."""
_BROWSER_TOP = re.compile(
    r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[,，]?\s*(?:上午|下午)?\d{1,2}:\d{2}"
)
_BROWSER_BOTTOM = re.compile(r"(?:https?|file|about|chrome)\S*:\S*\s+\d+/\d+\s*$")


class Glyph(NamedTuple):
    """A character and its box; a blank that PDFium has put between words has none."""

    character: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """Where the line runs that it stands on: boxes of one line differ by their fonts."""


class Page(NamedTuple):
    """The characters of a page, in the order of the file."""

    glyphs: list[Glyph]
    width: float
    height: float


class _Line(NamedTuple):
    """What stands in a row without a wide gap; blanks at its ends do not count in its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    room: float = 0.0
    """From its end to where its column ends."""

    @property
    def size(self) -> float:
        return self.bottom - self.top


def text(pages: list[Page]) -> str:
    """The text of pages, a line for each paragraph and each row of a table.

    >>> row = [Glyph(one, 12.0 * n, 50, 12.0 * n + 12, 62, 60) for n, one in enumerate("甲县工作")]
    >>> text([Page(row, 600, 800)])
    '甲县工作'
    """
    rows = _without_furniture([_rows(page) for page in pages], [page.height for page in pages])
    return "\n".join(_paragraphs([column for page in rows for column in _columns(page)]))


_Row = list[_Line]


def _rows(page: Page) -> list[_Row]:
    """The rows of a page from top to bottom, each with the lines that stand in it."""
    rows: list[list[Glyph]] = []
    spaced = _spaced(page.glyphs)
    for glyph in sorted(spaced, key=attrgetter("base")):
        if rows and glyph.base - rows[-1][0].base < (glyph.bottom - glyph.top) / 2:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _lines(sorted(row, key=attrgetter("left"))))]


def _spaced(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters that have a box; a blank put between Latin words goes with the first."""
    kept: list[Glyph] = []
    for glyph, following in zip(glyphs, [*glyphs[1:], None], strict=False):
        if glyph.bottom > glyph.top and glyph.character not in "\r\n":
            kept.append(glyph)
        elif glyph.character == " " and kept and following and _is_latin(kept[-1], following):
            kept[-1] = kept[-1]._replace(character=kept[-1].character + " ")
    return kept


def _is_latin(*glyphs: Glyph) -> bool:
    return all(one.character[-1:].isascii() and one.character[-1:].isalpha() for one in glyphs)


def _lines(row: list[Glyph]) -> _Row:
    """A row cut at its wide gaps: wider than usual in this row by more than a character."""
    row = _without_references(row)
    if all(one.character.isspace() for one in row):
        return []
    size = median(one.bottom - one.top for one in row)
    steps = [two.left - one.left for one, two in pairwise(row)]
    usual = max(median(steps) if steps else 0, size / 2)
    pieces: list[list[Glyph]] = [[row[0]]]
    for before, glyph in pairwise(row):
        if glyph.character == before.character and glyph.left - before.left < 0.2 * size:
            continue  # drawn twice, to look bold
        is_wide = glyph.left - before.right > size and glyph.left - before.left > usual + size
        pieces.append([glyph]) if is_wide else pieces[-1].append(glyph)
    return [line for piece in pieces if (line := _line(piece)).text.strip()]


def _without_references(row: list[Glyph]) -> list[Glyph]:
    """A row without what stands raised and small behind a word; a square metre keeps its two."""
    size = median(one.bottom - one.top for one in row)
    base = median(one.base for one in row)
    kept: list[Glyph] = []
    for glyph in row:
        is_raised = glyph.base < base - 0.1 * size and glyph.bottom - glyph.top < 0.8 * size
        if is_raised and glyph.character in _REFERENCES:
            is_unit = bool(kept) and _is_latin(kept[-1])
            if not is_unit:
                continue
        kept.append(glyph)
    return kept


def _line(piece: list[Glyph]) -> _Line:
    marks = [one for one in piece if not one.character.isspace()] or piece
    return _Line(
        "".join(one.character for one in piece),
        marks[0].left,
        min(one.top for one in marks),
        marks[-1].right,
        max(one.bottom for one in marks),
    )


def _without_furniture(pages: list[list[_Row]], heights: list[float]) -> list[list[_Row]]:
    """Pages without what repeats at their edges, and without their numbers."""
    edges = [_edges(rows, height) for rows, height in zip(pages, heights, strict=True)]
    told = Counter(
        key
        for number, rows in enumerate(edges)
        for key in {key for row, at in rows for key in _keys(row, at, number)}
    )
    least = 2 if len(pages) < 6 else max(2, len(pages) // 3)
    kept = []
    for number, (rows, found) in enumerate(zip(pages, edges, strict=True)):
        gone = {
            id(row)
            for row, at in found
            if _tells(row, at) or max(told[key] for key in _keys(row, at, number)) >= least
        }
        kept.append([row for row in rows if id(row) not in gone])
    return kept


def _edges(rows: list[_Row], height: float) -> list[tuple[_Row, str]]:
    """The rows in the margins of a page: up to two at each edge, apart from the others.

    A row that tells what it is need not be apart.
    """
    pitch = _pitch(rows)
    found = []
    for at, order in (("top", rows), ("bottom", rows[::-1])):
        apart = [
            index
            for index, (one, two) in enumerate(pairwise(order[:3]))
            if _is_marginal(one, at, height) and abs(two[0].top - one[0].top) > 1.15 * pitch
        ]
        if order and _is_marginal(order[0], at, height) and _tells(order[0], at):
            apart.append(0)
        found += [(row, at) for row in order[: max(apart, default=-1) + 1]]
    return found


def _is_marginal(row: _Row, at: str, height: float) -> bool:
    return row[0].top < _EDGE * height if at == "top" else row[0].bottom > (1 - _EDGE) * height


def _tells(row: _Row, at: str) -> bool:
    """Whether a row at the edge says by itself that it is none of the text."""
    words = _told(row)
    if len(words) > _LONGEST_EDGE:
        return False
    by_browser = _BROWSER_TOP.match if at == "top" else _BROWSER_BOTTOM.search
    return bool(_NUMBERED.fullmatch(words) or by_browser(words))


def _told(row: _Row) -> str:
    return "\t".join(line.text for line in row).strip()


def _keys(row: _Row, at: str, number: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """What is the same on every page: the words, or those whose numbers run with the pages."""
    words = _told(row)
    running = re.sub(r"\d{1,4}(?!\d)", lambda n: f"#{int(n[0]) - number}", words)
    return (at, words), (at, running)


def _columns(rows: list[_Row]) -> list[list[_Row]]:
    """A page's rows in the order in which they are read: column by column where it has some."""
    gutter = _gutter(rows)
    if gutter is None:
        return [rows] if rows else []
    blocks: list[list[_Row]] = []
    for stands_over, group in groupby(rows, key=lambda row: _stands_over(row, gutter)):
        part = list(group)
        first, others = _side(part, gutter, is_left=True), _side(part, gutter, is_left=False)
        blocks += [part] if stands_over else [first, *_columns(others)]
    return [block for block in blocks if block]


def _stands_over(row: _Row, gutter: float) -> bool:
    return any(line.left < gutter < line.right for line in row)


def _side(rows: list[_Row], gutter: float, *, is_left: bool) -> list[_Row]:
    """What of some rows stands on one side of a gap."""
    found = ([line for line in row if (line.right <= gutter) == is_left] for row in rows)
    return [row for row in found if row]


def _gutter(rows: list[_Row]) -> float | None:
    """Where the first of a page's columns of running text ends; None where it has none."""
    lines = [line for row in rows for line in row]
    left = min((one.left for one in lines), default=0.0)
    width = max((one.right for one in lines), default=0.0) - left
    narrow = [one for one in lines if one.right - one.left < 0.55 * width]
    if len(narrow) < 0.7 * len(lines):
        return None
    found = (_between(narrow, left, left + share * width) for share in (0.4, 0.25))  # two or three
    return next((gutter for gutter in found if gutter is not None), None)


def _between(lines: list[_Line], left: float, middle: float) -> float | None:
    """Between lines that begin left of a place and those right of it; None where no column is."""
    second = [one for one in lines if one.left > middle]
    end = min((one.left for one in second), default=0.0)
    first = [one for one in lines if one.left <= middle and one.right < end]
    if min(len(first), len(second)) < _LEAST_COLUMN:
        return None
    begin = max(one.right for one in first)
    return (begin + end) / 2 if _is_running(first, begin - left) else None


def _is_running(lines: list[_Line], width: float) -> bool:
    """Whether most lines of a column are filled, and with more than the words of a table."""
    filled = sum(one.right - one.left > 0.7 * width for one in lines)
    return width > 10 * lines[0].size and 2 * filled > len(lines)


def _paragraphs(columns: list[list[_Row]]) -> list[str]:
    """The rows of all columns joined to paragraphs."""
    width = max((_reach(column) for column in columns), default=0.0)
    least = 0.75 if _is_indented(columns) else 1.0
    told: list[str] = []
    last: _Line | None = None
    for column in columns:
        margin, far = _margin(column), 1.6 * _pitch(column)
        reach = max(_reach(column), width if len(column) < _LEAST_COLUMN else 0.0)
        above = column[0][0]
        for row in column:
            if row[0].top - above.top < far and _goes_on(last, row, margin):
                told[-1] += row[0].text.lstrip()
            else:
                told.append("\t".join(one.text for one in row).rstrip())
            room = margin + least * reach - row[0].right
            last = row[0]._replace(room=room) if len(row) == 1 else None
            above = row[0]
    return told


def _goes_on(last: _Line | None, row: _Row, margin: float) -> bool:
    """Whether a row continues the line before it, in which there was no room for its beginning."""
    if last is None or len(row) > 1:
        return False
    line = row[0]
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
        return False
    if line.left > margin + 1.2 * line.size or line.text[:1] == "\u3000":
        return False
    if _MARK.match(line.text) and not _UNENDED.search(last.text):
        return False
    return _first_word(line) > last.room - 0.3 * line.size


def _is_indented(columns: list[list[_Row]]) -> bool:
    """Whether paragraphs begin with an indent: then what begins without one continues."""
    lines = [(row[0], _margin(column)) for column in columns for row in column]
    indents = [line for line, at in lines if 1.2 < (line.left - at) / line.size < 3.5]
    return len(indents) > max(2, 0.05 * len(lines))


def _first_word(line: _Line) -> float:
    """The width of what may not be parted from a line's first character."""
    word = re.match(
        rf"\s*[{re.escape(_OPENING)}]*(?:[A-Za-z0-9.,]+|.)[{re.escape(_CLOSING)}]*", line.text
    )
    share = len(word[0]) / len(line.text) if word else 1
    return max(share * (line.right - line.left), line.size)


def _margin(column: list[_Row]) -> float:
    """Where the lines of a column begin that are not indented."""
    begins = Counter(round(row[0].left) for row in column)
    least = 0.1 * sum(begins.values())
    return float(min((at for at, count in begins.items() if count >= least), default=0))


def _reach(column: list[_Row]) -> float:
    """How far a line of running text goes beyond the margin."""
    ends = [row[0].right for row in column if len(row) == 1]
    return max(ends, default=0.0) - _margin(column)


def _pitch(column: list[_Row]) -> float:
    """The usual way from a line to the next."""
    tops = [row[0].top for row in column]
    steps = [two - one for one, two in pairwise(tops)]
    return median([step for step in steps if step > 0] or [float("inf")])
