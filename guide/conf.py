"""The book: stored notebooks, guide and reference as a static site.

Nothing is executed and nothing is fetched, neither here nor by its pages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx

project = "workreports"
author = "the workreports founders"
copyright = "prose and figures CC BY 4.0, code MIT"
sys.path.insert(0, str(Path(__file__).parent / "extensions"))
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.githubpages",
    "cells",
    "explorer",
    "filling",
    "reports",
    "search",
]
root_doc = "guide/index"
include_patterns = [
    "guide/**.md",
    "guide/reports/*.report",
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
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/explorer.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_static_path = ["static"]
html_css_files = ["book.css"]
html_js_files = ["book.js"]
html_favicon = "static/favicon.svg"
html_extra_path = ["root"]
html_math_renderer = "mathml"
html_search_language = "en-zh"
html_search_scorer = str(Path(__file__).parent / "extensions" / "scorer.js")


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
    app.add_html_math_renderer("mathml", _math(False), _math(True))
    app.connect("html-page-context", _give_headings_a_level, priority=900)  # after the theme
    # Before the sections are read.
    app.connect("autodoc-process-docstring", _name_examples, priority=400)
