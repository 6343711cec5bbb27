"""What views say, in the language of their pictures."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import pandas as pd

from workreports.indicators.targets.reasons import Why
from workreports.io.tables import parse_csv
from workreports.io.telling import say
from workreports.plots.style import label, language

_INSIDE = re.compile(r"(\d+) of (\d+), else inside longer words")


def word(key: str) -> str:
    """The head of a column, a verdict, a part of a report; what is unknown comes back as it is.

    >>> word("weight"), word("甲县")
    ('weight, % of the topic', '甲县')
    """
    return _words().get(key, {}).get(language(), key)


def noted(note: str) -> str:
    """The column ``note`` of a table, piece by piece.

    >>> noted("never; 0 of 2, else inside longer words")
    'never; 0 of 2, else inside longer words'
    """
    return "; ".join(map(_piece, note.split("; "))) if note else ""


def told(en: str, zh: str, **values: object) -> str:
    """A sentence with its values, as :func:`workreports.say` takes them.

    >>> told("**{n}** lines.", "{n}句。", n=2)
    '2 lines.'
    """
    return say(en, zh, **values).plain(language())


def of_these(why: Why) -> Why:
    """What a verdict rests on, as a view of some reports says it: others may print the result.

    >>> of_these(Why("no_result", say("no result is printed", ""))).plain("en")
    'no document here tells the result'
    """
    if why.reason != "no_result":
        return why
    return why._replace(ground=say("no document here tells the result", ""))


def headed(table: pd.DataFrame) -> pd.DataFrame:
    """A table with its columns, notes and verdicts in words.

    >>> headed(pd.DataFrame({"term": ["甲"], "note": ["too few"]})).columns.tolist()
    ['word', 'note']
    """
    ways = {"note": noted, "verdict": word, "check": word}
    said = {name: table[name].map(ways[name]) for name in ways if name in table}
    return table.assign(**said).rename(columns=word)


def both(zh: str) -> str:
    """A name with its sense, where the glossary has one.

    >>> both("下城区")
    '下城区  Xiacheng'
    """
    return zh if label(zh) == zh else f"{zh}  {label(zh)}"


def _piece(note: str) -> str:
    if inside := _INSIDE.fullmatch(note):
        return word("inside").format(words=inside[1], strings=inside[2])
    return word(note)


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """Those of views, then those that only the explorer says."""
    found: dict[str, dict[str, str]] = {}
    for name in ("explorer/texts.csv", "words.csv"):
        data = resources.files(__package__).joinpath(name).read_bytes()
        table = parse_csv(data, name, ["key", "en", "zh"]).set_index("key")
        found |= table.to_dict("index")
    return found
