"""The page of a report, as HTML; all that comes from a corpus is escaped."""

from __future__ import annotations

import re

import pandas as pd

from workreports.corpus import Corpus, coverage
from workreports.corpus.store import choosing
from workreports.io.showing import Markup, tag, visible
from workreports.views.reports import tables, text, words
from workreports.views.reports.layers import numbered
from workreports.views.reports.text import Report
from workreports.views.reports.words import chinese, plain, said


def address(par_id: str) -> str:
    """Where a document or a paragraph is read, or with ``.2`` behind it its second sentence.

    >>> address("gongshu-2023-work-report"), address("gongshu-2023-work-report:0013.2")
    ('gongshu-2023-work-report.html', 'gongshu-2023-work-report.html#0013.2')
    """
    doc_id, colon, number = par_id.partition(":")
    return f"{doc_id}.html{'#' if colon else ''}{number}"


def title(corpus: Corpus, doc_id: str) -> str:
    """The name of a document in both languages, as plain text.

    >>> title(load_corpus(), "gongshu-2023-work-report")
    '2023年拱墅区政府工作报告 · Gongshu 2023, government work report'
    """
    document = _document(corpus, doc_id)
    place = words.english(corpus.folder).get(document["place"], document["place"])
    year = "" if pd.isna(document["year"]) else f" {document['year']}"
    kind = words.english_of(document["genre"])
    copy = "" if pd.isna(document["duplicate_of"]) else f" ({plain('copy')})"
    return f"{visible(document['title'])} · {visible(place)}{year}, {kind}{copy}"


def contents(corpus: Corpus, doc_id: str) -> Markup:
    """The parts and headings of a document as a list of links into its page.

    >>> contents(load_corpus(), "gongshu-2023-work-report").count("href='#part-")
    4
    """
    found = []
    for number, (part, rows) in enumerate(text.parts(_report(corpus, doc_id)), 1):
        found.append((0, f"part-{number}", said(part)))
        found += [(row.depth, row.number, chinese(row.text)) for row in rows if row.depth]
    found += [(0, "edits", said("edits")), (0, "figures", said("figures"))]
    items = (
        tag(
            "li",
            tag("a", shown, href=f"#{anchor}", **{"class": "reference internal"}),
            **{"class": f"depth-{depth}"},
        )
        for depth, anchor, shown in found
    )
    return tag("ul", *items)


def html(corpus: Corpus, doc_id: str) -> Markup:
    """A document to be read: what it is and what of it is lost, its parts, headings, paragraphs,
    edits, figures and terms; then a table of the edits and one of the figures.

    Parameters
    ----------
    corpus : Corpus
    doc_id : str
        Of any document, also of one that repeats another.

    Returns
    -------
    Markup
        What stands below the title in a page; the looks are the page's. Paragraphs are anchors by
        the number in their ``par_id`` (``#0013``), sentences by theirs behind it (``#0013.2``),
        edits and figures by their numbers (``#edit-1``, ``#figure-1``).

    Raises
    ------
    ValueError
        For a document that the corpus does not hold, naming the nearest ones it does.

    >>> page = html(load_corpus(), "xiacheng-2015-work-report")
    >>> "<del>诛仙小说</del>" in page, "is lost" in page
    (True, True)
    """
    report = _report(corpus, doc_id)
    places = {
        one.number: row.number
        for _, rows in text.parts(report)
        for row in rows
        for some in row.inside.values()
        for one in some
    }
    texts = dict(zip(report.paragraphs["par_id"], report.paragraphs["text"], strict=True))
    return Markup(
        "".join(
            [
                _facts(report),
                _marks(),
                text.body(report),
                tag("h2", said("edits"), id="edits"),
                tables.of_edits(report.edits, places),
                tag("h2", said("figures"), id="figures"),
                tables.of_figures(report.figures, texts, report.english),
            ]
        )
    )


def _document(corpus: Corpus, doc_id: str) -> pd.Series:
    choosing.known("doc_id", doc_id, corpus.documents.index)
    return corpus.documents.loc[doc_id]


def _report(corpus: Corpus, doc_id: str) -> Report:
    document = _document(corpus, doc_id)
    par_ids = corpus.frame.loc[corpus.frame["doc_id"].eq(doc_id), "par_id"]
    own = corpus.within(par_ids)
    return Report(
        document,
        own.paragraphs,
        dict(iter(own.tokens().groupby("par_id"))),
        numbered(own.edits),
        tables.figures(corpus, doc_id),
        _gaps(own, document),
        words.english(corpus.folder),
        words.senses(corpus.folder),
    )


def _gaps(own: Corpus, document: pd.Series) -> dict[str, str]:
    """The parts that are cut or lost; of what is cut, where, if its traces say so."""
    states = own.coverage.set_index("part")["state"]
    judged = coverage.of("\n".join(own.paragraphs["text"]), document["genre"]).set_index("part")
    found = states[states.isin(["cut", "lost"])].to_dict()
    for part, state in found.items():
        if state == "cut" == judged.at[part, "state"]:
            found[part] = f"cut_{judged.at[part, 'missing']}"
    return found


def _facts(report: Report) -> Markup:
    """What the document is, from the catalogue, and what of it is not there."""
    document = report.document
    names = ["reviews", "plans", "delivered", "posted", "source", "raw_file", "duplicate_of"]
    known = [name for name in names if name in document and pd.notna(document[name])]
    rows = [(said(name), _fact(name, visible(document[name]))) for name in known]
    rows += [(said(part), tag("strong", "† ", said(state))) for part, state in report.gaps.items()]
    pairs = (tag("dt", name) + tag("dd", fact) for name, fact in rows)
    return tag("dl", Markup("".join(pairs)), **{"class": "facts"})


def _fact(name: str, value: str) -> str:
    if name == "duplicate_of":
        return tag("a", value, href=address(value))
    if re.fullmatch(r"https?://[!-~]+", value):
        return tag("a", value, href=value, rel="noreferrer")
    return value.replace(";", "; ") if name in ("reviews", "plans") else value


def _marks() -> Markup:
    """What the marks in the text mean."""
    shown = [
        (tag("del", "*") + tag("ins", "和") + tag("sup", "1"), "mark_edit"),
        (tag("span", "2.5%", **{"class": "figure"}), "mark_figure"),
        (tag("abbr", "民生", title=plain("mark_term")), "mark_term"),
    ]
    items = (tag("li", Markup(one), " ", said(key)) for one, key in shown)
    summary = tag("summary", said("marks"))
    return tag("details", summary, tag("ul", *items), **{"class": "marks report"})
