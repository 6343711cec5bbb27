"""The text of a PDF: its characters by PDFium, its lines and paragraphs by where they stand."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from workreports.ingest.readers import pdf_layout
from workreports.ingest.readers.found import Read, flawless, unreadable
from workreports.ingest.readers.pdf_layout import Glyph, Page
from workreports.io.errors import refusal
from workreports.io.extras import extra

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

Turn = Callable[[float, float], tuple[float, float]]
_THIN = 0.001
"""Points: a text no wider than that PDFium does not give."""
_LARGEST_PAGES = 3_000
_BLANK = Glyph(" ", 0, 0, 0, 0, 0)
_GENERATED = {ord(" "): [_BLANK], ord("\r"): [], ord("\n"): []}
"""What PDFium itself puts between characters, and what of it is kept."""


def read(name: str, data: bytes) -> Read:
    """Read a PDF; see ``readers.parse``."""
    with extra("ingest"):
        import pypdfium2
        from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            problem = "the PDF is locked with a password"
            raise refusal(name, None, problem, "save it without one") from None
        remedy = "get it again, or print it to a new PDF"
        raise unreadable(name, "PDF", error, remedy) from None
    try:
        if len(document) > _LARGEST_PAGES:
            remedy = f"take out what does not belong to it; the limit is {_LARGEST_PAGES:,}"
            raise refusal(name, None, f"{len(document):,} pages are more than a report", remedy)
        pages = [_page(document, number) for number in range(len(document))]
    finally:
        document.close()
    silent = [number for number, page in enumerate(pages, start=1) if not page.glyphs]
    if 2 * len(silent) > len(pages) > len(silent):
        problem = f"pages {_spans(silent)} of {len(pages)} are pictures without text"
        raise refusal(name, None, problem, "turn the scanned pages into text first")
    many = f"{len(pages)} page{'s' * (len(pages) != 1)}"
    gaps = f"; no text on pages {_spans(silent)}" if silent else ""
    return Read(flawless(pdf_layout.text(pages)), f"text of a PDF of {many}{gaps}", False)


def _page(document: PdfDocument, number: int) -> Page:
    """The characters of a page that are not blank, with their boxes, as the page is looked at."""
    page = document[number]
    try:
        _widen(page)
        width, height = page.get_size()
        turn = _turn(page.get_rotation(), width, height)
        return Page(list(_glyphs(page, turn)), width, height)
    finally:
        page.close()


def _glyphs(page: PdfPage, turn: Turn) -> Iterator[Glyph]:
    from pypdfium2 import raw

    textpage = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    # Some calls for each character: what need not be looked up there is not.
    handle, into_box, into_x, into_y = textpage.raw, *map(ctypes.byref, (box, x, y))
    code_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    last, base = _BLANK, 0.0
    for index in range(textpage.count_chars()):
        code = code_of(handle, index)
        if code in _GENERATED and raw.FPDFText_IsGenerated(handle, index) == 1:
            yield from _GENERATED[code]
        elif 0 < code < 0x110000 and box_of(handle, index, into_box):
            left, top = turn(box.left, box.top)
            right, bottom = turn(box.right, box.bottom)
            if top > bottom or left > right:  # the page is turned
                left, right, top, bottom = *sorted((left, right)), *sorted((top, bottom))
            if top != last.top or bottom != last.bottom:
                raw.FPDFText_GetCharOrigin(handle, index, into_x, into_y)
                base = turn(x.value, y.value)[1]
            last = Glyph(chr(code), left, top, right, bottom, base)
            yield last
    textpage.close()


def _turn(rotation: int, width: float, height: float) -> Turn:
    """How a place on the paper becomes one on the page as it is looked at, from its upper edge."""
    return {
        0: lambda x, y: (x, height - y),
        90: lambda x, y: (y, x),
        180: lambda x, y: (width - x, y),
        270: lambda x, y: (width - y, height - x),
    }[rotation]


def _widen(page: PdfPage) -> None:
    """Give texts of no width one: single characters of a font that is not in the file, nor here.

    PDFium leaves out what has no width. A text that is drawn as lines is as wide as they are.
    """
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    into = [ctypes.byref(one) for one in (left, bottom, right, top)]
    for text in _texts(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        if raw.FPDFPageObj_GetBounds(text, *into) and right.value - left.value < _THIN:
            raw.FPDFTextObj_SetTextRenderMode(text, raw.FPDF_TEXTRENDERMODE_STROKE)
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)  # its bounds are taken anew


def _texts(
    parent: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]
) -> Iterator[Any]:
    """The texts of a page or a form in it; a browser's page has one a character."""
    from pypdfium2 import raw

    for index in range(count(parent)):
        one = get(parent, index)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield one
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _texts(one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)


def _spans(numbers: list[int]) -> str:
    """Numbers in a row as one span.

    >>> _spans([1, 2, 3, 7])
    '1-3, 7'
    """
    told: list[list[int]] = []
    for number in numbers:
        if told and told[-1][-1] == number - 1:
            told[-1] = [told[-1][0], number]
        else:
            told.append([number])
    return ", ".join("-".join(map(str, span)) for span in told)
