// Figures of the economy and what was promised: a picture of an indicator, the sentences behind it.
import { LEVELS, LINES, axes, chosen, drawing, looksOf, outline, remark, swatch } from "./chart.js";
import { button, h, s, tableOf } from "./dom.js";
import { drawLines, open } from "./reading.js";
import { begin, tools } from "./taking.js";

const FIGURE =
  "indicator name scope place territory level period_start period_end measure value_std unit_std " +
  "growth_pct growth_basis status bound low high printed growth_printed note at start end source";
const PROMISE =
  "indicator name scope place territory period measure promise bound force outcome unit verdict " +
  "reason why made told at start end";
const BY_DEFAULT = "general_budget_revenue";
const OWN = "county";

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
    view.choice("indicator", ["", ...indicators(view)], (one) =>
      nameOf(view, { indicator: one, name: one }),
    ),
    view.choice("where", ["", ...places(view)], (one) => view.name(one), "place"),
    view.choice("year", ["", ...years(view)], (one) => one, "foryear"),
  ],

  draw(view) {
    const { indicator, where } = view.state;
    const rows = figuresOf(view).filter(
      (one) => (!indicator || one.indicator === indicator) && (!where || one.place === where),
    );
    view.answer = { rows, groups: panelsOf(view, indicator ? rows : []) };
    view.panels = h("div", { class: "panels" });
    const own = rows.filter((one) => one.source === null).length,
      head = indicator ? nameOf(view, rows[0] ?? { indicator }) : view.text("all");
    const numbers = `${view.number(rows.length, "figures")}, ${own} ${view.text("ownfigures")}`;
    view.out.replaceChildren(
      h("p", { role: "status" }, h("strong", {}, head), view.said("", numbers)),
      view.panels,
      indicator ? legend(view) : "",
      ...tools(view, {
        name: indicator || "figures",
        code: asCode(view),
        columns: FIGURE.split(" ").slice(0, -4).concat("sentence", "source_title", "source_url"),
        rows: rows.map((one) => ({ ...one, ...sourceOf(view, one) })),
        drawings: indicator && (() => [...view.panels.querySelectorAll("svg")]),
        titles: view.answer.groups.map((one) => one.title),
        keys: keys(view),
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

function asCode(view) {
  const { indicator, where } = view.state;
  const chosen = { indicator, place: where },
    some = Object.entries(chosen).filter(([, value]) => value);
  const only = some.map(([name, value]) => `${name} == ${JSON.stringify(value)}`).join(" and ");
  const query = only && `.query(${JSON.stringify(only).replaceAll('\\"', "'")})`;
  return [
    ...begin(view),
    "observations = wr.indicators.extract(corpus)",
    `observations${query}`,
    `corpus.reference${query}`,
    "wr.targets.compare(observations, corpus.reference, corpus.territories, corpus)" + query,
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
  const from = Math.max(...["。", "!", "?", "！", "？", "\n"].map((one) => text.lastIndexOf(one, start - 1))) + 1,
    to = end + (/[。!?！？\n]|$/.exec(text.slice(end))?.index ?? 0) + 1;
  const pieces = [text.slice(from, start), text.slice(start, end), text.slice(end, to)];
  return { pieces, sentence: pieces.join("") };
}

/** What is drawn of a figure: the panel it belongs to, and its value there. */
function drawnOf(row) {
  if (row.scope || /unverified/.test(row.note ?? "") || row.period_end === null) return [];
  const ofGrowth = /growth/.test(row.measure),
    range = row.bound === "range" && [row.low, row.high];
  const middle = range && (row.low + row.high) / 2;
  const found = [];
  const growth = row.growth_pct ?? (ofGrowth ? (row.value_std ?? middle) : null);
  if (growth !== null && growth !== false && row.growth_basis !== "comparable")
    found.push({ panel: "growth", unit: "%", value: growth, range: ofGrowth && range });
  const value = row.value_std ?? middle;
  if (!ofGrowth && value !== null && value !== false)
    found.push({ panel: row.measure, unit: row.unit_std ?? "", level: row.level, value, range });
  return found.map((one) => ({ ...one, row }));
}

/** The panels: growth of all places together, amounts for each level of government and unit. */
function panelsOf(view, rows) {
  const groups = new Map();
  for (const one of rows.flatMap(drawnOf)) {
    const key = [one.panel, one.level ?? "", one.unit].join("~");
    if (!groups.has(key)) groups.set(key, { key, marks: [] });
    groups.get(key).marks.push(one);
  }
  const order = ({ key }) => {
    const [panel, level] = key.split("~");
    return panel === "growth" ? -1 : 10 * (panel !== "level") + (3 - LEVELS.indexOf(level));
  };
  return [...groups.values()]
    .sort((a, b) => order(a) - order(b))
    .map((one) => {
      const [panel, level, unit] = one.key.split("~");
      const title = [view.text(`measure_${panel}`), level && view.text(level)];
      return { ...one, unit, title: title.filter(Boolean).join(view.zh ? "，" : ", ") };
    });
}

function territories(view) {
  const all = view.answer.groups.flatMap((one) => one.marks.map(({ row }) => row));
  const found = new Map(all.map((one) => [one.territory, one.level]));
  return [...found].sort(([a, of], [b, other]) =>
    LEVELS.indexOf(of) - LEVELS.indexOf(other) || (a < b ? -1 : 1),
  );
}

/** How each territory looks: those above have a line each, as in the pictures of terms. */
function looks(view) {
  const found = territories(view),
    own = looksOf(view, found.filter(([, level]) => level === OWN).map(([name]) => name));
  return new Map(
    found.map(([name, level]) => {
      const [colour, dashes] = LINES[level] ?? LINES[OWN];
      return [name, own.get(name) ?? { colour, dashes, marker: "o", at: 0, of: 1, above: true }];
    }),
  );
}

function keys(view) {
  return [...looks(view)].map(([name, { colour, marker, dashes, above }]) => [
    above ? swatch(colour, dashes) : s("path", { d: outline(marker, 12, 8, 5), fill: colour }),
    view.name(name),
  ]);
}

/** What a bar with its arrow says. */
const BOUNDS = ["exact", "at_least", "at_most", "about", "range"];

function legend(view) {
  const icon = (...drawn) => s("svg", { width: 24, height: 16, "aria-hidden": "true" }, ...drawn);
  const aim = (bound) => icon(aimAt(bound, [6, 18], 9, "#1b1b1b", [3, 13]));
  const estimate = s("circle", { cx: 12, cy: 8, r: 4.5, fill: "#fff", stroke: "#1b1b1b" });
  return h(
    "ul",
    { class: "legend" },
    ...keys(view).map(([drawn, name]) => h("li", {}, icon(drawn), name)),
    h("li", {}, icon(estimate), view.text("status_estimate")),
    ...BOUNDS.map((one) => h("li", {}, aim(one), view.text(`aim_${one}`))),
    h("li", {}, view.text("reform")),
  );
}

/** A target: a bar over its years; an arrow says from where on it is met. */
function aimAt(bound, [x1, x2], y, colour, range) {
  const middle = (x1 + x2) / 2,
    arrow = (way) => `M${middle - 3.5},${y + 4 * way}L${middle},${y + 8 * way}L${middle + 3.5},${y + 4 * way}`;
  const more = {
    at_least: `M${middle},${y}V${y - 8}${arrow(-1)}`,
    at_most: `M${middle},${y}V${y + 8}${arrow(1)}`,
    about: `M${x1},${y - 3.5}H${x2}`,
    range: range && `M${x1},${range[0]}H${x2}V${range[1]}H${x1}Z`,
  }[bound];
  const d = bound === "range" && range ? more : `M${x1},${y}H${x2}${more ?? ""}`;
  return s("path", { d, fill: "none", stroke: colour, "stroke-width": 1.8 });
}

function drawPanels(view) {
  view.drawn = view.root.clientWidth;
  const { groups } = view.answer;
  view.panels.replaceChildren(
    ...groups.map(({ title }) => h("div", { class: "panel" }, h("h3", {}, title))),
  );
  [...view.panels.children].forEach((one, at) =>
    one.append(picture(view, groups[at], Math.max(one.clientWidth, 280))),
  );
}

function picture(view, { key, title, unit, marks }, width) {
  const values = marks.flatMap(({ value, range }) => range || [value]),
    all = view.answer.groups.flatMap((one) => one.marks.map(({ row }) => row));
  let [low, high] = [Math.min(...values), Math.max(...values)];
  const far = high - low || Math.abs(high) || 1;
  low = low > 0 && low < 0.6 * high ? 0 : low - 0.12 * far;
  high += 0.12 * far;
  const ends = [
    Math.min(...all.map((one) => one.period_start)),
    Math.max(...all.map((one) => one.period_end)),
  ];
  const on = view.gloss(unit) ? `${unit} (${view.gloss(unit)})` : unit;
  const frame = axes(width, ends, [low, high], on, view.state.lang),
    look = looks(view);
  const lines = [...look].map(([name, one]) => lineOf(frame, one, results(marks, name)));
  const points = pointsOf(marks).map((some) => pointOf(view, key, some, frame, look));
  const label = `${title}: ${on}. ${view.text("keys")}`;
  return drawing(width, label, [...frame.drawn, ...reforms(view, frame, marks, ends), ...lines], points);
}

/** Where places got other borders: no line goes on there. */
function reforms(view, { x, step, base, crown }, marks, [first, last]) {
  const begun = marks.map(({ row }) => view.table.observed.reforms[row.territory]);
  const found = [...new Set(begun)].filter((one) => one > first && one <= last);
  return found.map((year) => {
    const at = x(year) - step / 2;
    const look = { stroke: "#7d7d7d", "stroke-dasharray": "2 3" };
    return s("line", { x1: at, x2: at, y1: crown, y2: base, ...look });
  });
}

/** What is told of single years of a territory, what is final before what is not. */
function results(marks, territory) {
  const told = marks.filter(
    ({ row }) =>
      row.territory === territory &&
      row.status !== "target" &&
      row.period_start === row.period_end,
  );
  const of = new Map();
  const final = (one) => one.row.status === "actual";
  for (const one of told)
    if (!of.has(one.row.period_end) || final(one)) of.set(one.row.period_end, one);
  return [...of.values()].sort((a, b) => a.row.period_end - b.row.period_end);
}

/** How far from its year a place stands, so that places do not hide each other. */
const apart = ({ step }, { at, of }) => (at - (of - 1) / 2) * Math.min(7, (0.75 * step) / of);

/** A thin line, which crosses no missing year. */
function lineOf(frame, look, told) {
  const { colour, dashes, above } = look;
  const d = told.map(({ row, value }, at) => {
    const follows = told[at - 1]?.row.period_end === row.period_end - 1,
      x = frame.x(row.period_end) + apart(frame, look);
    return `${follows ? "L" : "M"}${x.toFixed(1)},${frame.y(value).toFixed(1)}`;
  });
  const thin = { "stroke-width": above ? 1.4 : 1, "stroke-dasharray": dashes ?? null };
  return s("path", { d: d.join(""), fill: "none", stroke: colour, opacity: 0.8, ...thin });
}

/** Marks of the same place, years, kind and value are one point. */
function pointsOf(marks) {
  const groups = new Map();
  for (const one of marks) {
    const { territory, period_start, period_end, status, bound } = one.row;
    const key = [territory, period_start, period_end, status, bound, one.value].join("~");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const order = ([{ row }]) => [row.level !== OWN, row.status === "target"].filter((one) => !one).length;
  return [...groups.values()].sort((a, b) => order(a) - order(b));
}

function pointOf(view, panel, some, frame, looks) {
  const { x, y, step } = frame,
    [{ row, value, range }] = some,
    look = looks.get(row.territory),
    { colour, marker, above } = look;
  const [x1, x2] = [row.period_start, row.period_end].map((one) => x(one) + apart(frame, look)),
    middle = (x1 + x2) / 2;
  const half = Math.min(6, step / 2.5),
    r = above ? 2.4 : 4.4;
  const one = row.status === "estimate" ? "#fff" : colour,
    drawn =
      row.status === "target"
        ? aimAt(row.bound, [x1 - half, x2 + half], y(value), colour, range && range.map(y))
        : s("path", { d: outline(marker, middle, y(value), r), fill: one, stroke: colour });
  const spans = row.status !== "target" && x1 !== x2;
  return chosen(
    [panel, ...some.map((one) => one.row.number)].join("."),
    `${told(view, row)}${some.length > 1 ? ` (${some.length})` : ""}`,
    (key) => choose(view, key),
    view.state.at,
    spans && s("path", { d: `M${x1},${y(value)}H${x2}`, stroke: colour }),
    drawn,
    s("circle", { class: "ring", cx: middle, cy: y(value), r: above ? 6 : 9 }),
  );
}

function choose(view, at) {
  view.set({ at: view.state.at === at ? "" : at }, false);
  remark(view.panels, view.state.at);
  drawLines(view);
  view.listed.scrollIntoView({ block: "nearest" });
}

const periodOf = (row) => [...new Set([row.period_start, row.period_end])].filter(Boolean).join("–");

/** A figure in words. */
function told(view, row) {
  const value = row.value_std ?? row.growth_pct,
    unit = row.value_std === null ? "%" : (row.unit_std ?? "");
  const printed = row.printed ?? (value === null ? [row.low, row.high].join("–") : `${value}${unit}`),
    grown = row.growth_printed && row.growth_printed !== row.printed;
  const growth = grown ? ` (${view.text("measure_growth")} ${row.growth_pct ?? row.growth_printed} %)` : "";
  const bound = row.bound && row.bound !== "exact" ? `, ${view.text(`bound_${row.bound}`)}` : "";
  const kind = `${view.text(`status_${row.status}`)}${bound}`;
  const shown = /[^\d.,-]/.test(printed) ? printed : `${printed} ${unit}`;
  return `${view.name(row.territory)} ${periodOf(row)}: ${shown}${growth}, ${kind}`;
}

/** The figures of a point with their sentences, and what became of what was promised. */
function sentences(view) {
  const numbers = view.state.at.split(".").map(Number);
  const rows = figuresOf(view).filter((one) => numbers.includes(one.number));
  const beside = promisesOf(view).filter(
    (one) => numbers.includes(one.made) || numbers.includes(one.told),
  );
  const told = [...rows.map((row) => card(view, row)), beside.length ? ledgerTable(view, beside) : ""];
  return { title: view.text("sentences"), told, leave: () => choose(view, view.state.at), back: "back" };
}

function card(view, row) {
  const { pieces, source_title, source_url } = sourceOf(view, row),
    official = /^https?:\/\//.test(source_url ?? "");
  const read = () => open(view, row);
  const link = { href: source_url, rel: "noreferrer", target: "_blank" };
  return h(
    "div",
    { class: "figure" },
    h("p", {}, h("strong", {}, nameOf(view, row)), ` ${told(view, row)}`, row.scope && ` (${row.scope})`),
    pieces
      ? button(
          h("span", { lang: "zh-CN" }, pieces[0], h("mark", {}, pieces[1]), pieces[2]),
          read,
          { class: "line sentence", title: view.text("toreport") },
        )
      : h("p", { lang: "zh-CN" }, official ? h("a", link, source_title ?? source_url) : (source_title ?? "")),
    row.note && !view.zh && h("p", { class: "soft" }, row.note),
  );
}

/** What was promised and what became of it. */
function ledger(view) {
  const { indicator, where, year } = view.state;
  const spans = ({ period }) => String(period).includes("-");
  const fits = promisesOf(view).filter(
    (one) =>
      (!indicator || one.indicator === indicator) &&
      (!where || one.place === where) &&
      speaksOf(one.period, year),
  );
  const rows = fits.sort((a, b) => spans(a) - spans(b)); // what is for the year itself first
  const told = rows.length ? ledgerTable(view, rows) : h("p", {}, view.text("nopromise"));
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
  const promise = (row) => (row.promise === null ? row.force || "–" : bound(row) + number(row, row.promise));
  const admission = (row) =>
    row.at === null || row.made !== null
      ? linked(promise(row), row.made)
      : button(view.text("admitted"), () => open(view, row), { class: "link" });
  const cells = (row) => [
    view.name(row.territory),
    row.period ?? "",
    [nameOf(view, row), row.scope, row.measure && view.text(`measure_${row.measure}`)].filter(Boolean).join(", "),
    admission(row),
    row.outcome === null ? "–" : linked(number(row, row.outcome), row.told),
    view.text(`verdict_${row.verdict}`),
    view.zh ? view.text(`reason_${row.reason}`) : row.why,
  ];
  const label = view.text("promises");
  return h(
    "div",
    { class: "scroll wraps", tabindex: "0", role: "region", "aria-label": label },
    tableOf(heads.map((one) => view.text(one)), rows.map(cells)),
  );
}
