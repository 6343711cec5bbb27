"""The search of the book: English and Chinese in one index, in the order a reader expects."""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish


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


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the language of the index."""
    app.add_search_language(Search)
    return {"parallel_read_safe": True}
