"""Headings without a number, told by their words alone.

A line is one if it is made of nothing but the words that headings of reports are made of, and ends
in one of those that they end in: 2013年工作回顾, 过去五年的主要成就, 重点工作.
"""

from __future__ import annotations

_TIMES = (
    r"(?:19|20)\d\d年(?:度|以来)?|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间|规划)?"
    r"|(?:刚刚)?(?:过去|今后|未来|近|这|上)的?[一两二三四五]年|[一五]年来|[今去明]年|本届|上届|新一届|下一步"
)
_WORDS = (
    "我[省市区县州]|全[省市区县州]|政府|[省市区县]政府|工作|经济社会|经济和社会|国民经济|社会|经济"
    "|发展|主要|基本|简要|总体|重点|重大|预期|奋斗|目标|任务|思路|要求|举措|措施|安排|部署|打算|成就"
    "|成绩|成效|回顾|总结|情况|进展|形势|存在|问题|困难|不足|关于|指导思想|原则|执行|完成|建议|计划"
    "|加强|全面|切实|进一步|大力|自身|建设|任期|的|和|与|及|以及|、|年度"
)
_LAST = (
    "回顾|总结|成就|成绩|成效|情况|进展|任务|目标|安排|部署|重点|工作|思路|举措|打算|自身建设"
    "|要求|问题|困难|不足|建议|措施"
)
# Of these words, one must be there: 政府工作 alone is no heading.
_TELLING = "年|十[一二三四五]?五|届|回顾|总结|成就|成绩|成效|重点|目标|任务|安排|部署|自身建设|思路"
NOTE = (
    r"[\[(【《]?[^。,\n]{0,20}?(?:名词[^。,\n]{0,6}(?:解释|注释|说明)|注 ?释)[\])】》]?:?(?=\n|$)"
    r"|附[录件]\d{0,2}:?(?=\n|$)"
)
"""Pattern of a line over what is added behind a report."""
HEADING = (
    rf"(?=[^\n]{{4,30}}(?:\n|$))(?=[^\n]*(?:{_TELLING}))(?=[^\n]*(?:{_LAST})(?:\n|$))"
    rf"(?:{_TIMES}|{_WORDS}){{2,16}}(?=\n|$)"
)
"""Pattern of a line that is a heading."""
