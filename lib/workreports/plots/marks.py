"""How territories and years are marked: one look everywhere, reforms where a table says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle, pairwise
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from workreports.plots.style import COLOURS, label, territory_label

_MARKERS = "os^DvP*X<>hp"
_SHADES = ("blue", "orange", "green", "vermilion", "purple", "sky", "grey")
_PAIRS = [(_MARKERS[i % 12], COLOURS[_SHADES[i % 7]]) for i in range(12 * 7)]
"""Every marker with every colour; neighbours have neither in common."""
_NAMED_IN_A_LEGEND = 12


PARTIAL = "\u2020"
"""A dagger beside what was counted in a text of which a part is cut or lost."""
_HALO = withStroke(linewidth=2.5, foreground="white")
_SIDES = [(8, 0), (8, 9), (8, -9), (8, -19), (-8, 0), (0, 9), (0, -9), (-8, 10), (-8, -10), (0, 19)]
"""Where a name may stand beside its point, in points; the first that hides least is taken."""
_ALIGNED = {0: "center", 1: "left", -1: "right"}
"""How a name is aligned by the direction in which it lies of its point."""


class Look(NamedTuple):
    """How a territory is drawn: a marker and a colour of matplotlib."""

    marker: str
    colour: str


def looks(shown: Iterable[str], territories: pd.DataFrame | None = None) -> dict[str, Look]:
    """Marker and colour of each territory shown, the same in every picture that is given the same
    table.

    A row with colour and marker has those; all others take turns, beginning with what no row uses.

    Parameters
    ----------
    shown : iterable of str
        Names of territories.
    territories : DataFrame, optional
        As ``corpus.territories``; colours are names of :data:`workreports.plots.style.COLOURS` or
        of matplotlib.

    Returns
    -------
    dict
        In the order of the table, then by name.

    >>> looks(["乙县", "甲县", "甲县"])
    {'乙县': Look(marker='o', colour='#0072B2'), '甲县': Look(marker='s', colour='#E69F00')}
    """
    shown = set(shown)
    table = pd.DataFrame({"marker": [], "colour": []}) if territories is None else territories
    dressed = table[table["marker"].ne("") & table["colour"].ne("")]
    own = {
        name: Look(marker, COLOURS.get(colour, colour))
        for name, marker, colour in zip(
            dressed.index, dressed["marker"], dressed["colour"], strict=True
        )
    }
    used = {part for look in own.values() for part in look}
    turns = sorted(_PAIRS, key=lambda pair: sum(part in used for part in pair))
    names = list(dict.fromkeys([*table.index, *sorted(shown)]))
    others = (name for name in names if name not in own)
    all_looks = own | {name: Look(*pair) for name, pair in zip(others, cycle(turns), strict=False)}
    return {name: all_looks[name] for name in names if name in shown}


def families(shown: Iterable[str], territories: pd.DataFrame | None = None) -> list[list[str]]:
    """Territories that came from each other or into one another, together; any other one alone.

    Returns
    -------
    list of list of str
        In the order of the table, then by name; of a family only the members shown.

    >>> before = ["", "", "甲县;乙县"]
    >>> table = pd.DataFrame({"predecessors": before}, index=["甲县", "乙县", "丙市"])
    >>> families(["甲县", "丙市", "丁县"], table)
    [['甲县', '丙市'], ['丁县']]
    """
    shown = set(shown)
    origins = {} if territories is None else territories["predecessors"].str.split(";").to_dict()
    names = list(dict.fromkeys([*origins, *sorted(shown)]))
    family = {name: (name,) for name in names} | {"": ()}
    for name, predecessors in origins.items():
        kin = set().union(*(family[one] for one in [name, *predecessors]))
        family |= dict.fromkeys(kin, tuple(one for one in names if one in kin))
    found = dict.fromkeys(family[name] for name in names if name in shown)
    return [[one for one in members if one in shown] for members in found]


def reforms(shown: Iterable[str], territories: pd.DataFrame | None) -> list[int]:
    """The years in which a territory shown begins or ends.

    >>> table = pd.DataFrame({"begins": [None, 2009], "ends": [2009, None]}, index=["甲县", "丙市"])
    >>> reforms(["甲县", "乙县"], table), reforms(["乙县"], table)
    ([2009], [])
    """
    if territories is None:
        return []
    rows = territories[territories.index.isin(set(shown))]
    return sorted({int(year) for year in [*rows["begins"].dropna(), *rows["ends"].dropna()]})


def gaps(years: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of years between the first and the last that are missing.

    >>> gaps([2004, 2005, 2009, 2007, 2009])
    [(2006, 2006), (2008, 2008)]
    """
    there = sorted({int(year) for year in years})
    return [(one + 1, other - 1) for one, other in pairwise(there) if other > one + 1]


def draw_reforms(ax: Axes, places: Iterable[float], width: float = 1) -> None:
    """Dashed lines at places of a time axis."""
    for x in places:
        ax.axvline(x, color=COLOURS["vermilion"], linestyle="--", linewidth=width)


def reform_text(years: Iterable[int]) -> str:
    """The reforms in words.

    >>> reform_text([2009, 2013])
    'boundary reform of 2009, 2013'
    """
    return label("boundary reform of {years}").format(years=", ".join(map(str, years)))


def reform_handles(years: list[int]) -> list[Line2D]:
    """What a legend says of the dashed lines: nothing where there are none."""
    dashed = {"color": COLOURS["vermilion"], "linestyle": "--", "linewidth": 1}
    return [plt.Line2D([], [], label=reform_text(years), **dashed)] if years else []


def territory_handles(shown: dict[str, Look]) -> list[Line2D]:
    """What a legend says of the territories: a dozen by name, and how many there are besides."""
    handles = [
        dot(territory_label(name), look.marker, look.colour)
        for name, look in list(shown.items())[:_NAMED_IN_A_LEGEND]
    ]
    more = len(shown) - len(handles)
    if more:
        handles.append(dot(label("and {more} more").format(more=more), "", "black"))
    return handles


def dot(text: str, marker: str, colour: str, **how: object) -> Line2D:
    """A legend's mark without a line; ``how`` as in ``Line2D``."""
    return plt.Line2D([], [], marker=marker, color=colour, linestyle="none", label=text, **how)


def open_dot(text: str) -> Line2D:
    """A legend's mark that is not filled."""
    return dot(text, "o", COLOURS["grey"], markerfacecolor="white")


def is_doubted(note: str) -> bool:
    """Whether a note doubts a rate: it has too few hits, or none.

    >>> is_doubted("too few; cut"), is_doubted("cut")
    (True, False)
    """
    return note.startswith(("too few", "never"))


def is_partial(note: str) -> bool:
    """Whether a note says that a part of the text is cut or lost.

    >>> is_partial("too few; cut"), is_partial("never")
    (True, False)
    """
    return "cut" in note or "lost" in note


def partial_handles(notes: Iterable[str]) -> list[Line2D]:
    """What a legend says of the daggers: nothing where there are none."""
    how = {"markersize": 5, "markeredgewidth": 0.4}
    said = dot(label("part of the text is missing"), f"${PARTIAL}$", "black", **how)
    return [said] if any(map(is_partial, notes)) else []


def shade(colour: str, text: str, **how: object) -> Patch:
    """A legend's mark of an area; ``how`` as in ``Patch``."""
    return Patch(facecolor=COLOURS.get(colour, colour), label=text, **how)


def apart(table: pd.DataFrame, order: Iterable[str]) -> pd.Series:
    """Where each row stands on an axis of years: beside the other territories of its year, in
    order.

    >>> table = pd.DataFrame({"year": [2005, 2005, 2007], "territory": ["乙", "甲", "甲"]})
    >>> apart(table, ["甲", "乙"]).tolist()
    [2005.14, 2004.86, 2007.0]
    """
    place = table["territory"].map({name: i for i, name in enumerate(order)})
    rank = place.groupby(table["year"]).rank("dense")
    several = rank.groupby(table["year"]).transform("max")
    step = (0.7 / several).clip(upper=0.28)
    return table["year"].astype(float) + (rank - (several + 1) / 2) * step


def intervals(ax: Axes, points: pd.DataFrame, shown: dict[str, Look], top: float) -> None:
    """Points with their intervals; open where a note doubts them, with a dagger where a part of the
    text is not there, a small triangle where one goes on above ``top``.

    Parameters
    ----------
    points : DataFrame
        ``x value low high territory note``.
    """
    for point in points.itertuples():
        marker, colour = shown[point.territory]
        ax.vlines(point.x, point.low, min(point.high, top), color=colour, linewidth=1.2)
        if point.high > top:
            ax.plot(point.x, top, marker=6, color=colour, markersize=5, clip_on=False)
        inside = "white" if is_doubted(point.note) else colour
        ax.plot(point.x, point.value, marker, color=colour, markersize=5.5, markerfacecolor=inside)
        if is_partial(point.note):
            beside = {"textcoords": "offset points", "fontsize": 7.5, "va": "bottom"}
            ax.annotate(PARTIAL, (point.x, point.value), (2.5, 1), **beside)


def name_beside(
    ax: Axes,
    names: Iterable[tuple[str, np.ndarray]],
    sides: Sequence[tuple[float, float]] = _SIDES,
) -> None:
    """Write each word beside one of its points, where it hides least: points and words count before
    lines, and among equals the first point and the first side are taken.

    Parameters
    ----------
    ax : Axes
        With all that is drawn, laid out and with its limits.
    names : iterable of (str, array)
        A word, and its points: an array of two columns in the units of the axes.
    sides : sequence of (float, float)
        Where a word may stand, in points from its point.

    >>> ax = plt.subplots()[1]
    >>> _ = ax.plot([1, 2], [3, 3], "o"), ax.set(xlim=(0, 2.1))
    >>> name_beside(ax, [("甲县", np.array([[2, 3]]))])
    >>> ax.texts[0].get_horizontalalignment()
    'right'
    """
    points, lines = drawn(ax)
    written = [text.get_window_extent() for text in ax.texts]
    for word, spots in names:
        how = {"textcoords": "offset points", "va": "center", "fontsize": 9.5, "zorder": 8}
        text = ax.annotate(word, spots[0], (0, 0), path_effects=[_HALO], **how)
        size = text.get_window_extent().padded(-1)

        def hidden(place: tuple[np.ndarray, tuple[float, float]], size=size) -> tuple[int, int]:
            box = _box(ax, *place, size)
            is_out = not (ax.bbox.min < box.min).all() or not (box.max < ax.bbox.max).all()
            own = Bbox([ax.transData.transform(place[0])] * 2)  # not where points crowd
            near = within(points, box, 11) + within(points, own, 16)
            return is_out + box.padded(5, 2).count_overlaps(written) + near, within(lines, box, 5)

        spot, side = min(((spot, side) for spot in spots for side in sides), key=hidden)
        text.xy, text.xyann = spot, side
        text.set_horizontalalignment(_ALIGNED[int(np.sign(side[0]))])
        written.append(_box(ax, spot, side, size))


def drawn(ax: Axes) -> tuple[np.ndarray, np.ndarray]:
    """Points, and places along the lines and the rims of patches, in pixels: two columns each."""
    points, ways = [np.empty((0, 2))], []
    for line in ax.lines:
        ends = line.get_transform().transform(line.get_xydata())
        if line.get_marker() != "None":
            points.append(ends)
        if line.get_linestyle() != "None":
            ways.append(ends)
    for patch in ax.patches:
        rim = patch.get_transform().transform_path(patch.get_path())
        ways += rim.to_polygons(closed_only=False)
    lines = [np.linspace(*ends, 40) for way in ways for ends in pairwise(way)]
    return np.concatenate(points), np.concatenate([np.empty((0, 2)), *lines])


def within(pixels: np.ndarray, box: Bbox, width: float) -> int:
    """How many of the places lie in a box or in a rim of a width around it."""
    rim = box.padded(width)
    return int(((pixels > rim.min) & (pixels < rim.max)).all(axis=1).sum())


def _box(ax: Axes, spot: np.ndarray, side: tuple[float, float], size: Bbox) -> Bbox:
    """The room that a word takes on a side of its point, in pixels."""
    x, y = ax.transData.transform(spot) + np.array(side) * ax.figure.dpi / 72
    left = {"left": 0.0, "center": 0.5, "right": 1.0}[_ALIGNED[int(np.sign(side[0]))]]
    return Bbox.from_bounds(x - left * size.width, y - size.height / 2, size.width, size.height)
