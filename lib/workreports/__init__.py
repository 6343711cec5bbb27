"""Research notebooks on the government work reports of Hangzhou's inner districts: the library under them.

>>> import workreports as wr
>>> corpus = wr.load_corpus()

Modules that draw or measure are imported when first used: matplotlib and scipy take longer than all the rest.
"""

from importlib import import_module

from workreports import cleaning, corpus, outline, segmentation
from workreports.corpus import load_corpus
from workreports.files import CorpusError
from workreports.tracing import trace

_LATER = ["auditing", "charts", "concordance", "exercises", "explore", "figures", "fiscal_charts", "indicators", "inference", "ingest", "keyness", "reuse", "style", "targets", "terms", "topic_charts", "topics"]
__all__ = ["CorpusError", "cleaning", "corpus", "load_corpus", "outline", "segmentation", "trace", *_LATER]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    if name in _LATER:
        return import_module(f"workreports.{name}")
    raise AttributeError(f"module 'workreports' has no attribute {name!r}")
