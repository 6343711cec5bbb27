"""What stands below a report: its edits and the figures read in it, each with its place."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import pandas as pd

from workreports.corpus import Corpus
from workreports.corpus.tracing import evident
from workreports.indicators import extract
from workreports.io.showing import Markup, tag
from workreports.views.reports.layers import Edit, sentences
from workreports.views.reports.words import chinese, chinese_of, plain, said

_SIGNS = {"at_least": ("≥", "≤"), "at_most": ("≤", "≥"), "about": ("≈", "≈")}
"""Of a bound, and of that of a fall: 下降5%以上, "by 5 % or more", is a rate of at most -5."""
_NEAR = 20
"""Characters in which a rate follows its figure."""
_HAS_BOUND = re.compile("[≤≥<>约超不低高控以左]")
_HAS_MINUS = re.compile("[-\u2212\u2013负降减]")


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
            Markup(f"{html.escape(one.why)} {chinese(chinese_of(one.kind))}"),
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
            chinese(row.scope) if row.scope else "",
            _period(row.period_start, row.period_end),
            chinese(_signed(row.printed, row.value, row.bound) or _in_words(row.force)),
            chinese(_signed(row.growth_printed, row.growth_pct, row.growth_bound)),
            Markup(", ".join(map(said, _kind(row)))),
        ]
        for number, row in zip(rows.index, rows.itertuples(index=False), strict=True)
    ]
    if not cells:
        return tag("p", said("figures_none"))
    heads = ["number", "what", "scope", "period", "printed", "growth_printed", "kind"]
    return Markup(tag("p", said("figures_lead")) + _table("figures", heads, cells))


def _signed(printed: object, value: float, bound: object) -> str:
    """A number as printed, with the signs of what is said in words beside it.

    >>> _signed("4%", 4.0, "at_most"), _signed("≤4", 4.0, "at_most"), _signed("3%", -3.0, "exact")
    ('≤4%', '≤4', '−3%')
    """
    if pd.isna(printed):
        return ""
    is_fall = value < 0
    sign = "" if _HAS_BOUND.search(printed) else _SIGNS.get(bound, ("", ""))[is_fall]
    minus = "\u2212" if is_fall and not _HAS_MINUS.search(printed) else ""
    return f"{sign}{minus}{printed}"


def _kind(row: tuple) -> list[str]:
    """What a figure measures, on which terms if not those of the year before, and its status."""
    on_terms = [row.growth_basis] if row.growth_basis in ("comparable", "real") else []
    return [row.measure, *on_terms, row.status]


def _in_words(force: object) -> str:
    """What a promise without a number says: the last of the words read in it.

    >>> _in_words("预期/完成市下达任务")
    '完成市下达任务'
    """
    return "" if pd.isna(force) else force.rpartition("/")[2]


def spans(rows: pd.DataFrame, texts: dict[str, str]) -> dict[str, list[tuple[int, int, int]]]:
    """Where the figures of each paragraph stand, as ``(start, end, number)``: what was read, and
    the rate behind it, if one was read with it.

    >>> columns = ["par_id", "start", "end", "growth_printed"]
    >>> row = pd.DataFrame([["a:1", 0, 5, "9%"]], columns=columns, index=[1])
    >>> spans(row, {"a:1": "出口3亿元,增长9%。"})
    {'a:1': [(0, 10, 1)]}
    """
    found: dict[str, list[tuple[int, int, int]]] = {}
    for number, row in zip(rows.index, rows.itertuples(index=False), strict=True):
        found.setdefault(row.par_id, []).append((row.start, row.end, number))
    rates = dict(rows["growth_printed"].dropna()) if found else {}
    for par_id, own in found.items():
        starts = [*(start for start, _, _ in own), len(texts[par_id])]
        for at, (start, end, number) in enumerate(own):
            rate, next_one = rates.get(number), starts[bisect_left(starts, end)]
            behind = texts[par_id].find(rate, end, min(next_one, end + _NEAR)) if rate else -1
            own[at] = (start, end if behind < 0 else behind + len(rate), number)
    return found


def _place(row: tuple, starts: dict[str, list[int]]) -> str:
    number = row.par_id.rpartition(":")[2]
    return f"{number}.{bisect_right(starts[row.par_id], row.start)}"


def _period(start: object, end: object) -> str:
    if pd.isna(start):
        return ""
    return str(start) if start == end else f"{start}-{end}"


def _table(name: str, heads: list[str], rows: list[list[object]]) -> Markup:
    """On a narrow screen each row is a block, and each cell says its own head."""
    head = tag("tr", *(tag("th", said(one), scope="col") for one in heads))
    named = [{"data-head": plain(one)} for one in heads]
    body = [
        tag("tr", *(tag("td", cell, **one) for cell, one in zip(cells, named, strict=True)))
        for cells in rows
    ]
    table = tag("table", tag("thead", head), tag("tbody", *body), **{"aria-label": plain(name)})
    return tag("div", table, **{"class": "table-wrapper blocks"})
