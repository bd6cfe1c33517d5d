"""The projection: every key of the clicker, sizes that can be read, and nothing that writes."""

import hashlib

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.kit import theme
from gui.meeting import projection
from gui.meeting.operator import Operator
from gui.meeting.page_text import PageText
from gui.meeting.projection import IGNORED, Projection, project
from gui.meeting.slide import ONE_LINE, VITAL, Slide, fits
from gui.shell.pages import CHARTS
from gui.shell.window import MainWindow
from gui.trend.wrapping import wrapped
from models.judging.assess import assess
from models.plan.period import Period
from tests.models.build import ledger, target

ID = "puyuan2020-"
READ_FROM_AFAR = {theme.TEXT, theme.PROJECTOR_TEXT, theme.DATA, theme.GREEN.colour, theme.DONE.colour,
                  theme.YELLOW.colour, theme.RED.colour}  # fmt: skip
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


def test_the_mouse_hides_and_comes_back(session, owner, qtbot, monkeypatch):
    monkeypatch.setattr(projection, "MOUSE_HIDES", 20)
    window = project(session, FIVE, owner)
    qtbot.waitUntil(lambda: window.cursor().shape() == Qt.CursorShape.BlankCursor)
    QTest.mouseMove(window, QPoint(50, 60))
    QTest.mouseMove(window, QPoint(90, 60))
    assert window.cursor().shape() != Qt.CursorShape.BlankCursor  # at once: soon it hides again
    window.close()


MODIFIERS = [Qt.KeyboardModifier(0), *(m for m in Qt.KeyboardModifier if m.value)]
MODIFIERS += [m | Qt.KeyboardModifier.ShiftModifier for m in MODIFIERS]
ENDS = {KEY.Key_Escape, KEY.Key_F5}


@pytest.fixture
def main(qtbot, session):
    """The real main window; the session's own fixture closes the file."""
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda _: None)
    made.closeEvent = lambda event: event.accept()
    made.resize(1366, 698)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_no_key_changes_the_file(main, session, settled):
    """Every key with every modifier, as the system sends them: through the shortcuts of the real main window."""
    before, step, at = hashlib.sha256(session.path.read_bytes()).digest(), session.undo_step, main.current_page()
    window = Projection(session, FIVE, main)
    window.open_on(QGuiApplication.primaryScreen())
    for key in KEY:
        for modifier in MODIFIERS:
            if key in ENDS and not modifier & IGNORED:
                continue
            text = chr(key) if key < 0x7F else ""
            for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, modifier, text)
                QApplication.sendEvent(window, event)
                assert event.isAccepted() or kind == QEvent.Type.KeyRelease
    for key in (KEY.Key_Z, KEY.Key_E, KEY.Key_S, KEY.Key_1, KEY.Key_2, KEY.Key_PageUp, KEY.Key_F):
        QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert hashlib.sha256(session.path.read_bytes()).digest() == before
    assert session.undo_step == step
    assert main.current_page() is at
    assert not list(session.path.parent.glob("*.xlsx"))
    assert window.isVisible()
    window.close()


def test_keys_with_ctrl_or_alt_do_nothing(window):
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        for key in (KEY.Key_N, KEY.Key_B, KEY.Key_S, KEY.Key_1, KEY.Key_End, KEY.Key_F5, KEY.Key_Escape):
            QTest.keyClick(window, key, modifier)
    assert (window.page, window.covered, window.paired, window.isVisible()) == (0, "", True, True)
    assert not any("转到" in w.text for w in window.slide.written())


def test_the_keypad_gives_numbers_too(window):
    QTest.keyClick(window, KEY.Key_2, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(window, KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert window.page == 1


def test_how_to_end_is_said_until_a_key_is_pressed(window):
    def said():
        return any("Esc 结束" in w.text for w in window.slide.written())

    assert said()
    press(window, KEY.Key_Right)
    assert not said()


def test_it_can_start_at_a_page(session, owner):
    window = Projection(session, FIVE, owner, start=FIVE[3])
    window.resize(1920, 1080)
    assert FIVE[3] in window.pages[window.page]
    window.close()


def test_a_screen_reader_hears_the_page(window):
    assert window.accessibleName().startswith("第 1 / 3 页")
    assert "合同外资，实际2960万美元，滞后，低于序时进度21.2个百分点" in window.accessibleName()


def test_esc_returns_to_the_same_place_with_the_focus(main, qtbot):
    page = main.charts
    main.show_page(CHARTS)
    page.picker.choose(FIVE[:3])
    page.step_month(-1)
    page.picker.reveal(FIVE[2])
    page.panes[1].setFocus()
    place = page.picker.list.verticalScrollBar().value()
    main.project()
    placed = main.findChild(Operator)
    shown = placed.projection
    assert FIVE[1] in shown.pages[shown.page]
    placed.options.setFocus()  # the operator was in his strip
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown, KEY.Key_Escape)
    qtbot.waitUntil(main.isActiveWindow)
    assert main.focusWidget() is page.panes[1]
    assert main.current_page() is page
    assert (page.month.month, page.chosen) == (8, FIVE[:3])
    assert page.picker.list.verticalScrollBar().value() == place


def test_it_ends_with_the_main_window(session, owner):
    owner.show()
    window = project(session, FIVE, owner)
    ended = []
    window.ended.connect(lambda: ended.append(1))
    owner.close()
    assert ended


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1280, 720), (1024, 768), (3840, 2160)])
def test_everything_can_be_read_from_the_last_row(window, session, size):
    window.show_targets([t.id for t in session.ledger.targets])
    window.resize(*size)
    scale = size[1] / 1080
    for page in range(len(window.pages)):
        window.go(page)
        wide = window.slide.picture_width
        for item in window.slide.written():
            footer = item.baseline > VITAL
            assert item.token in READ_FROM_AFAR, item
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
    window.show_targets([t.id for t in session.ledger.targets])
    for page in range(len(window.pages)):
        window.go(page)
        items = window.slide.written()
        for i, one in enumerate(items):
            for other in items[i + 1 :]:
                shared = one.rect.intersected(other.rect)
                assert shared.width() < 2 or shared.height() < 8, (one, other)
        for i in range(len(window.pages[page])):
            light = window.slide.mark_rect(i).adjusted(-20, 4, 0, -4)
            assert not [w.text for w in items if w.text and w.rect.intersects(light)]


def test_it_follows_the_ledger(window, session, settled):
    cells = session.ledger.cells_of(session.target(FIVE[0])).values()
    session.write("删指标", deletes=[*cells, session.target(FIVE[0])])
    settled()
    assert window.pages == [FIVE[1:3], FIVE[3:]]


def test_nothing_chosen_is_said(window):
    window.show_targets([])
    press(window, KEY.Key_PageDown, KEY.Key_S, KEY.Key_End)
    assert any("没有要投影的指标" in w.text for w in window.slide.written())


def test_it_fills_the_only_screen_and_a_new_one_replaces_it(session, owner, qtbot):
    first = project(session, FIVE, owner)
    assert first.isFullScreen()
    with qtbot.waitSignal(first.ended):
        second = project(session, FIVE[:1], owner)
    assert second.size() == QGuiApplication.primaryScreen().size()
    second.close()


def test_a_screen_that_goes_away_is_told(session, owner, qapp):
    told = []
    window = project(session, FIVE, owner, told.append)
    qapp.screenRemoved.emit(QGuiApplication.primaryScreen())
    assert len(told) == 1
    assert "屏幕断开" in told[0]
    assert window.isVisible()
    window.close()


def shown_alone(t, reported):
    made = ledger(t, reported={"t": reported})
    a = assess(made, made.targets[0], Period.parse("2020Q3"))
    slide = Slide()
    slide.resize(1920, 1080)
    return slide, made, a


def column(slide, made, a):
    """The texts of the left one of two columns."""
    slide.show_page(made, [a, a], PageText("", "", "", "", demo=False), last_year=True)
    return [w for w in slide.written() if w.text and w.x < 900]


LONG = "农村居民人均可支配收入增长及低收入农户增收"


@pytest.mark.parametrize(("name", "px", "lines"), [
    ("新增停车位", theme.PROJECTOR.title, 1), ("固定资产投资增长额度", theme.PROJECTOR.title, 1), (LONG, 46, 2),
])  # fmt: skip
def test_long_names_take_two_lines_of_46(dressed, name, px, lines):
    found = [w for w in column(*shown_alone(target(value=100, name=name), {"2020Q3": 70})) if w.text in name]
    found = [w for w in found if len(w.text) > 2]
    assert {w.px for w in found} == {px}
    assert len(found) == lines
    assert "".join(w.text for w in found) == name
    assert (lines == 2) == (len(name) > ONE_LINE)


def test_a_page_that_would_be_too_small_splits(window):
    assert len(window.pages[0]) == 2
    wide = target(value=123456789012, name="社会消费品零售总额", unit="元")
    slide, made, a = shown_alone(wide, {"2020Q3": 98765432101})
    assert not fits(made, a, slide.column_width(2))
    assert fits(made, a, slide.column_width(1))
    named = shown_alone(target(value=100, name=LONG * 2), {"2020Q3": 70})
    assert not fits(*named[1:], slide.column_width(2))
    assert fits(*named[1:], slide.column_width(1))


def test_stages_and_words_are_lines_that_tear_no_number(dressed):
    stages = ["设计 2020-02-28", "开工 2020-06-30", "验收 2020-12-15"]
    t = target("milestone", stages=stages, due="年底前", name="濮新学校（一期）投入使用")
    reported = {"2020Q3": {"stage": "设计", "percent": 45, "progress": "主体结顶。" * 60}}
    slide, made, a = shown_alone(t, reported)
    body = [w for w in column(slide, made, a) if w.px == theme.PROJECTOR.body]
    assert any("到期未完成" in w.text for w in body)
    assert not any(w.text.endswith(("4", "（")) or w.text.startswith(("5%", "，")) for w in body)
    assert all(w.rect.bottom() < 700 for w in body)
    assert body[-1].text.endswith("…")
    assert all(w.rect.width() <= slide.column_width(2) + 1 for w in body)


def test_lines_break_where_a_reader_would(dressed):
    def lines(text, room, count):
        return wrapped(text, 10, QFont.Weight.Normal, [room] * count)

    assert lines("目标一二，三", 40, 2) == ["目标一", "二，三"]
    assert lines("一二三（四五", 40, 2) == ["一二三", "（四五"]
    assert lines("完成12.5%了", 35, 3)[0] == "完成"
    assert lines("123456789", 20, 9)[0]  # a number wider than the line is torn all the same
    assert "".join(lines("甲乙丙丁戊己", 20, 9)) == "甲乙丙丁戊己"
