"""The explorer in a notebook, opened at one of its views."""

from __future__ import annotations

from collections.abc import Mapping

from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.plots import style
from workreports.views import company, compare, indicators, templates, terms
from workreports.views.explorer.widget import Explorer
from workreports.views.view import Answer, View

_ANSWERS = {
    "terms": terms.answer,
    "company": company.answer,
    "compare": compare.answer,
    "figures": indicators.answer,
}
_PASSING = {"sort", "at", "read"}
"""What in the explorer's state changes what is shown, and not the answer."""


class Explored(View):
    """The explorer, which shows its own answer; below it stands what it does not tell by itself.

    Parameters
    ----------
    name : str
    corpus : Corpus
    state : mapping of str to str
        ``view`` and what is asked of it.

    Raises
    ------
    CorpusError
        If the corpus has too many documents for a page.

    >>> state = {"view": "figures", "indicator": "gdp", "where": "", "year": ""}
    >>> Explored("indicators", load_corpus(), state).explorer.state["lang"]
    'en'
    """

    def __init__(self, name: str, corpus: Corpus, state: Mapping[str, str]):
        self.explorer = Explorer(corpus, {**state, "lang": style.language()})

        def find() -> Answer:
            asked = self.explorer.state
            return _ANSWERS[asked["view"]](corpus, asked)

        super().__init__(name, self.explorer, find, lexicons.of(corpus.folder))
        self.explorer.observe(self._asked, "state")

    def _asked(self, change: dict) -> None:
        apart = change.old.items() ^ change.new.items()
        if {name for name, _ in apart} - _PASSING:
            self.language = change.new["lang"]
            self.show()

    def _below(self) -> str:
        return templates.whole(self.answer.besides)
