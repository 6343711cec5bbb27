"""What is printed of single years: one figure a place and year, and what joined places imply."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

_KEY = ["indicator", "measure", "territory", "year"]
_COLUMNS = ["indicator", "measure", "level", "place", "territory", "year", "value", "unit"]
_COLUMNS += ["is_estimate", "in_corpus", "preliminary"]
_OPEN_ENDED = ["at_least", "at_most", "range"]
SUM = "sum"
"""What stands as the territory of a sum over places that were joined."""


def results(figures: pd.DataFrame) -> pd.DataFrame:
    """One figure a territory, year and indicator: levels and rates, each once.

    Of several a final account comes first, then any other final figure, then a preliminary one; of
    two alike that of the documents, then one that two readers read. Left out are a rate on
    comparable terms, a number that is but a bound (以上, at least), what a note calls unverified,
    shares, sums and averages over years, and figures of a part: every row with a ``scope``, incomes
    in towns and in the country among them.

    Parameters
    ----------
    figures : DataFrame
        Observations, ``corpus.reference``, or both joined.

    Returns
    -------
    DataFrame
        ``indicator``, ``measure`` ("level" or "growth"), ``level`` (of the government), ``place
        territory year``, ``value``, ``unit`` (% of rates), ``is_estimate``, ``in_corpus`` (read in
        the documents) and ``preliminary``: what was printed first, where a final figure is known,
        too; by indicator, measure, territory and year.

    >>> from workreports.indicators import extract
    >>> told = extract("预计,2015年生产总值80亿元,增长7%。", year=2016).assign(territory="甲县")
    >>> table = results(told)
    >>> table[["measure", "year", "value", "unit", "is_estimate"]].values.tolist()
    [['growth', 2015, 7.0, '%', True], ['level', 2015, 80.0, '亿元', True]]
    """
    told = figures.reindex(columns=dict.fromkeys([*figures, "note", "basis", "checked"]))
    told = told[
        told["status"].isin(["actual", "estimate"])
        & told["scope"].eq("")
        & told["territory"].notna()
        & told["period_start"].eq(told["period_end"])
        & ~told["note"].astype("str").str.contains("unverified")
    ]
    told = told.assign(
        year=told["period_end"],
        is_estimate=told["status"].eq("estimate"),
        in_corpus=told["source"].ne("reference"),
        is_account=told["basis"].eq("final"),
        is_read_twice=told["checked"].eq("two readers"),
    )
    table = pd.concat([_levels(told), _rates(told)])
    order = ["is_estimate", "is_account", "in_corpus", "is_read_twice"]
    best_first = table.sort_values(order, ascending=[True, False, False, False], kind="stable")
    early = best_first[best_first["is_estimate"]].drop_duplicates(_KEY).set_index(_KEY)["value"]
    one = best_first.drop_duplicates(_KEY).join(early.rename("preliminary"), on=_KEY)
    one["preliminary"] = one["preliminary"].mask(one["is_estimate"])
    return one.sort_values(_KEY, ignore_index=True)[_COLUMNS]


def _levels(told: pd.DataFrame) -> pd.DataFrame:
    rows = told[told["measure"].eq("level") & ~told["bound"].isin(_OPEN_ENDED)]
    rows = rows.assign(value=rows["value_std"], unit=rows["unit_std"])
    return rows[rows["value"].notna()]


def _rates(told: pd.DataFrame) -> pd.DataFrame:
    own = told["bound"].where(told["measure"].eq("growth"), told["growth_bound"])
    rows = told[
        told["measure"].isin(["level", "growth"])
        & told["growth_pct"].notna()
        & told["growth_basis"].ne("comparable")
        & ~own.isin(_OPEN_ENDED)
    ]
    return rows.assign(measure="growth", value=rows["growth_pct"], unit="%")


def changes(table: pd.DataFrame) -> pd.DataFrame:
    """From one printed level to that of the next year, and whether a rate is printed beside it.

    Parameters
    ----------
    table : DataFrame
        As of :func:`results`.

    Returns
    -------
    DataFrame
        A row a territory, indicator and year whose level and that of the year before are both
        printed: ``territory indicator year before level unit``, ``change_pct`` (at the prices of
        the levels), ``printed``, the rate that stands there, or missing; ``in_corpus``, whether the
        level is read in the documents.

    >>> told = pd.DataFrame({"year": [2003, 2004, 2005], "value": [50.0, 40.0, 42.0]})
    >>> told = told.assign(indicator="gdp", territory="甲县", unit="亿元", measure="level")
    >>> rate = told.tail(1).assign(measure="growth", value=4.5)
    >>> told = changes(pd.concat([told.assign(in_corpus=True), rate]))
    >>> told[["year", "change_pct", "printed"]].round(1).values.tolist()
    [[2004.0, -20.0, nan], [2005.0, 5.0, 4.5]]
    """
    key = ["territory", "indicator", "year"]
    levels = table[table["measure"].eq("level")].drop(columns="level", errors="ignore")
    levels = levels.rename(columns={"value": "level"})  # the other one is of the government
    rates = table[table["measure"].eq("growth")].set_index(key)["value"].rename("printed")
    before = levels.assign(year=levels["year"] + 1).set_index([*key, "unit"])["level"]
    found = levels.join(before.rename("before"), on=[*key, "unit"]).dropna(subset=["before"])
    found["change_pct"] = (found["level"] / found["before"] - 1) * 100
    found = found.join(rates, on=key).sort_values(key, ignore_index=True)
    return found[[*key, "before", "level", "unit", "change_pct", "printed", "in_corpus"]]


def sums(table: pd.DataFrame, territories: pd.DataFrame) -> pd.DataFrame:
    """Levels of places that were joined later, added up for the years in which all are printed.

    Parameters
    ----------
    table : DataFrame
        As of :func:`results`.
    territories : DataFrame
        As ``corpus.territories``.

    Returns
    -------
    DataFrame
        As :func:`results`; the territory is "sum", the place "甲县+乙县".

    >>> kin = pd.Series(["", "", "甲县;乙县"], ["甲县", "乙县", "丙市"]).to_frame("predecessors")
    >>> parts = pd.DataFrame({"territory": ["甲县", "乙县"], "place": ["甲县", "乙县"]})
    >>> parts = parts.assign(indicator="gdp", measure="level", level="county", year=2004, unit="元")
    >>> parts = parts.assign(value=[3.0, 4.0], is_estimate=False, in_corpus=True, preliminary=None)
    >>> sums(parts, kin)[["place", "year", "value"]].values.tolist()
    [['甲县+乙县', 2004, 7.0]]
    """
    levels = table[table["measure"].eq("level")]
    found = [levels.iloc[:0]]
    for members in _joined(territories).values():
        rows = levels[levels["territory"].isin(members)]
        places = rows.drop_duplicates("territory").set_index("territory")["place"]
        by = rows.groupby(["indicator", "measure", "level", "year", "unit"], as_index=False)
        added = by.agg(
            value=("value", "sum"), is_estimate=("is_estimate", "any"), parts=("value", "size")
        )
        added = added[added["parts"].eq(len(members))]
        place = "+".join(places.reindex(members).dropna())
        found.append(added.assign(place=place, territory=SUM, in_corpus=False))
    return pd.concat(found, ignore_index=True)[_COLUMNS]


def joins(table: pd.DataFrame, territories: pd.DataFrame) -> pd.DataFrame:
    """Whether what a joined place prints goes back to what its parts had printed.

    Its first level and rate give a base for the year before; beside it stands the sum of the parts
    in that year. A part that prints no level then, but one a year earlier, and its rate, is worked
    out from these.

    Parameters
    ----------
    table : DataFrame
        As of :func:`results`.
    territories : DataFrame
        As ``corpus.territories``.

    Returns
    -------
    DataFrame
        A row an indicator and place that was joined: ``territory indicator year`` (of the base),
        ``level growth`` (printed for the year after), ``base parts unit``, ``gap_pct``: per cent by
        which the base is above the parts; ``worked_out``, whether a part is; ``is_estimate``,
        whether any figure is preliminary. None where a part is missing.

    >>> kin = pd.Series(["", "", "甲县;乙县"], ["甲县", "乙县", "丙市"]).to_frame("predecessors")
    >>> rows = [("甲县", 2003, "level", 30), ("甲县", 2004, "growth", 10)]
    >>> rows += [("乙县", 2004, "level", 7)]
    >>> rows += [("丙市", 2005, "level", 46.2), ("丙市", 2005, "growth", 5)]
    >>> told = pd.DataFrame(rows, columns=["territory", "year", "measure", "value"])
    >>> told = joins(told.assign(indicator="gdp", unit="亿元", is_estimate=False), kin)
    >>> told[["year", "base", "parts", "gap_pct", "worked_out"]].round(2).values.tolist()
    [[2004, 44.0, 40.0, 10.0, True]]
    """
    columns = ["territory", "indicator", "year", "level", "growth", "base", "parts", "unit"]
    columns += ["gap_pct", "worked_out", "is_estimate"]
    wide = table.pivot(
        index=["territory", "indicator", "year"],
        columns="measure",
        values=["value", "is_estimate", "unit"],
    )
    found = pd.DataFrame(_bases(wide, _joined(territories)), columns=columns)
    found["gap_pct"] = (found["base"] / found["parts"] - 1) * 100
    return found


def _bases(wide: pd.DataFrame, joined: dict[str, list[str]]) -> Iterator[dict[str, object]]:
    whole = wide.dropna(subset=[("value", "level"), ("value", "growth")])
    for territory, members in joined.items():
        own = whole[whole.index.get_level_values("territory") == territory]
        first = own[~own.index.droplevel("year").duplicated()]
        for (_, indicator, year), row in first.iterrows():
            parts = [_part(wide, (one, indicator), year - 1) for one in members]
            if None in parts:
                continue
            level, growth = row["value", "level"], row["value", "growth"]
            told = {"level": level, "growth": growth, "base": level / (1 + growth / 100)}
            yield told | {
                "territory": territory,
                "indicator": indicator,
                "year": year - 1,
                "unit": row["unit", "level"],
                "parts": sum(value for value, *_ in parts),
                "worked_out": any(worked_out for _, worked_out, _ in parts),
                "is_estimate": bool(row["is_estimate"].any()) or any(part[2] for part in parts),
            }


def _part(wide: pd.DataFrame, of: tuple[str, str], year: int) -> tuple[float, bool, bool] | None:
    """A level, whether it is worked out, whether it is preliminary; None where there is none."""
    now, before = (
        wide.loc[(*of, one)] if (*of, one) in wide.index else None for one in (year, year - 1)
    )
    if now is None:
        return None
    if pd.notna(now["value", "level"]):
        return now["value", "level"], False, bool(now["is_estimate", "level"])
    if before is None or pd.isna(before["value", "level"]):
        return None
    preliminary = bool(now["is_estimate", "growth"]) or bool(before["is_estimate", "level"])
    return before["value", "level"] * (1 + now["value", "growth"] / 100), True, preliminary


def _joined(territories: pd.DataFrame) -> dict[str, list[str]]:
    """Each territory that came from several, and these."""
    origins = territories["predecessors"].str.split(";")
    return {name: parts for name, parts in origins.items() if len(parts) > 1}
