"""One figure a place and year; what joined places imply; pictures of both."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr
from workreports import plots


@pytest.fixture(autouse=True)
def english():
    wr.style.use("en")


def figure(territory="甲县", year=2014, value=80.0, status="actual", **more):
    row = {"indicator": "gdp", "scope": "", "place": territory, "level": "county"}
    row |= {"territory": territory, "period_start": year, "period_end": year, "status": status}
    row |= {"measure": "level", "value": value, "unit": "亿元", "value_std": value}
    row |= {"unit_std": "亿元", "growth_pct": None, "growth_basis": None, "bound": "exact"}
    row |= {"growth_bound": None, "source": "text", "basis": None, "checked": None, "note": None}
    return row | more


def told(*rows):
    return wr.panel.results(pd.DataFrame(rows))


@pytest.mark.parametrize(
    ("rows", "value", "preliminary"),
    [
        ([figure(value=81, status="estimate"), figure(value=80)], 80, 81),
        ([figure(value=81, status="estimate")], 81, None),
        ([figure(value=79, source="reference"), figure(value=80)], 80, None),
        ([figure(value=80), figure(value=79, source="reference", basis="final")], 79, None),
        (
            [
                figure(value=79, source="reference"),
                figure(value=78, source="reference", checked="two readers"),
            ],
            78,
            None,
        ),
        ([figure(value=75, bound="at_least"), figure(value=80)], 80, None),
        ([figure(value=99, note="treat as unverified"), figure(value=80)], 80, None),
    ],
)
def test_of_several_figures_one_counts(rows, value, preliminary):
    (row,) = told(*rows).to_dict("records")
    assert row["value"] == value
    assert (None if pd.isna(row["preliminary"]) else row["preliminary"]) == preliminary


def test_targets_parts_and_several_years_are_no_results():
    left_out = [figure(status="target"), figure(scope="工业"), figure(period_start=2011)]
    assert told(*left_out, figure(year=2015))["year"].tolist() == [2015]


def test_a_level_and_its_rate_are_two_rows_and_a_comparable_rate_is_none():
    rows = [figure(growth_pct=7.5, growth_basis="yoy", bound="at_least", growth_bound="exact")]
    rows += [figure(measure="growth", value=20, growth_pct=20, growth_basis="comparable")]
    rows += [figure(year=2015, growth_pct=6, growth_bound="at_least")]
    table = told(*rows)
    assert table[["measure", "year", "value", "unit"]].values.tolist() == [
        ["growth", 2014, 7.5, "%"],
        ["level", 2015, 80.0, "亿元"],
    ]


KIN = pd.DataFrame(
    {"predecessors": ["", "", "甲县;乙县", ""], "begins": [None, None, 2017, None]},
    index=["甲县", "乙县", "丙市", "丁县"],
).assign(ends=[2017, 2017, None, None], marker="", colour="")


def test_sums_are_of_years_in_which_all_parts_are_printed():
    rows = [figure("甲县", 2013), figure("甲县"), figure("乙县", value=20.0, status="estimate")]
    (row,) = wr.panel.sums(told(*rows, figure("丁县")), KIN).to_dict("records")
    assert (row["place"], row["territory"], row["year"], row["value"]) == (
        "甲县+乙县",
        "sum",
        2014,
        100.0,
    )
    assert row["is_estimate"] and not row["in_corpus"]


def test_a_joined_place_is_held_against_its_parts_of_the_year_before():
    joined = figure("丙市", 2017, 126.0, growth_pct=5.0, growth_basis="yoy")
    later = figure("丙市", 2018, 150.0, growth_pct=5.0, growth_basis="yoy")
    parts = [figure("甲县", 2016, 80.0), figure("乙县", 2016, 20.0)]
    (row,) = wr.panel.joins(told(joined, later, *parts), KIN).to_dict("records")
    assert (row["year"], row["parts"], row["worked_out"]) == (2016, 100.0, False)
    assert row["base"] == pytest.approx(120) and row["gap_pct"] == pytest.approx(20)
    assert wr.panel.joins(told(joined, parts[0]), KIN).empty
    year_before = figure("乙县", 2015, 16.0)
    assert wr.panel.joins(told(joined, parts[0], year_before), KIN).empty
    rate = figure("乙县", 2016, None, measure="growth", growth_pct=25.0, status="estimate")
    (row,) = wr.panel.joins(told(joined, parts[0], year_before, rate), KIN).to_dict("records")
    assert row["parts"] == pytest.approx(100) and row["worked_out"] and row["is_estimate"]


def test_no_line_of_a_foot_crosses_the_reform_and_every_place_is_named():
    rows = [figure("丁省", year, 8.0, level="province") for year in range(2014, 2019)]
    rows += [figure("丙市", year, 9.0) for year in (2016, 2017, 2018)]
    table = told(*rows).assign(panel="产值")
    table = table.sort_values("level", ascending=False, kind="stable")
    fig = plots.beside_levels_above(table, "%", KIN)
    (ax,) = fig.axes
    dotted = [line for line in ax.lines if line.get_linestyle() == ":"]
    spans = [
        {x for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True) if pd.notna(y)}
        for line in dotted
    ]
    assert spans == [{2016}, {2017, 2018}]
    reform, *names = (text.get_text() for text in ax.texts)
    assert "2017" in reform and sorted(names) == ["丁省", "丙市"]
    plt.close(fig)


def test_a_name_lies_on_no_line_where_another_side_is_free():
    steep = {2014: 11.0, 2015: 11.5, 2016: 12.0, 2017: -5.0}
    rows = [figure("丁省", year, value, level="province") for year, value in steep.items()]
    table = told(*rows, figure("丙市", 2016, 8.6)).assign(panel="产值")
    table = table.sort_values("level", ascending=False, kind="stable")
    fig = plots.beside_levels_above(table, "%", KIN)
    (ax,) = fig.axes
    name = next(text for text in ax.texts if text.get_text() == "丙市")
    along = [(2016 + part / 400, 12 - 0.0425 * part) for part in range(401)]
    assert not name.get_window_extent().count_contains(ax.transData.transform(along))
    plt.close(fig)


def test_points_that_lie_under_each_other_have_their_years():
    table = pd.DataFrame({"territory": "甲县", "year": [2013, 2014, 2015], "x": [7.9, 7.9, 8.0]})
    fig = plots.growth_against(table.assign(y=[7.5, 7.5, 7.4]), "x", "y")
    words = [text for text in fig.axes[0].texts if text.get_text()]
    assert sorted(text.get_text() for text in words) == ["2013", "2014", "2015"]
    boxes = [text.get_window_extent().padded(-1.5) for text in words]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    plt.close(fig)


def test_each_row_of_panels_says_its_unit():
    table = pd.DataFrame({"panel": ["产值", "就业"], "unit": ["亿元", "人"], "year": 2014})
    table = table.assign(place="甲县", territory="甲县", value=3.0, is_estimate=False)
    fig = plots.observations_by_year(table.assign(in_corpus=True), "")
    assert [ax.get_ylabel() for ax in fig.axes] == ["hundred million yuan", "persons"]
    plt.close(fig)


def test_a_change_is_from_one_year_to_the_next_and_says_what_rate_is_printed():
    rows = [figure(year=2012, value=100.0), figure(year=2013, value=80.0)]
    rows += [figure(year=2015, value=90.0), figure("乙县", 2013, 50.0)]
    rows += [figure("乙县", 2014, 55.0, growth_pct=8.0, growth_basis="yoy")]
    table = wr.panel.changes(told(*rows))
    shown = table[["territory", "year", "before", "level"]].values.tolist()
    assert shown == [["乙县", 2014, 50.0, 55.0], ["甲县", 2013, 100.0, 80.0]]
    assert table["change_pct"].tolist() == pytest.approx([10, -20])
    assert table["printed"].isna().tolist() == [False, True]


def test_dots_below_zero_have_another_shape_and_none_hides_another():
    table = pd.DataFrame({"group": "a", "value": [-5.0, 60.0, 60.1], "name": ["fall", "", ""]})
    fig = plots.dots_by_group(table, "%")
    dots = [line for line in fig.axes[0].lines if line.get_marker() in ("X", "o")]
    assert [line.get_marker() for line in dots] == ["X", "o", "o"]
    assert len({float(line.get_ydata()[0]) for line in dots[1:]}) == 2
    plt.close(fig)


def test_the_highest_of_a_pile_of_dots_lies_inside_the_picture():
    pile = pd.DataFrame({"group": "a", "value": [8.0] * 12, "name": ""})
    ax = plots.dots_by_group(pile, "%").axes[0]
    top = ax.get_ylim()[1]
    assert min(line.get_ydata()[0] for line in ax.lines[1:]) > top


def test_a_name_beside_zero_does_not_cross_it_and_a_hairline_leads_to_it():
    values = [-12.0, -10.0, -1.5, -0.5, 30.0]
    names = ["丙市城区 (-2017) 2013", "丁省 2014", "丙市城区 (-2017) 2016", "甲县城区 2014", ""]
    table = pd.DataFrame({"group": "a", "value": values, "name": names})
    fig = plots.dots_by_group(table, "%")
    (ax,) = fig.axes
    zero = ax.transData.transform((0, 0))[0]
    words = [text for text in ax.texts if text.get_text()]
    boxes = [text.get_window_extent() for text in words]
    assert len(words) == 4 and all(box.x1 < zero for box in boxes)
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    far = [text.xy for text in words if abs(text.xyann[1]) > 13]
    assert far and {text.xy for text in ax.texts if not text.get_text()} <= set(map(tuple, far))
    plt.close(fig)


def test_years_of_close_points_do_not_touch():
    table = pd.DataFrame({"territory": "甲县", "year": [2017, 2019], "x": 5.0, "y": [8.6, 9.0]})
    far = pd.DataFrame({"territory": "甲县", "year": [2013, 2014], "x": [2, 9], "y": [0.0, 15.0]})
    fig = plots.growth_against(pd.concat([table, far]), "x", "y")
    boxes = [text.get_window_extent() for text in fig.axes[0].texts]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    plt.close(fig)
