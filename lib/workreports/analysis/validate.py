"""A dictionary read before it is believed: its hits in context, blind, and how many mean it."""

from __future__ import annotations

import hashlib
import re

import pandas as pd

from workreports.analysis import concordance, counting
from workreports.analysis.counting import Terms
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM, searched

SHEET = ["hit", "theme", "term", "left", "match", "right", "verdict", "note"]
"""Columns of the table that is coded."""
_TIMES = (
    r"(?<![\d.])(?:19|20)\d\d(?=年|[-—~至到](?:19|20)\d\d)"
    "|十[一二三四五]五|二〇[〇一二三四五六七八九]{2}(?=年)"
)
_MASK = "□"


def draw(corpus: Corpus, terms: Terms, n: int = 50, width: int = 40) -> pd.DataFrame:
    chosen = corpus.select()
    drawn = _drawn(chosen, terms, n)
    masked = _masked(chosen, drawn, width)
    return drawn.assign(**masked, verdict="", note="")[SHEET]


def _drawn(corpus: Corpus, terms: Terms, n: int | None) -> pd.DataFrame:
    """``hit theme term`` and where each stands: of each theme those whose names come first."""
    names = corpus.paragraphs.set_index("par_id")
    tables = []
    for theme, members in counting.grouped(terms).items():
        places = counting.places(corpus, members).merge(
            corpus.paragraphs[["par_id", "doc_id"]], on="par_id"
        )
        texts = names["text"].loc[places["par_id"]]
        spans = zip(texts, places["start"], places["end"], strict=True)
        term = [searched(text[start:end]) for text, start, end in spans]
        where = zip(places["doc_id"], places["raw_start"], places["raw_end"], strict=True)
        hit = [_name(theme, *place) for place in where]
        found = places.assign(hit=hit, theme=theme, term=term)
        tables.append(found.sort_values("hit").head(n))
    return pd.concat(tables, ignore_index=True)


def _name(*place: object) -> str:
    """A name that tells nothing to a reader and leads back to the place it was made of."""
    digest = hashlib.blake2b("\t".join(map(str, place)).encode(), digest_size=4)
    return f"h{digest.hexdigest()}"


def _masked(corpus: Corpus, places: pd.DataFrame, width: int) -> dict[str, list[str]]:
    """``left match right`` of places, with years and the corpus's places masked around them."""
    pattern = re.compile("|".join([*_names(corpus), _TIMES]))
    around = concordance._around(corpus, places, 10_000)
    masked = [
        pattern.sub(lambda found: _MASK * len(found[0]), text.translate(NORMAL_FORM))
        for side in ("left", "right")
        for text in around[side]
    ]
    half = len(masked) // 2
    return {
        "left": [text[-width:] for text in masked[:half]],
        "match": around["hit"],
        "right": [text[:width] for text in masked[half:]],
    }


def _names(corpus: Corpus) -> list[str]:
    """The places of the documents, the longest first, with and without their kind."""
    places = set(corpus.documents["place"].dropna())
    short = {place[:-1] for place in places if len(place) > 2}
    return [re.escape(name) for name in sorted(places | short, key=len, reverse=True)]
