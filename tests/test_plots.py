"""Pictures: no line where there is no figure, every mark told apart, both languages, every mark they promise."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import workreports as wr
from workreports import plots
from workreports.plots import marks, style


@pytest.fixture
def table():
    rows = [
        ("上城区", "上城区 (-2021)", 2014, 93.6),
        ("上城区", "上城区 (-2021)", 2015, 107.2),
        ("上城区", "上城区 (-2021)", 2018, 160.2),
        ("上城区", "上城区 (2021-)", 2020, 357.3),
        ("上城区", "上城区 (2021-)", 2021, 377.8),
        ("上城区+江干区", "sum", 2014, 197.0),
        ("下城区", "下城区", 2013, 77.5),
    ]
    frame = pd.DataFrame(rows, columns=["place", "territory", "year", "value"])
    return frame.assign(
        panel="财政总收入", is_estimate=frame["year"] == 2018, in_corpus=frame["year"] == 2015
    )


def test_no_line_crosses_a_gap_or_the_reform(table, corpus):
    wr.style.use("en")
    fig = plots.observations_by_year(table, "unit", corpus.territories)
    joined = set()
    for line in fig.axes[0].get_lines():
        years, values = line.get_xdata(), line.get_ydata()
        if line.get_linestyle() == "-" and len(years) > 2:
            pairs = zip(
                zip(years, values, strict=True),
                list(zip(years, values, strict=True))[1:],
                strict=False,
            )
            joined |= {
                (one[0], other[0])
                for one, other in pairs
                if pd.notna(one[1]) and pd.notna(other[1])
            }
    assert joined == {(2014, 2015)}
    plt.close(fig)


def test_preliminary_points_are_open_and_own_points_have_a_rim(table, corpus):
    fig = plots.observations_by_year(table, "unit", corpus.territories)
    colours = {}
    for line in fig.axes[0].get_lines():
        if len(line.get_xdata()) == 1:
            colours.setdefault(line.get_xdata()[0], []).append(
                (line.get_color(), line.get_markerfacecolor() == "white")
            )
    own = wr.style.COLOURS["green"]
    assert (
        colours[2018] == [(own, True)]
        and colours[2015] == [("black", False), (own, False)]
        and colours[2014][0] == (own, False)
    )
    plt.close(fig)


def test_every_territory_has_a_look_of_its_own_in_every_picture(corpus):
    shown = marks.looks(corpus.territories.index, corpus.territories)
    assert len({look.marker for look in shown.values()}) == len(shown)
    assert len({look.colour for look in shown.values()}) == len(shown)
    some = marks.looks(["拱墅区 (2021-)", "甲县"], corpus.territories)
    assert some["拱墅区 (2021-)"] == shown["拱墅区 (2021-)"] == ("P", wr.style.COLOURS["sky"])
    assert some["甲县"].marker not in {look.marker for look in shown.values()}


def test_places_without_a_look_take_turns():
    shown = marks.looks(f"{i:02}县" for i in range(60))
    assert len(set(shown.values())) == 60
    first = list(shown.values())[:7]
    assert len({look.marker for look in first}) == len({look.colour for look in first}) == 7


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_charts_draw_in_both_languages(table, corpus, language):
    wr.style.use(language)
    try:
        counts = pd.DataFrame({"met": [2, 0], "missed": [1, 3]}, index=["a", "b"])
        growth = pd.DataFrame(
            {
                "place": ["上城区"],
                "territory": ["上城区 (-2021)"],
                "year": [2015],
                "地区生产总值": [9.2],
                "一般公共预算收入": [14.5],
            }
        )
        gaps = pd.DataFrame(
            {
                "place": "下城区",
                "period": "2014",
                "what": "地区生产总值",
                "measure": "growth",
                "promise": [8.0, 10.0, 7.0],
                "outcome": [9.0, 8.0, 6.9],
                "unit": ["%", "亿元", "%"],
                "distance": [1.0, -20.0, -0.1],
                "met": pd.array([True, False, None], dtype="boolean"),
            }
        )
        figures = [
            plots.observations_by_year(table, "unit", corpus.territories),
            plots.stacked_counts(counts, "promises"),
            plots.growth_against(growth, "地区生产总值", "一般公共预算收入", corpus.territories),
            plots.promise_and_outcome(gaps),
        ]
        words = " ".join(text.get_text() for fig in figures for text in fig.findobj(plt.Text))
        assert ("所述年份" in words) == (language == "zh") and ("Year spoken of" in words) == (
            language == "en"
        )
        for fig in figures:
            fig.canvas.draw()
            plt.close(fig)
    finally:
        wr.style.use("en")


@pytest.fixture(scope="module")
def model(corpus):
    return wr.topics.fit(corpus, 7)


def words(fig):
    found = " ".join(text.get_text() for text in fig.findobj(plt.Text))
    fig.canvas.draw()
    plt.close(fig)
    return found


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["address to the congress", "产业 industry", "weight in the topic", "boundary reform"],
        ),
        ("zh", ["对大会的套语", "词在主题中的权重", "区划"]),
    ],
)
def test_topics_in_both_languages(model, corpus, language, expected):
    wr.style.use(language)
    try:
        told = words(plots.topic_terms(model.terms, model.labels)) + words(
            plots.topic_shares(
                model.shares_by(["year", "place", "territory"]), model.labels, corpus.territories
            )
        )
        assert all(part in told for part in expected)
    finally:
        wr.style.use("en")


def test_the_unit_of_shares_stands_under_the_middle_of_the_lowest_panels():
    table = pd.DataFrame({"doc_id": "a", "topic": range(1, 6), "share": 0.2, "low": 0.1})
    document = {"place": "甲县", "territory": "甲县", "year": 2005, "genre": "work_report"}
    documents = pd.DataFrame([document], index=["a"])
    names = dict.fromkeys(range(1, 6), "x")
    for columns, expected in ((5, 2), (2, 4), (3, 3)):
        fig = plots.topic_documents(
            table.assign(high=0.3, note=""), names, documents, columns=columns
        )
        told = [ax.get_xlabel() for ax in fig.axes if ax.get_visible()]
        assert [number for number, text in enumerate(told) if text] == [expected]
        plt.close(fig)


def test_the_recommended_number_is_ringed():
    table = pd.DataFrame(
        {
            "k": [4, 5],
            "coherence": [0.1, 0.2],
            "stability": [0.6, 0.7],
            "low": [0.5, 0.6],
            "high": [0.7, 0.8],
            "held_out": [0.3, 0.4],
            "recommended": [False, True],
        }
    )
    fig = plots.topic_scan(table)
    rings = [
        line for ax in fig.axes for line in ax.get_lines() if line.get_markerfacecolor() == "none"
    ]
    assert [list(line.get_xdata()) for line in rings] == [[5]] * 3
    plt.close(fig)


def test_a_map_of_stability_shows_each_run(model):
    table = pd.DataFrame(
        [(run, topic, 0.1 * topic) for run in (1, 2) for topic in model.labels],
        columns=["run", "topic", "jaccard"],
    )
    assert words(plots.topic_stability(table, model.labels)).count(".3") == 2


def test_lines_of_the_network_are_as_wide_as_what_is_shared():
    nodes = pd.DataFrame(
        {
            "year": [2014, 2015, 2015],
            "row": ["x", "x", "y"],
            "short": ["work report"] * 3,
            "place": ["下城区", "下城区", "上城区"],
            "territory": ["下城区"] * 3,
        },
        index=["a", "b", "c"],
    )
    fig = plots.reuse_network(
        pd.DataFrame({"a": ["a", "b"], "b": ["b", "c"], "characters": [100, 50]}), nodes
    )
    lines = {patch.get_linestyle(): patch.get_linewidth() for patch in fig.axes[0].patches}
    assert lines["-"] > lines["--"]
    plt.close(fig)


def test_stacked_shares_tell_their_sum():
    assert "7.5" in words(
        plots.stacked_shares(
            pd.DataFrame({"formula": [5.0], "repeated": [2.5]}, index=["a"]), "share"
        )
    )


def test_documents_of_one_year_and_place_stand_beside_each_other():
    nodes = pd.DataFrame({"year": [2014, 2014], "short": "work report"}, index=["a", "b"])
    nodes["row"] = nodes["place"] = nodes["territory"] = "甲县"
    fig = plots.reuse_network(pd.DataFrame({"a": ["a"], "b": ["b"], "characters": [9]}), nodes)
    dots = {line.get_xdata()[0] for line in fig.axes[0].get_lines()}
    assert dots == {-0.2, 0.2}


def test_years_without_a_document_are_left_out_of_the_network_and_the_axis_is_broken():
    nodes = pd.DataFrame({"year": [2005, 2006, 2011], "short": "work report"}, index=[*"abc"])
    nodes["row"] = nodes["place"] = nodes["territory"] = "甲县"
    edges = pd.DataFrame({"a": ["a"], "b": ["b"], "characters": [9]})
    ax = plots.reuse_network(edges, nodes).axes[0]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2005", "2006", "2011"]
    assert ax.get_xticks().tolist() == [0, 1, 2.5]
    assert [text.get_position()[0] for text in ax.texts if text.get_text() == "//"] == [1.75]
    plt.close(ax.figure)


def test_no_line_of_the_network_crosses_a_name():
    nodes = pd.DataFrame(
        {"year": [2005, 2006, 2006, 2007], "place": ["甲县", "甲县", "乙县", "乙县"]},
        index=[*"abcd"],
    )
    nodes = nodes.assign(row=nodes["place"], territory=nodes["place"], short="work report")
    ends = ["ab", "ac", "ad", "bc", "bd", "cd"]
    edges = pd.DataFrame(map(list, ends), columns=["a", "b"]).assign(characters=[*range(1, 7)])
    (ax,) = plots.reuse_network(edges, nodes).axes
    names = [text for text in ax.texts if text.get_text() == "work report"]
    _, lines = marks.drawn(ax)
    assert len(names) == 4 and len(lines) > 100
    assert not any(text.get_window_extent().count_contains(lines) for text in names)
    numbers = sorted(text.get_text() for text in ax.texts if text.get_text().isdecimal())
    assert numbers == [*"123456"]
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    plt.close(ax.figure)


def test_what_dots_count_stands_in_the_legend_not_at_an_axis():
    fig = plots.dot_table(pd.DataFrame({"2005": [3, 0]}, index=["新农村", "低保"]), "mentions")
    assert fig.axes[0].get_xlabel() == ""
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["mentions"]
    plt.close(fig)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_aims_stand_at_their_years_with_the_shape_of_their_wording(language):
    wr.style.use(language)
    try:
        aims = pd.DataFrame({"place": ["A", "A", "B"], "year": [2005, 2006, 2006]}).assign(
            low=[8.0, 7.0, None],
            high=[None, 8.0, None],
            centre=[8.0, 7.5, None],
            bound=["at_least", "range", None],
            result=[9.1, None, 6.0],
        )
        fig = plots.aims_by_year(aims, "%")
        first, second = fig.axes
        assert first.get_ylim() == second.get_ylim()
        points = [line for line in first.lines if line.get_linestyle() == "None"]
        drawn = {(*line.get_xydata()[0], line.get_marker()) for line in points}
        assert drawn == {(2005, 8.0, "^"), (2006, 7.5, "_"), (2005, 9.1, "D")}
        bars = [line.get_ydata().tolist() for line in first.lines if line.get_linewidth() == 3]
        assert [7.0, 8.0] in bars
        # A place without a target shows its result all the same, and names no wording.
        assert [tuple(line.get_xydata()[0]) for line in second.lines] == [(2006, 6.0)]
        assert ("目标：区间" if language == "zh" else "target: a range") in words(fig)
    finally:
        wr.style.use("en")


def test_paired_bars_add_up_the_texts_of_a_side_and_tell_sides_apart_without_colour():
    wr.style.use("en")
    words = ["推动", "甲"]
    left = pd.DataFrame({"county A": [2.0, 8.0], "county B": [0.5, 0.0]}, index=words)
    right = pd.DataFrame({"county C": [5.0, 1.0]}, index=words)
    fig = plots.paired_bars(left, right, "per 10,000 words", ("2005", "2009"))
    one, other = fig.axes
    assert [text.get_text() for text in one.texts] == ["2.5", "8.0"]
    assert [bar.get_width() for bar in one.patches] == [2.0, 8.0, 0.5, 0.0]
    assert one.get_xlim() == other.get_xlim()[::-1] and one.get_ylim()[0] > one.get_ylim()[1]
    assert all(bar.get_hatch() for bar in one.patches)
    assert not any(bar.get_hatch() for bar in other.patches)
    assert [text.get_text() for text in one.get_yticklabels()] == ["推动 push, drive", "甲"]
    named = [text.get_text() for legend in fig.legends for text in legend.get_texts()]
    assert named == ["county A", "county B"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_of_a_cloud_is_there_as_high_as_its_log_odds(monkeypatch, language):
    wordcloud = pytest.importorskip("wordcloud")
    laid = []

    def keep(self, draw=wordcloud.WordCloud.to_array):
        laid.append({word: size for (word, _), size, *_ in self.layout_})
        return draw(self)

    monkeypatch.setattr(wordcloud.WordCloud, "to_array", keep)
    terms = [*"推数持聚招赋新国", "加快", "文化", "工作", "建设"]
    z = [*np.linspace(3.8, 1.2, 8), -1.9, -3.6, -2.4, -1.5]
    table = pd.DataFrame({"term": terms, "z": z})
    with style.speaking(language):
        plots.word_clouds(table, "2005", "2009", most=6)
    expected = table[(table["z"] < 0) | (table["z"] > 1.9)]
    sizes = {word.split(" ")[0]: size for cloud in laid for word, size in cloud.items()}
    assert set(sizes) == set(expected["term"])
    ratio = expected["term"].map(sizes) / expected["z"].abs()
    assert ratio.max() < 1.08 * ratio.min()


def test_numbers_of_points_that_are_near_stand_on_either_side():
    table = pd.DataFrame({"a": [0.30, 0.304], "b": [0.40, 0.301]}, index=["far", "near"])
    texts = plots.before_and_after(table, "bits").axes[0].texts
    assert [text.get_ha() for text in texts] == ["center", "center", "left", "right"]


def test_words_of_a_sentence_have_their_sense_in_english_alone():
    told = plots.listed(["推动", "甲"])
    assert told.en == "推动 (push, drive), 甲" and told.zh == "推动、甲"
