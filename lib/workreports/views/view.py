"""What all views share: controls above the answer to what they are set to, in the words of a
corpus's own lexicon.

A view needs a running kernel. Beside it the notebook keeps its last answer, which is seen where no
kernel runs: on a page of the book, on the web, in a notebook that is opened again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
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

_LIVE = "application/vnd.jupyter.widget-view+json"


class Answer(NamedTuple):
    """What a view shows: ``html``, and the tables (csv) and pictures (png) that can be saved, by
    file name.
    """

    html: str
    tables: dict[str, pd.DataFrame]
    pictures: dict[str, bytes]


class View(widgets.VBox):
    """Controls, and below them the answer to what they are set to; ``answer`` is the newest one."""

    def __init__(
        self,
        name: str,
        controls: Sequence[widgets.Widget],
        find: Callable[[], Answer],
        lexicon: Path,
    ):
        self.name, self.find, self.lexicon, self.shown = name, find, lexicon, widgets.HTML()
        self.language, self.still, self.is_displayed = style.language(), DisplayHandle(), False
        above = widgets.Box(controls, layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__([above, self.shown])
        self.add_class(templates.LIVE)
        for control in controls:
            control.observe(self.show, "value")
        self.show()

    def show(self, _: object = None) -> None:
        """Answer anew; a question that cannot be answered shows why."""
        with style.using(self.lexicon), style.speaking(self.language):
            try:
                self.answer = self.find()
            except ValueError as error:
                self.answer = Answer(templates.alert(str(error)), {}, {})
            saved = f"<p>{label('Save')}: {' '.join(_links(self.answer))}</p>"
            self.shown.value = templates.whole(
                self.answer.html, saved if self.answer.tables else ""
            )
        if self.is_displayed:
            self.still.update(self._last(), raw=True)

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
    tables = [
        templates.link(name, "text/csv", csv_text(table).encode("utf-8-sig"))
        for name, table in answer.tables.items()
    ]
    pictures = [templates.link(name, "image/png", png) for name, png in answer.pictures.items()]
    return tables + pictures


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
