// What one takes along: the numbers, the picture, the code.
import { HEIGHT } from "./chart.js";
import { SVG, button, h, s, tableOf } from "./dom.js";

/** A cell of a csv. */
const quoted = (cell) =>
  /[",\n\r]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);

function asCsv(columns, rows) {
  const all = typeof rows === "function" ? rows() : rows;
  const cells = all.map((one) => columns.map((name) => one[name] ?? ""));
  const lines = [columns, ...cells].map((row) => row.map(quoted).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** How Python that gives the same begins, and the call that selects. */
export const begin = (view, ...more) =>
  ["import workreports as wr", `corpus = ${view.table.load}`, ...more].filter(Boolean);
export function select(selection) {
  const chosen = Object.entries(selection).filter(([, value]) => value);
  const named = chosen.map(([name, value]) =>
    Array.isArray(value) ? `${name}=(${value.join(", ")})` : `${name}=${JSON.stringify(value)}`,
  );
  return named.length ? `.select(${named.join(", ")})` : "";
}

/** Buttons and foldings under an answer.
 *
 * `name` of the files, `code` in Python, `columns` of `rows` (or what gives them) for the csv; for the table `heads`
 * (names of texts) and `cells(row)`; for pictures `drawings()`, their `titles`, and `keys`. */
export function tools(view, taken) {
  const { name, code, columns, rows, heads, cells, drawings } = taken;
  const act = (id, what) => button(view.text(id), what, { id });
  const csv = () => save(`${name}.csv`, new Blob([asCsv(columns, rows)], { type: "text/csv" }));
  const picture = () => new XMLSerializer().serializeToString(oneBelowTheOther(taken));
  const svg = () => save(`${name}.svg`, new Blob([picture()], { type: "image/svg+xml" }));
  const copying = act("copy", () => copy(view, copying, code));
  const shown = h("pre", { tabindex: "0" }, code);
  return [
    h(
      "div",
      { class: "buttons" },
      act("csv", csv),
      drawings && act("svg", svg),
      drawings && act("png", () => savePng(name, picture())),
      copying,
    ),
    h("details", { id: "code" }, h("summary", {}, view.text("code")), shown),
    heads ? folded(view, heads, rows, cells) : "",
  ];
}

/** A table that is filled when it is opened. */
function folded(view, heads, rows, cells) {
  const label = view.text("table"),
    box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label });
  const texts = heads.map((one) => view.text(one));
  const fill = () => box.replaceChildren(tableOf(texts, rows.map(cells)));
  return h("details", { id: "numbers", toggle: fill }, h("summary", {}, label), box);
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

/** All pictures with a key, one under the other. */
function oneBelowTheOther({ drawings, titles, keys }) {
  const pictures = drawings().map((one) => one.cloneNode(true)),
    width = Math.max(...pictures.map((one) => one.viewBox.baseVal.width)),
    height = pictures.length * (HEIGHT + 30) + 18 * keys.length + 8;
  const look = { "font-family": "system-ui, sans-serif", "font-size": 12, fill: "#595959" };
  const all = s("svg", { xmlns: SVG, width, height, ...look });
  all.append(s("rect", { width, height, fill: "#fff" }));
  pictures.forEach((one, at) => {
    const y = at * (HEIGHT + 30),
      title = { x: 4, y: y + 16, "font-size": 15, fill: "#1b1b1b" };
    for (const ring of one.querySelectorAll(".ring")) ring.remove();
    one.setAttribute("y", y + 22);
    one.setAttribute("height", HEIGHT);
    all.append(s("text", title, titles[at]), one);
  });
  const below = pictures.length * (HEIGHT + 30);
  keys.forEach(([drawn, name], at) => {
    const moved = { transform: `translate(4 ${below + 18 * at})` };
    all.append(s("g", moved, drawn, s("text", { x: 32, y: 12 }, name)));
  });
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
