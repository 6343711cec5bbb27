"""Pictures of terms: how often they stand where, by year, and in two selections."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label


def dot_table(table: pd.DataFrame, unit: str, ax: Axes | None = None) -> Figure:
    """Counts as dots: rows by columns, the number on a dot is the count, its area is in proportion;
    zero is a small cross.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, columns from left to right, whole numbers.
    unit : str
        What is counted, under the picture.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> fig = dot_table(pd.DataFrame({"2005": [3, 0]}, index=["新农村", "低保"]), "mentions")
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['3']
    """
    ax = frames.panel(ax, 0.52 * len(table) + 1.6)
    number = {"ha": "center", "va": "center", "fontsize": 8, "color": "white", "zorder": 3}
    for (y, x), count in np.ndenumerate(table.to_numpy()):
        if count:
            ax.scatter(x, y, s=110 * count, color=COLOURS["blue"], zorder=2)
            ax.text(x, y, str(count), **number)
        else:
            ax.plot(x, y, "x", color=COLOURS["grey"], markersize=4)
    ax.set(
        xticks=range(len(table.columns)),
        xticklabels=table.columns,
        yticks=range(len(table)),
        yticklabels=table.index,
        xlim=(-0.5, len(table.columns) - 0.5),
        ylim=(len(table) - 0.4, -0.6),
    )
    ax.set_xlabel(unit, fontsize=9)
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    ax.grid(True, alpha=0.6)
    return ax.figure


def rates_by_year(
    table: pd.DataFrame, territories: pd.DataFrame | None = None, columns: int = 3
) -> Figure:
    """Rates by year of the report, one panel a term, with intervals; no line joins the points, for
    they differ in more than the year.

    Years between the first and the last without a row are shaded; a reform is a dashed line. A
    small triangle at the top of a panel says that an interval goes on beyond it.

    Parameters
    ----------
    table : DataFrame
        ``term year territory per_10k low high note`` as
        :func:`workreports.analysis.terms.frequency` gives it by year and place. Points marked "too
        few" or "never" are drawn open, those marked "cut" or "lost" have a dagger.
    territories : DataFrame, optional
        As ``corpus.territories``: looks and reforms.
    columns : int
        Panels side by side.

    >>> table = pd.DataFrame({"term": "低保", "year": [2005, 2009], "territory": "甲县"})
    >>> table = table.assign(per_10k=2.0, low=1.0, high=3.0, note="")
    >>> ax = rates_by_year(table).axes[0]
    >>> [round(float(end), 1) for end in ax.get_xlim()], ax.get_xticks().tolist()
    ([2004.4, 2009.6], [2005, 2006, 2007, 2008, 2009])
    """
    names, shown = table["term"].unique(), marks.looks(table["territory"], territories)
    first, last = int(table["year"].min()), int(table["year"].max())
    empty = marks.gaps(table["year"])
    breaks = [year for year in marks.reforms(shown, territories) if first <= year < last]
    points = table.assign(x=marks.apart(table, shown), value=table["per_10k"])
    fig, axes = frames.panels(len(names), columns, 1.75, 0.8)
    for ax, name in zip(axes, names, strict=True):
        here = points[points["term"] == name]
        for start, end in empty:
            ax.axvspan(start - 0.5, end + 0.5, color=COLOURS["light"], alpha=0.45, linewidth=0)
        marks.draw_reforms(ax, [year + 0.5 for year in breaks])
        top = 2.2 * here["value"].max() or here["high"].max()
        marks.intervals(ax, here, shown, top)
        ax.set_title(label(name), fontsize=9.5)
        ax.set(xlim=(first - 0.6, last + 0.6), ylim=(-0.04 * top, top))
        ax.set_xticks(frames.years(first, last))
        ax.tick_params(labelsize=8)
    gap = [marks.shade("light", label("no document"))] if empty else []
    handles = [
        *marks.territory_handles(shown),
        marks.open_dot(label("too few hits to judge")),
        *marks.partial_handles(table["note"]),
    ]
    fig.supylabel(label("per 10,000 words, with 95 % interval"), fontsize=9)
    frames.below(fig, 4, [*handles, *gap, *marks.reform_handles(breaks)])
    return fig


def paired_rates(table: pd.DataFrame, earlier: str, later: str) -> Figure:
    """Rates in two selections as two points a row, each with its interval, sorted by their ratio;
    no line joins them.

    Parameters
    ----------
    table : DataFrame
        ``term rate_earlier low_earlier high_earlier rate_later low_later high_later ratio low high
        note``, rates per 10,000 words.
    earlier, later : str
        Names of the selections.

    >>> table = pd.DataFrame({"term": ["forests"], "ratio": 2.0, "low": 1.2, "high": 3.0})
    >>> table = table.assign(note="", rate_earlier=4.0, low_earlier=3.0, high_earlier=5.0)
    >>> table = table.assign(rate_later=8.0, low_later=6.0, high_later=9.0)
    >>> fig = paired_rates(table, "2005", "2009")
    >>> [text.get_text() for text in fig.axes[0].get_yticklabels()]
    ['forests']
    """
    fig, (ax, side) = plt.subplots(
        1, 2, figsize=(frames.WIDTH, 0.4 * len(table) + 1.3), sharey=True, width_ratios=[3, 2]
    )
    y = np.arange(len(table))
    for which, name, marker, colour, size, shift in (
        ("earlier", earlier, "o", COLOURS["blue"], 6, -0.13),
        ("later", later, "D", COLOURS["vermilion"], 5.5, 0.13),
    ):
        low, high = table[f"low_{which}"], table[f"high_{which}"]
        ax.hlines(y + shift, low, high, color=colour, linewidth=1.2)
        rate = table[f"rate_{which}"]
        ax.plot(rate, y + shift, marker, color=colour, markersize=size, label=name)
    ax.set(
        yticks=range(len(table)),
        yticklabels=[label(name) for name in table["term"]],
        ylim=(len(table) - 0.4, -0.6),
        xlabel=label("per 10,000 words"),
    )
    ax.set_xlim(left=-0.02 * ax.get_xlim()[1])
    _ratios(side, table)
    ratio = f"{label('ratio')}, {label('95 % interval')}"
    side.set(xlim=(1 / 90, 90), xlabel=f"{ratio}\n{later} / {earlier}")
    for axis in (ax, side):
        axis.grid(axis="x", alpha=0.6)
        axis.tick_params(axis="y", length=0)
    fig.legend(loc="outside lower center", ncols=2, fontsize=9)
    return fig


def _ratios(ax: Axes, table: pd.DataFrame) -> None:
    """Ratios with their intervals; open where the interval holds 1 or a note doubts them."""
    grey = COLOURS["grey"]
    for y, row in enumerate(table.itertuples()):
        clear = row.low > 1 or row.high < 1
        ax.hlines(y, max(row.low, 1 / 64), min(row.high, 64), color=grey, linewidth=1.4)
        if 0 < row.ratio < float("inf"):
            inside = grey if clear and not marks.is_doubted(row.note) else "white"
            ax.plot(row.ratio, y, "o", color=grey, markerfacecolor=inside, markersize=6)
    ax.axvline(1, color="black", linewidth=0.8)
    ax.set_xscale("log", base=2)
    ax.set_xticks(
        [1 / 64, 1 / 16, 1 / 4, 1, 4, 16, 64], ["1/64", "1/16", "1/4", "1", "4", "16", "64"]
    )


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
    where = {"textcoords": "offset points", "ha": "center", "fontsize": 8.5}
    for (y, _), value in np.ndenumerate(table.to_numpy()):
        ax.annotate(f"{value:.3f}", (value, y), (0, 9), **where)
    ax.set(yticks=rows, yticklabels=table.index, ylim=(len(table) - 0.5, -0.6), xlabel=unit)
    ax.grid(axis="x", alpha=0.6)
    frames.legend(ax, 2)
    return ax.figure
