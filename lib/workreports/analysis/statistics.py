"""What counts say and how sure one can be: rates, their differences, spread, company.

Words come in paragraphs, so paragraphs are what is sampled. All functions take arrays and return
arrays; none knows a corpus. The method was chosen by simulation on texts whose words cluster
(``tools/simulate_intervals.py``; the results stand in ``guide/intervals.md``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy import special

FEW_HITS, FEW_PARAGRAPHS, FEW_DF = 5, 3, 3
"""Below so many hits, paragraphs with a hit, or degrees of freedom, clustering cannot be judged
well: the result is marked "too few"."""

_OFTEN = 20
"""Words with fewer hits say little of how documents differ."""

_BLOCK, _CELLS = 500, 10_000_000
"""Terms added up at a time, and terms times paragraphs: many are faster, few take less memory."""


POWERS = [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1), (4, 0)]
"""Of which products of hits and words of a paragraph the sums are needed: hits to the first, words
to the second number."""


class Totals(NamedTuple):
    """What paragraphs add up to, one entry a term: all that intervals need."""

    hits: np.ndarray
    words: float
    variance: np.ndarray
    """Of the hits."""
    df: np.ndarray
    """How many squares of independent normal numbers would give as sure a variance: twice its
    square, by its own variance."""
    spread: np.ndarray
    """Paragraphs with a hit; where documents are what is sampled, documents with one."""
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


class Sums(NamedTuple):
    """What the paragraphs of each document add up to: all that :class:`Totals` are made of.

    Sums of the same document may be added: of its parts, say.
    """

    paragraphs: np.ndarray
    """(documents,): how many there are."""
    words: np.ndarray
    """(4, documents): sums of the first four powers of their words."""
    hits: np.ndarray
    """(10, documents, terms): sums of the products in ``POWERS``."""
    spread: np.ndarray
    """(documents, terms): paragraphs with a hit."""

    def added(self, of: np.ndarray) -> Sums:
        """Rows with the same number in ``of`` (0, 1, ...) added up."""
        order = np.argsort(of, kind="stable")
        first = np.flatnonzero(np.r_[True, np.diff(of[order]) > 0])
        return Sums(
            np.add.reduceat(self.paragraphs[order], first),
            np.add.reduceat(self.words[:, order], first, axis=1),
            np.add.reduceat(self.hits[:, order], first, axis=1),
            np.add.reduceat(self.spread[order], first),
        )

    def some(self, rows: np.ndarray) -> Sums:
        """Only some documents."""
        return Sums(
            self.paragraphs[rows], self.words[:, rows], self.hits[:, rows], self.spread[rows]
        )

    @property
    def rate(self) -> np.ndarray:
        """Hits of each term by words, over all documents."""
        return self.hits[0].sum(axis=0) / max(self.words[0].sum(), 1)

    def residuals(self, rate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sums of squares and of fourth powers of the residuals hits - rate x words about their
        mean in the document (documents, terms), scaled for the mean that was taken from them."""
        powers = [self._power(degree, rate) for degree in (1, 2, 3, 4)]
        m = self.paragraphs[:, None]
        # The residual of a document's only paragraph counts in full: it has no spread of its own.
        mean = np.where(m > 1, powers[0] / np.maximum(m, 1), 0.0)
        scale = np.where(m > 1, m / np.maximum(m - 1, 1), 1.0)
        second = powers[1] - 2 * mean * powers[0] + m * mean**2
        fourth = powers[3] - 4 * mean * powers[2] + 6 * mean**2 * powers[1]
        fourth += -4 * mean**3 * powers[0] + m * mean**4
        return scale * np.maximum(second, 0), scale**2 * np.maximum(fourth, 0)

    def _power(self, degree: int, rate: np.ndarray) -> np.ndarray:
        """Sums of (hits - rate x words) to some power, multiplied out."""
        terms = [
            special.binom(degree, words) * (-rate) ** words * of_hits
            for (hits, words), of_hits in zip(POWERS, self.hits, strict=True)
            if hits + words == degree
        ]
        return sum(terms) + (-rate) ** degree * self.words[degree - 1][:, None]

    def totals(self) -> Totals:
        """Documents are given, the paragraphs in them could have been others: see
        :func:`totals`."""
        second, fourth = (part.sum(axis=0) for part in self.residuals(self.rate))
        with_hits = (self.hits[0] > 0).sum(axis=0)
        spread = self.spread.sum(axis=0)
        return self._totals(second, fourth, int(self.paragraphs.sum()), spread, with_hits)

    def document_totals(self) -> Totals:
        """Documents could have been others: the variance of a ratio estimator over documents
        (Cochran 1977, ch. 6); not a number of one document alone."""
        number = len(self.paragraphs)
        residuals = self.hits[0] - self.rate * self.words[0][:, None]
        scale = number / (number - 1) if number > 1 else float("nan")
        second, fourth = scale * (residuals**2).sum(axis=0), scale**2 * (residuals**4).sum(axis=0)
        with_hits = (self.hits[0] > 0).sum(axis=0)
        return self._totals(second, fourth, number, with_hits, with_hits)

    def _totals(self, second, fourth, number: int, spread, documents) -> Totals:
        hits = self.hits[0].sum(axis=0)
        df = _degrees_of_freedom(second, fourth, number)
        variance = np.maximum(second, hits)
        return Totals(hits, float(self.words[0].sum()), variance, df, spread, documents)


def sums(counts: np.ndarray, words: np.ndarray, strata: np.ndarray) -> Sums:
    """Add up the paragraphs of each document; the parameters are those of :func:`totals`.

    Documents come in the order of their names.

    >>> counts = np.array([[2], [0], [4]])
    >>> sums(counts, np.array([100, 100, 200]), np.array(["a", "a", "b"])).hits[0].tolist()
    [[2.0], [4.0]]
    """
    from scipy import sparse  # takes a while to import

    words, cells = np.asarray(words, dtype=float), sparse.coo_array(counts)
    _, of = np.unique(np.asarray(strata), return_inverse=True)
    number = np.bincount(of, minlength=0)
    shape = len(number), cells.shape[1]
    place = of[cells.row] * shape[1] + cells.col
    value, length = cells.data.astype(float), words[cells.row]

    def added(weights: np.ndarray) -> np.ndarray:
        return np.bincount(place, weights, shape[0] * shape[1]).reshape(shape)

    return Sums(
        number,
        np.array([np.bincount(of, words**power, shape[0]) for power in (1, 2, 3, 4)]),
        np.array([added(value**one * length**other) for one, other in POWERS]),
        added(value > 0).astype(int),
    )


def totals(counts: np.ndarray, words: np.ndarray, strata: np.ndarray) -> Totals:
    """Add up paragraphs, with the variance that their differences imply.

    The variance of a ratio estimator, linearised and stratified by document (Cochran 1977, ch. 6):
    documents are given, the paragraphs in them could have been others. It is never taken below
    Poisson's. Its effective degrees of freedom are twice its square by its own variance, which the
    fourth powers of the residuals tell: the matching of moments that Satterthwaite (1946) made for
    sums of variances. A word that a few paragraphs are full of has few.

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
    from scipy import sparse  # takes a while to import

    columns, (_, of) = sparse.csc_array(counts), np.unique(strata, return_inverse=True)
    step = max(1, min(_BLOCK, _CELLS // max(len(words), 1)))
    starts = range(0, max(columns.shape[1], 1), step)
    blocks = [sums(columns[:, first : first + step], words, of).totals() for first in starts]
    parts = zip(*blocks, strict=True)
    return Totals(*(np.concatenate(one) if np.ndim(one[0]) else one[0] for one in parts))


def _degrees_of_freedom(second: np.ndarray, fourth: np.ndarray, number: int) -> np.ndarray:
    df = 2 * second**2 / np.maximum(fourth - second**2 / max(number, 1), 1e-12)
    return np.clip(df, 1, max(number - 1, 1))


def between_documents(groups: Iterable[Sums]) -> float:
    """How much documents of a group differ in the rate of a word beyond what paragraphs explain:
    the squared coefficient of variation, pooled over words and groups; not a number without a
    group of two documents.

    Of each word the squares of the documents' hits beyond the group's rate are held against those
    expected from paragraphs alone (moments, as DerSimonian & Laird 1986), and a word counts with
    its hits; words with fewer than 20 hits in a group are left out there.

    >>> paragraphs = np.tile([[1], [3]], (20, 1))
    >>> between_documents([sums(paragraphs, np.full(40, 100), np.repeat([0, 1], 20))])
    0.0
    """
    beyond = weight = 0.0
    for rows in groups:
        hits, words, rate = rows.hits[0], rows.words[0][:, None], rows.rate
        often = hits.sum(axis=0) >= _OFTEN
        if len(hits) < 2 or not often.any():
            continue
        share, within = words / words.sum(), rows.residuals(rate)[0]
        squares = ((hits - rate * words) ** 2).sum(axis=0)
        expected = ((1 - 2 * share) * within).sum(axis=0)
        expected += within.sum(axis=0) * (share**2).sum()
        unit = ((1 - 2 * share) * words**2).sum() + (share**2).sum() * (words**2).sum()
        beyond += ((squares - expected)[often] / rate[often]).sum()
        weight += unit * rate[often].sum()
    return float(max(beyond / weight, 0.0)) if weight else float("nan")


def with_documents(t: Totals, words: np.ndarray, between: float) -> Totals:
    """Totals with the variance between documents added, for documents that could have been others.

    Parameters
    ----------
    t : Totals
        With documents as given.
    words : array (documents,)
        Of each document.
    between : float
        Of :func:`between_documents`.

    >>> t = totals(np.array([[2], [3], [4]] * 9), np.full(27, 100), np.repeat("a", 27))
    >>> (with_documents(t, np.array([1800, 900]), 0.1).variance - t.variance).round(1)
    array([364.5])
    """
    share = np.asarray(words, dtype=float) / np.sum(words)
    added = t.hits**2 * between * (share**2).sum()
    # Pooled over many words, it is as good as known.
    df = t.df * (1 + added / np.maximum(t.variance, 1e-12)) ** 2
    return t._replace(variance=t.variance + added, df=df)


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
