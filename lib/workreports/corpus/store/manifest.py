"""The list of what belongs to a corpus in Parquet: whoever reads it, reads one state.

``manifest.json`` names the parts, what lies beside the documents, and ``failed.csv``, each with
its checksum, and has one of its own. It is replaced when everything that it names is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from workreports.corpus import schema
from workreports.io import writing
from workreports.io.errors import CorpusError, Problem, refusal

NAME = "manifest.json"
FAILED = "failed.csv"
_REMEDY = "build the corpus again; what is whole is kept"


class Manifest(NamedTuple):
    """One state of a corpus in Parquet."""

    order: list[str]
    """The ``doc_id`` of each document, in the order of the corpus."""
    parts: dict[str, str]
    """Name of each part to the SHA-256 of its list of files."""
    beside: dict[str, str]
    """The same for the folder of what the corpus has beside its documents."""
    failed: str
    """SHA-256 of ``failed.csv``."""
    columns: str
    """A name for the columns of all tables."""
    renamed: dict[str, dict[str, str]]
    """Documents of a part that have another name in the corpus, for a part knows no other part."""
    copies: dict[str, str]
    """Documents to the one that each is a copy of, where no catalogue says so."""
    version: str = version("workreports")
    made_by: str = "workreports"

    @classmethod
    def of(
        cls,
        folder: Path,
        order: list[str],
        parts: list[str],
        beside: str,
        renamed: dict[str, dict[str, str]],
        copies: dict[str, str],
    ) -> Manifest:
        """The state that consists of some parts, and of ``failed.csv`` as it is."""
        return cls(
            order,
            {name: _sha256(folder / "parts" / name / writing.MARK) for name in parts},
            {beside: _sha256(folder / "beside" / beside / writing.MARK)},
            _sha256(folder / FAILED),
            _columns(),
            renamed,
            copies,
        )

    def folders(self, out: Path) -> dict[Path, str]:
        """Where parts and what is beside them lie, with the checksums of their lists."""
        parts = {out / "parts" / name: digest for name, digest in self.parts.items()}
        return parts | {out / "beside" / name: digest for name, digest in self.beside.items()}

    def encoded(self) -> bytes:
        """The manifest as it is written.

        >>> b'"made_by": "workreports"' in Manifest([], {}, {}, "", "", {}, {}).encoded()
        True
        """
        told = self._asdict()
        checked = told | {"sha256": hashlib.sha256(json.dumps(told).encode()).hexdigest()}
        return (json.dumps(checked, indent=1) + "\n").encode()


def _columns() -> str:
    told = [(name, str(schema.arrow(name))) for name in schema.STORED]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "none"


def is_ours(folder: Path) -> bool:
    """Whether a folder has a manifest that this program wrote, of whatever version.

    >>> is_ours(Path("corpus"))
    False
    """
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("made_by") == "workreports"


def read(folder: Path) -> Manifest:
    """Read the manifest of a corpus in Parquet, and hold what it lists against the lists there.

    Raises
    ------
    CorpusError
        If it is damaged or of another version, or a part is missing or another one.

    >>> read(Path("corpus"))
    Traceback (most recent call last):
    workreports.io.errors.CorpusError: manifest.json: it is missing
        remedy: build the corpus again; what is whole is kept
    """
    found = _read(folder)
    lists = found.folders(folder)
    wrong = [path for path, digest in lists.items() if _sha256(path / writing.MARK) != digest]
    if wrong:
        first = wrong[0].relative_to(folder).as_posix()
        problem = f"{len(wrong)} of {len(lists)} parts are missing or damaged, such as {first}"
        raise refusal(NAME, None, problem, _REMEDY)
    return found


def _read(folder: Path) -> Manifest:
    try:
        data = (folder / NAME).read_bytes()
        told = json.loads(data)
        found = Manifest(*(told.get(name) for name in Manifest._fields))
    except FileNotFoundError:
        raise refusal(NAME, None, "it is missing", _REMEDY) from None
    except (OSError, ValueError, AttributeError, RecursionError):
        raise refusal(NAME, None, "it cannot be read", _REMEDY) from None
    if data != found.encoded():
        problem = "it is damaged, or was made by another version of this program"
        raise refusal(NAME, None, problem, _REMEDY)
    if found.columns != _columns():
        problem = f"it was made by another version of this program ({found.version})"
        raise refusal(NAME, None, problem, _REMEDY)
    return found


def listed(folder: Path) -> set[Path]:
    """The folders that the manifest lists, if there is one that can be read.

    >>> listed(Path("corpus"))
    set()
    """
    try:
        return set(_read(folder).folders(folder))
    except CorpusError:
        return set()


def problems(folder: Path) -> list[Problem]:
    """Everything that is wrong with a corpus in Parquet: each file is held against its checksum.

    >>> problems(Path("corpus"))[0].problem
    'it is missing'
    """
    try:
        found = _read(folder)
    except CorpusError as error:
        return error.problems
    lists = {folder: None, **found.folders(folder)}
    with ThreadPoolExecutor() as threads:
        wrong = list(threads.map(lambda one: list(_damage(*one)), lists.items()))
    told = [
        Problem(path.relative_to(folder).as_posix(), None, problem, _REMEDY)
        for path, some in zip(lists, wrong, strict=True)
        for problem in some
    ]
    if _sha256(folder / FAILED) != found.failed:
        told.append(Problem(FAILED, None, "it is missing or damaged", _REMEDY))
    return told


def _damage(folder: Path, digest: str | None) -> Iterator[str]:
    """What is wrong with a folder of files, whose list has a checksum if another list names it."""
    if digest is not None and _sha256(folder / writing.MARK) != digest:
        yield f"{writing.MARK} is missing or damaged"
        return
    yield from writing.damage(folder)
