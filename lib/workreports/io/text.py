"""Text as it comes: bytes decoded with nothing translated, and the folding of width.

Patterns are held against a copy in which full-width characters are folded.
"""

from __future__ import annotations

import codecs

from workreports.io.errors import refusal

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""For ``str.translate``: full-width letters, digits, punctuation to half-width, one for one.

Offsets stay. Texts keep the width they have; only the copies that patterns are held against are
folded.
"""


def decode(data: bytes, name: str, *, row: int | None = None) -> str:
    """Decode the bytes of a source file as UTF-8, line ends untouched.

    Offsets count characters of what this returns, so nothing is translated, not even a byte order
    mark.

    Raises
    ------
    CorpusError
        For an empty file and for every encoding but UTF-8, naming the likely one.

    >>> decode("工作报告".encode("utf-8"), "a.txt")
    '工作报告'
    """
    if not data.strip():
        remedy = "put the text back, or take its catalogue rows out"
        raise refusal(name, row, "the file is empty", remedy)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _likely_encoding(data)
        byte = f"byte {error.start} is 0x{data[error.start]:02x}"
        remedy = f"save the file as UTF-8, for instance with: iconv -f {encoding} -t UTF-8"
        problem = f"not UTF-8 ({byte}); it looks like {encoding}"
        raise refusal(name, row, problem, remedy) from None
    if "\x00" in text:
        problem = f"character {text.index(chr(0))} is NUL; it looks like {_likely_encoding(data)}"
        raise refusal(name, row, problem, "save the file as UTF-8 text")
    return text


def _likely_encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:200]:
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "a damaged or binary file"
    return "GB18030"
