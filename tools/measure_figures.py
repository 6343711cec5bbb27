"""Measure how well the figures of whole reports are read, against answers by hand.

    python tools/measure_figures.py FOLDER --gold FILE.csv [--gold FILE.csv ...] [--list]

A gold file has the columns ``file start end`` and those of observations that ``corpus/gold``
explains; files are relative to FOLDER, offsets count in the file as received. Each report is read
as ``add`` would, its row proposed from the text alone, and nobody asked. The texts stay where they
are.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from pathlib import Path

import pandas as pd

from workreports.corpus import Corpus, MemoryTables, catalogue, reading
from workreports.corpus.structure import markers
from workreports.indicators import agreement, extract, passed_over, scoring
from workreports.ingest import describing, proposing
from workreports.io.text import NORMAL_FORM

_SHOWN = ["indicator", "scope", "measure", "value", "unit", "growth_pct", "low", "high"]
_SHOWN += ["period_start", "period_end", "status", "bound"]
_OF_A_PLAN = re.compile(
    r"(?:[八九十][一二三四]?五|上一?个五年|前五年)[”\"]?(?:时期|期间)?的?\s*(?:[\d.]+倍[和、])*\s*$"
)
"""Before a multiple of the sum of another plan's years."""


def corpus_of(path: Path, name: str) -> Corpus:
    """A corpus of one report, its catalogue row as proposed."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    found = proposing.propose(text, Path(name).with_suffix("").as_posix())
    cells = describing.row(found, text, hashlib.sha256(data).hexdigest(), "a.txt", "")
    row = catalogue.typed(pd.DataFrame([cells])).reset_index().iloc[0].to_dict()
    read = reading.assemble([reading.document(row, text, [])])
    held = MemoryTables(
        read.documents.set_index("doc_id"), read.paragraphs, read.edits, pd.DataFrame, path.parent
    )
    return Corpus(held)


def layout(corpus: Corpus, raw: str) -> str:
    """What most of a report's chapter headings look like: in bold or plain, numbered or not."""
    kinds: Counter[str] = Counter()
    for row in corpus.paragraphs[corpus.paragraphs["depth"] == 1].itertuples():
        bold = "bold" if "**" in raw[max(0, row.raw_start - 3) : row.raw_start] else "plain"
        number = markers.number(row.text.translate(NORMAL_FORM))
        kinds[f"{bold}, {'unnumbered' if number is None else 'numbered'}"] += 1
    return kinds.most_common(1)[0][0] if kinds else "no chapter headings"


def read(
    folder: Path, name: str, gold: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The figures found in one report, those of the gold, and where some were passed over.

    The first two with level, part, layout and kind of each.
    """
    corpus, raw = corpus_of(folder / name, name), (folder / name).read_bytes().decode("utf-8")
    found = extract(corpus).drop(columns=["start", "end"])
    found = found.rename(columns={"raw_start": "start", "raw_end": "end"}).assign(item=name)
    found = in_per_cent(_without_sums(found))
    gold = gold.assign(
        item=name, sentence=[raw[a:b] for a, b in zip(gold["start"], gold["end"], strict=True)]
    )
    gold = _as_extract_has_it(gold)
    common = {"level": corpus.documents["level"].iloc[0], "layout": layout(corpus, raw)}
    found, gold = (_placed(plain(rows), corpus).assign(**common) for rows in (found, gold))
    passed = corpus.raw_span(passed_over(corpus)).assign(item=name)
    return found.assign(kind=_kinds(found)), gold.assign(kind=_kinds(gold)), passed


def _without_sums(found: pd.DataFrame) -> pd.DataFrame:
    """Observations without the multiples of another plan's sum, which the answers leave out."""
    is_of_a_sum = [
        unit == "倍" and bool(_OF_A_PLAN.search(sentence[: sentence.rfind(printed)]))
        for unit, printed, sentence in zip(
            found["unit"], found["printed"], found["sentence"], strict=True
        )
    ]
    return found[[not one for one in is_of_a_sum]]


def in_per_cent(found: pd.DataFrame) -> pd.DataFrame:
    """Observations in the terms of the answers.

    Those that are kept in words (翻一番) have the growth in per cent, and so have multiples: what
    is 1.9 times as much has grown by 90 %.
    """
    is_multiple = found["unit"].eq("倍")
    growth = found["value"].sub(1).mul(100).round(8)
    per_cent = {"value": growth, "growth_pct": growth, "unit": "%"}
    found = found.assign(
        **{name: found[name].mask(is_multiple, to) for name, to in per_cent.items()}
    )
    times = found["force"].fillna("").str.extract("翻(?:了)?([一两])?番")[0]
    doubled = found["force"].fillna("").str.contains("翻") & found["value"].isna()
    growth = times.map({"两": 300.0}).fillna(100.0)
    is_least = found["force"].fillna("").str.contains("力争|以上|多")
    bound = is_least.map({True: "at_least", False: "exact"})
    told = {"value": growth, "growth_pct": growth, "unit": "%", "bound": bound}
    return found.assign(**{name: found[name].mask(doubled, to) for name, to in told.items()})


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows, of which those with a yardstick in place of a number have no bound and no measure."""
    has_number = rows[["value", "low", "high"]].notna().any(axis=1)
    blank = {name: rows[name].where(has_number) for name in ("bound", "measure")}
    return rows.assign(scope=_scopes(rows), **blank)


def _scopes(rows: pd.DataFrame) -> pd.Series:
    """Parts by one name, where readers write two: 民间投资 of investment, 城市 of incomes."""
    scope = rows["scope"].fillna("").astype(str)
    of_investment = rows["indicator"].eq("fixed_asset_investment")
    scope = scope.mask(of_investment, scope.str.replace("投资$", "", regex=True))
    in_towns = rows["indicator"].eq("income_per_capita") & scope.eq("城市")
    return scope.mask(in_towns, "城镇")


def _as_extract_has_it(gold: pd.DataFrame) -> pd.DataFrame:
    """Answers in the terms of observations.

    A growth over several years is a growth, rates stand in ``growth_pct`` too, a level and its rate
    are one row, and so are a threshold and the level that passes it.
    """
    is_rate = gold["unit"].isin(["%", "倍"])
    measure = gold["measure"].mask(is_rate & gold["measure"].eq("cumulative"), "growth")
    is_growth = measure.isin(["growth", "average_growth"])
    growth = gold["growth_pct"].mask(is_growth & gold["unit"].eq("%"), gold["value"])
    return _with_their_rates(gold.assign(measure=measure, growth_pct=growth))


def _with_their_rates(gold: pd.DataFrame) -> pd.DataFrame:
    """Answers, of which a rate that stands alone is put into the row of its level."""
    same = ["start", "indicator", "scope", "period_start", "period_end"]
    bare = gold["measure"].eq("level") & gold["growth_pct"].isna() & gold["unit"].ne("%")
    levels, rates = gold[bare].reset_index(), gold[gold["measure"].eq("growth")].reset_index()
    pairs = levels.merge(rates, on=same, suffixes=("", "_rate")).drop_duplicates("index")
    pairs = pairs.drop_duplicates("index_rate")
    taken = ["growth_pct", "growth_basis"]
    gold.loc[pairs["index"], taken] = pairs[[f"{name}_rate" for name in taken]].to_numpy()
    return _without_thresholds(gold.drop(index=pairs["index_rate"]))


def _without_thresholds(gold: pd.DataFrame) -> pd.DataFrame:
    """Answers, of which a threshold gives way to the level that passes it (超百亿元,达105亿元)."""
    same = ["start", "indicator", "scope", "period_start", "period_end"]
    levels = gold[gold["measure"].eq("level") & gold["unit"].ne("%")].reset_index()
    passed = levels[levels["bound"].eq("at_least")].merge(
        levels[levels["bound"].eq("exact")], on=same, suffixes=("", "_level")
    )
    passed = passed[passed["end"] < passed["end_level"]]
    return gold.drop(index=passed["index"].unique())


def _placed(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Rows with the part of the report that each begins in."""
    starts = corpus.paragraphs["raw_start"].to_numpy()
    parts = corpus.paragraphs["part"].to_numpy()
    places = starts.searchsorted(rows["start"].to_numpy(dtype=int), side="right") - 1
    return rows.assign(part=parts[places.clip(0)])


def _kinds(rows: pd.DataFrame) -> pd.Series:
    """What each row is about: the place itself, a part of it, a share, or something in words.

    Incomes in towns and in the country are the place's own: no report has only one for both.
    """
    has_number = rows[["value", "low", "high"]].notna().any(axis=1)
    is_income = rows["indicator"].eq("income_per_capita")
    is_whole = rows["scope"].eq("") | is_income & rows["scope"].isin(["城镇", "农村"])
    kinds = is_whole.map({True: "the place itself", False: "a part of it"})
    kinds = kinds.mask(rows["measure"].eq("share"), "a share")
    return kinds.where(has_number, "in words")


def table(found: pd.DataFrame, gold: pd.DataFrame, by: str) -> pd.DataFrame:
    """The scores of each group of rows; each row counts in its own, a fact in its answer's."""
    pairs = scoring.compared(found, gold)
    both = pairs.dropna(subset=["found", "gold"])
    right = both.loc[both[scoring.EVERYTHING].all(axis=1), "gold"].astype(int)
    counts = {
        "gold": gold[by].value_counts(),
        "found": found[by].value_counts(),
        "recall": gold[by].iloc[both["gold"].astype(int)].value_counts(),
        "precision": found[by].iloc[both["found"].astype(int)].value_counts(),
        "everything_right": gold[by].iloc[right].value_counts(),
    }
    scores = pd.DataFrame(counts).sort_index().fillna(0)
    of = {"recall": "gold", "precision": "found", "everything_right": "gold"}
    shares = {name: scores[name].div(scores[whole]).round(4) for name, whole in of.items()}
    return scores.assign(**shares).astype({"gold": int, "found": int}).rename_axis(None)


def listed(found: pd.DataFrame, gold: pd.DataFrame, passed: pd.DataFrame) -> tuple[int, int]:
    """How many facts were missed, and how many of them ``passed_over`` lists."""
    pairs = scoring.compared(found, gold)
    missed = gold.iloc[pairs.loc[pairs["found"].isna(), "gold"].astype(int)]
    near = missed[["item", "start", "end"]].reset_index().merge(passed, on="item")
    is_there = near["start"].lt(near["raw_end"]) & near["raw_start"].lt(near["end"])
    return len(missed), near.loc[is_there, "index"].nunique()


def tell(found: pd.DataFrame, gold: pd.DataFrame) -> None:
    """Print each fact that was missed, found without being there, or read otherwise."""
    for row in scoring.compared(found, gold).itertuples():
        if pd.isna(row.found):
            print("missed", _line("gold", gold.iloc[row.gold]), sep="\n")
            continue
        one = found.iloc[row.found]
        if pd.isna(row.gold):
            print("too many", _line("found", one), one["sentence"][:400], sep="\n")
            continue
        wrong = [name for name in scoring.FACTS if not getattr(row, name)]
        if wrong:
            print(*wrong)
            print(_line("found", one), _line("gold", gold.iloc[row.gold]), sep="\n")
            print(one["sentence"][:400])


def _line(side: str, fact: pd.Series) -> str:
    """A fact in a line."""
    values = (f"{fact[name]}" for name in _SHOWN if pd.notna(fact[name]))
    return f"  {side}: {fact['item']}:{fact['start']} {fact['part']} {' '.join(values)}"


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--list", action="store_true", help="tell of each fact that differs")
    given = parser.parse_args()
    answers = pd.concat([pd.read_csv(path) for path in given.gold], ignore_index=True)
    read_rows = [read(given.folder, name, rows) for name, rows in answers.groupby("file")]
    found, gold, passed = (
        pd.concat(tables, ignore_index=True) for tables in zip(*read_rows, strict=True)
    )
    if given.list:
        tell(found, gold)
    print(agreement(found, gold).to_string())
    print("missed: {}, of which passed_over lists {}".format(*listed(found, gold, passed)))
    for by in ("kind", "level", "part", "layout", "item"):
        print(f"\nby {by}\n{table(found, gold, by).to_string()}")


if __name__ == "__main__":
    main()
