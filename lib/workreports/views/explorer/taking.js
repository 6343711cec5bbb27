// What one takes along: the numbers, the picture, the code.
import { HEIGHT } from "./chart.js";
import { SVG, button, framed, h, s, tableOf } from "./dom.js";

const LINE = 18,
  MOST = 4; // places that are named

/** A cell of a csv. */
const quoted = (cell) =>
  /[",\n\r]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);

function asCsv(columns, rows) {
  const all = typeof rows === "function" ? rows() : rows;
  const cells = all.map((one) => columns.map((name) => one[name] ?? ""));
  const lines = [columns, ...cells].map((row) => row.map(quoted).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** Python that gives the same, and the call in it that selects. */
export const coded = (view, ...more) =>
  ["import workreports as wr", `corpus = ${view.table.load}`, ...more].filter(Boolean).join("\n");
export function select(selection) {
  const chosen = Object.entries(selection).filter(([, value]) => value);
  const named = chosen.map(([name, value]) =>
    Array.isArray(value) ? `${name}=(${value.join(", ")})` : `${name}=${JSON.stringify(value)}`,
  );
  return named.length ? `.select(${named.join(", ")})` : "";
}

/** Buttons and foldings under an answer.
 *
 * `name` of the files, `code` in Python, `columns` of `rows` (or what gives them) for the csv, `also`
 * the same of a second one; for the table `heads` (names of texts) and `cells(row)`; for pictures
 * `drawings()`, what they are `named` and each of their `titles`, `keys` of all marks, the
 * `selection` they are of and what is `besides` in them. */
export function tools(view, taken) {
  const { name, code, rows, heads, cells, drawings, also } = taken;
  const act = (id, what, key = id) => button(view.text(key), what, { id });
  const csv = ({ name, columns, rows }) =>
    save(`${name}.csv`, new Blob([asCsv(columns, rows)], { type: "text/csv" }));
  const picture = () => new XMLSerializer().serializeToString(oneBelowTheOther(view, taken));
  const svg = () => save(`${name}.svg`, new Blob([picture()], { type: "image/svg+xml" }));
  const copying = act("copy", () => copy(view, copying, code));
  const shown = h("pre", { tabindex: "0" }, code);
  return [
    h(
      "div.buttons",
      act("csv", () => csv(taken), also ? "csv_figures" : "csv"),
      also && act(`csv_${also.name}`, () => csv(also)),
      drawings && act("svg", svg),
      drawings && act("png", () => savePng(name, picture())),
      copying,
    ),
    h("details", { id: "code" }, h("summary", view.text("code")), shown),
    heads ? folded(view, heads, rows, cells) : "",
  ];
}

/** A table that is filled when it is opened. */
function folded(view, heads, rows, cells) {
  const label = view.text("table"),
    box = framed("div.scroll", label);
  const fill = () => box.replaceChildren(tableOf(view, heads, rows.map(cells)));
  return h("details", { id: "numbers", toggle: fill }, h("summary", label), box);
}

/** Have the browser save a file. */
function save(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Copy a text; where the browser does not let a page do so, show it. */
async function copy(view, button, code) {
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = view.text("copied");
  } catch {
    view.shadow.getElementById("code").open = true;
  }
}

/** Which documents a picture is of, and what was read besides. */
function sourceOf(view, { selection, besides }) {
  const of = view.corpus.chosen(selection),
    years = of.map((one) => one.year).filter(Boolean),
    places = [...new Set(of.map((one) => view.name(one.place)))];
  const told = [
    view.number(of.length, "reports"),
    ...places.slice(0, MOST),
    places.length > MOST && "…",
    years.length && `${Math.min(...years)}–${Math.max(...years)}`,
    besides,
    "workreports",
  ];
  return view.said(view.text("source"), ...told.filter(Boolean));
}

/** A text in lines of a picture: a Chinese character is as wide as two others. */
function wrapped(text, width) {
  const lines = [""];
  let reached = 0;
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]*\s*/gu).filter(Boolean)) {
    const wide = /[\u2e80-\uffef]/u.test(piece) ? 12.5 : 7 * piece.length;
    if (reached + wide > width) {
      lines.push("");
      reached = 0;
    }
    lines.push(lines.pop() + piece);
    reached += wide;
  }
  return lines;
}

/** All pictures under their name, one under the other, then a key to their marks and the source. */
function oneBelowTheOther(view, taken) {
  const { drawings, named, titles, keys } = taken;
  const pictures = drawings().map((one) => one.cloneNode(true)),
    width = Math.max(...pictures.map((one) => one.viewBox.baseVal.width));
  const told = [...keys, [null, sourceOf(view, taken)]].map(([drawn, name]) => ({
    drawn,
    lines: wrapped(name, width - (drawn ? 40 : 12)),
  }));
  const over = wrapped(named, 0.75 * width), // its letters are larger
    crown = 6 + 20 * over.length,
    below = crown + pictures.length * (HEIGHT + 30),
    height = below + told.reduce((all, one) => all + LINE * one.lines.length, 8);
  const look = { "font-family": "system-ui, sans-serif", "font-size": 12, fill: "#595959" };
  const all = s("svg", { xmlns: SVG, width, height, ...look });
  all.append(s("rect", { width, height, fill: "#fff" }));
  over.forEach((line, at) =>
    all.append(s("text", { x: 4, y: 18 + 20 * at, "font-size": 16, fill: "#1b1b1b" }, line)),
  );
  pictures.forEach((one, at) => {
    const y = crown + at * (HEIGHT + 30),
      title = { x: 4, y: y + 16, "font-size": 15, fill: "#1b1b1b" };
    for (const ring of one.querySelectorAll(".ring")) ring.remove();
    one.setAttribute("y", y + 22);
    one.setAttribute("height", HEIGHT);
    all.append(s("text", title, titles[at]), one);
  });
  let y = below;
  for (const { drawn, lines } of told) {
    const line = (text, at) => s("text", { x: drawn ? 32 : 0, y: 12 + LINE * at }, text);
    all.append(s("g", { transform: `translate(4 ${y})` }, drawn, ...lines.map(line)));
    y += LINE * lines.length;
  }
  return all;
}

/** A picture as points, twice as fine as on the screen. */
async function savePng(name, svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = h("canvas", { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(`${name}.png`, blob));
}
