"""The years and the status of every figure in whole reports: invented ones, in several layouts."""

import pandas as pd
import pytest
from tools.measure_figures import corpus_of

import workreports as wr
from workreports.indicators import dates

TERM = """
# 政府工作报告

——2022年1月10日在甲县第十七届人民代表大会第一次会议上

县长 张三

各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

**一、过去五年和2021年工作回顾**

县第十六届人大一次会议以来，我们攻坚克难，圆满完成各项任务。

——实力更强。地区生产总值由86亿元增加到128亿元，年均增长7.1%。累计完成固定资产投资345亿元。

——民生更好。城镇新增就业5.2万人，城镇登记失业率不高于4%。实际利用外资3.4亿美元。粮食总产量比2016年增长12%。

——底线更牢。2021年单位生产总值能耗下降2.5%，“三公”经费累计下降30%。

刚刚过去的2021年，面对多重考验，我们主要做了以下工作：

（一）稳增长。全年财政总收入12.8亿元，增长8.2%。出台“十四五”促进就业意见，城镇新增就业1.1万人。

（二）强保障。预计城镇居民人均可支配收入4.2万元，增长8%；农村居民人均可支配收入2.1万元，增长9%。

**二、今后五年的目标和2022年的任务**

今后五年，是跨越发展的关键时期。

地区生产总值年均增长7%左右，城镇新增就业5万人以上。财政总收入突破18亿元。

2022年，是新一届政府的开局之年，各项工作都要往前赶。

财政总收入增长8%以上，全年城镇新增就业1万人。居民收入增长与经济增长基本同步。
"""

DECEMBER = """
2023年乙市政府工作报告
2022年12月28日在乙市第六届人民代表大会第三次会议上
各位代表：
现在，我代表市人民政府作工作报告，请予审议。
一、2022年工作回顾
今年以来，全市上下团结奋斗，经济企稳向好。
预计今年乙市地区生产总值增长5.5%左右。全市城镇居民人均可支配收入增长6%左右。
一般公共预算收入增长7%（预计数，下同），外贸出口增长12%。
固定资产投资比去年增长9%。
二、2023年工作安排
明年我们的主要目标是：城镇新增就业3万人，地区生产总值增长6%。
"""

EXPLAINED = """
2021年丙省政府工作报告
2021年1月25日在丙省第十三届人民代表大会第四次会议上
各位代表：
一、2020年工作回顾和2021年工作总体要求
去年，全省财政总收入1200亿元，增长3.1%。
建议2021年的主要目标是：生产总值增长6%以上，居民消费价格上涨3%左右。
二、关于“十四五”规划纲要的说明
（一）“十三五”时期经济社会发展情况
2020年与2015年相比，生产总值增长35%，年均增长6.2%。城镇新增就业240万人。
（二）“十四五”时期的主要目标
生产总值年均增长6%左右，居民人均可支配收入超过5万元。
各位代表！让我们团结奋斗。
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")

    def figures(text):
        path = folder / "report.md"
        path.write_text(text.strip(), encoding="utf-8")
        rows = wr.indicators.extract(corpus_of(path, path.name))
        return [
            (
                row.indicator + row.scope,
                row.measure,
                None if pd.isna(row.value) else row.value,
                *(None if pd.isna(year) else year for year in (row.period_start, row.period_end)),
                row.status,
            )
            for row in rows.itertuples()
        ]

    return figures


def test_a_report_of_a_term_tells_of_the_term_and_of_its_last_year(read):
    assert read(TERM) == [
        ("gdp", "level", 86, None, None, "actual"),
        ("gdp", "level", 128, 2021, 2021, "actual"),
        ("gdp", "average_growth", 7.1, 2017, 2021, "actual"),
        ("fixed_asset_investment", "cumulative", 345, 2017, 2021, "actual"),
        ("new_urban_jobs", "cumulative", 5.2, 2017, 2021, "actual"),
        ("registered_unemployment_rate", "level", 4, 2021, 2021, "actual"),
        ("foreign_investment", "cumulative", 3.4, 2017, 2021, "actual"),
        ("grain_output", "growth", 12, 2017, 2021, "actual"),
        ("energy_intensity", "growth", -2.5, 2021, 2021, "actual"),
        ("three_public_expenses", "growth", -30, 2021, 2021, "actual"),
        ("total_fiscal_revenue", "level", 12.8, 2021, 2021, "actual"),
        ("new_urban_jobs", "level", 1.1, 2021, 2021, "actual"),
        ("income_per_capita城镇", "level", 4.2, 2021, 2021, "estimate"),
        ("income_per_capita农村", "level", 2.1, 2021, 2021, "estimate"),
        ("gdp", "average_growth", 7, 2022, 2026, "target"),
        ("new_urban_jobs", "cumulative", 5, 2022, 2026, "target"),
        ("total_fiscal_revenue", "level", 18, 2026, 2026, "target"),
        ("total_fiscal_revenue", "growth", 8, 2022, 2022, "target"),
        ("new_urban_jobs", "level", 1, 2022, 2022, "target"),
        ("income_per_capita", "growth", None, 2022, 2022, "target"),
    ]


def test_a_report_delivered_in_december_reviews_the_year_it_calls_this_year(read):
    assert read(DECEMBER) == [
        ("gdp", "growth", 5.5, 2022, 2022, "estimate"),
        ("income_per_capita城镇", "growth", 6, 2022, 2022, "estimate"),
        ("general_budget_revenue", "growth", 7, 2022, 2022, "estimate"),
        ("exports", "growth", 12, 2022, 2022, "estimate"),
        ("fixed_asset_investment", "growth", 9, 2022, 2022, "estimate"),
        ("new_urban_jobs", "level", 3, 2023, 2023, "target"),
        ("gdp", "growth", 6, 2023, 2023, "target"),
    ]


def test_the_words_may_turn_a_review_to_the_plan_and_a_plan_to_the_review(read):
    assert read(EXPLAINED) == [
        ("total_fiscal_revenue", "level", 1200, 2020, 2020, "actual"),
        ("gdp", "growth", 6, 2021, 2021, "target"),
        ("cpi", "growth", 3, 2021, 2021, "target"),
        ("gdp", "growth", 35, 2016, 2020, "actual"),
        ("gdp", "average_growth", 6.2, 2016, 2020, "actual"),
        ("new_urban_jobs", "cumulative", 240, 2016, 2020, "actual"),
        ("gdp", "average_growth", 6, 2021, 2025, "target"),
        ("income_per_capita", "level", 5, 2025, 2025, "target"),
    ]


def test_a_communique_tells_of_the_year_in_its_name(read):
    assert read(
        "甲县2016年国民经济和社会发展统计公报\n甲县统计局\n2017年3月12日\n一、综合\n"
        "初步核算，全年地区生产总值128亿元，比上年增长7.2%。居民消费价格上涨1.8%。"
    ) == [
        ("gdp", "level", 128, 2016, 2016, "estimate"),
        ("cpi", "growth", 1.8, 2016, 2016, "actual"),
    ]


@pytest.mark.parametrize(("ahead", "year"), [("明年", 2015), ("今年", 2016), ("", 2016)])
def test_the_words_say_that_a_report_is_early(ahead, year):
    told = "今年是不平凡的一年。去年,财政总收入128亿元。"
    text = f"一、2016年工作回顾\n{told}\n二、2017年工作安排\n{ahead},财政总收入稳步增长。"
    assert wr.indicators.extract(text, 2017)["period_start"].tolist() == [year]


HEADINGS = {
    ("review", True): "一、过去五年工作回顾",
    ("review", False): "一、2016年工作回顾",
    ("plan", False): "一、2017年工作安排",
}


def figure(text, part="review", *, long=False, before=""):
    """Measure, years and status of the last figure of a sentence in a part of a report of 2017."""
    row = wr.indicators.extract(f"{HEADINGS[part, long]}\n{before}{text}", 2017).iloc[-1]
    return row["measure"], row["period_start"], row["period_end"], row["status"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外贸出口五年累计80亿美元。", ("cumulative", 2012, 2016, "actual")),
        ("民生支出452亿元,是“十一五”的1.7倍。", ("growth", 2012, 2016, "actual")),
        ("地区生产总值迈上千亿元台阶,达到1024亿元。", ("level", 2016, 2016, "actual")),
        ("年均粮食产量339万吨。", ("level", 2012, 2016, "actual")),
        ("固定资产投资812亿元,比2011年的447亿元多。", ("level", 2011, 2011, "actual")),
        ("实际利用外资从7亿美元增长到11亿美元。", ("level", 2016, 2016, "actual")),
        ("固定资产投资812亿元,比2011年的447亿元增长82%。", ("growth", 2012, 2016, "actual")),
        ("财政总收入45亿元,是2011年22亿元的2倍。", ("growth", 2012, 2016, "actual")),
        ("地区生产总值增长5%,比四年前增长19%。", ("growth", 2013, 2016, "actual")),
        (
            "五年累计财政总收入86亿元,其中地方财政收入超过42亿元。",
            ("cumulative", 2012, 2016, "actual"),
        ),
        ("民生支出452亿元,较“十一五”末多。", ("level", 2016, 2016, "actual")),
        ("财政总收入比上年增长8%。", ("growth", 2016, 2016, "actual")),
        ("全年城镇新增就业1万人。", ("level", 2016, 2016, "actual")),
        ("地方财政收入达到2011年的2.4倍。", ("growth", 2012, 2016, "actual")),
        ("财政总收入在上年大幅度增长的基础上,达到128亿元。", ("level", 2016, 2016, "actual")),
    ],
)
def test_what_a_review_of_five_years_says_without_naming_years(text, expected):
    assert figure(text, long=True) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("外贸出口逆势增长,全年有望达到30亿元。", "estimate"),
        ("减排有望完成年度任务;财政总收入128亿元。", "actual"),
        ("地区生产总值预计增长8%,财政总收入增长9.1%。", "actual"),
        ("预计地区生产总值增长8%,财政总收入增长9.1%。", "estimate"),
        ("提前两年实现“十三五”目标,财政总收入128亿元。", "actual"),
        ("力争到2020年财政总收入达到200亿元。", "target"),
    ],
)
def test_how_far_an_expectation_reaches(text, status):
    assert figure(text)[3] == status


def test_a_plan_that_only_mentions_the_years_it_is_part_of_stays_with_its_year():
    assert figure("城镇新增就业1万人。", "plan", before="“十三五”时期是关键时期。") == (
        "level",
        2017,
        2017,
        "target",
    )


def test_without_a_year_a_setting_names_none():
    assert dates.setting(None, "plan", "今后五年", None, (None, None), None).several is None


def test_where_no_part_is_known_the_words_of_each_sentence_decide():
    setting = dates.setting(2017, "body", "", None, ("2016;2012-2016", "2017"), None)
    assert (setting.single, setting.several) == (None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("财政民生支出一直保持70%以上。", [("livelihood_share", "share", 70)]),
        (
            "服务业增加值占全县生产总值的比重提高3个百分点、达到41%。",
            [("services_value_added", "share", 41)],
        ),
        ("地区生产总值约为乙市的70%。", []),
        ("民生支出增长8%,达到12亿元。", [("livelihood_expenditure", "level", 12)]),
    ],
)
def test_a_percentage_without_a_direction_is_no_growth(text, found):
    rows = wr.indicators.extract(text, 2017)
    assert list(zip(rows["indicator"], rows["measure"], rows["value"], strict=True)) == found
