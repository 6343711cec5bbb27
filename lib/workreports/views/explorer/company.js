// The company of a term, and the words that tell two selections apart: the numbers of
// `wr.terms.collocates` and `wr.keyness.compare`, whose p values stay there.
import { Sums, logLikelihood, ratioInterval, totals } from "./statistics.js";

const increase = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
const byText = (a, b) => (a < b ? -1 : 1);

/** The content words near a term, by falling logDice; `hits` are the places of the term near it. */
export function collocates(corpus, term, selection, window = 5, least = 3) {
  const selected = corpus.selected(selection),
    { tokens } = corpus,
    isContent = ({ content, token }) => content && token !== term;
  const places = corpus.runs(term).filter(([paragraph]) => selected[paragraph]);
  places.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const near = new Set(),
    everywhere = new Map(),
    inside = new Map(),
    together = new Map(),
    hits = new Map(),
    taken = new Set();
  let size = 0;
  for (const one of tokens) {
    if (!selected[one.paragraph]) continue;
    size += 1;
    if (isContent(one)) increase(everywhere, one.token);
  }
  for (const place of places) {
    const rows = around(corpus, place, window),
      free = new Map();
    for (const row of rows) {
      const { token } = tokens[row];
      near.add(row);
      if (!taken.has(row) && !free.has(token)) free.set(token, row);
    }
    for (const token of new Set(rows.map((row) => tokens[row].token)))
      hits.set(token, [...(hits.get(token) ?? []), [...place, token]]);
    for (const [token, row] of free) {
      increase(together, token); // no place of either is in two pairs
      taken.add(row);
    }
  }
  for (const row of near) if (isContent(tokens[row])) increase(inside, tokens[row].token);
  return [...inside]
    .filter(([, count]) => count >= least)
    .map(([collocate, count]) => {
      const all = everywhere.get(collocate),
        pairs = together.get(collocate) ?? 0,
        chance = (all * near.size) / size;
      return {
        collocate,
        count,
        together: pairs,
        count_corpus: all,
        log_dice: 14 + Math.log2((2 * pairs) / (places.length + all)),
        pmi: Math.log2(count / chance),
        t: (count - chance) / Math.sqrt(count),
        g2: logLikelihood(count, all - count, near.size, size - near.size),
        hits: hits.get(collocate),
      };
    })
    .sort((a, b) => b.log_dice - a.log_dice || byText(a.collocate, b.collocate));
}

/** The words that stand within so many of a place, in its paragraph. */
function around({ tokens, firsts }, [paragraph, start, end], window) {
  let first = firsts[paragraph];
  while (tokens[first].start < start) first += 1;
  let last = first;
  while (tokens[last].end < end) last += 1;
  const rows = [];
  for (let row = first - window; row <= last + window; row++)
    if ((row < first || row > last) && tokens[row]?.paragraph === paragraph) rows.push(row);
  return rows;
}

/** One of two selections: its paragraphs, their words, how often each content word is in which. */
function sideOf(corpus, selection) {
  const selected = corpus.selected(selection),
    counts = new Map();
  const paragraphs = corpus.paragraphs.filter((one) => selected[one.at] && one.words > 0);
  for (const { token, content, paragraph } of corpus.tokens) {
    if (!content || !selected[paragraph]) continue;
    if (!counts.has(token)) counts.set(token, new Map());
    increase(counts.get(token), paragraph);
  }
  const added = (hits) => [...(hits?.values() ?? [])].reduce((all, one) => all + one, 0);
  return {
    paragraphs,
    counts,
    words: paragraphs.reduce((all, one) => all + one.words, 0),
    count: (word) => added(counts.get(word)),
    documents: (word) =>
      new Set(Array.from(counts.get(word)?.keys() ?? [], (at) => corpus.paragraphs[at].document))
        .size,
    totals(word) {
      const found = new Map();
      for (const { at, document, words } of paragraphs) {
        if (!found.has(document)) found.set(document, new Sums());
        const hits = counts.get(word)?.get(at);
        found.get(document).addWords(words);
        if (hits) found.get(document).addHits(hits, words);
      }
      return totals([...found.values()]);
    },
  };
}

/** The content words of two selections, by falling z; `bounds()` gives a row its interval. */
export function compare(corpus, target, reference, least = 5, prior = 1000) {
  const sides = [sideOf(corpus, target), sideOf(corpus, reference)],
    [c, d] = sides.map((side) => side.words);
  const shared = sides[0].paragraphs.some((one) => sides[1].paragraphs.includes(one));
  if (!c || !d || shared) return { sides, problem: shared ? "shared" : "emptyside", rows: [] };
  const words = new Set(sides.flatMap((side) => [...side.counts.keys()]));
  const rows = [];
  for (const term of words) {
    const [a, b] = sides.map((side) => side.count(term));
    if (a + b < least) continue;
    const weight = (prior * (a + b)) / (c + d),
      odds = (hits, all) => Math.log((hits + weight) / (all + prior - hits - weight));
    rows.push({
      term,
      count_target: a,
      count_reference: b,
      per_10k_target: (1e4 * a) / c,
      per_10k_reference: (1e4 * b) / d,
      documents: sides[0].documents(term) + sides[1].documents(term),
      g2: logLikelihood(a, b, c, d),
      log_ratio: Math.log2((a || 0.5) / c / ((b || 0.5) / d)),
      z: (odds(a, c) - odds(b, d)) / Math.sqrt(1 / (a + weight) + 1 / (b + weight)),
      bounds() {
        const both = sides.map((side) => side.totals(term)),
          [low, high] = ratioInterval(...both).map(Math.log2);
        return { low, high, note: both.some((one) => one.few) ? "too few" : "" };
      },
    });
  }
  rows.sort((a, b) => b.z - a.z || byText(a.term, b.term));
  return { sides, rows };
}
