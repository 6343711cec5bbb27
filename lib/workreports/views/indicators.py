"""The view of an indicator."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd

from workreports import indicators as observing
from workreports import plots
from workreports.analysis import concordance
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.plots import style
from workreports.plots.style import label
from workreports.views import templates
from workreports.views.choices import ALL, WIDE, one_or_all
from workreports.views.view import Answer, View, png
from workreports.views.wording import both, told

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
_FINDINGS = ["check", "place", "period", "printed", "implied", "unit", "verdict", "why"]
_FIRST_SHOWN = "general_budget_revenue"


def indicators(corpus: Corpus, indicator: str | None = None) -> View:
    """Ask for an indicator: its levels and growth by year spoken of, the sentences with the figure
    marked, and the audit.

    The reference figures stand beside those of the corpus. Those of another level of government
    (the city's beside its districts') are drawn when their territory is chosen.

    Parameters
    ----------
    corpus : Corpus
    indicator : str, optional
        What is shown at first, as in ``indicators.csv``; by default general budget revenue, or the
        first of which there are figures.

    Returns
    -------
    View
        A choice of the territory; figures and audit can be saved as csv, the pictures as png.

    Raises
    ------
    ValueError
        If there is no figure of the indicator.

    >>> view = indicators(load_corpus(), "gdp")
    >>> sorted(view.answer.pictures)
    ['growth.png', 'levels.png']
    """
    observations = pd.concat([observing.extract(corpus), corpus.reference], ignore_index=True)
    names = _named(corpus, observations)
    lexicon = lexicons.of(corpus.folder)
    with style.using(lexicon):
        choice = widgets.Dropdown(
            options=[(both(zh), key) for key, zh in names.items()],
            value=_first(names, indicator),
            description=label("Indicator"),
            **WIDE,
        )
        territories = observations["territory"].dropna().drop_duplicates().sort_values()
        named = [(style.territory_label(territory), territory) for territory in territories]
        place = one_or_all("Territory", named, WIDE)

        def find() -> Answer:
            name = names[choice.value]
            return answer(corpus, observations, choice.value, name, territory=place.value)

        return View("indicators", [choice, place], find, lexicon)


def answer(
    corpus: Corpus, observations: pd.DataFrame, indicator: str, name: str, **where: str
) -> Answer:
    """The figures of an indicator, their sentences, and what the audit found of them.

    Parameters
    ----------
    corpus : Corpus
    observations : DataFrame
        As ``indicators.extract`` gives them, the reference's among them.
    indicator, name : str
    **where : str
        ``territory`` or ``place`` of the figures, or ``ALL``.

    Raises
    ------
    ValueError
        If there is no figure.

    >>> corpus = load_corpus()
    >>> rows = pd.concat([observing.extract(corpus), corpus.reference], ignore_index=True)
    >>> len(answer(corpus, rows, "gdp", "地区生产总值", place="上城区").tables["figures.csv"]) > 3
    True
    """
    rows = observations[observations["indicator"] == indicator]
    findings = observing.audit(rows, corpus)
    ((column, value),) = where.items()
    if value != ALL:
        rows = rows[rows[column] == value]
    if rows.empty:
        problem = told(
            "No figure of {name} for this territory; choose another one, or all.",
            "这一区划没有{name}的数字，请选择其他区划或全部。",
            name=name,
        )
        raise ValueError(problem)
    mine = findings["earlier"].isin(rows.index) | findings["later"].isin(rows.index)
    level = rows["territory"].map(corpus.territories["level"])
    drawn = rows if value != ALL else rows[level.isin(corpus.documents["level"])]
    return _answer(corpus, rows, drawn, name, findings[mine])


def _named(corpus: Corpus, observations: pd.DataFrame) -> pd.Series:
    """The listed indicators of which there are figures, and their Chinese names."""
    table = lexicons.table("indicators.csv", lexicons.of(corpus.folder))
    names = table.set_index("indicator")["zh"]
    names = names[names.index.isin(observations["indicator"])]
    if names.empty:
        raise ValueError(
            "there is no figure of any listed indicator in these documents; "
            "see indicators.passed_over"
        )
    return names


def _first(names: pd.Series, indicator: str | None) -> str:
    """What is shown at first."""
    if indicator is None:
        return _FIRST_SHOWN if _FIRST_SHOWN in names.index else names.index[0]
    if indicator not in names.index:
        choices = ", ".join(names.index)
        raise ValueError(f"there is no figure of {indicator!r}; choose from {choices}")
    return indicator


def _answer(
    corpus: Corpus, rows: pd.DataFrame, drawn: pd.DataFrame, name: str, findings: pd.DataFrame
) -> Answer:
    own = int(rows["source"].ne("reference").sum())
    counted = told(
        ": {all} figures, {own} of them from the documents here.",
        "：共{all}个数字，其中{own}个出自这里的文件。",
        all=len(rows),
        own=own,
    )
    body, pictures = [templates.paragraph(bold=both(name), after=counted)], {}
    results = _results(drawn, name)
    for file, table, unit in (("levels.png", *_levels(results)), ("growth.png", *_growth(results))):
        if len(table):
            pictures[file] = png(plots.observations_by_year(table, unit, corpus.territories))
            spoken = "; ".join(
                f"{row.year} {label(row.place)} {row.value:g}" for row in table.itertuples()
            )
            alt = f"{both(name)}, {unit}, {told('by year spoken of', '按所述年份')}: {spoken}"
            body.append(templates.picture(pictures[file], alt))
    if rows["par_id"].isin(corpus.paragraphs["par_id"]).any():
        lines = concordance.observed(rows, corpus, width=24)
        names = corpus.documents.apply(plots.document_name, axis=1)
        body.append(templates.lines(lines, names))
    if len(findings):
        body.append(
            templates.paragraph(bold=label("Do the figures agree with each other?"))
            + templates.table(_in_words(findings))
        )
    tables = {"figures.csv": rows[_FIGURES], "audit.csv": findings}
    return Answer("".join(body), tables, pictures)


def _in_words(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings, with their reasons where these can be read: they are English sentences."""
    named = findings.assign(place=findings["place"].map(label))[_FINDINGS]
    return named if style.language() == "en" else named.drop(columns="why")


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


def _levels(results: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    table = results[results["measure"].eq("level") & results["value_std"].notna()]
    return table.assign(value=table["value_std"]), ", ".join(table["unit_std"].unique())


def _growth(results: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    table = results[results["growth_pct"].notna() & results["growth_basis"].ne("comparable")]
    return table.assign(value=table["growth_pct"]), label("growth, %")
