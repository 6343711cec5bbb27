"""Where the texts of a corpus were mended, as a table for the browser."""

from __future__ import annotations

from collections import deque

import pandas as pd

from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.views.explorer.observed import units

_KINDS = {
    "line_break": "line break in mid-sentence",
    "masked": "masked word",
    "masked_silently": "masked word",
    "no_break_space": "blank",
    "other_script": "letter of another script",
}
"""Kinds of edits by the labels that speak of them, where these are others."""


def table(corpus: Corpus) -> dict:
    """The edits, without those that only part paragraphs.

    A row of ``edits`` is the number of a paragraph; from where the edit put characters there, and
    how many, in the browser's units (-1: it took them out before the paragraph); what stood there
    before; its kind; the number of one of ``whys``. ``kinds`` are in English and Chinese.

    >>> sorted(table(load_corpus().select(years=2023)))
    ['edits', 'kinds', 'whys']
    """
    chosen = corpus.select()
    edits = chosen.edits.sort_values(["raw_start", "raw_end"])
    paragraphs = chosen.paragraphs.reset_index(drop=True)
    of = dict(iter(edits.groupby("doc_id")))
    found = []
    for doc_id, rows in paragraphs.groupby("doc_id", sort=False):
        if doc_id in of:
            found += _of_document(rows, of[doc_id])
    whys = list(dict.fromkeys(why for *_, why in found))
    kinds = dict.fromkeys(kind for *_, kind, _ in found)
    labels = lexicons.table("labels.csv", lexicons.of(corpus.folder)).set_index("en")["zh"]
    names = {kind: _KINDS.get(kind, kind.replace("_", " ")) for kind in kinds}
    return {
        "edits": [[*row, whys.index(why)] for *row, why in found],
        "kinds": {kind: [name, labels.get(name, name)] for kind, name in names.items()},
        "whys": whys,
    }


def _of_document(paragraphs: pd.DataFrame, edits: pd.DataFrame) -> list[tuple]:
    """The edits of a document, each with the paragraph it stands in, or before which it stands."""
    found, rest = [], deque(edits.itertuples())
    for at, text, start, end in paragraphs[["text", "raw_start", "raw_end"]].itertuples():
        shift = 0
        while rest and rest[0].raw_end <= end:
            edit = rest.popleft()
            inside = edit.raw_start >= start
            place = edit.raw_start - start + shift
            shift += len(edit.after) - (edit.raw_end - edit.raw_start) if inside else 0
            if edit.kind == "separator":
                continue
            first, length = (units(text[:place]), units(edit.after)) if inside else (-1, 0)
            found.append((at, first, length, edit.before, edit.kind, edit.why))
    return found
