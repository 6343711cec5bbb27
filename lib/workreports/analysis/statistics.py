"""Rates and their uncertainty, from counts alone: words come in paragraphs, so paragraphs are what is sampled.

All functions take arrays and return arrays; none knows a corpus. The method was chosen by simulation on texts whose words
cluster (``tools/simulate_intervals.py``; the results stand in ``guide/intervals.md``).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

FEW_HITS, FEW_PARAGRAPHS, FEW_DF = 5, 3, 3
"""Below so many hits, paragraphs with a hit, or degrees of freedom, clustering cannot be judged well: the result is marked "too few"."""


class Totals(NamedTuple):
    """What paragraphs add up to, one entry a term: hits, tokens, the variance of hits, its degrees of freedom."""

    hits: np.ndarray
    tokens: float
    variance: np.ndarray
    df: np.ndarray
    spread: np.ndarray
    """Paragraphs with a hit."""

    @property
    def few(self) -> np.ndarray:
        """Where there are too few hits, or too few paragraphs hold most of them, to judge how they cluster."""
        return (self.hits < FEW_HITS) | (self.spread < FEW_PARAGRAPHS) | (self.df < FEW_DF)

    @property
    def design_effect(self) -> np.ndarray:
        """How many times the variance is Poisson's; 1 without a hit."""
        return np.where(self.hits > 0, self.variance / np.maximum(self.hits, 1), 1.0)


def totals(counts: np.ndarray, sizes: np.ndarray, strata: np.ndarray) -> Totals:
    """Add up paragraphs, with the variance that their differences imply.

    The variance of a ratio estimator, linearised and stratified by document (Cochran 1977, ch. 6): documents are given, the
    paragraphs in them could have been others. It is never taken below Poisson's. The degrees of freedom follow Satterthwaite (1946), from
    the fourth moments of the residuals: a word that a few paragraphs are full of has few.

    Parameters
    ----------
    counts : array or scipy.sparse array (paragraphs, terms)
        A sparse one is added up without ever being filled.
    sizes : array (paragraphs,)
        Tokens of each paragraph.
    strata : array (paragraphs,)
        The document each belongs to.

    >>> totals(np.array([[2], [0], [4]]), np.array([100, 100, 200]), np.array(["a", "a", "a"])).hits
    array([6.])
    """
    if hasattr(counts, "tocsc"):
        return _sparse_totals(counts.tocsc(), np.asarray(sizes, dtype=float), strata)
    counts, sizes = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    hits, tokens = counts.sum(axis=0), float(sizes.sum())
    residuals = counts - np.outer(sizes, hits / tokens if tokens else np.zeros_like(hits))
    _, stratum = np.unique(np.asarray(strata), return_inverse=True)
    number = np.bincount(stratum)
    means = (
        np.stack([np.bincount(stratum, weights=column) for column in residuals.T], axis=1)
        / number[:, None]
    )
    # A document of one paragraph has no spread of its own: its residual counts in full.
    means[number == 1] = 0
    scale = np.where(number > 1, np.sqrt(number / np.maximum(number - 1, 1)), 1)
    residuals = (residuals - means[stratum]) * scale[stratum][:, None]
    second, fourth = (residuals**2).sum(axis=0), (residuals**4).sum(axis=0)
    paragraphs = len(sizes)
    df = 2 * second**2 / np.maximum(fourth - second**2 / paragraphs, 1e-12)
    return Totals(
        hits,
        tokens,
        np.maximum(second, hits),
        np.clip(df, 1, max(paragraphs - 1, 1)),
        (counts > 0).sum(axis=0),
    )


def _sparse_totals(counts, sizes: np.ndarray, strata: np.ndarray) -> Totals:
    """:func:`totals`, a term at a time: in a document without a hit the residuals are -rate x size, and their sums are known beforehand."""
    _, stratum = np.unique(np.asarray(strata), return_inverse=True)
    number = np.bincount(stratum).astype(float)
    alone = number == 1
    means = np.where(alone, 0.0, np.bincount(stratum, weights=sizes) / number)
    scale = np.where(alone, 1.0, np.sqrt(number / np.maximum(number - 1, 1)))
    centred = (sizes - means[stratum]) * scale[stratum]
    size2, size4 = (np.bincount(stratum, weights=centred**power) for power in (2, 4))
    order = np.argsort(stratum, kind="stable")
    first = np.concatenate([[0], np.cumsum(number).astype(int)])
    paragraphs, tokens = len(sizes), float(sizes.sum())
    terms = counts.shape[1]
    hits, second, fourth, spread = (np.zeros(terms) for _ in range(4))
    for term in range(terms):
        places, values = (
            counts.indices[counts.indptr[term] : counts.indptr[term + 1]],
            counts.data[counts.indptr[term] : counts.indptr[term + 1]].astype(float),
        )
        hits[term], spread[term] = values.sum(), np.count_nonzero(values)
        rate = hits[term] / tokens if tokens else 0.0
        touched = np.unique(stratum[places])
        rows = (
            np.concatenate([order[first[one] : first[one + 1]] for one in touched])
            if len(touched)
            else np.array([], dtype=int)
        )
        residuals = -rate * sizes[rows]
        residuals[
            np.searchsorted(rows, places)
            if np.all(rows[:-1] <= rows[1:])
            else np.argsort(rows)[np.searchsorted(np.sort(rows), places)]
        ] += values
        own = stratum[rows]
        local = np.searchsorted(touched, own)
        mean = np.where(
            alone[touched],
            0.0,
            np.bincount(local, weights=residuals, minlength=len(touched)) / number[touched],
        )
        residuals = (residuals - mean[local]) * scale[own]
        rest = np.ones(len(number), dtype=bool)
        rest[touched] = False
        second[term] = (residuals**2).sum() + rate**2 * size2[rest].sum()
        fourth[term] = (residuals**4).sum() + rate**4 * size4[rest].sum()
    df = 2 * second**2 / np.maximum(fourth - second**2 / paragraphs, 1e-12)
    return Totals(
        hits,
        tokens,
        np.maximum(second, hits),
        np.clip(df, 1, max(paragraphs - 1, 1)),
        spread.astype(int),
    )


def rate_interval(t: Totals, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Interval for the rate per token.

    On the log scale with Student's t. Where hits are too few, Garwood's (1936) exact Poisson interval for the effective number of
    hits, that is hits divided by the design effect (Korn & Graubard 1998); without any hit it runs from zero to the exact bound.

    >>> low, high = rate_interval(totals(np.array([[0], [0]]), np.array([500, 500]), np.array(["a", "a"])))
    >>> low[0], round(high[0] * 1000, 4)
    (np.float64(0.0), np.float64(3.6889))
    """
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = special.stdtrit(t.df, 1 - tail) * np.sqrt(t.variance) / t.hits
        low, high = t.hits * np.exp(-margin) / t.tokens, t.hits * np.exp(margin) / t.tokens
        effective, scale = t.hits / t.design_effect, t.design_effect / t.tokens
        exact_low = np.nan_to_num(special.gammaincinv(effective, tail)) * scale
        exact_high = special.gammaincinv(effective + 1, 1 - tail) * scale
    return np.where(t.few, exact_low, low), np.where(t.few, exact_high, high)


def ratio_interval(
    later: Totals, earlier: Totals, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ratio of two rates (later to earlier) with its interval.

    On the log scale, with Welch and Satterthwaite's degrees of freedom; where one side has too few hits, Clopper and
    Pearson's exact interval for the share of effective hits on the later side. No hits on either side: no ratio, and an
    interval from zero to infinity.

    >>> t = totals(np.array([[2], [3], [4]] * 9), np.full(27, 100), np.repeat("a", 27))
    >>> [round(float(x[0]), 2) for x in ratio_interval(t, t)]
    [1.0, 0.73, 1.37]
    """
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (later.hits / later.tokens) / (earlier.hits / earlier.tokens)
        parts = later.variance / later.hits**2, earlier.variance / earlier.hits**2
        df = (parts[0] + parts[1]) ** 2 / (parts[0] ** 2 / later.df + parts[1] ** 2 / earlier.df)
        margin = special.stdtrit(df, 1 - tail) * np.sqrt(parts[0] + parts[1])
        low, high = ratio * np.exp(-margin), ratio * np.exp(margin)
        a, b = later.hits / later.design_effect, earlier.hits / earlier.design_effect
        # Effective hits over effective tokens are the rate.
        scale = (earlier.tokens / earlier.design_effect) / (later.tokens / later.design_effect)
        share_low = np.nan_to_num(special.betaincinv(a, b + 1, tail), nan=0.0)
        share_high = np.nan_to_num(special.betaincinv(a + 1, b, 1 - tail), nan=1.0)
        exact = [
            np.where(a + b > 0, share / (1 - share) * scale, bound)
            for share, bound in ((share_low, 0.0), (share_high, np.inf))
        ]
    few = later.few | earlier.few
    return ratio, np.where(few, exact[0], low), np.where(few, exact[1], high)


def difference_p(counts: np.ndarray, sizes: np.ndarray, in_target: np.ndarray) -> np.ndarray:
    """Two-sided p value for the same rate in two groups of paragraphs.

    The score of each paragraph is its hits beyond the common rate; the sum over the target is held against the distribution it
    would have if the labels of the paragraphs were shuffled, by its first three moments (Pearson's type III: Mielke & Berry 2007,
    ch. 2): where the target is the smaller side, chance sums are skewed. Never below the normal distribution's p. On shuffled labels
    of this corpus 3 to 4 % of the terms fall below 0.05, fewer than nominal (``guide/intervals.md``). Whole documents that differ for reasons of their own (place, year, speaker) are not
    allowed for: with few documents nothing can.

    Parameters
    ----------
    counts : array or scipy.sparse array (paragraphs, terms)
    sizes : array (paragraphs,)
    in_target : array of bool (paragraphs,)

    >>> difference_p(np.array([[2], [3], [2], [3]]), np.full(4, 100), np.array([True, True, False, False]))
    array([1.])
    """
    from scipy import stats  # takes a second to import; intervals do without it

    sizes = np.asarray(sizes, dtype=float)
    paragraphs, target = len(sizes), int(in_target.sum())
    if hasattr(counts, "tocsc"):
        squares, cubes, above = _sparse_moments(counts.tocsc(), sizes, in_target)
    else:
        counts = np.asarray(counts, dtype=float)
        scores = counts - np.outer(sizes, counts.sum(axis=0) / sizes.sum())
        centred = scores - scores.mean(axis=0)
        squares, cubes, above = (
            (centred**2).sum(axis=0),
            (centred**3).sum(axis=0),
            centred[in_target].sum(axis=0),
        )
    other = paragraphs - target
    variance = target * other / (paragraphs * (paragraphs - 1)) * squares
    third = (
        target
        * other
        * (other - target)
        / (paragraphs * (paragraphs - 1) * max(paragraphs - 2, 1))
        * cubes
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        z, skew = above / np.sqrt(variance), third / variance**1.5
    shape = np.nan_to_num(skew)
    p = 2 * np.minimum(stats.pearson3.cdf(z, shape), stats.pearson3.sf(z, shape))
    # On the side of the short tail type III is too bold for counts, the normal distribution on that of the long one.
    p = np.maximum(p, 2 * stats.norm.sf(np.abs(z)))
    return np.where(variance > 0, np.clip(p, 0, 1), 1.0)


def _sparse_moments(
    counts, sizes: np.ndarray, in_target: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sums of squares, of cubes, and over the target, of the scores c - rate x size; their mean is zero, since the rate is the common one."""
    n1, n2, n3 = (float((sizes**power).sum()) for power in (1, 2, 3))
    weigh = {power: counts.multiply(sizes[:, None] ** power) for power in (1, 2)}
    c1, c2, c3 = (
        np.asarray(counts.power(power).sum(axis=0)).ravel().astype(float) for power in (1, 2, 3)
    )
    cn = np.asarray(weigh[1].sum(axis=0)).ravel()
    ccn = np.asarray(counts.power(2).multiply(sizes[:, None]).sum(axis=0)).ravel()
    cnn = np.asarray(weigh[2].sum(axis=0)).ravel()
    rate = c1 / n1
    squares = c2 - 2 * rate * cn + rate**2 * n2
    cubes = c3 - 3 * rate * ccn + 3 * rate**2 * cnn - rate**3 * n3
    return (
        squares,
        cubes,
        np.asarray(counts[np.flatnonzero(in_target)].sum(axis=0)).ravel()
        - rate * float(sizes[in_target].sum()),
    )


def log_dice(together: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """logDice = 14 + log2(2 f(x,y) / (f(x) + f(y))) (Rychly 2008); 14 for words that never stand apart.

    >>> float(log_dice(5, 5, 5)), float(log_dice(5, 10, 10))
    (14.0, 13.0)
    """
    return 14 + np.log2(
        2 * np.asarray(together, dtype=float) / (np.asarray(one) + np.asarray(other))
    )


def log_likelihood(a: np.ndarray, b: np.ndarray, c: float, d: float, cells: int = 4) -> np.ndarray:
    """Log-likelihood G2 of counts a and b in corpora of c and d words (Dunning 1993; two cells: Rayson & Garside 2000).

    Four cells also weigh the other words; 0 ln 0 = 0. It describes: it takes words as independent, which they are not.

    >>> round(float(log_likelihood(10, 5, 100, 200)), 4), round(float(log_likelihood(10, 5, 100, 200, cells=2)), 4)
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
