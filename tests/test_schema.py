"""The schema is said once: what tables hold, what Parquet holds and what the data dictionary says is read from it."""

from pathlib import Path

import pandas as pd
import pytest

import workreports as wr
from workreports.corpus import schema

ROOT = Path(__file__).resolve().parents[1]


def test_the_data_dictionary_is_that_of_the_schema():
    # After a change of data/schema.csv, put the text of schema.dictionary() there again.
    assert schema.dictionary() in (ROOT / "corpus/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "table, held",
    [
        ("documents", lambda corpus: corpus.documents.reset_index()),
        ("paragraphs", lambda corpus: corpus.paragraphs),
        ("edits", lambda corpus: corpus.edits),
        ("tokens", lambda corpus: corpus.tokens()),
        ("counts", lambda corpus: corpus.word_counts()),
        ("observations", wr.indicators.extract),
        ("territories", lambda corpus: corpus.territories.reset_index()),
    ],
)
def test_tables_hold_what_the_schema_says(corpus, table, held):
    found = held(corpus)
    pd.testing.assert_frame_equal(found, schema.conform(found, table))
    assert schema.arrow(table).names[: len(found.columns)] == found.columns.tolist()
