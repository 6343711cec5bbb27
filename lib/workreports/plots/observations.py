"""Pictures of observations: values by the year spoken of, places beside those above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.style import COLOURS, label, territory_label

SUM = "sum"
"""What stands as the territory of a sum over places that were joined."""
_SUM_LOOK = marks.Look("*", COLOURS["grey"])
_SIDE_BY_SIDE = 3


def observations_by_year(
    table: pd.DataFrame, unit: str, territories: pd.DataFrame | None = None
) -> Figure:
    """Values by the year they speak of: rows of panels for each indicator, a panel for each family
    of territories.

    Territories that came from each other share a panel; a place without a reform has one of its
    own. A line joins only consecutive years of one territory, so that none crosses a gap or a
    reform. Open points are preliminary, a black rim marks figures that stand in this corpus; the
    others are from the reference table. A star is the sum over places that were joined later.

    Parameters
    ----------
    table : DataFrame
        ``panel place territory year value is_estimate in_corpus``; ``panel`` is the zh name of an
        indicator. A sum has the territory "sum" and the place "甲县+乙县". A column ``unit``, if
        there is one, stands beside each row of panels.
    unit : str
        What the values are, for the axis; of all panels, if the table says no units.
    territories : DataFrame, optional
        As ``corpus.territories``: looks, families and reforms.

    >>> figures = pd.DataFrame({"year": [2004, 2006], "value": [1.2, 1.9]})
    >>> told = {"panel": "gross regional product", "is_estimate": False, "in_corpus": True}
    >>> fig = observations_by_year(figures.assign(place="A", territory="A", **told), "亿元")
    >>> len(fig.axes), fig.axes[0].get_xticks().tolist()
    (1, [2004, 2005, 2006])
    """
    shown = marks.looks(set(table["territory"]) - {SUM}, territories)
    families = marks.families(shown, territories)
    place_of = dict(zip(table["territory"], table["place"], strict=True))
    columns = min(len(families), _SIDE_BY_SIDE)
    families += [[] for _ in range(-len(families) % columns)]  # whole rows for each indicator
    cells = [(name, family) for name in table["panel"].unique() for family in families]
    rows = len(cells) // columns
    size = (frames.WIDTH, 1.95 * rows + 1.1)
    fig, axes = plt.subplots(rows, columns, figsize=size, sharex=True, sharey="row", squeeze=False)
    for ax in frames.leave_out(axes, [bool(family) for _, family in cells]):
        ax.set_xlabel(label("Year spoken of"), fontsize=9)
    first, last = int(table["year"].min()), int(table["year"].max())
    breaks = [year for year in marks.reforms(shown, territories) if first < year <= last]
    for ax, (name, family) in zip(axes.flat, cells, strict=True):
        here = table[table["panel"] == name]
        places = list(dict.fromkeys(place_of[territory] for territory in family))
        own = set(breaks) & set(marks.reforms(family, territories))
        _family(ax, here[_belongs(here, family, places)], shown, _stretches(first, last, own))
        marks.draw_reforms(ax, [year - 0.5 for year in own])
        title = f"{label(name)}: " + f" {label('and')} ".join(map(label, places))
        ax.set_title(title[:1].upper() + title[1:], fontsize=9)
        ax.grid(axis="y", alpha=0.6)
        ax.tick_params(labelsize=8)
        ax.set(xlim=(first - 0.5, last + 0.5), xticks=frames.years(first, last))
        ax.set_ylim(*_room(here["value"]))
    if "unit" in table:
        units = table.drop_duplicates("panel")["unit"]
        for ax, own in zip(axes[:: len(families) // columns, 0], units, strict=True):
            ax.set_ylabel(label(own), fontsize=8.5)
    fig.supylabel(unit, fontsize=9)
    _legend(fig, table, shown, breaks)
    return fig


def _belongs(table: pd.DataFrame, family: list[str], places: list[str]) -> pd.Series:
    """Rows of a family, and sums over places of it."""
    parts = table["place"].str.split("+")
    over = parts.map(lambda names: bool(set(names) & set(places)))
    return table["territory"].isin(family) | (table["territory"].eq(SUM) & over)


def _stretches(first: int, last: int, breaks: Iterable[int]) -> list[range]:
    """The years between reforms.

    >>> _stretches(2004, 2009, [2007])
    [range(2004, 2007), range(2007, 2010)]
    """
    ends = [first, *sorted(breaks), last + 1]
    return [range(start, end) for start, end in pairwise(ends)]


def _room(values: pd.Series) -> tuple[float, float]:
    """From zero, or less, to a little above the highest; with room for points that lie on zero."""
    low, high = min(0, values.min()), values.max()
    near_zero = bool((values < 0.05 * high).any())
    size = (high - low) or 1
    return low - 0.08 * size * near_zero, high + 0.1 * size


def _family(
    ax: Axes, table: pd.DataFrame, shown: dict[str, marks.Look], stretches: list[range]
) -> None:
    """The territories of one family: lines within a stretch of years, then the points."""
    for territory, points in table.groupby("territory", sort=False):
        look = shown.get(territory, _SUM_LOOK)
        if territory != SUM:
            line = points.drop_duplicates("year", keep="first").set_index("year")["value"]
            for years in stretches:
                ax.plot(years, line.reindex(years), color=look.colour, linewidth=1)
        for point in points.itertuples():
            _point(ax, point.year, point.value, look, point.is_estimate, point.in_corpus)


def _point(ax: Axes, x: float, y: float, look: marks.Look, is_open: bool, has_rim: bool) -> None:
    size = 9 if look.marker == "*" else 6
    inside = "white" if is_open else look.colour
    if has_rim:
        ax.plot(x, y, look.marker, color="black", markersize=size + 2.6)
    ax.plot(x, y, look.marker, color=look.colour, markersize=size, markerfacecolor=inside)


def _legend(
    fig: Figure, table: pd.DataFrame, shown: dict[str, marks.Look], breaks: list[int]
) -> None:
    def told() -> Iterator[object]:
        yield from marks.territory_handles(shown)
        if SUM in set(table["territory"]):
            yield marks.dot(label("sum of the places joined later"), *_SUM_LOOK, markersize=9)
        yield marks.open_dot(label("preliminary"))
        rim = {"markeredgecolor": "black", "markeredgewidth": 1.8}
        yield marks.dot(label("stands in this corpus"), "o", COLOURS["grey"], **rim)
        yield from marks.reform_handles(breaks)

    frames.below(fig, 4, list(told()))


_ABOVE = [("light", 7.0), ("grey", 2.6), ("black", 1.0)]
"""Shade and width in points of the levels above, from the highest down."""


def beside_levels_above(
    table: pd.DataFrame, unit: str, territories: pd.DataFrame | None = None
) -> Figure:
    """Values by year: the places at the foot as marks, the levels above as lines behind them.

    A panel an indicator, under each other. A line joins consecutive years only; the higher its
    level, the wider it is. Names stand at points, where they hide least. Open points are
    preliminary.

    Parameters
    ----------
    table : DataFrame
        ``panel level place territory year value is_estimate``, the highest level first; the lowest
        are marks. ``panel`` is the zh name of an indicator.
    unit : str
        What the values are, for the axis.
    territories : DataFrame, optional
        As ``corpus.territories``: looks and reforms.

    >>> told = pd.DataFrame({"place": ["A", "A", "B"], "year": [2004, 2005, 2005]})
    >>> told = told.assign(value=[8.0, 7.0, 9.0], level=["city", "city", "county"])
    >>> told = told.assign(panel="product", territory=told["place"], is_estimate=False)
    >>> fig = beside_levels_above(told, "growth, %")
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['A', 'B']
    """
    panels = list(dict.fromkeys(table["panel"]))
    size = (frames.WIDTH, 3.3 * len(panels) + 0.5)
    fig, axes = plt.subplots(len(panels), 1, figsize=size, sharex=True, squeeze=False)
    foot = table["level"].iloc[-1]
    first, last = int(table["year"].min()), int(table["year"].max())
    shown = marks.looks(table.loc[table["level"].eq(foot), "territory"], territories)
    above = list(dict.fromkeys(table.loc[table["level"].ne(foot), "place"]))
    breaks = [year for year in marks.reforms(shown, territories) if first < year <= last]
    for ax, name in zip(axes.flat, panels, strict=True):
        rows = table[table["panel"].eq(name)]
        ax.set_title(label(name)[:1].upper() + label(name)[1:], fontsize=11)
        ax.set(xlim=(first - 0.6, last + 2.3), xticks=range(first, last + 1))
        ax.set_ylabel(unit, fontsize=9.5)
        ax.tick_params(labelsize=9.5)
        ax.grid(axis="y", alpha=0.6)
        marks.draw_reforms(ax, [year - 0.5 for year in breaks])
        for order, place in enumerate(above):
            _above(ax, rows[rows["place"].eq(place)], *_ABOVE[min(order, len(_ABOVE) - 1)])
        points = rows[rows["level"].eq(foot)]
        for territory, some in points.groupby("territory", sort=False):
            _short_line(ax, some, shown[territory], _stretches(first, last, breaks))
    _name_reforms(axes[0, 0], breaks)
    fig.draw_without_rendering()  # names look for room where the layout puts things
    for ax, name in zip(axes.flat, panels, strict=True):
        _name_lines(ax, table[table["panel"].eq(name)], foot)
    return fig


def _name_reforms(ax: Axes, reforms: list[int]) -> None:
    """What the dashed lines are; figures of a whole year are told for what came of the reform."""
    why = label("before the figures of its year")
    how = {"color": COLOURS["vermilion"], "fontsize": 8.5, "va": "top", "ha": "right"}
    for year in reforms:
        at = (year - 0.58, ax.get_ylim()[1])
        ax.text(*at, f"{marks.reform_text([year])}\n{why}", **how)


def _above(ax: Axes, rows: pd.DataFrame, shade: str, width: float) -> None:
    values = rows.set_index("year")["value"]
    if values.empty:
        return
    years = range(values.index.min(), values.index.max() + 1)
    ax.plot(years, values.reindex(years), color=COLOURS.get(shade, shade), linewidth=width)
    ax.plot(values.index, values, "o", color=COLOURS.get(shade, shade), markersize=width / 2 + 1.5)


def _short_line(ax: Axes, rows: pd.DataFrame, look: marks.Look, stretches: list[range]) -> None:
    values = rows.set_index("year")["value"]
    for years in stretches:
        ax.plot(years, values.reindex(years), color=look.colour, linewidth=1, linestyle=":")
    for row in rows.itertuples():
        face = "white" if row.is_estimate else look.colour
        edge = look.colour if row.is_estimate else "black"
        ax.plot(row.year, row.value, look.marker, color=face, markeredgecolor=edge, markersize=8,
                markeredgewidth=1.6 if row.is_estimate else 0.8, zorder=5)  # fmt: skip


def _name_lines(ax: Axes, rows: pd.DataFrame, foot: str) -> None:
    """The name of each territory at a point of its own, those of the levels above first."""
    latest = rows.assign(is_foot=rows["level"].eq(foot))
    latest = latest.sort_values(["is_foot", "year"], ascending=[True, False], kind="stable")
    groups = latest.groupby("territory", sort=False)[["year", "value"]]
    marks.name_beside(ax, [(territory_label(name), own.to_numpy(float)) for name, own in groups])


def joined_and_parts(table: pd.DataFrame) -> Figure:
    """What a joined place's first figures imply for the year before, beside the sum of its parts.

    Parameters
    ----------
    table : DataFrame
        ``what base parts unit gap_pct worked_out``, as of ``wr.panel.joins``, from top to bottom;
        ``what`` is the zh name of the indicator. A sum that is worked out has ≈ before it.

    >>> row = {"what": "product", "base": 44.0, "parts": 40.0, "unit": "亿元", "worked_out": False}
    >>> fig = joined_and_parts(pd.DataFrame([row | {"gap_pct": 10.0}]))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['40.0 → 44.0   +10.0 %']
    """
    ax = frames.panel(None, 0.5 * len(table) + 1.3)
    for y, row in enumerate(table.itertuples()):
        ax.plot([row.parts, row.base], [y, y], color=COLOURS["grey"], linewidth=2, zorder=1)
        ax.plot(row.parts, y, "o", color="white", markeredgecolor="black", markersize=10)
        ax.plot(row.base, y, "D", color=COLOURS["vermilion"], markersize=7)
        about = "≈ " if row.worked_out else ""
        told = f"{about}{row.parts:,.1f} → {row.base:,.1f}   {round(row.gap_pct, 1) + 0:+.1f} %"
        ax.annotate(told, (max(row.parts, row.base), y), (11, 0), textcoords="offset points",
                    va="center", fontsize=10)  # fmt: skip
    ax.set(
        yticks=range(len(table)),
        yticklabels=[label(what) for what in table["what"]],
        ylim=(len(table) - 0.5, -0.5),
        xlim=(0, 1.4 * table[["parts", "base"]].max(axis=None)),
        xlabel=", ".join(label(unit) for unit in dict.fromkeys(table["unit"])),
    )
    ax.tick_params(axis="y", length=0, labelsize=10)
    ax.grid(axis="x", alpha=0.6)
    frames.below(ax.figure, 2, [
        marks.dot(label("sum of the parts, as they printed it"), "o", "white",
                  markeredgecolor="black", markersize=9),
        marks.dot(label("base that the joined place's first level and rate imply"), "D",
                  COLOURS["vermilion"]),
    ])  # fmt: skip
    return ax.figure


def growth_against(
    table: pd.DataFrame,
    x: str,
    y: str,
    territories: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Figure:
    """One rate against another, a point for each territory and year; on the line both are equal.

    Parameters
    ----------
    table : DataFrame
        ``territory year`` and the columns x and y, in per cent.
    x, y : str
        The columns, named as the zh labels of two indicators.
    territories : DataFrame, optional
        As ``corpus.territories``: looks.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> rates = {"product": [9.2], "revenue": [14.5]}
    >>> table = pd.DataFrame({"territory": ["county A"], "year": [2005], **rates})
    >>> fig = growth_against(table, "product", "revenue")
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['2005']
    """
    ax = frames.panel(ax, 6.2, width=7.5)
    low = min(table[x].min(), table[y].min()) - 1.5
    high = max(table[x].max(), table[y].max()) + 1.5
    equal = {"color": COLOURS["grey"], "linewidth": 1, "linestyle": "--"}
    ax.plot([low, high], [low, high], label=label("equal growth"), **equal)
    for territory, (marker, colour) in marks.looks(table["territory"], territories).items():
        points, name = table[table["territory"] == territory], territory_label(territory)
        ax.plot(points[x], points[y], marker, color=colour, markersize=7, label=name)
    ax.set(
        xlim=(low, table[x].max() + 2),
        ylim=(low, high),
        xlabel=f"{label(x)}, {label('growth, %')}",
        ylabel=f"{label(y)}, {label('growth, %')}",
    )
    ax.grid(alpha=0.6)
    frames.legend(ax, 4)
    years = table["year"].astype(str)
    ax.figure.draw_without_rendering()
    marks.name_beside(ax, zip(years, table[[x, y]].to_numpy(float)[:, None], strict=True))
    return ax.figure
