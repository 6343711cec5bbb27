"""The figures of a corpus and what was promised, as a table for the browser."""

from __future__ import annotations

import pandas as pd

from workreports import indicators
from workreports.corpus import Corpus
from workreports.indicators.targets.ledger import explained
from workreports.indicators.targets.reasons import REASONS, Why
from workreports.io import lexicon as lexicons
from workreports.io.telling import say
from workreports.views.explorer import rows
from workreports.views.wording import of_these

FIGURE = ["indicator", "name", "scope", "place", "territory", "level", "period_start"]
FIGURE += ["period_end", "measure", "value_std", "unit_std", "growth_pct", "growth_basis"]
FIGURE += ["status", "bound", "low", "high", "printed", "growth_printed", "note"]
LABELLED = [FIGURE.index(name) for name in ("place", "unit_std")]
"""Columns whose values the page shows in English, too."""
TERRITORY = FIGURE.index("territory")
PROMISE = ["indicator", "name", "scope", "place", "territory", "period", "measure", "promise"]
PROMISE += ["bound", "force", "outcome", "unit", "verdict", "reason", "why"]
_SOURCE = ["source_title", "source_url"]
_STANDS = ["at", "start", "end"]
_COLUMNS = {
    "figures": [*FIGURE, *_STANDS, "source", "row"],
    "promises": [*PROMISE, "made", "told", "rests", *_STANDS, "why_zh"],
}


def table(corpus: Corpus) -> dict:
    """Observations, those of the texts before those of the reference tables, and the ledger.

    A row of ``figures`` is ``FIGURE``, then where it stands: the number of a paragraph and the
    characters there, in the browser's units; or, of reference tables, the number of one of
    ``sources``; last, of the cell of a table, its row (see :mod:`rows`, and ``heads`` what stands
    over it). A row of ``promises`` is ``PROMISE``, then the numbers of the figures that promise and
    result are, those of all figures that the result was computed from, then where a document admits
    that it was not reached, and ``why`` in Chinese. ``columns`` names all of both.

    >>> sorted(table(load_corpus().select(years=2023)))
    ['columns', 'figures', 'heads', 'names', 'promises', 'reforms', 'sources']
    """
    own, reference = indicators.extract(corpus), corpus.reference
    both = pd.concat([own, reference], ignore_index=True).reindex(
        columns=[*FIGURE, "par_id", "start", "end", "sentence", "source", *_SOURCE]
    )
    sources = both[_SOURCE].drop_duplicates().dropna(how="all")
    numbers = {tuple(row): at for at, row in enumerate(cells(sources))}
    source = [numbers.get(tuple(row)) for row in cells(both[_SOURCE])]
    printed = rows.of(corpus, both)
    figures = both[FIGURE].assign(**_stands(corpus, both), source=source, row=printed)
    names = lexicons.table("indicators.csv", lexicons.of(corpus.folder))
    return {
        "columns": _COLUMNS,
        "figures": cells(figures),
        "promises": _promises(corpus, own, reference),
        "sources": cells(sources),
        "heads": rows.heads(printed),
        "names": dict(zip(names["indicator"], names["zh"], strict=True)),
        "reforms": corpus.territories["begins"].dropna().astype(int).to_dict(),
    }


def cells(table: pd.DataFrame) -> list[list]:
    """The rows of a table, nothing for what is not known.

    >>> cells(pd.DataFrame({"year": [2005, None]}))
    [[2005.0], [None]]
    """
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def units(text: str) -> int:
    """How long a text is for a browser, where a rare character has two.

    >>> units("𠮷村")
    3
    """
    return len(text.encode("utf-16-le")) // 2


def _promises(corpus: Corpus, own: pd.DataFrame, reference: pd.DataFrame) -> list[list]:
    ledger, whys = explained(own, reference, corpus.territories, corpus)
    numbers = {
        "corpus": {label: at for at, label in enumerate(own.index)},
        "reference": {label: len(own) + at for at, label in enumerate(reference.index)},
    }
    made_here = ledger["par_id"].notna().map({True: "corpus", False: "reference"})

    def number(source: pd.Series, label: pd.Series) -> list[int | None]:
        pairs = zip(source, label, strict=True)
        return [None if pd.isna(row) else numbers[of][row] for of, row in pairs]

    made = number(made_here, ledger["promise_row"])
    told = number(ledger["outcome_source"], ledger["outcome_row"])
    rests = [
        [numbers[one.partition(":")[0]][int(one.partition(":")[2])] for one in dict.fromkeys(rows)]
        for rows in ledger["outcome_rows"].fillna("").str.split()
    ]
    stands = _stands(corpus, ledger)
    en, zh = ([_shown(why).plain(language) for why in whys] for language in ("en", "zh"))
    more = {"made": made, "told": told, "rests": rests, **stands, "why_zh": zh}
    return cells(ledger[PROMISE].assign(why=en, **more))


def _shown(why: Why) -> Why:
    """What a verdict rests on; the page shows the words of a promise without a number beside it."""
    if why.reason != "no_number":
        return of_these(why)
    return why._replace(ground=say(REASONS["no_number"], ""))


def _stands(corpus: Corpus, places: pd.DataFrame) -> dict[str, list]:
    """Where places stand: the paragraph by number, and the characters there."""
    paragraphs = corpus.select().paragraphs
    texts = dict(zip(paragraphs["par_id"], enumerate(paragraphs["text"]), strict=True))
    found = []
    for par_id, start, end in zip(places["par_id"], places["start"], places["end"], strict=True):
        at, text = texts.get(par_id, (None, ""))
        known = at is not None and pd.notna(start)
        found.append((at, units(text[:start]), units(text[:end])) if known else (None, None, None))
    return dict(zip(_STANDS, zip(*found, strict=True), strict=True)) if found else {}
