"""Whether a target is hard or soft by its wording, as different authors call it.

The rules are a table of words, ``data/patterns/wording.csv``; what binds (以上, 左右, a range) is
read from the bound, so that 不低于 counts as 以上 does. Soft words decide first, then hard ones,
then those of which the source says nothing (a bare 力争 is read as a bound, too), then bounds;
what a rule does not name is neither: missing.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from workreports.io.resources import DATA
from workreports.io.tables import read_csv

_RULES = read_csv(DATA / "patterns" / "wording.csv", ["column", "hard", "soft", "silent", "source"])
_BOUNDS = {"at_least", "at_most"}


def rules() -> pd.DataFrame:
    """The rules: ``column hard soft silent source``, words of commitment and bounds joined by a
    space.

    >>> rules()["column"].tolist()
    ['hard', 'hard_yu', 'hard_zhang']
    """
    return _RULES.reset_index(drop=True)


def judged(force: pd.Series, bound: pd.Series) -> pd.DataFrame:
    """Hard (1) or soft (0) by each rule; missing where a rule does not say.

    Parameters
    ----------
    force, bound : Series of str
        Words of commitment joined by "/", and bounds, as in observations.

    >>> judged(pd.Series(["力争", "确保", None]), pd.Series(["at_least", "exact", "exact"]))
       hard  hard_yu  hard_zhang
    0     0     <NA>           1
    1     1        1           1
    2  <NA>     <NA>        <NA>
    """
    words = [
        {*(told.split("/") if isinstance(told, str) else ()), said}
        for told, said in zip(force, bound, strict=True)
    ]
    columns = {rule.column: [_judge(told, rule) for told in words] for rule in _RULES.itertuples()}
    return pd.DataFrame(columns, index=force.index, dtype="Int64")


def _judge(told: set[object], rule: NamedTuple) -> int | None:
    hard = set(rule.hard.split())
    if told & set(rule.soft.split()):
        return 0
    if told & (hard - _BOUNDS):
        return 1
    if told & set(rule.silent.split()):
        return None
    return 1 if told & hard else None
