"""Coherence, stability and time of topic models on one matrix: ours, and LDA of scikit-learn,
tomotopy and gensim, in one run.

    python benchmarks/topic_models.py [FOLDER] [-k 7 10 15]

Needs the extra ``bench`` without a FOLDER. All see the same paragraphs and words; C_NPMI is taken
by one function over the same paragraphs, from the ten heaviest words of each topic, mean over
topics and over five seeds. Stability is the mean Jaccard over ten runs with another seed and 80 %
of the paragraphs. FOLDER holds reports of one's own as ``workreports build`` reads them: then our
two factorisations are compared alone.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd

import workreports as wr
from workreports.analysis import topics
from workreports.analysis.topics import heaviest, train
from workreports.analysis.topics.units import prepare
from workreports.corpus import Corpus, MemoryTables

K, SEEDS, RUNS = 7, 5, 10
OURS = ["workreports ensemble", "workreports NMF"]


def tomotopy_weights(units: topics.Units, k: int, seed: int) -> np.ndarray:
    import tomotopy

    model = tomotopy.LDAModel(k=k, seed=seed + 1)
    for row in units.counts:
        model.add_doc(
            [
                units.terms[place]
                for place, count in zip(row.indices, row.data, strict=True)
                for _ in range(count)
            ]
        )
    model.train(1000, workers=1)
    place = {term: number for number, term in enumerate(model.used_vocabs)}
    return np.array(
        [
            [
                model.get_topic_word_dist(topic)[place[term]] if term in place else 0.0
                for term in units.terms
            ]
            for topic in range(k)
        ]
    )


def gensim_weights(units: topics.Units, k: int, seed: int) -> np.ndarray:
    from gensim.models import LdaModel

    bags = [list(zip(row.indices.tolist(), row.data.tolist(), strict=True)) for row in units.counts]
    return LdaModel(
        bags, num_topics=k, id2word=dict(enumerate(units.terms)), passes=50, random_state=seed
    ).get_topics()


def synthetic(corpus: Corpus, size: int) -> wr.corpus.Corpus:
    """Reports of random words of the corpus, each with twenty clauses that all share and one
    passage from another."""
    rng = np.random.default_rng(size)
    words = corpus.tokens()["token"][corpus.tokens()["is_content"]].unique()

    def clause() -> str:
        return "".join(rng.choice(words, rng.integers(4, 9)))

    formulae, last, rows = [clause() for _ in range(20)], [], []
    for number in range(size):
        clauses = [clause() for _ in range(1000)]
        places = rng.choice(len(clauses), len(formulae), replace=False)
        for place, formula in zip(places, formulae, strict=True):
            clauses[place] = formula
        clauses[500:505], last = last or clauses[500:505], clauses[100:105]
        rows += [
            (f"d{number}:{start:04d}", f"d{number}", ",".join(clauses[start : start + 20]) + "。")
            for start in range(0, len(clauses), 20)
        ]
    paragraphs = pd.DataFrame(rows, columns=["par_id", "doc_id", "text"]).assign(
        depth=0, raw_start=0
    )
    paragraphs["raw_end"] = paragraphs["text"].str.len()
    documents = pd.DataFrame(
        {"year": 2016, "duplicate_of": None, "delivered": None},
        index=pd.Index(paragraphs["doc_id"].unique(), name="doc_id"),
    )
    return Corpus(MemoryTables(documents, paragraphs, corpus.edits.iloc[:0], corpus.tokens))


MODELS: dict[str, Callable[[topics.Units, int, int], np.ndarray]] = {
    "workreports ensemble": lambda units, k, seed: train(units, k, "ensemble", seed)[0].weights,
    "workreports NMF": lambda units, k, seed: train(units, k, "nmf", seed)[0].weights,
    "scikit-learn LDA": lambda units, k, seed: train(units, k, "lda", seed)[0].weights,
    "tomotopy LDA": tomotopy_weights,
    "gensim LDA": gensim_weights,
}


def top_terms(weights: np.ndarray) -> list[set[int]]:
    return [set(row[: topics.TOP]) for row in heaviest(weights).tolist()]


def compare(units: topics.Units, k: int, names: Iterable[str]) -> None:
    """Coherence, stability and time of each model."""
    print(f"{units.counts.shape[0]} paragraphs, {units.counts.shape[1]} words, {k} topics")
    for name in names:
        weights, coherence, seconds = MODELS[name], [], []
        for seed in range(SEEDS):
            start = time.perf_counter()
            found = weights(units, k, seed)
            seconds.append(time.perf_counter() - start)
            top = heaviest(found)[:, : topics.TOP]
            coherence.append(np.mean([topics.npmi(units.counts[:, row].toarray()) for row in top]))
        whole, agreement = top_terms(weights(units, k, 0)), []
        for run in range(1, RUNS + 1):
            seen = units.sample(topics.resample(len(units.rows), 0, run)[0])
            agreement.append(topics.match(whole, top_terms(weights(seen, k, run)))[1].mean())
        print(
            f"{name:20} C_NPMI {np.mean(coherence):.3f} "
            f"({min(coherence):.3f} to {max(coherence):.3f})   "
            f"stability {np.mean(agreement):.2f}   {np.median(seconds):.2f} s a fit",
            flush=True,
        )


def grow(corpus: Corpus) -> None:
    """Time of shared wording as the corpus grows."""
    start = time.perf_counter()
    found = len(wr.reuse.passages(corpus))
    print(f"shared passages of the corpus: {found} in {time.perf_counter() - start:.2f} s")
    sizes, spent = (50, 100, 200), []
    for size in sizes:
        made = synthetic(corpus, size)
        start = time.perf_counter()
        wr.reuse.passages(made)
        spent.append(time.perf_counter() - start)
    exponent = np.polyfit(np.log(sizes), np.log(spent), 1)[0]
    print(
        f"of {sizes} synthetic reports of about 15,000 characters: "
        f"{', '.join(f'{value:.1f}' for value in spent)} s, exponent {exponent:.2f}"
    )


def elsewhere(folder: Path, ks: Iterable[int]) -> None:
    """Our two factorisations on the reports of a folder."""
    with tempfile.TemporaryDirectory() as desk:
        wr.ingest.build(folder, Path(desk) / "built")
        units = prepare(wr.load_corpus(Path(desk) / "built"))
    for k in ks:
        compare(units, k, OURS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("-k", type=int, nargs="+", default=[K])
    given = parser.parse_args()
    if given.folder:
        elsewhere(given.folder, given.k)
        return
    corpus = wr.load_corpus()
    for k in given.k:
        compare(prepare(corpus), k, MODELS)
    start = time.perf_counter()
    table = topics.scan(corpus, range(4, 21), "nmf", runs=20)
    chosen = table[table["recommended"]].iloc[0]
    print(
        f"scan of k = 4 to 20 with 20 runs each, NMF: {time.perf_counter() - start:.1f} s; "
        f"recommended k = {chosen['k']}, stability {chosen['stability']:.3f}"
    )
    grow(corpus)


if __name__ == "__main__":
    main()
