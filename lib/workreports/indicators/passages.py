"""The stretches of text that figures are read from, each with what its place says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus, outline
from workreports.corpus.structure.turns import spoken_of
from workreports.indicators import dates, quantities
from workreports.indicators.dates import Setting
from workreports.indicators.quantities import Reading


class Passage(NamedTuple):
    """A stretch of text to be read, and what its place says about it."""

    par_id: str | None
    doc_id: str | None
    place: str | None
    level: str | None
    territory: str | None
    text: str
    """The text that offsets count in: of the paragraph, or the whole plain text."""
    reading: Reading
    start: int
    end: int
    """The stretch of the reading copy that the passage is."""
    setting: Setting


def of_corpus(corpus: Corpus) -> Iterator[Passage]:
    """The paragraphs of a corpus, duplicates left out.

    >>> next(of_corpus(load_corpus())).setting.year
    2017
    """
    documents = corpus.originals.to_dict("index")
    texts = corpus.paragraphs[
        corpus.paragraphs["doc_id"].isin(list(documents)) & corpus.paragraphs["depth"].eq(0)
    ]
    for row in texts.itertuples():
        doc = documents[row.doc_id]
        year = None if pd.isna(doc["year"]) else int(doc["year"])
        reading = quantities.readable(row.text)
        yield Passage(
            row.par_id,
            row.doc_id,
            doc["place"],
            doc["level"],
            doc["territory"],
            row.text,
            reading,
            0,
            len(reading.text),
            dates.setting(
                year,
                row.part,
                row.section,
                row.about,
                (doc["reviews"], doc["plans"]),
                f"全{doc['place'][-1]}" if isinstance(doc["place"], str) else None,
                early=_is_early(doc["delivered"], year),
                place=doc["place"] if isinstance(doc["place"], str) else None,
            ),
        )


def _is_early(delivered: str | None, year: int | None) -> bool:
    """Whether a report was delivered in the year before the one it is named after."""
    return year is not None and isinstance(delivered, str) and delivered < str(year)


def _is_early_by_words(texts: Iterable[str], parts: Iterable[str]) -> bool:
    """Whether a report calls the year that it looks back on this year, the one it plans next."""
    told, ahead = (set[str](), set[str]())
    for text, part in zip(texts, parts, strict=True):
        found = {word for word in ("今年", "明年") if word in text}
        if part in dates.TOLD:
            told |= found
        elif part in dates.PROMISED:
            ahead |= found
    return "今年" in told and ahead == {"明年"}


def of_text(text: str, year: int | None) -> Iterator[Passage]:
    """The paragraphs of a plain text, of a report of ``year``.

    >>> [one.setting.part for one in of_text("一、2016年工作回顾\\n财政总收入128亿元。", 2017)]
    ['review', 'review']
    """
    reading = quantities.readable(text)
    rows = outline.parse(reading.text)
    texts = [reading.text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)]
    reviews, plans = (
        (f"{year - 1};{year - 5}-{year - 1}", f"{year};{year}-{year + 4}")
        if year is not None
        else (None, None)
    )
    area = next(
        (name for name in ("全区", "全县", "全市", "全省", "全国") if name in reading.text), None
    )
    early = _is_early_by_words(texts, rows["part"])
    for row, about in zip(rows.itertuples(), spoken_of(rows, texts, reviews, plans), strict=True):
        periods = (reviews, plans) if about else (None, None)
        yield Passage(
            None,
            None,
            None,
            None,
            None,
            text,
            reading,
            row.start,
            row.end,
            dates.setting(year, row.part, row.section, about, periods, area, early=early),
        )
