"""What a sentence speaks of: the indicators it names, each with what limits it to a part."""

from __future__ import annotations

import re

from workreports.indicators import patterns
from workreports.indicators.mentions import places, shares
from workreports.indicators.mentions.names import Indicator, Named
from workreports.indicators.mentions.subjects import Sentence, Subject, Topics

_OF_SERVICES = re.compile(
    r"(?:(?<!现代)(?<!生产性)(?<!生活性)服务业|第?三产业)[^。;,\d]{0,16}[。,]"
    r"(?:20\d\d年|全年|预计|全[市省区县])*(?:完成|实现)$"
)
"""Before a bare 增加值 that is that of services (服务业加快发展,完成增加值7亿元)."""
_BUDGET = re.compile(r"预算收入[^。]{0,30}$")
"""Before a bare 支出 that is the budget's (一般公共预算收入7亿元、支出9亿元)."""
_AND_SO_ON = re.compile(
    r"^.*(?<![高中初平同])等(?=[\u4e00-\u9fff]{3})"
    r"|^[\u4e00-\u9fff]{2,8}?(?=[三四五六七八九十]大[\u4e00-\u9fff]{2})"
)
"""Before what examples are of (茶具等主导产业, 茶具三大产业)."""
_ALL_REVENUE = ("total_fiscal_revenue", "fiscal_revenue")
_OF_CAPITAL = re.compile("外商直接投资|直接(?=利用)")
"""Behind 其中: a part of all foreign capital."""
_INDUSTRY = re.compile(r"规(?:模以)?[上模]工业$")
"""Itself, where a share of it is told (园区规模以上工业…占规模以上工业23%)."""
_NEAR = 40
_INSIDE = re.compile(r"核心产业(?P<who>[\u4e00-\u9fff]{1,3}业)增加值")
"""A part that is named inside a name (数字经济核心产业制造业增加值)."""
_WITHOUT = re.compile(r"\((?P<who>不(?:含|包括)(?!农户)[\u4e00-\u9fff]{1,10})\)")
"""Behind a name: what is left out of it. Investment without farmers' own is the whole by custom."""
_OPENING = 4
"""Characters before a name at the head of a sentence at most (全年总产量)."""


def topics(sentence: Sentence, area: str | None) -> Topics:
    """Tell the names that a sentence speaks of from those it only compares with.

    Parameters
    ----------
    sentence : Sentence
    area : str or None
        全区, 全市 ...: the area that the report is about.

    >>> from workreports.indicators.mentions import find, read
    >>> names = read()
    >>> text = "五大主导产业财政总收入快于地区生产总值"
    >>> subjects, objects = topics(Sentence(text, find(text, names), [], []), None)
    >>> [one.scope for one in subjects], [name.indicator.indicator for name in objects]
    (['五大主导产业'], ['gdp'])
    """
    text, ends = sentence.text, sentence.ends
    subjects: list[Subject] = []
    objects: list[Named] = []
    is_list = len({name.indicator for name in sentence.names}) > 2
    for name in sentence.names:
        if _is_too_bare(sentence, name, is_list):
            continue
        last = subjects[-1].named if subjects else None
        if last and name.indicator == last.indicator and text[last.end : name.start] == "(":
            continue  # 国内生产总值(GDP)
        if not _is_object(text, name):
            subjects += _subjects(sentence, name, ends, area)
        elif parts := _parts(sentence, name, ends, area):
            subjects += parts
        else:
            objects.append(name)
    parts = [*shares.of_parts(text, subjects), *shares.of_levels(text, subjects)]
    parts += _going_on(text, subjects, area)
    subjects = sorted([*_carried(text, subjects), *parts], key=lambda one: one.named.start)
    return Topics(subjects, objects)


def _is_too_bare(sentence: Sentence, name: Named, is_list: bool) -> bool:
    """Whether a name is too short to be one where it stands.

    投资 and 消费 stand for the whole area's in a list of main indicators, 增加值 for industry's
    behind 规上工业总产值.
    """
    text, printed = sentence.text, sentence.text[name.start : name.end]
    if patterns.ONLY_IN_A_LIST.match(text, name.start):
        return not is_list
    before = text[max(0, name.start - 90) : name.start]
    if printed == "投资" and patterns.OF_A_SECTOR.search(before):
        return True
    if text.startswith("调入资金", name.start):
        return "内资" not in before
    if printed == "支出":
        return not _BUDGET.search(before)
    if printed == "增加值" and name.indicator.indicator == "services_value_added":
        return not _OF_SERVICES.search(sentence.before[-_NEAR:] + before)
    return printed == "增加值" and not patterns.INDUSTRY.search(before)


def _going_on(text: str, subjects: list[Subject], area: str | None) -> list[Subject]:
    """Places that go on with the indicator named before (甲县突破9亿元,乙县达到7亿元)."""
    ends = [*(one.start for one in subjects[1:]), len(text)]
    return [
        Subject(again, _part_named(place.name, area), place.start)
        for one, stop in zip(subjects, ends, strict=False)
        for again, listed in places.after(text, one.named, one.scope, stop)
        for place in listed
    ]


def _carried(text: str, subjects: list[Subject]) -> list[Subject]:
    """Subjects, of which the counties that the first is limited to limit those of its list, too."""
    carried: list[Subject] = []
    for one in subjects:
        last = carried[-1] if carried else None
        is_limited = last and not one.scope and _limits(text, last, one)
        carried.append(one._replace(scope=last.scope) if is_limited else one)
    return carried


def _limits(text: str, last: Subject, one: Subject) -> bool:
    """Whether the part that a subject is limited to limits the next of its list, too."""
    if patterns.COUNTIES.fullmatch(last.scope):
        return not patterns.ENDS_A_LIST.search(text, last.named.end, one.start)
    is_joined = patterns.AND.fullmatch(text, last.named.end, one.start)
    return bool(is_joined and patterns.PLACES.fullmatch(last.scope))


def _is_object(text: str, name: Named) -> bool:
    """Whether something is only compared with a name, or takes a share of it."""
    before = text[max(0, name.start - 16) : name.start]
    if patterns.AMONG.match(text, name.end):
        return True
    if ratio := patterns.RATIO.match(text, name.end):
        is_share = ratio[0].endswith("比重")
        of = patterns.SHARE_BEFORE if is_share else patterns.RATIO_BEFORE
        return bool(of.search(before))
    return bool(patterns.OBJECT.search(before) and not patterns.JOINED.search(before))


def clause(text: str, end: int, ends: list[int]) -> str:
    """What stands in the same clause before a place, after the last of ``ends``.

    "" if that is too long to say anything.

    >>> clause("增长8%,五年累计完成固定资产投资", 11, [4])
    '五年累计完成'
    """
    begin = max(0, end - _NEAR)
    before = text[begin:end]
    marks = (match.end() for match in patterns.SPLIT.finditer(before))
    start = max([0, *marks, *(stop - begin for stop in ends if begin < stop <= end)])
    words = before[start:]
    return "" if len(words) == _NEAR else words


def _subjects(sentence: Sentence, name: Named, ends: list[int], area: str | None) -> list[Subject]:
    """The name as a subject, with the part it is limited to; several for 城镇和农村."""
    text = sentence.text
    begin = max(0, name.start - _NEAR)
    printed = text[name.start : name.end]
    paired = patterns.PAIRED.search(text[begin : name.start])
    if not paired and text.startswith("地方", name.start):  # 中央和地方一般公共预算收入
        paired = patterns.CENTRE_AND.search(text[begin : name.start + 2])
    if paired and paired.lastgroup:  # 城乡
        return [Subject(name, "", begin + paired.start(), is_pair=True)]
    if paired:
        start = begin + paired.start()
        return [
            Subject(name, _part_named(half[0], area), start + half.start())
            for half in patterns.HALF.finditer(paired[0])
        ]
    if (part := _OF_CAPITAL.match(printed)) and text.endswith(("其中", "其中,"), 0, name.start):
        return [Subject(name, part[0], name.start)]
    if of_places := _of_places(text, name, begin, area):
        return of_places
    words = patterns.OTHERS.sub("", clause(text, name.start, ends))
    if halves := _halves(sentence, name, words, area):
        return halves
    if not printed.startswith(patterns.PER_HEAD) and patterns.PER.search(words):
        return [Subject(name, "", name.start, is_other=True)]
    scope = _scope(words, name.indicator, area) or _actor(text, name, area)
    is_other = _is_other(sentence, name, scope, area)
    if part := not scope and (_INSIDE.search(printed) or _WITHOUT.match(text, name.end)):
        scope = part["who"]
    return [Subject(name, scope, name.start, is_other=is_other)]


def _actor(text: str, name: Named, area: str | None) -> str:
    """Who the whole sentence is about (开发区以…), "" for nobody."""
    segment = text.rfind(";", 0, name.start) + 1
    actor = patterns.ACTOR.match(text, segment) or patterns.ACTOR.match(text)
    whole = re.compile(area) if area else patterns.WHOLE
    return actor["who"] if actor and not whole.search(text, 0, name.start) else ""


def _of_places(text: str, name: Named, begin: int, area: str | None) -> list[Subject]:
    """The name as what is told of counties (5个县), or of places in a list."""
    if counties := patterns.COUNTIES.search(text[begin : name.start]):
        return [Subject(name, counties["who"], begin + counties.start())]
    listed = places.before(text, name)
    return [Subject(name, _part_named(one.name, area), one.start) for one in listed]


def _halves(sentence: Sentence, name: Named, words: str, area: str | None) -> list[Subject]:
    """The parts of a list before a name that 分别 tells apart (一般贸易和加工贸易出口分别)."""
    text = sentence.text
    two = patterns.TWO_RATES.match(text, name.end)
    each = patterns.EACH.match(text, name.end) or two
    if not each:
        return []
    all_words = re.split(r"[,。;:(\d]", text[max(0, name.start - _NEAR) : name.start])[-1]
    partners = patterns.PARTNERS.match(all_words)
    is_of_parts = not each[0].startswith(("分别", "依次"))  # 工业投资、民间投资占比分别
    begin = name.start - len(all_words)
    names_others = any(begin <= one.start < name.start for one in sentence.names)
    if two or partners or is_of_parts or not names_others:
        words = all_words
    listed = [patterns.VALUE_ADDED.sub("", one) for one in patterns.AND.split(words)]
    if partners:
        listed = [listed[0], *(partners[0] + one for one in listed[1:])]
    parts = [_scope(one, name.indicator, area) for one in listed]
    is_list = (
        (len(parts) == 2 if two else len(parts) > 1)
        and parts[-1]
        and not any(map(patterns.OTHER_AMOUNT.search, listed))
    )
    is_named = all(
        part or patterns.AREA.search(one) for part, one in zip(parts, listed, strict=True)
    )
    return [Subject(name, part, name.start) for part in parts] if is_list and is_named else []


def _is_other(sentence: Sentence, name: Named, scope: str, area: str | None) -> bool:
    """Whether the words before make another thing of a name.

    民营经济增长, 软件服务业增加值, 蔬菜出口, a 总产量 that is none of grain. 新增就业 is one in
    towns where a district is nothing but town.
    """
    text = sentence.text
    printed = text[name.start : name.end]
    before, after = text[max(0, name.start - 16) : name.start], text[name.end : name.end + 12]
    if printed.startswith(("三产", "第三产")) and patterns.SECOND.search(before):
        return not patterns.RESPECTIVELY.search(printed + after)  # 二、三产业增加值占80%
    if printed.endswith("收入") and patterns.A_STANDARD.search(before):
        return True
    if printed.startswith("新增就业") and area not in (None, "全区"):
        return True
    if printed.startswith(("总产", "产量")) and not _is_of_grain(sentence, name):
        return True
    if not scope or patterns.WHOLE.fullmatch(scope):
        return False
    return printed == "经济" or printed.startswith(("经济增", "服务业", "总产", "产量"))


def _is_of_grain(sentence: Sentence, name: Named) -> bool:
    """Whether a 总产量 is one of grain, by the words before or the sentence before."""
    if patterns.GRAIN.search(sentence.text, 0, name.start):
        return True
    return bool(name.start <= _OPENING and patterns.OF_GRAIN.search(sentence.before[-_NEAR:]))


def _parts(sentence: Sentence, name: Named, ends: list[int], area: str | None) -> list[Subject]:
    """五大主导产业占一般公共预算收入比重: what takes the share is a part of the indicator."""
    text = sentence.text
    of = patterns.SHARE_OF.search(text[max(0, name.start - 12) : name.start])
    if not of or name.indicator.indicator == "gdp":
        return []
    start = name.start - len(of[0])
    words = _takers(text, name, start, ends)
    others = [one.start for one in sentence.names if text[one.start : one.end] != "增加值"]
    if any(start - len(words) <= other < start for other in others):
        return []
    scopes = [
        _scope(patterns.VALUE_ADDED.sub("", one), name.indicator, area)
        for one in patterns.AND.split(words)
    ]
    is_spent = name.indicator.indicator == "general_budget_expenditure"
    own = patterns.SPENT if is_spent else patterns.TAXES
    others = [one for one in scopes if not own.fullmatch(one)]
    if not all(scopes) or any(map(patterns.OTHER_AMOUNT.search, others)):
        return []
    return [Subject(name, scope, name.start, is_part=True) for scope in scopes]


def _takers(text: str, name: Named, start: int, ends: list[int]) -> str:
    """The words that say what takes a share, which 占 at ``start`` begins."""
    words = clause(text, start, ends)
    if words in ("", "增加值", "投资额"):
        words = _head(text[max(0, start - _NEAR) : start])
    is_told_apart = words.endswith(("分别", "依次"))
    if is_told_apart or patterns.RESPECTIVELY.search(text, name.end, name.end + 12):
        words = re.split(r"[,。;:(\d]", text[max(0, start - _NEAR) : start])[-1]
        words = words.removesuffix("分别").removesuffix("依次")
    return words


def _head(before: str) -> str:
    """What the clause before names: 税收收入7.2亿元,占."""
    head = patterns.HEAD.search(before)
    return head["who"] if head else ""


def _scope(words: str, indicator: Indicator, area: str | None) -> str:
    """The part of the whole that words before a name limit it to, "" for the whole."""
    special = _special_scope(words, indicator)
    if special is not None:
        return special
    if words.endswith("地方") and area != "全国" and indicator.indicator in patterns.SPENDING:
        words = words.removesuffix("地方")  # not the nation's
    if indicator.indicator == "industrial_value_added":
        words = _INDUSTRY.sub("", words)
    named = patterns.AREA.search(words)
    words = _AND_SO_ON.sub("", _without_odd_quotes(words.lstrip("-\u2014\u2500")))
    words = patterns.TRAILING.sub("", words)
    while (shorter := patterns.TRAILING.sub("", patterns.LEAD.sub("", words))) != words:
        words = shorter
    if patterns.NOUN_PHRASE.fullmatch(words) and not patterns.NO_SCOPE.search(words):
        of_towns = words == "城镇" and indicator.units in (("人",), ("%",))
        return "" if of_towns else _part_named(words, area)
    return _part_named(named[0], area) if named else ""


def _special_scope(words: str, indicator: Indicator) -> str | None:
    """The part that words name whole: a source, partners in trade, so many cities."""
    if source := patterns.SOURCE.search(words):  # all that a place yields is its total revenue
        return "" if indicator.indicator in _ALL_REVENUE else source["who"]
    if indicator.indicator in patterns.TRADE and (partner := patterns.PARTNER_OF.search(words)):
        return partner["who"]
    if words == "城市" and indicator.indicator == "cpi":
        return words  # no part of the area's prices, but prices in towns
    cities = patterns.SO_MANY_CITIES.search(words)
    return cities[0] if cities else None


def _without_odd_quotes(words: str) -> str:
    """Words without the quotation marks around them, or that only open or only close."""
    is_odd = words.count("“") != words.count("”")
    return words.strip("“”") if is_odd or words[:1] + words[-1:] == "“”" else words


def _part_named(words: str, area: str | None) -> str:
    """What a scope is called, "" for the whole that the report is about."""
    if (
        words in patterns.WHOLES
        or patterns.OWN.fullmatch(words)
        and area in (None, f"全{words[-1]}")
    ):
        return ""
    if re.fullmatch(patterns.WHOLE, words):
        return "" if area in (None, words) else words
    if words in ("区级", "县级") and area in (None, "全区", "全县"):
        return ""
    return patterns.SAME_PART.get(words, words)
