"""The projection: full screen, one or two targets a page, steered by a clicker or by the operator; it only reads."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from gui.kit import theme
from gui.meeting.deck import Deck
from gui.meeting.page_text import page_text
from gui.meeting.screens import key_of, screen_for
from gui.meeting.slide import Slide, fits
from gui.session.session import Session
from gui.target.sentences import spoken
from models.judging.assess import Assessment
from models.plan.period import Period

MOUSE_HIDES = 2000  # milliseconds
PAIR_FROM = 1.5  # width over height from which two targets stand beside each other
KEY = Qt.Key
NEXT = {KEY.Key_PageDown, KEY.Key_Right, KEY.Key_Down, KEY.Key_Space, KEY.Key_N}
PREVIOUS = {KEY.Key_PageUp, KEY.Key_Left, KEY.Key_Up, KEY.Key_P}
ENTER = {KEY.Key_Return, KEY.Key_Enter}
END = {KEY.Key_Escape, KEY.Key_F5}
BLACK, WHITE = {KEY.Key_B, KEY.Key_Period}, {KEY.Key_W}
IGNORED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Projection(QWidget):
    """The window on the projector. `message` is for the operator's window, `turned` says that something else shows."""

    message = Signal(str)
    turned = Signal()
    ended = Signal()

    def __init__(
        self, session: Session, targets: Sequence[str], parent: QWidget, *, period: Period | None = None,
        start: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("要点通 投影")
        self.setMouseTracking(True)
        self._session, self._targets, self._period = session, list(targets), period or session.period
        self._screen: QScreen | None = None
        self._lost = ""
        self._last_year, self._cover = True, ""
        self._judged: dict[str, Assessment] = {}
        self._deck = Deck(start)
        self.slide = Slide()
        self.slide.setParent(self)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(MOUSE_HIDES)
        self._still.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._keys = self._make_keys()
        session.changed.connect(self._refresh)
        session.period_changed.connect(self._follow_period)  # a method: a lambda would outlive the window
        parent.window().installEventFilter(self)  # no page may stay on the wall when the program is closed
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._screen_gone)
        application.screenAdded.connect(self._screen_came)
        self._refresh()

    @property
    def pages(self) -> list[list[str]]:
        """The targets of each page."""
        return self._deck.pages

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._deck.page

    @property
    def titles(self) -> list[str]:
        """What each page shows, in words."""
        return ["、".join(map(self._name, page)) for page in self._deck.pages]

    @property
    def covered(self) -> str:
        """The colour that covers the page, empty when it shows."""
        return self._cover

    @property
    def paired(self) -> bool:
        """Whether two targets may share a page."""
        return self._deck.paired

    @property
    def last_year(self) -> bool:
        """Whether last year's line is drawn."""
        return self._last_year

    @property
    def on_screen(self) -> QScreen | None:
        """The screen that is filled."""
        return self._screen

    def open_on(self, screen: QScreen) -> None:
        """Fill a screen; the clicker's keys go there."""
        if self._screen is not None and self.isVisible():
            self.showNormal()  # a full screen does not leave its monitor by itself
        self._screen, self._lost = screen, ""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.take_keys()
        self._still.start()
        self.turned.emit()

    def take_keys(self) -> None:
        """Come to the front: what is pressed steers the projection again."""
        self.raise_()
        self.activateWindow()

    def go(self, page: int) -> None:
        """Show a page; beyond the first and the last nothing moves."""
        self._deck.go(page)
        self._show()

    def cover(self, token: str) -> None:
        """Black or white instead of the page; empty shows it again."""
        self._cover = token
        self.slide.cover(token)
        self.turned.emit()

    def set_paired(self, on: bool) -> None:
        """One or two targets a page."""
        self._deck.paired = on
        self._refresh()

    def set_last_year(self, on: bool) -> None:
        """With or without last year's line."""
        self._last_year = on
        self._show()

    def show_targets(self, targets: Sequence[str]) -> None:
        """Project other targets, from the page that holds the one in view."""
        self._targets = list(targets)
        self._refresh()

    def set_period(self, period: Period) -> None:
        """Show the same targets at another period."""
        self._period = period
        self._refresh()

    def event(self, event: QEvent) -> bool:
        """No key is anybody's shortcut while this window has the keys."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The projection ends with the operator's window."""
        if event.type() == QEvent.Type.Close and watched is not self:
            self.close()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key ends here: nothing is passed on, so nothing can be changed."""
        event.accept()
        if event.modifiers() & IGNORED:
            return
        key, deck = event.key(), self._deck
        said = deck.page_words, deck.note
        deck.touch()
        if KEY.Key_0 <= key <= KEY.Key_9:
            deck.type_digit(chr(key))
            self._show()
            return
        number = deck.take_number()
        call = self._keys.get(key)
        if key in ENTER and number is not None:
            self.cover("")
            deck.go_to_number(number)
            self._show()
        elif key in END:
            self.close()
        elif call is None:
            if (deck.page_words, deck.note) != said:  # a key that means nothing draws nothing anew
                self._show()
        elif self._cover and key not in BLACK | WHITE:
            self.cover("")
        else:
            call()

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

    def changeEvent(self, event: QEvent) -> None:
        """The operator sees whether the clicker steers."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.turned.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The projection is over: the operator is where he was, with the focus."""
        self._still.stop()
        self.ended.emit()
        super().closeEvent(event)
        owner = self.parentWidget()
        if owner is not None and owner.window().isVisible():
            owner.window().activateWindow()

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        keys: dict[int, Callable[[], None]] = {}
        keys |= dict.fromkeys(NEXT | ENTER, lambda: self.go(self.page + 1))
        keys |= dict.fromkeys(PREVIOUS, lambda: self.go(self.page - 1))
        keys |= dict.fromkeys(BLACK, lambda: self._toggle_cover(theme.BLACK))
        keys |= dict.fromkeys(WHITE, lambda: self._toggle_cover(theme.PANEL))
        keys[KEY.Key_Home] = lambda: self.go(0)
        keys[KEY.Key_End] = lambda: self.go(len(self.pages) - 1)
        keys[KEY.Key_S] = lambda: self.set_paired(not self.paired)
        keys[KEY.Key_L] = lambda: self.set_last_year(not self._last_year)
        return keys

    def _toggle_cover(self, token: str) -> None:
        self.cover("" if self._cover == token else token)

    def _name(self, target_id: str) -> str:
        return self._judged[target_id].target.full_name

    def _follow_period(self) -> None:
        self.set_period(self._session.period)

    def _refresh(self, *_: object) -> None:
        """Pages anew, the first target in view stays in view."""
        self._judged = {}
        for target_id in self._targets:
            a = self._session.judged_at(target_id, self._period)
            if a is not None:
                self._judged[target_id] = a
        wide, column = self.width() >= PAIR_FROM * self.height(), self.slide.column_width(2)
        self._deck.lay_out(
            self._judged, lambda target_id: wide and fits(self._session.ledger, self._judged[target_id], column)
        )
        self._show()

    def _show(self) -> None:
        if not self._session.has_plan:
            return
        ledger, page = self._session.ledger, self._deck.page_words
        shown = [self._judged[target_id] for target_id in self._deck.in_view]
        text = page_text(ledger, shown, self._period, page, self._deck.note)
        self.slide.show_page(ledger, shown, text, last_year=self._last_year)
        self.setAccessibleName("；".join([page, *map(spoken, shown)]))
        self.turned.emit()

    def _screen_gone(self, screen: QScreen) -> None:
        if screen is not self._screen:
            return
        lost, first = key_of(screen), QGuiApplication.primaryScreen()
        self.cover("")  # a black screen before the operator would look like a failure
        self.open_on(first)
        self._lost = lost
        self._tell(f"投影用的屏幕断开了，投影已移到“{first.name()}”。按 Esc 结束投影。")

    def _screen_came(self, screen: QScreen) -> None:
        if self._lost and key_of(screen) == self._lost:
            self.open_on(screen)
            self._tell(f"投影用的屏幕接回来了，投影已移回“{screen.name()}”。")

    def _tell(self, sentence: str) -> None:
        self._deck.note = sentence
        self._show()
        self.message.emit(sentence)


def project(
    session: Session, targets: Sequence[str], parent: QWidget, say: Callable[[str], object] | None = None,
    *, period: Period | None = None, start: str = "",
) -> Projection:  # fmt: skip
    """Project these targets, from the page that holds `start`, as they are at `period`.

    It opens on the screen chosen last, else on one where the operator's window is not; the
    operator moves it in his strip (operator.py). `say` shows a sentence in the operator's
    window; without it the session's strip does.
    """
    for old in parent.children():
        if isinstance(old, Projection):
            old.close()
    made = Projection(session, targets, parent, period=period, start=start)
    made.message.connect(say or session.failed.emit)
    made.open_on(screen_for(QGuiApplication.screens(), parent.screen()))
    return made
