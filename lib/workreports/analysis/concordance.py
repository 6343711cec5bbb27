"""Terms in their surroundings (keyword in context)."""

from __future__ import annotations

import html

import pandas as pd

from workreports.corpus.corpus import Corpus
from workreports.corpus.schema import require


class Lines(pd.DataFrame):
    """A concordance: a DataFrame that a notebook shows with the hits one under the other, everything escaped."""

    @property
    def _constructor(self) -> type[Lines]:
        return Lines

    def _repr_html_(self) -> str:
        if not {"left", "hit", "right", "doc_id"} <= set(self.columns):
            return pd.DataFrame(self)._repr_html_()
        rows = "".join(
            f"<tr><td>{html.escape(str(row.doc_id))}</td><td style='text-align:right;white-space:nowrap'>{html.escape(row.left)}</td>"
            f"<td style='white-space:nowrap'><mark>{html.escape(row.hit)}</mark></td><td style='text-align:left;white-space:nowrap'>{html.escape(row.right)}</td></tr>"
            for row in self.itertuples()
        )
        return f"<table><tbody>{rows}</tbody></table>"


def lines(corpus: Corpus, term: str, width: int = 20, *, duplicates: bool = False) -> Lines:
    """Every place where a term stands, with its surroundings.

    Parameters
    ----------
    term : str
        A word or a phrase; what stands inside a longer word is not found.
    width : int
        Characters on each side, within the paragraph.
    duplicates : bool
        Whether to look into documents that repeat another one, too.

    Returns
    -------
    Lines
        A DataFrame ``doc_id par_id year part section left hit right raw_start raw_end`` in the order of the corpus; line ends inside a table are shown as "|".

    >>> lines(load_corpus(), "最多跑一次", width=4)[["left", "hit", "right"]].values.tolist()
    [['。按照“', '最多跑一次', '”的理念']]
    """
    if duplicates:
        corpus = Corpus(
            corpus.documents.assign(duplicate_of=None),
            corpus.paragraphs,
            corpus.edits,
            corpus.folder,
            corpus.tokens,
        )
    places = corpus.occurrences(term).merge(
        corpus.paragraphs[["par_id", "doc_id", "part", "section", "text"]], on="par_id", how="left"
    )
    places["year"] = places["doc_id"].map(corpus.documents["year"]).astype("Int64")
    texts = [text.replace("\n", "|") for text in places["text"]]
    spans = list(zip(texts, places["start"], places["end"], strict=True))
    places["left"] = [text[max(0, start - width) : start] for text, start, _ in spans]
    places["hit"] = [text[start:end] for text, start, end in spans]
    places["right"] = [text[end : end + width] for text, _, end in spans]
    return Lines(
        places[
            [
                "doc_id",
                "par_id",
                "year",
                "part",
                "section",
                "left",
                "hit",
                "right",
                "raw_start",
                "raw_end",
            ]
        ]
    )


def observed(corpus: Corpus, observations: pd.DataFrame, width: int = 40) -> Lines:
    """The sentences that observations were read from, the figure marked, from the indicator's name to the number's unit.

    Parameters
    ----------
    corpus : Corpus
    observations : DataFrame
        Rows of ``indicators.extract(corpus)``; reference figures, which stand in no document, are left out.
    width : int
        Characters on each side, within the paragraph.

    Returns
    -------
    Lines
        ``doc_id par_id indicator left hit right raw_start raw_end``, with the labels of ``observations``.

    >>> from workreports.indicators import extract
    >>> corpus = load_corpus().select(doc_id="gongshu-2023-work-report")
    >>> observed(corpus, extract(corpus), width=3)["hit"].tolist()
    ['数字经济核心产业增加值增长10%', '规上工业增加值增长4%']
    """
    require(observations, "observations")
    rows = observations[observations["par_id"].isin(corpus.paragraphs["par_id"])]
    if rows.empty and len(observations):
        raise ValueError(
            "none of these rows stands in this corpus: reference figures and figures from plain text have no paragraph to show"
        )
    texts = corpus.paragraphs.set_index("par_id")["text"].loc[rows["par_id"]].str.replace("\n", "|")
    spans = list(zip(texts, rows["start"].astype(int), rows["end"].astype(int), strict=True))
    return Lines(
        rows[["doc_id", "par_id", "indicator"]].assign(
            left=[text[max(0, start - width) : start] for text, start, _ in spans],
            hit=[text[start:end] for text, start, end in spans],
            right=[text[end : end + width] for text, _, end in spans],
            raw_start=rows["raw_start"].astype(int),
            raw_end=rows["raw_end"].astype(int),
        )
    )
