"""Headings and parts, in texts with line breaks and without."""

import csv
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workreports.corpus import outline
from workreports.corpus.structure import layout

REPORTS = ["shangcheng-2017-work-report", "shangcheng-2023-plan-report", "gongshu-2023-work-report"]


def lines(corpus, doc_id):
    return corpus.paragraphs[corpus.paragraphs["doc_id"] == doc_id]


def test_rows_cover_the_text(corpus):
    for doc_id in corpus.documents.index:
        text = "\n".join(lines(corpus, doc_id)["text"])
        rows = outline.parse(text)
        assert "".join(text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)).replace(
            "\n", ""
        ) == text.replace("\n", "")
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


def test_the_plan_has_the_headings_its_table_of_contents_promises(corpus):
    contents = corpus.edits[corpus.edits["kind"] == "contents"]["before"].item()
    promised = [re.sub(r"\s", "", line) for line in contents.split("\n")[1:] if line.strip()]
    found = lines(corpus, "shangcheng-2016-five-year-plan")
    headings = [
        re.sub(r"\s", "", text)
        for text in found.loc[found["depth"].between(1, 2), "text"]
        if text.startswith("第")
    ]
    assert headings == promised


def test_a_numeral_that_is_no_number_begins_a_list_of_its_own():
    found = layout.rows("十十一、工作回顾。成绩。\n一、主要任务。目标。\n二、有关措施。要求。")
    assert found == [(0, 9, 1), (9, 12, 0), (13, 20, 1), (20, 23, 0), (24, 31, 1), (31, 34, 0)]


@pytest.mark.parametrize("doc_id", REPORTS)
def test_headings_are_found_again_when_the_line_breaks_are_taken_out(corpus, doc_id):
    rows = lines(corpus, doc_id)
    flat = outline.parse("".join(rows["text"]))
    ends = rows["text"].str.len().cumsum()
    printed = {
        (end - len(text), end, level)
        for text, end, level in zip(rows["text"], ends, rows["depth"], strict=True)
        if level
    }
    found = {(row.start, row.end, row.depth) for row in flat.itertuples() if row.depth}
    assert len(printed & found) / len(printed) >= 0.92 and len(printed & found) / len(found) >= 0.92
    parts = dict(zip(ends - rows["text"].str.len(), rows["part"], strict=True))
    same = [
        parts[start] == part
        for start, part in zip(flat["start"], flat["part"], strict=True)
        if start in parts and start > 0
    ]
    assert sum(same) / len(same) >= 0.98


def test_the_copy_with_blanks_and_the_copy_without_have_the_same_outline(corpus):
    columns = ["part", "depth", "section", "heading", "about", "text"]
    first, second = (
        lines(corpus, doc_id)[columns].reset_index(drop=True)
        for doc_id in ("xiacheng-2014-work-report", "xiacheng-2014-work-report-copy")
    )
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize("year, precision, recall", [(2014, 1.0, 0.90), (2016, 0.94, 0.86)])
def test_lines_against_those_restored_by_hand(corpus, year, precision, recall):
    with (corpus.folder / "gold" / f"outline_{year}.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        by_hand = {int(row["raw_start"]): int(row["depth"]) for row in csv.DictReader(file)}
    found = lines(corpus, f"xiacheng-{year}-work-report")
    right = found["raw_start"].isin(by_hand).sum()
    assert right / len(found) >= precision and right / len(by_hand) >= recall
    headings = found[found["depth"] > 0]
    assert dict(zip(headings["raw_start"], headings["depth"], strict=True)) == {
        start: level for start, level in by_hand.items() if level
    }


@pytest.mark.parametrize(
    "doc_id, parts",
    [
        ("shangcheng-2017-work-report", "preface review problems plan governance closing"),
        ("xiacheng-2014-work-report", "preface review problems"),
        ("xiacheng-2015-work-report", "preface review problems"),
        ("xiacheng-2016-work-report", "preface review problems plan governance closing appendix"),
        (
            "shangcheng-2016-five-year-plan",
            "preface review plan problems plan governance plan appendix",
        ),
        ("shangcheng-2023-plan-report", "preface review problems plan closing"),
        ("gongshu-2023-work-report", "preface plan governance closing"),
        ("xiacheng-article-broadway", "body"),
    ],
)
def test_parts_come_in_their_order(corpus, doc_id, parts):
    sequence = lines(corpus, doc_id)["part"]
    assert " ".join(sequence[sequence != sequence.shift()]) == parts


def test_paragraphs_know_the_period_they_speak_of(corpus):
    def about(doc_id, words):
        rows = lines(corpus, doc_id)
        return rows.loc[rows["text"].str.contains(words, regex=False), "about"].iloc[0]

    assert about("shangcheng-2017-work-report", "全年实现地区生产总值900.16亿元") == "2016"
    assert (
        about("shangcheng-2017-work-report", "经济建设在高位发展中加快转型。五年来") == "2012-2016"
    )
    assert about("shangcheng-2017-work-report", "固定资产投资五年累计超过550亿元") == "2017-2021"
    assert about("shangcheng-2017-work-report", "新增城镇就业18000人") == "2017"
    assert about("xiacheng-2016-work-report", "预计实现地区生产总值765亿元") == "2015"
    assert about("xiacheng-2016-work-report", "五年来,我们全力谋篇布局") == "2011-2015"
    assert about("xiacheng-2016-work-report", "力争固定资产投资累计达800亿元") == "2016-2020"
    assert about("xiacheng-2016-work-report", "地方一般公共预算收入增长3%") == "2016"
    assert about("shangcheng-2016-five-year-plan", "万元工业增加值综合能耗") == "2011-2015"
    assert about("shangcheng-2016-five-year-plan", "万元GDP综合电耗\n%") == "2016-2020"
    assert about("shangcheng-2023-plan-report", "地区生产总值增长5.5%左右") == "2023"
    assert pd.isna(about("xiacheng-article-ai-park", "人工智能产业园区"))


def test_definitions_stand_where_they_say(corpus):
    terms = corpus.definitions
    assert terms["term"].iloc[[0, 22, 29]].tolist() == ["一号工程", "513武林英才", "五可阳光餐饮"]
    for row in terms.itertuples():
        raw = corpus.raw_text("001_f44b4fe92b87883a.txt")[row.raw_start : row.raw_end]
        assert raw.endswith(row.definition) and row.term in raw


@pytest.mark.parametrize("number", [1, 2])
def test_every_cell_of_the_tables_stands_in_the_source_in_that_order(corpus, number):
    rows = lines(corpus, "shangcheng-2016-five-year-plan")
    printed = rows[
        rows["heading"].str.startswith(f"附表{number}") & rows["text"].str.contains("\n")
    ]["text"].item()
    with (corpus.folder / "tables" / f"shangcheng-2016-five-year-plan-{number}.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        table = list(csv.DictReader(file))
    cells, category = [], None
    for row in table:
        repeats = row.get("category") == category  # a merged cell is printed once
        category = row.get("category", category)
        cells += [
            cell for name, cell in row.items() if cell and not (repeats and name == "category")
        ]
    header_end = printed.index("\n1\n" if number == 1 else "\n经济发展\n")
    assert "".join(cells) == printed[header_end:].replace("\n", "")


def test_a_text_without_any_structure_is_one_body():
    rows = outline.parse("杭州下城区近日获批建立产业园。")
    assert rows[["depth", "part", "heading"]].to_numpy().tolist() == [[0, "body", ""]]
    assert outline.parse("").empty


@pytest.mark.parametrize(
    "doc_id",
    [
        *REPORTS,
        "xiacheng-2015-work-report",
        "xiacheng-2016-work-report",
        "xiacheng-article-ai-park",
    ],
)
def test_full_width_is_read_like_half_width(corpus, doc_id):
    text = "\n".join(lines(corpus, doc_id)["text"])
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert wide != text
    columns = ["depth", "part", "start", "end"]
    pd.testing.assert_frame_equal(outline.parse(wide)[columns], outline.parse(text)[columns])
    assert outline.parse(wide)["heading"].str.len().equals(outline.parse(text)["heading"].str.len())


def test_a_full_width_definition():
    assert outline.definition("1\uff0e一号工程\uff1a指某工程。") == ("一号工程", "指某工程。")


PIECES = [
    "一、",
    "二、",
    "(一)",
    "(二)",
    "1.",
    "2、",
    "第一章",
    "第一节",
    "专栏一",
    "※",
    "附表1",
    "附件名词解释",
    "各位代表:",
    "各位代表,",
    "2015年工作回顾",
    "加强政府自身建设",
    "经济平稳增长。",
    "五年来,我们克难攻坚。",
    "清醒地看到困难",
    "注:",
    "十",
    "\n",
    "。",
    ",",
    " ",
    "“",
    "3.5",
    "让我们",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_is_covered_by_rows(pieces):
    text = "".join(pieces)
    rows = outline.parse(text)
    assert set(rows["part"]) <= set(outline.PARTS)
    covered = "".join(text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True))
    assert covered.replace("\n", "") == text.replace("\n", "")
    assert (rows["end"] > rows["start"]).all()


def test_terms_explained_behind_a_report_are_its_appendix():
    body = (
        "一、2008年工作回顾\n过去一年，全县各项工作取得进展。\n二、2009年主要任务\n"
        + "今年要办好几件实事。\n" * 6
        + "各位代表！让我们一起努力！\n"
    )
    for line in ("- 资料：《政府工作报告》名词解释（按出现顺序排列）：", "附注：", "名词说明"):
        table = outline.parse(f"{body}{line}\n三通一平 指通水、通电、通路和平整土地。\n")
        assert table["part"].tolist()[-3:] == ["closing", "appendix", "appendix"], line


def test_a_row_of_a_table_is_no_chapter():
    table = outline.parse(
        "一、2018年预算执行情况\n收入12亿元。\n一、本级收入\t10\t12\n(一)税收收入\t8\t9\n"
        "三、转移支付\t931500\n小计见下。\n二、上级补助收入3520 20.5\n民生支出9亿元。\n"
        "二、2019年预算草案\n收入增长6%。"
    )
    titles = table.loc[table["depth"] > 0, "heading"].tolist()
    assert titles == ["2018年预算执行情况", "2019年预算草案"]
    assert set(table["part"]) == {"review", "plan"}
