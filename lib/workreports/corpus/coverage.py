"""What of each part of a report is there: whole, cut, lost, or none.

A part is judged by the traces that its ends leave: numbers that do not begin with one, a last
sentence without an end, a next part or a closing that follows or does not. Verdicts are an ordered
table, of which the first that holds is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd

from workreports.corpus import outline
from workreports.corpus.structure import markers
from workreports.io.text import NORMAL_FORM

JUDGED = ["review", "problems", "plan", "governance"]
"""The parts that are judged."""
STATES = ["whole", "cut", "lost", "none"]
_EXPECTED = {
    "work_report": ("review", "plan"),
    "plan_report": ("review", "plan"),
    "budget_report": ("review", "plan"),
    "five_year_plan": ("plan",),
}
"""The parts without which a document of a genre is not complete."""
_ENDED = re.compile(r"[。!?…;:](?:[”’)》」]|\s)*$|[)》”]$")
_CLOSING = re.compile(r"让我们|各位代表|奋斗|请[^。]{0,12}审[议查]|谢谢")


class _Traces(NamedTuple):
    """What is known of one part of a document."""

    is_there: bool
    is_expected: bool
    is_told: bool
    """The parts of the document could be told at all."""
    number: int
    """Where the part is the first: the number of the first heading that has one; else 1."""
    inside: bool
    """Its first row is no heading, and neither title nor salutation stands before it."""
    is_last: bool
    """No other part, no closing and no appendix follows."""
    is_ended: bool
    """Its last sentence has an end."""
    closes: bool
    """A report's last words are its last."""
    is_rounded: bool
    """It needs no last words: not a work report, or a part that another follows in any report."""


class _Verdict(NamedTuple):
    state: str
    missing: str
    """What is not there: "", "beginning", "end" or "all"."""
    holds: Callable[[_Traces], bool]
    why: str


_VERDICTS = [
    _Verdict(
        "none",
        "",
        lambda t: not t.is_there and not (t.is_expected and t.is_told),
        "nothing of it is here, and a document of this kind need not have it",
    ),
    _Verdict(
        "lost",
        "all",
        lambda t: not t.is_there,
        "nothing of it is here, and a document of this kind has it",
    ),
    _Verdict(
        "cut",
        "beginning",
        lambda t: t.number > 1 and t.inside,
        "it begins inside number {before}: what stands before is lost",
    ),
    _Verdict(
        "cut",
        "beginning",
        lambda t: t.number > 1,
        "its numbers begin with {number}: what stands before is lost",
    ),
    _Verdict("cut", "beginning", lambda t: t.inside, "it begins without a heading or a title"),
    _Verdict("cut", "end", lambda t: t.is_last and not t.is_ended, "its last sentence has no end"),
    _Verdict(
        "cut",
        "end",
        lambda t: t.is_last and not t.closes and not t.is_rounded,
        "the text stops in it, without a report's last words",
    ),
    _Verdict("whole", "", lambda t: t.is_last, "its beginning and its last words are here"),
    _Verdict("whole", "", lambda t: True, "its beginning is here, and what follows it"),
]


def judge(rows: pd.DataFrame, text: str, genre: str = "work_report") -> pd.DataFrame:
    """Say of each part of a document whether it is whole.

    Parameters
    ----------
    rows : DataFrame
        Of ``outline.of`` or ``outline.parse``.
    text : str
        The text that they were read from.
    genre : str
        As in the catalogue; it says which parts a document must have.

    Returns
    -------
    DataFrame
        One row a part of ``JUDGED``: ``part``, ``state`` (whole, cut, lost, none), ``missing``
        (beginning, end, all or ""), ``why``.

    >>> text = "二、改善民生\\n建学校。\\n三、加强政府自身建设\\n学法。\\n各位代表,让我们努力。"
    >>> judge(outline.of(text), text)[["part", "state", "missing"]].values.tolist()[2:]
    [['plan', 'cut', 'beginning'], ['governance', 'whole', '']]
    """
    folded = text.translate(NORMAL_FORM)
    words = [folded[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)]
    records = []
    for part in JUDGED:
        traces = _traces(rows, words, part, genre)
        verdict = next(one for one in _VERDICTS if one.holds(traces))
        why = verdict.why.format(number=traces.number, before=traces.number - 1)
        records.append((part, verdict.state, verdict.missing, why))
    return pd.DataFrame(records, columns=["part", "state", "missing", "why"])


def of(text: str, genre: str = "work_report") -> pd.DataFrame:
    """Say of each part of a text whether it is whole, see :func:`judge`.

    >>> of("一、2013年工作回顾\\n经济平稳增长。\\n我们也清醒地看到差距。")["state"].tolist()
    ['whole', 'whole', 'lost', 'none']
    """
    return judge(outline.parse(text), text, genre)


def completeness(coverage: pd.DataFrame) -> str:
    """What of a document is there: complete, beginning, end, or middle.

    Parameters
    ----------
    coverage : DataFrame
        Of :func:`judge`.

    >>> completeness(of("一、2013年工作回顾\\n经济平稳增长。\\n我们也清醒地看到差距。"))
    'beginning'
    """
    missing = dict(zip(coverage["part"], coverage["missing"], strict=True))
    begins = missing["review"] != "all" and "beginning" not in missing.values()
    ends = missing["plan"] != "all" and "end" not in missing.values()
    return {
        (True, True): "complete",
        (True, False): "beginning",
        (False, True): "end",
        (False, False): "middle",
    }[begins, ends]


def table(documents: pd.DataFrame, parts: Sequence[str] | None = None) -> pd.DataFrame:
    """What is told of each document in its column ``coverage``: ``doc_id part state``.

    Parameters
    ----------
    documents : DataFrame
        Index ``doc_id``; without the column nothing is told.
    parts : sequence of str, optional
        To be kept; all by default.

    >>> told = pd.Series(["review lost;plan cut"], index=["a"], name="coverage")
    >>> table(told.rename_axis("doc_id").to_frame()).values.tolist()
    [['a', 'review', 'lost'], ['a', 'plan', 'cut']]
    """
    told = documents.reindex(columns=["coverage"])["coverage"].astype("str")
    told = told.dropna().str.split(";").explode()
    told = told[told.ne("")].str.split(" ", expand=True).reindex(columns=[0, 1])
    rows = told.set_axis(["part", "state"], axis=1).reset_index()
    return rows if parts is None else rows[rows["part"].isin(parts)].reset_index(drop=True)


def _traces(rows: pd.DataFrame, words: list[str], part: str, genre: str) -> _Traces:
    """What a document shows of one part."""
    parts = rows["part"].tolist()
    depths = rows["depth"].tolist()
    own = [i for i, name in enumerate(parts) if name == part]
    report = [i for i, name in enumerate(parts) if name not in ("preface", "appendix", "body")]
    first, last = (own[0], own[-1]) if own else (-1, -1)
    is_first = bool(own) and first == report[0]
    is_last = bool(own) and last == report[-1]
    numbers = [markers.number(words[i]) for i in report if depths[i]]
    number = next((n for n in numbers if n is not None), 1) if is_first else 1
    is_followed_by_problems = part == "review" and "problems" in parts
    return _Traces(
        is_there=bool(own),
        is_expected=part in _EXPECTED.get(genre, ()),
        is_told=parts.count("body") < 0.3 * len(parts) or not parts,
        number=number,
        inside=is_first and not depths[first] and (number > 1 or "preface" not in parts),
        is_last=is_last and "appendix" not in parts,
        is_ended=bool(own) and bool(_ENDED.search(words[last])),
        closes=any(_CLOSING.search(words[i]) for i in report[-3:]),
        is_rounded=genre != "work_report" or part == "problems" or is_followed_by_problems,
    )
