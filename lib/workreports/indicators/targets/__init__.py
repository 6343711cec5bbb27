"""Promises against results: what became of each target, as far as anything printed tells."""

from workreports.indicators.targets.ambition import beside_last
from workreports.indicators.targets.codes import CODES, said
from workreports.indicators.targets.judging import VERDICTS
from workreports.indicators.targets.ledger import compare
from workreports.indicators.targets.reasons import REASONS
from workreports.indicators.targets.summaries import (
    FATES,
    by_document,
    distances,
    fates,
    own_account,
    unanswered,
    yearly,
)

__all__ = [
    "CODES",
    "FATES",
    "REASONS",
    "VERDICTS",
    "beside_last",
    "by_document",
    "compare",
    "distances",
    "fates",
    "own_account",
    "said",
    "unanswered",
    "yearly",
]
