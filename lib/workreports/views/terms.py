"""The view of a term or a theme."""

from __future__ import annotations

import re

import ipywidgets as widgets
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
from workreports.views import choices, templates
from workreports.views.view import WIDE, Answer, View, png


def terms(corpus: Corpus, term: str = "创新") -> View:
    """Ask for a term or a theme: its rate by year of the report with intervals, and every line it
    stands in.

    A theme is a name from ``themes.csv``; an English sense from the glossary stands for its Chinese
    term.

    Parameters
    ----------
    corpus : Corpus
    term : str
        What is shown at first.

    Returns
    -------
    View
        Choices of place, years, genre and part; the lines and rates can be saved as csv, the
        picture as png.

    >>> view = terms(load_corpus(), "five waters treated together")
    >>> view.answer.tables["rates.csv"]["count"].tolist()
    [0, 1, 2, 3, 3, 2, 0]
    """
    lexicon = lexicons.of(corpus.folder)
    with style.using(lexicon):
        themes, glossary = counting.themes(lexicon), style.glossary()
        senses = dict(zip(glossary["en"], glossary["zh"], strict=True))
        entry = widgets.Combobox(
            value=term,
            options=[*themes, *senses, *senses.values()],
            description=label("Term or theme"),
            continuous_update=False,
            **WIDE,
        )
        filters = choices.filters(corpus)

        def find() -> Answer:
            name = entry.value.strip()
            slogan = lexicons.spellings([senses.get(name, name)], lexicon)
            words = themes.get(name) or next(iter(slogan.values()))
            return _answer(choices.chosen(corpus, filters), name, words)

        return View("terms", [entry, *filters.values()], find, lexicon)


def _answer(corpus: Corpus, name: str, words: list[str]) -> Answer:
    if not name:
        raise ValueError(
            "Write a Chinese term, an English sense from the glossary, or the name of a theme."
        )
    places = hits.places(corpus, words)[["par_id", "raw_start", "raw_end"]]
    found = [pd.DataFrame(concordance.lines(corpus, word)) for word in hits.parted(words)[0]]
    lines = pd.concat(found).merge(places)  # a hit inside another, or excluded, is none
    lines = lines.sort_values(["year", "doc_id", "raw_start"], ignore_index=True)
    shown = name if words == [name] else f"{name} ({', '.join(words)})"
    if lines.empty:
        raise ValueError(f"{shown}: {_why_not(corpus, words)}")
    tables, pictures = {"lines.csv": lines}, {}
    body = [templates.paragraph(bold=shown, after=f": {_where(corpus, lines)}")]
    if corpus.documents["year"].notna().any():
        rates = counting.frequency(corpus, {name: words}, by=["year", "place"])
        tables["rates.csv"] = rates
        pictures["rates.png"] = png(plots.rates_by_year(rates, corpus.territories, columns=1))
        spoken = "; ".join(
            f"{row.year} {label(row.place)} {row.per_10k:.1f} ({row.low:.1f} to {row.high:.1f})"
            for row in rates.itertuples()
        )
        alt = f"{shown}, per 10,000 words by year of the report, with 95 % intervals: {spoken}"
        body.append(templates.picture(pictures["rates.png"], alt))
    names = corpus.documents.apply(plots.document_name, axis=1)
    return Answer("".join([*body, templates.lines(lines, names)]), tables, pictures)


def _where(corpus: Corpus, lines: pd.DataFrame) -> str:
    documents = lines["doc_id"].nunique()
    told = f"{len(lines)} places in {documents} of {len(corpus.documents)} documents."
    if corpus.paragraphs["part"].nunique() == 1:
        return told
    return (
        f"{told} Reviews and plans are counted together; choose a part to compare like with like."
    )


def _why_not(corpus: Corpus, words: list[str]) -> str:
    texts = corpus.paragraphs["text"].str.translate(NORMAL_FORM)
    inside = sum(texts.str.count(re.escape(searched(word))).sum() for word in words)
    if inside:
        return f"not here as a word of its own, but {inside} times inside longer words."
    return "not here as a word of its own; check the characters, or choose other texts."
