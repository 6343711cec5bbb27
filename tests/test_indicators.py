"""Figures with their meaning: the traps of real pages, and provenance."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workreports as wr
from workreports.indicators import (
    attach,
    classify,
    dates,
    extraction,
    mentions,
    merge,
    quantities,
)


def read(text, year=2017, *columns):
    table = wr.indicators.extract(text, year)
    rows = table[["indicator", *columns]].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), None).values.tolist()]


@pytest.fixture(scope="module")
def observations(corpus):
    return wr.indicators.extract(corpus)


def test_level_and_growth_share_a_row_and_a_second_rate_has_its_own():
    text = "全年一般公共预算收入72.39亿元,同比增长8.9%,同口径增长20.7%。"
    assert read(text, 2017, "measure", "value", "unit", "growth_pct", "growth_basis") == [
        ("general_budget_revenue", "level", 72.39, "亿元", 8.9, "yoy"),
        ("general_budget_revenue", "growth", 20.7, "%", 20.7, "comparable"),
    ]


def test_growth_before_the_level_is_the_same_row():
    assert read(
        "去年国内生产总值增长8.3%,总量突破70万亿元。",
        2019,
        "value_std",
        "growth_pct",
        "bound",
        "growth_bound",
    ) == [("gdp", 700000, 8.3, "at_least", "exact")]


def test_respectively_gives_each_its_own():
    assert read("全年财政总收入、地方财政收入分别增长8%、10%。", 2017, "growth_pct") == [
        ("total_fiscal_revenue", 8),
        ("general_budget_revenue", 10),
    ]
    text = "地区生产总值突破900亿元,财政总收入突破百亿大关,五年来年平均分别增长7.3%和7.4%。"
    assert read(text, 2017, "measure", "value", "period_start")[2:] == [
        ("total_fiscal_revenue", "level", 100, 2016),
        ("total_fiscal_revenue", "average_growth", 7.4, 2012),
    ]
    text = "城乡居民人均可支配收入达47237元、22866元,分别增长6%和6.3%。"
    assert read(text, 2017, "scope", "value", "growth_pct") == [
        ("income_per_capita", "城镇", 47237, 6),
        ("income_per_capita", "农村", 22866, 6.3),
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "全口径和区级地方财政收入分别达到98.4亿元和41.7亿元。",
            [("general_budget_revenue", "全口径", 98.4), ("general_budget_revenue", "", 41.7)],
        ),
        (
            "中央和地方一般公共预算收入分别增长1%和2%。",
            [("general_budget_revenue", "中央", 1), ("general_budget_revenue", "地方", 2)],
        ),
        (
            "全体、城镇、农村居民人均可支配收入各自分别增长6%、5%和7%。",
            [("income_per_capita", *half) for half in (("", 6), ("城镇", 5), ("农村", 7))],
        ),
        ("税收收入、财政总收入分别增长6%和7%。", [("total_fiscal_revenue", "", 7)]),
        ("财政总收入、税收收入分别增长6%和下降7%。", [("total_fiscal_revenue", "", 6)]),
        (
            "财政总收入、税收收入、一般公共预算收入分别增长6%、7%和8%。",
            [("total_fiscal_revenue", "", 6), ("general_budget_revenue", "", 8)],
        ),
        ("第一、二、三产业增加值分别增长3%、4%和5%。", [("services_value_added", "", 5)]),
        (
            "茶具制造业、竹器产业增加值占规上工业比重分别达50%、30%。",
            [("industrial_value_added", *part) for part in (("茶具制造业", 50), ("竹器产业", 30))],
        ),
        (
            "分别完成财政总收入、地方财政收入90亿元和50亿元。",
            [("total_fiscal_revenue", "", 90), ("general_budget_revenue", "", 50)],
        ),
        ("财政总收入分别增长6%和7%。", []),
        (
            "林业、规模以上工业、服务业增加值依次增长6%、7%和8%。",
            [("industrial_value_added", "", 7), ("services_value_added", "", 8)],
        ),
        ("建设枢纽城市,全省第三产业增加值增长8%。", [("services_value_added", "", 8)]),
        ("地区生产总值连续跨越7000亿元、8000亿元、9000亿元。", [("gdp", "", 9000)]),
    ],
)
def test_each_of_a_list_has_its_own_and_nothing_of_others(text, facts):
    assert read(text, 2017, "scope", "value") == facts


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("压减一般性支出,“三公”经费12%。", [-12]),
        ("大力压减一般性支出9%、“三公”经费12%。", [-12]),
        ("今年再压减一般性支出和“三公”经费5%以上。", [-5]),
        ("压减“三公”经费300万元、12%。", [-12]),
        ("“三公”经费压减12%。", [-12]),
        ("财政总收入出现6.2%的下降。", [-6.2]),
        ("财政总收入下降-6.2%。", [-6.2]),
        ("居民消费价格涨幅回落到1.8%。", [1.8]),
        ("固定资产投资增速由9%回落至5%。", [9, 5]),
        ("固定资产投资降幅收窄到3%。", [-3]),
        ("固定资产投资增速回落2%。", []),
        ("进出口总额由增长8%转为下降3%。", [8, -3]),
    ],
)
def test_a_fall_is_one_wherever_it_is_said(text, growth):
    assert [value for _, value in read(text, 2017, "growth_pct")] == growth


@pytest.mark.parametrize(
    "text",
    [
        "研发经费支出与地区生产总值之比达到3.1%。",
        "研发经费支出相当于地区生产总值的比例达到3.1%。",
        "研发经费支出占全市地区生产总值的比重达到3.1%。",
        "单位工业用地生产总值达到4.5亿元/平方公里。",
        "每平方公里生产总值达到4.5亿元。",
        "亩均生产总值38万元。",
        "人均一般公共预算收入9000元。",
        "海洋生产总值增长9%。",
        "民营经济增长9%。",
        "软件和信息技术服务业增加值增长9%。",
        "促进经济增长质量提高8%。",
        "年末财政总收入结转和结余8.6亿元。",
        "一般公共预算收入总计82亿元。",
        "民生支出沉淀资金8600万元。",
        "财政总收入的37%用于教育。",
        "将70%以上的财政支出投入民生支出重点领域。",
        "地区生产总值约为乙市的70%。",
        "财政总收入未超千亿元。",
        "年终滚存结余财政收入1.2亿元。",
        "固定资产投资同比少增8.5%。",
        "进出口额过10亿元企业3家。",
        "出口蔬菜8亿元。",
        "蔬菜总产量40万吨。",
        "城镇新增就业超过年初目标2万人。",
        "网上零售额占全县社会消费品零售总额的比重达到18%。",
        "进出口总额中贸易伙伴占比达到30%。",
        "新增农村劳动力转移就业2万人。",
    ],
)
def test_what_is_named_after_an_indicator_is_something_else(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "indicator", "scope", "value"),
    [
        ("经济增长6.5%左右。", "gdp", "", 6.5),
        ("全省经济增速达5.6%。", "gdp", "全省", 5.6),
        ("经济总量突破900亿元。", "gdp", "", 900),
        ("能耗强度下降4%。", "energy_intensity", "", -4),
        ("单位生产总值能源消耗下降5%。", "energy_intensity", "", -5),
        ("三产增加值50亿元。", "services_value_added", "", 50),
        ("第三产业实现增加值51亿元。", "services_value_added", "", 51),
        ("规模工业增长8%。", "industrial_value_added", "", 8),
        ("一般公共预算总收入82亿元。", "general_budget_total_revenue", "", 82),
        ("一般预算总收入82亿元。", "general_budget_total_revenue", "", 82),
        ("货物贸易出口31亿美元。", "exports", "", 31),
        ("出口31亿美元。", "exports", "", 31),
        ("加工贸易出口31亿美元。", "exports", "加工贸易", 31),
        ("进出口31亿美元。", "trade_total", "", 31),
        ("服务贸易进出口额26亿美元。", "trade_total", "服务", 26),
        ("服务贸易增长6%。", "trade_total", "服务", 6),
        ("实际到账外资3亿美元。", "foreign_investment", "", 3),
        ("粮食再获丰收,总产量预计可达42万吨。", "grain_output", "", 42),
        ("粮食播种面积60万亩、总产量32万吨。", "grain_output", "", 32),
        ("农民人均纯收入9000元。", "income_per_capita", "农村", 9000),
        ("税收占一般公共预算收入的比重达到81%。", "general_budget_revenue", "税收", 81),
        ("财政收入与地区生产总值之比为12%。", "fiscal_revenue", "", 12),
        ("民间投资占固定资产投资的比重达到45%。", "fixed_asset_investment", "民间", 45),
        ("财政对民生投入占一般公共预算支出的比重达到75%。", "livelihood_share", "", 75),
        ("实际利用境外资金3亿美元。", "foreign_investment", "", 3),
        ("三大主导产业占财政总收入的56%。", "total_fiscal_revenue", "三大主导产业", 56),
        ("单位生产总值能耗上升转为下降,降低2.9%。", "energy_intensity", "", -2.9),
    ],
)
def test_names_are_known(text, indicator, scope, value):
    assert read(f"本区全区情况如下。{text}", 2017, "scope", "value") == [(indicator, scope, value)]


def test_another_area_than_the_reports_own_is_a_scope():
    names = mentions.read()
    text = "全市财政总收入"
    for area, scope in (("全市", ""), ("全区", "全市"), ("全省", "全市"), (None, "")):
        found = mentions.topics(mentions.Sentence(text, mentions.find(text, names), [], []), area)
        assert [one.scope for one in found.subjects] == [scope]


def test_new_jobs_are_in_towns_where_all_is_town():
    assert read("全区发展平稳。新增就业2万人。", 2017, "value") == [("new_urban_jobs", 2)]
    assert read("全市发展平稳。新增就业2万人。", 2017, "value") == []


def test_a_doubling_is_a_growth_of_a_hundred_per_cent():
    columns = ("period_start", "period_end", "value", "unit", "growth_pct", "force")
    assert read("五年来,财政总收入翻了一番。", 2017, *columns) == [
        ("total_fiscal_revenue", 2012, 2016, 100, "%", 100, "翻了一番")
    ]
    assert read("“十三五”时期财政总收入翻两番。", 2017, "value") == [("total_fiscal_revenue", 300)]
    # counted over more years than its own it stays in words
    assert read("到2020年,财政总收入比2010年翻一番。", 2017, "period_start", "value", "force") == [
        ("total_fiscal_revenue", 2020, None, "翻一番")
    ]


def test_what_is_said_of_others_after_an_indicator_is_not_its_own():
    text = "进出口总额290亿元,其中出口280亿元,进口10亿元、增长2倍。"
    assert read(text, 2017, "value") == [("trade_total", 290), ("exports", 280)]
    text = "生产总值900亿元,人均生产总值3万元,分别增长8%和7%,年均增长6%和5%。"
    assert read(text, 2017, "growth_pct") == [("gdp", 8), ("gdp", 6)]
    text = "实际利用外资3亿美元,内资50亿元。"
    assert read(text, 2017, "value") == [("foreign_investment", 3)]


def test_what_is_striven_for_is_to_be_passed():
    assert read("今年力争财政总收入达到90亿元。", 2017, "bound") == [
        ("total_fiscal_revenue", "at_least")
    ]
    text = "今年地区生产总值力争突破900亿元,财政总收入达到90亿元。"
    assert [bound for _, bound in read(text, 2017, "bound")] == ["at_least", "exact"]


def test_from_one_level_to_another():
    text = "财政总收入由2011年的95.6亿元提高到2016年的182.4亿元。"
    assert read(text, 2017, "value", "period_end") == [
        ("total_fiscal_revenue", 95.6, 2011),
        ("total_fiscal_revenue", 182.4, 2016),
    ]
    row = wr.indicators.extract("五年来,财政总收入从54亿元增加到82亿元。", 2017).iloc[0]
    assert (
        pd.isna(row["period_start"])
        and row["reason"] == "the year of the starting figure is not named"
    )


def test_a_share_belongs_to_what_has_it():
    assert read("服务业增加值591亿元,占地区生产总值比重达到92%。", 2014, "measure", "value") == [
        ("services_value_added", "level", 591),
        ("services_value_added", "share", 92),
    ]
    assert read("民生支出占一般公共预算支出的79.2%。", 2017, "measure", "value") == [
        ("livelihood_share", "share", 79.2)
    ]
    assert read("赤字占国内生产总值比重控制在3%以内。", 2017, "measure", "bound") == [
        ("deficit_ratio", "share", "at_most")
    ]
    assert read(
        "五大主导产业占全区一般公共预算收入比重60%以上。", 2017, "scope", "measure", "value"
    ) == [("general_budget_revenue", "五大主导产业", "share", 60)]
    assert read("研发经费支出占生产总值的比重达到2.45%。") == []


@pytest.mark.parametrize(
    "text",
    [
        "地方财政收入占比提高2.3个百分点。",
        "科技资金增长4.45%,高于地方财政收入4.04个百分点。",
        "财政总收入比上年增加5亿元。",
        "人均生产总值8.3万元。",
        "单位生产总值电耗下降3.6%。",
        "固定资产投资项目129个。",
        "税收收入70亿元,增长2%。",
        "合同外资7.6亿美元。",
        "失业人员再就业16650人。",
        "固定资产投资稳步增长。",
        "财政总收入完成预算的102%。",
    ],
)
def test_what_is_no_observation(text):
    assert read(text) == []


def test_parts_of_the_whole_have_a_scope():
    assert read("科技工业基地工业企业实现一般公共预算收入1.94亿元。", 2017, "scope") == [
        ("general_budget_revenue", "科技工业基地工业企业")
    ]
    assert read("拟安排财政赤字8000亿元,其中中央财政赤字5500亿元。", 2012, "scope") == [
        ("fiscal_deficit", ""),
        ("fiscal_deficit", "中央"),
    ]
    assert read(
        "全区社会消费品零售总额700亿元,限额以上社会消费品零售额400亿元。", 2014, "scope"
    ) == [("retail_sales", ""), ("retail_sales", "限额以上")]


@pytest.mark.parametrize(
    ("text", "start", "end", "measure", "status"),
    [
        ("全年财政总收入128亿元。", 2016, 2016, "level", "actual"),
        ("今年财政总收入增长5%以上。", 2017, 2017, "growth", "target"),
        ("到2021年,财政总收入达到200亿元。", 2021, 2021, "level", "target"),
        ("五年来,固定资产投资累计345亿元。", 2012, 2016, "cumulative", "actual"),
        ("“十三五”时期财政总收入年均增长5%。", 2016, 2020, "average_growth", "target"),
        ("2014年财政总收入107亿元。", 2014, 2014, "level", "actual"),
        ("五年来新增城镇就业10万人。", 2012, 2016, "cumulative", "actual"),
        ("五年来,财政总收入突破百亿元。", 2016, 2016, "level", "actual"),
        ("预计全年财政总收入增长7%。", 2016, 2016, "growth", "estimate"),
        ("与2010年相比,2016年财政总收入增长50%。", 2011, 2016, "growth", "actual"),
    ],
)
def test_periods_and_tense(text, start, end, measure, status):
    assert read(text, 2017, "period_start", "period_end", "measure", "status")[0][1:] == (
        start,
        end,
        measure,
        status,
    )


def test_last_years_figure_inside_this_years_sentence():
    text = "民生支出17.56亿元,比重由上年的79.92%上升到83.05%。"
    assert read(text, 2015, "period_end", "value") == [
        ("livelihood_expenditure", 2014, 17.56),
        ("livelihood_share", 2013, 79.92),
        ("livelihood_share", 2014, 83.05),
    ]


def test_falls_are_negative_and_zero_growth_is_zero():
    assert read("单位GDP能耗下降3%以上。", 2017, "value", "growth_pct", "bound", "high") == [
        ("energy_intensity", -3, -3, "at_least", -3)
    ]
    assert read("“三公”经费实现零增长。", 2017, "growth_pct") == [("three_public_expenses", 0)]
    assert read("去年财政总收入下降2%-3%。", 2017, "value", "low", "high") == [
        ("total_fiscal_revenue", None, -3, -2)
    ]


def test_targets_without_a_number_are_observations():
    text = "今年预期目标是:固定资产投资完成市下达任务;居民收入增长与经济增长基本同步。"
    assert read(text, 2017, "value", "force", "status") == [
        ("fixed_asset_investment", None, "预期/完成市下达任务", "target"),
        ("income_per_capita", None, "预期/基本同步", "target"),
    ]


def test_blanks_of_a_draft_are_kept_as_blanks():
    table = wr.indicators.extract("预计全年地区生产总值达到XX亿元,增长 %。", 2017)
    assert table["value"].isna().all() and table["reason"].tolist() == ["blank left in the draft"]


def test_nothing_is_guessed():
    row = wr.indicators.extract("财政总收入128亿元。").iloc[0]
    assert pd.isna(row["period_start"]) and row["reason"] == "no year of delivery given"
    row = wr.indicators.extract("1-11月,财政总收入98亿元。", 2017).iloc[0]
    assert pd.isna(row["period_start"]) and row["reason"] == "part of a year"
    row = wr.indicators.extract("地方财政收入是2010年的2.2倍。", 2017).iloc[0]
    assert row["value"] == 2.2 and pd.isna(row["value_std"]) and "倍" in row["reason"]
    passed = wr.indicators.passed_over(
        "全年财政总收入128亿元,合同外资5亿美元,提高2个百分点。", 2017
    )
    assert passed["printed"].tolist() == ["5亿美元", "2个百分点"]


@pytest.mark.parametrize(
    "text",
    [
        "全年固定资\n产投资增长\uff16\uff05。",
        "全年固定资产\n— 12 —\n投资增长6%。",
        "固定资产投资增长6\u200b%。",
        "固定资产投资 增长 6 %。",
        "固定资产投资增长百分之六。",
    ],
)
def test_pages_may_break_what_they_print(text):
    row = wr.indicators.extract(text, 2017).iloc[0]
    assert (row["indicator"], row["growth_pct"]) == ("fixed_asset_investment", 6)
    assert text[row["start"]] == "固" and text[row["end"] - 1] in "%\uff05六"


def test_full_and_half_width_give_the_same(corpus):
    wide = {ord(half): ord(half) + 0xFEE0 for half in ",;:()%"}
    text = "\n".join(corpus.select(doc_id="shangcheng-2017-work-report").paragraphs["text"])
    one, other = (
        wr.indicators.extract(text, 2017),
        wr.indicators.extract(text.translate(wide), 2017),
    )
    columns = [
        "indicator",
        "scope",
        "period_start",
        "period_end",
        "measure",
        "value",
        "growth_pct",
        "status",
        "bound",
        "force",
        "start",
        "end",
    ]
    assert len(one) > 30
    pd.testing.assert_frame_equal(one[columns], other[columns])


def test_a_report_as_plain_text_gives_what_the_corpus_gives(corpus, observations):
    part = corpus.select(doc_id="shangcheng-2017-work-report")
    plain = wr.indicators.extract("\n".join(part.paragraphs["text"]), 2017)
    columns = ["indicator", "value", "growth_pct", "period_start", "period_end", "status", "bound"]
    inside = observations[observations["doc_id"] == "shangcheng-2017-work-report"].reset_index(
        drop=True
    )
    pd.testing.assert_frame_equal(plain[columns], inside[columns])


def test_every_row_stands_where_it_says(corpus, observations):
    paragraphs = corpus.paragraphs.set_index("par_id")
    assert (
        set(observations["source"]) == {"text", "table"}
        and not observations["doc_id"].str.endswith("-copy").any()
    )
    for row in observations.itertuples():
        text = paragraphs.at[row.par_id, "text"]
        raw = corpus.raw_text(corpus.documents.at[row.doc_id, "raw_file"])
        assert raw[row.raw_start : row.raw_end].replace("\n", "") == text[
            row.start : row.end
        ].replace("\n", "")
        if row.source == "text":
            assert (
                text[row.start : row.end].startswith(row.name)
                and text[row.start : row.end] in row.sentence
            )
        if row.source == "text" and pd.notna(row.printed) and row.measure != "share":
            assert text[row.start : row.end].endswith(row.printed)
    assert wr.trace(observations.iloc[0], corpus).text.startswith("地区生产总值")


def test_what_cannot_be_read_is_refused_with_a_way_out(corpus, observations):
    with pytest.raises(TypeError, match="not from a list; join several texts"):
        wr.indicators.extract(["财政总收入增长5%。"])
    with pytest.raises(TypeError, match="year of delivery as a number"):
        wr.indicators.extract("财政总收入增长5%。", "2017")
    for function in (wr.indicators.audit, wr.targets.compare):
        with pytest.raises(ValueError, match="give rows of indicators"):
            function("财政总收入增长5%。")
        with pytest.raises(ValueError, match="ignore_index=True"):
            function(pd.concat([observations, observations]))
    with pytest.raises(ValueError, match="none of these rows stands in this corpus"):
        wr.concordance.observed(corpus.reference, corpus)
    with pytest.raises(ValueError, match="lead to observations by earlier"):
        wr.trace(wr.indicators.audit(observations).iloc[0], corpus)


def test_year_is_for_plain_text(corpus):
    with pytest.raises(ValueError, match="for plain text only"):
        wr.indicators.extract(corpus, 2017)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "地区生产总值" + "(" * n + ")" * n + "8%",
        lambda n: "地区生产总值" + "1" * n + "亿元",
        lambda n: "财政总收入" * n,
        lambda n: "财政总收入" + "一二三" * n + "亿元",
        lambda n: "8%," * n + "财政总收入",
        lambda n: "财政总收入" + " " * n + "8%",
        lambda n: "财政总收入" + "\n— 1 —" * n + "\n8%",
        lambda n: "2016年" * n + "财政总收入8亿元",
    ],
    ids=["brackets", "digits", "names", "numerals", "figures", "blanks", "pages", "years"],
)
def test_hostile_text_comes_to_an_end(make):
    # At this length a reading in quadratic time would take many minutes; benchmarks/ measures how time grows.
    text = make(30_000)
    table = wr.indicators.extract(text, 2017)
    assert all(0 <= row.start < row.end <= len(text) for row in table.itertuples())


def test_what_was_said_of_a_subject_is_never_changed_afterwards():
    text = "财政总收入增长8%,总量突破100亿元,达到128亿元"
    before, setting = dates.Before(), dates.Setting(2017, "review", (2016, 2016), None, False, None)
    frame = dates.frame(text, setting, before)
    named = mentions.find(text, mentions.read())
    sentence = mentions.Sentence(text, named, quantities.find(text), frame.times)
    items = attach.attach(sentence, mentions.topics(sentence, None)).items
    histories = [merge.History()]
    for item in items:
        kind = classify.classify(sentence, item)
        dated = dates.date(sentence, frame, item, kind, histories[-1].dated)
        said = merge.statement(sentence, frame, item, kind, dated)
        histories.append(merge.add(histories[-1], said))
    assert [[one.value for one in history.said] for history in histories] == [
        [],
        [8],
        [8, 100],
        [8, 128],
    ]
    assert [one.is_kept for one in histories[1].said] == [True]
    assert [one.is_kept for one in histories[2].said] == [False, True]
    told, _ = extraction.read(text, named, setting, before)
    assert [(one.value, one.growth) for one in told.statements] == [(128, 8)]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "地区生产总值",
                "财政总收入",
                "民生支出",
                "占",
                "分别",
                "增长",
                "下降",
                "8%",
                "5亿元",
                "到",
                "从",
                "、",
                ",",
                "。",
                ";",
                "2016年",
                "去年",
                "五年来",
                "累计",
                "\n",
                "(",
                ")",
                "城镇和农村居民人均可支配收入",
                "完成市下达任务",
                "XX亿元",
                "一百",
                "左右",
                "预期目标是:",
                "<script>",
                "\u200b",
                "\U0001f600",
                "=1+1",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_sequence_of_pieces_is_read_without_error(text):
    table = wr.indicators.extract(text, 2017)
    for row in table.itertuples():
        assert 0 <= row.start < row.end <= len(text)
    passed = wr.indicators.passed_over(text, 2017)
    assert all(text[row.start : row.end] == row.printed for row in passed.itertuples())


@pytest.mark.parametrize("who", ["其中税收", "各项税收", "税收", "税收收入"])
def test_the_share_of_taxes_is_theirs(who):
    found = wr.indicators.extract(f"全县财政收入80亿元,增长3%,{who}占比85%。", 2017)
    assert found[["indicator", "scope", "value"]].values.tolist()[1:] == [
        ["fiscal_revenue", "税收", 85]
    ]


def test_the_share_of_some_taxes_is_not_that_of_all():
    found = wr.indicators.extract("全县财政收入80亿元,增长3%,非房地产税收占比提高到63.7%。", 2017)
    assert found["value"].tolist() == [80]
