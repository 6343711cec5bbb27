"""The part of an area that figures are of, where it is named in another clause."""

import pytest

import workreports as wr


def scopes(text, year=2017):
    table = wr.indicators.extract(f"一、2016年工作回顾\n{text}", year)
    return table["scope"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开发区建设步伐加快,完成地区生产总值78亿元。", ["开发区"]),
        ("县域经济实力不断增强,完成财政总收入6亿元,增长21%。", ["县域"]),
        ("云岭新区经济运行向好,地区生产总值增长9%;财政总收入增长8%。", ["云岭新区", ""]),
        ("加快开发区建设步伐,完成固定资产投资78亿元。", [""]),
        ("开发区建设步伐加快,全市地区生产总值增长8%。", [""]),
        ("县域地区生产总值增长23%,财政总收入增长45%。", ["县域", "县域"]),
        ("高新区地区生产总值、财政总收入分别增长23%和45%。", ["高新区", "高新区"]),
        ("工业固定资产投资增长23%,财政总收入增长45%。", ["工业", ""]),
        ("五县(市)地区生产总值增长8%。", ["五县(市)"]),
        ("所有县(市、区)财政总收入超过6亿元。", ["所有县(市、区)"]),
        ("规模以上固定资产投资增长8%。", [""]),
        ("地区进出口总额12亿元。", [""]),
    ],
)
def test_a_place_named_before_limits_what_follows(text, expected):
    assert scopes(text) == expected


def test_a_paragraph_that_opens_with_a_place_is_about_it():
    text = "云岭生产建设兵团经济平稳较快发展。完成固定资产投资3亿元。财政总收入增长9%。"
    assert scopes(text) == ["云岭生产建设兵团"] * 2
    assert scopes("云岭生产建设兵团经济平稳发展。全市财政总收入增长9%。") == [""]
