"""Widgets for JupyterLab. Each needs a running kernel; a notebook that shows one draws a static picture beside it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pandas as pd

from workreports.topics import TopicModel

if TYPE_CHECKING:
    import ipywidgets


def topics(model: TopicModel) -> ipywidgets.VBox:
    """Look at a topic model: the terms of a topic, its share by year, its most typical paragraphs.

    Terms are ranked by relevance (Sievert & Shirley 2014): lambda 1 is the weight in the topic, lambda 0 how much more the topic uses a term than all
    paragraphs do.

    Parameters
    ----------
    model : TopicModel

    Returns
    -------
    ipywidgets.VBox

    >>> from workreports.topics import fit
    >>> view = topics(fit(load_corpus(), k=6))
    >>> len(view.children)
    2
    """
    import ipywidgets as widgets

    choice = widgets.Dropdown(options=[(f"{topic}  {name}", topic) for topic, name in model.labels.items()], description="Topic")
    slider = widgets.FloatSlider(value=0.6, min=0, max=1, step=0.1, description="lambda", continuous_update=False)
    shown = widgets.HTML()

    def show(_: object = None) -> None:
        shown.value = topic_html(model, choice.value, slider.value)

    choice.observe(show, "value")
    slider.observe(show, "value")
    show()
    return widgets.VBox([widgets.HBox([choice, slider]), shown])


def topic_html(model: TopicModel, topic: int, relevance: float) -> str:
    """What the topic view shows, as HTML; everything from the corpus is escaped.

    >>> from workreports.topics import fit
    >>> topic_html(fit(load_corpus(), k=6), 1, 0.6).startswith("<div")
    True
    """
    terms = relevant_terms(model, topic, relevance)
    widest = terms["weight"].max()
    bars = "".join(f"<tr><td style='text-align:right'>{html.escape(row.term)}</td><td style='text-align:left'><span style='display:inline-block;height:0.8em;background:#0072B2;width:{120 * row.weight / widest:.0f}px'></span> "
                   f"{100 * row.weight:.1f} %</td></tr>" for row in terms.itertuples())
    years = model.shares_by("year")
    lines = "".join(f"<tr><td>{row.year}</td><td>{100 * row.share:.0f} %</td><td>{100 * row.low:.0f}-{100 * row.high:.0f}</td><td>{html.escape(row.note)}</td></tr>" for row in years[years["topic"] == topic].itertuples())
    examples = "".join(f"<p style='margin:0.4em 0'><code>{html.escape(row.par_id)}</code> {100 * row.share:.0f} %<br>{html.escape(row.text[:220])}</p>" for row in model.examples[model.examples["topic"] == topic].itertuples())
    return (f"<div style='display:flex;gap:2em;flex-wrap:wrap'><table>{bars}</table><table><tr><th>year</th><th>share</th><th>95 %</th><th></th></tr>{lines}</table>"
            f"<div style='flex:1;min-width:18em'>{examples}</div></div>")


def relevant_terms(model: TopicModel, topic: int, relevance: float, most: int = 15) -> pd.DataFrame:
    """The terms of a topic by relevance: lambda log weight + (1 - lambda) log lift (Sievert & Shirley 2014).

    Returns
    -------
    DataFrame
        ``term weight relevance``.

    >>> from workreports.topics import fit
    >>> model = fit(load_corpus(), k=6)
    >>> relevant_terms(model, 1, 1.0)["term"].tolist()[:10] == model.terms[model.terms["topic"] == 1]["term"].head(10).tolist()
    True
    """
    import numpy as np

    if not 0 <= relevance <= 1:
        raise ValueError(f"lambda is {relevance}; it lies between 0 and 1")
    weights = model.weights[topic - 1]
    counts = np.asarray(model.units.counts.sum(axis=0)).ravel()
    chosen = weights > 1e-8
    terms = pd.DataFrame({"term": np.array(model.units.terms)[chosen], "weight": weights[chosen]})
    lift = weights[chosen] / (counts[chosen] / counts.sum())
    terms["relevance"] = (relevance * np.log(weights[chosen]) + (1 - relevance) * np.log(lift)).round(8)
    return terms.sort_values(["relevance", "term"], ascending=[False, True], ignore_index=True).head(most)
