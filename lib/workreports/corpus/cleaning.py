"""From the raw characters of a document to clean text, with every difference written down.

A clean text is the raw text with *edits* applied. Each edit names the raw characters it replaces,
what stands in their place, its kind and its reason; where there is no edit, the characters are the
raw ones. Edits by rule are found here, edits by hand come from ``corpus/edits.csv``. Punctuation is
never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workreports.corpus.edits import Edit, raw_offsets
from workreports.io.text import HALF_WIDTH, LINE_ENDS, UNSEEN


@dataclass(frozen=True)
class CleanText:
    """A document's clean text, one paragraph or heading a line, its characters with raw places."""

    text: str
    raw_starts: np.ndarray
    raw_ends: np.ndarray
    edits: list[Edit]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of the clean characters ``start:end`` (half-open, ``start < end``)."""
        return int(self.raw_starts[start]), int(self.raw_ends[end - 1])


# A blank is a space, a tab, a no-break or an ideographic one; it never ends a line.
_BLANKS = r"[ \t\u00a0\u3000]"
_NUMERAL = r"[一二三四五六七八九十]+"
_SENTENCE_END = "。!?;:…”’)】》"
_NUMBERED = re.compile(
    rf"第{_NUMERAL}[章节]|{_NUMERAL}、|[(]{_NUMERAL}[)]|\d+[.、]\s*\D|专栏|附表|附件|※|[—-]|[■#]"
)
_CONTENTS = re.compile(
    rf"^目{_BLANKS}*录{_BLANKS}*\n+(?:{_BLANKS}*第{_NUMERAL}[章节]{_BLANKS}*[^\n。]*(?:\n+|\Z)){{3,}}",
    re.MULTILINE,
)

_GAP = re.compile(rf"{_BLANKS}*\n+(?:{_BLANKS}|\n)*|{_BLANKS}+")
_PIECE = re.compile(r"[^\n]+|\n+(?:[^\S\n]*\n+)*")
_DASH = "[-~\u00b7\u2010-\u2015\u2022\u2212\u2500]{1,2}"
_PAGE = re.compile(
    rf"{_DASH}{_BLANKS}*\d{{1,4}}{_BLANKS}*{_DASH}"
    rf"|第{_BLANKS}*(?:\d{{1,4}}|{_NUMERAL}){_BLANKS}*页(?:[,/]?{_BLANKS}*共{_BLANKS}*\d{{1,4}}{_BLANKS}*页)?"
    rf"|(?P<bare>\d{{1,3}}(?:{_BLANKS}*/{_BLANKS}*\d{{1,3}})?)"
)
_STOPS_SHORT = re.compile(r"[占的和与及为到达在对以由将把被比至、]$|[,。;:]")
"""A line that a page interrupts and that is no heading."""
_MEASURE = re.compile(r"[.%‰年月日号个人家项次户所处座条名件万亿千百元吨米亩公平]")
_Found = tuple[int, int, str, str, str]
"""Raw start and end, what stands there instead, kind, reason."""

# Kind, pattern, reason of what is taken out whatever stands around it.
_MARKS = [
    ("contents", _CONTENTS, "table of contents: it repeats the headings of the text"),
    ("markdown", re.compile(rf"^#{{1,6}}{_BLANKS}+", re.MULTILINE), "Markdown mark of a heading"),
    (
        "site_tag",
        re.compile(r"^【[^】\n]{1,20}】", re.MULTILINE),
        "the site's own tag before the title",
    ),
    (
        "layout",
        re.compile(r"^[(](?:紧接|上接|下转)[^)\n]{1,8}版[)]$", re.MULTILINE),
        "newspaper's jump line",
    ),
    ("layout", re.compile(rf"^■{_BLANKS}*", re.MULTILINE), "newspaper's mark before the speaker"),
]


def clean(
    raw: str, start: int = 0, end: int | None = None, by_hand: Sequence[Edit] = ()
) -> CleanText:
    """Clean one document.

    Parameters
    ----------
    raw : str
        The decoded raw file, line ends untouched.
    start, end : int
        The document's span in it (half-open); the whole file by default.
    by_hand : list of Edit
        Edits by hand inside the span, which take precedence over rules; see
        :func:`workreports.corpus.edits.read`.

    Returns
    -------
    CleanText
        Its ``edits`` are in raw order and do not overlap.

    >>> clean("政 府 工 作 报 告\\n\\n各位代表:").text
    '政府工作报告\\n各位代表:'
    """
    end = len(raw) if end is None else end
    edits = list(by_hand)
    taken = np.zeros(len(raw) + 1, dtype=bool)
    for edit in by_hand:
        taken[edit.raw_start : edit.raw_end] = True

    # Patterns are held against what one sees, in normal form.
    text = raw[start:end].translate(HALF_WIDTH | LINE_ENDS)
    unseen = [match.start() for match in UNSEEN.finditer(text)]
    text, places = UNSEEN.sub("", text), np.delete(np.arange(start, end), unseen).tolist()

    def take(found: Iterable[_Found]) -> None:
        for first, last, after, kind, why in found:
            a, b = places[first], places[last - 1] + 1
            if first < last and not taken[a:b].any():
                taken[a:b] = True
                edits.append(Edit(a, b, raw[a:b], after, kind, "rule", why))

    take(_marks(text))
    take(_page_numbers(text))
    gone = taken[places]  # what is no text at all; line ends still part lines
    take(_blanks(text, gone))
    places = list(range(start, end))
    take((at, at + 1, "", "unseen", "takes no place in a line") for at in unseen)
    return _apply(raw, start, end, _single_line_ends(sorted(edits)))


def _marks(text: str) -> Iterator[_Found]:
    """What stands in a text but does not belong to it."""
    for kind, pattern, why in _MARKS:
        for match in pattern.finditer(text):
            end = _contents_end(match) if kind == "contents" else match.end()
            yield match.start(), end, "", kind, why


def _page_numbers(text: str) -> Iterator[_Found]:
    """Numbers of pages in lines of their own; where one interrupts a sentence, its line ends, too.

    A bare number is one only where it interrupts a long line.
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        page = _PAGE.fullmatch(line.group().strip())
        if not page:
            continue
        interrupts = before and after and _interrupts(page, before.group(), after.group().strip())
        if interrupts:
            why = "number of a page, inside a sentence"
            yield before.end(), after.start(), "", "page_number", why
        elif not page["bare"]:
            yield *line.span(), "", "page_number", "number of a page"


def _interrupts(page: re.Match[str], before: str, after: str) -> bool:
    """Whether a page ends between two lines of one sentence."""
    line = before.strip()
    if line[-1] in _SENTENCE_END or _NUMBERED.match(after):
        return False
    is_long = len(line) >= 30
    if page["bare"]:
        return is_long and not _MEASURE.match(after)
    is_cut_number = line[-1].isdecimal() and _MEASURE.match(after)
    return bool(is_long or is_cut_number or _STOPS_SHORT.search(line))


def _blanks(text: str, gone: np.ndarray) -> Iterator[_Found]:
    """Blanks and line ends that part nothing, or part otherwise than they are written."""
    for match in _GAP.finditer(text):
        a, b = match.span()
        before = _neighbour(text, gone, range(a - 1, -1, -1))
        after = _neighbour(text, gone, range(b, len(text)))
        ends_line = "\n" in match.group()
        for piece in _PIECE.finditer(match.group()):
            if gone[a + piece.start() : a + piece.end()].any():
                continue
            if "\n" in piece.group():
                found = _line_end(before, after)
            elif ends_line or not after or before[-1:] in ("", "\n"):
                found = "", _kind(piece.group()), "blank at the end of a line"
            else:
                found = _blank(piece.group(), before, after)
            if found:
                yield a + piece.start(), a + piece.end(), *found


def _contents_end(match: re.Match[str]) -> int:
    """A table of contents ends where its first entry comes again: there the text begins."""
    entries = [
        (line.start(), re.sub(_BLANKS, "", line.group()))
        for line in re.finditer(r"[^\n]+", match.group())
    ]
    seen: set[str] = set()
    for place, entry in entries:
        if entry in seen and entry == entries[1][1]:
            return match.start() + place
        seen.add(entry)
    return match.end()


def _single_line_ends(edits: list[Edit]) -> list[Edit]:
    """Where edits take out a whole line, keep one of the two line ends around it."""
    result, open_end = [], None
    for edit in edits:
        follows, ends_line = open_end == edit.raw_start, edit.after == "\n"
        result.append(edit._replace(after="") if follows and ends_line else edit)
        goes_on = ends_line or (follows and not edit.after)
        open_end = edit.raw_end if goes_on else None
    return result


def _neighbour(text: str, gone: np.ndarray, positions: range) -> str:
    """Up to 60 characters next to a blank, in reading order, without what other edits take out."""
    found = []
    for position in positions:
        if len(found) == 60:
            break
        if not gone[position]:
            found.append(text[position])
    return "".join(reversed(found) if positions.step < 0 else found)


def _line_end(before: str, after: str) -> tuple[str, str, str]:
    if not before.strip() or not after.strip():
        return "", "separator", "line end at the edge of the document"
    line = before.rstrip().rpartition("\n")[2]
    # Headings and table cells are short; a long line that stops in mid-sentence was broken by a
    # page or a column.
    if len(line) >= 30 and line[-1] not in _SENTENCE_END and not _NUMBERED.match(after):
        return "", "line_break", "line broken in mid-sentence by the layout of a newspaper or a PDF"
    return "\n", "separator", "line end between paragraphs"


def _kind(blank: str) -> str:
    return "blank" if set(blank) <= {" ", "\t"} else "no_break_space"


def _blank(blank: str, before: str, after: str) -> tuple[str, str, str] | None:
    line = before.rpartition("\n")[2]
    kind = _kind(blank)
    if re.search(rf"^(第{_NUMERAL}[章节]|专栏{_NUMERAL}|附[表件]\d*)$", line):
        return (
            None if blank == " " else (" ", kind, "blank between a heading's number and its words")
        )
    if line[-1] in _SENTENCE_END and re.match(rf"{_NUMERAL}、|[(]{_NUMERAL}[)]", after):
        return "\n", "separator", "blank where a line end stood before a run-in heading"
    if re.search(rf"(^|[{_SENTENCE_END}]){_BLANKS}*{_NUMERAL}、[^。,]{{2,40}}$", line):
        return "\n", "separator", "blank where a line end stood after a run-in heading"
    if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum():
        return None if blank == " " else (" ", kind, "blank between words of another script")
    rest = after.partition("\n")[0]
    parts = re.split(_BLANKS, line)[-1], re.split(_BLANKS, rest)[0]
    if (
        len(line) + len(rest) <= 40
        and min(map(len, parts)) >= 4
        and not re.search(r"[、。,;]", line + rest)
    ):
        return None if blank == " " else (" ", kind, "blank between the halves of a headline")
    return "", kind, "blank inside Chinese text, which is written without"


def _apply(raw: str, start: int, end: int, edits: list[Edit]) -> CleanText:
    pieces, position = [], start
    for edit in edits:
        pieces += [raw[position : edit.raw_start], edit.after]
        position = edit.raw_end
    pieces.append(raw[position:end])
    changes = [(edit.raw_start, edit.raw_end, edit.after) for edit in edits]
    return CleanText("".join(pieces), *raw_offsets(start, end, changes), edits)


def outside(raw: str, spans: list[tuple[int, int]]) -> list[Edit]:
    """The stretches of a raw file that belong to no document, as edits of kind ``furniture``.

    ``spans`` are the documents' ``(raw_start, raw_end)``.

    >>> [edit.before for edit in outside("-\\n报告\\n投稿", [(2, 4)])]
    ['-\\n', '\\n投稿']
    """
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(raw)]
    return [
        Edit(
            a,
            b,
            raw[a:b],
            "",
            "furniture",
            "rule",
            "text of the site or the file, outside the documents",
        )
        for a, b in zip(edges[::2], edges[1::2], strict=True)
        if a < b
    ]
