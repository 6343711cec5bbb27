"""Back to the source: any row of any table, shown where it stands in the raw file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import pandas as pd

from workreports.corpus.corpus import Corpus
from workreports.corpus.reading import load_corpus
from workreports.io.showing import AS_WRITTEN, Markup, tag, visible


@dataclass(frozen=True, repr=False)
class Trace:
    """A place in a raw file with its surroundings; prints as text, and as HTML in a notebook."""

    raw_file: str
    raw_start: int
    raw_end: int
    before: str
    text: str
    after: str
    edits: tuple[str, ...]
    """What cleaning changed inside the place, one line an edit."""

    def __str__(self) -> str:
        lines = [
            f"{visible(self.raw_file)} {self.raw_start}:{self.raw_end}",
            f"{evident(self.before)}⟦{evident(self.text)}⟧{evident(self.after)}",
        ]
        return "\n".join([*lines, *(f"  edit: {visible(edit)}" for edit in self.edits)])

    __repr__ = __str__

    def _repr_html_(self) -> Markup:
        before, text, after = map(evident, (self.before, self.text, self.after))
        place = tag("code", f"{visible(self.raw_file)} {self.raw_start}:{self.raw_end}")
        shown = tag("p", place, Markup("<br>"), before, tag("mark", text), after)
        edits = [tag("ul", *(tag("li", visible(edit)) for edit in self.edits))] * bool(self.edits)
        return tag("div", shown, *edits, **AS_WRITTEN)


def trace(row: pd.Series, corpus: Corpus | None = None, width: int = 40) -> Trace:
    """Show where a row comes from.

    Parameters
    ----------
    row : Series
        A row of any table with a raw place: ``raw_start``, ``raw_end``, and one of ``raw_file``,
        ``doc_id``, ``par_id`` (or, for the documents table, the doc_id as the row's name).
    corpus : Corpus, optional
        The corpus the row is from, this repository's by default.
    width : int
        Raw characters shown on each side.

    Returns
    -------
    Trace

    Raises
    ------
    ValueError
        For a row without a raw place, saying which columns it would need.

    >>> print(trace(load_corpus().edits.query("kind == 'stray_word'").iloc[0], width=6))
    004_8fccc85bc0b3d2e3.txt 1504:1509
    知识产权保护⟦␣and␣⟧执法力度,持
      edit: stray_word by hand, ' and ' -> '和': English word inside a Chinese sentence; ...
    """
    if hasattr(row, "_asdict"):  # a row of itertuples
        row = pd.Series(row._asdict())
    if not isinstance(row, pd.Series):
        raise TypeError(f"trace shows one row, such as table.iloc[0], not a {type(row).__name__}")
    corpus = corpus or load_corpus()
    if row.reindex(["raw_start", "raw_end"]).isna().any():
        raise ValueError(
            "this row has no raw place: it needs raw_start and raw_end with numbers in them, and "
            "raw_file, doc_id or par_id (rows of an audit or a ledger lead to observations by "
            "earlier, later, promise_row, outcome_row); "
            f"it has {', '.join(map(str, row.dropna().index)) or 'nothing'}"
        )
    raw_file = _raw_file(row, corpus)
    start, end = int(row["raw_start"]), int(row["raw_end"])
    raw = corpus.raw_text(raw_file)
    before, after = raw[max(0, start - width) : start], raw[end : end + width]
    edits = _edits_inside(corpus.edits_of(raw_file), start, end)
    return Trace(raw_file, start, end, before, raw[start:end], after, edits)


def raw_of(corpus: Corpus) -> pd.Series:
    """The raw text of each document, before anything was changed, index ``doc_id``.

    >>> raw_of(load_corpus().select(years=2023, genre="work_report")).str.len().tolist()
    [6037]
    """
    stretches = corpus.documents[["raw_file", "raw_start", "raw_end"]].itertuples()
    texts = {one.Index: corpus.raw_text(one[1])[one.raw_start : one.raw_end] for one in stretches}
    return pd.Series(texts, name="raw", dtype="str").rename_axis("doc_id")


def differences(first: str, second: str, width: int = 8) -> pd.DataFrame:
    """What two copies of a text do not share, place by place.

    Parameters
    ----------
    first, second : str
        Raw or clean; blanks and line ends are shown as signs.
    width : int
        Characters on each side of the place in the second text.

    Returns
    -------
    DataFrame
        ``in_first in_second`` (what only one of them has), ``left right`` (of the place in the
        second).

    >>> differences("深入推进 改革。", "*推进改革。", width=2).values.tolist()
    [['深入', '*', '', '推进'], ['␣', '', '推进', '改革']]
    """
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    rows = [
        (first[a:b], second[c:d], second[max(0, c - width) : c], second[d : d + width])
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    columns = ["in_first", "in_second", "left", "right"]
    return pd.DataFrame(rows, columns=columns, dtype="str").map(evident)


def balance(corpus: Corpus) -> pd.Series:
    """The characters of a corpus as an account: what was received, taken out, put in and kept.

    Returns
    -------
    Series
        ``received`` (all raw files), ``taken_out``, ``put_in``, ``line_ends`` (between paragraphs,
        that belong to none) and ``kept`` (in paragraphs), in characters; the first is the last
        where what was taken out is subtracted, what was put in added, and line ends subtracted.

    >>> account = balance(load_corpus())
    >>> left = account["received"] - account["taken_out"] + account["put_in"]
    >>> bool(left - account["line_ends"] == account["kept"])
    True
    """
    texts, changed = corpus.paragraphs["text"], corpus.edits
    files = corpus.documents["raw_file"].unique()
    account = {
        "received": sum(len(corpus.raw_text(name)) for name in files),
        "taken_out": changed["before"].str.len().sum(),
        "put_in": changed["after"].str.len().sum(),
        "line_ends": changed["after"].eq("\n").sum() - texts.str.count("\n").sum(),
        "kept": texts.str.len().sum(),
    }
    return pd.Series(account, name="characters")


def _edits_inside(edits: pd.DataFrame, start: int, end: int) -> tuple[str, ...]:
    """What cleaning changed inside a place; an edit of no length may touch its ends."""
    a, b = edits["raw_start"], edits["raw_end"]
    inside = (a < end) & (b > start) | (a == b) & (a <= end) & (b >= start)
    kept = edits[inside & edits["kind"].ne("separator")]
    return tuple(
        f"{edit.kind} by {edit.by}, {edit.before!r} -> {edit.after!r}: {edit.why}"
        for edit in kept.itertuples()
    )


def _raw_file(row: pd.Series, corpus: Corpus) -> str:
    if pd.notna(row.get("raw_file")):
        return row["raw_file"]
    for doc_id in (
        row.get("doc_id"),
        str(row.get("par_id", "")).rpartition(":")[0],
        row.name,
        row.get("Index"),
    ):
        if isinstance(doc_id, str) and doc_id in corpus.documents.index:
            return corpus.documents.at[doc_id, "raw_file"]
    raise ValueError(
        "this row names no document of this corpus: it needs raw_file, doc_id or par_id of one; "
        "for a row of another corpus pass that one, as in trace(row, corpus)"
    )


def evident(text: str) -> str:
    """Line ends and blanks have signs of their own, for here they are evidence; long texts are
    shortened.

    >>> evident("一 二\\n")
    '一␣二⏎'
    """
    if len(text) > 400:
        text = f"{text[:150]} […{len(text) - 300:,} characters…] {text[-150:]}"
    text = text.replace("\r", "␍").replace("\n", "⏎").replace("\u00a0", "⍽").replace(" ", "␣")
    return visible(text)
