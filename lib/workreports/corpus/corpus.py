"""A corpus: the tables of its documents, paragraphs, edits and words, computed once and kept.

What is computed from the source files is stored under ``.cache/`` in the corpus folder, in a folder named after the
content of everything it depends on: sources, lexicon, code and the versions of the tools. A change of any of them gives
another name. To clear it, delete ``.cache/``.
"""

from __future__ import annotations

import difflib
import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from importlib.metadata import version
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from workreports.io import lexicon, resources
from workreports.corpus import (
    catalogue,
    cleaning,
    outline,
    reading,
    reference,
    segmentation,
    storage,
    territories,
)
from workreports.io import writing
from workreports.io.errors import CorpusError, Problem
from workreports.io.text import decode

if TYPE_CHECKING:
    import scipy.sparse

_STATES_KEPT = 3  # branches and experiments take turns without computing anew


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

    def __init__(
        self,
        documents: pd.DataFrame,
        paragraphs: pd.DataFrame,
        edits: pd.DataFrame,
        folder: Path,
        read_tokens: Callable[[], pd.DataFrame],
    ):
        self.documents, self.paragraphs, self.edits, self.folder = (
            documents,
            paragraphs,
            edits,
            folder,
        )
        self._read_tokens = read_tokens

    def __repr__(self) -> str:
        characters = self.documents["characters"].sum()
        return f"<Corpus: {len(self.documents)} documents, {len(self.paragraphs)} paragraphs, {characters:,} characters>"

    def select(
        self,
        *,
        doc_id: str | list[str] | None = None,
        genre: str | list[str] | None = None,
        place: str | list[str] | None = None,
        level: str | list[str] | None = None,
        territory: str | list[str] | None = None,
        part: str | list[str] | None = None,
        about: str | list[str] | None = None,
        years: int | tuple[int, int] | None = None,
    ) -> Corpus:
        """Choose documents and paragraphs. Duplicates are left out.

        Parameters
        ----------
        doc_id, genre, place, level, territory, part, about : str or list of str, optional
            Values to keep. ``about`` is the period spoken of.
        years : int or (int, int), optional
            Year of delivery, or the first and last one.

        Returns
        -------
        Corpus
            Documents of which no paragraph is left are left out; ``characters`` counts the paragraphs kept, edits are those of
            the documents kept.

        Raises
        ------
        ValueError
            For a value that the corpus does not hold, naming the nearest ones it does.

        >>> load_corpus().select(genre="work_report", place="下城区", years=(2014, 2015)).documents.index.tolist()
        ['xiacheng-2014-work-report', 'xiacheng-2015-work-report']
        """
        documents = self._chosen_documents(doc_id, genre, place, level, territory, years)
        paragraphs = self.paragraphs[self.paragraphs["doc_id"].isin(documents["doc_id"])]
        for name, wanted in (("part", part), ("about", about)):
            if wanted is not None:
                paragraphs = paragraphs[
                    paragraphs[name].isin(_known(name, wanted, self.paragraphs[name]))
                ]
        kept = self.documents[
            self.documents.index.isin(documents["doc_id"])
            & self.documents.index.isin(paragraphs["doc_id"])
        ]
        edits = self.edits[self.edits["doc_id"].isin(kept.index)]
        kept = kept.assign(
            characters=paragraphs["text"]
            .str.len()
            .groupby(paragraphs["doc_id"])
            .sum()
            .reindex(kept.index)
        )
        return Corpus(
            kept,
            paragraphs.reset_index(drop=True),
            edits.reset_index(drop=True),
            self.folder,
            self._read_tokens,
        )

    def _chosen_documents(
        self,
        doc_id: object,
        genre: object,
        place: object,
        level: object,
        territory: object,
        years: object,
    ) -> pd.DataFrame:
        everything = self.documents.reset_index()
        documents = everything[everything["duplicate_of"].isna()]
        for name, wanted in (
            ("doc_id", doc_id),
            ("genre", genre),
            ("place", place),
            ("level", level),
            ("territory", territory),
        ):
            if wanted is not None:
                documents = documents[documents[name].isin(_known(name, wanted, everything[name]))]
        if years is not None:
            first, last = _years(years)
            documents = documents[documents["year"].between(first, last).fillna(False).astype(bool)]
        return documents

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

    @property
    def frame(self) -> pd.DataFrame:
        """The paragraphs without their text: ``par_id doc_id part about``, for counting."""
        return self.paragraphs[["par_id", "doc_id", "part", "about"]]

    @cached_property
    def words(self) -> pd.Series:
        """Words of each paragraph without punctuation, a denominator of rates; index ``par_id``.

        >>> int(load_corpus().words.sum())
        46380
        """
        words = self.tokens()
        solid = {
            word
            for word in words["token"].unique()
            if any(character.isalnum() for character in word)
        }
        return (
            words[words["token"].isin(solid)]
            .groupby("par_id")
            .size()
            .reindex(self.paragraphs["par_id"], fill_value=0)
            .rename("words")
        )

    @cached_property
    def characters(self) -> pd.Series:
        """Characters of each paragraph's clean text, another denominator; index ``par_id``.

        >>> corpus = load_corpus()
        >>> bool(corpus.characters.sum() == corpus.documents["characters"].sum())
        True
        """
        return self.paragraphs.set_index("par_id")["text"].str.len().rename("characters")

    def word_counts(self) -> pd.DataFrame:
        """How often each content word stands in each paragraph: ``par_id token n``.

        >>> int(load_corpus().select(years=2023).word_counts()["n"].max())
        15
        """
        words = self.tokens()
        return (
            words[words["is_content"]]
            .groupby(["par_id", "token"], sort=False)
            .size()
            .rename("n")
            .reset_index()
        )

    def matrix(self, by: str = "paragraph", min_count: int = 2) -> Matrix:
        """Count content words. Duplicates are left out.

        Parameters
        ----------
        by : {"paragraph", "doc_id", "year", "about", "place", "level", "territory", "part", "genre"}
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

        _known(
            "by",
            by,
            [
                "paragraph",
                "doc_id",
                "year",
                "about",
                "place",
                "level",
                "territory",
                "part",
                "genre",
            ],
        )
        originals = self.documents[self.documents["duplicate_of"].isna()]
        paragraphs = self.paragraphs[self.paragraphs["doc_id"].isin(originals.index)].reset_index(
            drop=True
        )
        if by == "paragraph":
            rows, row_of = paragraphs, pd.Series(paragraphs.index, index=paragraphs["par_id"])
        else:
            group = (
                paragraphs.join(
                    originals[["year", "place", "level", "territory", "genre"]], on="doc_id"
                )
                .set_index("par_id")[by]
                .dropna()
            )
            rows = pd.DataFrame({by: sorted(group.unique())})
            row_of = group.map({value: row for row, value in rows[by].items()}).astype("int64")
        words = self.tokens()
        words = words[words["is_content"] & words["par_id"].isin(row_of.index)]
        totals = words["token"].value_counts()
        terms = sorted(totals.index[totals >= min_count])
        words = words[words["token"].isin(terms)]
        column_of = {term: column for column, term in enumerate(terms)}
        ones = pd.Series(1, index=words.index).to_numpy()
        places = (
            words["par_id"].map(row_of).to_numpy(dtype="int64"),
            words["token"].map(column_of).to_numpy(dtype="int64"),
        )
        return Matrix(
            scipy.sparse.coo_array((ones, places), shape=(len(rows), len(terms))).tocsr(),
            rows,
            terms,
        )

    def occurrences(self, term: str) -> pd.DataFrame:
        """Every place where a term stands: ``par_id start end raw_start raw_end``.

        A term is a word, or a phrase that segmentation cuts into several; it must begin and end where words do, so that 市政
        is not found in 市政府. Duplicates are left out.

        >>> load_corpus().occurrences("数字经济产业")["par_id"].nunique()
        7
        """
        if not term.strip():
            raise ValueError("an empty term stands everywhere and nowhere; name a word or a phrase")
        words, rows_of, tokens = self._places
        first, last = [], []
        for i in range(1, len(term) + 1):
            for row in rows_of.get(term[:i], ()):
                reached, end = i, row
                while (
                    reached < len(term)
                    and end + 1 < len(tokens)
                    and term.startswith(tokens[end + 1], reached)
                ):
                    end += 1
                    reached += len(tokens[end])
                if reached == len(term):
                    first.append(row)
                    last.append(end)
        begin, finish = (
            words.iloc[first].reset_index(drop=True),
            words.iloc[last].reset_index(drop=True),
        )
        found = begin[["par_id", "start"]].assign(
            end=finish["end"], raw_start=begin["raw_start"], raw_end=finish["raw_end"]
        )
        # A term that runs over a blank or into the next paragraph is none.
        found = found[
            (begin["par_id"] == finish["par_id"]) & (found["end"] - found["start"] == len(term))
        ]
        return found.loc[
            pd.Series(first, dtype="int64").reindex(found.index).sort_values().index
        ].reset_index(drop=True)

    @cached_property
    def _places(self) -> tuple[pd.DataFrame, dict[str, Iterable[int]], list[str]]:
        """The words of all but duplicates, the rows where each word stands, and the words as a list."""
        kept = self.documents.index[self.documents["duplicate_of"].isna()]
        originals = self.paragraphs.loc[self.paragraphs["doc_id"].isin(kept), "par_id"]
        words = self.tokens()
        words = words[words["par_id"].isin(originals)].reset_index(drop=True)
        return words, words.groupby("token").indices, words["token"].tolist()

    @cached_property
    def definitions(self) -> pd.DataFrame:
        """Terms that the documents define themselves: ``term definition doc_id par_id raw_start raw_end``."""
        entries = self.paragraphs[self.paragraphs["section"].str.contains("名词解释")]
        found = [
            (*defined, row.doc_id, row.par_id, row.raw_start, row.raw_end)
            for row in entries.itertuples()
            if (defined := outline.definition(row.text))
        ]
        return pd.DataFrame(
            found, columns=["term", "definition", "doc_id", "par_id", "raw_start", "raw_end"]
        )

    @cached_property
    def territories(self) -> pd.DataFrame:
        """The territories of documents and reference, those of ``territories.csv`` first; see :func:`workreports.corpus.territories.read`."""
        named = self.documents[["territory", "place", "level"]].itertuples(index=False, name=None)
        return territories.complete(territories.read(self.folder), named)

    @cached_property
    def reference(self) -> pd.DataFrame:
        """Figures from other official pages in the columns of observations; see :func:`workreports.corpus.reference.read`. Without ``reference/`` there are none."""
        path = self.folder / "reference" / "observations.csv"
        return reference.read(path) if path.is_file() else reference.empty()

    def raw_text(self, raw_file: str) -> str:
        """The decoded raw file with the given bare name, line ends untouched.

        >>> load_corpus().raw_text("004_8fccc85bc0b3d2e3.txt")[:8]
        '\\n\\n# 政府工作'
        """
        _known("raw_file", raw_file, self.edits["raw_file"])
        return decode(catalogue.raw_path(self.folder, raw_file).read_bytes(), raw_file)


class StoredCorpus(Corpus):
    """A corpus in Parquet, made by ``python -m workreports build``: only the documents' rows are in memory, the rest is read when asked for.

    Selections read nothing. What counts (words, occurrences of a term, words by paragraph) is counted where it lies; ``paragraphs``, ``edits``, ``tokens()`` and
    ``matrix()`` bring the rows of the selection into memory, so select before.
    """

    def __init__(
        self,
        documents: pd.DataFrame,
        store: storage.Store,
        parts: list[str] | None = None,
        about: list[str] | None = None,
    ):
        self.documents, self.folder, self.store = documents, store.folder, store
        self.selection = storage.Selection(
            None if len(documents) == store.size else documents.index.tolist(), parts, about
        )

    def __repr__(self) -> str:
        return f"<Corpus in Parquet: {len(self.documents):,} documents, {self.documents['characters'].sum():,} characters>"

    def select(
        self,
        *,
        doc_id: str | list[str] | None = None,
        genre: str | list[str] | None = None,
        place: str | list[str] | None = None,
        level: str | list[str] | None = None,
        territory: str | list[str] | None = None,
        part: str | list[str] | None = None,
        about: str | list[str] | None = None,
        years: int | tuple[int, int] | None = None,
    ) -> StoredCorpus:
        """As for :meth:`Corpus.select`."""
        documents = self.documents.loc[
            self._chosen_documents(doc_id, genre, place, level, territory, years)["doc_id"]
        ]
        parts, periods = (
            _known(name, wanted, self.store.values(name)) if wanted is not None else None
            for name, wanted in (("part", part), ("about", about))
        )
        parts = (
            parts
            if self.selection.parts is None
            else [name for name in parts or self.selection.parts if name in self.selection.parts]
        )
        periods = (
            periods
            if self.selection.about is None
            else [name for name in periods or self.selection.about if name in self.selection.about]
        )
        if parts is not None or periods is not None:
            characters = self.store.characters(
                storage.Selection(documents.index.tolist(), parts, periods)
            )
            documents = documents[documents.index.isin(characters.index)]
            documents = documents.assign(characters=characters.reindex(documents.index))
        return StoredCorpus(documents, self.store, parts, periods)

    @property
    def frame(self) -> pd.DataFrame:
        return self.store.frame(self.selection)[["par_id", "doc_id", "part", "about"]]

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        return self.store.rows("paragraphs", self.selection).drop(columns="words")

    @cached_property
    def edits(self) -> pd.DataFrame:
        return self.store.rows("edits", self.selection._replace(parts=None, about=None))

    @cached_property
    def _tokens(self) -> pd.DataFrame:
        return self.store.rows("tokens", self.selection)

    @cached_property
    def words(self) -> pd.Series:
        return self.store.frame(self.selection).set_index("par_id")["words"]

    @cached_property
    def characters(self) -> pd.Series:
        return self.store.lengths(self.selection)

    @property
    def observations(self) -> pd.DataFrame:
        """The observations that were read when the corpus was built."""
        return self.store.rows("observations", self.selection)

    def word_counts(self) -> pd.DataFrame:
        """As for :meth:`Corpus.word_counts`, read as stored."""
        return self.store.counts(self.selection)

    def raw_text(self, raw_file: str) -> str:
        """As for :meth:`Corpus.raw_text`; of a pdf, docx or web page the text that was read from it."""
        return self.store.text(raw_file)

    def within(self, par_ids: Iterable[str]) -> Corpus:
        """Some paragraphs of the selection as a corpus in memory."""
        paragraphs = self.store.paragraphs(sorted(par_ids), "paragraphs").drop(columns="words")
        documents = self.documents[self.documents.index.isin(paragraphs["doc_id"])]
        edits = self.store.rows("edits", storage.Selection(documents.index.tolist(), None, None))
        return Corpus(
            documents,
            paragraphs,
            edits,
            self.folder,
            lambda: self.store.paragraphs(paragraphs["par_id"].tolist(), "tokens"),
        )

    def occurrences(self, term: str) -> pd.DataFrame:
        """As for :meth:`Corpus.occurrences`; only words that are part of the term are read."""
        if not term.strip():
            raise ValueError("an empty term stands everywhere and nowhere; name a word or a phrase")
        originals = self.documents.index[self.documents["duplicate_of"].isna()].tolist()
        selection = (
            self.selection
            if self.selection.doc_ids is None and len(originals) == len(self.documents)
            else self.selection._replace(doc_ids=originals)
        )
        pieces = sorted(
            {
                term[start:end]
                for start in range(len(term))
                for end in range(start + 1, len(term) + 1)
            }
        )
        words = self.store.words(pieces, selection)
        par_ids, positions, tokens = (
            words["par_id"].tolist(),
            words["position"].tolist(),
            words["token"].tolist(),
        )
        first, last = [], []
        for row in range(len(words)):
            reached, end = 0, row
            while term.startswith(tokens[end], reached):
                reached += len(tokens[end])
                if reached == len(term):
                    first.append(row)
                    last.append(end)
                    break
                if (
                    end + 1 == len(words)
                    or par_ids[end + 1] != par_ids[row]
                    or positions[end + 1] != positions[end] + 1
                ):
                    break
                end += 1
        begin, finish = (
            words.iloc[first].reset_index(drop=True),
            words.iloc[last].reset_index(drop=True),
        )
        found = begin[["par_id", "start"]].assign(
            end=finish["end"], raw_start=begin["raw_start"], raw_end=finish["raw_end"]
        )
        return found[found["end"] - found["start"] == len(term)].reset_index(
            drop=True
        )  # not over a blank


def load_corpus(folder: Path | str | None = None) -> Corpus:
    """Load a corpus, by default the one of this repository.

    Parameters
    ----------
    folder : Path or str, optional
        Folder with ``catalogue.csv``, ``edits.csv`` and ``raw/``; what its ``lexicon/`` holds adds to the library's. Or a folder
        that ``python -m workreports build`` made: a :class:`StoredCorpus`, which reads from Parquet what is asked for.

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
    folder = Path(folder) if folder is not None else resources.CORPUS
    if storage.is_store(folder):
        store = storage.Store(folder)
        return StoredCorpus(store.documents(), store)
    cache = folder / ".cache" / _key(folder)
    names = ["documents", "paragraphs", "edits"]
    tables = _kept(cache, names, lambda: dict(zip(names, reading.tables(folder), strict=True)))
    documents, paragraphs, edits = (tables[name] for name in names)

    def read_tokens() -> pd.DataFrame:
        return _kept(
            cache, ["tokens"], lambda: {"tokens": reading.tokens(folder, paragraphs, edits)}
        )["tokens"]

    return Corpus(documents.set_index("doc_id"), paragraphs, edits, folder, read_tokens)


def problems(folder: Path | str | None = None) -> list[Problem]:
    """Everything that is wrong with a corpus folder; empty if it can be loaded.

    >>> problems()
    []
    """
    folder = Path(folder) if folder is not None else resources.CORPUS
    table, raw_texts, found = catalogue.check(folder)
    sound = not found
    unread = set(table["raw_file"]) - set(raw_texts)
    checks: list[Callable[[], object]] = [
        *(partial(lexicon.table, name, lexicon.of(folder)) for name in lexicon.TABLES),
        lambda: segmentation.terms(lexicon.of(folder)),
    ]
    if raw_texts:
        checks.append(lambda: cleaning.read_edits(folder / "edits.csv", raw_texts, ignore=unread))
    if (folder / "reference" / "observations.csv").exists():
        checks.append(lambda: reference.read(folder / "reference" / "observations.csv"))
    if sound:
        checks.append(lambda: reading.tables(folder))
    for check in checks:
        try:
            check()
        except CorpusError as error:
            found += [problem for problem in error.problems if problem not in found]
    return found


def require_disjoint(one: Corpus, other: Corpus, one_name: str, other_name: str) -> None:
    """Refuse to compare a selection that is empty, or two that share paragraphs.

    >>> require_disjoint(load_corpus().select(years=2016), load_corpus().select(years=2016), "target", "reference")
    Traceback (most recent call last):
    ValueError: target and reference are the same 463 paragraphs; select different ones
    """
    ids = [set(corpus.select().frame["par_id"]) for corpus in (one, other)]
    for name, found in ((one_name, ids[0]), (other_name, ids[1])):
        if not found:
            raise ValueError(
                f"{name} is empty: no paragraph fits the selection (duplicates are left out)"
            )
    shared = ids[0] & ids[1]
    if ids[0] == ids[1]:
        raise ValueError(
            f"{one_name} and {other_name} are the same {len(shared)} paragraphs; select different ones"
        )
    if shared:
        raise ValueError(
            f"{one_name} and {other_name} share {len(shared)} paragraphs, such as {min(shared)}; select so that they do not overlap"
        )


def _years(years: int | tuple[int, int]) -> tuple[int, int]:
    first, last = years if isinstance(years, (tuple, list)) and len(years) == 2 else (years, years)
    if not all(isinstance(year, Integral) for year in (first, last)):
        raise ValueError(
            f"years is {years!r}; give a year such as 2016, or the first and last one as in (2014, 2016)"
        )
    if first > last:
        raise ValueError(f"years is {years!r}; the first year comes after the last")
    return int(first), int(last)


def _known(name: str, wanted: str | list[str], values: Iterable[str]) -> list[str]:
    """The wanted values as a list, if the corpus has them."""
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    valid = sorted({str(value) for value in values if pd.notna(value)})
    for value in wanted:
        if value not in valid:
            near = difflib.get_close_matches(str(value), valid, n=3, cutoff=0.4) or valid
            raise ValueError(f"there is no {name} {value!r}; did you mean {' or '.join(near)}?")
    return wanted


def _key(folder: Path) -> str:
    """A name for the state of everything the tables depend on."""
    digest = hashlib.sha256(
        f"{sys.version_info[:2]} {version('jieba')} {version('pandas')} {version('pyarrow')}".encode()
    )
    code = sorted(resources.PACKAGE.rglob("*.py"))
    sources = [
        folder / "catalogue.csv",
        folder / "edits.csv",
        *sorted((folder / "raw").glob("*")),
        *lexicon.paths("terms.csv", lexicon.of(folder)),
        *lexicon.paths("stopwords.txt", lexicon.of(folder)),
    ]
    for path in [*code, *sources]:
        try:
            data = path.read_bytes()
        except OSError:  # no such file, or one on its way in or out
            continue
        digest.update(f"{path.name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()[:20]


def _kept(
    cache: Path, names: list[str], compute: Callable[[], dict[str, pd.DataFrame]]
) -> dict[str, pd.DataFrame]:
    """Read tables from the cache, or compute and store them."""
    paths = {name: cache / f"{name}.parquet" for name in names}
    if cache.parent.is_symlink():  # it leads to a folder that may be anybody's
        return compute()
    if all(path.is_file() for path in paths.values()):
        return {name: pd.read_parquet(path) for name, path in paths.items()}
    tables = compute()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        writing.mark(cache)
        for name, path in paths.items():
            # Another process may read or write at the same time: a file appears whole or not at all.
            with tempfile.NamedTemporaryFile(dir=cache, suffix=".tmp", delete=False) as file:
                temporary = Path(file.name)
            tables[name].to_parquet(temporary)
            temporary.replace(path)
        states = [path for path in cache.parent.iterdir() if writing.is_marked(path)]
        for old in sorted(states, key=lambda path: path.stat().st_mtime)[:-_STATES_KEPT]:
            writing.discard(old)
    except OSError:  # a folder one may not write to: computed again next time
        pass
    return tables
