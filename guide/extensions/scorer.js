// A heading that is what was asked, then pages named so, notebooks, reports of a government before
// articles, pages and exercises; names of the library that only hold it, last.
var Scorer = {
  score: ([page, title, , , score, , kind]) => {
    const places = [
      [/^notebooks\/exercises\//, 20],
      [/^notebooks\//, 40],
      [/^guide\/reports\/.*-article-/, 25],
      [/^guide\/reports\/.*-work-report/, 35],
      [/^guide\/reports\//, 30],
      [/^guide\/(api|index)$|^[A-Z]+$|^corpus\//, 0],
      [/./, 20],
    ];
    const [, place] = places.find(([pattern]) => pattern.test(page));
    if (kind === "object") return score < Scorer.objNameMatch ? -20 : score;
    if (kind === "title" && score >= Scorer.title) return 60 + place + score;
    const named = kind === "title" && !title.includes(" > ") ? 20 : 0;
    return place + score + named;
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
