"""Passages that documents share: equal stretches, extended over letters that differ and joined
where they follow each other in both documents, as long as enough is alike."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import groupby, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.analysis.shingles import SEED, Numbers, coded, formula, ranks, runs
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM

MIN_LENGTH, SIMILARITY = 15, 0.8
_JUMP, _LAND, _LAND_SHORT = 5, 4, 2
"""A passage runs on over up to five differing letters if four equal ones follow; if it is too
short else, if two follow."""
_JUMPS = sorted(
    list(product(range(_JUMP + 1), repeat=2))[1:],
    key=lambda jump: (sum(jump), abs(jump[0] - jump[1])),
)
"""Letters to leave out on both sides, few first."""
_ROUNDS, _FAR = 16, 256
"""Jumps on each side of a stretch, and equal letters between two: where all lines are alike each
stretch would run on to the end. What overlaps is joined."""
_GAP, _LOOK_BACK = 40, 8
"""Characters that two stretches may lie apart to be one passage, and how many are tried."""
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

    Every run of ``min_length`` equal characters lies in a passage, whatever clauses it is part of.
    Passages that are only alike are found from six equal characters on.

    Parameters
    ----------
    corpus : Corpus
    min_length : int
        Characters that a passage must have on both sides.
    similarity : float
        How alike both sides must be, from 0 to 1: characters that match in order, in runs of two
        or more, as a share of all.
    max_documents : int
        ``min_length`` characters that stand in more documents, or four times as often, are a
        formula, see ``formulae``: no passage is found by them, nor by six that stand in more
        documents, but they may be part of a longer one.

    Returns
    -------
    DataFrame
        One row a pair: ``doc_id_a par_id_a start_a end_a raw_start_a raw_end_a``, the same with
        ``_b``, ``length`` (of side a), ``similarity``, ``kind`` (exact, near), ``text_a``,
        ``text_b``. ``a`` is the document delivered earlier, else the one that stands first in the
        corpus; rows are in its order. Punctuation of either width is the same. Of a corpus in
        Parquet only paragraphs are compared that have six characters in common which not more
        than four times ``max_documents`` documents have.

    Raises
    ------
    TypeError
        For what is no corpus.

    >>> shared = passages(load_corpus().select(years=2023))
    >>> sorted(shared["kind"].unique())
    ['exact', 'near']
    """
    if not isinstance(corpus, Corpus):
        raise TypeError(
            f"passages are looked for in a corpus, not in a {type(corpus).__name__}; "
            "see load_corpus and select"
        )
    corpus = corpus.sharing(4 * max_documents)
    paragraphs = corpus.body
    texts = [text.translate(NORMAL_FORM) for text in paragraphs["text"]]
    rank = paragraphs["doc_id"].map(_ranks(corpus.documents)).to_numpy("int64")
    found = list(_found(texts, rank, min_length, similarity, max_documents))
    return _table(found, paragraphs, corpus)


def _ranks(documents: pd.DataFrame) -> dict[str, int]:
    """The place of each document in time; what has no date stands last, in the corpus's order."""
    when = documents["year"].astype("string").fillna("9999")
    if "delivered" in documents:
        when = documents["delivered"].astype("string").fillna(when)
    ordered = when.sort_values(kind="stable").index
    return {doc_id: rank for rank, doc_id in enumerate(ordered)}


class _Passage(NamedTuple):
    """A stretch of one paragraph and one of another, and how many of their letters match."""

    one: int
    other: int
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    matching: int

    @property
    def length(self) -> int:
        """Of the shorter side."""
        return min(self.end_a - self.start_a, self.end_b - self.start_b)

    @property
    def similarity(self) -> float:
        size = self.end_a - self.start_a + self.end_b - self.start_b
        return round(2 * self.matching / size, 6)


def _found(
    texts: list[str], rank: Numbers, min_length: int, similarity: float, max_documents: int
) -> Iterator[_Passage]:
    """The passages, by the paragraphs they stand in."""
    codes, begins = coded(texts)
    paragraph = np.searchsorted(begins, np.arange(len(codes)), side="right") - 1
    spans = _seeds(codes, rank[paragraph], min_length, max_documents)
    spans = _grown(codes, spans, similarity, _LAND)
    short = np.minimum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]) < min_length
    spans[short] = _grown(codes, spans[short], similarity, _LAND_SHORT)
    spans = np.unique(spans, axis=0)
    one, other = paragraph[spans[:, 0]], paragraph[spans[:, 2]]
    spans[:, :2] -= begins[one][:, None]
    spans[:, 2:4] -= begins[other][:, None]
    # What matches in two paragraphs must be enough for one passage.
    pair = np.unique(one * len(texts) + other, return_inverse=True)[1]
    enough = np.bincount(pair, weights=spans[:, 4])[pair] >= similarity * min_length
    rows = np.column_stack([one, other, spans])[enough]
    rows = rows[np.lexsort((rows[:, 4], -rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))]
    for (a, b), same in groupby(map(_Passage._make, rows.tolist()), key=lambda row: row[:2]):
        for passage in sorted(_joined(texts[a], texts[b], _outermost(same), similarity)):
            if passage.length >= min_length and passage.similarity >= similarity:
                yield passage


def _seeds(codes: Numbers, document: Numbers, min_length: int, max_documents: int) -> Numbers:
    """Equal stretches, each a row of ``start_a end_a start_b end_b matching``."""
    least = min(SEED, min_length)
    other = ~formula(codes, document, min_length, max_documents)
    before = np.append(0, other.cumsum())
    found = []
    for size in sorted({least, min_length}):
        start_a, start_b, length = runs(codes, document, size, max_documents)
        end_a, end_b = start_a + length, start_b + length
        rows = np.column_stack([start_a, end_a, start_b, end_b, length])
        # A formula with another neighbour is no less a formula.
        own = np.minimum(before[end_a] - before[start_a], before[end_b] - before[start_b])
        found.append(rows[own >= least])
    return np.concatenate(found)


def _grown(codes: Numbers, spans: Numbers, similarity: float, land: int) -> Numbers:
    """Stretches extended on both sides."""
    turned = _mirrored(_onward(codes, spans, similarity, land), len(codes))
    return _mirrored(_onward(codes[::-1], turned, similarity, land), len(codes))


def _mirrored(spans: Numbers, size: int) -> Numbers:
    """The same stretches in the text read backwards."""
    mirrored = spans[:, [1, 0, 3, 2, 4]]
    mirrored[:, :4] = size - mirrored[:, :4]
    return mirrored


def _onward(codes: Numbers, spans: Numbers, similarity: float, land: int) -> Numbers:
    """Stretches extended to the right, all at once: over equal letters, then over a few that differ
    if enough equal ones follow, as long as enough of the whole is alike."""
    start_a, end_a, start_b, end_b, matching = spans.T.copy()
    landings = ranks(codes, land)
    live = np.arange(len(spans))
    to_a, to_b = end_a, end_b
    for _ in range(_ROUNDS):
        length = _equal_letters(codes, to_a, to_b)
        to_a, to_b, now = to_a + length, to_b + length, matching[live] + length
        alike = 2 * now >= similarity * (to_a - start_a[live] + to_b - start_b[live])
        live, to_a, to_b = live[alike], to_a[alike], to_b[alike]
        end_a[live], end_b[live], matching[live] = to_a, to_b, now[alike]
        jump_a, jump_b = np.zeros((2, len(live)), dtype="int64")
        for over_a, over_b in reversed(_JUMPS):
            lands = landings[to_a + over_a] == landings[to_b + over_b]
            jump_a[lands], jump_b[lands] = over_a, over_b
        jumps = (jump_a + jump_b > 0) & (length[alike] < _FAR)
        live, to_a, to_b = live[jumps], (to_a + jump_a)[jumps], (to_b + jump_b)[jumps]
    return np.column_stack([start_a, end_a, start_b, end_b, matching])


def _equal_letters(codes: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """How many letters are equal from each of these places on."""
    length = np.zeros(len(one), dtype="int64")
    live = np.arange(len(one))
    for _ in range(_FAR):
        live = live[codes[one[live] + length[live]] == codes[other[live] + length[live]]]
        length[live] += 1
    return length


def _outermost(same: Iterator[_Passage]) -> list[_Passage]:
    """Of stretches of two paragraphs, in their order, those that lie in no other."""
    kept: list[_Passage] = []
    around: list[_Passage] = []
    for passage in same:
        around = [other for other in around if other.end_a >= passage.end_a]
        if all(passage.start_b < other.start_b or passage.end_b > other.end_b for other in around):
            kept.append(passage)
            around.append(passage)
    return kept


def _joined(one: str, other: str, stretches: list[_Passage], similarity: float) -> list[_Passage]:
    """Stretches that follow each other closely on both sides, joined if the whole is alike."""
    joined: list[_Passage] = []
    for passage in stretches:
        for place in range(len(joined) - 1, max(-1, len(joined) - 1 - _LOOK_BACK), -1):
            whole = _both(one, other, joined[place], passage)
            if whole and whole.similarity >= similarity:
                joined[place] = whole
                break
        else:
            joined.append(passage)
    return joined


def _both(one: str, other: str, before: _Passage, after: _Passage) -> _Passage | None:
    """Two stretches as one with what lies between them, if they follow each other closely."""
    between = slice(before.end_a, after.start_a), slice(before.end_b, after.start_b)
    over = before.end_a - after.start_a
    if 0 < over == before.end_b - after.start_b:
        matching = before.matching + max(0, after.matching - over)
        ends = max(before.end_a, after.end_a), max(before.end_b, after.end_b)
        return before._replace(end_a=ends[0], end_b=ends[1], matching=matching)
    if not all(0 <= gap.stop - gap.start <= _GAP for gap in between):
        return None
    matcher = difflib.SequenceMatcher(None, one[between[0]], other[between[1]], autojunk=False)
    blocks = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    matching = before.matching + blocks + after.matching
    return before._replace(end_a=after.end_a, end_b=after.end_b, matching=matching)


def _table(found: list[_Passage], paragraphs: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    pairs = pd.DataFrame(found, columns=[*_Passage._fields])
    pairs["similarity"] = [passage.similarity for passage in found]
    sides, texts = [], {}
    for side, number in zip("ab", ["one", "other"], strict=True):
        rows = paragraphs.iloc[pairs[number].to_numpy(dtype="int64")].reset_index(drop=True)
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
