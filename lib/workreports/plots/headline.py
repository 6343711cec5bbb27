"""What a picture says, over it: its message as a title, and a line that says what is drawn."""

from __future__ import annotations

import re

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from workreports.plots import style

TITLE, LINE = 14, 9
"""Sizes in points."""
_MARGIN = 6
"""Points to the left and above."""
_LEADING = 1.35
_PIECES = re.compile(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][,.:;!?，。：；、！？）]?|\s+")
"""Where a line may break: behind blanks, and behind a Chinese character."""


def put(fig: Figure, title: str, drawn: str) -> None:
    """Write title and line over a picture, which grows by what they need.

    Parameters
    ----------
    title : str
        The message.
    drawn : str
        What the marks are, and the source. Both are broken into lines that fit the width.

    >>> from matplotlib.figure import Figure
    >>> fig = Figure(figsize=(6, 3), layout="constrained")
    >>> put(fig, "Targets fall", "Growth targets. Source: reports")
    >>> [text.get_text() for text in fig.texts], bool(fig.get_figheight() > 3)
    (['Targets fall', 'Growth targets. Source: reports'], True)
    """
    lines = [(line, TITLE, "black") for line in _broken(fig, title, TITLE)]
    lines += [(line, LINE, style.COLOURS["grey"]) for line in _broken(fig, drawn, LINE)]
    before = fig.get_figheight()
    room = _MARGIN + sum(size * _LEADING for _, size, _ in lines)
    height = before * 72 + room
    fig.set_figheight(height / 72)
    top = height - _MARGIN
    for line, size, colour in lines:
        place = _MARGIN / (fig.get_figwidth() * 72), top / height
        fig.text(*place, line, size=size, color=colour, va="top", parse_math=False)
        top -= size * _LEADING
    fig.get_layout_engine().set(rect=(0, 0, 1, before * 72 / height))


def _broken(fig: Figure, text: str, size: float) -> list[str]:
    """Text in lines no wider than a picture."""
    font = FontProperties(size=size)
    renderer = RendererAgg(1, 1, fig.dpi)
    most = (fig.get_figwidth() * 72 - 2 * _MARGIN) * fig.dpi / 72
    lines = [""]
    for piece in _PIECES.findall(text):
        longer = lines[-1] + piece
        width = renderer.get_text_width_height_descent(longer.rstrip(), font, False)[0]
        if width > most and lines[-1]:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]
