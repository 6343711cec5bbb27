"""Does the noise floor sit where two texts differ by nothing, and does p keep its level?

    python tools/simulate_similarity.py

Synthetic texts: the words of a paragraph are drawn from 3,000 words with Zipf's shares, each
multiplied by a gamma variable of shape k and mean 1 of its own, so that words cluster in
paragraphs, the more the smaller k. Two sides are drawn alike and held against each other. The
second half is measured on this corpus. Tables are printed, and written into guide/similarity.md.
Takes about two minutes.
"""

from pathlib import Path

import numpy as np
import scipy.sparse

import workreports as wr
from workreports.analysis.similarity import distance

TEXT = Path(__file__).resolve().parents[1] / "guide" / "similarity.md"
RUNS, DRAWS = 500, 199
SIDES = [
    # paragraphs and their mean words on either side, k
    ((60, 40), (60, 40), 1.0),
    ((60, 40), (60, 40), 0.2),
    ((20, 40), (100, 40), 0.2),
    ((20, 120), (60, 40), 1.0),
    ((20, 120), (60, 40), 0.2),
    ((60, 120), (60, 40), 0.2),
]
PLANS = ["plan", "governance"]


def level(rng: np.random.Generator) -> list[str]:
    lines = [
        "| paragraphs x words | against | k | p of 0.05 or less | p of 0.01 or less | divergence "
        "| excess | excess, paragraphs counted |",
        "|---|---|---|---|---|---|---|---|",
    ]
    shares = 1 / np.arange(1, 3001)
    shares /= shares.sum()
    for one, other, shape in SIDES:
        in_one = np.arange(one[0] + other[0]) < one[0]
        p, seen, excess, counted = [], [], [], []
        for _ in range(RUNS):
            mean = np.where(in_one, one[1], other[1])
            words = np.maximum(5, rng.lognormal(np.log(mean), 0.5))[:, None]
            own = rng.gamma(shape, 1 / shape, (len(in_one), len(shares)))
            counts = scipy.sparse.csr_array(rng.poisson(words * own * shares))
            kept = counts.sum(axis=1) > 0
            counts, labels = counts[kept], in_one[kept]
            found, drawn = distance._against_draws(counts, labels, DRAWS, rng)
            p.append(((drawn >= found).sum() + 1) / (DRAWS + 1))
            seen.append(found)
            excess.append(found - drawn.mean())
            counted.append(found - _counted(counts, labels, rng))
        p = np.array(p)
        sides = " | ".join(f"{size} x {mean}" for size, mean in (one, other))
        found = [f"{(p <= 0.05).mean():.3f}", f"{(p <= 0.01).mean():.3f}", f"{np.mean(seen):.3f}"]
        found += [f"{np.mean(values):+.4f}" for values in (excess, counted)]
        lines.append(f"| {sides} | {shape:g} | " + " | ".join(found) + " |")
    return lines


def _counted(counts, sides: np.ndarray, rng: np.random.Generator, draws: int = 40) -> float:
    """The floor where a pile gets as many paragraphs as the side has, not as many words."""
    found = []
    totals, words = counts.sum(axis=0).astype(np.float32)[:, None], int(counts.sum())
    for _ in range(draws):
        of_one = counts[rng.permutation(sides)].sum(axis=0).astype(np.float32)[:, None]
        common = distance._common(of_one, totals, of_one.sum(axis=0), words)
        found.append(1 - common[0])
    return float(np.mean(found))


def plans() -> list[str]:
    corpus = wr.load_corpus()
    before = corpus.select(genre="work_report", years=(2016, 2017), part=PLANS)
    after = corpus.select(years=2023, part=PLANS)
    lines = [
        "| plans of | against | divergence | floor | excess | p |",
        "|---|---|---|---|---|---|",
    ]
    table = wr.similarity.splits(before, after)
    within = wr.similarity.pairs(after)
    within[["one", "other"]] = within[["one", "other"]].map(lambda doc_id: [doc_id])
    for row in [*table.itertuples(), *within.itertuples()]:
        one, other = (", ".join(map(_short, side)) for side in (row.one, row.other))
        lines.append(
            f"| {one} | {other} | {row.divergence:.3f} | {row.floor:.3f} | {row.excess:+.3f} "
            f"| {row.p:.4f} |"
        )
    return lines


def _short(doc_id: str) -> str:
    place, year = doc_id.split("-")[:2]
    return f"{place.capitalize()} {year}"


def documents() -> list[str]:
    corpus = wr.load_corpus().select(genre=["work_report", "plan_report", "five_year_plan"])
    square = wr.similarity.matrix(wr.similarity.pairs(corpus))
    names = [doc_id.replace("-work-report", "").replace("-", " ") for doc_id in square.index]
    lines = ["| | " + " | ".join(names[:-1]) + " |", "|---" * len(names) + "|"]
    for number, name in enumerate(names[1:], start=1):
        cells = [f"{value:+.3f}" for value in square.iloc[number, :number]]
        cells += [""] * (len(names) - 1 - number)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def main() -> None:
    tables = {
        "level": level(np.random.default_rng(2018)),
        "plans": plans(),
        "documents": documents(),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, lines in tables.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        text = before + mark + "\n".join(lines) + "\n" + rest[rest.index("<!-- end -->") :]
    TEXT.write_text(text, encoding="utf-8", newline="\n")
    print("\n\n".join("\n".join(lines) for lines in tables.values()))


if __name__ == "__main__":
    main()
