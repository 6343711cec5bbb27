"""What documents, their parts and the periods they speak of add up to, in words and in strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from workreports.analysis import counting, statistics
from workreports.analysis.counting import Terms
from workreports.corpus import Corpus
from workreports.corpus.store.background import POWERS, UNIT, Background
from workreports.io.text import NORMAL_FORM, searched

WAYS = ("words", "strings")
"""How terms are counted: as words, or as strings of characters, inside longer words too."""

_SENTENCE = re.compile(r"[^。!?\n]+")
_DOCUMENTS = 1_000
"""So many texts are read at a time."""


class Strings(NamedTuple):
    """Terms as strings of characters; rows are paragraphs, columns names."""

    sentences: np.ndarray
    """Of each paragraph: ended by 。！？ or a line's end."""
    counts: np.ndarray
    characters: np.ndarray
    """Of the strings found."""
    hit_sentences: np.ndarray
    """That hold one."""


class Units(NamedTuple):
    """What the paragraphs of each document, part and period add up to: all that a table of rates
    needs, wherever it was counted."""

    names: list[str]
    table: pd.DataFrame
    """``doc_id part about year place level territory genre paragraphs words characters
    sentences``."""
    sums: statistics.Sums
    """Units by names."""
    found: dict[str, np.ndarray]
    """``count_words count_strings hit_characters hit_sentences``, each units by names."""
    gaps: pd.DataFrame
    """``doc_id part state`` of the parts that are cut or lost."""

    def documents(self, rows: np.ndarray | slice = slice(None)) -> statistics.Sums:
        """The sums of some units, given by their rows, by document."""
        return self.sums.some(rows).added(pd.factorize(self.table["doc_id"].to_numpy()[rows])[0])


def strings(corpus: Corpus, terms: Terms, par_ids: Sequence[str]) -> Strings:
    """Find terms as strings of characters in some paragraphs; of terms that overlap the longest.

    >>> corpus = load_corpus()
    >>> found = strings(corpus, ["亚运", "亚运*"], corpus.paragraphs["par_id"])
    >>> found.counts.sum(axis=0).tolist()
    [24.0, 24.0]
    """
    groups = [_as_strings(members) for members in counting.grouped(terms).values()]
    rows = pd.Index(par_ids)
    sentences = np.zeros(len(rows), dtype=int)
    found = np.zeros((3, len(rows), len(groups)))
    for some in _texts(corpus.select()):
        here = rows.get_indexer(some["par_id"])
        texts, here = some["text"][here >= 0], here[here >= 0]
        sentences[here], found[:, here] = _searched(texts.tolist(), groups)
    return Strings(sentences, *found)


def _texts(chosen: Corpus) -> Iterator[pd.DataFrame]:
    """The paragraphs with their texts, of so many documents at a time."""
    doc_ids = chosen.documents.index
    if len(doc_ids) <= _DOCUMENTS:
        yield chosen.paragraphs
        return
    for first in range(0, len(doc_ids), _DOCUMENTS):
        some = doc_ids[first : first + _DOCUMENTS].tolist()
        yield chosen.select(doc_id=some).paragraphs


class _Group(NamedTuple):
    """What is looked for under a name, and where none is a hit."""

    wanted: re.Pattern
    barred: tuple[str, ...]


def _as_strings(members: Sequence[str]) -> _Group:
    terms, barred = counting.parted(members)
    looked_for = sorted({searched(term).strip("*") for term in terms}, key=len, reverse=True)
    wanted = "|".join(counting.spelt_with(term, r"\w*?") for term in looked_for)
    return _Group(re.compile(wanted), tuple(barred))


def _searched(texts: list[str], groups: list[_Group]) -> tuple[np.ndarray, np.ndarray]:
    """The sentences of each text; places, characters and sentences (3, texts, groups)."""
    whole = "\n".join(texts).translate(NORMAL_FORM)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    spans = [match.span() for match in _SENTENCE.finditer(whole)]
    sentences = np.array([a for a, b in spans if not whole[a:b].isspace()], dtype=int)
    text_of = np.searchsorted(starts, sentences, "right") - 1
    found = np.zeros((3, len(texts), len(groups)))
    barred = {some: counting.stretches(whole, some) for _, some in groups}
    for column, (wanted, without) in enumerate(groups):
        places = [match.span() for match in wanted.finditer(whole)]
        if without:
            places = [span for span in places if not counting.inside(span, barred[without])]
        first, last = np.array(places, dtype=int).reshape(-1, 2).T
        row = np.searchsorted(starts, first, "right") - 1
        holding = np.unique(np.searchsorted(sentences, first, "right") - 1)
        found[0, :, column] = np.bincount(row, minlength=len(texts))
        found[1, :, column] = np.bincount(row, last - first, len(texts))
        found[2, :, column] = np.bincount(text_of[holding], minlength=len(texts))
    return np.bincount(text_of, minlength=len(texts)), found


def count(corpus: Corpus | Background, terms: Terms, way: str = "words") -> Units:
    """Count terms in both ways, and add up the paragraphs of each document, part and period.

    Parameters
    ----------
    way : {"words", "strings"}
        Of which counts the sums for intervals are made.

    Raises
    ------
    ValueError
        If ``way`` is neither, or the corpus has no paragraph with a word.

    >>> found = count(load_corpus(), "民生").found
    >>> [int(found[way].sum()) for way in ("count_words", "count_strings")]
    [25, 62]
    """
    if way not in WAYS:
        raise ValueError(f"cannot count {way!r}; choose words or strings")
    if isinstance(corpus, Background):
        return _counted_before(corpus, counting.grouped(terms), way)
    hits = counting.count(corpus, terms)
    as_strings = strings(corpus, terms, hits.paragraphs["par_id"])
    of, table = _added_up(hits.paragraphs.assign(sentences=as_strings.sentences))
    counted = {
        "count_words": hits.counts,
        "count_strings": as_strings.counts,
        "hit_characters": as_strings.characters,
        "hit_sentences": as_strings.hit_sentences,
    }
    words = hits.paragraphs["words"].to_numpy()
    sums = statistics.sums(counted[f"count_{way}"], words, of)
    found = {name: _by_unit(counts, of) for name, counts in counted.items()}
    return Units(hits.names, table, sums, found, hits.gaps)


def _counted_before(background: Background, groups: Mapping[str, Sequence[str]], way: str) -> Units:
    """What was counted of reports whose texts are not here."""
    names = background.names_of(groups)
    sums = {one: _sums(background, names, one) for one in WAYS}
    found = {f"count_{one}": sums[one].hits[0].astype(int) for one in WAYS}
    of_strings = background.of_strings(names)
    return Units(
        list(groups),
        background.units.reset_index(drop=True),
        sums[way],
        found | dict(zip(("hit_characters", "hit_sentences"), of_strings, strict=True)),
        counting.gaps(background),
    )


def _sums(background: Background, names: list[str], way: str) -> statistics.Sums:
    """What the paragraphs add up to, of which there are those with a hit, and what all have."""
    sizes = background.counted.units.iloc[background.rows]
    hits = background.hits(names, way)
    paragraphs = np.arange(len(hits))
    by_name = sparse.coo_array((hits["hits"], (paragraphs, hits["name"])), (len(hits), len(names)))
    known = statistics.sums(by_name, hits["words"].to_numpy(), hits["unit"].to_numpy())
    rows = np.unique(hits["unit"])
    products = np.zeros((len(known.hits), len(sizes), len(names)))
    spread = np.zeros((len(sizes), len(names)), dtype=int)
    products[:, rows], spread[rows] = known.hits, known.spread
    words = sizes[["words", *POWERS]].to_numpy(dtype=float).T
    return statistics.Sums(sizes["paragraphs"].to_numpy(), words, products, spread)


def _by_unit(counts: np.ndarray, of: np.ndarray) -> np.ndarray:
    return pd.DataFrame(counts.astype(int)).groupby(of).sum().to_numpy()


def vocabulary(corpus: Corpus | Background, terms: int = 300) -> Units:
    """The commonest content words, counted: by them one sees how documents differ.

    >>> len(vocabulary(load_corpus().select(years=2016)).names)
    300
    """
    if isinstance(corpus, Background):
        commonest = corpus.commonest(terms)
        table = corpus.units.reset_index(drop=True)
        return Units(commonest, table, _sums(corpus, commonest, "words"), {}, counting.gaps(corpus))
    paragraphs = counting.counted_in(corpus.select())
    counts, rows, names = corpus.matrix(by="par_id", min_count=1)
    often = np.argsort(-counts.sum(axis=0), kind="stable")[:terms]
    counts = counts.tocsc()[:, often].tocsr()
    counts = counts[pd.Index(rows["par_id"]).get_indexer(paragraphs["par_id"])]
    of, table = _added_up(paragraphs)
    sums = statistics.sums(counts, paragraphs["words"].to_numpy(), of)
    return Units(
        [names[column] for column in often], table, sums, {}, counting.gaps(corpus.select())
    )


def _added_up(paragraphs: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """The number of each paragraph's unit, and the units."""
    units = paragraphs.groupby(UNIT, sort=False, dropna=False)
    sizes = [name for name in ("words", "characters", "sentences") if name in paragraphs]
    firsts = units.head(1)[[*UNIT, *counting.QUALITIES]].reset_index(drop=True)
    table = firsts.assign(paragraphs=units.size().to_numpy())
    return units.ngroup().to_numpy(), table.join(units[sizes].sum().reset_index(drop=True))


def notes(sides: Sequence[Units], names: Sequence[str], doubts: Sequence[str]) -> list[str]:
    """The column ``note`` of terms in several selections, see
    :func:`workreports.analysis.counting.note`: "cut earlier" where it is the earlier one.

    >>> sides = [count(load_corpus().select(years=year), "民生") for year in (2017, 2023)]
    >>> notes(sides, ["earlier", "later"], [""])
    ['cut later; lost later; 9 of 24, else inside longer words']
    """
    missing = [
        f"{state} {name}"
        for side, name in zip(sides, names, strict=True)
        for state in counting.missing(side.gaps, side.table)
    ]
    both = [sum(side.found[f"count_{way}"].sum(axis=0) for side in sides) for way in WAYS]
    return [
        counting.note(doubt, missing, *counts) for doubt, *counts in zip(doubts, *both, strict=True)
    ]
