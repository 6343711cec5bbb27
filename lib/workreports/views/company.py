"""What stands near a term, as a notebook keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from workreports.analysis import company
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.plots.style import label, language
from workreports.views import choices, templates, typed
from workreports.views.view import Answer
from workreports.views.wording import told

_SHOWN = ["collocate", "count", "together", "count_corpus", "log_dice", "pmi"]


def answer(corpus: Corpus, state: Mapping[str, str]) -> Answer:
    """What stands near the first term that was typed.

    Parameters
    ----------
    corpus : Corpus
    state : mapping of str to str
        ``q place genre part``, and ``window``: words on each side.

    Raises
    ------
    ValueError
        If nothing stands near it often enough.

    >>> state = {"q": "非遗", "place": "", "genre": "", "part": "", "window": "5"}
    >>> answer(load_corpus(), state).tables["collocates.csv"]["count"].min() >= 3
    np.True_
    """
    term = _single(typed.groups(state["q"], lexicons.of(corpus.folder)))
    chosen = choices.selected(corpus, {name: state[name] for name in ("place", "genre", "part")})
    table = company.collocates(chosen, term, int(state["window"]))
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
    shown = table.head(templates.LINES_SHOWN)[_SHOWN]
    if language() == "en":
        senses = [sense if (sense := label(one)) != one else "" for one in shown["collocate"]]
        shown.insert(1, "sense", senses)
    body = templates.paragraph(bold=head) + templates.table(shown)
    return Answer(body, {"collocates.csv": table}, {})


def _single(groups: dict[str, list[str]]) -> str:
    """The first that is one term, or whatever stands first."""
    single = [name for name, words in groups.items() if words[0] == name and "*" not in name]
    return next(iter([*single, *groups]))
