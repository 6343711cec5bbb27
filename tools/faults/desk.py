"""What is attacked: a desk with a corpus and all that is made of it, before and after each act."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PATHS = [str(ROOT / name) for name in ("lib", "tests", "tools/faults")]
sys.path[:0] = PATHS
# For the processes that are attacked, too.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [*PATHS, os.environ.get("PYTHONPATH")]))

import acts  # noqa: E402
import elsewhere  # noqa: E402  the made-up reports of the tests

import workreports as wr  # noqa: E402

PAGE = "<html><body><article>{}</article></body></html>"


class Outcome(NamedTuple):
    """One attack: what was done, and what was wrong afterwards."""

    what: str
    wrong: list[str]


def prepare(desk: Path) -> None:
    """A corpus, a page to add, one that was added, what was built, drawn and written before."""
    elsewhere.make(desk / "corpus")
    lines = elsewhere.text(2009).replace("2009", "2011").replace("2008", "2010").splitlines()
    page = PAGE.format("".join(f"<p>{line}</p>" for line in lines))
    (desk / "new.html").write_text(page, encoding="utf-8")
    for act in (acts.figures, acts.notebook, acts.build):
        act(desk)


def prepared(act: str, base: Path, desk: Path) -> None:
    """The desk as it is before an act."""
    shutil.copytree(base, desk)
    if act in ("remove", "build"):
        acts.add(desk)


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
