"""Promises against results: what became of each target, as far as anything printed tells."""

from workreports.indicators.targets.codes import CODES, said
from workreports.indicators.targets.judging import REASONS, VERDICTS
from workreports.indicators.targets.ledger import compare

__all__ = ["CODES", "REASONS", "VERDICTS", "compare", "said"]
