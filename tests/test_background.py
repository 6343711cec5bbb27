"""Counts of terms without their texts give what the texts give."""

import hashlib

import pandas as pd
import pytest
from tools import count_reports

import workreports as wr
from workreports.corpus.store import background
from workreports.io.errors import CorpusError

REVIEW = (
    "过去一年，河道整治取得进展，数字经济增长较快。\n民生实事全部办结，民生改善。\n就业稳定。\n"
)
PLAN = "今年要抓好五水共治，发展数字经济。\n坚持绿色发展，改善民生。\n推进数字化改革，做优环境和营商环境。\n"
NOTES = "名词解释\n五水共治 先治污水，再防洪水，三排涝水，四保供水，五抓节水。\n"


def report(year, times):
    return (
        f"{year}年政府工作报告\n一、{year - 1}年工作回顾\n{REVIEW * times}"
        f"二、{year}年主要任务\n{PLAN * (times + 1)}各位代表！让我们共同奋斗！\n{NOTES}"
    )


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """A folder of invented reports, the corpus of them, and the background counted in them."""
    folder = tmp_path_factory.mktemp("texts")
    rows = []
    for place, level in (("浙江省", "province"), ("杭州市", "city")):
        (folder / place).mkdir()
        for year in (2014, 2015, 2016):
            text = report(year, 1 + (year + len(level)) % 3).encode()
            (folder / place / f"{year}.md").write_bytes(text)
            digest = hashlib.sha256(text).hexdigest()
            rows.append((f"{place}/{year}.md", level, place, year, "", digest))
    columns = ["file", "level", "place", "year", "official_source", "sha256"]
    pd.DataFrame(rows, columns=columns).to_csv(folder / "index.csv", index=False)
    out = folder / "reference" / "background"
    count_reports.main([str(folder), "--out", str(out)])
    found = count_reports.reports(folder, 2008)
    return folder, count_reports.corpus_of(found), background.of(folder)


@pytest.mark.parametrize("count", ["words", "strings"])
@pytest.mark.parametrize("by", [["place", "year"], ["level", "part"], ["year", "about"]])
def test_rates_and_intervals_are_those_of_the_texts(counted, by, count):
    _, corpus, known = counted
    terms = wr.terms.themes() | {"民生": ["民生"], "数字化": ["数字化改革"]}
    of_texts, of_counts = (
        wr.terms.frequency(one, terms, by=by, count=count, cluster="paragraph")
        for one in (corpus, known)
    )
    pd.testing.assert_frame_equal(of_counts, of_texts, check_dtype=False, rtol=1e-12)
    assert of_counts["count"].sum() > 100


def test_two_selections_are_compared_as_texts_are(counted):
    _, corpus, known = counted
    sides = [
        [one.select(years=years, part="plan") for years in ((2014, 2015), 2016)]
        for one in (corpus, known)
    ]
    slogans = wr.lexicon.slogans()
    of_texts, of_counts = (wr.terms.change(*both, slogans, count="strings") for both in sides)
    wider = ["low_documents", "high_documents"]  # pooled over the words that were counted
    pd.testing.assert_frame_equal(
        of_counts.drop(columns=wider), of_texts.drop(columns=wider), check_dtype=False
    )


def test_a_glossary_is_counted_apart(counted):
    known = counted[2].select(part="appendix")
    assert wr.terms.frequency(known, "五水共治", by="part")["count"].tolist() == [6]


def test_what_was_not_counted_is_told(counted):
    known = counted[2]
    with pytest.raises(ValueError, match=r"没有这个词 \(没有这个词\) was not counted"):
        wr.terms.frequency(known, "没有这个词")
    with pytest.raises(ValueError, match="there is no part 'plans'; did you mean plan"):
        known.select(part="plans")
    with pytest.raises(ValueError, match="years=2020 leaves nothing"):
        known.select(years=2020)
    with pytest.raises(ValueError, match="share 2 paragraphs"):
        wr.terms.change(known.select(part="plan", years=2014), known.select(part="plan"), "民生")


def test_a_text_that_is_another_is_refused(counted, tmp_path):
    folder = counted[0]
    table = pd.read_csv(folder / "index.csv").assign(sha256="0" * 64)
    (tmp_path / "浙江省").mkdir()
    for name in table["file"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    table.to_csv(tmp_path / "index.csv", index=False)
    with pytest.raises(SystemExit, match=r"SHA-256 differs"):
        count_reports.main([str(tmp_path), "--out", str(tmp_path / "out")])
    assert not (tmp_path / "out").exists()


def test_a_corpus_without_a_background_says_so(tmp_path):
    with pytest.raises(CorpusError, match=r"tools/count_reports\.py"):
        background.of(tmp_path)


def test_a_cell_that_is_no_number_is_named(counted, tmp_path):
    folder = tmp_path / "reference" / "background"
    folder.mkdir(parents=True)
    for path in (counted[0] / "reference" / "background").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace(",province,", ",kingdom,"), encoding="utf-8")
    with pytest.raises(CorpusError, match="level is 'kingdom'"):
        background.of(tmp_path)


def test_the_counts_that_ship_are_of_the_lexicon_in_use(corpus):
    names = corpus.background.counted.names
    for kind, groups in (("theme", wr.terms.themes()), ("slogan", wr.lexicon.slogans())):
        members = {"|".join(group) for group in groups.values()}
        assert members <= set(names["members"]), f"a {kind} changed: run tools/count_reports.py"


def test_every_report_from_2008_on_was_counted(corpus):
    reports = corpus.background.documents
    assert reports.groupby("place")["year"].agg(list).to_dict() == {
        place: list(range(2008, 2027)) for place in ("全国", "杭州市", "浙江省")
    }
    summaries = reports[reports["kind"] == "summary"]
    assert summaries["year"].tolist() == [2009, 2010, 2011, 2012, 2013]


def test_the_day_is_read_off_the_text_and_else_told_by_a_source_that_is_named(tmp_path):
    texts = {
        (
            "浙江省",
            2013,
            "",
        ): "政府工作报告\n2013年1月25日在省人民代表大会上\n各位代表:\n发展。",
        ("浙江省", 2014, "https://a.example/1"): "政府工作报告\n各位代表:\n发展。",
        ("全国", 2017, ""): "政府工作报告\n——2017年3月5日在全国人民代表大会上\n各位代表:\n发展。",
        ("云岭县", 2014, ""): "云岭县政府工作报告\n各位代表:\n发展。",
    }
    found = pd.DataFrame(list(texts), columns=["place", "year", "source_url"])
    corpus = count_reports.corpus_of(found.assign(text=list(texts.values())))
    rows = count_reports.sourced(found, corpus.documents["delivered"])
    assert rows["delivered"].tolist() == ["2013-01-25", "2014-01-16", "2017-03-05", ""]
    urls = rows["source_url"].tolist()
    assert urls[:2] == ["", "https://a.example/1"] and urls[3] == ""
    assert urls[2] == "http://www.gov.cn/premier/2017-03/16/content_5177940.htm"
    assert rows["note"].ne("").tolist() == [False, True, True, False]
    assert "zjrb.zjol.com.cn" in rows["note"][1] and "not opened" in rows["note"][2]


def test_days_and_addresses_of_the_levels_above_stand_in_their_year(corpus):
    reports = corpus.background.documents
    lacking = reports.index[reports["delivered"].eq("")]
    assert lacking.tolist() == ["浙江省-2012", "浙江省-2017"]
    known = reports.drop(lacking)
    assert known["delivered"].str[:4].astype(int).equals(known["year"].astype(int))
    addressed = reports[reports["source_url"].ne("")]
    assert addressed["level"].value_counts().to_dict() == {"city": 19, "province": 19, "nation": 8}
    hosts = addressed["source_url"].str.extract(r"^https?://([^/]+)/")[0]
    assert set(hosts) == {"www.hangzhou.gov.cn", "www.zj.gov.cn", "www.gov.cn"}
    assert not addressed["source_url"].duplicated().any()
    told = reports[reports["note"].ne("")]
    assert (
        len(told) == 14 and told["note"].str.contains("http|public code of several authors").all()
    )
    # The reference tables name the same pages.
    figures = pd.read_csv("corpus/reference/reports.csv", keep_default_na=False)
    ids = figures["place"] + "-" + figures["report"].astype(str)
    assert figures["source_url"].tolist() == reports.loc[ids, "source_url"].tolist()
    days = figures["delivered"].to_numpy(), reports.loc[ids, "delivered"].to_numpy()
    assert all(one in ("", day) for one, day in zip(*days, strict=True))
