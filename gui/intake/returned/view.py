"""The rows of the preview as a tree: ticks, tints, marks; Space ticks, a click on a file's head folds it."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
)

from gui.intake.returned.delegate import LineDelegate
from gui.intake.returned.lines import Key, Kind, Line
from gui.intake.returned.model import HEADINGS, LINE, Column, ImportModel
from gui.kit.boxes import paint_box
from gui.kit.rows import frame_row

WIDTHS = (38, 46, 158, 88, 62, 78, 84, 26, 136, 76)  # of all columns but 提示, which takes the rest
TIGHT = (34, 42, 148, 72, 56, 70, 70, 22, 100, 62)  # the same in a narrow window
GOING = (Column.ARROW, Column.BEFORE, Column.UNIT)  # what hides first where 提示 gets too narrow
LEAST_HINT, WIDE_NAME = 170, 280


class TickHeader(QHeaderView):
    """The heading row; its box ticks all sure rows, or none."""

    pressed_box = Signal()

    def __init__(self, view: "ImportView") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setHighlightSections(False)
        self.box: Qt.CheckState | None = None  # nothing to tick
        self.sectionClicked.connect(lambda at: self.pressed_box.emit() if at == Column.TICK else None)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        """The box over the first column."""
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        if logical == Column.TICK:
            paint_box(painter, rect, self.box)


class ImportView(QTreeView):
    """The rows. `tick_wanted` carries rows to be ticked or not, `line_shown` the current one (None on a head)."""

    tick_wanted = Signal(object, bool)
    line_shown = Signal(object)

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.lines = model
        self._folded: set[str] = set()
        self._kept: tuple[Key | None, int] = (None, 0)
        self._arranging = False
        self._pressed = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setHeader(TickHeader(self))
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("表里的变化")
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)  # a tree takes that away from the header it is given
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.ticked.connect(self._mark_header)
        self.collapsed.connect(lambda index: self._note(index, folded=True))
        self.expanded.connect(lambda index: self._note(index, folded=False))
        tick = self.header()
        assert isinstance(tick, TickHeader)
        tick.pressed_box.connect(self._tick_all)

    @property
    def box(self) -> Qt.CheckState | None:
        """What the box in the header says."""
        header = self.header()
        assert isinstance(header, TickHeader)
        return header.box

    def selected_lines(self) -> list[Line]:
        """The rows selected, in their order."""
        found = {i.data(LINE).key: i.data(LINE) for i in self.selectionModel().selectedRows() if i.data(LINE)}
        return [line for line in self.lines.shown_lines() if line.key in found]

    def current_line(self) -> Line | None:
        """The current row."""
        return self.lines.line(self.currentIndex())

    def go_to(self, index: QModelIndex) -> None:
        """Make a row current, in view; a file's head comes to the top."""
        if index.isValid():
            self.setCurrentIndex(index)
            head = not index.parent().isValid()
            hint = QAbstractItemView.ScrollHint
            self.scrollTo(index, hint.PositionAtTop if head else hint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the rows selected, Ctrl+C copies them; Enter is the dialog's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() == Qt.Key.Key_Space:
            self._tick_selected()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._as_text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks its row, one on a head folds the file."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid() or index != self._pressed:
            return
        line = index.data(LINE)
        if line is None:
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        elif index.column() == Column.TICK and line.change:
            self.tick_wanted.emit([line], not self.lines.is_ticked(line))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down."""
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def drawRow(  # noqa: N802
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A line below each row, the edge of selected ones, the frame of the current one."""
        rect: QRect = options.rect  # type: ignore[attr-defined]
        super().drawRow(painter, options, index)
        frame_row(painter, rect, self, index)

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        if not self._arranging:
            self.line_shown.emit(self.lines.line(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns of picture 07 where they fit; the least needed ones hide, 提示 takes the rest."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Arrange the columns for the width."""
        whole = self.viewport().width() - LEAST_HINT
        widths = WIDTHS if whole >= sum(WIDTHS) - sum(WIDTHS[c] for c in GOING) else TIGHT
        room = whole - sum(widths)
        for column in GOING:
            gone = room < 0
            self.setColumnHidden(column, gone)
            room += widths[column] if gone else 0
        for at, width in enumerate(widths):
            more = min(max(room - LEAST_HINT // 2, 0), WIDE_NAME - width) if at == Column.NAME else 0
            self.header().resizeSection(at, width + more)

    def _tick_selected(self) -> None:
        lines = [line for line in self.selected_lines() if line.change]
        current = self.lines.group(self.currentIndex())
        if lines:
            self.tick_wanted.emit(lines, not all(self.lines.is_ticked(line) for line in lines))
        elif current and self.current_line() is None:
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))

    def _sure(self) -> list[Line]:
        return [line for line in self.lines.shown_lines() if line.kind is Kind.SURE]

    def _tick_all(self) -> None:
        self.tick_wanted.emit(self._sure(), self.box is not Qt.CheckState.Checked)

    def _mark_header(self) -> None:
        header, sure = self.header(), self._sure()
        ticked = sum(self.lines.is_ticked(line) for line in sure)
        states = Qt.CheckState
        assert isinstance(header, TickHeader)
        some = states.PartiallyChecked if ticked else states.Unchecked
        header.box = None if not sure else states.Checked if ticked == len(sure) else some
        header.viewport().update()

    def _as_text(self) -> str:
        shown = [c for c in Column if c not in (Column.TICK, Column.ARROW)]
        rows = [[HEADINGS[c] for c in shown]]
        indexes = [i for i in self.selectionModel().selectedRows() if i.data(LINE)]
        rows += [[str(i.siblingAtColumn(c).data() or "") for c in shown] for i in indexes]
        return "\n".join("\t".join(row) for row in rows)

    def _note(self, index: QModelIndex, *, folded: bool) -> None:
        group = self.lines.group(index)
        if group and not self._arranging:
            (self._folded.add if folded else self._folded.discard)(group.book.name)

    def _keep(self) -> None:
        line = self.current_line()
        self._kept = (line.key if line else None, self.verticalScrollBar().value())
        self._arranging = True

    def _restore(self) -> None:
        for row in range(self.lines.rowCount()):
            index = self.lines.index(row, 0)
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            group = self.lines.group(index)
            self.setExpanded(index, bool(group) and group.book.name not in self._folded)  # type: ignore[union-attr]
        key, scrolled = self._kept
        if key:
            self.setCurrentIndex(self.lines.index_of(key))
        self._arranging = False
        self.verticalScrollBar().setValue(scrolled)
        self._mark_header()
        self.line_shown.emit(self.current_line())
