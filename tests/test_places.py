"""Places, years and genres by what texts, files and folders say; names and places are invented or official."""

import pytest

from workreports.ingest import proposing
from workreports.ingest.evidence import dating, genres, places, spans
from workreports.io.places import table


def header(row, year=2016):
    office = {"州": "州长", "盟": "盟长", "旗": "旗长", "区": "区长", "市": "市长", "县": "县长"}
    office = office.get(row.place[-1], "省长") if row.level != "province" else "省长"
    return (
        f"{row.place}人民政府工作报告\n——{year}年1月9日在{row.place}第十届人民代表大会第一次会议上\n"
        f"{row.place}{office} 甲乙丙\n各位代表:我代表{row.place}人民政府,向大会报告工作。\n"
    )


def test_a_header_of_every_place_of_the_table_tells_that_place_and_its_level():
    wrong = []
    for row in (row for name, rows in table().items() for row in rows if row.place == name):
        year = row.last or row.first or "2016"
        place, level = places.find(header(row, year), "", year, "a")
        levels = {one.level for one in table()[row.place] if one.place == row.place}
        if place.value != row.place or level.value not in levels:
            wrong.append((row.place, place, level))
    assert wrong == []


def test_the_table_says_levels_parents_short_forms_and_years():
    def rows(name):
        return [row[:7] for row in table()[name] if row.place == name]

    assert rows("杭州市") == [("330100", "杭州市", "city", "330000", "杭州", "", "")]
    assert rows("上海市") == [("310000", "上海市", "province", "", "上海", "", "")]
    assert ("330104", "江干区", "county", "330100", "江干", "", "2021") in rows("江干区")
    assert ("330113", "临平区", "county", "330100", "临平", "2021", "") in rows("临平区")
    assert [row[2] for row in rows("锡林郭勒盟")] == ["city"]
    assert [row[2] for row in rows("科尔沁左翼中旗")] == ["county"] * len(rows("科尔沁左翼中旗"))
    assert table()["黔东南州"][0].place == "黔东南苗族侗族自治州"
    assert not {"两江新区", "苏州工业园区", "雄安新区", "市辖区"} & {*table()}
    assert [row[5:] for row in rows("莱芜区")] == [("2019", "")]


@pytest.mark.parametrize(
    "words",
    [
        "接受区",
        "我代表县",
        "各区县",
        "下辖县级市",
        "境内外上市",
        "全市",
        "本区",
        "开发区",
        "中心城区",
    ],
)
def test_words_that_end_as_places_do_are_none(words):
    assert places.ending(words) == ""


@pytest.mark.parametrize(
    ("head", "place", "level"),
    [
        ("现在,我代表云岭县人民政府,向大会报告工作。", "云岭县", "county"),
        ("现在,我代表乙山盟行政公署,向大会报告工作。", "乙山盟", "city"),
        ("现在,我代表丙林旗人民政府,向大会报告工作。", "丙林旗", "county"),
        ("现在,我代表丁水苗族自治县人民政府,向大会报告工作。", "丁水苗族自治县", "county"),
        ("在吉林省吉林市第十五届人民代表大会上\n市长 甲乙", "吉林市", "city"),
        ("在吉林省第十二届人民代表大会上\n省长 甲乙", "吉林省", "province"),
        ("湘西自治州人民政府", "湘西土家族苗族自治州", "city"),
        ("鄂温克旗人民政府", "鄂温克族自治旗", "county"),
        ("在朝阳市第十届人民代表大会上", "朝阳市", "city"),
        ("在北京市朝阳区第十届人民代表大会上", "朝阳区", "county"),
        ("在黔东南州第十届人民代表大会上\n州长 甲", "黔东南苗族侗族自治州", "city"),
        ("我代表区人民政府。感谢省委省政府、市委市政府\n万州区区长", "万州区", "county"),
        ("我代表重庆市万州区人民政府", "万州区", "county"),
        ("我代表河北省人民政府", "河北省", "province"),
        (
            "我代表县人民政府报告工作。省委、省政府和市委领导下,全县…\n甲江县人民政府县长",
            "甲江县",
            "county",
        ),
    ],
)
def test_the_place_is_read_where_only_a_place_that_reports_stands(head, place, level):
    found = places.find(head, head, "2016", "a")
    assert [one.value for one in found] == [place, level], found


def test_an_unknown_name_is_marked_and_other_evidence_shown():
    place, _ = places.find("我代表云岭县人民政府", "", "2016", "乙江县/2016")
    assert place.value == "云岭县" and "not in the table" in place.evidence
    assert "乙江县" in place.evidence
    odd = proposing.oddities("甲" * 500, "乙江县/2015", "云岭县", "2016")
    assert "the file's name tells of 乙江县, the text of 云岭县" in odd
    assert "the file's name tells of 2015, the text of 2016" in odd


def test_a_place_of_the_table_named_once_does_not_take_the_title_from_an_unknown_one():
    head = (
        "2023年云岭县政府工作报告\n2023年1月7日在云岭县第十届人民代表大会上\n"
        "我们与上城区人民政府结对。"
    )
    place, _ = places.find(head, head, "2023", "a")
    assert place.value == "云岭县" and "上城区" in place.evidence
    assert "2023年1月7日" in place.evidence


def test_the_folder_tells_the_place_of_a_text_that_names_none():
    text = "各位代表:\n现在,我代表市人民政府报告工作。\n一、过去一年工作回顾\n"
    row = proposing.propose(text, "绍兴市/2014")
    assert [row[name].value for name in ("place", "level", "year")] == ["绍兴市", "city", "2014"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("——2014年1月9日在甲县第十届人民代表大会上", "2014-01-09"),
        ("(二○一四年一月九日)", "2014-01-09"),
        ("二〇一四年十月二十九日", "2014-10-29"),
        ("二零一四年十二月三十日", "2014-12-30"),
        ("2014-01-09 甲县第十届人民代表大会第二次会议", "2014-01-09"),
        ("发布时间:2014-02-01\n2014年1月9日在甲县第十届人民代表大会上", "2014-01-09"),
        ("2014年2月30日", ""),
    ],
)
def test_days_are_read_in_every_way_they_are_written(line, day):
    assert dating.delivered(line).value == day


@pytest.mark.parametrize(("month", "year"), [(9, "2013"), (10, "2014"), (11, "2014"), (12, "2014")])
def test_a_report_delivered_from_october_on_is_named_after_the_next_year(month, year):
    text = f"政府工作报告\n2013年{month}月20日在甲县第十届人民代表大会上\n一、2013年工作回顾\n"
    row = proposing.propose(text, "a")
    found = [row[name].value for name in ("year", "plans", "delivered")]
    assert found == [year, year, f"2013-{month:02}-20"]


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ("乙山盟行政公署工作报告", "work_report"),
        ("甲县政府工作报告\n“十二五”规划顺利完成", "work_report"),
        ("各位代表:\n我代表县人民政府报告工作。执行“十二五”规划纲要", "work_report"),
        ("关于甲县2015年国民经济和社会发展计划执行情况与2016年计划草案的报告", "plan_report"),
        ("关于甲县2015年财政预算执行情况和2016年财政预算草案的报告", "budget_report"),
        ("甲县国民经济和社会发展第十三个五年规划纲要", "five_year_plan"),
        ("甲县2015年国民经济和社会发展统计公报", "statistical_communique"),
        ("甲县招商引资", "article"),
    ],
)
def test_the_genre_is_what_a_text_says_of_itself(head, genre):
    assert genres.find(head, "").value == genre
    row = proposing.propose(f"{head}\n各位代表:", "a")
    assert row["genre"].value == genre


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        (
            "关于甲县2015年国民经济和社会发展\n计划执行情况与2016年国民经济\n和社会发展计划草案的报告\n2015年是“十二五”规划收官之年",
            "plan_report",
        ),
        ("在全县工业大会上的讲话\n政府工作报告讲得明白", "article"),
        ("2016年甲县政府工作报告解读", "article"),
    ],
)
def test_the_genre_of_a_row_goes_by_the_title_before_a_mention(head, genre):
    assert proposing.propose(f"{head}\n各位代表:", "a")["genre"].value == genre


@pytest.mark.parametrize(
    ("heading", "year", "reviews"),
    [
        ("一、过去五年和2017年工作回顾", "2018", "2017;2013-2017"),
        ("一、“十一五”时期及2010年工作回顾", "2011", "2010;2006-2010"),
        ("2015年工作回顾及“十二五”历程", "2016", "2015;2011-2015"),
        ("一、2012年和本届政府工作回顾", "2013", "2012;2008-2012"),
        ("一、本届政府和2021年工作回顾\n四年来，经济增长。", "2022", "2021;2018-2021"),
        ("一、2014年工作回顾\n“十二五”规划稳步实施。", "2015", "2014"),
        ("一、2013年工作回顾", "2014", "2013"),
    ],
)
def test_the_heading_of_a_review_says_how_many_years_it_tells_of(heading, year, reviews):
    assert spans.find(f"{heading}\n经济增长。", year, "work_report")[0].value == reviews


@pytest.mark.parametrize(
    ("words", "year", "plans"),
    [
        ("今后五年，翻一番。", "2018", "2018;2018-2022"),
        ("“十三五”发展的总体要求", "2016", "2016;2016-2020"),
        ("“十三五”时期的目标任务", "2018", "2018"),
    ],
)
def test_a_plan_is_of_five_years_where_it_says_so(words, year, plans):
    assert spans.find(words, year, "work_report")[1].value == plans


def test_a_communique_tells_of_the_year_in_a_title_of_two_lines_and_in_front_matter():
    title = "# 2015年甲县国民经济和社会发展\n# 统计公报\n\n全县经济平稳增长。\n"
    front = "---\ntitle: 甲县2015年统计公报\n---\n\n全县经济平稳增长。\n"
    for text in (title, front):
        row = proposing.propose(text, "a")
        found = [row[name].value for name in ("genre", "year", "reviews", "plans")]
        assert found == ["statistical_communique", "2015", "2015", ""]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "上海市市长 某某\n——2016年1月9日在上海市第十四届人民代表大会上\n各位代表:我代表市政府报告工作。",
            "2016年上海市政府工作报告",
        ),
        ("————\n甲县园区揭牌\n", "甲县园区揭牌"),
        ("---\ntitle: 甲县园区揭牌\n---\n————\n本报讯。", "甲县园区揭牌"),
        ("甲县人民政府\n政府工作报告\n2016年1月9日在甲县人民代表大会上", "2016年甲县政府工作报告"),
        ("", "a"),
    ],
)
def test_a_title_is_never_empty_nor_a_name_a_meeting_or_dashes(text, title):
    assert proposing.propose(text, "a")["title"].value == title


def test_a_year_is_read_from_what_a_report_plans_where_no_line_is_dated():
    text = "各位代表:\n我代表县人民政府报告工作。\n二、2023年工作总体要求和主要目标\n增长。\n"
    assert proposing.propose(text, "a")["year"].value == "2023"


def test_what_is_given_goes_over_what_is_found_and_the_rest_follows():
    given = {"place": proposing.Found("云岭县", "yours"), "year": proposing.Found("2019", "yours")}
    row = proposing.propose("2016年甲县政府工作报告\n各位代表:", "a", given=given)
    names = ("doc_id", "place", "level", "territory", "reviews")
    told = ["yunling-2019-work-report", "云岭县", "county", "云岭县", "2018"]
    assert [row[name].value for name in names] == told


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", ""])
def test_blanks_and_bold_marks_between_the_characters_hide_nothing(blank):
    digits = blank if blank != " " else ""
    year, place = digits.join("2014"), blank.join("云岭县")
    text = f"**{blank.join('政府工作报告')}**\n——{year} 年 1 月 9 日在{place}第十届人民代表大会上\n"
    row = proposing.propose(text, "a")
    found = [row[name].value for name in ("place", "year", "genre", "delivered")]
    assert found == ["云岭县", "2014", "work_report", "2014-01-09"]


def test_a_day_without_a_meeting_gives_way_to_the_year_of_the_title():
    title = "2014年甲县政府工作报告"
    assert dating.year("2014年12月3日\n", "", title, "work_report", "a").value == "2014"
    assert dating.year("2014年12月3日\n", "", "", "work_report", "a").value == "2015"


def test_of_several_places_with_one_name_the_parents_are_shown():
    text = "2016年新华区人民政府工作报告\n各位代表:\n平顶山市全面部署,我区落实平顶山市要求。\n"
    evidence = proposing.propose(text, "a")["place"].evidence
    named = "there are 3 新华区: of 平顶山市 (named 2 times in the text), of "
    assert named in evidence and "石家庄市" in evidence and "沧州市" in evidence
    assert "there are" not in proposing.propose(text.replace("新华", "桃城"), "a")["place"].evidence


def test_a_text_that_names_no_government_is_of_the_place_it_speaks_of_most():
    text = "现在,我代表市政府报告工作。\n" + "绍兴经济增长。浙江全省增长。全市向好,绍兴进步。" * 3
    assert places.find(text, text, "2016", "a")[0].value == "绍兴市"


def test_what_hands_a_report_over_is_no_part_of_a_name():
    text = "关于白河市2013年计划执行情况与2014年计划草案的报告\n受市人民政府委托,现将白河市2013年国民经济计划执行情况报告如下。"
    row = proposing.propose(text, "a")
    assert row["place"].value == "白河市" and "tells of" not in row["place"].evidence
