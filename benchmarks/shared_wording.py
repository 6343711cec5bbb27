"""Whether shared wording is found, and how what it takes grows.

    python benchmarks/shared_wording.py [FOLDER]

Of the corpus: runs of fifteen equal characters that lie in a passage, and clauses alike that a
passage reaches, against exhaustive comparison. FOLDER holds a corpus in Parquet: the same of a
sample of its clauses, and processor time, passages and characters that passages cover for 50
documents and more, drawn at random, each twice as many as before, with exponents over the
characters (1 is linear).
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

import workreports as wr
from workreports.corpus import Corpus

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import exhaustive

SMALLEST, SAMPLE = 50, 500


def complete(corpus: Corpus) -> None:
    """Against everything compared with everything."""
    shared, texts = wr.reuse.passages(corpus), exhaustive.paragraphs(corpus)
    equal = exhaustive.equal(texts)
    begins = exhaustive.begins(equal)
    missed = exhaustive.begins(equal) & set(exhaustive.uncovered(equal, shared))
    print(f"runs of fifteen equal characters in a passage: {len(begins) - len(missed)} of "
          f"{len(begins)}")  # fmt: skip
    near = exhaustive.near(texts)
    found = len(near) - len(exhaustive.untouched(near, shared))
    print(f"pairs of clauses alike that a passage reaches: {found} of {len(near)}")


def sampled(corpus: Corpus) -> None:
    """Of a sample of clauses those that have one alike, and those found to have one."""
    shared, texts = wr.reuse.passages(corpus), exhaustive.paragraphs(corpus)
    clauses = sum(len(exhaustive.CLAUSE.findall(text)) for _, _, text in texts)
    chosen = np.random.default_rng(0).choice(clauses, min(SAMPLE, clauses), replace=False)
    near = exhaustive.near(texts, chosen)
    missed = set(exhaustive.untouched(near, shared))
    alike, found = {one for one, _ in near}, {pair[0] for pair in near if pair not in missed}
    print(f"of {len(chosen)} clauses drawn {len(alike)} have one alike in another document; for "
          f"{len(found)} of them a passage links one; of all {len(near):,} pairs "
          f"{len(near) - len(missed):,} are rows")  # fmt: skip


def covered(shared: pd.DataFrame) -> int:
    """Characters that stand in a passage, each counted once."""
    sides = [
        shared[[f"par_id_{side}", f"start_{side}", f"end_{side}"]].set_axis(
            ["par_id", "start", "end"], axis=1
        )
        for side in "ab"
    ]
    spans = pd.concat(sides).sort_values(["par_id", "start"])
    before = spans.groupby("par_id")["end"].cummax().groupby(spans["par_id"]).shift(fill_value=0)
    return int((spans["end"] - spans["start"].clip(lower=before)).clip(lower=0).sum())


def growth(corpus: Corpus) -> None:
    doc_ids = np.random.default_rng(0).permutation(corpus.originals.index)
    sizes = [*(SMALLEST * 2 ** np.arange(9)), len(doc_ids)]
    rows = []
    for size in sorted({size for size in sizes if size <= len(doc_ids)}):
        part = corpus.select(doc_id=doc_ids[:size].tolist())
        characters = int(part.characters.sum())
        spent = []
        for _ in range(3):
            start = time.process_time()
            shared = wr.reuse.passages(part)
            spent.append(time.process_time() - start)
        rows.append((size, characters, min(spent), len(shared), covered(shared)))
        print("{:6,} documents {:12,} characters {:8.2f} s {:9,} passages {:10,} covered".format(
            *rows[-1]), flush=True)  # fmt: skip
    logs = np.log(np.array(rows, dtype=float)[:, 1:])
    for name, column in (("time", 1), ("passages", 2), ("characters covered", 3)):
        print(f"exponent of {name}: {np.polyfit(logs[:, 0], logs[:, column], 1)[0]:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args().folder
    complete(wr.load_corpus())
    if folder:
        stored = wr.load_corpus(folder)
        sampled(stored)
        growth(stored)


if __name__ == "__main__":
    main()
