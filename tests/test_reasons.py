"""What verdicts rest on, in both languages."""

import re

import pandas as pd
import pytest

import workreports as wr
from workreports.indicators.targets import REASONS, judging
from workreports.indicators.targets.ledger import explained
from workreports.indicators.targets.reasons import SAID

SAY_ALL = {"no_result", "no_period", "other_territory"}
"""Their grounds have no number, and say in Chinese no more than the reason does."""
SUM = "2016-2020年固定资产投资目标累计{}亿元。"
SUMMED = "2016年固定资产投资60亿元。2018年固定资产投资预计50亿元。"
MEAN = "2016-2020年财政总收入目标年均增长{}%。"
LEVEL = "2020年{}目标为150亿元。"


def test_every_reason_that_a_verdict_may_have_is_said_in_both_languages():
    assert {rule.reason for rule in judging._RULES} | {"preliminary"} == set(SAID) == set(REASONS)
    for reason, said in SAID.items():
        assert said.en == REASONS[reason] and re.search("[a-z]", said.en)
        assert re.search("[一-龥]", said.zh) and not re.search("[A-Za-z]", said.zh)


def numbers(text):
    return sorted(re.findall(r"-?\d[\d.]*", text))


def test_whatever_a_verdict_rests_on_has_its_numbers_in_both_languages(corpus):
    own = wr.indicators.extract(corpus)
    table, whys = explained(own, corpus.reference, corpus.territories, corpus)
    assert table["why"].tolist() == [why.plain("en") for why in whys]
    assert table["reason"].tolist() == [why.reason for why in whys] and len(whys) > 300
    for why in whys:
        told = why.plain("zh")
        assert told.startswith(SAID[why.reason].zh) and not re.search("[A-Za-z]{3,}: ", told)
        assert (why.ground.zh == "") == (why.reason in SAY_ALL)
        assert numbers(told) == numbers(why.plain("en"))
        if why.reason != "admitted":  # in words, or by the ids of passages
            assert not re.search("[A-Za-z]", told.replace("GDP", ""))


@pytest.mark.parametrize(
    ("promise", "result", "en", "zh"),
    [
        ("2016年财政总收入目标为增长5%。", "2016年财政总收入增长6%。",
         "6 against 5",
         "结果达到承诺：结果6，承诺5"),
        ("2016年财政总收入目标为增长5%。", "2016年财政总收入增长4%。",
         "4 against 5",
         "结果低于承诺：结果4，承诺5"),
        ("2016年财政总收入目标为增长5%。", "2016年财政总收入预计增长6%。",
         "6 against 5 (preliminary)",
         "依据预计数判断：结果6，承诺5（预计数）"),
        ("2016年财政总收入目标为增长5%左右。", "2016年财政总收入增长4.9%。",
         "4.9 against «about» 5: the wording leaves it open",
         "“左右”留有余地：结果4.9，承诺5左右"),
        ("2016年财政总收入目标为120亿元。", "2016年财政总收入突破百亿元。",
         "the result is only a threshold (100)",
         "结果仅为“突破”：100"),
        ("2016年财政总收入目标为同口径增长5%。", "2016年财政总收入增长9%。",
         "the target is 同口径 (on comparable terms), the result is not",
         "两者口径不同：承诺为同口径，结果不是"),
        ("2016年财政总收入目标为增长5%。", "2016年财政总收入同口径增长9%。",
         "only a 同口径 rate is printed",
         "两者口径不同：仅有同口径增长率"),
        ("2016年财政总收入目标为增长5%。", "成绩不少。",
         "no result is printed",
         "现有文件均未载明结果"),
        ("2016年财政总收入预期目标由140亿元调整为120亿元。", "2016年财政总收入128亿元。",
         "128 against 140; adjusted to 120",
         "结果低于承诺：结果128，承诺140；目标调整为120"),
        ("2016年固定资产投资目标完成市下达任务。", "成绩不少。",
         "no number was promised (完成市下达任务)",
         "未承诺数字：完成市下达任务"),
        ("2016年财政总收入目标为增长 %。", "成绩不少。",
         "no number was promised (blank left in the draft)",
         "未承诺数字：没有可读的数字"),
        ("2016年力争财政总收入1-6月增长5%。", "成绩不少。",
         "the promise names no whole years",
         "未指明年份"),
        ("2016-2017年固定资产投资目标累计110亿元。",
         "2016年固定资产投资60亿元。2017年固定资产投资50亿元。",
         "110 against 110 (60 in 2016 + 50 in 2017)",
         "结果达到承诺：结果110，承诺110（2016年60 + 2017年50）"),
        (SUM.format(100), SUMMED,
         "110 against 100 (60 in 2016 + 50 in 2018, preliminary; 2017 and 2019 and 2020 not "
         "printed) (preliminary)",
         "期末前已超过：结果110，承诺100（2016年60 + 2018年50（预计）；2017、2019、2020年未载明）（预计数）"),
        (SUM.format(280), SUMMED.replace("预计", "") + "2019年固定资产投资40亿元。",
         "270 against 280 (60 in 2016 + 50 in 2018 + 40 in 2019; 2017 and 2020 not printed, each "
         "taken as high as in 2016)",
         "其余年份按最好年份计也达不到：结果270，承诺280（2016年60 + 2018年50 + 2019年40；"
         "2017、2020年未载明，各按2016年计）"),
        ("2016-2017年财政总收入目标年均增长5%。", "2016年财政总收入增长6%。2017年财政总收入增长6%。",
         "6 against 5 (6 in 2016, 6 in 2017)",
         "结果达到承诺：结果6，承诺5（2016年6、2017年6）"),
        (MEAN.format(8), "2016年财政总收入增长6%。2017年财政总收入增长6%。2018年财政总收入增长6%。",
         "6 against 8 (6 in 2016, 6 in 2017, 6 in 2018; 2019 and 2020 not printed, each taken as 6)",
         "其余年份按最好年份计也达不到：结果6，承诺8（2016年6、2017年6、2018年6；2019、2020年未载明，各按6计）"),
        (MEAN.format(5), "2015年财政总收入100亿元。2018年财政总收入130亿元。",
         "5.39 against 5 (130 in 2018, from 100 in 2015, is as much over the whole period)",
         "期末前已超过：结果5.39，承诺5（2018年130、2015年100，按整个时期折算）"),
    ],
)  # fmt: skip
def test_each_form_of_a_ground_is_said_in_both_languages(promise, result, en, zh):
    found = [wr.indicators.extract(promise, 2016), wr.indicators.extract(result, 2022)]
    table, whys = explained(pd.concat(found, ignore_index=True))
    assert table["why"].tolist()[0] == en and whys[0].plain("zh") == zh


def county(reports):
    """A corpus of reports of an invented county, ``reports`` (review, plan) by year."""
    frame = "各位代表:现在,我代表县人民政府报告工作。\n一、{}年工作回顾\n{}\n二、{}年主要任务\n{}\n谢谢。"
    rows = [
        ("云岭县", year, frame.format(year - 1, review, year, plan))
        for year, (review, plan) in reports.items()
    ]
    table = pd.DataFrame(rows, columns=["area", "year", "report"])
    return wr.from_table(table, text="report", place="area", year="year")


def last(reports):
    corpus = county(reports)
    table, whys = explained(wr.indicators.extract(corpus), None, corpus.territories, corpus)
    return table, whys[-1]


@pytest.mark.parametrize(
    ("item", "en", "zh"),
    [
        ("财政总收入", "", ""),
        ("地区生产总值", "; the rates are at constant prices", "；增长率按可比价"),
    ],
)
def test_a_level_due_later_is_reckoned_in_both_languages(item, en, zh):
    review = f"2016年{item}100亿元。2017年{item}增长5%。2018年{item}增长6%。2019年{item}增长4%。"
    plan = f"到2020年,{item}力争达到150亿元。"
    table, why = last({2016: ("成绩不少。", plan), 2020: (review, "继续努力。")})
    assert table["reason"].tolist() == ["out_of_reach"]
    assert why.plain("en") == (
        "122.7 against 150 (100 in 2016, then 5 % in 2017, 6 % in 2018, 4 % in 2019, 6 %, the "
        f"best since 2016, in 2020{en})"
    )
    assert why.plain("zh") == (
        "其余年份按最好年份计也达不到：结果122.7，承诺150（2016年100，其后2017年5%、2018年6%、"
        f"2019年4%、2020年取2016年以来最高的6%{zh}）"
    )
    reached = review.replace("100亿元", "160亿元")
    _, why = last({2016: ("成绩不少。", plan), 2020: (reached, "继续努力。")})
    assert why.plain("en") == "160 against 150 (160 in 2016)"
    assert why.plain("zh") == "期末前已超过：结果160，承诺150（2016年160）"


def test_an_admission_is_quoted_as_it_stands_whatever_signs_it_has():
    words = "财政总收入(*含_基金**)未能达到年初预期目标"
    _, why = last({2017: (f"{words}。", "继续努力。")})
    told = why.plain("en").removeprefix("said in words: ")
    assert told in words and "**" in told and why.plain("zh") == f"政府自述未达到：{told}"


def test_other_borders_are_told_in_both_languages(corpus):
    found = [wr.indicators.extract("今年财政总收入力争增长5%。", 2021)]
    found += [wr.indicators.extract("去年财政总收入增长5%。", 2022)]
    both = pd.concat(found, ignore_index=True).assign(place="甲区")
    both["territory"] = ["甲区 (-2021)", "甲区 (2021-)"]
    [why] = explained(both)[1]
    assert why.plain("en") == "territory: by then the place had other borders"
    assert why.plain("zh") == "区划已变"
    goes_on = corpus.territories.iloc[:1].set_axis(["甲区 (-2021)"]).assign(ends=None)
    [why] = explained(both, None, goes_on)[1]
    there = "甲区 (2021-)"
    assert why.plain("en") == f"no result is printed; for the borders of {there} there is one"
    assert why.plain("zh") == f"现有文件均未载明结果；另有区划为{there}的结果"
