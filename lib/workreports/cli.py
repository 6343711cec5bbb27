"""Commands: ``python -m workreports figures | check [FOLDER] | add FILE... | remove DOC_ID | build FOLDER OUT``."""

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
    commands.add_parser(
        "figures", help="run all notebooks in order, store their outputs and write figures/"
    )
    check = commands.add_parser(
        "check", help="report everything that is wrong with a corpus folder"
    )
    check.add_argument(
        "folder", nargs="?", type=Path, help="corpus folder (this repository's corpus/ by default)"
    )
    add = commands.add_parser(
        "add",
        help="add reports (txt, html, pdf, docx) to a corpus, each after you have looked at what was read",
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--yes", action="store_true", help="add without asking")
    remove = commands.add_parser("remove", help="take a document out of a corpus")
    remove.add_argument("doc_id", metavar="DOC_ID")
    build = commands.add_parser(
        "build",
        help="prepare many documents as a corpus in Parquet; what an earlier run has done is kept",
    )
    build.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="a corpus folder, or any folder of txt, html, pdf and docx files",
    )
    build.add_argument("out", type=Path, metavar="OUT")
    build.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask scheduler, such as tcp://host:8786 (a local cluster by default)",
    )
    for command in (add, remove):
        command.add_argument(
            "--corpus",
            type=Path,
            metavar="FOLDER",
            help="corpus folder (this repository's corpus/ by default)",
        )
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8") if hasattr(
            stream, "reconfigure"
        ) else None  # Windows consoles
    if chosen.command == "figures":
        return _figures()
    if chosen.command == "check":
        return _check(chosen.folder)
    try:
        if chosen.command == "build":
            return _build(chosen.folder, chosen.out, chosen.scheduler)
        return (
            _add(chosen.files, chosen.corpus, chosen.yes)
            if chosen.command == "add"
            else _remove(chosen.doc_id, chosen.corpus)
        )
    except ModuleNotFoundError as error:  # readers of files and Dask are extras
        print(
            f"{error.name} is not installed; install the extras: python -m pip install -r requirements-all.lock"
        )
        return 1


def _figures() -> int:
    import nbformat
    from nbclient.exceptions import CellExecutionError
    from tqdm import tqdm

    from workreports import notebooks

    paths = notebooks.paths()
    cells = sum(
        cell.cell_type == "code"
        for path in paths
        for cell in nbformat.read(path, as_version=4).cells
    )
    with tqdm(
        total=cells, unit="cell", bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} cells {elapsed}"
    ) as bar:
        for path in paths:
            bar.set_description(path.stem)
            try:
                notebooks.write(notebooks.execute(path, on_cell=bar.update), path)
            except CellExecutionError as error:
                bar.close()
                print(
                    f"{path.name} stopped: {error.ename}: {error.evalue}\nOpen it with «make lab» and run all cells to see where."
                )
                return 1
    print(
        f"{len(paths)} notebooks run; the pictures and the data behind them are in figures/, listed in figures/index.csv"
    )
    return 0


def _check(folder: Path | None) -> int:
    from workreports import indicators
    from workreports.corpus.corpus import load_corpus, problems
    from workreports.io.errors import CorpusError

    found = problems(folder)
    if not found:
        try:
            indicators.extract(load_corpus(folder))
        except CorpusError as error:  # in the tables, or in the list of indicators
            found = error.problems
    for problem in found:
        print(problem)
    name = folder if folder is not None else "corpus"
    print(
        f"{name}: {len(found)} problem{'s' * (len(found) != 1)}"
        if found
        else f"{name}: no problems found"
    )
    return 1 if found else 0


def _add(paths: list[Path], folder: Path | None, sure: bool) -> int:
    from workreports.ingest import adding
    from workreports.io import resources
    from workreports.io.errors import CorpusError

    folder, failed = folder or resources.CORPUS, 0
    for path in paths:
        try:
            addition = adding.propose(path, folder)
            print(adding.report(addition))
            if not sure:
                addition = _confirmed(addition)
            if addition is None:
                print("left out")
            else:
                print(f"added as {adding.add(addition, folder)}")
        except CorpusError as error:
            failed += 1
            print(error)
    return 1 if failed else 0


def _confirmed(addition):
    """Ask until the row is right; None if it is to be left out."""
    while True:
        try:
            answer = input("Add it? y, n, or column=value to correct the row: ").strip()
        except EOFError:
            print("\nnobody answers; use --yes to add without asking")
            return None
        column, equals, value = answer.partition("=")
        if equals and column.strip() in addition.row:
            addition = addition._replace(
                row=addition.row
                | {
                    column.strip(): addition.row[column.strip()]._replace(
                        value=value.strip(), evidence="yours"
                    )
                }
            )
            print(f"  {column.strip()} is {value.strip() or '(nothing)'}")
        elif equals:
            print(f"  there is no column {column.strip()}; choose from {', '.join(addition.row)}")
        elif answer.casefold() in ("y", "yes"):
            return addition
        elif answer.casefold() in ("n", "no"):
            return None


def _remove(doc_id: str, folder: Path | None) -> int:
    from workreports.ingest import adding
    from workreports.io import resources
    from workreports.io.errors import CorpusError

    try:
        adding.remove(doc_id, folder or resources.CORPUS)
    except CorpusError as error:
        print(error)
        return 1
    print(f"{doc_id} is out; python -m workreports add brings it back")
    return 0


def _build(folder: Path, out: Path, scheduler: str | None) -> int:
    from tqdm import tqdm

    from workreports.ingest import building
    from workreports.io.errors import CorpusError

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
    print(
        f"{built.documents:,} documents in {out}; {built.made} parts made, {built.kept} kept"
        + (f"; {built.failed} documents failed, see {out / 'failed.csv'}" if built.failed else "")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
