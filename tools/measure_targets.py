"""Measure how well the targets of nation, province and city are read, against those read by eye.

    python tools/measure_targets.py FOLDER [--list]

FOLDER holds the reports as PLACE/YEAR.md (the collection lawtext/gov); what is right stands in
``corpus/reference/reports.csv``. The texts stay where they are.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

import workreports as wr
from workreports.corpus import reference

_KEY = ["place", "year", "indicator"]
_SAME = {"number": "number", "words": "in_words", "not set": "not_set", "not printed": "not_set"}


def expected(folder: Path) -> pd.DataFrame:
    """The targets read by eye: place, year, indicator, code and the number they name."""
    rows = pd.read_csv(folder / "reference" / "reports.csv", dtype=str, keep_default_na=False)
    rows = rows[rows["status"].eq("target") & rows["scope"].eq("")].reset_index(drop=True)
    ids = wr.lexicon.table("indicators.csv").set_index("zh")["indicator"]
    codes = rows["code"].map(_SAME)
    found = reference.of(folder)
    found = found[
        found["checked"].eq("two readers") & found["status"].eq("target") & found["scope"].eq("")
    ]
    middle = found["growth_pct"].fillna(found["value_std"])
    found = found.assign(year=found["period_end"], right=middle)
    found["right"] = found["right"].fillna((found["low"] + found["high"]) / 2)
    numbers = found.dropna(subset=["right"]).drop_duplicates(_KEY)[[*_KEY, "right"]]
    told = rows.assign(year=rows["year"].astype(int), indicator=rows["indicator"].map(ids))
    return (
        told.assign(code=codes)
        .drop_duplicates(_KEY)[[*_KEY, "code"]]
        .merge(numbers, how="left", on=_KEY)
    )


def read(folder: Path) -> pd.DataFrame:
    """The panel of all reports in a folder."""
    paths = sorted(folder.rglob("*.md"))
    reports = pd.DataFrame(
        {
            "report": [path.read_text(encoding="utf-8") for path in paths],
            "place": [path.parent.name for path in paths],
            "year": [int(path.stem) for path in paths],
        }
    )
    return wr.panel.targets(wr.from_table(reports, text="report", place="place", year="year"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="tell of each target that differs")
    given = parser.parse_args()
    right = expected(Path(__file__).parents[1] / "corpus")
    found = right.merge(read(given.folder), how="left", on=_KEY)
    silent = found["code"].eq("not_set") & found["answer"].isin(["not_found", "missing"])
    agrees = found["answer"].eq(found["code"]) | silent
    agrees &= found["right"].isna() | np.isclose(found["centre"], found["right"])
    for name, rows in found.assign(agrees=agrees).groupby("code"):
        print(f"{name}: {rows['agrees'].sum()} of {len(rows)}")
    print(f"all: {agrees.sum()} of {len(found)}, {agrees.mean():.3f}")
    if given.list:
        print(found.loc[~agrees, [*_KEY, "code", "right", "answer", "centre"]].to_string())


if __name__ == "__main__":
    main()
