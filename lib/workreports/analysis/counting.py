"""Hits of terms in paragraphs, what every rate is made of; two selections are two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.analysis import statistics
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM, searched

Terms = str | Sequence[str] | Mapping[str, Sequence[str]]
"""A word or phrase, several, or groups of them by name.

A pattern among them, ``!营商环境``, says where none is a hit; … in it is up to ten characters.
A term such as ``亚运*`` stands for all content words that begin so.
"""
NOT = "!"
"""How a pattern begins."""


_BY = ["year", "about", "place", "level", "territory", "doc_id", "part", "genre"]
QUALITIES = ["year", "place", "level", "territory", "genre"]
"""Of documents."""


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


def qualities(by: str | Sequence[str]) -> list[str]:
    """The columns to group by: a place is parted by its territories.

    >>> qualities(["place", "year"])
    ['place', 'territory', 'year']
    """
    groups = [by] if isinstance(by, str) else list(by)
    for name in groups:
        if name not in _BY:
            raise ValueError(f"cannot group by {name!r}; choose from {', '.join(_BY)}")
    if "place" in groups and "territory" not in groups:
        groups.insert(groups.index("place") + 1, "territory")
    return groups


def count(corpus: Corpus, terms: Terms) -> Hits:
    """Count terms in each paragraph, duplicates left out.

    >>> hits = count(load_corpus(), {"water": ["五水共治", "河道"]})
    >>> hits.names, int(hits.totals().hits[0])
    (['water'], 40)
    """
    groups = grouped(terms)
    chosen = corpus.select()
    paragraphs = counted_in(chosen)
    rows = pd.Index(paragraphs["par_id"])
    counts = np.zeros((len(paragraphs), len(groups)))
    for column, members in enumerate(groups.values()):
        hits = places(chosen, members)["par_id"].value_counts()
        counts[rows.get_indexer(hits.index), column] = hits.to_numpy()
    return Hits(list(groups), counts, paragraphs, gaps(chosen))


def counted_in(chosen: Corpus) -> pd.DataFrame:
    """The paragraphs of a selection that have a word, as :class:`Hits` has them."""
    paragraphs = chosen.frame.join(chosen.documents[QUALITIES], on="doc_id").assign(
        words=chosen.words.to_numpy(), characters=chosen.characters.to_numpy()
    )
    paragraphs = paragraphs[paragraphs["words"] > 0].reset_index(drop=True)
    require_some(paragraphs)
    return paragraphs


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


def note(doubt: str, states: list[str], words: int = 0, strings: int = 0) -> str:
    """The column ``note`` of a row: why it may be doubted, what is not there, and whether most of
    its strings stand inside longer words.

    >>> note("too few", ["cut"]), note("", []), note("", [], words=25, strings=62)
    ('too few; cut', '', '25 of 62, else inside longer words')
    """
    inside = f"{words} of {strings}, else inside longer words" if 2 * words < strings else ""
    return "; ".join(filter(None, [doubt, *states, inside]))


def grouped(terms: Terms) -> dict[str, Sequence[str]]:
    """What is counted under each name.

    >>> grouped(["环境", "生态", "!营商环境"])
    {'环境': ['环境', '!营商环境'], '生态': ['生态', '!营商环境']}
    """
    if isinstance(terms, Mapping):
        return dict(terms)
    named, patterns = parted([terms] if isinstance(terms, str) else terms)
    return {term: [term, *(NOT + pattern for pattern in patterns)] for term in named}


def parted(members: Sequence[str]) -> tuple[list[str], list[str]]:
    """The terms of a group, and the patterns inside which they are no hits.

    Raises
    ------
    ValueError
        If there are patterns only.

    >>> parted(["环境", "!营商环境"])
    (['环境'], ['营商环境'])
    """
    terms = [term for term in members if not searched(term).startswith(NOT)]
    patterns = [searched(term)[1:] for term in members if searched(term).startswith(NOT)]
    if patterns and not terms:
        raise ValueError(f"{NOT}{patterns[0]} says where no hit is; name a term to count, too")
    return terms, patterns


def is_idle(pattern: str, members: Sequence[str]) -> bool:
    """Whether a member of a group is a pattern that none of its terms can stand in.

    >>> is_idle("!营商环境", ["环境"]), is_idle("!营商气氛", ["环境"]), is_idle("环境", [])
    (False, True, False)
    """
    if not pattern.startswith(NOT):
        return False
    return not any(term in piece for term in members for piece in pattern[1:].split("…"))


def places(corpus: Corpus, members: Sequence[str]) -> pd.DataFrame:
    """Where any of the terms of a group stands: ``par_id start end raw_start raw_end``.

    Where one stands inside another the place counts once, inside an excluded pattern not at all.

    >>> corpus = load_corpus()
    >>> [len(places(corpus, group)) for group in (["防控"], ["防控", "!治安防控"])]
    [15, 11]
    """
    terms, patterns = parted(members)
    words = dict.fromkeys(word for term in terms for word in _spelt_out(corpus, term))
    if not words:  # a pattern that no word fits
        return corpus.occurrences(terms[0])
    found = pd.concat([corpus.occurrences(word) for word in words], ignore_index=True)
    if patterns and len(found):
        texts = corpus.within(found["par_id"].unique()).paragraphs.set_index("par_id")["text"]
        found = found[~np.array(_stand_in(found, texts, patterns))]
    if len(words) == 1:  # nothing it could stand in
        return found
    found = found.sort_values(["par_id", "start", "end"], ascending=[True, True, False])
    furthest = found.groupby("par_id")["end"].cummax()
    reached = furthest.groupby(found["par_id"]).shift(fill_value=0)
    return found[found["end"] > reached]


def _spelt_out(corpus: Corpus, term: str) -> list[str]:
    """The content words that a term with ``*`` stands for; any other term as it is."""
    term = searched(term)
    if "*" not in term:
        return [term]
    if not term.strip("*"):
        raise ValueError("* alone stands for every word; write what the word begins or ends with")
    fits = re.compile(spelt_with(term, ".*")).fullmatch
    return [word for word in corpus.matrix(by="doc_id", min_count=1).terms if fits(word)]


def _stand_in(found: pd.DataFrame, texts: pd.Series, patterns: Sequence[str]) -> list[bool]:
    """Which places stand inside a pattern, given the text of each ``par_id``."""
    barred = {
        par_id: stretches(texts[par_id].translate(NORMAL_FORM), patterns)
        for par_id in found["par_id"].unique()
    }
    spans = zip(found["par_id"], found["start"], found["end"], strict=True)
    return [inside((start, end), barred[par_id]) for par_id, start, end in spans]


def stretches(text: str, patterns: Sequence[str]) -> list[tuple[int, int]]:
    """Where no hit of a term is: each pattern's characters, without those that … stands for.

    In order of their starts; each end is the furthest that a stretch from there or before reaches.

    >>> stretches("立体化治安防控和重点领域风险防控", ["治安防控", "领域…防控"])
    [(3, 7), (10, 12), (14, 16)]
    """
    found = sorted(
        hit.span(piece)
        for pattern in map(_looked_for, patterns)
        for hit in pattern.finditer(text)
        for piece in range(1, pattern.groups + 1)
    )
    furthest = accumulate((end for _, end in found), max)
    return [(start, end) for (start, _), end in zip(found, furthest, strict=True)]


@lru_cache(maxsize=1000)
def _looked_for(pattern: str) -> re.Pattern:
    pieces = (f"({re.escape(searched(piece))})" for piece in pattern.split("…"))
    return re.compile("[^。!?\\n]{0,10}?".join(pieces))


def inside(span: tuple[int, int], stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a span lies within one of the stretches.

    >>> inside((5, 7), [(3, 7)]), inside((2, 5), [(3, 7)])
    (True, False)
    """
    before = bisect_right(stretches, span[0], key=lambda stretch: stretch[0])
    return before > 0 and span[1] <= stretches[before - 1][1]


def spelt_with(term: str, anything: str) -> str:
    """A term as a regular expression, with another for each ``*`` in it.

    >>> spelt_with("亚运*", ".*")
    '亚运.*'
    """
    return anything.join(map(re.escape, term.split("*")))


def require_some(rows: pd.DataFrame) -> None:
    """Refuse a selection of which nothing is left.

    >>> require_some(pd.DataFrame())
    Traceback (most recent call last):
    ValueError: the selection is empty: it has no paragraph (duplicates are left out)
    """
    if rows.empty:
        raise ValueError("the selection is empty: it has no paragraph (duplicates are left out)")


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
