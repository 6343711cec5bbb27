"""Where the library's own data lie, and the corpus that comes with it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
DATA = PACKAGE / "data"
"""What is shipped with the library."""
PROJECT = PACKAGE.parents[1]
"""The checkout, for a library that runs from one."""
CORPUS = DATA / "corpus" if (DATA / "corpus").is_dir() else PROJECT / "corpus"
"""The demonstration corpus: inside an installed library, or the checkout's."""
SHARED_LEXICON = DATA / "lexicon"
"""What every corpus shares."""
LEXICON = CORPUS / "lexicon" if (CORPUS / "lexicon").is_dir() else SHARED_LEXICON
"""What is particular to the demonstration corpus, or what is shared where that did not come along;
see :mod:`workreports.io.lexicon`."""
FONT = DATA / "fonts" / "WorkreportsSansSC-Regular.otf"
"""The project's font (a subset of Noto Sans SC, SIL Open Font License), for all that is drawn."""
RADICALS = DATA / "characters" / "radicals.csv"
"""Radicals and the characters they look like (Unicode's Equivalent_Unified_Ideograph)."""
PLACES = DATA / "places.csv"
"""Official names of places with their codes and years; ``tools/places.py`` makes it."""
