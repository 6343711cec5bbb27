"""Distances between texts: independent implementations, symmetry, what chance does, and what is refused."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

import workreports as wr
from workreports.analysis import similarity
from workreports.analysis.similarity import distance

WORDS = [
    "农业",
    "工业",
    "水电",
    "烟叶",
    "公路",
    "学校",
    "医院",
    "教师",
    "企业",
    "园区",
    "林业",
    "森林",
    "矿产",
    "救助",
    "沼气",
    "粮食",
    "合作医疗",
    "资金",
    "城镇",
    "旅游",
]
PLANS = ["plan", "governance"]


def reports(rows, words=WORDS):
    """A corpus of made-up reports: rows of place, year and the words that its sentences use most."""
    texts = []
    for place, year, likes in rows:
        rng = np.random.default_rng(sum(map(ord, place)) + year)
        weights = np.array([6.0 if word in likes else 1.0 for word in words])
        lines = [
            "、".join(rng.choice(words, 12, p=weights / weights.sum())) + "。" for _ in range(12)
        ]
        head = f"{year}年{place}政府工作报告\n各位代表:\n一、{year - 1}年工作回顾\n"
        texts.append(head + "\n".join(lines))
    table = pd.DataFrame(rows, columns=["area", "year", "likes"]).assign(report=texts)
    return wr.from_table(table, text="report", place="area", year="year")


@pytest.fixture(scope="module")
def plans(corpus):
    return (
        corpus.select(genre="work_report", years=(2016, 2017), part=PLANS),
        corpus.select(years=2023, part=PLANS),
    )


@pytest.fixture(scope="module")
def levels():
    """A county under a city under a province, all with the nation's reports of the same years."""
    likes = {
        "全国": WORDS[:6],
        "浙江省": WORDS[2:8],
        "杭州市": WORDS[4:10],
        "桐庐县": WORDS[6:12],
        "北京市": WORDS[12:],
    }
    return reports([(place, year, own) for place, own in likes.items() for year in (2011, 2012)])


def test_the_divergence_against_scipy(corpus):
    chosen = corpus.select(genre=["work_report", "plan_report", "five_year_plan"])
    table = similarity.pairs(chosen, draws=19)
    counts, rows, _ = chosen.matrix(by="doc_id", min_count=1)
    shares = pd.DataFrame(counts.toarray(), rows["doc_id"])
    assert len(table) == 7 * 6 / 2
    for row in table.itertuples():
        expected = jensenshannon(shares.loc[row.one], shares.loc[row.other], base=2) ** 2
        assert row.divergence == pytest.approx(expected, abs=1e-6)
        assert row.words_one == shares.loc[row.one].sum()
    assert np.allclose(table["excess"], table["divergence"] - table["floor"])


def test_floor_and_p_against_a_loop(plans):
    small = [side.within(side.paragraphs["par_id"].iloc[10:25]) for side in plans]
    row = similarity.between(*small).iloc[0]
    counts = [side.matrix(by="par_id", min_count=1) for side in small]
    frames = [pd.DataFrame(c.toarray(), columns=terms) for c, _, terms in counts]
    both = pd.concat(frames, ignore_index=True).fillna(0)
    both = both[both.sum(axis=1) > 0].to_numpy()
    wanted = min(frame.to_numpy().sum() for frame in frames)
    rng, drawn = np.random.default_rng(11), []
    for _ in range(2_000):
        shuffled = rng.permutation(both)
        words = shuffled.sum(axis=1)
        cut = max(1, int((np.cumsum(words) - words / 2 <= wanted).sum()))
        drawn.append(jensenshannon(shuffled[:cut].sum(0), shuffled[cut:].sum(0), base=2) ** 2)
    assert row["floor"] == pytest.approx(np.mean(drawn), abs=0.002)
    assert row["p"] == pytest.approx(np.mean(np.array(drawn) >= row["divergence"]), abs=0.04)


def test_the_table_turns_with_its_sides(plans):
    there, back = similarity.between(*plans, draws=99), similarity.between(*plans[::-1], draws=99)
    same = ["divergence", "floor", "excess", "p"]
    assert there[same].equals(back[same])
    assert there["words_one"].tolist() == back["words_other"].tolist()
    assert (there["note"][0], back["note"][0]) == ("cut other", "cut one")


def test_time_parts_the_four_plans_and_no_other_way_does(plans):
    table = similarity.splits(*plans)
    assert table["asked"].tolist() == [True, False, False]
    assert table["p"][0] < 0.001 and (table["p"][1:] > 0.1).all()
    assert table["excess"][0] > 0.05 and (table["excess"][1:].abs() < 0.01).all()
    assert {frozenset(map(frozenset, row)) for row in table[["one", "other"]].to_numpy()} == {
        frozenset(
            [
                frozenset(["shangcheng-2023-plan-report", other]),
                frozenset(
                    {
                        "xiacheng-2016-work-report",
                        "shangcheng-2017-work-report",
                        "gongshu-2023-work-report",
                    }
                    - {other}
                ),
            ]
        )
        for other in (
            "xiacheng-2016-work-report",
            "shangcheng-2017-work-report",
            "gongshu-2023-work-report",
        )
    }


def test_the_two_plans_of_2023_are_not_told_apart(plans):
    (row,) = similarity.pairs(plans[1]).itertuples()
    assert row.p == row.p_adjusted > 0.3 and row.excess < 0.01


def test_two_halves_of_one_document_are_at_the_floor(corpus):
    for doc_id in ("shangcheng-2016-five-year-plan", "xiacheng-2016-work-report"):
        par_ids = corpus.select(doc_id=doc_id).paragraphs["par_id"]
        halves = [corpus.within(par_ids.iloc[start::2]) for start in (0, 1)]
        row = similarity.between(*halves).iloc[0]
        assert abs(row["excess"]) < 0.015 and row["p"] > 0.05 and row["divergence"] > 0.15


def test_a_side_of_long_paragraphs_is_held_against_piles_as_long():
    """With as many paragraphs instead of as many words the floor would be too high by .1."""
    rng = np.random.default_rng(2)
    sizes = np.repeat([600, 60], [10, 100])
    shares = 1 / np.arange(1, 2001)
    counts = scipy.sparse.csr_array(
        np.array([rng.multinomial(size, shares / shares.sum()) for size in sizes])
    )
    seen, drawn = distance._against_draws(counts, np.arange(110) < 10, 400, rng)
    assert abs(seen - drawn.mean()) < 0.005
    counted = []
    for _ in range(100):
        one = np.isin(np.arange(110), rng.choice(110, 10, replace=False))
        sides = counts[one].sum(axis=0), counts[~one].sum(axis=0)
        counted.append(jensenshannon(*sides, base=2) ** 2)
    assert np.mean(counted) > seen + 0.1


@pytest.mark.slow
def test_p_keeps_its_level():
    rng, found = np.random.default_rng(8), []
    shares = 1 / np.arange(1, 801)
    for _ in range(400):
        sizes = np.maximum(15, rng.lognormal(np.log(50), 0.5, 60)).astype(int)
        own = rng.gamma(0.5, 2.0, (60, 800)) * shares  # words cluster in paragraphs
        counts = rng.poisson(sizes[:, None] * own / shares.sum())
        seen, drawn = distance._against_draws(
            scipy.sparse.csr_array(counts), np.arange(60) < 25, 199, rng
        )
        found.append(((drawn >= seen).sum() + 1) / 200)
    assert 0.03 <= np.mean(np.array(found) <= 0.05) <= 0.075  # 0.05, with two standard errors


def test_a_matrix_is_the_same_on_both_sides(corpus):
    table = similarity.pairs(corpus.select(genre="work_report"), by="year", draws=19)
    square = similarity.matrix(table)
    assert square.index.tolist() == square.columns.tolist() == [2014, 2015, 2016, 2017, 2023]
    assert np.isnan(np.diag(square)).all() and square.equals(square.T)
    for row in table.itertuples():
        assert square.loc[row.one, row.other] == row.excess


def test_groups_are_what_was_asked_for(corpus):
    table = similarity.pairs(corpus, by="part", draws=9)
    assert "review" in set(table["one"]) | set(table["other"])
    with pytest.raises(ValueError, match="did you mean year"):
        similarity.pairs(corpus, by="years")
    with pytest.raises(ValueError, match="tells 1 groups apart"):
        similarity.pairs(corpus.select(doc_id="xiacheng-2016-work-report"))
    with pytest.raises(ValueError, match="one way only"):
        speeches = corpus.select(genre="work_report")
        similarity.splits(speeches.select(years=2016), speeches.select(years=2017))


def test_many_documents_are_parted_by_lot():
    corpus = reports([("桐庐县", year, WORDS[:3]) for year in range(2000, 2008)])
    sides = corpus.select(years=(2000, 2003)), corpus.select(years=(2004, 2007))
    table = similarity.splits(*sides, draws=9, most=12)
    assert len(table) == 12 and table["asked"].sum() == 1
    assert (table["one"].str.len() == 4).all() and (table["documents_other"] == 4).all()


def test_last_years_report_and_those_above(levels):
    table = similarity.lineage(levels)
    documents = levels.documents
    county = table[table["place"] == "桐庐县"]
    found = [
        (year, relation, documents.at[other, "place"], lag)
        for year, relation, other, lag in county[["year", "relation", "other", "lag"]].to_numpy()
    ]
    assert found == [
        *(
            (2011, *above, 0)
            for above in (("city", "杭州市"), ("province", "浙江省"), ("nation", "全国"))
        ),
        (2012, "own", "桐庐县", 1),
        *(
            (2012, *above, lag)
            for above in (("city", "杭州市"), ("province", "浙江省"), ("nation", "全国"))
            for lag in (0, 1)
        ),
    ]
    above = table[table["relation"] != "own"].groupby("place")["relation"].unique().map(list)
    assert above.to_dict() == {
        "杭州市": ["province", "nation"],
        "浙江省": ["nation"],
        "北京市": ["nation"],
        "桐庐县": ["city", "province", "nation"],
    }


def test_cosine_and_containment_against_scikit_learn_and_a_loop(levels):
    table = similarity.lineage(levels)
    tokens = levels.tokens()
    tokens = tokens[tokens["is_content"]]
    words = tokens.groupby(tokens["par_id"].str.rpartition(":")[0])["token"].agg(list)
    vectoriser = TfidfVectorizer(analyzer=lambda document: document)
    cosine = cosine_similarity(vectoriser.fit_transform(words))
    number = {doc_id: row for row, doc_id in enumerate(words.index)}
    idf = dict(zip(vectoriser.get_feature_names_out(), vectoriser.idf_, strict=True))
    for row in table.itertuples():
        one, other = number[row.doc_id], number[row.other]
        assert row.cosine == pytest.approx(cosine[one, other])
        here, there = words.iloc[one], words.iloc[other]
        shared = sum(min(here.count(w), there.count(w)) * idf[w] for w in set(here))
        assert row.containment == pytest.approx(shared / sum(idf[w] for w in here))


def test_a_report_without_kin_says_what_is_missing(levels, corpus):
    with pytest.raises(ValueError, match="levels above"):
        similarity.lineage(levels.select(place="桐庐县", years=2011))
    # the district of 2023 is another territory than that of 2017, and there is no 2022
    assert "shangcheng-2023-plan-report" not in set(similarity.lineage(corpus)["doc_id"])


def test_new_and_vanished_words_with_their_lines():
    sides = reports([("桐庐县", 2011, ["水电"]), ("桐庐县", 2012, ["沼气"])])
    rows = [(2011, "水电改造", "矿产"), (2012, "公路养护", "水电")]
    texts = {
        year: f"{year}年桐庐县政府工作报告\n各位代表:\n一、{year - 1}年工作回顾\n"
        + f"加快{one},加快{one}。\n重视{two},重视{two}。\n"
        + "建设学校、建设医院。" * 9
        for year, one, two in rows
    }
    table = pd.DataFrame({"area": "桐庐县", "year": list(texts), "report": list(texts.values())})
    sides = wr.from_table(table, text="report", place="area", year="year")
    earlier, later = sides.select(years=2011), sides.select(years=2012)
    words = similarity.turnover(earlier, later)
    counts = words.groupby(["change", "term"], sort=False)["count"].agg(["first", "size"])
    assert (counts["first"] == counts["size"]).all()
    assert set(counts.loc["new"].index) >= {"公路", "养护"}
    assert set(counts.loc["vanished"].index) >= {"矿产", "改造"}
    assert "水电" not in set(words["term"]) and "学校" not in set(words["term"])
    line = words[words["term"] == "养护"].iloc[0]
    assert (line["year"], line["left"][-4:], line["hit"]) == (2012, "加快公路", "养护")
    assert isinstance(words, wr.concordance.Lines) and "<mark>养护</mark>" in words._repr_html_()
    back = similarity.turnover(later, earlier)
    assert set(back.loc[back["change"] == "new", "term"]) == set(counts.loc["vanished"].index)


def test_a_word_that_is_new_only_as_a_word_of_its_own_is_told(corpus):
    chosen = corpus.select(genre="work_report", place="下城区")
    earlier, later = chosen.select(years=2015), chosen.select(years=2016)
    words = similarity.turnover(earlier, later).drop_duplicates(["change", "term"])
    text = {
        "new": "\n".join(earlier.paragraphs["text"]),
        "vanished": "\n".join(later.paragraphs["text"]),
    }
    for row in words.itertuples():
        assert row.inside == text[row.change].count(row.term)
    assert (words["inside"] > 0).any() and (words["count"] >= 2).all()
    for change in text:
        assert words.loc[words["change"] == change, "count"].is_monotonic_decreasing


@pytest.fixture(scope="module")
def stream():
    """Sixty reports; in 2008 the words change, and one report is ahead of the others."""
    before, after = WORDS[:6], WORDS[10:16]
    rows = [
        (place, year, after if year >= 2008 or (place, year) == ("桐庐县", 2007) else before)
        for place in ("桐庐县", "淳安县", "建德市", "富阳市")
        for year in range(2000, 2015)
    ]
    return reports(rows)


def test_novelty_against_scipy(stream):
    table = similarity.novelty(stream).set_index("doc_id")
    counts, rows, _ = stream.matrix(by="doc_id", min_count=1)
    counts = counts.toarray()
    smooth = counts + 1000 * counts.sum(axis=0) / counts.sum()
    shares = dict(zip(rows["doc_id"], smooth / smooth.sum(axis=1, keepdims=True), strict=True))
    years = table["year"].astype(int)
    for doc_id in table.index[::7]:
        year = years[doc_id]
        for name, low, high in (
            ("novelty", year - 3, year - 1),
            ("transience", year + 1, year + 3),
        ):
            if low < 2000 or high > 2014:
                assert np.isnan(table.at[doc_id, name])
                continue
            near = [shares[other] for other in table.index[years.between(low, high)]]
            mean = np.mean([rel_entr(shares[doc_id], other).sum() for other in near]) / np.log(2)
            assert table.at[doc_id, name] == pytest.approx(mean)
    assert table.loc[years == 2006, ["before", "after"]].eq(12).all(axis=None)


def test_who_is_ahead_resounds(stream):
    table = similarity.novelty(stream)
    ahead = table[table["year"] == 2007].set_index("place")["resonance"]
    assert ahead["桐庐县"] > 0 > ahead.drop("桐庐县").max()
    known = table.dropna(subset="resonance")
    assert (known.loc[known["year"] == 2008, "novelty"] > known["novelty"].median()).all()


def test_novelty_of_few_documents_is_refused_with_the_reason(stream):
    with pytest.raises(ValueError, match=r"60 dated documents, and there are 56.*odd from .* new"):
        similarity.novelty(stream.select(years=(2000, 2013)))


def test_a_heat_map_brackets_what_may_be_chance(corpus):
    table = similarity.pairs(corpus.select(genre="work_report"), by="year", draws=99)
    fig = wr.plots.distances(table, {2014: "first"})
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert len(texts) == len(table) == 10
    assert [text.startswith("(") for text in texts] == (table["p_adjusted"] >= 0.05).tolist()
    assert fig.axes[0].get_xticklabels()[0].get_text() == "first"
    many = pd.DataFrame({"one": 0, "other": range(1, 40), "excess": 0.1, "p_adjusted": 0.01})
    assert not wr.plots.distances(many).axes[0].texts


def test_an_empty_selection_says_so(corpus):
    nothing, something = corpus.within([]), corpus.select(years=2016)
    for measure in (similarity.pairs, similarity.lineage, similarity.novelty):
        with pytest.raises(ValueError, match="is empty"):
            measure(nothing)
    for measure in (similarity.between, similarity.splits, similarity.turnover):
        with pytest.raises(ValueError, match="is empty"):
            measure(nothing, something)
