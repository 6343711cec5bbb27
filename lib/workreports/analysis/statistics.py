"""What counts say and how sure one can be: rates, their differences, spread, company.

Words come in paragraphs, so paragraphs are what is sampled. All functions take arrays and return
arrays; none knows a corpus. The method was chosen by simulation on texts whose words cluster
(``tools/simulate_intervals.py``; the results stand in ``guide/intervals.md``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

FEW_HITS, FEW_PARAGRAPHS, FEW_DF = 5, 3, 3
"""Below so many hits, paragraphs with a hit, or degrees of freedom, clustering cannot be judged
well: the result is marked "too few"."""

_BLOCK = 500
"""Terms added up at a time: many are faster, few take less memory."""


class Totals(NamedTuple):
    """What paragraphs add up to, one entry a term: hits, words in all, the variance of hits, its
    degrees of freedom."""

    hits: np.ndarray
    words: float
    variance: np.ndarray
    df: np.ndarray
    spread: np.ndarray
    """Paragraphs with a hit."""
    documents: np.ndarray
    """Documents with a hit."""

    @property
    def few(self) -> np.ndarray:
        """Where there are too few hits, or too few paragraphs hold most of them, to judge how they
        cluster."""
        return (self.hits < FEW_HITS) | (self.spread < FEW_PARAGRAPHS) | (self.df < FEW_DF)

    @property
    def design_effect(self) -> np.ndarray:
        """How many times the variance is Poisson's; 1 without a hit."""
        return np.where(self.hits > 0, self.variance / np.maximum(self.hits, 1), 1.0)


def totals(counts: np.ndarray, words: np.ndarray, strata: np.ndarray) -> Totals:
    """Add up paragraphs, with the variance that their differences imply.

    The variance of a ratio estimator, linearised and stratified by document (Cochran 1977, ch. 6):
    documents are given, the paragraphs in them could have been others. It is never taken below
    Poisson's. The degrees of freedom follow Satterthwaite (1946), from the fourth moments of the
    residuals: a word that a few paragraphs are full of has few.

    Parameters
    ----------
    counts : array or scipy.sparse array (paragraphs, terms)
        Only what is not zero is looked at; a sparse one is never filled.
    words : array (paragraphs,)
        The number of words of each paragraph.
    strata : array (paragraphs,)
        The document each belongs to.

    >>> counts = np.array([[2], [0], [4]])
    >>> totals(counts, np.array([100, 100, 200]), np.array(["a", "a", "a"])).hits
    array([6.])
    """
    words = np.asarray(words, dtype=float)
    every, documents = float(words.sum()), _documents(words, strata)
    hits, second, fourth, spread, found = _by_block(
        counts, lambda cells: _residual_sums(cells, every, documents)
    )
    return Totals(
        hits,
        every,
        np.maximum(second, hits),
        _degrees_of_freedom(second, fourth, len(words)),
        spread.astype(int),
        found.astype(int),
    )


def _degrees_of_freedom(second: np.ndarray, fourth: np.ndarray, paragraphs: int) -> np.ndarray:
    df = 2 * second**2 / np.maximum(fourth - second**2 / paragraphs, 1e-12)
    return np.clip(df, 1, max(paragraphs - 1, 1))


class _Cells(NamedTuple):
    """The counts of some terms that are not zero."""

    row: np.ndarray
    term: np.ndarray
    value: np.ndarray
    terms: int

    def add(self, weights: np.ndarray) -> np.ndarray:
        """Sums over the cells of each term."""
        return np.bincount(self.term, weights, self.terms)


def _by_block(counts, sums: Callable[[_Cells], tuple[np.ndarray, ...]]) -> list[np.ndarray]:
    """Sums over the cells of each term, of some terms at a time."""
    from scipy import sparse  # takes a while to import

    columns = sparse.csc_array(counts)
    found = []
    for first in range(0, columns.shape[1], _BLOCK):
        block = columns[:, first : first + _BLOCK]
        term = np.repeat(np.arange(block.shape[1]), np.diff(block.indptr))
        found.append(sums(_Cells(block.indices, term, block.data.astype(float), block.shape[1])))
    return [np.concatenate(one) for one in zip(*found, strict=True)]


class _Documents(NamedTuple):
    """The document of each paragraph by number, and of each document how many paragraphs it has,
    what its residuals are multiplied with, and what makes of a sum their mean."""

    of: np.ndarray
    number: np.ndarray
    scale: np.ndarray
    share: np.ndarray
    """Zero for a document of one paragraph: it has no spread of its own, its residual counts in
    full."""
    words: np.ndarray
    """Of each paragraph: centred and scaled as residuals are."""
    powers: tuple[np.ndarray, np.ndarray, np.ndarray]
    """Sums of their squares, third and fourth powers."""


def _documents(words: np.ndarray, strata: np.ndarray) -> _Documents:
    _, of = np.unique(np.asarray(strata), return_inverse=True)
    number = np.bincount(of)
    scale = np.where(number > 1, np.sqrt(number / np.maximum(number - 1, 1)), 1.0)
    share = np.where(number > 1, scale / number, 0.0)
    centred = scale[of] * words - (share * np.bincount(of, words))[of]
    squares = centred**2
    powers = tuple(np.bincount(of, some) for some in (squares, squares * centred, squares**2))
    return _Documents(of, number, scale, share, centred, powers)


def _residual_sums(cells: _Cells, every: float, documents: _Documents) -> tuple[np.ndarray, ...]:
    """Hits, squares and fourth powers of residuals, paragraphs and documents with a hit.

    A residual is scale x hits - (mean + rate x words). Most have no hits: the powers of what is in
    brackets are added up for all, multiplied out, and corrected where there are hits.
    """
    hits = cells.add(cells.value)
    rate = hits / every if every else np.zeros_like(hits)
    of, words = documents.of[cells.row], documents.words[cells.row]
    place = of * cells.terms + cells.term
    sums = np.bincount(place, cells.value, len(documents.number) * cells.terms)
    means = sums * np.repeat(documents.share, cells.terms)
    without = -(means[place] + rate[cells.term] * words)
    squares, squares_without = (without + documents.scale[of] * cells.value) ** 2, without**2

    where = np.flatnonzero(means)
    (document, term), mean = np.divmod(where, cells.terms), means[where]
    slope, number = rate[term], documents.number[document]
    words2, words3, words4 = documents.powers
    second, fourth = number * mean**2, number * mean**4
    # Means and words are multiplied; the words of a document with a mean add up to zero.
    fourth += 6 * (mean * slope) ** 2 * words2[document] + 4 * mean * slope**3 * words3[document]
    return (
        hits,
        cells.add(squares - squares_without)
        + np.bincount(term, second, cells.terms)
        + rate**2 * words2.sum(),
        cells.add(squares**2 - squares_without**2)
        + np.bincount(term, fourth, cells.terms)
        + rate**4 * words4.sum(),
        cells.add(cells.value > 0),
        np.bincount(np.flatnonzero(sums) % cells.terms, minlength=cells.terms),
    )


def rate_interval(t: Totals, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Interval for the rate per word.

    On the log scale with Student's t. Where hits are too few, Garwood's (1936) exact Poisson
    interval for the effective number of hits, that is hits divided by the design effect (Korn &
    Graubard 1998); without any hit it runs from zero to the exact bound.

    >>> never = totals(np.array([[0], [0]]), np.array([500, 500]), np.array(["a", "a"]))
    >>> low, high = rate_interval(never)
    >>> low[0], round(high[0] * 1000, 4)
    (np.float64(0.0), np.float64(3.6889))
    """
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = special.stdtrit(t.df, 1 - tail) * np.sqrt(t.variance) / t.hits
        low, high = t.hits * np.exp(-margin) / t.words, t.hits * np.exp(margin) / t.words
        effective, scale = t.hits / t.design_effect, t.design_effect / t.words
        exact_low = np.nan_to_num(special.gammaincinv(effective, tail)) * scale
        exact_high = special.gammaincinv(effective + 1, 1 - tail) * scale
    return np.where(t.few, exact_low, low), np.where(t.few, exact_high, high)


def ratio_interval(
    later: Totals, earlier: Totals, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ratio of two rates (later to earlier) with its interval.

    On the log scale, with Welch and Satterthwaite's degrees of freedom; where one side has too few
    hits, Clopper and Pearson's exact interval for the share of effective hits on the later side.
    No hits on either side: no ratio, and an interval from zero to infinity.

    >>> t = totals(np.array([[2], [3], [4]] * 9), np.full(27, 100), np.repeat("a", 27))
    >>> [round(float(x[0]), 2) for x in ratio_interval(t, t)]
    [1.0, 0.73, 1.37]
    """
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (later.hits / later.words) / (earlier.hits / earlier.words)
        parts = later.variance / later.hits**2, earlier.variance / earlier.hits**2
        df = (parts[0] + parts[1]) ** 2 / (parts[0] ** 2 / later.df + parts[1] ** 2 / earlier.df)
        margin = special.stdtrit(df, 1 - tail) * np.sqrt(parts[0] + parts[1])
        low, high = ratio * np.exp(-margin), ratio * np.exp(margin)
        a, b = later.hits / later.design_effect, earlier.hits / earlier.design_effect
        # Effective hits over effective words are the rate.
        scale = (earlier.words / earlier.design_effect) / (later.words / later.design_effect)
        share_low = np.nan_to_num(special.betaincinv(a, b + 1, tail), nan=0.0)
        share_high = np.nan_to_num(special.betaincinv(a + 1, b, 1 - tail), nan=1.0)
        exact = [
            np.where(a + b > 0, share / (1 - share) * scale, bound)
            for share, bound in ((share_low, 0.0), (share_high, np.inf))
        ]
    few = later.few | earlier.few
    return ratio, np.where(few, exact[0], low), np.where(few, exact[1], high)


def log_dice(together: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """logDice = 14 + log2(2 f(x,y) / (f(x) + f(y))) (Rychly 2008); 14 for words that never stand
    apart.

    >>> float(log_dice(5, 5, 5)), float(log_dice(5, 10, 10))
    (14.0, 13.0)
    """
    shared = 2 * np.asarray(together, dtype=float) / (np.asarray(one) + np.asarray(other))
    return 14 + np.log2(shared)


def log_likelihood(a: np.ndarray, b: np.ndarray, c: float, d: float, cells: int = 4) -> np.ndarray:
    """Log-likelihood G2 of counts a and b in corpora of c and d words (Dunning 1993; two cells:
    Rayson & Garside 2000).

    Four cells also weigh the other words; 0 ln 0 = 0. It describes: it takes words as independent,
    which they are not.

    >>> four, two = log_likelihood(10, 5, 100, 200), log_likelihood(10, 5, 100, 200, cells=2)
    >>> round(float(four), 4), round(float(two), 4)
    (7.3298, 6.9315)
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    expected = c * (a + b) / (c + d), d * (a + b) / (c + d)
    pairs = [(a, expected[0]), (b, expected[1])]
    if cells == 4:
        pairs += [(c - a, c - expected[0]), (d - b, d - expected[1])]
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * sum(
            np.where(observed > 0, observed * np.log(observed / wanted), 0.0)
            for observed, wanted in pairs
        )


def npmi(present: np.ndarray, e: float = 1e-12) -> float:
    """Mean normalised pointwise mutual information over pairs of terms (Bouma 2009; Röder, Both &
    Hinneburg 2015: C_NPMI).

    Parameters
    ----------
    present : array (paragraphs, terms)
        Counts or truth values: the window is the paragraph, the reference corpus are the
        paragraphs given.

    >>> round(npmi(np.array([[1, 1], [1, 1], [0, 0], [0, 0]])), 6)
    1.0
    """
    present = np.asarray(present) > 0
    joint = present.T.astype(float) @ present / len(present)
    single = np.diag(joint)
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.log((joint + e) / np.outer(single, single)) / -np.log(joint + e)
    return float(scores[np.triu_indices(present.shape[1], 1)].mean())


def deviation_of_proportions(counts: np.ndarray, words: np.ndarray) -> tuple[float, float]:
    """Gries' (2008) deviation of proportions and its normalised form (Lijffijt & Gries 2012); not
    a number without any hit.

    DP = half the sum over parts of ``|v/f - s|``, with v hits in the part, f in all, s the part's
    share of the words; DPnorm = DP / (1 - min s).

    >>> deviation_of_proportions([2, 0], [50, 50])
    (0.5, 1.0)
    """
    counts, shares = np.asarray(counts, dtype=float), np.asarray(words, dtype=float) / np.sum(words)
    if counts.sum() == 0:
        return float("nan"), float("nan")
    dp = float(np.abs(counts / counts.sum() - shares).sum() / 2)
    return dp, float(dp / (1 - shares.min())) if len(shares) > 1 else 0.0


def juilland_d(counts: np.ndarray, words: np.ndarray) -> float:
    """Juilland's D: 1 - V / sqrt(n - 1), V the coefficient of variation of the rates in n parts,
    with the population's standard deviation.

    >>> juilland_d([1, 1, 1], [100, 100, 100]), juilland_d([3, 0, 0], [100, 100, 100])
    (1.0, 0.0)
    """
    rates = np.asarray(counts, dtype=float) / np.asarray(words, dtype=float)
    if rates.sum() == 0 or len(rates) < 2:
        return float("nan")
    variation = rates.std() / rates.mean()
    return round(float(1 - variation / np.sqrt(len(rates) - 1)), 12) + 0.0  # no minus zero
