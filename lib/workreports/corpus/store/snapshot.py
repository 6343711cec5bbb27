"""What a corpus folder held at one moment: its files, read once.

Tables are computed from these bytes and named after them, so that no change on the disk can come in
between; documents that another process adds or removes meanwhile are all in or all out.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from workreports.io.errors import refusal

TABLES = ["catalogue.csv", "edits.csv", "territories.csv"]
ADDING = ".adding-"
"""Before the name of a raw file that is on its way in or out, see :mod:`workreports.ingest`."""
_TRIES = 50


class File(NamedTuple):
    """A file as it was read; takes the place of its path for who only reads it."""

    path: Path
    data: bytes | None
    """None where there was no such file."""

    @property
    def name(self) -> str:
        return self.path.name

    def is_file(self) -> bool:
        return self.data is not None

    def read_bytes(self) -> bytes:
        return self.data or b""

    def __str__(self) -> str:
        return str(self.path)


class Snapshot(NamedTuple):
    """The files of a corpus folder on which its tables depend; ``snapshot / name`` is a table."""

    folder: Path
    tables: dict[str, bytes]
    """Name to content, for those of :data:`TABLES` that there are."""
    raw: dict[str, bytes]
    """Bare name to content of the files in ``raw/``."""
    unread: dict[str, str]
    """Bare name of those that cannot be read, and why."""
    listed: list[str]
    """What ``raw/`` holds that is not hidden, sorted."""

    def __truediv__(self, name: str) -> File:
        return File(self.folder / name, self.tables.get(name))

    @property
    def digest(self) -> str:
        """A name for all of it."""
        digest = hashlib.sha256()
        for name, data in [*sorted(self.tables.items()), *sorted(self.raw.items())]:
            digest.update(f"{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
            digest.update(data)
        return digest.hexdigest()


def take(folder: Path) -> Snapshot:
    """Read a corpus folder as it is between two changes.

    Raises
    ------
    CorpusError
        If one may not read the folder or its tables.

    >>> len(take(Path("corpus")).raw)
    5
    """
    try:
        for _ in range(_TRIES):
            before = _stand(folder)
            found = _read(folder)
            if _stand(folder) == before:
                break
    except OSError as error:
        told = f"it cannot be read ({error.strerror})"
        raise refusal(str(folder), None, told, "ask its owner for the right to read it") from None
    return found  # at the last try as it is: another process never stops adding and removing


def _stand(folder: Path) -> tuple[bytes | None, list[str]]:
    """What changes when a document is added or removed."""
    return _bytes(folder / "catalogue.csv"), sorted(path.name for path in _files(folder / "raw"))


def _files(raw: Path) -> list[Path]:
    return list(raw.iterdir()) if raw.is_dir() else []


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except FileNotFoundError:  # on its way in or out
        return None


def _read(folder: Path) -> Snapshot:
    tables = {name: data for name in TABLES if (data := _bytes(folder / name)) is not None}
    raw, unread, home = {}, {}, (folder / "raw").resolve()
    # A hidden file stands for one of its name only where there is none.
    for path in sorted(_files(folder / "raw"), key=lambda path: not path.name.startswith(ADDING)):
        if path.name.startswith(".") and not path.name.startswith(ADDING):
            continue
        name = path.name.removeprefix(ADDING)
        if path.is_symlink() and path.resolve().parent != home:
            unread[name] = "lies outside raw/"
            continue
        try:
            data = _bytes(path)
        except OSError as error:
            unread[name] = f"cannot be read ({error.strerror})"
            continue
        if data is not None:
            raw[name] = data
    listed = sorted(path.name for path in _files(folder / "raw") if path.name[:1] != ".")
    return Snapshot(folder, tables, raw, unread, listed)
