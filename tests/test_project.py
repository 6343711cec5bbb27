"""The project's own files agree with each other."""

import ast
import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def test_environment_lock_pyproject_and_imports_agree():
    base = {
        canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]
    }
    extras = {
        name: {canonicalize_name(Requirement(line).name) for line in lines}
        for name, lines in PROJECT["project"]["optional-dependencies"].items()
    }
    assert [
        line
        for line in PROJECT["project"]["optional-dependencies"]["test"]
        if line.startswith("workreports")
    ] == ["workreports[ingest,scale]"]
    extras["test"] = extras["test"] - {"workreports"} | extras["ingest"] | extras["scale"]
    build = {
        canonicalize_name(Requirement(line).name) for line in PROJECT["dependency-groups"]["build"]
    }
    lock, whole = locked("requirements.lock"), locked("requirements-all.lock")
    assert base | extras["test"] | build <= set(lock)
    assert set().union(*extras.values()) <= set(whole) and lock.items() <= whole.items()
    assert set(extras) == {"book", "browser", "ingest", "scale", "bench", "test"}

    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip = environment["dependencies"][0], environment["dependencies"][-1]["pip"]
    assert pip == ["-r requirements.lock"] and python.removeprefix("python=") in {
        "3.11",
        "3.12",
        "3.13",
    }
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"

    own = {"workreports", *sys.stdlib_module_names}
    served = {
        "adding": "ingest",
        "proposing": "ingest",
        "writing": "ingest",
        "building": "scale",
        "storage": "scale",
    }  # modules that may use an extra
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        used = {
            name
            for cell in cells
            if cell["cell_type"] == "code"
            for name in imports("".join(cell["source"]))
        } - own
        assert {canonicalize_name(IMPORT_NAMES.get(name, name)) for name in used} <= base, path.name
    for path in sorted((ROOT / "lib/workreports").rglob("*.py")):
        used = set(imports(path.read_text(encoding="utf-8"))) - own
        assert {canonicalize_name(IMPORT_NAMES.get(name, name)) for name in used} <= base | {
            "cycler"
        } | extras.get(served.get(path.stem), set()), path.name  # matplotlib brings cycler


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


def test_every_public_function_has_an_example():
    for path in sorted((ROOT / "lib/workreports").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (path.name, node.name)
                drawing = path.stem in (
                    "frames",
                    "marks",
                    "notebooks",
                ) or node.name in (
                    "language",
                    "read_csv",
                    "stopwords",
                    "tokenizer",
                    "terms",
                    "add",
                    "remove",
                )
                assert drawing or ">>>" in ast.get_docstring(node), (path.name, node.name)


def test_text_files_are_opened_with_an_encoding():
    for path in [
        *ROOT.glob("lib/**/*.py"),
        *ROOT.glob("tools/*.py"),
        *ROOT.glob("benchmarks/*.py"),
    ]:
        for call in re.findall(
            r"(?:\.open|\.read_text|\.write_text|\bopen)\(([^()]*(?:\([^()]*\)[^()]*)*)\)",
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
