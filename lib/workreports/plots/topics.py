"""Pictures of topic models: what topics are made of, where they stand, how firm they are."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label


def topic_terms(
    table: pd.DataFrame, names: dict[int, str], most: int = 10, columns: int = 3
) -> Figure:
    """The heaviest terms of each topic as bars, one panel a topic.

    Parameters
    ----------
    table : DataFrame
        ``topic rank term weight``.
    names : dict
        Topic to name.
    most : int
        How many terms a topic shows.
    columns : int
        Panels side by side.

    >>> table = pd.DataFrame({"topic": [1], "rank": [1], "term": ["林业"], "weight": [0.2]})
    >>> fig = topic_terms(table, {1: "forests"})
    >>> fig.axes[0].get_title(loc="left")
    '1  forests'
    """
    topics = sorted(names)
    columns = min(columns, len(topics))
    rows = -(-len(topics) // columns)
    fig, axes = plt.subplots(rows, columns, figsize=(frames.WIDTH, 2.35 * rows), squeeze=False)
    frames.leave_out(axes, [True] * len(topics))
    for ax, topic in zip(axes.flat, topics, strict=False):
        panel = table[(table["topic"] == topic) & (table["rank"] <= most)]
        ax.barh(panel["rank"], panel["weight"] * 100, color=COLOURS["blue"], height=0.75)
        ax.set(yticks=panel["rank"], yticklabels=panel["term"], ylim=(most + 0.6, 0.4))
        ax.set_title(f"{topic}  {label(names[topic])}", fontsize=9)
        ax.tick_params(labelsize=8, length=0)
    fig.supxlabel(label("weight in the topic, %"), fontsize=9)
    return fig


def topic_shares(
    table: pd.DataFrame,
    names: dict[int, str],
    territories: pd.DataFrame | None = None,
    columns: int = 3,
) -> Figure:
    """The share of each topic by year of the report and territory, with 95 % intervals; no line
    joins years.

    Parameters
    ----------
    table : DataFrame
        ``topic year territory share low high note``.
    names : dict
        Topic to name.
    territories : DataFrame, optional
        As ``corpus.territories``: looks and reforms.
    columns : int
        Panels side by side.

    >>> table = pd.DataFrame({"topic": 1, "year": [2005, 2009], "territory": "甲县"})
    >>> table = table.assign(share=0.2, low=0.1, high=0.3, note="")
    >>> topic_shares(table, {1: "forests"}).axes[0].get_xticks().tolist()
    [2005, 2006, 2007, 2008, 2009]
    """
    topics, shown = sorted(names), marks.looks(table["territory"], territories)
    first, last = int(table["year"].min()), int(table["year"].max())
    breaks = [year for year in marks.reforms(shown, territories) if first <= year < last]
    points = table.assign(x=marks.apart(table, shown), value=table["share"] * 100)
    points[["low", "high"]] *= 100
    fig, axes = frames.panels(len(topics), columns, 1.85, 0.8)
    for ax, topic in zip(axes, topics, strict=True):
        here = points[points["topic"] == topic]
        # reports of a reform's year came before it
        marks.draw_reforms(ax, [year + 0.5 for year in breaks])
        marks.intervals(ax, here, shown, top=100)
        ax.set_title(f"{topic}  {label(names[topic])}", fontsize=9)
        ax.set(
            xlim=(first - 0.6, last + 0.6),
            xticks=frames.years(first, last),
            ylim=(0, min(100, 1.05 * here["high"].max())),
        )
        ax.tick_params(labelsize=8)
    handles = [
        *marks.territory_handles(shown),
        marks.open_dot(label("too few paragraphs to judge")),
        *marks.partial_handles(table["note"]),
        *marks.reform_handles(breaks),
    ]
    fig.supylabel(label("share of words, %, with 95 % interval"), fontsize=9)
    frames.below(fig, 4, handles)
    return fig


def topic_scan(table: pd.DataFrame) -> Figure:
    """Stability, coherence and held-out fit against the number of topics; the recommended one is
    marked.

    Parameters
    ----------
    table : DataFrame
        As :func:`workreports.analysis.topics.scan` gives it.

    >>> table = pd.DataFrame({"k": [4, 5], "coherence": 0.1, "stability": 0.6, "held_out": 0.3})
    >>> fig = topic_scan(table.assign(low=0.5, high=0.7, recommended=[False, True]))
    >>> fig.axes[-1].get_xticks().tolist()
    [4, 5]
    """
    fig, axes = plt.subplots(3, 1, figsize=(8.5, 6.4), sharex=True)
    measures = [
        ("stability", "stability: Jaccard of ten terms", "blue"),
        ("coherence", "coherence: C_NPMI", "green"),
        ("held_out", "held-out gain, bits per word", "vermilion"),
    ]
    chosen = table[table["recommended"]]
    axes[0].fill_between(
        table["k"], table["low"], table["high"], color=COLOURS["light"], linewidth=0
    )
    ring = {"markersize": 11, "markerfacecolor": "none", "markeredgecolor": "black"}
    for ax, (column, title, colour) in zip(axes, measures, strict=True):
        ax.plot(table["k"], table[column], "o-", color=COLOURS[colour], markersize=4.5, linewidth=1)
        ax.plot(chosen["k"], chosen[column], "o", **ring)
        ax.set_ylabel(label(title), fontsize=8.5)
        ax.grid(axis="y", alpha=0.6)
    axes[-1].set(xlabel=label("number of topics (k)"), xticks=table["k"])
    return fig


def topic_stability(table: pd.DataFrame, names: dict[int, str], ax: Axes | None = None) -> Figure:
    """How well each topic is found again in each run: dark is the same ten terms, white none of
    them.

    Parameters
    ----------
    table : DataFrame
        ``run topic jaccard``.
    names : dict
        Topic to name.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> table = pd.DataFrame({"run": [1, 2], "topic": 1, "jaccard": [0.3, 1.0]})
    >>> fig = topic_stability(table, {1: "forests"})
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['.3', '1']
    """
    wide = table.pivot(index="topic", columns="run", values="jaccard")
    wide = wide.loc[wide.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    ax = frames.panel(ax, 0.42 * len(wide) + 1.4)
    picture = ax.imshow(wide, cmap="Greys", vmin=0, vmax=1, aspect="auto")
    where = {"ha": "center", "va": "center", "fontsize": 7}
    for (y, x), value in np.ndenumerate(wide.to_numpy()):
        text = f"{value:.1f}".lstrip("0") if value < 1 else "1"
        ax.text(x, y, text, color="white" if value > 0.6 else "black", **where)
    ax.set(
        yticks=range(len(wide)),
        yticklabels=[f"{topic}  {label(names[topic])}" for topic in wide.index],
        xticks=range(len(wide.columns)),
        xticklabels=wide.columns,
        xlabel=label("run: a random 80 % of the paragraphs"),
    )
    ax.tick_params(length=0, labelsize=8)
    name = label("Jaccard of ten terms")
    ax.figure.colorbar(picture, ax=ax, label=name, fraction=0.03, pad=0.01)
    return ax.figure
