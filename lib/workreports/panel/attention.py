"""How much of its reports a place gives to a theme, counted in the ways that papers count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from workreports.analysis import counting
from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM, searched

_UNIT = ["place", "territory", "level", "year"]
_SENTENCE_END = re.compile(r"[。!?\n]+")
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
        If the themes are no dict of lists, or hold nothing.

    >>> plans = load_corpus().select(genre="work_report", part="plan")
    >>> table = attention(plans, {"innovation": ["创新", "创新驱动"]})
    >>> table[["place", "year", "count_words", "count_strings"]].head(1).values.tolist()
    [['上城区', 2017, 13, 13]]
    """
    _check(themes)
    hits = counting.count(corpus, themes)
    paragraphs = hits.paragraphs
    texts = corpus.select().paragraphs.set_index("par_id")["text"].loc[paragraphs["par_id"]]
    sentences = [_sentences(text) for text in texts]
    paragraphs = paragraphs.assign(sentences=[len(parts) for parts in sentences])
    units = paragraphs.groupby(_UNIT, sort=True, dropna=False)
    known = units.agg(
        words=("words", "sum"),
        characters=("characters", "sum"),
        sentences=("sentences", "sum"),
        documents=("doc_id", "nunique"),
    ).reset_index()
    known["note"] = [
        counting.note("", counting.missing(hits.gaps, paragraphs.loc[rows], by_part=True))
        for rows in units.groups.values()
    ]
    groups = units.ngroup().to_numpy()
    tables = [
        known.assign(theme=name, **_counted(hits.counts[:, number], sentences, terms, groups))
        for number, (name, terms) in enumerate(themes.items())
    ]
    table = pd.concat(tables, ignore_index=True)
    for share, (part, whole) in _SHARES.items():
        table[share] = table[part] / table[whole]
    table = table.sort_values(_UNIT, kind="stable", ignore_index=True)
    counts = ["count_words", "count_strings", "hit_characters", "hit_sentences"]
    of = ["words", "characters", "sentences", "documents"]
    return table[[*_UNIT, "theme", *counts, *of, *_SHARES, "note"]]


def _check(themes: object) -> None:
    if not isinstance(themes, Mapping):
        raise TypeError("themes are a dict of names and their terms, such as wr.terms.themes()")
    if not themes:
        raise ValueError("there is no theme to count")
    for name, terms in themes.items():
        if isinstance(terms, str) or not list(terms):
            raise TypeError(f"the theme {name!r} is no list of terms; write ['创新', ...]")


def _sentences(text: str) -> list[str]:
    parts = _SENTENCE_END.split(text.translate(NORMAL_FORM))
    return [part for part in parts if part.strip()]


def _counted(
    words: np.ndarray, sentences: list[list[str]], terms: Sequence[str], groups: np.ndarray
) -> dict[str, np.ndarray]:
    """What a theme's terms make in each group of paragraphs."""
    named, excluded = counting.parted(terms)
    looked_for = sorted({searched(term) for term in named}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, looked_for)))
    found = np.zeros((len(sentences), 3))
    for row, parts in enumerate(sentences):
        for part in parts:
            barred = counting.stretches(part, excluded)
            spans = (hit.span() for hit in pattern.finditer(part))
            lengths = [
                end - start for start, end in spans if not counting.inside((start, end), barred)
            ]
            if lengths:
                found[row] += len(lengths), sum(lengths), 1
    columns = ["count_words", "count_strings", "hit_characters", "hit_sentences"]
    sums = pd.DataFrame(np.column_stack([words, found]), columns=columns).groupby(groups).sum()
    return {name: sums[name].to_numpy(dtype=int) for name in columns}
