"""Saving pictures so that they can be cited, checked and rebuilt: each with its data and a line in the index."""

from __future__ import annotations

import csv
import os
import re
import warnings
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from workreports.io import resources
from workreports.plots import style
from workreports.io.tables import csv_text, read_csv

FOLDER = resources.PROJECT / "figures"
INDEX_COLUMNS = ["name", "title", "title_zh", "alt", "notebook"]


def save(fig: Figure, name: str, data: pd.DataFrame, title: str, alt: str) -> None:
    """Write a figure as SVG and PNG, the data behind it as CSV, and its row in ``figures/index.csv``.

    The bytes depend on nothing but the figure: no date, no random names. In Chinese (``style.use("zh")``) the pictures' names get "_zh"; the data
    and the row in the index serve both languages.

    Parameters
    ----------
    fig : Figure
    name : str
        Lower-case letters, digits and underscores.
    data : DataFrame
        What the figure shows, one row a mark. Numbers are written with eight digits; text that a spreadsheet would take
        for a formula gets an apostrophe in front.
    title, alt : str
        A caption, and a description for readers who do not see the picture, in English; ``labels.csv`` has the Chinese title.

    Raises
    ------
    ValueError
        For a bad name, an empty description or table, or a character that the font lacks (which would show as an empty box).

    Warns
    -----
    UserWarning
        If a picture in Chinese holds English words, for which the lexicon's ``labels.csv`` has no Chinese.

    >>> save(None, "Bad name", None, "", "")
    Traceback (most recent call last):
    ValueError: figure name 'Bad name': use lower-case letters, digits and underscores
    """
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise ValueError(f"figure name {name!r}: use lower-case letters, digits and underscores")
    if not title.strip() or len(alt.strip()) < 20 or data.empty:
        raise ValueError(
            f"figure {name}: it needs a title, a description (alt) of what it shows, and its data"
        )
    title_zh = style.label(title, "zh")
    stem = name if style.language() == "en" else f"{name}_{style.language()}"
    FOLDER.mkdir(exist_ok=True)
    with warnings.catch_warnings(), mpl.rc_context({"svg.hashsalt": stem}):
        warnings.filterwarnings("error", message="Glyph .* missing", category=UserWarning)
        try:
            fig.savefig(FOLDER / f"{stem}.png", metadata={"Software": None})
            fig.savefig(FOLDER / f"{stem}.svg", metadata={"Date": None, "Creator": None})
        except UserWarning as missing:
            raise ValueError(
                f"figure {name}: {missing}; use style.use() or another character"
            ) from None
    (FOLDER / f"{name}.csv").write_text(csv_text(data), encoding="utf-8", newline="\n")
    if style.language() == "zh" and (
        words := style.untranslated([title_zh, *(text.get_text() for text in fig.findobj(Text))])
    ):
        warnings.warn(
            f"figure {stem}: no Chinese for {', '.join(words)}; add the labels to labels.csv",
            stacklevel=2,
        )
    # Jupyter tells a kernel which notebook it serves; elsewhere (a script, a test) the cell stays empty.
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    _enter({"name": name, "title": title, "title_zh": title_zh, "alt": alt, "notebook": notebook})


def index() -> list[dict[str, str]]:
    """The saved figures: ``name title title_zh alt notebook`` of each, by name.

    >>> index()[0]["name"]
    'coverage'
    """
    path = FOLDER / "index.csv"
    return read_csv(path, INDEX_COLUMNS).to_dict("records") if path.exists() else []


def _enter(row: dict[str, str]) -> None:
    rows = sorted(
        [*(other for other in index() if other["name"] != row["name"]), row],
        key=lambda entry: entry["name"],
    )
    with (FOLDER / "index.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, INDEX_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
