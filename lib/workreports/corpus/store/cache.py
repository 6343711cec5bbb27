"""What was computed from the files of a corpus, kept until one of them changes.

An entry is a sealed folder named after all that its tables were computed with: the bytes that were
read, the code that is running, the versions of the tools. A change of any gives another name, and
what is not as it was written is computed anew. Entries lie in ``.cache/`` of the corpus; those of a
corpus that is installed with the library, or in a folder one may not write to, in the user's cache
folder. Deleting them is always safe.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd

from workreports.corpus.store.snapshot import Snapshot
from workreports.io import code, resources, writing
from workreports.io.lexicon import Content

_KEPT = 6  # branches and experiments take turns without computing anew
_TOOLS = ["jieba", "rjieba", "numpy", "pandas", "pyarrow"]
_DAY = 24 * 60 * 60


class Entry:
    """The tables of one state of a corpus folder.

    Parameters
    ----------
    held : Snapshot
        The corpus.
    words : Content
        The lexicon by which its words are cut.
    """

    def __init__(self, held: Snapshot, words: Content):
        running = code.running(*_TOOLS)
        told = f"{running} {held.digest} {sorted(words.items())}"
        self._folder = held.folder.resolve()
        self.key = running and hashlib.sha256(told.encode("utf-8")).hexdigest()[:20]

    def tables(
        self, what: str, names: Sequence[str], compute: Callable[[], Iterable[pd.DataFrame]]
    ) -> list[pd.DataFrame]:
        """Read tables as they were kept under a name, or compute and keep them."""
        if self.key is None:  # nobody can say what code is running
            return list(compute())
        name = f"{self.key}-{what}"
        for home in self._homes():
            with suppress(writing.DamagedError):
                kept = [writing.unseal(home / name, f"{table}.parquet") for table in names]
                return [pd.read_parquet(io.BytesIO(data)) for data in kept]
        tables = list(compute())
        files = {
            f"{table}.parquet": rows.to_parquet() for table, rows in zip(names, tables, strict=True)
        }
        for home in self._homes():
            with suppress(OSError):  # one may not write there, or the disk is full
                home.mkdir(parents=True, exist_ok=True)
                writing.seal(home / name, files)
                _clear(home)
                break
        return tables

    def _homes(self) -> Iterator[Path]:
        """Where entries may lie, the nearest first; a link leads to a folder that is anybody's."""
        inside = self._folder / ".cache"
        if resources.PACKAGE not in self._folder.parents and not inside.is_symlink():
            yield inside
        import platformdirs

        name = hashlib.sha256(str(self._folder).encode("utf-8", "surrogateescape")).hexdigest()[:8]
        yield platformdirs.user_cache_path("workreports") / f"{self._folder.name}-{name}"


def _clear(home: Path) -> None:
    """Take away the oldest entries, and what killed processes began to write."""
    with suppress(FileNotFoundError):  # another process clears at the same time
        ages = {path: path.stat().st_mtime for path in home.iterdir() if not path.is_symlink()}
        begun = [path for path in ages if path.name.startswith(writing.WRITING)]
        entries = [path for path in ages if path not in begun and writing.is_marked(path)]
        left = [path for path in begun if ages[path] < time.time() - _DAY]
        for path in [*left, *sorted(entries, key=ages.__getitem__)[:-_KEPT]]:
            writing.discard(path)
