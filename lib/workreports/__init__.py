"""Research notebooks on the government work reports of Hangzhou's inner districts: the library under them.

>>> import workreports as wr
>>> corpus = wr.load_corpus()

Modules that draw are imported when first used: matplotlib takes longer than all the rest.
"""

from importlib import import_module

from workreports import cleaning, corpus, outline, segmentation
from workreports.corpus import load_corpus
from workreports.files import CorpusError
from workreports.tracing import trace

_DRAWING = ["charts", "figures", "style"]
__all__ = ["CorpusError", "cleaning", "corpus", "load_corpus", "outline", "segmentation", "trace", *_DRAWING]


def __getattr__(name: str) -> object:
    if name in _DRAWING:
        return import_module(f"workreports.{name}")
    raise AttributeError(f"module 'workreports' has no attribute {name!r}")
