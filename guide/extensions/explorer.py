"""The explorer of the library as a page of the book."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from workreports import load_corpus
from workreports.io import writing
from workreports.views.explorer import page


def _write(app: Sphinx, problem: Exception | None) -> None:
    if problem:
        return
    folder = Path(app.outdir) / "explorer"
    folder.mkdir(exist_ok=True)
    data = page.html(load_corpus(), reports="../guide/reports", home="../index.html")
    writing.replace(folder / page.NAME, data.encode("utf-8"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the page when all others are written."""
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True}
