// Counts, totals and intervals as `wr.terms.frequency(..., cluster="paragraph")` gives them: the
// same hits (analysis/counting.py, units.py) and the same arithmetic (analysis/statistics.py).

const FIRST = 93, SURROGATES = 0x800;
const POWERS = [[1, 0], [1, 1], [1, 2], [1, 3], [2, 0], [2, 1], [2, 2], [3, 0], [3, 1], [4, 0]];
const BINOMIAL = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]];
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const BLANKS = /(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])/g;
const MOST_TERMS = 5;

/** The table of a page: base64 of a gzip of JSON. */
export async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64.trim()), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Numbers that were written one a character. */
export function numbers(text) {
  return Array.from(text, (one) => {
    const code = one.codePointAt(0);
    return (code < 0xd800 ? code : code - SURROGATES) - FIRST;
  });
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|\/-]/g, "\\$&");
const spelt = (term, anything) => term.split("*").map(escaped).join(anything);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** What the paragraphs of a document add up to: all that an interval is made of. */
class Sums {
  constructor() {
    this.paragraphs = 0; this.words = [0, 0, 0, 0]; this.hits = new Array(10).fill(0); this.spread = 0;
  }
  addWords(words) {
    this.paragraphs += 1;
    for (let power = 0; power < 4; power++) this.words[power] += words ** (power + 1);
  }
  addHits(hits, words) {
    POWERS.forEach(([one, other], at) => { this.hits[at] += hits ** one * words ** other; });
    this.spread += 1;
  }
}

/** Totals over documents: these are given, the paragraphs in them could have been others. */
function totals(documents) {
  const sum = (what) => documents.reduce((all, one) => all + what(one), 0);
  const hits = sum((one) => one.hits[0]), words = sum((one) => one.words[0]), rate = hits / Math.max(words, 1);
  let second = 0, fourth = 0;
  for (const one of documents) {
    const p = [1, 2, 3, 4].map((degree) => POWERS.reduce(
      (all, [of, by], at) => all + (of + by === degree ? BINOMIAL[degree][by] * (-rate) ** by * one.hits[at] : 0),
      (-rate) ** degree * one.words[degree - 1]));
    const m = one.paragraphs, mean = m > 1 ? p[0] / m : 0, scale = m > 1 ? m / (m - 1) : 1;
    second += scale * Math.max(p[1] - 2 * mean * p[0] + m * mean ** 2, 0);
    fourth += scale ** 2 * Math.max(
      p[3] - 4 * mean * p[2] + 6 * mean ** 2 * p[1] - 4 * mean ** 3 * p[0] + m * mean ** 4, 0);
  }
  const number = sum((one) => one.paragraphs);
  const free = (2 * second ** 2) / Math.max(fourth - second ** 2 / Math.max(number, 1), 1e-12);
  const df = Math.min(Math.max(free, 1), Math.max(number - 1, 1)), spread = sum((one) => one.spread);
  const few = hits < 5 || spread < 3 || df < 3;
  return { hits, words, df, few, variance: Math.max(second, hits), paragraphs: number, documents: documents.length };
}

/** The 95 % interval of a rate per word. */
export function interval({ hits, words, df, few, variance }) {
  if (!few) {
    const margin = (studentQuantile(df) * Math.sqrt(variance)) / hits;
    return [(hits * Math.exp(-margin)) / words, (hits * Math.exp(margin)) / words];
  }
  const effect = hits > 0 ? variance / hits : 1, effective = hits / effect, scale = effect / words;
  return [effective > 0 ? gammaQuantile(effective, 0.025) * scale : 0, gammaQuantile(effective + 1, 0.975) * scale];
}

function logGamma(x) {  // Lanczos
  const c = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5, sum = c.reduce((all, one, at) => all + (at ? one / (x - 1 + at) : one), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** A continued fraction b0 + a1/(b1 + a2/(b2 + ...)), by Lentz. */
function fraction(b0, step) {
  const tiny = 1e-300;
  let f = b0 || tiny, c = f, d = 0;
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
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
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
  let term = 1 / a, sum = term;
  for (let n = 1; term > sum * 1e-17; n++) sum += term *= x / (a + n);
  return front * sum;
}

/** Where a rising function reaches a value, by halving. */
function inverse(rising, value, low, high) {
  while (rising(high) < value) [low, high] = [high, 2 * high];
  for (let n = 0; n < 100; n++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (rising(middle) < value) low = middle; else high = middle;
  }
  return (low + high) / 2;
}

const known = new Map();
function remembered(key, compute) {
  if (!known.has(key)) known.set(key, compute());
  return known.get(key);
}
const studentQuantile = (df) => remembered(`t${df}`, () => inverse(
  (t) => 1 - beta(df / (df + t * t), df / 2, 0.5), 0.95, 1, 4));
const gammaQuantile = (a, p) => remembered(`g${a}:${p}`, () => inverse((x) => gamma(a, x), p, 0, a + 1));

/** A row of the table of rates. */
function row(documents, asWords, asStrings, states) {
  const all = totals(documents), [low, high] = interval(all);
  const doubt = all.hits === 0 ? "never" : all.few ? "too few" : "";
  const inside = 2 * asWords < asStrings ? `${asWords} of ${asStrings}, else inside longer words` : "";
  return {
    count: all.hits, words: all.words, per_10k: (1e4 * all.hits) / all.words, low: 1e4 * low, high: 1e4 * high,
    count_words: asWords, count_strings: asStrings, documents: all.documents, paragraphs: all.paragraphs,
    note: [doubt, ...states, inside].filter(Boolean).join("; "),
  };
}

/** Things in groups of the same key, sorted by it. */
function grouped(things, by, keyOf) {
  const groups = new Map();
  for (const one of things) {
    const key = by.map((name) => keyOf(one)[name]);
    if (key.some((value) => value === null)) continue;
    const name = JSON.stringify(key);
    if (!groups.has(name)) groups.set(name, { key, things: [] });
    groups.get(name).things.push(one);
  }
  const order = (a, b) => a.key.reduce((found, value, at) => found || compare(value, b.key[at]), 0);
  return [...groups.values()].sort(order);
}

/** Paragraphs and words of a corpus, and what was counted elsewhere. */
export class Corpus {
  constructor(data) {
    this.documents = data.documents;
    this.forms = new Map(Array.from(data.forms[0], (one, at) => [one, Array.from(data.forms[1])[at]]));
    this.unlike = new RegExp(`[${Array.from(this.forms.keys(), escaped).join("")}]`, "gu");
    this.paragraphs = data.paragraphs.map(([document, par_id, part, about, depth, words, text], at) => ({
      at, document, par_id, part, about, depth, words, text, doc: data.documents[document],
      normal: text.replace(this.unlike, (one) => this.forms.get(one)) }));
    this.readWords(data.cuts);
    this.background = data.background ? new Background(data.background) : null;
    this.searches = new Map();
  }

  /** Each word with its place, and where each word stands. */
  readWords(cuts) {
    this.tokens = []; this.rows = new Map(); this.content = new Set();
    cuts.forEach((lengths, paragraph) => {
      let start = 0, position = 0;
      const { text } = this.paragraphs[paragraph];
      for (const code of numbers(lengths)) {
        const end = start + Math.floor(code / 3);
        if (code % 3) {
          const token = text.slice(start, end).replace(this.unlike, (one) => this.forms.get(one));
          if (!this.rows.has(token)) this.rows.set(token, []);
          this.rows.get(token).push(this.tokens.length);
          if (code % 3 === 2) this.content.add(token);
          this.tokens.push({ token, paragraph, position: position++, start, end });
        }
        start = end;
      }
    });
  }

  normal(text) { return text.replace(this.unlike, (one) => this.forms.get(one)); }

  /** A term as it is looked for. */
  searched(term) { return this.normal(term.replace(UNSEEN, "")).trim().replace(BLANKS, ""); }

  /** What somebody typed, as terms. */
  terms(typed) {
    const found = typed.split(/[,，、;；|]+|(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])/).map((one) => this.searched(one));
    return [...new Set(found.filter((one) => one.replaceAll("*", "")))].slice(0, MOST_TERMS);
  }

  /** Whether each paragraph belongs to a selection: `{genre, place, part}`. */
  selected(selection) {
    const { part, ...qualities } = selection;
    const asked = Object.entries(qualities).filter(([, value]) => value);
    return this.paragraphs.map((one) =>
      one.words > 0 && (!part || one.part === part) && asked.every(([name, value]) => one.doc[name] === value));
  }

  /** Where a term stands as words: `[paragraph, start, end]`. */
  runs(term) {
    const found = [];
    for (let length = 1; length <= term.length; length++) {
      for (const first of this.rows.get(term.slice(0, length)) ?? []) {
        const last = this.endOfRun(first, term);
        if (last === null) continue;
        const { paragraph, start } = this.tokens[first], { end } = this.tokens[last];
        const between = this.paragraphs[paragraph].text.slice(start, end);  // the term, not over a blank
        if (this.normal(between).length === term.length) found.push([paragraph, start, end]);
      }
    }
    return found;
  }

  endOfRun(first, term) {
    let reached = 0;
    for (let at = first; at < this.tokens.length; at++) {
      const word = this.tokens[at];
      if (word.paragraph !== this.tokens[first].paragraph) return null;
      if (term[reached] === " ") reached += 1;
      if (!term.startsWith(word.token, reached)) return null;
      reached += word.token.length;
      if (reached === term.length) return at;
    }
    return null;
  }

  /** The content words of a selection that a term with * stands for; any other term as it is. */
  speltOut(term, selected) {
    if (!term.includes("*")) return [term];
    const fits = new RegExp(`^(?:${spelt(term, ".*")})$`, "u");
    const here = (word) => this.rows.get(word).some((at) => selected[this.tokens[at].paragraph]);
    const words = [...this.content].filter((word) => fits.test(word) && here(word));
    return words.length ? words : [term];
  }

  /** Hits as words, of overlapping ones the first and longest. */
  asWords(term, selected) {
    const words = this.speltOut(term, selected);
    const found = words.flatMap((word) => this.runs(word)).filter(([paragraph]) => selected[paragraph]);
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || b[2] - a[2]);
    if (words.length === 1) return found;
    let reached = 0, last = -1;
    return found.filter(([paragraph, , end]) => {
      if (paragraph !== last) [last, reached] = [paragraph, 0];
      const kept = end > reached;
      reached = Math.max(reached, end);
      return kept;
    });
  }

  /** Hits as strings of characters, in longer words too. */
  asStrings(term, selected) {
    if (!this.searches.has(term)) {
      const wanted = new RegExp(spelt(term.replace(/^\*+|\*+$/g, ""), "[\\p{L}\\p{N}_]*?"), "gu");
      this.searches.set(term, this.paragraphs.flatMap((one) => Array.from(one.normal.matchAll(wanted), (hit) =>
        [one.at, this.inText(one, hit.index), this.inText(one, hit.index + hit[0].length)])));
    }
    return this.searches.get(term).filter(([paragraph]) => selected[paragraph]);
  }

  /** A place in the normal form as one in the text, whose rare characters may take two units. */
  inText({ text, normal }, at) {
    if (text.length === normal.length) return at;
    return Array.from(text).slice(0, Array.from(normal.slice(0, at)).length).join("").length;
  }

  hits(term, count, selected) {
    return count === "words" ? this.asWords(term, selected) : this.asStrings(term, selected);
  }

  /** The rows of `wr.terms.frequency(corpus.select(...), terms, by, count, cluster="paragraph")`. */
  frequency(terms, by, count, selection) {
    const selected = this.selected(selection), names = by.flatMap((one) => (one === "place" ? [one, "territory"] : [one]));
    const some = this.paragraphs.filter((one) => selected[one.at]);
    const groups = grouped(some, names, (one) => ({ ...one.doc, part: one.part }));
    return terms.flatMap((term) => {
      const [words, strings] = ["words", "strings"].map((way) => {
        const counts = new Map();
        for (const [paragraph] of this.hits(term, way, selected)) counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
        return counts;
      });
      return groups.map(({ key, things }) => {
        const documents = new Map(), added = (counts) => things.reduce((all, one) => all + (counts.get(one.at) ?? 0), 0);
        for (const one of things) {
          if (!documents.has(one.document)) documents.set(one.document, new Sums());
          const sums = documents.get(one.document), hits = (count === "words" ? words : strings).get(one.at);
          sums.addWords(one.words);
          if (hits) sums.addHits(hits, one.words);
        }
        const states = this.missing(documents.keys(), selection.part, names.includes("part") && things);
        return { term, ...Object.fromEntries(names.map((name, at) => [name, key[at]])),
          ...row([...documents.values()], added(words), added(strings), states) };
      });
    });
  }

  /** Which parts of some documents are cut or lost, of those that were asked for. */
  missing(documents, part, things) {
    const parts = things && new Set(things.map((one) => one.part));
    const found = [...documents].flatMap((at) => Object.entries(this.documents[at].gaps));
    const asked = found.filter(([of]) => (!part || of === part) && (!parts || parts.has(of)));
    return [...new Set(asked.map(([, state]) => state))].sort();
  }
}

/** Reports of which only counts are here. */
export class Background {
  constructor({ reports, units, names, counts, lengths }) {
    this.reports = reports;
    this.units = units.map(([report, part, paragraphs, ...words]) => ({ report, part, paragraphs, words, ...reports[report] }));
    this.names = new Map(names.map((name, at) => [name, at]));
    this.lengths = lengths.map(numbers);
    this.counts = counts;
  }

  has(term) { return this.names.has(term); }

  /** The paragraphs with a hit, of each unit: `{words, strings}` as lists of `[hits, words]`. */
  hits(term) {
    const [units, sizes, ranks, hits, ways] = this.counts[this.names.get(term)].map(numbers), found = new Map();
    let unit = -1, size = 0, hit = 0;
    const list = () => {
      let rank = 0;
      return Array.from({ length: sizes[size++] }, () => {
        rank += ranks[hit];
        return [hits[hit++], this.lengths[unit][rank]];
      });
    };
    units.forEach((step, at) => {
      unit += step;
      const strings = list();
      found.set(unit, { strings, words: ways[at] === 0 ? strings : ways[at] === 1 ? [] : list() });
    });
    return found;
  }

  /** The rows of `wr.terms.frequency(corpus.background.select(part=...), ...)`; of terms that were
   * not counted none. */
  frequency(terms, by, count, part) {
    const some = this.units.map((unit, at) => ({ ...unit, at })).filter((unit) => !part || unit.part === part);
    const groups = grouped(some, by, (unit) => unit);
    return terms.filter((term) => this.has(term)).flatMap((term) => {
      const found = this.hits(term), none = { words: [], strings: [] };
      return groups.map(({ key, things }) => {
        const documents = new Map(), both = { words: 0, strings: 0 };
        for (const unit of things) {
          if (!documents.has(unit.report)) documents.set(unit.report, new Sums());
          const sums = documents.get(unit.report), hits = found.get(unit.at) ?? none;
          sums.paragraphs += unit.paragraphs;
          unit.words.forEach((words, power) => { sums.words[power] += words; });
          for (const [times, words] of hits[count]) sums.addHits(times, words);
          for (const way of ["words", "strings"]) both[way] += hits[way].reduce((all, [times]) => all + times, 0);
        }
        return { term, ...Object.fromEntries(by.map((name, at) => [name, key[at]])),
          ...row([...documents.values()], both.words, both.strings, []) };
      });
    });
  }
}
