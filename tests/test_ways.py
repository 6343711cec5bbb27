"""The way of terms through the levels, and the pictures of levels by year."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr

YEARS = range(2003, 2008)
FIRST = {
    "茶座": {"nation": 2006, "city": 2004},
    "茶园": {"province": 2005},
    "茶会": {"nation": 2005, "province": 2005, "city": 2006},
    "茶税": {"nation": 2004, "city": 2007},
    "茶山": {"nation": 2007, "province": 2003},
    "茶碗": {"county": 2006},
}


@pytest.fixture
def counts():
    """A term stands in every report from its first year on, most often in 2007."""
    rows = [
        (term, level, year, (year - 2000) * (year >= first.get(level, 9999)))
        for term, first in FIRST.items()
        for level in ("nation", "province", "city", "county")
        for year in YEARS
    ]
    table = pd.DataFrame(rows, columns=["term", "level", "year", "count"])
    return table.assign(per_10k_characters=table["count"] / 3, territory=table["level"], note="")


def test_each_term_takes_one_way(counts):
    found = wr.panel.ways(counts).drop_duplicates("term").set_index("term")
    assert found["way"].to_dict() == {
        "茶座": "later at the top",
        "茶园": "never at the top",
        "茶碗": "never at the top",
        "茶会": "in the same year",
        "茶税": "first at the top",
        "茶山": "older",
    }
    assert found["lag"].dropna().to_dict() == {"茶座": 2, "茶会": 0, "茶税": -3}


def test_first_peak_and_last_year_are_told_by_level(counts):
    counts.loc[counts["term"].eq("茶座") & counts["year"].eq(2005), "per_10k_characters"] = 9.0
    counts.loc[counts["year"].eq(2007), ["count", "per_10k_characters"]] = 0
    row = wr.panel.ways(counts).set_index(["term", "level"]).loc[("茶座", "city")]
    assert row[["first", "peak", "last", "years", "mentions"]].tolist() == [2004, 2005, 2006, 3, 15]


def test_a_level_without_a_report_is_refused(counts):
    with pytest.raises(ValueError, match="there is no report of the level city"):
        wr.panel.ways(counts[counts["level"] != "city"])


def test_a_line_breaks_at_a_missing_year_and_districts_are_points(counts):
    gap = counts[~(counts["level"].eq("city") & counts["year"].eq(2005))]
    ax = wr.plots.levels_by_year(gap, "per_10k_characters", "rate").axes[0]
    nation, _, city = ax.lines[:3]
    assert city.get_xdata().tolist() == list(YEARS)
    assert city.get_ydata().round(2).tolist()[3:] == [2.0, 2.33]
    assert pd.isna(city.get_ydata()[2]) and not pd.isna(nation.get_ydata()).any()
    assert [line.get_linestyle() for line in ax.lines[3:]] == ["None"] * len(YEARS)
    plt.close("all")


def test_all_panels_have_one_scale(counts):
    for root in (False, True):
        fig = wr.plots.levels_by_year(counts, "per_10k_characters", "rate", root=root)
        ends = {ax.get_ylim() for ax in fig.axes if ax.get_visible()}
        assert len(ends) == 1 and next(iter(ends))[0] == 0
        plt.close("all")


def test_no_dagger_touches_the_name_of_a_line(counts):
    below = ~counts["level"].isin(["nation", "province", "city"])
    table = counts.assign(note=below.map({True: "cut", False: ""}))
    fig = wr.plots.levels_by_year(table, "per_10k_characters", "rate")
    fig.draw_without_rendering()
    texts = [text for ax in fig.axes for text in ax.texts]
    daggers = [text.get_window_extent() for text in texts if text.get_text() == "\u2020"]
    names = [text.get_window_extent() for text in texts if text.get_text() != "\u2020"]
    assert daggers and len(names) == 3
    assert max(box.x1 for box in daggers) < min(box.x0 for box in names)
    plt.close(fig)


def test_a_bar_stands_for_each_year_and_level_that_has_a_term(counts):
    table = wr.panel.ways(counts)
    ax = wr.plots.ways(counts, table, {"茶园": "tea garden"}).axes[0]
    years = sorted(round(bar.get_x() + 0.44) for bar in ax.patches)
    assert years == sorted(counts.loc[counts["count"] > 0, "year"])
    assert "tea garden 茶园" in [text.get_text() for text in ax.get_yticklabels()]
    assert [text.get_text() for text in ax.texts] == list(dict.fromkeys(table["way"]))
    plt.close("all")


def test_a_dot_is_as_large_as_its_number_and_open_where_hits_are_few():
    rates = pd.DataFrame({"term": "茶", "doc_id": ["a", "b"], "per_10k": [20.0, 5.0]})
    names = pd.Series({"a": "2005", "b": "2009"})
    ax = wr.plots.rates_by_document(rates.assign(note=["", "too few"]), names).axes[0]
    large, small = (dots.get_sizes()[0] for dots in ax.collections)
    assert large == pytest.approx(4 * small)
    assert ax.collections[1].get_facecolor()[0].tolist() == [1, 1, 1, 1]
    plt.close("all")
