"""Pictures of targets: what places aimed at, and what they reached."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

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
_LINES = [("grey", 7.0), ("sky", 4.0), ("vermilion", 1.6)]
"""Shade and width in points, from the highest level down: where lines meet each stays seen."""
_APART = 0.16
"""Years from the middle of points that would hide each other."""
_STEEP, _BACK, _ASIDE = 1, 0.25, 0.36
"""From which fall to the next year a number stands further back, and by how many years; by how
many where a point has its place."""
_HALO = withStroke(linewidth=2.5, foreground="white")


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


def ladder(table: pd.DataFrame, unit: str, territories: pd.DataFrame | None = None) -> Figure:
    """Targets by year, as lines of the levels above and points of the places at the foot.

    A line has its name where it begins and leaves out a year without a target, the points are named
    under the picture; an open point is the middle of a range. Beside a line stands how far its
    place is above the one before, where the whole ladder has even steps in a year.

    Parameters
    ----------
    table : DataFrame
        ``place territory level year centre bound step``, as ``wr.panel.ladder`` has them, the
        highest level first; the lowest are points.
    unit : str
        What the values are, for the axis.
    territories : DataFrame, optional
        As ``corpus.territories``: how points are marked.

    >>> top = pd.DataFrame({"level": "province", "place": "A", "year": [2005, 2006]})
    >>> top = top.assign(territory="A", centre=[8.0, 7.5], bound="exact", step=[1.0, 0.5])
    >>> foot = top.tail(1).assign(level="county", place="B", territory="B", centre=6.0)
    >>> ax = ladder(pd.concat([top, foot]), "growth, %").axes[0]
    >>> [line.get_xdata().tolist() for line in ax.lines], [text.get_text() for text in ax.texts]
    ([[2005, 2006], [2006.0]], ['A'])
    """
    ax = frames.panel(None, 4.8)
    foot = table["level"].iloc[-1]
    above = table[table["level"].ne(foot)]
    names = list(dict.fromkeys(above["place"]))
    for order, place in enumerate(names):
        _line(ax, above[above["place"].eq(place)], *_LINES[min(order, len(_LINES) - 1)], order)
    points = table[table["level"].eq(foot)]
    _steps(ax, above[above["place"].isin(names[1:])], len(names) - 1, points)
    shown = marks.looks(points["territory"], territories)
    _points(ax, points, shown)
    first, last = int(table["year"].min()), int(table["year"].max())
    ax.set(xlim=(first - 0.9, last + 0.5), xticks=frames.years(first, last))
    ax.set_ylabel(unit, fontsize=11)
    ax.tick_params(labelsize=11)
    ax.grid(axis="y", alpha=0.6)
    frames.below(ax.figure, 5, marks.territory_handles(shown))
    return ax.figure


def _line(ax: Axes, rows: pd.DataFrame, shade: str, width: float, order: int) -> None:
    colour = COLOURS[shade]
    values = rows.set_index("year")["centre"]
    years = range(values.index.min(), values.index.max() + 1)
    ax.plot(years, values.reindex(years), color=colour, linewidth=width, zorder=2 + order)
    for is_range, some in rows.groupby(rows["bound"].eq("range")):
        face = "white" if is_range else colour
        ax.scatter(
            some["year"], some["centre"], s=44 - 8 * order, color=face, edgecolor=colour,
            linewidth=1.6, zorder=6 + order,
        )  # fmt: skip
    begin = rows.iloc[0]
    ax.annotate(
        label(begin["place"]), (begin["year"], begin["centre"]), (-22, 9),
        textcoords="offset points", fontsize=12,
    )  # fmt: skip


def _steps(ax: Axes, above: pd.DataFrame, steps: int, points: pd.DataFrame) -> None:
    """How high the rungs are, in years in which all are the same; beside a point, not on it."""
    taken = set(zip(points["year"], points["centre"], strict=True))
    rungs = above.assign(middle=above["centre"] - above["step"] / 2)
    rungs = rungs.join(rungs.groupby("place")["centre"].shift(-1).rename("centre_next"))
    rungs["before"] = rungs.groupby("place")["middle"].shift().fillna(rungs["middle"])
    for year, rows in rungs.groupby("year"):
        step = rows["step"].iloc[0]
        if len(rows) < max(steps, 2) or rows["step"].nunique(dropna=False) > 1 or not step:
            continue
        for row in rows.itertuples():
            # A line that falls steeply behind it would run through the number.
            back = _BACK if row.centre - row.centre_next >= _STEEP else 0
            if (year, row.middle) in taken:
                back = _ASIDE
            text = ax.text(
                year - back, row.middle + back * (row.before - row.middle), f"{step:+g}",
                fontsize=9.5, ha="center", va="center", color=COLOURS["grey"], zorder=9,
            )  # fmt: skip
            text.set_path_effects([_HALO])


def _points(ax: Axes, rows: pd.DataFrame, looks: dict[str, marks.Look]) -> None:
    for (year, centre), same in rows.groupby(["year", "centre"]):
        left = year - (len(same) - 1) * _APART
        for turn, territory in enumerate(same["territory"]):
            look = looks[territory]
            ax.plot(left + 2 * turn * _APART, centre, look.marker, color=look.colour,
                    markersize=9, markeredgecolor="black", zorder=12)  # fmt: skip


_UP, _OPEN, _DOWN = ("blue", ""), ("light", ".."), ("vermilion", "//")


def kept_by_year(table: pd.DataFrame, unit: str) -> Figure:
    """Promises of each year that were kept, upwards, and not kept, downwards; a panel a group.

    All panels share both axes. What the wording leaves open stands on top of what was kept, lighter
    and dotted.

    Parameters
    ----------
    table : DataFrame
        Whole numbers, index of group and year; columns ``met open missed``. Groups stand from top
        to bottom as they come.
    unit : str
        What is counted, for the axis.

    >>> rows = pd.MultiIndex.from_tuples([("city", 2005), ("city", 2006)])
    >>> table = pd.DataFrame({"met": [3, 1], "open": [1, 0], "missed": [0, 2]}, index=rows)
    >>> fig = kept_by_year(table, "targets")
    >>> [int(bar.get_height()) for bar in fig.axes[0].patches]
    [3, 1, 1, 0, 0, -2]
    """
    groups = list(dict.fromkeys(table.index.get_level_values(0)))
    size = (frames.WIDTH, 1.35 * len(groups) + 1.2)
    fig, axes = plt.subplots(len(groups), 1, figsize=size, sharex=True, sharey=True, squeeze=False)
    years = table.index.get_level_values(1)
    for ax, group in zip(axes.flat, groups, strict=True):
        _kept(ax, table.loc[group])
        ax.set_title(label(group), fontsize=11)
        ax.set(xlim=(years.min() - 0.6, years.max() + 0.6), xticks=sorted(set(years)))
        ax.tick_params(labelsize=9.5)
    fig.supylabel(unit, fontsize=10)
    looks = {"met": _UP, "left open by the wording": _OPEN, "missed": _DOWN}
    told = [
        Patch(facecolor=COLOURS[shade], hatch=hatch, edgecolor="white", label=label(text))
        for text, (shade, hatch) in looks.items()
    ]
    frames.below(fig, 3, told)
    return fig


def _kept(ax: Axes, rows: pd.DataFrame) -> None:
    bars = (("met", 0, 1, _UP), ("open", rows["met"], 1, _OPEN), ("missed", 0, -1, _DOWN))
    for kind, bottom, sign, (shade, hatch) in bars:
        how = {"color": COLOURS[shade], "hatch": hatch, "edgecolor": "white", "width": 0.72}
        ax.bar(rows.index, sign * rows[kind], bottom=bottom, **how)
        for year, count in rows.loc[rows[kind].gt(0) & (kind == "missed"), kind].items():
            ax.annotate(str(count), (year, -count), (0, -2), textcoords="offset points",
                        ha="center", va="top", fontsize=9)  # fmt: skip
    ax.axhline(0, color="black", linewidth=0.8)
    ax.margins(y=0.25)
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    ax.grid(axis="y", alpha=0.6)


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
            at = row["distance"], y
            _both(ax, at, row["promise"], row["outcome"], row["unit"], row["distance"] >= 0)
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


def asked_and_reached(table: pd.DataFrame) -> Figure:
    """Targets in per cent of what was reached before them, with both numbers.

    Parameters
    ----------
    table : DataFrame
        ``place period what measure last promise unit is_less``, a row a target, from top to bottom;
        ``what`` is the Chinese name of the indicator, the rest as of ``targets.beside_last``.

    >>> row = {"place": "甲县", "period": "2005", "what": "社会消费品零售总额", "measure": "growth"}
    >>> row |= {"last": 10.0, "promise": 8.0, "unit": "%", "is_less": True}
    >>> ax = asked_and_reached(pd.DataFrame([row])).axes[0]
    >>> ax.lines[0].get_xdata().tolist(), ax.texts[0].get_text()
    ([80.0], '10 → 8 %')
    """
    ax = frames.panel(None, 0.3 * len(table) + 1.3)
    for y, row in enumerate(table.to_dict("records")):
        x = row["promise"] / row["last"] * 100
        colour = COLOURS["vermilion" if row["is_less"] else "blue"]
        ax.hlines(y, min(x, 100), max(x, 100), color=colour, linewidth=1.4)
        ax.plot([x], [y], "v" if row["is_less"] else "o", color=colour, markersize=7)
        _both(ax, (x, y), row["last"], row["promise"], row["unit"], x >= 100)
    names = _promise_names(table)
    ax.axvline(100, color="black", linewidth=0.8)
    ax.set(yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.5, -0.5))
    ax.set_xlabel(label("target in % of what was reached before"))
    ax.margins(x=0.25)
    ax.tick_params(axis="y", length=0, labelsize=9)
    ax.grid(axis="x", alpha=0.6)
    return ax.figure


def _both(
    ax: Axes, at: tuple[float, float], one: float, other: float, unit: str, is_right: bool
) -> None:
    """Two numbers beside a mark, away from the line in the middle."""
    how = {"ha": "left" if is_right else "right", "va": "center", "fontsize": 8}
    told = f"{one:,.6g} → {other:,.6g} {unit}"
    ax.annotate(told, at, (7 if is_right else -7, 0), textcoords="offset points", **how)


_MEASURES = {"average_growth": ", mean growth", "cumulative": ", sum", "growth": ", growth"}


def _promise_names(table: pd.DataFrame) -> pd.Series:
    """What each promise is of, in the language in use."""
    what = table["what"].map(label) + table["measure"].map(_MEASURES).fillna("").map(label)
    return table["place"].map(label) + " " + table["period"] + ": " + what
