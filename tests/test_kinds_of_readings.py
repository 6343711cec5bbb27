"""Kinds of what is read of a figure: its years, how firm and how exact it is, whose it is."""

import pytest

import workreports as wr

YEAR = "一、2016年全市工作回顾"
TERM = "一、过去五年全市工作回顾\n五年来，我们攻坚克难。"


def rows(text, *columns, heading=YEAR, year=2017):
    """Columns of what is read; a missing year is None."""
    found = wr.indicators.extract(f"{heading}\n{text}", year)
    listed = found[list(columns)].astype(object)
    return listed.where(listed.notna(), None).values.tolist()


def years(text, **kind):
    return rows(text, "indicator", "period_start", "period_end", **kind)


def test_the_bound_behind_a_list_holds_for_all_of_it():
    text = (
        "进出口、财政总收入分别增长6.3%、7.4%左右。城乡居民收入各自分别达到3.2万元和1.7万元以上。"
    )
    assert rows(text, "value", "bound") == [
        [6.3, "about"],
        [7.4, "about"],
        [3.2, "at_least"],
        [1.7, "at_least"],
    ]


def test_a_bound_inside_a_list_is_of_one():
    text = "进出口、财政总收入分别增长6.3%左右、7.4%。"
    assert rows(text, "value", "bound") == [[6.3, "about"], [7.4, "exact"]]


def test_one_rate_of_towns_and_villages_apart_is_of_each():
    text = "城乡居民收入年均分别增长8.3%。"
    assert rows(text, "scope", "value") == [["城镇", 8.3], ["农村", 8.3]]


def test_months_that_open_a_sentence_hold_for_its_list():
    text = "1—10月，固定资产投资增长9%；财政总收入62亿元；2016年进出口总额41亿元。"
    assert years(text) == [
        ["fixed_asset_investment", None, None],
        ["total_fiscal_revenue", None, None],
        ["trade_total", 2016, 2016],
    ]


def test_a_month_in_a_saying_is_no_time():
    assert years("推出“一月一荐书”，社会消费品零售额上涨9%。") == [["retail_sales", 2016, 2016]]


def test_within_the_year_is_the_year():
    text = "落实“十三五”降耗任务，年内万元生产总值能耗降低3.3%。"
    plan = {"heading": "二、2017年工作安排"}
    assert years(text, **plan) == [["energy_intensity", 2017, 2017]]


def test_the_highest_for_years_is_one_of_the_year():
    text = "进出口总额增长23%、创近8年新高，出口增长21%。"
    assert years(text) == [["trade_total", 2016, 2016], ["exports", 2016, 2016]]


@pytest.mark.parametrize(
    "text",
    [
        "连续四年财政支出的71%以上用于民生。",
        "民生支出占财政支出比重连续4年保持在71%以上。",
    ],
)
def test_a_share_of_so_many_years_in_a_row(text):
    assert years(text) == [["livelihood_share", 2013, 2016]]


def test_a_rate_of_so_many_years_in_a_row():
    text = "财政总收入增长23%，连续三年保持20%以上的增幅，连续五年居首位。"
    assert years(text) == [
        ["total_fiscal_revenue", 2016, 2016],
        ["total_fiscal_revenue", 2014, 2016],
    ]


def test_a_doubling_within_other_years_has_no_period():
    text = "固定资产投资三年翻一番，财政总收入连续两年翻番，生产总值五年翻一番。"
    assert years(text, heading=TERM) == [
        ["fixed_asset_investment", None, None],
        ["total_fiscal_revenue", None, None],
        ["gdp", 2012, 2016],
    ]


def test_a_doubling_has_a_bound():
    text = "生产总值五年接近翻一番，财政总收入翻番有余，进出口总额翻番。"
    assert rows(text, "indicator", "bound", heading=TERM) == [
        ["gdp", "about"],
        ["total_fiscal_revenue", "at_least"],
        ["trade_total", "exact"],
    ]


def test_spending_on_livelihood_in_a_review_of_years_is_their_sum():
    columns = ["indicator", "measure", "period_start", "period_end"]
    text = "全市民生支出462亿元，占财政支出的73%。"
    assert rows(text, *columns, heading=TERM) == [
        ["livelihood_expenditure", "cumulative", 2012, 2016],
        ["livelihood_share", "share", 2012, 2016],
    ]
    assert rows("2016年民生支出93亿元。", *columns, heading=TERM) == [
        ["livelihood_expenditure", "level", 2016, 2016]
    ]


@pytest.mark.parametrize("words", ["预计（下同）全年实现", "初步核算（下同），"])
def test_expected_the_same_below(words):
    text = f"{words}生产总值82亿元。财政总收入9亿元。\n进出口总额增长7%。"
    assert rows(text, "status") == [["estimate"]] * 3


def test_two_rates_since_two_years():
    text = "农村居民人均纯收入达4300元，分别比上年和2010年增长6.7%和38%。"
    columns = ["measure", "value", "growth_pct", "period_start", "period_end"]
    assert rows(text, *columns) == [
        ["level", 4300, 6.7, 2016, 2016],
        ["growth", 38, 38, 2011, 2016],
    ]


PLAN = {"heading": "二、2017年全市工作安排"}


def test_another_whole_than_the_report_s_own_ends_no_part():
    text = "青溪县以种茶为方向，打造全省茶乡，确保生产总值达到84亿元。"
    assert rows(text, "scope", "value", **PLAN) == [["青溪县", 84]]


def test_counties_that_open_a_sentence_limit_all_of_it():
    text = "三县（市）去年完成生产总值51亿元，增长16%；完成固定资产投资8亿元；实现财政收入4亿元。"
    assert rows(text, "scope", "value") == [
        ["三县（市）", 51],
        ["三县（市）", 8],
        ["三县（市）", 4],
    ]


def test_a_share_of_the_whole_is_of_the_part_told_of():
    text = "云溪走廊实现生产总值61亿元，占全市的51%；财政总收入占全市的54%。"
    assert rows(text, "indicator", "scope", "value") == [
        ["gdp", "云溪走廊", 61],
        ["total_fiscal_revenue", "云溪走廊", 54],
    ]


def test_a_rate_since_one_year_is_of_all_since():
    text = (
        "社会消费品零售总额98亿元，商品销售额68亿元，分别比上年增长13%和14%，比2011年增长69%和91%。"
    )
    assert years(text)[-1] == ["retail_sales", 2012, 2016]


def test_a_pace_hoped_for_over_years_is_one_of_each():
    text = "生产总值保持9%以上的增长速度。"
    plan = {"heading": "二、今后五年的奋斗目标"}
    assert rows(text, "measure", "value", **plan) == [["average_growth", 9]]


def test_a_part_inside_a_name():
    text = "数字经济核心产业零售业增加值攀升29%，信息经济增加值攀升23%。"
    assert rows(text, "scope", "value") == [["零售业", 29], ["", 23]]


def test_what_is_left_out_behind_a_name_makes_a_part_of_it():
    text = "全县出口额（不含县属茶厂）6.8亿美元；固定资产投资（不含农户）89亿元。"
    assert rows(text, "indicator", "scope", "value") == [
        ["exports", "不含县属茶厂", 6.8],
        ["fixed_asset_investment", "", 89],
    ]


def test_a_yardstick_holds_for_all_of_a_list_whose_last_has_a_part_of_its_own():
    text = "让三镇GDP、固定资产投资、进出口、农民人均纯收入增幅样样高于全县平均水平。"
    yardstick = "高于全县平均水平"
    assert rows(text, "indicator", "force", **PLAN) == [
        ["gdp", yardstick],
        ["fixed_asset_investment", yardstick],
        ["trade_total", yardstick],
        ["income_per_capita", yardstick],
    ]


def test_a_plan_that_comes_to_speak_of_hardship_still_plans():
    lead = "做好茶园的文章，先要把山路修通，把校舍盖好，让乡亲们的日子一天比一天好过。" * 3
    text = (
        f"{lead}应当清醒认识到，好日子不会自己到来。要让集市热闹起来，实现社会消费品零售额增长9%。"
    )
    assert rows(text, "value", "period_end", "status", **PLAN) == [[9, 2017, "target"]]


def test_years_of_a_rank_are_not_those_of_an_average():
    text = "开工率近三年连续保持全省前四；社会消费品零售额年均上涨9%。"
    assert years(text, heading=TERM) == [["retail_sales", 2012, 2016]]
