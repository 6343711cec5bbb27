"""Chinese government work reports as data: the library under the notebooks.

>>> import workreports as wr
>>> corpus = wr.load_corpus()

Modules that draw or measure are imported when first used: matplotlib and scipy take longer than all
the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

import pandas as pd

from workreports.io import code  # before all others: it notes what their files hold

# isort: split
from workreports import corpus
from workreports.corpus import cleaning, load_corpus, outline, segmentation
from workreports.corpus.tracing import trace
from workreports.io import lexicon
from workreports.io.errors import CorpusError, WorkReportsError
from workreports.io.telling import say

code.running()  # nothing has changed while they were imported, or nothing will be kept

# What texts say is no mathematics: "$" in a table stays what it is.
pd.set_option("display.html.use_mathjax", False)

if TYPE_CHECKING:  # so that an editor can complete them
    from workreports import indicators, ingest, panel, plots
    from workreports.analysis import (
        concordance,
        keyness,
        permutation,
        reuse,
        similarity,
        statistics,
        terms,
        topics,
        validate,
    )
    from workreports.indicators import targets
    from workreports.ingest.tables import from_table
    from workreports.plots import figures, style
    from workreports.teaching import exercises
    from workreports.views import explore

_LATER = {
    "analysis": [
        "concordance",
        "keyness",
        "permutation",
        "reuse",
        "similarity",
        "statistics",
        "terms",
        "topics",
        "validate",
    ],
    "indicators": ["targets"],
    "plots": ["figures", "style"],
    "teaching": ["exercises"],
    "views": ["explore"],
}
_FOLDER_OF = {name: folder for folder, names in _LATER.items() for name in names}
_FOLDER_OF |= {"indicators": "", "ingest": "", "panel": "", "plots": ""}
__all__ = [
    "CorpusError",
    "WorkReportsError",
    "cleaning",
    "concordance",
    "corpus",
    "exercises",
    "explore",
    "figures",
    "from_table",
    "indicators",
    "ingest",
    "keyness",
    "lexicon",
    "load_corpus",
    "outline",
    "panel",
    "permutation",
    "plots",
    "reuse",
    "say",
    "segmentation",
    "similarity",
    "statistics",
    "style",
    "targets",
    "terms",
    "topics",
    "trace",
    "validate",
]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    if name == "from_table":
        return import_module("workreports.ingest.tables").from_table
    if name in _FOLDER_OF:
        return import_module(".".join(filter(None, ["workreports", _FOLDER_OF[name], name])))
    raise AttributeError(f"module 'workreports' has no attribute {name!r}")
