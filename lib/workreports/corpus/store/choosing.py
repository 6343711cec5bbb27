"""Choosing: every value asked for is known, and something is left."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from numbers import Integral

import numpy as np
import pandas as pd

from workreports.io.showing import visible

Values = str | list[str] | None


def known(name: str, wanted: str | Iterable[str], values: Iterable[object]) -> tuple[str, ...]:
    """The wanted values, if all are among those that there are.

    Raises
    ------
    ValueError
        Naming the nearest ones.

    >>> known("part", "plans", ["plan", "review"])
    Traceback (most recent call last):
    ValueError: there is no part 'plans'; did you mean plan?
    """
    listed = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    valid = sorted({str(value) for value in values if pd.notna(value)})
    for value in listed:
        if value not in valid:
            near = difflib.get_close_matches(str(value), valid, n=3, cutoff=0.4) or valid
            raise ValueError(
                f"there is no {name} {value!r}; did you mean {visible(' or '.join(near))}?"
            )
    return listed


def span(years: int | tuple[int, int]) -> tuple[int, int]:
    """The first and the last of some years.

    >>> span(2016), span((2014, 2016))
    ((2016, 2016), (2014, 2016))
    """
    pair = isinstance(years, tuple | list) and len(years) == 2
    first, last = years if pair else (years, years)
    if not all(isinstance(year, Integral) for year in (first, last)):
        raise ValueError(
            f"years is {years!r}; give a year such as 2016, "
            "or the first and last one as in (2014, 2016)"
        )
    if first > last:
        raise ValueError(f"years is {years!r}; the first year comes after the last")
    return int(first), int(last)


def documents(
    rows: pd.DataFrame,
    everything: pd.DataFrame,
    wanted: dict[str, Values],
    years: int | tuple[int, int] | None,
    before: list[str],
) -> pd.DataFrame:
    """The documents that fit all conditions.

    Parameters
    ----------
    rows, everything : DataFrame
        The documents to choose from, and all of the corpus; index ``doc_id``.
    wanted : dict
        Column to the values to keep; None keeps all.
    years : int or (int, int), optional
        A year, or the first and last one.
    before : list of str
        What was chosen by before, for the message; gets the conditions met here.

    Raises
    ------
    ValueError
        For a value that the corpus does not hold, and for the condition that no document fits.

    >>> rows = pd.DataFrame({"place": ["甲县"], "year": [2016]}, index=["a"])
    >>> documents(rows, rows, {"place": "甲县"}, 2017, [])
    Traceback (most recent call last):
    ValueError: years=2017 leaves nothing of 1 document with place='甲县'; its year is 2016
    """
    for name, values in wanted.items():
        if values is None:
            continue
        column = rows.index.to_series() if name == "doc_id" else rows[name]
        held = everything.index if name == "doc_id" else everything[name]
        _refuse_other_column(name, values, held, everything)
        fits = column.isin(known(name, values, held))
        rows = left(rows, fits, (name, values), column, before)
    if years is not None:
        fits = rows["year"].between(*span(years)).fillna(False).astype(bool)
        rows = left(rows, fits, ("years", years), rows["year"], before)
    return rows


def _refuse_other_column(
    name: str, values: Values, held: Iterable[object], everything: pd.DataFrame
) -> None:
    """Refuse a value that another column holds: a place may have been several territories."""
    wanted = {values} if isinstance(values, str) else set(values or ())
    for other in ("place", "territory", "level", "genre"):
        if wanted and not wanted & set(held) and wanted <= set(everything[other]):
            raise ValueError(f"there is no {name} {values!r}; it is a {other}: {other}={values!r}")


def left(
    rows: pd.DataFrame,
    fits: pd.Series | np.ndarray,
    condition: tuple[str, object],
    held: Iterable[object],
    before: list[str],
) -> pd.DataFrame:
    """The fitting rows of documents; ``before`` lists the conditions met so far and gets this one.

    Raises
    ------
    ValueError
        If none fits, saying what ``held`` has instead.
    """
    told = "{}={!r}".format(*condition)
    if len(rows) and not fits.any():
        several = len(rows) > 1
        raise ValueError(
            f"{told} leaves nothing of {len(rows)} document{'s' * several}"
            + (f" with {', '.join(before)}" if before else "")
            + f"; {'their' if several else 'its'} {condition[0].removesuffix('s')} {_listed(held)}"
        )
    before.append(told)
    return rows[fits]


def _listed(values: Iterable[object], most: int = 8) -> str:
    found = sorted({str(value) for value in values if pd.notna(value)})
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return f"is {visible(', '.join(found[:most]))}{more}" if found else "is missing"
