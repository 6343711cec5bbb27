"""What indicators and words are read from: tables that a person can edit."""

import csv

import pandas as pd
import pytest

import workreports as wr
from workreports.cli import main
from workreports.io.errors import CorpusError
from workreports.io.resources import DATA


@pytest.fixture(scope="module")
def observations(corpus):
    return wr.indicators.extract(corpus)


def test_every_word_has_a_meaning_and_stands_once_in_its_list():
    with (DATA / "patterns" / "words.csv").open(encoding="utf-8", newline="") as file:
        words = pd.DataFrame(csv.DictReader(file))
    assert (words != "").all().all() and not words.duplicated(["list", "word"]).any()
    assert words["list"].eq(words["list"].shift()).sum() == len(words) - words["list"].nunique()


def test_the_plan_tables_are_read_cell_by_cell(observations):
    table = observations[observations["source"] == "table"].set_index("printed")
    row = table.loc["66.46"].iloc[0]
    assert (row["indicator"], row["name"], row["period_end"], row["status"]) == (
        "general_budget_revenue",
        "地方财政收入",
        2015,
        "actual",
    )
    row = table.loc["[300]"]
    assert (row["measure"], row["period_start"], row["period_end"], row["status"]) == (
        "cumulative",
        2016,
        2020,
        "target",
    )
    assert (
        table.loc["5(同口径)", "growth_basis"] == "comparable"
        and table.loc["7.5左右", "bound"] == "about"
    )
    assert (table.loc["≤4", "bound"] == "at_most").all() and table.loc[
        "5年累计可达9.9亿美元", "status"
    ] == "estimate"
    assert len(table) == 98


def test_every_row_of_the_plan_tables_is_read(corpus, observations):
    for path in sorted((corpus.folder / "tables").glob("*.csv")):
        rows = pd.read_csv(path, encoding="utf-8")["indicator"].str.removeprefix("全区")
        par_id = {"1": "0341", "2": "0345"}[path.stem[-1]]
        found = observations[observations["par_id"].fillna("").str.endswith(f":{par_id}")]
        assert set(found["name"].str.removeprefix("全区")) == set(rows)


def test_an_item_without_an_indicator_goes_under_its_printed_name(observations):
    table = observations[observations["source"] == "table"].set_index(["indicator", "status"])
    columns = ["value", "unit_std", "measure", "bound", "period_start", "period_end"]

    def cells(name, status):
        return table.loc[[(name, status)], columns].values.tolist()

    assert cells("保障性住房开工面积", "target") == [
        [100, "万平方米", "cumulative", "exact", 2011, 2015],
        [92, "万平方米", "cumulative", "exact", 2016, 2020],
    ]
    assert cells("计划生育符合率", "target") == [[97, "%", "level", "at_least", 2015, 2015]]
    assert cells("货币安置率", "target") == [[50, "%", "level", "at_least", 2020, 2020]]
    # A bracket beside the number is no part of it; a sum before the table's period has its own.
    assert cells("城区绿地面积", "target") == [[568.8, "万平方米", "level", "exact", 2020, 2020]]
    assert cells("高新技术企业数量", "actual") == [[59, "", "cumulative", "exact", 2011, 2015]]
    in_words = table.loc[[("万元GDP综合电耗", "target")]]
    assert in_words["force"].tolist() == ["市下达指标"] and in_words["value"].isna().all()


def test_a_table_that_differs_from_the_print_is_refused(folder):
    path = folder / "tables" / "shangcheng-2016-five-year-plan-1.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("861", "862"), encoding="utf-8")
    with pytest.raises(
        CorpusError,
        match=r"plan-1.csv, row 2: result is '862', which the report does not print there",
    ):
        wr.indicators.extract(wr.load_corpus(folder))


def test_the_check_command_looks_into_tables_and_indicators(folder, capsys):
    path = folder / "tables" / "shangcheng-2016-five-year-plan-2.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("136.8", "136.9"), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "plan-2.csv, row 5: target_2020 is '136.9'" in capsys.readouterr().out


def test_a_new_indicator_is_a_row(folder):
    path = folder / "lexicon" / "indicators.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "service_outsourcing,服务外包,服务外包,,,亿美元,\n",
        encoding="utf-8",
    )
    table = wr.indicators.extract(wr.load_corpus(folder))
    assert table.loc[table["indicator"] == "service_outsourcing", "value"].tolist() == [
        3.51,
        2.9,
        15.0,
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Bad Id,x,税收,,,亿元,", "row 3: indicator is 'Bad Id'"),
        ("tax,税收,,,,亿元,", "tax has no name"),
        ("tax,税收,<占>|税收,,,亿元,", "a name of tax is '<占>'"),
        ("tax,税收,税收,,,斗,", "unit '斗' is unknown"),
        ("tax,税收,税收,,,亿元,nothing", "share is 'nothing'"),
        ("domestic_investment,x,x,,,亿元,", "row 3: domestic_investment stands here a second time"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(folder, row, problem):
    path = folder / "lexicon" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=problem):
        wr.indicators.extract(wr.load_corpus(folder))


def test_a_name_is_no_pattern(folder):
    path = folder / "lexicon" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8") + "odd,x,.*税[收+,,,亿元,\n", encoding="utf-8")
    assert "odd" not in set(wr.indicators.extract(wr.load_corpus(folder))["indicator"])
