"""The edits that lead from raw to clean text: those made by hand, and where characters come from.

Each edit names the raw characters it replaces and what stands in their place; where there is no
edit, the characters are the raw ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.corpus import schema
from workreports.corpus.store.snapshot import File
from workreports.io.errors import CorpusError, Problem, Wrong, first_wrong
from workreports.io.tables import read_csv

EDIT_COLUMNS = schema.columns("edits", "written")
"""Columns of ``edits.csv``, the table of edits by hand."""


class Edit(NamedTuple):
    """Raw characters ``raw_start:raw_end`` read ``before``; the clean text has ``after`` there."""

    raw_start: int
    raw_end: int
    before: str
    after: str
    kind: str
    by: str
    why: str


def raw_offsets(
    start: int, end: int, changes: Iterable[tuple[int, int, str]]
) -> tuple[np.ndarray, np.ndarray]:
    """The raw place of each character of a clean text.

    Parameters
    ----------
    start, end : int
        Raw span that the clean text covers (half-open).
    changes : iterable of (raw_start, raw_end, after)
        The edits inside the span, in raw order.

    Returns
    -------
    starts, ends : array of int
        One entry a clean character. What an edit put in points to all the raw characters that it
        stands for.

    >>> raw_offsets(10, 14, [(11, 13, "")])[0].tolist()
    [10, 13]
    """
    starts, ends, position = [], [], start
    for raw_start, raw_end, after in [*changes, (end, end, "")]:
        kept = np.arange(position, raw_start)
        starts += [kept, np.full(len(after), raw_start)]
        ends += [kept + 1, np.full(len(after), raw_end)]
        position = raw_end
    return np.concatenate(starts), np.concatenate(ends)


def raw_spans(places: pd.DataFrame, paragraphs: pd.DataFrame, edits: pd.DataFrame) -> pd.DataFrame:
    """Where places in paragraphs stand in the raw file.

    Parameters
    ----------
    places : DataFrame
        ``par_id start end``, half-open, in characters of the paragraph's text.
    paragraphs, edits : DataFrame
        Tables that hold these paragraphs and what was changed in them.

    Returns
    -------
    DataFrame
        ``raw_start raw_end``, with the labels of ``places``.

    >>> corpus = load_corpus()
    >>> words = corpus.tokens().head(9)
    >>> raw_spans(words, corpus.paragraphs, corpus.edits).equals(words[["raw_start", "raw_end"]])
    True
    """
    columns = ["doc_id", "raw_start", "raw_end"]
    spans = dict(
        zip(paragraphs["par_id"], paragraphs[columns].itertuples(index=False), strict=True)
    )
    changes_of = {
        doc_id: list(zip(rows["raw_start"], rows["raw_end"], rows["after"], strict=True))
        for doc_id, rows in edits.sort_values(["raw_start", "raw_end"]).groupby("doc_id")
    }
    found = np.zeros((len(places), 2), dtype="int64")
    first, last = places["start"].to_numpy("int64"), places["end"].to_numpy("int64") - 1
    for par_id, rows in places.groupby("par_id", sort=False).indices.items():
        doc_id, start, end = spans[par_id]
        changes = changes_of.get(doc_id, [])
        inside = changes[bisect_left(changes, (start,)) : bisect_left(changes, (end + 1,))]
        starts, ends = raw_offsets(start, end, [edit for edit in inside if edit[1] <= end])
        found[rows, 0], found[rows, 1] = starts[first[rows]], ends[last[rows]]
    return pd.DataFrame(found, columns=["raw_start", "raw_end"], index=places.index)


def read(
    path: Path | File,
    raw_texts: dict[str, str],
    spans: dict[str, list[tuple[int, int]]] | None = None,
    ignore: Collection[str] = (),
) -> dict[str, list[Edit]]:
    """Read the edits by hand and hold each against the text it expects.

    Parameters
    ----------
    path : Path or File
        ``edits.csv`` with the columns ``raw_file raw_start raw_end before after kind why``.
    raw_texts : dict
        Bare file name to decoded raw text.
    spans : dict, optional
        Bare file name to the ``(raw_start, raw_end)`` of its documents, inside which every edit
        must lie.
    ignore : collection of str, optional
        Files that cannot be read, whose edits are passed over.

    Returns
    -------
    dict
        File name to its edits in raw order.

    Raises
    ------
    CorpusError
        Listing every row that names no file, stands outside it or outside the documents, overlaps
        another, gives no reason, or finds another text there.

    >>> from workreports.corpus import catalogue
    >>> _, raw_texts = catalogue.read(Path("corpus"))
    >>> len(read(Path("corpus/edits.csv"), raw_texts))
    5
    """
    table = read_csv(path, EDIT_COLUMNS)
    problems: list[Problem] = []
    found: dict[str, list[Edit]] = {name: [] for name in raw_texts}
    for number, cells in zip(table.index, table.to_dict("records"), strict=True):
        if cells["raw_file"] in ignore:
            continue
        row = _row_of_edits(cells, raw_texts, spans, found.get(cells["raw_file"], []))
        wrong = first_wrong(_WRONG_EDITS, row, path.name, int(number))
        if wrong:
            problems.append(wrong)
        else:
            edit = Edit(row.a, row.b, row.before, row.after, row.kind, "hand", row.why)
            found[row.raw_file].append(edit)
    if problems:
        raise CorpusError(problems)
    return {name: sorted(edits) for name, edits in found.items()}


def _row_of_edits(
    cells: dict[str, str],
    raw_texts: dict[str, str],
    spans: dict[str, list[tuple[int, int]]] | None,
    others: list[Edit],
) -> SimpleNamespace:
    """A row of ``edits.csv`` with what it is held against."""
    row = SimpleNamespace(**cells, raw=raw_texts.get(cells["raw_file"]), others=others, a=-1, b=-1)
    row.names = ", ".join(sorted(raw_texts))
    row.spans = [(0, len(row.raw or ""))] if spans is None else spans.get(row.raw_file, [])
    row.are_numbers = all(
        re.fullmatch(r"\s*-?\d+\s*", cell) for cell in (row.raw_start, row.raw_end)
    )
    if row.raw is None or not row.are_numbers:
        return row
    row.a, row.b, row.length = int(row.raw_start), int(row.raw_end), len(row.raw)
    row.there = row.raw[max(row.a, 0) : max(row.b, 0)]
    row.nearest = "the text is nowhere in the file: take the row out or mend 'before'"
    places = [match.start() for match in re.finditer(re.escape(row.before), row.raw)]
    if row.before and places:
        nearest = min(places, key=lambda place: abs(place - row.a))
        row.nearest = f"it stands at {nearest}:{nearest + len(row.before)}"
    return row


_WRONG_EDITS = [
    Wrong(
        lambda row: row.raw is None,
        "raw_file is {raw_file!r}, which the catalogue does not know",
        "one of: {names}",
    ),
    Wrong(
        lambda row: not row.are_numbers,
        "raw_start and raw_end must be whole numbers",
        "found {raw_start!r} and {raw_end!r}",
    ),
    Wrong(
        lambda row: not 0 <= row.a <= row.b <= row.length,
        "{a}:{b} lies outside the file, which has {length} characters",
        "correct the offsets",
    ),
    Wrong(
        lambda row: row.there != row.before,
        "expects {before!r} at {a}:{b}, but the file has {there!r}",
        "{nearest}",
    ),
    Wrong(
        lambda row: not row.why.strip() or not row.kind.strip(),
        "kind or why is empty",
        "say what the edit does and why",
    ),
    Wrong(
        lambda row: not any(start <= row.a and row.b <= end for start, end in row.spans),
        "{a}:{b} lies in no document",
        "correct the offsets, or the document's in the catalogue",
    ),
    Wrong(
        lambda row: any(row.a < edit.raw_end and edit.raw_start < row.b for edit in row.others),
        "{a}:{b} overlaps another row",
        "join the two rows",
    ),
]
"""What can be wrong with a row of ``edits.csv``; the first that holds is told."""
