"""Answers to the exercises, told right from wrong without giving the right one away.

The tasks stand in ``notebooks/exercises``; here is, for each, what kind of answer it wants, how the right one is found, and which wrong ones
have a reason that can be named. Right answers are computed from the corpus, mostly by another way than the notebooks take.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral, Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from workreports import indicators
from workreports.analysis import keyness, reuse, terms, topics
from workreports.corpus import segmentation
from workreports.indicators import targets
from workreports.corpus.corpus import Corpus, load_corpus


@dataclass(frozen=True)
class Verdict:
    """What :func:`check` says of an answer."""

    task: str
    right: bool
    message: str

    def __repr__(self) -> str:
        return f"{self.task} {'✓' if self.right else '✗'} {self.message}"


class Task(NamedTuple):
    """What a task wants: a kind of answer, the right one, and slips with what to say to them."""

    kind: Callable[[object], object]
    """Reads an answer, or refuses it with a TypeError or ValueError that says what was expected."""
    right: Callable[[Corpus], object]
    slips: tuple[tuple[Callable[[Corpus], object], str], ...] = ()
    praise: str = "Right."


def check(task: str, answer: object) -> Verdict:
    """Say whether an answer is right, and if not, what may have gone wrong.

    Parameters
    ----------
    task : str
        Its number, such as "2.3": the notebook's and the task's.
    answer : object
        A number, a text, true or false, or several texts, as the task asks.

    Returns
    -------
    Verdict
        Shown as a line of text; ``right`` is true or false. A wrong answer is no error, so that a notebook with open tasks runs through.

    Raises
    ------
    ValueError
        If there is no such task.

    >>> check("3.1", 4)
    3.1 ✓ Right.
    >>> check("3.1", ...)
    3.1 ✗ Not answered yet: put your answer in place of the three dots.
    >>> check("3.1", "4")
    3.1 ✗ A number was expected, not the text '4'; take the quotation marks away.
    """
    if task not in TASKS:
        raise ValueError(
            f"there is no task {task!r}; did you mean {' or '.join(difflib.get_close_matches(str(task), TASKS, n=3, cutoff=0.3) or TASKS)}?"
        )
    wanted = TASKS[task]
    if answer is ...:
        return Verdict(task, False, "Not answered yet: put your answer in place of the three dots.")
    try:
        read = wanted.kind(answer)
    except (TypeError, ValueError) as mistake:
        return Verdict(task, False, str(mistake))
    if read == wanted.kind(wanted.right(_corpus())):
        return Verdict(task, True, wanted.praise)
    for slip, hint in wanted.slips:
        if read == wanted.kind(slip(_corpus())):
            return Verdict(task, False, hint)
    return Verdict(task, False, "Not yet. Read the task again, or open the hint.")


@lru_cache(maxsize=1)
def _corpus() -> Corpus:
    return load_corpus()


def _one(answer: object) -> object:
    """The value itself, where a table or array holds just one."""
    if isinstance(answer, (pd.DataFrame, pd.Series, np.ndarray, pd.Index)):
        if answer.size != 1:
            raise TypeError(
                f"One value was expected, not a table of {answer.size}; pick the one that is asked for."
            )
        return np.asarray(answer).ravel()[0]
    return answer


def _number(digits: int = 0) -> Callable[[object], float]:
    def read(answer: object) -> float:
        value = _one(answer)
        if isinstance(value, str):
            raise TypeError(
                f"A number was expected, not the text {value!r}; take the quotation marks away."
            )
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
            raise TypeError(f"A number was expected, not {_kind(value)}.")
        if not math.isfinite(value):
            raise ValueError(
                "A finite number was expected; was something divided by zero, or empty?"
            )
        return round(float(value), digits) + 0.0 if digits else float(value)  # a count is exact

    return read


def _truth(answer: object) -> bool:
    value = _one(answer)
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    raise TypeError(f"True or False was expected (without quotation marks), not {_kind(value)}.")


def _name(among: Callable[[Corpus], Iterable[str]]) -> Callable[[object], str]:
    def read(answer: object) -> str:
        value = _one(answer)
        if not isinstance(value, str):
            raise TypeError(
                f"A text was expected, such as {sorted(among(_corpus()))[0]!r}, not {_kind(value)}."
            )
        return _known(value, among)

    return read


def _names(among: Callable[[Corpus], Iterable[object]]) -> Callable[[object], frozenset]:
    def read(answer: object) -> frozenset:
        if (
            isinstance(answer, (str, Real))
            or not isinstance(answer, Iterable)
            or isinstance(answer, pd.DataFrame)
        ):
            raise TypeError(
                f"A list was expected, such as [{sorted(among(_corpus()))[0]!r}], not {_kind(answer)}."
            )
        return frozenset(
            _known(int(value) if isinstance(value, Integral) else value, among) for value in answer
        )

    return read


def _known(value: object, among: Callable[[Corpus], Iterable[str]]) -> str:
    options = {str(option).casefold(): str(option) for option in among(_corpus())}
    text = str(value).strip()
    if text.casefold() not in options:
        near = difflib.get_close_matches(text.casefold(), sorted(options), n=2, cutoff=0.5)
        raise ValueError(
            f"There is no {text!r} among the possible answers"
            + (
                f"; did you mean {' or '.join(options[name] for name in near)}?"
                if near
                else "; copy one that the task names, or one from a table."
            )
        )
    return options[text.casefold()]


def _kind(value: object) -> str:
    return (
        "nothing (None)"
        if value is None
        else f"the text {value!r}"
        if isinstance(value, str)
        else f"{'an' if type(value).__name__[0] in 'aeiou' else 'a'} {type(value).__name__}"
    )


def _theme(answer: object) -> bool:
    """An open task: at least four different terms that the corpus uses."""
    if isinstance(answer, (str, Real)) or not isinstance(answer, Iterable):
        raise TypeError(f"A list of terms was expected, not {_kind(answer)}.")
    given = list(answer)
    if len(set(given)) < 4:
        raise ValueError("At least four different terms were asked for.")
    unused = [
        term for term in given if not isinstance(term, str) or _corpus().occurrences(term).empty
    ]
    if unused:
        raise ValueError(
            f"The corpus never uses {', '.join(map(str, unused))} as a word of its own."
        )
    if empty := [term for term in given if not segmentation.is_content(term)]:
        raise ValueError(f"Stop words and punctuation make no theme: {', '.join(empty)}.")
    taken = {term: theme for theme, group in terms.themes().items() for term in group}
    if known := [f"{term} ({taken[term]})" for term in given if term in taken]:
        raise ValueError(
            f"Another theme has {', '.join(known)} already; a term belongs to one theme."
        )
    return True


def _doc_ids(corpus: Corpus) -> Iterable[str]:
    return corpus.documents.index


def _places(corpus: Corpus) -> Iterable[str]:
    return {*corpus.documents["place"], *corpus.reference["place"]}


def _tokens(corpus: Corpus) -> Iterable[str]:
    return corpus.tokens()["token"].unique()


def _topic_names(corpus: Corpus) -> Iterable[str]:
    return topics.fit(corpus, k=7).labels.values()


def _texts(corpus: Corpus, **chosen: object) -> pd.Series:
    """The text of each document, headings and all."""
    return corpus.select(**chosen).paragraphs.groupby("doc_id")["text"].agg("\n".join)


def _years_with(corpus: Corpus, theme: str, **chosen: object) -> list[int]:
    """Years of delivery of the documents that use a theme."""
    chosen = corpus.select(**chosen)
    places = pd.concat([chosen.occurrences(term) for term in terms.themes()[theme]])
    used = chosen.paragraphs.set_index("par_id").loc[places["par_id"], "doc_id"].unique()
    return [int(year) for year in chosen.documents.loc[used, "year"].dropna().unique()]


def _judged(corpus: Corpus) -> pd.DataFrame:
    return targets.compare(indicators.extract(corpus), corpus.reference, corpus.territories)


def _promised_here(corpus: Corpus) -> pd.DataFrame:
    ledger = _judged(corpus)
    return ledger[ledger["sources"].str.match(r"[a-z0-9-]+:\d")]


def _originals(corpus: Corpus, similarity: float | None = None) -> pd.DataFrame:
    """Shared passages without the double."""
    shared = (
        reuse.passages(corpus)
        if similarity is None
        else reuse.passages(corpus, similarity=similarity)
    )
    kept = corpus.documents.index[corpus.documents["duplicate_of"].isna()]
    return shared[shared["doc_id_a"].isin(kept) & shared["doc_id_b"].isin(kept)]


def _reviews(corpus: Corpus) -> pd.DataFrame:
    return keyness.compare(
        corpus.select(doc_id="shangcheng-2017-work-report", part="review"),
        corpus.select(doc_id="xiacheng-2016-work-report", part="review"),
    )


def _plans(corpus: Corpus, prior_mass: float) -> pd.DataFrame:
    promised = ["plan", "governance"]
    return keyness.compare(
        corpus.select(years=2023, part=promised),
        corpus.select(genre="work_report", years=(2016, 2017), part=promised),
        prior_mass=prior_mass,
    )


def _g2(a: float, b: float, c: float, d: float, cells: int = 4) -> float:
    """Dunning's (1993) statistic written out."""
    share = (a + b) / (c + d)
    g2 = a * math.log(a / (c * share)) + b * math.log(b / (d * share))
    if cells == 4:
        g2 += (c - a) * math.log((c - a) / (c * (1 - share))) + (d - b) * math.log(
            (d - b) / (d * (1 - share))
        )
    return 2 * g2


def _shingles(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


SENTENCE = "扎实推进五水共治和跨境电子商务综合试验区建设"
"""Of task 1.6: cleaning the five waters, and building the pilot zone of cross-border e-commerce."""
ONE, OTHER = "坚定不移推进城市有机更新", "坚定不移推进城市国际化"
"""Of task 7.4: unswervingly push urban renewal; unswervingly push the city's internationalisation."""

TASKS: dict[str, Task] = {
    "1.1": Task(
        _number(),
        lambda c: c.paragraphs[
            c.paragraphs["part"].eq("plan") & c.paragraphs["doc_id"].str.endswith("work-report")
        ]["doc_id"].nunique(),
        (
            (
                lambda c: c.paragraphs[c.paragraphs["part"].eq("plan")]["doc_id"].nunique(),
                "That counts plan reports and the five-year plan, too; the question is about work reports.",
            ),
            (
                lambda c: c.documents["genre"].eq("work_report").sum(),
                "That counts all work reports, the copy included; in some of them the plan is lost.",
            ),
        ),
    ),
    "1.2": Task(
        _name(_doc_ids),
        lambda c: c.edits[c.edits["kind"].eq("planted")]["doc_id"].value_counts().idxmax(),
        (
            (
                lambda c: c.edits["doc_id"].value_counts().idxmax(),
                "That document has most edits of all kinds; only the planted ones are asked for.",
            ),
        ),
    ),
    "1.3": Task(
        _number(),
        lambda c: (
            len(c.raw_text("001_f44b4fe92b87883a.txt"))
            - (lambda mine: int((mine["raw_end"] - mine["raw_start"]).sum()))(
                c.documents[c.documents["raw_file"].str.startswith("001")]
            )
        ),
        (
            (
                lambda c: c.edits[c.edits["kind"].eq("furniture")]["before"].str.len().sum(),
                "That is the sum over all five files; only file 001 is asked for.",
            ),
            (
                lambda c: c.edits[
                    c.edits["kind"].eq("furniture") & c.edits["raw_file"].str.startswith("001")
                ].shape[0],
                "That is the number of stretches; their characters are asked for.",
            ),
        ),
    ),
    "1.4": Task(
        _number(),
        lambda c: _texts(c)["shangcheng-2017-work-report"].count("深入"),
        (
            (
                lambda c: c.paragraphs["text"].str.count("深入").sum(),
                "That is the count of the whole corpus; one document is asked for.",
            ),
        ),
    ),
    "1.5": Task(_number(), lambda c: 3),
    "1.6": Task(
        _number(),
        lambda c: (
            len(segmentation.tokenizer(None).lcut(SENTENCE)) - len(segmentation.segment(SENTENCE))
        ),
        (
            (
                lambda c: (
                    len(segmentation.segment(SENTENCE))
                    - len(segmentation.tokenizer(None).lcut(SENTENCE))
                ),
                "The size is right, the sign is not: how many words *fewer*?",
            ),
            (
                lambda c: len(segmentation.segment(SENTENCE)),
                "That is the number of words with the lexicon; the difference is asked for.",
            ),
        ),
    ),
    "2.1": Task(
        _names(lambda c: range(2013, 2024)),
        lambda c: _years_with(
            c,
            "common prosperity",
            genre=["work_report", "plan_report"],
            part=["review", "problems", "plan", "governance"],
        ),
        (
            (
                lambda c: _years_with(c, "common prosperity"),
                "One more document than in the picture was counted: the picture shows work reports and plan reports.",
            ),
        ),
    ),
    "2.2": Task(
        _number(),
        lambda c: _texts(c, genre="work_report").str.count("三改一拆").sum(),
        (
            (
                lambda c: (
                    c.paragraphs[c.paragraphs["doc_id"].str.contains("work-report")]["text"]
                    .str.count("三改一拆")
                    .sum()
                ),
                "That counts the second copy of the report of 2014, too; `corpus.select` leaves it out.",
            ),
            (
                lambda c: _texts(c).str.count("三改一拆").sum(),
                "That counts all documents; only work reports are asked for.",
            ),
        ),
    ),
    "2.3": Task(
        _number(1),
        lambda c: (
            1e4
            * len(c.select(doc_id="xiacheng-2016-work-report").occurrences("创新"))
            / c.select(doc_id="xiacheng-2016-work-report").words.sum()
        ),
        (
            (
                lambda c: (
                    1e4
                    * len(c.select(doc_id="xiacheng-2016-work-report").occurrences("创新"))
                    / len(c.select(doc_id="xiacheng-2016-work-report").tokens())
                ),
                "Punctuation was counted among the words; `corpus.words` leaves it out.",
            ),
            (
                lambda c: round(
                    1e4
                    * len(c.select(doc_id="xiacheng-2016-work-report").occurrences("创新"))
                    / c.select(doc_id="xiacheng-2016-work-report").words.sum()
                ),
                "One decimal, please.",
            ),
            (
                lambda c: len(c.select(doc_id="xiacheng-2016-work-report").occurrences("创新")),
                "That is the count, not the rate.",
            ),
            (
                lambda c: (
                    1e3
                    * len(c.select(doc_id="xiacheng-2016-work-report").occurrences("创新"))
                    / c.select(doc_id="xiacheng-2016-work-report").words.sum()
                ),
                "That is the rate per thousand words.",
            ),
        ),
    ),
    "2.4": Task(
        _theme,
        lambda c: ["地铁", "公交", "停车", "交通"],
        praise="Your terms are used, and no other theme has them. Whether they mean traffic is for your neighbour to judge.",
    ),
    "2.5": Task(
        _truth,
        lambda c: (lambda row: bool(row["low"] <= 1 <= row["high"]))(
            terms.change(
                c.select(genre="work_report", years=(2016, 2017), part=["plan", "governance"]),
                c.select(years=2023, part=["plan", "governance"]),
                {"environment": terms.themes()["environment"]},
            ).iloc[0]
        ),
    ),
    "2.6": Task(
        _name(lambda c: ["建设", "大运河", "服务", "人才"]),
        lambda c: (
            terms.dispersion(c, ["建设", "大运河", "服务", "人才"]).set_index("term")["dp"].idxmax()
        ),
        (
            (
                lambda c: (
                    terms.dispersion(c, ["建设", "大运河", "服务", "人才"])
                    .set_index("term")["dp"]
                    .idxmin()
                ),
                "That one is the most evenly spread: DP is small where a term is spread like the text itself.",
            ),
        ),
    ),
    "3.1": Task(
        _number(),
        lambda c: 4,
        (
            (lambda c: 2, "A log ratio of 1 is already twice as often; of 2 is ..."),
            (lambda c: 0.25, "That is the other way round: the reference uses the word more."),
        ),
    ),
    "3.2": Task(
        _name(_tokens),
        lambda c: _reviews(c).sort_values("z")["term"].iloc[-1],
        (
            (
                lambda c: _reviews(c).sort_values("z")["term"].iloc[0],
                "That word marks the reference; the target is asked for.",
            ),
        ),
    ),
    "3.3": Task(
        _number(1),
        lambda c: _g2(20, 5, 200, 400),
        (
            (lambda c: _g2(20, 5, 200, 400) / 2, "The sum has to be doubled."),
            (
                lambda c: _g2(20, 5, 200, 400, cells=2),
                "That takes two cells, the hits; the words that are not hits make two more.",
            ),
        ),
    ),
    "3.4": Task(
        _name(_tokens),
        lambda c: _plans(c, 10_000)["term"].iloc[1],
        (
            (
                lambda c: _plans(c, 1000)["term"].iloc[1],
                "That is the second word with the usual prior; set prior_mass to 10,000.",
            ),
            (
                lambda c: _plans(c, 10_000)["term"].iloc[0],
                "That is the first word; the second is asked for.",
            ),
        ),
    ),
    "3.5": Task(_truth, lambda c: False),
    "4.1": Task(
        _number(2),
        lambda c: 72.39 / 1.089,
        (
            (
                lambda c: 72.39 * (1 - 0.089),
                "8.9 % is a share of the base, not of the result: result = base × 1.089.",
            ),
            (
                lambda c: 72.39 * 1.089,
                "That is the year after, if growth goes on; the year before is asked for.",
            ),
            (
                lambda c: 66.46,
                "That is the figure printed a year earlier; work it back from the rate.",
            ),
            (lambda c: 66.5, "Two decimals, please."),
        ),
    ),
    "4.2": Task(
        _number(1),
        lambda c: 4.3,
        (
            (
                lambda c: round((4.6 / 8.9 - 1) * 100, 1),
                "That is the change in per cent of the rate; percentage points are the plain difference.",
            ),
            (
                lambda c: round((1 - 4.6 / 8.9) * 100, 1),
                "That is the change in per cent of the rate; percentage points are the plain difference.",
            ),
            (lambda c: -4.3, "The question says *fell by*: the number is positive."),
        ),
    ),
    "4.3": Task(
        _number(),
        lambda c: 2,
        ((lambda c: 4, "Level and growth of one indicator and year stand in one row."),),
    ),
    "4.4": Task(
        _number(),
        lambda c: (
            lambda o: (
                o["status"].eq("target") & o["doc_id"].eq("shangcheng-2017-work-report")
            ).sum()
        )(indicators.extract(c)),
        (
            (
                lambda c: (lambda o: o["doc_id"].eq("shangcheng-2017-work-report").sum())(
                    indicators.extract(c)
                ),
                "That counts all figures of the report; `status` tells targets from results.",
            ),
            (
                lambda c: (lambda o: o["status"].eq("target").sum())(indicators.extract(c)),
                "That counts the targets of all documents.",
            ),
            (
                lambda c: (
                    lambda o: (
                        o["status"].eq("target")
                        & o["doc_id"].eq("shangcheng-2017-work-report")
                        & o["period_end"].eq(2017)
                    ).sum()
                )(indicators.extract(c)),
                "Targets for other periods, such as 2017-2021, count, too.",
            ),
        ),
    ),
    "4.5": Task(
        _name(lambda c: ["yoy", "comparable", "real"]),
        lambda c: "comparable",
        (
            (
                lambda c: "real",
                "Real growth takes price changes out; 同口径 is about the definition.",
            ),
            (
                lambda c: "yoy",
                "That is the plain rate; which word of the sentence says on what terms?",
            ),
        ),
    ),
    "4.6": Task(
        _number(1),
        lambda c: (765 / 690.76 - 1) * 100,
        (
            (lambda c: (1 - 690.76 / 765) * 100, "Growth is measured on the earlier level."),
            (lambda c: 765 / 690.76 - 1, "In per cent, please."),
            (lambda c: 765 / 690.76, "That is the factor; its growth in per cent is asked for."),
            (lambda c: 765 - 690.76, "That is the difference in 亿元."),
        ),
    ),
    "5.1": Task(
        _number(),
        lambda c: _promised_here(c)["met"].notna().sum(),
        (
            (
                lambda c: _judged(c)["met"].notna().sum(),
                "That counts promises of the reference table, too.",
            ),
            (
                lambda c: len(_promised_here(c)),
                "That counts all promises; `met` is empty where nothing can be said.",
            ),
            (
                lambda c: _promised_here(c)["met"].fillna(False).sum(),
                "Missed promises are judged, too.",
            ),
        ),
    ),
    "5.2": Task(
        _name(_doc_ids),
        lambda c: (
            lambda p: (
                p[p["why"].str.contains("no result is printed")]["sources"]
                .str.partition(":")[0]
                .value_counts()
                .idxmax()
            )
        )(_promised_here(c)),
    ),
    "5.3": Task(
        _name(lambda c: ["exact", "about", "at_least", "at_most", "range"]),
        lambda c: "at_least",
        (
            (lambda c: "exact", "以上 means «and above»."),
            (lambda c: "at_most", "以上 means «and above», 以内 «and below»."),
        ),
    ),
    "5.4": Task(
        _truth, lambda c: False, ((lambda c: True, "以上 is a floor; is the result above it?"),)
    ),
    "5.5": Task(
        _number(),
        lambda c: (
            indicators.audit(pd.concat([indicators.extract(c), c.reference], ignore_index=True))[
                "verdict"
            ]
            .eq("unexplained")
            .sum()
        ),
        (
            (
                lambda c: (
                    indicators.audit(indicators.extract(c))["verdict"].eq("unexplained").sum()
                ),
                "The reference figures were left out; join them to the observations.",
            ),
            (
                lambda c: len(
                    indicators.audit(
                        pd.concat([indicators.extract(c), c.reference], ignore_index=True)
                    )
                ),
                "That counts all comparisons, whatever their verdict.",
            ),
        ),
    ),
    "6.1": Task(
        _number(),
        lambda c: len(topics.fit(c, k=7).units.rows),
        (
            (
                lambda c: (c.select().paragraphs["depth"] == 0).sum(),
                "That counts all paragraphs of text; short ones and tables are left out.",
            ),
            (lambda c: len(c.paragraphs), "That counts headings and the double, too."),
        ),
    ),
    "6.2": Task(
        _number(2),
        lambda c: 7 / 13,
        (
            (
                lambda c: 0.7,
                "That is the share of one set; Jaccard divides by all words that are in either.",
            ),
            (lambda c: 7 / 20, "Words that are in both count once in the union."),
        ),
    ),
    "6.3": Task(
        _name(_topic_names),
        lambda c: (
            lambda m: m.labels[
                m.shares_by("part").query("part == 'plan'").set_index("topic")["share"].idxmax()
            ]
        )(topics.fit(c, k=7)),
    ),
    "6.4": Task(
        _number(),
        lambda c: (
            len(topics.fit(c, k=7, min_documents=1).units.terms)
            - len(topics.fit(c, k=7).units.terms)
        ),
        (
            (
                lambda c: len(topics.fit(c, k=7, min_documents=1).units.terms),
                "That is the new size of the vocabulary; how many words *more*?",
            ),
        ),
    ),
    "6.5": Task(
        _number(2),
        lambda c: topics.stability(c, k=5, runs=5)["jaccard"].mean(),
        (
            (
                lambda c: topics.stability(c, k=7, runs=5)["jaccard"].mean(),
                "That is k = 7; five topics are asked for.",
            ),
            (
                lambda c: topics.stability(c, k=5)["jaccard"].mean(),
                "That is the mean over twenty runs; five are asked for.",
            ),
        ),
    ),
    "7.1": Task(
        _number(),
        lambda c: _originals(c)["kind"].eq("near").sum(),
        (
            (
                lambda c: reuse.passages(c)["kind"].eq("near").sum(),
                "The double is still in: its passages are shared with everything that the original shares.",
            ),
            (lambda c: len(_originals(c)), "That counts exact passages, too."),
        ),
    ),
    "7.2": Task(_number(), lambda c: _texts(c).str.contains("高举中国特色社会主义伟大旗帜").sum()),
    "7.3": Task(
        _names(_doc_ids),
        lambda c: (
            lambda s: (
                s[
                    s["doc_id_a"].map(c.documents["place"])
                    != s["doc_id_b"].map(c.documents["place"])
                ]
                .sort_values("length", kind="stable")
                .iloc[-1][["doc_id_a", "doc_id_b"]]
                .tolist()
            )
        )(_originals(c)),
        (
            (
                lambda c: (
                    _originals(c)
                    .sort_values("length", kind="stable")
                    .iloc[-1][["doc_id_a", "doc_id_b"]]
                    .tolist()
                ),
                "Those two belong to one place.",
            ),
        ),
    ),
    "7.4": Task(
        _number(2),
        lambda c: len(_shingles(ONE) & _shingles(OTHER)) / len(_shingles(ONE)),
        (
            (
                lambda c: (
                    len(_shingles(ONE) & _shingles(OTHER)) / len(_shingles(ONE) | _shingles(OTHER))
                ),
                "That is resemblance, which divides by the union; containment divides by the first sentence's own shingles.",
            ),
            (
                lambda c: len(_shingles(ONE) & _shingles(OTHER)) / len(_shingles(OTHER)),
                "That is how much of the second sentence the first contains.",
            ),
            (
                lambda c: 100 * len(_shingles(ONE) & _shingles(OTHER)) / len(_shingles(ONE)),
                "A share between 0 and 1, please.",
            ),
            (lambda c: len(_shingles(ONE) & _shingles(OTHER)), "That is their number; divide it."),
        ),
    ),
    "7.5": Task(
        _number(),
        lambda c: len(_originals(c, 0.6)) - len(_originals(c)),
        (
            (lambda c: len(_originals(c, 0.6)), "That is the new number; how many *more*?"),
            (
                lambda c: len(reuse.passages(c, similarity=0.6)) - len(reuse.passages(c)),
                "The double is still in.",
            ),
        ),
    ),
}
