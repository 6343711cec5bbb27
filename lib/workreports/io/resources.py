"""Where the library's own data lie, and the corpus that comes with it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
DATA = PACKAGE / "data"
"""What is shipped with the library."""
PROJECT = PACKAGE.parents[1]
CORPUS = PROJECT / "corpus"
LEXICON = CORPUS / "lexicon"
FONT = DATA / "fonts" / "WorkreportsSansSC-Regular.otf"
"""The project's font (a subset of Noto Sans SC, SIL Open Font License), for matplotlib and word clouds alike."""
