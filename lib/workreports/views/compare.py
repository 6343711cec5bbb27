"""Two selections side by side, as a notebook keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workreports import plots
from workreports.analysis import keyness
from workreports.corpus import Corpus
from workreports.plots import style
from workreports.plots.style import label
from workreports.views import choices, templates
from workreports.views.choices import ALL
from workreports.views.view import Answer, png
from workreports.views.wording import told, word

_COLUMNS = [
    "term",
    "sense",
    "count_target",
    "count_reference",
    "log_ratio",
    "low",
    "high",
    "z",
    "p_adjusted",
    "documents",
    "note",
]
_ALIKE = {"genre": "work_report", "part": "plan"}
"""What both sides are at first, where the corpus has it."""
_CHOICES = ("place", "genre", "part")


def answer(corpus: Corpus, state: Mapping[str, str]) -> Answer:
    """The words that tell two selections apart, with a picture, and what to mind.

    Where one side has a genre, or a part of a report, that the other has not, the answer says so
    first: such words tell kinds of text apart, and neither times nor places.

    Parameters
    ----------
    corpus : Corpus
    state : mapping of str to str
        As :func:`asked` gives it.

    Raises
    ------
    ValueError
        If nothing is left of one, or the two overlap.

    >>> found = answer(load_corpus(), asked({"years": 2014}, {"years": 2016}))
    >>> list(found.pictures)
    ['keyness.png']
    """
    years = corpus.documents["year"].dropna().astype(int)
    sides = [_side(state, one, years) for one in "ab"]
    target, reference = (choices.selected(corpus, side) for side in sides)
    target_name, reference_name = map(choices.described, sides)
    table = keyness.compare(target, reference)
    picture = png(plots.effect_and_evidence(table, target_name, reference_name))
    alt = told(
        "Words of {target} (right) and {reference} (left) by log ratio and evidence; "
        "furthest right by z: {right}; furthest left: {left}",
        "按对数比与证据排列的词：右为{target}，左为{reference}；按z最靠右的：{right}；最靠左的：{left}",
        target=target_name,
        reference=reference_name,
        right=table["term"].head(8).tolist(),
        left=table["term"].tail(8).tolist(),
    )
    body = [
        _mind(target, reference),
        _counted(table, target, reference, target_name, reference_name),
    ]
    ends = pd.concat([table.head(12), table.tail(12)]).drop_duplicates("term")
    senses = [sense if (sense := label(term)) != term else "" for term in ends["term"]]
    shown = ends.assign(sense=senses)[_COLUMNS]
    if style.language() == "zh":
        shown = shown.drop(columns="sense")
    body += [templates.picture(picture, alt), templates.table(shown), templates.again(_call(sides))]
    return Answer("".join(body), {"keyness.csv": table}, {"keyness.png": picture})


def asked(target: Mapping[str, Any], reference: Mapping[str, Any]) -> dict[str, str]:
    """Two selections, each as ``Corpus.select`` takes it, as the explorer's state: ``genre place
    part from to``, with ``a`` and ``b`` before each name.

    Raises
    ------
    ValueError
        If a side has more than one genre, place or part, and not all.

    >>> asked({"years": (2014, 2016)}, {})["ato"]
    '2016'
    """
    state = {}
    for one, side in zip("ab", (target, reference), strict=True):
        if not all(isinstance(side.get(name, ALL), str) for name in _CHOICES):
            raise ValueError("a side has one genre, one place and one part, or all of each")
        years = side.get("years", ALL)
        first, last = years if isinstance(years, tuple) else (years, years)
        state |= {one + name: side.get(name, ALL) for name in _CHOICES}
        state |= {one + "from": str(first), one + "to": str(last)}
    return state


def alike(corpus: Corpus) -> list[dict[str, Any]]:
    """Like against like: the last year that has plans in work reports against all years before.

    >>> alike(load_corpus())[1]
    {'genre': 'work_report', 'part': 'plan', 'years': (2016, 2017)}
    """
    texts = corpus.paragraphs.join(corpus.originals[["genre", "year"]], on="doc_id", how="inner")
    both = {}
    for name, value in _ALIKE.items():
        if texts[name].eq(value).any():
            texts = texts[texts[name].eq(value)]
            both[name] = value
    years = sorted(texts["year"].dropna().astype(int).unique().tolist())
    if len(years) < 2:
        return [both, both]
    return [{**both, "years": (years[-1], years[-1])}, {**both, "years": (years[0], years[-2])}]


def _side(state: Mapping[str, str], one: str, years: pd.Series) -> dict[str, Any]:
    side: dict[str, Any] = {name: state[one + name] for name in _CHOICES}
    first, last = state[f"{one}from"], state[f"{one}to"]
    ends = int(first or years.min()), int(last or years.max())
    side["years"] = ends if first or last else ALL
    return side


def _call(sides: list[dict[str, Any]]) -> str:
    given = [{name: value for name, value in side.items() if value != ALL} for side in sides]
    return f"wr.explore.compare(corpus, {given[0]!r}, {given[1]!r})"


def _counted(table: pd.DataFrame, target: Corpus, reference: Corpus, *names: str) -> str:
    """How much was compared, how much was found, and how much could have been."""
    sizes = {
        f"{side}_{what}": size
        for side, corpus in (("t", target), ("r", reference))
        for what, size in (("words", int(corpus.words.sum())), ("docs", len(corpus.documents)))
    }
    ratio = table["detectable"].median()
    text = told(
        "{t}: {t_words:,} words in {t_docs} documents; {r}: {r_words:,} words in {r_docs} "
        "documents. Of {all} words tested, {sure} have an adjusted p below 0.05. Half of the words "
        "would be found in four texts of five if one side used them {times} as often.",
        "{t}：{t_docs}份文件，{t_words:,}词；{r}：{r_docs}份文件，{r_words:,}词。检验的{all}个词中，{sure}个校正后p值低于0.05。"
        "若一方使用频率为另一方的{times}，半数的词在五次中有四次能被发现。",
        t=names[0],
        r=names[1],
        all=len(table),
        sure=int((table["p_adjusted"] < 0.05).sum()),
        times=_times(ratio),
        **sizes,
    )
    return templates.paragraph(text)


def _mind(target: Corpus, reference: Corpus) -> str:
    """A warning where genres or parts of the two differ."""
    kinds = [
        (told("genres", "文种"), plots.genre_label, [_genres(target), _genres(reference)]),
        (told("parts of reports", "报告部分"), word, [_parts(target), _parts(reference)]),
    ]
    told_apart = []
    for kind, name, sides in kinds:
        if set(sides[0]) != set(sides[1]):
            these, those = ([name(one) for one in side] for side in sides)
            told_apart.append(
                told(
                    "the {kind} differ ({these}; against {those})",
                    "两组的{kind}不同（{these}；对比{those}）",
                    kind=kind,
                    these=these,
                    those=those,
                )
            )
    if not told_apart:
        return ""
    text = told(
        "{apart}. Words may tell kinds of text apart here, and neither times nor places.",
        "{apart}。词语的差异可能来自文本种类，而非年份或地方。",
        apart=told_apart,
    )
    return templates.warning(text)


def _genres(corpus: Corpus) -> list[str]:
    return corpus.documents["genre"].dropna().unique().tolist()


def _parts(corpus: Corpus) -> list[str]:
    return corpus.paragraphs["part"].dropna().unique().tolist()


def _times(ratio: float) -> str:
    if ratio < 100:
        return told("{ratio:.1f} times", "{ratio:.1f}倍", ratio=ratio)
    return told("more than a hundred times", "一百倍以上")
