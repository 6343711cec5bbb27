"""Running the notebooks, so that what is stored is what anybody gets.

A notebook runs in a kernel, a process of its own, so several run at a time. Running them needs
nbclient and nbformat, which come with the notebooks, not with the library.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from workreports.io import writing
from workreports.io.errors import WorkReportsError
from workreports.io.extras import extra
from workreports.io.showing import visible
from workreports.plots import figures

if TYPE_CHECKING:
    from nbformat import NotebookNode

T = TypeVar("T")
# Threads and hashes are fixed for equal results.
KERNEL = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
TIMEOUT = 900
"""Seconds that a cell may take."""
SAVED = re.compile(r'wr\.figures\.save\(\s*\w+, "(\w+)"')
"""How a cell saves a picture, and its name."""


class NotebookError(WorkReportsError):
    """A notebook that stopped, or that would not give the same again: which, in which cell, why."""


class _StoppedError(Exception):
    """Another notebook has failed."""


def paths(project: Path | None = None) -> list[Path]:
    """The notebooks of a project (that around the working folder, if not given) in reading order.

    >>> paths()[0].stem
    '00_start_here'
    """
    project = project or figures.default_folder().parent
    return sorted((project / "notebooks").glob("[0-9]*.ipynb"))


def run(
    paths: Iterable[Path],
    at_once: int | None = None,
    on_cell: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Run notebooks, several at a time, and store each with its outputs when it has ended.

    Parameters
    ----------
    paths : iterable of Path
    at_once : int, optional
        How many run at a time; if not given, one more than there are processors, since a kernel
        that starts or ends leaves its own waiting.
    on_cell : callable
        Called after each code cell with how many are done, and of how many.

    Raises
    ------
    NotebookError
        As :func:`execute`; the first one stops the others after the cell that they are in, and
        they stay as they were stored.
    """
    paths = list(paths)
    turns = asyncio.Semaphore(at_once or (os.cpu_count() or 1) + 1)
    cells, done = sum(len(_code(_read(path))) for path in paths), count(1)

    failed: list[Exception] = []

    def advance() -> None:
        on_cell(next(done), cells)
        if failed:
            raise _StoppedError

    async def one(path: Path, env: dict[str, str]) -> None:
        async with turns:
            try:
                if not failed:
                    write(await _execute(path, path.parent, env, advance), path)
            except Exception as error:
                failed.append(error)

    async def everything() -> None:
        with _kernels() as env:
            await asyncio.gather(*(one(path, env) for path in paths))
        if failed:
            raise failed[0]

    _wait_for(everything())


def execute(path: Path, folder: Path | None = None) -> NotebookNode:
    """Run a notebook in a fresh kernel and return it with outputs without trace of time or machine.

    Parameters
    ----------
    path : Path
    folder : Path, optional
        The working folder, which says where figures are saved; the notebook's own, if not given.

    Raises
    ------
    NotebookError
        If a cell fails, or takes too long, or its kernel dies; if it writes to stderr, where
        warnings go; if an output holds a path or an address in memory.
    """
    return _wait_for(_execute(path, folder or path.parent, {**os.environ, **KERNEL}))


def write(notebook: NotebookNode, path: Path) -> None:
    """Store a notebook; an unchanged one is left alone.

    Raises
    ------
    CorpusError
        If the disk is full or the folder may not be written to; the notebook is as it was.
    """
    with extra("notebooks"):
        import nbformat

    text = nbformat.writes(notebook, version=4) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        with writing.locked(path.parent), writing.explain_unwritable(path):
            writing.replace(path, text.encode("utf-8"))


def _wait_for(task: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(task)


class _Loop(asyncio.SelectorEventLoop):
    """Kernels speak through sockets, which the usual loop of Windows cannot wait for.

    Ctrl-C ends the run: nbclient would have it end a kernel, and the cell fail.
    """

    def add_signal_handler(self, *_: object) -> None:
        raise NotImplementedError

    def default_exception_handler(self, context: object) -> None:
        """Tasks that nbclient leaves behind fail when their kernel ends, which is told already."""


@contextmanager
def _kernels() -> Iterator[dict[str, str]]:
    """The environment of kernels.

    Where Python keeps no bytecode, as in many containers, each kernel would compile anew all that
    it imports, for seconds: they share what they compile, in a folder that goes when they end.
    """
    env = {**os.environ, **KERNEL}
    if not sys.dont_write_bytecode:
        yield env
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as compiled:
        yield {**env, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}


async def _execute(
    path: Path,
    folder: Path,
    env: dict[str, str],
    on_cell: Callable[[], None] = lambda: None,
) -> NotebookNode:
    with extra("notebooks"):
        from nbclient import NotebookClient
        from nbclient.exceptions import CellControlSignal, DeadKernelError

    notebook = _read(path)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=50"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_executed=lambda **_: on_cell(),
    )
    # The kernel learns which notebook it serves, as it does under JupyterLab.
    try:
        await client.async_execute(env={**env, "JPY_SESSION_NAME": path.name})
    except (CellControlSignal, DeadKernelError) as error:
        number = client.code_cells_executed
        raise NotebookError(f"{path.name} stopped in cell {number}: {_reason(error)}") from error
    _clean(notebook, figures.index(figures.default_folder(folder)))
    _check(notebook, path)
    return notebook


def _reason(error: Exception) -> str:
    """Why nbclient stopped, in our words."""
    if hasattr(error, "ename"):
        return visible(f"{error.ename}: {error.evalue}")
    if isinstance(error, TimeoutError):
        return f"it took longer than {TIMEOUT} seconds"
    return "its kernel died; it ran out of memory, or was ended from outside"


def _clean(notebook: NotebookNode, saved: list[dict[str, str]]) -> None:
    """Take out what differs from run to run; describe pictures for the book."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    described = {row["name"]: row["alt"] for row in saved}
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if (name := SAVED.search(cell.source)) and name[1] in described:
            cell.metadata["mystnb"] = {"image": {"alt": described[name[1]]}}
    for number, cell in enumerate(_code(notebook), start=1):
        cell.execution_count = number
        for output in cell.outputs:
            _clean_output(output, number)
        cell.outputs = [output for output in cell.outputs if output.get("data") != {}]


def _clean_output(output: NotebookNode, number: int) -> None:
    if "execution_count" in output:
        output.execution_count = number
    if "metadata" in output:
        output.metadata = {}
    # A view needs a kernel, and has a random name; what it showed stays, as an output of its own.
    output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


def _check(notebook: NotebookNode, path: Path) -> None:
    project = figures.default_folder(path.parent).parent
    trace = re.compile(rf"{re.escape(str(project))}|\bat 0x[0-9a-f]{{6,}}")
    for number, cell in enumerate(_code(notebook), start=1):
        where = f"{path.name}, cell {number}"
        for output in cell.outputs:
            if output.get("name") == "stderr":
                told = visible(output.text.strip()[:400])
                raise NotebookError(f"{where} writes to stderr: {told}")
            data = output.get("data", {})
            shown = [text for kind, text in data.items() if kind.startswith("text/")]
            if found := trace.search("\n".join(map(str, [output.get("text", ""), *shown]))):
                raise NotebookError(
                    f"{where}: an output holds {found.group()}, which differs between machines"
                )


def _read(path: Path) -> NotebookNode:
    with extra("notebooks"):
        import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except ValueError as error:
        raise NotebookError(f"{path.name} is no notebook: {visible(error)[:200]}") from error


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
