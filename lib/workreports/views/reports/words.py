"""What a page of a report says itself, in English and Chinese, and how it glosses terms."""

from __future__ import annotations

import html
from functools import cache
from importlib import resources
from pathlib import Path

from workreports.io import lexicon as lexicons
from workreports.io.showing import Markup, tag
from workreports.io.tables import parse_csv
from workreports.io.text import NORMAL_FORM


@cache
def _texts() -> dict[str, tuple[str, str]]:
    data = resources.files(__package__).joinpath("texts.csv").read_bytes()
    rows = parse_csv(data, "texts.csv", ["key", "en", "zh"])
    return {row.key: (row.en, row.zh) for row in rows.itertuples()}


def plain(key: str) -> str:
    """A text of the page in both languages; a word that has none stays as it is.

    >>> plain("problems"), plain("level 2")
    ('Problems 问题', 'level 2')
    """
    return " ".join(_texts().get(key, (key,)))


def english_of(key: str) -> str:
    """Its English alone.

    >>> english_of("five_year_plan")
    'five-year plan'
    """
    return _texts().get(key, (key,))[0]


def chinese_of(key: str) -> str:
    """Its Chinese alone; nothing for a word that has none.

    >>> chinese_of("stray_word"), chinese_of("level 2")
    ('误入的外文词', '')
    """
    return _texts().get(key, ("", ""))[1]


def said(key: str) -> Markup:
    """The same as HTML, each language named.

    >>> said("problems")
    "Problems <span lang='zh-CN'>问题</span>"
    """
    english, *others = _texts().get(key, (key,))
    return Markup(" ".join([html.escape(english), *map(chinese, others)]))


def chinese(text: object) -> Markup:
    """A text of the corpus.

    >>> chinese("甲县")
    "<span lang='zh-CN'>甲县</span>"
    """
    return tag("span", text, lang="zh-CN")


def english(folder: Path | None) -> dict[str, str]:
    """Terms, slogans and words of a corpus's lexicon, in normal form, in English.

    >>> english(None)["地区生产总值"]
    'gross regional product'
    """
    named = [("slogans.csv", "slogan"), ("terms.csv", "term"), ("glossary.csv", "zh")]
    tables = [(lexicons.table(name, lexicons.of(folder)), column) for name, column in named]
    found = [zip(rows[column], rows["en"], strict=True) for rows, column in tables]
    return {term.translate(NORMAL_FORM): en for pairs in found for term, en in pairs if en}


def senses(folder: Path | None) -> dict[str, str]:
    """The same with pronunciation and meaning where the glossary gives them.

    >>> senses(None)["结语"]
    'jiéyǔ, closing: the last paragraph, an appeal'
    """
    rows = lexicons.table("glossary.csv", lexicons.of(folder))
    known = {
        row.zh.translate(NORMAL_FORM): f"{row.pinyin}, {row.en}{row.meaning and f': {row.meaning}'}"
        for row in rows.itertuples()
    }
    return english(folder) | known
