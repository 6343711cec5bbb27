"""Which files a build takes for documents, what goes along beside them, and how refusals name them."""

import os
from pathlib import Path

import pytest

from workreports.ingest import listing, readers
from workreports.ingest.readers import LONGEST
from workreports.io.errors import CorpusError

TEXT = "2016年甲县政府工作报告"


def test_hidden_files_are_no_documents(tmp_path):
    for name in ("a.txt", ".b.txt", "in/c.txt", ".in/d.txt", "in/..e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    found, refused = listing.units(tmp_path.resolve(), 10**6)
    assert [unit.name for unit in found] == ["a.txt", "in/c.txt"] and refused.empty


def test_beside_the_documents_go_tables_and_lists_that_are_not_hidden(tmp_path):
    for name in ("terms.csv", "stop/words.txt", ".terms.csv", ".old/terms.csv", "notes.md"):
        path = tmp_path / "lexicon" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "lexicon" / "folder.csv").mkdir()
    (tmp_path / "territories.csv").write_text("t", encoding="utf-8")
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert listing.beside(tmp_path) == {
        "lexicon/stop/words.txt": b"stop/words.txt",
        "lexicon/terms.csv": b"terms.csv",
        "territories.csv": b"t",
    }


def test_a_folder_that_may_not_be_read_is_listed(tmp_path, monkeypatch):
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    real = os.scandir

    def closed(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    found, refused = listing.units(tmp_path.resolve(), 10**6)
    assert [unit.name for unit in found] == ["a.txt"]
    assert refused[["file", "reason", "remedy"]].values.tolist() == [
        ["in/closed", "it cannot be read (Permission denied)", "change its rights"]
    ]


def test_a_refusal_names_the_file_and_a_remedy(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    for refuse in (
        lambda: readers.content(path, 4),
        lambda: readers.content(tmp_path / "a.txt" / "a.txt"),
        lambda: readers.parse("a.txt", "甲".encode() * (LONGEST + 1)),
        lambda: path.unlink() or readers.content(path),
    ):
        with pytest.raises(CorpusError) as refused:
            refuse()
        assert [problem.file for problem in refused.value.problems] == ["a.txt"]
        assert all(problem.remedy for problem in refused.value.problems)


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these")
def test_a_device_is_never_opened():
    with pytest.raises(CorpusError, match=r"^null: this is a device, no file\n"):
        readers.content(Path("/dev/null"))
