"""Pictures of shared wording."""

from __future__ import annotations

from itertools import accumulate, pairwise

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label

_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
_HIGHEST = 0.65
"""How far a line over all years rises above its row; rows are one apart."""
_BREAK = 0.5
"""How much further apart years stand where the axis leaves some out."""


def reuse_network(
    edges: pd.DataFrame,
    nodes: pd.DataFrame,
    territories: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Documents by year and place, joined where they share wording; the line is as wide as what is
    shared, dashed between places. Years without a document are left out, and the axis is broken.

    Parameters
    ----------
    edges : DataFrame
        ``a b characters``: names of documents.
    nodes : DataFrame
        Index: the name; ``year``, ``row`` (what stands on one height), ``short`` (what is written
        under the point), ``place``, ``territory``.
    territories : DataFrame, optional
        As ``corpus.territories``: looks.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> nodes = pd.DataFrame({"year": [2005, 2009], "short": "work report"}, index=["a", "b"])
    >>> nodes["row"] = nodes["place"] = nodes["territory"] = "甲县"
    >>> fig = reuse_network(pd.DataFrame({"a": ["a"], "b": ["b"], "characters": [48]}), nodes)
    >>> fig.axes[0].texts[0].get_text()
    '48'
    """
    rows = list(dict.fromkeys(nodes["row"]))
    shown = marks.looks(nodes["territory"], territories)
    columns = _columns(nodes["year"])
    spots = _spots(nodes, rows, columns)
    last = max(columns.values())
    ax = frames.panel(ax, 1.35 * len(rows) + 1.4)
    widest = edges["characters"].max()
    for edge in edges.sort_values("characters").itertuples():
        across = nodes.at[edge.a, "place"] != nodes.at[edge.b, "place"]
        one, other = spots[edge.a], spots[edge.b]
        way = abs(one[0] - other[0]) / (last or 1)
        bend = _HIGHEST * way**0.5 if one[1] == other[1] else 0.0
        _edge(ax, (one, other), bend, edge.characters, widest, across)
    _points(ax, nodes, spots, shown)
    ax.set(
        xlim=(-0.6, last + 0.6),
        ylim=(-len(rows) + 0.45, 0.75),
        yticks=[-y for y in range(len(rows))],
        yticklabels=rows,
        xlabel=label("Year of the report"),
    )
    ax.set_xticks([*columns.values()], [*columns])
    for one, other in pairwise(columns):
        if other > one + 1:
            _broken(ax, (columns[one] + columns[other]) / 2)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    frames.legend(ax, 4, [*_kinds(), *marks.territory_handles(shown)])
    return ax.figure


def _points(ax: Axes, nodes: pd.DataFrame, spots: dict, shown: dict) -> None:
    """The documents, each with its name under it."""
    for name, node in nodes.iterrows():
        marker, colour = shown[node["territory"]]
        ax.plot(*spots[name], marker, color=colour, markersize=13, zorder=2)
        where = {"textcoords": "offset points", "ha": "center", "fontsize": 10, "zorder": 3}
        ax.annotate(
            label(node["short"]), spots[name], (0, -23), bbox=_PAPER | {"alpha": 0.9}, **where
        )


def _columns(years: pd.Series) -> dict[int, float]:
    """Where the years stand that have a document; further apart where some have none."""
    there = sorted({int(year) for year in years})
    steps = [1 if other == one + 1 else 1 + _BREAK for one, other in pairwise(there)]
    return dict(zip(there, accumulate(steps, initial=0), strict=True))


def _broken(ax: Axes, x: float) -> None:
    """A sign that the axis leaves out years."""
    how = {"ha": "center", "va": "center", "fontsize": 11, "bbox": _PAPER, "clip_on": False}
    ax.text(x, 0, "//", transform=ax.get_xaxis_transform(), **how)


def _spots(
    nodes: pd.DataFrame, rows: list[str], columns: dict[int, float]
) -> dict[str, tuple[float, int]]:
    """Where each document stands; those of one year and row beside each other."""
    same = nodes.groupby(["row", "year"])["year"]
    x = nodes["year"].map(columns) + 0.4 * (same.cumcount() - (same.transform("size") - 1) / 2)
    return {name: (x[name], -rows.index(row)) for name, row in nodes["row"].items()}


def _edge(
    ax: Axes,
    ends: tuple[tuple[float, int], tuple[float, int]],
    bend: float,
    characters: int,
    widest: int,
    across: bool,
) -> None:
    """A line between two documents with its number, bent upwards within a row."""
    (x_one, y_one), (x_other, y_other) = ends
    control = ((x_one + x_other) / 2, (y_one + y_other) / 2 + 2 * bend)
    line = PathPatch(
        Path([ends[0], control, ends[1]], [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
        fill=False,
        linewidth=0.6 + 7 * characters / widest,
        alpha=0.75,
        edgecolor=COLOURS["orange" if across else "grey"],
        linestyle="--" if across else "-",
        zorder=1,
    )
    ax.add_patch(line)
    # The numbers of lines that cross stand apart: each nearer to the later document.
    way = 0.5 if bend else 0.62
    x, y = x_one + way * (x_other - x_one), y_one + way * (y_other - y_one) + bend
    where = {"ha": "center", "va": "center", "fontsize": 10, "zorder": 3}
    ax.text(x, y, str(characters), bbox=_PAPER | {"alpha": 0.85}, **where)


def _kinds() -> list[Line2D]:
    """What a legend says of the lines and of the numbers on them."""
    number = {"markersize": 16, "markeredgewidth": 0}
    dashed = {"color": COLOURS["orange"], "linewidth": 3, "linestyle": "--"}
    return [
        plt.Line2D([], [], color=COLOURS["grey"], linewidth=3, label=label("within a place")),
        plt.Line2D([], [], label=label("between places"), **dashed),
        marks.dot(label("characters shared"), "$123$", "black", **number),
    ]
