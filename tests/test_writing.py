"""What is written is there whole or as it was; what is read is as it was written; what is deleted was ours."""

import errno
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import textwrap

import pytest

from workreports.io import code, writing
from workreports.io.errors import CorpusError
from workreports.io.writing import MARK, DamagedError

FILES = {"a.parquet": bytes(range(256)) * 9, "b.csv": "年,数\n2016,1\n".encode()}


@pytest.fixture
def sealed(tmp_path):
    writing.seal(tmp_path / "part", FILES)
    return tmp_path / "part"


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_sealed_folder_holds_what_it_was_given(sealed):
    assert {name: writing.unseal(sealed, name) for name in FILES} == FILES
    assert names(sealed.parent) == ["part", "part/a.parquet", "part/b.csv", f"part/{MARK}"]
    assert writing.damage(sealed) == [] and writing.is_marked(sealed)


def test_every_single_bit_counts(sealed):
    rng, kept = random.Random(13), {path: path.read_bytes() for path in sealed.iterdir()}
    for _ in range(400):
        path = rng.choice(sorted(kept))
        data, bit = bytearray(kept[path]), rng.randrange(8 * len(kept[path]))
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        told = writing.damage(sealed)
        assert len(told) == 1 and path.name in told[0], (path.name, bit)
        path.write_bytes(kept[path])
    assert writing.damage(sealed) == []


@pytest.mark.parametrize(
    "harm, told",
    [
        (lambda part: (part / "a.parquet").unlink(), "a.parquet cannot be read"),
        (lambda part: (part / "a.parquet").write_bytes(b""), "a.parquet is damaged"),
        (lambda part: (part / MARK).unlink(), f"{MARK} is missing"),
        (lambda part: (part / MARK).write_bytes(b""), f"{MARK} is missing or damaged"),
        (lambda part: (part / MARK).write_text("[]", encoding="utf-8"), f"{MARK} is missing or"),
        (lambda part: (part / MARK).write_bytes(b"\xff"), f"{MARK} is missing or damaged"),
        (lambda part: relist(part, lambda files: files.pop("b.csv")), f"{MARK} is damaged"),
    ],
)
def test_damage_is_named_and_mended_in_its_place(sealed, harm, told):
    harm(sealed)
    assert told in " ".join(writing.damage(sealed))
    writing.seal(sealed, FILES)
    assert writing.damage(sealed) == [] and {*FILES, MARK} == {*names(sealed)}


def relist(part, change):
    listed = json.loads((part / MARK).read_text(encoding="utf-8"))
    change(listed["files"])
    (part / MARK).write_text(json.dumps(listed), encoding="utf-8")


def test_a_file_that_is_not_listed_is_not_read(sealed):
    (sealed / "c.csv").write_bytes(b"foreign")
    with pytest.raises(DamagedError, match=r"does not list c\.csv"):
        writing.unseal(sealed, "c.csv")


def test_a_whole_folder_is_left_alone(sealed):
    before = {path.name: path.stat().st_ino for path in sealed.iterdir()}
    writing.seal(sealed, {"other.csv": b"x"})
    assert {path.name: path.stat().st_ino for path in sealed.iterdir()} == before


def full(monkeypatch, call, after):
    """A disk that is full at a given call, and every one like it after that."""
    calls = iter(range(10**6))
    holder, name = (os, call) if call in ("write", "fsync") else (writing.Path, call)
    real = getattr(holder, name)

    def failing(*given):
        if next(calls) >= after:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*given)

    monkeypatch.setattr(holder, name, failing)


@pytest.mark.parametrize("after", range(4))
@pytest.mark.parametrize("call", ["fsync", "replace", "rename"])
def test_a_full_disk_leaves_all_as_it_was(tmp_path, monkeypatch, call, after):
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    with monkeypatch.context() as patched:
        full(patched, call, after)
        for number in range(5):
            try:
                writing.seal(tmp_path / "part", FILES)
                writing.replace(path, b"after %d" % number)
            except OSError as error:
                assert error.errno == errno.ENOSPC
    assert path.read_bytes() == b"before" or path.read_bytes().startswith(b"after ")
    assert not (tmp_path / "part").exists() or writing.damage(tmp_path / "part") == []
    assert not [name for name in names(tmp_path) if writing.WRITING in name]


def test_what_a_killed_process_began_to_write_is_cleared_by_the_next(tmp_path):
    begun = tmp_path / f"{writing.WRITING}abc"
    begun.touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / f"{writing.WRITING}folder").mkdir()
    with writing.locked(tmp_path):
        assert names(tmp_path) == [".hidden", ".lock", f"{writing.WRITING}folder"]


@pytest.mark.parametrize("is_whole", [True, False])
def test_another_process_may_be_faster_but_not_leave_damage(tmp_path, monkeypatch, is_whole):
    def too_late(temporary, folder):
        shutil.copytree(temporary, folder)
        if not is_whole:
            (folder / "b.csv").unlink()
        raise OSError(errno.ENOTEMPTY, "Directory not empty")

    monkeypatch.setattr(writing.Path, "rename", too_late)
    if is_whole:
        writing.seal(tmp_path / "part", FILES)
        assert writing.damage(tmp_path / "part") == []
    else:
        with pytest.raises(OSError, match="not empty"):
            writing.seal(tmp_path / "part", FILES)
    assert not [name for name in names(tmp_path) if writing.WRITING in name]


def test_who_waits_too_long_for_a_folder_is_told(tmp_path, monkeypatch):
    real = writing.FileLock
    monkeypatch.setattr(writing, "FileLock", lambda path, timeout, **given: real(path, 0, **given))
    with (
        writing.locked(tmp_path),
        pytest.raises(CorpusError, match=r"another process is changing it\n.*wait until"),
        writing.locked(tmp_path),
    ):
        pass
    with writing.locked(tmp_path):
        assert (tmp_path / ".lock").is_file()


def test_what_a_group_may_write_stays_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    path.chmod(0o664)
    writing.replace(path, b"after")
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_nothing_is_deleted_that_is_not_ours(tmp_path, sealed):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "thesis.txt").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(sealed, target_is_directory=True)
    (tmp_path / "marked").mkdir()
    (tmp_path / "marked" / MARK).write_text('{"made_by": "somebody"}', encoding="utf-8")
    full_of = tmp_path / f"{writing.WRITING}theirs"
    full_of.mkdir()
    (full_of / "thesis.txt").touch()
    before = names(tmp_path)
    for name in ("theirs", "empty", "link", "marked", full_of.name, "none"):
        writing.discard(tmp_path / name)
    assert names(tmp_path) == before
    empty = tmp_path / f"{writing.WRITING}x"
    empty.mkdir()
    writing.discard(empty)
    writing.discard(sealed)
    assert not empty.exists() and not sealed.exists()


def run(script, **given):
    """What a program prints that imports the library from a copy that it may change."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        **given,
    ).stdout.split()


def test_the_code_that_runs_has_a_name_until_it_is_changed_under_way(tmp_path):
    shutil.copytree(code.PACKAGE, tmp_path / "workreports")
    told = run(
        """
        import importlib, sys
        from pathlib import Path
        import workreports
        from workreports.io import code
        path = Path("workreports/corpus/cleaning.py")
        first = code.running()
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "# later", encoding="utf-8")
        print(code.running() == first)   # what runs is what was imported
        importlib.reload(workreports.cleaning)
        path.write_text(text, encoding="utf-8")
        print(code.running())   # the files are as before, but what runs is not
        """,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert told == ["True", "None"]


def test_a_module_that_was_changed_before_it_was_imported_has_no_name(tmp_path):
    shutil.copytree(code.PACKAGE, tmp_path / "workreports")
    told = run(
        """
        from pathlib import Path
        import workreports
        from workreports.io import code
        path = Path("workreports/analysis/terms.py")
        path.write_text(path.read_text(encoding="utf-8") + "# later", encoding="utf-8")
        print(code.running() is None)
        import workreports.analysis.terms
        print(code.running())
        """,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert told == ["False", "None"]
