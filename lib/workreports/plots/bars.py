"""Bars set end to end and pairs of points, one a row of a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label

_KINDS = [
    ("blue", ""),
    ("orange", "//"),
    ("green", "\\\\"),
    ("sky", ".."),
    ("purple", "xx"),
    ("light", ""),
]
_NEAR = 13
_OVER_OR_UNDER = [(x, y) for y in (-_NEAR, _NEAR, -2 * _NEAR, 2 * _NEAR) for x in (0, -1, 1)]
"""Where a dot's name may stand: in points from the dot."""
_SHARES = [("blue", ""), ("orange", "//"), ("sky", ".."), ("green", "xx")]


def stack(ax: Axes, table: pd.DataFrame, how: Iterable[tuple[str, str]]) -> pd.Series:
    """Draw the columns of a table as bars set end to end, from top to bottom.

    Parameters
    ----------
    ax : Axes
    table : DataFrame
        One row a bar, one column a kind.
    how : iterable of (str, str)
        Shade and hatching of each column.

    Returns
    -------
    Series
        Where each bar ends.

    >>> ax = frames.panel(None, 2)
    >>> stack(ax, pd.DataFrame({"met": [2, 0], "missed": [1, 3]}), _KINDS).tolist()
    [3, 3]
    """
    left = pd.Series(0, index=table.index)
    for column, (colour, hatch) in zip(table.columns, how, strict=False):
        ax.barh(
            table.index,
            table[column],
            left=left,
            color=COLOURS[colour],
            hatch=hatch,
            edgecolor="white",
            linewidth=0.8,
            label=label(column),
        )
        left = left + table[column]
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    return left


def stacked_counts(table: pd.DataFrame, unit: str, ax: Axes | None = None) -> Figure:
    """Counts as stacked bars, told apart by shade and hatching, each with its number.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, one column a kind, whole numbers.
    unit : str
        What is counted, for the axis.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> table = pd.DataFrame({"met": [2, 0], "missed": [1, 3]}, index=["2005", "2007"])
    >>> stacked_counts(table, "promises").axes[0].get_xlabel()
    'promises'
    """
    ax = frames.panel(ax, 0.5 * len(table) + 1.6)
    total = stack(ax, table, cycle(_KINDS))
    ends = table.cumsum(axis=1)
    written = {"fontsize": 8.5, "ha": "center", "va": "center"}
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85}
    for y, (counts, stops) in enumerate(zip(table.to_numpy(), ends.to_numpy(), strict=True)):
        for count, stop in zip(counts, stops, strict=True):
            if count:
                ax.text(stop - count / 2, y, str(count), bbox=paper, **written)
    ax.set(xlabel=unit, xlim=(0, total.max() * 1.02))
    frames.legend(ax, 3)
    return ax.figure


def stacked_shares(table: pd.DataFrame, unit: str, ax: Axes | None = None) -> Figure:
    """Shares as stacked bars, told apart by shade and hatching; the part that is largest everywhere
    can be left to the rest of the axis.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, one column a kind, in per cent.
    unit : str
        What the shares are of, for the axis.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> table = pd.DataFrame({"formula": [5.0], "repeated": [2.5]}, index=["2005"])
    >>> [text.get_text() for text in stacked_shares(table, "share, %").axes[0].texts]
    ['7.5']
    """
    ax = frames.panel(ax, 0.42 * len(table) + 1.5)
    total = stack(ax, table, cycle(_SHARES))
    for y, end in enumerate(total):
        ax.text(end + total.max() * 0.01, y, f"{end:.1f}", va="center", fontsize=11)
    ax.set(xlabel=unit, xlim=(0, total.max() * 1.12))
    frames.legend(ax, 4)
    return ax.figure


def before_and_after(table: pd.DataFrame, unit: str, ax: Axes | None = None) -> Figure:
    """Two values a row as an open and a filled point with a line between.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom; two columns, the first drawn open, the second filled.
    unit : str
        What the values are, for the axis.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> fig = before_and_after(pd.DataFrame({"plain": [0.8], "ours": [0.9]}, index=["a"]), "F1")
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['0.800', '0.900']
    """
    ax = frames.panel(ax, 0.55 * len(table) + 1.4, width=7.5)
    rows, (before, after), blue = range(len(table)), table.columns, COLOURS["blue"]
    ax.hlines(rows, table[before], table[after], color=COLOURS["grey"], linewidth=1.2)
    for column, inside in ((before, "white"), (after, blue)):
        how = {"color": blue, "markerfacecolor": inside, "markersize": 9}
        ax.plot(table[column], rows, "o", label=column, **how)
    near = (table[after] - table[before]).abs() < 0.1 * np.ptp(table.to_numpy())
    where = {"textcoords": "offset points", "fontsize": 8.5}
    for (y, _), value in np.ndenumerate(table.to_numpy()):
        outward = "right" if value < table.iloc[y].max() else "left"
        ha = outward if near.iloc[y] else "center"  # numbers of points that are near would touch
        ax.annotate(f"{value:.3f}", (value, y), (0, 9), ha=ha, **where)
    ax.set(yticks=rows, yticklabels=table.index, ylim=(len(table) - 0.5, -0.6), xlabel=unit)
    ax.margins(x=0.12)  # room for the numbers of the outermost points
    ax.grid(axis="x", alpha=0.6)
    frames.legend(ax, 2)
    return ax.figure


def dots_by_group(table: pd.DataFrame, unit: str) -> Figure:
    """A dot a row on one axis, in groups under each other; dots below zero are crosses.

    Parameters
    ----------
    table : DataFrame
        ``group value name``: groups from top to bottom as they come; a ``name`` that is not empty
        is written beside its dot.
    unit : str
        What the values are, for the axis.

    >>> table = pd.DataFrame({"group": ["a", "a", "b"], "value": [3.0, 3.1, -2.0]})
    >>> ax = dots_by_group(table.assign(name=["", "", "fall"]), "%").axes[0]
    >>> len(ax.lines), [text.get_text() for text in ax.texts]
    (4, ['fall'])
    """
    groups = list(dict.fromkeys(table["group"]))
    ax = frames.panel(None, 1.7 * len(groups) + 0.8)
    ax.axvline(0, color="black", linewidth=1)
    step = (table["value"].max() - table["value"].min()) / 70 or 1
    table = table.sort_values("value", kind="stable")
    stacked = table.groupby(["group", (table["value"] / step).round()]).cumcount()
    places = table["group"].map(groups.index) - 0.09 * stacked
    for y, row in zip(places, table.itertuples(), strict=True):
        is_fall = row.value < 0
        look = {"color": COLOURS["vermilion" if is_fall else "blue"], "markersize": 8}
        ax.plot(row.value, y, "X" if is_fall else "o", **look)
    ax.margins(x=0.14)
    top = min(-0.75, places.min() - 0.15)  # above the highest pile
    ax.set(yticks=range(len(groups)), ylim=(len(groups) - 0.35, top), xlabel=unit)
    ax.set_yticklabels([label(group) for group in groups], fontsize=10.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", alpha=0.6)
    ax.figure.draw_without_rendering()  # names look for room where the layout puts things
    named = table.assign(y=places)[table["name"].ne("")]
    spots = named[["value", "y"]].to_numpy(float)[:, None]
    marks.name_beside(ax, zip(named["name"], spots, strict=True), _OVER_OR_UNDER)
    _lead(ax, ax.texts[:])
    return ax.figure


def _lead(ax: Axes, names: list[Annotation]) -> None:
    """A hairline from a dot to a name that stands further off, where no other name is between."""
    boxes = [name.get_window_extent() for name in names]
    for name, own in zip(names, boxes, strict=True):
        height = name.xyann[1]
        dot = ax.transData.transform(name.xy)
        way = Bbox([dot, (dot[0], (own.y0 + own.y1) / 2)]).padded(2)
        if abs(height) > _NEAR and way.count_overlaps(boxes) == 1:
            line = {"arrowstyle": "-", "color": COLOURS["grey"], "linewidth": 0.7, "shrinkA": 0}
            start = (0, height - np.sign(height) * 6)
            ax.annotate("", name.xy, start, textcoords="offset points", arrowprops=line)


def intervals_by_group(table: pd.DataFrame, unit: str, what: str) -> Figure:
    """A dot with its interval a group, the groups under each other.

    Parameters
    ----------
    table : DataFrame
        ``group value low high``: groups from top to bottom as they come.
    unit, what : str
        What the values are, and what the groups are, for the axes.

    >>> table = pd.DataFrame({"group": ["a", "b"], "value": 3.0, "low": [1.0, 2.5]})
    >>> ax = intervals_by_group(table.assign(high=[9.0, 3.5]), "%", "size").axes[0]
    >>> [text.get_text() for text in ax.get_yticklabels()], ax.get_ylabel()
    (['a', 'b'], 'size')
    """
    ax = frames.panel(None, 0.55 * len(table) + 0.9)
    rows = range(len(table))
    ax.hlines(rows, table["low"], table["high"], color=COLOURS["blue"], linewidth=2.5)
    ax.plot(table["value"], rows, "o", color=COLOURS["blue"], markersize=8)
    ax.set(yticks=rows, ylim=(len(table) - 0.4, -0.6), xlabel=label(unit), ylabel=label(what))
    ax.set_yticklabels([label(str(group)) for group in table["group"]], fontsize=10.5)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", alpha=0.6)
    return ax.figure
