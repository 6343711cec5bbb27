"""Causes that a source prints: why figures of two years may not fit together.

Nothing is known here but what a document of the place, or of the nation, says in words, or a note
beside a figure from elsewhere. The words that are looked for are ``data/patterns/causes.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus
from workreports.io.resources import DATA
from workreports.io.tables import read_csv
from workreports.io.text import NORMAL_FORM

_TABLE = read_csv(DATA / "patterns" / "causes.csv", ["cause", "words", "indicators", "meaning"])
_WORDS = [
    (row.cause, re.compile(row.words), frozenset(filter(None, row.indicators.split("|"))))
    for row in _TABLE.itertuples()
]
_TOLD = ("review", "problems", "appendix", "body")
"""Parts of a report that speak of what was."""
NATION = "全国"
"""What it prints holds for every place."""


class Cause(NamedTuple):
    """A cause, and where it is printed."""

    name: str
    indicators: frozenset[str]
    """What it bears upon; empty: anything."""
    place: str
    first: int
    """The first and the last year that the passage speaks of."""
    last: int
    source: str
    """Paragraph and characters in it, or the page from elsewhere."""

    def bears(self, indicator: str, after: int, until: int) -> bool:
        """Whether it may explain a gap between the figures of the years ``after`` and ``until``."""
        is_its = not self.indicators or indicator in self.indicators
        return is_its and after < self.last and self.first <= until


def find(observations: pd.DataFrame, corpus: Corpus | None = None) -> list[Cause]:
    """All causes that are printed: in the sentences and notes of figures, and in a corpus.

    >>> from workreports.corpus import load_corpus
    >>> corpus = load_corpus()
    >>> {(one.name, one.first) for one in find(corpus.reference, corpus) if one.place == "拱墅区"}
    {('tax refunds', 2022)}
    """
    found = [] if corpus is None else list(_in_corpus(corpus))
    return list(dict.fromkeys([*found, *_beside(observations)]))


def by_place(found: list[Cause]) -> dict[str, list[Cause]]:
    """Causes by the place whose documents print them."""
    places: dict[str, list[Cause]] = {}
    for one in found:
        places.setdefault(one.place, []).append(one)
    return places


def _in_corpus(corpus: Corpus) -> Iterator[Cause]:
    documents = corpus.originals
    paragraphs = corpus.paragraphs
    told = paragraphs[
        paragraphs["depth"].eq(0)
        & paragraphs["part"].isin(_TOLD)
        & paragraphs["doc_id"].isin(documents.index)
        & paragraphs["about"].notna()
    ]
    for row in told.itertuples():
        years = [int(year) for year in re.findall(r"\d{4}", row.about)]
        for name, indicators, match in _named(row.text) if years else ():
            source = f"{row.par_id} ({match.start()}:{match.end()})"
            place = documents.at[row.doc_id, "place"]
            yield Cause(name, indicators, place, min(years), max(years), source)


def _beside(observations: pd.DataFrame) -> Iterator[Cause]:
    """Causes in the sentence of a figure, or in the note beside a figure from elsewhere."""
    dated = observations[observations["period_end"].notna() & observations["status"].ne("target")]
    for row in dated.itertuples():
        own = row.par_id if pd.notna(row.par_id) else getattr(row, "source_title", None)
        source = str(own) if pd.notna(own) else "the figure's own sentence"
        place = row.place if pd.notna(row.place) else ""
        for text in (row.sentence, getattr(row, "note", None)):
            for name, indicators, _ in _named(text) if isinstance(text, str) else ():
                years = int(row.period_start), int(row.period_end)
                yield Cause(name, indicators, place, *years, source)


def _named(text: str) -> Iterator[tuple[str, frozenset[str], re.Match[str]]]:
    text = text.translate(NORMAL_FORM)
    for name, words, indicators in _WORDS:
        match = words.search(text)
        if match:
            yield name, indicators, match
