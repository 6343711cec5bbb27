"""Measure what the library finds of the layout of reports in a folder with an ``index.csv``.

    python tools/measure_layout.py FOLDER [--gold FILE.csv] [--without FILE.txt]

The folder's ``index.csv`` names the files in its column ``file``. A gold file has the columns
``file kind start end value``, offsets in the file as received, kinds ``heading`` (value: depth) and
``part`` (value: the part). The texts stay where they are.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from workreports.corpus import cleaning, outline

_LEAST, _MOST = 0.15, 0.75
"""A review and a plan take between these shares of a work report."""


class Layout(NamedTuple):
    """What was found in a file: rows of an outline with raw places, and the share of each part."""

    raw: str
    rows: list[tuple[int, int, int, str]]
    """Raw start and end, depth, part."""
    shares: dict[str, float]
    lost: int
    """Characters that stand in no paragraph and no edit, or in more than one."""


def read(path: Path) -> Layout:
    """Read the layout of one file."""
    raw = path.read_bytes().decode("utf-8")
    clean = cleaning.clean(raw)
    table = outline.of(clean.text)
    rows = [
        (*clean.raw_span(row.start, row.end), row.depth, row.part) for row in table.itertuples()
    ]
    lengths = (table["end"] - table["start"]).groupby(table["part"]).sum()
    shares = (lengths / max(1, lengths.sum())).to_dict()
    cover = np.zeros(len(raw), dtype=int)
    for edit in clean.edits:
        cover[edit.raw_start : edit.raw_end] += 1
    edited = cover > 0
    for start, end, *_ in rows:
        cover[start:end] += ~edited[start:end]
    return Layout(raw, rows, shares, int((cover != 1).sum()))


def is_plausible(shares: dict[str, float]) -> bool:
    """Whether review (with its problems) and plan (with governance) are of a likely length."""
    review = shares.get("review", 0)
    plan = shares.get("plan", 0)
    return _LEAST <= review <= _MOST and _LEAST <= plan <= _MOST


def against(gold: list[dict[str, str]], layout: Layout) -> Counter[str]:
    """Count headings and characters of one file that are as the gold says."""
    counts: Counter[str] = Counter()
    parts = np.full(len(layout.raw), "", dtype=object)
    for start, end, _, part in layout.rows:
        parts[start:end] = part
    printed = {
        (_start(layout.raw, int(row["start"])), int(row["end"])): int(row["value"])
        for row in gold
        if row["kind"] == "heading"
    }
    found = {
        _start(layout.raw, start): (end, depth) for start, end, depth, _ in layout.rows if depth
    }
    for (start, end), depth in printed.items():
        counts["headings"] += 1
        counts["headings found"] += start in found
        counts["headings of the right depth"] += start in found and found[start][1] == depth
        counts["headings with the right end"] += start in found and abs(found[start][0] - end) <= 3
    known = {start for start, _ in printed}
    deepest = max(printed.values(), default=0)
    counts["headings told"] = sum(depth <= deepest for _, depth in found.values())
    counts["headings told falsely"] = sum(
        start not in known and depth <= deepest for start, (_, depth) in found.items()
    )
    for row in gold:
        if row["kind"] == "part":
            there = parts[int(row["start"]) : int(row["end"])]
            there = there[there != ""]
            counts["characters"] += len(there)
            counts["characters in the right part"] += int((there == row["value"]).sum())
    return counts


def _start(raw: str, start: int) -> int:
    """Where the words begin, behind marks and blanks."""
    while start < len(raw) and raw[start] in "*# \u3000\u00a0\u2003[":
        start += 1
    return start


def measured(
    folder: Path, left_out: set[str], gold: dict[str, list[dict[str, str]]], *, tells: bool
) -> Counter[str]:
    """Measure the files of a folder, telling of each that is not as it should be."""
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        names = [row["file"] for row in csv.DictReader(file) if row["file"] not in left_out]
    totals: Counter[str] = Counter()
    for name in names:
        layout = read(folder / name)
        counts = against(gold[name], layout) if name in gold else Counter()
        totals["files"] += 1
        totals["plausible review and plan"] += is_plausible(layout.shares)
        totals["characters lost or doubled"] += layout.lost
        totals += counts
        if tells and not is_plausible(layout.shares):
            print(name, {part: round(share, 2) for part, share in layout.shares.items()})
        if tells and counts:
            print(name, dict(counts))
    return totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, help="a CSV with file kind start end value")
    parser.add_argument("--without", type=Path, help="a list of files to leave out")
    parser.add_argument("--list", action="store_true", help="tell of each file")
    options = parser.parse_args()
    left_out = options.without.read_text(encoding="utf-8").split() if options.without else []
    gold: dict[str, list[dict[str, str]]] = {}
    if options.gold:
        with options.gold.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                gold.setdefault(row["file"], []).append(row)
    totals = measured(options.folder, set(left_out), gold, tells=options.list)
    for what, count in totals.items():
        print(f"{what}: {count}")


if __name__ == "__main__":
    main()
