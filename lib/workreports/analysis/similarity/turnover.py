"""Which words are new in a report, and which are gone."""

from __future__ import annotations

import pandas as pd

from workreports.analysis import concordance, counting
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM


def turnover(
    earlier: Corpus, later: Corpus, min_count: int = 2, width: int = 20
) -> concordance.Lines:
    """The content words that only one of two selections has, with their lines.

    Parameters
    ----------
    earlier, later : Corpus
        Selections without a paragraph in common, such as two reports. Duplicates are left out.
    min_count : int
        Words that stand there less often are left out: most words stand in a text once, and say
        little by being new.
    width : int
        Characters on each side, within the paragraph.

    Returns
    -------
    Lines
        A DataFrame with one row a place: ``change`` ("new" in the later, "vanished" from it),
        ``term count``; ``inside``, how often the other selection has the term's characters in other
        or longer words (with any, the word may be new, its matter is not); then the columns of
        :func:`workreports.analysis.concordance.lines`. First the new, by falling count.

    Raises
    ------
    ValueError
        If a selection is empty, or the two share paragraphs.

    >>> corpus = load_corpus().select(genre="work_report", place="下城区")
    >>> words = turnover(corpus.select(years=2015), corpus.select(years=2016), min_count=3)
    >>> words["change"].unique().tolist()
    ['new', 'vanished']
    """
    counting.require_disjoint(earlier, later, "earlier", "later")
    before, after = earlier.select(), later.select()
    sides = ("new", after, before), ("vanished", before, after)
    found = [_only(change, here, there, min_count, width) for change, here, there in sides]
    return concordance.Lines(pd.concat(found, ignore_index=True))


def _only(change: str, here: Corpus, there: Corpus, min_count: int, width: int) -> pd.DataFrame:
    """The lines of words that stand here and not there."""
    counts = here.word_counts().groupby("token")["n"].sum()
    others = there.word_counts()["token"]
    counts = counts[(counts >= min_count) & ~counts.index.isin(others)]
    terms = counts.sort_values(ascending=False, kind="stable").index
    text = "\n".join(there.paragraphs["text"]).translate(NORMAL_FORM)
    about = pd.DataFrame({"count": counts, "inside": [text.count(term) for term in counts.index]})
    places = here.tokens()
    places = places[places["token"].isin(terms)]
    places = places.iloc[terms.get_indexer(places["token"]).argsort(kind="stable")]
    named = pd.DataFrame({"change": change, "term": places["token"].array}).join(about, on="term")
    return named.join(concordance.at(here, places, width))
