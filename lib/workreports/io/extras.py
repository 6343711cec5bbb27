"""Packages that only a part of the library needs: a missing one is named with what installs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workreports.io.errors import WorkReportsError


class MissingExtraError(WorkReportsError, ModuleNotFoundError):
    """A package that is not installed, and the extra that brings it."""


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import what one of the extras in ``pyproject.toml`` brings, or say how to install it.

    >>> with extra("ingest"):
    ...     import no_such_package
    Traceback (most recent call last):
    workreports.io.extras.MissingExtraError: no_such_package is not installed; the extra ...
        python -m pip install "workreports[ingest]"
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{error.name} is not installed; the extra «{name}» brings it:\n"
            f'    python -m pip install "workreports[{name}]"',
            name=error.name,
        ) from None
