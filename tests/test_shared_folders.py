"""Two users of one folder: both load and check it, who may write into it adds, who may not is told."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from test_ingest import report

from workreports.ingest import adding

ROOT = Path(__file__).resolve().parents[1]
OTHER = 65534

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be another user"
    ),
]

AS_ANOTHER = f"""
import os, pathlib, sys, tempfile
import pandas as pd, platformdirs
import workreports as wr
from workreports import cli
folder, given = map(pathlib.Path, sys.argv[1:3])
# All that is needed is imported while this is root: the interpreter may lie in a folder of root's.
with tempfile.TemporaryDirectory() as desk:
    own = pathlib.Path(desk) / "own"
    wr.ingest.add(wr.ingest.propose(given), own)
    cli.main(["check", str(own)])
    len(wr.load_corpus(own).tokens())
addition = wr.ingest.propose(given, folder)
home = tempfile.mkdtemp()
os.chown(home, {OTHER}, {OTHER})
platformdirs.user_cache_path = lambda name: pathlib.Path(home) / name
import matplotlib.pyplot as plt
draw = plt.figure
data = pd.DataFrame({{"year": [2014]}})
wr.figures.save(draw(), "first", data, "A picture", "A picture without a point in it.", home)
os.setgroups([])
os.setegid({OTHER})
os.seteuid({OTHER})

def tried(work):
    try:
        return work()
    except wr.CorpusError as error:
        return f"refused: {{error}}"

print("----")
"""


def as_another(folder, given, work):
    """What a program of another user prints."""
    done = subprocess.run(
        [sys.executable, "-c", AS_ANOTHER + work, folder, given],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "lib")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.partition("----\n")[2]


@pytest.fixture
def shared():
    """A corpus of root's, and files to be added to it, where others may look."""
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name)
        desk.chmod(0o755)
        paths = [desk / "1.txt", desk / "2.txt"]
        for number, path in enumerate(paths, start=1):
            path.write_bytes(report(number).encode("gb18030"))
        (desk / "own").mkdir()
        yield desk / "own", *paths


def test_another_user_loads_and_checks(shared):
    folder, first, second = shared
    adding.add(adding.propose(first, folder), folder)
    work = """
print(cli.main(["check", str(folder)]))
corpus = wr.load_corpus(folder)
print(len(corpus.documents), len(corpus.tokens()) > 100)
print(sorted(path.name[:10] for path in pathlib.Path(home).iterdir()))
"""
    told = as_another(folder, second, work)
    assert told.startswith(f"{folder}: no problems found\n0\n1 True\n") and "workreport" in told
    assert not (folder / ".cache").exists()


def test_another_user_reads_what_the_first_has_kept(shared):
    import workreports as wr

    folder, first, second = shared
    adding.add(adding.propose(first, folder), folder)
    len(wr.load_corpus(folder).tokens())
    work = """
print(len(wr.load_corpus(folder).tokens()) > 100)
print((pathlib.Path(home) / "workreports").exists())
"""
    assert as_another(folder, second, work) == "True\nFalse\n"


def test_what_one_may_not_read_of_the_kept_is_computed_anew(shared):
    import workreports as wr

    folder, first, second = shared
    adding.add(adding.propose(first, folder), folder)
    count = len(wr.load_corpus(folder).tokens())
    work = """
for hidden in (".cache", ".cache/*", ".cache/*/*"):
    os.seteuid(0)
    for path in folder.glob(hidden):
        path.chmod(0o700)
    os.seteuid(65534)
    print(len(wr.load_corpus(folder).tokens()), (pathlib.Path(home) / "workreports").exists())
    os.seteuid(0)
    for path in [folder / ".cache", *folder.glob(".cache/*"), *folder.glob(".cache/*/*")]:
        path.chmod(0o755)
"""
    assert as_another(folder, second, work) == f"{count} True\n" * 3


def test_who_may_write_into_the_folder_adds_and_removes(shared):
    folder, first, second = shared
    folder.chmod(0o777)
    doc_id = adding.add(adding.propose(first, folder), folder)
    for name in ("raw", "originals"):
        assert (folder / name).stat().st_mode & 0o777 == 0o777, name
    work = f"""
print(tried(lambda: wr.ingest.add(addition, folder)))
print(tried(lambda: wr.ingest.remove({doc_id!r}, folder)))
print(cli.main(["check", "--repair", str(folder)]))
"""
    told = as_another(folder, second, work)
    assert told == f"bing-2016-work-report\nNone\n{folder}: no problems found\n0\n"
    assert (folder / "catalogue.csv").stat().st_uid == OTHER
    third = adding.propose(first, folder)  # and the first user after her
    assert adding.add(third, folder) == doc_id


def test_who_may_only_read_is_told_so(shared):
    folder, first, second = shared
    doc_id = adding.add(adding.propose(first, folder), folder)
    before = sorted(folder.parent.rglob("*"))
    alt = "A picture without a point in it."
    work = f"""
for work in (
    lambda: wr.ingest.add(addition, folder),
    lambda: wr.ingest.remove({doc_id!r}, folder),
    lambda: wr.figures.save(draw(), "a", data, "A picture", {alt!r}, folder),
    lambda: wr.ingest.build(folder, folder.parent / "out", workers=1),
):
    print(tried(work))
"""
    told = as_another(folder, second, work)
    assert told.count("refused: ") == told.count("it cannot be written to (Permission denied)") == 4
    assert told.count("remedy: free space or change the rights; nothing was changed") == 4
    assert sorted(folder.parent.rglob("*")) == before


def test_who_may_not_read_is_told_so(shared):
    folder, first, second = shared
    adding.add(adding.propose(first, folder), folder)
    work = f"""
for hidden in (folder, folder / "catalogue.csv", folder / "raw"):
    os.seteuid(0)
    rights = hidden.stat().st_mode
    hidden.chmod(0o700)
    os.seteuid({OTHER})
    print(cli.main(["check", str(folder)]))
    print(tried(lambda: wr.load_corpus(folder)))
    os.seteuid(0)
    hidden.chmod(rights)
"""
    told = as_another(folder, second, work)
    assert told.count("\n1\nrefused: ") == 3
    assert told.count(f"{folder}: it cannot be read (Permission denied)\n    remedy: ask its") == 6
