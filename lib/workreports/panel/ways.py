"""The way of slogans through the levels: where each stands first, when most, and where never."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

LEVELS = ("nation", "province", "city")
WAYS = ["later at the top", "never at the top", "in the same year", "first at the top", "older"]


def ways(counts: pd.DataFrame, levels: Sequence[str] = LEVELS) -> pd.DataFrame:
    """First year, peak and last year of terms at each level, and which way they took.

    A first year is the first in these reports. It is no origin: another place may have had the
    term before, and so may another document of the same place.

    Parameters
    ----------
    counts : DataFrame
        ``term level year count per_10k_characters``, as ``wr.terms.frequency`` gives it by level
        and year; the tables of several corpora may be joined.
    levels : list of str
        Levels with a report for every year, the highest first, by which the way is judged.

    Returns
    -------
    DataFrame
        One row a term and level that has it: ``term way lag level first peak last years mentions``;
        ``peak`` is the year of the highest rate, ``years`` the number of years with the term,
        ``lag`` the first year of the highest level less the first of those below it. ``way``:
        "later at the top" (a lag of a year or more), "never at the top", "in the same year" (no
        lag), "first at the top", and "older" for a term that a level has in its first report here,
        so that nothing can be said. In this order, then by falling lag and by first year.

    Raises
    ------
    ValueError
        If a level has no report.

    >>> counts = pd.DataFrame({"term": "茶", "level": ["nation", "city"] * 3, "count": 1})
    >>> counts = counts.assign(year=[2003, 2003, 2004, 2004, 2005, 2005], per_10k_characters=2.0)
    >>> counts["count"] = [0, 0, 0, 1, 1, 1]
    >>> ways(counts, ["nation", "city"])[["way", "lag", "level", "first"]].values.tolist()
    [['later at the top', 1, 'nation', 2005], ['later at the top', 1, 'city', 2004]]
    """
    begun = counts.groupby("level")["year"].min()
    if missing := [level for level in levels if level not in begun.index]:
        raise ValueError(f"there is no report of the level {missing[0]}")
    found = counts[counts["count"] > 0].reset_index(drop=True)
    of = found.groupby(["term", "level"], sort=False)
    table = of.agg(
        first=("year", "min"),
        last=("year", "max"),
        years=("year", "nunique"),
        mentions=("count", "sum"),
    )
    highest = found.loc[of["per_10k_characters"].idxmax()]
    table["peak"] = highest.set_index(["term", "level"])["year"]
    table = table.reset_index()
    table = table.join(_judged(table, list(levels), begun), on="term")
    order = {name: number for number, name in enumerate([*WAYS, *levels])}
    keys = {
        "way": table["way"].map(order),
        "lag": -table["lag"].fillna(0).astype(int),
        "begin": table.groupby("term")["first"].transform("min"),
        "term": table["term"],
        "level": table["level"].map(order).fillna(len(order)),
    }
    table = table.loc[pd.DataFrame(keys).sort_values(list(keys), kind="stable").index]
    columns = ["term", "way", "lag", "level", "first", "peak", "last", "years", "mentions"]
    return table[columns].reset_index(drop=True)


def _judged(table: pd.DataFrame, levels: list[str], begun: pd.Series) -> pd.DataFrame:
    """Way and lag of each term."""
    firsts = table.pivot(index="term", columns="level", values="first").reindex(columns=levels)
    firsts = firsts.astype("Int64")
    lag = firsts[levels[0]] - firsts[levels[1:]].min(axis=1)
    older = firsts.eq(begun[levels]).any(axis=1)
    never = firsts[levels[0]].isna()
    gap = lag.fillna(-1).astype(int)
    cases = {
        "older": older,
        "never at the top": never,
        "later at the top": gap > 0,
        "in the same year": gap == 0,
    }
    way = np.select(list(cases.values()), list(cases), "first at the top")
    return pd.DataFrame({"way": way, "lag": lag.mask(older)})
