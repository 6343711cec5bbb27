"""Do the intervals and p values keep what they promise when words cluster in paragraphs?

    python tools/simulate_intervals.py

Synthetic texts: paragraph lengths are lognormal (mean about 136 words); each paragraph draws its
own rate of the word from a gamma distribution with shape k and mean r (k = inf: all alike; the
smaller k, the more a few paragraphs hold all hits), its hits from Poisson. The share of the word's
true rates (or ratios) that the nominal 95 % interval covers is printed, and written as tables into
guide/intervals.md. The statistic that keyness shuffles is chosen in the same way, against two
others; its p values are tried on this corpus with the labels of its paragraphs shuffled. Takes
about six minutes; with the names of some tables only these are made:

    python tools/simulate_intervals.py documents spread
"""

import sys
from itertools import product
from pathlib import Path

import numpy as np
from scipy import stats

import workreports as wr
from workreports.analysis import clusters, permutation, statistics

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


BATCHES, WORDS = 20, 200
"""So many times are so many words drawn; the spread of documents is pooled over these."""


def documents_drawn(rng: np.random.Generator, documents: int, hits: float, spread):
    """Sums of each document, of words with so many hits expected in each, and their true rate.

    Documents of about 60 paragraphs; a paragraph's own rate has the shape 0.3; a document's own
    rate of a word is lognormal about 1, its logarithm with the standard deviation ``spread``.
    """
    number = rng.integers(40, 80, documents)
    of = np.repeat(np.arange(documents), number)
    words = np.maximum(20, rng.lognormal(np.log(120), 0.5, len(of))).astype(int)
    rate = hits * documents / words.sum()
    own = np.exp(rng.normal(-(spread**2) / 2, spread, (documents, WORDS)))
    mean = rate * words[:, None] * own[of]
    return statistics.sums(rng.poisson(mean * rng.gamma(0.3, 1 / 0.3, mean.shape)), words, of), rate


def coverage_by_documents(rng: np.random.Generator) -> list[str]:
    """Rates and ratios with paragraphs as what is sampled, with the spread between documents pooled
    over words, and with documents as what is sampled."""
    lines = [
        "| documents a side | hits in each | spread between documents "
        "| rate: given these documents "
        "| pooled spread added | documents sampled "
        "| ratio: given these documents | pooled spread added | documents sampled |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    mixed = np.where(np.arange(WORDS) % 2, 0.15, 0.6)
    spreads = {"0": 0.0, "0.33": 0.33, "0.67": 0.67, "0.15 or 0.6": mixed}
    sizes = [(2, 5), (20, 5), *product((2, 3, 5, 10, 20, 30), (20,))]
    for documents, hits in sizes:
        for name, spread in spreads.items():
            drawn = [_covered(rng, documents, hits, spread) for _ in range(BATCHES)]
            cells = " | ".join(f"{cell:.3f}" for cell in np.mean(drawn, axis=0))
            lines.append(f"| {documents} | {hits} | {name} | {cells} |")
    return lines


def _covered(rng: np.random.Generator, documents: int, hits: float, spread) -> list[float]:
    """Shares of the words whose rate and whose ratio the three intervals cover."""
    (one, rate), (other, base) = (documents_drawn(rng, documents, hits, spread) for _ in "ab")
    between = statistics.between_documents([one, other])
    given = one.totals(), other.totals()
    pooled = [
        statistics.with_documents(total, side.words[0], between)
        for total, side in zip(given, (one, other), strict=True)
    ]
    ways = given, pooled, (one.document_totals(), other.document_totals())
    rates = [statistics.rate_interval(first) for first, _ in ways]
    ratios = [statistics.ratio_interval(*way)[1:] for way in ways]
    return [
        np.mean((low <= truth) & (truth <= high))
        for found, truth in ((rates, rate), (ratios, rate / base))
        for low, high in found
    ]


def spread_here() -> list[str]:
    """How much the documents of this corpus differ beyond what their paragraphs explain."""
    reports = wr.load_corpus().select(genre="work_report")
    selections = {
        "reviews of 下城区, 2014-2016": reports.select(place="下城区", part="review"),
        "plans in the work reports of 2016, 2017 and 2023": reports.select(part="plan"),
        "texts of 2016, a report and an outline of a plan": wr.load_corpus().select(years=2016),
        "all texts": wr.load_corpus().select(),
    }
    lines = ["| selection | documents | spread between documents |", "|---|---|---|"]
    for name, chosen in selections.items():
        spread = np.sqrt(clusters.between([chosen]))
        lines.append(f"| {name} | {len(chosen.documents)} | {spread:.2f} |")
    return lines


SIDES = [
    # what, paragraphs of both sides, k, true ratio, length of the target's paragraphs
    ("nothing to find", (75, 94), 1.0, 1, 1),
    ("nothing to find", (75, 94), 0.2, 1, 1),
    ("nothing to find", (40, 160), 0.3, 1, 1),
    ("nothing, target's paragraphs twice as long", (75, 94), 0.3, 1, 2),
    ("nothing, target's paragraphs twice as long", (40, 160), 0.3, 1, 2),
    ("nothing, target's paragraphs half as long", (40, 160), 0.3, 1, 0.5),
    ("target three times as often", (75, 94), 1.0, 3, 1),
    ("target a third as often", (75, 94), 1.0, 1 / 3, 1),
    ("target three times as often", (75, 94), 0.3, 3, 1),
    ("target a third as often", (75, 94), 0.3, 1 / 3, 1),
    ("target three times as often", (40, 160), 0.3, 3, 1),
    ("target a third as often", (40, 160), 0.3, 1 / 3, 1),
]


def sides(rng: np.random.Generator, paragraphs: tuple[int, int], shape, ratio, longer, hits=40):
    """Hits (paragraphs x runs), words and labels of two sides with so many hits on average."""
    target = np.arange(sum(paragraphs)) < paragraphs[0]
    words = np.maximum(20, rng.lognormal(np.log(120), 0.5, len(target)))
    words = (words * np.where(target, longer, 1)).astype(int)
    expected = words * np.where(target, ratio, 1)
    own = rng.gamma(shape, 1 / shape, (len(target), RUNS))
    counts = rng.poisson(hits * expected[:, None] / expected.sum() * own)
    return counts[:, counts.sum(axis=0) >= 5].astype(float), words, target


def p_of_three_statistics(rng: np.random.Generator, counts, words, target, draws=10_000):
    """The p of the sum, of the studentised sum (Janssen 1997), and of the doubled smaller tail."""
    scores = counts - words[:, None] * counts.sum(axis=0) / words.sum()
    powers, (one, other) = np.hstack([scores, scores**2]), (target.sum(), (~target).sum())

    def sums(labels):
        above, squares = np.split(labels @ powers, 2, axis=1)
        rest = (scores**2).sum(axis=0) - squares
        error = (squares - above**2 / one) / one**2 + (rest - above**2 / other) / other**2
        return above, np.abs(above) / np.sqrt(np.maximum(error, 1e-12))

    seen, studentised = sums(target[None, :].astype(float))
    reached = np.zeros((4, scores.shape[1]))
    for _ in range(draws // 1000):
        labels = rng.permuted(np.tile(target.astype(float), (1000, 1)), axis=1)
        above, other_way = sums(labels)
        reached += [
            (np.abs(above) >= np.abs(seen) - 1e-9).sum(axis=0),
            (other_way >= studentised * (1 - 1e-9)).sum(axis=0),
            (above >= seen - 1e-9).sum(axis=0),
            (above <= seen + 1e-9).sum(axis=0),
        ]
    p = (reached + 1) / (draws + 1)
    return p[0], p[1], np.minimum(2 * np.minimum(p[2], p[3]), 1)


def choice_of_statistic(rng: np.random.Generator) -> list[str]:
    lines = [
        "| paragraphs | k | | p < 0.05: sum | studentised | doubled tail "
        "| p < 0.001: sum | studentised | doubled tail |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for what, paragraphs, shape, ratio, longer in SIDES:
        drawn = sides(rng, paragraphs, shape, ratio, longer)
        p = np.array(p_of_three_statistics(rng, *drawn))
        cells = [f"{share:.3f}" for bound in (0.05, 0.001) for share in (p < bound).mean(axis=1)]
        size = f"{paragraphs[0]} and {paragraphs[1]}"
        lines.append(f"| {size} | {shape:g} | {what} | " + " | ".join(cells) + " |")
    return lines


def power(rng: np.random.Generator) -> list[str]:
    """Is a word found as often as said at the ratio that is called detectable?"""
    lines = [
        "| paragraphs | hits expected | k | detectable ratio, p < 0.05 | found "
        "| detectable ratio, p < 0.001 | found |",
        "|---|---|---|---|---|---|---|",
    ]
    for paragraphs in ((75, 94), (40, 160), (200, 200)):
        for hits in (40, 150):
            for shape in (1.0, 0.3):
                cells = [
                    cell
                    for alpha in (0.05, 0.001)
                    for cell in _found(rng, paragraphs, hits, shape, alpha)
                ]
                size = f"{paragraphs[0]} and {paragraphs[1]}"
                lines.append(f"| {size} | {hits} | {shape:g} | " + " | ".join(cells) + " |")
    return lines


def _found(rng: np.random.Generator, paragraphs, hits, shape, alpha) -> tuple[str, str]:
    counts, words, target = sides(rng, paragraphs, shape, 1, 1, hits)
    total = statistics.totals(counts, words, target)
    share = words[target].sum() / words.sum()
    ratio = np.median(permutation.detectable_ratio(total.hits, total.design_effect, share, alpha))
    if not np.isfinite(ratio):
        return "none", ""
    found = []
    for times in (ratio, 1 / ratio):
        drawn = sides(rng, paragraphs, shape, times, 1, hits)
        found.append((permutation.difference_p(*drawn, draws=20_000) < alpha).mean())
    return f"{ratio:.1f}", f"{found[0]:.2f} and {found[1]:.2f}"


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
        raw, found, found_g2, runs = [], 0, 0, 100
        for _ in range(runs):
            in_target = np.zeros(len(rows), dtype=bool)
            in_target[rng.permutation(len(rows))[: round(share * len(rows))]] = True
            p = permutation.difference_p(counts, words, in_target, draws=20_000)
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
    makers = {
        "rates": lambda: coverage_of_rates(rng),
        "ratios": lambda: coverage_of_ratios(rng),
        "documents": lambda: coverage_by_documents(np.random.default_rng(4)),
        "spread": spread_here,
        "statistic": lambda: choice_of_statistic(np.random.default_rng(1)),
        "power": lambda: power(np.random.default_rng(2)),
        "shuffled": lambda: shuffled_labels(np.random.default_rng(3)),
    }
    tables = {name: makers[name]() for name in sys.argv[1:] or makers}
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
