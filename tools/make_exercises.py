"""Make notebooks/exercises from notebooks/solutions: the same cells, three dots for the answers.

    python tools/make_exercises.py

In a solution the answer stands between the lines «### BEGIN SOLUTION» and «### END SOLUTION»
(nbgrader's marks); a cell tagged "solution" is left out. What checks the answers lies in
notebooks/tasks.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
_ANSWER = re.compile(r"### BEGIN SOLUTION\n.*?### END SOLUTION\n", re.DOTALL)


def exercise(solution: NotebookNode) -> NotebookNode:
    """The notebook that a student gets, without answers and outputs."""
    notebook = nbformat.from_dict(solution)
    notebook.cells = [
        cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(
                source=_ANSWER.sub(
                    "answer = ...  # your answer, in place of the three dots\n", cell.source
                ),
                outputs=[],
                execution_count=None,
            )
    return notebook


def text(notebook: NotebookNode) -> str:
    """What is written to the file."""
    return nbformat.writes(notebook, version=4) + "\n"


if __name__ == "__main__":
    for path in sorted((FOLDER / "solutions").glob("*.ipynb")):
        target = FOLDER / "exercises" / path.name
        target.write_text(
            text(exercise(nbformat.read(path, as_version=4))), encoding="utf-8", newline="\n"
        )
        print(target.relative_to(FOLDER.parent))
