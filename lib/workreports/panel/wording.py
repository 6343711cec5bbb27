"""Whether a target is hard or soft by its wording, as different authors call it.

The rules are a table of words, ``data/patterns/wording.csv``; what binds (以上, 左右, a range) is
read from the bound, so that 不低于 counts as 以上 does. The first of soft and hard that fits
decides; what a rule does not name is neither: missing.
"""

from __future__ import annotations

import pandas as pd

from workreports.io.resources import DATA
from workreports.io.tables import read_csv

_RULES = read_csv(DATA / "patterns" / "wording.csv", ["column", "hard", "soft", "source"])


def rules() -> pd.DataFrame:
    """The rules: ``column hard soft source``, words of commitment and bounds joined by a space.

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
    0     0        1           1
    1     1        1           1
    2  <NA>     <NA>        <NA>
    """
    words = [
        {*(told.split("/") if isinstance(told, str) else ()), said}
        for told, said in zip(force, bound, strict=True)
    ]
    columns = {
        rule.column: [_judge(told, rule.soft.split(), rule.hard.split()) for told in words]
        for rule in _RULES.itertuples()
    }
    return pd.DataFrame(columns, index=force.index, dtype="Int64")


def _judge(told: set[object], soft: list[str], hard: list[str]) -> int | None:
    if told & set(soft):
        return 0
    return 1 if told & set(hard) else None
