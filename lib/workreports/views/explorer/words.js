// The words of a corpus: what stands where.

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

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const spelt = (term, anything) => term.split("*").map(escaped).join(anything);
const NOT = "!";

/** The terms of a group, and the patterns inside which they are no hits. */
export function parted(members) {
  const barred = (member) => member.startsWith(NOT);
  return [
    members.filter((one) => !barred(one)),
    members.filter(barred).map((one) => one.slice(NOT.length)),
  ];
}

/** The paragraphs of a corpus and the words in them. */
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
    this.searches = new Map();
  }

  /** Each word with its place, and where each word stands. */
  readWords(cuts) {
    this.tokens = [];
    this.firsts = []; // of each paragraph
    this.rows = new Map();
    this.content = new Set();
    cuts.forEach((lengths, paragraph) => {
      let start = 0;
      this.firsts.push(this.tokens.length);
      const { text } = this.paragraphs[paragraph];
      for (const code of numbers(lengths)) {
        const end = start + Math.floor(code / 3);
        if (code % 3) {
          const token = this.normal(text.slice(start, end));
          if (!this.rows.has(token)) this.rows.set(token, []);
          this.rows.get(token).push(this.tokens.length);
          const content = code % 3 === 2;
          if (content) this.content.add(token);
          this.tokens.push({ token, paragraph, content, start, end });
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

  /** What somebody typed, as terms and patterns. */
  terms(typed) {
    const found = typed
      .split(/[,，、;；|]+|(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])/)
      .map((one) => this.searched(one));
    return [...new Set(found.filter((one) => one.replace(/[!*]/g, "")))];
  }

  /** Whether each paragraph belongs to a selection: `{genre, place, part, years}`. */
  selected({ part, ...selection }) {
    const documents = new Set(this.chosen(selection));
    return this.paragraphs.map((one) => (!part || one.part === part) && documents.has(one.doc));
  }

  /** The documents that belong to a selection: `{genre, place, years}`. */
  chosen({ genre, place, years }) {
    return this.documents.filter(
      (doc) =>
        (!genre || doc.genre === genre) &&
        (!place || doc.place === place) &&
        (!years || (years[0] <= doc.year && doc.year <= years[1])),
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

  /** Hits of a group as words, of overlapping ones the first and longest. */
  asWords(members, selected) {
    const [terms, patterns] = parted(members),
      words = new Set(terms.flatMap((term) => this.speltOut(term, selected)));
    const found = this.outside(
      [...words].flatMap((word) => this.runs(word)).filter(([paragraph]) => selected[paragraph]),
      patterns,
    );
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || b[2] - a[2]);
    if (words.size === 1) return found;
    let reached = 0,
      last = -1;
    return found.filter(([paragraph, , end]) => {
      if (paragraph !== last) [last, reached] = [paragraph, 0];
      const kept = end > reached;
      reached = Math.max(reached, end);
      return kept;
    });
  }

  /** Hits of a group as strings of characters, in longer words too; of overlapping ones the longest. */
  asStrings(members, selected) {
    const key = members.join("|");
    if (!this.searches.has(key)) {
      const [terms, patterns] = parted(members),
        longest = terms.map((term) => term.replace(/^\*+|\*+$/g, ""));
      longest.sort((a, b) => Array.from(b).length - Array.from(a).length);
      const anything = "[\\p{L}\\p{N}_]*?",
        wanted = new RegExp(longest.map((term) => spelt(term, anything)).join("|"), "gu");
      const found = this.paragraphs.flatMap((one) =>
        Array.from(one.normal.matchAll(wanted), (hit) => [
          one.at,
          this.inText(one, hit.index),
          this.inText(one, hit.index + hit[0].length),
        ]),
      );
      this.searches.set(key, this.outside(found, patterns));
    }
    return this.searches.get(key).filter(([paragraph]) => selected[paragraph]);
  }

  /** The hits that stand inside no pattern; … in one is up to ten characters, which bar nothing. */
  outside(hits, patterns) {
    if (!patterns.length) return hits;
    const looked = patterns.map((pattern) => {
      const pieces = pattern.split("…").map((piece) => `(${escaped(piece)})`);
      return new RegExp(pieces.join("[^。!?\\n]{0,10}?"), "dgu");
    });
    const barred = new Map();
    const stretches = (one) =>
      looked
        .flatMap((pattern) => [...one.normal.matchAll(pattern)])
        .flatMap((hit) => hit.indices.slice(1))
        .map((ends) => ends.map((end) => this.inText(one, end)));
    return hits.filter(([paragraph, start, end]) => {
      if (!barred.has(paragraph)) barred.set(paragraph, stretches(this.paragraphs[paragraph]));
      return !barred.get(paragraph).some(([first, last]) => first <= start && end <= last);
    });
  }

  /** A place in the normal form as one in the text, whose rare characters may take two units. */
  inText({ text, normal }, at) {
    if (text.length === normal.length) return at;
    return Array.from(text)
      .slice(0, Array.from(normal.slice(0, at)).length)
      .join("").length;
  }

  hits(members, count, selected) {
    return count === "words" ? this.asWords(members, selected) : this.asStrings(members, selected);
  }

  /** Which parts of some documents are cut or lost, of those that were asked for. */
  missing(documents, part, things) {
    const parts = things && new Set(things.map((one) => one.part));
    const found = [...documents].flatMap((at) => Object.entries(this.documents[at].gaps));
    const asked = found.filter(([of]) => (!part || of === part) && (!parts || parts.has(of)));
    return [...new Set(asked.map(([, state]) => state))].sort();
  }
}
