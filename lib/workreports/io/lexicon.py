"""The lexicon: what every corpus shares, in the library, and what one adds in its ``lexicon/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.io.errors import CorpusError, Problem, refusal
from workreports.io.resources import LEXICON, SHARED_LEXICON
from workreports.io.tables import parse_csv
from workreports.io.text import NORMAL_FORM, searched

Content = Mapping[str, tuple[bytes, ...]]
"""What the files of a lexicon hold: name to the bytes of the library's file and of the corpus's."""


class _Schema(NamedTuple):
    columns: list[str]
    key: str
    """A corpus's row takes the place of the library's that has the same."""
    filled: list[str]
    """Columns in which no cell may be empty."""


TABLES = {
    "terms.csv": _Schema(["term", "kind", "en"], "term", ["term"]),
    "indicators.csv": _Schema(
        ["indicator", "zh", "names", "not_after", "not_before", "units", "share"], "indicator", []
    ),
    "themes.csv": _Schema(["theme", "term", "en", "why"], "term", ["theme", "term", "en", "why"]),
    "slogans.csv": _Schema(["slogan", "en", "why"], "slogan", ["slogan", "en", "why"]),
    "strings.csv": _Schema(["string", "en", "why"], "string", ["string", "en", "why"]),
    "aliases.csv": _Schema(["name", "alias", "why"], "alias", ["name", "alias", "why"]),
    "topics.csv": _Schema(["label", "anchors", "why"], "label", ["label", "anchors"]),
    "glossary.csv": _Schema(["zh", "pinyin", "en", "meaning"], "zh", ["zh", "pinyin", "en"]),
    "labels.csv": _Schema(["en", "zh"], "en", ["en", "zh"]),
    "notes.csv": _Schema(["en", "zh"], "en", ["en", "zh"]),
}
_MATCHED = [
    "term",
    "slogan",
    "string",
    "name",
    "alias",
    "anchors",
    "names",
    "not_after",
    "not_before",
]
"""Columns that are held against texts, so that they are read in normal form."""


def of(corpus_folder: Path | None) -> Path:
    """The lexicon of a corpus: its folder ``lexicon/``, or the library's alone if it has none.

    >>> of(Path("corpus")).as_posix(), of(Path("no such corpus")) == SHARED_LEXICON
    ('corpus/lexicon', True)
    """
    if corpus_folder is not None and (corpus_folder / "lexicon").is_dir():
        return corpus_folder / "lexicon"
    return SHARED_LEXICON


def paths(name: str, lexicon: Path = LEXICON) -> list[Path]:
    """The files that hold a table or list: the library's, then the corpus's; either may have none.

    Raises
    ------
    CorpusError
        If there is no such folder.

    >>> [path.parent.parent.name for path in paths("terms.csv")]
    ['data', 'corpus']
    """
    if not lexicon.is_dir():
        raise refusal(lexicon.name, None, f"there is no folder {lexicon}", "name the right one")
    both = dict.fromkeys([SHARED_LEXICON / name, lexicon / name])
    return [path for path in both if path.is_file()]


def content(name: str, lexicon: Path | Content = LEXICON) -> tuple[bytes, ...]:
    """What the files of :func:`paths` hold; for functions that remember what they made of it.

    >>> content("terms.csv") == content("terms.csv", {"terms.csv": content("terms.csv")})
    True
    """
    if isinstance(lexicon, Mapping):
        return lexicon[name]
    return tuple(path.read_bytes() for path in paths(name, lexicon))


def table(name: str, lexicon: Path | Content = LEXICON) -> pd.DataFrame:
    """A table of the lexicon, the corpus's rows added to the library's.

    A row of the corpus replaces the library's row of the same key, in its place.

    Parameters
    ----------
    name : str
        One of :data:`TABLES`.
    lexicon : Path or Content
        A corpus's folder, see :func:`of`, or what was read from one.

    Returns
    -------
    DataFrame
        The table's columns, all text, without blanks at the ends of cells; the index is the row in
        its own file, so a number may stand twice.

    Raises
    ------
    CorpusError
        If a key stands twice in one file, or a cell is empty that must not be.

    >>> table("topics.csv").columns.tolist()
    ['label', 'anchors', 'why']
    """
    columns, key, filled = TABLES[name]
    rows: dict[str, tuple[int, list[str]]] = {}
    problems = []
    for data in content(name, lexicon):
        found = parse_csv(data, name, columns)[columns].apply(lambda cells: cells.str.strip())
        held = found.columns.intersection(_MATCHED)
        found[held] = found[held].apply(lambda cells: cells.str.translate(NORMAL_FORM))
        problems += _problems(name, found, key, filled)
        rows |= {
            row[columns.index(key)]: (number, row)
            for number, row in zip(found.index, found.to_numpy().tolist(), strict=True)
        }
    if problems:
        raise CorpusError(problems)
    return pd.DataFrame(
        [row for _, row in rows.values()],
        index=[number for number, _ in rows.values()],
        columns=columns,
        dtype=str,
    )


def spellings(names: Iterable[str], lexicon: Path | Content = LEXICON) -> dict[str, list[str]]:
    """Slogans with the other spellings that ``aliases.csv`` has for them, to be counted as one.

    Parameters
    ----------
    names : list of str
        Slogans in any of their spellings.
    lexicon : Path or Content
        A corpus's folder, see :func:`of`; by default the demonstration corpus's.

    Returns
    -------
    dict of str to list of str
        The name under which a slogan is shown to all its spellings, itself first: what
        ``wr.terms.frequency`` and the like take. A slogan without others stands for itself.

    >>> spellings(["四单一网", "五水共治"])
    {'四张清单一张网': ['四张清单一张网', '四单一网'], '五水共治': ['五水共治']}
    """
    names_of = table("aliases.csv", lexicon).groupby("name", sort=False)["alias"].agg(list)
    name_of = {alias: name for name, aliases in names_of.items() for alias in aliases}
    shown = dict.fromkeys(name_of.get(searched(name), name) for name in names)
    return {name: [name, *names_of.get(name, [])] for name in shown}


def slogans(lexicon: Path | Content = LEXICON) -> dict[str, list[str]]:
    """The slogans in ``slogans.csv`` (``slogan en why``) with all their spellings.

    >>> slogans()["四张清单一张网"]
    ['四张清单一张网', '四单一网']
    """
    return spellings(table("slogans.csv", lexicon)["slogan"], lexicon)


def _problems(name: str, table: pd.DataFrame, key: str, filled: list[str]) -> list[Problem]:
    twice = [
        Problem(name, row, f"{value} stands here a second time", "take one of the two rows out")
        for row, value in table.loc[table[key].duplicated() & table[key].ne(""), key].items()
    ]
    empty = [
        Problem(name, row, f"{column} is empty", "fill the cell, or take the row out")
        for column in filled
        for row in table.index[table[column] == ""]
    ]
    return twice + empty
