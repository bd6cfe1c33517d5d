"""The projection: full screen, one or two targets a page, steered by a clicker; it only reads."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QMenu, QWidget

from gui import theme
from gui.charts.slide import PageText, Slide, fits
from gui.session import Session
from models.assess import is_paced
from models.quantity import fixed

MOUSE_HIDES = 2000  # milliseconds
PAIR_FROM = 1.5  # width over height from which two targets stand beside each other
KEY = Qt.Key
NEXT = {KEY.Key_PageDown, KEY.Key_Right, KEY.Key_Down, KEY.Key_Space, KEY.Key_N}
PREVIOUS = {KEY.Key_PageUp, KEY.Key_Left, KEY.Key_Up, KEY.Key_P}
ENTER = {KEY.Key_Return, KEY.Key_Enter}
END = {KEY.Key_Escape, KEY.Key_F5}
BLACK, WHITE = {KEY.Key_B, KEY.Key_Period}, {KEY.Key_W}


class Projection(QWidget):
    """The window on the projector. `message` is for the operator's window."""

    message = Signal(str)
    ended = Signal()

    def __init__(self, session: Session, targets: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("要点通 投影")
        self.setMouseTracking(True)
        self._session, self._targets = session, list(targets)
        self._screen: QScreen | None = None
        self._per, self._last_year = 2, True
        self._at, self._digits, self._note, self._cover = 0, "", "", ""
        self._pages: list[list[str]] = []
        self.slide = Slide()
        self.slide.setParent(self)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(MOUSE_HIDES)
        self._still.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._keys = self._make_keys()
        session.changed.connect(self._refresh)
        session.period_changed.connect(self._refresh)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._screen_gone)
        self._refresh()

    @property
    def pages(self) -> list[list[str]]:
        """The targets of each page."""
        return self._pages

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._at

    @property
    def covered(self) -> str:
        """The colour that covers the page, empty when it shows."""
        return self._cover

    def open_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self._screen = screen
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self._still.start()

    def go(self, page: int) -> None:
        """Show a page; beyond the first and the last nothing moves."""
        self._at = max(0, min(page, len(self._pages) - 1))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key ends here: nothing is passed on, so nothing can be changed."""
        event.accept()
        key, self._note = KEY(event.key()), ""
        if KEY.Key_0 <= key <= KEY.Key_9:
            self._digits = (self._digits + chr(key))[-4:]
            self._show()
            return
        typed, self._digits = self._digits, ""
        call = self._keys.get(key)
        if key in ENTER and typed:
            self._go_to(int(typed))
        elif key in END:
            self.close()
        elif call is not None and self._cover and key not in BLACK | WHITE:
            self._set_cover("")
        elif call is not None:
            call()
        elif typed:
            self._show()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer shows while it moves."""
        super().mouseMoveEvent(event)
        self.unsetCursor()
        self._still.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits on a page depends on the screen."""
        super().resizeEvent(event)
        self.slide.setGeometry(self.rect())
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The projection is over."""
        self._still.stop()
        self.ended.emit()
        super().closeEvent(event)

    def _make_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        keys: dict[Qt.Key, Callable[[], None]] = {}
        keys |= dict.fromkeys(NEXT | ENTER, lambda: self.go(self._at + 1))
        keys |= dict.fromkeys(PREVIOUS, lambda: self.go(self._at - 1))
        keys |= dict.fromkeys(BLACK, lambda: self._toggle_cover(theme.BLACK))
        keys |= dict.fromkeys(WHITE, lambda: self._toggle_cover(theme.PANEL))
        keys[KEY.Key_Home] = lambda: self.go(0)
        keys[KEY.Key_End] = lambda: self.go(len(self._pages) - 1)
        keys[KEY.Key_S] = self._toggle_pair
        keys[KEY.Key_L] = self._toggle_last_year
        return keys

    def _go_to(self, number: int) -> None:
        self._cover = ""
        self.slide.cover("")
        if 1 <= number <= len(self._pages):
            self.go(number - 1)
        else:
            self._note = f"没有第 {number} 页"
            self._show()

    def _toggle_cover(self, token: str) -> None:
        self._set_cover("" if self._cover == token else token)

    def _set_cover(self, token: str) -> None:
        self._cover = token
        self.slide.cover(token)

    def _toggle_last_year(self) -> None:
        self._last_year = not self._last_year
        self._show()

    def _toggle_pair(self) -> None:
        self._per = 3 - self._per
        self._refresh()

    def _refresh(self, *_: object) -> None:
        """Pages anew, the first target in view stays in view."""
        first = self._pages[self._at][0] if self._pages else ""
        self._pages = self._paginate()
        self._at = next((i for i, page in enumerate(self._pages) if first in page), 0)
        self._show()

    def _paginate(self) -> list[list[str]]:
        session = self._session
        known = [t for t in self._targets if t in session.by_target]
        wide = self.width() >= PAIR_FROM * self.height()
        pages: list[list[str]] = []
        for target_id in known:
            column = self.slide.column_width(2)
            fit = self._per == 2 and wide and fits(session.ledger, session.by_target[target_id], column)
            last = pages[-1] if pages else []
            alone = len(last) == 1 and fits(session.ledger, session.by_target[last[0]], column)
            if fit and alone:
                last.append(target_id)
            else:
                pages.append([target_id])
        return pages

    def _show(self) -> None:
        session = self._session
        if not session.has_plan:
            return
        ledger, period = session.ledger, session.period
        shown = [session.by_target[t] for t in self._pages[self._at]] if self._pages else []
        labels = ledger.task_labels()
        tasks = dict.fromkeys(labels.get(a.target.heading_id or "", "") for a in shown)
        pace = f" · 序时 {fixed(period.months / 12 * 100, 1)}%" if any(is_paced(a.target) for a in shown) else ""
        page = f"第 {self._at + 1} / {len(self._pages)} 页" if self._pages else "没有要投影的指标"
        if self._digits:
            page += f"，转到第 {self._digits} 页按回车"
        rule = self._note or f"规则：{ledger.rule(period).sentence}。"
        text = PageText("　".join(t for t in tasks if t), period.reach + pace, page, rule, demo=ledger.plan.demo)
        self.slide.show_page(ledger, shown, text, last_year=self._last_year)

    def _screen_gone(self, screen: QScreen) -> None:
        if screen is not self._screen:
            return
        first = QGuiApplication.primaryScreen()
        sentence = f"投影用的屏幕断开了，投影已移到“{first.name()}”。按 Esc 结束投影。"
        self.open_on(first)
        self._note = sentence
        self._show()
        self.message.emit(sentence)


def project(
    session: Session, targets: Sequence[str], parent: QWidget, say: Callable[[str], object] | None = None
) -> Projection:
    """Project these targets; asks for the screen where there are several (the second is proposed).

    `say` shows a sentence in the operator's window; without it the session's strip does.
    """
    for old in parent.children():
        if isinstance(old, Projection):
            old.close()
    made = Projection(session, targets, parent)
    made.message.connect(say or session.failed.emit)
    screens = QGuiApplication.screens()
    if len(screens) == 1:
        made.open_on(screens[0])
    else:
        menu = screen_menu(screens, made.open_on, parent)
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, lambda: made.isVisible() or made.close()))
        menu.popup(parent.mapToGlobal(parent.rect().center()))
    return made


def screen_menu(screens: Sequence[QScreen], chosen: Callable[[QScreen], object], parent: QWidget) -> QMenu:
    """The screens by name and size; the second one is ready for Enter."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for i, screen in enumerate(screens, start=1):
        size = screen.size()
        first = "，主屏幕" if screen is QGuiApplication.primaryScreen() else ""
        action = menu.addAction(f"投影到屏幕 {i}（{screen.name()}，{size.width()}×{size.height()}{first}）")
        action.triggered.connect(lambda _=False, s=screen: chosen(s))
    menu.setActiveAction(menu.actions()[min(1, len(screens) - 1)])
    return menu
