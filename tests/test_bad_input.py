"""Bad input gets a message that says what is wrong and what to do, and the corpus stays as it was."""

import io
import re
import zipfile

import pandas as pd
import pytest

from workreports import cli as __main__
from workreports.corpus import load_corpus
from workreports.ingest import watching
from workreports.io.errors import CorpusError
from workreports.io.tables import csv_text

docx = pytest.importorskip(
    "docx",
    reason="the extra «ingest» is not installed",
)
pypdf = pytest.importorskip("pypdf")
ingest = pytest.importorskip("workreports.ingest")
pytest.importorskip("trafilatura")

REPORT = (
    "2016年甲县政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2015年工作回顾\n"
    + "".join(
        f"第{n}项工作稳步推进,全县建成项目{n}个,完成投资{n}亿元,群众满意度不断提高。\n"
        for n in range(2, 40)
    )
    + "二、2016年工作安排\n2016年,地区生产总值增长7%左右。\n"
)
RAW = "000_9576f4a59c0652af.txt"


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts and path.name != ".lock"
    }


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def pdf(password=None):
    """A PDF of one empty page: what a scan without text looks like."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def word(text=REPORT):
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def laughing():
    """A docx whose text is an entity that grows tenfold nine times."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "甲甲甲甲甲甲甲甲甲甲">{entities}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'
    old, out = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for entry in old.infolist():
            package.writestr(
                entry, body if entry.filename == "word/document.xml" else old.read(entry)
            )
    return out.getvalue()


UNREADABLE = {
    "empty": ("a.txt", b"", "the file is empty"),
    "blanks only": ("a.txt", b" \n\t\r\n", "the file is empty"),
    "a byte order mark only": ("a.txt", b"\xef\xbb\xbf", "no Chinese character"),
    "an unknown kind": ("a.exe", b"MZ", r"\.exe cannot be read.*save it as one of"),
    "no ending": ("report", REPORT, "a file without an ending cannot be read"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0", r"\.doc cannot be read"),
    "a picture called txt": (
        "a.txt",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        "not UTF-8|NUL",
    ),
    "NUL in the text": ("a.txt", REPORT.replace("工作", "\x00", 1), "NUL"),
    "random bytes": ("a.txt", bytes(range(128, 256)) * 20 + b"\x00", "not UTF-8"),
    "no Chinese": ("a.txt", "Government work report of 2016. " * 40, "no Chinese character"),
    "text cut in a character": (
        "a.txt",
        REPORT.encode()[:-2] + b"\xff\xfe\xfd\x00",
        "not UTF-8|NUL",
    ),
    "not a PDF": ("a.pdf", b"hello", "the PDF cannot be read"),
    "a cut PDF": ("a.pdf", pdf()[:120], "the PDF cannot be read"),
    "a PDF of rubbish": ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 4, "the PDF cannot be read"),
    "a locked PDF": (
        "a.pdf",
        pdf(password="secret"),
        "locked with a password.*save it without one",
    ),
    "a scanned PDF": ("a.pdf", pdf(), "no Chinese character.*scanned page"),
    "a docx that is none": ("a.docx", b"hello", "the docx cannot be read"),
    "a cut docx": ("a.docx", word()[:3000], "the docx cannot be read"),
    "a zip without a document": ("a.docx", packed(**{"a.txt": "x"}), "the docx cannot be read"),
    "a bomb": (
        "a.docx",
        packed(**{"word/document.xml": b"\0" * 301_000_000}),
        "unpacks to 301,000,000 bytes.*do not open it",
    ),
    "entities that grow": ("a.docx", laughing(), "no Chinese character|the docx cannot be read"),
    "an empty page": ("a.html", "<html><body></body></html>", "no running text"),
    "a page of scripts": (
        "a.html",
        "<html><body><script>document.write('政府工作报告')</script></body></html>",
        "no running text",
    ),
    "a page in English": (
        "a.html",
        "<html><body><article><p>"
        + "The government reports its work of the year. " * 40
        + "</p></article></body></html>",
        "no Chinese character",
    ),
    "a huge file": ("a.txt", b"a" * 30_000_001, "far more than a report"),
    "a hundred megabytes on one line": (
        "a.txt",
        b"\xe7\x94\xb2" * 33_400_000,
        "100,200,000 bytes are far more",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, case):
    name, data, message = UNREADABLE[case]
    with pytest.raises(CorpusError, match=f"(?s){message}") as refused:
        ingest.read(written(tmp_path, name, data))
    assert all(problem.remedy and problem.file == name for problem in refused.value.problems)


@pytest.mark.parametrize(
    "make, message",
    [(lambda path: path.mkdir(), "this is a folder"), (lambda path: None, "there is no such file")],
)
def test_what_is_no_file_is_refused(tmp_path, make, message):
    path = tmp_path / "a.txt"
    make(path)
    with pytest.raises(CorpusError, match=message):
        ingest.read(path)


READABLE = {
    "GB18030": ("a.txt", REPORT.encode("gb18030"), "gb18030", None),
    "UTF-16": ("a.txt", REPORT.encode("utf-16"), "utf-16", None),
    "UTF-16 without a mark": ("a.txt", REPORT.encode("utf-16-le"), "utf-16", None),
    "UTF-8 with a mark": ("a.txt", REPORT.encode("utf-8-sig"), "UTF-8", None),
    "Windows line ends": ("a.txt", REPORT.replace("\n", "\r\n"), "UTF-8", None),
    "a docx": ("a.docx", word(), "docx", None),
    "a page": (
        "a.html",
        "<html><body><nav><a href='/'>首页</a></nav><article>"
        + "".join(f"<p>{line}</p>" for line in REPORT.splitlines())
        + "</article></body></html>",
        "web page",
        None,
    ),
    "entities in a page": (
        "a.html",
        "<html><body><article>"
        + "".join(
            f"<p>{line}&amp;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
            for line in REPORT.splitlines()
        )
        + "</article></body></html>",
        "web page",
        "more than once",
    ),
    "script in a page": (
        "a.html",
        "<html><body><article>"
        + "".join(f"<p>{line}<script>alert(1)</script></p>" for line in REPORT.splitlines())
        + "</article></body></html>",
        "web page",
        None,
    ),
    "hidden characters": (
        "a.txt",
        REPORT.replace("工作", "工\u200b作"),
        "UTF-8",
        "invisible characters",
    ),
    "writing turned round": (
        "a.txt",
        REPORT.replace("工作", "工\u202e作", 1),
        "UTF-8",
        "invisible characters",
    ),
    "Cyrillic": (
        "a.txt",
        REPORT.replace("工作", "工Ш作", 1),
        "UTF-8",
        r"another script: Cyrillic \(1\)",
    ),
    "Arabic and Thai": ("a.txt", REPORT + "بت ก", "UTF-8", "Arabic.*Thai"),
    "planted titles": (
        "a.txt",
        REPORT.replace("不断提高", "诛仙小说不断提高", 1),
        "UTF-8",
        "foreign titles or spam: 诛仙",
    ),
    "masked words": ("a.txt", REPORT.replace("稳步", "*", 1), "UTF-8", r"may be masked: 作\*推"),
    "a block twice": (
        "a.txt",
        REPORT + REPORT.splitlines()[3 + 5] * 2 + "\n" + REPORT.splitlines()[8],
        "UTF-8",
        "more than once",
    ),
    "links only": ("a.txt", "首页 新闻中心 政务公开 " * 60, "UTF-8", "page of links"),
    "a few words": ("a.txt", "2016年甲县政府工作报告", "UTF-8", "only 9 Chinese characters"),
    "mostly figures": ("a.txt", "增长 7.5 8.6 9.9 10.1 11.2\n" * 300, "UTF-8", "less than half"),
}


@pytest.mark.parametrize("case", READABLE)
def test_a_file_that_can_be_read_is_added_with_what_is_odd_and_nothing_is_lost(
    tmp_path, case, capsys
):
    name, data, how, odd = READABLE[case]
    folder, path = tmp_path / "own", written(tmp_path, name, data)
    addition = ingest.propose(path, folder)
    assert how in addition.read.how
    if odd is None:
        assert not [words for words in addition.odd if "Chinese" not in words]
        assert (
            addition.row["year"].value == "2016"
            and addition.row["genre"].value == "work_report"
            and addition.row["place"].value == "甲县"
        )
    else:
        assert re.search(odd, "\n".join(addition.odd)), addition.odd
    for column, value in (
        (("place", "甲县"), ("genre", "article")) if not addition.row["place"].value else ()
    ):
        addition = addition._replace(
            row=addition.row | {column: addition.row[column]._replace(value=value)}
        )
    doc_id = ingest.add(addition, folder)
    corpus = load_corpus(folder)
    kept = [
        file.read_bytes()
        for file in (*(folder / "raw").iterdir(), *(folder / "originals").glob("*"))
    ]
    assert path.read_bytes() in kept and doc_id in corpus.documents.index
    joined = "".join(corpus.paragraphs["text"])
    assert "工作报告" in joined or "首页" in joined or "增长" in joined
    ingest.remove(doc_id, folder)
    assert set(snapshot(folder)) == {"catalogue.csv", "edits.csv"}


def correct(column, value):
    def change(addition):
        return addition._replace(
            row=addition.row | {column: addition.row[column]._replace(value=value)}
        )

    return change


ROWS = {
    "a path for an id": ("doc_id", "../../evil", "doc_id is '../../evil'.*lower-case letters"),
    "a drive for an id": ("doc_id", "C:\\evil", "doc_id is"),
    "a blank id": ("doc_id", "", "doc_id is ''"),
    "a Chinese id": ("doc_id", "甲县", "doc_id is '甲县'"),
    "no title": ("title", "", "title is ''"),
    "a place that is none": ("place", "Somewhere", "place is 'Somewhere'"),
    "no place": ("place", "", "place is ''"),
    "a level that is none": ("level", "new", "level is 'new'.*nation, province, city, county"),
    "a genre that is none": ("genre", "speech", "genre is 'speech'"),
    "letters in a year": ("year", "20x6", "year is '20x6'"),
    "a year out of range": ("year", "2999", "year is '2999'"),
    "no year": ("year", "", "work_report without a year"),
    "a period turned round": ("reviews", "2016-2012", "ends before it begins"),
    "a period in words": ("plans", "next year", "plans is 'next year'"),
    "a month that is none": ("delivered", "2016-13-01", "a day that no calendar has"),
    "a thirtieth of February": ("delivered", "2016-02-30", "a day that no calendar has"),
    "a day in words": ("delivered", "in January", "delivered is 'in January'"),
    "a state that is none": ("completeness", "half", "completeness is 'half'"),
    "a copy of nothing": ("duplicate_of", "no-such", "duplicate_of is 'no-such'"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_is_not_valid_changes_nothing(tmp_path, folder, case):
    column, value, message = ROWS[case]
    before = snapshot(folder)
    addition = correct(column, value)(ingest.propose(written(tmp_path, "a.txt", REPORT), folder))
    with pytest.raises(CorpusError, match=f"(?s){message}"):
        ingest.add(addition, folder)
    assert snapshot(folder) == before and not list(tmp_path.parent.glob("evil*"))


def cell(folder, column, value, row=0):
    path = folder / "catalogue.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[row, column] = value
    table.to_csv(path, index=False)


def raw(data):
    return lambda folder: (folder / "raw" / RAW).write_bytes(data)


FOLDERS = {
    "a drive": (lambda f: cell(f, "raw_file", "C:evil.txt"), "raw_file is 'C:evil.txt'"),
    "a Windows path": (lambda f: cell(f, "raw_file", "..\\evil.txt"), "raw_file is"),
    "dots": (lambda f: cell(f, "raw_file", ".."), "lies outside raw/"),
    "letters for an offset": (lambda f: cell(f, "raw_start", "x"), "raw_start is 'x'"),
    "no checksum": (lambda f: cell(f, "sha256", ""), "sha256 is ''"),
    "a copy of itself": (
        lambda f: cell(f, "duplicate_of", "shangcheng-2017-work-report"),
        "no document of its own",
    ),
    "NUL in a raw file": (raw("甲\x00".encode()), "NUL"),
    "a raw file nobody knows": (
        lambda f: (f / "raw" / "b.txt").write_text(REPORT, encoding="utf-8"),
        "no document in this file",
    ),
    "no catalogue": (lambda f: (f / "catalogue.csv").unlink(), "there is no file"),
    "an empty catalogue": (lambda f: (f / "catalogue.csv").write_bytes(b""), "it is empty"),
    "a row too short": (
        lambda f: (f / "catalogue.csv").write_text(
            (f / "catalogue.csv").read_text(encoding="utf-8") + "a,b\n", encoding="utf-8"
        ),
        "2 cells",
    ),
    "a catalogue of bytes": (
        lambda f: (f / "catalogue.csv").write_bytes(b"\xff\x00\xfe"),
        "neither UTF-8 nor|no column",
    ),
    "an edit elsewhere": (
        lambda f: (f / "edits.csv").write_text(
            f"raw_file,raw_start,raw_end,before,after,kind,why\n{RAW},0,2,甲乙,丙,x,y\n",
            encoding="utf-8",
        ),
        "expects '甲乙' at 0:2",
    ),
    "an edit in no document": (
        lambda f: (
            cell(f, "raw_start", "40"),
            (f / "edits.csv").write_text(
                "raw_file,raw_start,raw_end,before,after,kind,why\n"
                f"{RAW},0,1,{(f / 'raw' / RAW).read_text(encoding='utf-8')[0]},丙,x,y\n",
                encoding="utf-8",
            ),
        ),
        "0:1 lies in no document",
    ),
    "a word for a figure": (
        lambda f: (f / "reference/observations.csv").write_text(
            (f / "reference/observations.csv")
            .read_text(encoding="utf-8")
            .replace(",2010,", ",soon,", 1),
            encoding="utf-8",
        ),
        "year is 'soon'",
    ),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_a_folder_that_cannot_be_loaded_says_why(folder, case, capsys):
    change, message = FOLDERS[case]
    change(folder)
    assert __main__.main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert re.search(f"(?s){message}", said) and "remedy: " in said, said


# ---------------------------------------------------------------- adding and removing


def test_the_same_file_twice_and_the_same_text_in_another_form_are_noticed(tmp_path):
    folder = tmp_path / "own"
    doc_id = ingest.add(
        ingest.propose(written(tmp_path, "a.txt", REPORT.encode("gb18030")), folder), folder
    )
    for name, data in (("b.txt", REPORT.encode("gb18030")), ("c.txt", REPORT)):
        with pytest.raises(CorpusError, match=f"in the corpus already, as .*{doc_id}"):
            ingest.propose(written(tmp_path, name, data), folder)
    near = ingest.propose(
        written(tmp_path, "d.txt", REPORT.replace("不断提高", "明显提高", 1)), folder
    )
    assert near.row["duplicate_of"].value == doc_id and near.row["doc_id"].value == f"{doc_id}-2"
    ingest.add(near, folder)
    assert len(load_corpus(folder).select().documents) == 1
    with pytest.raises(CorpusError, match="is described as its duplicate"):
        ingest.remove(doc_id, folder)
    with pytest.raises(CorpusError, match="there is no document 'x'"):
        ingest.remove("x", folder)


def test_edits_by_hand_are_not_thrown_away(folder):
    with pytest.raises(CorpusError, match="edits by hand belong to 001"):
        ingest.remove("xiacheng-article-ai-park", folder)


def test_hostile_names_and_titles_are_harmless(tmp_path, capsys):
    folder, path = tmp_path / "own", tmp_path / "=cmd \x1b[2J.txt"
    path.write_text(
        '=HYPERLINK("x")2016年甲县政府工作报告\n<script>alert(1)</script>' + REPORT,
        encoding="utf-8",
    )
    assert __main__.main(["add", str(path), "--corpus", str(folder), "--yes"]) == 0
    assert "\x1b" not in capsys.readouterr().out
    table = pd.read_csv(folder / "catalogue.csv", dtype=str, keep_default_na=False)
    assert not [value for value in table.to_numpy().ravel() if value[:1] in "=+-@" and value]
    corpus = load_corpus(folder)
    assert (
        "<script>" not in corpus.paragraphs._repr_html_()
        and "<script>" not in corpus.documents._repr_html_()
    )
    assert csv_text(corpus.paragraphs).count("\n=") == 0


def test_the_command_asks_and_takes_corrections(tmp_path, monkeypatch, capsys):
    folder, path = tmp_path / "own", written(tmp_path, "a.txt", REPORT)
    answers = iter(["colour=red", "place=乙县", "what", "y"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert __main__.main(["add", str(path), "--corpus", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "there is no column colour; choose from doc_id" in said and "place is 乙县" in said
    assert load_corpus(folder).documents["place"].tolist() == ["乙县"]
    doc_id = load_corpus(folder).documents.index[0]
    assert __main__.main(["remove", doc_id, "--corpus", str(folder)]) == 0
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert (
        __main__.main(["add", str(path), "--corpus", str(folder)]) == 0
        and "left out" in capsys.readouterr().out
    )

    def nobody(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert (
        __main__.main(["add", str(path), "--corpus", str(folder)]) == 0
        and "use --yes" in capsys.readouterr().out
    )
    assert __main__.main(["add", str(tmp_path / "none.txt"), "--corpus", str(folder)]) == 1


def test_a_missing_extra_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "trafilatura.py").write_text("import no_such_package", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    watching.end()  # a new one finds what the package needs missing
    assert (
        __main__.main(
            [
                "add",
                str(written(tmp_path, "a.html", "<p>报告</p>")),
                "--corpus",
                str(tmp_path / "own"),
                "--yes",
            ]
        )
        == 1
    )
    watching.end()
    told = "no_such_package is not installed; the extra «ingest» brings it"
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no such folder"),
        (lambda path: path.mkdir(), "no corpus folder, for it has no catalogue.csv"),
        (
            lambda path: (path.mkdir(), (path / "a.txt").write_text(REPORT, encoding="utf-8")),
            r"no corpus folder.*\n.*workreports add FILE.*workreports build FOLDER OUT",
        ),
    ],
)
def test_what_is_no_corpus_is_told_from_one_that_is_broken(tmp_path, make, message, capsys):
    make(tmp_path / "x")
    assert __main__.main(["check", str(tmp_path / "x")]) == 1
    assert re.search(message, capsys.readouterr().out)
    with pytest.raises(CorpusError, match=message):
        load_corpus(tmp_path / "x")


def test_adding_to_a_catalogue_of_version_0_1_says_what_became_of_its_columns(tmp_path, folder):
    path = folder / "catalogue.csv"
    text = path.read_text(encoding="utf-8-sig").replace(
        "place,level,territory", "district,a,boundary"
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"this is a catalogue of version 0\.1"):
        ingest.propose(written(tmp_path, "a.txt", REPORT), folder)
