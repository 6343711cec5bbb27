// The frame around what one sees of a corpus: what is asked, in English or Chinese, and which way.
/* global STYLE: explorer.css, put before the modules by page.py */
import { company, comparing } from "./beside.js";
import { button, h, menu } from "./dom.js";
import { figures } from "./figures.js";
import { drawLines, showReport } from "./reading.js";
import { trends } from "./trends.js";
import { Corpus } from "./words.js";
import { Background } from "./counting.js";

const VIEWS = { terms: trends, company, compare: comparing, figures };
const PARTS = "preface review problems plan governance closing appendix body".split(" ");
const COMMON = { view: "terms", sort: "time", at: "", read: "", lang: "en" };
const PASSING = ["sort", "at", "lang"]; // what is no step of its own when something else changes

class Explorer {
  isOpen = false;

  constructor(element, table, { state = "", remember = () => {}, reports = "", home = "" }) {
    this.root = h("div.explorer", { role: "region" });
    this.shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    this.shadow.replaceChildren(h("style", STYLE), this.root);
    Object.assign(this, { remember, reports, home });
    this.table = table;
    this.corpus = new Corpus(table);
    this.background = table.background && new Background(table.background);
    this.english = new Map(Object.entries(table.glosses).map(([zh, en]) => [en.toLowerCase(), zh]));
    this.start = Object.assign({}, COMMON, ...Object.values(VIEWS).map((one) => one.start(this)));
    new ResizeObserver(() => this.resized()).observe(this.root);
    this.show(state);
  }

  /** Show what was asked, as `remember` was told it. */
  show(state) {
    const asked = [...new URLSearchParams(state)].filter(([name]) => name in this.start);
    this.state = { ...this.start, ...Object.fromEntries(asked) };
    const allowed = {
      view: Object.keys(VIEWS),
      sort: ["time", "place", "left", "right"],
      lang: ["en", "zh"],
    };
    for (const one of Object.values(VIEWS))
      for (const [name, values] of one.choices(this)) allowed[name] = values;
    for (const [name, values] of Object.entries(allowed))
      if (!values.includes(this.state[name])) this.state[name] = this.start[name];
    this.draw();
  }

  /** Change what is asked; `step` says whether it is one to go back from. */
  set(changes, redraw = true, step = this.isStep(changes)) {
    const box = redraw && this.shadow.getElementById("q"); // it may not have been left
    Object.assign(this.state, box && { q: box.value }, changes);
    if (redraw) this.draw();
    this.remember(this.asked, step);
  }
  /** Choose a point or a word, or leave the one that is chosen; to choose is a step. */
  choose(key, step = true) {
    const at = this.state.at === key ? "" : key;
    this.set({ at }, false, step && at !== "");
    for (const one of this.out.querySelectorAll("[data-key]")) {
      one.classList.toggle("chosen", one.dataset.key === at);
      one.setAttribute("aria-pressed", String(one.dataset.key === at));
    }
    drawLines(this);
  }
  /** To close a report is none. */
  isStep({ read, ...changes }) {
    const changed = ([name, value]) => value !== this.state[name] && !PASSING.includes(name);
    return Boolean(read) || Object.entries(changes).some(changed);
  }

  /** What was asked of the view that is shown, as a line of text. */
  get asked() {
    const here = (name) => name in COMMON || this.root.querySelector(`form #${name}`);
    const told = Object.entries(this.state).filter(
      ([name, value]) => value !== this.start[name] && here(name),
    );
    return `${new URLSearchParams(told)}`;
  }

  get zh() {
    return this.state.lang === "zh";
  }
  text(key) {
    return this.table.texts[key]?.[+this.zh] ?? key;
  }
  /** Texts joined as the language joins a head and what it says. */
  said(head, ...rest) {
    return `${head}${this.zh ? "：" : ": "}${rest.join(this.zh ? "，" : ", ")}`;
  }
  /** So many of something, `key` a text in the plural. */
  number(many, key) {
    const text = this.text(key);
    if (this.zh) return `${many}${text}`;
    return `${many} ${many === 1 ? text.replace(/s\b/, "") : text}`;
  }
  name(zh) {
    if (this.zh || !zh) return zh ?? "";
    const [place, ...years] = zh.split(" ");
    return [this.table.glosses[place] ?? place, ...years].join(" ");
  }
  gloss(term) {
    return this.zh ? "" : (this.table.glosses[term] ?? "");
  }
  /** The documents that were chosen, of one of two selections those of its letter. */
  selection(side = "") {
    const of = (name) => [name, this.state[side + name]];
    return Object.fromEntries(["genre", "place", "part"].map(of));
  }
  /** The choices of them. */
  selecting(side = "") {
    return [
      [`${side}part`, ["", ...this.parts()], undefined, "part"],
      [`${side}genre`, ["", ...this.values("genre")], undefined, "genre"],
      [`${side}place`, ["", ...this.values("place")], (one) => this.name(one), "place"],
    ];
  }
  values(name) {
    const found = this.corpus.documents.map((one) => one[name]);
    return [...new Set(found.filter((one) => one !== null))].sort();
  }
  years() {
    return this.values("year");
  }
  parts() {
    const here = new Set(this.corpus.paragraphs.map((one) => one.part));
    return PARTS.filter((one) => here.delete(one)).concat([...here].filter(Boolean).sort());
  }

  /** A choice of a state's value; `names` gives the options their texts, `all` names the empty,
   * `more(view, changes)` may change more with it. */
  choice(state, values, names = (one) => this.text(one), label = state, all = "all", more = null) {
    const options = values.map((one) => [one, one === "" ? this.text(all) : names(one)]);
    const change = (value) => {
      const changes = { [state]: value, at: "" };
      this.set(more ? more(this, changes) : changes);
    };
    return menu(state, this.text(label), options, this.state[state], change);
  }

  draw() {
    const focus = this.shadow.activeElement?.id;
    this.root.lang = this.zh ? "zh-CN" : "en";
    this.root.setAttribute("aria-label", this.text("title"));
    this.out = h("div");
    this.listed = h("section", { "aria-labelledby": "lines-title" });
    this.note = h("output.note");
    const { choices, form = (_, all) => all } = VIEWS[this.state.view];
    const asked = choices(this).map((one) => this.choice(...one));
    this.asking = button("", () => this.open(!this.isOpen), { id: "asking" });
    this.form = h("form", this.opening(), ...form(this, asked));
    this.root.replaceChildren(
      this.head(),
      this.asking,
      this.form,
      this.out,
      this.note,
      this.listed,
    );
    this.answerIt();
    this.open(this.isOpen, false);
    if (this.state.read) showReport(this, ...this.state.read.split("~"));
    if (focus) this.shadow.getElementById(focus)?.focus();
  }

  /** On a narrow screen a line says what is asked and opens the form, and to ask closes it again;
   * who walks through a menu by keys has not asked yet. On a wide one the line is not there. */
  opening() {
    let byKey = false;
    return {
      keydown: () => (byKey = true),
      pointerdown: () => (byKey = false),
      change: ({ target }) => byKey || target.id === "q" || this.open(false),
      submit: (event) => {
        event.preventDefault();
        this.open(false);
      },
    };
  }
  open(isOpen, isMeant = true) {
    this.isOpen = isOpen;
    this.asking.setAttribute("aria-expanded", String(isOpen));
    this.form.classList.toggle("closed", !isOpen);
    if (isOpen || !isMeant) return;
    this.asking.focus();
    this.asking.scrollIntoView();
  }
  /** What the form asks: numbers under their labels, no choice that is none. */
  question() {
    const told = ({ selectedIndex: at, value, textContent, options, parentNode }) => {
      if (at === undefined) return value ?? textContent;
      if (+value) return `${parentNode.firstChild.data} ${value}`;
      return at > 0 && options[at].text.split(": ")[0];
    };
    const all = [...this.form.querySelectorAll("legend,input,select")].map(told);
    return this.said(this.text("question"), all.filter(Boolean).join(" · ") || this.text("all"));
  }

  /** Answer what is asked, below a form that stays as it is. */
  answerIt() {
    this.asking.replaceChildren(this.question());
    this.resized = () => {};
    this.listed.replaceChildren();
    const asked = performance.now();
    VIEWS[this.state.view].draw(this);
    this.milliseconds = performance.now() - asked;
  }

  head() {
    const pressed = (text, name, value, changes, lang = null) =>
      button(text, () => this.set({ [name]: value, ...changes }), {
        "aria-pressed": String(this.state[name] === value),
        id: `${name}-${value}`,
        lang,
      });
    const views = Object.keys(VIEWS).map((one) =>
      pressed(this.text(`view_${one}`), "view", one, { at: "" }),
    );
    return h(
      "header",
      h("h1", this.text("title")),
      h(
        "div.buttons",
        this.home && h("a", { id: "home", href: this.home }, this.text("home")),
        pressed("English", "lang", "en", {}, "en"),
        pressed("中文", "lang", "zh", {}, "zh-CN"),
      ),
      h("nav.buttons", { "aria-label": this.text("views") }, views),
      h("p.lead", this.text(`lead_${this.state.view}`)),
    );
  }
}

/** Show a corpus in an element of a page or of a notebook; nothing outside of it is touched.
 *
 * `table` is what `unpack` gives; `state` what was asked before, as `remember(state)` is told after
 * each change, with whether it is a step that one may want to go back from. */
export function mount(element, table, options = {}) {
  return new Explorer(element, table, options);
}
