"""The lexicon: the library's tables, and what a corpus adds to them."""

import re

import pytest

from workreports.analysis import terms
from workreports.corpus import load_corpus, segmentation, territories
from workreports.io import lexicon, resources
from workreports.io.errors import CorpusError

ROW = {
    "terms.csv": "楼长茶座,programme,Stairwell Tea",
    "indicators.csv": "tea,楼长茶座,楼长茶座,,,户,",
    "themes.csv": "tea,楼长茶座,Stairwell Tea,names tea",
    "slogans.csv": "楼长茶座,Stairwell Tea,names tea",
    "strings.csv": "茶,tea,also inside 茶座",
    "aliases.csv": "楼长茶座,楼道茶座,both are printed",
    "topics.csv": "tea,楼长茶座,all about tea",
    "glossary.csv": "楼长茶座,lóu zhǎng cházuò,Stairwell Tea,tea",
    "labels.csv": "Stairs and tea,楼梯与茶",
    "notes.csv": "tea only,仅有茶",
}


@pytest.fixture
def own(tmp_path):
    (tmp_path / "lexicon").mkdir()
    return tmp_path / "lexicon"


def written(path, *rows):
    header = ",".join(lexicon.TABLES[path.name].columns)
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")


@pytest.mark.parametrize("name", lexicon.TABLES)
def test_a_row_of_a_corpus_adds_to_the_library(own, name):
    written(own / name, ROW[name])
    shared, both = lexicon.table(name, resources.SHARED_LEXICON), lexicon.table(name, own)
    assert both.to_numpy().tolist() == [*shared.to_numpy().tolist(), ROW[name].split(",")]


def test_a_row_with_the_key_of_the_librarys_replaces_it_in_its_place(own):
    written(own / "glossary.csv", "数字经济,shùzì jīngjì,digital business,ours")
    shared = lexicon.table("glossary.csv", resources.SHARED_LEXICON)
    both = lexicon.table("glossary.csv", own)
    assert both["zh"].tolist() == shared["zh"].tolist()
    assert both.set_index("zh").at["数字经济", "meaning"] == "ours"


def test_stop_words_of_a_corpus_add_to_the_librarys(own):
    (own / "stopwords.txt").write_text("# ours\n全区\n", encoding="utf-8")
    assert segmentation.stopwords(own) - segmentation.stopwords(resources.SHARED_LEXICON) == {
        "全区"
    }


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_stop_words_are_read_in_every_encoding_of_a_spreadsheet(own, encoding):
    # «全区» by a full-width editor, a trailing blank, Windows line ends.
    (own / "stopwords.txt").write_bytes(
        "# 本区\r\n全区\u3000\r\n\uff27\uff24\uff30 \r\n".encode(encoding)
    )
    added = segmentation.stopwords(own) - segmentation.stopwords(resources.SHARED_LEXICON)
    assert added == {"全区", "GDP"}


def test_stop_words_in_no_encoding_are_refused_by_name(own):
    (own / "stopwords.txt").write_bytes(b"\xff\xff\x00\xff")
    with pytest.raises(CorpusError, match=r"stopwords\.txt: neither UTF-8 nor GB18030"):
        segmentation.stopwords(own)


def test_a_theme_that_came_through_a_spreadsheet_counts_what_it_counted(own):
    (own / "themes.csv").write_text(
        "theme ,term,en,why,,\ntea , 创新 ,Tea ,x,,\n tea,发展\u3000,growth,y,,\n", encoding="utf-8"
    )
    assert terms.themes(own)["tea"] == ["创新", "发展"]
    corpus = load_corpus()
    for words in (["创新", "发展"], ["创新 ", "\u3000发展"]):
        assert terms.frequency(corpus, {"tea": words})["count"].tolist() == [25, 42, 339, 77, 83]
    (own / "themes.csv").write_text(
        "theme,term,en,why\ntea,创新,Tea,x\ntea,创新 ,Tea,x\n", encoding="utf-8"
    )
    with pytest.raises(CorpusError, match="row 3: 创新 stands here a second time"):
        terms.themes(own)


def test_a_folder_that_is_not_there_and_a_key_that_stands_twice_are_refused(own):
    with pytest.raises(CorpusError, match="there is no folder"):
        segmentation.segment("创新", own / "none")
    written(own / "themes.csv", ROW["themes.csv"], ROW["themes.csv"], "tea,,,")
    with pytest.raises(
        CorpusError, match=r"row 3: 楼长茶座 stands here a second(.|\n)*row 4: en is"
    ):
        lexicon.table("themes.csv", own)


def test_the_library_alone_keeps_general_terms_whole_and_knows_none_of_one_city():
    words = segmentation.segment("推进最多跑一次改革和供给侧结构性改革", resources.SHARED_LEXICON)
    assert "供给侧结构性改革" in words and "最多跑一次" not in words
    corpus = load_corpus()
    places = {place[:2] for place in territories.read(corpus.folder)["place"]}
    local = re.compile("|".join(sorted({*places, "杭", "浙", "Hangzhou", "Zhejiang"})))
    for path in resources.SHARED_LEXICON.iterdir():
        assert not local.findall(path.read_text(encoding="utf-8")), path.name
