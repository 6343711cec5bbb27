"""How far apart texts are, what one has from another, and what is new in it."""

from workreports.analysis.similarity.distance import between, matrix, pairs, splits

__all__ = ["between", "matrix", "pairs", "splits"]
