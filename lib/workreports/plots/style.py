"""How pictures look: the font, the colours, and the language of the labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from cycler import cycler
from matplotlib import font_manager

from workreports.io import lexicon as lexicons
from workreports.io.resources import FONT, LEXICON

FAMILY = "Workreports Sans SC"

COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermilion": "#D55E00",
    "sky": "#56B4E9",
    "purple": "#CC79A7",
    "grey": "#595959",
    "light": "#D9D9D9",
}
"""Okabe and Ito's palette for colour-blind readers, and two greys. Where two colours meet, shape or
position tells them apart too.
"""
LINES = {
    "nation": (COLOURS["grey"], ":"),
    "province": (COLOURS["blue"], "--"),
    "city": ("black", "-"),
    "county": (COLOURS["vermilion"], "-."),
}
"""Colour and line of each level of government, in pictures and in the explorer."""

_CYCLE = ("blue", "vermilion", "green", "orange", "purple", "sky", "grey")
_LOOK = {
    "font.family": [FAMILY],
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": cycler(color=[COLOURS[name] for name in _CYCLE]),
    "axes.grid": False,
    "grid.color": COLOURS["light"],
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "savefig.dpi": 160,
    "legend.frameon": False,
    "svg.fonttype": "path",
}
LANGUAGES = ["en", "zh"]
_in_use = {"language": "en", "lexicon": LEXICON}


def use(language: str = "en", lexicon: Path = LEXICON) -> None:
    """Set matplotlib up for this project: its font, colours and the language that :func:`label`
    answers in.

    Parameters
    ----------
    language : {"en", "zh"}
    lexicon : Path
        A corpus's folder ``lexicon/``, whose glossary and labels add to the library's; by default
        the demonstration corpus's.

    >>> use("en")
    """
    if language not in LANGUAGES:
        raise ValueError(f"there is no language {language!r}; choose one of {', '.join(LANGUAGES)}")
    _in_use.update(language=language, lexicon=lexicon)
    _know_font()
    mpl.rcParams.update(_LOOK)


@contextmanager
def using(lexicon: Path) -> Iterator[None]:
    """Pictures in the words of another lexicon, in the same language; afterwards all is as it was.

    >>> from workreports.io.resources import SHARED_LEXICON
    >>> with using(SHARED_LEXICON):
    ...     label("地区生产总值"), label("下城区")
    ('gross regional product', '下城区')
    """
    # Not by rc_context: it would take back what a notebook sets up when it first draws.
    before, look = dict(_in_use), {name: mpl.rcParams[name] for name in _LOOK}
    try:
        use(before["language"], lexicon)
        yield
    finally:
        mpl.rcParams.update(look)
        _in_use.update(before)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Pictures in another language, in the look in use; afterwards all is as it was.

    Our font serves for the characters that the fonts in use lack.

    >>> use("en")
    >>> with speaking("zh"):
    ...     label("Year of the report")
    '报告年份'
    >>> label("Year of the report")
    'Year of the report'
    """
    _know_font()
    before, families = dict(_in_use), mpl.rcParams["font.family"]
    mpl.rcParams["font.family"] = list(dict.fromkeys([*families, FAMILY]))
    _in_use["language"] = language
    try:
        yield
    finally:
        mpl.rcParams["font.family"] = families
        _in_use.update(before)


def _know_font() -> None:
    if FAMILY not in font_manager.fontManager.get_font_names():
        font_manager.fontManager.addfont(FONT)


def language() -> str:
    """The language set by :func:`use`.

    >>> use("en")
    >>> language()
    'en'
    """
    return _in_use["language"]


def glossary() -> pd.DataFrame:
    """Terms of the reports and what they mean: ``zh pinyin en meaning``, in the lexicon in use.

    >>> glossary().set_index("zh").at["地区生产总值", "en"]
    'gross regional product'
    """
    return lexicons.table("glossary.csv", _in_use["lexicon"]).reset_index(drop=True)


def label(text: str, language: str | None = None) -> str:
    """A term or label in the language in use, or in another, from the lexicon's ``glossary.csv``
    and ``labels.csv``; unknown ones come back as they are.

    >>> use("zh"); label("Year of the report")
    '报告年份'
    >>> use("en"); label("下城区")
    'Xiacheng'
    """
    return _translations(language or _in_use["language"], _in_use["lexicon"]).get(text, text)


def territory_label(territory: str) -> str:
    """The name of a territory in the language in use: its place, and the years where it has any.

    >>> use("en"); territory_label("上城区 (2021-)")
    'Shangcheng (2021-)'
    """
    place, blank, years = territory.partition(" ")
    return label(place) + blank + years


def untranslated(texts: Iterable[str]) -> list[str]:
    """English words in texts that should be Chinese; those that the Chinese labels use themselves
    (Jaccard, jieba) are none.

    >>> untranslated(["创新 in 2016", "plan parts", "Jaccard"])
    ['parts', 'plan']
    """
    chinese = _translations("zh", _in_use["lexicon"]).values()
    used = set(re.findall(_WORD, " ".join(chinese)))
    return sorted(set(re.findall(_WORD, "\n".join(texts))) - used)


_WORD = "[A-Za-z]{3,}"


@lru_cache(maxsize=8)
def _translations(language: str, lexicon: Path) -> dict[str, str]:
    other = "zh" if language == "en" else "en"
    return {
        source: target
        for name in ("labels.csv", "glossary.csv")  # terms come before labels
        for source, target in lexicons.table(name, lexicon)[[other, language]].to_numpy()
    }
