"""Say of every file of a folder what differs from the text that all of them vary.

Usage: python tools/measure_cases.py FOLDER [PATTERN]

The folder holds ``base.txt`` and ``base_long.txt``; a file is held against the one it is nearer to.
A line says ``same``, or what is another: a value of the catalogue row, paragraphs with their parts,
figures; or why the file cannot be read.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from workreports import indicators
from workreports.corpus import cleaning, outline
from workreports.ingest import proposing, readers
from workreports.io.errors import CorpusError

ROW = ["title", "place", "genre", "year"]
FIGURES = ["indicator", "value", "unit", "measure", "year"]
BASES = ["base.txt", "base_long.txt"]


class Told(NamedTuple):
    """What is held against the base."""

    how: str
    row: dict[str, str]
    paragraphs: list[tuple[str, str]]
    figures: list[tuple[str, ...]]


def told(path: Path) -> Told:
    """What a file says, as the library reads it."""
    read = readers.read(path)
    row = {name: found.value for name, found in proposing.propose(read.text, path.stem).items()}
    clean = cleaning.clean(read.text).text
    parts = outline.parse(clean)
    paragraphs = [
        (part, clean[start:end].strip())
        for part, start, end in zip(parts["part"], parts["start"], parts["end"], strict=True)
    ]
    found = indicators.extract(clean, int(row["year"]) if row["year"] else None)
    columns = [name for name in FIGURES if name in found]
    figures = [tuple(map(str, values)) for values in found[columns].itertuples(index=False)]
    return Told(read.how, {name: row[name] for name in ROW}, paragraphs, figures)


def differences(mine: Told, base: Told) -> list[str]:
    """One line for everything in which a file differs from the base."""
    lines = [
        f"{name}: {mine.row[name]!r}, not {base.row[name]!r}"
        for name in ROW
        if mine.row[name] != base.row[name]
    ]
    for name in ("paragraphs", "figures"):
        lines += _changes(name, getattr(mine, name), getattr(base, name))
    return lines


def _changes(name: str, found: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> list[str]:
    """What a list has too much and too little, the first of each; none if it is the same."""
    more = [f"  too much  {'|'.join(one)[:100]}" for one in found if one not in right]
    less = [f"  missing   {'|'.join(one)[:100]}" for one in right if one not in found]
    same = found == right or not (more or less)
    return [] if same else [f"{name}: {len(found)}, not {len(right)}", *more[:4], *less[:4]]


def main(folder: Path, pattern: str = "*") -> None:
    bases = [told(folder / name) for name in BASES if (folder / name).is_file()]
    same = total = 0
    for path in sorted(folder.glob(pattern)):
        if path.name in BASES or path.suffix == ".csv" or path.name == "README.md":
            continue
        total += 1
        try:
            mine = told(path)
        except CorpusError as error:
            print(f"{path.name}: refused: {error.problems[0].problem}")
            continue
        near = min(bases, key=lambda base: abs(len(mine.paragraphs) - len(base.paragraphs)))
        found = differences(mine, near)
        same += not found
        print(f"{path.name}: {'; '.join(['same'] * (not found))} ({mine.how})")
        print("".join(f"    {line}\n" for line in found), end="")
    print(f"{same} of {total} say the same")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
