"""Commands: ``python -m workreports figures`` and ``python -m workreports check [FOLDER]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status: 0 if all is well, 1 if not.

    >>> main(["check"])
    corpus: no problems found
    0
    """
    parser = argparse.ArgumentParser(prog="python -m workreports", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("figures", help="run all notebooks in order, store their outputs and write figures/")
    check = commands.add_parser("check", help="report everything that is wrong with a corpus folder")
    check.add_argument("folder", nargs="?", type=Path, help="corpus folder (this repository's corpus/ by default)")
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8") if hasattr(stream, "reconfigure") else None  # Windows consoles
    return _figures() if chosen.command == "figures" else _check(chosen.folder)


def _figures() -> int:
    import nbformat
    from nbclient.exceptions import CellExecutionError
    from tqdm import tqdm

    from workreports import notebooks

    paths = notebooks.paths()
    cells = sum(cell.cell_type == "code" for path in paths for cell in nbformat.read(path, as_version=4).cells)
    with tqdm(total=cells, unit="cell", bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} cells {elapsed}") as bar:
        for path in paths:
            bar.set_description(path.stem)
            try:
                notebooks.write(notebooks.execute(path, on_cell=bar.update), path)
            except CellExecutionError as error:
                bar.close()
                print(f"{path.name} stopped: {error.ename}: {error.evalue}\nOpen it with «make lab» and run all cells to see where.")
                return 1
    print(f"{len(paths)} notebooks run; the pictures and the data behind them are in figures/, listed in figures/index.csv")
    return 0


def _check(folder: Path | None) -> int:
    from workreports import indicators
    from workreports.corpus import load_corpus, problems
    from workreports.files import CorpusError

    found = problems(folder)
    if not found:
        try:
            indicators.extract(load_corpus(folder))
        except CorpusError as error:  # in the tables, or in the list of indicators
            found = error.problems
    for problem in found:
        print(problem)
    name = folder if folder is not None else "corpus"
    print(f"{name}: {len(found)} problem{'s' * (len(found) != 1)}" if found else f"{name}: no problems found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
