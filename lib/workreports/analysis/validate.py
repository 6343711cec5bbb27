"""A dictionary, read before it is believed: its hits in context, and how many mean what it says.

Draw hits, let one or two people code them without knowing place or year, ask for the report:

>>> hits = draw(load_corpus(), {"epidemic": ["疫情", "防控"]}, 5)
>>> hits["verdict"] = [1, 1, 0, 1, 1]  # in a spreadsheet, mostly
>>> report(hits).themes[["theme", "right", "wrong", "precision"]].values.tolist()
[['epidemic', 4, 1, 0.8]]
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from workreports.analysis import counting
from workreports.analysis.counting import Terms
from workreports.corpus import Corpus
from workreports.io import sheets
from workreports.io.errors import CorpusError, Problem, refusal
from workreports.io.text import NORMAL_FORM, searched

SHEET = ["hit", "theme", "term", "left", "match", "right", "verdict", "note"]
"""Columns of the table that is coded."""
VERDICTS = {"1": "right", "0": "wrong", "?": "unclear"}
"""What a coder writes: the word means the theme here, it does not, the context cannot tell."""
_REMEDY = "write 1 (it means the theme here), 0 (it does not) or ? (the context cannot tell)"
_YEARS = (
    r"(?<![\d.])(?:19|20)\d\d(?=年|[-—~至到](?:19|20)\d\d)"
    "|十[一二三四五]五|二〇[〇一二三四五六七八九]{2}(?=年)"
)
_MASK = "□"
_NEEDED = ["hit", "theme", "term", "verdict"]
_KINDS = ["right", "wrong", "unclear", "disputed"]

Coded = pd.DataFrame | str | Path
"""A coded table, or the csv, xlsx or dta it lies in."""


def draw(corpus: Corpus, terms: Terms, n: int = 50, width: int = 40) -> pd.DataFrame:
    """Hits of terms in context, drawn at random, to be judged without knowing place or year.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out.
    terms : str, list of str, or dict of str to list of str
        As in ``wr.terms.frequency``; each name of a dict (a theme) is drawn from on its own.
    n : int
        Hits of each theme; all of them where there are fewer.
    width : int
        Characters on each side, within the paragraph.

    Returns
    -------
    DataFrame
        ``hit`` (a name that tells nothing; :func:`key` leads back from it), ``theme``, ``term``,
        ``left match right`` (years and the places that the documents are about are □),
        ``verdict`` and ``note``, empty: see :func:`report` for what to write. Themes in the order
        given, the hits of each shuffled. A hit's place in that order depends on where it stands
        and on nothing else: the same draw gives the same table, and a larger one begins with it.

    Raises
    ------
    ValueError
        If ``n`` is less than one, or there is no hit at all.

    >>> hits = draw(load_corpus(), {"epidemic": ["疫情", "防控"]}, 5, width=4)
    >>> hits[["term", "left", "match", "right"]].head(2).values.tolist()
    [['防控', '…完善火灾', '防控', '体系建设…'], ['防控', '…筑牢安全', '防控', '网络。']]
    """
    if n < 1:
        raise ValueError(f"n is {n}; draw one hit at least of each theme")
    chosen = corpus.select()
    groups = counting.grouped(terms)
    drawn = pd.concat([_named(chosen, theme, members) for theme, members in groups.items()])
    drawn = drawn.groupby("theme", sort=False).head(n)
    if drawn.empty:
        raise ValueError("there is no hit: none of these terms stands here as a word of its own")
    around = _in_context(chosen, drawn, width)
    return drawn.assign(**around, verdict="", note="")[SHEET].reset_index(drop=True)


def _named(corpus: Corpus, theme: str, members: Sequence[str]) -> pd.DataFrame:
    """All hits of a theme with their names, and where they stand, in the order of their names."""
    places = counting.places(corpus, members)
    rows = corpus.within(places["par_id"].unique()).paragraphs.set_index("par_id")
    texts = rows["text"].to_dict()  # each once, whatever its hits
    spans = zip(places["par_id"], places["start"], places["end"], strict=True)
    places = places.assign(
        theme=theme,
        term=[searched(texts[par_id][start:end]) for par_id, start, end in spans],
        doc_id=places["par_id"].map(rows["doc_id"]),
    )
    where = places[["theme", "doc_id", "raw_start", "raw_end"]].itertuples(index=False, name=None)
    return places.assign(hit=list(map(_name, where))).sort_values("hit")


def _name(where: tuple[object, ...]) -> str:
    """A name without meaning that is always the same for the same place."""
    text = "\t".join(map(str, where)).encode()
    return f"h{hashlib.blake2b(text, digest_size=4).hexdigest()}"


def _in_context(corpus: Corpus, places: pd.DataFrame, width: int) -> dict[str, list[str]]:
    """``left match right`` of places, years and names of places masked."""
    names = set(corpus.documents["place"].dropna())
    names |= {name[:-1] for name in names if len(name) > 2}  # 云岭 for 云岭县
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    told = re.compile("|".join([*longest_first, _YEARS]))
    reach = width + max(map(len, names), default=0) + 10  # what is masked is not cut in two

    def masked(text: str) -> str:
        text = text.translate(NORMAL_FORM).replace("\n", "|")
        return told.sub(lambda found: _MASK * len(found[0]), text)

    rows = corpus.within(places["par_id"].unique()).paragraphs.set_index("par_id")
    texts = rows["text"].to_dict()
    around: dict[str, list[str]] = {"left": [], "match": [], "right": []}
    for par_id, start, end in places[["par_id", "start", "end"]].itertuples(index=False, name=None):
        left = masked(texts[par_id][max(0, start - reach) : start])
        right = masked(texts[par_id][end : end + reach])
        around["left"].append(left if len(left) <= width else f"…{left[-width:]}")
        around["match"].append(texts[par_id][start:end])
        around["right"].append(right if len(right) <= width else f"{right[:width]}…")
    return around


def key(corpus: Corpus, hits: pd.DataFrame) -> pd.DataFrame:
    """Where drawn hits stand.

    Parameters
    ----------
    corpus : Corpus
        The one they were drawn from, or a larger one.
    hits : DataFrame
        Of :func:`draw`, coded or not: ``hit theme term``.

    Returns
    -------
    DataFrame
        ``hit theme term doc_id par_id start end raw_start raw_end``, a row a hit in their order;
        ``wr.trace`` shows a row in its raw surroundings.

    Raises
    ------
    ValueError
        If some do not stand in this corpus, naming the first.

    >>> corpus = load_corpus()
    >>> key(corpus, draw(corpus, "防控", 2))["doc_id"].tolist()
    ['gongshu-2023-work-report', 'shangcheng-2023-plan-report']
    """
    chosen = corpus.select()
    known = hits[["theme", "term"]].drop_duplicates().itertuples(index=False, name=None)
    found = pd.concat([_named(chosen, theme, [term]) for theme, term in known])
    found = found.drop_duplicates(["theme", "hit"])
    columns = ["doc_id", "par_id", "start", "end", "raw_start", "raw_end"]
    led = hits[["hit", "theme", "term"]].merge(
        found[["theme", "hit", *columns]], on=["theme", "hit"], how="left"
    )
    lost = led.loc[led["doc_id"].isna(), "hit"]
    if len(lost):
        raise ValueError(
            f"{len(lost)} of {len(hits)} hits do not stand in this corpus, such as {lost.iloc[0]}: "
            "it is another one, or has changed since they were drawn"
        )
    return led


def kept(corpus: Corpus, coded: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """The coded hits that are hits of a changed dictionary, too, so that none is coded twice.

    Parameters
    ----------
    corpus : Corpus
        The one they were drawn from.
    coded : DataFrame
        ``hit theme`` and what else was coded.
    terms : str, list of str, or dict of str to list of str
        The same themes with other terms or patterns.

    Returns
    -------
    DataFrame
        Rows of ``coded``. Their precision is too good where patterns were chosen by the errors of
        these same hits: choose by one half, :func:`report` the other.

    >>> corpus = load_corpus()
    >>> coded = draw(corpus, {"epidemic": ["疫情", "防控"]}, 5)
    >>> kept(corpus, coded, {"epidemic": ["疫情", "防控", "!火灾防控"]})["left"].str[-4:].tolist()
    ['筑牢安全', '廉政风险', '科学精准', '体化治安']
    """
    chosen = corpus.select()
    now = {
        (theme, hit)
        for theme, members in counting.grouped(terms).items()
        for hit in _named(chosen, theme, members)["hit"]
    }
    pairs = zip(coded["theme"], coded["hit"], strict=True)
    return coded[[pair in now for pair in pairs]].reset_index(drop=True)


class Report(NamedTuple):
    """What :func:`report` tells, each a table."""

    themes: pd.DataFrame
    """``theme hits right wrong unclear disputed precision low high worst``: ``worst`` is the term
    that causes most errors, with how many."""
    terms: pd.DataFrame
    """``theme term hits right wrong unclear disputed precision low high errors``: in each theme
    first the terms that cause most ``errors`` (wrong or disputed)."""
    errors: pd.DataFrame
    """The hits that are not right, in context: what to exclude, to settle or to say."""
    agreement: pd.DataFrame
    """``theme hits agree kappa`` of two coders, the last row for all; empty if there is one."""


def report(coded: Coded | Sequence[Coded]) -> Report:
    """How many of a dictionary's hits mean what it says, as one coder sees it or two.

    Parameters
    ----------
    coded : DataFrame or path, or two of them
        Tables of :func:`draw` with ``verdict`` filled: 1 (the word means the theme here), 0 (it
        does not), ? (the context cannot tell). Two are those of two coders of the same hits, who
        did not see each other's.

    Returns
    -------
    Report
        Tables ``themes``, ``terms``, ``errors``, ``agreement``. ``precision`` is the share of right
        hits among all but the unclear, ``low`` and ``high`` its 95 % interval (Wilson 1927). Of two
        coders a hit is right or wrong if both say so; else it is ``disputed`` and, until the two
        settle it, no right one. Kappa (Cohen 1960) is missing where only one verdict was given.

    Raises
    ------
    CorpusError
        For a column that is missing, a verdict that is none of these, a hit that stands twice or
        in one of two tables only: which row, and how to mend it.

    >>> hits = draw(load_corpus(), {"epidemic": ["疫情", "防控"]}, 4)
    >>> first, second = hits.assign(verdict=[1, 1, 0, 0]), hits.assign(verdict=[1, 0, 0, 0])
    >>> told = report([first, second])
    >>> told.themes[["right", "wrong", "disputed"]].values.tolist()
    [[1, 2, 1]]
    >>> float(told.agreement["kappa"].iloc[-1])
    0.5
    """
    tables = [coded] if isinstance(coded, pd.DataFrame | str | Path) else list(coded)
    if not 1 <= len(tables) <= 2:
        raise ValueError(f"{len(tables)} tables were given; give one coder's, or two coders'")
    names = ["coded table"] if len(tables) == 1 else ["first table", "second table"]
    read = [_read(table, name) for table, name in zip(tables, names, strict=True)]
    hits = read[0] if len(read) == 1 else _both(*read)
    terms = _precision(hits, ["theme", "term"])
    terms = terms.sort_values(["theme", "not_right"], ascending=[True, False], kind="stable")
    themes = _precision(hits, ["theme"])
    worst = terms[terms["not_right"] > 0].groupby("theme", observed=False).head(1)
    told = worst["term"] + " (" + worst["not_right"].astype(str) + ")"
    named = dict(zip(worst["theme"], told, strict=True))
    themes["worst"] = [named.get(theme, "") for theme in themes["theme"]]
    return Report(
        themes.drop(columns="not_right"),
        terms.rename(columns={"not_right": "errors"}).reset_index(drop=True),
        hits[hits["verdict"] != "right"].reset_index(drop=True),
        _agreement(hits),
    )


def _read(coded: Coded, name: str) -> pd.DataFrame:
    """A coded table, its verdicts in words, refused with everything that is wrong with it."""
    if isinstance(coded, pd.DataFrame):
        cells = sheets.texts(coded, first=2)
    else:
        path = Path(coded)
        if not path.is_file():
            raise refusal(path.name, None, f"there is no file {path}", "name the right one")
        name, cells = path.name, sheets.parse(path.name, path.read_bytes())
    if missing := [column for column in _NEEDED if column not in cells]:
        problem = f"no column {', '.join(missing)}; it has {', '.join(cells.columns)}"
        raise refusal(name, 1, problem, "leave the columns as they were drawn")
    cells["verdict"] = cells["verdict"].str.translate(NORMAL_FORM).str.strip()
    problems = [
        Problem(name, row, f"the verdict of {hit} is {verdict}", _REMEDY)
        for row, hit, verdict in cells[["hit", "verdict"]].itertuples(name=None)
        if verdict and verdict not in VERDICTS
    ]
    if len(empty := cells.index[cells["verdict"] == ""]):
        problem = f"{len(empty)} of {len(cells)} verdicts are empty, this the first"
        problems.append(Problem(name, int(empty[0]), problem, _REMEDY))
    problems += [
        Problem(name, row, f"{hit} stands here a second time", "take one of the two rows out")
        for row, hit in cells.loc[cells.duplicated(["theme", "hit"]), "hit"].items()
    ]
    if problems:
        raise CorpusError(problems)
    return cells.assign(verdict=cells["verdict"].map(VERDICTS), table=name)


def _both(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Two coders' tables as one, in the order of the first: right or wrong is what both say."""
    place = ["theme", "hit"]
    keys = [pd.MultiIndex.from_frame(table[place]) for table in (first, second)]
    alone = [first[~keys[0].isin(keys[1])], second[~keys[1].isin(keys[0])]]
    if problems := [
        Problem(table, row, f"{hit} is not in the other table", "give both the same hits")
        for rows in alone
        for row, table, hit in rows[["table", "hit"]].itertuples(name=None)
    ]:
        raise CorpusError(problems)
    other = second.set_index(place)["verdict"].loc[keys[0]].array
    same = first["verdict"] == other
    return first.assign(
        verdict=first["verdict"].where(same, "disputed"), first=first["verdict"], second=other
    )


def _precision(hits: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How many hits of each group are right, and the share with its interval."""
    kinds = {kind: hits["verdict"].eq(kind) for kind in _KINDS}
    groups = hits[by].assign(hits=1, **kinds).groupby(by, sort=False)
    table = groups.sum().reset_index()
    judged = table["hits"] - table["unclear"]
    bounds = [
        binomtest(right, of).proportion_ci(method="wilson") if of else (np.nan, np.nan)
        for right, of in zip(table["right"], judged, strict=True)
    ]
    table["precision"] = table["right"] / judged
    table[["low", "high"]] = np.array(bounds, dtype=float)
    # In the order in which they were drawn.
    table["theme"] = pd.Categorical(table["theme"], table["theme"].unique())
    return table.assign(not_right=table["wrong"] + table["disputed"])


def _agreement(hits: pd.DataFrame) -> pd.DataFrame:
    columns = ["theme", "hits", "agree", "kappa"]
    if "second" not in hits:
        return pd.DataFrame(columns=columns)
    groups = [*hits.groupby("theme", sort=False), ("all", hits)]
    return pd.DataFrame(
        [
            (name, len(rows), (rows["first"] == rows["second"]).mean(), _kappa(rows))
            for name, rows in groups
        ],
        columns=columns,
    )


def _kappa(hits: pd.DataFrame) -> float:
    """Missing where both gave one and the same verdict throughout: chance explains all of it."""
    if len(pd.unique(hits[["first", "second"]].to_numpy().ravel())) < 2:
        return np.nan
    return float(cohen_kappa_score(hits["first"], hits["second"]))
