"""A row for each place and year: what is counted, and the files that other programs open."""

import pandas as pd
import pyreadstat
import pytest

import workreports as wr
from workreports import panel
from workreports.io.errors import CorpusError

TEXT = """{year}年甲县政府工作报告
各位代表:
一、{last}年工作回顾
民生持续改善,办成民生实事十件。数字政府加快建设！数字化转型起步。
二、{year}年工作任务
大力发展工业;保障民生。
"""
THEMES = {"livelihood": ["民生", "民生实事"], "digital": ["数字"]}


@pytest.fixture
def corpus():
    table = pd.DataFrame({"area": "甲县", "year": [2016, 2018]})
    table["report"] = [TEXT.format(year=year, last=year - 1) for year in table["year"]]
    return wr.from_table(table, text="report", place="area", year="year")


def test_words_characters_and_sentences_of_a_theme_are_counted(corpus):
    table = panel.attention(corpus.select(part=["review", "plan"]), THEMES)
    assert table[["place", "year", "theme"]].values.tolist() == [
        ["甲县", 2016, "livelihood"],
        ["甲县", 2016, "digital"],
        ["甲县", 2018, "livelihood"],
        ["甲县", 2018, "digital"],
    ]
    # 民生, 民生实事 (the longer one, not both), 民生; 数字政府 is no word of its own, 数字化 is one.
    assert table["count_strings"].tolist() == [3, 2, 3, 2]
    assert table["hit_characters"].tolist() == [8, 4, 8, 4]
    assert table["hit_sentences"].tolist() == [2, 2, 2, 2]
    # The two headings, three sentences of the review, one of the plan: a semicolon ends none.
    assert table["sentences"].tolist() == [6] * 4
    assert table["share_sentences"].tolist() == [2 / 6] * 4
    assert (table["share_characters"] == table["hit_characters"] / table["characters"]).all()
    rates = wr.terms.frequency(corpus.select(part=["review", "plan"]), THEMES, by="year")
    assert table["count_words"].sum() == rates["count"].sum()
    assert set(table["words"]) == set(rates["words"])


def test_themes_without_a_name_are_refused(corpus):
    with pytest.raises(TypeError, match="a dict of names and their terms"):
        panel.attention(corpus, ["民生"])
    with pytest.raises(TypeError, match="'livelihood' is no list of terms"):
        panel.attention(corpus, {"livelihood": "民生"})
    with pytest.raises(ValueError, match="no theme"):
        panel.attention(corpus, {})


def test_the_same_panel_comes_back_from_csv_and_from_stata(corpus, tmp_path):
    table = panel.attention(corpus, THEMES).assign(mine="長" * 1000)
    assert panel.to_csv(table, tmp_path / "a.csv") == tmp_path / "a_codebook.csv"
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "a.csv", keep_default_na=False), table, check_dtype=False
    )
    codebook = pd.read_csv(panel.to_stata(table, tmp_path / "a.dta"), keep_default_na=False)
    assert codebook["column"].tolist() == table.columns.tolist()
    assert codebook.set_index("column").loc["words", ["type", "unit"]].tolist() == [
        "whole",
        "words",
    ]
    pd.testing.assert_frame_equal(pd.read_stata(tmp_path / "a.dta"), table, check_dtype=False)
    with pd.io.stata.StataReader(tmp_path / "a.dta") as read:
        assert read.variable_labels()["year"] == "year in the report's name, the one it plans for"
    once = (tmp_path / "a.dta").read_bytes()
    panel.to_stata(table, tmp_path / "a.dta")
    assert (tmp_path / "a.dta").read_bytes() == once


@pytest.mark.parametrize("name", ["a" * 33, "two words", "1st", "if"])
def test_a_name_that_stata_does_not_take_is_said(name, tmp_path):
    with pytest.raises(CorpusError, match="Stata takes no variable called") as error:
        panel.to_stata(pd.DataFrame({name: [1]}), tmp_path / "a.dta")
    assert "at most 32" in str(error.value)
    assert not list(tmp_path.iterdir())


AIMS = """{year}年{place}政府工作报告
各位代表:
一、{last}年工作回顾
{last}年,地区生产总值增长{grown}%,一般公共预算收入增长5%。
二、{year}年工作任务
{year}年的主要预期目标是:{aims}。
{year}年要狠抓工业,狠抓农业,狠抓交通,改善民生,各项工作都要上新台阶。
三、加强政府自身建设
坚持依法行政,改进工作作风。
"""


def aims(place, year, grown, told):
    return {
        "area": place,
        "year": year,
        "report": AIMS.format(place=place, year=year, last=year - 1, grown=grown, aims=told),
    }


@pytest.fixture(scope="module")
def reports():
    rows = [
        aims("杭州市", 2016, 10.2, "一般公共预算收入增长8%,地区生产总值增长7.5%-8%"),
        aims("滨江区", 2016, 9.1, "地区生产总值增长9%以上,一般公共预算收入同经济增长同步"),
        aims("滨江区", 2017, 10.4, "确保地区生产总值增长8%。力争一般公共预算收入增长6%以上"),
        aims("滨江区", 2019, 9.4, "地区生产总值增长8%左右"),
    ]
    return wr.from_table(pd.DataFrame(rows), text="report", place="area", year="year")


def row_of(table, place, year, indicator="gdp"):
    chosen = (table["place"] == place) & (table["year"] == year)
    return table[chosen & (table["indicator"] == indicator)].iloc[0]


def test_a_target_is_held_against_what_was_reached_and_what_the_level_above_wants(reports):
    table = panel.targets(reports)
    row = row_of(table, "滨江区", 2016)
    assert (row["place_code"], row["parent"], row["level"]) == ("330108", "杭州市", "county")
    assert (row["answer"], row["low"], row["centre"], row["bound"]) == (
        "number",
        9.0,
        9.0,
        "at_least",
    )
    assert pd.isna(row["high"]) and row["unit"] == "%"
    # The report of 2017 prints the result of 2016; the city wants 7.5 to 8 %.
    assert (row["result_before"], row["result"], row["gap"]) == (9.1, 10.4, pytest.approx(1.4))
    assert row["result_source"].startswith("binjiang-2017")
    assert (row["target_above"], row["gap_above"]) == (7.75, 1.25)
    city = row_of(table, "杭州市", 2016)
    assert (city["low"], city["high"], city["centre"], city["bound"]) == (7.5, 8.0, 7.75, "range")
    assert city["parent"] == "浙江省" and pd.isna(city["target_above"])
    assert wr.trace(row, reports).text == "地区生产总值增长9%"


def test_a_row_without_a_number_says_why(reports):
    table = panel.targets(reports)
    assert row_of(table, "滨江区", 2016, "general_budget_revenue")["answer"] == "in_words"
    assert row_of(table, "滨江区", 2018)["answer"] == "missing"
    assert row_of(table, "滨江区", 2019, "general_budget_revenue")["answer"] == "not_found"
    silent = table[table["answer"] != "number"]
    assert silent[["low", "high", "centre", "gap"]].isna().all(axis=None)


def test_hard_and_soft_follow_the_rule_that_is_named(reports):
    table = panel.targets(reports)
    revenue = row_of(table, "滨江区", 2017, "general_budget_revenue")
    assert revenue[["hard", "hard_zhang"]].tolist() == [0, 1]
    assert pd.isna(revenue["hard_yu"])  # of 力争 that source says nothing
    assert row_of(table, "滨江区", 2017)[["hard", "hard_yu"]].tolist() == [1, 1]
    assert row_of(table, "滨江区", 2019)[["hard", "hard_yu"]].tolist() == [0, 0]
    assert row_of(table, "杭州市", 2016)[["hard", "hard_yu"]].tolist() == [0, 0]
    assert panel.rules()["column"].isin(table.columns).all()


def test_the_level_above_may_be_known_from_elsewhere_alone(reports):
    district = reports.select(place="滨江区")
    city = wr.load_corpus().reference
    row = row_of(panel.targets(district, city), "滨江区", 2016)
    assert (row["target_above"], row["gap_above"]) == (7.75, 1.25)  # 7.5 to 8 in the reference
    assert pd.isna(row_of(panel.targets(district), "滨江区", 2016)["target_above"])


def test_a_panel_of_targets_opens_in_stata(reports, tmp_path):
    table = panel.targets(reports)
    panel.to_stata(table, tmp_path / "targets.dta")
    found, meta = pyreadstat.read_dta(tmp_path / "targets.dta")
    assert found["centre"].dropna().tolist() == table["centre"].dropna().tolist()
    assert found["place"].tolist() == table["place"].tolist()
    assert meta.column_names_to_labels["gap_above"] == "centre less target_above"
    assert max(map(len, meta.column_names)) <= 32


def test_a_panel_without_any_result_is_written_too(tmp_path):
    alone = [aims("滨江区", 2016, 9.1, "地区生产总值增长9%以上")]
    corpus = wr.from_table(pd.DataFrame(alone), text="report", place="area", year="year")
    table = panel.targets(corpus)
    assert table["result"].isna().all()
    panel.to_stata(table, tmp_path / "a.dta")
    assert pd.read_stata(tmp_path / "a.dta")["result_source"].tolist() == [""] * len(table)


def test_the_first_figure_of_a_report_is_that_of_the_whole():
    told = "地区生产总值增长9%"
    first = aims("滨江区", 2016, 9.1, told)
    later = aims("滨江区", 2017, 8.4, told)
    for report in (first, later):
        report["report"] = (
            report["report"]
            .replace("一般公共预算收入增长5%。", "高新园区发展快,地区生产总值增长30%。")
            .replace("增长9.1%", "预计增长9.1%")
        )
    corpus = wr.from_table(pd.DataFrame([first, later]), text="report", place="area", year="year")
    table = panel.targets(corpus)
    assert row_of(table, "滨江区", 2016)[["result_before", "result"]].tolist() == [9.1, 8.4]


@pytest.mark.parametrize(
    ("name", "told"),
    [("none/a.dta", "make it, or name another one"), ("a.csv", "let its name end in .dta")],
)
def test_a_file_that_cannot_be_written_is_said_before_it_is_made(name, told, tmp_path):
    with pytest.raises(CorpusError, match=told):
        panel.to_stata(pd.DataFrame({"place": ["甲县"]}), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_plan_is_asked_before_what_a_review_says_of_targets_and_a_share_comes_last():
    told = "新区生产总值占全县比重达到29%,地区生产总值增长9%"
    one = aims("滨江区", 2016, 9.1, told)
    one["report"] = one["report"].replace("一般公共预算收入增长5%", "比2016年目标500亿元超过20亿元")
    corpus = wr.from_table(pd.DataFrame([one]), text="report", place="area", year="year")
    row = row_of(panel.targets(corpus), "滨江区", 2016)
    assert (row["measure"], row["centre"]) == ("growth", 9.0)


@pytest.mark.parametrize(
    ("wanted", "before"),
    [("同口径增长6%", 8.0), ("增长6%", 5.0)],
)
def test_a_target_on_comparable_terms_stands_beside_a_rate_on_such_terms(wanted, before):
    one = aims("滨江区", 2016, 9.1, "一般公共预算收入" + wanted)
    printed = "一般公共预算收入增长5%"
    one["report"] = one["report"].replace(printed, printed + ",同口径增长8%")
    corpus = wr.from_table(pd.DataFrame([one]), text="report", place="area", year="year")
    row = row_of(panel.targets(corpus), "滨江区", 2016, "general_budget_revenue")
    assert (row["centre"], row["result_before"]) == (6.0, before)


def test_a_target_on_comparable_terms_has_no_result_where_only_a_plain_rate_is_printed():
    one = aims("滨江区", 2016, 9.1, "一般公共预算收入同口径增长6%")
    corpus = wr.from_table(pd.DataFrame([one]), text="report", place="area", year="year")
    row = row_of(panel.targets(corpus), "滨江区", 2016, "general_budget_revenue")
    assert row["centre"] == 6.0 and pd.isna(row["result_before"])
