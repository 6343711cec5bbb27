// What somebody types: terms, patterns and themes.
import { h, menu } from "./dom.js";

const MOST = 5;

/** The terms that were typed, at most five: `groups` (pairs of a name and what is counted under it)
 * and `left`, the names that are too many. A pattern is of all terms, a theme has its own. */
export function asked(view) {
  const typed = view.state.q.split(/[,，、;；|]+/).map((one) => one.trim());
  const found = new Map(),
    patterns = [];
  for (const one of typed) {
    const zh = view.english.get(one.toLowerCase()),
      theme = themeOf(view, one);
    if (theme && (/[:：]/.test(one) || !zh)) found.set(theme, view.table.themes[theme].members);
    else
      for (const term of view.corpus.terms(zh ?? one))
        if (term.startsWith("!")) patterns.push(term);
        else found.set(term, null);
  }
  const groups = [...found].map(([name, members]) => [name, members ?? [name, ...patterns]]);
  const left = groups.splice(MOST).map(([name]) => name);
  return { groups, left, patterns };
}

/** The theme of a name in either language, such as "theme: innovation", or nothing. */
function themeOf(view, typed) {
  const name = typed.replace(/^(theme|主题)\s*[:：]\s*/i, "").toLowerCase();
  const marked = name !== typed.toLowerCase();
  const is = ([en, { zh }]) => en.toLowerCase() === name || (marked && zh === name);
  return Object.entries(view.table.themes).find(is)?.[0];
}

/** What a theme is called where terms stand beside it. */
const asTyped = (view, theme) =>
  view.said(view.text("theme"), view.zh ? view.table.themes[theme].zh : theme);

/** What stands over a picture: a term, or a theme. */
export const titleOf = (view, name) => (view.table.themes[name] ? asTyped(view, name) : name);

const PAUSE = 500; // milliseconds

/** What is typed is answered at a pause, or at once by Enter; until the box is left it is one step,
 * and the box stays as it is. */
function typing(view) {
  let timer,
    begun = false;
  const isGone = (box) => !view.form.contains(box); // as its form is replaced it is left, too
  const keep = (box) => {
    if (isGone(box) || box.value === view.state.q) return;
    view.set({ q: box.value, at: "" }, false, !begun);
    begun = true;
  };
  const answer = (box) => {
    clearTimeout(timer);
    if (isGone(box)) return;
    keep(box);
    view.answerIt();
  };
  const wait = ({ target, isComposing }) => {
    clearTimeout(timer);
    if (!isComposing) timer = setTimeout(answer, PAUSE, target);
  };
  return {
    input: wait,
    compositionend: wait,
    keydown({ target, key, isComposing }) {
      if (key !== "Enter" || isComposing) return;
      answer(target);
      begun = false;
    },
    blur({ target }) {
      keep(target); // the pause is waited for: what is clicked now stays where it is
      begun = false;
    },
  };
}

/** The box for terms, and the list of themes. */
export function termBox(view, label = "terms", themes = true) {
  const { glosses } = view.table,
    known = (zh) => view.corpus.rows.has(zh) || view.background?.has([zh]);
  const names = themes ? Object.keys(view.table.themes) : [],
    named = names.map((one) => asTyped(view, one));
  const set = (q) => view.set({ q, at: "" });
  const add = (name) => set([view.state.q, asTyped(view, name)].filter(Boolean).join(", "));
  const listed = Object.entries(glosses).filter(([zh]) => known(zh));
  return [
    h(
      "label.wide",
      view.text(label),
      h("input", {
        type: "text",
        id: "q",
        value: view.state.q,
        list: "suggestions",
        autocomplete: "off",
        spellcheck: "false",
        ...typing(view),
      }),
    ),
    h(
      "datalist",
      { id: "suggestions" },
      ...listed.map(([zh, en]) => h("option", { value: zh, label: en })),
      ...named.map((value) => h("option", { value })),
    ),
    names.length > 0 &&
      menu(
        "themes",
        view.text("addtheme"),
        [["", "…"], ...names.map((one) => [one, view.zh ? view.table.themes[one].zh : one])],
        "",
        add,
      ),
  ];
}
