// Rates, as `wr.terms.frequency(..., cluster="paragraph")` gives them: see analysis/counting.py and
// analysis/units.py.
import { Sums, interval, totals } from "./statistics.js";
import { numbers } from "./words.js";

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** A row of the table of rates. */
function row(documents, asWords, asStrings, states) {
  const all = totals(documents),
    [low, high] = interval(all);
  const doubt = all.hits === 0 ? "never" : all.few ? "too few" : "";
  const inside =
    2 * asWords < asStrings ? `${asWords} of ${asStrings}, else inside longer words` : "";
  return {
    count: all.hits,
    words: all.words,
    per_10k: (1e4 * all.hits) / all.words,
    low: 1e4 * low,
    high: 1e4 * high,
    count_words: asWords,
    count_strings: asStrings,
    documents: all.documents,
    paragraphs: all.paragraphs,
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

const WAYS = ["words", "strings"];

/** The rows of a term in cells of things; `add(sums, one, both)` adds one to the sums of its
 * document and its hits to `both` counts, `states` says what of some documents is missing. */
function rowsOf(term, names, cells, add, states = () => []) {
  return cells.map(({ key, things }) => {
    const documents = new Map(),
      both = { words: 0, strings: 0 };
    for (const one of things) {
      if (!documents.has(one.document)) documents.set(one.document, new Sums());
      add(documents.get(one.document), one, both);
    }
    return {
      term,
      ...Object.fromEntries(names.map((name, at) => [name, key[at]])),
      ...row([...documents.values()], both.words, both.strings, states(documents, things)),
    };
  });
}

/** The rows of `wr.terms.frequency` of a selection; `groups` are pairs of a name and its terms. */
export function frequency(corpus, groups, by, count, selection) {
  const fits = corpus.selected(selection),
    selected = fits.map((is, at) => is && corpus.paragraphs[at].words > 0),
    names = by.flatMap((one) => (one === "place" ? [one, "territory"] : [one]));
  const some = corpus.paragraphs.filter((one) => selected[one.at]);
  const cells = grouped(some, names, (one) => ({ ...one.doc, part: one.part }));
  const states = (documents, things) =>
    corpus.missing(documents.keys(), selection.part, names.includes("part") && things);
  return groups.flatMap(([term, members]) => {
    const counts = { words: new Map(), strings: new Map() };
    for (const way of WAYS)
      for (const [at] of corpus.hits(members, way, selected))
        counts[way].set(at, (counts[way].get(at) ?? 0) + 1);
    const add = (sums, { at, words }, both) => {
      sums.addWords(words);
      if (counts[count].has(at)) sums.addHits(counts[count].get(at), words);
      for (const way of WAYS) both[way] += counts[way].get(at) ?? 0;
    };
    return rowsOf(term, names, cells, add, states);
  });
}

/** Reports of which only counts are here. */
export class Background {
  constructor({ reports, units, names, counts, lengths }) {
    this.reports = reports;
    this.units = units.map(([document, part, paragraphs, ...words]) => ({
      document,
      part,
      paragraphs,
      words,
      ...reports[document],
    }));
    this.names = new Map(names.map((name, at) => [name, at]));
    this.lengths = lengths.map(numbers);
    this.counts = counts;
  }

  has(members) {
    return this.names.has(members.join("|"));
  }

  /** The paragraphs with a hit, of each unit: `{words, strings}` as lists of `[hits, words]`. */
  hits(members) {
    const counts = this.counts[this.names.get(members.join("|"))];
    const [units, sizes, ranks, hits, ways] = counts.map(numbers),
      found = new Map();
    let unit = -1,
      size = 0,
      hit = 0;
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

  /** The rows of `wr.terms.frequency(corpus.background.select(part=...), ...)`; of groups that were
   * not counted none. */
  frequency(groups, by, count, part) {
    const some = this.units
      .map((unit, at) => ({ ...unit, at }))
      .filter((unit) => !part || unit.part === part);
    const cells = grouped(some, by, (unit) => unit);
    return groups
      .filter(([, members]) => this.has(members))
      .flatMap(([term, members]) => {
        const found = this.hits(members);
        const add = (sums, unit, both) => {
          sums.paragraphs += unit.paragraphs;
          unit.words.forEach((words, power) => {
            sums.words[power] += words;
          });
          const hits = found.get(unit.at);
          if (!hits) return;
          for (const [times, words] of hits[count]) sums.addHits(times, words);
          for (const way of WAYS) both[way] += hits[way].reduce((all, [times]) => all + times, 0);
        };
        return rowsOf(term, by, cells, add);
      });
  }
}
