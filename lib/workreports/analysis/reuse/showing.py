"""Two passages beside each other, what differs marked."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import pandas as pd

from workreports.io.showing import AS_WRITTEN, Markup, tag, visible


@dataclass(frozen=True, repr=False)
class SideBySide:
    """Two passages with their differences marked; prints as text, shows as HTML in a notebook."""

    places: tuple[str, str]
    texts: tuple[str, str]

    def _sides(self) -> list[list[tuple[str, bool]]]:
        """Both texts as pieces, each with whether the other one has it."""
        blocks = difflib.SequenceMatcher(None, *self.texts, autojunk=False).get_matching_blocks()
        sides: list[list[tuple[str, bool]]] = []
        for side, text in enumerate(self.texts):
            at, pieces = 0, []
            for block in blocks:
                start = block[side]
                pieces += [(text[at:start], False), (text[start : start + block.size], True)]
                at = start + block.size
            sides.append([piece for piece in pieces if piece[0]])
        return sides

    def __repr__(self) -> str:
        lines = zip(self.places, self._sides(), strict=True)
        return "\n".join(
            f"{place}: "
            + "".join(visible(words if shared else f"[{words}]") for words, shared in pieces)
            for place, pieces in lines
        )

    def _repr_html_(self) -> Markup:
        heads = [tag("th", place, style="text-align:left") for place in self.places]
        cells = [
            tag(
                "td",
                *(words if shared else tag("mark", words) for words, shared in pieces),
                style="text-align:left;vertical-align:top;width:50%",
            )
            for pieces in self._sides()
        ]
        return tag("table", tag("tr", *heads), tag("tr", *cells), **AS_WRITTEN)


def side_by_side(row: pd.Series) -> SideBySide:
    """Show a pair of passages, one row of ``passages``, with what differs marked.

    >>> from workreports.analysis.reuse import passages
    >>> shared = passages(load_corpus().select(years=2023), similarity=0.6)
    >>> "[" in str(side_by_side(shared[shared["kind"] == "near"].iloc[0]))
    True
    """
    if isinstance(row, pd.DataFrame):
        raise TypeError("side_by_side shows one pair, such as shared.iloc[0], not a table")
    return SideBySide((row["par_id_a"], row["par_id_b"]), (row["text_a"], row["text_b"]))
