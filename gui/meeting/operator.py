"""The operator's strip in the main window while something is projected: its pages, next, previous, black, end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QMouseEvent, QScreen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.meeting.projection import Projection
from gui.meeting.screens import remember, title_of

WIDEST = 240  # pixels of a page's title
LOWEST = 26  # pixels of a button: a fingertip hits it
STEERS, LOST = "正在投影", "翻页笔没接上，点一页接上"


class Operator(QFrame):
    """Steers a projection and goes with it. Whatever is clicked hands the keys back to the projection."""

    def __init__(self, projection: Projection) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.projection = projection
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 4, theme.GAP, 4)
        row.setSpacing(theme.GAP)
        self.state = PlainLabel()
        self.state.setFont(theme.bold())
        self.back, self.forward = QPushButton("上一页"), QPushButton("下一页")
        self.list = _PageList()
        self.black, self.options, self.end = QPushButton("黑屏"), QToolButton(), QPushButton("结束投影")
        self.black.setCheckable(True)
        self.options.setText("选项")
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.options)
        self.options.setMenu(self.menu)
        for widget in (self.state, self.back, self.list, self.forward, self.black, self.options, self.end):
            row.addWidget(widget)
        row.setStretchFactor(self.list, 1)
        for button in (self.back, self.forward, self.black, self.options, self.end):
            button.setMinimumHeight(LOWEST)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        self.black.clicked.connect(self._toggle_black)
        self.end.clicked.connect(projection.close)
        self.list.currentRowChanged.connect(self._go)
        self.list.released.connect(projection.take_keys)
        self.menu.aboutToShow.connect(self.fill_menu)
        projection.turned.connect(self.refresh)
        owner = projection.parentWidget()
        assert owner is not None
        self._window = owner.window()
        self._before: QWidget | None = self._window.focusWidget()
        if self._before is not None:
            self._before.destroyed.connect(self._forget)  # it may be gone before the projection ends
        projection.ended.connect(self._leave)
        self.refresh()

    def refresh(self) -> None:
        """Show what the projection shows now, and whether it has the keys."""
        shown, titles = self.projection, self.projection.titles
        if shown.isActiveWindow():
            self.state.setText(STEERS)
            self.state.setToolTip("")
        else:
            self.state.setText(LOST)
            self.state.setToolTip("点这里的任何一页，翻页笔和键盘又控制投影")
        self.list.show_pages(titles, shown.page)
        self.back.setEnabled(shown.page > 0)
        self.forward.setEnabled(shown.page < len(titles) - 1)
        self.black.setChecked(bool(shown.covered))

    def fill_menu(self) -> None:
        """What is chosen less often: how many at once, last year's line, white, and the screen."""
        shown, menu = self.projection, self.menu
        menu.clear()
        for text, on, call in (
            ("一页两图（S）", shown.paired, shown.set_paired),
            ("上年线（L）", shown.last_year, shown.set_last_year),
            ("白屏（W）", shown.covered == theme.PANEL, self._whiten),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(call)
            action.triggered.connect(lambda _: shown.take_keys())
        menu.addSeparator()
        screens = QGuiApplication.screens()
        for screen in screens:
            action = menu.addAction(f"投影到{title_of(screen, screens)}")
            action.setCheckable(True)
            action.setChecked(screen is shown.on_screen)
            action.setEnabled(len(screens) > 1)
            action.triggered.connect(lambda _=False, s=screen: self._move(s))

    def _leave(self) -> None:
        """The focus goes back to where it was before the strip had it."""
        now = self._window.focusWidget()
        if self._before is not None and now is not None and self.isAncestorOf(now):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()

    def _forget(self) -> None:
        self._before = None

    def _move(self, screen: QScreen) -> None:
        remember(screen)
        self.projection.open_on(screen)

    def _go(self, page: int) -> None:
        if page >= 0:
            self.projection.go(page)

    def _turn(self, by: int) -> None:
        self.projection.go(self.projection.page + by)
        self.projection.take_keys()

    def _whiten(self, on: bool) -> None:
        self.projection.cover(theme.PANEL if on else "")

    def _toggle_black(self) -> None:
        self.projection.cover("" if self.projection.covered else theme.BLACK)
        self.projection.take_keys()


class _PageList(QListWidget):
    """The pages in one row; the current one is bold on a tint. `released` says that the mouse was used."""

    released = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(self.fontMetrics().height() + 12)
        self.setAccessibleName("投影的各页")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Wherever in the row the click was."""
        super().mouseReleaseEvent(event)
        self.released.emit()

    def show_pages(self, titles: list[str], page: int) -> None:
        """Show other pages, or another of them as current."""
        # the projection has turned already: the row that becomes current must not turn it again
        blocked = self.blockSignals(True)
        if [self.item(i).toolTip() for i in range(self.count())] != titles:
            self._fill(titles)
        for i in range(self.count()):
            self.item(i).setFont(theme.bold() if i == page else theme.font())
        self.setCurrentRow(page)
        if self.count():
            self.scrollToItem(self.currentItem())
        self.blockSignals(blocked)

    def _fill(self, titles: list[str]) -> None:
        """Each as wide as its title is bold: the row stays as it is when another page is current."""
        self.clear()
        metrics = QFontMetrics(theme.bold())
        for number, title in enumerate(titles, start=1):
            text = metrics.elidedText(f"{number}. {title}", Qt.TextElideMode.ElideRight, WIDEST)
            item = QListWidgetItem(text)
            item.setToolTip(plain_tip(title))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"第 {number} 页，{title}")
            size = item.sizeHint()
            size.setWidth(metrics.horizontalAdvance(text) + 20)
            size.setHeight(self.height() - 2)
            item.setSizeHint(size)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.addItem(item)
