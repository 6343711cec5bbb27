"""Links from a page to the reports: from ids of documents and paragraphs, lines of a concordance,
passages in tables, and places in raw files, wherever they are printed."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from urllib.parse import urlencode

from workreports import load_corpus
from workreports.corpus import Corpus
from workreports.io.showing import Markup, tag
from workreports.io.text import NORMAL_FORM
from workreports.views import reports

_KEPT = r"<(a|script|style|svg)\b.*?</\1>|<[^>]*>"
"""What no link may stand in."""
_LINE = re.compile(
    r"(?P<left><td[^>]*>(?P<before>[^<]*)</td><td[^>]*>)<mark>(?P<hit>[^<]*)</mark>"
    r"(?P<right></td><td[^>]*>(?P<after>[^<]*)</td>)"
)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_PASSAGE = re.compile(r"(?<=<td>)[^<]{12,}(?=</td>)")
"""A cell that may quote a text; what is shorter is rather a name."""
_PLACE = re.compile(r"<code>(?P<file>[^<]+) (?P<start>\d+):(?P<end>\d+)</code>")


def linked(body: str, folder: str) -> str:
    """A page in which all that names a place in a report leads there; what is ambiguous does not.

    Parameters
    ----------
    body : str
        HTML.
    folder : str
        The address of the reports from there.
    """

    def link(shown: str, address: str | None) -> str:
        return tag("a", Markup(shown), href=f"{folder}/{address}") if address else shown

    def of_line(found: re.Match[str]) -> str:
        pieces = [html.unescape(found[name]) for name in ("before", "hit", "after")]
        mark = f"<mark>{found['hit']}</mark>"
        return f"{found['left']}{link(mark, _where(*pieces))}{found['right']}"

    def of_row(found: re.Match[str]) -> str:
        ids = [one["id"] for one in re.finditer(_ids(), found[0])]
        return _PASSAGE.sub(
            lambda cell: link(cell[0], _passage(html.unescape(cell[0]), ids)), found[0]
        )

    def of_place(found: re.Match[str]) -> str:
        return link(found[0], _at(html.unescape(found["file"]), int(found["start"])))

    def of_id(found: re.Match[str]) -> str:
        return link(found[0], reports.address(found["id"])) if found["id"] else found[0]

    body = _ROW.sub(of_row, _PLACE.sub(of_place, _LINE.sub(of_line, body)))
    return re.sub(f"{_KEPT}|{_ids()}", of_id, body, flags=re.DOTALL)


@cache
def _corpus() -> Corpus:
    return load_corpus()


@cache
def _ids() -> str:
    """What ids of documents and paragraphs look like."""
    names = sorted(_corpus().documents.index, key=len, reverse=True)
    known = "|".join(map(re.escape, names))
    return rf"(?P<id>(?<![\w/-])(?:{known})(?::\d+(?:\.\d+)?)?(?![\w-]))"


@cache
def _paragraphs() -> tuple[list[str], list[str], list[int], str]:
    """Of all documents that repeat no other: names and texts, and as lines show them, in normal
    form: where each begins in all, and all."""
    rows = _corpus().select().paragraphs
    shown = rows["text"].str.translate(NORMAL_FORM).str.replace("\n", "|").tolist()
    starts = [0, *accumulate(len(text) + 1 for text in shown)]
    return rows["par_id"].tolist(), rows["text"].tolist(), starts, "\n".join(shown)


def _passage(shown: str, ids: list[str]) -> str | None:
    """Where a passage stands first in what its row names; of a row that names nothing its place, or
    all of them in the explorer, if it can be asked there as a term."""
    text = shown.removesuffix("...")
    places = _all(text)
    if ids:
        places = [one for id in ids for one in places if one.startswith(id)]
    elif len(places) > 1 and re.fullmatch(r"[\u4e00-\u9fff]+", text):
        lines = urlencode({"q": text, "count": "strings", "genre": ""})
        return f"../../explorer/index.html#{lines}"
    return reports.address(places[0]) if places else None


def _where(before: str, hit: str, after: str) -> str | None:
    """The sentence of a line, if the line stands in one place."""
    places = _all(before + hit + after, len(before))
    return reports.address(places[0]) if len(places) == 1 else None


def _all(text: str, ahead: int = 0) -> list[str]:
    """The sentences in which a text stands, or what is so many characters behind its beginning."""
    names, texts, starts, whole = _paragraphs()
    found = []
    for match in re.finditer(re.escape(text.translate(NORMAL_FORM)), whole):
        at = match.start() + ahead
        row = bisect_right(starts, at) - 1
        begun = [start for start, _ in reports.sentences(texts[row]) if start <= at - starts[row]]
        found.append(f"{names[row]}.{len(begun)}")
    return found


def _at(raw_file: str, start: int) -> str | None:
    """The paragraph of a place in a raw file."""
    corpus = _corpus()
    documents = corpus.documents.index[corpus.documents["raw_file"].eq(raw_file)]
    rows = corpus.paragraphs
    rows = rows[rows["doc_id"].isin(documents)]
    here = rows[rows["raw_start"].le(start) & rows["raw_end"].gt(start)]
    return None if here.empty else reports.address(here["par_id"].iat[0])
