"""How often terms stand where: rates with intervals, change between selections, dispersion, company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from workreports.io.resources import LEXICON
from workreports.analysis import statistics
from workreports.corpus.corpus import Corpus, require_disjoint
from workreports.io.errors import CorpusError, Problem
from workreports.io.tables import read_csv

Terms = str | Sequence[str] | Mapping[str, Sequence[str]]
_GROUPS = ["year", "about", "place", "doc_id", "part", "genre"]


def frequency(corpus: Corpus, terms: Terms, by: str | Sequence[str] = "year") -> pd.DataFrame:
    """How often terms stand in each group of paragraphs, as rates with intervals.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out. Review and plan are pooled unless ``by`` or a selection parts them.
    terms : str, list of str, or dict of str to list of str
        Words, or phrases of several words; a dict groups them under a name (a theme). What stands inside a longer word is not counted.
    by : str or list of str
        ``year`` (of delivery), ``about`` (period spoken of), ``place`` (with the territory, for before and after 2021 are two),
        ``doc_id``, ``part``, ``genre``, or several. Paragraphs without the quality are left out.

    Returns
    -------
    DataFrame
        ``term``, the by-columns, ``count``, ``tokens`` (words without punctuation), ``per_10k`` (per 10,000 words), ``low``, ``high`` (95 % interval
        that respects paragraphs, see :mod:`workreports.analysis.statistics`), ``paragraphs``, ``note`` ("" or "never" or "too few").

    >>> frequency(load_corpus(), "五水共治")["count"].tolist()
    [0, 1, 5, 3, 2]
    """
    groups = [by] if isinstance(by, str) else list(by)
    for name in groups:
        if name not in _GROUPS:
            raise ValueError(f"cannot group by {name!r}; choose from {', '.join(_GROUPS)}")
    if "place" in groups:
        groups.insert(groups.index("place") + 1, "territory")
    names, counts, frame = _count(corpus, terms)
    frame = frame.dropna(subset=groups)
    rows = []
    for key, index in frame.groupby(groups, sort=True).indices.items():
        places = frame.index[index]
        total = statistics.totals(
            counts[places], frame["size"].to_numpy()[index], frame["doc_id"].to_numpy()[index]
        )
        low, high = statistics.rate_interval(total)
        for i, name in enumerate(names):
            note = "never" if total.hits[i] == 0 else "too few" if total.few[i] else ""
            rows.append(
                (
                    name,
                    *(key if isinstance(key, tuple) else (key,)),
                    int(total.hits[i]),
                    int(total.tokens),
                    1e4 * total.hits[i] / total.tokens,
                    1e4 * low[i],
                    1e4 * high[i],
                    len(index),
                    note,
                )
            )
    table = pd.DataFrame(
        rows,
        columns=[
            "term",
            *groups,
            "count",
            "tokens",
            "per_10k",
            "low",
            "high",
            "paragraphs",
            "note",
        ],
    )
    order = {name: i for i, name in enumerate(names)}
    return table.sort_values(
        ["term", *groups],
        key=lambda column: column.map(order) if column.name == "term" else column,
        ignore_index=True,
    )


def change(earlier: Corpus, later: Corpus, terms: Terms) -> pd.DataFrame:
    """How the rate of terms differs between two selections.

    Returns
    -------
    DataFrame
        ``term rate_earlier rate_later`` (per 10,000 words), ``ratio`` (later to earlier), ``low``, ``high`` (95 % interval of the ratio), ``count_earlier``,
        ``count_later``, ``low_earlier high_earlier low_later high_later`` (95 % intervals of the rates), ``note``: "never" if neither side has it,
        "too few" if one side has too few hits to judge how they cluster.

    Raises
    ------
    ValueError
        If a selection is empty, or the two share paragraphs.

    >>> corpus = load_corpus()
    >>> change(corpus.select(years=2016, part="plan"), corpus.select(years=2023, part="plan"), "创新")["term"].tolist()
    ['创新']
    """
    require_disjoint(earlier, later, "earlier", "later")
    names, counts_earlier, frame_earlier = _count(earlier, terms)
    _, counts_later, frame_later = _count(later, terms)
    before = statistics.totals(
        counts_earlier, frame_earlier["size"].to_numpy(), frame_earlier["doc_id"].to_numpy()
    )
    after = statistics.totals(
        counts_later, frame_later["size"].to_numpy(), frame_later["doc_id"].to_numpy()
    )
    ratio, low, high = statistics.ratio_interval(after, before)
    (low_before, high_before), (low_after, high_after) = (
        statistics.rate_interval(before),
        statistics.rate_interval(after),
    )
    note = np.select(
        [before.hits + after.hits == 0, before.few | after.few], ["never", "too few"], ""
    )
    return pd.DataFrame(
        {
            "term": names,
            "rate_earlier": 1e4 * before.hits / before.tokens,
            "rate_later": 1e4 * after.hits / after.tokens,
            "ratio": ratio,
            "low": low,
            "high": high,
            "count_earlier": before.hits.astype(int),
            "count_later": after.hits.astype(int),
            "low_earlier": 1e4 * low_before,
            "high_earlier": 1e4 * high_before,
            "low_later": 1e4 * low_after,
            "high_later": 1e4 * high_after,
            "note": note,
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
        ``term count parts range dp dp_norm juilland_d``; ``range`` counts the parts that have the term. All three measures are missing for
        a term that never occurs. DP is 0 when evenly spread (Gries 2008; DPnorm: Lijffijt & Gries 2012), Juilland's D is 1.

    >>> dispersion(load_corpus(), ["发展", "百老汇"])["dp"].round(1).tolist()
    [0.1, 1.0]
    """
    if by not in ("doc_id", "par_id"):
        raise ValueError(f"cannot take {by!r} for parts; choose doc_id or par_id")
    names, counts, frame = _count(corpus, terms)
    parts = frame.groupby(by, sort=True).indices
    sizes = np.array(
        [frame["size"].to_numpy()[index].sum() for index in parts.values()], dtype=float
    )
    by_part = np.array([counts[index].sum(axis=0) for index in parts.values()], dtype=float)
    by_part, sizes = by_part[sizes > 0], sizes[sizes > 0]
    rows = [
        (
            name,
            int(column.sum()),
            len(sizes),
            int((column > 0).sum()),
            *deviation_of_proportions(column, sizes),
            juilland_d(column, sizes),
        )
        for name, column in zip(names, by_part.T, strict=True)
    ]
    return pd.DataFrame(
        rows, columns=["term", "count", "parts", "range", "dp", "dp_norm", "juilland_d"]
    )


def deviation_of_proportions(counts: np.ndarray, sizes: np.ndarray) -> tuple[float, float]:
    """Gries' (2008) deviation of proportions and its normalised form (Lijffijt & Gries 2012); not a number without any hit.

    DP = half the sum over parts of ``|v/f - s|``, with v hits in the part, f in all, s the part's share of the corpus; DPnorm = DP / (1 - min s).

    >>> deviation_of_proportions([2, 0], [50, 50])
    (0.5, 1.0)
    """
    counts, shares = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float) / np.sum(sizes)
    if counts.sum() == 0:
        return float("nan"), float("nan")
    dp = float(np.abs(counts / counts.sum() - shares).sum() / 2)
    return dp, float(dp / (1 - shares.min())) if len(shares) > 1 else 0.0


def juilland_d(counts: np.ndarray, sizes: np.ndarray) -> float:
    """Juilland's D: 1 - V / sqrt(n - 1), V the coefficient of variation of the rates in n parts, with the population's standard deviation.

    >>> juilland_d([1, 1, 1], [100, 100, 100]), juilland_d([3, 0, 0], [100, 100, 100])
    (1.0, 0.0)
    """
    rates = np.asarray(counts, dtype=float) / np.asarray(sizes, dtype=float)
    if rates.sum() == 0 or len(rates) < 2:
        return float("nan")
    return (
        round(float(1 - rates.std() / rates.mean() / np.sqrt(len(rates) - 1)), 12) + 0.0
    )  # no minus zero


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
        ``collocate count count_corpus log_dice g2``, by falling logDice (Rychly 2008). ``count`` are the places of
        the collocate inside a window; ``g2`` (Dunning 1993, four cells) describes and is no test.

    >>> collocates(load_corpus(), "非遗").head(1)["count"].ge(3).tolist()
    [True]
    """
    places = corpus.occurrences(term)
    words = corpus.select().tokens()
    near = np.zeros(len(words), dtype=bool)
    position_of = {
        (par_id, start): i
        for i, (par_id, start) in enumerate(zip(words["par_id"], words["start"], strict=True))
    }
    par_ids, ends = words["par_id"].to_numpy(), words["end"].to_numpy()
    for place in places.itertuples():
        first = last = position_of[place.par_id, place.start]
        while ends[last] < place.end:
            last += 1
        for i in [
            *range(max(0, first - window), first),
            *range(last + 1, min(len(words), last + 1 + window)),
        ]:
            near[i] |= par_ids[i] == place.par_id
    content = words["is_content"].to_numpy() & (words["token"] != term).to_numpy()
    inside = words.loc[near & content, "token"].value_counts()
    inside = inside[inside >= min_count]
    everywhere = words.loc[content, "token"].value_counts()[inside.index]
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


def themes(path: Path = LEXICON / "themes.csv") -> dict[str, list[str]]:
    """The groups of terms in ``themes.csv`` (``theme term en why``): theme to its terms.

    Raises
    ------
    CorpusError
        For a term that stands twice, or a cell that is empty.

    >>> len(themes()) >= 12
    True
    """
    table = read_csv(path, ["theme", "term", "en", "why"])
    problems = [
        Problem(
            path.name,
            int(row),
            f"{table.at[row, 'term']} stands here a second time",
            "a term belongs to one theme",
        )
        for row in table.index[table["term"].duplicated()]
    ]
    problems += [
        Problem(path.name, int(row), "theme, term, en or why is empty", "fill all four cells")
        for row in table.index[(table == "").any(axis=1)]
    ]
    if problems:
        raise CorpusError(problems)
    return {theme: rows["term"].tolist() for theme, rows in table.groupby("theme", sort=False)}


def check_themes(corpus: Corpus, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Terms that the corpus never uses, and themes that live from one document.

    Returns
    -------
    DataFrame
        ``theme terms never count largest_document largest_share``: ``never`` lists unused terms, ``largest_share`` is the share of a theme's hits that
        its richest document holds.

    >>> check_themes(load_corpus(), {"water": ["五水共治", "没有这个词"]})["never"].tolist()
    ['没有这个词']
    """
    rows = []
    for theme, terms in groups.items():
        names, counts, frame = _count(corpus, list(terms))
        by_document = pd.Series(counts.sum(axis=1), index=frame["doc_id"]).groupby(level=0).sum()
        never = [name for name, hits in zip(names, counts.sum(axis=0), strict=True) if hits == 0]
        total = int(by_document.sum())
        rows.append(
            (
                theme,
                len(names),
                " ".join(never),
                total,
                by_document.idxmax() if total else "",
                by_document.max() / total if total else float("nan"),
            )
        )
    return pd.DataFrame(
        rows, columns=["theme", "terms", "never", "count", "largest_document", "largest_share"]
    )


def _count(corpus: Corpus, terms: Terms) -> tuple[list[str], np.ndarray, pd.DataFrame]:
    """Names, hits (paragraphs x names), and the paragraphs with their qualities and size in words."""
    groups = (
        {terms: [terms]}
        if isinstance(terms, str)
        else dict(terms)
        if isinstance(terms, Mapping)
        else {term: [term] for term in terms}
    )
    chosen = corpus.select()
    frame = chosen.frame.join(
        chosen.documents[["year", "place", "territory", "genre"]], on="doc_id"
    )
    frame["size"] = chosen.sizes.to_numpy()
    frame = frame[frame["size"] > 0].reset_index(drop=True)
    row_of = {par_id: i for i, par_id in enumerate(frame["par_id"])}
    counts = np.zeros((len(frame), len(groups)))
    for j, members in enumerate(groups.values()):
        places = pd.concat(
            [chosen.occurrences(term) for term in dict.fromkeys(members)], ignore_index=True
        )
        # Where one member stands inside another (a phrase and its word), the place counts once.
        places = places.sort_values(["par_id", "start", "end"], ascending=[True, True, False])
        reached = (
            places.groupby("par_id")["end"].cummax().groupby(places["par_id"]).shift(fill_value=0)
        )
        for par_id, hits in places.loc[places["end"] > reached, "par_id"].value_counts().items():
            counts[row_of[par_id], j] += hits
    return list(groups), counts, frame
