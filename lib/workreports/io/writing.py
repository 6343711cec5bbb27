"""Writing whole or not at all, and deleting only what this program made."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from workreports.io.errors import CorpusError, refusal

WRITING = ".writing-"
"""What the name of a file begins with while it is being written."""
MARK = "workreports.json"
"""The file by which a folder says that this program made it, and may take it away."""
_UMASK = os.umask(0)
os.umask(_UMASK)


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or as it was.

    A killed process or a full disk leaves nothing half-written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace(Path(folder) / "a.txt", b"text")
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.txt']
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=WRITING)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_UMASK)  # a temporary file belongs to its maker alone
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def mark(folder: Path) -> None:
    """Say in a folder that this program made it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mark(Path(folder))
    ...     is_marked(Path(folder))
    True
    """
    told = {"made_by": "workreports", "version": version("workreports")}
    replace(folder / MARK, (json.dumps(told) + "\n").encode("utf-8"))


def is_marked(folder: Path) -> bool:
    """Whether a folder, and no link to one, was made by this program.

    >>> is_marked(Path("corpus"))
    False
    """
    if folder.is_symlink() or not folder.is_dir():
        return False
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("made_by") == "workreports"


def discard(folder: Path) -> None:
    """Delete a folder that this program made; any other is left as it is.

    >>> discard(Path("corpus"))
    >>> Path("corpus").is_dir()
    True
    """
    if is_marked(folder):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process at a time changes a corpus; others wait up to ten minutes.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder)):
    ...     print("at work")
    at work
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=600)
        lock.acquire()
    except Timeout:
        problem = "another process is changing it"
        raise refusal(str(folder), None, problem, "wait until it has finished") from None
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def explain_unwritable(folder: Path) -> Iterator[None]:
    """Say in our words that a folder cannot be written to, or a disk is full.

    >>> with explain_unwritable(Path("x")):
    ...     raise OSError(28, "No space left on device")
    Traceback (most recent call last):
    workreports.io.errors.CorpusError: x: it cannot be written to (No space left on device)
        remedy: free space or change the rights; nothing was changed
    """
    try:
        yield
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: OSError) -> CorpusError:
    problem = f"it cannot be written to ({error.strerror or error})"
    remedy = "free space or change the rights; nothing was changed"
    return refusal(str(folder), None, problem, remedy)
