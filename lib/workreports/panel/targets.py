"""What places aimed at, one row a place, year and indicator, with what came of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workreports import indicators
from workreports.corpus import Corpus, schema
from workreports.indicators.targets import codes
from workreports.io import places
from workreports.panel import wording

_KEY = ["place", "year", "indicator"]
_WHERE = ["doc_id", "par_id", "start", "end"]


def targets(corpus: Corpus, reference: pd.DataFrame | None = None) -> pd.DataFrame:
    """Annual targets of each place, with their wording, results, and the target of the level above.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out. Only targets for the place as a whole, for one year that the
        document plans for.
    reference : DataFrame, optional
        Figures from elsewhere, which answer where the corpus has no report of the place or of the
        place above; ``corpus.reference`` by default.

    Returns
    -------
    DataFrame
        One row a ``place``, ``year`` and ``indicator``: every year from a place's first to its last
        report, every indicator for which a report of the corpus sets a target. ``answer`` tells
        why a row has no number (see ``targets.CODES``). The columns are explained in
        ``corpus/README.md``.

    >>> from workreports.corpus import load_corpus
    >>> table = targets(load_corpus().select(place="上城区", genre="work_report"))
    >>> row = table[(table["indicator"] == "gdp") & (table["year"] == 2017)].iloc[0]
    >>> print(*row[["answer", "centre", "printed", "result_before", "target_above"]])
    number 5.0 5% 6.1 8.0
    """
    found = indicators.extract(corpus)
    elsewhere = corpus.reference if reference is None else reference
    table = codes.said(corpus, found).rename(columns={"code": "answer"})
    table = table.join(_details(table, found))
    table = table.join(wording.judged(table["force"], table["bound"]))
    table["level"] = table["place"].map(_levels(corpus))
    of_place = [places.at(row.place, row.level, row.year) for row in table.itertuples()]
    table["place_code"], table["parent"] = zip(*of_place, strict=True) if of_place else ([], [])
    results = pd.concat([found, elsewhere], ignore_index=True)
    for column, shift in (("result_before", -1), ("result", 0)):
        table = table.join(_results(table, results, shift).add_prefix(column))
    table["gap"] = table["result"] - table["centre"]
    above = _of_above(table, elsewhere)
    table["target_above"] = above
    table["gap_above"] = table["centre"] - above
    return schema.conform(table.sort_values(_KEY, ignore_index=True), "targets")


def _details(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What stands where a target is said: the observation's own columns."""
    aims = found[found["status"].eq("target") & found["scope"].eq("")]
    aims = aims.drop_duplicates([*_WHERE, "indicator"]).set_index([*_WHERE, "indicator"])
    at = pd.MultiIndex.from_frame(table[[*_WHERE, "indicator"]])
    aims = aims.reindex(at).reset_index(drop=True)
    # A level that is promised with its rate is promised as a growth.
    rate = aims["growth_pct"].notna() & aims["measure"].eq("level")
    value = aims["value_std"].mask(rate, aims["growth_pct"])
    bound = aims["bound"].mask(rate, aims["growth_bound"].fillna("exact"))
    scale = (aims["value_std"] / aims["value"]).fillna(1)
    low = (aims["low"] * scale).where(bound.eq("range"))
    high = (aims["high"] * scale).where(bound.eq("range"))
    fixed = bound.isin(["exact", "about"])
    return pd.DataFrame(
        {
            "measure": aims["measure"].mask(rate, "growth"),
            "unit": aims["unit_std"].mask(rate, "%"),
            "low": low.fillna(value.where(fixed | bound.eq("at_least"))),
            "high": high.fillna(value.where(fixed | bound.eq("at_most"))),
            "centre": value.fillna((low + high) / 2),
            "bound": bound.where(value.notna() | low.notna()),
            "is_comparable": aims["growth_basis"].eq("comparable"),
            **{name: aims[name] for name in ("printed", "force", "sentence")},
            **{name: aims[name] for name in ("raw_start", "raw_end")},
        }
    )


def _levels(corpus: Corpus) -> dict[str, str]:
    named = corpus.documents[["place", "level"]].dropna()
    return dict(named.itertuples(index=False, name=None))


def _results(table: pd.DataFrame, results: pd.DataFrame, shift: int) -> pd.DataFrame:
    """What was reached in the year of a target or another one, and who prints it; where a target is
    on comparable terms (同口径), a rate on such terms, and no other."""
    told = results[
        results["status"].isin(["actual", "estimate"])
        & results["scope"].eq("")
        & results["period_start"].eq(results["period_end"])
    ]
    rates = told[told["growth_pct"].notna()].assign(measure="growth", figure=told["growth_pct"])
    levels = told[told["measure"].eq("level")].assign(figure=told["value_std"])
    both = pd.concat([rates, levels], ignore_index=True).dropna(subset=["figure"])
    # The corpus before what is from elsewhere; a report tells of the whole before its parts.
    both["elsewhere"] = both["source"].eq("reference")
    both["is_comparable"] = both["measure"].eq("growth") & both["growth_basis"].eq("comparable")
    key = ["territory", "indicator", "measure", "period_end", "is_comparable"]
    both = both.sort_values("elsewhere", kind="stable").drop_duplicates(key).set_index(key)
    year = table["year"] + shift
    measure = table["measure"].fillna("growth")
    terms = table["is_comparable"] & measure.eq("growth")
    at = pd.MultiIndex.from_arrays([table["territory"], table["indicator"], measure, year, terms])
    found = both.reindex(at).reset_index(drop=True)
    title = found.get("source_title", np.nan)
    return pd.DataFrame(
        {
            "": found["figure"],
            "_status": found["status"],
            "_source": found["par_id"].fillna(title),
        }
    )


def _of_above(table: pd.DataFrame, reference: pd.DataFrame) -> pd.Series:
    """The target of the place above for the same year, from its own report or from elsewhere."""
    aims = reference[reference["status"].eq("target") & reference["scope"].eq("")]
    aims = aims[aims["measure"].eq("growth")].assign(
        year=aims["period_end"],
        centre=aims["growth_pct"].fillna((aims["low"] + aims["high"]) / 2),
    )
    own = table[table["measure"].eq("growth")]
    both = pd.concat([own, aims])[[*_KEY, "centre"]].dropna().drop_duplicates(_KEY)
    known = both.set_index(_KEY)["centre"]
    at = pd.MultiIndex.from_frame(table[["parent", "year", "indicator"]])
    return known.reindex(at).reset_index(drop=True).where(table["measure"].eq("growth"))
