"""What a sentence says of the indicators it names: which figure belongs to which name, for which years, and how it is meant.

A sentence is read from left to right. A figure belongs to the indicator named last, as long as nothing between the two
names something else: Chinese reports set the topic once and hang clause after clause on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from workreports import periods, quantities
from workreports.quantities import Figure
from workreports.vocabulary import Indicator, Named

Years = tuple[int, int]

_RISE = r"增长|上升|提高|提升|增加|上涨|扩大|增幅|增速|涨幅|增值|递增|上扬|回升|正增长|净增|多增|涨"
_FALL = r"下降|减少|降低|负增长|回落|缩减|压缩|压减|减幅|降幅|下滑|下跌|收窄|减|降"
_DIRECTION = re.compile(rf"(?P<fall>{_FALL})|(?P<rise>{_RISE})")
_TO = re.compile(r"(?:到|至|为|达|达到|是|在|以|率|突破|超过|超|近|约|不低于|不超过|不高于|低于|高于)了?(?:约|近)?$")
_CHANGE = re.compile(rf"(?:{_RISE}|{_FALL}|增收|减收|多收|增产|减产|增支|增|多)了?(?:约|近|超|超过)?$")
_AVERAGE = re.compile(r"年均|年平均|年递增|平均每年|平均增")
_SHARE = re.compile(r"占|比重|占比")
_SUM = re.compile(r"累计|合计|总计|共(?!公)")
_OF_PLAN = re.compile(r"预算(?:数|目标|任务)?的$|(?:完成|占|为|达到?)(?:了)?(?:年初|年度|全年|调整|当年|预期|考核|市|省)*(?:预算|目标|任务|计划|进度|预期)(?:数|任务|目标|计划)*的?(?:完成率)?(?:达到?|为)?$|完成率")
_RESPECTIVELY = re.compile(r"分别|依次")
_JOIN = r"(?:、|和|与|及|以及|及其|,)"
_COORDINATED = re.compile(rf"(?:增长|增速|增幅|总量|均)?(?:、|和|与|及|以及|及其)$")
_OBJECT = re.compile(r"(?:占|高于|低于|快于|慢于|大于|小于|超过|高出|低出|相当于|与|同|跟|比|对)(?:全国|全省|全市|全区|全县|全部|当年|同期|本级|全年|上年|我区|我市|我省|整个|地区)*$")
_COMPARABLE = re.compile(r"同口径|可比口径|同比口径|剔除(?!价格)|可比因素|还原|扣除(?!价格)[^,。;]{1,14}(?:因素|影响)")
_REAL = re.compile(r"可比价|不变价|实际增|实际下|扣除价格|剔除价格|实际上?涨")
_ESTIMATE = re.compile(r"(?<!\()预计|初步核算|初步统计|初步预计|预测|快报|初步测算")
_TARGET_NEAR = re.compile(r"(?:目标|预期|计划)(?:值|数|分别)*(?:是|为|定为|设为|:)?(?:同口径)?(?:增长|下降|上涨)?(?:分别)?(?:为)?$|(?:确定|制定|提出)的?(?:增长|下降)?$")
_TARGET_AFTER = re.compile(r"(?:左右|以上|以内|以下)?的(?:年度|年初|预期|增长|控制|发展)*目标")
_TARGET = re.compile(r"目标[^,。;:]{0,8}(?:是|为|:)|预期目标|力争|确保|争取|计划(?!单列)|(?<!年初)预期(?=目标|增|为|是|达)|今后|未来|明年|拟|努力实现|努力使|奋斗目标|建议|必须|再压减|安排(?=[^,。;]{0,12}(?:赤字|支出|收入))|按[^,。;]{1,8}安排")
_DONE = re.compile(r"全年实现|全年完成|实现了|完成了|(?<![比较与于])去年|过去|上年完成|回顾|一年来|实绩|实际完成|未能|没有(?:完成|达到|实现)|(?:超过|低于|高于|好于|完成|实现了?|达到|超额)[^,。;]{0,10}(?:预期|年初|年度|全年)[^,。;]{0,4}目标|顺利完成|圆满完成|较好完成|目标全面完成|初步核算")
_FORCE = re.compile(r"确保|力争|争取|努力|预期|计划|拟按?|建议安排|安排|必须")
_YARDSTICK = re.compile(r"(?:完成|达到|控制在|实现)[^,。;\d]{0,8}?下达[^,。;\d]{0,10}?(?:任务|指标|目标|计划|要求)(?:数|以内)?|(?:与|和|同)[^,。;\d]{1,16}?(?:基本)?同步")
_YARDSTICK_BEFORE = re.compile(r"完成[^,。;]{0,8}下达的?[^,。;]{0,10}$")
_YARDSTICK_AFTER = re.compile(r"(?:[\u4e00-\u9fff]{0,4})(?:指标|任务|目标)")
_INDEX = 90
"""A price "rise" above this many per cent is an index (上年=100), no rate."""

# Words that carry no subject of their own: what remains of a gap without them tells whether something else is spoken of.
_FILL = re.compile("|".join(sorted((
    "同比 环比 同期 比上年 较上年 比去年 较去年 年均 年平均 平均 每年 分别 依次 均 都 双双 各 增长 增加 上升 提高 提升 下降 减少 降低 回落 上涨 扩大 压缩 压减 增幅 增速 涨幅 降幅 增长率 降低率 下降率 上涨率 "
    "增长速度 为 达 达到 至 到 约 近 超 超过 突破 不低于 不少于 不超过 不高于 高于 低于 控制 保持 稳定 维持 在 完成 实现 总量 总额 总值 规模 净增 累计 合计 共 占 比重 占比 的 全年 五年 三年 可比口径 "
    "同口径 按 可比价格 可比价 不变价格 不变价 计算 名义 实际 扣除 价格 因素 后 剔除 首次 再次 成功 大关 台阶 预计 预期 目标 左右 以上 以内 上下 以下 之内 力争 确保 争取 努力 由 从 了 比 较 与 相比 年 底 末 "
    "万 全国 全省 全市 全区 全县 全州 我省 我市 我区 我县 全社会 拟 安排 是 只 仅 已 已经 还 又 也 将 要 虽然 但 而 有所 稳步 持续 平稳 快速 大幅 较快 明显 继续 进一步 逐步 累计可 可 有望 超额 圆满 顺利 "
    "人数 人员 岗位 人口 金额 水平 指数 涨 降 增 减 零 上 下 一举 连续 迈上 跨越 跃上 站上 新 高 跨过 迈过 超出 平均每年 递增 建议 提前 数 值 额 量 得到 获得 投入 用于 幅度 其 且 并 以 和 及 或 等 因 性 "
    "不变 仍 速度 总 全部 余 多 达成 区间 今年 去年 上年 本年 同 保 上一年 超越 减 分 翻 名 大约 接近 将近 逾 至少 初步 核算 统计 测算 经 据 当年 期间 时期 以来 目前 现在 原 来 综合 累 进度 年度 已达 调整 增至 降至 升至 任务 未能 没有 未 年初 确定 制定 提出 原定 预算 向 领域 再 达标 跃 升 首 突 破 收 控 住 内 中 自然口径 口径 GDP CPI 过 个 连年 连续 年 创 历史 新高 已 均为 跨上 新台阶 跃居 比增 逆势 收窄 约为 核减").split(),
    key=len, reverse=True)) + r"|[“”\"()\s_:/+\-]")
# What may stand between a topic and its figure without naming another: a remark, the whole of a share, what a rate leaves out.
_ASIDE = re.compile(r"\([^()\d]{1,24}\)|(?<=占)[^,。;、()\d]{1,16}?(?=的?比重|的?比例|的$|$)|(?:剔除|扣除|还原|在)[^,。;]{1,20}?后")
# A clause about rank or size, passed on the way to a figure of the same topic.
_RANK = re.compile(r"(?:总量|规模|增速|增幅|绝对值)?(?:继续|连续[^,]{0,6})?(?:居|位居|位列|列|跻身|排名|排在|创|再上|稳居|跃居|高于|低于|快于|好于|慢于|首次|迈上|跨入|跨上|登上|站上|从世界)")
_NOUN = re.compile(r"人均|生产|水耗|电耗|同时|发行|距|缺口|外包|服务|城镇化|(?<!增长)(?<!下降)(?<!降低)(?<!上涨)率|税|产值|利润|面积|贷款|存款|项目|企业|产业|工业|农业|制造|房地产|消费|产量|总部|园区|工程|街道|专项|民间|其中|合同|个体|技改|人口|保险|住房|外贸|银行|金融|教育|研发|科技|困难|再就业|旅游|户|财力|债|基金|资本")
# Words before a name that do not limit it.
_AREA = "全国|全省|全市|全区|全县|全州|全旗|全镇|我国|我省|我市|我区|我县|本市|本区|全社会|各地|地区"
_LEAD = re.compile(rf"^(?:{_AREA}|全年|年|预计|其中|实现|完成|累计|共计|共|新(?=城镇)|使|推动|带动|促进|拉动|保持|确保|力争|争取|努力|是|为|即|主要|预期|目标|指标|经济|社会|发展|建议|计划|安排|要|将|对|在|和|与|及|以及|"
                   r"的|之|我们|进一步|继续|加大|压缩|严控|严格|控制|稳定|扩大|增加|提高|降低|引进|到位|实际|总共|初步核算|初步统计|据统计|人均|全体|常住|居民|[一二三四五六七八九十]+是|\d+[.、]|[一二三四五六七八九十]+、|当年|同期|"
                   r"达到|下降|增长|高质量|持续|不断|有效|投入|公共财政|财政|用于|引导|坚持|加快|抓好|同时|此外|特别|尤其|因此|预算|拟|按照?|实施|执行|方面|情况|从|由|于|以来|期间|时期|底|末|这样|全部|本年|今年|再|把|将|成功|超额|而|国家|全口径|大口径|\d*万?元?口径|口径|区级|县级|本级|[一二三四五六七八九十]+大?类)+")
_SPLIT = re.compile(r"[,。;:!?、(\n]")
_ACTOR = re.compile(r"(?:20\d\d年,?)?(?P<who>[\u4e00-\u9fff]{1,12}?(?:基地|园区|开发区|高新区|产业园|新城|小镇|街道|商圈|集聚区|工业区|科技城))(?=以|围绕|坚持|通过|积极|着力|不断|持续|抓住|全力|发挥)")
_PAIRED = re.compile(rf"(?P<one>城镇|农村|城市|乡村|中央|地方|省级|市级|区级|县级)(?:常住)?(?:居民)?{_JOIN}(?P<two>城镇|农村|城市|乡村|中央|地方|省级|市级|区级|县级)(?:常住)?(?:居民)?$|(?P<both>城乡)(?:常住)?$")
_TRAILING = re.compile(rf"(?:{_AREA}|常住|居民|全体|实现|完成|累计|共|实际|引进|到位|的|全年|新增|预计|共计|达到|总计|年|财政|用于|将|要|其中|安排)+$")
_WIDEST = ["全国", "全省", "全市", "全县", "全区"]


class Setting(NamedTuple):
    """What a sentence inherits from where it stands."""

    year: int | None
    """Year of delivery."""
    part: str
    single: Years | None
    """The year the paragraph speaks of, or the last one of several."""
    several: Years | None
    """The span of years it speaks of, or could speak of."""
    is_long: bool
    """Whether the paragraph speaks of the span rather than of the year."""
    area: str | None
    """全区, 全市 ...: the area that the report is about, if known."""


@dataclass
class Statement:
    """One figure with its meaning; offsets count in the sentence."""

    named: Named
    scope: str
    years: Years | None
    measure: str | None
    status: str
    start: int
    end: int
    figure: Figure | None = None
    value: float | None = None
    growth: float | None = None
    growth_bound: str | None = None
    growth_basis: str | None = None
    force: str = ""
    reason: str = ""
    is_base: bool = False
    """The A of 从A增加到B."""


class Passed(NamedTuple):
    """A figure that no observation holds, and why; offsets count in the sentence."""

    start: int
    end: int
    reason: str


@dataclass
class _Subject:
    """An indicator as the topic of what follows."""

    named: Named
    scope: str
    start: int
    is_pair: bool = False
    """城乡: one topic, or two where the figures are two."""
    halves: list[_Subject] = field(default_factory=list)
    """城镇 and 农村, where 城乡 turned out to be two."""
    is_part: bool = False
    """Something that takes a share of the indicator (五大主导产业占一般公共预算收入比重)."""
    said: list[Statement] = field(default_factory=list)


class Reader:
    """Reads one sentence; ``statements`` and ``passed`` are the result."""

    def __init__(self, text: str, names: list[Named], setting: Setting, before: str = "", target: bool = False, span: Years | None = None):
        self.text, self.setting, self.span = text, setting, span
        self.statements: list[Statement] = []
        self.passed: list[Passed] = []
        self.starts_promising, self.target = target, self._tense(target)
        self.inherited = self._inherited(before)
        now = setting.single[1] if setting.single else None
        if setting.part not in ("review", "problems", "plan", "governance") and setting.year is not None:
            now = setting.year if self.target else setting.year - 1
        self.times = periods.find(text, setting.year, now)
        self.names = names
        self.objects: list[Named] = []
        self.subjects: list[_Subject] = []
        for name in names:
            if self.subjects and name.indicator == self.subjects[-1].named.indicator and self.text[self.subjects[-1].named.end:name.start] == "(":
                continue  # 国内生产总值(GDP)
            if not self._is_object(name):
                self.subjects += self._subjects(name)
            elif part := self._part(name):
                self.subjects.append(part)
            else:
                self.objects.append(name)
        self._read()
        self._yardsticks()

    def _promises(self, topic: _Subject) -> bool:
        """Whether a topic's clause promises: words of promise hold for what follows them, not for what stands before."""
        if self.setting.part in ("review", "problems", "plan", "governance") or not self.target:
            return self.target
        stop = self.text.find(";", topic.start)
        return self.starts_promising or bool(_TARGET.search(self.text, 0, stop if stop >= 0 else len(self.text))) or not _TARGET.search(self.text)

    def _inherited(self, before: str) -> Years | None:
        """The years that the sentences before set as their frame, where the report's part does not say."""
        if self.setting.single or self.setting.several or self.setting.year is None:
            return None
        now = self.setting.year if self.target else self.setting.year - 1
        frames = [time for time in periods.find(before, self.setting.year, now) if time.first and not time.compared and time.start - max(before.rfind(mark, 0, time.start) for mark in "。!?\n") <= 6]
        return (frames[-1].first, frames[-1].last) if frames else None

    def _tense(self, inherited: bool) -> bool:
        """Whether the sentence promises, where the report's part does not say so."""
        if self.setting.part in ("review", "problems"):
            return False
        if self.setting.part in ("plan", "governance"):
            return True
        if _DONE.search(self.text):
            return False
        if _TARGET.search(self.text):
            return True
        year = self.setting.year
        ahead = [time for time in periods.find(self.text, year, year and year - 1) if time.first and time.first >= year and not time.compared] if year else []
        return bool(ahead or inherited)

    def _is_object(self, name: Named) -> bool:
        """Whether a name only serves to compare with or to take a share of."""
        return bool(_OBJECT.search(self.text[max(0, name.start - 8):name.start])) and not self._joins_names(name)

    def _joins_names(self, name: Named) -> bool:
        return bool(re.search(r"(?:总值|收入|支出|投资|额|资金|增加值|就业|率)(?:与|同)$", self.text[max(0, name.start - 8):name.start]))

    def _subjects(self, name: Named) -> list[_Subject]:
        """The name as a topic, with the part of the whole it is limited to; twice for 城镇和农村."""
        begin = max(0, name.start - 40)
        before = self.text[begin:name.start]
        paired = _PAIRED.search(before)
        if paired and not paired["both"]:
            return [_Subject(name, paired[which], begin + paired.start(which)) for which in ("one", "two")]
        if paired:
            return [_Subject(name, "", begin + paired.start("both"), is_pair=True)]
        scope = self._scope(self._clause(name.start), name.indicator)
        actor = _ACTOR.match(self.text)  # who the whole sentence is about
        return [_Subject(name, scope or (actor["who"] if actor and not re.search("全区|全市|全县|全省|全国", self.text[:name.start]) else ""), name.start)]

    def _clause(self, end: int) -> str:
        """What stands in the same clause before a place, after the last figure or word of time."""
        begin = max(0, end - 40)
        before = self.text[begin:end]
        stops = [match.end() for match in _SPLIT.finditer(before)] + [one.end - begin for one in (*self._figures, *self.times, *self.names) if begin < one.end <= end]
        clause = before[max([0, *stops]):]
        return "" if len(clause) == 40 else clause

    def _part(self, name: Named) -> _Subject | None:
        """五大主导产业占一般公共预算收入比重: what takes the share is a part of the indicator."""
        of = re.search(r"占(?:全国|全省|全市|全区|全县|全部|当年|同期|本级)*$", self.text[max(0, name.start - 8):name.start])
        if not of or name.indicator.indicator == "gdp":
            return None
        clause = self._clause(name.start - len(of[0]))
        inside = any(name.start - len(of[0]) - len(clause) <= other.start < name.start for other in self.names)
        scope = "" if inside else self._scope(clause, name.indicator)
        return _Subject(name, scope, name.start, is_part=True) if scope and not re.search(r"税|支出|投入|经费|收入|投资|增加值|比重$", scope) else None

    def _scope(self, clause: str, indicator: Indicator) -> str:
        area = re.search(_AREA, clause)
        clause = _TRAILING.sub("", clause)
        while (shorter := _TRAILING.sub("", _LEAD.sub("", clause))) != clause:
            clause = shorter
        if re.fullmatch(r"[\u4e00-\u9fffA-Za-z+“”\"]{2,16}", clause) and not re.search(r"推进|围绕|促|力度|建设|工作|开展|深入|完善|优化|加强|创新|带来|落实|贡献|实现|确定|计算|来源|没有|按|把|但|能$|每", clause):
            return "" if clause == "城镇" and indicator.units in (("人",), ("%",)) else clause
        own = self.setting.area
        if area and own and area[0] in _WIDEST and own in _WIDEST and _WIDEST.index(area[0]) < _WIDEST.index(own):
            return area[0]
        return ""

    @property
    def _figures(self) -> list[Figure]:
        if not hasattr(self, "_found"):
            self._found = quantities.figures(self.text)
        return self._found

    def _read(self) -> None:
        group: list[_Subject] = []
        cursor, fresh = 0, True
        upcoming = iter([*self.subjects, None])
        subject = next(upcoming)
        figures, number = self._figures, 0
        levels: list[_Subject | None] = []  # the topic of each amount, None where the amount is of something else
        while number < len(figures):
            figure = figures[number]
            while subject and subject.named.start < figure.start:
                between = self.text[group[-1].named.end:subject.start] if group else ""
                joined = group and fresh and (subject.named == group[-1].named or len(between) < 20 and _COORDINATED.search(between[:len(between) - len(subject.scope)] or "?"))
                group = [*group, subject] if joined else [subject]
                cursor, fresh = max(subject.named.end, cursor), True
                subject = next(upcoming)
            run = self._run(figures, number, cursor)
            number += len(run)
            gap = self.text[cursor:figure.start]
            if group and (re.search("[;。]", gap) or not self._continues(gap, fresh, cursor, self._name(group[-1]))):
                group = []
            recalled = len(run) > 1 and _RESPECTIVELY.search(gap) and any(levels[-len(run):])
            if not group and not recalled:
                self.passed += [Passed(one.start, one.end, "no indicator of the list is its subject") for one in run]
                levels += [None for one in run if one.dimension not in ("percent", "points")]
                cursor = run[-1].end
                continue
            pairs = self._pairs(run, group, levels, gap)
            if figure.dimension not in ("percent", "points"):
                levels += [topics[0] for _, topics in pairs]
            for one, topics in pairs:
                for topic in topics:
                    self._state(topic, one, gap if one is figure else gap + self.text[figure.end:one.start], cursor)
            after = re.compile("左右|以上|以内|上下|以下|之内").match(self.text, run[-1].end)
            # What is no figure of the topic, such as a number of steps climbed, leaves it as fresh as before.
            fresh = fresh and all(quantities.standard(1.0, one.unit, group[-1].named.indicator.units)[1] is None and one.dimension == "people" for one in run)
            cursor = after.end() if after else run[-1].end

    def _run(self, figures: list[Figure], number: int, cursor: int) -> list[Figure]:
        """Figures that stand in one list: A、B和C."""
        run = [figures[number]]
        respectively = _RESPECTIVELY.search(self.text[cursor:run[0].start])
        for later in figures[number + 1:]:
            between = self.text[run[-1].end:later.start]
            between = re.sub("左右|以上|以内|上下|以下|之内", "", between)
            if later.dimension != run[-1].dimension or not re.fullmatch(_JOIN if respectively else "(?:、|和|与|及|以及)", between):
                break
            run.append(later)
        return run

    def _pairs(self, run: list[Figure], group: list[_Subject], levels: list[_Subject | None], gap: str) -> list[tuple[Figure, list[_Subject]]]:
        """Which figure of a list belongs to which topics."""
        if len(run) == 1:
            return [(run[0], group)]
        topics: list[_Subject | None] = list(group)
        if len(run) == 2 and len(group) == 1 and group[0].is_pair:
            if not group[0].halves:
                group[0].halves = [_Subject(group[0].named, scope, group[0].start) for scope in ("城镇", "农村")]
            topics = list(group[0].halves)
        elif len(group) != len(run) and (_RESPECTIVELY.search(gap) or run[0].dimension == "percent" and all(levels[-len(run):])):
            topics = levels[-len(run):]
        if len(topics) != len(run) and not group:
            topics = [None] * len(run)
        elif len(topics) != len(run):
            self.passed += [Passed(one.start, one.end, "a list of figures without a list of indicators") for one in run[1:]]
            return [(run[0], group[-1:])]
        self.passed += [Passed(one.start, one.end, "no indicator of the list is its subject") for one, topic in zip(run, topics, strict=True) if not topic]
        return [(one, [topic]) for one, topic in zip(run, topics, strict=True) if topic]

    def _continues(self, gap: str, fresh: bool, cursor: int, name: str) -> bool:
        """Whether the topic still holds after what stands between it and a figure."""
        end = cursor + len(gap)
        for start, stop in sorted([(name.start, name.end) for name in self.objects] + [(time.start, time.end) for time in self.times], reverse=True):
            if cursor <= start and stop <= end:
                gap = gap[:start - cursor] + gap[stop - cursor:]
        if len(gap) > 80:
            return False
        clauses = re.split("[,、:]", _ASIDE.sub("", gap))
        for number, clause in enumerate(clauses):
            if number < len(clauses) - 1 and len(clause) <= 20 and (number and _RANK.match(clause) or re.match(r"\(?(?:剔除|扣除|还原|考虑)", clause)):
                continue
            rest = _FILL.sub("", clause)
            if self._completes(name, rest):
                continue
            if _NOUN.search(clause) or "其中" in clause or rest in ("收入", "支出", "投资") or len(rest) > (8 if fresh and number == 0 else 2):
                return False
        return True

    def _name(self, topic: _Subject) -> str:
        return self.text[topic.named.start:topic.named.end]

    def _completes(self, name: str, rest: str) -> bool:
        """Whether a noun only takes up the name (“三公”经费得到控制,全年支出...)."""
        return rest == "支出" and name.endswith(("支出", "经费", "投入")) or rest in ("收入", "投资") and name.endswith(rest)

    def _state(self, topic: _Subject, figure: Figure, gap: str, cursor: int) -> None:
        """Say of a topic what a figure says."""
        indicator = topic.named.indicator
        if _TARGET_AFTER.match(self.text, figure.end) and figure.bound in ("at_least", "at_most") and self.text[figure.start - 1] in "于过":
            figure = figure._replace(bound="exact")  # 低于8%的预期目标: the target itself is exact
        reason = self._unfit(indicator, figure, gap)
        if reason:
            self.passed.append(Passed(figure.start, figure.end, reason))
            return
        direction = [match.lastgroup for match in _DIRECTION.finditer(gap)]
        falls = bool(direction) and direction[-1] == "fall"
        value = -figure.value if figure.value and falls and figure.dimension == "percent" and not self._level_rate(indicator, gap) else figure.value
        measure = self._measure(topic, figure, gap)
        since = self._since(topic, figure, gap) if measure == "growth" else None
        base = re.search(r"(?:从|由)[^,;]{0,12}$", gap)
        years, why = self._years(topic, figure, measure, cursor, bool(base))
        if since and years and since < years[1] - 1 and figure.dimension != "doublings":
            years = (since + 1, years[1])  # growth over more than a year
        if measure == "level" and years and years[0] == years[1] and figure.dimension != "percent" and _SUM.search(gap + self._clause(topic.start)):
            spans = [(time.first, time.last) for time in self.times if time.end <= figure.start and time.first and time.first < time.last and time.first <= years[1] <= time.last]
            years = spans[-1] if spans else years
        if measure == "level" and figure.dimension != "percent" and re.search("年均|每年|年平均", gap):
            why = why or "a yearly mean"
            years = self.span if self.span and years and self.span[1] == years[1] else years
        elif measure == "level" and years and years[0] != years[1]:
            measure, years = ("cumulative", years) if self._is_sum(topic, figure, gap) else ("level", (years[1], years[1]))
        elif measure == "share" and years:
            years = (years[1], years[1])
        status = self._status(topic, years, gap, figure)
        basis = None
        if measure in ("growth", "average_growth") and figure.dimension == "percent" and figure.value is not None:
            near = gap + (re.match(r"\([^()]{1,12}\)", self.text[figure.end:figure.end + 14]) or [""])[0]
            basis = "comparable" if _COMPARABLE.search(near) else "real" if _REAL.search(near) else "yoy"
            if measure == "growth" and self._shares_row(topic, value, years, basis, figure):
                return
        if measure == "growth" and figure.value is None and figure.bound is None and topic.said and topic.said[-1].value is None:
            return  # level and rate left blank: one row
        kind = indicator
        if measure == "share" and indicator.share:
            kind = indicator._replace(indicator=indicator.share)
        if figure.value is None and figure.bound is None:
            why = "blank left in the draft"
        statement = Statement(topic.named._replace(indicator=kind), topic.scope, years, measure, status, min(topic.start, topic.named.start), figure.end, figure, value,
                              value if basis else None, None, basis, self._force(topic, figure.start) if status == "target" else "", why, is_base=bool(base))
        if figure.dimension == "doublings":
            statement.value, statement.force = None, self.text[figure.start - 1:figure.end]
            statement.figure = None
        if measure == "level" and topic.said and self._repeats(topic, statement):
            return
        # The level after its rate (增长6.6%,总量突破90万亿元): one row
        if measure == "level" and topic.said and topic.said[-1].measure == "growth" and topic.said[-1].years == years and figure.dimension != "percent":
            rate = topic.said[-1]
            statement.growth, statement.growth_basis, statement.growth_bound = rate.growth, rate.growth_basis, rate.figure.bound
            self.statements.remove(rate)
        topic.said.append(statement)
        self.statements.append(statement)

    def _repeats(self, topic: _Subject, statement: Statement) -> bool:
        """Whether of two levels one is only the threshold that the other passes (突破千亿元大关,达到1024亿元); that one is passed over."""
        earlier = topic.said[-1]
        if earlier.measure != "level" or earlier.years != statement.years or earlier.figure is None or earlier.figure.dimension == "percent" or earlier.is_base:
            return False
        threshold, level = (earlier, statement) if earlier.figure.bound == "at_least" else (statement, earlier)
        if threshold.figure.bound != "at_least" or level.figure.bound == "at_least" or "target" in (threshold.status, level.status) or None in (threshold.value, level.value):
            return False
        units = threshold.named.indicator.units
        sizes = [quantities.standard(said.value, said.figure.unit, units)[0] for said in (threshold, level)]
        if sizes[0] > sizes[1]:
            return False
        self.passed.append(Passed(threshold.figure.start, threshold.figure.end, "a threshold; the figure that passes it is kept"))
        if threshold is earlier:
            self.statements.remove(earlier)
            topic.said.remove(earlier)
            return False
        return True

    def _since(self, topic: _Subject, figure: Figure, gap: str) -> int | None:
        """The year that a growth is measured from, where it is named (比2010年增长50%, 与2000年相比)."""
        begin = figure.start - len(gap)
        near = [time for time in self.times if time.compared and time.first and time.first == time.last and begin <= time.start < figure.start]
        opening = [time for time in self.times if time.compared and time.first and time.first == time.last and self.text.startswith("相比", time.end)]
        return (near or opening or [None])[-1] and (near or opening)[-1].first

    def _unfit(self, indicator: Indicator, figure: Figure, gap: str) -> str:
        """Why a figure cannot be one of this indicator, "" if it can."""
        if figure.dimension == "points":
            return "percentage points, no percentage"
        if figure.dimension == "percent":
            if _OF_PLAN.search(gap):
                return "share of a plan fulfilled"
            if not indicator.units and figure.value is not None and figure.value > _INDEX:
                return "an index, no rate"
            if indicator.is_rate and re.search(rf"(?:{_RISE}|{_FALL})了?$", gap) and not gap.endswith(("涨幅", "增速")):
                return "change of a rate"
            return ""
        if figure.dimension in ("multiple", "doublings"):
            return ""
        if quantities.standard(1.0, figure.unit, indicator.units)[1] is None:
            return "unit of something else"
        if _CHANGE.search(gap):
            return "an absolute change"
        return ""

    def _level_rate(self, indicator: Indicator, gap: str) -> bool:
        return indicator.is_rate or bool(_SHARE.search(gap))

    def _measure(self, topic: _Subject, figure: Figure, gap: str) -> str:
        if figure.dimension in ("multiple", "doublings"):
            return "growth"
        if figure.dimension != "percent":
            return "level"
        if topic.said and topic.said[-1].is_base:
            return topic.said[-1].measure
        if topic.named.indicator.is_rate and not _SHARE.search(self._name(topic) + gap):
            return "level"
        if _AVERAGE.search(gap):
            return "average_growth"
        return "share" if topic.is_part or _SHARE.search(self._name(topic) + gap) and not figure.zero else "growth"

    def _is_sum(self, topic: _Subject, figure: Figure, gap: str) -> bool:
        """Whether an amount over several years is their sum."""
        if figure.dimension == "percent":
            return False
        segment = self.text.rfind(";", 0, topic.start) + 1
        lead = self._clause(topic.start)
        flows = topic.named.indicator.indicator in ("foreign_investment", "domestic_investment", "fixed_asset_investment")
        lead += self.text[max(segment, topic.start - 40):topic.start] if flows and "累计完成" in self.text[segment:topic.start] else ""
        if _SUM.search(gap) or _SUM.search(lead) or topic.named.indicator.units == ("人",):
            return True
        explicit = any(time.first != time.last and max(segment, topic.start - 12) <= time.start < figure.start for time in self.times)
        return explicit and not re.search("突破|达|增加到|提高到|增至|超过", gap)

    def _years(self, topic: _Subject, figure: Figure, measure: str, cursor: int, base: bool) -> tuple[Years | None, str]:
        """The years a figure speaks of, or why they are not known."""
        begin = max(topic.named.end, cursor) if topic.said else topic.named.end
        clause = self.text.rfind(";", 0, topic.start)
        if base:
            named = [time for time in self.times if begin <= time.start and time.end <= figure.start]
            return ((named[-1].first, named[-1].last), "") if named and named[-1].first else (None, "the year of the starting figure is not named")
        times = [time for time in self.times if not time.compared and not self.text.endswith(("从", "由"), 0, time.start)]
        local = [time for time in times if begin <= time.start and time.end <= figure.start]
        # A month or quarter holds for its clause, a year until another is named.
        frames = [time for time in times if time.end <= topic.start and (time.whole_years or time.start > clause) and self._frames(time)]
        earlier = topic.said[-1] if topic.said else None
        if not local and earlier and earlier.years and not earlier.is_base and measure != "average_growth" and earlier.measure not in ("average_growth", "cumulative"):
            return earlier.years, ""
        spans = [time for time in times if time.end <= figure.start and time.first and time.first != time.last]
        if measure == "average_growth" and spans and not local:
            return (spans[-1].first, spans[-1].last), ""
        choice = local[-1] if local else frames[-1] if frames else None
        if choice and choice.is_default:
            singles = [time for time in times if time.end <= choice.start and time.first and time.first == time.last]
            choice = singles[-1] if singles else None
        if choice and not choice.whole_years:
            return None, "part of a year"
        years = (choice.first, choice.last) if choice and choice.first and choice.last else None
        if years is None and choice is not None:
            return None, "no year of delivery given"
        if years is None:
            years = self._default(topic)
        if measure == "average_growth" and (years is None or years[0] == years[1]):
            if spans:
                return (spans[-1].first, spans[-1].last), ""
            bases = [said.years[0] for said in topic.said if said.is_base and said.years]
            bases += [time.first for time in self.times if topic.start < time.start < figure.start and time.compared and time.first and time.first == time.last]
            if bases and years and bases[-1] < years[1] - 1:
                return (bases[-1] + 1, years[1]), ""
            if self.span and (years is None or self.span[1] == years[1]):
                return self.span, ""
            if self.setting.several and (years is None or self.setting.several[0] <= years[1] <= self.setting.several[1]):
                return self.setting.several, ""
            if years and self.setting.year and years[1] > self.setting.year:
                return (self.setting.year, years[1]), ""
            return None, "the years of the average are not named"
        return years, "" if years else "no year of delivery given"

    def _frames(self, time: periods.Mention) -> bool:
        """Whether words of time hold for what follows, not only for the next figure."""
        subject = min((name.start for name in self.names if name.start >= time.end), default=len(self.text))
        return not any(time.end <= figure.start < subject for figure in self._figures) or not any(
            self.text.rfind(";", 0, time.start) < name.start < time.start for name in self.names)

    def _default(self, topic: _Subject) -> Years | None:
        """The years a figure speaks of if its sentence names none."""
        setting = self.setting
        if setting.single or setting.several:
            return setting.several if setting.is_long else setting.single or setting.several
        if setting.year is None or self.inherited:
            return self.inherited
        return (setting.year, setting.year) if self._promises(topic) else (setting.year - 1, setting.year - 1)

    def _status(self, topic: _Subject, years: Years | None, gap: str, figure: Figure) -> str:
        year = self.setting.year
        near = _TARGET_NEAR.search(gap) or self.text.endswith(("确定的", "提出的", "制定的"), 0, topic.start) or _TARGET_AFTER.match(self.text, figure.end)
        in_review = self.setting.part in ("review", "problems")
        if near or self._promises(topic) and (years is None or year is None or years[1] >= year):
            return "target"
        if not in_review and years and year and years[1] >= year or in_review and years and year and years[1] > year:
            return "target"
        estimated = _ESTIMATE.search(self.text[max(0, figure.start - 200):figure.start]) or re.match(r"[^。;(]{0,16}\(预计", self.text[figure.end:figure.end + 24])
        return "estimate" if estimated else "actual"

    def _shares_row(self, topic: _Subject, value: float | None, years: Years | None, basis: str, figure: Figure) -> bool:
        """Add a rate to the row of its level."""
        levels = [said for said in topic.said if said.measure == "level" and said.years == years and said.figure.dimension != "percent"]
        if not levels or levels[-1].growth_basis or years is None and topic.said[-1] is not levels[-1]:
            return False
        level = levels[-1]
        level.growth, level.growth_bound, level.growth_basis = value, figure.bound, basis
        return True

    def _force(self, topic: _Subject, stop: int) -> str:
        """Words of commitment: over the whole list (预期目标是:), at the head of the clause, or right before the figure."""
        head = self.text.find(":", 0, topic.start) + 1
        clause = max(head, self.text.rfind(";", 0, topic.start) + 1)
        first = min((name.start for name in self.names if name.start >= clause), default=topic.start)
        own = max((figure.end for figure in self._figures if figure.end <= topic.start), default=clause)
        places = sorted({(0, head), (clause, first), (max(own, first), stop)})
        return "/".join(dict.fromkeys(word for start, end in places if start < end for word in _FORCE.findall(self.text, start, end)))

    @property
    def last_span(self) -> Years | None:
        """The last span of years that the sentence speaks of; an average of the next sentence is over the same one."""
        spans = [said.years for said in self.statements if said.years and said.years[0] < said.years[1]]
        return spans[-1] if spans else self.span

    def _yardsticks(self) -> None:
        """Targets without a number: 完成市下达任务, 与经济增长基本同步."""
        shared: tuple[int, str] | None = None
        for number, topic in reversed(list(enumerate(self.subjects))):
            if topic.said or not self._promises(topic):
                shared = None
                continue
            end = self.subjects[number + 1].start if number + 1 < len(self.subjects) else len(self.text)
            after = re.split("[;。]", self.text[topic.named.end:min(end, topic.named.end + 40)])[0]
            match = _YARDSTICK.search(after)
            before = _YARDSTICK_BEFORE.search(self.text[max(0, topic.start - 24):topic.start])
            if match and (len(_FILL.sub("", after[:match.start()])) <= 4 or re.fullmatch("[^,、]{0,6}、[^,、]{2,12}", after[:match.start()])):
                stop, force = topic.named.end + match.end(), "基本同步" if "基本同步" in match[0] else "同步" if "同步" in match[0] else match[0]
            elif before and (later := _YARDSTICK_AFTER.match(after)):
                stop, force = topic.named.end + later.end(), re.match("完成[^,。;]{0,8}下达", before[0])[0]
            elif shared and after in ("、", "和", "与", "及"):
                stop, force = shared
            else:
                shared = None
                continue
            shared = stop, force
            grows = re.search(f"{_RISE}|{_FALL}|同步", self.text[topic.named.end:stop])
            measure = "growth" if grows else "level"
            years, why = self._years(topic, Figure(stop, stop, None, "", "", None), measure, topic.named.end, False)
            if measure == "level" and years:
                years = (years[1], years[1])
            if words := self._force(topic, topic.named.end):
                force = f"{words}/{force}"
            self.statements.append(Statement(topic.named, topic.scope, years, measure, "target", topic.start, stop, None, force=force, reason=why))
        self.statements.sort(key=lambda said: (said.named.start, said.start))
