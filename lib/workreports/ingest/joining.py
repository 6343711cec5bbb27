"""What the parts of a corpus cannot know of each other: names that two have, and copies."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow.parquet

from workreports.ingest import likeness
from workreports.io import writing


class Parts(NamedTuple):
    """The parts of a corpus that are there."""

    folder: Path
    names: list[str]

    def read(self, part: str, table: str, *columns: str) -> pd.DataFrame:
        """Some columns of a table of a part.

        >>> Parts(Path(), []).names
        []
        """
        data = io.BytesIO(writing.unseal(self.folder / part, f"{table}.parquet"))
        return pyarrow.parquet.read_table(data, columns=list(columns)).to_pandas()

    def told(self, table: str, *columns: str) -> Iterator[pd.DataFrame]:
        """The same of all parts, one after the other."""
        return (self.read(part, table, *columns) for part in self.names)


_COLUMNS = ["doc_id", "place", "year", "raw_file", "sha256", "duplicate_of", "source"]


def renamed(held: Parts) -> tuple[dict[str, dict[str, str]], pd.DataFrame]:
    """By part the documents that need another name, and all documents by theirs.

    A name that several documents would have, they have with the first digits of their SHA-256.

    Returns
    -------
    dict
    DataFrame
        Index ``doc_id``; ``part inner`` (the name that it has there) and some columns of documents.

    >>> renamed(Parts(Path(), []))[0]
    {}
    """
    rows = [
        table.assign(part=part)
        for part, table in zip(held.names, held.told("documents", *_COLUMNS), strict=True)
    ]
    found = pd.concat([pd.DataFrame(columns=[*_COLUMNS, "part"]), *rows], ignore_index=True)
    digits = found["sha256"].str[:8]
    ours = found["doc_id"].str[-9:] == "-" + digits
    name = found["doc_id"].mask(ours, found["doc_id"].str[:-9])
    several = name.map(Counter(name)) > 1
    shown = found["doc_id"].where(~several | ours, name + "-" + digits)
    other = found[shown != found["doc_id"]]
    by_part = {
        part: dict(zip(some["doc_id"], shown[some.index], strict=True))
        for part, some in other.groupby("part")
    }
    return by_part, found.assign(inner=found["doc_id"], doc_id=shown).set_index("doc_id")


def copies(
    held: Parts, renamed: Mapping[str, Mapping[str, str]], documents: pd.DataFrame
) -> dict[str, str]:
    """Documents whose row nobody confirmed that are copies, and of what.

    >>> copies(Parts(Path(), []), {}, pd.DataFrame(columns=["source", "place", "year"]))
    {}
    """
    sketches: dict[str, list[int]] = {}
    for part, pieces in zip(held.names, held.told("likeness", "doc_id", "piece"), strict=True):
        names = renamed.get(part, {})
        found = pieces.groupby("doc_id", sort=False)["piece"].agg(list)
        sketches |= {names.get(name, name): some for name, some in found.items()}
    texts = lru_cache(maxsize=8)(
        lambda part: held.read(part, "texts", "raw_file", "text").set_index("raw_file")["text"]
    )

    def text_of(name: str) -> str:
        row = documents.loc[name]
        return texts(row["part"])[row["raw_file"]]

    mine = documents[documents.index.isin(list(sketches))].sort_values("source")
    origins = zip(mine.index, zip(mine["place"], mine["year"], strict=True), strict=True)
    return likeness.copies(origins, sketches, text_of)
