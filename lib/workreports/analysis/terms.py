"""How often terms stand where: rates with intervals, change between selections, spread, company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from workreports.analysis import counting, permutation, statistics
from workreports.analysis.counting import Terms
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.io.errors import CorpusError, Problem
from workreports.io.resources import LEXICON
from workreports.io.text import searched

_BY = ["year", "about", "place", "level", "territory", "doc_id", "part", "genre"]


def frequency(corpus: Corpus, terms: Terms, by: str | Sequence[str] = "year") -> pd.DataFrame:
    """How often terms stand in each group of paragraphs, as rates with intervals.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out. Review and plan are pooled unless ``by`` or a selection parts them.
    terms : str, list of str, or dict of str to list of str
        Words, or phrases of several words, in any width; a dict groups them under a name (a theme).
        What stands inside a longer word is not counted.
    by : str or list of str
        ``year`` (of delivery), ``about`` (period spoken of), ``place`` (with its ``territory``: a
        place before and after a reform is two), ``level``, ``territory``, ``doc_id``, ``part``,
        ``genre``, or several. Paragraphs without the quality are left out.

    Returns
    -------
    DataFrame
        ``term``, the by-columns, ``count``, ``words`` (without punctuation) and ``characters`` of
        the paragraphs counted, ``per_10k`` (per 10,000 words), ``low``, ``high`` (95 % interval
        that respects paragraphs, see :mod:`workreports.analysis.statistics`), ``paragraphs``,
        ``note`` ("never" or "too few", and "cut" or "lost" where
        a part of one of the documents is, see ``corpus.coverage``; joined by "; ").

    Raises
    ------
    ValueError
        For a ``by`` that is none of these.

    >>> frequency(load_corpus(), "五水共治")["count"].tolist()
    [0, 1, 5, 3, 2]
    """
    groups = _by(by)
    hits = counting.count(corpus, terms)
    known = hits.paragraphs.dropna(subset=groups)
    found = [
        (key if isinstance(key, tuple) else (key,), known.index[rows])
        for key, rows in known.groupby(groups, sort=True).indices.items()
    ]
    by_part = "part" in groups
    measured = [(key, list(_rates(hits, rows, by_part))) for key, rows in found]
    return pd.DataFrame(
        [
            (name, *key, *rates[number])
            for number, name in enumerate(hits.names)
            for key, rates in measured
        ],
        columns=["term", *groups, *_RATES],
    )


_RATES = ["count", "words", "characters", "per_10k", "low", "high", "paragraphs", "note"]


def _by(by: str | Sequence[str]) -> list[str]:
    groups = [by] if isinstance(by, str) else list(by)
    for name in groups:
        if name not in _BY:
            raise ValueError(f"cannot group by {name!r}; choose from {', '.join(_BY)}")
    if "place" in groups and "territory" not in groups:
        groups.insert(groups.index("place") + 1, "territory")
    return groups


def _rates(hits: counting.Hits, rows: np.ndarray, by_part: bool):
    """The columns ``_RATES`` of each name, over some paragraphs."""
    total = hits.totals(rows)
    low, high = statistics.rate_interval(total)
    characters = int(hits.paragraphs["characters"].to_numpy()[rows].sum())
    doubts = np.select([total.hits == 0, total.few], ["never", "too few"], "").tolist()
    missing = counting.missing(hits.gaps, hits.paragraphs.iloc[rows], by_part)
    for i, doubt in enumerate(doubts):
        count, rate = int(total.hits[i]), 1e4 * total.hits[i] / total.words
        bounds = 1e4 * low[i], 1e4 * high[i]
        note = counting.note(doubt, missing)
        yield count, int(total.words), characters, rate, *bounds, len(rows), note


def change(earlier: Corpus, later: Corpus, terms: Terms) -> pd.DataFrame:
    """How the rate of terms differs between two selections.

    Returns
    -------
    DataFrame
        ``term rate_earlier rate_later`` (per 10,000 words), ``ratio`` (later to earlier), ``low``,
        ``high`` (95 % interval of the ratio), ``detectable`` (how many times as often one side has
        to use a term as frequent and as clustered for a difference to be found at 5 % with 80 %
        power; infinite where no ratio would do), ``count_earlier``, ``count_later``,
        ``low_earlier high_earlier low_later high_later`` (95 % intervals of the rates), ``note``:
        "never" if neither side has it, "too few" if one side has too few hits to judge how they
        cluster, "cut earlier" and the like if a part of a document of that side is cut or lost;
        joined by "; ".

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
    hits = counting.count(earlier, terms), counting.count(later, terms)
    before, after = (side.totals() for side in hits)
    ratio, low, high = statistics.ratio_interval(after, before)
    low_before, high_before = statistics.rate_interval(before)
    low_after, high_after = statistics.rate_interval(after)
    never, few = before.hits + after.hits == 0, before.few | after.few
    missing = [
        f"{state} {name}"
        for side, name in zip(hits, ("earlier", "later"), strict=True)
        for state in counting.missing(side.gaps, side.paragraphs)
    ]
    doubts = np.select([never, few], ["never", "too few"], "").tolist()
    return pd.DataFrame(
        {
            "term": hits[0].names,
            "rate_earlier": 1e4 * before.hits / before.words,
            "rate_later": 1e4 * after.hits / after.words,
            "ratio": ratio,
            "low": low,
            "high": high,
            "detectable": permutation.detectable(after, before),
            "count_earlier": before.hits.astype(int),
            "count_later": after.hits.astype(int),
            "low_earlier": 1e4 * low_before,
            "high_earlier": 1e4 * high_before,
            "low_later": 1e4 * low_after,
            "high_later": 1e4 * high_after,
            "note": [counting.note(doubt, missing) for doubt in doubts],
        }
    )


def dispersion(corpus: Corpus, terms: Terms, by: str = "doc_id") -> pd.DataFrame:
    """How evenly terms are spread over the parts of a corpus.

    Parameters
    ----------
    by : {"doc_id", "par_id"}
        What the parts are.

    Returns
    -------
    DataFrame
        ``term count parts range dp dp_norm juilland_d``; ``range`` counts the parts that have the
        term. All three measures are missing for a term that never occurs. DP is 0 when evenly
        spread (Gries 2008; DPnorm: Lijffijt & Gries 2012), Juilland's D is 1.

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
    )


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
        ``collocate count count_corpus log_dice g2``, by falling logDice (Rychly 2008). ``count``
        are the places of the collocate inside a window; ``g2`` (Dunning 1993, four cells)
        describes and is no test.

    >>> collocates(load_corpus(), "非遗").head(1)["count"].ge(3).tolist()
    [True]
    """
    places = corpus.occurrences(term)
    tokens = corpus.select().tokens()
    near = _near(places, tokens, window)
    content = tokens["is_content"].to_numpy() & (tokens["token"] != searched(term)).to_numpy()
    inside = tokens.loc[near & content, "token"].value_counts()
    inside = inside[inside >= min_count]
    everywhere = tokens.loc[content, "token"].value_counts()[inside.index]
    a, b = inside.to_numpy(dtype=float), (everywhere - inside).to_numpy(dtype=float)
    table = pd.DataFrame(
        {
            "collocate": inside.index,
            "count": inside.to_numpy(),
            "count_corpus": everywhere.to_numpy(),
            "log_dice": statistics.log_dice(a, len(places), everywhere.to_numpy()),
            "g2": statistics.log_likelihood(a, b, float(near.sum()), float((~near).sum())),
        }
    )
    return table.sort_values(["log_dice", "collocate"], ascending=[False, True], ignore_index=True)


def _near(places: pd.DataFrame, tokens: pd.DataFrame, window: int) -> np.ndarray:
    """Which tokens stand within so many words of one of the places, in the same paragraph."""
    near = np.zeros(len(tokens), dtype=bool)
    par_ids, ends = tokens["par_id"].to_numpy(), tokens["end"].to_numpy()
    row_of = {place: row for row, place in enumerate(zip(par_ids, tokens["start"], strict=True))}
    for place in places.itertuples():
        first = last = row_of[place.par_id, place.start]
        while ends[last] < place.end:
            last += 1
        around = np.r_[max(0, first - window) : first, last + 1 : last + 1 + window]
        around = around[around < len(tokens)]
        near[around[par_ids[around] == place.par_id]] = True
    return near


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
    groups = {theme: rows["term"].tolist() for theme, rows in table.groupby("theme", sort=False)}
    if idle := [
        Problem("themes.csv", row, f"no term of {theme} stands in {term}", "write what one does")
        for row, theme, term in table[["theme", "term"]].itertuples(name=None)
        if counting.is_idle(term, groups[theme])
    ]:
        raise CorpusError(idle)
    return groups


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
