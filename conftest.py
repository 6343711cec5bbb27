import shutil
import sys
from pathlib import Path

import numpy
import pytest
from hypothesis import settings

import workreports as wr

ROOT = Path(__file__).resolve().parent
settings.register_profile(
    "house", deadline=None
)  # how long an example takes says something about the machine
settings.load_profile("house")


@pytest.fixture(scope="session")
def corpus():
    return wr.load_corpus()


@pytest.fixture
def folder(tmp_path):
    """A copy of the corpus folder to break."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns(".cache"))
    return tmp_path / "corpus"


@pytest.fixture(autouse=True)
def names(doctest_namespace):
    """Names that the examples in docstrings use without importing them."""
    doctest_namespace.update(np=numpy, load_corpus=wr.load_corpus)


@pytest.fixture(autouse=True)
def pictures():
    """No test leaves a picture to the next."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
