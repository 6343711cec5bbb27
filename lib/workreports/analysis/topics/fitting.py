"""From a corpus to a topic model, and to what the model predicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from numbers import Integral

import numpy as np
import scipy.sparse

from workreports.analysis.topics import methods
from workreports.analysis.topics.model import TopicModel, normalised
from workreports.analysis.topics.units import RULES, Rules, Units, prepare
from workreports.corpus import Corpus

Predict = Callable[[scipy.sparse.csr_array], np.ndarray]


def fit(
    corpus: Corpus,
    k: int,
    method: str = "ensemble",
    seed: int = 0,
    *,
    anchors: Mapping[str, Sequence[str]] | None = None,
    min_paragraphs: int = RULES.min_paragraphs,
    min_documents: int = RULES.min_documents,
    max_share: float = RULES.max_share,
    min_words: int = RULES.min_words,
) -> TopicModel:
    """Fit a topic model to the paragraphs of a corpus. Duplicates, headings and tables are left
    out.

    Parameters
    ----------
    corpus : Corpus
    k : int
        Number of topics.
    method : {"ensemble", "nmf", "lda"}
        Thirty non-negative matrix factorisations of tf-idf weights (Lee & Seung 1999), stacked and
        factorised again (Belford, Mac Namee & Greene 2018); one of them; or latent Dirichlet
        allocation of counts (Blei, Ng & Jordan 2003). All from scikit-learn.
    seed : int
    anchors : dict of str to list of str, optional
        Themes and their terms, such as ``terms.themes()``, at which the first topics start; for
        the method "nmf". ``model.anchors`` tells which of them the paragraphs bear out.
    min_paragraphs, min_documents : int
        A term must stand in so many paragraphs and documents: words of one document make topics of
        that document.
    max_share : float
        ... and in at most this share of paragraphs.
    min_words : int
        Paragraphs with fewer words are left out.

    Returns
    -------
    TopicModel

    Raises
    ------
    ValueError
        For too few paragraphs, terms or documents, saying which setting to change; for anchors
        that the model does not see, or with another method than "nmf".

    >>> model = fit(load_corpus(), k=6)
    >>> model.shares.groupby("par_id")["share"].sum().round(6).unique().tolist()
    [1.0]
    >>> themes = {"schools": ["教育", "学校"], "clinics": ["卫生", "医疗"]}
    >>> len(fit(load_corpus(), 6, "nmf", anchors=themes).anchors)
    2
    """
    units = prepare(corpus, Rules(min_paragraphs, min_documents, max_share, min_words))
    return train(units, k, method, seed, anchors)[0]


def train(
    units: Units,
    k: int,
    method: str,
    seed: int,
    anchors: Mapping[str, Sequence[str]] | None = None,
) -> tuple[TopicModel, Predict]:
    """A model, and the function that predicts the words of further paragraphs from their counts.

    >>> from workreports.analysis.topics.units import prepare
    >>> units = prepare(load_corpus())
    >>> model, predict = train(units, 3, "nmf", seed=0)
    >>> predict(units.counts).sum(axis=1).round(6).min()
    np.float64(1.0)
    """
    _require(units, k, method)
    themes = list((anchors or {}).items())
    if themes:
        found = methods.anchored(units.counts, k, seed, _started(units, k, method, themes))
    else:
        found = methods.METHODS[method](units.counts, k, seed)
    heavy = found.components.sum(axis=1)
    shares = normalised(found.loadings * heavy)
    sizes = (shares * units.rows["words"].to_numpy()[:, None]).sum(axis=0)
    order = np.argsort(-sizes.round(6), kind="stable")
    weights = normalised(found.components)[order]
    # Tf-idf is undone where words are to be predicted.
    spread = normalised(found.components / found.scale)

    def predict(counts: scipy.sparse.csr_array) -> np.ndarray:
        return normalised(found.fold(counts) * heavy) @ spread

    starts = {
        topic: themes[start] for topic, start in enumerate(order, start=1) if start < len(themes)
    }
    return TopicModel(method, k, seed, units, weights, shares[:, order], starts), predict


def _started(
    units: Units, k: int, method: str, themes: list[tuple[str, Sequence[str]]]
) -> np.ndarray:
    """Themes by terms: one where a theme has a term."""
    if method != "nmf":
        raise ValueError(f"anchors are for the method 'nmf', not {method!r}")
    if len(themes) > k:
        raise ValueError(f"{len(themes)} themes cannot start {k} topics; raise k, or give fewer")
    start = np.array([np.isin(units.terms, list(terms)) for _, terms in themes], dtype=float)
    unseen = [name for (name, _), row in zip(themes, start, strict=True) if not row.any()]
    if unseen:
        raise ValueError(
            f"the model sees no term of {', '.join(unseen)}; leave them out, or give terms that "
            "stand in more paragraphs and documents (see min_paragraphs, min_documents)"
        )
    return start


def _require(units: Units, k: int, method: str) -> None:
    """Refuse what no model can be fitted to, saying what to change."""
    paragraphs, terms = units.counts.shape
    if method not in methods.METHODS:
        choices = " or ".join(methods.METHODS)
        raise ValueError(f"there is no method {method!r}; choose {choices}")
    if not isinstance(k, Integral):
        raise TypeError(f"k is {k!r}; give the number of topics as a whole number such as 7")
    if not 2 <= k <= min(paragraphs, terms):
        raise ValueError(
            f"k is {k}; with {paragraphs} paragraphs and {terms} terms choose between 2 and "
            f"{min(paragraphs, terms)}"
        )
    if _different(units.counts) < k:
        raise ValueError(
            f"fewer than {k} paragraphs differ from each other; choose a smaller k, or select "
            "more documents"
        )


def _different(counts: scipy.sparse.csr_array) -> int:
    """How many rows differ from each other.

    >>> _different(scipy.sparse.csr_array(np.array([[1, 0], [0, 2], [1, 0]])))
    2
    """
    counts = counts.sorted_indices()
    bounds = list(zip(counts.indptr[:-1], counts.indptr[1:], strict=True))
    return len({(counts.indices[a:b].tobytes(), counts.data[a:b].tobytes()) for a, b in bounds})
