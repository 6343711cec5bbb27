"""Are the rates of two groups of paragraphs the same? Their labels are shuffled to see.

The statistic was chosen by size and power in simulation (``tools/simulate_intervals.py``;
the results stand in ``guide/intervals.md``).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse, special

from workreports.analysis.statistics import Totals

DRAWS, SEED = 1_600_000, 0
"""With 400,000 draws one seed of five gave another list of findings on the plans of this corpus."""

LABELS = 280_000_000
"""Labels drawn at most, that is draws times paragraphs: with more than 175 paragraphs fewer than
``DRAWS`` draws are made."""

FEWEST = 20_000
"""Where ``LABELS`` do not suffice for so many draws, with more than 14,000 paragraphs, the moments
decide alone."""

_BLOCK = 400_000
"""Labels drawn at a time: few enough for the processor's cache."""

_ENOUGH, _FAINT = 2_000, 10
"""So many draws as far out as the texts tell p to 2 %, and the term is let go (Besag & Clifford
1991); with fewer than so many the draws say little but that p is small."""


def difference_p(
    counts: np.ndarray,
    words: np.ndarray,
    in_target: np.ndarray,
    draws: int = DRAWS,
    seed: int = SEED,
) -> np.ndarray:
    """Two-sided p value for the same rate in two groups of paragraphs.

    The score of a paragraph is its hits beyond the common rate. The sum over the target is held
    against its sums when the labels of the paragraphs are shuffled: p = (b + 1) / (B + 1), with b
    of B draws as far from zero or further. A term that 2,000 draws have reached is drawn no longer
    (Besag & Clifford 1991). With more than 175 paragraphs B falls, to 20,000; where fewer than ten
    draws reach the sum, p is that of the three moments if it is smaller, and with more than 14,000
    paragraphs always: see :func:`moments_p`. Whole documents that differ for reasons of their own
    (place, year, speaker) are not allowed for: with few documents nothing can.

    Parameters
    ----------
    counts : array or scipy.sparse array (paragraphs, terms)
        Only what is not zero is looked at; a sparse one is never filled.
    words : array (paragraphs,)
        The number of words of each paragraph.
    in_target : array of bool (paragraphs,)
    draws : int
        The most draws that are made.
    seed : int
        The same seed gives the same p.

    >>> in_target = np.array([True, True, False, False])
    >>> difference_p(np.array([[2], [3], [2], [3]]), np.full(4, 100), in_target)
    array([1.])
    """
    counts, words = sparse.csc_array(counts, dtype=float), np.asarray(words, dtype=float)
    in_target = np.asarray(in_target, dtype=bool)
    by_moments = moments_p(counts, words, in_target)
    draws = most_draws(len(words), draws)
    if not draws or not counts.shape[1]:
        return by_moments
    reached, made = _exceeding(counts, words, in_target, draws, np.random.default_rng(seed))
    p = (reached + 1) / (made + 1)
    return np.where(reached < _FAINT, np.minimum(p, by_moments), p)


def doubled_tail_p(
    counts: np.ndarray,
    words: np.ndarray,
    in_target: np.ndarray,
    draws: int = DRAWS,
    seed: int = SEED,
) -> np.ndarray:
    """The other way to two sides: twice the share of draws that lie as far out on the side of the
    texts, where :func:`difference_p` counts both sides.

    The two differ where the shuffled sums are skewed, as those of rare words are. Parameters as of
    :func:`difference_p`; without draws, with more than 14,000 paragraphs, the p of
    :func:`moments_p`.

    >>> in_target = np.array([True, False, False, False])
    >>> counts = np.array([[3], [0], [0], [0]])
    >>> doubled_tail_p(counts, np.full(4, 100), in_target, draws=9_999).round(1)
    array([0.5])
    >>> difference_p(counts, np.full(4, 100), in_target, draws=9_999).round(2)
    array([0.25])
    """
    counts, words = sparse.csc_array(counts, dtype=float), np.asarray(words, dtype=float)
    in_target = np.asarray(in_target, dtype=bool)
    draws = most_draws(len(words), draws)
    if not draws or not counts.shape[1]:
        return moments_p(counts, words, in_target)
    rng = np.random.default_rng(seed)
    reached, made = _exceeding(counts, words, in_target, draws, rng, one_side=True)
    return np.minimum(2 * (reached + 1) / (made + 1), 1)


def most_draws(paragraphs: int, wanted: int = DRAWS) -> int:
    """How many draws so many paragraphs allow; 0 where they are too many to draw at all.

    >>> most_draws(200), most_draws(1_000), most_draws(50_000)
    (1400000, 280000, 0)
    """
    affordable = LABELS // paragraphs
    return min(wanted, affordable) if affordable >= FEWEST else 0


def _exceeding(
    counts: sparse.csc_array,
    words: np.ndarray,
    in_target: np.ndarray,
    draws: int,
    rng: np.random.Generator,
    one_side: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """How many draws reach the sum of each term, on both sides of zero or on its own, and of how
    many."""
    rate = counts.sum(axis=0) / words.sum()
    seen = counts[in_target].sum(axis=0) - rate * words[in_target].sum()
    bound = np.abs(seen) - 1e-4  # labels are added up in single precision
    side = np.where(seen < 0, -1, 1).astype(np.float32)[:, None]
    reached, made = np.zeros(len(rate), dtype=int), np.zeros(len(rate), dtype=int)
    terms, by_term = np.arange(len(rate)), counts.T.tocsr().astype(np.float32)
    for labels in _shuffled(len(words), int(in_target.sum()), draws, rng):
        sums = by_term[terms] @ labels
        sums -= np.outer(rate[terms], words @ labels).astype(np.float32)
        far = side[terms] * sums if one_side else np.abs(sums)
        reached[terms] += (far >= bound[terms, None]).sum(axis=1)
        made[terms] += labels.shape[1]
        terms = terms[reached[terms] < _ENOUGH]
        if not len(terms):
            break
    return reached, made


def _shuffled(
    paragraphs: int, target: int, draws: int, rng: np.random.Generator
) -> Iterator[np.ndarray]:
    """Blocks of shuffled labels (paragraphs, draws): 1 in the target, else 0."""
    block = max(1, _BLOCK // paragraphs)
    for first in range(0, draws, block):
        keys = rng.random((min(block, draws - first), paragraphs), dtype=np.float32)
        # Two keys tie at the bound, and one paragraph too many is in the target, in fewer than one
        # draw of a thousand.
        bound = np.partition(keys, target - 1, axis=1)[:, target - 1]
        yield np.ascontiguousarray((keys <= bound[:, None]).T).astype(np.float32)


def moments_p(counts: np.ndarray, words: np.ndarray, in_target: np.ndarray) -> np.ndarray:
    """The p value of :func:`difference_p` by the first three moments of the shuffled sums
    (Pearson's type III: Mielke & Berry 2007, ch. 2), without a draw.

    Never below the normal distribution's p. Its tail is too long for rare words, so that it is on
    the safe side and finds less than draws do.

    >>> in_target = np.array([True, True, False, False])
    >>> moments_p(np.array([[2], [3], [2], [3]]), np.full(4, 100), in_target)
    array([1.])
    """
    from scipy import stats  # takes a second to import

    words = np.asarray(words, dtype=float)
    squares, cubes, above = _moments(sparse.csc_array(counts, dtype=float), words, in_target)
    n, target = len(words), int(np.sum(in_target))
    other = n - target
    variance = target * other / (n * max(n - 1, 1)) * squares
    third = target * other * (other - target) / (n * max(n - 1, 1) * max(n - 2, 1)) * cubes
    with np.errstate(divide="ignore", invalid="ignore"):
        z, skew = above / np.sqrt(variance), third / variance**1.5
    shape = np.nan_to_num(skew)
    p = 2 * np.minimum(stats.pearson3.cdf(z, shape), stats.pearson3.sf(z, shape))
    # On the side of the short tail type III is too bold for counts, the normal distribution on
    # that of the long one.
    p = np.maximum(p, 2 * stats.norm.sf(np.abs(z)))
    return np.where(variance > 0, np.clip(p, 0, 1), 1.0)


def _moments(
    counts: sparse.csc_array, words: np.ndarray, in_target: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Sums of squares, of cubes, and over the target, of the scores count - rate x words,
    multiplied out; their mean is zero, since the rate is the common one."""
    rate = counts.sum(axis=0) / words.sum()
    squared = counts.power(2)
    squares = squared.sum(axis=0) - 2 * rate * (words @ counts) + rate**2 * (words**2).sum()
    cubes = (
        counts.power(3).sum(axis=0)
        - 3 * rate * (words @ squared)
        + 3 * rate**2 * (words**2 @ counts)
        - rate**3 * (words**3).sum()
    )
    target = np.asarray(in_target, dtype=float)
    return np.maximum(squares, 0), cubes, target @ counts - rate * (words @ target)


def detectable_ratio(
    hits: np.ndarray, design_effect: np.ndarray, share: float, alpha: float = 0.05
) -> np.ndarray:
    """How many times as often one side has to use a word to be found in four texts of five.

    A share s of the words falls on one side; of f hits with the design effect d the share that
    falls there varies by sqrt(d s (1 - s) / f). It is found when it lies z(1 - alpha / 2) times as
    much above s, and with a power of 80 % when the true share lies z(0.8) times its own variation
    above that. The ratio of rates is that of the side for which it is larger, and infinite where
    all hits on one side would not do.

    Parameters
    ----------
    hits, design_effect : array (terms,)
        Of both sides together.
    share : float
        Of the words of both sides, how many one side has.
    alpha : float
        The p value up to which a difference counts as found.

    >>> detectable_ratio([3, 10, 40, 400], [1, 1, 1, 1], 0.5).round(1)
    array([inf, 8.3, 2.5, 1.3])
    """
    shares = np.array([share, 1 - share]).reshape(2, *[1] * np.ndim(hits))
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = np.asarray(design_effect, dtype=float) / hits
        bound = shares + special.ndtri(1 - alpha / 2) * np.sqrt(shares * (1 - shares) * unit)
        # The root above the bound of (true - bound)^2 = z^2 true (1 - true) unit.
        scale = special.ndtri(0.8) ** 2 * unit
        middle = 2 * bound + scale
        true = (middle + np.sqrt(middle**2 - 4 * (1 + scale) * bound**2)) / (2 + 2 * scale)
        ratio = true / (1 - true) * (1 - shares) / shares
    return np.where(bound < 1, ratio, np.inf).max(axis=0)


def detectable(one: Totals, other: Totals, alpha: float = 0.05) -> np.ndarray:
    """The :func:`detectable_ratio` of terms of which both sides together have so many hits, as
    clustered as these; infinite without any.

    >>> from workreports.analysis import statistics
    >>> side = statistics.totals(np.tile([[0], [1]], (30, 1)), np.full(60, 100), np.zeros(60))
    >>> detectable(side, side).round(1)
    array([2.1])
    """
    hits = one.hits + other.hits
    with np.errstate(divide="ignore", invalid="ignore"):
        design_effect = (one.variance + other.variance) / hits
    return detectable_ratio(hits, design_effect, one.words / (one.words + other.words), alpha)
