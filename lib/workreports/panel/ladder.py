"""The targets of a place beside those of the places above it: the rungs of a ladder."""

from __future__ import annotations

import pandas as pd

from workreports.io import places
from workreports.panel.results import results

_KEY = ["place", "year"]
_LEVELS = ["nation", "province", "city", "county", ""]
_COLUMNS = ["level", "place", "territory", "parent", "year", "low", "high", "centre", "bound"]
_COLUMNS += ["force", "result", "step", "below"]


def ladder(figures: pd.DataFrame, indicator: str = "gdp") -> pd.DataFrame:
    """What every place wanted to grow by each year, and how far that is from the place above.

    Parameters
    ----------
    figures : DataFrame
        Observations, ``corpus.reference``, or both joined; of a target that is printed twice the
        first counts, of results the one that :func:`results` takes.
    indicator : str

    Returns
    -------
    DataFrame
        One row a place and year with a target in numbers, the highest level first: ``level place
        territory parent year``, ``low`` and ``high`` of a range, ``centre`` (the number that is
        named, or the middle of a range), ``bound`` and ``force``, the wording; ``result``, the
        growth printed later; ``step``, percentage points of ``centre`` above that of ``parent`` in
        the same year; ``below``, whether the result is less than the number named, or than the
        lower end of the range, whatever room the wording leaves.

    >>> from workreports.corpus import load_corpus
    >>> table = ladder(load_corpus().reference).set_index(["place", "year"])
    >>> print(*table.loc[("杭州市", 2016), ["parent", "low", "centre", "result", "step", "below"]])
    浙江省 7.5 7.75 9.5 0.5 False
    """
    told = figures[figures["indicator"].eq(indicator)]
    aims = told[
        told["scope"].eq("")
        & told["period_start"].eq(told["period_end"])
        & told["status"].eq("target")
        & told["measure"].eq("growth")
    ].rename(columns={"period_end": "year"})
    aims = aims.assign(centre=aims["growth_pct"].fillna((aims["low"] + aims["high"]) / 2))
    aims = aims.dropna(subset=["centre"]).drop_duplicates(_KEY)
    grown = results(told).query("measure == 'growth'").set_index(["territory", "year"])["value"]
    table = aims.join(grown.rename("result"), on=["territory", "year"])
    where = zip(table["place"], table["level"], table["year"], strict=True)
    parents = [places.at(*one)[1] for one in where]
    table["parent"] = pd.Series(parents, index=table.index, dtype="str")
    above = table.set_index(_KEY)["centre"].rename("above")
    table = table.join(above, on=["parent", "year"])
    table["step"] = (table["centre"] - table["above"]).round(8)
    floor = table["low"].where(table["bound"].eq("range"), table["centre"])
    below = table["result"].lt(floor).astype("boolean")
    table["below"] = below.mask(table["result"].isna())
    order = table["level"].map({level: number for number, level in enumerate(_LEVELS)})
    return table.assign(order=order).sort_values(["order", *_KEY], ignore_index=True)[_COLUMNS]
