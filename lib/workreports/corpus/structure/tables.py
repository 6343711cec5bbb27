"""Tables in a text: rows between bars, as Markdown has them, and rows of cells apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_BLANKS = "[ \\t\u00a0\u2000-\u200a\u3000]{0,80}"
_BARRED = re.compile(rf"(?:^{_BLANKS}[|][^\n]*[|]{_BLANKS}(?:\r?\n|\Z)){{2,}}", re.MULTILINE)
_BAR = re.compile(
    rf"^{_BLANKS}[|]{_BLANKS}|{_BLANKS}[|]{_BLANKS}(?=\r?\n|\Z)"
    rf"|(?P<inside>{_BLANKS}(?<!\\)[|]{_BLANKS})",
    re.MULTILINE,
)

_CELLS = re.compile(r"(?<![、.)章节篇部分])\t")
"""A tab between cells; behind the number of a heading it is a blank."""


def bars(text: str) -> Iterator[tuple[int, int, bool]]:
    """The bars around and between cells, two lines of them at least.

    Yields
    ------
    tuple of int, int and bool
        Start and end with the blanks beside it, and whether cells stand on both sides.

    >>> list(bars("|甲|乙|\\n|1|2|\\n"))
    [(0, 1, False), (2, 3, True), (4, 5, False), (6, 7, False), (8, 9, True), (10, 11, False)]
    """
    for table in _BARRED.finditer(text):
        for bar in _BAR.finditer(text, *table.span()):
            yield *bar.span(), bool(bar["inside"])


def tabbed(text: str) -> Iterator[tuple[int, int]]:
    """The lines, start and end, that are rows: two or more together with tabs between cells.

    >>> list(tabbed("指标\\t2010年\\n生产总值\\t208\\n\\t农业增长。"))
    [(0, 8), (9, 17)]
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if line[0].strip()]
    for is_row, alike in groupby(lines, key=lambda line: bool(_CELLS.search(line[0].strip()))):
        rows = list(alike)
        if is_row and len(rows) > 1:
            yield from (row.span() for row in rows)
