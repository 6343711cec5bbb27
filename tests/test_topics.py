"""Topic models: golden coherence, known topics found again, errors that help, and results that do not depend on order or threads."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment
from threadpoolctl import threadpool_limits

import workreports as wr
from workreports.analysis import topics
from workreports.corpus import Corpus, MemoryTables

WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"


@pytest.fixture(scope="module")
def model(corpus):
    return topics.fit(corpus, 7)


def made(paragraphs, documents=5):
    """A corpus of given paragraphs, each a list of words."""
    ids = [f"d{number % documents}:{number:04d}" for number in range(len(paragraphs))]
    texts = ["".join(words) for words in paragraphs]
    rows = pd.DataFrame(
        {
            "par_id": ids,
            "doc_id": [par_id.partition(":")[0] for par_id in ids],
            "part": "body",
            "depth": 0,
            "section": "",
            "heading": "",
            "about": None,
            "text": texts,
            "raw_start": 0,
            "raw_end": 1,
        }
    )
    docs = pd.DataFrame(
        {
            "place": "云岭县",
            "level": "county",
            "territory": "云岭县",
            "genre": "work_report",
            "year": 2016,
            "duplicate_of": None,
            "delivered": None,
        },
        index=pd.Index(sorted(rows["doc_id"].unique()), name="doc_id"),
    )
    tokens = pd.DataFrame(
        [(par_id, word) for par_id, words in zip(ids, paragraphs, strict=True) for word in words],
        columns=["par_id", "token"],
    ).assign(is_content=True)
    edits = pd.DataFrame({"doc_id": [], "raw_start": [], "raw_end": [], "after": []})
    return Corpus(MemoryTables(docs, rows, edits, lambda: tokens))


def drawn(seed=0, paragraphs=300, k=4, length=60):
    """Paragraphs drawn from known topics of two-character words, and the topics."""
    rng = np.random.default_rng(seed)
    vocabulary = [one + other for one in WORDS for other in WORDS[:4]]
    true = rng.dirichlet(np.full(len(vocabulary), 0.05), size=k)
    mixtures = rng.dirichlet(np.full(k, 0.1), size=paragraphs)
    return (
        made([list(rng.choice(vocabulary, size=length, p=mixture @ true)) for mixture in mixtures]),
        true,
        vocabulary,
    )


def test_npmi_golden():
    # Bouma (2009): 1 for words that only stand together, 0 for independent ones, near -1 for words that never do.
    assert topics.npmi(np.array([[1, 1], [1, 1], [0, 0], [0, 0]])) == pytest.approx(1)
    assert topics.npmi(np.array([[1, 1], [1, 0], [0, 1], [0, 0]])) == pytest.approx(0, abs=1e-9)
    assert topics.npmi(np.array([[1, 0], [0, 1]])) == pytest.approx(
        -1 + 2 * np.log(2) / -np.log(1e-12), abs=1e-6
    )
    # p(a)=p(b)=0.5, p(ab)=0.4: ln 1.6 / -ln 0.4
    assert topics.npmi(
        np.array([[1, 1]] * 4 + [[1, 0]] + [[0, 1]] + [[0, 0]] * 4)
    ) == pytest.approx(np.log(1.6) / -np.log(0.4))


@pytest.mark.parametrize("method", ["ensemble", "nmf", "lda"])
def test_known_topics_are_found_again(method):
    corpus, true, vocabulary = drawn()
    found = topics.fit(corpus, 4, method, max_share=1.0)
    truth = true[:, [vocabulary.index(term) for term in found.units.terms]]
    if method != "lda":  # a paragraph of one topic only, weighted as the model weights paragraphs
        paragraphs, present = (
            found.units.counts.shape[0],
            np.asarray((found.units.counts > 0).sum(axis=0)).ravel(),
        )
        truth = np.log1p(60 * truth) * (np.log((1 + paragraphs) / (1 + present)) + 1)
    truth = truth / np.linalg.norm(truth, axis=1, keepdims=True)
    cosine = truth @ (found.weights / np.linalg.norm(found.weights, axis=1, keepdims=True)).T
    rows, columns = linear_sum_assignment(-cosine)
    assert cosine[rows, columns].min() >= 0.9, cosine[rows, columns]


def test_shares_add_up_and_topics_are_ordered(model):
    assert model.shares.groupby("par_id")["share"].sum().to_numpy() == pytest.approx(1, abs=1e-6)
    sizes = (model.loadings * model.units.rows["words"].to_numpy()[:, None]).sum(axis=0)
    assert (np.diff(sizes) <= 1e-6).all()
    assert model.weights.sum(axis=1) == pytest.approx(1)


def test_every_topic_of_the_recommended_model_has_its_name(model):
    anchors = pd.read_csv("corpus/lexicon/topics.csv", encoding="utf-8").set_index("label")[
        "anchors"
    ]
    assert set(model.labels.values()) == set(anchors.index)
    for topic, name in model.labels.items():
        heaviest = set(
            model.terms[(model.terms["topic"] == topic) & (model.terms["rank"] <= topics.TOP)][
                "term"
            ]
        )
        assert set(anchors[name].split("|")) <= heaviest


def test_a_changed_model_loses_its_name(model):
    terms = model.terms[model.terms["topic"] == 1].replace({"产业": "别的"})
    assert topics.labels(terms)[1] != model.labels[1] and "别的" in topics.labels(terms)[1]


def test_examples_lead_to_the_source(corpus, model):
    for row in model.examples[model.examples["rank"] == 1].itertuples():
        assert wr.trace(row, corpus).text and row.share > 0.3


def test_order_of_the_corpus_does_not_matter(corpus, model):
    turned = corpus.paragraphs.iloc[::-1].reset_index(drop=True)
    turned = Corpus(MemoryTables(corpus.documents, turned, corpus.edits, corpus.tokens))
    other = topics.fit(turned, 7)
    pd.testing.assert_frame_equal(
        model.terms[model.terms["rank"] <= 10].reset_index(drop=True),
        other.terms[other.terms["rank"] <= 10].reset_index(drop=True),
        atol=1e-6,
    )
    assert np.abs(model.loadings - other.loadings).max() < 1e-6


@pytest.mark.parametrize(("k", "method"), [(7, "ensemble"), (5, "lda")])
def test_threads_do_not_matter(corpus, k, method):
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(topics.fit(corpus, k, method))
    heaviest = [model.terms[model.terms["rank"] <= 10] for model in found]
    assert heaviest[0]["term"].tolist() == heaviest[1]["term"].tolist()
    np.testing.assert_array_equal(*(np.round(model.loadings, 6) for model in found))


def test_shares_by_year_have_intervals_that_hold_them(model):
    table = model.shares_by(["year", "place", "territory"])
    assert table.groupby(["year", "place"])["share"].sum().to_numpy() == pytest.approx(1, abs=1e-6)
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()
    with pytest.raises(ValueError, match="choose from year"):
        model.shares_by("month")


def apart(themes="甲乙丙丁戊"):
    """Paragraphs of themes of ten words each that share none, forty a theme."""
    return made([[word + other for other in WORDS[:10]] * 2 for word in themes for _ in range(40)])


@pytest.mark.parametrize("left_out", [0, 0.2, "documents"])
def test_stability_is_one_for_topics_that_cannot_change(left_out):
    table = topics.stability(apart(), 5, runs=3, left_out=left_out)
    assert (table["jaccard"] == 1).all()
    assert table["run"].nunique() == (5 if left_out == "documents" else 3)
    names = {0: ["0 paragraphs"], 0.2: ["40 paragraphs"], "documents": [f"d{i}" for i in range(5)]}
    assert table["left_out"].unique().tolist() == names[left_out]


@pytest.mark.parametrize("left_out", [1, -0.1, "paragraphs"])
def test_what_cannot_be_left_out_is_refused(left_out):
    with pytest.raises(ValueError, match="a share below 1, or 'documents'"):
        topics.stability(apart(), 5, "nmf", left_out=left_out)


def test_a_topic_of_one_document_is_lost_without_it():
    """Its words stand in the others, too, but only there are they together."""
    rng = np.random.default_rng(0)
    common = [one + other for one in WORDS[:5] for other in WORDS[:10]]
    own = ["风" + other for other in WORDS[:10]]
    paragraphs = []
    for number in range(200):
        words = list(rng.choice(common[10 * (number // 5 % 5) :][:10], 30))
        alone = number % 10 == 0  # every other paragraph of the first document
        words = own * 3 if alone else [*words, str(rng.choice(own))]
        paragraphs.append(words)
    corpus = made(paragraphs)
    shared = [len(set(own) & top) for top in topics.agreement.top_terms(topics.fit(corpus, 6))]
    table = topics.stability(corpus, 6, left_out="documents")
    there = table[table["topic"] == 1 + int(np.argmax(shared))].set_index("left_out")["jaccard"]
    assert max(shared) >= 8 and there["d0"] < 0.2 < 0.6 < there.drop("d0").min()


@pytest.mark.parametrize("seed", range(5))
def test_topics_are_matched_as_well_as_any_pairing_does(seed):
    """Against all pairings, and from either side."""
    rng = np.random.default_rng(seed)
    one, other = ([set(rng.choice(16, 6, replace=False)) for _ in range(5)] for _ in range(2))
    scores = [[len(a & b) / len(a | b) for b in other] for a in one]
    best = max(
        sum(scores[row][column] for row, column in enumerate(columns))
        for columns in itertools.permutations(range(5))
    )
    matched, agreement = topics.match(one, other)
    assert sorted(matched) == [0, 1, 2, 3, 4] and agreement.sum() == pytest.approx(best)
    assert agreement.tolist() == [scores[row][column] for row, column in enumerate(matched)]
    assert topics.match(other, one)[1].sum() == pytest.approx(best)


def test_coherence_is_the_formula_counted_by_hand(model):
    """C_NPMI of a topic, from sets of paragraphs."""
    terms, counts = model.units.terms, model.units.counts.toarray()
    top = model.terms[(model.terms["topic"] == 3) & (model.terms["rank"] <= 10)]["term"]
    holding = [set(np.flatnonzero(counts[:, terms.index(term)])) for term in top]
    scores = []
    for one, other in itertools.combinations(holding, 2):
        single, joint = [len(one) / len(counts), len(other) / len(counts)], len(one & other)
        joint = joint / len(counts) + 1e-12
        scores.append(math.log(joint / (single[0] * single[1])) / -math.log(joint))
    assert model.coherence[3] == pytest.approx(sum(scores) / 45, abs=1e-7)


def test_an_ensemble_hardly_depends_on_its_seed(corpus):
    mean = topics.stability(corpus, 7, runs=3, left_out=0)["jaccard"].mean()
    assert mean > 0.9


def test_seeds_of_ensembles_share_no_run(monkeypatch):
    used = []
    real = topics.methods._factorised
    monkeypatch.setattr(
        topics.methods, "_factorised", lambda *given: used.append(given[2:]) or real(*given)
    )
    for seed in (0, 1):
        topics.fit(apart(), 3, seed=seed)
    starts = [seed for init, seed in used if init == "random"]
    assert len(starts) == len(set(starts)) == 60


def test_topics_begin_at_their_anchors_and_keep_the_name_that_paragraphs_bear_out():
    themes = {"丙": ["丙甲", "丙乙", "丙丙"], "二": ["甲甲", "乙甲", "没有"]}
    model = topics.fit(apart("甲乙丙"), 3, "nmf", anchors=themes, max_share=1.0)
    table = model.anchors.set_index("theme")
    assert table.loc["丙", ["seen", "kept"]].tolist() == [3, 3]
    assert set(table.loc["丙", "terms"].split()) == set(themes["丙"])
    assert table.loc["二", ["seen", "kept"]].tolist() == [2, 1]  # no paragraph has both
    names = list(model.labels.values())
    assert names.count("丙") == 1 and "二" not in names
    assert model.labels[table.loc["丙", "topic"]] == "丙"


def test_a_model_without_anchors_has_none(model):
    assert model.anchors.empty and model.anchors.columns[0] == "topic"


def test_a_scan_counts_the_rules_under_which_a_number_is_chosen(corpus, monkeypatch):
    asked = []

    def compared(units, ks, *_):
        asked.append(len(units.terms))
        best = len(asked) % 2  # the second of the ks first
        return pd.DataFrame({"k": ks, "stability": 0.7, "held_out": [1 - best, best]})

    monkeypatch.setattr(topics.scanning, "_compared", compared)
    table = topics.scan(corpus, [4, 5], rules=topics.NEIGHBOURS)
    assert table["chosen"].tolist() == [4, 5] and table["recommended"].tolist() == [False, True]
    assert len(set(asked)) == 9  # each of the rules gives another vocabulary
    assert topics.scan(corpus, [4, 5])["chosen"].sum() == 1


def test_neighbouring_rules_differ_in_one():
    usual = topics.Rules()
    differing = [
        [name for name, a, b in zip(usual._fields, usual, other, strict=True) if a != b]
        for other in topics.NEIGHBOURS
    ]
    assert sorted(name for (name,) in differing) == sorted(2 * usual._fields)


def test_shares_warn_where_few_documents_stand_for_all(model):
    by_place = model.shares_by(["place", "level"])
    assert by_place["note"].str.contains("few documents").all()
    one = by_place[(by_place["place"] == "上城区") & (by_place["topic"] == 1)].iloc[0]
    rows = model.units.rows[model.units.rows["place"] == "上城区"]
    assert one["documents"] == rows["doc_id"].nunique() and one["paragraphs"] == len(rows)
    weights = rows["words"].to_numpy()
    share = (model.loadings[rows.index, 0] * weights).sum() / weights.sum()
    assert one["share"] == pytest.approx(share, abs=1e-7)
    assert not model.shares_by("doc_id")["note"].str.contains("few documents").any()


def test_many_documents_need_no_warning():
    many = made([[word + other for other in WORDS[:12]] * 2 for word in "甲乙丙" * 40], 25)
    shares = topics.fit(many, 3, max_share=1.0).shares_by("place")
    assert shares["documents"].tolist() == [25] * 3 and (shares["note"] == "").all()


@pytest.mark.slow
def test_the_recommended_number_is_stable_enough(corpus):
    table = topics.scan(corpus, [6, 7, 8], "nmf", runs=6)
    chosen = table[table["recommended"]].iloc[0]
    assert chosen["k"] == 7 and chosen["stability"] >= 0.65 and "stability" in chosen["reason"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"k": 5, "method": "lda", "anchors": {"a": ["产业"]}}, "for the method 'nmf', not 'lda'"),
        ({"k": 5, "method": "nmf", "anchors": {"a": ["没有的词"]}}, "sees no term of a"),
        ({"k": 2, "method": "nmf", "anchors": dict.fromkeys("abc", ("产业",))}, "raise k"),
        ({"k": 1}, "choose between 2"),
        ({"k": 100_000}, "choose between 2"),
        ({"k": 5, "method": "lsa"}, "choose ensemble or nmf or lda"),
        ({"k": 5, "min_words": 10_000}, "lower min_words"),
        ({"k": 5, "min_documents": 99}, "lower min_paragraphs or min_documents"),
        ({"k": 5, "max_share": 0.0}, "raise max_share"),
    ],
)
def test_what_cannot_be_fitted_says_what_to_change(corpus, arguments, message):
    with pytest.raises(ValueError, match=message):
        topics.fit(corpus, **arguments)


def test_what_is_no_number_or_no_corpus_is_refused(corpus):
    with pytest.raises(TypeError, match="as a whole number"):
        topics.fit(corpus, "7")
    with pytest.raises(ValueError, match="nothing to compare"):
        topics.scan(corpus, [])
    with pytest.raises(TypeError, match="not to a str"):
        topics.fit("a report", 7)


def test_one_document_and_equal_paragraphs_are_refused(corpus):
    with pytest.raises(ValueError, match="of 1 documents"):
        topics.fit(corpus.select(doc_id="shangcheng-2017-work-report"), 5)
    same = made([[word + "甲" for word in WORDS[:24]]] * 30)
    with pytest.raises(ValueError, match="differ from each other"):
        topics.fit(same, 3, max_share=1.0)
