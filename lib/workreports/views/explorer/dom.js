// Elements of the page. What comes from a corpus is set as text, never as markup.

export const SVG = "http://www.w3.org/2000/svg";

/** An element, such as `h("p.soft", { title }, "text")`; attributes may be left out. */
function made(create, kind, rest) {
  const [tag, ...classes] = kind.split("."),
    node = create(tag),
    attributes = rest[0]?.constructor === Object ? rest.shift() : {};
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...rest.flat().filter((one) => one || one === 0));
  return node;
}
export const h = (kind, ...rest) => made((tag) => document.createElement(tag), kind, rest);
export const s = (kind, ...rest) => made((tag) => document.createElementNS(SVG, tag), kind, rest);

/** A text in Chinese. */
export const han = (kind, ...inside) => h(kind, { lang: "zh-CN" }, ...inside);

export const button = (text, click, attributes = {}) =>
  h("button", { type: "button", click, ...attributes }, text);

/** What leads on from within a text. */
export const link = (text, click, attributes = {}) =>
  button(text, click, { class: "link", ...attributes });

/** A page elsewhere, where its address is one. */
export const outside = (href, text) =>
  /^https?:\/\//.test(href ?? "")
    ? h("a", { href, rel: "noreferrer", target: "_blank", lang: "zh-CN" }, text)
    : han("span", text);

/** A choice with its label; `options` are `[value, text]`. */
export const menu = (id, label, options, chosen, change) =>
  h(
    "label",
    label,
    h(
      "select",
      { id, change: (event) => change(event.target.value) },
      options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );

/** A box with what may be wider or higher than it. */
export const framed = (kind, label, ...inside) =>
  h(kind, { tabindex: "0", role: "region", "aria-label": label }, ...inside);

/** A table; `names` of texts stand over `rows`, lists of texts or elements, each told its own. */
export function tableOf(view, names, rows) {
  const heads = names.map((one) => view.text(one)),
    cell = (one, at) => h("td", { "data-head": heads[at] }, one);
  return h(
    "table",
    h(
      "thead",
      h(
        "tr",
        heads.map((one) => h("th", one)),
      ),
    ),
    h(
      "tbody",
      rows.map((cells) => h("tr", cells.map(cell))),
    ),
  );
}
