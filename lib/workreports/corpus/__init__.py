"""From files to a corpus.

Catalogue, cleaning, layout, outline, segmentation, and the tables of all of them.
"""

from workreports.corpus.corpus import Corpus
from workreports.corpus.reading import load_corpus, problems
from workreports.corpus.store.memory import MemoryTables

__all__ = ["Corpus", "MemoryTables", "load_corpus", "problems"]
