// A page named as what was asked, then notebooks, reports, pages and exercises; what is of the
// project itself, and names of the library, last.
var Scorer = {
  score: ([page, title, , , score, , kind]) => {
    const places = [
      [/^notebooks\/exercises\//, 20],
      [/^notebooks\//, 40],
      [/^guide\/reports\//, 30],
      [/^guide\/(api|index)$|^[A-Z]+$|^corpus\//, 0],
      [/./, 20],
    ];
    const [, place] = places.find(([pattern]) => pattern.test(page));
    const named = kind === "title" && !title.includes(" > ") ? 20 : 0;
    return kind === "object" ? -20 : place + score + named;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
// A page from the disk cannot read others, so it shows no excerpts of them.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
