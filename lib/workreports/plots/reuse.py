"""Pictures of shared wording."""

from __future__ import annotations

from itertools import accumulate, pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label

_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
_HIGHEST = 0.7
"""How far a line over all years rises above its row; rows are one apart."""
_SIDES = [(0, -19), (0, 19), (12, 0), (-12, 0), (10, -14), (-10, -14), (10, 14), (-10, 14)]
"""Where a document's name may stand, in points from its point."""
_PARTS = (0.5, 0.62, 0.38, 0.7, 0.3, 0.78, 0.22)
"""Where the number of a line may stand: parts of its way."""
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
        beside the point), ``place``, ``territory``.
    territories : DataFrame, optional
        As ``corpus.territories``: looks.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> nodes = pd.DataFrame({"year": [2005, 2009], "short": "work report"}, index=["a", "b"])
    >>> nodes["row"] = nodes["place"] = nodes["territory"] = "甲县"
    >>> fig = reuse_network(pd.DataFrame({"a": ["a"], "b": ["b"], "characters": [48]}), nodes)
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['//', 'work report', 'work report', '48']
    """
    rows = list(dict.fromkeys(nodes["row"]))
    shown = marks.looks(nodes["territory"], territories)
    columns = _columns(nodes["year"])
    spots = _spots(nodes, rows, columns)
    last = max(columns.values())
    ax = frames.panel(ax, 1.35 * len(rows) + 1.4)
    across = [nodes.at[a, "place"] != nodes.at[b, "place"] for a, b in edges[["a", "b"]].to_numpy()]
    edges = edges.assign(across=across).sort_values("characters")
    ways = [_way(spots[a], spots[b], last or 1) for a, b in edges[["a", "b"]].to_numpy()]
    widths = 0.6 + 7 * edges["characters"] / edges["characters"].max()
    for way, width, is_across in zip(ways, widths, edges["across"], strict=True):
        _line(ax, way, width, is_across)
    for name, node in nodes.iterrows():
        marker, colour = shown[node["territory"]]
        ax.plot(*spots[name], marker, color=colour, markersize=13, zorder=2)
    _axes(ax, rows, columns)
    frames.legend(ax, 4, [*_kinds(), *marks.territory_handles(shown)])
    ax.figure.draw_without_rendering()  # words look for room where the layout puts things
    names = [(label(nodes.at[name, "short"]), np.array([spots[name]])) for name in nodes.index]
    marks.name_beside(ax, names, _SIDES)
    _numbers(ax, ways, edges["characters"])
    return ax.figure


def _axes(ax: Axes, rows: list[str], columns: dict[int, float]) -> None:
    """Rows of places, and an axis of years, broken where years are left out."""
    ax.set(
        xlim=(-0.6, max(columns.values()) + 0.6),
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


def _way(one: tuple[float, int], other: tuple[float, int], last: float) -> np.ndarray:
    """A line between two documents, bent upwards within a row: start, control point and end."""
    (x_one, y_one), (x_other, y_other) = one, other
    # As high as it is long, so that of two lines from one document the longer runs above.
    bend = _HIGHEST * abs(x_other - x_one) / last if y_one == y_other else 0
    return np.array([one, ((x_one + x_other) / 2, (y_one + y_other) / 2 + 2 * bend), other])


def _line(ax: Axes, way: np.ndarray, width: float, across: bool) -> None:
    line = PathPatch(
        Path(way, [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
        fill=False,
        linewidth=width,
        alpha=0.75,
        edgecolor=COLOURS["orange" if across else "grey"],
        linestyle="--" if across else "-",
        zorder=1,
    )
    ax.add_patch(line)


def _numbers(ax: Axes, ways: list[np.ndarray], numbers: pd.Series) -> None:
    """A number on each line, where it hides least of words, points and other lines."""
    points, lines = marks.drawn(ax)
    written = [text.get_window_extent() for text in ax.texts]
    where = {"ha": "center", "va": "center", "fontsize": 10, "zorder": 3}
    for way, number in zip(ways, numbers, strict=True):
        text = ax.text(*way[0], str(number), bbox=_PAPER | {"alpha": 0.85}, **where)
        size = text.get_window_extent()

        def hidden(spot: np.ndarray, size=size) -> tuple[int, int]:
            width, height = size.size
            x, y = ax.transData.transform(spot)
            box = Bbox.from_bounds(x - width / 2, y - height / 2, width, height).padded(3)
            words = box.count_overlaps(written)
            return words + marks.within(points, box, 10), marks.within(lines, box, 2)

        text.set_position(min((_along(way, part) for part in _PARTS), key=hidden))
        written.append(text.get_window_extent())


def _along(way: np.ndarray, part: float) -> np.ndarray:
    """The place at a part of a line."""
    return np.array([(1 - part) ** 2, 2 * part * (1 - part), part**2]) @ way


def _kinds() -> list[Line2D]:
    """What a legend says of the lines and of the numbers on them."""
    number = {"markersize": 13, "markeredgewidth": 0}
    dashed = {"color": COLOURS["orange"], "linewidth": 3, "linestyle": "--"}
    return [
        plt.Line2D([], [], color=COLOURS["grey"], linewidth=3, label=label("within a place")),
        plt.Line2D([], [], label=label("between places"), **dashed),
        marks.dot(label("characters shared"), r"$\mathregular{123}$", "black", **number),
    ]
