"""Documents are read in child processes, each under limits of time, memory and size.

Whatever a file makes a reader do, it costs a child and no more: the child that passes a limit is
ended, and the document named. Children wait for the next task and end with this process.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from workreports.ingest import parts, readers, worker
from workreports.ingest.parts import Order, Part
from workreports.ingest.readers import Read
from workreports.io.errors import WorkReportsError, refusal
from workreports.io.extras import extra
from workreports.io.resources import PACKAGE

_EVERY = 0.05
"""Seconds between two looks at a child."""
_MIB = 2**20
_CHILD = f"from {worker.__name__} import main; main()"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class Limits(NamedTuple):
    """What one document may cost; a report as a text takes a second and some MiB."""

    seconds: float = 120
    """From its beginning to its last table."""
    memory: float = 1024
    """MiB that its reading may need, beside what the program needs anyhow."""
    size: float = readers.LARGEST / 1e6
    """MB of its file."""

    @property
    def largest(self) -> int:
        """Bytes of a file."""
        return int(min(self.size * 1e6, sys.maxsize))

    def require_sense(self) -> None:
        """Refuse limits that nothing can keep.

        >>> Limits(seconds=0).require_sense()
        Traceback (most recent call last):
        workreports.io.errors.CorpusError: limits: seconds is 0
            remedy: give a number above 0, or inf for no limit
        """
        for name, most in self._asdict().items():
            if not most > 0:
                remedy = "give a number above 0, or inf for no limit"
                raise refusal("limits", None, f"{name} is {most}", remedy)


USUAL = Limits()
_WITHOUT_A_CHILD = (".txt", ".md")
"""Kinds whose reading is mere decoding, where the text is UTF-8."""


class EndedError(Exception):
    """A child ended, or was ended, before it had done its task."""

    def __init__(self, document: int | None, reason: str, remedy: str, *, by_limit: bool):
        super().__init__(reason)
        self.document, self.reason, self.remedy = document, reason, remedy
        self.by_limit = by_limit
        """Whether the document passed a limit, so that it would do so again."""


def read(path: Path, limits: Limits = USUAL) -> tuple[Read, bytes]:
    """Read one file in a child: what it holds, and its bytes.

    Raises
    ------
    CorpusError
        If it cannot be read, or not within the limits.

    >>> read(Path("corpus/raw/004_8fccc85bc0b3d2e3.txt"))[0].how
    'UTF-8 text'
    """
    name, data = readers.shown(path.name), readers.content(path, limits.largest)
    if readers.true_kind(name, data) in _WITHOUT_A_CHILD and _is_utf8(data):
        return readers.parse(name, data), data
    for is_last in (False, True):
        try:
            return _run(worker.read, (name, data), limits), data
        except EndedError as ended:
            if ended.by_limit or is_last:
                raise refusal(name, None, ended.reason, ended.remedy) from None
    raise AssertionError  # the last round returns or raises


def make(part: Part, order: Order, limits: Limits) -> str:
    """Have a child make a part, without the documents that pass a limit or end their reader.

    Parameters
    ----------
    part : Part
    order : Order
        What goes for all parts.
    limits : Limits

    Returns
    -------
    str
        The part's full name.

    Raises
    ------
    CorpusError
        If the child ends twice where it reads no document, or the program was changed.
    """
    left_out: dict[int, tuple[str, str]] = {}
    ends: Counter[int | None] = Counter()
    while True:
        try:
            return _run(parts.make, (part, order, left_out), limits)
        except EndedError as ended:
            ends[ended.document] += 1
            if not ended.by_limit and ends[ended.document] < 2:
                continue  # somebody else may have ended it
            if ended.document is None:
                raise refusal(part.name, None, ended.reason, ended.remedy) from None
            left_out[ended.document] = ended.reason, ended.remedy


def _run(function: Callable[..., Any], arguments: tuple[object, ...], limits: Limits) -> Any:
    """The result of a task in a child."""
    child = _taken()
    try:
        found = child.do(function, arguments, limits)
    except (WorkReportsError, ImportError, OSError):
        child.give_back(limits)
        raise
    except BaseException:
        child.end()
        raise
    child.give_back(limits)
    return found


class _At(NamedTuple):
    """Where a child is: the document, when it began it, and the bytes it had then."""

    document: int | None
    since: float
    memory: int


class _Child:
    """A process that does one task at a time."""

    def __init__(self) -> None:
        with extra("ingest"):
            import psutil

        self.owner = os.getpid()
        try:
            self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the child)
        except OSError as error:
            problem = f"it cannot be written to ({error.strerror or error})"
            raise refusal("the folder for temporary files", None, problem, "free space") from None
        own = str(PACKAGE.parent)
        path = os.pathsep.join(filter(None, [own, os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=os.environ | {"PYTHONPATH": path},
        )
        self.seen = psutil.Process(self.process.pid)
        self.at = _At(None, 0.0, 0)
        self.passed: Exception | None = None
        """Why it is ended, where this process does it."""
        _started.add(self)

    def do(
        self, function: Callable[..., Any], arguments: tuple[object, ...], limits: Limits
    ) -> Any:
        """The result of a task.

        Raises
        ------
        EndedError
            If the child passes a limit, or ends.
        Exception
            What the task raised.
        """
        self.at = _At(None, 0.0, 0)
        done = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(limits, done), daemon=True)
        watcher.start()
        try:
            pickle.dump((function, arguments), self.process.stdin)
            self.process.stdin.flush()
            kind, told = pickle.load(self.process.stdout)
            while kind == worker.BEGUN:
                self.at = _At(told, time.monotonic(), self._memory())
                kind, told = pickle.load(self.process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            raise self.passed or self._died() from None
        finally:
            done.set()
            watcher.join()
        if kind == worker.FAILED:
            raise told
        return told

    def _watch(self, limits: Limits, done: threading.Event) -> None:
        """End the child when the document it reads has passed a limit."""
        while not done.wait(_EVERY):
            at = self.at
            if at.document is None:
                continue
            reason = ""
            if time.monotonic() - at.since > limits.seconds:
                reason = f"reading it takes more than {limits.seconds:,g} seconds"
            elif self._memory() - at.memory > limits.memory * _MIB:
                reason = f"reading it needs more than {limits.memory:,g} MiB of memory"
            if reason and at is self.at:
                remedy = "take it out, it is no usual report; or raise the limit"
                self.passed = EndedError(at.document, reason, remedy, by_limit=True)
                self._kill()
                return

    def _memory(self) -> int:
        """Bytes that the child and its own children hold."""
        import psutil

        held = 0
        with suppress(psutil.Error):
            for process in [self.seen, *self.seen.children(recursive=True)]:
                held += process.memory_info().rss
        return held

    def _died(self) -> EndedError:
        """What is known of a child that nobody here ended."""
        with suppress(subprocess.TimeoutExpired):  # to know the status it gave itself
            self.process.wait(timeout=1)
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        told = f" ({last[:200]})" if last and self.at.document is None else ""
        reason = f"the process that read it ended with status {self.process.returncode}{told}"
        remedy = "get the file again; building under another limit of memory tries it again"
        return EndedError(self.at.document, reason, remedy, by_limit=False)

    def give_back(self, limits: Limits) -> None:
        """Let the child wait for the next task, unless it holds what it no longer needs."""
        if self._memory() > limits.memory * _MIB:
            self.end()
        else:
            _idle.append(self)

    def _kill(self) -> None:
        """End the child's process and those that it started."""
        import psutil

        with suppress(psutil.Error):
            for process in self.seen.children(recursive=True):
                process.kill()
        with suppress(OSError):
            self.process.kill()

    def end(self) -> None:
        """End the child, and let go of what it had."""
        self._kill()
        with suppress(OSError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.errors.close()
        _started.discard(self)


_idle: list[_Child] = []
"""Children that wait for a task."""
_started: set[_Child] = set()
"""All that have not been ended."""


def _taken() -> _Child:
    """A child that waits, or a new one."""
    while _idle:
        child = _idle.pop()
        # A copy of this process, made by a fork, must not speak to its parent's children.
        if child.owner == os.getpid() and child.process.poll() is None:
            return child
    return _Child()


def end() -> None:
    """End all children of this process.

    >>> end()
    """
    for child in list(_started):
        if child.owner == os.getpid():
            child.passed = CancelledError()
            child.end()


atexit.register(end)
