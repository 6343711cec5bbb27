"""Words of time."""

import pytest

from workreports.corpus import periods


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
