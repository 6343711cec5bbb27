"""Pictures of observations: levels and rates by year, promises and what became of them. No function computes; each takes a table."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure


from workreports.plots.charts import PLACES, name_points
from workreports.plots.style import COLOURS, label, territory_label

TERRITORIES = [("上城区", "江干区"), ("下城区", "拱墅区")]
"""Districts that became one in 2021."""
_REFORM = 2021
_SHADES = ["blue", "orange", "green", "sky", "purple", "light"]
_HATCHES = ["", "//", "", "..", "xx", ""]


def by_year(table: pd.DataFrame, unit: str) -> Figure:
    """Figures by the year they speak of: a row of panels for each indicator, a column for each pair of places that merged.

    A line joins only consecutive years of one territory, so that none crosses a gap or the reform of 2021. Open points are preliminary, a
    black rim marks figures that stand in this corpus; the others are from the reference table. A star is the sum over both
    places of a pair.

    Parameters
    ----------
    table : DataFrame
        ``panel place territory year value is_estimate in_corpus``; ``territory`` is old, merged or sum. ``panel`` is the zh name of an indicator.
    unit : str
        What the values are, for the axis.
    """
    panels = table["panel"].unique()
    fig, axes = plt.subplots(
        len(panels),
        2,
        figsize=(9.5, 1.95 * len(panels) + 1.1),
        sharex=True,
        sharey="row",
        squeeze=False,
    )
    first, last = int(table["year"].min()), int(table["year"].max())
    for axs, panel in zip(axes, panels, strict=True):
        for ax, pair in zip(axs, TERRITORIES, strict=True):
            here = table[(table["panel"] == panel) & table["place"].isin([*pair, "+".join(pair)])]
            ax.axvline(_REFORM - 0.5, color=COLOURS["vermilion"], linestyle="--", linewidth=1)
            for territory, points in here.groupby("territory", sort=False):
                marker, colour = PLACES.get(territory, ("*", "grey"))
                line = points.drop_duplicates("year", keep="first").set_index("year")["value"]
                for years in (
                    () if territory == "sum" else (range(first, _REFORM), range(_REFORM, last + 1))
                ):
                    ax.plot(years, line.reindex(years), color=COLOURS[colour], linewidth=1)
                for point in points.itertuples():
                    size = 9 if marker == "*" else 6
                    if point.in_corpus:
                        ax.plot(
                            point.year, point.value, marker, color="black", markersize=size + 2.6
                        )
                    ax.plot(
                        point.year,
                        point.value,
                        marker,
                        color=COLOURS[colour],
                        markersize=size,
                        markerfacecolor="white" if point.is_estimate else COLOURS[colour],
                    )
            title = f"{label(panel)}: {label(pair[0])} {label('and')} {label(pair[1])}"
            ax.set_title(title[:1].upper() + title[1:], fontsize=9)
            ax.grid(axis="y", alpha=0.6)
            ax.tick_params(labelsize=8)
            ax.set(xlim=(first - 0.5, last + 0.5), xticks=range(first + first % 2, last + 1, 2))
        values = table.loc[table["panel"] == panel, "value"]
        low, high = min(0, values.min()), values.max()
        axs[0].set_ylim(
            low - 0.08 * (high - low) * bool((values < 0.05 * high).any()),
            high + 0.1 * (high - low),
        )
    for ax in axes[-1]:
        ax.set_xlabel(label("Year spoken of"), fontsize=9)
    fig.supylabel(unit, fontsize=9)
    _legend(fig, table)
    return fig


def _legend(fig: Figure, table: pd.DataFrame) -> None:
    here = set(table["territory"])
    handles = [
        plt.Line2D(
            [],
            [],
            marker=marker,
            color=COLOURS[colour],
            label=territory_label(territory),
        )
        for territory, (marker, colour) in PLACES.items()
        if territory in here
    ]
    if "sum" in here:
        handles.append(
            plt.Line2D(
                [],
                [],
                marker="*",
                color=COLOURS["grey"],
                linestyle="none",
                markersize=9,
                label=label("sum of both districts"),
            )
        )
    handles += [
        plt.Line2D(
            [],
            [],
            marker="o",
            color=COLOURS["grey"],
            markerfacecolor="white",
            linestyle="none",
            label=label("preliminary"),
        ),
        plt.Line2D(
            [],
            [],
            marker="o",
            color=COLOURS["grey"],
            markeredgecolor="black",
            markeredgewidth=1.8,
            linestyle="none",
            label=label("stands in this corpus"),
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
    fig.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8.5)


def against(table: pd.DataFrame, x: str, y: str) -> Figure:
    """One rate against another, a point for each territory and year; on the line both are equal.

    Parameters
    ----------
    table : DataFrame
        ``place territory year`` and the columns x and y, in per cent.
    x, y : str
        The columns, named as the zh labels of two indicators.
    """
    fig, ax = plt.subplots(figsize=(7.5, 6.2))
    low = min(table[x].min(), table[y].min()) - 1.5
    high = max(table[x].max(), table[y].max()) + 1.5
    ax.plot(
        [low, high],
        [low, high],
        color=COLOURS["grey"],
        linewidth=1,
        linestyle="--",
        label=label("equal growth"),
    )
    for territory, points in table.groupby("territory", sort=False):
        marker, colour = PLACES[territory]
        ax.plot(
            points[x],
            points[y],
            marker,
            color=COLOURS[colour],
            markersize=7,
            label=territory_label(territory),
        )
    ax.set(
        xlim=(low, table[x].max() + 2),
        ylim=(low, high),
        xlabel=f"{label(x)}, {label('growth, %')}",
        ylabel=f"{label(y)}, {label('growth, %')}",
    )
    ax.grid(alpha=0.6)
    fig.legend(loc="outside lower center", ncols=4, fontsize=8.5)
    name_points(
        ax, list(zip(table[x], table[y], table["year"].astype(str), strict=True)), len(table)
    )
    return fig


def stacked_counts(table: pd.DataFrame, unit: str) -> Figure:
    """Counts as stacked bars, told apart by shade and hatching, each with its number.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, one column a kind, whole numbers.
    unit : str
        What is counted, for the axis.
    """
    fig, ax = plt.subplots(figsize=(9.5, 0.5 * len(table) + 1.6))
    left = pd.Series(0, index=table.index)
    for column, shade, hatch in zip(table.columns, _SHADES, _HATCHES, strict=False):
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
        for y, (start, count) in enumerate(zip(left, table[column], strict=True)):
            if count:
                ax.text(
                    start + count / 2,
                    y,
                    str(count),
                    ha="center",
                    va="center",
                    fontsize=8.5,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85},
                )
        left = left + table[column]
    ax.invert_yaxis()
    ax.set(xlabel=unit, xlim=(0, left.max() * 1.02))
    ax.tick_params(axis="y", length=0)
    fig.legend(loc="outside lower center", ncols=3, fontsize=8.5)
    return fig


def promise_and_outcome(table: pd.DataFrame) -> Figure:
    """By how much results passed or missed what was promised: amounts in per cent of the promise, rates in percentage points.

    Parameters
    ----------
    table : DataFrame
        ``name gap is_rate met``: from top to bottom; ``gap`` is positive where the result is better than promised.
    """
    sizes = table["is_rate"].value_counts().reindex([False, True], fill_value=1)
    fig, axes = plt.subplots(2, 1, figsize=(9.5, 0.27 * sizes.sum() + 2.2), height_ratios=sizes)
    for ax, is_rate in zip(axes, (False, True), strict=True):
        rows = table[table["is_rate"] == is_rate].reset_index(drop=True)
        for y, row in rows.iterrows():
            colour, marker = (
                ("grey", "s")
                if pd.isna(row["met"])
                else ("blue", "o")
                if row["met"]
                else ("vermilion", "X")
            )
            ax.hlines(y, 0, row["gap"], color=COLOURS[colour], linewidth=1.4)
            ax.plot(row["gap"], y, marker, color=COLOURS[colour], markersize=7)
        ax.axvline(0, color="black", linewidth=0.8)
        ax.set(
            yticks=range(len(rows)),
            yticklabels=rows["name"],
            ylim=(len(rows) - 0.5, -0.5),
            xlabel=label("better (+) or worse than promised, percentage points")
            if is_rate
            else label("better (+) or worse than promised, %"),
        )
        ax.tick_params(axis="y", length=0, labelsize=8)
        ax.grid(axis="x", alpha=0.6)
    handles = [
        plt.Line2D(
            [], [], marker=marker, color=COLOURS[colour], linestyle="none", label=label(text)
        )
        for marker, colour, text in (
            ("o", "blue", "met"),
            ("X", "vermilion", "missed"),
            ("s", "grey", "left open by the wording"),
        )
    ]
    fig.legend(handles=handles, loc="outside lower center", ncols=3, fontsize=8.5)
    return fig
