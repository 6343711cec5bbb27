"""The book: stored notebooks, guide and reference as a static site.

Nothing is executed and nothing is fetched, neither here nor by its pages.
"""

from __future__ import annotations

import re
import unicodedata

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from workreports import figures, style

project = "workreports"
author = "the workreports founders"
copyright = "prose and figures CC BY 4.0, code MIT"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.githubpages"]
root_doc = "guide/index"
include_patterns = [
    "guide/**.md",
    "notebooks/*.ipynb",
    "notebooks/exercises/*.ipynb",
    "corpus/README.md",
    "corpus/gold/README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
]
language = "en"
smartquotes = False

nb_execution_mode = "off"
nb_merge_streams = True
# Would be fetched from another host; a view's first answer is stored as plain HTML.
nb_ipywidgets_js = {}
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3
# The drawing of the house is Mermaid, which GitHub draws.
# "terms" in the shape of an array is no name, though several classes have one of that name.
suppress_warnings = ["misc.highlighting_failure", "ref.python"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = "workreports"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["book.css"]
html_js_files = ["book.js"]
html_favicon = "static/favicon.svg"
html_extra_path = ["root"]
html_math_renderer = "mathml"
html_search_language = "en-zh"


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


_DOWNLOADS = [
    ("svg", ".svg"),
    ("png", ".png"),
    ("data (csv)", ".csv"),
    ("svg in Chinese", "_zh.svg"),
    ("png in Chinese", "_zh.png"),
]


def gallery() -> str:
    """A section for each figure, in English and Chinese, with what can be downloaded."""
    return "\n\n".join(block for row in figures.index() for block in _section(row))


def _section(row: dict[str, str]) -> list[str]:
    name, title_zh = row["name"], row["title_zh"]
    links = [f"{{download}}`{label} <../figures/{name}{end}>`" for label, end in _DOWNLOADS]
    return [
        f"## {row['title']}",
        f"From [{row['notebook']}](../notebooks/{row['notebook']}.ipynb). {title_zh}",
        _picture(name, row["alt"].replace("\n", " ")),
        _picture(f"{name}_zh", f"The same in Chinese: {title_zh}"),
        " · ".join(links),
    ]


def _picture(name: str, alt: str) -> str:
    return f"```{{image}} ../figures/{name}.png\n:alt: {alt}\n:loading: lazy\n```"


def glossary() -> str:
    """The terms by their pinyin: first those that need explaining, then plain words."""
    rows = sorted(style.glossary().to_dict("records"), key=_sound)
    terms = [f"{_entry(row)}: {row['meaning']}" for row in rows if row["meaning"]]
    words = [_entry(row) for row in rows if not row["meaning"]]
    return "\n".join(["## Terms", "", *terms, "", "## Words", "", *words])


def _entry(row: dict[str, str]) -> str:
    return f"- **{row['zh']}** ({row['pinyin']}), *{row['en']}*"


def _sound(row: dict[str, str]) -> str:
    letters = unicodedata.normalize("NFD", row["pinyin"].casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ")


def _fill_in(app: Sphinx, docname: str, source: list[str]) -> None:
    for mark, make in (("<!-- gallery -->", gallery), ("<!-- glossary -->", glossary)):
        if mark in source[0]:
            source[0] = source[0].replace(mark, make())


def _name_examples(
    app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]
) -> None:
    """Put a heading before an example, or it would be read as part of the section above it."""
    first = next((number for number, line in enumerate(lines) if line.startswith(">>> ")), None)
    if first is not None:
        lines[first:first] = ["Examples", "--------"]


def _give_headings_a_level(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Captions of the table of contents are headings to a screen reader; Sphinx omits the level."""
    heading = 'role="heading"'
    for part in ("body", "furo_navigation_tree"):
        context[part] = context.get(part, "").replace(heading, f'{heading} aria-level="2"')


def _math(block: bool):
    """Formulas as MathML, which browsers draw themselves."""

    def visit(translator, node: nodes.Element) -> None:
        formula = tex2mathml(node.astext(), as_block=block)
        translator.body.append(f'<div class="formula">{formula}</div>' if block else formula)
        raise nodes.SkipNode

    return visit, None


def setup(app: Sphinx) -> None:
    """Register what the book adds to Sphinx."""
    app.add_search_language(Search)
    app.add_html_math_renderer("mathml", _math(False), _math(True))
    app.connect("source-read", _fill_in)
    app.connect("html-page-context", _give_headings_a_level, priority=900)  # after the theme
    # Before the sections are read.
    app.connect("autodoc-process-docstring", _name_examples, priority=400)
