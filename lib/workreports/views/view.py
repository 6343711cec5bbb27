"""What all views share: what asks above the answer, in the words of a corpus's own lexicon.

A view needs a running kernel. Beside it the notebook keeps its last answer, which is seen where no
kernel runs: on a page of the book, on the web, in a notebook that is opened again.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import DisplayHandle, display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from workreports.io.tables import csv_text
from workreports.plots import style
from workreports.plots.style import label
from workreports.views import templates
from workreports.views.keeping import Keeper

_LIVE = "application/vnd.jupyter.widget-view+json"


class Answer(NamedTuple):
    """What a view shows: ``html``, and the tables (csv) and pictures (png) in it, by file name;
    ``besides`` is what of it the explorer does not tell by itself.
    """

    html: str
    tables: dict[str, pd.DataFrame]
    pictures: dict[str, bytes]
    besides: str = ""


class View(widgets.VBox):
    """What asks, and below it the answer; ``answer`` is the newest one."""

    def __init__(self, name: str, asks: widgets.Widget, find: Callable[[], Answer], lexicon: Path):
        self.name, self.find, self.lexicon, self.shown = name, find, lexicon, widgets.HTML()
        self.language, self.still, self.is_displayed = style.language(), DisplayHandle(), False
        super().__init__([asks, self.shown])
        self.keeper = Keeper(self.model_id)
        self.show()

    def show(self, _: object = None) -> None:
        """Answer anew; a question that cannot be answered shows why."""
        with style.using(self.lexicon), style.speaking(self.language):
            try:
                self.answer = self.find()
            except ValueError as error:
                self.answer = Answer(templates.alert(str(error)), {}, {})
            self.shown.value = self._below()
        if self.is_displayed:
            self.still.update(self._last(), raw=True)
            self.keeper.data = self._last()

    def _below(self) -> str:
        """The answer as it stands below what asks."""
        saved = f"<p>{label('Save')}: {' '.join(_links(self.answer))}</p>"
        return templates.whole(self.answer.html, saved if self.answer.tables else "")

    def _last(self) -> dict[str, str]:
        return {"text/plain": f"<{self.name}>", "text/html": templates.still(self.answer.html)}

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        return {**super()._repr_mimebundle_(**kwargs), **self._last()}

    def _ipython_display_(self) -> None:
        """Two outputs: an output that changes is drawn anew, and the view must stay as it is."""
        display({_LIVE: self._repr_mimebundle_()[_LIVE]}, raw=True)
        self.still.display(self._last(), raw=True)
        self.is_displayed = True


def _links(answer: Answer) -> list[str]:
    # A byte order mark tells Excel that the file is UTF-8.
    return [
        templates.link(name, "text/csv", csv_text(table).encode("utf-8-sig"))
        for name, table in answer.tables.items()
    ]


def png(fig: Figure) -> bytes:
    """A picture as it is saved; closed, or the notebook would draw it once more under the cell.

    >>> png(plt.figure())[1:4]
    b'PNG'
    """
    plt.close(fig)
    buffer = io.BytesIO()
    fig.set_dpi(110)
    FigureCanvasAgg(fig).print_png(buffer, metadata={"Software": None})  # savefig would draw twice
    return buffer.getvalue()
