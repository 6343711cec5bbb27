// Lines of what was asked, and the reports they stand in.
import { button, framed, h, han, menu, outside } from "./dom.js";

const SHOWN = 60,
  MORE = 200,
  WIDTH = 24;

/** A place with its surroundings. */
function lineOf(view, [at, start, end, beside]) {
  const paragraph = view.corpus.paragraphs[at],
    shown = (from, to) => paragraph.text.slice(Math.max(0, from), to).replaceAll("\n", "|");
  return {
    at,
    start,
    end,
    beside,
    paragraph,
    left: shown(start - WIDTH, start),
    hit: shown(start, end),
    right: shown(end, end + WIDTH),
  };
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

/** A part's name without what it tells of. */
export const shortOf = (view, part) => view.text(part ?? "").split(/[:：]/)[0];

/** The place, year and part of a paragraph. */
export const whereOf = (view, { doc, part }) =>
  `${view.name(doc.place)} ${doc.year ?? view.text("noyear")} ${shortOf(view, part)}`;

/** A text in which a word that stands beside a hit is marked, too. */
function marked(text, beside) {
  const [first, ...rest] = beside ? text.split(beside) : [text];
  return [first, ...rest.flatMap((one) => [h("b", beside), one])];
}

/** What `view.lines()` says is to be read: `title`, and `hits` or `told`, what is shown instead;
 * where something is chosen, `leave` names the button that leads back to all, and a note in sight
 * beside the picture says what is chosen and leads down to where it is told. */
export function drawLines(view, most = SHOWN) {
  const { title, hits, told, leave, note = title, go = "tolines" } = view.lines();
  const down = button(view.text(go), () => view.listed.scrollIntoView());
  view.noted = () =>
    view.note.replaceChildren(leave ? `${note} ` : "", leave && (told || hits.length) ? down : "");
  view.noted();
  const head = h("h2", { id: "lines-title", tabindex: "-1" }, title);
  const back = leave && button(view.text(leave), () => view.choose(view.state.at));
  if (told) {
    view.listed.replaceChildren(head, ...told, back || "");
    return;
  }
  const lines = sorted(
      view,
      hits.map((hit) => lineOf(view, hit)),
    ),
    rest = lines.length - most;
  const resort = (sort) => {
    view.set({ sort }, false);
    drawLines(view);
    view.shadow.getElementById("sort").focus();
  };
  const ways = ["time", "place", "left", "right"].map((one) => [one, view.text(one)]);
  const rows = lines.slice(0, most).map((one) => {
    const line = button(h("span.where", whereOf(view, one.paragraph)), () => open(view, one), {
      class: "line",
    });
    line.append(
      han("span.left", marked(one.left, one.beside)),
      han("mark", one.hit),
      han("span", marked(one.right, one.beside)),
    );
    return h("li", line);
  });
  const number = lines.length ? view.number(lines.length, "hits") : view.text("nolines"),
    more = `${view.text("more")} (${rest})`;
  view.listed.replaceChildren(
    head,
    h(
      "div.buttons",
      h("span", { role: "status" }, number),
      menu("sort", view.text("sort"), ways, view.state.sort, resort),
      back,
    ),
    h("ol.lines", rows),
    rest > 0 ? button(more, () => drawLines(view, most + MORE), { id: "more" }) : "",
  );
}

/** The title of a report, and the day on which it was delivered, where it is one that was. */
export const reportOf = (view, { title, delivered }) => [
  han("span", title),
  delivered && dayOf(view, delivered),
];
/** What is noted of a figure or a report, in English, and where it is known in Chinese. */
export function noted(view, note) {
  const zh = view.zh && view.table.notes[note];
  if (!zh) return [view.said(view.text("noted"), ""), h("span", { lang: "en" }, note)];
  const [said, address] = zh.split("：http"); // a page that is read in Chinese shows no address
  return address ? outside(`http${address}`, said) : said;
}
export const dayOf = (view, day) =>
  ` (${day ? view.said(view.text("delivered"), day) : view.text("noday")})`;

/** Show the report of a line, and remember that it is shown. */
export function open(view, { at, start, end }) {
  const read = [view.corpus.paragraphs[at].par_id, start, end];
  view.set({ read: read.join("~") }, false);
  showReport(view, ...read);
}

/** Where a paragraph is read in the pages of the reports. */
const address = (reports, { doc, par_id }) =>
  `${reports}/${doc.doc_id}.html#${par_id.slice(par_id.lastIndexOf(":") + 1)}`;

/** The report at a place. */
export function showReport(view, par_id, start, end) {
  const here = view.corpus.paragraphs.find((one) => one.par_id === par_id);
  if (!here) return;
  const { doc } = here,
    gaps = Object.entries(doc.gaps).map(
      ([part, state]) => `${shortOf(view, part)} ${view.text(state)}`,
    );
  const source = (view.zh && view.table.notes[doc.source]) || doc.source,
    facts = [view.name(doc.territory), doc.year, view.text(doc.genre), source];
  const whole = h("div", report(view, here, [+start, +end])),
    text = framed("div.text", doc.title, whole);
  const edits = text.querySelectorAll("del").length,
    mending = button(`${view.text("mended")} (${edits})`, () => show(!text.matches(".raw")));
  const show = (raw) => {
    text.classList.toggle("raw", raw);
    mending.setAttribute("aria-pressed", String(raw));
  };
  const close = () => {
    dialog.remove();
    view.set({ read: "" }, false);
  };
  const dialog = h(
    "dialog",
    { "aria-labelledby": "report", close },
    h(
      "div.head",
      h(
        "div",
        h("h2", { id: "report", lang: "zh-CN" }, doc.title),
        h("p.soft", facts.filter(Boolean).join(" · ")),
        gaps.length > 0 && h("p", `† ${view.text("partgone")} ${gaps.join(", ")}`),
      ),
      h(
        "div.buttons",
        edits > 0 && mending,
        view.reports && h("a", { href: address(view.reports, here) }, view.text("page")),
        button(view.text("close"), () => dialog.close()),
      ),
    ),
    text,
  );
  show(false);
  view.root.querySelector("dialog")?.remove();
  view.root.append(dialog);
  dialog.showModal();
  const place = text.querySelector("mark") ?? text.querySelector(".here"),
    block = place.matches("mark") ? "center" : "start";
  // in view, however high lines come to be, until somebody moves
  const kept = new ResizeObserver(() => place.scrollIntoView({ block }));
  for (const one of [whole, text]) kept.observe(one);
  for (const one of ["wheel", "pointerdown", "touchmove", "keydown"])
    dialog.addEventListener(one, () => kept.disconnect());
}

/** The paragraphs of a report, each part under its name; what was mended is marked. */
function report(view, here, place) {
  let part = null;
  const parted = (one) => {
    if (one.part === part) return [];
    part = one.part;
    const state = one.doc.gaps[part];
    const name = [view.text(part) ?? "", state && `† ${view.text(state)}`].filter(Boolean);
    return [h("div.part", name.join(" "))];
  };
  const edits = new Map();
  for (const one of view.table.mended.edits) edits.set(one[0], [...(edits.get(one[0]) ?? []), one]);
  return view.corpus.paragraphs
    .filter((one) => one.document === here.document)
    .flatMap((one) => {
      const is = one === here,
        mine = edits.get(one.at) ?? [],
        kind = [is && "here", one.depth && "heading"].filter(Boolean).join(" ");
      const before = mine.filter(([, start]) => start < 0).map((edit) => taken(view, edit));
      const inside = mine.filter(([, start]) => start >= 0),
        pieces = piecesOf(view, one.text, inside, is ? place : [-1, -1]);
      const shown = { lang: "zh-CN", title: one.par_id, class: kind || null };
      return [...parted(one), ...before, h("p", shown, ...pieces)];
    });
}

/** A text in pieces: a place in it marked, and what edits took out and put in. */
function piecesOf(view, text, edits, [start, end]) {
  const ends = edits.flatMap(([, first, length]) => [first, first + length]);
  const points = [0, start, end, text.length, ...ends].filter((one) => one >= 0);
  const cuts = [...new Set(points)].sort((a, b) => a - b);
  return cuts.flatMap((from, at) => {
    const to = cuts[at + 1] ?? from,
      gone = edits.filter(([, first]) => first === from).map((edit) => taken(view, edit)),
      edit = edits.find(([, first, length]) => first <= from && from < first + length);
    const piece = text.slice(from, to),
      shown = edit ? h("ins", { title: whyOf(view, edit) }, piece) : piece;
    return [...gone, from >= start && to <= end && to > from ? h("mark", shown) : shown];
  });
}

/** What an edit took out, with blanks and line ends that one can see. */
function taken(view, edit) {
  const before = edit[3].replace(/\n/g, "¶").replace(/\s/g, "␣");
  return h("del", { title: whyOf(view, edit) }, before || "∅");
}

function whyOf(view, [, , , , kind, why]) {
  const name = view.table.mended.kinds[kind][+view.zh];
  return view.zh ? name : `${name}: ${view.table.mended.whys[why]}`;
}
