"""A row for each place and year: what is counted, and the files that other programs open."""

import pandas as pd
import pytest

import workreports as wr
from workreports import panel
from workreports.io.errors import CorpusError

TEXT = """{year}年甲县政府工作报告
各位代表:
一、{last}年工作回顾
民生持续改善,办成民生实事十件。数字政府加快建设！数字化转型起步。
二、{year}年工作任务
大力发展工业;保障民生。
"""
THEMES = {"livelihood": ["民生", "民生实事"], "digital": ["数字"]}


@pytest.fixture
def corpus():
    table = pd.DataFrame({"area": "甲县", "year": [2016, 2018]})
    table["report"] = [TEXT.format(year=year, last=year - 1) for year in table["year"]]
    return wr.from_table(table, text="report", place="area", year="year")


def test_words_characters_and_sentences_of_a_theme_are_counted(corpus):
    table = panel.attention(corpus.select(part=["review", "plan"]), THEMES)
    assert table[["place", "year", "theme"]].values.tolist() == [
        ["甲县", 2016, "livelihood"],
        ["甲县", 2016, "digital"],
        ["甲县", 2018, "livelihood"],
        ["甲县", 2018, "digital"],
    ]
    # 民生, 民生实事 (the longer one, not both), 民生; 数字政府 is no word of its own, 数字化 is one.
    assert table["count_strings"].tolist() == [3, 2, 3, 2]
    assert table["hit_characters"].tolist() == [8, 4, 8, 4]
    assert table["hit_sentences"].tolist() == [2, 2, 2, 2]
    # The two headings, three sentences of the review, one of the plan: a semicolon ends none.
    assert table["sentences"].tolist() == [6] * 4
    assert table["share_sentences"].tolist() == [2 / 6] * 4
    assert (table["share_characters"] == table["hit_characters"] / table["characters"]).all()
    rates = wr.terms.frequency(corpus.select(part=["review", "plan"]), THEMES, by="year")
    assert table["count_words"].sum() == rates["count"].sum()
    assert set(table["words"]) == set(rates["words"])


def test_themes_without_a_name_are_refused(corpus):
    with pytest.raises(TypeError, match="a dict of names and their terms"):
        panel.attention(corpus, ["民生"])


def test_the_same_panel_comes_back_from_csv_and_from_stata(corpus, tmp_path):
    table = panel.attention(corpus, THEMES).assign(mine="長" * 1000)
    assert panel.to_csv(table, tmp_path / "a.csv") == tmp_path / "a_codebook.csv"
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "a.csv", keep_default_na=False), table, check_dtype=False
    )
    codebook = pd.read_csv(panel.to_stata(table, tmp_path / "a.dta"), keep_default_na=False)
    assert codebook["column"].tolist() == table.columns.tolist()
    assert codebook.set_index("column").loc["words", ["type", "unit"]].tolist() == [
        "whole",
        "words",
    ]
    pd.testing.assert_frame_equal(pd.read_stata(tmp_path / "a.dta"), table, check_dtype=False)
    with pd.io.stata.StataReader(tmp_path / "a.dta") as read:
        assert read.variable_labels()["year"] == "year in the report's name, the one it plans for"
    once = (tmp_path / "a.dta").read_bytes()
    panel.to_stata(table, tmp_path / "a.dta")
    assert (tmp_path / "a.dta").read_bytes() == once


@pytest.mark.parametrize("name", ["a" * 33, "two words", "1st"])
def test_a_name_that_stata_does_not_take_is_said(name, tmp_path):
    with pytest.raises(CorpusError, match="Stata takes no variable called") as error:
        panel.to_stata(pd.DataFrame({name: [1]}), tmp_path / "a.dta")
    assert "at most 32" in str(error.value)
    assert not list(tmp_path.iterdir())
