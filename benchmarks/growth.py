"""How preparing a corpus grows with its size: synthetic reports of about 15,000 characters, time,
processor time and the largest memory of any process.

    python benchmarks/growth.py [--large]

10, 100 and 1,000 reports in child processes, one a core; --large adds 10,000. Prints a
table and the fitted exponent (1 is linear), and what questions to the largest corpus take.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import workreports as wr

ROOT = Path(__file__).resolve().parents[1]
LENGTH = 15_000
BUILD = """
import os, resource, sys, time
from pathlib import Path
from workreports.ingest import building, watching
start = time.perf_counter()
print(building.build(Path(sys.argv[1]), Path(sys.argv[2])), time.perf_counter() - start)
watching.end()  # only of those that have ended something is known
used = os.times()
print(used.user + used.system, used.children_user + used.children_system)
who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
print(max(resource.getrusage(one).ru_maxrss for one in who) / 1024)
"""
LOAD = "import sys, time, resource\nimport workreports as wr\n"
TIMED = """
start, used = time.perf_counter(), time.process_time()
{body}
start, used = time.perf_counter() - start, time.process_time() - used
print({name!r}, f"{{start:.2f}} s ({{used:.2f}} s of a processor)", flush=True)
"""
MEMORY = "print(f'{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB')"
QUESTIONS = {
    "load": "corpus = wr.load_corpus(sys.argv[1])",
    "frequency of 创新": "wr.terms.frequency(corpus, '创新', by='year')",
    "keyness of two years": (
        "one, other = corpus.select(years=2015), corpus.select(years=2016)\n"
        "wr.keyness.compare(one, other, min_count=50)"
    ),
    "observations": "wr.indicators.extract(corpus)",
    "shared wording of one year and place": (
        "place = corpus.documents['place'].iloc[0]\n"
        "wr.reuse.passages(corpus.select(years=2015, place=place))"
    ),
}
HEAD = (
    f"{'reports':>8} {'seconds':>9} {'watching':>9} {'computing':>9} {'s a report':>11} "
    f"{'MiB, largest process':>22}"
)
NUMERALS = "一二三四五六七八九十"


def words() -> np.ndarray:
    tokens = wr.load_corpus().tokens()
    return tokens.loc[
        tokens["is_content"] & tokens["token"].str.fullmatch("[\u4e00-\u9fff]+"), "token"
    ].to_numpy(dtype="U8")  # as often as they are used


def report(number: int, vocabulary: np.ndarray) -> str:
    """A report of random words with a report's headings and some figures."""
    rng = np.random.default_rng(number)
    year, place = (
        2001 + number % 20,
        f"{NUMERALS[number // 20 % 10]}{NUMERALS[number // 200 % 10]}县",
    )

    def sentence() -> str:
        drawn = rng.choice(vocabulary, 24)
        return "".join(drawn[:8]) + "," + "".join(drawn[8:15]) + "," + "".join(drawn[15:]) + "。"

    def section(title: str, size: int) -> list[str]:
        lines, made = [title], 0
        while made < size:
            lines.append(
                f"({NUMERALS[len(lines) % 10]}){''.join(rng.choice(vocabulary, 4))}。"
                + "".join(sentence() for _ in range(4))
            )
            made += len(lines[-1])
        return lines

    figures = (
        f"全县地区生产总值{rng.integers(100, 900)}亿元,增长{rng.integers(10, 120) / 10}%;"
        f"一般公共预算收入{rng.integers(5, 90)}亿元,增长{rng.integers(10, 120) / 10}%。"
    )
    return "\n".join(
        [
            f"{year}年{place}政府工作报告",
            "各位代表:",
            "现在,我代表县人民政府向大会报告工作,请予审议。",
            *section(f"一、{year - 1}年工作回顾", LENGTH // 2),
            figures,
            *section(f"二、{year}年工作安排", LENGTH // 2),
            f"{year}年,地区生产总值增长{rng.integers(50, 90) / 10}%左右。",
        ]
    )


def write(folder: Path, size: int) -> None:
    """Files 00000.txt to SIZE - 1; those that are there stay."""
    vocabulary = words()
    for number in range(size):
        path = folder / f"{number // 1000:02d}" / f"{number:05d}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(report(number, vocabulary), encoding="utf-8")


def run(code: str, *arguments: Path) -> str:
    """What a program prints that runs in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout


def built(source: Path, out: Path, size: int) -> float:
    """Build a corpus, print what it took, and give the seconds that its processes computed.

    The process that starts them looks at them twenty times a second: what that takes grows with the
    time that passes.
    """
    printed = run(BUILD, source, out)
    seconds, watched, used, memory = map(float, printed.split()[-4:])
    each = f"{seconds:9.1f} {watched:9.1f} {used:9.1f} {used / size:11.4f} {memory:22.0f}"
    print(f"{size:8,} {each}   {printed.partition(')')[0]})", flush=True)
    return used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="10,000 reports, too")
    sizes = [10, 100, 1_000] + [10_000] * parser.parse_args().large
    with tempfile.TemporaryDirectory() as desk:
        spent = []
        print(HEAD)
        for size in sizes:
            source, out = Path(desk) / f"in{size}", Path(desk) / f"out{size}"
            write(source, size)
            spent.append(built(source, out, size))
        exponent = np.polyfit(np.log(sizes[1:]), np.log(spent[1:]), 1)[0]
        print(f"exponent from {sizes[1]} reports on: {exponent:.2f}")
        questions = (TIMED.format(name=name, body=body) for name, body in QUESTIONS.items())
        print(run(LOAD + "".join(questions) + MEMORY, out))


if __name__ == "__main__":
    main()
