"""The search of the book: English and Chinese in one index, in the order a reader expects."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search import WordCollector
from sphinx.search.en import SearchEnglish

from workreports import load_corpus
from workreports.io.text import NORMAL_FORM
from workreports.views.reports.words import english


class Search(SearchEnglish):
    """English words by their stems, Chinese by pairs of neighbouring characters.

    Pages and queries are split alike, so that any run of two characters or more is found as it is
    typed; no list of words has to know it.
    """

    lang = "en-zh"
    js_splitter_code = """
var splitQuery = (query) =>
  (query.match(/\\p{Script=Han}+|[^\\P{Letter}\\p{Script=Han}]+|[\\p{Number}_]+/gu) || []).flatMap(
    (part) => /\\p{Script=Han}/u.test(part) && part.length > 1
      ? Array.from({ length: part.length - 1 }, (_, i) => part.slice(i, i + 2))
      : [part]);
"""
    _HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    _PARTS = re.compile(rf"[{_HAN}]+|[^\W\d_{_HAN}]+|[\d_]+")

    def split(self, input: str) -> list[str]:
        """Words and pairs of characters; single characters too, for a query may be one."""
        return [piece for part in self._PARTS.findall(input) for piece in _pieces(part)]


def _pieces(part: str) -> list[str]:
    if part[0] < "\u3400":
        return [part]
    return [part, *part, *(part[i : i + 2] for i in range(len(part) - 1))]


_HEADING = 20
"""A word of a heading is worth so many of the text."""


def _say_how_much(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the page of the search, whose index does not have it, how much each notebook has of each
    word: of those that two have, and one more than once."""
    if page != "search":
        return
    names = sorted(name for name in app.env.found_docs if re.match(r"notebooks/\w+$", name))
    language, words = Search({}), defaultdict[str, dict[int, int]](dict)
    for number, name in enumerate(names):
        found = WordCollector(app.env.get_doctree(name), language)
        found.document.walk(found)
        stems = map(language.stem, found.found_words + found.found_title_words * _HEADING)
        for word, times in Counter(stem.lower() for stem in stems).items():
            words[word][number] = times
    told = {
        word: {number: times for number, times in counts.items() if times > 1}
        for word, counts in words.items()
        if len(counts) > 1 and max(counts.values()) > 1
    }
    _give(app, "NOTEBOOKS", {"names": names, "words": told})
    _give(app, "SENSES", _senses())


def _senses() -> dict[str, str]:
    """The English of the terms that stand in the reports."""
    corpus = load_corpus()
    text = "\n".join(corpus.paragraphs["text"]).translate(NORMAL_FORM)
    return {term: sense for term, sense in english(corpus.folder).items() if term in text}


def _give(app: Sphinx, name: str, table: dict) -> None:
    """Write a table into the page."""
    told = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    app.add_js_file(None, body=f"const {name} = {told.replace('<', '')};")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the language of the index."""
    app.add_search_language(Search)
    app.connect("html-page-context", _say_how_much)
    return {"parallel_read_safe": True}
