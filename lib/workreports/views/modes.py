"""The explorer's other views, as a notebook keeps them: company, two selections, figures."""

from __future__ import annotations

import pandas as pd

from workreports import indicators as observing
from workreports import plots
from workreports.analysis import company
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.plots.style import label, language
from workreports.views import choices, compare, indicators, templates
from workreports.views.view import Answer
from workreports.views.wording import told, word

_COMPANY = ["collocate", "count", "together", "count_corpus", "log_dice", "pmi"]


def collocates(corpus: Corpus, state: dict[str, str], term: str) -> Answer:
    """What stands near a term.

    Parameters
    ----------
    corpus : Corpus
        What was chosen of it.
    state : dict of str to str
        ``window``: words on each side.
    term : str

    Raises
    ------
    ValueError
        If nothing stands near it often enough.

    >>> answer = collocates(load_corpus(), {"window": "5"}, "非遗")
    >>> answer.tables["collocates.csv"]["count"].min() >= 3
    np.True_
    """
    table = company.collocates(corpus, term, int(state["window"]))
    if table.empty:
        problem = told(
            "No word stands three times near {term}.", "{term}附近没有词出现三次以上。", term=term
        )
        raise ValueError(problem)
    head = told(
        "Words near {term}, at most {window} words away",
        "{term}附近的词，相距不超过{window}个词",
        term=term,
        window=int(state["window"]),
    )
    shown = table.head(templates.LINES_SHOWN)[_COMPANY]
    if language() == "en":
        senses = [sense if (sense := label(one)) != one else "" for one in shown["collocate"]]
        shown.insert(1, "sense", senses)
    body = templates.paragraph(bold=head) + templates.table(shown)
    return Answer(body, {"collocates.csv": table}, {})


def compared(corpus: Corpus, state: dict[str, str]) -> Answer:
    """Two selections, of which the state says ``genre place part from to``, with ``a`` and ``b``
    before each name.

    Raises
    ------
    ValueError
        If nothing is left of one, or they overlap.
    """
    sides = [_side(state, one) for one in "ab"]
    selected = [choices.selected(corpus, side) for side in sides]
    return compare.answer(*selected, *map(_name, sides))


def _side(state: dict[str, str], one: str) -> dict[str, object]:
    side: dict[str, object] = {name: state[one + name] for name in ("place", "genre", "part")}
    first, last = state[f"{one}from"], state[f"{one}to"]
    side["years"] = (int(first or 0), int(last or 9999)) if first or last else choices.ALL
    return side


def _name(side: dict[str, object]) -> str:
    ways = {"place": label, "genre": plots.genre_label, "part": word}
    words = [name(side[key]) for key, name in ways.items() if side[key] != choices.ALL]
    if side["years"] != choices.ALL:
        words.append("-".join(map(str, dict.fromkeys(side["years"]))))
    return ", ".join(words) or label("all")


def figures(corpus: Corpus, state: dict[str, str]) -> Answer:
    """The figures of an ``indicator``, in one place if the state says ``where``.

    Raises
    ------
    ValueError
        If there are none, or no indicator was chosen.

    >>> state = {"indicator": "gdp", "where": "下城区"}
    >>> figures(load_corpus(), state).tables["figures.csv"]["place"].unique().tolist()
    ['下城区']
    """
    observations = pd.concat([observing.extract(corpus), corpus.reference], ignore_index=True)
    names = lexicons.table("indicators.csv", lexicons.of(corpus.folder)).set_index("indicator")
    if state["indicator"] not in names.index:
        raise ValueError(told("Choose an indicator.", "请选择一个指标。"))
    name = names.at[state["indicator"], "zh"]
    return indicators.answer(corpus, observations, state["indicator"], name, place=state["where"])
