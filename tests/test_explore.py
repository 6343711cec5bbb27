"""Views answer what their controls say, escape what the corpus says, and leave something to see where no kernel runs."""

import base64
import hashlib
import html
import re

import ipywidgets as widgets
import pandas as pd
import pytest

import workreports as wr
from workreports.corpus import load_corpus
from workreports.io.tables import csv_text
from workreports.plots import style
from workreports.views import explore, keeping
from workreports.views.explorer import widget

HOSTILE = "<script>alert(1)</script>创新"


@pytest.fixture(scope="module")
def view(corpus):
    return explore.terms(corpus, "创新")


def saved(view, name):
    kind, data = re.search(
        rf"download='{name}' href='data:([^;]+);base64,([^']+)'", view.shown.value
    ).groups()
    return kind, base64.b64decode(data)


def test_a_term_gives_rates_lines_and_a_picture_with_a_description(view, corpus):
    expected = wr.terms.frequency(corpus, {"创新": ["创新"]}, by=["year", "place"])
    pd.testing.assert_frame_equal(view.answer.tables["rates.csv"], expected)
    assert len(view.answer.tables["lines.csv"]) == len(wr.concordance.lines(corpus, "创新"))
    assert "<img alt='创新, per 10,000 words by year of the report" in view.answer.html
    assert view.answer.html.count("<mark>") == explore.LINES_SHOWN


def ask(view, /, **changes):
    """What the browser does when something is asked."""
    view.explorer.state = {**view.explorer.state, **changes}


def test_each_question_narrows_the_answer(corpus):
    view = explore.terms(corpus, "创新")
    everything = view.answer.tables["lines.csv"]
    ask(view, place="下城区")
    assert set(view.answer.tables["lines.csv"]["doc_id"].str.partition("-")[0]) == {"xiacheng"}
    ask(view, genre="work_report", part="review")
    lines = view.answer.tables["lines.csv"]
    assert 0 < len(lines) < len(everything) and set(lines["part"]) == {"review"}
    assert "counted together" not in view.answer.html
    ask(view, genre="five_year_plan")
    assert (
        "role='alert'" in view.answer.html
        and "widen one of them" in view.answer.html
        and not view.answer.tables
    )


def test_several_terms_are_counted_each_and_either_way(corpus):
    view = explore.terms(
        corpus, ["创新", "亚运*", "five waters treated together"], part="plan", count="strings"
    )
    terms = ["创新", "亚运*", "五水共治"]
    expected = wr.terms.frequency(
        corpus.select(part="plan"), terms, by=["year", "place"], count="strings"
    )
    pd.testing.assert_frame_equal(view.answer.tables["rates.csv"], expected)
    ask(view, count="words", by="level")
    expected = wr.terms.frequency(corpus.select(part="plan"), terms, by=["year", "level"])
    pd.testing.assert_frame_equal(view.answer.tables["rates.csv"], expected)
    words = [wr.terms.counting.places(corpus.select(part="plan"), [term]) for term in terms]
    assert len(view.answer.tables["lines.csv"]) == sum(map(len, words))
    ask(view, q="甲、乙，丙 丁；戊|己")
    assert "甲" in view.answer.html and "戊" in view.answer.html and "己:" not in view.answer.html


@pytest.mark.parametrize("typed", ["environment", "Theme: environment", "主题：环境"])
def test_a_theme_has_patterns_of_its_own_and_others_are_of_all_terms(corpus, typed):
    view = explore.terms(corpus, f"{typed}; 防控, !治安防控")
    groups = {
        "environment": wr.terms.themes()["environment"],
        "防控": ["防控", "!治安防控"],
    }
    expected = wr.terms.frequency(corpus, groups, by=["year", "place"])
    pd.testing.assert_frame_equal(view.answer.tables["rates.csv"], expected)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("terms", {"q": "智慧, 亚运", "part": "plan", "by": "level", "count": "strings"}),
        ("indicators", {"indicator": "exports", "where": "上城区", "year": "2017"}),
        ("indicators", {"indicator": "", "where": "杭州市"}),
        ("compare", {"agenre": "", "apart": "", "bplace": "下城区", "bfrom": "", "bpart": ""}),
    ],
)
def test_what_was_asked_last_can_be_asked_again(corpus, name, changes):
    view = getattr(explore, name)(corpus)
    first = view.answer.html
    ask(view, **changes)
    assert view.answer.html != first
    call = html.unescape(re.search(r"<code>(wr\.explore\..*?)</code>", view.answer.html).group(1))
    again = eval(call, {"wr": wr, "corpus": corpus})
    assert again.answer.html == view.answer.html


def test_a_change_that_is_no_question_does_not_count_anew(corpus):
    view = explore.terms(corpus, "创新")
    before = view.answer
    ask(view, sort="left", at="创新~corpus~下城区~2014")
    assert view.answer is before
    ask(view, lang="zh")
    assert view.answer is not before and style.language() == "en"


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
    assert words in view.answer.html and not view.answer.tables["lines.csv"].empty


def test_what_cannot_be_found_says_why(corpus):
    view = explore.terms(corpus, "民代")
    assert "as a word of its own" in view.answer.html and "inside longer words" in view.answer.html
    ask(view, q="  ")
    assert "Write a Chinese term" in view.answer.html
    ask(view, q="发展")
    assert view.answer.tables


def test_what_is_saved_is_what_is_shown_and_no_formula(corpus):
    view = explore.topics(wr.topics.fit(corpus, k=6))
    for name, table in view.answer.tables.items():
        kind, data = saved(view, name)
        assert kind == "text/csv" and data.startswith(b"\xef\xbb\xbf")
        assert data.decode("utf-8-sig") == csv_text(table)


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
            re.sub(r"(src|href)='[^']*'", "", view.answer.html)
            + view._repr_mimebundle_()["text/html"]
        )
        assert "<script" not in shown and "<b>x" not in shown
    assert "&lt;/script&gt;" in explore.terms(hostile, "创新").answer.html


def test_indicators_show_figures_promises_sentences_and_audit(corpus):
    view = explore.indicators(corpus, "gdp")
    assert {"levels.png", "growth.png"} == set(view.answer.pictures)
    assert set(view.answer.tables["figures.csv"]["source"]) == {"text", "table", "reference"}
    everything = pd.concat([wr.indicators.extract(corpus), corpus.reference], ignore_index=True)
    audit = wr.indicators.audit(everything)
    assert (
        len(view.answer.tables["audit.csv"]) == (audit["indicator"] == "gdp").sum()
        and "<mark>" in view.answer.html
    )
    # The explorer shows all but the audit.
    assert view.answer.besides in view.answer.html and "<mark>" not in view.answer.besides
    assert "Do the figures agree" in view.shown.value and "implied" in view.shown.value
    ask(view, where="杭州市")
    assert set(view.answer.tables["figures.csv"]["place"]) == {"杭州市"}
    ask(view, view="terms", q="亚运", count="words", by="place", genre="", place="", part="")
    assert "Do the figures agree" not in view.shown.value
    with pytest.raises(ValueError, match="no figure of 'gpd'; choose from gdp"):
        explore.indicators(corpus, "gpd")


def test_what_was_promised_for_a_year_stands_beside_what_was_reached(corpus):
    observations = wr.indicators.extract(corpus)
    ledger = wr.targets.compare(observations, corpus.reference, corpus.territories, corpus)
    due = ledger["period"].isin(["2017", "2017-2021", "2016-2020"])
    expected = ledger[due & ledger["place"].eq("上城区")]
    view = explore.indicators(corpus, "", place="上城区", year=2017)
    promises = view.answer.tables["promises.csv"]
    assert promises["why"].tolist() == expected["why"].tolist() and len(promises) > 20
    assert f"<strong>Promised and reached</strong>: {len(promises)}" in view.answer.html
    for cell in ("18000 人", "about 7.5 %", "out of reach at printed rates"):
        assert f"<td>{cell}</td>" in view.answer.html
    assert "地区生产总值&nbsp;&nbsp;gross regional product, growth" in view.answer.html
    figures = view.answer.tables["figures.csv"]
    assert (figures["period_start"].le(2017) & figures["period_end"].ge(2017)).all()
    ask(view, year="2003")
    assert "No figure fits these choices" in view.answer.html and not view.answer.tables


def test_who_reads_chinese_is_told_what_verdicts_rest_on(corpus):
    view = explore.indicators(corpus, "", place="上城区", year=2017)
    assert "<td>no document here tells the result</td>" in view.answer.html
    ask(view, lang="zh")
    assert "<td>现有文件均未载明结果</td>" in view.answer.html
    assert "<td>期末前已超过：结果9.15，承诺5（2019年166" in view.answer.html
    assert "against" not in view.answer.html


def test_the_range_that_was_promised_is_told_by_both_ends(corpus):
    made = corpus.reference[corpus.reference["bound"].eq("range")].iloc[0]
    view = explore.indicators(corpus, made["indicator"], place=made["place"])
    assert f"<td>{made['low']:g}–{made['high']:g} %</td>" in view.answer.html


def test_compare_sets_like_against_like_at_first(corpus):
    view = explore.compare(corpus)
    alike = corpus.select(genre="work_report", part="plan")
    late, early = alike.select(years=2023), alike.select(years=(2016, 2017))
    found = view.answer.tables["keyness.csv"]
    pd.testing.assert_frame_equal(found, wr.keyness.compare(late, early))
    assert "role='note'" not in view.answer.html
    # What notebook 03 finds, of more texts.
    promised = ["plan", "governance"]
    before = corpus.select(genre="work_report", years=(2016, 2017), part=promised)
    wide = wr.keyness.compare(corpus.select(years=2023, part=promised), before)
    sure = found.loc[found["p_adjusted"] < 0.05, "term"]
    assert set(sure) <= set(wide.loc[wide["p_adjusted"] < 0.05, "term"])


def test_compare_warns_where_genres_or_parts_differ_and_refuses_overlap(corpus):
    view = explore.compare(corpus)
    ask(view, bgenre="")
    assert "the genres differ" in view.answer.html and "five-year plan" in view.answer.html
    assert "parts of reports differ" not in view.answer.html
    ask(view, bgenre="work_report")
    assert "role='note'" not in view.answer.html
    ask(view, bpart="review")
    assert "the parts of reports differ (plan; against review)" in view.answer.html
    assert "the genres differ" not in view.answer.html
    ask(view, bpart="plan", bfrom="2023", bto="2023")
    assert "are the same" in view.answer.html and not view.answer.tables


def test_a_side_is_one_selection(corpus):
    given = {"genre": "work_report", "years": (2014, 2015)}
    view = explore.compare(corpus, given, {"years": 2016, "place": "下城区"})
    target, reference = corpus.select(**given), corpus.select(years=2016, place="下城区")
    expected = wr.keyness.compare(target, reference)
    pd.testing.assert_frame_equal(view.answer.tables["keyness.csv"], expected)
    with pytest.raises(ValueError, match="one genre, one place and one part"):
        explore.compare(corpus, {"part": ["plan", "governance"]})


def test_no_choice_comes_up_blank(corpus):
    view = explore.topics(wr.topics.fit(corpus, k=6))
    (menu,) = [one for one in view.children[0].children if isinstance(one, widgets.Dropdown)]
    assert menu.label and None not in [value for _, value in menu.options]
    assert "1  社区 community, 机制 mechanism, 深化 deepen" in [name for name, _ in menu.options]


@pytest.fixture
def chinese():
    style.use("zh")
    yield
    style.use("en")


def test_chinese_answers_are_in_chinese(corpus, chinese):
    views = {
        "terms": explore.terms(corpus, "创新"),
        "indicators": explore.indicators(corpus, "gdp"),
        "compare": explore.compare(corpus),
        "topics": explore.topics(wr.topics.fit(corpus, k=6)),
    }
    ask(views["compare"], bgenre="")
    style.use("en")  # a view keeps its language, whatever the notebook draws later
    for view in views.values():
        view.show()
        shown = re.sub(
            r"(src|href|download)='[^']*'|<code>.*?</code>|<style>.*?</style>",
            "",
            view.answer.html + view.shown.value,
        )
        shown = html.unescape(re.sub(r"<[^>]*>", " ", shown)).split("保存")[0]
        words = set(re.findall(r"[A-Za-z]{3,}", shown)) - {"csv", "lines", "log", "lambda"}
        assert words <= {"Sievert", "Shirley"} | set(
            re.findall("[A-Za-z]{3,}", " ".join(corpus.paragraphs["text"]))
        ), words
    assert "注意" in views["compare"].answer.html
    ask(views["terms"], q="民代")
    assert "在更长的词中" in views["terms"].answer.html


def test_a_topic_model_is_turned_over(corpus):
    model = wr.topics.fit(corpus, k=6)
    view = explore.topics(model)
    before = view.answer
    choice, weight = view.children[0].children
    choice.value = 3
    assert (
        view.answer.tables["paragraphs.csv"]["topic"].unique().tolist() == [3]
        and view.shown.value != before.html
    )
    weight.value = 0.0
    pd.testing.assert_frame_equal(
        view.answer.tables["terms.csv"], explore.relevant_terms(model, 3, 0.0)
    )
    shares = view.answer.tables["shares.csv"]
    assert {"上城区 (-2021)", "上城区 (2021-)"} <= set(shares["territory"])
    assert (shares["documents"] == 1).all()  # no district is pooled with another
    assert "with lambda 0." in view.shown.value and "Lambda 1 ranks by weight" in view.shown.value
    assert "weight, % of the topic" in view.shown.value
    first = view.answer.tables["terms.csv"]["term"].map(wr.plots.with_sense)
    assert all(f">{html.escape(name)}<" in view.shown.value for name in first)
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


def test_where_no_kernel_runs_the_last_answer_is_seen(corpus, monkeypatch):
    sent = []
    monkeypatch.setattr("workreports.views.view.display", lambda data, **_: sent.append(data))
    monkeypatch.setattr(
        "IPython.display.DisplayHandle.display", lambda self, data, **_: sent.append(data)
    )
    monkeypatch.setattr(
        "IPython.display.DisplayHandle.update", lambda self, data, **_: sent.append(data)
    )
    view = explore.terms(corpus, "创新")
    ask(view, q="发展")
    assert sent == []  # nobody sees it yet
    view._ipython_display_()
    live, still = sent
    assert list(live) == ["application/vnd.jupyter.widget-view+json"]
    assert still["text/plain"] == "<terms>" and "<a download" not in still["text/html"]
    assert "<img alt='发展, per" in still["text/html"]
    ask(view, q="智慧")
    assert len(sent) == 3 and "<img alt='智慧, per" in sent[2]["text/html"]
    assert view._repr_mimebundle_()["text/html"] == sent[2]["text/html"]
    assert (view.keeper.of, view.keeper.data) == (view.model_id, sent[2])


def test_the_module_of_a_widget_needs_no_page_of_its_own():
    """VS Code shows each output in a frame without address or store, and resolves no import."""
    found = re.findall(
        r"^\s*import\b|\bimport\(|baseURI|location|history|Storage|cookie|fetch|document\.(?:head|body)",
        widget.Explorer._esm + keeping.Keeper._esm,
        re.MULTILINE,
    )
    assert found == []


def test_what_stands_in_a_notebook_is_the_same_each_time(corpus):
    def bundle():
        found = explore.terms(corpus, "创新")._repr_mimebundle_()
        return {kind: found[kind] for kind in ("text/plain", "text/html")}

    assert bundle() == bundle()


def test_a_view_leaves_the_style_of_other_pictures_alone(corpus):
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 17.0}):
        explore.terms(corpus, "创新")
        assert mpl.rcParams["font.size"] == 17.0
    style.use("en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view_of_the_explorer_stays_in_the_notebook(corpus, lang):
    view = explore.terms(corpus, "theme: environment, 创新")
    ask(view, lang=lang, view="company", window="5")
    expected = wr.terms.collocates(corpus, "创新", 5)
    pd.testing.assert_frame_equal(view.answer.tables["collocates.csv"], expected)
    sides = {
        f"{one}{name}": "" for one in "ab" for name in ("place", "genre", "part", "from", "to")
    }
    ask(view, view="compare", **{**sides, "afrom": "2016", "ato": "2023", "bto": "2015"})
    expected = wr.keyness.compare(corpus.select(years=(2016, 2023)), corpus.select(years=(0, 2015)))
    pd.testing.assert_frame_equal(view.answer.tables["keyness.csv"], expected)
    assert {"en": "the genres differ", "zh": "两组的文种不同"}[lang] in view.answer.html
    ask(view, view="figures", indicator="gdp", where="下城区", year="")
    figures = view.answer.tables["figures.csv"]
    assert set(figures["place"]) == {"下城区"} and len(figures) > 10
    ask(view, indicator="")
    assert len(view.answer.tables["promises.csv"]) > 10 and not view.answer.pictures
    ask(view, view="terms")
    assert "rates.csv" in view.answer.tables
