"""What is chosen of a corpus."""

from __future__ import annotations

from collections.abc import Mapping

from workreports import plots
from workreports.corpus import Corpus
from workreports.plots.style import label, language
from workreports.views.wording import told, word

ALL = ""
"""The value of the choice of all: for None, a control would show that nothing is chosen."""
_NAMES = {"place": label, "genre": plots.genre_label, "part": word}


def selected(corpus: Corpus, wanted: Mapping[str, object]) -> Corpus:
    """The part of a corpus that some choices leave, ``ALL`` among them.

    Raises
    ------
    ValueError
        If nothing is left.

    >>> len(selected(load_corpus(), {"place": "拱墅区", "genre": ALL}).documents)
    1
    """
    some = {name: value for name, value in wanted.items() if value != ALL}
    try:
        return corpus.select(**some)
    except ValueError as error:
        why = f": {error}" if language() == "en" else ""  # it says which choice leaves nothing
        problem = told(
            "Nothing fits these choices; widen one of them", "没有符合的文本，请放宽一项"
        )
        raise ValueError(problem + why) from None


def described(wanted: Mapping[str, object]) -> str:
    """The choices in words, for an axis; ``years`` are two.

    >>> described({"genre": "work_report", "place": ALL, "years": (2014, 2023)})
    'work report, 2014-2023'
    """
    words = [name(wanted[key]) for key, name in _NAMES.items() if wanted.get(key, ALL) != ALL]
    if wanted.get("years", ALL) != ALL:
        words.append("-".join(map(str, dict.fromkeys(wanted["years"]))))
    return ", ".join(words) or label("all")
