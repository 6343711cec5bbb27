"""Tables, selections, words with their places, the cache."""

import os
import random
import re
import shutil
import subprocess
import sys
import time

import elsewhere
import pandas as pd
import pytest

import workreports as wr
from workreports.corpus import Corpus, MemoryTables
from workreports.corpus.store import cache, snapshot
from workreports.io import lexicon, writing


def test_documents_have_their_name_as_index_and_the_rows_of_other_tables_numbers(corpus):
    assert corpus.documents.index.name == "doc_id"
    for table in (corpus.paragraphs, corpus.edits, corpus.tokens(), corpus.reference):
        assert isinstance(table.index, pd.RangeIndex)
    assert corpus.paragraphs["par_id"].is_unique
    assert corpus.paragraphs["par_id"].iloc[0] == "shangcheng-2017-work-report:0001"


def test_every_token_is_in_its_paragraph_and_in_the_raw_file_or_an_edit_says_why(corpus):
    words = corpus.tokens().merge(corpus.paragraphs[["par_id", "doc_id", "text"]], on="par_id")
    raw = {name: corpus.raw_text(name) for name in corpus.documents["raw_file"].unique()}
    raw_of = corpus.documents["raw_file"]
    changed = 0
    for word in words.itertuples():
        assert word.text[word.start : word.end] == word.token
        if raw[raw_of[word.doc_id]][word.raw_start : word.raw_end] != word.token:
            changed += 1
            inside = corpus.edits[
                (corpus.edits["doc_id"] == word.doc_id)
                & (corpus.edits["raw_start"] >= word.raw_start)
                & (corpus.edits["raw_end"] <= word.raw_end)
            ]
            assert len(inside), word
    assert 0 < changed < 30


def test_tokens_cover_all_but_blanks(corpus):
    lengths = corpus.tokens().groupby("par_id")["token"].agg(lambda words: sum(map(len, words)))
    solid = (
        corpus.paragraphs.set_index("par_id")["text"].str.replace(r"\s", "", regex=True).str.len()
    )
    assert lengths.equals(solid.rename("token").reindex(lengths.index)) and set(
        lengths.index
    ) == set(solid[solid > 0].index)


def test_select(corpus):
    chosen = corpus.select(genre="work_report", place="下城区", part="review", years=(2014, 2016))
    assert chosen.documents.index.tolist() == [
        "xiacheng-2014-work-report",
        "xiacheng-2015-work-report",
        "xiacheng-2016-work-report",
    ]
    assert set(chosen.paragraphs["part"]) == {"review"}
    assert set(chosen.tokens()["par_id"]) <= set(chosen.paragraphs["par_id"])
    assert corpus.select(years=2023).documents["year"].unique().tolist() == [2023]
    assert corpus.select(about=["2016-2020"]).paragraphs["about"].unique().tolist() == ["2016-2020"]
    assert corpus.select().documents["duplicate_of"].isna().all()


@pytest.mark.parametrize(
    "wrong, near",
    [
        ({"place": "上成区"}, "上城区"),
        ({"genre": "workreport"}, "work_report"),
        ({"part": "reviews"}, "review"),
        ({"doc_id": "xiacheng-2014"}, "xiacheng-2014-work-report"),
        ({"about": "2012-16"}, "2012-2016"),
    ],
)
def test_a_misspelt_value_is_answered_with_the_nearest(corpus, wrong, near):
    with pytest.raises(ValueError, match=f"did you mean .*{near}"):
        corpus.select(**wrong)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"territory": "上城区"}, "it is a place: place='上城区'"),
        ({"place": ["上城区 (2021-)"]}, r"it is a territory: territory=\['上城区 \(2021-\)'\]"),
        ({"genre": "county"}, "it is a level: level='county'"),
    ],
)
def test_a_value_of_another_column_is_answered_with_that_column(corpus, wrong, right):
    with pytest.raises(ValueError, match=right):
        corpus.select(**wrong)


def test_matrix(corpus):
    counts, rows, terms = corpus.matrix(by="year", min_count=1)
    words = corpus.select(years=(2014, 2023)).tokens()
    assert counts.sum() == words["is_content"].sum()
    assert rows["year"].tolist() == [2014, 2015, 2016, 2017, 2023] and terms == sorted(terms)
    assert (
        counts[3, terms.index("创新")]
        == (corpus.select(years=2017).tokens()["token"] == "创新").sum()
    )
    few = corpus.matrix(min_count=5)
    assert (
        few.counts.sum(axis=0).min() >= 5
        and few.rows["par_id"].is_unique
        and not few.rows["doc_id"].str.endswith("copy").any()
    )
    with pytest.raises(ValueError, match="paragraph"):
        corpus.matrix(by="paragraphs")


def test_reference_figures_come_in_the_columns_of_observations(corpus):
    table = corpus.reference
    assert set(table["source"]) == {"reference"} and table["indicator"].notna().all()
    assert (
        table.loc[
            (table["place"] == "上城区")
            & (table["period_start"] == 2021)
            & (table["unit"] == "万元"),
            "value_std",
        ].iloc[0]
        == 377.7878
    )
    assert set(table["status"]) == {"actual", "estimate", "target"}
    assert set(table["checked"]) == {"two readers", "as gathered"}


# Read by eye by a third person before: the growth that the nation and 杭州市 aimed at.
NATION = "7.5 7.5 7.5 7 6.5-7 6.5 6.5 6-6.5 - 6 5.5 5 5 5"
HANGZHOU = "- 10 8.5 8 7.5-8 8 7.5 7 6.5 7 6.5 5 5.5 5.5"


@pytest.mark.parametrize(("place", "growth"), [("全国", NATION), ("杭州市", HANGZHOU)])
def test_the_levels_above_have_a_target_for_every_year(corpus, place, growth):
    table = corpus.reference
    aims = table[
        (table["place"] == place)
        & (table["indicator"] == "gdp")
        & (table["status"] == "target")
        & (table["checked"] == "two readers")
    ].set_index("period_end")
    for year, aim in zip(range(2012, 2026), growth.split(), strict=True):
        if aim == "-":  # none was set, or a summary leaves it out
            assert year not in aims.index
            continue
        low, _, high = aim.partition("-")
        row = aims.loc[year]
        if high:
            assert (row["low"], row["high"], row["bound"]) == (float(low), float(high), "range")
        else:
            assert (row["value"], row["growth_pct"], row["measure"]) == (
                float(low),
                float(low),
                "growth",
            )


def test_every_year_of_the_levels_above_is_told_or_said_not_to_be_printed():
    table = pd.read_csv("corpus/reference/reports.csv", keep_default_na=False)
    revenues = ["一般公共预算收入", "财政收入"]
    for place in ("全国", "浙江省", "杭州市"):
        for names in (["地区生产总值"], revenues):
            for what in (["target"], ["actual", "estimate"]):
                rows = table[
                    (table["place"] == place)
                    & table["indicator"].isin(names)
                    & table["status"].isin(what)
                ]
                assert set(range(2012, 2026)) <= set(rows["year"]), (place, names, what)


def test_both_readings_of_the_levels_above_agree():
    key = ["file", "indicator", "scope", "period_end", "measure", "value", "low", "status"]
    first, second = (
        pd.read_csv(f"corpus/gold/levels_above/{name}.csv", dtype=str, keep_default_na=False)
        for name in ("first", "second")
    )
    told = [rows[rows["start"].ne("")][key].apply(tuple, axis=1) for rows in (first, second)]
    both = set(told[0]) & set(told[1])
    assert len(both) / len(set(told[0]) | set(told[1])) > 0.99


def test_units_of_the_reference_come_in_the_standard_of_the_indicator(corpus):
    table = corpus.reference
    jobs = table[(table["indicator"] == "new_urban_jobs") & table["unit"].eq("万人")]
    assert set(jobs["unit_std"]) == {"人"} and (
        jobs["value_std"].eq((jobs["value"] * 1e4).round(8)).all()
    )
    nation = table[(table["place"] == "全国") & table["unit"].eq("万亿元")].iloc[0]
    assert (nation["unit_std"], nation["value_std"]) == ("亿元", nation["value"] * 1e4)
    incomes = table[(table["indicator"] == "income_per_capita") & table["unit"].eq("万元")]
    assert set(incomes["unit_std"]) == {"元"} and (incomes["value_std"] > 10_000).all()


def test_trace_any_row_of_any_table(corpus):
    for table in (
        corpus.documents,
        corpus.paragraphs,
        corpus.edits,
        corpus.tokens(),
        corpus.definitions,
    ):
        for row in (table.iloc[0], table.iloc[-1]):
            found = wr.trace(row)
            assert (
                corpus.raw_text(found.raw_file)[found.raw_start : found.raw_end] == found.text
                and found.text
            )
    with pytest.raises(ValueError, match="no raw place"):
        wr.trace(pd.Series({"term": "创新", "count": 3}))


def test_a_trace_escapes_what_it_shows(folder):
    path = folder / "raw/004_8fccc85bc0b3d2e3.txt"
    text = path.read_text(encoding="utf-8").replace("政府工作报告", "<script>x</script>", 1)
    path.write_text(text, encoding="utf-8", newline="")
    corpus = wr.load_corpus()
    tables = corpus.documents, corpus.paragraphs, corpus.edits, corpus.tokens
    corpus = Corpus(MemoryTables(*tables, folder, {path.name: path.read_bytes()}))
    shown = wr.trace(
        pd.Series({"raw_file": path.name, "raw_start": 4, "raw_end": 12}), corpus
    )._repr_html_()
    assert "<script" not in shown and "&lt;script" in shown


@pytest.fixture
def small(tmp_path):
    """A corpus of three short reports, for what does not depend on its size."""
    folder = elsewhere.make(tmp_path / "corpus")
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "terms.csv").write_text("term,kind,en\n", encoding="utf-8")
    return folder


def _entry(folder):
    own = lexicon.of(folder)
    words = {name: lexicon.content(name, own) for name in ("terms.csv", "stopwords.txt")}
    return cache.Entry(snapshot.take(folder), words).key


def test_the_cache_follows_sources_lexicon_and_code(folder, monkeypatch):
    key = _entry(folder)
    wr.load_corpus(folder).tokens()
    kept = sorted((folder / ".cache").rglob("*"))
    assert [path.relative_to(folder / ".cache").as_posix() for path in kept] == [
        f"{key}-tables",
        f"{key}-tables/documents.parquet",
        f"{key}-tables/edits.parquet",
        f"{key}-tables/paragraphs.parquet",
        f"{key}-tables/workreports.json",
        f"{key}-tokens",
        f"{key}-tokens/tokens.parquet",
        f"{key}-tokens/workreports.json",
    ]
    with (folder / "lexicon/terms.csv").open("a", encoding="utf-8") as file:
        file.write("全区经济,term,economy of the place\n")
    assert _entry(folder) != key
    edits = (folder / "edits.csv").read_text(encoding="utf-8")
    (folder / "edits.csv").write_text(
        "\n".join(line for line in edits.split("\n") if "争力9万9" not in line),
        encoding="utf-8",
        newline="",
    )
    assert any("争力9万9" in text for text in wr.load_corpus(folder).paragraphs["text"])


def test_cached_tables_equal_computed_ones(small):
    first = wr.load_corpus(small)
    first_tokens = first.tokens()
    second = wr.load_corpus(small)
    for a, b in (
        (first.documents, second.documents),
        (first.paragraphs, second.paragraphs),
        (first.edits, second.edits),
        (first_tokens, second.tokens()),
    ):
        pd.testing.assert_frame_equal(a, b)


def test_importing_is_light_and_a_cached_load_needs_no_segmenter(corpus):
    corpus.tokens()
    code = (
        "import sys, pandas, workreports as wr; heavy = [m for m in ('matplotlib', 'jieba', 'sklearn') if m in sys.modules]; "
        "wr.load_corpus().tokens(); print(heavy, [m for m in ('matplotlib', 'jieba') if m in sys.modules])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[] []"
    )


def test_clearing_the_cache_leaves_what_is_not_ours(small):
    wr.load_corpus(small).tokens()
    mine, others = small / ".cache" / "mine", small.parent / "others"
    for place in (mine, others):
        place.mkdir()
        (place / "thesis.txt").write_text("mine", encoding="utf-8")
    (small / ".cache" / "link").symlink_to(others, target_is_directory=True)
    for number in range(3):
        with (small / "lexicon/terms.csv").open("a", encoding="utf-8") as file:
            file.write(f"新词{'一二三'[number]},test,new\n")
        wr.load_corpus(small).tokens()
    kept = sorted(path.name for path in (small / ".cache").iterdir())
    assert "mine" in kept and "link" in kept and len(kept) == 8
    assert (mine / "thesis.txt").is_file() and (others / "thesis.txt").is_file()


def test_a_cache_that_is_a_link_is_neither_written_nor_cleared(small):
    others = small.parent / "others"
    for number in range(5):
        (others / str(number)).mkdir(parents=True)
    (small / ".cache").symlink_to(others, target_is_directory=True)
    assert len(wr.load_corpus(small).tokens()) > 0
    assert sorted(path.name for path in others.rglob("*")) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "conditions, told",
    [
        ({"years": (2018, 2022)}, "years=(2018, 2022) leaves nothing of 13 documents"),
        ({"genre": "article", "years": 2017}, "with duplicates left out, genre='article'"),
        ({"place": "拱墅区", "part": "review"}, "part='review' leaves nothing of 1 document"),
        ({"doc_id": "xiacheng-2014-work-report-copy"}, "with duplicates left out"),
        ({"genre": "article", "about": "2016"}, "about='2016' leaves nothing of 6 documents"),
    ],
)
def test_a_selection_says_at_once_which_condition_leaves_nothing(corpus, conditions, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        corpus.select(**conditions)


def test_the_body_has_neither_headings_nor_tables_and_originals_no_copies(corpus):
    assert corpus.body["depth"].eq(0).all() and not corpus.body["text"].str.contains("\n").any()
    assert set(corpus.documents.index) - set(corpus.originals.index) == {
        "xiacheng-2014-work-report-copy"
    }


def test_places_in_paragraphs_are_found_in_the_raw_file(corpus):
    words = corpus.tokens().sample(500, random_state=0)
    found = corpus.raw_span(words)
    pd.testing.assert_frame_equal(found, words[["raw_start", "raw_end"]])
    assert corpus.raw_span(words.iloc[:0]).empty


def test_a_corpus_of_others_keeps_its_cache_with_the_user(folder, tmp_path, monkeypatch):
    import platformdirs

    home = tmp_path / "home"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: home / name)
    (folder / ".cache").write_text("no folder can be made here", encoding="utf-8")
    wr.load_corpus(folder).tokens()
    (entry,) = (home / "workreports").iterdir()
    key = _entry(folder)
    assert entry.name.startswith("corpus-")
    assert sorted(path.name for path in entry.iterdir()) == [f"{key}-tables", f"{key}-tokens"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no such name")
def test_a_cache_has_a_name_where_that_of_the_folder_is_no_utf8(tmp_path):
    held = snapshot.Snapshot(tmp_path / "a\udcff", {}, {}, {}, [])
    inside, with_the_user = cache.Entry(held, {})._homes()
    assert inside == held.folder.resolve() / ".cache"
    assert with_the_user.name.startswith("a\udcff-")


def test_a_cached_corpus_is_there_at_once(corpus):
    corpus.tokens()
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        wr.load_corpus().tokens()
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1  # 0.1 on the machine it was written on


def test_a_term_added_and_taken_back_while_words_are_cut_poisons_nothing(small, monkeypatch):
    terms = small / "lexicon" / "terms.csv"
    before = terms.read_bytes()
    open_one = wr.load_corpus(small)
    text = open_one.body["text"].iloc[0]
    joined = next(text[n : n + 4] for n in range(len(text)) if text[n : n + 4].isalpha())
    expected = wr.segmentation.segment(text, small / "lexicon")
    assert joined not in expected
    terms.write_text(f"term,kind,en\n{joined},test,joined\n", encoding="utf-8")
    seen = open_one.tokens()  # computed now, kept under the name of what it was computed with
    terms.write_bytes(before)
    par_id = open_one.body["par_id"].iloc[0]
    for words in (seen, wr.load_corpus(small).tokens()):
        assert words.loc[words["par_id"] == par_id, "token"].tolist() == [
            word for word in expected if not word.isspace()
        ]


def test_an_open_corpus_keeps_its_tables_and_raw_texts(small):
    corpus = wr.load_corpus(small)
    raw_file = corpus.documents["raw_file"].iloc[0]
    expected = corpus.raw_text(raw_file)
    for path in sorted((small / "raw").iterdir()):
        path.unlink()
    shutil.rmtree(small / ".cache")
    assert corpus.raw_text(raw_file) == expected and len(corpus.tokens())
    assert str(wr.trace(corpus.paragraphs.iloc[0], corpus)).startswith(raw_file)


def test_no_bit_of_the_cache_is_believed_unseen(small):
    first = wr.load_corpus(small)
    tables = [first.documents, first.paragraphs, first.edits, first.tokens()]
    files = sorted(path for path in (small / ".cache").rglob("*") if path.is_file())
    rng = random.Random(13)
    for _ in range(40):
        path = rng.choice(files)
        kept = bytearray(path.read_bytes())
        bit = rng.randrange(8 * len(kept))
        changed = kept.copy()
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        again = wr.load_corpus(small)
        found = [again.documents, again.paragraphs, again.edits, again.tokens()]
        for one, other in zip(tables, found, strict=True):
            pd.testing.assert_frame_equal(one, other)
        assert path.read_bytes() == kept, "made again"


@pytest.mark.parametrize("harm", ["cut", "missing", "of another version", "half"])
def test_a_damaged_cache_is_made_again(small, harm):
    expected = wr.load_corpus(small).tokens()
    (entry,) = (small / ".cache").glob("*-tokens")
    path = entry / "tokens.parquet"
    kept = path.read_bytes()
    if harm == "missing":
        path.unlink()
    elif harm == "half":
        (entry / "workreports.json").unlink()
    else:
        path.write_bytes(kept[:99] if harm == "cut" else expected.head(3).to_parquet())
    pd.testing.assert_frame_equal(wr.load_corpus(small).tokens(), expected)
    assert path.read_bytes() == kept and (entry / "workreports.json").is_file()


def test_what_killed_processes_began_is_cleared_after_a_day(small):
    wr.load_corpus(small)
    old, new = (small / ".cache" / f".writing-{name}" for name in ("old", "new"))
    for path in (old, new):
        path.mkdir()
        writing.mark(path)
    os.utime(old, (0, 0))
    wr.load_corpus(small).tokens()
    assert new.is_dir() and not old.exists()


def test_a_snapshot_is_before_or_after_a_change_and_never_between(folder, monkeypatch):
    name = next(path.name for path in sorted((folder / "raw").iterdir()))
    hidden = folder / "raw" / f"{snapshot.ADDING}{name}"
    real, calls = snapshot._read, []

    def disturbed(path):
        calls.append(path)
        if len(calls) == 1:
            (folder / "raw" / name).rename(hidden)
        found = real(path)
        if len(calls) == 2:
            hidden.rename(folder / "raw" / name)
        return found

    monkeypatch.setattr(snapshot, "_read", disturbed)
    found = snapshot.take(folder)
    assert len(calls) == 3 and sorted(found.raw) == found.listed
