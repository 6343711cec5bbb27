"""Words: jieba with a lexicon of its own, without touching jieba's shared tokeniser.

Plain jieba is the reference and computes the frequencies. Where rjieba is installed, which is jieba
in Rust, it finds the most probable words, many times as fast and word for word alike: it is given
jieba's words, frequencies and total, so that it adds and compares the same numbers in the same
order, near ties included. What both leave to jieba's hidden Markov model, jieba itself decides,
for runs of hundreds of characters without a word in stretches: its time grows with their square.

To keep a term whole, add a line to the corpus's ``lexicon/terms.csv``. Frequencies are computed,
so that an entry cannot lose against the pieces it should keep together. What is not in the lexicon
is parted where jieba's dictionary holds chance compounds (顺利完成, "smoothly complete") or a
numeral with its measure (万平方米), and where its hidden Markov model joins a preposition with the
level it governs (由区, "by the district").
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workreports.io import lexicon as lexicons
from workreports.io.errors import CorpusError, Problem
from workreports.io.lexicon import Content
from workreports.io.resources import LEXICON
from workreports.io.tables import text_of
from workreports.io.text import NORMAL_FORM, searched

if TYPE_CHECKING:
    import jieba
    import rjieba

_NUMBER = re.compile(
    r"(第?[一二三四五六七八九十两几百千万亿]+)"
    r"(年|届|次|条|个|家|项|批|轮|期|级|类|种|户|人|件|处|座|幢|所|名|位|张|米|亩|吨|倍|平方米|"
    r"平方公里|人次|章|节|版|多|余)"
)
_BEFORE_LEVEL = re.compile("([由经在对从向为与和以按据被把将因到给于及报受])([区市县省镇乡州旗])")
"""A preposition, a conjunction or a verb that governs what stands above, and a level: 由区."""
_RARE = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Chinese characters that jieba knows not to be such, and rjieba does: words end before them."""
_STRETCH = re.compile("[\u4e00-\u9fd5]{1,500}|[^\u4e00-\u9fd5]+")
"""Of a run of single characters; the Chinese and the others in it are parted anyway."""
_WORDS_REMEMBERED = 500_000
_WORTH_THREADS = 200_000  # characters


def segment(text: str, lexicon: Path | Content = LEXICON) -> list[str]:
    """Cut a text into words, punctuation and blanks included.

    Parameters
    ----------
    text : str
    lexicon : Path or Content
        A corpus's folder ``lexicon/``, whose terms add to the library's, or what was read from one;
        by default that of the demonstration corpus.

    Returns
    -------
    list of str
        ``"".join`` gives the text back. Where it is cut does not depend on the width of its
        letters, digits and signs.

    >>> segment("一般公共预算收入增长7%")
    ['一般公共预算收入', '增长', '7%']
    """
    return _as_received(_segmenter(lexicons.content("terms.csv", lexicon)), text)


def batch(texts: Iterable[str], lexicon: Path | Content = LEXICON) -> list[list[str]]:
    """:func:`segment` for many texts, on all cores where rjieba is installed.

    >>> batch(["加快建设。", "加强治理。"])
    [['加快', '建设', '。'], ['加强', '治理', '。']]
    """
    cut, texts = _segmenter(lexicons.content("terms.csv", lexicon)), list(texts)
    if cut.engine is None or sum(map(len, texts)) < _WORTH_THREADS:
        return [_as_received(cut, text) for text in texts]
    # Neighbours go together: a thread for each short text would cost more than it saves.
    portions = [texts[start : start + 64] for start in range(0, len(texts), 64)]
    with ThreadPoolExecutor() as threads:
        return [
            words
            for portion in threads.map(
                lambda portion: [_as_received(cut, text) for text in portion], portions
            )
            for words in portion
        ]


def _as_received(cut: Callable[[str], list[str]], text: str) -> list[str]:
    """The words of a text, cut where its normal form is."""
    normal = text.translate(NORMAL_FORM)
    words = cut(normal)
    if normal == text:
        return words
    ends = list(accumulate(map(len, words)))
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


class _Segmenter:
    """The words of jieba with a lexicon, and what each of them is parted into after that.

    Where the most probable words leave characters in a row single, jieba asks its hidden Markov
    model, which may join some. rjieba's has rounded numbers, so that jieba's own is asked whoever
    finds the most probable words, once for each run.
    """

    def __init__(self, lexicon: Content, engine: rjieba.Jieba | None = None):
        self.own, self.protected = tokenizer(lexicon), frozenset(terms(lexicon)["term"])
        from jieba import finalseg, re_han_default  # after tokenizer(), which keeps it quiet

        self.engine = engine and _filled(engine, self.own.FREQ, self.own.total)
        self.han, self.hidden_markov = re_han_default, finalseg.cut
        self.known, self.runs = _Remembered(self._part_unless_loose), _Remembered(self._part_run)

    def __call__(self, text: str) -> list[str]:
        found, run, known = [], "", self.known
        for word in self._most_probable(text):
            pieces = known[word]
            if pieces is None:
                run += word
                continue
            if run:
                found += self.runs[run]
                run = ""
            found += pieces
        if run:
            found += self.runs[run]
        return found

    def _most_probable(self, text: str) -> Iterable[str]:
        if not self.engine:
            return self.own.cut(text, HMM=False)
        if not _RARE.search(text):
            return self.engine.cut(text, False)
        return (word for part in _RARE.split(text) for word in self.engine.cut(part, False))

    def _part_unless_loose(self, word: str) -> tuple[str, ...] | None:
        """None for part of a run: a single character, or letters and digits the engine joined."""
        is_loose = len(word) == 1 or not self.own.FREQ.get(word)
        return None if is_loose and self.han.match(word) else self._part(word)

    def _part_run(self, run: str) -> tuple[str, ...]:
        # A run that is a word has been found less probable than its characters.
        words = run if self.own.FREQ.get(run) else self._joined(run)
        return tuple(piece for word in words for piece in self._part(word))

    def _joined(self, run: str) -> Iterator[str]:
        for stretch in _STRETCH.findall(run):
            yield from self.hidden_markov(stretch)

    def _part(self, word: str) -> tuple[str, ...]:
        return _part(word, self.own.FREQ, self.protected)


def _filled(engine: rjieba.Jieba, frequencies: dict[str, int], total: int) -> rjieba.Jieba:
    """Give an empty rjieba jieba's words, and the very total that jieba weighs them by."""
    for word, frequency in frequencies.items():
        if frequency:  # the beginnings of words stand there too, with 0
            engine.add_word(word, frequency, None)
    # jieba's total counts twice what it was given twice. A blank, which no word holds, makes it up.
    engine.add_word(" ", total - sum(frequencies.values()), None)
    return engine


class _Remembered(dict):
    """What a function makes of each word, computed once."""

    def __init__(self, compute: Callable[[str], tuple[str, ...] | None]):
        super().__init__()
        self.compute = compute

    def __missing__(self, word: str) -> tuple[str, ...] | None:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        pieces = self[word] = self.compute(word)
        return pieces


def _part(word: str, frequencies: dict[str, int], protected: frozenset[str]) -> tuple[str, ...]:
    """Part a compound that is hardly a word although jieba lists it; a numeral from its measure; a
    preposition from a level."""
    if word in protected:
        return (word,)
    if number := _NUMBER.fullmatch(word):
        return number.groups()
    if not frequencies.get(word) and (found := _BEFORE_LEVEL.fullmatch(word)):  # 和县 is a county
        return found.groups()
    half = word[:2], word[2:]
    # Up to 5 a frequency is a placeholder: the entry was listed, not counted in a corpus.
    if (
        len(word) == 4
        and 0 < frequencies.get(word, 0) <= 5
        and min(frequencies.get(part, 0) for part in half) > 50
    ):
        return half
    return (word,)


def spans(words: Iterable[str]) -> list[tuple[str, int, int]]:
    """Words of a text, without blanks, with their places ``(word, start, end)`` (half-open).

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
    """How well a segmenter agrees with sentences cut by hand.

    The harmonic mean of word precision and recall. Words count as equal when they begin and end at
    the same characters (Sproat & Emerson 2003, the first Chinese word segmentation bakeoff).

    >>> f1([["五水共治", "见效"]], cut=lambda text: [text[:2], text[2:4], text[4:]])
    0.4
    """
    agree, total = _agreement(by_hand, cut).sum(axis=0)
    return float(2 * agree / total)


def f1_interval(
    by_hand: Iterable[list[str]], cut: Callable[[str], list[str]] = segment, draws: int = 2000
) -> tuple[float, float]:
    """The 95 % interval of :func:`f1`, by drawing sentences anew (percentile bootstrap, seed 0).

    >>> f1_interval([["五水共治", "见效"]] * 3, cut=lambda text: [text[:4], text[4:]])
    (1.0, 1.0)
    """
    sizes = _agreement(by_hand, cut)
    drawn = np.random.default_rng(0).integers(len(sizes), size=(draws, len(sizes)))
    agree, total = sizes[drawn].sum(axis=1).T
    low, high = np.quantile(2 * agree / total, [0.025, 0.975])
    return float(low), float(high)


def _agreement(by_hand: Iterable[list[str]], cut: Callable[[str], list[str]]) -> np.ndarray:
    """For each sentence the words in common, and those of both together."""
    places = [(_places(words), _places(cut("".join(words)))) for words in by_hand]
    return np.array([(len(gold & found), len(gold) + len(found)) for gold, found in places])


def _places(words: list[str]) -> set[tuple[int, int]]:
    ends = list(accumulate(map(len, words)))
    return set(zip([0, *ends], ends, strict=False))


def is_content(word: str, without: frozenset[str] | None = None) -> bool:
    """Whether a word carries meaning of its own.

    It has a letter or a Chinese character and is none of ``without``, by default :func:`stopwords`.

    >>> is_content("创新"), is_content("的"), is_content("7%")
    (True, False, False)
    """
    return bool(re.search(r"[^\W\d_]", word)) and word not in (
        stopwords() if without is None else without
    )


def terms(lexicon: Path | Content = LEXICON) -> pd.DataFrame:
    """The terms that stay whole: ``term kind en``, see :func:`workreports.io.lexicon.table`.

    Raises
    ------
    CorpusError
        For an empty, doubled or blank-holding term, with its row.

    >>> terms().set_index("term").at["数字经济", "en"]
    'digital economy'
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


def stopwords(lexicon: Path | Content = LEXICON) -> frozenset[str]:
    """Words without meaning of their own, one a line in ``stopwords.txt``; after # stand notes.

    Of a corpus's file any encoding that spreadsheets write is read.

    >>> "的" in stopwords()
    True
    """
    return _stopwords(lexicons.content("stopwords.txt", lexicon))


def tokenizer(lexicon: Path | Content | None = LEXICON) -> jieba.Tokenizer:
    """A jieba tokeniser with the lexicon's terms, or plain if ``lexicon`` is None.

    Built once for each state of the lexicon.

    >>> tokenizer(None).lcut("五水共治")
    ['五水共治']
    """
    return _tokenizer(None if lexicon is None else lexicons.content("terms.csv", lexicon))


@lru_cache(maxsize=8)
def _stopwords(content: tuple[bytes, ...]) -> frozenset[str]:
    lines = [
        searched(line) for data in content for line in text_of(data, "stopwords.txt").splitlines()
    ]
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=8)
def _segmenter(content: tuple[bytes, ...]) -> _Segmenter:
    lexicon = {"terms.csv": content}
    try:
        from rjieba import Jieba
    except ImportError:
        return _Segmenter(lexicon)
    return _Segmenter(lexicon, Jieba.empty())


@lru_cache(maxsize=8)
def _tokenizer(content: tuple[bytes, ...] | None) -> jieba.Tokenizer:
    """Build a tokeniser.

    It is built here and shared with nobody; the dictionary is read directly, because jieba's own
    start would write a cache file into the system's shared temporary folder and log about it.
    """
    with warnings.catch_warnings():
        # Python 3.12 and later warn of escapes in jieba's source when they first compile it.
        warnings.simplefilter("ignore")
        import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    if content is not None:
        words = terms({"terms.csv": content})["term"]
        _protect(own, sorted(words, key=lambda term: (len(term), term)))
    return own


def _protect(own: jieba.Tokenizer, words: list[str]) -> None:
    """Give each word the frequency at which it beats any way of cutting it up.

    Short words come first, so that a longer one is held against the shorter ones' new frequencies.
    Adding words shifts the total, which may tip a near tie: rounds follow until nothing changes.
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
