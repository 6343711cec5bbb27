"""The teacher's guide and the book's pages keep their promises."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from workreports import figures
from workreports.teaching import exercises

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted((ROOT / "guide" / "teaching").glob("lesson_*.md"))
TASKS = {
    number
    for path in (ROOT / "notebooks" / "tasks").glob("[0-9]*.py")
    for number in exercises.checker(path, corpus=None).tasks
}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_is_planned_to_the_minute_and_names_what_exists(path):
    text = path.read_text(encoding="utf-8")
    for heading in (
        "Aims",
        "What students need to know",
        "Plan",
        "Questions students ask",
        "Pitfalls of the method",
        "Homework",
    ):
        assert f"\n## {heading}\n" in text, heading
    times = [
        tuple(map(int, span)) for span in re.findall(r"^\| (\d+)-(\d+) \|", text, re.MULTILINE)
    ]
    assert (
        times[0][0] == 0
        and times[-1][1] == 90
        and all(one[1] == other[0] for one, other in pairwise(times))
    )
    named = set(
        re.findall(
            r"(?<![\d.])\d\.\d(?![\d.%])",
            "\n".join(line for line in text.splitlines() if "Exercises " in line),
        )
    )
    assert named and named <= TASKS
    for notebook, heading in re.findall(r"notebooks/(\w+)\.ipynb\),? (?:up to )?\*([^*]+)\*", text):
        assert heading.rstrip("?.") in (ROOT / "notebooks" / f"{notebook}.ipynb").read_text(
            encoding="utf-8"
        ), heading
    assert all((path.parent / target).exists() for target in re.findall(r"\]\(([^)#]+)\)", text))


def test_every_notebook_stands_in_the_book():
    index = (ROOT / "guide" / "index.md").read_text(encoding="utf-8")
    for path in [
        *(ROOT / "notebooks").glob("*.ipynb"),
        *(ROOT / "notebooks" / "exercises").glob("*.ipynb"),
    ]:
        assert str(path.relative_to(ROOT).with_suffix("").as_posix()) in index, path.name


def test_binder_and_pages_are_configured_with_what_exists():
    assert (ROOT / ".binder" / "requirements.txt").read_text(
        encoding="utf-8"
    ).strip() == "-r ../requirements.lock"
    assert (ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8").strip() in {
        "python-3.11",
        "python-3.12",
        "python-3.13",
    }
    steps = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8")
    )["jobs"]["book"]["steps"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert (
        {"run": "make book"} in steps
        and "\nbook:" in makefile
        and "guide -b html . build/book" in makefile
    )


def test_the_findings_of_the_front_page_are_figures():
    index = (ROOT / "guide" / "index.md").read_text(encoding="utf-8")
    findings = re.findall(r"<!-- finding (\w+) -->", index)
    saved = {row["name"]: row["notebook"] for row in figures.index(ROOT / "figures")}
    assert len(findings) == 3 and set(findings) <= set(saved)
    assert len({saved[name] for name in findings}) == 3
