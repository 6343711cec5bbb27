// Pictures of rates, in SVG.
import { SVG, h, s } from "./dom.js";

export const LEVELS = ["nation", "province", "city", "county"];
export const HEIGHT = 250;

/** How each of some places or levels looks, and its number of how many. */
export function looksOf({ table: { looks } }, names) {
  const found = names.map((name, at) => {
    const [colour, corners] = looks[name] ?? looks.county;
    return [name, { colour, corners, at, of: names.length }];
  });
  return new Map(found);
}

/** The outline of a marker: of a circle, or through its corners. */
export function outline(corners, x, y, r) {
  if (!corners.length)
    return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  const places = corners.map(([a, b]) => `${(x + a * r).toFixed(2)},${(y + b * r).toFixed(2)}`);
  return `M${places.join("L")}Z`;
}

/** A marker and a piece of a level's line, in 24 by 16 units. */
export const dot = ({ colour, corners }) =>
  s("path", { d: outline(corners, 12, 8, 5), fill: colour });
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

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Round steps for an axis. */
function ticks(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 4)),
    step = [1, 2, 5, 10].find((one) => (high - low) / (one * power) <= 5) * power,
    steps = range(Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9));
  return steps.map((one) => +(one * step).toPrecision(6));
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
    years = range(first, last);
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
export function chosen(view, { key, year }, told, ...drawn) {
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
      "data-year": year,
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
  const cut = rows.filter((one) => one.high > top);
  const beyond = [...new Set(cut.map((one) => one.year))].map((year) => {
    const places = cut.filter((one) => one.year === year).map(across),
      middle = places.reduce((all, one) => all + one) / places.length;
    return s("path.beyond", { d: `M${middle - 3},${y(top) - 1}h6l-3,-6Z`, fill: "#595959" });
  });
  const points = rows.map((row) => point(view, picture, row, across(row), y));
  const label = `${title}: ${view.text("rate")}. ${view.text("keys")}`;
  return drawing(width, label, [...drawn, ...lines, ...lost, ...beyond], points);
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
function point(view, picture, row, x, y) {
  const above = row.source === "background",
    looks = above ? looksOf(view, [row.series]) : picture.series.looks,
    { colour, corners } = looks.get(row.series);
  const doubted = /never|too few/.test(row.note),
    at = y(row.per_10k),
    r = above ? 2.4 : 4.6;
  const bar = { d: `M${x},${y(row.low)}V${y(row.high)}`, stroke: colour, "stroke-width": 1.4 };
  return chosen(
    view,
    row,
    picture.told(row),
    !above && s("path", bar), // those above have theirs below the lines
    s("path", {
      d: outline(corners, x, at, r),
      fill: doubted ? "#fff" : colour,
      stroke: colour,
      "stroke-width": 1.3,
    }),
    /cut|lost/.test(row.note) && s("text", { x: x + 5, y: at - 5 }, "†"),
    s("circle.ring", { cx: x, cy: at, r: above ? 6 : 9 }),
  );
}

/** Arrow keys go from point to point, up and down to those of the same year. */
function walk(event, points) {
  const { key, target } = event;
  const to = {
    ArrowRight: 1,
    ArrowDown: 1,
    ArrowLeft: -1,
    ArrowUp: -1,
    Home: -Infinity,
    End: Infinity,
  }[key];
  if (!to || !points.includes(target)) return;
  event.preventDefault();
  const height = (point) => point.querySelector(".ring").cy.baseVal.value,
    way = /Up|Down/.test(key)
      ? points
          .filter((one) => one.dataset.year === target.dataset.year)
          .sort((a, b) => height(a) - height(b))
      : points;
  const next = way[Math.min(Math.max(way.indexOf(target) + to, 0), way.length - 1)];
  for (const one of points) one.setAttribute("tabindex", one === next ? "0" : "-1");
  next.focus();
}
