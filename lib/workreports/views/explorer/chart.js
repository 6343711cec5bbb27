// Pictures of rates, in SVG.
import { s } from "./dom.js";

export const COLOURS = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  vermilion: "#D55E00",
  sky: "#56B4E9",
  purple: "#CC79A7",
  grey: "#595959",
};
export const MARKERS = ["o", "s", "^", "D", "v", "P"];
export const LINES = {
  nation: ["#1b1b1b", ""],
  province: ["#595959", "7 3"],
  city: ["#7d7d7d", "2 3"],
  county: ["#0072B2", "9 2 2 2"],
};
export const HEIGHT = 250;

/** The outline of a marker, by the letters that corpus.territories has. */
export function outline(marker, x, y, r) {
  const corners = {
    s: [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ],
    D: [
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ],
    "^": [
      [0, -1.2],
      [1.2, 1],
      [-1.2, 1],
    ],
    v: [
      [0, 1.2],
      [1.2, -1],
      [-1.2, -1],
    ],
    P: [
      [-0.4, -1.2],
      [0.4, -1.2],
      [0.4, -0.4],
      [1.2, -0.4],
      [1.2, 0.4],
      [0.4, 0.4],
      [0.4, 1.2],
      [-0.4, 1.2],
      [-0.4, 0.4],
      [-1.2, 0.4],
      [-1.2, -0.4],
      [-0.4, -0.4],
    ],
    "*": Array.from({ length: 10 }, (_, at) =>
      [0, 1].map(
        (turn) =>
          (at % 2 ? 0.6 : 1.4) *
          (turn ? -Math.cos((at * Math.PI) / 5) : Math.sin((at * Math.PI) / 5)),
      ),
    ),
    h: Array.from({ length: 6 }, (_, at) => [
      1.2 * Math.sin((at * Math.PI) / 3),
      1.2 * Math.cos((at * Math.PI) / 3),
    ]),
  }[marker];
  if (!corners) return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  const places = corners.map(([a, b]) => `${(x + a * r).toFixed(2)},${(y + b * r).toFixed(2)}`);
  return `M${places.join("L")}Z`;
}

/** A piece of a level's line. */
export const swatch = (colour, dashes) =>
  s("path", { d: "M0,8H24", stroke: colour, "stroke-width": 2, "stroke-dasharray": dashes });

/** Round steps for an axis from nought. */
function ticks(top) {
  const power = 10 ** Math.floor(Math.log10(top / 4)),
    step = [1, 2, 5, 10].find((one) => top / (one * power) <= 5) * power;
  return Array.from(
    { length: Math.floor(top / step + 1e-9) + 1 },
    (_, at) => +(at * step).toPrecision(6),
  );
}

/** The picture of a term: lines of levels, points of places, each with its interval. */
export function panel(term, title, width, picture) {
  const rows = picture.rows.filter((one) => one.term === term),
    { looks, levels } = picture.series;
  const years = picture.rows.map((one) => one.year),
    first = Math.min(...years),
    last = Math.max(...years);
  const most = Math.max(...rows.map((one) => one.per_10k)),
    highest = Math.max(...rows.map((one) => one.high));
  const top = (most > 0 ? Math.min(highest, 2.2 * most) : highest) * 1.04 || 1;
  const left = 46,
    right = width - 14,
    base = HEIGHT - 32,
    crown = 22,
    step = (right - left) / (last - first + 1);
  const x = (year) => left + (year - first + 0.5) * step,
    y = (rate) => base - (Math.min(rate, top) / top) * (base - crown);
  const apart = (row) => {
    const { at, of } = looks.get(row.series);
    return x(row.year) + (at - (of - 1) / 2) * Math.min(7, (0.75 * step) / of);
  };
  const every = Math.ceil(38 / step);
  const axis = [
    s("text", { x: 4, y: 11 }, picture.text("rate")),
    ...ticks(top).flatMap((one) => [
      s("line", { x1: left, x2: right, y1: y(one), y2: y(one), stroke: "#d9d9d9" }),
      s("text", { x: left - 6, y: y(one) + 4, "text-anchor": "end" }, String(one)),
    ]),
    ...Array.from({ length: last - first + 1 }, (_, at) => first + at)
      .filter((year) => (last - year) % every === 0)
      .map((year) =>
        s("text", { x: x(year), y: HEIGHT - 12, "text-anchor": "middle" }, String(year)),
      ),
  ];
  const across = (row) =>
    row.source === "background" ? x(row.year) + 3 * (levels.indexOf(row.level) - 1) : apart(row);
  const lines = levels.flatMap((level) =>
    line(
      rows.filter((one) => one.source === "background" && one.level === level),
      LINES[level],
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
      s("title", {}, `${name} ${year}: ${picture.text("gone")}`),
    ),
  );
  const points = rows.map((row) => point(picture, row, across(row), y, top));
  const label = `${title}: ${picture.text("rate")}. ${picture.text("keys")}`;
  const drawing = s(
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
    },
    ...axis,
    ...lines,
    ...lost,
    ...points,
  );
  points[0]?.setAttribute("tabindex", "0");
  return drawing;
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
function point(picture, row, x, y, top) {
  const above = row.source === "background",
    { colour, marker } = above
      ? { colour: LINES[row.level][0], marker: "o" }
      : picture.series.looks.get(row.series);
  const doubted = /never|too few/.test(row.note),
    at = y(row.per_10k),
    r = above ? 2.4 : 4.6;
  const key = picture.keyOf(row),
    chosen = picture.chosen === key;
  const told = picture.told(row);
  const drawn = above
    ? []
    : [
        s("line", {
          x1: x,
          x2: x,
          y1: y(row.low),
          y2: y(row.high),
          stroke: colour,
          "stroke-width": 1.4,
        }),
        row.high > top ? s("path", { d: outline("^", x, y(top) - 3, 3), fill: colour }) : null,
      ];
  return s(
    "g",
    {
      class: `point${chosen ? " chosen" : ""}`,
      role: "button",
      tabindex: "-1",
      "aria-label": told,
      "aria-pressed": String(chosen),
      "data-key": key,
      click: () => picture.choose(key),
      keydown: (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          picture.choose(key);
        }
      },
    },
    s("title", {}, told),
    ...drawn,
    s("path", {
      d: outline(marker, x, at, r),
      fill: doubted ? "#fff" : colour,
      stroke: colour,
      "stroke-width": 1.3,
    }),
    /cut|lost/.test(row.note) ? s("text", { x: x + 5, y: at - 5 }, "†") : null,
    s("circle", { class: "ring", cx: x, cy: at, r: above ? 6 : 9 }),
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
