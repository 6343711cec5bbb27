// Totals over paragraphs and their intervals, with the arithmetic of analysis/statistics.py.

const POWERS = [
  [1, 0],
  [1, 1],
  [1, 2],
  [1, 3],
  [2, 0],
  [2, 1],
  [2, 2],
  [3, 0],
  [3, 1],
  [4, 0],
];
const BINOMIAL = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]];

/** What the paragraphs of a document add up to: all that an interval is made of. */
export class Sums {
  constructor() {
    this.paragraphs = 0;
    this.words = [0, 0, 0, 0];
    this.hits = new Array(10).fill(0);
    this.spread = 0;
  }
  addWords(words) {
    this.paragraphs += 1;
    for (let power = 0; power < 4; power++) this.words[power] += words ** (power + 1);
  }
  addHits(hits, words) {
    POWERS.forEach(([one, other], at) => {
      this.hits[at] += hits ** one * words ** other;
    });
    this.spread += 1;
  }
}

/** Totals over documents: these are given, the paragraphs in them could have been others. */
export function totals(documents) {
  const sum = (what) => documents.reduce((all, one) => all + what(one), 0);
  const hits = sum((one) => one.hits[0]),
    words = sum((one) => one.words[0]),
    rate = hits / Math.max(words, 1);
  let second = 0,
    fourth = 0;
  for (const one of documents) {
    const p = [1, 2, 3, 4].map((degree) =>
      POWERS.reduce(
        (all, [of, by], at) =>
          all + (of + by === degree ? BINOMIAL[degree][by] * (-rate) ** by * one.hits[at] : 0),
        (-rate) ** degree * one.words[degree - 1],
      ),
    );
    const m = one.paragraphs,
      mean = m > 1 ? p[0] / m : 0,
      scale = m > 1 ? m / (m - 1) : 1;
    second += scale * Math.max(p[1] - 2 * mean * p[0] + m * mean ** 2, 0);
    fourth +=
      scale ** 2 *
      Math.max(
        p[3] - 4 * mean * p[2] + 6 * mean ** 2 * p[1] - 4 * mean ** 3 * p[0] + m * mean ** 4,
        0,
      );
  }
  const number = sum((one) => one.paragraphs);
  const free = (2 * second ** 2) / Math.max(fourth - second ** 2 / Math.max(number, 1), 1e-12);
  const df = Math.min(Math.max(free, 1), Math.max(number - 1, 1)),
    spread = sum((one) => one.spread);
  const few = hits < 5 || spread < 3 || df < 3;
  return {
    hits,
    words,
    df,
    few,
    variance: Math.max(second, hits),
    paragraphs: number,
    documents: documents.length,
  };
}

/** The 95 % interval of a rate per word. */
export function interval({ hits, words, df, few, variance }) {
  if (!few) {
    const margin = (studentQuantile(df) * Math.sqrt(variance)) / hits;
    return [(hits * Math.exp(-margin)) / words, (hits * Math.exp(margin)) / words];
  }
  const effect = hits > 0 ? variance / hits : 1,
    effective = hits / effect,
    scale = effect / words;
  return [
    effective > 0 ? gammaQuantile(effective, 0.025) * scale : 0,
    gammaQuantile(effective + 1, 0.975) * scale,
  ];
}

function logGamma(x) {
  // Lanczos
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5,
    sum = c.reduce((all, one, at) => all + (at ? one / (x - 1 + at) : one), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** A continued fraction b0 + a1/(b1 + a2/(b2 + ...)), by Lentz. */
function fraction(b0, step) {
  const tiny = 1e-300;
  let f = b0 || tiny,
    c = f,
    d = 0;
  for (let n = 1; n < 10000; n++) {
    const [a, b] = step(n);
    d = 1 / (b + a * d || tiny);
    c = b + a / c || tiny;
    f *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return f;
}

/** The regularised incomplete beta function. */
function beta(x, a, b) {
  if (x > (a + 1) / (a + b + 2)) return 1 - beta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  const step = (n) => {
    const m = n >> 1;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return [n % 2 ? odd : (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), 1];
  };
  return front / a / fraction(1, step);
}

/** The regularised lower incomplete gamma function. */
function gamma(a, x) {
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x >= a + 1) return 1 - front / fraction(x + 1 - a, (n) => [-n * (n - a), x + 2 * n + 1 - a]);
  let term = 1 / a,
    sum = term;
  for (let n = 1; term > sum * 1e-17; n++) sum += term *= x / (a + n);
  return front * sum;
}

/** Where a rising function reaches a value, by halving. */
function inverse(rising, value, low, high) {
  while (rising(high) < value) [low, high] = [high, 2 * high];
  for (let n = 0; n < 100; n++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (rising(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const known = new Map();
function remembered(key, compute) {
  if (!known.has(key)) known.set(key, compute());
  return known.get(key);
}
const studentQuantile = (df) =>
  remembered(`t${df}`, () => inverse((t) => 1 - beta(df / (df + t * t), df / 2, 0.5), 0.95, 1, 4));
const gammaQuantile = (a, p) =>
  remembered(`g${a}:${p}`, () => inverse((x) => gamma(a, x), p, 0, a + 1));

/** The ratio of two rates, with its 95 % interval. */
export function ratioInterval(later, earlier) {
  const rate = ({ hits, words }) => hits / words,
    part = ({ hits, variance }) => variance / hits ** 2;
  if (!later.few && !earlier.few) {
    const [one, other] = [part(later), part(earlier)];
    const df = (one + other) ** 2 / (one ** 2 / later.df + other ** 2 / earlier.df);
    const margin = studentQuantile(df) * Math.sqrt(one + other),
      ratio = rate(later) / rate(earlier);
    return [ratio * Math.exp(-margin), ratio * Math.exp(margin)];
  }
  const effect = ({ hits, variance }) => (hits > 0 ? variance / hits : 1),
    effective = (side) => side.hits / effect(side);
  const [a, b] = [effective(later), effective(earlier)];
  const scale = earlier.words / effect(earlier) / (later.words / effect(later)),
    odds = (share) => (share / (1 - share)) * scale;
  return [
    a > 0 ? odds(betaQuantile(a, b + 1, 0.025)) : 0,
    b > 0 ? odds(betaQuantile(a + 1, b, 0.975)) : Infinity,
  ];
}
const betaQuantile = (a, b, p) => inverse((x) => beta(x, a, b), p, 0, 1);

/** Log-likelihood of counts in corpora of so many words, four cells. */
export function logLikelihood(a, b, c, d) {
  const share = (a + b) / (c + d);
  const cells = [
    [a, c * share],
    [b, d * share],
    [c - a, c - c * share],
    [d - b, d - d * share],
  ];
  return (
    2 * cells.reduce((all, [seen, due]) => all + (seen > 0 ? seen * Math.log(seen / due) : 0), 0)
  );
}
