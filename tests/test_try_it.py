"""What a notebook proposes to try works, behind the cells above it."""

import re
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest

from workreports.plots import figures, style

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*.ipynb"))
QUICKER = {
    "06_topics": (
        'without = wr.topics.stability(corpus, k=7, method="nmf", left_out="documents")',
        'runs = wr.topics.stability(corpus, k=7, method="nmf", runs=2)',
        "ks, rules = [6, 7], wr.topics.NEIGHBOURS[:1]",
    )
}
"""Lines that stand in place of what takes long and no line to try asks for."""
pytestmark = pytest.mark.slow


@cache
def run(name, changed=()):
    """The names that the cells of a notebook leave, and the code of the list at its end.

    ``changed`` are lines that stand in place of those that set the same name.
    """
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    space = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(NOTEBOOKS)
        patch.setattr(figures, "save", lambda *_, **__: None)
        for cell in cells:
            if cell.cell_type == "code":
                source = cell.source
                for line in changed:
                    set_here = rf"^{line.partition(' = ')[0]} = .*$"
                    source = re.sub(set_here, lambda _, line=line: line, source, flags=re.MULTILINE)
                exec(compile(source, name, "exec"), space)
        plt.close("all")
    told = cells[-1].source.partition("## Try it yourself")[2].partition("**Read on.**")[0]
    entries = [line for line in told.splitlines() if line.startswith("- ")]
    return space, re.findall(r"`([^`]+)`", "\n".join(entries))


@pytest.mark.parametrize("name", NAMES)
def test_each_line_to_try_runs(name):
    space, lines = run(name, QUICKER.get(name, ()))
    assert lines
    try:
        for line in lines:
            exec(compile(line, line, "exec"), space)
    finally:
        style.use("en")
    plt.close("all")


def test_both_places_of_whatever_no_rule_explains_can_be_read():
    space, lines = run("05_targets")
    line = next(line for line in lines if ".iloc[0]" in line)
    space = dict(space, dark=space["findings"].query("verdict == 'unexplained'"))
    for number in range(len(space["dark"])):
        both = eval(line.replace(".iloc[0]", f".iloc[{number}]"), space)
        assert both[["sentence", "source_title"]].notna().any(axis=1).tolist() == [True, True]


def test_start_here_answers_other_slogans_and_one_part():
    slogans, part = run("00_start_here")[1][:2]
    space, _ = run("00_start_here", (slogans, part))
    assert set(space["speeches"].paragraphs["part"]) == {"review"}
    assert space["counts"].index.tolist() == space["slogans"] != []
    absent = space["counts"].index[space["counts"].eq(0).all(axis=1)]
    assert len(absent) and not set(absent) & set(space["first_lines"]["term"])
