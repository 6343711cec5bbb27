"""Kinds of answer: each reads what a student gave, or says what was expected instead.

A kind is a function of an answer and the corpus the task is about. It returns the answer in the
form in which two answers are compared, and raises a TypeError or ValueError whose message is for
the student. A task with a rule of its own brings such a function along.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable
from numbers import Integral, Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from workreports.corpus import Corpus

Kind: TypeAlias = Callable[[object, Corpus], object]
Options: TypeAlias = Iterable[str] | Iterable[int] | Callable[[Corpus], Iterable[str]]


def number(digits: int = 0) -> Kind:
    """A finite number; a table or array that holds just one will do.

    Parameters
    ----------
    digits : int
        Decimals that count; with 0 the number has to be exact, as a count is.

    >>> number(digits=1)(44.35, None)
    44.4
    """

    def read(answer: object, corpus: Corpus) -> float:
        value = _one(answer)
        if isinstance(value, str):
            raise TypeError(
                f"A number was expected, not the text {value!r}; take the quotation marks away."
            )
        if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
            raise TypeError(f"A number was expected, not {described(value)}.")
        if not math.isfinite(value):
            raise ValueError(
                "A finite number was expected; was something divided by zero, or empty?"
            )
        return round(float(value), digits) + 0.0 if digits else float(value)

    return read


def truth() -> Kind:
    """True or False.

    >>> truth()(np.bool_(True), None)
    True
    """

    def read(answer: object, corpus: Corpus) -> bool:
        value = _one(answer)
        if isinstance(value, bool | np.bool_):
            return bool(value)
        raise TypeError(
            f"True or False was expected (without quotation marks), not {described(value)}."
        )

    return read


def name(among: Options) -> Kind:
    """One text of several possible ones, in upper or lower case.

    Parameters
    ----------
    among : iterable, or function of a corpus that returns one
        The possible answers.

    >>> name(among=["yoy", "real"])("Real", None)
    'real'
    """

    def read(answer: object, corpus: Corpus) -> str:
        value, options = _one(answer), _options(among, corpus)
        if not isinstance(value, str):
            raise TypeError(f"A text was expected, such as {options[0]!r}, not {described(value)}.")
        return _known(value, options)

    return read


def names(among: Options) -> Kind:
    """Several of the possible answers, in any order.

    Parameters
    ----------
    among : iterable, or function of a corpus that returns one
        The possible answers: texts or whole numbers.

    >>> sorted(names(among=range(2013, 2024))([2016, 2014, 2014], None))
    ['2014', '2016']
    """

    def read(answer: object, corpus: Corpus) -> frozenset[str]:
        options = _options(among, corpus)
        single = isinstance(answer, str | Real | pd.DataFrame)
        if single or not isinstance(answer, Iterable):
            raise TypeError(
                f"A list was expected, such as [{options[0]!r}], not {described(answer)}."
            )
        return frozenset(
            _known(int(value) if isinstance(value, Integral) else value, options)
            for value in answer
        )

    return read


def described(value: object) -> str:
    """What an answer is, in the words of a message.

    >>> described(None), described("5"), described([5])
    ('nothing (None)', "the text '5'", 'a list')
    """
    if value is None:
        return "nothing (None)"
    if isinstance(value, str):
        return f"the text {value!r}"
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _one(answer: object) -> object:
    """The value itself, where a table or array holds just one."""
    if isinstance(answer, pd.DataFrame | pd.Series | np.ndarray | pd.Index):
        if answer.size != 1:
            raise TypeError(
                f"One value was expected, not a table of {answer.size}; "
                "pick the one that is asked for."
            )
        return np.asarray(answer).ravel()[0]
    return answer


def _options(among: Options, corpus: Corpus) -> list[Any]:
    return sorted(among(corpus) if callable(among) else among)


def _known(value: object, options: list[Any]) -> str:
    known = {str(option).casefold(): str(option) for option in options}
    text = str(value).strip()
    if text.casefold() in known:
        return known[text.casefold()]
    near = difflib.get_close_matches(text.casefold(), sorted(known), n=2, cutoff=0.5)
    raise ValueError(
        f"There is no {text!r} among the possible answers; "
        + (
            f"did you mean {' or '.join(known[option] for option in near)}?"
            if near
            else "copy one that the task names, or one from a table."
        )
    )
