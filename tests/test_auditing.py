"""Printed figures held against each other."""

import re

import pandas as pd
import pytest

import workreports as wr
from workreports.indicators import causes
from workreports.indicators.auditing import VERDICTS
from workreports.indicators.verdicts import half_unit


def audit(text, year=2017):
    return wr.indicators.audit(wr.indicators.extract(text, year))


@pytest.fixture(scope="module")
def findings(corpus):
    return wr.indicators.audit(
        pd.concat([wr.indicators.extract(corpus), corpus.reference], ignore_index=True)
    )


@pytest.mark.parametrize(
    ("base", "level", "rate", "verdict"),
    [
        ("100", "110", "10", VERDICTS[0]),
        ("100", "110", "10.4", VERDICTS[0]),
        ("100", "110", "12", "unexplained"),
        ("100.00", "110.00", "10.4", "unexplained"),
        ("861", "900.16", "4.5", VERDICTS[0]),
        ("100.00", "110.00", "10.06", "unexplained"),
    ],
)
def test_agreement_is_rounding_and_no_more(base, level, rate, verdict):
    # 100 may be 99.5 to 100.5, so 110 may be a growth of 8.96 to 11.06; 100.00 leaves a hundredth of that room.
    table = audit(f"2015年固定资产投资{base}亿元。2016年固定资产投资{level}亿元,增长{rate}%。")
    row = table[table["check"] == "growth"].iloc[0]
    assert row["verdict"] == verdict
    assert row["implied"] == pytest.approx((float(level) / float(base) - 1) * 100) and row[
        "implied_base"
    ] == pytest.approx(float(level) / (1 + float(rate) / 100))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "2015年地区生产总值100.0亿元。2016年地区生产总值108.0亿元,增长6%。",
            "nominal against real",
        ),
        (
            "2015年地方财政收入100.0亿元。2016年一般公共预算收入108.0亿元,增长15%。",
            "definition or name changed",
        ),
        (
            "2015年一般公共预算收入100.0亿元。2016年一般公共预算收入108.0亿元,同口径增长15%。",
            "definition or name changed",
        ),
        ("2015年固定资产投资预计100.0亿元。2016年固定资产投资108.0亿元,增长11%。", "revised base"),
        ("2015年固定资产投资100.0亿元。2016年固定资产投资108.0亿元,增长15%。", "unexplained"),
    ],
)
def test_verdicts(text, verdict):
    table = audit(text)
    assert table.loc[table["check"] == "growth", "verdict"].tolist() == [verdict]


def test_another_base_that_fits_explains():
    table = audit(
        "2015年固定资产投资100.0亿元。2015年固定资产投资94.0亿元。2016年固定资产投资108.0亿元,增长15%。"
    )
    growth = table[table["check"] == "growth"].set_index("implied_base")
    assert (
        sorted(growth["verdict"]) == [VERDICTS[0], "revised base"]
        and growth["why"].str.contains("94").any()
    )


@pytest.mark.parametrize(
    ("base", "level", "rate", "verdict"),
    [
        ("1000.0亿元", "1103.0亿元", "10%", VERDICTS[0]),  # 9.5 to 10.5
        ("1000.0亿元", "1103.0亿元", "10.0%", "unexplained"),  # 9.95 to 10.05
        ("1000.0亿元", "1100.4亿元", "10.0%", VERDICTS[0]),
        ("100亿5000万元", "110亿5500万元", "10.00%", VERDICTS[0]),
        ("100亿5000万元", "110亿5600万元", "10.00%", "unexplained"),
        ("1.20万亿元", "1.32万亿元", "10.0%", VERDICTS[0]),
    ],
)
def test_a_rate_is_as_exact_as_it_is_printed(base, level, rate, verdict):
    table = audit(f"2015年固定资产投资{base}。2016年固定资产投资{level},增长{rate}。")
    assert table.loc[table["check"] == "growth", "verdict"].tolist()[:1] == [verdict]


def test_the_reference_keeps_its_decimals(corpus):
    row = next(corpus.reference.query("growth_pct == 8 and growth_printed == '8.0'").itertuples())
    assert half_unit(row, "growth_pct") == pytest.approx(0.05)
    row = next(corpus.reference.query("value == 764").itertuples())
    assert row.printed == "764.00" and half_unit(row, "value_std") == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("printed", "value", "half"),
    [
        ("900.16亿元", 900.16, 0.005),
        ("1,234.5亿元", 1234.5, 0.05),
        ("１２．５％", 12.5, 0.05),
        ("12亿3500万元", 12.35, 0.00005),
        ("5年累计可达9.9亿美元", 9.9, 0.05),
        ("568.8(每年新增1万平方米)", 568.8, 0.05),
        ("百亿元", 100.0, 0.5),
    ],
)
def test_half_a_unit_of_the_last_digit(printed, value, half):
    row = pd.Series({"printed": printed, "value": value, "value_std": value, "measure": "level"})
    assert half_unit(row, "value_std") == pytest.approx(half)


def test_averages_are_computed_in_one_unit_and_allow_for_rounding():
    text = "2010年财政总收入1.00万亿元。2015年财政总收入16105亿元,“十二五”年均增长10%。"
    table = audit(text)
    row = table[table["check"] == "average"].iloc[0]
    assert row["verdict"] == VERDICTS[0] and row["implied"] == pytest.approx(10, abs=0.01)
    # 9950 to 10050 before, 16104.5 to 16105.5 after, over five years
    assert row["implied_low"] == pytest.approx(((16104.5 / 10050) ** 0.2 - 1) * 100)
    assert row["implied_high"] == pytest.approx(((16105.5 / 9950) ** 0.2 - 1) * 100)
    table = audit(text.replace("10%", "10.4%"))
    assert table.loc[table["check"] == "average", "verdict"].tolist() == ["unexplained"]


@pytest.mark.parametrize(
    ("known", "verdict"),
    # ((1.095 to 1.105) / (1.095 to 1.105)) ** 5 * (1.095 to 1.105) leaves 4.6 to 15.6
    [("15%", VERDICTS[0]), ("5%", VERDICTS[0]), ("17%", "unexplained"), ("3%", "unexplained")],
)
def test_averages_over_shifted_years_propagate_their_rounding(known, verdict):
    text = (
        f"2011年固定资产投资增长{known}。2016年固定资产投资增长10%。"
        "2011-2015年固定资产投资年均增长10%。2012-2016年固定资产投资年均增长10%。"
    )
    table = audit(text)
    row = table[table["check"] == "average"].iloc[0]
    ratio = (1.095 / 1.105) ** 5
    assert row["implied_low"] == pytest.approx((1.095 * ratio - 1) * 100, abs=1e-6)
    assert row["implied_high"] == pytest.approx((1.105 / ratio - 1) * 100, abs=1e-6)
    assert row["verdict"] == verdict


def test_nominal_growth_below_real_growth_would_need_falling_prices():
    rising = "2015年地区生产总值100.0亿元。2016年地区生产总值108.0亿元,增长6%。"
    falling = rising.replace("108.0", "104.0")
    assert audit(rising)["verdict"].tolist() == ["nominal against real"]
    table = audit(falling)
    assert table["verdict"].tolist() == ["only if prices fell"]
    assert "prices -1.89 %" in table["why"].iloc[0]


def test_a_total_is_held_against_years_of_its_own_territory():
    text = "2016年固定资产投资500亿元。2015年固定资产投资80亿元。"
    found = wr.indicators.extract(text + "2015-2016年固定资产投资累计180亿元。", 2017)
    found = found.assign(territory=["新", "旧", "旧"])
    sums = wr.indicators.audit(found)
    assert sums.loc[sums["check"] == "sum", "implied"].tolist() == [80]


def test_a_cause_is_named_only_where_a_source_prints_it(corpus):
    gap = "2021年一般公共预算收入100.0亿元。2022年一般公共预算收入90.0亿元,增长5%。"
    silent = audit(gap, 2023)
    assert silent["verdict"].tolist() == ["unexplained"]
    assert silent["why"].str.endswith("; cause printed nowhere").all()
    told = audit(gap.replace("增长5%", "增长5%(不计留抵退税)"), 2023)
    assert told["verdict"].tolist() == ["cause printed"]
    assert "tax refunds is printed in the figure's own sentence" in told["why"].iloc[0]
    # A reform of another year, of another place, or of another indicator explains nothing.
    cause = causes.Cause("x", frozenset({"gdp"}), "甲县", 2016, 2016, "a page")
    assert cause.bears("gdp", 2015, 2016) and not cause.bears("gdp", 2016, 2017)
    assert not cause.bears("retail_sales", 2015, 2016)
    assert causes.by_place([cause]) == {"甲县": [cause]}


def test_what_one_text_prints_twice_no_cause_explains():
    table = audit(
        "2022年一般公共预算收入90.0亿元。2022年一般公共预算收入80.0亿元(留抵退税后)。", 2023
    )
    assert table[["check", "verdict"]].values.tolist() == [["repeat", "unexplained"]]


def test_the_corpus_prints_the_reform_of_2016(corpus, findings):
    with_corpus = wr.indicators.audit(
        pd.concat([wr.indicators.extract(corpus), corpus.reference], ignore_index=True), corpus
    )
    two = with_corpus[with_corpus["printed"] == 20.7]["why"].iloc[0]
    place = re.search(r"营改增 is printed in (\S+) \((\d+):(\d+)\)", two)
    text = corpus.paragraphs.set_index("par_id").at[place[1], "text"]
    assert text[int(place[2]) : int(place[3])] == "营改增"
    assert not findings["why"].str.contains("营改增").any()


def test_sums_and_averages():
    years = "".join(
        f"{year}年固定资产投资{value}亿元。"
        for year, value in zip(range(2011, 2016), (60, 65, 70, 75, 80), strict=True)
    )
    table = audit(years + "“十二五”期间固定资产投资累计350亿元。")
    assert table.loc[
        table["check"] == "sum", ["printed", "implied", "verdict"]
    ].values.tolist() == [[350, 350, VERDICTS[0]]]
    table = audit(years + "“十二五”期间固定资产投资累计400亿元。")
    assert table.loc[table["check"] == "sum", "verdict"].tolist() == ["unexplained"]
    table = audit("2015年固定资产投资80亿元。“十二五”期间固定资产投资累计345亿元。")
    assert table.loc[table["check"] == "sum", "verdict"].tolist() == ["parts missing"]
    table = audit("2010年财政总收入100.00亿元。2015年财政总收入161.05亿元,“十二五”年均增长10%。")
    assert table.loc[table["check"] == "average", ["printed", "implied", "verdict"]].round(
        2
    ).values.tolist() == [[10, 10, VERDICTS[0]]]


def test_the_cases_of_the_corpus(findings):
    case = findings[
        (findings["indicator"] == "retail_sales")
        & (findings["place"] == "下城区")
        & (findings["period"] == "2015")
        & (findings["check"] == "growth")
    ].iloc[0]
    assert (
        (case["printed"], case["verdict"]) == (10.5, "unexplained")
        and case["implied"] == pytest.approx(17.6685, abs=1e-3)
        and case["implied_base"] == pytest.approx(818.0995, abs=1e-3)
    )
    case = findings[
        (findings["indicator"] == "general_budget_revenue")
        & (findings["place"] == "上城区")
        & (findings["period"] == "2016")
        & (findings["printed"] == 20.7)
    ]
    assert case["verdict"].tolist() == ["definition or name changed"]
    merged = findings[(findings["verdict"] == "territory")]
    assert set(merged["period"]) == {"2020"} and set(merged["place"]) == {"上城区"}
    shifted = findings[
        (findings["check"] == "average")
        & (findings["indicator"] == "gdp")
        & findings["why"].str.startswith("both averages")
    ]
    # 2011 is printed with 9.5 %, so that the two averages contradict each other.
    assert shifted["implied"].round(1).tolist() == [21.8]
    assert shifted["verdict"].tolist() == ["unexplained"]
    assert set(findings["verdict"]) <= set(VERDICTS)


def test_text_agrees_with_table(corpus, findings):
    both = findings[
        (findings["check"] == "repeat")
        & findings["earlier_source"].str.contains("text")
        & findings["later_source"].str.contains("table")
    ]
    assert len(both) >= 10 and (both["verdict"] == VERDICTS[0]).all()


def test_rows_lead_back(corpus):
    everything = pd.concat([wr.indicators.extract(corpus), corpus.reference], ignore_index=True)
    for row in wr.indicators.audit(everything).itertuples():
        assert (
            everything.at[row.earlier, "indicator"]
            == everything.at[row.later, "indicator"]
            == row.indicator
        )
    with pytest.raises(ValueError, match="ignore_index=True"):
        wr.indicators.audit(pd.concat([everything, everything]))


def test_nothing_to_compare_is_an_empty_table():
    table = audit("去年财政总收入增长5%。")
    assert table.empty and "verdict" in table.columns
