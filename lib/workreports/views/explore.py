"""Views for JupyterLab: controls above what they show. Everything from the corpus is escaped.

A view needs a running kernel. Where none runs (a page of the book, a notebook on the web) its output still shows what the view showed at first.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import ipywidgets as widgets
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from workreports.analysis import concordance, keyness
from workreports import plots
from workreports.plots import style
from workreports import indicators as observing
from workreports.analysis import terms as counting
from workreports.corpus.corpus import Corpus
from workreports.io import lexicon
from workreports.io.tables import csv_text
from workreports.plots.style import label

if TYPE_CHECKING:
    from workreports.analysis.topics import TopicModel

LINES_SHOWN = 100
"""A view shows so many lines; the csv that it saves holds all."""
_WIDE = {"layout": widgets.Layout(width="28em"), "style": {"description_width": "8em"}}
_NARROW = {"layout": widgets.Layout(width="20em"), "style": {"description_width": "6em"}}


class Answer(NamedTuple):
    """What a view shows: ``html``, and the tables (csv) and pictures (png) that can be saved, by file name."""

    html: str
    tables: dict[str, pd.DataFrame]
    pictures: dict[str, bytes]


class View(widgets.VBox):
    """Controls, and below them the answer to what they are set to; ``answer`` is the newest one."""

    def __init__(self, name: str, controls: Sequence[widgets.Widget], find: Callable[[], Answer]):
        self.name, self.find, self.shown = name, find, widgets.HTML()
        super().__init__(
            [widgets.Box(controls, layout=widgets.Layout(flex_flow="row wrap")), self.shown]
        )
        for control in controls:
            if not isinstance(control, widgets.HTML):
                control.observe(self.show, "value")
        self.show()
        self.at_first = self.answer.html

    def show(self, _: object = None) -> None:
        """Answer anew; a question that cannot be answered shows why."""
        try:
            with mpl.rc_context():
                style.use(style.language())
                self.answer = self.find()
        except ValueError as error:
            self.answer = Answer(f"<p role='alert'>{html.escape(str(error))}</p>", {}, {})
        # A byte order mark tells Excel that the file is UTF-8.
        links = [
            _link(name, "text/csv", csv_text(table).encode("utf-8-sig"))
            for name, table in self.answer.tables.items()
        ]
        links += [
            _link(name, "image/png", picture) for name, picture in self.answer.pictures.items()
        ]
        self.shown.value = self.answer.html + (
            f"<p>{label('Save')}: {' '.join(links)}</p>" if links else ""
        )

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        return {
            **super()._repr_mimebundle_(**kwargs),
            "text/plain": f"<{self.name}>",
            "text/html": f"<div>{self.at_first}</div>",
        }


def terms(corpus: Corpus, term: str = "创新") -> View:
    """Ask for a term or a theme: its rate by year of delivery with intervals, and every line it stands in.

    A theme is a name from ``themes.csv``; an English sense from the glossary stands for its Chinese term.

    Parameters
    ----------
    corpus : Corpus
    term : str
        What is shown at first.

    Returns
    -------
    View
        Choices of place, years, genre and part; the lines and rates can be saved as csv, the picture as png.

    >>> view = terms(load_corpus(), "five waters treated together")
    >>> view.answer.tables["rates.csv"]["count"].tolist()
    [0, 1, 2, 3, 3, 2, 0]
    """
    own = lexicon.of(corpus.folder)
    themes = counting.themes(own)
    glossary = lexicon.table("glossary.csv", own).set_index("en")["zh"]
    entry = widgets.Combobox(
        value=term,
        options=[*themes, *glossary.index, *glossary],
        description=label("Term or theme"),
        continuous_update=False,
        **_WIDE,
    )
    filters = _filters(corpus)

    def find() -> Answer:
        name = entry.value.strip()
        return _term_answer(
            _chosen(corpus, filters), name, themes.get(name) or [glossary.get(name, name)]
        )

    return View("terms", [entry, *filters.values()], find)


def indicators(corpus: Corpus, indicator: str | None = None) -> View:
    """Ask for an indicator: its levels and growth by year spoken of, the sentences with the figure marked, and the audit.

    The reference figures stand beside those of the corpus.

    Parameters
    ----------
    corpus : Corpus
    indicator : str, optional
        What is shown at first, as in ``indicators.csv``; by default general budget revenue, or the first of which there are figures.

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
    names = lexicon.table("indicators.csv", lexicon.of(corpus.folder)).set_index("indicator")["zh"]
    names = names[names.index.isin(observations["indicator"])]
    if names.empty:
        raise ValueError(
            "there is no figure of any listed indicator in these documents; see indicators.passed_over"
        )
    if indicator is None:
        indicator = (
            "general_budget_revenue" if "general_budget_revenue" in names.index else names.index[0]
        )
    elif indicator not in names.index:
        raise ValueError(
            f"there is no figure of {indicator!r}; choose from {', '.join(names.index)}"
        )
    choice = widgets.Dropdown(
        options=[(_both(zh), key) for key, zh in names.items()],
        value=indicator,
        description=label("Indicator"),
        **_WIDE,
    )
    territories = observations["territory"].dropna().drop_duplicates().sort_values()
    place = widgets.Dropdown(
        options=[
            (label("all"), None),
            *((style.territory_label(territory), territory) for territory in territories),
        ],
        description=label("Territory"),
        **_WIDE,
    )

    def find() -> Answer:
        rows = observations[observations["indicator"] == choice.value]
        findings = observing.audit(rows)
        if place.value is not None:
            rows = rows[rows["territory"] == place.value]
        if rows.empty:
            raise ValueError(
                f"No figure of {names[choice.value]} for this territory; choose another one, or all."
            )
        return _indicator_answer(
            corpus,
            rows,
            names[choice.value],
            findings[findings["earlier"].isin(rows.index) | findings["later"].isin(rows.index)],
        )

    return View("indicators", [choice, place], find)


def compare(corpus: Corpus) -> View:
    """Set two selections against each other: the words that tell them apart. At first the plans of the last year against those of the years before.

    Returns
    -------
    View
        Choices of place, years, genre and part for both sides; the table can be saved as csv, the picture as png.

    >>> view = compare(load_corpus())
    >>> list(view.answer.tables)
    ['keyness.csv']
    """
    target, reference = _filters(corpus), _filters(corpus)
    years = target["years"].options if "years" in target else ()
    if len(years) > 1:
        target["years"].value, reference["years"].value = (
            (years[-1], years[-1]),
            (years[0], years[-2]),
        )
    for side in (target, reference):
        if "plan" in set(corpus.paragraphs["part"]):
            side["part"].value = "plan"
    heads = [
        widgets.HTML(f"<strong>{label(text)}</strong>", layout=widgets.Layout(width="100%"))
        for text in ("these texts", "against those")
    ]

    def find() -> Answer:
        return _keyness_answer(
            _chosen(corpus, target),
            _chosen(corpus, reference),
            _described(target),
            _described(reference),
        )

    return View("compare", [heads[0], *target.values(), heads[1], *reference.values()], find)


def topics(model: TopicModel) -> View:
    """Look at a topic model: the terms of a topic, its share by year, its most typical paragraphs.

    Terms are ranked by relevance (Sievert & Shirley 2014): lambda 1 is the weight in the topic, lambda 0 how much more the topic uses a term than all
    paragraphs do.

    Parameters
    ----------
    model : TopicModel

    Returns
    -------
    View

    >>> from workreports.analysis.topics import fit
    >>> view = topics(fit(load_corpus(), k=6))
    >>> list(view.answer.tables)
    ['terms.csv', 'shares.csv', 'paragraphs.csv']
    """
    choice = widgets.Dropdown(
        options=[(f"{topic}  {label(name)}", topic) for topic, name in model.labels.items()],
        description=label("Topic"),
        **_WIDE,
    )
    slider = widgets.FloatSlider(
        value=0.6, min=0, max=1, step=0.1, description="lambda", continuous_update=False
    )
    return View(
        "topics", [choice, slider], lambda: _topic_answer(model, choice.value, slider.value)
    )


def relevant_terms(model: TopicModel, topic: int, relevance: float, most: int = 15) -> pd.DataFrame:
    """The terms of a topic by relevance: lambda log weight + (1 - lambda) log lift (Sievert & Shirley 2014).

    Returns
    -------
    DataFrame
        ``term weight relevance``.

    >>> from workreports.analysis.topics import fit
    >>> model = fit(load_corpus(), k=6)
    >>> relevant_terms(model, 1, 1.0)["term"].tolist()[:10] == model.terms[model.terms["topic"] == 1]["term"].head(10).tolist()
    True
    """
    if not 0 <= relevance <= 1:
        raise ValueError(f"lambda is {relevance}; it lies between 0 and 1")
    weights = model.weights[topic - 1]
    counts = np.asarray(model.units.counts.sum(axis=0)).ravel()
    chosen = weights > 1e-8
    terms = pd.DataFrame({"term": np.array(model.units.terms)[chosen], "weight": weights[chosen]})
    lift = weights[chosen] / (counts[chosen] / counts.sum())
    terms["relevance"] = (
        relevance * np.log(weights[chosen]) + (1 - relevance) * np.log(lift)
    ).round(8)
    return terms.sort_values(
        ["relevance", "term"], ascending=[False, True], ignore_index=True
    ).head(most)


def _filters(corpus: Corpus) -> dict[str, widgets.Widget]:
    """Choices of what the corpus holds, by the names that ``Corpus.select`` takes."""
    documents = corpus.documents[corpus.documents["duplicate_of"].isna()]
    filters = {}
    for name, values in (
        ("place", documents["place"]),
        ("genre", documents["genre"]),
        ("part", corpus.paragraphs["part"]),
    ):
        options = [
            (_both(value.replace("_", " ")), value) for value in dict.fromkeys(values.dropna())
        ]
        filters[name] = widgets.Dropdown(
            options=[(label("all"), None), *options],
            description=label(name.capitalize()),
            **_NARROW,
        )
    if years := sorted(documents["year"].dropna().astype(int).unique().tolist()):
        filters["years"] = widgets.SelectionRangeSlider(
            options=years,
            value=(years[0], years[-1]),
            description=label("Delivered"),
            continuous_update=False,
            **_NARROW,
        )
    return filters


def _chosen(corpus: Corpus, filters: dict[str, widgets.Widget]) -> Corpus:
    wanted = {name: control.value for name, control in filters.items()}
    if "years" in wanted and wanted["years"] == (
        filters["years"].options[0],
        filters["years"].options[-1],
    ):
        wanted["years"] = None  # all years, and documents without one
    chosen = corpus.select(**wanted)
    if chosen.paragraphs.empty:
        raise ValueError("No paragraph fits these choices; widen one of them.")
    return chosen


def _described(filters: dict[str, widgets.Widget]) -> str:
    """The choices in words, for an axis."""
    words = [
        label(str(control.value).replace("_", " "))
        for name, control in filters.items()
        if name != "years" and control.value is not None
    ]
    if "years" in filters:
        words.append("-".join(map(str, dict.fromkeys(filters["years"].value))))
    return ", ".join(words)


def _term_answer(corpus: Corpus, name: str, words: list[str]) -> Answer:
    if not name:
        raise ValueError(
            "Write a Chinese term, an English sense from the glossary, or the name of a theme."
        )
    lines = pd.concat(
        [pd.DataFrame(concordance.lines(corpus, word)) for word in words]
    ).sort_values(["year", "doc_id", "raw_start"], ignore_index=True)
    shown = name if words == [name] else f"{name} ({', '.join(words)})"
    if lines.empty:
        inside = sum(corpus.paragraphs["text"].str.count(re.escape(word)).sum() for word in words)
        raise ValueError(
            f"{shown}: not here as a word of its own"
            + (
                f", but {inside} times inside longer words."
                if inside
                else "; check the characters, or choose other texts."
            )
        )
    body = [
        f"<p><strong>{html.escape(shown)}</strong>: {len(lines)} places in {lines['doc_id'].nunique()} of {len(corpus.documents)} documents."
        + (
            " Reviews and plans are counted together; choose a part to compare like with like."
            if corpus.paragraphs["part"].nunique() > 1
            else ""
        )
        + "</p>"
    ]
    tables, pictures = {"lines.csv": lines}, {}
    if corpus.documents["year"].notna().any():
        rates = counting.frequency(corpus, {name: words}, by=["year", "place"])
        tables["rates.csv"] = rates
        spoken = "; ".join(
            f"{row.year} {label(row.place)} {row.per_10k:.1f} ({row.low:.1f} to {row.high:.1f})"
            for row in rates.itertuples()
        )
        body.append(
            _picture(
                pictures,
                "rates.png",
                plots.rates_by_year(rates, corpus.territories, columns=1),
                f"{shown}, per 10,000 words by year of delivery, with 95 % intervals: {spoken}",
            )
        )
    body.append(_lines(lines, corpus))
    return Answer("".join(body), tables, pictures)


def _indicator_answer(
    corpus: Corpus, rows: pd.DataFrame, name: str, findings: pd.DataFrame
) -> Answer:
    told = rows[
        rows["status"].ne("target")
        & rows["scope"].eq("")
        & rows["period_end"].notna()
        & rows["period_start"].eq(rows["period_end"])
        & ~rows["note"].astype("string").str.contains("unverified").fillna(False).astype(bool)
        & rows["territory"].map(corpus.territories["level"]).isin(corpus.documents["level"])
    ]
    told = told.assign(
        panel=name,
        year=told["period_end"],
        is_estimate=told["status"] == "estimate",
        in_corpus=told["source"] != "reference",
    )
    told = told.sort_values(
        ["year", "is_estimate", "in_corpus"], ascending=[True, True, False], kind="stable"
    )
    levels = told[told["measure"].eq("level") & told["value_std"].notna()].assign(
        value=lambda table: table["value_std"]
    )
    growth = told[told["growth_pct"].notna() & told["growth_basis"].ne("comparable")].assign(
        value=lambda table: table["growth_pct"]
    )
    body, pictures = (
        [
            f"<p><strong>{html.escape(_both(name))}</strong>: {len(rows)} figures, {int(rows['source'].ne('reference').sum())} of them from the documents here.</p>"
        ],
        {},
    )
    for file, table, unit in (
        ("levels.png", levels, ", ".join(levels["unit_std"].unique())),
        ("growth.png", growth, label("growth, %")),
    ):
        if len(table):
            spoken = "; ".join(
                f"{row.year} {label(row.place)} {row.value:g}" for row in table.itertuples()
            )
            body.append(
                _picture(
                    pictures,
                    file,
                    plots.observations_by_year(table, unit, corpus.territories),
                    f"{_both(name)}, {unit}, by year spoken of: {spoken}",
                )
            )
    figures = rows[
        [
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
    ]
    tables = {"figures.csv": figures, "audit.csv": findings}
    if rows["par_id"].isin(corpus.paragraphs["par_id"]).any():
        body.append(_lines(concordance.observed(rows, corpus, width=24), corpus))
    if len(findings):
        columns = ["check", "place", "period", "printed", "implied", "unit", "verdict", "why"]
        body.append(
            f"<p><strong>{label('Do the figures agree with each other?')}</strong></p>"
            + _scroll(
                findings[columns].to_html(
                    index=False, border=0, float_format="{:.2f}".format, na_rep=""
                )
            )
        )
    return Answer("".join(body), tables, pictures)


def _keyness_answer(
    target: Corpus, reference: Corpus, target_name: str, reference_name: str
) -> Answer:
    table = keyness.compare(target, reference)
    pictures = {}
    sure = int((table["p_adjusted"] < 0.05).sum())
    body = [
        f"<p>{html.escape(target_name)}: {int(target.words.sum()):,} words in {len(target.documents)} documents; {html.escape(reference_name)}: {int(reference.words.sum()):,} in {len(reference.documents)}. "
        f"Of {len(table)} words tested, <strong>{sure}</strong> have an adjusted p below 0.05.</p>",
        _picture(
            pictures,
            "keyness.png",
            plots.effect_and_evidence(table, target_name, reference_name),
            f"Words of {target_name} (right) and {reference_name} (left) by log ratio and evidence; furthest right by z: {', '.join(table['term'].head(8))}; furthest left: {', '.join(table['term'].tail(8))}",
        ),
    ]
    ends = pd.concat([table.head(12), table.tail(12)]).drop_duplicates("term")
    ends = ends.assign(
        sense=[word if (word := label(term)) != term else "" for term in ends["term"]]
    )
    columns = [
        "term",
        "sense",
        "count_target",
        "count_reference",
        "log_ratio",
        "low",
        "high",
        "z",
        "p_adjusted",
        "note",
    ]
    body.append(_scroll(ends[columns].to_html(index=False, border=0, float_format="{:.2f}".format)))
    return Answer("".join(body), {"keyness.csv": table}, pictures)


def _topic_answer(model: TopicModel, topic: int, relevance: float) -> Answer:
    terms = relevant_terms(model, topic, relevance)
    years = model.shares_by("year")
    years = years[years["topic"] == topic]
    examples = model.examples[model.examples["topic"] == topic]
    widest = terms["weight"].max()
    bars = "".join(
        f"<tr><td style='text-align:right'>{html.escape(row.term)}</td><td style='text-align:left'><span style='display:inline-block;height:0.8em;background:#0072B2;width:{120 * row.weight / widest:.0f}px'></span> "
        f"{100 * row.weight:.1f} %</td></tr>"
        for row in terms.itertuples()
    )
    shares = "".join(
        f"<tr><td>{row.year}</td><td>{100 * row.share:.0f} %</td><td>{100 * row.low:.0f}-{100 * row.high:.0f}</td><td>{html.escape(row.note)}</td></tr>"
        for row in years.itertuples()
    )
    typical = "".join(
        f"<p style='margin:0.4em 0'><code>{html.escape(row.par_id)}</code> {100 * row.share:.0f} %<br>{html.escape(row.text[:220])}</p>"
        for row in examples.itertuples()
    )
    body = (
        f"<div style='display:flex;gap:2em;flex-wrap:wrap'><table><tr><th>term</th><th>weight</th></tr>{bars}</table><table><tr><th>year</th><th>share</th><th>95 %</th><th>note</th></tr>{shares}</table>"
        f"<div style='flex:1;min-width:18em'>{typical}</div></div>"
    )
    return Answer(body, {"terms.csv": terms, "shares.csv": years, "paragraphs.csv": examples}, {})


def _both(zh: str) -> str:
    """A name with its sense, where the glossary has one."""
    return zh if label(zh) == zh else f"{zh}  {label(zh)}"


def _picture(pictures: dict[str, bytes], name: str, fig: Figure, alt: str) -> str:
    """Keep the picture for saving, and show it."""
    plt.close(fig)  # or the notebook would draw it once more under the cell
    buffer = io.BytesIO()
    fig.set_dpi(110)
    FigureCanvasAgg(fig).print_png(buffer, metadata={"Software": None})  # savefig would draw twice
    pictures[name] = buffer.getvalue()
    return f"<p><img alt='{html.escape(alt)}' style='max-width:100%' src='data:image/png;base64,{base64.b64encode(pictures[name]).decode()}'></p>"


def _lines(lines: pd.DataFrame, corpus: Corpus) -> str:
    """The first lines of a concordance, hits one under the other."""
    names = corpus.documents.apply(plots.document_name, axis=1)
    rows = "".join(
        f"<tr><td style='white-space:nowrap;text-align:left'>{html.escape(names[row.doc_id])}</td><td style='text-align:right;white-space:nowrap'>{html.escape(row.left)}</td>"
        f"<td style='white-space:nowrap'><mark>{html.escape(row.hit)}</mark></td><td style='text-align:left;white-space:nowrap'>{html.escape(row.right)}</td></tr>"
        for row in lines.head(LINES_SHOWN).itertuples()
    )
    more = (
        f"<p>The first {LINES_SHOWN} of {len(lines)} lines; lines.csv holds all.</p>"
        if len(lines) > LINES_SHOWN
        else ""
    )
    return _scroll(f"<table><tbody>{rows}</tbody></table>") + more


def _scroll(table: str) -> str:
    """A table that scrolls in a box of its own, by keyboard too."""
    return f"<div tabindex='0' role='region' aria-label='table' style='max-height:24em;overflow:auto'>{table}</div>"


def _link(name: str, kind: str, data: bytes) -> str:
    return f"<a download='{name}' href='data:{kind};base64,{base64.b64encode(data).decode()}'>{name}</a>"
