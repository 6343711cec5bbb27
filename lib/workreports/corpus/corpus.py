"""A corpus: documents, paragraphs, edits and words, and the selections one makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pandas as pd

from workreports.corpus import coverage, edits, outline, reference, territories
from workreports.corpus.store import background, choosing, counting
from workreports.corpus.store.choosing import Values
from workreports.corpus.store.tables import EVERYTHING, Selection, Tables
from workreports.io.text import searched

_QUALITIES = ["year", "place", "level", "territory", "genre"]
"""Of documents, by which words can be counted."""


class Corpus:
    """Documents, their paragraphs and the edits that made them readable.

    ``corpus/README.md`` explains every column. Of a corpus in Parquet only the documents are in
    memory; the rest is read when asked for, and what counts is counted where it lies.

    Parameters
    ----------
    tables : Tables
        In memory or in Parquet.
    selection : Selection
        What of them belongs to this corpus; everything by default.

    Attributes
    ----------
    folder : Path or None
        Where the corpus lies.
    """

    def __init__(self, tables: Tables, selection: Selection = EVERYTHING):
        self._tables, self._selection = tables, selection
        self.folder: Path | None = tables.folder

    def __repr__(self) -> str:
        characters = self.documents["characters"].sum()
        return (
            f"<Corpus: {len(self.documents):,} documents, {len(self.frame):,} paragraphs, "
            f"{characters:,} characters>"
        )

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a document, index ``doc_id``; ``characters`` counts the text that is kept."""
        documents, selection = self._tables.documents, self._selection
        if selection.doc_id is not None:
            documents = documents[documents.index.isin(selection.doc_id)]
        if selection == selection.documents_only:
            return documents
        characters = self._tables.document_characters(selection)
        return documents.assign(characters=characters.reindex(documents.index))

    @property
    def originals(self) -> pd.DataFrame:
        """The documents that repeat no other one.

        >>> len(load_corpus().documents), len(load_corpus().originals)
        (14, 13)
        """
        return self.documents[self.documents["duplicate_of"].isna()]

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """What of each part is there: ``doc_id part state``, whole, cut (it begins late or ends
        early), lost (all of it, though its genre has it) or none; see ``corpus.coverage``.

        >>> cut = load_corpus().select(years=2023, genre="work_report").coverage.set_index("part")
        >>> cut.loc[["review", "plan"], "state"].tolist()
        ['lost', 'cut']
        """
        return coverage.table(self.documents, self._selection.part)

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        """One row a heading, paragraph or table, in reading order."""
        return self._tables.paragraphs(self._selection)

    @property
    def body(self) -> pd.DataFrame:
        """The paragraphs of running text: no headings, no tables.

        >>> load_corpus().body["depth"].unique().tolist()
        [0]
        """
        rows = self.paragraphs
        is_text = rows["depth"].eq(0) & ~rows["text"].str.contains("\n")
        return rows[is_text].reset_index(drop=True)

    @property
    def frame(self) -> pd.DataFrame:
        """The paragraphs without their text: ``par_id doc_id part about``, for counting."""
        return self._tables.frame(self._selection)

    @cached_property
    def edits(self) -> pd.DataFrame:
        """One row a difference between raw and clean text."""
        return self._tables.edits(self._selection)

    @property
    def observations(self) -> pd.DataFrame | None:
        """The observations that were read when the corpus was built; None if it was not built.

        >>> load_corpus().observations is None
        True
        """
        return self._tables.observations(self._selection)

    def select(
        self,
        *,
        doc_id: Values = None,
        genre: Values = None,
        place: Values = None,
        level: Values = None,
        territory: Values = None,
        part: Values = None,
        about: Values = None,
        years: int | tuple[int, int] | None = None,
    ) -> Corpus:
        """Choose documents and paragraphs. Duplicates are left out.

        Parameters
        ----------
        doc_id, genre, place, level, territory, part, about : str or list of str, optional
            Values to keep. ``about`` is the period spoken of.
        years : int or (int, int), optional
            Year of the report, or the first and last one.

        Returns
        -------
        Corpus
            Documents of which no paragraph is left are left out; ``characters`` counts the
            paragraphs kept, edits are those of the documents kept.

        Raises
        ------
        ValueError
            For a value that the corpus does not hold, naming the nearest ones it does; for a
            condition that leaves nothing, naming it.

        >>> chosen = load_corpus().select(genre="work_report", place="下城区", years=(2014, 2015))
        >>> chosen.documents.index.tolist()
        ['xiacheng-2014-work-report', 'xiacheng-2015-work-report']
        """
        documents = self.originals
        before = ["duplicates left out"] if len(documents) < len(self.documents) else []
        wanted: dict[str, Values] = {
            "doc_id": doc_id,
            "genre": genre,
            "place": place,
            "level": level,
            "territory": territory,
        }
        documents = choosing.documents(documents, self._tables.documents, wanted, years, before)
        selection = self._selection
        if len(documents) < len(self._tables.documents):
            selection = selection._replace(doc_id=tuple(documents.index))
        for name, values in (("part", part), ("about", about)):
            if values is not None:
                selection = self._narrowed(selection, name, values, before)
        return Corpus(self._tables, selection)

    def _narrowed(
        self, selection: Selection, name: str, values: str | list[str], before: list[str]
    ) -> Selection:
        """The selection with those of its paragraphs whose part or period is wanted."""
        wanted = choosing.known(name, values, self._tables.values(name))
        held = getattr(selection, name)
        both = tuple(value for value in wanted if held is None or value in held)
        narrowed = selection._replace(**{name: both})
        kept = self._tables.document_characters(narrowed).index
        documents = Corpus(self._tables, selection).documents
        fits = documents.index.isin(kept)
        instead = () if fits.any() else self._tables.frame(selection)[name]
        documents = choosing.left(documents, fits, (name, values), instead, before)
        return narrowed._replace(doc_id=tuple(documents.index))

    def within(self, par_ids: Iterable[str]) -> Corpus:
        """Some paragraphs, duplicates too, as a corpus.

        >>> corpus = load_corpus()
        >>> corpus.within(corpus.paragraphs["par_id"].head(3))
        <Corpus: 1 documents, 3 paragraphs, 47 characters>
        """
        selection = self._selection._replace(par_id=tuple(par_ids))
        kept = self._tables.document_characters(selection).index
        doc_ids = self.documents.index[self.documents.index.isin(kept)]
        return Corpus(self._tables, selection._replace(doc_id=tuple(doc_ids)))

    def sharing(self) -> Corpus:
        """What has to be compared to find shared wording: everything, or, of a corpus in Parquet,
        the paragraphs that have a key of six characters in common with another document.

        >>> corpus = load_corpus()
        >>> corpus.sharing() is corpus
        True
        """
        par_ids = self._tables.sharing(self._selection)
        return self if par_ids is None else self.within(par_ids)

    def tokens(self) -> pd.DataFrame:
        """The words: ``par_id position token start end raw_start raw_end is_content``.

        ``token`` is in normal form (see :data:`workreports.io.text.NORMAL_FORM`), while
        ``start:end`` count in the paragraph's text, ``raw_start:raw_end`` in the raw file.
        ``position`` counts the words of a paragraph from 0, punctuation included. Computed on the
        first call, then kept.

        >>> load_corpus().tokens()["token"].head(5).tolist()
        ['2017', '年', '2', '月', '7']
        """
        return self._tokens

    @cached_property
    def _tokens(self) -> pd.DataFrame:
        return self._tables.tokens(self._selection)

    @cached_property
    def words(self) -> pd.Series:
        """Words of each paragraph without punctuation, a denominator of rates; index ``par_id``.

        >>> int(load_corpus().words.sum())
        46386
        """
        return self._tables.words(self._selection)

    @cached_property
    def characters(self) -> pd.Series:
        """Characters of each paragraph's clean text, another denominator; index ``par_id``.

        >>> corpus = load_corpus()
        >>> bool(corpus.characters.sum() == corpus.documents["characters"].sum())
        True
        """
        return self._tables.characters(self._selection)

    def word_counts(self) -> pd.DataFrame:
        """How often each content word stands in each paragraph: ``par_id token n``.

        >>> int(load_corpus().select(years=2023).word_counts()["n"].max())
        15
        """
        return self._tables.counts(self._selection)

    def matrix(self, by: str = "paragraph", min_count: int = 2) -> counting.Matrix:
        """Count content words. Duplicates are left out.

        Parameters
        ----------
        by : str
            What a row is: paragraph, par_id, doc_id, year, about, place, level, territory, part or
            genre. Paragraphs without the quality (a year, say) are left out.
        min_count : int
            Terms counted less often in all are left out.

        Returns
        -------
        Matrix
            ``counts`` as integers; ``rows`` with the column ``by``, or the paragraph table;
            ``terms`` sorted.

        >>> counts, rows, terms = load_corpus().matrix(by="doc_id")
        >>> counts.shape == (len(rows), len(terms))
        True
        """
        choosing.known("by", by, ["paragraph", "par_id", "doc_id", "about", "part", *_QUALITIES])
        originals = self.originals
        if by == "paragraph":
            rows = self.paragraphs[self.paragraphs["doc_id"].isin(originals.index)]
            rows = rows.reset_index(drop=True)
            row_of = pd.Series(rows.index, index=rows["par_id"])
        else:
            frame = self.frame[self.frame["doc_id"].isin(originals.index)].set_index(
                "par_id", drop=False
            )
            group = frame.join(originals[_QUALITIES], on="doc_id")[by].dropna()
            rows = pd.DataFrame({by: sorted(group.unique())})
            row_of = pd.Series(pd.Index(rows[by]).get_indexer(group), index=group.index)
        return counting.frequent(*self._tables.counted(row_of, len(rows)), rows, min_count)

    def occurrences(self, term: str, *, duplicates: bool = False) -> pd.DataFrame:
        """Every place where a term stands: ``par_id start end raw_start raw_end``.

        A term is a word, or a phrase that segmentation cuts into several; it must begin and end
        where words do, so that 市政 is not found in 市政府.

        Parameters
        ----------
        term : str
            In any width; blanks around it, and inside Chinese words, mean nothing.
        duplicates : bool
            Whether to look into documents that repeat another one, too.

        >>> load_corpus().occurrences("数字经济产业")["par_id"].nunique()
        7
        """
        term = searched(term)
        if not term:
            raise ValueError("an empty term stands everywhere and nowhere; name a word or a phrase")
        starts = range(len(term))
        pieces = {term[start:end] for start in starts for end in range(start + 1, len(term) + 1)}
        originals = self.originals.index
        selection = self._selection
        if not duplicates and len(originals) < len(self.documents):
            selection = selection._replace(doc_id=tuple(originals))
        words = self._tables.places(sorted(pieces), selection)
        first, last = counting.runs(words, term)
        begin, finish = words.iloc[first], words.iloc[last]
        return pd.DataFrame(
            {
                "par_id": begin["par_id"].array,
                "start": begin["start"].array,
                "end": finish["end"].array,
                "raw_start": begin["raw_start"].array,
                "raw_end": finish["raw_end"].array,
            }
        )

    def raw_span(self, places: pd.DataFrame) -> pd.DataFrame:
        """Where places in paragraphs stand in the raw file.

        Parameters
        ----------
        places : DataFrame
            ``par_id start end``, half-open, in characters of the paragraph's text.

        Returns
        -------
        DataFrame
            ``raw_start raw_end``, with the labels of ``places``.

        >>> corpus = load_corpus()
        >>> words = corpus.tokens()
        >>> corpus.raw_span(words).equals(words[["raw_start", "raw_end"]])
        True
        """
        return edits.raw_spans(places, self.paragraphs, self.edits)

    @cached_property
    def definitions(self) -> pd.DataFrame:
        """Terms that documents define themselves.

        ``term definition doc_id par_id raw_start raw_end``.

        >>> len(load_corpus().definitions)
        30
        """
        return outline.definitions(self.paragraphs)

    @cached_property
    def territories(self) -> pd.DataFrame:
        """The territories of documents and reference, those of ``territories.csv`` first."""
        named = self.documents[["territory", "place", "level"]].itertuples(index=False, name=None)
        return territories.complete(territories.read(self.folder), named)

    @cached_property
    def reference(self) -> pd.DataFrame:
        """Figures from elsewhere, see :mod:`workreports.corpus.reference`; there may be none."""
        return reference.of(self.folder)

    @cached_property
    def background(self) -> background.Background:
        """Terms counted in reports of other levels: :mod:`workreports.corpus.store.background`."""
        return background.of(self.folder)

    def edits_of(self, raw_file: str) -> pd.DataFrame:
        """The edits of one raw file, in documents that were not selected, too.

        >>> load_corpus().edits_of("004_8fccc85bc0b3d2e3.txt")["raw_file"].nunique()
        1
        """
        choosing.known("raw_file", raw_file, self._tables.documents["raw_file"])
        return self._tables.edits_of(raw_file)

    def raw_text(self, raw_file: str) -> str:
        """The decoded raw file with the given bare name, line ends untouched.

        Of a pdf, docx or web page in Parquet the text that was read from it.

        >>> load_corpus().raw_text("004_8fccc85bc0b3d2e3.txt")[:8]
        '\\n\\n# 政府工作'
        """
        choosing.known("raw_file", raw_file, self._tables.documents["raw_file"])
        return self._tables.text(raw_file)
