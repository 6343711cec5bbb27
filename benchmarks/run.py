"""How fast it is where it is felt, as ratios against what one would do by hand, measured in one run.

    python benchmarks/run.py

Each measure runs in fresh processes, by turns with its counterpart; medians of seven. Prints a table and stores it in benchmarks/results.csv
(not under version control: it describes a machine).
"""

import csv
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
TIMED = "import time, pandas as pd\nfrom pathlib import Path\nfiles = sorted(Path('corpus/raw').glob('*.txt'))\nstart = time.perf_counter()\n{body}\nprint(time.perf_counter() - start)"
BY_HAND = """
import jieba, logging
jieba.setLogLevel(logging.ERROR)
words = pd.DataFrame([(file.name, word) for file in files for word in jieba.cut(file.read_text(encoding='utf-8'))], columns=['file', 'word'])
"""
MEASURES = {
    "import workreports": "import workreports",
    "second load with tokens": "import workreports as wr\nwr.load_corpus().tokens()",
    "first load with tokens": "import workreports as wr\nwr.load_corpus().tokens()",
    "keyness of two selections": "import workreports as wr\ncorpus = wr.load_corpus()\nwr.keyness.compare(corpus.select(years=2023), corpus.select(years=2017))",
    "notebook 03_keywords": "from workreports import notebooks\nnotebooks.execute(notebooks.FOLDER / '03_keywords.ipynb')",
    "by hand: jieba over the raw files": BY_HAND,
}


def seconds(body: str) -> float:
    done = subprocess.run([sys.executable, "-c", TIMED.format(body=body)], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return float(done.stdout.split()[-1])


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in MEASURES}
    seconds(MEASURES["second load with tokens"])
    for _ in range(RUNS):
        for name, body in MEASURES.items():
            if name.startswith("first load"):
                shutil.rmtree(ROOT / "corpus" / ".cache", ignore_errors=True)
            times[name].append(seconds(body))
    by_hand = statistics.median(times["by hand: jieba over the raw files"])
    rows = [{"measure": name, "best_s": f"{min(found):.3f}", "median_s": f"{statistics.median(found):.3f}", "ratio_to_by_hand": f"{statistics.median(found) / by_hand:.2f}"}
            for name, found in times.items()]
    with (ROOT / "benchmarks/results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    for row in rows:
        print(f"{row['measure']:36} best {row['best_s']} s   median {row['median_s']} s   {row['ratio_to_by_hand']} x by hand")


if __name__ == "__main__":
    main()
