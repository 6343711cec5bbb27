"""What the command says and how it ends: the exit status, no traceback, nothing that steers a terminal."""

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import nbformat
import pandas as pd
import platformdirs
import pytest

import workreports as wr
from workreports import cli, notebooks
from workreports.corpus import tracing
from workreports.io import writing
from workreports.io.errors import Problem
from workreports.io.showing import visible

ROOT = Path(__file__).resolve().parents[1]
STEERING = "\x1b]0;x\x07\x9b2J\u202e\u200b\u2028\udcff"
CONTROLS = set("\x1b\x07\x9b\u202e\u200b\u2028\udcff")
SEEN = r"\x1b]0;x\x07\x9b2J\u202e\u200b\u2028\udcff"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The user's cache folder."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / "user" / name)
    return tmp_path / "user" / "workreports"


def command(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "workreports", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


# ---------------------------------------------------------------- exit status


def test_all_is_well_is_0_and_something_wrong_is_1(folder, capsys):
    assert cli.main(["check", str(folder)]) == 0
    (folder / "catalogue.csv").write_text("a,b\n", encoding="utf-8")
    assert cli.main(["check", str(folder)]) == 1
    assert "remedy: " in capsys.readouterr().out


def test_to_remove_from_what_is_no_corpus_makes_none(tmp_path, capsys):
    assert cli.main(["remove", "a", "--corpus", str(tmp_path / "none")]) == 1
    assert "there is no such folder" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_wrong_usage_is_2_and_shows_no_control_character(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["check", "a", f"b{STEERING}"])
    said = capsys.readouterr().err
    assert left.value.code == 2 and SEEN in said and "\x1b" not in said


def test_help_names_every_exit_status(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert all(f"\n  {status} " in said for status in (0, 1, 2, 70, 130, 141))


def test_an_error_nobody_expected_is_70_and_its_traceback_is_kept(cache, monkeypatch, capsys):
    def broken(**_):
        raise LookupError(f"no such{STEERING} thing")

    monkeypatch.setattr(cli, "_check", broken)
    assert cli.main(["check"]) == 70
    said, err = capsys.readouterr()
    assert (
        "LookupError" in said and f"no such{SEEN} thing" in said and "Traceback" not in said + err
    )
    (kept,) = cache.iterdir()
    told = kept.read_text(encoding="utf-8")
    assert str(kept) in said and told.startswith("Traceback") and "in broken" in told


def test_a_traceback_that_cannot_be_kept_is_no_second_error(cache, monkeypatch, capsys):
    monkeypatch.setattr(cli, "_check", lambda **_: 1 / 0)
    cache.parent.write_text("a file where the folder would be", encoding="utf-8")
    assert cli.main(["check"]) == 70
    assert "division by zero" in capsys.readouterr().out


def test_interrupted_is_130_in_one_line(monkeypatch, capsys):
    def stopped(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_check", stopped)
    assert cli.main(["check"]) == 130
    said, err = capsys.readouterr()
    assert said.strip() == "interrupted; nothing is half-written" and not err


def test_what_the_system_refuses_is_1_with_its_reason(monkeypatch, capsys):
    def refused(**_):
        raise PermissionError(13, "Permission denied", "/x/y")

    monkeypatch.setattr(cli, "_check", refused)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().out == "/x/y: Permission denied\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe_is_quiet():
    done = command("check", cwd=ROOT)
    done.stdout.close()
    assert done.stderr.read() == "" and done.wait() == 141
    done.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_running_notebooks_which_stay_as_they_were(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "notebooks").mkdir()
    for name in ("0_one", "1_other"):
        source = f"import pathlib, time\npathlib.Path({name!r}).touch()\ntime.sleep(600)"
        cell = nbformat.v4.new_code_cell(source, id="cell")
        notebook = nbformat.v4.new_notebook(cells=[cell])
        notebooks.write(notebook, tmp_path / "notebooks" / f"{name}.ipynb")
    before = {path: path.read_bytes() for path in notebooks.paths(tmp_path)}
    # Who runs the tests in the background has Ctrl-C ignored, and so would what they start.
    default = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    running = command("figures", cwd=tmp_path, preexec_fn=default)
    try:
        for name in ("0_one", "1_other")[: os.cpu_count()]:
            while not (tmp_path / "notebooks" / name).exists():
                assert running.poll() is None, running.communicate()
                time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130 and "Traceback" not in said + err
    assert said.strip().endswith("interrupted; nothing is half-written")
    assert {path: path.read_bytes() for path in before} == before
    assert not list(tmp_path.rglob(f"{writing.WRITING}*"))


# ---------------------------------------------------------------- untrusted text


def test_what_steers_is_written_out_and_all_else_stays():
    assert visible(f"政府{STEERING}工作\n\t报告") == f"政府{SEEN}工作\\n\\t报告"
    usual = "各位代表:“十三五”\u3000GDP 增长 8.5%、①②③ é ⏎ 𠮷"
    assert visible(usual) == usual


def test_a_problem_is_two_lines_whatever_the_names_hold():
    told = str(Problem(f"raw/a\n{STEERING}.txt", 2, f"title is {STEERING}", "mend\nit"))
    assert told == f"raw/a\\n{SEEN}.txt, row 2: title is {SEEN}\n    remedy: mend\\nit"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_name_that_is_no_utf_8_is_shown_and_its_report_added(tmp_path, capsys):
    pytest.importorskip("charset_normalizer")
    name = os.fsdecode(b"\xff\x1b[2J\xe6\n.txt")
    path = tmp_path / name
    path.write_text(
        "2016年甲县政府工作报告\n各位代表:\n一、2015年工作回顾\n增长。", encoding="utf-8"
    )
    own = tmp_path / os.fsdecode(b"own\xfe\x1b")
    assert cli.main(["add", str(path), "--corpus", str(own), "--yes"]) == 0
    assert cli.main(["check", str(own)]) == 0
    (own / "raw" / name).write_bytes(b"x")
    assert cli.main(["check", str(own)]) == 1
    said = capsys.readouterr().out
    assert r"\udcff\x1b[2J\udce6\n.txt: UTF-8 text" in said and r"raw/\udcff\x1b[2J" in said
    said.encode("utf-8")
    assert not CONTROLS & set(said)
    (own / "raw" / name).unlink()
    (source,) = wr.load_corpus(own).documents["source"]
    assert source == r"file \udcff [2J\udce6 .txt, UTF-8 text"


def test_cells_of_a_catalogue_and_headers_steer_nothing(folder, capsys):
    path = folder / "catalogue.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    steering = STEERING.replace("\u2028\udcff", "")
    table.loc[0, ["duplicate_of", "territory", "raw_file"]] = steering
    table.to_csv(path, index=False)
    assert cli.main(["check", str(folder)]) == 1
    table.rename(columns={"title": f"title{steering}"}).to_csv(path, index=False)
    assert cli.main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert r"title\x1b]0;x\x07" in said and not CONTROLS & set(said)


def test_a_trace_and_passages_side_by_side_steer_nothing():
    trace = tracing.Trace(f"a{STEERING}", 0, 1, STEERING, STEERING, STEERING, (STEERING,))
    for shown in (str(trace), trace._repr_html_()):
        assert shown.count(SEEN) == 5 and not CONTROLS & set(shown)
    pair = wr.reuse.SideBySide(("a", "b"), (f"甲{STEERING}", f"乙{STEERING}"))
    assert repr(pair) == f"a: [甲]{SEEN}\nb: [乙]{SEEN}"


def test_tables_and_traces_tell_jupyterlab_that_they_hold_no_formulas(corpus):
    shown = [
        corpus.paragraphs.head(2),
        wr.concordance.lines(corpus, "五水共治"),
        wr.trace(corpus.paragraphs.iloc[0], corpus),
        wr.reuse.SideBySide(("a", "b"), ("$甲$", "$乙$")),
    ]
    for output in shown:
        outermost = output._repr_html_().partition("<td")[0]
        assert "mathjax_ignore" in outermost


@pytest.mark.slow
def test_a_library_without_its_corpus_says_what_to_do_and_cuts_words_all_the_same(tmp_path):
    shutil.copytree(Path(wr.__file__).parent, tmp_path / "site" / "workreports")
    work = "import workreports as wr; print(wr.segmentation.segment('推进供给侧结构性改革'))"
    told = [
        subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
            check=False,
        )
        for arguments in (
            ["-m", "workreports", "check"],
            ["-c", work],
            ["-m", "workreports", "remove", "a"],
        )
    ]
    assert told[0].returncode == 1 and told[0].stdout == (
        "corpus: this library was installed without the demonstration corpus\n"
        "    remedy: name a corpus folder, as in: workreports check FOLDER; to begin one of your "
        "own: workreports add FILE... --corpus FOLDER\n"
    )
    assert told[1].stdout == "['推进', '供给侧结构性改革']\n", told[1].stderr
    assert told[2].returncode == 2 and "required: --corpus" in told[2].stderr
