"""Do the intervals and p values keep what they promise when words cluster in paragraphs?

    python tools/simulate_intervals.py

Synthetic texts: paragraph lengths are lognormal (mean about 136 words); each paragraph draws its
own rate of the word from a gamma distribution with shape k and mean r (k = inf: all alike; the
smaller k, the more a few paragraphs hold all hits), its hits from Poisson. The share of the word's
true rates (or ratios) that the nominal 95 % interval covers is printed, and written as tables into
guide/intervals.md. The p values are tried on this corpus with the labels of its paragraphs
shuffled. Takes about two minutes.
"""

from pathlib import Path

import numpy as np
from scipy import stats

import workreports as wr
from workreports.analysis import statistics

ROOT = Path(__file__).resolve().parents[1]
RUNS = 4000
SHAPES = [np.inf, 1.0, 0.2, 0.1]
TEXT = ROOT / "guide" / "intervals.md"


def draw(
    rng: np.random.Generator, paragraphs: int, hits: float, shape: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Hits (paragraphs x runs) and words of paragraphs, and the true rate that gives so many hits
    on average."""
    words = np.maximum(20, rng.lognormal(np.log(120), 0.5, paragraphs)).astype(int)
    rate = hits / words.sum()
    own = (
        rng.gamma(shape, 1 / shape, (paragraphs, RUNS))
        if np.isfinite(shape)
        else np.ones((paragraphs, RUNS))
    )
    return rng.poisson(rate * words[:, None] * own), words, rate


def coverage_of_rates(rng: np.random.Generator) -> list[str]:
    lines = [
        "| paragraphs | hits expected | k = inf | k = 1 | k = 0.2 | k = 0.1 "
        "| marked too few at k = 0.2 |",
        "|---|---|---|---|---|---|---|",
    ]
    for paragraphs in (40, 100, 300):
        for hits in (2, 5, 10, 20, 50, 100, 300):
            cells, few = [], 0.0
            for shape in SHAPES:
                counts, words, rate = draw(rng, paragraphs, hits, shape)
                total = statistics.totals(counts, words, np.zeros(paragraphs))
                low, high = statistics.rate_interval(total)
                cells.append(np.mean((low <= rate) & (rate <= high)))
                few = total.few.mean() if shape == 0.2 else few
            lines.append(
                f"| {paragraphs} | {hits} | "
                + " | ".join(f"{cell:.3f}" for cell in cells)
                + f" | {few:.2f} |"
            )
    return lines


def coverage_of_ratios(rng: np.random.Generator) -> list[str]:
    lines = [
        "| paragraphs each | hits expected | true ratio | k = inf | k = 1 | k = 0.2 | k = 0.1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for paragraphs in (40, 100, 300):
        for hits, times in ((10, 1), (20, 1), (20, 3), (100, 1), (100, 0.5)):
            cells = []
            for shape in SHAPES:
                one, one_words, rate = draw(rng, paragraphs, hits * times, shape)
                other, other_words, base = draw(rng, paragraphs, hits, shape)
                _, low, high = statistics.ratio_interval(
                    *(
                        statistics.totals(counts, words, np.zeros(paragraphs))
                        for counts, words in ((one, one_words), (other, other_words))
                    )
                )
                cells.append(np.mean((low <= rate / base) & (rate / base <= high)))
            lines.append(
                f"| {paragraphs} | {hits} | {times} | "
                + " | ".join(f"{cell:.3f}" for cell in cells)
                + " |"
            )
    return lines


def shuffled_labels(rng: np.random.Generator) -> list[str]:
    """Findings of keyness when the two sides differ by nothing: the labels of real paragraphs are
    shuffled."""
    counts, rows, _ = (
        wr.load_corpus()
        .select(genre=["work_report", "plan_report", "five_year_plan"])
        .matrix(min_count=5)
    )
    counts = counts.toarray()
    words = np.maximum(counts.sum(axis=1), 1)
    lines = [
        "| share of paragraphs in the target | terms with p < 0.05 "
        "| runs with a finding at adjusted p < 0.05 | the same with G2's own p |",
        "|---|---|---|---|",
    ]
    for share in (0.1, 0.2, 0.5):
        raw, found, found_g2, runs = [], 0, 0, 200
        for _ in range(runs):
            in_target = np.zeros(len(rows), dtype=bool)
            in_target[rng.permutation(len(rows))[: round(share * len(rows))]] = True
            p = statistics.difference_p(counts, words, in_target)
            g2 = statistics.log_likelihood(
                counts[in_target].sum(axis=0),
                counts[~in_target].sum(axis=0),
                words[in_target].sum(),
                words[~in_target].sum(),
            )
            raw.append((p < 0.05).mean())
            found += (stats.false_discovery_control(p) < 0.05).any()
            found_g2 += (stats.false_discovery_control(stats.chi2.sf(g2, 1)) < 0.05).any()
        lines.append(
            f"| {share} | {np.mean(raw):.3f} | {found / runs:.3f} | {found_g2 / runs:.3f} |"
        )
    return lines


def main() -> None:
    rng = np.random.default_rng(2023)
    tables = {
        "rates": coverage_of_rates(rng),
        "ratios": coverage_of_ratios(rng),
        "shuffled": shuffled_labels(rng),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, lines in tables.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        text = (
            f"{before}<!-- {name} -->\n"
            + "\n".join(lines)
            + "\n"
            + rest[rest.index("<!-- end -->") :]
        )
    TEXT.write_text(text, encoding="utf-8", newline="\n")
    print("\n\n".join("\n".join(lines) for lines in tables.values()))


if __name__ == "__main__":
    main()
