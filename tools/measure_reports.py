"""How well rows are proposed for the reports of a folder that has an index.csv.

The index has the columns ``file level place year``. Each report is read twice, with its name and
with a name that says nothing.

    python tools/measure_reports.py FOLDER [--leave-out LIST]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from workreports.corpus import catalogue, territories
from workreports.ingest import describing, proposing

COLUMNS = ["place", "level", "year", "genre"]


def rows(folder: Path, index: pd.DataFrame, says: bool) -> pd.DataFrame:
    """What is proposed for each report, and the problems for which it would be refused."""
    found = []
    for report in index.itertuples():
        text = (folder / report.file).read_bytes().decode("utf-8")
        name = str(Path(report.file).with_suffix("")) if says else "a"
        row = proposing.propose(text, name)
        told = {column: row[column].value for column in COLUMNS}
        cells = describing.row(row, text, "0" * 64, "a.txt", "")
        problems = catalogue.row_problems(cells, text, territories.read(None))
        found.append(told | {"refused": "; ".join(problem.problem for problem in problems)})
    return pd.DataFrame(found, index=index["file"])


def measure(folder: Path, index: pd.DataFrame) -> None:
    """Print the share of right values, and each miss."""
    right = index.set_index("file").assign(genre="work_report")
    for says in (True, False):
        found = rows(folder, index, says)
        print("named after itself" if says else "named a.txt")
        for column in COLUMNS:
            wrong = found[found[column] != right[column]]
            print(f"  {column:8} {1 - len(wrong) / len(found):.3f}")
            for file, value in wrong[column].items():
                print(f"    {file}: {value or '(nothing)'}, not {right.at[file, column]}")
        refused = found.loc[found["refused"] != "", "refused"]
        print(f"  refused  {len(refused)}")
        for file, problem in refused.items():
            print(f"    {file}: {problem}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leave-out", type=Path, help="a list of files, one a line")
    given = parser.parse_args()
    index = pd.read_csv(given.folder / "index.csv", dtype=str)
    if given.leave_out:
        index = index[~index["file"].isin(given.leave_out.read_text(encoding="utf-8").split())]
    measure(given.folder, index)


if __name__ == "__main__":
    main()
