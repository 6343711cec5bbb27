"""The text of a Word document (docx, docm, dotx, dotm), read off its XML.

Text is what a reader of the finished document sees: insertions are taken and deletions are not,
hidden text is not, a number that Word puts before a paragraph is. Footnotes stand at the end. What
stands beside the text (headers, comments, pictures) is not taken and counted.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from workreports.ingest.readers.docx_styles import Element, Numbering, Styles, child, local, value
from workreports.ingest.readers.found import Read, flawless, listed, unreadable
from workreports.io.errors import CorpusError, refusal
from workreports.io.extras import extra

_LARGEST_UNPACKED = 300_000_000
_RTF = b"{\\rtf"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements that stand for a character; a soft hyphen is none."""
_REFERENCE = re.compile(r"[\[(（〔［]?\d{1,3}[\])）〕］]?|[①-⑳*]")
"""What stands raised behind a word and points to a note."""
_GONE = {
    "object",
    "altChunk",
    "del",
    "moveFrom",
    "rt",
    "pPr",
    "rPr",
    "sdtPr",
    "instrText",
    "delText",
    "tblPr",
    "trPr",
}
"""Elements in which no text of the finished document stands; ``rt`` is what ruby says above it."""
_COUNTED = {
    "altChunk": "embedded document",
    "object": "embedded object",
    "pic": "picture",
    "imagedata": "picture",
    "chart": "chart",
    "commentReference": "comment",
}
_BESIDE = {"header": "page header", "footer": "page footer"}


def read(name: str, data: bytes) -> Read:
    """Read a Word document; see ``readers.parse``."""
    _require_kind(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            if unpacked > _LARGEST_UNPACKED:
                remedy = "this is no report; do not open it"
                raise refusal(name, None, f"it unpacks to {unpacked:,} bytes", remedy)
            document = _Document(package)
            text = document.text()
    except (CorpusError, ImportError, MemoryError):
        raise
    except Exception as error:  # zipfile and lxml let errors of many kinds through
        remedy = "open it in a word processor and save it again"
        raise unreadable(name, "docx", error, remedy) from None
    return Read(flawless(text), f"text of a docx{listed(document.counts)}", False)


def _require_kind(name: str, data: bytes) -> None:
    """Refuse what only bears the name of a docx."""
    remedy = "open it in a word processor and save it as docx"
    if data.lstrip().startswith(_RTF):
        raise refusal(name, None, "the docx cannot be read: it is an RTF file", remedy)
    if data.startswith(_OLD_WORD):
        problem = "the docx cannot be read: it is a file of Word 97-2003, or locked with a password"
        raise refusal(name, None, problem, remedy)


class _Document:
    """A package, read once.

    Parameters
    ----------
    package : ZipFile
    """

    def __init__(self, package: zipfile.ZipFile):
        self.package = package
        self.counts: Counter[str] = Counter()
        self.main = self._target("", "/officeDocument") or "word/document.xml"
        self.styles = Styles(self._part("/styles"))
        self.numbering = Numbering(self._part("/numbering"), self.styles)
        self.boxes: list[Element] = []
        """Text boxes of the paragraph that is being read."""
        self.before = ""
        """The last character that was read."""

    def text(self) -> str:
        """The text, a line for each paragraph and row of a table."""
        body = child(_parsed(self.package.read(self.main)), "body")
        if body is None:
            raise ValueError("there is no body")
        lines = [*self._blocks(body), *self._notes("footnote"), *self._notes("endnote")]
        for kind, told in _BESIDE.items():
            parts = [part for part in self.package.namelist() if f"/{kind}" in part]
            self.counts[told] += sum(bool(self._words(part)) for part in parts)
        return "".join(lines).removesuffix("\n")

    def _words(self, part: str) -> str:
        """The text of a part, page numbers apart."""
        texts = _parsed(self.package.read(part)).iter() if part.endswith(".xml") else ()
        return "".join(one.text or "" for one in texts if local(one) == "t").strip(" 0123456789-—")

    def _part(self, kind: str) -> Element | None:
        """The root of a part that the document names; None if there is none."""
        path = self._target(self.main, kind)
        return _parsed(self.package.read(path)) if path in self.package.namelist() else None

    def _target(self, source: str, kind: str) -> str:
        """The part to which a part has a relationship of a kind, or ""."""
        folder, file = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self.package.namelist():
            return ""
        for relation in _parsed(self.package.read(relations)):
            if (relation.get("Type") or "").endswith(kind):
                return posixpath.normpath(posixpath.join("/", folder, relation.get("Target")))[1:]
        return ""

    def _blocks(self, parent: Element) -> Iterator[str]:
        """The lines of what stands in a body, a cell, a note, or a text box."""
        for element in parent:
            kind = local(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind == "sdt" and self._is_contents(element):
                self.counts["table of contents"] += 1
            else:
                self.counts[_COUNTED.get(kind, "")] += kind in _COUNTED
                yield from () if kind in _GONE else self._blocks(_chosen(element))

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        """The lines of a paragraph, and of the text boxes that hang on it."""
        outer, self.boxes = self.boxes, []
        text = "".join(self._runs(paragraph, self.styles.hides(paragraph)))
        properties = child(paragraph, "pPr")
        mark = child(properties, "rPr")
        joined = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        if text.strip() or not self.boxes:
            label = self.numbering.label(paragraph) if text.strip() else ""
            blank = " " if label[-1:].isascii() and label[-1:] != ")" and text[:1].isdigit() else ""
            yield f"{label}{blank if label else ''}{text}{'' if joined else chr(10)}"
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            yield from self._blocks(box)

    def _runs(self, parent: Element, hidden: bool) -> Iterator[str]:
        """The characters in a paragraph or in something in it."""
        for element in parent:
            kind = local(element)
            self.counts[_COUNTED.get(kind, "")] += kind in _COUNTED
            if kind in _GONE or kind == "r" and _is_reference(element, self.before):
                continue
            if kind == "txbxContent":
                self.boxes.append(element)
            elif kind == "t" or kind in _BREAKS:
                text = "" if hidden else _characters(element)
                self.before = text[-1:] or self.before
                yield text
            elif kind == "r":
                yield from self._runs(element, self.styles.hides_run(element, hidden))
            else:
                yield from self._runs(_chosen(element), hidden)

    def _table(self, table: Element) -> Iterator[str]:
        """A line for each row, cells apart by tabs; one cell alone is a frame around its text."""
        rows = [_within(row, "tc") for row in _within(table, "tr") if not _is_deleted(row)]
        is_frame = all(len(cells) <= 1 for cells in rows)
        for cells in rows:
            texts = ["".join(self._blocks(cell)) for cell in cells]
            if is_frame or any("\n" in text.strip() for text in texts):  # it lays out paragraphs
                yield from texts
            else:
                yield "\t".join(text.strip() for text in texts).rstrip("\t") + "\n"

    def _notes(self, kind: str) -> Iterator[str]:
        """The footnotes or endnotes, without the lines that divide them from the text."""
        part = self._part(f"/{kind}s")
        for note in () if part is None else part:
            if local(note) == kind and value(note, "type") in (None, "normal"):
                yield from self._blocks(note)

    def _is_contents(self, control: Element) -> bool:
        gallery = child(child(child(control, "sdtPr"), "docPartObj"), "docPartGallery")
        return value(gallery, "val") == "Table of Contents"


def _within(parent: Element, kind: str) -> list[Element]:
    """Rows of a table or cells of a row, those in content controls too, none of an inner table."""
    found = []
    for element in parent:
        name = local(element)
        if name == kind:
            found.append(element)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _within(element, kind)
    return found


def _characters(element: Element) -> str:
    """What an element of a run says, or stands for; the end of a page is none."""
    if local(element) == "t":
        return element.text or ""
    is_page = local(element) == "br" and value(element, "type") in ("page", "column")
    return "" if is_page else _BREAKS[local(element)]


def _is_deleted(row: Element) -> bool:
    return child(child(row, "trPr"), "del") is not None


def _chosen(element: Element) -> Element:
    """Of alternatives for old and new programs, the first with text; what is none itself."""
    if local(element) != "AlternateContent" or not len(element):
        return element
    held = (one for one in element if any(local(inner) == "t" for inner in one.iter()))
    return next(held, element[0])


def _is_reference(run: Element, before: str) -> bool:
    """Whether a run is raised and points to a note; the two of a square metre does not."""
    raised = value(child(child(run, "rPr"), "vertAlign")) == "superscript"
    words = "".join(child.text or "" for child in run if local(child) == "t")
    is_unit = before.isascii() and before.isalpha()
    return raised and not is_unit and bool(_REFERENCE.fullmatch(words))


def _parsed(data: bytes) -> Element:
    """XML, of which nothing outside is read and no entity grows."""
    with extra("ingest"):
        from lxml import etree

    if re.search(rb"<!DOCTYPE", data[:2000]):
        raise ValueError("its XML declares entities, as none of Word's does")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, safe)
