"""Views answer what their controls say, escape what the corpus says, and leave something to see where no kernel runs."""

import base64
import hashlib
import re

import pandas as pd
import pytest

import workreports as wr
from workreports.corpus import load_corpus
from workreports.plots import style
from workreports.views import explore

HOSTILE = "<script>alert(1)</script>创新"


@pytest.fixture(scope="module")
def view(corpus):
    return explore.terms(corpus, "创新")


def controls(view):
    return {
        control.description: control
        for control in view.children[0].children
        if hasattr(control, "description") and control.description
    }


def saved(view, name):
    kind, data = re.search(
        rf"download='{name}' href='data:([^;]+);base64,([^']+)'", view.shown.value
    ).groups()
    return kind, base64.b64decode(data)


def test_a_term_gives_rates_lines_and_a_picture_with_a_description(view, corpus):
    expected = wr.terms.frequency(corpus, {"创新": ["创新"]}, by=["year", "place"])
    pd.testing.assert_frame_equal(view.answer.tables["rates.csv"], expected)
    assert len(view.answer.tables["lines.csv"]) == len(wr.concordance.lines(corpus, "创新"))
    assert "<img alt='创新, per 10,000 words by year of the report" in view.shown.value
    assert view.shown.value.count("<mark>") == explore.LINES_SHOWN


def test_each_control_narrows_the_answer(corpus):
    view = explore.terms(corpus, "创新")
    choice = controls(view)
    everything = view.answer.tables["lines.csv"]
    choice["Place"].value = "下城区"
    assert set(view.answer.tables["lines.csv"]["doc_id"].str.partition("-")[0]) == {"xiacheng"}
    choice["Genre"].value = "work_report"
    choice["Part"].value = "review"
    choice["Delivered"].value = (2014, 2015)
    lines = view.answer.tables["lines.csv"]
    assert (
        0 < len(lines) < len(everything)
        and set(lines["part"]) == {"review"}
        and set(lines["year"]) == {2014, 2015}
    )
    assert "counted together" not in view.shown.value
    choice["Genre"].value = "five_year_plan"
    assert (
        "role='alert'" in view.shown.value
        and "widen one of them" in view.shown.value
        and not view.answer.tables
    )


@pytest.mark.parametrize(
    "entry, words",
    [
        ("environment", "污水"),
        ("common prosperity", "共同富裕"),
        ("gross regional product", "地区生产总值"),
    ],
)
def test_an_english_entry_is_a_theme_or_a_term(corpus, entry, words):
    view = explore.terms(corpus, entry)
    assert words in view.shown.value and not view.answer.tables["lines.csv"].empty


def test_what_cannot_be_found_says_why(corpus):
    view = explore.terms(corpus, "民代")
    assert "as a word of its own" in view.shown.value and "inside longer words" in view.shown.value
    controls(view)["Term or theme"].value = "  "
    assert "Write a Chinese term" in view.shown.value
    controls(view)["Term or theme"].value = "发展"
    assert view.answer.tables


def test_what_is_saved_is_what_is_shown_and_no_formula(view):
    kind, data = saved(view, "lines.csv")
    assert (
        kind == "text/csv"
        and data.startswith(b"\xef\xbb\xbf")
        and data.decode("utf-8-sig").count("\n") >= len(view.answer.tables["lines.csv"])
    )
    kind, data = saved(view, "rates.png")
    assert kind == "image/png" and data.startswith(b"\x89PNG")


@pytest.fixture
def hostile(folder):
    path = folder / "raw/004_8fccc85bc0b3d2e3.txt"
    path.write_bytes(path.read_bytes().replace("创新".encode(), HOSTILE.encode()))
    text = path.read_bytes().decode("utf-8")
    catalogue = folder / "catalogue.csv"
    table = pd.read_csv(catalogue, dtype=str, keep_default_na=False)
    mine = table["raw_file"] == path.name
    table.loc[mine, "sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    table.loc[mine, "raw_end"] = str(len(text))
    for other in set(table["raw_file"]) - {path.name}:
        (folder / "raw" / other).unlink()
    table[mine].to_csv(catalogue, index=False)
    (folder / "edits.csv").write_text(
        (folder / "edits.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    return load_corpus(folder)


def test_markup_in_a_text_is_shown_and_never_run(hostile):
    for view in (explore.terms(hostile, "创新"), explore.terms(hostile, "<b>x</b>")):
        shown = (
            re.sub(r"(src|href)='[^']*'", "", view.shown.value)
            + view._repr_mimebundle_()["text/html"]
        )
        assert "<script" not in shown and "<b>x" not in shown
    assert "&lt;/script&gt;" in explore.terms(hostile, "创新").shown.value


def test_indicators_show_figures_sentences_and_audit(corpus):
    view = explore.indicators(corpus, "gdp")
    assert {"levels.png", "growth.png"} == set(view.answer.pictures)
    assert set(view.answer.tables["figures.csv"]["source"]) == {"text", "table", "reference"}
    everything = pd.concat([wr.indicators.extract(corpus), corpus.reference], ignore_index=True)
    audit = wr.indicators.audit(everything)
    assert (
        len(view.answer.tables["audit.csv"]) == (audit["indicator"] == "gdp").sum()
        and "<mark>" in view.shown.value
    )
    controls(view)["Territory"].value = "拱墅区 (2021-)"
    assert set(view.answer.tables["figures.csv"]["territory"]) == {"拱墅区 (2021-)"}
    controls(view)["Indicator"].value = "exports"
    assert "No figure of 自营出口 for this territory" in view.shown.value
    with pytest.raises(ValueError, match="no figure of 'gpd'; choose from gdp"):
        explore.indicators(corpus, "gpd")


def test_compare_gives_keyness_and_refuses_overlap(corpus):
    view = explore.compare(corpus)
    late, early = (
        corpus.select(years=2023, part="plan"),
        corpus.select(years=(2014, 2017), part="plan"),
    )
    pd.testing.assert_frame_equal(
        view.answer.tables["keyness.csv"], wr.keyness.compare(late, early)
    )
    target, reference = [
        [c for c in view.children[0].children if getattr(c, "description", "") == "Delivered"][i]
        for i in (0, 1)
    ]
    reference.value = target.value
    assert "are the same" in view.shown.value and not view.answer.tables


def test_a_topic_model_is_turned_over(corpus):
    model = wr.topics.fit(corpus, k=6)
    view = explore.topics(model)
    before = view.answer
    controls(view)["Topic"].value = 3
    assert (
        view.answer.tables["paragraphs.csv"]["topic"].unique().tolist() == [3]
        and view.shown.value != before.html
    )
    controls(view)["lambda"].value = 0.0
    pd.testing.assert_frame_equal(
        view.answer.tables["terms.csv"], explore.relevant_terms(model, 3, 0.0)
    )
    with pytest.raises(ValueError, match="between 0 and 1"):
        explore.relevant_terms(model, 1, 2)
    units = model.units._replace(
        rows=model.units.rows.assign(text="<script>alert(1)</script>"),
        terms=[f"<b>{term}" for term in model.units.terms],
    )
    shown = explore.topics(
        wr.topics.TopicModel("nmf", 6, 0, units, model.weights, model.loadings)
    ).answer.html
    assert "<script>" not in shown and "<b>" not in shown and "&lt;script&gt;" in shown


def test_where_no_kernel_runs_the_first_answer_is_seen(view):
    bundle = view._repr_mimebundle_()
    assert (
        bundle["text/plain"] == "<terms>"
        and "<img alt=" in bundle["text/html"]
        and "<a download" not in bundle["text/html"]
    )
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_a_view_leaves_the_style_of_other_pictures_alone(corpus):
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 17.0}):
        explore.terms(corpus, "创新")
        assert mpl.rcParams["font.size"] == 17.0
    style.use("en")
