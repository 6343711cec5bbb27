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

/** A table; `rows` are lists of texts or elements. */
export function tableOf(heads, rows) {
  const row = (tag, cells) => h("tr", {}, ...cells.map((one) => h(tag, {}, one)));
  return h(
    "table",
    {},
    h("thead", {}, row("th", heads)),
    h("tbody", {}, ...rows.map((cells) => row("td", cells))),
  );
}
