// The pictures of an indicator: results of each place, targets beside them.
import { LEVELS, axes, chosen, dot, drawing, looksOf, outline, swatch } from "./chart.js";
import { s } from "./dom.js";

const OWN = "county";

/** What is drawn of a figure: the panel it belongs to, and its value there. */
function drawnOf(row) {
  if (row.scope || /unverified/.test(row.note ?? "") || row.period_end === null) return [];
  const ofGrowth = /growth/.test(row.measure),
    range = row.bound === "range" && [row.low, row.high];
  const middle = range ? (row.low + row.high) / 2 : null;
  const found = [];
  const growth = row.growth_pct ?? (ofGrowth ? (row.value_std ?? middle) : null);
  if (growth !== null)
    found.push({ panel: overYears(row), unit: "%", value: growth, range: ofGrowth && range });
  const value = row.value_std ?? middle;
  if (!ofGrowth && value !== null)
    found.push({ panel: row.measure, unit: row.unit_std ?? "", level: row.level, value, range });
  return found.map((one) => ({ ...one, row }));
}

/** Growth from year to year, on comparable terms, or over several years, which is far more. */
function overYears({ measure, period_start, period_end, growth_basis }) {
  if (period_start !== period_end && measure !== "average_growth") return "growth_over";
  return growth_basis === "comparable" ? "growth_comparable" : "growth";
}

/** The panels: growth of all places together, amounts for each level of government and unit. */
export function panelsOf(view, rows) {
  const groups = new Map();
  for (const one of rows.flatMap(drawnOf)) {
    const key = [one.panel, one.level ?? "", one.unit].join("~");
    if (!groups.has(key)) groups.set(key, { key, marks: [] });
    groups.get(key).marks.push(one);
  }
  const order = ({ key }) => {
    const [panel, level] = key.split("~");
    const first = ["growth", "growth_comparable"].indexOf(panel);
    return first >= 0 ? first - 2 : 10 * (panel !== "level") + (3 - LEVELS.indexOf(level));
  };
  return [...groups.values()]
    .sort((a, b) => order(a) - order(b))
    .map((one) => {
      const [panel, level, unit] = one.key.split("~");
      const title = [view.text(`measure_${panel}`), level && view.text(level)];
      return {
        ...one,
        unit,
        title: title.filter(Boolean).join(view.zh ? "，" : ", "),
        isPoint: pointsOf(one.marks).length === 1,
      };
    });
}

/** The figures that are drawn. */
const rowsOf = (view) => view.answer.groups.flatMap((one) => one.marks.map(({ row }) => row));

function territories(view) {
  const found = new Map(rowsOf(view).map((one) => [one.territory, one.level]));
  return [...found].sort(
    ([a, of], [b, other]) => LEVELS.indexOf(of) - LEVELS.indexOf(other) || (a < b ? -1 : 1),
  );
}

/** How each territory looks: those above have a line each, as in the pictures of terms. */
function looks(view) {
  const found = territories(view),
    { lines } = view.table,
    own = looksOf(
      view,
      found.filter(([, level]) => level === OWN).map(([name]) => name),
    );
  return new Map(
    found.map(([name, level]) => {
      const [colour, dashes] = lines[level] ?? lines[OWN];
      return [name, own.get(name) ?? { colour, dashes, corners: [], at: 0, of: 1, above: true }];
    }),
  );
}

/** What a bar with its arrow says. */
const BOUNDS = ["exact", "at_least", "at_most", "about", "range"];

/** What each mark that is drawn stands for, in 24 by 16 units, with its sense. */
export function keysOf(view) {
  const rows = rowsOf(view),
    told = rows.filter((one) => one.status !== "target"),
    bounds = new Set(rows.filter((one) => one.status === "target").map((one) => one.bound));
  const ink = "#1b1b1b",
    circle = (fill) => s("circle", { cx: 12, cy: 8, r: 4.5, fill, stroke: ink }),
    line = (d, more) => s("path", { d, stroke: ink, ...more });
  return [
    ...[...looks(view)].map(([name, look]) => [
      look.above ? swatch(look.colour, look.dashes) : dot(look),
      view.name(name),
    ]),
    told.some((one) => one.status === "estimate") && [circle("#fff"), view.text("status_estimate")],
    told.some((one) => one.period_start !== one.period_end) && [
      s("g", line("M1,8H23"), circle(ink)),
      view.text("spans"),
    ],
    ...BOUNDS.filter((one) => bounds.has(one)).map((one) => [
      aimAt(one, [6, 18], 9, ink, [3, 13]),
      view.text(`aim_${one}`),
    ]),
    rows.some((one) => one.period_start <= view.state.year) &&
      rows.some((one) => one.period_end >= view.state.year) && [
        s("path", { d: "M0,0H24V16H0Z", fill: BAND }),
        view.said(view.text("allyears"), view.state.year),
      ],
    rows.some((one) => one.territory in view.table.observed.reforms) && [
      line("M12,0V16", { "stroke-dasharray": "2 3" }),
      view.text("reform"),
    ],
  ].filter(Boolean);
}

/** A target: a bar over its years; an arrow says from where on it is met. */
function aimAt(bound, [x1, x2], y, colour, range) {
  const middle = (x1 + x2) / 2,
    arrow = (way) =>
      `M${middle - 3.5},${y + 4 * way}L${middle},${y + 8 * way}L${middle + 3.5},${y + 4 * way}`;
  const more = {
    at_least: `M${middle},${y}V${y - 8}${arrow(-1)}`,
    at_most: `M${middle},${y}V${y + 8}${arrow(1)}`,
    about: `M${x1},${y - 3.5}H${x2}`,
    range: range && `M${x1},${range[0]}H${x2}V${range[1]}H${x1}Z`,
  }[bound];
  const d = bound === "range" && range ? more : `M${x1},${y}H${x2}${more ?? ""}`;
  return s("path", { d, fill: "none", stroke: colour, "stroke-width": 1.8 });
}

/** The picture of one of the groups of `view.answer`; a row is `told` there in words. */
export function picture(view, { key, title, unit, marks }, width) {
  const values = marks.flatMap(({ value, range }) => range || [value]),
    all = rowsOf(view);
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
  return drawing(
    width,
    label,
    [band(view, frame, ends), ...frame.drawn, ...reforms(view, frame, marks, ends), ...lines],
    points,
  );
}

const BAND = "#f6ecd0";

/** The year that is asked for, among all years. */
function band({ state: { year } }, { x, step, base, crown }, [first, last]) {
  if (year < first || year > last) return "";
  const place = { x: x(+year) - step / 2, y: crown, width: step, height: base - crown };
  return s("rect", { ...place, fill: BAND });
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
      row.territory === territory && row.status !== "target" && row.period_start === row.period_end,
  );
  const of = new Map();
  const final = (one) => one.row.status === "actual";
  for (const one of told)
    if (!of.has(one.row.period_end) || final(one)) of.set(one.row.period_end, one);
  return [...of.values()].sort((a, b) => a.row.period_end - b.row.period_end);
}

/** How far from its year a place stands, so that none hides another; never half-way to the next. */
const apart = ({ step }, { at, of }) => (at - (of - 1) / 2) * Math.min(7, (0.4 * step) / of);

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
  const order = ([{ row }]) =>
    [row.level !== OWN, row.status === "target"].filter((one) => !one).length;
  return [...groups.values()].sort((a, b) => order(a) - order(b));
}

function pointOf(view, panel, some, frame, looks) {
  const { x, y, step } = frame,
    [{ row, value, range }] = some,
    look = looks.get(row.territory),
    { colour, corners, above } = look;
  const [x1, x2] = [row.period_start, row.period_end].map((one) => x(one) + apart(frame, look)),
    middle = (x1 + x2) / 2;
  const half = Math.min(6, step / 2.5),
    r = above ? 2.4 : 4.4;
  const one = row.status === "estimate" ? "#fff" : colour,
    drawn =
      row.status === "target"
        ? aimAt(row.bound, [x1 - half, x2 + half], y(value), colour, range && range.map(y))
        : s("path", { d: outline(corners, middle, y(value), r), fill: one, stroke: colour });
  const spans = row.status !== "target" && x1 !== x2;
  return chosen(
    view,
    { key: [panel, ...some.map((one) => one.row.number)].join("."), year: row.period_end },
    `${view.answer.told(row)}${some.length > 1 ? ` (${some.length})` : ""}`,
    spans && s("path", { d: `M${x1},${y(value)}H${x2}`, stroke: colour }),
    drawn,
    s("circle.ring", { cx: middle, cy: y(value), r: above ? 6 : 9 }),
  );
}
