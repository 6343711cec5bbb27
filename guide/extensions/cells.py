"""The cells of notebooks, for reading: code folded, tables that fit. Exercises show their code."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

_PROMPTS = {"prompt_show": "Show code 显示代码", "prompt_hide": "Hide code 隐藏代码"}
_LABEL = ' aria-label="Toggle hidden content"'
"""Would be read aloud in place of the prompt that is seen."""
_NAME = re.compile(r"(?<=<t[dh]>)\w+_\w+(?=</t[dh]>)")


def _fold(app: Sphinx, doctree: nodes.document) -> None:
    name = app.env.docname
    if not name.startswith("notebooks/") or name.startswith("notebooks/exercises/"):
        return
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code":
            cell.update_all_atts({"hide_mode": "input", **_PROMPTS}, replace=True)


def _finish(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Let prompts be heard as they are seen, and let long names in tables break."""
    if page.startswith("notebooks/"):
        body = context["body"].replace(_LABEL, "")
        context["body"] = _NAME.sub(lambda name: name[0].replace("_", "_<wbr>"), body)


def setup(app: Sphinx) -> dict[str, bool]:
    """Fold as the tag «hide-input» would, in every cell."""
    app.connect("doctree-read", _fold)
    app.connect("html-page-context", _finish)
    return {"parallel_read_safe": True}
