"""What keeps a view's last answer in its notebook, after the page was loaded anew, too."""

from __future__ import annotations

import anywidget
import traitlets

# The kernel replaces the answer by the id it was displayed with, which a page that was loaded anew
# does not know. JupyterLab and Notebook let a widget reach the notebook it is in.
_KEEP = """
const VIEW = "application/vnd.jupyter.widget-view+json";
function initialize({ model }) {
  const keep = () => {
    const data = model.get("data"), html = "text/html";
    if (!data[html]) return;
    for (const { outputs } of model.widget_manager?.context?.model?.cells ?? [])
      for (let at = 1; at < (outputs?.length ?? 0); at++) {
        const [view, still] = [outputs.get(at - 1), outputs.get(at)];
        if (view.data[VIEW]?.model_id === model.get("of") && still.data[html] !== data[html])
          outputs.set(at, { ...still.toJSON(), data });
      }
  };
  model.on("change:data", keep);
  keep();
}
export default { initialize };
"""


class Keeper(anywidget.AnyWidget):
    """Nothing to see: ``data`` takes the place of the output that follows the view ``of``.

    Parameters
    ----------
    of : str
        The id of the view's model.

    >>> Keeper("a").data
    {}
    """

    _esm = _KEEP
    of = traitlets.Unicode().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)

    def __init__(self, of: str):
        super().__init__(of=of)
