"""From files to a corpus: catalogue, cleaning, layout, outline, segmentation, their tables."""

from workreports.corpus.corpus import Corpus, StoredCorpus, load_corpus, problems

__all__ = ["Corpus", "StoredCorpus", "load_corpus", "problems"]
