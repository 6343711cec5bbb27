"""Pictures of topics and shared wording draw in both languages, with every mark they promise."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr
from workreports import plots


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
        ("en", ["opening formula", "weight in the topic", "boundary reform"]),
        ("zh", ["开场套语", "词在主题中的权重", "区划"]),
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
