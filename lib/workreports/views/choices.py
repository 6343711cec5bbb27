"""Controls that choose from a corpus: place, genre, part, years."""

from __future__ import annotations

import ipywidgets as widgets

from workreports.corpus import Corpus
from workreports.plots.style import label
from workreports.views.view import NARROW, both


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
    found = {}
    for name, values in held.items():
        options = [(both(value.replace("_", " ")), value) for value in values.dropna().unique()]
        options = [(label("all"), None), *options]
        head = label(name.capitalize())
        found[name] = widgets.Dropdown(options=options, description=head, **NARROW)
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
        wanted["years"] = None  # all years, and documents without one
    try:
        return corpus.select(**wanted)
    except ValueError as error:  # it says which choice leaves nothing
        raise ValueError(f"Nothing fits these choices; widen one of them: {error}.") from None


def described(controls: dict[str, widgets.Widget]) -> str:
    """What :func:`filters` are set to, in words, for an axis.

    >>> described(filters(load_corpus()))
    '2014-2023'
    """
    words = [
        label(str(control.value).replace("_", " "))
        for name, control in controls.items()
        if name != "years" and control.value is not None
    ]
    if "years" in controls:
        words.append("-".join(map(str, dict.fromkeys(controls["years"].value))))
    return ", ".join(words)


def _ends(slider: widgets.SelectionRangeSlider) -> tuple[int, int]:
    return slider.options[0], slider.options[-1]
