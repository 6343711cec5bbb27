// When a term is first met at each level, and where the reports are that are not here.
import { LEVELS } from "./chart.js";
import { h, han, link, outside } from "./dom.js";
import { dayOf, noted, open, reportOf } from "./reading.js";

const levelOf = (view, { level, territory }) =>
  level ?? view.corpus.documents.find((one) => one.territory === territory)?.level;

/** Whether a document is one that a row counts. */
export const counts = ({ territory, level, year }, doc) =>
  doc.year === year && (territory ? doc.territory === territory : doc.level === level);

/** An item for each level that has the term: the year, how often, and the way to its line, or to
 * the report where it is elsewhere. */
export function firsts(view, rows, members) {
  return LEVELS.flatMap((level) => {
    const here = rows.filter((one) => levelOf(view, one) === level),
      [first] = here.filter((one) => one.count).sort((a, b) => a.year - b.year);
    if (!first) return [];
    const told = [
      link(`${view.text(level)} ${first.year}`, () => view.choose(first.key)),
      caveat(view, here, first, level),
      `: ${view.number(first.count, "hits")}. `,
    ];
    return h(
      "li",
      told,
      first.source === "corpus" ? ownLine(view, first, members) : sourceOf(view, first),
    );
  });
}

/** The first line of a row in the texts that are here. */
function ownLine(view, row, members) {
  const hits = view.corpus.hits(members, view.state.count, view.corpus.selected(view.selection())),
    [at, start, end] = hits.find(([one]) => counts(row, view.corpus.paragraphs[one].doc)),
    read = link(view.text("toreport"), () => open(view, { at, start, end }));
  return h("span", reportOf(view, view.corpus.paragraphs[at].doc), " ", read);
}

/** Reports of which only counts are here: their day, their official page or what else is known. */
export const sourceOf = (view, { level, year }) =>
  view.background.reports
    .filter((one) => one.level === level && one.year === year)
    .map(({ place, delivered, source_url, kind, note }) => {
      const [, host] = /^https?:\/\/([^/]+)/.exec(source_url ?? "") ?? [];
      const published = view.table.texts[`published_${level}`] ? `published_${level}` : "published",
        collection = view.text("collection").replace("{}", `${place}/${year}.md`);
      return h(
        "span",
        han("span", `${place}${year}年政府工作报告`),
        `${dayOf(view, delivered)} `,
        host
          ? outside(source_url, view.said(host, view.text("official")))
          : `${view.text(published)} ${collection}`,
        kind === "summary" && ` ${view.text("summary")}`,
        note && h("span.soft", " ", noted(view, note)),
      );
    });

/** What a first year leaves open: the years before it of which no document is here, or not all. */
function caveat(view, rows, { year: first }, level) {
  const { part } = view.state;
  const gone = view.corpus
    .chosen({ ...view.selection(), years: [1, first - 1] })
    .filter(
      (one) => one.level === level && (part ? one.gaps[part] : Object.keys(one.gaps).length),
    );
  const years = new Set([...rows, ...gone].map((one) => one.year)),
    earliest = Math.min(...years);
  if (earliest === first) return ` (${view.text("earliest")})`;
  const gaps = [];
  for (let year = earliest; year < first; year++)
    if (!years.has(year)) {
      if (gaps.at(-1)?.[1] === year - 1) gaps.at(-1)[1] = year;
      else gaps.push([year, year]);
    }
  const spans = gaps.map((ends) => [...new Set(ends)].join("–"));
  const parts = [...new Set(gone.map((one) => `${view.name(one.territory)} ${one.year}`))];
  const told = [
    spans.length && view.said(view.text("nodocument"), ...spans),
    parts.length && view.said(view.text("partsgone"), ...parts),
  ].filter(Boolean);
  return told.length ? ` (${told.join(view.zh ? "；" : "; ")})` : "";
}
