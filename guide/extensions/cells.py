"""The cells of notebooks, for reading: code folded, tables that fit. Exercises show their code, and
say that it does not run here."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

_PROMPTS = {"prompt_show": "Show code 显示代码", "prompt_hide": "Hide code 隐藏代码"}
_LABEL = ' aria-label="Toggle hidden content"'
"""Would be read aloud in place of the prompt that is seen."""
_NAME = re.compile(r"(?<=<t[dh]>)\w+_\w+(?=</t[dh]>)")

_EXERCISES = "notebooks/exercises/"
_NOTE = """<div class="admonition note runs-elsewhere">
<p>Nothing runs on this page. To answer, and to have answers checked, install the project with one
command (its <code>README.md</code> says how), start <code>make lab</code> and open
<code>{path}</code> there.</p>
<p lang="zh-CN">本页不能运行。要作答并检查答案，请先按 <code>README.zh.md</code>
安装本项目（一条命令），再用 <code>make lab</code> 打开 <code>{path}</code>。</p></div>"""


def _say_where_it_runs(app: Sphinx, doctree: nodes.document) -> None:
    """A note below the title of an exercise."""
    name = app.env.docname
    if name.startswith(_EXERCISES):
        title = next(iter(doctree.findall(nodes.title)))
        note = _NOTE.format(path=f"{name}.ipynb")
        title.parent.insert(1, nodes.raw("", note, format="html", classes=["no-search"]))


def _fold(app: Sphinx, doctree: nodes.document) -> None:
    name = app.env.docname
    if not name.startswith("notebooks/") or name.startswith(_EXERCISES):
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
    """Fold as the tag «hide-input» would, in every cell; say what does not run."""
    app.connect("doctree-read", _say_where_it_runs)
    app.connect("doctree-read", _fold)
    app.connect("html-page-context", _finish)
    return {"parallel_read_safe": True}
