"""Somebody who presses everything, as fast as the window takes it, the same for the same seed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from gui.app.start import Starter
from gui.kit import ask
from gui.shell.pages import PAGES
from gui.shell.window import MainWindow
from models.plan.period import Period

KEY, HELD = Qt.Key, Qt.KeyboardModifier
TEXTS = (
    "1", "12.5", "2960", "-0", "1e400", "０．５", "1,234,567.89", "12 %", "5%%", "３０％以上", "不适用", "清空", "很多",
    "0", "2020-02-30", "=1+1", "htwz", "/", "签约\t3\n引进", "\u202eRTL", "😀", "已完成", "x" * 300, " ", "a\x00b",
)  # fmt: skip
KEYS = (
    KEY.Key_Return, KEY.Key_Return, KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Escape, KEY.Key_Up, KEY.Key_Down,
    KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_F2, KEY.Key_F3,
    KEY.Key_F4, KEY.Key_F6, KEY.Key_F1, KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_Space, KEY.Key_Insert,
    KEY.Key_Down, KEY.Key_Slash,
)  # fmt: skip
WITH_CONTROL = (
    KEY.Key_C, KEY.Key_X, KEY.Key_V, KEY.Key_D, KEY.Key_A, KEY.Key_Z, KEY.Key_Z, KEY.Key_Y, KEY.Key_1, KEY.Key_2,
    KEY.Key_3, KEY.Key_F, KEY.Key_Down, KEY.Key_Up, KEY.Key_End, KEY.Key_Home, KEY.Key_PageUp, KEY.Key_PageDown,
    KEY.Key_S, KEY.Key_Return, KEY.Key_Space,
)  # fmt: skip
WITH_ALT = (KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right, KEY.Key_Q, KEY.Key_M, KEY.Key_I)
SIZES = ((880, 430), (960, 540), (1100, 620), (1279, 690), (1366, 698), (1600, 860), (1920, 1000))
PERIODS = tuple((m, q) for m in (1, 3, 6, 9, 12) for q in (True, False) if not q or m % 3 == 0)


class Monkey:
    """Acts once a turn of the event loop, also while dialogs and menus are open, `turns` times."""

    def __init__(self, starter: Starter, seed: int, turns: int, folder: Path) -> None:
        self._starter, self._turns, self._folder = starter, turns, folder
        self.seed, self.done, self.trace = seed, False, list[str]()
        self._pick = random.Random(seed)
        self._acts: list[tuple[int, Callable[[], object]]] = [
            (30, self._type), (30, self._press), (14, self._press_control), (5, self._press_alt), (25, self._click),
            (3, self._resize), (5, self._period), (4, self._step), (3, self._page), (3, self._menu), (2, self._plan),
            (2, self._wheel), (2, self._context), (2, self._clipboard), (6, self._in_grid),
        ]  # fmt: skip

    def start(self) -> None:
        """Begin; `done` says when all turns are over."""
        QTimer.singleShot(0, self._turn)

    def patch(self, patch: pytest.MonkeyPatch) -> None:
        """Random answers to every question, and nothing opened outside."""
        pick, folder = self._pick, self._folder

        def choose(_: QWidget, text: str, buttons: list[str], *, safe: int = -1) -> int:
            self._say("asked", text[:60])
            return pick.randrange(len(buttons))

        patch.setattr(ask, "choose", choose)
        patch.setattr(ask, "ask_text", lambda *_, **__: pick.choice([None, *TEXTS]))
        patch.setattr(ask, "pick", lambda _, __, names, *___, **____: pick.choice([None, *names]))
        patch.setattr(ask, "open_file", lambda *_: pick.choice([None, None, *sorted(folder.iterdir())]))
        patch.setattr(ask, "open_files", lambda *_: pick.choice([[], sorted(folder.glob("*.xlsx"))]))
        patch.setattr(ask, "save_file", lambda *_, **__: pick.choice([None, folder / f"另存{pick.randrange(99)}.ydt"]))
        patch.setattr(ask, "folder", lambda *_: pick.choice([None, folder]))
        patch.setattr(QDesktopServices, "openUrl", lambda _: True)

    def _turn(self) -> None:
        if self._turns <= 0:
            found = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            self.done = found is None
            if found is not None:  # one loop of events within another: each ends only from inside
                QTimer.singleShot(5, self._turn)
                (found.reject if isinstance(found, QDialog) else found.close)()
            return
        self._turns -= 1
        QTimer.singleShot(0, self._turn)  # comes also while what is done now opens a dialog
        modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
        top = self._top()
        if top is not None and QApplication.focusWidget() is None:  # no window manager does it here
            top.activateWindow()
        if popup is not None:
            self._in_popup(popup)
        elif modal is not None and self._pick.random() < 0.1 and isinstance(modal, QDialog):
            self._say("reject", type(modal).__name__)
            modal.reject()
        else:
            weights, acts = zip(*self._acts, strict=True)
            act = self._pick.choices(acts, weights)[0]
            act()

    def _say(self, *words: object) -> None:
        self.trace.append(" ".join(map(str, words)))

    def _focused(self) -> QWidget | None:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._top()

    def _top(self) -> QWidget | None:
        found = QApplication.activeModalWidget() or QApplication.activeWindow() or self._starter.window
        return found if found is not None and found.isVisible() else self._starter.window

    def _main(self) -> MainWindow | None:
        window = self._starter.window
        free = QApplication.activeModalWidget() is None
        return window if free and isinstance(window, MainWindow) else None

    def _in_popup(self, popup: QWidget) -> None:
        key = self._pick.choice([KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Right])
        self._say("popup", type(popup).__name__, key.name)
        if self._pick.random() < 0.2:
            popup.close()
        else:
            QTest.keyClick(popup, key)

    def _type(self) -> None:
        widget, text = self._focused(), self._pick.choice(TEXTS)
        self._say("type", type(widget).__name__, ascii(text[:20]))
        for character in text[: self._pick.randrange(1, 12)]:
            if widget is not None and widget.isEnabled():
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QGuiApplication.sendEvent(widget, QKeyEvent(kind, 0, HELD.NoModifier, character))
            widget = self._focused()

    def _key(self, key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
        widget = self._focused()
        self._say("key", type(widget).__name__, key.name, held.name)
        if widget is not None:
            QTest.keyClick(widget, key, held)

    def _press(self) -> None:
        self._key(self._pick.choice(KEYS), self._pick.choice([HELD.NoModifier] * 4 + [HELD.ShiftModifier]))

    def _press_control(self) -> None:
        self._key(self._pick.choice(WITH_CONTROL), HELD.ControlModifier)

    def _press_alt(self) -> None:
        self._key(self._pick.choice(WITH_ALT), HELD.AltModifier)

    def _somewhere(self) -> tuple[QWidget, QPoint] | None:
        top = self._top()
        if top is None:
            return None
        shown = [w for w in top.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.window() is top]
        shown = [w for w in shown if not w.accessibleName().startswith("投影")]
        if not shown:
            return None
        widget = self._pick.choice(shown)
        at = QPoint(self._pick.randrange(max(1, widget.width())), self._pick.randrange(max(1, widget.height())))
        below = widget.childAt(at)
        if below is not None:
            at, widget = below.mapFrom(widget, at), below
        return widget, at

    def _click(self) -> None:
        found = self._somewhere()
        if found is None:
            return
        widget, at = found
        self._say("click", type(widget).__name__, widget.objectName(), ascii(widget.accessibleName()))
        held = self._pick.choice([HELD.NoModifier] * 4 + [HELD.ControlModifier, HELD.ShiftModifier])
        if self._pick.random() < 0.15:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, held, at)
        else:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, at)

    def _wheel(self) -> None:
        found = self._somewhere()
        if found is not None:
            widget, at = found
            move = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(at), QPointF(widget.mapToGlobal(at)), Qt.MouseButton.NoButton,
                Qt.MouseButton.NoButton, HELD.NoModifier,
            )  # fmt: skip
            QGuiApplication.sendEvent(widget, move)

    def _context(self) -> None:
        found = self._somewhere()
        if found is not None:
            widget, at = found
            self._say("context", type(widget).__name__)
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
            QGuiApplication.sendEvent(widget, event)

    def _clipboard(self) -> None:
        rows = [
            "\t".join(self._pick.choices(TEXTS, k=self._pick.randrange(1, 4))) for _ in range(self._pick.randrange(6))
        ]
        QGuiApplication.clipboard().setText("\r\n".join(rows))

    def _resize(self) -> None:
        window = self._main()
        if window is not None:
            size = self._pick.choice(SIZES)
            self._say("resize", size)
            window.resize(*size)

    def _period(self) -> None:
        window = self._main()
        if window is not None:
            month, quarterly = self._pick.choice(PERIODS)
            self._say("period", month, quarterly)
            window.session.set_period(Period.of_month(window.session.period.year, month, quarterly=quarterly))

    def _step(self) -> None:
        window = self._main()
        if window is not None:
            call = self._pick.choice([window.session.undo, window.session.redo])
            self._say(call.__name__)
            call()

    def _page(self) -> None:
        window = self._main()
        if window is not None:
            page = self._pick.choice(PAGES)
            self._say("page", page.name)
            window.show_page(page.name)

    def _plan(self) -> None:
        window = self._main()
        if window is not None and window.session.plans:
            plan = self._pick.choice([*window.session.plans, window.session.plans[0], window.session.plans[0]])
            self._say("plan", plan.title)
            window.session.set_plan(plan.id)

    def _in_grid(self) -> None:
        window = self._main()
        if window is not None and window.session.has_plan and window.session.ledger.targets:
            target = self._pick.choice(window.session.ledger.targets)
            self._say("to", target.id)
            window.open_target(target.id)

    def _menu(self) -> None:
        window = self._main()
        if window is None:
            return
        menus = [window.toolbar.menu_button.menu(), window.toolbar.import_button.menu()]
        menu = self._pick.choice(menus)
        menu.aboutToShow.emit()
        action = self._pick.choice(_leaves(menu))
        self._say("menu", action.text())
        action.trigger()


def _leaves(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        if action.menu() is not None:
            found += _leaves(action.menu())
        elif action.isEnabled() and not action.isSeparator():
            found.append(action)
    return found
