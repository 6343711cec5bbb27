"""Tables of reports, one row a report, as panels come: their columns told apart, each row checked.

:func:`from_table` makes a corpus in memory of one.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus, catalogue, reading, schema, territories
from workreports.corpus.store.memory import MemoryTables
from workreports.ingest import describing, likeness, proposing, readers
from workreports.ingest.proposing import Found
from workreports.io import lexicon, places, sheets
from workreports.io.errors import CorpusError, Problem, refusal

LARGEST = 2_000_000_000
"""Bytes of a table."""
NOT_CONFIRMED = "row proposed by the program, confirmed by nobody"
"""For the source of a document."""
_CHINESE = r"[\u4e00-\u9fff]"
_LEAST = 100
"""Chinese characters that the cells of a column of reports have, on average."""
_NAMED = {
    "place": "place area county district 区县 县区 县 区 city 城市 市 province 省份 省 region 地区",
    "year": "year 年份 年度 年",
    "title": "title 标题 题目",
    "genre": "genre",
    "level": "level",
    "delivered": "delivered",
}
"""What people call the columns, the narrower place first."""
_YEAR = r"((?:19|20)\d{2})(?:\.0+|年|-01-01)?"  # -01-01: the years of Stata are dates
_CODE = r"(\d{6})(?:\.0+|0{6})?"
_FULL = ("Excel", 32_767, "characters"), ("a str of Stata", 2_045, "bytes")
"""What cuts texts off."""


class Row(NamedTuple):
    """A report in a table."""

    name: str
    """Table and row, as in ``reports.csv, row 12``."""
    number: int
    text: str
    given: dict[str, Found]
    """The columns of its catalogue row that the table gives."""
    odd: list[str]
    """What a reader should look at."""


class Sheet(NamedTuple):
    """What a table of reports holds."""

    name: str
    columns: dict[str, str]
    """What is read from which column."""
    rows: list[Row]
    problems: list[Problem]
    """What is wrong with the other rows."""

    @property
    def told(self) -> str:
        """The columns in words.

        >>> Sheet("a.csv", {"text": "report", "year": "年份"}, [], []).told
        'text from report, year from 年份'
        """
        return ", ".join(f"{what} from {column}" for what, column in self.columns.items())


def read(table: pd.DataFrame | Path | str, columns: Mapping[str, str | None]) -> Sheet:
    """Read a table of reports.

    Parameters
    ----------
    table : DataFrame or Path or str
        Or the path of a csv, tsv, xlsx or dta file. The rows of a DataFrame are numbered from 0, as
        by ``iloc``, those of a file as the program shows them that wrote it: a spreadsheet's header
        is row 1.
    columns : mapping of str to str
        The names of the columns that hold ``text place year title genre level delivered``; those
        not named are guessed by their names and by what they hold, and may be missing but for the
        text.

    Raises
    ------
    CorpusError
        If the file cannot be read, a column is missing, or none holds reports.

    >>> table = pd.DataFrame({"area": ["甲县"], "report": ["政府工作报告。" * 20]})
    >>> read(table, {}).columns
    {'text': 'report', 'place': 'area'}
    """
    if isinstance(table, pd.DataFrame):
        name, cells = "DataFrame", sheets.texts(_flat(table))
    else:
        name = readers.shown(Path(table).name)
        cells = sheets.parse(name, readers.content(Path(table), LARGEST))
    chosen = _columns(cells, columns, name)
    rows, problems = [], []
    seen: dict[str, int] = {}
    for number, row in zip(cells.index, cells.to_dict("records"), strict=True):
        wrong = [*_wrong(row, chosen)]
        text = row[chosen["text"]]
        if text in seen and not wrong:
            wrong = [(f"the same text as row {seen[text]}", "keep one of the two")]
        seen.setdefault(text, number)
        problems += [Problem(name, number, *one) for one in wrong]
        if not wrong:
            rows.append(_row(name, number, row, chosen))
    return Sheet(name, chosen, rows, problems)


def from_table(
    table: pd.DataFrame | Path | str,
    text: str | None = None,
    place: str | None = None,
    year: str | None = None,
    *,
    title: str | None = None,
    genre: str | None = None,
    level: str | None = None,
    delivered: str | None = None,
) -> Corpus:
    """A corpus of the reports in a table, one row a report; nothing is written.

    Parameters
    ----------
    table : DataFrame or Path or str
        Or the path of a csv, tsv, xlsx or dta file.
    text, place, year, title, genre, level, delivered : str, optional
        Names of the columns. Those not named are guessed by their names and by what they hold, and
        what the table does not have is read off the texts; ``corpus.documents["source"]`` says
        what was read from where. What the table gives goes over what a text says. A place may be a
        name or a code of six digits.

    Returns
    -------
    Corpus
        Its raw files are the cells, named as in ``reports.csv, row 12``; of a DataFrame, rows are
        counted from 0. Copies are marked as such.

    Raises
    ------
    CorpusError
        Listing what is wrong: a column or a file that is not there, cells that are empty or no year
        or place, a text that stands there twice.

    >>> report = "政府工作报告\\n一、2015年工作回顾\\n" + "经济平稳增长。\\n" * 30
    >>> table = pd.DataFrame({"area": ["甲县"], "year": [2016], "report": [report]})
    >>> corpus = from_table(table, text="report", place="area", year="year")
    >>> corpus.documents[["place", "year", "reviews", "raw_file"]].values.tolist()
    [['甲县', 2016, '2015', 'DataFrame, row 0']]
    """
    named = {"text": text, "place": place, "year": year, "title": title}
    named |= {"genre": genre, "level": level, "delivered": delivered}
    sheet = read(table, named)
    rows, problems = _described(sheet)
    if problems := sorted([*sheet.problems, *problems], key=lambda one: one.row or 0):
        raise CorpusError(problems)
    raw = {row.name: row.text.encode() for row in sheet.rows}
    documents = catalogue.typed(pd.DataFrame(rows, columns=catalogue.COLUMNS)).reset_index()
    found = reading.assemble(
        reading.document(row, raw[row["raw_file"]].decode(), [])
        for row in documents.to_dict("records")
    )
    own = lexicon.of(None)
    words = {name: lexicon.content(name, own) for name in ("terms.csv", "stopwords.txt")}
    memory = MemoryTables(
        found.documents.set_index("doc_id"),
        found.paragraphs,
        found.edits,
        lambda: reading.tokens(found.paragraphs, found.edits, words),
        raw=raw,
    )
    return Corpus(memory)


def _described(sheet: Sheet) -> tuple[list[dict[str, str]], list[Problem]]:
    """The catalogue of a table's reports, and what is wrong with it."""
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    known = territories.read(None)
    texts: dict[str, str] = {}
    for row in sheet.rows:
        found = proposing.propose(row.text, "", known, row.given)
        digest = hashlib.sha256(row.text.encode()).hexdigest()
        odd = [*row.odd, *describing.disagreements(found, row.given)]
        source = "; ".join([f"{row.name}: {sheet.told}", *odd, NOT_CONFIRMED])
        cells = describing.row(found, row.text, digest, row.name, source)
        cells["doc_id"] = describing.unused(cells["doc_id"], texts)
        texts[cells["doc_id"]] = row.text
        rows.append(cells)
        wrong = catalogue.row_problems(cells, row.text, known)
        problems += [one._replace(file=sheet.name, row=row.number) for one in wrong]
    origins = [(cells["doc_id"], (cells["place"], cells["year"])) for cells in rows]
    sketches = {name: likeness.sketch(text) for name, text in texts.items()}
    copies = likeness.copies(origins, sketches, texts.__getitem__)
    for cells in rows:
        cells["duplicate_of"] = copies.get(cells["doc_id"], "")
    return rows, problems


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose index, if it has a name, is a column, too: panels have place and year there."""
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    return table.set_axis([str(column) for column in table.columns], axis=1)


def _columns(cells: pd.DataFrame, named: Mapping[str, str | None], name: str) -> dict[str, str]:
    """What is read from which column: as named, the others guessed."""
    chosen = {what: column for what, column in named.items() if column is not None}
    for what, column in chosen.items():
        if column not in cells.columns:
            near = difflib.get_close_matches(column, list(cells.columns), n=3, cutoff=0.4)
            problem = f"there is no column {column!r} for the {what}"
            remedy = f"name one of: {', '.join(near or cells.columns)}"
            raise refusal(name, None, problem, remedy)
    left = [column for column in cells.columns if column not in chosen.values()]
    text = chosen.get("text") or _longest(cells[left], name)
    guessed = {what: _guessed(what, cells, left) for what in _NAMED if what not in chosen}
    found = {"text": text, **guessed, **chosen}
    return {what: column for what in ["text", *_NAMED] if (column := found[what])}


def _longest(cells: pd.DataFrame, name: str) -> str:
    """The column with the longest Chinese texts."""
    long = {column: cells[column].str.count(_CHINESE).mean() for column in cells.columns}
    best = max(long, key=long.__getitem__, default=None)
    if best is None or not long[best] >= _LEAST:
        problem = "no column holds reports: Chinese texts of some length"
        raise refusal(name, None, problem, f"name one of: {', '.join(cells.columns)}")
    return best


def _guessed(what: str, cells: pd.DataFrame, left: list[str]) -> str | None:
    """The column that holds something, by its name or, for place and year, by its cells alone.

    What does not hold such values is none, whatever it is called.
    """
    usual = _NAMED[what].split()
    fitting = [column for column in left if _fits(what, cells[column])]
    by_name = [column for column in fitting if column.casefold() in usual]
    if by_name:
        return min(by_name, key=lambda column: usual.index(column.casefold()))
    return fitting[0] if what in ("place", "year") and len(fitting) == 1 else None


def _fits(what: str, cells: pd.Series) -> bool:
    """Whether the filled cells of a column, all or nearly all, are such values."""
    filled = cells[cells.ne("")]
    if what == "title":
        return bool(len(filled))
    good = filled.map(lambda cell: bool(_value(what, cell)))
    return bool(len(filled)) and good.mean() >= 0.8


def _value(what: str, cell: str, year: str = "") -> str:
    """The value of a catalogue's column that a cell gives, in some year; "" if it is none."""
    cell = cell.strip()
    if what == "year":
        return found[1] if (found := re.fullmatch(_YEAR, cell)) else ""
    if what == "place":
        return _place(cell, year)
    if what in ("genre", "level"):
        return cell if re.fullmatch(schema.accepted("documents", what), cell) else ""
    if what == "delivered":
        day = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", cell)
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else ""
    return cell


def _place(cell: str, year: str = "") -> str:
    """The official name that a cell tells: a name of any level, a short form or a code."""
    code = re.fullmatch(_CODE, cell)
    rows = places.coded().get(code[1], []) if code else places.table().get(cell, [])
    names = {row.place for row in rows}
    if len(names) > 1 and year:  # a code whose place was called otherwise in another year
        names = {
            row.place for row in rows if (row.first or "0") <= year <= (row.last or "9999")
        } or names
    if cell in names or not code and territories.level_of(cell):
        return cell
    return names.pop() if len(names) == 1 else ""


def _year(row: dict[str, str], chosen: Mapping[str, str]) -> str:
    return _value("year", row[chosen["year"]]) if "year" in chosen else ""


_REMEDIES = {
    "place": "write the official name of the place, as in 甲县, or its six-digit code",
    "year": "write the year in the report's name, such as 2016",
    "delivered": "write a date such as 2016-01-17, or nothing",
}


def _wrong(row: dict[str, str], chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the cells of a row: problem and remedy."""
    text = row[chosen["text"]]
    if not text:
        yield f"{chosen['text']} is empty", "put the report's text there, or take the row out"
    elif not re.search(_CHINESE, text) or "\x00" in text:
        yield f"{chosen['text']} holds no Chinese text", "put the report's text there"
    elif len(text) > readers.LONGEST:
        problem = f"{chosen['text']} has {len(text):,} characters, far more than a report"
        yield problem, f"take out what does not belong to it; the limit is {readers.LONGEST:,}"
    year = _year(row, chosen)
    for what, column in chosen.items():
        cell = row[column]
        if what in ("place", "year") and not cell:
            yield f"{column} is empty", _REMEDIES[what]
        elif what != "text" and cell and not _value(what, cell, year):
            yield f"{column} is {cell[:40]!r}, no {what}", _REMEDIES.get(what) or _choice(what)


def _choice(what: str) -> str:
    values = schema.accepted("documents", what).strip("(?:)").replace("|", ", ")
    return f"write one of: {values}"


def _row(name: str, number: int, row: dict[str, str], chosen: Mapping[str, str]) -> Row:
    year = _year(row, chosen)
    given = {
        what: Found(_value(what, row[column], year), f"column {column}")
        for what, column in chosen.items()
        if what != "text" and row[column]
    }
    text = row[chosen["text"]]
    sizes = len(text.encode("utf-16-le")) // 2, len(text.encode("utf-8"))
    odd = [
        f"the text fills its cell ({program} holds {most:,} {unit}): its end is lost"
        for size, (program, most, unit) in zip(sizes, _FULL, strict=True)
        if size == most
    ]
    return Row(f"{name}, row {number}", number, text, given, odd)
