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

import acts
import elsewhere
from desk import ROOT, Outcome, workreports
from endings import PROCESSES

import workreports as wr
from workreports.corpus import problems


def users(base: Path, tries: int, rng: random.Random) -> Iterator[Callable[[], list[Outcome]]]:
    """Somebody else in a folder that is shared, and in one that is only to be read."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        print("users: passed over; only root can be another")
        return
    for mode in (0o777, 0o755):
        desk = base.with_name(f"users-{mode:o}")
        shutil.copytree(base, desk)
        for path in [desk, *desk.rglob("*")]:
            as_the_folder = path.is_dir() or path.name == ".lock"
            path.chmod(mode & (0o777 if path.is_dir() else 0o666) if as_the_folder else 0o644)
        yield lambda desk=desk, mode=mode: another(desk, base, mode)


def another(desk: Path, base: Path, mode: int) -> list[Outcome]:
    """Commands of somebody to whom a desk does not belong."""
    changing = 0 if mode == 0o777 else 1  # refused
    corpus = str(desk / "corpus")
    commands = [
        (0, ["check", corpus]),
        (0, ["check", str(desk / "out")]),
        (changing, ["add", str(desk / "new.html"), "--corpus", corpus, "--yes"]),
        (changing, ["build", corpus, str(desk / "out")]),
        (changing, ["remove", "yunling-2005-work-report", "--corpus", corpus]),
        (0, ["check", corpus]),
    ]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        home = Path(own) / "home"
        home.mkdir()
        Path(own).chmod(0o755)
        home.chmod(0o777)
        shutil.copytree(base, Path(own) / "desk")
        mine, theirs = PROCESSES.Pipe()
        given = ([command for _, command in commands], Path(own) / "desk", home, theirs)
        process = PROCESSES.Process(target=acts.as_another, args=given)
        process.start()
        theirs.close()
        process.join()
        told = mine.recv()
    return [
        Outcome(
            f"{command[0]} by another in a folder of mode {mode:o}",
            [f"exit status {status}: {said[-300:]}"] * (status != expected)
            + ["a traceback"] * ("Traceback" in said),
        )
        for (expected, command), (status, said) in zip(commands, told, strict=True)
    ]


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
