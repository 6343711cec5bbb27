"""What stands below a report: its edits and the figures read in it, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import pandas as pd

from workreports.corpus import Corpus
from workreports.corpus.tracing import evident
from workreports.indicators import extract
from workreports.io.showing import Markup, tag
from workreports.views.reports.layers import Edit, sentences
from workreports.views.reports.words import chinese, plain, said


def of_edits(edits: Iterable[Edit], places: dict[int, str]) -> Markup:
    """The edits of a document.

    Parameters
    ----------
    edits : iterable of Edit
    places : dict
        Number of an edit to the number of its paragraph, where it stands in one.

    >>> edit = Edit(1, "<and>", "和", "stray_word", "no Chinese", 3, 8)
    >>> "<del>&lt;and&gt;</del>" in of_edits([edit], {1: "0002"})
    True
    """
    rows = [
        [
            tag("a", one.number, href=f"#edit-{one.number}-at", id=f"edit-{one.number}"),
            Markup(places.get(one.number) or said("outside")),
            tag("del", evident(one.before)) if one.before else said("missing_word"),
            tag("ins", evident(one.after)) if one.after else "",
            one.why,
            f"{one.raw_start}:{one.raw_end}",
        ]
        for one in edits
        if one.number
    ]
    if not rows:
        return tag("p", said("edits_none"))
    heads = ["number", "place", "raw", "mended", "why", "raw_place"]
    return Markup(tag("p", said("edits_lead")) + _table("edits", heads, rows))


def figures(corpus: Corpus, doc_id: str) -> pd.DataFrame:
    """The observations of a document, none of one that repeats another, in reading order, numbered
    from 1 by the index.

    >>> figures(load_corpus(), "gongshu-2023-work-report")["name"].tolist()[:1]
    ['数字经济核心产业增加值']
    """
    found = corpus.observations
    if found is None and doc_id in corpus.originals.index:
        found = extract(corpus.select(doc_id=doc_id))
    if found is None:
        return pd.DataFrame()
    found = found[found["doc_id"].eq(doc_id)].sort_values(["par_id", "start"], kind="stable")
    return found.set_axis(range(1, len(found) + 1))


def of_figures(rows: pd.DataFrame, texts: dict[str, str], english: dict[str, str]) -> Markup:
    """The observations of a document, each with the sentence it was read in.

    Parameters
    ----------
    rows : DataFrame
        Of :func:`figures`.
    texts : dict
        The text of each paragraph by ``par_id``.
    english : dict
        Names of indicators in English.

    >>> "None" in of_figures(pd.DataFrame(), {}, {})
    True
    """
    starts = {par_id: [start for start, _ in sentences(text)] for par_id, text in texts.items()}
    cells = [
        [
            tag("a", number, href=f"#{_place(row, starts)}", id=f"figure-{number}"),
            Markup(f"{chinese(row.name)} {tag('span', english.get(row.name, ''))}"),
            chinese(row.scope),
            _period(row.period_start, row.period_end),
            chinese(row.printed),
            chinese("" if pd.isna(row.growth_printed) else row.growth_printed),
            Markup(f"{said(row.measure)}, {said(row.status)}"),
        ]
        for number, row in zip(rows.index, rows.itertuples(index=False), strict=True)
    ]
    if not cells:
        return tag("p", said("figures_none"))
    heads = ["number", "what", "scope", "period", "printed", "growth", "kind"]
    return Markup(tag("p", said("figures_lead")) + _table("figures", heads, cells))


def _place(row: tuple, starts: dict[str, list[int]]) -> str:
    number = row.par_id.rpartition(":")[2]
    return f"{number}.{bisect_right(starts[row.par_id], row.start)}"


def _period(start: object, end: object) -> str:
    if pd.isna(start):
        return ""
    return str(start) if start == end else f"{start}-{end}"


def _table(name: str, heads: list[str], rows: list[list[object]]) -> Markup:
    head = tag("tr", *(tag("th", said(one), scope="col") for one in heads))
    body = [tag("tr", *(tag("td", cell) for cell in cells)) for cells in rows]
    table = tag("table", tag("thead", head), tag("tbody", *body), **{"aria-label": plain(name)})
    return tag("div", table, **{"class": "table-wrapper"})
