"""Shared wording: what of a report is formula, repetition, news; what repeats as a whole."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Set

import pandas as pd

from workreports.corpus import Corpus
from workreports.io.text import NORMAL_FORM

_CLAUSE = re.compile(r"[^,;。!?:\n]+")
_KINDS = ["formula", "repeated", "elsewhere", "own"]
_BY = ["part", "section", "heading", "about"]


def doubles(shared: pd.DataFrame, corpus: Corpus, share: float = 0.8) -> pd.DataFrame:
    """Documents that repeat another one as a whole.

    Parameters
    ----------
    shared : DataFrame
        Of ``passages``.
    corpus : Corpus
    share : float
        Of the characters of both documents that must be shared.

    Returns
    -------
    DataFrame
        ``doc_id_a doc_id_b share_a share_b``.

    >>> from workreports.analysis.reuse import passages
    >>> doubles(passages(load_corpus()), load_corpus())["doc_id_b"].tolist()
    ['xiacheng-2014-work-report-copy']
    """
    table = pairs(shared, corpus)
    whole = table[["share_a", "share_b"]].min(axis=1) >= share
    return table.loc[whole, ["doc_id_a", "doc_id_b", "share_a", "share_b"]].reset_index(drop=True)


def pairs(shared: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """How much every two documents share that share anything.

    Parameters
    ----------
    shared : DataFrame
        Of ``passages``.
    corpus : Corpus

    Returns
    -------
    DataFrame
        ``doc_id_a doc_id_b place_a place_b passages characters share_a share_b``: the characters of
        ``a`` that stand in passages with ``b``, each counted once, and the shares of the characters
        of either that do, headings left out.

    >>> from workreports.analysis.reuse import passages
    >>> corpus = load_corpus().select(years=2023)
    >>> pairs(passages(corpus), corpus)[["place_a", "place_b", "passages"]].values.tolist()
    [['拱墅区', '上城区', 9]]
    """
    body = corpus.paragraphs[corpus.paragraphs["depth"].eq(0)]
    size = body["text"].str.len().groupby(body["doc_id"]).sum()
    rows = []
    for (one, other), same in shared.groupby(["doc_id_a", "doc_id_b"], sort=False):
        a, b = (sum(map(len, _covered(same, side).values())) for side in "ab")
        rows.append((one, other, len(same), a, a / size[one], b / size[other]))
    columns = ["doc_id_a", "doc_id_b", "passages", "characters", "share_a", "share_b"]
    table = pd.DataFrame(rows, columns=columns).round({"share_a": 6, "share_b": 6})
    for side in "ba":
        places = table[f"doc_id_{side}"].map(corpus.documents["place"])
        table.insert(2, f"place_{side}", places)
    return table


def formulae(corpus: Corpus, min_documents: int = 3, min_length: int = 8) -> pd.DataFrame:
    """Clauses that stand letter for letter in several documents, duplicates left out.

    Parameters
    ----------
    corpus : Corpus
    min_documents : int
    min_length : int
        Characters.

    Returns
    -------
    DataFrame
        ``clause places documents count``, those of most places and documents first. Clauses of one
        place are its office's habit rather than the genre's.

    >>> formulae(load_corpus())["documents"].min()
    np.int64(3)
    """
    rows = [
        (clause[0].strip(), doc_id)
        for doc_id, text in _body(corpus)[["doc_id", "text"]].itertuples(index=False)
        for clause in _CLAUSE.finditer(text.translate(NORMAL_FORM))
    ]
    table = pd.DataFrame(rows, columns=["clause", "doc_id"])
    table = table[table["clause"].str.len() >= min_length]
    table = table.assign(place=table["doc_id"].map(corpus.documents["place"]))
    table = (
        table.groupby("clause")
        .agg(places=("place", "nunique"), documents=("doc_id", "nunique"), count=("doc_id", "size"))
        .reset_index()
    )
    return table[table["documents"] >= min_documents].sort_values(
        ["places", "documents", "count", "clause"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


def anatomy(
    shared: pd.DataFrame, corpus: Corpus, by: str = "part", min_documents: int = 3
) -> pd.DataFrame:
    """How much of each document is formula, repeats the same place, is shared with another place,
    or is its own.

    Parameters
    ----------
    shared : DataFrame
        Of ``passages``.
    corpus : Corpus
    by : str
        Column of the paragraphs to part documents by: part, section, heading, about.
    min_documents : int
        A character that passages share with at least so many documents, its own included, of at
        least two places, is formula.

    Returns
    -------
    DataFrame
        ``doc_id``, the by-column, ``characters formula repeated elsewhere own``; duplicates are
        left out. What is shared with documents of the same place (whatever its territory) is
        ``repeated``, with another one ``elsewhere``: who wrote first, dates alone cannot say.

    Raises
    ------
    ValueError
        For a ``by`` that is none of these columns.

    >>> from workreports.analysis.reuse import passages
    >>> corpus = load_corpus()
    >>> table = anatomy(passages(corpus), corpus)
    >>> kinds = table[["formula", "repeated", "elsewhere", "own"]]
    >>> (kinds.sum(axis=1) == table["characters"]).all()
    np.True_
    """
    if by not in _BY:
        raise ValueError(
            f"there is no {by!r} to part documents by; choose {', '.join(_BY[:-1])} or {_BY[-1]}"
        )
    body = _body(corpus)
    sharers = _sharers(shared, set(body["doc_id"]))
    place_of = corpus.documents["place"].to_dict()
    rows = []
    for par_id, doc_id, text in body[["par_id", "doc_id", "text"]].itertuples(index=False):
        kinds = Counter(
            _kind(doc_id, others, place_of, min_documents) for others in sharers[par_id].values()
        )
        kinds["own"] = len(text) - kinds.total()
        rows.append([len(text), *(kinds[kind] for kind in _KINDS)])
    counts = pd.DataFrame(rows, columns=["characters", *_KINDS], index=body.index)
    table = body[["doc_id", by]].join(counts)
    return table.groupby(["doc_id", by], sort=False, dropna=False).sum().reset_index()


def shares(anatomy: pd.DataFrame, by: str = "doc_id") -> pd.DataFrame:
    """The rows of an anatomy taken together, with shares in the place of counts.

    Parameters
    ----------
    anatomy : DataFrame
        As of :func:`anatomy`.
    by : str
        One of its columns: ``doc_id``, or what documents were parted by.

    Returns
    -------
    DataFrame
        Index: the values of ``by``. ``formula repeated elsewhere own``, from 0 to 1, and
        ``characters``.

    >>> counts = {"characters": [6, 4], "formula": [2, 0], "repeated": [0, 1]}
    >>> table = pd.DataFrame({"doc_id": "a"} | counts).assign(elsewhere=0, own=[4, 3])
    >>> shares(table).loc["a"].tolist()
    [0.2, 0.1, 0.0, 0.7, 10.0]
    """
    total = anatomy.groupby(by, sort=False)[["characters", *_KINDS]].sum()
    return total[_KINDS].div(total["characters"], axis=0).join(total["characters"])


def _kind(doc_id: str, others: Set[str], place_of: dict[str, str], min_documents: int) -> str:
    """What a character is that other documents have, too."""
    if {place_of[other] for other in others} == {place_of[doc_id]}:
        return "repeated"
    return "formula" if len(others) + 1 >= min_documents else "elsewhere"


def _sharers(shared: pd.DataFrame, doc_ids: Set[str]) -> dict[str, dict[int, set[str]]]:
    """By paragraph and place of the character, the documents that share it."""
    known = shared[shared["doc_id_a"].isin(doc_ids) & shared["doc_id_b"].isin(doc_ids)]
    sharers: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for side, other in (("a", "b"), ("b", "a")):
        for doc_id, pairs in known.groupby(f"doc_id_{other}", sort=False):
            for par_id, places in _covered(pairs, side).items():
                for place in places:
                    sharers[par_id][place].add(doc_id)
    return sharers


def _covered(pairs: pd.DataFrame, side: str) -> dict[str, set[int]]:
    """The characters of each paragraph that passages cover, each counted once."""
    places: dict[str, set[int]] = defaultdict(set)
    spans = pairs[[f"par_id_{side}", f"start_{side}", f"end_{side}"]]
    for par_id, start, end in spans.itertuples(index=False):
        places[par_id].update(range(start, end))
    return places


def _body(corpus: Corpus) -> pd.DataFrame:
    """The paragraphs of all but duplicates, without headings."""
    originals = corpus.originals.index
    paragraphs = corpus.paragraphs
    return paragraphs[paragraphs["doc_id"].isin(originals) & paragraphs["depth"].eq(0)]
