"""What goes out of the window and comes back: 季报, 填报表, backups; what is said, what is offered, what is kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QPushButton

from db.ledger.store import Store
from db.workbooks import report_book
from db.workbooks.report_book import write_report
from gui.intake.returned.dialog import ImportDialog
from gui.kit import ask
from gui.kit.progress import ProgressDialog
from gui.shell.pages import ENTRY
from gui.shell.window import MainWindow
from models.judging.groups import missing
from models.plan.period import Period
from models.plan.said import Said
from tests.gui.entry.desk import write
from tests.gui.intake.returned import files as returned_files

Q3 = Period.parse("2020Q3")


@pytest.fixture
def window(qtbot, session):
    session.set_period(Q3)
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 698)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def opened_paths(monkeypatch):
    """What the system was asked to open."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toLocalFile()) or True)
    return found


def buttons(window):
    """The strip's buttons by their words."""
    return {b.text(): b for b in window.strip.findChildren(QPushButton) if b.isVisible()}


def reports(folder):
    return sorted(p.name for p in folder.glob("*季报*.xlsx"))


def test_the_report_lies_beside_the_ledger_and_never_over_another(window, settled, opened_paths):
    folder = window.session.path.parent
    window.toolbar.export_button.click()
    settled()
    (name,) = reports(folder)
    lacking = len(missing(window.session.assessments))
    assert window.strip.text == f"已导出：{name}（缺报 {lacking} 项，写的是“缺报”，不是 0）。"
    assert list(buttons(window)) == ["打开", "打开文件夹", "去补报", "知道了"]
    first = (folder / name).read_bytes()
    buttons(window)["打开"].click()
    assert opened_paths == [str(folder / name)]
    window.reporting.export()
    settled()
    assert len(reports(folder)) == 2
    assert (folder / name).read_bytes() == first
    buttons(window)["去补报"].click()
    assert window.current_page() is window.entry


def test_the_report_has_its_charts(window, settled):
    window.reporting.export()
    settled()
    book = load_workbook(next(window.session.path.parent.glob("*季报*.xlsx")))
    assert len(book["图表"]._charts) >= 4


@pytest.mark.parametrize("make", ["export", "backup"])
def test_what_is_being_typed_is_handed_over_first(window, settled, make):
    window.show_page(ENTRY)
    target = next(t for t in window.session.ledger.targets if t.full_name == "合同外资")
    window.entry.show_target(target.id)
    write(window.entry.view, "3001")
    assert window.session.ledger.cells_of(target)[Q3.key].value == 2960
    getattr(window.reporting, make)()
    settled()
    assert window.session.ledger.cells_of(target)[Q3.key].value == 3001


def test_a_second_click_is_told_that_it_is_on_its_way(window, settled, qtbot):
    said = []
    window.statusbar.say = said.append  # the status bar is the only place where it is said
    window.reporting.export()
    window.reporting.export()
    assert said[-1] == "季报正在导出，马上就好。"
    settled()
    assert len(reports(window.session.path.parent)) == 1
    window.reporting.export()  # it is over: the next one runs
    settled()
    assert len(reports(window.session.path.parent)) == 2


def test_the_next_one_runs_whichever_signal_of_the_last_one_comes_first(window, settled, monkeypatch):
    session, said = window.session, []
    window.statusbar.say = said.append

    def answered_first(question, done, _failed):
        """The answer at once; what the steps of the work emitted still waits in the queue of events."""

        def work():
            with Store.open(session.path, reading=True) as store:
                return question(store)

        with ThreadPoolExecutor(1) as pool:
            done(pool.submit(work).result())

    with monkeypatch.context() as patch:
        patch.setattr(session, "ask", answered_first)
        window.reporting.export()
    assert len(reports(session.path.parent)) == 1
    held = Event()
    session.ask(lambda _: held.wait(60), lambda _: None)  # the second one is not over before it is looked at
    window.reporting.export()  # ordered between the answer and the end of the steps
    assert "季报正在导出，马上就好。" not in said
    QCoreApplication.processEvents()
    window.reporting.export()  # the end of the first one is not taken for the end of the second
    assert said[-1] == "季报正在导出，马上就好。"
    held.set()
    settled()
    assert len(reports(session.path.parent)) == 2


def test_a_window_that_went_while_a_report_is_written_is_told_nothing(session, qtbot, settled, monkeypatch):
    """Another ledger came up in its place: the report is written all the same."""
    going = Event()

    def slow(*arguments):
        assert going.wait(60)
        return write_report(*arguments)

    monkeypatch.setattr(report_book, "write_report", slow)
    session.set_period(Q3)
    window = MainWindow(session)
    window.reporting.export()
    window.release()
    shiboken6.delete(window)
    going.set()
    settled()
    assert len(reports(session.path.parent)) == 1


def test_where_it_cannot_be_written_another_place_is_offered(opened, qtbot, settled, tmp_path, demo_made, monkeypatch):
    home = tmp_path / "台账"
    home.mkdir()
    path = home / "demo.ydt"
    path.write_bytes(demo_made.read_bytes())
    session = opened(path)
    session.set_period(Q3)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    stick, away = tmp_path / "U盘", tmp_path / "拔走了"
    away.mkdir()

    def onto_the_stick(report, beside):
        """Beside the ledger is a stick that was pulled out."""
        return write_report(report, stick / beside.name if beside.parent == home else beside)

    monkeypatch.setattr(report_book, write_report.__name__, onto_the_stick)
    window.reporting.export()
    settled()
    assert window.strip.text.startswith("没有这个文件夹：")
    assert "季报没有写" in window.strip.text
    assert list(buttons(window)) == ["换个名字保存", "再试一次", "知道了"]
    monkeypatch.setattr(ask, "save_file", lambda *_: None)
    buttons(window)["换个名字保存"].click()
    assert window.strip.text.startswith("没有这个文件夹：")  # thought better of it: the way on is still here
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "季报.xlsx")
    buttons(window)["换个名字保存"].click()
    settled()
    assert window.strip.text.startswith("已导出：季报.xlsx")
    assert (tmp_path / "季报.xlsx").is_file()
    window.reporting.export()
    settled()
    away.rename(stick)
    buttons(window)["再试一次"].click()
    settled()
    assert window.strip.text.startswith("已导出：")
    assert reports(stick)


def test_forms_for_all_units(window, settled, tmp_path, monkeypatch, opened_paths):
    asked = []
    folder = tmp_path / "填报表"
    monkeypatch.setattr(ask, "folder", lambda _p, question, _s: asked.append(question) or folder)
    window.reporting.collect()
    settled()
    units = len(list(window.session.ledger.by_lead()))
    assert asked == [f"把{units}张填报表放到哪个文件夹"]
    assert len(list(folder.iterdir())) == units
    assert window.strip.text == f"已写出{units}张2020年第三季度填报表。在：{folder}"
    buttons(window)["打开文件夹"].click()
    assert opened_paths == [str(folder)]
    before = {p: p.read_bytes() for p in folder.iterdir()}
    window.reporting.collect()
    settled()
    assert f"有{units}张已有同名文件，没有覆盖，新的另起了名字。" in window.strip.text
    assert {p: p.read_bytes() for p in before} == before
    assert len(list(folder.iterdir())) == 2 * units


def test_forms_only_for_those_who_lack(window, settled, tmp_path, monkeypatch):
    folder = tmp_path / "补报"
    monkeypatch.setattr(ask, "folder", lambda *_: folder)
    ledger = window.session.ledger
    wanted = {ledger.lead_name(a.target) for a in missing(window.session.assessments)}
    assert 0 < len(wanted) < len(list(ledger.by_lead()))
    window.reporting.collect(only_missing=True)
    settled()
    assert {p.name.split("_")[0] for p in folder.iterdir()} == wanted
    assert "发给缺报的单位。" in window.strip.text


def test_forms_can_be_stopped(window, settled, qtbot, tmp_path, monkeypatch):
    folder = tmp_path / "停"
    monkeypatch.setattr(ask, "folder", lambda *_: folder)
    window.reporting.collect()
    window.reporting.collect()  # a second click: not twice
    dialog = window.findChild(ProgressDialog)
    dialog.reject()
    settled()
    assert "已取消：" in window.strip.text
    assert len(list(folder.iterdir())) < len(list(window.session.ledger.by_lead()))
    qtbot.waitUntil(lambda: window.findChild(ProgressDialog) is None)


def test_forms_that_cannot_be_written(window, settled, tmp_path, monkeypatch):
    place = tmp_path / "文件"
    place.write_bytes(b"")
    monkeypatch.setattr(ask, "folder", lambda *_: place)
    window.reporting.collect()
    settled()
    assert "它是文件，不是文件夹" in window.strip.text
    monkeypatch.setattr(ask, "folder", lambda *_: tmp_path / "好")
    buttons(window)["再试一次"].click()
    settled()
    assert window.strip.text.startswith("已写出")


@pytest.fixture
def small(opened, qtbot, tmp_path):
    """A window on the small ledger, and the forms returned to it."""
    path = returned_files.ledger(tmp_path)
    session = opened(path)
    session.set_period(Q3)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    return window, returned_files.usual(path, tmp_path / "表")


def test_dropped_forms_are_previewed_and_what_was_written_is_said(small, monkeypatch, qtbot, settled):
    window, forms = small

    def by_hand(dialog):
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.reading)
        dialog.bottom.write.click()
        settled()
        return bool(dialog.outcome)

    monkeypatch.setattr(ImportDialog, "exec", by_hand)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in forms])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    assert window.strip.text == "已写入 3 行，跳过 2 行。写入前的备份：第 2 份。Ctrl+Z 可整批撤销。"
    assert window.session.undo_step == "导入填报表：2020年第三季度，1个文件3处（招商办_2020年第三季度填报表.xlsx）"


def test_nothing_is_read_into_a_read_only_ledger(small, monkeypatch):
    window, forms = small
    window.session.barred = Said("read-only", "台账只能看，不能改")
    monkeypatch.setattr(ImportDialog, "exec", lambda _: pytest.fail("opened"))
    window.returning.import_books(forms)
    window.returning.choose_books()
    assert window.strip.text == "台账只能看，不能改。"


def test_ctrl_s_makes_a_backup(window, settled):
    said = []
    window.statusbar.say = said.append
    window.reporting.backup()
    settled()
    assert said == ["已自动保存；最近的备份就是最新的"]


def test_the_menus_reach_all_of_it(window, settled, tmp_path, monkeypatch):
    monkeypatch.setattr(ask, "folder", lambda *_: tmp_path / "表")
    monkeypatch.setattr(ask, "open_files", lambda *_: [])
    for menu in (window.toolbar.menu_button.menu(), window.toolbar.import_button.menu()):
        menu.aboutToShow.emit()
        for action in menu.actions():
            if "填报表" in action.text() or "季报" in action.text():
                action.trigger()
                settled()
    assert len(list((tmp_path / "表").iterdir())) == len(list(window.session.ledger.by_lead()))
    assert len(reports(window.session.path.parent)) == 1
