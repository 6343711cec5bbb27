"""What killed runs left in a corpus folder: found, finished or cleared away.

Nothing of it counts, for the catalogue names none of it or finds it under its hidden name. Only
what this program made is touched: it is known by its name, an original by its content, too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from workreports.corpus import catalogue
from workreports.io import writing


def rows(folder: Path) -> list[dict[str, str]]:
    """The rows of a corpus's catalogue exactly as they stand; none where there is no catalogue.

    >>> len(rows(Path("corpus")))
    14
    """
    path = folder / "catalogue.csv"
    return catalogue.cells(path).to_dict("records") if path.exists() else []


def tidy(folder: Path, described: Iterable[dict[str, str]]) -> None:
    """Finish what a killed call began: hidden files of the catalogue get their names, others go.

    Parameters
    ----------
    folder : Path
        A corpus folder, locked.
    described : iterable of dict
        The rows of its catalogue.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tidy(Path(folder), [])
    """
    known = {row["raw_file"] for row in described}
    for place in (folder, folder / "raw", folder / "originals"):
        for path in writing.leftovers(place):
            path.unlink()
    for path in sorted((folder / "raw").glob(f"{catalogue.ADDING}*")):
        final = path.with_name(path.name.removeprefix(catalogue.ADDING))
        if final.name in known and not final.exists():
            path.replace(final)
        else:
            path.unlink()


def leftovers(folder: Path) -> list[Path]:
    """Files that a run left which was killed, or is at work.

    Raises
    ------
    CorpusError
        If the catalogue cannot be read.

    >>> leftovers(Path("corpus"))
    []
    """
    places = (folder, folder / "raw", folder / "originals")
    begun = [path for place in places for path in writing.leftovers(place)]
    hidden = sorted((folder / "raw").glob(f"{catalogue.ADDING}*"))
    return [*begun, *hidden, *_unnamed_originals(folder)]


def repair(folder: Path) -> list[Path]:
    """Finish or clear away what killed runs left, and return what it was.

    Raises
    ------
    CorpusError
        If the catalogue cannot be read, or the folder not written to.

    >>> repair(Path("corpus"))
    []
    """
    found = leftovers(folder)
    if not found:
        return []
    with writing.locked(folder), writing.explain_unwritable(folder):
        tidy(folder, rows(folder))
        for path in _unnamed_originals(folder):
            path.unlink()
    return [path for path in found if not path.exists()]


def _unnamed_originals(folder: Path) -> list[Path]:
    """Files as received, named after their content, that no row of the catalogue names."""
    sources = " ".join(row["source"] for row in rows(folder))
    return [
        path
        for path in sorted((folder / "originals").glob("*"))
        if re.fullmatch(r"[0-9a-f]{64}\.\w+", path.name)
        and path.name not in sources
        and path.is_file()
        and hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    ]
