"""How topics are found: factorisations of tf-idf weights, one or many, and latent Dirichlet
allocation, all from scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy.sparse

if TYPE_CHECKING:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

RUNS = 30
"""Factorisations that an ensemble is made of."""


class Found(NamedTuple):
    """What was found: how paragraphs load on topics and topics on terms."""

    loadings: np.ndarray
    components: np.ndarray
    scale: np.ndarray
    """What a count of each term was multiplied with."""
    fold: Callable[[scipy.sparse.csr_array], np.ndarray]
    """Gives the loadings of further paragraphs."""


def lda(counts: scipy.sparse.csr_array, k: int, seed: int) -> Found:
    """Latent Dirichlet allocation of counts."""
    from sklearn.decomposition import LatentDirichletAllocation

    # With n_jobs=2 the model would be another one.
    model = LatentDirichletAllocation(
        k, learning_method="batch", max_iter=60, random_state=seed, n_jobs=1
    )
    loadings = model.fit_transform(counts)
    return Found(loadings, model.components_, np.ones(counts.shape[1]), model.transform)


def nmf(counts: scipy.sparse.csr_array, k: int, seed: int) -> Found:
    """One factorisation, which starts at singular vectors."""
    weigh, weights = _weighed(counts)
    return _found(weigh, *_factorised(weights, k, "nndsvda", seed))


def ensemble(counts: scipy.sparse.csr_array, k: int, seed: int) -> Found:
    """Many factorisations, each from another random start; their topics, of one length each, are
    stacked and factorised again (Belford, Mac Namee & Greene 2018)."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.preprocessing import normalize
    from threadpoolctl import threadpool_limits

    weigh, weights = _weighed(counts)
    seeds = range(seed * RUNS, (seed + 1) * RUNS)
    # Products this small take twice as long when threads share them.
    with threadpool_limits(1, user_api="blas"), warnings.catch_warnings():
        # One of thirty that is still on its way does no harm.
        warnings.simplefilter("ignore", ConvergenceWarning)
        runs = [_factorised(weights, k, "random", one)[0].components_ for one in seeds]
    stacked = scipy.sparse.csr_array(normalize(np.vstack(runs)))
    model, _ = _factorised(stacked, k, "nndsvda", seed)
    return _found(weigh, model, model.transform(weights))


def anchored(counts: scipy.sparse.csr_array, k: int, seed: int, anchors: np.ndarray) -> Found:
    """One factorisation that starts at given topics (topics by terms); the others start at
    random. Where it ends is up to the paragraphs."""
    from sklearn.preprocessing import normalize

    weigh, weights = _weighed(counts)
    noise = np.random.default_rng(seed).random((k - len(anchors), counts.shape[1]))
    start = normalize(np.vstack([anchors, noise]))
    return _found(weigh, *_factorised(weights, k, "custom", seed, W=weights @ start.T, H=start))


def _weighed(
    counts: scipy.sparse.csr_array,
) -> tuple[TfidfTransformer, scipy.sparse.csr_array]:
    from sklearn.feature_extraction.text import TfidfTransformer

    weigh = TfidfTransformer(sublinear_tf=True)
    return weigh, weigh.fit_transform(counts)


def _factorised(
    weights: scipy.sparse.csr_array, k: int, init: str, seed: int, **start: np.ndarray
) -> tuple[NMF, np.ndarray]:
    from sklearn.decomposition import NMF

    model = NMF(k, init=init, random_state=seed, max_iter=300, tol=1e-3)
    # Of a perfect fit scikit-learn takes the root of a rounding error.
    with np.errstate(invalid="ignore"):
        return model, model.fit_transform(weights, **start)


def _found(weigh: TfidfTransformer, model: NMF, loadings: np.ndarray) -> Found:
    def fold(further: scipy.sparse.csr_array) -> np.ndarray:
        return model.transform(weigh.transform(further))

    return Found(loadings, model.components_, weigh.idf_, fold)


METHODS = {"ensemble": ensemble, "nmf": nmf, "lda": lda}
