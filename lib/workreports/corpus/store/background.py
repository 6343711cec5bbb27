"""Counts of terms in reports whose texts are not here: the levels above, year after year.

``reference/background/`` holds three tables, made by ``tools/count_reports.py``: ``reports.csv``,
``units.csv`` (what there is of each part of a report) and ``term_counts.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.corpus import schema
from workreports.corpus.store import choosing
from workreports.corpus.store.choosing import Values
from workreports.io.errors import CorpusError, Problem, refusal
from workreports.io.showing import visible
from workreports.io.tables import read_csv

UNIT = ["doc_id", "part", "about"]
"""What tells one unit from another: the report, its part, and the period spoken of."""
QUALITIES = ["year", "place", "level", "territory", "genre"]
SIZES = ["paragraphs", "words", "characters", "sentences"]
POWERS = ["words_2", "words_3", "words_4"]
"""Sums of powers of the words of each paragraph."""


class Counted(NamedTuple):
    """What was counted."""

    documents: pd.DataFrame
    """``place level territory genre year kind delivered source_url sha256``, index ``doc_id``."""
    units: pd.DataFrame
    """``UNIT``, ``SIZES`` and ``POWERS``."""
    counts: pd.DataFrame
    """``unit`` (row of units), ``name``, ``as_strings as_words`` (paragraphs with a hit as in
    "34 2*56", see the data dictionary), ``characters sentences``."""
    names: pd.DataFrame
    """Index ``name``: ``members`` (joined by ``|``) and ``kind`` (theme, slogan, term, content)."""


class Background:
    """Reports of which only counts are here; :func:`wr.terms.frequency` takes it like a corpus.

    Only what was counted can be asked for: the terms, themes and slogans of the lexicon and the
    commonest content words.

    >>> background = load_corpus().background
    >>> background.select(place="浙江省", years=(2013, 2015), part="plan")
    <Background: 3 reports, 4 units>
    """

    def __init__(self, counted: Counted, rows: np.ndarray | None = None):
        self.counted = counted
        self.rows = np.arange(len(counted.units)) if rows is None else rows
        """Of ``counted.units``, those that were selected."""

    def __repr__(self) -> str:
        return f"<Background: {len(self.documents)} reports, {len(self.rows)} units>"

    @property
    def documents(self) -> pd.DataFrame:
        """The reports of which a unit was selected."""
        chosen = self.counted.units["doc_id"].iloc[self.rows]
        return self.counted.documents[self.counted.documents.index.isin(chosen)]

    @property
    def units(self) -> pd.DataFrame:
        """The selected units, ``UNIT SIZES`` with the qualities of their reports."""
        units = self.counted.units.iloc[self.rows]
        return units.join(self.counted.documents[QUALITIES], on="doc_id")

    def select(
        self,
        *,
        doc_id: Values = None,
        place: Values = None,
        level: Values = None,
        part: Values = None,
        years: int | tuple[int, int] | None = None,
    ) -> Background:
        """Choose reports and parts, as :meth:`Corpus.select` does.

        Raises
        ------
        ValueError
            For a value that is not there, naming the nearest; for a condition that leaves nothing.

        >>> len(load_corpus().background.select(level="nation", years=2016).documents)
        1
        """
        wanted = {"doc_id": doc_id, "place": place, "level": level}
        before: list[str] = []
        known = self.counted.documents
        documents = choosing.documents(self.documents, known, wanted, years, before)
        units = self.counted.units.iloc[self.rows]
        fits = units["doc_id"].isin(documents.index).to_numpy()
        if part is not None:
            parts = choosing.known("part", part, self.counted.units["part"])
            held = units["part"][fits]
            fits = fits & units["part"].isin(parts).to_numpy()
            some = documents.index.isin(units["doc_id"][fits])
            choosing.left(documents, some, ("part", part), held, before)
        return Background(self.counted, self.rows[fits])

    @property
    def originals(self) -> pd.DataFrame:
        """The same: no report is here twice."""
        return self.documents

    @property
    def coverage(self) -> pd.DataFrame:
        """Of no part is it known that it is cut: ``doc_id part state``, without rows."""
        return pd.DataFrame({"doc_id": [], "part": [], "state": []}, dtype=str)

    @property
    def frame(self) -> pd.DataFrame:
        """The units by name, ``par_id``, to tell whether two selections share any."""
        return pd.DataFrame({"par_id": self.units[UNIT].fillna("").agg(":".join, axis=1)})

    def names_of(self, groups: Mapping[str, Sequence[str]]) -> list[str]:
        """The names under which groups of terms were counted.

        Raises
        ------
        ValueError
            For a group that was not counted.

        >>> load_corpus().background.names_of({"slogan": ["五水共治"]})
        ['五水共治']
        """
        known = {members: name for name, members in self.counted.names["members"].items()}
        for name, members in groups.items():
            if "|".join(members) not in known:
                shown = ", ".join(members[:3]) + " ..." * (len(members) > 3)
                raise ValueError(
                    f"{visible(name)} ({visible(shown)}) was not counted in the reports of other "
                    "levels; background.counted.names lists what was"
                )
        return [known["|".join(members)] for members in groups.values()]

    def commonest(self, terms: int) -> list[str]:
        """The commonest content words of the selection, at most so many."""
        kinds = self.counted.names["kind"]
        content = kinds.index[kinds.eq("content")].tolist()
        found = self.hits(content, "words")
        totals = np.bincount(found["name"], found["hits"], len(content))
        return [content[at] for at in np.argsort(-totals, kind="stable")[:terms]]

    def hits(self, names: list[str], way: str) -> pd.DataFrame:
        """The paragraphs with a hit: ``unit`` (of the selection), ``name`` (by number), ``hits``,
        ``words`` (of the paragraph), in one way of counting: words or strings.

        >>> plans = load_corpus().background.select(place="杭州市", part="plan", years=2014)
        >>> int(plans.hits(["五水共治"], "strings")["hits"].sum())
        1
        """
        rows = self._counts(names)
        lists = rows["as_strings"]
        if way == "words":
            lists = rows["as_words"].where(rows["as_words"].ne(""), lists).replace("none", "")
        pairs = lists.str.split().explode().dropna()
        parted = pairs.str.extract(r"(?:(\d+)\*)?(\d+)").fillna("1").astype(int)
        return rows[["unit", "name"]].join(parted.set_axis(["hits", "words"], axis=1), how="right")

    def of_strings(self, names: list[str]) -> np.ndarray:
        """Characters of the strings, and sentences that have one: (2, units, names)."""
        strings = self.hits(names, "strings")
        found = np.zeros((2, len(self.rows), len(names)), dtype=int)
        np.add.at(found, (slice(None), strings["unit"], strings["name"]), strings["hits"])
        found[0] *= [len(members) for members in self.counted.names.loc[names, "members"]]
        rows = self._counts(names)
        for table, column in zip(found, ("characters", "sentences"), strict=True):
            given = rows[rows[column].notna()]
            table[given["unit"], given["name"]] = given[column]
        return found

    def _counts(self, names: list[str]) -> pd.DataFrame:
        """The rows of some names in the selection, units and names by number."""
        counts = self.counted.counts
        wanted = pd.DataFrame({"name": names, "number": range(len(names))})
        rows = counts[counts["name"].isin(names)].merge(wanted, on="name")
        unit = pd.Index(self.rows).get_indexer(rows["unit"])
        rows = rows.assign(unit=unit, name=rows["number"])
        return rows[rows["unit"] >= 0].reset_index(drop=True)


def of(folder: Path | None) -> Background:
    """The background of a corpus.

    Raises
    ------
    CorpusError
        If it has none.
    """
    if folder is None or not (folder / "reference" / "background").is_dir():
        problem = "this corpus has no reference/background: no counts of reports of other levels"
        raise refusal("background", None, problem, "make them with tools/count_reports.py")
    return Background(_read(folder / "reference" / "background"))


@lru_cache(maxsize=4)
def _read(folder: Path) -> Counted:
    reports, units, names = (_table(folder, name) for name in ("reports", "units", "names"))
    text = {"name": "str", "as_strings": "str", "as_words": "str"}
    # By pandas: it is large, and nobody writes in it by hand.
    counts = pd.read_csv(folder / "term_counts.csv", dtype=text, encoding="utf-8")
    counts[list(text)] = counts[list(text)].fillna("")
    documents = reports.assign(genre="work_report", territory=reports["place"])
    units["about"] = units["about"].mask(units["about"].eq(""))
    return Counted(documents.set_index("doc_id"), units, counts, names.set_index("name"))


def _table(folder: Path, name: str) -> pd.DataFrame:
    """A table that is there as :mod:`workreports.corpus.schema` describes it."""
    table = read_csv(folder / f"{name}.csv", schema.columns(f"background_{name}"))
    problems = [
        Problem(f"{name}.csv", row, f"{column} is {cell!r}", f"write {remedy}")
        for row, column, cell, remedy in schema.wrong_cells(table, f"background_{name}")
    ]
    if problems:
        raise CorpusError(problems)
    numbers = [row.column for row in schema.described(f"background_{name}") if row.type != "text"]
    table[numbers] = table[numbers].apply(pd.to_numeric)  # nothing becomes not a number
    return schema.conform(table.reset_index(drop=True), f"background_{name}")
