"""各任务亮灯: one row a task, one cell a target; painted, moved in by arrow keys, copied as text."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
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
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.rows import write
from gui.overview.lights_painting import paint_cell, paint_counts, paint_frame, paint_weighted, weighted_width
from gui.overview.placing import LINE_GAP, LightPlaces, LightSizes
from gui.overview.tasks import TaskLights, find
from gui.target.bars import bar_of, gap_text
from models.judging.assess import Assessment
from models.plan.quantity import sign_of
from models.report import printed

_LAST = 10**6  # a cell further on than any
_HEAD = 44  # pixels of the panel above the rows


class LightsWidget(QWidget):
    """The rows of lights; `chosen` when a cell becomes current, `opened` on Enter and double click."""

    chosen = Signal(str)
    opened = Signal(str)
    height_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[TaskLights] = []
        self._places = self._placed()
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("各任务亮灯")

    @property
    def rows(self) -> Sequence[TaskLights]:
        """A row for each task that has targets with a light, as last shown."""
        return self._rows

    @property
    def places(self) -> LightPlaces:
        """Where everything stands at the width there is."""
        return self._places

    @property
    def hint(self) -> str:
        """What the rows show, in one line."""
        more = "点格看指标"
        if any(row.weighted for row in self._rows):
            more = "横条为加权进度"
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
        """The target of the cell that the arrow keys have reached; None where there is no row."""
        row, cell = self._at
        if row >= len(self._rows):
            return None
        return self._rows[row].members[cell]

    def select(self, target_id: str) -> None:
        """Make a target's cell current, without saying so."""
        self._at = find(self._rows, target_id) or self._at
        self._describe()
        self.update()

    def text(self) -> str:
        """All rows as text, one a line, to be copied into a document."""
        return "\n".join(row.text for row in self._rows)

    def place_of(self, target_id: str) -> QRect:
        """Where a target's cell is; an empty rectangle where it has none."""
        found = find(self._rows, target_id)
        if found is None:
            return QRect()
        return QRect(*self._places.cell(*found))

    def told_at(self, point: QPoint) -> str:
        """What a tooltip says at a point: of the cell there, else of the row."""
        found = self._places.cell_at(point.x(), point.y())
        if found:
            row, cell = found
            return _told(self._rows[row].members[cell])
        at = self._places.row_at(point.y())
        if at is None:
            return ""
        return f"{self._rows[at].label}，{self._rows[at].standing}"

    def sizeHint(self) -> QSize:
        """As high as all rows need at this width."""
        return QSize(360, self._places.height)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few cells; the height is scrolled."""
        return QSize(260, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tooltips of cells and of elided labels."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.told_at(event.pos())), self)
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
        for i in self._places.rows_within(event.rect().top(), event.rect().bottom()):
            row = self._rows[i]
            write(painter, QRect(*self._places.label(i)), row.label)
            for j, a in enumerate(row.members):
                place = QRect(*self._places.cell(i, j))
                paint_cell(painter, place, a.status)
                if self._at == (i, j) and self.hasFocus():
                    paint_frame(painter, place)
            if row.weighted is not None:
                paint_weighted(painter, QRect(*self._places.bar(i)), row.weighted)
            paint_counts(painter, QRect(*self._places.counts(i)), row.counts)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a cell current."""
        found = self._under(event)
        if found:
            self._go(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the target."""
        if self._under(event):
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
            Qt.Key.Key_End: (row, _LAST),
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
        self._at = self._places.nearest(row, cell)
        self._describe()
        self.update()
        a = self.current()
        if a:
            self.chosen.emit(a.target.id)

    def _open(self) -> None:
        a = self.current()
        if a:
            self.opened.emit(a.target.id)

    def _under(self, event: QMouseEvent) -> tuple[int, int] | None:
        point = event.position().toPoint()
        return self._places.cell_at(point.x(), point.y())

    def _describe(self) -> None:
        """Tell a screen reader about the current cell."""
        a = self.current()
        if a is None:
            self.setAccessibleDescription("没有指标")
            return
        row, cell = self._at
        told = "，".join(_told(a).splitlines())
        self.setAccessibleDescription(f"{told}。{self._rows[row].spoken_place(cell)}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _arrange(self) -> None:
        """Place everything anew; whoever gave the widget its height hears when it needs another."""
        before = self._places.height
        self._places = self._placed()
        self.updateGeometry()
        self.update()
        if self._places.height != before:
            self.height_changed.emit()

    def _placed(self) -> LightPlaces:
        sizes = LightSizes(
            width=self.width(),
            line=max(theme.LIGHT_HEIGHT, QFontMetrics(theme.font()).height()) + LINE_GAP,
            bar=weighted_width(),
            side=theme.PADDING,
            gap=theme.GAP,
            cell_width=theme.LIGHT_WIDTH,
            cell_height=theme.LIGHT_HEIGHT,
            cell_step=theme.LIGHT_STEP,
        )
        return LightPlaces([(len(row.members), row.weighted is not None) for row in self._rows], sizes)


class LightsPanel(QFrame):
    """The rows of lights with their title and a line that says what they show."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.lights, self.hint = LightsWidget(), PlainLabel()
        title = PlainLabel("各任务亮灯")
        title.setObjectName("title")
        self.hint.setObjectName("hint")
        head = QHBoxLayout()
        head.setContentsMargins(theme.PADDING, 4, theme.GAP, 4)
        head.setSpacing(theme.GAP)
        head.addWidget(title)
        head.addWidget(self.hint, 1)
        self._area = QScrollArea()
        self._area.setWidget(self.lights)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)

    @property
    def needed_height(self) -> int:
        """How high it must be to show all rows without scrolling."""
        return self.lights.sizeHint().height() + _HEAD

    def show_rows(self, rows: list[TaskLights]) -> None:
        """Show other rows, and say whether they have weighted bars."""
        self.lights.show_rows(rows)
        self.hint.setText(self.lights.hint)

    def reveal(self, target_id: str) -> None:
        """Scroll a target's cell into view."""
        centre = self.lights.place_of(target_id).center()
        self._area.ensureVisible(centre.x(), centre.y())


def _told(a: Assessment) -> str:
    """A cell's tooltip: name, value, gap."""
    parts = [a.word, _figure(a), _gap(a)]
    return f"{a.target.full_name}\n" + "　".join(p for p in parts if p)


def _figure(a: Assessment) -> str:
    if a.actual.value is None:
        return bar_of(a).text
    return printed.figure(a).with_unit(" ")


def _gap(a: Assessment) -> str:
    if a.gap is None:
        return ""
    if sign_of(a.gap_unit):  # it stands with the number
        return f"差 {gap_text(a)}"
    return f"差 {gap_text(a)} {a.gap_unit}"
