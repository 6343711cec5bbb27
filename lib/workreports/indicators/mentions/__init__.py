"""What a sentence speaks of: the names of indicators in it, and what limits each to a part."""

from workreports.indicators.mentions.names import Indicator, Named, Names, find, read
from workreports.indicators.mentions.subjects import Sentence, Subject, Topics
from workreports.indicators.mentions.topics import clause, topics

__all__ = [
    "Indicator",
    "Named",
    "Names",
    "Sentence",
    "Subject",
    "Topics",
    "clause",
    "find",
    "read",
    "topics",
]
