"""The project's own files agree with each other."""

import ast
import csv
import hashlib
import importlib
import inspect
import json
import re
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import workreports as wr
from workreports import cli as __main__

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORT_NAMES = {
    "sklearn": "scikit-learn",
    "IPython": "ipykernel",
    "docx": "python-docx",
}  # ipykernel brings IPython


def locked(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(
        r"^([A-Za-z0-9_.\-]+)==(\S+)((?:.|\n)*?)(?=^[A-Za-z0-9]|\Z)", text, re.MULTILINE
    )
    assert all("--hash=sha256:" in rest for _, _, rest in entries)
    return {canonicalize_name(package): version for package, version, _ in entries}


def imports(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def requirements(lines):
    """Names of packages; of the project's own extras ("workreports[ingest]") what they ask for."""
    for line in lines:
        requirement = Requirement(line)
        if requirement.name != "workreports":
            yield canonicalize_name(requirement.name)
        for extra in requirement.extras if requirement.name == "workreports" else ():
            yield from requirements(PROJECT["project"]["optional-dependencies"][extra])


BASE = set(requirements(PROJECT["project"]["dependencies"]))
EXTRAS = {
    name: set(requirements(lines))
    for name, lines in PROJECT["project"]["optional-dependencies"].items()
}
SERVED = {
    "cli.py": ["notebooks", "scale"],
    "corpus/store/parquet.py": ["scale"],
    "ingest/building.py": ["scale"],
    "ingest/": ["ingest"],
    "io/sheets.py": ["ingest"],
    "notebooks.py": ["notebooks"],
    "plots/keywords.py": ["notebooks"],
    "views/": ["notebooks"],
}
"""Extras that a module or folder of the library may use; all the rest needs none."""


def packages(source):
    used = set(imports(source)) - {"workreports", *sys.stdlib_module_names}
    return {canonicalize_name(IMPORT_NAMES.get(name, name)) for name in used}


def test_environment_and_locks_follow_pyproject():
    build = set(requirements(PROJECT["dependency-groups"]["build"]))
    lock, whole = locked("requirements.lock"), locked("requirements-all.lock")
    assert BASE | EXTRAS["test"] | build <= set(lock)
    assert EXTRAS["notebooks"] | EXTRAS["ingest"] | EXTRAS["scale"] <= EXTRAS["test"]
    assert set().union(*EXTRAS.values()) <= set(whole) and lock.items() <= whole.items()

    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip = environment["dependencies"][0], environment["dependencies"][-1]["pip"]
    assert pip == ["-r requirements.lock"]
    assert python.removeprefix("python=") in {"3.11", "3.12", "3.13"}
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"


def test_the_library_imports_what_it_asks_for():
    for path in sorted((ROOT / "lib/workreports").rglob("*.py")):
        name = path.relative_to(ROOT / "lib/workreports").as_posix()
        served = [
            EXTRAS[extra]
            for start, extras in SERVED.items()
            if name.startswith(start)
            for extra in extras
        ]
        allowed = BASE.union({"cycler", "traitlets"}, *served)  # of matplotlib and anywidget
        assert packages(path.read_text(encoding="utf-8")) <= allowed, name


def test_notebooks_import_what_the_lock_holds():
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        used = set().union(*map(packages, code))
        assert used <= BASE | EXTRAS["notebooks"], path.name


OF_THE_WHOLE_COUNTRY = {
    "corpus/periods.py": "the five-year plans begin in 2011, 2016, 2021",
    "corpus/reading.py": "the five-year plans begin in 2011, 2016, 2021",
    "indicators/verdicts.py": "value added tax replaced business tax in May 2016",
}
"""Modules that name a year in which this corpus falls, too, and why they may."""


def places_and_years(folder=ROOT / "corpus"):
    """Names of the corpus's places, in Chinese and in its identifiers, and its years."""
    with (folder / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["place"][:2] for row in rows} | {"江干", "杭州", "浙江", "hangzhou", "zhejiang"}
    names |= {row["doc_id"].partition("-")[0] for row in rows} | {"jianggan"}
    years = [int(year) for row in rows for year in re.findall(r"\d{4}", row["reviews"])]
    years += [int(row["year"]) for row in rows if row["year"]]
    return re.compile("|".join(sorted(names)), re.IGNORECASE), range(min(years), max(years) + 1)


def local(source, name=""):
    """What code says of this corpus's places and years; docstrings and examples («such as») apart."""
    places, years = places_and_years()
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in prose:
            continue
        text = str(node.value) if isinstance(node.value, str | int) else ""
        yield from places.findall(text)
        if "such as" not in text and name not in OF_THE_WHOLE_COUNTRY:
            yield from (
                y for y in re.findall(r"(?<![A-Za-z\d])20\d\d(?!\d)", text) if int(y) in years
            )


def test_nothing_of_this_corpus_is_in_the_librarys_code():
    planted = """
        def chart():
            "Of 杭州 in 2021."
            axis(range(2013, 2024), title="boundary reform of 2021")
            return row["place"] == "上城区" or row["doc_id"] == "Xiacheng-2016"
    """
    found = sorted(local(textwrap.dedent(planted)))
    assert found == ["2013", "2016", "2021", "Xiacheng", "上城"]
    library = ROOT / "lib/workreports"
    for path in sorted(library.rglob("*.py")):
        name = path.relative_to(library).as_posix()
        assert not set(local(path.read_text(encoding="utf-8"), name)), name


def test_the_raw_files_are_as_received():
    received = {
        "000_9576f4a59c0652af.txt": 43946,
        "001_f44b4fe92b87883a.txt": 121155,
        "002_904ac3996b5e4cdf.txt": 95769,
        "003_3aeccde4284645ec.txt": 33817,
        "004_8fccc85bc0b3d2e3.txt": 16955,
    }
    assert {path.name: path.stat().st_size for path in (ROOT / "corpus/raw").iterdir()} == received
    catalogue = (ROOT / "corpus/catalogue.csv").read_text(encoding="utf-8")
    assert all(
        hashlib.sha256((ROOT / "corpus/raw" / name).read_bytes()).hexdigest() in catalogue
        for name in received
    )


def test_both_readmes_give_the_same_commands_and_a_figure_first():
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")
    )
    blocks = [
        re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for text in (english, chinese)
    ]
    commands = [
        [re.sub(r"\s*#.*", "", line) for block in group for line in block.splitlines()]
        for group in blocks
    ]
    assert commands[0] == commands[1] and {"make figures", "make test"} <= set(commands[0])
    for text in (english, chinese):
        assert text.index("](figures/") < 600
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert (ROOT / target).exists(), target


def public_functions():
    """What a user reaches as ``wr.module.function``, with its name."""
    for name in wr.__all__:
        module = getattr(wr, name)
        members = vars(module) if inspect.ismodule(module) else {"": module}
        for member, function in members.items():
            own = inspect.isfunction(function) and function.__module__.startswith("workreports")
            if own and not member.startswith("_"):
                yield f"{name}.{member}", function


def test_every_public_function_has_an_example():
    reached = dict(public_functions())
    assert {"terms.frequency", "plots.rates_by_year", "ingest.read", "load_corpus."} <= set(reached)
    without = [name for name, one in reached.items() if ">>>" not in (inspect.getdoc(one) or "")]
    # What changes a corpus on disk is shown in notebook 08.
    assert set(without) <= {"ingest.add", "ingest.remove"}


def test_functions_that_modules_share_say_what_they_do():
    for path in sorted((ROOT / "lib/workreports").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (path.name, node.name)


def test_text_files_are_opened_with_an_encoding():
    for path in [
        *ROOT.glob("lib/**/*.py"),
        *ROOT.glob("tools/*.py"),
        *ROOT.glob("benchmarks/*.py"),
    ]:
        for call in re.findall(
            r"(?:(?<!os)\.open|\.read_text|\.write_text|(?<![.\w])open)\(([^()]*(?:\([^()]*\)[^()]*)*)\)",
            path.read_text(encoding="utf-8"),
        ):
            assert "encoding" in call, (path.name, call)


def test_check_command(folder, capsys):
    assert __main__.main(["check"]) == 0
    (folder / "raw/000_9576f4a59c0652af.txt").unlink()
    assert __main__.main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert (
        "catalogue.csv, row 2: there is no file raw/000" in out
        and "remedy:" in out
        and out.strip().endswith("1 problem")
    )
    with pytest.raises(SystemExit):
        __main__.main(["unknown"])


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("benchmarks/*.py"), *ROOT.glob("tools/*.py")]), ids=lambda p: p.stem
)
def test_what_scripts_take_from_the_library_is_there(path):
    # Nothing else runs them, so that a module that moves would be missed where it is measured.
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workreports"):
            module = importlib.import_module(node.module)
            for name in node.names:
                if not hasattr(module, name.name):
                    importlib.import_module(f"{node.module}.{name.name}")
