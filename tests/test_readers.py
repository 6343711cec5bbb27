"""What every reader says of the text it got, and texts in any encoding."""

import codecs

import pytest

from workreports.ingest import readers
from workreports.ingest.readers import Read
from workreports.io.errors import CorpusError

pytest.importorskip("trafilatura")

LINES = [f"第{n}项工作稳步推进,全县建成项目{n}个,完成投资{n}亿元。" for n in range(2, 12)]
TEXT = "\n".join(LINES)


def test_what_a_package_says_is_told_in_eighty_characters(monkeypatch):
    def broken(name, data):
        raise ValueError("x" * 99)

    monkeypatch.setitem(readers.READERS, ".pdf", broken)
    with pytest.raises(CorpusError) as refused:
        readers.parse("a.pdf", b"%PDF-1.7")
    (problem,) = refused.value.problems
    assert problem.file == "a.pdf"
    assert problem.problem == f"the file cannot be read (ValueError: {'x' * 80})"


@pytest.mark.parametrize(
    "codec, mark",
    [
        ("gb18030", b""),
        ("big5hkscs", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b""),
        ("utf-16", b""),
        ("utf-32", b""),
    ],
)
def test_other_codecs_are_named(codec, mark):
    text = TEXT if codec != "big5hkscs" else "各位代表:\n工作有序,全市人民在市委的坚定引尊下,大力"
    text = (
        "\n".join(["大市的工作, 人民的政治, 不同年月的方向。"] * 20)
        if codec[:4] == "big5"
        else text
    )
    how = f"text in {codec}, rewritten as UTF-8"
    assert readers.parse("a.txt", mark + text.encode(codec)) == Read(text, how, False)


def test_a_text_in_utf_8_is_the_file_itself():
    assert readers.parse("a.txt", TEXT.encode()) == Read(TEXT, "UTF-8 text", True)
    assert readers.parse("a.md", TEXT.encode()) == Read(TEXT, "UTF-8 text", True)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_damaged_byte_is_named_by_its_place_and_the_rest_is_read(codec):
    before, after = "\n".join(LINES[:4]), "\n".join(LINES[4:])
    place = len(before.encode(codec))
    found = readers.parse("a.txt", before.encode(codec) + b"\xff" + after.encode(codec))
    assert found.text == f"{before}\ufffd{after}" and not found.as_received
    assert found.how == (
        f"text in {codec}, rewritten as UTF-8; "
        f"byte {place} (line 4) is damaged and stands as \ufffd"
    )


def test_several_damaged_bytes_are_all_named():
    data = (
        b"\xff".join(line.encode("gb18030") for line in LINES[:3]) + b"\n" + TEXT.encode("gb18030")
    )
    first = len(LINES[0].encode("gb18030"))
    second = first + 1 + len(LINES[1].encode("gb18030"))
    how = readers.parse("a.txt", data).how
    assert how.endswith(
        f"; bytes {first} (line 1), {second} (line 1) are damaged and stand as \ufffd"
    )


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_text_that_is_cut_in_its_last_character_is_read_to_there(codec):
    found = readers.parse("a.txt", (TEXT + "甲").encode(codec)[:-1])
    assert found.text == TEXT
    assert found.how.endswith("; cut inside its last character, read to there")


def test_lines_of_several_encodings_are_read_each_in_its_own():
    data = "\n".join(LINES[:5]).encode("gb18030") + b"\n" + "\n".join(LINES[5:]).encode()
    found = readers.parse("a.txt", data)
    assert found == Read(TEXT, "text in gb18030 and utf-8, rewritten as UTF-8", False)


def test_what_is_damaged_all_over_is_no_text():
    with pytest.raises(CorpusError, match="not UTF-8"):
        readers.parse("a.txt", b"\xff".join(line.encode() for line in LINES * 4))


def test_traditional_characters_are_read_one_for_one_and_said():
    text = "\n".join(["2016年甲縣政府工作報告", "各位代表:", "現在,我代表縣人民政府報告工作。"])
    found = readers.parse("a.txt", text.encode())
    assert found.text == "\n".join(
        ["2016年甲县政府工作报告", "各位代表:", "现在,我代表县人民政府报告工作。"]
    )
    assert found.how == "UTF-8 text; 5 traditional characters read as simplified ones, one for one"
    assert not found.as_received and len(found.text) == len(text)


def test_a_name_in_traditional_characters_stays():
    text = f"{TEXT}\n乾隆年間的牌匾「開拓進取」得到修復保护,发展总体向好,实现两个目标。"
    assert readers.parse("a.txt", text.encode()) == Read(text, "UTF-8 text", True)


def test_a_page_under_the_name_of_a_text_is_read_as_a_page():
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>"
    for data in (page.encode(), codecs.BOM_UTF8 + page.encode(), page.encode("utf-16-le")):
        found = readers.parse("a.txt", data)
        assert (
            found.text.splitlines() == LINES and found.how == "text of a web page, by trafilatura"
        )
