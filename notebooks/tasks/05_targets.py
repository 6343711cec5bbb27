"""Tasks of the exercises 05_targets: what became of promises, and whether figures agree."""

from functools import cache

import pandas as pd
from shared import doc_ids, observations

from workreports import indicators, panel
from workreports.indicators import targets
from workreports.teaching.exercises import task
from workreports.teaching.kinds import name, number, truth


@cache
def ledger(corpus):
    """Every promise and what became of it."""
    return targets.compare(observations(corpus), corpus.reference, corpus.territories)


def promised_here(corpus):
    """The promises made in documents of the corpus: those whose source is a paragraph."""
    promises = ledger(corpus)
    return promises[promises["sources"].str.match(r"[a-z0-9-]+:\d")]


@task("5.1", number())
def judged_promises(corpus):
    """How many promises made in documents of the corpus can be judged?"""
    return promised_here(corpus)["met"].notna().sum()


@judged_promises.slip("That counts promises of the reference table, too.")
def with_the_reference_table(corpus):
    return ledger(corpus)["met"].notna().sum()


@judged_promises.slip("That counts all promises; `met` is empty where nothing can be said.")
def all_promises(corpus):
    return len(promised_here(corpus))


@judged_promises.slip("Missed promises are judged, too.")
def promises_met(corpus):
    return promised_here(corpus)["met"].fillna(False).sum()


@task("5.2", name(doc_ids))
def most_silent_document(corpus):
    """For which document is the number of promises without a printed result largest?"""
    promises = promised_here(corpus)
    silent = promises[promises["reason"].eq("no_result")]
    return silent["sources"].str.partition(":")[0].value_counts().idxmax()


@task("5.3", name(among=["exact", "about", "at_least", "at_most", "range"]))
def bound_of_a_promise(_):
    """Which bound has 增长8%以上?"""
    return "at_least"


@bound_of_a_promise.slip("以上 means «and above».")
def exact(_):
    return "exact"


@bound_of_a_promise.slip("以上 means «and above», 以内 «and below».")
def at_most(_):
    return "at_most"


@task("5.4", truth())
def promise_met(_):
    """Was 增长6%以上 met by 5.4 %?"""
    return False


@promise_met.slip("以上 is a floor; is the result above it?")
def met(_):
    return True


@cache
def audited(corpus):
    """All comparisons of figures, those of the reference table included."""
    figures = pd.concat([observations(corpus), corpus.reference], ignore_index=True)
    return indicators.audit(figures)


@task("5.5", number())
def unexplained(corpus):
    """How many comparisons does the audit of all figures leave unexplained?"""
    return (audited(corpus)["verdict"] == "unexplained").sum()


@unexplained.slip("The reference figures were left out; join them to the observations.")
def without_the_reference_table(corpus):
    return (indicators.audit(observations(corpus))["verdict"] == "unexplained").sum()


@unexplained.slip("That counts all comparisons, whatever their verdict.")
def all_comparisons(corpus):
    return len(audited(corpus))


@task("5.6", number())
def years_below(corpus):
    """In how many years did growth stay below the number that the city had named?"""
    return rungs(corpus)["below"].sum()


@years_below.slip("`met` of the ledger leaves open what 左右 (about) may cover; `below` does not.")
def misses_of_the_ledger(corpus):
    growth = ledger(corpus).query(
        "place == '杭州市' and indicator == 'gdp' and measure == 'growth'"
    )
    return growth["met"].eq(False).sum()


@years_below.slip("That counts all years with a target.")
def all_years(corpus):
    return len(rungs(corpus))


@years_below.slip("Those are the years in which growth reached the number.")
def years_reached(corpus):
    return rungs(corpus)["below"].eq(False).sum()


def rungs(corpus):
    """The growth targets of the city."""
    figures = pd.concat([observations(corpus), corpus.reference], ignore_index=True)
    return panel.ladder(figures).query("place == '杭州市'")
