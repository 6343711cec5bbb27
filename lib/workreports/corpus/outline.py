"""The structure of a report: headings, paragraphs, and the part each belongs to.

Where rows begin and end is found by ``layout``; here they are read: what stands under what, what is
review, what is plan.
"""

from __future__ import annotations

import re

import pandas as pd

from workreports.corpus import cleaning
from workreports.corpus.cleaning import CleanText
from workreports.corpus.structure import layout, markers, parts
from workreports.io.text import NORMAL_FORM

PARTS = parts.PARTS
"""The parts of a report. Texts without a report's headings (articles) are all ``body``."""

_NO_LEAD = re.compile(r"各位代表|[五一]年来|今后|过去|在(?:充分)?(?:看到|肯定|总结)")


def parse(text: str) -> pd.DataFrame:
    """Find the headings and paragraphs of a report and tell its parts apart.

    Parameters
    ----------
    text : str
        Clean text, with line breaks between headings and paragraphs or without any; half-width or
        full-width.

    Returns
    -------
    DataFrame
        One row a heading or paragraph, in order: ``depth`` (1, 2, 3 ... for a heading, 0 for text),
        ``heading`` (the nearest heading, for a paragraph with a lead sentence that sentence, "" if
        none), ``section`` (the headings above joined with " / "), ``part`` (see ``PARTS``),
        ``start`` and ``end`` (offsets in ``text``, half-open). Rows cover every character but line
        breaks. The cells of a table under 附表 are one row.

    >>> table = parse("一、2013年工作回顾\\n经济平稳增长。全年财政收入增长。")
    >>> table[["depth", "heading", "part"]].values.tolist()
    [[1, '2013年工作回顾', 'review'], [0, '经济平稳增长。', 'review']]
    """
    clean = cleaning.clean(text)
    table = of(clean.text).drop(columns="why")
    return table if clean.text == text else _placed(table, text, clean)


def of(text: str) -> pd.DataFrame:
    """Take clean text apart, and say for each row why it is in its part.

    Parameters
    ----------
    text : str
        Of ``cleaning.clean``.

    Returns
    -------
    DataFrame
        As of :func:`parse`, with the column ``why`` besides.

    >>> of("一、2013年工作回顾\\n经济平稳增长。")["why"].tolist()
    ['the heading says 回顾, which are past', 'the heading says 回顾, which are past']
    """
    folded = text.translate(NORMAL_FORM | {ord("\r"): "\n"})  # one for one: offsets stay
    records, rows = [], []
    above: dict[int, str] = {}
    titles: dict[int, str] = {}
    for start, end, depth in layout.rows(folded):
        words = folded[start:end]
        if depth:
            above = _below(above, depth) | {depth: words}
            titles = _below(titles, depth) | {depth: markers.title(text[start:end])}
        elif words.startswith("各位代表"):  # the speaker turns to the house: the subsection is over
            above, titles = _below(above, 2), _below(titles, 2)
        lead = 0 if depth else _lead_end(words)
        nearest = titles[max(titles)] if titles else ""
        heading = text[start : start + lead].lstrip("—-") if lead else nearest
        section = " / ".join(titles[k] for k in sorted(titles) if k != depth)
        rows.append(parts.Row(start, end, depth, words, above))
        records.append((depth, heading, section, start, end))
    table = pd.DataFrame(records, columns=["depth", "heading", "section", "start", "end"])
    told = parts.tell(rows)
    table.insert(3, "part", [one.part for one in told])
    return table.assign(why=[one.why for one in told])


def agreement(found: pd.DataFrame, by_hand: pd.DataFrame) -> pd.Series:
    """How well the lines of a report that were found agree with those set by hand.

    Parameters
    ----------
    found, by_hand : DataFrame
        ``raw_start depth``, one row a line.

    Returns
    -------
    Series
        ``by_hand found right`` (lines), ``precision recall``, ``headings_by_hand headings_found``.

    >>> by_hand = pd.DataFrame({"raw_start": [0, 9, 20], "depth": [1, 0, 1]})
    >>> agreement(by_hand.head(2), by_hand)[["right", "recall", "headings_found"]].round(2).tolist()
    [2.0, 0.67, 1.0]
    """
    right = int(found["raw_start"].isin(by_hand["raw_start"]).sum())
    headings = by_hand.loc[by_hand["depth"] > 0, "raw_start"]
    told = {
        "by_hand": len(by_hand),
        "found": len(found),
        "right": right,
        "precision": right / len(found),
        "recall": right / len(by_hand),
        "headings_by_hand": len(headings),
        "headings_found": headings.isin(found.loc[found["depth"] > 0, "raw_start"]).sum(),
    }
    return pd.Series(told)


def _placed(table: pd.DataFrame, text: str, clean: CleanText) -> pd.DataFrame:
    """Rows of clean text at their places in the text it comes from.

    Blanks that cleaning took out are covered by the row before them; marks are no text.
    """
    if table.empty:
        rows = [(0, "", "", "body", 0, len(text))] if text.strip("\n") else []
        return pd.DataFrame(rows, columns=table.columns)
    spans = [clean.raw_span(a, b) for a, b in zip(table["start"], table["end"], strict=True)]
    marks = [edit for edit in clean.edits if edit.before.strip() and not edit.after.strip()]
    edges = [*(start for start, _ in spans[1:]), len(text)]
    placed, mark = [], 0
    for number, ((start, end), edge) in enumerate(zip(spans, edges, strict=True)):
        while mark < len(marks) and marks[mark].raw_start < end:
            mark += 1
        limit = min([edge] + [one.raw_start for one in marks[mark : mark + 1]])
        blank = text[end:limit].rstrip("\r\n")
        placed.append((0 if number == 0 and not text[:start].strip() else start, end + len(blank)))
    return table.assign(start=[a for a, _ in placed], end=[b for _, b in placed])


def _below(headings: dict[int, str], depth: int) -> dict[int, str]:
    """The headings that stand over one of some depth."""
    return {k: words for k, words in headings.items() if k < depth}


def definition(entry: str) -> tuple[str, str] | None:
    """Read one entry of a glossary (名词解释): the term and its definition, or None.

    >>> definition("1、一号工程:指杭州市提出的工程。")
    ('一号工程', '指杭州市提出的工程。')
    """
    match = re.fullmatch(
        r"\d{1,2}[、.](?P<term>[^:]{2,20}):(?P<definition>.+)", entry.translate(NORMAL_FORM)
    )
    return (
        (entry[slice(*match.span("term"))], entry[slice(*match.span("definition"))])
        if match
        else None
    )


def definitions(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """The terms that glossaries among some paragraphs define.

    ``term definition doc_id par_id raw_start raw_end``.

    >>> definitions(load_corpus().paragraphs)["term"].nunique()
    30
    """
    entries = paragraphs[paragraphs["section"].str.contains("名词解释")]
    found = [
        (*defined, row.doc_id, row.par_id, row.raw_start, row.raw_end)
        for row in entries.itertuples()
        if (defined := definition(row.text))
    ]
    columns = ["term", "definition", "doc_id", "par_id", "raw_start", "raw_end"]
    return pd.DataFrame(found, columns=columns)


def _lead_end(words: str) -> int:
    """Where a paragraph's lead sentence ends, a short one that others follow; 0 without one."""
    match = re.match(r"[—-]*[^。:\d]{4,30}。(?=.)", words)
    return match.end() if match and not _NO_LEAD.match(words) else 0
