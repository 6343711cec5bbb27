"""The ladder of targets from level to level, as a table and as a picture."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr
from workreports import panel, plots
from workreports.indicators import extract

_COLUMNS = ["level", "place", "status", "period_end", "growth_pct", "low", "high", "bound"]
_ROWS = [
    ("nation", "全国", "target", 2005, 8.0, None, None, "about"),
    ("nation", "全国", "estimate", 2005, 7.4, None, None, "exact"),
    ("nation", "全国", "actual", 2005, 7.5, None, None, "exact"),
    ("province", "海南省", "target", 2005, None, 8.0, 9.0, "range"),
    ("province", "海南省", "actual", 2005, 8.2, None, None, "exact"),
    ("province", "海南省", "target", 2006, 9.5, 9.5, None, "at_least"),
    ("city", "海口市", "target", 2005, 9.0, None, None, "exact"),
    ("city", "海口市", "target", 2005, 9.9, None, None, "exact"),
    ("city", "海口市", "actual", 2005, 8.9, None, None, "exact"),
    ("county", "甲县", "target", 2005, 8.5, None, None, "exact"),
]


@pytest.fixture
def figures():
    table = pd.DataFrame(_ROWS, columns=_COLUMNS)
    same = {"indicator": "gdp", "scope": "", "measure": "growth"}
    part = table.head(1).assign(scope="工业", growth_pct=20.0, indicator="gdp")
    whole = table.assign(period_start=table["period_end"], territory=table["place"], **same)
    part = part.assign(measure="growth", period_start=2005)
    empty = extract("", year=2005)
    return pd.concat([empty, part, whole], ignore_index=True)


def test_each_rung_is_measured_from_the_place_above_and_a_range_from_its_middle(figures):
    table = panel.ladder(figures).set_index(["place", "year"])
    assert table.index.tolist()[:3] == [("全国", 2005), ("海南省", 2005), ("海南省", 2006)]
    assert table["step"].dropna().to_dict() == {("海南省", 2005): 0.5, ("海口市", 2005): 0.5}
    assert table["centre"].to_dict()["海南省", 2005] == 8.5


def test_below_is_less_than_the_number_or_the_lower_end_of_a_range(figures):
    table = panel.ladder(figures).set_index(["place", "year"])
    assert table["below"].dropna().to_dict() == {
        ("全国", 2005): True,  # 左右 leaves no room here, and what is final stands for the estimate
        ("海南省", 2005): False,
        ("海口市", 2005): True,
    }
    assert table.loc[("全国", 2005), "result"] == 7.5


def test_without_targets_there_is_no_ladder(figures):
    assert panel.ladder(figures, indicator="cpi").empty


@pytest.fixture
def rungs():
    rows = [
        ("nation", "全国", 2004, 8.0, float("nan"), "about"),
        ("nation", "全国", 2006, 7.0, float("nan"), "about"),
        ("province", "乙省", 2004, 8.5, 0.5, "range"),
        ("province", "乙省", 2005, 8.0, float("nan"), "about"),
        ("city", "丙市", 2004, 9.0, 0.5, "exact"),
        ("city", "丙市", 2005, 8.5, 0.5, "exact"),
        ("county", "甲县", 2005, 7.0, -1.5, "exact"),
        ("county", "丁县", 2005, 7.0, -1.5, "exact"),
    ]
    table = pd.DataFrame(rows, columns=["level", "place", "year", "centre", "step", "bound"])
    return table.assign(territory=table["place"])


def test_no_line_crosses_a_year_without_a_target_and_even_steps_are_told(rungs):
    fig = plots.ladder(rungs, "%")
    try:
        ax = fig.axes[0]
        assert pd.isna(ax.lines[0].get_ydata()[1])
        told = [text for text in ax.texts if text.get_text().startswith("+")]
        assert {text.get_text() for text in told} == {"+0.5"}
        assert [text.get_position() for text in told] == [(2004, 8.25), (2004, 8.75)]
        assert [text.get_text() for text in fig.legends[0].get_texts()] == ["丁县", "甲县"]
        points = [line for line in ax.lines if line.get_linestyle() == "None"]
        assert len({line.get_xdata()[0] for line in points}) == 2  # none hides the other
        assert len({line.get_marker() for line in points}) == 2
    finally:
        plt.close(fig)


def test_a_step_stands_beside_a_point_that_has_its_place(rungs):
    point = ("county", "甲县", 2004, 8.75, -0.25, "exact", "甲县")
    rungs.loc[len(rungs)] = dict(zip(rungs.columns, point, strict=True))
    fig = plots.ladder(rungs, "%")
    try:
        told = [text for text in fig.axes[0].texts if text.get_text() == "+0.5"]
        (x, lower), (aside, upper) = (text.get_position() for text in told)
        assert (x, lower, upper) == (2004, 8.25, 8.75) and 2003 < aside < 2003.8
    finally:
        plt.close(fig)


def test_lists_are_told_as_each_language_does():
    told = wr.say("In {years}: {all}.", "{years}年：{all}。", years=[2014, "2*16"], all=2)
    assert told.plain("en") == "In 2014, 2*16: 2." and told.plain("zh") == "2014、2*16年：2。"


def test_what_was_said_is_told_in_its_language_in_lists_too():
    names = [wr.say("roads *a*", "道路"), wr.say("{n} schools", "{n}所学校", n=2)]
    told = wr.say("First {all}.", "先{all}。", all=names)
    assert told == ("First roads *a*, 2 schools.", "先道路、2所学校。")
