"""How much longer one state of the source needs to read figures than another.

    python benchmarks/two_trees.py BEFORE NOW FOLDER [--runs 9]

BEFORE and NOW are working copies of this repository (``git worktree add ../before COMMIT``), FOLDER
holds reports as txt or md, of a year that their names may tell. Each tree reads all of them in a
process of its own, by turns, so that both meet the same load. Prints processor time, the least and
the median of the runs after a first one, and the ratio.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

READ = """
import sys, time
from pathlib import Path
import workreports as wr
paths = sorted(path for path in Path(sys.argv[1]).rglob("*") if path.suffix in (".txt", ".md"))
texts = [(path.read_text(encoding="utf-8"), path.stem) for path in paths]
print(wr.__file__, sum(len(text.encode()) for text, _ in texts), flush=True)
for _ in sys.stdin:
    start = time.process_time()
    for text, name in texts:
        wr.indicators.extract(text, year=int(name) if name.isdecimal() else 2017)
    print(time.process_time() - start, flush=True)
"""


class Tree:
    """A process that reads all reports by the code of one tree, each time it is told to."""

    def __init__(self, tree: Path, folder: Path):
        self.seconds: list[float] = []
        self._process = subprocess.Popen(
            [sys.executable, "-c", READ, folder],
            env=os.environ | {"PYTHONPATH": str(tree / "lib")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        code, size = self._process.stdout.readline().rsplit(maxsplit=1)
        if not Path(code).is_relative_to(tree):
            sys.exit(f"{tree} holds no workreports: {code} was imported")
        self.megabytes = int(size) / 1e6

    def run(self) -> None:
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.seconds.append(float(self._process.stdout.readline()))

    def end(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("now", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    trees = [Tree(path.resolve(), given.folder.resolve()) for path in (given.before, given.now)]
    for number in range(given.runs + 1):
        for tree in trees[:: 1 if number % 2 else -1]:
            tree.run()
    for name, tree in zip(("before", "now"), trees, strict=True):
        tree.end()
        rates = [seconds / tree.megabytes for seconds in tree.seconds[1:]]  # the first reads lists
        told = f"{min(rates):.3f}, median {statistics.median(rates):.3f}"
        print(f"{name:7} {told} seconds a megabyte of {tree.megabytes:.1f}")
    pairs = [
        now / before for before, now in zip(*(tree.seconds[1:] for tree in trees), strict=True)
    ]
    least = min(trees[1].seconds[1:]) / min(trees[0].seconds[1:])
    print(
        f"ratio of the least {least:.2f}, median of the runs' ratios {statistics.median(pairs):.2f}"
    )


if __name__ == "__main__":
    main()
