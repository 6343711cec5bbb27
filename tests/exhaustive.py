"""Shared wording by going through everything: slow, plain, and nothing of the library's own."""

import difflib
import re
from collections import defaultdict
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from workreports.io.text import NORMAL_FORM

CLAUSE = re.compile(r"[^,;。!?:\n]{15,}")


def paragraphs(corpus):
    """Of all but the double: ``par_id doc_id text``."""
    body = corpus.body[corpus.body["doc_id"].isin(corpus.originals.index)]
    return [
        (par_id, doc_id, text.translate(NORMAL_FORM))
        for par_id, doc_id, text in body[["par_id", "doc_id", "text"]].itertuples(index=False)
    ]


def spans(shared):
    """Passages by the two paragraphs they stand in, both ways round."""
    found = defaultdict(list)
    for row in shared.itertuples():
        sides = (row.start_a, row.end_a), (row.start_b, row.end_b)
        found[row.par_id_a, row.par_id_b].append(sides)
        found[row.par_id_b, row.par_id_a].append(sides[::-1])
    return found


def equal(texts, length=15):
    """Every two places of different documents where ``length`` characters are equal."""
    places = defaultdict(list)
    for par_id, doc_id, text in texts:
        for at in range(len(text) - length + 1):
            places[text[at : at + length]].append((doc_id, par_id, at))
    return {
        (one[1], other[1], one[2], other[2])
        for same in places.values()
        for one, other in combinations(same, 2)
        if one[0] != other[0]
    }


def begins(pairs):
    """Of these the first of each run."""
    return {pair for pair in pairs if (*pair[:2], pair[2] - 1, pair[3] - 1) not in pairs}


def uncovered(pairs, shared, length=15):
    """Those that lie in no passage of the same two paragraphs."""
    found = spans(shared)
    return [
        (one, other, at, to)
        for one, other, at, to in pairs
        if not any(
            a <= at and at + length <= end_a and b <= to and to + length <= end_b
            for (a, end_a), (b, end_b) in found.get((one, other), [])
        )
    ]


def alike(one, other, length=15, similarity=0.8):
    """Whether two clauses are, between the first and the last letters that match."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
    if not blocks:
        return False
    first, last = blocks[0], blocks[-1]
    sides = last.a + last.size - first.a, last.b + last.size - first.b
    matching = sum(block.size for block in blocks)
    return min(sides) >= length and 2 * matching >= similarity * sum(sides)


def near(texts, chosen=None):
    """Every two clauses of different documents that are alike: ``(par_id, start, end)`` of each.

    Of all, or of those pairs of which the clause with a number in ``chosen`` is one. Left out
    unseen are only those that have too few letters in common in any order.
    """
    clauses = [
        (par_id, doc_id, clause)
        for par_id, doc_id, text in texts
        for clause in CLAUSE.finditer(text)
    ]
    letters = [  # each with how often it stood before, so that what is common is counted as often
        (number, (letter, clause[0][:at].count(letter)))
        for number, (_, _, clause) in enumerate(clauses)
        for at, letter in enumerate(clause[0])
    ]
    rows, counted = zip(*letters, strict=True)
    columns = pd.factorize(pd.Series(counted))[0]
    has = csr_array((np.ones(len(rows), dtype="int32"), (rows, columns)))
    numbers = np.arange(len(clauses)) if chosen is None else np.asarray(chosen)
    found = []
    for block in np.array_split(numbers, len(numbers) // 500 + 1):
        common = (has[block] @ has.T).tocoo()
        enough = common.data >= 0.8 * 15
        for i, j in zip(block[common.row[enough]], common.col[enough], strict=True):
            (one, doc, a), (other, doc_b, b) = clauses[i], clauses[j]
            if doc != doc_b and (i < j or chosen is not None) and alike(a[0], b[0]):
                found.append(((one, *a.span()), (other, *b.span())))
    return found


def untouched(pairs, shared):
    """Pairs of clauses that no passage of the same two paragraphs reaches on both sides."""
    found = spans(shared)
    return [
        ((one, start, end), (other, start_b, end_b))
        for (one, start, end), (other, start_b, end_b) in pairs
        if not any(
            a < end and start < to_a and b < end_b and start_b < to_b
            for (a, to_a), (b, to_b) in found.get((one, other), [])
        )
    ]
