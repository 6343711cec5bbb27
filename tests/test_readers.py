"""Each reader's text to the letter, and how it says that it was got."""

import io

import pytest

from workreports.ingest import readers
from workreports.ingest.readers import Read
from workreports.io.errors import CorpusError

docx = pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("trafilatura")

LINES = [f"第{n}项工作稳步推进,全县建成项目{n}个,完成投资{n}亿元。" for n in range(2, 12)]


def test_the_cells_of_a_page_are_read():
    rows = "".join(f"<tr><td>指标{n}</td><td>{n}亿元</td></tr>" for n in range(3))
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    page = (
        f"<html><body><nav>首页</nav><article>{lines}<table>{rows}</table></article></body></html>"
    )
    found = readers.parse("a.html", page.encode("utf-8"))
    assert found.how == "text of a web page, by trafilatura" and not found.as_received
    assert found.text.splitlines()[: len(LINES)] == LINES
    assert "首页" not in found.text
    assert all(f"指标{n}" in found.text and f"{n}亿元" in found.text for n in range(3))


def test_the_cells_of_a_docx_are_read_where_they_stand():
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph("甲县")
    table = document.add_table(2, 2)
    for n, text in enumerate(["指标", "数", "投资", "9"]):
        table.cell(n // 2, n % 2).text = text
    document.add_paragraph("完")
    document.save(data)
    text = "甲县\n指标\t数\n投资\t9\n完"
    found = readers.parse("a.docx", data.getvalue())
    assert found == Read(text, "text of a docx, by python-docx", False)


def page():
    writer, data = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(data)
    return data.getvalue()


def test_what_no_utf8_can_hold_is_left_out_of_a_pdf(monkeypatch):
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda self: "甲\x00县\ud800")
    found = readers.parse("a.pdf", page())
    assert found == Read("甲县?", "text of a PDF of 1 pages, by pypdf", False)


def test_what_a_package_says_is_told_in_eighty_characters(monkeypatch):
    def broken(self):
        raise ValueError("x" * 99)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", broken)
    with pytest.raises(CorpusError) as refused:
        readers.parse("a.pdf", page())
    (problem,) = refused.value.problems
    assert problem.problem == f"the PDF cannot be read (ValueError: {'x' * 80})"


@pytest.mark.parametrize(
    "codec, how",
    [
        ("gb18030", "text in gb18030, rewritten as UTF-8"),
        ("utf-16", "text in utf-16, rewritten as UTF-8"),
    ],
)
def test_other_codecs_are_named(codec, how):
    text = "\n".join(LINES)
    assert readers.parse("a.txt", text.encode(codec)) == Read(text, how, False)
    assert readers.parse("a.txt", text.encode()) == Read(text, "UTF-8 text", True)
