"""Rates, ratios, dispersion, company: golden values, symmetry, and what happens at the edges."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial.distance import cityblock

import workreports as wr
from workreports.analysis import concordance, keyness, permutation, statistics, terms

COUNTS = st.integers(0, 400)
PLANS = {"推动", "数字", "持续", "聚焦", "招引", "赋能", "新增", "大运河", "国际化"}


@pytest.fixture(scope="module")
def plans(corpus):
    parts = ["plan", "governance"]
    return corpus.select(genre="work_report", years=(2016, 2017), part=parts), corpus.select(
        years=2023, part=parts
    )


def simulated(seed, paragraphs=120, rate=0.002, shape=0.3):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(40, 300, paragraphs)
    return rng.poisson(rate * sizes * rng.gamma(shape, 1 / shape, paragraphs))[:, None], sizes


# log-likelihood: Rayson & Garside's calculator and Dunning's four cells
@pytest.mark.parametrize(
    "a, b, c, d, two, four",
    [(12000, 10000, 1e6, 1e6, 182.0695, 184.0917), (10, 5, 100, 200, 6.9315, 7.3298)],
)
def test_log_likelihood_golden(a, b, c, d, two, four):
    assert statistics.log_likelihood(a, b, c, d, cells=2) == pytest.approx(two, abs=5e-5)
    assert statistics.log_likelihood(a, b, c, d) == pytest.approx(four, abs=5e-5)


@given(COUNTS, COUNTS)
def test_log_likelihood_against_scipy(a, b):
    c, d = 5000, 8000
    if a + b:
        ours = float(statistics.log_likelihood(a, b, c, d))
        assert ours == pytest.approx(
            stats.chi2_contingency(
                [[a, b], [c - a, d - b]], correction=False, lambda_="log-likelihood"
            ).statistic,
            abs=1e-8,
        )
        assert ours == pytest.approx(float(statistics.log_likelihood(b, a, d, c)), abs=1e-9)


def test_log_ratio_golden():
    assert keyness.log_ratio(20, 5, 1000, 1000) == 2.0
    assert keyness.log_ratio(0, 5, 100, 200) == pytest.approx(-2.3219, abs=5e-5)


@given(COUNTS, COUNTS, st.floats(1, 1e5))
def test_log_ratio_and_log_odds_are_antisymmetric(a, b, mass):
    assert keyness.log_ratio(a, b, 5000, 8000) == pytest.approx(
        -keyness.log_ratio(b, a, 8000, 5000)
    )
    if a + b:
        assert keyness.log_odds_z(a, b, 5000, 8000, mass) == pytest.approx(
            -keyness.log_odds_z(b, a, 8000, 5000, mass), abs=1e-9
        )


def test_log_odds_is_zero_for_equal_rates_and_shrinks_with_the_prior():
    assert keyness.log_odds_z(10, 20, 1000, 2000, 500) == pytest.approx(0)
    weak, strong = (
        keyness.log_odds_z(30, 10, 1000, 1000, 10),
        keyness.log_odds_z(30, 10, 1000, 1000, 1e5),
    )
    assert 0 < strong < weak
    # worked by hand: prior 0.02 * 100 = 2
    by_hand = (np.log(32 / (1100 - 32)) - np.log(12 / (1100 - 12))) / np.sqrt(1 / 32 + 1 / 12)
    assert keyness.log_odds_z(30, 10, 1000, 1000, 100) == pytest.approx(by_hand)


GRIES = {"b": [2, 2, 2, 2, 2], "i": [1, 0, 0, 0, 0], "q": [0, 1, 0, 0, 0], "x": [0, 0, 0, 0, 1]}


@pytest.mark.parametrize(
    "letter, dp, dp_norm",
    [("b", 0.02, 0.024), ("i", 0.82, 1), ("q", 0.8, 0.976), ("x", 0.78, 0.951)],
)
def test_dispersion_of_gries_textbook_corpus(letter, dp, dp_norm):
    found = statistics.deviation_of_proportions(GRIES[letter], [9, 10, 10, 10, 11])
    assert found == pytest.approx((dp, dp_norm), abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=2, max_size=12))
def test_dp_against_half_the_city_block_distance_and_scale(parts):
    counts, sizes = (np.array(column) for column in zip(*parts, strict=True))
    if counts.sum():
        dp, norm = statistics.deviation_of_proportions(counts, sizes)
        assert dp == pytest.approx(cityblock(counts / counts.sum(), sizes / sizes.sum()) / 2)
        assert (dp, norm) == pytest.approx(
            statistics.deviation_of_proportions(counts * 3, sizes * 7)
        )
        assert 0 <= dp <= norm <= 1 + 1e-9


def test_juilland_uses_the_population_deviation():
    rates = np.array([4, 2, 0, 2]) / 100
    assert statistics.juilland_d([4, 2, 0, 2], [100] * 4) == pytest.approx(
        1 - np.std(rates) / np.mean(rates) / np.sqrt(3)
    )


def test_variance_of_the_ratio_estimator_by_hand():
    counts, sizes = np.array([[3], [0], [1], [2]]), np.array([100, 50, 100, 150])
    total = statistics.totals(counts, sizes, np.array(["a", "a", "b", "b"]))
    residual = counts[:, 0] - sizes * 6 / 400
    strata = [residual[:2], residual[2:]]
    assert total.variance[0] == pytest.approx(
        max(6, sum(2 * ((s - s.mean()) ** 2).sum() for s in strata))
    )
    assert (total.hits[0], total.words, total.spread[0]) == (6, 400, 3)


@pytest.mark.parametrize("hits", [0, 1, 4])
def test_few_hits_get_the_exact_poisson_interval(hits):
    counts = np.zeros((50, 1))
    counts[:hits, 0] = 1
    total = statistics.totals(counts, np.full(50, 100), np.zeros(50))
    low, high = statistics.rate_interval(total)
    assert total.few[0] and total.variance[0] == pytest.approx(hits, rel=0.1)
    assert high[0] * 5000 == pytest.approx(stats.chi2.ppf(0.975, 2 * hits + 2) / 2, rel=0.1)
    assert low[0] * 5000 == pytest.approx(
        np.nan_to_num(stats.chi2.ppf(0.025, 2 * hits) / 2), rel=0.1, abs=1e-12
    )


@given(st.integers(0, 10**6))
def test_intervals_hold_the_estimate_and_turn_with_the_sides(seed):
    one, one_sizes = simulated(seed)
    other, other_sizes = simulated(seed + 1)
    a, b = (
        statistics.totals(x, n, np.zeros(len(n)))
        for x, n in ((one, one_sizes), (other, other_sizes))
    )
    low, high = statistics.rate_interval(a)
    assert low[0] <= a.hits[0] / a.words <= high[0]
    ratio, low, high = statistics.ratio_interval(a, b)
    back, back_low, back_high = statistics.ratio_interval(b, a)
    if a.hits[0] and b.hits[0]:
        assert (ratio[0], low[0], high[0]) == pytest.approx(
            (1 / back[0], 1 / back_high[0], 1 / back_low[0])
        )
        assert low[0] <= ratio[0] <= high[0]


def test_clustered_words_get_wider_intervals_than_scattered_ones():
    sizes, scattered, clustered = np.full(200, 100), np.zeros((200, 1)), np.zeros((200, 1))
    scattered[::5], clustered[:8] = 1, 5
    widths = []
    for counts in (scattered, clustered):
        low, high = statistics.rate_interval(statistics.totals(counts, sizes, np.zeros(200)))
        widths.append((high / low)[0])
    assert counts.sum() == scattered.sum() and widths[1] > 1.5 * widths[0]


def test_coverage_where_it_is_promised():
    covered = {"rate": [], "ratio": []}
    for shape in (1.0, 0.2):
        runs = [
            (
                simulated(seed, 150, 30 / (150 * 170), shape),
                simulated(seed + 10**6, 150, 30 / (150 * 170), shape),
            )
            for seed in range(600)
        ]
        for (one, n), (other, m) in runs:
            a, b = (
                statistics.totals(one, n, np.zeros(150)),
                statistics.totals(other, m, np.zeros(150)),
            )
            low, high = statistics.rate_interval(a)
            covered["rate"].append(low[0] <= 30 / (150 * 170) <= high[0])
            _, low, high = statistics.ratio_interval(a, b)
            covered["ratio"].append(low[0] <= 1 <= high[0])
    for name, hits in covered.items():
        assert 0.925 <= np.mean(hits) <= 0.975, (
            name
        )  # 0.93 to 0.97, with two standard errors of 1,200 runs


def test_shuffled_labels_give_findings_at_the_nominal_rate(corpus):
    counts, rows, _ = corpus.select(genre=["work_report", "plan_report"]).matrix(min_count=5)
    rng, sizes, raw, found = np.random.default_rng(7), np.maximum(counts.sum(axis=1), 1), [], 0
    for _ in range(40):
        target = rng.permutation(len(rows)) < len(rows) // 3
        p = permutation.difference_p(counts, sizes, target, draws=4_000)
        raw.append((p < 0.05).mean())
        found += (stats.false_discovery_control(p) < 0.05).any()
    assert 0.04 <= np.mean(raw) <= 0.06 and found <= 6


def test_p_of_shuffled_paragraphs_against_scipy():
    rng = np.random.default_rng(5)
    sizes, target = rng.integers(50, 200, 14), np.arange(14) < 5
    counts = rng.poisson(np.where(target[:, None], [4, 1, 1], [1, 1, 2]) * sizes[:, None] / 100)
    ours = permutation.difference_p(counts, sizes, target, draws=400_000)
    for column, p in zip(counts.T, ours, strict=True):
        scores = column - sizes * column.sum() / sizes.sum()
        every = stats.permutation_test(  # all 2,002 ways
            (scores[target], scores[~target]),
            lambda one, other, axis: np.abs(one.sum(axis=axis)),
            alternative="greater",
            n_resamples=np.inf,
            vectorized=True,
        )
        assert p == pytest.approx(every.pvalue, rel=0.1, abs=2e-4)


def test_a_doubled_tail_counts_one_side_of_every_way_twice():
    sizes, target = np.full(9, 100), np.arange(9) < 3
    counts = np.array([[3, 1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 2, 1, 0, 1]]).T
    sums = [counts[list(ways)].sum(axis=0) for ways in combinations(range(9), 3)]
    above, below = np.mean(np.array(sums) >= [4, 0], axis=0), np.mean(np.array(sums) <= 0, axis=0)
    ours = permutation.doubled_tail_p(counts, sizes, target, draws=400_000)
    assert ours == pytest.approx([2 * above[0], 2 * below[1]], rel=0.05)  # 14 and 20 of 84 ways
    assert permutation.difference_p(counts, sizes, target)[0] < ours[0]
    back = permutation.doubled_tail_p(counts, sizes, ~target, draws=400_000)
    assert back == pytest.approx(ours, rel=0.05)


def test_a_real_difference_is_found():
    rng = np.random.default_rng(3)
    sizes = np.full(200, 100)
    target = np.arange(200) < 100
    counts = rng.poisson(np.where(target, 1.2, 0.5))[:, None]
    p, back = (permutation.difference_p(counts, sizes, side, 9_999) for side in (target, ~target))
    assert p == back and p[0] < 1e-3


def test_what_draws_cannot_tell_is_told_by_moments():
    rng = np.random.default_rng(4)
    sizes, target = np.full(30_000, 100), np.arange(30_000) < 10_000
    counts = rng.poisson(np.where(target, 0.05, 0.01))[:, None]
    by_moments = permutation.moments_p(counts, sizes, target)
    assert permutation.difference_p(counts, sizes, target) == by_moments
    some = slice(5_000, 15_000)  # few enough to draw; chance never reaches the sum
    p = permutation.difference_p(counts[some], sizes[some], target[some], draws=200)
    assert p == permutation.moments_p(counts[some], sizes[some], target[some]) < 1 / 201


@pytest.mark.slow
def test_the_same_words_set_the_plans_apart_whatever_the_seed(plans):
    before, after = plans
    for seed in range(5):
        table = keyness.compare(after, before, seed=seed).set_index("term")
        found = table[table["p_adjusted"] < 0.05]
        assert set(found.index) == PLANS
    assert table.loc[["推动", "大运河", "国际化"], "documents"].tolist() == [4, 1, 2]
    for term in found.index:
        lines = [concordance.lines(side, term)["doc_id"] for side in plans]
        assert table.loc[term, "documents"] == pd.concat(lines).nunique()


@pytest.mark.slow
def test_one_tail_counted_twice_puts_the_plans_at_the_edge_where_a_seed_decides(plans):
    before, after = plans
    both = before.documents.index.union(after.documents.index)
    both = wr.load_corpus().select(doc_id=list(both), part=["plan", "governance"])
    counts, rows, _ = both.matrix(by="par_id", min_count=5)
    late = rows["par_id"].isin(after.frame["par_id"])
    found = []
    for seed in (0, 5):
        p = permutation.doubled_tail_p(counts, both.words[rows["par_id"]], late, seed=seed)
        found.append(stats.false_discovery_control(p))
    assert [(q < 0.05).sum() for q in found] == [0, 8]
    assert [q.min().round(3) for q in found] == [0.051, 0.049]


@pytest.mark.parametrize("ratio_of", ["target", "reference"])
def test_the_detectable_ratio_is_found_four_times_of_five(ratio_of):
    rng, target = np.random.default_rng(6), np.arange(240) < 100
    sizes, share, hits = np.full(240, 120), 100 / 240, 80
    ratio = float(permutation.detectable_ratio(hits, 1.0, share))
    often = target if ratio_of == "target" else ~target
    rates = np.where(often, ratio, 1.0)
    counts = rng.poisson(hits * rates / rates.sum(), (1500, 240)).T
    p = permutation.difference_p(counts, sizes, target, draws=2_000)
    assert 0.76 <= (p < 0.05).mean() <= 0.9  # the larger ratio of both directions is given
    assert np.isinf(permutation.detectable_ratio(3, 1.0, share, 0.001))


def test_frequency_counts_words_phrases_and_groups(corpus):
    table = terms.frequency(
        corpus,
        {"water": ["五水共治", "河道"], "phrase": ["数字经济产业"], "none": ["没有这个词"]},
        by="doc_id",
    )
    assert list(table.columns) == [
        "term",
        "doc_id",
        "count",
        "words",
        "characters",
        "per_10k",
        "low",
        "high",
        "interval",
        "low_documents",
        "high_documents",
        "per_10k_characters",
        "share_characters",
        "share_sentences",
        "count_words",
        "count_strings",
        "documents",
        "paragraphs",
        "note",
    ]
    assert table["doc_id"].nunique() == 13 and not table["doc_id"].str.endswith("copy").any()
    words = corpus.select().tokens()["token"]
    assert table.groupby("term")["count"].sum().to_dict() == {
        "water": int(words.isin(["五水共治", "河道"]).sum()),
        "phrase": 8,
        "none": 0,
    }
    assert (
        table.loc[table["term"] == "none", "note"].str.startswith("never").all()
        and (table.loc[table["term"] == "none", "high"] > 0).all()
    )
    assert np.allclose(table["per_10k"], 1e4 * table["count"] / table["words"])


def test_a_phrase_and_its_word_count_once(corpus):
    both = terms.frequency(corpus, {"theme": ["数字经济", "数字经济产业"]}, by="genre")
    one = terms.frequency(corpus, {"theme": ["数字经济"]}, by="genre")
    assert both["count"].tolist() == one["count"].tolist()


def test_what_stands_inside_a_longer_word_is_not_counted(corpus):
    text = "".join(corpus.select().paragraphs["text"])
    assert 0 < len(corpus.occurrences("亚运")) < text.count("亚运")


def test_both_denominators_are_those_of_the_paragraphs_counted(corpus):
    chosen = corpus.select(genre="work_report")
    table = terms.frequency(corpus, ["创新", "没有这个词"], by="genre")
    table = table[table["genre"] == "work_report"]
    assert set(table["words"]) == {chosen.words.sum()}
    assert set(table["characters"]) == {chosen.characters[chosen.words > 0].sum()}


@pytest.mark.parametrize("by", ["level", "territory"])
def test_levels_and_territories_hold_what_their_places_do(corpus, by):
    found = terms.frequency(corpus, "创新", by=by).set_index(by)["count"]
    assert found.index.name == by and found.sum() == len(corpus.occurrences("创新"))
    documents = corpus.select().documents
    assert set(found.index) == set(documents[by])


def test_a_district_before_and_after_is_two(corpus):
    table = terms.frequency(corpus, "创新", by=["place"])
    assert table[["place", "territory"]].to_numpy().tolist() == [
        ["上城区", "上城区 (-2021)"],
        ["上城区", "上城区 (2021-)"],
        ["下城区", "下城区"],
        ["拱墅区", "拱墅区 (2021-)"],
    ]
    with pytest.raises(ValueError, match="choose from"):
        terms.frequency(corpus, "创新", by="years")


def test_change_of_a_term_that_never_occurs_says_so(plans):
    table = terms.change(*plans, ["创新", "共同富裕", "没有这个词"])
    assert table["note"].tolist()[1:] == ["too few; cut later", "never; cut later"]
    assert (
        np.isinf(table.loc[1, "ratio"])
        and table.loc[1, "low"] > 0
        and np.isinf(table.loc[1, "high"])
    )
    assert (table.loc[2, "low"], table.loc[2, "high"]) == (0, np.inf)
    assert np.isinf(table.loc[2, "detectable"]) and 1 < table.loc[0, "detectable"] < 10
    back = terms.change(*plans[::-1], ["创新"])
    assert back.loc[0, "ratio"] == pytest.approx(1 / table.loc[0, "ratio"])


def test_comparing_nothing_or_the_same_is_refused(corpus, plans):
    for compare in (keyness.compare, lambda a, b: terms.change(a, b, "创新")):
        with pytest.raises(ValueError, match="are the same"):
            compare(plans[0], plans[0])
        with pytest.raises(ValueError, match="is empty"):
            compare(plans[0], corpus.within([]))
        with pytest.raises(ValueError, match="share"):
            compare(plans[0], corpus.select(years=2016))
    with pytest.raises(ValueError, match="min_count"):
        keyness.compare(*plans, min_count=10**6)


def test_keyness_turns_with_the_sides_and_leads_to_its_lines(plans):
    before, after = plans
    one, back = (
        keyness.compare(after, before).set_index("term"),
        keyness.compare(before, after).set_index("term").reindex,
    )
    back = back(one.index)
    for name in ("log_ratio", "z"):
        assert np.allclose(one[name], -back[name])
    for name in ("g2", "documents", "detectable", "p", "p_adjusted"):
        assert np.allclose(one[name], back[name])
    pd.testing.assert_frame_equal(one, keyness.compare(after, before).set_index("term"))
    assert np.allclose(one["low"], -back["high"])
    assert (one["z"].diff().dropna() <= 0).all() and set(one["prior_mass"]) == {1000.0}
    for term in one.index[:10]:
        assert len(concordance.lines(after, term)) == one.loc[term, "count_target"]


def test_collocates_of_a_pair_that_always_stands_together(corpus):
    table = terms.collocates(corpus, "非遗", window=4)
    assert (table["log_dice"] <= 14).all() and (table["count"] <= table["count_corpus"]).all()
    assert table["log_dice"].is_monotonic_decreasing and "非遗" not in set(table["collocate"])
    assert statistics.log_dice(7, 7, 7) == 14 and statistics.log_dice(3, 40, 8) == pytest.approx(
        14 + np.log2(6 / 48)
    )
    row, places = table.iloc[0], corpus.occurrences("非遗")
    assert row["log_dice"] == pytest.approx(
        14 + np.log2(2 * row["together"] / (len(places) + row["count_corpus"]))
    )


def test_themes_are_documented_and_used(corpus):
    groups = terms.themes()
    assert len(groups) >= 12
    check = terms.check_themes(corpus, groups)
    assert (check["never"] == "").all() and (check["count"] > 0).all()


def test_a_term_of_two_themes_is_refused(folder):
    path = folder / "lexicon/themes.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "other,五水共治,x,y\nother,,x,y\n", encoding="utf-8"
    )
    with pytest.raises(Exception, match=r"(?s)second time.*term is empty"):
        terms.themes(folder / "lexicon")


def test_concordance_lines_lead_back_to_the_raw_file(corpus):
    lines = concordance.lines(corpus, "数字经济产业", width=8)
    assert lines.columns.tolist() == [
        "doc_id",
        "par_id",
        "year",
        "part",
        "section",
        "left",
        "hit",
        "right",
        "raw_start",
        "raw_end",
    ]
    for row in lines.itertuples():
        assert (
            corpus.raw_text(corpus.documents.at[row.doc_id, "raw_file"])[
                row.raw_start : row.raw_end
            ]
            == row.hit
            == "数字经济产业"
        )
    assert (
        len(concordance.lines(corpus, "百井坊", duplicates=True))
        == len(concordance.lines(corpus, "百井坊")) + 2
    )
    assert concordance.lines(corpus, "没有这个词").empty
    with pytest.raises(ValueError, match="empty term"):
        concordance.lines(corpus, " ")


def test_a_concordance_escapes_what_it_shows(corpus):
    lines = concordance.lines(corpus, "创新").head(1)
    lines["left"] = "<script>alert(1)</script>"
    assert "<script" not in lines._repr_html_() and "&lt;script" in lines._repr_html_()
    assert isinstance(lines, pd.DataFrame) and "<mark>创新</mark>" in lines._repr_html_()


def test_what_is_cut_or_lost_stands_in_the_note(corpus):
    rates = terms.frequency(corpus, "发展", by=["year", "place", "part"])
    noted = rates[rates["note"].str.contains("cut|lost")]
    assert noted[["year", "place", "part", "note"]].values.tolist() == [
        [2023, "拱墅区", "plan", "cut"]
    ]
    pooled = terms.frequency(corpus, "发展").set_index("year")["note"]
    assert pooled.to_dict() == {2014: "lost", 2015: "lost", 2016: "", 2017: "", 2023: "cut; lost"}
    reviews = terms.frequency(corpus.select(part="review"), "发展")
    assert set(reviews["note"]) == {""}


def neighbours(sentences):
    """A corpus of one made-up report of these sentences."""
    text = "2011年桐庐县政府工作报告\n各位代表:\n一、2010年工作回顾\n" + "\n".join(sentences)
    table = pd.DataFrame({"area": ["桐庐县"], "year": [2011], "report": [text]})
    return wr.from_table(table, text="report", place="area", year="year")


def test_a_collocate_counts_once_for_a_node_and_no_node_twice():
    rest = ["建设学校、建设医院、建设公路、建设园区。"] * 6
    # twice beside each of three nodes; and one word between two nodes, three times
    doubled = neighbours(["林业沼气、林业。"] * 3 + rest)
    row = terms.collocates(doubled, "沼气").set_index("collocate").loc["林业"]
    assert (row["count"], row["together"], row["count_corpus"]) == (6, 3, 6)
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * 3 / (3 + 6)))
    between = neighbours(["沼气林业沼气。"] * 3 + rest)
    row = terms.collocates(between, "沼气").set_index("collocate").loc["林业"]
    assert (row["count"], row["together"]) == (3, 3)
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * 3 / (6 + 3)))
    whole = neighbours(["沼气林业。"] * 4 + rest)
    assert terms.collocates(whole, "沼气").set_index("collocate").loc["林业", "log_dice"] == 14


@pytest.mark.parametrize("term", ["创新", "发展", "服务", "五水共治"])
def test_pmi_t_and_log_dice_by_hand(corpus, term):
    table = terms.collocates(corpus, term, window=4).set_index("collocate")
    tokens = corpus.select().tokens().reset_index(drop=True)
    nodes = tokens.index[tokens["token"] == term]
    reach = {
        row
        for node in nodes
        for row in range(node - 4, node + 5)
        if row != node and tokens["par_id"].get(row) == tokens.at[node, "par_id"]
    }
    inside = tokens.loc[sorted(reach), "token"].value_counts()
    for word in table.index[:5]:
        row = table.loc[word]
        assert row["count"] == inside[word]
        chance = row["count_corpus"] * len(reach) / len(tokens)
        assert row["pmi"] == pytest.approx(np.log2(row["count"] / chance))
        assert row["t"] == pytest.approx((row["count"] - chance) / row["count"] ** 0.5)
    assert (table["together"] <= table["count"]).all() and (table["log_dice"] <= 14).all()
    assert (table["together"] <= len(nodes)).all()


def test_parts_that_differ_tenfold_are_said_to(corpus):
    chosen = corpus.select(genre="work_report")
    assert set(terms.dispersion(chosen, "发展")["note"]) == {""}
    assert set(terms.dispersion(chosen, "发展", by="par_id")["note"]) == {"parts differ tenfold"}
    words = corpus.words.groupby(corpus.frame.set_index("par_id")["doc_id"]).sum()
    originals = words[corpus.originals.index]
    assert originals.max() >= 10 * originals.min()
    assert set(terms.dispersion(corpus, "发展")["note"]) == {"parts differ tenfold"}


def test_the_page_of_formulas_names_every_column(corpus, plans):
    page = Path(__file__).parents[1] / "guide" / "formulas.md"
    quoted = re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    named = {name for words in quoted for name in words.split()}
    sides = ("earlier", "later", "target", "reference", "one", "other")
    speeches = corpus.select(genre="work_report")
    for table in (
        terms.frequency(corpus, "创新", by=["year", "place", "part"]),
        terms.frequency(corpus, "创新", count="strings"),
        terms.change(*plans, "创新"),
        terms.dispersion(corpus, "创新"),
        terms.collocates(corpus, "创新"),
        terms.readability(corpus),
        terms.check_themes(corpus, {"new": ["创新"]}),
        keyness.compare(*plans, draws=100),
        concordance.lines(corpus, "创新"),
        wr.similarity.pairs(speeches, by="year", draws=9),
        wr.similarity.splits(*plans, draws=9),
        wr.similarity.lineage(speeches),
        wr.similarity.turnover(*plans),
    ):
        told = {name for side in sides for name in (f"{base}_{side}" for base in named)} | named
        assert set(table.columns) <= told
    for name in ("novelty", "transience", "resonance", "before", "after"):
        assert name in named  # of more documents than there are here
