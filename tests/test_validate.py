"""A dictionary validated: its hits drawn, coded, reported; patterns that say where none is."""

import pandas as pd
import pytest

import workreports as wr
from workreports.analysis import counting
from workreports.io.errors import CorpusError

TEXTS = {
    ("云岭县", 2015): "加强社会治安防控体系建设。做好疫情防控工作，保护环境。",
    ("云岭县", 2016): "优化营商环境，改善水环境。健全党风廉政等重点领域的风险防控机制。",
    (
        "甲县",
        2016,
    ): "加强云岭县与甲县2015年以来的疫情联防。生态环境良好，创业生态完善。健全火灾等重点领域防控机制。",
}
EPIDEMIC = ["疫情", "疫情防控", "防控", "!治安防控", "!风险防控", "!火灾…防控"]


@pytest.fixture(scope="module")
def small():
    rows = [
        {"area": place, "year": year, "report": f"{place}政府工作报告\n\n{text}\n"}
        for (place, year), text in TEXTS.items()
    ]
    return wr.from_table(pd.DataFrame(rows), text="report", place="area", year="year")


def test_a_pattern_takes_hits_out_everywhere(small):
    counts = wr.terms.frequency(small, {"epidemic": EPIDEMIC}, by="year").set_index("year")["count"]
    assert counts.to_dict() == {2015: 1, 2016: 1}
    change = wr.terms.change(
        small.select(years=2015), small.select(years=2016), {"epidemic": EPIDEMIC}
    )
    assert change[["count_earlier", "count_later"]].to_numpy().tolist() == [[1, 1]]
    alone = wr.terms.frequency(small, ["防控", "环境", "!水环境", "!治安防控"], by="year")
    assert alone.groupby("term")["count"].sum().to_dict() == {"防控": 2, "环境": 1}
    attention = wr.panel.attention(small, {"epidemic": EPIDEMIC})
    assert attention["count_words"].tolist() == attention["count_strings"].tolist() == [1, 0, 1]
    assert attention["hit_characters"].tolist() == [4, 0, 2]
    check = wr.terms.check_themes(small, {"epidemic": EPIDEMIC, "other": ["防控", "没有"]})
    assert check[["terms", "never", "count"]].to_numpy().tolist() == [
        [3, "防控", 2],
        [2, "没有", 3],
    ]


def test_what_the_gap_of_a_pattern_stands_for_is_counted(small):
    assert len(counting.places(small, ["领域", "防控", "!火灾…防控"])) == 4
    assert counting.stretches("党风,廉政。防控", ["党风…防控"]) == []  # another sentence
    assert counting.stretches("治安防控防控", ["治安防控", "防控防控"]) == [(0, 4), (2, 6)]
    assert counting.inside((4, 6), [(0, 4), (2, 6)]) and not counting.inside((6, 8), [(0, 6)])


def test_a_pattern_alone_or_without_its_term_is_refused(small, tmp_path):
    with pytest.raises(ValueError, match=r"!治安防控 says where no hit is; name a term"):
        wr.terms.frequency(small, ["！治安防控"])
    (tmp_path / "themes.csv").write_text(
        "theme,term,en,why\ntea,茶,tea,a drink\ntea,!茶馆巷,tea house lane,a street\n"
        "tea,!咖啡馆,coffee house,another drink\n",
        encoding="utf-8",
    )
    with pytest.raises(CorpusError, match=r"row 4: no term of a theme stands in !咖啡馆"):
        wr.terms.themes(tmp_path)
    text = (tmp_path / "themes.csv").read_text(encoding="utf-8")
    (tmp_path / "themes.csv").write_text(text.replace("咖啡", "…茶"), encoding="utf-8")
    assert wr.terms.themes(tmp_path)["tea"] == ["茶", "!茶馆巷", "!…茶馆"]


def test_the_spellings_of_a_slogan_are_counted_as_one(small, tmp_path):
    (tmp_path / "aliases.csv").write_text(
        "name,alias,why\n云岭县,云岭,in short\n云岭县,岭县,in speech\n", encoding="utf-8"
    )
    spelt = wr.lexicon.spellings(["岭县", "云岭县", "环境"], tmp_path)
    assert spelt == {"云岭县": ["云岭县", "云岭", "岭县"], "环境": ["环境"]}
    assert wr.terms.frequency(small, spelt)["term"].unique().tolist() == ["云岭县", "环境"]


THEMES = {"epidemic": ["疫情", "疫情防控", "防控"], "environment": ["环境", "生态"]}


def coded(small, **verdicts):
    """The hits of THEMES, right unless a term's verdict is given."""
    hits = wr.validate.draw(small, THEMES, 50)
    return hits.assign(verdict=[verdicts.get(term, "1") for term in hits["term"]])


def test_hits_are_drawn_blind_shuffled_and_lead_back(small):
    hits = wr.validate.draw(small, THEMES, 50)
    assert hits.columns.tolist() == [
        "hit", "theme", "term", "left", "match", "right", "verdict", "note",
    ]  # fmt: skip
    assert hits["theme"].tolist() == ["epidemic"] * 5 + ["environment"] * 4
    context = hits["left"] + hits["match"] + hits["right"]
    assert not context.str.contains("云岭|甲县|201").any()
    assert context.str.contains("加强□□□与□□□□□□年以来的疫情联防").any()
    assert (hits[["verdict", "note"]] == "").all(axis=None)
    key = wr.validate.key(small, hits)
    assert key["hit"].tolist() == hits["hit"].tolist()
    texts = small.paragraphs.set_index("par_id")["text"]
    assert [texts[row.par_id][row.start : row.end] for row in key.itertuples()] == hits[
        "match"
    ].tolist()
    assert key["raw_start"].is_monotonic_increasing is False
    with pytest.raises(ValueError, match=r"2 of 9 hits do not stand in this corpus, such as h"):
        wr.validate.key(small.select(years=2016), hits)


def test_a_larger_draw_begins_with_the_smaller_and_themes_are_drawn_on_their_own(small):
    two, all_ = (wr.validate.draw(small, THEMES, n) for n in (2, 50))
    assert two.groupby("theme").size().to_dict() == {"epidemic": 2, "environment": 2}
    for theme in THEMES:
        of_all = all_[all_["theme"] == theme].reset_index(drop=True)
        assert two[two["theme"] == theme].reset_index(drop=True).equals(of_all.head(2))
    assert wr.validate.draw(small, "疫情")["theme"].tolist() == ["疫情"]
    excluded = wr.validate.draw(small, {"epidemic": EPIDEMIC})
    assert excluded["term"].tolist().count("防控") == 0 and len(excluded) == 2
    with pytest.raises(ValueError, match="none of these terms stands here"):
        wr.validate.draw(small, "没有")
    with pytest.raises(ValueError, match="n is 0"):
        wr.validate.draw(small, "疫情", 0)


def test_precision_has_the_interval_of_wilson_and_names_the_term_to_blame(small):
    told = wr.validate.report(coded(small, 防控="0", 生态="?"))
    assert told.themes.drop(columns=["low", "high"]).to_numpy().tolist() == [
        ["epidemic", 5, 2, 3, 0, 0, 2 / 5, "防控 (3)"],
        ["environment", 4, 2, 0, 2, 0, 1.0, ""],
    ]
    # Wilson (1927), written out.
    right, n, z = 2, 5, 1.959963984540054
    middle = (right + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (right * (n - right) / n + z**2 / 4) ** 0.5
    found = told.themes.loc[0, ["low", "high"]].tolist()
    assert found == pytest.approx([middle - half, middle + half], abs=1e-12)
    assert told.terms[["term", "errors"]].head(1).to_numpy().tolist() == [["防控", 3]]
    assert told.terms.set_index("term").loc["生态", "precision":"high"].isna().all()
    assert told.errors["term"].tolist().count("防控") == 3 and len(told.errors) == 5
    assert told.agreement.empty


def test_two_coders_agree_beyond_chance_or_not(small):
    first, second = coded(small, 防控="0"), coded(small, 环境="0", 防控="0")
    told = wr.validate.report([first, second.iloc[::-1]])
    assert told.themes["disputed"].tolist() == [0, 2]
    assert told.themes["precision"].tolist() == [2 / 5, 2 / 4]
    assert told.agreement[["theme", "hits", "agree"]].to_numpy().tolist() == [
        ["epidemic", 5, 1.0],
        ["environment", 4, 0.5],
        ["all", 9, 7 / 9],
    ]
    # Cohen (1960): of nine the first says 6 right, the second 4; they agree on 7.
    chance = (6 * 4 + 3 * 5) / 81
    assert told.agreement["kappa"].iloc[-1] == pytest.approx((7 / 9 - chance) / (1 - chance))
    same = wr.validate.report([coded(small), coded(small)])
    assert same.agreement["kappa"].isna().all()  # nobody ever said no
    disputed = told.errors[told.errors["verdict"] == "disputed"]
    assert disputed[["first", "second"]].to_numpy().tolist() == [["right", "wrong"]] * 2


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_is_coded_in_a_spreadsheet(small, tmp_path, ending):
    hits, path = coded(small, 防控="０", 生态=" ？"), tmp_path / f"hits.{ending}"
    if ending == "csv":
        path.write_bytes(hits.to_csv(index=False).encode("gb18030"))
    else:
        hits.assign(verdict=hits["verdict"].replace({"1": 1.0})).to_excel(path, index=False)
    told = wr.validate.report(path)
    assert told.themes["right"].tolist() == [2, 2] and told.themes["unclear"].tolist() == [0, 2]


def test_wrongly_coded_cells_are_named_with_their_remedy(small, tmp_path):
    hits = coded(small)
    hits.loc[0, "verdict"], hits.loc[[3, 5], "verdict"] = "yes", ""
    hits.loc[8, "hit"] = hits.loc[7, "hit"]
    path = tmp_path / "reader.csv"
    hits.to_csv(path, index=False)
    with pytest.raises(CorpusError) as refused:
        wr.validate.report(path)
    told = str(refused.value)
    assert f"reader.csv, row 2: the verdict of {hits.loc[0, 'hit']} is yes" in told
    assert "row 5: 2 of 9 verdicts are empty, this the first" in told
    assert "row 10: " in told and "a second time" in told
    assert "write 1 (it means the theme here), 0 (it does not)" in told
    with pytest.raises(CorpusError, match=r"second table, row 10: h.* is not in the other table"):
        wr.validate.report([coded(small).head(8), coded(small)])
    with pytest.raises(CorpusError, match=r"row 1: no column verdict; it has hit"):
        wr.validate.report(coded(small).drop(columns="verdict"))
    with pytest.raises(CorpusError, match="there is no file"):
        wr.validate.report(tmp_path / "other.csv")
    with pytest.raises(ValueError, match="3 tables were given"):
        wr.validate.report([hits, hits, hits])


def test_coded_hits_of_a_changed_dictionary_need_not_be_coded_again(small):
    hits = coded(small, 防控="0")
    changed = {"epidemic": EPIDEMIC, "environment": ["环境"]}
    left = wr.validate.kept(small, hits, changed)
    assert left["term"].value_counts().to_dict() == {"环境": 2, "疫情": 1, "疫情防控": 1}
    assert wr.validate.report(left).themes["precision"].tolist() == [1.0, 1.0]
    assert wr.validate.kept(small, hits, THEMES).equals(hits)


def test_every_coded_hit_of_the_themes_leads_back(corpus):
    gold = corpus.folder / "gold" / "themes"
    first, second = (
        pd.read_csv(gold / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("first", "second")
    )
    places = pd.read_csv(gold / "places.csv")
    key = wr.validate.key(corpus, first)
    columns = ["hit", "theme", "term", "doc_id", "raw_start", "raw_end"]
    assert key[columns].to_numpy().tolist() == places[columns].to_numpy().tolist()
    raw = {name: corpus.raw_text(name) for name in corpus.documents["raw_file"].unique()}
    files = places["doc_id"].map(corpus.documents["raw_file"])
    for row, name in zip(places.itertuples(), files, strict=True):
        assert row.term in raw[name][row.raw_start : row.raw_end].replace("\n", "")
    told = wr.validate.report([first, second])
    assert set(told.themes["theme"]) == set(wr.terms.themes()) and len(first) == 693
    senses = pd.read_csv(gold / "senses.csv")
    assert senses["theme"].tolist() == told.themes["theme"].tolist()
