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


def matrix(
    cells: pd.DataFrame, terms: list[str], rows: pd.DataFrame, row_of: np.ndarray, min_count: int
) -> Matrix:
    """Spread counts of words over a matrix.

    Parameters
    ----------
    cells : DataFrame
        ``row term n``: how often which paragraph has which word, both by number.
    terms : list of str
        The words.
    rows : DataFrame
        What the rows are.
    row_of : array (paragraphs,)
        The number of the row to which each paragraph belongs.
    min_count : int
        Terms counted less often in all are left out.

    >>> cells = pd.DataFrame({"row": [0, 1], "term": [0, 0], "n": [2, 3]})
    >>> years = pd.DataFrame({"year": [2016]})
    >>> matrix(cells, ["创新"], years, np.array([0, 0]), 2).counts.sum()
    np.int64(5)
    """
    import scipy.sparse  # takes longer than all the rest

    places = row_of[cells["row"]].astype("int32"), cells["term"].to_numpy(dtype="int32")
    found = scipy.sparse.coo_array((cells["n"].to_numpy(), places), (len(rows), len(terms)))
    counts = found.tocsr()
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
    columns = ["par_id", "position", "token", "start", "end"]
    rows = list(words[columns].itertuples(index=False))
    found = [(row, _end_of_run(rows, row, term)) for row in range(len(rows))]
    found = [
        (begin, end)
        for begin, end in found
        if end is not None and rows[end].end - rows[begin].start == len(term)  # not over a blank
    ]
    return [begin for begin, _ in found], [end for _, end in found]


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
