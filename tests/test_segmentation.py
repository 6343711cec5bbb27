"""Words: lossless, whole where they should be, measured against sentences cut by hand."""

import os
import random
import subprocess
import sys
from collections import defaultdict

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workreports.corpus import segmentation
from workreports.io import lexicon as lexicons
from workreports.io.text import NORMAL_FORM


def by_hand(corpus, name):
    return pd.read_csv(corpus.folder / "gold" / f"segmentation_{name}.csv", encoding="utf-8")[
        "words"
    ].str.split(" ")


@given(st.text(max_size=80))
def test_segmenting_loses_nothing(text):
    assert "".join(segmentation.segment(text)) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "一般公共预算收入",
                "五水共治",
                "互联网+",
                "7.5%",
                "第五届",
                "万平方米",
                "的",
                "。",
                " ",
                "\n",
                "G20杭州峰会",
            ]
        ),
        max_size=30,
    )
)
def test_segmenting_terms_loses_nothing(words):
    assert "".join(segmentation.segment("".join(words))) == "".join(words)


def test_every_term_stays_whole():
    cut = [term for term in segmentation.terms()["term"] if segmentation.segment(term) != [term]]
    assert cut == []


@pytest.mark.parametrize(
    "sentence, words",
    [
        ("全年一般公共预算收入增长", "全年 一般公共预算收入 增长"),
        ("深化“最多跑一次”改革", "深化 “ 最多跑一次 ” 改革"),
        ("推进拱墅区跨境电子商务发展", "推进 拱墅区 跨境电子商务 发展"),
        ("新增绿地35万平方米", "新增 绿地 35 万 平方米"),
    ],
)
def test_terms_stay_whole_in_a_sentence(sentence, words):
    assert segmentation.segment(sentence) == words.split(" ")


@pytest.mark.parametrize(
    "sentence, words",
    [
        ("项目由区发改局牵头", "项目 由 区 发改局 牵头"),
        ("经区第三届人大审议", "经 区 第三 届 人大 审议"),
        ("由县统筹", "由 县 统筹"),
        ("由市领导包干", "由 市 领导 包干"),
        ("以镇为主", "以 镇 为主"),
        ("安徽和县的蔬菜", "安徽 和县 的 蔬菜"),
        ("党员自省自励", "党员 自省 自励"),
        ("全市和我区", "全市 和 我区"),
    ],
)
def test_what_governs_a_level_is_no_part_of_it(sentence, words):
    assert segmentation.segment(sentence) == words.split(" ")


def test_every_term_of_the_lexicon_is_in_the_corpus(corpus):
    text = "\n".join(corpus.paragraphs["text"])
    assert [term for term in segmentation.terms()["term"] if term not in text] == []


def test_the_shared_tokeniser_is_never_touched_and_no_file_is_left_behind(tmp_path):
    code = (
        "import warnings; warnings.simplefilter('ignore'); from workreports import segmentation; segmentation.segment('五水共治'); "
        "import jieba; print(jieba.dt.initialized, len(jieba.dt.FREQ))"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False 0" and done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_an_own_term_is_one_line(folder):
    assert "楼长茶座" not in segmentation.segment("推广楼长茶座制度", folder / "lexicon")
    with (folder / "lexicon/terms.csv").open("a", encoding="utf-8") as file:
        file.write("楼长茶座,programme,Stairwell Tea\n")
    assert "楼长茶座" in segmentation.segment("推广楼长茶座制度", folder / "lexicon")


def test_f1_by_hand_worked():
    # gold 甲乙|丙, found 甲|乙丙 share nothing; found 甲乙|丙 agrees wholly
    assert segmentation.f1([["甲乙", "丙"]], cut=lambda text: ["甲", "乙丙"]) == 0
    assert segmentation.f1([["甲乙", "丙"]], cut=lambda text: ["甲乙", "丙"]) == 1
    assert segmentation.f1([["甲", "乙", "丙"]], cut=lambda text: ["甲", "乙丙"]) == pytest.approx(
        2 * 1 / 5
    )


def test_the_lexicon_lifts_both_halves(corpus):
    plain = segmentation.tokenizer(None).lcut
    measured = {
        name: (
            segmentation.f1(by_hand(corpus, name), plain),
            segmentation.f1(by_hand(corpus, name)),
        )
        for name in ("open", "sealed")
    }
    assert {name: tuple(round(value, 3) for value in pair) for name, pair in measured.items()} == {
        "open": (0.820, 0.942),
        "sealed": (0.801, 0.886),
    }


def test_gold_sentences_are_the_corpus_own_and_enough(corpus):
    texts = corpus.paragraphs.groupby("doc_id")["text"].agg("\n".join)
    total = 0
    for name in ("open", "sealed", "shared_a", "shared_b"):
        table = pd.read_csv(corpus.folder / "gold" / f"segmentation_{name}.csv", encoding="utf-8")
        total += len(table) if name != "shared_b" else 0
        for row in table.itertuples():
            assert (
                row.sentence in texts[row.doc_id].replace("\n", "")
                or row.sentence in texts[row.doc_id]
            )
            assert row.words.replace(" ", "") == row.sentence.replace(" ", "")
    assert total >= 120


@pytest.fixture(scope="module")
def engines():
    rjieba = pytest.importorskip("rjieba")
    fast = segmentation._Segmenter(segmentation.LEXICON, rjieba.Jieba.empty())
    return fast, segmentation._Segmenter(segmentation.LEXICON)


def as_jieba_cuts(segmenter, text):
    """The reference: jieba's own words, hidden Markov model and all."""
    return [piece for word in segmenter.own.lcut(text) for piece in segmenter._part(word)]


def test_both_engines_cut_the_corpus_and_the_gold_passages_alike(corpus, engines):
    passages = pd.read_csv(corpus.folder / "gold" / "observation_passages.csv")["text"]
    texts = [
        *corpus.paragraphs["text"],
        *passages,
        "\n".join(corpus.paragraphs["text"]),
        *(corpus.raw_text(name) for name in corpus.documents["raw_file"].unique()),
    ]
    fast, plain = engines
    assert sum(map(len, texts)) > 300_000
    for text in texts:
        assert fast(text) == plain(text) == as_jieba_cuts(plain, text)
    lengths = [[*map(len, words)] for words in segmentation.batch(texts)]
    assert lengths == [[*map(len, plain(text.translate(NORMAL_FORM)))] for text in texts]
    assert "".join(segmentation.batch(passages)[0]) == passages[0]


SCRIPTS = st.sampled_from(
    [
        *"abzAZ019+#&._%-,;:()!? \t\n\r\u3000\u200b\x00\x1c\u2028\uff0c\u3002\uff1b\uff1a\uff08\uff09“”‰·…—～①Ⅱé한あア中国的一二千万亿年",
        "\r\n",
        "创新",
        "增长",
        "7.5%",
        "2016",
        "五水共治",
        "GDP",
        "G20",
        "互联网+",
        "C++",
        "AT&T",
        "2025-08-18",
        "v1.2_3",
        "\u3400",
        "\u9fd6",
        "\uf900",
        "\U00020000",
        "\U0002f800",
        "И",
        "ب",
        "क",
        "😀",
    ]
)


@given(st.lists(SCRIPTS, max_size=30).map("".join) | st.text(max_size=30))
@example("一一一aa")  # cut differently by rjieba left alone, like the two that follow
@example("人人人aa")
@example("战战战战战战战a1永城市")
@settings(max_examples=1000)
def test_both_engines_cut_any_text_alike_and_lose_nothing(engines, text):
    fast, plain = engines
    assert fast(text) == plain(text) == as_jieba_cuts(plain, text)
    assert "".join(fast(text)) == text


@pytest.mark.parametrize("piece", ["甲", "的是", "甲1", "㐀", "a", "1", "\n"])
def test_both_engines_cut_a_long_run_alike_and_whole_words_stay_whole_in_it(engines, piece):
    for run in (piece * 450, "开展" + piece * 2_000 + "五水共治"):
        cut = [engine(run) for engine in engines]
        assert cut[0] == cut[1] and "".join(cut[0]) == run
    assert cut[0][0] == "开展" and cut[0][-1] == "五水共治"


AFTER = ["", "aa", "a1", "%", "2016", "7.5%", "-", "+", "G20", "AT&T", "。", "\n", "\u3400"]


def makers_of_ties(frequency, rng):
    """Ways to make texts that can be cut in several ways of the same weight."""
    words = [word for word in frequency if frequency[word]]
    characters = [word for word in words if len(word) == 1]
    equals, begun = defaultdict(list), defaultdict(list)
    for word in words:
        equals[len(word), frequency[word]].append(word)
        begun[word[0]].append(word)
    equals = [group for group in equals.values() if len(group) > 1]

    def shuffled():
        few = rng.choices(characters, k=rng.randint(2, 3))
        return "".join(rng.choices(few, k=rng.randint(3, 10)))

    def overlapping():
        text = rng.choice(words)
        for _ in range(rng.randint(1, 4)):
            text += rng.choice(begun.get(text[-1], words))[1:]
        return text

    return {
        "a character repeated": lambda: rng.choice(characters) * rng.randint(2, 12),
        "a few characters shuffled": shuffled,
        "words of one frequency": lambda: "".join(rng.choices(rng.choice(equals), k=3)),
        "words that overlap": overlapping,
    }


def test_both_engines_cut_alike_where_several_cuts_weigh_the_same(engines):
    fast, plain = engines
    rng = random.Random(7)
    makers = makers_of_ties(plain.own.FREQ, rng)
    for _ in range(3000):
        texts = {name: make() + rng.choice(AFTER) for name, make in makers.items()}
        texts["all of them"] = "".join(texts.values())
        for name, text in texts.items():
            assert fast(text) == plain(text) == as_jieba_cuts(plain, text), (name, text)


def test_both_engines_cut_every_hundredth_character_alike(engines):
    fast, plain = engines
    for code in (code for code in range(0, 0x110000, 97) if not 0xD800 <= code < 0xE000):
        for text in (f"创新{chr(code)}发展", f"{chr(code)}{chr(code)}1", f"a{chr(code)}b"):
            assert fast(text) == plain(text) == as_jieba_cuts(plain, text), (hex(code), text)


def test_both_engines_keep_every_term_and_cut_dictionary_words_alike(engines):
    fast, plain = engines
    rng = random.Random(7)
    words, terms = sorted(plain.own.FREQ), sorted(plain.protected)
    assert all(fast(term) == [term] for term in terms)
    for _ in range(5000):
        text = (
            rng.choice(terms)
            + rng.choice(words)
            + rng.choice(words)
            + rng.choice(terms)[:2]
            + rng.choice(words)
        )
        assert fast(text) == plain(text) == as_jieba_cuts(plain, text), text


def test_without_rjieba_jieba_cuts(monkeypatch):
    monkeypatch.setitem(sys.modules, "rjieba", None)
    cut = segmentation._segmenter.__wrapped__(lexicons.content("terms.csv"))
    assert cut.engine is None
    assert cut("一般公共预算收入增长7%") == ["一般公共预算收入", "增长", "7%"]
