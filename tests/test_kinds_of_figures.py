"""Kinds of figures that whole reports of cities print, each in several wordings, all invented."""

import pytest

from workreports.indicators import extract


def facts(text, year=2016):
    """Indicator, scope, measure, value, growth of each figure."""
    rows = extract(text, year=year)
    columns = ["indicator", "scope", "measure", "value", "growth_pct"]
    return rows[columns].astype(object).where(rows[columns].notna(), None).values.tolist()


def years(text, year=2016):
    """Indicator, measure and years of each figure."""
    rows = extract(text, year=year)
    return rows[["indicator", "measure", "period_start", "period_end"]].values.tolist()


@pytest.mark.parametrize(
    ("text", "value", "growth"),
    [
        ("财政收入12.8亿元,增长9.5%;其中地方收入7.2亿元,增长6.1%。", 7.2, 6.1),
        ("财政总收入12.8亿元,地方收入7.2亿元,增长6.1%。", 7.2, 6.1),
        ("财政总收入、地方收入分别增长9.5%和6.1%。", 6.1, 6.1),
    ],
)
def test_local_revenue_beside_the_whole(text, value, growth):
    rows = facts(text)
    assert len(rows) == 2
    assert rows[1][0] == "general_budget_revenue"
    assert rows[1][3:] == [value, growth]


def test_local_revenue_alone_is_no_name():
    assert facts("增加地方收入来源3个,支持地方收入增长的项目7亿元。") == []


@pytest.mark.parametrize(
    "text",
    [
        "规模以上工业企业超过300户,实现增加值67亿元、居全省第4,增长11%。",
        "规上工业企业发展到320家,完成增加值67亿元,增长11%。",
        "规模工业企业突破90多户,全年实现工业增加值67亿元,增长11%。",
    ],
)
def test_value_added_of_industry_after_the_number_of_its_firms(text):
    assert facts(text) == [["industrial_value_added", "", "level", 67.0, 11.0]]


@pytest.mark.parametrize(
    "name", ["一、二、三产", "一、二、三产业", "第一、二、第三产业", "三次产业增加值"]
)
def test_the_third_of_three_industries(name):
    rows = facts(f"{name}分别增长4%、10.7%和11%。")
    assert rows == [["services_value_added", "", "growth", 11.0, 11.0]]


@pytest.mark.parametrize(
    "text",
    [
        "财政用于民生的比例达到81%。",
        "财政支出用于民生的比重达到81%。",
        "坚持把财政预算的81%用于保障和改善民生。",
        "去年财政用于民生的支出占一般公共预算支出的比重有81%。",
        "民生及社会事业支出占公共财政支出比重有81%。",
    ],
)
def test_the_share_that_people_have_of_the_budget(text):
    assert facts(text) == [["livelihood_share", "", "share", 81.0, None]]


@pytest.mark.parametrize(
    ("text", "indicator", "scope"),
    [
        ("民间投资增速提高8个百分点、占固定资产投资比重36%。", "fixed_asset_investment", "民间"),
        ("民间投资增长8%,占固定资产投资的36%。", "fixed_asset_investment", "民间"),
        ("其中边境贸易额5亿美元,占进出口总额的36%。", "trade_total", "边境贸易"),
    ],
)
def test_what_the_clause_before_names_has_the_share(text, indicator, scope):
    assert facts(text) == [[indicator, scope, "share", 36.0, None]]


@pytest.mark.parametrize("name", ["用水量、能耗", "水耗、能耗"])
def test_energy_after_water(name):
    rows = facts(f"2016年,万元GDP{name}、二氧化碳排放分别下降4%、3%、2%。")
    assert rows == [["energy_intensity", "", "growth", -3.0, -3.0]]


@pytest.mark.parametrize(
    "text",
    [
        "出口和实际外商直接投资分别增长6%、7%。",
        "外贸出口、实际外商直接投资额分别增长6%和7%。",
    ],
)
def test_foreign_capital_in_a_list(text):
    assert [row[0] for row in facts(text)] == ["exports", "foreign_investment"]
    assert [row[3] for row in facts(text)] == [6.0, 7.0]


def test_capital_from_abroad_and_from_elsewhere():
    rows = facts("实际利用内资、外资分别增长6%和7%。")
    assert [row[:1] + row[3:4] for row in rows] == [
        ["domestic_investment", 6.0],
        ["foreign_investment", 7.0],
    ]
    rows = facts("实际利用外资、内资分别增长7%和6%。")
    assert [row[:1] + row[3:4] for row in rows] == [
        ["foreign_investment", 7.0],
        ["domestic_investment", 6.0],
    ]
    rows = facts("区外境内茶业招商引资项目到位资金41亿元,增长5%。")
    assert [row[0] for row in rows] == ["domestic_investment"]


def test_herders_stand_in_a_list_with_townspeople():
    rows = facts("城镇居民人均可支配收入、农牧民人均纯收入各自分别增长8%和6%。")
    assert [(row[1], row[3]) for row in rows] == [("城镇", 8.0), ("农村", 6.0)]


def test_two_groups_with_a_rate_each_though_nothing_says_respectively():
    rows = facts("脱贫户、边缘户人均纯收入增长12.4%、17%。")
    assert [(row[1], row[3]) for row in rows] == [("脱贫户", 12.4), ("边缘户", 17.0)]


@pytest.mark.parametrize("words", ["均增长", "均同比增长", "同比均增长", "双双增长"])
def test_a_rate_of_all_the_amounts_before(words):
    rows = facts(f"引进市外资金77亿元,实际利用外资1.5亿美元,{words}10%。")
    assert [(row[0], row[4]) for row in rows] == [
        ("domestic_investment", 10.0),
        ("foreign_investment", 10.0),
    ]


def test_a_rate_of_all_leaves_out_what_has_one():
    rows = facts("财政总收入9亿元,增长3%;市外资金77亿元,实际利用外资1.5亿美元,均增长10%。")
    assert [row[4] for row in rows] == [3.0, 10.0, 10.0]


def test_so_many_harvests_do_not_part_a_rate_from_its_level():
    rows = facts("粮食总产28.6万吨,实现“十一连增”,增长4.02%。")
    assert rows == [["grain_output", "", "level", 28.6, 4.02]]


def test_grain_told_of_in_two_sentences():
    rows = facts("粮食生产再获丰收。总产达到43万吨,增长2%。")
    assert rows == [["grain_output", "", "level", 43.0, 2.0]]
    assert facts("粮食生产再获丰收,生猪出栏7万头。总产量达到43万吨。") == []


def test_jobs_are_not_cut_with_what_the_clause_before_cuts():
    rows = facts("做好压减产能职工的安置工作,全年城镇新增就业1.2万人。")
    assert rows == [["new_urban_jobs", "", "level", 1.2, None]]


@pytest.mark.parametrize(
    "text",
    [
        "对出口额超500万美元的20家企业给予奖励。",
        "县里管紧“三公”经费,压减5%的一般性支出。",
    ],
)
def test_what_is_of_firms_or_other_outlays(text):
    assert not any(row[3] in (500.0, 5.0, -5.0) for row in facts(text))


@pytest.mark.parametrize("of", ["全省增量", "全国新增量", "全市增加额"])
def test_a_share_of_what_was_added_is_none_of_the_whole(of):
    rows = facts(f"粮食总产量135万吨,占{of}的6.3%。")
    assert [row[2] for row in rows] == ["level"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "登记失业率、居民消费价格涨幅、人口自然增长率、单位生产总值能耗、"
            "主要污染物排放均控制在市下达的目标以内",
            ["registered_unemployment_rate", "cpi", "energy_intensity"],
        ),
        ("单位生产总值能耗完成“十三五”考核目标", ["energy_intensity"]),
        ("单位生产总值能耗与“十三五”目标统筹衔接", ["energy_intensity"]),
    ],
)
def test_yardsticks_of_a_list_and_of_a_plan(text, indicators):
    rows = extract(f"二、2016年工作安排\n今年主要预期目标是:{text}。", year=2016)
    assert rows["indicator"].tolist() == indicators
    assert rows["value"].isna().all()
    assert set(rows["period_end"]) == {2016}  # not the plan's that is only measured by


def test_a_level_to_be_reached_is_of_the_last_year():
    text = "二、今后五年目标\n今后五年,县里居民人均可支配收入大致达到全省平均水平。"
    assert {tuple(row[2:]) for row in years(text)} == {(2020, 2020)}


@pytest.mark.parametrize("words", ["奋斗", "拼搏", "砥砺奋进", "的不懈努力", "接续奋斗"])
def test_five_years_of_struggle_are_the_five_years(words):
    text = (
        "一、2015年工作回顾\n"
        f"五年{words},经济总量翻一番。财政总收入年均增长9%,总量实现翻番。"
        "累计完成固定资产投资500亿元。"
    )
    assert years(text) == [
        ["gdp", "growth", 2011, 2015],
        ["total_fiscal_revenue", "average_growth", 2011, 2015],
        ["total_fiscal_revenue", "growth", 2011, 2015],
        ["fixed_asset_investment", "cumulative", 2011, 2015],
    ]


@pytest.mark.parametrize("words", ["攻坚行动", "奋斗计划"])
def test_a_campaign_of_three_years_says_nothing_about_when(words):
    text = f"二、2016年工作安排\n开展有效投资三年{words},完成固定资产投资100亿元。"
    assert years(text) == [["fixed_asset_investment", "level", 2016, 2016]]


def test_rates_in_a_list_of_means_are_means():
    text = (
        "二、今后五年目标\n今后五年主要目标是:地区生产总值年均增长9%,经济总量比2015年翻一番;"
        "财政总收入增长8%以上;固定资产投资增长11%;单位生产总值能耗下降12%。"
    )
    assert years(text) == [
        ["gdp", "average_growth", 2016, 2020],
        ["gdp", "growth", 2016, 2020],
        ["total_fiscal_revenue", "average_growth", 2016, 2020],
        ["fixed_asset_investment", "average_growth", 2016, 2020],
        ["energy_intensity", "growth", 2016, 2020],
    ]


def test_what_is_worth_telling_turns_to_last_year():
    text = (
        "一、“十二五”时期工作回顾\n"
        "“十二五”时期,财政总收入年均增长9%。\n"
        "特别需要指出的是,刚刚过去的2015年,是不平凡的一年。城镇新增就业2万人。"
    )
    assert years(text)[-1] == ["new_urban_jobs", "level", 2015, 2015]


def test_a_plan_handed_down_says_nothing_about_when():
    text = "二、2017年工作安排\n今年主要预期目标是:确保完成省下达的“十三五”能耗强度下降目标。"
    assert years(text, 2017) == [["energy_intensity", "growth", 2017, 2017]]


@pytest.mark.parametrize("words", ["翻番计划", "翻番工程", "翻番行动"])
def test_what_is_called_a_doubling_is_none(words):
    assert facts(f"实施农民收入{words},启动建设粮食基地。") == []


def test_a_part_of_the_whole_product_is_no_figure_of_it():
    assert facts("县域经济总量比重达50%以上。") == []
    assert facts("地区生产总值在全省占比由2.5%提高到3.5%。")[-1][2:4] == ["share", 3.5]


def test_the_deficit_is_a_share_of_the_product():
    rows = facts("今年拟安排财政赤字120亿元,赤字率由去年的1.8%升到2.6%。")
    assert [row[2] for row in rows if row[0] == "deficit_ratio"] == ["share", "share"]


@pytest.mark.parametrize("of", ["工业", "制造业", "全部服务业"])
def test_a_share_of_one_sectors_investment_is_none_of_all(of):
    assert facts(f"技改投资占{of}投资比重15%以上。") == []


def test_what_is_striven_for_may_begin_with_something_else():
    text = "二、2017年工作安排\n力争新签约重点项目70个,实际到位内资12亿元,实际利用外资增长7%。"
    assert extract(text, year=2017)["bound"].tolist() == ["at_least", "at_least"]
    text = "二、2017年工作安排\n财政总收入增长8%,力争9%,固定资产投资增长7%。"
    assert extract(text, year=2017)["bound"].tolist() == ["exact", "at_least", "exact"]


def test_industry_by_its_short_name_in_a_list():
    rows = facts("规上工业、固定资产投资、社零总额分别增长8%、9%、10%。")
    assert [(row[0], row[3]) for row in rows] == [
        ("industrial_value_added", 8.0),
        ("fixed_asset_investment", 9.0),
        ("retail_sales", 10.0),
    ]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("省级和市县一般公共预算支出分别为8亿元、9亿元。", ["省级", "市县"]),
        ("市级、区县级“三公”经费分别下降8%和9%。", ["市级", "区县级"]),
        ("一般贸易和加工贸易进出口分别为8亿元和9亿元。", ["一般贸易", "加工贸易"]),
        ("经济开发区固定资产投资增长8%。", ["经济开发区"]),
        ("全国、全省居民消费价格分别上涨2%、3%。", ["全国", ""]),
        ("东河区、西河区进出口分别增长8%、9%。", ["东河区", "西河区"]),
        ("茶叶、竹器出口额分别增长8%、9%。", ["茶叶", "竹器"]),
        ("固定资产投资、竹器出口分别增长8%、9%。", ["", "竹器"]),
    ],
)
def test_parts_keep_the_whole_of_their_names(text, scopes):
    assert [row[1] for row in facts(text)] == scopes


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入口径调整影响8亿元。",
        "当年财政收入来源合计8亿元。",
        r"外贸出口\times8亿美元。",
    ],
)
def test_what_is_no_figure_of_an_indicator_named_before_it(text):
    assert facts(text) == []


@pytest.mark.parametrize(
    "text", ["预期城镇登记失业率为4%。", "城镇新增就业目标4800人。", "预期财政总收入增长8%。"]
)
def test_words_of_promise_without_a_verb(text):
    assert years(text, 2017)[0][2:] == [2017, 2017]
    assert extract(text, year=2017)["status"].tolist() == ["target"]


def test_what_a_rate_of_life_is_expected_to_be_promises_nothing():
    text = "人均预期寿命80岁,预期寿命延长,财政总收入增长8%。"
    assert extract(text, year=2017)["status"].tolist() == ["actual"]


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("财政总收入克服茶价下跌影响,全年完成8亿元。", "total_fiscal_revenue", 8),
        ("大灾之年,全县经济逆势增长近8%。", "gdp", 8),
        ("五年里经济年均增长8%。", "gdp", 8),
        ("会风一新,节约“三公”经费8%。", "three_public_expenses", -8),
        ("厉行节约,“三公”经费支出8万元。", "three_public_expenses", 8),
    ],
)
def test_what_stands_between_a_name_and_its_number(text, indicator, value):
    assert [(row[0], row[1], row[3]) for row in facts(text)] == [(indicator, "", value)]


def test_a_sector_of_the_economy_is_not_all_of_it():
    assert facts("块状经济年均增长8%,民营经济逆势增长9%。") == []


def test_a_point_may_end_a_sentence():
    text = "茶税带动财政总收入增长8%.农民人均纯收入逐年看涨,涨9%．高新区生产总值增长7.5%。"
    assert [(row[0], row[1]) for row in facts(text)] == [
        ("total_fiscal_revenue", ""),
        ("income_per_capita", "农村"),
        ("gdp", "高新区"),
    ]


@pytest.mark.parametrize("part", ["市级", "开发区"])
def test_what_is_among_a_part_is_of_that_part(part):
    text = f"{part}进出口总额8亿美元,增长9%;其中出口6亿美元。"
    assert [row[1] for row in facts(text)] == [part, part]
