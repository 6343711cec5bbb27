"""The text of a report as HTML: parts, headings, paragraphs, and what lies over them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from workreports.corpus import coverage
from workreports.corpus.tracing import evident
from workreports.io.showing import AS_WRITTEN, Markup, tag
from workreports.io.text import NORMAL_FORM
from workreports.views.reports import layers, tables
from workreports.views.reports.layers import Edit, Piece
from workreports.views.reports.words import chinese_of, said

_ORDER = ["preface", *coverage.JUDGED, "closing", "appendix"]


class Report(NamedTuple):
    """What the page of a report is made of."""

    document: pd.Series
    """A row of the documents table, named by its doc_id."""
    paragraphs: pd.DataFrame
    words: dict[str, pd.DataFrame]
    """The words of each paragraph by ``par_id``."""
    edits: list[Edit]
    figures: pd.DataFrame
    """The observations, numbered from 1 by the index."""
    gaps: dict[str, str]
    """``cut``, ``cut_beginning``, ``cut_end`` or ``lost`` of the parts that are."""
    english: dict[str, str]
    senses: dict[str, str]


class _Row(NamedTuple):
    """A paragraph with the edits before it and inside it."""

    number: str
    part: str
    depth: int
    text: str
    before: list[Edit]
    inside: dict[int, list[Edit]]
    figures: list[tuple[int, int, int]]
    words: pd.DataFrame


class _Notes(NamedTuple):
    """What edits and terms in a paragraph have to say, by their number."""

    edits: Mapping[int, Edit]
    terms: list[dict[str, str]]
    """The attributes of each term: its sense, and whether it stands here for the first time."""


def parts(report: Report) -> Iterator[tuple[str, list[_Row]]]:
    """The parts in reading order; one that is taken up again comes again."""
    yield from ((part, list(rows)) for part, rows in groupby(_rows(report), lambda row: row.part))


def _rows(report: Report) -> Iterator[_Row]:
    laid = layers.placed(report.paragraphs, report.edits)
    texts = dict(zip(report.paragraphs["par_id"], report.paragraphs["text"], strict=True))
    spans = tables.spans(report.figures, texts)
    nothing = pd.DataFrame({"start": [], "end": []})
    for row, (before, inside) in zip(report.paragraphs.itertuples(), laid, strict=False):
        number, part = row.par_id.rpartition(":")[2], row.part or "body"
        over = spans.get(row.par_id, []), report.words.get(row.par_id, nothing)
        yield _Row(number, part, row.depth, row.text, before, inside, *over)


def body(report: Report) -> Markup:
    """The text of a report, with what is lost of it named where it would stand."""
    lost = [part for part in _ORDER if report.gaps.get(part) == "lost"]
    edits = {one.number: one for one in report.edits}
    shown, seen = [], set[str]()
    for number, (part, rows) in enumerate(parts(report), 1):
        place = _ORDER.index(part) if part in _ORDER else 0
        shown += [_gap(one, "lost") for one in lost if _ORDER.index(one) < place]
        lost = [one for one in lost if _ORDER.index(one) >= place]
        told = [_paragraph(row, edits, report.senses, seen) for row in rows]
        shown.append(_part(report, number, part, told))
    *_, (behind, _) = layers.placed(report.paragraphs, report.edits)
    shown += [_gap(one, "lost") for one in lost] + _between(behind)
    return tag("div", *shown, **{"class": f"report {AS_WRITTEN['class']}"})


def _part(report: Report, number: int, part: str, rows: list[Markup]) -> Markup:
    state = report.gaps.get(part, "")
    name = tag("p", said(part), id=f"part-{number}", **{"class": "part-name"})
    gap = [_gap(part, state)] if state else []
    text = tag("div", *rows, lang="zh-CN")
    inside = [name, text, *gap] if state == "cut_end" else [name, *gap, text]
    return tag("section", *inside, **{"class": f"part part-{part}"})


def _gap(part: str, state: str) -> Markup:
    return tag("p", "† ", said(part), " ", said(state), **{"class": "gap"})


def _paragraph(
    row: _Row, edits: Mapping[int, Edit], senses: Mapping[str, str], seen: set[str]
) -> Markup:
    """A paragraph; terms it has are seen from then on."""
    found = layers.terms(row.text, row.words, senses)
    folded, terms = row.text.translate(NORMAL_FORM), list[dict[str, str]]()
    for term in (folded[start:end] for start, end in found):
        terms.append({"title": senses[term]} | ({} if term in seen else {"class": "first"}))
        seen.add(term)
    notes = _Notes(edits, [{}, *terms])
    over = layers.pieces(row.text, row.inside, row.figures, found)
    link = {"class": "anchor", "href": f"#{row.number}", "aria-label": f"paragraph {row.number}"}
    spans = [
        tag("span", *_sentence(some, notes), id=f"{row.number}.{number}")
        for number, some in groupby(over, lambda piece: piece.sentence)
    ]
    name = f"h{min(row.depth + 1, 6)}" if row.depth else "p"
    looks = {"class": "lines"} if "\n" in row.text else {}
    shown = tag(name, tag("a", **link), *spans, id=row.number, **looks)
    return Markup("".join([*_between(row.before), shown]))


def _between(edits: Iterable[Edit]) -> list[Markup]:
    """What stood between paragraphs and was taken out, unless it is a line end."""
    return [tag("p", _edit(one, ""), **{"class": "between"}) for one in edits if one.number]


def _sentence(over: Iterable[Piece], notes: _Notes) -> Iterator[Markup]:
    for (edit, figure), some in groupby(over, lambda piece: (piece.edit, piece.figure)):
        if edit:
            yield _edit(notes.edits[edit], _joined(some))
        elif figure:
            yield tag("a", *_terms(some, notes), href=f"#figure-{figure}")
        else:
            yield from _terms(some, notes)


def _terms(over: Iterable[Piece], notes: _Notes) -> Iterator[Markup]:
    for term, some in groupby(over, lambda piece: piece.term):
        text = _joined(some)
        yield tag("abbr", text, **notes.terms[term]) if term else Markup(html.escape(text))


def _edit(edit: Edit, text: str) -> Markup:
    """What an edit took out and put in, with its number."""
    taken = [tag("del", evident(edit.before))] * bool(edit.before)
    put = [tag("ins", text)] * bool(text)
    missing = [] if taken or put else [tag("span", "▯")]
    number = tag("a", edit.number, href=f"#edit-{edit.number}", id=f"edit-{edit.number}-at")
    shown = [*taken, *put, *missing, tag("sup", number)]
    why = f"{edit.why} {chinese_of(edit.kind)}"
    return tag("span", *shown, title=why.strip(), **{"class": "edit"})


def _joined(over: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in over)
