"""What JupyterLab shows: controls above the answer."""

from workreports.io.extras import extra

with extra("notebooks"):
    import ipywidgets  # noqa: F401  (asked for here, once for all views)
