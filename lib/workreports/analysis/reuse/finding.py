"""Passages that documents share: equal stretches, extended over letters that differ and joined
where they follow each other in both documents, as long as enough is alike."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workreports.analysis.reuse.growth import grown
from workreports.analysis.reuse.shingles import SEED, Numbers, coded, runs
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM

MIN_LENGTH, SIMILARITY = 15, 0.8
_COMMON = 8
"""What is shorter than a passage and stands in more documents is common."""
_SHORT = {10: True, SEED: False}
"""Equal characters by which passages are found that are only alike; whether common ones are linked
or say nothing."""
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

    Every run of ``min_length`` equal characters of two documents lies in a passage of the same two
    paragraphs, whatever clauses it is part of, unless it is a formula (see ``max_documents``).
    Passages that are only alike are found from six equal characters on that no more than eight
    documents have, or ten that more have. No place is compared with more than a fixed number of
    others, so that the time grows with the text and with what is found.

    Parameters
    ----------
    corpus : Corpus
    min_length : int
        Characters that a passage must have on both sides.
    similarity : float
        How alike both sides must be, from 0 to 1: characters that match in order, in runs of two
        or more, as a share of all.
    max_documents : int
        ``min_length`` characters that stand in more documents, or twice as often, are a
        formula: a row for every two of its places would be too many. Each place is linked with
        the nearest before and after it in time in another document, with the nearest of another
        place, and with the first; so it is told of each whether its own place has it and whether
        another has. Where no more documents are selected every two are compared.

    Returns
    -------
    DataFrame
        One row a pair: ``doc_id_a par_id_a start_a end_a raw_start_a raw_end_a``, the same with
        ``_b``, ``length`` (of side a), ``similarity``, ``kind`` (exact, near), ``text_a``,
        ``text_b``. ``a`` is the document delivered earlier, else the one that stands first in the
        corpus; rows are in its order. Punctuation of either width is the same. Of a corpus in
        Parquet only paragraphs are read that have six characters in common with another document.

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
    corpus = corpus.sharing()
    rank = corpus.body["doc_id"].map(_ranks(corpus.documents))
    paragraphs = corpus.body.iloc[np.argsort(rank.to_numpy("int64"), kind="stable")]
    texts = [text.translate(NORMAL_FORM) for text in paragraphs["text"]]
    documents = pd.factorize(paragraphs["doc_id"])[0]
    places = pd.factorize(paragraphs["doc_id"].map(corpus.documents["place"]))[0]
    found = _stretches(texts, documents, places, min_length, similarity, max_documents)
    found = found[_promising(found, min_length, similarity)]
    found = _joined_by_paragraphs(texts, found, similarity)
    return _table(found[_enough(found, min_length, similarity)], paragraphs, corpus)


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

    def alike(self, similarity: float) -> bool:
        size = self.end_a - self.start_a + self.end_b - self.start_b
        return 2 * self.matching >= similarity * size


def _stretches(
    texts: list[str],
    documents: Numbers,
    places: Numbers,
    min_length: int,
    similarity: float,
    max_documents: int,
) -> Numbers:
    """Equal stretches grown on both sides: rows of ``_Passage`` by the paragraphs they stand in."""
    if not texts:
        return np.zeros((0, len(_Passage._fields)), dtype="int64")
    codes, begins = coded(texts)
    paragraph = np.repeat(
        np.arange(-1, len(texts), dtype="int32"), np.diff(begins, prepend=0, append=len(codes))
    )
    document, place = documents[paragraph], places[paragraph]
    found = [runs(codes, document, place, min_length, max_documents, linked=True)]
    for size, linked in _SHORT.items():
        if size < min_length and similarity < 1:
            common = min(_COMMON, max_documents)
            found.append(runs(codes, document, place, size, common, linked))
    start_a, start_b, length = np.concatenate(found, axis=1)
    spans = np.column_stack([start_a, start_a + length, start_b, start_b + length, length])
    spans = grown(codes, spans, similarity, min_length)
    one, other = paragraph[spans[:, 0]], paragraph[spans[:, 2]]
    spans[:, :2] -= begins[one][:, None]
    spans[:, 2:4] -= begins[other][:, None]
    rows = np.column_stack([one, other, spans])
    rows = rows[np.lexsort((rows[:, 5], rows[:, 4], -rows[:, 3], rows[:, 2], other, one))]
    again = np.append(False, (rows[1:] == rows[:-1]).all(axis=1))[: len(rows)]
    return rows[~again]


def _enough(rows: Numbers, min_length: int, similarity: float) -> NDArray[np.bool_]:
    """Which rows are long and alike enough."""
    start_a, end_a, start_b, end_b, matching = rows.T[2:]
    long = np.minimum(end_a - start_a, end_b - start_b) >= min_length
    return long & (2 * matching >= similarity * (end_a - start_a + end_b - start_b))


def _promising(rows: Numbers, min_length: int, similarity: float) -> NDArray[np.bool_]:
    """Which stretches are passages, or can be joined with one that follows closely."""
    one, other, start_a, end_a, start_b, end_b, matching = rows.T
    promising = _enough(rows, min_length, similarity)
    for apart in range(1, min(_LOOK_BACK + 1, len(rows))):
        before, after = slice(None, -apart), slice(apart, None)
        same = np.flatnonzero((one[before] == one[after]) & (other[before] == other[after]))
        then = same + apart
        gap = start_a[then] - end_a[same], start_b[then] - end_b[same]
        most = matching[same] + matching[then] + np.maximum(0, np.minimum(*gap))
        size = end_a[then] - start_a[same] + end_b[then] - start_b[same]
        close = (np.maximum(*gap) <= _GAP) & (start_b[then] > start_b[same])
        joins = same[close & (2 * most >= similarity * size)]
        promising[joins] = promising[joins + apart] = True
    return promising


def _joined_by_paragraphs(texts: list[str], rows: Numbers, similarity: float) -> Numbers:
    """Stretches that follow each other in two paragraphs, joined; rows of ``_Passage``."""
    changes = np.append(True, (rows[1:, :2] != rows[:-1, :2]).any(axis=1))[: len(rows)]
    alone = changes & np.append(changes[1:], True)[: len(rows)]
    several = map(_Passage._make, rows[~alone].tolist())
    joined = [
        passage
        for (one, other), same in groupby(several, key=itemgetter(0, 1))
        for passage in _joined(texts[one], texts[other], _outermost(same), similarity)
    ]
    return np.concatenate([rows[alone], np.array(joined, dtype="int64").reshape(-1, rows.shape[1])])


def _outermost(same: Iterable[_Passage]) -> list[_Passage]:
    """Of stretches of two paragraphs, in their order, those that lie in none just before."""
    kept: list[_Passage] = []
    for passage in same:
        if not kept or not any(_within(passage, around) for around in kept[-_LOOK_BACK:]):
            kept.append(passage)
    return kept


def _within(passage: _Passage, around: _Passage) -> bool:
    """Whether a stretch that begins no earlier in the first paragraph lies in another."""
    return (
        passage.end_a <= around.end_a
        and around.start_b <= passage.start_b
        and passage.end_b <= around.end_b
    )


def _joined(one: str, other: str, stretches: list[_Passage], similarity: float) -> list[_Passage]:
    """Stretches that follow each other closely on both sides, joined if the whole is alike."""
    joined: list[_Passage] = []
    for passage in stretches:
        for place in range(len(joined) - 1, max(-1, len(joined) - 1 - _LOOK_BACK), -1):
            whole = _both(one, other, joined[place], passage)
            if whole and whole.alike(similarity):
                joined[place] = whole
                break
        else:
            joined.append(passage)
    return joined


def _both(one: str, other: str, before: _Passage, after: _Passage) -> _Passage | None:
    """Two stretches as one with what lies between them, if they follow each other closely."""
    between = slice(before.end_a, after.start_a), slice(before.end_b, after.start_b)
    over = before.end_a - after.start_a
    if after.start_b < before.start_b:
        return None
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


def _table(found: Numbers, paragraphs: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    number = paragraphs.index.to_numpy()  # in the corpus
    order = np.lexsort((found[:, 4], found[:, 2], number[found[:, 1]], number[found[:, 0]]))
    found = found[order]
    names = paragraphs[["doc_id", "par_id"]]
    texts = paragraphs["text"].tolist()
    sides, words = [], {}
    for side, (row, start, end) in {"a": found[:, [0, 2, 3]].T, "b": found[:, [1, 4, 5]].T}.items():
        places = names.iloc[row].reset_index(drop=True).assign(start=start, end=end)
        sides.append(places.join(corpus.raw_span(places)).add_suffix(f"_{side}"))
        spans = zip(row.tolist(), start.tolist(), end.tolist(), strict=True)
        words[f"text_{side}"] = [texts[row][start:end] for row, start, end in spans]
    size = found[:, 3] - found[:, 2] + found[:, 5] - found[:, 4]
    table = pd.concat(sides, axis=1).assign(
        length=found[:, 3] - found[:, 2],
        similarity=(2 * found[:, 6] / size).round(6),
        kind=np.where(2 * found[:, 6] == size, "exact", "near"),
        **words,
    )
    return table[_COLUMNS]
