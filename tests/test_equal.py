"""A corpus as a browser prints it into a PDF, in full-width forms and radicals, says what the plain one says."""

import hashlib

import elsewhere
import pandas as pd
import pytest

import workreports as wr
from workreports.analysis import reuse
from workreports.io import lexicon

LOOK_ALIKES = str.maketrans(
    "工长民面青户见年行0123456789.%,:;", "⼯⻓⺠⾯⻘⼾⻅\uf98e\ufa08０１２３４５６７８９．％，：；"
)


def received(folder, changed):
    """The corpus of another province, every report changed on its way."""
    elsewhere.make(folder)
    table = pd.read_csv(folder / "catalogue.csv", dtype=str)
    for number, name in table["raw_file"].items():
        path = folder / "raw" / name
        text = changed(path.read_bytes().decode())
        path.write_bytes(text.encode())
        table.loc[number, "sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        table.loc[number, "raw_end"] = str(len(text))
    table.to_csv(folder / "catalogue.csv", index=False)
    return wr.load_corpus(folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return received(tmp_path_factory.mktemp("plain") / "corpus", lambda text: text)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed") / "corpus"
    return received(folder, lambda text: text.translate(LOOK_ALIKES))


def same(one, other, without=()):
    pd.testing.assert_frame_equal(one.drop(columns=[*without]), other.drop(columns=[*without]))


def test_the_characters_stay_as_received_and_the_structure_is_the_same(plain, printed):
    assert printed.paragraphs["text"].str.contains("⻓").any()
    same(plain.paragraphs, printed.paragraphs, ["text", "heading", "section"])
    assert set(printed.paragraphs["part"]) >= {"review", "problems", "plan", "governance"}


def test_words_are_in_normal_form_and_lead_to_the_raw_characters(plain, printed):
    same(plain.tokens(), printed.tokens())
    word = printed.tokens().query("token == '工业'").iloc[0]
    assert wr.trace(word, printed).text == "⼯业"
    assert wr.segmentation.segment("⼯业增⻓１２．５％") == ["⼯业", "增⻓", "１２．５％"]


@pytest.mark.parametrize(
    "term, counts, hit",
    [
        ("工业", [5, 5, 5], "⼯业"),
        ("⼯业", [5, 5, 5], "⼯业"),
        ("⼯\u200b业 投入\u3000", [1, 1, 1], "⼯业投入"),
        ("增长12.4%", [0, 0, 1], "增⻓１２．４％"),
    ],
)
def test_a_term_is_found_however_it_is_written(plain, printed, term, counts, hit):
    for corpus in (plain, printed):
        assert wr.terms.frequency(corpus, term)["count"].tolist() == counts
    assert set(wr.concordance.lines(printed, term)["hit"]) == {hit}
    same(wr.terms.collocates(plain, "工业"), wr.terms.collocates(printed, "⼯业"))


def test_what_is_compared_modelled_and_shared_is_the_same(plain, printed):
    def compared(corpus):
        return wr.keyness.compare(corpus.select(years=2009), corpus.select(years=2005))

    same(compared(plain), compared(printed))
    (one, _, words), (other, _, others) = plain.matrix(), printed.matrix()
    assert words == others and (one != other).nnz == 0
    shared = wr.reuse.passages(printed)
    assert len(shared)
    same(wr.reuse.passages(plain), shared, ["text_a", "text_b"])
    texts = plain.paragraphs["text"].tolist()
    assert reuse.keys(texts) == reuse.keys([text.translate(LOOK_ALIKES) for text in texts])


def test_figures_are_the_same(plain, printed):
    found = wr.indicators.extract(printed)
    assert found["value"].notna().sum() == 15
    same(wr.indicators.extract(plain), found, ["printed", "sentence", "growth_printed"])


def test_figures_are_read_whatever_stands_between_their_characters(tmp_path, plain):
    def changed(text):
        marked = (
            text.replace("增长", "增\u00ad长").replace("总值", "总\ufe00值").replace(".", ".\u200b")
        )
        return "\ufeff" + marked.replace(",增", ",\n- 4 -\n\x0c增").replace("\n一、", "\u2028一、")

    corpus = received(tmp_path / "corpus", changed)
    assert corpus.paragraphs["text"].tolist() == plain.paragraphs["text"].tolist()
    same(wr.indicators.extract(plain), wr.indicators.extract(corpus), ["raw_start", "raw_end"])
    assert corpus.edits["kind"].isin(["unseen", "page_number"]).sum() > 30


def test_the_lexicon_is_read_in_normal_form(tmp_path):
    own = tmp_path / "lexicon"
    own.mkdir()
    (own / "terms.csv").write_text("term,kind,en\n ⼯园⻓ ,term,x\n", encoding="utf-8")
    (own / "themes.csv").write_text(
        "theme,term,en,why\n parks ,⼯园⻓\u3000,x,y \n", encoding="utf-8"
    )
    assert wr.segmentation.segment("见到工园长了", own) == ["见到", "工园长", "了"]
    assert wr.terms.themes(own)["parks"] == ["工园长"]
    assert lexicon.table("themes.csv", own).iloc[-1].tolist() == ["parks", "工园长", "x", "y"]


def test_a_phrase_of_another_script_is_found_with_its_blank(tmp_path):
    corpus = received(tmp_path / "corpus", lambda text: text.replace("沼气", "New Media"))
    assert len(corpus.occurrences("New Media")) == len(corpus.occurrences("New")) > 0
    assert corpus.occurrences("NewMedia").empty
