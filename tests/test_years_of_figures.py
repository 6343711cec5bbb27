"""The years that figures are of, and how firm they are, where a report looks back on several."""

import pandas as pd
import pytest

import workreports as wr


def figures(text, year=2017):
    return [
        (
            row.indicator,
            row.measure,
            row.value,
            None if pd.isna(row.growth_pct) or row.measure != "level" else row.growth_pct,
            *(None if pd.isna(one) else one for one in (row.period_start, row.period_end)),
            row.status,
            row.bound,
        )
        for row in wr.indicators.extract(text, year).itertuples()
    ]


def of_the_term(sentences):
    return figures(f"一、过去五年工作回顾\n五年来,我们迎难而上。{sentences}")


def test_a_growth_beside_a_level_is_of_all_years_where_none_is_named():
    level = ("gdp", "level", 86, None, 2016, 2016, "actual", "exact")
    growth = ("gdp", "growth", 35, None, 2012, 2016, "actual", "exact")
    assert of_the_term("地区生产总值达到86亿元、增长35%。") == [level, growth]
    assert of_the_term("地区生产总值从64亿元增加到86亿元,增长35%。")[1:] == [level, growth]


@pytest.mark.parametrize(
    "text",
    [
        "地区生产总值达到86亿元,比上年增长8%。",
        "2016年地区生产总值达到86亿元,增长8%。",
        "2016年人均收入明显提高。地区生产总值达到86亿元,增长8%。",
    ],
)
def test_a_growth_of_one_year_stays_with_its_level(text):
    assert of_the_term(text) == [("gdp", "level", 86, 8, 2016, 2016, "actual", "exact")]


def test_what_is_counted_together_is_counted_from_the_starting_figure():
    text = "一、2016年工作回顾\n地区生产总值从2012年的64亿元提高到86亿元,累计增长35%。"
    assert figures(text)[1:] == [
        ("gdp", "level", 86, None, 2016, 2016, "actual", "exact"),
        ("gdp", "growth", 35, None, 2013, 2016, "actual", "exact"),
    ]


def test_the_second_of_two_years_compared_with_is_one_too():
    text = "2016年农业总产值12亿元,分别比上年和2012年增长6%和17%,财政总收入8亿元,比上年增长9%。"
    assert figures(text) == [("total_fiscal_revenue", "level", 8, 9, 2016, 2016, "actual", "exact")]


def test_a_multiple_of_some_years_ago_is_of_the_years_since():
    (multiple,) = figures("一、2016年工作回顾\n财政总收入是五年前的1.9倍。")
    assert multiple[:6] == ("total_fiscal_revenue", "growth", 1.9, None, 2012, 2016)


def test_aims_that_were_fulfilled_do_not_say_when():
    text = "一、2016年工作回顾\n提前完成“十二五”目标,单位生产总值能耗再降低4%。"
    assert figures(text)[0][4:6] == (2016, 2016)


def test_a_starting_figure_is_no_estimate():
    text = "一、2016年工作回顾\n预计财政总收入由2011年的64亿元提高到86亿元,初步核定税收收入70亿元。"
    assert [one[-2] for one in figures(text)] == ["actual", "estimate"]


def test_what_a_rank_is_hoped_to_be_is_no_estimate_of_what_follows():
    text = "一、2016年工作回顾\n财政总收入128亿元,排名有望上升到第3位,固定资产投资突破100亿元。"
    assert [one[-2] for one in figures(text)] == ["actual", "actual"]
    assert figures("一、2016年工作回顾\n有望实现财政总收入128亿元。")[0][-2] == "estimate"


def test_what_is_striven_for_at_the_head_of_a_list_is_so_for_all_of_it():
    text = "一、今年的工作\n扩大开放,力争出口总额增长20%,实际利用外资增长18%;城镇新增就业1万人。"
    assert [one[-1] for one in figures(text)] == ["at_least", "at_least", "exact"]
    text = "一、今年的工作\n固定资产投资增长30%,力争40%,外贸出口增长15%。"
    assert [one[-1] for one in figures(text)] == ["exact", "at_least", "exact"]


def test_a_rate_called_a_mean_before_the_name_is_one():
    text = "一、今后五年的目标\n今后五年,年均地区生产总值增速达到9%。"
    assert figures(text)[0][1] == "average_growth"


@pytest.mark.parametrize(
    "text",
    ["实际利用外资达3.4亿美元。", "实际利用外资3.4亿美元、年均增长6%。"],
)
def test_capital_brought_in_is_summed_up_by_a_review_of_several_years(text):
    assert of_the_term(text)[0][:6] == ("foreign_investment", "cumulative", 3.4, None, 2012, 2016)


def test_capital_that_rose_is_no_sum():
    found = of_the_term("实际利用外资从1亿美元增加到3.4亿美元。")
    assert [one[1] for one in found] == ["level", "level"]


def test_a_number_of_years_just_before_an_amount_makes_it_a_sum():
    text = "一、今后五年的目标\n五年全社会固定资产投资总额超过100亿元。"
    assert figures(text)[0][:6] == ("fixed_asset_investment", "cumulative", 100, None, 2017, 2021)


def test_the_growth_of_a_sum_over_that_of_another_plan_is_no_growth_of_the_indicator():
    text = "五年累计完成固定资产投资345亿元,比“十一五”增长60%。"
    assert [one[1:3] for one in of_the_term(text)] == [("cumulative", 345)]
    text = "固定资产投资比“十一五”末增长60%。"
    assert [one[1:3] for one in of_the_term(text)] == [("growth", 60)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("民生支出占财政支出比重始终保持在75%左右。", 2012),
        ("民生支出占财政支出比重连年超过75%。", 2012),
        ("民生支出占财政支出比重达到75%。", 2016),
    ],
)
def test_a_share_that_was_always_so_is_of_all_years(text, first):
    assert of_the_term(text)[0][4:6] == (first, 2016)


def test_what_is_to_be_reached_over_the_years_counts_from_the_first():
    text = "一、今后五年的目标\n到2021年,财政总收入达到180亿元;单位生产总值能耗累计降低15%。"
    assert figures(text)[1][:6] == ("energy_intensity", "growth", -15, None, 2017, 2021)


def test_a_yardstick_is_of_all_the_years_planned():
    text = "一、今后五年的目标\n今后五年,城镇登记失业率控制在全省平均水平以下。"
    assert figures(text)[0][4:6] == (2017, 2021)


def test_a_share_of_an_export_is_one_under_its_other_name():
    text = "一、2016年工作回顾\n实际利用外资占全省份额从11%提升到14%。"
    assert [one[1] for one in figures(text)] == ["share", "share"]


def test_what_is_spent_on_others_is_no_growth():
    text = "一、2016年工作回顾\n一般公共预算支出34亿元,74%以上用于民生。"
    assert "growth" not in [one[1] for one in figures(text)]


def test_a_doubling_keeps_what_is_hoped_of_it():
    text = "一、今年的工作\n到2020年,力争财政总收入比2010年翻一番以上。"
    assert wr.indicators.extract(text, 2016)["force"].tolist() == ["力争/翻一番以上"]


@pytest.mark.parametrize("words", ["境内", "海关", "就是", "各类", "做到"])
def test_words_before_a_name_that_limit_nothing(words):
    text = f"一、2016年工作回顾\n2016年,{words}进出口总额12亿元。"
    assert wr.indicators.extract(text, 2017)["scope"].tolist() == [""]


def test_a_starting_figure_is_of_the_year_that_the_paragraph_starts_from():
    found = of_the_term("地区生产总值由2011年的64亿元增加到86亿元。财政总收入由6亿元增加到8亿元。")
    assert [one[4] for one in found] == [2011, 2016, 2011, 2016]


def test_a_plan_may_look_back_in_the_midst_of_a_paragraph():
    text = "二、今年的工作\n今年是开局之年。过去一年,我们取得了很大成绩。地区生产总值增长8%。"
    assert figures(text)[0][4:7] == (2016, 2016, "actual")
