"""Reports as pages to read: nothing is lost or added, all that is marked leads somewhere, and texts run nothing."""

import html
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import workreports as wr
from workreports.corpus import tracing
from workreports.views import reports
from workreports.views.reports import layers, tables, words
from workreports.views.reports.page import _fact

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = "</p></script><img src=x onerror=alert(1)>'\"&amp;$x^2$"
TEXT = """甲县人民政府工作报告
一、2005年工作回顾
全县实现地区生产总值18.6亿元,增长9.8%。推进新农村 建设!民生改善。
(一)抓好教育
{hostile}办好学校;修好公路。
二、2006年主要任务
地区生产总值增长10%以上。
"""


@pytest.fixture(scope="module")
def own():
    """A report of an invented county, with a blank in it and what would be markup."""
    row = {"place": "甲县", "year": 2006, "text": TEXT.format(hostile=HOSTILE)}
    return wr.from_table(pd.DataFrame([row]), text="text", place="place", year="year")


@pytest.fixture(scope="module")
def pages(corpus):
    return {doc_id: reports.html(corpus, doc_id) for doc_id in corpus.documents.index}


def text_of(markup):
    """What a page says, without what was taken out and without numbers of edits."""
    bare = re.sub(r"<del>.*?</del>|<sup>.*?</sup>|<span>▯</span>", "", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", bare))


def paragraphs(page):
    """The paragraphs of a page by their anchor."""
    blocks = re.findall(r"<(p|h\d) id='(\d+)'[^>]*>(.*?)</\1>", page, re.DOTALL)
    return {number: text_of(inside) for _, number, inside in blocks}


def test_a_page_says_what_the_corpus_says(corpus, pages):
    rows = corpus.paragraphs
    for doc_id, page in pages.items():
        own = rows[rows["doc_id"].eq(doc_id)]
        numbers = own["par_id"].str.rpartition(":")[2]
        assert paragraphs(page) == dict(zip(numbers, own["text"], strict=True))


def test_text_and_edits_together_are_the_raw_file(corpus):
    raw = tracing.raw_of(corpus)
    for doc_id in corpus.documents.index:
        rows = corpus.paragraphs[corpus.paragraphs["doc_id"].eq(doc_id)]
        laid = layers.placed(rows, layers.numbered(corpus.edits[corpus.edits["doc_id"].eq(doc_id)]))
        found = []
        for text, (before, inside) in zip([*rows["text"], ""], laid, strict=True):
            found += [edit.before for edit in before]
            at = 0
            for place, edits in sorted(inside.items()):
                found.append(text[at:place])
                at = place
                for edit in edits:
                    assert text.startswith(edit.after, at)
                    found.append(edit.before)
                    at += len(edit.after)
            found.append(text[at:])
        assert "".join(found) == raw[doc_id]


def test_every_link_inside_a_page_arrives_and_no_anchor_stands_twice(corpus, pages):
    for doc_id, page in pages.items():
        anchors = Counter(re.findall(r"id='([^']*)'", page))
        assert set(anchors.values()) == {1}
        inside = page + reports.contents(corpus, doc_id)
        links = set(re.findall(r"href='#([^']*)'", inside))
        assert links and links <= set(anchors)
    assert "href='xiacheng-2014-work-report.html'" in pages["xiacheng-2014-work-report-copy"]


def test_every_sentence_is_an_anchor(corpus, pages):
    text = corpus.paragraphs.set_index("par_id").at["gongshu-2023-work-report:0013", "text"]
    spans = layers.sentences(text)
    assert len(spans) > 3 and "".join(text[slice(*span)] for span in spans) == text
    for number, (start, end) in enumerate(spans, 1):
        shown = re.search(
            rf"<span id='0013.{number}'>(.*?)</span>(?=<span id='0013|</p>)",
            pages["gongshu-2023-work-report"],
        )
        assert text_of(shown[1]) == text[start:end]


def test_a_sentence_ends_where_it_does():
    assert layers.sentences("好。“好!”)再说?") == [(0, 2), (2, 7), (7, 10)]
    assert layers.sentences("一\n二") == [(0, 2), (2, 3)]
    assert layers.sentences("") == []


def test_every_figure_is_marked_and_leads_to_its_observation_and_back(corpus, pages):
    texts = corpus.paragraphs.set_index("par_id")["text"]
    observed = wr.indicators.extract(corpus)
    assert len(observed) > 200
    for doc_id, page in pages.items():
        rows = tables.figures(corpus, doc_id)
        assert len(rows) == observed["doc_id"].eq(doc_id).sum()
        for number, row in zip(rows.index, rows.itertuples(), strict=True):
            place = re.search(rf"<a href='#([\d.]+)' id='figure-{number}'>", page)[1]
            paragraph, _, sentence = place.partition(".")
            assert row.par_id.endswith(f":{paragraph}")
            start, end = layers.sentences(texts[row.par_id])[int(sentence) - 1]
            assert start <= row.start < end
            marked = "".join(re.findall(rf"<a href='#figure-{number}'>(.*?)</a>", page, re.DOTALL))
            read = texts[row.par_id][row.start : row.end]
            if pd.notna(row.growth_printed):  # the mark reaches to the rate behind
                assert text_of(marked).endswith(row.growth_printed)
                assert text_of(marked) in texts[row.par_id][row.start :]
            else:
                assert text_of(marked) in read


FIGURES = """甲县人民政府工作报告
一、2005年工作回顾
“三公”经费下降12.5%。出口总额3亿元,下降4%。实现地区生产总值18.6亿元,增长9.8%。
二、2006年主要任务
登记失业率控制在4.3%以内。固定资产投资超过20亿元。地区生产总值增长10%左右。一般公共预算收入同口径增长6%。财政总收入增长完成市下达任务。
"""


def cells(page, number):
    """What a row of the table of figures says, head by head."""
    row = re.search(rf"<tr>(?:(?!</tr>).)*id='figure-{number}'.*?</tr>", page, re.DOTALL)[0]
    found = re.findall(r"<td data-head='([A-Za-z ]+)[^']*'>(.*?)</td>", row, re.DOTALL)
    return {head.strip(): text_of(cell) for head, cell in found}


def test_a_figure_is_shown_with_its_sign_and_bound_and_a_promise_in_words_with_its_words():
    row = {"place": "甲县", "year": 2006, "text": FIGURES}
    given = wr.from_table(pd.DataFrame([row]), text="text", place="place", year="year")
    [doc_id] = given.documents.index
    shown = reports.html(given, doc_id)
    found = [cells(shown, number) for number in tables.figures(given, doc_id).index]
    assert [(one["As printed"], one["Growth as printed"]) for one in found] == [
        ("−12.5%", ""),
        ("3亿元", "−4%"),
        ("18.6亿元", "9.8%"),
        ("≤4.3%", ""),
        ("≥20亿元", ""),
        ("≈10%", ""),
        ("6%", ""),
        ("完成市下达任务", ""),
    ]
    assert found[6]["Kind"] == "growth 增长, on comparable terms 同口径, promised 目标"
    assert found[0]["Kind"] == "growth 增长, told 实际" and "nan" not in shown
    assert "出口总额3亿元,下降4%</a>" in re.sub("</?abbr[^>]*>", "", shown)


def test_a_bound_of_a_fall_is_turned_and_what_is_printed_with_its_sign_has_no_second_one():
    signed = [("5%", -5.0, "at_least"), ("5%", -5.0, "at_most"), ("-5%", -5.0, "exact")]
    signed += [("50以上", 50.0, "at_least"), ("7%-8%", float("nan"), "range")]
    assert [tables._signed(*one) for one in signed] == ["≤−5%", "≥−5%", "-5%", "50以上", "7%-8%"]


def test_a_term_is_underlined_where_it_first_stands(pages):
    page = pages["gongshu-2023-work-report"]
    first = re.findall(r"<abbr [^>]*class='first'>([^<]*)<", page)
    assert len(first) > 50 and len(first) == len(set(first))
    assert set(re.findall(r"<abbr [^>]*>([^<]*)<", page)) == set(first)


def test_the_facts_say_dates_and_lead_to_an_official_address(pages):
    assert "<dd>2016; 2016-2020</dd>" in pages["xiacheng-2016-work-report"]
    assert "<dd>2016-01-17</dd>" in pages["xiacheng-2016-work-report"]
    address = "https://www.jia.gov.cn/report?id=1&part=2"
    assert _fact("source", address).startswith("<a href='https://www.jia.gov.cn/report?id=1&")
    for plain in ("javascript:alert(1)", "a page of https://x.cn", "https://甲县.cn onclick"):
        assert _fact("source", plain) == plain


def test_of_two_figures_that_overlap_the_first_keeps_what_both_have():
    over = layers.pieces("增长9%和8%", {}, [(0, 4, 1), (2, 7, 2), (2, 3, 3)], [])
    assert [piece.figure for piece in over] == [1, 1, 1, 1, 2, 2, 2]


def test_edits_are_seen_numbered_and_explained(corpus, pages):
    for doc_id, page in pages.items():
        edits = corpus.edits[corpus.edits["doc_id"].eq(doc_id)]
        shown = edits[edits["kind"].ne("separator")].sort_values(["raw_start", "raw_end"])
        for number, edit in enumerate(shown.itertuples(), 1):
            assert f"<a href='#edit-{number}' id='edit-{number}-at'>" in page
            row = re.search(rf"<tr><td [^>]*><a [^>]*id='edit-{number}'.*?</tr>", page, re.DOTALL)[
                0
            ]
            assert html.escape(edit.why) in row and f"{edit.raw_start}:{edit.raw_end}" in row
            assert f"<span lang='zh-CN'>{words.chinese_of(edit.kind)}</span>" in row
        assert f"edit-{len(shown) + 1}'" not in page
    assert "<del>and</del>" not in pages["gongshu-2023-work-report"]
    assert "<del>␣and␣</del><ins>和</ins>" in pages["gongshu-2023-work-report"]
    assert pages["xiacheng-2014-work-report"].count("▯") == 4
    assert "Nothing but line ends" in pages["xiacheng-article-broadway"]


def test_every_kind_of_edit_of_the_datasheet_has_a_name_in_chinese():
    datasheet = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| (?:rule|hand) \|", datasheet, re.MULTILINE)
    kinds = [kind for row in rows for kind in re.findall("`([a-z_]+)`", row)]
    assert len(kinds) == 16
    assert [kind for kind in kinds if not words.chinese_of(kind)] == ["separator"]  # never shown


def test_what_is_lost_is_named_where_it_would_stand(pages):
    lost, plan = "Review (what was done)", "part-plan"
    page = pages["gongshu-2023-work-report"]
    gap = page.index(f"<p class='gap'>† {lost}")
    assert page.index("part-preface") < gap < page.index(plan)
    assert "is cut here: what stood before is lost" in page
    page = pages["xiacheng-2014-work-report"]
    assert (
        page.index("part-problems") < page.index("<p class='gap'>† Plan") < page.index("id='edits'")
    )
    assert "class='gap'" not in pages["xiacheng-2016-work-report"]


def test_parts_are_coloured_by_name_and_headings_keep_their_depth(corpus, pages):
    rows = corpus.paragraphs.groupby("doc_id")
    for doc_id, own in rows:
        page = pages[doc_id]
        parts = set(re.findall(r"class='part part-(\w+)'", page))
        assert parts == set(own["part"])
        levels = [int(level) - 1 for level in re.findall(r"<h(\d) id='\d+'", page)]
        assert levels == own.loc[own["depth"].gt(0), "depth"].clip(upper=5).tolist()
        assert reports.contents(corpus, doc_id).count("<li") == (
            own["depth"].gt(0).sum() + len(re.findall(r"id='part-\d+'", page)) + 2
        )


def test_a_term_has_its_sense(pages):
    page = pages["gongshu-2023-work-report"]
    assert re.search(r"<abbr title='lóuyǔ jīngjì, [^']*' class='first'>楼宇经济</abbr>", page)
    words = pd.DataFrame({"start": [0, 2], "end": [2, 4]})
    assert layers.terms("市政府门", words, {"市政": "", "政府": ""}) == [(0, 2)]
    assert layers.terms("ＧＤＰ", pd.DataFrame({"start": [0], "end": [3]}), {"GDP": ""}) == [(0, 3)]


def test_a_report_of_ones_own_runs_nothing(own):
    [doc_id] = own.documents.index
    page = reports.html(own, doc_id)
    assert "<img" not in page and "<script" not in page and HOSTILE in text_of(page)
    assert any(HOSTILE in text for text in paragraphs(page).values())
    assert "<del>␣</del>" in page and "地区生产总值18.6亿元,增长9.8%</a>" in re.sub(
        "</?abbr[^>]*>", "", page
    )
    assert "Jia" not in reports.title(own, doc_id)


def test_a_document_that_is_not_there_is_refused(corpus):
    with pytest.raises(ValueError, match="did you mean gongshu-2023-work-report"):
        reports.html(corpus, "gongshu-2023")
