"""Building goes on whatever documents do, makes only what is missing, and disturbs nobody who reads."""

import io
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pandas as pd
import psutil
import pytest

import workreports as wr
from workreports import cli as __main__
from workreports.corpus import load_corpus, problems, schema
from workreports.corpus.store import manifest
from workreports.ingest import building, listing, parts, watching
from workreports.ingest.watching import Limits
from workreports.io import writing
from workreports.io.errors import CorpusError, Problem

ROOT = Path(__file__).resolve().parents[1]
TEXT = load_corpus().raw_text("000_9576f4a59c0652af.txt")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "DOCUMENTS_IN_A_PART", 8)


def content(out):
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def report(number):
    return (
        f"{2001 + number % 20}年甲县政府工作报告\n" + TEXT[200 + number * 40 : 2600 + number * 40]
    )


def reports(folder, number):
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:03d}.txt").write_text(report(n), encoding="utf-8")
    return folder


def failed(out):
    return pd.read_csv(out / "failed.csv", keep_default_na=False).set_index("file")


def test_a_catalogue_with_errors_loses_only_the_rows_concerned(folder, tmp_path):
    path = folder / "catalogue.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[0, "year"], table.loc[1, "raw_end"], table.loc[2, "sha256"] = (
        "20x7",
        "99999999",
        "0" * 64,
    )
    table.loc[3, "raw_file"], table.loc[5, "doc_id"] = "../catalogue.csv", table.loc[4, "doc_id"]
    table.to_csv(path, index=False)
    assert building.build(folder, tmp_path / "out", workers=1)[:2] == (9, 5)
    reasons = " ".join(pd.read_csv(tmp_path / "out" / "failed.csv")["reason"])
    assert all(
        words in reasons
        for words in (
            "year is '20x7'",
            "leaves the file",
            "not the one described",
            "raw_file is",
            "the same doc_id",
        )
    )


def test_a_part_does_not_depend_on_where_its_documents_sort(tmp_path):
    source, out = reports(tmp_path / "in", 24), tmp_path / "out"
    made = building.build(source, out, workers=2)
    assert made[:2] == (24, 0) and made.made == len(list((out / "parts").iterdir())) > 3
    for name in ("0.txt", "zz.txt"):
        (source / name).write_text(report(100 + len(name)), encoding="utf-8")
        again = building.build(source, out, workers=2)
        # A leaf that splits makes two.
        assert again.made <= 2 and again.kept >= made.made - 1, name
    fresh = tmp_path / "fresh"
    building.build(source, fresh, workers=1)
    assert manifest.read(fresh) == manifest.read(out)
    assert load_corpus(out).documents.equals(load_corpus(fresh).documents)


def test_one_document_more_among_a_thousand_changes_one_part():
    units = [parts.Unit(f"{number}.txt", "", "", None) for number in range(1000)]
    before = {part.name: part.units for part in parts.divide(units, "state")}
    assert sorted(unit for some in before.values() for unit in some) == sorted(units)
    assert max(map(len, before.values())) <= parts.DOCUMENTS_IN_A_PART
    assert before == {part.name: part.units for part in parts.divide(units[::-1], "state")}
    for name in ("", "500a.txt", "zz.txt", "\udcff.txt"):
        after = {
            part.name for part in parts.divide([*units, parts.Unit(name, "", "", None)], "state")
        }
        assert len(set(before) - after) == 1 and len(after - set(before)) in (1, 2)
    assert not set(before) & {part.name for part in parts.divide(units, "another state")}


def test_a_second_run_makes_only_what_is_missing_or_damaged(tmp_path):
    source, out = reports(tmp_path / "in", 20), tmp_path / "out"
    first = building.build(source, out)
    assert first == (20, 0, first.made, 0)
    before = content(out)
    names = sorted(path.name for path in (out / "parts").iterdir())
    assert len(before) == len(names) * (len(schema.STORED) + 1) + 4
    assert building.build(source, out) == (20, 0, 0, first.made)
    shutil.rmtree(out / "parts" / names[0])
    with pytest.raises(CorpusError, match=r"(?s)missing or damaged.*build the corpus again"):
        load_corpus(out)
    for name in ("tokens.parquet", writing.MARK):
        path = out / "parts" / names[1] / name
        path.write_bytes(path.read_bytes()[:-3])
        assert building.build(source, out).made == (2 if name == "tokens.parquet" else 1), name
        assert content(out) == before
    (source / "019.txt").write_text(
        "2020年乙县政府工作报告\n各位代表:一、2019年工作回顾\n成绩很大。", encoding="utf-8"
    )
    assert building.build(source, out) == (20, 0, 1, first.made - 1)
    assert "乙县" in load_corpus(out).documents["place"].tolist()


def word(old, new):
    """A docx with a table, in whose XML something stands for something else."""
    docx = pytest.importorskip("docx")
    document, packed = docx.Document(), io.BytesIO()
    document.add_paragraph(report(1))
    document.add_table(1, 1).cell(0, 0).text = "表"
    document.save(packed)
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(packed) as whole,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for entry in whole.infolist():
            data = whole.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(old, new)
            to.writestr(entry, data)
    return changed.getvalue()


@pytest.mark.slow
def test_a_document_that_passes_a_limit_fails_and_the_others_go_on(tmp_path, capsys):
    source, out = reports(tmp_path / "in", 2), tmp_path / "out"
    (source / "many.docx").write_bytes(word(b"<w:sectPr", b"<w:p/>" * 20_000_000 + b"<w:sectPr"))
    (source / "large.txt").write_bytes(b"a" * 3_000_001)
    (source / "long.txt").write_bytes(report(2).encode() + b"a" * 2_000_000)
    limits = ["--max-memory", "300", "--max-size", "3"]
    assert __main__.main(["build", str(source), str(out), *limits]) == 0
    assert "3 documents failed" in capsys.readouterr().out
    found = failed(out)
    assert found.loc["many.docx", "reason"] == "reading it needs more than 300 MiB of memory"
    assert "3,000,001 bytes are far more than a report" in found.loc["large.txt", "reason"]
    assert "characters are far more than a report" in found.loc["long.txt", "reason"]
    assert found["remedy"].ne("").all()


def test_a_cell_over_a_million_columns_is_one_cell(tmp_path):
    path = tmp_path / "wide.docx"
    path.write_bytes(word(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="1000000"/>'))
    assert watching.read(path)[0].text == f"{report(1)}\n表"


def test_a_document_that_takes_too_long_fails(tmp_path):
    source = reports(tmp_path / "in", 1)
    (source / "000.txt").write_text(report(1) * 30, encoding="utf-8")
    made = building.build(source, tmp_path / "out", workers=1, limits=Limits(seconds=0.01))
    assert made == (0, 1, 1, 0)
    reason = failed(tmp_path / "out").loc["000.txt", "reason"]
    assert reason == "reading it takes more than 0.01 seconds"
    assert load_corpus(tmp_path / "out").documents.empty


def test_one_that_reads_a_document_and_is_ended_from_outside_is_tried_again(tmp_path):
    source, out = reports(tmp_path / "in", 16), tmp_path / "out"
    ended = []

    def end_it():
        while not ended:
            for child in list(watching._started):
                if child.at.document is not None:
                    child.process.kill()
                    ended.append(child.process.pid)
                    return
            time.sleep(0.001)

    thread = threading.Thread(target=end_it)
    thread.start()
    made = building.build(source, out, workers=1)
    ended.append(None)
    thread.join()
    assert len(ended) == 2 and made[:2] == (16, 0)
    building.build(source, tmp_path / "undisturbed", workers=1)
    assert content(tmp_path / "undisturbed") == content(out)


def test_a_document_at_which_its_reader_ends_twice_is_left_out(tmp_path, monkeypatch):
    source, out = reports(tmp_path / "in", 8), tmp_path / "out"

    class Deadly(watching._Child):
        def do(self, function, arguments, limits):
            left_out = arguments[2] if len(arguments) == 3 else {3: ""}
            if 3 not in left_out:
                self.process.kill()
                self.at = watching._At(3, 0.0, 0)
                raise self._died()
            return super().do(function, arguments, limits)

    watching.end()
    monkeypatch.setattr(watching, "_Child", Deadly)
    monkeypatch.setattr(watching, "_idle", [])
    assert building.build(source, out, workers=1) == (7, 1, 1, 0)
    assert (
        failed(out)["reason"]
        .str.fullmatch(r"the process that read it ended with status -?\d+")
        .all()
    )
    watching.end()


def test_children_end_with_their_parent(tmp_path):
    code = (
        "import os, time; from pathlib import Path; from workreports.ingest import watching\n"
        "child = watching._taken(); print(child.process.pid, flush=True); time.sleep(100)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    psutil.wait_procs([child], timeout=60)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_what_is_no_file_is_listed_and_never_opened(tmp_path):
    if os.name == "nt":
        pytest.skip("Windows has none of these")
    source, out = reports(tmp_path / "in", 2), tmp_path / "out"
    os.mkfifo(source / "pipe.txt")
    (source / "nowhere.txt").symlink_to(source / "gone.txt")
    (source / "device.txt").symlink_to("/dev/zero")
    (source / "loop.txt").symlink_to(source / "loop.txt")
    (source / "elsewhere").symlink_to(tmp_path)
    (source / "folder.txt").mkdir()
    (source / "folder.txt" / "inside.txt").write_text(report(5), encoding="utf-8")
    Path(os.fsdecode(os.fsencode(source) + b"/\xff\xfe.txt")).write_text(
        report(6), encoding="utf-8"
    )
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(source / "s.txt"))
        assert building.build(source, out, workers=1)[:2] == (4, 6)
    found = failed(out)["reason"]
    assert found["pipe.txt"] == "this is a pipe, no file"
    assert found["s.txt"] == "this is a socket, no file"
    assert found["nowhere.txt"] == "this is a link that leads nowhere"
    assert "outside the folder" in found["device.txt"] and "outside" in found["elsewhere"]
    assert "cannot be read" in found["loop.txt"]
    sources = " ".join(load_corpus(out).documents["source"])
    assert "folder.txt/inside.txt" in sources and "\\xff\\xfe.txt" in sources


def test_what_may_not_be_read_is_listed(tmp_path):
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    source, out = reports(tmp_path / "in", 2), tmp_path / "out"
    (source / "000.txt").chmod(0)
    (source / "closed").mkdir()
    (source / "closed").chmod(0)
    assert building.build(source, out, workers=1)[:2] == (1, 2)
    (source / "closed").chmod(0o700)
    assert failed(out)["reason"].str.contains("Permission denied").all()


def test_a_pdf_that_needs_no_password_opens_though_it_is_encrypted(tmp_path):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(CorpusError, match="no Chinese character"):
        watching.read(tmp_path / "a.pdf")


def test_documents_that_fail_are_tried_again_under_other_limits_and_the_others_are_kept(tmp_path):
    source, out = reports(tmp_path / "in", 20), tmp_path / "out"
    (source / "short.txt").write_text("只有几个字", encoding="utf-8")
    first = building.build(source, out)
    assert first[:2] == (20, 1)
    assert building.build(source, out).made == 0
    assert building.build(source, out, limits=Limits(seconds=121)).made == 1
    assert failed(out).loc["short.txt", "remedy"] != ""


def test_a_file_that_was_changed_while_it_was_read_is_read_again_next_time(tmp_path, monkeypatch):
    source, out = reports(tmp_path / "in", 2), tmp_path / "out"
    real = listing.units

    def changed(*given):
        found = real(*given)
        (source / "000.txt").write_text(report(9), encoding="utf-8")
        return found

    monkeypatch.setattr(listing, "units", changed)
    assert building.build(source, out, workers=1) == (1, 1, 1, 0)
    assert failed(out).loc["000.txt", "reason"] == "it was changed while it was read"
    (source / "000.txt").write_text(report(0), encoding="utf-8")
    monkeypatch.setattr(listing, "units", real)
    assert building.build(source, out, workers=1) == (2, 0, 1, 0)


def test_documents_that_fail_are_listed_and_the_others_go_on(tmp_path, capsys):
    source, out = reports(tmp_path / "in", 3), tmp_path / "out"
    (source / "a.txt").write_bytes(b"\x00\x01")
    (source / "b.pdf").write_bytes(b"none")
    (source / "c.exe").write_bytes(b"MZ")
    (source / "d.txt").write_text("只有几个字", encoding="utf-8")
    shutil.copy(source / "000.txt", source / "e.txt")
    (tmp_path / "outside.txt").write_text("外", encoding="utf-8")
    (source / "f.txt").symlink_to(tmp_path / "outside.txt")
    assert __main__.main(["build", str(source), str(out)]) == 0
    assert "6 documents failed, see" in capsys.readouterr().out
    for name, reason in {
        "a.txt": "NUL",
        "b.pdf": "the PDF cannot be read",
        "c.exe": "cannot be read",
        "d.txt": "place is ''",
        "e.txt": "the same file as 000.txt",
        "f.txt": "lies outside the folder",
    }.items():
        assert reason in failed(out).loc[name, "reason"], name
    assert failed(out)["remedy"].ne("").all()
    assert len(load_corpus(out).documents) == 3


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"memory": -1}, {"size": float("nan")}])
def test_limits_that_nothing_can_keep_are_refused(tmp_path, limits):
    with pytest.raises(CorpusError, match="give a number above 0"):
        building.build(ROOT / "corpus", tmp_path / "out", limits=Limits(**limits))
    assert Limits(size=float("inf")).largest == sys.maxsize and not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CorpusError, match="there is no such folder"):
        building.build(tmp_path / "none", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_edit_by_hand_that_does_not_fit_costs_its_document_only(folder, tmp_path):
    with (folder / "edits.csv").open("a", encoding="utf-8") as file:
        file.write("004_8fccc85bc0b3d2e3.txt,5,6,甲,乙,planted,because\n")
    made = building.build(folder, tmp_path / "out", workers=1)
    assert made.failed and made.documents + made.failed == 14
    assert set(failed(tmp_path / "out").index) == {"004_8fccc85bc0b3d2e3.txt"}


def test_a_cluster_of_ones_own_gives_what_children_give(tmp_path):
    from distributed import LocalCluster

    source = reports(tmp_path / "in", 12)
    made = building.build(source, tmp_path / "children", workers=2)
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        assert building.build(source, tmp_path / "dask", cluster.scheduler_address) == made
    assert content(tmp_path / "dask") == content(tmp_path / "children")


def test_two_builds_at_once_leave_one_whole_corpus(tmp_path):
    reports(tmp_path / "in", 12)
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "workreports", "build", tmp_path / "in", tmp_path / "out"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [run.wait() for run in both] == [0, 0]
    assert len(load_corpus(tmp_path / "out").documents) == 12
    assert problems(tmp_path / "out") == []


def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path):
    kept = tmp_path / "out/parts/engine/plan.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CorpusError, match="not empty and not a corpus of ours"):
            building.build(ROOT / "corpus", tmp_path / "out", workers=1)
        assert kept.read_text(encoding="utf-8") == "mine" and len(content(tmp_path)) == 1 + _
        (tmp_path / "out" / "manifest.json").write_text("{}", encoding="utf-8")


def test_links_lead_a_build_nowhere(tmp_path):
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    building.build(ROOT / "corpus", out, workers=1)
    (out / "parts").rename(elsewhere)
    (out / "parts").symlink_to(elsewhere)
    with pytest.raises(CorpusError, match="parts is a link"):
        building.build(ROOT / "corpus", out, workers=1)
    assert len(list(elsewhere.iterdir())) == 2


@pytest.mark.parametrize("place", [".", "out", "raw/out"])
def test_a_corpus_is_not_built_into_its_own_folder(folder, place):
    before = sorted(folder.rglob("*"))
    with pytest.raises(CorpusError, match="would be read as part of it"):
        building.build(folder, folder / place, workers=1)
    assert sorted(folder.rglob("*")) == before


def test_what_is_out_of_date_stays_for_a_day_and_others_things_for_ever(tmp_path, monkeypatch):
    source, out = reports(tmp_path / "in", 4), tmp_path / "out"
    building.build(source, out, workers=1)
    mine = out / "parts" / "mine"
    mine.mkdir()
    (out / "parts" / f"{writing.WRITING}x").mkdir()
    (out / f"{writing.WRITING}y").write_text("cut", encoding="utf-8")
    reader = load_corpus(out)
    (source / "000.txt").write_text(report(99), encoding="utf-8")
    (source / "lexicon").mkdir()
    (source / "lexicon" / "terms.csv").write_text(
        "term,kind,en\n经济平稳,term,x\n", encoding="utf-8"
    )
    building.build(source, out, workers=1)
    assert len(reader.paragraphs) > 0 and reader.folder.is_dir()
    assert len(load_corpus(out).documents) == 4 and mine.is_dir()
    assert not list(out.rglob(f"{writing.WRITING}*"))
    old = time.time() - 87_000
    for path in out.glob("*/*/workreports.json"):
        os.utime(path, (old, old))
    building.build(source, out, workers=1)
    assert len(list((out / "parts").iterdir())) == 2 and len(list((out / "beside").iterdir())) == 1
    assert len(load_corpus(out).documents) == 4 and mine.is_dir()
    with pytest.raises(CorpusError, match="load it again"):
        reader.tokens()


@pytest.mark.parametrize("name", ["out*", "o?t1", "o[u]t", "year=1999"])
def test_a_corpus_reads_its_own_files_whatever_its_name(tmp_path, name):
    if os.name == "nt" and set(name) & set("*?"):
        pytest.skip("Windows knows no such name")
    for number, place in enumerate(["out", "out1", name]):
        source = reports(tmp_path / f"in{number}", number + 1)
        building.build(source, tmp_path / place, workers=1)
    own = load_corpus(tmp_path / name)
    assert len(own.documents) == 3 and own.paragraphs["doc_id"].nunique() == 3
    assert 1999 not in own.documents["year"].tolist()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    building.build(reports(folder / "in", 3), folder / "out", workers=1)
    return folder / "out"


def is_noticed(out):
    """Whether damage is noticed in our words."""
    try:
        corpus = load_corpus(out)
        wr.terms.frequency(corpus, "经济", by="year")
        wr.indicators.extract(corpus)
        corpus.raw_text(corpus.documents["raw_file"].iloc[0])
    except CorpusError:
        return True
    return bool(problems(out))


def test_damage_is_noticed(small, tmp_path):
    drawn, files = random.Random(13), sorted(content(small))
    assert not is_noticed(small)
    shutil.copytree(small, tmp_path / "out")
    for name in [*files, *drawn.choices(files, k=25)]:
        path = tmp_path / "out" / name
        whole = path.read_bytes()
        place, bit = drawn.randrange(len(whole)), drawn.randrange(8)
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bit
        for damaged in (bytes(flipped), whole[:place], b""):
            path.write_bytes(damaged)
            assert is_noticed(tmp_path / "out"), (name, place, bit)
        path.unlink()
        assert is_noticed(tmp_path / "out"), name
        path.write_bytes(whole)
    assert not is_noticed(tmp_path / "out")


def test_what_is_damaged_is_named(small, tmp_path):
    out = shutil.copytree(small, tmp_path / "out")
    part = min((out / "parts").iterdir())
    (part / "tokens.parquet").write_bytes(b"")
    (out / "failed.csv").write_bytes(b"")
    remedy = "build the corpus again; what is whole is kept"
    assert problems(out) == [
        Problem(
            f"parts/{part.name}",
            None,
            "tokens.parquet is damaged: it is not as it was written",
            remedy,
        ),
        Problem("failed.csv", None, "it is missing or damaged", remedy),
    ]


def test_what_is_damaged_beside_the_documents_is_named_when_a_corpus_is_opened(tmp_path):
    source, out = reports(tmp_path / "in", 1), tmp_path / "out"
    (source / "lexicon").mkdir()
    (source / "lexicon" / "terms.csv").write_text("term,kind,en\n", encoding="utf-8")
    building.build(source, out, workers=1)
    (beside,) = (out / "beside").iterdir()
    (beside / "lexicon" / "terms.csv").write_bytes(b"")
    with pytest.raises(CorpusError, match=f"^beside/{beside.name}: lexicon/terms.csv is damaged"):
        load_corpus(out)


def test_a_corpus_of_another_version_is_named_as_such(small, tmp_path, monkeypatch):
    shutil.copytree(small, tmp_path / "out")
    path = tmp_path / "out" / manifest.NAME
    told = manifest.read(tmp_path / "out")
    path.write_bytes(told._replace(columns="others", version="0.1.7").encoded())
    with pytest.raises(CorpusError, match=r"made by another version of this program \(0.1.7\)"):
        load_corpus(tmp_path / "out")
    path.write_text('{"documents": 3, "failed": 0, "parts": []}', encoding="utf-8")
    with pytest.raises(CorpusError, match="made by another version"):
        load_corpus(tmp_path / "out")
    path.write_bytes(told._replace(version="0.1.7").encoded())
    assert len(load_corpus(tmp_path / "out").documents) == 3


def test_a_program_that_was_changed_builds_nothing(tmp_path, monkeypatch):
    order = parts.Order(tmp_path, tmp_path, "another program", "")
    with pytest.raises(CorpusError, match="changed while it was building"):
        watching.make(parts.Part("all-0", []), order, watching.USUAL)
    assert not list(tmp_path.iterdir())
