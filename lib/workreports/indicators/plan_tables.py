"""Figures in the tables that a plan prints, as transcribed in ``corpus/tables``.

A file is named after its document and counts the tables in it: ``shangcheng-2016-five-year-plan-1.csv``. Columns of figures are
``target`` and ``result`` (of the last year of the period that the table speaks of), ``value_2015`` or ``target_2020`` (of the
year named), each with an average growth after it (``growth_pct``, ``target_growth_pct``). [ ] marks a sum over five years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from workreports.indicators import quantities
from workreports.corpus.corpus import Corpus
from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv
from workreports.indicators.subjects import Years
from workreports.indicators.vocabulary import Indicator, Vocabulary

EACH_YEAR = "holds in each year of the period"
"""The reason given with a level that stands for several years."""
_COLUMN = re.compile(r"(?:target|result|value)(?:_(?P<year>\d{4}))?")


def observations(corpus: Corpus, names: Vocabulary) -> Iterator[dict[str, object]]:
    """Read the tables of a corpus.

    Parameters
    ----------
    corpus : Corpus
    names : Vocabulary

    Yields
    ------
    dict
        Rows of the observations table with ``source`` "table", in the order of the tables; ``start:end`` are the cell's place
        in the paragraph that holds the table, ``sentence`` is the table's row.

    Raises
    ------
    CorpusError
        For a file that belongs to no table of a document, and a cell that does not stand in the report.

    >>> from workreports.indicators import vocabulary
    >>> from workreports.corpus import load_corpus
    >>> names = vocabulary.read()
    >>> next(observations(load_corpus(), names))["printed"]
    '815'
    """
    documents = corpus.documents[corpus.documents["duplicate_of"].isna()]
    for path in sorted((corpus.folder / "tables").glob("*.csv")):
        doc_id, _, number = path.stem.rpartition("-")
        if not doc_id or not number.isdigit():
            raise CorpusError(
                [
                    Problem(
                        path.name,
                        None,
                        "the name does not say which table it is",
                        "name it DOC_ID-1.csv for a document's first table",
                    )
                ]
            )
        paragraphs = corpus.paragraphs[
            corpus.paragraphs["doc_id"].eq(doc_id)
            & corpus.paragraphs["heading"].str.startswith(f"附表{number}")
            & corpus.paragraphs["depth"].eq(0)
            & corpus.paragraphs["text"].str.contains("\n")
        ]
        if (
            doc_id in documents.index and len(paragraphs) == 1
        ):  # else of a document or an appendix that was not selected
            yield from _table(path, paragraphs.iloc[0], documents.loc[doc_id], names)


def _table(
    path: Path, paragraph: pd.Series, document: pd.Series, names: Vocabulary
) -> Iterator[dict[str, object]]:
    """The figures of one table; its cells are looked for one after the other in the printed text, so that each has its place."""
    first, _, last = paragraph["about"].partition("-")
    span = int(first), int(last or first)
    places = [place for place, character in enumerate(paragraph["text"]) if character != "\n"]
    printed, at = paragraph["text"].replace("\n", ""), 0
    for number, row in read_csv(path, ["indicator", "unit"]).iterrows():
        match = names.pattern.match(re.sub(r"^(?:全区|全市|全省|全国)", "", row["indicator"]))
        for column, cell in row.drop(
            "category", errors="ignore"
        ).items():  # a category is printed once over many rows
            begin = printed.find(cell, at)
            if begin < 0:
                raise CorpusError(
                    [
                        Problem(
                            path.name,
                            number,
                            f"{column} is {cell!r}, which the report does not print there",
                            "transcribe the cells as they stand, row after row",
                        )
                    ]
                )
            at = begin + len(cell)
            figure = (
                _figure(column, cell, row["unit"], span, names.indicator(match))
                if match and cell
                else None
            )
            if figure:
                yield {
                    "doc_id": paragraph["doc_id"],
                    "par_id": paragraph["par_id"],
                    "indicator": names.indicator(match).indicator,
                    "name": row["indicator"],
                    "scope": "",
                    "place": document["place"],
                    "territory": document["territory"],
                    "printed": cell,
                    "source": "table",
                    "start": places[begin],
                    "end": places[at - 1] + 1,
                    "sentence": " ".join(filter(None, row)),
                    "force": "",
                    **figure,
                }


def _figure(
    column: str, cell: str, unit: str, span: Years, indicator: Indicator
) -> dict[str, object] | None:
    """What a cell says, None if it is no figure."""
    kind, is_growth = _COLUMN.fullmatch(column), column.endswith("growth_pct")
    reading = quantities.readable(cell).text
    found = quantities.figures(reading) or quantities.figures(
        re.sub(r"(?<=\d)(?!.*\d)", "%" if is_growth else unit, reading)
    )
    if not (kind or is_growth) or not found:
        return None
    figure = found[0]
    is_sum = "累计" in cell or cell.startswith("[")
    value_std, unit_std = quantities.standard(
        figure.value, figure.unit, ["%"] if is_growth else indicator.units
    )
    year = int(kind["year"]) if kind and kind["year"] else span[1]
    years = span if is_growth or is_sum or "每年" in cell else (year, year)
    is_target = column.startswith("target") or column == "growth_pct"
    return {
        "period_start": years[0],
        "period_end": years[1],
        "measure": "average_growth" if is_growth else "cumulative" if is_sum else "level",
        "value": figure.value,
        "unit": figure.unit,
        "value_std": value_std,
        "unit_std": unit_std,
        "growth_pct": figure.value if is_growth else None,
        "growth_basis": ("comparable" if "同口径" in cell else "yoy") if is_growth else None,
        "status": "target" if is_target else "estimate" if "可达" in cell else "actual",
        "bound": "at_most" if "\u2264" in cell else figure.bound,
        "low": figure.value if figure.bound == "at_least" else None,
        "high": figure.value if figure.bound == "at_most" or "\u2264" in cell else None,
        "reason": EACH_YEAR if "每年" in cell else None,
    }
