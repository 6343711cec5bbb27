"""Promises against results."""

import pandas as pd
import pytest

import workreports as wr
from workreports.indicators import targets


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
    late = ledger[
        (ledger["territory"] == "上城区 (-2021)")
        & (ledger["period"] == "2020")
        & (ledger["place"] == "上城区")
        & ledger["indicator"].isin(["gdp", "general_budget_revenue"])
    ]
    assert late["reason"].eq("other_territory").all() and len(late) == 2


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
