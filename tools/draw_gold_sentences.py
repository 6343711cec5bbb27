"""Draw the sentences of the segmentation gold sample (run once, before anybody annotated).

Usage: python tools/draw_gold_sentences.py OUT_FOLDER
"""

import csv
import random
import re
import sys
from pathlib import Path

from workreports.corpus import cleaning
from workreports.corpus.edits import read as read_edits

ROOT = Path(__file__).resolve().parents[1]
SEED = 2023


def sentences(text: str) -> list[str]:
    """Sentences and long clauses of 12 to 90 characters with at least eight Chinese ones."""
    candidates = re.findall(r"[^。;!?\n]+[。;!?]?", text)
    return sorted({one for one in candidates if 12 <= len(one) <= 90 and _is_chinese(one)})


def _is_chinese(sentence: str) -> bool:
    return len(re.findall(r"[\u4e00-\u9fff]", sentence)) >= 8


def main(out: Path) -> None:
    rng = random.Random(SEED)
    with (ROOT / "corpus/catalogue.csv").open(encoding="utf-8", newline="") as file:
        documents = [row for row in csv.DictReader(file) if not row["duplicate_of"]]
    raw = {
        row["raw_file"]: (ROOT / "corpus/raw" / row["raw_file"]).read_bytes().decode("utf-8")
        for row in documents
    }
    by_hand = read_edits(ROOT / "corpus/edits.csv", raw)
    drawn = []
    for row in documents:
        start, end = int(row["raw_start"]), int(row["raw_end"])
        edits = [edit for edit in by_hand[row["raw_file"]] if start <= edit.raw_start < end]
        text = cleaning.clean(raw[row["raw_file"]], start, end, edits).text
        size = 4 if row["genre"] == "article" else 20
        drawn += [(row["doc_id"], sentence) for sentence in rng.sample(sentences(text), size)]
    rng.shuffle(drawn)
    drawn = drawn[:160]
    shared, rest = drawn[:16], drawn[16:]
    for name, part in (("shared", shared), ("open", rest[:72]), ("sealed", rest[72:])):
        with (out / f"segmentation_{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["sentence_id", "doc_id", "sentence", "words"])
            for number, (doc_id, sentence) in enumerate(sorted(part), start=1):
                writer.writerow([f"{name}-{number:02d}", doc_id, sentence, ""])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
