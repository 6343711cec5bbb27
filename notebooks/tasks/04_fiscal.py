"""Tasks of the exercises 04_fiscal: level and growth, points and per cent, on which terms."""

from shared import observations

from workreports.teaching.exercises import task
from workreports.teaching.kinds import name, number

REPORT = "shangcheng-2017-work-report"


@task("4.1", number(digits=2))
def revenue_of_the_year_before(_):
    """What revenue of 2015 follows from 72.39 in 2016, +8.9 %?"""
    return 72.39 / 1.089


@revenue_of_the_year_before.slip(
    "8.9 % is a share of the base, not of the result: result = base × 1.089."
)
def share_of_the_result(_):
    return 72.39 * (1 - 0.089)


@revenue_of_the_year_before.slip(
    "That is the year after, if growth goes on; the year before is asked for."
)
def the_year_after(_):
    return 72.39 * 1.089


@revenue_of_the_year_before.slip(
    "That is the figure printed a year earlier; work it back from the rate."
)
def as_printed_a_year_earlier(_):
    return 66.46


@revenue_of_the_year_before.slip("Two decimals, please.")
def one_decimal(_):
    return 66.5


@task("4.2", number(digits=1))
def points_of_growth_lost(_):
    """By how many percentage points did growth fall from 8.9 % to 4.6 %?"""
    return 4.3


@points_of_growth_lost.slip(
    "That is the change in per cent of the rate; percentage points are the plain difference."
)
def change_in_per_cent(_):
    return round((4.6 / 8.9 - 1) * 100, 1)


@points_of_growth_lost.slip(
    "That is the change in per cent of the rate; percentage points are the plain difference."
)
def fall_in_per_cent(_):
    return round((1 - 4.6 / 8.9) * 100, 1)


@points_of_growth_lost.slip("The question says *fell by*: the number is positive.")
def as_a_change(_):
    return -4.3


@task("4.3", number())
def rows_of_one_sentence(_):
    """How many rows does extraction make of two indicators with level and growth?"""
    return 2


@rows_of_one_sentence.slip("Level and growth of one indicator and year stand in one row.")
def a_row_a_figure(_):
    return 4


def targets(corpus):
    """The figures of all documents that are targets."""
    figures = observations(corpus)
    return figures[figures["status"] == "target"]


@task("4.4", number())
def targets_of_one_report(corpus):
    """How many figures of Shangcheng's work report of 2017 are targets, of any period?"""
    return (targets(corpus)["doc_id"] == REPORT).sum()


@targets_of_one_report.slip(
    "That counts all figures of the report; `status` tells targets from results."
)
def all_figures_of_the_report(corpus):
    return (observations(corpus)["doc_id"] == REPORT).sum()


@targets_of_one_report.slip("That counts the targets of all documents.")
def targets_of_all_documents(corpus):
    return len(targets(corpus))


@targets_of_one_report.slip("Targets for other periods, such as 2017-2021, count, too.")
def targets_of_one_year(corpus):
    promised = targets(corpus)
    return ((promised["doc_id"] == REPORT) & (promised["period_end"] == 2017)).sum()


@task("4.5", name(among=["yoy", "comparable", "real"]))
def basis_of_a_rate(_):
    """Which growth_basis has 同口径增长?"""
    return "comparable"


@basis_of_a_rate.slip("Real growth takes price changes out; 同口径 is about the definition.")
def real(_):
    return "real"


@basis_of_a_rate.slip("That is the plain rate; which word of the sentence says on what terms?")
def plain(_):
    return "yoy"


@task("4.6", number(digits=1))
def nominal_growth(_):
    """By how many per cent did the product grow from 690.76 to 765?"""
    return (765 / 690.76 - 1) * 100


@nominal_growth.slip("Growth is measured on the earlier level.")
def on_the_later_level(_):
    return (1 - 690.76 / 765) * 100


@nominal_growth.slip("In per cent, please.")
def as_a_share(_):
    return 765 / 690.76 - 1


@nominal_growth.slip("That is the factor; its growth in per cent is asked for.")
def as_a_factor(_):
    return 765 / 690.76


@nominal_growth.slip("That is the difference in 亿元.")
def as_a_difference(_):
    return 765 - 690.76


@task("4.7", number(digits=1))
def step_at_the_merger(_):
    """By how many per cent does the implied product of 2019 lie above the sum of both parts?"""
    return (2218.6 / 1.032 / (1080 * 1.06 + 730) - 1) * 100


@step_at_the_merger.slip(
    "That compares 2020 with 2019: work the product of 2020 back by its rate first."
)
def without_working_back(_):
    return (2218.6 / (1080 * 1.06 + 730) - 1) * 100


@step_at_the_merger.slip(
    "That takes the product of 2018 for one part: let it grow by its printed rate first."
)
def with_a_part_of_2018(_):
    return (2218.6 / 1.032 / (1080 + 730) - 1) * 100


@step_at_the_merger.slip("That is measured on the later base; measure it on the sum of the parts.")
def on_the_implied_base(_):
    return (1 - (1080 * 1.06 + 730) / (2218.6 / 1.032)) * 100
