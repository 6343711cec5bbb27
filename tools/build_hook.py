"""Puts the demonstration corpus into a wheel, as ``workreports/data/corpus``.

Not into an editable install: there the library reads the checkout's ``corpus/``, and a second copy
would fall behind it. The gold answers are for this repository's own tests.

An editable install, whose environment is this repository's own, gets our defaults of JupyterLab
instead: it asks no other host for news, and no reader whether it may.
"""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEFT_OUT = {"gold"}


class CorpusInWheel(BuildHookInterface):
    """Called by hatchling for every wheel."""

    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            build_data["shared_data"][str(Path(self.root, "tools/jupyter"))] = "etc/jupyter"
            return
        for path in sorted(Path(self.root, "corpus").iterdir()):
            if path.name not in LEFT_OUT and not path.name.startswith("."):
                build_data["force_include"][str(path)] = f"workreports/data/corpus/{path.name}"
