// Figures of the economy and what was promised: a picture of an indicator, the sentences behind it.
import { drawPanels, legend } from "./chart.js";
import { framed, h, han, link, outside, button, tableOf } from "./dom.js";
import { drawLines, open, reportOf, shortOf } from "./reading.js";
import { keysOf, panelsOf, picture } from "./series.js";
import { coded, tools } from "./taking.js";

const BY_DEFAULT = "general_budget_revenue";

/** Rows as objects, each with its number. */
function named(view, kind) {
  const { columns, [kind]: rows } = view.table.observed;
  return rows.map((row, number) => {
    const cells = columns[kind].map((name, at) => [name, row[at]]);
    return { number, ...Object.fromEntries(cells) };
  });
}
const figuresOf = (view) => (view.figures ??= named(view, "figures"));
const promisesOf = (view) => (view.promises ??= named(view, "promises"));

/** The listed indicators of which there are figures. */
function indicators(view) {
  const here = new Set(figuresOf(view).map((one) => one.indicator));
  return Object.keys(view.table.observed.names).filter((one) => here.has(one));
}
const places = (view) => [...new Set(figuresOf(view).map((one) => one.place))].sort();
function years(view) {
  const ends = promisesOf(view).flatMap(({ period }) => String(period ?? "").match(/\d{4}/g) ?? []);
  return [...new Set(ends)].sort();
}

const glossed = (view, term) => [term, view.gloss(term)].filter(Boolean).join(" ");

/** A name as it is printed, and that of the indicator where it is another. */
function nameOf(view, { indicator, name }) {
  const known = view.table.observed.names[indicator] ?? name;
  if (!name || name === known) return glossed(view, known);
  return `${glossed(view, name)} (${view.said(view.text("indicator"), glossed(view, known))})`;
}

function speaksOf(periods, year) {
  const spans = String(periods ?? "").split(";");
  return !year || spans.map((one) => one.split("-")).some(([a, b = a]) => a <= year && year <= b);
}

/** Who asks for a place and a year asks for all that was promised, unless an indicator was chosen. */
function everything(view, changes) {
  const { indicator, where, year } = { ...view.state, ...changes };
  return where && year && indicator === view.start.indicator
    ? { ...changes, indicator: "" }
    : changes;
}

export const figures = {
  start: (view) => ({
    indicator: indicators(view).includes(BY_DEFAULT) ? BY_DEFAULT : (indicators(view)[0] ?? ""),
    where: "",
    year: "",
  }),

  choices: (view) => [
    [
      "indicator",
      ["", ...indicators(view)],
      (one) => nameOf(view, { indicator: one }),
      "indicator",
      "allindicators",
    ],
    ["where", ["", ...places(view)], (one) => view.name(one), "place", "all", everything],
    ["year", ["", ...years(view)], String, "foryear", "all", everything],
  ],

  draw(view) {
    const { indicator, where, year } = view.state,
      { columns } = view.table.observed,
      { spoken, promised, groups, single } = (view.answer = ask(view));
    view.panels = h("div.panels");
    const own = spoken.filter((one) => one.source === null).length,
      head = indicator ? nameOf(view, { indicator }) : view.text("allindicators");
    const spanning = promised.filter(isSpan).length,
      number = (many, key) => many && view.text(key).replace("{}", many).replace("{year}", year),
      lengths = [number(promised.length - spanning, "ofoneyear"), number(spanning, "ofplans")],
      parts = [number(own, "ownfigures"), number(spoken.length - own, "otherfigures")],
      counts = indicator
        ? [view.number(spoken.length, "figures") + number(year, "ofyear"), ...parts]
        : [view.number(promised.length, "somepromises") + number(year, "ofyear")];
    if (!indicator && year) counts.push(...lengths);
    const told = [view.name(where), ...counts].filter(Boolean);
    view.out.replaceChildren(
      h("p", { role: "status" }, h("strong", head), view.said("", ...told)),
      view.panels,
      ...single.map((one) => alone(view, one)),
      groups.length ? legend(keysOf(view)) : "",
      ...tools(view, {
        name: indicator || "figures",
        code: asCode(view),
        columns: columns.figures.slice(0, -5).concat("sentence", "source_title", "source_url"),
        rows: spoken.map((one) => ({ ...one, ...sourceOf(view, one) })),
        also: {
          name: "promises",
          columns: columns.promises.slice(0, -7).concat("printed"),
          rows: promised.map((one) => ({ ...one, ...judged(view, one), printed: wordsOf(view, one) })),
        },
        drawings: groups.length > 0 && (() => [...view.panels.querySelectorAll("svg")]),
        titles: groups.map((one) => one.title),
        named: where ? view.said(head, view.name(where)) : head,
        keys: keysOf(view),
        selection: { place: where },
        besides: own < spoken.length && view.text("tables"),
      }),
    );
    const titles = groups.map((one) => one.title);
    drawPanels(view, titles, (at, width) => picture(view, groups[at], width));
    view.lines = () => (view.state.at ? sentences(view) : ledger(view));
    drawLines(view);
  },
};

/** The figures that are asked for, those `spoken` of the year that is, what is `promised`, and what
 * is drawn: of all years. */
function ask(view) {
  const { indicator, where, year } = view.state;
  const fits = (one) =>
    (!indicator || one.indicator === indicator) && (!where || one.place === where);
  const rows = figuresOf(view).filter(fits),
    panels = panelsOf(view, indicator ? rows : []);
  return {
    spoken: rows.filter((one) => !year || (one.period_start <= year && year <= one.period_end)),
    promised: promisesOf(view)
      .filter((one) => fits(one) && speaksOf(one.period, year))
      .sort(inOrder(view, year)),
    groups: panels.filter((one) => !one.isPoint),
    single: panels.filter((one) => one.isPoint),
    told: (row) => told(view, row),
  };
}

const isSpan = ({ period }) => String(period).includes("-"),
  isOpen = ({ verdict }) => verdict === "not comparable";

/** Promises by place, then by the year in which they are due; those for a year with those first of
 * which one knows what became of them, then those for it alone. */
function inOrder(view, year) {
  const { compare } = new Intl.Collator("zh"),
    due = ({ period }) => String(period ?? "").slice(-4);
  return (a, b) =>
    (year && (isOpen(a) - isOpen(b) || isSpan(a) - isSpan(b))) ||
    compare(view.name(a.territory), view.name(b.territory)) ||
    compare(due(a), due(b)) ||
    isSpan(a) - isSpan(b);
}

/** A single figure needs no picture. */
function alone(view, { key, title, marks }) {
  const at = [key, ...marks.map(({ row }) => row.number)].join(".");
  return h(
    "p.alone",
    view.said(title, ""),
    link(view.answer.told(marks[0].row), () => view.choose(at)),
  );
}

function asCode(view) {
  const { indicator, where, year } = view.state;
  const chosen = { indicator, place: where },
    some = Object.entries(chosen).filter(([, value]) => value);
  const only = some.map(([name, value]) => `${name} == '${value}'`),
    spoken = year ? [`period_start <= ${year} <= period_end`] : [];
  const query = (parts) => (parts.length ? `.query("${parts.join(" and ")}")` : ""),
    ofYear = query([...only, ...spoken]);
  return coded(
    view,
    "observations = wr.indicators.extract(corpus)",
    `observations${ofYear}`,
    `corpus.reference${ofYear}`,
    `wr.targets.compare(observations, corpus.reference, corpus.territories, corpus)${query(only)}`,
  );
}

/** Where a figure stands: its sentence or its row of a table, or the source in which it was read. */
function sourceOf(view, { at, start, end, source, row }) {
  if (source !== null) {
    const [source_title, source_url] = view.table.observed.sources[source];
    return { source_title, source_url };
  }
  if (at === null) return {};
  if (row) {
    const { heads } = view.table.observed,
      [here, ...cells] = row;
    const shown = cells.map(([head, cell], n) =>
      h("span.cell", h("small.soft", heads[head][+view.zh]), n === here ? h("mark", cell) : cell),
    );
    return { pieces: shown, sentence: cells.map(([, cell]) => cell).join(" ") };
  }
  const { text } = view.corpus.paragraphs[at];
  const from =
      Math.max(
        ...["。", "!", "?", "！", "？", "\n"].map((one) => text.lastIndexOf(one, start - 1)),
      ) + 1,
    to = end + (/[。!?！？\n]|$/.exec(text.slice(end))?.index ?? 0) + 1;
  const marked = h("mark", text.slice(start, end));
  return {
    pieces: [text.slice(from, start), marked, text.slice(end, to)],
    sentence: text.slice(from, to),
  };
}

const periodOf = (row) =>
  [...new Set([row.period_start, row.period_end])].filter(Boolean).join("–");

/** A figure as it is printed, or its number with its unit. */
function valueOf(row) {
  const value = row.value_std ?? row.growth_pct ?? [row.low, row.high].join("–"),
    unit = row.value_std === null && row.growth_pct !== null ? "%" : (row.unit_std ?? "");
  const isWhole = /[^\d.,-]/.test(row.printed ?? ""); // a number alone may be of another unit
  return isWhole ? row.printed : `${value} ${unit}`;
}

/** The same with the growth that is printed beside it. */
function bothOf(view, row) {
  const { growth_printed: printed, growth_pct } = row;
  const grown = printed && printed !== row.printed;
  const growth = grown ? ` (${view.text("measure_growth")} ${growth_pct ?? printed} %)` : "";
  return valueOf(row) + growth;
}

/** A figure in words, with its name where that is not the indicator's. */
function told(view, row) {
  const isOther = row.name && row.name !== view.table.observed.names[row.indicator];
  return `${stated(view, row)}${isOther ? `, “${row.name}”` : ""}`;
}

function stated(view, row) {
  const bound = row.bound && row.bound !== "exact" ? `, ${view.text(`bound_${row.bound}`)}` : "";
  const terms = row.growth_basis === "comparable" ? `, ${view.text("on_terms")}` : "";
  const kind = `${view.text(`status_${row.status}`)}${bound}${terms}`;
  return `${view.name(row.territory)} ${periodOf(row)}: ${bothOf(view, row)}, ${kind}`;
}

/** The figures of a point with their sentences, and what became of what was promised. */
function sentences(view) {
  const numbers = view.state.at.split(".").map(Number);
  const rows = figuresOf(view).filter((one) => numbers.includes(one.number));
  const beside = promisesOf(view).filter(
    (one) => numbers.includes(one.made) || numbers.includes(one.told),
  );
  return {
    title: view.text("sentences"),
    told: [
      rows.map((row) => card(view, row)),
      beside.length ? ledgerTable(view, beside) : "",
    ].flat(),
    note: rows.length && told(view, rows[0]),
    go: rows.some((one) => one.at !== null) ? "tosentence" : "tosource",
    leave: "back",
  };
}

function card(view, row) {
  const { pieces, source_title, source_url } = sourceOf(view, row),
    paragraph = view.corpus.paragraphs[row.at];
  const scope = row.scope && ` (${row.scope})`,
    read = { class: "line sentence", title: view.text("toreport") };
  return h(
    "div.figure",
    h("p", h("strong", nameOf(view, row)), ` ${stated(view, row)}`, scope),
    pieces
      ? [
          button(han("span", pieces), () => open(view, row), read),
          h("p.soft", reportOf(view, paragraph.doc), ` ${shortOf(view, paragraph.part)}`),
        ]
      : h(
          "p",
          outside(source_url, source_title ?? source_url ?? ""),
          h("span.soft", ` ${view.text("notext")}`),
        ),
    /[a-z]/.test(row.note ?? "") && h("p.soft", noted(view, row.note)),
  );
}

/** What was promised and what became of it; which promises these are, and where the others stand. */
function ledger(view) {
  const { where, year } = view.state,
    { promised } = view.answer,
    known = Object.keys(view.table.observed.names).length,
    holds = view.text("holds").replace("{}", known).replace("{here}", indicators(view).length);
  const plans = new Map();
  for (const { doc, part, at } of view.corpus.paragraphs)
    if (part === "plan" && where === doc.place && speaksOf(doc.plans ?? doc.year, year))
      if (!plans.has(doc)) plans.set(doc, at);
  const read = [...plans].flatMap(([doc, at]) => [
    " ",
    link(han("span", doc.title), () => open(view, { at, start: 0, end: 0 })),
  ]);
  return {
    title: view.said(view.text("promises"), `${promised.length}`),
    told: [
      h(
        "p.soft",
        holds,
        read.length > 0 && ` ${view.said(view.text("openplan"), "")}`,
        read,
      ),
      promised.length ? ledgerTable(view, promised) : h("p", view.text("nopromise")),
    ],
  };
}

/** The words in which something is promised: as the text has them, of a table its cell. */
function wordsOf(view, { made, force }) {
  const { at, start, end, row, printed } = figuresOf(view)[made] ?? {};
  if (row) return /^[\d.]+$/.test(printed) ? "" : printed;
  if (at === undefined || at === null) return force ?? "";
  const { text } = view.corpus.paragraphs[at],
    [bound] = /^(\p{Script=Han}{1,4}(?=\p{P}|$))?/u.exec(text.slice(end)), // 以上 after a number
    words = text.slice(start, end) + bound,
    more = printed ? "" : force.split("/").at(-1); // of what has no number
  return words.includes(more) ? words : `${words} … ${more}`;
}

/** The verdict on a promise and why, in words. */
const judged = (view, { verdict, reason, why, why_zh }) => ({
  verdict: view.text(`verdict_${reason === "no_result" ? reason : verdict}`),
  why: view.zh ? why_zh : why,
});

function ledgerTable(view, rows) {
  const heads = ["series", "foryear", "indicator", "promised", "reached", "verdict", "why"];
  const rounded = (value) => (/\.\d{5}/.test(value) ? value.toFixed(2) : value), // it was computed
    number = (row, value) => `${rounded(value)} ${row.unit ?? ""}`;
  const show = (figure, row) => {
    const [shown] = row.parentNode.getElementsByClassName("below"),
      wasShown = shown?.previousSibling === row && shown.dataset.figure === `${figure}`;
    shown?.previousSibling.classList.remove("chosen");
    shown?.remove();
    if (wasShown) return;
    const cell = h("td", { colspan: heads.length }, card(view, figuresOf(view)[figure])),
      below = h("tr.below", { "data-figure": figure }, cell);
    row.classList.add("chosen");
    row.after(below);
    below.scrollIntoView({ block: "nearest" });
  };
  const linked = (text, figure) =>
    figure === null ? text : link(text, ({ target }) => show(figure, target.closest("tr")));
  const bound = (row) =>
    row.bound && row.bound !== "exact" ? `${view.text(`bound_${row.bound}`)} ` : "";
  const promise = (row) => {
    if (row.promise === null) return view.text("inwords");
    const { low, high } = figuresOf(view)[row.made] ?? {};
    const range = row.bound === "range" && low !== null && high !== null;
    return range ? number(row, `${low}–${high}`) : bound(row) + number(row, row.promise);
  };
  const admission = (row) =>
    row.at === null || row.made !== null
      ? [linked(promise(row), row.made), han("div.soft", wordsOf(view, row))]
      : link(view.text("admitted"), () => open(view, row));
  const result = (row) => {
    if (row.outcome === null) return "–";
    if (row.rests.length < 2) return linked(number(row, row.outcome), row.told);
    const rests = row.rests.map((at) => figuresOf(view)[at]);
    const each = rests.map((one) => [
      " ",
      linked(`${periodOf(one)}: ${bothOf(view, one)}`, one.number),
    ]);
    return [
      number(row, row.outcome),
      h("div.soft", view.said(view.text("computed"), ""), ...each.flat()),
    ];
  };
  const terms = ({ made }) =>
    figuresOf(view)[made]?.growth_basis === "comparable" && view.text("on_terms");
  const cells = (row) => [
    view.name(row.territory),
    row.period ?? "",
    [nameOf(view, row), row.scope, row.measure && view.text(`measure_${row.measure}`), terms(row)]
      .filter(Boolean)
      .join(view.zh ? "，" : ", "),
    admission(row),
    result(row),
    ...Object.values(judged(view, row)),
  ];
  const table = tableOf(view, heads, rows.map(cells));
  return framed("div.scroll.wraps", view.text("promises"), table);
}
