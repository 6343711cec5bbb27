"""What adding one report to a corpus of 2,000 takes, and checking that corpus: seconds, beside what
reading its files takes.

    python benchmarks/adding.py

Once with short reports and once with reports of about 15,000 characters.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import growth
import numpy as np
import pandas as pd

from workreports import cli, ingest
from workreports.corpus import catalogue
from workreports.corpus.edits import EDIT_COLUMNS

DOCUMENTS = 2_000
T = TypeVar("T")


def corpus(folder: Path, length: int, vocabulary: np.ndarray) -> None:
    """A corpus folder of synthetic reports."""
    growth.LENGTH = length
    (folder / "raw").mkdir(parents=True)
    rows = []
    for number in range(DOCUMENTS):
        text = growth.report(number, vocabulary)
        data = text.encode("utf-8")
        row = dict.fromkeys(catalogue.COLUMNS, "") | {
            "doc_id": f"county-{number:05d}",
            "title": text.partition("\n")[0],
            "place": text[5:8],
            "genre": "work_report",
            "year": text[:4],
            "reviews": str(int(text[:4]) - 1),
            "plans": text[:4],
            "completeness": "complete",
            "raw_file": f"{number:05d}.txt",
            "raw_start": "0",
            "raw_end": str(len(text)),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        rows.append(row)
        (folder / "raw" / row["raw_file"]).write_bytes(data)
    pd.DataFrame(rows).to_csv(folder / "catalogue.csv", index=False)
    (folder / "edits.csv").write_text(",".join(EDIT_COLUMNS) + "\n", encoding="utf-8")


def timed(name: str, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = work()
    print(f"{name:32} {time.perf_counter() - start:7.2f} s", flush=True)
    return result


def read(folder: Path) -> None:
    for path in (folder / "raw").iterdir():
        hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    vocabulary = growth.words()
    for length in (300, 15_000):
        with tempfile.TemporaryDirectory() as desk:
            folder, new = Path(desk) / "corpus", Path(desk) / "new.txt"
            corpus(folder, length, vocabulary)
            new.write_text(growth.report(DOCUMENTS, vocabulary), encoding="utf-8")
            print(f"{DOCUMENTS:,} reports of about {length:,} characters")
            timed("read and hash the files", partial(read, folder))
            ingest.propose(new, Path(desk) / "empty")  # what is imported is imported
            addition = timed("propose a row", partial(ingest.propose, new, folder))
            timed("add it", partial(ingest.add, addition, folder))
            timed("check", partial(cli.main, ["check", str(folder)]))


if __name__ == "__main__":
    main()
