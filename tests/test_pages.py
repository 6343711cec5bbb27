"""Of a web page the report is read: as it is seen, wherever it stands, whatever its encoding."""

import pytest

from workreports.ingest import readers
from workreports.io.errors import CorpusError

pytest.importorskip("trafilatura")

HOW = "text of a web page, by trafilatura"
LINES = [
    "2016年云岭县政府工作报告",
    "一、2015年工作回顾",
    *(
        f"第{n}项工作稳步推进,全县建成项目{n}个,完成投资{n}.5亿元,发展环境不断优化。"
        for n in range(2, 12)
    ),
]
BODY = "".join(f"<p>{line}</p>" for line in LINES)
MENU = "<div class='nav'><ul><li><a href='/0'>首页</a></li><li><a href='/1'>政务公开</a></li></ul></div>"


def parse(body, head="<meta charset='utf-8'>", name="a.html", codec="utf-8"):
    page = f"<!DOCTYPE html><html><head>{head}<title>报告</title></head><body>{body}</body></html>"
    return readers.parse(name, page.encode(codec))


@pytest.mark.parametrize(
    "head, codec",
    [
        ("", "utf-8"), ("", "gb18030"), ("<meta charset=gb2312>", "utf-8"),
        ("<meta charset='utf-8'>", "gb18030"), ("<meta charset='utf-16'>", "utf-16"),
        ("<meta charset=none>", "utf-8"), ("<meta charset='gb2312'>", "gb18030"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_own_encoding_whatever_it_says(head, codec):
    found = parse(f"<article>{BODY}<p>镕、喆、瑄都在。</p></article>", head, codec=codec)
    assert found.text.splitlines() == [*LINES, "镕、喆、瑄都在。"]
    assert found.how == HOW and not found.as_received


def test_a_page_in_big5_says_in_entities_what_big5_lacks():
    page = f"<html><head><meta charset='big5'></head><body><article>{BODY}</article></body></html>"
    found = readers.parse("a.html", page.encode("big5", "xmlcharrefreplace"))
    assert found.text.splitlines() == LINES


BROKEN = "<br/><br/>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in LINES)
SPANS = "".join(
    "<p>"
    + "".join(f"<span>{line[at : at + 3]}</span>\n  " for at in range(0, len(line), 3))
    + "</p>"
    for line in LINES
)
BODIES = {
    "a layout table": f"<table><tr><td>{MENU}</td><td>{BODY}</td></tr></table>",
    "lines in a cell": f"{MENU}<table><tr><td>{BROKEN}</td></tr></table>",
    "lines in an article": f"{MENU}<article>{BROKEN}</article>",
    "text as it was typed": f"{MENU}<pre>{chr(10).join(LINES)}</pre>",
    "words in spans": f"<article>{SPANS}</article>",
    "hidden words": f"<article>{BODY}<p style='display: none'>财政总收入999亿元,这是诱饵。</p></article>",
    "notes": f"<article>{BODY.replace('亿元', '亿元<sup>[1]</sup>').replace('优化', '优化<sup>2</sup>')}</article>",
    "scripts": f"<article>{BODY}<script>var a = '财政总收入999亿元';</script></article>",
    "entities": f"<article>{''.join(f'<p>{line}</p>' for line in LINES).replace('年', '&#24180;')}</article>",
    "an editor's fonts": f"{MENU}<div class='TRS_Editor'>{BODY.replace('<p>', '<p><font>　　').replace('</p>', '</font></p>')}</div>",
    "comments": f"<article>{BODY.replace('优化', '优<!-- x -->化')}</article>",
    "deleted words": f"<article>{BODY.replace('优化', '<del>恶</del>优化')}</article>",
    "letters of no size": f"<article>{BODY}<p style='font-size:0'>财政总收入999亿元,这是诱饵。</p></article>",
    "links to notes": f"<article>{BODY.replace('优化', '优化<a href=#n><sup>①</sup></a>')}</article>",
    "lines in the body": "<br>".join(LINES),
    "lines in a paragraph": f"<div><p><span>{'<br>'.join(LINES)}</span></p></div>",
    "a row for each line": f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in LINES)}</table>",
    "a table in a table": f"<table><tr><td><table><tr><td>{BODY}</td></tr></table></td></tr></table>",
    "a list": f"<ul>{''.join(f'<li>{line}</li>' for line in LINES)}</ul>",
}


@pytest.mark.parametrize("case", BODIES)
def test_the_report_is_read_as_it_is_seen(case):
    found = parse(BODIES[case])
    assert [line.strip() for line in found.text.splitlines() if line.strip(" \xa0")][
        -len(LINES) :
    ] == LINES
    assert found.how == HOW


def test_the_title_is_taken_from_above_the_text():
    head = f"<title>{LINES[0]}-云岭县人民政府</title>"
    body = BODY.removeprefix(f"<p>{LINES[0]}</p>")
    content = f"<div class='main'><div class='title'>{LINES[0]}</div><div class='content'>{body}</div></div>"
    page = f"<html><head>{head}</head><body>{MENU}{content}</body></html>"
    assert readers.parse("a.html", page.encode()).text.splitlines() == LINES


def test_a_square_metre_is_no_note():
    body = BODY.replace("完成投资", "建成12m<sup>2</sup>,完成投资")
    assert "建成12m2,完成投资2.5亿元" in parse(f"<article>{body}</article>").text


def test_the_cells_of_a_page_are_apart_and_menus_are_no_text():
    rows = "".join(f"<tr><td>指标{n}</td><td>{n}亿元</td></tr>" for n in range(3))
    found = parse(f"<nav>首页</nav><article>{BODY}<table>{rows}</table></article>")
    assert found.text.splitlines() == [*LINES, *(f"指标{n}\t{n}亿元" for n in range(3))]


def test_a_page_whose_text_stands_elsewhere_says_where():
    with pytest.raises(CorpusError, match=r"stands in a page of its own: content\.html"):
        parse(f"{MENU}<iframe src='content.html'></iframe><p>主办单位</p>")
    with pytest.raises(CorpusError, match="stands in a script"):
        parse(
            f"{MENU}<div id='app'></div><script>data = {{'content': '{BODY}'}}</script><p>主办</p>"
        )
    found = parse(f"<article>{BODY}</article><iframe src='x.html'></iframe>")
    assert found.how == f"{HOW}; not taken: 1 nested page"


def test_a_web_archive_is_read():
    page = f"<html><body><article>{BODY}</article></body></html>"
    archive = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        '--b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
        f"{page}\n--b\nContent-Type: image/png\n\n\n--b--\n"
    )
    assert readers.parse("a.mhtml", archive.encode()).text.splitlines() == LINES
    with pytest.raises(CorpusError, match="no page in this web archive"):
        readers.parse("a.mht", b"From: <Saved by Blink>")
