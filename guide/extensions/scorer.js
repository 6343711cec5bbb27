// First the report whose place and year were asked, and the notebook about what was asked, which has at least half as much of it as any, and pages
// that are named so; then headings, reports of a government before other texts and articles, what
// else holds it, names of the library last.
var Scorer = {
  score: ([page, title, , , score, , kind]) => {
    const places = [
      [/^notebooks\/exercises\//, 20],
      [/^notebooks\//, Scorer.isAbout(page) ? 68 : 28],
      [/^guide\/reports\/.*-article-/, 25],
      [/^guide\/reports\/.*-work-report/, 38],
      [/^guide\/reports\//, 32],
      [/^guide\/(api|index)$|^[A-Z]+$|^corpus\//, 0],
      [/./, 20],
    ];
    const [, place] = places.find(([pattern]) => pattern.test(page));
    if (Scorer.isNamed(page, title)) return 150 + place;
    // A single character pair of what was asked in its name says little of a report.
    if (kind === "text" && page.startsWith("guide/reports/")) return place + Scorer.term;
    if (kind === "object") return score < Scorer.objNameMatch ? -20 : score;
    const named = kind === "title" && !title.includes(" > ") ? 20 : 0;
    if (kind === "title" && score >= Scorer.title) return 30 + place + score + named;
    return place + score + named;
  },
  // How much notebooks have of a word is written into the page; where it is not, the word is rare.
  isAbout: (page) => {
    const query = new URLSearchParams(location.search).get("q") ?? "",
      terms = [...Search._parseQuery(query)[1]];
    const much = (one) =>
      terms.reduce((product, term) => product * (NOTEBOOKS.words[term]?.[one] ?? 1), 1);
    const most = Math.max(...NOTEBOOKS.names.map((_, one) => much(one)));
    return much(NOTEBOOKS.names.indexOf(page)) * 2 ** terms.length >= most;
  },
  // A year and all else that was asked are in its name.
  isNamed: (page, title) => {
    const asked = splitQuery((new URLSearchParams(location.search).get("q") ?? "").toLowerCase()),
      name = `${page} ${title}`.toLowerCase();
    const isYear = (one) => /^\d{4}$/.test(one);
    return (
      page.startsWith("guide/reports/") &&
      asked.some(isYear) && !asked.every(isYear) && asked.every((one) => name.includes(one))
    );
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {},
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
// A page from the disk cannot read others, so it shows no excerpts of them.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// English finds no Chinese text: terms of the reports in whose English it is are offered.
addEventListener("load", () => {
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
  if (!/^[a-z][a-z -]+$/i.test(query)) return;
  const begins = new RegExp(`\\b${query}`, "i");
  const known = Object.entries(SENSES).filter(([, en]) => begins.test(en));
  if (!known.length) return;
  known.sort(([, one], [, other]) => one.length - other.length);
  const line = document.createElement("p");
  line.id = "in-chinese";
  line.append("In the reports 报告原文: ");
  for (const [zh, en] of known.slice(0, 6)) {
    const link = document.createElement("a");
    link.href = `?${new URLSearchParams({ q: zh })}`;
    link.textContent = `${zh} ${en}`;
    line.append(link, "; ");
  }
  line.lastChild.remove();
  document.querySelector(".search-summary").after(line);
});
