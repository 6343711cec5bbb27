"""Acts that write, in a process of their own that dies, or whose disk is full."""

import contextlib
import errno
import io
import os
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pandas as pd
import platformdirs

import workreports as wr
from workreports import cli, ingest, notebooks

CALLS = ["open", "fsync", "mkdir", "replace", "rename", "unlink", "rmdir", "chmod"]
KILLED, NOBODY = 9, 65534
NEEDS_SPACE = ("open", "fsync", "mkdir")


def add(desk: Path) -> None:
    """A page, of which an original is kept, too."""
    ingest.add(ingest.propose(desk / "new.html", desk / "corpus"), desk / "corpus")


def remove(desk: Path) -> None:
    ingest.remove("yunling-2011-work-report", desk / "corpus")


def build(desk: Path) -> None:
    ingest.build(desk / "corpus", desk / "out", workers=1)


def cache(desk: Path) -> None:
    wr.load_corpus(desk / "corpus").tokens()


def figures(desk: Path) -> None:
    """A picture over an earlier one of the same name."""
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(figsize=(2, 2))
    values = [3, 2, 1] if (desk / "figures" / "bars.svg").exists() else [1, 2, 3]
    axes.bar(["a", "b", "c"], values)
    data, alt = pd.DataFrame({"value": values}), "Three bars beside each other"
    wr.figures.save(fig, "bars", data, "Three bars", alt, desk / "figures")


def notebook(desk: Path) -> None:
    """A longer notebook over a shorter one."""
    from nbformat import v4

    path = desk / "a.ipynb"
    cells = [v4.new_markdown_cell("text", id=f"c{number}") for number in range(99)]
    notebooks.write(v4.new_notebook(cells=cells if path.exists() else cells[:3]), path)


ACTS: dict[str, Callable[[Path], None]] = {
    act.__name__: act for act in (add, remove, build, cache, figures, notebook)
}


def watch(folder: Path, until: Path) -> int:
    """Read a corpus again and again, until a file is there; how often it was in two states at once.

    What a corpus told when it was opened holds as long as it is open.
    """
    torn = 0
    while not until.exists():
        corpus = wr.load_corpus(folder)
        documents = set(corpus.documents.index)
        words = corpus.tokens()["par_id"].str.partition(":")[0]
        torn += documents != set(corpus.paragraphs["doc_id"]) or documents != set(words)
        torn += any(not corpus.raw_text(name) for name in corpus.documents["raw_file"])
    return torn


class Disk:
    """Counts the calls that change the disk, and lets one of them fail."""

    def __init__(self, how: str, at: int):
        self.how, self.at, self.calls = how, at, 0
        for name in CALLS:
            setattr(os, name, self.counted(name, getattr(os, name)))

    def counted(self, name: str, real: Callable) -> Callable:
        def call(*given, **named):
            if name == "open" and not given[1] & os.O_CREAT:
                return real(*given, **named)
            self.calls += 1
            if self.how == "kill" and self.calls == self.at:
                os._exit(KILLED)
            if self.how == "full" and self.calls >= self.at and name in NEEDS_SPACE:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*given, **named)

        return call


def run(name: str, desk: Path, how: str, at: int, tell: Connection) -> None:
    """Do an act; tells how often the disk was changed, and what was refused or went wrong.

    How is «kill» (the process ends at its call number ``at`` that changes the disk), «full» (from
    that call on nothing more can be written) or «no».
    """
    disk, said = Disk(how, at), ""
    try:
        ACTS[name](desk)
    except wr.WorkReportsError as error:
        said = str(error)
    except Exception:
        said = traceback.format_exc()
    tell.send((disk.calls, said))
    sys.exit(bool(said))


def as_another(commands: list[list[str]], desk: Path, home: Path, tell: Connection) -> None:
    """Commands, done by another user: root becomes one when all that is needed is there.

    The interpreter may lie in a folder that only root may enter, so everything is done once before;
    the children that read documents stay root's. Tells of each its exit status and what it printed.
    """
    with contextlib.redirect_stdout(io.StringIO()):
        cli.main(["check", str(desk / "corpus")])
    for act in (add, build, cache):
        act(desk)
    platformdirs.user_cache_path = lambda name: home / name
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    told = []
    for arguments in commands:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = cli.main(arguments)
        told.append((status, said.getvalue()))
    tell.send(told)
