"""Words: jieba with a lexicon of its own, without touching jieba's shared tokeniser or leaving files behind.

To keep a term whole, add a line to ``corpus/lexicon/terms.csv``. Frequencies are computed, so that an entry cannot
lose against the pieces it should keep together. What is not in the lexicon is parted where jieba's dictionary holds
chance compounds (顺利完成, "smoothly complete") or a numeral with its measure (万平方米).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workreports.files import CorpusError, Problem, read_csv

if TYPE_CHECKING:
    import jieba

_NUMBER = re.compile(r"(第?[一二三四五六七八九十两几百千万亿]+)(年|届|次|条|个|家|项|批|轮|期|级|类|种|户|人|件|处|座|幢|所|名|位|张|米|亩|吨|倍|平方米|平方公里|"
                     r"人次|章|节|版|多|余)")
LEXICON = Path(__file__).resolve().parents[2] / "corpus" / "lexicon"
TERM_COLUMNS = ["term", "kind", "en"]


def segment(text: str, lexicon: Path = LEXICON) -> list[str]:
    """Cut a text into words, punctuation and blanks included.

    Parameters
    ----------
    text : str
    lexicon : Path
        Folder with ``terms.csv``.

    Returns
    -------
    list of str
        ``"".join`` gives the text back.

    >>> segment("一般公共预算收入增长7%")
    ['一般公共预算收入', '增长', '7%']
    """
    own, protected = tokenizer(lexicon), _protected(lexicon, _stamp(lexicon / "terms.csv"))
    return [piece for word in own.lcut(text) for piece in _part(word, own.FREQ, protected)]


def _part(word: str, frequencies: dict[str, int], protected: frozenset[str]) -> tuple[str, ...]:
    """Part a compound that jieba's dictionary lists although it is hardly a word, and a numeral from its measure."""
    if word in protected:
        return (word,)
    if number := _NUMBER.fullmatch(word):
        return number.groups()
    half = word[:2], word[2:]
    # Frequencies up to 5 are placeholders in jieba's dictionary: these entries were listed, not counted in a corpus.
    if len(word) == 4 and 0 < frequencies.get(word, 0) <= 5 and min(frequencies.get(part, 0) for part in half) > 50:
        return half
    return (word,)


def spans(text: str, lexicon: Path = LEXICON) -> list[tuple[str, int, int]]:
    """Words of a text with their places ``(word, start, end)`` (half-open); blanks are left out.

    >>> spans("加快建设。")
    [('加快', 0, 2), ('建设', 2, 4), ('。', 4, 5)]
    """
    found, start = [], 0
    for word in segment(text, lexicon):
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


def is_content(word: str, lexicon: Path = LEXICON) -> bool:
    """Whether a word carries meaning of its own: it has a letter or a Chinese character and is no stop word.

    >>> is_content("创新"), is_content("的"), is_content("7%")
    (True, False, False)
    """
    return bool(re.search(r"[^\W\d_]", word)) and word not in stopwords(lexicon)


def terms(lexicon: Path = LEXICON) -> pd.DataFrame:
    """The lexicon: ``term kind en``, index the row in the file.

    Raises
    ------
    CorpusError
        For an empty, doubled or blank-holding term, with its row.
    """
    table = read_csv(lexicon / "terms.csv", TERM_COLUMNS)
    problems = []
    for row, term in table["term"].items():
        if not term or re.search(r"\s", term):
            problems.append(Problem("terms.csv", row, f"term {term!r} is empty or holds a blank", "write the term as it stands in the text"))
    for row, term in table.loc[table["term"].duplicated(), "term"].items():
        problems.append(Problem("terms.csv", row, f"{term} stands here a second time", "take one of the two rows out"))
    if problems:
        raise CorpusError(problems)
    return table[TERM_COLUMNS]


def stopwords(lexicon: Path = LEXICON) -> frozenset[str]:
    """Words without meaning of their own, one a line in ``stopwords.txt``; lines that begin with # are notes.

    >>> "的" in stopwords()
    True
    """
    return _stopwords(lexicon / "stopwords.txt", _stamp(lexicon / "stopwords.txt"))


def tokenizer(lexicon: Path | None = LEXICON) -> jieba.Tokenizer:
    """A jieba tokeniser with the lexicon's terms, or plain if ``lexicon`` is None. Built once for each state of the lexicon.

    >>> tokenizer(None).lcut("五水共治")
    ['五水共治']
    """
    return _tokenizer(lexicon, _stamp(lexicon / "terms.csv") if lexicon is not None else None)


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does."""
    if not path.is_file():
        raise CorpusError([Problem(path.name, None, f"there is no file {path}", "restore it, or name the right folder")])
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _stopwords(path: Path, stamp: tuple[int, int]) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=8)
def _protected(lexicon: Path, stamp: tuple[int, int]) -> frozenset[str]:
    return frozenset(terms(lexicon)["term"])


@lru_cache(maxsize=8)
def _tokenizer(lexicon: Path | None, stamp: tuple[int, int] | None) -> jieba.Tokenizer:
    """Build a tokeniser.

    It is built here and shared with nobody; the dictionary is read directly, because jieba's own start would write a
    cache file into the system's shared temporary folder and log about it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 and later warn of escapes in jieba's source when they first compile it
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
        cut = [word for word in words if own.lcut(word, HMM=False) != [word] or word not in own.FREQ]
        if not cut:
            return
        for word in cut:
            own.add_word(word, own.suggest_freq(word))
    raise CorpusError([Problem("terms.csv", None, f"{cut[0]} is cut up whatever its frequency", "take it out")])
