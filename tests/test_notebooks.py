"""The stored notebooks are what anybody gets who runs them."""

import ast
import errno
import os
import re
import sys
from pathlib import Path

import nbformat
import pytest

from workreports import cli, notebooks
from workreports.io.errors import CorpusError
from workreports.plots import figures, style

ROOT = Path(__file__).resolve().parents[1]
PATHS = notebooks.paths(ROOT)


def saved(path):
    """The names of the pictures that a notebook saves."""
    cells = nbformat.read(path, as_version=4).cells
    return re.findall(notebooks.SAVED, "\n".join(cell.source for cell in cells))


def before_the_first_section(cells):
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    return "\n".join(texts).split("\n## ")[0]


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_running_a_notebook_gives_what_is_stored(path, tmp_path):
    own = tmp_path / "figures"
    own.mkdir()
    again = notebooks.execute(path, tmp_path)
    stored = nbformat.read(path, as_version=4)
    assert again.cells == stored.cells
    rows = [row for row in figures.index(ROOT / "figures") if row["notebook"] == path.stem]
    assert figures.index(own) == rows and sorted(saved(path)) == [row["name"] for row in rows]
    for file in own.iterdir():
        if file.name not in ("index.csv", ".lock"):
            assert file.read_bytes() == (ROOT / "figures" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_has_the_tutorial_frame_and_short_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    opening = before_the_first_section(cells)
    for words in ("# ", "中文摘要", "You will", "You will learn", "You need", "It takes"):
        assert words in opening, words
    assert all(
        words in cells[-1].source for words in ("Try it yourself", "**Read on.**", "**Next:**")
    )
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert all(cell.source.count("\n") < 16 for cell in code)
    assert all(cell.outputs or cell is not code[-1] for cell in code)
    told = [
        output["data"].get("text/markdown", "")
        for cell in code
        for output in cell.outputs
        if "data" in output
    ]
    assert not any(
        re.search(r"\]\((?!https?:)", "".join(text)) for text in told
    )  # a link in an output leads nowhere in the book
    assert not any(
        "Traceback" in str(cell.outputs) or "Warning" in str(cell.outputs) for cell in code
    )


def test_every_figure_of_the_index_is_there_and_drawn_by_a_notebook():
    index = figures.index(ROOT / "figures")
    names = [row["name"] for row in index]
    files = {file.name for file in (ROOT / "figures").iterdir() if not file.name.startswith(".")}
    ends = (".svg", ".png", ".csv", "_zh.svg", "_zh.png")
    assert files == {f"{name}{end}" for name in names for end in ends} | {"index.csv"}
    assert style.untranslated(row["title_zh"] for row in index) == []
    assert sorted(name for path in PATHS for name in saved(path)) == names


def stand_in(folder, **cells):
    """Notebooks of a cell or more in a project of their own."""
    (folder / "figures").mkdir()
    (folder / "notebooks").mkdir()
    for name, sources in cells.items():
        notebook = nbformat.v4.new_notebook(
            cells=[
                nbformat.v4.new_code_cell(source, id=f"cell-{number}")
                for number, source in enumerate(sources)
            ]
        )
        notebooks.write(notebook, folder / "notebooks" / f"{name}.ipynb")
    return notebooks.paths(folder)


MEET = """
import time
from pathlib import Path
Path("{own}").touch()
end = time.monotonic() + 60
while not Path("{other}").exists() and time.monotonic() < end:
    time.sleep(0.02)
Path("{other}").exists()
"""


def test_notebooks_run_at_the_same_time_and_tell_how_far_they_are(tmp_path):
    told = []
    meet = [MEET.format(own=one, other=other) for one, other in ("ab", "ba")]
    paths = stand_in(tmp_path, **{"0_one": [meet[0]], "1_other": [meet[1], "1 + 1"]})
    notebooks.run(paths, at_once=2, on_cell=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    cells = [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]
    assert [cell.outputs[0].data["text/plain"] for cell in cells] == ["True", "True", "2"]


def test_a_failure_names_notebook_and_cell_and_stops_the_others(tmp_path):
    paths = stand_in(
        tmp_path,
        **{
            "0_bad": ["1", "undefined"],
            "1_later": ["import time; time.sleep(3)", "open('x', 'w')"],
        },
        **{"2_never": ["open('y', 'w')"]},
    )
    before = [path.read_bytes() for path in paths]
    with pytest.raises(
        notebooks.NotebookError, match=r"0_bad.ipynb.* cell 2: NameError.*undefined"
    ):
        notebooks.run(paths, at_once=2)
    assert [path.read_bytes() for path in paths] == before
    assert sorted(path.name for path in (tmp_path / "notebooks").glob("*.*nb*")) == [
        path.name for path in paths
    ]


@pytest.mark.parametrize(
    ("dies", "message"),
    [
        ("os._exit(3)", "its kernel died"),
        ("os.kill(os.getpid(), 9)", "its kernel died"),
        ("time.sleep(60)", "it took longer than 2 seconds"),
    ],
)
def test_a_kernel_that_ends_is_named_with_notebook_and_cell(tmp_path, monkeypatch, dies, message):
    monkeypatch.setattr(notebooks, "TIMEOUT", 2)
    (path,) = stand_in(tmp_path, **{"0_bad": ["import os, time", f"{dies}\n", "3"]})
    before = path.read_bytes()
    with pytest.raises(notebooks.NotebookError, match=f"^0_bad.ipynb stopped in cell 2: {message}"):
        notebooks.run([path])
    assert path.read_bytes() == before


def test_what_is_no_notebook_is_named(tmp_path, monkeypatch, capsys):
    (path,) = stand_in(tmp_path, **{"0_bad": ["1"]})
    path.write_bytes(path.read_bytes()[:-20])
    monkeypatch.chdir(tmp_path)
    assert cli.main(["figures"]) == 1
    assert "0_bad.ipynb is no notebook" in capsys.readouterr().out


@pytest.mark.parametrize("step", ["fsync", "fdopen", "replace"])
def test_a_notebook_on_a_full_disk_stays_as_it_was(tmp_path, monkeypatch, step):
    (path,) = stand_in(tmp_path, **{"0_one": ["1"]})
    before = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = "2"

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path if step == "replace" else os, step, full)
    with pytest.raises(CorpusError, match=r"0_one.ipynb: it cannot be written to \(No space left"):
        notebooks.write(notebook, path)
    assert path.read_bytes() == before and [
        p for p in path.parent.iterdir() if p.name != ".lock"
    ] == [path]


@pytest.mark.parametrize(
    "source, message",
    [
        ("import warnings; warnings.warn('take care')", "cell 1 writes to stderr: .*take care"),
        ("import os; os.getcwd()", "cell 1: an output holds .*, which differs between machines"),
        ("object()", "cell 1: an output holds at 0x"),
    ],
)
def test_outputs_that_differ_between_machines_are_refused(tmp_path, source, message):
    (path,) = stand_in(tmp_path, **{"0_one": [source]})
    with pytest.raises(notebooks.NotebookError, match=message):
        notebooks.execute(path)


SAVE = """
import matplotlib.pyplot as plt
import pandas as pd
import workreports as wr

wr.style.use("en")
data = pd.DataFrame({{"year": [2014, 2016]}})


def draw():
    fig, ax = plt.subplots(figsize=(2, 2))
    ax.set_xlabel(wr.style.label("Year of the report"))
    return fig


for number in range(25):
    wr.figures.save(draw, f"{name}_{{number}}", data, "Year of the report", "A picture without a point in it.")
    plt.close("all")
"""


@pytest.mark.slow
def test_two_kernels_that_save_25_pictures_each_keep_50_rows(tmp_path):
    paths = stand_in(tmp_path, **{f"0_{name}": [SAVE.format(name=name)] for name in "ab"})
    notebooks.run(paths, at_once=2)
    rows = figures.index(tmp_path / "figures")
    assert [row["name"] for row in rows] == sorted(f"{one}_{n}" for one in "ab" for n in range(25))
    assert {row["notebook"] for row in rows} == {"0_a", "0_b"}


def test_a_notebook_shows_each_picture_once_in_the_language_in_use(tmp_path):
    first = SAVE.replace("range(25)", "range(1)").replace('    plt.close("all")\n', "")
    second = first[first.index("def draw") :]
    view = "with wr.style.using(SHARED_LEXICON):\n    plt.close(plt.figure())\n"  # draws first
    imported = "from workreports.io.resources import SHARED_LEXICON\n"
    cells = [
        imported + first.format(name="a").replace("data =", view + "data ="),
        second.format(name="b"),
    ]
    (path,) = stand_in(tmp_path, **{"0_one": cells})
    shown = notebooks.execute(path).cells
    assert [[set(output.data) for output in cell.outputs] for cell in shown] == [
        [{"image/png", "text/plain"}]
    ] * 2


@pytest.mark.parametrize("forbidden", [True, False], ids=["forbidden", "kept"])
def test_kernels_share_bytecode_where_python_keeps_none(tmp_path, monkeypatch, forbidden):
    """The folder is gone afterwards; where Python keeps bytecode, nothing is changed."""
    monkeypatch.setattr(sys, "dont_write_bytecode", forbidden)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1" if forbidden else "")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    asked = "import sys, email.mime.text\n(sys.dont_write_bytecode, sys.pycache_prefix)"
    (path,) = stand_in(tmp_path, **{"0_one": [asked]})
    notebooks.run([path])
    cell = nbformat.read(path, as_version=4).cells[0]
    keeps_none, folder = ast.literal_eval(cell.outputs[0].data["text/plain"])
    assert not keeps_none and (folder is not None) == forbidden
    assert folder is None or not Path(folder).exists()
