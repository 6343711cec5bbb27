"""Pictures of documents: what there is of them, where they lie, how long they are."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from workreports.plots import bars, frames, marks
from workreports.plots.style import COLOURS, label, territory_label

PART_COLOURS = {
    "preface": "light",
    "review": "blue",
    "problems": "orange",
    "plan": "green",
    "governance": "sky",
    "closing": "grey",
    "appendix": "purple",
    "body": "light",
}
_GENRES = {"five_year_plan": "five-year plan", "article": "promotion article"}
_ON_DARK = {"blue", "green", "grey", "vermilion"}
_CUT = "////"
_SHORTEST_NAMED = 0.07
"""A stretch of a raw file that is a smaller part of the axis has no room for its name."""


def genre_label(genre: str) -> str:
    """A genre in the language in use.

    >>> genre_label("five_year_plan")
    'five-year plan'
    """
    return label(_GENRES.get(genre, genre.replace("_", " ")))


def document_name(document: pd.Series) -> str:
    """A short name for a row of the documents table, as in "Xiacheng 2014 work report".

    >>> document_name(pd.Series({"place": "下城区", "year": 2014, "genre": "work_report"}))
    'Xiacheng 2014 work report'
    """
    place, genre = label(document["place"]), genre_label(document["genre"])
    if document["genre"] == "article":
        return f"{place}, {genre}: {document.name.rpartition('-article-')[2]}"
    return " ".join([place, *([] if pd.isna(document["year"]) else [str(document["year"])]), genre])


def coverage(
    table: pd.DataFrame, territories: pd.DataFrame | None = None, ax: Axes | None = None
) -> Figure:
    """Which parts of which document exist: territories by year of the report, reforms drawn, gaps
    left as gaps.

    Parameters
    ----------
    table : DataFrame
        ``territory year genre part state``, one row a part of a document; the state is one of
        ``corpus.coverage``. What is cut is hatched, what is lost hollow.
    territories : DataFrame, optional
        As ``corpus.territories``: the order of the rows, and the reforms.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> plan = {"genre": "work_report", "part": "plan", "state": "whole"}
    >>> table = pd.DataFrame([{"territory": "甲县", "year": 2005, **plan}])
    >>> [text.get_text() for text in coverage(table).axes[0].get_yticklabels()]
    ['甲县']
    """
    rows = list(marks.looks(table["territory"], territories))[::-1]
    first, last = int(table["year"].min()), int(table["year"].max())
    lanes = int(table.groupby(["territory", "year"])["genre"].nunique().max())
    ax = frames.panel(ax, 0.95 * len(rows) * lanes + 1.6)
    for (territory, year), genres in table.groupby(["territory", "year"], sort=False):
        several = genres["genre"].nunique()
        for lane, (genre, parts) in enumerate(genres.groupby("genre", sort=False)):
            y = rows.index(territory) + (lane - (several - 1) / 2) / lanes
            _parts(ax, parts, year, y, 1 / lanes)
            ax.text(
                year, y + 0.26 / lanes, genre_label(genre), ha="center", va="bottom", fontsize=8
            )
    _name_reforms(ax, marks.reforms(rows, territories), (first - 0.6, last + 0.6), len(rows) - 0.45)
    ax.set(
        xlim=(first - 0.6, last + 0.6),
        ylim=(-0.6, len(rows) - 0.3),
        yticks=range(len(rows)),
        yticklabels=[territory_label(row) for row in rows],
        xticks=frames.years(first, last, most=12),
        xlabel=label("Year of the report"),
    )
    ax.grid(axis="x", alpha=0.6)
    there = set(table["part"])
    handles = [
        marks.shade(PART_COLOURS[part], label(part)) for part in PART_COLOURS if part in there
    ]
    states = set(table["state"])
    cut = {"edgecolor": "white", "hatch": _CUT, "linewidth": 0}
    lost = {"edgecolor": COLOURS["grey"], "linestyle": ":"}
    handles += [marks.shade("grey", label("part that is cut"), **cut)] * ("cut" in states)
    handles += [marks.shade("white", label("part that is lost"), **lost)] * ("lost" in states)
    frames.legend(ax, len(handles), handles)
    return ax.figure


def _parts(ax: Axes, parts: pd.DataFrame, year: int, y: float, height: float) -> None:
    """The parts of one document side by side, hatched where cut, hollow where lost."""
    width = 0.9 / len(parts)
    for i, part in enumerate(parts.itertuples()):
        colour = COLOURS[PART_COLOURS[part.part]]
        how = {"facecolor": colour, "edgecolor": colour}
        if part.state == "cut":
            how = {"facecolor": colour, "edgecolor": "white", "hatch": _CUT}
        if part.state == "lost":
            how = {"facecolor": "white", "edgecolor": COLOURS["grey"], "linestyle": ":"}
        corner = (year - 0.45 + i * width, y - 0.3 * height)
        ax.add_patch(Rectangle(corner, width, 0.5 * height, linewidth=1.2, **how))


def _name_reforms(ax: Axes, reforms: list[int], ends: tuple[float, float], top: float) -> None:
    """Dashed lines with their names, after the year: a report comes early in its year."""
    for year in (year for year in reforms if ends[0] < year < ends[1] - 1):
        marks.draw_reforms(ax, [year + 0.5], width=1.4)
        how = {"color": COLOURS["vermilion"], "fontsize": 8.5, "va": "top", "ha": "right"}
        ax.text(year + 0.42, top, marks.reform_text([year]), **how)


def raw_strips(spans: pd.DataFrame, edits: pd.DataFrame, ax: Axes | None = None) -> Figure:
    """Each raw file as a strip: its documents in order, and the places where the text was tampered
    with.

    Parameters
    ----------
    spans : DataFrame
        ``raw_file start end text kind shade``: stretches with what to write into them; ``kind`` is
        a label, ``shade`` its name in ``COLOURS``.
    edits : DataFrame
        ``raw_file raw_start kind``: single places, ``kind`` a label.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> span = {"start": 0, "end": 90, "text": "one", "kind": "work report", "shade": "blue"}
    >>> edit = {"raw_file": "a.txt", "raw_start": 20, "kind": "planted"}
    >>> fig = raw_strips(pd.DataFrame([{"raw_file": "a.txt", **span}]), pd.DataFrame([edit]))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['one']
    """
    files = sorted(spans["raw_file"].unique(), reverse=True)
    longest = spans["end"].max()
    ax = frames.panel(ax, 0.85 * len(files) + 1.4)
    for span in spans.itertuples():
        y, length = files.index(span.raw_file), span.end - span.start
        how = {"facecolor": COLOURS[span.shade], "edgecolor": "white", "linewidth": 1.2}
        ax.add_patch(Rectangle((span.start, y - 0.22), length, 0.44, **how))
        if length > _SHORTEST_NAMED * longest:
            ink = "white" if span.shade in _ON_DARK else "black"
            where = {"ha": "center", "va": "center", "fontsize": 7.5, "color": ink}
            ax.text((span.start + span.end) / 2, y, span.text, **where)
    _signs(ax, edits, files)
    ax.set(
        xlim=(-0.006 * longest, longest * 1.01),
        ylim=(-0.5, len(files) - 0.3),
        yticks=range(len(files)),
        yticklabels=[re.sub(r"(_[0-9a-f]{16})?\.\w+$", "", name) for name in files],
        xlabel=label("Place in the raw file (characters)"),
    )
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    kinds = spans.drop_duplicates("kind")
    handles = [
        marks.shade(shade, label(kind))
        for kind, shade in zip(kinds["kind"], kinds["shade"], strict=True)
    ]
    frames.legend(ax, 5, [*handles, *ax.get_legend_handles_labels()[0]])
    return ax.figure


def _signs(ax: Axes, edits: pd.DataFrame, files: list[str]) -> None:
    """A sign for each kind of edit above the strip."""
    shapes = ["v", "s", "D", "o"]
    shades = ["vermilion", "orange", "purple", "grey"]
    kinds = sorted(edits["kind"].unique())
    for kind, shape, shade in zip(kinds, shapes, shades, strict=False):
        these = edits[edits["kind"] == kind]
        height = [files.index(name) + 0.33 for name in these["raw_file"]]
        how = {"color": COLOURS[shade], "markersize": 6, "linestyle": "none"}
        ax.plot(these["raw_start"], height, shape, label=label(kind), **how)


def stacked_parts(table: pd.DataFrame, ax: Axes | None = None) -> Figure:
    """Bars of characters by part, one bar a document.

    Parameters
    ----------
    table : DataFrame
        Index: the document's name, from top to bottom; one column a part, in characters.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> fig = stacked_parts(pd.DataFrame({"review": [800], "plan": [1200]}, index=["2005"]))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['2,000']
    """
    parts = [part for part in PART_COLOURS if part in table.columns]
    ax = frames.panel(ax, 0.42 * len(table) + 1.3)
    total = bars.stack(ax, table[parts], [(PART_COLOURS[part], "") for part in parts])
    for y, end in enumerate(total):
        ax.text(end + total.max() * 0.008, y, f"{end:,}", va="center", fontsize=8.5)
    ax.set(xlabel=label("Characters of clean text"), xlim=(0, total.max() * 1.09))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    frames.legend(ax, 8)
    return ax.figure
