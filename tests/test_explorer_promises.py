"""What a reader of the explorer is told of figures and promises: printed names and words, where each stands."""

import csv
import io

import pytest
from test_explorer import taken

import workreports as wr

HERE = "#view=figures&indicator=&where=上城区"
SEEN = """() => {
    const mark = explorer.shadow.querySelector("dialog mark").getBoundingClientRect(),
        box = explorer.shadow.querySelector("dialog .text").getBoundingClientRect();
    return mark.height > 0 && mark.top >= box.top && mark.bottom <= box.bottom;
}"""


def row(tab, text):
    return tab.locator(".wraps tbody tr", has_text=text)


def said_of(tab):
    return tab.locator(".wraps td:nth-child(4) .soft").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_promise_has_the_name_that_is_printed_beside_that_of_its_indicator(
    hangzhou, opened, lang
):
    tab = opened(hangzhou, f"{HERE}&year=2020&lang={lang}")
    told = row(tab, "信息经济增加值").last.locator("td:nth-child(3)").inner_text()
    known = {
        "en": "信息经济增加值 value added of the information economy (Indicator: 数字经济核心产业增加值",
        "zh": "信息经济增加值 (指标：数字经济核心产业增加值)",
    }
    assert told.startswith(known[lang])
    names = [one["name"] for one in csv.DictReader(io.StringIO(taken(tab, "csv_promises")))]
    assert names.count("信息经济增加值") == 2 and "数字经济核心产业增加值" not in names
    row(tab, "信息经济增加值").last.locator("button").click()
    assert known[lang] in tab.locator(".figure").inner_text()
    tab.select_option("#indicator", "digital_value_added")
    points = tab.locator(".point").evaluate_all("some => some.map((one) => one.ariaLabel)")
    assert sum("“信息经济增加值”" in one for one in points) >= 3
    assert not any("“数字经济核心产业增加值”" in one for one in points)


@pytest.mark.browser
def test_the_sentence_of_a_cell_is_its_row(corpus, hangzhou, opened):
    own = wr.indicators.extract(corpus)
    cells = own[own["source"].eq("table")]
    tab = opened(hangzhou, f"{HERE}&year=2020")
    rows = tab.evaluate("explorer.figures.map((one) => one.row).filter(Boolean)")
    assert [" ".join(cell for _, cell in row) for _, *row in rows] == cells["sentence"].tolist()
    assert [row[at][1] for at, *row in rows] == cells["printed"].tolist()
    assert len({str(row) for row in rows}) == len(rows)  # each cell of a row is another one of it
    row(tab, "信息经济增加值").last.locator("button").click()
    sentence = tab.locator(".figure .sentence")
    told = sentence.locator(".cell").all_inner_texts()
    assert [one.split("\n")[1] for one in told][2:] == [
        "信息经济增加值",
        "亿元",
        "44.1",
        "71",
        "10",
    ]
    assert sentence.locator("mark").inner_text() == "10"
    assert "第十三个五年规划纲要" in tab.locator(".figure p.soft").first.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_report_opens_with_its_mark_in_view_whatever_lines_come_to_be(hangzhou, opened, width):
    tab = opened(hangzhou, f"{HERE}&year=2020", width)
    row(tab, "信息经济增加值").last.locator("button").click()
    tab.locator(".figure .sentence").click()
    assert tab.locator("dialog mark").inner_text() == "10" and tab.evaluate(SEEN)
    for high in ("3", "1.2"):
        grown = f"explorer.shadow.querySelector('dialog .text').style.lineHeight = {high}"
        tab.evaluate(f"() => new Promise((done) => {{ {grown}; setTimeout(done, 100); }})")
        assert tab.evaluate(SEEN)
    again = opened(hangzhou, tab.evaluate("location.hash"), width)
    assert again.evaluate(SEEN)
    again.locator("dialog .text").hover()
    again.mouse.wheel(0, 20_000)
    again.wait_for_function(f"() => !({SEEN})()")


@pytest.mark.browser
def test_a_place_and_a_year_ask_for_all_that_was_promised(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures")
    tab.select_option("#where", "上城区")
    assert tab.locator("#indicator").input_value() == "general_budget_revenue"
    tab.select_option("#year", "2017")
    assert tab.locator("#indicator").input_value() == ""
    assert row(tab, "新增城镇就业").count() > 0
    tab.go_back()
    assert tab.locator("#indicator").input_value() == "general_budget_revenue"
    tab.select_option("#indicator", "gdp")
    tab.select_option("#year", "2017")
    assert tab.locator("#indicator").input_value() == "gdp"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "34 promises for 2017, 7 for 2017 alone, 27 of plans that span it"),
        ("zh", "34项承诺（2017年），仅2017年的7项，跨年度规划的27项"),
    ],
)
def test_the_number_of_promises_is_told_in_its_parts_and_what_is_known_stands_first(
    hangzhou, opened, lang, told
):
    tab = opened(hangzhou, f"{HERE}&year=2017&lang={lang}")
    assert told in tab.locator("[role=status]").first.inner_text()
    periods = tab.locator(".wraps td:nth-child(2)").all_inner_texts()
    alone = [at for at, one in enumerate(periods) if one == "2017"]
    open_ = tab.evaluate(
        "explorer.answer.promised.map(({ verdict }) => verdict === 'not comparable')"
    )
    known = open_.index(True)
    assert known == 4 and all(open_[known:]) and alone == list(range(known, known + 7))
    holds = tab.locator("section p").first.inner_text()
    listed = tab.locator("#indicator option").count() - 1
    assert f"{listed}" in holds and "实事" in holds
    assert tab.locator("#indicator option").first.inner_text() in ("all indicators", "全部指标")
    tab.select_option("#indicator", "gdp")
    assert told[-9:] not in tab.locator("[role=status]").first.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_promise_stands_in_its_own_words_and_the_others_a_click_away(hangzhou, opened, lang):
    tab = opened(hangzhou, f"{HERE}&year=2017&lang={lang}")
    said = said_of(tab)
    assert {"固定资产投资五年累计超过550亿元", "社会消费品零售总额增长完成市下达任务"} <= set(said)
    assert "预期/" not in tab.locator(".wraps").inner_text()
    holds = tab.locator("section p").first
    indicators = tab.evaluate("Object.keys(explorer.table.observed.names).length")
    assert f"{indicators}" in holds.inner_text()
    plans = holds.locator("button")
    assert plans.first.inner_text() == "2017年上城区政府工作报告"
    assert plans.count() == 2  # and the plan of 2016-2020, once
    plans.first.click()
    part = tab.locator("dialog .part", has_text={"en": "plan", "zh": "计划"}[lang])
    assert part.is_visible() and tab.locator("dialog mark").count() == 0
    tab.keyboard.press("Escape")
    tab.select_option("#where", "拱墅区")
    tab.select_option("#year", "2023")
    assert any(one.endswith("10%以上") for one in said_of(tab))
    tab.select_option("#where", "")
    assert holds.locator("button").count() == 0


@pytest.mark.browser
def test_a_computed_result_leads_to_all_that_it_was_computed_from(hangzhou, opened):
    tab = opened(hangzhou, f"{HERE}&year=2017")
    result = row(tab, "5.86 %").locator("td:nth-child(5)")
    assert [one[:5] for one in result.locator("button").all_inner_texts()] == [
        "2016:", "2018:", "2019:"
    ]  # fmt: skip
    assert "6.1 %" in result.locator("button").first.inner_text()
    result.locator("button").first.click()
    assert tab.locator(".figure mark").inner_text().startswith("地区生产总值900.16亿元")
    result.locator("button").last.click()
    assert tab.locator(".figure a").get_attribute("href").startswith("http")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_figure_is_shown_below_its_row_and_the_table_stays(hangzhou, opened, width):
    tab = opened(hangzhou, f"{HERE}&year=2017", width)
    rows = tab.locator(".wraps tbody tr:not(.below)")
    before, asked = rows.all_inner_texts(), tab.evaluate("location.hash")
    clicked = row(tab, "5.86 %").first
    clicked.locator("td:nth-child(5) button").nth(1).click()
    below = tab.locator(".wraps tr.chosen + tr.below")
    assert "2018" in below.inner_text() and "5.86 %" in tab.locator("tr.chosen").inner_text()
    assert rows.all_inner_texts() == before and tab.evaluate("location.hash") == asked
    other = rows.nth(0).locator("button").first
    other.click()
    assert below.count() == tab.locator(".chosen").count() == 1
    assert rows.all_inner_texts() == before
    other.click()
    assert tab.locator(".below, .chosen").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "told", "go"),
    [
        ("en", "Read on that page; no text of it is here.", "To the source"),
        ("zh", "数字见于该网页，此处无其文本。", "看来源"),
    ],
)
def test_of_a_figure_known_from_a_page_only_no_sentence_is_offered(
    hangzhou, opened, lang, told, go
):
    asked = f"#view=figures&indicator=&where=拱墅区&year=2022&lang={lang}"
    tab = opened(hangzhou, asked)
    missed = row(tab, "1.5 %").locator("td:nth-child(5) button").first
    missed.click()
    card = tab.locator(".below .figure")
    assert told in card.inner_text() and card.locator("button").count() == 0
    assert card.locator("a").get_attribute("href").startswith("http")
    figure = tab.evaluate("explorer.figures.find(({ at }) => at === null).number")
    tab.evaluate(f"explorer.choose('gdp.{figure}')")
    assert tab.locator(".note button").inner_text() == go
    shown = tab.evaluate("explorer.figures.filter(({ note }) => note === '预计')[0].number")
    tab.evaluate(f"explorer.choose('gdp.{shown}')")
    assert "预计" not in tab.locator(".figure .soft").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_saved_promises_say_what_the_screen_says(hangzhou, opened, lang):
    tab = opened(hangzhou, f"{HERE}&year=2017&lang={lang}")
    saved = list(csv.DictReader(io.StringIO(taken(tab, "csv_promises"))))
    for at, name in ((6, "verdict"), (7, "why")):
        shown = tab.locator(f".wraps td:nth-child({at})").all_inner_texts()
        assert [one[name] for one in saved] == shown
    unknown = {"en": "not known", "zh": "未知"}[lang]
    assert {one["reason"] for one in saved if one["verdict"] == unknown} == {"no_result"}
    assert "made" not in saved[0] and "why_zh" not in saved[0]


@pytest.mark.browser
def test_who_reads_chinese_is_told_reasons_sources_and_notes_too(hangzhou, opened):
    tab = opened(hangzhou, f"{HERE}&year=2017&lang=zh")
    assert "期末前已超过：结果9.15，承诺5（2019年166" in tab.locator(".wraps").inner_text()
    tab.locator("section p button").first.click()
    source = tab.locator("dialog .head .soft").inner_text()
    assert source.endswith("2017年2月7日, 上城区第十五届人民代表大会第一次会议；文件自标题之后起")
    figure = "explorer.figures.find(({ note }) => note === 'base year before 2012').number"
    tab = opened(hangzhou, "#view=figures&indicator=gdp&lang=zh")
    tab.evaluate(f"explorer.choose('gdp.' + {figure})")
    assert tab.locator(".figure > .soft").inner_text() == "2012年以前的基年"
    tab = opened(hangzhou, "#q=数字经济&lang=zh")
    noted = tab.evaluate("explorer.background.reports.filter(({ note }) => note).length")
    assert noted > 5
    note = tab.evaluate(
        "explorer.background.reports.find(({ note, level }) => note && level === 'nation').year"
    )
    tab.locator(f'.point[data-key*="nation"][data-key$="~{note}"]').first.press("Enter")
    assert "该网页未曾打开；多位作者" in tab.locator("section").inner_text()
    notes = tab.evaluate("explorer.background.reports.filter(({ note }) => note)")
    assert all(one["note"] in tab.evaluate("explorer.table.notes") for one in notes)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        (
            "en",
            ["category", "number", "item", "unit", "2015", "target 2020", "average growth in %"],
        ),
        ("zh", ["类别", "序号", "指标", "单位", "2015年", "2020年目标", "年均增长（%）"]),
    ],
)
def test_the_cells_of_a_plan_s_row_have_their_heads(hangzhou, opened, lang, heads):
    tab = opened(hangzhou, f"#view=figures&indicator=gdp&lang={lang}")
    of_table = "explorer.figures.filter(({ row, indicator }) => row && indicator === 'gdp')"
    planned = tab.evaluate(
        f"{of_table}.find(({{ status, period_end }}) => status === 'target' && period_end === 2020).number"
    )
    tab.evaluate(f"explorer.choose('gdp.{planned}')")
    row = tab.locator(".figure .sentence")
    assert row.locator("small").all_inner_texts() == heads
    cells = row.locator(".cell").all_inner_texts()
    assert cells[2:4] == [f"{heads[2]}\n地区生产总值", f"{heads[3]}\n亿元"]
    assert row.locator("mark").inner_text() in ("1236", "7.5左右")
    told = {one["sentence"] for one in csv.DictReader(io.StringIO(taken(tab, "csv")))}
    assert "经济发展 1 地区生产总值 亿元 861 1236 7.5左右" in told
    row.click()
    assert tab.locator("dialog p.here mark").inner_text() in ("1236", "7.5左右")


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["view=figures&indicator=gdp", "view=compare"])
def test_to_choose_leaves_the_page_where_it_is(hangzhou, opened, asked):
    tab = opened(hangzhou, f"#{asked}")
    tab.evaluate("explorer.out.querySelector('.panel').scrollIntoView()")
    scrolled = tab.evaluate("scrollY")
    where = ".point" if "figures" in asked else "td .link"
    tab.locator(where).nth(3).dispatch_event("click")
    assert "at=" in tab.url and tab.evaluate("scrollY") == scrolled > 0
    note = tab.locator(".note")
    assert tab.evaluate("explorer.note.getBoundingClientRect().bottom <= innerHeight")
    note.locator("button").click()
    assert tab.evaluate("explorer.listed.getBoundingClientRect().top < innerHeight - 50")


@pytest.mark.browser
def test_no_bound_beside_nothing_reads_as_nothing(hangzhou, opened):
    tab = opened(hangzhou, "#view=compare&afrom=2016&ato=2016&bfrom=2017&bto=2017")
    ends = tab.locator(".panel td:nth-child(5)").all_inner_texts()
    assert len(ends) == 50
    near = tab.evaluate("""() => explorer.answer.rows.slice(0, 100).concat(explorer.answer.rows.slice(-100))
        .flatMap((one) => Object.values(one.bounds())).filter((one) => 0 < Math.abs(one) && Math.abs(one) < 0.05)
        .length""")
    assert near > 0
    told = [bound for one in ends for bound in one.strip("*").split(" – ")]
    assert not [one for one in told if not one.strip("−0.")]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "6 hits; too few paragraphs hold most of them to judge; a part is cut: not all of it is here; a part is lost"),
        ("zh", "6次; 多数集中于极少几段，难以判断; 有部分残缺（仅存一部分）; 有部分缺失（全无）"),
    ],
)  # fmt: skip
def test_what_is_cut_or_lost_is_told_in_words(hangzhou, opened, lang, told):
    tab = opened(hangzhou, f"#q=数字经济&lang={lang}")
    point = tab.locator('.point[data-key$="~2023"][data-key*="corpus"]')
    assert told in point.get_attribute("aria-label")
    point.press("Enter")
    assert told in tab.locator(".note").inner_text()
    legend = tab.locator(".legend li").all_inner_texts()
    tab.locator('.point[data-key$="~2014"][data-key*="corpus"]').press("Enter")
    assert tab.locator(".note").inner_text() and tab.locator(".note button").count() == 0
    heads = {"en": ["mark on the base line", "open mark above"], "zh": ["落在底线上", "空心"]}[lang]
    for head in heads:
        assert sum(one.startswith(head) for one in legend) == 1
