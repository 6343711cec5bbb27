"""What can be wrong with what a person brings: where it stands, what it is, how to mend it.

Every problem found in a corpus is a :class:`Problem`; a :class:`CorpusError` carries all of them,
so that a researcher mends a folder in one round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from workreports.io.showing import visible


class Problem(NamedTuple):
    """One thing wrong with a corpus: where it stands, what it is, how to mend it."""

    file: str
    row: int | None
    """Line of the file as a spreadsheet counts rows: the header is 1; None for the whole file."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        place, problem, remedy = map(visible, (self.file + row, self.problem, self.remedy))
        return f"{place}: {problem}\n    remedy: {remedy}"


class WorkReportsError(Exception):
    """What this library says no to, in words for the person who asked: catch this for all of it."""


class CorpusError(WorkReportsError, ValueError):
    """A corpus that cannot be read as it stands; ``problems`` lists every reason."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))

    def __reduce__(self) -> tuple[type[CorpusError], tuple[list[Problem]]]:
        return CorpusError, (self.problems,)  # from one process to another


def refusal(file: str, row: int | None, problem: str, remedy: str) -> CorpusError:
    """A :class:`CorpusError` of a single problem, to be raised.

    >>> print(refusal("edits.csv", 3, "why is empty", "say why"))
    edits.csv, row 3: why is empty
        remedy: say why
    """
    return CorpusError([Problem(file, row, problem, remedy)])


class Wrong(NamedTuple):
    """One thing that can be wrong with a row; both texts may name its attributes in braces."""

    holds: Callable[[Any], object]
    problem: str
    remedy: str


def all_wrong(wrongs: Iterable[Wrong], row: object, file: str, number: int | None) -> list[Problem]:
    """Everything that is wrong with a row, in the order of the table of wrongs.

    >>> from types import SimpleNamespace
    >>> late = Wrong(lambda row: row.year > 2099, "year is {year}", "write an earlier one")
    >>> all_wrong([late], SimpleNamespace(year=2100), "catalogue.csv", 2)[0].problem
    'year is 2100'
    """
    return [
        Problem(
            file, number, wrong.problem.format_map(vars(row)), wrong.remedy.format_map(vars(row))
        )
        for wrong in wrongs
        if wrong.holds(row)
    ]


def first_wrong(
    wrongs: Iterable[Wrong], row: object, file: str, number: int | None
) -> Problem | None:
    """The first thing that is wrong with a row; those after it need not make sense any more."""
    holding = (wrong for wrong in wrongs if wrong.holds(row))
    return next((all_wrong([wrong], row, file, number)[0] for wrong in holding), None)
