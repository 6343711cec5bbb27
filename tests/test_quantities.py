"""Numbers as they are printed, and the copy of a text that they are looked for in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workreports.indicators import quantities
from workreports.indicators.quantities import copies

WIDE = {ord(half): ord(half) + 0xFEE0 for half in "0123456789%.,;:()"}


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("900.16亿元", 900.16, "亿元", "exact"),
        ("1,234.5万元", 1234.5, "万元", "exact"),
        ("2.38万亿元", 2.38, "万亿元", "exact"),
        ("6.1%左右", 6.1, "%", "about"),
        ("约5亿美元", 5, "亿美元", "about"),
        ("近56亿元", 56, "亿元", "about"),
        ("不低于8%", 8, "%", "at_least"),
        ("500多亿元", 500, "亿元", "at_least"),
        ("21410余人", 21410, "人", "at_least"),
        ("突破百亿大关", 100, "亿", "at_least"),
        ("4%以内", 4, "%", "at_most"),
        ("控制在4.6%", 4.6, "%", "at_most"),
        ("控制在4.6%左右", 4.6, "%", "about"),
        ("不到70万亿元", 70, "万亿元", "at_most"),
        ("两千亿元", 2000, "亿元", "exact"),
        ("一百二十万人", 120, "万人", "exact"),
        ("百分之六点五", 6.5, "%", "exact"),
        ("一万二千人", 12000, "人", "exact"),
        ("增长-3.5%", -3.5, "%", "exact"),
        ("零增长", 0, "%", "exact"),
        ("近七成。", 70, "%", "about"),
        ("七成五以上", 75, "%", "at_least"),
    ],
)
def test_figures_are_read_as_printed(text, value, unit, bound):
    (figure,) = quantities.find(text)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "text", ["6%-6.5%", "6-6.5%", "6%至6.5%", "6%~6.5%", "6%—6.5%", "6%到6.5%"]
)
def test_a_range_has_two_ends_and_no_value(text):
    (figure,) = quantities.find(quantities.readable(text).text)
    assert (figure.value, figure.low, figure.high, figure.bound) == (None, 6, 6.5, "range")


def test_from_one_figure_to_another_is_no_range():
    assert [(figure.value, figure.bound) for figure in quantities.find("从8%到9%")] == [
        (8, "exact"),
        (9, "exact"),
    ]


@pytest.mark.parametrize(
    "text", ["增长 %,", "达到XX亿元", "增长__%", "增长××%", "达到○○亿元", "增长%"]
)
def test_a_blank_in_a_draft_has_no_value(text):
    (figure,) = quantities.find(quantities.readable(text).text)
    assert figure.value is None and figure.bound is None


@pytest.mark.parametrize(
    "text",
    [
        "数百亿元",
        "完成十十二亿元",
        "几十亿元",
        "2016年",
        "第一个",
        "连跨五个千亿台阶",
        "500万人次",
        "一成不变",
        "三成果",
    ],
)
def test_vague_numbers_and_counts_of_other_things_are_none(text):
    assert [figure for figure in quantities.find(text) if figure.dimension not in ("people",)] == []


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("增长3. 7%", "增长3.7%"),
        ("增长3.\n7%", "增长3.7%"),
        ("增长 8.5 %", "增长8.5%"),
        ("38\u200b62亿元", "3862亿元"),
        ("财政\u00ad收入", "财政收入"),
        ("9 . 5亿元", "9.5亿元"),
        ("全年完成固定资产\n— 12 —\n投资", "全年完成固定资产投资"),
        ("外贸出- 7 -\n口", "外贸出口"),
        ("单位能耗,\n15\n下降", "单位能耗,下降"),
        ("第 3 页", "第3页"),
        ("一、工作回顾\n全年增长。\n二、工作安排", "一、工作回顾\n全年增长。\n二、工作安排"),
        ("增长8%。\n— 3 —\n今年", "增长8%。\n今年"),
        ("GDP per head", "GDP per head"),
    ],
)
def test_what_a_page_does_to_a_figure_is_undone(printed, read):
    assert quantities.readable(printed).text == read
    assert quantities.readable(printed.translate(WIDE)).text == read


@given(st.text(alphabet="财政1亿元%. \n\u200b\u3000—-,。\uff11\uff05x", max_size=60))
def test_each_character_of_the_copy_knows_its_place(text):
    reading = quantities.readable(text)
    places = [reading.place(position) for position in range(len(reading.text))]
    assert places == sorted(set(places)) and all(0 <= place < len(text) for place in places)
    for character, place in zip(reading.text, places, strict=True):
        assert character == text[place].translate(copies.FOLD) or character in "\n_ ."
    kept = [character for character in text.translate(copies.FOLD) if character in "财政元亿"]
    assert kept == [character for character in reading.text if character in "财政元亿"]


@pytest.mark.parametrize(
    ("value", "unit", "allowed", "standard"),
    [
        (3572524, "万元", ["亿元"], (357.2524, "亿元")),
        (2.38, "万亿元", ["亿元"], (23800, "亿元")),
        (4500, "万美元", ["亿美元", "亿元"], (0.45, "亿美元")),
        (5, "万人", ["人"], (50000, "人")),
        (100, "亿", ["亿元"], (100, "亿元")),
        (10, "万", ["人"], (100000, "人")),
        (500, "万", ["亿元"], (None, None)),
        (1.3, "万亿斤", ["吨"], (650_000_000, "吨")),
        (39230, "元", ["元"], (39230, "元")),
        (3, "亿欧元", ["亿美元", "亿元"], (None, None)),
        (129, "个", ["亿元"], (None, None)),
    ],
)
def test_values_are_brought_to_standard_units(value, unit, allowed, standard):
    assert quantities.standard(value, unit, allowed) == standard
