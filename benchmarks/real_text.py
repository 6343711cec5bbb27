"""Preparing and asking real reports, ten times over: whether time is linear, and the memory.

    python benchmarks/real_text.py FOLDER... [--times 10]

FOLDER holds reports as PLACE/YEAR.md; they are not part of this repository. The copies differ in
place, year and order of paragraphs. Prints, for a quarter, a half and all of them, the seconds
that the build computed (what else runs on the machine changes them less) and the largest memory of
any; and what questions to all of them take, each in a process of its own.
"""

import argparse
import random
import re
import tempfile
from itertools import cycle
from pathlib import Path

from growth import HEAD, LOAD, MEMORY, NUMERALS, TIMED, built, run

QUESTIONS = {
    "frequency": "wr.terms.frequency(corpus, '创新', by='year')",
    "keyness": (
        "later = int(corpus.documents['year'].median())\n"
        "one = corpus.select(years=(1900, later))\n"
        "wr.keyness.compare(corpus.select(years=(later + 1, 2099)), one)"
    ),
    "observations": "wr.indicators.extract(corpus)",
}
YEARS = 40
_PARAGRAPH = 40
"""Characters from which a line is a paragraph, whose place may change, and no heading."""


def copy(origin: Path, text: str, number: int) -> tuple[str, str]:
    """Where a copy of PLACE/YEAR.md is written, and what: of another place and another year, which
    the text names, too, with its paragraphs in another order.
    """
    year, place = 1981 + number % YEARS, number // YEARS
    numerals = "".join(NUMERALS[place // 10**power % 10] for power in (2, 1, 0))
    name = numerals + origin.parent.name[-1:]
    lines = text.replace(origin.parent.name, name).splitlines()
    lines = [_later(line, year - int(origin.stem)) for line in lines]
    moving = [at for at, line in enumerate(lines) if len(line) >= _PARAGRAPH]
    moved = random.Random(number).sample(moving, len(moving))
    shuffled = dict(zip(moving, (lines[at] for at in moved), strict=True))
    kept = [shuffled.get(at, line) for at, line in enumerate(lines)]
    return f"{name}/{year}.md", "\n".join([*kept, ""])


def _later(line: str, years: int) -> str:
    """A line in which every year is another one."""
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?=年)", lambda year: str(int(year[0]) + years), line)


def write(folder: Path, texts: dict[Path, str], size: int) -> None:
    """The first copies of reports, in turn."""
    for number, origin in zip(range(size), cycle(texts), strict=False):
        place, text = copy(origin, texts[origin], number)
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def ask(out: Path) -> None:
    """Ask each question in a process of its own; print its time and memory."""
    for name, body in QUESTIONS.items():
        code = LOAD + "corpus = wr.load_corpus(sys.argv[1])\n"
        code += TIMED.format(name=name, body=body) + MEMORY
        print(run(code, out).strip().replace("\n", ", "), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args()
    paths = [p for one in given.folders for end in ("md", "txt") for p in one.rglob(f"*.{end}")]
    texts = {p: p.read_text(encoding="utf-8") for p in sorted(paths) if p.stem.isdecimal()}
    whole = len(texts) * given.times
    with tempfile.TemporaryDirectory() as desk:
        print(HEAD)
        spent = []
        for size in (whole // 4, whole // 2, whole):
            source, out = Path(desk) / f"in{size}", Path(desk) / f"out{size}"
            write(source, texts, size)
            spent.append(built(source, out, size) / size)
        print(f"seconds a report differ by {max(spent) / min(spent) - 1:.0%}")
        ask(out)


if __name__ == "__main__":
    main()
