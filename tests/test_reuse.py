"""Shared wording: planted copies are found, unrelated texts share nothing, the double is noticed, places are right."""

import exhaustive
import numpy as np
import pandas as pd
import pytest

from workreports.analysis import reuse
from workreports.analysis.reuse import shingles
from workreports.corpus import Corpus, MemoryTables

LETTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def made(texts, years=None, places=None):
    """A corpus of one-paragraph documents."""
    ids = [f"d{number}" for number in range(len(texts))]
    docs = pd.DataFrame(
        {
            "place": places or "上城区",
            "territory": "old",
            "genre": "work_report",
            "year": years or list(range(2010, 2010 + len(texts))),
            "duplicate_of": None,
            "delivered": None,
        },
        index=pd.Index(ids, name="doc_id"),
    )
    rows = pd.DataFrame(
        {
            "par_id": [f"{one}:0001" for one in ids],
            "doc_id": ids,
            "part": "body",
            "depth": 0,
            "section": "",
            "heading": "",
            "about": None,
            "text": texts,
            "raw_start": 0,
            "raw_end": [len(text) for text in texts],
        }
    )
    edits = pd.DataFrame(
        {
            "doc_id": pd.Series(dtype=str),
            "raw_start": pd.Series(dtype=int),
            "raw_end": pd.Series(dtype=int),
            "after": pd.Series(dtype=str),
        }
    )
    return Corpus(MemoryTables(docs, rows, edits, pd.DataFrame))


def prose(rng, clauses=60):
    return "".join(
        "".join(rng.choice(LETTERS, rng.integers(6, 16))) + rng.choice([",", "。"], p=[0.7, 0.3])
        for _ in range(clauses)
    )


def edited(rng, text, share=0.05):
    letters = list(text)
    for place in rng.choice(len(letters), round(share * len(letters)), replace=False):
        if letters[place] not in ",。":
            letters[place] = rng.choice(LETTERS)
    return "".join(letters)


@pytest.fixture(scope="module")
def shared(corpus):
    return reuse.passages(corpus)


def test_unrelated_texts_share_nothing():
    rng = np.random.default_rng(1)
    assert reuse.passages(made([prose(rng) for _ in range(12)])).empty


@pytest.mark.parametrize("share", [0, 0.05])
def test_planted_copies_are_all_found(share):
    rng = np.random.default_rng(2)
    for trial in range(40):
        planted = prose(rng, 14)
        one, other = (
            prose(rng, 20) + planted + prose(rng, 20),
            prose(rng, 25) + edited(rng, planted, share) + prose(rng, 15),
        )
        found = reuse.passages(made([one, other]))
        start = one.index(planted)
        covered = {place for row in found.itertuples() for place in range(row.start_a, row.end_a)}
        assert len(covered & set(range(start, start + len(planted)))) >= 0.85 * len(planted), (
            trial,
            share,
        )
        assert found["kind"].isin(["exact", "near"]).all() and (
            share or (found["kind"] == "exact").all()
        )
        assert len(covered - set(range(start - 1, start + len(planted) + 1))) == 0


def test_the_earlier_document_comes_first_and_width_does_not_matter():
    wide = {ord(half): ord(half) + 0xFEE0 for half in ",()"}
    text = "坚持以人民为中心的发展思想,(持续)推进城市更新,不断增进民生福祉"
    row = reuse.passages(made([text.translate(wide), text], years=[2020, 2015])).iloc[0]
    assert (row["doc_id_a"], row["doc_id_b"], row["kind"], row["length"]) == (
        "d1",
        "d0",
        "exact",
        len(text),
    )
    assert row["text_b"] == text.translate(wide)


def test_every_run_of_fifteen_equal_characters_lies_in_a_passage(corpus, shared):
    equal = exhaustive.equal(exhaustive.paragraphs(corpus))
    assert len(exhaustive.begins(equal)) == 102
    assert exhaustive.uncovered(equal, shared) == []


def test_clauses_alike_are_found_as_exhaustive_comparison_finds_them(corpus, shared):
    near = exhaustive.near(exhaustive.paragraphs(corpus))
    assert len(near) > 120
    assert len(exhaustive.untouched(near, shared)) <= 0.02 * len(near)


@pytest.mark.parametrize("letters", [2, 3, 8])
@pytest.mark.parametrize("length", [5, 8])
def test_runs_of_random_texts_are_those_of_brute_force(letters, length):
    rng = np.random.default_rng(10 * letters + length)
    for _ in range(15):
        corpus = made(["".join(rng.choice(LETTERS[:letters], 40)) for _ in range(4)])
        equal = exhaustive.equal(exhaustive.paragraphs(corpus), length)
        assert equal or letters > 2
        exact = reuse.passages(corpus, length, similarity=1)
        assert exhaustive.uncovered(equal, exact, length) == []
        assert (exact["text_a"] == exact["text_b"]).all()
        near = reuse.passages(corpus, length)
        assert exhaustive.uncovered(equal, near, length) == []
        assert near["similarity"].min() >= 0.8 or near.empty


def test_near_passages_of_random_texts_are_those_of_exhaustive_comparison():
    rng = np.random.default_rng(5)
    clauses = ["".join(rng.choice(LETTERS, 24)) for _ in range(100)]
    texts = [
        "。".join(
            edited(rng, clauses[number], 0.08) for number in rng.choice(100, 30, replace=False)
        )
        for _ in range(6)
    ]
    near = exhaustive.near(exhaustive.paragraphs(made(texts)))
    assert len(near) > 100
    missed = exhaustive.untouched(near, reuse.passages(made(texts)))
    assert len(missed) <= 0.02 * len(near)


def test_a_run_is_found_across_clauses_and_within_one():
    rng = np.random.default_rng(4)
    run = "山林管护,云岭县农户,户均两亩"
    one, other = prose(rng, 3) + f"子丑{run}寅卯,", prose(rng, 3) + f"辰巳{run}午未,"
    row = reuse.passages(made([one, other])).iloc[0]
    assert (row["kind"], row["text_a"], row["text_b"]) == ("exact", run, run)
    assert reuse.passages(made([one, other]), min_length=16).empty


def test_no_passage_runs_from_one_paragraph_into_the_next():
    texts = ["甲县开展山林管护工作到户", "到人到田", "甲县开展山林管护工作到户", "到人到田"]
    corpus = made(texts)
    rows = corpus.paragraphs.assign(doc_id=["d0", "d0", "d1", "d1"])
    both = Corpus(MemoryTables(corpus.documents.iloc[:2], rows, corpus.edits, pd.DataFrame))
    assert reuse.passages(both).empty
    assert reuse.passages(both, min_length=12)["text_a"].tolist() == [texts[0]]


def test_texts_have_as_many_keys_in_common_as_stretches_of_six():
    run = "云岭县推进山林管护"
    one, other, short, none = reuse.keys([f"甲{run}", f"乙丙{run}丁", "云岭县推进", ""])
    assert len(one) == len(run) + 1 - 5 and short == none == []
    assert len(set(one) & set(other)) == len(run) - 5


FORMULA = "现在我代表区人民政府向大会报告工作请予审议"


def test_a_frequent_formula_is_linked_rather_than_paired_a_thousand_times():
    rng = np.random.default_rng(3)
    corpus = made([FORMULA + "。" + prose(rng, 5) for _ in range(30)])
    assert len(reuse.passages(corpus, max_documents=30)) == 30 * 29 // 2
    linked = reuse.passages(corpus)
    pairs = set(zip(linked["doc_id_a"], linked["doc_id_b"], strict=True))
    assert pairs == {(f"d{n}", f"d{n + 1}") for n in range(29)} | {
        ("d0", f"d{n}") for n in range(1, 30)
    }
    table = reuse.formulae(corpus)
    assert table.loc[0, ["clause", "documents"]].tolist() == [FORMULA, 30]


def test_of_a_linked_formula_each_document_tells_whether_another_place_has_it():
    rng = np.random.default_rng(7)
    texts = [prose(rng, 5) + FORMULA + "。" for _ in range(40)]
    here = made(texts)
    one_place = reuse.anatomy(reuse.passages(here), here)
    assert (one_place["repeated"] >= len(FORMULA)).all() and one_place["formula"].sum() == 0
    places = ["甲县"] * 20 + ["云岭县"] + ["甲县"] * 19
    apart = made(texts, places=places)
    assert (reuse.anatomy(reuse.passages(apart), apart)["formula"] >= len(FORMULA)).all()


@pytest.mark.parametrize("piece", ["云岭县", "云岭县有{}人,", "云岭县有{}人入社,到户工作有成效。"])
def test_what_is_compared_grows_with_a_text_that_repeats_itself(piece):
    for times in (200, 800):
        texts = ["".join(piece.format(n) for n in range(times))] * 2
        codes, begins = shingles.coded(texts)
        document = (np.arange(len(codes)) >= begins[1]).astype(int)
        found = shingles.runs(codes, document, document, 15, 25, linked=True)
        assert 0 < (found.length - 14).sum() <= 25 * len(codes)
        assert len(reuse.passages(made(texts))) <= 5 * len(codes)


def test_what_is_compared_grows_with_the_number_of_documents():
    rng = np.random.default_rng(8)
    texts = [prose(rng, 3) + FORMULA + "," + FORMULA[::-1] + "。" for _ in range(240)]
    rows = [len(reuse.passages(made(texts[:size], years=[2010] * size))) for size in (60, 120, 240)]
    assert rows[1] <= 2.2 * rows[0] and rows[2] <= 2.2 * rows[1]


def test_the_double_is_noticed(corpus, shared):
    table = reuse.doubles(shared, corpus)
    assert (
        table[["doc_id_a", "doc_id_b"]].values.tolist()
        == [["xiacheng-2014-work-report", "xiacheng-2014-work-report-copy"]]
        and table[["share_a", "share_b"]].min().min() > 0.98
    )


def test_of_two_documents_each_character_that_both_have_counts_once():
    rng = np.random.default_rng(5)
    same, one, other = prose(rng, 4), prose(rng, 8), prose(rng, 12)
    made_of = made([same + one, same + other + same], places=["甲县", "乙县"])
    (row,) = reuse.pairs(reuse.passages(made_of), made_of).itertuples(index=False)
    assert (row.doc_id_a, row.place_a, row.place_b) == ("d0", "甲县", "乙县")
    assert row.passages == 2 and len(same) <= row.characters <= len(same) + 2
    assert row.share_a == round(row.characters / len(same + one), 6)
    there = round(row.share_b * len(same + other + same))
    assert 2 * len(same) <= there <= 2 * len(same) + 4


def test_the_two_reports_of_2023_close_alike(shared):
    pair = (
        shared[
            (shared["doc_id_a"] == "gongshu-2023-work-report")
            & (shared["doc_id_b"] == "shangcheng-2023-plan-report")
        ]
        .sort_values("length")
        .iloc[-1]
    )
    assert (
        pair["kind"] == "near"
        and "征程万里风正劲" in pair["text_a"]
        and "征程万里风正劲" in pair["text_b"]
    )


def test_every_passage_stands_where_it_says(corpus, shared):
    paragraphs = corpus.paragraphs.set_index("par_id")["text"]
    for row in shared.itertuples():
        for side in "ab":
            doc_id, par_id, start, end, raw_start, raw_end, text = (
                getattr(row, f"{name}_{side}")
                for name in ("doc_id", "par_id", "start", "end", "raw_start", "raw_end", "text")
            )
            raw = corpus.raw_text(corpus.documents.at[doc_id, "raw_file"])[raw_start:raw_end]
            assert text == paragraphs[par_id][start:end] and len(text) >= reuse.MIN_LENGTH
            assert text[0] in raw and text[-1] in raw
        assert (row.kind == "exact") == (
            row.text_a == row.text_b
        ) and row.similarity >= reuse.SIMILARITY


def test_order_of_the_corpus_does_not_matter(corpus, shared):
    turned = corpus.paragraphs.iloc[::-1].reset_index(drop=True)
    turned = Corpus(MemoryTables(corpus.documents, turned, corpus.edits, corpus.tokens))
    columns = ["par_id_a", "par_id_b", "start_a", "end_a", "start_b", "end_b", "kind"]
    assert set(reuse.passages(turned)[columns].itertuples(index=False, name=None)) == set(
        shared[columns].itertuples(index=False, name=None)
    )


def test_anatomy_counts_every_character_once(corpus, shared):
    table = reuse.anatomy(shared, corpus)
    originals = corpus.paragraphs[
        corpus.paragraphs["doc_id"].isin(corpus.originals.index) & corpus.paragraphs["depth"].eq(0)
    ]
    assert (
        table["characters"].sum()
        == originals["text"].str.len().sum()
        == table[["formula", "repeated", "elsewhere", "own"]].to_numpy().sum()
    )
    whole = table.groupby("doc_id").sum(numeric_only=True)
    assert (
        whole.loc["xiacheng-2015-work-report", "repeated"] > 200
        and whole.loc["gongshu-2023-work-report", "repeated"] == 0
    )


def test_odd_arguments_are_refused_with_a_way_out(corpus, shared):
    with pytest.raises(ValueError, match="choose part, section"):
        reuse.anatomy(shared, corpus, by="colour")
    with pytest.raises(TypeError, match="not in a str"):
        reuse.passages("a report")
    with pytest.raises(TypeError, match="one pair"):
        reuse.side_by_side(shared)
    alone = corpus.select(doc_id="gongshu-2023-work-report")
    assert reuse.passages(alone).empty and reuse.doubles(reuse.passages(alone), alone).empty


def test_side_by_side_marks_and_escapes():
    view = reuse.SideBySide(("a", "b"), ("重任再奋蹄<script>", "重任再扬鞭<script>"))
    assert (
        "[奋蹄]" in repr(view)
        and "<mark>扬鞭</mark>" in view._repr_html_()
        and "<script>" not in view._repr_html_()
    )
