"""Topic models: golden coherence, known topics found again, errors that help, and results that do not depend on order or threads."""

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
            "place": "上城区",
            "territory": "old",
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


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_known_topics_are_found_again(method):
    corpus, true, vocabulary = drawn()
    found = topics.fit(corpus, 4, method, max_share=1.0)
    truth = true[:, [vocabulary.index(term) for term in found.units.terms]]
    if method == "nmf":  # a paragraph of one topic only, weighted as the model weights paragraphs
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


@pytest.mark.parametrize(("k", "method"), [(7, "nmf"), (5, "lda")])
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


def test_stability_is_one_for_topics_that_cannot_change():
    paragraphs = [
        [word + other for other in WORDS[:12]] * 2 for word in "甲乙丙丁戊" for _ in range(40)
    ]
    table = topics.stability(made(paragraphs), 5, runs=3)
    assert (table["jaccard"] == 1).all() and table["run"].nunique() == 3


@pytest.mark.slow
def test_the_recommended_number_is_stable_enough(corpus):
    table = topics.scan(corpus, [6, 7, 8], runs=6)
    chosen = table[table["recommended"]].iloc[0]
    assert chosen["k"] == 7 and chosen["stability"] >= 0.65 and "stability" in chosen["reason"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"k": 1}, "choose between 2"),
        ({"k": 100_000}, "choose between 2"),
        ({"k": 5, "method": "lsa"}, "choose nmf or lda"),
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
