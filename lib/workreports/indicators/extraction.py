"""Economic figures read out of government prose: which indicator, which years, which kind of figure, how firm.

What counts as an indicator is a row of ``indicators.csv`` in the lexicon; the patterns for time, numbers and sentences are
in ``periods``, ``quantities`` and ``statements``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from numbers import Integral
from typing import NamedTuple

import pandas as pd

from workreports.io import lexicon
from workreports.io.resources import LEXICON
from workreports.corpus import cleaning, outline, schema
from workreports.indicators import plan_tables, quantities, vocabulary
from workreports.indicators.auditing import audit
from workreports.corpus.corpus import Corpus, StoredCorpus
from workreports.indicators.quantities import Reading
from workreports.corpus.reading import spoken_of
from workreports.indicators.scoring import agreement
from workreports.indicators.statements import Reader
from workreports.indicators.subjects import Years
from workreports.indicators.tense import Setting
from workreports.indicators.vocabulary import Named, Vocabulary

__all__ = ["agreement", "audit", "extract", "passed_over"]

_LONGEST = 1000
"""A sentence is looked for within so many characters on each side of a name; printed sentences stay far below."""
_ENDS = "。!?\n"


class _Passage(NamedTuple):
    """A stretch of text to be read, and what its place says about it."""

    par_id: str | None
    doc_id: str | None
    place: str | None
    territory: str | None
    text: str
    """The text that offsets count in: of the paragraph, or the whole plain text."""
    reading: Reading
    start: int
    end: int
    """The stretch of the reading copy that the passage is."""
    setting: Setting


def extract(text_or_corpus: str | Corpus, year: int | None = None) -> pd.DataFrame:
    """Read the figures of the listed indicators.

    Parameters
    ----------
    text_or_corpus : str or Corpus
        A report, a passage, a sentence; or a corpus, duplicates left out, whose tables are read too.
    year : int, optional
        Year of delivery, for plain text only: last year, this year and the five years past are counted from it. Without it only
        figures with a named year have a period.

    Returns
    -------
    DataFrame
        Observations, one row for one indicator, period, measure and status, in reading order; the columns are explained in
        ``corpus/README.md``. ``start:end`` count in the paragraph, or in the plain text. ``growth_bound`` is the bound of
        ``growth_pct`` in a row that has a level too.

    See Also
    --------
    passed_over : the figures that are in no row, and why.

    >>> found = extract("全年地区生产总值900.16亿元,同比增长6.1%。", year=2017)
    >>> found[["indicator", "period_start", "value_std", "unit_std", "growth_pct"]].values.tolist()
    [['gdp', 2016, 900.16, '亿元', 6.1]]
    """
    _check(text_or_corpus, year)
    if isinstance(text_or_corpus, StoredCorpus):
        return schema.conform(text_or_corpus.select().observations, "observations")
    records = chain.from_iterable(
        _records(sentence) for sentence in _sentences(text_or_corpus, year)
    )
    if isinstance(text_or_corpus, Corpus):
        records = chain(records, plan_tables.observations(text_or_corpus, _names(text_or_corpus)))
    columns = schema.columns("observations")
    table = schema.conform(pd.DataFrame(list(records), columns=columns), "observations")
    if isinstance(text_or_corpus, Corpus):
        table = _with_raw_places(table, text_or_corpus)
    return table


def _with_raw_places(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Fill in ``raw_start`` and ``raw_end``."""
    paragraphs = corpus.paragraphs.set_index("par_id")
    edits = {
        doc_id: list(rows[["raw_start", "raw_end", "after"]].itertuples(index=False, name=None))
        for doc_id, rows in corpus.edits.groupby("doc_id")
    }
    for par_id, rows in table.groupby("par_id"):
        paragraph = paragraphs.loc[par_id]
        inside = [
            edit
            for edit in edits.get(paragraph["doc_id"], [])
            if edit[0] >= paragraph["raw_start"] and edit[1] <= paragraph["raw_end"]
        ]
        starts, ends = cleaning.raw_offsets(paragraph["raw_start"], paragraph["raw_end"], inside)
        table.loc[rows.index, "raw_start"] = starts[rows["start"].to_numpy(dtype="int64")]
        table.loc[rows.index, "raw_end"] = ends[rows["end"].to_numpy(dtype="int64") - 1]
    return table


def passed_over(text_or_corpus: str | Corpus, year: int | None = None) -> pd.DataFrame:
    """List the figures that :func:`extract` left out, and why.

    Parameters
    ----------
    text_or_corpus, year
        As for ``extract``. Only sentences that name an indicator are looked at.

    Returns
    -------
    DataFrame
        ``doc_id par_id printed reason start end sentence``, in reading order.

    >>> passed_over("地区生产总值增长6.1%,高于全市2个百分点。", year=2017)[["printed", "reason"]].values.tolist()
    [['2个百分点', 'percentage points, no percentage']]
    """
    _check(text_or_corpus, year)
    records = []
    for found in _sentences(text_or_corpus, year):
        for figure in found.reader.passed:
            start, end = found.place(figure.start, figure.end)
            records.append(
                (
                    found.passage.doc_id,
                    found.passage.par_id,
                    found.passage.text[start:end],
                    figure.reason,
                    start,
                    end,
                    found.around(figure.start, figure.end),
                )
            )
    return pd.DataFrame(
        records, columns=["doc_id", "par_id", "printed", "reason", "start", "end", "sentence"]
    )


def _check(source: object, year: object) -> None:
    """Refuse what cannot be read, saying what can."""
    if not isinstance(source, (str, Corpus)):
        raise TypeError(
            f"figures are read from a text or a corpus, not from a {type(source).__name__}; join several texts with line breaks, or make a corpus of them"
        )
    if year is not None and (not isinstance(year, Integral) or isinstance(year, bool)):
        raise TypeError(f"year is {year!r}; give the year of delivery as a number such as 2017")
    if isinstance(source, Corpus) and year is not None:
        raise ValueError("a corpus knows the year of each document; give year for plain text only")


class _Sentence(NamedTuple):
    """A sentence that names an indicator, read."""

    passage: _Passage
    start: int
    """Where the sentence stands in the reading copy."""
    reader: Reader

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the passage's text of a stretch of the sentence."""
        return self.passage.reading.span(self.start + start, self.start + end)

    def around(self, start: int, end: int) -> str:
        """The sentence as printed; of a very long one what stands near."""
        length = len(self.reader.text)
        first, last = self.place(max(0, start - _LONGEST), min(length, end + _LONGEST))
        return self.passage.text[first:last].strip()


def _sentences(source: str | Corpus, year: int | None) -> Iterator[_Sentence]:
    """All sentences that name an indicator, in order."""
    names = _names(source)
    for passage in (
        _corpus_passages(source) if isinstance(source, Corpus) else _text_passages(source, year)
    ):
        text = passage.reading.text
        found = list(names.pattern.finditer(text, passage.start, passage.end))
        promised, span, number, end = False, None, 0, passage.start
        while number < len(found):
            start, end = _bounds(
                text,
                found[number].start(),
                found[number].end(),
                max(passage.start, end),
                passage.end,
            )
            inside = []
            while number < len(found) and found[number].end() <= end:
                match = found[number]
                inside.append(
                    Named(match.start() - start, match.end() - start, names.indicator(match))
                )
                number += 1
            reader = Reader(
                text[start:end],
                inside,
                passage.setting,
                text[max(passage.start, start - _LONGEST) : start],
                promised,
                span,
            )
            promised, span = reader.tense.promises, reader.last_span
            yield _Sentence(passage, start, reader)


def _names(source: str | Corpus) -> Vocabulary:
    """The names of the library's indicators and of the corpus's own."""
    return vocabulary.read(lexicon.of(source.folder) if isinstance(source, Corpus) else LEXICON)


def _bounds(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The sentence around a name, between ``first`` and ``last``; of an endless one the clauses near, so that time stays linear."""
    low, high = max(first, start - _LONGEST), min(last, end + _LONGEST)
    begin = max(text.rfind(mark, low, start) for mark in _ENDS) + 1
    if not begin:
        begin = low if low == first else max(low, text.rfind(",", low, start) + 1)
    stops = [stop for mark in _ENDS if (stop := text.find(mark, end, high)) >= 0]
    if stops:
        return begin, min(stops) + 1
    return begin, high if high == last else max(end, text.rfind(",", end, high) + 1)


def _corpus_passages(corpus: Corpus) -> Iterator[_Passage]:
    documents = corpus.documents[corpus.documents["duplicate_of"].isna()].to_dict("index")
    texts = corpus.paragraphs[
        corpus.paragraphs["doc_id"].isin(list(documents)) & corpus.paragraphs["depth"].eq(0)
    ]
    for row in texts.itertuples():
        doc = documents[row.doc_id]
        year = None if pd.isna(doc["year"]) else int(doc["year"])
        periods = doc["plans"] if row.part in ("plan", "governance") else doc["reviews"]
        reading = quantities.readable(row.text)
        yield _Passage(
            row.par_id,
            row.doc_id,
            doc["place"],
            doc["territory"],
            row.text,
            reading,
            0,
            len(reading.text),
            _setting(year, row.part, row.about, periods, "全" + doc["place"][-1]),
        )


def _text_passages(text: str, year: int | None) -> Iterator[_Passage]:
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
    for row, about in zip(rows.itertuples(), spoken_of(rows, texts, reviews, plans), strict=True):
        periods = plans if row.part in ("plan", "governance") else reviews
        yield _Passage(
            None,
            None,
            None,
            None,
            text,
            reading,
            row.start,
            row.end,
            _setting(year, row.part, about, periods if about else None, area),
        )


def _setting(
    year: int | None, part: str, about: str | None, periods: str | None, area: str | None
) -> Setting:
    spans = [_span(period) for period in (about.split(";") if isinstance(about, str) else [])]
    single = next((span for span in spans if span[0] == span[1]), None)
    several = next((span for span in spans if span[0] != span[1]), None)
    known = [_span(period) for period in periods.split(";")] if isinstance(periods, str) else []
    longest = several or next((span for span in known if span[0] != span[1]), None)
    return Setting(
        year,
        part,
        single or several and (several[1], several[1]),
        longest,
        bool(several and not single),
        area,
    )


def _span(period: str) -> Years:
    first, _, last = period.partition("-")
    return int(first), int(last or first)


def _records(found: _Sentence) -> Iterator[dict[str, object]]:
    """The rows of the observations table that a sentence gives."""
    passage = found.passage
    for said in found.reader.statements:
        start, end = found.place(said.start, said.end)
        figure, indicator = said.figure, said.named.indicator
        value_std = unit_std = None
        reason = said.reason
        if figure and figure.dimension == "percent":
            value_std, unit_std = said.value, "%"
        elif figure and said.value is not None:
            value_std, unit_std = quantities.standard(said.value, figure.unit, indicator.units)
            reason = reason or ("" if unit_std else f"no standard unit for {figure.unit}")
        name = passage.text[slice(*found.place(said.named.start, said.named.end))]
        # 下降3%以上: the fall is at least, the rate at most
        least, most = (
            ("at_most", "at_least")
            if said.value is not None and said.value < 0
            else ("at_least", "at_most")
        )
        low = (
            figure.low
            if figure and figure.low is not None
            else said.value
            if figure and figure.bound == least
            else None
        )
        high = (
            figure.high
            if figure and figure.high is not None
            else said.value
            if figure and figure.bound == most
            else None
        )
        yield {
            "doc_id": passage.doc_id,
            "par_id": passage.par_id,
            "indicator": indicator.indicator,
            "name": name,
            "scope": said.scope,
            "place": passage.place,
            "territory": passage.territory,
            "period_start": said.years and said.years[0],
            "period_end": said.years and said.years[1],
            "measure": said.measure,
            "value": said.value,
            "unit": figure and figure.unit or None,
            "value_std": value_std,
            "unit_std": unit_std,
            "printed": passage.text[slice(*found.place(figure.start, figure.end))]
            if figure
            else None,
            "growth_pct": said.growth,
            "growth_basis": said.growth_basis,
            "status": said.status,
            "bound": figure and figure.bound,
            "low": low,
            "high": high,
            "force": said.force,
            "source": "text",
            "reason": reason or None,
            "start": start,
            "end": end,
            "sentence": found.around(said.start, said.end),
            "growth_bound": said.growth_bound,
        }
