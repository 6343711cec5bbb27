"""Reports that come in a table, one row a report: whatever wrote it, whatever is wrong with it."""

import pandas as pd
import pytest

import workreports as wr
from workreports import cli
from workreports.corpus import load_corpus, problems
from workreports.corpus.store import manifest
from workreports.ingest import adding, building, likeness, parts, tables, tidying
from workreports.io.errors import CorpusError

PLACES = ["甲县", "乙区", "丙丁市"]


def report(number):
    return (
        f"政府工作报告\n各位代表:\n一、{2015 + number}年工作回顾\n"
        + "".join(f"第{number}类工程第{n}项推进,完成投资{n}亿元。\n" for n in range(25))
        + f"二、{2016 + number}年工作安排\n地区生产总值增长7%左右。\n"
    )


def panel():
    return pd.DataFrame(
        {
            "id": [7, 8, 9],
            "area": PLACES,
            "year": [2016, 2017, 2018],
            "report": [report(number) for number in range(3)],
        }
    )


def csv(encoding, sep=","):
    return lambda table, path: table.to_csv(path, index=False, encoding=encoding, sep=sep)


def stata(version):
    return lambda table, path: table.to_stata(
        path, version=version, write_index=False, convert_strl=["report"]
    )


def old_stata(table, path):
    """As Stata 13 in China wrote it: GB18030 that says nothing of itself."""
    latin = table.map(
        lambda cell: cell.encode("gb18030").decode("latin-1") if isinstance(cell, str) else cell
    )
    latin.to_stata(path, version=117, write_index=False)


def excel(table, path):
    table.to_excel(path, index=False)


@pytest.mark.parametrize(
    ("name", "write", "row"),
    [
        ("a.csv", csv("utf-8"), 2),
        ("a.csv", csv("utf-8-sig", ";"), 2),
        ("a.csv", csv("utf-16"), 2),
        ("a.csv", csv("gb18030"), 2),
        ("a.tsv", csv("utf-8", "\t"), 2),
        ("a.xlsx", excel, 2),
        ("a.dta", stata(118), 1),
        ("a.dta", old_stata, 1),
    ],
)
def test_a_table_gives_the_same_corpus_whatever_wrote_it(tmp_path, name, write, row):
    path = tmp_path / name
    write(panel(), path)
    expected, found = wr.from_table(panel()), wr.from_table(path)
    columns = ["title", "place", "level", "genre", "year", "reviews", "plans"]
    pd.testing.assert_frame_equal(found.documents[columns], expected.documents[columns])
    assert found.paragraphs["text"].tolist() == expected.paragraphs["text"].tolist()
    assert found.documents["raw_file"].iloc[0] == f"{name}, row {row}"
    told = f"{name}, row {row}: text from report, place from area, year from year"
    assert found.documents["source"].iloc[0].startswith(told)


def test_big5_is_told_from_gb18030(tmp_path):
    text = "政府工作報告\n各位代表:\n" + "經濟發展,工作順利。" * 40
    table = pd.DataFrame({"place": ["臺北市"], "report": [text]})
    table.to_csv(tmp_path / "a.csv", index=False, encoding="big5")
    (row,) = tables.read(tmp_path / "a.csv", {}).rows
    assert (row.text, row.given["place"].value) == (text, "臺北市")


def test_such_a_corpus_answers_all_questions():
    corpus = wr.from_table(panel())
    assert corpus.documents["place"].tolist() == PLACES
    assert corpus.documents.index[0] == "jia-2016-work-report"
    assert corpus.select(place="乙区").documents["year"].tolist() == [2017]
    rates = wr.terms.frequency(corpus, "工程", by="year")
    assert rates["count"].tolist() == [25, 25, 25]
    observations = wr.indicators.extract(corpus)
    assert observations["place"].unique().tolist() == PLACES
    row = observations.iloc[0]
    assert "7%" in wr.trace(row, corpus).text
    assert str(wr.trace(row, corpus)).startswith("DataFrame, row 0 ")
    assert len(corpus.tokens())


def test_what_the_table_gives_goes_over_what_the_text_says():
    text = "2014年戊县政府工作报告\n" + report(0)
    corpus = wr.from_table(panel().head(1).assign(report=text, title="题", delivered="2016/1/9"))
    (row,) = corpus.documents.itertuples()
    assert (row.Index, row.place, row.year, row.reviews) == (
        "jia-2016-work-report",
        "甲县",
        2016,
        "2015",
    )
    assert (row.title, row.delivered) == ("题", "2016-01-09")


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        (
            lambda table: table.rename(columns={"area": "城市", "year": "年份"}),
            ("report", "城市", "年份"),
        ),
        (lambda table: table.rename(columns={"area": "a", "year": "b"}), ("report", "a", "b")),
        (lambda table: table.assign(province="甲省"), ("report", "area", "year")),
        (lambda table: table.assign(city=[12.5, 13, 14]), ("report", "area", "year")),
        (lambda table: table.assign(note="见附件。" * 9), ("report", "area", "year")),
        (lambda table: table.set_index(["area", "year"]), ("report", "area", "year")),
        (lambda table: table.drop(columns=["area", "year"]), ("report",)),
        (lambda table: table.assign(area=[30.1, 9, 7]), ("report", "year")),
        (
            lambda table: table.assign(year=pd.to_datetime(["2016", "2017", "2018"])),
            ("report", "area", "year"),
        ),
    ],
)
def test_columns_are_told_by_their_names_and_by_what_they_hold(change, columns):
    found = tables.read(change(panel()), {})
    assert tuple(found.columns.values()) == columns
    assert len(found.rows) == 3 and not found.problems


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("report", "", "row 1: report is empty"),
        ("report", None, "row 1: report is empty"),
        ("report", "n/a", "row 1: report holds no Chinese text"),
        ("report", report(0), "row 1: the same text as row 0"),
        ("area", "", "row 1: area is empty"),
        ("area", "Hangzhou", "row 1: area is 'Hangzhou', no place"),
        ("year", "20x7", "row 1: year is '20x7', no year"),
        ("year", 17, "row 1: year is '17', no year"),
        ("year", None, "row 1: year is empty"),
        ("genre", "speech", "row 1: genre is 'speech', no genre"),
    ],
)
def test_what_is_wrong_is_said_by_row(column, value, problem):
    table = panel().assign(genre="work_report").astype(object)
    table.loc[1, column] = value
    with pytest.raises(CorpusError) as refused:
        wr.from_table(table, text="report", place="area", year="year", genre="genre")
    assert str(refused.value).startswith(f"DataFrame, {problem}")
    assert len(refused.value.problems) == 1 and refused.value.problems[0].remedy


@pytest.mark.parametrize(
    ("cell", "year", "place"),
    [
        ("120000", 2016, "天津市"),
        (120101.0, 2016, "和平区"),
        ("120101000000", 2016, "和平区"),
        ("黔南州", 2016, "黔南布依族苗族自治州"),
        ("450300", 2016, "桂林市"),
        ("云岭县", 2016, "云岭县"),
        ("999999", 2016, ""),
    ],
)
def test_a_place_may_be_a_code_or_a_short_form(cell, year, place):
    sheet = tables.read(panel().head(1).assign(area=cell, year=year), {"place": "area"})
    assert [row.given["place"].value for row in sheet.rows] == [place] * bool(place)
    assert len(sheet.problems) == (not place)


def test_all_rows_that_are_wrong_are_said_at_once():
    with pytest.raises(CorpusError) as refused:
        wr.from_table(panel().assign(area="", year="?"), place="area", year="year")
    assert [one.row for one in refused.value.problems] == [0, 0, 1, 1, 2, 2]


def test_a_column_that_is_not_there_and_a_table_without_reports_are_refused(tmp_path):
    with pytest.raises(CorpusError, match=r"(?s)no column 'aera' for the place.*name one of: area"):
        wr.from_table(panel(), place="aera")
    with pytest.raises(CorpusError, match="no column holds reports"):
        wr.from_table(panel().drop(columns="report"))
    for name, data in (("a.xls", b"x"), ("a.xlsx", b"PK"), ("a.dta", b"x"), ("a.csv", b" \n")):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(CorpusError, match=f"^{name}: "):
            wr.from_table(path)
    (tmp_path / "b.csv").write_bytes("地区,报告\n甲县,政府工作".encode("gb18030") + b"\x80\xff\n")
    with pytest.raises(CorpusError, match=r"b\.csv: .* damaged"):
        wr.from_table(tmp_path / "b.csv")


@pytest.mark.parametrize(
    ("size", "told"),
    [(32_767, "Excel holds 32,767 characters"), (32_766, ""), (681, "a str of Stata")],
)
def test_a_text_that_a_cell_cut_off_is_said(size, told):
    text = (report(0) * 99)[:size] if size > 1000 else ("政" * 681)[:681] + "ab"
    row = tables.read(panel().head(1).assign(report=text), {}).rows[0]
    assert [told in words for words in row.odd] == [True] * bool(told)
    source = wr.from_table(panel().head(1).assign(report=text)).documents["source"].iloc[0]
    assert ("its end is lost" in source) == bool(told)


def test_a_copy_is_marked_and_left_out():
    table = pd.concat([panel(), panel().head(1)], ignore_index=True)
    table.loc[3, "report"] = report(0).replace("\n", "\n\n") + "谢谢大家。"
    corpus = wr.from_table(table)
    assert corpus.documents["duplicate_of"].dropna().to_dict() == {
        "jia-2016-work-report-2": "jia-2016-work-report"
    }
    assert len(corpus.select(genre="work_report").documents) == 3


def test_where_the_text_tells_another_year_or_place_it_is_shown(tmp_path, capsys):
    head = "襄樊市人民政府工作报告\n——2016年1月9日在襄樊市第十四届人民代表大会上\n"
    table = panel().head(2).assign(area=["襄阳市", "乙区"], year=[2016, 2018])
    table["report"] = [head + report(0), "丁山县2017年" + report(1)]
    same, other = wr.from_table(table).documents["source"]
    assert "but" not in same
    assert "year 2018 is from column year; but the text tells of 2017 (丁山县2017年" in other
    assert "place 乙区 is from column area; but the text tells of 丁山县" in other
    path = tmp_path / "reports.csv"
    table.to_csv(path, index=False)
    cli.main(["add", "--table", str(path), "--yes", "--corpus", str(tmp_path / "own")])
    assert "look at this  year 2018 is from column year; but" in capsys.readouterr().out
    building.build(path, tmp_path / "built", workers=1)
    source = load_corpus(tmp_path / "built").documents["source"].iloc[-1]
    assert "year from column year; but the text tells of 2017" in source


def test_a_table_is_added_row_by_row_and_kept_once(tmp_path, capsys):
    path, own = tmp_path / "reports.csv", tmp_path / "own"
    table = panel().astype(object)
    table.loc[3] = [10, "", 2019, report(3)]
    table.to_csv(path, index=False)
    command = ["add", "--table", str(path), "--yes", "--corpus", str(own)]
    assert cli.main([*command, "--text", "report", "--place", "area", "--year", "year"]) == 1
    said = capsys.readouterr().out
    assert "text from report, place from area, year from year; 3 rows" in said
    assert (
        "reports.csv, row 5: area is empty" in said and "added as bingding-2018-work-report" in said
    )
    corpus = load_corpus(own)
    assert corpus.documents["place"].tolist() == PLACES and problems(own) == []
    assert corpus.raw_text(corpus.documents["raw_file"].iloc[0]) == report(0)
    source = corpus.documents["source"].iloc[0]
    (original,) = (own / "originals").iterdir()
    assert (
        source
        == f"file reports.csv, row 2, a row of a csv; as received in originals/{original.name}"
    )
    assert original.read_bytes() == path.read_bytes() and tidying.leftovers(own) == []
    assert cli.main(command) == 1  # all of them are there
    assert capsys.readouterr().out.count("it is in the corpus already") == 3
    for doc_id in corpus.documents.index:
        assert original.exists()
        adding.remove(doc_id, own)
    assert not original.exists()


def test_one_row_that_cannot_be_added_stops_no_other(tmp_path, capsys):
    path, own = tmp_path / "reports.xlsx", tmp_path / "own"
    panel().assign(place=["甲", "乙区", "丙县"]).to_excel(path, index=False)
    command = ["add", "--table", str(path), "--yes", "--corpus", str(own), "--place", "area"]
    assert cli.main(command) == 0
    assert len(load_corpus(own).documents) == 3
    for wrong in (["add"], ["add", "a.txt", "--text", "b"], ["add", "a.txt", "--table", "b.csv"]):
        assert cli.main(wrong) == 1
        assert "name either files or a --table" in capsys.readouterr().out


def test_what_is_given_of_a_file_goes_over_its_text(tmp_path, capsys):
    path, own = tmp_path / "a.txt", tmp_path / "own"
    path.write_text("2014年戊县政府工作报告\n" + report(0), encoding="utf-8")
    given = ["--place", "甲县", "--level", "city", "--year", "2016", "--genre", "work_report"]
    assert cli.main(["add", str(path), "--yes", "--corpus", str(own), *given]) == 0
    assert "added as jia-2016-work-report" in capsys.readouterr().out
    assert load_corpus(own).documents[["reviews", "level"]].values.tolist() == [["2015", "city"]]


def test_a_table_is_built_and_its_wrong_rows_are_listed(tmp_path):
    path, out = tmp_path / "reports.csv", tmp_path / "out"
    table = panel().astype(object)
    table.loc[1, "year"] = "none"
    table.to_csv(path, index=False)
    columns = {"text": "report", "place": "area", "year": "year"}
    assert building.build(path, out, workers=1, columns=columns) == (2, 1, 1, 0)
    failed = pd.read_csv(out / "failed.csv", keep_default_na=False)
    assert failed[["file", "reason"]].values.tolist() == [
        ["reports.csv, row 3", "year is 'none', no year"]
    ]
    found, expected = load_corpus(out), wr.from_table(table.drop(index=1))
    assert sorted(found.documents.index) == sorted(expected.documents.index)
    assert (
        found.documents["source"]
        .iloc[1]
        .startswith("file reports.csv, row 2, a row of a csv; place from column area")
    )
    row = found.paragraphs.iloc[2]
    assert wr.trace(row, found).text == row["text"]
    assert building.build(path, out, workers=1, columns=columns) == (2, 1, 0, 1)


def written(folder, **texts):
    for name, text in texts.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".md").write_text(text, encoding="utf-8")
    return folder


def test_folders_of_places_and_files_of_years_are_read_as_such(tmp_path):
    bare = report(0).replace("各位代表:\n", "")
    source = written(tmp_path / "in", 甲县__2016=bare, 乙区__2017=report(1), 乙区__空=" ")
    assert building.build(source, tmp_path / "out", workers=1)[:2] == (2, 1)
    documents = load_corpus(tmp_path / "out").documents
    assert documents[["place", "year"]].astype(str).agg(" ".join, axis=1).to_dict() == {
        "jia-2016-work-report": "甲县 2016",
        "yi-2017-work-report": "乙区 2017",
    }
    assert "file 甲县/2016.md, UTF-8 text" in documents["source"].iloc[0]
    failed = pd.read_csv(tmp_path / "out" / "failed.csv")
    assert failed["file"].tolist() == ["乙区/空.md"]


def other(number):
    """A report of other words."""
    return (
        report(number).replace("工程", "事业").replace("推进", "改善民生").replace("投资", "任务")
    )


@pytest.mark.parametrize("size", [1, 64])  # in parts of their own, and in one
def test_copies_and_doubled_names_are_told_apart_across_parts(tmp_path, monkeypatch, size):
    monkeypatch.setattr(parts, "DOCUMENTS_IN_A_PART", size)
    copy = report(0).replace("\n", "\n\n") + "谢谢大家。"
    later = report(0).replace("2016", "2017").replace("2015", "2016")
    source = written(
        tmp_path / "in",
        a__甲县__2016=report(0),
        b__甲县__2016=copy,
        c__甲县__2016=other(0),
        甲县__2017=later,
    )
    out = tmp_path / "out"
    building.build(source, out, workers=1)
    corpus = load_corpus(out)
    documents = corpus.documents.assign(
        file=corpus.documents["source"].str.extract(r"file ([^;,]+),")[0]
    )
    named = documents.reset_index().set_index("file")["doc_id"]
    assert named["甲县/2017.md"] == "jia-2017-work-report"
    several = named.drop("甲县/2017.md")
    assert several.str.fullmatch("jia-2016-work-report-[0-9a-f]{8}").all() and several.is_unique
    copies = documents["duplicate_of"].dropna().to_dict()
    assert copies == {named["b/甲县/2016.md"]: named["a/甲县/2016.md"]}
    assert len(corpus.select(genre="work_report").documents) == 3
    for row in corpus.paragraphs.itertuples():
        assert row.par_id.startswith(f"{row.doc_id}:")
        assert wr.trace(row, corpus).text.strip() == row.text
    assert set(corpus.word_counts()["par_id"]) <= set(corpus.paragraphs["par_id"])
    assert set(corpus.tokens()["par_id"]) <= set(corpus.paragraphs["par_id"])
    assert set(wr.indicators.extract(corpus)["doc_id"]) == set(named) - set(copies)
    assert problems(out) == []


def test_one_document_more_makes_one_part_anew_though_it_has_the_name_of_another(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(parts, "DOCUMENTS_IN_A_PART", 1)
    source = written(tmp_path / "in", 甲县__2016=report(0), 乙区__2017=report(1))
    building.build(source, tmp_path / "out", workers=1)
    written(source, b__甲县__2016=other(0))
    again = building.build(source, tmp_path / "out", workers=1)
    assert again.made <= 2 and again.kept >= 1  # a leaf that splits makes two
    building.build(source, tmp_path / "fresh", workers=1)
    assert manifest.read(tmp_path / "fresh") == manifest.read(tmp_path / "out")


def test_possible_copies_are_few_however_many_documents_a_place_has():
    texts = {
        f"{n:03}": report(n % 7)[:200] + f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}工作" * 40
        for n in range(200)
    }
    asked = []
    found = likeness.copies(
        [(name, "") for name in texts],
        {name: likeness.sketch(text) for name, text in texts.items()},
        lambda name: asked.append(name) or texts[name],
    )
    assert len(asked) < 10 * len(texts)
    assert all(
        likeness.alike(likeness.shingles(texts[one]), likeness.shingles(texts[of])) >= likeness.COPY
        for one, of in found.items()
    )
    assert len(found) == 190  # of the ten kinds all but the first
