"""Every kind of attack, and how often it is tried."""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from desk import Outcome, prepare
from endings import full_disks, kills
from harm import bits, hostile
from others import company, users


class Kind(NamedTuple):
    attacks: Callable[[Path, int, random.Random], Iterator[Callable[[], Outcome]]]
    tries: int
    tries_short: int


KINDS = {
    "kills": Kind(kills, 50, 2),
    "full disks": Kind(full_disks, 40, 2),
    "damaged bits": Kind(bits, 400, 12),
    "hostile files": Kind(hostile, 99, 4),
    "users": Kind(users, 0, 0),
    "company": Kind(company, 5, 1),
}


def attack(kind: str, *, short: bool) -> list[Outcome]:
    """Everything of one kind, on all cores."""
    attacks, tries, fewer = KINDS[kind]
    with tempfile.TemporaryDirectory() as desk, ThreadPoolExecutor(os.cpu_count()) as threads:
        base = Path(desk) / "base"
        base.mkdir()
        Path(desk).chmod(0o755)
        prepare(base)
        found = threads.map(
            lambda one: one(), attacks(base, fewer if short else tries, random.Random(13))
        )
        outcomes = []
        for one in found:
            outcomes += [one] if isinstance(one, Outcome) else one
        return outcomes
