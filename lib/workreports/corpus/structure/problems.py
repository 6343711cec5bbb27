"""Which headings and paragraphs tell of problems: by formulae, or by how much they call wanting.

Patterns know half-width punctuation only.
"""

from __future__ import annotations

import re

_NAMES = "问题|困难|矛盾|不足|短板|差距|弱项|薄弱环节"
_SHORT = "短板|弱项|差距|不足|薄弱环节"
_HEADING = re.compile(
    rf"(?:存在|面临|主要|突出|正视|需要?关注|值得(?:关注|重视)|不容(?:忽视|回避)|亟[待需]解决|[行作]中)"
    rf"[^,。:]{{0,8}}(?:{_NAMES})(?:[与和及、][^,。]{{0,8}})?。?$"
    rf"|(?:{_NAMES})(?:[与和及、]?(?:{_NAMES}))+。?$"
    rf"|^[^\u4e00-\u9fff]*[一二三四五六七八九十]*[^\u4e00-\u9fff]*(?:工作|发展|自身)?的?(?:{_SHORT})。?$"
)
_NO_HEADING = re.compile(
    r"回顾|总结|情况|成[就绩效]|解决|破解|化解|应对|措施|建议|整改|防范|克服|聚焦|补[齐短上强]|弥补|缩小|着力|消除"
)
FORMULA = re.compile(
    r"清醒地?(?:看到|认识|意识|知道)|(?:仍|还|依然)[^。,]{0,6}面临[^。]{0,16}(?:困难|挑战|问题|矛盾)"
    r"|存在着?(?:一些|不少|许多|诸多|很多|较多)[^。,]{0,12}(?:问题|困难|不足|差距|短板)"
    r"|(?:还|仍|尚|也)[^。,]{0,10}存在[^。]{0,24}(?:问题|困难|不足|差距|短板|矛盾)"
    r"|(?:看到|认识到|意识到)[^。]{0,60}(?:问题|困难|不足|差距|短板|矛盾|挑战)"
    r"|(?:问题|困难|不足|差距|矛盾)[^。,]{0,4}(?:主要是|主要有|主要表现|是:|有:)"
    r"|面临着?(?:一些|不少|许多|诸多|很多)[^。]{0,16}(?:问题|困难|挑战|矛盾)"
    r"|(?:要|须|应|应当|需)(?:清醒|勇于|敢于)?(?:正视|直面|看到|看见|看清)[^。]{0,40}"
    r"(?:问题|困难|不足|差距|短板|矛盾|难处|难题)"
    r"|(?:暴露|反映)出?[^。]{0,20}(?:问题|困难|不足|差距|短板|矛盾)|^我们[也还][^。,]{0,6}(?:看|认识|意识)到:"
    r"|(?:问题|困难|不足|矛盾|难题)[^。,]{0,4}(?:需要?|值得)[^。,]{0,4}(?:正视|重视|关注|解决)"
    r"|(?:存在|面临)的?(?:主要|突出)?(?:问题|困难|不足|矛盾|短板)[^。,]{0,4}:"
)
_NARROW = re.compile(r"清醒地?(?:看到|认识)|存在(?:着)?(?:一些|不少|许多)[^。,]{0,8}(?:问题|困难)")
_GOES_ON = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十]|[—-]|\(?[\d一二三四五六七八九十]+[)、.]|(?:对|针对|面对)?(?:这些|以上|上述|此|存在)"
    r"|我们(?:一定|将|要|必须)|对此|主要"
)
_WANTING = re.compile(
    r"不(?:够|足|高|强|大|优|多|快|平衡|充分|协调|合理|到位|完善|健全|适应|深入?|严|实|力|牢|广|稳|畅|齐|紧|浓"
    r"|均衡|匹配|相适应|彻底|规范|明显|敢|作为)|[偏较][低小少慢高重弱散窄短紧差大远]|过[低高重半散大]|薄弱|滞后|短缺"
    r"|紧缺|缺乏|匮乏|缺口|欠缺|欠账|低下|乏力|不振|低迷|疲软|下滑|走弱|流失|外流|拖欠|脱节|粗放|单一|突出|严[峻重]"
    r"|加[大剧重]|艰巨|繁重|压力|隐患|瓶颈|制约|困难|[仍尚还](?:未|低|不|处|有|没|待|需)|没有|未能|有待|亟待|有限"
    r"|少数|个别|拥[堵挤]|[建而]而?不[用管]|不时|矛盾|靠天|倒数|落后|差距|受损|推高|依赖|慢作为|乱作为|松弛|淡薄|难以|[弱低差慢重少难](?=[,;。、]|$)"
)
_ANNOUNCED = re.compile(rf"[^。:]{{0,50}}(?:{_NAMES})[^。:]{{0,14}}[:。]")
_SOLVED = re.compile(r"(?:解决|化解|破解|克服|补齐|整改|应对|消除|攻克)")
_LIST = re.compile(r"[一二三四五六七八九十]是|[—-]|第[一二三四五六七八九十]")
_DONE = re.compile(
    r"我们(?!也|还|将|要|必须|清醒|深|看|认识|面临|工作|的|一定)|加大[了对]|成功|牢固"
)
"""Words of a paragraph that tells what was done about it."""
_ACTS = re.compile(
    r"(?:我们)?(?:全面|深入|大力|积极|扎实|严格|严肃|切实|持续|着力|稳步|有序|紧[盯紧]|抓[住好]|突出)?(?:开展|推进|加强|完善|建立|健全|实施|落实"
    r"|打击|查处|整治|出台|安排|化解|推动|优化|提升|提高|建成|新建|完成|实现|深化|扩大|强化|支持|促进|保障|组织|妥善)"
)
"""The first words of a clause that tells what was done."""
_AIMS = re.compile(r"实现[^,。;]{2,14}增长\d")
"""In a paragraph of a plan that comes to speak of hardship, and goes on with what is aimed at."""
_MOST, _SOME = 0.6, 0.34
"""Shares of the clauses of a paragraph that name something wanting."""


def is_heading(words: str) -> bool:
    """Whether a heading announces problems, and not their solution.

    >>> is_heading("(四)主要差距"), is_heading("(四)补齐民生短板")
    (True, False)
    """
    return bool(_HEADING.search(words)) and not _NO_HEADING.search(words)


def is_told(words: str, *, in_plan: bool = False, is_late: bool = False) -> bool:
    """Whether a paragraph tells of problems.

    Parameters
    ----------
    words : str
        Of a paragraph of a review or a plan.
    in_plan : bool
        It stands in a plan, where problems are named to be solved.
    is_late : bool
        It is among the last of the review: there it needs no formula.

    >>> is_told("一年里的不足也摆在眼前:茶园分散;山路难行,校舍不够;干部作风不实。", is_late=True)
    True
    >>> is_told("我们解决突出问题:茶园集中;校舍建成;道路通车。", is_late=True)
    False
    """
    if in_plan:
        return bool(_NARROW.search(words) and not _AIMS.search(words))
    if FORMULA.search(words):
        return True
    return is_late and _is_list_of_wants(words)


def _is_list_of_wants(words: str) -> bool:
    """Whether a paragraph, announced as such or not, mostly names what is wanting."""
    announced = _ANNOUNCED.match(words)
    clauses = [clause for clause in re.split("[;。:]", words) if len(clause) > 4]
    wanting = sum(bool(_WANTING.search(clause)) for clause in clauses)
    acting = sum(bool(_ACTS.match(clause)) for clause in clauses)
    if _LIST.match(words) or _DONE.search(words) or 4 * acting >= len(clauses):
        return False
    least = _SOME if announced and not _SOLVED.search(announced[0]) else _MOST
    return len(clauses) > 2 and wanting >= least * len(clauses)


def goes_on(words: str) -> bool:
    """Whether a paragraph behind one of problems is of them, too.

    >>> goes_on("二是校舍不够。"), goes_on("各位代表,感谢大家。")
    (True, False)
    """
    return bool(_GOES_ON.match(words))
