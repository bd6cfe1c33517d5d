"""What heads the columns of tables, and what stands in columns without a head."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from models.plan.numerals import NUMERAL, small_number
from models.words.periods import LAST_YEAR, THIS_YEAR, YEAR


class Role(StrEnum):
    """What a column holds, with its word on screen."""

    UNUSED = "不用"
    ORDER = "序号"
    SECTION = "章"
    AREA = "领域"
    TASK = "任务"
    NAME = "指标"
    VALUE = "目标值"
    UNIT = "计量单位"
    SIGN = "比较符"
    DIRECTION = "方向"
    LAST = "上年数"
    PLANNED = "节点目标"
    LEAD = "牵头单位"
    CO = "配合单位"
    LEADER = "责任领导"
    CONTACT = "联系人"
    DUE = "完成时限"
    NOTE = "备注"


HEADINGS = (Role.SECTION, Role.AREA, Role.TASK)
SEVERAL = frozenset({Role.UNUSED, Role.CO, Role.NOTE, Role.PLANNED})  # what more than one column may be

_OF_YEAR = rf"(?:{YEAR}年?)?(?:全年|年度|{THIS_YEAR})?"
_OFFICES = "(?:单位|部门|科室|线办|办公室)"
_TO_BE_DONE = "(?:计划|目标|任务|拟|应|须|要求|确保)(?:完成|实现|达到)"
# the first whose words are the whole head; 目标 and 责任单位 are decided with the other columns
HEADS: tuple[tuple[Role, str], ...] = (
    (Role.ORDER, r"序号|编号|项号|顺序|号|no\.?|#"),
    (Role.SECTION, r"章|篇章|部分|大类|一级指标"),
    (
        Role.LEADER,
        r"(?:责任|分管|牵头|包干|联系|挂钩|主管|带班|挂包|包联|区级|镇级|镇)*(?:领导|负责人)|责任人|总负责人?",
    ),
    (Role.CONTACT, r"(?:具体)?(?:联系|联络|填报|经办|填表)(?:人|员)|具体责任人|经办"),
    (Role.CO, rf"(?:配合|协办|协同|参与|协作|协助|相关|参加|会办)(?:责任)?(?:{_OFFICES}|村)?"),
    (
        Role.LEAD,
        r"(?:牵头|主办|承办|落实|主责|实施|完成|承担|主管|主体|第一责任|主要责任)(?:责任)?" + _OFFICES + "|牵头",
    ),
    (Role.UNIT, r"(?:计量|计算|数量|指标|度量)?单位|量纲"),
    (
        Role.SIGN,
        r"(?:目标|指标|数学|逻辑|运算|比较|关系|大小)?符号?|比较(?:词|方式|关系|运算符)|(?:运算|关系)符号?|大小关系",
    ),
    (Role.DIRECTION, r"(?:指标|目标|考核|评价|优劣|趋势)*(?:方向|导向|趋向|极性)性?|正[/、或]?[逆负反]向?|高优低优"),
    (Role.PLANNED, r"节点目标|分?(?:季度?|阶段|月度?|序时)(?:目标|计划|安排)(?:任务)?|(?:工作)?进度(?:安排|计划)"),
    (
        Role.DUE,
        r"(?:计划|预计)?(?:完成|办结|截止|要求|落实|目标|竣工|完工|建成|投产|投用|结束|交付)?(?:时限|时间|期限|日期|节点|进度要求)(?:要求|节点)?|时间节点",
    ),
    (
        Role.NAME,
        r"(?:考核|量化|具体|主要|工作|重点|核心|二级|三级)*指标(?:名称|内容|项目)?|(?:具体|主要|重点)?工作(?:内容|要点)|"
        r"任务内容|具体(?:任务|事项|内容|工作)|内容|目标名称|指标及(?:内容|要求)",
    ),
    (Role.LAST, rf"(?:{LAST_YEAR})(?:度)?(?:全年)?(?:完成|实际|实绩|累计)?(?:数|值|情况|数据)?|上年基数"),
    (
        Role.VALUE,
        rf"{_OF_YEAR}{_TO_BE_DONE}(?:值|数|量|额|任务)?|(?:基本|保底|底线|必成|必保|确保)(?:目标|任务)?(?:值|数)?|"
        rf"{_OF_YEAR}(?:(?:计划|目标|任务)(?:值|数|任务)?)?(?:合计|总计|总数)|目标(?:数值|量)|指标值|任务(?:量|指标)|数值|{_OF_YEAR}(?:计划|目标|任务|考核)+(?:值|数)|{_OF_YEAR}计划|"
        r"年度(?:计划)?投资(?:计划|目标|额)?|全年(?:数|值)?|年度(?:数|值)?|年度指标|(?:计划|任务|目标)数量|数量",
    ),
    (
        Role.TASK,
        r"(?:重点|主要|年度|全年|专项|中心|实事|民生)*"
        r"(?:任务|工作|事项|项目|工作任务|任务名称|工作事项|工作项目|项目名称|实事|实事项目|工作名称|事项名称)",
    ),
    (
        Role.AREA,
        r"(?:重点|工作|目标|任务|指标|项目)*(?:领域|类别|板块|分类|方面|类型|条线|专项|行动|工程)(?:名称)?|篇|类|"
        r"考核(?:内容|项目|类别|事项)",
    ),
    (Role.NOTE, r"备注|说明|口径|统计口径|指标说明|备注说明"),
)
# last year's figures under the year's own number
DONE_IN = re.compile(rf"({YEAR})年?(?:全年|年度)?(?:完成|实际|实绩|基准|基期|基数|底数|现状)(?:数|值|情况|数据)?")
# a demand, or the words of the target itself where no other column has them
AIM = re.compile(
    rf"(?:目标任务|任务目标|量化(?:目标|要求|任务|标准)|预期目标值?|考核目标|工作目标|具体目标|目标要求|目标内容|{_OF_YEAR}(?:工作|主要|考核)?目标(?:及要求)?)(?:任务)?"
)
# the lead, or who helps where another column is the lead
DUTY = re.compile(rf"(?:责任|负责)(?:{_OFFICES}|主体)|责任线办|部门|科室|线办|单位名称")

# what is done, where it stands by then, and why: a plan's 工作举措 names the target where nothing else does
MEASURE = re.compile(
    r"(?:工作|主要|具体|重点|推进|落实)?(?:举措|措施)(?:及要求)?|(?:建设|实施)内容(?:及规模|和规模|与规模)?"
)
# known, and no part of a target: how it is scored and by whom, what came of it, what kind it is
ASIDE = re.compile(
    r".*(?:情况|得分|评分|扣分|加分|自评分|分值|权重|权数|来源|问题|困难|打算|属性|性质|依据|电话|手机|排名|位次|增速|增幅|"
    r"进展|完成率|完成数|完成值|实绩|现状|得分率|计分|赋分|评分标准|地点|总投资|是否.{1,8})|"
    r"(?:考核|评分|计分|评价|打分|赋分|扣分|核算)(?:标准|办法|方法|方式|细则|规则|说明|分)?|分数|标准分|"
    r"(?:考核|评价|审核|认定|监测|督查|督办|验收|数据|提供|统计)+(?:责任)?(?:单位|部门|科室|主体|提供单位|提供部门)|"
    r"(?:累计|已|目前|实际|当前)\D*(?:\d{1,2}月\D*)?|(?:下一?步|下阶段|整改).*|进度|形象进度|同比.*|环比.*|(?:预期|约束)性|"
    r"(?:计划|预计|拟)?(?:开工|动工|启动|开始|起始|进场)(?:时间|日期|年月|时限)|"
    r"地址|完成与否|完成|实际|预计|预期|审核|核定|得分|自评|签字|签名|指标(?:类型|类别)"
)
_WHAT_IS_TO_BE = re.compile(rf"{_OF_YEAR}{_TO_BE_DONE}(?:值|数|量|额|任务)?|.*季度?{_TO_BE_DONE}.*|.*月{_TO_BE_DONE}.*")
_AIMS_AT = re.compile("计划|目标|任务|预期|拟|预计")
# attributes stand in a column of kinds, and head no chapter
ATTRIBUTES = re.compile(
    r"(?:预期|约束|指导|控制|激励)性?|定[量性]|正向|[逆负反]向|新建|续建|新增|延续|必达|争先|[A-C]类?"
)
IN_YEAR = re.compile(rf"({YEAR})年?度?(.*)")
_PLANS = f"(?:{_TO_BE_DONE})?(?:目标|计划|任务|节点|进度|要求|安排|指标|值|数|工作)*"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九两])"
_BY_QUARTER = re.compile(rf"(?:其中)?(?:第?([一二三四1-4])季度?|[qQ]([1-4])|([1-4])[qQ])[底末]?(?:之?前)?{_PLANS}")
_BY_MONTH = re.compile(
    rf"(?:其中)?(?:前|{_MONTH}月?份?[-—~至到])?({_MONTH})个?月(?:份|[底末])?(?:之?前)?(?:累计)?{_PLANS}"
)
_BY_WORD = re.compile(
    rf"(?:其中)?(上半年|半年|首季度?|前三季度|三季度末|下半年|年[底末]|年终)[底末]?(?:之?前)?{_PLANS}"
)
_WORD_MONTHS = {"上半年": 6, "半年": 6, "首季": 3, "首季度": 3, "前三季度": 9, "三季度末": 9}

# what fills a column that has no head
SERIALS = re.compile(rf"[(]?(?:\d{{1,4}}(?:[.-]\d{{1,3}})*|{NUMERAL})[).、]?")
DUES = re.compile(
    rf"(?:{YEAR}年?)?(?:\d{{1,2}}月.*|年底.*|全年|长期|常年)|{YEAR}[-./]\d{{1,2}}.*|第?[一二三四]季度.*|[上下]半年|持续推进"
)
OFFICE = re.compile(
    r".*(?:办|局|中心|科|所|站|委|部|组|村|社区|公司|院|会|处|队|室|政府|街道|镇|学校|医院)(?:[、,，;；].*)?"
)

# tables of last year's figures
PAST_NAME = re.compile(r"(?:考核|主要|量化)?指标(?:名称)?|项目(?:名称)?|名称|目标任务")
PAST_UNIT = re.compile(r"(?:计量)?单位")
# what stands over the names, or in the corner, where months go down
PAST_CORNER = re.compile(
    r"(?:重点|主要|考核|具体)*(?:任务|工作|事项|内容|类别)(?:名称|内容)?|目标名称|具体指标|指标内容|"
    r"(?:(?:统计|报告)?(?:月份?|时间|期间|年月|季度|日期|年份|年度|时期|期别|指标|项目)[/\\、]?)+"
)

_MARKS = re.compile(r"[*★:]")
_YEAR_BEHIND = re.compile(rf"^([^()]+)[(]({YEAR}年)度?[)]$")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@lru_cache(4096)  # headers are asked for at every row, to know them again on the next page
def bare_head(word: str) -> str:
    """A column's heading without spaces, brackets and marks; a year in brackets stands before it."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)).lower()
    text = _YEAR_BEHIND.sub(r"\2\1", text)
    return _MARKS.sub("", _BRACKETS.sub("", text)) or text


def role_of(word: str) -> Role:
    """What a bare heading says by itself; UNUSED where it says nothing, or may say two things."""
    if not word or (is_aside(word) and not _is_last(word)):
        return Role.UNUSED
    for role, words in HEADS:
        if re.fullmatch(words, word):
            return role
    if planned_month(word):
        return Role.PLANNED
    return Role.UNUSED


def is_aside(word: str) -> bool:
    """Whether a bare heading is known and no part of a target; 计划完成数 is one, 完成数 is not."""
    return ASIDE.fullmatch(word) is not None and _WHAT_IS_TO_BE.fullmatch(word) is None


def may_demand(word: str, year: int) -> bool:
    """Whether a target's number may stand under a bare heading that was given no part: of words that say no other."""
    if not is_head(word):
        return True
    dated = IN_YEAR.fullmatch(word)
    if dated and int(dated[1]) != year:
        return False
    return _AIMS_AT.search(word) is not None or (dated is not None and not ASIDE.fullmatch(word))


def _is_last(word: str) -> bool:
    return re.match(LAST_YEAR, word) is not None


@lru_cache(4096)
def is_head(word: str) -> bool:
    """Whether a bare word is one that heads columns of such tables, used or not."""
    if role_of(word) is not Role.UNUSED or IN_YEAR.fullmatch(word):
        return True
    return any(pattern.fullmatch(word) for pattern in (AIM, DUTY, MEASURE, ASIDE))


def planned_month(word: str) -> int:
    """The month to whose end a column of planned amounts runs (一季度目标: 3); 0 for every other heading."""
    if found := _BY_QUARTER.fullmatch(word):
        return 3 * small_number(found[1] or found[2] or found[3])
    if found := _BY_MONTH.fullmatch(word):
        return _month_number(found[1])
    if found := _BY_WORD.fullmatch(word):
        return _WORD_MONTHS.get(found[1], 12)
    return 0


def _month_number(text: str) -> int:
    """A month in either script: 十一 and 11."""
    if text.startswith("十") and len(text) > 1:
        return 10 + small_number(text[1:])
    return small_number(text.replace("两", "二"))
