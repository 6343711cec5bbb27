"""The command ``workreports``; ``python -m workreports`` does the same."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import platformdirs

from workreports.io import writing
from workreports.io.errors import CorpusError, WorkReportsError
from workreports.io.extras import extra
from workreports.io.resources import CORPUS
from workreports.io.showing import visible

if TYPE_CHECKING:
    from workreports.ingest import Addition

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_GIVEN = ("place", "level", "year", "genre")
"""Columns of a catalogue row that are given on the command line."""
_WELL, _WRONG, _UNEXPECTED, _INTERRUPTED, _UNHEARD = 0, 1, 70, 130, 141
_STATUSES = """\
exit status:
  0    all is well
  1    something is wrong with what was given; the message says what, and the remedy
  2    wrong usage
  70   an error nobody expected; the message says where its traceback was written
  130  interrupted (Ctrl-C); nothing is half-written
  141  nobody reads the output any more (as with «| head»)
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status; ``--help`` says what each one means.

    >>> main(["check"])
    corpus: no problems found
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles
            stream.reconfigure(encoding="utf-8")
    chosen = vars(_parser().parse_args(arguments))
    command = {
        "figures": _figures,
        "check": _check,
        "add": _add,
        "remove": _remove,
        "build": _build,
        "page": _page,
    }[chosen.pop("command")]
    try:
        status = command(**chosen)
        sys.stdout.flush()
    except WorkReportsError as error:
        _say(error)
        return _WRONG
    except BrokenPipeError:
        # What is still to be written would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNHEARD
    except OSError as error:  # what was given cannot be read, or written to
        _say(f"{error.filename or 'the system says'}: {error.strerror or error}")
        return _WRONG
    except KeyboardInterrupt:
        _say("\ninterrupted; nothing is half-written")
        return _INTERRUPTED
    except Exception as error:
        _say(f"this should not happen: {type(error).__name__}: {visible(error)}")
        _say(f"the traceback is in {_kept(error)}; please report it")
        return _UNEXPECTED
    return status


def _kept(error: Exception) -> Path | str:
    """Where the traceback of an error was written."""
    path = platformdirs.user_cache_path("workreports") / "traceback.txt"
    told = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.replace(path, told.encode("utf-8", "backslashreplace"))
    except OSError as unwritable:
        return f"no file, for {path} cannot be written ({unwritable.strerror})"
    return path


def _say(message: object) -> None:
    """Print lines that may hold text of others, which steers nothing."""
    print("\n".join(map(visible, str(message).split("\n"))))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="workreports",
        description=__doc__,
        epilog=_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("figures", help="run all notebooks, store their outputs and write figures/")
    _offer_check(commands)
    _offer_add_and_remove(commands)
    _offer_build(commands)
    page = commands.add_parser(
        "page", help="write a corpus as a page to explore in a browser, without Python"
    )
    hint = "corpus folder, or one that build made"
    page.add_argument("folder", type=Path, metavar="FOLDER", help=hint)
    hint = "a new or an empty folder, or an earlier page's"
    page.add_argument("out", type=Path, metavar="OUT", help=hint)
    return parser


def _offer_check(commands: _Commands) -> None:
    check = commands.add_parser(
        "check", help="report everything that is wrong with a corpus folder"
    )
    hint = "corpus folder (the demonstration corpus by default)"
    check.add_argument("folder", nargs="?", type=Path, help=hint)
    hint = "first finish or clear away what killed runs left behind, and say what it was"
    check.add_argument("--repair", action="store_true", help=hint)


def _offer_add_and_remove(commands: _Commands) -> None:
    add = commands.add_parser(
        "add",
        help="add reports (txt, md, html, pdf, docx) to a corpus, each after you have looked at it",
    )
    add.add_argument("files", nargs="*", type=Path, metavar="FILE")
    hint = "a table (csv, xlsx, dta), each row of which is a report"
    add.add_argument("--table", type=Path, metavar="FILE", help=hint)
    add.add_argument("--yes", action="store_true", help="add without asking")
    remove = commands.add_parser("remove", help="take a document out of a corpus")
    remove.add_argument("doc_id", metavar="DOC_ID")
    for command in (add, remove):
        hint = "corpus folder (the demonstration corpus by default)"
        alone = not CORPUS.is_dir()  # a library that came without it
        command.add_argument(
            "--corpus", type=Path, metavar="FOLDER", help=hint, default=CORPUS, required=alone
        )
    _add_columns(add, "the reports' {}; with --table ")


def _offer_build(commands: _Commands) -> None:
    build = commands.add_parser(
        "build",
        help="prepare many documents as a corpus in Parquet; what an earlier run has done is kept",
    )
    hint = (
        "a corpus folder; any folder of txt, md, html, pdf and docx files; or a table (csv, xlsx, "
        "dta), each row of which is a report"
    )
    build.add_argument("folder", type=Path, metavar="FOLDER", help=hint)
    build.add_argument("out", type=Path, metavar="OUT")
    hint = "of a Dask scheduler of your own, such as tls://host:8786 (processes here by default)"
    build.add_argument("--scheduler", metavar="ADDRESS", help=hint)
    _add_columns(build, "of a table: ")
    for name, unit, hint in (
        ("seconds", "SECONDS", "for one document (120 by default)"),
        ("memory", "MIB", "of memory for one document (1024 by default)"),
        ("size", "MB", "of its file (100 by default)"),
    ):
        build.add_argument(f"--max-{name}", metavar=unit, type=float, dest=name, help=hint)


def _add_columns(command: argparse.ArgumentParser, also: str) -> None:
    """What is known of reports, or which column of a table tells it."""
    for name in _GIVEN:
        hint = f"{also.format(name)}the column that holds the {name} (guessed if not named)"
        command.add_argument(f"--{name}", metavar=name.upper(), help=hint)
    hint = "the column of the table that holds the reports (guessed if not named)"
    command.add_argument("--text", metavar="COLUMN", help=hint)


def _figures() -> int:
    with extra("notebooks"):
        from tqdm import tqdm

    from workreports import notebooks

    paths = notebooks.paths()
    if not paths:
        _say("there are no notebooks here; run this in the folder that holds notebooks/")
        return _WRONG
    with tqdm(unit="cell", bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} cells {elapsed}") as bar:

        def advance(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        notebooks.run(paths, on_cell=advance)
    _say(
        f"{len(paths)} notebooks run; the pictures and the data behind them are in figures/, "
        "listed in figures/index.csv"
    )
    return _WELL


def _check(folder: Path | None, repair: bool) -> int:
    from workreports import indicators
    from workreports.corpus import problems
    from workreports.ingest import tidying

    home = folder or CORPUS
    for path in tidying.repair(home) if repair else []:
        _say(f"{path}: left by a run that was killed; finished or cleared away")
    found = problems(folder) or indicators.problems(home)
    for problem in found:
        _say(problem)
    for path in [] if found else tidying.leftovers(home):
        _say(f"{path}: left by a run that was killed, or is at work\n    remedy: check --repair")
    many = f"{len(found)} problem{'s' * (len(found) != 1)}" if found else "no problems found"
    _say(f"{folder or 'corpus'}: {many}")
    return _WRONG if found else _WELL


def _add(
    files: list[Path],
    table: Path | None,
    yes: bool,
    corpus: Path,
    text: str | None,
    **given: str | None,
) -> int:
    from workreports.ingest import adding
    from workreports.ingest.proposing import Found

    if bool(files) == bool(table) or text and not table:
        _say("name either files or a --table; --text names a column of a table")
        return _WRONG
    if table:
        proposals, failed = _of_table(table, {"text": text, **given}, corpus)
    else:
        known = {name: Found(value, "yours") for name, value in given.items() if value}
        proposals, failed = (partial(adding.propose, path, corpus, known) for path in files), 0
    failed += sum(not _added(propose, yes, corpus) for propose in proposals)
    return _WRONG if failed else _WELL


def _added(propose: Callable[[], Addition], yes: bool, corpus: Path) -> bool:
    """Add what is proposed, if it is confirmed; whether nothing was wrong with it."""
    from workreports.ingest import adding

    try:
        addition = propose()
        _say(adding.report(addition))
        confirmed = addition if yes else _confirmed(addition, corpus)
        _say(f"added as {adding.add(confirmed, corpus)}" if confirmed else "left out")
    except CorpusError as error:
        _say(error)
        return False
    return True


def _of_table(
    path: Path, columns: dict[str, str | None], corpus: Path
) -> tuple[Iterable[Callable[[], Addition]], int]:
    """What proposes each report of a table, and how many rows are none, which is said."""
    from workreports.ingest import adding, tables

    sheet = tables.read(path, columns)
    _say(f"{sheet.name}: {sheet.told}; {len(sheet.rows):,} rows that hold a report")
    for problem in sheet.problems:
        _say(problem)
    return adding.proposals(path, sheet.rows, corpus), len(sheet.problems)


def _confirmed(addition: Addition, corpus: Path) -> Addition | None:
    """Ask until the row is right; None if it is to be left out."""
    while True:
        try:
            question = f"Add it to {visible(corpus)}? y, n, or column=value to correct the row: "
            answer = input(question).strip()
        except EOFError:
            _say("\nnobody answers; use --yes to add without asking")
            return None
        if answer.casefold() in ("y", "yes"):
            return addition
        if answer.casefold() in ("n", "no"):
            return None
        column, equals, value = (part.strip() for part in answer.partition("="))
        if column in addition.row and equals:
            addition = _corrected(addition, column, value)
            _say(f"  {column} is {value or '(nothing)'}")
        elif equals:
            _say(f"  there is no column {column}; choose from {', '.join(addition.row)}")


def _corrected(addition: Addition, column: str, value: str) -> Addition:
    """An addition with one value of its row put right."""
    row = dict(addition.row)
    row[column] = row[column]._replace(value=value, evidence="yours")
    if column in _GIVEN:  # what was proposed for another place or year does not hold
        from workreports.ingest import proposing

        given = {name: row[name] for name in _GIVEN}
        if row["level"].evidence != "yours":
            del given["level"]
        found = proposing.propose(addition.read.text, addition.path.stem, None, given)
        follow = ("doc_id", "level", "territory", "reviews", "plans")
        row |= {name: found[name] for name in follow if row[name].evidence != "yours"}
    return addition._replace(row=row)


def _remove(doc_id: str, corpus: Path) -> int:
    from workreports.ingest import adding

    adding.remove(doc_id, corpus)
    _say(f"{doc_id} is out; workreports add brings it back")
    return _WELL


def _build(
    folder: Path,
    out: Path,
    scheduler: str | None,
    seconds: float | None,
    memory: float | None,
    size: float | None,
    **columns: str | None,
) -> int:
    with extra("scale"):
        from tqdm import tqdm

    from workreports.ingest import building, watching

    most = {"seconds": seconds, "memory": memory, "size": size}
    limits = watching.USUAL._replace(**{name: one for name, one in most.items() if one is not None})
    with tqdm(unit="part", bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} parts {elapsed}") as bar:

        def advance(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        built = building.build(
            folder, out, scheduler, limits=limits, on_part=advance, columns=columns
        )
    _say(
        f"{built.documents:,} documents in {out}; "
        f"{built.made} part{'s' * (built.made != 1)} made, {built.kept} kept"
    )
    if built.failed:
        _say(f"{built.failed} document{'s' * (built.failed != 1)} failed, see {out / 'failed.csv'}")
    return _WELL


def _page(folder: Path, out: Path) -> int:
    from workreports.corpus import load_corpus
    from workreports.views.explorer import page

    is_ours = folder.resolve() == CORPUS.resolve()
    load = "wr.load_corpus()" if is_ours else f"wr.load_corpus({folder.as_posix()!r})"
    page.write(load_corpus(folder), out, load)
    _say(f"{out / page.NAME}: open it in a browser; it needs no other file and no network")
    return _WELL
