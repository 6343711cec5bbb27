"""A Word document is read as its reader sees it; what is not taken is counted."""

import io
import zipfile

import pytest

from workreports.ingest import readers
from workreports.io.errors import CorpusError

pytest.importorskip("lxml")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body, name="a.docx", w=W, office=OFFICE, **parts):
    """A package with a document and other parts, each a ``root`` with what is in it."""

    def relations(*pairs):
        rows = [
            f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(pairs)
        ]
        return f"<Relationships>{''.join(rows)}</Relationships>"

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("_rels/.rels", relations(("officeDocument", "word/document.xml")))
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{w}" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>',
        )
        package.writestr(
            "word/_rels/document.xml.rels", relations(*((part, f"{part}.xml") for part in parts))
        )
        for part, inner in parts.items():
            package.writestr(f"word/{part}.xml", f'<w:{part} xmlns:w="{w}">{inner}</w:{part}>')
    return readers.parse(name, out.getvalue())


def p(inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(*paragraphs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, map(r, paragraphs)))}</w:tc>"


def tr(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


BOX = "<w:txbxContent>" + p(r("专栏")) + "</w:txbxContent>"
RAISED = '<w:vertAlign w:val="superscript"/>'
PARAGRAPHS = {
    "insertions": (r("甲") + f'<w:ins w:id="1">{r("县")}</w:ins>', "甲县"),
    "deletions": (
        r("甲县") + '<w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del>',
        "甲县",
    ),
    "what was moved away": (r("甲县") + f"<w:moveFrom>{r('乙')}</w:moveFrom>", "甲县"),
    "what was moved here": (r("甲") + f"<w:moveTo>{r('县')}</w:moveTo>", "甲县"),
    "content controls": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲县')}</w:sdtContent></w:sdt>",
        "甲县",
    ),
    "smart tags": (f"<w:smartTag>{r('甲')}</w:smartTag>{r('县')}", "甲县"),
    "links": (f"<w:hyperlink>{r('甲')}</w:hyperlink>{r('县')}", "甲县"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{r('jiǎ')}</w:rt><w:rubyBase>{r('甲')}</w:rubyBase></w:ruby></w:r>",
        "甲",
    ),
    "hidden text": (r("甲县") + r("乙", "<w:vanish/>"), "甲县"),
    "text that is not hidden": (r("甲县", '<w:vanish w:val="0"/>'), "甲县"),
    "a hyphen that does not break": (
        "<w:r><w:t>甲8</w:t><w:noBreakHyphen/><w:t>10</w:t></w:r>",
        "甲8-10",
    ),
    "soft breaks": ("<w:r><w:t>甲</w:t><w:br/><w:t>县</w:t></w:r>", "甲\n县"),
    "a break of the page": ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>县</w:t></w:r>', "甲县"),
    "text boxes": (r("甲县") + f"<w:r><w:pict>{BOX}</w:pict></w:r>" + r("乙"), "甲县乙\n专栏"),
    "a box for two programs": (
        r("甲县")
        + f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
        + f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
        "甲县\n专栏",
    ),
    "a box for old programs alone": (
        r("甲县")
        + "<w:r><mc:AlternateContent><mc:Choice><w:x/></mc:Choice>"
        + f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
        "甲县\n专栏",
    ),
    "raised references": (
        r("五水共治") + r("[1]", RAISED) + r("见效12m") + r("2", RAISED),
        "五水共治见效12m2",
    ),
    "codes of fields": (
        "<w:r><w:instrText>PAGE 甲</w:instrText></w:r>" + r("甲县"),
        "甲县",
    ),
}


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_a_paragraph_is_read_as_it_is_seen(case):
    inner, text = PARAGRAPHS[case]
    found = word(p(inner) + p(r("完")))
    assert found.text == f"{text}\n完"
    assert found.how == "text of a docx" and not found.as_received


def test_a_paragraph_whose_end_was_deleted_goes_on():
    gone = "<w:rPr><w:del/></w:rPr>"
    assert word(p(r("甲"), gone) + p(r("县"))).text == "甲县"


def test_text_that_its_style_hides_is_none():
    styles = (
        '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = p(r("甲县")) + p(r("乙"), '<w:pStyle w:val="b"/>') + p(r("丙", '<w:rStyle w:val="b"/>'))
    assert word(body, styles=styles).text.strip() == "甲县"


def level(at, style, text, more=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbered(text, at=0, name="7"):
    return p(r(text), f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>')


CHINESE = (
    '<w:abstractNum w:abstractNumId="3">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "(%2)")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
)


def test_the_numbers_that_word_puts_before_paragraphs_are_text():
    order = [("甲", 0), ("乙", 1), ("丙", 1), ("2015年", 2), ("丁", 2), ("戊", 0), ("己", 1)]
    body = "".join(numbered(*one) for one in order)
    assert word(body, numbering=CHINESE).text.splitlines() == [
        "一、甲", "(一)乙", "(二)丙", "1. 2015年", "2.丁", "二、戊", "(一)己",
    ]  # fmt: skip


def test_the_eleventh_and_the_twenty_first_of_a_list():
    lines = word("".join(numbered("甲") for _ in range(21)), numbering=CHINESE).text.splitlines()
    assert [lines[n] for n in (9, 10, 19, 20)] == ["十、甲", "十一、甲", "二十、甲", "二十一、甲"]


def test_a_style_can_number_a_list_can_begin_anew_and_a_bullet_is_no_number():
    styles = (
        '<w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    numbering = CHINESE + (
        '<w:num w:numId="8"><w:abstractNumId w:val="3"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:abstractNum w:abstractNumId="4">'
        + level(0, "bullet", "●")
        + '</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'
    )
    styled = p(r("甲"), '<w:pStyle w:val="h"/>')
    body = styled + styled + numbered("乙", name="8") + numbered("丙", name="9")
    found = word(body, styles=styles, numbering=numbering)
    assert found.text.splitlines() == ["一、甲", "二、甲", "一、乙", "丙"]


@pytest.mark.parametrize(
    "style, third",
    [
        ("decimal", "3"), ("upperRoman", "III"), ("lowerLetter", "c"), ("decimalFullWidth", "３"),
        ("decimalEnclosedCircle", "③"), ("ideographTraditional", "丙"), ("ideographZodiac", "寅"),
        ("chineseLegalSimplified", "叁"), ("unheardOf", "3"),
    ],
)  # fmt: skip
def test_the_ways_in_which_a_list_writes_numbers(style, third):
    numbering = (
        f'<w:abstractNum w:abstractNumId="3">{level(0, style, "%1、")}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    )
    assert word(numbered("甲") * 3, numbering=numbering).text.splitlines()[2] == f"{third}、甲"


def test_cells_are_read_once_where_they_stand():
    merged = tc("指标", properties='<w:gridSpan w:val="2"/>')
    odd = tc("乙", properties='<w:gridSpan w:val="x"/>')
    below = tc(properties="<w:vMerge/>")
    table = f"<w:tbl>{tr(merged)}{tr(tc('甲'), odd)}{tr(below, tc('丙'))}{tr(tc('丁'))}</w:tbl>"
    assert word(p(r("县")) + table + p(r("完"))).text == "县\n指标\n甲\t乙\n\t丙\n丁\n完"


def test_a_row_in_a_content_control_and_a_table_in_a_cell_are_read_once():
    inner = f"<w:tbl>{tr(tc('子'), tc('丑'))}</w:tbl>"
    row = f"<w:sdt><w:sdtContent>{tr(tc('甲'), tc('乙'))}</w:sdtContent></w:sdt>"
    table = f"<w:tbl>{row}<w:tr><w:tc>{p(r('丙'))}{inner}</w:tc>{tc('丁')}</w:tr></w:tbl>"
    assert word(table).text == "甲\t乙\n丙\n子\t丑\n丁"


def test_a_frame_of_one_cell_leaves_its_paragraphs():
    assert word(f"<w:tbl>{tr(tc('甲县', '乙县'))}</w:tbl>").text == "甲县\n乙县"


def test_a_deleted_row_is_none():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('乙')}{tc('丙')}</w:tr>"
    assert word(f"<w:tbl>{tr(tc('甲'), tc('县'))}{gone}</w:tbl>").text == "甲\t县"


def test_footnotes_stand_at_the_end_and_what_is_not_taken_is_counted():
    notes = (
        f'<w:footnote w:type="separator">{p(r("线"))}</w:footnote>'
        f"<w:footnote>{p(r('五水共治:治污水'))}</w:footnote>"
    )
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p(r('目录'))}</w:sdtContent></w:sdt>"
    )
    sheet = "<w:r><w:object><w:imagedata/></w:object></w:r>"
    picture = "<w:r><w:drawing><w:pic/></w:drawing></w:r>"
    body = contents + p(r("甲县") + picture + picture + sheet) + "<w:altChunk/>"
    found = word(body, footnotes=notes, header1=p(r("甲县报告")), footer1=p(r("- 1 -")))
    assert found.text == "甲县\n五水共治:治污水"
    assert found.how == (
        "text of a docx; not taken: 1 table of contents, 2 pictures, 1 embedded object, "
        "1 embedded document, 1 page header"
    )


@pytest.mark.parametrize("kind", ["docx", "docm", "dotx", "dotm"])
def test_strict_documents_templates_and_those_with_macros_are_read(kind):
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    found = word(numbered("甲县"), f"a.{kind}", STRICT, office, numbering=CHINESE)
    assert found.text == "一、甲县"


@pytest.mark.parametrize(
    "data, told",
    [
        (rb"{\rtf1\ansi}", "it is an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word 97-2003, or locked"),
        (b"PK\x03\x04 cut", "BadZipFile"),
    ],
)
def test_what_only_bears_the_name_is_refused(data, told):
    with pytest.raises(CorpusError, match=f"the docx cannot be read.*{told}"):
        readers.parse("a.docx", data)


def test_an_entity_is_never_resolved():
    body = f'<!DOCTYPE d [<!ENTITY a "甲">]><w:document xmlns:w="{W}"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", body)
    with pytest.raises(CorpusError, match="declares entities"):
        readers.parse("a.docx", out.getvalue())
