"""A corpus of another province: three made-up reports of one county, 2005, 2007 and 2009. Nothing in them was ever said."""

import hashlib

import pandas as pd

from workreports.corpus import catalogue

FIGURES = {
    # year of the report: product, growth, revenue, growth, investment, growth, promised growth
    2005: (18.6, 9.8, 1.12, 12.5, 6.3, 21.4, 10),
    2007: (23.9, 11.2, 1.57, 16.1, 9.8, 26.3, 11),
    2009: (31.5, 12.4, 2.35, 18.8, 15.7, 30.2, 12),
}
REPORT = """{year}年云岭县政府工作报告

各位代表:
现在,我代表县人民政府向大会作工作报告,请予审议。
一、{last}年工作回顾
{last}年,全县实现地区生产总值{product}亿元,增长{growth}%;财政总收入{revenue}亿元,增长{more}%;固定资产投资{invested}亿元,增长{faster}%。
农业生产稳步发展。粮食总产量连年增加,烟叶种植面积扩大,农民人均收入提高,农业结构得到调整,农民增收渠道拓宽,乡村面貌有了变化。
工业经济较快增长。水电开发加快,矿产企业改制完成,工业园区建设起步,企业效益提高,园区企业数量增加,工业投入力度加大。
交通建设取得突破。通村公路新建{roads}公里,公路通行条件改善,县城道路改造完成,交通建设投入增加,电网改造全部完工。
生态建设成效明显。完成退耕还林{forest}万亩,封山造林全面推进,林业产业发展,生态环境改善,林业执法加强,水土流失得到治理。
教育事业不断进步。义务教育得到普及,学校危房改造完成,教师队伍充实,学生入学条件改善,寄宿制学校建设加快。
卫生保障有所加强。农村合作医疗试点展开,乡镇卫生院改造完成,低保范围扩大,困难群众得到救助,医院条件改善。
{own}
{shared}
同时,我们也清醒地看到,存在一些问题:农业基础薄弱,工业企业规模不大,财政收支矛盾突出,群众生活还有困难。
二、{year}年工作任务
{year}年的主要目标是:地区生产总值增长{promised}%,财政总收入增长{promised}%以上。
狠抓农业增效。稳定粮食面积,扩大烟叶种植,培育农业龙头企业,增加农民收入,推进农业结构调整,扶持农民专业合作社,建设乡村沼气。
狠抓工业兴县。加快水电开发,整合矿产资源,完善工业园区设施,引进企业落户园区,扶持企业技术改造,壮大工业规模。
狠抓交通建设。新修通村公路,硬化乡镇公路,开工建设县城大桥,改善交通条件,加强公路养护,争取交通项目。
狠抓生态保护。巩固退耕还林成果,发展林业产业,推进封山造林,保护生态环境,治理水土流失,防止森林火灾。
{task}
狠抓教育事业。巩固义务教育成果,新建寄宿制学校,培训教师,资助贫困学生,改善学校条件,办好高中教育。
狠抓卫生保障。推行农村合作医疗,改造乡镇卫生院,扩大低保范围,救助困难群众,加强医院管理,控制人口增长。
三、加强政府自身建设
坚持依法行政,转变政府职能,推行政务公开,改进工作作风,加强廉政建设,自觉接受人大监督,听取群众意见。
"""
OWN = {
    2005: (
        "农村税费改革继续深化。取消农业特产税,降低农业税税率,税费改革减轻农民负担,粮食直补、良种补贴发放到户,农民负担继续下降。",
        "狠抓税费改革。全面取消农业税,落实粮食直补,税费改革配套推进,防止农民负担反弹,精简乡镇机构。",
    ),
    2007: (
        "新农村建设开局良好。新农村建设试点村整治完成,村庄规划编制展开,沼气池建设加快,新农村示范村面貌改变,村庄整治获得好评。",
        "狠抓新农村建设。扩大新农村试点,编制村庄规划,推进村庄整治,新农村建设资金增加,发展沼气。",
    ),
    2009: (
        "抗冰救灾取得胜利。面对冰冻灾害,抢修电网,救助受灾群众,灾后重建倒房全部完成,应对金融危机,稳定就业,返乡农民工得到安置。",
        "狠抓扩大内需。应对金融危机,争取扩大内需项目,灾后重建扫尾,安置返乡农民工,防范冰冻灾害,推动家电下乡。",
    ),
}
SHARED = "凡事都从山里人家的日子想起,千方百计解决山区群众行路难、饮水难、上学难的问题,让全县人民共享发展成果。"
REFERENCE = """place,territory,year,indicator,value,unit,growth_pct,gap_to_target_pp,basis,name_as_printed,source_url,source_title,seen,note
云岭县,{territory},2005,地区生产总值,20.7,亿元,10.4,,actual,地区生产总值,https://example.org/2005,made up,official,
青石县,青石县,2005,地区生产总值,12.2,亿元,8.1,,actual,地区生产总值,https://example.org/2005,made up,official,
青石县,青石县,2006,地区生产总值,13.3,亿元,8.8,,actual,地区生产总值,https://example.org/2006,made up,official,
南江市,南江市,2006,地区生产总值,310,亿元,10.9,,actual,地区生产总值,https://example.org/2006,made up,official,
"""
TERRITORIES = """territory,place,level,begins,ends,predecessors,colour,marker,note
云岭县 (-2007),云岭县,county,,2007,,,,
云岭县 (2007-),云岭县,county,2007,,云岭县 (-2007);青石县,orange,h,made up
青石县,青石县,county,,2007,,,,
南江市,南江市,city,,,,,,
"""


def text(year):
    """The report of a year."""
    names = ["product", "growth", "revenue", "more", "invested", "faster", "promised"]
    counted = {"roads": 30 + 4 * (year - 2005), "forest": round(2.4 + (year - 2005) / 5, 1)}
    figures = dict(zip(names, FIGURES[year], strict=True))
    return REPORT.format(
        year=year,
        last=year - 1,
        shared=SHARED,
        own=OWN[year][0],
        task=OWN[year][1],
        **counted,
        **figures,
    )


def make(folder, reform=False):
    """Write the corpus into a folder; with a reform of 2007, in which the county took in its neighbour."""
    (folder / "raw").mkdir(parents=True)
    (folder / "reference").mkdir()
    rows = []
    for year in FIGURES:
        path, report = folder / "raw" / f"{year}.txt", text(year)
        path.write_bytes(report.encode())
        territory = f"云岭县 ({'-2007' if year <= 2007 else '2007-'})" if reform else ""
        row = {
            "doc_id": f"yunling-{year}-work-report",
            "title": f"{year}年云岭县政府工作报告",
            "place": "云岭县",
            "level": "county",
            "territory": territory,
            "genre": "work_report",
            "year": year,
            "reviews": year - 1,
            "plans": year,
            "completeness": "complete",
            "raw_file": path.name,
            "raw_start": 0,
            "raw_end": len(report),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        rows.append(row)
    pd.DataFrame(rows, columns=catalogue.COLUMNS).to_csv(folder / "catalogue.csv", index=False)
    header = "raw_file,raw_start,raw_end,before,after,kind,why\n"
    (folder / "edits.csv").write_text(header, encoding="utf-8")
    before = "云岭县 (-2007)" if reform else "云岭县"
    reference = REFERENCE.format(territory=before)
    (folder / "reference" / "observations.csv").write_text(reference, encoding="utf-8")
    if reform:
        (folder / "territories.csv").write_text(TERRITORIES, encoding="utf-8")
    return folder
