// Elements of the page. What comes from a corpus is set as text, never as markup.

export const SVG = "http://www.w3.org/2000/svg";
function put(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((one) => one || one === 0));
  return node;
}
export const h = (tag, attributes = {}, ...children) =>
  put(document.createElement(tag), attributes, children);
export const s = (tag, attributes = {}, ...children) =>
  put(document.createElementNS(SVG, tag), attributes, children);

export const button = (text, click, attributes = {}) =>
  h("button", { type: "button", click, ...attributes }, text);

/** A choice with its label; `options` are `[value, text]`. */
export const menu = (id, label, options, chosen, change) =>
  h(
    "label",
    {},
    label,
    h(
      "select",
      { id, change: (event) => change(event.target.value) },
      ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );

/** A table; `rows` are lists of texts or elements, each told what stands over it. */
export function tableOf(heads, rows) {
  const cell = (one, at) => h("td", { "data-head": heads[at] }, one);
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((one) => h("th", {}, one)))),
    h("tbody", {}, ...rows.map((cells) => h("tr", {}, ...cells.map(cell)))),
  );
}
