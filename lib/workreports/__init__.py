"""Research notebooks on the government work reports of Hangzhou's inner districts: the library under them.

>>> import workreports as wr
>>> corpus = wr.load_corpus()
"""

from workreports import cleaning, corpus, outline, segmentation
from workreports.corpus import load_corpus

__all__ = ["cleaning", "corpus", "load_corpus", "outline", "segmentation"]
