"""Kinds of figures that whole reports hold: names, parts, shares, lists and yardsticks."""

import pytest

import workreports as wr

COLUMNS = ["indicator", "scope", "measure", "value", "period_start", "period_end", "status"]


def told(sentence, opening="一、2016年工作回顾\n", year=2017):
    table = wr.indicators.extract(opening + sentence, year)[COLUMNS].astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).values.tolist()]


@pytest.mark.parametrize(
    ("sentence", "indicator", "scope", "value"),
    [
        ("州外到位资金12.8亿元。", "domestic_investment", "", 12.8),
        ("引进市外境内资金12.8亿元。", "domestic_investment", "", 12.8),
        ("内资到位资金增长12.8%。", "domestic_investment", "", 12.8),
        ("实际到帐外资1.28亿美元。", "foreign_investment", "", 1.28),
        ("引进外资1.28亿美元。", "foreign_investment", "", 1.28),
        ("2000万元以上工业增加值完成12.8亿元。", "industrial_value_added", "", 12.8),
        ("地方公共预算收入12.8亿元。", "general_budget_revenue", "", 12.8),
        ("财政一般公共预算支出12.8亿元。", "general_budget_expenditure", "", 12.8),
        ("投入民生领域资金12.8亿元。", "livelihood_expenditure", "", 12.8),
        ("城镇累计新增就业1280人。", "new_urban_jobs", "", 1280),
        ("农民纯收入增长8%。", "income_per_capita", "农村", 8),
        ("农民人均收入8128元。", "income_per_capita", "农村", 8128),
        ("粮食播种面积12万亩、产量4.5万吨。", "grain_output", "", 4.5),
        ("粮食总产量喜获“十二连增”,达到4.5万吨。", "grain_output", "", 4.5),
        ("跨境电商进出口12.8亿元。", "trade_total", "跨境电商", 12.8),
        ("5个县（市）财政总收入12.8亿元。", "total_fiscal_revenue", "5个县（市）", 12.8),
        ("各级财政民生投入12.8亿元。", "livelihood_expenditure", "", 12.8),
        ("引进区外资金12.8亿元。", "domestic_investment", "", 12.8),
        ("利用省外3000万元以上项目资金12.8亿元。", "domestic_investment", "", 12.8),
        ("调入内资增长12.8%。", "domestic_investment", "", 12.8),
        ("到位注册外资1.28亿美元。", "foreign_investment", "", 1.28),
        ("全部财政收入12.8亿元。", "total_fiscal_revenue", "", 12.8),
        ("消费价格涨幅控制在3%以内。", "cpi", "", 3),
        ("居民消费价格指数为101.7。", "cpi", "", 101.7),
        ("规模以上工业企业68户,实现增加值12.8亿元。", "industrial_value_added", "", 12.8),
        ("规模以上工业总产值和增加值分别增长7%、8%。", "industrial_value_added", "", 8),
        ("一、二、三产业分别增长3%、4%和5%。", "services_value_added", "", 5),
        ("一二三产业分别增长3%、4%和5%。", "services_value_added", "", 5),
        ("社会消费品零售总额、网上零售额分别增长8%、9%。", "retail_sales", "", 8),
        ("社会消费品零售总额、旅游收入翻番。", "retail_sales", "", 100),
        ("500万元以上项目固定资产投资增长8%。", "fixed_asset_investment", "", 8),
        ("粮食播种面积和产量稳定在12万亩、4.5万吨。", "grain_output", "", 4.5),
        ("内联引资12.8亿元。", "domestic_investment", "", 12.8),
        ("全口径财政收入12.8亿元。", "total_fiscal_revenue", "", 12.8),
        ("城镇新就业1280人。", "new_urban_jobs", "", 1280),
        ("粮食生产突破12亿斤。", "grain_output", "", 12),
        ("规上工业总产值67.5亿元,增长7%;增加值12.8亿元。", "industrial_value_added", "", 12.8),
        ("财政支出用于民生的比重达到76%。", "livelihood_share", "", 76),
        ("民生社会事业投入12.8亿元。", "livelihood_expenditure", "", 12.8),
        ("规模以上固定资产投资增长8%。", "fixed_asset_investment", "", 8),
        ("县域生产总值增长8%。", "gdp", "县域", 8),
        ("重点项目投资占全市比重提高到30%。", "fixed_asset_investment", "重点项目", 30),
        ("经济增长预期目标是在提高质量的基础上年均增长7%。", "gdp", "", 7),
        ("经济总量连跨三个千亿元台阶,达到4500亿元。", "gdp", "", 4500),
        ("保税业务进出口增长8%。", "trade_total", "保税业务", 8),
        ("对东盟进出口增长8%。", "trade_total", "对东盟", 8),
        ("新能源汽车出口额增长12%。", "exports", "新能源汽车", 12),
        ("竹器直接出口达12亿元。", "exports", "竹器", 12),
    ],
)
def test_names_and_parts(sentence, indicator, scope, value):
    assert [row[:2] + row[3:4] for row in told(sentence)] == [(indicator, scope, value)]


@pytest.mark.parametrize(
    "sentence",
    [
        "财政总收入过10亿元的县达到12个。",
        "民营经济总量128亿元。",
        "全口径财政收入占GDP比重达到13%。",
        "非公有制经济在生产总值中的比重由44%提高到50%。",
        "低保标准达到农村居民人均可支配收入的20%和30%。",
        "实施居民收入倍增计划。",
        "农村二、三产业增加值比重达到80%。",
        "技术改造投资增长8%。",
        "某公司增产扩能,增加值12亿元。",
        "城镇新增就业目标完成,建成1个创业基地。",
        "防护服出口量占全国12%。",
        "城乡居民收入增速高于经济增速,分别提高836元和627元。",
    ],
)
def test_look_alikes_are_passed_over(sentence):
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "scopes_and_values"),
    [
        ("税收收入占一般公共预算收入的68.3%。", [("税收收入", 68.3)]),
        ("税收收入4.3亿元,占一般公共预算收入的68.3%。", [("税收收入", 68.3)]),
        ("工业投资8.9亿元,占全社会固定资产投资的48.6%。", [("工业", 48.6)]),
        ("财政总收入和县（区）财政收入均突破12亿元。", [("", 12), ("县（区）", 12)]),
        ("民间投资占比达20%。", [("民间", 20)]),
        ("将财政支出的70%以上用于保障民生。", [("", 70)]),
        ("来源于甲县的一般预算收入12亿元。", [("来源于甲县", 12)]),
        ("甲新区要以绿化为主,全年实际利用外资达到4亿美元。", [("甲新区", 4)]),
        ("实际利用外资7亿美元,其中外商直接投资6亿美元。", [("", 7), ("外商直接投资", 6)]),
        ("城市居民消费价格上涨2%。", [("城市", 2)]),
        ("一般贸易和跨境电商进出口分别达到4亿元和1亿元。", [("一般贸易", 4), ("跨境电商", 1)]),
        ("全县和开发区固定资产投资分别增长16%和24%。", [("", 16), ("开发区", 24)]),
        ("城乡居民人均可支配收入均增长8%。", [("城镇", 8), ("农村", 8)]),
        (
            "一般公共预算收入7亿元,增长8%,县本级完成5亿元;乡镇级完成2亿元。",
            [("", 7), ("县本级", 5), ("乡镇级", 2)],
        ),
        ("五县(市)财政总收入增长8%。", [("五县(市)", 8)]),
        ("城、乡居民人均可支配收入分别增长8%、9%。", [("城镇", 8), ("农村", 9)]),
        ("一般公共预算收入20亿元,其中税收收入15亿元、占75%。", [("", 20), ("税收", 75)]),
        ("实际利用外资2亿美元、内资30亿元,分别增长8%和9%。", [("", 2), ("", 30)]),
        ("甲高新区生产总值、财政总收入分别增长9%和8%。", [("甲高新区", 9), ("甲高新区", 8)]),
        ("工业投资、民间投资占比分别达16%、33%。", [("工业", 16), ("民间", 33)]),
        ("货物贸易、服务贸易分别增长8%、9%。", [("", 8), ("服务", 9)]),
        ("一般公共预算收入7亿元、增长8%,税收占比76%。", [("", 7), ("税收", 76)]),
        ("一般公共预算收入增长8%,其中非税收入占比下降到24%。", [("", 8), ("非税收入", 24)]),
        ("实际利用外资3亿美元,其中制造业占比55%。", [("", 3), ("制造业", 55)]),
        ("机电产品出口比重达到40%。", [("机电产品", 40)]),
        ("民间投资增长9%,占全部投资的61%。", [("民间", 61)]),
        ("工业投资增长9%,占固定资产投资比重达43%。", [("工业", 43)]),
        ("全县80%以上的财政支出用于民生。", [("", 80)]),
        ("一般公共预算支出七成以上投向民生。", [("", 70)]),
        (
            "城乡居民人均可支配收入分别从2011年的28000元、14000元,提高到39000元和21000元。",
            [("城镇", 28000), ("农村", 14000), ("城镇", 39000), ("农村", 21000)],
        ),
        (
            "固定资产投资、财政总收入、贷款余额年均分别增长9%、8%和7%,达到70亿元、12亿元和90亿元。",
            [("", 9), ("", 70), ("", 8), ("", 12)],
        ),
        (
            "进出口总额由2011年的4亿美元增加到2016年的6亿美元,其中出口由2亿美元增加到3亿美元,"
            "年均分别增长8.4%和9.4%。",
            [("", 4), ("", 6), ("", 8.4), ("", 2), ("", 3), ("", 9.4)],
        ),
        ("地区生产总值增速居全省第2位,总量突破千亿元、达到1024亿元。", [("", 1024)]),
        (
            "生产总值增长8%,规上工业增加值增长7%,投资增长9%,消费增长6%。",
            [("", 8), ("", 7), ("", 9), ("", 6)],
        ),
        (
            "居民人均可支配收入38260元,其中城镇居民41130元、农村居民20240元。",
            [("", 38260), ("城镇", 41130), ("农村", 20240)],
        ),
        (
            "5个县（市）地区生产总值增长4.7%,固定资产投资增长5.2%;外贸出口增长6%。",
            [("5个县（市）", 4.7), ("5个县（市）", 5.2), ("", 6)],
        ),
        (
            "固定资产投资、社会消费品零售额、外贸出口分别完成38亿元、14亿元和2亿美元。",
            [("", 38), ("", 14), ("", 2)],
        ),
    ],
)
def test_parts_and_lists(sentence, scopes_and_values):
    assert [(row[1], row[3]) for row in told(sentence)] == scopes_and_values


@pytest.mark.parametrize(
    "sentence",
    [
        "外贸出口3亿元,新增贷款9亿元;烟尘、粉尘排放量分别削减4%和3%。",
        "社会消费品零售总额9亿元,成交额12亿元;存、贷款余额分别达到21亿元和18亿元。",
    ],
)
def test_a_list_about_something_else_gives_no_figures_to_the_amounts_before(sentence):
    assert len(told(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "地方公共财政收入协调同步增长。",
        "居民消费价格指数低于全省平均水平。",
        "城镇登记失业率控制在全省平均水平以下。",
        "“三公”经费只减不增。",
        "单位生产总值能耗下降完成省定目标。",
        "城乡居民收入增幅超过GDP增幅。",
        "生产总值快于全省增速0.7个百分点。",
        "城镇调查失业率与全省一致。",
        "单位生产总值能耗和主要污染物排放量完成省下达任务。",
        "居民消费价格涨幅保持在省定范围内。",
        "单位生产总值能耗、二氧化碳排放达到省要求。",
    ],
)
def test_yardsticks_in_words(sentence):
    ((*_, value, start, end, status),) = told(sentence, "二、2017年工作任务\n")
    assert (value, start, end, status) == (None, 2017, 2017, "target")


def test_the_years_of_a_list_that_starts_from_one_year():
    text = "财政总收入由2011年的8亿元增加到2016年的12亿元;外贸出口由3亿元增加到5亿元。"
    assert [row[3:6] for row in told(text)] == [
        (8, 2011, 2011),
        (12, 2016, 2016),
        (3, 2011, 2011),
        (5, 2016, 2016),
    ]


def test_the_years_of_a_share_are_those_of_the_sum_it_is_of():
    text = "五年来累计民生支出26亿元、占财政支出的74.9%。"
    assert told(text)[1][2:6] == ("share", 74.9, 2012, 2016)


def test_a_doubling_is_told_since_its_base_and_promised_for_its_last_year():
    text = "地区生产总值提前实现比2010年翻一番。"
    assert told(text, year=2021, opening="一、2020年工作回顾\n")[0][4:6] == (2011, 2020)
    text = "到2020年,地区生产总值比2010年翻一番。"
    assert told(text, opening="二、2017年工作任务\n")[0][4:6] == (2020, 2020)


def test_figures_are_preliminary_from_the_words_the_same_below_on():
    text = "地区生产总值128亿元(初步预计数,下同)。\n外贸出口增长12%。"
    assert [row[-1] for row in told(text)] == ["estimate", "estimate"]


def test_a_rate_belongs_to_the_result_and_not_to_the_budget_beside_it():
    text = "一般公共预算收入完成6.4亿元,为年初预算6.3亿元的100.9%,增长6%。"
    table = wr.indicators.extract("一、2016年工作回顾\n" + text, 2017)
    assert table["status"].tolist() == ["actual", "target"]
    assert table["growth_pct"].fillna(0).tolist() == [6, 0]


def test_a_list_without_end_is_read_in_the_time_of_its_length():
    assert told(f"财政总收入{'和' * 400}分别增长8%、9%。") == []
