"""The panel with the plan's tree: the place is kept through every refresh, keys and menus act on targets."""

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.rows import frame_row
from gui.kit.widths import NARROW
from gui.plan.row_keys import heading_key
from gui.plan.target_actions import TargetActions
from gui.plan.tree_drag import DropTree
from gui.plan.tree_model import TreeModel
from gui.session.session import Changed, Session
from gui.target.delegates import BarDelegate, NameDelegate, RowDelegate, StatusDelegate, status_width
from gui.target.texts import TreeColumn
from models.judging.groups import FILTERS, StatusFilter
from models.plan.entities import Heading, Target
from models.plan.year import PlanYear

_BLANK = "这个计划还是空的。点“指标”新增章节和指标，或按 Shift+Ins、Ins。"
_NOT_FOUND = f"没有符合的指标。换个词，或把筛选改回“{StatusFilter.ALL.value}”。"
_TYPING_PAUSE = 1000  # milliseconds after which typing starts a new search
_RATE_WIDTH, _DEMAND_WIDTH, _UNIT_WIDTH, _INDENT = 120, 66, 52, 10


class PlanTree(DropTree):
    """The tree itself. What the user collapsed stays so, whatever the model does."""

    opened = Signal(str)
    moved = Signal(str)

    def __init__(self, model: TreeModel) -> None:
        super().__init__()
        self.plan = model
        self.setModel(model)
        self.delegates = (NameDelegate(self), StatusDelegate(self), BarDelegate(self), RowDelegate(self))
        for column in TreeColumn:
            self.setItemDelegateForColumn(column, self.delegates[min(column, 3)])  # the plain one from the third on
        # else Qt measures every row of a large plan
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # a double click opens, and what that means differs by row
        self.setExpandsOnDoubleClick(False)
        self.allow_drops()
        self.setAccessibleName("工作要点")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(TreeColumn.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (TreeColumn.STATUS, status_width()),
            (TreeColumn.RATE, _RATE_WIDTH),
            (TreeColumn.DEMAND, _DEMAND_WIDTH),
            (TreeColumn.UNIT, _UNIT_WIDTH),
        ):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        self._collapsed: set[str] = set()
        self._arranging = False
        self._kept: tuple[str, list[str], int] = ("", [], 0)
        self._typed, self._clock = "", QElapsedTimer()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.refreshed.connect(self.viewport().update)
        self.collapsed.connect(self._note_collapsed)
        self.expanded.connect(self._note_expanded)
        self.doubleClicked.connect(self._open)

    def targets(self) -> list[Target]:
        """The selected targets, in the plan's order."""
        found = map(self.plan.target, self.selectionModel().selectedRows())
        return self.plan.in_order({t.id for t in found if t})

    def headings(self) -> list[Heading]:
        """The selected headings, from top to bottom."""
        found = map(self.plan.heading, self.selectionModel().selectedRows())
        return [h for h in found if h]

    def heading_id(self) -> str | None:
        """The heading of the current row: itself, or that of its target."""
        index = self.currentIndex()
        heading, target = self.plan.heading(index), self.plan.target(index)
        if heading:
            return heading.id
        if target:
            return target.heading_id
        return None

    def go_to(self, key: str) -> bool:
        """Make a row current and bring it into view; False where the filter hides it."""
        index = self.plan.index_of(key)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Type-ahead by name or pinyin initials; a pause begins anew."""
        if not self._clock.isValid() or self._clock.elapsed() > _TYPING_PAUSE:
            self._typed = ""
        self._clock.start()
        again = self._typed == search  # the same letter once more goes on to the next row
        if not again:
            self._typed += search
        start = self.currentIndex()
        if again or len(self._typed) == 1:
            start = self.indexBelow(start)
        found = self.plan.find(self._typed, start)
        if found.isValid():
            self.setCurrentIndex(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the target, or opens and closes a heading."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def drawRow(  # noqa: N802
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The edge of selected rows, and a frame around the current one while the keyboard is here."""
        rect: QRect = options.rect  # type: ignore[attr-defined]
        if self.plan.heading(index):
            painter.fillRect(rect, theme.colour(theme.COMPUTED))
        super().drawRow(painter, options, index)
        frame_row(painter, rect, self, index)

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say which target is current."""
        super().currentChanged(current, previous)
        target = self.plan.target(current)
        if target and not self._arranging:  # a reset puts the current row back; nobody went there
            self.moved.emit(target.id)

    def arrange(self) -> None:
        """Headings span the columns; everything is expanded but what the user collapsed."""
        self._arranging = True
        self.blockSignals(True)  # it would say so of every row
        self.expandAll()
        self.blockSignals(False)
        for index in self.plan.rows(lambda node: node.heading is not None):
            self.setFirstColumnSpanned(index.row(), index.parent(), True)
            if not self.plan.filtered and self.plan.key(index) in self._collapsed:
                self.collapse(index)
        self._arranging = False

    def _open(self, index: QModelIndex) -> None:
        target = self.plan.target(index)
        if target:
            self.opened.emit(target.id)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _note_collapsed(self, index: QModelIndex) -> None:
        # under a filter headings are closed for a look, not for good
        if not self._arranging and not self.plan.filtered:
            self._collapsed.add(self.plan.key(index))

    def _note_expanded(self, index: QModelIndex) -> None:
        if not self._arranging:
            self._collapsed.discard(self.plan.key(index))

    def _keep(self) -> None:
        # keys outlive the reset, indexes do not
        chosen = [self.plan.key(i) for i in self.selectionModel().selectedRows()]
        self._kept = self.plan.key(self.currentIndex()), chosen, self.verticalScrollBar().value()
        self._arranging = True

    def _restore(self) -> None:
        current, chosen, scrolled = self._kept
        self.arrange()
        self._arranging = True
        flag = self.selectionModel().SelectionFlag
        index = self.plan.index_of(current)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
        for key in chosen:
            row = self.plan.index_of(key)
            if row.isValid():
                self.selectionModel().select(row, flag.Select | flag.Rows)
        self._arranging = False
        # the scroll bar knows its range only once the rows are laid out
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(scrolled)


class TreePanel(QFrame):
    """Title with counts, filter by status, the menu of actions, and the tree.

    `filter_changed` carries the StatusFilter in force.
    """

    target_wanted = Signal(str)
    current_changed = Signal(str)
    filter_changed = Signal(object)
    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._session = session
        self._query, self._filter = "", StatusFilter.ALL
        self.model = TreeModel(self)
        self.tree = PlanTree(self.model)
        tree = self.tree
        self.actions_of_targets = TargetActions(tree, session, tree.targets, tree.headings, tree.heading_id)
        self._count = PlainLabel()
        self._count.setObjectName("hint")
        self._empty = PlainLabel()
        self._empty.setObjectName("hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.status_button = _menu_button(StatusFilter.ALL.value, "按状态筛选")
        self.target_button = _menu_button("指标", "新增、编辑、移动、分工、删除（章节和指标）")
        self._lay_out()
        self._fill_menus()
        self.tree.opened.connect(self.target_wanted)
        self.tree.moved.connect(self.current_changed)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self.actions_of_targets.refresh())
        self.actions_of_targets.done.connect(self._acted)
        self.tree.dropped.connect(self.actions_of_targets.moves.drop)
        self.refresh(Changed())
        self.tree.arrange()

    @property
    def status_filter(self) -> StatusFilter:
        """The filter by status in force."""
        return self._filter

    @property
    def said_instead(self) -> str:
        """What stands in place of rows where there are none; empty where there are some."""
        if self._empty.isHidden():
            return ""
        return self._empty.text()

    def refresh(self, change: Changed) -> None:
        """Follow the session: rows, what the actions allow, counts."""
        session, ledger = self._session, None
        if session.has_plan:
            ledger = session.ledger
        self.model.show(ledger, session.by_target, change.targets)
        self.actions_of_targets.refresh()
        self.tree.setDragEnabled(session.has_plan and not session.read_only)
        self._say_counts()

    def filter_by(self, query: str, status: StatusFilter | None = None) -> None:
        """Show the targets that match; a status of None keeps the one in force."""
        self._query = query
        if status is not None and status is not self._filter:
            self._filter = status
            self.status_button.setText(status.value)
            self.filter_changed.emit(status)
        self._choices[self._filter].setChecked(True)  # of a group: the others lose their mark
        self.model.set_filter(query, FILTERS[self._filter])
        self._say_counts()

    def filter_status(self, status: StatusFilter) -> None:
        """Filter by a status, keeping the words searched for."""
        self.filter_by(self._query, status)

    def show_target(self, target_id: str) -> None:
        """Make a target current; the filters go where they hide it."""
        self._show(target_id)

    def show_heading(self, heading_id: str) -> None:
        """The same of a heading."""
        self._show(heading_key(heading_id))

    def fit(self, *, narrow: bool, roomy: bool) -> None:
        """Narrow windows lose 年度目标 and 单位 (they stand in the tooltip); high ones have higher rows."""
        for column in (TreeColumn.DEMAND, TreeColumn.UNIT):
            self.tree.setColumnHidden(column, narrow)
        if any(d.roomy != roomy for d in self.tree.delegates):
            for delegate in self.tree.delegates:
                delegate.roomy = roomy
            self.tree.doItemsLayout()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu as the button's: at the mouse, or at the current row when a key asked for it."""
        menu = QMenu(self.tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_of_targets.fill(menu)
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            below = self.tree.visualRect(self.tree.currentIndex()).bottomLeft()
            place = self.tree.viewport().mapToGlobal(below)
        menu.popup(place)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.PADDING, 4, theme.GAP, 4)
        head.setSpacing(theme.GAP)
        title = PlainLabel("工作要点")
        title.setObjectName("title")
        for widget in (title, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        for button in (self.target_button, self.status_button):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.tree, 1)
        self._empty.hide()

    def _fill_menus(self) -> None:
        self._choices: dict[StatusFilter, QAction] = {}
        group, menu = QActionGroup(self), self.status_button.menu()
        for status in FILTERS:
            action = self._choices[status] = menu.addAction(status.value)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _=False, chosen=status: self.filter_status(chosen))
        self._choices[self._filter].setChecked(True)
        self.actions_of_targets.fill(self.target_button.menu())
        self.target_button.menu().aboutToShow.connect(self.actions_of_targets.refresh)

    def _say_counts(self) -> None:
        """How many there are or were found; where there are none, what to do."""
        if not self._session.has_plan:
            self._count.setText("0 项指标")
            self._empty.hide()
            return
        ledger, shown = self._session.ledger, self.model.shown_targets()
        if self.model.filtered:
            self._count.setText(f"找到 {shown} 项")
            self._empty.setText(_NOT_FOUND)
            self._empty.setVisible(not shown)
        else:
            self._count.setText(_counted(ledger))
            self._empty.setText(_BLANK)
            self._empty.setVisible(not ledger.targets and not ledger.headings)

    def _show(self, key: str) -> None:
        if not self.tree.go_to(key):
            self.filter_by("", StatusFilter.ALL)
            self.tree.go_to(key)

    def _acted(self, said: str, target_id: str) -> None:
        self.message.emit(said)
        if target_id:
            self.show_target(target_id)


def _menu_button(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(plain_tip(name))
    button.setAccessibleName(name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    return button


def _counted(ledger: PlanYear) -> str:
    """How many targets and tasks a plan has; its deepest headings are its tasks."""
    deepest = max((h.level for h in ledger.headings), default=0)
    tasks = sum(h.level == deepest for h in ledger.headings)
    text = f"{len(ledger.targets)} 项指标"
    if tasks:
        text += f" · {tasks} 项任务"
    return text


def panel_width(tree: QWidget, width: int) -> int:
    """The tree's width in a window of this width (screens.md §2.1)."""
    if width >= 1600:
        return 560
    if width >= NARROW:
        return 540
    return max(tree.minimumSizeHint().width(), 410)
