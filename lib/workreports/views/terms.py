"""The view of terms and themes: the explorer, and the same answer as a notebook keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from workreports import plots
from workreports.analysis import concordance
from workreports.analysis import counting as hits
from workreports.analysis import terms as counting
from workreports.corpus import Corpus
from workreports.io import lexicon as lexicons
from workreports.io.text import NORMAL_FORM, searched
from workreports.plots import style
from workreports.plots.style import label
from workreports.views import choices, modes, templates
from workreports.views.explorer import packing
from workreports.views.explorer.widget import Explorer
from workreports.views.view import Answer, View, png
from workreports.views.wording import told, word

MOST = 5
"""So many terms are asked for at once, as in the explorer."""
_BETWEEN = re.compile(r"[,，、;；|]+")
_THEME = re.compile(r"^(theme|主题)\s*[:：]\s*", re.IGNORECASE)
_COLON = re.compile("[:：]")
_BLANK = re.compile(r"(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])")
_SHOWN = {"sort", "at", "read"}
"""What in the explorer's state changes what is shown, and not the answer."""


def terms(
    corpus: Corpus,
    term: str | Iterable[str] = "创新",
    *,
    count: str = "words",
    genre: str = choices.ALL,
    place: str = choices.ALL,
    part: str = choices.ALL,
    by: str = "place",
) -> View:
    """Ask for terms: the rate of each by year of the report with intervals, beside the levels
    above, and every line that it stands in. The same explorer as on a page of its own.

    What was asked last stays in the notebook as a picture with its lines, and the call that asks
    it again.

    Parameters
    ----------
    corpus : Corpus
    term : str or list of str
        What is asked at first, up to five: words, phrases, ``亚运*`` for all words that begin so,
        an English sense from the glossary for its Chinese term, a name from ``themes.csv``; and
        ``!亚运会`` for where none is a hit. In a text they are parted by commas.
    count : {"words", "strings"}
        As :func:`workreports.analysis.terms.frequency` takes it.
    genre, place, part : str
        As ``Corpus.select`` takes them; all, if not given.
    by : {"place", "level"}
        What a point stands for.

    Returns
    -------
    View
        ``answer`` has the rates and lines as tables (``rates.csv``, ``lines.csv``) and the picture.

    Raises
    ------
    CorpusError
        If the corpus has too many documents for a page; ``wr.terms.frequency`` is the tool then.

    >>> view = terms(load_corpus(), "five waters treated together")
    >>> view.answer.tables["rates.csv"]["count"].tolist()
    [0, 1, 2, 3, 3, 2, 0]
    """
    lexicon = lexicons.of(corpus.folder)
    typed = _BETWEEN.split(term) if isinstance(term, str) else term
    state = {
        "q": _with_themes(typed, lexicon),
        "count": count,
        "genre": genre,
        "place": place,
        "part": part,
        "by": by,
    }
    explorer = Explorer(corpus, {**state, "lang": style.language()})

    def find() -> Answer:
        with style.speaking(explorer.state["lang"]):
            return _answer(corpus, explorer.state)

    view = View("terms", [explorer], find, lexicon)
    view.children = [explorer]  # it shows its own answer; the view's is what the notebook keeps
    view.remove_class(templates.LIVE)  # the explorer says so, once it is there

    def asked(change: dict) -> None:
        apart = change.old.items() ^ change.new.items()
        if {name for name, _ in apart} - _SHOWN:
            view.show()

    explorer.observe(asked, "state")
    return view


def _answer(corpus: Corpus, state: dict[str, str]) -> Answer:
    """What the explorer shows in the view it is in."""
    if state.get("view") == "figures":
        return modes.figures(corpus, state)
    if state.get("view") == "compare":
        return modes.compared(corpus, state)
    groups = _named(state["q"], lexicons.of(corpus.folder))
    if not groups:
        problem = told(
            "Write a Chinese term, an English sense from the glossary, or the name of a theme.",
            "请输入中文词语、词汇表中的英文释义，或主题名称。",
        )
        raise ValueError(problem)
    wanted = {name: state[name] for name in ("place", "genre", "part")}
    chosen = choices.selected(corpus, wanted)
    if state.get("view") == "company":
        return modes.collocates(chosen, state, _single(groups))
    return _rates(chosen, state, groups)


def _single(groups: dict[str, list[str]]) -> str:
    """The first that is one term, or whatever stands first."""
    single = [name for name, words in groups.items() if words[0] == name and "*" not in name]
    return next(iter([*single, *groups]))


def _rates(chosen: Corpus, state: dict[str, str], groups: dict[str, list[str]]) -> Answer:
    """Rates by year, and every line."""
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
    body += [templates.lines(lines, names), templates.paragraph(_again(state))]
    return Answer("".join(body), tables, pictures)


def _with_themes(typed: Iterable[str], lexicon: Path) -> str:
    """What is asked at first, where a theme goes before a term that has its name as its sense."""
    themes = counting.themes(lexicon)
    pieces = map(str.strip, typed)
    return ", ".join(f"theme: {piece}" if piece in themes else piece for piece in pieces)


def _named(typed: str, lexicon: Path) -> dict[str, list[str]]:
    """What was typed, as groups of terms under their names: as the explorer reads it."""
    themes = counting.themes(lexicon)
    senses = {en.lower(): zh for zh, en in packing.glosses(lexicon, set()).items()}
    groups, patterns = {}, []
    for piece in map(str.strip, _BETWEEN.split(typed)):
        theme, zh = _theme(piece, themes), senses.get(piece.lower())
        if theme and (_COLON.search(piece) or not zh):
            groups[theme] = themes[theme]
            continue
        for term in filter(None, map(searched, _BLANK.split(zh or piece))):
            if term.startswith(hits.NOT):
                patterns.append(term)
            elif term.strip("*"):
                groups[term] = None
    named = [(name, members or [name, *patterns]) for name, members in groups.items()]
    return dict(named[:MOST])


def _theme(typed: str, themes: Iterable[str]) -> str | None:
    """The theme of a name, such as "theme: innovation", in either language."""
    name = _THEME.sub("", typed).lower()
    is_marked = name != typed.lower()
    return next(
        (one for one in themes if one.lower() == name or (is_marked and label(one, "zh") == name)),
        None,
    )


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


def _where(corpus: Corpus, lines: pd.DataFrame, state: dict[str, str]) -> str:
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


def _again(state: dict[str, str]) -> str:
    """The call that asks the same again."""
    start = {"count": "words", "genre": "", "place": "", "part": "", "by": "place"}
    given = [f", {name}={state[name]!r}" for name, value in start.items() if state[name] != value]
    call = f"wr.explore.terms(corpus, {state['q']!r}{''.join(given)})"
    return told("To ask it again: {call}", "再次提问：{call}", call=call)


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
