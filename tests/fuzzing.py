"""What must hold for any text at all, for hypothesis (test_fuzzing.py) and for atheris (tools/fuzz.py)."""

import re

import pandas as pd

from workreports.analysis import concordance
from workreports.corpus import cleaning, outline, segmentation
from workreports.indicators import extraction as indicators, quantities
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


def probe(text: str) -> None:
    """Clean, part, cut, read and render a text; nothing may crash, get lost, or become markup."""
    clean = cleaning.clean(text)
    kept, position = [], 0
    for edit in clean.edits:
        assert (
            position <= edit.raw_start <= edit.raw_end
            and text[edit.raw_start : edit.raw_end] == edit.before
        )
        kept += [text[position : edit.raw_start], edit.after]
        position = edit.raw_end
    assert "".join([*kept, text[position:]]) == clean.text and len(clean.raw_starts) == len(
        clean.text
    )
    rows = outline.parse(clean.text)
    assert "".join(
        clean.text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)
    ) == re.sub(r"[\r\n]", "", clean.text) or "\n" in "".join(
        clean.text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)
    )
    assert (
        "".join(segmentation.segment(text)) == text
        and len(quantities.readable(text).text) <= len(text) * 4 + 8
    )
    found = indicators.extract(text, year=2017)
    assert all(text[row.start : row.end] for row in found.itertuples())
    lines = concordance.Lines(
        pd.DataFrame({"doc_id": [text[:20]], "left": [text], "hit": [text], "right": [text]})
    )
    assert not re.search(r"<(?!/?(?:table|tbody|tr|td|mark)\b)", lines._repr_html_())
    assert not re.search(
        r"(?:^|,)[=@]", csv_text(pd.DataFrame({"text": [text]})).partition("\n")[2].lstrip('"')[:1]
    )
    proposing.propose(text, "a.txt")
    proposing.oddities(text)
