"""Text as it comes: bytes decoded with nothing translated, and what counts as equal in it.

Texts keep the characters they were received with. What is matched, counted and read is a copy in
*normal form*: ``text.translate(NORMAL_FORM)``, in which characters that look alike are one. It is
made one for one, so that offsets stay.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from workreports.io.errors import refusal
from workreports.io.resources import RADICALS


def _normal_forms() -> dict[int, int]:
    """Each character that has another normal form than itself, with that form."""
    blocks = [
        (0x2F00, 0x2FD5),  # Kangxi radicals
        (0xF900, 0xFAFF),  # compatibility ideographs
        (0x2F800, 0x2FA1F),  # their supplement
        (0xFE10, 0xFE6F),  # vertical and small punctuation
        (0xFF01, 0xFF64),  # full-width letters, digits, signs; half-width Chinese punctuation
        (0xFFE0, 0xFFE6),  # full-width signs of currencies
    ]
    codes = [code for first, last in blocks for code in range(first, last + 1)]
    forms = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    found = {code: ord(form) for code, form in forms.items() if len(form) == 1}
    # A radical in a Chinese text is a character that a browser printed into a PDF.
    radicals = RADICALS.read_text(encoding="utf-8").splitlines()[1:]
    found |= {ord(row[0]): ord(row[2]) for row in radicals}
    return {code: form for code, form in found.items() if code != form}


NORMAL_FORM = _normal_forms()
"""For ``str.translate``: full-width forms, radicals, compatibility ideographs to their equals.

Circled numbers, superscripts, fractions and the ellipsis are none: ① is no 1.
"""
LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), ord("\n"))
"""For ``str.translate``: what ends a line besides the line feed, one for one."""
UNSEEN = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef]"
)
"""What takes no place in a line: soft hyphen, zero-width, direction and variation marks."""


def searched(term: str) -> str:
    """A term as it is looked for: in normal form, without blanks that no Chinese text holds.

    >>> searched(" 数字 经济\u3000"), searched("\uff2eew Media")
    ('数字经济', 'New Media')
    """
    normal = UNSEEN.sub("", term).translate(NORMAL_FORM).strip()
    return re.sub(r"(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])", "", normal)


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
