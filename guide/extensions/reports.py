"""The reports of the corpus as pages of the book, and links to them from all others.

The library writes a page's text (`workreports.views.reports`). It is laid down as a source of
Sphinx, so that table of contents and search know it, in a folder that git does not keep.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from linking import linked
from sphinx.application import Sphinx
from sphinx.parsers import Parser

from workreports import load_corpus
from workreports.io import writing
from workreports.views import reports

FOLDER = "guide/reports"
_END = ".report"
_TEXT = r"(?=<div class='report|<h2 id='edits')"
"""Where the text begins and ends; what stands around it says the same of every report."""


def _lay_down(app: Sphinx) -> None:
    """Write the sources that changed; take away those of documents that are no more."""
    corpus, folder = load_corpus(), Path(app.srcdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name.endswith(_END) and path.stem not in corpus.documents.index:
            path.unlink()
    for doc_id in corpus.documents.index:
        lines = [getattr(reports, name)(corpus, doc_id) for name in ("title", "contents", "html")]
        path, data = folder / f"{doc_id}{_END}", "\n".join(lines).encode("utf-8")
        if not path.exists() or path.read_bytes() != data:
            writing.replace(path, data)


class _Report(Parser):
    """Such a source: its title, its contents, and all that follows."""

    supported = ("report",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        title, contents, body = inputstring.split("\n", 2)
        env = document.settings.env
        env.metadata[env.docname]["contents"] = contents
        section = nodes.section("", nodes.title(title, title), ids=["report"])
        for piece in re.split(_TEXT, body):
            looks = [] if piece.startswith("<div class='report") else ["no-search"]
            section += nodes.raw("", piece, format="html", classes=looks)
        document += section


def _finish(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    contents = (context.get("meta") or {}).get("contents")
    if contents:
        context.update(toc=contents, furo_hide_toc=False)
    elif doctree is not None:
        folder = context["pathto"](f"{FOLDER}/{_END}").rpartition("/")[0]
        context["body"] = linked(context["body"], folder)


def setup(app: Sphinx) -> dict[str, bool]:
    """Lay the reports down before Sphinx looks for sources; finish pages after the theme."""
    app.add_source_suffix(_END, "report")
    app.add_source_parser(_Report)
    app.connect("builder-inited", _lay_down)
    app.connect("html-page-context", _finish, priority=900)
    return {"parallel_read_safe": True}
