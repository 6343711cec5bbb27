"""Kinds of figures that gave themselves away by what other sentences and reports say."""

import pytest
from tools.measure_figures import corpus_of

import workreports as wr

REPORT = """
# 政府工作报告

——2022年1月10日在云岭市第八届人民代表大会第一次会议上

市长 张三

各位代表：

现在，由我来讲一讲政府的工作。

**一、2021年和过去五年工作回顾**

2021年是攻坚的一年。全市地区生产总值增长6.2%。

（一）促改革。全年云岭地区进出口总额24亿元。经济区生产总值增长9%。

各位代表！2021年的成绩来之不易。本届政府任期将满。{turn}

（一）开放。境外投资走在前列，实际利用外资8.4亿美元。

——市本级经济快速发展。财政总收入6.8亿元，是2016年的2.1倍。

**二、2022年工作安排**

今年，山口县以种茶种果为方向，又办好山中客栈，确保生产总值达到117亿元。
"""


def rows(text, year=2017, heading="一、2016年工作回顾"):
    """What is read: scope, measure, number and growth."""
    found = wr.indicators.extract(f"{heading}\n{text}", year)
    return [
        (one.scope, one.measure, one.value, one.status) for one in found.itertuples(index=False)
    ]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    def read(turn):
        path = tmp_path_factory.mktemp("report") / "report.md"
        path.write_text(REPORT.format(turn=turn), encoding="utf-8")
        return wr.indicators.extract(corpus_of(path, "云岭市/2022.md"))

    return read


@pytest.mark.parametrize(
    "turn", ["五年来，我们攻坚克难。", "随着2021年目标任务的完成，“十三五”胜利收官。"]
)
def test_the_address_is_no_sentence_before_a_turn_to_five_years(report, turn):
    found = report(turn).query("indicator == 'foreign_investment'")
    assert found[["measure", "period_start", "period_end"]].values.tolist() == [
        ["cumulative", 2017, 2021]
    ]


def test_the_place_that_a_report_is_about_is_no_part_of_it(report):
    found = report("").query("indicator == 'trade_total'")
    assert found[["scope", "value"]].values.tolist() == [["", 24.0]]


def test_a_zone_and_a_county_are_parts(report):
    found = report("").query("indicator == 'gdp'")
    assert found["scope"].tolist() == ["", "经济区", "山口县"]


def test_what_a_paragraph_begins_with_limits_what_it_tells(report):
    found = report("").query("indicator == 'total_fiscal_revenue'")
    assert found["scope"].tolist() == ["市本级", "市本级"]
    assert found["measure"].tolist() == ["level", "growth"]


def test_the_corps_of_a_region_is_told_of_to_the_end_of_its_paragraph():
    text = "一年来,生产建设兵团不断深化改革。固定资产投资完成15亿元。进出口总额3亿美元。"
    assert [row[0] for row in rows(text)] == ["兵团", "兵团"]


@pytest.mark.parametrize(
    "text",
    [
        "地区生产总值350亿元,比“十二五”计划2016年的目标300亿元超过50亿元。",
        "农村居民人均可支配收入30000元,高出翻番目标1870元。",
    ],
)
def test_what_a_target_is_exceeded_by_is_no_level(text):
    assert {row[2] for row in rows(text)} <= {350.0, 300.0, 30000.0}


def test_a_target_that_a_result_stays_below_is_one_without_a_particle():
    text = "年末城镇登记失业率为3.5%,低于4.5%目标。"
    assert [row[2:] for row in rows(text)] == [(3.5, "actual"), (4.5, "target")]


def test_a_doubling_that_was_the_aim_is_told_where_it_was_reached():
    assert [row[3] for row in rows("实现地区生产总值比2010年翻一番目标。")] == ["actual"]


@pytest.mark.parametrize(
    "text",
    [
        "6个县区生产总值都过了百亿元。",
        "单位生产总值能耗为全省的2.4倍。",
        "把利用外资放在前面,新来超八千万美元外资项目13个。",
        "云岭居民收入倍差由2.31倍变为2.24倍。",
        "大病补助限额放宽至当地农民人均纯收入的9倍以上。",
        "两年里固定资产投资净增额超过86亿元。",
        "外商直接投资协议金额12亿美元。",
        "多帮财政收入不足7亿元困难县修路。",
        "山里人走出了人均纯收入不足1780元的扶持线。",
        "农民人均纯收入等19项已经做到,占指标总数的47%。",
        "规上工业能耗强度下降9.4%。",
        "加上调入资金25亿元,收入总量为54亿元。",
    ],
)
def test_what_only_stands_beside_a_name_is_passed_over(text):
    assert rows(text) == []


def test_a_whole_has_no_share_of_itself():
    text = "东部三县增幅较高,生产总值占全市比重提高到21.2%。全市经济平稳。"
    assert rows(text) == []


def test_shares_told_before_what_has_them_give_no_growth():
    text = "创造了全省8%的社会消费品零售总额、9%的重点项目投资。"
    assert 9.0 not in [row[2] for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("四县(市)去年共完成生产总值25亿元。", [("四县(市)", "level", 25.0, "actual")]),
        ("云岭城乡常住人口人均可支配收入突破2万元和1万元。", ["城镇", "农村"]),
        ("民间投资、工业投资分别占固定资产投资比重41%、23%。", ["民间", "工业"]),
        ("产业项目完成投资19亿元,占全社会固定资产投资58.7%。", ["产业项目"]),
        ("一般贸易出口占全市出口比重上升到32.9%。", ["一般贸易"]),
        ("云岭城市群7市生产总值增长8.6%。", ["云岭城市群7市"]),
        ("郊区发展实力不断增强,实现地区生产总值41亿元。", ["郊区"]),
        ("粮食总产31.6万吨、增产2万吨、水果10.8万吨。", [("", "level", 31.6, "actual")]),
        ("财政总收入连续突破40、50、60亿元。", [("", "level", 60.0, "actual")]),
        ("全部地区生产总值中服务业占比升到38%。", [("", "share", 38.0, "actual")]),
    ],
)
def test_parts_by_the_words_that_name_them(text, found):
    read = rows(text)
    assert (read if isinstance(found[0], tuple) else [row[0] for row in read]) == found


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("其中第一产业增长4%、第二产业增长7%,第三产业增长10%。", "services_value_added"),
        ("一二三产年均分别增长6%、8%、10%。", "services_value_added"),
        ("全年利用境外资金增长10%。", "foreign_investment"),
        ("国内经济合作资金到位额增长10%。", "domestic_investment"),
        ("出口商品总值增长10%。", "exports"),
        ("万元生产总值耗标煤增长10%。", "energy_intensity"),
        ("物价增长调控在10%左右。", "cpi"),
        ("经济增长目标定为10%左右。", "gdp"),
        ("粮食、蔬菜总产量分别增长10%、12%。", "grain_output"),
    ],
)
def test_further_names(text, indicator):
    found = wr.indicators.extract(f"一、2016年工作回顾\n{text}", 2017)
    assert found[["indicator", "value"]].values.tolist() == [[indicator, 10.0]]


def test_parts_are_as_firm_as_the_whole():
    text = "地方财政收入预计完成26亿元,增长19.7%;其中一般预算收入21亿元。"
    assert [row[3] for row in rows(text)] == ["estimate", "estimate"]


def test_another_comma_begins_another_list():
    text = "生产总值在全省进位,一、二、三产业增加值依次增长4%、6%和5%。"
    assert [row[2] for row in rows(text)] == [5.0]


def test_a_rate_on_the_year_is_of_one_year_beside_a_sum_of_several():
    text = "完成固定资产投资63亿元,超过“十一五”时期五年之和,比上年增长47.6%。"
    found = wr.indicators.extract(f"一、2016年工作回顾\n{text}", 2017)
    assert found[["period_start", "period_end", "growth_pct"]].values.tolist() == [
        [2016, 2016, 47.6]
    ]


def test_a_yardstick_holds_for_a_long_list():
    text = "单位生产总值能耗和氮氧化物、化学需氧量、二氧化硫、粉尘排放量控制在上级下达的指标之内。"
    read = rows(text, 2017, "二、2017年工作安排")
    assert [row[3] for row in read] == ["target"]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("财政总收入、地方财政收入分别增长1.39和1.68倍。", [139.0, 168.0]),
        ("财政总收入、地方财政收入增长均超过1倍。", [100.0, 100.0]),
    ],
)
def test_what_grows_by_so_many_times_grows_by_so_many_hundreds_per_cent(text, rates):
    found = wr.indicators.extract(f"一、2016年工作回顾\n{text}", 2017)
    assert found["growth_pct"].tolist() == rates


def test_the_last_of_the_thresholds_passed_is_a_lower_bound():
    found = wr.indicators.extract("一、2016年工作回顾\n财政总收入连续突破40、50、60亿元。", 2017)
    assert found["bound"].tolist() == ["at_least"]
