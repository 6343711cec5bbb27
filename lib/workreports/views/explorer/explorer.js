// What one sees of a corpus: trends, their lines, the reports; in English and Chinese.
// All that comes from a corpus is set as text, never as markup.
/* global STYLE: explorer.css, put before the modules by page.py */
import { COLOURS, LINES, MARKERS, h, outline, panel, s, swatch } from "./chart.js";
import { Corpus } from "./counting.js";
import { drawLines, showReport } from "./reading.js";
import { asCode, asCsv, asTable, copy, save, saveSvg } from "./taking.js";

const LEVELS = ["nation", "province", "city", "county"];
const DEFAULTS = {
  q: "",
  count: "words",
  part: "",
  genre: "",
  place: "",
  by: "place",
  beside: "show",
  sort: "time",
  at: "",
  read: "",
  lang: "en",
};
class Explorer {
  constructor(element, table, { state = "", remember = () => {} }) {
    const style = h("style", {}, STYLE);
    this.root = h("div", { class: "explorer", role: "region" });
    this.shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    this.shadow.replaceChildren(style, this.root);
    this.remember = remember;
    this.table = table;
    this.corpus = new Corpus(table);
    this.english = new Map(Object.entries(table.glosses).map(([zh, en]) => [en.toLowerCase(), zh]));
    const genres = this.values("genre");
    this.start = {
      ...DEFAULTS,
      q: this.firstTerm(),
      genre: genres.includes("work_report") ? "work_report" : "",
    };
    new ResizeObserver(() => this.resized()).observe(this.root);
    this.show(state);
  }

  /** Show what was asked, as `remember` was told it. */
  show(state) {
    this.state = { ...this.start, ...this.read(state) };
    this.draw();
  }

  get zh() {
    return this.state.lang === "zh";
  }
  text(key) {
    return this.table.texts[key]?.[+this.zh] ?? key;
  }
  name(zh) {
    if (this.zh || !zh) return zh ?? "";
    const [place, ...years] = zh.split(" ");
    return [this.table.glosses[place] ?? place, ...years].join(" ");
  }
  gloss(term) {
    return this.zh ? "" : (this.table.glosses[term] ?? "");
  }
  values(name) {
    return [
      ...new Set(this.corpus.documents.map((one) => one[name]).filter((one) => one !== null)),
    ].sort();
  }

  firstTerm() {
    const counts = [...this.corpus.content].map((word) => [
      word,
      this.corpus.rows.get(word).length,
    ]);
    const known = this.table.first.find((one) => this.corpus.rows.has(one));
    return known ?? counts.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
  }

  read(state) {
    const found = Object.fromEntries(
      [...new URLSearchParams(state)].filter(([name]) => name in DEFAULTS),
    );
    const allowed = {
      count: ["words", "strings"],
      by: ["place", "level"],
      beside: ["show", "hide"],
      lang: ["en", "zh"],
      sort: ["time", "place", "left", "right"],
      part: ["", ...this.parts()],
      genre: ["", ...this.values("genre")],
      place: ["", ...this.values("place")],
    };
    return Object.fromEntries(
      Object.entries(found).filter(
        ([name, value]) => !allowed[name] || allowed[name].includes(value),
      ),
    );
  }

  set(changes, redraw = true) {
    Object.assign(this.state, changes);
    const told = Object.entries(this.state).filter(([name, value]) => value !== this.start[name]);
    this.remember(`${new URLSearchParams(told)}`);
    if (redraw) this.draw();
  }

  parts() {
    const here = new Set(this.corpus.paragraphs.map((one) => one.part));
    return ["preface", "review", "problems", "plan", "governance", "closing", "appendix", "body"]
      .filter((one) => here.delete(one))
      .concat([...here].filter(Boolean).sort());
  }

  terms() {
    const typed = this.state.q
      .split(/[,，、;；|]+/)
      .map((one) => this.english.get(one.trim().toLowerCase()) ?? one);
    return this.corpus.terms(typed.join(","));
  }
  selection() {
    const { genre, place, part } = this.state;
    return { genre, place, part };
  }

  ask() {
    const { count, by, part, genre, beside } = this.state,
      typed = this.terms(),
      terms = typed.slice(0, 5),
      own = this.corpus.background;
    const rows = this.corpus.frequency(terms, [by, "year"], count, this.selection()).map((one) => ({
      ...one,
      source: "corpus",
      series: by === "place" ? one.territory : one.level,
    }));
    const shown = own && beside === "show" && (!genre || genre === "work_report");
    const above = shown ? own.frequency(terms, ["level", "year"], count, part) : [];
    return {
      terms,
      left: typed.slice(5),
      shown,
      rows: [...rows, ...above.map((one) => ({ ...one, source: "background", series: one.level }))],
    };
  }

  draw() {
    const focus = this.shadow.activeElement?.id;
    this.root.lang = this.zh ? "zh-CN" : "en";
    this.root.setAttribute("aria-label", this.text("title"));
    this.out = h("div");
    this.listed = h("section", { "aria-labelledby": "lines-title" });
    this.root.replaceChildren(this.head(), this.form(), this.out, this.listed);
    this.drawAnswer();
    if (focus) this.shadow.getElementById(focus)?.focus();
  }

  head() {
    const other = (lang, text) =>
      h(
        "button",
        {
          type: "button",
          id: `lang-${lang}`,
          lang: lang === "zh" ? "zh-CN" : "en",
          "aria-pressed": String(this.state.lang === lang),
          click: () => this.set({ lang }),
        },
        text,
      );
    return h(
      "header",
      {},
      h("h1", {}, this.text("title")),
      h("div", { class: "buttons" }, other("en", "English"), other("zh", "中文")),
      h("p", { class: "lead", style: "flex-basis:100%" }, this.text("lead")),
    );
  }

  form() {
    const choice = (name, options) =>
      h(
        "label",
        {},
        this.text(name),
        h(
          "select",
          { id: name, name, change: (event) => this.set({ [name]: event.target.value, at: "" }) },
          ...options.map(([value, text]) =>
            h("option", { value, selected: this.state[name] === value }, text),
          ),
        ),
      );
    const listed = (values, name) => [
      ["", this.text("all")],
      ...values.map((one) => [one, name(one)]),
    ];
    const suggestions = Object.entries(this.table.glosses).filter(
      ([zh]) => this.corpus.rows.has(zh) || this.corpus.background?.has(zh),
    );
    const input = h("input", {
      type: "text",
      id: "q",
      name: "q",
      value: this.state.q,
      list: "suggestions",
      autocomplete: "off",
      spellcheck: "false",
      change: (event) => this.set({ q: event.target.value, at: "" }),
    });
    return h(
      "form",
      {
        submit: (event) => {
          event.preventDefault();
          this.set({ q: input.value, at: "" });
        },
      },
      h("label", { class: "wide" }, this.text("terms"), input),
      h(
        "datalist",
        { id: "suggestions" },
        ...suggestions.map(([zh, en]) => h("option", { value: zh, label: en })),
      ),
      choice("count", [
        ["words", this.text("words")],
        ["strings", this.text("strings")],
      ]),
      choice(
        "part",
        listed(this.parts(), (one) => this.text(one)),
      ),
      choice(
        "genre",
        listed(this.values("genre"), (one) => this.text(one)),
      ),
      choice(
        "place",
        listed(this.values("place"), (one) => this.name(one)),
      ),
      choice("by", [
        ["place", this.text("byplace")],
        ["level", this.text("bylevel")],
      ]),
      this.corpus.background
        ? choice("beside", [
            ["show", this.text("show")],
            ["hide", this.text("hide")],
          ])
        : null,
    );
  }

  drawAnswer() {
    const asked = performance.now();
    this.answer = this.ask();
    this.milliseconds = performance.now() - asked;
    const { terms, rows } = this.answer;
    if (!terms.length || !rows.length) {
      this.out.replaceChildren(
        h("p", { role: "status" }, this.text(terms.length ? "empty" : "nothing")),
      );
      this.listed.replaceChildren();
      return;
    }
    this.panels = h("div", { class: "panels" });
    const code = asCode(this, terms),
      copying = h(
        "button",
        { type: "button", id: "copy", click: () => copy(this, copying, code) },
        this.text("copy"),
      );
    const button = (id, what) => h("button", { type: "button", id, click: what }, this.text(id));
    this.out.replaceChildren(
      this.status(),
      this.panels,
      this.legend(),
      h("p", { class: "soft" }, `${this.text("interval")} ${this.text("keys")}`),
      h(
        "div",
        { class: "buttons" },
        button("csv", () => save(this, "rates.csv", "text/csv", asCsv(this))),
        button("svg", () => saveSvg(this)),
        copying,
      ),
      h("details", {}, h("summary", {}, this.text("code")), h("pre", { tabindex: "0" }, code)),
      asTable(this),
    );
    this.drawPanels();
    drawLines(this);
    if (this.state.read) showReport(this, ...this.state.read.split("~"));
  }

  /** When each term is first met, by level: what one sees without looking at a picture. */
  status() {
    const level = (row) =>
      row.source === "background"
        ? row.level
        : (row.level ??
          this.corpus.documents.find((one) => one.territory === row.territory)?.level);
    const told = this.answer.terms.map((term) => {
      const rows = this.answer.rows.filter((one) => one.term === term && one.count > 0),
        gloss = this.gloss(term);
      const firsts = LEVELS.map((one) => [
        one,
        Math.min(...rows.filter((row) => level(row) === one).map((row) => row.year)),
      ]).filter(([, year]) => isFinite(year));
      const listed = firsts.map(([one, year]) => `${this.text(one)} ${year}`);
      const found = firsts.length
        ? [this.text("first"), listed.join(this.zh ? "，" : ", ")].join(this.zh ? "：" : ": ")
        : this.text("nowhere");
      const uncounted =
        this.answer.shown && !this.corpus.background.has(term)
          ? ` (${this.text("uncounted")})`
          : "";
      return h(
        "p",
        {},
        h("strong", { lang: "zh-CN" }, term),
        `${gloss ? ` ${gloss}` : ""}${this.zh ? "：" : ": "}${found}${uncounted}`,
      );
    });
    const { left } = this.answer;
    if (left.length) told.push(h("p", {}, `${this.text("five")} ${left.join(", ")}`));
    return h("div", { role: "status" }, ...told);
  }

  note(note) {
    const told = note
      .replace("never", this.text("never"))
      .replace("too few", this.text("few"))
      .replace("cut", this.text("cut"))
      .replace("lost", this.text("lost"));
    return this.zh
      ? told.replace(
          /(\d+) of (\d+), else inside longer words/,
          "$2次中仅$1次成词，其余在更长的词中",
        )
      : told;
  }

  series() {
    const own = [
      ...new Set(
        this.answer.rows.filter((one) => one.source === "corpus").map((one) => one.series),
      ),
    ];
    const looks = new Map(
      own.map((name, at) => {
        const [colour, marker] = this.table.looks[name] ?? [];
        return [
          name,
          {
            colour: COLOURS[colour] ?? Object.values(COLOURS)[at % 7],
            marker: marker || MARKERS[at % 6],
            at,
            of: own.length,
          },
        ];
      }),
    );
    return {
      looks,
      levels: LEVELS.filter((one) =>
        this.answer.rows.some((row) => row.source === "background" && row.level === one),
      ),
    };
  }
  seriesName(row) {
    return row.source === "background" || this.state.by === "level"
      ? this.text(row.series)
      : this.name(row.series);
  }

  /** What stands for each level and place, in 24 by 16 units, with its name. */
  keys() {
    const { looks, levels } = this.series();
    return [
      ...levels.map((one) => [swatch(...LINES[one]), this.text(one)]),
      ...[...looks].map(([series, { colour, marker }]) => [
        s("path", { d: outline(marker, 12, 8, 5), fill: colour }),
        this.seriesName({ series }),
      ]),
    ];
  }

  legend() {
    const icon = (drawn) => s("svg", { width: 24, height: 16, "aria-hidden": "true" }, drawn);
    return h(
      "ul",
      { class: "legend" },
      ...this.keys().map(([drawn, name]) => h("li", {}, icon(drawn), name)),
      ...["open", "dagger", "gone", "beyond"].map((one) => h("li", {}, this.text(one))),
    );
  }

  resized() {
    const width = this.root.clientWidth;
    if (this.panels && this.drawn && this.drawn !== width) this.drawPanels();
  }

  drawPanels() {
    this.drawn = this.root.clientWidth;
    const { terms } = this.answer;
    this.panels.style.gridTemplateColumns = terms.length === 1 ? "1fr" : "";
    this.panels.replaceChildren(
      ...terms.map((term) =>
        h(
          "div",
          { class: "panel" },
          h(
            "h3",
            {},
            h("span", { lang: "zh-CN" }, term),
            this.gloss(term) ? ` ${this.gloss(term)}` : "",
          ),
        ),
      ),
    );
    [...this.panels.children].forEach((one, at) =>
      one.append(panel(terms[at], Math.max(one.clientWidth, 280), this.picture())),
    );
  }

  picture() {
    const { rows } = this.answer,
      series = this.series();
    return {
      rows,
      series,
      chosen: this.state.at,
      text: (key) => this.text(key),
      told: (row) => this.told(row),
      choose: (key) => this.choose(key),
      lost: (some) => this.lost(some),
    };
  }

  told(row) {
    const [rate, low, high] = [row.per_10k, row.low, row.high].map((one) => one.toFixed(1));
    const note = row.note ? `; ${this.note(row.note)}` : "";
    const told = `${this.seriesName(row)} ${row.year}: ${rate} (${low}–${high})`;
    return `${told} ${this.text("rate")}, ${row.count} ${this.text("hits")}${note}`;
  }

  /** Where a part was asked for that a document has lost. */
  lost(rows) {
    const { part, genre, place, by } = this.state,
      there = new Set(rows.map((one) => `${one.source}${one.series}${one.year}`));
    const { looks } = this.series();
    return this.corpus.documents
      .filter(
        (one) =>
          part &&
          one.gaps[part] === "lost" &&
          one.year &&
          (!genre || one.genre === genre) &&
          (!place || one.place === place),
      )
      .map((one) => ({
        series: by === "place" ? one.territory : one.level,
        year: one.year,
        name: this.name(one.territory),
      }))
      .filter((one) => looks.has(one.series) && !there.has(`corpus${one.series}${one.year}`));
  }

  choose(at) {
    this.set({ at: this.state.at === at ? "" : at }, false);
    for (const one of this.panels.querySelectorAll(".point")) {
      const chosen = one.dataset.key === this.state.at;
      one.classList.toggle("chosen", chosen);
      one.setAttribute("aria-pressed", String(chosen));
    }
    this.shown = undefined;
    drawLines(this);
    if (this.state.at) this.listed.scrollIntoView({ block: "nearest" });
  }
}

/** Show a corpus in an element of a page or of a notebook; nothing outside of it is touched.
 *
 * `table` is what `unpack` gives; `state` what was asked before, as `remember(state)` is told after
 * each change. */
export function mount(element, table, options = {}) {
  return new Explorer(element, table, options);
}
