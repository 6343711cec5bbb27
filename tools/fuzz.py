"""Search for texts that break what the tests say of any text, and say how many were tried.

    python tools/fuzz.py --seconds 120
    python tools/fuzz.py --runs 1000000 [--seed 1]

By the clock, the tests that draw their examples run again and again, in another order and with
other examples, until the time is over or one fails. By number, so many texts and cells go through
the readers of ``tests/test_fuzzing.py``, and for each hundred of them a file becomes a corpus. They
are drawn from the same pieces, but without hypothesis, which takes ten times as long to draw one.
What is found belongs into that test, as an ``@example``.
"""

import argparse
import math
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import test_fuzzing as fuzzing  # noqa: E402 - lies in tests/

ARGUMENTS = [
    "-o",
    "addopts=--quiet",
    "-m",
    "hypothesis",
    "--hypothesis-profile=search",
    "--exitfirst",
]
READERS = {
    fuzzing.cleaning_tells_every_edit: 0.23,
    fuzzing.rows_follow_one_another: 0.23,
    fuzzing.numbers_lie_where_they_are_printed: 0.23,
    fuzzing.words_of_time_lie_in_order_and_name_years: 0.23,
    fuzzing.every_character_is_in_a_row: 0.04,
    fuzzing.a_cell_is_refused_or_can_be_read: 0.04,
}
"""The readers of texts and cells, and their shares: those that make tables take longer."""
CHARACTERS = [
    "\t\n\r ",
    *("!~", "\u2000\u206f", "\u4e00\u9fff", "\uff01\uff5e", "\x00\ud7ff", "\ue000\U0010ffff"),
]
"""Blanks; and the first and the last character of blocks."""


class Round:
    """Every test in its turn, none begun after the end; ``tried`` counts their examples."""

    def __init__(self, end: float, tried: Counter[str]):
        self.end, self.tried = end, tried

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        random.shuffle(items)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if time.monotonic() > self.end:
            pytest.exit("the time is over", returncode=0)

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        told = getattr(item, "hypothesis_statistics", "")
        self.tried[item.name] += sum(map(int, re.findall(r"(\d+) (?:passing|failing)", told)))


def search(seconds: float) -> int:
    """Exit code of pytest: 0 where nothing was found."""
    end, code, tried = time.monotonic() + seconds, 0, Counter[str]()
    while not code and time.monotonic() < end:
        found = Round(end, tried)
        code = pytest.main([*ARGUMENTS, f"--rootdir={ROOT}", str(ROOT / "tests")], [found])
    for name, count in sorted(tried.items()):
        print(f"{count:10,}  {name}")
    return int(code)


def count(runs: int, seed: int) -> int:
    """Exit code: 1 where a text was found that breaks what is said of any."""
    rng, failed = random.Random(seed), 0
    tasks = [(holds, round(runs * share), 30) for holds, share in READERS.items()]
    # One run makes a file of each kind.
    documents = math.ceil(runs / 100 / len(fuzzing.files("")))
    tasks.append((fuzzing.a_document_becomes_a_corpus, documents, 120))
    print(f"seed {seed}\n{'tried':>10} {'failed':>7} {'seconds':>8}")
    for holds, times, most in tasks:
        pieces = fuzzing.CELLS if holds is fuzzing.a_cell_is_refused_or_can_be_read else TEXT
        start, broken = time.monotonic(), 0
        for _ in range(times):
            text = drawn(rng, pieces, 4 if pieces is fuzzing.CELLS else most)
            if breaks(holds, text):
                broken += 1
                print(f"{holds.__name__}: {shortened(holds, text)!r}", flush=True)
        taken = time.monotonic() - start
        print(f"{times:10,} {broken:7,} {taken:8.0f}  {holds.__name__}", flush=True)
        failed += broken
    return min(failed, 1)


TEXT = [*fuzzing.PIECES, *fuzzing.REPEATED]


def drawn(rng: random.Random, pieces: list[str], most: int) -> str:
    """Pieces in a row; one in five is a single character of any block."""
    return "".join(
        rng.choice(pieces) if rng.random() < 0.8 else character(rng)
        for _ in range(rng.randint(0, most))
    )


def character(rng: random.Random) -> str:
    block = rng.choice(CHARACTERS)
    return rng.choice(block) if len(block) > 2 else chr(rng.randint(ord(block[0]), ord(block[1])))


def breaks(holds: Callable[[str], None], text: str) -> bool:
    try:
        holds(text)
    except Exception:  # whatever it is, it was promised not to happen
        return True
    return False


def shortened(holds: Callable[[str], None], text: str) -> str:
    """A shorter text that breaks the same promise."""
    size = len(text) // 2
    while size:
        for start in range(0, len(text), size):
            shorter = text[:start] + text[start + size :]
            if breaks(holds, shorter):
                return shortened(holds, shorter)
        size //= 2
    return text


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    sys.exit(count(asked.runs, asked.seed) if asked.runs else search(asked.seconds))
