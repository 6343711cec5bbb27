"""What the styles and lists of a Word document say of a paragraph: hidden, and its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import cn2an

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element
else:
    Element: TypeAlias = object

_LEVELS = 9
_OFF = ("0", "false", "off", "none")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = list(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


def local(element: Element) -> str:
    """An element's name without its namespace: that of strict documents is another.

    >>> from lxml import etree
    >>> local(etree.fromstring('<w:p xmlns:w="urn:any"/>'))
    'p'
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first element of a name in another; None if there is none."""
    return (
        next((one for one in element if local(one) == name), None) if element is not None else None
    )


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute, whatever its namespace; None if it is not there."""
    if element is None:
        return None
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), None)


def _whole(element: Element | None, otherwise: int) -> int:
    """A number that an element gives, if it gives one."""
    told = value(element) or ""
    return int(told) if told.isdecimal() and len(told) < 10 else otherwise


class Styles:
    """The styles of a document, which may rest on each other.

    Parameters
    ----------
    root : Element or None
        Of ``styles.xml``.
    """

    def __init__(self, root: Element | None):
        styles = [] if root is None else [one for one in root if local(one) == "style"]
        self._by_id = {value(style, "styleId"): style for style in styles}

    def chain(self, name: str | None) -> Iterator[Element]:
        """A style and those it rests on, the nearest first."""
        seen = set()
        while name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = value(child(self._by_id[name], "basedOn"))

    def hides(self, paragraph: Element) -> bool:
        """Whether the style of a paragraph hides it."""
        style = value(child(child(paragraph, "pPr"), "pStyle"))
        return self._first("vanish", [child(one, "rPr") for one in self.chain(style)], False)

    def hides_run(self, run: Element, otherwise: bool) -> bool:
        """Whether a run is hidden, by itself or by its style."""
        own = child(run, "rPr")
        styles = self.chain(value(child(own, "rStyle")))
        return self._first("vanish", [own, *(child(one, "rPr") for one in styles)], otherwise)

    def _first(self, name: str, properties: list[Element | None], otherwise: bool) -> bool:
        found = [one for one in (child(each, name) for each in properties) if one is not None]
        return value(found[0]) not in _OFF if found else otherwise

    def list_of(self, paragraph: Element) -> tuple[str | None, int]:
        """The list a paragraph belongs to, and its level there, by itself or by its style."""
        properties = child(paragraph, "pPr")
        styles = self.chain(value(child(properties, "pStyle")))
        for one in (properties, *(child(style, "pPr") for style in styles)):
            numbered = child(one, "numPr")
            if numbered is not None and child(numbered, "numId") is not None:
                level = _whole(child(numbered, "ilvl"), 0)
                return value(child(numbered, "numId")), min(level, _LEVELS - 1)
        return None, 0


class Numbering:
    """The numbers that Word puts before paragraphs, counted as they are asked for.

    Parameters
    ----------
    root : Element or None
        Of ``numbering.xml``.
    styles : Styles
    """

    def __init__(self, root: Element | None, styles: Styles):
        self.styles = styles
        parts = [] if root is None else list(root)
        self._kinds = {
            value(one, "abstractNumId"): one for one in parts if local(one) == "abstractNum"
        }
        self._lists = {value(one, "numId"): one for one in parts if local(one) == "num"}
        self._counts: dict[str | None, list[int | None]] = {}
        self._begun: set[str | None] = set()

    def label(self, paragraph: Element) -> str:
        """What stands before a paragraph: 一、 or (2); "" for a bullet and outside of lists."""
        name, depth = self.styles.list_of(paragraph)
        kind = value(child(self._lists.get(name), "abstractNumId"))
        levels = self._levels(name, kind)
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        self._begin(name, counts)
        first = _whole(child(levels[depth], "start"), 1)
        counts[depth] = first if counts[depth] is None else counts[depth] + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        text = value(child(levels[depth], "lvlText")) or ""
        if value(child(levels[depth], "numFmt")) in ("bullet", "none"):
            return ""
        is_legal = child(levels[depth], "isLgl") is not None
        for number, level in levels.items():
            at = counts[number] or _whole(child(level, "start"), 1)
            style = "decimal" if is_legal else value(child(level, "numFmt")) or "decimal"
            text = text.replace(f"%{number + 1}", _written(at, style))
        return text

    def _levels(self, name: str | None, kind: str | None) -> dict[int, Element]:
        """The levels of a list: those of its kind, and those that are its own."""
        found = [one for one in self._kinds.get(kind, ()) if local(one) == "lvl"]
        own = [child(one, "lvl") for one in self._lists.get(name, ())]
        found += [one for one in own if one is not None]
        return {int(at): one for one in found if (at := value(one, "ilvl") or "").isdecimal()}

    def _begin(self, name: str | None, counts: list[int | None]) -> None:
        """At its first paragraph a list may begin anew."""
        if name in self._begun:
            return
        self._begun.add(name)
        for one in self._lists[name]:
            start = child(one, "startOverride")
            level = value(one, "ilvl") or ""
            if start is not None and level.isdecimal() and int(level) < _LEVELS:
                counts[int(level)] = _whole(start, 1) - 1


def _written(number: int, style: str) -> str:
    """A number as a list writes it; a style that is not known here as digits.

    >>> [_written(12, style) for style in ("chineseCounting", "upperRoman", "lowerLetter")]
    ['十二', 'XII', 'l']
    """
    if not 0 < number < 10_000:
        return str(number)
    if style in (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
    ):
        return cn2an.an2cn(str(number), "direct" if style == "ideographDigital" else "low")
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return cn2an.an2cn(str(number), "up")
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "lowerRoman" else _roman(number).upper()
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    return _sign(number, style)


def _roman(number: int) -> str:
    told = ""
    for worth, letters in _ROMAN:
        told += letters * (number // worth)
        number %= worth
    return told


def _sign(number: int, style: str) -> str:
    """A number of which each has a sign of its own."""
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(ord("①") + number - 1)
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if style == "ideographTraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if style == "ideographZodiac" and number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    return str(number)
