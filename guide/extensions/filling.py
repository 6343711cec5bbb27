"""What pages of the guide hold that is computed: a mark in a page is replaced by what it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
from sphinx.application import Sphinx

from workreports import figures, load_corpus, style
from workreports.corpus import Corpus
from workreports.indicators import extract, targets
from workreports.io.showing import tag
from workreports.views import reports
from workreports.views.reports.words import english, plain

_DOWNLOADS = [
    ("svg", ".svg"),
    ("png", ".png"),
    ("data (csv)", ".csv"),
    ("svg in Chinese", "_zh.svg"),
    ("png in Chinese", "_zh.png"),
]


def gallery() -> str:
    """A section for each figure, in English and Chinese, with what can be downloaded."""
    return "\n\n".join(block for row in figures.index() for block in _section(row))


def _section(row: dict[str, str]) -> list[str]:
    name, title_zh = row["name"], row["title_zh"]
    links = [f"{{download}}`{label} <../figures/{name}{end}>`" for label, end in _DOWNLOADS]
    return [
        f"## {row['title']}",
        f"From [{row['notebook']}]({_notebook(row)}). {title_zh}",
        _picture(name, _alt(row)),
        _picture(f"{name}_zh", f"The same in Chinese: {title_zh}"),
        " · ".join(links),
    ]


def finding(name: str) -> str:
    """A figure that leads to its notebook, under its title in both languages."""
    row = next(row for row in figures.index() if row["name"] == name)
    return "\n\n".join(
        [
            "::::{container} card",
            f"**[{row['title']}]({_notebook(row)})**",
            row["title_zh"],
            ":::{container} picture",
            f"[![{_alt(row)}](../figures/{name}.png)]({_notebook(row)})",
            ":::",
            "::::",
        ]
    )


_YEARS = {
    "en": ("{}", "{} to {}", " and ", "{} (of {} no document is here)"),
    "zh": ("{}年", "{}至{}年", "、", "{}（{}没有任何文件）"),
}


def years(language: str) -> str:
    """The years of the work reports, and those between of which there is no document at all."""
    documents = load_corpus().documents
    here = set(documents.loc[documents["genre"].eq("work_report"), "year"])
    gone = set(range(min(here), max(here))).difference(documents["year"].dropna())
    *_, told = _YEARS[language]
    return told.format(_spans(here, language), _spans(gone, language))


def _spans(numbers: set[int], language: str) -> str:
    """Years in words, those that follow each other as one span."""
    alone, span, comma, _ = _YEARS[language]
    ordered = pd.Series(sorted(numbers))
    runs = ordered.groupby(ordered.diff().ne(1).cumsum()).agg(["min", "max"])
    return comma.join(
        alone.format(first) if first == last else span.format(first, last)
        for first, last in runs.itertuples(index=False)
    )


_VERDICTS = {
    "met": "完成",
    "missed": "未完成",
    "already passed": "已提前达到",
    "out of reach at printed rates": "按已公布的速度无法达到",
}


def promised(*asked: str) -> str:
    """What places promised for a year, given one after the other, each a link into the explorer."""
    corpus = load_corpus()
    ledger = targets.compare(extract(corpus), corpus.reference, corpus.territories, corpus)
    names = english(corpus.folder)
    items = []
    for place, year in zip(asked[::2], asked[1::2], strict=True):
        mine = ledger[ledger["place"].eq(place) & _speaks_of(ledger["period"], year)]
        found = mine["verdict"].value_counts().to_dict()
        told = [(found.pop(one), one, zh) for one, zh in _VERDICTS.items() if one in found]
        rest = sum(found.values())
        told += [(rest, "not known or not comparable", "未知或无法比较")] if rest else []
        state = {"view": "figures", "indicator": "", "where": place, "year": year}
        alone = int(mine["period"].eq(year).sum())
        spanning = len(mine) - alone
        parts = [(alone, f"for {year} alone", f"仅{year}年的")]
        parts += [(spanning, "of plans that span it", "跨年度规划的")] if spanning else []
        zh = f"{place}{year}年承诺{len(mine)}项"
        zh += f"（{'，'.join(f'{zh}{n}项' for n, _, zh in parts)}）："
        zh += "，".join(f"{zh}{n}项" for n, _, zh in told)
        items.append(
            tag(
                "li",
                tag(
                    "a",
                    f"{names[place]}, {year}: {len(mine)} promises",
                    href=f"../explorer/index.html#{urlencode(state)}",
                ),
                f" ({', '.join(f'{n} {en}' for n, en, _ in parts)}): "
                f"{', '.join(f'{n} {en}' for n, en, _ in told)}. ",
                tag("span", f"{zh}。", lang="zh-CN"),
            )
        )
    return tag("ul", *items, **{"class": "promised"})


def _speaks_of(periods: pd.Series, year: str) -> pd.Series:
    """Whether a period, a year or a span of years, holds a year."""
    ends = periods.fillna("").str.extract(r"^(\d{4})(?:-(\d{4}))?$")
    return ends[0].le(year) & ends[1].fillna(ends[0]).ge(year)


def _notebook(row: dict[str, str]) -> str:
    return f"../notebooks/{row['notebook']}.ipynb"


def _alt(row: dict[str, str]) -> str:
    return row["alt"].replace("\n", " ")


def _picture(name: str, alt: str) -> str:
    image = f"```{{image}} ../figures/{name}.png\n:alt: {alt}\n:loading: lazy\n```"
    return f":::{{container}} picture\n{image}\n:::"


_KINDS = ["work_report", "plan_report", "five_year_plan", "article"]


def report_list() -> str:
    """The documents, each with its page: a table for each kind, by place and year."""
    corpus = load_corpus()
    documents = corpus.documents.assign(is_copy=corpus.documents["duplicate_of"].notna())
    rows = documents.sort_values(["place", "year", "is_copy"], kind="stable")
    kinds = [*_KINDS, *sorted(set(rows["genre"]) - set(_KINDS))]
    found = ((kind, rows.index[rows["genre"].eq(kind)]) for kind in kinds)
    return "".join(_kind(corpus, kind, doc_ids) for kind, doc_ids in found if len(doc_ids))


def _kind(corpus: Corpus, kind: str, doc_ids: pd.Index) -> str:
    """Documents of a kind, and which parts of each are lost or cut."""
    gaps = corpus.coverage.pivot(index="doc_id", columns="part", values="state")
    body = []
    for doc_id in doc_ids:
        states = gaps.loc[doc_id]
        told = [
            f"{word}: {', '.join(map(plain, states.index[states.eq(state)]))}"
            for state, word in (("lost", "lost 缺失"), ("cut", "cut 残缺"))
            if states.eq(state).any()
        ]
        title = reports.title(corpus, doc_id)
        link = tag("a", title, href=f"reports/{reports.address(doc_id)}")
        body.append(tag("tr", tag("td", link), tag("td", "; ".join(told))))
    is_whole = not gaps.loc[doc_ids].isin(["lost", "cut"]).any(axis=None)
    heads = (plain(kind), "" if is_whole else "Not here 缺失")
    head = tag("tr", *(tag("th" if one else "td", one) for one in heads))
    table = tag("table", tag("thead", head), tag("tbody", *body))
    return tag("div", table, **{"class": "table-wrapper reports"})


def glossary() -> str:
    """The terms by their pinyin: first those that need explaining, then plain words."""
    rows = sorted(style.glossary().to_dict("records"), key=_sound)
    terms = [f"{_entry(row)}: {row['meaning']}" for row in rows if row["meaning"]]
    words = [_entry(row) for row in rows if not row["meaning"]]
    return "\n".join(["## Terms", "", *terms, "", "## Words", "", *words])


def _entry(row: dict[str, str]) -> str:
    return f"- **{row['zh']}** ({row['pinyin']}), *{row['en']}*"


def _sound(row: dict[str, str]) -> str:
    letters = unicodedata.normalize("NFD", row["pinyin"].casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ")


_MAKERS: dict[str, Callable[..., str]] = {
    "gallery": gallery,
    "glossary": glossary,
    "finding": finding,
    "promised": promised,
    "reports": report_list,
    "years": years,
}
_MARK = re.compile(rf"<!-- ({'|'.join(_MAKERS)})((?: \w+)*) -->")


def _fill_in(app: Sphinx, docname: str, source: list[str]) -> None:
    if app.env.doc2path(docname).suffix == ".md":
        source[0] = _MARK.sub(lambda mark: _MAKERS[mark[1]](*mark[2].split()), source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill a page in when it is read."""
    app.connect("source-read", _fill_in)
    return {"parallel_read_safe": True}
