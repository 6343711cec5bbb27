"""Where terms stand: how evenly they are spread over the parts of a corpus, and in what company."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workreports.analysis import counting, statistics
from workreports.analysis.counting import Terms
from workreports.corpus import Corpus
from workreports.io.text import searched

_UNEVEN = "parts differ tenfold"


def dispersion(corpus: Corpus, terms: Terms, by: str = "doc_id") -> pd.DataFrame:
    """How evenly terms are spread over the parts of a corpus.

    Parameters
    ----------
    by : {"doc_id", "par_id"}
        What the parts are.

    Returns
    -------
    DataFrame
        ``term count parts range dp dp_norm juilland_d note``; ``range`` counts the parts that have
        the term. All three measures are missing for a term that never occurs. DP is 0 when evenly
        spread (Gries 2008; DPnorm: Lijffijt & Gries 2012), Juilland's D is 1. ``note`` says "parts
        differ tenfold" where the longest has ten times the words of the shortest or more: DPnorm
        then leans on the shortest, Juilland's D takes a rate of few words for as good as any other.

    >>> dispersion(load_corpus(), ["发展", "百老汇"])["dp"].round(1).tolist()
    [0.1, 1.0]
    """
    if by not in ("doc_id", "par_id"):
        raise ValueError(f"cannot take {by!r} for parts; choose doc_id or par_id")
    names, counts, paragraphs, _ = counting.count(corpus, terms)
    parts = paragraphs.groupby(by, sort=True).indices.values()
    words = np.array([paragraphs["words"].to_numpy()[rows].sum() for rows in parts], dtype=float)
    by_part = np.array([counts[rows].sum(axis=0) for rows in parts], dtype=float)
    rows = [
        (
            name,
            int(column.sum()),
            len(words),
            int((column > 0).sum()),
            *statistics.deviation_of_proportions(column, words),
            statistics.juilland_d(column, words),
        )
        for name, column in zip(names, by_part.T, strict=True)
    ]
    return pd.DataFrame(
        rows, columns=["term", "count", "parts", "range", "dp", "dp_norm", "juilland_d"]
    ).assign(note=_UNEVEN if words.max() >= 10 * words.min() else "")


def collocates(corpus: Corpus, term: str, window: int = 5, min_count: int = 3) -> pd.DataFrame:
    """Content words that stand near a term more often than they would by chance.

    Parameters
    ----------
    window : int
        Words on each side, within the paragraph, punctuation counted.
    min_count : int
        Words seen less often near the term are left out.

    Returns
    -------
    DataFrame
        ``collocate count together count_corpus log_dice pmi t g2``, by falling logDice (Rychly
        2008). ``count`` are the places of the collocate inside a window; ``together``, pairs of a
        place of the term and one of the collocate of which none is in two pairs, what logDice
        counts, so that it never passes 14. ``pmi`` (Church & Hanks 1990) and ``t`` (Church et al.
        1991) hold ``count`` against what the words inside windows would have by chance: the one
        favours rare words, the other common ones. ``g2`` (Dunning 1993, four cells) and ``t``
        describe and are no tests.

    >>> collocates(load_corpus(), "非遗").head(1)["count"].ge(3).tolist()
    [True]
    """
    places = corpus.occurrences(term)
    tokens = corpus.select().tokens()
    counting.require_some(tokens)
    spans = _spans(places, tokens, window)
    near = np.zeros(len(tokens), dtype=bool)
    near[np.concatenate([np.empty(0, dtype=int), *spans])] = True
    content = tokens["is_content"].to_numpy() & (tokens["token"] != searched(term)).to_numpy()
    inside = tokens.loc[near & content, "token"].value_counts()
    inside = inside[inside >= min_count]
    everywhere = tokens.loc[content, "token"].value_counts()[inside.index]
    a, b = inside.to_numpy(dtype=float), (everywhere - inside).to_numpy(dtype=float)
    chance = everywhere.to_numpy() * near.mean()
    together = _together(tokens["token"].to_numpy(), spans, inside.index)
    table = pd.DataFrame(
        {
            "collocate": inside.index,
            "count": inside.to_numpy(),
            "together": together,
            "count_corpus": everywhere.to_numpy(),
            "log_dice": statistics.log_dice(together, len(places), everywhere.to_numpy()),
            "pmi": np.log2(a / chance),
            "t": (a - chance) / np.sqrt(a),
            "g2": statistics.log_likelihood(a, b, float(near.sum()), float((~near).sum())),
        }
    )
    return table.sort_values(["log_dice", "collocate"], ascending=[False, True], ignore_index=True)


def _spans(places: pd.DataFrame, tokens: pd.DataFrame, window: int) -> list[np.ndarray]:
    """The tokens that stand within so many words of each place, in the same paragraph."""
    par_ids, ends = tokens["par_id"].to_numpy(), tokens["end"].to_numpy()
    row_of = {place: row for row, place in enumerate(zip(par_ids, tokens["start"], strict=True))}
    spans = []
    for place in places.itertuples():
        first = last = row_of[place.par_id, place.start]
        while ends[last] < place.end:
            last += 1
        around = np.r_[max(0, first - window) : first, last + 1 : last + 1 + window]
        around = around[around < len(tokens)]
        spans.append(around[par_ids[around] == place.par_id])
    return spans


def _together(words: np.ndarray, spans: list[np.ndarray], collocates: pd.Index) -> np.ndarray:
    """How many places have each collocate beside them, none of which is beside two.

    Windows follow each other through the text, so that giving each place the first one that is
    still free makes as many pairs as can be made.
    """
    number = {word: row for row, word in enumerate(collocates)}
    taken: set[int] = set()
    found = np.zeros(len(collocates), dtype=int)
    for span in spans:
        first = {words[row]: row for row in reversed(span.tolist()) if row not in taken}
        for word, row in first.items():
            if word in number:
                found[number[word]] += 1
                taken.add(row)
    return found
