"""How much of its reports a place gives to a theme, counted in the ways that papers count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from workreports.analysis import counting, units
from workreports.corpus import Corpus

_UNIT = ["place", "territory", "level", "year"]
_SHARES = {
    "share_words": ("count_words", "words"),
    "share_characters": ("hit_characters", "characters"),
    "share_sentences": ("hit_sentences", "sentences"),
}


def attention(corpus: Corpus, themes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count themes in the reports of each place and year.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out; the documents and parts of a place's year are pooled: select like
        with like, as ``corpus.select(genre="work_report", part="plan")``.
    themes : dict of str to list of str
        A name and the words or phrases that stand for it, such as ``terms.themes()``.

    Returns
    -------
    DataFrame
        One row a ``place territory level year`` and ``theme``. ``count_words``: places where a term
        stands as words; ``count_strings``: where its characters stand, inside longer words too, of
        terms that overlap the longest; ``hit_characters``: characters of these; ``hit_sentences``:
        sentences that hold one. Of all that was counted: ``words`` (without punctuation),
        ``characters``, ``sentences`` (ended by 。！？ or a line's end), ``documents``.
        ``share_words``, ``share_characters``, ``share_sentences``: counts (words, characters,
        sentences) of the theme as shares of all. ``note``: "cut" or "lost" where a part is.

    Raises
    ------
    TypeError, ValueError
        If the themes are no dict of lists, or hold nothing; if the selection is empty.

    >>> plans = load_corpus().select(genre="work_report", part="plan")
    >>> table = attention(plans, {"innovation": ["创新", "创新驱动"]})
    >>> table[["place", "year", "count_words", "count_strings"]].head(1).values.tolist()
    [['上城区', 2017, 13, 13]]
    """
    _check(themes)
    counted = units.count(corpus, themes)
    groups = counted.table.groupby(_UNIT, sort=True, dropna=False)
    known = groups.agg(
        words=("words", "sum"),
        characters=("characters", "sum"),
        sentences=("sentences", "sum"),
        documents=("doc_id", "nunique"),
    ).reset_index()
    known["note"] = [
        counting.note("", counting.missing(counted.gaps, counted.table.loc[rows], by_part=True))
        for rows in groups.groups.values()
    ]
    of = groups.ngroup().to_numpy()
    tables = [
        known.assign(
            theme=name,
            **{
                way: np.bincount(of, counts[:, number]).astype(int)
                for way, counts in counted.found.items()
            },
        )
        for number, name in enumerate(counted.names)
    ]
    table = pd.concat(tables, ignore_index=True)
    for share, (part, whole) in _SHARES.items():
        table[share] = table[part] / table[whole]
    table = table.sort_values(_UNIT, kind="stable", ignore_index=True)
    sizes = ["words", "characters", "sentences", "documents"]
    return table[[*_UNIT, "theme", *counted.found, *sizes, *_SHARES, "note"]]


def _check(themes: object) -> None:
    if not isinstance(themes, Mapping):
        raise TypeError("themes are a dict of names and their terms, such as wr.terms.themes()")
    if not themes:
        raise ValueError("there is no theme to count")
    for name, terms in themes.items():
        if isinstance(terms, str) or not list(terms):
            raise TypeError(f"the theme {name!r} is no list of terms; write ['创新', ...]")
