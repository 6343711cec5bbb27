"""The view of a topic model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets
import numpy as np
import pandas as pd

from workreports import plots
from workreports.plots import style
from workreports.plots.style import label, territory_label
from workreports.views import templates
from workreports.views.view import Answer, View
from workreports.views.wording import told

if TYPE_CHECKING:
    from workreports.analysis.topics import TopicModel

_WIDE = {"layout": widgets.Layout(width="40em"), "style": {"description_width": "6em"}}


def topics(model: TopicModel) -> View:
    """Look at a topic model: the terms of a topic, its share of the reports of each year, district
    and genre (an outline is no report, and two districts are never one, nor is one before and after
    a reform), its most typical paragraphs.

    Terms are ranked by relevance (Sievert & Shirley 2014): lambda 1 is the weight in the topic,
    lambda 0 how much more the topic uses a term than all paragraphs do.

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
    lexicon = model.units.lexicon
    with style.using(lexicon):
        names = [(f"{topic}  {_named(name)}", topic) for topic, name in model.labels.items()]
        choice = widgets.Dropdown(options=names, description=label("Topic"), **_WIDE)
        # A slider of ipywidgets has no name for a screen reader.
        weight = widgets.BoundedFloatText(0.6, min=0, max=1, step=0.1, description="lambda")

        def find() -> Answer:
            return _answer(model, choice.value, weight.value)

        asks = widgets.Box([choice, weight], layout=widgets.Layout(flex_flow="row wrap"))
        view = View("topics", asks, find, lexicon)
    view.add_class(templates.LIVE)
    for control in (choice, weight):
        control.observe(view.show, "value")
    return view


def relevant_terms(model: TopicModel, topic: int, relevance: float, most: int = 15) -> pd.DataFrame:
    """The terms of a topic by relevance: lambda log weight + (1 - lambda) log lift (Sievert &
    Shirley 2014).

    Returns
    -------
    DataFrame
        ``term weight relevance``.

    Raises
    ------
    ValueError
        If lambda (``relevance``) does not lie between 0 and 1.

    >>> from workreports.analysis.topics import fit
    >>> model = fit(load_corpus(), k=6)
    >>> heaviest = model.terms.loc[model.terms["topic"] == 1, "term"].tolist()
    >>> relevant_terms(model, 1, 1.0)["term"].tolist()[:10] == heaviest[:10]
    True
    """
    if not 0 <= relevance <= 1:
        raise ValueError(f"lambda is {relevance}; it lies between 0 and 1")
    weights = model.weights[topic - 1]
    counts = np.asarray(model.units.counts.sum(axis=0)).ravel()
    chosen = weights > 1e-8
    terms = pd.DataFrame({"term": np.array(model.units.terms)[chosen], "weight": weights[chosen]})
    lift = weights[chosen] / (counts[chosen] / counts.sum())
    ranked = relevance * np.log(weights[chosen]) + (1 - relevance) * np.log(lift)
    terms["relevance"] = ranked.round(8)
    order = terms.sort_values(["relevance", "term"], ascending=[False, True], ignore_index=True)
    return order.head(most)


def _named(name: str) -> str:
    """A topic's name, or the words that it is called by, each with what it means."""
    return label(name) if name.isascii() else ", ".join(map(plots.with_sense, name.split()))


def _answer(model: TopicModel, topic: int, relevance: float) -> Answer:
    terms = relevant_terms(model, topic, relevance)
    shares = model.shares_by(["year", "territory", "genre"])
    shares = shares[shares["topic"] == topic]
    names = [
        f"{row.year} {territory_label(row.territory)} {plots.genre_label(row.genre)}"
        for row in shares.itertuples()
    ]
    examples = model.examples[model.examples["topic"] == topic]
    tables = {"terms.csv": terms, "shares.csv": shares, "paragraphs.csv": examples}
    ranked = told(
        "Words ranked with lambda {here:g}. Lambda 1 ranks by weight: the words that are most "
        "frequent in the topic, here and elsewhere. Lambda 0 ranks by how many times more frequent "
        "they are in it than in all paragraphs, which brings the rare ones up. With 0.6 readers of "
        "Sievert and Shirley's study understood topics best.",
        "词语按 lambda {here:g} 排序。lambda 1 按权重：主题中最常见的词，别处常见与否不论；"
        "lambda 0 按主题中的频率是全部段落的几倍，罕见词靠前。"
        "Sievert 与 Shirley 的实验中，读者用 0.6 最能理解主题。",
        here=relevance,
    )
    shown = templates.topic(terms, shares.assign(report=names), examples)
    return Answer(templates.paragraph(ranked) + shown, tables, {})
