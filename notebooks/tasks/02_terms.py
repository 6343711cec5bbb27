"""Tasks of the exercises 02_terms: rates, their intervals, a theme of one's own."""

from collections.abc import Iterable
from functools import cache
from numbers import Real

from shared import texts

from workreports.analysis import counting, terms
from workreports.corpus import segmentation
from workreports.teaching.exercises import task
from workreports.teaching.kinds import described, name, names, number, truth

SAID = ["review", "problems", "plan", "governance"]
SPEECHES = {
    "genre": ["work_report", "plan_report"],
    "part": SAID,
}
PROMISED = ["plan", "governance"]
CAMPAIGN = "三改一拆"
"""Three rebuildings, one demolition: against illegal building."""
SPREAD = ["建设", "大运河", "服务", "人才"]
"""Build, the Grand Canal, service, talent."""


def years_with(corpus, theme):
    """Years of delivery of the documents that use a theme."""
    places = counting.places(corpus, terms.themes()[theme])
    used = corpus.paragraphs.set_index("par_id").loc[places["par_id"], "doc_id"].unique()
    return [int(year) for year in corpus.documents.loc[used, "year"].dropna().unique()]


@task("2.1", names(among=range(2013, 2024)))
def years_of_common_prosperity(corpus):
    """In which years of delivery do speeches use the theme common prosperity?"""
    return years_with(corpus.select(**SPEECHES), "common prosperity")


@years_of_common_prosperity.slip(
    "One more document than asked for was counted: the panel shows work reports and plan "
    "reports; the five-year plan of 2016 stands among the dots by document only."
)
def years_of_all_documents(corpus):
    return years_with(corpus.select(), "common prosperity")


@task("2.2", number())
def campaign_in_work_reports(corpus):
    """How often does 三改一拆 stand in all work reports together?"""
    return texts(corpus, genre="work_report").str.count(CAMPAIGN).sum()


@campaign_in_work_reports.slip(
    "That counts the second copy of the report of 2014, too; `corpus.select` leaves it out."
)
def with_the_copy(corpus):
    reports = corpus.paragraphs[corpus.paragraphs["doc_id"].str.contains("work-report")]
    return reports["text"].str.count(CAMPAIGN).sum()


@campaign_in_work_reports.slip("That counts all documents; only work reports are asked for.")
def in_all_documents(corpus):
    return texts(corpus).str.count(CAMPAIGN).sum()


def report_of_xiacheng(corpus):
    """The report that task 2.3 is about."""
    return corpus.select(doc_id="xiacheng-2016-work-report")


@task("2.3", number(digits=1))
def rate_of_innovation(corpus):
    """How often per 10,000 words does 创新 stand in Xiacheng's report of 2016?"""
    return 1e4 * count_of_innovation(corpus) / report_of_xiacheng(corpus).words.sum()


@rate_of_innovation.slip("Punctuation was counted among the words; `corpus.words` leaves it out.")
def per_token(corpus):
    return 1e4 * count_of_innovation(corpus) / len(report_of_xiacheng(corpus).tokens())


@rate_of_innovation.slip("One decimal, please.")
def without_a_decimal(corpus):
    return round(rate_of_innovation(corpus))


@rate_of_innovation.slip("That is the count, not the rate.")
def count_of_innovation(corpus):
    return len(report_of_xiacheng(corpus).occurrences("创新"))


@rate_of_innovation.slip("That is the rate per thousand words.")
def per_thousand(corpus):
    return rate_of_innovation(corpus) / 10


def theme(answer, corpus):
    """An open task: at least four different terms that the corpus uses and no theme has."""
    if isinstance(answer, str | Real) or not isinstance(answer, Iterable):
        raise TypeError(f"A list of terms was expected, not {described(answer)}.")
    given = list(answer)
    if len(set(given)) < 4:
        raise ValueError("At least four different terms were asked for.")
    unused = [term for term in given if not isinstance(term, str) or corpus.occurrences(term).empty]
    if unused:
        raise ValueError(
            f"The corpus never uses {', '.join(map(str, unused))} as a word of its own."
        )
    if empty := [term for term in given if not segmentation.is_content(term)]:
        raise ValueError(f"Stop words and punctuation make no theme: {', '.join(empty)}.")
    taken = {term: other for other, group in terms.themes().items() for term in group}
    if known := [f"{term} ({taken[term]})" for term in given if term in taken]:
        raise ValueError(
            f"Another theme has {', '.join(known)} already; a term belongs to one theme."
        )
    return True


@task(
    "2.4",
    kind=theme,
    praise="Your terms are used, and no other theme has them. "
    "Whether they mean traffic is for your neighbour to judge.",
)
def theme_on_traffic(_):
    """Write a theme on traffic: underground, bus, parking, traffic."""
    return ["地铁", "公交", "停车", "交通"]


@task("2.5", truth())
def interval_includes_1(corpus):
    """Does the interval of the ratio of environment, 2016-2017 and 2023, include 1?"""
    row = terms.change(
        corpus.select(genre="work_report", years=(2016, 2017), part=PROMISED),
        corpus.select(years=2023, part=PROMISED),
        {"environment": terms.themes()["environment"]},
    ).iloc[0]
    return bool(row["low"] <= 1 <= row["high"])


@cache
def unevenness(corpus):
    """Gries' DP of the words of task 2.6."""
    return terms.dispersion(corpus, SPREAD).set_index("term")["dp"]


@task("2.6", name(among=SPREAD))
def most_unevenly_spread(corpus):
    """Which of the four words is spread most unevenly over the documents?"""
    return unevenness(corpus).idxmax()


@most_unevenly_spread.slip(
    "That one is the most evenly spread: DP is small where a term is spread like the text itself."
)
def most_evenly_spread(corpus):
    return unevenness(corpus).idxmin()


def service(corpus):
    """How often 服务 (service) stands in the report of Xiacheng and in the nation's of 2016."""
    asked = {"years": 2016, "part": SAID}
    district = corpus.select(place="下城区", genre="work_report", **asked)
    both = district, corpus.background.select(place="全国", **asked)
    return [terms.frequency(one, "服务", by="place", count="strings").iloc[0] for one in both]


@task("2.7", number(digits=1))
def times_the_nation(corpus):
    """How many times as often as the nation's report of 2016 does Xiacheng's say 服务?"""
    district, nation = service(corpus)
    return district["per_10k"] / nation["per_10k"]


@times_the_nation.slip("That divides the counts; the reports are not of one length.")
def by_counts(corpus):
    district, nation = service(corpus)
    return district["count"] / nation["count"]


@times_the_nation.slip("That is the nation's rate by the district's; the other way round.")
def the_other_way_round(corpus):
    return 1 / times_the_nation(corpus)


@times_the_nation.slip("That is the district's rate; divide it by the nation's.")
def rate_of_the_district(corpus):
    return service(corpus)[0]["per_10k"]
