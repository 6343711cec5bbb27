"""Figures in the tables that a plan prints, as transcribed in ``corpus/tables``.

A file is named after its document and counts the tables in it:
``shangcheng-2016-five-year-plan-1.csv``. Columns of figures are ``target`` and ``result`` (of the
last year of the period that the table speaks of), ``value_2015`` or ``target_2020`` (of the year
named), each with an average growth after it (``growth_pct``, ``target_growth_pct``). [ ] marks a
sum over five years. Every row is read; an item that no list has goes under its printed name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from workreports.corpus import Corpus
from workreports.indicators import quantities
from workreports.indicators.dates import Years
from workreports.indicators.mentions import Indicator, Names
from workreports.indicators.quantities import Quantity
from workreports.io.errors import refusal
from workreports.io.tables import read_csv
from workreports.io.text import NORMAL_FORM

EACH_YEAR = "holds in each year of the period"
"""The reason given with a level that stands for several years."""
_COLUMN = re.compile(r"(?:target|result|value)(?:_(?P<year>\d{4}))?")
_WHOLE = re.compile(r"^(?:全区|全县|全市|全省|全国)")
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_OWN_UNIT = re.compile(r"(?<=\d)(?!以)[^\W\d_]{1,3}?(?=以[上下内]|左右|$)")
_IN_WORDS = re.compile("下达|同步|保持(?:稳定|不变)")
_IN_WORDS_WHY = "set in words"
_SUM = re.compile(r"^\[|累计|期间")
_FIVE = 5


def observations(corpus: Corpus, names: Names) -> Iterator[dict[str, object]]:
    """Read the tables of a corpus.

    Yields
    ------
    dict
        Rows of the observations table with ``source`` "table", in the order of the tables;
        ``start:end`` are the cell's place in the paragraph that holds the table, ``sentence`` is
        the table's row.

    Raises
    ------
    CorpusError
        For a file that belongs to no table of a document, and a cell that does not stand in the
        report.

    >>> from workreports.corpus import load_corpus
    >>> from workreports.indicators import mentions
    >>> names = mentions.read()
    >>> next(observations(load_corpus(), names))["printed"]
    '815'
    """
    documents = corpus.originals
    for path, paragraph in _printed(corpus):
        yield from _table(path, paragraph, documents.loc[paragraph["doc_id"]], names)


def rows(corpus: Corpus) -> dict[tuple[str, int, int], tuple[pd.Series, str]]:
    """The row of each cell of a corpus's tables, its filled cells by column, and the cell's column.

    The cell is known by its paragraph and its characters there.

    >>> from workreports.corpus import load_corpus
    >>> row, column = list(rows(load_corpus()).values())[3]
    >>> column, row.to_dict()["target"], row.to_dict()["outcome"]
    ('target', '815', '按期完成目标任务')
    """
    return {
        (paragraph["par_id"], start, end): (row[row.ne("")], column)
        for path, paragraph in _printed(corpus)
        for row, column, _, start, end in _cells(path, paragraph["text"])
    }


def _printed(corpus: Corpus) -> Iterator[tuple[Path, pd.Series]]:
    """The files of tables, each with the paragraph that prints it."""
    documents = corpus.originals
    paths = (corpus.folder / "tables").glob("*.csv") if corpus.folder else []
    for path in sorted(paths):
        doc_id, _, number = path.stem.rpartition("-")
        if not doc_id or not number.isdigit():
            problem = "the name does not say which table it is"
            remedy = "name it DOC_ID-1.csv for a document's first table"
            raise refusal(path.name, None, problem, remedy)
        paragraphs = corpus.paragraphs[
            corpus.paragraphs["doc_id"].eq(doc_id)
            & corpus.paragraphs["heading"].str.startswith(f"附表{number}")
            & corpus.paragraphs["depth"].eq(0)
            & corpus.paragraphs["text"].str.contains("\n")
        ]
        # Else of a document or an appendix that was not selected.
        if doc_id in documents.index and len(paragraphs) == 1:
            yield path, paragraphs.iloc[0]


def _table(
    path: Path, paragraph: pd.Series, document: pd.Series, names: Names
) -> Iterator[dict[str, object]]:
    """The figures of one table."""
    first, _, last = paragraph["about"].partition("-")
    span = int(first), int(last or first)
    for row, column, cell, start, end in _cells(path, paragraph["text"]):
        name = _WHOLE.sub("", row["indicator"].translate(NORMAL_FORM))
        named = names.at(name)
        indicator = named.indicator if named else None
        figure = _figure(column, cell, row["unit"], span, indicator)
        if figure:
            yield {
                "doc_id": paragraph["doc_id"],
                "par_id": paragraph["par_id"],
                "indicator": indicator.indicator if indicator else name,
                "name": row["indicator"],
                "scope": "",
                "place": document["place"],
                "level": document["level"],
                "territory": document["territory"],
                "printed": cell,
                "source": "table",
                "start": start,
                "end": end,
                "sentence": " ".join(filter(None, row)),
                "force": "",
                **figure,
            }


def _cells(path: Path, text: str) -> Iterator[tuple[pd.Series, str, str, int, int]]:
    """The filled cells of a table: row, column, cell, where it starts and ends in the printed text.

    They are looked for one after the other, so that each has a place of its own.
    """
    places = [place for place, character in enumerate(text) if character != "\n"]
    printed, at = text.replace("\n", "").translate(NORMAL_FORM), 0
    for number, row in read_csv(path, ["indicator", "unit"]).iterrows():
        # A category is printed once over many rows.
        for column, cell in row.drop("category", errors="ignore").items():
            begin = printed.find(cell.translate(NORMAL_FORM), at)
            if begin < 0:
                problem = f"{column} is {cell!r}, which the report does not print there"
                remedy = "transcribe the cells as they stand, row after row"
                raise refusal(path.name, number, problem, remedy)
            at = begin + len(cell)
            if cell:
                yield row, column, cell, places[begin], places[at - 1] + 1


def _figure(
    column: str, cell: str, unit: str, span: Years, indicator: Indicator | None
) -> dict[str, object] | None:
    """What a cell says, None if it is no figure."""
    kind, is_growth = _COLUMN.fullmatch(column), column.endswith("growth_pct")
    if not (kind or is_growth):
        return None
    year = int(kind["year"]) if kind and kind["year"] else span[1]
    is_target = column.startswith("target") or column == "growth_pct"
    told = "estimate" if "可达" in cell else "actual"
    columns = {**_period(cell, year, span), "status": "target" if is_target else told}
    if _IN_WORDS.search(cell):
        words = {"force": cell} if is_target else {}
        return columns | words | {"reason": _IN_WORDS_WHY}
    number = _number(cell, "%" if is_growth else unit, is_growth, indicator)
    if not number:
        return None
    columns |= number
    if not is_growth:
        return columns
    basis = "comparable" if "同口径" in cell else "yoy"
    growth = {"measure": "average_growth", "growth_pct": number["value"], "growth_basis": basis}
    return columns | growth | {"period_start": span[0], "period_end": span[1]}


def _number(
    cell: str, unit: str, is_growth: bool, indicator: Indicator | None
) -> dict[str, object] | None:
    """The columns of a cell's number, None if it has none."""
    text = _ASIDE.sub("", quantities.readable(cell).text)
    is_listed = bool(indicator or is_growth)
    found = _listed(text, unit) if is_listed else _unlisted(text, unit)
    if not found:
        return None
    value, unit = found.value, found.unit
    units = ["%"] if is_growth else indicator.units if indicator else []
    standard = quantities.standard(value, unit, units) if is_listed else (value, unit)
    bound = "at_most" if "\u2264" in cell else found.bound
    return {
        "value": value,
        "unit": unit,
        **dict(zip(("value_std", "unit_std"), standard, strict=True)),
        "bound": bound,
        "low": value if bound == "at_least" else None,
        "high": value if bound == "at_most" else None,
    }


def _listed(text: str, unit: str) -> Quantity | None:
    """The quantity in a cell; a bare number has the unit of its row."""
    return next(iter(quantities.find(text) or quantities.find(_with_unit(text, unit))), None)


def _unlisted(text: str, unit: str) -> Quantity | None:
    """The quantity in a cell in any unit, be it one that nothing else has (万平方米, 家)."""
    own = _OWN_UNIT.search(text)
    unit = unit or (own[0] if own else "")
    # Read as if in per cent, so that the bounds beside it are found.
    found = quantities.find(_with_unit(text.replace(unit, "") if unit else text, "%"))
    return found[0]._replace(unit=unit) if found else None


def _with_unit(text: str, unit: str) -> str:
    """A text with a unit after its last number."""
    return re.sub(r"(?<=\d)(?!.*\d)", unit, text)


def _period(cell: str, year: int, span: Years) -> dict[str, object]:
    """The years of an amount, and whether it is their sum or holds in each."""
    text = _ASIDE.sub("", cell.translate(NORMAL_FORM))
    is_sum, is_yearly = bool(_SUM.search(text)), "每年" in text
    # A sum for the last year before the table's period is over the five years that end with it.
    years = span if span[0] <= year <= span[1] else (year - _FIVE + 1, year)
    first, last = years if is_sum or is_yearly else (year, year)
    return {
        "period_start": first,
        "period_end": last,
        "measure": "cumulative" if is_sum else "level",
        "reason": EACH_YEAR if is_yearly else None,
    }
