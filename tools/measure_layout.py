"""Measure what is found of the reports in a folder with an ``index.csv``: layout, parts, rows.

    python tools/measure_layout.py FOLDER [--gold FILE.csv] [--without FILE.txt] [--list]

The index names the files in its column ``file``; what is right of their rows stands in ``place
level year genre``, where it has these columns (without ``genre``, all are work reports). Each
report is proposed twice, with its name and with a name that says nothing. A gold file has the
columns ``file kind start end value``, offsets in the file as received, kinds ``heading`` (value:
depth), ``part`` (value: the part) and the columns of a row, which go over those of the index. The
texts stay where they are.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports.corpus import catalogue, cleaning, outline, territories
from workreports.ingest import describing, proposing

_ROW = ["place", "level", "year", "genre"]

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


def layouts(
    folder: Path, files: list[str], gold: dict[str, list[dict[str, str]]], *, tells: bool
) -> None:
    """Print what is found of the layout of files, telling of each that is not as it should be."""
    totals: Counter[str] = Counter()
    for name in files:
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
    for what, count in totals.items():
        print(f"{what}: {count}")


def proposed(folder: Path, files: list[str], *, named: bool) -> pd.DataFrame:
    """What is proposed for each report, and the problems for which it would be refused."""
    found = []
    for file in files:
        text = (folder / file).read_bytes().decode("utf-8")
        row = proposing.propose(text, str(Path(file).with_suffix("")) if named else "a")
        cells = describing.row(row, text, "0" * 64, "a.txt", "")
        problems = catalogue.row_problems(cells, text, territories.read(None))
        told = {column: row[column].value for column in _ROW}
        found.append(told | {"refused": "; ".join(problem.problem for problem in problems)})
    return pd.DataFrame(found, index=files)


def rows(folder: Path, right: pd.DataFrame) -> None:
    """Print the share of right values in the rows proposed, and each miss.

    ``right`` has the index ``file``; what nobody knows is missing.
    """
    for named in (True, False):
        found = proposed(folder, right.index.tolist(), named=named)
        print("named after itself" if named else "named a.txt")
        for column in right.columns:
            known = right[column].dropna()
            there = found.loc[known.index, column]
            wrong = there[there != known]
            print(f"  {column:8} {1 - len(wrong) / len(known):.3f}")
            for file, value in wrong.items():
                print(f"    {file}: {value or '(nothing)'}, not {right.at[file, column]}")
        refused = found.loc[found["refused"] != "", "refused"]
        print(f"  refused  {len(refused)}")
        for file, problem in refused.items():
            print(f"    {file}: {problem}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, help="a CSV with file kind start end value")
    parser.add_argument("--without", type=Path, help="a list of files to leave out")
    parser.add_argument("--list", action="store_true", help="tell of each file's layout")
    given = parser.parse_args()
    left_out = given.without.read_text(encoding="utf-8").split() if given.without else []
    index = pd.read_csv(given.folder / "index.csv", dtype=str, keep_default_na=False)
    index = index[~index["file"].isin(left_out)].set_index("file")
    right = index.assign(genre=index.get("genre", "work_report")).filter(_ROW)
    gold = {}
    if given.gold:
        table = pd.read_csv(given.gold, dtype=str, keep_default_na=False)
        gold = {file: answers.to_dict("records") for file, answers in table.groupby("file")}
        told = table[table["kind"].isin(_ROW) & table["file"].isin(right.index)]
        told = told.pivot(index="file", columns="kind", values="value")
        right = told.combine_first(right).loc[right.index, _ROW]
    layouts(given.folder, index.index.tolist(), gold, tells=given.list)
    rows(given.folder, right)


if __name__ == "__main__":
    main()
