"""The view that sets two selections against each other."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd

from workreports import plots
from workreports.analysis import keyness
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.plots import style
from workreports.plots.style import label
from workreports.views import choices, templates
from workreports.views.view import Answer, View, png

_COLUMNS = [
    "term",
    "sense",
    "count_target",
    "count_reference",
    "log_ratio",
    "low",
    "high",
    "z",
    "p_adjusted",
    "documents",
    "note",
]


def compare(corpus: Corpus) -> View:
    """Set two selections against each other: the words that tell them apart. At first the plans of
    the last year against those of the years before.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    View
        Choices of place, years, genre and part for both sides; the table can be saved as csv, the
        picture as png.

    >>> view = compare(load_corpus())
    >>> list(view.answer.tables)
    ['keyness.csv']
    """
    lexicon = lexicons.of(corpus.folder)
    with style.using(lexicon):
        target, reference = choices.filters(corpus), choices.filters(corpus)
        years = target["years"].options if "years" in target else ()
        if len(years) > 1:
            target["years"].value = years[-1], years[-1]
            reference["years"].value = years[0], years[-2]
        for side in (target, reference):
            if "plan" in set(corpus.paragraphs["part"]):
                side["part"].value = "plan"
        heads = [
            widgets.HTML(f"<strong>{label(text)}</strong>", layout=widgets.Layout(width="100%"))
            for text in ("these texts", "against those")
        ]

        def find() -> Answer:
            return _answer(
                choices.chosen(corpus, target),
                choices.chosen(corpus, reference),
                choices.described(target),
                choices.described(reference),
            )

        controls = [heads[0], *target.values(), heads[1], *reference.values()]
        return View("compare", controls, find, lexicon)


def _answer(target: Corpus, reference: Corpus, target_name: str, reference_name: str) -> Answer:
    table = keyness.compare(target, reference)
    picture = png(plots.effect_and_evidence(table, target_name, reference_name))
    right, left = ", ".join(table["term"].head(8)), ", ".join(table["term"].tail(8))
    alt = (
        f"Words of {target_name} (right) and {reference_name} (left) by log ratio and evidence; "
        f"furthest right by z: {right}; furthest left: {left}"
    )
    sure = int((table["p_adjusted"] < 0.05).sum())
    sides = f"{target_name}: {_size(target)}; {reference_name}: {_size(reference)}."
    told = templates.paragraph(
        f"{sides} Of {len(table)} words tested, ",
        str(sure),
        " have an adjusted p below 0.05. Half of the words would be found in four texts of five if "
        f"one side used them {_times(table['detectable'].median())} as often.",
    )
    ends = pd.concat([table.head(12), table.tail(12)]).drop_duplicates("term")
    senses = [sense if (sense := label(term)) != term else "" for term in ends["term"]]
    ends = ends.assign(sense=senses)[_COLUMNS]
    body = [told, templates.picture(picture, alt), templates.table(ends)]
    return Answer("".join(body), {"keyness.csv": table}, {"keyness.png": picture})


def _size(corpus: Corpus) -> str:
    return f"{int(corpus.words.sum()):,} words in {len(corpus.documents)} documents"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio < 100 else "more than a hundred times"
