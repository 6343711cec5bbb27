// Pictures of rates, in SVG.
import { SVG, h, s } from "./dom.js";

const MARKERS = ["o", "s", "^", "D", "v", "P"];
export const LEVELS = ["nation", "province", "city", "county"];
export const HEIGHT = 250;

/** How each of some places looks, and its number of how many. */
export function looksOf(view, names) {
  const { looks: known, palette } = view.table;
  const looks = names.map((name, at) => {
    const [colour, marker] = known[name] ?? [];
    const look = {
      colour: colour || palette[at % 7],
      marker: marker || MARKERS[at % 6],
    };
    return [name, { ...look, at, of: names.length }];
  });
  return new Map(looks);
}

const star = (points, far) =>
  Array.from({ length: points }, (_, at) => {
    const turn = (2 * Math.PI * at) / points;
    return [far(at) * Math.sin(turn), -far(at) * Math.cos(turn)];
  });
const corners = (text) => text.split(" ").map((one) => one.split(",").map(Number));
/** The corners of markers, by the letters that corpus.territories has. */
const SHAPES = {
  s: corners("-1,-1 1,-1 1,1 -1,1"),
  D: corners("0,-1.3 1.3,0 0,1.3 -1.3,0"),
  "^": corners("0,-1.2 1.2,1 -1.2,1"),
  v: corners("0,1.2 1.2,-1 -1.2,-1"),
  P: corners(
    "-.4,-1.2 .4,-1.2 .4,-.4 1.2,-.4 1.2,.4 .4,.4 .4,1.2 -.4,1.2 -.4,.4 -1.2,.4 -1.2,-.4 -.4,-.4",
  ),
  "*": star(10, (at) => (at % 2 ? 0.6 : 1.4)),
  h: star(6, () => 1.2),
};

/** The outline of a marker. */
export function outline(marker, x, y, r) {
  const shape = SHAPES[marker];
  if (!shape) return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  const places = shape.map(([a, b]) => `${(x + a * r).toFixed(2)},${(y + b * r).toFixed(2)}`);
  return `M${places.join("L")}Z`;
}

/** A piece of a level's line. */
export const swatch = (colour, dashes) =>
  s("path", { d: "M0,8H24", stroke: colour, "stroke-width": 2, "stroke-dasharray": dashes });

/** What marks stand for: pairs of what is drawn, in 24 by 16 units, if anything is, and its sense. */
export const legend = (keys) =>
  h(
    "ul.legend",
    keys.map(([drawn, name]) =>
      h("li", drawn && s("svg", { width: 24, height: 16, "aria-hidden": "true" }, drawn), name),
    ),
  );

/** Fill `view.panels`, a panel for each of its heads, and again when there is more or less room. */
export function drawPanels(view, heads, draw) {
  const fill = () => {
    view.drawn = view.root.clientWidth;
    view.panels.replaceChildren(...heads.map((head) => h("div.panel", h("h3", head))));
    [...view.panels.children].forEach((one, at) =>
      one.append(draw(at, Math.max(one.clientWidth, 280))),
    );
  };
  view.resized = () => view.drawn !== view.root.clientWidth && fill();
  fill();
}

/** Round steps for an axis. */
function ticks(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 4)),
    step = [1, 2, 5, 10].find((one) => (high - low) / (one * power) <= 5) * power,
    first = Math.ceil(low / step - 1e-9);
  return Array.from(
    { length: Math.floor(high / step + 1e-9) - first + 1 },
    (_, at) => +((first + at) * step).toPrecision(6),
  );
}

/** The axes of a picture: where a year and a value stand, how wide a year is, what is drawn. */
export function axes(width, [first, last], [low, high], unit, lang) {
  const left = 54,
    right = width - 14,
    base = HEIGHT - 32,
    crown = 22,
    step = (right - left) / (last - first + 1);
  const x = (year) => left + (year - first + 0.5) * step,
    y = (value) => base - ((Math.min(value, high) - low) / (high - low)) * (base - crown);
  const every = Math.ceil(38 / step),
    years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const short = new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 2 }),
    number = (one) => (Math.abs(one) < 1e5 ? String(one) : short.format(one));
  const drawn = [
    s("text", { x: 4, y: 11 }, unit),
    ...ticks(low, high).flatMap((one) => [
      s("line", { x1: left, x2: right, y1: y(one), y2: y(one), stroke: "#d9d9d9" }),
      s("text", { x: left - 6, y: y(one) + 4, "text-anchor": "end" }, number(one)),
    ]),
    ...years
      .filter((year) => (last - year) % every === 0)
      .map((year) =>
        s("text", { x: x(year), y: HEIGHT - 12, "text-anchor": "middle" }, String(year)),
      ),
  ];
  return { x, y, step, base, crown, drawn };
}

const REACH = 24; // pixels

/** The point that is nearest to the mouse, which may hit another's bar or edge. */
function nearest({ clientX, clientY }, points) {
  const far = (point) => {
    const { x, y, width, height } = (point.querySelector(".ring") ?? point).getBoundingClientRect();
    return Math.hypot(x + width / 2 - clientX, y + height / 2 - clientY);
  };
  const [[near, distance] = []] = points
    .map((one) => [one, far(one)])
    .sort(([, one], [, other]) => one - other);
  return distance <= REACH ? near : null;
}

/** A drawing whose points are walked through by keys; a click is meant for the nearest. */
export function drawing(width, label, drawn, points) {
  points[0]?.setAttribute("tabindex", "0");
  return s(
    "svg",
    {
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
      role: "group",
      "aria-label": label,
      xmlns: SVG,
      "font-family": "system-ui, sans-serif",
      keydown: (event) => walk(event, points),
      // what is no mouse's (its detail is 0) is for the point itself
      click: (event) => event.detail && nearest(event, points)?.dispatchEvent(new Event("click")),
      pointermove(event) {
        const near = nearest(event, points);
        for (const one of points) one.classList.toggle("near", one === near);
      },
    },
    ...drawn,
    ...points,
  );
}

/** What can be chosen in a drawing, by mouse or by key; a walk by keys is one step. With the focus on
 * it it is told, and Tab leads from what was chosen to what it opened. */
export function chosen(view, key, told, ...drawn) {
  const is = view.state.at === key;
  const keydown = (event) => {
    const leads = event.key === "Tab" && !event.shiftKey && view.state.at === key;
    if (!leads && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (leads) view.listed.querySelector("button,select,a").focus();
    else view.choose(key, !view.state.at);
  };
  return s(
    "g",
    {
      class: `point${is ? " chosen" : ""}`,
      role: "button",
      tabindex: "-1",
      "aria-label": told,
      "aria-pressed": String(is),
      "data-key": key,
      click: (event) => event.detail || view.choose(key),
      keydown,
      focus: () => view.state.at !== key && view.note.replaceChildren(told),
      blur: () => view.note.querySelector("button") || view.noted(),
    },
    s("title", told),
    ...drawn,
  );
}

/** The picture of a term: lines of levels, points of places, each with its interval. */
export function panel(view, term, title, width, picture) {
  const rows = picture.rows.filter((one) => one.term === term),
    { looks, levels } = picture.series;
  const years = picture.rows.map((one) => one.year),
    most = Math.max(...rows.map((one) => one.per_10k)),
    highest = Math.max(...rows.map((one) => one.high));
  const top = (most > 0 ? Math.min(highest, 2.2 * most) : highest) * 1.04 || 1,
    ends = [Math.min(...years), Math.max(...years)];
  const { x, y, step, base, drawn } = axes(width, ends, [0, top], view.text("rate"), "en");
  const apart = (row) => {
    const { at, of } = looks.get(row.series);
    return x(row.year) + (at - (of - 1) / 2) * Math.min(7, (0.75 * step) / of);
  };
  const across = (row) =>
    row.source === "background" ? x(row.year) + 4 * (levels.indexOf(row.level) - 1) : apart(row);
  const lines = levels.flatMap((level) =>
    line(
      rows.filter((one) => one.source === "background" && one.level === level),
      view.table.lines[level],
      across,
      y,
    ),
  );
  const lost = picture.lost(rows).map(({ series, year, name }) =>
    s(
      "text",
      {
        x: apart({ series, year }),
        y: base - 3,
        "text-anchor": "middle",
        style: "font-size:15px",
      },
      "×",
      s("title", `${name} ${year}: ${view.text("gone")}`),
    ),
  );
  const points = rows.map((row) => point(view, picture, row, across(row), y, top));
  const label = `${title}: ${view.text("rate")}. ${view.text("keys")}`;
  return drawing(width, label, [...drawn, ...lines, ...lost], points);
}

/** A line of a level with its intervals; no line crosses a missing year. */
function line(rows, [colour, dashes], across, y) {
  const at = (row, bound) => `${across(row).toFixed(1)},${y(row[bound]).toFixed(1)}`;
  const follows = (row, before) => before?.year === row.year - 1;
  const along = rows.map((row, n) => (follows(row, rows[n - 1]) ? "L" : "M") + at(row, "per_10k"));
  const bars = rows.map((row) => `M${at(row, "low")}L${at(row, "high")}`);
  const look = { fill: "none", stroke: colour };
  return [
    s("path", { ...look, d: bars.join(""), opacity: 0.35 }),
    s("path", {
      ...look,
      d: along.join(""),
      "stroke-width": 1.8,
      "stroke-dasharray": dashes,
    }),
  ];
}

/** A point with its interval, which can be chosen. */
function point(view, picture, row, x, y, top) {
  const above = row.source === "background",
    { colour, marker } = above
      ? { colour: view.table.lines[row.level][0], marker: "o" }
      : picture.series.looks.get(row.series);
  const doubted = /never|too few/.test(row.note),
    at = y(row.per_10k),
    r = above ? 2.4 : 4.6;
  const bar = { d: `M${x},${y(row.low)}V${y(row.high)}`, stroke: colour, "stroke-width": 1.4 };
  const drawn = [
    !above && s("path", bar), // those above have theirs below the lines
    row.high > top &&
      s("path.beyond", { d: outline("^", x, y(top) - 3, above ? 2 : 3), fill: colour }),
  ];
  return chosen(
    view,
    row.key,
    picture.told(row),
    ...drawn,
    s("path", {
      d: outline(marker, x, at, r),
      fill: doubted ? "#fff" : colour,
      stroke: colour,
      "stroke-width": 1.3,
    }),
    /cut|lost/.test(row.note) && s("text", { x: x + 5, y: at - 5 }, "†"),
    s("circle.ring", { cx: x, cy: at, r: above ? 6 : 9 }),
  );
}

/** Arrow keys go from point to point. */
function walk(event, points) {
  const to = {
    ArrowRight: 1,
    ArrowDown: 1,
    ArrowLeft: -1,
    ArrowUp: -1,
    Home: -Infinity,
    End: Infinity,
  }[event.key];
  const now = points.indexOf(event.target);
  if (!to || now < 0) return;
  event.preventDefault();
  points[now].setAttribute("tabindex", "-1");
  const next = points[Math.min(Math.max(now + to, 0), points.length - 1)];
  next.setAttribute("tabindex", "0");
  next.focus();
}
