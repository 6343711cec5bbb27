"""Kinds of figures whose list, partner or yardstick says what they are of."""

import pytest

import workreports as wr


def rows(text, year=2017, heading="一、2016年全市工作回顾"):
    """What is read: indicator, scope, measure, value and years."""
    found = wr.indicators.extract(f"{heading}\n{text}", year)
    return [
        (one.indicator, one.scope, one.measure, one.value, (one.period_start, one.period_end))
        for one in found.itertuples(index=False)
    ]


def parts(text, **kind):
    """The parts and numbers alone."""
    return [(scope, value) for _, scope, _, value, _ in rows(text, **kind)]


def test_a_list_of_places_has_one_figure_each():
    text = "支持青溪、白泽经济总量超过85亿元，柳原、河阴冲刺62亿元，赤岭突破41亿元。"
    assert parts(text) == [
        ("青溪", 85),
        ("白泽", 85),
        ("柳原", 62),
        ("河阴", 62),
        ("赤岭", 41),
    ]


def test_places_go_on_where_counties_were_counted():
    text = "地方财政收入超4亿元的县有5个，其中青溪县、白泽县跨过6亿元台阶。"
    assert parts(text) == [("青溪县", 6), ("白泽县", 6)]


@pytest.mark.parametrize(
    "text",
    [
        "青溪县生产总值增长7%，总量突破85亿元。",
        "青溪县生产总值85亿元，工业超过30亿元，人口达到9万人。",
        "青溪、白泽生产总值合计达到85亿元。",
    ],
)
def test_what_is_no_place_does_not_go_on(text):
    assert {scope for scope, _ in parts(text)} <= {"青溪县", "白泽"}


@pytest.mark.parametrize(
    "text",
    [
        "对赤洲国家、蓝湾联盟出口分别增长6.4%、8.2%。",
        "对赤洲国家和蓝湾联盟的出口总值分别增长6.4%和8.2%。",
    ],
)
def test_partners_in_trade_share_their_preposition(text):
    assert parts(text) == [("对赤洲国家", 6.4), ("对蓝湾联盟", 8.2)]


def test_partners_in_trade_keep_their_preposition_and_name():
    text = "与蓝湾沿岸6国进出口额达36亿元；对“山海之约”国家和地区进出口额增长4.5%。"
    assert parts(text) == [("与蓝湾沿岸6国", 36), ("对“山海之约”国家和地区", 4.5)]


def test_services_are_told_beside_other_trade():
    text = "服务贸易、文化贸易规模分别为36亿元、7亿元。"
    assert rows(text) == [("trade_total", "服务", "level", 36, (2016, 2016))]


def test_a_share_of_what_all_have_grown_by_is_none():
    text = "进出口总额36亿元，增长5%，贡献了全省23%的贸易增量。"
    assert parts(text) == [("", 36)]


def test_an_index_of_prices_may_have_a_per_cent_sign():
    assert rows("居民消费价格指数101.4%。") == [("cpi", "", "level", 101.4, (2016, 2016))]


def test_a_list_without_its_word_is_told_apart():
    text = "城镇新增就业、返乡创业3.4万人和1.2万人。"
    assert rows(text) == [("new_urban_jobs", "", "level", 3.4, (2016, 2016))]


def test_what_is_kept_each_year_has_all_years():
    text = "过去五年，每年七成的预算支出投入民生领域，登记失业率每年都在3.2%以内。"
    assert rows(text, heading="一、过去五年工作回顾") == [
        ("livelihood_share", "", "share", 70, (2012, 2016)),
        ("registered_unemployment_rate", "", "level", 3.2, (2012, 2016)),
    ]


def test_each_year_is_nothing_counted_per_head():
    text = "每年城镇新增就业和返乡创业均在4万人以上。"
    assert parts(text, heading="二、2017年工作安排") == [("", 4)]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("居民人均可支配收入与产出同步增长。", "yoy"),
        ("居民可支配收入实际增长与产出同步。", "real"),
        ("能耗强度完成省下达任务。", "yoy"),
        ("公共财政预算收入可比下降4%。", "comparable"),
        ("地区生产总值增长5%—6%。", "yoy"),
        ("地区生产总值达到2012年的1.6倍。", "yoy"),
        ("地区生产总值五年翻一番。", "yoy"),
    ],
)
def test_every_growth_has_a_basis(text, basis):
    found = wr.indicators.extract(f"二、2017年工作安排\n{text}", 2017)
    assert found["growth_basis"].tolist() == [basis]


def test_a_quotation_mark_that_only_opens_is_no_part():
    assert parts("镇级“三公经费”压减9%。") == [("镇级", -9)]
    assert parts("“一区两县”地区生产总值增长9%。") == [("一区两县", 9)]


PLAN = "二、2017年全市工作安排"


def names(text, **kind):
    """The indicators and numbers alone."""
    return [(name, value) for name, _, _, value, _ in rows(text, **kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("茶具和瓷器出口比重达到23%。", [("茶具和瓷器", 23)]),
        ("瓷器出口占比14%以上。", [("瓷器", 14)]),
        ("公共财政收入26亿元、增长4%；税收占比为81%。", [("", 26), ("税收", 81)]),
        ("公共财政收入税收占比超过81%。", [("税收", 81)]),
        ("文教支出7亿元，增长6%，占公共财政支出的23%。", [("文教支出", 23)]),
        ("瓷器等支柱产业增加值占规模工业的61%。", [("支柱产业", 61)]),
        ("新建陶瓷项目14个，完成投资9亿元，占固定资产投资的23%。", [("新建陶瓷项目", 23)]),
        ("外来单位的固定资产投资比重超过14%。", [("外来单位", 14)]),
    ],
)
def test_a_share_has_its_part(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "地方财政一般预算收入26亿元、支出41亿元，分别增长6%和9%。",
            [("general_budget_revenue", 26), ("general_budget_expenditure", 41)],
        ),
        (
            "生产总值、粮食总产量分别跨上七百亿元、八亿斤台阶。",
            [("gdp", 700), ("grain_output", 8)],
        ),
        ("粮食、茶叶、蚕茧产量分别为36万吨、7万吨和2万吨。", [("grain_output", 36)]),
        ("粮食又获好收成，总产超36万吨。", [("grain_output", 36)]),
        ("筹措26亿元用于民生支出。", [("livelihood_expenditure", 26)]),
        ("城镇新增就业4万人，扶持600名大学生办厂。", [("new_urban_jobs", 4)]),
    ],
)
def test_what_is_told_beside_others_is_found(text, expected):
    assert names(text) == expected


def test_bounds_hold_for_a_list_of_unlike_units():
    found = wr.indicators.extract("生产总值、粮食总产量分别跨上七百亿元、八亿斤台阶。", 2017)
    assert found["bound"].tolist() == ["at_least", "at_least"]


@pytest.mark.parametrize(
    "text",
    [
        "人均纯收入低于2600元农户全部搬入新村。",
        "人均可支配收入7000元以下的人群有人帮带。",
        "培育出口超4亿元的茶具基地。",
        "财政收入七成以上用于改善百姓生活。",
        "信息经济增加值占比为7%。",
        "3个区地区生产总值超过60亿元，其余县区均超过20亿元。",
        "当低收入居民SCPI涨幅达到4%时发放补贴。",
        "地方财政支出26亿元。",
        "调入资金26亿元。",
    ],
)
def test_what_only_looks_like_a_figure_of_the_whole_is_none(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "进出口总额增长高于全省。",
        "财政收入增长与民生改善相协调。",
        "农民人均纯收入增幅高于城镇。",
        "外贸出口实现两位数增长。",
        "出口总额持平。",
        "完成省定能耗强度任务。",
    ],
)
def test_a_yardstick_stands_in_place_of_a_number(text):
    found = wr.indicators.extract(f"{PLAN}\n{text}", 2017)
    assert found[["status", "growth_basis"]].values.tolist() == [["target", "yoy"]]
    assert found["value"].isna().all()


def test_a_rate_for_each_of_town_and_country_may_be_one_number():
    text = "城乡人均可支配收入分别上升7%。"
    assert parts(text, heading=PLAN) == [("城镇", 7), ("农村", 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("服务业稳步壮大，完成增加值26亿元、增长7%。", [("services_value_added", 26)]),
        ("第三产业再添活力。实现增加值26亿元。", [("services_value_added", 26)]),
        ("现代服务业稳步壮大，完成增加值26亿元。", []),
        ("服务业稳步壮大，增加值增长7%。", [("services_value_added", 7)]),
        ("建筑业稳步壮大，完成增加值26亿元。", []),
    ],
)
def test_value_added_is_that_of_the_sector_told_of(text, expected):
    assert names(text) == expected


def test_places_that_are_counted_are_told_apart_or_are_one_part():
    text = "2016年青溪、白泽、柳原3个受灾县生产总值分别是2011年的1.6倍、1.7倍和2.1倍。"
    assert parts(text) == [("青溪", 1.6), ("白泽", 1.7), ("柳原", 2.1)]
    assert parts("青溪、白泽、柳原三县生产总值突破62亿元。") == [("青溪、白泽、柳原三县", 62)]


def test_a_place_may_have_and_in_its_name():
    text = "5个县财政总收入过3亿元，其中泰和县迈上4亿元，白泽县迈上6亿元。"
    assert parts(text) == [("泰和县", 4), ("白泽县", 6)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陶瓷制造业稳步发展，增加值占规上工业23%。", [("陶瓷制造业", 23)]),
        ("茶具等主导产业占规模工业的23%。", [("主导产业", 23)]),
        ("民间投资加快回升，完成26亿元，占总投资比重达41%。", [("民间", 41)]),
        ("民间投资加快回升，投资额占全部投资的41%，增速为9%。", [("民间", 41)]),
    ],
)
def test_the_clause_before_says_what_has_a_share(text, expected):
    assert parts(text) == expected


def test_a_level_of_several_years_is_no_threshold():
    text = "粮食总产26万吨，连续6年稳定在24万吨以上。"
    assert parts(text) == [("", 26), ("", 24)]


def test_a_budget_s_spending_may_stand_after_a_semicolon():
    text = "公共预算收入26亿元，增长3%；支出41亿元，增长6%。"
    assert names(text) == [("general_budget_revenue", 26), ("general_budget_expenditure", 41)]


def test_a_mean_follows_what_a_place_has_become():
    text = "五年来，生产总值达到700亿元，成为本片第2个过线的县，年均增长8.4%。"
    assert [row[2:4] for row in rows(text)] == [("level", 700), ("average_growth", 8.4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("园区规模工业增加值26亿元，占全市规模以上工业的41%。", [("园区", 26), ("园区", 41)]),
        ("茶具三大产业增加值26亿元，占规模工业的41%。", [("三大产业", 41)]),
        ("来源于青溪的财政总收入26亿元。", [("", 26)]),
        ("来源于青溪的一般预算收入26亿元。", [("来源于青溪", 26)]),
        ("公共财政收入26亿元，税收收入占比81%。", [("", 26), ("税收", 81)]),
    ],
)
def test_a_part_is_called_by_its_own_words(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进青溪开发区扩区提质，开工21个厂，确保利用外资3亿美元。", [("青溪开发区", 3)]),
        ("青溪县以全省茶乡为样板，做优茶业，确保生产总值达到26亿元。", [("青溪县", 26)]),
        ("园区新建厂房9座，完成固定资产投资26亿元。", [("园区", 26)]),
        ("提升青溪开发区水平；全市完成固定资产投资26亿元。", [("", 26)]),
        ("依托青溪开发区招商，办好三场展会，力争利用外资3亿美元。", [("", 3)]),
        ("园区、街区都要扩容，完成固定资产投资26亿元。", [("", 26)]),
    ],
)
def test_a_plan_s_sentence_is_about_the_zone_it_begins_with(text, expected):
    assert parts(text, heading=PLAN) == expected


def test_a_review_s_sentence_may_only_begin_with_a_zone():
    assert parts("青溪开发区建成厂房9座，利用外资3亿美元。") == [("", 3)]


def test_all_of_a_sentence_is_of_the_counties_it_begins_with():
    text = "六县(市)完成生产总值26亿元，增长9%；完成固定资产投资14亿元；实现财政收入3亿元。"
    assert parts(text) == [("六县(市)", 26), ("六县(市)", 14), ("六县(市)", 3)]
    text = "生产总值增长9%；开发区固定资产投资增长14%；实际利用外资增长3%。"
    assert parts(text) == [("", 9), ("开发区", 14), ("", 3)]


def test_what_a_figure_suffered_from_is_passed():
    text = "规上工业增加值受原料涨价等影响下降2.4%。"
    assert parts(text) == [("", -2.4)]


def test_only_places_go_on_after_a_county():
    text = "青溪县财政收入增长6%，招商签约突破26亿元，白泽县达到4亿元。"
    assert parts(text) == [("青溪县", 6), ("白泽县", 4)]


def test_both_of_two_long_names_have_their_rate():
    text = "城镇常住居民人均收入与农村常住居民人均收入分别上升7%和8%。"
    assert parts(text) == [("城镇", 7), ("农村", 8)]


def test_spending_in_quotation_marks_has_a_share():
    text = "“双保”支出26亿元，占公共财政支出的41%。"
    assert parts(text) == [("“双保”支出", 41)]


def test_direct_capital_is_a_part_of_all():
    text = "实际利用外资6.2亿美元，其中直接利用外资4.1亿美元。"
    assert parts(text) == [("", 6.2), ("直接", 4.1)]


def test_a_dash_before_a_part_is_none_of_it():
    assert parts("——城镇居民人均可支配收入上升7%。") == [("城镇", 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社会消费品零售总额26亿元，增长9%，网上零售额增长31%。", [("", 26)]),
        ("生产总值年均增长9%，是全国平均增速的1.4倍。", [("", 9)]),
        ("公共财政收入26亿元；其中税收收入21亿元，增长7%，占比81%。", [("", 26), ("税收", 81)]),
    ],
)
def test_what_stands_beside_a_figure_is_told_from_it(text, expected):
    assert parts(text) == expected


def test_a_target_s_rate_is_none_of_what_was_reached():
    found = wr.indicators.extract("居民物价总水平指数为101.4，低于3%的控制目标。", 2017)
    assert found[["value", "status"]].values.tolist() == [[101.4, "actual"], [3, "target"]]


def test_a_turn_is_no_starting_figure():
    text = "规上工业增加值由负转正增长2.4%。"
    assert rows(text) == [("industrial_value_added", "", "growth", 2.4, (2016, 2016))]


def test_the_economy_that_keeps_growing_is_the_product():
    text = "五年来，经济保持平稳增长，年均增长8.4%；数字经济保持快速增长，年均增长21%。"
    assert rows(text) == [("gdp", "", "average_growth", 8.4, (2012, 2016))]


def test_a_cut_ends_with_its_figure():
    text = "单位生产总值能耗降低2.4%左右，粮食产量26万吨。"
    assert names(text, heading=PLAN) == [("energy_intensity", -2.4), ("grain_output", 26)]


def test_each_clause_has_its_county():
    text = "青溪县要当先锋，生产总值增长9%；白泽区要补短板，利用外资增长7%。"
    assert parts(text, heading=PLAN) == [("青溪县", 9), ("白泽区", 7)]
