"""Shared wording: passages that documents have in common, letter for letter or nearly, and what of a report is formula, repetition, news.

Clauses are compared by MinHash and locality-sensitive hashing (Broder 1997; Indyk & Motwani 1998; the library datasketch), so that the
work grows with the text, not with its square. Clauses found alike are joined where they follow each other in both documents
and extended letter by letter.
"""

from __future__ import annotations

import difflib
import html
import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from workreports.corpus import cleaning
from workreports.corpus.corpus import Corpus, StoredCorpus
from workreports.io.text import HALF_WIDTH

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

MIN_LENGTH, SIMILARITY = 15, 0.8
_CLAUSE = re.compile(r"[^,;。!?:\n]+")
_EDGE = ",;。!?:、 "
_SHORTEST = 6
"""Shorter clauses are in every report; they only join what stands around them."""
_SHINGLE, _PERMUTATIONS, _ALIKE = 3, 64, 0.5
_JUMP, _LAND = 3, 4
"""A passage runs on over up to three differing letters if four equal ones follow."""
_GAP = 40
"""Characters that two clauses found alike may lie apart to be one passage."""


class _Clause(NamedTuple):
    """Where a clause stands."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, repr=False)
class SideBySide:
    """Two passages with their differences marked; prints as text, shows as HTML in a notebook, everything escaped."""

    places: tuple[str, str]
    texts: tuple[str, str]

    def _parts(self) -> list[list[tuple[str, bool]]]:
        blocks = difflib.SequenceMatcher(None, *self.texts, autojunk=False).get_matching_blocks()
        sides: list[list[tuple[str, bool]]] = []
        for side, text in enumerate(self.texts):
            at, parts = 0, []
            for block in blocks:
                start = block[side]
                parts += [(text[at:start], True), (text[start : start + block.size], False)]
                at = start + block.size
            sides.append([part for part in parts if part[0]])
        return sides

    def __repr__(self) -> str:
        return "\n".join(
            f"{place}: " + "".join(f"[{words}]" if differs else words for words, differs in parts)
            for place, parts in zip(self.places, self._parts(), strict=True)
        )

    def _repr_html_(self) -> str:
        cells = [
            "".join(
                f"<mark>{html.escape(words)}</mark>" if differs else html.escape(words)
                for words, differs in parts
            )
            for parts in self._parts()
        ]
        return (
            "<table><tr>"
            + "".join(
                f"<th style='text-align:left'>{html.escape(place)}</th>" for place in self.places
            )
            + "</tr><tr>"
            + "".join(
                f"<td style='text-align:left;vertical-align:top;width:50%'>{cell}</td>"
                for cell in cells
            )
            + "</tr></table>"
        )


def passages(
    corpus: Corpus,
    min_length: int = MIN_LENGTH,
    similarity: float = SIMILARITY,
    max_documents: int = 25,
) -> pd.DataFrame:
    """Find the passages that documents share. Documents that repeat another one are looked at, too.

    Parameters
    ----------
    corpus : Corpus
    min_length : int
        Characters that a passage must have on both sides.
    similarity : float
        How alike both sides must be, from 0 to 1 (matching characters, Ratcliff & Obershelp).
    max_documents : int
        A clause that stands in more documents is a formula, see ``formulae``: it is not paired, but may be part of a longer passage.

    Returns
    -------
    DataFrame
        One row a pair: ``doc_id_a par_id_a start_a end_a raw_start_a raw_end_a``, the same with ``_b``, ``length`` (of side a), ``similarity``, ``kind`` (exact, near),
        ``text_a``, ``text_b``. ``a`` is the document delivered earlier, else the one that stands first in the corpus; rows are in its order.
        Punctuation of either width is the same. Of a corpus in Parquet only paragraphs are compared that have a clause in common, or one alike, which not more than four times
        ``max_documents`` documents have.

    >>> shared = passages(load_corpus().select(years=2023))
    >>> sorted(shared["kind"].unique())
    ['near']
    """
    if not isinstance(corpus, Corpus):
        raise TypeError(
            f"passages are looked for in a corpus, not in a {type(corpus).__name__}; see load_corpus and select"
        )
    if isinstance(corpus, StoredCorpus):
        corpus = corpus.within(corpus.store.sharing(corpus.selection, 4 * max_documents))
    paragraphs = corpus.paragraphs[
        corpus.paragraphs["depth"].eq(0) & ~corpus.paragraphs["text"].str.contains("\n")
    ].reset_index(drop=True)
    texts = [text.translate(HALF_WIDTH) for text in paragraphs["text"]]
    order = corpus.documents.reset_index().assign(place=range(len(corpus.documents)))
    order["when"] = (
        order["delivered"].fillna(order["year"].astype("string")).fillna("9999")
        if "delivered" in order
        else order["year"].astype("string").fillna("9999")
    )
    rank = {
        doc_id: place
        for place, doc_id in enumerate(
            order.sort_values(["when", "place"], kind="stable")["doc_id"]
        )
    }
    ranks = paragraphs["doc_id"].map(rank).tolist()
    found = []
    for (one, other), seeds in sorted(_seeds(texts, ranks, max_documents).items()):
        for spans in _chains(seeds):
            row = _passage(texts[one], texts[other], *spans)
            if row and min(row[1] - row[0], row[3] - row[2]) >= min_length and row[4] >= similarity:
                found.append((one, other, *row))
    return _table(found, paragraphs, corpus)


def side_by_side(row: pd.Series) -> SideBySide:
    """Show a pair of passages, one row of ``passages``, with what differs marked.

    >>> shared = passages(load_corpus().select(years=2023), similarity=0.6)
    >>> "[" in str(side_by_side(shared[shared["kind"] == "near"].iloc[0]))
    True
    """
    if isinstance(row, pd.DataFrame):
        raise TypeError("side_by_side shows one pair, such as shared.iloc[0], not a table")
    return SideBySide((row["par_id_a"], row["par_id_b"]), (row["text_a"], row["text_b"]))


def doubles(shared: pd.DataFrame, corpus: Corpus, share: float = 0.8) -> pd.DataFrame:
    """Documents that repeat another one as a whole.

    Parameters
    ----------
    shared : DataFrame
        Of ``passages``.
    corpus : Corpus
    share : float
        Of the characters of both documents that must be shared.

    Returns
    -------
    DataFrame
        ``doc_id_a doc_id_b share_a share_b``.

    >>> doubles(passages(load_corpus()), load_corpus())["doc_id_b"].tolist()
    ['xiacheng-2014-work-report-copy']
    """
    sizes = (
        corpus.paragraphs.assign(size=corpus.paragraphs["text"].str.len())[
            corpus.paragraphs["depth"].eq(0)
        ]
        .groupby("doc_id")["size"]
        .sum()
    )
    rows = []
    for (one, other), pairs in shared.groupby(["doc_id_a", "doc_id_b"], sort=False):
        covered = [
            sum(len(places) for places in _covered(pairs, side).values()) / sizes[doc_id]
            for side, doc_id in (("a", one), ("b", other))
        ]
        if min(covered) >= share:
            rows.append((one, other, *covered))
    return pd.DataFrame(rows, columns=["doc_id_a", "doc_id_b", "share_a", "share_b"]).round(
        {"share_a": 6, "share_b": 6}
    )


def formulae(corpus: Corpus, min_documents: int = 3, min_length: int = 8) -> pd.DataFrame:
    """Clauses that stand letter for letter in several documents, duplicates left out.

    Parameters
    ----------
    corpus : Corpus
    min_documents : int
    min_length : int
        Characters.

    Returns
    -------
    DataFrame
        ``clause places documents count``, those of most places and documents first. Clauses of one place are its office's habit rather than the genre's.

    >>> formulae(load_corpus())["documents"].min()
    np.int64(3)
    """
    originals = corpus.documents.index[corpus.documents["duplicate_of"].isna()]
    paragraphs = corpus.paragraphs[
        corpus.paragraphs["doc_id"].isin(originals) & corpus.paragraphs["depth"].eq(0)
    ]
    rows = [
        (clause[0].strip(), row.doc_id)
        for row in paragraphs.itertuples()
        for clause in _CLAUSE.finditer(row.text.translate(HALF_WIDTH))
        if len(clause[0].strip()) >= min_length
    ]
    table = pd.DataFrame(rows, columns=["clause", "doc_id"])
    table["place"] = table["doc_id"].map(corpus.documents["place"])
    table = (
        table.groupby("clause")
        .agg(
            places=("place", "nunique"),
            documents=("doc_id", "nunique"),
            count=("doc_id", "size"),
        )
        .reset_index()
    )
    return table[table["documents"] >= min_documents].sort_values(
        ["places", "documents", "count", "clause"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


def anatomy(
    shared: pd.DataFrame, corpus: Corpus, by: str = "part", min_documents: int = 3
) -> pd.DataFrame:
    """How much of each document is formula, repeats the same place, is shared with another place, or is its own.

    Parameters
    ----------
    shared : DataFrame
        Of ``passages``.
    corpus : Corpus
    by : str
        Column of the paragraphs to part documents by: part, section, heading.
    min_documents : int
        A character that passages share with at least so many documents, its own included, of at least two places, is formula.

    Returns
    -------
    DataFrame
        ``doc_id``, the by-column, ``characters formula repeated elsewhere own``; duplicates are left out. What is shared with documents of the same place
        (before or after 2021) is ``repeated``, with another one ``elsewhere``: who wrote first, dates alone cannot say.

    >>> corpus = load_corpus()
    >>> table = anatomy(passages(corpus), corpus)
    >>> (table[["formula", "repeated", "elsewhere", "own"]].sum(axis=1) == table["characters"]).all()
    np.True_
    """
    if by not in ("part", "section", "heading", "about"):
        raise ValueError(
            f"there is no {by!r} to part documents by; choose part, section, heading or about"
        )
    documents = corpus.documents[corpus.documents["duplicate_of"].isna()]
    known = shared[
        shared["doc_id_a"].isin(documents.index) & shared["doc_id_b"].isin(documents.index)
    ]
    partners: dict[tuple[str, int], set[str]] = defaultdict(set)
    for side, other in (("a", "b"), ("b", "a")):
        for doc_id, pairs in known.groupby(f"doc_id_{other}", sort=False):
            for par_id, places in _covered(pairs, side).items():
                for place in places:
                    partners[par_id, place].add(doc_id)
    place_of = documents["place"]
    rows = []
    paragraphs = corpus.paragraphs[
        corpus.paragraphs["doc_id"].isin(documents.index) & corpus.paragraphs["depth"].eq(0)
    ]
    for row in paragraphs.itertuples():
        counts = dict.fromkeys(("formula", "repeated", "elsewhere", "own"), 0)
        for place in range(len(row.text)):
            others = partners.get((row.par_id, place), ())
            places = {place_of[other] for other in others}
            if not others:
                kind = "own"
            elif places == {place_of[row.doc_id]}:
                kind = "repeated"
            elif len(others) + 1 >= min_documents:
                kind = "formula"
            else:
                kind = "elsewhere"
            counts[kind] += 1
        rows.append(
            {"doc_id": row.doc_id, by: getattr(row, by), "characters": len(row.text), **counts}
        )
    return pd.DataFrame(rows).groupby(["doc_id", by], sort=False, dropna=False).sum().reset_index()


def _seeds(
    texts: list[str], ranks: list[int], max_documents: int
) -> dict[tuple[int, int], list[tuple[int, int, int, int]]]:
    """Pairs of clauses that are alike, by the pair of paragraphs they stand in; the earlier document first."""
    occurrences: dict[str, list[_Clause]] = defaultdict(list)
    for number, text in enumerate(texts):
        for match in _CLAUSE.finditer(text):
            if len(match[0]) >= _SHORTEST:
                occurrences[match[0]].append(_Clause(number, match.start(), match.end()))
    clauses = sorted(occurrences)
    index, hashes = _index(), _sketches(clauses)
    seeds: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for number, (clause, sketch) in enumerate(zip(clauses, hashes, strict=True)):
        same = occurrences[clause]
        index.insert(number, sketch)
        if len({ranks[one.paragraph] for one in same}) > max_documents:
            continue
        pairs = list(combinations(same, 2))
        for other in sorted(index.query(sketch)):
            if (
                other != number
                and difflib.SequenceMatcher(None, clause, clauses[other], autojunk=False).ratio()
                >= _ALIKE
            ):
                pairs += [(one, two) for one in same for two in occurrences[clauses[other]]]
        for one, two in pairs:
            if ranks[one.paragraph] != ranks[two.paragraph]:
                first, second = (
                    (one, two) if ranks[one.paragraph] < ranks[two.paragraph] else (two, one)
                )
                seeds[first.paragraph, second.paragraph].append(
                    (first.start, first.end, second.start, second.end)
                )
    return seeds


def _index() -> MinHashLSH:
    from datasketch import MinHashLSH

    return MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)


def _sketches(clauses: list[str]) -> list[MinHash]:
    from datasketch import MinHash

    return MinHash.bulk(
        [
            sorted({clause[i : i + _SHINGLE].encode() for i in range(len(clause) - _SHINGLE + 1)})
            for clause in clauses
        ],
        num_perm=_PERMUTATIONS,
        seed=1,
    )


def keys(texts: list[str]) -> list[list[int]]:
    """For each text numbers that texts with a clause alike have in common: those by which ``passages`` finds clauses to compare.

    >>> one, other = keys(["坚定不移推进城市有机更新", "会上,坚定不移推进城市有机更新。"])
    >>> set(one) <= set(other)
    True
    """
    clauses_of = [
        sorted(
            {
                clause
                for clause in _CLAUSE.findall(text.translate(HALF_WIDTH))
                if len(clause) >= _SHORTEST
            }
        )
        for text in texts
    ]
    clauses = sorted({clause for clauses in clauses_of for clause in clauses})
    bands = [
        (bytes([number]), start, end) for number, (start, end) in enumerate(_index().hashranges)
    ]
    found = {
        clause: [
            int.from_bytes(
                blake2b(number + sketch.hashvalues[start:end].tobytes(), digest_size=8).digest(),
                "big",
            )
            for number, start, end in bands
        ]
        for clause, sketch in zip(clauses, _sketches(clauses), strict=True)
    }
    return [sorted({key for clause in clauses for key in found[clause]}) for clauses in clauses_of]


def _chains(seeds: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Seeds that follow each other closely on both sides, joined; of chains that overlap the longest."""
    chains: list[list[int]] = []
    for seed in sorted(seeds):
        for chain in reversed(chains):
            if 0 <= seed[0] - chain[1] <= _GAP and 0 <= seed[2] - chain[3] <= _GAP:
                chain[1], chain[3] = seed[1], seed[3]
                break
        else:
            chains.append(list(seed))
    kept: list[tuple[int, int, int, int]] = []
    for chain in sorted(chains, key=lambda chain: (chain[0] - chain[1], chain)):
        if all(chain[1] <= other[0] or other[1] <= chain[0] for other in kept):
            kept.append((chain[0], chain[1], chain[2], chain[3]))
    return sorted(kept)


def _passage(
    one: str, other: str, start_a: int, end_a: int, start_b: int, end_b: int
) -> tuple[int, int, int, int, float] | None:
    """A chain extended letter by letter, without differing ends or punctuation there, and how alike its sides are."""
    step = _run(one[:start_a][::-1], other[:start_b][::-1])
    start_a, start_b = start_a - step[0], start_b - step[1]
    step = _run(one[end_a:], other[end_b:])
    end_a, end_b = end_a + step[0], end_b + step[1]
    blocks = [
        block
        for block in difflib.SequenceMatcher(
            None, one[start_a:end_a], other[start_b:end_b], autojunk=False
        ).get_matching_blocks()
        if block.size > 1
    ]
    if not blocks:
        return None
    end_a, end_b = (
        start_a + blocks[-1].a + blocks[-1].size,
        start_b + blocks[-1].b + blocks[-1].size,
    )
    start_a, start_b = start_a + blocks[0].a, start_b + blocks[0].b
    matching = sum(block.size for block in blocks)
    while (
        end_a > start_a
        and end_b > start_b
        and one[end_a - 1] == other[end_b - 1]
        and one[end_a - 1] in _EDGE
    ):
        end_a, end_b, matching = end_a - 1, end_b - 1, matching - 1
    while (
        end_a > start_a
        and end_b > start_b
        and one[start_a] == other[start_b]
        and one[start_a] in _EDGE
    ):
        start_a, start_b, matching = start_a + 1, start_b + 1, matching - 1
    length = end_a - start_a + end_b - start_b
    return (start_a, end_a, start_b, end_b, round(2 * matching / length, 6)) if length else None


def _run(one: str, other: str) -> tuple[int, int]:
    """How far two texts run on alike from their beginnings, over a few letters that differ if enough equal ones follow."""
    a = b = 0
    while True:
        while a < len(one) and b < len(other) and one[a] == other[b]:
            a, b = a + 1, b + 1
        jumps = ((i, j) for i in range(_JUMP + 1) for j in range(_JUMP + 1) if i or j)
        jump = next(
            (
                (i, j)
                for i, j in sorted(jumps, key=lambda jump: (abs(jump[0] - jump[1]), jump))
                if len(one) >= a + i + _LAND
                and one[a + i : a + i + _LAND] == other[b + j : b + j + _LAND]
            ),
            None,
        )
        if jump is None:
            return a, b
        a, b = a + jump[0], b + jump[1]


def _table(found: list[tuple], paragraphs: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    places = {
        number: _raw_places(paragraphs.iloc[number], corpus)
        for number in sorted({row[side] for row in found for side in (0, 1)})
    }
    rows = []
    for one, other, start_a, end_a, start_b, end_b, alike in found:
        record: dict[str, object] = {}
        for side, number, start, end in (("a", one, start_a, end_a), ("b", other, start_b, end_b)):
            starts, ends = places[number]
            record |= {
                f"doc_id_{side}": paragraphs.at[number, "doc_id"],
                f"par_id_{side}": paragraphs.at[number, "par_id"],
                f"start_{side}": start,
                f"end_{side}": end,
                f"raw_start_{side}": int(starts[start]),
                f"raw_end_{side}": int(ends[end - 1]),
            }
        texts = {
            f"text_{side}": paragraphs.at[number, "text"][start:end]
            for side, number, start, end in (
                ("a", one, start_a, end_a),
                ("b", other, start_b, end_b),
            )
        }
        rows.append(
            record
            | {
                "length": end_a - start_a,
                "similarity": alike,
                "kind": "exact" if alike == 1 else "near",
            }
            | texts
        )
    columns = [
        f"{name}_{side}"
        for side in "ab"
        for name in ("doc_id", "par_id", "start", "end", "raw_start", "raw_end")
    ]
    return pd.DataFrame(
        rows, columns=[*columns, "length", "similarity", "kind", "text_a", "text_b"]
    )


def _raw_places(paragraph: pd.Series, corpus: Corpus):
    """The raw place of each character of a paragraph."""
    edits = corpus.edits
    inside = edits[
        edits["doc_id"].eq(paragraph["doc_id"])
        & edits["raw_start"].ge(paragraph["raw_start"])
        & edits["raw_end"].le(paragraph["raw_end"])
    ]
    return cleaning.raw_offsets(
        paragraph["raw_start"],
        paragraph["raw_end"],
        inside[["raw_start", "raw_end", "after"]].itertuples(index=False, name=None),
    )


def _covered(pairs: pd.DataFrame, side: str) -> dict[str, set[int]]:
    """The characters of each paragraph that passages cover, each counted once."""
    places: dict[str, set[int]] = defaultdict(set)
    for par_id, start, end in zip(
        pairs[f"par_id_{side}"], pairs[f"start_{side}"], pairs[f"end_{side}"], strict=True
    ):
        places[par_id].update(range(start, end))
    return places
