"""Attack the program on purpose, and say what broke: python tools/faults.py [--short]

Kills, full disks, damaged bits, hostile files, two users, processes in company. Prints what was
tried and what failed, kind by kind; the exit code is 1 if anything failed. Takes about ten minutes,
with --short one. Everything happens in temporary folders, on made-up reports.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "tests"), str(ROOT / "tools")]
before = filter(None, [os.environ.get("PYTHONPATH")])
os.environ["PYTHONPATH"] = os.pathsep.join([*sys.path[:3], *before])  # for those that are attacked

import elsewhere  # noqa: E402  the made-up reports of the tests
import fault_acts  # noqa: E402

import workreports as wr  # noqa: E402
from workreports.corpus import problems  # noqa: E402

NEVER = 10**9
RNG = random.Random(13)
# Children that have imported everything already, where the system can do that.
PROCESSES = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
PROCESSES.set_forkserver_preload(["fault_acts"])
OTHER = {"user": 65534, "group": 65534, "extra_groups": []}
"""Nobody, on most systems."""
PAGE = "<html><body><article>{}</article></body></html>"


class Outcome(NamedTuple):
    """One attack: what was done, and what was wrong afterwards."""

    what: str
    wrong: list[str]


# ------------------------------------------------------------------ what is attacked


def prepare(desk: Path) -> None:
    """A corpus, a page to add, one that was added, what was built, drawn and written before."""
    elsewhere.make(desk / "corpus")
    lines = elsewhere.text(2009).replace("2009", "2011").replace("2008", "2010").splitlines()
    page = PAGE.format("".join(f"<p>{line}</p>" for line in lines))
    (desk / "new.html").write_text(page, encoding="utf-8")
    for act in (fault_acts.figures, fault_acts.notebook, fault_acts.build):
        act(desk)


def prepared(act: str, base: Path, desk: Path) -> None:
    """The desk as it is before an act."""
    shutil.copytree(base, desk)
    if act in ("remove", "build"):
        fault_acts.add(desk)


def state(act: str, desk: Path) -> dict[str, bytes] | str:
    """What an act changes."""
    if act == "build":
        corpus = wr.load_corpus(desk / "out")
        return corpus.tokens().to_csv() + corpus.paragraphs.to_csv() + corpus.edits.to_csv()
    if act == "cache":
        return wr.load_corpus(desk / "corpus").tokens().to_csv()
    folder = {"figures": desk / "figures", "notebook": desk}.get(act, desk / "corpus")
    found = folder.glob("*") if act == "notebook" else folder.rglob("*")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(found)
        if path.is_file() and path.name != ".lock" and ".cache" not in path.parts
    }


def readable(act: str, desk: Path) -> object:
    """What a reader sees at any moment: what was before an act, or what comes after it."""
    if act in ("add", "remove"):
        corpus = wr.load_corpus(desk / "corpus")
        return corpus.documents.to_csv() + "".join(map(corpus.raw_text, corpus.documents.raw_file))
    if act in ("figures", "notebook"):
        return {name: data for name, data in state(act, desk).items() if name[:1] != "."}
    return state(act, desk)


# ------------------------------------------------------------------ kills and full disks


class Ended(NamedTuple):
    """How an act ended: exit code, calls that changed the disk, what it said, how long it took."""

    code: int
    calls: int
    said: str
    seconds: float


class Attack:
    """An act, and what a desk is like before and after it."""

    def __init__(self, act: str, base: Path):
        self.act, self.base = act, base
        with self.desk() as desk:
            self.before = readable(act, desk)
        with self.desk() as desk:
            ended = self.run(desk, "no", NEVER)
            self.calls, self.seconds = ended.calls, ended.seconds
            self.after, self.whole = readable(act, desk), state(act, desk)

    def desk(self):
        holder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        prepared(self.act, self.base, Path(holder.name) / "desk")
        return _Desk(holder)

    def run(self, desk: Path, how: str, at: int, after: float = NEVER) -> Ended:
        """Do the act in a process of its own."""
        mine, theirs = PROCESSES.Pipe()
        given = (self.act, desk, how, at, theirs)
        process = PROCESSES.Process(target=fault_acts.run, args=given)
        process.start()
        theirs.close()
        start = time.perf_counter()
        process.join(min(after, 120))
        spent = time.perf_counter() - start
        process.kill()
        process.join()
        try:
            calls, said = mine.recv()
        except EOFError:  # it was killed
            calls, said = 0, ""
        return Ended(process.exitcode, calls, said, spent)

    def kill(self, at: int, after: float = NEVER) -> Outcome:
        with self.desk() as desk:
            self.run(desk, "kill" if at else "no", at or NEVER, after)
            return Outcome(f"{self.act} killed at {at or f'{after:.3f} s'}", self.wrong(desk))

    def fill(self, at: int) -> Outcome:
        with self.desk() as desk:
            ended = self.run(desk, "full", at)
            found = [] if ended.code in (0, 1) else [f"exit code {ended.code}: {ended.said}"]
            found += [f"a traceback: {ended.said[-300:]}"] if "Traceback" in ended.said else []
            return Outcome(f"{self.act}, disk full at {at}", found + self.wrong(desk))

    def wrong(self, desk: Path) -> list[str]:
        """What is wrong on a desk after an act that did not end."""
        found = []
        seen = readable(self.act, desk)
        if self.act == "figures":  # each file by itself
            sides = self.before, self.after
            found += [name for name in seen if seen[name] not in [s.get(name) for s in sides]]
        elif seen not in (self.before, self.after):
            found.append("a reader sees neither what was before nor what comes after")
        if self.act in ("add", "remove"):
            wr.corpus.repair(desk / "corpus")
            found += [str(problem) for problem in problems(desk / "corpus")]
        if self.act not in ("add", "remove") or readable(self.act, desk) != self.after:
            again = self.run(desk, "no", NEVER)
            found += [f"done again it fails: {again.said[-300:]}"] if again.code else []
        if state(self.act, desk) != self.whole:
            found.append("done again it leaves something else, or something behind")
        return found


class _Desk:
    def __init__(self, holder: tempfile.TemporaryDirectory):
        self.holder = holder

    def __enter__(self) -> Path:
        return Path(self.holder.name) / "desk"

    def __exit__(self, *error: object) -> None:
        self.holder.cleanup()


def kills(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """Deaths at every call that changes the disk, and at any moment besides."""
    for act in fault_acts.ACTS:
        attack = Attack(act, base)
        points = range(1, attack.calls + 1)
        chosen = sorted(rng.sample(points, min(tries, len(points))))
        yield from (lambda a=attack, at=at: a.kill(at) for at in chosen)
        moments = [rng.uniform(0, attack.seconds) for _ in range(tries - len(chosen))]
        yield from (lambda a=attack, after=after: a.kill(0, after) for after in moments)


def full_disks(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    for act in fault_acts.ACTS:
        attack = Attack(act, base)
        points = range(1, attack.calls + 1)
        chosen = sorted(rng.sample(points, min(tries, len(points))))
        yield from (lambda a=attack, at=at: a.fill(at) for at in chosen)


# ------------------------------------------------------------------ damaged bits


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


# ------------------------------------------------------------------ hostile files


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


def workreports(*arguments: object, **given: object) -> tuple[int, str]:
    """Exit code of a command and all that it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "workreports", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **given,
    )
    return run.returncode, run.stdout.decode("utf-8", "replace")


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


# ------------------------------------------------------------------ users and processes in company


def users(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """Somebody else in a folder that is shared, and in one that is only to be read."""
    try:
        subprocess.run([sys.executable, "-c", "import workreports"], check=True, **OTHER)
    except (OSError, ValueError, subprocess.SubprocessError):
        print("users: passed over; only root can be another, who must be able to run this Python")
        return
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o777)
        for mode, adding in ((0o777, 0), (0o755, 1)):
            desk = base.with_name(f"users-{mode:o}")
            shutil.copytree(base, desk)
            for path in [desk, *desk.rglob("*")]:
                path.chmod(mode if path.is_dir() else mode & 0o666)
            other = OTHER | {"env": {**os.environ, "HOME": home}}
            for expected, *command in (
                (0, "check", desk / "corpus"),
                (0, "check", desk / "out"),
                (adding, "add", desk / "new.html", "--corpus", desk / "corpus", "--yes"),
                (adding, "build", desk / "corpus", desk / "out"),
                (0, "check", desk / "corpus"),
            ):
                code, said = workreports(*command, **other)
                what = f"{command[0]} by another in a folder of mode {mode:o}"
                wrong = [] if code == expected else [f"exit code {code}: {said[-300:]}"]
                wrong += ["a traceback"] if "Traceback" in said else []
                yield lambda what=what, wrong=wrong: Outcome(what, wrong)


def company(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], Outcome]]:
    """Two notebooks and two readers of a store, while four add and two build."""
    for number in range(tries):
        desk = base.with_name(f"company-{number}")
        shutil.copytree(base, desk)
        yield lambda desk=desk: together(desk)


def together(desk: Path) -> Outcome:
    script, until = "import sys, fault_acts as f; from pathlib import Path; ", desk / "over"
    watching = script + "sys.exit(f.watch(Path(sys.argv[1]), Path(sys.argv[2])))"
    readers = [
        subprocess.Popen([sys.executable, "-c", watching, desk / name, until], cwd=ROOT / "tools")
        for name in ("corpus", "out") * 2
    ]
    page, commands = (desk / "new.html").read_text(encoding="utf-8"), []
    for year in range(2012, 2016):
        path = desk / f"{year}.html"
        text = page.replace("2011", str(year)).replace("2010", str(year - 1))
        path.write_text(text, encoding="utf-8")
        commands.append(("add", path, "--corpus", desk / "corpus", "--yes"))
    commands[2:2] = [("build", desk / "corpus", desk / "out")] * 2
    with ThreadPoolExecutor(len(commands)) as threads:
        ended = list(threads.map(lambda command: workreports(*command), commands))
    workreports("build", desk / "corpus", desk / "out")
    until.touch()
    wrong = [said[-300:] for code, said in ended if code]
    wrong += [f"a reader ended with {run.returncode}" for run in readers if run.wait()]
    for name in ("corpus", "out"):
        found = len(wr.load_corpus(desk / name).documents)
        expected = len(elsewhere.FIGURES) + 4
        wrong += [f"{found} documents in {name}, not {expected}"] if found != expected else []
        wrong += [str(problem) for problem in problems(desk / name)]
    return Outcome("two notebooks, two readers, four adds, two builds", wrong)


# ------------------------------------------------------------------ all of it


class Kind(NamedTuple):
    attacks: Callable[[Path, int, random.Random], Iterator[Callable[[], Outcome]]]
    tries: int
    tries_short: int


KINDS = {
    "kills": Kind(kills, 50, 2),
    "full disks": Kind(full_disks, 40, 2),
    "damaged bits": Kind(bits, 400, 12),
    "hostile files": Kind(hostile, 99, 4),
    "users": Kind(users, 0, 0),
    "company": Kind(company, 5, 1),
}


def attack(kind: str, *, short: bool) -> list[Outcome]:
    """Everything of one kind, on all cores."""
    attacks, tries, fewer = KINDS[kind]
    with tempfile.TemporaryDirectory() as desk, ThreadPoolExecutor(os.cpu_count()) as threads:
        base = Path(desk) / "base"
        base.mkdir()
        Path(desk).chmod(0o755)
        prepare(base)
        found = threads.map(lambda one: one(), attacks(base, fewer if short else tries, RNG))
        outcomes = []
        for one in found:
            outcomes += [one] if isinstance(one, Outcome) else one
        return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a minute instead of ten")
    short, failed = parser.parse_args().short, 0
    for kind in KINDS:
        start = time.perf_counter()
        outcomes = attack(kind, short=short)
        bad = [one for one in outcomes if one.wrong]
        spent = time.perf_counter() - start
        print(f"{kind:14} {len(outcomes):5} tried {len(bad):4} failed {spent:6.0f} s", flush=True)
        for one in bad:
            print(f"    {one.what}: {'; '.join(one.wrong)}")
        failed += len(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
