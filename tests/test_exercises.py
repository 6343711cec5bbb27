"""Solutions pass their checks, open exercises are told apart, mistakes get a helpful answer."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from tools import make_exercises

import workreports as wr
from workreports.teaching import exercises, kinds

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
SOLUTIONS = sorted((NOTEBOOKS / "solutions").glob("*.ipynb"))
SHEETS = {  # the tasks can be listed without a corpus
    path.stem: exercises.checker(path, corpus=None).tasks
    for path in sorted((NOTEBOOKS / "tasks").glob("[0-9]*.py"))
}
TASKS = {number: task for tasks in SHEETS.values() for number, task in tasks.items()}
NUMBERS = [number for number, task in TASKS.items() if task.kind.__qualname__.startswith("number")]


@pytest.fixture(scope="session")
def check(corpus):
    """Checks an answer to any of the tasks."""
    return exercises.Checker(TASKS.values(), corpus)


def verdicts(path, monkeypatch):
    """Run the code of a notebook in its folder and collect what the checks say."""
    said = []

    def collect(self, *answer, judge=exercises.Checker.__call__):
        said.append(judge(self, *answer))

    monkeypatch.setattr(exercises.Checker, "__call__", collect)
    monkeypatch.chdir(path.parent)
    space = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, path.name, "exec"), space)
    return said


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_every_solution_is_right(path, monkeypatch):
    said = verdicts(path, monkeypatch)
    assert all(verdict.right for verdict in said), said
    assert [verdict.task for verdict in said] == list(SHEETS[path.stem])


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_every_open_exercise_runs_through_and_says_that_it_is_open(path, monkeypatch):
    said = verdicts(NOTEBOOKS / "exercises" / path.name, monkeypatch)
    assert said and all(
        not verdict.right and "Not answered yet" in verdict.message for verdict in said
    )


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_exercises_are_made_from_solutions_and_hold_no_answer(path):
    solution, stored = nbformat.read(path, as_version=4), NOTEBOOKS / "exercises" / path.name
    assert stored.read_text(encoding="utf-8") == make_exercises.text(
        make_exercises.exercise(solution)
    )
    assert "SOLUTION" not in stored.read_text(
        encoding="utf-8"
    ) and "holds the answers" not in stored.read_text(encoding="utf-8")
    for cell in solution.cells:
        if "BEGIN SOLUTION" in cell.source:
            assert (
                cell.source.count("### BEGIN SOLUTION\n")
                == cell.source.count("### END SOLUTION\n")
                == 1
                and cell.source.count("check(") == 1
            )
    opening = solution.cells[0].source
    assert all(
        words in opening
        for words in ("中文摘要", "You will", "You will learn", "You need", "It takes")
    )


def test_each_theme_notebook_has_exercises_and_tasks_of_its_number():
    themes = {path.stem for path in NOTEBOOKS.glob("0[1-7]*.ipynb")}
    exercise_names = {path.stem for path in (NOTEBOOKS / "exercises").glob("*.ipynb")}
    assert {path.stem for path in SOLUTIONS} == themes == exercise_names == set(SHEETS)
    for name, tasks in SHEETS.items():
        assert all(number.startswith(f"{int(name[:2])}.") for number in tasks)
        assert all(task.right.__doc__ for task in tasks.values())


@pytest.mark.parametrize("number", TASKS)
def test_no_slip_is_the_right_answer_and_each_is_told_so(number, check, corpus):
    task = TASKS[number]
    assert check(number, task(corpus)).right
    for slip, hint in task.slips:
        verdict = check(number, slip(corpus))
        assert not verdict.right and verdict.message == hint


def told(message):
    return set(re.findall(r"\d+(?:\.\d+)?", message))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_wrong_number_does_not_give_the_right_one_away(number, check, corpus):
    task = TASKS[number]
    right = task.kind(task(corpus), corpus)
    verdict = check(number, right + 1000.5)
    assert not verdict.right and f"{right:g}" not in told(verdict.message)


@pytest.mark.parametrize(
    "task, answer, message",
    [
        ("2.2", "5", "take the quotation marks away"),
        ("2.2", None, "not nothing (None)"),
        ("2.2", True, "not a bool"),
        ("2.2", pd.Series([1, 2]), "not a table of 2"),
        ("2.2", float("nan"), "finite number"),
        ("2.1", 2023, "A list was expected, such as [2013], not an int"),
        ("2.1", ["20233"], "did you mean 2023"),
        ("2.5", "True", "without quotation marks"),
        ("1.2", "xiacheng-2016-work-reprot", "did you mean xiacheng-2016-work-report"),
        ("1.2", 7, "A text was expected"),
        ("5.3", "at least", "did you mean at_least"),
        ("2.4", "地铁", "A list of terms"),
        ("2.4", ["地铁", "地铁", "公交", "停车"], "At least four different"),
        ("2.4", ["地铁", "公交", "停车", "宇宙飞船"], "never uses 宇宙飞船"),
        ("2.4", ["地铁", "公交", "停车", "环境"], "has 环境"),
        ("2.4", ["、", "的", "在", "和"], "Stop words"),
        ("4.5", "同口径", "that the task names"),
        (
            "7.3",
            ["xiacheng-2014-work-report", "xiacheng-2015-work-report"],
            "belong to one place",
        ),
    ],
)
def test_a_mistake_gets_a_helpful_answer(task, answer, message, check):
    verdict = check(task, answer)
    assert not verdict.right and message in verdict.message


def test_one_value_in_a_table_and_numpy_numbers_are_taken(check):
    assert check("2.2", pd.Series([5])).right and check("2.5", pd.Series([True]).all()).right
    assert (
        check("2.1", pd.Series([2023])).right
        and check("2.1", {"2023"}).right
        and not check("2.2", 5.4).right
    )


def test_a_task_or_a_district_that_does_not_exist_is_answered_with_the_nearest(corpus, check):
    with pytest.raises(ValueError, match=r"no task '2\.33'; did you mean 2\.3"):
        check("2.33", 1)
    with pytest.raises(ValueError, match="no place '上成区'; did you mean 上城区"):
        corpus.select(place="上成区")
    assert repr(check("3.1", 4)) == "3.1 ✓ Right." and wr.exercises is exercises


def test_a_file_of_tasks_that_cannot_be_used_says_why(tmp_path, corpus):
    file = tmp_path / "tasks.py"
    with pytest.raises(FileNotFoundError, match=r"there is no file of tasks .*tasks\.py; keep"):
        exercises.checker(file, corpus)
    file.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="holds no task; put @task above"):
        exercises.checker(file, corpus)
    with pytest.raises(ValueError, match=r"two tasks '1\.1'"):
        exercises.Checker([TASKS["1.1"], TASKS["1.1"]], corpus)


def test_a_checker_works_an_answer_out_once(corpus):
    asked = []
    count = exercises.task("1.1", kinds.number())(lambda _: asked.append("right") or 4)
    count.slip("Twice too much.")(lambda _: asked.append("slip") or 8)
    check = exercises.Checker([count], corpus)
    assert [check("1.1", answer).right for answer in (8, 8, 4)] == [False, False, True]
    assert asked == ["right", "slip"]
