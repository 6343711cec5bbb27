"""The ledger in short: what became of promises, year by year, and how far off results were."""

from __future__ import annotations

import re

import pandas as pd

from workreports.corpus import Corpus, territories
from workreports.indicators.targets.codes import spans
from workreports.indicators.targets.judging import is_ceiling

FATES = [
    "met or already passed",
    "missed, or out of reach",
    "wording leaves it open",
    "the place had other borders by then",
    "no number was promised",
    "no result is printed",
    "the report that would tell is not here",
]
"""What may have become of a promise."""
_BY_VERDICT = {
    "met": FATES[0],
    "already passed": FATES[0],
    "missed": FATES[1],
    "out of reach at printed rates": FATES[1],
}
_BY_REASON = {"other_territory": FATES[3], "no_number": FATES[4]}
_SILENT = {"not_found": FATES[5], "missing": FATES[6]}
_OWN = re.compile(r"\S*(?:完成|达到|实现)\S*$")
"""In a row of a plan's table, the government's own verdict."""
_FAILED = "未|没有"


def fates(ledger: pd.DataFrame) -> pd.Series:
    """What became of each promise, one of ``FATES``.

    Parameters
    ----------
    ledger : DataFrame
        Of ``targets.compare`` with a corpus.

    >>> silent = {"verdict": "not comparable", "reason": "no_result", "outcome_code": "not_found"}
    >>> fates(pd.DataFrame([{"verdict": "met", "reason": "met"}, silent])).tolist()
    ['met or already passed', 'no result is printed']
    """
    fate = ledger["verdict"].map(_BY_VERDICT).fillna(ledger["reason"].map(_BY_REASON))
    silent = ledger["outcome_code"].map(_SILENT).where(ledger["reason"].eq("no_result"))
    return fate.fillna(silent).fillna(FATES[2]).rename("fate")


def yearly(ledger: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The promises in numbers for a single year, made for that year alone.

    A row of a five-year plan for its last year is none.

    Returns
    -------
    DataFrame
        The rows of ``ledger`` with ``level`` (of the place), ``year`` and ``fate`` besides.

    >>> from workreports.corpus import load_corpus
    >>> from workreports.indicators import extract, targets
    >>> corpus = load_corpus().select(place="下城区")
    >>> ledger = targets.compare(extract(corpus), corpus=corpus)
    >>> yearly(ledger, corpus)["year"].unique().tolist()
    [2016]
    """
    planned = {doc_id: spans(plans) for doc_id, plans in corpus.documents["plans"].items()}
    is_year = ledger["period"].str.fullmatch(r"\d{4}").eq(True)
    rows = ledger[is_year & ledger["promise"].notna() & ledger["promise_row"].notna()]
    rows = rows.assign(year=rows["period"].astype(int), fate=fates(rows))
    rows["level"] = rows["place"].map(territories.level_of)
    alone = [
        pd.isna(row.doc_id) or (row.year, row.year) in planned[row.doc_id]
        for row in rows.itertuples()
    ]
    return rows[pd.Series(alone, rows.index, dtype=bool)]


def distances(ledger: pd.DataFrame) -> pd.Series:
    """By how much each result is better than promised; missing where there is none.

    Percentage points where the unit is "%", otherwise per cent of the promise; where less is better
    a lower result counts as more.

    >>> row = {"indicator": "exports", "bound": "exact", "promise": 8.0, "outcome": 10.0}
    >>> distances(pd.DataFrame([{**row, "unit": "%"}, {**row, "unit": "亿元"}])).tolist()
    [2.0, 25.0]
    """
    kinds = zip(ledger["indicator"], ledger["bound"], strict=True)
    sign = pd.Series([-1 if is_ceiling(*kind) else 1 for kind in kinds], ledger.index)
    better = (ledger["outcome"] - ledger["promise"]) * sign
    share = better / ledger["promise"] * 100
    return better.where(ledger["unit"].eq("%"), share).round(8).rename("distance")


def own_account(ledger: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """The verdict that a plan's table prints on each of its items, beside that of the ledger.

    Parameters
    ----------
    ledger, observations : DataFrame
        Of ``targets.compare`` and of ``indicators.extract``, which it was made from.

    Returns
    -------
    DataFrame
        Index ``name`` of the item as printed; ``indicator``; ``printed``, the last cell of its
        row; ``met``, by the ledger (of an item with several promises, all of them); ``agree``.

    >>> cells = {"source": "table", "name": "绿地", "indicator": "绿地"}
    >>> cells |= {"sentence": "绿地 10 9 尚未完成"}
    >>> ledger = pd.DataFrame({"promise_row": [0], "outcome_source": ["corpus"], "met": [False]})
    >>> own_account(ledger, pd.DataFrame([cells]))[["met", "agree"]].values.tolist()
    [[False, True]]
    """
    here = ledger[ledger["outcome_source"].eq("corpus") & ledger["met"].notna()]
    shown = ["source", "name", "indicator", "sentence"]
    rows = observations.loc[here["promise_row"].tolist(), shown]
    rows = rows.assign(met=here["met"].astype(bool).tolist())
    rows["printed"] = rows["sentence"].str.extract(f"({_OWN.pattern})", expand=False)
    rows = rows[rows["source"].eq("table") & rows["printed"].notna()]
    told = rows.groupby("name", sort=False).agg(
        indicator=("indicator", "first"), printed=("printed", "first"), met=("met", "all")
    )
    failed = told["printed"].str.contains(_FAILED)
    return told.assign(agree=failed.ne(told["met"]))


def by_document(ledger: pd.DataFrame) -> pd.DataFrame:
    """How many promises of each document came to what: a map of silence.

    Returns
    -------
    DataFrame
        Whole numbers; index ``doc_id``, or "reference table", or "known by its admission only" for
        promises that are not here; a column for each of ``FATES`` that there is.

    >>> rows = {"doc_id": ["a", None], "promise_row": [1, 2], "verdict": ["met", "missed"]}
    >>> rows |= {"reason": ["met", "missed"], "outcome_code": [None, None]}
    >>> by_document(pd.DataFrame(rows)).loc["reference table"].tolist()
    [0, 1]
    """
    source = ledger["doc_id"].fillna("reference table")
    source = source.mask(ledger["promise_row"].isna(), "known by its admission only")
    counts = pd.crosstab(source, fates(ledger)).rename_axis(index=None, columns=None)
    return counts[[fate for fate in FATES if fate in counts]]


def unanswered(ledger: pd.DataFrame) -> pd.DataFrame:
    """The reports that would tell what became of the promises of documents, and are not here.

    Returns
    -------
    DataFrame
        ``place``, ``year`` (of the report, the one after that of the promise) and ``promises``, how
        many for that year alone wait for it.

    >>> rows = {"place": "甲县", "period": ["2016", "2016", "2016-2020"], "promise_row": [1, 2, 3]}
    >>> rows |= {"doc_id": "a", "outcome_code": "missing"}
    >>> unanswered(pd.DataFrame(rows)).values.tolist()
    [['甲县', 2017, 2]]
    """
    is_year = ledger["period"].str.fullmatch(r"\d{4}").eq(True)
    here = ledger["promise_row"].notna() & ledger["doc_id"].notna()
    waits = ledger[here & is_year & ledger["outcome_code"].eq("missing")]
    waits = waits.assign(year=waits["period"].astype(int) + 1)
    return waits.groupby(["place", "year"]).size().reset_index(name="promises")
