"""Break what keeps and reads files in small ways, and see whether a test notices.

python tools/mutants.py [NAME ...]

Of all the changes that mutmut knows (``<`` to ``<=``, ``and`` to ``or``, an argument left out, a
value None, ...) 200 are drawn by lot, always the same ones for the same code. Each is made in a
copy of the project of its own, where the fast tests of the module run that reach the changed line,
or all of them where other processes may reach it, too. What no test notices is printed in the end;
names given are tried again. Takes about an hour, and Linux or macOS.
"""

import ast
import difflib
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import coverage
import libcst as cst
import psutil
import pytest
from mutmut.mutation.mutators import mutation_operators, operator_string

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = Path("lib/workreports")
# Children that have imported what takes long, and nothing of the project.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["mutmut.mutation.mutators", "pandas", "pytest"])
DRAWN, SEED = 200, 13
LIMIT = 600
"""Seconds after which a mutant counts as caught."""
SURVIVES = "SURVIVES"
TESTS = {
    "io/writing": ["writing", "corpus"],
    "io/code": ["writing", "corpus"],
    "corpus/store/cache": ["corpus"],
    "corpus/store/snapshot": ["corpus", "bad_input"],
    "corpus/store/memory": ["corpus", "scale"],
    "corpus/store/parquet": ["scale", "building"],
    "corpus/store/manifest": ["building", "scale"],
    "ingest/adding": ["ingest", "bad_input"],
    "ingest/building": ["building", "scale"],
    "ingest/listing": ["listing", "building"],
    "ingest/parts": ["building", "scale"],
    "ingest/readers/__init__": ["readers", "listing", "bad_input"],
    "ingest/readers/docx": ["docx", "bad_input"],
    "ingest/readers/docx_styles": ["docx"],
    "ingest/readers/html": ["pages", "bad_input"],
    "ingest/readers/pdf": ["pdf", "bad_input"],
    "ingest/readers/pdf_layout": ["pdf"],
    "ingest/readers/plain": ["readers", "bad_input"],
    "ingest/readers/traditional": ["readers"],
    "ingest/tidying": ["ingest", "bad_input"],
    "ingest/watching": ["watching", "building"],
    "ingest/worker": ["watching", "building"],
}
"""Modules, and what is tested of them where; the examples of the module are run, too."""
CHILDREN = ["io/code", "ingest/parts", "ingest/readers/__init__", "ingest/worker"]
"""Modules that are tested in other processes, too, where nobody sees what a test reaches."""


def concerning(module: str) -> list[str]:
    """The files of tests that concern a module, its examples first."""
    return [f"{LIBRARY.as_posix()}/{module}.py", *(f"tests/test_{n}.py" for n in TESTS[module])]


class Mutant(NamedTuple):
    """One change in a module."""

    name: str
    module: str
    tree: cst.Module
    node: cst.CSTNode
    other: cst.CSTNode

    @property
    def code(self) -> str:
        return self.tree.deep_replace(self.node, self.other).code

    @property
    def diff(self) -> str:
        before, after = self.tree.code.splitlines(), self.code.splitlines()
        return "\n".join(list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:])


class _Places(cst.CSTVisitor):
    """All that can be changed in a module, with what takes its place."""

    def __init__(self):
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator):
            return False  # annotations are not evaluated
        for kind, changes in mutation_operators:
            if isinstance(node, kind):
                others = list(changes(node))
                # A string in capitals asks nothing that another string does not ask.
                others = others[:1] if changes is operator_string else others
                self.found += [(node, other) for other in others]
        return True


def mutants(module: str) -> Iterator[Mutant]:
    """All mutants of a module; the name is made of the seed and the change alone."""
    tree = cst.parse_module((ROOT / LIBRARY / f"{module}.py").read_text(encoding="utf-8"))
    places = _Places()
    tree.visit(places)
    seen = Counter()
    for node, other in places.found:
        change = (module, tree.code_for_node(node), tree.code_for_node(other))
        seen[change] += 1
        told = f"{SEED} {change} {seen[change]}".encode()
        yield Mutant(hashlib.sha256(told).hexdigest()[:8], module, tree, node, other)


def draw() -> list[Mutant]:
    """By lot: the lowest names of all, or those asked for."""
    found = {mutant.name: mutant for module in TESTS for mutant in mutants(module)}
    return [found[name] for name in sys.argv[1:] or sorted(found)[:DRAWN]]


class Watch:
    """What each test of the unchanged program reaches, and how long it takes."""

    def __init__(self, folder: Path):
        self.paths = {module: str(folder / LIBRARY / f"{module}.py") for module in TESTS}
        watched = list(self.paths.values())
        self.coverage = coverage.Coverage(data_file=None, include=watched, config_file=False)
        self.seconds: dict[str, float] = {}

    def pytest_collection_finish(self):
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.coverage.switch_context(item.nodeid)
        start = time.monotonic()
        yield
        self.seconds[item.nodeid] = time.monotonic() - start
        return True

    def reached(self) -> dict[str, dict[int, list[str]]]:
        """Module to line to tests, the quickest first."""
        self.coverage.stop()
        data = self.coverage.get_data()
        return {
            module: {
                line: sorted(filter(None, tests), key=self.seconds.__getitem__)
                for line, tests in data.contexts_by_lineno(path).items()
            }
            for module, path in self.paths.items()
        }


class First:
    """Some tests before the others, or without them."""

    def __init__(self, names: list[str], others: bool):
        self.places = {name: place for place, name in enumerate(names)}
        self.others = others

    def pytest_collection_modifyitems(self, items):
        wanted = [item for item in items if self.others or item.nodeid in self.places]
        items[:] = sorted(wanted, key=lambda item: self.places.get(item.nodeid, len(items)))


def watch(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Run all tests once without a change; they must pass."""
    process = PROCESSES.Process(target=_watch, args=(folder,))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit((folder.parent / "told.txt").read_text(encoding="utf-8"))
    return json.loads((folder.parent / "reached.json").read_text(encoding="utf-8"))


def _watch(folder: Path) -> None:
    files = dict.fromkeys(path for module in TESTS for path in concerning(module))
    watching = Watch(folder)
    code = _test(folder, list(files), watching)
    (folder.parent / "reached.json").write_text(json.dumps(watching.reached()), encoding="utf-8")
    sys.exit(code)


def _test(folder: Path, files: list[str], plugin: object) -> int:
    """Exit code of the tests in a copy of the project."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    os.environ |= dict.fromkeys(["HOME", "XDG_CACHE_HOME", "TMPDIR"], str(home))
    os.environ["PYTHONPATH"] = str(folder / "lib")  # for the processes that tests begin
    sys.path[0] = str(folder / "lib")
    os.chdir(folder)
    told = os.open(folder.parent / "told.txt", os.O_WRONLY | os.O_CREAT)
    os.dup2(told, 1)
    os.dup2(told, 2)
    arguments = ["-x", "-p", "no:cacheprovider", "--tb=line", "-m", "not slow and not browser"]
    return pytest.main([*arguments, *files], plugins=[plugin])


def reaching(mutant: Mutant, reached: dict[str, list[str]]) -> list[str]:
    """The tests that reach the changed line, or the last one before it in its function."""
    line = int(re.match(r"@@ -(\d+)", mutant.diff)[1])
    functions = [
        node.lineno
        for node in ast.walk(ast.parse(mutant.tree.code))
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= node.end_lineno
    ]
    lines = range(line, max(functions, default=line), -1)
    found = next((reached[str(n)] for n in lines if reached.get(str(n))), [])
    return [test for test in found if test.partition("::")[0] in concerning(mutant.module)]


def outcome(mutant: Mutant, whole: Path, reached: dict[str, dict[str, list[str]]]) -> str:
    """What becomes of a mutant, in a copy of the project: some delete what is not theirs."""
    path = LIBRARY / f"{mutant.module}.py"
    tests = reaching(mutant, reached[mutant.module])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as desk:
        folder = Path(shutil.copytree(whole, Path(desk) / "project"))
        (folder / path).write_text(mutant.code, encoding="utf-8")
        # What was compiled from a file as long as this in the same second would pass for it.
        for compiled in (folder / path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()
        process = PROCESSES.Process(target=_try, args=(folder, mutant.module, tests))
        process.start()
        process.join(LIMIT)
        if process.exitcode is None:
            for one in [*psutil.Process(process.pid).children(recursive=True), process]:
                one.kill()
            process.join()
            return "comes to no end"
        ran_none = process.exitcode == pytest.ExitCode.NO_TESTS_COLLECTED
        return SURVIVES if process.exitcode == 0 or ran_none else "is caught"


def _try(folder: Path, module: str, tests: list[str]) -> None:
    others = module in CHILDREN or not tests
    files = concerning(module) if others else {test.partition("::")[0] for test in tests}
    sys.exit(_test(folder, sorted(files), First(tests, others)))


def main() -> None:
    drawn = draw()
    hidden = shutil.ignore_patterns(".git", ".venv", ".cache", "__pycache__", "build", "dist")
    caught, survivors = Counter(), []
    with tempfile.TemporaryDirectory() as desk:
        whole = Path(shutil.copytree(ROOT, Path(desk) / "project", ignore=hidden))
        reached = watch(whole)
        for number, mutant in enumerate(drawn, 1):
            found = outcome(mutant, whole, reached)
            print(f"{number:3} {mutant.name} {mutant.module} {found}", flush=True)
            if found == SURVIVES:
                survivors.append(mutant)
            else:
                caught[mutant.module] += 1
    for mutant in survivors:
        print(f"\n{mutant.name} {mutant.module}\n{mutant.diff}")
    print()
    for module, tried in Counter(mutant.module for mutant in drawn).items():
        print(f"{module}: {caught[module]} of {tried} caught")
    print(f"{caught.total()} of {len(drawn)} caught ({caught.total() / len(drawn):.0%})")


if __name__ == "__main__":
    main()
