"""Economic figures read out of government prose: which indicator, which years, how firm.

A text is cut into passages, a passage into the sentences that name an indicator; ``read`` leads
each of these through the stages: quantities and mentions, attach, classify, dates, merge.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus, MemoryTables, reading, schema
from workreports.corpus.store.parquet import is_store
from workreports.indicators import (
    actors,
    attach,
    classify,
    dates,
    mentions,
    merge,
    passages,
    plan_tables,
    quantities,
)
from workreports.indicators.attach import Attached
from workreports.indicators.dates import Before, Frame, Setting
from workreports.indicators.mentions import Named, Names, Sentence, Subject
from workreports.indicators.merge import History, Statement, Told
from workreports.indicators.passages import Passage
from workreports.indicators.quantities import Quantity
from workreports.io import lexicon
from workreports.io.errors import CorpusError, Problem
from workreports.io.resources import LEXICON

_LONGEST = 1000
"""A sentence is looked for within so many characters on each side of a name; none is so long."""
_ENDS = "。!?\n"


def extract(text_or_corpus: str | Corpus, year: int | None = None) -> pd.DataFrame:
    """Read the figures of the listed indicators.

    Parameters
    ----------
    text_or_corpus : str or Corpus
        A report, a passage, a sentence; or a corpus, duplicates left out, its tables too. Plain
        text belongs to no place: the province's figures and the city's are the whole's alike in it,
        while a corpus knows whose report it is.
    year : int, optional
        Year of delivery, for plain text only: last year, this year and the five years past are
        counted from it. Without it only figures with a named year have a period.

    Returns
    -------
    DataFrame
        Observations, one row for one indicator, period, measure and status, in reading order; the
        columns are explained in ``corpus/README.md``. ``start:end`` count in the paragraph, or in
        the plain text. ``growth_bound`` is the bound of ``growth_pct`` in a row with a level.

    See Also
    --------
    passed_over : the figures that are in no row, and why.

    >>> found = extract("全年地区生产总值900.16亿元,同比增长6.1%。", year=2017)
    >>> found[["indicator", "period_start", "value_std", "unit_std", "growth_pct"]].values.tolist()
    [['gdp', 2016, 900.16, '亿元', 6.1]]
    """
    _check(text_or_corpus, year)
    if isinstance(text_or_corpus, Corpus):
        kept = text_or_corpus.select().observations
        if kept is not None:
            return kept
    records = chain.from_iterable(
        _records(sentence) for sentence in _sentences(text_or_corpus, year)
    )
    if isinstance(text_or_corpus, Corpus):
        records = chain(records, plan_tables.observations(text_or_corpus, _names(text_or_corpus)))
    columns = schema.columns("observations")
    table = schema.conform(pd.DataFrame(list(records), columns=columns), "observations")
    if isinstance(text_or_corpus, Corpus):
        table[["raw_start", "raw_end"]] = text_or_corpus.raw_span(table).astype("Int64")
    return table


def problems(folder: Path) -> list[Problem]:
    """What is wrong with the list of indicators and the plan's tables of a sound corpus folder.

    Only the documents that have such tables are read.

    >>> problems(Path("corpus"))
    []
    """
    if is_store(folder):  # its observations were read when it was built
        return []
    try:
        names = mentions.read(lexicon.of(folder))
        doc_ids = {path.stem.rpartition("-")[0] for path in (folder / "tables").glob("*.csv")}
        if doc_ids:
            read = reading.tables(folder, doc_ids)
            documents = read.documents.set_index("doc_id")
            memory = MemoryTables(documents, read.paragraphs, read.edits, pd.DataFrame, folder)
            list(plan_tables.observations(Corpus(memory), names))
    except CorpusError as error:
        return error.problems
    return []


def passed_over(text_or_corpus: str | Corpus, year: int | None = None) -> pd.DataFrame:
    """List the figures that :func:`extract` left out, and why.

    Parameters
    ----------
    text_or_corpus, year
        As for ``extract``. Only sentences that name an indicator are looked at: a figure of
        something that no row of the lexicon names is in neither table.

    Returns
    -------
    DataFrame
        ``doc_id par_id printed reason start end sentence``, in reading order; of a corpus
        ``raw_start raw_end`` too, so that ``wr.trace`` shows a row in its raw file.

    >>> found = passed_over("地区生产总值增长6.1%,高于全市2个百分点。", year=2017)
    >>> found[["printed", "reason"]].values.tolist()
    [['2个百分点', 'percentage points, no percentage']]
    """
    _check(text_or_corpus, year)
    records = []
    for found in _sentences(text_or_corpus, year):
        doc_id, par_id = found.passage.doc_id, found.passage.par_id
        for one in found.told.passed:
            start, end = found.place(one.start, one.end)
            printed, sentence = found.passage.text[start:end], found.around(one.start, one.end)
            records.append((doc_id, par_id, printed, one.reason, start, end, sentence))
    columns = ["doc_id", "par_id", "printed", "reason", "start", "end", "sentence"]
    table = pd.DataFrame(records, columns=columns)
    if isinstance(text_or_corpus, Corpus):
        table = table.join(text_or_corpus.raw_span(table).astype("Int64"))
    return table


def _check(source: object, year: object) -> None:
    """Refuse what cannot be read, saying what can."""
    if not isinstance(source, (str, Corpus)):
        raise TypeError(
            f"figures are read from a text or a corpus, not from a {type(source).__name__}; "
            "join several texts with line breaks, or make a corpus of them"
        )
    if year is not None and (not isinstance(year, Integral) or isinstance(year, bool)):
        raise TypeError(f"year is {year!r}; give the year of delivery as a number such as 2017")
    if isinstance(source, Corpus) and year is not None:
        raise ValueError("a corpus knows the year of each document; give year for plain text only")


def read(text: str, names: list[Named], setting: Setting, before: Before) -> tuple[Told, Before]:
    """Read one sentence: what it says, and what it leaves to the sentence after it."""
    frame = dates.frame(text, setting, before)
    sentence = Sentence(text, names, quantities.find(text), frame.times, before.text)
    topics = actors.of_the_whole(mentions.topics(sentence, setting.area), setting.place)
    topics = actors.limited(
        sentence, topics, before.text, setting.area, ahead=frame.setting.promises
    )
    attached = attach.attach(sentence, topics)
    said: dict[Subject, History] = {}
    for item in attached.items:
        said[item.subject] = _say(sentence, frame, said.get(item.subject, History()), item)
    in_words = merge.in_words(sentence, frame, topics.subjects, said)
    told = merge.told(said, in_words, attached.passed)
    return told, frame.left(text, told.last_span(before.span))


def _say(sentence: Sentence, frame: Frame, history: History, item: Attached) -> History:
    """The history of a subject after one more quantity."""
    if reason := classify.unfit(sentence, item, frame.setting.area):
        return history.without(item.quantity, reason)
    kind = classify.classify(sentence, item, history.base_measure)
    dated = dates.date(sentence, frame, item, kind, history.dated)
    return merge.add(history, merge.statement(sentence, frame, item, kind, dated))


class _Found(NamedTuple):
    """A sentence that names an indicator, read."""

    passage: Passage
    start: int
    """Where the sentence stands in the reading copy."""
    end: int
    told: Told

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the passage's text of a stretch of the sentence."""
        return self.passage.reading.span(self.start + start, self.start + end)

    def around(self, start: int, end: int) -> str:
        """The sentence as printed; of a very long one what stands near."""
        length = self.end - self.start
        first, last = self.place(max(0, start - _LONGEST), min(length, end + _LONGEST))
        return self.passage.text[first:last].strip()


def _sentences(source: str | Corpus, year: int | None) -> Iterator[_Found]:
    """All sentences that name an indicator, in order, read."""
    names = _names(source)
    is_corpus = isinstance(source, Corpus)
    before: Before | None = None
    doc_id: str | None = None
    for passage in passages.of_corpus(source) if is_corpus else passages.of_text(source, year):
        text, last = passage.reading.text, passage.start
        is_same = before is not None and passage.doc_id == doc_id
        before = Before(same_below=is_same and before.same_below)
        doc_id = passage.doc_id
        for start, end, found in _parts(names, passage):
            named = [Named(name.start - start, name.end - start, name.indicator) for name in found]
            earlier = text[max(passage.start, start - _LONGEST) : start]
            before = before._replace(text=earlier, expects=before.expects and start == last)
            told, before = read(text[start:end], named, passage.setting, before)
            last = end
            yield _Found(passage, start, end, told)


def _parts(names: Names, passage: Passage) -> Iterator[tuple[int, int, list[Named]]]:
    """The sentences of a passage that name an indicator: start, end, and the names in it."""
    text, end = passage.reading.text, passage.start
    found = mentions.find(text, names, passage.start, passage.end)
    number = 0
    while number < len(found):
        start, end = _bounds(text, found[number], max(passage.start, end), passage.end)
        last = number
        while last < len(found) and found[last].end <= end:
            last += 1
        yield start, end, found[number:last]
        number = last


def _names(source: str | Corpus) -> Names:
    """The names of the library's indicators and of the corpus's own."""
    return mentions.read(lexicon.of(source.folder) if isinstance(source, Corpus) else LEXICON)


def _bounds(text: str, name: Named, first: int, last: int) -> tuple[int, int]:
    """The sentence around a name, between ``first`` and ``last``.

    Of an endless one the clauses near, so that time stays linear.
    """
    low, high = max(first, name.start - _LONGEST), min(last, name.end + _LONGEST)
    begin = max(text.rfind(mark, low, name.start) for mark in _ENDS) + 1
    if not begin:
        begin = low if low == first else max(low, text.rfind(",", low, name.start) + 1)
    stops = [stop for mark in _ENDS if (stop := text.find(mark, name.end, high)) >= 0]
    if stops:
        return begin, min(stops) + 1
    cut = text.rfind(",", name.end, high) + 1
    return begin, high if high == last else max(name.end, cut)


def _records(found: _Found) -> Iterator[dict[str, object]]:
    """The rows of the observations table that a sentence gives."""
    passage = found.passage
    for said in found.told.statements:
        start, end = found.place(said.start, said.end)
        name = slice(*found.place(said.named.start, said.named.end))
        yield {
            "doc_id": passage.doc_id,
            "par_id": passage.par_id,
            "indicator": said.named.indicator.indicator,
            "name": passage.text[name],
            "scope": _as_printed(said.scope, passage.text),
            "place": passage.place,
            "level": passage.level,
            "territory": passage.territory,
            "period_start": said.years and said.years[0],
            "period_end": said.years and said.years[1],
            "measure": said.measure,
            "value": said.value,
            "growth_pct": said.growth,
            "growth_basis": said.growth_basis,
            "status": said.status,
            "force": said.force,
            "source": "text",
            "reason": said.reason or None,
            "start": start,
            "end": end,
            "sentence": found.around(said.start, said.end),
            **_number(found, said),
            **_rate(found, said.growth_quantity),
        }


def _as_printed(scope: str, text: str) -> str:
    """A scope with its brackets as the text has them."""
    if "(" not in scope or scope in text:
        return scope
    return scope.translate({ord("("): "（", ord(")"): "）"})


def _rate(found: _Found, rate: Quantity | None) -> dict[str, object]:
    """The columns of a rate beside a level."""
    if not rate:
        return {}
    printed = found.passage.text[slice(*found.place(rate.start, rate.end))]
    return {"growth_bound": rate.bound, "growth_printed": printed}


def _number(found: _Found, said: Statement) -> dict[str, object]:
    """The columns that only a statement with a number has."""
    quantity, value = said.quantity, said.value
    if not quantity:
        return {}
    columns: dict[str, object] = {
        "unit": quantity.unit or None,
        "printed": found.passage.text[slice(*found.place(quantity.start, quantity.end))],
        "bound": quantity.bound,
        **dict(zip(("low", "high"), _limits(quantity, value), strict=True)),
    }
    if quantity.dimension == "percent":
        return columns | {"value_std": value, "unit_std": "%"}
    if value is None:
        return columns
    units = said.named.indicator.units
    value_std, unit_std = quantities.standard(value, quantity.unit, units)
    columns |= {"value_std": value_std, "unit_std": unit_std}
    if quantity.unit and not unit_std and not said.reason:
        columns["reason"] = f"no standard unit for {quantity.unit}"
    return columns


def _limits(quantity: Quantity, value: float | None) -> tuple[float | None, float | None]:
    """The lowest and the highest value that a quantity may stand for, where it says so."""
    if quantity.bound not in ("at_least", "at_most"):
        return quantity.low, quantity.high
    # 下降3%以上: the fall is at least, the rate at most
    is_floor = (quantity.bound == "at_least") != (value is not None and value < 0)
    return (value, quantity.high) if is_floor else (quantity.low, value)
