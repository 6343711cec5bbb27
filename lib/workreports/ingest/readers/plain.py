"""Text in any encoding that Chinese texts come in, whole or damaged."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from workreports.ingest.readers.found import Read, flawless
from workreports.io.errors import CorpusError
from workreports.io.text import decode

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
"""Byte order marks: that of UTF-32 begins with that of UTF-16, so it comes first."""
_CODECS = ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
_CUT = re.compile("incomplete|end of data|truncated")
"""What Python's codecs say of a last character that is not whole."""
_LINE_CODECS = _CODECS[:3]
"""Those in which a line end is one byte."""
_LOOKED_AT = 1_000_000
"""Bytes from which the encoding is told."""
_FREQUENT = set(
    "的一年中不人大工作发展和在建设社会经济政府民国市区县全新业个化产生加进行实现企项目完成增长"
    '發展經濟會縣區國業個產進實現項長與強農務們為來對時開動體,。、;:!?，；：0123456789<>/=" \n'
)
"""What Chinese texts are made of, be they simplified or traditional, plain or HTML."""
_MOST_DAMAGED = 20
"""Places; what has more is no text."""
_MOST_LINES = 10_000
"""Lines; each is looked at in several encodings."""


class Decoded(NamedTuple):
    """Characters, and where they were got from."""

    text: str
    codec: str
    damaged: list[int]
    """Numbers of the bytes that are none of the encoding; each stands as U+FFFD in the text."""
    is_cut: bool
    """Whether the last character is not whole; it is left out."""


def read(name: str, data: bytes) -> Read:
    """Read a text; see ``readers.parse``."""
    try:
        text = decode(data, name)
        return Read(text, "UTF-8 text", True)
    except CorpusError as error:
        found = decoded(data)
        is_text = "\x00" not in found.text and len(found.damaged) <= _MOST_DAMAGED
        if not is_text or not re.search(r"[\u4e00-\u9fff]{2}", found.text):
            raise error from None
    how = f"text in {found.codec}, rewritten as UTF-8{damage(found)}"
    return Read(flawless(found.text), how, False)


def damage(found: Decoded) -> str:
    r"""What of a text is damaged, for ``Read.how``; empty where nothing is.

    >>> damage(decoded("政府工作报告\n发展".encode("gb18030") + b"\xff" + "经济".encode("gb18030")))
    '; byte 17 (line 2) is damaged and stands as \ufffd'
    """
    lines = [match.start() for match in re.finditer("\ufffd", found.text)]
    places = [
        f"{byte} (line {found.text.count(chr(10), 0, at) + 1})"
        for byte, at in zip(found.damaged, lines, strict=False)
    ]
    told = ""
    if len(places) == 1:
        told = f"; byte {places[0]} is damaged and stands as \ufffd"
    elif places:
        told = f"; bytes {', '.join(places)} are damaged and stand as \ufffd"
    return told + ("; cut inside its last character, read to there" if found.is_cut else "")


def decoded(data: bytes, declared: str | None = None) -> Decoded:
    """The characters of a text of unknown encoding, the damaged ones marked.

    Parameters
    ----------
    data : bytes
    declared : str, optional
        A codec that the text itself names; another is taken where it does not fit.

    >>> decoded("政府工作报告".encode("utf-16-le"))[:2]
    ('政府工作报告', 'utf-16-le')
    """
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark:
        return _marked(data, _MARKS[mark])
    head = data[:_LOOKED_AT]
    candidates = [declared, *_CODECS] if declared else _CODECS
    found = _marked(data, max(candidates, key=lambda codec: _score(head, codec)))
    mixed = _by_lines(data) if found.damaged else None
    return mixed if mixed and len(mixed.damaged) < len(found.damaged) else found


def _by_lines(data: bytes) -> Decoded | None:
    """A text put together of several, each line in its own encoding; None if that is no text."""
    if data.count(b"\n") > _MOST_LINES:
        return None
    lines, damaged, at, used = [], [], 0, set()
    for line in data.splitlines(keepends=True):
        codec = max(_LINE_CODECS, key=lambda codec: _score(line, codec))
        found = _marked(line, codec)
        lines.append(found.text + "\ufffd" * found.is_cut)
        damaged += [at + place for place in found.damaged] + [at + len(line)] * found.is_cut
        used |= set() if line.isascii() else {codec}
        at += len(line)
        if len(damaged) > _MOST_DAMAGED:
            return None
    return Decoded("".join(lines), " and ".join(sorted(used)), damaged, False)


def _score(data: bytes, codec: str) -> float:
    """How much like a Chinese text some bytes look in an encoding, from -1 to 1."""
    text = data.decode(codec, "replace")
    if not text:
        return -1.0
    usual = sum(map(text.count, _FREQUENT))
    strange = len(re.findall("[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff\uac00-\ud7ff]", text))
    return (usual - strange) / len(text)


def _marked(data: bytes, codec: str) -> Decoded:
    """The text, with U+FFFD for each byte that is none; after too many of them without places."""
    pieces: list[str] = []
    damaged: list[int] = []
    start = 0
    width = {"utf-16": 2, "utf-32": 4}.get(codec[:6], 0)
    while len(damaged) <= _MOST_DAMAGED:
        try:
            text = "".join([*pieces, data[start:].decode(codec)])
            return Decoded(text.removeprefix("\ufeff"), codec, damaged, False)
        except UnicodeDecodeError as error:
            at = start + error.start
            pieces.append(data[start:at].decode(codec))
            if start + error.end >= len(data) and _CUT.search(error.reason):
                text = "".join(pieces).removeprefix("\ufeff")
                return Decoded(text, codec, damaged, True)
            pieces.append("\ufffd")
            damaged.append(at)
            start = at + max(width, 1)
    return Decoded(data.decode(codec, "replace"), codec, damaged, False)
