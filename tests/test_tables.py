"""Reports that come in a table, one row a report: whatever wrote it, whatever is wrong with it."""

import pandas as pd
import pytest

import workreports as wr
from workreports.ingest import tables
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
