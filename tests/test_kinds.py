"""Invented documents of other genres and layouts than work reports of provinces and cities.

Each is a list of lines with their part and depth; None stands where a line is no text.
"""

import re

import pytest

from workreports.corpus import cleaning, outline
from workreports.ingest import proposing

DONE = "全县新修村道，改建校舍，群众得到实惠，各项事业有了新的起色，乡亲们的日子越过越好。" * 2
TO_DO = "全县将新修村道，改建校舍，让群众得到实惠，把各项事业办得更有起色，力争日子更好。" * 2
PREFACE, REVIEW, WANT, PLAN, OWN, BODY = [
    "preface",
    "review",
    "problems",
    "plan",
    "governance",
    "body",
]
DID, WILL, TEXT = (REVIEW, 0, DONE), (PLAN, 0, TO_DO), (BODY, 0, DONE)
HOUSE = [
    (PREFACE, 0, "各位代表："),
    (PREFACE, 0, "我代表县人民政府向大会报告工作，请予审议。"),
]
LAST = ("closing", 0, "各位代表，让我们携手并进，为建设美丽白石而奋斗！")
DOCUMENTS = {
    "decimal numbers": [
        (PREFACE, 0, "白石县2024年政府工作报告"),
        *HOUSE,
        (REVIEW, 1, "1 2023年工作回顾"),
        (REVIEW, 2, "1.1 农业稳中有进"),
        DID,
        (REVIEW, 2, "1.2 工业提质扩容"),
        (REVIEW, 3, "1.2.1 园区"),
        DID,
        (REVIEW, 3, "1.2.2 企业"),
        (REVIEW, 0, f"1.5万名职工返岗。{DONE}"),
        (PLAN, 1, "2 2024年工作安排"),
        (PLAN, 2, "2.1 主要目标"),
        WILL,
        LAST,
    ],
    "Roman numerals": [
        (PREFACE, 0, "白石县国民经济和社会发展第十四个五年规划纲要"),
        (REVIEW, 1, "Ⅰ、发展基础"),
        DID,
        (PLAN, 1, "Ⅱ、指导思想和目标"),
        WILL,
        (PLAN, 1, "Ⅲ、重点任务"),
        (PLAN, 2, "一、兴茶"),
        WILL,
        (PLAN, 2, "二、修路"),
        WILL,
    ],
    "lenticular brackets, and a courtesy at the end": [
        (PREFACE, 0, "白石县政府工作报告"),
        *HOUSE,
        (REVIEW, 1, "【2019年工作回顾】"),
        DID,
        (WANT, 0, "工作中的不足不容回避：茶园分散；山路难行，校舍不够；干部作风不实。"),
        (PLAN, 1, "【2020年工作安排】"),
        WILL,
        (OWN, 1, "【政府自身建设】"),
        (OWN, 0, TO_DO),
        ("closing", 0, "以上报告，请予审议。"),
    ],
    "a chapter on the environment, whose first section looks back": [
        (PREFACE, 0, "白石县国民经济和社会发展第十三个五年规划纲要"),
        (REVIEW, 1, "第一章 发展环境"),
        (REVIEW, 2, "第一节 发展基础"),
        DID,
        (WANT, 2, "第二节 主要短板"),
        (WANT, 0, DONE),
        (PLAN, 1, "第二章 总体要求"),
        (PLAN, 2, "第一节 指导思想"),
        WILL,
        (PLAN, 1, "第三章 兴茶富民"),
        WILL,
    ],
    "volumes whose names say nothing": [
        (PREFACE, 0, "白石市“十二五”规划纲要"),
        (REVIEW, 1, "第一篇 站在新的起点"),
        (REVIEW, 2, "第一章 “十一五”发展成就"),
        DID,
        (WANT, 2, "第二章 存在的突出问题"),
        (WANT, 0, DONE),
        (PLAN, 1, "第二篇 迈向新的目标"),
        (PLAN, 2, "第三章 发展目标"),
        (PLAN, 3, "第一节 经济目标"),
        WILL,
    ],
    "contents without their word, and a table between bars": [
        (PREFACE, 0, "白石县国民经济和社会发展第十四个五年规划纲要"),
        (None, 0, "一、发展回顾……………1"),
        (None, 0, "二、总体思路……………3"),
        (None, 0, "三、主要任务……………9"),
        (REVIEW, 1, "一、发展回顾"),
        DID,
        (PLAN, 1, "二、总体思路"),
        WILL,
        (PLAN, 1, "三、主要任务"),
        WILL,
        ("appendix", 1, "附：主要指标"),
        ("appendix", 0, "| 指标 | 2025年 |"),
        (None, 0, "|---|---|"),
        ("appendix", 0, "| 茶园 | 5 |"),
    ],
    "a path of the site, headings without numbers in two depths": [
        (None, 0, "您现在的位置：首页 > 信息公开 > 报告"),
        (PREFACE, 0, "白石区2012年政府工作报告"),
        *HOUSE,
        (REVIEW, 1, "2011年工作回顾"),
        DID,
        (REVIEW, 2, "工业强区迈出新步伐"),
        DID,
        (WANT, 1, "面临的困难和不足"),
        (WANT, 0, DONE),
        (PLAN, 1, "2012年工作任务"),
        (PLAN, 2, "抓好农业"),
        WILL,
        (OWN, 1, "政府自身建设"),
        (OWN, 0, TO_DO),
        LAST,
    ],
    "this year has passed, the next is planned": [
        (PREFACE, 0, "白石旗政府工作报告"),
        (PREFACE, 0, "（2019年12月27日在白石旗第十六届人民代表大会第三次会议上）"),
        *HOUSE,
        (REVIEW, 1, "一、今年工作回顾"),
        DID,
        (WANT, 0, "差距也要看清。草场退化尚未扭转；工业仍显单薄；个别干部不敢担当；收支矛盾突出。"),
        (PLAN, 1, "二、明年工作总体要求"),
        WILL,
        (OWN, 1, "三、建设人民满意的政府"),
        (OWN, 0, TO_DO),
        LAST,
    ],
    "headings that say it by their years alone": [
        (PREFACE, 0, "白石县政府工作报告"),
        *HOUSE,
        (REVIEW, 1, "一、凝心聚力，圆满完成2018年各项任务"),
        DID,
        (PLAN, 1, "二、乘势而上，奋力开创2019年新局面"),
        WILL,
        LAST,
    ],
    "a chapter between the review and its problems": [
        (PREFACE, 0, "白石区人民政府工作报告"),
        (PREFACE, 0, "2017年2月8日在白石区第六届人民代表大会第一次会议上"),
        *HOUSE,
        (REVIEW, 1, "一、本届政府工作回顾"),
        DID,
        (REVIEW, 1, "二、几条经验"),
        DID,
        (WANT, 1, "三、存在的困难和问题"),
        (WANT, 0, DONE),
        (PLAN, 1, "四、今后五年的奋斗目标"),
        WILL,
        LAST,
    ],
    "a budget in three depths": [
        (PREFACE, 0, "关于白石县2015年预算执行情况与2016年预算草案的报告"),
        (PREFACE, 0, "白石县财政局"),
        (PREFACE, 0, "受县人民政府委托，现将有关情况报告如下，请予审议。"),
        (REVIEW, 1, "一、2015年预算执行情况"),
        (REVIEW, 2, "（一）公共财政预算"),
        (REVIEW, 3, "1．收入情况"),
        DID,
        (WANT, 0, "财政运行还有不少难点：收入增长乏力；平衡压力大；资金绩效不高；观念不强。"),
        (PLAN, 1, "二、2016年预算草案"),
        WILL,
        (PLAN, 1, "三、扎实做好2016年财政工作"),
        WILL,
        ("closing", 0, "以上报告，请予审议。"),
    ],
    "a bulletin without numbers": [
        (BODY, 0, "白石县2020年国民经济和社会发展统计公报"),
        (BODY, 0, "白石县统计局"),
        (BODY, 0, "2021年3月"),
        (BODY, 1, "综合"),
        TEXT,
        (BODY, 1, "农业"),
        TEXT,
        (BODY, 1, "工业和建筑业"),
        TEXT,
    ],
    "a speech": [
        (BODY, 0, "在全县经济工作会议上的讲话"),
        (BODY, 0, "（2016年1月9日）"),
        (BODY, 0, "同志们："),
        (BODY, 1, "一、2015年工作回顾"),
        TEXT,
        (BODY, 1, "二、2016年工作安排"),
        TEXT,
    ],
    "news that count up the parts of a report": [
        (BODY, 0, "白石县第九届人民代表大会第一次会议胜利闭幕"),
        (BODY, 0, "发布日期：2016-01-20　来源：白石县融媒体中心　字号：[大][中][小]"),
        (BODY, 0, f"报告有三部分：一、2015年工作回顾；二、2016年任务；三、自身建设。{DONE}"),
    ],
    "questions and answers": [
        (BODY, 0, "白石县2016年政府工作报告怎么读"),
        (BODY, 1, "一、回顾部分讲了什么？"),
        TEXT,
        (BODY, 1, "二、为什么把增长目标定为6%？"),
        TEXT,
    ],
}
ROWS = {
    "decimal numbers": ["work_report", "2024", "", "2023", "2024"],
    "Roman numerals": ["five_year_plan", "2021", "", "2016-2020", "2021-2025"],
    "this year has passed, the next is planned": [
        *("work_report", "2020", "2019-12-27", "2019", "2020")
    ],
    "headings that say it by their years alone": ["work_report", "2019", "", "2018", "2019"],
    "a chapter between the review and its problems": [
        *("work_report", "2017", "2017-02-08", "2016;2012-2016", "2017;2017-2021")
    ],
    "a budget in three depths": ["budget_report", "2016", "", "2015", "2016"],
    "a bulletin without numbers": ["statistical_communique", "2020", "", "2020", ""],
    "a speech": ["article", "", "2016-01-09", "", ""],
    "news that count up the parts of a report": ["article", "", "", "", ""],
    "questions and answers": ["article", "", "", "", ""],
}


def written(name, line_end="\n"):
    return line_end.join(line for _, _, line in DOCUMENTS[name]) + "\n"


@pytest.mark.parametrize("line_end", ["\n", "\n\n", "\n\u3000\u3000"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_parts_and_headings(name, line_end):
    table = outline.of(cleaning.clean(written(name, line_end)).text)
    right = [line[:2] for line in DOCUMENTS[name] if line[0]]
    assert list(zip(table["part"], table["depth"], strict=True)) == right


OTHERWISE = {
    "a colon behind": lambda line: f"{line}：",
    "a point behind": lambda line: f"{line}。",
    "a point for a comma": lambda line: line.replace("、", "．", 1),
    "blanks around the number": lambda line: re.sub("^(.)、", r"\1 、 ", line),
    "parts": lambda line: re.sub("^([一二三四])、", r"第\1部分　", line),
    "chapters over sections": lambda line: re.sub(
        "^（(.)）", r"第\1节　", re.sub("^([一二三四])、", r"第\1章　", line)
    ),
    "chapters over their names": lambda line: re.sub("^([一二三四])、", "第\\1章\n", line),
}


@pytest.mark.parametrize("how", OTHERWISE)
@pytest.mark.parametrize(
    "name", ["a chapter between the review and its problems", "a budget in three depths"]
)
def test_headings_written_otherwise(name, how):
    lines = DOCUMENTS[name]
    text = "\n".join(OTHERWISE[how](line) if depth else line for _, depth, line in lines)
    table = outline.of(cleaning.clean(text).text)
    assert list(zip(table["part"], table["depth"], strict=True)) == [line[:2] for line in lines]


def test_paragraphs_that_indents_alone_tell_apart():
    lines = DOCUMENTS["a chapter between the review and its problems"]
    text = "\u3000\u3000".join(line for _, _, line in lines)
    assert cleaning.clean(text).text.split("\n") == [line for _, _, line in lines]


@pytest.mark.parametrize("name", ROWS)
def test_rows(name):
    row = proposing.propose(written(name), "a")
    found = [row[column].value for column in ("genre", "year", "delivered", "reviews", "plans")]
    assert found == ROWS[name]
    assert row["completeness"].value == "complete"


@pytest.mark.parametrize(
    "raw, text",
    [
        ("首页 - 政务公开 - 正文\n白石县报告", "白石县报告"),
        ("当前位置：首页 > 公开\n白石县报告", "白石县报告"),
        ("【政策解读】白石县报告\n茶园。", "白石县报告\n茶园。"),
        ("茶园兴旺。\n【种茶】全县种茶。", "茶园兴旺。\n【种茶】全县种茶。"),
        ("##1.种茶\n茶园兴旺。", "1.种茶\n茶园兴旺。"),
        ("|甲|1|\n|--|--|\n|乙|2|\n", "甲\t1\n乙\t2"),
        ("指标\t去年\t今年\n茶园\t3\t4\n", "指标\t去年\t今年\n茶园\t3\t4"),
        ("一、\t种茶\n茶园兴旺。", "一、种茶\n茶园兴旺。"),
    ],
)
def test_marks_of_sites_and_tables(raw, text):
    assert cleaning.clean(raw).text == text


@pytest.mark.parametrize(
    "lines",
    [
        ["各位代表：", "3.5亿元投入茶园"],
        ["全县种茶。", "单位：万元", DONE],
        ["全县种茶。", "2015年1月9日", DONE, "白石县人民政府", DONE],
        ["要做到：一、种茶；二、修路；三、建校。"],
    ],
)
def test_what_is_no_heading(lines):
    assert not outline.parse("\n".join(lines))["depth"].any()


def test_a_piece_without_its_beginning_is_known_by_its_turns():
    piece = f"{TO_DO}\n四、切实加强政府自身建设\n{TO_DO}\n各位委员，2013年计划完成投资7亿元。\n"
    row = proposing.propose(f"{piece}让我们为建设白石盟而努力奋斗！", "a")
    assert (row["genre"].value, row["year"].value) == ("work_report", "2013")
    assert proposing.propose(f"{DONE}\n茶园兴旺。", "a")["genre"].value == "article"


def test_a_name_longer_than_that_of_the_table_is_another():
    row = proposing.propose("云河东区人民政府工作报告\n各位代表：", "a")
    assert row["place"].value == "云河东区"
    assert "not in the table" in row["place"].evidence
    row = proposing.propose("报告\n经向区人民政府请示，以盟行署名义报告工作。", "a")
    assert row["place"].value == ""


@pytest.mark.parametrize(
    "head, year",
    [
        ("政府工作报告\n（征求意见稿）\n2023年1月\n各位代表：", "2023"),
        ("政府工作报告\n二〇二三年十一月\n各位代表：", "2024"),
        ("政府工作报告\n（二〇二三年元月十日）\n各位代表：", "2023"),
        ("政府工作报告\n各位代表：\n2023年是攻坚之年。今年工作的总体要求是求进。", "2023"),
    ],
)
def test_the_year_of_a_draft(head, year):
    assert proposing.propose(head, "a")["year"].value == year
