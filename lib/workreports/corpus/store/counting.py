"""Words counted in a matrix, and found where they stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    import scipy.sparse


class Matrix(NamedTuple):
    """Counts of terms, and what rows and columns are."""

    counts: scipy.sparse.csr_array
    """Sparse, rows x terms."""
    rows: pd.DataFrame
    terms: list[str]


def matrix(words: pd.DataFrame, rows: pd.DataFrame, row_of: pd.Series, min_count: int) -> Matrix:
    """Spread counts of words over a matrix.

    Parameters
    ----------
    words : DataFrame
        ``par_id token n``.
    rows : DataFrame
        What the rows are.
    row_of : Series
        Paragraph to the number of its row; words of other paragraphs are left out.
    min_count : int
        Terms counted less often in all are left out.

    >>> words = pd.DataFrame({"par_id": ["a", "b"], "token": ["创新", "创新"], "n": [2, 3]})
    >>> matrix(words, pd.DataFrame({"year": [2016]}), pd.Series({"a": 0, "b": 0}), 2).counts.sum()
    np.int64(5)
    """
    import scipy.sparse  # takes longer than all the rest

    words = words[words["par_id"].isin(row_of.index)]
    totals = words.groupby("token")["n"].sum()
    terms = sorted(totals.index[totals >= min_count])
    words = words[words["token"].isin(terms)]
    column_of = {term: column for column, term in enumerate(terms)}
    places = (
        words["par_id"].map(row_of).to_numpy(dtype="int64"),
        words["token"].map(column_of).to_numpy(dtype="int64"),
    )
    counts = scipy.sparse.coo_array((words["n"].to_numpy(), places), (len(rows), len(terms)))
    return Matrix(counts.tocsr(), rows, terms)


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
