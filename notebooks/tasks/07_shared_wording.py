"""Tasks of the exercises 07_shared_wording: exact and near, and what a threshold decides."""

from functools import cache

from shared import doc_ids, texts

from workreports.analysis import reuse
from workreports.teaching.exercises import task
from workreports.teaching.kinds import names, number

FORMULA = "高举中国特色社会主义伟大旗帜"
"""Hold high the great banner of socialism with Chinese characteristics."""
ONE, OTHER = "坚定不移推进城市有机更新", "坚定不移推进城市国际化"
"""Unswervingly push urban renewal; unswervingly push the city's internationalisation."""


@cache
def passages(corpus, **settings):
    """What documents share."""
    return reuse.passages(corpus, **settings)


@cache
def without_the_double(corpus, **settings):
    """What documents share that are chosen without the double."""
    return reuse.passages(corpus.select(), **settings)


@task("7.1", number())
def near_passages(corpus):
    """How many near passages do documents share, the double left out?"""
    return (without_the_double(corpus)["kind"] == "near").sum()


@near_passages.slip(
    "The double is still in: its passages are shared with everything that the original shares."
)
def near_passages_with_the_double(corpus):
    return (passages(corpus)["kind"] == "near").sum()


@near_passages.slip(
    "The double was left out after the search; beside it some stretches count as common, "
    "and their passages are not found. Leave it out before."
)
def near_passages_searched_beside_the_double(corpus):
    shared, kept = passages(corpus), corpus.originals.index
    both = shared["doc_id_a"].isin(kept) & shared["doc_id_b"].isin(kept)
    return (shared[both]["kind"] == "near").sum()


@near_passages.slip("That counts exact passages, too.")
def all_passages(corpus):
    return len(without_the_double(corpus))


@task("7.2", number())
def documents_with_the_formula(corpus):
    """In how many documents does 高举中国特色社会主义伟大旗帜 stand?"""
    return texts(corpus).str.contains(FORMULA).sum()


def longest(shared):
    """The two documents of the longest passage."""
    last = shared.sort_values("length", kind="stable").iloc[-1]
    return last[["doc_id_a", "doc_id_b"]].tolist()


@task("7.3", names(doc_ids))
def longest_across_a_border(corpus):
    """Which two documents share the longest passage that crosses from one district to another?"""
    shared, place_of = without_the_double(corpus), corpus.documents["place"]
    return longest(shared[shared["doc_id_a"].map(place_of) != shared["doc_id_b"].map(place_of)])


@longest_across_a_border.slip("Those two belong to one place.")
def longest_of_all(corpus):
    return longest(without_the_double(corpus))


def shingles(text):
    """The stretches of three characters, as a set."""
    return {text[i : i + 3] for i in range(len(text) - 2)}


@task("7.4", number(digits=2))
def containment(corpus):
    """How much of the first sentence is contained in the second, in shingles of three?"""
    return number_in_both(corpus) / len(shingles(ONE))


@containment.slip(
    "That is resemblance, which divides by the union; "
    "containment divides by the first sentence's own shingles."
)
def resemblance(corpus):
    return number_in_both(corpus) / len(shingles(ONE) | shingles(OTHER))


@containment.slip("That is how much of the second sentence the first contains.")
def containment_of_the_second(corpus):
    return number_in_both(corpus) / len(shingles(OTHER))


@containment.slip("A share between 0 and 1, please.")
def in_per_cent(corpus):
    return 100 * containment(corpus)


@containment.slip("That is their number; divide it.")
def number_in_both(_):
    return len(shingles(ONE) & shingles(OTHER))


@task("7.5", number())
def more_with_a_lower_threshold(corpus):
    """How many more passages are there if three fifths are alike, the double left out?"""
    return passages_of_three_fifths(corpus) - len(without_the_double(corpus))


@more_with_a_lower_threshold.slip("That is the new number; how many *more*?")
def passages_of_three_fifths(corpus):
    return len(without_the_double(corpus, similarity=0.6))


@more_with_a_lower_threshold.slip("The double is still in.")
def more_with_the_double(corpus):
    return len(passages(corpus, similarity=0.6)) - len(passages(corpus))
