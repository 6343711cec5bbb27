"""Saving pictures so that they can be cited, checked and rebuilt, each with its data.

A picture NAME is NAME.svg and NAME.png with English labels, NAME_zh.svg and NAME_zh.png with
Chinese ones, NAME.csv (the data behind it) and a row in index.csv, all in one folder.
"""

from __future__ import annotations

import csv
import io
import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from workreports.io import writing
from workreports.io.tables import csv_text, read_csv
from workreports.io.telling import Told
from workreports.plots import headline, style

INDEX = "index.csv"
INDEX_COLUMNS = ["name", "title", "title_zh", "alt", "notebook"]
METADATA = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
"""What matplotlib would write into a file of itself and of the day."""


def save(
    fig: Figure | Callable[[], Figure],
    name: str,
    data: pd.DataFrame,
    title: str | Told,
    alt: str,
    folder: Path | str | None = None,
    *,
    drawn: Told | None = None,
) -> None:
    """Write a figure as SVG and PNG, its data as CSV, and its row in ``index.csv``.

    The bytes depend on nothing but the figure: no date, no random names. Each file is there whole
    or as it was, all of them as they were where the disk is full, and several processes may save
    into one folder at a time.

    Parameters
    ----------
    fig : Figure, or function without arguments that draws and returns one
        A function is called once for each language, the one in use last, which stays open for the
        notebook to show; within it :func:`style.label` answers in that language. A finished figure
        is saved in the language in use alone. Either is shown in the layout that it was saved in.
    name : str
        Lower-case letters, digits and underscores.
    data : DataFrame
        What the figure shows, one row a mark. Numbers are written with eight digits; text that a
        spreadsheet would take for a formula gets an apostrophe in front.
    title : str or Told
        A caption: of :func:`workreports.say` in both languages, or in English, and ``labels.csv``
        has the Chinese.
    alt : str
        A description, of 20 characters or more, for readers who do not see the picture.
    folder : Path, optional
        Where to write; :func:`default_folder` without one.
    drawn : Told, optional
        What the marks are, and the source. With it the picture carries title and line above it.

    Raises
    ------
    ValueError
        For a bad name, an empty description or table, or a character that the font lacks (which
        would show as an empty box). Nothing is written then.
    TypeError
        If ``fig`` is no figure, or draws none.
    CorpusError
        If the folder cannot be written to.

    Warns
    -----
    UserWarning
        If a picture in Chinese holds English words, for which the lexicon's ``labels.csv`` has no
        Chinese.

    >>> save(None, "Bad name", None, "", "")
    Traceback (most recent call last):
    ValueError: figure name 'Bad name': use lower-case letters, digits and underscores
    """
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise ValueError(f"figure name {name!r}: use lower-case letters, digits and underscores")
    titles = _titles(title)
    if not titles["en"].strip() or len(alt.strip()) < 20 or data.empty:
        raise ValueError(
            f"figure {name}: it needs a title, a description (alt) of what it shows in 20 "
            "characters or more, and its data"
        )
    folder = default_folder() if folder is None else Path(folder)
    row = {"name": name, "title": titles["en"], "title_zh": titles["zh"], "alt": alt}
    over = drawn and {language: (titles[language], drawn.plain(language)) for language in titles}
    files, texts = _pictures(fig, name, over or {})
    files[f"{name}.csv"] = csv_text(data).encode("utf-8")
    # Jupyter tells a kernel which notebook it serves; elsewhere (a script) the cell stays empty.
    row["notebook"] = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    with writing.locked(folder), writing.explain_unwritable(folder):
        files[INDEX] = _entered(row, folder)
        writing.replace_all({folder / file: content for file, content in files.items()})
    if texts and (words := style.untranslated([row["title_zh"], *texts])):
        warnings.warn(
            f"figure {name}_zh: no Chinese for {', '.join(words)}; add the labels to labels.csv",
            stacklevel=2,
        )


def default_folder(start: Path | None = None) -> Path:
    """``figures/`` of the project around a folder, or of the folder itself where there is none.

    A project is the nearest folder, from ``start`` (the working folder, if not given) upwards, that
    holds a folder ``figures/``, a file ``pyproject.toml`` or a repository (``.git``).

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     (Path(folder) / "pyproject.toml").touch()
    ...     (Path(folder) / "notebooks").mkdir()
    ...     found = default_folder(Path(folder) / "notebooks")
    ...     found == Path(folder).resolve() / "figures"
    True
    """
    start = (start or Path()).resolve()
    return next(filter(_is_project, (start, *start.parents)), start) / "figures"


def index(folder: Path | None = None) -> list[dict[str, str]]:
    """The saved figures: ``name title title_zh alt notebook`` of each, by name.

    >>> index()[0]["name"]
    'coverage'
    """
    path = (folder or default_folder()) / INDEX
    return read_csv(path, INDEX_COLUMNS).to_dict("records") if path.exists() else []


def _is_project(folder: Path) -> bool:
    marks = (folder / "pyproject.toml", folder / ".git")
    return (folder / "figures").is_dir() or any(mark.exists() for mark in marks)


def _titles(title: str | Told) -> dict[str, str]:
    """A title by language."""
    if isinstance(title, Told):
        return {language: title.plain(language) for language in style.LANGUAGES}
    return {"en": title, "zh": style.label(title, "zh")}


def _pictures(
    fig: Figure | Callable[[], Figure], name: str, over: dict[str, tuple[str, str]]
) -> tuple[dict[str, bytes], list[str]]:
    """The files of a picture, in each language that it can be had in, and its Chinese texts.

    ``over`` holds what stands above it, by language.
    """
    in_use = style.language()
    if isinstance(fig, Figure):
        languages = [in_use]
    else:  # the one in use comes last: its figure stays open
        languages = sorted(style.LANGUAGES, key=lambda language: language == in_use)
    files, texts = {}, []
    for language in languages:
        with style.speaking(language):
            drawn = _titled(fig, name, over.get(language))
            files |= _rendered(drawn, name if language == "en" else f"{name}_{language}")
        if language == "zh":
            texts = [text.get_text() for text in drawn.findobj(Text)]
        if language != in_use:
            plt.close(drawn)
    return files, texts


def _titled(fig: Figure | Callable[[], Figure], name: str, over: tuple[str, str] | None) -> Figure:
    """The picture in the language in use, with what stands above it."""
    drawn = fig if isinstance(fig, Figure) else _drawn(fig, name)
    if over:
        headline.put(drawn, *over)
    return drawn


def _drawn(draw: Callable[[], Figure], name: str) -> Figure:
    if not callable(draw):
        raise TypeError(
            f"figure {name}: {type(draw).__name__} is no figure, and no function that draws one"
        )
    drawn = draw()
    if not isinstance(drawn, Figure):
        raise TypeError(
            f"figure {name}: the function that draws returns {type(drawn).__name__}; "
            "end it with «return fig»"
        )
    return drawn


def _rendered(fig: Figure, stem: str) -> dict[str, bytes]:
    """The files of a figure, all in the layout that the first one was given."""
    files = {}
    with warnings.catch_warnings(), mpl.rc_context({"svg.hashsalt": stem}):
        warnings.filterwarnings("error", message="Glyph .* missing", category=UserWarning)
        for kind, metadata in METADATA.items():
            content = io.BytesIO()
            try:
                fig.savefig(content, format=kind, metadata=metadata)
            except UserWarning as missing:
                raise ValueError(
                    f"figure {stem}: {missing}; use style.use() or another character"
                ) from None
            files[f"{stem}.{kind}"] = content.getvalue()
            fig.set_layout_engine("none")
    fig.stale = False  # or pyplot would draw it once more in a notebook, for nobody
    return files


def _entered(row: dict[str, str], folder: Path) -> bytes:
    """The index with a row in place of an earlier one; the caller holds the lock."""
    others = [other for other in index(folder) if other["name"] != row["name"]]
    text = io.StringIO()
    writer = csv.DictWriter(text, INDEX_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted([*others, row], key=lambda entry: entry["name"]))
    return text.getvalue().encode("utf-8")
