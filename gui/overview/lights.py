"""各任务亮灯: one row a task, one cell a target; painted, moved in by arrow keys, copied as text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.rows import write
from gui.target.bars import Bar, bar_of, gap_text, paint_bar, weighted_bar
from models.judging.assess import PERCENT, Assessment
from models.judging.groups import Counts, count
from models.judging.lights import Status
from models.plan.ledger import NO_TASK, Ledger
from models.report.phrase import actual_text

ORDER = ("tick", "circle", "triangle", "square", "ring", "bar")
_SIDE, _LABEL, _RIGHT, _LINE_GAP, _RADIUS = theme.PADDING, 104, 46, 4, 2
_LEFT = _SIDE + _LABEL + theme.GAP
_RIGHT_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TaskLights:
    """A task's row: its label, its targets as sorted by light, how they stand, and their weighted progress."""

    label: str
    members: tuple[Assessment, ...]
    counts: Counts
    weighted: Bar | None = None

    @property
    def standing(self) -> str:
        """The counts, with the weighted progress where there is one."""
        bar = self.weighted
        return self.counts.text + (f"，加权进度 {bar.text}（{bar.beside}）" if bar else "")

    @property
    def text(self) -> str:
        """The row as text, readable without shapes and colours."""
        cells = "；".join(f"{a.target.full_name} {a.word}" for a in self.members)
        return f"{self.label}\t{self.standing}\t{cells}"


def task_lights(ledger: Ledger, assessments: Iterable[Assessment]) -> list[TaskLights]:
    """A row for each heading that has targets with a light, in the plan's order."""
    groups: dict[str, list[Assessment]] = {}
    for a in assessments:
        groups.setdefault(a.target.heading_id or "", []).append(a)
    labels = ledger.task_labels()
    rows = []
    for key, members in groups.items():
        if all(a.status is Status.STATE for a in members):
            continue
        cells = tuple(sorted(members, key=lambda a: ORDER.index(theme.MARKS[a.status].shape)))
        rows.append(TaskLights(labels.get(key, NO_TASK), cells, count(members), weighted_bar(members)))
    return rows


class LightsWidget(QWidget):
    """The rows of lights; `chosen` when a cell becomes current, `opened` on Enter and double click."""

    chosen = Signal(str)
    opened = Signal(str)
    height_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[TaskLights] = []
        self._tops: list[tuple[int, int]] = []
        self._a_line = self._step = 1
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("各任务亮灯")

    @property
    def rows(self) -> Sequence[TaskLights]:
        """The rows shown."""
        return self._rows

    @property
    def hint(self) -> str:
        """What the rows show, in one line."""
        more = "横条为加权进度" if any(row.weighted for row in self._rows) else "点格看指标"
        return f"一格一项，{more} · 右侧为达序时（含已完成）"

    def show_rows(self, rows: list[TaskLights]) -> None:
        """Show other rows; the current target stays current where it is still there."""
        current = self.current()
        self._rows = rows
        self._at = (0, 0)
        if current:
            self.select(current.target.id)
        self._arrange()

    def current(self) -> Assessment | None:
        """The current cell's target."""
        row, cell = self._at
        return self._rows[row].members[cell] if row < len(self._rows) else None

    def select(self, target_id: str) -> None:
        """Make a target's cell current, without saying so."""
        self._at = self._find(target_id) or self._at
        self._describe()
        self.update()

    def text(self) -> str:
        """All rows as text."""
        return "\n".join(row.text for row in self._rows)

    def place_of(self, target_id: str) -> QRect:
        """Where a target's cell is."""
        found = self._find(target_id)
        return self._place(*found) if found else QRect()

    def sizeHint(self) -> QSize:
        """As high as all rows need at this width."""
        bottom = self._tops[-1][0] + self._tops[-1][1] if self._tops else 40
        return QSize(360, bottom)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few cells; the height is scrolled."""
        return QSize(260, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tooltips of cells and of elided labels."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._under(event.pos())
            text = _told(self._rows[found[0]].members[found[1]]) if found else self._label_under(event.pos())
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cells wrap into the width."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label, cells, weighted bar, counts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = bisect_right(self._tops, event.rect().top(), key=lambda placed: placed[0]) - 1
        for i in range(max(first, 0), len(self._rows)):
            row, (top, _) = self._rows[i], self._tops[i]
            if top > event.rect().bottom():
                break
            line = QRect(_SIDE, top, _LABEL, theme.LIGHT_HEIGHT)
            write(painter, line, row.label)
            for j, a in enumerate(row.members):
                self._paint_cell(painter, self._place(i, j), a.status, current=self._at == (i, j))
            if row.weighted is not None:
                self._paint_weighted(painter, self._weighted_place(i), row.weighted)
            self._paint_counts(painter, QRect(self.width() - _SIDE - _RIGHT, top, _RIGHT, theme.LIGHT_HEIGHT), row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a cell current."""
        found = self._under(event.position().toPoint())
        if found:
            self._go(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the target."""
        if self._under(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Home and End go to the row's ends, Enter opens, Ctrl+C copies all as text."""
        row, cell = self._at
        moves = {
            Qt.Key.Key_Left: (row, cell - 1),
            Qt.Key.Key_Right: (row, cell + 1),
            Qt.Key.Key_Up: (row - 1, cell),
            Qt.Key.Key_Down: (row + 1, cell),
            Qt.Key.Key_Home: (row, 0),
            Qt.Key.Key_End: (row, 10**6),
        }
        key = Qt.Key(event.key())
        if key in moves and self._rows:
            self._go(*moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current cell shows where the keyboard is."""
        super().focusInEvent(event)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame of the current cell goes."""
        super().focusOutEvent(event)
        self.update()

    def _go(self, row: int, cell: int) -> None:
        row = min(max(row, 0), len(self._rows) - 1)
        cell = min(max(cell, 0), len(self._rows[row].members) - 1)
        self._at = (row, cell)
        self._describe()
        self.update()
        a = self.current()
        if a:
            self.chosen.emit(a.target.id)

    def _open(self) -> None:
        a = self.current()
        if a:
            self.opened.emit(a.target.id)

    def _describe(self) -> None:
        """Tell a screen reader about the current cell."""
        a = self.current()
        if a is None:
            self.setAccessibleDescription("没有指标")
            return
        row, cell = self._at
        bar = self._rows[row].weighted
        task = self._rows[row].label + (f"，加权进度 {bar.text}，{bar.beside}" if bar else "")
        place = f"{task}，第{cell + 1}格，共{len(self._rows[row].members)}格"
        self.setAccessibleDescription(f"{_told(a).replace(chr(10), '，')}。{place}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _arrange(self) -> None:
        """Where each cell stands: as many a line as fit."""
        before = self.sizeHint().height()
        a_line = max((self.width() - _LEFT - _RIGHT - _SIDE) // theme.LIGHT_STEP, 1)
        step = max(theme.LIGHT_HEIGHT, QFontMetrics(theme.font()).height()) + _LINE_GAP
        top = _LINE_GAP
        self._a_line, self._step = a_line, step
        self._tops = []
        for row in self._rows:
            lines = -(-len(row.members) // a_line)
            if row.weighted is not None:
                ends = _LEFT + (len(row.members) - (lines - 1) * a_line) * theme.LIGHT_STEP
                lines += ends > self._weighted_left()  # no room beside the cells: a line of its own
            high = lines * step
            self._tops.append((top, high))
            top += high
        self.updateGeometry()
        self.update()
        if self.sizeHint().height() != before:
            self.height_changed.emit()

    def _place(self, row: int, cell: int) -> QRect:
        """Where a cell stands."""
        line, at = divmod(cell, self._a_line)
        left, top = _LEFT + at * theme.LIGHT_STEP, self._tops[row][0] + line * self._step
        return QRect(left, top, theme.LIGHT_WIDTH, theme.LIGHT_HEIGHT)

    def _weighted_left(self) -> int:
        """Where all weighted bars begin: before the counts."""
        return max(self.width() - _SIDE - _RIGHT - theme.GAP - _weighted_width(), _LEFT)

    def _weighted_place(self, row: int) -> QRect:
        """Where a row's weighted bar and number stand: on its last line."""
        top, high = self._tops[row]
        return QRect(self._weighted_left(), top + high - self._step, _weighted_width(), theme.LIGHT_HEIGHT)

    def _find(self, target_id: str) -> tuple[int, int] | None:
        """The row and the cell of a target."""
        for i, row in enumerate(self._rows):
            for j, a in enumerate(row.members):
                if a.target.id == target_id:
                    return i, j
        return None

    def _paint_cell(self, painter: QPainter, place: QRect, status: Status, *, current: bool) -> None:
        mark = theme.MARKS[status]
        pen = QPen(QColor(mark.border), 1)
        if mark.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(mark.tint))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        size = theme.MARK_PX
        paint_mark(painter, QRectF(place.center().x() - size / 2 + 0.5, place.center().y() - 5.5, size, size), status)
        if current and self.hasFocus():
            painter.setPen(QPen(QColor(theme.DATA), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), _RADIUS, _RADIUS)

    def _paint_weighted(self, painter: QPainter, place: QRect, bar: Bar) -> None:
        paint_bar(painter, QRectF(place), bar, theme.BAR_PX)
        write(painter, place, bar.text, _RIGHT_ALIGNED)

    def _paint_counts(self, painter: QPainter, rect: QRect, row: TaskLights) -> None:
        counts = row.counts
        if not counts.members:
            write(painter, rect, "—", _RIGHT_ALIGNED, token=theme.TEXT3)
            return
        members = f"/{counts.members}"
        width = QFontMetrics(theme.font()).horizontalAdvance(members)
        write(painter, rect, members, _RIGHT_ALIGNED, token=theme.TEXT3)
        write(painter, rect.adjusted(0, 0, -width, 0), str(counts.reached), _RIGHT_ALIGNED, theme.bold())

    def _under(self, point: QPoint) -> tuple[int, int] | None:
        i = bisect_right(self._tops, point.y() + 3, key=lambda placed: placed[0]) - 1
        for row in (i, i - 1):
            for j in range(len(self._rows[row].members) if row >= 0 else 0):
                if self._place(row, j).adjusted(-1, -3, 2, 3).contains(point):
                    return row, j
        return None

    def _label_under(self, point: QPoint) -> str:
        for row, (top, height) in zip(self._rows, self._tops, strict=True):
            if top <= point.y() < top + height:
                return f"{row.label}，{row.standing}"
        return ""


def _weighted_width() -> int:
    """The bar and the widest number beside it."""
    return theme.BAR_PX + theme.GAP + QFontMetrics(theme.font()).horizontalAdvance("100.0%") + 1


def _told(a: Assessment) -> str:
    """A cell's tooltip: name, value, gap."""
    points = "" if a.gap_unit == PERCENT else f" {a.gap_unit}"
    gap = f"差 {gap_text(a)}{points}" if a.gap is not None else ""
    figure = f"{actual_text(a)} {a.target.unit}".strip() if a.actual.value is not None else bar_of(a).text
    return f"{a.target.full_name}\n" + "　".join(p for p in (a.word, figure, gap) if p)
