"""The content of a unit's 填报表: which rows it has, what each asks, what may be typed in."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from models.collecting.identity import BEFORE, DEMAND, NAME, PRINTED, TASK, UNIT, SentRow, as_read
from models.judging.assess import Assessment, judge
from models.judging.figures import last_reported
from models.judging.terms import terms_at
from models.plan.entities import Progress, Target, Unit
from models.plan.fields import BY_NAME, choices, clean_text, columns_for, stored_text, value_field, way_to_report
from models.plan.period import Period
from models.plan.quantity import DASH
from models.plan.year import NO_UNIT, PlanYear
from models.report import printed
from models.report.cells import Cell, Number
from models.words.numbers import NOT_APPLICABLE

FIXED_COLUMNS = ("序号", "任务", "指标", "单位", "年度目标", "应达", "填报方式", "上期值")

_REPORTED = tuple(f.name for f in fields(Progress) if f.name not in {"id", "target_id", "period"})


@dataclass(frozen=True, slots=True)
class FormRow:
    """One target to report on. Numbers are decimals, everything else is text as printed."""

    number: int
    target: Target
    task: str
    demand: Cell
    due: Cell
    way: str
    previous: Cell
    cell: Progress | None
    choices: tuple[str, ...]

    @property
    def given(self) -> dict[str, Cell]:
        """What the office says of the target, by the headings of its columns."""
        return {
            "序号": self.number, "任务": self.task, "指标": self.target.full_name, "单位": self.target.unit,
            "年度目标": self.demand, "应达": self.due, "填报方式": self.way, "上期值": self.previous,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A lead unit's form for a period."""

    plan_id: str
    plan_title: str
    period: Period
    unit_name: str
    report_by: date
    demo: bool
    rows: tuple[FormRow, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings in their order; 上年同期数 only where it is asked."""
        return (*FIXED_COLUMNS, *columns_for([row.target for row in self.rows]))

    @property
    def title(self) -> str:
        """The line at the head of the form, as it is printed: plan, period, 演示数据 where it is."""
        title = f"{self.plan_title}　{self.period.label}填报表"
        if self.demo:
            title += "（演示数据）"
        return title


def forms(ledger: PlanYear, period: Period) -> Iterator[Form]:
    """One form per lead unit, in the directory's order; targets without one go to 未分工."""
    for unit, targets in ledger.by_lead():
        yield _form(ledger, period, unit, targets)


def sent_row(form: Form, row: FormRow) -> SentRow:
    """A row as it is kept hidden in the form, to be known again by."""
    given = row.given
    texts = {heading: as_read(heading, given[heading]) for heading in PRINTED}
    key = form.plan_id, form.period.key, row.target.id
    return SentRow(key, str(row.number), texts, handed_out(row.cell))


def rows_of_today(ledger: PlanYear, period: Period) -> list[SentRow]:
    """What the ledger would print today beside each target, as far as it tells one from another: its name and unit.

    Of those that have both in common the rest, too; the other columns change while a form is on its way.
    """
    common = Counter(_name_and_unit(target) for target in ledger.targets)
    labels, rows = ledger.task_labels(), []
    for _, targets in ledger.by_lead():
        for number, target in enumerate(targets, start=1):
            name, unit = _name_and_unit(target)
            texts = {NAME: name, UNIT: unit}
            if common[name, unit] > 1:
                terms = terms_at(target, ledger.versions_of(target), period.end)
                texts[TASK] = as_read(TASK, labels.get(target.heading_id or "", ""))
                texts[DEMAND] = as_read(DEMAND, printed.demand(target, terms).cell)
                texts[BEFORE] = as_read(BEFORE, previous_cell(ledger, target, period))
            rows.append(SentRow((ledger.plan.id, period.key, target.id), str(number), texts))
    return rows


def _name_and_unit(target: Target) -> tuple[str, str]:
    return as_read(NAME, target.full_name), as_read(UNIT, target.unit)


def handed_out(cell: Progress | None) -> str:
    """What the ledger held when the form was handed out, as short digests: "value=1a2b3c4d;…"."""
    held = []
    for name in _REPORTED:
        text = stored_text(cell, name)
        if text:
            held.append(f"{name}={digest(text)}")
    return ";".join(held)


def digests_of(handed: str) -> dict[str, str]:
    """The digests by field that `handed_out` wrote as one text."""
    held = {}
    for part in handed.split(";"):
        name, sign, text = part.partition("=")
        if sign:
            held[name] = text
    return held


def digest(text: str) -> str:
    """A short digest of a stored text as a workbook can hold it, empty for the empty text."""
    if not text:
        return ""
    return hashlib.sha256(clean_text(text).encode("utf-8", "replace")).hexdigest()[:10]


def _form(ledger: PlanYear, period: Period, unit: Unit | None, targets: list[Target]) -> Form:
    labels, name = ledger.task_labels(), NO_UNIT
    if unit is not None:
        name = unit.name
    rows = []
    for number, target in enumerate(targets, start=1):
        task = labels.get(target.heading_id or "", "")
        rows.append(_row(number, task, asked(ledger, target, period), ledger))
    return Form(
        plan_id=ledger.plan.id,
        plan_title=ledger.plan.title,
        period=period,
        unit_name=name,
        report_by=ledger.report_by(period),
        demo=ledger.plan.demo,
        rows=tuple(rows),
    )


def asked(ledger: PlanYear, target: Target, period: Period) -> Assessment:
    """What is due at the form's own period, whatever was reported before."""
    return judge(target, period, {}, past=ledger.past_of(target), versions=ledger.versions_of(target))


def _row(number: int, task: str, a: Assessment, ledger: PlanYear) -> FormRow:
    target, period = a.target, a.period
    return FormRow(
        number=number,
        target=target,
        task=task,
        demand=printed.demand(target, a.terms).cell,
        due=printed.due(a).cell,
        way=way_to_report(target),
        previous=previous_cell(ledger, target, period),
        cell=ledger.cells_of(target).get(period.key),
        choices=choices(target, BY_NAME[value_field(target)]),
    )


def previous_cell(ledger: PlanYear, target: Target, period: Period) -> Cell:
    """上期值: what was reported last before a period in the field that 本期值 fills, with its period if earlier."""
    cells, before = ledger.cells_of(target), period.previous
    if before is None:
        return DASH
    at = last_reported(target, before, cells)
    if at is None:
        return DASH
    cell = cells[at.key]
    if cell.not_applicable:
        return NOT_APPLICABLE
    value = getattr(cell, value_field(target))
    if value is None or value == "":
        return DASH
    earlier = ""
    if at != before:
        earlier = f"（{at.short}）"
    if isinstance(value, Decimal):
        return Number(value, after=earlier)
    return f"{value}{earlier}"
