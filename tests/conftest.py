import shutil
from pathlib import Path

import pytest

import workreports as wr

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpus():
    return wr.load_corpus()


@pytest.fixture
def folder(tmp_path):
    """A copy of the corpus folder to break."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns(".cache"))
    return tmp_path / "corpus"
