"""Views for JupyterLab: controls above what they show."""

from workreports.io.extras import extra

with extra("notebooks"):
    import ipywidgets  # noqa: F401  (asked for here, once for all views)

# isort: split
from workreports.views.compare import compare
from workreports.views.indicators import indicators
from workreports.views.templates import LINES_SHOWN
from workreports.views.terms import terms
from workreports.views.topics import relevant_terms, topics

__all__ = ["LINES_SHOWN", "compare", "indicators", "relevant_terms", "terms", "topics"]
