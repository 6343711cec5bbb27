"""Tasks of the exercises 06_topics: how choices before the model decide what it finds."""

from functools import cache

from workreports.analysis import topics
from workreports.teaching.exercises import task
from workreports.teaching.kinds import name, number


@cache
def model(corpus, **settings):
    """The model with seven topics."""
    return topics.fit(corpus, k=7, **settings)


def topic_names(corpus):
    """The topics that can be named."""
    return model(corpus).labels.values()


@task("6.1", number())
def paragraphs_seen(corpus):
    """How many paragraphs does the model with seven topics see?"""
    return len(model(corpus).units.rows)


@paragraphs_seen.slip("That counts all paragraphs of text; short ones and tables are left out.")
def all_paragraphs_of_text(corpus):
    return (corpus.select().paragraphs["depth"] == 0).sum()


@paragraphs_seen.slip("That counts headings and the double, too.")
def all_paragraphs(corpus):
    return len(corpus.paragraphs)


@task("6.2", number(digits=2))
def jaccard(_):
    """What is the Jaccard coefficient of two sets of ten words that share seven?"""
    return 7 / 13


@jaccard.slip("That is the share of one set; Jaccard divides by all words that are in either.")
def share_of_one_set(_):
    return 0.7


@jaccard.slip("Words that are in both count once in the union.")
def counted_twice(_):
    return 7 / 20


@task("6.3", name(topic_names))
def largest_topic_of_plans(corpus):
    """Which topic has the largest share of the words in the plan parts?"""
    shares = model(corpus).shares_by("part").query("part == 'plan'")
    return model(corpus).labels[shares.set_index("topic")["share"].idxmax()]


def vocabulary(corpus, **settings):
    """How many words the model sees."""
    return len(model(corpus, **settings).units.terms)


@task("6.4", number())
def words_more(corpus):
    """How many more words does the model see with min_documents=1?"""
    return vocabulary(corpus, min_documents=1) - vocabulary(corpus)


@words_more.slip("That is the new size of the vocabulary; how many words *more*?")
def all_words(corpus):
    return vocabulary(corpus, min_documents=1)


@cache
def stability(corpus, **settings):
    """The mean Jaccard coefficient of topics over runs of single factorisations."""
    return topics.stability(corpus, method="nmf", **settings)["jaccard"].mean()


@task("6.5", number(digits=2))
def stability_of_five_topics(corpus):
    """What is the mean Jaccard of five topics over five runs of single factorisations?"""
    return stability(corpus, k=5, runs=5)


@stability_of_five_topics.slip("That is k = 7; five topics are asked for.")
def of_seven_topics(corpus):
    return stability(corpus, k=7, runs=5)


@stability_of_five_topics.slip("That is the mean over twenty runs; five are asked for.")
def over_twenty_runs(corpus):
    return stability(corpus, k=5)
