"""What lies over a paragraph's text: its sentences, the figures read in it, terms, and edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from workreports.io.text import NORMAL_FORM

_SENTENCE = re.compile(r"[^。!?！？\n]*(?:[。!?！？]+[”’」』)）》】]*|\n|\Z)")


class Edit(NamedTuple):
    """A difference from the raw file, with its number in the document; line ends have none."""

    number: int
    before: str
    after: str
    kind: str
    why: str
    raw_start: int
    raw_end: int


class Piece(NamedTuple):
    """A character of a paragraph, or the place of one that was taken out, and what it belongs to:
    numbers from 1, 0 for none."""

    text: str
    sentence: int
    figure: int
    edit: int
    term: int


def numbered(edits: pd.DataFrame) -> list[Edit]:
    """The edits of a document in raw order; those between paragraphs, which are no news, are 0.

    >>> corpus = load_corpus().select(years=2023, genre="work_report")
    >>> [one.kind for one in numbered(corpus.edits) if one.number][:2]
    ['markdown', 'layout']
    """
    rows = edits.sort_values(["raw_start", "raw_end"], kind="stable")
    numbers = rows["kind"].ne("separator")
    columns = ["before", "after", "kind", "why", "raw_start", "raw_end"]
    return [
        Edit(int(number), *cells)
        for number, *cells in zip(
            numbers.cumsum().where(numbers, 0), *(rows[name] for name in columns), strict=True
        )
    ]


def placed(
    paragraphs: pd.DataFrame, edits: list[Edit]
) -> Iterator[tuple[list[Edit], dict[int, list[Edit]]]]:
    """The edits before each paragraph, and those inside it by their place in its text; at last
    those behind all, inside nothing.

    >>> rows = pd.DataFrame({"raw_start": [2], "raw_end": [7]})
    >>> marks = [Edit(1, "# ", "", "markdown", "", 0, 2), Edit(2, "and", "和", "", "", 3, 6)]
    >>> before, inside = next(placed(rows, marks))
    >>> [one.kind for one in before], list(inside)
    (['markdown'], [1])
    """
    at = 0
    for start, end in zip(paragraphs["raw_start"], paragraphs["raw_end"], strict=True):
        before, inside, moved = [], dict[int, list[Edit]](), 0
        while at < len(edits) and edits[at].raw_start < start:
            before.append(edits[at])
            at += 1
        while at < len(edits) and edits[at].raw_end <= end:
            edit = edits[at]
            inside.setdefault(edit.raw_start - start + moved, []).append(edit)
            moved += len(edit.after) - len(edit.before)
            at += 1
        yield before, inside
    yield edits[at:], {}


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end; a line of a table is one.

    >>> sentences("财政增收!”投资稳")
    [(0, 6), (6, 9)]
    """
    return [match.span() for match in _SENTENCE.finditer(text) if match[0]]


def terms(text: str, words: pd.DataFrame, known: Mapping[str, object]) -> list[tuple[int, int]]:
    """Where known terms stand that begin and end as words do; the longer of two is taken.

    Parameters
    ----------
    text : str
    words : DataFrame
        ``start end`` of its words.
    known : mapping
        Terms in normal form.

    >>> words = pd.DataFrame({"start": [0, 2, 4], "end": [2, 4, 6]})
    >>> terms("数字经济发展", words, {"数字": "", "数字经济": "", "济发": ""})
    [(0, 4)]
    """
    folded, longest = text.translate(NORMAL_FORM), max(map(len, known), default=0)
    starts, ends = words["start"].tolist(), words["end"].tolist()
    found, reached = [], 0
    for at, start in enumerate(starts):
        if start < reached:
            continue
        near = [end for end in ends[at : at + longest] if end - start <= longest]
        reached = next((end for end in reversed(near) if folded[start:end] in known), start)
        if reached > start:
            found.append((start, reached))
    return found


def pieces(
    text: str,
    inside: Mapping[int, list[Edit]],
    figures: Iterable[tuple[int, int, int]],
    found: Iterable[tuple[int, int]],
) -> Iterator[Piece]:
    """A paragraph, character by character.

    Parameters
    ----------
    text : str
    inside : mapping
        Edits by their place in the text, see :func:`placed`.
    figures : iterable of (start, end, number)
        By start; of two that overlap the first keeps what both have.
    found : iterable of (start, end)
        Of terms.

    >>> list(pieces("好", {1: [Edit(7, "*", "", "masked", "", 1, 2)]}, [], []))
    [Piece(text='好', sentence=1, figure=0, edit=0, term=0), Piece(text='', sentence=1, figure=0, \
edit=7, term=0)]
    """
    shown = {at: [one for one in some if one.number] for at, some in inside.items()}
    put = [(at, at + len(one.after), one.number) for at, some in shown.items() for one in some]
    sentence = _layer(text, ((*span, number) for number, span in enumerate(sentences(text), 1)))
    figure, edit = _layer(text, figures), _layer(text, put)
    term = _layer(text, ((*span, number) for number, span in enumerate(found, 1)))
    for at, character in enumerate(text):
        yield from (Piece("", sentence[at], 0, one.number, 0) for one in shown.get(at, []))
        free = not edit[at]
        yield Piece(character, sentence[at], figure[at] * free, edit[at], term[at] * free)
    behind = shown.get(len(text), [])
    yield from (Piece("", sentence[-1] if text else 1, 0, one.number, 0) for one in behind)


def _layer(text: str, spans: Iterable[tuple[int, int, int]]) -> list[int]:
    """The number of the span that each character lies in, the first of two; 0 for none."""
    layer, reached = [0] * len(text), 0
    for start, end, number in spans:
        first = max(start, reached)
        layer[first:end] = [number] * (end - first)
        reached = max(reached, end)
    return layer
