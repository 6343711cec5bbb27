"""What a verdict rests on, with its numbers, and what is noted of a report, in Chinese."""

from __future__ import annotations

import re

_N = r"(-?[\d.]+)"
_FORMS = [
    (r"^no number was promised.*?(?=; adjusted|$)", ""),
    (r"^no result is printed", ""),
    (r"^territory: by then the place had other borders", ""),
    (r"^the target is 同口径 \(on comparable terms\), the result is not", "承诺为同口径，结果不是"),
    (r"^only a 同口径 rate is printed", "仅有同口径增长率"),
    (rf"^the result is only a threshold \({_N}\)", r"\1"),
    (rf"^{_N} against «about» {_N}: the wording leaves it open", r"结果\1，承诺\2左右"),
    (rf"^{_N} against {_N}", r"结果\1，承诺\2"),
    (rf"{_N} in (\d{{4}}), from {_N} in (\d{{4}}), is as much over the whole period",
     r"\2年\1、\4年\3，按整个时期折算"),
    (rf"{_N} %, the best since (\d{{4}}), in (\d{{4}})", r"\3年取\2年以来最高的\1%"),
    (rf"{_N} % in (\d{{4}})", r"\2年\1%"),
    (rf"{_N} in (\d{{4}}), preliminary", r"\2年\1（预计）"),
    (rf"{_N} in (\d{{4}})", r"\2年\1"),
    (r", then ", "，其后"),
    (r"((?:\d{4}(?:, | and )?)+) not printed", r"\1年未载明"),
    (r"(?<=[\d）])(?:, | and )(?=\d{4})", "、"),
    (r", each taken as high as in (\d{4})", r"，各按\1年计"),
    (rf", each taken as {_N}", r"，各按\1计"),
    (r"; the rates are at constant prices", "；增长率按可比价"),
    (r"; for the borders of (.+?) there is one", r"另有区划为\1的结果"),
    (r"; adjusted to ", "；目标调整为"),
    (r" \(preliminary\)", "（预计数）"),
    (r"(?<=\d) \(", "（"),
    (r"(?<!-)\)", "）"),
    (r"; ", "；"),
    (r", ", "，"),
]  # fmt: skip
"""Asked one after the other; what one wrote the next reads."""

_NOTES = {
    "the page was not opened; public code of several authors gives the same address": (
        "该网页未曾打开；多位作者的公开代码给出同一网址"
    ),
    "day told by the province's news site": "日期据该省新闻网站",
    "day told by the province's newspaper, reprinted": "日期据该省报纸（转载）",
    "day printed over the report in the province's newspaper": "日期据该省报纸所载报告题头",
    "day told by a city's news site": "日期据某市新闻网站",
}


def noted(note: str | None) -> str | None:
    """A note on a report in Chinese, with the address in it; nothing for one of another form.

    >>> noted("day told by a city's news site: https://a.cn/b")
    '日期据某市新闻网站：https://a.cn/b'
    """
    head, colon, address = (note or "").partition(": ")
    known = _NOTES.get(head)
    return known and known + colon.replace(": ", "：") + address


def chinese(why: str) -> str:
    """A ``why`` of :func:`workreports.targets.compare` in Chinese, without what its reason says.

    >>> chinese("9 against 5 (16 in 2019, from 10 in 2015, is as much over the whole period)")
    '结果9，承诺5（2019年16、2015年10，按整个时期折算）'
    """
    if why.startswith("said in words: "):
        return why.removeprefix("said in words: ")
    for form, told in _FORMS:
        why = re.sub(form, told, why)
    return why
