"""The title of a document: the line, or the lines, that name a report."""

from __future__ import annotations

import re
from itertools import product

from workreports.corpus.structure import marks
from workreports.ingest.evidence import genres
from workreports.ingest.evidence.found import Found

_TITLE = re.compile(
    r"(?!.*(?:月.{1,4}日(?!\s*[\u4e00-\u9fff]{2,4}\s*\))|次会议|会议?上))[^\n。,;:]*"
    r"(?:工作报告|(?:计划|预算)[^\n。]*报告|规划纲要|五年规划|统计公报)[^\n。]{0,24}"
)
_WHOLE = re.compile(r"[^。,;:?!]*(?:报告|规划纲要|五年规划|公报)(?:\([^)]{1,12}\))?")
_BEGINS = re.compile(r"关于.*|.*(?:国民经济|财政|预算|决算|计划|统计).*|.*政府")
"""The first line of a title that goes on."""
_NO_TITLE = re.compile(r"[-\u2014_=*·.…\s]*|[-\u2014(].*|.*[。:]|.*(?:长|主席|主任)[\s\u3000].*")
_OPENING = 8
"""Lines among which a title stands."""
_LONGEST_LINE, _LONGEST = 60, 120
"""Characters of a title on one line, and on several."""


def find(head: str) -> str:
    """The first line that names a report, or the first two or three that do so together, or "".

    >>> find("关于甲县2016年国民经济和社会发展\\n计划执行情况的报告\\n——2017年1月9日")
    '关于甲县2016年国民经济和社会发展计划执行情况的报告'
    """
    lines = _lines(head)[:_OPENING]
    for first, count in product(range(len(lines)), (1, 2, 3)):
        some = lines[first : first + count]
        title = "".join(some)
        is_title = _is_title(title) if count == 1 else _is_broken(some, title)
        if is_title:
            return title
    return ""


def _is_title(line: str) -> bool:
    # The bare name of a genre names no document.
    is_name = line in genres.NAMES.values()
    return not is_name and len(line) <= _LONGEST_LINE and bool(_TITLE.fullmatch(line))


def _is_broken(lines: list[str], title: str) -> bool:
    """Whether lines are a title only together."""
    begins = _BEGINS.fullmatch(lines[0]) and not _NO_TITLE.fullmatch(lines[0])
    is_another = lines[-1].startswith("关于") or lines[-1] == genres.NAMES["work_report"]
    is_title = len(title) <= _LONGEST and _TITLE.fullmatch(title) and _WHOLE.fullmatch(title)
    return bool(begins and is_title and not is_another)


def of_front_matter(text: str) -> str:
    """The title before a text, once where a site says it twice; "" for none.

    >>> of_front_matter("---\\ntitle: 甲县报告甲县报告\\n---\\n各位代表:")
    '甲县报告'
    """
    title = marks.front_matter(text).get("title", "").strip()
    half = len(title) // 2
    return title[:half] if title and title[:half] == title[half:] else title


def name(title: str, front: str, head: str, file: str, put_together: str, genre: str) -> Found:
    """The column ``title``: the text's own, or that of its front matter, or one put together.

    >>> name("", "", "——\\n甲县县长 张三\\n园区揭牌\\n", "a", "", "article").value
    '园区揭牌'
    """
    if title:
        return Found(title, "the first line that names a report")
    if genre != "article":
        words = f"{put_together}{genres.NAMES[genre]}"
        return Found(words, "put together; the text has no title")
    if front:
        return Found(front[:_LONGEST_LINE], "the title before the text")
    lines = [line for line in _lines(head) if not _NO_TITLE.fullmatch(line)]
    stem = file.rpartition("/")[2] or "untitled"
    return Found((lines or [stem])[0][:_LONGEST_LINE], "the first line" if lines else "the file")


def _lines(head: str) -> list[str]:
    return [line.strip() for line in head.splitlines() if line.strip()]
