"""Words: jieba with a lexicon of its own, without touching jieba's shared tokeniser or leaving files behind.

Plain jieba is the reference and computes the frequencies; where rjieba is installed, which is jieba in Rust, it does the cutting, many times as fast and
word for word alike (a test holds them against each other).

To keep a term whole, add a line to the corpus's ``lexicon/terms.csv``. Frequencies are computed, so that an entry cannot
lose against the pieces it should keep together. What is not in the lexicon is parted where jieba's dictionary holds
chance compounds (顺利完成, "smoothly complete") or a numeral with its measure (万平方米).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workreports.io import lexicon as lexicons
from workreports.io.errors import CorpusError, Problem
from workreports.io.resources import LEXICON

if TYPE_CHECKING:
    import jieba

_NUMBER = re.compile(
    r"(第?[一二三四五六七八九十两几百千万亿]+)(年|届|次|条|个|家|项|批|轮|期|级|类|种|户|人|件|处|座|幢|所|名|位|张|米|亩|吨|倍|平方米|平方公里|"
    r"人次|章|节|版|多|余)"
)
_BEYOND = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Chinese characters that plain jieba knows not to be such, and rjieba does: lines with one are left to jieba."""
_JOINED = re.compile(r"[a-zA-Z0-9%]*[._\-][a-zA-Z0-9._%\-]*")
_RUN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")  # jieba's own, for what is not Chinese
_WORDS_REMEMBERED = 500_000
_WORTH_THREADS = 200_000  # characters


def segment(text: str, lexicon: Path = LEXICON) -> list[str]:
    """Cut a text into words, punctuation and blanks included.

    Parameters
    ----------
    text : str
    lexicon : Path
        A corpus's folder ``lexicon/``, whose terms add to the library's; by default the demonstration corpus's.

    Returns
    -------
    list of str
        ``"".join`` gives the text back.

    >>> segment("一般公共预算收入增长7%")
    ['一般公共预算收入', '增长', '7%']
    """
    return _segmenter(lexicon, lexicons.stamp("terms.csv", lexicon))(text)


def batch(texts: Iterable[str], lexicon: Path = LEXICON) -> list[list[str]]:
    """:func:`segment` for many texts, on all cores where rjieba is installed.

    >>> batch(["加快建设。", "加强治理。"])
    [['加快', '建设', '。'], ['加强', '治理', '。']]
    """
    cut = _segmenter(lexicon, lexicons.stamp("terms.csv", lexicon))
    texts = list(texts)
    if cut.engine is None or sum(map(len, texts)) < _WORTH_THREADS:
        return [cut(text) for text in texts]
    # Neighbours go together: a thread for each short text would cost more than it saves.
    portions = [texts[start : start + 64] for start in range(0, len(texts), 64)]
    with ThreadPoolExecutor() as threads:
        return [
            words
            for portion in threads.map(lambda portion: [cut(text) for text in portion], portions)
            for words in portion
        ]


class _Segmenter:
    """The cutting engine with a lexicon, and what each of its words is cut into after that."""

    def __init__(self, lexicon: Path, engine: type | None):
        self.jieba, self.protected = tokenizer(lexicon), frozenset(terms(lexicon)["term"])
        self.engine = None
        self.pieces: dict[str, tuple[str, ...]] = {}
        if engine is not None:
            self.engine = engine()
            for term in sorted(self.protected):
                self.engine.add_word(term, self.jieba.FREQ[term], None)

    def __call__(self, text: str) -> list[str]:
        if self.engine is None:
            return self._finish(self.jieba.lcut(text))
        if not _BEYOND.search(text):
            return self._finish(self.engine.cut(text))
        # A word never runs over a line end, so that only lines with such characters need plain jieba.
        return [
            piece
            for line in text.splitlines(keepends=True)
            for piece in self._finish(
                (self.jieba.lcut if _BEYOND.search(line) else self.engine.cut)(line)
            )
        ]

    def _finish(self, words: list[str]) -> list[str]:
        pieces = self.pieces
        try:
            return [piece for word in words for piece in pieces[word]]
        except KeyError:
            if len(pieces) > _WORDS_REMEMBERED:
                pieces = self.pieces = {}
            for word in words:
                if word not in pieces:
                    pieces[word] = tuple(
                        piece
                        for run in self._runs(word)
                        for piece in _part(run, self.jieba.FREQ, self.protected)
                    )
            return [piece for word in words for piece in pieces[word]]

    def _runs(self, word: str) -> list[str]:
        """rjieba leaves runs such as 2025-08-18 whole, which jieba cuts by a pattern of its own."""
        if (
            self.engine is None
            or len(word) == 1
            or word in self.protected
            or self.jieba.FREQ.get(word)
            or not _JOINED.fullmatch(word)
        ):
            return [word]
        return [run for run in _RUN.split(word) if run]


def _part(word: str, frequencies: dict[str, int], protected: frozenset[str]) -> tuple[str, ...]:
    """Part a compound that jieba's dictionary lists although it is hardly a word, and a numeral from its measure."""
    if word in protected:
        return (word,)
    if number := _NUMBER.fullmatch(word):
        return number.groups()
    half = word[:2], word[2:]
    # Frequencies up to 5 are placeholders in jieba's dictionary: these entries were listed, not counted in a corpus.
    if (
        len(word) == 4
        and 0 < frequencies.get(word, 0) <= 5
        and min(frequencies.get(part, 0) for part in half) > 50
    ):
        return half
    return (word,)


def spans(words: Iterable[str]) -> list[tuple[str, int, int]]:
    """Words of a text, all of them in order, with their places ``(word, start, end)`` (half-open); blanks are left out.

    >>> spans(segment("加快 建设。"))
    [('加快', 0, 2), ('建设', 3, 5), ('。', 5, 6)]
    """
    found, start = [], 0
    for word in words:
        end = start + len(word)
        if not word.isspace():
            found.append((word, start, end))
        start = end
    return found


def f1(by_hand: Iterable[list[str]], cut: Callable[[str], list[str]] = segment) -> float:
    """How well a segmenter agrees with sentences cut by hand: the harmonic mean of word precision and recall.

    Words count as equal when they begin and end at the same characters (Sproat & Emerson 2003, the first
    Chinese word segmentation bakeoff).

    >>> f1([["五水共治", "见效"]], cut=lambda text: [text[:2], text[2:4], text[4:]])
    0.4
    """
    agree = total = 0
    for words in by_hand:
        gold, found = _places(words), _places(cut("".join(words)))
        agree += len(gold & found)
        total += len(gold) + len(found)
    return 2 * agree / total


def _places(words: list[str]) -> set[tuple[int, int]]:
    ends = list(accumulate(map(len, words)))
    return set(zip([0, *ends], ends, strict=False))


def is_content(word: str, without: frozenset[str] | None = None) -> bool:
    """Whether a word carries meaning of its own: it has a letter or a Chinese character and is none of ``without``, by default :func:`stopwords`.

    >>> is_content("创新"), is_content("的"), is_content("7%")
    (True, False, False)
    """
    return bool(re.search(r"[^\W\d_]", word)) and word not in (
        stopwords() if without is None else without
    )


def terms(lexicon: Path = LEXICON) -> pd.DataFrame:
    """The terms that stay whole: ``term kind en``, see :func:`workreports.io.lexicon.table`.

    Raises
    ------
    CorpusError
        For an empty, doubled or blank-holding term, with its row.
    """
    table = lexicons.table("terms.csv", lexicon)
    problems = [
        Problem(
            "terms.csv", row, f"term {term!r} holds a blank", "write it as it stands in the text"
        )
        for row, term in table["term"].items()
        if re.search(r"\s", term)
    ]
    if problems:
        raise CorpusError(problems)
    return table


def stopwords(lexicon: Path = LEXICON) -> frozenset[str]:
    """Words without meaning of their own, one a line in ``stopwords.txt``; lines that begin with # are notes.

    >>> "的" in stopwords()
    True
    """
    return _stopwords(lexicons.stamp("stopwords.txt", lexicon))


def tokenizer(lexicon: Path | None = LEXICON) -> jieba.Tokenizer:
    """A jieba tokeniser with the lexicon's terms, or plain if ``lexicon`` is None. Built once for each state of the lexicon.

    >>> tokenizer(None).lcut("五水共治")
    ['五水共治']
    """
    return _tokenizer(lexicon, lexicons.stamp("terms.csv", lexicon) if lexicon else None)


@lru_cache(maxsize=8)
def _stopwords(stamp: tuple[tuple[Path, int, int], ...]) -> frozenset[str]:
    lines = [
        line.strip()
        for path, *_ in stamp
        for line in path.read_text(encoding="utf-8-sig").splitlines()
    ]
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=8)
def _segmenter(lexicon: Path, stamp: tuple[tuple[Path, int, int], ...]) -> _Segmenter:
    try:
        from rjieba import Jieba
    except ImportError:
        Jieba = None
    return _Segmenter(lexicon, Jieba)


@lru_cache(maxsize=8)
def _tokenizer(lexicon: Path | None, stamp: tuple | None) -> jieba.Tokenizer:
    """Build a tokeniser.

    It is built here and shared with nobody; the dictionary is read directly, because jieba's own start would write a
    cache file into the system's shared temporary folder and log about it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # Python 3.12 and later warn of escapes in jieba's source when they first compile it
        import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    if lexicon is not None:
        _protect(own, sorted(terms(lexicon)["term"], key=lambda term: (len(term), term)))
    return own


def _protect(own: jieba.Tokenizer, words: list[str]) -> None:
    """Give each word the frequency at which it beats any way of cutting it up.

    Short words come first, so that a longer one is held against the shorter ones' new frequencies. Adding words shifts
    the total, which may tip a near tie: rounds follow until nothing changes.
    """
    for _ in range(5):
        cut = [
            word for word in words if own.lcut(word, HMM=False) != [word] or word not in own.FREQ
        ]
        if not cut:
            return
        for word in cut:
            own.add_word(word, own.suggest_freq(word))
    raise CorpusError(
        [Problem("terms.csv", None, f"{cut[0]} is cut up whatever its frequency", "take it out")]
    )
