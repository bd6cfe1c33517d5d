"""说明 of a report: the rule in force, who reported, what the columns mean, what changed, what is known besides."""

from collections.abc import Sequence

from models.judging.assess import Assessment
from models.judging.figures import InItsFigures
from models.judging.groups import count
from models.judging.statuses import Status
from models.judging.terms import terms_at
from models.plan.entities import Plan
from models.plan.period import Period
from models.plan.year import PlanYear
from models.report import printed
from models.report.phrase import period_reach

Note = tuple[str, str]  # what is explained, and how
MEANINGS: tuple[Note, ...] = (
    ("本期累计", "按单位填报的原数；增速、水平型为本期的率或数；节点型为已到的阶段。缺报写“缺报”，不是0"),
    ("完成率", "累计数÷年度目标，可以超过100%；增速、水平、节点、定性型没有完成率，写“—”"),
    ("应达进度", "按起止月份和序时曲线算出的应达份额；增速、水平型直接与年度目标比，写“—”"),
    ("序时差", "累计型为完成率减应达进度（百分点）；增速、水平型为与目标的差；单位见各格"),
    ("同比", "累计数为比上年同期增减%；增速和以%计的水平为百分点"),
    ("上级口径", "同一指标的不同口径分别列项，不相加"),
)


def explanations(ledger: PlanYear, period: Period, now: Sequence[Assessment], made_on: str) -> tuple[Note, ...]:
    """All of 说明 for a period judged, in the order printed; `made_on` is left out where it is empty."""
    notes = [
        ("计划", _plan(ledger.plan)),
        ("期间", f"{period.label}，{period_reach(period)}，数据截至{period.end:%Y-%m-%d}"),
        ("预警规则", ledger.rule(period).sentence),
        ("填报情况", _reporting(now)),
        *MEANINGS,
    ]
    for a in now:
        notes += _changes(ledger, a)
        if a.target.planned:
            notes.append(("节点目标", f"{a.target.full_name}：{printed.planned(a.target, ledger.plan.year)}"))
    notes += [("指标说明", f"{a.target.full_name}：{a.target.note}") for a in now if a.target.note]
    for a in now:
        notes += [("逐项说明", f"{a.target.full_name}：{said}") for said in (*printed.notes(a), *_own_reasons(a))]
    if ledger.plan.demo:
        notes.append(("演示数据", "本表的单位、人员、进度和上年数均为虚构，只作演示，不得引用"))
    if made_on:
        notes.append(("制表", f"要点通，{made_on}"))
    return tuple(dict.fromkeys(notes))  # two targets of one name may have the same to say


def _plan(plan: Plan) -> str:
    """The plan's title, and in brackets who issued it, under which number, when."""
    issued = ""
    if plan.issued:
        issued = f"{plan.issued:%Y-%m-%d}印发"
    source = "，".join(filter(None, (plan.issuer, plan.number, issued)))
    return f"《{plan.title}》{printed.in_brackets(source)}"


def _reporting(now: Sequence[Assessment]) -> str:
    counts = count(now)
    return (
        f"指标共{counts.all}项，应报{counts.members}项，已报{counts.reported}项，缺报{counts.missing}项；"
        f"未启动（未到期）{counts.by_status[Status.NOT_DUE]}项，不适用{counts.by_status[Status.NOT_APPLICABLE]}项，"
        f"定性不亮灯{counts.by_status[Status.STATE]}项"
    )


def _changes(ledger: PlanYear, a: Assessment) -> list[Note]:
    """The versions of a target that are in force by the period's end, each with its demand as it is printed."""
    target, notes = a.target, []
    for version in ledger.versions_of(target):
        if version.since > a.period.end:
            continue
        demand = printed.demand(target, terms_at(target, [version], version.since)).with_unit()
        change = f"{version.since:%Y-%m-%d}起改为{demand}"
        notes.append(("目标变更", f"{target.full_name}：{change}，{version.number}。{version.reason}"))
    return notes


def _own_reasons(a: Assessment) -> list[str]:
    """Why a figure of this target is "—", where it is not for its kind or because nothing was reported."""
    reasons = dict.fromkeys(why for why in a.why.values() if isinstance(why, InItsFigures))
    return [f"写“—”，因为{reason}" for reason in reasons]
