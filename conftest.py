import shutil
import sys
from pathlib import Path

import numpy
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

import workreports as wr

ROOT = Path(__file__).resolve().parent
collect_ignore = ["tests/public_face.py"]  # read by «make lint», run by nobody
# The same examples every time; `make fuzz` looks for others. How long one takes says something
# about the machine, and so do the modules that other tests have loaded: no constants from those.
HOUSE = settings(
    derandomize=True,
    print_blob=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("house", HOUSE)
settings.register_profile("search", HOUSE, derandomize=False, database=None, max_examples=1000)
providers._get_local_constants = lambda: providers._local_constants
settings.load_profile("house")


def pytest_collection_modifyitems(items):
    """The slow ones first, so that no worker is left with one of them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


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


@pytest.fixture(scope="session", autouse=True)
def look():
    """Examples that draw find the project's font, whichever of them runs first."""
    wr.style.use("en")


@pytest.fixture(autouse=True)
def pictures():
    """No test leaves a picture to the next."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
