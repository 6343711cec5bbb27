"""The ledger in short, targets beside what was reached before them, and their pictures."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr
from workreports import plots
from workreports.indicators import extract, targets


def beside(text, year=2017):
    return targets.beside_last(extract(text, year))


def test_a_target_stands_beside_the_last_result_of_its_own_kind():
    table = beside(
        "2015年固定资产投资增长9%。2016年固定资产投资90亿元,增长12%。2017年固定资产投资预期增长6%。"
    )
    assert table[["promise", "last_period", "last", "is_less"]].values.tolist() == [
        [6.0, "2016", 12.0, True]
    ]


def test_a_rate_on_comparable_terms_stands_beside_one():
    table = beside(
        "2016年一般公共预算收入72亿元,同比增长8%,同口径增长20%。2017年一般公共预算收入预期同口径增长9%。"
    )
    assert table["last"].tolist() == [20.0]


@pytest.mark.parametrize(
    ("text", "is_less"),
    [
        ("2016年城镇登记失业率2.5%。2017年城镇登记失业率目标为4%以内。", True),
        ("2016年城镇登记失业率4.5%。2017年城镇登记失业率目标为4%以内。", False),
        ("2016年财政总收入增长5%。2017年财政总收入目标为增长5%。", False),
    ],
)
def test_less_is_asked_for_where_a_ceiling_is_higher(text, is_less):
    assert beside(text)["is_less"].tolist() == [is_less]


def test_sums_stand_beside_sums_of_as_many_years_and_nothing_beside_a_later_result():
    sums = beside("2012-2016年固定资产投资累计345亿元。2017-2021年固定资产投资累计达到300亿元。")
    assert sums[["period", "last_period", "is_less", "is_next_year"]].values.tolist() == [
        ["2017-2021", "2012-2016", True, False]
    ]
    assert beside("2016年财政总收入目标为增长5%。2016年财政总收入增长8%。").empty
    assert beside("今年财政总收入目标为增长5%。").empty


@pytest.fixture(scope="module")
def ledger(corpus):
    found = extract(corpus)
    return targets.compare(found, corpus.reference, corpus.territories, corpus), found


def test_every_promise_has_a_fate_and_the_map_counts_each_once(ledger):
    table = ledger[0]
    assert set(targets.fates(table)) <= set(targets.FATES)
    counts = targets.by_document(table)
    assert counts.to_numpy().sum() == len(table)
    assert counts.columns.tolist() == [fate for fate in targets.FATES if fate in counts]
    admitted = counts.loc["known by its admission only"]
    assert admitted["missed, or out of reach"] == admitted.sum() > 0


def test_a_row_of_a_five_year_plan_is_no_promise_for_its_last_year(ledger, corpus):
    yearly = targets.yearly(ledger[0], corpus)
    assert not yearly["doc_id"].fillna("").str.contains("five-year").any()
    assert set(yearly["level"]) == {"nation", "province", "city", "county"}
    xiacheng = yearly[yearly["doc_id"].eq("xiacheng-2016-work-report")]
    assert set(xiacheng["year"]) == {2016} and "livelihood_share" not in set(xiacheng["indicator"])


def test_the_reports_that_would_answer_come_a_year_later(ledger):
    waits = targets.unanswered(ledger[0]).set_index(["place", "year"])["promises"]
    assert waits["下城区", 2017] == 7 and waits.min() > 0


def test_a_ceiling_is_passed_downwards():
    rows = {"promise": [4.0, 4.0], "outcome": [3.0, 5.0], "unit": "%", "bound": "at_most"}
    table = pd.DataFrame({"indicator": "registered_unemployment_rate", **rows})
    assert targets.distances(table).tolist() == [1.0, -1.0]


def test_the_plan_judges_itself_as_the_ledger_does(ledger):
    told = targets.own_account(*ledger)
    failed = told[~told["met"]]
    assert len(told) == 13 and told["agree"].all()
    assert failed["printed"].unique().tolist() == ["尚未完成目标任务"]


def test_what_is_kept_stands_up_and_what_is_not_down():
    index = pd.MultiIndex.from_tuples([("city", 2005), ("county", 2007)])
    table = pd.DataFrame({"met": [3, 0], "open": [1, 0], "missed": [0, 2]}, index=index)
    fig = plots.kept_by_year(table, "targets")
    try:
        above, under = fig.axes
        assert above.get_ylim() == under.get_ylim() and above.get_xlim() == under.get_xlim()
        assert [bar.get_height() for bar in above.patches] == [3, 1, 0]
        assert [bar.get_height() for bar in under.patches] == [0, 0, -2]
        assert [text.get_text() for text in under.texts] == ["2"]
        assert len({bar.get_hatch() for bar in above.patches}) == 3  # told apart in grey
    finally:
        plt.close(fig)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "retail sales"), ("zh", "社会消费品零售总额")]
)
def test_a_promise_is_named_in_the_language_in_use_with_what_came_of_it(language, name):
    rows = {"place": "甲县", "period": "2005", "what": "社会消费品零售总额", "measure": "level"}
    rows |= {"promise": 120.0, "outcome": 90.0, "unit": "亿元", "distance": -25.0, "met": False}
    wr.style.use(language)
    try:
        fig = plots.promise_and_outcome(pd.DataFrame([rows]))
        amounts = fig.axes[0]
        assert amounts.get_yticklabels()[0].get_text() == f"甲县 2005: {name}"
        assert [text.get_text() for text in amounts.texts] == ["120 → 90 亿元"]
        plt.close(fig)
    finally:
        wr.style.use("en")


def test_what_is_asked_stands_left_of_what_was_reached_where_it_is_less():
    rows = {"place": "甲县", "period": "2005", "what": "社会消费品零售总额", "measure": "level"}
    table = pd.DataFrame({"last": [200.0, 80.0], "promise": [150.0, 100.0], "unit": "亿元"})
    fig = plots.asked_and_reached(table.assign(is_less=[True, False], **rows))
    try:
        ax = fig.axes[0]
        points = [line for line in ax.lines if line.get_marker() not in ("None", None, "")]
        assert [(line.get_xdata()[0], line.get_marker()) for line in points] == [
            (75.0, "v"),
            (125.0, "o"),
        ]
        assert [(text.get_text(), text.get_ha()) for text in ax.texts] == [
            ("200 → 150 亿元", "right"),
            ("80 → 100 亿元", "left"),
        ]
    finally:
        plt.close(fig)
