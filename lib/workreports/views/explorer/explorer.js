// What one sees of a corpus: trends, their lines, the reports; in English and Chinese.
// All that comes from a corpus is set as text, never as markup.
import { Corpus, unpack } from "./counting.js";

const TEXTS = {
  title: ["Explore the reports", "浏览政府工作报告"],
  lead: ["How often terms stand in government work reports, year by year. Choose a point to read its lines; choose a line to read its report.",
    "词语在历年政府工作报告中出现的频率。点击图中一点看原句，点击原句看报告全文。"],
  terms: ["One to five terms; 亚运* is all words that begin so; an English word finds its Chinese", "一至五个词语；亚运* 表示以此开头的所有词"],
  count: ["Count as", "计数方式"], words: ["whole words", "按词"], strings: ["strings, in longer words too", "按字符串（含更长的词中）"],
  part: ["Part of the report", "报告部分"], genre: ["Kind of document", "文种"], place: ["Place", "地方"], by: ["Points are", "每点代表"],
  byplace: ["each place", "各地"], bylevel: ["levels, places together", "各级（各地合计）"], all: ["all", "全部"],
  beside: ["Reports of higher levels beside (counts only)", "上级报告（仅有计数）"], show: ["shown", "显示"], hide: ["hidden", "隐藏"],
  preface: ["preface", "开头"], review: ["review: what was done", "回顾"], problems: ["problems", "问题"],
  plan: ["plan: what is promised", "计划"], governance: ["government itself", "政府自身建设"],
  work_report: ["government work report", "政府工作报告"], plan_report: ["plan report", "计划报告"], budget_report: ["budget report", "预算报告"],
  five_year_plan: ["five-year plan", "五年规划"], statistical_communique: ["statistical communique", "统计公报"], article: ["article", "文章"],
  nation: ["nation", "全国"], province: ["province", "省级"], city: ["city", "市级"], county: ["districts and counties", "区县"],
  rate: ["per 10,000 words", "每万词"], first: ["first", "首见"], nowhere: ["nowhere here", "此处未见"], year: ["year", "年份"],
  uncounted: ["not counted in the reports of higher levels", "上级报告未统计此词"],
  interval: ["Bars and bands: 95 % intervals, given these documents: is it more than the wording of some paragraphs?",
    "竖线与色带：95%区间（以现有文件为准），说明差异是否超出个别段落措辞的影响。"],
  open: ["open: none or too few to judge", "空心：没有或太少，难以判断"], dagger: ["†: a part is cut or lost", "†：有部分残缺或缺失"],
  gone: ["×: this part is lost", "×：此部分缺失"], beyond: ["▴ the interval goes on", "▴ 区间超出图外"],
  table: ["The numbers as a table", "数据表"], code: ["As Python code", "Python 代码"], copy: ["Copy code", "复制代码"], copied: ["Copied", "已复制"],
  csv: ["Save csv", "保存 csv"], svg: ["Save svg", "保存 svg"], lines: ["Lines", "原句"], everywhere: ["everywhere chosen", "所选范围"],
  sort: ["Sort lines by", "排序"], left: ["what stands left", "左侧"], right: ["what stands right", "右侧"], time: ["year", "年份"],
  more: ["Show more", "显示更多"], whole: ["Show all lines", "显示全部"], close: ["Close", "关闭"], noyear: ["no year", "无年份"],
  counted: ["Of this report only counts are here. Its text:", "此报告仅有计数。原文："], nolines: ["No line.", "没有原句。"],
  nothing: ["Type a term.", "请输入词语。"], empty: ["Nothing fits this choice: no paragraph is left.", "没有符合条件的段落。"],
  hits: ["hits", "次"], of: ["in", "共"], reports: ["documents", "份文件"], wordsof: ["words", "词"], cut: ["cut", "残缺"], lost: ["lost", "缺失"],
  never: ["never", "未见"], few: ["too few", "太少"], inside: ["else inside longer words", "其余在更长的词中"], keys: ["Arrow keys go from point to point, Enter chooses.", "方向键移动，回车选择。"],
  term: ["term", "词语"], series: ["where", "范围"], note: ["note", "说明"], partgone: ["Not here:", "缺："],
};
const COLOURS = { blue: "#0072B2", orange: "#E69F00", green: "#009E73", vermilion: "#D55E00", sky: "#56B4E9", purple: "#CC79A7", grey: "#595959" };
const MARKERS = ["o", "s", "^", "D", "v", "P"], LEVELS = ["nation", "province", "city", "county"];
const LINES = { nation: ["#1b1b1b", ""], province: ["#595959", "7 3"], city: ["#7d7d7d", "2 3"], county: ["#0072B2", "9 2 2 2"] };
const DEFAULTS = { q: "", count: "words", part: "", genre: "", place: "", by: "place", beside: "show", sort: "time", at: "", read: "", lang: "en" };
const SHOWN = 60, WIDTH = 24, HEIGHT = 250;

const SVG = "http://www.w3.org/2000/svg";
function put(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((one) => one !== null));
  return node;
}
const h = (tag, attributes = {}, ...children) => put(document.createElement(tag), attributes, children);
const s = (tag, attributes = {}, ...children) => put(document.createElementNS(SVG, tag), attributes, children);

/** The outline of a marker, by the letters that corpus.territories has. */
function outline(marker, x, y, r) {
  const corners = {
    s: [[-1, -1], [1, -1], [1, 1], [-1, 1]], D: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
    "^": [[0, -1.2], [1.2, 1], [-1.2, 1]], v: [[0, 1.2], [1.2, -1], [-1.2, -1]],
    P: [[-.4, -1.2], [.4, -1.2], [.4, -.4], [1.2, -.4], [1.2, .4], [.4, .4], [.4, 1.2], [-.4, 1.2], [-.4, .4], [-1.2, .4], [-1.2, -.4], [-.4, -.4]],
    "*": Array.from({ length: 10 }, (_, at) => [0, 1].map((turn) =>
      (at % 2 ? 0.6 : 1.4) * (turn ? -Math.cos((at * Math.PI) / 5) : Math.sin((at * Math.PI) / 5)))),
    h: Array.from({ length: 6 }, (_, at) => [1.2 * Math.sin((at * Math.PI) / 3), 1.2 * Math.cos((at * Math.PI) / 3)]),
  }[marker];
  if (!corners) return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  return `M${corners.map(([a, b]) => `${(x + a * r).toFixed(2)},${(y + b * r).toFixed(2)}`).join("L")}Z`;
}

/** Round steps for an axis from nought. */
function ticks(top) {
  const power = 10 ** Math.floor(Math.log10(top / 4)), step = [1, 2, 5, 10].find((one) => top / (one * power) <= 5) * power;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, at) => +(at * step).toPrecision(6));
}

const quoted = (cell) => (/[",\n\r]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

class Explorer {
  constructor(root, table) {
    this.root = root; this.table = table; this.corpus = new Corpus(table);
    this.english = new Map(Object.entries(table.glosses).map(([zh, en]) => [en.toLowerCase(), zh]));
    const genres = this.values("genre");
    this.start = { ...DEFAULTS, q: this.firstTerm(), genre: genres.includes("work_report") ? "work_report" : "" };
    this.state = { ...this.start, ...this.fromAddress() };
    addEventListener("hashchange", () => { this.state = { ...this.start, ...this.fromAddress() }; this.draw(); });
    new ResizeObserver(() => this.resized()).observe(root);
    this.draw();
  }

  // ---------------------------------------------------------------- words and state
  get zh() { return this.state.lang === "zh"; }
  text(key) { return TEXTS[key] ? TEXTS[key][+this.zh] : key; }
  name(zh) {
    if (this.zh || !zh) return zh ?? "";
    const [place, ...years] = zh.split(" ");
    return [this.table.labels[place] ?? this.table.glosses[place] ?? place, ...years].join(" ");
  }
  gloss(term) { return this.zh ? "" : this.table.glosses[term] ?? ""; }
  values(name) { return [...new Set(this.corpus.documents.map((one) => one[name]).filter((one) => one !== null))].sort(); }

  firstTerm() {
    const counts = [...this.corpus.content].map((word) => [word, this.corpus.rows.get(word).length]);
    const known = this.table.first.find((one) => this.corpus.rows.has(one));
    return known ?? counts.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
  }

  fromAddress() {
    const found = Object.fromEntries([...new URLSearchParams(location.hash.slice(1))].filter(([name]) => name in DEFAULTS));
    const allowed = { count: ["words", "strings"], by: ["place", "level"], beside: ["show", "hide"], lang: ["en", "zh"],
      sort: ["time", "place", "left", "right"], part: ["", ...this.parts()], genre: ["", ...this.values("genre")], place: ["", ...this.values("place")] };
    return Object.fromEntries(Object.entries(found).filter(([name, value]) => !allowed[name] || allowed[name].includes(value)));
  }

  set(changes, redraw = true) {
    Object.assign(this.state, changes);
    const told = Object.entries(this.state).filter(([name, value]) => value !== this.start[name]);
    history.replaceState(null, "", `#${new URLSearchParams(told)}`);
    if (redraw) this.draw();
  }

  parts() {
    const here = new Set(this.corpus.paragraphs.map((one) => one.part));
    return ["preface", "review", "problems", "plan", "governance"].filter((one) => here.delete(one)).concat([...here].filter(Boolean).sort());
  }

  // ---------------------------------------------------------------- what is asked
  terms() {
    const typed = this.state.q.split(/[,，、;；|]+/).map((one) => this.english.get(one.trim().toLowerCase()) ?? one);
    return this.corpus.terms(typed.join(","));
  }
  selection() { const { genre, place, part } = this.state; return { genre, place, part }; }

  ask() {
    const { count, by, part, genre, beside } = this.state, terms = this.terms(), own = this.corpus.background;
    const rows = this.corpus.frequency(terms, [by, "year"], count, this.selection()).map((one) => (
      { ...one, source: "corpus", series: by === "place" ? one.territory : one.level }));
    const shown = own && beside === "show" && (!genre || genre === "work_report");
    const above = shown ? own.frequency(terms, ["level", "year"], count, part) : [];
    return { terms, shown, rows: [...rows, ...above.map((one) => ({ ...one, source: "background", series: one.level }))] };
  }

  code(terms) {
    const python = (value) => JSON.stringify(value), { count, by, part, genre, place } = this.state;
    const chosen = [["genre", genre], ["place", place], ["part", part]].filter(([, value]) => value);
    const select = (some) => (some.length ? `.select(${some.map(([name, value]) => `${name}=${python(value)}`).join(", ")})` : "");
    const call = (of, groups) => `wr.terms.frequency(${of}, ${python(terms)}, by=${python(groups)}, count="${count}", cluster="paragraph")`;
    const above = this.answer.shown ? [call(`corpus.background${select(part ? [["part", part]] : [])}`, ["level", "year"])] : [];
    return ["import workreports as wr", `corpus = ${this.table.load}`, call(`corpus${select(chosen)}`, [by, "year"]), ...above].join("\n");
  }

  csv() {
    const columns = ["source", "term", "level", "place", "territory", "year", "count", "words", "per_10k", "low", "high", "count_words", "count_strings", "documents", "paragraphs", "note"];
    return `\ufeff${[columns, ...this.answer.rows.map((one) => columns.map((name) => one[name] ?? ""))].map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
  }

  save(name, type, text) {
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---------------------------------------------------------------- the page
  draw() {
    const focus = document.activeElement?.id;
    document.documentElement.lang = this.zh ? "zh-CN" : "en";
    document.title = this.text("title");
    this.out = h("div"); this.listed = h("section", { "aria-labelledby": "lines-title" });
    this.root.replaceChildren(this.head(), this.form(), this.out, this.listed);
    this.drawAnswer();
    if (focus) document.getElementById(focus)?.focus();
  }

  head() {
    const other = (lang, text) => h("button", { type: "button", id: `lang-${lang}`, lang: lang === "zh" ? "zh-CN" : "en",
      "aria-pressed": String(this.state.lang === lang), click: () => this.set({ lang }) }, text);
    return h("header", {}, h("h1", {}, this.text("title")), h("div", { class: "buttons" }, other("en", "English"), other("zh", "中文")),
      h("p", { class: "lead", style: "flex-basis:100%" }, this.text("lead")));
  }

  form() {
    const choice = (name, options) => h("label", {}, this.text(name), h("select", { id: name, name, change: (event) => this.set({ [name]: event.target.value, at: "" }) },
      ...options.map(([value, text]) => h("option", { value, selected: this.state[name] === value }, text))));
    const listed = (values, name) => [["", this.text("all")], ...values.map((one) => [one, name(one)])];
    const suggestions = Object.entries(this.table.glosses).filter(([zh]) => this.corpus.rows.has(zh) || this.corpus.background?.has(zh));
    const input = h("input", { type: "text", id: "q", name: "q", value: this.state.q, list: "suggestions", autocomplete: "off", spellcheck: "false",
      change: (event) => this.set({ q: event.target.value, at: "" }) });
    return h("form", { submit: (event) => { event.preventDefault(); this.set({ q: input.value, at: "" }); } },
      h("label", { class: "wide" }, this.text("terms"), input),
      h("datalist", { id: "suggestions" }, ...suggestions.map(([zh, en]) => h("option", { value: zh, label: en }))),
      choice("count", [["words", this.text("words")], ["strings", this.text("strings")]]),
      choice("part", listed(this.parts(), (one) => this.text(one))),
      choice("genre", listed(this.values("genre"), (one) => this.text(one))),
      choice("place", listed(this.values("place"), (one) => this.name(one))),
      choice("by", [["place", this.text("byplace")], ["level", this.text("bylevel")]]),
      this.corpus.background ? choice("beside", [["show", this.text("show")], ["hide", this.text("hide")]]) : null);
  }

  drawAnswer() {
    const asked = performance.now();
    this.answer = this.ask();
    this.milliseconds = performance.now() - asked;
    const { terms, rows } = this.answer;
    if (!terms.length || !rows.length) {
      this.out.replaceChildren(h("p", { role: "status" }, this.text(terms.length ? "empty" : "nothing")));
      this.listed.replaceChildren();
      return;
    }
    this.panels = h("div", { class: "panels" });
    const code = this.code(terms), copy = h("button", { type: "button", id: "copy", click: () => this.copy(copy, code) }, this.text("copy"));
    const button = (id, what) => h("button", { type: "button", id, click: what }, this.text(id));
    this.out.replaceChildren(this.status(), this.panels, this.legend(), h("p", { class: "soft" }, `${this.text("interval")} ${this.text("keys")}`),
      h("div", { class: "buttons" }, button("csv", () => this.save("rates.csv", "text/csv", this.csv())), button("svg", () => this.saveSvg()), copy),
      h("details", {}, h("summary", {}, this.text("code")), h("pre", { tabindex: "0" }, code)), this.numbers());
    this.drawPanels();
    this.drawLines();
    if (this.state.read) this.read(...this.state.read.split("~"));
  }

  async copy(button, code) {
    try { await navigator.clipboard.writeText(code); } catch {
      const box = h("textarea", {}, code);
      document.body.append(box); box.select(); document.execCommand("copy"); box.remove();
    }
    button.textContent = this.text("copied");
  }

  /** When each term is first met, by level: what one sees without looking at a picture. */
  status() {
    const level = (row) => (row.source === "background" ? row.level : row.level ?? this.corpus.documents.find((one) => one.territory === row.territory)?.level);
    const told = this.answer.terms.map((term) => {
      const rows = this.answer.rows.filter((one) => one.term === term && one.count > 0), gloss = this.gloss(term);
      const firsts = LEVELS.map((one) => [one, Math.min(...rows.filter((row) => level(row) === one).map((row) => row.year))]).filter(([, year]) => isFinite(year));
      const found = firsts.length ? `${this.text("first")}: ${firsts.map(([one, year]) => `${this.text(one)} ${year}`).join(this.zh ? "，" : ", ")}` : this.text("nowhere");
      const uncounted = this.answer.shown && !this.corpus.background.has(term) ? ` (${this.text("uncounted")})` : "";
      return h("p", {}, h("strong", { lang: "zh-CN" }, term), `${gloss ? ` ${gloss}` : ""}${this.zh ? "：" : ": "}${found}${uncounted}`);
    });
    return h("div", { role: "status" }, ...told);
  }

  note(note) {
    const told = note.replace("never", this.text("never")).replace("too few", this.text("few")).replace("cut", this.text("cut")).replace("lost", this.text("lost"));
    return this.zh ? told.replace(/(\d+) of (\d+), else inside longer words/, "$2次中仅$1次成词，其余在更长的词中") : told;
  }

  series() {
    const own = [...new Set(this.answer.rows.filter((one) => one.source === "corpus").map((one) => one.series))];
    const looks = new Map(own.map((name, at) => {
      const [colour, marker] = this.table.looks[name] ?? [];
      return [name, { colour: COLOURS[colour] ?? Object.values(COLOURS)[at % 7], marker: marker || MARKERS[at % 6], at, of: own.length }];
    }));
    return { looks, levels: LEVELS.filter((one) => this.answer.rows.some((row) => row.source === "background" && row.level === one)) };
  }
  seriesName(row) { return row.source === "background" || this.state.by === "level" ? this.text(row.series) : this.name(row.series); }

  legend() {
    const { looks, levels } = this.series();
    const icon = (...drawn) => s("svg", { width: 24, height: 16, "aria-hidden": "true" }, ...drawn);
    const own = [...looks].map(([name, { colour, marker }]) => h("li", {}, icon(s("path", { d: outline(marker, 12, 8, 5), fill: colour })), this.state.by === "level" ? this.text(name) : this.name(name)));
    const above = levels.map((one) => h("li", {}, icon(s("line", { x1: 0, x2: 24, y1: 8, y2: 8, stroke: LINES[one][0], "stroke-width": 2, "stroke-dasharray": LINES[one][1] })), this.text(one)));
    return h("ul", { class: "legend" }, ...above, ...own, ...["open", "dagger", "gone", "beyond"].map((one) => h("li", {}, this.text(one))));
  }

  resized() {
    const width = this.root.clientWidth;
    if (this.panels && this.drawn && this.drawn !== width) this.drawPanels();
  }

  drawPanels() {
    this.drawn = this.root.clientWidth;
    const { terms } = this.answer;
    this.panels.style.gridTemplateColumns = terms.length === 1 ? "1fr" : "";
    this.panels.replaceChildren(...terms.map((term) => h("div", { class: "panel" },
      h("h3", {}, h("span", { lang: "zh-CN" }, term), this.gloss(term) ? ` ${this.gloss(term)}` : ""))));
    [...this.panels.children].forEach((panel, at) => panel.append(this.panel(terms[at], Math.max(panel.clientWidth, 280))));
  }

  panel(term, width) {
    const rows = this.answer.rows.filter((one) => one.term === term), { looks, levels } = this.series();
    const years = this.answer.rows.map((one) => one.year), first = Math.min(...years), last = Math.max(...years);
    const most = Math.max(...rows.map((one) => one.per_10k)), highest = Math.max(...rows.map((one) => one.high));
    const top = (most > 0 ? Math.min(highest, 2.2 * most) : highest) * 1.04 || 1;
    const left = 46, right = width - 14, base = HEIGHT - 32, crown = 22, step = (right - left) / (last - first + 1);
    const x = (year) => left + (year - first + 0.5) * step, y = (rate) => base - (Math.min(rate, top) / top) * (base - crown);
    const apart = (row) => { const { at, of } = looks.get(row.series); return x(row.year) + (at - (of - 1) / 2) * Math.min(7, (0.75 * step) / of); };
    const every = Math.ceil(38 / step);
    const axis = [s("text", { x: 4, y: 11 }, this.text("rate")),
      ...ticks(top).flatMap((one) => [s("line", { x1: left, x2: right, y1: y(one), y2: y(one), stroke: "#d9d9d9" }), s("text", { x: left - 6, y: y(one) + 4, "text-anchor": "end" }, String(one))]),
      ...Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((year) => (last - year) % every === 0)
        .map((year) => s("text", { x: x(year), y: HEIGHT - 12, "text-anchor": "middle" }, String(year)))];
    const lines = levels.flatMap((level) => this.line(rows.filter((one) => one.source === "background" && one.level === level), LINES[level], x, y));
    const lost = this.lost(rows).map(({ series, year, name }) => s("text", { x: apart({ series, year }), y: base - 3, "text-anchor": "middle", style: "font-size:15px" }, "×", s("title", {}, `${name} ${year}: ${this.text("gone")}`)));
    const points = rows.map((row) => this.point(row, row.source === "background" ? x(row.year) : apart(row), y, top, looks));
    const label = `${term}: ${this.text("rate")}. ${this.text("keys")}`;
    const drawing = s("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "group", "aria-label": label, xmlns: SVG,
      "font-family": "system-ui, sans-serif", keydown: (event) => this.step(event, points) }, ...axis, ...lines, ...lost, ...points);
    points[0]?.setAttribute("tabindex", "0");
    return drawing;
  }

  /** A line of a level with its band; no line crosses a missing year. */
  line(rows, [colour, dashes], x, y) {
    const runs = [];
    for (const row of rows) {
      const run = runs.at(-1);
      if (run && run.at(-1).year === row.year - 1) run.push(row); else runs.push([row]);
    }
    const places = (run, bound) => run.map((one) => `${x(one.year).toFixed(1)},${y(one[bound]).toFixed(1)}`);
    return runs.flatMap((run) => [
      s("polygon", { points: [...places(run, "high"), ...places(run, "low").reverse()].join(" "), fill: colour, opacity: 0.07 }),
      s("polyline", { points: places(run, "per_10k").join(" "), fill: "none", stroke: colour, "stroke-width": 1.8, "stroke-dasharray": dashes || null })]);
  }

  point(row, x, y, top, looks) {
    const above = row.source === "background", { colour, marker } = above ? { colour: LINES[row.level][0], marker: "o" } : looks.get(row.series);
    const doubted = /never|too few/.test(row.note), at = y(row.per_10k), r = above ? 2.4 : 4.6;
    const key = [row.term, row.source, row.series, row.year].join("~"), chosen = this.state.at === key;
    const told = `${this.seriesName(row)} ${row.year}: ${row.per_10k.toFixed(1)} (${row.low.toFixed(1)}–${row.high.toFixed(1)}) ${this.text("rate")}, ${row.count} ${this.text("hits")}${row.note ? `; ${this.note(row.note)}` : ""}`;
    const drawn = above ? [] : [s("line", { x1: x, x2: x, y1: y(row.low), y2: y(row.high), stroke: colour, "stroke-width": 1.4 }),
      row.high > top ? s("path", { d: outline("^", x, y(top) - 3, 3), fill: colour }) : null];
    return s("g", { class: `point${chosen ? " chosen" : ""}`, role: "button", tabindex: "-1", "aria-label": told, "aria-pressed": String(chosen), "data-key": key,
      click: () => this.choose(key), keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); this.choose(key); } } },
    s("title", {}, told), ...drawn, s("path", { d: outline(marker, x, at, r), fill: doubted ? "#fff" : colour, stroke: colour, "stroke-width": 1.3 }),
    /cut|lost/.test(row.note) ? s("text", { x: x + 5, y: at - 5 }, "†") : null, s("circle", { class: "ring", cx: x, cy: at, r: above ? 6 : 9 }));
  }

  /** Where a part was asked for that a document has lost. */
  lost(rows) {
    const { part, genre, place, by } = this.state, there = new Set(rows.map((one) => `${one.source}${one.series}${one.year}`));
    const { looks } = this.series();
    return this.corpus.documents.filter((one) => part && one.gaps[part] === "lost" && one.year && (!genre || one.genre === genre) && (!place || one.place === place))
      .map((one) => ({ series: by === "place" ? one.territory : one.level, year: one.year, name: this.name(one.territory) }))
      .filter((one) => looks.has(one.series) && !there.has(`corpus${one.series}${one.year}`));
  }

  step(event, points) {
    const to = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    const now = points.indexOf(document.activeElement);
    if (!to || now < 0) return;
    event.preventDefault();
    points[now].setAttribute("tabindex", "-1");
    const next = points[Math.min(Math.max(now + to, 0), points.length - 1)];
    next.setAttribute("tabindex", "0"); next.focus();
  }

  choose(at) {
    this.set({ at: this.state.at === at ? "" : at }, false);
    for (const one of this.panels.querySelectorAll(".point")) {
      const chosen = one.dataset.key === this.state.at;
      one.classList.toggle("chosen", chosen); one.setAttribute("aria-pressed", String(chosen));
    }
    this.shown = SHOWN;
    this.drawLines();
    if (this.state.at) this.listed.scrollIntoView({ block: "nearest" });
  }

  saveSvg() {
    const drawings = [...this.panels.querySelectorAll("svg")].map((one) => one.cloneNode(true));
    const width = Math.max(...drawings.map((one) => one.viewBox.baseVal.width)), all = s("svg", { xmlns: SVG, width, "font-family": "system-ui, sans-serif", "font-size": 12, fill: "#595959" });
    let down = 0;
    drawings.forEach((one, at) => {
      for (const ring of one.querySelectorAll(".ring")) ring.remove();
      all.append(s("text", { x: 4, y: down + 16, "font-size": 15, fill: "#1b1b1b" }, `${this.answer.terms[at]} ${this.gloss(this.answer.terms[at])}`));
      one.setAttribute("y", down + 22); one.setAttribute("height", HEIGHT);
      all.append(one); down += HEIGHT + 30;
    });
    const { looks, levels } = this.series();
    const keys = [...levels.map((one) => [one, this.text(one)]), ...[...looks.keys()].map((one) => [one, this.state.by === "level" ? this.text(one) : this.name(one)])];
    keys.forEach(([one, name], at) => {
      const look = looks.get(one), y = down + 18 * at + 8;
      all.append(look ? s("path", { d: outline(look.marker, 16, y, 5), fill: look.colour }) : s("line", { x1: 4, x2: 28, y1: y, y2: y, stroke: LINES[one][0], "stroke-width": 2, "stroke-dasharray": LINES[one][1] || null }), s("text", { x: 36, y: y + 4 }, name));
    });
    all.setAttribute("height", down + 18 * keys.length + 8);
    this.save("rates.svg", "image/svg+xml", new XMLSerializer().serializeToString(all));
  }

  numbers() {
    const cells = (one) => [[one.term], [this.seriesName(one)], [one.year], [one.count, 1], [one.words, 1], [one.per_10k.toFixed(2), 1], [`${one.low.toFixed(2)}–${one.high.toFixed(2)}`, 1], [this.note(one.note)]];
    const heads = [["term"], ["series"], ["year"], ["hits", 1], ["wordsof", 1], ["rate", 1], ["95 %", 1], ["note"]];
    const kept = h("details", { toggle: () => kept.children.length < 2 && kept.append(h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.text("table") }, h("table", {},
      h("thead", {}, h("tr", {}, ...heads.map(([name, number]) => h("th", { scope: "col", class: number ? "number" : null }, this.text(name))))),
      h("tbody", {}, ...this.answer.rows.map((one) => h("tr", {}, ...cells(one).map(([text, number]) => h("td", { class: number ? "number" : null }, String(text))))))))) }, h("summary", {}, this.text("table")));
    return kept;
  }

  // ---------------------------------------------------------------- lines and reports
  lines() {
    const [term, source, series, year] = this.state.at.split("~"), { by, count } = this.state;
    if (source === "background") return [];
    const selected = this.corpus.selected(this.selection());
    const fits = (doc) => !source || ((by === "place" ? doc.territory : doc.level) === series && String(doc.year) === year);
    return this.answer.terms.filter((one) => !source || one === term).flatMap((one) => this.corpus.hits(one, count, selected))
      .map(([at, start, end]) => ({ at, start, end, paragraph: this.corpus.paragraphs[at] })).filter((one) => fits(one.paragraph.doc))
      .map((one) => { const { text } = one.paragraph, shown = (piece) => piece.replaceAll("\n", "|");
        return { ...one, left: shown(text.slice(Math.max(0, one.start - WIDTH), one.start)), hit: shown(text.slice(one.start, one.end)), right: shown(text.slice(one.end, one.end + WIDTH)) }; });
  }

  sorted(lines) {
    const { sort } = this.state, collator = new Intl.Collator("zh"), turned = new Map(lines.map((one) => [one, Array.from(one.left).reverse().join("")]));
    const ways = { left: (a, b) => collator.compare(turned.get(a), turned.get(b)), right: (a, b) => collator.compare(a.right, b.right),
      place: (a, b) => collator.compare(a.paragraph.doc.territory ?? "", b.paragraph.doc.territory ?? ""), time: (a, b) => (a.paragraph.doc.year ?? 9999) - (b.paragraph.doc.year ?? 9999) };
    return lines.sort((a, b) => ways[sort](a, b) || a.at - b.at || a.start - b.start);
  }

  drawLines() {
    const [term, source, series, year] = this.state.at.split("~"), chosen = source && this.answer.rows.find((one) => [one.term, one.source, one.series, one.year].join("~") === this.state.at);
    const where = chosen ? `${term}, ${this.seriesName(chosen)} ${year}` : this.text("everywhere");
    const title = h("h2", { id: "lines-title", tabindex: "-1" }, `${this.text("lines")}: ${where}`);
    if (source === "background") { this.listed.replaceChildren(title, ...this.counted(chosen, series, year)); return; }
    const lines = this.sorted(this.lines()), shown = Math.min(this.shown ?? SHOWN, lines.length);
    const sort = h("label", {}, this.text("sort"), " ", h("select", { id: "sort", change: (event) => { this.set({ sort: event.target.value }, false); this.drawLines(); document.getElementById("sort").focus(); } },
      ...["time", "place", "left", "right"].map((one) => h("option", { value: one, selected: one === this.state.sort }, this.text(one)))));
    const button = (one) => h("li", {}, h("button", { type: "button", class: "line", click: () => this.open(one) },
      h("span", { class: "where" }, `${this.name(one.paragraph.doc.place)} ${one.paragraph.doc.year ?? this.text("noyear")} ${this.zh ? "" : " "}${one.paragraph.part ? this.text(one.paragraph.part).split(/[:：]/)[0] : ""}`),
      h("span", { class: "left", lang: "zh-CN" }, one.left), h("mark", { lang: "zh-CN" }, one.hit), h("span", { lang: "zh-CN" }, one.right)));
    this.listed.replaceChildren(title, h("div", { class: "buttons" }, h("span", { role: "status" }, lines.length ? `${lines.length} ${this.text("hits")}` : this.text("nolines")), sort,
      source ? h("button", { type: "button", click: () => this.choose(this.state.at) }, this.text("whole")) : null),
    h("ol", { class: "lines" }, ...lines.slice(0, shown).map(button)),
    shown < lines.length ? h("button", { type: "button", id: "more", click: () => { this.shown = shown + 200; this.drawLines(); } }, `${this.text("more")} (${lines.length - shown})`) : h("span"));
  }

  /** A point of which there is no text: its count, and where the report can be read. */
  counted(row, level, year) {
    if (!row) return [];
    const found = this.corpus.background.reports.filter((one) => one.level === level && String(one.year) === year);
    return [h("p", {}, `${row.count} ${this.text("hits")}, ${row.words} ${this.text("wordsof")}. ${this.text("counted")}`),
      ...found.map((one) => h("p", {}, `${one.place} ${one.year} `, /^https?:\/\//.test(one.source_url ?? "") ? h("a", { href: one.source_url, rel: "noreferrer", target: "_blank" }, one.source_url) : ""))];
  }

  open({ at, start, end }) {
    const read = [this.corpus.paragraphs[at].par_id, start, end];
    this.set({ read: read.join("~") }, false);
    this.read(...read);
  }

  /** The report at a place. */
  read(par_id, start, end) {
    const here = this.corpus.paragraphs.find((one) => one.par_id === par_id);
    if (!here) return;
    const { doc } = here, gaps = Object.entries(doc.gaps).map(([part, state]) => `${this.text(part)} ${this.text(state)}`);
    const facts = [this.name(doc.territory), doc.year, this.text(doc.genre), doc.source].filter(Boolean).join(" · ");
    let part = null;
    const text = this.corpus.paragraphs.filter((one) => one.document === here.document).flatMap((one) => {
      const heading = one.part !== part ? [h("div", { class: "part" }, this.text(part = one.part) ?? "")] : [], is = one === here;
      const pieces = is ? [one.text.slice(0, start), h("mark", {}, one.text.slice(start, end)), one.text.slice(end)] : [one.text];
      return [...heading, h("p", { lang: "zh-CN", title: one.par_id, class: [is && "here", one.depth && "heading"].filter(Boolean).join(" ") || null }, ...pieces)];
    });
    const dialog = h("dialog", { "aria-labelledby": "report", close: () => { dialog.remove(); this.set({ read: "" }, false); } },
      h("div", { class: "head" }, h("div", {}, h("h2", { id: "report", lang: "zh-CN" }, doc.title), h("p", { class: "soft" }, facts), gaps.length ? h("p", {}, `† ${this.text("partgone")} ${gaps.join(", ")}`) : null),
        h("button", { type: "button", click: () => dialog.close() }, this.text("close"))),
      h("div", { class: "text", tabindex: "0", role: "region", "aria-label": doc.title }, ...text));
    document.querySelector("dialog")?.remove();
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".here").scrollIntoView({ block: "center" });
  }
}

/** Show a corpus, given as what `unpack` gives, in an element. */
export function mount(root, table) { return new Explorer(root, table); }
