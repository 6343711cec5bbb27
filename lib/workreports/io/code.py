"""What is computing: the library's code as this process imported it, and the versions of packages.

What is kept of a computation is named after this. The files on the disk may have changed since they
were imported, and a module may be imported anew: then nobody can say what is running.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from workreports.io.resources import DATA, PACKAGE

_TABLES = [DATA / "schema.csv", *sorted((DATA / "patterns").glob("*"))]
"""Tables that modules read when they are imported."""


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # gone
        return ""


_AT_START = {path: _digest(path) for path in [*sorted(PACKAGE.rglob("*.py")), *_TABLES]}
"""The library's files before any other of its modules was imported."""
_seen: dict[str, ModuleSpec | None] = {}
"""Modules that were imported from these very files."""


def running(*packages: str) -> str | None:
    """A name for what computes in this process; None where nobody can say.

    Parameters
    ----------
    *packages : str
        Packages whose versions count; one that is not installed counts, too.

    Returns
    -------
    str or None
        None if a module was changed while it was imported, or imported anew since.

    >>> running("jieba") == running("jieba") != running("jieba", "pandas")
    True
    """
    if not _as_imported():
        return None
    told = [sys.version_info[:2], [_version(name) for name in packages], _library()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _as_imported() -> bool:
    """Whether every module of the library that is loaded came from the files as at the start."""
    if not _seen and any(_digest(path) != _AT_START[path] for path in _TABLES):
        return False
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if name.partition(".")[0] != "workreports" or _seen.get(name) is spec:
            continue
        path = Path(spec.origin or "").resolve() if spec else Path()
        if name in _seen or _digest(path) != _AT_START.get(path):
            return False
        _seen[name] = spec
    return True


@cache
def _library() -> str:
    return json.dumps([[path.name, digest] for path, digest in _AT_START.items()])


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # rjieba is not there for every system
        return "none"
