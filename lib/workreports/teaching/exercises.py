"""Answers to exercises, told right from wrong without giving the right one away.

A notebook of exercises names a file of tasks, and gives its answers to what is made of it::

    check = wr.exercises.checker("../tasks/02_terms.py", corpus)
    check("2.2", answer)

Each task of the file is a function of the corpus that works out the right answer; :func:`task`
gives it a number and the kind of answer it wants (see :mod:`workreports.teaching.kinds`), and
further functions, its slips, the wrong answers that have a reason which can be named.
"""

from __future__ import annotations

import difflib
import runpy
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from workreports.corpus import Corpus
from workreports.teaching.kinds import Kind

Answer: TypeAlias = Callable[[Corpus], object]


@dataclass(frozen=True)
class Verdict:
    """What a :class:`Checker` says of an answer; shown as a line of text."""

    task: str
    right: bool
    message: str

    def __repr__(self) -> str:
        return f"{self.task} {'✓' if self.right else '✗'} {self.message}"


class Slip(NamedTuple):
    """A wrong answer whose reason can be named, and what to say to it."""

    answer: Answer
    hint: str


@dataclass(frozen=True)
class Task:
    """What a task wants: made by :func:`task`; called with a corpus it gives the right answer."""

    number: str
    kind: Kind
    right: Answer
    praise: str
    slips: list[Slip] = field(default_factory=list)

    def __call__(self, corpus: Corpus) -> object:
        return self.right(corpus)

    def slip(self, hint: str) -> Callable[[Answer], Answer]:
        """Name a slip: the function below gives the wrong answer that the hint is for.

        Slips are compared in the order in which they stand in the file.
        """

        def named(answer: Answer) -> Answer:
            self.slips.append(Slip(answer, hint))
            return answer

        return named


def task(number: str, kind: Kind, praise: str = "Right.") -> Callable[[Answer], Task]:
    """Make a task of the function below, which works out the right answer.

    Parameters
    ----------
    number : str
        The notebook's and the task's, such as "2.3".
    kind : function
        What is to be answered: ``number() truth() name(...) names(...)``, or one of your own.
    praise : str
        What is said to the right answer.

    >>> from workreports.teaching.kinds import number
    >>> @task("1.1", number())
    ... def documents(corpus):
    ...     '''How many documents are there?'''
    ...     return len(corpus.select().documents)
    >>> @documents.slip("That counts the copy of a report, too.")
    ... def with_the_copy(corpus):
    ...     return len(corpus.documents)
    >>> Checker([documents], load_corpus())("1.1", 14)
    1.1 ✗ That counts the copy of a report, too.
    """
    return lambda right: Task(number, kind, right, praise)


class Checker:
    """Says of an answer whether it is right, and if not, what may have gone wrong.

    Parameters
    ----------
    tasks : iterable of Task
    corpus : Corpus
        What the tasks are about. Each right or wrong answer is worked out when first needed.

    Raises
    ------
    ValueError
        If two tasks have the same number.
    """

    def __init__(self, tasks: Iterable[Task], corpus: Corpus):
        self.tasks: dict[str, Task] = {}
        self.corpus = corpus
        self._found: dict[tuple[str, Answer], object] = {}
        for one in tasks:
            if one.number in self.tasks:
                raise ValueError(f"there are two tasks {one.number!r}; give one another number")
            self.tasks[one.number] = one

    def __call__(self, task: str, answer: object) -> Verdict:
        """Check an answer.

        Parameters
        ----------
        task : str
            Its number, such as "2.3": the notebook's and the task's.
        answer : object
            A number, a text, true or false, or several texts, as the task asks.

        Returns
        -------
        Verdict
            Shown as a line of text; ``right`` is true or false. A wrong answer is no error, so
            that a notebook with open tasks runs through.

        Raises
        ------
        ValueError
            If there is no such task.
        """
        if task not in self.tasks:
            near = difflib.get_close_matches(str(task), self.tasks, n=3, cutoff=0.3)
            raise ValueError(
                f"there is no task {task!r}; did you mean {' or '.join(near or self.tasks)}?"
            )
        return Verdict(task, *self._judge(self.tasks[task], answer))

    def _judge(self, task: Task, answer: object) -> tuple[bool, str]:
        if answer is ...:
            return False, "Not answered yet: put your answer in place of the three dots."
        try:
            read = task.kind(answer, self.corpus)
        except (TypeError, ValueError) as mistake:
            return False, str(mistake)
        if read == self._find(task, task.right):
            return True, task.praise
        for slip in task.slips:
            if read == self._find(task, slip.answer):
                return False, slip.hint
        return False, "Not yet. Read the task again, or open the hint."

    def _find(self, task: Task, answer: Answer) -> object:
        key = task.number, answer
        if key not in self._found:
            self._found[key] = task.kind(answer(self.corpus), self.corpus)
        return self._found[key]


def checker(path: str | Path, corpus: Corpus) -> Checker:
    """Read a file of tasks for a notebook.

    Parameters
    ----------
    path : str or Path
        A Python file whose tasks are made with :func:`task`. As when Python runs a file, modules
        that lie beside it can be imported.
    corpus : Corpus
        What the tasks are about.

    Returns
    -------
    Checker
        To be called with a task's number and an answer.

    Raises
    ------
    FileNotFoundError
        If there is no such file, saying where it was looked for.
    ValueError
        If the file holds no task, or two of the same number.

    >>> from tempfile import TemporaryDirectory
    >>> tasks = '''
    ... from workreports.teaching.exercises import task
    ... from workreports.teaching.kinds import number
    ...
    ... @task("1.1", number())
    ... def documents(corpus):
    ...     return len(corpus.select().documents)
    ... '''
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "01_documents.py")
    ...     length = file.write_text(tasks, encoding="utf-8")
    ...     check = checker(file, load_corpus())
    >>> check("1.1", 13)
    1.1 ✓ Right.
    """
    file = Path(path).resolve()
    if not file.is_file():
        raise FileNotFoundError(
            f"there is no file of tasks {file}; keep the folder of tasks beside that of the "
            "exercises, or name the place where it lies"
        )
    found = [value for value in _run(file).values() if isinstance(value, Task)]
    if not found:
        raise ValueError(f"{file} holds no task; put @task above the functions that answer")
    return Checker(found, corpus)


def _run(file: Path) -> dict[str, object]:
    sys.path.insert(0, str(file.parent))
    try:
        return runpy.run_path(str(file))
    finally:
        sys.path.remove(str(file.parent))
