"""Search for texts that break what the tests say of any text: python tools/fuzz.py [SECONDS]

The tests that draw their examples run again and again, in another order and with other examples,
until the time is over or one fails. What is found belongs into that test, as an ``@example``.
"""

import random
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ARGUMENTS = [
    "-o",
    "addopts=--quiet",
    "-m",
    "hypothesis",
    "--hypothesis-profile=search",
    "--exitfirst",
]


class Round:
    """Every test in its turn, none begun after the end."""

    def __init__(self, end: float):
        self.end = end

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        random.shuffle(items)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if time.monotonic() > self.end:
            pytest.exit("the time is over", returncode=0)


def search(seconds: float) -> int:
    """Exit code of pytest: 0 where nothing was found."""
    end, code = time.monotonic() + seconds, 0
    while not code and time.monotonic() < end:
        code = pytest.main([*ARGUMENTS, f"--rootdir={ROOT}", str(ROOT / "tests")], [Round(end)])
    return int(code)


if __name__ == "__main__":
    sys.exit(search(float(sys.argv[1]) if len(sys.argv) > 1 else 120))
