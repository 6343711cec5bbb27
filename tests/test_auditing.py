"""Printed figures held against each other."""

import pandas as pd
import pytest

import workreports as wr
from workreports.indicators.auditing import VERDICTS


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
        & (findings["verdict"] == "parts missing")
    ]
    assert shifted["implied"].round(1).tolist() == [21.8]
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
