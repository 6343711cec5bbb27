"""Words of time."""

import pytest

from workreports.corpus import outline, periods
from workreports.corpus.structure import turns


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016年", 2016, 2016),
        ("到2021年", 2021, 2021),
        ("2016年底", 2016, 2016),
        ("今年", 2017, 2017),
        ("去年", 2016, 2016),
        ("五年来", 2012, 2016),
        ("过去五年", 2012, 2016),
        ("今后五年", 2017, 2021),
        ("“十三五”时期", 2016, 2020),
        ("十二五期间", 2011, 2015),
        ("“十三五”末", 2020, 2020),
        ("“九五”时期", 1996, 2000),
        ("2011-2015年", 2011, 2015),
        ("三年来", 2014, 2016),
        ("本届政府", 2012, 2016),
        ("过去一年", 2016, 2016),
        ("明年", 2018, 2018),
        ("十年增加", 2007, 2016),
        ("40年来", 1977, 2016),
        ("“十二五”以来", 2011, 2015),
    ],
)
def test_years(text, first, last):
    (mention,) = periods.find(text, year=2017, now=2016)
    assert (mention.first, mention.last, mention.whole_years, mention.compared) == (
        first,
        last,
        True,
        False,
    )


def test_last_year_of_a_review_is_the_one_before_it():
    assert periods.find("上年", year=2017, now=2016)[0].first == 2015
    assert periods.find("上年", year=2017, now=2017)[0].first == 2016


def test_five_years_run_from_the_year_of_delivery_in_a_plan():
    assert [(m.first, m.last) for m in periods.find("五年累计", year=2017, now=2017)] == [
        (2017, 2021)
    ]
    assert [(m.first, m.last) for m in periods.find("五年累计", year=2017, now=2016)] == [
        (2012, 2016)
    ]


@pytest.mark.parametrize("text", ["上半年", "1-11月", "一季度", "前三季度", "11月末"])
def test_parts_of_a_year_are_no_years(text):
    (mention,) = periods.find(text, year=2017, now=2016)
    assert mention.first is None and not mention.whole_years


@pytest.mark.parametrize("text", ["比上年", "是2011年", "较去年", "高于上年", "在上年高基数"])
def test_what_is_only_compared_with_is_marked(text):
    assert [mention.compared for mention in periods.find(text, year=2017, now=2016)] == [True]


def test_without_a_year_of_delivery_nothing_is_guessed():
    assert {
        (m.first, m.last)
        for m in periods.find("去年、今年、五年来、今后五年、五年累计", year=None, now=None)
    } == {(None, None)}
    assert periods.find("2016年", year=None, now=None)[0].first == 2016


def test_fifteen_is_no_five_year_plan():
    assert periods.find("增长百分之十五以上", year=2017, now=2016) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("二〇一五年财政总收入", 2015),
        ("二○一五年财政总收入", 2015),
        ("到二零一五年", 2015),
        ("一九九八年", 1998),
        ("二◯一五年财政总收入", 2015),
        ("二OO九年财政总收入", 2009),
        ("二0一五年财政总收入", 2015),
        ("15年财政总收入", 2015),
        ("2015财年财政收入", 2015),
        ("’07年的财政总收入", 2007),
        ("全县07年财政总收入", 2007),
        ("到20年,财政总收入", 2020),
    ],
)
def test_years_in_numerals_and_in_two_digits(text, year):
    assert [(one.first, one.last) for one in periods.find(text, 2017, 2016)] == [(year, year)]


def test_two_figures_may_be_a_year_of_the_last_century():
    assert periods.find("98年全县财政收入", 2003, 2002)[0].first == 1998


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("一九九九年至二〇〇四年", (1999, 2004)),
        ("二〇一六至二〇二〇年", (2016, 2020)),
        ("二〇一六—二〇二〇年", (2016, 2020)),
        ("11-15年,财政总收入", (2011, 2015)),
    ],
)
def test_spans_of_years_in_numerals_and_in_two_digits(text, years):
    assert [(one.first, one.last) for one in periods.find(text, 2017, 2016)] == [years]


@pytest.mark.parametrize(
    "text",
    ["连续15年增产", "第15年", "十五年来", "98年产", "90年代", "质保10-15年。", "延长到20年。"],
)
def test_what_only_looks_like_a_year(text):
    assert periods.find(text, 2017, 2016) == []


def test_this_year_of_a_report_delivered_in_december_is_the_year_before():
    times = periods.find("今年、明年、去年、过去一年、五年来", 2017, 2016, early=True)
    assert [(one.first, one.last) for one in times] == [
        (2016, 2016),
        (2017, 2017),
        (2015, 2015),
        (2016, 2016),
        (2012, 2016),
    ]


def about(*lines, reviews="2016;2012-2016", plans="2017;2017-2021"):
    rows = outline.parse("\n".join(lines))
    assert len(rows) == len(lines)
    return turns.spoken_of(rows, list(lines), reviews, plans)


def test_a_paragraph_turns_to_other_years_and_those_after_it_stay_there():
    assert (
        about(
            "一、过去五年工作回顾",
            "经济实力显著增强,城镇新增就业8万人,财政总收入年均增长9%。",
            "2016年,财政总收入128亿元,比上年增长8%,主要指标好于预期。",
            "民生明显改善,城镇登记失业率控制在4%以内,群众得到更多实惠。",
            "刚刚过去的2016年,我们沉着应对各种困难,主要做了以下几项工作。",
            "城镇新增就业1万人,财政支出更多用于民生,群众得到更多实惠。",
            "二、2017年工作安排",
            "“十三五”时期是关键时期,我们要抓住机遇,努力实现更好的发展。",
            "城镇新增就业1万人以上,财政总收入增长8%左右,物价保持稳定。",
        )
        == ["2016;2012-2016"] + ["2012-2016"] * 3 + ["2016"] * 2 + ["2017"] * 3
    )


def test_what_a_review_turns_to_ends_before_the_plan():
    assert (
        about(
            "过去一年,我们沉着应对各种困难和挑战,主要做了以下几项工作。",
            "一、2016年工作回顾",
            "经济平稳增长,财政总收入128亿元,民生持续改善,社会保持稳定。",
            "二、今年的工作",
            "城镇新增就业1万人,财政支出更多用于民生,群众得到更多的实惠。",
        )[-1]
        == "2017"
    )


def test_years_without_more_lie_ahead_in_a_plan():
    assert [one.first for one in periods.find("五年间", 2017, 2017)] == [2017]
    assert [one.first for one in periods.find("过去五年间", 2017, 2017)] == [2012]


def test_what_a_section_turns_to_ends_with_it():
    assert about(
        "一、2016年工作回顾",
        "(一)经济发展",
        "五年来,我们坚持把发展放在首位,经济实力迈上了一个新的台阶。",
        "财政总收入持续增长,固定资产投资累计完成345亿元,成绩来之不易。",
        "(二)民生改善",
        "城镇新增就业1万人,财政支出更多用于民生,群众得到更多的实惠。",
    ) == ["2016", "2016", "2012-2016", "2012-2016", "2016", "2016"]
