"""Damaged bits of what the program wrote, and hostile files that it is to read."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import elsewhere
from desk import Outcome, state, workreports

import workreports as wr
from workreports.corpus import problems


def bits(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """One bit of a cache or of a store is turned round: all is as it was, or it is said."""
    for name in ("corpus", "out"):
        desk = base.with_name(f"bits-{name}")
        shutil.copytree(base, desk)
        expected = everything(desk / name)
        found = (desk / name).rglob("*") if name == "out" else (desk / name / ".cache").rglob("*")
        files = sorted(path for path in found if path.is_file() and path.stat().st_size)
        places = [rng.choice(files) for _ in range(tries)]
        chosen = [(path, rng.randrange(8 * path.stat().st_size)) for path in places]
        yield lambda d=desk / name, c=chosen, e=expected: flip(d, c, e)


def everything(folder: Path) -> list[str]:
    corpus = wr.load_corpus(folder)
    tables = [corpus.documents, corpus.paragraphs, corpus.edits, corpus.tokens()]
    tables += [corpus.word_counts(), wr.indicators.extract(corpus), wr.reuse.passages(corpus)]
    return [table.to_csv() for table in tables] + [
        corpus.raw_text(corpus.documents.raw_file.iloc[0])
    ]


def flip(folder: Path, chosen: list[tuple[Path, int]], expected: list[str]) -> Iterator[Outcome]:
    for path, bit in chosen:
        kept = path.read_bytes()
        changed = bytearray(kept)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        name, wrong = path.relative_to(folder), []
        try:
            if everything(folder) != expected:
                wrong.append("believed")
        except wr.WorkReportsError:
            pass
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")
        if folder.name == "out" and not problems(folder):
            wrong.append("«check» finds nothing")
        path.write_bytes(kept)
        yield Outcome(f"bit {bit} of {name}", wrong)


def hostile(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """Files that are no reports: each is refused with a reason, and stops nothing."""
    from test_bad_input import UNREADABLE

    desk = base.with_name("hostile")
    elsewhere.make(desk / "corpus")
    chosen = rng.sample(sorted(UNREADABLE), min(tries, len(UNREADABLE)))
    for number, what in enumerate(chosen):
        name, data, _ = UNREADABLE[what]
        path = desk / "in" / f"{number:03d}" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        yield lambda path=path, what=what: refused(path, desk / "corpus", what)
    for report in sorted((desk / "corpus/raw").iterdir()):
        shutil.copy(report, desk / "in" / report.name)
    yield lambda: built(desk, len(chosen))


def refused(path: Path, corpus: Path, what: str) -> Outcome:
    before = state("add", corpus.parent)
    code, said = workreports("add", path, "--corpus", corpus, "--yes")
    wrong = [] if code == 1 and "remedy: " in said else [f"exit code {code}: {said[-300:]}"]
    wrong += ["a traceback"] if "Traceback" in said else []
    wrong += ["the corpus has changed"] if state("add", corpus.parent) != before else []
    return Outcome(what, wrong)


def built(desk: Path, bad: int) -> Outcome:
    code, said = workreports("build", desk / "in", desk / "out")
    wrong = [] if code == 0 and "Traceback" not in said else [f"exit code {code}: {said[-300:]}"]
    failed = (desk / "out/failed.csv").read_text(encoding="utf-8").count("\n") - 1
    good = len(wr.load_corpus(desk / "out").documents)
    told = f"{good} documents, {failed} failed, of {len(elsewhere.FIGURES)} and {bad}"
    wrong += [told] if (good, failed) != (len(elsewhere.FIGURES), bad) else []
    return Outcome("all of them in one folder", wrong)
