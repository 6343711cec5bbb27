"""Text as it comes: bytes decoded with nothing translated, and the folding of width that patterns are held against."""

from __future__ import annotations

import codecs

from workreports.io.errors import CorpusError, Problem

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""For ``str.translate``: full-width letters, digits and punctuation to half-width, one for one, so that offsets stay.

Texts keep the width they have; only the copies that patterns are held against are folded.
"""


def decode(data: bytes, name: str, *, row: int | None = None) -> str:
    """Decode the bytes of a source file as UTF-8, line ends untouched.

    Offsets count characters of what this returns, so nothing is translated, not even a byte order mark.

    Raises
    ------
    CorpusError
        For an empty file and for every encoding but UTF-8, naming the likely one.

    >>> decode("工作报告".encode("utf-8"), "a.txt")
    '工作报告'
    """
    if not data.strip():
        raise CorpusError(
            [
                Problem(
                    name,
                    row,
                    "the file is empty",
                    "put the text back, or take its catalogue rows out",
                )
            ]
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _likely_encoding(data)
        raise CorpusError(
            [
                Problem(
                    name,
                    row,
                    f"not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}); it looks like {encoding}",
                    f"save the file as UTF-8, for instance with: iconv -f {encoding} -t UTF-8",
                )
            ]
        ) from None
    if "\x00" in text:
        raise CorpusError(
            [
                Problem(
                    name,
                    row,
                    f"character {text.index(chr(0))} is NUL; it looks like {_likely_encoding(data)}",
                    "save the file as UTF-8 text",
                )
            ]
        )
    return text


def _likely_encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:200]:
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "a damaged or binary file"
    return "GB18030"
