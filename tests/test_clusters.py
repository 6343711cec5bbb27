"""Words and strings in one table; paragraphs or documents as what is sampled."""

import numpy as np
import pandas as pd
import pytest

import workreports as wr
from workreports import panel
from workreports.analysis import clusters, counting, keyness, statistics, terms
from workreports.analysis import units as units_of

TEXT = """{year}年{area}政府工作报告
各位代表:
一、{last}年工作回顾
民生改善。民生实事{n}件,惠民生、保民生!亚运筹备、亚运会场馆、亚运村开工。
二、{year}年工作任务
大力发展工业;办好民生实事。迎亚运,建亚运村。
"""
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def reports(documents):
    rows = [(f"{name}县", 2016) for name in NAMES[:documents]]
    table = pd.DataFrame(rows, columns=["area", "year"])
    table["report"] = [
        TEXT.format(year=year, last=year - 1, area=area, n=number)
        for number, (area, year) in enumerate(rows)
    ]
    return wr.from_table(table, text="report", place="area", year="year")


@pytest.fixture(scope="module")
def two():
    return reports(2)


def drawn(rng, documents, spread, words=200, hits=20):
    """Paragraphs of documents that each have their own rate of each word; the true rate."""
    of = np.repeat(np.arange(documents), 50)
    sizes = rng.integers(60, 240, len(of))
    rate = hits * documents / sizes.sum()
    own = np.exp(rng.normal(-(spread**2) / 2, spread, (documents, words)))
    mean = rate * sizes[:, None] * own[of]
    return rng.poisson(mean * rng.gamma(0.5, 2, mean.shape)), sizes, of, rate


def test_words_and_strings_stand_in_one_table(two):
    table = terms.frequency(two, ["民生", "亚运", "亚运*"]).set_index("term")
    # Five places of each in a report: 民生实事 twice, 亚运会 once, 亚运村 twice among them.
    assert table["count_strings"].to_dict() == {"民生": 10, "亚运": 10, "亚运*": 10}
    words = two.select().tokens()["token"]
    alone = {"民生": words.eq("民生").sum(), "亚运": words.eq("亚运").sum()}
    alone["亚运*"] = words.str.startswith("亚运").sum()
    assert table["count_words"].to_dict() == alone == table["count"].to_dict()
    assert alone["亚运"] < alone["亚运*"] <= 10
    assert np.allclose(table["per_10k_characters"], 1e4 * table["count"] / table["characters"])
    assert np.allclose(table["share_characters"], 20 / table["characters"])
    # Of nine sentences (a line's end closes one) three hold 民生, two 亚运.
    assert np.allclose(table["share_sentences"], [3 / 9, 2 / 9, 2 / 9])
    as_strings = terms.frequency(two, ["民生"], count="strings").iloc[0]
    assert as_strings["count"] == 10 and as_strings["per_10k"] == 1e5 / as_strings["words"]
    counted = panel.attention(two, {"民生": ["民生"]})
    assert counted["count_strings"].sum() == 10


def test_what_stands_mostly_inside_longer_words_is_said_beside_its_count(corpus):
    pooled = terms.frequency(corpus, ["民生", "数字", "创新"], by="genre")
    both = pooled.groupby("term")[["count", "count_strings"]].sum()
    assert both.loc[["民生", "数字"]].to_numpy().tolist() == [[25, 62], [25, 89]]
    for row in pooled.itertuples():
        inside = 2 * row.count_words < row.count_strings
        said = f"{row.count_words} of {row.count_strings}, else inside longer words"
        assert row.note.endswith(said) == inside
    assert pooled["note"].str.contains("inside").any() and not pooled["note"].eq("").empty
    work, plan = (corpus.select(genre=genre) for genre in ("work_report", "five_year_plan"))
    change = terms.change(work, plan, ["数字", "创新"])
    found = pooled[pooled["genre"].isin(["work_report", "five_year_plan"])]
    count, strings = found.groupby("term")[["count", "count_strings"]].sum().loc["数字"]
    assert f"{count} of {strings}, else inside" in change.loc[0, "note"]
    assert "inside" not in change.loc[1, "note"]


def test_strings_are_those_that_a_search_finds(corpus):
    chosen = corpus.select(genre="work_report")
    text = "\n".join(chosen.paragraphs["text"].loc[chosen.words.to_numpy() > 0])
    for term in ("民生", "亚运", "创新驱动"):
        table = terms.frequency(chosen, term, by="genre", count="strings")
        assert table["count"].tolist() == [text.count(term)]


@pytest.mark.parametrize("way", units_of.WAYS)
def test_sums_by_unit_tell_what_paragraphs_do(corpus, monkeypatch, way):
    monkeypatch.setattr(units_of, "_DOCUMENTS", 3)
    themes = {"a": ["创新", "发展*"], "b": ["环境"], "c": ["没有这个词"]}
    units = units_of.count(corpus, themes, way)
    hits = counting.count(corpus, themes)
    found = units_of.strings(corpus, themes, hits.paragraphs["par_id"])
    counts = hits.counts if way == "words" else found.counts
    sizes, documents = hits.paragraphs["words"], hits.paragraphs["doc_id"]
    direct = statistics.totals(counts, sizes.to_numpy(), documents.to_numpy())
    for one, other in zip(units.documents().totals(), direct, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9)
    assert units.table[["words", "paragraphs"]].sum().tolist() == [sizes.sum(), len(sizes)]
    for by in ("part", "about"):  # a document is one, however many units it has
        table = terms.frequency(corpus, themes, by=by, count=way)
        for (_, group), row in table.set_index(["term", by]).iterrows():
            rows = (hits.paragraphs[by] == group).to_numpy()
            assert row["documents"] == documents[rows].nunique()
            assert row["paragraphs"] == rows.sum()


def test_documents_as_clusters_by_hand():
    rng = np.random.default_rng(5)
    counts, sizes, of, _ = drawn(rng, 6, 0.5, words=3)
    total = statistics.sums(counts, sizes, of).document_totals()
    for term, hits in enumerate(counts.T):
        by_document = pd.DataFrame({"y": hits, "w": sizes}).groupby(of).sum()
        rate = hits.sum() / sizes.sum()
        residual = by_document["y"] - rate * by_document["w"]
        assert total.variance[term] == pytest.approx(6 / 5 * (residual**2).sum())
    words = [sizes[of == document].sum() for document in range(6)]
    whole = np.array([counts[of == document].sum(axis=0) for document in range(6)])
    again = statistics.sums(whole, words, np.arange(6)).document_totals()
    np.testing.assert_allclose(total.variance, again.variance)
    np.testing.assert_allclose(total.df, again.df)
    assert np.isnan(statistics.sums(whole[:1], words[:1], [0]).document_totals().variance).all()


def moments_by_hand(counts, sizes, of):
    """DerSimonian & Laird's moments for one word, paragraph by paragraph."""
    rate, every = counts.sum() / sizes.sum(), sizes.sum()
    residuals = [(counts - rate * sizes)[of == document] for document in np.unique(of)]
    within = [len(e) * e.var(ddof=1) for e in residuals]
    words = [sizes[of == document].sum() for document in np.unique(of)]
    beyond, unit = sum(e.sum() ** 2 for e in residuals), 0
    for w, v in zip(words, within, strict=True):
        # e_d = x_d - w_d / W * (sum of all x): its own part, and that of the others
        beyond -= v * ((1 - w / every) ** 2) + (w / every) ** 2 * (sum(within) - v)
        unit += w**2 * (1 - w / every) ** 2
        unit += (w / every) ** 2 * (sum(x**2 for x in words) - w**2)
    return beyond / rate, unit * rate


def test_the_spread_between_documents_by_hand_and_by_simulation():
    rng = np.random.default_rng(6)
    counts, sizes, of, _ = drawn(rng, 3, 0.6, words=4, hits=40)
    found = [moments_by_hand(column, sizes, of) for column in counts.T]
    by_hand = sum(one for one, _ in found) / sum(unit for _, unit in found)
    sums = statistics.sums(counts, sizes, of)
    assert statistics.between_documents([sums]) == pytest.approx(by_hand)
    for documents, spread in ((3, 0.0), (3, 0.33), (40, 0.67)):
        groups = [statistics.sums(*drawn(rng, documents, spread)[:3]) for _ in range(10)]
        true = np.expm1(spread**2)  # the squared coefficient of variation of a lognormal
        assert statistics.between_documents(groups) == pytest.approx(true, rel=0.15, abs=0.01)
    assert np.isnan(statistics.between_documents([sums.some(np.array([0]))]))


@pytest.mark.parametrize(
    "documents, spread, way, bounds",
    [
        (3, 0.33, "given", (0.78, 0.89)),  # too narrow for documents like these
        (3, 0.33, "pooled", (0.93, 0.97)),
        (3, 0.0, "pooled", (0.93, 0.97)),
        (20, 0.33, "sampled", (0.94, 0.96)),
        (20, 0.0, "sampled", (0.94, 0.96)),
        (30, 0.33, "given", (0.78, 0.89)),  # more documents do not cure it
    ],
)
def test_coverage_of_ratios_of_documents_like_these(documents, spread, way, bounds):
    rng, covered = np.random.default_rng(8), []
    for _ in range(20):
        one, other = (drawn(rng, documents, spread) for _ in "ab")
        sides = [statistics.sums(*side[:3]) for side in (one, other)]
        between = statistics.between_documents(sides) if way == "pooled" else 0.0
        made = [clusters.side(side, way == "sampled", between) for side in sides]
        _, low, high = statistics.ratio_interval(*(side.wider for side in made))
        truth = one[3] / other[3]
        covered.append((low <= truth) & (truth <= high))
    assert bounds[0] <= np.mean(covered) <= bounds[1]


def test_documents_are_sampled_where_there_are_twenty():
    many = reports(20)
    assert many.documents["year"].nunique() == 1
    assert set(terms.frequency(many, "民生")["interval"]) == {clusters.SAMPLED}
    fewer = terms.frequency(many.select(doc_id=many.documents.index[:19].tolist()), "民生")
    assert set(fewer["interval"]) == {clusters.GIVEN}
    given = terms.frequency(many, "民生", cluster="paragraph").iloc[0]
    assert given["interval"] == clusters.GIVEN and np.isnan(given["low_documents"])
    alone = terms.frequency(many, "民生", by="doc_id")
    assert alone[["low_documents", "high_documents"]].isna().all(axis=None)
    assert (alone["low"] < alone["per_10k"]).all()
    nothing = terms.frequency(many, "民生", by="doc_id", cluster="document")
    assert nothing["low"].isna().all()


def test_the_interval_for_documents_like_these_holds_the_other_one(corpus):
    work = corpus.select(genre="work_report")
    before, after = work.select(years=(2016, 2017)), work.select(years=2023)
    table = terms.change(before, corpus.select(years=2023), ["创新", "民生", "环境"])
    assert (table["interval"] == clusters.GIVEN).all()
    assert (table["low_documents"] < table["low"]).all()
    assert (table["high_documents"] > table["high"]).all()
    assert table[["documents_earlier", "documents_later"]].iloc[0].tolist() == [2, 2]
    by_document = terms.change(before, after, ["创新"], cluster="document")
    assert (by_document["interval"] == clusters.SAMPLED).all()
    # Three reviews of one office, of neighbouring years, differ by no more than paragraphs do.
    reviews = terms.frequency(work.select(place="下城区", part="review"), "创新", by="place")
    assert reviews.loc[0, ["low", "high"]].tolist() == [
        reviews.loc[0, "low_documents"],
        reviews.loc[0, "high_documents"],
    ]


def test_what_is_no_way_to_count_or_empty_is_said(two):
    with pytest.raises(ValueError, match="cannot count 'tokens'; choose words or strings"):
        terms.frequency(two, "民生", count="tokens")
    for call in (
        lambda: terms.frequency(two, "民生", cluster="place"),
        lambda: terms.change(
            two.select(place="甲县"), two.select(place="乙县"), "民生", cluster="place"
        ),
    ):
        with pytest.raises(ValueError, match="cannot cluster by 'place'"):
            call()
    with pytest.raises(ValueError, match="stands for every word"):
        terms.frequency(two, "*")
    nothing = two.within([])
    for measure in (
        lambda: terms.frequency(nothing, "民生"),
        lambda: terms.dispersion(nothing, "民生"),
        lambda: terms.collocates(nothing, "民生"),
        lambda: terms.check_themes(nothing, {"a": ["民生"]}),
        lambda: terms.readability(nothing),
        lambda: panel.attention(nothing, {"a": ["民生"]}),
        lambda: terms.change(two, nothing, "民生"),
    ):
        with pytest.raises(ValueError, match="is empty"):
            measure()
    preface = two.select(part="preface")
    with pytest.raises(ValueError, match="empty: no paragraph has a about"):
        terms.frequency(preface, "民生", by="about")


def test_readability_of_sentences(two):
    table = terms.readability(two.select(part="plan"), by="place", listed=["民生", "工业"])
    assert table["sentences"].tolist() == [3, 3]
    assert np.allclose(table["characters_per_sentence"], table["characters"] / 3)
    words = two.select(part="plan").tokens()["token"]
    share = words.isin(["民生", "工业"]).sum() / table["words"].sum()
    assert np.allclose(table["share_listed"], share) and 0 < share < 1
    assert terms.readability(two)["share_listed"].isna().all()


def test_keyness_shuffles_documents_where_there_are_twenty(corpus):
    work = corpus.select(genre="work_report", part="plan")
    sides = work.select(years=2023), work.select(years=(2016, 2017))
    few = keyness.compare(*sides, draws=2_000)
    assert set(few["interval"]) == {clusters.GIVEN}
    assert (few["low_documents"] <= few["low"]).all()
    assert (few["high_documents"] >= few["high"]).all()
    rng, rows = np.random.default_rng(9), []
    for number in range(
        40
    ):  # of the first twenty reports every fourth is full of a word of its own
        often = "渔业" if number < 20 and number % 4 == 0 else "茶叶"
        lines = [f"抓好{often}发展。" * int(rng.integers(1, 5)) for _ in range(6)]
        text = "\n".join(["政府工作报告", "一、工作任务", *lines])
        rows.append((f"{NAMES[number % 20]}县", 2016 + number // 20, text))
    table = pd.DataFrame(rows, columns=["area", "year", "report"])
    many = wr.from_table(table, text="report", place="area", year="year")
    sides = [many.select(years=year) for year in (2016, 2017)]
    one = keyness.compare(*sides, draws=20_000).set_index("term")
    other = keyness.compare(*sides, draws=20_000, cluster="paragraph").set_index("term")
    assert set(one["interval"]) == {clusters.SAMPLED}
    assert one.loc["渔业", "documents"] == other.loc["渔业", "documents"] == 5
    # Five documents of forty, all on one side: 2 * C(20, 5) / C(40, 5) = .047 at most.
    assert other.loc["渔业", "p"] < 0.001 and 0.01 < one.loc["渔业", "p"] < 0.1
    by_document = [
        terms.change(sides[1], sides[0], "茶叶", cluster=way).iloc[0]
        for way in ("auto", "document")
    ]
    for row in by_document:
        assert np.log2(row["low"]) == pytest.approx(one.loc["茶叶", "low"])
        assert row["detectable"] > 1 and row["interval"] == clusters.SAMPLED
    with pytest.raises(ValueError, match="cannot cluster by"):
        keyness.compare(*sides, cluster="word")
