"""Pictures of observations: values by the year spoken of, promises and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workreports.plots import frames, marks
from workreports.plots.keywords import name_points
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
        indicator. A sum has the territory "sum" and the place "甲县+乙县".
    unit : str
        What the values are, for the axis.
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
    points = list(zip(table[x], table[y], table["year"].astype(str), strict=True))
    name_points(ax, points, len(points))
    return ax.figure


_VERDICTS = {
    True: ("o", "blue", "met"),
    False: ("X", "vermilion", "missed"),
    None: ("s", "grey", "left open by the wording"),
}


def promise_and_outcome(table: pd.DataFrame) -> Figure:
    """By how much results passed or missed what was promised: amounts in per cent of the promise,
    rates in percentage points.

    Parameters
    ----------
    table : DataFrame
        ``place period what measure promise outcome unit distance met``, a row a promise, from top
        to bottom; ``what`` is the Chinese name of the indicator, ``distance`` (as of
        ``targets.distances``) positive where the result is better than promised.

    >>> row = {"place": "甲县", "period": "2005", "what": "社会消费品零售总额", "measure": "growth"}
    >>> row |= {"promise": 8.0, "outcome": 9.0, "unit": "%", "distance": 1.0, "met": True}
    >>> table = pd.DataFrame([row, {**row, "unit": "亿元", "distance": 12.5, "measure": "level"}])
    >>> [ax.get_yticklabels()[0].get_text() for ax in promise_and_outcome(table).axes]
    ['甲县 2005: retail sales', '甲县 2005: retail sales, growth']
    """
    table = table.assign(is_rate=table["unit"].eq("%"), name=_promise_names(table))
    sizes = table["is_rate"].value_counts().reindex([False, True], fill_value=0)
    size = (frames.WIDTH, 0.27 * sizes.clip(lower=1).sum() + 2.2)
    fig, axes = plt.subplots(2, 1, figsize=size, height_ratios=sizes.clip(lower=1))
    units = {
        True: "better (+) or worse than promised, percentage points",
        False: "better (+) or worse than promised, %",
    }
    for ax, is_rate in zip(axes, (False, True), strict=True):
        rows = table[table["is_rate"] == is_rate].reset_index(drop=True)
        for y, row in rows.iterrows():
            marker, colour, _ = _VERDICTS[None if pd.isna(row["met"]) else bool(row["met"])]
            ax.hlines(y, 0, row["distance"], color=COLOURS[colour], linewidth=1.4)
            ax.plot(row["distance"], y, marker, color=COLOURS[colour], markersize=7)
            side = 1 if row["distance"] >= 0 else -1
            told = f"{row['promise']:,.6g} → {row['outcome']:,.6g} {row['unit']}"
            ax.annotate(told, (row["distance"], y), (7 * side, 0), textcoords="offset points",
                        ha="left" if side > 0 else "right", va="center", fontsize=8)  # fmt: skip
        ax.margins(x=0.42)
        ax.axvline(0, color="black", linewidth=0.8)
        ax.set(
            yticks=range(len(rows)),
            yticklabels=rows["name"],
            ylim=(max(len(rows), 1) - 0.5, -0.5),
            xlabel=label(units[is_rate]),
        )
        ax.tick_params(axis="y", length=0, labelsize=9)
        ax.grid(axis="x", alpha=0.6)
    shown = table["met"].isna().any()
    verdicts = [
        marks.dot(label(text), marker, COLOURS[colour])
        for verdict, (marker, colour, text) in _VERDICTS.items()
        if verdict is not None or shown
    ]
    frames.below(fig, 3, verdicts)
    return fig


_MEASURES = {"average_growth": ", mean growth", "cumulative": ", sum", "growth": ", growth"}


def _promise_names(table: pd.DataFrame) -> pd.Series:
    """What each promise is of, in the language in use."""
    what = table["what"].map(label) + table["measure"].map(_MEASURES).fillna("").map(label)
    return table["place"].map(label) + " " + table["period"] + ": " + what
