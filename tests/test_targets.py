"""Promises against results."""

import pandas as pd
import pytest

import workreports as wr
from workreports.indicators import targets
from workreports.indicators.targets.judging import is_ceiling


def compare(text, year=2017):
    return wr.targets.compare(wr.indicators.extract(text, year))


@pytest.fixture(scope="module")
def ledger(corpus):
    return wr.targets.compare(wr.indicators.extract(corpus), corpus.reference, corpus.territories)


@pytest.mark.parametrize(
    ("promise", "result", "met"),
    [
        ("财政总收入目标为增长5%", "财政总收入增长5%", True),
        ("财政总收入目标为增长5%", "财政总收入增长4.9%", False),
        ("财政总收入目标为增长5%左右", "财政总收入增长4.9%", None),
        ("财政总收入目标为增长5%左右", "财政总收入增长3%", False),
        ("城镇登记失业率目标为4%以内", "城镇登记失业率2%", True),
        ("城镇登记失业率目标为4%以内", "城镇登记失业率4.2%", False),
        ("单位GDP能耗目标为下降3%", "单位GDP能耗下降4%", True),
        ("单位GDP能耗目标为下降3%", "单位GDP能耗下降2%", False),
        ("居民消费价格目标为上涨3%左右", "居民消费价格上涨2.1%", True),
        ("财政总收入目标为120亿元", "财政总收入突破百亿元", None),
        ("财政总收入目标为120亿元", "财政总收入128亿元", True),
        ("财政总收入目标为同口径增长5%", "财政总收入增长9%", None),
        ("财政总收入目标为增长5%-6%", "财政总收入增长5.2%", True),
        ("财政总收入目标为增长5%-6%", "财政总收入增长4.9%", False),
        ("居民消费价格目标为上涨2%-3%", "居民消费价格上涨2.8%", True),
        ("居民消费价格目标为上涨2%-3%", "居民消费价格上涨3.1%", False),
    ],
)
def test_what_counts_as_met(promise, result, met):
    row = compare(f"2016年{promise}。2016年{result}。").iloc[0]
    assert (None if pd.isna(row["met"]) else bool(row["met"])) == met
    assert (
        row["verdict"] == {True: "met", False: "missed", None: "not comparable"}[met] and row["why"]
    )


def test_why_nothing_can_be_said():
    table = compare("今年预期目标是:财政总收入增长5%;固定资产投资完成市下达任务。")
    assert (
        table["why"].tolist()
        == ["no result is printed", "no number was promised (预期/完成市下达任务)"]
        and table["met"].isna().all()
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2016年财政总收入目标为增长5%。2016年财政总收入增长5%。", "met"),
        ("2016年财政总收入目标为增长5%。2016年财政总收入增长4%。", "missed"),
        ("2016年财政总收入目标为增长5%。2016年财政总收入预计增长6%。", "preliminary"),
        ("2016年财政总收入目标为增长5%左右。2016年财政总收入增长4.9%。", "wording"),
        ("2016年财政总收入目标为120亿元。2016年财政总收入突破百亿元。", "threshold"),
        ("2016年财政总收入目标为同口径增长5%。2016年财政总收入增长9%。", "comparable"),
        ("今年财政总收入力争增长5%。", "no_result"),
        ("今年预期目标是:固定资产投资完成市下达任务。", "no_number"),
        ("今年力争财政总收入1-6月增长5%。", "no_period"),
    ],
)
def test_each_reason_has_a_name(text, reason):
    row = compare(text).iloc[0]
    assert row["reason"] == reason and reason in targets.REASONS and row["why"]


def of_place(place, texts):
    """Observations of a place's reports, ``texts`` by year."""
    return pd.concat(
        [wr.indicators.extract(text, year) for year, text in texts.items()], ignore_index=True
    ).assign(place=place, territory=place)


def test_a_place_without_a_reform_is_never_said_to_have_had_other_borders(corpus):
    promises = "今年预期目标:地区生产总值增长6%以上,财政总收入增长5%。"
    results = "去年地区生产总值达到900亿元。"
    texts = {2021: promises, 2022: promises + results, 2023: promises + results}
    table = wr.targets.compare(of_place("兰州市", texts), corpus.reference, corpus.territories)
    table = table[table["place"] == "兰州市"]
    assert set(table["period"]) == {"2021", "2022", "2023"}
    assert set(table["reason"]) == {"no_result"} and not table["why"].str.contains("borders").any()


def test_other_borders_are_said_where_the_tables_say_so(corpus):
    found = of_place("甲区", {2021: "今年财政总收入力争增长5%。", 2022: "去年财政总收入增长5%。"})
    of_two = found.assign(territory=["甲区 (-2021)", "甲区 (2021-)"])
    assert wr.targets.compare(found)["reason"].tolist() == ["met"]
    assert wr.targets.compare(of_two)["reason"].tolist() == ["other_territory"]
    ended = corpus.territories.iloc[:1].set_axis(["甲区 (-2021)"]).assign(ends=2021)
    silent = of_two.head(1)
    assert wr.targets.compare(silent)["reason"].tolist() == ["no_result"]
    assert wr.targets.compare(silent, None, ended)["reason"].tolist() == ["other_territory"]


def test_a_level_and_a_rate_are_two_promises_and_a_repeated_one_is_one():
    table = compare("今年财政总收入力争达到120亿元,增长5%。今年财政总收入力争达到120亿元。")
    assert table[["measure", "promise"]].values.tolist() == [["level", 120], ["growth", 5]]


def test_the_twelfth_plan(ledger):
    plan = ledger[ledger["sources"].str.contains(":0341")]
    assert plan["met"].notna().all() and len(plan) == 18
    missed = plan[~plan["met"].astype(bool)]
    # Two of thirteen rows; the first promises a level and its growth.
    assert missed[["indicator", "promise", "outcome"]].values.tolist() == [
        ["general_budget_revenue", 67, 66.46],
        ["general_budget_revenue", 6, 5.8],
        ["保障性住房开工面积", 100, 89],
    ]


def test_the_reference_answers_where_the_corpus_is_silent(ledger):
    gongshu = ledger[
        (ledger["place"] == "拱墅区")
        & (ledger["period"] == "2022")
        & (ledger["indicator"] != "gdp")
    ].set_index("indicator")
    in_words = gongshu.loc["general_budget_revenue"]  # 与经济增长基本同步
    assert pd.isna(in_words["promise"]) and in_words["reason"] == "no_number"
    gongshu = gongshu[gongshu["promise"].notna()]
    assert gongshu["promise"].to_dict() == {
        "services_value_added": 7,
        "industrial_value_added": 3,
        "fixed_asset_investment": 7,
        "retail_sales": 7,
    }
    assert gongshu["met"].to_dict() == {
        "services_value_added": False,
        "industrial_value_added": False,
        "fixed_asset_investment": True,
        "retail_sales": False,
    }
    assert (gongshu["outcome_source"] == "reference").all()


def test_the_map_of_silence(ledger):
    annual = ledger[
        ledger["sources"].str.match(
            "(?:xiacheng-2016|shangcheng-2017|gongshu-2023|shangcheng-2023)"
        )
        & ledger["period"].isin(["2016", "2017", "2023"])
    ]
    assert len(annual) >= 20 and annual["met"].isna().all()
    # 2020 lies before the reform of April 2021: what is printed for the later borders is no answer.
    late = ledger[ledger["territory"].eq("上城区 (-2021)") & ledger["period"].eq("2020")]
    assert "other_territory" not in set(late["reason"])
    told = late[late["indicator"].isin(["gdp", "general_budget_revenue"])]["why"]
    assert (
        told.tolist()
        == ["no result is printed; for the borders of 上城区 (2021-) there is one"] * 2
    )
    ended = ledger[ledger["reason"] == "other_territory"]
    assert set(ended["period"]) <= {"2021", "2017-2021"} and len(ended) >= 6


def test_sources_are_always_shown(corpus, ledger):
    assert ledger["sources"].str.contains(" -> ").all()
    observations = wr.indicators.extract(corpus)
    for row in ledger[ledger["outcome_source"] == "corpus"].itertuples():
        assert (
            observations.at[row.outcome_row, "indicator"] == row.indicator
            and observations.at[row.outcome_row, "status"] != "target"
        )


def test_without_promises_the_ledger_is_empty():
    assert compare("去年财政总收入增长5%。").empty


def later(promise, result):
    """The ledger of what a text of 2016 promises and a text of 2022 reports."""
    found = [wr.indicators.extract(promise, 2016), wr.indicators.extract(result, 2022)]
    return wr.targets.compare(pd.concat(found, ignore_index=True)).iloc[0]


SUM = "2016-2020年固定资产投资目标累计{}亿元。"
YEARS = "2016年固定资产投资60亿元。2018年固定资产投资预计50亿元。"


@pytest.mark.parametrize(
    ("promise", "result", "verdict", "met", "outcome"),
    [
        (SUM.format(100), YEARS, "already passed", True, 110),
        # Three of five years; the others as high as the highest make 60 + 50 + 40 + 2 * 60.
        (
            SUM.format(280),
            YEARS + "2019年固定资产投资40亿元。",
            "out of reach at printed rates",
            None,
            270,
        ),
        (SUM.format(270), YEARS + "2019年固定资产投资40亿元。", "not comparable", None, None),
        (SUM.format(400), YEARS, "not comparable", None, None),  # two of five are too few
    ],
)
def test_partial_sums_tell_what_they_can(promise, result, verdict, met, outcome):
    row = later(promise, result)
    assert row["verdict"] == verdict and (None if pd.isna(row["met"]) else row["met"]) == met
    assert (None if pd.isna(row["outcome"]) else row["outcome"]) == outcome
    if met:
        assert row["why"] == (
            "110 against 100 (60 in 2016 + 50 in 2018, preliminary; 2017 and 2019 and 2020 not "
            "printed) (preliminary)"
        )


def test_a_sum_whose_years_are_all_printed_is_judged():
    years = "2016年固定资产投资60亿元。2017年固定资产投资50亿元。"
    for promise, verdict in ((110, "met"), (111, "missed")):
        row = later(f"2016-2017年固定资产投资目标累计{promise}亿元。", years)
        assert (row["verdict"], row["outcome"]) == (verdict, 110)


@pytest.mark.parametrize(
    ("promise", "rates", "verdict"),
    [
        (8, (6, 6, 6), "out of reach at printed rates"),
        (6, (6, 6, 6), "not comparable"),
        (8, (6, 6), "not comparable"),  # two of five years are too few
        (8, (6, 6, 20), "not comparable"),  # two more such years would do
    ],
)
def test_an_average_is_out_of_reach_if_the_best_printed_rate_is_too_low(promise, rates, verdict):
    result = "".join(f"{2016 + n}年财政总收入增长{rate}%。" for n, rate in enumerate(rates))
    assert later(f"2016-2020年财政总收入目标年均增长{promise}%。", result)["verdict"] == verdict


def test_an_average_is_passed_by_a_level_that_needs_no_more_growth():
    promise = "2016-2020年财政总收入目标年均增长5%。"
    result = "2015年财政总收入100亿元。2018年财政总收入130亿元。"
    row = later(promise, result)
    assert row["verdict"] == "already passed" and pd.isna(row["met"])
    assert row["outcome"] == pytest.approx((1.3**0.2 - 1) * 100)
    # Levels of the product are at current prices, its growth is not.
    row = later(*(text.replace("财政总收入", "地区生产总值") for text in (promise, result)))
    assert row["reason"] == "no_result"


def test_the_thirteenth_plan_of_a_district(corpus, ledger_in_words):
    plan = ledger_in_words[ledger_in_words["sources"].str.contains("five-year-plan")]
    invested = plan[
        plan["indicator"].eq("fixed_asset_investment") & plan["period"].eq("2016-2020")
    ].iloc[0]
    assert invested["verdict"] == "already passed" and bool(invested["met"])
    assert invested["outcome"] == pytest.approx(109.08 + 136 + 140)
    assert "2017 and 2020 not printed" in invested["why"]
    verdicts = plan[plan["period"].eq("2020")].set_index("indicator")["verdict"]
    assert verdicts["total_fiscal_revenue"] == "already passed"  # 160 in 2018 against 137
    assert verdicts["retail_sales"] == "out of reach at printed rates"


@pytest.fixture(scope="module")
def ledger_in_words(corpus):
    observations = wr.indicators.extract(corpus)
    return wr.targets.compare(observations, corpus.reference, corpus.territories, corpus)


def test_an_adjusted_target_is_a_revision_of_the_first(ledger):
    adjusted = ledger[ledger["revised"].notna()]
    assert adjusted[["promise", "revised", "verdict"]].values.tolist() == [
        [201.39, 193.32, "missed"]
    ]
    assert not ledger["promise"].eq(193.32).any() and adjusted["why"].iloc[0].endswith(
        "187.1 against 201.39; adjusted to 193.32"
    )


def test_an_adjustment_alone_is_a_promise():
    text = "2016年财政总收入目标调整为120亿元。2016年财政总收入128亿元。"
    table = compare("2016年财政总收入目标为140亿元。" + text)
    assert table[["promise", "revised", "met"]].values.tolist() == [[140, 120, False]]
    assert compare(text)[["promise", "met"]].values.tolist() == [[120, True]]
    both = later("2016年财政总收入预期目标由140亿元调整为120亿元。", "2016年财政总收入128亿元。")
    assert both[["promise", "revised", "period", "met"]].tolist() == [140, 120, "2016", False]


def test_what_a_report_admits_is_an_entry_with_its_passage(corpus, ledger, ledger_in_words):
    told = ledger_in_words[ledger_in_words["reason"] == "admitted"]
    four = told[told["period"] == "2011-2015"]
    assert four["name"].tolist() == [
        "金融业增加值占比",
        "地方一般公共预算收入",
        "固定资产投资",
        "水质达标率",
    ]
    assert four["indicator"].tolist()[1:3] == ["general_budget_revenue", "fixed_asset_investment"]
    assert set(told["period"]) == {"2013", "2014", "2011-2015"} and (~told["met"]).all()
    texts = corpus.paragraphs.set_index("par_id")["text"]
    for row in told.itertuples():
        passage = texts[row.par_id][row.start : row.end]
        assert passage.startswith(row.name) and (
            "没有完成" in passage or passage.endswith(("目标", "差距"))
        )
    # Without the corpus nothing is known of its words, but what a table of the plan says.
    assert len(ledger_in_words) == len(ledger) + len(told)


def test_an_admission_of_a_promise_that_is_here_is_part_of_it(ledger_in_words):
    houses = ledger_in_words[
        ledger_in_words["indicator"].eq("保障性住房开工面积")
        & ledger_in_words["period"].eq("2011-2015")
    ]
    assert len(houses) == 1 and houses["verdict"].tolist() == ["missed"]
    assert [place.partition(" ")[0][-4:] for place in houses["admitted"].iloc[0].split("; ")] == [
        "0341",
        "0006",
        "0343",
    ]


def reports(texts, tail="各位代表,让我们共同努力。"):
    """A corpus of reports of an invented county, ``texts`` (review, plan) by year."""
    rows = [
        (
            "云岭县",
            year,
            f"各位代表:现在,我代表县人民政府报告工作。\n一、{year - 1}年工作回顾\n{review}\n"
            f"二、{year}年主要任务\n{plan}\n{tail}",
        )
        for year, (review, plan) in texts.items()
    ]
    table = pd.DataFrame(rows, columns=["area", "year", "report"])
    return wr.from_table(table, text="report", place="area", year="year")


def ledger_of(corpus):
    return wr.targets.compare(wr.indicators.extract(corpus), None, corpus.territories, corpus)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("财政总收入未能达到年初预期目标。", "财政总收入"),
        ("财政总收入增速没有完成年度计划。", "财政总收入"),
        ("财政总收入低于预期目标。", "财政总收入"),
        ("财政总收入增幅虽然居前,但与年初目标仍有差距。", "财政总收入"),
        (
            "财政总收入、粮食播种面积和公路货运量等三项指标没有完成。",
            "财政总收入 粮食播种面积 公路货运量",
        ),
        ("由于天气不好,导致粮食播种面积、财政总收入等指标均未完成。", "粮食播种面积 财政总收入"),
        ("部分经济指标不及预期。", "部分经济指标"),
        (
            "公路货运量、粮食播种面积、财政总收入增长未能完成年度目标。",
            "公路货运量 粮食播种面积 财政总收入",
        ),
        ("城镇登记失业率低于控制目标。", ""),
        ("对未完成任务的单位严肃问责。", ""),
        ("教育与群众的期待还有差距。", ""),
        ("财政总收入没有达到100亿元。", ""),
        ("没有完成不了的任务。", ""),
    ],
)
def test_what_is_an_admission(words, name):
    table = ledger_of(reports({2017: (words, "继续努力。")}))
    assert " ".join(table["name"]) == name and table["reason"].eq("admitted").all()
    assert table["period"].eq("2016").all()


def test_an_admission_answers_the_promise_of_the_year_before():
    plan = "今年的主要预期目标是:财政总收入增长8%。"
    table = ledger_of(
        reports({2016: ("成绩不少。", plan), 2017: ("财政总收入未能实现预期目标。", "努力。")})
    )
    assert table[["promise", "verdict", "reason", "outcome_code"]].values.tolist() == [
        [8, "missed", "admitted", "in_words"]
    ]
    assert table["doc_id"].tolist()[0].count("2016") and "2017" in table["admitted"].iloc[0]


def test_codes_tell_silence_from_absence():
    plan = "今年的主要预期目标是:财政总收入增长8%,固定资产投资完成市下达任务。"
    there = {2016: ("成绩不少。", plan), 2017: ("一年来平稳发展。", "努力工作。")}
    table = ledger_of(reports(there))
    assert table["promise_code"].tolist() == ["number", "in_words"]
    assert table["outcome_code"].tolist() == ["not_found", "not_found"]
    gone = ledger_of(reports({2016: there[2016]}))
    assert gone["outcome_code"].tolist() == ["missing", "missing"]
    told = ledger_of(reports({**there, 2017: ("去年财政总收入增长9%。", "努力。")}))
    assert told["outcome_code"].tolist() == ["number", "not_found"]
    assert set(told["promise_code"]) | set(table["outcome_code"]) <= set(targets.CODES)


def test_what_is_said_of_each_year():
    plan = "今年的主要预期目标是:财政总收入增长8%,固定资产投资完成市下达任务。"
    corpus = reports(
        {
            2016: ("成绩不少。", plan),
            2018: ("成绩不少。", "我们没有提出地区生产总值增长的具体目标。"),
        }
    )
    table = wr.targets.said(
        corpus, indicators=["total_fiscal_revenue", "fixed_asset_investment", "gdp"]
    )
    codes = table.pivot(index="year", columns="indicator", values="code")
    assert codes.loc[2016].to_dict() == {
        "total_fiscal_revenue": "number",
        "fixed_asset_investment": "in_words",
        "gdp": "not_found",
    }
    assert set(codes.loc[2017]) == {"missing"}
    assert codes.loc[2018].to_dict() == {
        "total_fiscal_revenue": "not_found",
        "fixed_asset_investment": "not_found",
        "gdp": "not_set",
    }
    texts = corpus.paragraphs.set_index("par_id")["text"]
    for row in table[table["par_id"].notna()].itertuples():
        passage = texts[row.par_id][row.start : row.end]
        assert passage.startswith(
            "没有提出" if row.code == "not_set" else ("财政总收入", "固定资产")
        )


def test_every_entry_leads_back_to_characters(corpus, ledger_in_words):
    texts = corpus.paragraphs.set_index("par_id")["text"]
    here = ledger_in_words[ledger_in_words["par_id"].notna()]
    assert len(here) > 80
    for row in here.itertuples():
        assert texts[row.par_id][row.start : row.end].strip()
    admitted = here[here["name"].eq("水质达标率")].iloc[0]
    assert wr.trace(admitted, corpus).text == "水质达标率等四项指标没有完成"
    elsewhere = ledger_in_words[ledger_in_words["par_id"].isna()]
    rows = corpus.reference.loc[elsewhere["promise_row"].astype(int)]
    assert (rows["source_url"].notna() | rows["source_title"].notna()).all()


def test_items_in_no_list_may_be_ceilings():
    assert is_ceiling("婴儿死亡率", "exact") and not is_ceiling("万元产值能耗降低率", "exact")
