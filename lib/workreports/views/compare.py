"""The view that sets two selections against each other."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd

from workreports import plots
from workreports.analysis import keyness
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.plots import style
from workreports.plots.style import label
from workreports.views import choices, templates
from workreports.views.view import Answer, View, png
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
"""What both sides are at first, where the corpus has it: like is compared with like."""


def compare(corpus: Corpus) -> View:
    """Set two selections against each other: the words that tell them apart. At first the plans in
    the work reports of the last year against those of the years before.

    Where one side has a genre, or a part of a report, that the other has not, the answer says so
    first: such words tell kinds of text apart, and neither times nor places.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    View
        Choices of place, years, genre and part for both sides; the table can be saved as csv, the
        picture as png.

    >>> view = compare(load_corpus())
    >>> list(view.answer.tables)
    ['keyness.csv']
    """
    lexicon = lexicons.of(corpus.folder)
    with style.using(lexicon):
        target, reference = choices.filters(corpus), choices.filters(corpus)
        _set_alike(corpus, target, reference)
        heads = [
            widgets.HTML(f"<strong>{label(text)}</strong>", layout=widgets.Layout(width="100%"))
            for text in ("these texts", "against those")
        ]

        def find() -> Answer:
            return answer(
                choices.chosen(corpus, target),
                choices.chosen(corpus, reference),
                choices.described(target),
                choices.described(reference),
            )

        controls = [heads[0], *target.values(), heads[1], *reference.values()]
        return View("compare", controls, find, lexicon)


def _set_alike(corpus: Corpus, target: dict, reference: dict) -> None:
    """The last year that has such texts against all before."""
    texts = corpus.paragraphs.join(corpus.originals[["genre", "year"]], on="doc_id", how="inner")
    for name, value in _ALIKE.items():
        if texts[name].eq(value).any():
            texts = texts[texts[name].eq(value)]
            target[name].value = reference[name].value = value
    years = sorted(texts["year"].dropna().astype(int).unique().tolist())
    if len(years) > 1:
        target["years"].value = years[-1], years[-1]
        reference["years"].value = years[0], years[-2]


def answer(target: Corpus, reference: Corpus, target_name: str, reference_name: str) -> Answer:
    """The words that tell two selections apart, with a picture, and what to mind.

    Raises
    ------
    ValueError
        If the two overlap.

    >>> corpus = load_corpus().select(genre="work_report")
    >>> found = answer(corpus.select(years=2014), corpus.select(years=2016), "2014", "2016")
    >>> list(found.pictures)
    ['keyness.png']
    """
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
    body += [templates.picture(picture, alt), templates.table(shown)]
    return Answer("".join(body), {"keyness.csv": table}, {"keyness.png": picture})


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
