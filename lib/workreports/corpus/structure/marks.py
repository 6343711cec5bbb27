"""What stands in a file but is no text: Markdown, front matter, the marks of sites and printers.

Every mark is found here with its kind and its reason; ``cleaning`` takes it out. Patterns know
half-width punctuation only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workreports.corpus.structure import contents, tables

BLANKS = "[ \\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""A blank is a space, a tab, a no-break or an ideographic one or one of some width."""
NUMERAL = r"[一二三四五六七八九十]+"
_NUMBERED = rf"(?:第{NUMERAL}(?:部分|[章节篇])|{NUMERAL}、|[(]{NUMERAL}[)])"
_AT_START = rf"(?:^|(?<=\n)){BLANKS}*"


class Mark(NamedTuple):
    """Characters that are no text, and what stands there instead."""

    start: int
    end: int
    after: str
    kind: str
    why: str


_WHERE = r"[^\s。,;>»›→/|\\-]{1,40}"
_STEP = rf"{BLANKS}{{0,9}}(?:>{{1,2}}|[»›→/|\\-]){BLANKS}{{0,9}}"
_PATH = (
    rf"{BLANKS}{{0,9}}(?:(?:您?(?:现在|目前)?的?|当前)(?:所在)?(?:的?位置|栏目){BLANKS}{{0,9}}[:是]"
    rf"[^\n。,;]{{1,80}}|[\[【]?(?:网站)?(?:首页|主页)[\]】]?(?:{_STEP}{_WHERE}){{1,9}}(?:{_STEP})?)"
)
"""Where a page stands in its site, as sites print it over the text (当前位置:首页>政务公开)."""
_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<fields>(?:(?!---)[^\n]{0,2000}\n){0,60}?)---[ \t]*(?:\n\s*|\Z)"
    r"|\A\ufeff?(?P<bare>(?:(?:source|title|url|date|author):[ \t][^\n]{0,2000}(?:\n|\Z)){1,9}\s*)"
)
_BOLD = re.compile(rf"(?P<open>\*{{2,3}}){BLANKS}*(?P<words>[^*\n]+)(?P<close>\*{{2,3}})")
_BOLD_LINE = re.compile(rf"{_AT_START}\*\*[^*\n]+\*\*")
_ASTERISKS = re.compile(r"\*{2,3}")
_WHY_BOLD = "Markdown mark of bold words"
_RUN_IN = re.compile(rf"{_NUMBERED}{BLANKS}*\S")
_NO_WORD = re.compile(r"[^\w%]")

# Kind, pattern, reason of what is taken out whatever stands around it.
_ALONE = [
    ("markdown", re.compile(r"<!--[^<>]{0,400}-->"), "comment of an HTML or a Markdown file"),
    (
        "markdown",
        re.compile(
            rf"{_AT_START}(?P<mark>#{{1,6}}"
            rf"(?:{BLANKS}+|(?=[\u4e00-\u9fff(《“*【])|(?<=##)(?=\d{{1,2}}[.、])))",
        ),
        "Markdown mark of a heading",
    ),
    (
        "markdown",
        re.compile(rf"{_AT_START}(?P<mark>(?:-{BLANKS}?){{3,}}|(?:\*{BLANKS}?){{3,}})(?=\r?\n|\Z)"),
        "Markdown mark of a rule",
    ),
    ("markdown", re.compile(rf"{_AT_START}(?P<mark>>{BLANKS}*)"), "Markdown mark of a quotation"),
    (
        "markdown",
        re.compile(rf"{_AT_START}(?P<mark>[|](?:[-:|]|{BLANKS})*-(?:[-:|]|{BLANKS})*[|])(?=\n)"),
        "Markdown mark under the head of a table",
    ),
    (
        "markdown",
        re.compile(rf"{_AT_START}(?P<mark>[-+*]{BLANKS}+)(?!\d{{1,4}}{BLANKS}*[-\u2014])(?=\S)"),
        "Markdown mark of a list",
    ),
    (
        "markdown",
        re.compile(r"(?P<mark>\\)(?=[\\`*_{}\[\]()#+.!~|>-])"),
        "Markdown mark before a character that is no mark",
    ),
    (
        "site_tag",
        re.compile(
            r"\A(?:[^\n]{0,200}\n){0,4}?(?P<mark>【[^】\n]{1,20}】)(?=[^\n。【]{4,80}(?:\n|\Z))"
        ),
        "the site's own tag before the title",
    ),
    (
        "site_tag",
        re.compile(rf"\A(?:[^\n]{{0,200}}\n){{0,9}}?(?P<mark>{_PATH})(?=\r?\n|\Z)"),
        "path of the page in its site",
    ),
    (
        "layout",
        re.compile(r"^[(](?:紧接|上接|下转)[^)\n]{1,8}版[)]$", re.MULTILINE),
        "newspaper's jump line",
    ),
    ("layout", re.compile(rf"^■{BLANKS}*", re.MULTILINE), "newspaper's mark before the speaker"),
]


def front_matter(text: str) -> dict[str, str]:
    """Read the fields that stand before a text, such as ``source`` and ``title``.

    Parameters
    ----------
    text : str
        As decoded. A block between two lines of three hyphens, or fields in the very first lines.

    Returns
    -------
    dict of str to str
        Names in small letters; empty without such fields.

    >>> front_matter("---\\nsource: https://example.org/1\\ntitle: 甲县2016年报告\\n---\\n正文")
    {'source': 'https://example.org/1', 'title': '甲县2016年报告'}
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}
    lines = re.findall(r"^([A-Za-z_]{1,30}):[ \t]*(.*?)\s*$", found[0], re.MULTILINE)
    return {name.lower(): value.strip("\"'") for name, value in lines if value}


def find(text: str) -> Iterator[Mark]:
    """Find what stands in a text but does not belong to it.

    Parameters
    ----------
    text : str
        Half-width punctuation, see :data:`workreports.io.text.NORMAL_FORM`.

    Yields
    ------
    Mark
        Not in order; those of different rules may overlap, the earlier one holds.

    >>> [text[a:b] for text in ["**一、回顾**\\n## 二、任务"] for a, b, *_ in find(text)]
    ['## ', '**', '**']
    """
    front = _FRONT_MATTER.match(text)
    if front:
        why = "front matter: the document's source and title"
        yield Mark(0, front.end(), "", "front_matter", why)
    for kind, pattern, why in _ALONE:
        for match in pattern.finditer(text):
            start = match.start("mark") if "mark" in pattern.groupindex else match.start()
            yield Mark(start, match.end(), "", kind, why)
    for start, end in contents.find(text):
        why = "table of contents: it repeats the headings of the text"
        yield Mark(start, end, "", "contents", why)
    for start, end, is_inside in tables.bars(text):
        why = f"Markdown mark {'between' if is_inside else 'around'} the cells of a table"
        yield Mark(start, end, "\t" if is_inside else "", "markdown", why)
    if "**" in text:
        is_markdown = bool(front) or _BOLD_LINE.search(text) is not None
        yield from _bold(text, is_markdown)


def _bold(text: str, is_markdown: bool) -> Iterator[Mark]:
    """The marks around bold words; asterisks that mask a word stay.

    In a file that is Markdown every pair on a line holds bold words. An asterisk without its fellow
    on the line is a mark only at the edge of a line, with a fellow at the other edge of another.
    """
    opened: tuple[int, int] | None = None
    for line in re.finditer(r"[^\n]*\*\*[^\n]*", text):
        found = _BOLD.finditer(text, *line.span())
        pairs = [pair for pair in found if is_markdown or _is_bold(text, pair, line)]
        for pair in pairs:
            yield Mark(*pair.span("open"), "", "markdown", _WHY_BOLD)
            yield _closing(text, pair, line)
        first = line.end() - len(line[0].lstrip())
        last = line.start() + len(line[0].rstrip())
        for span in _singles(text, line, pairs):
            if span[0] <= first:
                opened = span
            elif opened and span[1] >= last:
                yield Mark(*opened, "", "markdown", _WHY_BOLD)
                yield Mark(*span, "", "markdown", _WHY_BOLD)
                opened = None


def _singles(
    text: str, line: re.Match[str], pairs: list[re.Match[str]]
) -> Iterator[tuple[int, int]]:
    """Asterisks on a line that belong to no pair."""
    edges = [line.start(), *(edge for pair in pairs for edge in pair.span()), line.end()]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for single in _ASTERISKS.finditer(text, start, end):
            yield single.span()


def _is_bold(text: str, pair: re.Match[str], line: re.Match[str]) -> bool:
    """Whether two marks hold words between them, rather than each masking some."""
    before = text[line.start() : pair.start()].strip()
    if not before or _NO_WORD.match(before[-1]) or re.fullmatch(_NUMBERED, before):
        return True
    after = text[pair.end() : line.end()].strip()
    return (not after or bool(_NO_WORD.match(after[0]))) and not re.search("[。!?]", pair["words"])


def _closing(text: str, pair: re.Match[str], line: re.Match[str]) -> Mark:
    """The mark behind bold words; it ends the line where they are a heading that text follows."""
    start, end = pair.span("close")
    is_first = not re.sub("#|[*]", "", text[line.start() : pair.start()]).strip()
    tail = re.compile(rf"[。:]?{BLANKS}*").match(text, end, line.end())
    if not is_first or not _RUN_IN.match(pair["words"]) or tail.end() == line.end():
        return Mark(start, end, "", "markdown", _WHY_BOLD)
    return Mark(
        start, tail.end(), tail[0].strip() + "\n", "markdown", f"{_WHY_BOLD}, a heading's end"
    )
