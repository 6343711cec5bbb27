"""Putting the readers together: the tables of a corpus, computed from its source files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus import catalogue, cleaning, outline, schema, segmentation
from workreports.io import lexicon as lexicons

_PLAN_PERIODS = {
    "十一五": "2006-2010",
    "十二五": "2011-2015",
    "十三五": "2016-2020",
    "十四五": "2021-2025",
}
_LONG_REVIEW = re.compile(
    r"五年来|过去(?:的)?五年|本届政府|“十[一二三四]五”(?:时期|期间|以来|的收官|发展)"
)
_LONG_PLAN = re.compile(r"今后五年|“十[一二三四]五”规划")


def tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The tables of documents, paragraphs and edits, computed from the source files.

    Raises
    ------
    CorpusError
        With everything that is wrong with the catalogue and the raw files, or with the edits.

    >>> [len(table) > 0 for table in tables(Path("corpus"))]
    [True, True, True]
    """
    documents, raw_texts = catalogue.read(folder)
    spans = {
        name: sorted(zip(rows["raw_start"], rows["raw_end"], strict=True))
        for name, rows in documents.groupby("raw_file")
    }
    by_hand = cleaning.read_edits(folder / "edits.csv", raw_texts, spans)
    paragraph_rows, edit_rows, characters = [], [], {}
    for raw_file, raw in sorted(raw_texts.items()):
        edit_rows += [(raw_file, None, *edit) for edit in cleaning.outside(raw, spans[raw_file])]
        inside = documents[documents["raw_file"] == raw_file].sort_values("raw_start")
        for doc in inside.itertuples():
            paragraphs, edits = document(doc, raw, by_hand[raw_file])
            paragraph_rows += paragraphs
            edit_rows += edits
            characters[doc.Index] = sum(len(row[7]) for row in paragraphs)
    documents.insert(
        documents.columns.get_loc("sha256") + 1,
        "characters",
        pd.Series(characters).reindex(documents.index),
    )
    paragraphs, edits = (
        pd.DataFrame(paragraph_rows, columns=schema.columns("paragraphs")),
        pd.DataFrame(edit_rows, columns=schema.columns("edits")),
    )
    return (
        documents.reset_index(),
        paragraphs,
        edits.sort_values(["raw_file", "raw_start", "raw_end"], kind="stable", ignore_index=True),
    )


def document(
    doc: NamedTuple, raw: str, by_hand: list[cleaning.Edit]
) -> tuple[list[tuple], list[tuple]]:
    """The rows of paragraphs and edits of one document; ``doc`` is its row of the catalogue as ``itertuples`` gives it.

    >>> documents, raw_texts = catalogue.read(Path("corpus"))
    >>> doc = next(documents.itertuples())
    >>> document(doc, raw_texts[doc.raw_file], [])[0][0][7]
    '2017年2月7日在上城区第十五届人民代表大会第一次会议上'
    """
    own = [
        edit for edit in by_hand if doc.raw_start <= edit.raw_start and edit.raw_end <= doc.raw_end
    ]
    clean = cleaning.clean(raw, doc.raw_start, doc.raw_end, own)
    rows = outline.parse(clean.text)
    texts = [clean.text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)]
    about = spoken_of(rows, texts, doc.reviews, doc.plans)
    paragraphs = [
        (
            f"{doc.Index}:{number:04d}",
            doc.Index,
            row.part,
            row.depth,
            row.section,
            row.heading,
            period,
            text,
            *clean.raw_span(row.start, row.end),
        )
        for number, (row, text, period) in enumerate(
            zip(rows.itertuples(), texts, about, strict=True), start=1
        )
    ]
    return paragraphs, [(doc.raw_file, doc.Index, *edit) for edit in clean.edits]


def spoken_of(
    rows: pd.DataFrame, texts: list[str], reviews: str | None, plans: str | None
) -> list[str | None]:
    """The period each paragraph speaks of: the year, or the five years where the words say so.

    Parameters
    ----------
    rows : DataFrame
        Of ``outline.parse``.
    texts : list of str
        The text of each row.
    reviews, plans : str or None
        The report's periods, such as "2016;2012-2016".

    >>> spoken_of(outline.parse("一、2016年工作回顾\\n五年来,经济增长。"), ["一、2016年工作回顾", "五年来,经济增长。"], "2016;2012-2016", None)
    ['2016', '2012-2016']
    """
    looked_back, planned = (
        str(periods).split(";") if pd.notna(periods) else [] for periods in (reviews, plans)
    )
    found: list[str | None] = []
    for row, text in zip(rows.itertuples(), texts, strict=True):
        above = row.section or row.heading
        period = None
        if (
            row.part in ("review", "problems")
            and looked_back
            and not re.fullmatch(r"各位代表.{0,6}", text)
        ):
            opening = "".join(re.findall(r"[^。]*。?", text)[:2])
            period = _choose(looked_back, bool(_LONG_REVIEW.search(opening)), both=row.depth == 1)
        elif row.part in ("plan", "governance") and planned:
            period = _choose(planned, bool(_LONG_PLAN.search(above)), both=False)
        elif row.part == "appendix" and above.startswith("附表"):
            period = next((years for name, years in _PLAN_PERIODS.items() if name in above), None)
        found.append(period)
    return found


def _choose(periods: list[str], long: bool, *, both: bool) -> str:
    """One of a report's periods: the five years if ``long``, else the year; a heading over both speaks of both."""
    several = [period for period in periods if "-" in period]
    single = [period for period in periods if "-" not in period]
    if long and several and single and both:
        return ";".join(periods)
    return (several or single)[0] if long else (single or several)[0]


def tokens(folder: Path, paragraphs: pd.DataFrame, edits: pd.DataFrame) -> pd.DataFrame:
    """All words with their places in the paragraph and in the raw file; see :meth:`workreports.corpus.Corpus.tokens`.

    >>> folder = Path("corpus")
    >>> _, paragraphs, edits = tables(folder)
    >>> tokens(folder, paragraphs.head(1), edits)["token"].head(3).tolist()
    ['2017', '年', '2']
    """
    lexicon = lexicons.of(folder)
    words_of = dict(
        zip(paragraphs["par_id"], segmentation.batch(paragraphs["text"], lexicon), strict=True)
    )
    records: list[tuple[str, int, str, int, int, int, int]] = []
    for doc_id, rows in paragraphs.groupby("doc_id", sort=False):
        changes = list(
            edits.loc[edits["doc_id"] == doc_id, ["raw_start", "raw_end", "after"]].itertuples(
                index=False, name=None
            )
        )
        for row in rows.itertuples():
            inside = [
                change
                for change in changes
                if row.raw_start <= change[0] and change[1] <= row.raw_end
            ]
            starts, ends = (
                offsets.tolist()
                for offsets in cleaning.raw_offsets(row.raw_start, row.raw_end, inside)
            )
            records += [
                (row.par_id, position, word, start, end, starts[start], ends[end - 1])
                for position, (word, start, end) in enumerate(
                    segmentation.spans(words_of[row.par_id])
                )
            ]
    words = pd.DataFrame(records, columns=schema.columns("tokens")[:-1])
    stopwords = segmentation.stopwords(lexicon)
    content = {word: segmentation.is_content(word, stopwords) for word in words["token"].unique()}
    return words.assign(is_content=words["token"].map(content).astype(bool))
