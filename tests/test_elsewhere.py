"""Three reports of another province, 2005-2009, give every chart and every view, with their own years and no word of this corpus."""

import re

import elsewhere
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import workreports as wr
from workreports import plots
from workreports.io import lexicon
from workreports.plots import marks, style

YEARS = [2005, 2007, 2009]
OURS = re.compile(
    "201[0-9]|202[0-9]|杭|浙|[上下]城|拱墅|江干|Hangz|Zhej|[gi]acheng|Gongshu|Jianggan"
)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    return wr.load_corpus(elsewhere.make(tmp_path_factory.mktemp("county") / "corpus"))


@pytest.fixture(scope="module")
def reformed(tmp_path_factory):
    return wr.load_corpus(elsewhere.make(tmp_path_factory.mktemp("city") / "corpus", reform=True))


@pytest.fixture(scope="module")
def model(county):
    return wr.topics.fit(county, 3, min_paragraphs=2, min_documents=2, max_share=0.9, min_words=5)


@pytest.fixture(autouse=True, params=["en", "zh"])
def language(request, county):
    wr.style.use(request.param, lexicon.of(county.folder))
    yield request.param
    wr.style.use("en")


def words(fig):
    """All that is written in a picture; drawn, so that a glyph that is missing fails."""
    fig.canvas.draw()
    return "\n".join(text.get_text() for text in fig.findobj(plt.Text) if text.get_visible())


def drawn(fig, language):
    """Hold a picture against what all must have: words of its own place alone, in one language."""
    told = words(fig)
    assert told and not OURS.search(told)
    assert language == "en" or not style.untranslated([told])
    return told


def points(ax):
    """The places of single marks; no triangles that say that an interval goes on."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in ax.get_lines()
        if len(line.get_xdata()) == 1 and line.get_marker() != 6
    ]


def dashes(ax):
    return [line.get_xdata()[0] for line in ax.get_lines() if line.get_linestyle() == "--"]


def rates(corpus):
    themes = {"education and health": ["学校", "医院"], "finance": ["财政", "投资"]}
    return wr.terms.frequency(corpus, themes, by=["year", "place"])


def observations(corpus):
    """GDP as the view of indicators draws it."""
    table = pd.concat([wr.indicators.extract(corpus), corpus.reference], ignore_index=True)
    table = table[table["indicator"].eq("gdp") & table["measure"].eq("level")]
    return table.assign(
        panel="地区生产总值",
        year=table["period_end"],
        value=table["value_std"],
        is_estimate=False,
        in_corpus=table["source"] != "reference",
    )


def test_rates_have_the_years_and_gaps_of_the_data(county, language):
    fig = plots.rates_by_year(rates(county), county.territories)
    told = drawn(fig, language)
    for ax in fig.axes:
        assert ax.get_xlim() == pytest.approx((2004.4, 2009.6))
        assert ax.get_xticks().tolist() == list(range(2005, 2010))
        assert [x for x, _ in points(ax)] == YEARS and min(y for _, y in points(ax)) > 0
        shaded = [patch.get_x() for patch in ax.patches]
        assert shaded == [2005.5, 2007.5] and not dashes(ax)
    assert "reform" not in told and "区划调整" not in told


def test_a_reform_is_drawn_where_the_table_says_so(reformed, language):
    fig = plots.rates_by_year(rates(reformed), reformed.territories)
    told = drawn(fig, language)
    assert [dashes(ax) for ax in fig.axes] == [[2007.5], [2007.5]]
    assert {"en": "boundary reform of 2007", "zh": "2007年区划调整"}[language] in told
    assert "(-2007)" in told and "(2007-)" in told
    early = rates(reformed.select(years=(2005, 2007)))
    assert not dashes(plots.rates_by_year(early, reformed.territories).axes[0])


def test_a_territory_looks_the_same_everywhere(reformed):
    new = marks.looks(["云岭县 (2007-)"], reformed.territories)["云岭县 (2007-)"]
    assert new == ("h", style.COLOURS["orange"])
    shown = marks.looks(reformed.territories.index, reformed.territories)
    for table in (shown, marks.looks(["青石县"], reformed.territories)):
        assert table["青石县"] == shown["青石县"]
    assert len({look.marker for look in shown.values()}) == len(shown)
    assert len({look.colour for look in shown.values()}) == len(shown)


def test_a_family_has_a_panel_and_any_other_place_one_of_its_own(county, reformed, language):
    table = observations(county)
    fig = plots.observations_by_year(table, "亿元", county.territories)
    drawn(fig, language)
    assert len(fig.axes) == 3  # the county, its neighbour, the city
    assert all(ax.get_xlim() == (2003.5, 2008.5) and not dashes(ax) for ax in fig.axes)
    assert fig.axes[0].get_xticks().tolist() == [2004, 2005, 2006, 2007, 2008]
    assert sum(len(set(points(ax))) for ax in fig.axes) == len(table) == 7

    county_only = observations(reformed)
    county_only = county_only[county_only["place"] != "南江市"]
    sums = county_only.iloc[[0]].assign(place="云岭县+青石县", territory="sum", value=32.9)
    fig = plots.observations_by_year(pd.concat([county_only, sums]), "亿元", reformed.territories)
    drawn(fig, language)
    (ax,) = fig.axes
    assert "云岭县" in ax.get_title(loc="left") and "青石县" in ax.get_title(loc="left")
    assert dashes(ax) == [2006.5] and (2005.0, 32.9) not in points(ax)
    assert (float(sums["year"].iloc[0]), 32.9) in points(ax)
    for line in ax.get_lines():  # none crosses the reform
        there = [x for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True) if pd.notna(y)]
        if len(line.get_xdata()) > 2:
            assert not there or max(there) < 2007 or min(there) >= 2007


def test_growth_against_growth(county, language):
    table = wr.indicators.extract(county)
    table = table[table["measure"].eq("level")].assign(year=table["period_end"])
    wide = table.pivot(index=["territory", "year"], columns="indicator", values="growth_pct")
    wide = wide.rename(columns={"gdp": "地区生产总值", "total_fiscal_revenue": "财政总收入"})
    fig = plots.growth_against(wide.reset_index(), "地区生产总值", "财政总收入")
    assert {"2004", "2006", "2008"} <= set(drawn(fig, language).split("\n"))


def test_charts_of_documents(county, reformed, language):
    documents, paragraphs = county.documents, county.paragraphs
    cover = county.coverage.join(documents[["territory", "year", "genre"]], on="doc_id")
    cover = cover[cover["part"].isin(["review", "plan"])]
    fig = plots.coverage(cover, county.territories)
    drawn(fig, language)
    assert fig.axes[0].get_xlim() == pytest.approx((2004.4, 2009.6))
    assert len(fig.axes[0].patches) == len(cover) == 6 and not dashes(fig.axes[0])
    cover["territory"] = cover["doc_id"].map(reformed.documents["territory"])
    fig = plots.coverage(cover, reformed.territories)
    assert dashes(fig.axes[0]) == [2007.5] and "2007" in drawn(fig, language)

    names = documents.apply(plots.document_name, axis=1)
    assert names.str.contains("2005").sum() == 1 and names.is_unique
    sizes = paragraphs.assign(n=paragraphs["text"].str.len())
    sizes = sizes.pivot_table(index="doc_id", columns="part", values="n", aggfunc="sum")
    fig = plots.stacked_parts(sizes.rename(index=names))
    drawn(fig, language)
    assert len(fig.axes[0].patches) == sizes.size

    fig = plots.raw_strips(documents, county.edits)
    said = drawn(fig, language)
    assert all(year in said for year in ("2005", "2007", "2009"))


def test_charts_of_terms_and_keywords(county, language):
    first, last = county.select(years=2005), county.select(years=2009)
    counts = pd.DataFrame({"2005": [4, 0], "2009": [2, 1]}, index=["农业", "低保"])
    change = wr.terms.change(
        first, last, {"finance": ["财政", "投资"], "environment": ["生态", "环境"]}
    )
    plans = county.select(part="plan")
    compared = wr.keyness.compare(plans, county.select(part="review"), min_count=2)
    rates = compared.set_index("term").head(5)
    left, right = (rates[[f"per_10k_{side}"]] for side in ("reference", "target"))
    names = style.label("review"), style.label("plan")
    figures = [
        plots.dot_table(counts, style.label("Mentions")),
        plots.paired_rates(change, "2005", "2009"),
        plots.effect_and_evidence(compared, style.label("plan"), style.label("review")),
        plots.paired_bars(left, right, style.label("per 10,000 words"), names),
        plots.word_clouds(compared, *names),
        plots.before_and_after(counts, "F1"),
    ]
    for fig in figures:
        words(fig)
        assert not OURS.search(words(fig))
    assert len(figures[2].axes[0].collections[0].get_offsets()) + len(
        figures[2].axes[0].collections[1].get_offsets()
    ) == len(compared)


def test_charts_of_topics_and_shared_wording(county, reformed, model, language):
    shares = model.shares_by(["year", "place", "territory"])
    fig = plots.topic_shares(shares, model.labels, county.territories)
    drawn(fig, language)
    assert all(len(points(ax)) == 3 and not dashes(ax) for ax in fig.axes)
    assert fig.axes[0].get_xlim() == pytest.approx((2004.4, 2009.6))
    terms = drawn(plots.topic_terms(model.terms, model.labels), language)
    # In English each word has its sense behind it, where the glossary knows one.
    words = {line.partition(" ")[0] for line in terms.split("\n")}
    assert set(model.terms.loc[model.terms["rank"] == 1, "term"]) <= words

    shared = wr.reuse.passages(county)
    pairs = shared.groupby(["doc_id_a", "doc_id_b"], as_index=False)["length"].sum()
    edges = pairs.set_axis(["a", "b", "characters"], axis=1)
    nodes = county.documents.assign(row=county.documents["place"], short="work report")
    fig = plots.reuse_network(edges, nodes, county.territories)
    told = drawn(fig, language)
    assert len(fig.axes[0].patches) == len(edges) == 3
    assert all(str(number) in told for number in edges["characters"])
    fig = plots.reuse_network(
        edges, nodes.assign(territory=reformed.documents["territory"]), reformed.territories
    )
    assert "(2007-)" in drawn(fig, language)
    share = pd.DataFrame({"formula": [1.0], "repeated": [9.0]}, index=["2005"])
    drawn(plots.stacked_shares(share, "%"), language)


def test_charts_of_promises(county, language):
    found = wr.indicators.extract(county)
    targets = pd.crosstab(found["doc_id"].str[8:12], found["bound"])
    fig = plots.stacked_counts(targets, style.label("targets"))
    assert not OURS.search(words(fig)) and len(fig.axes[0].patches) == targets.size
    gaps = pd.DataFrame({"distance": [1.0, -2.0], "unit": "%", "met": [True, False]}).assign(
        place="甲县", period="2005", what="a", measure="growth", promise=8.0, outcome=[9.0, 6.0]
    )
    drawn(plots.promise_and_outcome(gaps), language)


def test_one_panel_can_be_drawn_into_a_picture_of_several(county):
    fig, axes = plt.subplots(1, 2)
    shares = pd.DataFrame({"formula": [1.0], "repeated": [9.0]}, index=["2005"])
    assert plots.stacked_shares(shares, "%", ax=axes[0]) is fig
    assert plots.stacked_counts(shares.astype(int), "n", ax=axes[1]) is fig
    assert all(ax.get_legend() and ax.patches for ax in axes) and not fig.legends


def shown(view):
    """What a view says, its pictures' data apart."""
    return re.sub(r"(src|href)='[^']*'", "", view.answer.html + view.shown.value)


def test_every_view_answers_in_the_words_of_its_corpus(county, model):
    views = {
        "terms": wr.explore.terms(county, "农业"),
        "indicators": wr.explore.indicators(county),
        "compare": wr.explore.compare(county),
        "topics": wr.explore.topics(model),
    }
    for view in views.values():
        assert "role='alert'" not in view.answer.html and not OURS.search(shown(view))
    tables = views["terms"].answer.tables
    assert tables["rates.csv"]["year"].tolist() == YEARS and len(tables["lines.csv"]) > 5
    assert set(views["terms"].answer.pictures) == {"rates.png"}
    assert set(views["indicators"].answer.pictures) == {"levels.png", "growth.png"}
    assert set(views["indicators"].answer.tables["figures.csv"]["period_end"]) <= set(
        range(2004, 2010)
    )
    assert not views["compare"].answer.tables["keyness.csv"].empty
    assert views["topics"].answer.tables["shares.csv"]["year"].tolist() == YEARS


def test_a_view_draws_the_places_of_its_level_and_any_that_is_chosen(reformed, monkeypatch):
    drawn = []
    real = plots.observations_by_year
    monkeypatch.setattr(
        plots, "observations_by_year", lambda *a: drawn.append(real(*a)) or drawn[-1]
    )
    view = wr.explore.indicators(reformed, "gdp")
    assert [len(fig.axes) for fig in drawn] == [1, 1]  # levels and growth: one family
    assert {dashes(fig.axes[0])[0] for fig in drawn} == {2006.5}
    drawn.clear()
    view.explorer.state = {**view.explorer.state, "where": "南江市"}
    assert "南江市" in drawn[0].axes[0].get_title(loc="left") and not dashes(drawn[0].axes[0])
