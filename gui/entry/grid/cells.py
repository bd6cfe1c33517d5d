"""What each cell of the grid of 填报 shows: its text, its state, and what a tooltip says of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gui.entry.entries import Entries
from gui.entry.grid.lines import TITLES, GridColumn, GridLine, GridLineKind, Reckoned, takes_past
from gui.entry.spots import COMMENT, PAST, WORDS, Spot, Trouble
from gui.kit import theme
from gui.target.light import status_word
from models.collecting.form import asked, previous_cell
from models.judging.assess import PERCENT, Assessment
from models.judging.figures import growth_rate, total
from models.judging.statuses import Light, Status
from models.plan.entities import Target
from models.plan.fields import BY_NAME, JUDGED, Takes, Way, unit_of, value_field, way_to_report
from models.plan.quantity import DASH, signed, with_minus
from models.report import printed
from models.report.cells import text_of
from models.report.phrase import gap_phrase, percent_text

NOT_RECKONED = "未计算"
_NUMBERS = re.compile(r"[\d.]+%?")


class CellState(Enum):
    """How a cell looks and behaves (screens.md §3.2); 本次改动 is a corner on top of any."""

    PLAIN = "可填"
    WAITING = "待填"
    COMPUTED = "自动计算"
    DOUBTED = "提醒"
    WRONG = "错误"
    LOCKED = "已锁定"
    NOT_APPLICABLE = "不适用"
    NOT_DUE = "未到期"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as painted: `hint` is small and light behind the text, `noted` that the report has a 备注."""

    text: str = ""
    state: CellState = CellState.COMPUTED
    edited: bool = False
    noted: bool = False
    hint: str = ""
    tip: str = ""
    status: Status | None = None
    colour: str = theme.TEXT
    bold: bool = False


class Painted:
    """The cells of one target in the period shown, made when they are first looked at."""

    def __init__(self, entries: Entries, a: Assessment) -> None:
        self._entries = entries
        self._a = a
        self._target = a.target
        self._cells: dict[tuple[GridLine, GridColumn], Shown] = {}

    def cell(self, line: GridLine, column: GridColumn) -> Shown:
        """A cell of one of the target's lines."""
        shown = self._cells.get((line, column))
        if shown is None:
            shown = self._cells[line, column] = self._make(line, column)
        return shown

    def spoken(self, line: GridLine, column: GridColumn) -> str:
        """A cell as a screen reader says it."""
        shown, a = self.cell(line, column), self._a
        if column is not GridColumn.VALUE or line.kind is not GridLineKind.MAIN:
            return _joined(line.label, TITLES[column], shown.text or "空")
        number = "待填"
        if shown.text:
            number = f"{shown.text} {self._target.unit}".strip()
        title = TITLES[column]
        if way_to_report(self._target) is Way.TOTAL:
            title = "本期累计"
        state = shown.state.value
        if shown.state is CellState.PLAIN:
            state = ""
        gap = _NUMBERS.sub(r" \g<0> ", gap_phrase(a, pace="序时"))  # a number is heard apart from words
        return _joined(self._target.full_name, title, number, state, a.word, gap, self._comment(line))

    def _make(self, line: GridLine, column: GridColumn) -> Shown:
        if column is GridColumn.VALUE:
            return self._value(line)
        if line.kind is GridLineKind.SECOND:
            return self._second(line, column)
        if column is GridColumn.TEXT:
            return self._words()
        target, a = self._target, self._a
        ledger, period = self._entries.session.ledger, self._entries.period
        match column:
            case GridColumn.NAME:
                return Shown(target.full_name, CellState.PLAIN, hint=_wanted(target), tip=_quoted(target))
            case GridColumn.UNIT:
                return Shown(target.unit, CellState.PLAIN, tip=target.unit, colour=theme.TEXT3)
            case GridColumn.DEMAND:
                return Shown(printed.demand(a.target, a.terms).in_column)
            case GridColumn.DUE:
                return Shown(printed.due(asked(ledger, target, period)).in_column, tip=a.why.get("due", ""))
            case GridColumn.LAST:
                return Shown(text_of(previous_cell(ledger, target, period)))
            case GridColumn.PAST:
                return self._past()
        return self._judged(column)

    def _judged(self, column: GridColumn) -> Shown:
        """完成率, 序时差 and 状态: not reckoned while what was typed is not saved."""
        a = self._a
        trouble = self._entries.trouble(self._entries.spot(self._target.id, value_field(self._target)))
        if trouble in (Trouble.WRONG, Trouble.UNSAVED):
            if column is GridColumn.STATUS:
                return Shown(NOT_RECKONED, CellState.PLAIN, colour=theme.RED.colour, bold=True)
            return Shown(DASH)
        if column is GridColumn.RATE:
            return Shown(percent_text(a.completion, a.rule, short_of=100), tip=a.why.get("completion", ""))
        if column is GridColumn.STATUS:
            tip = a.word
            if a.earlier and a.judged:
                tip = f"{a.judged.short}数"
            return Shown(
                status_word(a), CellState.PLAIN, status=a.status, tip="，".join((tip, *printed.notes(a))), bold=True
            )
        if a.gap is None:
            return Shown(DASH, tip=a.why.get("gap", ""))
        text = signed(a.gap, a.rule.decimals)
        if a.gap_unit == PERCENT:
            text += PERCENT
        if a.light is Light.RED:
            return Shown(text, colour=theme.RED.colour, bold=True, tip=gap_phrase(a))
        return Shown(text, tip=gap_phrase(a))

    def _value(self, line: GridLine) -> Shown:
        if not line.field:
            return self._computed(line)
        return self._typed(self._entries.spot(self._target.id, line.field), self._comment(line))

    def _past(self) -> Shown:
        """上年同期, typed as this year's figures are; nothing where the target has no figure."""
        if not takes_past(self._target):
            return Shown()
        return self._typed(self._entries.spot(self._target.id, PAST.name), "")

    def _typed(self, spot: Spot, comment: str) -> Shown:
        """A figure, stage or state as it was typed; `comment` is said beside it."""
        entries = self._entries
        text, trouble, first = entries.text(spot), entries.trouble(spot), entries.cells.first(spot)
        state = self._state(spot, text, trouble)
        shown = text
        if trouble not in (Trouble.WRONG, Trouble.UNSAVED):
            if not text and state in (CellState.WAITING, CellState.NOT_DUE):
                shown = state.value
            elif spot.field_row.takes is Takes.FIGURE:
                shown = with_minus(text)
            if text and spot.field in JUDGED:
                shown += printed.behind(entries.cell(self._target.id))
        tip = "\n".join(filter(None, (self._tip(spot, state, first), comment)))
        return Shown(shown, state, first is not None, bool(comment), tip=tip, bold=bool(text))

    def _comment(self, line: GridLine) -> str:
        """What the unit says beside its figure; empty where it says nothing, and on a second line."""
        if line.kind is not GridLineKind.MAIN:
            return ""
        text = self._entries.text(self._entries.spot(self._target.id, COMMENT.name))
        if not text:
            return ""
        return f"{COMMENT.heading}：{text}"

    def _state(self, spot: Spot, text: str, trouble: Trouble | None) -> CellState:
        if trouble in (Trouble.WRONG, Trouble.UNSAVED):
            return CellState.WRONG
        if self._entries.cells.locked(spot) is not None:
            return CellState.LOCKED
        if self._entries.cell(spot.target_id).not_applicable and spot.field_row.judged:
            return CellState.NOT_APPLICABLE
        if not text and spot.field_row is not PAST:
            waiting = {Status.MISSING: CellState.WAITING, Status.NOT_DUE: CellState.NOT_DUE}
            return waiting.get(self._a.status, CellState.PLAIN)
        if trouble is Trouble.DOUBTED:
            return CellState.DOUBTED
        return CellState.PLAIN

    def _tip(self, spot: Spot, state: CellState, first: str | None) -> str:
        entries = self._entries
        parts = [said.text for said in entries.said(spot)]
        locked = entries.cells.locked(spot)
        if state is CellState.LOCKED and locked is not None:
            parts.append(locked.text)
        if first is not None:
            old, new = with_minus(first) or "空", with_minus(entries.cells.text(spot)) or "空"
            parts.append(f"本次改动：{old} → {new}{self._by()}")
        remark = entries.cell(spot.target_id).remark
        if remark and spot.field_row is not PAST:
            parts.append(f"原因：{remark}")
        return "\n".join(parts)

    def _by(self) -> str:
        """By whom and when something was saved last."""
        session = self._entries.session
        at: datetime | None = session.saved_at
        clock = ""
        if at is not None:
            clock = f"{at:%H:%M}"
        return f"（{_joined(session.ledger.office.who, clock)}）"

    def _computed(self, line: GridLine) -> Shown:
        cells, a = self._entries.session.ledger.cells_of(self._target), self._a
        period, decimals = self._entries.period, a.rule.decimals
        cell = cells.get(period.key)
        figure = growth_rate(cell, decimals)
        if line.reckoned is Reckoned.TOTAL:
            figure = total(self._target, period, cells)
        made = printed.figure_of(self._target, figure, cell, decimals)
        return Shown(made.in_column, tip=figure.why or figure.note)

    def _second(self, line: GridLine, column: GridColumn) -> Shown:
        if column is GridColumn.NAME:
            hint = "自动计算"
            if line.field:
                hint = ""
            return Shown("　" + line.label, CellState.PLAIN, hint=hint, colour=theme.TEXT2)
        if column is GridColumn.UNIT:
            return self._second_unit(line)
        if column in (GridColumn.STATUS, GridColumn.TEXT):
            return Shown(state=CellState.PLAIN)
        return Shown()

    def _second_unit(self, line: GridLine) -> Shown:
        """The target's unit, which last year's total of a growth target has not: the target is in percent."""
        unit = self._target.unit
        if line.field:
            unit = unit_of(self._target, self._entries.spot(self._target.id, line.field).field_row)
        return Shown(unit, CellState.PLAIN, tip=unit, colour=theme.TEXT3)

    def _words(self) -> Shown:
        spot = self._entries.spot(self._target.id, WORDS.name)
        text, first = self._entries.text(spot), self._entries.cells.first(spot)
        trouble = self._entries.trouble(spot)
        state = CellState.PLAIN
        if self._entries.closed:
            state = CellState.LOCKED
        elif trouble in (Trouble.WRONG, Trouble.UNSAVED):
            state = CellState.WRONG
        return Shown(" ".join(text.split()), state, first is not None, tip=text)


def _wanted(target: Target) -> str:
    """What a target's figure is, where it is not simply the figure at the end of the period."""
    field = BY_NAME[value_field(target)]
    if field.takes is Takes.FIGURE:
        return field.word
    return ""


def _quoted(target: Target) -> str:
    if not target.quote:
        return target.full_name
    return f"{target.full_name}\n要点原文：{target.quote}"


def _joined(*words: str) -> str:
    return "，".join(filter(None, words))
