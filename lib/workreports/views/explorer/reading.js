// The lines of a term, and the reports they stand in.
import { h } from "./chart.js";

const SHOWN = 60;
const WIDTH = 24;

/** Every place where what was asked stands, with its surroundings. */
function linesOf(view) {
  const [term, source, series, year] = view.state.at.split("~"),
    { by, count } = view.state;
  if (source === "background") return [];
  const selected = view.corpus.selected(view.selection());
  const fits = (doc) =>
    !source ||
    ((by === "place" ? doc.territory : doc.level) === series && String(doc.year) === year);
  return view.answer.terms
    .filter((one) => !source || one === term)
    .flatMap((one) => view.corpus.hits(one, count, selected))
    .map(([at, start, end]) => ({ at, start, end, paragraph: view.corpus.paragraphs[at] }))
    .filter((one) => fits(one.paragraph.doc))
    .map((one) => {
      const { text } = one.paragraph,
        shown = (piece) => piece.replaceAll("\n", "|");
      return {
        ...one,
        left: shown(text.slice(Math.max(0, one.start - WIDTH), one.start)),
        hit: shown(text.slice(one.start, one.end)),
        right: shown(text.slice(one.end, one.end + WIDTH)),
      };
    });
}

/** Lines in the order that was chosen, then in that of the corpus. */
function sorted(view, lines) {
  const { sort } = view.state,
    collator = new Intl.Collator("zh"),
    turned = new Map(lines.map((one) => [one, Array.from(one.left).reverse().join("")]));
  const ways = {
    left: (a, b) => collator.compare(turned.get(a), turned.get(b)),
    right: (a, b) => collator.compare(a.right, b.right),
    place: (a, b) =>
      collator.compare(a.paragraph.doc.territory ?? "", b.paragraph.doc.territory ?? ""),
    time: (a, b) => (a.paragraph.doc.year ?? 9999) - (b.paragraph.doc.year ?? 9999),
  };
  return lines.sort((a, b) => ways[sort](a, b) || a.at - b.at || a.start - b.start);
}

/** The place, year and part of a paragraph. */
function whereOf(view, { doc, part }) {
  const [short] = view.text(part ?? "").split(/[:：]/);
  return `${view.name(doc.place)} ${doc.year ?? view.text("noyear")} ${short}`;
}

/** The lines of the point that was chosen, or of all points. */
export function drawLines(view) {
  const [term, source, series, year] = view.state.at.split("~"),
    chosen =
      source &&
      view.answer.rows.find(
        (one) => [one.term, one.source, one.series, one.year].join("~") === view.state.at,
      );
  const where = chosen ? `${term}, ${view.seriesName(chosen)} ${year}` : view.text("everywhere");
  const title = h(
    "h2",
    { id: "lines-title", tabindex: "-1" },
    `${view.text("lines")}${view.zh ? "：" : ": "}${where}`,
  );
  if (source === "background") {
    view.listed.replaceChildren(title, ...counted(view, chosen, series, year));
    return;
  }
  const lines = sorted(view, linesOf(view)),
    shown = Math.min(view.shown ?? SHOWN, lines.length);
  const sort = h(
    "label",
    {},
    view.text("sort"),
    " ",
    h(
      "select",
      {
        id: "sort",
        change: (event) => {
          view.set({ sort: event.target.value }, false);
          drawLines(view);
          view.shadow.getElementById("sort").focus();
        },
      },
      ...["time", "place", "left", "right"].map((one) =>
        h("option", { value: one, selected: one === view.state.sort }, view.text(one)),
      ),
    ),
  );
  const button = (one) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "line", click: () => open(view, one) },
        h("span", { class: "where" }, whereOf(view, one.paragraph)),
        h("span", { class: "left", lang: "zh-CN" }, one.left),
        h("mark", { lang: "zh-CN" }, one.hit),
        h("span", { lang: "zh-CN" }, one.right),
      ),
    );
  view.listed.replaceChildren(
    title,
    h(
      "div",
      { class: "buttons" },
      h(
        "span",
        { role: "status" },
        lines.length ? `${lines.length} ${view.text("hits")}` : view.text("nolines"),
      ),
      sort,
      source
        ? h(
            "button",
            { type: "button", click: () => view.choose(view.state.at) },
            view.text("whole"),
          )
        : null,
    ),
    h("ol", { class: "lines" }, ...lines.slice(0, shown).map(button)),
    shown < lines.length
      ? h(
          "button",
          {
            type: "button",
            id: "more",
            click: () => {
              view.shown = shown + 200;
              drawLines(view);
            },
          },
          `${view.text("more")} (${lines.length - shown})`,
        )
      : h("span"),
  );
}

/** A point of which there is no text: its count, and where the report can be read. */
function counted(view, row, level, year) {
  if (!row) return [];
  const found = view.corpus.background.reports.filter(
    (one) => one.level === level && String(one.year) === year,
  );
  return [
    h("p", {}, `${row.count} ${view.text("hits")}, ${row.words} ${view.text("wordsof")}. `),
    h("p", {}, view.text("counted")),
    ...found.map((one) =>
      h(
        "p",
        {},
        `${one.place} ${one.year} `,
        /^https?:\/\//.test(one.source_url ?? "")
          ? h("a", { href: one.source_url, rel: "noreferrer", target: "_blank" }, one.source_url)
          : "",
      ),
    ),
  ];
}

/** Show the report of a line, and keep in the address that it is shown. */
function open(view, { at, start, end }) {
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
  let part = null;
  const text = view.corpus.paragraphs
    .filter((one) => one.document === here.document)
    .flatMap((one) => {
      const heading =
          one.part !== part
            ? [h("div", { class: "part" }, view.text((part = one.part)) ?? "")]
            : [],
        is = one === here;
      const pieces = is
        ? [one.text.slice(0, start), h("mark", {}, one.text.slice(start, end)), one.text.slice(end)]
        : [one.text];
      return [
        ...heading,
        h(
          "p",
          {
            lang: "zh-CN",
            title: one.par_id,
            class: [is && "here", one.depth && "heading"].filter(Boolean).join(" ") || null,
          },
          ...pieces,
        ),
      ];
    });
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
        gaps.length ? h("p", {}, `† ${view.text("partgone")} ${gaps.join(", ")}`) : null,
      ),
      h("button", { type: "button", click: () => dialog.close() }, view.text("close")),
    ),
    h("div", { class: "text", tabindex: "0", role: "region", "aria-label": doc.title }, ...text),
  );
  view.root.querySelector("dialog")?.remove();
  view.root.append(dialog);
  dialog.showModal();
  dialog.querySelector(".here").scrollIntoView({ block: "center" });
}
