// Counts as `wr.terms.frequency(..., cluster="paragraph")` gives them: see analysis/counting.py and
// analysis/units.py.
import { Sums, interval, totals } from "./statistics.js";

const FIRST = 93,
  SURROGATES = 0x800;
const UNSEEN =
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const BLANKS = /(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])/g;

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

/** Paragraphs and words of a corpus, and what was counted elsewhere. */
export class Corpus {
  constructor(data) {
    this.documents = data.documents;
    this.forms = new Map(
      Array.from(data.forms[0], (one, at) => [one, Array.from(data.forms[1])[at]]),
    );
    this.unlike = new RegExp(`[${Array.from(this.forms.keys(), escaped).join("")}]`, "gu");
    this.paragraphs = data.paragraphs.map(
      ([document, par_id, part, about, depth, words, text], at) => ({
        at,
        document,
        par_id,
        part,
        about,
        depth,
        words,
        text,
        doc: data.documents[document],
        normal: this.normal(text),
      }),
    );
    this.readWords(data.cuts);
    this.background = data.background ? new Background(data.background) : null;
    this.searches = new Map();
  }

  /** Each word with its place, and where each word stands. */
  readWords(cuts) {
    this.tokens = [];
    this.rows = new Map();
    this.content = new Set();
    cuts.forEach((lengths, paragraph) => {
      let start = 0,
        position = 0;
      const { text } = this.paragraphs[paragraph];
      for (const code of numbers(lengths)) {
        const end = start + Math.floor(code / 3);
        if (code % 3) {
          const token = this.normal(text.slice(start, end));
          if (!this.rows.has(token)) this.rows.set(token, []);
          this.rows.get(token).push(this.tokens.length);
          if (code % 3 === 2) this.content.add(token);
          this.tokens.push({ token, paragraph, position: position++, start, end });
        }
        start = end;
      }
    });
  }

  normal(text) {
    return text.replace(this.unlike, (one) => this.forms.get(one));
  }

  /** A term as it is looked for. */
  searched(term) {
    return this.normal(term.replace(UNSEEN, "")).trim().replace(BLANKS, "");
  }

  /** What somebody typed, as terms. */
  terms(typed) {
    const found = typed
      .split(/[,，、;；|]+|(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])/)
      .map((one) => this.searched(one));
    return [...new Set(found.filter((one) => one.replaceAll("*", "")))];
  }

  /** Whether each paragraph belongs to a selection: `{genre, place, part}`. */
  selected(selection) {
    const { part, ...qualities } = selection;
    const asked = Object.entries(qualities).filter(([, value]) => value);
    return this.paragraphs.map(
      (one) =>
        one.words > 0 &&
        (!part || one.part === part) &&
        asked.every(([name, value]) => one.doc[name] === value),
    );
  }

  /** Where a term stands as words: `[paragraph, start, end]`. */
  runs(term) {
    const found = [];
    for (let length = 1; length <= term.length; length++) {
      for (const first of this.rows.get(term.slice(0, length)) ?? []) {
        const last = this.endOfRun(first, term);
        if (last === null) continue;
        const { paragraph, start } = this.tokens[first],
          { end } = this.tokens[last];
        const between = this.paragraphs[paragraph].text.slice(start, end); // a blank may be there
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
    const found = words
      .flatMap((word) => this.runs(word))
      .filter(([paragraph]) => selected[paragraph]);
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || b[2] - a[2]);
    if (words.length === 1) return found;
    let reached = 0,
      last = -1;
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
      this.searches.set(
        term,
        this.paragraphs.flatMap((one) =>
          Array.from(one.normal.matchAll(wanted), (hit) => [
            one.at,
            this.inText(one, hit.index),
            this.inText(one, hit.index + hit[0].length),
          ]),
        ),
      );
    }
    return this.searches.get(term).filter(([paragraph]) => selected[paragraph]);
  }

  /** A place in the normal form as one in the text, whose rare characters may take two units. */
  inText({ text, normal }, at) {
    if (text.length === normal.length) return at;
    return Array.from(text)
      .slice(0, Array.from(normal.slice(0, at)).length)
      .join("").length;
  }

  hits(term, count, selected) {
    return count === "words" ? this.asWords(term, selected) : this.asStrings(term, selected);
  }

  /** The rows of `wr.terms.frequency` of a selection, `cluster="paragraph"`. */
  frequency(terms, by, count, selection) {
    const selected = this.selected(selection),
      names = by.flatMap((one) => (one === "place" ? [one, "territory"] : [one]));
    const some = this.paragraphs.filter((one) => selected[one.at]);
    const groups = grouped(some, names, (one) => ({ ...one.doc, part: one.part }));
    return terms.flatMap((term) => {
      const [words, strings] = ["words", "strings"].map((way) => {
        const counts = new Map();
        for (const [paragraph] of this.hits(term, way, selected))
          counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
        return counts;
      });
      return groups.map(({ key, things }) => {
        const documents = new Map(),
          added = (counts) => things.reduce((all, one) => all + (counts.get(one.at) ?? 0), 0);
        for (const one of things) {
          if (!documents.has(one.document)) documents.set(one.document, new Sums());
          const sums = documents.get(one.document),
            hits = (count === "words" ? words : strings).get(one.at);
          sums.addWords(one.words);
          if (hits) sums.addHits(hits, one.words);
        }
        const states = this.missing(
          documents.keys(),
          selection.part,
          names.includes("part") && things,
        );
        return {
          term,
          ...Object.fromEntries(names.map((name, at) => [name, key[at]])),
          ...row([...documents.values()], added(words), added(strings), states),
        };
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
    this.units = units.map(([report, part, paragraphs, ...words]) => ({
      report,
      part,
      paragraphs,
      words,
      ...reports[report],
    }));
    this.names = new Map(names.map((name, at) => [name, at]));
    this.lengths = lengths.map(numbers);
    this.counts = counts;
  }

  has(term) {
    return this.names.has(term);
  }

  /** The paragraphs with a hit, of each unit: `{words, strings}` as lists of `[hits, words]`. */
  hits(term) {
    const [units, sizes, ranks, hits, ways] = this.counts[this.names.get(term)].map(numbers),
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

  /** The rows of `wr.terms.frequency(corpus.background.select(part=...), ...)`; of terms that were
   * not counted none. */
  frequency(terms, by, count, part) {
    const some = this.units
      .map((unit, at) => ({ ...unit, at }))
      .filter((unit) => !part || unit.part === part);
    const groups = grouped(some, by, (unit) => unit);
    return terms
      .filter((term) => this.has(term))
      .flatMap((term) => {
        const found = this.hits(term),
          none = { words: [], strings: [] };
        return groups.map(({ key, things }) => {
          const documents = new Map(),
            both = { words: 0, strings: 0 };
          for (const unit of things) {
            if (!documents.has(unit.report)) documents.set(unit.report, new Sums());
            const sums = documents.get(unit.report),
              hits = found.get(unit.at) ?? none;
            sums.paragraphs += unit.paragraphs;
            unit.words.forEach((words, power) => {
              sums.words[power] += words;
            });
            for (const [times, words] of hits[count]) sums.addHits(times, words);
            for (const way of ["words", "strings"])
              both[way] += hits[way].reduce((all, [times]) => all + times, 0);
          }
          return {
            term,
            ...Object.fromEntries(by.map((name, at) => [name, key[at]])),
            ...row([...documents.values()], both.words, both.strings, []),
          };
        });
      });
  }
}
