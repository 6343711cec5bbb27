"""Measure how sentences with odd numbers are read, against answers by hand.

    python tools/measure_numbers.py FILE.csv [FILE.csv ...]

A file has the columns ``kind sentence_id text year`` and those of observations, a row a fact; a
sentence that must give nothing is a row without an indicator, and where ``allowance`` is
``or_passed`` a figure may be passed over. Each sentence is read alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from tools.measure_figures import in_per_cent, plain

from workreports.indicators import extract, quantities
from workreports.io import lexicon

_UNITS = lexicon.table("indicators.csv").set_index("indicator")["units"].str.split()
_FACT = ["indicator", "scope", "period_start", "period_end", "measure", "value", "unit"]
_FACT += ["growth_pct", "status", "bound", "low", "high"]


def wrong(path: Path) -> pd.DataFrame:
    """The sentences of a file that are not read as answered: id, text, and what differs."""
    rows = []
    for sentence_id, answers in pd.read_csv(path).groupby("sentence_id", sort=False):
        text, year = answers["text"].iloc[0], int(answers["year"].iloc[0])
        found = _facts(in_per_cent(extract(text, year=year)))
        gold = _facts(answers[answers["indicator"].notna()])
        missed = set() if answers["allowance"].eq("or_passed").any() else gold - found
        if missed or found - gold:
            rows.append((sentence_id, text, sorted(found - gold), sorted(missed)))
    return pd.DataFrame(rows, columns=["sentence_id", "text", "too_many", "missed"])


def _facts(rows: pd.DataFrame) -> set[str]:
    """What rows say, a line a fact; facts that differ in the multiple of their unit are alike."""
    rows = plain(rows)
    has_number = rows[["value", "low", "high"]].notna().any(axis=1)
    is_rate = rows["unit"].eq("%")
    rows = rows.assign(
        unit=rows["unit"].where(has_number),
        measure=rows["measure"].mask(is_rate & rows["measure"].eq("cumulative"), "growth"),
        growth_pct=rows["growth_pct"].mask(is_rate),
        **{name: rows[name].where(rows["bound"].eq("range")) for name in ("low", "high")},
    )
    return {_line(row) for row in rows.to_dict("records")}


def _line(row: dict[str, object]) -> str:
    """A fact in a line, its numbers in the indicator's standard unit."""
    if isinstance(row["unit"], str) and row["unit"] != "%":
        for name in ("value", "low", "high"):
            row[name], unit = quantities.standard(row[name], row["unit"], _UNITS[row["indicator"]])
        row["unit"] = unit or row["unit"]
    cells = [row[name] for name in _FACT if pd.notna(row[name]) and row[name] != ""]
    return " ".join(f"{cell:g}" if isinstance(cell, (int, float)) else cell for cell in cells)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    for path in parser.parse_args().files:
        found, sentences = wrong(path), pd.read_csv(path)["sentence_id"].nunique()
        for row in found.itertuples():
            print(row.sentence_id, row.text)
            print(f"  found {row.too_many}", f"  gold {row.missed}", sep="\n")
        print(f"{path}: {sentences - len(found)} of {sentences} right")


if __name__ == "__main__":
    main()
