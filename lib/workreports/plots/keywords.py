"""Pictures of the words that tell selections apart, and of how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from workreports.io.extras import extra
from workreports.plots import frames
from workreports.plots.style import COLOURS, FONT, label


def effect_and_evidence(
    table: pd.DataFrame, target: str, reference: str, labels: int = 36, ax: Axes | None = None
) -> Figure:
    """Words by how much more often they stand in the target (log ratio) and how strong the evidence
    is (p value).

    Parameters
    ----------
    table : DataFrame
        As :func:`workreports.analysis.keyness.compare` gives it.
    target, reference : str
        Names of the selections, written at the two ends of the axis.
    labels : int
        At most so many words are named, those with the strongest evidence first; one that would
        cover another is left out.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> evidence = {"p": [0.001, 0.4], "p_adjusted": [0.002, 0.4]}
    >>> table = pd.DataFrame({"term": ["relief", "forests"], "log_ratio": [2.0, -1.0], **evidence})
    >>> fig = effect_and_evidence(table, "2009", "2005")
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['relief', 'forests']
    """
    evidence = -np.log10(table["p"].clip(lower=1e-12))
    sure = table["p_adjusted"] < 0.05
    ax = frames.panel(ax, 6)
    for chosen, text, size, marker, colour in (
        (~sure, "may be chance (adjusted p of 0.05 or more)", 14, "o", "sky"),
        (sure, "adjusted p below 0.05", 26, "D", "vermilion"),
    ):
        how = {"s": size, "marker": marker, "color": COLOURS[colour], "linewidth": 0}
        ax.scatter(table["log_ratio"][chosen], evidence[chosen], label=label(text), **how)
    ax.axvline(0, color="black", linewidth=0.8)
    widest = max(0.1, table["log_ratio"].abs().max() * 1.12)  # there may be no difference
    ax.set(
        xlim=(-widest, widest),
        ylim=(0, max(0.1, evidence.max() * 1.12)),
        ylabel=label("evidence: -log10 of p, from paragraphs"),
        xlabel=f"← {reference}    {label('log ratio')} (log2)    {target} →",
    )
    order = evidence.sort_values(ascending=False, kind="stable").index[: labels * 3]
    frames.legend(ax, 2)
    name_points(
        ax, [(table.at[i, "log_ratio"], evidence[i], table.at[i, "term"]) for i in order], labels
    )
    return ax.figure


def distances(
    table: pd.DataFrame, names: Mapping[object, str] | None = None, ax: Axes | None = None
) -> Figure:
    """How far apart groups are, two by two: the darker, the further beyond the noise floor; numbers
    in brackets may be chance.

    Parameters
    ----------
    table : DataFrame
        ``one other excess p_adjusted``, as :func:`workreports.analysis.similarity.pairs` gives it.
    names : dict, optional
        Group to name.
    ax : Axes, optional
        Where to draw; by default in a figure of its own. Up to thirty groups have numbers.

    >>> pairs = {"one": [2005, 2005, 2007], "other": [2007, 2009, 2009]}
    >>> table = pd.DataFrame({**pairs, "excess": [0.01, 0.1, 0.2], "p_adjusted": [0.4, 0.01, 0.01]})
    >>> [text.get_text() for text in distances(table).axes[0].texts]
    ['(.010)', '.100', '.200']
    """
    groups = list(dict.fromkeys([*table["one"], *table["other"]]))
    at = {group: number for number, group in enumerate(groups)}
    half = np.full((len(groups), len(groups)), np.nan)
    half[table["other"].map(at), table["one"].map(at)] = table["excess"]
    ax = frames.panel(ax, min(9.5, 0.42 * len(groups) + 1.8))
    most = max(table["excess"].max(), 1e-3)
    picture = ax.imshow(half[1:, :-1], cmap="Greys", vmin=0, vmax=most, aspect="auto")
    named = [label(str((names or {}).get(group, group))) for group in groups]
    if len(groups) <= 30:
        for row in table.itertuples():
            number = f"{row.excess:.3f}".replace("0.", ".", 1)
            text = number if row.p_adjusted < 0.05 else f"({number})"
            colour = "white" if row.excess > 0.6 * most else "black"
            where = at[row.one], at[row.other] - 1
            ax.text(*where, text, color=colour, ha="center", va="center", fontsize=7.5)
    ticks = range(len(groups) - 1)
    ax.set(xticks=ticks, yticks=ticks, yticklabels=named[1:])
    ax.set_xticklabels(named[:-1], rotation=30 if len(groups) > 4 else 0, ha="right")
    ax.tick_params(length=0, labelsize=8)
    ax.set_xlabel(label("in brackets: may be chance (adjusted p of 0.05 or more)"), fontsize=8.5)
    name = label("divergence beyond the noise floor, bits")
    ax.figure.colorbar(picture, ax=ax, label=name, fraction=0.03, pad=0.01)
    return ax.figure


def name_points(ax: Axes, points: list[tuple[float, float, str]], most: int) -> None:
    """Write words beside their points, on the side that is free; a word without a free side is left
    out.

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
            where = {"textcoords": "offset points", "ha": align, "va": "center"}
            note = ax.annotate(text, (x, y), (dx, 0), fontsize=8.5, **where)
            box = note.get_window_extent().padded(0)
            inside = ax.bbox.contains(box.x0, box.y0) and ax.bbox.contains(box.x1, box.y1)
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                named += 1
                break
            note.remove()


def word_shift(
    table: pd.DataFrame, target: str, reference: str, most: int = 30, ax: Axes | None = None
) -> Figure:
    """The words that make most of the difference between two selections, as bars of the difference
    of their rates.

    A proportion shift (Gallagher et al. 2021): the bars of all words together would add up to
    nothing, for what one word gains others lose.

    Parameters
    ----------
    table : DataFrame
        ``term per_10k_target per_10k_reference``.
    target, reference : str
        Names of the selections, written at the two ends of the axis.
    most : int
        How many words are drawn.
    ax : Axes, optional
        Where to draw; by default in a figure of its own.

    >>> rates = {"per_10k_target": [5.0, 1.0], "per_10k_reference": [2.0, 2.0]}
    >>> table = pd.DataFrame({"term": ["relief", "forests"], **rates})
    >>> [text.get_text() for text in word_shift(table, "2009", "2005").axes[0].texts]
    ['relief', 'forests']
    """
    shift = (table["per_10k_target"] - table["per_10k_reference"]).rename("shift")
    chosen = table.assign(shift=shift).loc[
        shift.abs().sort_values(ascending=False, kind="stable").index[:most]
    ]
    ax = frames.panel(ax, 0.24 * len(chosen) + 1.2, width=8.5)
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
        dx, align = (4, "left") if value > 0 else (-4, "right")
        where = {"textcoords": "offset points", "ha": align, "va": "center"}
        named = " ".join(dict.fromkeys([term, label(term)]))
        ax.annotate(named, (value, y), (dx, 0), fontsize=8.5, **where)
    ax.axvline(0, color="black", linewidth=0.8)
    widest = max(0.1, chosen["shift"].abs().max() * 1.35)
    ax.set(
        ylim=(len(chosen) - 0.3, -0.7),
        yticks=[],
        xlim=(-widest, widest),
        xlabel=f"← {reference}    {label('difference of rates (per 10,000 words)')}    {target} →",
    )
    ax.spines["left"].set_visible(False)
    return ax.figure


def word_clouds(table: pd.DataFrame, left: str, right: str, most: int = 60) -> Figure:
    """Two word clouds on one scale, as the two halves of a disc: the height of a word is
    proportional to its rate.

    Parameters
    ----------
    table : DataFrame
        ``term left right``: rates per 10,000 words.
    left, right : str
        Names of the selections.
    most : int
        How many words a side has.

    >>> table = pd.DataFrame({"term": ["forest"], "left": [4.0], "right": [9.0]})
    >>> fig = word_clouds(table, "2005", "2009")
    >>> [ax.get_title() for ax in fig.axes]
    ['2005', '2009']
    """
    largest = table[["left", "right"]].to_numpy().max()
    fig, axes = plt.subplots(1, 2, figsize=(frames.WIDTH, 5.2))
    for ax, side, name, colour in zip(
        axes, ("left", "right"), (left, right), ("blue", "vermilion"), strict=True
    ):
        rates = table.set_index("term")[side].sort_values(ascending=False, kind="stable").head(most)
        ax.imshow(_half_disc(rates, side, COLOURS[colour], largest), interpolation="bilinear")
        ax.set_title(name, loc="center")
        ax.axis("off")
    return fig


def _half_disc(rates: pd.Series, side: str, colour: str, largest: float) -> np.ndarray:
    """A word cloud as a picture: the left or the right half of a disc."""
    with extra("notebooks"):
        from wordcloud import WordCloud

    size, tallest = 700, 150
    y, x = np.ogrid[:size, :size]
    centre = size if side == "left" else 0
    outside = ((x - centre) / size) ** 2 + ((y - size / 2) / (size / 2)) ** 2 > 1
    cloud = WordCloud(
        font_path=str(FONT),
        mask=np.where(outside, 255, 0).astype("uint8"),
        background_color="white",
        color_func=lambda *_, **__: colour,
        random_state=0,
        relative_scaling=1,
        max_font_size=round(tallest * rates.max() / largest),
        min_font_size=7,
        prefer_horizontal=1,
        max_words=len(rates),
    )
    return cloud.generate_from_frequencies(rates[rates > 0].to_dict()).to_array()
