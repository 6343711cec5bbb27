"""Pictures of tables: each function takes a table and returns a figure; none of them computes.

Labels come out in the language of :func:`workreports.style.use`.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from workreports.style import COLOURS, label

PART_COLOURS = {"preface": "light", "review": "blue", "problems": "orange", "plan": "green", "governance": "sky", "closing": "grey",
                "appendix": "purple", "body": "light"}
_GENRES = {"work_report": "work report", "five_year_plan": "five-year plan", "plan_report": "plan report", "article": "promotion article"}
_ON_DARK = {"blue", "green", "grey", "vermilion"}


def document_name(document: pd.Series) -> str:
    """A short name for a row of the documents table, as in "Xiacheng 2014 work report".

    >>> document_name(pd.Series({"district": "下城区", "year": 2014, "genre": "work_report", "title": ""}))
    'Xiacheng 2014 work report'
    """
    if document["genre"] == "article":
        return f"{label(document['district'])}, {label(_GENRES['article'])}: {document.name.rpartition('-article-')[2]}"
    return f"{label(document['district'])} {document['year']} {label(_GENRES[document['genre']])}"


def coverage(table: pd.DataFrame) -> Figure:
    """Which parts of which document exist: districts by year of delivery, the 2021 boundary drawn, gaps left as gaps.

    Parameters
    ----------
    table : DataFrame
        ``district boundary year genre part present``, one row a part of a document.
    """
    table = table.assign(row=[f"{label(d)} ({label(b)})" for d, b in zip(table["district"], table["boundary"], strict=True)])
    rows = table.sort_values(["boundary", "district"], ascending=[False, False])["row"].unique().tolist()
    first, last = int(table["year"].min()) - 1, int(table["year"].max())
    fig, ax = plt.subplots(figsize=(9.5, 0.95 * len(rows) + 1.6))
    for (row, year, genre), parts in table.groupby(["row", "year", "genre"], sort=False):
        y, width = rows.index(row), 0.9 / len(parts)
        for i, part in enumerate(parts.itertuples()):
            colour = COLOURS[PART_COLOURS[part.part]]
            ax.add_patch(Rectangle((year - 0.45 + i * width, y - 0.3), width, 0.5, facecolor=colour if part.present else "white",
                                   edgecolor=colour if part.present else COLOURS["grey"], linestyle="-" if part.present else ":", linewidth=1.2))
        ax.text(year, y + 0.26, label(_GENRES[genre]), ha="center", va="bottom", fontsize=8)
    ax.axvline(2021.5, color=COLOURS["vermilion"], linestyle="--", linewidth=1.4)
    ax.text(2021.42, len(rows) - 0.45, label("boundary reform of 2021"), color=COLOURS["vermilion"], fontsize=8.5, va="top", ha="right")
    ax.set(xlim=(first - 0.5, last + 0.6), ylim=(-0.6, len(rows) - 0.3), yticks=range(len(rows)), yticklabels=rows,
           xticks=range(first, last + 1), xlabel=label("Year of delivery"))
    ax.grid(axis="x", alpha=0.6)
    shown = [part for part in PART_COLOURS if part in set(table["part"])]
    handles = [Patch(facecolor=COLOURS[PART_COLOURS[part]], label=label(part)) for part in shown]
    handles.append(Patch(facecolor="white", edgecolor=COLOURS["grey"], linestyle=":", label=label("missing of the document")))
    fig.legend(handles=handles, loc="outside lower center", ncols=len(handles), fontsize=8.5)
    return fig


def raw_strips(spans: pd.DataFrame, marks: pd.DataFrame) -> Figure:
    """Each raw file as a strip: its documents in order, and the places where the text was tampered with.

    Parameters
    ----------
    spans : DataFrame
        ``raw_file start end text shade``: stretches with what to write into them; ``shade`` is a name in ``COLOURS``.
    marks : DataFrame
        ``raw_file place kind``: single places, ``kind`` a label.
    """
    files = sorted(spans["raw_file"].unique(), reverse=True)
    fig, ax = plt.subplots(figsize=(9.5, 0.85 * len(files) + 1.4))
    for span in spans.itertuples():
        y, length = files.index(span.raw_file), span.end - span.start
        ax.add_patch(Rectangle((span.start, y - 0.22), length, 0.44, facecolor=COLOURS[span.shade], edgecolor="white", linewidth=1.2))
        if length > 2500:
            ax.text((span.start + span.end) / 2, y, span.text, ha="center", va="center", fontsize=7.5,
                    color="white" if span.shade in _ON_DARK else "black")
    shapes = zip(sorted(marks["kind"].unique()), ["v", "s", "D", "o"], ["vermilion", "orange", "purple", "grey"], strict=False)
    for (kind, shape, colour) in shapes:
        places = marks[marks["kind"] == kind]
        ax.plot(places["place"], [files.index(name) + 0.33 for name in places["raw_file"]], shape, color=COLOURS[colour],
                markersize=6, linestyle="none", label=label(kind))
    ax.set(xlim=(-200, spans["end"].max() * 1.01), ylim=(-0.5, len(files) - 0.3), yticks=range(len(files)),
           yticklabels=[name[:3] for name in files], xlabel=label("Place in the raw file (characters)"))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    fig.legend(loc="outside lower center", ncols=4, fontsize=8.5)
    return fig


def stacked_parts(table: pd.DataFrame) -> Figure:
    """Bars of characters by part, one bar a document.

    Parameters
    ----------
    table : DataFrame
        Index: the document's name, from top to bottom; one column a part, in characters.
    """
    fig, ax = plt.subplots(figsize=(9.5, 0.42 * len(table) + 1.3))
    left = pd.Series(0, index=table.index)
    for part in [part for part in PART_COLOURS if part in table.columns]:
        ax.barh(table.index, table[part], left=left, color=COLOURS[PART_COLOURS[part]], edgecolor="white", linewidth=0.8, label=label(part))
        left = left + table[part]
    for y, total in enumerate(left):
        ax.text(total + left.max() * 0.008, y, f"{total:,}", va="center", fontsize=8.5)
    ax.invert_yaxis()
    ax.set(xlabel=label("Characters of clean text"), xlim=(0, left.max() * 1.09))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.tick_params(axis="y", length=0)
    fig.legend(loc="outside lower center", ncols=8, fontsize=8.5)
    return fig


def dot_table(table: pd.DataFrame, unit: str) -> Figure:
    """Counts as dots: rows by columns, the number on a dot is the count, its area grows with it; zero is a small cross.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, columns from left to right, whole numbers.
    unit : str
        What is counted, for the legend under the picture.
    """
    fig, ax = plt.subplots(figsize=(9.5, 0.52 * len(table) + 1.6))
    largest = table.to_numpy().max()
    for y, row in enumerate(table.index):
        for x, column in enumerate(table.columns):
            count = table.at[row, column]
            if count:
                ax.scatter(x, y, s=120 + 520 * count / largest, color=COLOURS["blue"], zorder=2)
                ax.text(x, y, str(count), ha="center", va="center", fontsize=8, color="white", zorder=3)
            else:
                ax.plot(x, y, "x", color=COLOURS["grey"], markersize=4)
    ax.set(xticks=range(len(table.columns)), xticklabels=table.columns, yticks=range(len(table)), yticklabels=table.index,
           xlim=(-0.5, len(table.columns) - 0.5), ylim=(len(table) - 0.4, -0.6))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.grid(True, alpha=0.6)
    fig.supxlabel(unit, fontsize=9)
    return fig


def paired(table: pd.DataFrame, unit: str) -> Figure:
    """Two values a row as an open and a filled point with a line between.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom; two columns, the first drawn open, the second filled.
    unit : str
        What the values are, for the axis.
    """
    before, after = table.columns
    fig, ax = plt.subplots(figsize=(7.5, 0.55 * len(table) + 1.4))
    ax.hlines(range(len(table)), table[before], table[after], color=COLOURS["grey"], linewidth=1.2)
    ax.plot(table[before], range(len(table)), "o", markerfacecolor="white", markeredgecolor=COLOURS["blue"], markersize=9, label=before)
    ax.plot(table[after], range(len(table)), "o", color=COLOURS["blue"], markersize=9, label=after)
    for y, (low, high) in enumerate(zip(table[before], table[after], strict=True)):
        ax.annotate(f"{low:.3f}", (low, y), (0, 9), textcoords="offset points", ha="center", fontsize=8.5)
        ax.annotate(f"{high:.3f}", (high, y), (0, 9), textcoords="offset points", ha="center", fontsize=8.5)
    ax.set(yticks=range(len(table)), yticklabels=table.index, ylim=(len(table) - 0.5, -0.6), xlabel=unit)
    ax.grid(axis="x", alpha=0.6)
    fig.legend(loc="outside lower center", ncols=2, fontsize=9)
    return fig
