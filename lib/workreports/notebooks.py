"""Running the notebooks, so that what is stored is what anybody gets."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from workreports.io import resources
from workreports.io import writing
from workreports.plots import figures

FOLDER = resources.PROJECT / "notebooks"


def paths() -> list[Path]:
    """The notebooks in reading order.

    >>> paths()[0].stem
    '00_start_here'
    """
    return sorted(FOLDER.glob("[0-9]*.ipynb"))


def execute(path: Path, on_cell: Callable[[], None] = lambda: None) -> NotebookNode:
    """Run a notebook in a fresh kernel and return it with outputs that hold no trace of time or machine.

    Each cell that saves a figure runs twice: first with Chinese labels, of which only the saved pictures stay, then as it stands.

    Parameters
    ----------
    path : Path
    on_cell : callable
        Called after each code cell, for a progress bar.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    RuntimeError
        If a cell writes to stderr, where warnings go, or an output holds a path or an address in memory.
    """
    notebook = nbformat.read(path, as_version=4)
    own = [cell.id for cell in notebook.cells]
    notebook.cells = [
        cell for written in notebook.cells for cell in (*_in_chinese(written), written)
    ]
    client = NotebookClient(
        notebook,
        timeout=900,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_executed=lambda cell, **_: on_cell() if cell.id in own else None,
    )
    # The kernel learns which notebook it serves, as it does under JupyterLab; threads are fixed for equal results.
    env = {
        "JPY_SESSION_NAME": path.name,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
    }
    before = {name: os.environ.get(name) for name in env}
    os.environ.update(env)
    try:
        client.execute()
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    _refuse_stderr(notebook, path.name)
    notebook.cells = [cell for cell in notebook.cells if cell.id in own]
    return _without_traces(notebook, path.name)


def _in_chinese(cell: NotebookNode) -> list[NotebookNode]:
    if cell.cell_type != "code" or "wr.figures.save(" not in cell.source:
        return []
    return [nbformat.v4.new_code_cell(f'wr.style.use("zh")\n{cell.source}\nwr.style.use("en")')]


def _refuse_stderr(notebook: NotebookNode, name: str) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise RuntimeError(
                    f"{name}: a cell writes to stderr: {output.text.strip()[:400]}\n{cell.source[:200]}"
                )


def _without_traces(notebook: NotebookNode, name: str) -> NotebookNode:
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for count, cell in enumerate(
        (cell for cell in notebook.cells if cell.cell_type == "code"), start=1
    ):
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            # A view needs a kernel, and is stored under a random name; what it showed at first stays.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    described = {row["name"]: row["alt"] for row in figures.index()}
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if (saved := re.search(r'wr\.figures\.save\(\w+, "(\w+)"', cell.source)) and saved[
            1
        ] in described:
            cell.metadata["mystnb"] = {"image": {"alt": described[saved[1]]}}  # for the book
        for output in cell.get("outputs", []):
            output.pop("metadata", None) if output.output_type == "stream" else output.update(
                metadata={}
            )
            texts = [
                output.get("text", ""),
                *(
                    data
                    for kind, data in output.get("data", {}).items()
                    if kind.startswith("text/")
                ),
            ]
            if found := re.search(
                rf"{re.escape(str(resources.PROJECT))}|\bat 0x[0-9a-f]{{6,}}",
                "\n".join(map(str, texts)),
            ):
                raise RuntimeError(
                    f"{name}: an output holds {found.group()}, which differs from machine to machine"
                )
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Store a notebook; an unchanged one is left alone."""
    text = nbformat.writes(notebook, version=4) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        writing.replace(path, text.encode("utf-8"))
