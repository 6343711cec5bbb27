"""Packages that only a part of the library needs: a missing one is named with what installs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import what one of the extras in ``pyproject.toml`` brings, or say how to install it.

    >>> with extra("ingest"):
    ...     import no_such_package
    Traceback (most recent call last):
    ModuleNotFoundError: no_such_package is not installed; the extra «ingest» brings it:
        python -m pip install "workreports[ingest]"
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"{error.name} is not installed; the extra «{name}» brings it:\n"
            f'    python -m pip install "workreports[{name}]"',
            name=error.name,
        ) from None
