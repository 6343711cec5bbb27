// How often terms stand where: a picture of each, by year and place or level.
import { asked, termBox, titleOf } from "./asking.js";
import { LEVELS, LINES, looksOf, outline, panel, remark, swatch } from "./chart.js";
import { frequency } from "./counting.js";
import { button, h, s } from "./dom.js";
import { drawLines } from "./reading.js";
import { begin, select, tools } from "./taking.js";

const RATES = "count words per_10k low high count_words count_strings documents paragraphs note";
const MARKS = ["open", "dagger", "gone", "beyond"];

/** A term that the corpus has: the first of the lexicon's themes, else its commonest. */
function firstTerm({ corpus, table }) {
  const times = (word) => corpus.rows.get(word).length;
  const order = (a, b) => times(b) - times(a) || (a < b ? -1 : 1);
  const known = table.first.find((one) => corpus.rows.has(one));
  return known ?? [...corpus.content].sort(order)[0] ?? "";
}

function selection(view) {
  const { genre, place, part } = view.state;
  return { genre, place, part };
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
  const rows = frequency(view.corpus, groups, [by, "year"], count, selection(view)).map((one) => ({
    ...one,
    source: "corpus",
    series: by === "place" ? one.territory : one.level,
  }));
  const shown = view.background && beside === "show" && (!genre || genre === "work_report"),
    above = shown ? view.background.frequency(groups, ["level", "year"], count, part) : [];
  const series = above.map((one) => ({ ...one, source: "background", series: one.level }));
  return { groups, shown, rows: [...rows, ...series], ...rest };
}

const keyOf = (row) => [row.term, row.source, row.series, row.year].join("~");

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

  allowed: (view) => ({
    count: ["words", "strings"],
    by: ["place", "level"],
    beside: ["show", "hide"],
    part: ["", ...view.parts()],
    genre: ["", ...view.values("genre")],
    place: ["", ...view.values("place")],
  }),

  form: (view) => [
    ...termBox(view),
    view.choice("count", ["words", "strings"]),
    view.choice("part", ["", ...view.parts()]),
    view.choice("genre", ["", ...view.values("genre")]),
    view.choice("place", ["", ...view.values("place")], (one) => view.name(one)),
    view.choice("by", ["place", "level"], (one) => view.text(`by${one}`)),
    view.background && view.choice("beside", ["show", "hide"]),
  ],

  draw(view) {
    const answer = (view.answer = ask(view));
    const { groups, patterns, rows } = answer;
    if (!rows.length) {
      const why = groups.length ? "empty" : patterns.length ? "onlynot" : "nothing";
      view.out.replaceChildren(h("p", { role: "status" }, view.text(why)));
      return;
    }
    const panels = (view.panels = h("div", { class: "panels" })),
      drawn = groups.filter((one) => isMet(view, one));
    view.note = h("p", { class: "note", role: "status" });
    view.out.replaceChildren(
      status(view),
      panels,
      view.note,
      legend(view),
      h("p", { class: "soft" }, `${view.text("interval")} ${view.text("keys")}`),
      ...tools(view, {
        name: "rates",
        code: asCode(view),
        columns: ["source", "term", "level", "place", "territory", "year", ...RATES.split(" ")],
        rows,
        heads: ["term", "series", "year", "hits", "wordsof", "rate", "95 %", "note"],
        cells: (one) => cells(view, one),
        drawings: drawn.length > 0 && (() => [...panels.querySelectorAll("svg")]),
        titles: drawn.map((one) => `${headOf(view, one)} ${view.gloss(one[0])}`),
        named: view.said(view.text("view_terms"), chosenTexts(view)),
        keys: [...keys(view), ...["interval", ...MARKS].map((one) => [null, view.text(one)])],
        selection: { genre: view.state.genre, place: view.state.place },
        besides: answer.shown && view.text("countsabove"),
      }),
    );
    view.resized = () => {
      if (view.drawn !== view.root.clientWidth) drawPanels(view);
    };
    drawPanels(view);
    view.lines = () => lines(view);
    drawLines(view);
    note(view);
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
  return [
    ...begin(
      view,
      groups.some(isTheme) && "themes = wr.terms.themes(wr.lexicon.of(corpus.folder))",
    ),
    call(`corpus${select(selection(view))}`, groups, [by, "year"]),
    counted.length && call(`corpus.background${select({ part })}`, counted, ["level", "year"]),
  ]
    .filter(Boolean)
    .join("\n");
}

function cells(view, one) {
  const [rate, low, high] = [one.per_10k, one.low, one.high].map((of) => of.toFixed(2));
  const first = [titleOf(view, one.term), seriesName(view, one), one.year, one.count, one.words];
  return [...first, rate, `${low}–${high}`, noteOf(view, one.note)];
}

/** When each term is first met, by level: what one sees without looking at a picture. */
function status(view) {
  const { groups, rows, left, shown } = view.answer;
  const ofPlace = ({ territory }) =>
    view.corpus.documents.find((one) => one.territory === territory)?.level;
  const level = (row) => row.level ?? ofPlace(row);
  const told = groups.map(([term, members]) => {
    const some = rows.filter((one) => one.term === term && one.count > 0);
    const firsts = LEVELS.map((one) => {
      const here = some.filter((row) => level(row) === one);
      return here.sort((a, b) => a.year - b.year)[0];
    }).filter(Boolean);
    const held = (of) => new Set(rows.filter((row) => level(row) === of).map((row) => row.year));
    const reach = (row) => [
      button(`${view.text(level(row))} ${row.year}`, () => choose(view, keyOf(row)), {
        class: "link",
      }),
      caveat(view, held(level(row)), row.year),
    ];
    const found = firsts.length
      ? [view.said(view.text("first"), ""), ...firsts.flatMap(reach)]
      : [view.text("nowhere"), /^[a-z][a-z ]*$/i.test(term) && view.text("noenglish")];
    const uncounted = shown && !view.background.has(members) ? ` (${view.text("uncounted")})` : "";
    const gloss = view.gloss(term) && ` ${view.gloss(term)}`;
    const head = h("strong", {}, headOf(view, [term, members]));
    return h("p", {}, head, view.said(gloss, ""), ...found.filter(Boolean), uncounted);
  });
  if (left.length) told.push(h("p", {}, `${view.text("five")} ${left.join(", ")}`));
  return h("div", { role: "status" }, ...told);
}

/** What a first year leaves open: the years before it, of which no document is here. */
function caveat(view, years, first) {
  const earliest = Math.min(...years);
  if (earliest === first) return ` (${view.text("earliest")}) `;
  const gaps = [];
  for (let year = earliest; year < first; year++)
    if (!years.has(year)) {
      if (gaps.at(-1)?.[1] === year - 1) gaps.at(-1)[1] = year;
      else gaps.push([year, year]);
    }
  const spans = gaps.map((ends) => [...new Set(ends)].join("–"));
  return spans.length ? ` (${view.said(view.text("nodocument"), ...spans)}) ` : "";
}

/** A note of the table of rates in the language that is shown. */
function noteOf(view, note) {
  const told = { never: "never", "too few": "few", cut: "cut", lost: "lost" };
  return note
    .split("; ")
    .map((one) => {
      const [, words, strings] = /^(\d+) of (\d+)/.exec(one) ?? [];
      if (!words) return told[one] ? view.text(told[one]) : one;
      return view.zh ? `${strings}次中仅${words}次成词，其余在更长的词中` : one;
    })
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
    ...levels.map((one) => [swatch(...LINES[one]), view.text(one)]),
    ...[...looks].map(([series, { colour, marker }]) => [
      s("path", { d: outline(marker, 12, 8, 5), fill: colour }),
      seriesName(view, { series }),
    ]),
  ];
}

function legend(view) {
  const icon = (drawn) => s("svg", { width: 24, height: 16, "aria-hidden": "true" }, drawn);
  return h(
    "ul",
    { class: "legend" },
    ...keys(view).map(([drawn, name]) => h("li", {}, icon(drawn), name)),
    ...MARKS.map((one) => h("li", {}, view.text(one))),
  );
}

function drawPanels(view) {
  const { groups, rows } = view.answer;
  view.drawn = view.root.clientWidth;
  view.panels.style.gridTemplateColumns = groups.length === 1 ? "1fr" : "";
  const heading = (one) =>
    h("h3", {}, h("span", {}, headOf(view, one)), view.gloss(one[0]) && ` ${view.gloss(one[0])}`);
  view.panels.replaceChildren(
    ...groups.map((one) => h("div", { class: "panel" }, heading(one))),
  );
  const picture = {
    rows,
    keyOf,
    series: series(view),
    chosen: view.state.at,
    text: (key) => view.text(key),
    told: (row) => told(view, row),
    choose: (key) => choose(view, key),
    lost: (some) => lost(view, some),
  };
  [...view.panels.children].forEach((one, at) => {
    const [name] = groups[at];
    const width = Math.max(one.clientWidth, 280);
    one.append(
      isMet(view, groups[at])
        ? panel(name, titleOf(view, name), width, picture)
        : h("p", {}, view.text("nopicture")),
    );
  });
}

function told(view, row) {
  const [rate, low, high] = [row.per_10k, row.low, row.high].map((one) => one.toFixed(1));
  const note = row.note ? `; ${noteOf(view, row.note)}` : "";
  const where = `${seriesName(view, row)} ${row.year}: ${rate} (${low}–${high})`;
  return `${where} ${view.text("rate")}, ${view.number(row.count, "hits")}${note}`;
}

/** Where a part was asked for that a document has lost. */
function lost(view, rows) {
  const { part, genre, place, by } = view.state,
    there = new Set(rows.map((one) => `${one.source}${one.series}${one.year}`)),
    { looks } = series(view);
  const asked = (one) => (!genre || one.genre === genre) && (!place || one.place === place);
  return view.corpus.documents
    .filter((one) => part && one.gaps[part] === "lost" && one.year && asked(one))
    .map((one) => ({
      series: by === "place" ? one.territory : one.level,
      year: one.year,
      name: view.name(one.territory),
    }))
    .filter((one) => looks.has(one.series) && !there.has(`corpus${one.series}${one.year}`));
}

function choose(view, at) {
  view.set({ at: view.state.at === at ? "" : at }, false);
  remark(view.panels, view.state.at);
  drawLines(view);
  note(view);
}

/** The point that was chosen, in sight beside the picture, with the way to its lines. */
function note(view) {
  const row = view.answer.rows.find((one) => keyOf(one) === view.state.at);
  const go = () => view.listed.scrollIntoView();
  view.note.replaceChildren(
    ...(row
      ? [`${titleOf(view, row.term)}, ${told(view, row)} `, button(view.text("tolines"), go)]
      : []),
  );
}

/** The lines of the point that was chosen, or of all points. */
function lines(view) {
  const { groups, rows } = view.answer,
    { at, count, by } = view.state;
  const row = rows.find((one) => keyOf(one) === at);
  const where = row
    ? `${titleOf(view, row.term)}, ${seriesName(view, row)} ${row.year}`
    : view.text("everywhere");
  const title = view.said(view.text("lines"), where);
  if (row?.source === "background") return { title, told: counted(view, row) };
  const selected = view.corpus.selected(selection(view));
  const fits = ({ doc }) =>
    !row || ((by === "place" ? doc.territory : doc.level) === row.series && doc.year === row.year);
  const hits = groups
    .filter(([term]) => !row || term === row.term)
    .flatMap(([, members]) => view.corpus.hits(members, count, selected))
    .filter(([paragraph]) => fits(view.corpus.paragraphs[paragraph]));
  const once = new Map(hits.map((hit) => [hit.join(), hit])); // several groups may have the same
  return { title, hits: [...once.values()], leave: row && (() => choose(view, at)) };
}

/** A point of which there is no text: its count, and where the report can be read. */
function counted(view, { count, words, level, year }) {
  const found = view.background.reports.filter((one) => one.level === level && one.year === year);
  const titles = view.table.observed.sources.map(([title]) => title ?? "");
  const numbers = [view.number(count, "hits"), view.number(words, "wordsof")];
  return [
    h("p", {}, numbers.join(view.zh ? "，" : ", ")),
    ...found.map((one) => {
      const start = `${one.place}${one.year}年政府工作报告`,
        day = one.delivered ? ` (${one.delivered})` : "",
        title = titles.find((of) => of.startsWith(`${start} (`)) ?? start + day; // with its assembly
      const link = { href: one.source_url, rel: "noreferrer", target: "_blank", lang: "zh-CN" };
      const known = /^https?:\/\//.test(one.source_url ?? "");
      const where = view.table.texts[`published_${level}`] ? `published_${level}` : "published";
      const text = h("p", {}, `${view.text("counted")} `, known ? h("a", link, title) : title);
      if (!known) text.append(h("span", {}, view.zh ? "。" : ". ", view.text(where)));
      return one.kind === "summary" ? h("div", {}, text, h("p", {}, view.text("summary"))) : text;
    }),
  ];
}
