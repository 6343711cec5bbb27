"""Views for JupyterLab: the explorer, opened at one of its views, and a topic model."""

from collections.abc import Iterable, Mapping
from typing import Any

from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.io.extras import extra

with extra("notebooks"):
    import ipywidgets  # noqa: F401  (asked for here, once for all views)

# isort: split
from workreports.views import compare as comparing
from workreports.views import indicators as figures
from workreports.views import typed
from workreports.views.choices import ALL
from workreports.views.explored import Explored
from workreports.views.templates import LINES_SHOWN
from workreports.views.topics import relevant_terms, topics
from workreports.views.view import View

__all__ = ["LINES_SHOWN", "compare", "indicators", "relevant_terms", "terms", "topics"]
_FIRST_SHOWN = "general_budget_revenue"


def terms(
    corpus: Corpus,
    term: str | Iterable[str] = "创新",
    *,
    count: str = "words",
    genre: str = ALL,
    place: str = ALL,
    part: str = ALL,
    by: str = "place",
) -> View:
    """Ask for terms: the rate of each by year of the report with intervals, beside the levels
    above, and every line that it stands in. The same explorer as on a page of its own.

    What was asked last stays in the notebook as a picture with its lines, and the call that asks
    it again.

    Parameters
    ----------
    corpus : Corpus
    term : str or list of str
        What is asked at first, up to five: words, phrases, ``亚运*`` for all words that begin so,
        an English sense from the glossary for its Chinese term, a name from ``themes.csv``; and
        ``!亚运会`` for where none is a hit. In a text they are parted by commas.
    count : {"words", "strings"}
        As :func:`workreports.analysis.terms.frequency` takes it.
    genre, place, part : str
        As ``Corpus.select`` takes them; all, if not given.
    by : {"place", "level"}
        What a point stands for.

    Returns
    -------
    View
        ``answer`` has the rates and lines as tables (``rates.csv``, ``lines.csv``) and the picture.

    Raises
    ------
    CorpusError
        If the corpus has too many documents for a page; ``wr.terms.frequency`` is the tool then.

    >>> view = terms(load_corpus(), "five waters treated together")
    >>> view.answer.tables["rates.csv"]["count"].tolist()
    [0, 1, 2, 3, 3, 2, 0]
    """
    state = {
        "view": "terms",
        "q": typed.at_first(term, lexicons.of(corpus.folder)),
        "count": count,
        "genre": genre,
        "place": place,
        "part": part,
        "by": by,
    }
    return Explored("terms", corpus, state)


def indicators(
    corpus: Corpus, indicator: str | None = None, *, place: str = ALL, year: int | str = ALL
) -> View:
    """Ask for an indicator: its levels and growth by year spoken of, what was promised for it
    beside what was reached, and the sentence of each figure. The explorer, opened there; below it
    stands whether the figures agree with each other (``wr.indicators.audit``).

    The reference figures stand beside those of the corpus. What was asked last stays in the
    notebook, as of :func:`terms`.

    Parameters
    ----------
    corpus : Corpus
    indicator : str, optional
        What is shown at first, as in ``indicators.csv``, or "" for all; by default general budget
        revenue, or the first of which there are figures.
    place : str
        Whose figures; of all, if not given.
    year : int
        The year spoken of; any, if not given.

    Returns
    -------
    View
        ``answer`` has the figures, the promises and what the audit found (``figures.csv``,
        ``promises.csv``, ``audit.csv``) and the pictures.

    Raises
    ------
    ValueError
        If there is no figure of the indicator, or of any.
    CorpusError
        If the corpus has too many documents for a page; ``wr.indicators.extract`` is the tool then.

    >>> view = indicators(load_corpus(), place="上城区", year=2017)
    >>> view.answer.tables["promises.csv"]["period"].tolist()
    ['2017-2021', '2017', '2016-2020']
    """
    named = figures.names(corpus)
    if named.empty:
        problem = "there is no figure of any listed indicator in these documents; "
        raise ValueError(problem + "see indicators.passed_over")
    if indicator is None:
        indicator = _FIRST_SHOWN if _FIRST_SHOWN in named.index else named.index[0]
    elif indicator not in [ALL, *named.index]:
        choices = ", ".join(named.index)
        raise ValueError(f"there is no figure of {indicator!r}; choose from {choices}")
    state = {"view": "figures", "indicator": indicator, "where": place, "year": str(year)}
    return Explored("indicators", corpus, state)


def compare(
    corpus: Corpus,
    target: Mapping[str, Any] | None = None,
    reference: Mapping[str, Any] | None = None,
) -> View:
    """Set two selections against each other: the words that tell them apart. The explorer, opened
    there, at first with the plans in the work reports of the last year against those of the years
    before: like is compared with like.

    Where one side has a genre, or a part of a report, that the other has not, the answer says so
    first. What was asked last stays in the notebook, as of :func:`terms`.

    Parameters
    ----------
    corpus : Corpus
    target, reference : dict, optional
        What is compared at first: ``genre place part years``, as ``Corpus.select`` takes them.

    Returns
    -------
    View
        ``answer`` has the words (``keyness.csv``) and the picture.

    Raises
    ------
    CorpusError
        If the corpus has too many documents for a page; ``wr.keyness.compare`` is the tool then.

    >>> view = compare(load_corpus(), {"years": 2016}, {"years": 2014})
    >>> list(view.answer.tables)
    ['keyness.csv']
    """
    first, second = comparing.alike(corpus)
    sides = comparing.asked(
        first if target is None else target, second if reference is None else reference
    )
    return Explored("compare", corpus, {"view": "compare", **sides})
