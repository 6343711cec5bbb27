"""Controls that choose from a corpus: place, genre, part, years."""

from __future__ import annotations

from collections.abc import Iterable

import ipywidgets as widgets

from workreports import plots
from workreports.corpus import Corpus
from workreports.plots.style import label, language
from workreports.views.wording import both, told, word

ALL = ""
"""The value of the choice of all: for None, a control would show that nothing is chosen."""
WIDE = {"layout": widgets.Layout(width="28em"), "style": {"description_width": "8em"}}
NARROW = {"layout": widgets.Layout(width="20em"), "style": {"description_width": "6em"}}
_NAMES = {"place": both, "genre": plots.genre_label, "part": word}


def one_or_all(head: str, named: Iterable[tuple[str, str]], how: dict) -> widgets.Dropdown:
    """A control that is set to one of some values, or at first to ``ALL``.

    >>> one_or_all("Place", [("Jia county", "甲县")], NARROW).label
    'all'
    """
    options = [(label("all"), ALL), *named]
    return widgets.Dropdown(options=options, value=ALL, description=label(head), **how)


def filters(corpus: Corpus) -> dict[str, widgets.Widget]:
    """Choices of what the corpus holds, by the names that ``Corpus.select`` takes.

    >>> list(filters(load_corpus()))
    ['place', 'genre', 'part', 'years']
    """
    documents = corpus.originals
    held = {
        "place": documents["place"],
        "genre": documents["genre"],
        "part": corpus.paragraphs["part"],
    }
    found = {
        name: one_or_all(
            name.capitalize(),
            [(_NAMES[name](value), value) for value in values.dropna().unique()],
            NARROW,
        )
        for name, values in held.items()
    }
    if years := sorted(documents["year"].dropna().astype(int).unique().tolist()):
        found["years"] = widgets.SelectionRangeSlider(
            options=years,
            value=(years[0], years[-1]),
            description=label("Delivered"),
            continuous_update=False,
            **NARROW,
        )
    return found


def chosen(corpus: Corpus, controls: dict[str, widgets.Widget]) -> Corpus:
    """The part of a corpus that :func:`filters` are set to.

    Raises
    ------
    ValueError
        If nothing is left.

    >>> corpus = load_corpus()
    >>> chosen(corpus, filters(corpus)).documents.shape == corpus.select().documents.shape
    True
    """
    wanted = {name: control.value for name, control in controls.items()}
    if "years" in wanted and wanted["years"] == _ends(controls["years"]):
        wanted["years"] = ALL  # all years, and documents without one
    return selected(corpus, wanted)


def selected(corpus: Corpus, wanted: dict[str, object]) -> Corpus:
    """The part of a corpus that some choices leave, ``ALL`` among them.

    Raises
    ------
    ValueError
        If nothing is left.

    >>> len(selected(load_corpus(), {"place": "拱墅区", "genre": ALL}).documents)
    1
    """
    some = {name: value for name, value in wanted.items() if value != ALL}
    try:
        return corpus.select(**some)
    except ValueError as error:
        why = f": {error}" if language() == "en" else ""  # it says which choice leaves nothing
        problem = told(
            "Nothing fits these choices; widen one of them", "没有符合的文本，请放宽一项"
        )
        raise ValueError(problem + why) from None


def described(controls: dict[str, widgets.Widget]) -> str:
    """What :func:`filters` are set to, in words, for an axis.

    >>> described(filters(load_corpus()))
    '2014-2023'
    """
    short = {**_NAMES, "place": label}
    words = [
        short[name](control.value)
        for name, control in controls.items()
        if name in short and control.value != ALL
    ]
    if "years" in controls:
        words.append("-".join(map(str, dict.fromkeys(controls["years"].value))))
    return ", ".join(words)


def _ends(slider: widgets.SelectionRangeSlider) -> tuple[int, int]:
    return slider.options[0], slider.options[-1]
