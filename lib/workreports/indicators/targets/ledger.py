"""The ledger: a row for each promise, and for each that a report says was not kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus
from workreports.corpus.schema import require
from workreports.indicators.targets import admissions, codes, promises, results
from workreports.indicators.targets.judging import Case, judge, said_in_words
from workreports.indicators.targets.promises import Promise
from workreports.indicators.targets.reasons import Why
from workreports.indicators.targets.results import SUBJECT, Outcome, plain, text
from workreports.indicators.verdicts import Row
from workreports.io.telling import say

_COLUMNS = [
    *SUBJECT,
    "territory",
    "period",
    "measure",
    "promise",
    "bound",
    "force",
    "outcome",
    "unit",
    "met",
    "verdict",
    "reason",
    "why",
    "sources",
    "promise_row",
    "outcome_row",
    "outcome_source",
    "outcome_rows",
    "name",
    "revised",
    "admitted",
    "promise_code",
    "outcome_code",
    "doc_id",
    "par_id",
    "start",
    "end",
    "raw_start",
    "raw_end",
]
_TYPES = {"met": "boolean", "promise": "float64", "outcome": "float64", "revised": "float64"}
_TYPES |= dict.fromkeys(["promise_row", "outcome_row", *_COLUMNS[-4:]], "Int64")
_FAILED = r"(?:尚|均)?未(?:能)?(?:完成|达到|实现)|没有完成"
"""In a row of a plan's table, the government's own verdict."""


def compare(
    observations: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    territories: pd.DataFrame | None = None,
    corpus: Corpus | None = None,
) -> pd.DataFrame:
    """Hold every promise against what was later reported.

    Parameters
    ----------
    observations : DataFrame
        Of ``indicators.extract``: rows with status "target" are promises, all others results.
    reference : DataFrame, optional
        Figures from elsewhere, ``corpus.reference``. They are asked where the observations have no
        result. Their own targets, and results printed with their distance to the target
        (``gap_to_target_pp``), are promises too.
    territories : DataFrame, optional
        ``corpus.territories``, which tells whether a place had other borders by then.
    corpus : Corpus, optional
        Where the observations are from: what it admits in words is added, and whether the report
        that would print a result is here (``outcome_code``).

    Returns
    -------
    DataFrame
        One row a promise: ``promise`` and ``outcome`` in ``unit`` (standard units), ``met``
        (nullable boolean), ``verdict`` (one of ``VERDICTS``), ``reason`` (one of ``REASONS``),
        ``why`` (the same in words, with the numbers), ``sources`` (where the promise stands ->
        where the result stands), ``promise_row`` and ``outcome_row`` (labels in ``observations``,
        or in ``reference`` where ``outcome_source`` is "reference"), ``outcome_rows`` (all that a
        computed result rests on, such as "corpus:19 reference:12").

        ``name`` is the item as printed (``indicator`` says the same of an item of a plan's table
        that is no listed indicator), ``revised`` the number that the promise was adjusted to,
        ``admitted`` where a document says that it was not reached, ``promise_code`` and
        ``outcome_code`` what is known of each (``CODES``; missing without ``corpus``), ``doc_id
        par_id start end`` the characters of the promise, or of the admission where the promise
        itself is not here; with ``corpus`` also ``raw_start raw_end``, so that ``trace`` shows it.

    Notes
    -----
    A target stands for at least what is printed, for unemployment, prices, deficits and energy at
    most. What was promised for a territory that no longer existed is not comparable, nor is a
    target without a number, nor a miss within the room that 左右 leaves. A level and a rate
    promised in one breath are two promises; a promise printed twice is one, and one that was
    adjusted is judged as it was made.

    >>> from workreports.indicators import extract
    >>> text = "2016年财政总收入目标为增长5%。2016年财政总收入128亿元,增长19.8%。"
    >>> compare(extract(text, year=2017))[["promise", "outcome", "reason"]].values.tolist()
    [[5.0, 19.8, 'met']]
    """
    return explained(observations, reference, territories, corpus)[0]


def explained(
    observations: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    territories: pd.DataFrame | None = None,
    corpus: Corpus | None = None,
) -> tuple[pd.DataFrame, list[Why]]:
    """The table of :func:`compare`, and what its column ``why`` says, in both languages.

    >>> from workreports.indicators import extract
    >>> text = "2016年财政总收入目标为增长5%。2016年财政总收入128亿元,增长19.8%。"
    >>> table, whys = explained(extract(text, year=2017))
    >>> table["why"].tolist(), [why.plain("zh") for why in whys]
    (['19.8 against 5'], ['结果达到承诺：结果19.8，承诺5'])
    """
    require(observations, "observations")
    reference = observations.iloc[:0] if reference is None else reference
    tables = results.of({"corpus": observations, "reference": reference})
    answers = {} if corpus is None else codes.answers(corpus)
    asked = _Asked(tables, territories, corpus, answers)
    said = pd.DataFrame(columns=admissions.COLUMNS) if corpus is None else admissions.find(corpus)
    by_place: dict[str, list[Row]] = {}
    for one in said.itertuples():
        by_place.setdefault(one.territory, []).append(one)
    rows, answered = [], set()
    for promise in promises.once(promises.of(observations, reference)):
        first = promise.printings[0]
        mine = [one for one in by_place.get(first.territory, []) if _is_about(one, first)]
        answered |= {one.Index for one in mine}
        rows.append(asked.row(promise, mine))
    rows += [
        _admission(same, codes.of_silence(answers, same[0], "plan"))
        for same in _of_one(one for one in said.itertuples() if one.Index not in answered)
    ]
    whys = [row["why"] for row in rows]
    return _table(rows, corpus), whys


def _table(rows: list[dict[str, object]], corpus: Corpus | None) -> pd.DataFrame:
    """The rows as the ledger has them, each with its place in the raw file."""
    told = [row | {"why": row["why"].plain("en")} for row in rows]
    table = pd.DataFrame(told, columns=_COLUMNS).astype(_TYPES)
    if corpus is not None:
        here = table["par_id"].notna()
        table.loc[here, ["raw_start", "raw_end"]] = corpus.raw_span(table[here]).astype("Int64")
    return table


def _of_one(told: Iterable[Row]) -> list[list[Row]]:
    """Admissions, those of one item and period together."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in told:
        key = tuple(text(getattr(row, name)) for name in _ADMITTED)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


_ABSENT = {"missing": "the promise is not here", "not_found": "the promise was not found"}
_TAKEN = [*SUBJECT, "territory", "name", "measure", "promise", "force"]
_TAKEN += ["doc_id", "par_id", "start", "end"]
_ADMITTED = ["indicator", "place", "territory", "period_start", "period_end"]


class _Asked(NamedTuple):
    """What promises are held against."""

    tables: results.Tables
    territories: pd.DataFrame | None
    corpus: Corpus | None
    answers: codes.Answers

    def row(self, promise: Promise, told: list[Row]) -> dict[str, object]:
        """The row of a promise; ``told``: what is admitted of it."""
        first = promise.printings[0]
        if any(row.growth_basis == "comparable" for row in promise.printings):
            first = first._replace(growth_basis="comparable")  # said in a table, say, only
        outcome, elsewhere = results.find(first, self.tables, self._made(first))
        admitted = _admitted(promise.printings, told)
        case = Case(first, outcome, self._has_ended(first, elsewhere), admitted)
        verdict, why = judge(case)
        reason = why.reason
        shown = outcome if outcome and reason not in ("no_result", "other_territory") else None
        more = []
        if reason == "no_result" and elsewhere:
            en = "for the borders of {names} there is one"
            more.append(say(en, "另有区划为{names}的结果", names=[*dict.fromkeys(elsewhere)]))
        if promise.revised is not None:
            more.append(say("adjusted to {n}", "目标调整为{n}", n=plain(promise.revised)))
        places = "; ".join(dict.fromkeys(source(row) for row in promise.printings))
        found = [source(row) for _, row in shown.rows] if shown else ["no result printed"]
        return {
            **{name: getattr(first, name) for name in _TAKEN},
            "period": period(first),
            "bound": first.promise_bound,
            "unit": first.promise_unit,
            "met": _is_met(case, verdict),
            "verdict": verdict,
            "reason": reason,
            "why": why._replace(more=tuple(more)),
            "sources": f"{places} -> {'; '.join(dict.fromkeys(found))}",
            "promise_row": first.label,
            **_reached(shown),
            "revised": promise.revised,
            "admitted": admitted,
            "promise_code": codes.of_promise(first._asdict()),
            "outcome_code": self._code(first, shown, admitted),
        }

    def _made(self, promise: Row) -> int | None:
        """The year in the name of the document that promises."""
        if self.corpus is None or pd.isna(promise.doc_id):
            return None
        year = self.corpus.documents["year"].get(promise.doc_id)
        return None if pd.isna(year) else int(year)

    def _has_ended(self, promise: Row, elsewhere: list[str]) -> bool:
        """Whether the promise's territory no longer existed at the end of its period.

        The table of territories says so; without one, results for another territory do.
        """
        if self.territories is None or promise.territory not in self.territories.index:
            return bool(elsewhere)
        ends = self.territories.at[promise.territory, "ends"]
        return pd.notna(ends) and pd.notna(promise.period_end) and ends <= promise.period_end

    def _code(self, promise: Row, shown: Outcome | None, admitted: str) -> str | None:
        """What is known of the result."""
        if shown or admitted:
            return "number" if shown else "in_words"
        if self.corpus is None or pd.isna(promise.period_end):
            return None
        return codes.of_silence(self.answers, promise, "review")


def _is_met(case: Case, verdict: str) -> bool | None:
    """Whether a verdict settles it: a sum that is passed stays so, a level may fall again."""
    if verdict == "already passed":
        return True if case.promise.measure == "cumulative" else None
    return {"met": True, "missed": False}.get(verdict)


def _is_about(told: Row, promise: Row) -> bool:
    """Whether an admission speaks of a promise: the same item, a period that ends with its own.

    An item that is in no list may be named in short in the same document (开工面积).
    """
    if pd.isna(promise.period_end) or pd.isna(told.period_end) or promise.scope:
        return False
    is_short = told.doc_id == promise.doc_id and promise.indicator.endswith(told.indicator)
    is_same = told.indicator == promise.indicator or is_short
    is_then = told.period_end == promise.period_end and told.period_start <= promise.period_start
    return is_same and is_then


def _admitted(printings: list[Row], told: list[Row]) -> str:
    """Where the documents themselves say that a promise was not kept, "" if nowhere."""
    in_table = [
        row for row in printings if row.source == "table" and re.search(_FAILED, row.sentence)
    ]
    return "; ".join(dict.fromkeys(_passage(row) for row in (*in_table, *told)))


def _admission(same: list[Row], code: str) -> dict[str, object]:
    """The row of a promise that is not here, of which it is said in words that it was missed.

    ``code``: whether the document that would hold the promise is here.
    """
    first = same[0]
    places = "; ".join(map(_passage, same))
    return {
        **{name: getattr(first, name) for name in _TAKEN if hasattr(first, name)},
        "scope": "",
        "period": period(first),
        "met": False,
        "verdict": "missed",
        "reason": "admitted",
        "why": Why("admitted", said_in_words(first.sentence)),
        "sources": f"{_ABSENT[code]} -> {places}",
        "force": "",
        "admitted": places,
        "promise_code": code,
        "outcome_code": "in_words",
    }


def _reached(outcome: Outcome | None) -> dict[str, object]:
    """The columns of a row that tell what was reached, and from which rows; blank where nothing."""
    if outcome is None:
        return dict.fromkeys(["outcome", "outcome_row", "outcome_source", "outcome_rows"])
    return {
        "outcome": outcome.value,
        "outcome_row": outcome.row.Index,
        "outcome_source": outcome.source,
        "outcome_rows": " ".join(f"{source}:{row.Index}" for source, row in outcome.rows),
    }


def _passage(row: Row) -> str:
    return f"{row.par_id} ({row.start}:{row.end})"


def period(row: Row) -> str | None:
    """The years of a row as text, "2016" or "2012-2016"."""
    start, end = row.period_start, row.period_end
    if pd.isna(end):
        return None
    return str(end) if start == end else f"{start}-{end}"


def source(row: Row) -> str:
    """Where a figure stands: its paragraph, or the page from elsewhere."""
    if pd.notna(row.par_id):
        return f"{row.par_id} ({row.source})"
    is_titled = row.source == "reference" and hasattr(row, "source_title")
    return str(row.source_title if is_titled else row.source)
