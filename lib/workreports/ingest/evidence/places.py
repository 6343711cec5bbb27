"""The place whose government reports, from what the text, its file and its folder say.

Names are looked up in ``data/places.csv`` (GB/T 2260, made by ``tools/places.py``) where they stand
directly before words that only follow a place which reports: 人民政府, 第十届人民代表大会, 市长.
The longest name that ends there wins, so that of 甲省乙市丙区 it is the last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from workreports.ingest.evidence.found import Found, around, solid
from workreports.io.places import Place, coded, table

_LONGEST = 20
"""Characters of the longest name."""
_NATION = re.compile("代表国务院|国务院总理|届全国人民代表大会")
_LEVELS = ["province", "city", "county"]
_HEADS = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "自治州": "city",
    "盟": "city",
    "地区": "city",
    "行署": "city",
    "区": "county",
    "县": "county",
    "旗": "county",
}
"""What a speaker calls a place of each level: 我代表市人民政府."""
_SPEAKER = re.compile(r"代表([\u4e00-\u9fff]{1,20}?)(?:人民政府|政府|行政公署|行署|，|,)")
_ANCHOR = re.compile(
    r"(?=(?:(?:19|20)\d{2}年?(?:度|以来)?|[第“\"']?十[一二三四五六]五|第十[一二三四五六]个五年)?"
    r"(?:人民政府|政府|行政公署|行署|第.{1,4}届|人民代表大会|人大|"
    r"国民经济|财政|预算|统计|工作报告|20\d\d年|委(?:常委|副?书记)|代?理?副?(?:省长|市长|州长|县长|区长|旗长|盟长|主席)))"
)
_ENDINGS = re.compile(
    r"(?:省|自治区|自治州|自治县|自治旗|地区|盟|(?<![城上级])市|县|旗"
    r"|(?<![试范发园社地小景校片街新城农山])区)$"
)
_BEFORE = re.compile(
    r"在|于|委|中共|代表|现任|现将|会议?上|自治[区州]|地区|省|市|盟|(?<=[\u4e00-\u9fff]{2})州|[年月日报]|[^\u4e00-\u9fff]"
)
"""What may stand before a name: words, and places above."""
_PARTICLES = "受听经由向对将以为把被据按和与及并原现是即等同让请从如因自该本我全各其"
"""A single character before a name that does not belong to it."""
_NO_STEM = re.compile(
    rf".*[{_PARTICLES[:-6]}]|"
    r"[全我本各受该其两三市区县州].{0,2}|(?:下|所)辖.*|境内.*|.*[受各全本该辖]|中心|主|老"
)
"""With an ending behind it this is no name: 受区, 全市, 下辖县级市."""


class Seen(NamedTuple):
    """A piece of evidence: the name of a place, and the words it was read from."""

    place: str
    evidence: str


def find(head: str, clean: str, year: str, name: str) -> tuple[Found, Found]:
    """The place of a report and its level; evidence that disagrees stands in the evidence, too.

    Parameters
    ----------
    head : str
        The beginning of the text, in normal form and solid.
    clean : str
        All of it.
    year : str
        Of the report; "" if it is not known.
    name : str
        Of the file, folders before it: ``甲市/2014``.

    >>> place, level = find("现在,我代表北京市朝阳区人民政府作报告", "", "2016", "a")
    >>> place.value, level.value
    ('朝阳区', 'county')
    """
    if nation := _NATION.search(head):
        return Found("全国", around(head, nation)), Found("nation", "the State Council reports")
    told = _level_told(head)
    seen = list(_seen(head, year, told))
    named = list(_in_name(name, year, told))
    if not seen and not named:
        seen = _often(clean, year, told)
    if not seen and not named:
        nothing = "no place that has a government is named in the first lines"
        return Found("", nothing), Found("", "no place")
    best = _best(seen, named)
    told_by = list(dict.fromkeys(one.evidence for one in [*seen, *named] if one.place == best))
    others = [
        f"but {one.evidence} tells of {one.place}" for one in seen + named if one.place != best
    ]
    if best not in table():
        told_by.append("not in the table of places")
    told_by = [*told_by[:4], *homonyms(best, year, clean)]
    evidence = "; ".join([*told_by, *list(dict.fromkeys(others))[:2]])
    return Found(best, evidence), level(best, year, told, clean)


def homonyms(place: str, year: str, clean: str) -> list[str]:
    """What a person must decide where several places have one name; nothing where one has.

    >>> homonyms("新华区", "2016", "沧州市建成新华区。")
    ['there are 3 新华区: of 沧州市 (named 1 times in the text), of 石家庄市, of 平顶山市']
    >>> homonyms("云岭县", "2016", "")
    []
    """
    rows = [row for row in table().get(place, []) if row.place == place and _was_there(row, year)]
    parents = [
        next((row for row in coded().get(one.parent, []) if _was_there(row, year)), None)
        for one in rows
    ]
    counts = {row.place: clean.count(row.place) for row in parents if row}
    if len(counts) < 2:
        return []
    shown = [
        f"of {name}" + f" (named {counts[name]} times in the text)" * bool(counts[name])
        for name in sorted(counts, key=lambda name: -counts[name])
    ]
    return [f"there are {len(shown)} {place}: {', '.join(shown)}"]


def is_one(place: str, other: str) -> bool:
    """Whether two names are of one place, which may have been renamed.

    >>> is_one("襄樊市", "襄阳市"), is_one("甲县", "乙县")
    (True, False)
    """
    codes = [{row.code for row in table().get(name, [])} for name in (place, other)]
    return place == other or bool(codes[0] & codes[1])


def in_name(name: str, year: str = "") -> list[str]:
    """The places that a file is named after, then those of its folders.

    >>> in_name("甲市/2014"), in_name("全市2016")
    (['甲市'], [])
    """
    return [one.place for one in _in_name(name, year, "")]


def _best(seen: list[Seen], named: list[Seen]) -> str:
    """The place that most of the evidence tells; where it is even the earlier, the text before
    the file.
    """
    counts = Counter(one.place for one in [*seen, *named])
    return max(seen or named, key=lambda one: (counts[one.place], one.place in table())).place


def _level_told(head: str) -> str:
    """The level that the speaker names: 我代表市人民政府."""
    for match in _SPEAKER.finditer(head):
        for word in sorted(_HEADS, key=len, reverse=True):
            if match[1].endswith(word):
                return _HEADS[word]
    if officer := re.search(r"(?<![副原])(?:代)?([省市州县区旗盟])长", head):
        return _HEADS[officer[1]]
    return "province" if re.search(r"(?:自治区|政府)(?:代)?主席", head) else ""


def _seen(head: str, year: str, told: str) -> Iterator[Seen]:
    """The places named directly before what only follows a place that reports."""
    for line in (whole[:400] for whole in head.splitlines()):
        for anchor in _ANCHOR.finditer(line):
            before = line[max(0, anchor.start() - _LONGEST) : anchor.start()]
            if place := ending(before, year, told):
                yield Seen(place, around(line, anchor, 12))


def ending(before: str, year: str = "", told: str = "") -> str:
    """The official name of the place that a text ends with; "" for none.

    >>> ending("在北京市朝阳区"), ending("我代表云岭县"), ending("接受区")
    ('朝阳区', '云岭县', '')
    """
    for length in range(min(_LONGEST, len(before)), 1, -1):
        rows = table().get(before[-length:], [])
        # 城区, 郊区 and 矿区 are names, but 中心城区 is none, and 新河东区 is another than 河东区.
        rest = _BEFORE.split(before[:-length])[-1]
        if (length == 2 and rest) or (len(rest) == 1 and rest not in _PARTICLES):
            continue
        if row := _chosen(rows, before[-length:], year, told):
            return row.place
    return _unknown(before)


def _unknown(before: str) -> str:
    """A name that is not in the table, but ends as its level does."""
    ending = _ENDINGS.search(before)
    stem = _BEFORE.split(before[: ending.start()])[-1] if ending else ""
    if ending is None or not 1 <= len(stem) <= 8 or _NO_STEM.fullmatch(stem):
        return ""
    return stem + ending[0]


def _chosen(rows: list[Place], name: str, year: str, told: str) -> Place | None:
    """Of homonyms the one that was there then, with its full name, of the level that is told."""
    valid = [row for row in rows if _was_there(row, year)] or rows
    full = [row for row in valid if row.place == name]
    if not full and told:
        valid = [row for row in valid if row.level == told]
    usable = full or valid
    fitting = [row for row in usable if row.level == told] or usable
    return min(fitting, key=lambda row: _LEVELS.index(row.level), default=None)


def _was_there(row: Place, year: str) -> bool:
    # A report of the year after a reform may still be that of the old place.
    return not year or (row.first or "0") <= year and (not row.last or year <= row.last)


def _in_name(name: str, year: str, told: str) -> Iterator[Seen]:
    """The places that the file and its folders are named after, the file first."""
    for part in reversed(name.replace("\\", "/").split("/")):
        text = solid(re.split(r"人民政府|政府|国民经济|工作报告", part)[0])
        text = re.sub(r"(?:19|20)\d{2}年?(?:度)?|[^\u4e00-\u9fff]+", " ", text)
        for word in text.split():
            if place := ending(word, year, told):
                yield Seen(place, f"the name «{part}»")


def _often(clean: str, year: str, told: str) -> list[Seen]:
    """The place that a text names most often, of the level of which it speaks."""
    level = told or _spoken_of(clean)
    runs = re.findall(r"[\u4e00-\u9fff]{2,12}", clean[:60_000])
    names = (run[start:] for run in runs for start in range(len(run) - 1))
    counts = Counter(place for name in names if (place := _beginning(name, year, level)))
    if not counts:
        return []
    place, count = counts.most_common(1)[0]
    return [Seen(place, f"named {count} times in the text")] if count > 2 else []


def _beginning(text: str, year: str, level: str) -> str:
    """The official name of the place of a level that a text begins with; "" for none."""
    for length in range(min(8, len(text)), 1, -1):
        rows = [row for row in table().get(text[:length], []) if row.level == level]
        if row := _chosen(rows, "", year, level):
            return row.place
    return ""


def _spoken_of(clean: str) -> str:
    words = {"province": "全省|全区", "city": "全市|全州|全盟", "county": "全县|全旗"}
    return max(words, key=lambda level: len(re.findall(words[level], clean)))


_OVER_COUNTIES = re.compile(r"各?县\(市、?区\)|各?区、?县\(市\)|各区县|各县区|区县\(市\)")
"""Words of a city that has counties and districts under it."""


def level(place: str, year: str = "", told: str = "", clean: str = "") -> Found:
    """The level of a place's government, from the table or from the end of its name.

    >>> level("呼伦贝尔市", "2016"), level("云岭县").value
    (Found(value='city', evidence='from the table of places'), 'county')
    """
    if not place:
        return Found("", "no place")
    if place == "全国":
        return Found("nation", "the State Council reports")
    rows = [row for row in table().get(place, []) if row.place == place]
    if row := _chosen(rows, place, year, told):
        return Found(row.level, "from the table of places")
    if place.endswith(("省", "自治区")):
        return Found("province", "from its name")
    if place.endswith(("州", "盟", "地区")):
        return Found("city", "from the end of its name")
    if place.endswith("市") and (counties := _OVER_COUNTIES.search(clean)):
        return Found("city", f"{around(clean, counties)}: it has counties under it")
    if place.endswith("市"):
        return Found("county", "a city whose text names no counties under it; look at it yourself")
    return Found("county", "from the end of its name")
