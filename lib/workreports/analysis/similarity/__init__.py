"""How far apart texts are, what one has from another, and what is new in it."""

from workreports.analysis.similarity.distance import between, matrix, pairs, splits
from workreports.analysis.similarity.lineage import lineage
from workreports.analysis.similarity.novelty import novelty
from workreports.analysis.similarity.turnover import turnover

__all__ = ["between", "lineage", "matrix", "novelty", "pairs", "splits", "turnover"]
