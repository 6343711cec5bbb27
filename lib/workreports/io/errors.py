"""What can be wrong with what a person brings: where it stands, what it is, how to mend it.

Every problem found in a corpus is a :class:`Problem`; a :class:`CorpusError` carries all of them,
so that a researcher mends a folder in one round.
"""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with a corpus: where it stands, what it is, how to mend it."""

    file: str
    row: int | None
    """Line of the file, counted as a spreadsheet counts rows: the header is 1; None for the file."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.problem}\n    remedy: {self.remedy}"


class CorpusError(ValueError):
    """A corpus that cannot be read as it stands; ``problems`` lists every reason."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def refusal(file: str, row: int | None, problem: str, remedy: str) -> CorpusError:
    """A :class:`CorpusError` of a single problem, to be raised.

    >>> print(refusal("edits.csv", 3, "why is empty", "say why"))
    edits.csv, row 3: why is empty
        remedy: say why
    """
    return CorpusError([Problem(file, row, problem, remedy)])
