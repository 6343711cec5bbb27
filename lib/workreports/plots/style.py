"""How pictures look: the font, the colours, and the language of the labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager

from workreports.io.resources import FONT, LEXICON
from workreports.io.tables import read_csv

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
"""Okabe and Ito's palette for colour-blind readers, and two greys. Where two colours meet, shape or position tells them apart too."""

GLOSSARY = LEXICON / "glossary.csv"
"""Terms of the reports: ``zh pinyin en meaning``."""
LABELS = LEXICON / "labels.csv"
"""Titles and labels of pictures and views: ``en zh``."""
LANGUAGES = ["en", "zh"]
_language = "en"


def use(language: str = "en") -> None:
    """Set matplotlib up for this project: its font, colours and the language that :func:`label` answers in.

    Parameters
    ----------
    language : {"en", "zh"}

    >>> use("en")
    """
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"there is no language {language!r}; choose one of {', '.join(LANGUAGES)}")
    _language = language
    if FAMILY not in font_manager.fontManager.get_font_names():
        font_manager.fontManager.addfont(FONT)
    colours = [
        COLOURS[name] for name in ("blue", "vermilion", "green", "orange", "purple", "sky", "grey")
    ]
    mpl.rcParams.update(
        {
            "font.family": [FAMILY],
            "font.size": 10,
            "axes.titlesize": 11,
            "axes.titlelocation": "left",
            "axes.labelsize": 10,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": cycler(color=colours),
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
    )


def language() -> str:
    """The language set by :func:`use`."""
    return _language


def label(text: str, language: str | None = None) -> str:
    """A term or label in the language in use, or in another, from ``glossary.csv`` and ``labels.csv``; unknown ones come back as they are.

    >>> use("zh"); label("Year of delivery")
    '作报告的年份'
    >>> use("en"); label("下城区")
    'Xiacheng'
    """
    return _translations(language or _language).get(text, text)


def territory_label(territory: str) -> str:
    """The name of a territory in the language in use: its place, and the years where it has any.

    >>> use("en"); territory_label("上城区 (2021-)")
    'Shangcheng (2021-)'
    """
    place, blank, years = territory.partition(" ")
    return label(place) + blank + years


def untranslated(texts: Iterable[str]) -> list[str]:
    """English words in texts that should be Chinese; those that the Chinese labels use themselves (Jaccard, jieba) are none.

    >>> untranslated(["创新 in 2016", "plan parts", "Jaccard"])
    ['parts', 'plan']
    """
    used = set(re.findall(_WORD, " ".join(_translations("zh").values())))
    return sorted(set(re.findall(_WORD, "\n".join(texts))) - used)


_WORD = "[A-Za-z]{3,}"


@lru_cache(maxsize=2)
def _translations(language: str) -> dict[str, str]:
    tables = [
        read_csv(LABELS, ["en", "zh"]),
        read_csv(GLOSSARY, ["zh", "pinyin", "en", "meaning"]),
    ]  # terms come before labels
    other = "zh" if language == "en" else "en"
    return {
        source: target
        for table in tables
        for source, target in zip(table[other], table[language], strict=True)
    }
