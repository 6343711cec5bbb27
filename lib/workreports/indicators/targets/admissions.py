"""What a report itself says was not reached, in words: 未能达到年初预期目标, 四项指标没有完成.

The target may stand in a report that is not here; that it was missed is known all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from workreports.corpus import Corpus, periods
from workreports.indicators import mentions, quantities
from workreports.indicators.mentions import Named, Names
from workreports.indicators.targets.judging import LOWER_IS_BETTER
from workreports.io import lexicon

COLUMNS = [
    "indicator",
    "name",
    "place",
    "territory",
    "period_start",
    "period_end",
    "doc_id",
    "par_id",
    "start",
    "end",
    "sentence",
]
_TOLD = ("preface", "review", "problems", "appendix")
"""Parts of a report that speak of what was."""
_GOAL = "(?:目标|任务|指标|预期|计划|进度)"
_STOPS = ",。;:!?、"
_MISS = re.compile(
    rf"(?:未能?|没能?|没有|尚未|仍未|难以)(?:全面|如期|按期|按时|完全|全部)?(?:达到|达成|完成|实现|达)"
    rf"(?P<object>[^{_STOPS}]{{0,12}}?{_GOAL}{{1,2}})?"
    rf"|(?:低于|不及|落后于|慢于)[^{_STOPS}]{{0,8}}?{_GOAL}{{1,2}}"
    rf"|(?:与|距|距离|离|同)[^{_STOPS}]{{0,12}}?{_GOAL}[^{_STOPS}]{{0,12}}?差距"
)
"""Words of a target that was missed."""
_OF_SOMEBODY = re.compile("的(?!主?要?原因)|就|者")
"""After 未完成任务: who did not, no admission."""
_LISTED = re.compile(
    r"(?:等|这)?(?P<count>[一二两三四五六七八九十\d]{1,3})(?:项|个)"
    r"[\u4e00-\u9fff]{0,6}?指标(?:任务|增速|增幅)?[均都仍也还尚略]?$"
    r"|等[\u4e00-\u9fff]{0,6}?指标(?:任务|增速|增幅)?[均都仍也还尚略]?$"
)
"""After a list: 等四项指标."""
_AND = re.compile("、|以及|和|及|与")
_LEAD = re.compile("导致|造成|致使|使得|其中|还有|仍有|只有|由于|表现为|特别是|但是|但|而")
"""What stands before the first item of a list."""
_FILL = re.compile(
    r"^(?:\d{1,2}[、.]|20\d\d年|“?十[一二三四五]五”?(?:期间|时期)?|上年|去年|全年|我区|我县|我市|我省"
    r"|全[区县市省州盟旗国]|其中|虽然|因此|,)+"
    r"|(?:增长|增速|增幅|总量|等|均|都|仍|也|还|尚|虽然?|完成数?|任务|指标)+$"
)
_NOUN = re.compile(
    "(?:率|额|量|面积|比重|占比|收入|支出|投资|值|数|能耗|消耗|产值|人口|人数|岗位)$"
)
"""How the name of a figure ends."""
_UNNAMED = re.compile(
    "(?:部分|个别|少数|一些|有些|有的|不少|多数|主要|重要|年度|经济|社会|发展|规划|约束性|预期性){1,5}指标"
)
"""Figures that a passage does not name."""
_LONGEST_NAME, _NEAR, _LONGEST = 20, 120, 1000
_ENDS = "。!?;"


class _Item(NamedTuple):
    """An item named in a reading copy; without an indicator under its printed name."""

    start: int
    end: int
    indicator: str


def find(corpus: Corpus) -> pd.DataFrame:
    """All admissions in a corpus, duplicates left out.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    DataFrame
        One row for each item that a passage says was missed: ``indicator`` (of an unlisted item its
        printed name), ``name`` as printed, ``place territory period_start period_end``, and the
        passage: ``doc_id par_id start end`` (characters of the paragraph, from the name to the
        words of failure) and ``sentence``.

    >>> from workreports.corpus import load_corpus
    >>> find(load_corpus())["name"].tolist()[6:8]
    ['固定资产投资', '水质达标率']
    """
    names = mentions.read(lexicon.of(corpus.folder))
    documents = corpus.originals
    paragraphs = corpus.paragraphs
    told = paragraphs[
        paragraphs["depth"].eq(0)
        & paragraphs["part"].isin(_TOLD)
        & paragraphs["doc_id"].isin(documents.index)
        & ~paragraphs["text"].str.contains("\n")  # a table tells by its cells
    ]
    rows = [
        {
            **dict(zip(("place", "territory"), documents.loc[row.doc_id, _WHO], strict=True)),
            "doc_id": row.doc_id,
            "par_id": row.par_id,
            **found,
        }
        for row in told.itertuples()
        for found in _of_paragraph(row.text, names, row.about, documents.at[row.doc_id, "year"])
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        dict.fromkeys(["period_start", "period_end", "start", "end"], "Int64")
    )


_WHO = ["place", "territory"]


def _of_paragraph(
    text: str, names: Names, about: object, year: object
) -> Iterator[dict[str, object]]:
    reading = quantities.readable(text)
    copy = reading.text
    for match in _MISS.finditer(copy):
        if _OF_SOMEBODY.match(copy, match.end()):
            continue
        end = reading.span(match.start(), match.end())[1]
        begin, stop = _sentence(copy, match)
        first, last = _years(copy[begin : match.start()], about, year)
        for item in _items(copy, begin, match, names):
            yield {
                "indicator": item.indicator,
                "name": copy[item.start : item.end],
                "period_start": first,
                "period_end": last,
                "start": reading.place(item.start),
                "end": end,
                "sentence": text[slice(*reading.span(begin, stop))],
            }


def _sentence(copy: str, match: re.Match[str]) -> tuple[int, int]:
    """The sentence around words of failure; of an endless one what is near."""
    low, high = max(0, match.start() - _LONGEST), match.end() + _LONGEST
    begin = max(copy.rfind(mark, low, match.start()) for mark in _ENDS) + 1
    stops = [stop for mark in _ENDS if (stop := copy.find(mark, match.end(), high)) >= 0]
    return max(begin, low), min([*stops, high, len(copy)])


def _items(copy: str, sentence: int, match: re.Match[str], names: Names) -> list[_Item]:
    """The items that were missed: a list before the words of failure, or the subject of them."""
    lowest = max(sentence, match.start() - _NEAR)
    clause = max((copy.rfind(mark, lowest, match.start()) for mark in ",:"), default=-1) + 1
    clause = max(clause, lowest)
    stretch = copy[clause : match.start()]
    listed = _LISTED.search(stretch)
    if listed:
        return _of_list(copy, clause, clause + listed.start(), names)
    is_empty = not _FILL.sub("", stretch).strip("但")
    if is_empty and clause > lowest:  # 增幅虽然居首,但与年初目标仍有差距
        clause = max((copy.rfind(mark, lowest, clause - 1) for mark in ",:"), default=-1) + 1
        clause = max(clause, lowest)
    has_goal = match["object"] or not match[0].startswith(("未", "没", "尚", "仍", "难"))
    if not has_goal:
        return []
    named = mentions.find(copy, names, clause, match.start())
    together = _of_list(copy, clause, match.start(), names) if "、" in stretch else []
    if len(together) > max(len(named), 1):
        return together
    if named:
        return [_listed(one) for one in named if not _is_success(one, match[0])]
    item = None if is_empty else _unlisted(copy, clause, match.start())
    return [item] if item else []


def _of_list(copy: str, start: int, end: int, names: Names) -> list[_Item]:
    """The items of A、B和C等三项指标."""
    leads = list(_LEAD.finditer(copy, start, end))
    start = leads[-1].end() if leads else start
    cuts = [(one.start(), one.end()) for one in _AND.finditer(copy, start, end)]
    begins, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    items = []
    for begin, stop in zip(begins, ends, strict=True):
        named = mentions.find(copy, names, begin, stop)
        is_whole = named and _FILL.sub("", copy[begin : named[0].start]) == ""
        item = _listed(named[0]) if is_whole else _unlisted(copy, begin, stop)
        items += [item] if item else []
    return items


def _is_success(name: Named, words: str) -> bool:
    """Whether to stay below the target is what was wanted (失业率低于控制目标)."""
    return name.indicator.indicator in LOWER_IS_BETTER and words.startswith(("低于", "不及"))


def _listed(name: Named) -> _Item:
    return _Item(name.start, name.end, name.indicator.indicator)


def _unlisted(copy: str, start: int, end: int) -> _Item | None:
    """An item under its printed name, None for what is no name of a figure."""
    unnamed = _UNNAMED.search(copy, start, end)
    if unnamed:
        return _Item(*unnamed.span(), unnamed[0])
    lead = _FILL.match(copy[start:end])
    start += lead.end() if lead else 0
    name = _FILL.sub("", copy[start:end])
    is_name = 2 < len(name) <= _LONGEST_NAME and _NOUN.search(name)
    return _Item(start, start + len(name), name) if is_name else None


def _years(before: str, about: object, year: object) -> tuple[int | None, int | None]:
    """The years that a sentence names before the words of failure, else those of its paragraph."""
    spans = re.findall(r"(\d{4})(?:-(\d{4}))?", about) if isinstance(about, str) else []
    first, last = (int(spans[0][0]), int(spans[0][1] or spans[0][0])) if spans else (None, None)
    named = [
        one
        for one in periods.find(before, None if pd.isna(year) else int(year), last)
        if one.last and one.whole_years and not (one.compared or one.is_default)
    ]
    return (named[-1].first, named[-1].last) if named else (first, last)
