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
    with pytest.raises(CorpusError, match=r"row 4: no term of tea stands in !咖啡馆"):
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
