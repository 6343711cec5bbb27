"""Reports in every layout in which they come: nothing is lost, no mark is text, parts are told."""

import numpy as np
import pytest

from workreports.corpus import cleaning, coverage, outline
from workreports.corpus.structure import layout, marks

TASKS = ["坚持质量为先，壮大云岭茶产业", "深化县域改革，优化营商服务", "增进民生福祉，建设宜居家园"]
BODY = "全县新修村道，改建校舍，群众得到实惠，各项事业有了新的起色，乡亲们的日子越过越好。" * 3
LAST = "各位代表！让我们同心协力，为建设美丽云岭而努力奋斗！"


def report(*, first, second, third, task, indent=""):
    """An invented report: its three chapters and its tasks are written as the layout wants."""
    tasks = [line for words in TASKS for line in task(words)]
    lines = ["政府工作报告", "各位代表：", "现在，我代表县人民政府报告工作，请予审议。"]
    lines += [first, *[BODY] * 4, "我们也清醒地看到，全县发展还存在不少困难和问题。"]
    lines += [second, *tasks, third, BODY, LAST]
    return "\n\n".join(indent + line for line in lines) + "\n"


NUMBERS = "一二三"
PLAIN = {
    "first": "一、2014年工作回顾",
    "second": "二、2015年工作安排",
    "third": "三、加强政府自身建设",
    "task": lambda words: [f"（{NUMBERS[TASKS.index(words)]}）{words}", BODY],
}
BOLD = {
    **{name: f"**{PLAIN[name]}**" for name in ("first", "second", "third")},
    "task": lambda words: [f"**（{NUMBERS[TASKS.index(words)]}）{words}。**{BODY}"],
}
HASHES = {name: f"##{PLAIN[name]}" for name in ("first", "second", "third")} | {
    "task": lambda words: [f"### （{NUMBERS[TASKS.index(words)]}）{words}", BODY]
}
BARE = {
    "first": "过去一年的工作和成效",
    "second": "今年的主要任务",
    "third": "政府自身建设",
    "task": lambda words: [f"{NUMBERS[TASKS.index(words)]}、{words}", BODY],
}
PARTS = {
    "first": "第一部分 2014年工作回顾",
    "second": "第二部分 2015年工作安排",
    "third": "第三部分 加强政府自身建设",
    "task": lambda words: [f"（{NUMBERS[TASKS.index(words)]}）{words}。{BODY}"],
}
FRONT = "---\nsource: https://example.org/report\ntitle: 云岭县2015年政府工作报告\n---\n\n"
NOTES = "\n《政府工作报告》名词解释\n\n1．茶旅融合：指茶园与游览并举。\n"
LAYOUTS = {
    "plain": report(**PLAIN),
    "bold": FRONT + report(**BOLD),
    "hashes": report(**HASHES),
    "without numbers": report(**BARE),
    "parts with numbers": report(**PARTS),
    "indents of U+3000": report(**PLAIN, indent="\u3000\u3000"),
    "indents of U+2003": report(**PLAIN, indent="\u2003\u2003"),
    "no-break blanks": report(**PLAIN).replace("、", "、\u00a0"),
    "Windows line ends": report(**BOLD).replace("\n", "\r\n"),
    "form feeds": report(**PLAIN).replace("\n\n二、", "\n\f二、"),
    "page numbers": report(**PLAIN).replace("\n\n二、", "\n\n- 7 -\n\n二、"),
    "escapes": report(**PLAIN).replace("。", "\\!。", 1),
    "notes behind the end": FRONT + report(**BOLD) + NOTES,
    "year broken over a line": report(**BOLD).replace("一、2014年", "一、20\n14年"),
    "one line": report(**PLAIN).replace("\n\n", "\u3000\u3000"),
}
IN_LINES = [name for name in LAYOUTS if name != "one line"]


def parts_of(text):
    part = outline.parse(text)["part"]
    return part[part != part.shift()].tolist()


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_character_is_in_one_paragraph_or_one_edit(name):
    raw = LAYOUTS[name]
    clean = cleaning.clean(raw)
    cover = np.zeros(len(raw), dtype=int)
    for edit in clean.edits:
        cover[edit.raw_start : edit.raw_end] += 1
    edited = cover > 0
    for row in outline.of(clean.text).itertuples():
        start, end = clean.raw_span(row.start, row.end)
        cover[start:end] += ~edited[start:end]
    assert (cover == 1).all()


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_mark_is_text_and_no_text_a_mark(name):
    text = cleaning.clean(LAYOUTS[name]).text
    assert not set("*#\\\u3000\u2003\u00a0\f\r") & set(text)
    assert "source" not in text and "- 7 -" not in text
    plain = cleaning.clean(LAYOUTS["plain"]).text
    assert sum(text.count(words) for words in TASKS) == 3
    assert text.count(BODY[:20]) == plain.count(BODY[:20])


@pytest.mark.parametrize("name", IN_LINES)
def test_parts_and_headings_are_the_same_in_every_layout(name):
    expected = ["preface", "review", "problems", "plan", "governance", "closing"]
    assert parts_of(LAYOUTS[name])[:6] == expected
    assert parts_of(LAYOUTS[name])[6:] == (["appendix"] if "notes" in name else [])
    rows = outline.parse(LAYOUTS[name])
    headings = rows[(rows["depth"] > 0) & (rows["part"] != "appendix")]
    assert headings["depth"].tolist() == [1, 1, 2, 2, 2, 1]
    assert headings["heading"].tolist()[2:5] == TASKS
    assert coverage.completeness(coverage.of(LAYOUTS[name])) == "complete"


def test_front_matter_is_read_as_the_source():
    assert marks.front_matter(LAYOUTS["bold"]) == {
        "source": "https://example.org/report",
        "title": "云岭县2015年政府工作报告",
    }
    assert marks.front_matter("正文。\n---\nsource: a\n---\n") == {}


@pytest.mark.parametrize(
    "raw, text",
    [
        ("我们**推进改革，**工作有了起色。", "我们**推进改革，**工作有了起色。"),
        ("**一是**强基础。\n继续**推进**改革。", "一是强基础。\n继续推进改革。"),
        ("**回顾\n\n任务**", "回顾\n任务"),
        ("建成5#和6#泊位。", "建成5#和6#泊位。"),
        ("实施“百*计划”。", "实施“百*计划”。"),
        ("全年增长2\\.5。", "全年增长2.5。"),
        ("<!-- 记者摄 -->\n政府工作报告", "政府工作报告"),
        ("一、 2014 年工作回顾\n平稳。", "一、2014年工作回顾\n平稳。"),
        (
            f"（一）{'壮大产业，' * 7}加快转型\n\n{BODY}",
            f"（一）{'壮大产业，' * 7}加快转型\n{BODY}",
        ),
    ],
)
def test_marks_by_example(raw, text):
    assert cleaning.clean(raw).text == text


def test_a_line_wrapped_at_a_narrow_width_goes_on():
    words = "".join(chr(0x4E00 + i) for i in range(480))
    wrapped = "\n".join(words[i : i + 20] for i in range(0, 480, 20)) + "。\n下一段。"
    assert cleaning.clean(wrapped).text == words + "。\n下一段。"


@pytest.mark.parametrize(
    "line", ["三一、中联两家企业投产。", "一、二、三产业融合发展。", "三一重工投产。"]
)
def test_names_that_look_like_numbers_are_no_headings(line):
    assert [depth for *_, depth in layout.rows(f"一、工作回顾\n{line}".replace("，", ","))] == [
        1,
        0,
    ]


def test_lists_that_begin_anew_are_parted_at_the_turn():
    topics = [f"{number}、{words}\n{BODY}" for number, words in zip("一二三", TASKS, strict=True)]
    lists = "\n".join(topics)
    opening = "各位代表：\n现在，我代表县人民政府报告工作，请予审议。\n过去的一年，成绩来之不易。"
    text = f"{opening}\n{lists}\n今年政府工作的总体要求是：稳中求进。\n{lists}\n{LAST}"
    assert parts_of(text) == ["preface", "review", "plan", "closing"]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("一、茶园巡礼\n茶香四溢。\n二、古镇新貌\n游人如织。", ["body"]),
        ("一、2014年预算执行情况\n平稳。\n二、2015年预算草案\n增长。", ["review", "plan"]),
        ("一、2014年主要工作\n平稳。\n二、2015年重点工作\n增长。", ["review", "plan"]),
        ("一、2014年计划执行情况\n平稳。\n二、2015年预期目标\n增长。", ["review", "plan"]),
    ],
)
def test_other_genres(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text, genre, states, completeness",
    [
        (LAYOUTS["plain"], "work_report", ["whole"] * 4, "complete"),
        (
            LAYOUTS["plain"].partition("二、2015")[0],
            "work_report",
            ["whole", "whole", "lost", "none"],
            "beginning",
        ),
        (
            LAYOUTS["plain"].partition("（三）")[0] + "（三）增进民生福祉，建设宜居家园\n\n新修",
            "work_report",
            ["whole", "whole", "cut", "none"],
            "beginning",
        ),
        (
            "新修村道。\n（三）增进民生福祉\n\n" + LAYOUTS["plain"].partition("家园\n\n")[2],
            "work_report",
            ["lost", "none", "cut", "whole"],
            "end",
        ),
        ("茶香四溢。", "article", ["none"] * 4, "complete"),
    ],
)
def test_coverage(text, genre, states, completeness):
    found = coverage.of(text, genre)
    assert found["state"].tolist() == states
    assert coverage.completeness(found) == completeness
    assert found["why"].str.len().gt(0).all()


def test_coverage_of_the_corpus_is_what_its_catalogue_says(corpus):
    for doc_id, document in corpus.documents.iterrows():
        own = corpus.paragraphs[corpus.paragraphs["doc_id"] == doc_id]
        ends = (own["text"].str.len() + 1).cumsum()
        rows = own[["part", "depth"]].assign(start=ends - own["text"].str.len() - 1, end=ends - 1)
        found = coverage.judge(rows, "\n".join(own["text"]), document["genre"])
        assert coverage.completeness(found) == document["completeness"], doc_id
        if doc_id == "gongshu-2023-work-report":
            plan = found[found["part"] == "plan"].iloc[0]
            assert (plan["state"], plan["missing"]) == ("cut", "beginning")
            assert "number 7" in plan["why"]


def depths_of(*lines):
    """Depths of the headings, each with a paragraph below it."""
    rows = outline.parse("\n".join(f"{line}\n{BODY}" for line in lines))
    return rows.loc[rows["depth"] > 0, "depth"].tolist()


@pytest.mark.parametrize(
    ("lines", "depths"),
    [
        (["第一部分 回顾", "一、种茶", "二、修路", "第二部分 安排", "一、建校"], [1, 2, 2, 1, 2]),
        (["第一篇 基础", "第一章 茶园", "第一节 春茶", "一、采摘"], [1, 2, 3, 4]),
        (["一、回顾", "1．种茶", "（1）春茶", "（2）秋茶", "2．修路"], [1, 2, 3, 3, 2]),
        (["一、回顾", "（一）种茶", "1.春茶", "（1）采摘"], [1, 2, 3, 4]),
        # Siblings under chapters built unlike: each is as deep as it stands.
        (["一、回顾", "1.种茶", "二、安排", "（一）修路", "1.修村道"], [1, 2, 1, 2, 3]),
        # The first chapter is lost: what stood under it is as deep as elsewhere.
        (["（三）种茶", "1.春茶", "二、安排", "（一）修路", "1.修村道"], [2, 3, 1, 2, 3]),
        (["4.春茶", "二、安排", "（一）修路", "1.修村道"], [3, 1, 2, 3]),
        (["（三）种茶", "（四）修路", "5.修村道"], [2, 2, 3]),
        # The first level is (一) where nothing else is.
        (["（一）种茶", "1.春茶", "（二）修路"], [1, 2, 1]),
    ],
)
def test_a_heading_is_as_deep_as_it_stands(lines, depths):
    assert depths_of(*lines) == depths


def test_a_numbered_sentence_is_a_heading_over_text_only():
    text = f"一、回顾\n1．种好茶。\n{BODY}\n（1）修好路。\n{BODY}\n二、安排\n"
    rows = outline.parse(text + "1．建校舍。\n2．通水电。\n3．种果树。\n" + BODY)
    assert rows.loc[rows["depth"] > 0, "heading"].tolist() == ["回顾", "种好茶", "修好路", "安排"]


HOUSE = ["各位代表：", "受县政府委托，现将有关情况报告如下，请予审议。"]
PLEDGE = "各位代表，我们将在县委领导下，自觉接受县人大的监督，完成全年任务。"
OTHER_GENRES = {
    "a budget without a call": (
        [
            *HOUSE,
            "一、2017年财政收支情况",
            BODY,
            "同时，运行中仍有一些矛盾需要正视：收入不稳。",
            "二、2018年预算草案",
            BODY,
            PLEDGE,
            "附注：文中数据为快报数。",
        ],
        ["preface", "review", "problems", "plan", "closing", "appendix"],
    ),
    "a plan without years": (
        [
            *HOUSE,
            "一、上年计划执行情况",
            BODY,
            "计划执行中暴露出的短板：总量小。",
            "二、本年发展的预期目标",
            BODY,
            "三、主要措施",
            BODY,
            PLEDGE,
        ],
        ["preface", "review", "problems", "plan", "closing"],
    ),
    "a plan for five years": (
        [
            "甲县发展第十二个五年规划纲要",
            "第一篇 基础与环境",
            "第一章 发展基础",
            BODY,
            "第二章 存在的主要问题",
            BODY,
            "第二篇 总体要求",
            "第三章 指导思想",
            BODY,
            "第三篇 现代农业",
            "第四章 种茶",
            "第一节 春茶",
            BODY,
        ],
        ["preface", "review", "problems", "plan"],
    ),
    "problems under their own heading": (
        [
            *HOUSE,
            "一、2014年工作回顾",
            BODY,
            "二、当前存在的困难和问题",
            BODY,
            "三、2015年重点任务",
            BODY,
            "四、政府自身建设",
            BODY,
            LAST,
        ],
        ["preface", "review", "problems", "plan", "governance", "closing"],
    ),
    "a chapter on solving problems": (
        [
            *HOUSE,
            "一、2014年工作回顾",
            BODY,
            "二、2015年重点任务",
            BODY,
            "三、着力解决突出问题",
            BODY,
            LAST,
        ],
        ["preface", "review", "plan", "closing"],
    ),
    "parts over numbers": (
        [
            *HOUSE,
            "第一部分 2014年工作回顾",
            "一、种茶",
            BODY,
            "二、修路",
            BODY,
            "第二部分 2015年工作安排",
            "一、建校",
            BODY,
            LAST,
        ],
        ["preface", "review", "plan", "closing"],
    ),
    "a bulletin": (
        ["甲县2018年统计公报", "一、综合", BODY, "二、工业发展情况", BODY, "三、人口", BODY],
        ["body"],
    ),
}


@pytest.mark.parametrize("name", OTHER_GENRES)
def test_parts_of_other_genres(name):
    lines, parts = OTHER_GENRES[name]
    assert parts_of("\n".join(lines) + "\n") == parts
