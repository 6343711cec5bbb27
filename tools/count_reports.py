"""Count the terms of the lexicon in reports whose texts stay where they are.

    python tools/count_reports.py FOLDER [--first YEAR] [--out FOLDER]

FOLDER holds the reports as PLACE/YEAR.md with an ``index.csv`` (the collection lawtext/gov); every
text is held against its SHA-256 there. Written are the tables of ``corpus/reference/background/``:
sums over the paragraphs of each part, for the themes and slogans of ``corpus/lexicon/``, every term
and string of it, and the commonest content words. The day of delivery is read off the text; a day
or an address that neither text nor index tells is that of ``tools/report_sources.csv``, whose note
says who tells it. Takes about two minutes.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

import workreports as wr
from workreports.analysis import counting, units
from workreports.corpus import Corpus, reading, schema
from workreports.corpus.store import background
from workreports.corpus.store.memory import MemoryTables
from workreports.io import lexicon
from workreports.io.resources import LEXICON

COMMONEST = 500
"""Content words that are counted besides."""
SUMMARIES = {("杭州市", year) for year in range(2009, 2014)}
"""Reports of which only the official summary (摘要) is public."""
OUT = Path("corpus/reference/background")
SOURCES = Path(__file__).with_name("report_sources.csv")


def reports(folder: Path, first: int) -> pd.DataFrame:
    """The index of the reports from a year on, with their texts, each held against its SHA-256."""
    index = pd.read_csv(folder / "index.csv", keep_default_na=False)
    index = index[index["year"] >= first].sort_values(["level", "place", "year"])
    data = [(folder / name).read_bytes() for name in index["file"]]
    for name, text, digest in zip(index["file"], data, index["sha256"], strict=True):
        if hashlib.sha256(text).hexdigest() != digest:
            raise SystemExit(f"{name} is not the text that index.csv names: its SHA-256 differs")
    kinds = [
        "summary" if key in SUMMARIES else "full"
        for key in index[["place", "year"]].itertuples(index=False, name=None)
    ]
    return index.assign(
        doc_id=index["place"] + "-" + index["year"].astype(str),
        kind=kinds,
        source_url=index["official_source"],
        text=[text.decode("utf-8") for text in data],
    ).reset_index(drop=True)


def corpus_of(found: pd.DataFrame) -> Corpus:
    """The reports as a corpus, cut into words as the Hangzhou corpus is."""
    corpus = wr.from_table(
        found[["text", "place", "year"]], text="text", place="place", year="year"
    )
    words = {name: lexicon.content(name, LEXICON) for name in ("terms.csv", "stopwords.txt")}
    tables = MemoryTables(
        corpus.documents,
        corpus.paragraphs,
        corpus.edits,
        lambda: reading.tokens(corpus.paragraphs, corpus.edits, words),
    )
    return Corpus(tables)


def sourced(found: pd.DataFrame, delivered: pd.Series) -> pd.DataFrame:
    """The reports with the day that each text names; what is still missing, from elsewhere."""
    own = found.assign(delivered=delivered.fillna("").to_numpy(), note="")
    elsewhere = pd.read_csv(SOURCES, keep_default_na=False).set_index(["place", "year"])
    keys = pd.MultiIndex.from_frame(own[["place", "year"]])
    for name in ("delivered", "source_url"):
        told = elsewhere[name].reindex(keys, fill_value="").to_numpy()
        lacks = own[name].eq("") & (told != "")
        own.loc[lacks, name] = told[lacks]
        own.loc[lacks, "note"] = elsewhere["note"].reindex(keys).to_numpy()[lacks]
    return own


def names(corpus: Corpus) -> pd.DataFrame:
    """What is counted: ``name kind members``."""
    counts, _, terms = corpus.matrix(by="doc_id", min_count=1)
    totals = pd.Series(np.asarray(counts.sum(axis=0)).ravel(), index=terms)
    commonest = totals.sort_values(kind="stable", ascending=False).index[:COMMONEST]
    themes = wr.terms.themes()
    single = [term for terms in themes.values() for term in counting.parted(terms)[0]]
    single += [term for terms in lexicon.slogans().values() for term in counting.parted(terms)[0]]
    single += lexicon.table("terms.csv")["term"].tolist()
    single += lexicon.table("strings.csv")["string"].tolist()
    groups = [
        *((name, "theme", members) for name, members in themes.items()),
        *((name, "slogan", members) for name, members in lexicon.slogans().items()),
        *((word, "content", [word]) for word in commonest),
        *((term, "term", [term]) for term in single),
    ]
    rows = [(name, kind, "|".join(members)) for name, kind, members in groups]
    table = pd.DataFrame(rows, columns=["name", "kind", "members"])
    table = table.drop_duplicates("members", ignore_index=True)
    # A slogan in all its spellings, and the one that it is named after.
    return table.assign(
        name=table["name"].mask(table["name"].duplicated(), table["name"] + " alone")
    )


def counts(corpus: Corpus, groups: dict[str, list[str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units, and what was counted in them."""
    found = units.count(corpus, groups)
    paragraphs = counting.counted_in(corpus.select())
    words = paragraphs["words"].to_numpy()
    of = paragraphs.groupby(background.UNIT, sort=False, dropna=False).ngroup().to_numpy()
    as_words = counting.count(corpus, groups).counts.astype(int)
    as_strings = units.strings(corpus, groups, paragraphs["par_id"]).counts.astype(int)
    rows = []
    for column, name in enumerate(groups):
        lists = [listed(one[:, column], words, of) for one in (as_strings, as_words)]
        for unit in sorted(lists[0].keys() | lists[1].keys()):
            strings, words_too = (one.get(unit, "") for one in lists)
            same = "" if strings == words_too else words_too or "none"
            rows.append((unit, name, strings, same, *sizes(found, groups[name], unit, column)))
    columns = ["unit", "name", "as_strings", "as_words", "characters", "sentences"]
    table = pd.DataFrame(rows, columns=columns).sort_values("unit", kind="stable")
    powers = dict(zip(background.POWERS, found.sums.words[1:].astype(int), strict=True))
    return found.table.assign(**powers), table


def listed(hits: np.ndarray, words: np.ndarray, of: np.ndarray) -> dict[int, str]:
    """The paragraphs of each unit that have a hit: their words, and how often."""
    lists: dict[int, list[str]] = {}
    for row in np.flatnonzero(hits):
        times = f"{hits[row]}*" if hits[row] > 1 else ""
        lists.setdefault(int(of[row]), []).append(f"{times}{words[row]}")
    return {unit: " ".join(cells) for unit, cells in lists.items()}


def sizes(found: units.Units, members: list[str], unit: int, column: int) -> tuple[object, object]:
    """Characters and sentences, where they do not follow from how many strings there are."""
    strings = found.found["count_strings"][unit, column]
    characters, sentences = (
        int(found.found[f"hit_{size}"][unit, column]) for size in ("characters", "sentences")
    )
    usual = strings * len(members[0])
    return "" if characters == usual and len(
        members
    ) == 1 else characters, "" if sentences == strings else sentences


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=2008)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args(arguments)
    found = reports(asked.folder, asked.first)
    corpus = corpus_of(found)
    known = names(corpus)
    groups = {
        row.name: row.members.split("|") for row in known.set_index("name", drop=False).itertuples()
    }
    of_parts, counted = counts(corpus, groups)
    ids = dict(zip(corpus.documents.index, found["doc_id"], strict=True))
    of_parts["doc_id"] = of_parts["doc_id"].map(ids)
    dated = sourced(found, corpus.documents["delivered"])
    tables = {"reports": dated, "units": of_parts, "names": known, "term_counts": counted}
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        columns = schema.columns(f"background_{name}")
        path = asked.out / f"{name}.csv"
        table[columns].to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        print(f"{path}: {len(table)} rows, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
