// What one sees of the company of a term, and of two selections side by side.
import { asked, termBox, titleOf } from "./asking.js";
import { collocates, compare } from "./company.js";
import { button, framed, h, han, link, tableOf } from "./dom.js";
import { drawLines, shortOf } from "./reading.js";
import { coded, select, tools } from "./taking.js";

const SHOWN = 40,
  EACH = 25,
  ASKED = 100, // of how many words it is asked whether their difference is sure
  FEW = 8;
const SIDES = ["a", "b"];

/** A word that can be chosen; its sense beside it. */
const word = (view, text) =>
  h(
    "span",
    link(text, () => view.choose(text), {
      lang: "zh-CN",
      "data-key": text,
      "aria-pressed": String(view.state.at === text),
    }),
    view.gloss(text) && ` ${view.gloss(text)}`,
  );

/** A table of words in a box, `heads` the names of texts. */
const listed = (view, label, heads, rows) =>
  framed("div.scroll.stacked", label, tableOf(view, heads, rows));

/** With so many digits, and with more where it would read as nothing and is not. */
function fixed(value, digits = 2) {
  if (!isFinite(value)) return value > 0 ? "∞" : "−∞";
  const near = +value.toFixed(digits) || 0; // never -0
  if (!near && Math.abs(value) > 1e-6) return fixed(value, digits + 1);
  return near.toFixed(digits).replace("-", "−");
}

export const company = {
  start: () => ({ window: "5" }),
  choices: (view) => [["window", ["2", "3", "5", "10"], String], ...view.selecting()],
  form: (view, choices) => [...termBox(view, "oneterm", false), ...choices],

  draw(view) {
    const { window } = view.state,
      selection = view.selection();
    const { groups, left, patterns } = asked(view),
      single = (name) => !(name in view.table.themes) && !name.includes("*");
    const names = [...groups.map(([name]) => name), ...left],
      term = names.find(single);
    const unused = [...names.filter((one) => one !== term), ...patterns].map((one) =>
      titleOf(view, one),
    );
    const only = unused.length > 0 && h("p.warning", view.said(view.text("oneonly"), ...unused));
    const rows = term ? collocates(view.corpus, term, selection, +window) : [];
    view.answer = { term, rows };
    if (!rows.length) {
      const why = term ? view.said(term, view.text("nocompany")) : !only && view.text("nothing");
      view.out.replaceChildren(h("div", { role: "status" }, why, only));
      if (!term) return;
    }
    const heads = ["collocate", "count_near", "together", "count_corpus", "log_dice", "pmi"];
    const cells = (one) => [
      word(view, one.collocate),
      one.count,
      one.together,
      one.count_corpus,
      fixed(one.log_dice),
      fixed(one.pmi),
    ];
    const hits = () => view.corpus.asWords([term], view.corpus.selected(selection));
    const rest = rows.slice(SHOWN),
      isFar = rest.some((one) => one.collocate === view.state.at),
      table = (some) => listed(view, view.text("view_company"), heads, some.map(cells)),
      first = table(isFar ? rows : rows.slice(0, SHOWN));
    const more = button(`${view.text("more")} (${rest.length})`, () => {
      const all = table(rows);
      first.replaceWith(all);
      more.remove();
      all.querySelectorAll("td .link")[SHOWN].focus();
    });
    if (rows.length)
      view.out.replaceChildren(
        h(
          "div",
          { role: "status" },
          han("strong", term),
          view.said(view.gloss(term) && ` ${view.gloss(term)}`, view.number(hits().length, "hits")),
          view.said(view.zh ? "；搭配词" : "; in its company", `${rows.length}`),
          only,
        ),
        first,
        rest.length && !isFar ? more : "",
        h("p.soft", view.text("dice")),
        ...tools(view, {
          name: "collocates",
          code: coded(
            view,
            `wr.terms.collocates(corpus${select(selection)}, ${JSON.stringify(term)}, window=${window})`,
          ),
          columns: "collocate count together count_corpus log_dice pmi t g2".split(" "),
          rows,
        }),
      );
    view.lines = () => {
      const row = rows.find((one) => one.collocate === view.state.at);
      const where = row ? `${term} + ${row.collocate}` : term;
      return {
        title: view.said(view.text("lines"), where),
        hits: row ? row.hits : hits(),
        leave: row && "whole",
      };
    };
    drawLines(view);
  },
};

/** One of the two selections as it is asked. */
function side(view, one) {
  const [first, last] = ["from", "to"].map((end) => view.state[one + end]);
  const of = view.selection(one),
    years = view.years();
  return first || last ? { ...of, years: [+(first || years[0]), +(last || years.at(-1))] } : of;
}

export const comparing = {
  /** The plans of the last year against those of the years before. */
  start(view) {
    const years = view.years(),
      genre = view.values("genre").includes("work_report") ? "work_report" : "",
      part = view.parts().includes("plan") ? "plan" : "";
    const [last, before = last] = years.toReversed();
    const ends = { a: [last, last], b: [years[0], before] };
    const start = (one) => {
      const [from, to] = ends[one].map((year) => String(year ?? ""));
      return Object.entries({ genre, place: "", part, from, to }).map(([of, is]) => [one + of, is]);
    };
    return Object.fromEntries(SIDES.flatMap(start));
  },

  choices: (view) => SIDES.flatMap((one) => choices(view, one)),

  form: (view, choices) =>
    SIDES.map((one, at) =>
      h("fieldset", h("legend", view.text(`side_${one}`)), choices.slice(5 * at, 5 * at + 5)),
    ),

  draw(view) {
    const both = SIDES.map((one) => side(view, one)),
      { sides, rows, problem } = compare(view.corpus, ...both);
    view.answer = { rows, problem };
    if (!rows.length) {
      const why = refused[problem]?.(view, sides, both) ?? view.text("empty");
      view.out.replaceChildren(h("div", { role: "alert" }, why));
      return;
    }
    const ends = [
      rows.filter((one) => one.log_ratio > 0),
      rows.filter((one) => one.log_ratio < 0).reverse(),
    ];
    const texts = sides.map((one, at) => textsOf(view, one, both[at], SIDES[at]));
    const isGone = texts.some((one) => one.textContent.includes("†")),
      bounded = () => rows.map((one) => ({ ...one, ...one.bounds() }));
    view.out.replaceChildren(
      h("div", { role: "status" }, texts, isGone && h("p.soft", view.text("dagger"))),
      ...unlike(view, sides),
      h("div.panels", ...ends.map((some, at) => words(view, surest(some), at))),
      h("p.soft", `${view.text("ratio")} ${view.text("p_of_library")}`),
      ...tools(view, {
        name: "keyness",
        code: coded(
          view,
          `target = corpus${select(both[0])}`,
          `reference = corpus${select(both[1])}`,
          'wr.keyness.compare(target, reference, cluster="paragraph")',
        ),
        columns:
          "term count_target count_reference per_10k_target per_10k_reference documents g2 log_ratio low high z note".split(
            " ",
          ),
        rows: bounded,
      }),
    );
    view.lines = () => {
      const { at } = view.state,
        row = rows.find((one) => one.term === at);
      const here = sides.flatMap(({ counts }) => [...(counts.get(at)?.keys() ?? [])]);
      const hits = row
        ? view.corpus.runs(at).filter(([paragraph]) => here.includes(paragraph))
        : [];
      const title = view.said(view.text("lines"), row ? at : view.text("chooseword"));
      return row ? { title, hits, leave: "close" } : { title, told: [] };
    };
    drawLines(view);
  },
};

/** Why two selections are not compared, and what to choose. */
const refused = {
  shared(view, sides) {
    const [mine, others] = sides.map(({ paragraphs }) => new Set(paragraphs.map(({ doc }) => doc)));
    const names = [...mine].filter((doc) => others.has(doc)).map((doc) => nameOf(view, doc));
    return [h("p", view.said(view.text("shared"), ...names)), h("p", view.text("parting"))];
  },
  emptyside: (view, sides, both) =>
    SIDES.flatMap((side, at) => {
      if (sides[at].words) return [];
      const { part } = both[at],
        all = SIDES.filter((_, of) => both[of].part === part).map((one) => [`${one}part`, ""]);
      return [
        h("p", view.said(view.text(`side_${side}`), view.text("emptyside"))),
        textsOf(view, sides[at], both[at], side),
        part && button(view.text("allparts"), () => view.set(Object.fromEntries(all))),
      ];
    }),
};

/** A document by its place and year, and by its kind where others are there, too. */
const nameOf = (view, doc, genre) =>
  [view.name(doc.territory), doc.year ?? view.text("noyear"), !genre && view.text(doc.genre ?? "")]
    .filter(Boolean)
    .join(" ");

/** How large a side is; its documents by name, and what of them is cut or lost. */
function textsOf(view, { words, paragraphs }, selection, one) {
  const { genre, part } = selection,
    here = new Set(paragraphs.map(({ doc }) => doc));
  const gaps = (doc) => Object.entries(doc.gaps).filter(([of]) => !part || of === part);
  const named = (doc) => {
    const missing = gaps(doc).map(([of, state]) => `† ${shortOf(view, of)} ${view.text(state)}`);
    return nameOf(view, doc, genre) + (missing.length ? ` (${missing.join(", ")})` : "");
  };
  const listed = view.corpus
    .chosen(selection)
    .filter((doc) => here.has(doc) || gaps(doc).length);
  const gone = listed.length - here.size;
  const size = [view.number(words, "wordsof"), view.number(here.size, "reports")];
  if (gone) size.push(view.text("without").replace("{}", gone));
  return h(
    "details",
    { open: listed.length <= FEW },
    h("summary", view.said(view.text(`side_${one}`), ...size)),
    h("p.soft", listed.map(named).join(view.zh ? "；" : "; ")),
  );
}

/** The words with most evidence: first those whose interval leaves out 0, which are sure. */
function surest(rows) {
  const some = rows.slice(0, ASKED).map((one) => ({ ...one, ...one.bounds() })),
    isSure = ({ low, high }) => low > 0 || high < 0;
  return some.sort((a, b) => isSure(b) - isSure(a)).slice(0, EACH);
}

function choices(view, one) {
  const years = ["", ...view.years().map(String)];
  const ends = ["from", "to"].map((end) => [one + end, years, undefined, end]);
  return [...view.selecting(one), ...ends];
}

/** A warning where kinds of document or parts of them stand on one side only. */
function unlike(view, sides) {
  const held = {
    genre: ({ doc }) => doc.genre,
    part: ({ part }) => part,
  };
  return Object.entries(held).flatMap(([name, of]) => {
    const [one, other] = sides.map((side) => new Set(side.paragraphs.map(of).filter(Boolean)));
    const only = (mine, others, letter) =>
      [...mine]
        .filter((value) => !others.has(value))
        .map((value) => `${letter} ${view.text(value)}`);
    const told = [...only(one, other, view.text("a")), ...only(other, one, view.text("b"))];
    return told.length
      ? [h("p.warning", { role: "alert" }, view.said(view.text(`unlike_${name}`), ...told))]
      : [];
  });
}

/** The words that one side uses more, with both rates. */
function words(view, rows, at) {
  const heads = ["word", "a", "b", "log_ratio", "95 %", "in_documents"];
  const cells = (one) => [
    word(view, one.term),
    fixed(one.per_10k_target, 1),
    fixed(one.per_10k_reference, 1),
    fixed(one.log_ratio),
    `${fixed(one.low, 1)} – ${fixed(one.high, 1)}${one.note && "*"}`,
    one.documents,
  ];
  const title = view.text(`more_${SIDES[at]}`);
  return h("div.panel", h("h3", title), listed(view, title, heads, rows.map(cells)));
}
