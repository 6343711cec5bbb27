"""A corpus: the tables of its documents, paragraphs, edits and words, computed once and kept.

What is computed from the source files is stored under ``.cache/`` in the corpus folder, in a folder named after the
content of everything it depends on: sources, lexicon, code and the versions of the tools. A change of any of them gives
another name. To clear it, delete ``.cache/``.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from workreports import catalogue, cleaning, outline, reference, segmentation
from workreports.files import CorpusError, Problem, decode

if TYPE_CHECKING:
    import scipy.sparse

ROOT = Path(__file__).resolve().parents[2]
_STATES_KEPT = 3  # branches and experiments take turns without computing anew
_PLAN_PERIODS = {"十一五": "2006-2010", "十二五": "2011-2015", "十三五": "2016-2020", "十四五": "2021-2025"}
_LONG_REVIEW = re.compile(r"五年来|过去(?:的)?五年|本届政府|“十[一二三四]五”(?:时期|期间|以来|的收官|发展)")
_LONG_PLAN = re.compile(r"今后五年|“十[一二三四]五”规划")


class Matrix(NamedTuple):
    """Counts of terms: ``counts`` (sparse, rows x terms), ``rows`` (what each row is), ``terms`` (what each column is)."""

    counts: scipy.sparse.csr_array
    rows: pd.DataFrame
    terms: list[str]


class Corpus:
    """Documents, their paragraphs and the edits that made them readable; ``corpus/README.md`` explains every column.

    Attributes
    ----------
    documents : DataFrame
        One row a document, index ``doc_id``; ``characters`` counts its clean text.
    paragraphs : DataFrame
        One row a heading or paragraph: ``par_id doc_id part level section heading about text raw_start raw_end``.
    edits : DataFrame
        One row a difference between raw and clean text: ``raw_file doc_id raw_start raw_end before after kind by why``.
    folder : Path
        Where the corpus lies.
    """

    def __init__(self, documents: pd.DataFrame, paragraphs: pd.DataFrame, edits: pd.DataFrame, folder: Path,
                 read_tokens: Callable[[], pd.DataFrame]):
        self.documents, self.paragraphs, self.edits, self.folder = documents, paragraphs, edits, folder
        self._read_tokens = read_tokens

    def __repr__(self) -> str:
        characters = self.documents["characters"].sum()
        return f"<Corpus: {len(self.documents)} documents, {len(self.paragraphs)} paragraphs, {characters:,} characters>"

    def select(self, *, doc_id: str | list[str] | None = None, genre: str | list[str] | None = None,
               district: str | list[str] | None = None, boundary: str | list[str] | None = None,
               part: str | list[str] | None = None, about: str | list[str] | None = None,
               years: int | tuple[int, int] | None = None) -> Corpus:
        """Choose documents and paragraphs. Duplicates are left out.

        Parameters
        ----------
        doc_id, genre, district, boundary, part, about : str or list of str, optional
            Values to keep. ``about`` is the period spoken of.
        years : int or (int, int), optional
            Year of delivery, or the first and last one.

        Returns
        -------
        Corpus
            Documents of which no paragraph is left are left out; edits are those of the documents kept.

        Raises
        ------
        ValueError
            For a value that the corpus does not hold, naming the nearest ones it does.

        >>> load_corpus().select(genre="work_report", district="下城区", years=(2014, 2015)).documents.index.tolist()
        ['xiacheng-2014-work-report', 'xiacheng-2015-work-report']
        """
        everything = self.documents.reset_index()
        documents = everything[everything["duplicate_of"].isna()]
        for name, wanted in (("doc_id", doc_id), ("genre", genre), ("district", district), ("boundary", boundary)):
            if wanted is not None:
                documents = documents[documents[name].isin(_known(name, wanted, everything[name]))]
        if years is not None:
            first, last = (years, years) if isinstance(years, int) else years
            documents = documents[documents["year"].between(first, last).fillna(False).astype(bool)]
        paragraphs = self.paragraphs[self.paragraphs["doc_id"].isin(documents["doc_id"])]
        for name, wanted in (("part", part), ("about", about)):
            if wanted is not None:
                paragraphs = paragraphs[paragraphs[name].isin(_known(name, wanted, self.paragraphs[name]))]
        kept = self.documents[self.documents.index.isin(documents["doc_id"]) & self.documents.index.isin(paragraphs["doc_id"])]
        edits = self.edits[self.edits["doc_id"].isin(kept.index)]
        return Corpus(kept, paragraphs.reset_index(drop=True), edits.reset_index(drop=True), self.folder, self._read_tokens)

    def tokens(self) -> pd.DataFrame:
        """The words: ``par_id position token start end raw_start raw_end is_content``, in reading order.

        ``start:end`` count in the paragraph's text, ``raw_start:raw_end`` in the raw file. ``position`` counts the
        words of a paragraph from 0, punctuation included. Computed on the first call, then kept.

        >>> load_corpus().tokens()["token"].head(5).tolist()
        ['2017', '年', '2', '月', '7']
        """
        return self._tokens

    @cached_property
    def _tokens(self) -> pd.DataFrame:
        everything = self._read_tokens()
        chosen = everything["par_id"].isin(self.paragraphs["par_id"])
        return everything if chosen.all() else everything[chosen].reset_index(drop=True)

    def matrix(self, by: str = "paragraph", min_count: int = 2) -> Matrix:
        """Count content words. Duplicates are left out.

        Parameters
        ----------
        by : {"paragraph", "doc_id", "year", "about", "district", "part", "genre", "boundary"}
            What a row is. Paragraphs without the quality (a year, say) are left out.
        min_count : int
            Terms counted less often in all are left out.

        Returns
        -------
        Matrix
            ``counts`` as integers; ``rows`` with the column ``by``, or the paragraph table; ``terms`` sorted.

        >>> counts, rows, terms = load_corpus().matrix(by="doc_id")
        >>> counts.shape == (len(rows), len(terms))
        True
        """
        import scipy.sparse

        _known("by", by, ["paragraph", "doc_id", "year", "about", "district", "part", "genre", "boundary"])
        originals = self.documents[self.documents["duplicate_of"].isna()]
        paragraphs = self.paragraphs[self.paragraphs["doc_id"].isin(originals.index)].reset_index(drop=True)
        if by == "paragraph":
            rows, row_of = paragraphs, pd.Series(paragraphs.index, index=paragraphs["par_id"])
        else:
            group = paragraphs.join(originals[["year", "district", "genre", "boundary"]], on="doc_id").set_index("par_id")[by].dropna()
            rows = pd.DataFrame({by: sorted(group.unique())})
            row_of = group.map({value: row for row, value in rows[by].items()}).astype("int64")
        words = self.tokens()
        words = words[words["is_content"] & words["par_id"].isin(row_of.index)]
        totals = words["token"].value_counts()
        terms = sorted(totals.index[totals >= min_count])
        words = words[words["token"].isin(terms)]
        column_of = {term: column for column, term in enumerate(terms)}
        ones = pd.Series(1, index=words.index).to_numpy()
        places = words["par_id"].map(row_of).to_numpy(dtype="int64"), words["token"].map(column_of).to_numpy(dtype="int64")
        return Matrix(scipy.sparse.coo_array((ones, places), shape=(len(rows), len(terms))).tocsr(), rows, terms)

    @cached_property
    def definitions(self) -> pd.DataFrame:
        """Terms that the documents define themselves: ``term definition doc_id par_id raw_start raw_end``."""
        entries = self.paragraphs[self.paragraphs["section"].str.contains("名词解释")]
        found = [(*defined, row.doc_id, row.par_id, row.raw_start, row.raw_end)
                 for row in entries.itertuples() if (defined := outline.definition(row.text))]
        return pd.DataFrame(found, columns=["term", "definition", "doc_id", "par_id", "raw_start", "raw_end"])

    @cached_property
    def reference(self) -> pd.DataFrame:
        """Figures from other official pages in the columns of observations; see :func:`workreports.reference.read`."""
        return reference.read(self.folder / "reference" / "observations.csv")

    def raw_text(self, raw_file: str) -> str:
        """The decoded raw file with the given bare name, line ends untouched.

        >>> load_corpus().raw_text("004_8fccc85bc0b3d2e3.txt")[:8]
        '\\n\\n# 政府工作'
        """
        _known("raw_file", raw_file, self.edits["raw_file"])
        return decode((self.folder / "raw" / raw_file).read_bytes(), raw_file)


def load_corpus(folder: Path | str | None = None) -> Corpus:
    """Load a corpus, by default the one of this repository.

    Parameters
    ----------
    folder : Path or str, optional
        Folder with ``catalogue.csv``, ``edits.csv`` and ``raw/``. Without a ``lexicon/`` of its own, this repository's is used.

    Returns
    -------
    Corpus
        With all documents, duplicates too.

    Raises
    ------
    CorpusError
        Listing what is wrong with the catalogue, the raw files, the edits or the lexicon.

    >>> len(load_corpus().documents)
    14
    """
    folder = Path(folder) if folder is not None else ROOT / "corpus"
    cache = folder / ".cache" / _key(folder)
    names = ["documents", "paragraphs", "edits"]
    tables = _kept(cache, names, lambda: dict(zip(names, _build(folder), strict=True)))
    documents, paragraphs, edits = (tables[name] for name in names)

    def read_tokens() -> pd.DataFrame:
        return _kept(cache, ["tokens"], lambda: {"tokens": _tokenize(folder, paragraphs, edits)})["tokens"]

    return Corpus(documents.set_index("doc_id"), paragraphs, edits, folder, read_tokens)


def problems(folder: Path | str | None = None) -> list[Problem]:
    """Everything that is wrong with a corpus folder; empty if it can be loaded.

    >>> problems()
    []
    """
    folder = Path(folder) if folder is not None else ROOT / "corpus"
    _, raw_texts, found = catalogue.check(folder)
    known_files = {problem.file for problem in found}
    checks: list[Callable[[], object]] = [lambda: segmentation.terms(_lexicon(folder)), lambda: cleaning.read_edits(folder / "edits.csv", raw_texts)]
    if (folder / "reference" / "observations.csv").exists():
        checks.append(lambda: reference.read(folder / "reference" / "observations.csv"))
    if not known_files:
        checks.append(lambda: _build(folder))
    for check in checks:
        try:
            check()
        except CorpusError as error:
            found += [problem for problem in error.problems if problem not in found]
    return found


def _known(name: str, wanted: str | list[str], values: Iterable[str]) -> list[str]:
    """The wanted values as a list, if the corpus has them."""
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    valid = sorted({str(value) for value in values if pd.notna(value)})
    for value in wanted:
        if value not in valid:
            near = difflib.get_close_matches(str(value), valid, n=3, cutoff=0.4) or valid
            raise ValueError(f"there is no {name} {value!r}; did you mean {' or '.join(near)}?")
    return wanted


def _lexicon(folder: Path) -> Path:
    return folder / "lexicon" if (folder / "lexicon" / "terms.csv").is_file() else segmentation.LEXICON


def _key(folder: Path) -> str:
    """A name for the state of everything the tables depend on."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {version('jieba')} {version('pandas')} {version('pyarrow')}".encode())
    code = [Path(module.__file__) for module in (catalogue, cleaning, outline, segmentation, sys.modules[__name__], sys.modules[Problem.__module__])]
    lexicon = _lexicon(folder)
    sources = [folder / "catalogue.csv", folder / "edits.csv", *sorted((folder / "raw").glob("*")), lexicon / "terms.csv", lexicon / "stopwords.txt"]
    for path in [*code, *sources]:
        if path.is_file():
            digest.update(f"{path.name} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _kept(cache: Path, names: list[str], compute: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Read tables from the cache, or compute and store them."""
    paths = {name: cache / f"{name}.parquet" for name in names}
    if all(path.is_file() for path in paths.values()):
        return {name: pd.read_parquet(path) for name, path in paths.items()}
    tables = compute()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        for name, path in paths.items():
            # Another process may read or write at the same time: a file appears whole or not at all.
            with tempfile.NamedTemporaryFile(dir=cache, suffix=".tmp", delete=False) as file:
                temporary = Path(file.name)
            tables[name].to_parquet(temporary)
            temporary.replace(path)
        for old in sorted(cache.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-_STATES_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:  # a folder one may not write to: computed again next time
        pass
    return tables


def _build(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The tables of documents, paragraphs and edits, computed from the source files."""
    documents, raw_texts = catalogue.read(folder)
    by_hand = cleaning.read_edits(folder / "edits.csv", raw_texts)
    paragraph_rows, edit_rows, characters, misplaced = [], [], {}, []
    for raw_file, raw in sorted(raw_texts.items()):
        inside = documents[documents["raw_file"] == raw_file].sort_values("raw_start")
        spans = list(zip(inside["raw_start"], inside["raw_end"], strict=True))
        edit_rows += [(raw_file, None, *edit) for edit in cleaning.outside(raw, spans)]
        for edit in by_hand[raw_file]:
            if not any(start <= edit.raw_start and edit.raw_end <= end for start, end in spans):
                misplaced.append(Problem("edits.csv", None, f"the edit at {edit.raw_start}:{edit.raw_end} of {raw_file} lies in no document",
                                         "correct its offsets or the document's"))
        for doc in inside.itertuples():
            own = [edit for edit in by_hand[raw_file] if doc.raw_start <= edit.raw_start and edit.raw_end <= doc.raw_end]
            clean = cleaning.clean(raw, doc.raw_start, doc.raw_end, own)
            edit_rows += [(raw_file, doc.Index, *edit) for edit in clean.edits]
            rows = outline.parse(clean.text)
            texts = [clean.text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)]
            characters[doc.Index] = sum(map(len, texts))
            about = _about(rows, texts, doc.reviews, doc.plans)
            for number, (row, text, period) in enumerate(zip(rows.itertuples(), texts, about, strict=True), start=1):
                paragraph_rows.append((f"{doc.Index}:{number:04d}", doc.Index, row.part, row.level, row.section, row.heading, period, text,
                                       *clean.raw_span(row.start, row.end)))
    if misplaced:
        raise CorpusError(misplaced)
    documents.insert(documents.columns.get_loc("sha256") + 1, "characters", pd.Series(characters).reindex(documents.index))
    paragraphs = pd.DataFrame(paragraph_rows, columns=["par_id", "doc_id", "part", "level", "section", "heading", "about", "text", "raw_start", "raw_end"])
    edits = pd.DataFrame(edit_rows, columns=["raw_file", "doc_id", *cleaning.Edit._fields])
    return documents.reset_index(), paragraphs, edits.sort_values(["raw_file", "raw_start", "raw_end"], kind="stable", ignore_index=True)


def _about(rows: pd.DataFrame, texts: list[str], reviews: str | None, plans: str | None) -> list[str | None]:
    """The period each paragraph speaks of: the year, or the five years where the words say so."""
    looked_back, planned = (str(periods).split(";") if pd.notna(periods) else [] for periods in (reviews, plans))
    found: list[str | None] = []
    for part, level, section, heading, text in zip(rows["part"], rows["level"], rows["section"], rows["heading"], texts, strict=True):
        above = section or heading
        if part in ("review", "problems") and looked_back and not re.fullmatch(r"各位代表.{0,6}", text):
            opening = "".join(re.findall(r"[^。]*。?", text)[:2])
            period = _choose(looked_back, bool(_LONG_REVIEW.search(opening)), both=level == 1)
        elif part in ("plan", "governance") and planned:
            period = _choose(planned, bool(_LONG_PLAN.search(above)), both=False)
        elif part == "appendix" and "附表" in (above or text):
            period = next((years for name, years in _PLAN_PERIODS.items() if name in above), None)
        else:
            period = None
        found.append(period)
    return found


def _choose(periods: list[str], long: bool, *, both: bool) -> str:
    """One of a report's periods: the five years if ``long``, else the year; a heading over both speaks of both."""
    several = [period for period in periods if "-" in period]
    single = [period for period in periods if "-" not in period]
    if long and several and single and both:
        return ";".join(periods)
    return (several or single)[0] if long else (single or several)[0]


def _tokenize(folder: Path, paragraphs: pd.DataFrame, edits: pd.DataFrame) -> pd.DataFrame:
    """All words with their places in the paragraph and in the raw file."""
    lexicon = _lexicon(folder)
    records: list[tuple[str, int, str, int, int, int, int]] = []
    for doc_id, rows in paragraphs.groupby("doc_id", sort=False):
        changes = list(edits.loc[edits["doc_id"] == doc_id, ["raw_start", "raw_end", "after"]].itertuples(index=False, name=None))
        for row in rows.itertuples():
            inside = [change for change in changes if row.raw_start <= change[0] and change[1] <= row.raw_end]
            starts, ends = (offsets.tolist() for offsets in cleaning.raw_offsets(row.raw_start, row.raw_end, inside))
            records += [(row.par_id, position, word, start, end, starts[start], ends[end - 1])
                        for position, (word, start, end) in enumerate(segmentation.spans(row.text, lexicon))]
    words = pd.DataFrame(records, columns=["par_id", "position", "token", "start", "end", "raw_start", "raw_end"])
    content = {word: segmentation.is_content(word, lexicon) for word in words["token"].unique()}
    return words.assign(is_content=words["token"].map(content).astype(bool))
