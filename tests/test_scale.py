"""A corpus in Parquet gives what the same corpus in memory gives, whoever made it, and whatever happened on the way."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse

import workreports as wr
from workreports.analysis import permutation, statistics
from workreports.corpus import load_corpus
from workreports.corpus.store import parquet
from workreports.ingest import building
from workreports.io import writing
from workreports.io.errors import CorpusError

ROOT = Path(__file__).resolve().parents[1]
SELECTIONS = [
    {},
    {"genre": "work_report"},
    {"part": "plan", "years": 2023},
    {"place": "下城区", "part": ["review", "problems"]},
    {"about": "2016-2020"},
    {"doc_id": "shangcheng-2016-five-year-plan", "part": "appendix"},
]


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    out = tmp_path_factory.mktemp("stored")
    assert building.build(ROOT / "corpus", out, workers=1) == (14, 0, 1, 0)
    return load_corpus(out)


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_selections_hold_the_same(corpus, stored, selection):
    one, other = corpus.select(**selection), stored.select(**selection)
    assert one.documents.index.tolist() == other.documents.index.tolist()
    assert one.documents["characters"].tolist() == other.documents["characters"].tolist()
    for name in ("paragraphs", "words", "characters", "frame"):
        found, expected = getattr(other, name), getattr(one, name)
        assert (
            found.reset_index(drop=True)
            .astype(str)
            .equals(expected.reset_index(drop=True).astype(str))
        ), name
    assert other.tokens().astype(str).equals(one.tokens().reset_index(drop=True).astype(str))
    assert (
        other.edits.drop(columns="doc_id")
        .astype(str)
        .equals(
            one.edits[one.edits["doc_id"].notna()]
            .drop(columns="doc_id")
            .reset_index(drop=True)
            .astype(str)
        )
        or selection == {}
    )


@pytest.mark.parametrize("selection", SELECTIONS[:4], ids=str)
def test_terms_are_counted_alike(corpus, stored, selection):
    terms = {"innovation": ["创新", "科技"], "phrase": ["数字经济产业"], "never": ["没有这个词"]}
    one, other = corpus.select(**selection), stored.select(**selection)
    pd.testing.assert_frame_equal(
        wr.terms.frequency(one, terms, by=["year", "place"]),
        wr.terms.frequency(other, terms, by=["year", "place"]),
        check_dtype=False,
    )
    assert (
        wr.concordance.lines(one, "创新")
        .astype(str)
        .equals(wr.concordance.lines(other, "创新").astype(str))
    )


def test_keyness_observations_shared_wording_and_traces_are_alike(corpus, stored):
    sides = [
        (whole.select(years=2023), whole.select(years=(2014, 2017))) for whole in (corpus, stored)
    ]
    pd.testing.assert_frame_equal(
        wr.keyness.compare(*sides[0]),
        wr.keyness.compare(*sides[1]),
        check_dtype=False,
        rtol=1e-12,
        atol=1e-12,
    )
    one, other = wr.indicators.extract(corpus), wr.indicators.extract(stored)
    pd.testing.assert_frame_equal(one, other, check_dtype=False)
    pd.testing.assert_frame_equal(
        wr.indicators.audit(one), wr.indicators.audit(other), check_dtype=False
    )
    pd.testing.assert_frame_equal(
        wr.reuse.passages(corpus), wr.reuse.passages(stored), check_dtype=False
    )
    assert str(wr.trace(other.iloc[3], stored)) == str(wr.trace(one.iloc[3], corpus))


def residual_sums(counts, sizes, strata):
    """Variance and degrees of freedom by definition, a table of residuals at a time."""
    residuals = counts - np.outer(sizes, counts.sum(axis=0) / sizes.sum())
    for document in np.unique(strata):
        rows = strata == document
        if rows.sum() > 1:
            centred = residuals[rows] - residuals[rows].mean(axis=0)
            residuals[rows] = centred * np.sqrt(rows.sum() / (rows.sum() - 1))
    second, fourth = (residuals**2).sum(axis=0), (residuals**4).sum(axis=0)
    df = 2 * second**2 / np.maximum(fourth - second**2 / len(sizes), 1e-12)
    return np.maximum(second, counts.sum(axis=0)), np.clip(df, 1, len(sizes) - 1)


@pytest.mark.parametrize("block", [500, 7])
def test_sums_over_what_is_not_zero_are_those_of_the_definition(monkeypatch, block):
    monkeypatch.setattr(statistics, "_BLOCK", block)
    rng = np.random.default_rng(0)
    for paragraphs, terms, documents in ((200, 30, 33), (37, 9, 37), (40, 5, 1)):
        counts, sizes = rng.poisson(0.4, (paragraphs, terms)), rng.integers(1, 90, paragraphs)
        counts[:, 0], counts[3, 1] = 0, 25
        strata, target = rng.integers(0, documents, paragraphs), rng.random(paragraphs) < 0.4
        variance, df = residual_sums(counts, sizes, strata)
        centred = counts - np.outer(sizes, counts.sum(axis=0) / sizes.sum())
        moments = (centred**2).sum(axis=0), (centred**3).sum(axis=0), centred[target].sum(axis=0)
        for form in (counts, scipy.sparse.csr_array(counts)):
            total = statistics.totals(form, sizes, strata)
            assert total.spread.tolist() == (counts > 0).sum(axis=0).tolist()
            by_document = [(counts[strata == one] > 0).any(axis=0) for one in range(documents)]
            assert total.documents.tolist() == np.sum(by_document, axis=0).tolist()
            np.testing.assert_allclose(total.hits, counts.sum(axis=0))
            np.testing.assert_allclose(total.variance, variance, rtol=1e-10)
            np.testing.assert_allclose(total.df, df, rtol=1e-10)
            sparse = scipy.sparse.csc_array(form, dtype=float)
            found = permutation._moments(sparse, sizes.astype(float), target)
            np.testing.assert_allclose(found, moments, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("by", ["paragraph", "par_id", "year", "about"])
def test_matrices_are_alike(corpus, stored, by):
    one, other = corpus.matrix(by=by, min_count=3), stored.matrix(by=by, min_count=3)
    assert one.terms == other.terms and (one.counts != other.counts).nnz == 0
    column = "par_id" if by == "paragraph" else by
    assert one.rows[column].tolist() == other.rows[column].tolist()
    counted = corpus.select().word_counts().groupby("token")["n"].sum()
    if by == "par_id":
        assert one.counts.sum(axis=0).tolist() == counted[counted >= 3].sort_index().tolist()


def test_a_selection_reads_only_what_it_needs(stored, monkeypatch):
    asked = []
    monkeypatch.setattr(
        parquet.ParquetTables,
        "ask",
        lambda self, query, real=parquet.ParquetTables.ask, **lists: (
            asked.append(query) or real(self, query, **lists)
        ),
    )
    stored.select(genre="work_report", place="下城区")
    assert asked == []
    wr.terms.frequency(stored.select(years=2023), "创新")
    assert not any(
        "FROM edits" in query and "doc_ids" not in query or "FROM tokens t WHERE true" in query
        for query in asked
    )


def test_what_is_no_corpus_or_no_store_is_refused(tmp_path, stored):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match="no document in this folder"):
        building.build(tmp_path / "empty", tmp_path / "out", workers=1)
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(
        CorpusError, match=r"(?s)manifest.json: it cannot be read.*build the corpus again"
    ):
        load_corpus(tmp_path)
    with pytest.raises(ValueError, match="no place '下成区'; did you mean 下城区"):
        stored.select(place="下成区")
    with pytest.raises(ValueError, match="no part 'plans'; did you mean plan"):
        stored.select(part="plans")
    assert wr.terms.frequency(stored, "'); DROP TABLE tokens; --")["count"].sum() == 0


def test_selections_of_selections_are_the_same(corpus, stored):
    for whole in (corpus, stored):
        reviews = whole.select(place="下城区").select(part=["plan", "review"]).select(part="review")
        assert set(reviews.paragraphs["part"]) == {"review"}
        told = "part='review' leaves nothing of 5 documents; their part is plan"
        with pytest.raises(ValueError, match=told):
            whole.select(part="plan").select(part="review")
        with pytest.raises(ValueError, match="no part 'plans'; did you mean plan"):
            whole.select(part="review").select(part="plans")


def test_counts_and_raw_places_are_alike(corpus, stored):
    one, other = (whole.matrix(by="year") for whole in (corpus, stored))
    assert one.terms == other.terms and (one.counts != other.counts).nnz == 0
    words = corpus.tokens().tail(100)
    pd.testing.assert_frame_equal(corpus.raw_span(words), stored.raw_span(words))
    copies = corpus.occurrences("经济", duplicates=True)
    assert len(copies) > len(corpus.occurrences("经济"))
    pd.testing.assert_frame_equal(copies, stored.occurrences("经济", duplicates=True))


def test_what_lies_beside_the_documents_goes_along(corpus, stored):
    pd.testing.assert_frame_equal(corpus.reference, stored.reference)
    pd.testing.assert_frame_equal(corpus.territories, stored.territories)
    for name in ("lexicon/terms.csv", "tables/shangcheng-2016-five-year-plan-1.csv"):
        assert (stored.folder / name).read_bytes() == (corpus.folder / name).read_bytes()


def test_a_term_of_the_corpus_stays_whole_in_parquet_and_goes_with_its_lexicon(folder, tmp_path):
    out = tmp_path / "out"
    terms = folder / "lexicon" / "terms.csv"
    with terms.open("a", encoding="utf-8") as file:
        file.write("经济平稳增长,term,steady growth\n")
    building.build(folder, out, workers=1)
    assert len(load_corpus(out).occurrences("经济平稳增长")) == len(
        load_corpus(folder).occurrences("经济平稳增长")
    )
    shutil.rmtree(folder / "lexicon")
    building.build(folder, out, workers=1)
    beside = load_corpus(out).folder
    assert not (beside / "lexicon").exists() and (beside / "reference").is_dir()


def test_what_exceeds_memory_lies_in_the_temporary_folder_and_not_beside_the_notebook():
    (place,) = parquet._connection().execute("SELECT current_setting('temp_directory')").fetchone()
    assert Path(place).parent == Path(tempfile.gettempdir())


def test_renamed_documents_are_renamed_in_every_table(tmp_path):
    path = tmp_path / "t.parquet"
    ids = ["甲-1", "乙-1", "甲-1", "丙"]
    rows = pd.DataFrame({"par_id": [f"{name}:0001" for name in ids], "token": ["水"] * 4, "n": 1})
    rows.to_parquet(path)
    query = parquet._rows([path.as_posix()], "counts", {"甲-1": "甲-9", "乙-1": "甲-1"})
    found = parquet._connection().execute(query).df()
    wanted = ["甲-9:0001", "甲-1:0001", "甲-9:0001", "丙:0001"]
    assert found["par_id"].tolist() == wanted and found.columns.tolist() == ["par_id", "token", "n"]
    rows.assign(doc_id=ids).to_parquet(path)
    query = parquet._rows([path.as_posix()], "paragraphs", {"甲-1": "甲-9", "乙-1": "甲-1"})
    found = parquet._connection().execute(query).df()
    assert found["doc_id"].tolist() == ["甲-9", "甲-1", "甲-9", "丙"]
    assert found["par_id"].tolist() == wanted


@pytest.mark.parametrize("group", [1, 2, 100])
def test_columns_of_a_part_are_read_whatever_its_groups_of_rows(tmp_path, group):
    tokens = ["水", "山", "水", "田", "山"]
    rows = pd.DataFrame({"par_id": [f"甲:{n // 2}" for n in range(5)], "token": tokens, "n": 1})
    for name, some in (("five", rows), ("none", rows[:0])):
        some.to_parquet(tmp_path / "a.parquet", row_group_size=group)
        data = {"counts.parquet": (tmp_path / "a.parquet").read_bytes()}
        writing.seal(tmp_path / name, data)
        par_ids, words, n = parquet._coded(tmp_path / name, "counts", "par_id", "token", "n")
        assert parquet._file(tmp_path / name, "counts").metadata.num_rows == len(some)
        assert len(set(words.dictionary.to_pylist())) == len(words.dictionary)
        found = [column.to_pylist() for column in (par_ids, words, n)]
        assert found == [some[column].tolist() for column in rows]


def test_documents_of_one_name_are_counted_apart(tmp_path):
    title = "2016年甲县政府工作报告\n各位代表:\n"
    for name, words in (("a", "生态环境持续改善。"), ("b", "营商环境不断优化。")):
        (tmp_path / f"{name}.txt").write_text(f"{title}{words}\n", encoding="utf-8")
    building.build(tmp_path, tmp_path.parent / f"{tmp_path.name}-out", workers=1)
    corpus = load_corpus(tmp_path.parent / f"{tmp_path.name}-out")
    assert corpus.documents.index.str.len().min() > len("jia-2016-work-report")  # with digits
    counts, rows, terms = corpus.matrix(by="par_id", min_count=1)
    cells = counts.tocoo()
    found = pd.DataFrame(
        {
            "par_id": rows["par_id"].to_numpy()[cells.row],
            "token": np.array(terms)[cells.col],
            "n": cells.data,
        }
    )
    columns = ["par_id", "token"]
    expected = corpus.word_counts().sort_values(columns, ignore_index=True)
    assert found.sort_values(columns).to_numpy().tolist() == expected.to_numpy().tolist()
