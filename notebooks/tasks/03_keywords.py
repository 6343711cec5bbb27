"""Tasks of the exercises 03_keywords: effect against evidence, a prior, words of one document."""

import math
from functools import cache

from workreports.analysis import keyness, terms
from workreports.teaching.exercises import task
from workreports.teaching.kinds import name, number, truth

PROMISED = ["plan", "governance"]


def words(corpus):
    """The words that can be named."""
    return corpus.tokens()["token"].unique()


@task("3.1", number())
def times_as_often(_):
    """How many times as often does the reference use a word with a log ratio of -2?"""
    return 4


@times_as_often.slip("A log ratio of 1 is already twice as often; of 2 is ...")
def the_log_ratio(_):
    return 2


@times_as_often.slip("That is the other way round: the reference uses the word more.")
def the_other_way_round(_):
    return 0.25


@cache
def reviews(corpus):
    """Shangcheng's review of 2017 against Xiacheng's of 2016, by z."""
    compared = keyness.compare(
        corpus.select(doc_id="shangcheng-2017-work-report", part="review"),
        corpus.select(doc_id="xiacheng-2016-work-report", part="review"),
    )
    return compared.sort_values("z")["term"]


@task("3.2", name(words))
def first_word_of_the_target(corpus):
    """Which word of the two reviews is first by z?"""
    return reviews(corpus).iloc[-1]


@first_word_of_the_target.slip("That word marks the reference; the target is asked for.")
def first_word_of_the_reference(corpus):
    return reviews(corpus).iloc[0]


def hits(a, b, c, d):
    """Dunning's (1993) sum over the two cells of hits: a of c words, b of d words."""
    share = (a + b) / (c + d)
    return a * math.log(a / (c * share)) + b * math.log(b / (d * share))


@task("3.3", number(digits=1))
def g2_by_hand(_):
    """What is G2 of 20 hits in 200 words and 5 in 400, with four cells?"""
    return 2 * (hits(20, 5, 200, 400) + hits(180, 395, 200, 400))


@g2_by_hand.slip("The sum has to be doubled.")
def not_doubled(corpus):
    return g2_by_hand(corpus) / 2


@g2_by_hand.slip("That takes two cells, the hits; the words that are not hits make two more.")
def two_cells(_):
    return 2 * hits(20, 5, 200, 400)


@cache
def plans(corpus, **settings):
    """The words that mark plans of 2023 against those of 2016-2017, by z."""
    return keyness.compare(
        corpus.select(years=2023, part=PROMISED),
        corpus.select(genre="work_report", years=(2016, 2017), part=PROMISED),
        **settings,
    )["term"]


@task("3.4", name(words))
def second_word_with_a_heavy_prior(corpus):
    """Which word of the plans is second with a prior that weighs 10,000 words?"""
    return plans(corpus, prior_mass=10_000).iloc[1]


@second_word_with_a_heavy_prior.slip(
    "That is the second word with the usual prior; set prior_mass to 10,000."
)
def second_word_with_the_usual_prior(corpus):
    return plans(corpus).iloc[1]


@second_word_with_a_heavy_prior.slip("That is the first word; the second is asked for.")
def first_word_with_a_heavy_prior(corpus):
    return plans(corpus, prior_mass=10_000).iloc[0]


@task("3.5", truth())
def keyword_on_this_p_alone(_):
    """May a word be a keyword on an uncorrected p of 0.01 among 300?"""
    return False


def culture(corpus, count="words"):
    """How often each plan of 2016 and 2017 has the word for culture."""
    earlier = corpus.select(genre="work_report", years=(2016, 2017), part=PROMISED)
    return terms.frequency(earlier, "文化", by="doc_id", count=count)["count"]


@task("3.6", number())
def culture_where_it_stands_most(corpus):
    """How often does culture stand, as a word, in the one plan that has it most?"""
    return culture(corpus).max()


@culture_where_it_stands_most.slip("That is of both plans together; one is asked for.")
def culture_in_both(corpus):
    return culture(corpus).sum()


@culture_where_it_stands_most.slip("That counts the characters inside longer words, too.")
def culture_as_strings(corpus):
    return culture(corpus, "strings").max()


@task("3.7", number())
def ways_to_halve_six(_):
    """In how many ways can six documents be halved?"""
    return math.comb(6, 3) // 2


@ways_to_halve_six.slip("Each halving is counted twice there, once from either side.")
def ways_from_either_side(_):
    return math.comb(6, 3)
