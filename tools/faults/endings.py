"""Acts that do not end: their process is killed, or the disk is full."""

import multiprocessing
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple

import acts
from desk import Outcome, prepared, readable, state

from workreports.corpus import problems
from workreports.ingest import tidying

NEVER = 10**9
PROCESSES = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
if os.name != "nt":  # children have imported everything already
    PROCESSES.set_forkserver_preload(["acts"])
STATUS = threading.Lock()
"""Held to read how a process ended: that can be read once, and starting one reads it of all."""


class Ended(NamedTuple):
    """How an act ended: exit code, calls that changed the disk, what it said, how long it took."""

    code: int
    calls: int
    said: str
    seconds: float


class Attack:
    """An act, and what a desk is like before and after it."""

    def __init__(self, act: str, base: Path):
        self.act, self.base = act, base.with_name(f"{base.name}-{act}")
        if not self.base.exists():
            prepared(act, base, self.base)
        with self.desk() as desk:
            self.before, self.untouched = readable(act, desk), state(act, desk)
        with self.desk() as desk:
            ended = self.run(desk, "no", NEVER)
            self.calls, self.seconds = ended.calls, ended.seconds
            self.after, self.whole = readable(act, desk), state(act, desk)

    @contextmanager
    def desk(self) -> Iterator[Path]:
        """A desk on which the act has not been done."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            yield shutil.copytree(self.base, Path(folder) / "desk")

    def run(self, desk: Path, how: str, at: int, after: float = NEVER) -> Ended:
        """Do the act in a process of its own."""
        mine, theirs = PROCESSES.Pipe()
        given = (self.act, desk, how, at, theirs)
        process = PROCESSES.Process(target=acts.run, args=given)
        with STATUS:
            process.start()
        theirs.close()
        start = time.perf_counter()
        wait([process.sentinel], min(after, 120))
        spent = time.perf_counter() - start
        with STATUS:
            process.kill()
            process.join()
        try:
            calls, said = mine.recv()
        except EOFError:  # it was killed
            calls, said = 0, ""
        return Ended(process.exitcode, calls, said, spent)

    def kill(self, at: int, after: float = NEVER) -> Outcome:
        with self.desk() as desk:
            ended = self.run(desk, "kill" if at else "no", at or NEVER, after)
            found = ["it was not killed"] if at and ended.code != acts.KILLED else []
            what = f"{self.act} killed at {at or f'{after:.3f} s'}"
            return Outcome(what, found + self.wrong(desk))

    def fill(self, at: int) -> Outcome:
        with self.desk() as desk:
            ended = self.run(desk, "full", at)
            found = [] if ended.code in (0, 1) else [f"exit code {ended.code}: {ended.said}"]
            found += [f"a traceback: {ended.said[-300:]}"] if "Traceback" in ended.said else []
            if ended.code and self.act != "build" and state(self.act, desk) != self.untouched:
                found.append("something was written")
            return Outcome(f"{self.act}, disk full at {at}", found + self.wrong(desk))

    def wrong(self, desk: Path) -> list[str]:
        """What is wrong on a desk after an act that did not end."""
        return [*self.seen(desk), *self.done_again(desk)]

    def seen(self, desk: Path) -> list[str]:
        """What a reader sees wrong."""
        seen = readable(self.act, desk)
        if self.act == "figures":  # each file by itself
            sides = self.before, self.after
            return [name for name in seen if seen[name] not in [s.get(name) for s in sides]]
        if seen in (self.before, self.after):
            return []
        return ["a reader sees neither what was before nor what comes after"]

    def done_again(self, desk: Path) -> list[str]:
        """What is wrong when what was left is cleared away, and the act done once more."""
        found, is_done = [], False
        if self.act in ("add", "remove"):
            tidying.repair(desk / "corpus")
            found += [str(problem) for problem in problems(desk / "corpus")]
            is_done = readable(self.act, desk) == self.after
        again = self.run(desk, "no", NEVER) if not is_done else None
        if again and again.code:
            found.append(f"done again it fails: {again.said[-300:]}")
        if state(self.act, desk) != self.whole:
            found.append("done again it leaves something else, or something behind")
        return found


def kills(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """Deaths at every call that changes the disk, and at any moment besides."""
    for attack, chosen in points(base, tries, rng):
        yield from (lambda a=attack, at=at: a.kill(at) for at in chosen)
        moments = [rng.uniform(0, attack.seconds) for _ in range(tries - len(chosen))]
        yield from (lambda a=attack, after=after: a.kill(0, after) for after in moments)


def full_disks(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """A disk that holds nothing more from a call on."""
    for attack, chosen in points(base, tries, rng):
        yield from (lambda a=attack, at=at: a.fill(at) for at in chosen)


def points(base: Path, tries: int, rng: random.Random) -> Iterator[tuple[Attack, list[int]]]:
    """Every act, and the numbers of the calls at which it is attacked."""
    for act in acts.ACTS:
        attack = Attack(act, base)
        calls = range(1, attack.calls + 1)
        yield attack, sorted(rng.sample(calls, min(tries, len(calls))))
