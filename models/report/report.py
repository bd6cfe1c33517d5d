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
from models.judging.statuses import Status
from models.judging.trend import Trend, has_trend, trend
from models.plan.entities import Plan
from models.plan.fields import BY_NAME, WORDS_FIELDS, Field, stored_text, unit_of, value_field
from models.plan.period import Period
from models.plan.quantity import DASH, rounded, typed
from models.plan.year import PlanYear
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
from models.report.explained import explanations
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
_EXPLAINED = tuple(field for field in WORDS_FIELDS if not field.beside)
BEHIND_COLUMNS = (
    "序号", "项次", "指标", "单位", "年度目标", "本期累计", "完成率(%)", "应达进度(%)", "序时差", "状态", "预警",
    "预计全年", "月均需完成", "牵头单位", "责任领导", *(field.heading for field in _EXPLAINED),
)  # fmt: skip
MISSING_COLUMNS = ("序号", "项次", "任务", "指标", "单位", "年度目标", "最近一次填报", "牵头单位", "联系人", "原因")


_SUMMED = dict((*COUNTED, *APART))  # what statuses are added up under, in the order of the columns


def build(ledger: PlanYear, period: Period, *, chosen: Sequence[str] = (), made_on: str = "") -> Report:
    """The report of a period; `chosen` are ids of targets whose trends are drawn, else the most behind."""
    now, before = assess_all(ledger, period), []
    if period.previous:
        before = assess_all(ledger, period.previous)
    plan, office, labels = ledger.plan, ledger.office, ledger.task_labels()
    return Report(
        title=_title(plan, period),
        subtitle=f"数据截至{period.end.year}年{period.end.month}月{period.end.day}日（{period_reach(period)}）",
        plan_title=plan.title,
        period=period,
        organisation=office.organisation or plan.issuer,
        demo=plan.demo,
        rule=ledger.rule(period).sentence,
        sentences=tuple(notice(ledger, period, now, before)),
        totals=_totals(count(now)),
        detail=Grid(DETAIL_COLUMNS, tuple(_detail(ledger, a, labels) for a in now), "计划里还没有指标。"),
        behind=_behind(ledger, now),
        missing=_missing(ledger, now, labels),
        units=_units(ledger, now),
        by_task=_grouped("任务", now, lambda a: [labels.get(a.target.heading_id or "", "（未归任务）")]),
        by_campaign=_grouped("行动", now, lambda a: a.target.campaigns, order=plan.campaigns),
        trends=tuple(trend(ledger, a.target, period) for a in _drawn(now, chosen)),
        trends_chosen=bool(chosen),
        notes=explanations(ledger, period, now, made_on),
    )


def _title(plan: Plan, period: Period) -> str:
    kind, demo = "进展报告", ""
    if period.quarterly:
        kind = "进展季报"
    if plan.demo:
        demo = "（演示数据）"
    return f"{plan.title}{period.label}{kind}{demo}"


def _detail(ledger: PlanYear, a: Assessment, labels: dict[str, str]) -> Line:
    target = a.target
    before = last_year_figure(ledger.past_of(target), a.judged or a.period)
    change = year_on_year(a, ledger.past_of(target))
    last_year: Cell = DASH
    if before is not None:
        last_year = printed.last_year(target, before).cell
    return Line(
        (
            printed.ordinal_cell(ledger.ordinals[target.id]), labels.get(target.heading_id or "", ""),
            target.full_name, target.unit,
            *judged_cells(a), last_year, gap_cell(change.value, change.unit, a.rule.decimals),
            printed.status_words(a), mark(a.status), *_people(ledger, a), *_words(a, WORDS_FIELDS),
        ),
        a.light, a.status,
    )  # fmt: skip


def judged_cells(a: Assessment) -> tuple[Cell, ...]:
    """年度目标, 本期累计, 完成率, 应达进度, 序时差."""
    digits, pace = a.rule.decimals, a.pace
    if pace is not None:
        pace *= 100
    return (
        printed.demand(a.target, a.terms).cell,
        printed.figure(a).cell,
        percent_cell(a.completion, digits, short_of=100),
        percent_cell(pace, digits),
        gap_cell(a.gap, a.gap_unit, digits),
    )


def _people(ledger: PlanYear, a: Assessment) -> tuple[str, str]:
    return ledger.lead_name(a.target), ledger.person_name(a.target.leader_id)


def _words(a: Assessment, fields: Sequence[Field]) -> list[str]:
    return [stored_text(a.cell, field.name) for field in fields]


def _behind(ledger: PlanYear, now: Sequence[Assessment]) -> Grid:
    lines = []
    for order, a in enumerate(behind(now), start=1):
        view = outlook(a)
        cells = (
            order, printed.item(ledger.ordinals[a.target.id]), a.target.full_name, a.target.unit, *judged_cells(a),
            printed.status_words(a), mark(a.status), amount_cell(view.forecast, a.target.unit),
            amount_cell(view.needed, a.target.unit),
            *_people(ledger, a), *_words(a, _EXPLAINED),
        )  # fmt: skip
        lines.append(Line(cells, a.light, a.status))
    return Grid(BEHIND_COLUMNS, tuple(lines), "本期没有滞后指标。")


def _missing(ledger: PlanYear, now: Sequence[Assessment], labels: dict[str, str]) -> Grid:
    lines = []
    for order, a in enumerate(missing(now), start=1):
        target = a.target
        cells = (
            order, printed.item(ledger.ordinals[target.id]), labels.get(target.heading_id or "", ""),
            target.full_name, target.unit,
            printed.demand(target, a.terms).cell, _last_report(ledger, a), ledger.lead_name(target),
            ledger.person_name(target.contact_id), _why_missing(a),
        )  # fmt: skip
        lines.append(Line(cells, a.light, a.status))
    return Grid(MISSING_COLUMNS, tuple(lines), "本期应报的指标全部已报。")


def _why_missing(a: Assessment) -> str:
    if a.target.kind in printed.WORDY:
        return UNSAID
    return a.actual.why or UNSAID


def _last_report(ledger: PlanYear, a: Assessment) -> str:
    """The newest report of the year before the period, with its period: what is known of who did not report."""
    cells, at = ledger.cells_of(a.target), None
    if a.period.halves > 1:
        at = last_reported(a.target, Period(a.period.year, a.period.halves - 1), cells)
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
    lines = []
    for name, statuses in _SUMMED.items():
        lines.append(Line((TOTAL_NAMES[name], _sum(counts, statuses), _share(counts, statuses))))
    lines.append(Line(("合计", counts.all, f"已报{counts.reported}/{counts.members}，缺报{counts.missing}")))
    return Grid(("状态", "项数", "占已报"), tuple(lines))


def _share(counts: Counts, statuses: tuple[Status, ...]) -> Cell:
    counted = set().union(*(group for _, group in COUNTED[:-1]))
    if not counts.reported or not counted.issuperset(statuses):
        return DASH
    return Number(rounded(Fraction(100 * _sum(counts, statuses), counts.reported), 1), 1, after="%")


def _units(ledger: PlanYear, now: Sequence[Assessment]) -> Grid:
    """Lead units in the directory's order; ranked by share on pace only where the office wants it."""
    order = [ledger.lead_name(targets[0]) for _, targets in ledger.by_lead()]
    grid = _grouped("牵头单位", now, lambda a: [ledger.lead_name(a.target)], order=order)
    if not ledger.office.ranking:
        return grid
    groups = by_key(now, lambda a: [ledger.lead_name(a.target)])
    share = {name: _reached(counts) for name, counts in groups.items()}
    lines = []
    for line in sorted(grid.lines, key=lambda line: -share[str(line.cells[0])]):
        better = sum(other > share[str(line.cells[0])] for other in share.values())
        lines.append(Line((better + 1, *line.cells)))
    return Grid(("名次", *grid.columns), tuple(lines), grid.empty)


def _reached(counts: Counts) -> Fraction:
    """The share on pace of those that have to report; who has nothing to report stands last."""
    if not counts.members:
        return Fraction(-1)
    return Fraction(counts.reached, counts.members)


def _grouped(
    name: str, now: Sequence[Assessment], keys: Callable[[Assessment], Iterable[str]], order: Iterable[str] = ()
) -> Grid:
    """Counts by task, unit or campaign: never a rate of a group."""
    groups = by_key(now, keys)
    names = [known for known in dict.fromkeys((*order, *groups)) if known in groups]
    columns = (name, "指标数", "应报", "已报", *_SUMMED, "达序时/应报")
    lines = []
    for key in names:
        counts = groups[key]
        sums = [_sum(counts, statuses) for statuses in _SUMMED.values()]
        ratio = DASH
        if counts.members:
            ratio = f"{counts.reached}/{counts.members}"
        lines.append(Line((key, counts.all, counts.members, counts.reported, *sums, ratio)))
    return Grid(columns, tuple(lines), f"没有{name}。")


def _drawn(now: Sequence[Assessment], chosen: Sequence[str]) -> list[Assessment]:
    if chosen:
        by_id = {a.target.id: a for a in now}
        return [by_id[i] for i in chosen if i in by_id and has_trend(by_id[i].target)]
    return [a for a in behind(now) if has_trend(a.target)][:MAX_TRENDS]


def _sum(counts: Counts, statuses: tuple[Status, ...]) -> int:
    return sum(counts.by_status[s] for s in statuses)
