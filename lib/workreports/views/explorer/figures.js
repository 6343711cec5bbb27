// Figures of the economy and what was promised: a picture of an indicator, the sentences behind it.
import { remark } from "./chart.js";
import { button, h, tableOf } from "./dom.js";
import { drawLines, open } from "./reading.js";
import { drawPanels, keysOf, legend, panelsOf } from "./series.js";
import { begin, tools } from "./taking.js";

const FIGURE =
  "indicator name scope place territory level period_start period_end measure value_std unit_std " +
  "growth_pct growth_basis status bound low high printed growth_printed note at start end source";
const PROMISE =
  "indicator name scope place territory period measure promise bound force outcome unit verdict " +
  "reason why made told at start end";
const BY_DEFAULT = "general_budget_revenue";

/** Rows as objects, each with its number. */
const named = (columns, rows) =>
  rows.map((row, number) => {
    const cells = columns.split(" ").map((name, at) => [name, row[at]]);
    return { number, ...Object.fromEntries(cells) };
  });

function figuresOf(view) {
  view.figures ??= named(FIGURE, view.table.observed.figures);
  return view.figures;
}
function promisesOf(view) {
  view.promises ??= named(PROMISE, view.table.observed.promises);
  return view.promises;
}

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

function nameOf(view, { indicator, name }) {
  const zh = view.table.observed.names[indicator] ?? name;
  return view.gloss(zh) ? `${zh} ${view.gloss(zh)}` : zh;
}

function speaksOf(period, year) {
  const [first, last = first] = String(period ?? "").split("-");
  return !year || (first <= year && year <= last);
}

export const figures = {
  start: (view) => ({
    indicator: indicators(view).includes(BY_DEFAULT) ? BY_DEFAULT : (indicators(view)[0] ?? ""),
    where: "",
    year: "",
  }),

  allowed: (view) => ({
    indicator: ["", ...indicators(view)],
    where: ["", ...places(view)],
    year: ["", ...years(view)],
  }),

  form: (view) => [
    view.choice(
      "indicator",
      ["", ...indicators(view)],
      (one) => nameOf(view, { indicator: one, name: one }),
      "indicator",
      "allindicators",
    ),
    view.choice("where", ["", ...places(view)], (one) => view.name(one), "place"),
    view.choice("year", ["", ...years(view)], (one) => one, "foryear"),
  ],

  draw(view) {
    const { indicator, where } = view.state,
      { rows, spoken, groups, single } = (view.answer = ask(view));
    view.panels = h("div", { class: "panels" });
    const own = spoken.filter((one) => one.source === null).length,
      head = indicator ? nameOf(view, rows[0] ?? { indicator }) : view.text("allindicators");
    const here = `${own}${view.zh ? "" : " "}${view.text("ownfigures")}`,
      numbers = view.said("", view.number(spoken.length, "figures"), here);
    view.out.replaceChildren(
      h("p", { role: "status" }, h("strong", {}, head), numbers),
      view.panels,
      ...single.map((one) => alone(view, one)),
      groups.length ? legend(view) : "",
      ...tools(view, {
        name: indicator || "figures",
        code: asCode(view),
        columns: FIGURE.split(" ").slice(0, -4).concat("sentence", "source_title", "source_url"),
        rows: spoken.map((one) => ({ ...one, ...sourceOf(view, one) })),
        drawings: groups.length > 0 && (() => [...view.panels.querySelectorAll("svg")]),
        titles: groups.map((one) => one.title),
        named: where ? view.said(head, view.name(where)) : head,
        keys: keysOf(view),
        selection: { place: where },
        besides: own < spoken.length && view.text("tables"),
      }),
    );
    drawPanels(view);
    view.resized = () => {
      if (view.drawn !== view.root.clientWidth) drawPanels(view);
    };
    view.lines = () => (view.state.at ? sentences(view) : ledger(view));
    drawLines(view);
  },
};

/** The figures that are asked for, those `spoken` of the year that is, and what is drawn of all. */
function ask(view) {
  const { indicator, where, year } = view.state;
  const rows = figuresOf(view).filter(
    (one) => (!indicator || one.indicator === indicator) && (!where || one.place === where),
  );
  const panels = panelsOf(view, indicator ? rows : []);
  return {
    rows,
    spoken: rows.filter((one) => !year || (one.period_start <= year && year <= one.period_end)),
    groups: panels.filter((one) => !one.isPoint),
    single: panels.filter((one) => one.isPoint),
    told: (row) => told(view, row),
    choose: (key) => choose(view, key),
  };
}

/** A single figure needs no picture. */
function alone(view, { key, title, marks }) {
  const at = [key, ...marks.map(({ row }) => row.number)].join(".");
  const told = button(view.answer.told(marks[0].row), () => choose(view, at), { class: "link" });
  return h("p", { class: "alone" }, view.said(title, ""), told);
}

function asCode(view) {
  const { indicator, where, year } = view.state;
  const chosen = { indicator, place: where },
    some = Object.entries(chosen).filter(([, value]) => value);
  const only = some.map(([name, value]) => `${name} == '${value}'`),
    spoken = year ? [`period_start <= ${year} <= period_end`] : [];
  const query = (parts) => (parts.length ? `.query("${parts.join(" and ")}")` : ""),
    ofYear = query([...only, ...spoken]);
  return [
    ...begin(view),
    "observations = wr.indicators.extract(corpus)",
    `observations${ofYear}`,
    `corpus.reference${ofYear}`,
    `wr.targets.compare(observations, corpus.reference, corpus.territories, corpus)${query(only)}`,
  ].join("\n");
}

/** Where a figure stands: its sentence, or the source in which it was read. */
function sourceOf(view, { at, start, end, source }) {
  if (source !== null) {
    const [source_title, source_url] = view.table.observed.sources[source];
    return { source_title, source_url };
  }
  if (at === null) return {};
  const { text } = view.corpus.paragraphs[at];
  const from =
      Math.max(
        ...["。", "!", "?", "！", "？", "\n"].map((one) => text.lastIndexOf(one, start - 1)),
      ) + 1,
    to = end + (/[。!?！？\n]|$/.exec(text.slice(end))?.index ?? 0) + 1;
  const pieces = [text.slice(from, start), text.slice(start, end), text.slice(end, to)];
  return { pieces, sentence: pieces.join("") };
}

function choose(view, at) {
  view.set({ at: view.state.at === at ? "" : at }, false);
  remark(view.panels, view.state.at);
  drawLines(view);
  view.listed.scrollIntoView({ block: "nearest" });
}

const periodOf = (row) =>
  [...new Set([row.period_start, row.period_end])].filter(Boolean).join("–");

/** A figure in words. */
function told(view, row) {
  const value = row.value_std ?? row.growth_pct ?? [row.low, row.high].join("–"),
    unit = row.value_std === null && row.growth_pct !== null ? "%" : (row.unit_std ?? ""),
    grown = row.growth_printed && row.growth_printed !== row.printed;
  const growth = grown
    ? ` (${view.text("measure_growth")} ${row.growth_pct ?? row.growth_printed} %)`
    : "";
  const bound = row.bound && row.bound !== "exact" ? `, ${view.text(`bound_${row.bound}`)}` : "";
  const terms = row.growth_basis === "comparable" ? `, ${view.text("on_terms")}` : "";
  const kind = `${view.text(`status_${row.status}`)}${bound}${terms}`;
  const isWhole = /[^\d.,-]/.test(row.printed ?? ""), // a number alone may be of another unit
    shown = isWhole ? row.printed : `${value} ${unit}`;
  return `${view.name(row.territory)} ${periodOf(row)}: ${shown}${growth}, ${kind}`;
}

/** The figures of a point with their sentences, and what became of what was promised. */
function sentences(view) {
  const numbers = view.state.at.split(".").map(Number);
  const rows = figuresOf(view).filter((one) => numbers.includes(one.number));
  const beside = promisesOf(view).filter(
    (one) => numbers.includes(one.made) || numbers.includes(one.told),
  );
  const told = [
    ...rows.map((row) => card(view, row)),
    beside.length ? ledgerTable(view, beside) : "",
  ];
  return {
    title: view.text("sentences"),
    told,
    leave: () => choose(view, view.state.at),
    back: "back",
  };
}

function card(view, row) {
  const { pieces, source_title, source_url } = sourceOf(view, row),
    official = /^https?:\/\//.test(source_url ?? "");
  const read = () => open(view, row);
  const link = { href: source_url, rel: "noreferrer", target: "_blank" };
  return h(
    "div",
    { class: "figure" },
    h(
      "p",
      {},
      h("strong", {}, nameOf(view, row)),
      ` ${told(view, row)}`,
      row.scope && ` (${row.scope})`,
    ),
    pieces
      ? button(h("span", { lang: "zh-CN" }, pieces[0], h("mark", {}, pieces[1]), pieces[2]), read, {
          class: "line sentence",
          title: view.text("toreport"),
        })
      : h(
          "p",
          { lang: "zh-CN" },
          official ? h("a", link, source_title ?? source_url) : (source_title ?? ""),
        ),
    row.note && !view.zh && h("p", { class: "soft" }, row.note),
  );
}

/** What was promised and what became of it: by place, then by the year in which it is due. */
function ledger(view) {
  const { indicator, where, year } = view.state,
    { compare } = new Intl.Collator("zh");
  const due = ({ period }) => String(period ?? "").slice(-4),
    spans = ({ period }) => String(period).includes("-");
  const order = (a, b) =>
    compare(view.name(a.territory), view.name(b.territory)) ||
    compare(due(a), due(b)) ||
    spans(a) - spans(b);
  const fits = promisesOf(view).filter(
    (one) =>
      (!indicator || one.indicator === indicator) &&
      (!where || one.place === where) &&
      speaksOf(one.period, year),
  );
  const rows = fits.sort(order),
    told = rows.length ? ledgerTable(view, rows) : h("p", {}, view.text("nopromise"));
  return { title: view.said(view.text("promises"), `${rows.length}`), told: [told] };
}

function ledgerTable(view, rows) {
  const heads = ["series", "foryear", "indicator", "promised", "reached", "verdict", "why"];
  const rounded = (value) => (/\.\d{5}/.test(value) ? value.toFixed(2) : value), // it was computed
    number = (row, value) => `${rounded(value)} ${row.unit ?? ""}`;
  const linked = (text, figure) =>
    figure === null ? text : button(text, () => choose(view, `row.${figure}`), { class: "link" });
  const bound = (row) =>
    row.bound && row.bound !== "exact" ? `${view.text(`bound_${row.bound}`)} ` : "";
  const promise = (row) => {
    if (row.promise === null) return row.force || "–";
    const { low, high } = figuresOf(view)[row.made] ?? {};
    const range = row.bound === "range" && low !== null && high !== null;
    return range ? number(row, `${low}–${high}`) : bound(row) + number(row, row.promise);
  };
  const admission = (row) =>
    row.at === null || row.made !== null
      ? linked(promise(row), row.made)
      : button(view.text("admitted"), () => open(view, row), { class: "link" });
  const terms = ({ made }) =>
    figuresOf(view)[made]?.growth_basis === "comparable" && view.text("on_terms");
  const why = (row) => {
    const reason = view.text(`reason_${row.reason}`);
    if (view.zh) return reason;
    return row.reason === "no_result" ? row.why.replace(/^[^;]*/, reason) : row.why;
  };
  const cells = (row) => [
    view.name(row.territory),
    row.period ?? "",
    [nameOf(view, row), row.scope, row.measure && view.text(`measure_${row.measure}`), terms(row)]
      .filter(Boolean)
      .join(view.zh ? "，" : ", "),
    admission(row),
    row.outcome === null ? "–" : linked(number(row, row.outcome), row.told),
    view.text(`verdict_${row.reason === "no_result" ? row.reason : row.verdict}`),
    why(row),
  ];
  const label = view.text("promises");
  return h(
    "div",
    { class: "scroll wraps", tabindex: "0", role: "region", "aria-label": label },
    tableOf(
      heads.map((one) => view.text(one)),
      rows.map(cells),
    ),
  );
}
