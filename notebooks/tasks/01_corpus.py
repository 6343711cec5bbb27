"""Tasks of the exercises 01_corpus: provenance, completeness, structure and words."""

from shared import doc_ids, texts

from workreports.corpus import segmentation
from workreports.teaching.exercises import task
from workreports.teaching.kinds import name, number

CRAWLED = "001_f44b4fe92b87883a.txt"
SENTENCE = "扎实推进五水共治和跨境电子商务综合试验区建设"
"""Cleaning the five waters, and building the pilot zone of cross-border e-commerce."""


@task("1.1", number())
def work_reports_with_a_plan(corpus):
    """In how many work reports, the copy left out, is the plan there, whole or cut?"""
    plans = corpus.paragraphs[corpus.paragraphs["part"] == "plan"]["doc_id"]
    return plans[plans.str.endswith("work-report")].nunique()


@work_reports_with_a_plan.slip(
    "That counts plan reports and the five-year plan, too; the question is about work reports."
)
def of_every_genre(corpus):
    return corpus.paragraphs[corpus.paragraphs["part"] == "plan"]["doc_id"].nunique()


@work_reports_with_a_plan.slip(
    "That counts all work reports, the copy included; in some of them the plan is lost."
)
def all_work_reports(corpus):
    return (corpus.documents["genre"] == "work_report").sum()


@task("1.2", name(doc_ids))
def document_with_most_planted(corpus):
    """Into which document were most novel titles planted?"""
    planted = corpus.edits[corpus.edits["kind"] == "planted"]
    return planted["doc_id"].value_counts().idxmax()


@document_with_most_planted.slip(
    "That document has most edits of all kinds; only the planted ones are asked for."
)
def most_edits_of_all_kinds(corpus):
    return corpus.edits["doc_id"].value_counts().idxmax()


@task("1.3", number())
def characters_of_no_document(corpus):
    """How many characters of the crawled page belong to no document?"""
    inside = corpus.documents[corpus.documents["raw_file"] == CRAWLED]
    held = (inside["raw_end"] - inside["raw_start"]).sum()
    return len(corpus.raw_text(CRAWLED)) - int(held)


@characters_of_no_document.slip("That is the sum over all five files; only file 001 is asked for.")
def in_all_files(corpus):
    return corpus.edits[corpus.edits["kind"] == "furniture"]["before"].str.len().sum()


@characters_of_no_document.slip("That is the number of stretches; their characters are asked for.")
def number_of_stretches(corpus):
    furniture = corpus.edits[corpus.edits["kind"] == "furniture"]
    return (furniture["raw_file"] == CRAWLED).sum()


@task("1.4", number())
def in_depth_in_one_report(corpus):
    """How often does 深入 stand in Shangcheng's work report of 2017?"""
    return texts(corpus)["shangcheng-2017-work-report"].count("深入")


@in_depth_in_one_report.slip("That is the count of the whole corpus; one document is asked for.")
def in_depth_everywhere(corpus):
    return corpus.paragraphs["text"].str.count("深入").sum()


@task("1.5", number())
def headings_of_level_1(_):
    """How many headings of level 1 does a report in one line have? 一, 二 and 三."""
    return 3


@task("1.6", number())
def words_fewer_than_plain_jieba(_):
    """How many words fewer does the lexicon make of the sentence?"""
    plain = segmentation.tokenizer(None).lcut(SENTENCE)
    return len(plain) - len(segmentation.segment(SENTENCE))


@words_fewer_than_plain_jieba.slip("The size is right, the sign is not: how many words *fewer*?")
def words_more(corpus):
    return -words_fewer_than_plain_jieba(corpus)


@words_fewer_than_plain_jieba.slip(
    "That is the number of words with the lexicon; the difference is asked for."
)
def words_with_the_lexicon(_):
    return len(segmentation.segment(SENTENCE))
