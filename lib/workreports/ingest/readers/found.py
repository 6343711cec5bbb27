"""What a reader gives back, and how it says that it cannot."""

from __future__ import annotations

from typing import NamedTuple

from workreports.io.errors import CorpusError, refusal


class Read(NamedTuple):
    """What a file holds."""

    text: str
    how: str
    """How the text was got, and what of the file is not in it."""
    as_received: bool
    """Whether the file is that text already, byte for byte."""


def flawless(text: str) -> str:
    r"""Text that can be written as UTF-8.

    >>> flawless("甲\x00县\ud800")
    '甲县?'
    """
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def listed(counts: dict[str, int]) -> str:
    """What of a file was not taken, for ``Read.how``; empty where all was.

    >>> listed({"picture": 2, "comment": 0, "table of contents": 1})
    '; not taken: 2 pictures, 1 table of contents'
    """
    plural = {
        "table of contents": "tables of contents",
        "paragraph beside the text": "paragraphs beside the text",
    }
    told = [
        f"{count} {name if count == 1 else plural.get(name, f'{name}s')}"
        for name, count in counts.items()
        if count
    ]
    return f"; not taken: {', '.join(told)}" if told else ""


def unreadable(name: str, kind: str, error: Exception, remedy: str) -> CorpusError:
    """A refusal in the words of the package that failed, of which the beginning is told."""
    problem = f"the {kind} cannot be read ({type(error).__name__}: {str(error)[:80]})"
    return refusal(name, None, problem, remedy)
