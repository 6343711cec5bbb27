"""From what was proposed for a document to its row of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from workreports.corpus import catalogue
from workreports.corpus.structure import marks
from workreports.ingest.proposing import Found
from workreports.io.showing import visible

_LONGEST = 500
"""Characters of a source that a text names."""


def row(
    found: Mapping[str, Found], text: str, digest: str, raw_file: str, source: str
) -> dict[str, str]:
    """The row of a document that is the whole of its raw file, all cells as text.

    Parameters
    ----------
    found : mapping of str to Found
        Of ``proposing.propose``.
    text : str
        The raw file, decoded.
    digest : str
        Its SHA-256.
    raw_file, source : str
        What the text itself names as its source (front matter) is added.

    >>> row({"title": Found("=1", "")}, "甲县", "", "a.txt", "")["title"]
    '1'
    """
    cells = {column: one.value.strip() for column, one in found.items()}
    named = line(marks.front_matter(text).get("source", ""))[:_LONGEST]
    return dict.fromkeys(catalogue.COLUMNS, "") | {
        **cells,
        "raw_file": raw_file,
        "raw_start": "0",
        "raw_end": str(len(text)),
        "sha256": digest,
        "source": f"{source}; its source by itself: {named}" if named else source,
        "title": line(cells["title"]).lstrip("=+-@ "),  # never a formula in a spreadsheet
    }


def disagreements(found: Mapping[str, Found], given: Mapping[str, Found]) -> list[str]:
    """Where the text tells something else than is given, one sentence each.

    Parameters
    ----------
    found : mapping of str to Found
        Of ``proposing.propose`` with what is given.
    given : mapping of str to Found

    >>> told = Found("2016", "column year; but the text tells of 2015 (2015年报告)")
    >>> disagreements({"year": told}, {"year": Found("2016", "column year")})
    ['year 2016 is from column year; but the text tells of 2015 (2015年报告)']
    """
    return [
        f"{what} {one.value} is from {found[what].evidence}"
        for what, one in given.items()
        if found[what].evidence != one.evidence
    ]


def line(text: str) -> str:
    r"""Text for a cell of the catalogue.

    >>> line("甲\n乙\u200b")
    '甲 乙'
    """
    solid = re.sub(r"[\s\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", " ", text)
    return visible(solid.strip())


def unused(doc_id: str, taken: Collection[str]) -> str:
    """A name that no other document has.

    >>> unused("a", {"a", "a-2"})
    'a-3'
    """
    return next(
        name
        for name in (doc_id, *(f"{doc_id}-{number}" for number in range(2, len(taken) + 3)))
        if name not in taken
    )
