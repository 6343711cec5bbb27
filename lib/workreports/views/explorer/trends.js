// How often terms stand where: a picture of each, by year and place or level.
import { asked, termBox, titleOf } from "./asking.js";
import { LEVELS, dot, drawPanels, legend, looksOf, panel, swatch } from "./chart.js";
import { frequency } from "./counting.js";
import { h } from "./dom.js";
import { counts, firsts, sourceOf } from "./firsts.js";
import { drawLines } from "./reading.js";
import { coded, select, tools } from "./taking.js";

const RATES = "count words per_10k low high count_words count_strings documents paragraphs note";
const MARKS = ["open", "few_open", "dagger", "gone", "beyond"];

/** A term that the corpus has: the first of the lexicon's themes, else its commonest. */
function firstTerm({ corpus, table }) {
  const times = (word) => corpus.rows.get(word).length;
  const order = (a, b) => times(b) - times(a) || (a < b ? -1 : 1);
  const known = table.first.find((one) => corpus.rows.has(one));
  return known ?? [...corpus.content].sort(order)[0] ?? "";
}

/** What was chosen, in words. */
function chosenTexts(view) {
  const { genre, place, part } = view.state;
  const told = [view.name(place), genre && view.text(genre), part && view.text(part)];
  return told.filter(Boolean).join(view.zh ? "，" : ", ") || view.text("all");
}

/** The rows that are shown; `series` is what a point belongs to. */
function ask(view) {
  const { count, by, part, genre, beside } = view.state,
    { groups, ...rest } = asked(view);
  const rows = frequency(view.corpus, groups, [by, "year"], count, view.selection());
  const shown = view.background && beside === "show" && (!genre || genre === "work_report"),
    above = shown ? view.background.frequency(groups, ["level", "year"], count, part) : [];
  const named = (source) => (one) => {
    const series = one.territory ?? one.level,
      key = [one.term, source, series, one.year].join("~");
    return { ...one, source, series, key };
  };
  const all = [...rows.map(named("corpus")), ...above.map(named("background"))];
  return { groups, shown, rows: all, ...rest };
}

export const trends = {
  start: (view) => ({
    q: firstTerm(view),
    count: "words",
    part: "",
    genre: view.values("genre").includes("work_report") ? "work_report" : "",
    place: "",
    by: "place",
    beside: "show",
  }),

  choices: (view) => [
    ["count", ["words", "strings"]],
    ...view.selecting(),
    ["by", ["place", "level"], (one) => view.text(`by${one}`)],
    ...(view.background ? [["beside", ["show", "hide"]]] : []),
  ],

  form: (view, choices) => [...termBox(view), ...choices],

  draw(view) {
    const answer = (view.answer = ask(view));
    const { groups, patterns, rows } = answer;
    if (!rows.length) {
      const why = groups.length ? "empty" : patterns.length ? "onlynot" : "nothing";
      view.out.replaceChildren(h("p", { role: "status" }, view.text(why)));
      return;
    }
    const drawn = groups.filter((one) => isMet(view, one));
    view.panels = h("div.panels");
    view.out.replaceChildren(
      status(view),
      view.panels,
      legend([...keys(view), ...MARKS.map((one) => [null, view.text(one)])]),
      h("p.soft", `${view.text("interval")} ${view.text("keys")}`),
      ...tools(view, {
        name: "rates",
        code: asCode(view),
        columns: ["source", "term", "level", "place", "territory", "year", ...RATES.split(" ")],
        rows,
        heads: ["term", "series", "year", "hits", "wordsof", "rate", "95 %", "note"],
        cells: (one) => cells(view, one),
        drawings: drawn.length > 0 && (() => [...view.panels.querySelectorAll("svg")]),
        titles: drawn.map((one) => `${headOf(view, one)} ${view.gloss(one[0])}`),
        named: view.said(view.text("view_terms"), chosenTexts(view)),
        keys: [...keys(view), ...["interval", ...MARKS].map((one) => [null, view.text(one)])],
        selection: { genre: view.state.genre, place: view.state.place },
        besides: answer.shown && view.text("countsabove"),
      }),
    );
    pictures(view);
    view.lines = () => lines(view);
    drawLines(view);
  },
};

const isMet = (view, [name]) => view.answer.rows.some((one) => one.term === name && one.count > 0);

/** A term with the patterns inside which it is no hit. */
function headOf(view, [name, members]) {
  const barred = name in view.table.themes ? [] : members.filter((one) => one.startsWith("!"));
  return [titleOf(view, name), ...barred].join(" ");
}

/** Python that gives the same numbers. */
function asCode(view) {
  const { groups, shown, patterns } = view.answer,
    { count, by, part } = view.state,
    json = JSON.stringify;
  const isTheme = ([name]) => name in view.table.themes,
    themed = ([name, members]) =>
      `${json(name)}: ${isTheme([name]) ? `themes[${json(name)}]` : json(members)}`;
  const terms = (some) =>
    some.some(isTheme)
      ? `{${some.map(themed).join(", ")}}`
      : json([...some.map(([name]) => name), ...patterns]);
  const call = (of, some, groups) =>
    `wr.terms.frequency(${of}, ${terms(some)}, by=${json(groups)}, ` +
    `count="${count}", cluster="paragraph")`;
  const counted = shown ? groups.filter(([, members]) => view.background.has(members)) : [];
  return coded(
    view,
    groups.some(isTheme) && "themes = wr.terms.themes(wr.lexicon.of(corpus.folder))",
    call(`corpus${select(view.selection())}`, groups, [by, "year"]),
    counted.length && call(`corpus.background${select({ part })}`, counted, ["level", "year"]),
  );
}

function cells(view, one) {
  const [rate, low, high] = [one.per_10k, one.low, one.high].map((of) => of.toFixed(2));
  const first = [titleOf(view, one.term), seriesName(view, one), one.year, one.count, one.words];
  return [...first, rate, `${low}–${high}`, noteOf(view, one)];
}

/** When each term is first met, by level: what one sees without looking at a picture. */
function status(view) {
  const { groups, rows, left, shown } = view.answer;
  const told = groups.map(([term, members]) => {
    const mine = rows.filter((one) => one.term === term),
      met = firsts(view, mine, members);
    const uncounted = shown && !view.background.has(members) ? ` (${view.text("uncounted")})` : "";
    const undated = view.corpus
      .hits(members, view.state.count, view.corpus.selected(view.selection()))
      .filter(([at]) => view.corpus.paragraphs[at].doc.year === null).length;
    if (undated)
      met.push(h("li", view.text("undated").replace("{}", view.number(undated, "hits"))));
    const found = met.length
      ? view.text("first")
      : view.text("nowhere") + (/^[a-z][a-z ]*$/i.test(term) ? view.text("noenglish") : "");
    const gloss = view.gloss(term) && ` ${view.gloss(term)}`,
      head = h("strong", headOf(view, [term, members]));
    return [h("p", head, view.said(gloss, found), uncounted), met.length > 0 && h("ul", met)];
  });
  if (left.length) told.push(h("p", `${view.text("five")} ${left.join(", ")}`));
  return h("div", { role: "status" }, ...told);
}

/** A note of the table of rates, for people; a number of 0 says itself that there is no hit. */
function noteOf(view, { note, count }) {
  const few = count < 5 ? "few" : "few_paragraphs";
  const told = { never: "", "too few": few, cut: "note_cut", lost: "note_lost" };
  return note
    .split("; ")
    .map((one) => {
      const [, words, strings] = /^(\d+) of (\d+)/.exec(one) ?? [];
      if (!words) return one in told ? view.text(told[one]) : one;
      return view.zh ? `${strings}次中仅${words}次成词，其余在更长的词中` : one;
    })
    .filter(Boolean)
    .join("; ");
}

/** How each place looks, and the levels that have a line. */
function series(view) {
  const { rows } = view.answer;
  const own = [...new Set(rows.filter((one) => one.source === "corpus").map((one) => one.series))];
  const above = new Set(rows.filter((one) => one.source === "background").map((one) => one.level));
  return { looks: looksOf(view, own), levels: LEVELS.filter((one) => above.has(one)) };
}

const seriesName = (view, row) =>
  row.source === "background" || view.state.by === "level"
    ? view.text(row.series)
    : view.name(row.series);

/** What stands for each level and place, in 24 by 16 units, with its name. */
function keys(view) {
  const { looks, levels } = series(view);
  return [
    ...levels.map((one) => [swatch(...view.table.lines[one]), view.text(one)]),
    ...[...looks].map(([series, look]) => [dot(look), seriesName(view, { series })]),
  ];
}

function pictures(view) {
  const { groups, rows } = view.answer;
  const picture = {
    rows,
    series: series(view),
    told: (row) => told(view, row),
    lost: (some) => lost(view, some),
  };
  const heads = groups.map((one) => [
    h("span", headOf(view, one)),
    view.gloss(one[0]) && ` ${view.gloss(one[0])}`,
  ]);
  drawPanels(view, heads, (at, width) => {
    const [name] = groups[at];
    return isMet(view, groups[at])
      ? panel(view, name, titleOf(view, name), width, picture)
      : h("p", view.text("nopicture"));
  });
}

function told(view, row) {
  const [rate, low, high] = [row.per_10k, row.low, row.high].map((one) => one.toFixed(1));
  const note = noteOf(view, row);
  const where = `${seriesName(view, row)} ${row.year}: ${rate} (${low}–${high})`;
  return `${where} ${view.text("rate")}, ${view.number(row.count, "hits")}${note && `; ${note}`}`;
}

/** Where a part was asked for that a document has lost. */
function lost(view, rows) {
  const { part, by } = view.state,
    there = new Set(rows.map((one) => `${one.source}${one.series}${one.year}`)),
    { looks } = series(view);
  return view.corpus
    .chosen(view.selection())
    .filter((one) => part && one.gaps[part] === "lost" && one.year)
    .map((one) => ({
      series: by === "place" ? one.territory : one.level,
      year: one.year,
      name: view.name(one.territory),
    }))
    .filter((one) => looks.has(one.series) && !there.has(`corpus${one.series}${one.year}`));
}

/** The lines of the point that was chosen, or of all points. */
function lines(view) {
  const { groups, rows } = view.answer,
    row = rows.find((one) => one.key === view.state.at);
  const where = row
    ? `${titleOf(view, row.term)}, ${seriesName(view, row)} ${row.year}`
    : view.text("everywhere");
  const title = view.said(view.text("lines"), where),
    leave = row && "whole",
    note = row && `${titleOf(view, row.term)}, ${told(view, row)}`;
  if (row?.source === "background") {
    const numbers = [view.number(row.count, "hits"), view.number(row.words, "wordsof")],
      said = h("p", `${view.text("counted")} `, sourceOf(view, row));
    return { title: where, told: [h("p", numbers.join(" / ")), said], leave, note, go: "tocounts" };
  }
  const selected = view.corpus.selected(view.selection());
  const hits = groups
    .filter(([term]) => !row || term === row.term)
    .flatMap(([, members]) => view.corpus.hits(members, view.state.count, selected))
    .filter(([paragraph]) => !row || counts(row, view.corpus.paragraphs[paragraph].doc));
  const once = new Map(hits.map((hit) => [hit.join(), hit])); // several groups may have the same
  return { title, hits: [...once.values()], leave, note };
}
