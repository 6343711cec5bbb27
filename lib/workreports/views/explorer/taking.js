// What one takes along: the numbers, the picture, the code.
import { HEIGHT, SVG, h, s } from "./chart.js";

const RATES = "count words per_10k low high count_words count_strings documents paragraphs note";

/** A cell of a csv. */
const quoted = (cell) =>
  /[",\n\r]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);

/** Python that gives the same numbers. */
export function asCode(view, terms) {
  const python = (value) => JSON.stringify(value),
    { count, by, part, genre, place } = view.state;
  const chosen = [
    ["genre", genre],
    ["place", place],
    ["part", part],
  ].filter(([, value]) => value);
  const select = (some) =>
    some.length
      ? `.select(${some.map(([name, value]) => `${name}=${python(value)}`).join(", ")})`
      : "";
  const call = (of, groups) =>
    `wr.terms.frequency(${of}, ${python(terms)}, by=${python(groups)}, ` +
    `count="${count}", cluster="paragraph")`;
  const above = view.answer.shown
    ? [call(`corpus.background${select(part ? [["part", part]] : [])}`, ["level", "year"])]
    : [];
  return [
    "import workreports as wr",
    `corpus = ${view.table.load}`,
    call(`corpus${select(chosen)}`, [by, "year"]),
    ...above,
  ].join("\n");
}

/** The rows that are shown, as `wr.terms.frequency` names their columns. */
export function asCsv(view) {
  const columns = ["source", "term", "level", "place", "territory", "year", ...RATES.split(" ")];
  const rows = view.answer.rows.map((one) => columns.map((name) => one[name] ?? ""));
  const lines = [columns, ...rows].map((cells) => cells.map(quoted).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** Have the browser save a file. */
export function save(view, name, type, text) {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Copy a text; where the browser does not let a page do so, show it. */
export async function copy(view, button, code) {
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = view.text("copied");
  } catch {
    view.out.querySelector("details").open = true;
  }
}

/** All pictures with a key, one under the other. */
export function saveSvg(view) {
  const drawings = [...view.panels.querySelectorAll("svg")].map((one) => one.cloneNode(true));
  const width = Math.max(...drawings.map((one) => one.viewBox.baseVal.width)),
    all = s("svg", {
      xmlns: SVG,
      width,
      "font-family": "system-ui, sans-serif",
      "font-size": 12,
      fill: "#595959",
    });
  let down = 0;
  drawings.forEach((one, at) => {
    for (const ring of one.querySelectorAll(".ring")) ring.remove();
    all.append(
      s(
        "text",
        { x: 4, y: down + 16, "font-size": 15, fill: "#1b1b1b" },
        `${view.answer.terms[at]} ${view.gloss(view.answer.terms[at])}`,
      ),
    );
    one.setAttribute("y", down + 22);
    one.setAttribute("height", HEIGHT);
    all.append(one);
    down += HEIGHT + 30;
  });
  const keys = view.keys();
  keys.forEach(([drawn, name], at) => {
    const moved = { transform: `translate(4 ${down + 18 * at})` };
    all.append(s("g", moved, drawn, s("text", { x: 32, y: 12 }, name)));
  });
  all.setAttribute("height", down + 18 * keys.length + 8);
  save(view, "rates.svg", "image/svg+xml", new XMLSerializer().serializeToString(all));
}

/** The rows as a table, which is filled when it is opened. */
export function asTable(view) {
  const heads = ["term", "series", "year", "hits", "wordsof", "rate", "95 %", "note"].map(
    view.text,
    view,
  );
  const cells = (one) => [
    one.term,
    view.seriesName(one),
    one.year,
    one.count,
    one.words,
    one.per_10k.toFixed(2),
    `${one.low.toFixed(2)}–${one.high.toFixed(2)}`,
    view.note(one.note),
  ];
  const row = (tag, texts) => h("tr", {}, ...texts.map((text) => h(tag, {}, String(text))));
  const box = h("div", {
    class: "scroll",
    tabindex: "0",
    role: "region",
    "aria-label": view.text("table"),
  });
  const fill = () =>
    box.replaceChildren(
      h(
        "table",
        {},
        h("thead", {}, row("th", heads)),
        h("tbody", {}, ...view.answer.rows.map((one) => row("td", cells(one)))),
      ),
    );
  return h("details", { toggle: fill }, h("summary", {}, view.text("table")), box);
}
