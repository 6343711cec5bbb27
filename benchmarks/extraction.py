"""How well and how fast figures are read: against hand-annotated answers, against reading and
segmenting the same text, and as text grows.

    python benchmarks/extraction.py

The corpus is repeated to 1 MB of UTF-8; times are medians of five, taken by turns. Growth is
measured on texts of one kind at 1, 2, 4 and 8 times a length: the exponent is the slope of log
time over log length, 1 for linear time.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

import workreports as wr

SEALED = ["xiacheng-2016-work-report", "shangcheng-2023-plan-report"]
RUNS = 5
MEGABYTE = 1_000_000
HOSTILE = {
    "one paragraph of prose": (lambda text, n: text.replace("\n", "") * n, 1),
    "nested brackets": (lambda _, n: "地区生产总值" + "(" * n + ")" * n + "8%", 50_000),
    "a number of digits": (lambda _, n: "地区生产总值" + "1" * n + "亿元", 125_000),
    "names without figures": (lambda _, n: "财政总收入" * n, 5_000),
    "Chinese numerals": (lambda _, n: "财政总收入" + "一二三" * n + "亿元", 25_000),
    "figures without names": (lambda _, n: "8%," * n + "财政总收入", 50_000),
}


def accuracy(corpus: wr.corpus.Corpus) -> pd.DataFrame:
    """Scores of each annotated set."""
    gold = pd.read_csv(corpus.folder / "gold" / "observations.csv")
    passages = pd.read_csv(corpus.folder / "gold" / "observation_passages.csv")
    documents = wr.indicators.extract(corpus)
    documents = documents[documents["source"] == "text"]
    documents = documents.assign(
        item=documents["par_id"],
        set=documents["doc_id"].isin(SEALED).map({True: "sealed", False: "open"}),
    )
    found = pd.concat(
        [
            documents,
            *(
                wr.indicators.extract(row.text, row.year).assign(item=row.item, set=row.set)
                for row in passages.itertuples()
            ),
        ]
    )
    for table in (found, gold):
        table["part"] = (
            table["item"].str.contains(":").map({True: "documents, ", False: "passages, "})
            + table["set"]
        )
    return pd.DataFrame(
        {
            part: wr.indicators.agreement(found[found["part"] == part], gold[gold["part"] == part])
            for part in sorted(gold["part"].unique())
        }
    ).T


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    corpus = wr.load_corpus()
    print(accuracy(corpus).drop(columns=["growth_basis"]).round(3).to_string(), "\n")
    prose = "\n".join(corpus.paragraphs["text"]) + "\n"
    megabyte = (
        (prose * (MEGABYTE // len(prose.encode()) + 1)).encode()[:MEGABYTE].decode(errors="ignore")
    )
    works = {
        "extract": lambda: wr.indicators.extract(megabyte, year=2017),
        "segment": lambda: wr.segmentation.segment(megabyte),
        "outline": lambda: wr.outline.parse(megabyte),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            times[name].append(seconds(work))
    extract, segment, outline = (statistics.median(times[name]) for name in works)
    print(
        f"1 MB of reports: extraction {extract:.2f} s, {extract / segment:.2f} times its "
        f"segmentation ({segment:.2f} s); of that {outline:.2f} s go into the outline\n"
    )
    for name, (make, unit) in HOSTILE.items():
        texts = [make(prose, unit * factor) for factor in (1, 2, 4, 8)]
        spent = [
            min(seconds(lambda text=text: wr.indicators.extract(text, year=2017)) for _ in range(3))
            for text in texts
        ]
        exponent = np.polyfit(np.log([len(text) for text in texts]), np.log(spent), 1)[0]
        last = f"{len(texts[-1]):>9,} characters in {spent[-1]:6.2f} s"
        print(f"{name:26} {last}   exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
