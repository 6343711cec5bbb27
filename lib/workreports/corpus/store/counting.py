"""Words counted in a matrix, and found where they stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import scipy.sparse


class Matrix(NamedTuple):
    """Counts of terms, and what rows and columns are."""

    counts: scipy.sparse.csr_array
    """Sparse, rows x terms."""
    rows: pd.DataFrame
    terms: list[str]


class _Word(NamedTuple):
    par_id: str
    position: int
    token: str
    start: int
    end: int


def spread(
    rows: np.ndarray, terms: np.ndarray, n: np.ndarray, shape: tuple[int, int]
) -> scipy.sparse.csr_array:
    """Spread counts of words over a matrix of rows and terms, both given by their numbers.

    >>> rows, terms, n = np.array([0, 0]), np.array([1, 1]), np.array([2, 3])
    >>> spread(rows, terms, n, (1, 2)).toarray().tolist()
    [[0, 5]]
    """
    import scipy.sparse  # takes longer than all the rest

    return scipy.sparse.coo_array((n, (rows, terms)), shape).tocsr()


def frequent(
    counts: scipy.sparse.csr_array, terms: list[str], rows: pd.DataFrame, min_count: int
) -> Matrix:
    """A matrix without the terms that are counted less often in all.

    >>> counts = spread(np.array([0, 0]), np.array([0, 1]), np.array([1, 3]), (1, 2))
    >>> frequent(counts, ["创新", "发展"], pd.DataFrame({"year": [2016]}), 2).terms
    ['发展']
    """
    kept = np.flatnonzero(counts.sum(axis=0) >= max(min_count, 1))
    return Matrix(counts[:, kept], rows, [terms[column] for column in kept])


def runs(words: pd.DataFrame, term: str) -> tuple[list[int], list[int]]:
    """The first and last rows of neighbouring words that together are a term.

    Parameters
    ----------
    words : DataFrame
        ``par_id position token start end``: every word that is part of the term.
    term : str
        In normal form; a blank in it must stand in the text, too.

    >>> words = load_corpus().tokens().head(3)
    >>> runs(words, "2017年")
    ([0], [1])
    """
    # What is the term by itself is no piece of it; most are, and need not be walked along.
    is_whole = words["token"].eq(term) & (words["end"] - words["start"]).eq(len(term))
    whole, pieces = np.flatnonzero(is_whole), np.flatnonzero(~is_whole)
    some = words[list(_Word._fields)].iloc[pieces]
    rows = list(
        map(_Word._make, zip(*(some[name].tolist() for name in _Word._fields), strict=True))
    )
    found = [(row, _end_of_run(rows, row, term)) for row in range(len(rows))]
    joined = [
        (pieces[begin], pieces[end])
        for begin, end in found
        if end is not None and rows[end].end - rows[begin].start == len(term)  # not over a blank
    ]
    every = sorted([*joined, *zip(whole, whole, strict=True)])
    return [int(begin) for begin, _ in every], [int(end) for _, end in every]


def _end_of_run(rows: list, begin: int, term: str) -> int | None:
    """The last of the words that, from one on, are the term; None if they are another."""
    reached, first = 0, rows[begin]
    for number in range(begin, len(rows)):
        word = rows[number]
        follows = word.position - first.position == number - begin and word.par_id == first.par_id
        reached += term[reached:].startswith(" ")
        if not follows or not term.startswith(word.token, reached):
            return None
        reached += len(word.token)
        if reached == len(term):
            return number
    return None
