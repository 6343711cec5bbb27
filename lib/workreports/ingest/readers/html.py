"""The text of a web page: the article by trafilatura, out of a page made ready for it."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

from workreports.ingest.readers.found import Read, flawless, listed
from workreports.ingest.readers.plain import damage, decoded
from workreports.io.errors import refusal
from workreports.io.extras import extra

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf8": "utf-8"}
"""Codecs that hold what those that pages name lack."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_REFERENCE = re.compile(r"[\[(（〔【]?\s*(?:注)?\d{1,3}\s*[\])）〕】]?|[①-⑳]|\*")
"""What stands raised behind a word and points to a note."""
_UNSEEN = {"script", "style", "noscript", "template", "rt", "rp", "del"}
_NAMED = re.compile("报告|计划|规划|公报")
"""What the title of a report holds."""
_BLANKS = " \t\r"
_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "pre"}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = 30
"""Characters from which a line with a full stop is taken for running text."""
_LEAST = 200
"""Chinese characters: a page with fewer has its text elsewhere, if it names a place for it."""


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page, whatever its name says.

    >>> is_page("\ufeff <!DOCTYPE html><html>"), is_page("政府工作报告")
    (True, False)
    """
    return bool(re.match(r"[\ufeff\s]*<(?:!doctype html|html|head|body)\b", text, re.IGNORECASE))


def read(name: str, data: bytes) -> Read:
    """Read a web page; see ``readers.parse``."""
    with extra("ingest"):
        import trafilatura
        from lxml import html

    declared = _DECLARED.search(data[:4096])
    found = decoded(data, _known(declared[1].decode()) if declared else None)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", flawless(found.text))
    if not source.strip():
        raise refusal(name, None, "the file is empty", "get it again")
    page = html.document_fromstring(source)
    frames = [frame.get("src") or "?" for frame in page.iter("iframe", "frame")]
    scripts = "".join(script.text or "" for script in page.iter("script"))
    _prepare(page)
    text = trafilatura.extract(
        page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    rows = [_row(line) for line in (text or "").splitlines() if not _is_rule(line)]
    text = "\n".join([*_title(page, rows), *rows])
    _require_text(name, text, frames, scripts)
    solid = "".join(text.split())
    beside = [one for one in _lines(page) if "".join(one.split()) not in solid]
    left_out = listed({"nested page": len(frames), "paragraph beside the text": len(beside)})
    return Read(
        flawless(text), f"text of a web page, by trafilatura{damage(found)}{left_out}", False
    )


def read_archive(name: str, data: bytes) -> Read:
    """Read a web page that a browser saved as one file (mht, mhtml); see ``readers.parse``."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    found = [part.get_payload(decode=True) or b"" for part in pages]
    if not any(found):
        problem = "there is no page in this web archive"
        raise refusal(name, None, problem, "save the page again, as HTML")
    return read(name, max(found, key=len))


def _known(declared: str) -> str | None:
    """The codec that a page names, or None if there is no such thing."""
    codec = _WIDER.get(declared.lower(), declared.lower())
    try:
        "".encode(codec)
    except (LookupError, UnicodeError):
        return None
    return codec


def _prepare(page: HtmlElement) -> None:
    """Take out what a reader of the page does not see, and what only lays it out."""
    for element in [element for element in page.iter() if _is_unseen(element)]:
        element.drop_tree()
    for table in filter(_lays_out, list(page.iter("table"))):
        for element in [table, *table.iter("tbody", "thead", "tr", "td", "th")]:
            element.tag = "div"
    for element in page.iter("pre"):
        _split(element)
    for element in page.iter():
        element.text, element.tail = _joined(element.text), _joined(element.tail)
    for element in list(page.iter("span", "font", "a")):
        if element.tag != "a" or (element.get("href") or "#").startswith("#"):
            element.drop_tag()
    for element in {br.getparent(): None for br in page.iter("br")}:
        _part(element)


def _is_unseen(element: HtmlElement) -> bool:
    """Whether a reader of the page does not see an element, or it only points to a note."""
    if element.getparent() is None:
        return False  # the page itself
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True  # a comment has no name
    if element.tag == "sup" and _REFERENCE.fullmatch(element.text_content().strip()):
        return not re.search("[A-Za-z]$", _before(element))  # a square metre stays one
    return bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None


def _before(element: HtmlElement) -> str:
    """The text right before an element, in its parent."""
    previous = element.getprevious()
    return (element.getparent().text if previous is None else previous.tail) or ""


def _lays_out(table: HtmlElement) -> bool:
    """Whether a table holds running text: paragraphs, broken lines, or another table in a cell."""
    return any(
        len(cell.findall(".//p")) > 1
        or len(cell.findall(".//br")) > 2
        or cell.find(".//table") is not None
        or len(_CHINESE.findall(cell.text_content())) > _LEAST
        for cell in table.iter("td", "th")
    )


def _split(pre: HtmlElement) -> None:
    """Text that is laid out by its line ends, as a paragraph for each line."""
    from lxml.html import builder

    lines = [line for line in pre.text_content().splitlines() if line.strip()]
    for child in list(pre):
        pre.remove(child)
    pre.tag, pre.text = "div", None
    pre.extend(builder.P(line) for line in lines)


def _part(block: HtmlElement) -> None:
    """Make lines that ``br`` breaks paragraphs of their own: text that stands in none gets lost."""
    from lxml.html import builder

    if block.tag not in _BLOCKS | {"body", "center", "blockquote", "main"}:
        for line_end in block.findall("br"):
            line_end.tail = "\n" + (line_end.tail or "")
        return
    parts = [builder.P(block.text or "")]
    for child in list(block):
        tail, child.tail = child.tail, None
        if child.tag == "br":
            parts.append(builder.P(tail or ""))
        elif child.tag in _BLOCKS | {"table", "ul", "ol"}:
            parts += [child, builder.P(tail or "")]
        else:
            parts[-1].append(child)
            child.tail = tail
    block.tag, block.text = ("div" if block.tag == "p" else block.tag), None
    block[:] = [part for part in parts if part.tag != "p" or part.text_content().strip()]


def _joined(text: str | None) -> str | None:
    """Text whose line ends are those of the source: a blank between Latin letters, else nothing."""
    if not text or "\n" not in text:
        return text
    first, *others = text.split("\n")
    joined = first.rstrip(_BLANKS)
    for line in (other.strip(_BLANKS) for other in others):
        is_latin = joined[-1:].isascii() and joined[-1:].isalpha() and line[:1].isascii()
        joined += f" {line}" if is_latin and line[:1].isalpha() else line
    return joined


def _lines(page: HtmlElement) -> list[str]:
    """The lines of running text in the page's innermost blocks, wherever these stand."""
    return [
        line
        for element in page.iter(*_BLOCKS)
        if not any(inner.tag in _BLOCKS for inner in element.iterdescendants())
        for line in element.text_content().splitlines()
        if "。" in line and len(line) > _SENTENCE
    ]


def _title(page: HtmlElement, rows: list[str]) -> list[str]:
    """The title of the report, if it stands above the text and was not taken."""
    told = [element.text_content() for element in page.iter("h1", "title")]
    names = [name.strip() for one in told for name in re.split(r"[-_|—\n]", one)]
    beginning = "".join("".join(rows[:8]).split())
    missing = [
        name for name in names if len(name) > 5 and _NAMED.search(name) and name not in beginning
    ]
    return missing[:1] if rows else []


def _row(line: str) -> str:
    """A row of a table with its cells apart by tabs, as those of other files have them."""
    if not (line.startswith("|") and line.rstrip().endswith("|")):
        return line.removeprefix("- ")  # an item of a list
    return "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")).rstrip()


def _is_rule(line: str) -> bool:
    return bool(re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+", line.strip()))


def _require_text(name: str, text: str, frames: list[str], scripts: str) -> None:
    """Refuse a page that shows a text which it does not hold."""
    many = len(_CHINESE.findall(text))
    told = scripts.encode("ascii", "ignore").count(b"\\u") + len(_CHINESE.findall(scripts))
    if many < _LEAST and told > max(_LEAST, many):
        problem = "its text stands in a script, from which the browser makes the page"
        raise refusal(name, None, problem, "save the page from the browser, when it is shown")
    if many < _LEAST and frames:
        problem = f"its text stands in a page of its own: {', '.join(frames)[:200]}"
        raise refusal(name, None, problem, "save that page")
    if not text.strip():
        remedy = "save the page that holds the report itself; a list of links has none"
        raise refusal(name, None, "no running text was found in the page", remedy)
