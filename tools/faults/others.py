"""Other users in the same folder, and other processes at the same time."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import elsewhere
from desk import ROOT, Outcome, workreports

import workreports as wr
from workreports.corpus import problems

OTHER = {"user": 65534, "group": 65534, "extra_groups": []}
"""Nobody, on most systems."""


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
    script, until = "import sys, acts as f; from pathlib import Path; ", desk / "over"
    watching = script + "sys.exit(f.watch(Path(sys.argv[1]), Path(sys.argv[2])))"
    readers = [
        subprocess.Popen([sys.executable, "-c", watching, desk / name, until], cwd=ROOT)
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
