"""Sentences with computed numbers, in English and in Chinese from one call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

_BETWEEN = {"en": ", ", "zh": "、"}
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|$~])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


class Told(NamedTuple):
    """What was said, in both languages; a notebook shows the English, the Chinese under it."""

    en: str
    zh: str

    def plain(self, language: str) -> str:
        """What was said in a language, without marks of Markdown.

        >>> say("**{n}** of them", "其中**{n}**个", n=3).plain("en")
        '3 of them'
        """
        text = getattr(self, language).replace("**", "")
        return re.sub(r"\\(.)", r"\1", text)

    def _repr_markdown_(self) -> str:
        seen = _BOLD.sub(_seen, self.zh)
        chinese = "\n".join(f"> {line}" for line in seen.split("\n"))
        return f"{self.en}\n\n{chinese}"


def say(en: str, zh: str, **values: object) -> Told:
    """A sentence in two languages, whose numbers are the same by construction.

    Parameters
    ----------
    en, zh : str
        Templates as of ``str.format``, in Markdown.
    **values : object
        What is put into both: numbers, texts, what was said itself, each in its language, and
        lists of them, which are told one after the other. Texts are shown as they are, whatever
        they hold: they are no Markdown.

    Returns
    -------
    Told
        ``en`` and ``zh``; shown by a notebook as Markdown, and taken as a title by
        :func:`workreports.figures.save`.

    Raises
    ------
    ValueError
        If a value stands in one language only, or in none, or has not been given.

    >>> say("**{missed}** of {all} targets.", "{all}个目标中有**{missed}**个。", missed=8, all=13)
    Told(en='**8** of 13 targets.', zh='13个目标中有**8**个。')
    >>> say("In {years}.", "{years}年。", years=[2014, 2016])
    Told(en='In 2014, 2016.', zh='2014、2016年。')
    >>> say("Less {what}.", "{what}减少。", what=say("waste", "垃圾")).zh
    '垃圾减少。'
    """
    named = {language: set(_names(text)) for language, text in (("en", en), ("zh", zh))}
    for language, names in named.items():
        if unknown := sorted(names - values.keys()):
            raise ValueError(f"{{{unknown[0]}}} in {language} is not given: add {unknown[0]}=...")
        if silent := sorted(values.keys() - names):
            raise ValueError(f"{language} does not say {silent[0]}: put {{{silent[0]}}} into it")
    told = (
        template.format(**{name: _shown(value, language) for name, value in values.items()})
        for template, language in ((en, "en"), (zh, "zh"))
    )
    return Told(*told)


def _seen(bold: re.Match[str]) -> str:
    """Bold words that Markdown sees: it does not where a sign is their edge and no blank is near.

    >>> _BOLD.sub(_seen, "其中**30%**见于第**2**部分")
    '其中<strong>30%</strong>见于第**2**部分'
    """
    is_plain = bold[1][0].isalnum() and bold[1][-1].isalnum()
    return bold[0] if is_plain else f"<strong>{bold[1]}</strong>"


def _names(template: str) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(template):
        if name is not None:
            yield re.split(r"[.\[]", name)[0]


def _shown(value: object, language: str) -> object:
    if isinstance(value, Told):
        return getattr(value, language)
    if isinstance(value, list):
        return _BETWEEN[language].join(str(_shown(one, language)) for one in value)
    return _MARKS.sub(r"\\\1", value) if isinstance(value, str) else value
