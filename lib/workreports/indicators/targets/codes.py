"""What a document says about a target, in five codes, and what the corpus does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus, territories
from workreports.indicators import extraction, mentions, quantities
from workreports.indicators.verdicts import Row
from workreports.io import lexicon

CODES = {
    "number": "a number is printed",
    "in_words": "set in words, without a number (同步, 完成市下达任务)",
    "not_set": "the document says that no number is set, or leaves a blank",
    "missing": "the document, or the part that would say it, is not here, or not whole",
    "not_found": "the part is here and whole, and nothing was found in it",
}
"""What is known of a target, or of the result that answers it."""
_COLUMNS = ["place", "territory", "year", "indicator", "code", "doc_id", "par_id", "start", "end"]
_NOT_SET = re.compile(
    r"(?:没有|未|不再?)(?:提出|设定|设置|设立|设|确定)[^。;,]{0,24}?(?:目标|指标)"
)
_ECONOMY = re.compile("经济(?:增长|增速)")
_PLANS = ("preface", "review", "problems", "plan", "body")


class Place(NamedTuple):
    """Where something is said."""

    doc_id: str
    par_id: str
    start: int
    end: int


_Told = dict[tuple[str, int, str], tuple[str, Place]]
"""By place, year and indicator the code, and where it is said."""


Answers = dict[tuple[str, str, str], list[tuple[int, int]]]
"""The years that whole parts speak of, by part, place and territory."""


def said(
    corpus: Corpus,
    observations: pd.DataFrame | None = None,
    indicators: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Say of every place, year and indicator what the reports promise for that year.

    Parameters
    ----------
    corpus : Corpus
        Its documents' ``plans`` and ``coverage`` tell where an answer would stand.
    observations : DataFrame, optional
        Of ``extract(corpus)``, if it is at hand.
    indicators : iterable of str, optional
        By default those for which any document sets a target for a single year.

    Returns
    -------
    DataFrame
        One row for each place, each year from its first planned to its last, and each indicator:
        ``place territory year indicator code`` (one of ``CODES``), and where it is said: ``doc_id
        par_id start end``, characters of the paragraph, missing where nothing is said.

    >>> from workreports.corpus import load_corpus
    >>> table = said(load_corpus().select(place="下城区"), indicators=["gdp"])
    >>> table[["year", "code"]].values.tolist()
    [[2014, 'missing'], [2015, 'missing'], [2016, 'number']]
    """
    found = extraction.extract(corpus) if observations is None else observations
    plans = _plans(corpus)
    yearly = _yearly(found, corpus)
    chosen = sorted(yearly["indicator"].unique()) if indicators is None else list(indicators)
    paragraphs = corpus.frame
    told = _unset(corpus) | _printed(
        yearly, set(paragraphs.loc[paragraphs["part"].eq("plan"), "par_id"])
    )
    rows = []
    spoken_of = [(place, year) for place in plans for year in _from_first_to_last(plans[place])]
    for place, year in spoken_of:
        territory = territories.at(corpus.territories, place, year)
        is_here = any(is_whole(corpus, doc_id, "plan") for doc_id in plans[place].get(year, []))
        silent = "not_found" if is_here else "missing", (None,) * 4
        for name in chosen:
            code, where = told.get((place, year, name), silent)
            rows.append((place, territory, year, name, code, *where))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return table.astype(dict.fromkeys(("year", "start", "end"), "Int64"))


def _from_first_to_last(years: dict[int, list[str]]) -> range:
    return range(min(years), max(years) + 1)


def _unset(corpus: Corpus) -> _Told:
    """The single years for which a document says that it sets no target."""
    return {
        (corpus.documents.at[place.doc_id, "place"], first, name): ("not_set", place)
        for place, name in _not_set(corpus)
        for first, last in spans(corpus.documents.at[place.doc_id, "plans"])
        if first == last
    }


def _yearly(observations: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The targets for a single year that their document plans for."""
    targets = observations[
        observations["status"].eq("target")
        & observations["scope"].eq("")
        & observations["doc_id"].isin(corpus.originals.index)
        & observations["period_start"].eq(observations["period_end"])
    ]
    plans = {doc_id: spans(plans) for doc_id, plans in corpus.originals["plans"].items()}
    planned = [
        (row.period_end, row.period_end) in plans[row.doc_id] for row in targets.itertuples()
    ]
    return targets[pd.Series(planned, index=targets.index, dtype=bool)]


def _printed(yearly: pd.DataFrame, plans: set[str]) -> _Told:
    """What is set: a number before words, in the plan before elsewhere, a share last."""
    found: _Told = {}
    order = yearly.assign(code=[of_promise(row) for row in yearly.to_dict("records")])
    rank = {"number": 0, "in_words": 1, "not_set": 2}
    order["rank"] = order["code"].map(rank)
    order["aside"] = ~order["par_id"].isin(plans)
    order["share"] = order["measure"].eq("share")
    order = order.sort_values(["rank", "aside", "share"], kind="stable")
    for row in order.itertuples():
        key = row.place, int(row.period_end), row.indicator
        place = Place(row.doc_id, row.par_id, row.start, row.end)
        found.setdefault(key, (row.code, place))
    return found


def of_promise(row: dict[str, object]) -> str:
    """The code of an observation with status "target"."""
    if any(pd.notna(row[name]) for name in ("value", "growth_pct", "low", "high")):
        return "number"
    return "in_words" if isinstance(row["force"], str) and row["force"] else "not_set"


def _plans(corpus: Corpus) -> dict[str, dict[int, list[str]]]:
    """The documents that plan each single year, by place."""
    found: dict[str, dict[int, list[str]]] = {}
    for doc_id, place, plans in corpus.originals[["place", "plans"]].itertuples():
        for first, last in spans(plans):
            if first == last:
                found.setdefault(place, {}).setdefault(first, []).append(doc_id)
    return found


def spans(periods: object) -> list[tuple[int, int]]:
    """The years of a column such as ``plans``.

    >>> spans("2017;2017-2021"), spans(None)
    ([(2017, 2017), (2017, 2021)], [])
    """
    found = re.findall(r"(\d{4})(?:-(\d{4}))?", periods) if isinstance(periods, str) else []
    return [(int(first), int(last or first)) for first, last in found]


def is_whole(corpus: Corpus, doc_id: str, part: str) -> bool:
    """Whether a part of a document is here from its beginning to its end."""
    told = corpus.documents.at[doc_id, "coverage"]
    return isinstance(told, str) and f"{part} whole" in told.split(";")


def answers(corpus: Corpus) -> Answers:
    """Where a corpus would print results and promises."""
    found: Answers = {}
    for doc_id, row in corpus.originals.iterrows():
        for part, periods in (("review", row["reviews"]), ("plan", row["plans"])):
            if is_whole(corpus, doc_id, part):
                key = part, row["place"], row["territory"]
                found.setdefault(key, []).extend(spans(periods))
    return found


def of_silence(answers: Answers, row: Row, part: str) -> str:
    """The code of what is printed nowhere: is there a report that would print it?

    ``row`` has the ``place territory period_start period_end``; ``part`` is the part that would
    print it: "review" for a result, "plan" for a promise.
    """
    first, last = row.period_start, row.period_end
    known = answers.get((part, row.place, row.territory), [])
    looked = any(start <= first and last <= end or end == last for start, end in known)
    return "not_found" if looked else "missing"


def _not_set(corpus: Corpus) -> Iterator[tuple[Place, str]]:
    """Where a document says that it sets no target, and for which indicator."""
    names = mentions.read(lexicon.of(corpus.folder))
    paragraphs = corpus.paragraphs
    told = paragraphs[
        paragraphs["depth"].eq(0)
        & paragraphs["part"].isin(_PLANS)
        & paragraphs["doc_id"].isin(corpus.originals.index)
    ]
    for row in told.itertuples():
        reading = quantities.readable(row.text)
        for match in _NOT_SET.finditer(reading.text):
            named = mentions.find(reading.text, names, match.start(), match.end())
            found = {one.indicator.indicator for one in named}
            if _ECONOMY.search(match[0]):
                found.add("gdp")
            place = Place(row.doc_id, row.par_id, *reading.span(match.start(), match.end()))
            yield from ((place, name) for name in sorted(found))
