"""How fast it is where it is felt, as ratios against what one would do by hand, in one run.

    python benchmarks/run.py

Each measure runs in fresh processes, by turns with its counterpart; medians of seven. Prints a
table and stores it in benchmarks/results.csv (not under version control: it describes a machine).
"""

import csv
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
TIMED = """
import time, pandas as pd
from pathlib import Path
files = sorted(Path('corpus/raw').glob('*.txt'))
{before}
start = time.perf_counter()
{body}
print(time.perf_counter() - start)
"""
BY_HAND = """
import jieba, logging
jieba.setLogLevel(logging.ERROR)
texts = ((file.name, file.read_text(encoding='utf-8')) for file in files)
rows = [(name, word) for name, text in texts for word in jieba.cut(text)]
words = pd.DataFrame(rows, columns=['file', 'word'])
"""
BY_HAND_KEYNESS = """
import numpy as np
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer
import jieba, logging
jieba.setLogLevel(logging.ERROR)
texts = [' '.join(jieba.cut(file.read_text(encoding='utf-8'))) for file in files]
counts = CountVectorizer(token_pattern=r'\\S+').fit_transform(texts).toarray()
a, b = counts[0], counts[1:].sum(axis=0)
c, d = a.sum(), b.sum()
with np.errstate(divide='ignore', invalid='ignore'):
    parts = a * np.log(a * (c + d) / (c * (a + b))), b * np.log(b * (c + d) / (d * (a + b)))
    g2 = 2 * np.nansum(parts, axis=0)
p = stats.chi2.sf(g2, 1)
"""
LOADED = "import workreports as wr\ncorpus = wr.load_corpus()\ncorpus.tokens()\n"
RAW = (
    LOADED + "raw = [corpus.raw_text(name) for name in corpus.documents['raw_file'].unique()] * 8\n"
)
MEASURES = {
    "import workreports": ("", "import workreports"),
    "second load with tokens": ("", "import workreports as wr\nwr.load_corpus().tokens()"),
    "first load with tokens": ("", "import workreports as wr\nwr.load_corpus().tokens()"),
    "segmentation, the raw files eight times": (
        RAW + "wr.segmentation.segment('x')",
        "wr.segmentation.batch(raw)",
    ),
    "segmentation, the same by jieba": (
        RAW + "cut = wr.segmentation.tokenizer().lcut\ncut('x')",
        "[cut(one) for one in raw]",
    ),
    "figures of the corpus": (LOADED + "wr.indicators", "wr.indicators.extract(corpus)"),
    "keyness of two selections": (
        LOADED + "wr.keyness",
        "wr.keyness.compare(corpus.select(years=2023), corpus.select(years=2017))",
    ),
    "topics, k = 7": (LOADED + "wr.topics", "wr.topics.fit(corpus, 7)"),
    "shared wording": (LOADED + "wr.reuse", "wr.reuse.passages(corpus)"),
    "first view of a term": (LOADED + "wr.style.use('en')\nwr.explore", "wr.explore.terms(corpus)"),
    "first view of an indicator": (
        LOADED + "wr.style.use('en')\nwr.explore",
        "wr.explore.indicators(corpus)",
    ),
    "first view of two selections": (
        LOADED + "wr.style.use('en')\nwr.explore",
        "wr.explore.compare(corpus)",
    ),
    "by hand: jieba over the raw files": ("", BY_HAND),
    "by hand: jieba, CountVectorizer, G2": ("", BY_HAND_KEYNESS),
}


def seconds(before: str, body: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(before=before, body=body)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in MEASURES}
    seconds(*MEASURES["second load with tokens"])
    for _ in range(RUNS):
        for name, (before, body) in MEASURES.items():
            if name.startswith("first load"):
                shutil.rmtree(ROOT / "corpus" / ".cache", ignore_errors=True)
            times[name].append(seconds(before, body))
    by_hand = statistics.median(times["by hand: jieba over the raw files"])
    rows = [
        {
            "measure": name,
            "best_s": f"{min(found):.3f}",
            "median_s": f"{statistics.median(found):.3f}",
            "ratio_to_by_hand": f"{statistics.median(found) / by_hand:.2f}",
        }
        for name, found in times.items()
    ]
    with (ROOT / "benchmarks/results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    medians = {name: statistics.median(found) for name, found in times.items()}
    jieba, ours = (
        medians[f"segmentation, {name}"]
        for name in ("the same by jieba", "the raw files eight times")
    )
    print(f"segmentation is {jieba / ours:.1f} times as fast as plain jieba")
    for row in rows:
        spent = f"best {row['best_s']} s   median {row['median_s']} s"
        print(f"{row['measure']:36} {spent}   {row['ratio_to_by_hand']} x by hand")


if __name__ == "__main__":
    main()
