"""What counts as equal, character by character."""

import re
import unicodedata

import pytest

from workreports import say
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


def test_a_sentence_says_the_same_numbers_in_both_languages():
    told = say("{share:.0%} of {name}", "{name}的{share:.0%}", share=0.254, name="甲*县_<b>")
    assert told == ("25% of 甲\\*县\\_\\<b\\>", "甲\\*县\\_\\<b\\>的25%")
    assert told.plain("en") == "25% of 甲*县_<b>"
    assert told._repr_markdown_() == f"{told.en}\n\n> {told.zh}"


@pytest.mark.parametrize(
    ("en", "zh", "words"),
    [
        ("{n} of {all}", "{n}", "zh does not say all"),
        ("none", "{n}{all}", "en does not say all"),
        ("{n}{all}{more}", "{n}{all}", "{more} in en is not given"),
    ],
)
def test_a_sentence_that_would_drift_apart_is_refused(en, zh, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        say(en, zh, n=1, all=2)
