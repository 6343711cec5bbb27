"""No text crashes the readers, loses a character, becomes markup, or runs as a formula."""

import csv
import io
import math
import re
from functools import cache

import docx
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workreports.analysis import concordance
from workreports.corpus import (
    Corpus,
    catalogue,
    cleaning,
    outline,
    periods,
    reading,
    segmentation,
    territories,
)
from workreports.corpus.store.memory import MemoryTables
from workreports.corpus.structure import layout
from workreports.indicators import extraction, quantities
from workreports.ingest import proposing, readers
from workreports.io import lexicon
from workreports.io.errors import CorpusError
from workreports.io.tables import csv_text
from workreports.io.text import NORMAL_FORM

PIECES = [
    "各位代表:",
    "一、2016年工作回顾",
    "二、2017年工作安排",
    "(一)加快发展。",
    "第一章 总则",
    "附表1",
    "名词解释",
    "\n",
    " ",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\r\n",
    "。",
    ",",
    ";",
    "(",
    ")",
    "%",
    "亿元",
    "万元",
    "增长",
    "下降",
    "以上",
    "左右",
    "地区生产总值",
    "一般公共预算收入",
    "固定资产投资",
    "五年累计",
    "年均",
    "同口径",
    "力争",
    "确保",
    "2016年",
    "72.39",
    "1.2.3",
    "十二",
    "十十二",
    "两",
    "千百",
    "1e9",
    "<script>alert(1)</script>",
    "<b>",
    "&lt;",
    '"',
    "'",
    "=1+1",
    "@x",
    "#",
    "*",
    "\x00",
    "Ш",
    "𠀀",
    "【广告】",
    "■",
    "(紧接6版)",
    "目录",
    "!",
    "?",
    ":",
    "、",
    "“十三五”",
    "”",
]
CELLS = [
    *("2016", "2012-2016", ";", "-", "--", "1899", "20160", "2017-02-30", "2017-2-7", "2017/2/7"),
    *("work_report", "article", "county", "nation", "complete", "beginning", "甲县", "上城区"),
    *(
        "a",
        "a-b",
        "a.txt",
        "../",
        "0",
        "9",
        "00",
        "15822",
        "9" * 30,
        "0" * 64,
        "f" * 64,
        "+1",
        "1e1",
    ),
    *("", " ", "\n", "\x00", ",", '"', "=1", "\u0661", "²", "\u200b", "\ud7ff", "x"),
]
"""What cells of a catalogue are made of, sound and unsound."""


def texts(pieces, most):
    """Pieces and characters of every kind in a row."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=6), max_size=most).map("".join)


TEXTS = texts(PIECES, 40) | st.text(max_size=200)


def cleaning_tells_every_edit(text):
    clean = cleaning.clean(text)
    kept, position = [], 0
    for edit in clean.edits:
        assert position <= edit.raw_start <= edit.raw_end
        assert text[edit.raw_start : edit.raw_end] == edit.before
        kept += [text[position : edit.raw_start], edit.after]
        position = edit.raw_end
    assert "".join([*kept, text[position:]]) == clean.text
    assert len(clean.raw_starts) == len(clean.text)


def every_character_is_in_a_row(text):
    text = cleaning.clean(text).text
    rows = outline.parse(text)
    covered = "".join(
        text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)
    )
    assert covered.replace("\n", "") == text.replace("\n", "")


def rows_follow_one_another(text):
    end = 0
    for start, stop, level in layout.rows(text.translate(NORMAL_FORM)):
        assert end <= start < stop <= len(text) and level >= 0
        assert not text[end:start].strip("\n")
        end = stop
    assert not text[end:].strip("\n")


def every_character_is_in_a_word(text):
    assert "".join(segmentation.segment(text)) == text


def figures_are_read(text):
    assert len(quantities.readable(text).text) <= len(text) * 4 + 8
    found = extraction.extract(text, year=2017)
    assert all(text[row.start : row.end] for row in found.itertuples())


def numbers_lie_where_they_are_printed(text):
    copy, end = quantities.readable(text), 0
    for one in quantities.find(copy.text):
        start, stop = copy.span(one.start, one.end)
        assert end <= start < stop <= len(text)
        assert one.value is None or math.isfinite(one.value)
        assert set(one.unit) <= {*copy.text[one.start : one.end], *"番%"}
        end = stop


def words_of_time_lie_in_order_and_name_years(text):
    for year, now in ((2017, 2016), (2017, 2017), (None, None)):
        end = 0
        for one in periods.find(text, year, now):
            assert end <= one.start < one.end <= len(text)
            assert (one.first is None) == (one.last is None)
            end = one.end


def nothing_becomes_markup(text):
    line = {"doc_id": [text[:20]], "left": [text], "hit": [text], "right": [text]}
    page = concordance.Lines(pd.DataFrame(line))._repr_html_()
    assert not re.search(r"<(?!/?(?:table|tbody|tr|td|mark)\b)", page)


def no_cell_is_a_formula(text):
    text = text[:100_000]  # a longer cell is refused by csv itself
    table = csv_text(pd.DataFrame({"text": [text, "end"]}))
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert len(cells) == 3


def a_description_is_proposed(text):
    proposing.propose(text, "a.txt")
    proposing.oddities(text)


CHECKS = [
    cleaning_tells_every_edit,
    every_character_is_in_a_row,
    rows_follow_one_another,
    every_character_is_in_a_word,
    numbers_lie_where_they_are_printed,
    words_of_time_lie_in_order_and_name_years,
    figures_are_read,
    nothing_becomes_markup,
    no_cell_is_a_formula,
    a_description_is_proposed,
]

SOUND = dict.fromkeys(catalogue.COLUMNS, "") | {
    "doc_id": "a",
    "title": "政府工作报告",
    "place": "甲县",
    "genre": "work_report",
    "year": "2017",
    "reviews": "2016",
    "plans": "2017",
    "completeness": "complete",
    "raw_file": "a.txt",
    "raw_start": "0",
    "raw_end": "9",
    "sha256": "0" * 64,
}


@cache
def known():
    return territories.read(None)


def a_cell_is_refused_or_can_be_read(cell):
    """In the column that its length falls on, in a row that is sound otherwise."""
    cell = cell.strip()
    row = SOUND | {catalogue.COLUMNS[len(cell) % len(catalogue.COLUMNS)]: cell}
    problems = catalogue.row_problems(row, "各位代表:经济增长", known())
    assert all(problem.problem and problem.remedy for problem in problems)
    assert problems or len(catalogue.typed(pd.DataFrame([row]))) == 1


def a_document_becomes_a_corpus(text):
    """From the bytes of files to figures, as «add» and «build» read them."""
    for name, data in files(text).items():
        try:
            found = readers.parse(name, data).text
        except CorpusError as error:
            assert error.problems[0].file == name and error.problems[0].remedy
            continue
        what_is_read_of_a_document_fits_together(found, name)


def what_is_read_of_a_document_fits_together(text, name):
    proposed = proposing.propose(text, name)
    row = SOUND | {column: found.value for column, found in proposed.items() if found.value}
    row |= {"raw_file": name, "raw_end": str(len(text))}
    documents = catalogue.typed(pd.DataFrame([row])).reset_index().to_dict("records")
    tables = reading.assemble([reading.document(documents[0], text, [])])
    tokens = reading.tokens(tables.paragraphs, tables.edits, lexicon.of(None))
    words = tokens.merge(tables.paragraphs[["par_id", "text"]], on="par_id")
    for word in words.itertuples():
        assert word.text[word.start : word.end] == word.token
    rows = tables.documents.set_index("doc_id")
    read = MemoryTables(rows, tables.paragraphs, tables.edits, lambda: tokens)
    corpus = Corpus(read)
    observations = extraction.extract(corpus)
    assert observations["raw_end"].gt(observations["raw_start"]).all()
    for word in tokens["token"].head(1):
        lines = concordance.lines(corpus, word)
        assert set(lines["hit"]) == {word}
        assert len(lines) >= tokens["token"].eq(word).sum()  # 年|均 is a hit of 年均, too


def files(text):
    """A text as files of three kinds; a docx can hold no control characters."""
    document, data = docx.Document(), io.BytesIO()
    for line in re.sub(
        "[^\\t\\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text
    ).splitlines():
        document.add_paragraph(line)
    document.save(data)
    page = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return {
        "a.txt": text.encode(),
        "a.html": f"<html><body><article>{page}</article></body></html>".encode(),
        "a.docx": data.getvalue(),
    }


@pytest.mark.parametrize("holds", CHECKS)
@given(text=TEXTS)
@example(text="一一一aa")
@example(text="'\"=1+1")
@example(text="a\r=1+1")
@example(text="\n【告】 甲")
@example(text="十十一、甲乙丙丁。\n二、甲乙丙丁。")
@example(text="十十二亿元")
@settings(max_examples=500)
def test_of_any_text(holds, text):
    holds(text)


@given(cell=texts(CELLS, 4))
@example(cell="9" * 30)
@settings(max_examples=500)
def test_of_any_cell_of_a_catalogue(cell):
    a_cell_is_refused_or_can_be_read(cell)


@pytest.mark.slow
@given(text=texts(PIECES, 120))
@example(text="年均十年均")
@settings(max_examples=40)
def test_of_any_document(text):
    a_document_becomes_a_corpus(text)


REPEATED = [
    "(",
    "一、",
    "2016年",
    "增长5%",
    "地区生产总值",
    "《",
    "、",
    " ",
    "\n",
    "1.",
    "附表",
    "<b>",
    "百",
    "十",
    "甲",
    "…",
    "_",
    "%",
    "亿元",
    "123,",
    "各位代表:",
    "一、甲\n二、乙。",
    "(一)加快发展。",
    "(一)甲\n",
    "地区生产总值1亿元,增长2%,",
]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("holds", CHECKS)
def test_of_repetition(holds, piece):
    """What grows with the square of the length takes minutes here, what grows with it does not."""
    holds((piece * 160_000)[:160_000])


def test_a_word_that_fills_a_paragraph_is_found_everywhere():
    what_is_read_of_a_document_fits_together("的" * 30_000, "a.txt")
