"""Pictures of terms: how often they stand where, by year, and in two selections."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, LINES, label, language


def dot_table(table: pd.DataFrame, unit: str, ax: Axes | None = None) -> Figure:
    """Counts as dots: rows by columns, the number on a dot is the count, its area is in proportion;
    zero is a small cross.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, columns from left to right, whole numbers.
    unit : str
        What is counted, in the legend.
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
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    ax.grid(True, alpha=0.6)
    frames.legend(ax, 1, [marks.dot(unit, "o", COLOURS["blue"], markersize=8)])
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
    no line joins them. An arrow at the end of an interval says that it goes on.

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
        for end, goes_on, arrow in ((1 / 64, row.low < 1 / 64, "<"), (64, row.high > 64, ">")):
            if goes_on:
                ax.plot(end, y, arrow, color=grey, markersize=6, clip_on=False)
        if 0 < row.ratio < float("inf"):
            inside = grey if clear and not marks.is_doubted(row.note) else "white"
            ax.plot(row.ratio, y, "o", color=grey, markerfacecolor=inside, markersize=6)
    ax.axvline(1, color="black", linewidth=0.8)
    ax.set_xscale("log", base=2)
    ax.set_xticks(
        [1 / 64, 1 / 16, 1 / 4, 1, 4, 16, 64], ["1/64", "1/16", "1/4", "1", "4", "16", "64"]
    )


_ABOVE = {"nation": "the nation", "province": "the province", "city": "the city"}
"""Levels that have a report for every year, and what they are called."""
_LANES = {
    "nation": ("the nation", "black", "black"),
    "province": ("the province", COLOURS["blue"], COLOURS["blue"]),
    "city": ("the city", COLOURS["sky"], COLOURS["sky"]),
    "county": ("districts and counties", "white", COLOURS["vermilion"]),
}
_ROOTS = [0, 5, 20, 50, 100, 200, 500, 1000]


def levels_by_year(
    table: pd.DataFrame,
    value: str,
    unit: str,
    territories: pd.DataFrame | None = None,
    root: bool = False,
) -> Figure:
    """Rates by year, one panel a term, all on one scale: nation, province and city as lines, the
    territories below them as points; a line ends before a year that is missing, and is named on the
    right, where the ends stand furthest apart.

    Parameters
    ----------
    table : DataFrame
        ``term year level territory note`` and the column ``value``, as
        :func:`workreports.analysis.terms.frequency` gives it by level, year and place.
    value : str
        What is drawn; ``unit`` names it.
    territories : DataFrame, optional
        As ``corpus.territories``: looks of points.
    root : bool
        Draw square roots, so that chance is as tall among many mentions as among few.

    >>> table = pd.DataFrame({"term": "低保", "year": [2004, 2005], "level": "city"})
    >>> table = table.assign(territory="甲市", note="", rate=[2.0, 3.0])
    >>> fig = levels_by_year(table, "rate", "per 10,000 words")
    >>> [line.get_ydata().tolist() for line in fig.axes[0].lines]
    [[2.0, 3.0]]
    """
    names = table["term"].unique()
    of_lines = table["level"].isin(_ABOVE)
    below = table[~of_lines]
    shown = marks.looks(below["territory"], territories)
    below = below.assign(x=marks.apart(below, shown))
    below = below.assign(**dict.fromkeys(["value", "low", "high"], below[value]))
    first, last, top = int(table["year"].min()), int(table["year"].max()), table[value].max()
    fig, axes = frames.panels(len(names), 3, 1.75 if len(names) > 3 else 3, 0.8)
    for ax, name in zip(axes, names, strict=True):
        if root:
            ax.set_yscale("function", functions=(_root, np.square))
            ax.set_yticks([tick for tick in _ROOTS if tick <= top])
        _lines(ax, table[of_lines & table["term"].eq(name)], value)
        marks.intervals(ax, below[below["term"] == name], shown, 2 * top)
        ax.set_title(_in_both(name), fontsize=10)
        ax.set(xlim=(first - 0.6, last + 0.6), ylim=(0, 1.08 * top))
        ax.set_xticks(frames.years(first, last))
        ax.grid(axis="y", alpha=0.6)
        ax.tick_params(labelsize=8)
    _name_lines(axes, table[of_lines], value, top)
    fig.supylabel(unit, fontsize=9)
    doubted = [marks.open_dot(label("too few hits to judge"))] if len(below) else []
    told = [*marks.territory_handles(shown), *doubted, *marks.partial_handles(below["note"])]
    frames.below(fig, 4, told)
    return fig


def _root(values: np.ndarray) -> np.ndarray:
    return np.sqrt(np.maximum(values, 0))


def _in_both(text: str) -> str:
    """A Chinese term with its sense before it, where the language in use is English."""
    shown = label(text)
    return shown if language() == "zh" or shown == text else f"{shown} {text}"


def _lines(ax: Axes, rows: pd.DataFrame, value: str) -> None:
    for level in _ABOVE:
        colour, line = LINES[level]
        series = rows[rows["level"] == level].set_index("year")[value]
        if len(series):
            years = range(series.index.min(), series.index.max() + 1)
            ax.plot(years, series.reindex(years), line, color=colour, linewidth=1.5)


def _name_lines(axes: list[Axes], rows: pd.DataFrame, value: str, top: float) -> None:
    """Names at the ends of the lines, on the right, where these stand furthest apart."""
    ends = rows[rows["year"] == rows["year"].max()]
    ends = ends.pivot(index="term", columns="level", values=value).loc[rows["term"].unique()]
    apart = np.diff(np.sort(_root(ends.to_numpy() / top), axis=1), axis=1)
    right = range(min(3, len(axes)) - 1, len(ends), 3)
    at = max(right, key=lambda number: apart[number].min(initial=1))
    where = {"textcoords": "offset points", "fontsize": 8.5, "va": "center"}
    edge = axes[at].get_xlim()[1]  # beyond the points of the last year and their daggers
    for shift, (level, end) in zip((-4, 0, 4), ends.iloc[at].sort_values().items(), strict=False):
        colour, _ = LINES[level]
        axes[at].annotate(label(_ABOVE[level]), (edge, end), (4, shift), color=colour, **where)


def rates_by_document(table: pd.DataFrame, names: pd.Series) -> Figure:
    """Rates as dots with numbers, terms by documents: the area of a dot is in proportion to its
    number; an open one rests on too few hits.

    Parameters
    ----------
    table : DataFrame
        ``term doc_id per_10k note``, as :func:`workreports.analysis.terms.frequency` gives it by
        document; the terms come from top to bottom.
    names : Series
        Index ``doc_id``: what stands over each column, from left to right.

    >>> table = pd.DataFrame({"term": "低保", "doc_id": ["a", "b"], "per_10k": [4.4, 0.0]})
    >>> fig = rates_by_document(table.assign(note=""), pd.Series({"a": "2005", "b": "2009"}))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['4', '0']
    """
    terms = table["term"].unique().tolist()
    ax = frames.panel(None, 0.36 * len(terms) + 1.1)
    row, column = (pd.Series(range(len(of)), index=of) for of in (terms, names.index))
    most = table["per_10k"].max()
    for rate in table[table["doc_id"].isin(names.index)].itertuples():
        x, y = column[rate.doc_id], row[rate.term]
        inside = "white" if marks.is_doubted(rate.note) else COLOURS["blue"]
        across = 25 * (rate.per_10k / most) ** 0.5
        ax.scatter(x, y, s=across**2, color=inside, edgecolor=COLOURS["blue"], zorder=2)
        beside = {"textcoords": "offset points", "va": "center", "fontsize": 9}
        ax.annotate(f"{rate.per_10k:.0f}", (x, y), (across / 2 + 2.5, 0), **beside)
    ax.set(
        xticks=range(len(names)),
        xticklabels=names,
        yticks=range(len(terms)),
        yticklabels=[_in_both(term) for term in terms],
        xlim=(-0.5, len(names) - 0.5),
        ylim=(len(terms) - 0.4, -0.6),
    )
    ax.tick_params(length=0, labeltop=True, labelbottom=False, labelsize=9)
    ax.spines[:].set_visible(False)
    ax.grid(True, alpha=0.6)
    return ax.figure


def ways(counts: pd.DataFrame, table: pd.DataFrame, glosses: Mapping[str, str]) -> Figure:
    """The years in which each level has a term, one lane a level, terms under the way they took;
    a dot marks the year of the highest rate.

    Parameters
    ----------
    counts : DataFrame
        ``term level year count``, as :func:`workreports.analysis.terms.frequency` gives it by level
        and year.
    table : DataFrame
        ``term way level peak``, as ``wr.panel.ways`` gives it; its terms, in its order, are drawn.
    glosses : dict of str to str
        A term's sense, which stands before it in English.

    >>> counts = pd.DataFrame({"term": "低保", "level": "city", "year": [2004, 2005], "count": 1})
    >>> table = pd.DataFrame({"term": ["低保"], "way": "older", "level": "city", "peak": 2005})
    >>> [tick.get_text() for tick in ways(counts, table, {}).axes[0].get_yticklabels()]
    ['低保']
    """
    at = _rows(table)
    height = max(at.values()) + 1
    ax = frames.panel(None, 0.27 * height + 0.9)
    lane = {level: 0.22 * number - 0.33 for number, level in enumerate(_LANES)}
    cells = counts[(counts["count"] > 0) & counts["term"].isin(at) & counts["level"].isin(lane)]
    y = cells["term"].map(at) + cells["level"].map(lane)
    for level, (_, inside, edge) in _LANES.items():
        here = cells["level"] == level
        how = {"color": inside, "edgecolor": edge, "linewidth": 0.6}
        ax.barh(y[here], 0.88, 0.18, left=cells["year"][here] - 0.44, **how)
    y = table["term"].map(at) + table["level"].map(lane)
    dark = ["black" if level == "county" else "white" for level in table["level"]]
    ax.scatter(table["peak"], y, s=7, color=dark, linewidth=0, zorder=3)
    beside = {"transform": ax.get_yaxis_transform(), "va": "center", "fontsize": 10}
    for way, first in table.drop_duplicates("way").set_index("way")["term"].items():
        ax.text(0, at[first] - 0.95, label(way), **beside)
    chinese = language() == "zh"
    texts = [name if chinese else f"{glosses.get(name, '')} {name}".strip() for name in at]
    begin, end = int(cells["year"].min()), int(cells["year"].max())
    ax.set(yticks=list(at.values()), yticklabels=texts, ylim=(height - 0.4, -0.2))
    ax.set(xlim=(begin - 0.6, end + 0.6), xticks=frames.years(begin, end, 12))
    ax.tick_params(axis="y", length=0, labelsize=8.5)
    ax.tick_params(axis="x", labelsize=8.5, labeltop=True)
    ax.spines[["left"]].set_visible(False)
    ax.grid(axis="x", alpha=0.6)
    frames.legend(
        ax,
        4,
        [
            marks.shade(inside, label(text), edgecolor=edge)
            for text, inside, edge in _LANES.values()
        ],
    )
    return ax.figure


def _rows(table: pd.DataFrame) -> dict[str, float]:
    """Where each term stands: one under the other, with room over each way."""
    terms = table.drop_duplicates("term")
    headings = terms["way"].ne(terms["way"].shift()).cumsum()
    rows = np.arange(len(terms)) + 1.3 * headings.to_numpy() - 0.3
    return dict(zip(terms["term"], rows.tolist(), strict=True))
