"""Pictures of tables: each function takes a table and returns a figure; none of them computes.

Labels come out in the language of :func:`workreports.plots.style.use`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.transforms import Bbox

from workreports.plots.style import COLOURS, FONT, label, territory_label

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
_GENRES = {
    "work_report": "work report",
    "five_year_plan": "five-year plan",
    "plan_report": "plan report",
    "article": "promotion article",
}
_ON_DARK = {"blue", "green", "grey", "vermilion"}


def document_name(document: pd.Series) -> str:
    """A short name for a row of the documents table, as in "Xiacheng 2014 work report".

    >>> document_name(pd.Series({"place": "下城区", "year": 2014, "genre": "work_report", "title": ""}))
    'Xiacheng 2014 work report'
    """
    if document["genre"] == "article":
        return f"{label(document['place'])}, {label(_GENRES['article'])}: {document.name.rpartition('-article-')[2]}"
    return f"{label(document['place'])} {document['year']} {label(_GENRES[document['genre']])}"


def coverage(table: pd.DataFrame) -> Figure:
    """Which parts of which document exist: places by year of delivery, the 2021 territory drawn, gaps left as gaps.

    Parameters
    ----------
    table : DataFrame
        ``place territory year genre part present``, one row a part of a document.
    """
    table = table.assign(row=[territory_label(territory) for territory in table["territory"]])
    rows = (
        table.sort_values(["territory", "place"], ascending=[False, False])["row"].unique().tolist()
    )
    first, last = int(table["year"].min()) - 1, int(table["year"].max())
    fig, ax = plt.subplots(figsize=(9.5, 0.95 * len(rows) + 1.6))
    for (row, year, genre), parts in table.groupby(["row", "year", "genre"], sort=False):
        y, width = rows.index(row), 0.9 / len(parts)
        for i, part in enumerate(parts.itertuples()):
            colour = COLOURS[PART_COLOURS[part.part]]
            ax.add_patch(
                Rectangle(
                    (year - 0.45 + i * width, y - 0.3),
                    width,
                    0.5,
                    facecolor=colour if part.present else "white",
                    edgecolor=colour if part.present else COLOURS["grey"],
                    linestyle="-" if part.present else ":",
                    linewidth=1.2,
                )
            )
        ax.text(year, y + 0.26, label(_GENRES[genre]), ha="center", va="bottom", fontsize=8)
    ax.axvline(2021.5, color=COLOURS["vermilion"], linestyle="--", linewidth=1.4)
    ax.text(
        2021.42,
        len(rows) - 0.45,
        label("boundary reform of 2021"),
        color=COLOURS["vermilion"],
        fontsize=8.5,
        va="top",
        ha="right",
    )
    ax.set(
        xlim=(first - 0.5, last + 0.6),
        ylim=(-0.6, len(rows) - 0.3),
        yticks=range(len(rows)),
        yticklabels=rows,
        xticks=range(first, last + 1),
        xlabel=label("Year of delivery"),
    )
    ax.grid(axis="x", alpha=0.6)
    shown = [part for part in PART_COLOURS if part in set(table["part"])]
    handles = [Patch(facecolor=COLOURS[PART_COLOURS[part]], label=label(part)) for part in shown]
    handles.append(
        Patch(
            facecolor="white",
            edgecolor=COLOURS["grey"],
            linestyle=":",
            label=label("part that is lost"),
        )
    )
    fig.legend(handles=handles, loc="outside lower center", ncols=len(handles), fontsize=8.5)
    return fig


def raw_strips(spans: pd.DataFrame, marks: pd.DataFrame) -> Figure:
    """Each raw file as a strip: its documents in order, and the places where the text was tampered with.

    Parameters
    ----------
    spans : DataFrame
        ``raw_file start end text kind shade``: stretches with what to write into them; ``kind`` is a label, ``shade`` its name in ``COLOURS``.
    marks : DataFrame
        ``raw_file place kind``: single places, ``kind`` a label.
    """
    files = sorted(spans["raw_file"].unique(), reverse=True)
    fig, ax = plt.subplots(figsize=(9.5, 0.85 * len(files) + 1.4))
    for span in spans.itertuples():
        y, length = files.index(span.raw_file), span.end - span.start
        ax.add_patch(
            Rectangle(
                (span.start, y - 0.22),
                length,
                0.44,
                facecolor=COLOURS[span.shade],
                edgecolor="white",
                linewidth=1.2,
            )
        )
        if length > 2500:
            ax.text(
                (span.start + span.end) / 2,
                y,
                span.text,
                ha="center",
                va="center",
                fontsize=7.5,
                color="white" if span.shade in _ON_DARK else "black",
            )
    shapes = zip(
        sorted(marks["kind"].unique()),
        ["v", "s", "D", "o"],
        ["vermilion", "orange", "purple", "grey"],
        strict=False,
    )
    for kind, shape, colour in shapes:
        places = marks[marks["kind"] == kind]
        ax.plot(
            places["place"],
            [files.index(name) + 0.33 for name in places["raw_file"]],
            shape,
            color=COLOURS[colour],
            markersize=6,
            linestyle="none",
            label=label(kind),
        )
    ax.set(
        xlim=(-200, spans["end"].max() * 1.01),
        ylim=(-0.5, len(files) - 0.3),
        yticks=range(len(files)),
        yticklabels=[name[:3] for name in files],
        xlabel=label("Place in the raw file (characters)"),
    )
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    kinds = spans.drop_duplicates("kind")
    handles = [
        Patch(facecolor=COLOURS[shade], label=label(kind))
        for kind, shade in zip(kinds["kind"], kinds["shade"], strict=True)
    ]
    fig.legend(
        handles=[*handles, *ax.get_legend_handles_labels()[0]],
        loc="outside lower center",
        ncols=5,
        fontsize=8.5,
    )
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
        ax.barh(
            table.index,
            table[part],
            left=left,
            color=COLOURS[PART_COLOURS[part]],
            edgecolor="white",
            linewidth=0.8,
            label=label(part),
        )
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
    """Counts as dots: rows by columns, the number on a dot is the count, its area is in proportion; zero is a small cross.

    Parameters
    ----------
    table : DataFrame
        Index from top to bottom, columns from left to right, whole numbers.
    unit : str
        What is counted, for the legend under the picture.
    """
    fig, ax = plt.subplots(figsize=(9.5, 0.52 * len(table) + 1.6))
    for y, row in enumerate(table.index):
        for x, column in enumerate(table.columns):
            count = table.at[row, column]
            if count:
                ax.scatter(x, y, s=110 * count, color=COLOURS["blue"], zorder=2)
                ax.text(
                    x, y, str(count), ha="center", va="center", fontsize=8, color="white", zorder=3
                )
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
    ax.plot(
        table[before],
        range(len(table)),
        "o",
        markerfacecolor="white",
        markeredgecolor=COLOURS["blue"],
        markersize=9,
        label=before,
    )
    ax.plot(table[after], range(len(table)), "o", color=COLOURS["blue"], markersize=9, label=after)
    for y, (low, high) in enumerate(zip(table[before], table[after], strict=True)):
        ax.annotate(
            f"{low:.3f}", (low, y), (0, 9), textcoords="offset points", ha="center", fontsize=8.5
        )
        ax.annotate(
            f"{high:.3f}", (high, y), (0, 9), textcoords="offset points", ha="center", fontsize=8.5
        )
    ax.set(
        yticks=range(len(table)),
        yticklabels=table.index,
        ylim=(len(table) - 0.5, -0.6),
        xlabel=unit,
    )
    ax.grid(axis="x", alpha=0.6)
    fig.legend(loc="outside lower center", ncols=2, fontsize=9)
    return fig


PLACES = {
    "上城区 (-2021)": ("s", "green"),
    "江干区": ("v", "orange"),
    "上城区 (2021-)": ("D", "vermilion"),
    "下城区": ("o", "blue"),
    "拱墅区 (-2021)": ("^", "purple"),
    "拱墅区 (2021-)": ("P", "sky"),
}


def marks(places: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Marker and colour of each territory: this corpus's own, and others by turns.

    >>> marks(["甲县", "下城区"])
    {'下城区': ('o', 'blue'), '甲县': ('o', 'orange')}
    """
    places = sorted(set(places))
    others = zip(
        (place for place in places if place not in PLACES),
        cycle(
            [
                (marker, colour)
                for marker in "os^Dv"
                for colour in ("orange", "sky", "grey", "blue", "green")
            ]
        ),
        strict=False,
    )
    return {place: mark for place, mark in PLACES.items() if place in places} | dict(others)


def small_multiples(table: pd.DataFrame, columns: int = 3) -> Figure:
    """Rates by year of delivery, one panel a term, with intervals; no line joins the points, for they differ in more than the year.

    A small triangle at the top of a panel says that an interval goes on beyond it.

    Parameters
    ----------
    table : DataFrame
        ``term year place territory per_10k low high note`` as :func:`workreports.analysis.terms.frequency` gives it by year and place. Points marked
        "too few" or "never" are drawn open.
    """
    names, mark_of = (
        table["term"].unique(),
        marks(table["territory"]),
    )
    rows = -(-len(names) // columns)
    fig, axes = plt.subplots(
        rows, columns, figsize=(9.5, 1.75 * rows + 0.8), sharex=True, squeeze=False
    )
    for ax, name in zip(axes.flat, names, strict=False):
        panel = table[table["term"] == name]
        ax.axvspan(2017.5, 2022.5, color=COLOURS["light"], alpha=0.45, linewidth=0)
        ax.axvline(2021.5, color=COLOURS["vermilion"], linestyle="--", linewidth=1)
        top = 2.2 * panel["per_10k"].max()
        for point in panel.itertuples():
            marker, colour = mark_of[point.territory]
            x = point.year + {"blue": -0.14, "green": 0.14, "vermilion": -0.14, "purple": 0.14}.get(
                colour, 0.0
            )
            ax.vlines(x, point.low, min(point.high, top), color=COLOURS[colour], linewidth=1.2)
            if point.high > top:  # the interval goes on
                ax.plot(x, top, marker=6, color=COLOURS[colour], markersize=5, clip_on=False)
            ax.plot(
                x,
                point.per_10k,
                marker,
                color=COLOURS[colour],
                markersize=5.5,
                markerfacecolor="white" if point.note else COLOURS[colour],
            )
        ax.set_title(label(name), fontsize=9.5)
        ax.set(
            xlim=(2013.4, 2023.6), xticks=[2014, 2016, 2018, 2020, 2022], ylim=(-0.04 * top, top)
        )
        ax.tick_params(labelsize=8)
    for ax in axes.flat[len(names) :]:
        ax.set_visible(False)
    handles = [
        plt.Line2D(
            [],
            [],
            marker=marker,
            color=COLOURS[colour],
            linestyle="none",
            label=territory_label(territory),
        )
        for territory, (marker, colour) in list(mark_of.items())[:12]
    ]
    handles += [
        plt.Line2D(
            [],
            [],
            marker="o",
            color=COLOURS["grey"],
            markerfacecolor="white",
            linestyle="none",
            label=label("too few hits to judge"),
        ),
        Patch(facecolor=COLOURS["light"], label=label("no document")),
        plt.Line2D(
            [],
            [],
            color=COLOURS["vermilion"],
            linestyle="--",
            linewidth=1,
            label=label("boundary reform of 2021"),
        ),
    ]
    fig.supylabel(label("per 10,000 words, with 95 % interval"), fontsize=9)
    fig.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8.5)
    return fig


def paired_rates(table: pd.DataFrame, earlier: str, later: str) -> Figure:
    """Rates in two selections as two points a row, each with its interval, sorted by their ratio; no line joins them.

    Parameters
    ----------
    table : DataFrame
        ``term rate_earlier low_earlier high_earlier rate_later low_later high_later ratio low high note``, rates per 10,000 words.
    earlier, later : str
        Names of the selections.
    """
    fig, (ax, side) = plt.subplots(
        1, 2, figsize=(9.5, 0.4 * len(table) + 1.3), sharey=True, width_ratios=[3, 2]
    )
    for y, row in enumerate(table.itertuples()):
        ax.hlines(y - 0.13, row.low_earlier, row.high_earlier, color=COLOURS["blue"], linewidth=1.2)
        ax.hlines(
            y + 0.13, row.low_later, row.high_later, color=COLOURS["vermilion"], linewidth=1.2
        )
        clear = row.low > 1 or row.high < 1
        high, low = min(row.high, 64), max(row.low, 1 / 64)
        side.hlines(y, low, high, color=COLOURS["grey"], linewidth=1.4)
        if 0 < row.ratio < float("inf"):
            side.plot(
                row.ratio,
                y,
                "o",
                color=COLOURS["grey"],
                markerfacecolor=COLOURS["grey"] if clear and not row.note else "white",
                markersize=6,
            )
    ax.plot(
        table["rate_earlier"],
        np.arange(len(table)) - 0.13,
        "o",
        color=COLOURS["blue"],
        markersize=6,
        label=earlier,
    )
    ax.plot(
        table["rate_later"],
        np.arange(len(table)) + 0.13,
        "D",
        color=COLOURS["vermilion"],
        markersize=5.5,
        label=later,
    )
    ax.set(
        yticks=range(len(table)),
        yticklabels=[label(name) for name in table["term"]],
        ylim=(len(table) - 0.4, -0.6),
        xlabel=label("per 10,000 words"),
    )
    ax.set_xlim(left=-0.02 * ax.get_xlim()[1])
    side.axvline(1, color="black", linewidth=0.8)
    side.set_xscale("log", base=2)
    side.set(
        xlim=(1 / 90, 90), xlabel=f"{label('ratio')}, {label('95 % interval')}\n{later} / {earlier}"
    )
    side.set_xticks(
        [1 / 64, 1 / 16, 1 / 4, 1, 4, 16, 64], ["1/64", "1/16", "1/4", "1", "4", "16", "64"]
    )
    for axis in (ax, side):
        axis.grid(axis="x", alpha=0.6)
        axis.tick_params(axis="y", length=0)
    fig.legend(loc="outside lower center", ncols=2, fontsize=9)
    return fig


def keyness_plot(table: pd.DataFrame, target: str, reference: str, labels: int = 36) -> Figure:
    """Words by how much more often they stand in the target (log ratio) and how strong the evidence is (p value).

    Parameters
    ----------
    table : DataFrame
        As :func:`workreports.analysis.keyness.compare` gives it.
    target, reference : str
        Names of the selections, written at the two ends of the axis.
    labels : int
        At most so many words are named, those with the strongest evidence first; one that would cover another is left out.
    """
    evidence = -np.log10(table["p"].clip(lower=1e-12))
    sure = table["p_adjusted"] < 0.05
    fig, ax = plt.subplots(figsize=(9.5, 6))
    ax.scatter(
        table["log_ratio"][~sure],
        evidence[~sure],
        s=14,
        color=COLOURS["sky"],
        linewidth=0,
        label=label("may be chance (adjusted p of 0.05 or more)"),
    )
    ax.scatter(
        table["log_ratio"][sure],
        evidence[sure],
        s=26,
        marker="D",
        color=COLOURS["vermilion"],
        linewidth=0,
        label=label("adjusted p below 0.05"),
    )
    ax.axvline(0, color="black", linewidth=0.8)
    widest = table["log_ratio"].abs().max() * 1.12
    ax.set(
        xlim=(-widest, widest),
        ylim=(0, evidence.max() * 1.12),
        ylabel=label("evidence: -log10 of p, from paragraphs"),
        xlabel=f"← {reference}    {label('log ratio')} (log2)    {target} →",
    )
    order = evidence.sort_values(ascending=False, kind="stable").index[: labels * 3]
    fig.legend(loc="outside lower center", ncols=2, fontsize=9)
    name_points(
        ax, [(table.at[i, "log_ratio"], evidence[i], table.at[i, "term"]) for i in order], labels
    )
    return fig


def name_points(ax: Axes, points: list[tuple[float, float, str]], most: int) -> None:
    """Write words beside their points, on the side that is free; a word without a free side is left out.

    Parameters
    ----------
    ax : Axes
    points : list of (x, y, word)
        In order of importance.
    most : int
        At most so many words are written.

    >>> fig, ax = plt.subplots()
    >>> name_points(ax, [(0.5, 0.5, "word")], 1)
    >>> [text.get_text() for text in ax.texts]
    ['word']
    """
    ax.figure.canvas.draw()
    taken = [Bbox.from_bounds(*(ax.transData.transform((x, y)) - 3), 6, 6) for x, y, _ in points]
    named = 0
    for x, y, text in points:
        if named == most:
            return
        for dx, align in ((5, "left"), (-5, "right")):
            note = ax.annotate(
                text,
                (x, y),
                (dx, 0),
                textcoords="offset points",
                ha=align,
                va="center",
                fontsize=8.5,
            )
            box = note.get_window_extent().padded(0)
            if (
                ax.bbox.contains(box.x0, box.y0)
                and ax.bbox.contains(box.x1, box.y1)
                and not any(box.overlaps(other) for other in taken)
            ):
                taken.append(box)
                named += 1
                break
            note.remove()


def word_shift(table: pd.DataFrame, target: str, reference: str, most: int = 30) -> Figure:
    """The words that make most of the difference between two selections, as bars of the difference of their rates.

    A proportion shift (Gallagher et al. 2021): the bars of all words together would add up to nothing, for what one
    word gains others lose.

    Parameters
    ----------
    table : DataFrame
        ``term per_10k_target per_10k_reference``.
    """
    shift = (table["per_10k_target"] - table["per_10k_reference"]).rename("shift")
    chosen = table.assign(shift=shift).loc[
        shift.abs().sort_values(ascending=False, kind="stable").index[:most]
    ]
    fig, ax = plt.subplots(figsize=(8.5, 0.24 * len(chosen) + 1.2))
    gain = chosen["shift"] > 0
    ax.barh(
        range(len(chosen)),
        chosen["shift"],
        color=np.where(gain, COLOURS["vermilion"], COLOURS["blue"]),
        hatch=["" if g else "///" for g in gain],
        edgecolor="white",
        linewidth=0,
    )
    for y, (term, value) in enumerate(zip(chosen["term"], chosen["shift"], strict=True)):
        ax.annotate(
            " ".join(dict.fromkeys([term, label(term)])),
            (value, y),
            (4 if value > 0 else -4, 0),
            textcoords="offset points",
            ha="left" if value > 0 else "right",
            va="center",
            fontsize=8.5,
        )
    ax.axvline(0, color="black", linewidth=0.8)
    widest = chosen["shift"].abs().max() * 1.35
    ax.set(
        ylim=(len(chosen) - 0.3, -0.7),
        yticks=[],
        xlim=(-widest, widest),
        xlabel=f"← {reference}    {label('difference of rates (per 10,000 words)')}    {target} →",
    )
    ax.spines["left"].set_visible(False)
    return fig


def word_clouds(table: pd.DataFrame, left: str, right: str, most: int = 60) -> Figure:
    """Two word clouds on one scale, as the two halves of a disc: the height of a word is proportional to its rate.

    Parameters
    ----------
    table : DataFrame
        ``term left right``: rates per 10,000 words.
    left, right : str
        Names of the selections.
    """
    from wordcloud import WordCloud

    size, tallest = 700, 150
    y, x = np.ogrid[:size, :size]
    largest = table[["left", "right"]].to_numpy().max()
    fig, axes = plt.subplots(1, 2, figsize=(9.5, 5.2))
    for ax, side, name, colour, centre in (
        (axes[0], "left", left, "blue", size),
        (axes[1], "right", right, "vermilion", 0),
    ):
        outside = np.where(
            ((x - centre) / size) ** 2 + ((y - size / 2) / (size / 2)) ** 2 > 1, 255, 0
        ).astype("uint8")
        rates = table.set_index("term")[side].sort_values(ascending=False, kind="stable").head(most)
        cloud = WordCloud(
            font_path=str(FONT),
            mask=outside,
            background_color="white",
            color_func=lambda *_, c=colour, **__: COLOURS[c],
            random_state=0,
            relative_scaling=1,
            max_font_size=round(tallest * rates.max() / largest),
            min_font_size=7,
            prefer_horizontal=1,
            max_words=most,
        )
        ax.imshow(
            cloud.generate_from_frequencies(rates[rates > 0].to_dict()), interpolation="bilinear"
        )
        ax.set_title(name, loc="center")
        ax.axis("off")
    return fig
