"""The rows of the preview as a tree: ticks, tints, marks; Space ticks, a click on a file's head folds it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
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

from gui.intake.returned.columns import HEADINGS, PreviewColumn
from gui.intake.returned.delegate import LineDelegate
from gui.intake.returned.lines import LineKey, ReturnedKind, ReturnedLine
from gui.intake.returned.model import LINE, ImportModel
from gui.kit.boxes import paint_box
from gui.kit.rows import frame_row

WIDTHS = (38, 46, 140, 88, 62, 74, 70, 76, 26, 112, 64, 92)  # of all columns but 提示, which takes the rest
TIGHT = (34, 42, 108, 68, 52, 68, 60, 68, 22, 86, 50, 72)  # the same in a narrow window
# what hides first where 提示 gets too narrow: the strip says it all the same
GOING = (
    PreviewColumn.ARROW, PreviewColumn.BEFORE, PreviewColumn.REMARK, PreviewColumn.UNIT, PreviewColumn.DEMAND,
)  # fmt: skip
LEAST_HINT, TIGHT_HINT, WIDE_NAME = 160, 120, 280
_SIGNS = ("+", "-", "*")  # which would fold a tree; here a figure may begin so


class TickHeader(QHeaderView):
    """The heading row; its box ticks all sure rows, or none."""

    pressed_box = Signal()

    def __init__(self, view: "ImportView") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setHighlightSections(False)
        self.box: Qt.CheckState | None = None  # nothing to tick
        self.sectionClicked.connect(self._press)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        """The box over the first column."""
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        if logical == PreviewColumn.TICK:
            paint_box(painter, rect, self.box)

    def _press(self, at: int) -> None:
        if at == PreviewColumn.TICK:
            self.pressed_box.emit()


class ImportView(QTreeView):
    """The rows. `tick_wanted` carries rows to be ticked or not, `line_shown` the current one (None on a head)."""

    tick_wanted = Signal(object, bool)
    line_shown = Signal(object)

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.lines = model
        self._folded: set[str] = set()
        self._kept: tuple[LineKey | None, int] = (None, 0)
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
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
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
        # A row is known by what it is, not by its place: after 添加文件 it may stand elsewhere.
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

    def selected_lines(self) -> list[ReturnedLine]:
        """The rows selected, in their order."""
        lines = [index.data(LINE) for index in self.selectionModel().selectedRows()]
        selected = {line.key for line in lines if line}  # a file's head carries no row
        return [line for line in self.lines.shown_lines() if line.key in selected]

    def current_line(self) -> ReturnedLine | None:
        """The row that is current; None on a file's head."""
        return self.lines.line(self.currentIndex())

    def go_to(self, index: QModelIndex) -> None:
        """Make a row current, in view; a file's head comes to the top."""
        if index.isValid():
            self.setCurrentIndex(index)
            hint = QAbstractItemView.ScrollHint.EnsureVisible
            if not index.parent().isValid():
                hint = QAbstractItemView.ScrollHint.PositionAtTop
            self.scrollTo(index, hint)

    def go_to_file(self, name: str) -> None:
        """Make a file's head current; where the filter leaves it out, no row is."""
        index = self.lines.index_of_file(name)
        if index.isValid():
            self.go_to(index)
        else:
            self.setCurrentIndex(index)
            self.clearSelection()

    def type_over(self) -> None:
        """Begin to type over the value of the current row."""
        index = self.currentIndex().siblingAtColumn(PreviewColumn.NEW)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the rows selected, Ctrl+C copies them, what is typed goes over the value."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() == Qt.Key.Key_Space:
            self._tick_selected()
        elif event.text() in _SIGNS and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
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
        elif index.column() == PreviewColumn.TICK and line.change:
            self.tick_wanted.emit([line], not self.lines.ticks.is_ticked(line))

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
        """Tell which row is current; in a row the value is, so that F2, keys and input methods type over it."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != PreviewColumn.NEW and self.lines.line(current):
            value = current.sibling(current.row(), PreviewColumn.NEW)
            self.selectionModel().setCurrentIndex(value, QItemSelectionModel.SelectionFlag.NoUpdate)
        elif not self._arranging:
            self.line_shown.emit(self.lines.line(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns of picture 07 where they fit; the least needed ones hide, 提示 takes the rest."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Arrange the columns for the width."""
        whole = self.viewport().width() - LEAST_HINT
        widths = list(WIDTHS)
        if whole < sum(WIDTHS) - sum(map(WIDTHS.__getitem__, GOING)):
            whole, widths = self.viewport().width() - TIGHT_HINT, list(TIGHT)
        unsaid = not any(line.remark for line in self.lines.ticks.lines())
        room = whole - sum(widths) + (widths[PreviewColumn.REMARK] if unsaid else 0)
        for column in GOING:
            if column == PreviewColumn.REMARK and unsaid:
                self.setColumnHidden(column, True)
                continue
            gone = room < 0
            self.setColumnHidden(column, gone)
            if gone:
                room += widths[column]
        name = widths[PreviewColumn.NAME]
        widths[PreviewColumn.NAME] += min(max(room - LEAST_HINT // 2, 0), WIDE_NAME - name)
        for at, width in enumerate(widths):
            self.header().resizeSection(at, width)

    def _tick_selected(self) -> None:
        lines = [line for line in self.selected_lines() if line.change]
        current = self.lines.group(self.currentIndex())
        if lines:
            self.tick_wanted.emit(lines, not all(map(self.lines.ticks.is_ticked, lines)))
        elif current and self.current_line() is None:
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))

    def _sure(self) -> list[ReturnedLine]:
        """The rows that the box in the header ticks: a doubted one is never ticked without a reason."""
        return [line for line in self.lines.shown_lines() if line.kind is ReturnedKind.SURE]

    def _tick_all(self) -> None:
        self.tick_wanted.emit(self._sure(), self.box is not Qt.CheckState.Checked)

    def _mark_header(self) -> None:
        header, sure = self.header(), self._sure()
        ticked = sum(map(self.lines.ticks.is_ticked, sure))
        assert isinstance(header, TickHeader)
        if not sure:
            header.box = None
        elif ticked == len(sure):
            header.box = Qt.CheckState.Checked
        elif ticked:
            header.box = Qt.CheckState.PartiallyChecked
        else:
            header.box = Qt.CheckState.Unchecked
        header.viewport().update()

    def _as_text(self) -> str:
        """The rows selected as a table for Excel: the headings, then a line each, with tabs between."""
        shown = [column for column in PreviewColumn if column not in (PreviewColumn.TICK, PreviewColumn.ARROW)]
        table = [[HEADINGS[column] for column in shown]]
        rows = self.selectionModel().selectedRows()
        table += [_texts(index, shown) for index in rows if index.data(LINE)]  # a file's head is no row of the table
        return "\n".join(map("\t".join, table))

    def _note(self, index: QModelIndex, *, folded: bool) -> None:
        group = self.lines.group(index)
        if group is None or self._arranging:
            return
        if folded:
            self._folded.add(group.book.name)
        else:
            self._folded.discard(group.book.name)

    def _keep(self) -> None:
        line = self.current_line()
        key = line.key if line else None
        self._kept = key, self.verticalScrollBar().value()
        self._arranging = True  # while rows go and come nobody hears which one is current

    def _restore(self) -> None:
        for row in range(self.lines.rowCount()):
            index = self.lines.index(row, 0)
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            group = self.lines.group(index)
            self.setExpanded(index, group is not None and group.book.name not in self._folded)
        key, scrolled = self._kept
        if key:
            self.setCurrentIndex(self.lines.index_of(key))
        self._arranging = False
        self.verticalScrollBar().setValue(scrolled)
        self._mark_header()
        self.fit()  # 备注 has a column where a unit wrote any
        self.line_shown.emit(self.current_line())


def _texts(index: QModelIndex, columns: Sequence[PreviewColumn]) -> list[str]:
    """What stands in some columns of a row."""
    return [str(index.siblingAtColumn(column).data() or "") for column in columns]
