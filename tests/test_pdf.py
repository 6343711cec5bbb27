"""The lines of a PDF become paragraphs; what runs along the pages is none of the text."""

import io

import pytest

from workreports.ingest import readers
from workreports.io.errors import CorpusError

pytest.importorskip("pypdfium2")
pypdf = pytest.importorskip("pypdf")

WIDTH, HEIGHT, SIZE = 600, 800, 12


def shown(pages, rotate=0):
    """A PDF of texts, each at a place: x from the left, y from below, in points."""
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor"
        "/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752"
        "/Descent -271/CapHeight 737/StemV 58>>>>]>>"
    )
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", font]
    kids = []
    for texts in pages:
        drawn = "\n".join(
            f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, text, size in ((*one, SIZE)[:4] for one in texts)
        )
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Rotate {rotate}/MediaBox[0 0 {WIDTH} {HEIGHT}]"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects) + 2} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, places = "%PDF-1.7\n", []
    for number, told in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{told}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")


def text(pages, **how):
    return readers.parse("a.pdf", shown(pages, **how)).text


def lines(words, top=700, left=80, step=20):
    return [(left, top - step * n, line) for n, line in enumerate(words)]


def wrapped(words, width=20):
    """A paragraph as it is set: two blanks, then lines of so many characters."""
    words = f"\u3000\u3000{words}"
    return [words[at : at + width] for at in range(0, len(words), width)]


NUMERALS = "甲乙丙丁戊己庚辛壬癸"
SENTENCES = [
    f"第{NUMERALS[n]}项工作稳步推进全县建成项目若干完成投资若干亿元群众满意度不断提高发展环境优化。"
    for n in range(10)
]


def test_lines_become_paragraphs_and_short_ones_stay():
    set_ = [
        "云岭县政府工作报告",
        "一、工作回顾",
        *(line for one in SENTENCES for line in wrapped(one)),
    ]
    assert text([lines(set_)]).splitlines() == [
        "云岭县政府工作报告",
        "一、工作回顾",
        *(f"\u3000\u3000{one}" for one in SENTENCES),
    ]


def test_a_line_that_is_full_goes_on_where_nothing_is_indented():
    rows = ["全年投资增长,发展环境不断优化,城乡面貌不断改", "善。", "城乡居民收入增长。"]
    assert text([lines(rows)]).splitlines() == ["".join(rows[:2]), rows[2]]


@pytest.mark.parametrize(
    "number",
    [
        "- {} -",
        "{}",
        "第{}页",
        "第{}页 共3页",
        "{}/3",
        "— {} —",
        "云岭县报告 {}",
        "打印于 2016-01-20",
    ],
)
def test_page_numbers_and_headers_are_no_text_even_inside_a_sentence(number):
    set_ = [line for one in SENTENCES for line in wrapped(one)]
    pages = [
        [
            (240, 780, "云岭县政府工作报告"),
            *lines(set_[12 * n : 12 * n + 12]),
            (280, 30, number.format(n + 1)),
        ]
        for n in range(3)
    ]
    assert text(pages).splitlines() == [f"\u3000\u3000{one}" for one in SENTENCES]


@pytest.mark.parametrize("numbers", [["i", "ii", "iii"], ["第一页", "第二页", "第三页"]])
def test_pages_can_be_numbered_in_other_ways(numbers):
    set_ = [line for one in SENTENCES for line in wrapped(one)]
    pages = [
        [*lines(set_[12 * n : 12 * n + 12]), (280, 30, number)] for n, number in enumerate(numbers)
    ]
    assert text(pages).splitlines() == [f"\u3000\u3000{one}" for one in SENTENCES]


def test_three_columns_are_read_one_after_the_other():
    set_ = [line for one in SENTENCES for line in wrapped(one, 12)]
    many = -(-len(set_) // 3)
    starts = range(0, 3 * many, many)
    page = [
        line
        for n, at in enumerate(starts)
        for line in lines(set_[at : at + many], left=40 + 180 * n)
    ]
    assert text([page]).splitlines() == [f"\u3000\u3000{one}" for one in SENTENCES]


def test_a_raised_number_points_to_a_note_unless_it_is_one_of_a_unit():
    page = [(80, 700, "建成项目"), (128, 705, "①", 6), (136, 700, "投资"), (160, 705, "2", 6)]
    assert (
        text([[*page, (170, 700, "增长"), (194, 700, "km"), (220, 705, "2", 6)]])
        == "建成项目投资增长km2"
    )


def test_what_repeats_in_the_text_itself_stays():
    same = "全县建成项目若干完成投资若干亿元。"
    pages = [lines([same, f"第{n}页说明。", same], top=780, step=20) for n in range(3)]
    assert text(pages).count(same) == 6


def test_what_a_browser_prints_around_a_page_is_no_text():
    page = [
        (30, 785, "2016/1/20 20:43"),
        (250, 785, "政府工作报告"),
        *lines(["云岭县政府工作报告", "一、工作回顾"], top=765),
        (30, 15, "https://example.org/report.html"),
        (500, 15, "1/1"),
    ]
    assert text([page]) == "云岭县政府工作报告\n一、工作回顾"


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other(by_rows):
    set_ = [line for one in SENTENCES for line in wrapped(one, 18)]
    half = len(set_) // 2
    left, right = lines(set_[:half], left=60), lines(set_[half:], left=320)
    columns = (
        [one for pair in zip(left, right, strict=False) for one in pair]
        if by_rows
        else left + right
    )
    columns += [] if not by_rows else right[len(left) :]
    found = text([[(200, 760, "云岭县政府工作报告", 20), *columns]]).splitlines()
    assert found == ["云岭县政府工作报告", *(f"\u3000\u3000{one}" for one in SENTENCES)]


def test_the_cells_of_a_row_stay_apart():
    rows = [("指标", "实绩", "预期"), ("地区生产总值", "128.5亿元", "8%")]
    page = [
        (80 + 150 * n, 700 - 20 * m, cell)
        for m, row in enumerate(rows)
        for n, cell in enumerate(row)
    ]
    assert text([page]).splitlines() == ["指标\t实绩\t预期", "地区生产总值\t128.5亿元\t8%"]


def test_characters_that_are_set_apart_belong_together():
    words = "2016年云岭县政府工作报告"
    assert text([[(60 + 18 * n, 700, one) for n, one in enumerate(words)]]) == words


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [(90, (0, 1, -1, 0)), (180, (-1, 0, 0, -1)), (270, (0, -1, 1, 0))],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_a_page_that_lies_on_its_side_is_read_as_it_is_looked_at(rotate, matrix):
    # Two lines whose places differ along and across: a wrong turn would mix or swap them.
    data = shown([[(300, 400, "甲县政府"), (330, 430, "工作报告")]], rotate=rotate)
    for x, y in ((300, 400), (330, 430)):
        turned = " ".join(map(str, (*matrix, x, y))) + " Tm"
        data = data.replace(f"{x} {y} Td".encode(), turned.encode())
    read = readers.parse("a.pdf", data).text.replace("\n", "")
    assert read == ("工作报告甲县政府" if rotate == 270 else "甲县政府工作报告")


@pytest.mark.parametrize("in_form", [False, True])
def test_characters_without_a_width_are_read(in_form):
    words = "云岭县政府工作报告"
    data = shown([[(60 + 18 * n, 700, one) for n, one in enumerate(words)]])
    data = data.replace(b"/DW 1000", b"/DW 0")
    if in_form:  # what is drawn, in a form that the page shows
        form = f"<</Type/XObject/Subtype/Form/BBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F 3 0 R>>>>"
        data = data.replace(b"5 0 obj\n<<", f"5 0 obj\n{form}".encode())
        data = data.replace(b"/Resources<</Font", b"/Resources<</XObject<</X 5 0 R>>/Font", 1)
        data = data.replace(b"/Contents 5 0 R", b"/Contents 6 0 R")
        data = data.replace(
            b"xref", b"6 0 obj\n<</Length 5>>stream\n/X Do\nendstream\nendobj\nxref", 1
        )
    assert readers.parse("a.pdf", data).text == words


def locked(data, **how):
    writer, out = pypdf.PdfWriter(pypdf.PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.encrypt(**how)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_password_of_the_owner_locks_no_reader_out(algorithm):
    pytest.importorskip("cryptography")
    data = shown([lines(["云岭县政府工作报告"])])
    free = locked(data, user_password="", owner_password="secret", algorithm=algorithm)
    assert readers.parse("a.pdf", free).text == "云岭县政府工作报告"
    with pytest.raises(CorpusError, match="the PDF is locked with a password"):
        readers.parse("a.pdf", locked(data, user_password="secret", algorithm=algorithm))


def test_pages_without_text_are_named_and_a_scan_with_a_cover_is_refused():
    page = lines(["云岭县政府工作报告"])
    found = readers.parse("a.pdf", shown([page, [], page, page]))
    assert found.how == "text of a PDF of 4 pages; no text on pages 2"
    with pytest.raises(CorpusError, match=r"pages 2-4, 6 of 6 are pictures without text"):
        readers.parse("a.pdf", shown([page, [], [], [], page, []]))


def test_what_no_utf8_can_hold_is_left_out():
    found = readers.parse("a.pdf", shown([lines(["甲县\ufffe政府"])]))
    assert found.text.encode("utf-8") and found.text.startswith("甲县")
