"""Views for JupyterLab: controls above what they show."""

from workreports.views.compare import compare
from workreports.views.indicators import indicators
from workreports.views.templates import LINES_SHOWN
from workreports.views.terms import terms
from workreports.views.topics import relevant_terms, topics

__all__ = ["LINES_SHOWN", "compare", "indicators", "relevant_terms", "terms", "topics"]
