"""Pictures of topics and of shared wording. No function computes; each takes a table."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from workreports.plots.charts import PLACES, marks
from workreports.plots.style import COLOURS, label, territory_label


def topic_terms(
    terms: pd.DataFrame, names: dict[int, str], most: int = 10, columns: int = 3
) -> Figure:
    """The heaviest terms of each topic as bars, one panel a topic.

    Parameters
    ----------
    terms : DataFrame
        ``topic rank term weight``.
    names : dict
        Topic to name.
    """
    topics = sorted(names)
    rows = -(-len(topics) // columns)
    fig, axes = plt.subplots(rows, columns, figsize=(9.5, 2.35 * rows), squeeze=False)
    for ax, topic in zip(axes.flat, topics, strict=False):
        panel = terms[(terms["topic"] == topic) & (terms["rank"] <= most)]
        ax.barh(panel["rank"], panel["weight"] * 100, color=COLOURS["blue"], height=0.75)
        ax.set(yticks=panel["rank"], yticklabels=panel["term"], ylim=(most + 0.6, 0.4))
        ax.set_title(f"{topic}  {label(names[topic])}", fontsize=9)
        ax.tick_params(labelsize=8, length=0)
    for ax in axes.flat[len(topics) :]:
        ax.set_visible(False)
    fig.supxlabel(label("weight in the topic, %"), fontsize=9)
    return fig


def topic_shares(table: pd.DataFrame, names: dict[int, str], columns: int = 3) -> Figure:
    """The share of each topic by year of delivery and territory, with 95 % intervals; no line joins years.

    Parameters
    ----------
    table : DataFrame
        ``topic year place territory share low high note``.
    names : dict
    """
    topics, mark_of = sorted(names), marks(table["territory"])
    rows = -(-len(topics) // columns)
    fig, axes = plt.subplots(
        rows, columns, figsize=(9.5, 1.85 * rows + 0.8), sharex=True, squeeze=False
    )
    for ax, topic in zip(axes.flat, topics, strict=False):
        ax.axvline(
            2021.5, color=COLOURS["vermilion"], linestyle="--", linewidth=1
        )  # reports of early 2021 came before the reform
        for point in table[table["topic"] == topic].itertuples():
            marker, colour = mark_of[point.territory]
            x = point.year + (0.14 if point.place == "上城区" else -0.14)
            ax.vlines(x, point.low * 100, point.high * 100, color=COLOURS[colour], linewidth=1.2)
            ax.plot(
                x,
                point.share * 100,
                marker,
                color=COLOURS[colour],
                markersize=5.5,
                markerfacecolor="white" if point.note else COLOURS[colour],
            )
        ax.set_title(f"{topic}  {label(names[topic])}", fontsize=9)
        ax.set(
            ylim=(0, min(100, 105 * table.loc[table["topic"] == topic, "high"].max())),
            xticks=[2014, 2016, 2018, 2020, 2022],
        )
        ax.tick_params(labelsize=8)
    for ax in axes.flat[len(topics) :]:
        ax.set_visible(False)
    for ax in axes.flat[max(0, len(topics) - columns) : len(topics)]:
        ax.tick_params(labelbottom=True)
    here = set(table["territory"])
    handles = [
        plt.Line2D(
            [],
            [],
            marker=marker,
            color=COLOURS[colour],
            linestyle="none",
            label=territory_label(territory),
        )
        for territory, (marker, colour) in mark_of.items()
        if territory in here
    ]
    handles += [
        plt.Line2D(
            [],
            [],
            marker="o",
            color=COLOURS["grey"],
            markerfacecolor="white",
            linestyle="none",
            label=label("too few paragraphs to judge"),
        ),
        plt.Line2D(
            [],
            [],
            color=COLOURS["vermilion"],
            linestyle="--",
            linewidth=1,
            label=label("boundary reform of 2021"),
        ),
    ]
    fig.supylabel(label("share of words, %, with 95 % interval"), fontsize=9)
    fig.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8.5)
    return fig


def scan(table: pd.DataFrame) -> Figure:
    """Stability, coherence and held-out fit against the number of topics; the recommended one is marked.

    Parameters
    ----------
    table : DataFrame
        As :func:`workreports.analysis.topics.scan` gives it.
    """
    fig, axes = plt.subplots(3, 1, figsize=(8.5, 6.4), sharex=True)
    panels = [
        ("stability", "stability: Jaccard of ten terms", "blue"),
        ("coherence", "coherence: C_NPMI", "green"),
        ("held_out", "held-out gain, bits per word", "vermilion"),
    ]
    chosen = table[table["recommended"]].iloc[0]
    for ax, (column, title, colour) in zip(axes, panels, strict=True):
        if column == "stability":
            ax.fill_between(
                table["k"], table["low"], table["high"], color=COLOURS["light"], linewidth=0
            )
        ax.plot(table["k"], table[column], "o-", color=COLOURS[colour], markersize=4.5, linewidth=1)
        ax.plot(
            chosen["k"],
            chosen[column],
            "o",
            markersize=11,
            markerfacecolor="none",
            markeredgecolor="black",
        )
        ax.set_ylabel(label(title), fontsize=8.5)
        ax.grid(axis="y", alpha=0.6)
    axes[-1].set(xlabel=label("number of topics (k)"), xticks=table["k"])
    return fig


def stability_map(table: pd.DataFrame, names: dict[int, str]) -> Figure:
    """How well each topic is found again in each run: dark is the same ten terms, white none of them.

    Parameters
    ----------
    table : DataFrame
        ``run topic jaccard``.
    names : dict
    """
    wide = table.pivot(index="topic", columns="run", values="jaccard")
    order = wide.mean(axis=1).sort_values(ascending=False, kind="stable").index
    fig, ax = plt.subplots(figsize=(9.5, 0.42 * len(wide) + 1.4))
    picture = ax.imshow(wide.loc[order], cmap="Greys", vmin=0, vmax=1, aspect="auto")
    for y, topic in enumerate(order):
        for x, value in enumerate(wide.loc[topic]):
            ax.text(
                x,
                y,
                f"{value:.1f}".lstrip("0") if value < 1 else "1",
                ha="center",
                va="center",
                fontsize=7,
                color="white" if value > 0.6 else "black",
            )
    ax.set(
        yticks=range(len(order)),
        yticklabels=[f"{topic}  {label(names[topic])}" for topic in order],
        xticks=range(len(wide.columns)),
        xticklabels=wide.columns,
        xlabel=label("run: a random 80 % of the paragraphs"),
    )
    ax.tick_params(length=0, labelsize=8)
    fig.colorbar(picture, ax=ax, label=label("Jaccard of ten terms"), fraction=0.03, pad=0.01)
    return fig


def stacked_shares(table: pd.DataFrame, unit: str) -> Figure:
    """Shares as stacked bars, told apart by shade and hatching; the part that is largest everywhere can be left to the rest of the axis.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, one column a kind, in per cent.
    unit : str
    """
    fig, ax = plt.subplots(figsize=(9.5, 0.42 * len(table) + 1.5))
    left = pd.Series(0.0, index=table.index)
    for column, shade, hatch in zip(
        table.columns, ("blue", "orange", "green", "sky"), ("", "//", "..", "xx"), strict=False
    ):
        ax.barh(
            table.index,
            table[column],
            left=left,
            color=COLOURS[shade],
            hatch=hatch,
            edgecolor="white",
            linewidth=0.8,
            label=label(column),
        )
        left = left + table[column]
    for y, total in enumerate(left):
        ax.text(total + left.max() * 0.01, y, f"{total:.1f}", va="center", fontsize=8.5)
    ax.invert_yaxis()
    ax.set(xlabel=unit, xlim=(0, left.max() * 1.12))
    ax.tick_params(axis="y", length=0)
    fig.legend(loc="outside lower center", ncols=4, fontsize=8.5)
    return fig


def network(edges: pd.DataFrame, nodes: pd.DataFrame) -> Figure:
    """Documents by year and territory, joined where they share wording; the line is as wide as what is shared, dashed between districts.

    Parameters
    ----------
    edges : DataFrame
        ``a b characters``: names of documents.
    nodes : DataFrame
        Index: the name; ``year``, ``row`` (what stands on one height), ``short`` (what is written under the point), ``district``, ``boundary``.
    """
    rows = list(dict.fromkeys(nodes["row"]))
    fig, ax = plt.subplots(figsize=(9.5, 1.15 * len(rows) + 1.6))
    places = {name: (node["year"], -rows.index(node["row"])) for name, node in nodes.iterrows()}
    widest = edges["characters"].max()
    for edge in edges.sort_values("characters").itertuples():
        one, other = places[edge.a], places[edge.b]
        across = nodes.at[edge.a, "place"] != nodes.at[edge.b, "place"]
        bend = 0.25 if one[1] == other[1] else 0.0
        ax.add_patch(
            FancyArrowPatch(
                one,
                other,
                arrowstyle="-",
                connectionstyle=f"arc3,rad={-bend}",
                linewidth=0.6 + 7 * edge.characters / widest,
                alpha=0.75,
                color=COLOURS["orange" if across else "grey"],
                linestyle="--" if across else "-",
                zorder=1,
            )
        )
        # The numbers of lines that cross stand apart: each nearer to the later document.
        way = 0.5 if bend else 0.62
        x, y = (
            one[0] + way * (other[0] - one[0]),
            one[1] + way * (other[1] - one[1]) + bend * abs(one[0] - other[0]) * 0.42,
        )
        ax.text(
            x,
            y,
            str(edge.characters),
            fontsize=7.5,
            ha="center",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
            zorder=3,
        )
    for name, node in nodes.iterrows():
        marker, colour = PLACES[node["territory"]]
        ax.plot(*places[name], marker, color=COLOURS[colour], markersize=11, zorder=2)
        ax.annotate(
            label(node["short"]),
            places[name],
            (0, -18),
            textcoords="offset points",
            ha="center",
            fontsize=7.5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.9},
            zorder=3,
        )
    years = np.arange(int(nodes["year"].min()), int(nodes["year"].max()) + 1)
    ax.set(
        xlim=(years[0] - 0.8, years[-1] + 0.8),
        ylim=(-len(rows) + 0.35, 0.75),
        yticks=[-y for y in range(len(rows))],
        yticklabels=rows,
        xticks=years,
        xlabel=label("Year of delivery"),
    )
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    handles = [
        plt.Line2D([], [], color=COLOURS["grey"], linewidth=3, label=label("within a district")),
        plt.Line2D(
            [],
            [],
            color=COLOURS["orange"],
            linewidth=3,
            linestyle="--",
            label=label("between districts"),
        ),
        plt.Line2D(
            [],
            [],
            linestyle="none",
            marker="$123$",
            color="black",
            markersize=16,
            markeredgewidth=0,
            label=label("characters shared"),
        ),
    ]
    here = dict.fromkeys(nodes["territory"])
    handles += [
        plt.Line2D(
            [],
            [],
            marker=PLACES[place][0],
            color=COLOURS[PLACES[place][1]],
            linestyle="none",
            label=territory_label(place),
        )
        for place in here
    ]
    fig.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8.5)
    return fig
