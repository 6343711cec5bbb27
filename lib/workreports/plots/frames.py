"""What pictures stand in: one panel or many, the legend, an axis of years."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH = 9.5
"""Inches; as wide as the text of a notebook."""


def panel(ax: Axes | None, height: float, width: float = WIDTH) -> Axes:
    """The panel that was given, or one in a figure of its own."""
    return plt.subplots(figsize=(width, height))[1] if ax is None else ax


def panels(count: int, columns: int, height: float, margin: float) -> tuple[Figure, list[Axes]]:
    """A figure of so many panels over one kind of x axis; ``height`` is that of a row."""
    columns = min(columns, count)
    rows = -(-count // columns)
    fig, axes = plt.subplots(
        rows, columns, figsize=(WIDTH, height * rows + margin), sharex=True, squeeze=False
    )
    leave_out(axes, [True] * count)
    return fig, list(axes.flat[:count])


def leave_out(axes: np.ndarray, used: Sequence[bool]) -> list[Axes]:
    """Hide panels without content; give back the lowest of each column, which has the numbers."""
    filled = np.array([*used, *[False] * (axes.size - len(used))]).reshape(axes.shape)
    for ax, full in zip(axes.flat, filled.flat, strict=True):
        ax.set_visible(bool(full))
    columns = range(axes.shape[1])
    lowest = [axes[np.flatnonzero(filled[:, column])[-1], column] for column in columns]
    for ax in lowest:
        ax.tick_params(labelbottom=True)
    return lowest


def legend(ax: Axes, columns: int, handles: Sequence[Artist] | None = None) -> None:
    """Say what the marks mean: under a picture of one panel, inside a panel among others."""
    handles = ax.get_legend_handles_labels()[0] if handles is None else list(handles)
    if ax.figure.axes == [ax]:
        below(ax.figure, columns, handles)
    else:
        ax.legend(handles=handles, fontsize=8)


def below(fig: Figure, columns: int, handles: Sequence[Artist]) -> None:
    """A legend under the whole picture."""
    fig.legend(handles=list(handles), loc="outside lower center", ncols=columns, fontsize=8.5)


def years(first: int, last: int, most: int = 7) -> list[int]:
    """Years to name on an axis, at most so many.

    >>> years(2005, 2009), years(2014, 2023), years(1978, 2023)
    ([2005, 2006, 2007, 2008, 2009], [2014, 2016, 2018, 2020, 2022], [1980, 1990, 2000, 2010, 2020])
    """
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if last - first < most * step)
    start = first if step < 5 else -(-first // step) * step
    return list(range(start, last + 1, step))
