"""What counts as equal, character by character."""

import unicodedata

import pytest

from workreports.io.text import LINE_ENDS, NORMAL_FORM, UNSEEN


@pytest.mark.parametrize(
    "received, normal",
    [
        ("\uff27\uff24\uff30\uff11\uff12\uff0e\uff15\uff05\uff0c\uff5e", "GDP12.5%,~"),
        ("⼈⼝⽣产⾯积⾼新⼯业", "人口生产面积高新工业"),  # Kangxi
        ("成⻓⼈⺠⻅⻔⻋⻛⻘⻰", "成长人民见门车风青龙"),  # of which NFKC leaves all but one
        ("农⼾⾭年", "农户青年"),  # as simplified texts have them
        ("\uf98e度\ufa08政\U0002f800", "年度行政丽"),
        ("\ufe50\ufe55\ufe59\ufe5a\ufe6a\uff61\uff64\uffe5", ",:()%。、¥"),
    ],
)
def test_what_looks_alike_is_equal(received, normal):
    assert received.translate(NORMAL_FORM) == normal


def test_what_nfkc_would_turn_into_other_numbers_and_signs_stays():
    text = "①⑩㈠m²CO₂½…Ⅲ㎡‰〇○長門龍號"
    assert text.translate(NORMAL_FORM) == text


def test_every_form_is_final_and_every_radical_has_one():
    assert not {*NORMAL_FORM} & {*NORMAL_FORM.values()}
    radicals = [*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)]
    assert {*radicals} <= {*NORMAL_FORM}
    forms = [chr(NORMAL_FORM[radical]) for radical in radicals]
    assert all(unicodedata.name(form).startswith("CJK UNIFIED") for form in forms)


def test_line_ends_and_unseen_marks_are_told_apart():
    assert not {*LINE_ENDS} & {*NORMAL_FORM}
    assert "a\x0bb\x85c\u2028d\r".translate(LINE_ENDS) == "a\nb\nc\nd\n"
    seen = "工\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u202a\ufe00\ufe0f\U000e0100\U000e01ef作"
    assert UNSEEN.sub("", seen) == "工作"
