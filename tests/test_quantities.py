"""Numbers as they are printed, and the copy of a text that they are looked for in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workreports as wr
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
    ("text", "value", "unit", "bound"),
    [
        ("4千余人", 4000, "人", "at_least"),
        ("6百多万美元", 600, "万美元", "at_least"),
        ("2千4百人", 2400, "人", "exact"),
        ("2千4百60人", 2460, "人", "exact"),
        ("2千460人", 2460, "人", "exact"),
        ("7百3十万元", 730, "万元", "exact"),
        ("4万6千人", 46000, "人", "exact"),
        ("5万余人", 5, "万人", "at_least"),
        ("完成三十亿多元", 30, "亿元", "at_least"),
        ("迈上千亿元台阶", 1000, "亿元", "at_least"),
        ("突破万亿元", 1, "万亿元", "at_least"),
        ("近万人", 1, "万人", "about"),
        ("上万人", 1, "万人", "at_least"),
        ("财政收入过百亿元", 100, "亿元", "at_least"),
        ("9亿RMB", 9, "亿RMB", "exact"),
        ("9亿元港币", 9, "亿元港币", "exact"),
        ("75亿4200万元", 75.42, "亿元", "exact"),
        ("1亿零300万元", 1.03, "亿元", "exact"),
        ("三亿六千万元", 3.6, "亿元", "exact"),
        ("1万4200亿元", 14200, "亿元", "exact"),
        ("三成多", 30, "%", "at_least"),
        ("增长一倍半", 150, "%", "exact"),
        ("增长了近2倍", 200, "%", "about"),
        ("增长1.4倍以上", 140, "%", "at_least"),
        ("是上年的1.4倍", 1.4, "倍", "exact"),
        ("增加到1.4倍", 1.4, "倍", "exact"),
        ("14·6%", 14.6, "%", "exact"),
        ("14 600万元", 14600, "万元", "exact"),
        ("1’264’500万元", 1264500, "万元", "exact"),
        ("力争不低于8%", 8, "%", "at_least"),
        ("达到9亿美金", 9, "亿美金", "exact"),
        ("折合港币9亿元", 9, "亿港币", "exact"),
    ],
)
def test_numerals_of_all_sorts_are_read_as_one(text, value, unit, bound):
    (figure,) = quantities.find(quantities.readable(text).text)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "12 34亿元",
        "312,0000万元",
        "31,7%",
        "3.1.7%",
        "3..7亿元",
        "4$.$15亿元",
        r"4\.15亿元",
        "3?.6%",
        "2■.4亿元",
        "2\ufffd\ufffd4元",
        "XX.6亿元",
        "**.5%",
        ".5%",
        "1.2亿3500万元",
        "4亿15000万元",
        "9-8%",
        "5-6-7%",
        "12\u201a345万元",
        "8÷5%",
    ],
)
def test_what_cannot_be_read_whole_is_passed_over_whole(text):
    assert [(one.value, bool(one.reason)) for one in quantities.find(text)] == [(None, True)]
    sentence = f"去年财政总收入为{text}。"
    assert wr.indicators.extract(sentence, 2017).empty
    passed = wr.indicators.passed_over(sentence, 2017)
    assert passed["reason"].tolist() == ["the number cannot be read surely"]


@pytest.mark.parametrize("sign", [*"-\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d▲负"])
def test_a_sign_is_read(sign):
    (figure,) = quantities.find(quantities.readable(f"增长{sign}3.5%").text)
    assert figure.value == -3.5
    (broken,) = quantities.find(quantities.readable(f"收入\u2014\u2014{sign}3.5%").text)
    assert abs(broken.value) == 3.5


@pytest.mark.parametrize(
    "dash",
    [
        *"-~\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d",
        *"\u301c\u223c\uff5e\u02dc\u3030",
        "\u2014\u2014",
        "至",
        "到",
    ],
)
def test_a_range_may_have_any_dash_or_tilde(dash):
    for text, ends in (
        (f"增长8{dash}10%", (8, 10)),
        (f"增长8%{dash}10%", (8, 10)),
        (f"增长百分之八{dash}百分之十", (8, 10)),
    ):
        (figure,) = quantities.find(quantities.readable(text).text)
        assert (figure.value, figure.low, figure.high) == (None, *ends)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("两三成", 20, 30, "%"),
        ("二至三成", 20, 30, "%"),
        ("七八万人", 7, 8, "万人"),
        ("三四百亿元", 300, 400, "亿元"),
        ("十七八亿元", 17, 18, "亿元"),
        ("5000万-1亿元", 0.5, 1, "亿元"),
        ("增长-3%至2%", -3, 2, "%"),
    ],
)
def test_two_neighbouring_numbers_are_a_range(text, low, high, unit):
    (figure,) = quantities.find(text)
    assert (figure.low, figure.high, figure.unit, figure.bound) == (low, high, unit, "range")


def test_a_unit_or_a_bound_holds_for_all_of_a_list():
    assert [(one.value, one.unit) for one in quantities.find("分别增长8、9和10%")] == [
        (8, "%"),
        (9, "%"),
        (10, "%"),
    ]
    found = quantities.find("分别超过8万元、4.5万元,其他3万元")
    assert [one.bound for one in found] == ["at_least", "at_least", "exact"]


def test_a_currency_is_known_by_its_name():
    for money in ("港币", "英镑", "卢布", "新加坡元", "新台币", "克朗"):
        table = wr.indicators.extract(f"去年实际利用外资2.5亿{money}。", 2017)
        assert table["unit"].tolist() == [f"亿{money}"]
        assert table["value_std"].isna().all() and money in table["reason"].iloc[0]
    table = wr.indicators.extract("去年实际利用外资2.5亿美金。", 2017)
    assert table[["value_std", "unit_std"]].values.tolist() == [[2.5, "亿美元"]]
    assert wr.indicators.extract("去年财政总收入2.5亿平方米。", 2017).empty


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
        assert character == text[place].translate(copies.FOLD) or character in "\n_ .。\u25a1"
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
