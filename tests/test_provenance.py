"""What was received, changed and printed: accounts, copies, first mentions, and their pictures."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr
from workreports import plots
from workreports.corpus import outline, segmentation, tracing


@pytest.fixture
def own():
    """Three reports of an invented county, one of them without a day."""
    rows = [
        (
            "甲县",
            2006,
            "一、2005年工作回顾\n推进新农村 建设。\n二、2006年主要任务\n办好河长制试点。\n",
        ),
        ("甲县", 2005, "一、2004年工作回顾\n新农村起步。\n二、2005年主要任务\n抓好河道整治。\n"),
        ("乙县", 2007, "一、2006年工作回顾\n全面推行河长制。\n二、2007年主要任务\n扩大低保。\n"),
    ]
    table = pd.DataFrame(rows, columns=["place", "year", "text"])
    return wr.from_table(table, text="text", place="place", year="year")


def test_the_account_of_characters_balances(own, corpus):
    for one in (own, corpus):
        account = tracing.balance(one)
        left = account["received"] - account["taken_out"] + account["put_in"]
        assert left - account["line_ends"] == account["kept"] > 0
    assert account["kept"] == corpus.paragraphs["text"].str.len().sum()


def test_raw_text_is_what_lies_between_the_offsets(corpus):
    raw = tracing.raw_of(corpus)
    rows = corpus.documents
    assert raw.index.equals(rows.index)
    assert raw.str.len().tolist() == (rows["raw_end"] - rows["raw_start"]).tolist()
    ends = raw.str.count("\n")
    assert (ends <= 1).sum() == 10 and set(rows.loc[ends <= 1, "raw_file"].str[:3]) == {"001"}


def test_copies_differ_where_one_has_lost_a_word():
    found = tracing.differences("抓好深入 治理。办学", "抓好*治理。办学校", width=2)
    assert found[["in_first", "in_second"]].to_numpy().tolist() == [["深入␣", "*"], ["", "校"]]
    assert found["left"].tolist() == ["抓好", "办学"]
    assert tracing.differences("同", "同").empty


def test_the_first_mention_is_the_earliest_years(own):
    found = wr.concordance.first(own, ["河长制", "新农村", "没有"], width=3)
    assert found[["term", "year", "part", "hit"]].to_numpy().tolist() == [
        ["河长制", 2006, "plan", "河长制"],
        ["新农村", 2005, "review", "新农村"],
    ]
    for row in found.itertuples():
        assert own.raw_text(own.documents.at[row.doc_id, "raw_file"])[
            row.raw_start : row.raw_end
        ] == (row.hit)
    assert wr.concordance.first(own, ["没有"]).empty


def test_lines_found_are_held_against_those_set_by_hand():
    by_hand = pd.DataFrame({"raw_start": [0, 5, 9, 14], "depth": [1, 0, 2, 0]})
    found = pd.DataFrame({"raw_start": [0, 5, 7, 9], "depth": [1, 0, 0, 0]})
    told = outline.agreement(found, by_hand)
    assert told[["by_hand", "found", "right"]].tolist() == [4, 4, 3]
    assert told[["precision", "recall"]].tolist() == [0.75, 0.75]
    assert told[["headings_by_hand", "headings_found"]].tolist() == [2, 1]


def test_an_interval_of_f1_holds_it_and_narrows_with_sentences():
    def cut(text):
        return [text[:2], text[2:]]

    by_hand = [["河道", "整治"], ["办好", "学", "校"], ["抓", "河道"], ["低保", "扩面"]] * 3
    low, high = segmentation.f1_interval(by_hand, cut)
    assert low < segmentation.f1(by_hand, cut) < high
    more = segmentation.f1_interval(by_hand * 9, cut)
    assert more[1] - more[0] < (high - low) / 2


def test_levels_above_print_the_later_formula_before_the_nation(corpus):
    forms = ["以习近平同志为核心", "以习近平同志为总书记", "以习近平总书记为核心"]
    told = wr.terms.frequency(corpus.background, forms, by=["place", "year"], count="strings")
    years = told[told["count"] > 0].groupby(["term", "place"])["year"].agg(list)
    assert years[forms[0], "全国"] == list(range(2017, 2027))
    assert years[forms[0], "浙江省"] == list(range(2014, 2027))
    assert years[forms[0], "杭州市"] == list(range(2013, 2027))
    assert years[forms[1]].to_dict() == {"全国": [2013, 2014, 2015, 2016], "浙江省": [2013]}
    assert forms[2] not in years.index.get_level_values("term")


def test_a_part_that_is_cut_is_half_a_box_and_one_that_is_lost_is_empty():
    table = pd.DataFrame(
        {"part": ["review", "problems", "plan"], "state": ["whole", "lost", "cut"]}
    )
    fig = plots.coverage(table.assign(territory="甲县", year=2005, genre="work_report"))
    boxes = [(box.get_height(), box.get_hatch()) for box in fig.axes[0].patches]
    assert boxes == [(0.5, ""), (0.5, None), (0.5, None), (0.25, "...")]
    plt.close(fig)


def test_parts_have_hatchings_of_their_own():
    table = pd.DataFrame({"review": [5], "problems": [1], "plan": [4], "governance": [1]}, ["a"])
    fig = plots.stacked_parts(table)
    hatches = [box.get_hatch() for box in fig.axes[0].patches]
    assert len(set(hatches)) == 4
    plt.close(fig)


def test_a_second_copy_is_hatched_and_signs_tell_edits_by_hand():
    one = {"raw_file": "a.txt", "genre": "work_report", "place": "甲县", "year": 2005}
    documents = pd.DataFrame([one | {"raw_start": 0, "raw_end": 50, "duplicate_of": None}] * 2)
    documents.loc[1, ["raw_start", "raw_end", "duplicate_of"]] = [50, 100, "a"]
    edits = pd.DataFrame({"raw_file": "a.txt", "raw_start": [3, 9, 20, 30]})
    edits = edits.assign(kind=["planted", "masked", "blank", "stray_word"])
    edits["by"] = ["hand", "hand", "rule", "hand"]
    ax = plots.raw_strips(documents, edits).axes[0]
    assert [box.get_hatch() for box in ax.patches] == [None, "////"]
    signs = {line.get_marker(): line.get_xdata().tolist() for line in ax.lines}
    assert signs == {"v": [3], "s": [9], "o": [30]}
    plt.close(ax.figure)


def test_each_wording_has_its_shape_and_a_silent_report_a_dot():
    rows = [("甲县", 2005, "旧", 2), ("甲县", 2005, "新", 0), ("乙县", 2005, "旧", 0)]
    rows += [("乙县", 2005, "新", 0), ("乙县", 2006, "旧", 0), ("乙县", 2006, "新", 3)]
    table = pd.DataFrame(rows, columns=["place", "year", "term", "count"])
    ax = plots.wording_by_year(table, {"旧": "old", "新": "new"}).axes[0]
    marks = {
        line.get_marker(): list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for line in ax.lines
    }
    assert marks == {".": [(2005, 1)], "o": [(2005, 0)], "s": [(2006, 1)]}
    assert [text.get_text() for text in ax.texts] == ["2", "3"]
    plt.close(ax.figure)
