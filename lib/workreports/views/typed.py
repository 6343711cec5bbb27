"""What is typed: terms, patterns and themes, read as the explorer reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from workreports.analysis import counting as hits
from workreports.analysis import terms as counting
from workreports.io.text import searched
from workreports.plots.style import label
from workreports.views.explorer import packing
from workreports.views.wording import told

MOST = 5
"""So many terms are asked for at once, as in the explorer."""
_BETWEEN = re.compile(r"[,，、;；|]+")
_THEME = re.compile(r"^(theme|主题)\s*[:：]\s*", re.IGNORECASE)
_COLON = re.compile("[:：]")
_BLANK = re.compile(r"(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])")


def at_first(term: str | Iterable[str], lexicon: Path) -> str:
    """What is asked at first, where a theme goes before a term that has its name as its sense.

    >>> at_first(["environment", "亚运"], Path("corpus/lexicon"))
    'theme: environment, 亚运'
    """
    themes = counting.themes(lexicon)
    pieces = map(str.strip, _BETWEEN.split(term) if isinstance(term, str) else term)
    return ", ".join(f"theme: {piece}" if piece in themes else piece for piece in pieces)


def groups(typed: str, lexicon: Path) -> dict[str, list[str]]:
    """What was typed, as groups of terms under their names.

    Raises
    ------
    ValueError
        If nothing was.

    >>> groups("亚运*, !亚运会", Path("corpus/lexicon"))
    {'亚运*': ['亚运*', '!亚运会']}
    """
    themes = counting.themes(lexicon)
    senses = {en.lower(): zh for zh, en in packing.glosses(lexicon, set()).items()}
    found, patterns = {}, []
    for piece in map(str.strip, _BETWEEN.split(typed)):
        theme, zh = _theme(piece, themes), senses.get(piece.lower())
        if theme and (_COLON.search(piece) or not zh):
            found[theme] = themes[theme]
            continue
        left_out, terms = _terms(zh or piece)
        patterns += left_out
        found |= dict.fromkeys(terms)
    if not found:
        problem = told(
            "Write a Chinese term, an English sense from the glossary, or the name of a theme.",
            "请输入中文词语、词汇表中的英文释义，或主题名称。",
        )
        raise ValueError(problem)
    named = [(name, members or [name, *patterns]) for name, members in found.items()]
    return dict(named[:MOST])


def _terms(typed: str) -> tuple[list[str], list[str]]:
    """What is left out and what is looked for, of terms with blanks between."""
    terms = [one for one in map(searched, _BLANK.split(typed)) if one.strip("*")]
    left_out = [one for one in terms if one.startswith(hits.NOT)]
    return left_out, [one for one in terms if one not in left_out]


def _theme(typed: str, themes: Iterable[str]) -> str | None:
    """The theme of a name, such as "theme: innovation", in either language."""
    name = _THEME.sub("", typed).lower()
    is_marked = name != typed.lower()
    return next(
        (one for one in themes if one.lower() == name or (is_marked and label(one, "zh") == name)),
        None,
    )
