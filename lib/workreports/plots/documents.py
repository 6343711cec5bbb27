"""Pictures of documents: what there is of them, where they lie, how long they are."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from workreports.plots import bars, frames, marks
from workreports.plots.style import COLOURS, label, territory_label

PART_LOOKS = {
    "preface": ("light", ""),
    "review": ("blue", ""),
    "problems": ("orange", "////"),
    "plan": ("green", "..."),
    "governance": ("sky", "\\\\\\\\"),
    "closing": ("grey", ""),
    "appendix": ("purple", "|||"),
    "body": ("light", ""),
}
"""Colour and hatching of each part, so that they are told apart in grey too."""
_GENRES = {"five_year_plan": "five-year plan", "article": "promotion article"}
_STRIPS = {
    "work_report": ("blue", "white"),
    "five_year_plan": ("green", "white"),
    "plan_report": ("sky", "black"),
    "article": ("light", "black"),
}
"""Colours of a stretch of a raw file, and of what is written into it."""
_SIGNS = {
    "planted": ("v", "vermilion", "planted"),
    "masked": ("s", "orange", "masked word"),
    "masked_silently": ("D", "purple", "silently lost word"),
    "": ("o", "grey", "other edit by hand"),
}
_WORDINGS = [
    ("o", "white", "black"),
    ("s", COLOURS["blue"], "white"),
    ("D", COLOURS["orange"], "black"),
]
"""Shape, inside and ink of each wording."""
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
        ``corpus.coverage``. What is whole is a full box, what is cut a half one, what is lost an
        empty one.
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
        marks.shade(colour, label(part), edgecolor="white", hatch=hatch)
        for part, (colour, hatch) in PART_LOOKS.items()
        if part in there
    ]
    states = set(table["state"])
    box = {"marker": "s", "colour": COLOURS["grey"], "markersize": 9}
    half = {"fillstyle": "bottom", "markerfacecoloralt": "white"}
    handles += [marks.dot(label("half a box: part that is cut"), **box, **half)] * ("cut" in states)
    lost = label("empty box: part that is lost")
    handles += [marks.dot(lost, markerfacecolor="white", **box)] * ("lost" in states)
    frames.legend(ax, len(handles), handles)
    return ax.figure


def _parts(ax: Axes, parts: pd.DataFrame, year: int, y: float, height: float) -> None:
    """The parts of one document side by side: a full box, half a one where cut, none where lost."""
    width = 0.9 / len(parts)
    frame = {"facecolor": "white", "edgecolor": COLOURS["grey"], "linestyle": ":", "linewidth": 1.2}
    for i, part in enumerate(parts.itertuples()):
        colour, hatch = PART_LOOKS[part.part]
        corner = (year - 0.45 + i * width, y - 0.3 * height)
        if part.state != "whole":
            ax.add_patch(Rectangle(corner, width, 0.5 * height, **frame))
        there = {"whole": 0.5, "cut": 0.25}.get(part.state, 0) * height
        if there:
            look = {"facecolor": COLOURS[colour], "edgecolor": "white", "hatch": hatch}
            ax.add_patch(Rectangle(corner, width, there, linewidth=1.2, **look))


def _name_reforms(ax: Axes, reforms: list[int], ends: tuple[float, float], top: float) -> None:
    """Dashed lines with their names, after the year: a report comes early in its year."""
    why = label("after the reports of its year")
    for year in (year for year in reforms if ends[0] < year < ends[1] - 1):
        marks.draw_reforms(ax, [year + 0.5], width=1.4)
        how = {"color": COLOURS["vermilion"], "fontsize": 8.5, "va": "top", "ha": "right"}
        ax.text(year + 0.42, top, f"{marks.reform_text([year])}\n{why}", **how)


def raw_strips(documents: pd.DataFrame, edits: pd.DataFrame, ax: Axes | None = None) -> Figure:
    """Each raw file as a strip: its documents in order, and the places that were mended by hand.

    Parameters
    ----------
    documents : DataFrame
        As ``corpus.documents``: stretches of raw files; a document that repeats another is hatched.
    edits : DataFrame
        As ``corpus.edits``; a sign above the strip tells the kind of each edit by hand.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> one = {"raw_file": "a.txt", "raw_start": 0, "raw_end": 90, "genre": "work_report"}
    >>> one |= {"place": "甲县", "year": 2005, "duplicate_of": None}
    >>> edit = {"raw_file": "a.txt", "raw_start": 20, "kind": "planted", "by": "hand"}
    >>> fig = raw_strips(pd.DataFrame([one], index=["a"]), pd.DataFrame([edit]))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['甲县 2005\\nwork report']
    """
    files = sorted(documents["raw_file"].unique(), reverse=True)
    longest = documents["raw_end"].max()
    ax = frames.panel(ax, 0.85 * len(files) + 1.4)
    for _, document in documents.iterrows():
        _stretch(ax, document, files.index(document["raw_file"]), longest)
    by_hand = edits[edits["by"].eq("hand")]
    _signs(ax, by_hand.assign(kind=by_hand["kind"].where(by_hand["kind"].isin(_SIGNS), "")), files)
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
    handles = [
        marks.shade(colour, genre_label(genre), edgecolor=COLOURS["grey"])
        for genre, (colour, _) in _STRIPS.items()
        if genre in set(documents["genre"])
    ]
    frames.legend(ax, 4, [*handles, *ax.get_legend_handles_labels()[0]])
    return ax.figure


def _stretch(ax: Axes, document: pd.Series, y: int, longest: int) -> None:
    """A document in its raw file, named where there is room."""
    shade, ink = _STRIPS.get(document["genre"], ("light", "black"))
    name = " ".join([label(document["place"]), str(document["year"])])
    text = f"{name}\n{genre_label(document['genre'])}"
    how = {"facecolor": COLOURS[shade], "edgecolor": "white", "linewidth": 1.2}
    if pd.notna(document["duplicate_of"]):
        how, ink = {"facecolor": "white", "edgecolor": COLOURS[shade], "hatch": "////"}, "black"
        text = label("second copy")
    length = document["raw_end"] - document["raw_start"]
    ax.add_patch(Rectangle((document["raw_start"], y - 0.22), length, 0.44, **how))
    if length > _SHORTEST_NAMED * longest:
        middle = document["raw_start"] + length / 2
        where = {"ha": "center", "va": "center", "fontsize": 8.5, "color": ink}
        paper = {"facecolor": how["facecolor"], "edgecolor": "none", "pad": 1.0}
        ax.text(middle, y, text, bbox=paper, **where)


def _signs(ax: Axes, edits: pd.DataFrame, files: list[str]) -> None:
    """A sign for each kind of edit above the strip."""
    for kind, (shape, shade, text) in _SIGNS.items():
        these = edits[edits["kind"] == kind]
        if len(these):
            height = [files.index(name) + 0.33 for name in these["raw_file"]]
            how = {"color": COLOURS[shade], "markersize": 6.5, "linestyle": "none"}
            ax.plot(these["raw_start"], height, shape, label=label(text), **how)


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
    parts = [part for part in PART_LOOKS if part in table.columns]
    ax = frames.panel(ax, 0.42 * len(table) + 1.3)
    total = bars.stack(ax, table[parts], [PART_LOOKS[part] for part in parts])
    for y, end in enumerate(total):
        ax.text(end + total.max() * 0.008, y, f"{end:,}", va="center", fontsize=8.5)
    ax.set(xlabel=label("Characters of clean text"), xlim=(0, total.max() * 1.09))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    frames.legend(ax, 8)
    return ax.figure


def wording_by_year(table: pd.DataFrame, names: dict[str, str], ax: Axes | None = None) -> Figure:
    """Which of several wordings the reports of each place print, year by year.

    A mark's shape tells the wording, the number in it how often; a small dot is a report that
    prints none of them, and an empty place is no report.

    Parameters
    ----------
    table : DataFrame
        ``place year term count``; places stand in their order in the table, top to bottom.
    names : dict of str to str
        Term to what the legend calls it.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> table = pd.DataFrame({"place": "甲县", "year": [2005, 2006], "term": "低保"})
    >>> fig = wording_by_year(table.assign(count=[0, 2]), {"低保": "old"})
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['2']
    """
    places = list(dict.fromkeys(table["place"]))
    ax = frames.panel(ax, 0.5 * len(places) + 1.5)
    y = table["place"].map({place: row for row, place in enumerate(places)})
    silent = table.assign(y=y).groupby(["y", "year"])["count"].sum().loc[lambda sums: sums.eq(0)]
    none = silent.reset_index()
    small = {"markersize": 4, "color": COLOURS["grey"], "linestyle": "none"}
    ax.plot(none["year"], none["y"], ".", **small)
    for term, (shape, face, ink) in zip(names, _WORDINGS, strict=False):
        rows = table.assign(y=y)[table["term"].eq(term) & table["count"].gt(0)]
        how = {"markersize": 15, "color": COLOURS["blue"], "markerfacecolor": face}
        ax.plot(rows["year"], rows["y"], shape, linestyle="none", **how)
        for row in rows.itertuples():
            where = {"ha": "center", "va": "center", "color": ink, "fontsize": 8.5}
            ax.text(row.year, row.y, str(row.count), **where)
    ends = int(table["year"].min()), int(table["year"].max())
    ax.set(
        xlim=(ends[0] - 0.6, ends[1] + 0.6),
        ylim=(len(places) - 0.4, -0.6),
        xticks=frames.years(*ends, most=20),
        yticks=range(len(places)),
        yticklabels=[label(place) for place in places],
        xlabel=label("Year of the report"),
    )
    ax.grid(True, alpha=0.6)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    handles = [
        marks.dot(label(name), shape, COLOURS["blue"], markerfacecolor=face, markersize=8)
        for name, (shape, face, _) in zip(names.values(), _WORDINGS, strict=False)
    ]
    frames.legend(ax, 4, [*handles, marks.dot(label("none of them"), ".", COLOURS["grey"])])
    return ax.figure
