"""Pictures of targets: what places aimed at, and what they reached."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label

_BOUNDS = {
    "at_least": ("^", "target: at least"),
    "at_most": ("v", "target: at most"),
    "about": ("o", "target: about"),
    "exact": ("s", "target: a bare number"),
    "range": ("_", "target: a range"),
}
_AIM, _RESULT = COLOURS["blue"], COLOURS["orange"]


def aims_by_year(table: pd.DataFrame, unit: str) -> Figure:
    """Targets and results by the year they are for, a panel for each place; all panels share y.

    The shape of a target tells its wording; a bar joins the ends of a range. A year without a
    target stays empty.

    Parameters
    ----------
    table : DataFrame
        ``place year low high centre bound result``, as ``wr.panel.targets`` has them; panels stand
        in the order of the places.
    unit : str
        What the values are, for the axis.

    >>> aims = pd.DataFrame({"place": "A", "year": [2005, 2006], "centre": [8.0, 7.5]})
    >>> aims = aims.assign(low=[8.0, 7.0], high=[None, 8.0], bound=["at_least", "range"])
    >>> fig = aims_by_year(aims.assign(result=[9.1, 7.2]), "growth, %")
    >>> len(fig.axes), fig.axes[0].get_xticks().tolist()
    (1, [2005, 2006])
    """
    places = list(dict.fromkeys(table["place"]))
    size = (frames.WIDTH, 4.4)
    fig, axes = plt.subplots(1, len(places), figsize=size, sharex=True, sharey=True, squeeze=False)
    first, last = int(table["year"].min()), int(table["year"].max())
    for ax, place in zip(axes.flat, places, strict=True):
        _place(ax, table[table["place"] == place])
        ax.set_title(label(place), fontsize=10)
        ax.set(xlim=(first - 0.6, last + 0.6), xticks=frames.years(first, last))
        ax.grid(axis="y", alpha=0.6)
        ax.tick_params(labelsize=8)
        ax.set_xlabel(label("Year of the target"), fontsize=9)
    axes[0, 0].set_ylabel(unit)
    shown = set(table["bound"].dropna())
    told = [
        marks.dot(label(text), marker, _AIM)
        for bound, (marker, text) in _BOUNDS.items()
        if bound in shown
    ]
    frames.below(fig, 3, [*told, marks.dot(label("result"), "D", _RESULT, markersize=5)])
    return fig


def _place(ax: Axes, rows: pd.DataFrame) -> None:
    for row in rows.itertuples():
        if pd.notna(row.centre) and pd.notna(row.result):
            both = [row.centre, row.result]
            ax.plot([row.year, row.year], both, color=COLOURS["light"], linewidth=1, zorder=1)
        if row.bound == "range":
            ax.plot([row.year, row.year], [row.low, row.high], color=_AIM, linewidth=3)
        if pd.notna(row.centre):
            ax.plot(row.year, row.centre, _BOUNDS[row.bound][0], color=_AIM, markersize=7)
        if pd.notna(row.result):
            ax.plot(row.year, row.result, "D", color=_RESULT, markersize=5)
