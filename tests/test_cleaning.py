"""No raw character is lost, none is changed without a row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workreports.corpus import cleaning


def apply(raw, start, end, edits):
    """Clean text by the definition: the raw one with the edits applied. Shares no code with the library."""
    text, position = "", start
    for a, b, before, after in edits:
        assert raw[a:b] == before and position <= a
        text += raw[position:a] + after
        position = b
    return text + raw[position:end]


def test_paragraphs_and_edits_cover_every_raw_character_once(corpus):
    for raw_file in corpus.documents["raw_file"].unique():
        raw = corpus.raw_text(raw_file)
        cover = np.zeros(len(raw), dtype=int)
        for edit in corpus.edits[corpus.edits["raw_file"] == raw_file].itertuples():
            cover[edit.raw_start : edit.raw_end] += 1
        in_edit = cover > 0
        assert cover.max() == 1
        own = corpus.documents.index[corpus.documents["raw_file"] == raw_file]
        for paragraph in corpus.paragraphs[corpus.paragraphs["doc_id"].isin(own)].itertuples():
            places = np.arange(paragraph.raw_start, paragraph.raw_end)
            cover[places[~in_edit[places]]] += 1
        assert (cover == 1).all(), (raw_file, np.flatnonzero(cover != 1)[:10])


def test_each_paragraph_is_its_raw_text_with_the_edits_applied(corpus):
    edits = corpus.edits.dropna(subset="doc_id")
    for doc_id, paragraphs in corpus.paragraphs.groupby("doc_id"):
        raw = corpus.raw_text(corpus.documents.at[doc_id, "raw_file"])
        own = edits[edits["doc_id"] == doc_id]
        for p in paragraphs.itertuples():
            inside = own[(own["raw_start"] >= p.raw_start) & (own["raw_end"] <= p.raw_end)]
            changes = inside[["raw_start", "raw_end", "before", "after"]].itertuples(index=False)
            assert apply(raw, p.raw_start, p.raw_end, changes) == p.text, p.par_id


def test_no_tampering_is_left_and_no_genuine_name_is_gone(corpus):
    text = "\n".join(corpus.paragraphs["text"])
    for planted in [
        "诛仙小说",
        "侯卫东官场笔记",
        "二号首长",
        "静州往事",
        "争力9万9",
        "*",
        " and ",
        "Ш",
        "\u00a0",
        "投稿",
        "招商】",
        "紧接6版",
        "#",
    ]:
        assert planted not in text, planted
    for genuine in [
        "完美世界",
        "王者归来",
        "金拱门",
        "百老汇",
        "兰陵王入阵曲",
        "YOUNG-MARTS",
        "环食药知森",
        "R&D",
        "Medi·City",
        "幻方",
    ]:
        assert genuine in text, genuine


def test_the_masked_word_is_known_from_the_copy(corpus):
    edits = corpus.edits
    silent = edits[edits["kind"] == "masked_silently"]
    marked = edits[
        (edits["kind"] == "masked") & (edits["doc_id"] == "xiacheng-2014-work-report-copy")
    ]
    assert len(silent) == len(marked) == 4
    raw = corpus.raw_text("001_f44b4fe92b87883a.txt")
    for a, b in zip(silent.itertuples(), marked.itertuples(), strict=True):
        assert raw[a.raw_start - 6 : a.raw_start] == raw[b.raw_start - 6 : b.raw_start]
        assert raw[a.raw_end : a.raw_end + 6] == raw[b.raw_end : b.raw_end + 6]
    texts = corpus.paragraphs.groupby("doc_id")["text"].agg("".join)
    assert texts["xiacheng-2014-work-report"] == texts["xiacheng-2014-work-report-copy"]
    assert (
        "深入" not in texts["xiacheng-2014-work-report"]
        and "深入" not in texts["xiacheng-2015-work-report"]
    )


def test_the_width_of_punctuation_is_never_changed(corpus):
    full = {chr(code) for code in range(0xFF01, 0xFF5F)}
    for edit in corpus.edits.itertuples():
        assert not full & set(edit.after), edit
    wide = "工作报告\uff08一\uff09\uff0c第 八\uff1a\n\uff08紧接6版\uff09\n正文\uff1b\u3000"
    assert cleaning.clean(wide).text == "工作报告\uff08一\uff09\uff0c第八\uff1a\n正文\uff1b"


@pytest.mark.parametrize(
    "raw, text",
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("排名全省第 八、主城区第一。", "排名全省第八、主城区第一。"),
        ("提出意见。 一、2013年工作回顾", "提出意见。\n一、2013年工作回顾"),
        ("一、园区定位与空间布局 杭州下城区规划", "一、园区定位与空间布局\n杭州下城区规划"),
        ("打造人工智能产业园区 构建创新发展新高地", "打造人工智能产业园区 构建创新发展新高地"),
        ("New Media 新媒体", "New Media新媒体"),
        ("第一章\u00a0立足发展\n\n第二章 开启新篇", "第一章 立足发展\n第二章 开启新篇"),
        ("# 标题\r\n\r\n## 三、建设\r\n正文。", "标题\n三、建设\n正文。"),
        ("前文结束。\n(紧接6版)\n后文开始。", "前文结束。\n后文开始。"),
        (
            "培育甲乙两类企业的计划全面展开,全年新增甲类企业九十家、乙类的小微企业\n一百余家,丙类企业也有增加。",
            "培育甲乙两类企业的计划全面展开,全年新增甲类企业九十家、乙类的小微企业一百余家,丙类企业也有增加。",
        ),
        ("目 录\n第一章 甲\n第一节 乙\n第二章 丙\n第一章 甲\n正文。", "第一章 甲\n正文。"),
        (
            "目 录\n第一章 甲\n第一节 乙\n第二章 丙\n\n前言。\n第一章 甲\n正文。",
            "前言。\n第一章 甲\n正文。",
        ),
        ("\n\n\u3000\u3000各位代表:\n\n", "各位代表:"),
        # What nobody sees is taken out wherever it stands, and no rule is misled by it.
        ("\ufeff# 工\ufe0e作\u2060报\u00ad告\U000e0101\n\u200e正\u200b文。", "工作报告\n正文。"),
        ("政\u200b 府\u200b 工 作", "政府工作"),
        # Every line end is one.
        (
            "甲。\x0b乙。\x85丙。\u2028丁。\u2029戊。\x0c己。\r庚。",
            "甲。\n乙。\n丙。\n丁。\n戊。\n己。\n庚。",
        ),
        ("建成道路三条。\n- 7 -\n\x0c二、工作安排", "建成道路三条。\n二、工作安排"),
        # The number of a page goes, and the sentence that it interrupts goes on.
        ("科技投入占\n- 4 -\n全部支出的比重为3.1%", "科技投入占全部支出的比重为3.1%"),
        ("新建学校,\r\n\r\n第 12 页,共 30 页\r\n改建医院。", "新建学校,改建医院。"),
        ("新增就业1.2\n— 5 —\n万人,建成公园。", "新增就业1.2万人,建成公园。"),
        ("一、工作回顾\n— 5 —\n全年平稳。", "一、工作回顾\n全年平稳。"),
        (f"{'建设' * 15}\n12\n道路", f"{'建设' * 15}道路"),
        (f"{'建设' * 15}\n12\n条道路", f"{'建设' * 15}12\n条道路"),
        (f"{'建设' * 15}\n3 / 12\n道路", f"{'建设' * 15}道路"),
        ("建成学校,\n第十二页\n改建医院。\n~ 13 ~\n完。", "建成学校,改建医院。\n完。"),
        ("学校数\n12\n医院数\n3/4\n床位数", "学校数\n12\n医院数\n3/4\n床位数"),
        ("第四页说,-4-是负数", "第四页说,-4-是负数"),
    ],
)
def test_rules_by_example(raw, text):
    assert cleaning.clean(raw).text == text


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\u2002 "])
def test_a_line_that_is_spaced_out_keeps_its_numbers_whole(blank):
    lines = "2016年工作报告", "全年产值128.5亿元,增长8.2%。", "GDP增长9%。"
    raw = "\n".join(blank.join(line) for line in lines)
    assert cleaning.clean(raw).text == "\n".join(lines)


@pytest.mark.parametrize("raw", ["1 2 3 4 5 6 7 8", "WTO TPP 12 34", "GDP 1 2 3"])
def test_numbers_and_foreign_words_side_by_side_stay_apart(raw):
    assert cleaning.clean(raw).text == raw


def test_an_en_space_in_running_text_is_a_blank():
    assert cleaning.clean("全年\u2002增长\u200212%。").text == "全年增长12%。"


def test_bold_words_inside_a_paragraph_of_markdown_lose_their_marks_by_edits():
    clean = cleaning.clean("# 甲县报告\n\n全年产值**9.5亿元**,增长。\n\n**一、任务**\n")
    assert clean.text.splitlines()[1] == "全年产值9.5亿元,增长。"
    assert [edit.before for edit in clean.edits if edit.kind == "markdown"][1:3] == ["**", "**"]


def test_characters_stay_as_received_though_rules_see_their_normal_form():
    # The blank stands for a line end only behind a heading that the rules can read.
    assert cleaning.clean("⼀、⼯作回顾 ⾏政").text == "⼀、⼯作回顾\n⾏政"
    cleaned = cleaning.clean("一、\u200b工作。\n- 3 -\n完")
    assert [(edit.raw_start, edit.raw_end, edit.kind) for edit in cleaned.edits] == [
        (2, 3, "unseen"),
        (6, 7, "separator"),
        (7, 12, "page_number"),
        (12, 13, "separator"),
    ]
    assert cleaned.raw_span(0, 3) == (0, 4)


RAW = st.text(
    alphabet=st.sampled_from(
        "工作报告一二、。,(一)第章节 \u00a0\u3000\n\r\t#■【】*AB12.:;“”目录-页⼯\u200b\ufe0f\x0c\u2028"
    ),
    max_size=200,
)


@given(RAW)
def test_any_text_is_its_raw_text_with_the_edits_applied(raw):
    cleaned = cleaning.clean(raw)
    assert (
        apply(
            raw, 0, len(raw), [(e.raw_start, e.raw_end, e.before, e.after) for e in cleaned.edits]
        )
        == cleaned.text
    )
    assert len(cleaned.raw_starts) == len(cleaned.raw_ends) == len(cleaned.text)
    for i, character in enumerate(cleaned.text):
        source = raw[cleaned.raw_starts[i] : cleaned.raw_ends[i]]
        assert source == character or any(
            e.raw_start == cleaned.raw_starts[i] and character in e.after for e in cleaned.edits
        )
    assert "\r" not in cleaned.text


@given(RAW)
def test_cleaning_keeps_every_character_that_is_no_blank_and_no_mark(raw):
    kept = [
        c
        for c in raw
        if not c.isspace()
        and c not in "#■【】目录第章节一二、工作报告(一)版AB12.:;。,“”*-页\u200b\ufe0f"
    ]
    assert [c for c in cleaning.clean(raw).text if c in kept] == kept
