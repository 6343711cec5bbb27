"""Terms in their surroundings (keyword in context)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from workreports.corpus import Corpus
from workreports.corpus.schema import require
from workreports.io.showing import AS_WRITTEN, Markup, tag
from workreports.io.text import NORMAL_FORM, searched

_BEFORE, _HIT, _AFTER = (
    "text-align:right;white-space:nowrap",
    "white-space:nowrap",
    "text-align:left;white-space:nowrap",
)


class Lines(pd.DataFrame):
    """A concordance: a DataFrame that a notebook shows with the hits one under the other."""

    @property
    def _constructor(self) -> type[Lines]:
        return Lines

    def _repr_html_(self) -> str:
        if not {"left", "hit", "right", "doc_id"} <= set(self.columns):
            return pd.DataFrame(self)._repr_html_()
        rows = zip(self["doc_id"], self["left"], self["hit"], self["right"], strict=True)
        return tag("table", tag("tbody", *(shown(*row) for row in rows)), **AS_WRITTEN)


def shown(where: str, left: str, hit: str, right: str) -> Markup:
    """One line as a row of a table, the hit marked.

    >>> "<mark>创新</mark>" in shown("a", "加快", "创新", "发展")
    True
    """
    return tag(
        "tr",
        tag("td", where),
        tag("td", left, style=_BEFORE),
        tag("td", tag("mark", hit), style=_HIT),
        tag("td", right, style=_AFTER),
    )


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
        A DataFrame ``doc_id par_id year part section left hit right raw_start raw_end`` in the
        order of the corpus; line ends inside a table are shown as "|".

    >>> lines(load_corpus(), "最多跑一次", width=4)[["left", "hit", "right"]].values.tolist()
    [['。按照“', '最多跑一次', '”的理念']]
    """
    return at(corpus, corpus.occurrences(term, duplicates=duplicates), width)


def at(corpus: Corpus, places: pd.DataFrame, width: int = 20) -> Lines:
    """The lines of places that are known.

    Parameters
    ----------
    places : DataFrame
        ``par_id start end raw_start raw_end``, as ``corpus.tokens()`` and ``corpus.occurrences``
        give them.
    width : int
        Characters on each side, within the paragraph.

    Returns
    -------
    Lines
        The columns of :func:`lines`, in the order of the places.

    >>> corpus = load_corpus()
    >>> at(corpus, corpus.tokens().head(2))["hit"].tolist()
    ['2017', '年']
    """
    places = places.merge(
        corpus.paragraphs[["par_id", "doc_id", "part", "section"]], on="par_id", how="left"
    )
    years = places["doc_id"].map(corpus.documents["year"]).astype("Int64")
    around = _around(corpus, places, width)
    columns = ["doc_id", "par_id", "year", "part", "section"]
    columns += ["left", "hit", "right", "raw_start", "raw_end"]
    return Lines(places.assign(year=years, **around)[columns])


def first(corpus: Corpus, terms: Iterable[str], width: int = 20) -> Lines:
    """Where each term stands for the first time, inside longer words too.

    Documents count in the order of their years and days of delivery; one whose day is not known
    comes before the others of its year.

    Parameters
    ----------
    terms : iterable of str
        Words or phrases, in any width; one that stands nowhere has no row.
    width : int
        Characters on each side, within the paragraph.

    Returns
    -------
    Lines
        ``term about`` (the period spoken of) and the columns of :func:`lines`, in the order of the
        terms.

    >>> found = first(load_corpus(), ["共同富裕", "最多跑一次", "甲县"], width=4)
    >>> found[["hit", "year", "part", "right"]].values.tolist()
    [['共同富裕', 2023, 'plan', ',厚植最'], ['最多跑一次', 2017, 'governance', '”的理念']]
    """
    documents = corpus.originals.sort_values(["year", "delivered"], na_position="first")
    dated = documents.index[documents["year"].notna()]
    rank = {doc_id: number for number, doc_id in enumerate(dated)}
    rows = corpus.paragraphs[corpus.paragraphs["doc_id"].isin(rank)]
    rows = rows.assign(rank=rows["doc_id"].map(rank), text=rows["text"].str.translate(NORMAL_FORM))
    rows = rows.sort_values(["rank", "raw_start"])
    found = []
    for term, words in ((term, searched(term)) for term in terms):
        holds = rows[rows["text"].str.contains(words, regex=False)].head(1)
        for row in holds.itertuples():
            start = row.text.index(words)
            found.append((term, row.about, row.par_id, start, start + len(words)))
    places = pd.DataFrame(found, columns=["term", "about", "par_id", "start", "end"])
    lines = at(corpus, places.join(corpus.raw_span(places)), width)
    return Lines(places[["term", "about"]].join(lines))


def observed(observations: pd.DataFrame, corpus: Corpus, width: int = 40) -> Lines:
    """The sentences that observations were read from, the figure marked, from the indicator's name
    to the number's unit.

    Parameters
    ----------
    observations : DataFrame
        Rows of ``indicators.extract(corpus)``; reference figures, which stand in no document, are
        left out.
    corpus : Corpus
    width : int
        Characters on each side, within the paragraph.

    Returns
    -------
    Lines
        ``doc_id par_id indicator left hit right raw_start raw_end``, with the labels of
        ``observations``.

    Raises
    ------
    ValueError
        If none of the rows stands in a document of this corpus.

    >>> from workreports.indicators import extract
    >>> corpus = load_corpus().select(doc_id="gongshu-2023-work-report")
    >>> observed(extract(corpus), corpus, width=3)["hit"].tolist()
    ['数字经济核心产业增加值增长10%', '规上工业增加值增长4%']
    """
    require(observations, "observations")
    rows = observations[observations["par_id"].isin(corpus.paragraphs["par_id"])]
    if rows.empty and len(observations):
        raise ValueError(
            "none of these rows stands in this corpus: reference figures and figures from plain "
            "text have no paragraph to show"
        )
    around = _around(corpus, rows, width)
    places = rows[["raw_start", "raw_end"]].astype(int)
    return Lines(rows[["doc_id", "par_id", "indicator"]].assign(**around).join(places))


def _around(corpus: Corpus, places: pd.DataFrame, width: int) -> dict[str, list[str]]:
    """What stands around ``par_id start end``; each paragraph is held once, whatever its hits."""
    texts = dict(zip(corpus.paragraphs["par_id"], corpus.paragraphs["text"], strict=True))
    spans = [
        (texts[par_id], int(start), int(end))
        for par_id, start, end in zip(places["par_id"], places["start"], places["end"], strict=True)
    ]
    around = {
        "left": [text[max(0, start - width) : start] for text, start, _ in spans],
        "hit": [text[start:end] for text, start, end in spans],
        "right": [text[end : end + width] for text, _, end in spans],
    }
    return {side: [words.replace("\n", "|") for words in found] for side, found in around.items()}
