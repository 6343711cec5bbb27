"""Which part of a report each row of its outline is, and why.

Four kinds of evidence, in this order: the words of the headings above, the years they name, what
the paragraphs say at the turn from the year that has passed to the one that comes, and the place in
the report. What cannot be told is ``body``. Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workreports.corpus import periods
from workreports.corpus.structure import about, formulae, markers, problems
from workreports.corpus.structure.formulae import Row, Told

PARTS = ["preface", "review", "problems", "plan", "governance", "closing", "appendix", "body"]
"""The parts of a report. Texts without a report's headings (articles) are all ``body``."""

_REVIEW = re.compile(
    r"回顾|总结|(?:执行|发展|完成|进展|落实|工作)情况"
    r"|(?:[年五](?:时期|期间)?|本届|上届)[^,。今未]{0,12}(?:成就|成绩|成效|进展)|^[^,。]{0,8}(?:成就|成绩|成效)$"
    r"|(?:过去|刚刚过去|上一)的?[一二两三四五]年|^[^今未,]{0,6}[一五]年来|[上本]届政府(?:工作|任期|五年)"
    r"|(?:体会|启示)$|去年|^[^,、。]{0,4}上年"
    r"|^(?:第.{1,3}(?:[章节篇编]|部分)[ \u3000]*)?(?:规划|发展)?(?:基础|现状|背景)(?:[与和及、]|$)"
)
_PLAN = re.compile(
    r"(?:目标|任务|重点|思路|安排|部署|要求|原则|打算|意见|建议|展望|举措|措施|工作|设想|草案)[)。]?$"
    r"|指导思想|(?:主要|奋斗|预期|发展|工作)(?:目标|任务|思路)(?:[和与及、]|$)|总体(?:要求|思路)|工作(?:安排|部署|重点)|重点工作"
    r"|今后|今年|[明来本]年|下一步|未来|新的?一年"
)
_GOVERNANCE = re.compile(
    r"自身建设|依法行政|政府职能|转变职能|职能转变|(?:服务型?|法治|廉洁|责任|效能|阳光|为民|务实|高效|满意的?)[^,、]{0,6}政府"
    r"|政府(?:效能|治理|管理|行政|效率|作风|建设|执行|公信|服务|履职|系统|班子|能力|工作的?科学|工作水平|工作$|改革)"
    r"|(?:建设|打造|锻造|争当|当好|建好)[^,。、]{0,14}政府$|勤政|廉政|执政(?:为民|能力)|施政|行政效能|行政(?:管理)?能力|行政水平|履职"
)
_APPENDIX = re.compile(
    r"附[表件录注]|^附:|[\[(【《]?[^。]{0,12}名词[^。]{0,4}(?:解释|注释|说明)|注 ?释"
)
_REVIEW_OF_A_SECTION = re.compile(
    r"回顾|执行情况|发展情况|完成情况|主要成绩|工作总结|(?:发展|主要|取得的?)成[就效]"
)
_GOVERNANCE_OF_A_SECTION = re.compile(
    r"自身建设|依法行政|政府职能|转变职能|政府治理水平|(?:服务型|法治|廉洁|满意的?)政府|政府(?:效能|作风)"
)
_GROUND = re.compile(
    r"^(?:第.{1,3}(?:[章节篇编]|部分)|[一二三四五六七八九十]{1,3}、|[(].{1,3}[)])?[ \u3000]*"
    r"(?:[“\"]?十[一二三四]?五[”\"]?(?:时期|期间)?的?)?(?:规划|发展|现实|工作)?(?:基础|现状|背景|成[就绩效]|历程)(?:[与和及、]|$)"
)
"""A lower heading of what a plan for five years begins with: what has been reached."""
_FIVE_YEARS = re.compile(
    r"(?:五年?[”\"]?|发展)规划(?:纲要)?(?:[(]草案[)])?$|规划纲要(?:[(]草案[)])?$"
)
"""The title of a plan for five years, which has parts though it is no report."""
_LONGEST_PREFACE = 0.1
"""A longer stretch before the first chapter holds more than a preface."""
_REQUEST = re.compile(r"(?:请|提出)[^。]{0,30}(?:审议|意见)")
_TURN = re.compile(
    r"(?:今年|20\d\d年|今后[一五几]年|未来[一五几]年|新的一年|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间)?)[^。]{0,40}"
    r"(?:总体要求|指导思想|总体思路|基本思路|工作思路|总的要求|预期目标|主要目标|奋斗目标|主要任务|开局之年|关键之?年|关键一年"
    r"|收官之年|重要(?:的)?一年|第一年|起步之年|攻坚之年)"
)
_TIME = re.compile(r"20\d\d年|今年|去年|今后|过去|未来[一五]年|[一五]年来|时期")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def tell(rows: Sequence[Row]) -> list[Told]:
    """Tell the part of each row.

    Parameters
    ----------
    rows : sequence of Row
        In order.

    Returns
    -------
    list of Told
        One a row.

    >>> tell([Row(0, 4, 1, "一、回顾", {1: "一、回顾"})])
    [Told(part='review', why='the heading says 回顾')]
    """
    first = next((i for i, row in enumerate(rows) if row.depth), 0)
    titles = [row.words for row in rows[:first] if len(row.words) <= 60]
    is_plan = any(_FIVE_YEARS.search(words) for words in titles)
    is_other = any(words.endswith("公报") for words in titles)
    if is_other or about.told("\n".join(row.words for row in rows[: max(first, 2)])):
        return [Told("body", "it says that it is none of these reports")] * len(rows)
    if not (is_plan or any(_is_of_a_report(row) for row in rows)):
        return [Told("body", "no heading and no formula of a report")] * len(rows)
    chapters = _chapters(rows)
    told = _by_headings(rows, chapters)
    named = {one.part for one in told if _is_named(one)}
    if not {"review", "plan"} <= named and not _is_of_chapters(rows, chapters):
        told = _by_turn(rows, told)
    return formulae.of(rows, told)


def _is_of_chapters(rows: Sequence[Row], chapters: Sequence[_Chapter]) -> bool:
    """Whether a text has the chapters of a plan and turns to no house."""
    is_plan = chapters and re.match("第.{1,3}[章篇]", chapters[0].heading)
    return bool(is_plan) and not any(row.words.startswith("各位代表") for row in rows)


def _is_of_a_report(row: Row) -> bool:
    if row.depth:
        is_dated = _TIME.search(row.words) and (
            _PLAN.search(row.words) or _REVIEW.search(row.words)
        )
        own = _REVIEW_OF_A_SECTION.search(row.words) or _GOVERNANCE_OF_A_SECTION.search(row.words)
        return bool(is_dated or own)
    return row.words.startswith(("各位代表", "第一章", "附表"))


class _Chapter(NamedTuple):
    """Rows under one heading of the first level."""

    first: int
    last: int
    """One behind the last row."""
    heading: str


def _chapters(rows: Sequence[Row]) -> list[_Chapter]:
    firsts = [i for i, row in enumerate(rows) if row.depth == 1]
    lasts = [*firsts[1:], len(rows)][: len(firsts)]
    return [_Chapter(a, b, rows[a].words.rstrip("。:")) for a, b in zip(firsts, lasts, strict=True)]


def _by_headings(rows: Sequence[Row], chapters: Sequence[_Chapter]) -> list[Told]:
    """Tell parts by the words and the years of the headings, and by the order of chapters."""
    planned = _planned_year([chapter.heading for chapter in chapters])
    ends = any("明年" in chapter.heading for chapter in chapters)
    named = [_named(chapter.heading, planned, ends=ends) for chapter in chapters]
    told: list[Told | None] = list(_before_chapters(rows, chapters, named))
    before: set[str] = set()
    for chapter, verdict, behind in zip(chapters, named, _behind(named), strict=True):
        is_over = "appendix" in before and not (verdict and verdict.part == "appendix")
        part = _by_order(chapter, before, behind) if is_over or not verdict else verdict
        told += [_within(row, part) for row in rows[chapter.first : chapter.last]]
        before |= {verdict.part} if verdict else set()
    return _filled(told)


def _filled(told: Sequence[Told | None]) -> list[Told]:
    """A chapter whose own title says nothing is what its first subheading says."""
    following = Told("plan", "nothing but a plan has chapters without a name")
    found: list[Told] = []
    for one in reversed(told):
        found.append(one or following)
        if one and one.part not in ("governance", "appendix"):  # before these is more of the plan
            following = one
    return found[::-1]


def _behind(named: Sequence[Told | None]) -> list[frozenset[str]]:
    """The parts that are named behind each chapter."""
    found: list[frozenset[str]] = []
    parts: frozenset[str] = frozenset()
    for verdict in reversed(named):
        found.append(parts)
        parts |= {verdict.part} if verdict else set()
    return found[::-1]


def _planned_year(headings: Sequence[str]) -> int | None:
    """The year a report plans for, by the years in its chapters' headings."""
    years = {int(year) for words in headings for year in _YEAR.findall(words)}
    if len(years) > 1:  # a later one is a far prospect (2035年远景目标)
        return max(year for year in years if year <= min(years) + 1)
    for words in headings:
        if years and _YEAR.search(words):
            return years.pop() + bool(_REVIEW.search(words))
    return None


# What a heading can be, in order: the part, the pattern of its words, the pattern that speaks
# against it, when its years lie (None: whenever).
_BY_WORDS = [
    ("appendix", _APPENDIX, None, None),
    ("governance", _GOVERNANCE, re.compile(r"回顾|总结|任务|目标|安排|\d年"), None),
    ("review", _REVIEW, None, "past"),
    ("review", re.compile("完成|实现|答卷|迈上|取得"), None, "past"),
    ("review", re.compile(r"\d年|今年|本年"), re.compile("目标|任务|安排|部署|打算|思路"), "past"),
    ("plan", re.compile(r"[年五]"), None, "future"),
    ("review", _REVIEW, None, None),
    ("plan", _PLAN, None, None),
]


def _named(heading: str, planned: int | None, *, ends: bool = False) -> Told | None:
    """The part that a heading names by its words and years; ``ends``: this year has passed."""
    if problems.is_heading(heading):
        return Told("problems", "the heading names what is wanting")
    when = _when(heading, planned)
    if ends and re.search("[今本明]年", heading):
        when = "future" if "明年" in heading else "past"
    for part, words, but, then in _BY_WORDS:
        found = words.search(heading)
        if found and not (but and but.search(heading)) and then in (None, when):
            years = f", which are {then}" if then else ""
            return Told(part, f"the heading says {found[0]}{years}")
    return None


def _when(heading: str, planned: int | None) -> str | None:
    """Whether the years in a heading have passed or come, seen from the year planned for."""
    if planned is None:
        return None
    spans = [
        (time.first, time.last)
        for time in periods.find(heading, planned, None)
        if time.first is not None and time.last is not None
    ]
    if not spans:
        return None
    if all(last < planned for _, last in spans):
        return "past"
    return "future" if all(first >= planned for first, _ in spans) else None


def _by_order(chapter: _Chapter, before: set[str], behind: frozenset[str]) -> Told | None:
    """The part of a chapter whose heading does not tell, by what stands before and behind it."""
    if "appendix" in before:
        return Told("appendix", "it follows an appendix")
    if "plan" in before:
        return Told("plan", "it follows a plan")
    following = next((part for part in ("review", "problems", "plan") if part in behind), "")
    if chapter.heading.startswith("第") and not ("review" in before and following == "problems"):
        return None
    if following in ("review", "problems") or (following and not before):
        return Told("review", f"it stands before {following}")
    if "review" in before:
        return Told("plan", "it follows a review")
    return Told("plan", "it stands before governance") if "governance" in behind else None


# What a lower heading can say in a chapter: the part, the parts of chapters in which it does (""
# where the chapter's own title says nothing), its depths, the pattern of its words.
_BY_LOWER_WORDS = [
    ("review", ("",), (2, 3), _REVIEW_OF_A_SECTION),
    ("review", ("",), (2, 3), _GROUND),
    ("governance", ("", "plan"), range(2, 10), _GOVERNANCE_OF_A_SECTION),
]


def _within(row: Row, chapter: Told | None) -> Told | None:
    """The part of a row in a chapter: what the chapter is, or what a lower heading says."""
    lower = {depth: words.rstrip("。:") for depth, words in row.above.items() if depth > 1}
    told = _by_lower_words(lower, chapter.part if chapter else "")
    if told or chapter:
        return told or chapter
    return None if row.depth or 2 not in lower else Told("plan", "its headings say nothing else")


def _by_lower_words(lower: dict[int, str], own: str) -> Told | None:
    """What lower headings, by their depth, say in a chapter that is ``own`` ("": untold)."""
    if own in ("", "review") and any(problems.is_heading(words) for words in lower.values()):
        return Told("problems", "the lower heading names what is wanting")
    for part, chapters, depths, pattern in _BY_LOWER_WORDS:
        for words in [lower[depth] for depth in lower if depth in depths and own in chapters]:
            if found := pattern.search(words):
                return Told(part, f"the lower heading says {found[0]}")
    return None


def _before_chapters(
    rows: Sequence[Row], chapters: Sequence[_Chapter], named: Sequence[Told | None]
) -> list[Told]:
    """The parts before the first chapter: the preface, or a section whose heading is lost."""
    first = chapters[0].first if chapters else len(rows)
    following = named[0].part if named and named[0] else ""
    lost = {"governance": "plan", "plan": "review", "problems": "review"}.get(following, "body")
    why = f"its heading is lost, {following} follows" if following else "its heading is lost"
    late = starts_late(rows)
    size = rows[first - 1].end - rows[0].start if first else 0
    is_long = following == "plan" and size > rows[-1].end * _LONGEST_PREFACE
    told: list[Told] = []
    is_lost = asked = False
    for row in rows[:first]:
        goes_on = late and len(row.words) > 60 and not row.words.startswith("现在")
        is_lost = is_lost or bool(row.above) or goes_on or (is_long and asked)
        asked = asked or bool(_REQUEST.search(row.words))
        told.append(
            Told(lost, why) if is_lost else Told("preface", "it stands before the chapters")
        )
    return told


def starts_late(rows: Sequence[Row]) -> bool:
    """Whether the numbering does not begin with 1: the beginning is lost.

    >>> starts_late([Row(0, 8, 1, "七、民生工作", {1: "七、民生工作"})])
    True
    """
    numbers = (markers.number(row.words) for row in rows if row.depth)
    return next((number for number in numbers if number is not None), 1) != 1


def _by_turn(rows: Sequence[Row], told: list[Told]) -> list[Told]:
    """Where headings name no review or no plan: from the paragraph at which the report turns."""
    found = _turn(rows, told)
    if found is None:
        return told
    turn, words = found
    request = next((i for i in range(turn) if _REQUEST.search(rows[i].words)), None)
    is_early = request is not None and rows[request].start < _LONGEST_PREFACE * rows[-1].end
    begin = request + 1 if is_early else 0
    back, ahead = Told("review", f"before the words {words}"), Told("plan", f"behind {words}")
    kept = ("appendix", "governance", "plan")
    return [
        *told[:begin],
        *(one if _is_named(one) else back for one in told[begin:turn]),
        *(one if one.part in kept else ahead for one in told[turn:]),
    ]


def _is_named(one: Told) -> bool:
    """Whether a heading over a row names the review, the problems or the plan."""
    return one.part in ("review", "problems", "plan") and one.why.startswith("the heading")


def _turn(rows: Sequence[Row], told: Sequence[Told]) -> tuple[int, str] | None:
    """The row at which a report turns from what has passed to what comes, and the words there."""
    added = (row.start for row, one in zip(rows, told, strict=True) if one.part == "appendix")
    length = max(1, next(added, rows[-1].end))
    for i, row in enumerate(rows):
        words = _TURN.search(row.words[:120]) if 0.12 < row.start / length < 0.8 else None
        if words and not problems.FORMULA.search(row.words[:60]):
            # A heading near above belongs to it.
            first = next((k for k in range(i, max(0, i - 4), -1) if rows[k].depth == 1), i)
            return first, words[0][-8:]
    return None
