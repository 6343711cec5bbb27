"""The library as a stranger gets it: a wheel in an environment of its own, no checkout, no network."""

import ctypes
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
UV = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
REPORT = (
    "2016年甲县政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2015年工作回顾\n"
    + "".join(
        f"第{n}项工作稳步推进,全县建成项目{n}个,完成投资{n}亿元,群众满意度不断提高。\n"
        for n in range(2, 40)
    )
    + "二、2016年工作安排\n2016年,地区生产总值增长7%左右。\n"
)
NO_NETWORK = """
import socket
real = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not address[0].startswith("127."):
        raise AssertionError(f"asked the network for {address}")
    return real(self, address)
socket.socket.connect = connect
"""
PYTHON = """
from pathlib import Path
import workreports as wr
assert "site-packages" in wr.__file__ and Path.cwd() not in Path(wr.__file__).parents
try:
    Path(wr.__file__).with_name("trace.txt").touch()
except PermissionError:
    pass
else:
    raise AssertionError("site-packages can be written to")
corpus = wr.load_corpus()
assert len(corpus.documents) == 14 and len(corpus.reference) > 100
assert wr.segmentation.segment("推进五水共治") == ["推进", "五水共治"]
assert wr.indicators.extract("2016年，一般公共预算收入增长7%。", 2017)["value"].tolist() == [7]
assert len(wr.indicators.extract(corpus)) > 150
themes = wr.terms.themes()
table = wr.terms.frequency(
    corpus, {name: themes[name] for name in ("environment", "finance")}, by=["territory", "year"]
)
wr.figures.save(
    lambda: wr.plots.rates_by_year(table, corpus.territories),
    "chart",
    table,
    "Themes in reports by year of the report",
    "Two panels of points: rates of two themes by year",
)
try:
    wr.explore
except ModuleNotFoundError as error:
    assert 'python -m pip install "workreports[notebooks]"' in str(error), error
else:
    raise AssertionError("ipywidgets came along")
"""


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=300, check=False, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built as «make wheel» does: the source archive first, the wheel from that."""
    out = tmp_path_factory.mktemp("dist")
    python = ["--no-build-isolation", "--python", sys.executable]
    run(UV, "build", *python, "-o", out, ROOT, cwd=out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment that holds the wheel and what it asks for, which nobody may write to."""
    folder = tmp_path_factory.mktemp("environment")
    run(UV, "venv", "--python", sys.executable, folder / "venv")
    place = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    site = Path(next((folder / "venv").rglob("site-packages")))
    wanted = [f"workreports[ingest,scale] @ {wheel.as_uri()}", "-c", ROOT / "requirements.lock"]
    run(UV, "pip", "install", "--quiet", "--python", place / "python", *wanted)
    (site / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    for path in [site, *site.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield place
    for path in [site, *site.rglob("*")]:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


@pytest.fixture
def outside(tmp_path):
    """How a stranger runs things: in an empty folder, knowing nothing of this environment."""
    folder = tmp_path / "empty"
    folder.mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    if os.name == "nt":
        return {"cwd": folder, "env": {**os.environ, **env}}
    return {"cwd": folder, "env": env, "preexec_fn": _give_up_writing_everywhere}


def _give_up_writing_everywhere():
    """Root may write where nobody may; without CAP_DAC_OVERRIDE it may not (Linux)."""
    if sys.platform == "linux" and os.geteuid() == 0:
        drop_capability, dac_override = 24, 1
        assert ctypes.CDLL(None).prctl(drop_capability, dac_override, 0, 0, 0) == 0


def test_the_wheel_holds_the_corpus_and_its_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    corpus = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "corpus").rglob("*")
        if path.is_file() and not {".cache", ".lock", "gold"} & set(path.parts)
    ]
    assert {f"workreports/data/{name}" for name in corpus} <= set(names)
    assert "workreports/py.typed" in names and not [name for name in names if "gold" in name]
    licences = [name.rpartition("/")[2] for name in names if "/licenses/" in name]
    assert {"LICENSE", "LICENSE-CC-BY-4.0.md", "OFL.txt", "UNICODE-LICENSE.txt"} <= set(licences)


def test_it_reads_counts_and_draws_without_a_checkout(environment, outside):
    # A warning would say that a label has no Chinese.
    run(environment / "python", "-W", "error::UserWarning", "-c", PYTHON, **outside)
    pictures = outside["cwd"] / "figures"
    assert {path.stat().st_size > 10_000 for path in pictures.glob("chart*.png")} == {True}
    assert (pictures / "chart_zh.svg").exists() and (pictures / "index.csv").exists()


def test_its_command_adds_checks_and_builds(environment, outside):
    (outside["cwd"] / "report.txt").write_text(REPORT, encoding="utf-8")
    command = environment / "workreports"
    assert "corpus: no problems found" in run(command, "check", **outside)
    said = run(command, "add", "report.txt", "--yes", "--corpus", "own", **outside)
    assert "added as jia-2016-work-report" in said
    assert "own: no problems found" in run(command, "check", "own", **outside)
    assert "1 documents in out" in run(command, "build", "own", "out", **outside)
    count = "import workreports as wr; print(len(wr.load_corpus('out').documents))"
    assert run(environment / "python", "-c", count, **outside).strip() == "1"


def test_only_an_install_of_the_checkout_keeps_jupyterlab_quiet():
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from build_hook import CorpusInWheel
    finally:
        sys.path.pop(0)
    hook = CorpusInWheel(str(ROOT), {}, None, None, "", "")
    given = {}
    for version in ("editable", "standard"):
        given[version] = {"shared_data": {}, "force_include": {}}
        hook.initialize(version, given[version])
    ((source, target),) = given["editable"]["shared_data"].items()
    name = "labconfig/default_setting_overrides.d/workreports.json"
    settings = json.loads((Path(source) / name).read_text(encoding="utf-8"))
    (quiet,) = settings.values()
    assert target == "etc/jupyter" and quiet == {"fetchNews": "false", "checkForUpdates": False}
    assert given["standard"]["shared_data"] == {} and given["standard"]["force_include"]
