// Lines of what was asked, and the reports they stand in.
import { button, h, menu } from "./dom.js";

const SHOWN = 60,
  MORE = 200,
  WIDTH = 24;

/** A place with its surroundings. */
function lineOf(view, [at, start, end, beside]) {
  const paragraph = view.corpus.paragraphs[at],
    shown = (from, to) => paragraph.text.slice(Math.max(0, from), to).replaceAll("\n", "|");
  const [left, hit, right] = [shown(start - WIDTH, start), shown(start, end), shown(end, end + WIDTH)];
  return { at, start, end, beside, paragraph, left, hit, right };
}

/** Lines in the order that was chosen, then in that of the corpus. */
function sorted(view, lines) {
  const { compare } = new Intl.Collator("zh"),
    place = (one) => one.paragraph.doc.territory ?? "",
    year = (one) => one.paragraph.doc.year ?? 9999;
  const turned = new Map(lines.map((one) => [one, Array.from(one.left).reverse().join("")]));
  const ways = {
    left: (a, b) => compare(turned.get(a), turned.get(b)),
    right: (a, b) => compare(a.right, b.right),
    place: (a, b) => compare(place(a), place(b)),
    time: (a, b) => year(a) - year(b),
  };
  const way = ways[view.state.sort];
  return lines.sort((a, b) => way(a, b) || a.at - b.at || a.start - b.start);
}

/** The place, year and part of a paragraph. */
export function whereOf(view, { doc, part }) {
  const [short] = view.text(part ?? "").split(/[:：]/);
  return `${view.name(doc.place)} ${doc.year ?? view.text("noyear")} ${short}`;
}

/** A text in which a word that stands beside a hit is marked, too. */
function marked(text, beside) {
  const [first, ...rest] = beside ? text.split(beside) : [text];
  return [first, ...rest.flatMap((one) => [h("b", {}, beside), one])];
}

/** What `view.lines()` says is to be read: `title`, and `hits` or `told`, what is shown instead;
 * `leave` goes back to all lines, by a button named `back`. */
export function drawLines(view, most = SHOWN) {
  const { title, hits, told, leave, back: how = "whole" } = view.lines();
  const head = h("h2", { id: "lines-title", tabindex: "-1" }, title);
  const back = leave && button(view.text(how), leave);
  if (told) {
    view.listed.replaceChildren(head, ...told, back || "");
    return;
  }
  const lines = sorted(view, hits.map((hit) => lineOf(view, hit))),
    rest = lines.length - most;
  const resort = (sort) => {
    view.set({ sort }, false);
    drawLines(view);
    view.shadow.getElementById("sort").focus();
  };
  const ways = ["time", "place", "left", "right"].map((one) => [one, view.text(one)]);
  const line = (one) =>
    h(
      "li",
      {},
      button(h("span", { class: "where" }, whereOf(view, one.paragraph)), () => open(view, one), {
        class: "line",
      }),
    );
  const rows = lines.slice(0, most).map((one) => {
    const item = line(one);
    item.firstChild.append(
      h("span", { class: "left", lang: "zh-CN" }, ...marked(one.left, one.beside)),
      h("mark", { lang: "zh-CN" }, one.hit),
      h("span", { lang: "zh-CN" }, ...marked(one.right, one.beside)),
    );
    return item;
  });
  const number = lines.length ? `${lines.length} ${view.text("hits")}` : view.text("nolines"),
    more = `${view.text("more")} (${rest})`;
  view.listed.replaceChildren(
    head,
    h(
      "div",
      { class: "buttons" },
      h("span", { role: "status" }, number),
      menu("sort", view.text("sort"), ways, view.state.sort, resort),
      back,
    ),
    h("ol", { class: "lines" }, ...rows),
    rest > 0 ? button(more, () => drawLines(view, most + MORE), { id: "more" }) : "",
  );
}

/** Show the report of a line, and remember that it is shown. */
export function open(view, { at, start, end }) {
  const read = [view.corpus.paragraphs[at].par_id, start, end];
  view.set({ read: read.join("~") }, false);
  showReport(view, ...read);
}

/** The report at a place. */
export function showReport(view, par_id, start, end) {
  const here = view.corpus.paragraphs.find((one) => one.par_id === par_id);
  if (!here) return;
  const { doc } = here,
    gaps = Object.entries(doc.gaps).map(
      ([part, state]) => `${view.text(part)} ${view.text(state)}`,
    );
  const facts = [view.name(doc.territory), doc.year, view.text(doc.genre), doc.source]
    .filter(Boolean)
    .join(" · ");
  const dialog = h(
    "dialog",
    {
      "aria-labelledby": "report",
      close: () => {
        dialog.remove();
        view.set({ read: "" }, false);
      },
    },
    h(
      "div",
      { class: "head" },
      h(
        "div",
        {},
        h("h2", { id: "report", lang: "zh-CN" }, doc.title),
        h("p", { class: "soft" }, facts),
        gaps.length > 0 && h("p", {}, `† ${view.text("partgone")} ${gaps.join(", ")}`),
      ),
      button(view.text("close"), () => dialog.close()),
    ),
    h(
      "div",
      { class: "text", tabindex: "0", role: "region", "aria-label": doc.title },
      ...report(view, here, start, end),
    ),
  );
  view.root.querySelector("dialog")?.remove();
  view.root.append(dialog);
  dialog.showModal();
  dialog.querySelector(".here").scrollIntoView({ block: "center" });
}

/** The paragraphs of a report, each part under its name. */
function report(view, here, start, end) {
  let part = null;
  const parted = (one) => {
    if (one.part === part) return [];
    part = one.part;
    return [h("div", { class: "part" }, view.text(part) ?? "")];
  };
  return view.corpus.paragraphs
    .filter((one) => one.document === here.document)
    .flatMap((one) => {
      const is = one === here,
        { text, par_id, depth } = one;
      const kind = [is && "here", depth && "heading"].filter(Boolean).join(" ");
      const pieces = is
        ? [text.slice(0, start), h("mark", {}, text.slice(start, end)), text.slice(end)]
        : [text];
      const shown = h("p", { lang: "zh-CN", title: par_id, class: kind || null }, ...pieces);
      return [...parted(one), shown];
    });
}
