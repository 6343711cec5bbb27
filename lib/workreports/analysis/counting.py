"""Hits of terms in paragraphs, what every rate is made of; two selections are two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.analysis import statistics
from workreports.corpus import Corpus

Terms = str | Sequence[str] | Mapping[str, Sequence[str]]
"""A word or phrase, several, or groups of them by name."""


class Hits(NamedTuple):
    """What was counted."""

    names: list[str]
    counts: np.ndarray
    """Paragraphs by names."""
    paragraphs: pd.DataFrame
    """``par_id doc_id part about year place level territory genre words characters``, those without
    a word left out."""
    gaps: pd.DataFrame
    """``doc_id part state`` of the parts that are cut or lost."""

    def totals(self, rows: np.ndarray | slice = slice(None)) -> statistics.Totals:
        """What some paragraphs, given by their rows, add up to."""
        words, documents = self.paragraphs["words"], self.paragraphs["doc_id"]
        return statistics.totals(
            self.counts[rows], words.to_numpy()[rows], documents.to_numpy()[rows]
        )


def count(corpus: Corpus, terms: Terms) -> Hits:
    """Count terms in each paragraph, duplicates left out.

    >>> hits = count(load_corpus(), {"water": ["五水共治", "河道"]})
    >>> hits.names, int(hits.totals().hits[0])
    (['water'], 40)
    """
    groups = _groups(terms)
    chosen = corpus.select()
    columns = ["year", "place", "level", "territory", "genre"]
    paragraphs = chosen.frame.join(chosen.documents[columns], on="doc_id").assign(
        words=chosen.words.to_numpy(), characters=chosen.characters.to_numpy()
    )
    paragraphs = paragraphs[paragraphs["words"] > 0].reset_index(drop=True)
    rows = pd.Index(paragraphs["par_id"])
    counts = np.zeros((len(paragraphs), len(groups)))
    for column, members in enumerate(groups.values()):
        hits = _places(chosen, members)["par_id"].value_counts()
        counts[rows.get_indexer(hits.index), column] = hits.to_numpy()
    return Hits(list(groups), counts, paragraphs, gaps(chosen))


def gaps(corpus: Corpus) -> pd.DataFrame:
    """The rows of ``corpus.coverage`` that say that something is not there.

    >>> gaps(load_corpus().select(years=2023, part="plan"))["state"].tolist()
    ['cut']
    """
    table = corpus.coverage
    return table[table["state"].isin(["cut", "lost"])].reset_index(drop=True)


def missing(gaps: pd.DataFrame, paragraphs: pd.DataFrame, by_part: bool = False) -> list[str]:
    """Whether a part of the documents of some paragraphs is cut or lost: the states, sorted.

    Parameters
    ----------
    gaps : DataFrame
        Of :func:`gaps`.
    paragraphs : DataFrame
        ``doc_id part``.
    by_part : bool
        Ask of the parts of these paragraphs only, not of all that were selected.

    >>> gone = pd.DataFrame({"doc_id": "a", "part": ["review", "plan"], "state": ["lost", "cut"]})
    >>> plan = pd.DataFrame({"doc_id": ["a", "b"], "part": "plan"})
    >>> missing(gone, plan), missing(gone, plan, by_part=True)
    (['cut', 'lost'], ['cut'])
    """
    here = gaps[gaps["doc_id"].isin(paragraphs["doc_id"].unique())]
    here = here[here["part"].isin(paragraphs["part"].unique())] if by_part else here
    return sorted(here["state"].unique())


def note(doubt: str, states: list[str]) -> str:
    """The column ``note`` of a row: why it may be doubted, and what is not there.

    >>> note("too few", ["cut"]), note("", [])
    ('too few; cut', '')
    """
    return "; ".join(filter(None, [doubt, *states]))


def _groups(terms: Terms) -> dict[str, Sequence[str]]:
    if isinstance(terms, Mapping):
        return dict(terms)
    return {term: [term] for term in ([terms] if isinstance(terms, str) else terms)}


def _places(corpus: Corpus, terms: Sequence[str]) -> pd.DataFrame:
    """Where any of the terms stands; where one stands inside another, the place counts once."""
    places = pd.concat(
        [corpus.occurrences(term) for term in dict.fromkeys(terms)], ignore_index=True
    ).sort_values(["par_id", "start", "end"], ascending=[True, True, False])
    furthest = places.groupby("par_id")["end"].cummax()
    reached = furthest.groupby(places["par_id"]).shift(fill_value=0)
    return places[places["end"] > reached]


def require_disjoint(one: Corpus, other: Corpus, one_name: str, other_name: str) -> None:
    """Refuse to compare a corpus that is empty, or two that share paragraphs.

    >>> chosen = load_corpus().select(years=2016)
    >>> require_disjoint(chosen, chosen, "target", "reference")
    Traceback (most recent call last):
    ValueError: target and reference are the same 463 paragraphs; select different ones
    """
    ids = [set(corpus.select().frame["par_id"].tolist()) for corpus in (one, other)]
    for name, found in ((one_name, ids[0]), (other_name, ids[1])):
        if not found:
            raise ValueError(f"{name} is empty: it has no paragraph (duplicates are left out)")
    shared = ids[0] & ids[1]
    if ids[0] == ids[1]:
        raise ValueError(
            f"{one_name} and {other_name} are the same {len(shared)} paragraphs; "
            "select different ones"
        )
    if shared:
        raise ValueError(
            f"{one_name} and {other_name} share {len(shared)} paragraphs, "
            f"such as {min(shared)}; select so that they do not overlap"
        )
