"""What the tasks of several notebooks ask of the corpus; what takes time is worked out once."""

from functools import cache

from workreports import indicators


def doc_ids(corpus):
    """The documents that can be named."""
    return corpus.documents.index


def texts(corpus, **chosen):
    """The text of each document, headings and all; documents are chosen as with `select`."""
    return corpus.select(**chosen).paragraphs.groupby("doc_id")["text"].agg("\n".join)


@cache
def observations(corpus):
    """Every figure that the corpus prints."""
    return indicators.extract(corpus)
