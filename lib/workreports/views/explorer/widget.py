"""The explorer as a widget of a notebook, whose state Python knows."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import anywidget
import traitlets

from workreports.corpus import Corpus
from workreports.views.explorer import packing, page
from workreports.views.templates import LIVE

HOST = "workreports-explorer"
_TABLES: WeakKeyDictionary[Corpus, str] = WeakKeyDictionary()
"""Packed for the first view of a corpus, which takes seconds."""
_LOAD = "corpus  # the one that was explored"
# What is typed into it is nothing to the notebook around it, but for shortcuts with Ctrl or Cmd
# that no box of a page knows: Ctrl+S saves. Some frontends listen before the box, some after it.
_RENDER = f"""
async function render({{ model, el }}) {{
  const table = await unpack(model.get("table"));
  const state = () => String(new URLSearchParams(model.get("state")));
  const host = document.createElement("div");
  host.className = "{HOST}";
  const isOwn = ({{ key, ctrlKey, metaKey }}) =>
    !(ctrlKey || metaKey) || key.length > 1 || "acvxyz".includes(key.toLowerCase());
  const before = (event) => host.toggleAttribute("data-lm-suppress-shortcuts", isOwn(event));
  addEventListener("keydown", before, true);
  host.addEventListener("keydown", (event) => isOwn(event) && event.stopPropagation());
  el.append(host);
  const told = () => {{
    model.set("state", {{ ...explorer.state }});
    model.save_changes();
  }};
  const explorer = mount(host, table, {{ state: state(), remember: told }});
  const asked = () => {{
    if (state() !== String(new URLSearchParams(explorer.state))) explorer.show(state());
  }};
  model.on("change:state", asked);
  el.classList.add("{LIVE}");
  return () => {{
    model.off("change:state", asked);
    removeEventListener("keydown", before, true);
  }};
}}
export default {{ render }};
"""


class Explorer(anywidget.AnyWidget):
    """The explorer of a corpus; ``state`` says what it was asked last, and asks it.

    Parameters
    ----------
    corpus : Corpus
    state : dict of str to str
        Among ``q count part genre place by beside sort at read lang``, as the component has them.

    Raises
    ------
    CorpusError
        If the corpus has too many documents for a page.

    >>> Explorer(load_corpus().select(years=2023), {"q": "创新"}).state
    {'q': '创新'}
    """

    _esm = page.module() + _RENDER
    table = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, corpus: Corpus, state: dict[str, str]):
        if corpus not in _TABLES:
            _TABLES[corpus] = packing.packed(corpus, _LOAD)
        super().__init__(table=_TABLES[corpus], state=state)
