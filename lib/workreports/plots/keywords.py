"""Pictures of the words that tell selections apart, and of how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from workreports.io.extras import extra
from workreports.io.telling import Told
from workreports.plots import frames, style
from workreports.plots.bars import stack
from workreports.plots.style import COLOURS, FONT, label

_COLUMN = 7.0
"""Inches: so wide, words can be read on a telephone."""
_SIDES = (
    [("blue", "///"), ("sky", "///")],
    [("vermilion", ""), ("orange", "")],
)


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
            ax.text(*where, text, color=colour, ha="center", va="center", fontsize=8)
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
    ax.figure.draw_without_rendering()
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


def paired_bars(
    left: pd.DataFrame, right: pd.DataFrame, unit: str, names: tuple[str, str]
) -> Figure:
    """Rates of the same words in two selections as bars back to back, each made up of what the
    texts of its side give.

    Hatched to the left, plain to the right; the second text of a side is lighter.

    Parameters
    ----------
    left, right : DataFrame
        Index of words, the same in both, from top to bottom; one column a text or kind of text (at
        most two), rates of the whole side that it contributes.
    unit : str
        What the rates are, for the axis.
    names : (str, str)
        Names of the two selections.

    >>> left = pd.DataFrame({"county A": [2.0, 8.0]}, index=["relief", "forests"])
    >>> right = pd.DataFrame({"county B": [5.0, 1.0], "county C": [1.0, 0]}, index=left.index)
    >>> fig = paired_bars(left, right, "per 10,000 words", ("2005", "2009"))
    >>> [text.get_text() for text in fig.axes[1].texts]
    ['6.0', '1.0']
    """
    size = (_COLUMN, 0.42 * len(left) + 1.9)
    fig, axes = plt.subplots(1, 2, figsize=size, sharey=True)
    widest = 1.2 * max(left.sum(axis=1).max(), right.sum(axis=1).max())
    sides = zip(axes, (left, right), names, _SIDES, strict=True)
    for ax, table, name, looks in sides:
        total = stack(ax, table, looks)
        inward, outward = ("right", "left") if ax is axes[0] else ("left", "right")
        for y, rate in enumerate(total):
            ax.text(rate + 0.015 * widest, y, f"{rate:.1f}", va="center", ha=inward, fontsize=10)
        ax.set_title(name, loc="center", fontsize=11.5)
        ax.set_xlim((0, widest) if ax is axes[1] else (widest, 0))
        ax.tick_params(axis="x", labelsize=9)
        ax.set_xlabel(unit)
        if len(table.columns) > 1:
            handles = ax.get_legend_handles_labels()[0]
            fig.legend(handles=handles, loc=f"outside lower {outward}", fontsize=9)
    axes[0].spines["left"].set_visible(False)
    axes[0].set_ylim(len(left) - 0.5, -0.6)  # the second stack has turned the shared axis again
    axes[0].set_yticks(range(len(left)), [with_sense(word) for word in left.index], fontsize=10.5)
    return fig


def with_sense(word: str) -> str:
    """A word with what it means beside it, where pictures are in English and the glossary has it.

    >>> style.use("en"); with_sense("推动"), with_sense("甲")
    ('推动 push, drive', '甲')
    """
    return " ".join(dict.fromkeys([word, label(word)]))


def listed(words: Iterable[str]) -> Told:
    """Words in a row, each with what it means in English, for a sentence in two languages.

    >>> style.use("en"); listed(["推动", "数字"])
    Told(en='推动 (push, drive), 数字 (digital)', zh='推动、数字')
    """
    words = list(words)
    senses = [label(word, "en") for word in words]
    pairs = zip(words, senses, strict=True)
    english = [word if sense == word else f"{word} ({sense})" for word, sense in pairs]
    return Told(", ".join(english), "、".join(words))


def word_clouds(table: pd.DataFrame, left: str, right: str, most: int = 30) -> Figure:
    """The words that tell two selections apart, as two clouds on one scale: the height of a word is
    proportional to its weighted log-odds.

    Parameters
    ----------
    table : DataFrame
        ``term z`` as :func:`workreports.analysis.keyness.compare` gives it.
    left, right : str
        Names of the selections: the reference (z below zero) and the target.
    most : int
        How many words a side has at most; those that do not fit are left out, the last first.

    >>> fig = word_clouds(pd.DataFrame({"term": ["forest", "relief"], "z": [-4.0, 9.0]}), "A", "B")
    >>> [ax.get_title() for ax in fig.axes]
    ['A', 'B']
    """
    weights = table.set_index("term")["z"].sort_values(kind="stable")
    largest = weights.abs().max()
    fig, axes = plt.subplots(2, 1, figsize=(_COLUMN, 7.6))
    for ax, name, side, colour in (
        (axes[0], left, -weights[weights < 0], "blue"),
        (axes[1], right, weights[weights > 0][::-1], "vermilion"),
    ):
        if len(side):
            ax.imshow(_cloud(side.head(most), COLOURS[colour], largest), interpolation="bilinear")
        ax.set_title(name, loc="center", fontsize=11.5)
        ax.axis("off")
    return fig


def _cloud(weights: pd.Series, colour: str, largest: float) -> np.ndarray:
    """A word cloud as a picture."""
    with extra("notebooks"):
        from wordcloud import WordCloud

    tallest = 70 if style.language() == "en" else 118  # English senses take room
    cloud = WordCloud(
        font_path=str(FONT),
        width=1400,
        height=700,
        background_color="white",
        color_func=lambda *_, **__: colour,
        random_state=0,
        relative_scaling=1,
        max_font_size=round(tallest * weights.max() / largest),
        min_font_size=16,
        prefer_horizontal=1,
        margin=6,
        max_words=len(weights),
    )
    words = {with_sense(word): weight for word, weight in weights.items()}
    return cloud.generate_from_frequencies(words).to_array()
