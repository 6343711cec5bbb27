"""Passages that documents share: clauses alike are joined where they follow each other in both
documents, and extended letter by letter."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import product, takewhile
from typing import NamedTuple

import pandas as pd

from workreports.analysis.clauses import Span, seeds
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM

MIN_LENGTH, SIMILARITY = 15, 0.8
_EDGE = ",;。!?:、 "
_JUMP, _LAND = 3, 4
"""A passage runs on over up to three differing letters if four equal ones follow."""
_JUMPS = sorted(
    list(product(range(_JUMP + 1), repeat=2))[1:], key=lambda jump: (abs(jump[0] - jump[1]), jump)
)
"""Letters to leave out on both sides, as many as on the other one first."""
_GAP = 40
"""Characters that two clauses found alike may lie apart to be one passage."""
_PLACE = ["doc_id", "par_id", "start", "end", "raw_start", "raw_end"]
_COLUMNS = [f"{name}_{side}" for side in "ab" for name in _PLACE]
_COLUMNS += ["length", "similarity", "kind", "text_a", "text_b"]


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
        A clause that stands in more documents is a formula, see ``formulae``: it is not paired,
        but may be part of a longer passage.

    Returns
    -------
    DataFrame
        One row a pair: ``doc_id_a par_id_a start_a end_a raw_start_a raw_end_a``, the same with
        ``_b``, ``length`` (of side a), ``similarity``, ``kind`` (exact, near), ``text_a``,
        ``text_b``. ``a`` is the document delivered earlier, else the one that stands first in the
        corpus; rows are in its order. Punctuation of either width is the same. Of a corpus in
        Parquet only paragraphs are compared that have a clause in common, or one alike, which not
        more than four times ``max_documents`` documents have.

    Raises
    ------
    TypeError
        For what is no corpus.

    >>> shared = passages(load_corpus().select(years=2023))
    >>> sorted(shared["kind"].unique())
    ['near']
    """
    if not isinstance(corpus, Corpus):
        raise TypeError(
            f"passages are looked for in a corpus, not in a {type(corpus).__name__}; "
            "see load_corpus and select"
        )
    corpus = corpus.sharing(4 * max_documents)
    paragraphs = corpus.body
    texts = [text.translate(NORMAL_FORM) for text in paragraphs["text"]]
    ranks = paragraphs["doc_id"].map(_ranks(corpus.documents)).tolist()
    found = [
        (one, other, passage)
        for (one, other), spans in sorted(seeds(texts, ranks, max_documents).items())
        for passage in _passages(texts[one], texts[other], spans)
        if passage.length >= min_length and passage.similarity >= similarity
    ]
    return _table(found, paragraphs, corpus)


def _ranks(documents: pd.DataFrame) -> dict[str, int]:
    """The place of each document in time; what has no date stands last, in the corpus's order."""
    when = documents["year"].astype("string").fillna("9999")
    if "delivered" in documents:
        when = documents["delivered"].astype("string").fillna(when)
    ordered = when.sort_values(kind="stable").index
    return {doc_id: rank for rank, doc_id in enumerate(ordered)}


class _Passage(NamedTuple):
    span: Span
    similarity: float

    @property
    def length(self) -> int:
        """Of the shorter side."""
        return min(self.span.end_a - self.span.start_a, self.span.end_b - self.span.start_b)


def _passages(one: str, other: str, spans: list[Span]) -> Iterator[_Passage]:
    """The passages that grow from clauses alike."""
    for chain in _without_overlaps(_chains(spans)):
        if passage := _grown(one, other, chain):
            yield passage


def _chains(spans: list[Span]) -> list[Span]:
    """Spans that follow each other closely on both sides, joined."""
    chains: list[Span] = []
    for span in sorted(spans):
        for place in reversed(range(len(chains))):
            chain = chains[place]
            apart = span.start_a - chain.end_a, span.start_b - chain.end_b
            if all(0 <= gap <= _GAP for gap in apart):
                chains[place] = chain._replace(end_a=span.end_a, end_b=span.end_b)
                break
        else:
            chains.append(span)
    return chains


def _without_overlaps(chains: list[Span]) -> list[Span]:
    """Of chains that overlap on the earlier side the longest."""
    kept: list[Span] = []
    for chain in sorted(chains, key=lambda chain: (chain.start_a - chain.end_a, chain)):
        if all(chain.end_a <= other.start_a or other.end_a <= chain.start_a for other in kept):
            kept.append(chain)
    return sorted(kept)


def _grown(one: str, other: str, chain: Span) -> _Passage | None:
    """A chain extended letter by letter, without differing ends or punctuation there."""
    before = _run(one[: chain.start_a][::-1], other[: chain.start_b][::-1])
    after = _run(one[chain.end_a :], other[chain.end_b :])
    start_a, start_b = chain.start_a - before[0], chain.start_b - before[1]
    side_a = one[start_a : chain.end_a + after[0]]
    side_b = other[start_b : chain.end_b + after[1]]
    matcher = difflib.SequenceMatcher(None, side_a, side_b, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    span = Span(
        start_a + first.a,
        start_a + last.a + last.size,
        start_b + first.b,
        start_b + last.b + last.size,
    )
    return _trimmed(one, other, span, sum(block.size for block in blocks))


def _trimmed(one: str, other: str, span: Span, matching: int) -> _Passage | None:
    """Without the punctuation that both sides begin or end with."""
    side_a, side_b = one[span.start_a : span.end_a], other[span.start_b : span.end_b]
    tail = _edge(side_a[::-1], side_b[::-1])
    lead = _edge(side_a[: len(side_a) - tail], side_b[: len(side_b) - tail])
    length = len(side_a) + len(side_b) - 2 * (lead + tail)
    if not length:
        return None
    kept = Span(span.start_a + lead, span.end_a - tail, span.start_b + lead, span.end_b - tail)
    return _Passage(kept, round(2 * (matching - lead - tail) / length, 6))


def _edge(one: str, other: str) -> int:
    """How many characters of punctuation both begin with."""
    alike = (a == b and a in _EDGE for a, b in zip(one, other, strict=False))
    return sum(takewhile(bool, alike))


def _run(one: str, other: str) -> tuple[int, int]:
    """How far two texts run on alike from their beginnings, over a few letters that differ if
    enough equal ones follow."""
    a = b = 0
    while True:
        while a < len(one) and b < len(other) and one[a] == other[b]:
            a, b = a + 1, b + 1
        jump = next((jump for jump in _JUMPS if _lands(one, other, a + jump[0], b + jump[1])), None)
        if jump is None:
            return a, b
        a, b = a + jump[0], b + jump[1]


def _lands(one: str, other: str, a: int, b: int) -> bool:
    """Whether enough letters are equal from here."""
    return len(one) >= a + _LAND and one[a : a + _LAND] == other[b : b + _LAND]


def _table(
    found: list[tuple[int, int, _Passage]], paragraphs: pd.DataFrame, corpus: Corpus
) -> pd.DataFrame:
    pairs = pd.DataFrame(
        [(one, other, *span, similarity) for one, other, (span, similarity) in found],
        columns=["a", "b", "start_a", "end_a", "start_b", "end_b", "similarity"],
    )
    sides, texts = [], {}
    for side in "ab":
        rows = paragraphs.iloc[pairs[side].to_numpy(dtype="int64")].reset_index(drop=True)
        places = rows[["doc_id", "par_id"]].assign(
            start=pairs[f"start_{side}"], end=pairs[f"end_{side}"]
        )
        sides.append(places.join(corpus.raw_span(places)).add_suffix(f"_{side}"))
        spans = zip(rows["text"], places["start"], places["end"], strict=True)
        texts[f"text_{side}"] = [text[start:end] for text, start, end in spans]
    table = pd.concat(sides, axis=1).assign(
        length=pairs["end_a"] - pairs["start_a"],
        similarity=pairs["similarity"],
        kind=pairs["similarity"].eq(1).map({True: "exact", False: "near"}),
        **texts,
    )
    return table[_COLUMNS]
