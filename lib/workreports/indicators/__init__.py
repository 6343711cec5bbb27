"""From a sentence to an observation, and whether what is printed and promised holds."""

from workreports.indicators.auditing import audit
from workreports.indicators.extraction import extract, passed_over, problems
from workreports.indicators.scoring import agreement

__all__ = ["agreement", "audit", "extract", "passed_over", "problems"]
