"""A corpus as one table for the browser: what its page counts, shows and speaks."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Collection, Iterable
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.markers import MarkerStyle

from workreports.analysis import terms
from workreports.corpus import Corpus
from workreports.corpus.store.background import POWERS, Background
from workreports.io import lexicon as lexicons
from workreports.io.errors import refusal
from workreports.io.tables import parse_csv
from workreports.io.text import NORMAL_FORM
from workreports.plots import marks
from workreports.plots.style import LINES
from workreports.views.explorer import mended, notes, observed

MOST_DOCUMENTS = 200
"""A page that holds more takes seconds to open, and grows by 20 KB a report."""
_FIRST, _SURROGATES, _HOLE = 93, 0xD800, 0x800
"""Numbers are written one a character, from one that JSON leaves as it is; no surrogates."""
_DASHES = {"-": "", "--": "7 3", ":": "2 3", "-.": "9 2 2 2"}
"""The lines of pictures, as SVG has them."""
_DOCUMENT = [
    "title",
    "place",
    "level",
    "territory",
    "genre",
    "year",
    "plans",
    "delivered",
    "source",
]
_REPORT = ["place", "level", "territory", "year", "kind", "delivered", "source_url", "note"]
_PARAGRAPH = ["par_id", "part", "about", "depth", "words", "text"]
_GLOSSED = [("glossary.csv", "zh"), ("terms.csv", "term"), ("slogans.csv", "slogan")]
_GLOSSED += [("themes.csv", "term")]


def packed(corpus: Corpus, load: str = "wr.load_corpus()") -> str:
    """The table of a corpus, compressed and as characters that any page can hold.

    Parameters
    ----------
    corpus : Corpus
        Duplicates are left out.
    load : str
        The Python that loads it, for what the page gives as code.

    Raises
    ------
    CorpusError
        If it has more than ``MOST_DOCUMENTS`` documents.

    >>> packed(load_corpus().select(years=2023))[:4]  # of a gzip file
    'H4sI'
    """
    text = json.dumps(table(corpus, load), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def table(corpus: Corpus, load: str = "wr.load_corpus()") -> dict:
    """What :func:`packed` holds, see there: JSON, with words as lengths and no name twice.

    >>> sorted(table(load_corpus().select(years=2023)))[:4]
    ['background', 'cuts', 'documents', 'first']
    """
    chosen = corpus.select()
    documents = chosen.documents
    if len(documents) > MOST_DOCUMENTS:
        problem = f"{len(documents):,} documents are too many for a page (at most {MOST_DOCUMENTS})"
        remedy = "the library is the tool for that many: workreports build FOLDER OUT, then "
        remedy += "wr.terms.frequency(wr.load_corpus(OUT), ...); or put fewer into a page"
        raise refusal("page", None, problem, remedy)
    paragraphs = chosen.paragraphs.assign(words=chosen.words.to_numpy())
    number = paragraphs["doc_id"].map({doc_id: at for at, doc_id in enumerate(documents.index)})
    folder = lexicons.of(corpus.folder)
    figures, documents = observed.table(corpus), _documents(chosen)
    background = _background(corpus)
    seen = {row[at] for row in figures["figures"] for at in observed.LABELLED}
    noted = [*corpus.reference["note"].dropna(), *(one.get("source") for one in documents)]
    noted += [one.get("note") for one in background["reports"]] if background else []
    return {
        "load": load,
        "documents": documents,
        "paragraphs": observed.cells(paragraphs.assign(number=number)[["number", *_PARAGRAPH]]),
        "cuts": _cuts(paragraphs, chosen.tokens()),
        "background": background,
        "forms": ["".join(map(chr, forms)) for forms in (NORMAL_FORM, NORMAL_FORM.values())],
        "observed": figures,
        "mended": mended.table(corpus),
        "looks": _looks(corpus, {row[observed.TERRITORY] for row in figures["figures"]}),
        "lines": {level: [to_hex(of), _DASHES[line]] for level, (of, line) in LINES.items()},
        "texts": _texts(),
        "glosses": glosses(folder, seen),
        "themes": _themes(folder),
        "notes": notes.chinese(noted, folder),
        "first": lexicons.table("themes.csv", folder)["term"].head(1).tolist(),
    }


def _documents(chosen: Corpus) -> list[dict]:
    """The documents, with the parts of each that are cut or lost."""
    coverage = chosen.coverage
    missing = coverage[coverage["state"].isin(["cut", "lost"])]
    gaps = {
        doc_id: dict(zip(rows["part"], rows["state"], strict=True))
        for doc_id, rows in missing.groupby("doc_id")
    }
    names = [name for name in _DOCUMENT if name in chosen.documents]
    cells = observed.cells(chosen.documents[names])
    return [
        {"doc_id": doc_id, "gaps": gaps.get(doc_id, {}), **dict(zip(names, row, strict=True))}
        for doc_id, row in zip(chosen.documents.index, cells, strict=True)
    ]


def _cuts(paragraphs: pd.DataFrame, tokens: pd.DataFrame) -> list[str]:
    """The lengths of each paragraph's words and of the blanks between them.

    In the browser's units, of which a rare character has two.
    """
    of = dict(iter(tokens.groupby("par_id")))
    nothing = tokens.head(0)
    return [
        in_characters(_lengths(text, of.get(par_id, nothing)))
        for par_id, text in zip(paragraphs["par_id"], paragraphs["text"], strict=True)
    ]


def _lengths(text: str, words: pd.DataFrame) -> Iterable[int]:
    """Three times each length; a word adds one, a content word two."""
    reached = 0
    for start, end, is_content in zip(
        words["start"], words["end"], words["is_content"], strict=True
    ):
        if start > reached:
            yield 3 * observed.units(text[reached:start])
        yield 3 * observed.units(text[start:end]) + 1 + bool(is_content)
        reached = end


def in_characters(numbers: Iterable[int]) -> str:
    """Numbers, none below zero, one a character.

    >>> in_characters([0, 1, 55300]).encode("unicode-escape")
    b']^\\\\ue061'
    """
    codes = (number + _FIRST for number in numbers)
    return "".join(chr(code if code < _SURROGATES else code + _HOLE) for code in codes)


def _looks(corpus: Corpus, spoken: set[str]) -> dict[str, list]:
    """The colours of levels and territories and the corners of their markers, as pictures have
    them."""
    levels = {level: marks.Look("o", colour) for level, (colour, _) in LINES.items()}
    shown = {*corpus.documents["territory"].dropna(), *filter(None, spoken)}
    found = levels | marks.looks(shown, corpus.territories)
    return {name: [to_hex(colour), _corners(marker)] for name, (marker, colour) in found.items()}


def _corners(marker: str) -> list[list[float]]:
    """The corners of a marker of matplotlib, where 1 is the radius of a circle, which has none.

    >>> _corners("^")
    [[0.0, -1.0], [-1.0, 1.0], [1.0, 1.0]]
    """
    if marker == "o":
        return []
    style = MarkerStyle(marker)
    places = style.get_path().transformed(style.get_transform()).vertices[:-1]
    return (places * [2, -2] + 0.0).round(2).tolist()


def _texts() -> dict[str, list[str]]:
    """What the page itself says, in English and Chinese."""
    data = resources.files(__package__).joinpath("texts.csv").read_bytes()
    rows = parse_csv(data, "texts.csv", ["key", "en", "zh"])
    return {row.key: [row.en, row.zh] for row in rows.itertuples()}


def glosses(folder: Path, seen: Collection[str] = ()) -> dict[str, str]:
    """Terms and places in English, and what else was seen of which labels tell the sense."""
    labels = lexicons.table("labels.csv", folder)
    tables = [(labels[labels["zh"].isin(seen)], "zh")]
    tables += [(lexicons.table(name, folder), column) for name, column in reversed(_GLOSSED)]
    found = [zip(rows[column], rows["en"], strict=True) for rows, column in tables]
    return {term: en for pairs in found for term, en in pairs if en and term[0] not in "!！"}


def _themes(folder: Path) -> dict[str, dict]:
    """The themes of the lexicon by their English names."""
    labels = lexicons.table("labels.csv", folder).set_index("en")["zh"].to_dict()
    senses = {en: term for term, en in glosses(folder).items()}
    return {
        theme: {"zh": labels.get(theme, senses.get(theme, theme)), "members": members}
        for theme, members in terms.themes(folder).items()
    }


def _background(corpus: Corpus) -> dict | None:
    """What was counted of reports whose texts are not here; nothing where nothing was."""
    folder = corpus.folder
    if folder is None or not (folder / "reference" / "background").is_dir():
        return None
    counted = corpus.background.counted
    reports, units = counted.documents, counted.units
    number = units["doc_id"].map({doc_id: at for at, doc_id in enumerate(reports.index)})
    sizes = units[["part", "paragraphs", "words", *POWERS]]
    names = [name for name in _REPORT if name in reports]
    lists = [_counts(rows) for _, rows in counted.counts.groupby("name", sort=False)]
    ranks, lengths = _ranks(lists, len(units))
    rows = [dict(zip(names, row, strict=True)) for row in observed.cells(reports[names])]
    return {
        "reports": rows,
        "units": observed.cells(sizes.assign(number=number)[["number", *sizes.columns]]),
        "names": [counted.names.at[name, "members"] for name in _names(corpus.background)],
        "lengths": lengths,
        "counts": [_streams(rows, ranks) for rows in lists],
    }


def _names(background: Background) -> list[str]:
    return background.counted.counts["name"].drop_duplicates().tolist()


def _counts(rows: pd.DataFrame) -> list[tuple[int, list, list | None]]:
    """Of each unit: its number, the paragraphs with a hit as strings, and as words where these are
    others; each paragraph ``(words, hits)``."""
    return [
        (unit, _pairs(strings), None if words == "" else _pairs(words.replace("none", "")))
        for unit, strings, words in zip(
            rows["unit"], rows["as_strings"], rows["as_words"], strict=True
        )
    ]


def _pairs(cell: str) -> list[tuple[int, int]]:
    parted = (one.rpartition("*") for one in cell.split())
    return sorted((int(words), int(hits or 1)) for hits, _, words in parted)


def _ranks(lists: list, units: int) -> tuple[list[dict[int, int]], list[str]]:
    """The lengths of paragraphs that a unit has, and the rank of each: small numbers pack well."""
    found: list[set[int]] = [set() for _ in range(units)]
    for rows in lists:
        for unit, strings, words in rows:
            found[unit].update(length for length, _ in [*strings, *(words or [])])
    in_order = [sorted(lengths) for lengths in found]
    ranks = [{length: rank for rank, length in enumerate(lengths)} for lengths in in_order]
    return ranks, [in_characters(lengths) for lengths in in_order]


def _steps(row: list[int]) -> list[int]:
    return [after - before for before, after in pairwise(row)]


_WAY = {(True, False): 0, (False, False): 1, (False, True): 2}
"""By whether words are as strings, and whether there are any."""


def _streams(rows: list, ranks: list[dict[int, int]]) -> list[str]:
    """A name's counts as five rows of numbers: steps from unit to unit, how many paragraphs, steps
    from rank to rank, hits, and how words differ (0 not, 1 there are none, 2 by a list)."""
    lists = [(unit, one) for unit, *both in rows for one in both if one or one is both[0]]
    units = _steps([-1, *(unit for unit, *_ in rows)])
    ways = [_WAY[words is None, bool(words)] for _, _, words in rows]
    places = [[ranks[unit][length] for length, _ in pairs] for unit, pairs in lists]
    steps = [step for row in places for step in _steps([0, *row])]
    hits = [times for _, pairs in lists for _, times in pairs]
    sizes = [len(pairs) for _, pairs in lists]
    return [in_characters(one) for one in (units, sizes, steps, hits, ways)]
