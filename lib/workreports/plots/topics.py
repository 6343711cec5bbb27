"""Pictures of topic models: what topics are made of, where they stand, how firm they are."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.documents import document_name
from workreports.plots.keywords import with_sense
from workreports.plots.style import COLOURS, label


def topic_terms(
    table: pd.DataFrame, names: dict[int, str], most: int = 10, columns: int = 2
) -> Figure:
    """The heaviest terms of each topic as bars, one panel a topic, each with its sense in English.

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
        ax.set(
            yticks=panel["rank"], yticklabels=panel["term"].map(with_sense), ylim=(most + 0.6, 0.4)
        )
        ax.set_title(f"{topic}  {label(names[topic])}", fontsize=9)
        ax.locator_params(axis="x", nbins=4)
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


def topic_documents(
    table: pd.DataFrame,
    names: dict[int, str],
    documents: pd.DataFrame,
    territories: pd.DataFrame | None = None,
    columns: int = 4,
) -> Figure:
    """The share of each topic in each document, with 95 % intervals: a row a document, by place
    and year, so that neither districts nor kinds of text are pooled.

    Parameters
    ----------
    table : DataFrame
        ``doc_id topic share low high note``.
    names : dict
        Topic to name: a panel each.
    documents : DataFrame
        As ``corpus.documents``.
    territories : DataFrame, optional
        As ``corpus.territories``: looks.
    columns : int
        Panels side by side.

    >>> table = pd.DataFrame({"doc_id": ["a"], "topic": 1, "share": 0.2, "low": 0.1, "high": 0.3})
    >>> one = {"place": "甲县", "territory": "甲县", "year": 2005, "genre": "work_report"}
    >>> fig = topic_documents(table.assign(note=""), {1: "x"}, pd.DataFrame([one], index=["a"]))
    >>> [text.get_text() for text in fig.axes[0].get_yticklabels()]
    ['甲县 2005 work report']
    """
    here = documents.loc[documents.index.isin(table["doc_id"])]
    shown = marks.looks(here["territory"], territories)
    place = here["territory"].map({name: number for number, name in enumerate(shown)})
    here = here.assign(row=place).sort_values(["row", "year"], kind="stable")
    fig, axes = frames.panels(len(names), columns, 0.29 * len(here) + 0.4, 0.8)
    widest = min(1, 1.08 * table["high"].max()) * 100
    for number, (ax, topic) in enumerate(zip(axes, sorted(names), strict=True)):
        rows = table[table["topic"] == topic].set_index("doc_id").loc[here.index]
        for y, row in enumerate(rows.itertuples()):
            _interval(ax, y, row, shown[here["territory"].iloc[y]])
        first = number % columns == 0
        ax.set(
            yticks=range(len(here)),
            yticklabels=[document_name(one) for _, one in here.iterrows()] if first else [],
            ylim=(len(here) - 0.5, -0.5),
            xlim=(-0.06 * widest, widest),  # a number over a share near none has room
        )
        if len(names) > 1:
            ax.set_title(f"{topic}  {label(names[topic])}", fontsize=9)
        ax.grid(axis="x", alpha=0.6)
        ax.tick_params(labelsize=8, length=0, labelbottom=True)
    begins = (len(axes) - 1) // columns * columns
    middle = axes[(begins + len(axes) - 1) // 2]  # of the lowest row
    middle.set_xlabel(label("share of words, %, with 95 % interval"), fontsize=8.5)
    doubted = [marks.open_dot(label("too few paragraphs to judge"))]
    handles = [
        *(doubted if table["note"].map(marks.is_doubted).any() else []),
        *marks.partial_handles(table["note"]),
    ]
    if handles:
        frames.below(fig, 2, handles)
    return fig


def _interval(ax: Axes, y: int, row: tuple, look: marks.Look) -> None:
    """A share with its interval and its number, in a row of its own."""
    low, value, high = (100 * bound for bound in (row.low, row.share, row.high))
    inside = "white" if marks.is_doubted(row.note) else look.colour
    ax.hlines(y, low, high, color=look.colour, linewidth=1.2)
    ax.plot(value, y, look.marker, color=look.colour, markersize=5.5, markerfacecolor=inside)
    text = f"{value:.0f}" + (marks.PARTIAL if marks.is_partial(row.note) else "")
    where = {"textcoords": "offset points", "fontsize": 7.5, "ha": "center", "va": "bottom"}
    ax.annotate(text, (value, y), (0, 3.5), **where)


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
    _agreement(ax, wide)
    ax.set(
        yticklabels=[f"{topic}  {label(names[topic])}" for topic in wide.index],
        xticklabels=wide.columns,
        xlabel=label("run: a random 80 % of the paragraphs"),
    )
    return ax.figure


def topic_losses(
    table: pd.DataFrame,
    names: dict[int, str],
    documents: pd.DataFrame,
    ax: Axes | None = None,
) -> Figure:
    """How well each topic is found again without one of the documents: what hurts most stands
    uppermost.

    Parameters
    ----------
    table : DataFrame
        ``left_out topic jaccard``, the document left out by its id.
    names : dict
        Topic to name.
    documents : DataFrame
        As ``corpus.documents``.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> table = pd.DataFrame({"left_out": ["a", "b"], "topic": 1, "jaccard": [1.0, 0.3]})
    >>> document = {"place": "甲县", "year": [2005, 2009], "genre": "work_report"}
    >>> fig = topic_losses(table, {1: "x"}, pd.DataFrame(document, index=["a", "b"]))
    >>> [text.get_text() for text in fig.axes[0].get_yticklabels()]
    ['甲县 2009 work report', '甲县 2005 work report']
    """
    wide = table.pivot(index="left_out", columns="topic", values="jaccard")
    wide = wide.loc[wide.mean(axis=1).sort_values(kind="stable").index]
    ax = frames.panel(ax, 0.34 * len(wide) + 1.9)
    _agreement(ax, wide)
    ax.set_yticklabels([document_name(documents.loc[doc_id]) for doc_id in wide.index])
    ax.set_xticklabels(
        [f"{topic}  {label(names[topic])}" for topic in wide.columns], rotation=25, ha="right"
    )
    return ax.figure


def _agreement(ax: Axes, wide: pd.DataFrame) -> None:
    """A grid of Jaccard coefficients with their numbers."""
    picture = ax.imshow(wide, cmap="Greys", vmin=0, vmax=1, aspect="auto")
    where = {"ha": "center", "va": "center", "fontsize": 9}
    for (y, x), value in np.ndenumerate(wide.to_numpy()):
        text = f"{value:.1f}".lstrip("0") if value < 1 else "1"
        ax.text(x, y, text, color="white" if value > 0.6 else "black", **where)
    ax.set(yticks=range(len(wide)), xticks=range(len(wide.columns)))
    ax.tick_params(length=0, labelsize=8)
    name = label("Jaccard of ten terms")
    ax.figure.colorbar(picture, ax=ax, label=name, fraction=0.03, pad=0.01)
