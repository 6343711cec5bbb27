"""What a report has from last year's and from those of the levels above."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from workreports.analysis import counting
from workreports.corpus import Corpus
from workreports.io import places

_LEVELS = ["county", "city", "province", "nation"]


def lineage(corpus: Corpus) -> pd.DataFrame:
    """How like last year's report, and those of the levels above, each report is.

    Each document is held against the one of its own place of the year before, and against those of
    the places above it (by the library's table of places) of the same year and the year before.
    Both are of one genre. A report of a level above may be younger than the one held against it:
    a county's of January speaks before the nation's of March.

    Parameters
    ----------
    corpus : Corpus
        With the levels to be compared. Duplicates are left out. How much a word weighs depends on
        all its documents: sets of documents that are to be compared belong into one corpus.

    Returns
    -------
    DataFrame
        ``doc_id place year``; ``relation``: "own", or the level of the other report; ``other``, its
        doc_id; ``lag``, how many years older it is (0 or 1); ``cosine``, of the tf-idf weights of
        all content words (Salton & Buckley 1988; idf smoothed as scikit-learn does: ln((1 + n) /
        (1 + df)) + 1); ``containment``, how much of this report's tf-idf weight the other report
        has too (Broder 1997, for weights: sum of min(x, y) / sum of x), which grows with the length
        of the other. By document, in the order of the corpus.

    Raises
    ------
    ValueError
        If the selection is empty, or no document has its forerunner or a report of a level above.

    >>> table = lineage(load_corpus().select(genre="work_report"))
    >>> table[["doc_id", "relation", "lag"]].values.tolist()
    [['xiacheng-2015-work-report', 'own', 1], ['xiacheng-2016-work-report', 'own', 1]]
    """
    from scipy import sparse  # they take seconds to import
    from sklearn.feature_extraction.text import TfidfTransformer

    counting.require_some(corpus.originals)
    documents = corpus.originals[corpus.originals["year"].notna()]
    counts, rows, _ = corpus.matrix(by="doc_id", min_count=1)
    number = pd.Series(range(len(rows)), index=rows["doc_id"])
    found = list(_kin(documents[documents.index.isin(number.index)]))
    if not found:
        raise ValueError(
            "no document stands beside last year's of its place or one of a level above; "
            "select more years, or add the reports of the levels above"
        )
    table = pd.DataFrame(found, columns=["doc_id", "place", "year", "relation", "other", "lag"])
    weights = sparse.csr_array(TfidfTransformer(norm=None).fit_transform(counts))
    one, other = (weights[number[table[side]].to_numpy()] for side in ("doc_id", "other"))
    lengths = [np.sqrt(side.multiply(side).sum(axis=1)) for side in (one, other)]
    return table.assign(
        cosine=one.multiply(other).sum(axis=1) / (lengths[0] * lengths[1]),
        containment=one.minimum(other).sum(axis=1) / one.sum(axis=1),
    )


def _kin(documents: pd.DataFrame) -> Iterator[tuple]:
    """Each document with those it is held against: ``doc_id place year relation other lag``."""
    of_place, of_territory = (
        {key: rows.index.tolist() for key, rows in documents.groupby(["genre", "year", name])}
        for name in ("place", "territory")
    )
    there = set(documents["place"])
    for row in documents.itertuples():
        above = _above(row.place, row.level, there)
        wanted = [(level, of_place, place, lag) for level, place in above for lag in (0, 1)]
        for relation, reports, name, lag in [("own", of_territory, row.territory, 1), *wanted]:
            for other in reports.get((row.genre, row.year - lag, name), []):
                yield row.Index, row.place, row.year, relation, other, lag


def _above(place: str, level: str, there: set[str]) -> list[tuple[str, str]]:
    """The places above one that are there, with their levels, the nearest first.

    A name that several places bear means the one whose superior is there; with several, neither.
    """
    found: dict[str, set[str]] = {name: set() for name in _LEVELS[_LEVELS.index(level) + 1 :]}
    for row in places.table().get(place, []):
        parent = row.parent if row.level == level else ""
        while parent:
            names = places.coded()[parent]
            found[names[0].level] |= {row.place for row in names} & there
            parent = names[0].parent
    if "nation" in found:
        found["nation"] = {"全国"} & there
    return [(name, *superiors) for name, superiors in found.items() if len(superiors) == 1]
