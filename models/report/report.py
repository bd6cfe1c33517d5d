"""The content of the quarter's report (季报) as rows and sentences, without knowing Excel.

Reported figures stay as typed, computed ones are rounded once, here; what has no number is "—"
with its reason kept beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.judging.assess import Assessment, assess_all
from models.judging.compare import last_year_figure, outlook, year_on_year
from models.judging.figures import actual, last_reported
from models.judging.groups import APART, COUNTED, TOTAL_NAMES, Counts, behind, by_key, count, missing
from models.judging.lights import Status
from models.judging.terms import terms_at
from models.judging.trend import Trend, has_trend, trend
from models.plan.fields import BY_NAME, WORDS_FIELDS, Field, stored_text, unit_of, value_field
from models.plan.ledger import Ledger
from models.plan.period import Period
from models.plan.quantity import DASH, rounded, typed
from models.report import printed
from models.report.cells import (
    Cell,
    Grid,
    Line,
    Number,
    amount_cell,
    gap_cell,
    mark,
    percent_cell,
)
from models.report.phrase import notice, period_reach

MAX_TRENDS = 6
UNSAID = "本期未报"


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of a period."""

    title: str
    subtitle: str
    plan_title: str
    period: Period
    organisation: str
    demo: bool
    rule: str
    sentences: tuple[str, ...]
    totals: Grid
    detail: Grid
    behind: Grid
    missing: Grid
    units: Grid
    by_task: Grid
    by_campaign: Grid
    trends: tuple[Trend, ...]
    trends_chosen: bool
    notes: tuple[tuple[str, str], ...]


DETAIL_COLUMNS = (
    "序号", "任务", "指标", "单位", "年度目标", "本期累计", "完成率(%)", "应达进度(%)", "序时差", "上年同期", "同比",
    "状态", "预警", "牵头单位", "责任领导", *(field.heading for field in WORDS_FIELDS),
)  # fmt: skip
_EXPLAINED = tuple(field for field in WORDS_FIELDS if field.name != "comment")
BEHIND_COLUMNS = (
    "序号", "项次", "指标", "单位", "年度目标", "本期累计", "完成率(%)", "应达进度(%)", "序时差", "状态", "预警",
    "预计全年", "月均需完成", "牵头单位", "责任领导", *(field.heading for field in _EXPLAINED),
)  # fmt: skip
MISSING_COLUMNS = ("序号", "项次", "任务", "指标", "单位", "年度目标", "最近一次填报", "牵头单位", "联系人", "原因")


def build(ledger: Ledger, period: Period, *, chosen: Sequence[str] = (), made_on: str = "") -> Report:
    """The report of a period; `chosen` are ids of targets whose trends are drawn, else the most behind."""
    now = assess_all(ledger, period)
    before = assess_all(ledger, period.previous) if period.previous else []
    plan, office = ledger.plan, ledger.office
    numbers = {t.id: i for i, t in enumerate(ledger.targets, start=1)}
    labels = ledger.task_labels()
    demo = "（演示数据）" if plan.demo else ""
    return Report(
        title=f"{plan.title}{period.label}进展季报{demo}"
        if period.quarterly
        else f"{plan.title}{period.label}进展报告{demo}",
        subtitle=f"数据截至{period.end.year}年{period.end.month}月{period.end.day}日（{period_reach(period)}）",
        plan_title=plan.title,
        period=period,
        organisation=office.organisation or plan.issuer,
        demo=plan.demo,
        rule=ledger.rule(period).sentence,
        sentences=tuple(notice(ledger, period, now, before)),
        totals=_totals(count(now)),
        detail=Grid(DETAIL_COLUMNS, tuple(_detail(ledger, a, numbers, labels) for a in now), "计划里还没有指标。"),
        behind=_behind(ledger, now, numbers),
        missing=_missing(ledger, now, numbers, labels),
        units=_units(ledger, now),
        by_task=_grouped("任务", now, lambda a: [labels.get(a.target.heading_id or "", "（未归任务）")]),
        by_campaign=_grouped("行动", now, lambda a: a.target.campaigns, order=plan.campaigns),
        trends=tuple(trend(ledger, a.target, period) for a in _drawn(now, chosen)),
        trends_chosen=bool(chosen),
        notes=_notes(ledger, period, now, made_on),
    )


def _detail(ledger: Ledger, a: Assessment, numbers: dict[str, int], labels: dict[str, str]) -> Line:
    target = a.target
    before = last_year_figure(ledger.past_of(target), a.judged or a.period)
    change = year_on_year(a, ledger.past_of(target))
    last_year: Cell = DASH
    if before is not None:
        last_year = printed.last_year(target, before).cell
    return Line(
        (
            numbers[target.id], labels.get(target.heading_id or "", ""), target.full_name, target.unit,
            *judged_cells(a), last_year, gap_cell(change.value, change.unit, a.rule.decimals),
            printed.status_words(a), mark(a.status), *_people(ledger, a), *_words(a, WORDS_FIELDS),
        ),
        a.light, a.status,
    )  # fmt: skip


def judged_cells(a: Assessment) -> tuple[Cell, ...]:
    """年度目标, 本期累计, 完成率, 应达进度, 序时差."""
    digits = a.rule.decimals
    pace = None if a.pace is None else a.pace * 100
    return (
        printed.demand(a.target, a.terms).cell,
        printed.figure(a).cell,
        percent_cell(a.completion, digits, short_of=100),
        percent_cell(pace, digits),
        gap_cell(a.gap, a.gap_unit, digits),
    )


def _people(ledger: Ledger, a: Assessment) -> tuple[str, str]:
    return ledger.lead_name(a.target), ledger.person_name(a.target.leader_id)


def _words(a: Assessment, fields: Sequence[Field]) -> list[str]:
    return [stored_text(a.cell, field.name) for field in fields]


def _behind(ledger: Ledger, now: Sequence[Assessment], numbers: dict[str, int]) -> Grid:
    lines = []
    for order, a in enumerate(behind(now), start=1):
        view = outlook(a)
        cells = (
            order, f"第{numbers[a.target.id]}项", a.target.full_name, a.target.unit, *judged_cells(a),
            printed.status_words(a), mark(a.status), amount_cell(view.forecast, a.target.unit),
            amount_cell(view.needed, a.target.unit),
            *_people(ledger, a), *_words(a, _EXPLAINED),
        )  # fmt: skip
        lines.append(Line(cells, a.light, a.status))
    return Grid(BEHIND_COLUMNS, tuple(lines), "本期没有滞后指标。")


def _missing(ledger: Ledger, now: Sequence[Assessment], numbers: dict[str, int], labels: dict[str, str]) -> Grid:
    lines = []
    for order, a in enumerate(missing(now), start=1):
        target = a.target
        why = UNSAID if target.kind in printed.WORDY else a.actual.why or UNSAID
        cells = (
            order, f"第{numbers[target.id]}项", labels.get(target.heading_id or "", ""), target.full_name, target.unit,
            printed.demand(target, a.terms).cell, _last_report(ledger, a), ledger.lead_name(target),
            ledger.person_name(target.contact_id), why,
        )  # fmt: skip
        lines.append(Line(cells, a.light, a.status))
    return Grid(MISSING_COLUMNS, tuple(lines), "本期应报的指标全部已报。")


def _last_report(ledger: Ledger, a: Assessment) -> str:
    cells = ledger.cells_of(a.target)
    before = Period(a.period.year, a.period.halves - 1) if a.period.halves > 1 else None
    at = last_reported(a.target, before, cells) if before else None
    if at is None:
        return "今年没有报过"
    cell = cells[at.key]
    if cell.not_applicable:
        return f"{at.short}：不适用"
    field = BY_NAME[value_field(a.target)]
    value = getattr(cell, field.name)
    if value is None:  # a rate, where both years' totals are asked
        return f"{at.short}：{actual(a.target, at, cells, a.rule.decimals).text}{a.target.unit}"
    if isinstance(value, Decimal):
        return f"{at.short}：{typed(value)}{unit_of(a.target, field)}"
    return f"{at.short}：{value}"


def _totals(counts: Counts) -> Grid:
    """How the targets stand, one line a status group, with shape and word."""
    lines = [
        Line((TOTAL_NAMES[name], _sum(counts, statuses), _share(counts, statuses)))
        for name, statuses in (*COUNTED, *APART)
    ]
    lines.append(Line(("合计", counts.all, f"已报{counts.reported}/{counts.members}，缺报{counts.missing}")))
    return Grid(("状态", "项数", "占已报"), tuple(lines))


def _share(counts: Counts, statuses: tuple[Status, ...]) -> Cell:
    counted = {s for _, group in COUNTED[:-1] for s in group}
    if not counts.reported or not set(statuses) <= counted:
        return DASH
    return Number(rounded(Fraction(100 * _sum(counts, statuses), counts.reported), 1), 1, after="%")


def _units(ledger: Ledger, now: Sequence[Assessment]) -> Grid:
    """Lead units in the directory's order; ranked by share on pace only where the office wants it."""
    order = [unit.name if unit else ledger.lead_name(targets[0]) for unit, targets in ledger.by_lead()]
    grid = _grouped("牵头单位", now, lambda a: [ledger.lead_name(a.target)], order=order)
    if not ledger.office.ranking:
        return grid
    groups = by_key(now, lambda a: [ledger.lead_name(a.target)])
    share = {name: Fraction(c.reached, c.members) if c.members else Fraction(-1) for name, c in groups.items()}
    ranked = sorted(grid.lines, key=lambda line: -share[str(line.cells[0])])
    lines = [Line((1 + sum(s > share[str(line.cells[0])] for s in share.values()), *line.cells)) for line in ranked]
    return Grid(("名次", *grid.columns), tuple(lines), grid.empty)


def _grouped(
    name: str, now: Sequence[Assessment], keys: Callable[[Assessment], Iterable[str]], order: Iterable[str] = ()
) -> Grid:
    """Counts by task, unit or campaign: never a rate of a group."""
    groups = by_key(now, keys)
    names = [n for n in order if n in groups]
    names += [n for n in groups if n not in names]
    columns = (name, "指标数", "应报", "已报", *(n for n, _ in COUNTED), *(n for n, _ in APART), "达序时/应报")
    lines = []
    for key in names:
        counts = groups[key]
        sums = [_sum(counts, statuses) for _, statuses in (*COUNTED, *APART)]
        ratio = f"{counts.reached}/{counts.members}" if counts.members else DASH
        lines.append(Line((key, counts.all, counts.members, counts.reported, *sums, ratio)))
    return Grid(columns, tuple(lines), f"没有{name}。")


def _drawn(now: Sequence[Assessment], chosen: Sequence[str]) -> list[Assessment]:
    if chosen:
        by_id = {a.target.id: a for a in now}
        return [by_id[i] for i in chosen if i in by_id and has_trend(by_id[i].target)]
    return [a for a in behind(now) if has_trend(a.target)][:MAX_TRENDS]


def _notes(ledger: Ledger, period: Period, now: Sequence[Assessment], made_on: str) -> tuple[tuple[str, str], ...]:
    """说明: the rule in force, how many reported, what the columns mean, changes, what is known besides."""
    counts, plan = count(now), ledger.plan
    source = "，".join(p for p in (plan.issuer, plan.number, f"{plan.issued:%Y-%m-%d}印发" if plan.issued else "") if p)
    notes = [
        ("计划", f"《{plan.title}》" + (f"（{source}）" if source else "")),
        ("期间", f"{period.label}，{period_reach(period)}，数据截至{period.end:%Y-%m-%d}"),
        ("预警规则", ledger.rule(period).sentence),
        (
            "填报情况",
            f"指标共{counts.all}项，应报{counts.members}项，已报{counts.reported}项，缺报{counts.missing}项；"
            f"未启动（未到期）{counts.by_status[Status.NOT_DUE]}项，不适用{counts.by_status[Status.NOT_APPLICABLE]}项，"
            f"定性不亮灯{counts.by_status[Status.STATE]}项",
        ),
        ("本期累计", "按单位填报的原数；增速、水平型为本期的率或数；节点型为已到的阶段。缺报写“缺报”，不是0"),
        ("完成率", "累计数÷年度目标，可以超过100%；增速、水平、节点、定性型没有完成率，写“—”"),
        ("应达进度", "按起止月份和序时曲线算出的应达份额；增速、水平型直接与年度目标比，写“—”"),
        ("序时差", "累计型为完成率减应达进度（百分点）；增速、水平型为与目标的差；单位见各格"),
        ("同比", "累计数为比上年同期增减%；增速和以%计的水平为百分点"),
        ("上级口径", "同一指标的不同口径分别列项，不相加"),
    ]
    for a in now:
        for version in ledger.versions_of(a.target):
            if version.since <= period.end:
                changed = printed.demand(a.target, terms_at(a.target, [version], version.since)).with_unit()
                change = f"{version.since:%Y-%m-%d}起改为{changed}"
                notes.append(("目标变更", f"{a.target.full_name}：{change}，{version.number}。{version.reason}"))
    notes += [("指标说明", f"{a.target.full_name}：{a.target.note}") for a in now if a.target.note]
    for a in now:
        notes += [("逐项说明", f"{a.target.full_name}：{said}") for said in (*printed.notes(a), *_own_reasons(a))]
    if plan.demo:
        notes.append(("演示数据", "本表的单位、人员、进度和上年数均为虚构，只作演示，不得引用"))
    if made_on:
        notes.append(("制表", f"要点通，{made_on}"))
    return tuple(notes)


def _own_reasons(a: Assessment) -> list[str]:
    """Why a figure of this target is "—", where it is not for its kind or because nothing was reported."""
    reasons = dict.fromkeys(r for r in a.why.values() if r.startswith(("目标", "基数", "上年同期")))
    return [f"写“—”，因为{reason}" for reason in reasons]


def _sum(counts: Counts, statuses: tuple[Status, ...]) -> int:
    return sum(counts.by_status[s] for s in statuses)
