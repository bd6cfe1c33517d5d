"""The form beside the grid: one target with its source, its figures, its words, and what they hold for."""

import html

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.history import CellHistory
from gui.entry.entries import Entries
from gui.entry.form.texts import TextField
from gui.entry.form.title import FormTitle
from gui.entry.spots import Spot
from gui.kit import theme
from gui.kit.elided import Elided
from gui.target.light import status_word
from gui.target.source import SourceText
from gui.trend.small import SmallTrend
from models.collecting.form import asked, due_cell
from models.judging.assess import Assessment
from models.judging.lights import LAGGING, Light, Status
from models.plan.entities import ACTUAL, NATURES, Kind, Progress, Target
from models.plan.period import Period
from models.plan.quantity import DASH, fixed, signed
from models.report.cells import text_of
from models.report.phrase import actual_text, gap_phrase, percent_text


class Day(QDateEdit):
    """A date; Tab leaves it, the arrows go from year to month to day."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 -- Qt's name and form
        """Out of the field, not to its next part."""
        return QWidget.focusNextPrevChild(self, forward)


class EntryForm(QFrame):
    """The form. It asks for the next target, for the cell's history, and to be folded away."""

    next_wanted = Signal()
    history_wanted = Signal()
    grid_wanted = Signal()

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._entries = entries
        self._target: Target | None = None
        self._day_spot: Spot | None = None  # whose the date and the percentage in the fields are
        self._percent_spot: Spot | None = None
        self._day_shown = QDate()
        self._filling = self._drawn = False
        self._history = CellHistory(entries.session)
        self._history.counted.connect(self._show_history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = FormTitle()
        self.fold = self._title.fold
        self.fold.clicked.connect(lambda _=False: self.grid_wanted.emit())
        column.addWidget(self._title)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = self._body()
        scroll.setWidget(self._sheet)
        self._parts = (scroll, self._foot())
        column.addWidget(self._parts[0], 1)
        column.addWidget(self._parts[1])
        column.addStretch(0)
        self.setEnabled(False)

    def show_target(self, target: Target | None) -> None:
        """Show a target in the period of the entries; the same again refreshes it."""
        self.setEnabled(target is not None)
        for part in self._parts:
            part.setVisible(target is not None)
        if target is None:
            self.save()
            self._target = None
            self._title.show_nothing()
            return
        if self._target is None or target.id != self._target.id or not self._entries.writable:
            self.save()
        self._target = target
        a = self._entries.session.by_target.get(target.id)
        if a is None:
            return
        self._filling = True
        self._show_head(target, a)
        self._show_figures(a)
        self._show_words(target, a)
        self._show_fields(target)
        self._filling = False
        self._show_trend()
        self._history.count(self._entries.cell(target.id).id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The trend stands where it leaves room to type; the words come first."""
        super().resizeEvent(event)
        self._show_trend()

    def field_of(self, name: str) -> QWidget | None:
        """The widget that a field is typed into here; None where it is the grid's."""
        if name in ("problem", "next_step"):
            return self.texts[name].edit
        return {"percent": self.percent, "as_of": self.as_of, "nature": self.nature}.get(name)

    def save(self) -> None:
        """Hand over everything that was typed."""
        for field in self.texts.values():
            field.save()
        self._enter_percent()
        self._enter_day()

    def _show_trend(self) -> None:
        layout = self._sheet.layout()
        assert layout is not None
        layout.activate()
        taken = layout.minimumSize().height()
        if self._trend.isHidden():
            taken += self._trend.minimumSizeHint().height() + layout.spacing()
        room = self._parts[0].height()
        self._trend.setVisible(self._drawn and taken <= room)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("sheet")
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PADDING, 2, theme.PADDING, 6)
        column.setSpacing(6)
        self._source, self._trend = SourceText(), SmallTrend()
        column.addWidget(self._source)
        column.addLayout(self._key_figures())
        column.addWidget(self._trend)
        column.addLayout(self._percent_row())
        self.texts = {
            "progress": TextField(self._entries, "进展情况(&J)", "progress"),
            "problem": TextField(self._entries, "存在问题(&W)", "problem"),
            "next_step": TextField(self._entries, "下一步措施(&X)", "next_step"),
        }
        for field in self.texts.values():
            column.addWidget(field, 3)
        column.addStretch(3)
        return body

    def _key_figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self._captions = [QLabel() for _ in range(4)]
        self._figures = [QLabel() for _ in range(4)]
        for at, (caption, figure) in enumerate(zip(self._captions, self._figures, strict=True)):
            caption.setObjectName("hint")
            figure.setObjectName("key")
            figure.setTextFormat(Qt.TextFormat.RichText)
            grid.addWidget(caption, 0, at)
            grid.addWidget(figure, 1, at)
            grid.setColumnStretch(at, 1)
        self.note = Elided()
        self.note.setObjectName("hint")
        grid.addWidget(self.note, 2, 0, 1, 4)
        return grid

    def _percent_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.percent = QLineEdit()
        self.percent.setFixedWidth(64)
        self.percent.editingFinished.connect(self._enter_percent)
        self._percent_label = _buddy("形象进度%(&P)", self.percent)
        row.addWidget(self._percent_label)
        row.addWidget(self.percent)
        row.addStretch(1)
        return row

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(theme.PADDING, 6, theme.PADDING, 6)
        column.setSpacing(4)
        first, second = QHBoxLayout(), QHBoxLayout()
        self.nature, self.as_of = QComboBox(), Day()
        self.nature.addItems(list(NATURES))
        self.nature.activated.connect(self._enter_nature)
        self.as_of.editingFinished.connect(self._enter_day)
        for label, field in (
            (_buddy("性质(&K)", self.nature), self.nature),
            (_buddy("截至(&T)", self.as_of), self.as_of),
        ):
            first.addWidget(label)
            first.addWidget(field)
        first.addStretch(1)
        self.history = QPushButton("修改记录")
        self.history.setObjectName("link")
        self.history.clicked.connect(self.history_wanted)
        self.next = QPushButton("下一项 Ctrl+↓")
        self.next.clicked.connect(self.next_wanted)
        second.addStretch(1)
        second.addWidget(self.history)
        second.addWidget(self.next)
        column.addLayout(first)
        column.addLayout(second)
        return foot

    def _show_head(self, target: Target, a: Assessment) -> None:
        ledger = self._entries.session.ledger
        parts = (target.unit, target.kind.label, ledger.lead_name(target))
        self._title.show_target(target.full_name, " · ".join(p for p in parts if p), a.status, status_word(a))
        self._source.show_target(ledger, target)
        self._drawn = self._trend.show_target(ledger, a)

    def _show_figures(self, a: Assessment) -> None:
        pace = f"应达（{fixed(a.pace * 100, a.rule.decimals)}%）" if a.pace is not None else "应达"
        captions = ("本期累计" if a.target.kind is Kind.CUMULATIVE else "本期值", pace, "完成率", "序时差")
        due = text_of(due_cell(asked(self._entries.session.ledger, a.target, self._entries.period)))
        done = percent_text(a.completion, a.rule, short_of=100)
        gap = DASH if a.gap is None else signed(a.gap, a.rule.decimals)
        if a.gap is not None:
            colour = theme.RED.colour if a.light is Light.RED else theme.TEXT
            gap = f'<span style="color:{colour}">{gap}</span> <span style="font-size:{theme.SMALL_PX}px;'
            gap += f'font-weight:400;color:{theme.TEXT3}">{a.gap_unit}</span>'
        values = (html.escape(actual_text(a)), html.escape(due), done + ("%" if a.completion is not None else ""), gap)
        whys = (a.actual.why, a.why.get("due", ""), a.why.get("completion", ""), a.why.get("gap", "") or gap_phrase(a))
        for at, (caption, value, why) in enumerate(zip(captions, values, whys, strict=True)):
            self._captions[at].setText(caption)
            self._figures[at].setText(value)
            self._figures[at].setToolTip(why)
        note = note_of(a)
        self.note.setText(note)
        self.note.setToolTip(note)
        self.note.setVisible(bool(note))

    def _show_words(self, target: Target, a: Assessment) -> None:
        before = self._entries.period.previous
        last = self._entries.cell(target.id, before.key) if before else None
        lagging = a.status in LAGGING
        for name, field in self.texts.items():
            spot = self._entries.spot(target.id, name)
            words = str(getattr(last, name)) if isinstance(last, Progress) else ""
            field.show_spot(spot, words, before.short if before else "", writable=self._entries.writable)
            asked_for = name == "progress" or lagging or bool(self._entries.text(spot)) or field.edit.hasFocus()
            field.setVisible(asked_for)

    def _show_fields(self, target: Target) -> None:
        cell, writable = self._entries.cell(target.id), self._entries.writable
        self.nature.setCurrentText(cell.nature or ACTUAL)
        day, spot = cell.as_of or self._entries.period.end, self._entries.spot(target.id, "as_of")
        if not self.as_of.hasFocus() or spot != self._day_spot:
            self._day_shown = QDate(day.year, day.month, day.day)
            self.as_of.setDate(self._day_shown)
        self._day_spot, spot = spot, self._entries.spot(target.id, "percent")
        milestone = target.kind is Kind.MILESTONE
        for widget in (self._percent_label, self.percent):
            widget.setVisible(milestone)
        if not (self.percent.hasFocus() and self.percent.isModified()) or spot != self._percent_spot:
            self.percent.setText(self._entries.text(spot) if milestone else "")
        self._percent_spot = spot if milestone else None
        for field in (self.nature, self.as_of, self.percent):
            field.setEnabled(writable)

    def _show_history(self, changes: int) -> None:
        self.history.setText(f"修改记录 {changes}")
        self.history.setEnabled(changes > 0)

    def _enter_nature(self, at: int) -> None:
        if self._target is not None and not self._filling:
            kept = self._entries.cell(self._target.id).nature
            if NATURES[at] != (kept or ACTUAL):
                self._entries.enter([(self._entries.spot(self._target.id, "nature"), NATURES[at])])

    def _enter_day(self) -> None:
        spot = self._day_spot
        if spot is None or self._filling or not self.as_of.isEnabledTo(self) or self.as_of.date() == self._day_shown:
            return
        day = self.as_of.date().toString("yyyy-MM-dd")
        if day != (self._entries.text(spot) or Period.of_key(spot.period).end.isoformat()):
            self._entries.enter([(spot, day)])

    def _enter_percent(self) -> None:
        if self._percent_spot is not None and not self._filling and self.percent.isEnabledTo(self):
            self._entries.enter([(self._percent_spot, self.percent.text())])


def note_of(a: Assessment) -> str:
    """What a figure alone does not say: why there is no completion rate, or that the target is reached early."""
    if a.completion is None:
        why = a.why.get("completion") or a.actual.why
        return f"完成率：—（{why}）" if why else ""
    if a.status is Status.DONE and a.target.kind is Kind.CUMULATIVE:
        return f"已完成 {percent_text(a.completion, a.rule, short_of=100)}%。年度目标不变，数字可继续累计。"
    return ""


def _buddy(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    field.setAccessibleName(text.split("(", maxsplit=1)[0])
    return label
