"""What the contract promises, as a user types it.

Nothing runs this file: «make lint» reads it with basedpyright, which says where a public name is missing, takes other arguments, or returns something else."""

from typing import assert_type

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

import workreports as wr
from workreports.corpus import Corpus

corpus = wr.load_corpus()
assert_type(corpus, Corpus)
assert_type(wr.load_corpus("folder"), Corpus)
assert_type(wr.from_table("reports.dta"), Corpus)
assert_type(wr.from_table(corpus.documents, text="report", place="area", year="year"), Corpus)
assert_type(corpus.documents, pd.DataFrame)
assert_type(corpus.paragraphs, pd.DataFrame)
assert_type(corpus.edits, pd.DataFrame)
assert_type(corpus.reference, pd.DataFrame)
assert_type(corpus.territories, pd.DataFrame)
assert_type(corpus.tokens(), pd.DataFrame)
chosen = corpus.select(
    genre="work_report", place="上城区", level=None, part="review", years=(2014, 2016)
)
assert_type(chosen, Corpus)
counts, rows, terms = corpus.matrix(by="paragraph", min_count=2)
assert_type(rows, pd.DataFrame)
assert_type(terms, list[str])
print(wr.trace(corpus.paragraphs.iloc[0]))

assert_type(wr.segmentation.segment("创新"), list[str])
assert_type(wr.outline.parse("创新"), pd.DataFrame)
assert_type(wr.terms.frequency(corpus, {"theme": ["创新"]}, by=["year", "part"]), pd.DataFrame)
attention = wr.panel.attention(corpus, {"theme": ["创新"]})
assert_type(attention, pd.DataFrame)
wr.panel.to_stata(attention, "attention.dta")
assert_type(wr.terms.change(chosen, corpus, "创新"), pd.DataFrame)
assert_type(wr.terms.dispersion(corpus, ["创新"]), pd.DataFrame)
assert_type(wr.terms.collocates(corpus, "创新"), pd.DataFrame)
hits = wr.validate.draw(corpus, {"theme": ["创新"]}, 50)
assert_type(hits, pd.DataFrame)
assert_type(wr.validate.key(corpus, hits), pd.DataFrame)
assert_type(wr.validate.kept(corpus, hits, {"theme": ["创新", "!创新环境"]}), pd.DataFrame)
assert_type(wr.validate.report("coded.csv").themes, pd.DataFrame)
assert_type(wr.validate.report([hits, hits]).agreement, pd.DataFrame)
assert_type(wr.keyness.compare(chosen, corpus), pd.DataFrame)
lines: pd.DataFrame = wr.concordance.lines(corpus, "创新", width=20)
model = wr.topics.fit(corpus, 7, method="ensemble", seed=0)
assert_type(model.terms, pd.DataFrame)
assert_type(wr.topics.stability(corpus, 7), pd.DataFrame)
assert_type(wr.topics.scan(corpus, range(4, 9)), pd.DataFrame)
observations = wr.indicators.extract("财政总收入128亿元。", year=2017)
assert_type(observations, pd.DataFrame)
assert_type(wr.indicators.extract(corpus), pd.DataFrame)
assert_type(wr.indicators.audit(observations), pd.DataFrame)
assert_type(wr.targets.compare(observations, reference=corpus.reference), pd.DataFrame)
assert_type(wr.targets.said(corpus), pd.DataFrame)
ledger = wr.targets.compare(observations, corpus.reference, corpus.territories, corpus)
assert_type(wr.targets.fates(ledger), pd.Series)
assert_type(wr.targets.yearly(ledger, corpus), pd.DataFrame)
assert_type(wr.targets.distances(ledger), pd.Series)
assert_type(wr.targets.own_account(ledger, observations), pd.DataFrame)
assert_type(wr.targets.by_document(ledger), pd.DataFrame)
assert_type(wr.targets.unanswered(ledger), pd.DataFrame)
assert_type(wr.targets.beside_last(observations), pd.DataFrame)
assert_type(wr.panel.ladder(observations, "gdp"), pd.DataFrame)
assert_type(wr.reuse.passages(corpus), pd.DataFrame)
distances = wr.similarity.pairs(corpus, by="year")
assert_type(distances, pd.DataFrame)
assert_type(wr.similarity.matrix(distances), pd.DataFrame)
assert_type(wr.similarity.between(chosen, corpus), pd.DataFrame)
assert_type(wr.similarity.splits(chosen, corpus), pd.DataFrame)
assert_type(wr.similarity.lineage(corpus), pd.DataFrame)
assert_type(wr.similarity.novelty(corpus), pd.DataFrame)
words: pd.DataFrame = wr.similarity.turnover(chosen, corpus)

wr.style.use(language="en")
fig, ax = plt.subplots()
wr.figures.save(fig, "name", observations, "A title", "What is to be seen in it", folder=None)
for view in (
    wr.explore.terms(corpus),
    wr.explore.indicators(corpus),
    wr.explore.compare(corpus),
    wr.explore.topics(model),
):
    assert_type(view.answer.html, str)

territories = corpus.territories
for picture in (
    wr.plots.rates_by_year(wr.terms.frequency(corpus, "创新", by=["year", "place"]), territories),
    wr.plots.observations_by_year(observations, "亿元", territories),
    wr.plots.growth_against(observations, "地区生产总值", "财政总收入", territories, ax=ax),
    wr.plots.distances(distances, {2016: "first"}, ax=ax),
    wr.plots.ladder(wr.panel.ladder(observations), "%", territories),
    wr.plots.ways(distances, wr.panel.ways(distances), {"term": "sense"}),
    wr.plots.levels_by_year(distances, "per_10k", "per 10,000 words", territories, root=True),
    wr.plots.asked_and_reached(wr.targets.beside_last(observations)),
    wr.plots.kept_by_year(wr.targets.by_document(ledger), "targets"),
    wr.plots.coverage(corpus.documents, territories, ax=ax),
    wr.plots.topic_shares(model.shares_by(["year", "territory"]), model.labels, territories),
    wr.plots.reuse_network(observations, corpus.documents, territories, ax=ax),
):
    assert_type(picture, Figure)
