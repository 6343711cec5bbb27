"""Bad input stops with file, row and remedy, all problems at once."""

import re
import shutil

import pandas as pd
import pytest

import workreports as wr
from workreports.corpus import problems

WHOLE = "000_9576f4a59c0652af.txt"


def edit_csv(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


BREAKAGES = {
    "missing raw file": (
        lambda f: (f / "raw" / WHOLE).unlink(),
        "catalogue.csv",
        2,
        "no file raw/000",
    ),
    "changed raw file": (
        lambda f: (f / "raw" / WHOLE).write_bytes((f / "raw" / WHOLE).read_bytes() + b"!"),
        "catalogue.csv",
        2,
        "SHA-256",
    ),
    "empty raw file": (
        lambda f: (f / "raw" / WHOLE).write_bytes(b""),
        f"raw/{WHOLE}",
        None,
        "empty",
    ),
    "GB18030": (
        lambda f: (f / "raw" / WHOLE).write_bytes("政府工作报告".encode("gb18030") * 9),
        f"raw/{WHOLE}",
        None,
        "iconv -f",
    ),
    "UTF-16": (
        lambda f: (f / "raw" / WHOLE).write_bytes("政府工作报告".encode("utf-16")),
        f"raw/{WHOLE}",
        None,
        "UTF-16",
    ),
    "climbing path": (
        lambda f: edit_csv(f / "catalogue.csv", f",{WHOLE},", ",../catalogue.csv,"),
        "catalogue.csv",
        2,
        "raw_file",
    ),
    "span beyond the file": (
        lambda f: edit_csv(f / "catalogue.csv", ",0,15822,", ",0,99999,"),
        "catalogue.csv",
        2,
        "leaves the file",
    ),
    "empty span": (
        lambda f: edit_csv(f / "catalogue.csv", ",0,15822,", ",9,9,"),
        "catalogue.csv",
        2,
        "empty",
    ),
    "overlapping spans": (
        lambda f: edit_csv(f / "catalogue.csv", ",1367,3056,", ",1300,3056,"),
        "catalogue.csv",
        4,
        "overlaps xiacheng-article-ai-park",
    ),
    "unknown genre": (
        lambda f: edit_csv(
            f / "catalogue.csv",
            ",county,上城区 (-2021),work_report,",
            ",county,上城区 (-2021),speech,",
        ),
        "catalogue.csv",
        2,
        "genre is 'speech'",
    ),
    "doubled id": (
        lambda f: edit_csv(
            f / "catalogue.csv", "xiacheng-article-broadway", "xiacheng-article-ai-park"
        ),
        "catalogue.csv",
        6,
        "more than once",
    ),
    "duplicate of nothing": (
        lambda f: edit_csv(
            f / "catalogue.csv", ",xiacheng-2014-work-report,", ",xiacheng-2013-work-report,"
        ),
        "catalogue.csv",
        9,
        "duplicate_of",
    ),
    "report without year": (
        lambda f: edit_csv(f / "catalogue.csv", ",work_report,2017,", ",work_report,,"),
        "catalogue.csv",
        2,
        "without a year",
    ),
    "bad date": (
        lambda f: edit_csv(f / "catalogue.csv", "2025-08-18", "18.8.25"),
        "catalogue.csv",
        3,
        "posted is '18.8.25'",
    ),
    "missing column": (
        lambda f: edit_csv(f / "catalogue.csv", "genre", "kind"),
        "catalogue.csv",
        1,
        "no column genre",
    ),
    "cell too many": (
        lambda f: edit_csv(
            f / "catalogue.csv",
            ",county,上城区 (-2021),work_report,",
            ",,county,上城区 (-2021),work_report,",
        ),
        "catalogue.csv",
        2,
        "19 cells where the header has 18",
    ),
    "cell without end": (
        lambda f: edit_csv(f / "catalogue.csv", "shangcheng", '"' + "x" * 140_000),
        "catalogue.csv",
        None,
        "close every quoted cell",
    ),
    "edit that no longer matches": (
        lambda f: edit_csv(f / "edits.csv", ",20313,20317,", ",20314,20318,"),
        "edits.csv",
        10,
        "it stands at 20313:20317",
    ),
    "edit outside the file": (
        lambda f: edit_csv(f / "edits.csv", ",20313,20317,", ",920313,920317,"),
        "edits.csv",
        10,
        "outside the file",
    ),
    "edit of an unknown file": (
        lambda f: edit_csv(f / "edits.csv", "002_904ac3996b5e4cdf.txt", "other.txt"),
        "edits.csv",
        17,
        "does not know",
    ),
    "edit without a reason": (
        lambda f: edit_csv(
            f / "edits.csv", "title of a fantasy novel planted by the site (search-engine spam)", ""
        ),
        "edits.csv",
        10,
        "why is empty",
    ),
    "edit between documents": (
        lambda f: edit_csv(
            f / "edits.csv",
            "001_f44b4fe92b87883a.txt,20313,20317,诛仙小说",
            "001_f44b4fe92b87883a.txt,0,1,-",
        ),
        "edits.csv",
        10,
        "lies in no document",
    ),
    "doubled term": (
        lambda f: edit_csv(
            f / "lexicon/terms.csv", "term,kind,en\n", "term,kind,en\n五水共治,policy,x\n"
        ),
        "terms.csv",
        None,
        "second time",
    ),
    "reference not a number": (
        lambda f: edit_csv(f / "reference/observations.csv", "807.62", "807,62 ".replace(",", "-")),
        "observations.csv",
        2,
        "value is '807-62 '",
    ),
    "reference of an unknown unit": (
        lambda f: edit_csv(f / "reference/observations.csv", "807.62,亿元", "807.62,美元"),
        "observations.csv",
        2,
        "unit is '美元'",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_bad_input_is_named_with_file_row_and_remedy(folder, name):
    breakage, file, row, words = BREAKAGES[name]
    breakage(folder)
    found = [p for p in problems(folder) if p.file == file and (row is None or p.row == row)]
    assert any(words in f"{p.problem} {p.remedy}" for p in found), problems(folder)
    assert all(p.remedy for p in found)
    if not name.startswith(("reference", "doubled term")):  # not needed to read the texts
        with pytest.raises(wr.CorpusError, match=re.escape(words)):
            wr.load_corpus(folder)


def test_all_problems_are_reported_at_once(folder):
    for name in (
        "changed raw file",
        "unknown genre",
        "edit that no longer matches",
        "doubled term",
        "reference not a number",
        "bad date",
    ):
        BREAKAGES[name][0](folder)
    found = problems(folder)
    assert {p.file for p in found} == {
        "catalogue.csv",
        "edits.csv",
        "terms.csv",
        "observations.csv",
    }
    assert len([p for p in found if p.file == "catalogue.csv"]) >= 2


def test_a_symlink_out_of_raw_is_refused(folder, tmp_path):
    target = tmp_path / "elsewhere.txt"
    shutil.copy(folder / "raw" / WHOLE, target)
    (folder / "raw" / WHOLE).unlink()
    try:
        (folder / "raw" / WHOLE).symlink_to(target)
    except OSError:
        pytest.skip("this system does not allow symbolic links")
    assert any("outside raw/" in p.problem for p in problems(folder))


@pytest.mark.parametrize(
    "encoding, newline", [("utf-8-sig", "\r\n"), ("gb18030", "\r\n"), ("utf-16", "\n")]
)
def test_a_catalogue_back_from_a_spreadsheet_is_read_all_the_same(
    folder, corpus, encoding, newline
):
    path = folder / "catalogue.csv"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"2025-0(\d)-(\d\d)", lambda m: f"2025/{m[1]}/{int(m[2])}", text)
    path.write_bytes(text.replace("\n", newline).encode(encoding))
    assert wr.load_corpus(folder).documents.equals(corpus.documents)


def test_empty_columns_of_a_spreadsheet_mean_nothing(folder):
    before = wr.load_corpus(folder).documents
    path = folder / "catalogue.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([f",{lines[0]},,", *(f" ,{line}" for line in lines[1:-1])])
        + f"\n,{lines[-1]},, ,,\n",
        encoding="utf-8",
    )
    pd.testing.assert_frame_equal(wr.load_corpus(folder).documents, before)


def test_a_column_without_a_name_or_with_one_that_stands_twice_is_told(folder):
    path = folder / "catalogue.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},", f"{first},mine", *rest, ""]), encoding="utf-8")
    with pytest.raises(wr.CorpusError, match="row 2: 'mine' stands in a column without a name"):
        wr.load_corpus(folder)
    path.write_text("\n".join([f"{header},place", f"{first},x", *rest, ""]), encoding="utf-8")
    with pytest.raises(wr.CorpusError, match="row 1: the column place stands there twice"):
        wr.load_corpus(folder)


def test_a_table_of_semicolons_is_recognised(folder):
    path = folder / "catalogue.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert any("semicolons" in p.problem for p in problems(folder))


def test_a_catalogue_of_version_0_1_is_told_what_became_of_its_columns(folder):
    path = folder / "catalogue.csv"
    header, _, rows = path.read_text(encoding="utf-8").partition("\n")
    header = header.replace("place,level,territory", "district,level,boundary")
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    (problem,) = problems(folder)
    assert "version 0.1" in problem.problem
    assert all(name in problem.remedy for name in ("district", "place", "boundary", "territory"))


def test_level_and_territory_may_be_left_empty(folder):
    table = pd.read_csv(folder / "catalogue.csv", dtype=str, keep_default_na=False)
    table.assign(level="", territory="").to_csv(folder / "catalogue.csv", index=False)
    documents = wr.load_corpus(folder).documents
    assert set(documents["level"]) == {"county"}
    assert documents["territory"].tolist() == documents["place"].tolist()


@pytest.mark.parametrize(
    "cells, told",
    [
        ({"territory": "上城区 (-2020)"}, "territories.csv does not have for 上城区"),
        ({"territory": "下城区"}, "territories.csv does not have for 上城区"),
        ({"place": "杭州", "level": "", "territory": ""}, "the name of 杭州 does not tell it"),
    ],
)
def test_a_territory_is_one_of_its_place_and_a_level_is_known(folder, cells, told):
    table = pd.read_csv(folder / "catalogue.csv", dtype=str, keep_default_na=False)
    table.loc[0, list(cells)] = list(cells.values())
    table.to_csv(folder / "catalogue.csv", index=False)
    (problem,) = problems(folder)
    assert problem.row == 2 and told in problem.problem


def test_what_is_wrong_with_territories_is_told_with_the_rest(folder):
    edit_csv(folder / "territories.csv", "上城区 (-2021);江干区", "上城区 (-2020);江干区")
    BREAKAGES["bad date"][0](folder)
    assert {problem.file for problem in problems(folder)} == {"territories.csv", "catalogue.csv"}
