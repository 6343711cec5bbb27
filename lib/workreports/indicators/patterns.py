"""The words in which reports speak of quantities, as patterns, stage by stage.

Single words lie in ``data/patterns/words.csv``, one a line with its meaning; what is more than a
word stands here. All are held against a reading copy, see ``quantities.readable``: punctuation is
half-width.
"""

from __future__ import annotations

import re

from workreports.io.resources import DATA
from workreports.io.tables import read_csv

_WORDS = read_csv(DATA / "patterns" / "words.csv", ["list", "word", "meaning"])
_LISTS = {name: "|".join(words) for name, words in _WORDS.groupby("list")["word"]}
"""The words of each list, in their order; a word may itself be a small pattern."""
_RISE, _FALL = _LISTS["rise"], _LISTS["fall"]
_AND = "、|和|与|及|以及"

# Mentions: what a sentence speaks of.
AREA = re.compile(_LISTS["area"])
SPLIT = re.compile(r"[,。;:!?、(\n]")
"""Where a clause begins."""
OBJECT = re.compile(
    r"(?:占(?:[^,。;:、(\d]{0,9}的?)?|高于|低于|快于|慢于|大于|小于|超过|高出|低出|相当于|与|同|跟|比|(?<!财政)对)"
    r"(?:城镇|城乡|农村|全国|全省|全市|全区|全县|全部|当年|同期|本级|全年|上年|我区|我市|我省|整个|地区)*$"
)
"""Before a name that is only compared with."""
JOINED = re.compile(r"(?:总值|收入|支出|投资|额|资金|增加值|就业|率)(?:与|同)$")
"""A name that follows a name and 与 or 同 is one of a list, not compared with."""
RATIO = re.compile(r"\)?(?:之比|的?比[值率重例](?!较)|(?:增长)?(?:保持)?(?:基本)?同步)")
RATIO_BEFORE = re.compile(r"(?:[与和同跟对占]|相当于)[^,。;:、与和同跟对占]{0,8}$")
"""Around what something is measured by (研发经费支出与地区生产总值之比)."""
SHARE_BEFORE = re.compile(r"占[^,。;:、占]{0,8}$")
"""Before the whole of a share; 甲和乙出口比重 is one of the two."""
TWO_RATES = re.compile(
    r"(?:同比)?(?:增长|下降|达到?)[\d.]{1,8}(?:%|元)[、和与][\d.]{1,8}(?:%|元)(?![、和与])"
)
"""After the name of a list of two parts: one each (甲、乙居民人均可支配收入增长6%、7%)."""
OF_A_SECTOR = re.compile(r"占[^,。;占\d]{1,6}业$")
"""Before 投资: of one sector, of which something has a share (占工业投资比重)."""
SHARE_OF = re.compile(r"占(?:[^,。;:、(\d]{0,9}的?)?$")
OTHER_AMOUNT = re.compile(_LISTS["other_amount"])
OTHERS = re.compile(rf"^.*(?:{_AND})$")
"""Words before a name that name others of its list (一般性支出和)."""
CENTRE_AND = re.compile(rf"中央(?:{_AND})地方$")
GRAIN = re.compile(r"粮食[^。;]{0,40}$")
OF_GRAIN = re.compile(r"粮食[^,。;\d]{0,16}。$")
"""A sentence about grain alone, which the next goes on with (粮食再获丰收。总产达到7万吨)."""
HALF = re.compile(_LISTS["half"])
_ONE_HALF = rf"(?:{_LISTS['half']})(?:常住)?(?:居民)?(?:家庭)?"
PAIRED = re.compile(
    rf"(?:{_ONE_HALF}(?:{_AND}|及其|,(?!全)))+{_ONE_HALF}(?:人口)?的?$|(?P<both>城、?乡)(?:常住)?(?:人口)?$"
)
PARTNERS = re.compile("[对与同](?!外贸易)")
"""At the head of a list of partners in trade (对甲国、乙国出口分别)."""
PARTNER_OF = re.compile(
    rf"(?:^|{_LISTS['area']})(?P<who>(?:对|[与同](?=[^,。;]*(?:国家?|地区|伙伴|洲|东盟|欧|市场)的?$))"
    r"[\u4e00-\u9fffA-Za-z“”\d\"]{2,20}?)的?$"
)
"""Before exports or trade: with whom."""
TRADE = ("exports", "trade_total")
VALUE_ADDED = re.compile(r"(?:实现|完成)?增加值$|(?<=[\u4e00-\u9fff]{2})(?:固定资产)?投资$")
PER_HEAD = ("人均", "居民人均")
PER = re.compile(
    r"(?:(?<!居民)人均|[亩地户劳]均|每(?!年)[^,。;]{1,6}|海洋|林业|结余|结转|万元|亿元|(?<![业各本个关事直])单位(?!的)|产出|绿色)"
    r"[^,。;、和与及占]{0,10}$"
)
"""Before a name: per head, acre, unit of land. It makes another thing of the indicator."""
ACTOR = re.compile(
    rf"(?:(?:20\d\d年|今年|去年),?)?(?P<who>[\u4e00-\u9fff]{{1,12}}?(?:{_LISTS['actor']}))"
    r"(?=以|要|围绕|坚持|通过|积极|着力|不断|持续|抓住|全力|发挥)"
)
"""Whom a whole sentence is about."""
COUNTIES = re.compile(
    r"(?P<who>(?:(?<!\d)\d{1,3}个|[一二三四五六七八九十]{1,3}个?|各|所有)?"
    r"(?:(?:郊区、)?县\([市区旗](?:、区)?\)区?|(?<=\d个)(?:县市?区?|区县?|乡镇|城区))|县域)"
    r"(?:的|预计|实现|完成|去年|今年|全年|共|总)*$"
)
"""Before a name: the counties that it is limited to (5个县(市)固定资产投资)."""
ENDS_A_LIST = re.compile(r"[;。]|全[省市州盟区县旗]")
SO_MANY_CITIES = re.compile(r"[\u4e00-\u9fff]{2,8}\d{1,2}个?[市县州区]$")
"""Before a name: the cities that it is limited to (云岭城市群9市生产总值)."""
SOURCE = re.compile(r"(?P<who>来源于[\u4e00-\u9fff]{2,8}?)的?$")
INDUSTRY = re.compile(r"规(?:模以)?[上模]?工业(?:企业)?总?产值[^。]{0,60}$")
"""Before a bare 增加值 that is industry's (规模以上工业总产值7亿元,增长8%;增加值2亿元)."""
AMONG = re.compile(r"中(?:所占)?的?(?:所占)?比[重例]")
"""After a name of which something else has a share (在生产总值中的比重)."""
OF_GDP = re.compile(r"占[^,。;\d]{0,6}$")
"""Before the gross domestic product, of which something has a share."""
HAS_A_SHARE_OF_GDP = ("services_value_added", "fiscal_deficit", "gdp")
A_STANDARD = re.compile(r"(?:标准|保障线|收入线|限额|当地)[^,。;]{0,12}$")
"""Before an income that something is measured by."""
PLACES = re.compile(r"[\u4e00-\u9fff]{1,12}(?:(?<!城)(?<!本)[区县市]|[县区市]\)|县域|园|镇)")
"""Parts of the area that limit all of a list (高新区生产总值、财政总收入)."""
ONLY_IN_A_LIST = re.compile("(?:投资|消费)增长")
"""Short names of the whole area's investment and retail sales, in a list of main indicators."""
REVENUE = (
    "general_budget_revenue",
    "general_budget_total_revenue",
    "fiscal_revenue",
    "total_fiscal_revenue",
)
SPENDING = ("general_budget_expenditure", "livelihood_expenditure")
SECOND = re.compile(r"二(?:产业)?、?$")
TAXES = re.compile(r"税收(?:收入)?|[\u4e00-\u9fff]{2,6}投资")
"""Amounts whose share of an indicator is a part of it."""
SPENT = re.compile(r"[\u4e00-\u9fff“”]{2,12}支出")
HEAD = re.compile(
    r"(?:^|[,。;:、(]|其中)(?P<who>税收收入|(?:(?!民生)[\u4e00-\u9fff“”]){2,10}(?<!共)支出|[\u4e00-\u9fff]{2,8}项目(?=(?:\d+个,)?(?:累计)?完成投资)|[\u4e00-\u9fff]{2,6}投资|[\u4e00-\u9fff]{2,12}增加值|[\u4e00-\u9fff]{2,9}业(?=[\u4e00-\u9fff]{0,4}发展,增加值)"
    r"|(?:一般|加工|边境|服务|易货)贸易)额?(?:[\u4e00-\u9fff]{4,6},)?(?:\d+个,)?(?:累计)?(?:完成|达到?|为|实现)?(?:投资)?(?:[\d.]{1,12}[万亿]*(?:元|美元))?"
    r"[,、]?(?:增速|占比)?(?:(?:同比|比上年|年均)?(?:增长|下降|提高|回落|加快)[\d.]{1,6}(?:%|个百分点))?(?:[,、]|增加值|投资额)$"
)
"""Before 占: what the clause before gives the amount of."""
WHOLE = re.compile("全[国省市区县州盟旗镇乡]")
WHOLES = ("地区", "全社会", "全体", "全部", "整体", "我国", "我省", "我市", "我区", "我县", "本区")
OWN = re.compile(r"(?!市县|区县|县区)[\u4e00-\u9fff]{1,10}(?<!城)(?<!各)(?:[省市县州旗]|(?<!东)盟)")
"""A place by its name; one of the report's own level is the place it is about."""
SAME_PART = {"农民": "农村", "农牧民": "农村", "服务贸易": "服务", "城市": "城镇"}
SAME_PART |= {"服贸": "服务", "加工": "加工贸易", "边境": "边境贸易"}
"""Parts that have another name in the table of observations."""
LEAD = re.compile(rf"^(?:{_LISTS['area']}|{_LISTS['lead']})+")
"""Words before a name that do not limit it, from the left ..."""
TRAILING = re.compile(rf"(?:{_LISTS['area']}|{_LISTS['trailing']})+$")
"""... and from the right."""
NOUN_PHRASE = re.compile(r"[\u4e00-\u9fffA-Za-z+“”\"]{2,16}")
NO_SCOPE = re.compile(_LISTS["no_scope"])
"""In words before a name that are no part of the whole."""

# Attach: which quantity belongs to which subject.
EACH = re.compile(r"(?:占比|比重)?(?:分别|依次)")
RESPECTIVELY = re.compile(r"分别|依次")
SINCE_EACH = re.compile(r"分别[比较](?:[^,。;和与]{2,8}年|上年)[和与][^,。;]{2,8}年[^,。;\d]{2,6}$")
"""Before two rates, one since each of two years (分别比上年和2010年增长)."""
BOTH = re.compile(r"^(?:年均)?(?:均|分别)")
"""After 城乡: each of the two."""
ALL_GROW = re.compile(
    rf"[,、](?:同比|比上年)?(?:均|都|双双)(?:同比|比上年|较上年)?(?:{_RISE}|{_FALL})"
)
"""After amounts in a list: the rate is one of each (甲7亿元,乙8亿元,均增长9%)."""
AND = re.compile(rf"(?:{_AND}|及其|以及)")
LIST_TAIL = re.compile(
    rf"(?:{_AND})[^,。;:\d]{{2,60}}?"
    r"(?=分别|依次|均|相继|先后|双双|都|翻|\d[\d.]{0,8}(?:[万亿]*[元人吨]|%)[、和与]\d)"
)
"""The rest of a list whose first is a name (社会消费品零售总额、网上零售额分别)."""
PASSES = re.compile(r"[跨迈跃][越过上入]|登上|站上|突破")
"""Before thresholds, of which the last is the highest."""
JOIN = re.compile(rf"(?:{_AND})")
LOOSE_JOIN = re.compile(
    rf"(?:{_AND}|及其|,)(?:同比)?(?:{_RISE}|{_FALL})?(?:为|达)?|(?:{_AND})(?:{_RISE}|{_FALL})?到"
)
SIZE = re.compile(r"\d{2,5}万元(?:及)?以上(?:的)?(?:项目)?(?:的)?")
"""Before the name of an indicator: which projects it counts."""
OF_PEOPLE = re.compile(
    r"(?!左右|以[上下内]|上下|之[内下]|大关|[和与及增比较同为占下其任的])[\u4e00-\u9fff]"
)
"""After a number of people: who they are (4978名毕业生)."""
OTHER_SENTENCE = re.compile(r";(?!(?:同比)?分别|依次|年均)")
OPENS_A_LIST = re.compile(r"(?:增长|增速|增幅|总量|均)?(?:、|和|与|及|以及|及其|[一二])$")
LEADS = re.compile(r"(?:左右|以上|多)?的")
"""Between a share and what has it."""
SPENT_ON = re.compile(r"(?:资金)?用于(?:保障和?)?(?:改善)?")
"""Between an amount and what it was spent on (投入7亿元用于民生支出)."""
COORDINATED = re.compile(rf"(?:增长|增速|增幅|总量|均)?(?:{_AND}|及其)$")
BOUND = re.compile(r"左右|以上|以内|上下|以下|之内")
FILL = re.compile(
    "|".join(sorted(_LISTS["fill"].split("|"), key=len, reverse=True)) + r"|[“”\"()\s_:/+\-]"
)
"""Words without a subject of their own; what remains without them may name something else."""
ASIDE = re.compile(
    r"\([^()\d]{1,24}\)|(?<=占)[^,。;、()\d]{1,16}?(?=的?比重|的?比例|的$|$)"
    r"|(?:剔除|扣除|还原|在)[^,。;]{1,20}?后|受[^,。;\d]{1,20}?影响|在[^,。;\d]{1,20}?基础上"
)
"""Between a subject and its quantity: a remark, the whole of a share, what a rate leaves out."""
RANK = re.compile(
    r"(?:总量|规模|增速|增幅|绝对值)?(?:继续|连续[^,]{0,6})?"
    r"(?:居|位居|位列|列|跻身|排名|排在|创|再上|稳居|跃居|高于|低于|快于|好于|慢于"
    r"|首次|成为|迈上|跨入|跨上|登上|站上|从世界)"
)
"""A clause about rank or size, passed on the way to a quantity of the same subject."""
RANKED = re.compile(
    r"(?:总量|规模|增速|增幅|水平)?[^,\d]{0,12}(?:第[一二三四五六七八九十\d]{1,3}|前[一二两三四五六七八九十\d]{1,3}|首|前列)"
    r"[位名]?[^,\d]{0,2}"
)
"""A clause about rank that names it (增速连续保持全国前两位)."""
EXCEPT = re.compile(
    r"\(?(?:剔除|扣除|还原|考虑)|(?:克服|消化|顶住|面对)[^,]{2,14}(?:影响|因素|压力|困难|冲击|形势)$"
)
BARE = ("出口", "进出口", "经济增长", "经济增速", "经济总量")
"""Names too short to stand for the whole where any other word follows (出口蔬菜80亿元)."""
NOUN = re.compile(_LISTS["noun"])
"""Names something else."""

# Classify: what kind of quantity it is.
DIRECTION = re.compile(rf"(?P<fall>{_FALL})|(?P<rise>{_RISE})")
CHANGE = re.compile(
    rf"(?:超过?|高于|高出|低于)[^,。;\d]{{0,6}}(?:目标|计划|预期|任务)数?[、和与及]?$"
    rf"|(?:高于|高出|低于|超过)[^,。;\d]{{0,6}}平均(?:水平)?$"
    rf"|(?:{_RISE}|{_FALL}|增收|减收|多收|增产|减产|增支|增|多)了?(?:约|近|超|超过)?"
    r"[、和与及]?$"
)
OVER_A_TARGET = re.compile(
    r"[比较][^,。;]{0,24}?(?:目标|计划|预算)(?:数|值|为)?[\d.]{1,12}[^,。;\d]{1,4}(?:超过?|高出?|多|增加|低|少)了?$"
    r"|(?:高出|超出|低出)[^,。;\d]{0,10}目标(?:[\d.]{1,12}万?元[、和与])?$"
)
"""Before what a target is exceeded by (比2005年的目标7亿元超过1亿元)."""
RATE_CHANGE = re.compile(rf"(?:{_RISE}|{_FALL})(?<!涨幅)(?<!增速)了?$")
CHANGE_OF_GROWTH = re.compile(
    r"(?:增速|增幅|涨幅|增长率|降幅)(?:同比|比[上去]年|较[上去]年)?"
    r"(?:回落|回升|下降|下滑|收窄|扩大|提高|提升|加快|放缓|上升)了?(?:约|近|超过)?$|少增$"
)
"""Before the change of a rate of growth, which is no growth (增速回落2%)."""
REACHES = re.compile(
    r"(?:回落|下降|收窄|下滑|降低|缩小|回升|扩大|提高|提升|上升|加快|由|从|降|减)(?:到|至)"
)
"""Before the rate that a growth reaches (涨幅回落到2%)."""
FALL_AFTER = re.compile(r"(?:左右|以上|以内)?的(?:下降|降幅|跌幅|下滑|负增长|减幅|降速|压减)")
CUT = re.compile(
    r"(?:压减|压缩|压降|削减|核减|缩减|减少|降低|精简|节减|节[约省](?!,))了?"
    r"(?:(?!增长|上升|达到|完成|实现|\d[^,。;:]{0,8},|,全年|工作,)[^。;:])*$"
)
"""Before what is cut (压减一般性支出,“三公”经费5%)."""
SPAN_BEFORE = re.compile(
    r"(?:上[一个]*|前|过去)(?:[三四五]年|[^,。;]{0,4}(?:时期|规划))的?(?:和|、)?$"
)
"""Before a multiple of the sum of other years."""
RATIO_TO_A_PLACE = re.compile(
    r"(?:为|是|相当于)(?:全[国省市州区县]|[^,。;\d年前末期]{2,6}[省市县区州国])(?:平均(?:水平|增速)?)?的(?:约|近)?$"
)
"""Before a multiple of another place's (单位生产总值能耗为全省的2倍)."""
TO_A_PLAN = re.compile(
    r"[比较](?:[“\"]?[八九十][一二三四]?五[”\"]?(?:时期|期间)?|上一?个?五年|前一?个?五年)"
    r"(?:分别|同期|累计|总和)*(?:增长|增加|提高|翻)了?(?:约|近|超过?)?(?:[\d.]{1,8}%[、和与])?$"
)
"""Before the growth of a sum over that of another plan's years."""
RATIO_TO = re.compile(r"(?:为|是|相当于)(?!年)[^,。;\d]{1,10}的$")
"""Before a ratio to another place or year (约为乙市的70%)."""
PART_OF = re.compile(
    r"(?:左右|以[上下内])?的(?:一般公共预算|一般性|公共|地方|新增|全部|可用)?(?:财政|财力|支出)"
)
"""After the share that something else takes (将70%以上的财政支出用于)."""
USED_FOR = re.compile(r"(?:左右|以[上下内])?(?:用于|投向|投入)")
"""After the share of money that is used for something (财政收入八成用于民生)."""
OF_AN_INCREASE = re.compile(r"的[^,。;\d]{0,6}(?:增量|增加额|增长额)")
"""After the share that something has of what all have grown by (贡献全省38%的贸易增量)."""
OF_THE_NEXT = re.compile(r"的(?!目标|增长|速度|增速|下降|降幅|幅度|预期|水平|要求)[\u4e00-\u9fff]")
"""After the share of what is named next (占全省8%的投资、7%的出口)."""
PASSED_BY = re.compile(r"[超过越]|突破|以上")
"""Beside a size that so many counties have passed."""
CONTRACTED = re.compile(r"(?:协议|合同)(?:总?金额|额)?")
"""After a name: what is only agreed upon."""
CONVERTED = re.compile(r"(?:折合|约合|合|折)(?:人民币|美元)?(?:大?约)?$")
"""Before the same amount in other money."""
NOT_REACHED = re.compile(r"未(?:能)?(?:超过?|突破|达到?|完成|实现)$")
OF_FIRMS = re.compile(
    r"(?:左右|以[上下内])?的?(?:\d{1,4}[家户个])?(?:[^\W\d]{0,6}(?:企业|项目)|[^\W\d]{0,8}基地|园区|[^\W\d]{0,2}产业|大户|乡镇|村|(?:强|弱|困难)?[县镇市](?!级|里|本|内)"
    r"|[^\W\d]{0,6}(?:农户|脱贫户|人口|人群|家庭)|(?:扶持|扶贫|贫困|脱贫|低保|温饱)[^,。;]{0,2}(?:线|标准|目标))"
)
"""After a size that firms, projects or villages have (过10亿元企业)."""
AVERAGE = re.compile(r"年均|年平均|年递增|平均每年|平均增")
SHARE = re.compile(r"占|比重|占比|份额|之比|的比[例率值]")
FOR_YEARS = re.compile(r"连续[\d一二两三四五六七八九十多]{1,3}年[^,。;\d]{0,6}$")
"""Before a level that was one of several years."""
KEPT = re.compile(r"保持|连年|始终|稳定")
"""Before a share that is one of all the years spoken of."""
ALWAYS = re.compile(r"连年|始终|一直|坚持|每年")
EACH_YEAR = re.compile(r"每年")
"""Beside a share that was one of each of the years spoken of."""
HELD = re.compile(r"达到?|保持|稳定|为$|升至")
"""Before a share that is told as it is, not as it grows."""
FRACTION = re.compile(r"(?<!确定)(?<!提出)(?<!制定)的$")
"""Before a part of something else (为乙市的70%)."""
OF_A_COUNT = re.compile(r"占[^,。;\d]{0,4}(?:指标|项目|任务)(?:总数)?的?$")
"""Before a share of so many things that are counted."""
OF_ITS_GROWTH = re.compile(r"(?:增速|增幅|增长)[为达]?$")
"""Before a rate of what was told to have a share."""
OF_A_CHANGE = re.compile(r"占[^,。;\d]{0,10}(?:增量|新增量|增加[量额])的?$")
"""Before a share of what something has grown by."""
OF_PLAN = re.compile(
    r"预算(?:数|目标|任务)?的$"
    r"|(?:完成|占|为|达到?)(?:了)?(?:年初|年度|全年|调整|当年|预期|考核|[省市县]?下达|[年省市县])*的?"
    r"(?:预算|目标|任务|计划|进度|预期)(?:数|任务|目标|计划)*的?(?:完成率)?(?:达到?|为)?$"
    r"|完成率"
)
"""Before a share of a plan fulfilled."""
INDEX = 90
"""A price "rise" above this many per cent is an index (上年=100), no rate."""
COMPARABLE = re.compile(
    r"同口径|可比口径|同比口径|可比[增下上]|剔除(?!价格)|可比因素|还原"
    r"|扣除(?!价格)[^,。;]{1,14}(?:因素|影响)"
)
REAL = re.compile(r"可比价|不变价|实际增|实际下|扣除价格|剔除价格|实际上?涨")
BASE = re.compile(r"(?:从|由)[^,;转]{0,12}$")
"""Before the A of 从A增加到B."""

# Dates: for which years, and whether told, expected or promised.
SUM = re.compile(r"累计|合计|总计|共(?!公)")
YEARLY = re.compile(r"年均|每年|年平均")
REACHED = re.compile(
    r"突破|达|(?:增加|提高|增长|上升|扩大|跃升)[到至]|增至|超过|[迈跨登站跃][上过入]|跨越"
)
RISES = re.compile(r"(?:从|由)[^,;]{0,12}$|(?:增加|提高|增长|上升|扩大|跃升)[到至]|增至")
"""Before a level that something starts from or comes to."""
FLOWS = (
    "foreign_investment",
    "domestic_investment",
    "fixed_asset_investment",
    "exports",
    "trade_total",
    "livelihood_expenditure",
)
"""What comes year by year, so that 累计 at the head of a list holds for it too."""
THAN_AN_END = re.compile(r",?[比较][^,。;\d]{0,10}末")
SUMMED_UP = ("foreign_investment", "domestic_investment", "livelihood_expenditure")
"""What a review of several years gives the sum of."""
SUMMED = re.compile(
    r"累计(?:完成|实现|引进|利用)|(?:[三四五]年|\d年)(?:来|间|内)?,?(?:累计|共(?!公)|完成|实现|引进|新增)"
)
COMPARED_WITH_YEARS = re.compile(
    r"[^,。;]{0,3},?(?:分别)?(?:是|为|比|较|相当于)"
    r"(?:[“\"]?[八九十][一二三四]?五(?![”\"]?(?:末|期末))|上一?个五年|前五年)"
)
"""After a sum: 是“十五”的2.4倍, 比上个五年增长一倍."""
ESTIMATE = re.compile(
    r"(?<!\()预计|有望|可望|可达|初步(?:核[算定]|统计|预计|测算|汇总|估算)|预测|快报"
)
ON_THE_YEAR = re.compile(r"[比较](?:上|去|前一)年(?:增长|下降|提高|上升)?$")
YEAR_ON_YEAR = re.compile(r"同比|[比较](?:上|去|前一)年")
TARGET_NEAR = re.compile(
    r"(?:年初|调整)预算数?$|(?:目标|预期|计划)(?:值|数|分别)*(?:是|为|定为|设为|:|(?:调[整减增]|[上下]调)(?:为|到|至))?"
    r"(?:同口径)?(?:增长|下降|上涨)?"
    r"(?:分别)?(?:为)?$"
    r"|(?:确定|制定|提出)的?(?:增长|下降)?$"
)
TARGET_AFTER = re.compile(r"(?:左右|以上|以内|以下)?的(?:年度|年初|预期|增长|控制|发展)*目标")
MISSED = re.compile(r"(?:低于|高于|好于|超过|低过)[^,。;\d]{0,6}$")
"""Before a target that is only compared with (低于4.5%目标)."""
TARGET = re.compile(
    r"目标(?:[^,。;:]{0,8}(?:是|为|:)|(?=\d))|预期目标|力争|确保|争取|计划(?!单列|的\d)|(?<!年初)预期(?=目标|增|为|是|达)|(?<![^,;:。])预期(?!寿命|收益)"
    r"|今后|未来|明年|拟|努力实现|努力使|奋斗目标|建议|必须|再压减"
    r"|安排(?=[^,。;]{0,12}(?:赤字|支出|收入))|按[^,。;]{1,8}安排"
)
DONE = re.compile(
    r"全年实现|全年完成|实现了|完成了|(?<![比较与于])去年|过去|上年完成|回顾|一年来|实绩|实际完成"
    r"|未能|没有(?:完成|达到|实现)"
    r"|(?:超过|低于|高于|好于|完成|实现了?|达到|超额)[^,。;]{0,10}(?:预期|年初|年度|全年)[^,。;]{0,4}目标"
    r"|顺利完成|圆满完成|较好完成|目标全面完成|初步核算"
)
PROPOSES = re.compile(
    r"(?:预期|奋斗|调控|主要|发展|工作|总体)目标[^,。;:]{0,8}(?:是|为|:)"
    r"|建议(?:今年|明年|20\d\d年)"
)
"""Promises, even in a review."""
LAST_YEAR = re.compile(
    r"(?:^[^,。;:]{0,8}去年,[^。;]{0,12}(?:我们|全[省市区县州]|了)|(?<=。)过去的?一年,[^。;]{0,24}成绩)"
)
FROM_HERE_ON = re.compile(r"[今明]年|将|要|确保|力争|继续")
TELLS = re.compile(r"^(?!.*[今明]年).*同比(?:增长|下降|上升)\d+\.\d+%(?!左右|以上|以内)")
"""Tells, even in a plan."""

# Targets in words.
FORCE = re.compile(_LISTS["force"])
ABOUT_SHARE = re.compile(r"[约近]占")
STRIVES = re.compile(r"力争[^,。;]*$|^[^,。;]{0,6}力争[^;]*$")
"""Before a figure that is hoped to be passed, in the text between semicolons."""
STRIVES_IN_A_LIST = re.compile(r"(?<=,)[^,。;\d]{0,6}力争")
"""At the head of a list of such figures."""
YARDSTICK = re.compile(
    r"(?:完成|达到|控制在|实现)[^,。;\d]{0,8}?下达[^,。;\d]{0,10}?(?:任务|指标|目标|计划|要求)(?:数|以内)?"
    r"|(?:与|和|同)[^,。;\d]{1,16}?(?:基本)?(?:同步|保持衔接|(?:保持)?一致|持平)|(?:协调|基本)?同步增长"
    r"|增长(?:与|和|同)[^,。;\d]{1,16}?相?(?:协调|适应|匹配)(?!发展)|(?:基本)?持平(?!稳)|(?:保持|实现)两位数(?:以上)?的?增长"
    r"|(?:不低于|高于|快于|好于|超过|低于)(?:全[国省市区州县]|城镇|农村|经济|GDP)(?=[,;、]|$)"
    r"|(?:不低于|高于|快于|好于|超过|低于)[^,。;\d]{1,12}(?:增速|增长|增幅|涨幅|速度|水平|平均)(?![^,。;\d]{0,4}\d(?![\d.]{0,4}个百分点))"
    r"|[与和同][^,。;\d]{1,12}(?:目标|任务|指标)(?:统筹)?(?:衔接|一致)"
    r"|(?:保持|控制|稳定)在[^,。;\d]{2,10}(?:范围|目标|标准|指标)(?:以内|之内|内|(?=[,;]|$))"
    r"|(?:控制)?在[^,。;\d]{2,10}(?:平均)?水平(?:以下|以内|之下)|只减不增|(?:只降)不升"
    r"|(?:达到|完成|实现)[^,。;\d、]{0,4}(?:要求|标准)"
    r"|达到[^,。;、\d]{0,6}平均水平"
    r"|(?:完成|实现|达到)[^,。;\d]{0,8}(?:下达|国控|约束性|考核|[省市]定)[^,。;\d]{0,6}(?:目标|指标|任务|要求)"
)
"""What stands in place of a number: 完成市下达任务, 与经济增长基本同步."""
IN_A_LIST = re.compile(r"(?:增速|增长|涨幅|增幅|水平)?(?:、[^,、;:\d]{2,12}){0,2}[、和与及]")
"""After an indicator that has the yardstick of the next of its list."""
LISTED_WITH = re.compile(r"[^,、;:\d]{0,6}?(?:[、和与及][^,、;:\d]{2,16}){1,4}")
"""Between an indicator and the yardstick of its list (能耗和污染物排放完成下达任务)."""
YARDSTICK_BEFORE = re.compile(r"(?P<force>完成(?:[^,。;]{0,8}?下达|[国省市]定))的?[^,。;]{0,10}$")
YARDSTICK_AFTER = re.compile(r"(?:[\u4e00-\u9fff]{0,4})(?:指标|任务|目标)")
GROWS = re.compile(f"{_RISE}|{_FALL}|同步|持平")
RATES = ("cpi", "energy_intensity")
"""What targets only give the change of."""
