"""How often terms stand where: rates with intervals, change, spread and company."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import nan
from pathlib import Path

import numpy as np
import pandas as pd

from workreports.analysis import clusters, counting, permutation, statistics, units
from workreports.analysis.company import collocates, dispersion
from workreports.analysis.counting import Terms
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.io.errors import CorpusError, Problem
from workreports.io.resources import LEXICON

__all__ = [
    "Terms",
    "change",
    "check_themes",
    "collocates",
    "dispersion",
    "frequency",
    "readability",
    "themes",
]


def frequency(
    corpus: Corpus,
    terms: Terms,
    by: str | Sequence[str] = "year",
    count: str = "words",
    cluster: str = "auto",
) -> pd.DataFrame:
    """How often terms stand in each group of paragraphs, as rates with intervals.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out. Review and plan are pooled unless ``by`` or a selection parts them.
    terms : str, list of str, or dict of str to list of str
        Words, or phrases of several words, in any width; ``亚运*`` stands for all content words
        that begin with 亚运 (Asian Games). A dict groups them under a name: a theme, a tone.
    by : str or list of str
        ``year`` (of delivery), ``about`` (period spoken of), ``place`` (with its ``territory``: a
        place before and after a reform is two), ``level``, ``territory``, ``doc_id``, ``part``,
        ``genre``, or several. Paragraphs without the quality are left out.
    count : {"words", "strings"}
        What ``count`` and the rates count: words, so that what stands inside a longer word is left
        out, or strings of characters, of terms that overlap the longest.
    cluster : {"auto", "paragraph", "document"}
        What the intervals take for sampled. Auto: documents in a group of twenty or more, in a
        smaller one its paragraphs, see :mod:`workreports.analysis.clusters`.

    Returns
    -------
    DataFrame
        ``term``, the by-columns, ``count``, ``words`` (without punctuation) and ``characters`` of
        the paragraphs counted; ``per_10k`` (per 10,000 words) with ``low`` and ``high`` (95 %) and
        ``interval``, which says what is sampled: "given these documents" or "documents sampled";
        ``low_documents high_documents``: the interval for documents like these, with the spread
        between documents pooled over the commonest words (not a number with ``paragraph``, or where
        no group has two documents); ``per_10k_characters``, ``share_characters`` and
        ``share_sentences`` (characters of the strings, and sentences that hold one, as shares of
        all), ``count_words count_strings`` (both counts), ``documents``, ``paragraphs``;
        ``note``: "never" or "too few", "cut" or "lost" where a part of one of the documents is (see
        ``corpus.coverage``), and "25 of 62, else inside longer words" where fewer than half of the
        strings are words; joined by "; ".

    Raises
    ------
    ValueError
        For a ``by``, ``count`` or ``cluster`` that is none of these; if no paragraph is left.

    >>> table = frequency(load_corpus(), "五水共治")
    >>> table["count"].tolist(), table["interval"].unique().tolist()
    ([0, 1, 5, 3, 2], ['given these documents'])
    """
    groups = counting.qualities(by)
    clusters.check(cluster)
    counted = units.count(corpus, terms, count)
    known = counted.table.dropna(subset=groups)
    if known.empty:
        raise ValueError(f"the selection is empty: no paragraph has a {' and a '.join(groups)}")
    found = [
        (key if isinstance(key, tuple) else (key,), known.index[rows].to_numpy())
        for key, rows in known.groupby(groups, sort=True).indices.items()
    ]
    pooled = cluster == "auto"
    between = (
        clusters.between_groups(corpus, [rows for _, rows in found], counted) if pooled else nan
    )
    measured = []
    for key, rows in found:
        sums = counted.documents(rows)
        sampled = clusters.samples_documents(cluster, len(sums.paragraphs))
        side = clusters.side(sums, sampled, between)
        measured.append((key, list(_rates(counted, rows, side, "part" in groups))))
    return pd.DataFrame(
        [
            (name, *key, *rates[number])
            for number, name in enumerate(counted.names)
            for key, rates in measured
        ],
        columns=["term", *groups, *_RATES],
    )


_RATES = ["count", "words", "characters", "per_10k", "low", "high", "interval"]
_RATES += ["low_documents", "high_documents", "per_10k_characters", "share_characters"]
_RATES += ["share_sentences", "count_words", "count_strings", "documents", "paragraphs", "note"]


def _rates(counted: units.Units, rows: np.ndarray, side: clusters.Side, by_part: bool):
    """The columns ``_RATES`` of each name, over some units."""
    total, table = side.totals, counted.table.iloc[rows]
    words, characters, sentences, paragraphs = (
        int(table[name].sum()) for name in ("words", "characters", "sentences", "paragraphs")
    )
    bounds = 1e4 * clusters.rate_bounds(side)
    doubts = clusters.doubts(total)
    missing = counting.missing(counted.gaps, table, by_part)
    found = {name: counts[rows].sum(axis=0) for name, counts in counted.found.items()}
    for i, hits in enumerate(total.hits.astype(int).tolist()):
        as_words, as_strings, of_strings, holding = (int(counts[i]) for counts in found.values())
        low, high, low_documents, high_documents = bounds[:, i].tolist()
        yield (
            *(hits, words, characters, 1e4 * hits / words, low, high, side.interval),
            *(low_documents, high_documents, 1e4 * hits / characters),
            *(of_strings / characters, holding / sentences, as_words, as_strings),
            *(side.documents, paragraphs),
            counting.note(doubts[i], missing, as_words, as_strings),
        )


def change(
    earlier: Corpus,
    later: Corpus,
    terms: Terms,
    count: str = "words",
    cluster: str = "auto",
) -> pd.DataFrame:
    """How the rate of terms differs between two selections.

    Parameters
    ----------
    earlier, later : Corpus
        Selections without a paragraph in common. Duplicates are left out.
    terms, count, cluster
        As in :func:`frequency`; documents are sampled with twenty of them on both sides.

    Returns
    -------
    DataFrame
        ``term rate_earlier rate_later`` (per 10,000 words), ``ratio`` (later to earlier), ``low``,
        ``high`` (95 % interval of the ratio), ``interval`` and ``low_documents high_documents`` (as
        in :func:`frequency`, of the ratio), ``detectable`` (how many times as often one side has
        to use a term as frequent and as clustered for a difference to be found at 5 % with 80 %
        power; infinite where no ratio would do), ``count_earlier``, ``count_later``,
        ``low_earlier high_earlier low_later high_later`` (95 % intervals of the rates),
        ``documents_earlier documents_later``, ``note``:
        "never" if neither side has it, "too few" if one side has too few hits to judge how they
        cluster, "cut earlier" and the like if a part of a document of that side is cut or lost,
        "25 of 62, else inside longer words" for both sides together; joined by "; ".

    Raises
    ------
    ValueError
        If a selection is empty, or the two share paragraphs.

    >>> corpus = load_corpus()
    >>> earlier, later = (corpus.select(years=year, part="plan") for year in (2016, 2023))
    >>> change(earlier, later, "创新")["term"].tolist()
    ['创新']
    """
    counting.require_disjoint(earlier, later, "earlier", "later")
    counted = [units.count(corpus, terms, count) for corpus in (earlier, later)]
    sides = clusters.sides([earlier, later], [one.documents() for one in counted], cluster)
    before, after = (side.totals for side in sides)
    low, high, low_documents, high_documents = clusters.ratio_bounds(sides[1], sides[0])
    low_before, high_before, low_after, high_after = 1e4 * np.array(
        [*statistics.rate_interval(before), *statistics.rate_interval(after)]
    )
    return pd.DataFrame(
        {
            "term": counted[0].names,
            "rate_earlier": 1e4 * before.hits / before.words,
            "rate_later": 1e4 * after.hits / after.words,
            "ratio": statistics.ratio_interval(after, before)[0],
            "low": low,
            "high": high,
            "interval": sides[0].interval,
            "low_documents": low_documents,
            "high_documents": high_documents,
            "detectable": permutation.detectable(after, before),
            "count_earlier": before.hits.astype(int),
            "count_later": after.hits.astype(int),
            "low_earlier": low_before,
            "high_earlier": high_before,
            "low_later": low_after,
            "high_later": high_after,
            "documents_earlier": sides[0].documents,
            "documents_later": sides[1].documents,
            "note": units.notes(counted, ("earlier", "later"), clusters.doubts(before, after)),
        }
    )


def readability(
    corpus: Corpus, by: str | Sequence[str] = "doc_id", listed: Collection[str] = ()
) -> pd.DataFrame:
    """How long sentences are, and how many words stand in a list of easy (or of rare) words.

    Parameters
    ----------
    by : str or list of str
        As in :func:`frequency`.
    listed : collection of str
        Words of your own list, such as those of a graded vocabulary; none is shipped.

    Returns
    -------
    DataFrame
        The by-columns, ``words``, ``characters``, ``sentences`` (ended by 。！？ or a line's end),
        ``characters_per_sentence``, ``words_per_sentence``, ``share_listed`` (of the words; not a
        number without a list). Headings count as sentences; choose parts to leave them aside.

    >>> table = readability(load_corpus(), by="genre", listed={"发展", "建设"})
    >>> table["characters_per_sentence"].between(20, 60).all(), table["share_listed"].max() < 0.03
    (np.True_, np.True_)
    """
    groups = counting.qualities(by)
    counted = units.count(corpus, {"listed": list(listed) or ["的"]})
    rows = counted.table.assign(
        listed=counted.found["count_words"][:, 0] if listed else float("nan")
    )
    sizes = ["words", "characters", "sentences", "listed"]
    table = rows.groupby(groups, sort=True)[sizes].sum(min_count=1).reset_index()
    table["characters_per_sentence"] = table["characters"] / table["sentences"]
    table["words_per_sentence"] = table["words"] / table["sentences"]
    table["share_listed"] = table.pop("listed") / table["words"]
    return table


def themes(lexicon: Path = LEXICON) -> dict[str, list[str]]:
    """The groups of terms in ``themes.csv`` (``theme term en why``): theme to its terms.

    A term such as ``!营商环境`` is a pattern: what stands inside it is no hit of the theme, and
    ``why`` is the reason.

    Parameters
    ----------
    lexicon : Path
        A corpus's folder ``lexicon/``, whose rows add to the library's; by default the
        demonstration corpus's.

    Raises
    ------
    CorpusError
        For a term that stands twice, a cell that is empty, or a pattern without a term in it.

    >>> len(themes()) >= 12
    True
    """
    table = lexicons.table("themes.csv", lexicon)
    # A corpus may give a term of the library to another theme, so any theme's term will do.
    if idle := [
        Problem("themes.csv", row, f"no term of a theme stands in {term}", "write what one does")
        for row, term in table["term"].items()
        if counting.is_idle(term, table["term"])
    ]:
        raise CorpusError(idle)
    return {theme: rows["term"].tolist() for theme, rows in table.groupby("theme", sort=False)}


def check_themes(corpus: Corpus, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Terms that the corpus never uses, and themes that live from one document.

    Returns
    -------
    DataFrame
        ``theme terms never count largest_document largest_share``: ``never`` lists unused terms,
        ``largest_share`` is the share of a theme's hits that its richest document holds.

    >>> groups = {"water": ["五水共治", "没有这个词"]}
    >>> check_themes(load_corpus(), groups)["never"].tolist()
    ['没有这个词']
    """
    alone = {
        (theme, term): with_patterns
        for theme, members in groups.items()
        for term, with_patterns in counting.grouped(members).items()
    }
    _, found, paragraphs, _ = counting.count(corpus, alone)
    counts = pd.DataFrame(found, columns=pd.MultiIndex.from_tuples(alone))
    rows = []
    for theme in groups:
        of_theme = counts[theme]
        by_document = of_theme.sum(axis=1).groupby(paragraphs["doc_id"]).sum()
        never = of_theme.columns[~of_theme.any()]
        total = int(by_document.sum())
        richest = by_document.idxmax() if total else ""
        share = by_document.max() / total if total else float("nan")
        rows.append((theme, len(of_theme.columns), " ".join(never), total, richest, share))
    return pd.DataFrame(
        rows, columns=["theme", "terms", "never", "count", "largest_document", "largest_share"]
    )
