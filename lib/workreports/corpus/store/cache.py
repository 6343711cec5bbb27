"""What was computed from the files of a corpus, kept until one of them changes.

An entry is a folder named after the content of everything its tables depend on: sources, lexicon,
the library's code and data, the versions of the tools. A change of any of them gives another name.
Entries lie in ``.cache/`` of the corpus; of a corpus that is installed with the library, or in a
folder one may not write to, in the user's cache folder. Deleting them is always safe.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from workreports.io import lexicon, resources, writing

_STATES_KEPT = 3  # branches and experiments take turns without computing anew
_TOOLS = ["jieba", "rjieba", "pandas", "pyarrow"]


class Entry:
    """The tables of one state of a corpus folder.

    Parameters
    ----------
    folder : Path
        The corpus.
    """

    def __init__(self, folder: Path):
        sources = [folder / name for name in ("catalogue.csv", "edits.csv", "territories.csv")]
        sources += sorted((folder / "raw").glob("*"))
        for name in ("terms.csv", "stopwords.txt"):
            sources += lexicon.paths(name, lexicon.of(folder))
        self.path = _home(folder) / fingerprint([*library(), *sources])[:20]

    def tables(
        self, names: Sequence[str], compute: Callable[[], Iterable[pd.DataFrame]]
    ) -> list[pd.DataFrame]:
        """Read tables as they were kept, or compute and keep them."""
        if self.path.parent.is_symlink():  # it leads to a folder that may be anybody's
            return list(compute())
        paths = [self.path / f"{name}.parquet" for name in names]
        if all(path.is_file() for path in paths):
            return [pd.read_parquet(path) for path in paths]
        tables = list(compute())
        with suppress(OSError):  # a folder one may not write to: computed again next time
            self._keep(dict(zip(paths, tables, strict=True)))
        return tables

    def _keep(self, tables: dict[Path, pd.DataFrame]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        writing.mark(self.path)
        for path, table in tables.items():
            data = io.BytesIO()
            table.to_parquet(data)
            # Another process may read or write at the same time: a file appears whole or not.
            writing.replace(path, data.getvalue())
        states = [path for path in self.path.parent.iterdir() if writing.is_marked(path)]
        for old in sorted(states, key=lambda path: path.stat().st_mtime)[:-_STATES_KEPT]:
            writing.discard(old)


def _home(folder: Path) -> Path:
    """Where the entries of a corpus lie."""
    folder = folder.resolve()
    if os.access(folder, os.W_OK) and resources.PACKAGE not in folder.parents:
        return folder / ".cache"
    import platformdirs

    name = f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"
    return platformdirs.user_cache_path("workreports") / name


@cache
def library() -> tuple[Path, ...]:
    """The files of the library that tables depend on: its code, its tables and lists."""
    found = [*resources.PACKAGE.rglob("*.py"), *resources.DATA.rglob("*.csv")]
    return tuple(sorted([*found, *resources.DATA.rglob("*.txt")]))


def fingerprint(paths: Iterable[Path]) -> str:
    """A name for the content of some files and the tools that read them; missing ones count, too.

    >>> fingerprint([Path("corpus/edits.csv")]) == fingerprint([Path("corpus/catalogue.csv")])
    False
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]} {_versions()}".encode())
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:  # no such file, or one on its way in or out
            continue
        digest.update(f"{path.name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def _versions() -> list[str]:
    return [_version(name) for name in _TOOLS]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # rjieba is not there for every system
        return "none"
