"""Headings without a number, told by their words alone.

A line is one if it is made of nothing but the words that headings of reports are made of, and ends
in one of those that they end in: 2013年工作回顾, 过去五年的主要成就, 重点工作.
"""

from __future__ import annotations

import re

_TIMES = (
    r"(?:19|20)\d\d年(?:度|以来)?|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间|规划)?"
    r"|(?:刚刚)?(?:过去|今后|未来|近|这|上)的?[一两二三四五]年|[一五]年来|[今去明]年|本届|上届|新一届|下一步"
)
_WORDS = (
    "我[省市区县州]|全[省市区县州]|政府|[省市区县]政府|工作|经济社会|经济和社会|国民经济|社会|经济"
    "|发展|主要|基本|简要|总体|重点|重大|预期|奋斗|目标|任务|思路|要求|举措|措施|安排|部署|打算|成就"
    "|成绩|成效|回顾|总结|情况|进展|形势|存在|问题|困难|不足|关于|指导思想|原则|执行|完成|建议|计划"
    "|面临|短板|差距|弱项|加强|全面|切实|进一步|大力|自身|建设|任期|的|和|与|及|以及|、|年度"
)
_LAST = (
    "回顾|总结|成就|成绩|成效|情况|进展|任务|目标|安排|部署|重点|工作|思路|举措|打算|自身建设"
    "|要求|问题|困难|不足|短板|差距|弱项|建议|措施"
)
# Of these words, one must be there: 政府工作 alone is no heading.
_TELLING = (
    "年|十[一二三四五]?五|届|回顾|总结|成就|成绩|成效|重点|目标|任务|安排|部署|自身建设|思路"
    "|问题|困难|不足|短板|差距"
)
NOTE = (
    r"[\[(【《]?[^。,\n]{0,20}?(?:名词[^。,\n]{0,6}(?:解释|注释|说明)|注 ?释)[\])】》]?:?(?=\n|$)"
    r"|附[录件表]?\d{0,2}:(?=[^。,;\n]{4,40}(?:\n|$))|附[录件]\d{0,2}:?(?=\n|$)"
)
"""Pattern of a line over what is added behind a report."""
IN_CORNERS = (
    r"【(?!打印|关闭|字[号体]|责任?编|编辑|来源|作者|返回|分享|收藏|名词|注)[^】\n]{2,30}】"
)
"""Pattern of words that lenticular brackets make a heading, on a line of its own or run in."""
HEADING = (
    rf"(?=[^\n]{{4,30}}(?:\n|$))(?=[^\n]*(?:{_TELLING}))(?=[^\n]*(?:{_LAST})(?:\n|$))"
    rf"(?:{_TIMES}|{_WORDS}){{2,16}}(?=\n|$)"
)
"""Pattern of a line that is a heading."""
_PROSE = re.compile(r"[^\t|]{24,}[。!?”)]$")
_NAME = re.compile(
    r"(?!各位|同志|(?:本报)?记者|作者|来源|责?任?编辑?|注|单位|附|[图表]\d|本报|摄影|联系|电话|抄送|主题词)"
    r"[\u4e00-\u9fff“《\dA-Za-z][^。!?;:,\t|]{1,24}(?:[:,][^。!?;:,\t|]{2,20}){0,2}"
)
_NO_NAME = re.compile(
    r".*\d{1,4}年\d{1,2}月.*|.*(?:政府|[局厅]|办公室|委员会|日|[省市县区州盟]长)|.{0,8}[摄稿]|[^\u4e00-\u9fff]*"
    r"|[二一][〇○零一二三四五六七八九]{3}年.{1,3}月.{0,3}"
)
"""What stands in a line of its own and is no heading: a date, who signs."""
_TITLE = re.compile(r".*(?:公报|报告|纲要|规划|讲话|计划|意见)(?:[(].*[)])?")
_LEAST = 2
"""Lines of the kind; a single one may be anything."""


def lines(text: str) -> list[tuple[int, int]]:
    """The short lines that stand over paragraphs, of a text whose headings have no numbers.

    Parameters
    ----------
    text : str
        Half-width punctuation.

    Returns
    -------
    list of tuple of int
        Start and end, in order.

    >>> prose = "全年农林牧渔业总产值和粮食产量都比上年有了不小的增长。"
    >>> text = "\\n".join(["公报", prose, "农业", prose, "工业", prose])
    >>> [text[a:b] for a, b in lines(text)]
    ['农业', '工业']
    """
    every = list(re.finditer(r"[^\n]+", text))
    first = next((i for i, line in enumerate(every) if _PROSE.match(line[0])), len(every))
    names = {i for i in range(first + 1, len(every)) if _is_name(every[i][0])}
    found = [i for i in sorted(names) if _stands_over(every, names, i)]
    if len(found) < _LEAST:
        return []
    if 1 < first < len(every) and _is_name(every[first - 1][0], of_title=True):
        found.insert(0, first - 1)
    return [every[i].span() for i in found]


def _is_name(line: str, *, of_title: bool = False) -> bool:
    """Whether a line may be a heading; among the lines of the title fewer may."""
    if of_title and (len(line) > 12 or _TITLE.fullmatch(line) or " " in line):
        return False
    return bool(len(line) <= 60 and _NAME.fullmatch(line) and not _NO_NAME.fullmatch(line))


def _stands_over(every: list[re.Match[str]], names: set[int], i: int) -> bool:
    """Whether a line that may be a heading stands between paragraphs, or with another over one."""
    before = every[i - 1][0]
    is_after = i - 1 in names or before.endswith(("。", "!", "?", "”", ")"))
    is_over = i + 1 < len(every) and (i + 1 in names or bool(_PROSE.match(every[i + 1][0])))
    return is_after and is_over
