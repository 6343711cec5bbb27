"""Figures of an indicator and what was promised, as a notebook keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from workreports import indicators as observing
from workreports import plots
from workreports.analysis import concordance
from workreports.corpus import Corpus
from workreports.indicators.targets.ledger import explained
from workreports.indicators.targets.reasons import Why
from workreports.io import lexicon as lexicons
from workreports.plots import style
from workreports.plots.style import label, territory_label
from workreports.views import templates
from workreports.views.choices import ALL
from workreports.views.view import Answer, png
from workreports.views.wording import both, of_these, told, word

_FIGURES = [
    "place",
    "territory",
    "period_start",
    "period_end",
    "measure",
    "value",
    "unit",
    "growth_pct",
    "growth_basis",
    "status",
    "bound",
    "source",
    "par_id",
    "sentence",
    "source_title",
    "source_url",
]
_FINDINGS = [
    "indicator",
    "check",
    "place",
    "period",
    "printed",
    "implied",
    "unit",
    "verdict",
    "why",
]


def names(corpus: Corpus) -> pd.Series:
    """The listed indicators of which there are figures, and their Chinese names.

    >>> names(load_corpus())["gdp"]
    '地区生产总值'
    """
    table = lexicons.table("indicators.csv", lexicons.of(corpus.folder))
    here = {*observing.extract(corpus)["indicator"], *corpus.reference["indicator"]}
    return table.set_index("indicator")["zh"].loc[lambda zh: zh.index.isin(here)]


def answer(corpus: Corpus, state: Mapping[str, str]) -> Answer:
    """The figures of an indicator and their sentences, what was promised and what became of it,
    and whether the figures agree with each other.

    Parameters
    ----------
    corpus : Corpus
    state : mapping of str to str
        ``indicator``, ``where`` (a place) and ``year`` (spoken of), or ``ALL`` of each.

    Raises
    ------
    ValueError
        If there is neither figure nor promise.

    >>> found = answer(load_corpus(), {"indicator": "gdp", "where": "上城区", "year": ALL})
    >>> sorted(found.pictures), list(found.tables)
    (['growth.png', 'levels.png'], ['figures.csv', 'promises.csv', 'audit.csv'])
    """
    own, reference = observing.extract(corpus), corpus.reference
    observations = pd.concat([own, reference], ignore_index=True)
    ledger, whys = explained(own, reference, corpus.territories, corpus)
    ledger["promise_row"] += ledger["par_id"].isna() * len(own)  # as the rows are numbered here
    year = int(state["year"] or 0)
    rows, promises = _asked(observations, state), _of(_asked(ledger, state), year)
    spoken = rows[rows["period_start"].le(year) & rows["period_end"].ge(year)] if year else rows
    if spoken.empty and promises.empty:
        raise ValueError(told("No figure fits these choices.", "没有符合的数字，请放宽一项。"))
    findings = observing.audit(_asked(observations, {**state, "where": ALL}), corpus)
    here = findings["earlier"].isin(rows.index) | findings["later"].isin(rows.index)
    findings = _of(findings[here], year)
    body, pictures = [_head(corpus, spoken, state)], {}
    if state["indicator"]:
        pictures, drawn = _pictures(corpus, rows, state)
        body += drawn
    body.append(_promised(promises, whys, observations, names(corpus)))
    if spoken["par_id"].isin(corpus.paragraphs["par_id"]).any():
        lines = concordance.observed(spoken, corpus, width=24)
        body.append(templates.lines(lines, corpus.documents.apply(plots.document_name, axis=1)))
    audit = _audited(findings, names(corpus))
    tables = {"figures.csv": spoken[_FIGURES], "promises.csv": promises, "audit.csv": findings}
    body += [audit, templates.again(_call(state))]
    return Answer("".join(body), tables, pictures, audit)


def _call(state: Mapping[str, str]) -> str:
    asked = {"place": state["where"], "year": state["year"]}
    given = [f", {name}={value!r}" for name, value in asked.items() if value != ALL]
    return f"wr.explore.indicators(corpus, {state['indicator']!r}{''.join(given)})"


def _asked(table: pd.DataFrame, state: Mapping[str, str]) -> pd.DataFrame:
    wanted = {"indicator": state["indicator"], "place": state["where"]}
    fits = [table[name].eq(value) for name, value in wanted.items() if value != ALL]
    return table[pd.DataFrame(fits).T.all(axis=1)] if fits else table


def _of(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """What is told of a period with a year in it; all, of year 0."""
    if not year:
        return table
    return table[[_speaks_of(period, year) for period in table["period"]]]


def _speaks_of(periods: object, year: int) -> bool:
    spans = [re.findall(r"\d{4}", one) for one in str(periods).split(";")]
    return any(int(span[0]) <= year <= int(span[-1]) for span in spans if span)


def _head(corpus: Corpus, rows: pd.DataFrame, state: Mapping[str, str]) -> str:
    """What was asked, and how many figures there are of it."""
    zh = names(corpus).get(state["indicator"])
    asked = [both(zh) if zh else word("allindicators"), label(state["where"]), state["year"]]
    counted = told(
        ": {all} figures, {own} of them from the documents here.",
        "：共{all}个数字，其中{own}个出自这里的文件。",
        all=len(rows),
        own=int(rows["source"].ne("reference").sum()),
    )
    return templates.paragraph(bold=", ".join(filter(None, asked)), after=counted)


def _pictures(
    corpus: Corpus, rows: pd.DataFrame, state: Mapping[str, str]
) -> tuple[dict[str, bytes], list[str]]:
    """Levels and growth by year: of one place, or of those at the levels that have documents."""
    level = rows["territory"].map(corpus.territories["level"])
    drawn = rows if state["where"] else rows[level.isin(corpus.documents["level"])]
    name = names(corpus)[state["indicator"]]
    results, pictures, body = _results(drawn, name), {}, []
    for file, table in (("levels.png", _levels(results)), ("growth.png", _growth(results))):
        if table.empty:
            continue
        pictures[file] = png(plots.observations_by_year(table, "", corpus.territories))
        spoken = "; ".join(
            f"{row.year} {label(row.place)} {row.value:g}" for row in table.itertuples()
        )
        unit = label(table["unit"].iloc[0])
        alt = f"{both(name)}, {unit}, {told('by year spoken of', '按所述年份')}: {spoken}"
        body.append(templates.picture(pictures[file], alt))
    return pictures, body


def _results(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """What is told of single years, as :func:`workreports.plots.observations_by_year` draws it."""
    unverified = rows["note"].astype("string").str.contains("unverified").fillna(False)
    told = rows[
        rows["status"].ne("target")
        & rows["scope"].eq("")
        & rows["period_end"].notna()
        & rows["period_start"].eq(rows["period_end"])
        & ~unverified.astype(bool)
        & rows["territory"].notna()
    ]
    told = told.assign(
        panel=name,
        year=told["period_end"],
        is_estimate=told["status"] == "estimate",
        in_corpus=told["source"] != "reference",
    )
    order = ["year", "is_estimate", "in_corpus"]
    return told.sort_values(order, ascending=[True, True, False], kind="stable")


def _levels(results: pd.DataFrame) -> pd.DataFrame:
    table = results[results["measure"].eq("level") & results["value_std"].notna()]
    return table.assign(value=table["value_std"], unit=", ".join(table["unit_std"].unique()))


def _growth(results: pd.DataFrame) -> pd.DataFrame:
    table = results[results["growth_pct"].notna() & results["growth_basis"].ne("comparable")]
    return table.assign(value=table["growth_pct"], unit="growth, %")


def _promised(
    promises: pd.DataFrame, whys: list[Why], observations: pd.DataFrame, named: pd.Series
) -> str:
    """What was promised beside what was reached, the soonest due first."""
    if promises.empty:
        return templates.paragraph(word("nopromise"))
    due = promises["period"].astype("string").str[-4:]
    ordered = promises.assign(due=due).sort_values(["territory", "due"], kind="stable")
    rows = [
        {
            "place": territory_label(row.territory),
            "foryear": row.period,
            "indicator": _item(row, named),
            "promised": _promise(row, observations),
            "reached": _with_unit(row.outcome, row),
            "verdict": word(f"verdict_{row.reason if row.reason == 'no_result' else row.verdict}"),
            "why": of_these(whys[row.Index]).plain(style.language()),
        }
        for row in ordered.itertuples(name="Promise")
    ]
    head = templates.paragraph(bold=word("promises"), after=told(": {n}", "：{n}", n=len(rows)))
    return head + templates.table(pd.DataFrame(rows).fillna(""))


def _item(row: tuple, named: pd.Series) -> str:
    known = named.get(row.indicator, row.name)
    is_other = row.name != known and not row.name.isascii()  # some sources are in English
    name = f"{both(row.name)} ({both(known)})" if is_other else both(known)
    measure = word(f"measure_{row.measure}") if pd.notna(row.measure) else ""
    return ", ".join(filter(None, [name, row.scope, measure]))


def _promise(row: tuple, observations: pd.DataFrame) -> str:
    if pd.isna(row.promise_row):
        return word("admitted")
    if pd.isna(row.promise):
        return row.force or "–"
    if row.bound == "range":
        made = observations.loc[row.promise_row]
        return f"{made['low']:g}–{made['high']:g} {row.unit}"
    bound = "" if row.bound == "exact" else word(f"bound_{row.bound}") + " "
    return bound + _with_unit(row.promise, row)


def _with_unit(value: float, row: tuple) -> str:
    if pd.isna(value):
        return "–"
    shown = value if value == round(value, 4) else round(value, 2)  # it was computed
    return f"{shown:.15g} {row.unit}"


def _audited(findings: pd.DataFrame, named: pd.Series) -> str:
    """The findings, with their reasons where these can be read: they are English sentences."""
    if findings.empty:
        return ""
    items = [both(named.get(one, one)) for one in findings["indicator"]]
    said = {"place": findings["place"].map(label), "indicator": items}
    needless = {"indicator": findings["indicator"].nunique() == 1, "why": style.language() == "zh"}
    columns = [name for name in _FINDINGS if not needless.get(name)]
    shown = findings.assign(**said)[columns]
    head = templates.paragraph(bold=label("Do the figures agree with each other?"))
    return head + templates.table(shown)
