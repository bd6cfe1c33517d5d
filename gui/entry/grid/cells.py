"""What each cell of the grid of 填报 shows: its text, its state, and what a tooltip says of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import NamedTuple

from gui.entry.entries import Entries
from gui.entry.spots import JUDGED, PAST, Spot, Trouble
from gui.kit import theme
from gui.target.light import status_word
from models.collecting.form import asked, due_cell, previous_cell
from models.judging.assess import PERCENT, Assessment
from models.judging.figures import growth_rate, total
from models.judging.lights import Light, Status
from models.plan.entities import EXPECTED, EntryMode, Kind, Target
from models.plan.fields import value_field, way_to_report
from models.plan.ledger import NO_TASK, Ledger
from models.plan.quantity import DASH, signed, with_minus
from models.report.cells import demand_cell, text_of
from models.report.phrase import gap_phrase, percent_text

NOT_RECKONED = "未计算"
_NUMBERS = re.compile(r"[\d.]+%?")


class Column(IntEnum):
    """The grid's columns in their order."""

    NAME = 0
    UNIT = 1
    DEMAND = 2
    DUE = 3
    LAST = 4
    VALUE = 5
    RATE = 6
    GAP = 7
    STATUS = 8
    TEXT = 9


TITLES = ("指标", "单位", "年度目标", "应达", "上期值", "本期值", "完成率", "序时差", "状态", "进展情况")
RIGHT = frozenset({Column.DEMAND, Column.DUE, Column.LAST, Column.VALUE, Column.RATE, Column.GAP})


class State(Enum):
    """How a cell looks and behaves (screens.md §3.2); 本次改动 is a corner on top of any."""

    PLAIN = "可填"
    WAITING = "待填"
    COMPUTED = "自动计算"
    DOUBTED = "提醒"
    WRONG = "错误"
    LOCKED = "已锁定"
    NOT_APPLICABLE = "不适用"
    NOT_DUE = "未到期"


class LineKind(Enum):
    """A task's heading, a target, or a second line of a target."""

    GROUP = "任务"
    MAIN = "指标"
    SECOND = "附行"


class Line(NamedTuple):
    """A row of the grid. `field` is what its 本期值 fills, empty where it is computed."""

    kind: LineKind
    label: str
    target_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as painted: `hint` is small and light behind the text."""

    text: str = ""
    state: State = State.COMPUTED
    edited: bool = False
    hint: str = ""
    tip: str = ""
    status: Status | None = None
    colour: str = theme.TEXT
    bold: bool = False


def lines_of(ledger: Ledger, wanted: Callable[[Target], bool], *, last_year: bool) -> list[Line]:
    """The rows: wanted targets under their tasks, each with the further lines that its way of reporting asks."""
    labels, found, heading = ledger.task_labels(), list[Line](), object()
    for target in ledger.targets:
        if not wanted(target):
            continue
        if target.heading_id != heading:
            heading = target.heading_id
            found.append(Line(LineKind.GROUP, labels.get(heading or "", NO_TASK)))
        found.append(Line(LineKind.MAIN, target.full_name, target.id, value_field(target)))
        if target.kind is Kind.CUMULATIVE and target.entry_mode is EntryMode.PERIOD:
            found.append(Line(LineKind.SECOND, "累计", target.id))
        elif value_field(target) == "this_total":
            found.append(Line(LineKind.SECOND, "上年同期数", target.id, "last_total"))
            found.append(Line(LineKind.SECOND, "增速", target.id))
        if last_year and target.kind not in (Kind.MILESTONE, Kind.QUALITATIVE):
            found.append(Line(LineKind.SECOND, f"{ledger.plan.year - 1}年同期", target.id, PAST))
    return found


class Painted:
    """The cells of one target in the period shown, made when they are first looked at."""

    def __init__(self, entries: Entries, a: Assessment) -> None:
        self._entries = entries
        self._a = a
        self._target = a.target
        self._cells: dict[tuple[Line, Column], Shown] = {}

    def cell(self, line: Line, column: Column) -> Shown:
        """A cell of one of the target's lines."""
        shown = self._cells.get((line, column))
        if shown is None:
            shown = self._cells[line, column] = self._make(line, column)
        return shown

    def spoken(self, line: Line, column: Column) -> str:
        """A cell as a screen reader says it."""
        shown, a = self.cell(line, column), self._a
        if column is not Column.VALUE or line.kind is not LineKind.MAIN:
            return "，".join(p for p in (line.label, TITLES[column], shown.text or "空") if p)
        number = f"{shown.text} {self._target.unit}".strip() if shown.text else "待填"
        title = "本期累计" if way_to_report(self._target) == "累计" else TITLES[column]
        gap = _NUMBERS.sub(r" \g<0> ", gap_phrase(a)).replace("序时进度", "序时")
        parts = (self._target.full_name, title, number, shown.state.value, a.word, gap)
        return "，".join(p for p in parts if p and p != State.PLAIN.value)

    def _make(self, line: Line, column: Column) -> Shown:
        if column is Column.VALUE:
            return self._value(line)
        if line.kind is LineKind.SECOND:
            return self._second(line, column)
        if column is Column.TEXT:
            return self._words()
        target, a = self._target, self._a
        ledger, period = self._entries.session.ledger, self._entries.period
        match column:
            case Column.NAME:
                way = way_to_report(target)
                hint = {"当期数": way, "今年数与上年数": "今年数"}.get(way, "")
                return Shown(target.full_name, State.PLAIN, hint=hint, tip=_quoted(target))
            case Column.UNIT:
                return Shown(target.unit, State.PLAIN, tip=target.unit, colour=theme.TEXT3)
            case Column.DEMAND:
                return Shown(text_of(demand_cell(a)))
            case Column.DUE:
                return Shown(text_of(due_cell(asked(ledger, target, period))), tip=a.why.get("due", ""))
            case Column.LAST:
                return Shown(text_of(previous_cell(ledger, target, period)))
        return self._judged(column)

    def _judged(self, column: Column) -> Shown:
        """完成率, 序时差 and 状态: not reckoned while what was typed is not saved."""
        a = self._a
        trouble = self._entries.trouble(self._entries.spot(self._target.id, value_field(self._target)))
        if trouble in (Trouble.WRONG, Trouble.UNSAVED):
            if column is Column.STATUS:
                return Shown(NOT_RECKONED, State.PLAIN, colour=theme.RED.colour, bold=True)
            return Shown(DASH)
        if column is Column.RATE:
            return Shown(percent_text(a.completion, a.rule, short_of=100), tip=a.why.get("completion", ""))
        if column is Column.STATUS:
            tip = f"{a.judged.short}数" if a.earlier and a.judged else a.word
            return Shown(status_word(a), State.PLAIN, status=a.status, tip="，".join((tip, *a.notes)), bold=True)
        if a.gap is None:
            return Shown(DASH, tip=a.why.get("gap", ""))
        red = a.light is Light.RED
        text = signed(a.gap, a.rule.decimals) + (PERCENT if a.gap_unit == PERCENT else "")
        return Shown(text, colour=theme.RED.colour if red else theme.TEXT, bold=red, tip=gap_phrase(a))

    def _value(self, line: Line) -> Shown:
        if not line.field:
            return self._computed(line)
        entries = self._entries
        spot = entries.spot(self._target.id, line.field)
        text, trouble, first = entries.text(spot), entries.trouble(spot), entries.first(spot)
        cell = entries.cell(self._target.id)
        state = self._state(spot, text, trouble)
        if trouble in (Trouble.WRONG, Trouble.UNSAVED):
            shown = text
        elif state in (State.WAITING, State.NOT_DUE) and not text:
            shown = state.value
        else:
            expected = f"（{EXPECTED}）" if cell.nature == EXPECTED and line.field in JUDGED[:4] and text else ""
            shown = (with_minus(text) if spot.field in (*JUDGED[:4], PAST) else text) + expected
        return Shown(shown, state, first is not None, tip=self._tip(spot, state, first), bold=bool(text))

    def _state(self, spot: Spot, text: str, trouble: Trouble | None) -> State:
        if trouble in (Trouble.WRONG, Trouble.UNSAVED):
            return State.WRONG
        if self._entries.closed:
            return State.LOCKED
        if self._entries.cell(spot.target_id).not_applicable and spot.field in JUDGED:
            return State.NOT_APPLICABLE
        if not text and spot.field != PAST:
            waiting = {Status.MISSING: State.WAITING, Status.NOT_DUE: State.NOT_DUE}
            return waiting.get(self._a.status, State.PLAIN)
        return State.DOUBTED if trouble is Trouble.DOUBTED else State.PLAIN

    def _tip(self, spot: Spot, state: State, first: str | None) -> str:
        entries = self._entries
        parts = list(entries.sentences(spot))
        if state is State.LOCKED:
            parts.append(f"{entries.period.short}已锁定，要改请先解锁。")
        if first is not None:
            old, new = with_minus(first) or "空", with_minus(entries.kept(spot)) or "空"
            parts.append(f"本次改动：{old} → {new}{self._by()}")
        remark = entries.cell(spot.target_id).remark
        return "\n".join([*parts, f"原因：{remark}"] if remark else parts)

    def _by(self) -> str:
        session = self._entries.session
        at: datetime | None = session.saved_at
        return "（" + "，".join(p for p in (session.ledger.office.who, f"{at:%H:%M}" if at else "") if p) + "）"

    def _computed(self, line: Line) -> Shown:
        cells, a = self._entries.session.ledger.cells_of(self._target), self._a
        period = self._entries.period
        if line.label == "累计":
            figure = total(self._target, period, cells)
        else:
            figure = growth_rate(cells.get(period.key), a.rule.decimals)
        return Shown(figure.text or DASH, tip=figure.why or figure.note)

    def _second(self, line: Line, column: Column) -> Shown:
        if column is Column.NAME:
            hint = "" if line.field else "自动计算"
            return Shown("　" + line.label, State.PLAIN, hint=hint, colour=theme.TEXT2)
        if column is Column.UNIT:
            rate = line.label == "增速" or line.field != "last_total"
            unit = self._target.unit if rate else ""
            return Shown(unit, State.PLAIN, tip=unit, colour=theme.TEXT3)
        return Shown(state=State.PLAIN if column in (Column.STATUS, Column.TEXT) else State.COMPUTED)

    def _words(self) -> Shown:
        spot = self._entries.spot(self._target.id, "progress")
        text, first = self._entries.text(spot), self._entries.first(spot)
        trouble = self._entries.trouble(spot)
        state = State.WRONG if trouble in (Trouble.WRONG, Trouble.UNSAVED) else State.PLAIN
        if self._entries.closed:
            state = State.LOCKED
        return Shown(" ".join(text.split()), state, first is not None, tip=text)


def _quoted(target: Target) -> str:
    return target.full_name + (f"\n要点原文：{target.quote}" if target.quote else "")
