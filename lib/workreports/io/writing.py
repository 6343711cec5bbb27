"""Writing whole or not at all, and deleting only what this program made.

A single file is there whole or as it was: :func:`replace`. A folder of files that belong together
is *sealed*: it appears whole, with a list of what it holds, and is held against that list when
read. The list is also the mark by which this program knows a folder for its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from workreports.io.errors import CorpusError, Problem, refusal

WRITING = ".writing-"
"""What the name of a file or folder begins with while it is being written."""
MARK = "workreports.json"
"""The file by which a folder says that this program made it, and what it holds."""
_UMASK = os.umask(0)
os.umask(_UMASK)


class DamagedError(CorpusError):
    """What this program wrote is not what it reads."""

    def __init__(self, folder: Path, what: str):
        remedy = "restore it, or take the folder away and have it made again"
        super().__init__([Problem(str(folder), None, what, remedy)])


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or as it was.

    A killed process or a full disk leaves nothing half-written; what has been written is still
    there when the power fails.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace(Path(folder) / "a.txt", b"text")
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.txt']
    """
    replace_all({path: data})


def replace_all(files: Mapping[Path, bytes]) -> None:
    """:func:`replace` for some files, of which none is changed where the disk cannot hold all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace_all({Path(folder) / name: b"text" for name in ("a.svg", "a.png")})
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['a.png', 'a.svg']
    """
    begun: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            number, name = tempfile.mkstemp(dir=path.parent, prefix=WRITING)
            begun[path] = Path(name)
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            # A temporary file belongs to its maker alone; what it replaces may belong to a group.
            mode = path.stat().st_mode & 0o777 if path.is_file() else 0o666 & ~_UMASK
            begun[path].chmod(mode)
        for path, temporary in begun.items():
            temporary.replace(path)
    finally:
        for temporary in begun.values():
            temporary.unlink(missing_ok=True)
    for folder in {path.parent for path in files}:
        _settle(folder)


def subfolder(folder: Path, name: str) -> Path:
    """A folder inside another one; where there is none it is made, for those who share the other.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     subfolder(Path(folder), "raw").name
    'raw'
    """
    path = folder / name
    if not path.is_dir():
        path.mkdir(exist_ok=True)
        path.chmod(stat.S_IMODE(folder.stat().st_mode))
    return path


def leftovers(folder: Path) -> list[Path]:
    """Files that killed processes began to write in a folder, sorted.

    While the folder is locked; without that another process may be at it.

    >>> leftovers(Path("corpus"))
    []
    """
    found = folder.glob(f"{WRITING}*") if folder.is_dir() else []
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, too, where the system can do that."""
    with suppress(OSError):  # Windows opens no folders; some network drives cannot do it
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def seal(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files that appears whole; whole, it is left alone.

    The files are written beside it, the list of them (length and SHA-256) last, and the name given
    at the end. A folder that is damaged is mended in its place.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as desk:
    ...     seal(Path(desk) / "part", {"a.txt": b"text"})
    ...     unseal(Path(desk) / "part", "a.txt")
    b'text'
    """
    if folder.exists():
        if damage(folder):
            _fill(folder, files)
        return
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=WRITING))
    try:
        temporary.chmod(stat.S_IMODE(folder.parent.stat().st_mode))  # shared as that is
        mark(temporary)
        _fill(temporary, files)
        temporary.rename(folder)
    except OSError:
        discard(temporary)
        if not folder.is_dir() or damage(folder):  # else another process was faster
            raise
    _settle(folder.parent)


def reseal(folder: Path, files: Mapping[str, bytes]) -> None:
    """:func:`seal` in a folder that is there, empty or of ours: what it held is replaced.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for text in (b"old", b"new"):
    ...         reseal(Path(folder), {"a.txt": text})
    ...     unseal(Path(folder), "a.txt")
    b'new'
    """
    _fill(folder, files)
    _settle(folder)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        replace(folder / name, data)
    listed = {name: [len(data), _sha256(data)] for name, data in files.items()}
    replace(folder / MARK, _manifest(listed))


def mark(folder: Path) -> None:
    """Say in a folder that this program made it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mark(Path(folder))
    ...     is_marked(Path(folder))
    True
    """
    replace(folder / MARK, _manifest({}))


def _manifest(files: Mapping[str, list[int | str]]) -> bytes:
    """The mark of a folder: who made it, what it holds, and a checksum of that."""
    told = {"made_by": "workreports", "version": version("workreports"), "files": dict(files)}
    return (json.dumps(told | {"sha256": _checksum(told)}, indent=1) + "\n").encode("utf-8")


def _checksum(told: Mapping[str, object]) -> str:
    return _sha256(json.dumps(told, sort_keys=True).encode("utf-8"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def contents(folder: Path) -> dict[str, tuple[int, str]]:
    """What a sealed folder holds by its list: name to length and SHA-256.

    Raises
    ------
    DamagedError
        If the list is missing, or not as it was written.

    >>> contents(Path("corpus"))
    Traceback (most recent call last):
    workreports.io.writing.DamagedError: corpus: workreports.json is missing or damaged
        remedy: restore it, or take the folder away and have it made again
    """
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
        checksum = told.pop("sha256")
        files = {
            name: (int(length), str(digest)) for name, (length, digest) in told["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DamagedError(folder, f"{MARK} is missing or damaged") from None
    if checksum != _checksum(told):
        raise DamagedError(folder, f"{MARK} is damaged")
    return files


def unseal(folder: Path, name: str) -> bytes:
    """A file of a sealed folder, held against the list.

    Raises
    ------
    DamagedError
        Naming the file and what is wrong with it.
    """
    listed = contents(folder)
    if name not in listed:
        raise DamagedError(folder, f"{MARK} does not list {name}")
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise DamagedError(folder, f"{name} cannot be read ({error.strerror})") from None
    if (len(data), _sha256(data)) != listed[name]:
        raise DamagedError(folder, f"{name} is damaged: it is not as it was written")
    return data


def damage(folder: Path) -> list[str]:
    """What is wrong with a sealed folder, file by file; nothing where it is whole.

    >>> damage(Path("corpus"))
    ['workreports.json is missing or damaged']
    """
    found = []
    try:
        names = sorted(contents(folder))
    except DamagedError as error:
        return [error.problems[0].problem]
    for name in names:
        try:
            unseal(folder, name)
        except DamagedError as error:
            found.append(error.problems[0].problem)
    return found


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
    return isinstance(told, dict) and told.get("made_by") == "workreports" and "version" in told


def discard(folder: Path) -> None:
    """Delete a folder that this program made; any other is left as it is.

    A temporary one may be killed before it has its mark: it is empty then.

    >>> discard(Path("corpus"))
    >>> Path("corpus").is_dir()
    True
    """
    if is_marked(folder):
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.name.startswith(WRITING) and not folder.is_symlink():
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process at a time changes a folder; others wait up to ten minutes.

    What killed processes began to write in it is cleared away.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder)):
    ...     print("at work")
    at work
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Everybody who may write into the folder may open the lock.
        lock = FileLock(folder / ".lock", timeout=600, mode=folder.stat().st_mode & 0o666)
        lock.acquire()
    except Timeout:
        problem = "another process is changing it"
        raise refusal(str(folder), None, problem, "wait until it has finished") from None
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        for begun in leftovers(folder):
            begun.unlink(missing_ok=True)
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
