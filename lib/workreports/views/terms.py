"""Terms and themes over the years, as a notebook keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from workreports import plots
from workreports.analysis import concordance
from workreports.analysis import counting as hits
from workreports.analysis import terms as counting
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.io.text import NORMAL_FORM, searched
from workreports.plots.style import label
from workreports.views import choices, templates, typed
from workreports.views.view import Answer, png
from workreports.views.wording import told, word


def answer(corpus: Corpus, state: Mapping[str, str]) -> Answer:
    """The rates of terms by year of the report, and every line.

    Parameters
    ----------
    corpus : Corpus
    state : mapping of str to str
        ``q count genre place part by``.

    Raises
    ------
    ValueError
        If nothing was typed, or stands nowhere.

    >>> state = {"q": "五水共治", "count": "words", "by": "place"}
    >>> found = answer(load_corpus(), {**state, "genre": "", "place": "", "part": ""})
    >>> found.tables["rates.csv"]["count"].tolist()
    [0, 1, 2, 3, 3, 2, 0]
    """
    groups = typed.groups(state["q"], lexicons.of(corpus.folder))
    chosen = choices.selected(corpus, {name: state[name] for name in ("place", "genre", "part")})
    lines = _lines(chosen, groups)
    shown = [_shown(name, words) for name, words in groups.items()]
    if lines.empty and state["count"] == "words":
        raise ValueError(f"{'; '.join(shown)}: {_why_not(chosen, groups)}")
    tables, pictures = {"lines.csv": lines}, {}
    body = [templates.paragraph(bold="; ".join(shown), after=_where(chosen, lines, state))]
    if chosen.documents["year"].notna().any():
        rates = counting.frequency(chosen, groups, by=["year", state["by"]], count=state["count"])
        tables["rates.csv"] = rates
        pictures["rates.png"] = _picture(rates, chosen)
        body.append(templates.picture(pictures["rates.png"], _alt(rates, shown)))
    names = chosen.documents.apply(plots.document_name, axis=1)
    body += [templates.lines(lines, names), templates.again(_call(state))]
    return Answer("".join(body), tables, pictures)


def _lines(corpus: Corpus, groups: dict[str, list[str]]) -> pd.DataFrame:
    """The lines of all hits as words, by year."""
    found = [concordance.at(corpus, hits.places(corpus, words)) for words in groups.values()]
    lines = pd.DataFrame(pd.concat(found)).drop_duplicates(["par_id", "raw_start", "raw_end"])
    return lines.sort_values(["year", "doc_id", "raw_start"], ignore_index=True)


def _picture(rates: pd.DataFrame, corpus: Corpus) -> bytes:
    columns = min(2, rates["term"].nunique())
    if "territory" in rates:
        return png(plots.rates_by_year(rates, corpus.territories, columns=columns))
    return png(plots.rates_by_year(rates.assign(territory=rates["level"].map(word)), None, columns))


def _alt(rates: pd.DataFrame, shown: list[str]) -> str:
    where = rates["place" if "place" in rates else "level"].map(word).map(label)
    spoken = "; ".join(
        f"{row.year} {name} {row.per_10k:.1f} ({row.low:.1f} to {row.high:.1f})"
        for name, row in zip(where, rates.itertuples(), strict=True)
    )
    return told(
        "{terms}, per 10,000 words by year of the report, with 95 % intervals: {spoken}",
        "{terms}，按报告年份，每万词，附95%区间：{spoken}",
        terms="; ".join(shown),
        spoken=spoken,
    )


def _shown(name: str, words: list[str]) -> str:
    return name if words == [name] else f"{name} ({', '.join(words)})"


def _where(corpus: Corpus, lines: pd.DataFrame, state: Mapping[str, str]) -> str:
    places = told(
        ": {places} places in {some} of {all} documents.",
        "：{all}份文件中的{some}份，共{places}处。",
        places=len(lines),
        some=lines["doc_id"].nunique(),
        all=len(corpus.documents),
    )
    if state["count"] == "strings":
        places += told(
            " These are whole words; the rates count strings, in longer words too.",
            "此处为独立成词之处；频率按字符串计，含更长的词中。",
        )
    if corpus.paragraphs["part"].nunique() == 1:
        return places
    return places + told(
        " Reviews and plans are counted together; choose a part to compare like with like.",
        "回顾与计划合并计数；要同类相比，请选择一个部分。",
    )


def _call(state: Mapping[str, str]) -> str:
    start = {"count": "words", "genre": "", "place": "", "part": "", "by": "place"}
    given = [f", {name}={state[name]!r}" for name, value in start.items() if state[name] != value]
    return f"wr.explore.terms(corpus, {state['q']!r}{''.join(given)})"


def _why_not(corpus: Corpus, groups: dict[str, list[str]]) -> str:
    texts = corpus.paragraphs["text"].str.translate(NORMAL_FORM)
    words = [word for words in groups.values() for word in words]
    inside = sum(texts.str.count(re.escape(searched(word))).sum() for word in words)
    if inside:
        return told(
            "not here as a word of its own, but {n} times inside longer words.",
            "此处没有独立成词的，但有{n}次在更长的词中。",
            n=inside,
        )
    return told(
        "not here as a word of its own; check the characters, or choose other texts.",
        "此处没有这个词；请检查用字，或选择其他文本。",
    )
