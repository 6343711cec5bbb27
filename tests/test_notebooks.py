"""The stored notebooks are what anybody gets who runs them."""

import re

import nbformat
import pytest

from workreports import notebooks
from workreports.plots import figures, style

PATHS = notebooks.paths()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_running_a_notebook_gives_what_is_stored(path):
    before = {file.name: file.read_bytes() for file in figures.FOLDER.iterdir()}
    stored = nbformat.read(path, as_version=4)
    again = notebooks.execute(path)
    assert [cell.get("outputs") for cell in again.cells] == [
        cell.get("outputs") for cell in stored.cells
    ]
    assert {file.name: file.read_bytes() for file in figures.FOLDER.iterdir()} == before


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_has_the_tutorial_frame_and_short_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    opening = cells[0].source
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
    index = figures.read_csv(figures.FOLDER / "index.csv", figures.INDEX_COLUMNS)
    files = {file.name for file in figures.FOLDER.iterdir()} - {"index.csv"}
    assert files == {
        f"{name}{end}"
        for name in index["name"]
        for end in (".svg", ".png", ".csv", "_zh.svg", "_zh.png")
    }
    assert style.untranslated(index["title_zh"]) == []
    drawn = {
        match
        for path in PATHS
        for match in re.findall(
            r'figures\.save\(fig, \\"(\w+)\\"', path.read_text(encoding="utf-8")
        )
    }
    assert drawn == set(index["name"])
    assert set(index["notebook"]) <= {path.stem for path in PATHS}
