"""The form beside the grid: one target with its source, its figures, its words, and what they hold for."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.dialogs.history import CellHistory
from gui.entry.entries import Entries
from gui.entry.form.fields import AsOfField, PercentField
from gui.entry.form.figures import KeyFigures
from gui.entry.form.keys import FormKeys
from gui.entry.form.title import FormTitle
from gui.entry.form.words import FormWords
from gui.entry.spots import WORDS
from gui.kit import theme
from gui.kit.plain import PlainLabel
from gui.kit.wheel import turn_only_focused
from gui.target.light import status_word
from gui.target.source import SourceText
from gui.trend.small import SmallTrend
from models.collecting.form import asked
from models.judging.assess import Assessment
from models.judging.statuses import LAGGING
from models.plan.entities import ACTUAL, NATURES, Kind, Target
from models.plan.fields import BY_NAME
from models.report import printed

NARROW, WIDE = 1280, 1600  # widths of the window: below the first the form is a drawer
FORM_WIDTH, FORM_WIDE, DRAWER_WIDTH = 440, 520, 400
_STRETCH = 3
_AROUND = 8  # pixels between a field that is led to and the edge of the view


class TargetForm(QFrame):
    """The form. It asks for the next target, for the cell's history, and for the grid when it is left.

    `placed` says that it came or went; `typing_refused` that a key was typed into a locked text.
    """

    next_wanted = Signal()
    history_wanted = Signal()
    grid_wanted = Signal()
    placed = Signal()
    typing_refused = Signal()

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._entries = entries
        self._target: Target | None = None
        self.in_drawer = self._drawn = False
        self._history = CellHistory(entries.session)
        self._history.counted.connect(self._show_history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title = FormTitle()
        self.fold = self.title.fold
        self.fold.clicked.connect(lambda _=False: self.leave())
        column.addWidget(self.title)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = self._body()
        self.body.setWidget(self._sheet)
        self._foot = self._foot_row()
        column.addWidget(self.body, 1)
        column.addWidget(self._foot)
        column.addStretch(0)
        self.setEnabled(False)
        self._keys = FormKeys()
        self._keys.watch(self._fields())
        self._keys.grid_wanted.connect(self.leave)
        self._keys.next_wanted.connect(self.next_wanted)
        self._keys.typing_refused.connect(self.typing_refused)
        self._keys.entered.connect(self._show_field)  # Tab alone is followed by the scroll area itself

    @property
    def taken(self) -> int:
        """The width that the form takes from the grid, with the gap between them."""
        if self.isHidden():
            return 0
        return self.width() + theme.GAP

    def fit(self, window_width: int) -> None:
        """Stand beside the grid, or be a drawer of a narrow window, closed at first (screens.md §2.1)."""
        in_drawer = window_width < NARROW
        if in_drawer != self.in_drawer:
            self.in_drawer = in_drawer
            self.setVisible(not in_drawer)
        if in_drawer:
            self.setFixedWidth(DRAWER_WIDTH)
        elif window_width >= WIDE:
            self.setFixedWidth(FORM_WIDE)
        else:
            self.setFixedWidth(FORM_WIDTH)
        self.fold.setVisible(in_drawer)
        self.placed.emit()

    def enter(self) -> None:
        """Come if it is away, with the cursor in 进展情况."""
        self.show()
        self.placed.emit()
        self.texts["progress"].edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Hand over what was typed and give the cursor back to the grid; a drawer closes."""
        self.save()
        self.setVisible(not self.in_drawer)
        self.placed.emit()
        self.grid_wanted.emit()

    def tab_order(self) -> list[QWidget]:
        """What Tab goes through, in reading order."""
        words: list[QWidget] = []
        for field in self._words.texts:
            words += field.stops()
        notes = [field.edit for field in self._words.notes]
        return [self.fold, *words, self.percent, self.nature, self.as_of, *notes, self.history, self.next]

    def _fields(self) -> list[QWidget]:
        return [*self._words.edits(), self.nature, self.as_of, self.percent, self.next]

    def show_target(self, target: Target | None) -> None:
        """Show a target in the period of the entries; the same again refreshes it."""
        self.setEnabled(target is not None)
        for part in (self.body, self._foot):
            part.setVisible(target is not None)
        if target is None:
            self.save()
            self._target = None
            self.title.show_nothing()
            return
        if self._target is None or target.id != self._target.id or not self._entries.writable:
            self.save()
        self._target = target
        a = self._entries.session.by_target.get(target.id)
        if a is None:
            return
        self._show_head(target, a)
        due = printed.due(asked(self._entries.session.ledger, target, self._entries.period)).in_column
        self.figures.show_target(a, due)
        self._words.show_target(target, lagging=a.status in LAGGING)
        self._show_fields(target)
        self._place_trend()
        self._history.count(self._entries.cell(target.id).id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The trend stands where it leaves room to type; the words come first."""
        super().resizeEvent(event)
        self._place_trend()

    def field_of(self, name: str) -> QWidget | None:
        """The widget that a field is typed into here; None where it is the grid's."""
        if name == WORDS.name:
            return None
        if name in self.texts:
            return self.texts[name].edit
        return {"percent": self.percent, "as_of": self.as_of, "nature": self.nature}.get(name)

    def save(self) -> None:
        """Hand over everything that was typed."""
        self._words.save()
        self.percent.save()
        self.as_of.save()

    def _show_field(self, field: QWidget) -> None:
        if self._sheet.isAncestorOf(field):  # the whole field: Qt's own ensureWidgetVisible looks at its cursor only
            top = field.mapTo(self._sheet, QPoint(0, 0)).y()
            for y in (top + field.height(), top):
                self.body.ensureVisible(0, y, 0, _AROUND)

    def _place_trend(self) -> None:
        layout = self._sheet.layout()
        assert layout is not None
        layout.activate()
        taken = layout.minimumSize().height()
        if self.trend.isHidden():
            taken += self.trend.minimumSizeHint().height() + layout.spacing()
        room = self.body.height()
        self.trend.setVisible(self._drawn and taken <= room)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("sheet")
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PADDING, 2, theme.PADDING, 6)
        column.setSpacing(6)
        self.source, self.figures, self.trend = SourceText(), KeyFigures(), SmallTrend()
        column.addWidget(self.source)
        column.addLayout(self.figures)
        column.addWidget(self.trend)
        column.addLayout(self._percent_row())
        self._words = FormWords(self._entries)
        self.texts = self._words.fields
        for field in self._words.texts:
            column.addWidget(field, _STRETCH)
        column.addStretch(_STRETCH)
        return body

    def _percent_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = PlainLabel()
        self.percent = PercentField(self._entries, label)
        _befriend(label, "形象进度%", "P", self.percent)
        row.addWidget(label)
        row.addWidget(self.percent)
        row.addStretch(1)
        return row

    def _foot_row(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(theme.PADDING, 6, theme.PADDING, 6)
        column.setSpacing(4)
        first, second = QHBoxLayout(), QHBoxLayout()
        self.nature, self.as_of = QComboBox(), AsOfField(self._entries)
        turn_only_focused(self.nature, self.as_of)
        self.nature.addItems(list(NATURES))
        self.nature.activated.connect(self._enter_nature)
        for words, letter, field in (("性质", "K", self.nature), (BY_NAME["as_of"].heading, "T", self.as_of)):
            label = PlainLabel()
            _befriend(label, words, letter, field)
            first.addWidget(label)
            first.addWidget(field)
        first.addStretch(1)
        self.history = QPushButton("修改记录")
        self.history.setObjectName("link")
        self.history.clicked.connect(self.history_wanted)
        self.next = QPushButton("下一项 Ctrl+↓")
        self.next.clicked.connect(self.next_wanted)
        for note in self._words.notes:  # in a row that is there anyhow, so that the trend keeps its height
            second.addWidget(note, 1)
        second.addWidget(self.history)
        second.addWidget(self.next)
        column.addLayout(first)
        column.addLayout(second)
        return foot

    def _show_head(self, target: Target, a: Assessment) -> None:
        ledger = self._entries.session.ledger
        parts = (target.unit, target.kind.label, ledger.lead_name(target))
        self.title.show_target(target.full_name, " · ".join(p for p in parts if p), a.status, status_word(a))
        self.source.show_target(ledger, target)
        self._drawn = self.trend.show_target(ledger, a)

    def _show_fields(self, target: Target) -> None:
        cell, writable = self._entries.cell(target.id), self._entries.writable
        self.nature.setCurrentText(cell.nature or ACTUAL)
        self.nature.setEnabled(writable)
        day = cell.as_of or self._entries.period.end
        self.as_of.show_spot(self._entries.spot(target.id, "as_of"), day, writable=writable)
        percent = None
        if target.kind is Kind.MILESTONE:
            percent = self._entries.spot(target.id, "percent")
        self.percent.show_spot(percent, writable=writable)

    def _show_history(self, changes: int) -> None:
        self.history.setText(f"修改记录 {changes}")
        self.history.setEnabled(changes > 0)

    def _enter_nature(self, at: int) -> None:
        if self._target is None:
            return
        spot = self._entries.spot(self._target.id, "nature")
        if NATURES[at] != (self._entries.cell(self._target.id).nature or ACTUAL):
            self._entries.enter([(spot, NATURES[at])])


def _befriend(label: QLabel, words: str, letter: str, field: QWidget) -> None:
    """A label's key leads to its field, and a screen reader says the one for the other."""
    label.setText(f"{words}(&{letter})")
    label.setBuddy(field)
    field.setAccessibleName(words)
