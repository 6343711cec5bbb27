"""What looks odd in a text, for a person to look at before trusting it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from workreports.ingest.evidence import dating, places
from workreports.io.text import NORMAL_FORM

_SPAM = re.compile(
    r"诛仙|侯卫东|二号首长|静州往事|官场笔记|最新章节|全文阅读|笔趣阁|小说网|txt下载|免费阅读|争力9万9"
)
_MASKED = re.compile(r"(?<=[\u4e00-\u9fff])[*×□■●]{1,4}(?=[\u4e00-\u9fff])")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]")
_USUAL_SCRIPTS = {"CJK", "FULLWIDTH", "LATIN", "GREEK", "MASCULINE", "FEMININE"}
"""First words of Unicode's names of letters that reports hold anyhow: % m² α."""
_LEAST = 400
"""Characters: a shorter page holds no report."""


def oddities(text: str, name: str = "", place: str = "", year: str = "") -> list[str]:
    """What a reader should look at before trusting a text, one sentence each.

    Parameters
    ----------
    text : str
        Of one document.
    name : str
        Of the file, folders before it, which may tell another place or year than the text.
    place, year : str
        What was read off the text.

    >>> oddities("甲" * 500 + "。推*改革")[0]
    'words that may be masked: 推*改'
    """
    found = [_masked(text), _spam(text), _foreign(text), _hidden(text), _repeated(text)]
    found += _elsewhere(name.translate(NORMAL_FORM), place, year)
    return [words for words in [*found, *_no_prose(text)] if words]


def _masked(text: str) -> str:
    masked = sorted({text[max(0, m.start() - 1) : m.end() + 1] for m in _MASKED.finditer(text)})
    more = f" and {len(masked) - 5} more" if len(masked) > 5 else ""
    return f"words that may be masked: {', '.join(masked[:5])}{more}" if masked else ""


def _spam(text: str) -> str:
    spam = sorted({match[0] for match in _SPAM.finditer(text)})
    return f"foreign titles or spam: {', '.join(spam)}" if spam else ""


def _foreign(text: str) -> str:
    letters = Counter(
        unicodedata.name(character, "?").split()[0]
        for character in text
        if character.isalpha()
        and not character.isascii()
        and not "\u2e80" <= character <= "\u9fff"
        and character != "\u3007"
    )
    scripts = [
        f"{script.title()} ({count})"
        for script, count in sorted(letters.items())
        if script not in _USUAL_SCRIPTS
    ]
    return f"letters of another script: {', '.join(scripts)}" if scripts else ""


def _hidden(text: str) -> str:
    count = len(_HIDDEN.findall(text.removeprefix("\ufeff")))
    what = "invisible characters (zero width, or changing the direction of writing)"
    return f"{count} {what}" if count else ""


def _repeated(text: str) -> str:
    sentences = Counter(re.findall(r"[^。!?！？\n]{25,}", text))
    repeated = [sentence for sentence, count in sentences.items() if count > 1]
    if not repeated:
        return ""
    return f"{len(repeated)} sentences stand there more than once, such as {repeated[0][:24]}…"


def _elsewhere(name: str, place: str, year: str) -> list[str]:
    """Where the file or its folder are named after another place or year."""
    named, dated = places.in_name(name, year), dating.in_name(name)
    found = []
    if named and place not in named and not (place and place in name):
        found.append(f"the file's name tells of {named[0]}, the text of {place or 'no place'}")
    if dated and year and dated != year:
        found.append(f"the file's name tells of {dated}, the text of {year}")
    return found


def _no_prose(text: str) -> list[str]:
    found, chinese = [], len(re.findall(r"[\u4e00-\u9fff]", text))
    if chinese < _LEAST:
        found.append(
            f"only {chinese} Chinese characters: a page of links, or the text is elsewhere"
        )
    elif text.count("。") < chinese / 400:
        found.append("hardly any full stop: a page of links or a table, not running text")
    if chinese and chinese < 0.5 * len(re.sub(r"\s", "", text)):
        found.append("less than half of the characters are Chinese")
    return found
