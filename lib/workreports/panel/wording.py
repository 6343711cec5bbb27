"""Whether a target is hard or soft by its wording, as different authors call it.

The rules are tables of words; what binds (以上, 左右, a range) is read from the bound, so that
不低于 counts as 以上 does. What a rule does not name is neither: missing.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd


class Rule(NamedTuple):
    """What makes a target hard (1) or soft (0); the first that fits decides."""

    column: str
    soft: tuple[str, ...]
    """Words of commitment, or bounds: about, range."""
    hard: tuple[str, ...]
    """Words of commitment, or bounds: at_least, at_most."""
    source: str


_BINDING = ("at_least", "at_most")
RULES = [
    Rule(
        "hard",
        ("左右", "约", "力争", "争取", "努力", "range", "about"),
        ("确保", "必须", *_BINDING),
        "this library: a target that is only striven for is soft, whatever its bound",
    ),
    Rule(
        "hard_yu",
        ("左右", "约", "range", "about"),
        ("确保", *_BINDING),
        "余泳泽, 刘大勇, 龚宇 (2019), 管理世界 35(7): 确保 and 之上 are hard, 左右 and ranges "
        "soft; of 力争 and bare numbers nothing was seen. Read in excerpts, not in the paper.",
    ),
    Rule(
        "hard_zhang",
        ("左右", "约", "range", "about"),
        ("确保", "力争", *_BINDING),
        "张伟伟, 张景静 (2023), 中国人口·资源与环境: 之上, 确保 and 力争 against a number with "
        "左右 and a range; the labels are inferred from an excerpt.",
    ),
]


def rules() -> pd.DataFrame:
    """The rules: ``column hard soft source``, words joined by a space.

    >>> rules()["column"].tolist()
    ['hard', 'hard_yu', 'hard_zhang']
    """
    rows = [(rule.column, " ".join(rule.hard), " ".join(rule.soft), rule.source) for rule in RULES]
    return pd.DataFrame(rows, columns=["column", "hard", "soft", "source"])


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
    columns = {rule.column: [_judge(said, rule) for said in words] for rule in RULES}
    return pd.DataFrame(columns, index=force.index, dtype="Int64")


def _judge(said: set[object], rule: Rule) -> int | None:
    if said & set(rule.soft):
        return 0
    return 1 if said & set(rule.hard) else None
