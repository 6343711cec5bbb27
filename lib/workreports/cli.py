"""The command ``workreports``; ``python -m workreports`` does the same."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workreports.io.errors import CorpusError
from workreports.io.extras import extra
from workreports.io.resources import CORPUS

if TYPE_CHECKING:
    from workreports.ingest import Addition


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status: 0 if all is well, 1 if not.

    >>> main(["check"])
    corpus: no problems found
    0
    """
    chosen = vars(_parser().parse_args(arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles
            stream.reconfigure(encoding="utf-8")
    command = {
        "figures": _figures,
        "check": _check,
        "add": _add,
        "remove": _remove,
        "build": _build,
    }[chosen.pop("command")]
    try:
        return command(**chosen)
    except (CorpusError, ModuleNotFoundError) as error:
        print(error)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workreports", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("figures", help="run all notebooks, store their outputs and write figures/")
    check = commands.add_parser(
        "check", help="report everything that is wrong with a corpus folder"
    )
    check.add_argument(
        "folder", nargs="?", type=Path, help="corpus folder (the demonstration corpus by default)"
    )
    add = commands.add_parser(
        "add",
        help="add reports (txt, html, pdf, docx) to a corpus, each after you have looked at it",
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--yes", action="store_true", help="add without asking")
    remove = commands.add_parser("remove", help="take a document out of a corpus")
    remove.add_argument("doc_id", metavar="DOC_ID")
    for command in (add, remove):
        hint = "corpus folder (the demonstration corpus by default)"
        command.add_argument("--corpus", type=Path, metavar="FOLDER", help=hint, default=CORPUS)
    build = commands.add_parser(
        "build",
        help="prepare many documents as a corpus in Parquet; what an earlier run has done is kept",
    )
    hint = "a corpus folder, or any folder of txt, html, pdf and docx files"
    build.add_argument("folder", type=Path, metavar="FOLDER", help=hint)
    build.add_argument("out", type=Path, metavar="OUT")
    hint = "of a Dask scheduler, such as tcp://host:8786 (a local cluster by default)"
    build.add_argument("--scheduler", metavar="ADDRESS", help=hint)
    return parser


def _figures() -> int:
    with extra("notebooks"):
        from tqdm import tqdm

    from workreports import notebooks

    paths = notebooks.paths()
    if not paths:
        print("there are no notebooks here; run this in the folder that holds notebooks/")
        return 1
    with tqdm(unit="cell", bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} cells {elapsed}") as bar:

        def advance(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        try:
            notebooks.run(paths, on_cell=advance)
        except notebooks.NotebookError as error:
            bar.close()
            print(f"{error}\nOpen it with «make lab» and run all cells to see where.")
            return 1
    print(
        f"{len(paths)} notebooks run; the pictures and the data behind them are in figures/, "
        "listed in figures/index.csv"
    )
    return 0


def _check(folder: Path | None) -> int:
    from workreports import indicators
    from workreports.corpus import load_corpus, problems

    found = problems(folder)
    if not found:
        try:
            indicators.extract(load_corpus(folder))
        except CorpusError as error:  # in the tables, or in the list of indicators
            found = error.problems
    for problem in found:
        print(problem)
    many = f"{len(found)} problem{'s' * (len(found) != 1)}" if found else "no problems found"
    print(f"{folder or 'corpus'}: {many}")
    return 1 if found else 0


def _add(files: list[Path], yes: bool, corpus: Path) -> int:
    from workreports.ingest import adding

    failed = 0
    for path in files:
        try:
            addition = adding.propose(path, corpus)
            print(adding.report(addition))
            confirmed = addition if yes else _confirmed(addition)
            print(f"added as {adding.add(confirmed, corpus)}" if confirmed else "left out")
        except CorpusError as error:
            failed += 1
            print(error)
    return 1 if failed else 0


def _confirmed(addition: Addition) -> Addition | None:
    """Ask until the row is right; None if it is to be left out."""
    while True:
        try:
            answer = input("Add it? y, n, or column=value to correct the row: ").strip()
        except EOFError:
            print("\nnobody answers; use --yes to add without asking")
            return None
        if answer.casefold() in ("y", "yes"):
            return addition
        if answer.casefold() in ("n", "no"):
            return None
        column, equals, value = (part.strip() for part in answer.partition("="))
        if column in addition.row and equals:
            addition = _corrected(addition, column, value)
            print(f"  {column} is {value or '(nothing)'}")
        elif equals:
            print(f"  there is no column {column}; choose from {', '.join(addition.row)}")


def _corrected(addition: Addition, column: str, value: str) -> Addition:
    """An addition with one value of its row put right."""
    row = dict(addition.row)
    row[column] = row[column]._replace(value=value, evidence="yours")
    if column == "place":  # what was proposed for another place does not hold
        guessed = [name for name in ("level", "territory") if row[name].evidence != "yours"]
        row |= {name: row[name]._replace(value="") for name in guessed}
    return addition._replace(row=row)


def _remove(doc_id: str, corpus: Path) -> int:
    from workreports.ingest import adding

    adding.remove(doc_id, corpus)
    print(f"{doc_id} is out; workreports add brings it back")
    return 0


def _build(folder: Path, out: Path, scheduler: str | None) -> int:
    with extra("scale"):
        from tqdm import tqdm

    from workreports.ingest import building

    with tqdm(unit="part", bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} parts {elapsed}") as bar:

        def advance(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        try:
            built = building.build(folder, out, scheduler, on_part=advance)
        except (CorpusError, OSError) as error:
            bar.close()
            print(error)
            return 1
    print(f"{built.documents:,} documents in {out}; {built.made} parts made, {built.kept} kept")
    if built.failed:
        print(f"{built.failed} documents failed, see {out / 'failed.csv'}")
    return 0
