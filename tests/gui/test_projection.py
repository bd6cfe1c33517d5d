"""The projection: every key of the clicker, sizes that can be read, and nothing that writes."""

import hashlib

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui import theme
from gui.charts.projection import Projection, project
from gui.charts.slide import VITAL

ID = "puyuan2020-"
FIVE = [ID + n for n in ("29", "30", "15", "47", "23")]
KEY = Qt.Key
NEXT = [KEY.Key_PageDown, KEY.Key_Right, KEY.Key_Down, KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter, KEY.Key_N]
PREVIOUS = [KEY.Key_PageUp, KEY.Key_Left, KEY.Key_Up, KEY.Key_P]


@pytest.fixture
def owner(qtbot, dressed):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(qtbot, session, owner):
    made = Projection(session, FIVE, owner)
    qtbot.addWidget(made, before_close_func=lambda _: None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.resize(1920, 1080)
    made.show()
    return made


def press(window, *keys):
    for key in keys:
        QTest.keyClick(window, key)


def test_two_targets_share_a_page(window):
    assert window.pages == [FIVE[:2], FIVE[2:4], FIVE[4:]]


@pytest.mark.parametrize("key", NEXT)
def test_next(window, key):
    press(window, key)
    assert window.page == 1
    press(window, key, key, key)
    assert window.page == 2


@pytest.mark.parametrize("key", PREVIOUS)
def test_previous(window, key):
    press(window, KEY.Key_End)
    assert window.page == 2
    press(window, key)
    assert window.page == 1
    press(window, key, key)
    assert window.page == 0


def test_home_and_end(window):
    press(window, KEY.Key_End)
    assert window.page == 2
    press(window, KEY.Key_Home)
    assert window.page == 0


def test_number_and_enter_go_to_a_page(window):
    press(window, KEY.Key_3, KEY.Key_Return)
    assert window.page == 2
    press(window, KEY.Key_8, KEY.Key_Enter)
    assert window.page == 2
    assert any("没有第 8 页" in w.text for w in window.slide.written())
    press(window, KEY.Key_1)
    assert any("转到第 1 页" in w.text for w in window.slide.written())
    press(window, KEY.Key_L, KEY.Key_Return)  # another key forgets the number
    assert window.page == 2


@pytest.mark.parametrize(("key", "token"), [(KEY.Key_B, theme.BLACK), (KEY.Key_Period, theme.BLACK),
                                            (KEY.Key_W, theme.PANEL)])  # fmt: skip
def test_black_and_white_cover_the_page(window, key, token):
    press(window, key)
    assert window.covered == token
    assert not any(p.isVisible() for p in window.slide.plots)
    assert window.grab().toImage().pixelColor(300, 300).name() == theme.colour(token).name()
    press(window, key)
    assert window.covered == ""
    press(window, key, KEY.Key_PageDown)
    assert (window.covered, window.page) == ("", 0)


def test_one_or_two_keeps_the_place(window):
    press(window, KEY.Key_PageDown, KEY.Key_S)
    assert window.pages == [[t] for t in FIVE]
    assert window.page == 2
    press(window, KEY.Key_PageDown, KEY.Key_S)
    assert window.page == 1


def test_last_year_comes_and_goes(window):
    def named():
        return any(text.startswith("上年") for p in window.slide.plots for text, *_ in p.labels())

    assert named()
    press(window, KEY.Key_L)
    assert not named()
    press(window, KEY.Key_L)
    assert named()


@pytest.mark.parametrize("key", [KEY.Key_Escape, KEY.Key_F5])
def test_end(window, qtbot, key):
    with qtbot.waitSignal(window.ended):
        press(window, key)
    assert not window.isVisible()


def test_the_mouse_hides_and_comes_back(window, qtbot):
    window._still.setInterval(20)
    window._still.start()
    qtbot.waitUntil(lambda: window.cursor().shape() == Qt.CursorShape.BlankCursor)
    QTest.mouseMove(window, QPoint(50, 60))
    QTest.mouseMove(window, QPoint(90, 60))
    qtbot.waitUntil(lambda: window.cursor().shape() != Qt.CursorShape.BlankCursor)


def test_no_key_changes_the_file(window, session, settled):
    before = hashlib.sha256(session.path.read_bytes()).digest()
    step = session.undo_step
    modifiers = Qt.KeyboardModifier
    for key in KEY:
        if key in {KEY.Key_Escape, KEY.Key_F5}:
            continue
        for modifier in (modifiers.NoModifier, modifiers.ControlModifier, modifiers.AltModifier):
            text = chr(key) if key < 0x7F else ""
            QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))
    settled()
    assert hashlib.sha256(session.path.read_bytes()).digest() == before
    assert session.undo_step == step
    assert window.isVisible()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768), (3840, 2160)])
def test_everything_can_be_read_from_the_last_row(window, session, size):
    window._targets = [t.id for t in session.ledger.targets]
    window.resize(*size)
    scale = size[1] / 1080
    for page in range(len(window.pages)):
        window.go(page)
        wide = window.slide.picture_width
        for item in window.slide.written():
            footer = item.baseline > VITAL
            assert item.px >= (theme.PROJECTOR.footer if footer else theme.PROJECTOR.least), item
            assert item.rect.left() >= theme.PROJECTOR.margin - 1, item
            assert item.rect.right() <= wide - theme.PROJECTOR.margin + 1, item
        for plot in window.slide.plots:
            for text, rect, px in plot.labels() if plot.isVisible() else ():
                assert px >= theme.PROJECTOR.least * scale - 0.01, text
                assert rect.right() <= plot.width() + 1, text
                assert rect.left() >= -1, text
            assert plot.geometry().bottom() <= VITAL * scale


def test_texts_of_a_page_do_not_overlap(window, session):
    window._targets = [t.id for t in session.ledger.targets]
    window._refresh()
    for page in range(len(window.pages)):
        window.go(page)
        items = window.slide.written()
        for i, one in enumerate(items):
            for other in items[i + 1 :]:
                shared = one.rect.intersected(other.rect)
                assert shared.width() < 2 or shared.height() < 8, (one, other)


def test_it_follows_the_ledger(window, session, settled):
    cells = session.ledger.cells_of(session.target(FIVE[0])).values()
    session.write("删指标", deletes=[*cells, session.target(FIVE[0])])
    settled()
    assert window.pages == [FIVE[1:3], FIVE[3:]]


def test_nothing_chosen_is_said(window):
    window._targets = []
    window._refresh()
    press(window, KEY.Key_PageDown, KEY.Key_S, KEY.Key_End)
    assert any("没有要投影的指标" in w.text for w in window.slide.written())


def test_it_fills_the_only_screen_and_a_new_one_replaces_it(session, owner, qtbot):
    first = project(session, FIVE, owner)
    assert first.isFullScreen()
    with qtbot.waitSignal(first.ended):
        second = project(session, FIVE[:1], owner)
    assert second.size() == QGuiApplication.primaryScreen().size()
    second.close()


def test_a_screen_that_goes_away_is_told(session, owner):
    told = []
    window = project(session, FIVE, owner, told.append)
    window._screen_gone(QGuiApplication.primaryScreen())
    assert len(told) == 1
    assert "屏幕断开" in told[0]
    assert window.isVisible()
    window.close()

