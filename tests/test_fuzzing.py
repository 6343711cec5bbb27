"""No text crashes the readers, loses a character, or becomes markup."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import PIECES, probe

TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join) | st.text(
    max_size=200
)


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_any_text_can_be_read(text):
    probe(text)


@given(
    st.integers(1, 60),
    st.sampled_from(
        [
            "(",
            "一、",
            "2016年",
            "增长5%",
            "地区生产总值",
            "《",
            "、",
            " ",
            "\n",
            "1.",
            "附表",
            "<b>",
            "百",
            "十",
        ]
    ),
)
@settings(max_examples=150, deadline=10_000)
def test_repetition_neither_crashes_nor_hangs(times, piece):
    probe(piece * times * 10)
