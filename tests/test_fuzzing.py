"""No text crashes the readers, loses a character, becomes markup, or runs as a formula."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workreports.analysis import concordance
from workreports.corpus import cleaning, outline, segmentation
from workreports.indicators import extraction, quantities
from workreports.ingest import proposing
from workreports.io.tables import csv_text

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
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join) | st.text(
    max_size=200
)


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


def every_character_is_in_a_word(text):
    assert "".join(segmentation.segment(text)) == text


def figures_are_read(text):
    assert len(quantities.readable(text).text) <= len(text) * 4 + 8
    found = extraction.extract(text, year=2017)
    assert all(text[row.start : row.end] for row in found.itertuples())


def nothing_becomes_markup(text):
    line = {"doc_id": [text[:20]], "left": [text], "hit": [text], "right": [text]}
    page = concordance.Lines(pd.DataFrame(line))._repr_html_()
    assert not re.search(r"<(?!/?(?:table|tbody|tr|td|mark)\b)", page)


def no_cell_is_a_formula(text):
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
    every_character_is_in_a_word,
    figures_are_read,
    nothing_becomes_markup,
    no_cell_is_a_formula,
    a_description_is_proposed,
]


@pytest.mark.parametrize("holds", CHECKS)
@given(text=TEXTS)
@example(text="一一一aa")
@example(text="'\"=1+1")
@example(text="a\r=1+1")
@settings(max_examples=500)
def test_of_any_text(holds, text):
    holds(text)


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
]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("holds", CHECKS)
def test_of_repetition(holds, piece):
    holds(piece * 600)
