"""How the time of each reader grows with the length of a text that repeats one piece.

    python benchmarks/repetition.py [READER ...]

Every piece that ``tests/test_fuzzing.py`` makes texts of, repeated to 10, 20, 40, 80 and 160
thousand characters: processor time, least of several runs, less what an empty text takes, and the
fitted exponent (1 is linear). Prints for each reader the steepest pieces and the slowest.
"""

import gc
import math
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.analysis import concordance
from workreports.corpus import (
    Corpus,
    catalogue,
    cleaning,
    outline,
    periods,
    reading,
    segmentation,
)
from workreports.corpus.store.memory import MemoryTables
from workreports.corpus.structure import layout
from workreports.indicators import extraction, mentions, quantities
from workreports.ingest import proposing
from workreports.io import lexicon
from workreports.io.tables import csv_text
from workreports.io.text import searched

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import test_fuzzing as fuzzing

SIZES = [10_000, 20_000, 40_000, 80_000, 160_000]
LEAST = 0.005
"""Seconds for the longest text: below, nothing is seen to grow."""
SEEN = 0.001
"""Seconds that can be told from nothing."""
STEEP = 1.15
"""Exponents above are measured again, more often, before they are believed."""
PIECES = list(
    dict.fromkeys([*fuzzing.PIECES, *fuzzing.REPEATED, *fuzzing.CELLS]) - {"": None}.keys()
)


@lru_cache(maxsize=1)
def corpus(text: str) -> Corpus:
    """A corpus of one document; all runs but the first, which is never the least, have it."""
    row = fuzzing.SOUND | {"raw_end": str(len(text))}
    documents = catalogue.typed(pd.DataFrame([row])).reset_index().to_dict("records")
    tables = reading.assemble([reading.document(documents[0], text, [])])
    tokens = reading.tokens(tables.paragraphs, tables.edits, lexicon.of(None))
    rows = tables.documents.set_index("doc_id")
    return Corpus(MemoryTables(rows, tables.paragraphs, tables.edits, lambda: tokens))


NAMES = mentions.read()
JIEBA = segmentation._Segmenter({"terms.csv": lexicon.content("terms.csv")})
READERS: dict[str, Callable[[str], object]] = {
    "cleaning.clean": cleaning.clean,
    "layout.rows": layout.rows,
    "outline.parse": outline.parse,
    "periods.find": lambda text: periods.find(text, 2017, 2016),
    "quantities.readable": quantities.readable,
    "quantities.find": quantities.find,
    "mentions.find": lambda text: mentions.find(text, NAMES),
    "extraction.extract": lambda text: extraction.extract(text, year=2017),
    "segmentation.segment": segmentation.segment,
    "segmentation without rjieba": JIEBA,
    "proposing.propose": lambda text: proposing.propose(text, "a.txt"),
    "proposing.oddities": proposing.oddities,
    "a cell of the catalogue": lambda text: catalogue.row_problems(
        fuzzing.SOUND | {"reviews": text}, "", fuzzing.known()
    ),
    "a cell of a table": lambda text: csv_text(pd.DataFrame({"text": [text]})),
    "a line of a concordance": lambda text: concordance.shown("a", text, text, text),
    "a concordance": lambda text: concordance.lines(corpus(text), searched(text[:1]) or "甲"),
}


class Growth(NamedTuple):
    """How the time of a reader grows with a piece repeated."""

    exponent: float
    seconds: float
    """Of the longest text."""
    piece: str


def spent(read: Callable[[str], object], text: str, runs: int) -> float:
    """Processor time in seconds, the least of some runs, without Python's collector of garbage."""
    least = math.inf
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = time.process_time()
        read(text)
        least = min(least, time.process_time() - start)
        gc.enable()
    return least


def growth(read: Callable[[str], object], piece: str, nothing: float, runs: int) -> Growth:
    texts = [(piece * size)[:size] for size in SIZES]
    seconds = [max(spent(read, text, runs) - nothing, SEEN) for text in texts]
    if seconds[-1] <= LEAST:
        return Growth(0.0, seconds[-1], piece)
    # What may be anything up to SEEN is a point of the curve only where it ends: there SEEN is the
    # most that it can be, and the exponent the least.
    first = max((number for number, one in enumerate(seconds) if one == SEEN), default=0)
    exponent = np.polyfit(np.log(SIZES[first:]), np.log(seconds[first:]), 1)[0]
    return Growth(exponent, seconds[-1], piece)


def main() -> None:
    print(f"{len(PIECES)} pieces, {SIZES[0]:,} to {SIZES[-1]:,} characters")
    for name in sys.argv[1:] or READERS:
        read = READERS[name]
        nothing = spent(read, "", 9)
        found = [growth(read, piece, nothing, 2) for piece in PIECES]
        again = [growth(read, one.piece, nothing, 9) for one in found if one.exponent > STEEP]
        measured = [one for one in found if one.exponent <= STEEP] + again
        slowest = max(measured, key=lambda one: one.seconds)
        steepest = ", ".join(
            f"{one.exponent:.2f} {one.piece[:12]!r}" for one in sorted(measured, reverse=True)[:3]
        )
        print(f"{name}: {steepest}; slowest {slowest.seconds:.2f} s {slowest.piece[:12]!r}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
