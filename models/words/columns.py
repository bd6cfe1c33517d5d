"""What heads the columns of tables, and what stands in columns without a head."""

import re
from enum import StrEnum

from models.plan.numerals import NUMERAL
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
    LAST = "上年数"
    LEAD = "牵头单位"
    CO = "配合单位"
    LEADER = "责任领导"
    CONTACT = "联系人"
    DUE = "完成时限"
    NOTE = "备注"


HEADINGS = (Role.SECTION, Role.AREA, Role.TASK)
SEVERAL = frozenset({Role.UNUSED, Role.CO, Role.NOTE})  # what more than one column may be

_OF_YEAR = rf"(?:{YEAR}年?)?(?:全年|年度|{THIS_YEAR})?"
_OFFICES = "(?:单位|部门|科室|线办|办公室)"
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
        Role.DUE,
        r"(?:计划)?(?:完成|办结|截止|要求|落实|目标)?(?:时限|时间|期限|日期|节点|进度要求)(?:要求|节点)?|时间节点",
    ),
    (
        Role.NAME,
        r"(?:考核|量化|具体|主要|工作|重点|核心|二级|三级)*指标(?:名称|内容|项目)?|(?:具体|主要|重点)?工作(?:内容|要点)|"
        r"任务内容|具体(?:任务|事项|内容|工作)|内容|目标名称",
    ),
    (Role.LAST, rf"(?:{LAST_YEAR})(?:度)?(?:全年)?(?:完成|实际|实绩|累计)?(?:数|值|情况|数据)?|上年基数"),
    (
        Role.VALUE,
        rf"目标(?:数值|量)|指标值|任务(?:量|指标)|数值|{_OF_YEAR}(?:计划|目标|任务)(?:值|数)|{_OF_YEAR}计划",
    ),
    (
        Role.TASK,
        r"(?:重点|主要|年度|全年|专项|中心)*(?:任务|工作|事项|项目|工作任务|任务名称|工作事项|工作项目|项目名称)",
    ),
    (
        Role.AREA,
        r"(?:重点|工作|目标|任务|指标|项目)*(?:领域|类别|板块|分类|方面|类型|条线|专项|行动|工程)(?:名称)?|篇|类",
    ),
    (Role.NOTE, r"备注|说明|口径|统计口径|指标说明|备注说明"),
)
# last year's figures under the year's own number
DONE_IN = re.compile(rf"({YEAR})年?(?:全年|年度)?(?:完成|实际|实绩)(?:数|值|情况|数据)?")
# a demand, or the words of the target itself where no other column has them
AIM = re.compile(
    rf"(?:目标任务|任务目标|工作目标|具体目标|目标要求|目标内容|{_OF_YEAR}(?:工作|主要|考核)?目标(?:及要求)?)(?:任务)?"
)
# the lead, or who helps where another column is the lead
DUTY = re.compile(rf"(?:责任|负责)(?:{_OFFICES}|主体)|责任线办|部门|科室|线办|单位名称")

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
